//! From documents to lists of postings: the part of indexing that costs most.
//!
//! tantivy's own inverter looks up every word of every field in one table and appends to a chain of
//! small blocks a word. This one writes the numbers of a field's words down in the order they
//! stand in, and turns the field over once, when its segment is written: words are counted, each
//! gets its part of one array, and a second pass fills the parts. The files are the same to the
//! byte.

use tantivy::{
    fieldnorm::{FieldNormReader, FieldNormReaders, FieldNormsSerializer, FieldNormsWriter},
    index::{Segment, SegmentComponent},
    postings::{FieldSerializer, InvertedIndexSerializer},
    schema::{
        Field, FieldEntry, FieldType, IndexRecordOption, Schema,
        document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
    },
};

use super::{analyzer, document::Entry, vocabulary::Vocabulary};

/// Turns documents over.
pub(super) struct Inverter {
    vocabulary: Vocabulary,
    streams: Vec<Option<Stream>>,
    norms: FieldNormsWriter,
    /// Fields of the document at hand that have norms.
    touched: Vec<usize>,
    documents: u32,
}

/// What becomes of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Words of a text.
    Words,
    /// The value as it is.
    Whole,
}

/// All words of a field, in the order in which they stand in the documents.
struct Stream {
    shape: Shape,
    has_freqs: bool,
    has_norms: bool,
    words: Vec<u32>,
    runs: Vec<Run>,
    /// Where the next value of the document begins.
    position: u32,
    /// Words of the document at hand.
    count: u32,
}

/// Words that stand side by side in one document.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Place of the first in the stream.
    first: u32,
    document: u32,
    /// Position of the first in the document.
    position: u32,
}

/// Positions between the end of a value and the next; tantivy's.
const VALUE_GAP: u32 = 1;

impl Stream {
    fn of(entry: &FieldEntry) -> Option<Self> {
        let option = entry.field_type().get_index_record_option()?;
        let shape = match entry.field_type() {
            FieldType::Str(options) if options.get_indexing_options()?.tokenizer() == analyzer::NAME => Shape::Words,
            _ => Shape::Whole,
        };
        Some(Self {
            shape,
            has_freqs: option != IndexRecordOption::Basic,
            has_norms: entry.has_fieldnorms(),
            words: Vec::new(),
            runs: Vec::new(),
            position: 0,
            count: 0,
        })
    }

    fn push(&mut self, document: u32, position: u32, word: u32) {
        let goes_on = self.runs.last().is_some_and(|run| {
            run.document == document && run.position + (self.words.len() as u32 - run.first) == position
        });
        if !goes_on {
            self.runs.push(Run { first: self.words.len() as u32, document, position });
        }
        self.words.push(word);
        self.count += 1;
    }

    fn value(&mut self, document: u32, value: ReferenceValueLeaf<'_>, vocabulary: &mut Vocabulary) {
        let (start, mut end) = (self.position, self.position);
        match (value, self.shape) {
            (ReferenceValueLeaf::Str(text), Shape::Words) => {
                analyzer::each_place(text, |word, position, length| {
                    let at = start + position as u32;
                    end = end.max(at + length as u32);
                    self.push(document, at, vocabulary.number(word.as_bytes()));
                });
            }
            (ReferenceValueLeaf::Str(text), Shape::Whole) => {
                self.push(document, start, vocabulary.number(text.as_bytes()));
                end += 1;
            }
            (ReferenceValueLeaf::U64(number), _) => {
                self.push(document, start, vocabulary.number(&number.to_be_bytes()));
                end += 1;
            }
            _ => {}
        }
        self.position = end + VALUE_GAP;
    }

    fn memory(&self) -> usize {
        self.words.capacity() * size_of::<u32>() + self.runs.capacity() * size_of::<Run>()
    }
}

impl Inverter {
    pub fn new(schema: &Schema) -> Self {
        Self {
            vocabulary: Vocabulary::default(),
            streams: schema.fields().map(|(_, entry)| Stream::of(entry)).collect(),
            norms: FieldNormsWriter::for_schema(schema),
            touched: Vec::new(),
            documents: 0,
        }
    }

    /// Takes the next document.
    pub fn add(&mut self, entry: &Entry) {
        let document = self.documents;
        self.documents += 1;
        for (field, value) in entry.iter_fields_and_values() {
            let number = field.field_id() as usize;
            let Some(stream) = self.streams.get_mut(number).and_then(Option::as_mut) else { continue };
            let ReferenceValue::Leaf(leaf) = value.as_value() else { continue };
            if !self.touched.contains(&number) {
                self.touched.push(number);
                (stream.position, stream.count) = (0, 0);
            }
            stream.value(document, leaf, &mut self.vocabulary);
        }
        for number in self.touched.drain(..) {
            if let Some(stream) = self.streams[number].as_ref().filter(|stream| stream.has_norms) {
                self.norms.record(document, Field::from_field_id(number as u32), stream.count);
            }
        }
    }

    /// Bytes of memory in use, with what writing will take.
    pub fn memory(&self) -> usize {
        let streams = || self.streams.iter().flatten();
        let largest = streams().map(|stream| stream.words.len() * size_of::<u32>()).max().unwrap_or(0);
        let vocabulary = self.vocabulary.memory() + self.vocabulary.len() * 3 * size_of::<u64>();
        streams().map(Stream::memory).sum::<usize>() + largest + vocabulary + self.norms.mem_usage()
    }

    /// Writes norms, words, postings and positions.
    pub fn write(mut self, segment: &Segment) -> tantivy::Result<()> {
        self.norms.fill_up_to_max_doc(self.documents);
        let norms = FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?;
        self.norms.serialize(norms, None)?;
        let norms = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;

        let mut files = InvertedIndexSerializer::open(segment)?;
        let mut turning = Turning::new(&self.vocabulary);
        for (number, stream) in self.streams.iter_mut().enumerate() {
            let Some(stream) = stream.take().filter(|stream| !stream.words.is_empty()) else { continue };
            let field = Field::from_field_id(number as u32);
            turning.write(stream, field, norms.get_field(field)?, &mut files)?;
        }
        Ok(files.close()?)
    }
}

/// Words of a stream between two entries of [`Turned::runs_at`].
const STRIDE: usize = 32;

/// Turns one field over after the other.
struct Turning<'a> {
    vocabulary: &'a Vocabulary,
    /// Numbers of words in the order of the words.
    sorted: Vec<u32>,
    /// Where a word stands in that order.
    ranks: Vec<u32>,
    /// By number: how often the field has the word, then where the next of its places goes.
    counts: Vec<u32>,
}

impl<'a> Turning<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Self {
        let sorted = vocabulary.sorted();
        let mut ranks = vec![0; sorted.len()];
        for (rank, &number) in sorted.iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        Self { vocabulary, counts: vec![0; sorted.len()], sorted, ranks }
    }

    fn write(
        &mut self,
        stream: Stream,
        field: Field,
        norms: Option<FieldNormReader>,
        files: &mut InvertedIndexSerializer,
    ) -> tantivy::Result<()> {
        let has_freqs = stream.has_freqs;
        let mut serializer = files.new_field(field, stream.words.len() as u64, norms)?;
        let ranks = self.count(&stream.words);
        let mut turned = Turned::new(stream, &mut self.counts);
        let mut start = 0;
        for rank in ranks {
            let number = self.sorted[rank as usize];
            let end = std::mem::take(&mut self.counts[number as usize]) as usize;
            turned.postings(start..end);
            turned.write(self.vocabulary.word(number), has_freqs, &mut serializer)?;
            start = end;
        }
        Ok(serializer.close()?)
    }

    /// Ranks of the words that a field has, ascending; leaves in the counts where the places of each begin.
    fn count(&mut self, words: &[u32]) -> Vec<u32> {
        let mut ranks = Vec::new();
        for &word in words {
            let count = &mut self.counts[word as usize];
            if *count == 0 {
                ranks.push(self.ranks[word as usize]);
            }
            *count += 1;
        }
        ranks.sort_unstable();
        let mut start = 0;
        for &rank in &ranks {
            let count = &mut self.counts[self.sorted[rank as usize] as usize];
            start += std::mem::replace(count, start);
        }
        ranks
    }
}

/// A field's words, by word.
struct Turned {
    /// Places in the stream: those of the first word, ascending, those of the second, ...
    places: Vec<u32>,
    runs: Vec<Run>,
    /// The run that every [`STRIDE`]th place belongs to.
    runs_at: Vec<u32>,
    /// Documents of the word at hand, and how many positions they have up to there.
    documents: Vec<(u32, u32)>,
    /// Their positions, as distances.
    distances: Vec<u32>,
}

impl Turned {
    /// `starts` says where the places of each word begin, and afterwards where they end.
    fn new(stream: Stream, starts: &mut [u32]) -> Self {
        let mut places = vec![0; stream.words.len()];
        for (place, &word) in stream.words.iter().enumerate() {
            let start = &mut starts[word as usize];
            places[*start as usize] = place as u32;
            *start += 1;
        }
        let runs = stream.runs;
        let mut runs_at = Vec::with_capacity(places.len() / STRIDE + 1);
        let mut run = 0;
        for place in (0..places.len()).step_by(STRIDE) {
            while runs.get(run + 1).is_some_and(|next| next.first as usize <= place) {
                run += 1;
            }
            runs_at.push(run as u32);
        }
        Self { places, runs, runs_at, documents: Vec::new(), distances: Vec::new() }
    }

    /// Looks up documents and positions of a word's places.
    fn postings(&mut self, places: std::ops::Range<usize>) {
        self.documents.clear();
        self.distances.clear();
        let (mut at, mut last) = (0, 0);
        for &place in &self.places[places] {
            at = at.max(self.runs_at[place as usize / STRIDE] as usize);
            while self.runs.get(at + 1).is_some_and(|next| next.first <= place) {
                at += 1;
            }
            let run = self.runs[at];
            let position = run.position + (place - run.first);
            match self.documents.last_mut() {
                Some((document, end)) if *document == run.document => {
                    self.distances.push(position - last);
                    *end += 1;
                }
                _ => {
                    self.distances.push(position);
                    self.documents.push((run.document, self.distances.len() as u32));
                }
            }
            last = position;
        }
    }

    fn write(&self, word: &[u8], has_freqs: bool, serializer: &mut FieldSerializer<'_>) -> std::io::Result<()> {
        // Lists without frequencies say nothing of their length: so tantivy has it.
        let frequency = if has_freqs { self.documents.len() as u32 } else { 0 };
        serializer.new_term(word, frequency, has_freqs)?;
        let mut start = 0;
        for &(document, end) in &self.documents {
            let distances = &self.distances[start as usize..end as usize];
            if has_freqs {
                serializer.write_doc(document, end - start, distances);
            } else {
                serializer.write_doc(document, 0, &[]);
            }
            start = end;
        }
        serializer.close_term()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::indexer::{AddOperation, SegmentWriter};

    use super::*;
    use crate::{
        index::{document::Stored, schema::layout, writer::tokenizers},
        model::Span,
    };

    /// Numbers that look like chance.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % sides
        }

        fn text(&mut self) -> String {
            let mut text = String::new();
            for _ in 0..self.roll(120) {
                match self.roll(60) {
                    0 => text.push_str(&"overlong".repeat(9)),
                    1 => text.push_str("Société ™ 第一"),
                    2 => text.push_str("$1,234.56. U.S. AT&T 10-Q"),
                    _ => {
                        let rank = self.roll(40) * self.roll(40);
                        text.push_str(&format!("w{rank}{}", "x".repeat(rank as usize % 11)));
                    }
                }
                text.push(' ');
            }
            text
        }

        fn document(&mut self) -> Entry {
            let layout = layout();
            let mut entry = Entry::of(self.text());
            for field in [layout.narrative, layout.tables, layout.narrative, layout.headline, layout.phrases] {
                if self.roll(3) > 0 {
                    entry.add(field, Stored::Static(analyzer::ANY_SECTION));
                    let value = self.text();
                    entry.text(field, value);
                    entry.add(field, Stored::Slice(Span::new(0, 0)));
                }
            }
            for field in [layout.sort, layout.uid, layout.file, layout.sort] {
                let value = format!("value {}", self.roll(30));
                entry.text(field, value);
            }
            entry.add(layout.content, Stored::U64(self.roll(1000)));
            entry
        }
    }

    const FILES: [SegmentComponent; 4] = [
        SegmentComponent::FieldNorms,
        SegmentComponent::Terms,
        SegmentComponent::Postings,
        SegmentComponent::Positions,
    ];

    fn files(segment: &Segment) -> Vec<Vec<u8>> {
        FILES.iter().map(|file| segment.open_read(file.clone()).unwrap().read_bytes().unwrap().to_vec()).collect()
    }

    #[test]
    fn what_is_written_is_what_the_engine_itself_writes() {
        for (seed, documents) in [(1, 1), (2, 7), (3, 400)] {
            let mut index = tantivy::Index::create_in_ram(layout().schema.clone());
            index.set_tokenizers(tokenizers());
            let (ours, theirs) = (index.new_segment(), index.new_segment());
            let mut inverter = Inverter::new(&layout().schema);
            let mut writer = SegmentWriter::for_segment(50_000_000, theirs.clone()).unwrap();
            let (mut one, mut other) = (Dice(seed), Dice(seed));
            for _ in 0..documents {
                inverter.add(&one.document());
                writer.add_document(AddOperation { opstamp: 0, document: other.document() }).unwrap();
            }
            inverter.write(&ours).unwrap();
            writer.finalize().unwrap();
            for (name, (ours, theirs)) in FILES.iter().zip(files(&ours).iter().zip(&files(&theirs))) {
                assert!(ours == theirs, "{name:?} of {documents} documents");
            }
        }
    }
}
