//! The part that the words around an amount give it: reported, expected, a change, compared with,
//! of another basis.

use std::sync::LazyLock;

use crate::{
    ingest::{
        extract::{money::Quantity, results::when::When},
        words::{self, Groups, Held},
    },
    model::{FactRole, Metric},
};

/// Whether the words before an amount are `(1997:`, as British companies give the year before.
pub(super) fn is_year_gloss(gap: &str) -> bool {
    let Some((_, inside)) = gap.trim_end().rsplit_once('(') else { return false };
    // `(2002: profit of`
    let Some((year, of_what)) = inside.split_once(':').filter(|(_, of_what)| of_what.len() < 24) else { return false };
    if of_what.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = year.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(year.trim(), "prior year" | "last year")
}

/// Whether words speak of the year that the release names elsewhere: `sales for the year were`.
pub(super) fn is_for_the_year(words: &str) -> bool {
    const YEARS: [&str; 5] =
        ["for the year", "for the full year", "for the fiscal year", "for the entire year", "for the year as a whole"];
    words.contains("for the")
        && YEARS.iter().any(|year| {
            words.rfind(year).is_some_and(|at| {
                let rest = words[at + year.len()..].trim_start();
                !rest.starts_with(|c: char| c.is_ascii_digit())
                    && !rest.starts_with("to date")
                    && !rest.starts_with("-to-date")
            })
        })
}

/// The place in a range that the words before it take: `at the low end of its range of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    Middle,
    High,
    /// Below the low end.
    Under,
    /// Above the high end.
    Over,
}

pub(super) fn named_end(gap: &str) -> Option<End> {
    if !gap.contains(" of") {
        return None;
    }
    if ["midpoint of", "mid-point of", "middle of"].iter().any(|word| gap.contains(word)) {
        return Some(End::Middle);
    }
    if !gap.contains("end of") && !gap.contains("top of") && !gap.contains("bottom of") {
        return None;
    }
    const FAR: usize = 24;
    let find = |words: [&str; 4]| words.iter().filter_map(|word| gap.rfind(word)).max();
    // `2% to 3% above the high end of`
    let off = |at: usize, words: [&str; 4]| {
        let near = &gap[gap.floor_char_boundary(at.saturating_sub(FAR))..at];
        words.iter().any(|word| near.contains(word))
    };
    if let Some(at) = find(["low end of", "lower end of", "bottom end of", "bottom of"]) {
        return Some(if off(at, ["below", "under", "short of", "less than"]) { End::Under } else { End::Low });
    }
    let at = find(["high end of", "upper end of", "top end of", "top of"])?;
    Some(if off(at, ["above", "exceed", "beyond", "higher than"]) { End::Over } else { End::High })
}

impl End {
    pub fn of(self, range: &Quantity) -> Quantity {
        let (low, high) = match self {
            Self::Low => (range.low, range.low),
            Self::Middle => {
                let middle = range.low.zip(range.high).map(|(low, high)| f64::midpoint(low, high));
                (middle, middle)
            }
            Self::High => (range.high, range.high),
            Self::Under => (None, range.low),
            Self::Over => (range.high, None),
        };
        Quantity { low, high, ..range.clone() }
    }
}

/// Whether an amount and a period after it belong together: `for the`, `in the`.
pub(super) fn is_joint(between: &str) -> bool {
    let words: Vec<&str> = between.split_whitespace().collect();
    words.len() <= 5
        && !between.contains([';', ':'])
        && words.iter().any(|word| matches!(*word, "for" | "in" | "during" | "of" | "reported" | "the" | "recorded"))
        && !words.iter().any(|word| matches!(*word, "compared" | "versus" | "from" | "over" | "and"))
}

/// Whether an amount is a change: `increased $4 million`, `a decrease of`, `up by`.
pub(super) fn is_delta(gap: &str, quantity: &Quantity) -> bool {
    const CHANGES: [&str; 30] = [
        "increased",
        "increase of",
        "decreased",
        "decrease of",
        "rose",
        "grew",
        "fell",
        "declined",
        "decline of",
        "dropped",
        "up",
        "down",
        "growth of",
        "improvement of",
        "improved",
        "by",
        "by approximately",
        "by about",
        "reduction of",
        "drop of",
        "increase",
        "decrease",
        "climbed",
        "gained",
        "shortfall of",
        "rise of",
        "gain of",
        "increases of",
        "decreases of",
        "by more than",
    ];
    let words = gap.trim_end();
    !quantity.from && (words.ends_with("of which") || CHANGES.iter().any(|change| ends_with_words(words, change)))
}

/// Whether an amount is a part of the one before it: `including some`, `and included`.
pub(super) fn is_included(gap: &str) -> bool {
    const PARTS: [&str; 6] = ["including", "included", "includes", "include", "reflects", "reflected"];
    let words = gap.trim_end();
    let words = ["approximately", "about", "some", "nearly"].iter().find_map(|about| words.strip_suffix(about));
    let words = words.unwrap_or(gap).trim_end();
    PARTS.iter().any(|part| ends_with_words(words, part))
}

pub(super) fn ends_with_words(text: &str, words: &str) -> bool {
    // nearly all are told apart by their last letter
    text.as_bytes().last() == words.as_bytes().last()
        && text.ends_with(words)
        && !text[..text.len() - words.len()].ends_with(|c: char| c.is_alphanumeric())
}

/// What words before an amount may say of it.
#[derive(Clone, Copy)]
enum Cue {
    /// It is expected.
    Expects,
    /// Analysts expect it.
    Analyst,
    /// It was promised before.
    Before,
    /// It is measured by what was.
    ThanBefore,
    /// It is a promise.
    Promise,
    /// It leaves something out, or is of another basis.
    Basis,
    /// It is of a part.
    Part,
    /// It is of operations that go on, or do not.
    Operations,
    /// Another amount is compared with it.
    Compares,
}

static CUES: LazyLock<Groups<9>> = LazyLock::new(|| {
    Groups::new([
        &[
            "expect",
            "anticipat",
            "estimate",
            "believes",
            "believed to be",
            "project",
            "forecast",
            "preliminar",
            "should be",
            "will be",
            "guidance",
            "outlook",
            "target",
            "would be",
            "to be in the range",
            "likely",
            "to range",
            "to report",
            "plans to",
            "is looking for",
            "will exceed",
            "sees ",
            "foresees ",
            "looks for ",
        ],
        &["analyst", "consensus", "first call", "wall street", "street estimate", "the street", "zacks"],
        &[
            "previous",
            "prior guidance",
            "prior outlook",
            "prior range",
            "earlier guidance",
            "earlier estimate",
            "earlier forecast",
            "earlier expect",
            "earlier outlook",
            "earlier range",
            "earlier target",
            "earlier projection",
            "earlier announced",
            "earlier stated",
            "earlier plan",
            "earlier view",
            "had earlier",
            "its earlier",
            "our earlier",
            "original",
            "prior expectation",
            "prior forecast",
            "had been looking",
            "prior estimate",
            "had expected",
            "had been expecting",
            "had forecast",
            "had anticipated",
            "had projected",
            "had estimated",
            "had predicted",
            "was forecast",
            "were forecast",
            "said it expected",
            "said that it expected",
            "said it anticipated",
        ],
        &["than previous", "than original"],
        &["guidance", "forecast", "expectation", "estimate", "outlook", "range", "plan of", "target", "projection"],
        &[
            "excluding",
            "exclusive of",
            "adjusted",
            "non-gaap",
            "pro forma",
            "proforma",
            "before the",
            "before special",
            "before one-time",
            "core ",
            "if not for",
            "would have",
            "without the",
        ],
        &["segment", "division", "same-store", "comparable", "subsidiary", "backlog", "run rate", "run-rate"],
        &["continuing operations", "discontinued"],
        &[
            "compared",
            "compares",
            "compare to",
            "compare with",
            "versus",
            "vs.",
            "vs ",
            "against",
            "as opposed to",
            "instead of",
            "up from",
            "down from",
        ],
    ])
});

/// What is said before an amount: in its sentence, since the amount before it, since the word that
/// it goes with.
pub(super) struct Said<'a> {
    lead: &'a str,
    gap: &'a str,
    in_lead: Held<9>,
    in_gap: Held<9>,
    in_clause: Held<9>,
}

impl<'a> Said<'a> {
    pub fn of(lead: &'a str, gap: &'a str, clause: &str) -> Self {
        Self { lead, gap, in_lead: CUES.of(lead), in_gap: CUES.of(gap), in_clause: CUES.of(clause) }
    }

    /// Whether the words since the amount before it set the figure beside a promise: `to be below our`.
    fn misses(&self) -> bool {
        const MISSES: [&str; 11] = [
            "exceeded ",
            "exceeds ",
            "surpassed ",
            "below our ",
            "below its ",
            "below the ",
            "short of ",
            "above our ",
            "above its ",
            "above the ",
            "exceed ",
        ];
        MISSES.iter().any(|word| self.gap.contains(word))
    }

    /// Whether `previous` is said of a time: `rose 12 percent from the previous year to`.
    fn names_a_time(&self) -> bool {
        const TIMES: [&str; 5] =
            ["previous year", "previous quarter", "previous fiscal", "previous period", "previous month"];
        self.gap.matches("previous").count() == 1
            && TIMES.iter().any(|time| self.gap.contains(time))
            && !["guidance", "forecast", "outlook", "estimate", "expect"].iter().any(|word| self.gap.contains(word))
    }

    /// Whether something is expected in the sentence.
    pub const fn expects(&self) -> bool {
        self.in_lead.has(Cue::Expects as usize)
    }
}

/// Whether the figure leaves something out or is of another basis.
pub(super) fn is_aside(said: &Said<'_>, metric: Metric) -> bool {
    let per_income = matches!(metric, Metric::Eps | Metric::NetIncome);
    let basis = if per_income { &said.in_lead } else { &said.in_clause };
    basis.has(Cue::Basis as usize)
        || metric == Metric::Revenue && said.in_clause.has(Cue::Part as usize)
        || per_income && said.in_clause.has(Cue::Operations as usize)
}

/// Whether the words right after an amount per share or a net figure give it another basis.
pub(super) fn is_aside_after(tail: &str, metric: Metric) -> bool {
    const BASES: [&str; 19] = [
        "related to",
        "associated with",
        "due to",
        "from the sale",
        "on the sale",
        "on the early",
        "on early",
        "on the extinguishment",
        "on extinguishment",
        "on the disposal",
        "as adjusted",
        "on an adjusted",
        "excluding",
        "before",
        "on a pro forma",
        "on a non-gaap",
        "pro forma",
        "exclusive of",
        "(adjusted",
    ];
    let share = ["per diluted share", "per share", "a share", "per diluted common share", "per common share"];
    let mut rest = tail.trim_start_matches([',', ' ']);
    for words in share {
        rest = rest.strip_prefix(words).unwrap_or(rest).trim_start_matches([',', ' ']);
    }
    // `$0.70 per share non-GAAP operating earnings`
    let named = share.iter().find_map(|words| tail.trim_start_matches(' ').strip_prefix(words)).is_some_and(|behind| {
        ["non-gaap", "adjusted", "core ", "operating earnings", "pro forma"]
            .iter()
            .any(|basis| behind.strip_prefix(' ').is_some_and(|words| words.starts_with(basis)))
    });
    matches!(metric, Metric::Eps | Metric::NetIncome)
        && (named || BASES.iter().any(|basis| rest.starts_with(basis)) || rest.contains("when excluding"))
}

/// Words right before an amount that make it the one another is measured by.
const BASES: [&str; 21] = [
    "from last year's",
    "from last year\u{2019}s",
    "than last year's",
    "over last year's",
    "from the prior year's",
    "from the",
    "from its",
    "from our",
    "than the",
    "than its",
    "over the",
    "over its",
    "below the",
    "below its",
    "below our",
    "above the",
    "above its",
    "above our",
    "short of the",
    "short of its",
    "short of our",
];

/// Whether an amount is named by the noun after it, of something else than the metric before it: `a
/// $27.3 million impairment`.
pub(super) fn has_own_noun(gap: &str, tail: &str) -> bool {
    const NOUNS: [&str; 33] = [
        "impairment",
        "charge",
        "charges",
        "gain",
        "gains",
        "write-down",
        "writedown",
        "write-off",
        "writeoff",
        "provision",
        "reserve",
        "reserves",
        "benefit",
        "settlement",
        "credit",
        "expense",
        "expenses",
        "cost",
        "costs",
        "contribution",
        "payment",
        "order",
        "orders",
        "contract",
        "contracts",
        "loan",
        "increase",
        "decrease",
        "decline",
        "improvement",
        "reduction",
        "shortfall",
        "mark",
    ];
    let words = gap.trim_end();
    if !["a", "an", "the", "another"].iter().any(|article| ends_with_words(words, article)) {
        return false;
    }
    let stops = |word: &&str| !matches!(*word, "in" | "of" | "for" | "to" | "or" | "and" | "on" | "from" | "net");
    let after = tail.split([',', ';', '(', ')', ':']).next().unwrap_or(tail);
    let bare = |word: &str| NOUNS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'));
    after.split_whitespace().take_while(stops).take(5).any(bare)
}

/// Whether the words before an amount in revenue make it a share of it: `accounted for $133 million in revenue`.
pub(super) fn is_share_of(gap: &str) -> bool {
    const SHARES: [&str; 8] = [
        "accounted for",
        "accounting for",
        "contributed",
        "contributing",
        "added",
        "adding",
        "recognized",
        "responsible for",
    ];
    let words = gap.trim_end();
    SHARES.iter().any(|share| ends_with_words(words, share))
}

/// Whether the words before an amount tell it of another company: `Pinyon, which had revenue of`.
pub(super) fn is_of_another_company(lead: &str) -> bool {
    const ASIDES: [&str; 6] = [
        ", which had ",
        ", which has ",
        ", which generated ",
        ", which reported ",
        ", which posted ",
        ", a company with ",
    ];
    const WHOSE: [&str; 3] = [" whose annual ", " whose sales ", " whose revenue"];
    let comma = memchr::memrchr_iter(b',', lead.as_bytes()).find(|at| lead[*at..].starts_with(", "));
    let clause = comma.map_or(lead, |at| &lead[at..]);
    ASIDES.iter().any(|aside| clause.starts_with(aside)) || WHOSE.iter().any(|whose| clause.contains(whose))
}

/// Whether an amount is what another is compared with.
pub(super) fn is_compared(gap: &str, quantity: &Quantity) -> bool {
    if quantity.from {
        return true;
    }
    let words = gap.trim_end();
    if let Some(at) = CUES.of(gap).last_end(Cue::Compares as usize) {
        let rest = &gap[at..];
        let new_clause = rest.find(',').is_some_and(|comma| {
            ["was", "were", "increased", "decreased", "rose", "fell", "totaled", "declined", "grew", " now expects "]
                .iter()
                .chain(&[" now expect ", " company expects ", " we expect ", " now anticipates "])
                .any(|verb| rest[comma..].contains(verb))
        });
        return !new_clause;
    }
    if is_owned_base(words) {
        return true;
    }
    let phrased = words.ends_with(" of") || words.ends_with(" the");
    let owned = || BASES.iter().any(|base| ends_with_words(words, base));
    ["than", "over", "from"].iter().any(|word| ends_with_words(words, word))
        || words.ends_with(['e', 's', 'r']) && owned()
        || phrased
            && [
                "from revenues of",
                "from revenue of",
                "from net sales of",
                "from sales of",
                "from a net loss of",
                "from net income of",
                "from a loss of",
                "over revenues of",
                "over revenue of",
                "over net sales of",
                "over sales of",
                "from total revenues of",
                "from total revenue of",
                "from net revenues of",
                "from net revenue of",
                "from earnings of",
                "from a profit of",
                "than the",
            ]
            .iter()
            .any(|phrase| ends_with_words(words, phrase))
}

/// Whether the words before an amount bring it as that of another period: `7 percent from the first quarter's`.
fn is_owned_base(words: &str) -> bool {
    const LONGEST: usize = 6;
    let owned = words.ends_with("'s") || words.ends_with("\u{2019}s");
    let from = || {
        ["from ", "than ", "over ", "on ", "below ", "above "].iter().filter_map(|word| words::last(words, word)).max()
    };
    owned
        && from()
            .is_some_and(|at| words[at..].split_whitespace().count() <= LONGEST && !words[at..].contains([',', ';']))
}

/// Whether analysts are who the sentence speaks of: `Analysts polled by one firm expect, on average,`.
fn is_of_analysts(said: &Said<'_>) -> bool {
    const OURS: [&str; 7] = [" the company", " we ", " our ", " its ", " it ", " actual", " management"];
    let first = said.in_lead.first(Cue::Analyst as usize).filter(|at| *at < 16);
    first.is_some_and(|at| {
        let rest = &said.lead[at..];
        said.in_lead.has(Cue::Expects as usize) && !rest.contains(';') && !OURS.iter().any(|word| rest.contains(word))
    })
}

/// Whether words tell what a promise was: `guidance, issued in January and repeated in March, was for`.
fn is_past_promise(lead: &str) -> bool {
    const VERBS: [&str; 4] = [" was for ", " were for ", " called for ", " had called for "];
    const PROMISES: [&str; 4] = ["guidance", "outlook", "forecast", "estimate"];
    const FAR: usize = 60;
    let Some(verb) = VERBS.iter().filter_map(|verb| words::last(lead, verb)).max() else { return false };
    lead.len() - verb < FAR
        && PROMISES.iter().any(|promise| lead[..verb].contains(promise))
        && !lead[verb..].contains([';', ':'])
}

pub(super) fn role(said: &Said<'_>, tail: &str, segment: bool, compared: bool, when: When) -> FactRole {
    let gap = |cue: Cue| said.in_gap.has(cue as usize);
    if segment {
        return FactRole::Segment;
    }
    // `consensus is for revenue of $24 million and EPS of`: of both amounts
    let lead = said.lead;
    let analysts = said.in_lead.last_end(Cue::Analyst as usize);
    let theirs =
        analysts.is_some_and(|at| lead.len() - at < 60 && !lead[at..].contains([',', ';'])) || is_of_analysts(said);
    if theirs || gap(Cue::Analyst) || tail.starts_with(" consensus") {
        return FactRole::Analyst;
    }
    if gap(Cue::Before) && !gap(Cue::ThanBefore) && !said.names_a_time()
        || gap(Cue::Promise) && (compared || said.misses())
    {
        return FactRole::PriorGuidance;
    }
    if is_past_promise(lead) {
        return FactRole::PriorGuidance;
    }
    // `compared to $14 million as initially expected`
    let recalled =
        ["as initially ", "as originally ", "as previously "].iter().any(|words| tail.trim_start().starts_with(words));
    if compared && recalled {
        return FactRole::PriorGuidance;
    }
    if compared || matches!(when, When::YearAgo) {
        return FactRole::Prior;
    }
    match (said.in_lead.has(Cue::Expects as usize), when) {
        (true, When::Later) => FactRole::Guidance,
        (true, _) => FactRole::Preliminary,
        (false, _) => FactRole::Actual,
    }
}
