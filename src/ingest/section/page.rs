//! The text of a page in one line, as some filers put it under the picture of the page.
//!
//! No line ends there: title, news, portrait and caution follow each other within the paragraph.

use super::{phone::phones, portrait::describes};
use crate::{
    ingest::extract::dateline,
    model::{Block, BlockKind, Content, Span},
};

/// The shortest paragraph that can be a page.
const LONG: usize = 1000;
/// The blocks among which the first page stands.
const FIRST: usize = 4;

/// Cuts the pages of a document that stand in one line into a block for each of their parts.
pub fn cut(content: &mut Content) {
    if !is_of_pages(content) {
        return;
    }
    let blocks = std::mem::take(&mut content.blocks);
    for block in blocks {
        if matches!(block.kind, BlockKind::Table(_)) || block.span.len() < LONG {
            content.blocks.push(block);
            continue;
        }
        for (span, is_title) in parts(content.slice(block.span), block.span.start) {
            let kind = if is_title { BlockKind::Heading } else { BlockKind::Paragraph };
            content.blocks.push(Block { kind, span, ..block });
        }
    }
}

/// Whether a document is made of such pages: its dateline stands within a long first paragraph.
fn is_of_pages(content: &Content) -> bool {
    let mut first = content.blocks.iter().take(FIRST).map(|block| content.slice(block.span));
    first.any(|text| text.len() >= LONG && news(text).is_some())
}

/// The parts of a page: what stands above the title, the title, the news, and each part of the boilerplate.
///
/// The page stands at `place`; with each part goes whether it is the title.
fn parts(text: &str, place: usize) -> Vec<(Span, bool)> {
    let mut starts = vec![0];
    let (news, mut titled) = (news(text), None);
    if let Some(news) = news {
        titled = title(&text[..news]);
        starts.extend(contact(&text[..news]));
        starts.extend(titled);
        starts.push(news);
    }
    let from = news.unwrap_or(0);
    starts.extend(text[from..].match_indices(' ').map(|(at, _)| from + at + 1).filter(|at| begins_part(text, *at)));
    starts.sort_unstable();
    starts.dedup();
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let part = |(&start, end)| (Span::new(place + start, place + end), titled == Some(start));
    starts.iter().zip(ends).map(part).collect()
}

/// Where the news begins behind a masthead or a title.
fn news(text: &str) -> Option<usize> {
    const TITLE: usize = 40;
    dateline::start_inside(text).filter(|start| *start >= TITLE)
}

/// Where the first contact is named.
fn contact(masthead: &str) -> Option<usize> {
    const WHOSE: [&str; 5] = ["investor", "media", "press", "company", "corporate"];
    let at = masthead.to_ascii_lowercase().find("contact")?;
    let before = masthead[..at].trim_end();
    let word = before.rsplit(' ').next().unwrap_or("");
    let whose = WHOSE.iter().any(|whose| word.eq_ignore_ascii_case(whose));
    Some(if whose { before.len() - word.len() } else { at })
}

/// Where the title begins: past the last number or address to reach somebody.
fn title(masthead: &str) -> Option<usize> {
    let reached = |word: &str| phones(word.as_bytes()) > 0 || word.contains('@') || word.starts_with("www.");
    let mut end = 0;
    let mut last = None;
    for word in masthead.split_inclusive(' ') {
        end += word.len();
        if reached(word.trim_end()) {
            last = Some(end);
        }
    }
    last.filter(|start| *start < masthead.len())
}

/// Whether a part of the boilerplate begins at a word: a heading within the line, or a sentence that says what
/// the company is.
fn begins_part(text: &str, at: usize) -> bool {
    const HEADINGS: [&str; 6] = [
        "forward-looking statements",
        "cautionary statement",
        "cautionary note",
        "safe harbor",
        "non-gaap financial measures",
        "contacts:",
    ];
    const NEAR: usize = 120;
    let (before, rest) = (text[..at].trim_end(), &text[at..]);
    if !before.ends_with(['.', '!', '”', '"', '#', '-', ')']) || !rest.starts_with(|char: char| char.is_uppercase()) {
        return false;
    }
    let near = &rest[..rest.floor_char_boundary(NEAR.min(rest.len()))];
    let near = near.split(['“', '"']).next().unwrap_or(near);
    let heads = |heading: &str| near.get(..heading.len()).is_some_and(|start| start.eq_ignore_ascii_case(heading));
    is_portrait_heading(near) || HEADINGS.iter().any(|heading| heads(heading)) || is_portrait(rest, near)
}

/// `About Pinyon Pinyon Corp. makes`: the name of the heading goes on as that of the sentence.
fn is_portrait_heading(near: &str) -> bool {
    let Some(named) = near.strip_prefix("About ") else { return false };
    let name = named.split(' ').next().unwrap_or("");
    name.len() > 2 && named[name.len()..].contains(name)
}

/// Whether a sentence says what its company is.
fn is_portrait(rest: &str, near: &str) -> bool {
    const IS: [&str; 4] = [" is a ", " is an ", " is the ", " is one of "];
    let sentence = rest.split_inclusive(". ").next().unwrap_or(rest);
    let named =
        [" Inc.", " Corp", " Co.", " Company", " Group", " plc", " Ltd", " (N"].iter().any(|form| near.contains(form));
    named
        && IS.iter().any(|is| near.contains(is))
        && describes(if sentence.len() < near.len() { near } else { sentence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_one_line_has_its_title_its_news_and_its_boilerplate() {
        let filler = "The board met at the mill and looked at the books of the year with care. ".repeat(14);
        let text = format!(
            "Orrin Mills Co. 4 Weir Lane, Lowell, MA Media Contact: Ada Quill, 978-555-0144 Orrin Mills Names Treasurer NEW \
             BEDFORD, Mass., May 4, 2021 - Orrin Mills (NYSE: ORM) today announced that Ivo Lund is its treasurer. {filler}\
             About Orrin Mills Orrin Mills Co. weaves cloth. Cautionary Statement Much may differ."
        );
        let span = Span::new(0, text.len());
        let block = Block { kind: BlockKind::Paragraph, span, emphasis: false, centered: false };
        let mut content = Content { text, blocks: vec![block], ..Content::default() };
        cut(&mut content);
        let parts: Vec<&str> = content.blocks.iter().map(|block| content.slice(block.span)).collect();
        let begins =
            ["Orrin Mills Co. 4", "Media Contact", "Orrin Mills Names", "NEW BEDFORD", "About Orrin", "Cautionary"];
        assert_eq!(parts.len(), begins.len(), "{parts:?}");
        for (part, begin) in parts.iter().zip(begins) {
            assert!(part.starts_with(begin), "{part}");
        }
    }
}
