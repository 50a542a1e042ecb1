//! The values of a hit by name: what `--fields`, templates and tables of hits are made of.

use super::{Cell, CellKind, Hit};
use crate::{
    diag::{Error, Result},
    index::{name_of, schema},
    model::{Amount, Evidence, Guidance, Metric, Polarity, Record},
    query::{metrics, nearest},
};

/// A named value of a hit.
#[derive(Debug, Clone)]
pub struct Column {
    name: String,
    kind: CellKind,
    source: Source,
}

type Read = fn(&Hit) -> Cell;
type ReadAmount = fn(&Record) -> Option<&Amount>;

#[derive(Debug, Clone)]
enum Source {
    Plain(Read),
    Amount(ReadAmount, Part),
    Guidance(Metric, Part),
}

/// A part of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The figure, or `low..high`.
    Whole,
    Low,
    High,
    PctLow,
    PctHigh,
    Currency,
    Role,
    Period,
    Rule,
    Quote,
    Start,
    End,
}

const PARTS: &[(&str, Part, CellKind)] = &[
    ("low", Part::Low, CellKind::Number),
    ("high", Part::High, CellKind::Number),
    ("pct_low", Part::PctLow, CellKind::Number),
    ("pct_high", Part::PctHigh, CellKind::Number),
    ("currency", Part::Currency, CellKind::Text),
    ("role", Part::Role, CellKind::Text),
    ("period", Part::Period, CellKind::Text),
    ("rule", Part::Rule, CellKind::Text),
    ("quote", Part::Quote, CellKind::Text),
    ("start", Part::Start, CellKind::Integer),
    ("end", Part::End, CellKind::Integer),
];

const AMOUNTS: &[(&str, ReadAmount)] = &[
    ("revenue", |record| record.revenue.as_ref()),
    ("revenue_prior", |record| record.revenue_prior.as_ref()),
    ("eps", |record| record.eps.as_ref()),
    ("net_income", |record| record.net_income.as_ref()),
    ("cash", |record| record.cash.as_ref()),
];

#[rustfmt::skip]
const PLAIN: &[(&str, CellKind, Read)] = &[
    ("rank", CellKind::Integer, |hit| hit.rank.into()),
    ("score", CellKind::Number, |hit| f64::from(hit.score).into()),
    ("id", CellKind::Text, |hit| hit.record.id.as_str().into()),
    ("path", CellKind::Text, |hit| hit.record.path.as_str().into()),
    ("also_at", CellKind::List, |hit| hit.record.also_at.clone().into()),
    ("same_as", CellKind::List, |hit| hit.same_as.clone().into()),
    ("accession", CellKind::Text, |hit| hit.record.accession.as_deref().into()),
    ("sequence", CellKind::Integer, |hit| hit.record.sequence.map(i64::from).into()),
    ("url", CellKind::Text, |hit| url(&hit.record).into()),
    ("form", CellKind::Text, |hit| hit.record.form.as_deref().into()),
    ("exhibit", CellKind::Text, |hit| hit.record.exhibit.as_deref().into()),
    ("description", CellKind::Text, |hit| hit.record.description.as_deref().into()),
    ("filename", CellKind::Text, |hit| hit.record.filename.as_deref().into()),
    ("items", CellKind::List, |hit| hit.record.items.clone().into()),
    ("company", CellKind::Text, |hit| hit.record.company.as_deref().into()),
    ("other_names", CellKind::List, |hit| hit.record.other_names.clone().into()),
    ("cik", CellKind::Integer, |hit| hit.record.cik.first().copied().into()),
    ("ciks", CellKind::List, |hit| hit.record.cik.iter().map(u64::to_string).collect::<Vec<_>>().into()),
    ("ticker", CellKind::Text, |hit| hit.record.tickers.first().map(|ticker| ticker.symbol.as_str()).into()),
    ("tickers", CellKind::List, |hit| hit.record.tickers.iter().map(|ticker| ticker.symbol.clone()).collect::<Vec<_>>().into()),
    ("exchange", CellKind::Text, |hit| hit.record.tickers.first().and_then(|ticker| ticker.exchange.as_deref()).into()),
    ("mentioned_tickers", CellKind::List, |hit| hit.record.mentioned_tickers.clone().into()),
    ("sic", CellKind::Integer, |hit| hit.record.sic.map(i64::from).into()),
    ("date", CellKind::Day, |hit| hit.record.date.into()),
    ("filed", CellKind::Day, |hit| hit.record.filed.into()),
    ("released", CellKind::Day, |hit| hit.record.released.into()),
    ("accepted", CellKind::Text, |hit| hit.record.accepted.as_deref().into()),
    ("period", CellKind::Text, |hit| hit.record.period.as_ref().map(|period| period.label.as_str()).into()),
    ("period_end", CellKind::Day, |hit| hit.record.period.as_ref().and_then(|period| period.end).into()),
    ("calendar", CellKind::Text, |hit| hit.record.period.as_ref().and_then(|period| period.calendar.as_deref()).into()),
    ("period_also", CellKind::Text, |hit| hit.record.period_also.as_deref().into()),
    ("weeks", CellKind::Integer, |hit| hit.record.period.as_ref().and_then(|period| period.weeks).map(i64::from).into()),
    ("kind", CellKind::Text, |hit| name_of(&hit.record.kind).into()),
    ("guidance_action", CellKind::Text, |hit| name_of(&hit.record.guidance_action).into()),
    ("tone", CellKind::Text, |hit| hit.record.tone.map(|tone| name_of(&tone.label)).into()),
    ("tone.score", CellKind::Number, |hit| hit.record.tone.map(|tone| tone.score).into()),
    ("tone.positive", CellKind::Integer, |hit| hit.record.tone.map(|tone| i64::from(tone.positive)).into()),
    ("tone.negative", CellKind::Integer, |hit| hit.record.tone.map(|tone| i64::from(tone.negative)).into()),
    ("phrases", CellKind::List, |hit| phrases(&hit.record, None).into()),
    ("phrases.negative", CellKind::List, |hit| phrases(&hit.record, Some(Polarity::Negative)).into()),
    ("phrases.positive", CellKind::List, |hit| phrases(&hit.record, Some(Polarity::Positive)).into()),
    ("sections", CellKind::List, |hit| hit.record.sections.iter().map(|section| name_of(&section.kind)).collect::<Vec<_>>().into()),
    ("missing", CellKind::List, |hit| hit.record.missing.iter().map(|(field, why)| format!("{field}={why}")).collect::<Vec<_>>().into()),
    ("warnings", CellKind::List, |hit| hit.record.warnings.clone().into()),
    ("headline", CellKind::Text, |hit| hit.headline.as_deref().into()),
    ("snippet", CellKind::Text, |hit| hit.snippets.first().map(|snippet| snippet.text.split_whitespace().collect::<Vec<_>>().join(" ")).into()),
    ("snippet.section", CellKind::Text, |hit| hit.snippets.first().map(|snippet| name_of(&snippet.section)).into()),
    ("snippet.start", CellKind::Integer, |hit| hit.snippets.first().map(|snippet| snippet.start as u64).into()),
    ("snippet.end", CellKind::Integer, |hit| hit.snippets.first().map(|snippet| snippet.end as u64).into()),
];

/// Other spellings of names.
const ALIASES: &[(&str, &str)] = &[
    ("name", "company"),
    ("co", "company"),
    ("symbol", "ticker"),
    ("tickers.symbol", "ticker"),
    ("tickers.exchange", "exchange"),
    ("quarter", "period"),
    ("fq", "period"),
    ("period.label", "period"),
    ("period.end", "period_end"),
    ("period.calendar", "calendar"),
    ("period.weeks", "weeks"),
    ("cq", "calendar"),
    ("ended", "period_end"),
    ("score.tone", "tone.score"),
    ("tone.label", "tone"),
    ("action", "guidance_action"),
    ("item", "items"),
    ("ex", "exhibit"),
    ("role", "revenue.role"),
    ("currency", "revenue.currency"),
    ("file", "path"),
    ("text", "snippet"),
    ("title", "headline"),
];

/// What a table of hits shows where nothing else is asked for.
pub const DEFAULT: &[&str] = &[
    "id",
    "ticker",
    "cik",
    "company",
    "date",
    "form",
    "exhibit",
    "kind",
    "period",
    "period_end",
    "revenue.low",
    "revenue.high",
    "revenue.currency",
    "revenue.role",
    "revenue_prior.low",
    "revenue_prior.high",
    "eps.low",
    "eps.high",
    "net_income.low",
    "net_income.high",
    "guidance.period",
    "guidance.low",
    "guidance.high",
    "guidance_action",
    "tone",
    "tone.score",
    "accession",
    "path",
    "snippet",
];

impl Column {
    /// The column of a name.
    ///
    /// # Errors
    /// There is no such value; the message names the nearest.
    ///
    /// ```
    /// use filings::search::Column;
    /// assert_eq!(Column::named("revenue.low")?.name(), "revenue.low");
    /// let error = Column::named("revenu.low").unwrap_err();
    /// assert_eq!(error.hint_text(), Some("did you mean `revenue.low`?"));
    /// # Ok::<(), filings::diag::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self> {
        let typed = name.trim();
        let lower = typed.to_lowercase();
        let known = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, name)| name);
        let read = |name: &str| plain(name).or_else(|| amount(name)).or_else(|| guidance(name));
        let (kind, source) = read(known).or_else(|| read(&as_queried(known)?)).ok_or_else(|| unknown(typed))?;
        Ok(Self { name: lower, kind, source })
    }

    /// Columns of a list such as `ticker,period,revenue.low`.
    ///
    /// # Errors
    /// As [`Column::named`].
    pub fn list(names: &str) -> Result<Vec<Self>> {
        names.split([',', ' ']).filter(|name| !name.is_empty()).map(Self::named).collect()
    }

    /// Every name there is.
    #[must_use]
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = PLAIN.iter().map(|(name, ..)| (*name).to_owned()).collect();
        for (amount, _) in AMOUNTS {
            names.push((*amount).to_owned());
            names.extend(
                PARTS
                    .iter()
                    .filter(|(_, part, _)| !matches!(part, Part::Period | Part::PctLow | Part::PctHigh))
                    .map(|(p, ..)| format!("{amount}.{p}")),
            );
        }
        names.push("guidance".to_owned());
        names.extend(
            PARTS.iter().filter(|(_, part, _)| *part != Part::Role).map(|(part, ..)| format!("guidance.{part}")),
        );
        names
    }

    /// Its name, as it was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its values are.
    #[must_use]
    pub const fn kind(&self) -> CellKind {
        self.kind
    }

    /// The value of a hit.
    #[must_use]
    pub fn of(&self, hit: &Hit) -> Cell {
        match &self.source {
            Source::Plain(read) => read(hit),
            Source::Amount(read, part) => read(&hit.record).map_or(Cell::Missing, |amount| amount_part(amount, *part)),
            Source::Guidance(metric, part) => {
                let first = hit.record.guidance.iter().find(|guidance| guidance.metric == *metric);
                first.map_or(Cell::Missing, |guidance| guidance_part(guidance, *part))
            }
        }
    }
}

fn plain(name: &str) -> Option<(CellKind, Source)> {
    PLAIN.iter().find(|(known, ..)| *known == name).map(|&(_, kind, read)| (kind, Source::Plain(read)))
}

/// A name in the spelling of this table, where queries know it by another: `sales`, `rev.low`, `filing_date`.
fn as_queried(name: &str) -> Option<String> {
    let (base, part) = name.split_once('.').map_or((name, None), |(base, part)| (base, Some(part)));
    let field = schema::field(&base.replace('-', "_"))?;
    Some(part.map_or(field.name.to_owned(), |part| format!("{}.{part}", field.name)))
}

/// `revenue`, `revenue.low`.
fn amount(name: &str) -> Option<(CellKind, Source)> {
    let (base, part) = name.split_once('.').map_or((name, None), |(base, part)| (base, Some(part)));
    let &(_, read) = AMOUNTS.iter().find(|(known, _)| *known == base)?;
    let (part, kind) = part_named(part)?;
    let is_promised = matches!(part, Part::Period | Part::PctLow | Part::PctHigh);
    (!is_promised).then_some((kind, Source::Amount(read, part)))
}

/// `guidance` and `guidance.low` of revenue; `guidance.eps`, `guidance.eps.low` of another measure.
fn guidance(name: &str) -> Option<(CellKind, Source)> {
    let rest = name.strip_prefix("guidance")?;
    let mut parts = rest.strip_prefix('.').map(|rest| rest.split('.')).into_iter().flatten().peekable();
    let metric = parts.peek().and_then(|first| metrics().into_iter().find(|(metric, _)| metric == first));
    let metric = metric.map_or(Metric::Revenue, |(_, metric)| {
        parts.next();
        metric
    });
    let (part, kind) = part_named(parts.next())?;
    let is_whole_name = rest.is_empty() || rest.starts_with('.');
    (is_whole_name && part != Part::Role && parts.next().is_none()).then_some((kind, Source::Guidance(metric, part)))
}

fn part_named(part: Option<&str>) -> Option<(Part, CellKind)> {
    match part {
        None => Some((Part::Whole, CellKind::Text)),
        Some(part) => PARTS.iter().find(|(known, ..)| *known == part).map(|&(_, part, kind)| (part, kind)),
    }
}

fn unknown(name: &str) -> Error {
    let names = Column::names();
    let near = nearest(name, names.iter().map(String::as_str));
    let hint = near.map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Error::message(format!("a hit has no field `{name}`")).hint(hint)
}

/// A single figure as a number, another as a range.
fn whole(low: Option<f64>, high: Option<f64>) -> Cell {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.into(),
        (None, None) => Cell::Missing,
        (low, high) => Cell::Range { low, high },
    }
}

/// What is promised in an amount, else in percent.
fn promise(guidance: &Guidance) -> Cell {
    match whole(guidance.low, guidance.high) {
        Cell::Missing if guidance.pct_low.is_none() && guidance.pct_high.is_none() => Cell::Missing,
        Cell::Missing => Cell::Percent { low: guidance.pct_low, high: guidance.pct_high },
        amount => amount,
    }
}

fn amount_part(amount: &Amount, part: Part) -> Cell {
    match part {
        Part::Whole => whole(amount.low, amount.high),
        Part::Low => amount.low.into(),
        Part::High => amount.high.into(),
        Part::Currency => Some(amount.currency.as_str()).filter(|code| !code.is_empty()).into(),
        Part::Role => name_of(&amount.role).into(),
        Part::Period | Part::PctLow | Part::PctHigh => Cell::Missing,
        proof => evidence_part(&amount.evidence, proof),
    }
}

fn guidance_part(guidance: &Guidance, part: Part) -> Cell {
    match part {
        Part::Whole => promise(guidance),
        Part::Low => guidance.low.into(),
        Part::High => guidance.high.into(),
        Part::PctLow => guidance.pct_low.into(),
        Part::PctHigh => guidance.pct_high.into(),
        Part::Currency => guidance.currency.as_deref().into(),
        Part::Period => guidance.period.as_deref().into(),
        Part::Role => Cell::Missing,
        proof => evidence_part(&guidance.evidence, proof),
    }
}

fn evidence_part(evidence: &Evidence, part: Part) -> Cell {
    match part {
        Part::Rule => evidence.rule.as_str().into(),
        Part::Quote => evidence.quote.as_str().into(),
        Part::Start => evidence.span.map(|span| span.start as u64).into(),
        Part::End => evidence.span.map(|span| span.end as u64).into(),
        _ => Cell::Missing,
    }
}

fn phrases(record: &Record, polarity: Option<Polarity>) -> Vec<String> {
    let wanted = record.phrases.iter().filter(|phrase| polarity.is_none_or(|polarity| polarity == phrase.polarity));
    wanted.map(|phrase| phrase.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// EDGAR's page of the submission.
fn url(record: &Record) -> Option<String> {
    let (accession, cik) = (record.accession.as_deref()?, record.cik.first()?);
    let folder = accession.replace('-', "");
    Some(format!("https://www.sec.gov/Archives/edgar/data/{cik}/{folder}/{accession}-index.htm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_default_is_a_column() {
        for name in Column::names().iter().map(String::as_str).chain(DEFAULT.iter().copied()) {
            assert!(Column::named(name).is_ok(), "{name}");
        }
        assert!(ALIASES.iter().all(|(alias, _)| Column::named(alias).is_ok()));
        assert!(Column::named("guidance.eps.low").is_ok());
    }

    #[test]
    fn unknown_names_are_errors() {
        for name in ["", "revenue.", "revenue.lo", "guidance.low.high", "guidance_x", "eps.period"] {
            assert!(Column::named(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_range_is_written_with_both_ends() {
        assert_eq!(whole(Some(30e6), Some(34e6)).plain(), "30000000..34000000");
        assert_eq!(whole(Some(30e6), None).plain(), "30000000..");
        assert_eq!(whole(Some(0.89), Some(0.89)), 0.89.into());
    }

    #[test]
    fn names_of_queries_are_known() {
        for name in ["sales", "rev.low", "filing_date", "title", "net-income.high", "guidance.tax_rate.pct_low"] {
            assert!(Column::named(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_promise_in_percent_says_so() {
        let rate = Guidance { pct_low: Some(11.5), pct_high: Some(12.0), ..Guidance::default() };
        assert_eq!(promise(&rate).plain(), "11.5..12%");
        let json = serde_json::to_string(&promise(&rate)).unwrap();
        assert_eq!(json, r#"{"pct_low":11.5,"pct_high":12}"#);
    }
}
