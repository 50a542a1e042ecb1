//! Tables of invented companies, and the columns that are found in them.

use super::*;
use crate::{
    ingest::{extract::period::Length, parse},
    model::Metric,
};

fn read(text: &str) -> Vec<Statement> {
    let parse::Body::Content(content) = parse::body(text) else { return vec![] };
    statements(&content, None)
}

/// Current and prior figure of a metric in the first statement.
fn figures(text: &str, metric: Metric, target: Target) -> Option<(f64, Option<f64>)> {
    let found = read(text);
    let line = found.first()?.lines.iter().filter(|line| line.measure == metric).min_by_key(|line| line.rank)?;
    let columns = columns(line, &target);
    let value = |place: usize| line.values[place].figure.value;
    Some((value(columns.current?), columns.prior.map(value)))
}

const QUARTER: Target = Target { length: Length::Quarter(None), end: Some((2004, 7)), year: Some(2004), mixed: true };

#[test]
fn the_quarter_is_told_from_the_year_to_date_in_a_text_table() {
    let text = "ARDWELL STORES, INC.\n\
        CONDENSED STATEMENTS OF INCOME\n\
        (in thousands, except per share data)\n\n\
        \x20                              13 Weeks Ended          26 Weeks Ended\n\
        \x20                            July 3,   June 28,      July 3,   June 28,\n\
        \x20                              2004       2003         2004       2003\n\
        \x20                           --------   --------     --------   --------\n\
        Net sales                     $ 7,914   $  9,225     $ 15,108   $ 17,390\n\
        Cost of sales                   5,566      5,812       10,871     10,940\n\
        Net income                    $    47   $    281     $  (731)   $    455\n";
    assert_eq!(figures(text, Metric::Revenue, QUARTER), Some((7914.0, Some(9225.0))));
    assert_eq!(figures(text, Metric::NetIncome, QUARTER), Some((47.0, Some(281.0))));
    assert_eq!(read(text)[0].scale, Some(1e3));
}

#[test]
fn revenue_without_interest_is_no_whole() {
    let text = "ARDWELL CARD CORPORATION\n\
        CONDENSED STATEMENTS OF INCOME\n\
        (in millions)\n\n\
        \x20                                           Three Months Ended\n\
        \x20                                           June 30,   June 30,\n\
        \x20                                             2004       2003\n\
        Discount revenue                            $   310    $   280\n\
        Card fees                                        95         81\n\
        Travel commissions                               20         17\n\
        Total non-interest revenues                     425        378\n\
        Net interest income                              60         52\n\
        Total revenues net of interest expense          485        430\n\
        Provision for losses                             31         30\n\
        Net income                                  $    70    $    58\n";
    let wanted = Target { end: Some((2004, 6)), ..QUARTER };
    assert_eq!(figures(text, Metric::Revenue, wanted), Some((485.0, Some(430.0))));
}
