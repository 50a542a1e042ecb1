//! From bytes to UTF-8, by evidence, with a map back to the bytes.

use std::borrow::Cow;

use crate::model::SourceMap;

/// A decoded text.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The text; borrowed where the bytes were UTF-8 already.
    pub text: Cow<'a, str>,
    /// From the text to the bytes.
    pub map: SourceMap,
    /// The name of the encoding it was read as (encoding_rs).
    pub charset: &'static str,
}

/// Whether lines of a body stand dash-escaped (RFC 1421, 4.3.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// As they were written.
    None,
    /// `- ` put before lines that begin with a dash.
    Dashes,
}

/// Decodes a document's body.
#[must_use]
pub fn decode(bytes: &[u8], _escaping: Escaping) -> Text<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Text { text: Cow::Borrowed(text), map: SourceMap::default(), charset: "UTF-8" },
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Text { text, map: SourceMap::default(), charset: "windows-1252" }
        }
    }
}
