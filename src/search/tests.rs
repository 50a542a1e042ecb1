//! Searching small indexes made by hand.

use tempfile::TempDir;

use super::{Cell, FacetRequest, Request, Sort, search, stream, tally};
use crate::{
    index::{
        Deletes, Index, Options, Variant, Writer,
        tests::{index_of, run, sectioned},
    },
    model::{
        Amount, Date, Evidence, Guidance, GuidanceAction, Kind, Metric, Period, Phrase, Polarity, Record, Role,
        SectionKind, Span, Ticker, Tone, ToneLabel,
    },
};

mod advice;
mod oracle;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn amount(low: f64, high: f64, role: Role) -> Option<Amount> {
    Some(Amount { low: Some(low), high: Some(high), currency: "USD".to_owned(), role, evidence: Evidence::default() })
}

/// A preliminary release, a release of results and an agreement, of invented companies.
fn corpus() -> Vec<(Record, String)> {
    let (mut warning, warning_text) = sectioned(
        "0000000001-05-000001:2",
        &[
            (SectionKind::Headline, "Acme Rockets Announces Preliminary First Quarter Results"),
            (
                SectionKind::Body,
                "Order activity was robust. Revenues were lower than anticipated because of shortfalls in launches.",
            ),
            (SectionKind::Outlook, "We expect strong demand for the second quarter."),
            (SectionKind::SafeHarbor, "Actual results may differ materially because of risks and a shortfall."),
        ],
    );
    warning.company = Some("Acme Rockets, Inc.".to_owned());
    warning.other_names = vec!["AMALGAMATED ROCKETS CO".to_owned()];
    warning.accession = Some("0000000001-05-000001".to_owned());
    warning.sequence = Some(2);
    warning.form = Some("8-K".to_owned());
    warning.exhibit = Some("EX-99.1".to_owned());
    warning.items = vec!["Results of Operations and Financial Condition".to_owned()];
    warning.cik = vec![1_009_672];
    warning.sic = Some(3661);
    warning.tickers = vec![Ticker { symbol: "ACME".to_owned(), exchange: Some("NASDAQ".to_owned()) }];
    warning.date = Some(day("2005-04-18"));
    warning.period =
        Some(Period { label: "2005Q1".to_owned(), calendar: Some("2005Q1".to_owned()), ..Period::default() });
    warning.kind = Kind::Preliminary;
    warning.revenue = amount(30e6, 34e6, Role::Preliminary);
    warning.tone = Some(Tone { label: ToneLabel::Negative, score: -0.5, positive: 1, negative: 3 });
    let at = warning_text.find("lower than anticipated").unwrap();
    warning.phrases = vec![Phrase {
        text: "lower than anticipated".to_owned(),
        polarity: Polarity::Negative,
        section: SectionKind::Body,
        span: Span::new(at, at + 22),
        source: Span::default(),
        rule: "expectation".to_owned(),
        negated: false,
    }];
    warning.missing.insert("eps".to_owned(), "no_amount_near_eps".to_owned());

    let (mut results, results_text) = sectioned(
        "0000000002-05-000007:1",
        &[
            (SectionKind::Headline, "Borealis Foods Reports Record Results"),
            (SectionKind::Body, "Revenue rose to $51.2 million. Demand for noodles was strong; we raised our outlook."),
            (SectionKind::Tables, "Revenue | 51,200 | 48,100"),
        ],
    );
    results.company = Some("Borealis Foods Ltd".to_owned());
    results.accession = Some("0000000002-05-000007".to_owned());
    results.sequence = Some(1);
    results.form = Some("8-K/A".to_owned());
    results.exhibit = Some("EX-99".to_owned());
    results.tickers = vec![Ticker { symbol: "BF.A".to_owned(), exchange: None }];
    results.date = Some(day("2005-07-02"));
    results.period = Some(Period { label: "2005FY".to_owned(), ..Period::default() });
    results.period_also = Some("2005Q4".to_owned());
    results.kind = Kind::Earnings;
    results.revenue = amount(51.2e6, 51.2e6, Role::Actual);
    results.guidance_action = GuidanceAction::Raise;
    let promise = |metric, low, high| Guidance { metric, low: Some(low), high: Some(high), ..Guidance::default() };
    results.guidance = vec![promise(Metric::Revenue, 55e6, 60e6), promise(Metric::Eps, 0.10, 0.12)];
    results.tone = Some(Tone { label: ToneLabel::Positive, score: 0.8, positive: 5, negative: 0 });

    let (agreement, agreement_text) = sectioned(
        "x-0123456789ab",
        &[(SectionKind::Other, "The Lessee shall indemnify the Lessor. Revenue is shared.")],
    );
    vec![(warning, warning_text), (results, results_text), (agreement, agreement_text)]
}

const WARNING: &str = "0000000001-05-000001:2";
const RESULTS: &str = "0000000002-05-000007:1";
const AGREEMENT: &str = "x-0123456789ab";

fn ids(index: &Index, query: &str) -> Vec<String> {
    let request = Request { today: day("2005-07-10"), ..Request::new(query) };
    let response = search(index, &request).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(response.total as usize, response.hits.len());
    response.hits.into_iter().map(|hit| hit.record.id).collect()
}

#[track_caller]
fn check(index: &Index, query: &str, expected: &[&str]) {
    let mut found = ids(index, query);
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn words_match_inflections_in_the_narrative_only() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "shortfall", &[WARNING]);
    check(&index, "differ", &[]);
    check(&index, "in:all differ", &[WARNING]);
    check(&index, "revenue", &[WARNING, RESULTS, AGREEMENT]);
    check(&index, "\"revenue\"", &[RESULTS, AGREEMENT]);
    check(&index, "launch raise", &[]);
    check(&index, "rise demanding", &[RESULTS]);
    check(&index, "in:tables 51,200", &[RESULTS]);
    check(&index, "51200", &[]);
}

#[test]
fn figures_are_counted_in_the_period_they_are_of() {
    let (_directory, index) = index_of(&corpus());
    let counted = tally(&index, &Request::new("*"), "quarter", "USD").unwrap_or_else(|error| panic!("{error}"));
    let rows = counted.table.rows.iter().enumerate();
    let value = |row, name| counted.table.value(row, name).map(Cell::plain).unwrap_or_default();
    let rows: Vec<String> =
        rows.map(|(row, _)| ["period", "releases", "revenue_sum"].map(|name| value(row, name)).join(" ")).collect();
    assert_eq!(rows, ["2005FY 1 51200000", "2005Q1 1 32000000", "2005Q4 1 ", " 1 "]);
}

#[test]
fn sections_narrow_their_group() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "section:outlook demand", &[WARNING]);
    check(&index, "demand section:body", &[RESULTS]);
    check(&index, "section:(body,outlook) strong", &[WARNING, RESULTS]);
    check(&index, "section:safe_harbor shortfall", &[WARNING]);
    check(&index, "(section:outlook demand) (section:body \"order activity\")", &[WARNING]);
    check(&index, "section:tables", &[RESULTS]);
    check(&index, "-section:headline", &[AGREEMENT]);
    check(&index, "in:headline results", &[WARNING, RESULTS]);
}

#[test]
fn phrases_and_distances() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "\"order activity\"", &[WARNING]);
    check(&index, "\"activity order\"", &[]);
    check(&index, "\"activity order\"~1", &[WARNING]);
    check(&index, "\"lower * anticipated\"", &[WARNING]);
    check(&index, "order w/3 robust", &[WARNING]);
    check(&index, "robust w/2 order", &[]);
    check(&index, "robust pre/9 order", &[]);
    check(&index, "robust NEAR(3) order", &[WARNING]);
    check(&index, "\"launches we\"~5", &[]);
    check(&index, "(noodles OR launches) w/4 (shortfall OR strong)", &[WARNING, RESULTS]);
}

#[test]
fn patterns() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "indemn*", &[AGREEMENT]);
    check(&index, "les?or", &[AGREEMENT]);
    check(&index, "/les+e./", &[AGREEMENT]);
    check(&index, "noodels~2", &[RESULTS]);
    check(&index, "\"shall indemn*\"", &[AGREEMENT]);
}

#[test]
fn logic() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "", &[WARNING, RESULTS, AGREEMENT]);
    check(&index, "-revenue", &[]);
    check(&index, "revenue -noodles -indemnify", &[WARNING]);
    check(&index, "noodles OR indemnify", &[RESULTS, AGREEMENT]);
    check(&index, "noodles OR -demand", &[RESULTS, AGREEMENT]);
    check(&index, "-(noodles OR indemnify)", &[WARNING]);
}

#[test]
fn identity() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "ticker:acme", &[WARNING]);
    check(&index, "ticker:(ACME,BF/A)", &[WARNING, RESULTS]);
    check(&index, "company:rockets", &[WARNING]);
    check(&index, "company:\"amalgamated rockets\"", &[WARNING]);
    check(&index, "cik:0001009672", &[WARNING]);
    check(&index, "form:8-K", &[WARNING]);
    check(&index, "form:8-K*", &[WARNING, RESULTS]);
    check(&index, "form:8K", &[WARNING]);
    check(&index, "form:8ka", &[RESULTS]);
    check(&index, "form:(8-K* NOT 8-K/A)", &[WARNING]);
    check(&index, "NASDAQ:ACME", &[WARNING]);
    check(&index, "ticker:$ACME", &[WARNING]);
    check(&index, "ticker:NASDAQ:ACME", &[WARNING]);
    check(&index, "item:\"results of operations\"", &[WARNING]);
    check(&index, "sic:2900..3700", &[WARNING]);
    check(&index, "sic:>3661", &[]);
    check(&index, "sic:3661..", &[WARNING]);
    check(&index, "0000000001-05-000001", &[WARNING]);
    check(&index, "0000000001-05-000001:2", &[WARNING]);
    check(&index, "x-0123456789ab", &[AGREEMENT]);
    check(&index, "exhibit:99.1", &[WARNING]);
    check(&index, "ex:EX-99", &[WARNING, RESULTS]);
    check(&index, "item:2.02", &[WARNING]);
    check(&index, "accession:000000000105000001", &[WARNING]);
    check(&index, "id:0000000001-05-000001:2", &[WARNING]);
    check(&index, "path:000001:2.tx", &[WARNING]);
    check(&index, "ticker:*", &[WARNING, RESULTS]);
    check(&index, "-ticker:*", &[AGREEMENT]);
}

#[test]
fn dates_and_periods() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "date:2005", &[WARNING, RESULTS]);
    check(&index, "date:2005-04-01..2005-06-30", &[WARNING]);
    check(&index, "date:>2005-04", &[RESULTS]);
    check(&index, "date:last 30 days", &[RESULTS]);
    check(&index, "quarter:Q1 2005", &[WARNING]);
    check(&index, "period:2005", &[WARNING, RESULTS]);
    check(&index, "period:2004Q4..2005Q4", &[WARNING, RESULTS]);
    check(&index, "period:FY05", &[RESULTS]);
    check(&index, "acme 2005Q1", &[WARNING]);
    check(&index, "company:\"acme rockets incorporated\"", &[WARNING]);
    check(&index, "company:\"amalgamated rockets company\"", &[WARNING]);
    check(&index, "Q1 2005", &[WARNING]);
    check(&index, "FY2005 4Q05", &[RESULTS]);
    check(&index, "period:\"2005Q1 to 2005Q2\"", &[WARNING]);
    check(&index, "date:\"April 18, 2005\"", &[WARNING]);
    check(&index, "date:04/18/2005", &[WARNING]);
    check(&index, "date:H2 2005", &[RESULTS]);
    check(&index, "since:2005-05 until:2005-07", &[RESULTS]);
    check(&index, "date:\"2005-04 to 2005-06\"", &[WARNING]);
    check(&index, "date:this month", &[RESULTS]);
    check(&index, "2005q4", &[RESULTS]);
    check(&index, "calendar:2005Q1", &[WARNING]);
}

#[test]
fn amounts_overlap() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "revenue:33M..40M", &[WARNING]);
    check(&index, "revenue:>34M", &[RESULTS]);
    check(&index, "revenue:>=34M", &[WARNING, RESULTS]);
    check(&index, "revenue:51M", &[RESULTS]);
    check(&index, "revenue:51.3M", &[]);
    check(&index, "revenue.preliminary:*", &[WARNING]);
    check(&index, "guidance_action:*", &[RESULTS]);
    check(&index, "revenue.actual:<1bn", &[RESULTS]);
    check(&index, "revenue:EUR 30M..60M", &[]);
    check(&index, "revenue:$30M..$60M", &[WARNING, RESULTS]);
    check(&index, "guidance:50M..56M", &[RESULTS]);
    check(&index, "guidance:0.1M..0.2M", &[]);
    check(&index, "revenue:33..40M", &[WARNING]);
    check(&index, "revenue:[33 TO 40M]", &[WARNING]);
    check(&index, "revenue:33M..40", &[WARNING]);
    check(&index, "revenue:(>33M <40M)", &[WARNING]);
    check(&index, "revenue:(>=33M AND <=40M)", &[WARNING]);
    check(&index, "revenue:(<31M OR >50M)", &[WARNING, RESULTS]);
    check(&index, "revenue>34M", &[RESULTS]);
    check(&index, "revenue:\"USD 30M..60M\"", &[WARNING, RESULTS]);
    check(&index, "revenue:\u{20ac}30M..\u{20ac}60M", &[]);
    check(&index, "guidance.eps:0.1..0.2", &[RESULTS]);
    check(&index, "guidance:raise", &[RESULTS]);
}

#[test]
fn what_is_promised_in_percent_is_found() {
    let mut records = corpus();
    let percent = |metric, low, high| Guidance { metric, pct_low: Some(low), pct_high: high, ..Guidance::default() };
    records[1].0.guidance = vec![
        percent(Metric::Revenue, 5.0, Some(7.0)),
        percent(Metric::TaxRate, 11.5, Some(12.0)),
        percent(Metric::GrossMargin, 40.0, None),
        Guidance { metric: Metric::GrossMargin, low: Some(2e9), high: Some(2e9), ..Guidance::default() },
    ];
    let (_directory, index) = index_of(&records);
    for found in [
        "guidance:6%",
        "guidance:7%..9%",
        "guidance:7..9%",
        "guidance.tax_rate:10..20",
        "guidance.tax_rate:12",
        "guidance.tax_rate:12 percent",
        "guidance.tax_rate:>0",
        "guidance.gross_margin:45%",
        "guidance.gross_margin:2bn",
    ] {
        check(&index, found, &[RESULTS]);
    }
    for nothing in ["guidance:8%", "guidance:6M", "guidance.tax_rate:13..20", "guidance.gross_margin:30..35"] {
        check(&index, nothing, &[]);
    }
    wrong(&index, "revenue:5%", "`revenue` is no amount in percent");
}

#[test]
fn a_symbol_stands_for_its_filer() {
    let mut records = corpus();
    records[2].0.cik = records[0].0.cik.clone();
    let (_directory, index) = index_of(&records);
    check(&index, "ticker:ACME", &[WARNING, AGREEMENT]);
    check(&index, "$acme -ticker.printed:ACME", &[AGREEMENT]);
    check(&index, "-ticker:ACME", &[RESULTS]);
    check(&index, "ticker:(ACME,BF.A)", &[WARNING, RESULTS, AGREEMENT]);
    let answer = search(&index, &Request { advice: true, explain: true, ..Request::new("ticker:ACME") }).unwrap();
    assert_eq!(
        answer.warnings,
        ["records of the same filers that print no symbol count too: `ticker:ACME` for cik 1009672; \
          `ticker.printed:ACME` leaves them out"]
    );
    assert_eq!(answer.explain.unwrap().expansions[0].typed, "ticker:ACME");
}

#[test]
fn a_symbol_of_two_filers_is_taken_by_its_letter() {
    let mut records = corpus();
    records[1].0.cik = vec![5];
    records[1].0.tickers = records[0].0.tickers.clone();
    records[2].0.cik = records[0].0.cik.clone();
    let (_directory, index) = index_of(&records);
    check(&index, "ticker:ACME", &[WARNING, RESULTS]);
}

#[test]
fn hyphens_make_no_difference() {
    let body = |id: &str, text: &str| sectioned(id, &[(SectionKind::Body, text)]);
    let (_directory, index) = index_of(&[
        body("x-1", "Our e-commerce grew."),
        body("x-2", "Ecommerce sales, nonrecurring and pre-announced."),
    ]);
    for word in ["e-commerce", "ecommerce", "E-Commerce", "ecommerce w/2 (grew OR sales)"] {
        check(&index, word, &["x-1", "x-2"]);
    }
    check(&index, "\"e-commerce\"", &["x-1"]);
    check(&index, "non-recurring preannounced", &["x-2"]);
    check(&index, "ecommerce -sales", &["x-1"]);
}

#[test]
fn judgements_and_presence() {
    let (_directory, index) = index_of(&corpus());
    check(&index, "tone:negative", &[WARNING]);
    check(&index, "tone:<-0.3", &[WARNING]);
    check(&index, "kind:(preliminary,earnings)", &[WARNING, RESULTS]);
    check(&index, "action:raise", &[RESULTS]);
    check(&index, "phrase:\"lower than anticipated\"", &[WARNING]);
    check(&index, "phrase.negative:anticipate", &[WARNING]);
    check(&index, "phrase.positive:anticipated", &[]);
    check(&index, "phrase.negative:*", &[WARNING]);
    check(&index, "has:guidance", &[RESULTS]);
    check(&index, "has:guidance.eps", &[RESULTS]);
    check(&index, "missing:revenue", &[AGREEMENT]);
    check(&index, "missing:no_amount_near_eps", &[WARNING]);
    check(&index, "missing:eps=no_amount_near_eps", &[WARNING]);
}

#[track_caller]
fn wrong(index: &Index, query: &str, expected: &str) {
    let error = search(index, &Request::new(query)).err().unwrap_or_else(|| panic!("`{query}` is understood"));
    let message = error.to_string();
    assert!(message.contains(expected), "{query}: {message}");
}

#[test]
fn what_is_not_known_is_said() {
    let (_directory, index) = index_of(&corpus());
    wrong(&index, "tickr:X", "there is no field `tickr`\n  tickr:X\n  ^^^^^");
    wrong(&index, "tone:bad", "`tone` has no value `bad`");
    wrong(&index, "revenue:abc", "`abc` is no amount");
    wrong(&index, "period:soon", "`soon` is no period");
    wrong(&index, "in:all ticker:X", "there are no words here");
    wrong(&index, "section:outlook a section:body b", "a second place to look in");
    wrong(&index, "a % b", "there is no word in this");
    wrong(&index, "revenue:34M..30M", "ends before it begins");
    wrong(&index, "a w/5 -b", "a distance is between words");
    wrong(&index, "revenue.final:3M", "`revenue` has no part `final`");
    wrong(&index, "form:8-K..10-K", "`form` has no order");
    wrong(&index, "revenue:30..50", "50 without a unit is no sum of `revenue`");
    wrong(&index, "revenue:2024", "2024 without a unit is no sum of `revenue`");
    wrong(&index, "eps:(-0.5)..0", "an end of a range stands in no parentheses");
    wrong(&index, "revenue:>30", "30 without a unit is no sum of `revenue`");
    wrong(&index, "guidance-akshun:raise", "there is no field `guidance-akshun`");
    wrong(&index, "revenue:(<30M AND >50M)", "ends before it begins");
    wrong(&index, "quarter:Q3", "`Q3` lacks the year");
    wrong(&index, "cik:abc", "`abc` is no central index key");
}

#[test]
fn snippets_cite_section_and_span_and_mark_the_words() {
    let (_directory, index) = index_of(&corpus());
    let response = search(&index, &Request::new("shortfall \"order activity\"")).unwrap();
    let snippet = &response.hits[0].snippets[0];
    let marked: Vec<_> = snippet.marks.iter().map(|mark| &snippet.text[mark.range()]).collect();
    assert_eq!((snippet.section, marked), (SectionKind::Body, vec!["Order activity", "shortfalls"]));
    let text = index.record(WARNING).unwrap().unwrap().text;
    assert_eq!(&text[snippet.start..snippet.end], snippet.text);
    let response = search(&index, &Request::new("tone:negative")).unwrap();
    let snippet = &response.hits[0].snippets[0];
    assert_eq!(&snippet.text[snippet.marks[0].range()], "lower than anticipated");
    let response = search(&index, &Request::new("id:x-0123456789ab")).unwrap();
    assert!(response.hits[0].snippets[0].text.starts_with("The Lessee"));
}

#[test]
fn orders_and_pages() {
    let (_directory, index) = index_of(&corpus());
    let sorted = |sort: &str| {
        let request = Request { sort: Sort::read(sort).unwrap(), ..Request::new("revenue") };
        search(&index, &request).unwrap().hits.into_iter().map(|hit| hit.record.id).collect::<Vec<_>>()
    };
    assert_eq!(sorted("newest"), [RESULTS, WARNING, AGREEMENT]);
    assert_eq!(sorted("oldest"), [WARNING, RESULTS, AGREEMENT]);
    assert_eq!(sorted("-revenue"), [RESULTS, WARNING, AGREEMENT]);
    assert_eq!(sorted("revenue"), [WARNING, RESULTS, AGREEMENT]);
    assert_eq!(sorted("company"), [WARNING, RESULTS, AGREEMENT]);
    assert!(Sort::read("section").is_err());
    let first = Request { limit: 2, sort: Sort::Newest, ..Request::new("revenue") };
    let page = search(&index, &first).unwrap();
    assert_eq!((page.hits.len(), page.total, page.complete), (2, 3, false));
    let second = search(&index, &Request { cursor: page.cursor, ..first }).unwrap();
    assert_eq!((second.hits[0].rank, second.hits[0].record.id.as_str()), (3, AGREEMENT));
    assert_eq!(second.cursor, None);
    let page = search(&index, &Request { limit: 2, sort: Sort::Newest, ..Request::new("revenue") }).unwrap();
    let other = Request { cursor: page.cursor, sort: Sort::Oldest, ..Request::new("revenue") };
    assert!(search(&index, &other).unwrap_err().to_string().contains("is of another query"));
    let all = search(&index, &Request { limit: 3, ..Request::new("revenue") }).unwrap();
    assert_eq!((all.complete, all.cursor), (true, None));
    let (total, hits) = stream(&index, &Request::new("revenue")).unwrap();
    assert_eq!((total, hits.count()), (3, 3));
}

#[test]
fn one_release_filed_twice_shows_once() {
    let mut records = corpus();
    let (mut again, _) = records[0].clone();
    let text = format!("{}{}", records[0].1, "Words enough to be told from others. ".repeat(12));
    again.id = "0000000001-05-000002:2".to_owned();
    again.path = "again.txt".to_owned();
    again.accession = Some("0000000001-05-000002".to_owned());
    records[0].1.clone_from(&text);
    records.push((again, text));
    let (_directory, index) = index_of(&records);
    let response = search(&index, &Request::new("shortfall")).unwrap();
    assert_eq!((response.total, response.records, response.hits.len()), (1, 2, 1));
    assert_eq!(response.hits[0].record.id, WARNING);
    assert_eq!(response.hits[0].same_as, ["0000000001-05-000002:2"]);
}

#[test]
fn facets_count_matching_records() {
    let (_directory, index) = index_of(&corpus());
    let facet = |field: &str| FacetRequest { field: field.to_owned(), limit: 0 };
    let request = Request { facets: vec![facet("ticker"), facet("year")], ..Request::new("revenue") };
    let facets = search(&index, &request).unwrap().facets;
    assert_eq!(facets[0].counts, [("ACME".to_owned(), 1), ("BF.A".to_owned(), 1)]);
    assert_eq!(facets[1].counts, [("2005".to_owned(), 2)]);
    assert!(search(&index, &Request { facets: vec![facet("eps")], ..Request::new("revenue") }).is_err());
}

#[test]
fn spellings_of_a_company_count_as_one() {
    let mut records = corpus();
    records[2].0.cik = records[0].0.cik.clone();
    records[2].0.company = Some("ACME ROCKETS INC".to_owned());
    let (mut again, text) = sectioned("x-0123456789ac", &[(SectionKind::Body, "Acme Rockets, Inc. said nothing.")]);
    again.company = Some("Acme Rockets, Inc.".to_owned());
    records.push((again, text));
    let (_directory, index) = index_of(&records);
    let facet = FacetRequest { field: "company".to_owned(), limit: 0 };
    let facets = search(&index, &Request { facets: vec![facet], ..Request::new("*") }).unwrap().facets;
    let names = [("Acme Rockets, Inc.".to_owned(), 3), ("Borealis Foods Ltd".to_owned(), 1)];
    assert_eq!((facets[0].values, facets[0].counts.as_slice()), (2, names.as_slice()));
    let counted = tally(&index, &Request::new("*"), "company", "USD").unwrap_or_else(|error| panic!("{error}"));
    let first = ["company", "releases", "revenue_sum"].map(|name| counted.table.value(0, name).map(Cell::plain));
    assert_eq!(first.map(Option::unwrap_or_default).join(" "), "Acme Rockets, Inc. 3 32000000");
}

#[test]
fn facets_count_releases_with_every_value() {
    let mut records = corpus();
    let text = format!("{}{}", records[0].1, "Words enough to be told from others. ".repeat(12));
    let (mut again, _) = records[0].clone();
    again.id = "0000000001-05-000002:2".to_owned();
    again.path = "again.txt".to_owned();
    again.items.push("7.01".to_owned());
    again.tickers.push(Ticker { symbol: "ACMEP".to_owned(), exchange: None });
    records[0].1.clone_from(&text);
    records.push((again, text));
    let (_directory, index) = index_of(&records);
    for field in ["item", "ticker", "period", "kind", "cik", "exchange"] {
        let facet = FacetRequest { field: field.to_owned(), limit: 0 };
        let facets = search(&index, &Request { facets: vec![facet], ..Request::new("*") }).unwrap().facets;
        assert!(!facets[0].counts.is_empty(), "{field}");
        for (value, count) in &facets[0].counts {
            let asked = if field == "ticker" { "ticker.printed" } else { field };
            let found = search(&index, &Request::new(format!("{asked}:{value}").as_str())).unwrap();
            assert_eq!(*count, found.total, "{field}:{value}");
        }
    }
}

#[test]
fn an_open_end_reaches_no_further_than_the_known_one() {
    let mut records = corpus();
    if let Some(revenue) = &mut records[0].0.revenue {
        (revenue.low, revenue.high) = (Some(30e6), None);
    }
    let (_directory, index) = index_of(&records);
    check(&index, "revenue:50M..51M", &[WARNING]);
    check(&index, "revenue:>60.5M", &[]);
}

/// Answers to some queries, as JSON.
fn answers(index: &Index) -> Vec<String> {
    [
        "revenue",
        "strong demand OR shortfall",
        "in:all results",
        "\"order activity\" OR noodles",
        "tone:negative OR demand^3",
    ]
    .iter()
    .map(|query| serde_json::to_string(&search(index, &Request::new(*query)).unwrap()).unwrap())
    .collect()
}

#[test]
fn answers_do_not_depend_on_runs_segments_or_deleted_records() {
    let records = corpus();
    let (_directory, whole) = index_of(&records);
    let expected = answers(&whole);
    let pieces = TempDir::new().unwrap();
    for record in records.iter().rev() {
        run(pieces.path(), std::slice::from_ref(record));
    }
    run(pieces.path(), &records[..1]);
    assert_eq!(answers(&Index::open(pieces.path()).unwrap()), expected, "five runs");
    let mut writer = Writer::open(pieces.path(), Options::default()).unwrap();
    writer.tidy().unwrap();
    drop(writer);
    assert_eq!(answers(&Index::open(pieces.path()).unwrap()), expected, "merged");
    let mut writer = Writer::open(pieces.path(), Options::default()).unwrap();
    let mut builder = writer.segment().unwrap();
    let variant = Variant { file: "gone".to_owned(), uid: "gone".to_owned(), content: 1 };
    builder.add_record(&Record { id: "x-1".to_owned(), ..records[0].0.clone() }, &records[0].1, &variant).unwrap();
    let finished = builder.finish().unwrap().into_iter().collect();
    writer.commit(finished, Deletes { uids: vec!["gone".to_owned()], ..Deletes::default() }).unwrap();
    drop(writer);
    assert_eq!(answers(&Index::open(pieces.path()).unwrap()), expected, "with a deleted record");
}
