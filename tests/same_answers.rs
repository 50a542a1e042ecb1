//! Two hundred queries give the same bytes of JSON whether an index was built in one run or in five, in whatever
//! order these come, by one thread or by two, and whether a search uses one thread or two.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use filings::{
    Index, Request, ingest,
    search::{FacetRequest, Group, Sort},
};

#[path = "../src/dice.rs"]
mod dice;

use dice::Dice;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const WORDS: [&str; 12] = [
    "orders",
    "shortfall",
    "valves",
    "pumps",
    "strong",
    "weaker",
    "backlog",
    "customers",
    "delays",
    "pricing",
    "shipments",
    "demand",
];
const FILES: usize = 60;
const QUERIES: usize = 200;
const TODAY: jiff::civil::Date = jiff::civil::date(2010, 1, 1);

fn release(dice: &mut Dice) -> String {
    let company = ["Acme Valves", "Bolt Pumps", "Crane Hoists", "Delta Gears"][dice.roll(4)];
    let ticker: String = company.split(' ').map(|word| &word[..2]).collect::<String>().to_uppercase();
    let (quarter, month, end) =
        [("First", "April", "March 31"), ("Second", "July", "June 30"), ("Third", "October", "September 30")]
            [dice.roll(3)];
    let (year, day) = (2001 + dice.roll(5), 10 + dice.roll(15));
    let mut sentences = String::new();
    for _ in 0..6 + dice.roll(8) {
        let (a, b, c, d) = (dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS));
        sentences += &format!("{company} saw {a} and {b} in the region while {c} met {d}. ");
    }
    let revenue = 20 + dice.roll(30);
    format!(
        "{company} Announces {quarter} Quarter Results\n\n\
         SPRINGFIELD, Ohio--(BUSINESS WIRE)--{month} {day}, {year}--{company} (Nasdaq: {ticker}), a maker of machines,\n\
         today announced results for the {} quarter ended {end}, {year}. Revenue was ${revenue}.5 million.\n\n\
         {sentences}\n\n\
         About {company}\n\n{company} makes valves and pumps. It was founded in 1971.\n",
        quarter.to_lowercase()
    )
}

/// Writes the releases, every eighth a copy of an earlier one.
fn corpus(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut dice = Dice(42);
    let mut texts: Vec<String> = Vec::new();
    let mut paths = Vec::new();
    for number in 0..FILES {
        let text = if number % 8 == 7 { texts[dice.roll(texts.len())].clone() } else { release(&mut dice) };
        let path = folder.join(format!("{number:03}.txt"));
        fs::write(&path, &text)?;
        texts.push(text);
        paths.push(path);
    }
    Ok(paths)
}

fn query(dice: &mut Dice) -> String {
    let (a, b) = (*dice.pick(&WORDS), *dice.pick(&WORDS));
    match dice.roll(12) {
        0 => a.to_owned(),
        1 | 2 => format!("{a} {b}"),
        3 => format!("{a} OR {b}"),
        4 => format!("\"{a} and {b}\""),
        5 => format!("{a} w/4 {b}"),
        6 => format!("{a} -{b}"),
        7 => format!("revenue:{}M..{}M {a}", 20 + dice.roll(10), 32 + dice.roll(15)),
        8 => format!("date:{} {a}", 2001 + dice.roll(5)),
        9 => format!("ticker:ACVA {a}"),
        10 => format!("{}* kind:earnings", &a[..3]),
        _ => format!("ACVA in:all {a}"),
    }
}

fn request(dice: &mut Dice) -> Request {
    let sorts = [Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest];
    let facets = ["ticker", "year", "period"].map(|field| FacetRequest { field: field.to_owned(), limit: 0 });
    Request {
        limit: [10, 3, 0][dice.roll(3)],
        offset: [0, 0, 2][dice.roll(3)],
        sort: sorts[dice.roll(4)].clone(),
        group: [None, None, Some(Group::Company), Some(Group::Quarter)][dice.roll(4)],
        facets: if dice.roll(3) == 0 { facets.to_vec() } else { Vec::new() },
        snippets: dice.roll(3),
        today: TODAY,
        ..Request::new(query(dice))
    }
}

fn answers(index: &Path) -> Outcome<Vec<String>> {
    let index = Index::open(index)?;
    let mut dice = Dice(7);
    (0..QUERIES).map(|_| Ok(serde_json::to_string(&index.search(&request(&mut dice))?)?)).collect()
}

fn indexed(paths: &[&[PathBuf]], index: &Path, threads: usize) -> Outcome {
    let options = ingest::Options { threads, ..ingest::Options::default() };
    for run in paths {
        ingest::run(run, index, &options, &ingest::Progress::default())?;
    }
    Ok(())
}

#[test]
fn answers_do_not_depend_on_runs_or_threads() -> Outcome {
    let place = tempfile::tempdir()?;
    let files = corpus(place.path())?;
    let [one, two, five, back] = ["one", "two", "five", "back"].map(|name| place.path().join("index").join(name));
    indexed(&[&files], &one, 1)?;
    indexed(&[&files], &two, 2)?;
    let runs: Vec<&[PathBuf]> = files.chunks(FILES / 5).collect();
    assert_eq!(runs.len(), 5);
    indexed(&runs, &five, 2)?;
    indexed(&runs.iter().rev().copied().collect::<Vec<_>>(), &back, 2)?;
    let expected = answers(&one)?;
    assert!(expected.iter().filter(|answer| !answer.contains("\"total\":0")).count() > QUERIES / 2);
    for (name, index) in [("two threads", &two), ("five runs", &five), ("from behind", &back)] {
        for (answer, expected) in answers(index)?.iter().zip(&expected) {
            assert!(answer == expected, "{name}: {answer:.400}\n{expected:.400}");
        }
    }
    let mut dice = Dice(9);
    for _ in 0..10 {
        let query = query(&mut dice);
        let mut printed = [("1", &one), ("2", &one), ("2", &five), ("2", &back)].into_iter().map(|(threads, index)| {
            Command::new(env!("CARGO_BIN_EXE_filings"))
                .args(["search", "--json", "--facet", "year", &query])
                .env("FILINGS_INDEX", index)
                .env("RAYON_NUM_THREADS", threads)
                .output()
                .map(|output| output.stdout)
        });
        let first = printed.next().ok_or("nothing")??;
        assert!(!first.is_empty());
        for other in printed {
            assert_eq!(String::from_utf8(other?)?, String::from_utf8(first.clone())?, "{query}");
        }
    }
    Ok(())
}
