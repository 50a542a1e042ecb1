fn now() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()
        * 1e-9
}
use filings::ingest::{
    Filter,
    decode::{Escaping, decode},
    extract, parse, section, walk,
};
fn main() {
    let times: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut docs = Vec::new();
    for root in std::env::args().skip(2) {
        for entry in walk::entries(&[root.into()], &Filter::default()).entries {
            let Ok(walk::Opened::Bytes(bytes)) = walk::open(&entry) else { continue };
            let Ok(subs) = parse::file(&entry.path, &bytes) else { continue };
            for s in subs {
                for d in s.documents.iter() {
                    let body = &bytes[d.body.range()];
                    if parse::unreadable(body).is_some() {
                        continue;
                    }
                    let t = decode(body, if s.header.pem { Escaping::Dashes } else { Escaping::None });
                    let parse::Body::Content(c) = parse::body(&t.text) else { continue };
                    let outside = extract::outside::no_release(d, &c);
                    let sections = match outside {
                        Some(_) => section::plain(&c),
                        None => section::sections(&c),
                    };
                    docs.push((parse::path::identity(&entry.path), s.header.clone(), d.clone(), c, sections, outside));
                }
            }
        }
    }
    let bytes: usize = docs.iter().map(|d| d.3.text.len()).sum();
    let mut best = f64::MAX;
    let mut bestsec = f64::MAX;
    for _ in 0..times {
        let t = now();
        for (identity, header, document, content, sections, outside) in &docs {
            std::hint::black_box(extract::extract(extract::Input {
                content,
                sections,
                header,
                document,
                identity,
                outside: *outside,
                lexicon: extract::sentiment::Lexicon::own(),
            }));
        }
        best = best.min(now() - t);
        let t = now();
        for (_, _, _, content, _, outside) in &docs {
            std::hint::black_box(match outside {
                Some(_) => section::plain(content),
                None => section::sections(content),
            });
        }
        bestsec = bestsec.min(now() - t);
    }
    println!(
        "{} docs {:.2} MB text, extract best {:.2} ms = {:.1} ns/byte; section {:.2} ms = {:.1}",
        docs.len(),
        bytes as f64 / 1e6,
        best * 1e3,
        best * 1e9 / bytes as f64,
        bestsec * 1e3,
        bestsec * 1e9 / bytes as f64
    );
}
