//! The facts of a record for a reader: every value with its sentence, the value marked in it.

use std::io::{self, Write};

use super::{DIM, MARK, NAME, document, number, one_line};
use crate::model::{Amount, Evidence, Guidance, Polarity, Record, Role, Span};

/// How far a sentence is shown to either side of the value.
const REACH: usize = 160;

/// Phrases of each polarity where the tone is one value among others.
const BRIEF: usize = 3;

/// Writes every value of the record, the words it was read from, and why others are missing.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, record: &Record, text: &str) -> io::Result<()> {
    let mut facts = Facts { out, text };
    facts.identity(record)?;
    facts.amounts(record)?;
    facts.guidance(record)?;
    facts.value("guidance_action", &name(&record.guidance_action), record.evidence.get("guidance_action"))?;
    facts.tone(record, usize::MAX)?;
    for (field, reason) in &record.missing {
        writeln!(facts.out, "{NAME}{field:16}{NAME:#} {DIM}missing: {reason}{DIM:#}")?;
    }
    for warning in &record.warnings {
        writeln!(facts.out, "{NAME}{:16}{NAME:#} {}", "warning", one_line(warning))?;
    }
    Ok(())
}

/// Writes one field of the record with the words it was read from; gives whether it has a value
/// that has a place here.
///
/// # Errors
/// What `out` says.
pub fn one(out: &mut dyn Write, record: &Record, text: &str, field: &str) -> io::Result<bool> {
    let mut facts = Facts { out, text };
    let proof = |name: &str| record.evidence.get(name);
    match field {
        "kind" => facts.value("kind", &name(&record.kind), proof("kind"))?,
        "guidance" if !record.guidance.is_empty() => facts.guidance(record)?,
        "guidance_action" => {
            facts.value("guidance_action", &name(&record.guidance_action), proof("guidance_action"))?;
        }
        "tone" if record.tone.is_some() => facts.tone(record, BRIEF)?,
        "phrases" if !record.phrases.is_empty() => facts.tone(record, usize::MAX)?,
        _ => {
            let Some((field, amount)) = amounts(record).into_iter().find(|(known, _)| *known == field) else {
                return Ok(false);
            };
            let Some(amount) = amount else { return Ok(false) };
            facts.value(field, &amount_words(amount), Some(&amount.evidence))?;
        }
    }
    Ok(true)
}

fn amounts(record: &Record) -> [(&'static str, &Option<Amount>); 5] {
    [
        ("revenue", &record.revenue),
        ("revenue_prior", &record.revenue_prior),
        ("eps", &record.eps),
        ("net_income", &record.net_income),
        ("cash", &record.cash),
    ]
}

struct Facts<'a> {
    out: &'a mut dyn Write,
    text: &'a str,
}

impl Facts<'_> {
    fn identity(&mut self, record: &Record) -> io::Result<()> {
        let proof = |field: &str| record.evidence.get(field);
        self.value("kind", &name(&record.kind), proof("kind"))?;
        if let Some(company) = &record.company {
            self.value("company", company, proof("company"))?;
        }
        for ticker in &record.tickers {
            let exchange = ticker.exchange.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            self.value("ticker", &format!("{}{exchange}", ticker.symbol), proof("tickers"))?;
        }
        if !record.mentioned_tickers.is_empty() {
            self.value("mentioned", &record.mentioned_tickers.join(" "), proof("mentioned_tickers"))?;
        }
        if let Some(released) = record.released {
            self.value("released", &released.to_string(), proof("released"))?;
        }
        if let Some(period) = &record.period {
            let also = record.period_also.as_ref().map(|label| format!(" and {label}")).unwrap_or_default();
            self.value("period", &format!("{}{also} ({})", period.label, period.how), proof("period"))?;
            if let Some(end) = period.end {
                let calendar = period.calendar.as_ref().map(|label| format!(" (calendar {label})")).unwrap_or_default();
                self.value("period_end", &format!("{end}{calendar}"), proof("period_end"))?;
            }
        }
        Ok(())
    }

    fn amounts(&mut self, record: &Record) -> io::Result<()> {
        for (field, amount) in amounts(record) {
            if let Some(amount) = amount {
                self.value(field, &amount_words(amount), Some(&amount.evidence))?;
            }
        }
        Ok(())
    }

    fn guidance(&mut self, record: &Record) -> io::Result<()> {
        for guidance in &record.guidance {
            self.value("guidance", &guidance_words(guidance), Some(&guidance.evidence))?;
        }
        Ok(())
    }

    /// The tone, and at most so many phrases of each polarity.
    fn tone(&mut self, record: &Record, most: usize) -> io::Result<()> {
        let Some(tone) = record.tone else { return Ok(()) };
        let words = format!(
            "{} {:+.2} ({} positive, {} negative)",
            name(&tone.label),
            tone.score,
            tone.positive,
            tone.negative
        );
        self.value("tone", &words, None)?;
        let mut shown = [0, 0];
        for phrase in &record.phrases {
            let count = &mut shown[usize::from(phrase.polarity == Polarity::Negative)];
            *count += 1;
            if *count > most {
                continue;
            }
            let sign = if phrase.polarity == Polarity::Positive { "+" } else { "-" };
            let turned = if phrase.negated { ", negated" } else { "" };
            let section = document::section_name(phrase.section);
            writeln!(
                self.out,
                "{NAME}{:16}{NAME:#} {sign} {} {DIM}[{}{turned}, {section}]{DIM:#}",
                "phrase",
                one_line(&phrase.text),
                phrase.rule
            )?;
            self.sentence(phrase.span)?;
        }
        Ok(())
    }

    fn value(&mut self, field: &str, words: &str, evidence: Option<&Evidence>) -> io::Result<()> {
        let rule = evidence.map(|evidence| format!(" {DIM}[{}]{DIM:#}", evidence.rule)).unwrap_or_default();
        writeln!(self.out, "{NAME}{field:16}{NAME:#} {}{rule}", one_line(words))?;
        match evidence.and_then(|evidence| evidence.span) {
            Some(span) => self.sentence(span),
            None => Ok(()),
        }
    }

    /// Writes the sentence around a span, the span marked.
    fn sentence(&mut self, span: Span) -> io::Result<()> {
        let Some(words) = self.text.get(span.range()) else { return Ok(()) };
        let from = self.text.floor_char_boundary(span.start.saturating_sub(REACH));
        let to = self.text.floor_char_boundary((span.end + REACH).min(self.text.len()));
        let (before, after) = (&self.text[from..span.start], &self.text[span.end..to]);
        let begin = before.rfind(". ").map(|at| at + 2).max(before.rfind('\n').map(|at| at + 1));
        let end = after.find('\n').into_iter().chain(after.find(". ").map(|at| at + 1)).min();
        // a sentence that goes on beyond reach is cut between words
        let (before, lead) = match begin {
            Some(at) => (&before[at..], ""),
            None if from > 0 => (before.split_once(' ').map_or(before, |(_, rest)| rest), "\u{2026} "),
            None => (before, ""),
        };
        let (after, rest) = match end {
            Some(at) => (&after[..at], ""),
            None if to < self.text.len() => (after.rsplit_once(' ').map_or(after, |(words, _)| words), " \u{2026}"),
            None => (after, ""),
        };
        let gap = |text: &str, at_end: bool| {
            let c = if at_end { text.chars().next_back() } else { text.chars().next() };
            if c.is_some_and(char::is_whitespace) { " " } else { "" }
        };
        writeln!(
            self.out,
            "{:16} {lead}{}{}{MARK}{}{MARK:#}{}{}{rest}",
            "",
            one_line(before),
            gap(before, true),
            marked(words),
            gap(after, false),
            one_line(after)
        )
    }
}

/// The words of a span; the middle of very long ones is left out.
fn marked(words: &str) -> String {
    const LONGEST: usize = 2 * REACH;
    let words = one_line(words);
    if words.len() <= LONGEST {
        return words;
    }
    let (first, last) = (words.floor_char_boundary(REACH), words.ceil_char_boundary(words.len() - REACH));
    // between words
    let head = words[..first].rsplit_once(' ').map_or(&words[..first], |(head, _)| head);
    let tail = words[last..].split_once(' ').map_or(&words[last..], |(_, tail)| tail);
    format!("{} \u{2026} {}", head.trim_end(), tail.trim_start())
}

fn amount_words(amount: &Amount) -> String {
    let role = match amount.role {
        Role::Actual => "",
        Role::Preliminary => " preliminary",
    };
    let end = |value: Option<f64>| value.map(number::plain).unwrap_or_default();
    if amount.low == amount.high {
        return format!("{} {}{role}", amount.currency, end(amount.low));
    }
    format!("{} {} .. {}{role}", amount.currency, end(amount.low), end(amount.high))
}

fn guidance_words(guidance: &Guidance) -> String {
    let mut words = vec![name(&guidance.metric)];
    words.extend(guidance.period.clone());
    if guidance.low.is_some() || guidance.high.is_some() {
        words.push(format!(
            "{} {}",
            guidance.currency.as_deref().unwrap_or(""),
            number::range(guidance.low, guidance.high)
        ));
    }
    if guidance.pct_low.is_some() || guidance.pct_high.is_some() {
        words.push(number::percents(guidance.pct_low, guidance.pct_high));
    }
    if guidance.was_low.is_some() || guidance.was_high.is_some() {
        words.push(format!("was {}", number::range(guidance.was_low, guidance.was_high)));
    }
    words.join(" ")
}

/// The name of a value as JSON writes it.
pub fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_very_long_is_cut_between_words() {
        let text = marked(&"valves pumps ".repeat(REACH));
        let (head, tail) = text.split_once(" \u{2026} ").unwrap_or_default();
        let whole = |part: &str| part.split(' ').all(|word| matches!(word, "valves" | "pumps"));
        assert!(whole(head) && whole(tail) && text.len() <= 2 * REACH + 5, "{text}");
    }
}
