//! What a document is, by its content: a release of results, a warning, an outlook, something else.
//!
//! First whether it is a release at all (a dateline, the manner of news, the parts that releases
//! have) or an agreement, a report, statements alone; then what the headline and the first
//! paragraphs do: report figures, expect them of a finished period, or speak of one to come.

use super::{Facts, Input};
use crate::model::{GuidanceAction, Kind, Role, SectionKind, Span};

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    let words = Words::of(input);
    let (kind, rule) =
        if is_release(input, facts, &words) { of_release(facts, &words) } else { (Kind::NotRelease, "no_release") };
    facts.kind = kind;
    facts.prove("kind", words.span, rule);
}

/// The words that tell, in lower case.
struct Words {
    /// Title lines.
    headline: String,
    /// The first paragraphs of the narrative.
    lead: String,
    /// The beginning of the document, whatever it is.
    opening: String,
    /// Where the title lines and the first paragraph stand.
    span: Span,
}

impl Words {
    fn of(input: Input<'_>) -> Self {
        let text = &input.content.text;
        let body =
            input.sections.iter().find(|section| section.kind == SectionKind::Body).map_or(0, |section| section.start);
        let titles =
            input.sections.iter().filter(|section| section.kind == SectionKind::Headline && section.start <= body);
        let headline: String =
            titles.map(|section| cut(text, section.start, section.end.min(section.start + 2000))).collect();
        let lead = cut(text, body, body + 1600).to_lowercase();
        let end = text.floor_char_boundary((body + 200).min(text.len()));
        let start = end.saturating_sub(400).min(body);
        Self {
            headline: headline.to_lowercase(),
            lead,
            opening: cut(text, 0, 5000).to_lowercase(),
            span: Span::new(text.floor_char_boundary(start), end),
        }
    }
}

fn cut(text: &str, start: usize, end: usize) -> &str {
    let start = text.floor_char_boundary(start.min(text.len()));
    &text[start..text.floor_char_boundary(end.min(text.len())).max(start)]
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn count(text: &str, words: &[&str]) -> i32 {
    words.iter().filter(|word| text.contains(**word)).count() as i32
}

/// Titles of documents that are no releases.
const TITLES: &[&str] = &[
    "agreement",
    "indenture",
    "by-laws",
    "bylaws",
    "certificate of",
    "articles of",
    "charter",
    "amendment no",
    "power of attorney",
    "consent of",
    "opinion of",
    "form of proxy",
    "proxy card",
    "annual report on form",
    "quarterly report on form",
    "table of contents",
    "servicer",
    "servicing report",
    "distribution date statement",
    "monthly statement",
    "noteholders",
    "certificateholders",
    "code of ethics",
    "code of business conduct",
    "policy",
    "exact name of registrant",
    "securities and exchange commission",
    "current report",
    "supplemental information",
    "financial supplement",
    "quarterly performance summary",
    "investor presentation",
    "earnings presentation",
    "slide",
    "management's discussion and analysis",
    "independent auditor",
    "independent accountant",
    "agreed-upon procedures",
    "unaudited pro forma",
    "pro forma condensed",
    "plan of",
    "lease",
    "promissory note",
    "warrant",
    "risk factors",
    "term sheet",
    "letter of transmittal",
    "notice of guaranteed",
    "subscription",
    "schedule of",
    "fact book",
    "script",
    "transcript",
    "glossary of",
    "trust agreement",
    "prospectus",
    "analysis of consolidated earnings",
    "rule 24f-2",
    "certification",
    "section 1350",
    "sarbanes-oxley",
    "balance sheets",
    "statements of operations",
    "statements of income",
    "financial statements",
    "stock option",
    "incentive plan",
    "voting",
    "deposit",
    "audit committee",
    "compensation committee",
    "offer to purchase",
];

/// Words of contracts and opinions.
const TERMS: &[&str] = &[
    "whereas",
    "witnesseth",
    "hereto",
    "hereinafter",
    "in witness whereof",
    "hereby agree",
    "the parties",
    "made and entered into",
    "shall be deemed",
    "pursuant to rule",
    "ladies and gentlemen",
    "dated as of",
    "as amended (the",
    "undersigned",
    "in our opinion",
    "we have audited",
    "collection period",
    "record date",
    "aggregate principal",
    "now, therefore",
    "per $1,000",
];

/// Whether a document is a release or a letter, rather than an agreement, a report, statements alone.
fn is_release(input: Input<'_>, facts: &Facts, words: &Words) -> bool {
    let has = |kind: SectionKind| i32::from(input.sections.iter().any(|section| section.kind == kind));
    let dated = facts.evidence.get("released").is_some_and(|evidence| evidence.rule.starts_with("dateline"));
    let title = format!("{} {}", cut(&words.opening, 0, 120), cut(&words.headline, 0, 500));
    let parts = [
        SectionKind::About,
        SectionKind::SafeHarbor,
        SectionKind::ConferenceCall,
        SectionKind::Contact,
        SectionKind::NonGaap,
    ];
    let mut points = parts.into_iter().map(has).sum::<i32>().min(3);
    points += if dated { 4 } else { 0 };
    points += if any(&words.opening, MASTHEADS) { 3 } else { 0 };
    points += if any(&words.opening, NEWS) { 3 } else { 0 };
    points += if any(&words.headline, &["reports", "results", "announce", "earnings", "quarter"]) { 1 } else { 0 };
    points += if any(cut(&words.lead, 0, 300), &["announce", " reported ", " reports "]) { 2 } else { 0 };
    points += if any(&words.opening, LETTERS) { 4 } else { 0 };
    points -= if titled(&title) && !dated { 5 } else { 0 };
    points -= if is_other_exhibit(&input.document.document_type, &words.opening) { 6 } else { 0 };
    points -= if any(&words.opening, COVERS) { 9 } else { 0 };
    points -= count(&words.opening, TERMS).min(4) * if dated { 1 } else { 2 };
    points -= if prose_share(input) < 0.1 { 3 } else { 0 };
    points >= 3
}

/// Whether the exhibit's number, of the envelope or at its head, is one of contracts, consents,
/// certifications and the like (Regulation S-K, item 601).
fn is_other_exhibit(document_type: &str, opening: &str) -> bool {
    let printed = cut(opening, 0, 40).trim_start().strip_prefix("exhibit").map_or("", str::trim_start);
    let number = document_type.strip_prefix("EX-").unwrap_or(printed);
    let digits = number.find(|char: char| !char.is_ascii_digit()).unwrap_or(number.len());
    matches!(number[..digits].parse(), Ok(1u8..=5 | 8..=12 | 14..=18 | 21..=25 | 31 | 32 | 95 | 101))
}

/// Whether one of [`TITLES`] stands in a text, from the beginning of a word on.
fn titled(text: &str) -> bool {
    let begins = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphabetic();
    TITLES.iter().any(|title| text.match_indices(title).any(|(at, _)| begins(at)))
}

/// What stands above a release.
const MASTHEADS: &[&str] = &[
    "for immediate release",
    "news release",
    "press release",
    "for release",
    "newswire",
    "business wire",
    "immediate release",
];
/// The manner of news.
const NEWS: &[&str] =
    &["today announced", "announced today", "today reported", "reported today", "announces today", "today said"];
/// How a letter to the owners begins.
const LETTERS: &[&str] = &[
    "dear shareholder",
    "dear stockholder",
    "dear fellow",
    "to our shareholders",
    "to our stockholders",
    "to the shareholders",
    "dear unitholder",
    "dear owners",
];
/// What only the cover of a report says.
const COVERS: &[&str] =
    &["exact name of registrant", "exact name of the registrant", "check the appropriate box below"];

/// How much of the text is neither table nor title.
fn prose_share(input: Input<'_>) -> f32 {
    let total = input.content.text.len().max(1) as f32;
    let tables: usize = input
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Tables)
        .map(|section| section.span().len())
        .sum();
    1.0 - tables as f32 / total
}

const RESULTS: &[&str] = &[
    "results",
    "earnings",
    "net income",
    "net loss",
    "revenue",
    "net sales",
    "profit",
    "sales for",
    "first quarter",
    "second quarter",
    "third quarter",
    "fourth quarter",
    "first-quarter",
    "second-quarter",
    "third-quarter",
    "fourth-quarter",
    "quarterly",
    "year-end",
    "fiscal",
    "half year",
    "half-year",
    "full year",
    "full-year",
    "interim",
    "net earnings",
    "loss",
];
const PERIODS: &[&str] = &[
    "quarter",
    "year ended",
    "months ended",
    "weeks ended",
    "fiscal year",
    "full year",
    "half year",
    "half-year",
    "first half",
    "six months",
    "nine months",
    "twelve months",
    "for the year",
];
const EXPECTS: &[&str] = &[
    "expects to report",
    "expect to report",
    "expected to report",
    "expects to announce",
    "anticipates reporting",
    "anticipates that",
    "expects that",
    "expects its",
    "expects revenue",
    "expects net",
    "expects sales",
    "expects earnings",
    "expects results",
    "expects to",
    "it expects",
    "now expects",
    "expected to be",
    "are expected",
    "is expected",
    "anticipates",
    "anticipate",
    "estimates that",
    "estimated",
    "will be lower",
    "will be below",
    "will be substantially",
    "will fall",
    "will exceed",
    "will be above",
    "will report",
    "preliminary",
    "should be between",
    "to be between",
    "to be in the range",
    "to be approximately",
    "believes that its",
    "will not meet",
    "to exceed",
    "we expect",
    "looks for",
    "will be in the range",
    "to be below",
    "to be lower",
    "to be less",
];
const REPORTED: &[&str] = &[
    "reported net",
    "reported revenue",
    "reported earnings",
    "reported sales",
    "reported results",
    "reported a ",
    "reported financial",
    "reported record",
    "reported total",
    "today reported",
    "reported today",
    "announced results",
    "announced financial results",
    "announced its results",
    "announced its financial",
    "announced earnings",
    "announced net",
    "announced record",
    "announces results",
    "results for the",
    "results for its",
    "results of operations for",
    "earnings for the",
    "net income of",
    "net loss of",
    "net earnings of",
    "revenues of",
    "revenue of",
    "net income was",
    "net loss was",
    "revenues were",
    "revenue was",
    "net sales were",
    "sales were",
    "net sales of",
    "reports its",
    "reported its",
    "posted",
    "net income for",
    "net earnings for",
    "net loss for",
    "interim results",
    "reports results",
    "announced unaudited",
    "reported unaudited",
    "fell to",
    "rose to",
    "increased to",
    "decreased to",
];
const REVISES: &[&str] = &[
    "guidance",
    "outlook",
    "forecast",
    "expectations",
    "estimates",
    "targets",
    "projections",
    "sees ",
    "expects",
    "growth target",
    "earnings considerations",
    "shortfall",
];

fn of_release(facts: &Facts, words: &Words) -> (Kind, &'static str) {
    let head = &words.headline;
    let lead = &words.lead;
    let figures = || facts.amounts.revenue.iter().chain(&facts.amounts.eps).chain(&facts.amounts.net_income);
    let preliminary_figure = figures().any(|amount| amount.role == Role::Preliminary);
    let actual_figure = figures().any(|amount| amount.role == Role::Actual);
    if is_other_news(head)
        && !(actual_figure && any(head, &["quarter", "fiscal", "year-end", "full year", "net income", "earnings"]))
    {
        return (Kind::OtherRelease, "release_of_other_news");
    }
    let names_results = any(head, RESULTS) || any(cut(lead, 0, 500), PERIODS);
    let preliminary =
        any(head, &["preliminary", "pre-announce", "preannounce", "earnings considerations", "selected unaudited"])
            || any(cut(lead, 0, 700), &["preliminary", "pre-announce", "estimated results", "not yet final"]);
    let expects = any(cut(lead, 0, 900), EXPECTS) || preliminary;
    let reported = any(cut(lead, 0, 900), REPORTED);
    let revises = any(head, REVISES);
    let finished = is_finished(facts, lead);
    let expected = (if finished { Kind::Preliminary } else { Kind::Guidance }, "expects_results");
    if preliminary
        && names_results
        && (finished || !actual_figure)
        && !(reported && actual_figure && !any(head, &["preliminary"]))
    {
        return expected;
    }
    if on_outlook(head) && !tells_results(head) && !finished {
        return (Kind::Guidance, "headline_on_outlook");
    }
    if names_results
        && expects
        && (revises || preliminary_figure)
        && !reports(head)
        && !(reported && actual_figure && !preliminary_figure)
    {
        return expected;
    }
    let figures_told = actual_figure || any(lead, TOP_LINES);
    if names_results
        && (reported || reports(head) || tells_results(head))
        && figures_told
        && is_about_results(head, lead)
    {
        return (Kind::Earnings, "reports_results");
    }
    if revises
        && (facts.guidance_action != GuidanceAction::None
            || !facts.guidance.is_empty()
            || any(head, &["guidance", "outlook", "forecast"]))
    {
        return (Kind::Guidance, "headline_on_outlook");
    }
    if names_results && any(cut(lead, 0, 600), WARNINGS) {
        return expected;
    }
    (Kind::OtherRelease, "release_of_other_news")
}

/// The figures that results are made of.
const TOP_LINES: &[&str] = &[
    "net income",
    "net loss",
    "net earnings",
    "revenue",
    "net sales",
    "sales of",
    "sales were",
    "profit",
    "per share",
    "results for the",
    "earnings for",
    "turnover",
    "earnings of",
    "loss of",
    "financial results for",
];
/// How a warning begins that no headline announces.
const WARNINGS: &[&str] = &[
    "expects to report",
    "expected to report",
    "expects that",
    "now expects",
    "will be below",
    "will be lower",
    "anticipates that its",
    "will report a",
];

/// Whether a headline is on news of another kind that also has results, or on results to come.
fn is_other_news(head: &str) -> bool {
    any(
        head,
        &[
            "tender offer",
            "exchange offer",
            "phase 1",
            "phase 2",
            "phase 3",
            "phase i ",
            "clinical trial",
            "clinical data",
            "clinical study",
            "annual meeting",
            "special meeting",
            "restate",
            "stress test",
            "study results",
            "trial results",
            "date for",
            "to report",
            "to announce",
            "to release",
            "to host",
            "announces date",
            "release date",
            "schedules",
            "sets date",
            "conference call to",
            "drilling results",
            "assay results",
            "complete response",
            "investor day",
            "deliveries",
        ],
    )
}

/// Whether a headline changes or confirms what is expected.
fn on_outlook(head: &str) -> bool {
    let verb = any(
        head,
        &[
            "raises",
            "lowers",
            "reaffirm",
            "reiterate",
            "updates",
            "revises",
            "withdraws",
            "provides",
            "increases",
            "cuts",
            "narrows",
            "confirms",
            "issues",
            "initiates",
            "reduces",
            "maintains",
            "adjusts",
            "suspends",
            "introduces",
            "boosts",
            "affirms",
            "comments on",
            "sets",
            "ups",
        ],
    );
    verb && any(head, &["guidance", "outlook", "forecast", "expectations", "estimates", "targets", "projections"])
}

/// Whether a headline tells results, whatever else it says.
fn tells_results(head: &str) -> bool {
    let told = any(head, &["reports", "posts"])
        && any(head, &["results", "earnings", "income", "loss", "profit", "revenue", "sales"])
        || any(head, &["announce", "releases", "delivers", "achieves"]) && head.contains("results");
    told && !any(head, &["preliminary", "expects", "expected", "warns", "shortfall", "anticipated"])
}

/// Whether a headline reports results, rather than expects them.
fn reports(head: &str) -> bool {
    any(head, &["reports", "results", "earnings of", "net income", "net loss", "posts", "record"])
        && !any(
            head,
            &[
                "preliminary",
                "expects",
                "expected",
                "estimates",
                "lowers",
                "raises",
                "warns",
                "revises",
                "below",
                "anticipated",
                "shortfall",
                "exceed",
            ],
        )
}

/// Whether figures are the news, rather than told on the way to other news.
fn is_about_results(head: &str, lead: &str) -> bool {
    const NEWS: &[&str] = &[
        "results",
        "earnings",
        "net income",
        "net loss",
        "revenue",
        "sales",
        "quarter",
        "profit",
        "fiscal",
        "year",
        "loss",
        "half",
        "interim",
    ];
    any(head, NEWS) || (head.len() < 60 && any(cut(lead, 0, 350), REPORTED) && any(cut(lead, 0, 500), PERIODS))
}

/// Whether the period the release speaks of is over: by its end, else by the words beside it.
fn is_finished(facts: &Facts, lead: &str) -> bool {
    let end = facts.period.as_ref().and_then(|period| period.end);
    if let (Some(end), Some(released)) = (end, facts.released) {
        return end <= released;
    }
    let opening = cut(lead, 0, 900);
    let first = |words: &[&str]| words.iter().filter_map(|word| opening.find(word)).min();
    match (
        first(&["ended ", "just completed", "just ended", "which ended"]),
        first(&["ending ", "which ends", "that ends", "will end"]),
    ) {
        (Some(ended), Some(ending)) => ended < ending,
        (None, Some(_)) => false,
        (Some(_), None) => true,
        (None, None) => !any(opening, &["guidance", "outlook"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headline: &str, lead: &str, expected: Kind) {
        let words = Words {
            headline: headline.to_lowercase(),
            lead: lead.to_lowercase(),
            opening: String::new(),
            span: Span::default(),
        };
        assert_eq!(of_release(&Facts::default(), &words).0, expected, "{headline}");
    }

    #[test]
    fn words_alone_tell_what_a_release_is() {
        check(
            "Brightwater Optics Reports Third Quarter Results",
            "Brightwater today reported net income of $2 million for the quarter ended September 30, 2004.",
            Kind::Earnings,
        );
        check(
            "Brightwater Optics Announces Preliminary Third Quarter Results",
            "Brightwater expects to report revenue of $12 million for the quarter ended September 30, 2004.",
            Kind::Preliminary,
        );
        check(
            "Brightwater Optics Lowers Outlook",
            "Brightwater now expects revenue of $12 million for the quarter ending December 31, 2004.",
            Kind::Guidance,
        );
        check(
            "Brightwater Optics Names Chief Executive",
            "Brightwater named Ada Quist to the post.",
            Kind::OtherRelease,
        );
    }
}
