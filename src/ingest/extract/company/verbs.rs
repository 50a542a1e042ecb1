//! Words that follow the subject of a sentence or a headline, and so end its name.

/// After the subject of a first sentence: `Brightwater Optics today announced`.
const SENTENCE: &str = "today announced announces reported reports said has is will expects have a an the and one which \
    had released updated received plans entered completed declared posted recently this confirmed provided revised \
    commented issued or parent previously now lowered raised yesterday reiterated reaffirmed withdrew warned disclosed \
    stated believes anticipates estimates recorded experienced";

/// After the subject of a headline: `Brightwater Optics Withdraws Outlook`.
const HEADLINE: &str = "announces reports announce to provides updates expects raises lowers completes enters receives \
    acquires declares posts issues releases names appoints reaffirms revises sees achieves delivers signs agrees \
    comments responds returns files first second third fourth sets adjusts warns cuts confirms preannounces \
    pre-announces elects withdraws suspends reiterates maintains narrows increases decreases reduces boosts trims \
    slashes forecasts anticipates estimates swings tops misses exceeds affirms initiates restates discloses clarifies \
    approve approves directors board earns loses gives";

/// Whether a word, in lower case, follows the subject of a sentence.
pub(super) fn of_sentence(word: &str) -> bool {
    SENTENCE.split_ascii_whitespace().any(|verb| verb == word)
}

/// Whether a word, in lower case, follows the subject of a headline.
pub(super) fn of_headline(word: &str) -> bool {
    HEADLINE.split_ascii_whitespace().any(|verb| verb == word)
}
