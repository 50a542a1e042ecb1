//! One number with what belongs to it: currency, sign, magnitude, per cent, cents, per share.

use std::sync::LazyLock;

use super::{
    Per, currency,
    text::{Drawers, ends_with_phrase, leading_space, starts_with_word, window_after, window_before},
};

/// One number of a text, its unit not yet shared with the other end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    /// First byte, the currency mark and an opening bracket counted, a minus not.
    pub start: usize,
    /// Just past the unit.
    pub end: usize,
    /// The digits, their point left out.
    pub digits: u64,
    /// Digits after the point.
    pub decimals: u8,
    /// Whether commas part the thousands.
    pub grouped: bool,
    /// The power of ten of the magnitude word.
    pub power: Option<u8>,
    pub currency: Option<&'static str>,
    /// Whether the currency stood as a bare dollar sign or word.
    pub plain: bool,
    pub form: Form,
    pub per: Per,
    /// Whether a minus, bracket or word makes it negative.
    pub sign: Sign,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Percent,
    Points,
    BasisPoints,
    Cents,
}

/// The sign of a number and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    /// A dash right before it, which may part the ends of a range instead.
    Dash,
    /// Brackets, `minus`, `negative`.
    Negative,
    /// `plus`, `positive`, `up`.
    Positive,
}

impl Part {
    /// The value, its own magnitude applied, or `power` where it has none.
    pub fn value(&self, power: u8) -> f64 {
        let power = i32::from(self.power.unwrap_or(power))
            - i32::from(self.decimals)
            - match self.form {
                Form::Cents | Form::BasisPoints => 2,
                Form::Plain | Form::Percent | Form::Points => 0,
            };
        let digits = self.digits as f64;
        let value = if power >= 0 { digits * 10f64.powi(power) } else { digits / 10f64.powi(-power) };
        if self.sign == Sign::Negative { -value } else { value }
    }

    /// Whether something says what the number counts.
    pub fn has_unit(&self) -> bool {
        self.currency.is_some() || self.power.is_some() || self.form != Form::Plain
    }

    /// Whether it is `flat` or the like: nothing, of no unit.
    pub fn is_level(&self) -> bool {
        self.digits == 0 && !self.has_unit()
    }

    /// Whether it could be a year.
    pub fn is_year(&self) -> bool {
        !self.has_unit() && !self.grouped && self.decimals == 0 && (1900..2100).contains(&self.digits)
    }
}

/// Reads the number whose first digit, or point before a digit, stands at `at`.
pub(super) fn part(text: &str, at: usize) -> Option<Part> {
    match numeral(text, at) {
        Some(numeral) => Some(dressed(text, at, numeral)),
        None => Some(dressed(text, at, comma_numeral(text, at)?)).filter(has_decimal_commas),
    }
}

/// A number of one or two decimals behind a comma: `10,3`.
fn comma_numeral(text: &str, at: usize) -> Option<Numeral> {
    const LONGEST: usize = 12;
    let figures = |text: &str| text.bytes().take(LONGEST).take_while(u8::is_ascii_digit).count();
    let whole = figures(text.get(at..)?);
    let comma = at + whole;
    let rest = text.get(comma..)?.strip_prefix(',')?;
    let decimals = figures(rest);
    let behind = &rest[decimals..];
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric())
        || behind.starts_with([',', '.']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    if !(1..=6).contains(&whole) || !(1..=2).contains(&decimals) || goes_on {
        return None;
    }
    let digits = format!("{}{}", &text[at..comma], &rest[..decimals]).parse().ok()?;
    let end = comma + 1 + decimals;
    Some(Numeral { end, digits, decimals: u8::try_from(decimals).ok()?, grouped: false })
}

/// Whether a number is an amount of a currency whose countries write decimals behind a comma.
fn has_decimal_commas(part: &Part) -> bool {
    const CURRENCIES: [&str; 10] = ["SEK", "NOK", "DKK", "EUR", "ISK", "PLN", "CZK", "HUF", "BRL", "TRY"];
    part.currency.is_some_and(|code| CURRENCIES.contains(&code))
}

struct Numeral {
    end: usize,
    digits: u64,
    decimals: u8,
    grouped: bool,
}

fn numeral(text: &str, at: usize) -> Option<Numeral> {
    let bytes = text.as_bytes();
    let mut numeral = Numeral { end: at, digits: 0, decimals: 0, grouped: false };
    let (mut point, mut places) = (false, 0_u8);
    while let Some(&byte) = bytes.get(numeral.end) {
        let next_is_digit = bytes.get(numeral.end + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {
                places += 1;
                if places > 17 {
                    return None;
                }
                numeral.digits = numeral.digits * 10 + u64::from(byte - b'0');
                numeral.decimals += u8::from(point);
            }
            b',' if !point && is_group(&bytes[numeral.end + 1..]) => numeral.grouped = true,
            b'.' if !point && next_is_digit => point = true,
            _ => break,
        }
        numeral.end += 1;
    }
    // `1,318,0000` and `12,5` are no numbers as we read them, nor is what stands before the comma
    let goes_on = bytes.get(numeral.end) == Some(&b',') && bytes.get(numeral.end + 1).is_some_and(u8::is_ascii_digit);
    (!goes_on).then_some(numeral)
}

/// Whether three digits, and not more, follow.
fn is_group(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest[..3].iter().all(u8::is_ascii_digit) && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

/// Adds to a numeral what stands before and after it.
fn dressed(text: &str, at: usize, numeral: Numeral) -> Part {
    let mut part = Part {
        start: at,
        end: numeral.end,
        digits: numeral.digits,
        decimals: numeral.decimals,
        grouped: numeral.grouped,
        power: None,
        currency: None,
        plain: false,
        form: Form::Plain,
        per: Per::None,
        sign: Sign::None,
    };
    look_before(text, &mut part);
    look_after(text, &mut part);
    part
}

/// A number written in words, `one` to `ninety-nine`, which stands from `start` to `end`.
pub(super) fn worded(text: &str, start: usize, end: usize, value: u64) -> Part {
    let numeral = Numeral { end, digits: value, decimals: 0, grouped: false };
    dressed(text, start, numeral)
}

fn look_before(text: &str, part: &mut Part) {
    let mut before = &text[..part.start];
    let mut bracket = before.ends_with('(');
    if bracket {
        before = &before[..before.len() - 1];
    }
    let spaced = before.strip_suffix([' ', '\n', '\u{a0}']).unwrap_or(before);
    let marked = |from| currency::before(from).map(|mark| (mark, from));
    // `10.3 MSEK (8.9)`: the currency is that of the number before it
    let taken = |(mark, from): &(currency::Mark, &str)| {
        bracket && from[..from.len() - mark.len].trim_end().ends_with(|c: char| c.is_ascii_digit())
    };
    let plain = marked(before).or_else(|| marked(spaced).filter(|_| spaced.len() < before.len()));
    let plain = plain.filter(|found| !taken(found));
    let signed = || if plain.is_none() { past_minus(before).and_then(marked) } else { None };
    let negative = signed();
    if let Some((mark, from)) = plain.or(negative) {
        part.currency = Some(mark.code);
        part.plain = mark.code == "USD" && mark.len == 1;
        part.power = mark.power;
        before = &from[..from.len() - mark.len];
        part.start = before.len();
    }
    if negative.is_some() {
        part.sign = Sign::Negative;
        return;
    }
    if !bracket && before.ends_with('(') {
        bracket = true;
        before = &before[..before.len() - 1];
    }
    part.sign = if bracket && text[part.end..].starts_with(')') && is_bracketed_loss(text, before, part) {
        part.end += 1;
        part.start = part.start.min(before.len());
        Sign::Negative
    } else {
        sign_before(before)
    };
}

/// What stands before a minus that is written against the number and parts it from its currency: `EUR -0.27`.
fn past_minus(before: &str) -> Option<&str> {
    let past = before.strip_suffix(MINUS)?;
    Some(past.strip_suffix([' ', '\n', '\u{a0}']).unwrap_or(past))
}

/// Whether an amount in brackets is negative rather than a gloss on the amount before it.
fn is_bracketed_loss(text: &str, before: &str, part: &Part) -> bool {
    if part.currency.is_none() && part.decimals != 2 && !part.grouped {
        return false;
    }
    if part.currency.is_some() && !text[part.start..].starts_with('(') && text[part.start..part.end].contains('(') {
        return true; // $(0.12)
    }
    !gloss_before(before)
}

/// Whether an amount stands right before, so that brackets hold the same in other words.
fn gloss_before(before: &str) -> bool {
    let tail = before.trim_end();
    tail.ends_with(|c: char| c.is_ascii_digit() || c == '%' || c == ')')
        || ["million", "billion", "thousand", "percent", "cents", "dollars", "share"]
            .iter()
            .any(|word| ends_with_phrase(tail, word))
}

/// A minus as it is written against a number.
const MINUS: [char; 5] = ['-', '–', '−', '\u{2010}', '\u{2011}'];

fn sign_before(before: &str) -> Sign {
    if let Some(rest) = before.strip_suffix(MINUS) {
        let open = rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || c == '(' || c == '|');
        return if open { Sign::Dash } else { Sign::None };
    }
    if before.ends_with('+') {
        return Sign::Positive;
    }
    let window = window_before(before, before.len(), 24).trim_end();
    // nearly all words are told by their last letter
    if !window.ends_with(['s', 'e', 'S', 'E']) {
        return Sign::None;
    }
    if ["minus", "negative", "a negative"].iter().any(|word| ends_with_phrase(window, word)) {
        return if ends_with_phrase(window, "plus or minus") { Sign::None } else { Sign::Negative };
    }
    if ["plus", "positive"].iter().any(|word| ends_with_phrase(window, word)) {
        return Sign::Positive;
    }
    Sign::None
}

/// Magnitude words: how they are written and their power of ten.
const MAGNITUDES: [(&str, u8); 24] = [
    ("million", 6),
    ("billion", 9),
    ("thousand", 3),
    ("trillion", 12),
    ("millions", 6),
    ("billions", 9),
    ("thousands", 3),
    ("mm", 6),
    ("mn", 6),
    ("mln", 6),
    ("mil", 6),
    ("mill", 6),
    ("mio", 6),
    ("bn", 9),
    ("bln", 9),
    ("bil", 9),
    ("tn", 12),
    ("crore", 7),
    ("crores", 7),
    ("lakh", 5),
    ("lakhs", 5),
    ("hundred thousand", 5),
    ("hundred million", 8),
    ("hundred billion", 11),
];

static MAGNITUDE_WORDS: LazyLock<Drawers<u8>> = LazyLock::new(|| Drawers::by_first(MAGNITUDES));

/// Reads magnitude, per cent, cents, currency and per share after the number.
fn look_after(text: &str, part: &mut Part) {
    let closed = part.sign == Sign::Negative && text[..part.end].ends_with(')');
    magnitude(text, part);
    unit(text, part);
    // ($2.3 million): the bracket that opened before the currency closes here.
    if !closed
        && part.power.is_some()
        && text[..part.start].ends_with('(')
        && text[part.end..].starts_with(')')
        && takes_bracketed_loss(&text[..part.start - 1])
    {
        part.sign = Sign::Negative;
        part.start -= 1;
        part.end += 1;
    }
    per(text, part);
}

/// Whether the words before a bracket make what it holds the amount itself.
fn takes_bracketed_loss(before: &str) -> bool {
    const WORDS: [&str; 8] = ["of", "was", "were", "to", "totaled", "from", "approximately", "loss"];
    let tail = before.trim_end();
    WORDS.iter().any(|word| ends_with_phrase(tail, word))
}

/// The rest of the text after a unit may be joined by a space or a hyphen.
fn rest_after(text: &str, at: usize) -> (&str, usize) {
    let rest = window_after(text, at, 28);
    let space = leading_space(rest);
    if space == 0 && rest.starts_with('-') {
        return (&rest[1..], 1);
    }
    (&rest[space..], space)
}

fn magnitude(text: &str, part: &mut Part) {
    let (rest, skipped) = rest_after(text, part.end);
    if skipped > 0 && rest.starts_with('(') {
        part.power = part.power.or_else(|| shared_magnitude(text, part.end + skipped + 1));
        return;
    }
    let Some(first) = rest.as_bytes().first() else { return };
    if !first.is_ascii_alphabetic() {
        return;
    }
    if let Some((len, power)) = MAGNITUDE_WORDS.starting(rest) {
        part.power = Some(power);
        part.end += skipped + len;
        return;
    }
    if starts_with_word(rest, "hundred") {
        part.digits *= 100;
        part.end += skipped + "hundred".len();
        return;
    }
    // 45.2M, $12 m, $750K: a lone letter needs a currency, or a number it is written against.
    let lone = !rest.as_bytes().get(1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'&');
    let power = match first {
        b'M' | b'm' => 6,
        b'B' | b'b' => 9,
        b'K' | b'k' => 3,
        _ => return,
    };
    // `$3 M. Smith`: an initial; but `SEK 3 M.` ends a sentence
    let initial = skipped > 0 && part.plain && rest.as_bytes().get(1) == Some(&b'.');
    if lone && part.currency.is_some() && !initial {
        part.power = Some(power);
        part.end += skipped + 1;
    }
}

/// The magnitude that an amount shares with an earlier one in brackets, which open right before `at`: `EUR 36.5
/// (30.7) million`.
fn shared_magnitude(text: &str, at: usize) -> Option<u8> {
    const LONGEST: usize = 14;
    let (inside, _) = window_after(text, at, LONGEST).split_once(')')?;
    let is_number = inside.bytes().any(|byte| byte.is_ascii_digit())
        && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '–'));
    let rest = window_after(text, at + inside.len() + 1, 16);
    MAGNITUDE_WORDS.starting(rest.trim_start()).map(|(_, power)| power).filter(|_| is_number)
}

fn unit(text: &str, part: &mut Part) {
    const UNITS: [(&str, Form); 10] = [
        ("percentage points", Form::Points),
        ("percentage point", Form::Points),
        ("percent points", Form::Points),
        ("basis points", Form::BasisPoints),
        ("basis point", Form::BasisPoints),
        ("bps", Form::BasisPoints),
        ("percent", Form::Percent),
        ("per cent", Form::Percent),
        ("pct.", Form::Percent),
        ("pct", Form::Percent),
    ];
    let (rest, skipped) = rest_after(text, part.end);
    if rest.starts_with('%') {
        part.form = Form::Percent;
        part.end += skipped + 1;
        return;
    }
    if !rest.starts_with(|c: char| c.is_alphabetic() || c == '¢' || c == '€') {
        return;
    }
    if part.power.is_none() && part.currency.is_none() {
        static WORDS: LazyLock<Drawers<Form>> = LazyLock::new(|| Drawers::by_first(UNITS));
        if let Some((len, form)) = WORDS.starting(rest) {
            part.form = form;
            part.end += skipped + len;
            return;
        }
        let hundredth = currency::hundredth(rest).filter(|mark| mark.len > 1 || skipped == 0);
        if let Some(mark) = hundredth {
            part.form = Form::Cents;
            part.currency = Some(mark.code);
            part.plain = mark.code == "USD";
            part.end += skipped + mark.len;
            return;
        }
    }
    // `$0.16 cents per share`: written twice, meant once
    if part.power.is_none() && part.currency.is_some() && part.decimals == 2 && part.digits < 100 {
        part.end += if starts_with_word(rest, "cents") { skipped + "cents".len() } else { 0 };
    }
    if let Some(mark) = currency::after(rest)
        && (part.currency.is_none() || part.plain)
    {
        part.currency = Some(mark.code);
        part.power = part.power.or(mark.power);
        part.plain = mark.code == "USD" && (rest.starts_with('d') || rest.starts_with('D'));
        part.end += skipped + mark.len;
    }
}

fn per(text: &str, part: &mut Part) {
    let rest = past_translation(window_after(text, part.end, 44));
    let rest = rest.trim_start().trim_start_matches([',', '(', ')']).trim_start();
    let Some(rest) = ["per ", "a ", "/", "for each ", "on a per "].iter().find_map(|lead| strip_lead(rest, lead))
    else {
        return;
    };
    let share = rest.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(5).any(|word| {
        ["share", "shares", "ads", "adss", "ads", "unit", "adr", "lpu"].contains(&word.to_ascii_lowercase().as_str())
    });
    part.per = match share {
        true => Per::Share,
        false if strip_lead(text[part.end..].trim_start(), "per ").is_some() => Per::Other,
        false => Per::None,
    };
}

/// The words after an amount, past the same in another currency: ` (US$0.04) per share`.
fn past_translation(rest: &str) -> &str {
    const LONGEST: usize = 18;
    let inside = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let translates = |inside: &str| {
        let named = inside.starts_with(|c: char| c.is_ascii_uppercase()) && inside.contains('$');
        inside.len() < LONGEST && named && inside.bytes().any(|byte| byte.is_ascii_digit())
    };
    inside.filter(|(inside, _)| translates(inside)).map_or(rest, |(_, after)| after)
}

fn strip_lead<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    let head = text.get(..lead.len())?;
    head.eq_ignore_ascii_case(lead).then(|| &text[lead.len()..])
}
