//! From text to words, the same at index and at query time.
//!
//! A word is a run of letters and digits, lower-cased, accents dropped. Decided on purpose:
//!
//! | text | words | |
//! |---|---|---|
//! | `1,234.56` `$30` `12%` | `1234.56` `30` `12` | separators of thousands go; signs part |
//! | `99.1` `1.2bn` | `99.1` `1.2bn` | a point between digits stays |
//! | `U.S.` `p.m.` | `u.s` `p.m` | single letters with points are one word, not `us` |
//! | `AT&T` `R&D` | `at&t` `r&d` | short parts around `&` are one word |
//! | `10-Q` `8-K/A` `S-1` | `10q` `8k` `a` `s1` | form names are one word |
//! | `year-over-year` | `year` `over` `year` | other hyphens part |
//! | `Moody's` `O'Neil` `don't` | `moody` `oneil` `dont` | a possessive goes, other apostrophes close up |
//!
//! The first token of a section is a marker, [`marker`]; between sections positions leap by
//! [`SECTION_GAP`], so that no phrase crosses a section's end.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use tantivy::tokenizer::{AsciiFoldingFilter, RawTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer};

use crate::model::{SectionKind, Span};

/// The tokenizer's name in tantivy's schema.
pub(crate) const NAME: &str = "filings";

/// Positions between the last word of a section and the next section: more than any distance that
/// a query may ask for.
pub(crate) const SECTION_GAP: usize = 256;

/// Words longer than this (base64, rules of letters) are not indexed.
pub(crate) const LONGEST: usize = 64;

/// Opens the text of a marker.
pub(crate) const MARK: char = '\u{1}';

/// The marker at the beginning of every section.
pub(crate) const ANY_SECTION: &str = "\u{1}";

/// The marker at the beginning of a section of one kind.
pub(crate) const fn marker(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Headline => "\u{1}headline",
        SectionKind::Body => "\u{1}body",
        SectionKind::Outlook => "\u{1}outlook",
        SectionKind::ConferenceCall => "\u{1}conference_call",
        SectionKind::About => "\u{1}about",
        SectionKind::SafeHarbor => "\u{1}safe_harbor",
        SectionKind::NonGaap => "\u{1}non_gaap",
        SectionKind::Contact => "\u{1}contact",
        SectionKind::Tables => "\u{1}tables",
        SectionKind::Legal => "\u{1}legal",
        SectionKind::Other => "\u{1}other",
    }
}

/// A word and its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is indexed.
    pub text: String,
    /// Its bytes in the text.
    pub span: Span,
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, |word, span| words.push(Word { text: word.to_owned(), span }));
    words
}

/// Calls `visit` with every word of a text and its bytes, in order.
pub(crate) fn each_word(text: &str, mut visit: impl FnMut(&str, Span)) {
    each_spelling(text, |word, span| visit(word.as_str(), span));
}

/// [`each_word`] for those who look at few of the words closely.
pub(crate) fn each_spelling(text: &str, mut visit: impl FnMut(&Spelling, Span)) {
    let mut words = Words::new(text);
    while words.advance() {
        visit(&words.word, words.span);
    }
}

/// Calls `visit` with every word of a text as it is indexed and its position; for a text that
/// begins with [`MARK`] with the whole of it. Returns the position past the last, from which the
/// next value keeps its distance.
pub(crate) fn each_place(text: &str, mut visit: impl FnMut(&Spelling, usize)) -> usize {
    let mut words = Words::new(text);
    let mut end = 0;
    while words.advance() {
        visit(&words.word, words.position);
        end = words.position + words.distance;
    }
    end
}

/// tantivy's face of [`words`].
#[derive(Clone, Default)]
pub(crate) struct Analyzer;

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens { words: Words::new(text), token: Token::default() }
    }
}

/// Words as tantivy's tokens.
pub(crate) struct Tokens<'a> {
    words: Words<'a>,
    token: Token,
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Self { words, token } = self;
        let found = words.advance();
        token.text.clear();
        token.text.push_str(words.word.as_str());
        (token.offset_from, token.offset_to) = (words.span.start, words.span.end);
        (token.position, token.position_length) = (words.position, words.distance);
        found
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A word as it is indexed: lower case, zeros after it.
pub(crate) struct Spelling {
    bytes: [u8; ROOM],
    /// Of the whole word; what has no room is not kept.
    length: usize,
    last: u8,
}

/// More than [`LONGEST`].
const ROOM: usize = 80;

impl Spelling {
    const fn new() -> Self {
        Self { bytes: [0; ROOM], length: 0, last: 0 }
    }

    fn clear(&mut self) {
        self.bytes[..self.length.min(ROOM)].fill(0);
        self.length = 0;
        self.last = 0;
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
        self.last = byte;
    }

    fn push_str(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.push(byte));
    }

    /// The word's bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length.min(ROOM)]
    }

    /// The first eight bytes.
    #[inline]
    pub const fn first(&self) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = self.bytes;
        [a, b, c, d, e, f, g, h]
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// Walks a text word by word.
struct Words<'a> {
    text: &'a str,
    at: usize,
    /// The word at hand.
    word: Spelling,
    span: Span,
    position: usize,
    /// Positions that it keeps to the next value.
    distance: usize,
    started: bool,
}

/// 1 for an ASCII letter, 2 for a digit, 3 for a byte of a longer character, else 0.
static CLASS: [u8; 256] = classes();

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const WIDE: u8 = 3;

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte as u8;
        table[byte] = if ascii.is_ascii_alphabetic() {
            LETTER
        } else if ascii.is_ascii_digit() {
            DIGIT
        } else if byte >= 128 {
            WIDE
        } else {
            0
        };
        byte += 1;
    }
    table
}

/// The byte in lower case where it is an ASCII letter or digit, else 0.
static LOWER: [u8; 256] = lower();

const fn lower() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            word: Spelling::new(),
            span: Span::new(0, 0),
            position: 0,
            distance: SECTION_GAP,
            started: false,
        }
    }

    /// Goes on to the next word; false past the last.
    fn advance(&mut self) -> bool {
        self.word.clear();
        if self.at == 0 && self.text.starts_with(MARK) {
            return self.mark();
        }
        loop {
            if !self.skip_to_word() {
                return false;
            }
            let start = self.at;
            let end = self.read();
            if self.word.length == 0 {
                continue;
            }
            self.place(start, if end > start { end } else { self.at });
            if self.word.length <= LONGEST {
                return true;
            }
            self.word.clear();
        }
    }

    /// Emits a section's marker: the whole of a text that begins with [`MARK`].
    fn mark(&mut self) -> bool {
        self.word.push_str(self.text);
        self.distance = 1;
        self.at = self.text.len();
        true
    }

    fn place(&mut self, start: usize, end: usize) {
        self.span = Span::new(start, end);
        self.position = if self.started { self.position + 1 } else { 0 };
        self.started = true;
    }

    fn class(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).map_or(0, |&byte| CLASS[byte as usize])
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Moves to the next character that can begin a word.
    fn skip_to_word(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match CLASS[byte as usize] {
                0 => self.at += 1,
                WIDE => match self.wide(self.at) {
                    Some((character, _)) if character.is_alphanumeric() => return true,
                    Some((_, next)) => self.at = next,
                    None => self.at += 1,
                },
                _ => return true,
            }
        }
        false
    }

    fn wide(&self, at: usize) -> Option<(char, usize)> {
        let character = self.text.get(at..)?.chars().next()?;
        Some((character, at + character.len_utf8()))
    }

    /// Reads a word from `self.at`; returns where its last kept byte ends and moves
    /// past what was dropped.
    fn read(&mut self) -> usize {
        loop {
            self.read_run();
            let end = self.at;
            let joined = match self.byte(self.at) {
                b'\'' | b'`' => self.apostrophe(self.at + 1),
                b'.' => self.point(),
                b',' => self.thousands(),
                b'&' => self.ampersand(),
                b'-' => self.form_name(),
                byte if byte >= 128 => self.wide_inside(),
                _ => false,
            };
            if !joined {
                return end;
            }
        }
    }

    /// Copies a run of ASCII letters and digits in lower case.
    fn read_run(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let lower = LOWER[byte as usize];
            if lower == 0 {
                break;
            }
            self.word.push(lower);
            self.at += 1;
        }
    }

    fn ends_in_digit(&self) -> bool {
        self.word.last.is_ascii_digit()
    }

    /// After an apostrophe that ends at `next`: goes on with `oneil`, stops at a possessive.
    fn apostrophe(&mut self, next: usize) -> bool {
        if self.ends_in_digit() || self.class(next) != LETTER {
            return false;
        }
        let possessive = self.byte(next) | 0x20 == b's' && !matches!(self.class(next + 1), LETTER | DIGIT);
        self.at = if possessive { next + 1 } else { next };
        !possessive
    }

    /// A point between digits, or after a single letter before a single letter.
    fn point(&mut self) -> bool {
        let next = self.at + 1;
        let number = self.ends_in_digit() && self.class(next) == DIGIT;
        let word = self.word.as_bytes();
        let letters = word.iter().step_by(2).all(u8::is_ascii_lowercase)
            && word.iter().skip(1).step_by(2).all(|&byte| byte == b'.')
            && word.len() % 2 == 1;
        let acronym = letters && self.class(next) == LETTER && !matches!(self.class(next + 1), LETTER | DIGIT);
        if number || acronym {
            self.word.push(b'.');
            self.at = next;
        }
        number || acronym
    }

    /// A comma before exactly three digits of a number.
    fn thousands(&mut self) -> bool {
        let digits = (1..=3).all(|ahead| self.class(self.at + ahead) == DIGIT) && self.class(self.at + 4) != DIGIT;
        let number = self.word.as_bytes().iter().all(u8::is_ascii_digit);
        let grouped = self.text[..self.at].bytes().rev().take_while(u8::is_ascii_digit).count() <= 3;
        let joined = digits && number && grouped;
        if joined {
            self.at += 1;
        }
        joined
    }

    /// `AT&T`: at most three letters on each side.
    fn ampersand(&mut self) -> bool {
        let next = self.at + 1;
        let after = (next..next + 4).take_while(|&at| self.class(at) == LETTER).count();
        let joined = (1..=3).contains(&after)
            && !matches!(self.class(next + after), DIGIT | WIDE)
            && (1..=3).contains(&self.word.length)
            && self.word.as_bytes().iter().all(u8::is_ascii_lowercase);
        if joined {
            self.word.push(b'&');
            self.at = next;
        }
        joined
    }

    /// `10-Q`, `S-1`: up to two digits and one letter, or the other way round.
    fn form_name(&mut self) -> bool {
        let next = self.at + 1;
        let word = self.word.as_bytes();
        let ends = |at| !matches!(self.class(at), LETTER | DIGIT | WIDE);
        let numbered = (1..=2).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
        let lettered = word.len() == 1 && word[0].is_ascii_lowercase();
        let joined = (numbered && self.class(next) == LETTER && ends(next + 1))
            || (lettered
                && self.class(next) == DIGIT
                && (ends(next + 1) || (self.class(next + 1) == DIGIT && ends(next + 2))));
        if joined {
            self.at = next;
        }
        joined
    }

    /// A character past ASCII inside or at the end of a word.
    fn wide_inside(&mut self) -> bool {
        let Some((character, next)) = self.wide(self.at) else { return false };
        match character {
            // soft hyphen, zero-width space and joiners, word joiner, byte order mark
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
                self.at = next;
                true
            }
            '\u{2018}' | '\u{2019}' | '\u{2032}' => self.apostrophe(next),
            _ if is_ideograph(character) => self.ideograph(character, next),
            _ if character.is_alphanumeric() => {
                fold(character, &mut self.word);
                self.at = next;
                true
            }
            _ => false,
        }
    }

    /// An ideograph is a word of its own.
    fn ideograph(&mut self, character: char, next: usize) -> bool {
        if self.word.length == 0 {
            self.word.push_str(character.encode_utf8(&mut [0; 4]));
            self.at = next;
        }
        false
    }
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// Appends a character in lower case, without accents.
fn fold(character: char, word: &mut Spelling) {
    static FOLDED: LazyLock<Mutex<HashMap<char, String>>> = LazyLock::new(Mutex::default);
    let mut folded = FOLDED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let plain = folded.entry(character).or_insert_with(|| {
        let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(AsciiFoldingFilter).build();
        let source = character.to_string();
        let mut stream = analyzer.token_stream(&source);
        stream.next().map_or_else(String::new, |token| token.text.to_lowercase())
    });
    word.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
        assert_eq!(words.join(" "), expected, "{text:?}");
    }

    #[test]
    fn numbers_keep_their_value() {
        check("$1,234,567.89 (30) 12% 1.2bn 99.1.", "1234567.89 30 12 1.2bn 99.1");
        check("in 2005,2006 and 1,2", "in 2005 2006 and 1 2");
        check("May 9,2005", "may 9 2005");
    }

    #[test]
    fn acronyms_and_ampersands_are_one_word() {
        check("U.S. U.S.A. p.m. AT&T R&D Johnson&Johnson", "u.s u.s.a p.m at&t r&d johnson johnson");
        check("Inc. Mass.--(BUSINESS", "inc mass business");
    }

    #[test]
    fn form_names_are_one_word_and_other_hyphens_part() {
        check("10-Q 8-K/A S-1 F-10 year-over-year 13-week Q3-2023", "10q 8k a s1 f10 year over year 13 week q3 2023");
    }

    #[test]
    fn apostrophes_close_up_and_possessives_go() {
        check(
            "Moody's company’s O'Neil don't officers' 'quoted' Q1'05",
            "moody company oneil dont officers quoted q1 05",
        );
    }

    #[test]
    fn accents_and_ligatures_fold() {
        check("Nestlé Zürich ﬁnance earn\u{ad}ings", "nestle zurich finance earnings");
        check("第一 quarter", "第 一 quarter");
    }

    #[test]
    fn spans_are_of_the_words() {
        let text = "the company's “first” quarter";
        let spans: Vec<_> = words(text).iter().map(|word| &text[word.span.range()]).collect();
        assert_eq!(spans, ["the", "company", "first", "quarter"]);
    }
}
