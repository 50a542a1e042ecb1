//! One worker's part of an index: built in memory, written once, then handed to the writer.

use std::path::{Path, PathBuf};

use tantivy::{
    directory::TerminatingWrite,
    fastfield::FastFieldsWriter,
    index::{Segment, SegmentComponent},
    schema::Schema,
    store::StoreWriter,
};

use super::{
    convert::{self, FileEntry, Place, Variant},
    document::Entry,
    failed,
    invert::Inverter,
    schema::{Text, layout},
};
use crate::{diag::Result, model::Record};

/// Makes builders for the segments of a run, on any thread.
#[derive(Clone)]
pub struct Segments {
    directory: PathBuf,
    index: tantivy::Index,
    run: u64,
}

impl Segments {
    pub(super) fn new(directory: &Path, index: &tantivy::Index, run: u64) -> Self {
        Self { directory: directory.to_owned(), index: index.clone(), run }
    }

    /// Starts a segment.
    ///
    /// # Errors
    /// The disk fails.
    pub fn start(&self) -> Result<SegmentBuilder> {
        let segment = self.index.new_segment();
        let parts = Parts::new(&segment).map_err(|error| failed(&self.directory, &error))?;
        Ok(SegmentBuilder { directory: self.directory.clone(), segment, parts, run: self.run.to_string(), count: 0 })
    }
}

/// Builds one segment. Not shared between threads.
pub struct SegmentBuilder {
    directory: PathBuf,
    segment: Segment,
    parts: Parts,
    run: String,
    count: u32,
}

/// A segment that is written but not yet committed. Its files live as long as this value, or as the
/// commit that takes it.
pub struct Finished {
    pub(super) segment: Segment,
}

impl SegmentBuilder {
    /// Adds a record. Its sections must lie in `text`.
    ///
    /// # Errors
    /// The disk fails.
    pub fn add_record(&mut self, record: &Record, text: impl Into<String>, variant: &Variant) -> Result<()> {
        self.add(&convert::record_entry(record, text.into(), variant, &self.run))
    }

    /// Adds a file that was ingested.
    ///
    /// # Errors
    /// The disk fails.
    pub fn add_file(&mut self, file: &FileEntry) -> Result<()> {
        self.add(&convert::file_entry(file, &self.run))
    }

    /// Adds a place where a record's document was met, other than the record's own path.
    ///
    /// # Errors
    /// The disk fails.
    pub fn add_place(&mut self, place: &Place) -> Result<()> {
        self.add(&convert::place_entry(place, &self.run))
    }

    fn add(&mut self, document: &Entry) -> Result<()> {
        self.parts.add(document).map_err(|error| failed(&self.directory, &error))?;
        self.count += 1;
        Ok(())
    }

    /// Bytes of memory in use.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.parts.memory()
    }

    /// Documents added: records, files and places.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.count
    }

    /// Whether nothing was added.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Writes the segment's files; nothing where nothing was added.
    ///
    /// # Errors
    /// The disk fails.
    pub fn finish(self) -> Result<Option<Finished>> {
        if self.is_empty() {
            return Ok(None);
        }
        self.parts.write(&self.segment).map_err(|error| failed(&self.directory, &error))?;
        Ok(Some(Finished { segment: self.segment.with_max_doc(self.count) }))
    }
}

/// What a segment consists of.
struct Parts {
    schema: Schema,
    inverter: Inverter,
    columns: FastFieldsWriter,
    store: StoreWriter,
}

impl Parts {
    fn new(segment: &Segment) -> tantivy::Result<Self> {
        let (index, schema) = (segment.index(), segment.schema());
        let settings = index.settings();
        Ok(Self {
            inverter: Inverter::new(&schema, |field| layout().text(field).map(Text::usual_length)),
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                index.fast_field_tokenizer().clone(),
            )?,
            store: StoreWriter::new(
                segment.open_write(SegmentComponent::Store)?,
                settings.docstore_compression,
                settings.docstore_blocksize,
                settings.docstore_compress_dedicated_thread,
            )?,
            schema,
        })
    }

    fn add(&mut self, document: &Entry) -> tantivy::Result<()> {
        self.inverter.add(document);
        self.columns.add_document(document)?;
        Ok(self.store.store(document, &self.schema)?)
    }

    fn memory(&self) -> usize {
        self.inverter.memory() + self.columns.mem_usage() + self.store.mem_usage()
    }

    fn write(mut self, segment: &Segment) -> tantivy::Result<()> {
        self.inverter.write(segment)?;
        let mut columns = segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        Ok(self.store.close()?)
    }
}
