//! `cargo bench --bench search -- [RECORDS] [DIRECTORY] [QUERY...]`: builds an index of generated records and
//! prints, for each query, its hits and how long it takes inside one process.
//!
//! The index is kept in DIRECTORY where one is given, so that whole processes and other programs can
//! be measured on it too. Times are the median, the worst and the best of 41 runs. RECORDS may be
//! followed by `dump FILE` to write the records as JSON lines instead, or by `peers DIRECTORY FILE` (or
//! `unloaded DIRECTORY FILE`, without the time that loading hits takes) to run the queries of a list:
//! `benches/peers/README.md`.

use std::{env, error::Error, fmt::Write as _, io::Write as _, path::Path, time::Instant};

use filings::{
    index::{Deletes, FileEntry, Index, Options, Variant, Writer, short_hash},
    model::{Amount, Date, Kind, Period, Record, Role, Section, SectionKind, Ticker, Tone, ToneLabel},
    search::{FacetRequest, Request, Sort, search},
};

/// A generator of numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        self.roll(1 << 32) as f64 / f64::from(u32::MAX)
    }
}

/// Words that queries ask for, from the most frequent to the rarest, among 40,000 made up ones.
const TELLING: [&str; 12] = [
    "revenue",
    "quarter",
    "results",
    "growth",
    "demand",
    "customers",
    "outlook",
    "shortfall",
    "anticipated",
    "robust",
    "backlog",
    "noodles",
];

/// A word, frequent ones more often (Zipf).
fn word(dice: &mut Dice, text: &mut String) {
    let rank = (40_000_f64.powf(dice.share())) as u64;
    let telling = rank.ilog2() as usize;
    if rank.is_power_of_two() && telling < TELLING.len() {
        text.push_str(TELLING[telling]);
        return;
    }
    let mut left = rank.wrapping_mul(2_654_435_761) % 100_000_007;
    for _ in 0..2 + rank.ilog2() / 4 {
        text.push(char::from(b"bcdfghjklmnprstvwz"[(left % 18) as usize]));
        text.push(char::from(b"aeiou"[(left / 18 % 5) as usize]));
        left = left / 90 + rank;
    }
}

fn section(dice: &mut Dice, record: &mut Record, text: &mut String, kind: SectionKind, words: u64) {
    let start = text.len();
    for at in 0..words {
        word(dice, text);
        text.push_str(if at % 12 == 11 { ". " } else { " " });
    }
    record.sections.push(Section { kind, heading: None, start, end: text.len() });
    text.push_str("\n\n");
}

fn record(dice: &mut Dice, number: u64) -> Result<(Record, String), Box<dyn Error>> {
    let (year, quarter, company) = (1996 + dice.roll(30), 1 + dice.roll(4), dice.roll(8000));
    let mut record = Record {
        id: format!("{company:010}-{:02}-{number:06}:2", year % 100),
        accession: Some(format!("{company:010}-{:02}-{number:06}", year % 100)),
        path: format!("data/{company}/{number}.txt"),
        form: Some("8-K".to_owned()),
        exhibit: Some("EX-99.1".to_owned()),
        company: Some(format!("Company {company} Inc")),
        cik: vec![company],
        tickers: vec![Ticker { symbol: format!("T{company}"), exchange: Some("NYSE".to_owned()) }],
        date: Some(Date::new(year as i16, quarter as i8 * 3, 1 + dice.roll(28) as i8)?),
        kind: if dice.roll(9) == 0 { Kind::Preliminary } else { Kind::Earnings },
        ..Record::default()
    };
    let label = format!("{year}Q{quarter}");
    record.period = Some(Period { label: label.clone(), calendar: Some(label), ..Period::default() });
    let low = (dice.share() * 14.0).exp() * 1e3;
    record.revenue = Some(Amount {
        low: Some(low),
        high: Some(low * 1.05),
        currency: "USD".to_owned(),
        role: Role::Actual,
        ..Amount::default()
    });
    let labels = [ToneLabel::Positive, ToneLabel::Negative, ToneLabel::Mixed, ToneLabel::Neutral];
    let label = labels[dice.roll(4) as usize];
    record.tone = Some(Tone { label, score: dice.share() * 2.0 - 1.0, positive: 1, negative: 1 });
    let mut text = String::new();
    let words = 60 + dice.roll(200);
    section(dice, &mut record, &mut text, SectionKind::Headline, 10);
    section(dice, &mut record, &mut text, SectionKind::Body, words);
    section(dice, &mut record, &mut text, SectionKind::Outlook, words / 4);
    section(dice, &mut record, &mut text, SectionKind::SafeHarbor, 60);
    section(dice, &mut record, &mut text, SectionKind::About, 40);
    write!(text, "{number}")?;
    Ok((record, text))
}

/// Each has a generator of its own.
const THREADS: u64 = 2;

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Writes the narrative and the facts of every record as a line of JSON.
fn dump(path: &Path, records: u64) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    for thread in 0..THREADS {
        let mut dice = Dice(SEED + thread);
        for number in (thread..records).step_by(THREADS as usize) {
            let (record, text) = record(&mut dice, number)?;
            let section = |kind| record.sections.iter().find(|section| section.kind == kind);
            let words = |kind| section(kind).and_then(|section| text.get(section.start..section.end));
            let line = serde_json::json!({
                "id": record.id,
                "ticker": record.tickers.first().map(|ticker| ticker.symbol.as_str()),
                "tone": record.tone.map(|tone| tone.label),
                "low": record.revenue.as_ref().and_then(|revenue| revenue.low),
                "high": record.revenue.as_ref().and_then(|revenue| revenue.high),
                "headline": words(SectionKind::Headline),
                "body": words(SectionKind::Body),
                "outlook": words(SectionKind::Outlook),
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(out.flush()?)
}

/// Runs a list of queries as the scripts for other engines do: kind, query, hits, median, worst. Hits are
/// loaded, or that takes no part in the times.
fn peers(directory: &Path, list: &Path, is_loaded: bool) -> Result<(), Box<dyn Error>> {
    let index = Index::open(directory)?;
    for line in std::fs::read_to_string(list)?.lines() {
        let columns: Vec<_> = line.split('\t').collect();
        let &[kind, words, filter] = columns.as_slice() else { continue };
        let words = if kind == "phrase" { format!("\"{words}\"") } else { words.to_owned() };
        let filter = match filter.split_once('=') {
            Some(("range", range)) => format!(" revenue:{range}"),
            Some((field, value)) => format!(" {field}:{value}"),
            None => String::new(),
        };
        let request = Request { explain: !is_loaded, ..Request::new(format!("{words}{filter}")) };
        let (times, total) = times(&index, &request)?;
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{kind}\t{words}{filter}\t{total}\t{median:.3}\t{worst:.3}");
    }
    Ok(())
}

fn build(directory: &Path, records: u64) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let mut writer = Writer::open(directory, Options { rebuild: true })?;
    let segments = writer.segments();
    let build = |thread: u64| -> Result<(Vec<_>, u64), String> {
        let mut dice = Dice(SEED + thread);
        let (mut finished, mut bytes) = (Vec::new(), 0);
        let mut builder = segments.start().map_err(|error| error.to_string())?;
        for number in (thread..records).step_by(THREADS as usize) {
            let (record, text) = record(&mut dice, number).map_err(|error| error.to_string())?;
            bytes += text.len() as u64;
            let variant =
                Variant { file: record.path.clone(), uid: record.id.clone(), content: short_hash(text.as_bytes()) };
            builder.add_record(&record, &text, &variant).map_err(|error| error.to_string())?;
            let file = FileEntry { path: record.path, size: text.len() as u64, ..FileEntry::default() };
            builder.add_file(&file).map_err(|error| error.to_string())?;
            if builder.memory() > 400 << 20 {
                finished.extend(builder.finish().map_err(|error| error.to_string())?);
                builder = segments.start().map_err(|error| error.to_string())?;
            }
        }
        finished.extend(builder.finish().map_err(|error| error.to_string())?);
        Ok((finished, bytes))
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || build(thread))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let (mut finished, mut bytes) = (Vec::new(), 0);
    for part in parts {
        let (segments, size) = part?;
        finished.extend(segments);
        bytes += size;
    }
    writer.commit(finished, Deletes::default())?;
    writer.tidy()?;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{records} records, {} MB of text in {seconds:.1} s, {:.0} MB/s",
        bytes >> 20,
        bytes as f64 / seconds / 1e6
    );
    Ok(())
}

/// How long it takes, 41 times, less the time of loading where the request is to be explained, in milliseconds from the shortest, and how many hits there are.
fn times(index: &Index, request: &Request) -> Result<(Vec<f64>, u64), Box<dyn Error>> {
    let mut times = Vec::new();
    let mut total = 0;
    for _ in 0..41 {
        let started = Instant::now();
        let answer = search(index, request)?;
        let elapsed = started.elapsed().as_secs_f64() * 1e3;
        let steps = answer.explain.as_ref().map_or(&[] as &[_], |explain| &explain.steps);
        let loading = steps.iter().filter(|step| step.step == "load").map(|step| step.us).sum::<u64>();
        times.push((elapsed - loading as f64 / 1e3).max(0.0));
        total = answer.total;
    }
    times.sort_by(f64::total_cmp);
    Ok((times, total))
}

fn measure(index: &Index, name: &str, request: &Request) -> Result<(), Box<dyn Error>> {
    let (times, total) = times(index, request)?;
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<48} {total:>9} {median:>9.3} {worst:>9.3} {:>9.3}", times[0]);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let records = arguments.first().map_or(Ok(20_000), |text| text.parse())?;
    match arguments.iter().skip(1).map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["dump", path] => return dump(Path::new(path), records),
        ["peers", directory, list] => return peers(Path::new(directory), Path::new(list), true),
        ["unloaded", directory, list] => return peers(Path::new(directory), Path::new(list), false),
        _ => {}
    }
    let scratch = tempfile::TempDir::new()?;
    let directory = arguments.get(1).map_or(scratch.path(), Path::new);
    if !directory.join("meta.json").is_file() {
        build(directory, records)?;
    }
    let started = Instant::now();
    let index = Index::open(directory)?;
    println!("opened in {:.3} ms, {} records", started.elapsed().as_secs_f64() * 1e3, index.records()?);
    println!("{:<48} {:>9} {:>9} {:>9} {:>9}", "query", "hits", "median ms", "worst ms", "best ms");
    let queries = [
        "noodles",
        "shortfall",
        "revenue",
        "revenue quarter",
        "shortfall anticipated",
        "robust backlog",
        "demand noodles",
        "\"revenue quarter\"",
        "\"robust demand\"",
        "\"shortfall anticipated\"~5",
        "growth w/5 outlook",
        "shortf*",
        "shortfall OR noodles",
        "revenue -quarter",
        "section:outlook demand",
        "in:all backlog",
        "ticker:T77",
        "revenue:30M..34M",
        "revenue:30M..34M shortfall",
        "date:2005 tone:negative",
        "quarter:2005Q1 kind:preliminary robust",
        "tone:negative revenue",
        "growht~1",
        "*",
    ];
    let asked: Vec<_> = arguments.iter().skip(2).map(String::as_str).collect();
    for &query in &asked {
        measure(&index, query, &Request::new(query))?;
    }
    if !asked.is_empty() {
        return Ok(());
    }
    for query in queries {
        measure(&index, query, &Request::new(query))?;
    }
    let newest = Request { sort: Sort::Newest, ..Request::new("revenue quarter") };
    measure(&index, "revenue quarter, newest", &newest)?;
    let facets = vec![
        FacetRequest { field: "ticker".to_owned(), limit: 10 },
        FacetRequest { field: "year".to_owned(), limit: 0 },
    ];
    measure(&index, "revenue, by ticker and year", &Request { facets, ..Request::new("revenue") })?;
    Ok(())
}
