//! On which base growth is promised: as reported, at the currencies of the year before, without what was bought or sold.

use crate::model::Guidance;

/// What growth is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// All of it.
    Reported,
    /// Without what is owed to currencies.
    Constant,
    /// Without what was bought or sold, with or without currencies.
    Organic,
}

const ORGANIC: &str = " of organic growth";
const CONSTANT: &str = " in constant currency";

impl Base {
    /// The base that words in lower case name.
    pub fn of(words: &str) -> Self {
        const CURRENCIES: [&str; 8] = [
            "constant currenc",
            "constant-currenc",
            "currency-neutral",
            "currency neutral",
            "local currenc",
            "(cc)",
            "operational sales",
            "operational eps",
        ];
        let holds = |list: &[&str]| list.iter().any(|word| words.contains(word));
        if holds(&["organic", "like-for-like", "adjusted operational sales"]) {
            return Self::Organic;
        }
        if holds(&CURRENCIES) { Self::Constant } else { Self::Reported }
    }

    /// The name of a rule that reads promises on this base.
    pub fn rule(self, rule: &str) -> String {
        let on = match self {
            Self::Reported => "",
            Self::Constant => CONSTANT,
            Self::Organic => ORGANIC,
        };
        format!("{rule}{on}")
    }

    /// The base of a promise, as its rule tells it.
    pub fn told(promise: &Guidance) -> Self {
        let rule = &promise.evidence.rule;
        if rule.ends_with(ORGANIC) {
            return Self::Organic;
        }
        if rule.ends_with(CONSTANT) { Self::Constant } else { Self::Reported }
    }
}

/// Takes out what stands on another base where the same metric and period is promised as reported: amounts always, and
/// growth beside an amount, whose growth it would be taken for.
pub(super) fn keep_reported(guidance: &mut Vec<Guidance>) {
    let amount = |one: &Guidance| one.low.is_some() || one.high.is_some();
    let reported = |one: &&Guidance| Base::told(one) == Base::Reported;
    let told: Vec<_> =
        guidance.iter().filter(reported).map(|one| (one.metric, one.period.clone(), amount(one))).collect();
    guidance.retain(|one| {
        let said = |amount: bool| told.contains(&(one.metric, one.period.clone(), amount));
        reported(&one) || !(said(true) || amount(one) && said(false))
    });
}
