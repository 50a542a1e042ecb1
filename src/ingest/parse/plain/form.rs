//! What a block is by its form: a heading, a paragraph, an entry of a list; whether it is centred.

use super::{
    lines::{Line, LineKind},
    paragraph::Setting,
};
use crate::model::{BlockKind, begins_like_month};

/// What a block looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub kind: BlockKind,
    pub emphasis: bool,
    pub centered: bool,
}

/// The longest heading, in columns of all its lines.
const LONGEST: usize = 240;

/// Judges the lines of a block by themselves and by what follows.
pub(super) fn shape(setting: Setting<'_>, own: &[Line], after: &[Line], listed: bool, table_follows: bool) -> Shape {
    if own.len() > 8 || own.iter().map(|line| line.columns() as usize).sum::<usize>() > LONGEST {
        let kind = if listed { BlockKind::ListItem } else { BlockKind::Paragraph };
        return Shape { kind, emphasis: false, centered: false };
    }
    let centered = own.iter().filter(|line| line.is_text()).all(|line| is_centered(setting, line));
    let underlined = own.len() <= 3 && is_underlined(own, after);
    let words = Words::of(setting, own);
    let emphasis = underlined || (words.letters > 3 && words.lower == 0);
    let heading = words.may_be_heading()
        && if centered || underlined {
            own.len() <= 6 && (own.len() <= 2 || words.is_titled() || emphasis)
        } else {
            own.len() <= 3
                && (is_followed(after, table_follows)
                    || words.is_signpost()
                    || (emphasis && words.count > 1 && !after.is_empty()))
                && (emphasis || words.is_titled() || (own.len() == 1 && own[0].words <= 9 && words.starts_upper))
        };
    let kind = match (heading, listed) {
        (true, false) => BlockKind::Heading,
        (true, true) if emphasis || (words.is_titled() && words.count < 8) => BlockKind::Heading,
        (_, true) => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    };
    Shape { kind, emphasis, centered }
}

/// Whether a line stands in the middle: of the body's own measure, or of a page of 80 columns.
fn is_centered(setting: Setting<'_>, line: &Line) -> bool {
    let twice = line.indent + line.width;
    let narrow = line.columns() + 8 <= setting.margin.max(72);
    let middle = |page: u16| twice.abs_diff(page) <= 8;
    line.indent >= 6 && narrow && (middle(80) || middle(setting.margin.clamp(60, 132)))
}

/// Whether two lines of different length have the same middle.
pub(super) fn are_centered(setting: Setting<'_>, above: &Line, below: &Line) -> bool {
    let middles = (above.indent + above.width).abs_diff(below.indent + below.width);
    is_centered(setting, above) && is_centered(setting, below) && middles <= 8
}

fn is_underlined(own: &[Line], after: &[Line]) -> bool {
    let Some((last, rule)) = own.last().zip(after.first()) else { return false };
    rule.kind == LineKind::Rule
        && rule.indent.abs_diff(last.indent) <= 3
        && rule.columns() <= last.columns() + 12
        && rule.columns() >= 3
}

/// Whether running text, a list or a table comes next.
fn is_followed(after: &[Line], table_follows: bool) -> bool {
    match after.iter().find(|line| line.is_text()) {
        Some(next) => next.words >= 6 || next.columns() > 50,
        None => table_follows,
    }
}

/// What a block's words are like.
struct Words<'a> {
    text: Vec<&'a str>,
    count: usize,
    columns: usize,
    letters: usize,
    lower: usize,
    starts_upper: bool,
}

impl<'a> Words<'a> {
    fn of(setting: Setting<'a>, own: &[Line]) -> Self {
        let lines = own.iter().filter(|line| line.is_text());
        let columns = lines.clone().map(|line| line.columns() as usize).sum();
        let mut words = Self { text: vec![], count: 0, columns, letters: 0, lower: 0, starts_upper: false };
        words.text = lines.map(|line| line.of(setting.source)).collect();
        words.count = words.text.iter().map(|line| line.split_ascii_whitespace().count()).sum();
        for byte in words.text.iter().flat_map(|line| line.bytes()) {
            words.letters += usize::from(byte.is_ascii_alphabetic() || byte >= 0xc0);
            words.lower += usize::from(byte.is_ascii_lowercase());
        }
        let first = words.text.first().copied().unwrap_or("").trim_start_matches(['"', '\'', '(', '\u{201c}']);
        words.starts_upper = first.starts_with(|char: char| char.is_uppercase() || char.is_ascii_digit());
        words
    }

    fn may_be_heading(&self) -> bool {
        const SHORT_FORMS: [&str; 8] = ["Inc.", "Corp.", "Co.", "Ltd.", "L.P.", "N.A.", "INC.", "CO."];
        let last = self.text.last().copied().unwrap_or("");
        let stop = last.ends_with('.') && !SHORT_FORMS.iter().any(|short| last.ends_with(short)) && self.lower > 0;
        self.letters > 2
            && self.letters * 2 > self.columns / 2
            && self.starts_upper
            && !stop
            && !last.ends_with([',', ';', '-'])
            && !self.text.iter().any(|line| is_address(line))
            && !self.is_date()
    }

    /// `CONTACTS:`, `Financial Outlook:`
    fn is_signpost(&self) -> bool {
        self.text.last().is_some_and(|line| line.ends_with(':'))
            && self.count <= 5
            && (self.count > 1 || self.lower == 0)
    }

    /// Whether nearly every long word begins with a capital.
    fn is_titled(&self) -> bool {
        let long = self
            .text
            .iter()
            .flat_map(|line| line.split_ascii_whitespace())
            .filter(|word| word.len() > 3 && word.starts_with(|char: char| char.is_alphabetic()));
        let (mut all, mut upper) = (0, 0);
        for word in long {
            all += 1;
            upper += usize::from(word.starts_with(|char: char| char.is_uppercase()));
        }
        self.count <= 40 && upper * 10 >= all * 7 && self.starts_upper
    }

    /// Whether it is a date and no more.
    fn is_date(&self) -> bool {
        let [line] = self.text[..] else { return false };
        let mut words = line.split_ascii_whitespace();
        self.count <= 4
            && words.next().is_some_and(begins_like_month)
            && words.next().is_some_and(|word| word.starts_with(|char: char| char.is_ascii_digit()))
    }
}

/// Telephone numbers, addresses of the net, signatures: of a person to ask, not of a section.
fn is_address(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    line.contains('@') || line.contains("www.") || line.contains("://") || line.contains("/s/") || digits > 8
}
