//! Text exhibits to blocks: paragraphs reflowed, tables kept.

use crate::model::{Block, BlockKind, Content, SourceMap, Span};

/// Reads a plain-text body.
#[must_use]
pub fn parse(text: &str) -> Content {
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), emphasis: false, centered: false };
    Content { text: text.to_owned(), blocks: vec![block], tables: vec![], map: SourceMap::default(), warnings: vec![] }
}
