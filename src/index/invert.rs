//! From documents to lists of postings: the part of indexing that costs most.
//!
//! tantivy's own inverter looks up every word of every field in one table and appends to a chain of
//! small blocks a word. This one writes the numbers of a field's words down in the order they
//! stand in, and turns the field over once, when its segment is written: words are counted, each
//! gets its part of one array, and a second pass fills the parts. The files are the same to the
//! byte.

use tantivy::{
    fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter},
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
    usual_length: UsualLength,
}

/// The usual number of a field's words in a document; the mean where it has none. Blocks of postings tell
/// their best document by it.
pub(super) type UsualLength = fn(Field) -> Option<u32>;

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
    words: Numbers,
    runs: Vec<Run>,
    /// Where the next value of the document begins.
    position: u32,
    /// Words of the document at hand.
    count: u32,
}

/// A long list of numbers, in pieces: growing moves nothing.
#[derive(Default)]
struct Numbers {
    full: Vec<Vec<u32>>,
    last: Vec<u32>,
}

/// Numbers in a piece.
const PIECE: usize = 1 << 16;

impl Numbers {
    #[inline]
    fn push(&mut self, number: u32) {
        if self.last.len() == PIECE {
            self.full.push(std::mem::replace(&mut self.last, Vec::with_capacity(PIECE)));
        }
        self.last.push(number);
    }

    fn length(&self) -> u32 {
        (self.full.len() * PIECE + self.last.len()) as u32
    }

    fn pieces(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.full.iter().chain([&self.last])
    }

    fn memory(&self) -> usize {
        (self.full.len() * PIECE + self.last.capacity()) * size_of::<u32>()
    }
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
            words: Numbers::default(),
            runs: Vec::new(),
            position: 0,
            count: 0,
        })
    }

    /// Takes a value of a document's field.
    fn value(&mut self, document: u32, value: ReferenceValueLeaf<'_>, vocabulary: &mut Vocabulary) {
        let start = self.position;
        let before = self.words.length();
        let length = match (value, self.shape) {
            (ReferenceValueLeaf::Str(text), Shape::Words) => self.text(document, text, vocabulary),
            (ReferenceValueLeaf::Str(text), Shape::Whole) => self.whole(document, vocabulary.number(text.as_bytes())),
            (ReferenceValueLeaf::U64(number), _) => self.whole(document, vocabulary.number(&number.to_be_bytes())),
            _ => 0,
        };
        self.count += self.words.length() - before;
        self.position = start + length + VALUE_GAP;
    }

    fn whole(&mut self, document: u32, word: u32) -> u32 {
        self.runs.push(Run { first: self.words.length(), document, position: self.position });
        self.words.push(word);
        1
    }

    fn text(&mut self, document: u32, text: &str, vocabulary: &mut Vocabulary) -> u32 {
        // The position after the last word; none before the first.
        let mut next = None;
        let length = analyzer::each_place(text, |word, position| {
            if next != Some(position) {
                let position = self.position + position as u32;
                self.runs.push(Run { first: self.words.length(), document, position });
            }
            next = Some(position + 1);
            self.words.push(vocabulary.number_of(word.as_bytes(), word.first()));
        });
        length as u32
    }

    fn memory(&self) -> usize {
        self.words.memory() + self.runs.capacity() * size_of::<Run>()
    }
}

impl Inverter {
    pub fn new(schema: &Schema, usual_length: UsualLength) -> Self {
        Self {
            vocabulary: Vocabulary::default(),
            streams: schema.fields().map(|(_, entry)| Stream::of(entry)).collect(),
            norms: FieldNormsWriter::for_schema(schema),
            touched: Vec::new(),
            documents: 0,
            usual_length,
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
        let largest = streams().map(|stream| stream.words.memory()).max().unwrap_or(0);
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
            let Some(stream) = stream.take().filter(|stream| stream.words.length() > 0) else { continue };
            let field = Field::from_field_id(number as u32);
            let usual = (self.usual_length)(field).map(|length| u64::from(length) * u64::from(self.documents));
            let words = usual.unwrap_or_else(|| u64::from(stream.words.length()));
            turning.write(&stream, files.new_field(field, words, norms.get_field(field)?)?)?;
        }
        Ok(files.close()?)
    }
}

/// Turns one field over after the other.
struct Turning<'a> {
    vocabulary: &'a Vocabulary,
    /// Numbers of words in the order of the words.
    sorted: Vec<u32>,
    /// Where a word stands in that order.
    ranks: Vec<u32>,
    /// By number: how often the field has the word, then where the next of its places goes.
    counts: Vec<u32>,
    /// Places in the stream: those of the first word, ascending, those of the second, ...
    places: Vec<u32>,
    postings: Postings,
}

impl<'a> Turning<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Self {
        let sorted = vocabulary.sorted();
        let mut ranks = vec![0; sorted.len()];
        for (rank, &number) in sorted.iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        let counts = vec![0; sorted.len()];
        Self { vocabulary, sorted, ranks, counts, places: Vec::new(), postings: Postings::default() }
    }

    fn write(&mut self, stream: &Stream, mut serializer: FieldSerializer<'_>) -> tantivy::Result<()> {
        let ranks = self.count(&stream.words);
        self.turn(&stream.words);
        let runs = Runs::new(&stream.runs, self.places.len());
        let mut start = 0;
        for rank in ranks {
            let number = self.sorted[rank as usize];
            let end = std::mem::take(&mut self.counts[number as usize]) as usize;
            self.postings.read(&self.places[start..end], &runs);
            self.postings.write(self.vocabulary.word(number), stream.has_freqs, &mut serializer)?;
            start = end;
        }
        Ok(serializer.close()?)
    }

    /// Ranks of the words that a field has, ascending; leaves in the counts where the places of
    /// each begin.
    fn count(&mut self, words: &Numbers) -> Vec<u32> {
        let mut ranks = Vec::new();
        for &word in words.pieces().flatten() {
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

    /// Sorts places by word; leaves in the counts where the places of each end.
    fn turn(&mut self, words: &Numbers) {
        self.places.resize(words.length() as usize, 0);
        let mut place = 0;
        for piece in words.pieces() {
            for &word in piece {
                let next = &mut self.counts[word as usize];
                self.places[*next as usize] = place;
                *next += 1;
                place += 1;
            }
        }
    }
}

/// Finds the run that a place belongs to.
struct Runs<'a> {
    runs: &'a [Run],
    /// The run that every [`STRIDE`]th place belongs to.
    starts: Vec<u32>,
}

/// Places between two of which the run is noted.
const STRIDE: usize = 32;

impl<'a> Runs<'a> {
    fn new(runs: &'a [Run], places: usize) -> Self {
        let mut starts = Vec::with_capacity(places / STRIDE + 1);
        let mut run = 0;
        for place in (0..places).step_by(STRIDE) {
            while runs.get(run + 1).is_some_and(|next| next.first as usize <= place) {
                run += 1;
            }
            starts.push(run as u32);
        }
        Self { runs, starts }
    }

    /// The run of a place, looked for from that of an earlier one on.
    #[inline]
    fn of(&self, place: u32, from: usize) -> usize {
        let mut run = from.max(self.starts[place as usize / STRIDE] as usize);
        while self.runs.get(run + 1).is_some_and(|next| next.first <= place) {
            run += 1;
        }
        run
    }
}

/// The postings of one word.
#[derive(Default)]
struct Postings {
    /// Documents, and how many positions they have up to there.
    documents: Vec<(u32, u32)>,
    /// Positions, as distances from the one before in the document.
    distances: Vec<u32>,
}

impl Postings {
    /// Looks up documents and positions.
    fn read(&mut self, places: &[u32], runs: &Runs<'_>) {
        self.documents.clear();
        self.distances.clear();
        let (mut at, mut last) = (0, 0);
        for &place in places {
            at = runs.of(place, at);
            let run = runs.runs[at];
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
        dice::Dice,
        index::{document::Stored, schema::layout, writer::tokenizers},
        model::Span,
    };

    fn text(dice: &mut Dice) -> String {
        let mut text = String::new();
        for _ in 0..dice.roll(120) {
            match dice.roll(60) {
                0 => text.push_str(&"overlong".repeat(9)),
                1 => text.push_str("Société ™ 第一"),
                2 => text.push_str("$1,234.56. U.S. AT&T 10-Q"),
                _ => {
                    let rank = dice.roll(40) * dice.roll(40);
                    text.push_str(&format!("w{rank}{}", "x".repeat(rank % 11)));
                }
            }
            text.push(' ');
        }
        text
    }

    fn document(dice: &mut Dice) -> Entry {
        let layout = layout();
        let mut entry = Entry::of(text(dice));
        for field in [layout.narrative, layout.tables, layout.narrative, layout.headline, layout.phrases] {
            if dice.roll(3) > 0 {
                entry.add(field, Stored::Static(analyzer::ANY_SECTION));
                let value = text(dice);
                entry.text(field, value);
                entry.add(field, Stored::Slice(Span::new(0, 0)));
            }
        }
        for field in [layout.sort, layout.uid, layout.file, layout.sort] {
            let value = format!("value {}", dice.roll(30));
            entry.text(field, value);
        }
        entry.add(layout.content, Stored::U64(dice.roll(1000) as u64));
        entry
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
            let mut inverter = Inverter::new(&layout().schema, |_| None);
            let mut writer = SegmentWriter::for_segment(50_000_000, theirs.clone()).unwrap();
            let (mut one, mut other) = (Dice(0x9e37_79b9_7f4a_7c15 + seed), Dice(0x9e37_79b9_7f4a_7c15 + seed));
            for _ in 0..documents {
                inverter.add(&document(&mut one));
                writer.add_document(AddOperation { opstamp: 0, document: document(&mut other) }).unwrap();
            }
            inverter.write(&ours).unwrap();
            writer.finalize().unwrap();
            for (name, (ours, theirs)) in FILES.iter().zip(files(&ours).iter().zip(&files(&theirs))) {
                assert!(ours == theirs, "{name:?} of {documents} documents");
            }
        }
    }
}
