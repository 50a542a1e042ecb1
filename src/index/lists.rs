//! The postings and positions of all segments of an index, opened once.

use std::path::PathBuf;

use rustc_hash::FxHashMap;
use tantivy::{
    Directory, Searcher, SegmentReader, Term,
    directory::{CompositeFile, FileSlice},
    index::SegmentId,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use super::list::List;

/// The files of every segment that hold lists.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    segments: FxHashMap<SegmentId, Files>,
}

#[derive(Debug)]
struct Files {
    postings: CompositeFile,
    positions: CompositeFile,
}

impl Lists {
    /// Opens the files of the segments of a searcher.
    pub fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let files = searcher.segment_readers().iter().map(|reader| Ok((reader.segment_id(), Files::open(reader)?)));
        Ok(Self { segments: files.collect::<tantivy::Result<_>>()? })
    }

    /// The length that the best documents of blocks are told by.
    pub fn mean_length(reader: &SegmentReader, field: Field) -> tantivy::Result<f32> {
        Ok(mean_length(reader, reader.inverted_index(field)?.total_num_tokens()))
    }

    /// The documents of a segment that have a word; with its positions where they are asked for.
    pub fn list(
        &self,
        reader: &SegmentReader,
        field: Field,
        word: &str,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<List>> {
        let info = reader.inverted_index(field)?.get_term_info(&Term::from_field_text(field, word))?;
        info.map_or(Ok(None), |info| self.list_of(reader, field, &info, option))
    }

    /// The documents of a segment that have a word whose place is known.
    pub fn list_of(
        &self,
        reader: &SegmentReader,
        field: Field,
        info: &TermInfo,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<List>> {
        let inverted = reader.inverted_index(field)?;
        let written = reader.schema().get_field_entry(field).field_type().get_index_record_option();
        let files = self.segments.get(&reader.segment_id());
        let Some((postings, written)) = files.and_then(|files| files.postings.open_read(field)).zip(written) else {
            return Ok(None);
        };
        let body = postings.slice_from(TOKENS);
        let data = body.slice(info.postings_range.clone()).read_bytes()?;
        let mut places = None;
        if option.has_positions() && written.has_positions() {
            let positions = files.and_then(|files| files.positions.open_read(field));
            let range = info.positions_range.clone();
            places = positions.map(|positions| positions.read_bytes_slice(range)).transpose()?;
        }
        let list = List::new(info.doc_freq, data, written, places);
        Ok(Some(list.with_mean_length(mean_length(reader, inverted.total_num_tokens()))))
    }
}

fn mean_length(reader: &SegmentReader, words: u64) -> f32 {
    words as f32 / reader.max_doc().max(1) as f32
}

/// Before the lists of a field stands how many words it has.
const TOKENS: usize = 8;

impl Files {
    fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let directory = reader.index().directory();
        let open = |extension: &str| -> tantivy::Result<FileSlice> {
            let name = format!("{}.{extension}", reader.segment_id().uuid_string());
            Ok(directory.open_read(&PathBuf::from(name))?)
        };
        Ok(Self { postings: CompositeFile::open(&open("idx")?)?, positions: CompositeFile::open(&open("pos")?)? })
    }
}
