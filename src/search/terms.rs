//! How often terms stand in documents: a matrix of counts, zeros included.

use super::{Cell, CellKind, Head, Request, find, loaded, places::Finder, snippet::looks_in};
use crate::{
    diag::{Error, Result},
    index::{Index, Stored, analyzer, schema::Text, text_of},
    model::Date,
    query::{self, Plan, TextMatch},
};

/// Terms to count.
#[derive(Debug, Clone)]
pub struct Terms {
    names: Vec<String>,
    matches: Vec<TextMatch>,
}

impl Terms {
    /// Reads terms as the query language has them: words (in any inflection), `"phrases"`,
    /// `indemn*`, `/regex/`, `a w/5 b`. They are counted in the narrative; `in:all term` and
    /// `section:outlook term` say where else.
    ///
    /// # Errors
    /// A term that is none.
    ///
    /// ```
    /// use filings::search::Terms;
    /// assert!(Terms::read(["shortfall", "\"going concern\""]).is_ok());
    /// assert!(Terms::read(["ticker:ACME"]).is_err());
    /// ```
    pub fn read<'a>(terms: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut all = Self { names: Vec::new(), matches: Vec::new() };
        for term in terms {
            let ast = query::parse(term).map_err(|error| error.of(term))?;
            let ast = query::as_words(term, ast);
            let plan = query::resolve(&ast, Date::default()).map_err(|error| error.of(term))?;
            let Plan::Text(found) = plan else {
                return Err(Error::message(format!("`{term}` is no term that can be counted"))
                    .hint("one word or \"phrase\" a line; words that stand together need quotes"));
            };
            let phrase = term.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            all.names.push(phrase.filter(|words| !words.contains('"')).unwrap_or(term).to_owned());
            all.matches.push(found);
        }
        if all.names.is_empty() {
            return Err(Error::message("there are no terms to count"));
        }
        Ok(all)
    }

    /// The columns: what identifies a document, the words of its narrative, in which terms are counted unless
    /// they say where else, and all its words; then a count for each term.
    #[must_use]
    pub fn heads(&self) -> Vec<Head> {
        let known = [
            ("id", CellKind::Text),
            ("ticker", CellKind::Text),
            ("cik", CellKind::Integer),
            ("period", CellKind::Text),
            ("date", CellKind::Day),
            ("words", CellKind::Integer),
            ("words_all", CellKind::Integer),
        ];
        let known = known.into_iter().map(|(name, kind)| Head::new(name, kind));
        known.chain(self.names.iter().map(|name| Head::new(name, CellKind::Integer))).collect()
    }
}

/// Counts terms in every matching document, in the order of the request, a row at a time; without a
/// limit all of them.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn count_terms<'a>(
    index: &'a Index,
    request: &Request,
    terms: &'a Terms,
) -> Result<(u64, impl Iterator<Item = Result<Vec<Cell>>> + use<'a>)> {
    let mut found = find(index, request)?;
    if request.limit > 0 {
        found.collection.entries.truncate(request.limit);
    }
    let finder = Finder::of(terms.matches.iter().map(|term| &term.shape));
    let rows =
        loaded(found.collection.entries, 0, move |_, entry| Ok(row(&index.stored(entry.address)?, terms, &finder)));
    Ok((found.collection.total, rows))
}

fn row(stored: &Stored, terms: &Terms, finder: &Finder) -> Vec<Cell> {
    let record = &stored.record;
    let mut counts = vec![0_u64; terms.matches.len()];
    let (mut words, mut words_all) = (0_u64, 0_u64);
    for section in &record.sections {
        let Some(body) = stored.text.get(section.span().range()) else { continue };
        let mut here = 0;
        analyzer::each_word(body, |_, _| here += 1);
        words_all += here;
        if text_of(section.kind) == Text::Narrative {
            words += here;
        }
        let places = finder.places(body);
        if places.is_empty() {
            continue;
        }
        for (count, term) in counts.iter_mut().zip(&terms.matches) {
            if looks_in(&term.target, section.kind) {
                *count += places.count(&term.shape);
            }
        }
    }
    let known: [Cell; 7] = [
        record.id.as_str().into(),
        record.tickers.first().map(|ticker| ticker.symbol.as_str()).into(),
        record.cik.first().copied().into(),
        record.period.as_ref().map(|period| period.label.as_str()).into(),
        record.date.into(),
        words.into(),
        words_all.into(),
    ];
    known.into_iter().chain(counts.into_iter().map(Cell::from)).collect()
}
