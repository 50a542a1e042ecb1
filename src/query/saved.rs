//! Saved queries: `@name` stands for a query kept under that name.

use std::collections::BTreeMap;

use super::{
    error::{QueryError, nearest},
    parse::parse,
};
use crate::model::Span;

/// A saved query may name others, so deep at most.
const DEEPEST: usize = 16;

/// Queries by name.
///
/// ```
/// use filings::query::Saved;
/// let saved = Saved::from_iter([("warnings".to_owned(), "kind:preliminary tone:negative".to_owned())]);
/// assert_eq!(saved.expand("@warnings ticker:ACME")?, "(kind:preliminary tone:negative) ticker:ACME");
/// assert!(saved.expand("@warning").is_err());
/// # Ok::<(), filings::query::QueryError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved(BTreeMap<String, String>);

impl FromIterator<(String, String)> for Saved {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(queries: I) -> Self {
        Self(queries.into_iter().collect())
    }
}

impl Saved {
    /// The query with every saved query it names in its place, in parentheses.
    ///
    /// # Errors
    /// A name under which nothing is saved, or queries that name each other in a circle.
    pub fn expand(&self, query: &str) -> Result<String, QueryError> {
        self.deeper(query, &mut Vec::new())
    }

    /// Replaces names; `open` are those whose queries are being read.
    fn deeper<'a>(&'a self, query: &str, open: &mut Vec<&'a str>) -> Result<String, QueryError> {
        let mut out = String::with_capacity(query.len());
        let mut at = 0;
        for place in places(query) {
            let typed = &query[place.start + 1..place.end];
            let Some((name, text)) = self.0.get_key_value(typed) else { return Err(self.unknown(place, typed)) };
            if open.contains(&name.as_str()) || open.len() >= DEEPEST {
                let way: Vec<String> = open.iter().chain([&name.as_str()]).map(|name| format!("`@{name}`")).collect();
                return Err(QueryError::at(
                    place,
                    format!("saved queries lead back to themselves: {}", way.join(", ")),
                ));
            }
            open.push(name);
            let meant = self.deeper(text, open).and_then(|meant| parse(&meant).map(|_| meant));
            open.pop();
            let meant = meant.map_err(|error| {
                let known = error.message.starts_with("in the saved") || error.message.starts_with("saved queries");
                let message = if known {
                    error.message
                } else {
                    format!("in the saved query `@{name}`, {text}: {}", error.message)
                };
                let inner = QueryError::at(place, message);
                error.hint.into_iter().fold(inner, QueryError::hint)
            })?;
            out.push_str(&query[at..place.start]);
            out.push('(');
            out.push_str(meant.trim());
            out.push(')');
            at = place.end;
        }
        out.push_str(&query[at..]);
        Ok(out)
    }

    fn unknown(&self, place: Span, name: &str) -> QueryError {
        let error = QueryError::at(place, format!("no query is saved as `@{name}`"));
        match nearest(name, self.0.keys().map(String::as_str)) {
            Some(near) => error.hint(format!("did you mean `@{near}`?")),
            None => error
                .hint("name it in the configuration file, under `[queries]`; put the text in quotes to search for it"),
        }
    }
}

/// Where names stand: at the beginning of a word, outside quotes and regular expressions.
fn places(query: &str) -> Vec<Span> {
    let bytes = query.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    let mut begins = true;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'"' => at = past(bytes, at, b'"'),
            b'/' if begins => at = past(bytes, at, b'/'),
            b'@' if begins => {
                let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
                at += bytes[at..].iter().take_while(is_name).count();
                if at > start + 1 {
                    places.push(Span::new(start, at));
                }
            }
            _ => {}
        }
        begins = byte.is_ascii_whitespace()
            || matches!(byte, b'(' | b'-' | b'+' | b'!')
            || bytes[..at].ends_with("\u{2212}".as_bytes());
    }
    places
}

/// The place after the next `end` that no backslash stands before; the end of the text if none.
fn past(bytes: &[u8], mut at: usize, end: u8) -> usize {
    while let Some(&byte) = bytes.get(at) {
        at += if byte == b'\\' { 2 } else { 1 };
        if byte == end {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> Saved {
        let queries = [
            ("a", "x OR y"),
            ("b", "@a z"),
            ("loop", "@back z"),
            ("back", "@loop"),
            ("bad", "kind:"),
            ("worse", "@bad x"),
        ];
        Saved::from_iter(queries.map(|(name, text)| (name.to_owned(), text.to_owned())))
    }

    #[test]
    fn names_are_replaced_where_words_begin() {
        let expand = |query| saved().expand(query).unwrap();
        assert_eq!(expand("\u{2212}@a"), "\u{2212}(x OR y)");
        assert_eq!(expand("-@b (@a)"), "-((x OR y) z) ((x OR y))");
        assert_eq!(expand("me@a.com \"@a\" /@a/ @"), "me@a.com \"@a\" /@a/ @");
        assert_eq!(expand("\"open @a"), "\"open @a");
    }

    #[test]
    fn circles_and_unknown_names_are_errors() {
        let message = |query| saved().expand(query).unwrap_err().message;
        assert_eq!(message("@loop"), "saved queries lead back to themselves: `@loop`, `@back`, `@loop`");
        assert_eq!(message("@worse"), "in the saved query `@bad`, kind:: `kind:` without a value");
        let error = saved().expand("x @bb").unwrap_err();
        assert_eq!((error.span, error.hint.as_deref()), (Span::new(2, 5), Some("did you mean `@b`?")));
    }
}
