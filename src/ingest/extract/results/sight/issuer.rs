//! Whether a name in a sentence is the company's own.

/// Nouns by which a company speaks of itself.
const NOUNS: [&str; 11] = [
    "company",
    "corporation",
    "group",
    "bank",
    "bancorp",
    "partnership",
    "trust",
    "fund",
    "firm",
    "holdings",
    "quarter",
];

/// Whether a word, in lower case, stands for the company: a noun for it, a word of its name, its initials.
pub(super) fn is_own(company: &str, word: &str) -> bool {
    let initials: String = company.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
    NOUNS.contains(&word)
        || company.to_ascii_lowercase().contains(word)
        || initials.to_ascii_lowercase().starts_with(word)
}
