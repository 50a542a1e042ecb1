//! Company names in running text: where they begin and end.

use super::doubt::is_term;
use crate::{
    ingest::words::{first, last},
    model::{Span, month},
};

/// Words in lower case that names hold inside.
const JOINTS: &[&str] = &[
    "of", "and", "the", "de", "for", "in", "et", "del", "der", "van", "von", "to", "y", "du", "da", "e", "on", "n",
    "'n'",
];

/// Legal forms, without stops.
const FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "lp",
    "llp",
    "plc",
    "sa",
    "nv",
    "ag",
    "se",
    "ab",
    "asa",
    "as",
    "oyj",
    "spa",
    "bv",
    "kk",
    "pty",
    "trust",
    "bancorp",
    "bancshares",
    "holdings",
    "group",
    "partners",
    "fund",
    "bank",
    "cos",
    "companies",
    "gmbh",
    "sab",
    "adr",
];

/// Forms that tell one company from another.
const KINDS: &[&str] = &["trust", "bancorp", "bancshares", "partners", "fund", "bank"];

/// The longest legal form has 12 letters; brackets, stops and commas may stand around it.
const LONGEST_FORM: usize = 20;

/// The longest name, in bytes.
const LONGEST: usize = 90;

/// Words that begin a sentence or a dateline and are no part of a name.
const NO_NAMES: &[&str] = &[
    "the company",
    "your company",
    "our company",
    "company",
    "we",
    "our",
    "in",
    "on",
    "at",
    "as",
    "for",
    "today",
    "this",
    "shares",
    "its",
    "it",
    "net",
    "revenue",
    "revenues",
    "sales",
    "total",
    "results",
    "management",
    "based",
    "these",
    "following",
    "after",
    "while",
    "contact",
    "contacts",
    "investors",
    "media",
    "press",
    "news",
    "release",
    "exhibit",
    "stockholders",
    "shareholders",
    "dear",
    "fellow",
    "letter",
    "borrower",
    "page",
    "lender",
    "issuer",
    "consolidated balance sheets",
    "table of contents",
    "report",
    "united states",
    "united states district court",
    "united states bankruptcy court",
    "a",
    "an",
    "with",
    "first",
    "second",
    "third",
    "fourth",
    "quarter",
    "strong",
    "record",
    "financial",
    "board",
    "common",
    "stock",
    "class",
    "symbol",
    "traded",
    "ticker",
    "nasdaq",
    "nyse",
    "new york stock exchange",
    "immediate",
    "preliminary",
    "for immediate release",
    "chairman",
    "president",
    "chief",
    "during",
    "despite",
    "from",
    "to",
    "earnings",
    "income",
];

/// A bit for each letter that a word of a list begins with.
const fn firsts(list: &[&str]) -> u32 {
    let (mut bits, mut at) = (0, 0);
    while at < list.len() {
        bits |= 1 << (list[at].as_bytes()[0] - b'a');
        at += 1;
    }
    bits
}

/// Whether a word is one of a list of ASCII words, letter case, stops, commas and brackets aside.
fn is_one_of(word: &str, list: &[&str]) -> bool {
    let mut bare = [0; LONGEST_FORM];
    let mut length = 0;
    if word.len() > LONGEST_FORM {
        return false;
    }
    for char in word.chars().filter(|char| char.is_alphanumeric() || *char == '&') {
        if !char.is_ascii() {
            return false;
        }
        bare[length] = char.to_ascii_lowercase() as u8;
        length += 1;
    }
    let bare = &bare[..length];
    let same =
        |known: &&str| known.len() == length && known.as_bytes().first() == bare.first() && known.as_bytes() == bare;
    list.iter().any(same)
}

/// Whether a word is a legal form: `Inc.`, `plc`, `N.V.`
pub(super) fn is_form(word: &str) -> bool {
    const FIRST: u32 = firsts(FORMS);
    begins_with(word, FIRST) && is_one_of(word, FORMS)
}

/// Whether the first letter of a word, by which most are told, is one of those that have a bit.
fn begins_with(word: &str, letters: u32) -> bool {
    let first = word.bytes().find(|byte| byte.is_ascii_alphanumeric() || *byte == b'&' || !byte.is_ascii());
    first.is_some_and(|first| match first.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => letters >> (letter - b'a') & 1 == 1,
        other => !other.is_ascii(),
    })
}

/// Whether a word in small letters may stand inside a name: `Bank of the Pines`.
pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

/// Whether a word is a legal form written as one: `Company`, not the `company` of running text.
pub(super) fn is_written_form(word: &str) -> bool {
    const SMALL: &[&str] = &["plc", "inc", "ltd", "llc", "spa"];
    const FIRST: u32 = firsts(SMALL);
    let written = word.chars().find(|char| char.is_alphanumeric()).is_some_and(char::is_uppercase);
    if written { is_form(word) } else { begins_with(word, FIRST) && is_one_of(word, SMALL) }
}

/// Whether a word closes a name: `Inc.`, `plc`, but not `Group` or `Company`.
fn is_last(word: &str) -> bool {
    const LAST: &[&str] =
        &["inc", "incorporated", "corp", "corporation", "ltd", "limited", "llc", "lp", "llp", "plc", "nv", "ag", "co"];
    let closed = word.ends_with('.') || !word.ends_with(',');
    closed && is_one_of(word, LAST)
}

/// Whether the words end in a legal form.
pub(super) fn has_form(name: &str) -> bool {
    name.split_whitespace().next_back().is_some_and(is_written_form)
}

/// The name that ends where `end` stands (a bracket, a verb), the words before it taken backwards.
pub(super) fn ending_at(text: &str, end: usize) -> Option<Span> {
    let mut end = past_brackets(text, end);
    let from = text.floor_char_boundary(end.saturating_sub(110));
    while text[from..end].ends_with([' ', ',', '\n', '®', '™', '"', '”', '\u{a0}']) {
        end = text.floor_char_boundary(end - 1);
    }
    let head = &text[from..end];
    let mut start = end;
    for (at, word) in words_backwards(head) {
        let last = start == end;
        if !last && text[..start].ends_with("\n\n") || word.ends_with("-based") || word.ends_with("-owned") {
            break;
        }
        if !belongs(word, last) || !last && ends_sentence(word) {
            break;
        }
        start = from + at;
        if text[..start]
            .trim_end_matches(' ')
            .ends_with(['—', '–', '(', ')', ':', ';', '"', '“', '|', '-', '\n', '/', '…'])
        {
            break;
        }
    }
    let inner = within(&text[start..end]);
    trim(text, Span::new(start + inner, end))
}

/// The name before a symbol in brackets; of `Pinyon Corp., formerly Orr Mills, Inc. (NYSE: PNY)` the first.
pub(super) fn before_symbol(text: &str, group: usize) -> Option<Span> {
    const FORMERLY: [&str; 6] =
        ["formerly known as", "formerly named", "formerly", "f/k/a", "previously known as", "fka"];
    let name = ending_at(text, group)?;
    let before = text[..name.start].trim_end_matches([' ', '\n', '(']);
    let near = &text[before.floor_char_boundary(before.len().saturating_sub(30))..before.len()];
    let lower = near.to_ascii_lowercase();
    let former = FORMERLY.iter().find(|word| lower.ends_with(**word));
    let Some(former) = former else { return Some(name) };
    ending_at(text, before.len() - former.len()).or(Some(name))
}

/// Where a name begins after the last dash inside a word: `2005--Sonus Networks`.
fn within(name: &str) -> usize {
    let after = |mark: &str| last(name, mark).map(|at| at + mark.len());
    let dated = name.match_indices('-').filter(|(at, _)| ends_in_year(&name[..*at])).map(|(at, mark)| at + mark.len());
    let marks = [after("--"), after("—"), after("–"), after(")"), after("...")];
    marks.into_iter().flatten().chain(dated).max().unwrap_or(0)
}

/// Whether words end in a year, as the date of a dateline does: `July 9, 2003`.
fn ends_in_year(words: &str) -> bool {
    let digits = words.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4 && words[..words.len() - 4].ends_with([' ', ','])
}

/// Back over brackets (`(the "Company")`) that stand between a name and its symbol.
fn past_brackets(text: &str, mut end: usize) -> usize {
    for _ in 0..3 {
        let head = text[..end].trim_end();
        let Some(inner) = head.strip_suffix(')') else { return head.len() };
        let from = text.floor_char_boundary(inner.len().saturating_sub(80));
        let Some(open) = inner[from..].rfind('(') else { return head.len() };
        if open == 0 || inner[from + open..].len() > 60 || is_wire(&inner[from + open..]) {
            return head.len();
        }
        end = from + open;
    }
    end
}

fn is_wire(words: &str) -> bool {
    words.to_ascii_lowercase().contains("wire") || words.bytes().any(|byte| byte.is_ascii_digit())
}

fn words_backwards(head: &str) -> impl Iterator<Item = (usize, &str)> {
    head.rsplit([' ', '\n', '\u{a0}']).scan(head.len() + 1, |end, word| {
        let at = end.checked_sub(word.len() + 1)?;
        *end = at;
        Some((at, word))
    })
}

/// Whether a word may stand in a name.
fn belongs(word: &str, last: bool) -> bool {
    let core = word.trim_matches(|char: char| !char.is_alphanumeric() && char != '&');
    if core.is_empty() {
        return matches!(word, "&" | "" | "®" | "™" | "+") && !last;
    }
    if core.len() != 3 && month(core).is_some() {
        return false;
    }
    let first = core.chars().next().unwrap_or(' ');
    let capital = core.chars().any(char::is_uppercase);
    let year = core.len() == 4 && core.bytes().all(|byte| byte.is_ascii_digit());
    (first.is_uppercase() || first == '&' || capital || first.is_ascii_digit() && !year || word.contains(".com"))
        && !(word.ends_with(':') || word.ends_with(';'))
        || is_one_of(word, &["plc", "ltd", "llc", "spa"])
        || (JOINTS.contains(&core) && !last)
}

/// Whether a word before a name closes a sentence: `demand. Pinyon Corp.`
fn ends_sentence(word: &str) -> bool {
    let Some(core) = word.strip_suffix('.') else { return false };
    core.chars().count() > 3 && !is_form(core) && core.chars().skip(1).all(char::is_lowercase)
}

/// The name that begins at `start`: capitals up to a verb, a comma before an apposition, a bracket.
pub(super) fn starting_at(text: &str, start: usize) -> Option<Span> {
    let limit = text.floor_char_boundary((start + 90).min(text.len()));
    let mut end = start;
    let mut at = start;
    while at < limit {
        let rest = &text[at..limit];
        let skipped = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len();
        at += skipped;
        let rest = &text[at..limit];
        let length = rest.find([' ', '\n', '\u{a0}', '(']).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let word = &rest[..length];
        let possessive = word.ends_with("'s") || word.ends_with("’s");
        if !belongs(word, at == start) {
            break;
        }
        at += length;
        let joint = JOINTS.contains(&word);
        if !joint {
            end = at;
        }
        let next = text[at..limit].trim_start().split([' ', '\n']).next().unwrap_or("");
        let rejoined = matches!(next, "&" | "and") && !text[at..limit].trim_start().starts_with("and the ");
        if is_last(word) && !is_form(next) && !rejoined || rest[length..].starts_with("\n\n") {
            break;
        }
        let possessive = possessive && !(start + skipped + length == at && named_with_possessive(&text[at..]));
        if possessive || word.contains(['—', '–']) || word.ends_with(',') && !is_form(next) || ends_sentence(word) {
            break;
        }
    }
    trim(text, Span::new(start, end))
}

/// Whether capitals up to a legal form follow a possessive: `Orr's Fine Foods Ltd.`
fn named_with_possessive(rest: &str) -> bool {
    let rest = &rest[..rest.floor_char_boundary(70)];
    let words = rest.split_whitespace().take(5).take_while(|word| belongs(word, true) || JOINTS.contains(word));
    words.map(|word| (is_last(word), word)).any(|(last, _)| last)
}

/// The parent in an apposition after a name: `Pinyon Canada Limited, an indirect subsidiary of Pinyon Corporation`.
pub(super) fn parent(text: &str, child: Span) -> Option<Span> {
    let limit = text.floor_char_boundary((child.end + 120).min(text.len()));
    let after = &text[child.end..limit];
    let apposition = after.trim_start_matches([' ', '\n', '®', '™']).strip_prefix(',')?.trim_start();
    let mut words = apposition.split_whitespace().scan(0, |count, word| {
        *count += 1;
        (*count <= 8).then_some(word)
    });
    if !matches!(words.next()?, "a" | "an" | "the") {
        return None;
    }
    words.find(|word| ["subsidiary", "division", "unit", "affiliate"].contains(word))?;
    if words.next()? != "of" {
        return None;
    }
    let name = words.next()?;
    let at = name.as_ptr().addr() - text.as_ptr().addr();
    starting_at(text, at)
}

/// A name cut after these words and the legal form that follows them: `Pinyon Corp. Savings Plan`.
pub(super) fn cut_to(text: &str, span: Span, words: &[String]) -> Option<Span> {
    let mut end = span.start;
    let mut done = false;
    let mut pieces = text[span.range()].split_inclusive([' ', '\n', '\u{a0}']).peekable();
    while let Some(word) = pieces.next() {
        let form = |word: &str| is_form(word.trim_end()) && !word.trim_end().eq_ignore_ascii_case("as");
        // `Orr & Co.`
        let joint = word.trim_end() == "&" && pieces.peek().is_some_and(|next| form(next));
        if done && !joint && !form(word) {
            break;
        }
        end += word.len();
        done = done || core(&text[span.start..end]).len() >= words.len() && !word.trim_end().ends_with('&');
    }
    trim(text, Span::new(span.start, end))
}

/// Takes marks and joints off both ends; nothing left, or no name, gives none.
pub(super) fn trim(text: &str, span: Span) -> Option<Span> {
    // A line that holds a name and an address is a few times as long as the name; a paragraph is not.
    if span.len() > 4 * LONGEST {
        return None;
    }
    let span = past_furniture(text, span);
    let mut name = without_apposition(without_address(&text[span.range()]));
    let mut start = span.start;
    loop {
        let before = name.len();
        let cut = name.trim_start_matches(|char: char| !char.is_alphanumeric());
        start += before - cut.len();
        name = cut.trim_end_matches(|char: char| !char.is_alphanumeric() && char != '.' && char != '!' && char != ')');
        name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        name = name.strip_suffix("(R)").or_else(|| name.strip_suffix("(TM)")).unwrap_or(name);
        if name.ends_with(')') && !name.contains('(') {
            name = name.trim_end_matches(')');
        }
        name = without_organ(name);
        if let Some(cut) = past_organ(name) {
            start += cut;
            name = &name[cut..];
        }
        let first = name.split(' ').next().unwrap_or("");
        if JOINTS.contains(&first) {
            let cut = name[first.len()..].trim_start();
            start += name.len() - cut.len();
            name = cut;
        }
        let last = name.rsplit(' ').next().unwrap_or("");
        if JOINTS.contains(&last) {
            name = name[..name.len() - last.len()].trim_end();
        }
        if name.len() == before || name.is_empty() {
            break;
        }
    }
    // `The PNY (NYSE: PNY) board of directors`
    if let Some(brand) =
        name.strip_prefix("The ").filter(|brand| brand.len() <= 5 && !brand.contains(char::is_lowercase))
    {
        start += name.len() - brand.len();
        name = brand;
    }
    if name.ends_with('.') && !abbreviated(name) {
        name = name.trim_end_matches('.');
    }
    is_name(name).then(|| Span::new(start, start + name.len()))
}

/// A line without the mark of a picture before the name: `[LOGO] PINYON, INC.`, `(Pinyon logo) PINYON`.
pub(super) fn past_furniture(text: &str, span: Span) -> Span {
    const LONGEST: usize = 60;
    let line = &text[span.range()];
    let inside = [('[', ']'), ('(', ')')].iter().find_map(|(open, close)| {
        let end = line.trim_start().strip_prefix(*open).and_then(|_| line.find(*close)).filter(|end| *end < LONGEST)?;
        (*open == '[' || line[..end].to_ascii_lowercase().contains("logo")).then_some(end + 1)
    });
    let rest = inside.map_or(line, |end| &line[end..]);
    if rest.trim().is_empty() {
        return span;
    }
    let start = span.end - rest.trim_start().len();
    // `PINYON AB (publ)`
    let publ = ["(publ)", "(PUBL)", "(publ.)"].iter().find_map(|mark| rest.trim_end().strip_suffix(mark));
    let end = publ.map_or(span.end, |name| span.end - rest.len() + name.trim_end().len());
    Span::new(start, end.max(start))
}

/// A name without what is said of it after a comma: `Pinyon, Inc., a Delaware corporation`, `Orr Bank, as Agent`.
fn without_apposition(name: &str) -> &str {
    let cuts = [", a ", ", an ", ", as ", " (the "].iter().filter_map(|mark| first(name, mark));
    cuts.min().map_or(name, |cut| &name[..cut])
}

/// Where a name begins after the organ or paper that speaks for it: `The Board of Directors of Pinyon Corp.`,
/// `[Letterhead of Pinyon Corp.]`
fn past_organ(name: &str) -> Option<usize> {
    const ORGANS: [&str; 10] = [
        "board of directors of ",
        "board of trustees of ",
        "management board of ",
        "supervisory board of ",
        "executive board of ",
        "directors of ",
        "management of ",
        "board of ",
        "shares of ",
        "letterhead of ",
    ];
    if let Some(after) = past_office(name) {
        return Some(after);
    }
    let article = if name.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("the ")) { 4 } else { 0 };
    let rest = &name[article..];
    let organ =
        ORGANS.iter().find(|organ| rest.get(..organ.len()).is_some_and(|head| head.eq_ignore_ascii_case(organ)))?;
    Some(article + organ.len())
}

/// Where a name begins after the person who holds an office in it: `Jane Doe, Chairman and CEO of Pinyon Corp.`
fn past_office(name: &str) -> Option<usize> {
    const OFFICES: [&str; 7] = ["Chairman", "President", "CEO", "CFO", "Officer", "Director", "Founder"];
    let (office, _) = name.rsplit_once(" of ")?;
    let last = office.rsplit([' ', ',']).next()?;
    OFFICES.contains(&last).then_some(office.len() + 4)
}

/// A name without the organ named after it: `The Pinyon Board of Directors`, `Pinyon Shareholders`.
fn without_organ(name: &str) -> &str {
    const ORGANS: [&str; 6] =
        [" board of directors", " board", " shareholders", " stockholders", " employees", " news release"];
    let organ = ORGANS.iter().find(|organ| {
        name.len() > organ.len() + 2
            && name.get(name.len() - organ.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(organ))
    });
    organ.map_or(name, |organ| name[..name.len() - organ.len()].trim_end())
}

/// A name without the address printed after it in the same line: `Pinyon Corp. 12 Market Street`.
fn without_address(name: &str) -> &str {
    let mut end = 0;
    for word in name.split_inclusive(' ') {
        end += word.len();
        if is_last(word.trim_end()) && name[end..].starts_with(|char: char| char.is_ascii_digit()) {
            return &name[..end];
        }
    }
    name
}

/// Whether the stop at a name's end belongs to it: `Inc.`, `N.V.`
fn abbreviated(name: &str) -> bool {
    let last = name.rsplit([' ', ',']).next().unwrap_or("");
    let core = last.trim_end_matches('.');
    core.contains('.') || is_form(core) && core.len() <= 5 || core.len() <= 2
}

/// Whether words can be a company's name at all.
pub(super) fn is_name(name: &str) -> bool {
    if !(2..=LONGEST).contains(&name.len()) {
        return false;
    }
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|char| char.is_alphabetic()).count();
    let first = lower.split([' ', ',']).next().unwrap_or("");
    // `Q3 2016 Letter`
    let quarter = matches!(first.as_bytes(), [b'q', b'1'..=b'4']);
    let many = quarter
        || lower.split(' ').count() > 8 && !has_form(name)
        || lower.contains("securities and exchange commission");
    // `We thank you for banking with our Bank!`
    let speaks = name.split(' ').any(|word| matches!(word, "you" | "your" | "our" | "we" | "my"));
    letters >= 2
        && !many
        && !speaks
        && !NO_NAMES.contains(&lower.as_str())
        && (!NO_NAMES.contains(&first)
            || has_form(name) && !matches!(first, "for" | "contact" | "symbol" | "nasdaq" | "nyse"))
        && month(name).is_none()
        && name.contains(char::is_uppercase)
        && !is_term(name)
}

/// The words of a name that tell it from others: lower case, without legal forms, marks and `the`.
pub(super) fn core(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for char in name.chars() {
        match char {
            '\'' | '’' | '.' => {}
            _ if char.is_ascii_alphanumeric() => word.push(char.to_ascii_lowercase()),
            _ if char.is_alphanumeric() => word.extend(char.to_lowercase()),
            _ => {
                words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
                words.extend((char == '&').then(|| "and".to_owned()));
            }
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    if words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| FORMS.contains(&word.as_str()) && !KINDS.contains(&word.as_str()) || word == "and")
    {
        words.pop();
    }
    words
}

/// Whether two names mean one company: the words of one begin those of the other.
pub(super) fn same(one: &str, other: &str) -> bool {
    alike(&core(one), &core(other))
}

/// Whether two names, their words as [`core`] has them, mean one company.
pub(super) fn alike(one: &[String], other: &[String]) -> bool {
    let shared = one.iter().zip(other).take_while(|(left, right)| left == right).count();
    let (joined, others) = (one.concat(), other.concat());
    joined == others || shared > 0 && (shared == one.len() || shared == other.len() || shared >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(text: &str) -> Option<&str> {
        let end = text.find("(N").unwrap_or(text.len());
        ending_at(text, end).map(|span| &text[span.range()])
    }

    #[test]
    fn a_name_is_read_backwards_from_its_symbol() {
        for (text, name) in [
            ("DULUTH, Minn.--(BUSINESS WIRE)--Oct. 4, 2004--Brightwater Optics (Nasdaq: BWOX)", "Brightwater Optics"),
            ("RENO, NV - May 2, 2011-Pinyon Gaming Company, Inc. (NASDAQ: PNYN)", "Pinyon Gaming Company, Inc."),
            ("June 1, 2004 . . . The PNY (NYSE: PNY) board of directors", "PNY"),
            ("RENO, Nev. - May 2, 2011 - Pinyon Gaming, Inc. (NYSE: PNY)", "Pinyon Gaming, Inc."),
            ("Houston (January 31, 2011) – Bank of the Pines Corporation (NYSE: PNY)", "Bank of the Pines Corporation"),
            ("OHIO, June 1 /PRNewswire/ -- Ames, Orr and Co. (NYSE: O)", "Ames, Orr and Co."),
            ("announced today that The Pinyon Group, Ltd. (\"Pinyon\") (NYSE: O)", "The Pinyon Group, Ltd."),
            ("It said demand was weak. Pinyon Corp. (NYSE: O)", "Pinyon Corp."),
            ("SEATTLE—(BUSINESS WIRE) February 6, 2015—Pinyon.com, Inc. (NASDAQ: PNYN)", "Pinyon.com, Inc."),
            ("Pinyon Corp. 12 Market Street, Reno, NV 89501 (NYSE: O)", "Pinyon Corp."),
            ("PROVIDENCE 2000...ROCK PINES CORPORATION (NASDAQ: PNYN)", "ROCK PINES CORPORATION"),
        ] {
            assert_eq!(before(text), Some(name), "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_name_is_cut_off() {
        for (text, name) in [
            ("[LETTERHEAD OF PINYON GAMING, INC.]", "PINYON GAMING, INC."),
            ("[LOGO] Pinyon Gaming, Inc.", "Pinyon Gaming, Inc."),
            ("The Board of Directors of Pinyon Corp.", "Pinyon Corp."),
        ] {
            let span = trim(text, Span::new(0, text.len())).expect("a name");
            assert_eq!(&text[span.range()], name);
        }
    }

    #[test]
    fn a_name_is_read_forwards_up_to_the_verb() {
        for (text, name) in [
            ("Pinyon® today announced", "Pinyon®"),
            ("Pinyon Gaming, Inc., a leading", "Pinyon Gaming, Inc."),
            ("Pinyon Gaming Corp. announced", "Pinyon Gaming Corp."),
            ("Pinyon Corporation and the Nevada Board", "Pinyon Corporation"),
            ("The Pinyon Group today", "The Pinyon Group"),
        ] {
            let span = starting_at(text, 0).map(|span| &text[span.range()]);
            assert_eq!(span.map(|found| found.trim_end_matches('®')), Some(name.trim_end_matches('®')), "{text}");
        }
    }

    #[test]
    fn a_former_name_gives_way_to_the_one_before_it() {
        let text = "RENO, Nev., May 2, 2001 -- Pinyon Corp., formerly Orr Flow Mills, Inc. (NYSE: PNY) said";
        let found = before_symbol(text, text.find("(N").unwrap_or(0)).map(|span| &text[span.range()]);
        assert_eq!(found, Some("Pinyon Corp."));
    }

    #[test]
    fn an_officer_or_a_subsidiary_gives_way_to_the_company() {
        let officer = "June 2, 1997--Jane Orr, Chairman, President and CEO of PINYON MAPS, INC. (NASDAQ: PNYN)";
        assert_eq!(before(officer), Some("PINYON MAPS, INC."));
        let text = "Pinyon Canada Limited, an indirect subsidiary of Pinyon Corporation (\"Pinyon\"), said";
        let found = parent(text, Span::new(0, 21)).map(|span| &text[span.range()]);
        assert_eq!(found, Some("Pinyon Corporation"));
        assert_eq!(parent("Pinyon Corp., a maker of valves", Span::new(0, 12)), None);
        let text = "Orr's Fine Foods Ltd. announced";
        assert_eq!(starting_at(text, 0).map(|span| &text[span.range()]), Some("Orr's Fine Foods Ltd."));
        let text = "Pinyon's sales of lamps fell";
        assert_eq!(starting_at(text, 0).map(|span| &text[span.range()]), Some("Pinyon"));
    }

    #[test]
    fn a_name_in_running_text_is_cut_where_the_headers_words_end() {
        for (text, cut) in [
            ("Pinyon Savings Plan", "Pinyon"),
            ("Pinyon Corporation Financial Highlights", "Pinyon Corporation"),
            ("Pinyon & Co. Plan", "Pinyon & Co."),
        ] {
            let span = cut_to(text, Span::new(0, text.len()), &["pinyon".to_owned()]);
            assert_eq!(span.map(|span| &text[span.range()]), Some(cut), "{text}");
        }
    }

    #[test]
    fn pronouns_and_titles_are_no_names() {
        assert!(!is_name("Thank you for banking with your Bank"));
        for text in ["The Company today announced", "We expect", "Net sales rose", "In the quarter"] {
            assert_eq!(starting_at(text, 0), None, "{text}");
        }
    }

    #[test]
    fn names_are_compared_by_their_words() {
        assert!(same("The Pinyon Group, Inc.", "PINYON GROUP INC /DE/"));
        assert!(same("Moody's Corp", "MOODYS CORP"));
        assert!(!same("First Bank", "First Trust"));
    }
}
