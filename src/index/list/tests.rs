//! Lists are read as tantivy reads them.

use tantivy::{
    DocSet, SegmentReader, Term,
    postings::Postings,
    schema::{Field, INDEXED, Schema, TextFieldIndexing, TextOptions},
};

use super::*;
use crate::{dice::Dice, index::Lists};

const OPTIONS: [IndexRecordOption; 3] =
    [IndexRecordOption::Basic, IndexRecordOption::WithFreqs, IndexRecordOption::WithFreqsAndPositions];

fn index(documents: usize) -> (tantivy::Index, Vec<Field>) {
    let mut builder = Schema::builder();
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer("default").set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = OPTIONS.map(|option| builder.add_text_field(&format!("{option:?}"), text(option))).to_vec();
    builder.add_u64_field("number", INDEXED);
    let index = tantivy::Index::create_in_ram(builder.build());
    let mut dice = Dice(documents as u64 + 7);
    let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
    for _ in 0..documents {
        let words: Vec<_> = (0..dice.roll(400)).map(|_| format!("w{}", dice.roll(20) * dice.roll(20))).collect();
        let mut document = tantivy::TantivyDocument::default();
        fields.iter().for_each(|&field| document.add_text(field, words.join(" ")));
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    (index, fields)
}

/// Walks a list and the engine's own side by side, now step by step, now by leaps.
fn compare(lists: &Lists, reader: &SegmentReader, field: Field, word: &str, option: IndexRecordOption, leap: usize) {
    let term = Term::from_field_text(field, word);
    let theirs = reader.inverted_index(field).unwrap().read_postings(&term, option).unwrap();
    let ours = lists.list(reader, field, word, option).unwrap();
    assert_eq!(ours.is_some(), theirs.is_some());
    let Some((mut ours, mut theirs)) = ours.zip(theirs) else { return };
    let mut dice = Dice(leap as u64 + 1);
    if leap > 1 {
        ours.expect(u32::MAX, DocId::MAX);
    }
    loop {
        assert_eq!(ours.doc(), theirs.doc(), "{word}");
        if ours.doc() == TERMINATED {
            return;
        }
        assert!(ours.stretch().is_none_or(|(last, _)| last >= ours.doc()));
        assert_eq!(ours.frequency(), theirs.term_freq());
        if option.has_positions() && dice.roll(3) > 0 {
            let (mut one, mut other) = (Vec::new(), Vec::new());
            ours.positions(&mut one);
            theirs.positions(&mut other);
            assert_eq!(one, other);
        }
        if dice.roll(4) > 0 {
            assert_eq!(ours.advance(), theirs.advance());
        } else if leap > 1 && dice.roll(2) > 0 {
            let target = ours.doc() + 1 + dice.roll(leap) as DocId;
            let (found, next) = (ours.find(target), theirs.seek(target));
            assert_eq!(found == target, next == target);
            assert!(found <= next);
            ours.seek(next);
        } else {
            let target = ours.doc() + 1 + dice.roll(leap) as DocId;
            assert_eq!(ours.seek(target), theirs.seek(target));
        }
    }
}

#[test]
fn lists_read_as_the_engine_reads_them() {
    for documents in [1, 127, 128, 129, 900, 3000] {
        let (index, fields) = index(documents);
        let searcher = index.reader().unwrap().searcher();
        let lists = Lists::open(&searcher).unwrap();
        for reader in searcher.segment_readers() {
            for (&field, option) in fields.iter().zip(OPTIONS) {
                for word in ["w0", "w1", "w12", "w36", "w361", "nothing"] {
                    [1, 30, 600].into_iter().for_each(|leap| compare(&lists, reader, field, word, option, leap));
                }
            }
        }
    }
}

#[test]
fn pouring_gives_what_lies_before_an_end() {
    let (index, fields) = index(3000);
    let searcher = index.reader().unwrap().searcher();
    let lists = Lists::open(&searcher).unwrap();
    for reader in searcher.segment_readers() {
        let open = || lists.list(reader, fields[1], "w12", OPTIONS[1]).unwrap().unwrap();
        let (mut walked, mut poured) = (open(), open());
        for end in [0, 5, 6, 700, 701, 1999, TERMINATED] {
            let mut found = Vec::new();
            poured.pour(end, |doc, frequency| found.push((doc, frequency)));
            for pair in found {
                assert_eq!((walked.doc(), walked.frequency()), pair);
                walked.advance();
            }
            assert!(walked.doc() >= end && walked.doc() == poured.doc());
        }
    }
}

#[test]
fn a_block_that_was_reached_is_read_when_it_is_sought() {
    let (index, fields) = index(3000);
    let searcher = index.reader().unwrap().searcher();
    let lists = Lists::open(&searcher).unwrap();
    for reader in searcher.segment_readers() {
        for (&field, option) in fields.iter().zip(OPTIONS) {
            let open = || lists.list(reader, field, "w36", option).unwrap().unwrap();
            let (mut sought, mut reached) = (open(), open());
            let (mut dice, mut target) = (Dice(5), 0);
            while sought.doc() != TERMINATED {
                let stretch = reached.reach(target);
                sought.seek(target);
                assert_eq!(stretch, sought.stretch());
                if dice.roll(2) > 0 {
                    assert_eq!(reached.seek(target), sought.doc());
                    assert_eq!(reached.frequency(), sought.frequency());
                }
                target += 1 + dice.roll(400) as DocId;
            }
        }
    }
}

#[test]
fn windows_have_the_documents_of_the_list() {
    let (index, fields) = index(9000);
    let searcher = index.reader().unwrap().searcher();
    let lists = Lists::open(&searcher).unwrap();
    for (reader, word) in searcher.segment_readers().iter().zip(["w0", "w4", "w361"].into_iter().cycle()) {
        let open = || lists.list(reader, fields[2], word, OPTIONS[2]).unwrap().unwrap();
        let (mut walked, mut marked, mut over) = (open(), open(), open());
        for start in [0, WIDTH + 64, 9000] {
            let (mut bits, mut others) = (Bits::NONE, Bits::between(7, 8));
            marked.mark(start, &mut bits);
            over.mark(start, &mut others);
            walked.seek(start);
            for place in (0..WIDTH).filter(|place| walked.seek(start + place) == start + place) {
                assert!(bits.has(place) && others.has(place));
                bits.remove(place);
                others.remove(place);
            }
            others.remove(7);
            assert!(bits.is_empty() && others.is_empty());
        }
    }
}

#[test]
fn strips_have_the_positions_of_the_list() {
    let (index, fields) = index(9000);
    let searcher = index.reader().unwrap().searcher();
    let lists = Lists::open(&searcher).unwrap();
    let reader = &searcher.segment_readers()[0];
    for (word, leap) in [("w0", 2), ("w4", 9), ("w36", 300), ("w361", 3), ("w0", 60)] {
        let open = || lists.list(reader, fields[2], word, OPTIONS[2]).unwrap().unwrap();
        let (mut walked, mut sought, mut filled) = (open(), Strip::new(open()), Strip::new(open()));
        let (mut dice, mut target, mut start) = (Dice(11), 0, None);
        while walked.doc() < TERMINATED {
            if start.is_none_or(|start| target >= start + WIDTH) {
                filled.fill(target);
                start = Some(target);
            }
            let is_there = walked.seek(target) == target;
            assert_eq!((sought.has(target), filled.has(target)), (is_there, is_there));
            if is_there {
                let mut positions = [Vec::new(), Vec::new(), Vec::new()];
                walked.positions(&mut positions[0]);
                sought.positions(&mut positions[1]);
                filled.positions(&mut positions[2]);
                assert!(positions.iter().all(|some| *some == positions[0]));
            }
            target += 1 + dice.roll(leap) as DocId;
        }
    }
}

#[test]
fn damage_reads_as_the_end() {
    for bytes in [vec![], vec![1], vec![129, 7], vec![255; 40], vec![140, 9, 0, 0, 0, 31, 31, 9, 9, 9, 9, 9, 9]] {
        for option in OPTIONS {
            for size in [1, 128, 300] {
                let bytes = || OwnedBytes::new(bytes.clone());
                let mut list = List::new(size, bytes(), option, Some(bytes()));
                let mut positions = Vec::new();
                for _ in 0..=size {
                    if list.doc() < TERMINATED {
                        list.positions(&mut positions);
                        positions.clear();
                    }
                    list.advance();
                }
                assert_eq!(list.doc(), TERMINATED);
            }
        }
    }
}
