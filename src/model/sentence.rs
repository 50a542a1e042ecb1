//! The sentences of a piece of prose.

/// The byte ranges of a block's sentences: cut after a full stop that a capital follows, unless
/// the word before it is an abbreviation (`Inc.`, `Dec.`, `U.S.`).
#[must_use]
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut cuts = Vec::new();
    let mut start = 0;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', bytes) {
        if ends_sentence(bytes, at) {
            cuts.push((start, at + 1));
            start = at + 1;
        }
    }
    if start < text.len() {
        cuts.push((start, text.len()));
    }
    cuts
}

fn ends_sentence(bytes: &[u8], at: usize) -> bool {
    let mut next = at + 1;
    // the stop may stand inside a closing quotation mark
    while bytes.get(next).is_some_and(|byte| matches!(byte, b'"' | b')' | b'\'') || !byte.is_ascii()) {
        next += 1;
    }
    if !bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
        return false;
    }
    let after = bytes[next..].iter().find(|byte| !byte.is_ascii_whitespace());
    if after.is_some_and(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let word = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &bytes[at - word..at];
    bytes[at] != b'.' || !is_abbreviation(word)
}

fn is_abbreviation(word: &[u8]) -> bool {
    const SHORT: [&str; 34] = [
        "inc", "corp", "co", "ltd", "llc", "no", "vs", "mr", "mrs", "ms", "dr", "st", "jr", "sr", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "calif", "mass", "conn", "minn",
        "bros", "cos", "rs",
    ];
    word.len() == 1 && word[0].is_ascii_uppercase()
        || SHORT.iter().any(|short| word.eq_ignore_ascii_case(short.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_end_no_sentence() {
        let text =
            "Ardwell Inc. reported sales of $3.2 million. Net income rose. \"We are glad.\" The U.S. market grew.";
        let found: Vec<&str> = sentences(text).into_iter().map(|(start, end)| text[start..end].trim()).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], "Ardwell Inc. reported sales of $3.2 million.");
    }
}
