//! Our own tantivy document: a list of fields whose texts are slices of one string.

use tantivy::schema::{
    Field, OwnedValue,
    document::{
        DeserializeError, Document, DocumentDeserialize, DocumentDeserializer, ReferenceValue, ReferenceValueLeaf,
        Value,
    },
};

use super::schema::layout;
use crate::model::Span;

/// A value of a field.
#[derive(Debug, Clone)]
pub(crate) enum Stored {
    /// A part of the document's text.
    Slice(Span),
    /// The whole of the document's text.
    Whole,
    Static(&'static str),
    Text(String),
    U64(u64),
    I64(i64),
    F64(f64),
}

/// What is handed to tantivy.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    text: String,
    values: Vec<(Field, Stored)>,
}

impl Entry {
    /// A document whose slices are of `text`.
    pub fn of(text: String) -> Self {
        Self { text, values: Vec::with_capacity(64) }
    }

    pub fn add(&mut self, field: Field, value: Stored) {
        self.values.push((field, value));
    }

    pub fn text(&mut self, field: Field, value: impl Into<String>) {
        self.add(field, Stored::Text(value.into()));
    }
}

/// A value as tantivy asks for it.
#[derive(Debug, Clone)]
pub(crate) struct Borrowed<'a>(ReferenceValueLeaf<'a>);

impl<'a> Value<'a> for Borrowed<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(self.0.clone())
    }
}

/// Walks the values of an [`Entry`].
pub(crate) struct Values<'a> {
    text: &'a str,
    values: std::slice::Iter<'a, (Field, Stored)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, Borrowed<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, value) = self.values.next()?;
        let leaf = match value {
            Stored::Slice(span) => ReferenceValueLeaf::Str(self.text.get(span.range()).unwrap_or_default()),
            Stored::Whole => ReferenceValueLeaf::Str(self.text),
            Stored::Static(text) => ReferenceValueLeaf::Str(text),
            Stored::Text(text) => ReferenceValueLeaf::Str(text),
            Stored::U64(number) => ReferenceValueLeaf::U64(*number),
            Stored::I64(number) => ReferenceValueLeaf::I64(*number),
            Stored::F64(number) => ReferenceValueLeaf::F64(*number),
        };
        Some((*field, Borrowed(leaf)))
    }
}

impl Document for Entry {
    type Value<'a> = Borrowed<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { text: &self.text, values: self.values.iter() }
    }
}

/// What is kept of a document as it stands.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// A record, as JSON.
    pub record: String,
    /// Its text.
    pub text: String,
    /// A file or a place, as JSON.
    pub entry: String,
}

impl DocumentDeserialize for Kept {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut document: D) -> Result<Self, DeserializeError> {
        let mut kept = Self::default();
        while let Some((field, value)) = document.next_field::<OwnedValue>()? {
            let OwnedValue::Str(value) = value else { continue };
            let layout = layout();
            match field {
                field if field == layout.record => kept.record = value,
                field if field == layout.text => kept.text = value,
                field if field == layout.entry => kept.entry = value,
                _ => {}
            }
        }
        Ok(kept)
    }
}
