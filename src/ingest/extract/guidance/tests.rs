//! The invented releases of `cases.txt` and `table/cases.txt`: what each is, what it does to earlier promises, what it promises.

use crate::{
    ingest::extract::{Facts, results::tests::read},
    model::Guidance,
};

fn range(low: Option<f64>, high: Option<f64>) -> Option<String> {
    let end = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
    (low.is_some() || high.is_some()).then(|| format!("{}..{}", end(low), end(high)))
}

fn shown(one: &Guidance) -> String {
    let currency = one.currency.as_ref().filter(|currency| *currency != "USD").cloned();
    let growth = range(one.pct_low, one.pct_high).map(|growth| format!("{growth}%"));
    let was = range(one.was_low, one.was_high).map(|was| format!("was {was}"));
    let parts = [one.period.clone(), range(one.low, one.high), currency, growth, was];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{:?} {}", one.metric, parts.join(" "))
}

fn summary(facts: &Facts) -> String {
    let promises: Vec<String> = facts.guidance.iter().map(shown).collect();
    format!("{:?} | {:?} | {}", facts.kind, facts.guidance_action, promises.join("; "))
}

#[test]
fn releases_promise_what_the_cases_say() {
    let mut wrong = String::new();
    let cases = [include_str!("cases.txt"), include_str!("table/cases.txt")];
    for case in cases.iter().flat_map(|cases| cases.split("\n@@ ").skip(1)) {
        let Some((name, rest)) = case.split_once('\n') else { continue };
        let Some((want, text)) = rest.split_once('\n') else { continue };
        let want = want.trim_start_matches("want ").trim_end();
        let got = summary(&read(text));
        if got.trim_end() != want {
            wrong += &format!("{name}\n   want {want}\n   got  {got}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
