//! Two numbers that are the ends of one range, and the unit they share.

use super::{
    Currency, Lead, Part, Per, Quantity, Sign, Unit,
    number::Form,
    text::{ends_with_phrase, last_word, window_after, window_before},
    unit,
};
use crate::model::Span;

/// No more bytes than these stand between the ends of a range.
pub(super) const LONGEST_GAP: usize = 32;

/// How two numbers are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A dash: binds whatever stands before.
    Dash,
    /// `to`, `through`.
    To,
    /// `and`, `or`, which need `between` or `range of` before the first.
    And,
}

/// Joins two parts to a range. `Some(None)`: they belong together, but say nothing (`1-800`).
pub(super) fn join(text: &str, lead: &Lead, first: &Part, next: &Part) -> Option<Option<Quantity>> {
    if first.is_year() || next.is_year() {
        return None;
    }
    let (joint, signs) = joint(text, first, next)?;
    let range_is_said = lead.range || is_opened_before_sign(text, first, signs);
    match joint {
        Joint::And if !range_is_said => return None,
        Joint::To
            if !range_is_said
                && signs.1.is_none()
                && is_change(text, lead, first, next)
                && !is_growth_ahead(text, lead, first, next) =>
        {
            return None;
        }
        Joint::Dash | Joint::To | Joint::And => {}
    }
    if joint == Joint::To && !range_is_said && is_step(text, lead, first, next) {
        return None;
    }
    if !next.has_unit() && !first.has_unit() {
        return (joint == Joint::Dash && !next.grouped && !first.grouped).then_some(None);
    }
    let (low, high, shared) = share(first, next)?;
    let (low, high) = signed(low, high, signs, joint, first);
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    if !range_is_said && !plausible(low, high, &shared) {
        return None;
    }
    Some(Some(Quantity {
        span: Span::new(lead.start, next.end),
        low: Some(low),
        high: Some(high),
        unit: unit(&shared),
        per: if shared.per == Per::None { first.per } else { shared.per },
        approximate: lead.approximate,
        from: false,
    }))
}

/// `500 million, plus or minus 2%`, `+/- $10 million`.
pub(super) fn spread(text: &str, lead: &Lead, first: &Part, next: &Part) -> Option<Quantity> {
    let gap = text.get(first.end..next.start)?.trim();
    let gap = gap.trim_start_matches(',').trim_start().trim_start_matches('(');
    let said = ["plus or minus", "+/-", "+ / -", "±", "plus/minus", "give or take", "plus or minus approximately"];
    if !said.iter().any(|form| gap.eq_ignore_ascii_case(form)) {
        return None;
    }
    let middle = first.value(0);
    let by = match next.form {
        Form::Percent if first.form != Form::Percent => middle.abs() * next.value(0) / 100.0,
        Form::BasisPoints => next.value(0),
        _ => next.value(if next.has_unit() { 0 } else { first.power.unwrap_or(0) }),
    };
    Some(Quantity {
        span: Span::new(lead.start, next.end),
        low: Some(rounded(middle - by)),
        high: Some(rounded(middle + by)),
        unit: unit(first),
        per: if first.per == Per::None { next.per } else { first.per },
        approximate: lead.approximate,
        from: false,
    })
}

/// Whether four numbers are two ranges, one changed to the other: `from $16 million to $18 million to
/// $14 million to $15 million`.
pub(super) fn is_two(text: &str, parts: &[Part]) -> bool {
    let [a, b, c, d, ..] = parts else { return false };
    let gap = |one: &Part, other: &Part| text.get(one.end..other.start).unwrap_or("").trim();
    let ends = |gap: &str| matches!(gap, "to" | "-" | "–" | "and");
    ends(gap(a, b))
        && ends(gap(c, d))
        && matches!(gap(b, c), "to" | "to between" | "to a range of" | "to approximately")
}

/// A range whose first end is said in another currency too: `RMB78 million (US$11 million) to RMB82 million`.
pub(super) fn around(text: &str, lead: &Lead, parts: &[Part]) -> Option<Quantity> {
    let [first, other, next, ..] = parts else { return None };
    let opened = text.get(first.end..other.start)?.trim();
    let close = other.end + text.get(other.end..next.start)?.find(')')?;
    let near = next.start - close <= LONGEST_GAP && close - other.end <= 12;
    if !opened.starts_with('(')
        || opened.len() > 20
        || !near
        || first.currency.is_none()
        || first.currency == other.currency
    {
        return None;
    }
    join(text, lead, &Part { end: close + 1, ..*first }, next).flatten()
}

/// Takes off what binary fractions add: 115640000.00000001.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// The signs that words in the gap give to the two ends.
type Signs = (Option<f64>, Option<f64>);

/// Reads the words between two parts.
fn joint(text: &str, first: &Part, next: &Part) -> Option<(Joint, Signs)> {
    let mut gap = text.get(first.end..next.start)?;
    if next.sign == Sign::Dash {
        gap = gap.trim_end_matches(['-', '–', '−', '\u{2010}', '\u{2011}']);
        if gap.trim().is_empty() {
            return Some((Joint::Dash, (None, None)));
        }
    }
    let plus = gap.ends_with('+');
    let words = gap.trim_end_matches('+').trim();
    match words {
        "-" | "–" | "—" | "--" | "−" | "\u{2010}" | "\u{2011}" | "-$" => {
            return Some((Joint::Dash, (None, None)));
        }
        _ => {}
    }
    let lowered = words.to_ascii_lowercase();
    let lowered = lowered.strip_prefix("per share ").or(lowered.strip_prefix("a share ")).unwrap_or(&lowered);
    if let Some(crossed) = crossed(text, lowered, next) {
        return Some(crossed);
    }
    let mut words = lowered.split_ascii_whitespace();
    let joint = match words.next()? {
        "to" | "through" | "-to-" | "–to–" => Joint::To,
        "up" if lowered.starts_with("up to") => Joint::To,
        "and" | "or" => Joint::And,
        "-" | "–" | "—" => Joint::Dash,
        _ => return None,
    };
    let rest: Vec<&str> =
        words.filter(|word| !["a", "an", "of", "as", "about", "approximately"].contains(word)).collect();
    let sign = match rest.as_slice() {
        ["to"] => None,
        [] if plus => Some(1.0),
        [] | ["high"] | ["much"] | ["high", "end"] | ["upper", "end"] => None,
        ["up" | "plus" | "positive" | "increase" | "growth"] => Some(1.0),
        ["down" | "minus" | "negative" | "decrease" | "decline"] => Some(-1.0),
        // `EBIT of $19 million - Net profit of $15 million`: two entries of a list
        [.., "profit" | "income" | "gain" | "earnings" | "loss"]
            if joint == Joint::Dash && !lowered.contains(" a ") =>
        {
            return None;
        }
        [.., "profit" | "income" | "gain" | "earnings"] if rest.len() <= 2 => Some(1.0),
        [.., "loss"] if rest.len() <= 2 => Some(-1.0),
        _ => return None,
    };
    // `down 5% to flat`: the first end has a sign, the second is none
    let own = if sign.is_some() || next.is_level() { first_sign(text, first) } else { None };
    Some((joint, (own, sign)))
}

/// Ends named by what they are behind them: `a two-cent loss to a one-cent profit`.
fn crossed(text: &str, gap: &str, next: &Part) -> Option<(Joint, Signs)> {
    let sign = |word: &str| match word {
        "loss" => Some(-1.0),
        "profit" | "gain" => Some(1.0),
        _ => None,
    };
    let mut words = gap.split_ascii_whitespace();
    let own = sign(words.next()?)?;
    let joint = match words.next()? {
        "to" => Joint::To,
        "and" => Joint::And,
        _ => return None,
    };
    let plain = words.all(|word| matches!(word, "a" | "an" | "of" | "about"));
    let behind = window_after(text, next.end, 24).trim_start();
    let behind = ["per share ", "a share "].iter().find_map(|share| behind.strip_prefix(share)).unwrap_or(behind);
    let after = behind.split(|c: char| !c.is_ascii_alphabetic()).next().and_then(sign);
    let other = after.or(next.is_level().then_some(1.0))?;
    (plain && other != own || next.is_level()).then_some((joint, (Some(own), Some(other))))
}

/// Whether a range is opened before the words that give its first end a sign: `between a loss of`.
fn is_opened_before_sign(text: &str, first: &Part, signs: Signs) -> bool {
    if signs.0.is_none() {
        return false;
    }
    const OPENS: [&str; 4] = ["between", "from", "range of", "ranging"];
    let window = window_before(text, first.start, 48).to_ascii_lowercase();
    let words = window.trim_end();
    let words = words.strip_suffix("of").unwrap_or(words).trim_end();
    let signed = ["loss", "profit", "income"].iter().find_map(|sign| words.strip_suffix(sign)).unwrap_or(words);
    let before = signed.trim_end().trim_end_matches(" net").trim_end();
    let before = before.strip_suffix(" a").unwrap_or(before).trim_end();
    OPENS.iter().any(|open| ends_with_phrase(before, open))
}

/// The sign that the word before the first end gives it, where the second has one of its own.
fn first_sign(text: &str, first: &Part) -> Option<f64> {
    let window = window_before(text, first.start, 32).trim_end();
    let window = ["of", "by", "a", "between", "approximately"].iter().fold(window, |window, word| {
        if ends_with_phrase(window, word) { window[..window.len() - word.len()].trim_end() } else { window }
    });
    if first.is_level() {
        return None;
    }
    let down = ["down", "minus", "negative", "decrease", "decline", "loss", "decreased", "declined"];
    let up = ["up", "plus", "positive", "increase", "growth", "profit"];
    if down.iter().any(|word| ends_with_phrase(window, word)) {
        return Some(-1.0);
    }
    up.iter().any(|word| ends_with_phrase(window, word)).then_some(1.0)
}

fn signed(low: f64, high: f64, signs: Signs, joint: Joint, first: &Part) -> (f64, f64) {
    let low = match (signs.0, first.sign) {
        (Some(sign), Sign::None | Sign::Positive) => low.abs() * sign,
        (_, Sign::Dash) => -low.abs(),
        _ => low,
    };
    let high = match signs.1 {
        Some(sign) if joint != Joint::Dash => high.abs() * sign,
        _ => high,
    };
    (low, high)
}

/// Whether the words before `A to B` tell of a change, which then is no range.
fn is_change(text: &str, lead: &Lead, first: &Part, next: &Part) -> bool {
    const CHANGES: [&str; 31] = [
        "increased",
        "decreased",
        "rose",
        "grew",
        "fell",
        "declined",
        "dropped",
        "improved",
        "climbed",
        "jumped",
        "up",
        "down",
        "rising",
        "growing",
        "increasing",
        "decreasing",
        "declining",
        "falling",
        "soared",
        "surged",
        "slipped",
        "reduced",
        "raised",
        "lowered",
        "widened",
        "narrowed",
        "went",
        "moved",
        "expanded",
        "doubled",
        "advanced",
    ];
    const NOUNS: [&str; 16] = [
        "increase",
        "increases",
        "decrease",
        "decline",
        "change",
        "rise",
        "drop",
        "improvement",
        "improve",
        "reduce",
        "raise",
        "lower",
        "lowering",
        "raising",
        "reducing",
        "grow",
    ];
    let before = window_before(text, lead.start, 90).trim_end();
    let before = before.rsplit(['.', ';']).next().unwrap_or(before);
    if !lead.from {
        // `increased $2 million to $34 million`, `rose by 4% to 12%`
        let by = before.strip_suffix("by").map(str::trim_end);
        // `reduced by $3 million to $4 million`
        if by.is_some() && first.value(0) >= 0.5 * next.value(0) {
            return false;
        }
        let before = by.unwrap_or(before);
        let word = last_word(before);
        return CHANGES.iter().any(|change| word.eq_ignore_ascii_case(change))
            && first.form != Form::Cents
            && !ends_with_phrase(before, "be up")
            && !ends_with_phrase(before, "be down");
    }
    let mut words = before.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).rev().take(9);
    words.any(|word| CHANGES.iter().chain(&NOUNS).any(|change| word.eq_ignore_ascii_case(change)))
}

/// Whether the first of two amounts is what a promise is moved by, to the second: `lowered its guidance by $.05 to $.40`.
fn is_step(text: &str, lead: &Lead, first: &Part, next: &Part) -> bool {
    const PROMISES: [&str; 5] = ["guidance", "outlook", "forecast", "estimate", "range"];
    let before = window_before(text, lead.start, 40).trim_end();
    let moved = before.strip_suffix("by").is_some_and(|before| {
        let word = last_word(before);
        PROMISES.iter().any(|promise| word.eq_ignore_ascii_case(promise))
    });
    moved && first.form != Form::Percent && first.value(0) < 0.5 * next.value(0)
}

/// Whether two percentages after `up` are the ends of a growth that is expected: `sees revenue up 5% to 7%`.
fn is_growth_ahead(text: &str, lead: &Lead, first: &Part, next: &Part) -> bool {
    const WIDEST: f64 = 15.0;
    const GROWING: [&str; 8] = ["up", "down", "growing", "increasing", "rising", "declining", "decreasing", "falling"];
    const AHEAD: [&str; 12] = [
        "expect",
        "anticipat",
        "forecast",
        "project",
        "sees ",
        "see ",
        "guidance",
        "outlook",
        "estimate",
        "target",
        "should",
        "will",
    ];
    let percent = next.form == Form::Percent && (first.form == Form::Percent || !first.has_unit());
    let apart = next.value(0) - first.value(0);
    if lead.from || !percent || !(0.0..=WIDEST).contains(&apart) {
        return false;
    }
    let before = window_before(text, lead.start, 160).trim_end();
    let before = before.rsplit(". ").next().unwrap_or(before);
    let before = before.rsplit(';').next().unwrap_or(before).to_ascii_lowercase();
    GROWING.contains(&last_word(&before)) && AHEAD.iter().any(|word| before.contains(word))
}

/// The values of both ends and the part whose unit they share.
fn share(first: &Part, next: &Part) -> Option<(f64, f64, Part)> {
    let mut shared = *next;
    if first.has_unit() && next.has_unit() && !same_kind(first, next) {
        return None;
    }
    if !next.has_unit() {
        // `$30 million to 34` is odd, `$30 to 34` and `5% to 7` are not.
        shared = Part { digits: next.digits, decimals: next.decimals, grouped: next.grouped, ..*first };
        shared.end = next.end;
        if first.form == Form::Plain && first.power.is_none() && next.per == Per::None && !next.grouped {
            shared.per = first.per;
        }
        return Some((first.value(0), shared.value(0), shared));
    }
    shared.currency = next.currency.or(first.currency);
    shared.plain = if next.currency.is_some() && !next.plain {
        false
    } else {
        first.plain || first.currency.is_none() && next.plain
    };
    if first.currency.is_some() && !first.plain {
        shared.currency = first.currency;
        shared.plain = false;
    }
    let mut low = *first;
    if first.form == Form::Plain && next.form != Form::Plain {
        low.form = next.form;
    }
    // A unit on the second governs both, unless the first is a full number of its own.
    let bare = first.power.is_none() && (!first.grouped && first.digits < 10_000 || first.decimals > 0);
    let power = if bare { next.power.unwrap_or(0) } else { 0 };
    let mut high = shared.value(0);
    if next.power.is_none() && first.power.is_some() && !next.grouped && next.form == Form::Plain {
        high = next.value(first.power.unwrap_or(0)); // `$30 million to $34`
    }
    Some((low.value(power), high, shared))
}

fn same_kind(first: &Part, next: &Part) -> bool {
    let plain = |part: &Part| matches!(part.form, Form::Plain | Form::Cents);
    match (plain(first), plain(next)) {
        (true, true) => {
            first.currency.is_none()
                || next.currency.is_none()
                || first.currency == next.currency
                || first.plain
                || next.plain
        }
        (true, false) => first.currency.is_none() && first.power.is_none(),
        (false, true) => next.currency.is_none() && next.power.is_none(),
        (false, false) => first.form == next.form,
    }
}

/// Whether the ends are near enough to be those of one range.
fn plausible(low: f64, high: f64, shared: &Part) -> bool {
    match unit(shared) {
        Unit::Money(Currency { .. }) | Unit::Number if low > 1000.0 => high / low < 10.0,
        Unit::Percent => high - low <= 100.0,
        _ => true,
    }
}
