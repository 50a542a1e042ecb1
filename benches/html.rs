//! How fast HTML becomes text, blocks and tables, beside a plain search for its angle brackets.
//!
//! `cargo bench --bench html` makes its own exhibits; with `FILINGS_BENCH_DIR` it also reads the
//! HTML bodies of a folder's files, submissions cut into their documents.

use std::{fmt::Write, hint::black_box, path::Path, time::Instant};

use filings::ingest::{
    decode::{Escaping, decode},
    parse::{html, sgml, unreadable},
};

fn main() {
    let made: Vec<String> = (0..16).map(exhibit).collect();
    measure("made", &made);
    if let Ok(folder) = std::env::var("FILINGS_BENCH_DIR") {
        let mut real = Vec::new();
        collect(Path::new(&folder), &mut real);
        measure("real", &real);
    }
}

/// Prints the best of several runs over all bodies, and counts so that nothing is left out.
fn measure(name: &str, bodies: &[String]) {
    let bytes: usize = bodies.iter().map(String::len).sum();
    let (mut text, mut blocks) = (0, 0);
    let parse = best(|| {
        (text, blocks) = bodies
            .iter()
            .map(|body| black_box(html::parse(body)))
            .fold((0, 0), |(text, blocks), content| (text + content.text.len(), blocks + content.blocks.len()));
    });
    let mut brackets = 0;
    let scan = best(|| {
        brackets = bodies.iter().map(|body| memchr::memchr2_iter(b'<', b'>', body.as_bytes()).count()).sum();
    });
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!(
        "{name}: {} bodies, {:.1} MB, {:.1} MB of text, {blocks} blocks, {brackets} brackets",
        bodies.len(),
        bytes as f64 / 1e6,
        text as f64 / 1e6
    );
    println!(
        "  parse {:.0} MB/s ({:.1} ns a byte of text), bracket scan {:.0} MB/s, ratio {:.2}",
        rate(parse),
        parse * 1e9 / text.max(1) as f64,
        rate(scan),
        scan / parse
    );
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

fn collect(folder: &Path, bodies: &mut Vec<String>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, bodies);
        } else if let Ok(bytes) = std::fs::read(&path) {
            let submissions = sgml::split(&bytes);
            let documents = submissions.iter().flat_map(|submission| &submission.documents);
            let readable = documents.map(|document| &bytes[document.body.range()]);
            let texts =
                readable.filter(|body| unreadable(body).is_none()).map(|body| decode(body, Escaping::None).text);
            bodies.extend(texts.filter(|text| html::is_html(text)).map(std::borrow::Cow::into_owned));
        }
    }
}

/// A release of prose and statements, in the mark-up of one of three makers.
fn exhibit(number: usize) -> String {
    let (open, close, cell) = [
        ("<P ALIGN=\"LEFT\"><FONT FACE=\"Times New Roman\" SIZE=2>", "</FONT></P>\n", "<TD ALIGN=RIGHT><FONT SIZE=2>"),
        (
            "<div style=\"margin-top:9pt;text-align:left\"><font style=\"color:#000000;font-family:'Arial',sans-serif;\
             font-size:10pt;font-weight:400;line-height:120%\">",
            "</font></div>",
            "<td colspan=\"3\" style=\"padding:2px 1pt;text-align:right;vertical-align:bottom\"><font \
             style=\"font-size:9pt\">",
        ),
        (
            "<p style=\"margin-top:12px;margin-bottom:0px\"><font style=\"font-family:Times New Roman\" size=\"2\">",
            "</font></p> \n",
            "<td valign=\"bottom\" align=\"right\"><font style=\"font-family:Times New Roman\" size=\"2\">",
        ),
    ][number % 3];
    let mut page = format!("<html><head><title>EX-99.1</title></head><body>{open}<b>Exhibit 99.1</b>{close}");
    for paragraph in 0..60 {
        let _ = write!(
            page,
            "{open}Larkfield Systems (NYSE&#58; LKF) said that sales of the {paragraph}th unit rose to ${}.{number} \
             million, &#8220;ahead of plan&#8221;, as orders for pumps and valves were strong in every \
             region&nbsp;and the backlog grew.{close}",
            paragraph * 7 + number
        );
    }
    for _ in 0..12 {
        page.push_str("<table cellspacing=\"0\" cellpadding=\"0\" border=\"0\" width=\"100%\">");
        for row in 0..30 {
            let _ = write!(page, "<tr><td valign=\"bottom\">{open}Line {row}{close}</td>");
            for column in 0..4 {
                let figure = row * 1000 + column * 37 + number;
                let _ = writeln!(
                    page,
                    "{cell}&nbsp;</font></td>{cell}$</font></td>{cell}({figure}</font></td>{cell})</font></td>"
                );
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</table>");
    }
    page + "</body></html>"
}
