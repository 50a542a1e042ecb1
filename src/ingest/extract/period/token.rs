//! The words of a text that can be part of the name of a period.

use std::sync::LazyLock;

use crate::{
    ingest::words::{Phrases, each_word, first_eight},
    model::{MONTHS, month},
};

/// A word and what it may mean in the name of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub word: Word,
}

/// What a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// `first`, `2nd`, `final`.
    Ordinal(u8),
    /// `three`, `13`, `31`: a number, and whether in digits.
    Number(u16),
    /// Four digits of a year, or two after an apostrophe.
    Year(i16),
    /// `FY05`; without a number `FY`.
    FiscalYear(Option<i16>),
    /// `Q1`, `1Q05`, `FQ3`.
    QuarterOf(u8, Option<i16>),
    /// `1H05`, `H2`.
    HalfOf(u8, Option<i16>),
    /// `9M05`.
    NineMonths(Option<i16>),
    Quarter,
    Half,
    /// `year`.
    YearUnit,
    Months,
    Weeks,
    Fiscal,
    Full,
    Ended,
    /// `ending`, `ends`, `will end`.
    Ending,
    /// `will`, which only counts before `end`.
    Will,
    /// `Saturday`, which only counts before the day that a period ends on.
    Weekday,
    Interim,
    Month(u8),
    /// `of`, `the`, `for`, `results`, `financial`.
    Filler,
    /// `on`, which fills too, but not before a day that only follows: `results on July 31`.
    On,
    /// `and`, `&`, a comma.
    And,
    To,
    /// `compared`, `versus`, `from`, `prior`: what follows is another period.
    Compare,
    /// A slash, dash or point between numbers.
    Mark(u8),
    Other,
}

impl Word {
    /// Whether the name of a period may begin with it.
    pub const fn may_begin(self) -> bool {
        !matches!(
            self,
            Self::Other
                | Self::Filler
                | Self::And
                | Self::On
                | Self::To
                | Self::Compare
                | Self::Mark(_)
                | Self::Months
                | Self::Weeks
                | Self::Ended
                | Self::Ending
                | Self::Will
                | Self::Weekday
        )
    }
}

/// How words begin without one of which no period is named: its unit, a month, the code of a quarter or half.
static UNITS: LazyLock<Phrases> = LazyLock::new(|| {
    const WORDS: [&str; 15] = [
        "quarter",
        "qtr",
        "half",
        "halves",
        "year",
        "month",
        "mos",
        "week",
        "wks",
        "interim",
        "fiscal",
        "financial",
        "calendar",
        "fy",
        "fq",
    ];
    const CODES: [&str; 19] = [
        "q1", "q2", "q3", "q4", "1q", "2q", "3q", "4q", "h1", "h2", "1h", "2h", "fh", "f1", "f2", "f3", "f4", "9m",
        "f9",
    ];
    let years: Vec<String> = (1980..2080).map(|year| format!("{year}q")).collect();
    let months = MONTHS.iter().map(|month| &month[..3]);
    Phrases::new(WORDS.into_iter().chain(CODES).chain(months).chain(years.iter().map(String::as_str)))
});

/// Whether a text may name a period at all: most sentences name none, and a look is far cheaper than tokens.
pub(super) fn may_name_period(text: &str) -> bool {
    UNITS.any(text)
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let dictionary = &*DICTIONARY;
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut last = 0;
    each_word(text, |start, end| {
        // mostly there are none
        if bytes[last..start] != *b" " {
            marks(bytes, last, start, &mut tokens);
        }
        tokens.push(Token { start, end, word: classify(text, start, end, dictionary) });
        last = end;
    });
    marks(bytes, last, bytes.len(), &mut tokens);
    tokens
}

/// Reads the marks between two words.
fn marks(bytes: &[u8], from: usize, to: usize, tokens: &mut Vec<Token>) {
    for at in from..to {
        let word = match bytes[at] {
            b',' | b'&' => Word::And,
            b';' | b':' | b'|' | b'\n' | b'(' | b'%' | b'$' => Word::Other,
            b'/' | b'-' | b'.' => match mark(bytes, at) {
                Some(word) => word,
                None => continue,
            },
            _ => continue,
        };
        tokens.push(Token { start: at, end: at + 1, word });
    }
}

/// A mark that parts two numbers (`3/31/05`); elsewhere a full stop ends a sentence, unless it
/// stands after a short word (`Dec.`, `Inc.`).
fn mark(bytes: &[u8], at: usize) -> Option<Word> {
    let digit = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
    if digit(at.checked_sub(1)) && digit(Some(at + 1)) {
        return Some(Word::Mark(bytes[at]));
    }
    let letters = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    // `Dec-05`
    let two = digit(Some(at + 1)) && digit(Some(at + 2)) && !digit(Some(at + 3));
    if bytes[at] == b'-' && two && std::str::from_utf8(&bytes[at - letters..at]).is_ok_and(|word| month(word).is_some())
    {
        return Some(Word::Mark(b'-'));
    }
    let ends = bytes[at] == b'.' && letters != 0 && letters < 5;
    match bytes[at] {
        b'.' if !ends => Some(Word::Other),
        b'/' => Some(Word::And),
        _ => None,
    }
}

/// What a word means that stands from `at` to `end`; most mean nothing.
fn classify(text: &str, at: usize, end: usize, dictionary: &Dictionary) -> Word {
    let word = &text.as_bytes()[at..end];
    let may_be_code = || matches!(word[0], b'f' | b'F' | b'h' | b'H' | b'q' | b'Q') && word.len() <= LONGEST;
    let digits = word[0].is_ascii_digit();
    let coded_year = || may_be_code() && word.iter().any(u8::is_ascii_digit);
    if !(digits || coded_year()) {
        return dictionary.meaning(&text.as_bytes()[at..], word.len());
    }
    if digits && word.iter().all(u8::is_ascii_digit) {
        return of_number(text, at, word);
    }
    let mut letters = [0; LONGEST];
    let Some(lower) = letters.get_mut(..word.len()) else { return Word::Other };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    let Ok(word) = std::str::from_utf8(lower) else { return Word::Other };
    if digits { of_digits(word) } else { coded(word).unwrap_or(Word::Other) }
}

/// What digits alone mean; two after an apostrophe are a year.
fn of_number(text: &str, at: usize, digits: &[u8]) -> Word {
    if digits.len() != 4 && digits.len() > 2 {
        return Word::Other;
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    match (digits.len(), number) {
        (4, 1980..=2079) => Word::Year(number as i16),
        (2, _) if text[..at].ends_with(['\'', '’', '‘', '`']) => Word::Year(century(number)),
        (1 | 2, _) => Word::Number(number as u16),
        _ => Word::Other,
    }
}

fn of_digits(word: &str) -> Word {
    match word {
        "1st" => return Word::Ordinal(1),
        "2nd" => return Word::Ordinal(2),
        "3rd" => return Word::Ordinal(3),
        "4th" => return Word::Ordinal(4),
        _ => {}
    }
    let day = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if matches!(&word[day.len()..], "st" | "nd" | "rd" | "th") {
        return day.parse().map_or(Word::Other, Word::Number);
    }
    coded(word).unwrap_or(Word::Other)
}

/// `05` as a year of our time.
pub(super) const fn century(number: u32) -> i16 {
    let number = number as i16;
    if number < 80 { 2000 + number } else { 1900 + number }
}

/// The words that mean something, and what, in drawers by their first two letters.
struct Dictionary {
    drawers: Box<[Drawer; 1 << 10]>,
    words: Vec<Known>,
}

/// A word that means something.
struct Known {
    /// As [`first_eight`] has it.
    head: u64,
    /// What comes after its first eight letters.
    rest: &'static [u8],
    meaning: Word,
}

/// Where the words of a drawer begin and end, and a bit for each length that they have.
#[derive(Clone, Copy)]
struct Drawer {
    from: u16,
    to: u16,
    lengths: u32,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let meant = MEANINGS.iter().flat_map(|(meaning, words)| words.iter().map(|word| (word.as_bytes(), *meaning)));
    let months = (1..).zip(MONTHS).flat_map(|(number, month)| {
        let short = &month[..3];
        [month, short].map(|name| (name.as_bytes(), Word::Month(number)))
    });
    let mut all: Vec<_> = meant.chain(months).chain([(b"sept".as_slice(), Word::Month(9))]).collect();
    all.sort_by_key(|(word, _)| drawer(word));
    let mut drawers = Box::new([Drawer { from: 0, to: 0, lengths: 0 }; 1 << 10]);
    for (place, (word, _)) in (0..).zip(&all) {
        let own = &mut drawers[drawer(word)];
        own.from = if own.lengths == 0 { place } else { own.from };
        own.to = place + 1;
        own.lengths |= 1 << word.len();
    }
    let known = |(word, meaning): (&'static [u8], Word)| Known {
        head: first_eight(word),
        rest: word.get(8..).unwrap_or_default(),
        meaning,
    };
    Dictionary { drawers, words: all.into_iter().map(known).collect() }
});

/// The drawer of a word: letters of both cases share their low five bits.
#[inline]
fn drawer(word: &[u8]) -> usize {
    let letter = |at: usize| word.get(at).map_or(0, |letter| usize::from(letter & 31));
    letter(0) << 5 | letter(1)
}

impl Dictionary {
    /// What the word of so many bytes means that a text begins with, its letters in any case.
    #[inline]
    fn meaning(&self, text: &[u8], length: usize) -> Word {
        let word = &text[..length];
        let Drawer { from, to, lengths } = self.drawers[drawer(word)];
        if lengths >> length.min(31) & 1 == 0 {
            return Word::Other;
        }
        let own = u64::MAX >> (64 - 8 * length.min(8));
        let (head, rest) = (first_eight(text) & own, word.get(8..).unwrap_or_default());
        let words = &self.words[usize::from(from)..usize::from(to)];
        let found = words.iter().find(|known| known.head == head && known.rest.eq_ignore_ascii_case(rest));
        found.map_or(Word::Other, |known| known.meaning)
    }
}

/// No number with letters after it, nor a code such as `fq32004`, is longer.
const LONGEST: usize = 8;

const MEANINGS: [(Word, &[&str]); 43] = [
    (Word::Ordinal(1), &["first"]),
    (Word::Ordinal(2), &["second"]),
    (Word::Ordinal(3), &["third"]),
    (Word::Ordinal(4), &["fourth", "final"]),
    (Word::Quarter, &["quarter", "quarters", "qtr"]),
    (Word::Half, &["half", "halves"]),
    (Word::YearUnit, &["year", "years"]),
    (Word::Months, &["month", "months", "mos"]),
    (Word::Weeks, &["week", "weeks", "wks"]),
    (Word::Fiscal, &["fiscal", "financial", "calendar"]),
    (Word::Full, &["full", "entire", "whole"]),
    (Word::Ended, &["ended", "closed", "concluded"]),
    (Word::Ending, &["ending", "ends", "end", "closing", "closes"]),
    (Word::Will, &["will"]),
    (Word::Weekday, &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    (Word::Interim, &["interim"]),
    (Word::FiscalYear(None), &["fy"]),
    (
        Word::Filler,
        &[
            "of",
            "the",
            "for",
            "its",
            "their",
            "our",
            "s",
            "in",
            "a",
            "period",
            "periods",
            "results",
            "operating",
            "earnings",
            "record",
            "unaudited",
            "net",
            "income",
            "sales",
            "revenue",
            "revenues",
            "loss",
            "consolidated",
            "result",
            "profit",
            "preliminary",
            "was",
            "which",
            "that",
            "day",
            "company",
            "selected",
            "reported",
            "announces",
            "reports",
            "strong",
            "then",
            "just",
            "quarterend",
            "transition",
            "transitional",
        ],
    ),
    (Word::On, &["on"]),
    (Word::And, &["and"]),
    (Word::To, &["to", "through"]),
    (
        Word::Compare,
        &[
            "compared",
            "versus",
            "vs",
            "from",
            "than",
            "over",
            "prior",
            "last",
            "previous",
            "preceding",
            "same",
            "comparable",
            "corresponding",
            "next",
            "earlier",
            "ago",
            "against",
            "consecutive",
            "straight",
            "each",
            "every",
            "within",
        ],
    ),
    (Word::Number(1), &["one"]),
    (Word::Number(2), &["two"]),
    (Word::Number(3), &["three"]),
    (Word::Number(4), &["four"]),
    (Word::Number(5), &["five"]),
    (Word::Number(6), &["six"]),
    (Word::Number(7), &["seven"]),
    (Word::Number(8), &["eight"]),
    (Word::Number(9), &["nine"]),
    (Word::Number(10), &["ten"]),
    (Word::Number(11), &["eleven"]),
    (Word::Number(12), &["twelve"]),
    (Word::Number(13), &["thirteen"]),
    (Word::Number(14), &["fourteen"]),
    (Word::Number(15), &["fifteen"]),
    (Word::Number(16), &["sixteen"]),
    (Word::Number(17), &["seventeen"]),
    (Word::Number(20), &["twenty"]),
    (Word::Number(30), &["thirty"]),
    (Word::Number(40), &["forty"]),
    (Word::Number(50), &["fifty"]),
];

/// `q1`, `1q05`, `fq3`, `q42004`, `fy05`, `fy2005`, `1h05`, `h1`, `9m05`, `2005q1`.
fn coded(word: &str) -> Option<Word> {
    if let Some(rest) = word.strip_prefix("fy") {
        return year(rest).map(|year| Word::FiscalYear(Some(year)));
    }
    let word = word.strip_prefix('f').filter(|rest| rest.len() > 1).unwrap_or(word);
    let bytes = word.as_bytes();
    let (&first, &second) = (bytes.first()?, bytes.get(1)?);
    let rest = word.get(2..)?;
    let rest = rest.strip_prefix("fy").or_else(|| rest.strip_prefix('f')).unwrap_or(rest);
    let number = |byte: u8, most: u8| (b'1'..=b'0' + most).contains(&byte).then(|| byte - b'0');
    let tail = || if rest.is_empty() { Some(None) } else { year(rest).map(Some) };
    match (first, second) {
        (b'q', n) => Some(Word::QuarterOf(number(n, 4)?, tail()?)),
        (n, b'q') => Some(Word::QuarterOf(number(n, 4)?, tail()?)),
        (b'h', n) => Some(Word::HalfOf(number(n, 2)?, tail()?)),
        (n, b'h') => Some(Word::HalfOf(number(n, 2)?, tail()?)),
        (b'9', b'm') => Some(Word::NineMonths(tail()?)),
        _ => {
            let (year_part, code) = word.split_at_checked(4)?;
            let year = year(year_part)?;
            let code = code.as_bytes();
            (code.len() == 2 && code[0] == b'q').then_some(())?;
            Some(Word::QuarterOf(number(code[1], 4)?, Some(year)))
        }
    }
}

fn year(digits: &str) -> Option<i16> {
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(century(number)),
        4 => (1980..2080).contains(&number).then_some(number as i16),
        _ => None,
    }
}
