//! Whether a net result is that of a part of the company: `Global Banking earned`, `the unit's net income was`,
//! `contributed $4 million of the Company's net income`.

use super::{Head, issuer::is_own, partial::is_told_of_a_part, sentence::Sentence};

impl Sentence<'_> {
    /// Whether the words around a metric of earnings make it a part's.
    pub(super) fn is_of_a_unit(&self, head: &Head, after: bool, gap: &str) -> bool {
        const UNITS: [&str; 5] = ["segment", "division", "subsidiar", " unit ", "joint venture"];
        const SHARES: [&str; 3] = ["contributed", "accounted for", "added"];
        let lead = self.lower(self.start, head.start);
        if after {
            return SHARES.iter().any(|share| gap.contains(share)) && lead.trim_end().ends_with("company's");
        }
        let clause = lead.rsplit([',', ';', ':', '(']).next().unwrap_or(lead);
        let rest = self.text[head.end..self.end].trim_start();
        let placed = rest.strip_prefix("in ").is_some_and(|place| place.starts_with(|c: char| c.is_uppercase()));
        UNITS.iter().any(|unit| clause.contains(unit))
            || placed && is_told_of_a_part(rest, self.place.company)
            || self.is_verb_of_another(head)
    }

    /// Whether `earned` or `lost` has another subject than the company.
    fn is_verb_of_another(&self, head: &Head) -> bool {
        const OTHERS: [&str; 6] = ["it", "we", "they", "also", "and", "bancshares"];
        if !matches!(self.lower(head.start, head.end), "earned" | "lost") {
            return false;
        }
        let Some(company) = self.place.company else { return false };
        let before = self.text[self.start..head.start].trim_end();
        let Some(last) = before.rsplit([' ', '\n']).next() else { return false };
        let word = last.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_ascii_lowercase();
        let named = word.len() > 2 && word.starts_with(|c: char| c.is_uppercase()) && before.len() > last.len();
        named && last == word && !OTHERS.contains(&lower.as_str()) && !is_own(company, &lower)
    }
}
