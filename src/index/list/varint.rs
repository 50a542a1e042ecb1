//! Numbers of seven bits a byte.

/// Takes a number of seven bits a byte, the lowest first; the last byte has its highest bit set.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number = number.wrapping_add(u32::from(byte & 127).wrapping_shl(shift));
        if byte & 128 != 0 {
            return Some(number);
        }
    }
    None
}

/// The number that bytes begin with, and how many bytes it takes.
pub(super) fn number(bytes: &[u8]) -> (usize, usize) {
    let mut rest = bytes;
    let number = take(&mut rest).unwrap_or(0);
    (number as usize, bytes.len() - rest.len())
}
