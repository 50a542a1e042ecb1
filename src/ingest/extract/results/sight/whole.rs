//! Whether a metric word means the whole: total revenue rather than a segment's, the net result
//! rather than one before something.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Head, issuer::is_own, partial::is_told_of_a_part, sentence::Sentence};
use crate::ingest::extract::money::Quantity;

/// Words that leave revenue the whole company's: data, `plain.txt`.
static PLAIN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../plain.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

impl Sentence<'_> {
    /// Whether cash is what the company holds: `cash and investments of`, `ended the year with $31
    /// million in cash`; not what it earned, paid or handed back.
    pub fn is_held(&self, quantity: &Quantity, head: &Head) -> bool {
        const GOES: [&str; 22] = [
            "flow",
            "dividend",
            "provided",
            "used",
            "generat",
            "operati",
            "paid",
            "pay",
            "consideration",
            "return",
            "distribut",
            "charge",
            "from",
            "price",
            "acqui",
            "receive",
            "proceeds",
            "restricted",
            "spen",
            "per share",
            "burn",
            "rais",
        ];
        const HOLDS: [&str; 16] = [
            " had ",
            " has ",
            " have ",
            " with ",
            " holds ",
            " held ",
            " hold ",
            "ended",
            "closed",
            "finished",
            "balance",
            "position",
            "include",
            "including",
            " was ",
            " were ",
        ];
        const JOINS: [&str; 14] = [
            "of", "totaled", "totalled", "totaling", "was", "were", "at", "to", "stood", "amounted", "is", "are", ":",
            "about",
        ];
        let (start, end) = (quantity.span.start, quantity.span.end);
        let after = self.text[head.end.max(end)..self.end].to_ascii_lowercase();
        let after = &after[..after.floor_char_boundary(30)];
        let before = self.text[self.start..head.start.min(start)].to_ascii_lowercase();
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(60))..];
        const OWED: [&str; 5] = ["to ", "drawn", "outstanding under", "borrowed", "of debt"];
        if GOES.iter().any(|word| near.contains(word)) || OWED.iter().any(|word| after.trim_start().starts_with(word)) {
            return false;
        }
        if head.start >= end {
            let padded = format!(" {before} ");
            return HOLDS.iter().any(|word| padded.contains(word))
                && !GOES.iter().any(|word| after.trim_start().starts_with(word));
        }
        let between = self.text[head.end..start].to_ascii_lowercase();
        let words = between.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        between.len() < 110
            && !GOES.iter().any(|word| between.contains(word))
            && (words.into_iter().any(|word| JOINS.contains(&word)) || between.trim_end().ends_with(':'))
    }

    /// Whether `earnings`, `profit` or `loss` alone can be the net figure.
    pub fn is_net(&self, head: &Head) -> bool {
        let word = self.text[head.start..head.end].to_ascii_lowercase();
        if word.contains("net")
            || word.contains(" after tax")
            || word.starts_with("profit a")
            || word.contains(" for the ")
            || matches!(word.as_str(), "lost" | "earned")
        {
            return true;
        }
        let rest = self.text[head.end..self.end].trim_start().to_ascii_lowercase();
        let before = self.words_before(head);
        let plain = before.last().is_none_or(|word| {
            matches!(
                *word,
                "a" | "of" | "its" | "the" | "with" | "quarter" | "reported" | "record" | "to" | "and" | "quarterly"
            )
        });
        const PARTS: [&str; 7] = ["from", "before", "on ", "per", "after financial", "after net financial", "margin"];
        plain && !PARTS.iter().any(|word| rest.starts_with(word))
    }

    /// Up to three words before a metric word, lower case ones of the same clause.
    pub fn words_before(&self, head: &Head) -> Vec<&str> {
        let before = &self.text[self.start..head.start];
        let clause = before.rsplit([',', ';', ':', '(', '"', '\u{201c}', '\u{2014}']).next().unwrap_or(before);
        let bullet = |word: &str| word == "o" || word != "&" && !word.contains(char::is_alphanumeric);
        let mut words: Vec<&str> = clause.split_whitespace().rev().take(3).filter(|word| !bullet(word)).collect();
        words.reverse();
        words
    }

    /// Whether revenue or sales are the whole company's: no adjective before them but a known one,
    /// nothing after them that makes them a part.
    pub fn is_total(&self, head: &Head, after: bool) -> bool {
        let words = self.words_before(head);
        let consolidated = words.iter().any(|word| word.eq_ignore_ascii_case("consolidated"));
        if words.is_empty() && (self.is_entry_of_a_part(head) || self.is_titled_part(head)) || self.is_group(&words) {
            return false;
        }
        let before = self.text[self.start..head.start].trim_end();
        const PARTLY: [&str; 8] = [
            "related to",
            "relating to",
            "attributable to",
            "included in",
            "impact on",
            "effect on",
            "impact to",
            "contribution to",
        ];
        if PARTLY.iter().any(|lead| before.ends_with(lead)) {
            return false;
        }
        if let Some(last) = words.last().filter(|_| !consolidated) {
            let bare = last
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}' && c != '-')
                .to_ascii_lowercase();
            let owner = bare.ends_with("'s") || bare.ends_with("\u{2019}s") || bare.ends_with("s'");
            let year = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
            let quarter =
                bare.ends_with("quarter") || matches!(bare.as_bytes(), [b'q', b'1'..=b'4'] | [b'1'..=b'4', b'q']);
            let verb = ["announces", "report", "reports", "expects", "see", "sees", "projects", "estimates"]
                .contains(&bare.as_str());
            if !(PLAIN.contains(bare.as_str()) || owner || year || quarter || verb || bare.is_empty()) {
                return false;
            }
        }
        after || !self.is_part(head)
    }

    /// Whether revenue is that of another than the issuer, or of a part of it: `Rail & Road's total sales`.
    pub fn is_foreign(&self, head: &Head) -> bool {
        let Some(company) = self.place.company else { return false };
        let alike = |owner: &str| {
            owner.get(..3).zip(company.get(..3)).is_some_and(|(owner, company)| owner.eq_ignore_ascii_case(company))
        };
        self.words_before(head).iter().any(|word| {
            let owner = ["'s", "\u{2019}s", "s'", "s\u{2019}"].iter().find_map(|end| word.strip_suffix(end));
            owner.filter(|owner| owner.starts_with(|c: char| c.is_uppercase())).is_some_and(|owner| {
                let owner = owner.to_ascii_lowercase();
                let time = matches!(owner.as_str(), "today" | "year") || crate::model::month(&owner).is_some();
                !(time || owner == "inc" || is_own(company, &owner) || alike(&owner))
            })
        })
    }

    /// Whether a part of the company is named before a dash: `Software \u{2014} revenues of`.
    fn is_entry_of_a_part(&self, head: &Head) -> bool {
        let before = self.text[self.start..head.start].trim_end();
        let Some(name) = before.strip_suffix('\u{2014}').map(str::trim) else { return false };
        let lower = self.text[head.start..head.end].starts_with(|c: char| c.is_lowercase());
        lower && name.len() < 40 && !name.contains([',', '.']) && name.starts_with(|c: char| c.is_uppercase())
    }

    /// Whether a part of the company is named before a colon: `Flexible Packaging: Sales rose to`.
    fn is_titled_part(&self, head: &Head) -> bool {
        const TITLES: [&str; 22] = [
            "result",
            "highlight",
            "summary",
            "quarter",
            "year",
            "month",
            "half",
            "consolidated",
            "total",
            "company",
            "operat",
            "financial",
            "revenue",
            "sales",
            "overview",
            "performance",
            "period",
            "included",
            "following",
            "follows",
            "group",
            "key",
        ];
        let before = self.text[self.start..head.start].trim_end();
        let Some(name) = before.strip_suffix(':') else { return false };
        let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let lower = name.to_ascii_lowercase();
        let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '&') || word == "and";
        let issuer = self.place.company.and_then(|name| name.split(' ').next()).unwrap_or_default();
        (3..40).contains(&name.len())
            && name.split(' ').all(capital)
            && !name.bytes().any(|byte| byte.is_ascii_digit())
            && !TITLES.iter().any(|title| lower.contains(title))
            && (issuer.is_empty() || !name.starts_with(issuer))
    }

    /// Whether the words before a metric name a group of the company in capitals: `PRIVATE CLIENT GROUP revenues`.
    fn is_group(&self, words: &[&str]) -> bool {
        let words = match words {
            [rest @ .., "net" | "Net" | "NET" | "total" | "Total" | "TOTAL"] => rest,
            all => all,
        };
        let [.., name, "GROUP" | "Group"] = words else { return false };
        let issuer = self.place.company.unwrap_or_default().to_ascii_lowercase();
        name.starts_with(|c: char| c.is_uppercase())
            && !matches!(*name, "The" | "THE" | "Our" | "Total")
            && !issuer.contains(&name.to_ascii_lowercase())
    }

    /// Whether the words after `sales` or `revenues` make them a part: `from services`, `in Asia`.
    pub fn is_part(&self, head: &Head) -> bool {
        let rest = self.text[head.end..self.end].trim_start();
        let lower = rest.to_ascii_lowercase();
        const PARTS: [&str; 13] = [
            "from ",
            "of the ",
            "of our ",
            "of its ",
            "growth",
            "per ",
            "by ",
            "recognition",
            "to customers",
            "attributable to ",
            "related to ",
            "generated by ",
            "share",
        ];
        if lower.starts_with("from continuing") || lower.starts_with("from operations") {
            return false;
        }
        if lower.starts_with("from $") || lower.starts_with("from us$") {
            return false;
        }
        if PARTS.iter().any(|part| lower.starts_with(part)) || is_told_of_a_part(rest, self.place.company) {
            return true;
        }
        // in Asia, in the Asia segment; but in the quarter, in 2003
        lower.strip_prefix("in ").is_some_and(|place| {
            let word = &rest[3..];
            word.starts_with(|c: char| c.is_uppercase()) && !place.starts_with(['q', 'f']) || place.contains("segment")
        })
    }
}
