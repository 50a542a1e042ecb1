//! The postings and positions of all segments of an index, opened once.

use std::path::PathBuf;

use rustc_hash::FxHashMap;
use tantivy::{
    Directory, DocId, Searcher, SegmentReader, Term,
    directory::{CompositeFile, FileSlice},
    index::SegmentId,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use super::{
    common::{Common, Windows},
    list::{Bits, List, Timetable, WIDTH},
};

/// The files of every segment that hold lists.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    segments: FxHashMap<SegmentId, Files>,
    common: Common,
    timetable: Timetable,
}

/// The documents of a word: as a list, or as bits where they are kept.
pub(crate) enum Docs {
    List(Box<List>),
    Kept(Windows, u32),
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
        Ok(Self {
            segments: files.collect::<tantivy::Result<_>>()?,
            common: Common::default(),
            timetable: Timetable::default(),
        })
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

    /// Notes that a query asks for the documents of a word.
    pub fn ask(&self, reader: &SegmentReader, field: Field, word: &str) -> tantivy::Result<()> {
        if !Common::is_common(reader.max_doc(), reader.max_doc()) {
            return Ok(());
        }
        let info = reader.inverted_index(field)?.get_term_info(&Term::from_field_text(field, word))?;
        if let Some(info) = info.filter(|info| Common::is_common(info.doc_freq, reader.max_doc())) {
            let key = (reader.segment_id(), field, info.postings_range.start);
            let list = || self.list_of(reader, field, &info, IndexRecordOption::Basic).ok().flatten();
            self.common.ask(key, reader.max_doc(), list);
        }
        Ok(())
    }

    /// The documents of a segment that have a word, as they are kept.
    pub fn docs(&self, reader: &SegmentReader, field: Field, word: &str) -> tantivy::Result<Option<Docs>> {
        let info = reader.inverted_index(field)?.get_term_info(&Term::from_field_text(field, word))?;
        let Some(info) = info else { return Ok(None) };
        if Common::is_common(info.doc_freq, reader.max_doc())
            && let Some(windows) = self.common.get((reader.segment_id(), field, info.postings_range.start))
        {
            return Ok(Some(Docs::Kept(windows, info.doc_freq)));
        }
        let list = self.list_of(reader, field, &info, IndexRecordOption::Basic)?;
        Ok(list.map(|list| Docs::List(Box::new(list))))
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
        let key = (reader.segment_id(), field, info.postings_range.start);
        let stations = self.timetable.of(key, info.doc_freq, || list.stations());
        let list = list.with_stations(stations);
        Ok(Some(list.with_mean_length(mean_length(reader, inverted.total_num_tokens()))))
    }
}

impl Docs {
    /// How many there are.
    pub const fn size(&self) -> u32 {
        match self {
            Self::List(list) => list.size(),
            Self::Kept(_, size) => *size,
        }
    }

    /// Whether all are known.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept(..))
    }

    /// None of those not yet marked or sought comes before this one.
    pub fn doc(&self) -> DocId {
        match self {
            Self::List(list) => list.doc(),
            Self::Kept(..) => 0,
        }
    }

    /// Whether a document is among them; ask for ever later ones.
    #[inline]
    pub fn has(&mut self, doc: DocId) -> bool {
        match self {
            Self::List(list) => list.seek(doc) == doc,
            Self::Kept(windows, _) => windows.get((doc / WIDTH) as usize).is_some_and(|bits| bits.has(doc % WIDTH)),
        }
    }

    /// Adds those of the window that begins with `start`, a multiple of 64, later than those before.
    pub fn mark(&mut self, start: DocId, bits: &mut Bits) {
        match self {
            Self::List(list) => list.mark(start, bits),
            Self::Kept(windows, _) => bits.add(&Bits::of(windows, start)),
        }
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
