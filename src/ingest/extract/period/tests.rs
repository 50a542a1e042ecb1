//! The cases of `mentions.txt`.

use super::{Length, Mention, mentions, titled};

fn shown(found: &[Mention]) -> String {
    let one = |mention: &Mention| {
        let mut shown = match mention.length {
            Length::Quarter(n) => format!("Q{}", n.map(|n| n.to_string()).unwrap_or_default()),
            Length::Half(n) => format!("H{}", n.map(|n| n.to_string()).unwrap_or_default()),
            Length::NineMonths => "9M".to_owned(),
            Length::Months(months) => format!("{months} months"),
            Length::Year => "Y".to_owned(),
        };
        if let Some(year) = mention.year {
            shown += &format!(" {year}");
        }
        if let Some(end) = mention.end {
            shown += &format!(" ({}-{}-{})", end.year.unwrap_or(0), end.month, end.day.unwrap_or(0));
        }
        if let Some(weeks) = mention.weeks {
            shown += &format!(" {weeks}w");
        }
        if mention.compared {
            shown += " <";
        }
        if mention.ending {
            shown += " !";
        }
        shown
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn periods_are_named_as_the_cases_say() {
    let mut wrong = String::new();
    for line in include_str!("mentions.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, want) = line.split_once("=>").expect("a case has an arrow");
        let got = shown(&mentions(text));
        if got != want.trim() {
            wrong += &format!("{text}\n   want {}\n   got  {got}\n", want.trim());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_form_is_a_title_only_where_it_heads_a_line() {
    for cover in ["UNITED STATES\nFORM 10-K\nANNUAL REPORT", "Form 10-K/A\n", "x\nFORM 10-K | CURRENT REPORT"] {
        assert!(titled(cover, "form 10-k"), "{cover}");
    }
    for release in
        ["Pinyon Corp. Reports Results, Files Form 10-K\nRENO", "its annual report on\nForm 10-K for the year"]
    {
        assert!(!titled(release, "form 10-k"), "{release}");
    }
}
