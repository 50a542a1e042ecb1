//! Parts a title from the news where a file has both in one paragraph: `PINYON NAMES DIRECTOR RENO,
//! Nev.--(BUSINESS WIRE)--May 2, 2011--Pinyon Corp. today`. Text dumps and wires' pages run them together.
//!
//! Only an unmistakable dateline parts them: a place before a wire's mark, or a city with its state before
//! a date and a dash.

use crate::{
    ingest::words::WIRES,
    model::{Block, BlockKind, Content, Span, begins_like_month},
};

/// The blocks, and the bytes of each, that are looked at.
const BLOCKS: usize = 6;
const HEAD: usize = 1400;
/// A shorter beginning is no title.
const SHORTEST: usize = 16;
/// How far behind a dateline its news is told.
const NEWS: usize = 320;

/// Parts the first block of a document in which a dateline stands behind a title.
pub(super) fn part(content: &mut Content) {
    let candidates = content.blocks.iter().enumerate().take(BLOCKS);
    let prose = candidates.filter(|(_, block)| !matches!(block.kind, BlockKind::Table(_)) && block.span.len() > 120);
    let cut = prose.map(|(index, block)| (index, *block)).find_map(|(index, block)| {
        let text = content.slice(block.span);
        let head = &text[..text.floor_char_boundary(HEAD.min(text.len()))];
        Some((index, block, dateline(head)?))
    });
    let Some((index, block, at)) = cut.filter(|(.., at)| *at >= SHORTEST) else { return };
    let text = content.slice(block.span);
    // `RENO, Nev., and ELKO, Nev., May 2`: two places, and no title
    let before = text[..at].trim_end();
    if before.ends_with(',')
        || before.ends_with(" and")
        || before.ends_with('&')
        || before.split_whitespace().count() < 4
    {
        return;
    }
    let title = Span::new(block.span.start, block.span.start + text[..at].trim_end().len());
    let news = Span::new(block.span.start + at, block.span.end);
    content.blocks[index] = Block { kind: BlockKind::Heading, span: title, ..block };
    content
        .blocks
        .insert(index + 1, Block { kind: BlockKind::Paragraph, span: news, emphasis: false, centered: false });
}

/// Where the place of the first dateline of a text begins.
fn dateline(head: &str) -> Option<usize> {
    let wired = wires(head).into_iter().find_map(|mark| place(head, before_date(&head[..mark]).unwrap_or(mark)));
    wired.or_else(|| dated(head)).or_else(|| stated(head))
}

/// Where the marks of wires begin: `--(BUSINESS WIRE)--`, `/PRNewswire/`.
fn wires(head: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    WIRES.whole(head, |found| {
        if head[..found.start].ends_with(['(', '/']) {
            marks.push(found.start - 1);
        }
    });
    marks
}

/// Where a date that closes `before` begins: `RENO, Nev., April 27`, `RENO, Nev., May 2, 2011`.
fn before_date(before: &str) -> Option<usize> {
    let words = before.trim_end_matches([' ', '-', '–', '—', '\n']);
    let (rest, last) = last_word(words);
    let is_year = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    let (rest, day) = if is_year { last_word(rest) } else { (rest, last) };
    let day = day.trim_end_matches(',');
    let (rest, month) = last_word(rest);
    let named = month.starts_with(|c: char| c.is_uppercase()) && begins_like_month(month);
    let numbered = matches!(day.len(), 1 | 2) && day.bytes().all(|byte| byte.is_ascii_digit());
    (named && numbered).then_some(rest.len())
}

/// A text without its last word, and that word.
fn last_word(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    let at = text.rfind([' ', '\n', '\u{a0}']).map_or(0, |at| at + 1);
    let at = text.ceil_char_boundary(at);
    (text[..at].trim_end(), &text[at..])
}

/// Where a place that ends at `end` begins: `SALT LAKE CITY`, `Palo Alto, Calif.`
fn place(head: &str, end: usize) -> Option<usize> {
    let place = head.get(..end)?.trim_end_matches([' ', ',', '-', '–', '—', '\n', '(']);
    let city = match place.rfind(',') {
        Some(comma) if is_state(&place[comma + 1..]) => &place[..comma],
        _ => place,
    };
    city_start(city)
}

/// Whether words after a city's comma can be its state or country.
fn is_state(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=3).contains(&count)
        && words.len() < 24
        && words.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase()))
}

/// Where the name of the city that closes a text begins.
fn city_start(text: &str) -> Option<usize> {
    let (mut rest, last) = last_word(text);
    let begins = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    if !begins(last) || last.bytes().any(|byte| byte.is_ascii_digit()) || last.len() < 3 {
        return None;
    }
    let shouted = |word: &str| word.len() > 1 && !word.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let titled_in_capitals = !rest.contains(|c: char| c.is_lowercase());
    let mut start = rest.len();
    for _ in 0..2 {
        let (before, word) = last_word(rest);
        let opens = FIRST_WORDS.contains(&word.to_ascii_uppercase().as_str());
        let alike = begins(word) && shouted(word) == shouted(last) && word.ends_with(|c: char| c.is_alphabetic());
        // a city in capitals behind a title in small letters, or the other way round
        let apart = shouted(last) != titled_in_capitals && alike;
        if !(opens && begins(word) || apart) {
            break;
        }
        (start, rest) = (before.len(), before);
    }
    let gap = text[start..].len() - text[start..].trim_start().len();
    Some(start + gap)
}

/// First words of the names of cities.
const FIRST_WORDS: [&str; 44] = [
    "NEW",
    "SAN",
    "LOS",
    "LAS",
    "ST.",
    "ST",
    "SAINT",
    "FORT",
    "FT.",
    "SALT",
    "LAKE",
    "SANTA",
    "EL",
    "WEST",
    "NORTH",
    "SOUTH",
    "EAST",
    "PALO",
    "MENLO",
    "MOUNTAIN",
    "GRAND",
    "KANSAS",
    "OKLAHOMA",
    "BATON",
    "CORPUS",
    "COLORADO",
    "LITTLE",
    "DES",
    "CEDAR",
    "LONG",
    "REDWOOD",
    "FOSTER",
    "CULVER",
    "BEVERLY",
    "ANN",
    "BOCA",
    "WHITE",
    "PORT",
    "NEWPORT",
    "HUNTINGTON",
    "SIOUX",
    "GREEN",
    "TEL",
    "HONG",
];

/// The beginning of `Reno, Nevada, May 2, 2011 -` or `Reno, NV - May 2, 2011 -`, the news right behind it.
fn dated(head: &str) -> Option<usize> {
    if ![", 19", ", 20"].iter().any(|year| head.contains(year)) {
        return None;
    }
    head.match_indices(|c: char| c.is_ascii_uppercase()).filter(|(at, _)| begins_like_month(&head[*at..])).find_map(
        |(at, _)| {
            let behind = past_date(&head[at..])?;
            let news = dashed(&head[at + behind..])?;
            let place = head[..at].trim_end_matches([' ', ',', '-', '–', '—', '\n']);
            let (city, state) = place.rsplit_once(',')?;
            (is_known_state(state) && tells(news)).then(|| city_start(city)).flatten()
        },
    )
}

/// Where a date with its year ends that begins a text.
fn past_date(text: &str) -> Option<usize> {
    let head = &text[..text.floor_char_boundary(24)];
    let letters = head.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'.').count();
    let rest = head[letters..].strip_prefix(' ')?;
    let day = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[day..].strip_prefix(", ")?;
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&day) && year == 4).then(|| head.len() - rest.len() + 4)
}

/// What stands behind a dash and begins like a name.
fn dashed(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let news = rest.trim_start_matches(['-', '–', '—', ' ', '\n']);
    let dash = rest.starts_with(['-', '–', '—']);
    (dash && news.starts_with(|c: char| c.is_uppercase())).then_some(news)
}

/// Whether news is told soon.
fn tells(news: &str) -> bool {
    let news = &news[..news.floor_char_boundary(NEWS)];
    ["today", "announced", "reported", " said"].iter().any(|word| news.contains(word))
}

/// The beginning of `Yonkers, NY--Pinyon Corp. today`: a city, its state, two dashes and the news.
fn stated(head: &str) -> Option<usize> {
    ["--", " \u{2014} ", "\u{2014}"].iter().find_map(|dash| {
        head.match_indices(dash).find_map(|(at, dash)| {
            let (city, state) = head[..at].rsplit_once(',')?;
            let news = head[at + dash.len()..].trim_start();
            let named = news.starts_with(|c: char| c.is_uppercase()) && tells(news) && !head[..at].contains("today");
            (is_known_state(state) && named).then(|| city_start(city)).flatten()
        })
    })
}

/// Whether words are one of the states and provinces, as they are written in datelines.
fn is_known_state(words: &str) -> bool {
    let words = words.trim();
    let postal = words.len() == 2 && POSTAL.split(' ').any(|state| state == words);
    postal || words.len() > 2 && STATES.split('|').any(|state| state.eq_ignore_ascii_case(words))
}

const POSTAL: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND \
     OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR ON QC BC AB MB NS NB SK";

const STATES: &str = "Ala.|Alabama|Alaska|Ariz.|Arizona|Ark.|Arkansas|Calif.|California|Colo.|Colorado|Conn.|Connecticut|Del.|\
     Delaware|Fla.|Florida|Ga.|Georgia|Hawaii|Idaho|Ill.|Illinois|Ind.|Indiana|Iowa|Kan.|Kansas|Ky.|Kentucky|La.|Louisiana|\
     Maine|Md.|Maryland|Mass.|Massachusetts|Mich.|Michigan|Minn.|Minnesota|Miss.|Mississippi|Mo.|Missouri|Mont.|Montana|\
     Neb.|Nebraska|Nev.|Nevada|N.H.|New Hampshire|N.J.|New Jersey|N.M.|New Mexico|N.Y.|New York|N.C.|North Carolina|N.D.|\
     North Dakota|Ohio|Okla.|Oklahoma|Ore.|Oregon|Pa.|Pennsylvania|R.I.|Rhode Island|S.C.|South Carolina|S.D.|South Dakota|\
     Tenn.|Tennessee|Texas|Utah|Vt.|Vermont|Va.|Virginia|Wash.|Washington|W.Va.|West Virginia|Wis.|Wisconsin|Wyo.|Wyoming|\
     D.C.|Ontario|Quebec|British Columbia|Alberta|Manitoba|Nova Scotia|Israel|Canada|Bermuda|England|Ireland|China";

#[cfg(test)]
mod tests {
    use super::*;

    fn news(text: &str) -> &str {
        dateline(text).map_or("", |at| &text[at..text.floor_char_boundary(at + 14)])
    }

    #[test]
    fn a_dateline_behind_a_title_is_where_the_news_begins() {
        for (text, expected) in [
            ("Pinyon Revises Outlook for 2001 PLANO--(BUSINESS WIRE)--Oct. 3, 2006--Pinyon said", "PLANO--(BUSINE"),
            (
                "Pinyon Reports Results Under Rule 404 TEMPE, Ariz.--(BUSINESS WIRE)--May 7, 2002--Pinyon",
                "TEMPE, Ariz.--",
            ),
            ("Pinyon First Quarter Results SALT LAKE CITY, April 27 /PRNewswire/ -- Pinyon", "SALT LAKE CITY"),
            ("PINYON REPORTS RESULTS FOR THE QUARTER Nyack, NY - May 14, 2002 - Pinyon today", "Nyack, NY - Ma"),
            ("PINYON REPORTS THIRD QUARTER RESULTS Yonkers, NY--Pinyon Bancorp today reported", "Yonkers, NY--P"),
            ("PINYON REPORTS THIRD QUARTER RESULTS NEW YORK, May 2, 2011 (GLOBE NEWSWIRE) -- Pinyon", "NEW YORK, May "),
        ] {
            assert_eq!(news(text), expected, "{text}");
        }
    }

    #[test]
    fn running_text_is_not_parted() {
        for text in [
            "The plant in Reno, Nevada, which opened on May 2, 2011, makes pumps and was announced in 2009.",
            "Pinyon distributes its news over Business Wire and by mail to holders who reported an address.",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }
}
