//! How fast submissions are cut into their documents, beside a plain search for newlines.
//!
//! `cargo bench --bench sgml` makes its own submissions; with `FILINGS_BENCH_DIR` it also reads the
//! files of a folder that hold `<DOCUMENT>`.

use std::{hint::black_box, path::Path, time::Instant};

use filings::ingest::parse::{sgml, unreadable};

fn main() {
    let made: Vec<Vec<u8>> = (0..24).map(submission).collect();
    measure("made", &made);
    if let Ok(folder) = std::env::var("FILINGS_BENCH_DIR") {
        let mut real = Vec::new();
        collect(Path::new(&folder), &mut real);
        measure("real", &real);
    }
}

/// Prints MB/s of the best of several runs over all files, and counts so that nothing is left out.
fn measure(name: &str, files: &[Vec<u8>]) {
    let bytes: usize = files.iter().map(Vec::len).sum();
    let mut documents = 0;
    let split = best(|| {
        documents = files.iter().flat_map(|file| black_box(sgml::split(file))).map(|found| found.documents.len()).sum();
    });
    let mut lines = 0;
    let newlines = best(|| lines = files.iter().map(|file| memchr::memchr_iter(b'\n', file).count()).sum());
    let skipped: usize = files
        .iter()
        .flat_map(|file| sgml::split(file).into_iter().map(move |found| (file, found)))
        .flat_map(|(file, found)| found.documents.into_iter().map(move |document| &file[document.body.range()]))
        .filter(|body| unreadable(body).is_some())
        .count();
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!(
        "{name}: {} files, {:.1} MB, {documents} documents ({skipped} unreadable), {lines} lines",
        files.len(),
        bytes as f64 / 1e6
    );
    println!("  split {:.0} MB/s, newline scan {:.0} MB/s, ratio {:.2}", rate(split), rate(newlines), newlines / split);
}

fn best(mut run: impl FnMut()) -> f64 {
    (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

fn collect(folder: &Path, files: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(bytes) = std::fs::read(&path)
            && memchr::memmem::find(&bytes, b"<DOCUMENT>").is_some()
        {
            files.push(bytes);
        }
    }
}

/// A submission of a release, an HTML exhibit and a uuencoded picture, its sizes turning with `n`.
fn submission(n: usize) -> Vec<u8> {
    let accession = format!("0000000777-05-{n:06}");
    let mut file = format!(
        "<SEC-DOCUMENT>{accession}.txt : 20050418\n<SEC-HEADER>{accession}.hdr.sgml : 20050418\n\
         ACCESSION NUMBER:\t\t{accession}\nCONFORMED SUBMISSION TYPE:\t8-K\nPUBLIC DOCUMENT COUNT:\t\t3\n\
         ITEM INFORMATION:\t\tResults of Operations and Financial Condition\nFILED AS OF DATE:\t\t20050418\n\n\
         FILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\tBRIGHT LAMPS INC\n\
         \t\tCENTRAL INDEX KEY:\t\t\t0000000777\n\t\tFISCAL YEAR END:\t\t\t1231\n</SEC-HEADER>\n"
    )
    .into_bytes();
    let prose = "Bright Lamps today said that sales of lamps rose in the quarter,\nas more houses were lit.\n\n";
    let cell = "<tr><td style=\"text-align:right\">1,234</td><td>&nbsp;</td><td>(567)</td></tr>\n";
    document(&mut file, "8-K", 1, &prose.repeat(60));
    document(&mut file, "EX-99.1", 2, &format!("<html><table>{}</table></html>\n", cell.repeat(500 << (n % 5))));
    let line: String =
        std::iter::once('M').chain((0..60).map(|i| char::from(33 + ((i * 37 + n) % 63) as u8))).collect();
    document(
        &mut file,
        "GRAPHIC",
        3,
        &format!("begin 644 chart.jpg\n{}`\nend\n", format!("{line}\n").repeat(1000 << (n % 6))),
    );
    file.extend_from_slice(b"</SEC-DOCUMENT>\n");
    file
}

fn document(file: &mut Vec<u8>, kind: &str, sequence: usize, body: &str) {
    let text = format!("<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{sequence}\n<TEXT>\n{body}</TEXT>\n</DOCUMENT>\n");
    file.extend_from_slice(text.as_bytes());
}
