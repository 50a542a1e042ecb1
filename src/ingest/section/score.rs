//! What each unit says and looks like, as a score for every kind of section.

use super::{
    cue::{self, NEVER, Scores},
    opening,
    outlook::{hope, keeps, promise, withholds},
    phone::phones,
    portrait::{describes, has_aside},
    results_date::dates_results,
    unit::{Form, Unit},
};
use crate::model::{
    Content,
    SectionKind::{About, Body, ConferenceCall, Contact, Headline, Legal, NonGaap, Other, Outlook, SafeHarbor, Tables},
};

/// How much of a unit is read; what follows says little new.
const WINDOW: usize = 1200;

/// Scores every unit.
pub(super) fn scores(content: &Content, units: &[Unit]) -> Vec<Scores> {
    let mut scores: Vec<Scores> = units.iter().map(|unit| score(content, unit)).collect();
    let start = opening::body_start(content, units, &scores);
    let total = content.text.len().max(1) as f32;
    for (index, (unit, scores)) in units.iter().zip(&mut scores).enumerate() {
        if index < start {
            before_body(unit, scores);
            continue;
        }
        scores[Headline as usize] = NEVER;
        if index == start {
            scores[Body as usize] += 12.0;
        }
        let place = unit.span.start as f32 / total;
        if place > 0.5 && scores[About as usize] > 2.0 {
            scores[About as usize] += 0.8;
        }
        if place < 0.3 && unit.form != Form::Heading {
            for kind in [About, SafeHarbor, Contact, Legal] {
                scores[kind as usize] -= if scores[kind as usize] > 0.0 { 1.0 } else { 0.0 };
            }
        }
    }
    if let Some(first) = scores.first_mut().filter(|_| start > 0) {
        first[Headline as usize] += 1.5;
    }
    let first = statements(units, &mut scores);
    notes(content, &units[..first], &mut scores[..first]);
    annotations(content, units, &mut scores);
    cautions(units, &mut scores);
    unheaded(units, &mut scores);
    portraits(units, &mut scores);
    scores
}

/// A sentence of caution between the heading of an outlook and its tables or lists closes nothing.
fn cautions(units: &[Unit], scores: &mut [Scores]) {
    const HEADED: f32 = 3.0;
    for at in 1..units.len().saturating_sub(1) {
        let opened = units[at - 1].form == Form::Heading
            && scores[at - 1][Outlook as usize] >= HEADED
            && scores[at - 1][SafeHarbor as usize] < HEADED;
        let goes_on = matches!(units[at + 1].form, Form::Figures | Form::Words | Form::Item)
            || scores[at + 1][Outlook as usize] >= 1.0;
        let caution = &mut scores[at][SafeHarbor as usize];
        if opened && goes_on && units[at].form == Form::Prose && *caution > LIGHT {
            *caution = LIGHT;
        }
    }
}

/// Where a heading announces the company's portrait, none stands above it.
fn portraits(units: &[Unit], scores: &mut [Scores]) {
    const ANNOUNCED: f32 = 5.0;
    const FAR: f32 = 4.0;
    let heading = |(unit, scores): &(&Unit, &Scores)| unit.form == Form::Heading && scores[About as usize] >= ANNOUNCED;
    let Some(first) = units.iter().zip(scores.iter()).position(|pair| heading(&pair)) else { return };
    for scores in &mut scores[..first] {
        scores[About as usize] -= FAR;
    }
}

/// An outlook, a call or a portrait that no heading opened ends with the paragraphs that speak of it.
fn unheaded(units: &[Unit], scores: &mut [Scores]) {
    let mut headed = [false; 5];
    for at in 0..units.len() {
        let strongest = scores[at].iter().copied().fold(0.0, f32::max);
        // a heading that says nothing stands above what says nothing of a period to come
        if units[at].form == Form::Heading && strongest < 1.0 && !promises_below(&units[at + 1..], &scores[at + 1..]) {
            headed[0] = false;
        }
        let (unit, scores) = (&units[at], &mut scores[at]);
        for (headed, kind) in headed.iter_mut().zip([Outlook, ConferenceCall, About, NonGaap, Legal]) {
            let score = &mut scores[kind as usize];
            match unit.form {
                // a heading that says nothing of any kind stands below the one before it
                Form::Heading if strongest >= 1.0 && *score < strongest => *headed = false,
                // a portrait that no heading opened has none within
                Form::Heading if kind == About && !*headed && *score < 0.5 => *score -= 1.0,
                Form::Heading => *headed |= *score >= 3.0,
                Form::Figures => {}
                _ if !*headed && *score < 0.5 => *score -= 1.0,
                _ => {}
            }
        }
    }
}

/// Whether the prose up to the next heading holds any promise.
fn promises_below(units: &[Unit], scores: &[Scores]) -> bool {
    let mut below = units.iter().zip(scores).take_while(|(unit, _)| unit.form != Form::Heading).peekable();
    below.peek().is_none_or(|(unit, _)| unit.form != Form::Prose)
        || below.any(|(_, scores)| scores[Outlook as usize] >= 0.5)
}

/// Title lines and a masthead's contacts are all there can be.
fn before_body(unit: &Unit, scores: &mut Scores) {
    for kind in [Body, Outlook, ConferenceCall, NonGaap, Tables, Legal, Other] {
        scores[kind as usize] -= 30.0;
    }
    scores[About as usize] -= 6.0;
    scores[SafeHarbor as usize] -= 4.0;
    if unit.form == Form::Heading {
        scores[Headline as usize] += 0.5;
    }
}

/// Figures stand for themselves from the first title of a statement on, and so do the headings
/// right before them; above it they belong to the narrative around them.
///
/// Answers where the first of them stands.
fn statements(units: &[Unit], scores: &mut [Scores]) -> usize {
    let mut ahead = usize::MAX;
    let mut first = None;
    let mut titles = Vec::new();
    for index in (0..units.len()).rev() {
        let tables = scores[index][Tables as usize];
        match units[index].form {
            Form::Figures => {
                ahead = 0;
                first = if tables >= STATEMENT { Some(index) } else { first };
            }
            Form::Furniture if ahead < 4 => {}
            Form::Heading | Form::Words if ahead < 4 => {
                ahead += 1;
                first = if tables >= STATEMENT { Some(index) } else { first };
                titles.push(index);
            }
            _ => ahead = usize::MAX,
        }
    }
    let annexed = annexed(units, scores);
    let narrated = |index: usize| first.is_some_and(|first| index < first) && !annexed[index];
    for index in titles {
        scores[index][Tables as usize] += if narrated(index) { 0.4 } else { 1.5 };
    }
    for (index, _) in units.iter().enumerate().filter(|(_, unit)| unit.form == Form::Figures) {
        let tables = &mut scores[index][Tables as usize];
        *tables = match first {
            // a caption such as "in millions" is no title
            _ if narrated(index) => tables.min(0.0) + 0.8,
            Some(_) => *tables + 3.0,
            None => *tables + 1.8,
        };
    }
    first.unwrap_or(units.len())
}

/// Which units are of a row of tables under titles that the news does not come back behind.
fn annexed(units: &[Unit], scores: &[Scores]) -> Vec<bool> {
    const TABLES: usize = 3;
    const SAYS: f32 = 1.0;
    let mut annexed = vec![false; units.len()];
    let runs = |unit: &Unit| matches!(unit.form, Form::Figures | Form::Heading | Form::Words | Form::Furniture);
    let mut at = 0;
    while at < units.len() {
        let end = at + units[at..].iter().take_while(|unit| runs(unit)).count();
        let figures = units[at..end].iter().filter(|unit| unit.form == Form::Figures).count();
        let told = scores.get(end).is_some_and(|scores| {
            [SafeHarbor, ConferenceCall, About, NonGaap, Legal].iter().any(|kind| scores[*kind as usize] >= SAYS)
        });
        if figures >= TABLES && told {
            let titled = (at..end).find(|index| matches!(units[*index].form, Form::Heading | Form::Furniture));
            annexed[titled.unwrap_or(end)..end].fill(true);
        }
        at = end.max(at + 1);
    }
    annexed
}

/// Notes below the narrative that speak of measures; those below a statement belong to it.
fn notes(content: &Content, units: &[Unit], scores: &mut [Scores]) {
    for (unit, scores) in units.iter().zip(scores) {
        let text = window(content.slice(unit.span));
        let measures =
            |lower: String| lower.contains("non-gaap") || lower.contains("gaap") && lower.contains("measure");
        if is_footnote(text) && measures(text.to_ascii_lowercase()) {
            scores[NonGaap as usize] += 1.0;
        }
    }
}

/// What stands below the title of the notes to the statements belongs to them, however long it runs.
fn annotations(content: &Content, units: &[Unit], scores: &mut [Scores]) {
    let mut inside = false;
    for (unit, scores) in units.iter().zip(scores) {
        match unit.form {
            Form::Heading => {
                let title = content.slice(unit.span).trim_start();
                let notes = title.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("notes"));
                inside = notes && scores[Tables as usize] >= STATEMENT;
            }
            Form::Figures => inside = false,
            Form::Furniture => {}
            _ if inside => scores[Tables as usize] = scores[Tables as usize].max(0.5),
            _ => {}
        }
    }
}

/// Paragraphs at least this long, one after the other, are no notes to a table.
const RUNNING: usize = 200;

/// A paragraph at least this long says what it is of.
const LONG: usize = 300;

/// Longest line of a table of words that heads it.
const LINE: usize = 90;

/// A line that begins with a number is a note if it goes on for so long.
const NOTE: usize = 40;

/// What the title of a statement scores at least.
pub(super) const STATEMENT: f32 = 4.0;

fn score(content: &Content, unit: &Unit) -> Scores {
    let mut scores = Scores::default();
    if unit.form == Form::Furniture && unit.continues {
        return scores;
    }
    let text = window(content.slice(unit.span));
    let head = match unit.form {
        Form::Heading => text.len(),
        Form::Figures => 0,
        _ if is_footnote(text) => 0,
        Form::Words => text.find('\n').filter(|end| *end <= LINE).unwrap_or_else(|| run_in(text)),
        _ => run_in(text),
    };
    cue::add(text, head, &mut scores);
    if unit.form == Form::Heading
        && scores[Tables as usize] >= STATEMENT
        && text.to_ascii_lowercase().contains("reconciliation")
    {
        scores[NonGaap as usize] -= 4.0;
    }
    let shape = Shape::of(text);
    // the label of a row or of an item is no heading
    let labelled = unit.form == Form::Item || unit.form == Form::Words && text.contains('|');
    let most = if labelled { 0.5 } else { 2.5 };
    scores[Body as usize] = scores[Body as usize].min(most);
    match unit.form {
        Form::Heading => {}
        Form::Figures => figures(text, &mut scores),
        _ => {
            let lower = text.to_ascii_lowercase();
            outlook(&lower, &shape, &mut scores);
            manner(text, &lower, unit.form, &mut scores);
            // an item with an amount that is called non-GAAP in passing defines nothing
            if unit.form == Form::Item && shape.amounts > 0 {
                scores[NonGaap as usize] = scores[NonGaap as usize].min(0.4);
            }
            if dates_results(text) {
                scores[ConferenceCall as usize] += 3.6;
                scores[Outlook as usize] -= 1.0;
            }
            if !is_footnote(text) && (text.len() >= RUNNING || unit.form == Form::Prose) {
                scores[Tables as usize] -= match stands_alone(text, &lower) {
                    true => 2.2,
                    false if text.len() >= RUNNING => 1.0,
                    false => 0.0,
                };
            }
        }
    }
    if unit.form != Form::Figures {
        contact(text, &shape, &mut scores);
    }
    scores
}

/// Figures say nothing of the sections of prose; their first line may be a statement's title.
fn figures(text: &str, scores: &mut Scores) {
    for score in scores.iter_mut() {
        *score *= 0.3;
    }
    let mut lines = text.lines();
    let first = lines.next().map_or(0, str::len);
    let second = lines.next().map_or(0, |line| line.len() + 1);
    let head = &text[..(first + second).min(text.len())];
    let mut title = Scores::default();
    cue::add(head, head.len(), &mut title);
    scores[Tables as usize] = title[Tables as usize];
}

/// Quotations belong to the narrative; a company's name and a verb in the present describe it.
fn manner(text: &str, lower: &str, form: Form, scores: &mut Scores) {
    if defines_term(text) {
        scores[NonGaap as usize] += 1.0;
    } else if text.starts_with(['"', '“']) {
        scores[Body as usize] += 1.8;
        scores[Outlook as usize] -= 0.5;
        scores[ConferenceCall as usize] -= 1.0;
    } else if speaks(text) {
        scores[Body as usize] += 1.2;
        scores[Outlook as usize] -= 1.0;
    }
    if form == Form::Prose && recounts(text, lower) {
        scores[Outlook as usize] -= 1.2;
    }
    if form == Form::Prose && text.len() >= RUNNING {
        scores[SafeHarbor as usize] -= match scores[SafeHarbor as usize] {
            // a word or two of risk in passing
            weak if weak > 0.0 && weak < 1.0 => weak,
            0.0 if text.len() >= LONG && !text.starts_with(['-', '–']) && !text.contains(" could ") => 1.0,
            _ => 0.0,
        };
    }
    if is_footnote(text) {
        // an asterisk marks points of a list as often as notes
        scores[Outlook as usize] -= match form {
            Form::Item => 0.0,
            _ if text.starts_with("* ") => 0.4,
            _ => 1.5,
        };
    } else if describes(text) || has_aside(text) {
        scores[About as usize] += 2.4;
    }
    let sentence = text.len() > 60 && text.trim_end().ends_with('.');
    if (text.len() > 250 || sentence) && !text.contains('@') {
        scores[Contact as usize] -= 1.5;
    }
}

/// Whether a text, here in lower case too, is a sentence of its own that no table needs.
fn stands_alone(text: &str, lower: &str) -> bool {
    const SENTENCE: usize = 40;
    const NOTES: [&str; 18] = [
        "table",
        "accompanying",
        "reconcil",
        "audited",
        "note ",
        "notes ",
        "statement",
        "balance sheet",
        "reclassif",
        "calculat",
        "represents",
        "includes",
        "excludes",
        "weighted",
        "computed",
        "rounding",
        "per share data",
        "derived",
    ];
    text.len() >= SENTENCE
        && text.starts_with(|first: char| first.is_uppercase() || matches!(first, '"' | '“'))
        && text.trim_end().ends_with(['.', '"', '”'])
        && !text.contains('|')
        && !NOTES.iter().any(|word| lower.contains(word))
}

/// Whether the first sentence of a paragraph, here in lower case too, tells what happened, and none speaks of
/// what will.
fn recounts(text: &str, lower: &str) -> bool {
    const PAST: [&str; 17] = [
        " reported ",
        " earned ",
        " declared ",
        " increased ",
        " decreased ",
        " rose ",
        " fell ",
        " grew ",
        " declined ",
        " was ",
        " were ",
        " ended ",
        " repurchased ",
        " completed ",
        " opened ",
        " closed ",
        " had ",
    ];
    const AHEAD: [&str; 16] = [
        "expect",
        "anticipat",
        "estimate",
        "project",
        "forecast",
        "outlook",
        "guidance",
        "target",
        "believe",
        "plan",
        "will ",
        "should ",
        "would ",
        "assum",
        "goal",
        "remain",
    ];
    // "the target for the year was 5 cents"
    let told = |sentence: &str| [" was ", " were ", " had "].iter().any(|verb| sentence.contains(verb));
    let ahead = |sentence: &str| AHEAD.iter().any(|word| sentence.contains(word)) && !told(sentence);
    let first = text.split(". ").next().unwrap_or_default();
    text.starts_with(char::is_uppercase)
        && PAST.iter().any(|verb| first.contains(verb))
        && !lower.split(". ").any(ahead)
}

/// Whether a paragraph begins with a term in quotation marks and says what it means: `“Net loans” are loans less`.
fn defines_term(text: &str) -> bool {
    const TERM: usize = 60;
    const VERBS: [&str; 7] = [" is ", " are ", " means ", " mean ", " refers ", " represents ", " excludes "];
    let Some(rest) = text.strip_prefix(['"', '“']) else { return false };
    let Some((term, rest)) = rest.split_once(['"', '”']) else { return false };
    term.len() <= TERM && !term.ends_with([',', '.', '!', '?']) && VERBS.iter().any(|verb| rest.starts_with(verb))
}

/// Whether somebody's words make up most of a paragraph that another's introduce.
fn speaks(text: &str) -> bool {
    const OPENING: usize = 250;
    const QUOTED: usize = 80;
    let Some(open) = text.find(['“', '"']).filter(|open| *open < OPENING) else { return false };
    let mut words = text[open..].chars();
    words.next();
    let words = words.as_str();
    words.find(['”', '"']).unwrap_or(words.len()) >= QUOTED
}

/// Whether a paragraph begins as notes do: `(1) `, `(a)`, `* `.
fn is_footnote(text: &str) -> bool {
    let marked = text.strip_prefix('(').and_then(|rest| rest.find(')')).is_some_and(|close| close <= 2);
    marked || text.starts_with(['¹', '²', '³', '*', '†', '‡']) || is_numbered(text)
}

/// Whether a text begins with the number of a note: `1 Please refer`, `12.Excludes`.
fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let word = text.get(digits..).unwrap_or("").trim_start_matches(['.', ' ']);
    (1..=2).contains(&digits) && word.len() >= NOTE && word.starts_with(|char: char| char.is_ascii_uppercase())
}

/// The beginning of a text, whole characters.
pub(super) fn window(text: &str) -> &str {
    &text[..text.floor_char_boundary(WINDOW.min(text.len()))]
}

/// The length of the words before the first stop where they are few, as in `Outlook. We expect`.
fn run_in(text: &str) -> usize {
    const LONGEST: usize = 70;
    let bytes = text.as_bytes();
    let end = (0..bytes.len().min(LONGEST)).find(|&at| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        matches!(bytes[at], b'.' | b':' | b'|') && next == b' '
            || bytes[at] == b'-' && (next == b'-' || at > 0 && bytes[at - 1] == b' ' && next == b' ')
            || text.is_char_boundary(at) && text[at..].starts_with(['–', '—'])
    });
    match end {
        Some(end) if text.as_bytes()[..end].iter().filter(|byte| **byte == b' ').count() < 8 => end,
        _ => 0,
    }
}

/// What a text is made of.
pub(super) struct Shape {
    pub(super) phones: usize,
    pub(super) mails: usize,
    amounts: usize,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let amounts = memchr::memchr2_iter(b'$', b'%', bytes).count();
        let mails = memchr::memchr_iter(b'@', bytes).count();
        Self { phones: phones(bytes), mails, amounts }
    }
}

/// Whether a text ends with a word in lower case, whatever its own case.
fn ends_with(text: &str, word: &str) -> bool {
    text.len().checked_sub(word.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// Whether a contact stands at the right of a masthead: `FOR IMMEDIATE RELEASE    Contact: Ada Marlow`.
fn names_contact(line: &str) -> bool {
    const MASTHEAD: usize = 90;
    let lower = || line.to_ascii_lowercase();
    line.len() <= MASTHEAD
        && line.contains(':')
        && lower().split_once("release").is_some_and(|(_, rest)| rest.contains("contact"))
}

/// Telephone numbers and addresses in few words are contacts; in many, a call to dial.
fn contact(text: &str, shape: &Shape, scores: &mut Scores) {
    let line = text.trim_end_matches([':', ' ']);
    if line.len() <= 40 && ["contact", "contacts"].iter().any(|end| ends_with(line, end)) || names_contact(line) {
        scores[Contact as usize] += 4.0;
    }
    let marks = (shape.phones + shape.mails) as f32;
    if marks == 0.0 {
        return;
    }
    let density = marks * 120.0 / text.len().max(40) as f32;
    let calls = if scores[ConferenceCall as usize] >= 2.0 { 0.3 } else { 1.0 };
    scores[Contact as usize] += calls * ((density * 2.0).min(3.0) + shape.mails.min(2) as f32 * 0.7);
    if text.len() <= 120 {
        scores[Contact as usize] += calls;
    }
    scores[ConferenceCall as usize] += shape.phones.min(2) as f32 * 0.5;
}

/// Expectation, measure, amount and a period to come in one sentence make an outlook. Of a text in lower case.
fn outlook(lower: &str, shape: &Shape, scores: &mut Scores) {
    let first = lower.split(". ").next().unwrap_or_default();
    if withholds(first) || first.starts_with("guidance for") {
        scores[Outlook as usize] += 2.8;
    } else if keeps(first) {
        scores[Outlook as usize] += 2.8;
        // "reaffirmed the guidance given on its May call"
        scores[ConferenceCall as usize] -= 2.0;
    }
    let counted = [" percent", " per cent", " cents"].iter().any(|unit| lower.contains(unit)) || has_range(lower);
    if shape.amounts == 0 && !counted {
        scores[Outlook as usize] += if lower.len() <= LONG { hope(first) } else { 0.0 };
        return;
    }
    let mut best: f32 = 0.0;
    for (index, sentence) in lower.split(". ").enumerate().take(8) {
        let points = promise(sentence);
        best = best.max(if index == 0 { points } else { points * 0.7 });
    }
    if best > 0.0 {
        scores[Outlook as usize] += best;
        scores[SafeHarbor as usize] -= if best > 2.5 { 1.0 } else { 0.0 };
        scores[Body as usize] -= if best > 2.5 { 0.6 } else { 0.0 };
    }
    if scores[SafeHarbor as usize] > LIGHT && best > 0.0 && promises_plainly(lower) {
        scores[SafeHarbor as usize] = LIGHT;
    }
}

/// Whether two numbers stand in a range: `40,000 to 45,000 tons`.
fn has_range(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, b" to ")
        .any(|at| at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 4).is_some_and(u8::is_ascii_digit))
}

/// What a caution scores that closes no outlook.
const LIGHT: f32 = 0.4;

/// Whether a paragraph, in lower case, promises an amount in a sentence without any caution: `These statements are
/// forward-looking. For the third quarter, the Company expects sales of $5 million`. One that does not begin with it
/// holds no more than twice as much caution.
fn promises_plainly(lower: &str) -> bool {
    const PROMISE: f32 = 2.0;
    const CAUTION: f32 = 1.0;
    let cautions = |sentence: &str| {
        let mut scores = Scores::default();
        cue::add(sentence, 0, &mut scores);
        scores[SafeHarbor as usize] >= CAUTION
    };
    let counts = |sentence: &str| ["$", "%", " percent", " cents"].iter().any(|unit| sentence.contains(unit));
    let mut promised = 0;
    let mut cautious = 0;
    for (index, sentence) in lower.split(". ").enumerate() {
        match cautions(sentence) {
            true => cautious += sentence.len(),
            false if !counts(sentence) || promise(sentence) < PROMISE => {}
            false if index == 0 => return true,
            false => promised += sentence.len(),
        }
    }
    promised > 0 && cautious <= 2 * promised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_below_a_table_stands_for_itself() {
        let alone = |text: &str| stands_alone(text, &text.to_ascii_lowercase());
        assert!(alone("The board of directors declared no dividend for the quarter."));
        assert!(!alone("The accompanying notes are part of these statements."));
        assert!(!alone("(1) Includes a gain of $2 million on the sale of a plant."));
    }

    #[test]
    fn words_before_the_first_stop_are_a_heading_when_few() {
        assert_eq!(run_in("Outlook. We expect sales of $5 million."), 7);
        assert_eq!(run_in("We expect that sales of the whole group will be higher next year."), 0);
    }
}
