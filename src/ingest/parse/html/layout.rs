//! From the flow of items to content: paragraphs and headings here, tables and preformatted text
//! by their own modules.

use super::{
    flow::{Flow, Item, Kind},
    preformatted, table,
    write::Writer,
};
use crate::model::{Content, Span};

/// Writes the content of a flow.
pub fn write(source: &str, flow: &Flow) -> Content {
    let mut writer = Writer::new(source);
    if preformatted::is_wrapped(source, &flow.items) {
        preformatted::write(source, &mut writer, &flow.items);
        return writer.finish();
    }
    let mut at = 0;
    while let Some(item) = flow.items.get(at) {
        at += 1;
        match *item {
            Item::Text(start, end, style) => writer.text(Span::new(start as usize, end as usize), style),
            Item::Break(place) => writer.line_break(place as usize),
            Item::Block(kind) => {
                writer.end_block_after_words();
                if kind != Kind::Plain {
                    writer.set_kind(kind);
                }
            }
            Item::Cell(..) => writer.end_block_after_words(),
            Item::Row | Item::TableEnd | Item::PreformattedEnd => writer.end_block(),
            Item::Table(index) => {
                writer.end_block();
                let info = flow.tables[index as usize];
                if !info.nests && info.has_columns {
                    at += table::write(&mut writer, &flow.items[at - 1..]).map_or(0, |len| len);
                }
            }
            Item::Preformatted => {
                writer.end_block();
                let rest = &flow.items[at..];
                let len = rest.iter().position(|item| *item == Item::PreformattedEnd).unwrap_or(rest.len());
                preformatted::write(source, &mut writer, &rest[..len]);
                at += len;
            }
        }
    }
    writer.finish()
}

/// Writes items that hold no table as paragraphs.
pub fn write_paragraphs(writer: &mut Writer<'_>, items: &[Item]) {
    for item in items {
        match *item {
            Item::Text(start, end, style) => writer.text(Span::new(start as usize, end as usize), style),
            Item::Break(place) => writer.line_break(place as usize),
            Item::Block(_) | Item::Cell(..) => writer.end_block_after_words(),
            _ => writer.end_block(),
        }
    }
    writer.end_block();
}
