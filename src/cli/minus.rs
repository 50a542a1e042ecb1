//! Arguments that begin with `-` and are queries: `-section:boilerplate`, `-@warnings`, `-"same words"`.
//!
//! The library that reads arguments takes them for flags; behind the sign U+2212, which the language reads as `-`,
//! they are arguments.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

const MINUS: char = '\u{2212}';

/// The arguments of the process, queries among them so that they are no flags.
pub fn readable(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut readable = Vec::new();
    let mut all_plain = false;
    for argument in arguments {
        all_plain = all_plain || argument == "--";
        let query = argument.to_str().filter(|text| !all_plain && is_query(text));
        readable.push(query.map_or_else(|| argument.clone(), |text| format!("{MINUS}{}", &text[1..]).into()));
    }
    readable
}

/// Whether an argument can be no flag: `-name:value`, `-(`, `-"`, `-@name`, `-word other words`.
fn is_query(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-') else { return false };
    if rest.starts_with(['@', '(', '"', '\u{201c}', '/']) {
        return true;
    }
    let name =
        rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')).count();
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) || name < 2 {
        return false;
    }
    rest[name..].starts_with([':', ' '])
}

/// Whether what the command line could not read is a word with a minus before it, among `arguments`.
pub fn is_left_out(error: &clap::Error, mut arguments: impl Iterator<Item = OsString>) -> bool {
    const SHORTEST: usize = 3;
    let is_word = |text: &str| {
        let word = text.strip_prefix('-').unwrap_or_default();
        word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
    };
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else { return false };
    error.kind() == ErrorKind::UnknownArgument
        && arguments.any(|argument| argument.to_str().is_some_and(|text| is_word(text) && text.starts_with(flag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_told_from_flags() {
        for query in ["-section:boilerplate", "-@warnings", "-\"same words\"", "-(a OR b)", "-inventory shortfall"] {
            assert!(is_query(query), "{query}");
        }
        for flag in ["-n", "-n5", "-", "--json", "--sort", "-0.5..0", "-c", "-inventory", "-revenue.low"] {
            assert!(!is_query(flag), "{flag}");
        }
        let readable = readable(["-tone:negative", "--", "-a:b"].map(OsString::from).into_iter());
        assert_eq!(readable, ["\u{2212}tone:negative", "--", "-a:b"].map(OsString::from));
    }
}
