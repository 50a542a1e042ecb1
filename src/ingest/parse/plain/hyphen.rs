//! How a line goes on in the next one: after a space, or inside a word.

/// What stands between two lines of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space.
    Space,
    /// Nothing: the hyphen or dash that ends the line is part of the word.
    None,
    /// Nothing, and the hyphen goes too: it was put in to part the word.
    Drop,
}

/// How often a body is searched for a joined word.
pub(super) const SEARCHES: u32 = 200;

/// How far around the line break the joined word is looked for.
const WINDOW: usize = 32 << 10;

/// How `last` and `next`, two lines of `source`, are joined. Words are looked up in the source as
/// long as there are `searches` left; after that the hyphen stays.
pub(super) fn joint(source: &str, last: &str, next: &str, searches: &mut u32) -> Joint {
    let Some(stem) = last.strip_suffix('-') else { return slash(last) };
    if let Some(before) = stem.strip_suffix('-') {
        let glued = before.ends_with(|char: char| !char.is_whitespace() && char != '-') && !next.starts_with('-');
        return if glued { Joint::None } else { Joint::Space };
    }
    let first = word_at_end(stem);
    let second = word_at_start(next);
    if first.is_empty() || second.is_empty() {
        // `10-K`, `12-month`
        let glued = stem.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric);
        return if glued { Joint::None } else { Joint::Space };
    }
    // `long- and short-term`
    if matches!(second, "and" | "or" | "to" | "through" | "versus") {
        return Joint::Space;
    }
    if is_parted(source, stem, first, second, searches) { Joint::Drop } else { Joint::None }
}

/// Whether a line ends inside a word, with a hyphen or with a dash that nothing parts from it.
pub(super) fn is_cut(line: &str) -> bool {
    let joins = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b')' | b'.');
    matches!(line.as_bytes(), [.., before, b'-'] | [.., before, b'-', b'-'] if joins(before))
}

/// A web address cut after a slash.
fn slash(last: &str) -> Joint {
    let word = last.rsplit([' ', '\t']).next().unwrap_or("");
    let address = word.ends_with('/') && (word.contains("://") || word.starts_with("www."));
    if address { Joint::None } else { Joint::Space }
}

fn word_at_end(text: &str) -> &str {
    let start = text.bytes().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or("")
}

fn word_at_start(text: &str) -> &str {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether the hyphen only parts a word at the end of a line. In doubt it does not: the text-era
/// filings seldom break words, and a compound that loses its hyphen is found by nobody.
fn is_parted(source: &str, stem: &str, first: &str, second: &str, searches: &mut u32) -> bool {
    if second.starts_with(|char: char| char.is_ascii_uppercase())
        && !first.chars().all(|char| char.is_ascii_uppercase())
    {
        return false;
    }
    if stem[..stem.len() - first.len()].ends_with('-') || KEEP.contains(&first.to_ascii_lowercase().as_str()) {
        return false;
    }
    if FRAGMENTS.contains(&second.to_ascii_lowercase().as_str()) {
        return true;
    }
    let Some(left) = searches.checked_sub(1) else { return false };
    *searches = left;
    let place = (stem.as_ptr() as usize).saturating_sub(source.as_ptr() as usize) + stem.len();
    let window = &source.as_bytes()[place.saturating_sub(WINDOW)..source.len().min(place + WINDOW)];
    let joined = [first, second].concat();
    let compound = [first, "-", second].concat();
    holds_word(window, joined.as_bytes()) && !holds_word(window, compound.as_bytes())
}

fn holds_word(window: &[u8], word: &[u8]) -> bool {
    let whole = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| window.get(at));
        let after = window.get(at + word.len());
        ![before, after].into_iter().flatten().any(u8::is_ascii_alphanumeric)
    };
    memchr::memmem::find_iter(window, word).take(4).any(whole)
}

/// First parts that form compounds: the hyphen is theirs.
const KEEP: [&str; 58] = [
    "after", "all", "anti", "best", "co", "cost", "cross", "cutting", "day", "debt", "double", "end", "ever", "ex",
    "first", "five", "forward", "four", "free", "full", "half", "hand", "high", "in", "industry", "inter", "large",
    "leading", "like", "long", "low", "market", "mid", "mis", "month", "multi", "new", "next", "non", "off", "on",
    "one", "over", "pre", "post", "public", "real", "self", "semi", "short", "single", "so", "tax", "third", "three",
    "two", "well", "year",
];

/// Second parts that are no words.
const FRAGMENTS: [&str; 36] = [
    "able", "ally", "ance", "ation", "ations", "bility", "cations", "cation", "cial", "ciation", "cies", "ence",
    "ented", "ering", "ing", "ings", "ity", "ized", "izing", "ly", "ment", "ments", "ness", "nology", "nologies",
    "ously", "pany", "panies", "pects", "sion", "sions", "tial", "tion", "tional", "tions", "tive",
];
