//! Figures set beside each other: "profit of $3 million, compared with a loss of $2 million".
//!
//! Only where no word says which way it went; the figures then say so.

use super::{
    grammar::Sentence,
    lexicon::Classes,
    tokens::{ItemKind, Number},
};

/// Two figures of one thing, the later and the earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// First item of the words to quote.
    pub first: usize,
    /// Last item of the words to quote.
    pub last: usize,
    /// Whether the later figure is better.
    pub good: bool,
    /// Whether it is profit that is compared.
    pub profit: bool,
}

/// A figure and where it stands.
#[derive(Clone, Copy)]
struct Figure {
    at: usize,
    number: Number,
}

/// Finds the comparisons of a sentence.
pub(super) fn comparisons(sentence: &Sentence<'_>) -> Vec<Comparison> {
    let words = (0..sentence.items.len()).filter(|&at| sentence.is(at, Classes::COMPARE));
    let mut found: Vec<Comparison> = Vec::new();
    for at in words {
        let free = found.last().is_none_or(|last| last.last < at);
        if free && let Some(comparison) = comparison(sentence, at) {
            found.push(comparison);
        }
    }
    // most sentences turn nothing into something
    if ["into", "INTO", "Into"].iter().any(|into| sentence.said().contains(into)) {
        let into = (0..sentence.items.len()).filter(|&at| sentence.is_word(at, &["into"]));
        found.extend(into.filter_map(|at| turned(sentence, at)));
    }
    found
}

/// "turned a loss of $4 million into a profit of $3 million".
fn turned(sentence: &Sentence<'_>, into: usize) -> Option<Comparison> {
    const VERBS: [&str; 5] = ["turn", "turns", "turned", "turning", "transformed"];
    let first = |at: usize| sentence.word(at).split(' ').next().unwrap_or_default();
    let is_verb = |at: usize| VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(first(at)));
    let verb = (into.saturating_sub(14)..into).rev().find(|&before| is_verb(before))?;
    // `turned a profit` is one entry of the lexicon
    let told = sentence.word(verb).ends_with("profit").then_some(1.0);
    let before = told.or_else(|| (verb + 1..into).find_map(|word| sign_of(sentence, word)))?;
    let mut after = into + 1..(into + 7).min(sentence.items.len());
    let (last, after) = after.find_map(|word| Some((word, sign_of(sentence, word)?)))?;
    (before != after).then_some(Comparison { first: verb, last, good: after > 0.0, profit: true })
}

fn comparison(sentence: &Sentence<'_>, at: usize) -> Option<Comparison> {
    let earlier = figure_after(sentence, at)?;
    let later = figure_before(sentence, at, earlier.number)?;
    // "sales and income were A and B, respectively, compared to C and D": which of them is which is not read
    if (later.at + 1..at).any(|between| sentence.is_word(between, &["respectively"])) {
        return None;
    }
    let (metric, sign) = metric_before(sentence, later.at)?;
    let told = (metric + 1..at).any(|between| says_direction(sentence, between)) || moved_before(sentence, metric);
    if is_listed(sentence, &later, &earlier, metric) {
        return None;
    }
    let words_before = (at + 1..earlier.at).rev();
    let earlier_sign = words_before.filter_map(|word| sign_of(sentence, word)).next();
    let turned = earlier_sign.is_some_and(|earlier| earlier != sign);
    if told && !turned {
        return None;
    }
    let bad = sentence.is(metric, Classes::METRIC_BAD) && !sentence.is(metric, Classes::DEFICIT);
    let later_value = later.number.value * sign;
    let earlier_value = earlier.number.value * earlier_sign.unwrap_or(sign);
    if later_value == earlier_value {
        return None;
    }
    let profit = sentence.is(metric, Classes::PROFIT.or(Classes::DEFICIT));
    let first = if later.at - metric <= 6 { metric } else { later.at };
    Some(Comparison {
        first,
        last: if earlier.at - later.at <= 12 { earlier.at } else { later.at },
        good: (later_value > earlier_value) ^ bad,
        profit,
    })
}

/// Whether a verb says what was done to the thing: "reduce quarterly expenses to $9 million from $13 million".
fn moved_before(sentence: &Sentence<'_>, metric: usize) -> bool {
    (metric.saturating_sub(3)..metric)
        .rev()
        .take_while(|&before| sentence.items[before].is_words())
        .any(|before| sentence.is(before, Classes::UP.or(Classes::DOWN)) && !sentence.is_word(before, &["growth"]))
}

/// Whether figures are told in a row: "sales were A and earnings were B, against C and D".
fn is_listed(sentence: &Sentence<'_>, later: &Figure, earlier: &Figure, metric: usize) -> bool {
    let another = |at: usize| sentence.items.get(at).is_some_and(|item| item.number().is_some_and(counts));
    let goes_on = sentence.is_word(earlier.at + 1, &["and"]) && (earlier.at + 2..earlier.at + 4).any(another);
    goes_on && later.at > metric && metric > 0 && (metric.saturating_sub(4)..metric).any(another)
}

/// Whether a word says already which way it went.
fn says_direction(sentence: &Sentence<'_>, at: usize) -> bool {
    let directions = Classes::UP.or(Classes::DOWN).or(Classes::UP_ADJECTIVE).or(Classes::DOWN_ADJECTIVE);
    sentence.is(at, directions.or(Classes::BETTER).or(Classes::WORSE).or(Classes::EXPECT))
}

/// The figure after the word that compares.
fn figure_after(sentence: &Sentence<'_>, at: usize) -> Option<Figure> {
    let particle = sentence.is_word(at, &["from", "over", "against"]);
    for next in at + 1..(at + 9).min(sentence.items.len()) {
        if particle && !leads_to_a_figure(sentence, next) {
            return None;
        }
        match sentence.items[next].kind {
            ItemKind::Number(number) if counts(number) => return Some(Figure { at: next, number }),
            ItemKind::Break | ItemKind::Open => return None,
            ItemKind::Words(_) if sentence.is(next, Classes::EXPECT) => return None,
            _ => {}
        }
    }
    None
}

/// Whether an item can stand between "from" and the figure it brings: "from a loss of $2 million", but not
/// "cash flow from operations of $2 million" nor "from the new plant, increased $2 million".
fn leads_to_a_figure(sentence: &Sentence<'_>, at: usize) -> bool {
    let item = &sentence.items[at];
    let named = Classes::METRIC.or(Classes::METRIC_BAD).or(Classes::PROFIT).or(Classes::DEFICIT).or(Classes::FILLER);
    let moves = item.is(Classes::UP.or(Classes::DOWN));
    let currency =
        || sentence.word(at).len() <= 4 && sentence.items.get(at + 1).is_some_and(|next| next.number().is_some());
    match item.kind {
        ItemKind::Words(_) if currency() => true,
        ItemKind::Words(_) => {
            item.is(named) && !moves || sentence.is_word(at, &["gain", "net", "operating", "restated"])
        }
        ItemKind::Comma => false,
        _ => true,
    }
}

/// Where a walk to the left goes on from `at`: past a bracket that a figure stands before, as in
/// `£21.5 million ($33 million)`, past a clause between commas, and past figures that are told to be parts of another.
fn past_asides(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    if sentence.items[at].kind == ItemKind::Close {
        let open = sentence.opening(at)?;
        let figure = open.checked_sub(1).is_some_and(|before| sentence.items[before].number().is_some());
        return figure.then_some(open);
    }
    // `income, which excludes charges, was`
    if sentence.items[at].kind == ItemKind::Comma {
        let open = sentence.past_aside(at);
        return (open < at).then_some(open);
    }
    sentence.items[at].number()?;
    let part = |word: &usize| sentence.is_word(*word, &["including", "included", "includes", "excluding", "net of"]);
    (at.saturating_sub(4)..at)
        .rev()
        .take_while(|&before| {
            !matches!(sentence.items[before].kind, ItemKind::Comma | ItemKind::Break | ItemKind::Open)
        })
        .find(part)
}

/// The items before `at`, nearest first, without asides, up to the break of the sentence.
fn backwards<'a>(sentence: &'a Sentence<'_>, at: usize) -> impl Iterator<Item = usize> + 'a {
    let reach = at.saturating_sub(18);
    let mut next = at;
    std::iter::from_fn(move || {
        loop {
            next = next.checked_sub(1).filter(|next| *next >= reach)?;
            match past_asides(sentence, next) {
                Some(past) => next = past,
                None => return Some(next),
            }
        }
    })
    .take_while(|&before| sentence.items[before].kind != ItemKind::Break)
}

/// The figure before it, of the same kind.
fn figure_before(sentence: &Sentence<'_>, at: usize, like: Number) -> Option<Figure> {
    backwards(sentence, at).find_map(|before| {
        let number = sentence.items[before].number().filter(|number| counts(*number))?;
        (number.percent == like.percent && is_alike(number, like)).then_some(Figure { at: before, number })
    })
}

/// Whether two figures can be of one thing: a profit in millions is not compared with one a share.
fn is_alike(one: Number, other: Number) -> bool {
    let (small, large) = (one.value.min(other.value), one.value.max(other.value));
    small <= 0.0 || one.percent || large / small < if large < 1e3 { 50.0 } else { 1e3 }
}

/// Whether a number measures something, rather than naming a year or counting.
fn counts(number: Number) -> bool {
    let year = number.value.fract() == 0.0 && (1900.0..2100.0).contains(&number.value);
    number.percent || number.amount || (number.value.fract() != 0.0 && !year)
}

/// What the later figure measures, and 1 for a profit or any other thing, -1 for a loss.
fn metric_before(sentence: &Sentence<'_>, at: usize) -> Option<(usize, f64)> {
    let metrics = Classes::METRIC.or(Classes::METRIC_BAD).or(Classes::METRIC_NEUTRAL);
    let metric = backwards(sentence, at)
        .filter(|&before| sentence.is(before, metrics.or(Classes::PROFIT)))
        .find(|&before| !sentence.is_set_aside(before))?;
    if sentence.is(metric, Classes::METRIC_NEUTRAL) {
        return None;
    }
    Some((metric, sign_of(sentence, metric).unwrap_or(1.0)))
}

fn sign_of(sentence: &Sentence<'_>, at: usize) -> Option<f64> {
    if sentence.is(at, Classes::DEFICIT) {
        return Some(-1.0);
    }
    (sentence.is(at, Classes::PROFIT) || sentence.is_word(at, &["gain", "gains", "gain of", "gains of"])).then_some(1.0)
}
