//! Whether a paragraph says what a company is: its portrait, with or without a heading.

/// Whether a paragraph begins with a name and says what its bearer does, without amounts.
pub(super) fn describes(text: &str) -> bool {
    const NOT: &[&str] = &[
        "announces",
        "reports",
        "expects",
        "believes",
        "continues",
        "anticipates",
        "plans",
        "intends",
        "estimates",
        "undertakes",
        "assumes",
        "this",
        "its",
        "was",
        "results",
        "sales",
        "revenues",
        "statements",
        "shares",
        "earnings",
        "remains",
        "does",
        "disclaims",
        "releases",
        "cautions",
        "tables",
        "matters",
        "risks",
        "factors",
        "includes",
        "contains",
        "increases",
        "as",
        "notes",
        "uses",
        "considers",
        "wishes",
        "hosts",
        "projects",
        "forecasts",
        "reaffirms",
        "recognizes",
        "provided",
        "sees",
        "quarters",
        "months",
        "years",
        "investors",
        "analysts",
        "securities",
        "thus",
        "us",
        "various",
        "expenses",
        "costs",
        "invites",
        "welcomes",
        "affirms",
    ];
    const NO_NAMES: &[&str] = &[
        "These",
        "This",
        "Those",
        "All",
        "Each",
        "Any",
        "It",
        "He",
        "She",
        "We",
        "There",
        "Our",
        "Its",
        "As",
        "In",
        "For",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Government",
    ];
    const LASTING: [&str; 6] = ["currently", "presently", "now", "today", "primarily", "principally"];
    // "The Financing Plan is the fruit of"
    const THINGS: [&str; 14] = [
        "Plan",
        "Agreement",
        "Merger",
        "Transaction",
        "Transactions",
        "Offering",
        "Offer",
        "Notes",
        "Program",
        "Act",
        "Acquisition",
        "Release",
        "Report",
        "Conference",
    ];
    const HISTORY: [&str; 5] = ["ignited", "pioneered", "invented", "reinvented", "revolutionized"];
    const BODIES: [&str; 5] = ["Board", "Management", "Directors", "Committee", "Trustees"];
    if NO_NAMES.contains(&text.split(' ').next().unwrap_or("")) || is_led_in(text) || defines(text) {
        return false;
    }
    // "Wide presses (three and four meters) includes": what is in brackets is neither name nor verb
    if let Some((name, rest)) = glossed(text) {
        return describes(&format!("{name}{rest}"));
    }
    let mut words = text.split([' ', '\n', '®', '™']).filter(|word| !word.is_empty() && !word.starts_with('('));
    let named = words.by_ref().take(8).position(|word| !is_capital(word));
    // The position was found by looking one word past the name.
    let Some(count) = named.filter(|count| *count > 0) else { return false };
    if count == 1 && text.starts_with("The ") {
        return false;
    }
    let Some(verb) =
        text.split([' ', '\n', '®', '™']).filter(|word| !word.is_empty() && !word.starts_with('(')).nth(count)
    else {
        return false;
    };
    let name = || text.split([' ', '\n']).take(count);
    let last = name().last().unwrap_or("");
    if name().any(|word| BODIES.contains(&word))
        || THINGS.contains(&last)
        || last.starts_with(|first: char| first.is_ascii_lowercase()) && !last.contains('.')
    {
        return false;
    }
    let mut verb = verb.trim_end_matches(',');
    let mut next = words.next().unwrap_or("");
    if HISTORY.contains(&verb) {
        return !text.contains(['“', '"', '$']) && text.len() < 1500;
    }
    // "Ardent currently operates"
    if LASTING.contains(&verb) && next != "has" {
        verb = next;
        next = words.next().unwrap_or("");
    }
    let present = verb.ends_with('s')
        && verb.len() >= 2
        && verb.bytes().all(|byte| byte.is_ascii_lowercase())
        && !NOT.contains(&verb);
    if verb == "is" && has_symbol(text) {
        return !text.contains(['“', '"']) && !tells_results(text) && text.len() < 1500;
    }
    // "Ardent makes no forecast"
    if next == "no" {
        return false;
    }
    let past = matches!(verb, "has" | "is" | "was")
        && (is_done(next) || matches!(next, "been" | "not" | "to" | "also") || verb == "is" && is_doing(next));
    // "High-value products includes": what looked like a verb is a noun
    let noun =
        matches!(next, "are" | "is" | "were" | "was" | "have" | "has" | "had" | "will" | "of" | "that" | "which")
            || ["include", "refer", "represent", "mean", "consist"].iter().any(|verb| next.starts_with(verb))
            || words.next().is_some_and(|third| third.starts_with("refer") || third.starts_with("include"));
    present && !past && !noun && !text.contains(['“', '"']) && !tells_results(text) && text.len() < 1500
}

/// What stands before and behind brackets of several words near the beginning that hold no symbol.
fn glossed(text: &str) -> Option<(&str, &str)> {
    const NEAR: usize = 60;
    let open = text.find(" (").filter(|open| *open < NEAR)?;
    let (gloss, rest) = text[open + 2..].split_once(')')?;
    (gloss.contains(' ') && !gloss.contains(':')).then_some((&text[..open], rest))
}

/// Whether the name that a text begins with is followed by its symbol: `Ardent (NYSE: ARD) is opening`.
fn has_symbol(text: &str) -> bool {
    const NAME: usize = 60;
    const SYMBOL: usize = 24;
    let Some(open) = text.find(" (").filter(|open| *open < NAME) else { return false };
    let inside = text[open + 2..].split(')').next().unwrap_or("");
    inside.len() < SYMBOL && inside.contains(':') && text[open + 2 + inside.len()..].starts_with(") is ")
}

/// Whether another word than a name leads in: "Again, Ardent sees".
fn is_led_in(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    // "Ardent, Inc. makes", "Ardent, a maker of"
    first.ends_with(',') && rest.starts_with(char::is_uppercase) && !rest.split(' ').next().unwrap_or("").contains('.')
}

/// Whether a term is defined: "Shipped cases: Measure of ...".
fn defines(text: &str) -> bool {
    const TERM: usize = 60;
    let closed = |term: &str| term.rfind('(').is_none_or(|open| term[open..].contains(')'));
    text.find(": ").is_some_and(|at| at < TERM && closed(&text[..at]))
}

/// Whether a paragraph begins with a name, an aside and what its bearer does: "Ardent Bank, chartered in 1911, has
/// nine offices", or with where it comes from: "Founded in 1984, Ardent Systems".
pub(super) fn has_aside(text: &str) -> bool {
    const ORIGINS: [&str; 13] = [
        "One of the world",
        "One of the nation",
        "One of the largest",
        "One of the leading",
        "One of America",
        "Founded in ",
        "Established in ",
        "Headquartered in ",
        "Based in ",
        "Incorporated in ",
        "Organized in ",
        "With headquarters in ",
        "Chartered in ",
    ];
    if ORIGINS.iter().any(|origin| text.starts_with(origin)) {
        return text.len() < 1500 && !tells_results(text);
    }
    const OPENINGS: [&str; 12] = [
        "founded ",
        "established ",
        "headquartered ",
        "based ",
        "incorporated ",
        "organized ",
        "chartered ",
        "through ",
        "with ",
        "together with ",
        "a subsidiary of ",
        "formerly ",
    ];
    const ASIDE: usize = 160;
    let Some((name, rest)) = text.split_once(", ") else { return false };
    let (name, rest) = match rest.split_once(", ") {
        Some((form, after)) if form.len() <= 6 && form.starts_with(char::is_uppercase) => (name, after),
        _ => (name, rest),
    };
    if name.split(' ').count() > 8
        || !name.split(' ').all(is_capital)
        || !OPENINGS.iter().any(|opening| rest.starts_with(opening))
    {
        return false;
    }
    rest.match_indices(", ").take_while(|(at, _)| *at < ASIDE).any(|(at, _)| {
        let after = &rest[at + 2..];
        let mut sentence = String::with_capacity(name.len() + after.len() + 1);
        sentence.push_str(name);
        sentence.push(' ');
        sentence.push_str(after);
        describes(&sentence)
    })
}

/// Whether a word after "has" or "is" tells what was done rather than what a company has or is.
fn is_done(word: &str) -> bool {
    const IRREGULAR: [&str; 36] = [
        "begun",
        "cut",
        "put",
        "sold",
        "made",
        "won",
        "lost",
        "taken",
        "given",
        "grown",
        "fallen",
        "let",
        "set",
        "met",
        "paid",
        "kept",
        "held",
        "built",
        "spent",
        "sent",
        "left",
        "found",
        "had",
        "seen",
        "gone",
        "done",
        "chosen",
        "drawn",
        "become",
        "brought",
        "bought",
        "shut",
        "hit",
        "risen",
        "come",
        "undergone",
    ];
    const DESCRIBING: [&str; 13] = [
        "engaged",
        "headquartered",
        "located",
        "based",
        "listed",
        "traded",
        "focused",
        "organized",
        "dedicated",
        "incorporated",
        "chartered",
        "situated",
        "licensed",
    ];
    word.ends_with("ed") && !DESCRIBING.contains(&word) || IRREGULAR.contains(&word)
}

/// Whether a word after "is" tells what a company is about to do.
fn is_doing(word: &str) -> bool {
    const LASTING: [&str; 8] =
        ["developing", "pioneering", "advancing", "building", "offering", "operating", "transforming", "leading"];
    word.ends_with("ing") && !LASTING.contains(&word)
}

/// Whether a text with amounts speaks of a period's results rather than of the company's size.
fn tells_results(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["quarter", "compared", "increase", "decrease", "versus", "reported", "per share", "expect", "fiscal"];
    text.contains(['$', '€', '£', '%']) && WORDS.iter().any(|word| text.contains(word))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|char: char| char.is_uppercase() || char.is_ascii_digit())
        || matches!(word, "of" | "and" | "&" | "the" | "de" | "for" | "-" | "–")
        || word.ends_with(".com")
        // "eArdent"
        || word.len() > 2 && word.chars().nth(1).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_says_what_a_company_is_and_not_what_it_did() {
        for portrait in [
            "Ardent Bank, chartered in 1911, has nine offices in the valley.",
            "Founded in 1984, Ardent Systems has licensed its programs to six thousand firms.",
            "Ardent Casualty Group, Ltd., through subsidiaries in Bermuda and Mobile, Alabama, underwrites marine risks.",
            "Ardent Labs is engaged in the manufacture of reagents.",
            "Ardent Labs (NYSE: ARD) makes reagents.",
            "Ardent currently operates 41 laboratories, nine of them in Ohio.",
            "eArdent Optics grinds lenses for small cameras.",
            "Ardent pioneered the dry test in the 1960s and leads the trade in it today.",
            "Ardent Labs (NYSE: ARD) is steering the trade towards dry tests.",
        ] {
            assert!(describes(portrait) || has_aside(portrait), "{portrait}");
        }
        for told in [
            "The Company has begun a shutdown of one week at its plant.",
            "The Company is planning cautiously for the first quarter.",
            "The Company makes no promise about the autumn.",
            "The Financing Plan is the fruit of long talks with lenders.",
            "Ardent and the hourglass are registered marks.",
            "The Management Board stands by the expectation given in May.",
            "Again, Ardent foresees a stable market.",
            "Shipped cases (SC): Measure of the cases that left our mills.",
            "Wide presses (those of four meters) includes the lines at Reno and Elko.",
        ] {
            assert!(!describes(told) && !has_aside(told), "{told}");
        }
    }
}
