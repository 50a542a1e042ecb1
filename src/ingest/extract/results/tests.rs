//! The invented releases of `cases.txt`.

use crate::{
    ingest::{
        extract::{Facts, Input, extract, outside, sentiment::Lexicon},
        parse, section,
    },
    model::{Amount, FactRole, Header, Identity, Metric, RawDocument, Role},
};

/// The facts of a text.
pub(in crate::ingest::extract) fn read(text: &str) -> Facts {
    let parse::Body::Content(content) = parse::body(text) else { return Facts::default() };
    let sections = section::sections(&content);
    let (header, document, identity) = (Header::default(), RawDocument::default(), Identity::default());
    extract(Input {
        content: &content,
        sections: &sections,
        header: &header,
        document: &document,
        identity: &identity,
        outside: outside::no_release(&document, &content),
        lexicon: Lexicon::own(),
    })
}

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn shown(amount: Option<&Amount>) -> String {
    let Some(amount) = amount else { return "-".to_owned() };
    if amount.low == amount.high {
        return number(amount.low);
    }
    format!("{}..{}", number(amount.low), number(amount.high))
}

fn summary(facts: &Facts) -> String {
    let amounts = &facts.amounts;
    let period = facts.period.as_ref().map_or("-".to_owned(), |period| {
        let end = period.end.map_or("-".to_owned(), |end| end.to_string());
        format!("{} {end}", period.label)
    });
    let revenue = amounts.revenue.as_ref().map_or("-".to_owned(), |amount| {
        let role = if amount.role == Role::Actual { "actual" } else { "preliminary" };
        let currency = if amount.currency == "USD" { String::new() } else { format!(" {}", amount.currency) };
        format!("{}{currency} {role}", shown(Some(amount)))
    });
    let prior = shown(amounts.revenue_prior.as_ref());
    format!("{period} | {revenue} | {prior} | {} | {}", shown(amounts.net_income.as_ref()), shown(amounts.eps.as_ref()))
}

#[test]
fn the_figures_of_the_year_are_facts_beside_those_of_its_last_quarter() {
    let text = "TARNBY TOOL REPORTS FOURTH QUARTER AND FULL YEAR

ELKO, Nev., January 28, 2005 -- Tarnby Tool, Inc. (NYSE: TNB) reported results for the fourth quarter and year
ended December 31, 2004.

CONSOLIDATED STATEMENTS OF INCOME
(thousands, except per share)
                              Three Months Ended     Twelve Months Ended
                                 December 31,           December 31,
                               2004       2003        2004        2003
Total revenues              $ 16,215    $ 15,013     $ 64,809    $ 67,060
Net income                     2,791       2,676       10,792      10,335
";
    let facts = read(text);
    let of_year: Vec<_> = facts
        .facts
        .iter()
        .filter_map(|fact| {
            Some((fact.metric, fact.period.as_deref().filter(|label| label.ends_with("FY"))?, fact.low?))
        })
        .collect();
    let expected = [
        (Metric::Revenue, "2004FY", 64_809_000.0),
        (Metric::Revenue, "2003FY", 67_060_000.0),
        (Metric::NetIncome, "2004FY", 10_792_000.0),
        (Metric::NetIncome, "2003FY", 10_335_000.0),
    ];
    assert_eq!(of_year, expected);
}

#[test]
fn a_figure_of_the_year_before_is_not_that_of_the_quarter() {
    let text = "Ellerby Marine Announces Fourth Quarter Results\n\nBOSTON, February 3, 2005 -- Ellerby Marine, Inc. \
                (Nasdaq: ELBY) today announced results for the fourth quarter ended December 31, 2004.\n\nRevenue \
                for the fourth quarter was $13.9 million, compared with $10.1 million in the fourth quarter of 2003. \
                Revenue for the full year 2004 was $51.2 million, an increase of 36 percent from $37.6 million in \
                2003.\n";
    let facts = read(text);
    let of = |value: f64| facts.facts.iter().find(|fact| fact.low == Some(value)).map(|fact| fact.period.as_deref());
    assert_eq!(
        (of(10.1e6), of(51.2e6), of(37.6e6)),
        (Some(Some("2003Q4")), Some(Some("2004FY")), Some(Some("2003FY")))
    );
}

#[test]
fn roles_are_those_of_the_amounts_not_of_what_is_compared_beside_them() {
    let text = "TARNBY PRESS REPORTS THIRD QUARTER RESULTS\n\nELKO, Nev., November 15, 2006 -- Tarnby Press, Inc. \
                (Nasdaq: TNBY) today reported sales of $88 million for the third quarter of fiscal 2006, ended October \
                28, 2006. Net loss was $3.1 million, or $.24 per diluted share, and included $0.9 million, or $.07 per \
                share, of costs for closing a plant.\n\nFor the fourth quarter of fiscal 2006, which has fourteen \
                weeks compared with thirteen weeks last year, the Company now expects net sales in the range of $97 \
                million to $99 million.\n";
    let facts = read(text);
    let role = |value: f64| facts.facts.iter().find(|fact| fact.low == Some(value)).map(|fact| fact.role);
    assert_eq!(role(97e6), Some(FactRole::Guidance));
    assert_eq!((role(-0.9e6), role(-0.07)), (None, None));
    let text = "TARNBY PRESS EXPECTS LOSS IN FOURTH QUARTER\n\nELKO, Nev., July 8, 1997 -- Tarnby Press, Inc. (Nasdaq: \
                TNBY) today said that it expects revenues for the fourth quarter of fiscal 1997, ended June 30, of \
                between $6.5 and $7.0 million, compared with $11.8 million for the fourth quarter of fiscal 1996, and \
                a net loss in the range of $.35 to $.42 per share.\n";
    let facts = read(text);
    let share = facts.facts.iter().find(|fact| fact.metric == Metric::Eps);
    let told = share.map(|fact| (fact.role, fact.period.as_deref()));
    assert_eq!(told, Some((FactRole::Preliminary, Some("1997Q4"))));
}

#[test]
fn releases_are_read_as_the_cases_say() {
    let mut wrong = String::new();
    for case in include_str!("cases.txt").split("\n@@ ").skip(1) {
        let Some((name, rest)) = case.split_once('\n') else { continue };
        let Some((want, text)) = rest.split_once('\n') else { continue };
        let want = want.trim_start_matches("want ");
        let got = summary(&read(text));
        if got != want {
            wrong += &format!("{name}\n   want {want}\n   got  {got}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
