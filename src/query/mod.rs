//! The query language: text to tree to tantivy query.
