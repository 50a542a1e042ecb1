//! Positions of a few words laid side by side without a branch, so that no document waits for the one before.

use crate::index::ROOM;

/// How many of some positions, moved by `shift`, are among those that the first `count` distances lead to.
#[inline]
pub(super) fn common(distances: &[u32], count: usize, others: &[u32], shift: u32) -> Option<u32> {
    match count {
        ..=SOME => Some(among(&places::<SOME>(distances, count), others, shift)),
        _ if count <= ROOM => Some(among(&places::<ROOM>(distances, count), others, shift)),
        _ => None,
    }
}

/// As often most words are in a document at most.
pub(super) const SOME: usize = 8;

/// How many positions, moved by `shift`, are among some places.
#[inline]
fn among<const N: usize>(places: &[u32; N], distances: &[u32], shift: u32) -> u32 {
    let (mut sum, mut position) = (0, shift);
    for distance in distances {
        position = position.wrapping_add(*distance);
        sum += places.iter().map(|&place| u32::from(place == position)).sum::<u32>();
    }
    sum
}

/// Past the positions of any text.
const NOWHERE: u32 = 1 << 31;

/// The positions that the first `count` distances lead to, `N` at most; the others are nowhere.
#[inline]
pub(super) fn places<const N: usize>(distances: &[u32], count: usize) -> [u32; N] {
    let mut places = [NOWHERE; N];
    let Some(distances) = distances.first_chunk::<N>() else { return places };
    let mut position = 0_u32;
    for at in 0..N {
        position = position.wrapping_add(distances[at]);
        places[at] = if at < count { position } else { NOWHERE };
    }
    places
}

/// How many words stand in the section that begins at `start`, before the next one.
#[inline]
pub(super) fn within(starts: &[u32; SOME], words: &[u32; SOME], start: u32) -> u32 {
    let end = starts.iter().map(|&other| if other > start { other } else { NOWHERE }).min().unwrap_or(NOWHERE);
    words.iter().map(|&word| u32::from(word >= start && word < end)).sum()
}
