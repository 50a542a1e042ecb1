//! The whole ingest against tantivy alone over the same extracted text, and the speed of each stage.
//!
//! Reads the exhibits of `corpus/`, twenty times over, or the directory in `FILINGS_BENCH_DIR` once. The corpus
//! is some 90 files, most of them short releases (3 KB by median); six releases of full length, five of
//! them above 100 KB, hold more than half of its bytes.
//! Prints, in one run, each stage on one thread, the least of three passes, and the whole on all threads, with
//! the ratio. The stages are timed by the clock: on a busy machine their shares are rough.

use std::{
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use filings::{
    index::{FileEntry, Options as WriterOptions, Variant, Writer},
    ingest::{
        self, Filter, Options, Progress,
        decode::{Escaping, decode},
        extract, parse, section,
        walk::{self, Opened},
    },
};

fn main() {
    let real = std::env::var_os("FILINGS_BENCH_DIR").map(PathBuf::from);
    let folder = tempfile::tempdir().expect("a folder for the copies and the indexes");
    let source = real.unwrap_or_else(|| copies(&folder.path().join("files"), 20));
    let files = files(&source);
    let raw: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} files, {:.1} MB", files.len(), raw as f64 / 1e6);

    let passes: Vec<_> = (0..3).map(|_| stages(&files)).collect();
    let texts = passes[0].1.clone();
    shares(&passes.iter().map(|pass| pass.0).collect::<Vec<_>>(), raw);
    let text: usize = texts.iter().map(String::len).sum();
    println!("extracted text {:.1} MB", text as f64 / 1e6);

    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let whole = best(3, || whole(&source, &folder.path().join("whole"), threads));
    let alone = best(3, || alone(&texts, &folder.path().join("alone"), threads));
    println!("whole ingest, {threads} threads   {}", speed(whole, raw, text));
    println!("tantivy alone, {threads} threads  {}", speed(alone, raw, text));
    println!("ratio by the clock {:.2}, by processor time {:.2}", alone.0 / whole.0, alone.1 / whole.1);
}

/// The corpus, often enough to be measured; each copy says which it is, so that none is a duplicate.
fn copies(to: &Path, times: usize) -> PathBuf {
    let corpus = files(Path::new("corpus"));
    for copy in 0..times {
        for (path, bytes) in &corpus {
            let place = to.join(copy.to_string()).join(path.replace(['/', '!'], "_"));
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            let text = String::from_utf8_lossy(bytes).replace("-0", &format!("-{:01}", copy % 10));
            std::fs::write(place, format!("{text}\ncopy {copy}\n")).expect("a file");
        }
    }
    to.to_owned()
}

/// Every file below a path, unpacked.
fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in walk::entries(&[root.to_owned()], &Filter::default()).entries {
        if let Ok(Opened::Bytes(bytes)) = walk::open(&entry) {
            all.push((entry.path, bytes));
        }
    }
    all
}

/// The stages, in their order.
const STAGES: [&str; 7] = ["split", "tell", "decode", "parse", "section", "extract", "index"];

/// Times every stage on one thread; returns the times and the texts.
fn stages(files: &[(String, Vec<u8>)]) -> ([Duration; STAGES.len()], Vec<String>) {
    let mut spent = [Duration::ZERO; STAGES.len()];
    let mut texts = Vec::new();
    let directory = tempfile::tempdir().expect("a folder for the index");
    let writer = Writer::open(directory.path(), WriterOptions::default()).expect("a writer");
    let mut builder = writer.segment().expect("a segment");
    for (path, bytes) in files {
        let Ok(submissions) = time(&mut spent[0], || parse::file(path, bytes)) else { continue };
        let identity = parse::path::identity(path);
        let documents =
            submissions.iter().flat_map(|submission| submission.documents.iter().map(move |d| (submission, d)));
        for (submission, document) in documents {
            let escaping = if submission.header.pem { Escaping::Dashes } else { Escaping::None };
            let body = &bytes[document.body.range()];
            if time(&mut spent[1], || parse::unreadable(body)).is_some() {
                continue;
            }
            let text = time(&mut spent[2], || decode(body, escaping));
            let parse::Body::Content(content) = time(&mut spent[3], || parse::body(&text.text)) else { continue };
            let outside = time(&mut spent[4], || extract::outside::no_release(document, &content));
            let sections = time(&mut spent[4], || match outside {
                Some(_) => section::plain(&content),
                None => section::sections(&content),
            });
            let input = extract::Input {
                content: &content,
                sections: &sections,
                header: &submission.header,
                document,
                identity: &identity,
                outside,
                lexicon: extract::sentiment::Lexicon::own(),
            };
            black_box(time(&mut spent[5], || extract::extract(input)));
            texts.push(content.text);
        }
        if let Ok(read) = ingest::file(path, bytes, &|_| true) {
            for document in read.documents.into_iter().filter_map(|outcome| outcome.result.ok()) {
                let variant = Variant { file: path.clone(), uid: path.clone(), content: document.content };
                time(&mut spent[6], || builder.add_record(&document.record, &document.text, &variant))
                    .expect("a record");
            }
        }
    }
    time(&mut spent[6], || {
        builder.add_file(&FileEntry::default()).expect("a file");
        drop(builder.finish().expect("a segment"));
    });
    (spent, texts)
}

/// Prints the least time of each stage and its share in their sum.
fn shares(passes: &[[Duration; STAGES.len()]], raw: usize) {
    let least = |stage: usize| passes.iter().map(|pass| pass[stage].as_secs_f64()).fold(f64::MAX, f64::min);
    let total: f64 = (0..STAGES.len()).map(least).sum();
    for (stage, name) in STAGES.iter().enumerate() {
        let seconds = least(stage);
        println!("{name:8} {:8.0} MB/s {:5.1} % of {total:.2} s", raw as f64 / 1e6 / seconds, 100.0 * seconds / total);
    }
}

/// The whole of `filings index`, from files on disk to a committed index.
fn whole(source: &Path, index: &Path, threads: usize) {
    let _ = std::fs::remove_dir_all(index);
    let options = Options { threads, memory: threads * ingest::MEMORY_PER_THREAD, ..Options::default() };
    let run = ingest::run(&[source.to_owned()], index, &options, &Progress::default()).expect("a run");
    black_box(run);
}

/// tantivy as its manual uses it: a stored text field with positions, its own threads and tokenizer.
fn alone(texts: &[String], index: &Path, threads: usize) {
    use tantivy::schema::{STORED, Schema, TEXT};
    let _ = std::fs::remove_dir_all(index);
    std::fs::create_dir_all(index).expect("a folder");
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = tantivy::Index::create_in_dir(index, schema.build()).expect("an index");
    let mut writer = index.writer_with_num_threads(threads, threads * ingest::MEMORY_PER_THREAD).expect("a writer");
    for text in texts {
        let mut document = tantivy::TantivyDocument::default();
        document.add_text(body, text);
        writer.add_document(document).expect("a document");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merges");
}

/// The least seconds by the clock, and the least seconds of processor time, of several runs.
fn best(times: usize, mut run: impl FnMut()) -> (f64, f64) {
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..times {
        let (started, used) = (Instant::now(), processor_time());
        run();
        best.0 = best.0.min(started.elapsed().as_secs_f64());
        best.1 = best.1.min((processor_time() - used).as_secs_f64());
    }
    best
}

/// Adds the time that `run` takes. The processor time of a thread advances in ticks of milliseconds, which
/// is longer than a stage takes for most documents.
fn time<T>(spent: &mut Duration, run: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = run();
    *spent += started.elapsed();
    result
}

/// Processor time of the process, ended threads included, in hundredths of a second.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<u64> =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    if ticks.is_empty() { clock() } else { Duration::from_millis(ticks.iter().sum::<u64>() * 10) }
}

fn clock() -> Duration {
    std::time::UNIX_EPOCH.elapsed().unwrap_or_default()
}

fn speed((clock, processor): (f64, f64), raw: usize, text: usize) -> String {
    let rate = |bytes: usize| bytes as f64 / 1e6 / clock;
    format!(
        "{clock:6.2} s, {:6.1} MB/s of files, {:6.1} MB/s of text; {processor:.2} s of processor time",
        rate(raw),
        rate(text)
    )
}
