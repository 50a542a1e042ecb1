//! From a verb to the promise it acts on: `raises its outlook`, `guidance is withdrawn`, `below its forecast`.

use super::{
    super::{cue::is_whole, metric::metrics, promise::names_a_past_time},
    words::{MEASURES, PROMISES},
};
use crate::{
    ingest::words::first,
    model::{GuidanceAction, Metric, Span},
};

/// The words from a verb to the promise it acts on; `None` where it acts on something else or
/// tells of another time.
pub(super) fn statement(lower: &str, at: usize, verb: &str, action: GuidanceAction, headline: bool) -> Option<Span> {
    let end = at + verb.len();
    if !is_whole(lower, at, end) {
        return None;
    }
    if let Some(promise) = acted_on(lower, at, verb, headline) {
        return Some(Span::new(promise, end));
    }
    const OTHERS: [&str; 12] = [
        "dividend",
        "dividends",
        "debt",
        "workforce",
        "staff",
        "headcount",
        "stake",
        "inventory",
        "inventories",
        "buyback",
        "rating",
        "ratings",
    ];
    let mut distance = 0;
    let mut place = end;
    for word in lower[end..].split_inclusive(|c: char| c.is_whitespace()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
        let view = action == GuidanceAction::Reaffirm && bare == "view";
        if view || PROMISES.contains(&bare.trim_end_matches("(1)")) {
            let target = place + word.trim_end().len();
            let costs = !matches!(action, GuidanceAction::Withdraw | GuidanceAction::Initiate)
                && (is_of_costs(lower, end)
                    || lower[end..].trim_start().starts_with("from ") && changes_costs(lower, at));
            return (!costs && fits(lower, at, verb, bare, action, headline)).then_some(Span::new(at, target));
        }
        // `narrows its loss`
        let of_loss = action == GuidanceAction::Narrow && matches!(bare, "loss" | "losses" | "deficit");
        // `cut its dividend and reaffirmed its outlook`, `affirmed its rating outlook`
        // `kept its costs below the forecast`
        let held_under = verb.starts_with("ke") && matches!(bare, "below" | "above" | "within" | "under" | "at");
        let barrier = of_loss
            || held_under
            || OTHERS.contains(&bare)
            || word.trim_end().ends_with([';', ':'])
            || matches!(bare, "was" | "were" | "while" | "but" | "because" | "due" | "by");
        distance += 1;
        if distance > 9 || barrier {
            break;
        }
        place += word.len();
    }
    // `our results, and forecast for the first quarter, are below`
    if matches!(verb, "above" | "below" | "top" | "tops" | "short of") {
        return None;
    }
    passive(lower, at, end)
}

/// Where the promise stands that a participle behind it acts on, in titles and points without a verb: `Full Year Guidance
/// Withdrawn`, `2004 guidance lowered to $60 million`.
fn acted_on(lower: &str, at: usize, verb: &str, headline: bool) -> Option<usize> {
    const DONE: [&str; 14] = [
        "raised",
        "increased",
        "lowered",
        "reduced",
        "cut",
        "reaffirmed",
        "maintained",
        "confirmed",
        "reiterated",
        "affirmed",
        "narrowed",
        "withdrawn",
        "suspended",
        "rescinded",
    ];
    const OWN: [&str; 7] = ["guidance", "outlook", "forecast", "forecasts", "target", "targets", "range"];
    let head = lower[..at].trim_end();
    // `revenue guidance for 2004 maintained`
    let of_time = |word: &&str| {
        matches!(
            *word,
            "for" | "the" | "fiscal" | "full" | "year" | "quarter" | "first" | "second" | "third" | "fourth"
        ) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let promise =
        head.rsplit(|c: char| c.is_whitespace()).find(|word| !of_time(word)).filter(|word| OWN.contains(word))?;
    let start = head.rfind(promise)?;
    let before = lower[..start].split_whitespace().next_back().unwrap_or_default();
    let next = lower[at + verb.len()..].trim_start();
    let moved = || {
        next.is_empty()
            || next.starts_with(['$', ',', ';', '.', ':', ')'])
            || ["by ", "to ", "at ", "for "].iter().any(|word| next.starts_with(word))
    };
    let earlier = matches!(before, "previous" | "prior" | "earlier" | "original" | "initial" | "industry" | "market");
    let done = DONE.contains(&verb) && !earlier && !changes_costs(lower, start) && (headline || moved());
    done.then_some(start)
}

/// Whether the words after a verb are on costs alone, which no action is judged by: `its operating
/// expense target`, `its estimate of capital spending`.
pub(super) fn is_of_costs(lower: &str, from: usize) -> bool {
    const COSTS: [&str; 12] = [
        "operating expense",
        "expenses",
        "expense target",
        "capital expenditure",
        "capital spending",
        "capital investment",
        "capex",
        "tax rate",
        "share count",
        "cost savings",
        "cost structure",
        "restructuring",
    ];
    const FAR: usize = 70;
    let rest = &lower[from..lower.floor_char_boundary(lower.len().min(from + FAR))];
    let rest = rest.split([';', '.']).next().unwrap_or(rest);
    let costs = COSTS.iter().filter_map(|cost| first(rest, cost)).min();
    costs.is_some_and(|at| !MEASURES.iter().any(|measure| rest[..at].contains(measure)))
}

/// Whether the figure before a place is one of costs: `expenses of $89 million, lowered from our prior outlook`.
pub(super) fn changes_costs(lower: &str, at: usize) -> bool {
    const FAR: usize = 160;
    let head = &lower[lower.floor_char_boundary(at.saturating_sub(FAR))..at];
    let head = head.rsplit("; ").next().unwrap_or(head);
    let last = metrics(head).into_iter().rev().find_map(|named| named.metric);
    matches!(last, Some(Metric::Expenses | Metric::CapitalExpenditure | Metric::TaxRate | Metric::Shares))
}

/// "guidance is raised", "outlook remains unchanged".
fn passive(lower: &str, at: usize, end: usize) -> Option<Span> {
    let head = lower[..at].trim_end();
    // `the forecast of April, that sales for the year would be level with those of 2002, is withdrawn`
    let reach = if matches!(&lower[at..end], "withdrawn" | "suspended") { 26 } else { 13 };
    let adverb = |word: &&str| matches!(*word, "hereby" | "therefore" | "also" | "now" | "accordingly");
    let mut words = head.rsplit(|c: char| c.is_whitespace()).take(reach).skip_while(adverb);
    let past = |word: &str| matches!(word, "was" | "were") && !names_a_past_time(lower);
    let now = |word: &str| matches!(word, "is" | "are" | "been" | "being" | "remain" | "remains");
    let copula = words.next().filter(|word| now(word) || past(word))?;
    // `the estimate of depreciation for 2005 was reduced` is no promise of results
    let reach = if past(copula) { 4 } else { usize::MAX };
    let promise = words.take(reach).find(|word| PROMISES.contains(word))?;
    let start = head.rfind(promise).filter(|start| *start + copula.len() <= head.len())?;
    let own = &head[head.floor_char_boundary(start.saturating_sub(40))..start];
    let own = own.rsplit([';', ',', '.']).next().unwrap_or(own);
    let between = &head[start..];
    let costs = is_of_costs(own, 0) || past(copula) && is_of_costs(between, 0);
    (!costs).then_some(Span::new(start, end))
}

fn fits(lower: &str, at: usize, verb: &str, promise: &str, action: GuidanceAction, headline: bool) -> bool {
    let head = lower[..at].trim_end();
    let objective = promise.starts_with("objective") && !MEASURES.iter().any(|measure| lower.contains(measure));
    if objective {
        return false;
    }
    let past = [
        "previously",
        "cannot",
        "had",
        "already",
        "was",
        "were",
        "could",
        "may",
        "might",
        "if",
        "to",
        "analysts",
        "not",
        "longer",
    ];
    let last = head.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let open = last == "to" && (headline || matches!(verb, "exceed" | "top" | "maintaining"));
    if past.contains(&last) && !open {
        return false;
    }
    let level = matches!(verb, "in line with" | "in-line with");
    let comparator =
        level || matches!(verb, "above" | "below" | "exceed" | "exceeds" | "exceeding" | "top" | "tops" | "short of");
    if level && !(matches!(promise, "guidance" | "outlook" | "forecast") && is_own(&lower[at + verb.len()..], promise))
    {
        return false;
    }
    let vague = promise == "range";
    const LOOSE: [&str; 9] =
        ["increased", "increases", "increasing", "reduced", "reduces", "reducing", "cut", "cutting", "decreased"];
    let target = !LOOSE.contains(&verb) || !vague;
    let expects = ["expects", "expect ", "expected to", "anticipates", "will ", "now ", "sees "]
        .iter()
        .any(|cue| head.contains(cue));
    let ahead = !comparator || expects || (headline && last == "to");
    // `Results were consistent with our prior guidance`
    let promises = || ["expect", "anticipat", "project", "reaffirm"].iter().any(|cue| lower.contains(cue));
    let ahead = ahead && (headline || !verb.starts_with("consistent with") || promises());
    let next = lower[at + verb.len()..].trim_start();
    if verb == "top" && ["end", "of ", "half"].iter().any(|word| next.starts_with(word)) {
        return false;
    }
    if verb == "lower"
        && (matches!(last, "the" | "at")
            || ["end", "than", "of ", "half", "portion"].iter().any(|word| next.starts_with(word)))
    {
        return false;
    }
    // `exceed its forecast of 40 million units` changes no promise of results
    let measured = !comparator || headline || MEASURES.iter().any(|measure| lower.contains(measure));
    // `lowered its recovery expectations on a project`
    const TIMES: [&str; 5] = ["quarter", "year", "fiscal", "20", "19"];
    let loose = matches!(promise, "expectation" | "expectations" | "estimate" | "estimates" | "target" | "targets");
    let about = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let moved = matches!(action, GuidanceAction::Raise | GuidanceAction::Lower);
    // `improved margins and its guidance`
    let better = verb.starts_with("improv");
    let plain = headline && !better || !moved || is_of_results(&lower[at + verb.len()..], promise);
    let measured = measured && (!loose || plain && (headline || about(&MEASURES) || about(&TIMES)));
    let measured = measured && (!better || plain && !vague);
    let initiate = action != GuidanceAction::Initiate || matches!(promise, "guidance" | "outlook" | "forecast");
    target && ahead && initiate && measured
}

/// Whether the words before a loose word like `expectations` leave it one of results: not `its recovery expectations`.
fn is_of_results(rest: &str, promise: &str) -> bool {
    const PLAIN: [&str; 40] = [
        "its",
        "our",
        "the",
        "their",
        "a",
        "company",
        "company's",
        "s",
        "full",
        "year",
        "half",
        "quarter",
        "quarterly",
        "annual",
        "fiscal",
        "first",
        "second",
        "third",
        "fourth",
        "previous",
        "prior",
        "earlier",
        "previously",
        "announced",
        "issued",
        "stated",
        "financial",
        "current",
        "initial",
        "original",
        "total",
        "net",
        "adjusted",
        "diluted",
        "and",
        "operating",
        "growth",
        "for",
        "of",
        "own",
    ];
    let between = rest.find(promise).map_or("", |at| &rest[..at]);
    let fits = |word: &str| {
        PLAIN.contains(&word)
            || word.bytes().any(|byte| byte.is_ascii_digit())
            || MEASURES.iter().any(|measure| word.starts_with(measure.trim_end_matches('s')))
            || PROMISES.contains(&word)
    };
    between
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')))
        .filter(|word| !word.is_empty())
        .all(fits)
}

/// Whether words before a promise leave it the company's: not `analysts' forecast`.
fn is_own(rest: &str, promise: &str) -> bool {
    let before = rest.find(promise).map_or("", |at| &rest[..at]);
    !["analyst", "consensus", "street", "industry", "market"].iter().any(|other| before.contains(other))
}
