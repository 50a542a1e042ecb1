//! A query that cannot be understood: where, why, and what would be.

use std::fmt;

use crate::{diag::Error, model::Span};

/// What is wrong with a query, and its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the query that are meant.
    pub span: Span,
    /// Lower case, no full stop.
    pub message: String,
    /// What to do instead.
    pub hint: Option<String>,
}

impl QueryError {
    pub(super) fn at(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The message, and under it the query with a caret below the place; of a long query what stands around it.
    #[must_use]
    pub fn render(&self, query: &str) -> String {
        const BEFORE: usize = 60;
        const WIDEST: usize = 160;
        let columns = |to: usize| query.char_indices().take_while(|&(at, _)| at < to).count();
        let start = columns(self.span.start);
        let width = columns(self.span.end).saturating_sub(start).max(1);
        let cut = if query.chars().nth(WIDEST).is_some() { start.saturating_sub(BEFORE) } else { 0 };
        let flat = |c: char| if c.is_control() { ' ' } else { c };
        let mut shown: String = query.chars().skip(cut).take(WIDEST).map(flat).collect();
        let mut start = start - cut;
        if cut > 0 {
            shown.insert(0, '\u{2026}');
            start += 1;
        }
        if query.chars().nth(cut + WIDEST).is_some() {
            shown.push('\u{2026}');
        }
        let width = width.min(shown.chars().count().saturating_sub(start).max(1));
        format!("{}\n  {shown}\n  {}{}", clipped(&self.message), " ".repeat(start), "^".repeat(width))
    }

    /// As an error of the program, with the query it is about.
    #[must_use]
    pub fn of(self, query: &str) -> Error {
        let error = Error::message(self.render(query));
        match self.hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// A message without the rest of a very long value.
fn clipped(message: &str) -> String {
    const LONGEST: usize = 400;
    match message.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}\u{2026}", &message[..at]),
        None => message.to_owned(),
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.message)
    }
}

impl std::error::Error for QueryError {}

/// The name nearest to a misspelt one, if one is near enough.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let allowed = (name.chars().count() / 3).max(1);
    let scored = names.into_iter().map(|candidate| (distance(&name, candidate), candidate));
    scored.filter(|&(distance, _)| distance <= allowed).min_by_key(|&(distance, _)| distance).map(|(_, found)| found)
}

/// Insertions, deletions, replacements and exchanges of neighbours that turn one word into another
/// (optimal string alignment).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_place() {
        let error = QueryError::at(Span::new(5, 11), "no field `tickr`");
        assert_eq!(error.render("é a tickr:X"), "no field `tickr`\n  é a tickr:X\n      ^^^^^^");
    }

    #[test]
    fn of_a_long_query_only_the_place_is_shown() {
        let query = format!("{} tickr:X {}", "orders ".repeat(40), "valves ".repeat(40));
        let at = query.find("tickr").unwrap_or_default();
        let shown = QueryError::at(Span::new(at, at + 5), "no field `tickr`").render(&query);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].chars().count() < 170 && lines[1].contains("tickr:X"), "{shown}");
        assert_eq!(lines[2].find('^'), lines[1].char_indices().position(|(at, _)| lines[1][at..].starts_with("tickr")));
    }

    #[test]
    fn misspelt_names_are_recognised() {
        assert_eq!(nearest("tickr", ["ticker", "tone"]), Some("ticker"));
        assert_eq!(distance("growht", "growth"), 1);
        assert_eq!(nearest("zebra", ["ticker", "tone"]), None);
    }
}
