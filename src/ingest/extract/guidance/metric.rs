//! What a promised amount is about: the words for it, from a table.

use std::sync::LazyLock;

use crate::{
    ingest::words::Phrases,
    model::{Metric, Span},
};

/// A metric named in a text. `None` are words that look like one and are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Where, in the text that was read.
    pub span: Span,
    /// What.
    pub metric: Option<Metric>,
}

struct Words {
    phrases: Phrases,
    /// `None` for words that stand for no metric and hide none.
    metrics: Vec<Option<Option<Metric>>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut words, mut metrics) = (Vec::new(), Vec::new());
    for line in include_str!("metrics.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, list)) = line.split_once('\t') else { continue };
        let metric: Option<Metric> = serde_json::from_value(serde_json::Value::String(name.to_owned())).ok();
        let metric = (name != "aside").then_some(metric);
        for word in list.split(',').map(str::trim) {
            words.push(word);
            metrics.push(metric);
        }
    }
    Words { phrases: Phrases::new(words), metrics }
});

/// The metrics that a text in lower case names, in order.
#[must_use]
pub fn metrics(lower: &str) -> Vec<Named> {
    let mut named = Vec::new();
    WORDS.phrases.whole(lower, |found| {
        let span = Span::new(found.start, found.end);
        let Some(metric) = WORDS.metrics[found.phrase] else { return };
        // `earnings before interest, taxes, depreciation and amortization`
        let near = &lower[lower.floor_char_boundary(span.start.saturating_sub(60))..span.start];
        let before = metric == Some(Metric::Expenses) && near.contains("before interest");
        let metric = if before { Some(Metric::Ebitda) } else { metric };
        let part = names_a_gap(&lower[span.end..])
            || metric == Some(Metric::Revenue) && is_part(lower, &lower[span.range()], span);
        named.push(Named { span, metric: if part { None } else { metric } });
    });
    named
}

/// Words that may stand before `revenue` while all of it is meant.
const WHOLE: &[&str] = &[
    "total",
    "net",
    "consolidated",
    "gross",
    "overall",
    "quarterly",
    "annual",
    "full-year",
    "full",
    "year",
    "quarter",
    "quarters",
    "fiscal",
    "company",
    "companywide",
    "group",
    "corporate",
    "core",
    "organic",
    "reported",
    "gaap",
    "non-gaap",
    "adjusted",
    "expected",
    "projected",
    "estimated",
    "anticipated",
    "expects",
    "expect",
    "anticipates",
    "anticipate",
    "expecting",
    "anticipating",
    "forecasts",
    "forecast",
    "forecasting",
    "projects",
    "project",
    "projecting",
    "estimates",
    "estimate",
    "sees",
    "see",
    "targets",
    "target",
    "targeting",
    "predicts",
    "report",
    "reports",
    "reporting",
    "that",
    "the",
    "its",
    "our",
    "their",
    "of",
    "for",
    "and",
    "in",
    "with",
    "to",
    "on",
    "raises",
    "raised",
    "raising",
    "lowers",
    "lowered",
    "lowering",
    "reaffirms",
    "reaffirmed",
    "reaffirming",
    "reiterates",
    "reiterated",
    "increases",
    "updates",
    "narrows",
    "about",
    "both",
    "achieve",
    "generate",
    "generating",
    "achieving",
    "deliver",
    "have",
    "currency",
    "flat",
    "higher",
    "lower",
    "record",
    "continuing",
    "combined",
    "operating",
    "provides",
    "initial",
    "preliminary",
    "previous",
    "is",
    "be",
    "outlook",
    "guidance",
    "year-end",
    "month",
    "half",
    "worldwide",
    "global",
    "now",
    "new",
    "where",
    "as",
    "maintains",
    "maintained",
    "assumes",
    "pro",
    "forma",
    "at",
    "by",
    "from",
    "than",
    "between",
    "exceed",
    "grow",
    "increase",
    "reach",
    "produce",
    "post",
    "including",
    "revised",
    "updated",
    "will",
    "we",
    "next",
    "but",
    "or",
    "while",
    "all",
    "generates",
    "original",
    "recognize",
    "recognizing",
    "recognise",
    "recording",
    "realize",
    "realise",
    "book",
    "earn",
    "attain",
    "top",
    "surpass",
    "approach",
    "show",
    "posting",
    "looking",
    "anticipating",
    "strong",
    "approximate",
    "a",
    "an",
    "said",
    "says",
    "believes",
    "believe",
    "indicated",
    "announced",
    "issued",
    "provided",
    "prior",
    "earlier",
    "current",
    "stated",
    "published",
    "bring",
    "brings",
    "bringing",
    "put",
    "puts",
    "putting",
    "take",
    "takes",
    "taking",
    "lift",
    "yield",
    "imply",
    "implies",
    "implying",
    "mean",
    "means",
    "give",
    "gives",
    "delivering",
    "represent",
    "suggests",
    "keep",
    "leave",
    "weaker",
    "unchanged",
    "softer",
    "stronger",
];

/// Whether a metric's name goes on to one of what lacks of it: "earnings shortfall".
fn names_a_gap(after: &str) -> bool {
    after.trim_start().starts_with("shortfall")
}

/// Words that make a metric one of a part of the company, whatever stands around them.
const PARTS: [&str; 3] = ["from", "of the", "in the"];

/// Whether revenue is that of a part only: "license revenue", "sales in Europe".
fn is_part(lower: &str, words: &str, span: Span) -> bool {
    // `sales-related rebates`
    if lower[span.end..].starts_with("-related") {
        return true;
    }
    let after = lower[span.end..].trim_start();
    let segment = PARTS.iter().any(|part| after.strip_prefix(part).is_some_and(names_part));
    if segment || after.strip_prefix("for ").is_some_and(is_for_a_part) {
        return true;
    }
    let before = lower[..span.start].trim_end();
    if before.strip_suffix(" of").is_some_and(counts_a_share) {
        return true;
    }
    if !matches!(words, "revenue" | "revenues" | "sales" | "net sales" | "net revenue" | "net revenues") {
        return false;
    }
    let Some(last) = before.chars().next_back() else { return false };
    if !last.is_alphanumeric() || lower[before.len()..span.start].contains('\n') {
        return false;
    }
    let word =
        before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))).next().unwrap_or_default();
    // `o Revenue of`: the mark of a list
    if word == "o" && before.len() == 1 {
        return false;
    }
    if lists_goals(&before[..before.len() - word.len()], word) {
        return false;
    }
    let possessive = word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s'");
    // `2005 revenue`, `Q4 revenue`
    let number = word.contains(|c: char| c.is_ascii_digit());
    let promises = super::cue::cues(word).iter().any(|found| found.cue == super::cue::Cue::Forward);
    !(possessive
        || number
        || promises
        || WHOLE.contains(&word)
        || WHOLE.contains(&word.rsplit('-').next().unwrap_or_default()))
}

/// Whether a word opens a list of what is aimed at: `objectives for 2014, which include`, `goals, among them`.
fn lists_goals(before: &str, word: &str) -> bool {
    const GOALS: [&str; 4] = ["objectives", "goals", "targets", "ambitions"];
    const JOINTS: [&str; 4] = [", which", " that", ", among", " among"];
    const FAR: usize = 40;
    let opens = matches!(word, "include" | "includes" | "are" | "them" | "which");
    let before = before.trim_end();
    let clause = JOINTS.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before);
    let near = &clause[clause.floor_char_boundary(clause.len().saturating_sub(FAR))..];
    let behind = GOALS.iter().find_map(|goal| near.rsplit_once(goal)).map(|(_, behind)| behind.trim());
    let timed = |words: &str| ["for ", "in ", "by ", "through "].iter().any(|word| words.starts_with(word));
    opens && behind.is_some_and(|behind| behind.is_empty() || timed(behind) && !behind.contains([',', ';', '.']))
}

/// Whether what follows "of" is what a share is taken of: "12% of sales", "the percentage of revenue".
fn counts_a_share(before: &str) -> bool {
    const SHARES: [&str; 10] =
        ["percent", "cent", "percentage", "share", "portion", "proportion", "half", "third", "majority", "most"];
    let word = before.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    word.ends_with('%') || SHARES.contains(&word)
}

/// Whether words after "revenue for" name a part of the company rather than a time.
fn is_for_a_part(rest: &str) -> bool {
    const TIMES: [&str; 34] = [
        "the",
        "its",
        "our",
        "this",
        "that",
        "these",
        "those",
        "each",
        "both",
        "all",
        "any",
        "fiscal",
        "calendar",
        "full",
        "first",
        "second",
        "third",
        "fourth",
        "next",
        "last",
        "current",
        "three",
        "six",
        "nine",
        "twelve",
        "quarter",
        "year",
        "years",
        "continuing",
        "approximately",
        "about",
        "combined",
        "prior",
        "2h",
    ];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // a part goes on to a verb: `revenue for cables is expected`
    let verb = rest[word.len()..].trim_start();
    let told = ["is ", "are ", "to ", "should ", "will ", "of "].iter().any(|start| verb.starts_with(start));
    word.len() > 3
        && told
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !TIMES.contains(&word)
        && crate::model::month(word).is_none()
}

/// Whether words after "revenue from" name a product or a region rather than a period.
fn names_part(rest: &str) -> bool {
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "our" | "its" | "the" | "their"));
    let word = words.next().unwrap_or_default();
    const PERIODS: [&str; 35] = [
        "neighborhood",
        "neighbourhood",
        "region",
        "vicinity",
        "area",
        "ballpark",
        "mid",
        "low",
        "high",
        "upper",
        "lower",
        "earlier",
        "first",
        "second",
        "third",
        "fourth",
        "fiscal",
        "full",
        "year",
        "current",
        "next",
        "quarter",
        "range",
        "prior",
        "previous",
        "previously",
        "continuing",
        "original",
        "initial",
        "same",
        "between",
        "approximately",
        "last",
        "all",
        "operations",
    ];
    let time = PERIODS.contains(&word) || crate::model::month(word).is_some();
    word.starts_with(|c: char| c.is_alphabetic()) && !time && word.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(&str, Option<Metric>)> {
        metrics(text).into_iter().map(|named| (&text[named.span.range()], named.metric)).collect()
    }

    #[test]
    fn longest_words_win() {
        assert_eq!(
            named("net revenue and cost of revenue"),
            [("net revenue", Some(Metric::Revenue)), ("cost of revenue", Some(Metric::Expenses))]
        );
        let ebitda = "earnings before interest, taxes, depreciation and amortization";
        assert!(named(ebitda).iter().all(|(_, metric)| *metric == Some(Metric::Ebitda)));
        assert_eq!(named("comparable store sales"), [("comparable store sales", Some(Metric::ComparableSales))]);
    }

    #[test]
    fn revenue_of_a_part_is_another_thing() {
        assert_eq!(named("license revenue")[0].1, None);
        assert_eq!(named("revenue from our legacy products")[0].1, None);
        assert_eq!(named("expects revenue")[0].1, Some(Metric::Revenue));
        assert_eq!(named("tarnby's 2005 sales")[0].1, Some(Metric::Revenue));
    }
}
