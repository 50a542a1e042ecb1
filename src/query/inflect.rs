//! The inflections of an English word: plural, third person, past, participle, possessive.
//!
//! `shortfall` and `shortfalls` are one word to a reader, `raise` and `raised` too; `operate` and
//! `operation`, `organ` and `organization` are not, as a stemmer would have it. So forms are made by
//! the rules of spelling, and looked up in the index's dictionary: those that nobody wrote cost
//! nothing. Analysing a form is making it: a base counts only if the form is among its inflections.

/// Words that look inflected and are not, or whose base is another word.
const WHOLE: &[&str] = &[
    "during",
    "evening",
    "incoming",
    "its",
    "king",
    "news",
    "nothing",
    "something",
    "species",
    "series",
    "shed",
    "spring",
    "string",
    "sterling",
    "thing",
    "this",
    "united",
    "yes",
    "thus",
];

/// Bases and their irregular forms.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("analysis", &["analyses"]),
    ("basis", &["bases"]),
    ("be", &["is", "are", "was", "were", "been", "being", "am"]),
    ("bear", &["bore", "borne"]),
    ("become", &["became"]),
    ("begin", &["began", "begun"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("child", &["children"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("crisis", &["crises"]),
    ("criterion", &["criteria"]),
    ("cut", &[]),
    ("deal", &["dealt"]),
    ("do", &["did", "done", "does"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("feel", &["felt"]),
    ("find", &["found"]),
    ("freeze", &["froze", "frozen"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone", "goes"]),
    ("grow", &["grew", "grown"]),
    ("half", &["halves"]),
    ("have", &["has", "had"]),
    ("hit", &[]),
    ("hold", &["held"]),
    ("index", &["indices"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("life", &["lives"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("man", &["men"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("pay", &["paid"]),
    ("put", &[]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &[]),
    ("show", &["shown"]),
    ("shrink", &["shrank", "shrunk"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("strike", &["struck", "stricken"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("thesis", &["theses"]),
    ("think", &["thought"]),
    ("undertake", &["undertook", "undertaken"]),
    ("win", &["won"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("woman", &["women"]),
    ("write", &["wrote", "written"]),
];

/// Every form that counts as the same word, itself included, in order.
pub(super) fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let plain = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain && !WHOLE.contains(&word) {
        for base in bases(word) {
            forms.extend(regular(&base));
            let irregular = IRREGULAR.iter().find(|(known, _)| *known == base);
            forms.extend(irregular.into_iter().flat_map(|(_, forms)| forms.iter().map(|&form| form.to_owned())));
            forms.push(base);
        }
    }
    forms.retain(|form| form == word || !WHOLE.contains(&form.as_str()));
    forms.sort();
    forms.dedup();
    forms
}

fn bases(word: &str) -> Vec<String> {
    let mut bases: Vec<String> = guesses(word)
        .into_iter()
        .filter(|base| base.len() >= 2 && regular(base).iter().any(|form| form == word))
        .collect();
    bases.extend(
        IRREGULAR
            .iter()
            .filter(|(base, forms)| forms.contains(&word) || *base == word)
            .map(|(base, _)| (*base).to_owned()),
    );
    if !bases.iter().any(|base| IRREGULAR.iter().any(|(known, _)| known == base)) {
        bases.push(word.to_owned());
    }
    bases
}

/// What the base may be, if the ending is an inflection.
fn guesses(word: &str) -> Vec<String> {
    let mut guesses = Vec::new();
    let mut strip = |ending: &str, add: &str| {
        if let Some(stem) = word.strip_suffix(ending) {
            guesses.push(format!("{stem}{add}"));
        }
    };
    strip("ies", "y");
    strip("es", "");
    if !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        strip("s", "");
    }
    if word.len() > 4 || (word.len() == 4 && !word.ends_with("eed")) {
        strip("ied", "y");
        strip("ed", "");
        strip("d", "");
    }
    if word.len() > 4 {
        strip("ing", "");
        strip("ing", "e");
        strip("ying", "ie");
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) = word.strip_suffix(ending)
            && let [.., a, b] = stem.as_bytes()
            && a == b
        {
            guesses.push(stem[..stem.len() - 1].to_owned());
        }
    }
    guesses
}

/// The regular inflections of a base.
fn regular(base: &str) -> Vec<String> {
    let mut forms = vec![plural(base)];
    let silent = base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe") && !base.ends_with("ye");
    if let Some(stem) = base.strip_suffix("ie") {
        forms.push(format!("{stem}ying"));
    } else if silent {
        forms.push(format!("{}ing", &base[..base.len() - 1]));
    }
    if base.ends_with('e') {
        forms.push(format!("{base}d"));
        if !silent {
            forms.push(format!("{base}ing"));
        }
        return forms;
    }
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        forms.push(format!("{stem}ied"));
        forms.push(format!("{base}ing"));
        return forms;
    }
    let doubles = doubling(base);
    if doubles != Doubling::Always {
        forms.extend([format!("{base}ed"), format!("{base}ing")]);
    }
    if doubles != Doubling::Never
        && let Some(last) = base.chars().last()
    {
        forms.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    }
    forms
}

fn plural(base: &str) -> String {
    if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") || base.ends_with('o') {
        return format!("{base}es");
    }
    match base.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{base}s"),
    }
}

#[derive(PartialEq)]
enum Doubling {
    Never,
    Always,
    Sometimes,
}

/// Whether the last consonant is doubled before an ending: in a word of one syllable always, in a
/// longer one it depends on the stress.
fn doubling(base: &str) -> Doubling {
    let bytes = base.as_bytes();
    let vowel = |byte: &u8| b"aeiou".contains(byte);
    let [rest @ .., before, last] = bytes else { return Doubling::Never };
    let short = vowel(before) && !vowel(last) && !b"wxy".contains(last) && !rest.last().is_some_and(vowel);
    if !short {
        return Doubling::Never;
    }
    if rest.iter().any(|byte| vowel(byte) || *byte == b'y') { Doubling::Sometimes } else { Doubling::Always }
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(words: &str) {
        let words: Vec<_> = words.split(' ').collect();
        for word in &words {
            let forms = forms(word);
            for other in &words {
                assert!(forms.iter().any(|form| form == other), "`{word}` finds `{other}`");
            }
        }
    }

    #[track_caller]
    fn apart(word: &str, others: &str) {
        let forms = forms(word);
        for other in others.split(' ') {
            assert!(!forms.iter().any(|form| form == other), "`{word}` finds `{other}`");
        }
    }

    #[test]
    fn words_that_only_look_inflected_stand_alone() {
        assert!(!forms("income").contains(&"incoming".to_owned()) && forms("income").contains(&"incomes".to_owned()));
        assert_eq!(forms("incoming"), ["incoming"]);
    }

    #[test]
    fn inflections_find_each_other() {
        same("shortfall shortfalls");
        same("raise raises raised raising");
        same("company companies");
        same("plan plans planned planning");
        same("decline declines declined declining");
        same("miss misses missed missing");
        same("cancel cancelled canceled cancelling");
        same("fall fell fallen falls falling");
        same("supply supplies supplied supplying");
        same("withdraw withdrew withdrawn withdrawing");
        same("tie ties tied tying");
        same("use uses used using");
    }

    #[test]
    fn other_words_do_not() {
        apart("organization", "organ organs organized");
        apart("operation", "operate operating");
        apart("hoping", "hop hops hopped");
        apart("news", "new");
        apart("sonus", "sonu");
        apart("united", "unit units");
        apart("rated", "rat rats");
        apart("feed", "fee fees");
        apart("earnings", "earn earned");
        apart("business", "busines");
    }

    #[test]
    fn numbers_and_short_words_stay() {
        assert_eq!(forms("10q"), ["10q"]);
        assert_eq!(forms("us"), ["us"]);
    }
}
