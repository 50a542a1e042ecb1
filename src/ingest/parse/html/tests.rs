use super::*;
use crate::{
    dice::Dice,
    model::{Block, BlockKind, Span},
};

/// A block as `cases.txt` writes it: kind, `*` for emphasis, `^` for centred; cells with columns.
fn shown(content: &Content, block: &Block) -> String {
    let marks = |kind: &str| {
        format!("{kind}{}{}", if block.emphasis { "*" } else { "" }, if block.centered { "^" } else { "" })
    };
    match block.kind {
        BlockKind::Heading => format!("{} {}", marks("H"), content.slice(block.span)),
        BlockKind::Paragraph => format!("{} {}", marks("P"), content.slice(block.span)),
        BlockKind::ListItem => format!("{} {}", marks("L"), content.slice(block.span)),
        BlockKind::Table(index) => {
            let cell = |cell: &crate::model::Cell| format!("{}@{}-{}", content.slice(cell.span), cell.left, cell.right);
            let row = |row: &crate::model::Row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
            format!("T {}", content.tables[index].rows.iter().map(row).collect::<Vec<_>>().join("\n"))
        }
    }
}

#[test]
fn html_of_every_decade_is_read() {
    for case in include_str!("cases.txt").split("\n# ") {
        let (claim, rest) = case.trim_start_matches("# ").split_once('\n').expect("a claim");
        let (html, expected) = rest.split_once("\n--\n").expect("an expectation");
        let content = parse(html);
        let found: Vec<String> = content.blocks.iter().map(|block| shown(&content, block)).collect();
        assert_eq!(found.join("\n"), expected.trim_end(), "{claim}");
        check_spans(html, &content);
    }
}

/// Blocks, rows and cells stand in order, and each word maps to its place in the source.
fn check_spans(html: &str, content: &Content) {
    let mut end = 0;
    for block in &content.blocks {
        assert!(block.span.start >= end && !block.span.is_empty(), "{html}");
        assert_eq!(content.text[end..block.span.start].trim(), "", "{html}");
        end = block.span.end;
    }
    assert_eq!(end, content.text.len(), "{html}");
    for row in content.tables.iter().flat_map(|table| &table.rows) {
        assert!(row.cells.iter().all(|cell| row.span.covers(cell.span) && cell.left < cell.right), "{html}");
    }
    for word in words(&content.text) {
        let source = content.map.source(word);
        let (word, source) = (content.slice(word), html.get(source.range()).unwrap_or_default());
        let joined: String = source.chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(source == word || joined.starts_with(&word[..1]), "{word} is not {source} of {html}");
    }
}

fn words(text: &str) -> Vec<Span> {
    let mut found = vec![];
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_ascii_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Mark-up, whole and broken, with numbered words in it.
fn page(dice: &mut Dice) -> String {
    const PIECES: [&str; 44] = [
        "<p>",
        "</p>",
        "<div align=center>",
        "</div>",
        "<b>",
        "</b>",
        "<font style='font-weight:bold'>",
        "</font>",
        "<br>",
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=2>",
        "<td rowspan=3>",
        "</td>",
        "</tr>",
        "</table>",
        " ",
        "\n",
        "&nbsp;",
        "&amp;",
        "&#146;",
        "&copy",
        " é ",
        "\u{a0}",
        "<sup>",
        "</sup>",
        "<pre>",
        "</pre>",
        "<li>",
        "<h2>",
        "</h2>",
        "<!-- x -->",
        "<",
        ">",
        "&",
        "$",
        "(",
        ")",
        "%",
        "(7)",
        "•",
        "<u",
        "<div style=\"display:none\">",
    ];
    let mut page = String::new();
    for number in 0..dice.roll(120) {
        page.push_str(PIECES[dice.roll(PIECES.len())]);
        if dice.roll(3) > 0 {
            page.push_str(&format!("w{number}"));
        }
    }
    page
}

#[test]
fn every_word_of_any_mark_up_maps_to_itself() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..3000 {
        let page = page(&mut dice);
        let content = parse(&page);
        check_spans(&page, &content);
        for word in words(&content.text) {
            if content.slice(word).strip_prefix('w').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            {
                assert_eq!(&page[content.map.source(word).range()], content.slice(word), "{page}");
            }
        }
    }
}

#[test]
fn hostile_pages_are_read_to_their_end() {
    let deep = [
        "<div>".repeat(50_000),
        "<table><tr><td>x".repeat(20_000),
        "<font>".repeat(50_000) + &"</b>".repeat(50_000),
        "<".repeat(200_000),
        "<title>".repeat(50_000),
        "<a b=\"".repeat(50_000),
        "<!-- ".repeat(50_000),
        "&".repeat(200_000),
        "<table><caption>".repeat(20_000),
        "<pre>".repeat(50_000),
        format!("<table>{}", "<td rowspan=65000 colspan=1000>1".repeat(5_000)),
    ];
    for page in deep {
        check_spans(&page, &parse(&page));
    }
}

#[test]
fn preformatted_text_is_read_as_text_exhibits_are() {
    let html = "<html><body><pre>\nLarkfield Systems said that its\nsales &amp; earnings rose.\n\nSecond paragraph here.\n</pre></body>";
    let content = parse(html);
    assert_eq!(content.text, "Larkfield Systems said that its sales & earnings rose.\n\nSecond paragraph here.");
    check_spans(html, &content);
}

#[test]
fn a_wrapper_around_lines_of_text_is_seen_through() {
    let paragraph = format!("{}\nend of it.\n\n", "A line of words that is wrapped by hand.\n".repeat(20));
    let html = format!("<html><body>\n{}</body></html>", paragraph.repeat(12));
    let content = parse(&html);
    assert!(content.blocks.len() >= 12);
    check_spans(&html, &content);
}

#[test]
fn edgar_tables_drawn_with_spaces_keep_their_columns() {
    let html = "<html><body><p>Results</p><TABLE>\n<CAPTION>\n               2001     2000\n<S>          <C>      <C>\n\
                Net sales    $1,234   $1,100\nNet income       55       44\n</TABLE><p>After</p>";
    let content = parse(html);
    assert!(content.text.contains("Net sales    $1,234   $1,100"), "{}", content.text);
    assert!(content.text.starts_with("Results\n\n") && content.text.ends_with("\n\nAfter"), "{}", content.text);
    check_spans(html, &content);
}

#[test]
fn text_with_edgar_tags_is_no_html() {
    assert!(!is_html("<PAGE>\nResults <b\n<TABLE>\n<CAPTION>\n<S>   <C>\nSales  1\n</TABLE>\n"));
    assert!(!is_html("Sales were < 5, or <unknown>."));
    assert!(is_html("<!DOCTYPE html PUBLIC>"));
    assert!(is_html("<!-- by a word processor -->\n<P ALIGN=\"CENTER\"><FONT SIZE=2><B>Results</B></FONT></P>"));
}
