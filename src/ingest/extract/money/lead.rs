//! The words around an amount that bound it: `at least`, `up to`, `approximately`, `or more`.

use std::sync::LazyLock;

use super::text::{Drawers, ends_with_phrase, starts_with_word, window_after, window_before};

/// What the words before and after an amount say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lead {
    /// Where those words start.
    pub start: usize,
    /// `approximately`, `about`.
    pub approximate: bool,
    pub bound: Bound,
    /// `between`, `range of`: two ends follow, which `and` may join.
    pub range: bool,
    /// `from`: two ends follow, or a change from one to the other.
    pub from: bool,
}

/// Which end of an amount is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Bound {
    #[default]
    None,
    /// At least.
    Floor,
    /// At most.
    Ceiling,
}

impl Bound {
    const fn opposite(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Floor => Self::Ceiling,
            Self::Ceiling => Self::Floor,
        }
    }
}

const APPROXIMATE: [&str; 24] = [
    "approximately",
    "about",
    "roughly",
    "around",
    "nearly",
    "almost",
    "an estimated",
    "estimated",
    "some",
    "circa",
    "close to",
    "just over",
    "slightly over",
    "slightly above",
    "slightly more than",
    "just under",
    "slightly under",
    "slightly below",
    "slightly less than",
    "just above",
    "just below",
    "approx.",
    "~",
    "on the order of",
];

const FLOOR: [&str; 37] = [
    "at least",
    "more than",
    "over",
    "exceed",
    "exceeds",
    "exceeded",
    "exceeding",
    "in excess of",
    "excess of",
    "greater than",
    "above",
    "north of",
    "no less than",
    "not less than",
    "not be less than",
    "minimum of",
    "upwards of",
    "upward of",
    "better than",
    "higher than",
    "not below",
    "not lower than",
    "no lower than",
    "not be lower than",
    "not under",
    "will top",
    "should top",
    "to top",
    "surpass",
    "surpasses",
    "surpassing",
    "surpassed",
    "well above",
    "well over",
    "well in excess of",
    "well more than",
    "comfortably above",
];

const CEILING: [&str; 24] = [
    "no better than",
    "not better than",
    "up to",
    "less than",
    "below",
    "under",
    "no more than",
    "not more than",
    "not be more than",
    "no greater than",
    "no higher than",
    "not to exceed",
    "not exceed",
    "not exceeding",
    "maximum of",
    "as much as",
    "at most",
    "fewer than",
    "lower than",
    "south of",
    "not be greater than",
    "not be higher than",
    "fall short of",
    "falls short of",
];

const RANGE: [&str; 16] = [
    "between",
    "range of",
    "range from",
    "range of between",
    "ranging from",
    "ranging between",
    "ranges from",
    "range between",
    "range of from",
    "range is",
    "range to be",
    "range:",
    "somewhere from",
    "anywhere from",
    "corridor of",
    "ranging anywhere from",
];

/// Words after which `over`, `above`, `below` and the like compare rather than bound.
const COMPARES: [&str; 22] = [
    "increase",
    "increases",
    "growth",
    "improvement",
    "gain",
    "rise",
    "decrease",
    "decline",
    "reduction",
    "drop",
    "percent",
    "%",
    "points",
    "up",
    "down",
    "well",
    "premium",
    "carry",
    "carried",
    "half",
    "year",
    "quarter",
];

/// The lists above, as a text is asked for them.
struct Phrases {
    approximate: Drawers<()>,
    range: Drawers<()>,
    bounds: Drawers<Bound>,
    compares: Drawers<()>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let alone = |phrase| (phrase, ());
    let ceilings = CEILING.into_iter().map(|phrase| (phrase, Bound::Ceiling));
    Phrases {
        approximate: Drawers::by_last(APPROXIMATE.map(alone)),
        range: Drawers::by_last(RANGE.map(alone)),
        bounds: Drawers::by_last(ceilings.chain(FLOOR.into_iter().map(|phrase| (phrase, Bound::Floor)))),
        compares: Drawers::by_last(COMPARES.map(alone)),
    }
});

/// Reads the words right before `at`.
pub(super) fn before(text: &str, at: usize) -> Lead {
    let mut lead = Lead { start: at, ..Lead::default() };
    for _ in 0..4 {
        let window = window_before(text, lead.start, 40);
        let words = window.trim_end();
        let gap = window.len() - words.len();
        if gap > 3 || words.ends_with(['.', ';']) && !words.ends_with("approx.") {
            break;
        }
        let Some(len) = step(window_before(text, lead.start - gap, CLAUSE), words.len(), &mut lead) else { break };
        lead.start -= gap + len;
    }
    lead
}

/// Takes one phrase off the end of `clause`, of which the last `near` bytes are looked at; its length.
fn step(clause: &str, near: usize, lead: &mut Lead) -> Option<usize> {
    let words = &clause[clause.len() - near..];
    let bounded = lead.bound != Bound::None;
    if let Some((len, ())) = PHRASES.approximate.ending(words) {
        lead.approximate = true;
        return Some(len);
    }
    if let Some((len, ())) = PHRASES.range.ending(words) {
        lead.range = true;
        return Some(len);
    }
    if ends_with_phrase(words, "from") && !lead.range {
        lead.from = true;
        return Some("from".len());
    }
    let (len, bound) = PHRASES.bounds.ending(words)?;
    let rest = words[..words.len() - len].trim_end();
    let tops = words.ends_with("top");
    if bounded || lead.range || lead.from || !tops && PHRASES.compares.ending(rest).is_some() {
        return None;
    }
    let (before, bounds) = clause.split_at(clause.len() - len);
    lead.bound = if is_denied(before.trim_end(), bounds, bound) { bound.opposite() } else { bound };
    Some(len)
}

/// How far before a bound the denial of it may stand.
const CLAUSE: usize = 100;

/// What denies a bound behind it, the subject of the clause perhaps between: `does not expect 2004 sales to exceed`.
const DENIALS: [&str; 2] = ["not expect", "not anticipate"];

/// Whether a bound is denied: `is not expected to exceed`, `will not fall below`, `not expect sales to be less than`.
fn is_denied(before: &str, words: &str, bound: Bound) -> bool {
    const NOT_ABOVE: [&str; 8] = [
        "not expected to",
        "not likely to",
        "unlikely to",
        "not anticipated to",
        "not projected to",
        "not forecast to",
        "will not",
        "should not",
    ];
    const NOT_BELOW: [&str; 6] = ["not fall", "not drop", "not be", "not come in", "not decline", "never fall"];
    let is = |list: &[&str]| list.iter().any(|word| words.eq_ignore_ascii_case(word));
    let verb = is(&["exceed", "surpass"]) || words.ends_with("top");
    match bound {
        Bound::Floor if verb => {
            NOT_ABOVE.iter().any(|denial| ends_with_phrase(before, denial)) || is_denied_afar(before, "to")
        }
        Bound::Floor => is(&["more than"]) && is_denied_afar(before, "to be"),
        Bound::Ceiling if is(&["below", "under", "less than", "lower than"]) => {
            NOT_BELOW.iter().any(|denial| ends_with_phrase(before, denial)) || is_denied_afar(before, "to be")
        }
        Bound::Ceiling | Bound::None => false,
    }
}

/// Whether words end with those that lead to a bound, and a denial stands before them in their clause.
fn is_denied_afar(before: &str, leading: &str) -> bool {
    let clause = before.rsplit([',', ';']).next().unwrap_or(before).to_ascii_lowercase();
    ends_with_phrase(&clause, leading) && DENIALS.iter().any(|denial| clause.contains(denial))
}

/// Whether the words behind a denial that stands in a text in lower case make it one of a bound of what is promised,
/// so that an amount is promised all the same: `will not | be less than`, `not expect | sales to exceed $30 million`,
/// `fall short | of $30 million`.
#[must_use]
pub fn denies_a_bound(denial: &str, rest: &str) -> bool {
    const BOUNDS: [&str; 5] = ["be less than", "be lower than", "be below", "exceed", "be more than"];
    let rest = rest.trim_start();
    let bounds = |words: &str| BOUNDS.iter().any(|bound| words.starts_with(bound));
    match denial {
        "will not" => bounds(rest),
        "fall short" | "falls short" => rest
            .strip_prefix("of ")
            .is_some_and(|amount| amount.trim_start_matches("about ").starts_with(['$', '\u{20ac}', '\u{a3}'])),
        _ => {
            let clause = window_after(rest, 0, CLAUSE).split([',', ';']).next().unwrap_or(rest);
            DENIALS.contains(&denial) && clause.split_once(" to ").is_some_and(|(_, after)| bounds(after))
        }
    }
}

/// A bound said after the amount: `or more`, `or less`; and where those words end.
pub(super) fn after(text: &str, at: usize) -> (Bound, usize) {
    const FLOOR: [&str; 7] = ["or more", "or higher", "or greater", "or better", "or above", "and above", "and higher"];
    const CEILING: [&str; 4] = ["or less", "or lower", "or below", "or fewer"];
    let window = window_after(text, at, 24);
    let rest = window.trim_start();
    let skipped = window.len() - rest.len();
    if !rest.starts_with(['o', 'O', 'a', 'A']) {
        return (Bound::None, at);
    }
    let find = |list: &[&str]| list.iter().find(|phrase| starts_with_word(rest, phrase)).map(|phrase| phrase.len());
    if let Some(len) = find(&FLOOR) {
        return (Bound::Floor, at + skipped + len);
    }
    find(&CEILING).map_or((Bound::None, at), |len| (Bound::Ceiling, at + skipped + len))
}
