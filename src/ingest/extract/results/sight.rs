//! Amounts in prose and what they measure: revenue, net income, per share, of which period.
//!
//! Each amount takes the last metric word before it in its sentence, the period named beside it,
//! and the part that the words between give it: reported, expected, compared with.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::when::{Scope, When};
use crate::{
    ingest::extract::{
        Input,
        money::{self, Per, Quantity, Unit},
        period::{Mention, mentions},
        sentence::{self, kind_at},
    },
    model::{BlockKind, FactRole, Metric, SectionKind, Span},
};

/// An amount of prose, placed.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    pub metric: Metric,
    pub role: FactRole,
    pub when: When,
    pub quantity: Quantity,
    /// Where the amount stands in the document's text.
    pub span: Span,
    /// Whether the words call it total, or the whole company's.
    pub total: bool,
    /// Whether the title or the first paragraphs hold it.
    pub early: bool,
    /// Whether it is said to be diluted.
    pub diluted: bool,
    /// Whether the words make it a loss.
    pub loss: bool,
    /// Whether the sentence before names the headline period.
    pub carried: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Revenue,
    Income,
    Share,
    Cash,
    Other,
}

struct Heads {
    finder: Option<AhoCorasick>,
    classes: Vec<Class>,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let (mut words, mut classes) = (Vec::new(), Vec::new());
    for line in include_str!("heads.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, word)) = line.split_once('\t') else { continue };
        words.push(word);
        classes.push(match class {
            "revenue" => Class::Revenue,
            "income" => Class::Income,
            "share" => Class::Share,
            "cash" => Class::Cash,
            _ => Class::Other,
        });
    }
    let finder =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words);
    Heads { finder: finder.ok(), classes }
});

#[derive(Debug, Clone, Copy)]
struct Head {
    class: Class,
    start: usize,
    end: usize,
}

/// No more prose than this is read for figures.
const MOST_BYTES: usize = 48_000;

/// Every amount of the title, narrative and outlook that a metric word goes with.
pub(super) fn sightings(input: Input<'_>, scope: &Scope) -> Vec<Sighting> {
    let mut found = Vec::new();
    let (mut bytes, mut paragraphs) = (0, 0);
    let mut context = None;
    for block in &input.content.blocks {
        if matches!(block.kind, BlockKind::Table(_)) {
            continue;
        }
        let kind = kind_at(input.sections, block.span.start);
        if !matches!(kind, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook) && paragraphs > 2 {
            continue;
        }
        let text = input.content.slice(block.span);
        paragraphs += usize::from(text.len() > 120);
        bytes += text.len();
        let place =
            Place { offset: block.span.start, early: kind == SectionKind::Headline || paragraphs <= 3, context };
        // `For the first six months:` holds for what follows, up to the next such line.
        if text.len() < 120
            && (block.kind == BlockKind::Heading || text.trim_end().ends_with(':'))
            && kind != SectionKind::Headline
        {
            context = mentions(text).into_iter().find(|mention| !mention.compared);
        }
        if text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains("illion") {
            block_sightings(text, place, scope, &mut found);
        }
        if bytes > MOST_BYTES {
            break;
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    early: bool,
    /// The period of the line that heads this block.
    context: Option<Mention>,
}

fn block_sightings(text: &str, place: Place, scope: &Scope, found: &mut Vec<Sighting>) {
    let quantities = money::amounts(text);
    if !quantities.iter().any(|quantity| matches!(quantity.unit, Unit::Money(_))) {
        return;
    }
    let heads = heads(text);
    if heads.iter().all(|head| head.class == Class::Other) {
        return;
    }
    let mut carried = place.context;
    for (start, end) in sentence::sentences(text) {
        let inside = |span: Span| start <= span.start && span.end <= end;
        let sentence = Sentence {
            text,
            start,
            end,
            heads: heads.iter().copied().filter(|head| start <= head.start && head.end <= end).collect(),
            quantities: quantities.iter().filter(|quantity| inside(quantity.span)).collect(),
            mentions: mentions(&text[start..end])
                .into_iter()
                .map(|mention| Mention { span: mention.span.shifted(start), ..mention })
                .collect(),
            carried,
            place,
        };
        sentence.read(scope, found);
        // What a sentence opens with holds for the next; the period of the release wherever it stands.
        let opens = |mention: &&Mention| mention.span.start < start + 60 && !mention.compared;
        let current = sentence.mentions.iter().find(|mention| scope.when(mention, "") == When::Current);
        carried = current.or_else(|| sentence.mentions.first().filter(opens)).copied().or(carried);
    }
}

fn heads(text: &str) -> Vec<Head> {
    let Some(finder) = HEADS.finder.as_ref() else { return vec![] };
    let bytes = text.as_bytes();
    let joined = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    finder
        .find_iter(text)
        .filter(|found| {
            !joined(found.start().checked_sub(1).and_then(|at| bytes.get(at))) && !joined(bytes.get(found.end()))
        })
        .map(|found| Head { class: HEADS.classes[found.pattern().as_usize()], start: found.start(), end: found.end() })
        .collect()
}

struct Sentence<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    heads: Vec<Head>,
    quantities: Vec<&'a Quantity>,
    mentions: Vec<Mention>,
    /// The period of the sentence before.
    carried: Option<Mention>,
    place: Place,
}

impl Sentence<'_> {
    fn read(&self, scope: &Scope, found: &mut Vec<Sighting>) {
        for index in 0..self.quantities.len() {
            found.extend(self.sighting(index, scope));
        }
    }

    fn sighting(&self, index: usize, scope: &Scope) -> Option<Sighting> {
        let quantity = self.quantities[index];
        let figure = quantity.span;
        if !matches!(quantity.unit, Unit::Money(_)) {
            return None;
        }
        if quantity.per == Per::Other {
            return None;
        }
        let (head, after) = self.head(index)?;
        let metric = self.metric(quantity, &head)?;
        let gap = self.gap(index);
        let lead = self.text[self.start..figure.start].to_ascii_lowercase();
        let tail = self.tail(index);
        let clause = self.text[head.start.min(figure.start)..figure.start].to_ascii_lowercase();
        if is_delta(&gap, quantity)
            || self.is_difference(index)
            || is_aside(&lead, &clause, metric)
            || is_aside_after(&tail, metric)
        {
            return None;
        }
        let segment = metric == Metric::Revenue && !self.is_total(&head, after);
        let compared = self.is_compared(index);
        let when = self.when(index, scope, &tail, compared);
        let end = named_end(&gap);
        let role = if end.is_some() && !segment {
            FactRole::Preliminary
        } else {
            role(&lead, &gap, &tail, segment, compared, when)
        };
        Some(Sighting {
            metric,
            role,
            when,
            quantity: end.map_or_else(|| quantity.clone(), |end| end.of(quantity)),
            span: figure.shifted(self.place.offset),
            total: metric == Metric::Revenue
                && self.words_before(&head).iter().any(|word| matches!(*word, "total" | "consolidated" | "overall")),
            early: self.place.early,
            diluted: clause.contains("dilut") || tail.contains("dilut"),
            loss: self.is_loss(&head, quantity, &clause),
            carried: self.carried.is_some_and(|mention| scope.when(&mention, "") == When::Current),
        })
    }

    /// The words between the amount before, or the start of the sentence, and an amount.
    fn gap(&self, index: usize) -> String {
        let figure = self.quantities[index].span;
        let from = index.checked_sub(1).map_or(self.start, |before| self.quantities[before].span.end).min(figure.start);
        self.text[from..figure.start].to_ascii_lowercase()
    }

    /// Whether an amount is what another is compared with: by the words before it, or because it
    /// says in other terms (`, or $.03 per share`) what the amount before it says.
    fn is_compared(&self, index: usize) -> bool {
        let gap = self.gap(index);
        if is_compared(&gap, self.quantities[index]) || is_year_gloss(&gap) {
            return true;
        }
        let again = gap.trim_start_matches(',').trim();
        index > 0 && matches!(again, "or" | "and" | "(") && self.is_compared(index - 1)
    }

    /// Whether an amount is by how much another is `higher than` a third.
    fn is_difference(&self, index: usize) -> bool {
        const WORDS: [&str; 8] = ["higher", "lower", "more than", "less than", "greater", "above", "below", "better"];
        let tail = self.tail(index);
        let again = tail.trim_start_matches(',').trim() == "or";
        let tail = if again && index + 1 < self.quantities.len() { self.tail(index + 1) } else { tail };
        let words = tail.trim_start_matches([',', ' ']);
        WORDS.iter().any(|word| words.starts_with(word))
    }

    /// The words after an amount, up to the next one.
    fn tail(&self, index: usize) -> String {
        let from = self.quantities[index].span.end;
        let until = self.quantities.get(index + 1).map_or(self.end, |next| next.span.start).max(from);
        self.text[from..until].to_ascii_lowercase()
    }

    /// The metric word that an amount goes with, and whether it stands after the amount.
    fn head(&self, index: usize) -> Option<(Head, bool)> {
        let figure = self.quantities[index].span;
        // $5.2 million in revenue
        let tail = self.tail(index);
        let next = self.heads.iter().find(|head| head.start >= figure.end);
        if let Some(head) = next {
            let between = self.text[figure.end..head.start].trim_start().to_ascii_lowercase();
            let joined = between.starts_with("in ") || between.starts_with("of ");
            if joined && between.split_whitespace().count() <= 3 && tail.len() >= head.start - figure.end {
                return Some((*head, true));
            }
        }
        let before = |head: &&Head| head.end <= figure.start && !self.is_closed(head, figure.start);
        let last = *self.heads.iter().rev().find(before)?;
        if last.class == Class::Revenue && !self.is_total(&last, false) {
            // Total revenues, consisting mainly of license revenue, fell to
            let whole = self
                .heads
                .iter()
                .rev()
                .filter(before)
                .skip(1)
                .find(|head| head.class == Class::Revenue && self.is_total(head, false));
            if let Some(head) = whole.filter(|head| self.is_explained(head, &last, figure.start)) {
                return Some((*head, false));
            }
        }
        Some((last, false))
    }

    /// Whether a bracket that holds the head closes before `until`.
    fn is_closed(&self, head: &Head, until: usize) -> bool {
        let between = &self.text[head.end..until.max(head.end)];
        between.find(')').is_some_and(|close| !between[..close].contains('('))
    }

    /// Whether the part named by `part` only explains the whole named before it.
    fn is_explained(&self, whole: &Head, part: &Head, figure: usize) -> bool {
        const WORDS: [&str; 8] =
            ["consisting", "including", "comprised", "comprising", "primarily", "principally", "mainly", "which"];
        let between = self.text[whole.end..part.start].to_ascii_lowercase();
        between.starts_with(',')
            && WORDS.iter().any(|word| between.contains(word))
            && self.text[part.end..figure].contains(',')
    }

    fn metric(&self, quantity: &Quantity, head: &Head) -> Option<Metric> {
        let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
        if quantity.per == Per::Share {
            return matches!(head.class, Class::Income | Class::Share).then_some(Metric::Eps);
        }
        match head.class {
            Class::Share => small.then_some(Metric::Eps),
            Class::Income if small => {
                let clause = self.text[head.start..quantity.span.start.max(head.start)].to_ascii_lowercase();
                clause.contains("share").then_some(Metric::Eps)
            }
            Class::Revenue => Some(Metric::Revenue),
            Class::Income => Some(Metric::NetIncome).filter(|_| self.is_net(head)),
            Class::Cash => Some(Metric::Cash),
            Class::Other => None,
        }
    }

    /// Whether `earnings`, `profit` or `loss` alone can be the net figure.
    fn is_net(&self, head: &Head) -> bool {
        let word = self.text[head.start..head.end].to_ascii_lowercase();
        if word.contains("net") || word.starts_with("profit a") {
            return true;
        }
        let rest = self.text[head.end..self.end].trim_start().to_ascii_lowercase();
        let before = self.words_before(head);
        let plain = before.last().is_none_or(|word| {
            matches!(
                *word,
                "a" | "of" | "its" | "the" | "with" | "quarter" | "reported" | "record" | "to" | "and" | "quarterly"
            )
        });
        plain && !["from", "before", "on", "per"].iter().any(|word| rest.starts_with(word))
    }

    /// Up to three words before a metric word, lower case ones of the same clause.
    fn words_before(&self, head: &Head) -> Vec<&str> {
        let before = &self.text[self.start..head.start];
        let clause = before.rsplit([',', ';', ':', '(', '"', '\u{201c}', '\u{2014}']).next().unwrap_or(before);
        let bullet = |word: &&str| {
            !matches!(
                *word,
                "o" | "\u{2022}" | "*" | "-" | "\u{b7}" | "\u{25aa}" | "\u{2013}" | "\u{25a0}" | "\u{25cf}"
            )
        };
        let mut words: Vec<&str> = clause.split_whitespace().rev().take(3).filter(bullet).collect();
        words.reverse();
        words
    }

    /// Whether revenue or sales are the whole company's: no adjective before them but a known one,
    /// nothing after them that makes them a part.
    fn is_total(&self, head: &Head, after: bool) -> bool {
        const PLAIN: &[&str] = &[
            "total",
            "net",
            "consolidated",
            "worldwide",
            "overall",
            "company-wide",
            "record",
            "quarterly",
            "reported",
            "gaap",
            "its",
            "the",
            "our",
            "their",
            "quarter",
            "year",
            "annual",
            "that",
            "and",
            "of",
            "expects",
            "expected",
            "anticipates",
            "preliminary",
            "generated",
            "had",
            "has",
            "with",
            "reports",
            "reported",
            "announced",
            "actual",
            "unaudited",
            "in",
            "for",
            "posted",
            "achieved",
            "operating",
            "global",
            "company",
            "first-quarter",
            "second-quarter",
            "third-quarter",
            "fourth-quarter",
            "recorded",
            "on",
            "to",
            "lower",
            "higher",
            "quarter's",
            "both",
            "report",
            "recognized",
            "group",
            "includes",
            "including",
            "include",
            "saw",
            "generate",
            "generates",
            "delivered",
            "produced",
            "projected",
            "anticipated",
            "anticipate",
            "forecast",
            "revised",
            "updated",
            "strong",
            "solid",
            "combined",
            "aggregate",
            "full-year",
            "financial",
            "expect",
            "posts",
            "show",
            "be",
            "by",
            "than",
            "over",
            "lowered",
            "all",
            "first-half",
            "nine-month",
            "six-month",
            "lower-than-expected",
            "estimated",
            "restaurant",
            "restaurants",
            "while",
            "from",
            "our",
            "period",
            "announces",
            "gross",
            "half",
        ];
        let words = self.words_before(head);
        if let Some(last) = words.last() {
            let bare = last
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}' && c != '-')
                .to_ascii_lowercase();
            let owner = bare.ends_with("'s") || bare.ends_with("\u{2019}s") || bare.ends_with("s'");
            let year = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
            let quarter =
                bare.ends_with("quarter") || matches!(bare.as_bytes(), [b'q', b'1'..=b'4'] | [b'1'..=b'4', b'q']);
            let verb = ["announces", "report", "reports", "expects", "see", "sees", "projects", "estimates"]
                .contains(&bare.as_str());
            if !(PLAIN.contains(&bare.as_str()) || owner || year || quarter || verb || bare.is_empty()) {
                return false;
            }
        }
        after || !self.is_part(head)
    }

    /// Whether the words after `sales` or `revenues` make them a part: `from services`, `in Asia`.
    fn is_part(&self, head: &Head) -> bool {
        let rest = self.text[head.end..self.end].trim_start();
        let lower = rest.to_ascii_lowercase();
        const PARTS: [&str; 13] = [
            "from ",
            "of the ",
            "of our ",
            "of its ",
            "growth",
            "per ",
            "by ",
            "recognition",
            "to customers",
            "attributable to ",
            "related to ",
            "generated by ",
            "share",
        ];
        if lower.starts_with("from continuing") || lower.starts_with("from operations") {
            return false;
        }
        if lower.starts_with("from $") || lower.starts_with("from us$") {
            return false;
        }
        if PARTS.iter().any(|part| lower.starts_with(part)) {
            return true;
        }
        // in Asia, in the Asia segment; but in the quarter, in 2003
        lower.strip_prefix("in ").is_some_and(|place| {
            let word = &rest[3..];
            word.starts_with(|c: char| c.is_uppercase()) && !place.starts_with(['q', 'f']) || place.contains("segment")
        })
    }

    fn when(&self, index: usize, scope: &Scope, tail: &str, compared: bool) -> When {
        let figure = self.quantities[index].span;
        let until = self.quantities.get(index + 1).map_or(self.end, |next| next.span.start);
        let after = self.mentions.iter().find(|mention| {
            figure.end <= mention.span.start
                && mention.span.start < until
                && is_joint(&self.text[figure.end..mention.span.start].to_ascii_lowercase())
        });
        let words = |mention: &Mention| {
            let from = self.text.floor_char_boundary(mention.span.start.saturating_sub(24).max(self.start));
            let to = self.text.floor_char_boundary((mention.span.end + 28).min(self.end));
            self.text[from..to].to_ascii_lowercase()
        };
        if let Some(mention) = after {
            return scope.when(mention, &words(mention));
        }
        if is_year_gloss(&self.gap(index)) {
            return When::YearAgo;
        }
        if let Some(when) = scope.of_words(tail, compared) {
            return when;
        }
        if compared {
            return When::Unsaid;
        }
        let before = self.mentions.iter().rev().find(|mention| mention.span.end <= figure.start && !mention.compared);
        // One period in the sentence, named after its last amount, holds for all of them.
        let only = || match self.mentions.as_slice() {
            [mention] if !mention.compared && scope.when(mention, &words(mention)) == When::Current => Some(mention),
            _ => None,
        };
        if let Some(mention) = before.or_else(only) {
            return scope.when(mention, &words(mention));
        }
        self.carried.map_or(When::Unsaid, |mention| match scope.when(&mention, "") {
            When::Current => When::Unsaid,
            other => other,
        })
    }

    fn is_loss(&self, head: &Head, quantity: &Quantity, clause: &str) -> bool {
        let word = self.text[head.start..head.end].to_ascii_lowercase();
        let said = word.contains("loss") && !word.contains("income");
        said || money::is_called_loss(self.text, quantity)
            || clause.contains("net loss") && !clause.contains("net income")
    }
}

/// Whether the words before an amount are `(1997:`, as British companies give the year before.
fn is_year_gloss(gap: &str) -> bool {
    let Some((_, inside)) = gap.trim_end().rsplit_once('(') else { return false };
    let Some(year) = inside.strip_suffix(':') else { return false };
    let digits = year.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(year.trim(), "prior year" | "last year")
}

/// The end of a range that the words before it take: `at the low end of its range of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

fn named_end(gap: &str) -> Option<End> {
    let says = |words: [&str; 4]| words.iter().any(|word| gap.contains(word));
    if says(["low end of", "lower end of", "bottom end of", "bottom of"]) {
        return Some(End::Low);
    }
    says(["high end of", "upper end of", "top end of", "top of"]).then_some(End::High)
}

impl End {
    fn of(self, range: &Quantity) -> Quantity {
        let end = if self == Self::Low { range.low } else { range.high };
        Quantity { low: end, high: end, ..range.clone() }
    }
}

/// Whether an amount and a period after it belong together: `for the`, `in the`.
fn is_joint(between: &str) -> bool {
    let words: Vec<&str> = between.split_whitespace().collect();
    words.len() <= 5
        && !between.contains([';', ':'])
        && words.iter().any(|word| matches!(*word, "for" | "in" | "during" | "of" | "reported" | "the" | "recorded"))
        && !words.iter().any(|word| matches!(*word, "compared" | "versus" | "from" | "over" | "and"))
}

/// Whether an amount is a change: `increased $4 million`, `a decrease of`, `up by`.
fn is_delta(gap: &str, quantity: &Quantity) -> bool {
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
    !quantity.from && CHANGES.iter().any(|change| ends_with_words(words, change))
}

fn ends_with_words(text: &str, words: &str) -> bool {
    text.ends_with(words) && !text[..text.len() - words.len()].ends_with(|c: char| c.is_alphanumeric())
}

/// Whether the figure leaves something out or is of another basis.
fn is_aside(lead: &str, clause: &str, metric: Metric) -> bool {
    const BASES: [&str; 13] = [
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
    ];
    const CLAUSE: [&str; 6] = ["segment", "division", "same-store", "comparable", "subsidiary", "backlog"];
    let per_income = matches!(metric, Metric::Eps | Metric::NetIncome);
    BASES.iter().any(|basis| if per_income { lead.contains(basis) } else { clause.contains(basis) })
        || metric == Metric::Revenue && CLAUSE.iter().any(|word| clause.contains(word))
        || per_income && (clause.contains("continuing operations") || clause.contains("discontinued"))
}

/// Whether the words right after an amount per share or a net figure give it another basis.
fn is_aside_after(tail: &str, metric: Metric) -> bool {
    const BASES: [&str; 9] = [
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
    matches!(metric, Metric::Eps | Metric::NetIncome) && BASES.iter().any(|basis| rest.starts_with(basis))
}

/// Whether an amount is what another is compared with.
fn is_compared(gap: &str, quantity: &Quantity) -> bool {
    const WORDS: [&str; 9] =
        ["compared", "versus", "vs.", "vs ", "against", "as opposed to", "instead of", "up from", "down from"];
    if quantity.from {
        return true;
    }
    let words = gap.trim_end();
    let place = WORDS.iter().filter_map(|word| gap.rfind(word).map(|at| at + word.len())).max();
    if let Some(at) = place {
        let rest = &gap[at..];
        let new_clause = rest.find(',').is_some_and(|comma| {
            ["was", "were", "increased", "decreased", "rose", "fell", "totaled", "declined", "grew"]
                .iter()
                .any(|verb| rest[comma..].contains(verb))
        });
        return !new_clause;
    }
    ["than", "over", "from"].iter().any(|word| ends_with_words(words, word))
        || [
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

fn role(lead: &str, gap: &str, tail: &str, segment: bool, compared: bool, when: When) -> FactRole {
    const EXPECTS: [&str; 20] = [
        "expect",
        "anticipat",
        "estimate",
        "believes",
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
    ];
    const ANALYST: [&str; 7] =
        ["analyst", "consensus", "first call", "wall street", "street estimate", "the street", "zacks"];
    const BEFORE: [&str; 10] = [
        "previous",
        "prior guidance",
        "prior outlook",
        "prior range",
        "earlier",
        "original",
        "prior expectation",
        "prior forecast",
        "had been looking",
        "prior estimate",
    ];
    if segment {
        return FactRole::Segment;
    }
    if ANALYST.iter().any(|word| gap.contains(word)) || tail.starts_with(" consensus") {
        return FactRole::Analyst;
    }
    let expects = EXPECTS.iter().any(|word| lead.contains(word));
    if BEFORE.iter().any(|word| gap.contains(word)) && !gap.contains("than previous") && !gap.contains("than original")
    {
        return FactRole::PriorGuidance;
    }
    if compared {
        return FactRole::Prior;
    }
    if matches!(when, When::YearAgo) {
        return FactRole::Prior;
    }
    match (expects, when) {
        (true, When::Later) => FactRole::Guidance,
        (true, _) => FactRole::Preliminary,
        (false, _) => FactRole::Actual,
    }
}
