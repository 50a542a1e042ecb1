//! The currency of a bare `$`, where the document as a whole says one.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::model::{Amounts, Ticker};

/// The currencies that are written with a bare `$`.
pub(super) const DOLLARS: [&str; 7] = ["CAD", "AUD", "NZD", "HKD", "TWD", "SGD", "USD"];

/// The dollar other than that of the United States that the figures of a document are in.
pub fn dollar(amounts: &Amounts) -> Option<&'static str> {
    let mut chosen = [&amounts.revenue, &amounts.net_income, &amounts.eps].into_iter().flatten();
    let code = chosen.find_map(|amount| DOLLARS.into_iter().find(|code| *code == amount.currency))?;
    (code != "USD").then_some(code)
}

/// The currency that a document says all its amounts are in: `all amounts in Canadian dollars`.
pub(super) fn declared(text: &str) -> Option<&'static str> {
    static NAMES: LazyLock<[(Finder, &str); 8]> = LazyLock::new(|| {
        let names = [
            ("Canadian dollars", "CAD"),
            ("Canadian Dollars", "CAD"),
            ("CANADIAN DOLLARS", "CAD"),
            ("Australian dollars", "AUD"),
            ("New Zealand dollars", "NZD"),
            ("Hong Kong dollars", "HKD"),
            ("Singapore dollars", "SGD"),
            ("Cdn$", "CAD"),
        ];
        names.map(|(name, code)| (Finder::new(name), code))
    });
    const SAYS: [&str; 10] = [
        "all amounts",
        "amounts in",
        "all figures",
        "figures in",
        "expressed in",
        "stated in",
        "reported in",
        "presented in",
        "are in",
        "dollar amounts",
    ];
    let head = &text[..text.floor_char_boundary(12_000)];
    NAMES.iter().find_map(|(name, code)| {
        let said = name.find_iter(head.as_bytes()).any(|at| {
            let before = head[head.floor_char_boundary(at.saturating_sub(60))..at].to_ascii_lowercase();
            SAYS.iter().any(|words| before.contains(words)) && !before.contains("u.s. dollar")
        });
        said.then_some(*code)
    })
}

/// Whether a company is listed in Canada alone, and its release speaks of no US dollars.
pub(super) fn is_canadian(tickers: &[Ticker], text: &str) -> bool {
    const EXCHANGES: [&str; 5] = ["TSX", "TSXV", "TSX-V", "CSE", "NEX"];
    let listed = |ticker: &Ticker| ticker.exchange.as_deref().is_some_and(|name| EXCHANGES.contains(&name));
    let dollars = ["US$", "U.S.", "US dollars", "United States dollars", "USD"];
    !tickers.is_empty()
        && tickers.iter().all(listed)
        && !dollars.iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}
