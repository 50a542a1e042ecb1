//! Who issued the document: the company and its trading symbols.
//!
//! The issuer is the company whose symbol stands in the opening, else the subject of the first
//! sentence, the masthead, the headline, `About X`, the registrant of the header. Symbols beside
//! another company's name are only mentioned.

mod doubt;
mod name;
mod symbol;
mod verbs;

use std::{borrow::Cow, cell::OnceCell, sync::LazyLock};

use memchr::memmem::{self, Finder};

use super::{Facts, Input, dateline};
use crate::{
    ingest::words,
    model::{Block, BlockKind, Content, Evidence, Filer, FilerRole, SectionKind, Span, Ticker},
};
pub(super) use doubt::doubt;
use name::{core, has_form, is_name, same};
use symbol::Mention;

/// How far into a document its issuer is named.
const OPENING: usize = 6000;
/// How far symbols are looked for.
const FAR: usize = 150_000;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    let text = &input.content.text;
    let mut mentions = symbol::mentions(&text[..text.floor_char_boundary(FAR.min(text.len()))]);
    mentions.extend(symbol::cover(input.content));
    let header = header_names(input);
    match issuer(input, &mentions, &header) {
        Some((span, rule)) => {
            let span = readable(text, unnumbered(text, span));
            facts.company = Some(clean(&text[span.range()]));
            facts.prove("company", span, rule);
        }
        None => match header.first() {
            Some(name) => {
                facts.company = Some(name.clone());
                let rule = if input.header.filers.is_empty() { "path_name" } else { "header_conformed_name" };
                let evidence = Evidence { rule: rule.to_owned(), quote: name.clone(), ..Evidence::default() };
                facts.evidence.insert("company".to_owned(), evidence);
            }
            None => facts.lack("company", "not_named_in_opening"),
        },
    }
    tickers(input, &mentions, facts);
}

/// The names a header gives, an issuer's and not its owners', former ones last; a path's where there is no header.
fn header_names(input: Input<'_>) -> Vec<String> {
    // An ownership report is about the company, not of who holds its shares.
    let form = input.header.form.as_deref().unwrap_or("");
    let holding = form.starts_with("SC 13") || form.starts_with("SCHEDULE 13");
    let holder = |filer: &Filer| filer.role == FilerRole::ReportingOwner || holding && filer.role == FilerRole::FiledBy;
    let all = &input.header.filers;
    let issued = all.iter().any(|filer| !holder(filer) && filer.name.is_some());
    let filers: Vec<&Filer> = all.iter().filter(|filer| !(issued && holder(filer))).collect();
    let names = filers.iter().filter_map(|filer| filer.name.clone());
    let former = filers.iter().flat_map(|filer| filer.former.iter().map(|former| former.name.clone()));
    names.chain(former).chain(input.identity.company.clone()).map(|name| conformed(&name)).collect()
}

/// A conformed name without EDGAR's suffix, `/DE/`.
fn conformed(name: &str) -> String {
    let name = name.split(['/', '\\']).next().unwrap_or(name);
    name.trim().to_owned()
}

/// A name as it is shown: line breaks and marks taken out.
fn clean(name: &str) -> String {
    let marked = name.contains('(') || !name.is_ascii();
    let bare =
        |name: &str| name.replace(['®', '™', '\u{ad}'], "").replace("(R)", "").replace("(TM)", "").replace("(SM)", "");
    let name = if marked { Cow::Owned(bare(name)) } else { Cow::Borrowed(name) };
    name.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// The first candidate, those that the header confirms before others.
fn issuer(input: Input<'_>, mentions: &[Mention], header: &[String]) -> Option<(Span, &'static str)> {
    let text = &input.content.text;
    let rules = rules(input, mentions);
    let candidates = || candidates(text, &rules);
    let is_header = |span: Span| header.iter().any(|name| same(name, &text[span.range()]));
    let is_longer = |span: Span| header.iter().all(|name| goes_on(&text[span.range()], name));
    let confirmed = || candidates().filter(|(span, _)| is_header(*span));
    // `Pinyon Canada Limited` is confirmed by `PINYON CORP`, but `Pinyon Corporation` better.
    let best = || confirmed().find(|(span, _)| !is_longer(*span)).or_else(|| confirmed().next());
    if let Some(found) = if header.is_empty() { None } else { best() } {
        return Some(spelled(text, found, candidates()));
    }
    // of several filers the one that the title names, not one that a note does
    let named = header.iter().filter_map(|name| printed(text, name)).min_by_key(|span| span.start);
    named.map(|span| (span, "header_name_in_text")).or_else(|| {
        // A header that the text nowhere names: somebody else filed it, or the name has changed.
        let strong = |(span, rule): &(Span, &str)| match *rule {
            "name_before_symbol" | "registrant_on_cover" => true,
            "subject_of_first_sentence" => has_form(&text[span.range()]) || input.outside.is_none(),
            _ => false,
        };
        let found = candidates().find(|found| header.is_empty() || strong(found))?;
        Some(spelled(text, found, candidates()))
    })
}

/// Whether a name has words after those of another, besides legal forms.
fn goes_on(name: &str, other: &str) -> bool {
    let (name, other) = (core(name), core(other));
    name.len() > other.len() && name.starts_with(&other)
}

/// The spelling with a legal form, where a name is a brand written in one word.
fn spelled(
    text: &str,
    found: (Span, &'static str),
    mut candidates: impl Iterator<Item = (Span, &'static str)>,
) -> (Span, &'static str) {
    let words = core(&text[found.0.range()]);
    if words.len() != 1 {
        return found;
    }
    let other = candidates.find(|(span, _)| {
        let others = core(&text[span.range()]);
        others.len() > 1 && words.concat() == others.concat() && has_form(&text[span.range()])
    });
    other.or_else(|| longer(text, found.0, &words[0]).map(|span| (span, found.1))).unwrap_or(found)
}

/// The full name that a brand closes, where the opening prints it: `Brightwater Kodiak Company` for `Kodiak`.
fn longer(text: &str, brand: Span, word: &str) -> Option<Span> {
    let opening = &text[..text.floor_char_boundary(OPENING.min(text.len()))];
    let brand = opening.get(brand.range())?;
    opening.match_indices(brand).find_map(|(at, _)| {
        let rest = &opening[at + brand.len()..];
        let form = rest.strip_prefix(' ')?.split([' ', '\n', ',', '(']).next()?;
        let name =
            name::ending_at(opening, at + brand.len() + 1 + form.len()).filter(|_| name::is_written_form(form))?;
        let words = core(&opening[name.range()]);
        (words.len() == 2 && words.last().is_some_and(|last| last == word)).then_some(name)
    })
}

/// Where the opening prints the header's name, with its legal form: the first place that has one, else the first.
fn printed(text: &str, name: &str) -> Option<Span> {
    let words = core(name);
    let first = words.first()?;
    let opening = &text[..text.floor_char_boundary(OPENING.min(text.len()))];
    let lower = opening.to_ascii_lowercase();
    let places = || lower.match_indices(first.as_str()).filter_map(|(at, _)| printed_at(opening, at, &words));
    places().find(|span| has_form(&text[span.range()])).or_else(|| places().next())
}

/// First words of many names, which alone are none: adjectives and states.
const USUAL: [&str; 44] = [
    "first",
    "american",
    "united",
    "general",
    "national",
    "international",
    "southern",
    "northern",
    "eastern",
    "western",
    "central",
    "pacific",
    "atlantic",
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "florida",
    "georgia",
    "hawaii",
    "illinois",
    "indiana",
    "kansas",
    "kentucky",
    "louisiana",
    "maryland",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "tennessee",
    "virginia",
    "washington",
    "wisconsin",
];

/// The name of these words that begins at `at`, cut where they end and its legal form does.
fn printed_at(opening: &str, at: usize, words: &[String]) -> Option<Span> {
    let first = words.first()?;
    if opening[..at].ends_with(|before: char| before.is_alphanumeric()) {
        return None;
    }
    let span = name::starting_at(opening, at)?;
    let found = core(&opening[span.range()]);
    let usual = USUAL.contains(&first.as_str());
    if found.len() == 1 && words.starts_with(&found) && first.len() >= 6 && !usual {
        return Some(span);
    }
    if found.starts_with(words) {
        return name::cut_to(opening, span, words);
    }
    (words.starts_with(&found) && (found.len() >= 2 || words.len() == 1)).then_some(span)
}

/// A rule by which the issuer's name is found: what it is called, and what it finds, looked for
/// when it is asked for first.
struct Rule<'a> {
    name: &'static str,
    find: Find<'a>,
    found: OnceCell<Option<Span>>,
}

type Find<'a> = Box<dyn Fn() -> Option<Span> + 'a>;

/// The rules, the surest first.
fn rules<'a>(input: Input<'a>, mentions: &'a [Mention]) -> [Rule<'a>; 9] {
    let text = &input.content.text;
    let lead = lead(input);
    let first = move |inside: Option<Span>| {
        let mention = mentions.iter().find(|mention| inside.is_none_or(|lead| lead.holds(mention.span.start)))?;
        mention.beside(text)
    };
    let rules: [(_, Find<'a>); 9] = [
        ("registrant_on_cover", Box::new(|| cover(text))),
        ("name_before_symbol", Box::new(move || lead.and_then(|lead| first(Some(lead))))),
        ("subject_of_first_sentence", Box::new(move || lead.and_then(|lead| subject(text, lead)))),
        ("masthead", Box::new(move || masthead(input))),
        ("about_heading", Box::new(move || about(input))),
        ("subject_of_headline", Box::new(move || headline(input))),
        ("name_before_symbol", Box::new(move || first(None))),
        ("address_on_the_web", Box::new(|| domain(text))),
        ("name_over_statements", Box::new(move || over_statements(input.content))),
    ];
    rules.map(|(name, find)| Rule { name, find, found: OnceCell::new() })
}

/// Names the issuer may have, the likeliest first; by the last rule where no other finds one.
fn candidates<'a>(text: &'a str, rules: &'a [Rule<'_>]) -> impl Iterator<Item = (Span, &'static str)> + use<'a> {
    let named = |span: &Span| is_name(&text[span.range()]);
    let found = move |rule: &Rule<'_>| *rule.found.get_or_init(|| (rule.find)().filter(named));
    let (last, others) = rules.split_last().map_or((None, rules), |(last, others)| (Some(last), others));
    // a group's name over its statements is not how a release calls it, where that calls it anything
    let last = last.into_iter().filter(move |_| others.iter().all(|rule| found(rule).is_none()));
    others.iter().chain(last).filter_map(move |rule| found(rule).map(|span| (span, rule.name)))
}

/// The name in a heading `About X`.
fn about(input: Input<'_>) -> Option<Span> {
    let text = &input.content.text;
    input.sections.iter().filter(|section| section.kind == SectionKind::About).find_map(|section| {
        let line = text[section.start..section.end].lines().next()?;
        let at = line.to_ascii_lowercase().find("about ")?;
        (at < 3).then(|| name::starting_at(text, section.start + at + 6)).flatten()
    })
}

/// Where the remark `(Exact name of registrant as specified in its charter)` of a cover stands.
pub(super) fn exact_name(opening: &str) -> Option<usize> {
    const REMARKS: [&[u8]; 2] = [b"exact name of registrant", b"exact name of the registrant"];
    let bytes = opening.as_bytes();
    let is_remark = |at: usize| {
        REMARKS
            .iter()
            .any(|remark| bytes.get(at..at + remark.len()).is_some_and(|words| words.eq_ignore_ascii_case(remark)))
    };
    // `Exact`, `exact` or `EXACT`: all but the first letter is of one case
    static TAILS: LazyLock<[Finder; 2]> = LazyLock::new(|| [b"xact ", b"XACT "].map(Finder::new));
    let places = TAILS.iter().flat_map(|tail| tail.find_iter(bytes)).filter_map(|at| at.checked_sub(1));
    places.filter(|at| is_remark(*at)).min()
}

/// The line above `(Exact name of registrant`.
fn cover(text: &str) -> Option<Span> {
    let opening = &text[..text.floor_char_boundary(OPENING.min(text.len()))];
    let at = exact_name(opening)?;
    let above = text[..at].trim_end_matches([' ', '(', '\n', '_', '-', '|']);
    let start = above.rfind(['\n', '|']).map_or(0, |line| line + 1);
    name::trim(text, Span::new(start, above.len()))
}

/// The opening of the narrative: its first paragraph that is long enough to say who speaks.
fn lead(input: Input<'_>) -> Option<Span> {
    let body =
        input.sections.iter().find(|section| matches!(section.kind, SectionKind::Body | SectionKind::Outlook))?;
    let blocks =
        || input.content.blocks.iter().filter(|block| block.span.start >= body.start && block.span.start < body.end);
    // A paragraph in capitals may pass for a heading.
    let is_long = |block: &&Block| block.span.len() >= if block.kind == BlockKind::Heading { 140 } else { 60 };
    let paragraph = blocks().take(6).find(is_long);
    let block = paragraph.or_else(|| blocks().next())?;
    let text = &input.content.text;
    let end = text.floor_char_boundary(block.span.end.min(block.span.start + 900));
    Some(Span::new(block.span.start, end))
}

/// The subject of the first sentence, past its dateline.
fn subject(text: &str, lead: Span) -> Option<Span> {
    let words = &text[lead.range()];
    let start = lead.start + dateline::past_dateline(words).unwrap_or(0);
    let span = name::starting_at(text, start)?;
    if let Some(parent) = name::parent(text, span) {
        return Some(parent);
    }
    let rest = text[span.end..].trim_start_matches([' ', '®', '™', ',', '\n']);
    let next = rest.split([' ', '\n', ',', '(']).next().unwrap_or("");
    let named = verbs::of_sentence(next) || rest.starts_with('(') || has_form(&text[span.range()]) || next.is_empty();
    named.then_some(span)
}

/// A line of the headline that is nothing but a name with its legal form.
fn masthead(input: Input<'_>) -> Option<Span> {
    let content = input.content;
    opening(input).find_map(|(_, span)| {
        let formed = |line: &Span| content.slice(*line).split_whitespace().any(name::is_written_form);
        let mut written = lines(content, span).filter(formed).map(|line| name::past_furniture(&content.text, line));
        written.find_map(|whole| {
            let line = doubt::past_role(content, whole);
            // `euro adhoc: Pinyon AG Results for the Year`
            let labelled = || {
                let label = content.text[whole.start..line.start].to_ascii_lowercase();
                let known = ["adhoc", "ad hoc", "ad-hoc", "source", "issuer"].iter().any(|word| label.contains(word));
                if known { name::starting_at(&content.text, line.start) } else { None }
            };
            let name = name::trim(&content.text, line).filter(|name| name.len() + 4 >= line.len());
            // A name and the address after it, in one line.
            let before_address = || {
                let name = name::starting_at(&content.text, line.start)?;
                let rest = content.text[name.end..line.end.max(name.end)].trim_start();
                rest.starts_with(|char: char| char.is_ascii_digit()).then_some(name)
            };
            name.or_else(before_address).or_else(labelled).filter(|name| {
                let words = &content.text[name.range()];
                has_form(words) && words.split_whitespace().count() >= 2
            })
        })
    })
}

fn opening(input: Input<'_>) -> impl Iterator<Item = (BlockKind, Span)> {
    let blocks = input.content.blocks.iter().take(40).take_while(|block| block.span.start < OPENING);
    blocks.map(|block| (block.kind, block.span))
}

fn lines(content: &Content, span: Span) -> impl Iterator<Item = Span> {
    let text = content.slice(span);
    text.split('\n').scan(span.start, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some(Span::new(start, start + line.len()))
    })
}

/// The words before the verb of a headline: `Brightwater Optics Reports`.
fn headline(input: Input<'_>) -> Option<Span> {
    let content = input.content;
    let end =
        input.sections.first().filter(|section| section.kind == SectionKind::Headline).map_or(0, |section| section.end);
    opening(input).filter(|(_, span)| span.start < end.max(1)).find_map(|(_, span)| {
        let text = content.slice(span);
        let mut at = 0;
        for word in text.split([' ', '\n']) {
            let lower = word.to_lowercase();
            if at > 0 && verbs::of_headline(lower.trim_end_matches(',')) {
                let whole =
                    |word: &str| word.starts_with(|char: char| !char.is_ascii_lowercase()) || name::is_joint(word);
                return name::trim(&content.text, Span::new(span.start, span.start + at)).filter(|name| {
                    name.len() < 70 && content.text[name.range()].split_whitespace().skip(1).all(whole)
                });
            }
            at += word.len() + 1;
        }
        None
    })
}

/// The name on top of a statement: `Pinyon Bancorp and Subsidiaries`, or one with its legal form over `Consolidated
/// Statements of Operations`.
fn over_statements(content: &Content) -> Option<Span> {
    const LONGEST: usize = 80;
    const SUBSIDIARIES: [&str; 4] =
        [" and subsidiaries", " and subsidiary", " & subsidiaries", " and its subsidiaries"];
    const TITLES: [&str; 3] = ["statements of", "statement of", "balance sheet"];
    let mut tops = content.blocks.iter().flat_map(|block| lines(content, block.span).take(3)).peekable();
    while let Some(line) = tops.next() {
        let words = content.slice(line).trim_end();
        if words.len() > LONGEST || words.is_empty() {
            continue;
        }
        let lower = words.to_ascii_lowercase();
        let group = SUBSIDIARIES.iter().find_map(|end| lower.strip_suffix(end)).map(str::len);
        let mut titled = || {
            let next = tops.peek().map_or("", |next| content.slice(*next));
            next.len() < LONGEST && has_form(words) && {
                let next = next.to_ascii_lowercase();
                TITLES.iter().any(|title| next.contains(title))
            }
        };
        let named = group.or_else(|| titled().then_some(words.len()));
        let name = named.and_then(|length| name::trim(&content.text, Span::new(line.start, line.start + length)));
        if name.is_some() {
            return name;
        }
    }
    None
}

/// The name that an address spells: `ir@brightwater.example` and `Brightwater` in the text.
fn domain(text: &str) -> Option<Span> {
    let lower = text[..text.floor_char_boundary(40_000.min(text.len()))].to_ascii_lowercase();
    ["www.", "@", "http://", "https://"].iter().find_map(|mark| {
        let at = memmem::find(lower.as_bytes(), mark.as_bytes())? + mark.len();
        let host: &str =
            lower[at..].split(|char: char| !char.is_ascii_alphanumeric() && char != '.' && char != '-').next()?;
        let parts: Vec<&str> = host.trim_end_matches('.').split('.').collect();
        let label = parts.len().checked_sub(2).and_then(|index| parts.get(index))?;
        if label.len() < 4 {
            return None;
        }
        let mut printed = memmem::find_iter(lower.as_bytes(), *label).filter(|at| {
            let whole = text.as_bytes()[*at].is_ascii_uppercase();
            whole && !text[at + label.len()..].starts_with(|char: char| char.is_alphanumeric())
        });
        let at = printed.next()?;
        // the house of a person who is written to is named once, beside the address
        let once = *mark == "@" && printed.next().is_none();
        if once {
            return None;
        }
        let label = Span::new(at, at + label.len());
        name::starting_at(text, at).filter(|span| span.len() <= label.len() + 20).or(Some(label))
    })
}

/// A name without the mark of the entry of a list that it opens: `b) PINYON GROUP, INC.`
fn unnumbered(text: &str, span: Span) -> Span {
    const LONGEST: usize = 4;
    let name = &text[span.range()];
    let mark = name.find(") ").filter(|at| *at < LONGEST && !name[..*at].contains('('));
    mark.map_or(span, |at| Span::new(span.start + at + 2, span.end))
}

/// The same name in small letters where the text has it, for one found in capitals.
fn readable(text: &str, span: Span) -> Span {
    let name = &text[span.range()];
    if name.len() < 6 || name.chars().any(char::is_lowercase) {
        return span;
    }
    let start = text.floor_char_boundary(span.end.min(text.len()));
    let end = text.floor_char_boundary((span.end + OPENING).min(text.len()));
    let lower = text[start..end].to_ascii_lowercase();
    let small = name.to_ascii_lowercase();
    let mixed = lower.match_indices(small.as_str()).map(|(at, _)| Span::new(start + at, start + at + name.len()));
    mixed
        .filter(|span| text.is_char_boundary(span.start) && text.is_char_boundary(span.end))
        .find(|span| {
            let name = &text[span.range()];
            // not in an address on the web
            !name.starts_with(char::is_lowercase) && name.chars().any(char::is_lowercase)
        })
        .unwrap_or(span)
}

/// Tells the issuer's symbols from those of others.
fn tickers(input: Input<'_>, mentions: &[Mention], facts: &mut Facts) {
    let text = &input.content.text;
    let mut own: Vec<(Ticker, Span)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let opening = lead(input).map_or(600, |lead| lead.end);
    let company = facts.company.clone();
    // of several filers, as in a tender offer, only the one that speaks
    let several = input.header.filers.len() > 1;
    let is_own = |name: &String| !several || company.as_deref().is_none_or(|company| same(company, name));
    let names: Vec<String> = company.iter().cloned().chain(header_names(input).into_iter().filter(is_own)).collect();
    let cores: Vec<Vec<String>> = names.iter().map(|name| core(name)).collect();
    let mut first = None;
    for mention in mentions {
        let beside = mention.beside(text).map(|span| core(&clean(&text[span.range()])));
        let named = beside.filter(|words| words.iter().any(|word| word.len() > 1));
        let matches = named.as_ref().is_some_and(|beside| cores.iter().any(|core| name::alike(core, beside)));
        let ours =
            matches || mention.cover || first == Some(mention.group) || speaks_of_itself(text, mention.group, &names);
        let masthead = mention.span.start < opening && stands_alone(text, mention.group);
        let ours = ours || masthead && (own.is_empty() || own.iter().any(|(_, span)| stands_alone(text, span.start)));
        let unnamed = named.is_none() && own.is_empty() && mention.span.start < opening;
        if ours || unnamed {
            if matches || unnamed || first.is_none() {
                first = Some(mention.group);
            }
            if !own.iter().any(|(ticker, _)| ticker.symbol == mention.symbol) {
                let exchange = mention.exchange.map(str::to_owned);
                own.push((Ticker { symbol: mention.symbol.clone(), exchange }, mention.span));
            }
        } else if !others.contains(&mention.symbol) {
            others.push(mention.symbol.clone());
        }
    }
    if own.is_empty() && others.len() == 1 {
        // `Nasdaq National Market Symbol: PNYN`, on a line of its own and the only symbol there is
        let line = mentions.iter().find(|mention| opens_line(text, mention));
        own.extend(line.map(|mention| {
            let exchange = mention.exchange.map(str::to_owned);
            (Ticker { symbol: mention.symbol.clone(), exchange }, mention.span)
        }));
    }
    others.retain(|symbol| !own.iter().any(|(ticker, _)| ticker.symbol == *symbol));
    match own.first() {
        Some((_, span)) => facts.prove("tickers", *span, "symbol_beside_issuer"),
        None if others.is_empty() => facts.lack("tickers", "no_symbol_printed"),
        None => facts.lack("tickers", "symbols_of_others_only"),
    }
    facts.tickers = own.into_iter().map(|(ticker, _)| ticker).collect();
    facts.mentioned_tickers = others;
}

/// Whether a line of a masthead holds nothing but symbols and their markets: `NYSE: PNY   TSX: PN`.
fn stands_alone(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
    let line = &text[start..end];
    // what stands in another column of a masthead
    let beside = ["NEWS RELEASE", "News Release", "PRESS RELEASE", "Press Release", "FOR IMMEDIATE RELEASE"];
    let line = beside.iter().find_map(|beside| words::first(line, beside)).map_or(line, |at| &line[..at]);
    let small = |word: &str| word.len() > 3 && word.starts_with(|char: char| char.is_ascii_lowercase());
    line.len() < 70
        && !line.contains(['(', '.'])
        && line.contains(':')
        && line.split_whitespace().count() <= 8
        && !line.split_whitespace().any(small)
        && symbol::mentions(line).len() * 5 >= line.split_whitespace().count()
}

/// Whether a line begins with a market, and holds little more than its symbol.
fn opens_line(text: &str, mention: &Mention) -> bool {
    const LONGEST: usize = 60;
    let start = text[..mention.group].rfind('\n').map_or(0, |line| line + 1);
    let end = text[mention.span.end..].find('\n').map_or(text.len(), |line| mention.span.end + line);
    let plain = |words: &str| words.bytes().all(|byte| !byte.is_ascii_alphanumeric());
    mention.span.end - start < LONGEST
        && plain(&text[start..mention.group])
        && plain(&text[mention.span.end..end])
        && text[mention.group..mention.span.start].contains(':')
}

/// Whether a sentence about a listing speaks of the issuer itself: `our common stock trades on`.
fn speaks_of_itself(text: &str, group: usize, names: &[String]) -> bool {
    let from = text.floor_char_boundary(group.saturating_sub(160));
    let before = text[from..group].to_ascii_lowercase();
    let before =
        [". ", ".\n", "\n\n"].iter().fold(before.as_str(), |rest, stop| rest.rsplit(stop).next().unwrap_or(""));
    // `listed on the American Stock Exchange (symbol: PNY)`
    let market = ["exchange", "nasdaq", "market", "amex", "nyse", "system"];
    if text[group..].starts_with('(') && !market.iter().any(|word| before.trim_end().ends_with(word)) {
        return is_own_paper(before.trim_end(), names);
    }
    let owner = ["company", "our ", "its ", "trust's", "trust’s", "partnership", "the share ("]
        .iter()
        .any(|word| before.contains(word))
        || names.iter().any(|name| core(name).first().is_some_and(|word| owns_shares(before, word)));
    const PAPER: [&str; 15] = [
        "common stock",
        "shares",
        "class a",
        "units",
        "securities",
        "stock is",
        "stock trades",
        "adss",
        "ads ",
        "trades on",
        "is traded on",
        "is listed on",
        "publicly traded",
        "listed company",
        "the share (",
    ];
    owner && PAPER.iter().any(|word| before.contains(word))
}

/// Whether words end with the issuer's shares: `Pinyon Corporation stock (NYSE: PNY)`, `the company's stock`.
fn is_own_paper(before: &str, names: &[String]) -> bool {
    const PAPER: [&str; 5] = [" common stock", " common shares", " ordinary shares", " stock", " shares"];
    let Some(owner) = PAPER.iter().find_map(|paper| before.strip_suffix(paper)) else { return false };
    let owner = ["'s", "\u{2019}s"].iter().find_map(|end| owner.strip_suffix(end)).unwrap_or(owner);
    let words = core(owner);
    let named = |name: &String| {
        let name = core(name);
        !name.is_empty() && words.ends_with(&name)
    };
    owner.ends_with("the company") || owner.ends_with("our") || names.iter().any(named)
}

/// Whether a sentence about a listing opens with the issuer's first word, or speaks of its shares:
/// `The shares of Pinyon are traded on`.
fn owns_shares(before: &str, word: &str) -> bool {
    let before = before.trim_start();
    // `The Pinyon's stock is traded on`
    let before = before.strip_prefix("the ").filter(|rest| rest.starts_with(word)).unwrap_or(before);
    if before.starts_with(word) {
        return before.find("whose ").is_none_or(|at| at < 48);
    }
    ["shares of ", "stock of ", "units of "].iter().any(|paper| {
        before.split_once(paper).is_some_and(|(_, owner)| owner.strip_prefix("the ").unwrap_or(owner).starts_with(word))
    })
}
