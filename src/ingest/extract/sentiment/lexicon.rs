//! From the lexicon's data file to a table of word sequences and their classes.
//!
//! Words get numbers, sequences of them a tree: looking up a text costs one hash a word, however
//! long the list. A user's own list is read beside ours ([`Lexicon::from_csv`]).

use std::{hash::BuildHasher, io::BufRead, sync::LazyLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Our own list; its format is told at its head.
const DATA: &str = include_str!("../data/lexicon.txt");

static OWN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(DATA));

/// A set of classes that a word or word sequence belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

macro_rules! classes {
    ($($bit:literal $name:ident $text:literal),* $(,)?) => {
        impl Classes {
            $(#[doc = concat!("The class `", $text, "` of the data file.")] pub const $name: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    0 UP "up", 1 UP_ADJECTIVE "up.adjective", 2 DOWN "down", 3 DOWN_ADJECTIVE "down.adjective",
    4 METRIC "metric", 5 METRIC_BAD "metric.bad", 6 METRIC_NEUTRAL "metric.neutral",
    7 BETTER "better", 8 WORSE "worse", 9 PRAISE "praise", 10 PRAISE_MILD "praise.mild",
    11 BLAME "blame", 12 BLAME_MILD "blame.mild", 13 RELIEF "relief", 14 DEPRIVE "deprive",
    15 EVENT_GOOD "event.good", 16 EVENT_BAD "event.bad", 17 ABOVE "above", 18 BELOW "below",
    19 EXPECT "expect", 20 NEGATOR "negator", 21 NEGATOR_NOT "negator.not", 22 CONTRAST "contrast",
    23 HYPOTHETICAL "hypothetical", 24 COMPARE "compare", 25 PROFIT "profit", 26 DEFICIT "deficit",
    27 FILLER "filler", 28 BARRIER "barrier", 29 PROMISE "promise", 30 USER_GOOD "user.good", 31 USER_BAD "user.bad",
    32 WIN "win", 33 WON "won", 34 RETRACT "retract", 35 TOPIC "topic", 36 GRAVE "event.grave",
    37 OVER "relief.done", 38 CAUSE "cause", 39 NEGATOR_FAR "negator.far",
    40 CLOSE "close", 41 PLACE "place", 42 GIVE "give",
}

impl Classes {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a class.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The number of a word in a [`Lexicon`].
pub type WordId = u32;

/// A word that the lexicon does not hold.
pub const UNKNOWN: WordId = 0;
/// Stands for any number.
pub const NUMBER: WordId = 1;
/// Stands for any word, in entries.
const ANY: WordId = 2;
/// Stands for a mark, which no entry holds.
pub const MARK: WordId = 3;

/// Numbers in words: entries that ask for a number mean them too.
const NUMERALS: [&str; 26] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "several",
    "dozen",
];

/// Word sequences and their classes.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Stands for a user's words in it; 0 for ours alone.
    user: u64,
    /// The numbers of words of up to [`SHORT`] bytes, by the bytes.
    short: FxHashMap<Packed, WordId>,
    /// The numbers of longer words.
    long: FxHashMap<Box<str>, WordId>,
    /// By the number of a word, the node of the entries that begin with it; 0 where none does.
    first: Vec<u32>,
    /// The node after a node and a further word.
    next: FxHashMap<u64, u32>,
    nodes: Vec<Node>,
}

/// What is known where some words of an entry were met.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// Of the entry that ends here; none where all go on.
    classes: Classes,
    /// Which words may go on: a bit for the lowest six of a word's number.
    goes_on: u64,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            user: 0,
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            first: Vec::new(),
            next: FxHashMap::default(),
            nodes: vec![Node::default()],
        }
    }
}

impl Lexicon {
    /// The list that comes with the program.
    #[must_use]
    pub fn own() -> &'static Self {
        &OWN
    }

    /// Our list and, added to it, a list in the layout of the Loughran-McDonald master dictionary:
    /// comma-separated, a header line that names the columns `Word`, `Negative` and `Positive`
    /// among any others, a year other than zero where the word belongs to the column's list.
    ///
    /// Words are matched whatever their case. A word of the list that ours knows already keeps
    /// what ours says of it.
    ///
    /// # Errors
    /// When the reader fails, the header lacks one of the three columns, or no word is on a list.
    pub fn from_csv(reader: impl BufRead) -> std::io::Result<Self> {
        let mut lines = reader.lines();
        let header = lines.next().transpose()?.unwrap_or_default();
        let columns: Vec<String> = fields(&header).map(str::to_ascii_lowercase).collect();
        let column = |name: &str| {
            columns.iter().position(|column| column == name).ok_or_else(|| {
                std::io::Error::new(std::io::ErrorKind::InvalidData, format!("no column `{name}` in the lexicon"))
            })
        };
        let (word, negative, positive) = (column("word")?, column("negative")?, column("positive")?);
        let mut lexicon = Self::own().clone();
        for line in lines {
            let line = line?;
            let cells: Vec<&str> = fields(&line).collect();
            // a negative year tells when a word was taken off the list
            let on = |cell: &&str| !matches!(cell.trim_matches('0'), "" | ".") && !cell.starts_with('-');
            let member = |at: usize| cells.get(at).is_some_and(on);
            let class = match (member(negative), member(positive)) {
                (true, false) => Classes::USER_BAD,
                (false, true) => Classes::USER_GOOD,
                _ => continue,
            };
            if let Some(word) = cells.get(word) {
                lexicon.add_unless_known(word, class);
                lexicon.user = FxBuildHasher.hash_one((lexicon.user, word.to_lowercase(), class.0));
            }
        }
        if lexicon.user == 0 {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "no word is positive or negative"));
        }
        Ok(lexicon)
    }

    /// Stands for the words that a user added; 0 where there are none.
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.user
    }

    /// The number of a word in lower case, [`UNKNOWN`] where no entry holds it.
    #[must_use]
    pub fn word(&self, word: &str) -> WordId {
        let known = match packed(word.as_bytes()) {
            Some(bytes) => self.short.get(&bytes),
            None => self.long.get(word),
        };
        known.copied().unwrap_or(UNKNOWN)
    }

    /// The number of the word, so many ASCII letters in any case, that a text begins with.
    #[must_use]
    pub(super) fn plain_word(&self, text: &str, letters: usize) -> WordId {
        if letters > SHORT {
            return self.word(&text[..letters].to_ascii_lowercase());
        }
        let first = text.as_bytes().first_chunk().copied().unwrap_or_else(|| {
            let mut first = [0; SHORT];
            first[..letters].copy_from_slice(&text.as_bytes()[..letters]);
            first
        });
        let own = u128::MAX.checked_shr(8 * (SHORT - letters) as u32).unwrap_or(0);
        let lower = (u128::from_le_bytes(first) | u128::from_le_bytes([0x20; SHORT])) & own;
        self.short.get(&halves(lower)).copied().unwrap_or(UNKNOWN)
    }

    /// The longest entry that `words` begin with: how many words it has, and its classes.
    #[must_use]
    pub fn longest(&self, words: impl Iterator<Item = WordId> + Clone) -> Option<(usize, Classes)> {
        let mut words = words;
        let node = self.node(0, words.next()?)?;
        self.longest_from(node, words, 1)
    }

    /// The longest entry that goes on from a node, which `count` words led to.
    fn longest_from(
        &self,
        mut node: u32,
        mut words: impl Iterator<Item = WordId> + Clone,
        mut count: usize,
    ) -> Option<(usize, Classes)> {
        let mut best: Option<(usize, Classes)> = None;
        loop {
            let Node { classes, goes_on } = self.nodes[node as usize];
            if !classes.is_none() && best.is_none_or(|(words, _)| words < count) {
                best = Some((count, classes));
            }
            if goes_on == 0 {
                break;
            }
            let Some(word) = words.next() else { break };
            count += 1;
            if goes_on & bit(ANY) != 0
                && !matches!(word, NUMBER | MARK)
                && let Some(next) = self.node(node, ANY)
            {
                let other = self.longest_from(next, words.clone(), count);
                best = other.or(best);
            }
            let Some(next) = Some(word).filter(|word| goes_on & bit(*word) != 0).and_then(|word| self.node(node, word))
            else {
                break;
            };
            node = next;
        }
        best
    }

    /// The node after a node and a word.
    #[inline]
    fn node(&self, node: u32, word: WordId) -> Option<u32> {
        match node {
            0 => self.first.get(word as usize).copied().filter(|next| *next != 0),
            node => self.next.get(&step(node, word)).copied(),
        }
    }

    fn parse(data: &str) -> Self {
        let mut lexicon = Self::default();
        // these come first, so that no other word gets a number below MARK
        for word in NUMERALS {
            lexicon.number(word, NUMBER);
        }
        let mut class = Classes::NONE;
        for line in data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                class = Classes::named(name).unwrap_or_default();
                continue;
            }
            for entry in line.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                lexicon.add(entry, class);
            }
        }
        lexicon
    }

    /// Adds every form of an entry.
    fn add(&mut self, entry: &str, class: Classes) {
        let mut nodes = vec![0];
        for word in entry.split([' ', '-']).filter(|word| !word.is_empty()) {
            let ids: Vec<WordId> = forms(word).iter().map(|form| self.intern(form)).collect();
            nodes = nodes
                .iter()
                .flat_map(|&node| ids.iter().map(move |&id| (node, id)))
                .map(|(node, id)| self.step(node, id))
                .collect();
        }
        for node in nodes {
            let classes = &mut self.nodes[node as usize].classes;
            *classes = classes.or(class);
        }
    }

    fn add_unless_known(&mut self, word: &str, class: Classes) {
        let folded = word.trim().to_lowercase();
        let known = self.longest(std::iter::once(self.word(&folded))).is_some();
        if !folded.is_empty() && !known {
            let id = self.intern(&folded);
            let node = self.step(0, id);
            self.nodes[node as usize].classes = class;
        }
    }

    fn intern(&mut self, word: &str) -> WordId {
        match word {
            "#" => return NUMBER,
            "_" => return ANY,
            _ => {}
        }
        let fresh = WordId::try_from(self.short.len() + self.long.len()).map_or(UNKNOWN, |count| count + NUMBER + 1);
        self.number(word, fresh)
    }

    /// Gives a word a number, unless it has one.
    fn number(&mut self, word: &str, fresh: WordId) -> WordId {
        match packed(word.as_bytes()) {
            Some(bytes) => *self.short.entry(bytes).or_insert(fresh),
            None => *self.long.entry(word.into()).or_insert(fresh),
        }
    }

    fn step(&mut self, node: u32, word: WordId) -> u32 {
        if let Some(known) = self.node(node, word) {
            return known;
        }
        let fresh = u32::try_from(self.nodes.len()).unwrap_or(0);
        self.nodes.push(Node::default());
        self.nodes[node as usize].goes_on |= bit(word);
        if node == 0 {
            let words = self.first.len().max(word as usize + 1);
            self.first.resize(words, 0);
            self.first[word as usize] = fresh;
        } else {
            self.next.insert(step(node, word), fresh);
        }
        fresh
    }
}

/// The most bytes of a short word.
const SHORT: usize = 16;

/// The bytes of a short word, as two numbers.
type Packed = (u64, u64);

const fn halves(bytes: u128) -> Packed {
    (bytes as u64, (bytes >> 64) as u64)
}

fn packed(word: &[u8]) -> Option<Packed> {
    let mut bytes = [0; SHORT];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(halves(u128::from_le_bytes(bytes)))
}

/// Stands for a node and a further word.
const fn step(node: u32, word: WordId) -> u64 {
    (node as u64) << 32 | word as u64
}

/// The bit that stands for a word among those that go on with an entry.
const fn bit(word: WordId) -> u64 {
    1 << (word & 63)
}

/// The cells of a line of comma-separated values; cells of the expected layout hold no commas.
fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.trim_start_matches('\u{feff}').split(',').map(|cell| cell.trim().trim_matches('"'))
}

/// The forms of a word of an entry: `drop~~` gives drop, drops, dropped, dropping.
fn forms(word: &str) -> Vec<String> {
    if let Some(stem) = word.strip_suffix("~~") {
        let last = stem.chars().next_back().unwrap_or_default();
        return vec![stem.to_owned(), format!("{stem}s"), format!("{stem}{last}ed"), format!("{stem}{last}ing")];
    }
    if let Some(stem) = word.strip_suffix('~') {
        return regular_verb(stem);
    }
    match word.strip_suffix('+') {
        Some(stem) => vec![stem.to_owned(), with_s(stem)],
        None => vec![word.to_owned()],
    }
}

fn regular_verb(stem: &str) -> Vec<String> {
    let plain = stem.to_owned();
    if let Some(short) = stem.strip_suffix('e') {
        return vec![plain, format!("{stem}s"), format!("{stem}d"), format!("{short}ing")];
    }
    let past = match after_consonant_y(stem) {
        Some(short) => format!("{short}ied"),
        None => format!("{stem}ed"),
    };
    vec![plain, with_s(stem), past, format!("{stem}ing")]
}

fn with_s(stem: &str) -> String {
    if let Some(short) = after_consonant_y(stem) {
        return format!("{short}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    if hisses { format!("{stem}es") } else { format!("{stem}s") }
}

/// The stem of a word in a consonant and `y`, without the `y`.
fn after_consonant_y(word: &str) -> Option<&str> {
    let short = word.strip_suffix('y')?;
    (!short.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes_of(lexicon: &Lexicon, phrase: &str) -> Option<(usize, Classes)> {
        lexicon.longest(phrase.split(' ').map(|word| lexicon.word(word)))
    }

    #[test]
    fn forms_follow_spelling() {
        assert_eq!(forms("drop~~"), ["drop", "drops", "dropped", "dropping"]);
        assert_eq!(forms("decline~"), ["decline", "declines", "declined", "declining"]);
        assert_eq!(forms("fortify~"), ["fortify", "fortifies", "fortified", "fortifying"]);
        assert_eq!(forms("loss+"), ["loss", "losses"]);
        assert_eq!(forms("royalty+"), ["royalty", "royalties"]);
    }

    #[test]
    fn every_class_of_the_data_file_is_known() {
        for line in DATA.lines().filter(|line| line.starts_with('[')) {
            assert!(Classes::named(line.trim_matches(['[', ']'])).is_some(), "{line}");
        }
    }

    #[test]
    fn longest_entry_wins() {
        let (words, classes) = classes_of(Lexicon::own(), "net loss of").expect("an entry");
        assert_eq!(words, 2);
        assert!(classes.any(Classes::METRIC_BAD));
    }

    #[test]
    fn any_word_stands_for_one_and_a_number_for_none() {
        let lexicon = Lexicon::parse("[event.good]\nadd~ # _ customers, add~ # customers, new _");
        let words = |phrase| classes_of(&lexicon, phrase).map(|(words, _)| words);
        assert_eq!(words("new brooms"), Some(2));
        assert_eq!(words("added several loyal customers"), Some(4));
        assert_eq!(words("added several customers"), Some(3));
        assert_eq!(words("added several very loyal customers"), None);
        assert_eq!(words("new twelve"), None);
    }

    #[test]
    fn words_of_a_users_list_are_added_case_folded() {
        let csv = "Word,Seq_num,Negative,Positive,Uncertainty\nGRUMBLING,1,2009,0,0\nZESTY,2,0,2014,0\nSOMEWHAT,3,0,0,2009\nGONE,4,-2020,0,0\n";
        let lexicon = Lexicon::from_csv(csv.as_bytes()).expect("a list");
        assert!(classes_of(&lexicon, "grumbling").is_some_and(|(_, classes)| classes.any(Classes::USER_BAD)));
        assert!(classes_of(&lexicon, "zesty").is_some_and(|(_, classes)| classes.any(Classes::USER_GOOD)));
        assert!(classes_of(&lexicon, "gone").is_none_or(|(_, classes)| !classes.any(Classes::USER_BAD)));
        assert!(classes_of(&lexicon, "somewhat").is_none_or(|(_, classes)| !classes.any(Classes::USER_BAD)));
    }

    #[test]
    fn a_users_list_without_its_columns_is_refused() {
        let error = Lexicon::from_csv("Word,Negative\nBAD,1\n".as_bytes()).expect_err("a column is lacking");
        assert_eq!(error.to_string(), "no column `positive` in the lexicon");
    }
}
