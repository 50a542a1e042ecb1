//! What the writer promises, and records made by hand for the tests of the read side.

use std::path::Path;

use tempfile::TempDir;

use super::{Deletes, FileEntry, Index, Options, Place, Variant, Writer, short_hash};
use crate::{
    diag::Error,
    model::{Record, Section, SectionKind},
};

/// A record of one body section.
pub(crate) fn record(id: &str, text: &str) -> Record {
    Record {
        id: id.to_owned(),
        path: format!("{id}.txt"),
        sections: vec![Section { kind: SectionKind::Body, heading: None, start: 0, end: text.len() }],
        ..Record::default()
    }
}

/// A record whose sections have these kinds and texts, and its text.
pub(crate) fn sectioned(id: &str, parts: &[(SectionKind, &str)]) -> (Record, String) {
    let mut text = String::new();
    let mut sections = Vec::new();
    for &(kind, part) in parts {
        let start = text.len();
        text.push_str(part);
        sections.push(Section { kind, heading: None, start, end: text.len() });
        text.push_str("\n\n");
    }
    (Record { sections, ..record(id, "") }, text)
}

/// One run that writes these records, each of a file of its own.
pub(crate) fn run(directory: &Path, records: &[(Record, String)]) {
    let mut writer = Writer::open(directory, Options::default()).unwrap();
    let mut builder = writer.segment().unwrap();
    let mut files = Vec::new();
    for (record, text) in records {
        let file = record.path.clone();
        let variant =
            Variant { file: file.clone(), uid: format!("{}@{file}", record.id), content: short_hash(text.as_bytes()) };
        builder.add_record(record, text, &variant).unwrap();
        builder.add_file(&FileEntry { path: file.clone(), size: text.len() as u64, ..FileEntry::default() }).unwrap();
        files.push(file);
    }
    let finished = builder.finish().unwrap().into_iter().collect();
    writer.commit(finished, Deletes { files, ..Deletes::default() }).unwrap();
}

/// An index of these records.
pub(crate) fn index_of(records: &[(Record, String)]) -> (TempDir, Index) {
    let directory = TempDir::new().unwrap();
    run(directory.path(), records);
    let index = Index::open(directory.path()).unwrap();
    (directory, index)
}

fn one(id: &str, text: &str) -> (Record, String) {
    (record(id, text), text.to_owned())
}

fn texts(directory: &Path, ids: &[&str]) -> Vec<String> {
    let index = Index::open(directory).unwrap();
    ids.iter().map(|id| index.record(id).unwrap().map_or_else(|| "none".to_owned(), |stored| stored.text)).collect()
}

#[test]
fn writing_the_same_files_again_changes_nothing() {
    let directory = TempDir::new().unwrap();
    let records = [one("x-a", "first text"), one("x-b", "second text")];
    run(directory.path(), &records);
    run(directory.path(), &records);
    let check = Index::check(directory.path()).unwrap();
    assert_eq!((check.records, check.files, check.repeated.len(), check.damaged.len()), (2, 2, 0, 0));
    assert_eq!(texts(directory.path(), &["x-a", "x-b"]), ["first text", "second text"]);
}

#[test]
fn a_changed_file_replaces_its_records_and_leaves_others() {
    let directory = TempDir::new().unwrap();
    run(directory.path(), &[one("x-a", "first text"), one("x-b", "second text")]);
    let mut changed = one("x-c", "third text");
    changed.0.path = "x-a.txt".to_owned();
    run(directory.path(), &[changed]);
    assert_eq!(texts(directory.path(), &["x-a", "x-b", "x-c"]), ["none", "second text", "third text"]);
}

#[test]
fn a_uid_stays_deleted_when_its_segment_comes_later() {
    let directory = TempDir::new().unwrap();
    let mut writer = Writer::open(directory.path(), Options::default()).unwrap();
    let mut late = writer.segment().unwrap();
    let (worse, better) = (record("x-a", "worse"), record("x-a", "better"));
    let variant = |uid: &str| Variant { file: uid.to_owned(), uid: uid.to_owned(), content: 0 };
    late.add_record(&worse, "worse", &variant("2")).unwrap();
    let mut early = writer.segment().unwrap();
    early.add_record(&better, "better", &variant("1")).unwrap();
    let finished = early.finish().unwrap().into_iter().collect();
    writer.commit(finished, Deletes { uids: vec!["2".to_owned()], ..Deletes::default() }).unwrap();
    let finished = late.finish().unwrap().into_iter().collect();
    writer.commit(finished, Deletes::default()).unwrap();
    let index = Index::open(directory.path()).unwrap();
    assert_eq!(index.records().unwrap(), 1);
    assert_eq!(index.record("x-a").unwrap().unwrap().text, "better");
    assert_eq!(index.variant("x-a").unwrap(), Some(variant("1")));
}

#[test]
fn what_was_not_committed_is_not_there() {
    let directory = TempDir::new().unwrap();
    run(directory.path(), &[one("x-a", "first text")]);
    let writer = Writer::open(directory.path(), Options::default()).unwrap();
    let mut builder = writer.segment().unwrap();
    builder.add_record(&record("x-b", "lost"), "lost", &Variant::default()).unwrap();
    drop(builder.finish().unwrap());
    drop(writer);
    assert_eq!(texts(directory.path(), &["x-a", "x-b"]), ["first text", "none"]);
}

#[test]
fn a_second_writer_is_refused_while_searches_work() {
    let directory = TempDir::new().unwrap();
    run(directory.path(), &[one("x-a", "first text")]);
    let _first = Writer::open(directory.path(), Options::default()).unwrap();
    let error = Writer::open(directory.path(), Options::default()).err().unwrap();
    assert!(error.to_string().contains("another process is writing"), "{error}");
    assert_eq!(texts(directory.path(), &["x-a"]), ["first text"]);
}

#[test]
fn tidying_leaves_no_holes_and_few_segments() {
    let tidied = |names: &[&str]| {
        let directory = TempDir::new().unwrap();
        for name in names {
            run(directory.path(), &[one(name, name)]);
        }
        Writer::open(directory.path(), Options::default()).unwrap().tidy().unwrap();
        let index = Index::open(directory.path()).unwrap();
        assert!(!index.searcher.segment_readers().iter().any(|segment| segment.has_deletes()));
        let files = std::fs::read_dir(directory.path()).unwrap().filter_map(Result::ok);
        let stores = files.filter(|file| file.path().extension().is_some_and(|end| end == "store")).count();
        assert_eq!(stores, index.searcher.segment_readers().len(), "files of merged segments are gone");
        (index.searcher.segment_readers().len(), index.records().unwrap())
    };
    assert_eq!(tidied(&["x-a", "x-b", "x-c", "x-a"]).1, 3);
    let names: Vec<String> = (0..12).map(|number| format!("x-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(tidied(&names), (1, 12));
}

#[test]
fn another_format_is_refused_with_the_command_that_mends_it() {
    let directory = TempDir::new().unwrap();
    run(directory.path(), &[one("x-a", "first text")]);
    let meta = directory.path().join("meta.json");
    let changed = std::fs::read_to_string(&meta).unwrap().replace("\\\"format\\\":", "\\\"format\\\":9");
    std::fs::write(&meta, changed).unwrap();
    let error = Index::open(directory.path()).err().unwrap();
    assert!(error.to_string().contains("has format 9"), "{error}");
    assert!(matches!(&error, Error::Message { hint: Some(hint), .. } if hint.contains("--rebuild")));
    assert!(Writer::open(directory.path(), Options::default()).is_err());
    Writer::open(directory.path(), Options { rebuild: true }).unwrap();
    assert_eq!(Index::open(directory.path()).unwrap().records().unwrap(), 0);
}

#[test]
fn files_and_places_are_listed_in_order() {
    let directory = TempDir::new().unwrap();
    run(directory.path(), &[one("x-b", "b"), one("x-a", "a")]);
    let mut writer = Writer::open(directory.path(), Options::default()).unwrap();
    let mut builder = writer.segment().unwrap();
    for path in ["z.txt", "copy.txt"] {
        let place = Place { id: "x-a".to_owned(), path: path.to_owned(), file: path.to_owned() };
        builder.add_place(&place).unwrap();
    }
    let finished = builder.finish().unwrap().into_iter().collect();
    writer.commit(finished, Deletes::default()).unwrap();
    let index = Index::open(directory.path()).unwrap();
    let paths: Vec<_> = index.files().unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths, ["x-a.txt", "x-b.txt"]);
    assert_eq!(index.paths_of(&record("x-a", "a")).unwrap(), ["x-a.txt", "copy.txt", "z.txt"]);
    assert_eq!(index.records_at("x-b.txt").unwrap(), ["x-b"]);
    assert_eq!(index.file("x-b.txt").unwrap().unwrap().size, 1);
}

#[test]
fn stats_count_presence_and_reasons() {
    let mut lacking = one("x-a", "a");
    lacking.0.missing.insert("revenue".to_owned(), "no_amount_near_revenue".to_owned());
    lacking.0.form = Some("8-K".to_owned());
    lacking.0.date = Some(jiff::civil::date(2005, 4, 18));
    let (_directory, index) = index_of(&[lacking]);
    let stats = index.stats().unwrap();
    assert_eq!((stats.records, stats.files), (1, 1));
    assert_eq!(stats.forms.get("8-K"), Some(&1));
    assert_eq!(stats.years.get("2005"), Some(&1));
    let revenue = &stats.coverage["revenue"];
    assert_eq!((revenue.present, revenue.missing), (0, 1));
    assert_eq!(revenue.reasons.get("no_amount_near_revenue"), Some(&1));
}
