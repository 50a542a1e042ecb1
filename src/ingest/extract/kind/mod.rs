//! What a document is, by its content: a release of results, a warning, an outlook, something else.
//!
//! First whether it is a release at all (a dateline, the manner of news, the parts that releases
//! have) or an agreement, a report, statements alone; then what the headline and the first
//! paragraphs do: report figures, expect them of a finished period, or speak of one to come.

mod release;
mod words;

use super::{Facts, Input};
use crate::model::{Amount, Amounts, Evidence, GuidanceAction, Kind, Metric, Role, SectionKind, Span};
use words::{Group, Reading};

/// How far the beginning of a document goes.
const OPENING: usize = 5000;
/// How far the first paragraphs of the narrative go.
const LEAD: usize = 1600;
/// How far from the beginning of the narrative its news is told.
const NEWS: usize = 800;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    let words = Words::of(input);
    let (kind, rule) = if release::is_release(input, facts, &words) {
        of_release(facts, &words)
    } else {
        (Kind::NotRelease, "no_release")
    };
    facts.kind = kind;
    facts.prove("kind", words.span, rule);
    if kind == Kind::NotRelease && is_of_a_segment(input, facts) {
        facts.amounts = Amounts::default();
        for field in ["revenue", "eps", "net_income", "cash"] {
            facts.lack(field, "figures_of_a_segment");
        }
    }
    if kind == Kind::OtherRelease && tells_of_period_in_passing(facts, &words) {
        (facts.period, facts.period_also) = (None, None);
        facts.amounts = Amounts::default();
        facts.evidence.remove("period");
        for field in ["period", "revenue", "eps", "net_income", "cash"] {
            facts.lack(field, "release_of_other_news");
        }
    }
}

/// Whether a supplement is titled as one on a part of the company, so that what its statements tell is of that part.
fn is_of_a_segment(input: Input<'_>, facts: &Facts) -> bool {
    const TITLE: usize = 300;
    const PARTS: [&str; 5] =
        ["segment reorganization", "segment realignment", "segment recast", "recast segment", "segment supplement"];
    let stated = facts.amounts.revenue.as_ref().is_some_and(|amount| amount.evidence.rule.starts_with("statement"));
    stated && {
        let title = cut(&input.content.text, 0, TITLE).to_ascii_lowercase();
        PARTS.iter().any(|part| title.contains(part)) && !title.contains("consolidated statement")
    }
}

/// Whether a period is only named far behind the news, and so are what figures of it the prose has.
fn tells_of_period_in_passing(facts: &Facts, words: &Words) -> bool {
    const NEAR: usize = 600;
    let behind = |evidence: &Evidence| evidence.span.is_some_and(|span| span.start > words.news.start + NEAR);
    let figures = [&facts.amounts.revenue, &facts.amounts.eps, &facts.amounts.net_income];
    let passing = |amount: &Amount| behind(&amount.evidence) && amount.evidence.rule.starts_with("prose");
    facts.evidence.get("period").is_some_and(behind) && figures.into_iter().flatten().all(passing)
}

/// What the telling parts of a document say.
struct Words {
    /// Title lines.
    headline: Reading,
    /// The first paragraphs of the narrative.
    lead: Reading,
    /// The beginning of the document, whatever it is.
    opening: Reading,
    /// Where the title lines and the first paragraph stand.
    span: Span,
    /// Where the first sentences of the narrative stand.
    news: Span,
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
        let end = text.floor_char_boundary((body + 200).min(text.len()));
        let start = end.saturating_sub(400).min(body);
        let (first, opening) = (cut(text, body, body + LEAD), cut(text, 0, OPENING));
        let (opening, lead) = if body + first.len() <= opening.len() {
            Reading::with_part(opening, body..body + first.len())
        } else {
            (Reading::of(opening), Reading::of(first))
        };
        Self {
            headline: Reading::of(&headline),
            lead,
            opening,
            span: Span::new(text.floor_char_boundary(start), end),
            news: Span::new(body, text.len().min(body + NEWS)),
        }
    }
}

fn cut(text: &str, start: usize, end: usize) -> &str {
    let start = text.floor_char_boundary(start.min(text.len()));
    &text[start..text.floor_char_boundary(end.min(text.len())).max(start)]
}

/// What the headline, the first paragraphs and the figures read from them say.
struct Signs<'a> {
    facts: &'a Facts,
    head: &'a Reading,
    lead: &'a Reading,
    /// An actual figure of the period was read.
    actual: bool,
    /// A preliminary one was.
    early: bool,
    /// It was read from a statement.
    stated: bool,
    /// Results or a period are named.
    names_results: bool,
    /// Words of reporting in the lead.
    reported: bool,
    /// `preliminary` and the like, of results.
    preliminary: bool,
    /// The period is over.
    finished: bool,
    /// The first sentences promise revenue or earnings.
    promised_first: bool,
}

fn of_release(facts: &Facts, words: &Words) -> (Kind, &'static str) {
    Signs::of(facts, words).kind()
}

impl<'a> Signs<'a> {
    fn of(facts: &'a Facts, words: &'a Words) -> Self {
        let (head, lead) = (&words.headline, &words.lead);
        let figures = || facts.amounts.revenue.iter().chain(&facts.amounts.eps).chain(&facts.amounts.net_income);
        Self {
            facts,
            head,
            lead,
            actual: figures().any(|amount| amount.role == Role::Actual),
            early: figures().any(|amount| amount.role == Role::Preliminary),
            stated: figures().any(|amount| amount.evidence.rule.starts_with("statement")),
            names_results: head.says(Group::Results) || lead.says_within(500, Group::Periods),
            reported: lead.says_within(900, Group::Reported),
            preliminary: head.says(Group::Preliminary) || lead.says_within(700, Group::Preliminary),
            finished: is_finished(facts, lead),
            promised_first: facts.guidance.iter().any(|one| {
                let chief = matches!(one.metric, Metric::Revenue | Metric::Eps | Metric::NetIncome);
                chief && one.evidence.span.is_some_and(|span| words.news.covers(span))
            }),
        }
    }

    /// The kind; figures that are to come are never reported.
    fn kind(&self) -> (Kind, &'static str) {
        let found = self.told();
        let open = self.facts.missing.get("period").is_some_and(|reason| reason == "period_not_over");
        let nothing = !self.actual && !self.early && self.lead.says_within(600, Group::Ending);
        if found.0 == Kind::Earnings && open && nothing { (Kind::Guidance, "expects_results") } else { found }
    }

    fn told(&self) -> (Kind, &'static str) {
        const OTHER: (Kind, &str) = (Kind::OtherRelease, "release_of_other_news");
        let expected = (if self.finished { Kind::Preliminary } else { Kind::Guidance }, "expects_results");
        if self.is_other_news() {
            return OTHER;
        }
        // the title is of something else, and so are the figures told on the way
        let of_other_matter = self.facts.missing.get("period").is_some_and(|reason| reason == "title_of_other_matter");
        if of_other_matter && self.facts.guidance.is_empty() {
            return OTHER;
        }
        if self.tells_final() {
            return (Kind::Earnings, "reports_results");
        }
        if self.tells_preliminary() {
            return expected;
        }
        if self.is_on_outlook() && !tells_results(self.head) && !self.finished {
            return (Kind::Guidance, "headline_on_outlook");
        }
        if self.expects() {
            return expected;
        }
        if !self.actual && self.names_results && self.lead.says_within(600, Group::Warnings) {
            return expected;
        }
        let promised = self.facts.guidance_action != GuidanceAction::None || !self.facts.guidance.is_empty();
        let titled = self.head.says(Group::ResultTitles) && !self.head.says(Group::Preliminary) && self.actual;
        let reported = self.tells_results() || titled && self.finished;
        let looks_ahead = self.promised_first && !self.actual;
        if reported && !looks_ahead && (self.actual || !promised || !self.head.says(Group::Revises)) {
            return (Kind::Earnings, "reports_results");
        }
        if self.head.says(Group::Revises) && (promised || self.head.says(Group::Outlooks)) {
            let due = self.finished && self.names_results && (self.lead.says_within(600, Group::Due) || self.is_over());
            return if due { expected } else { (Kind::Guidance, "headline_on_outlook") };
        }
        if self.names_results && self.lead.says_within(600, Group::Warnings) {
            return expected;
        }
        // `today announced that it expects revenue in the second quarter to be`, whatever the title
        if self.promised_first && !self.actual && self.lead.says_within(350, Group::Expects) {
            return expected;
        }
        OTHER
    }

    /// Whether the first sentences say that the headline period, of which no actual figure is told, has ended.
    fn is_over(&self) -> bool {
        const FIRST: usize = 400;
        self.facts.period.is_some() && !self.actual && tells_ended(self.lead, FIRST) == Some(true)
    }

    /// Whether the headline is on news of another kind that also has results, or on a date of
    /// results to come.
    fn is_other_news(&self) -> bool {
        if self.head.says(Group::Deals) && !tells_results(self.head) && !reports(self.head) {
            return true;
        }
        // `to report loss` is expected, `to report results` announced
        let expected = self.head.says(Group::LossToCome) && self.lead.says_within(900, Group::Expects);
        let results = expected
            || self.actual && self.head.says(Group::HeadlineResults)
            || tells_results(self.head) && self.facts.period.is_some()
            || self.preliminary && self.names_results && self.early
            || self.head.says(Group::Preliminary)
                && self.names_results
                && (self.actual || self.tells_before_the_date())
            || self.is_on_outlook() && !self.head.says(Group::Restate);
        self.head.says(Group::OtherNews) && (!results || self.opens_with_other_news())
    }

    /// Whether a headline has news of another kind before what it says of an outlook, no figure of which is told:
    /// `Delays Filing of Annual Report; Withdraws Guidance`.
    fn opens_with_other_news(&self) -> bool {
        let first = |group| self.head.first_within(usize::MAX, group);
        let untold = !self.actual && !self.early && self.facts.guidance.is_empty();
        untold
            && self.facts.guidance_action == GuidanceAction::Withdraw
            && first(Group::OtherNews).zip(first(Group::Outlooks)).is_some_and(|(news, outlook)| news < outlook)
    }

    /// Whether a title says `preliminary` before it sets a date: `Preliminary Results; Sets Date of Call`.
    fn tells_before_the_date(&self) -> bool {
        let first = |group| self.head.first_within(usize::MAX, group);
        first(Group::Preliminary).zip(first(Group::OtherNews)).is_some_and(|(told, date)| told < date)
    }

    /// Whether figures of a statement are reported as final.
    fn tells_final(&self) -> bool {
        self.stated
            && self.actual
            && self.finished
            && !self.is_titled_preliminary()
            && self.names_results
            && (tells_results(self.head) || reports(self.head))
    }

    /// Whether the headline calls figures preliminary that are: British companies call the final ones of a year so.
    fn is_titled_preliminary(&self) -> bool {
        self.head.says(Group::Preliminary) && (self.early || !self.actual)
    }

    fn tells_preliminary(&self) -> bool {
        let final_figures = self.reported && self.actual && !self.is_titled_preliminary();
        self.preliminary && self.names_results && (self.finished || !self.actual) && !final_figures
    }

    /// Whether the headline changes or confirms what is expected.
    fn is_on_outlook(&self) -> bool {
        self.head.says(Group::OutlookVerbs) && self.head.says(Group::Outlooks)
    }

    /// Whether results are expected rather than reported.
    fn expects(&self) -> bool {
        let headed = self.head.says(Group::HeadExpects) || self.head.says(Group::Revises);
        let told = self.lead.says_within(900, Group::Expects) || self.preliminary;
        // the narrative opens with the results, whatever the title says of the outlook
        let opens = self.facts.evidence.get("period").is_some_and(|evidence| evidence.rule == "period_opening");
        let opens = opens || self.lead.says_within(450, Group::ToldNow);
        let reported = self.reported && self.actual && !self.early && (self.stated || !headed || opens);
        self.names_results && told && (headed || self.early) && !reports(self.head) && !reported
    }

    fn tells_results(&self) -> bool {
        self.names_results
            && (self.reported || reports(self.head) || tells_results(self.head))
            && (self.actual || self.lead.says(Group::TopLines))
            && self.is_about_results()
    }

    /// Whether figures are the news, rather than told on the way to other news.
    fn is_about_results(&self) -> bool {
        let lead = || self.lead.says_within(350, Group::Reported) && self.lead.says_within(500, Group::Periods);
        let figures = &self.facts.amounts;
        let told = figures.eps.is_some() && figures.net_income.is_some();
        self.head.says(Group::AboutResults)
            || self.lead.says_within(450, Group::ToldNow)
            || (self.head.length < 80 || told) && lead()
    }
}

/// Whether a headline tells results, whatever else it says.
fn tells_results(head: &Reading) -> bool {
    let told = head.says(Group::Posts) && head.says(Group::Figures)
        || head.says(Group::Delivers) && head.says(Group::ResultsAlone)
        || head.says(Group::Moves);
    told && !head.says(Group::NotTold)
}

/// Whether a headline reports results, rather than expects them.
fn reports(head: &Reading) -> bool {
    head.says(Group::Reporting) && !head.says(Group::NotReporting)
}

/// Whether the period the release speaks of is over: by its end, else by the words beside it.
fn is_finished(facts: &Facts, lead: &Reading) -> bool {
    // A period is only chosen where it is over.
    if let Some(period) = &facts.period {
        return period.end.zip(facts.released).is_none_or(|(end, released)| end <= released);
    }
    if facts.missing.get("period").is_some_and(|reason| reason == "period_not_over") {
        return false;
    }
    const OPENING: usize = 900;
    tells_ended(lead, OPENING)
        .unwrap_or_else(|| facts.guidance.is_empty() && !lead.says_within(OPENING, Group::Promises))
}

/// Whether the first words of it within a length call the period ended rather than ending, if either is said.
fn tells_ended(lead: &Reading, within: usize) -> Option<bool> {
    match (lead.first_within(within, Group::Ended), lead.first_within(within, Group::Ending)) {
        (Some(ended), Some(ending)) => Some(ended < ending),
        (ended, ending) => (ended.is_some() || ending.is_some()).then_some(ending.is_none()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headline: &str, lead: &str, expected: Kind) {
        let words = Words {
            headline: Reading::of(headline),
            lead: Reading::of(lead),
            opening: Reading::of(""),
            span: Span::default(),
            news: Span::default(),
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
            "Brightwater Optics Third-Quarter EPS Up 18%",
            "Brightwater said its net income was $2 million for the quarter ended September 30, 2004.",
            Kind::Earnings,
        );
        check(
            "Brightwater Optics to Report Loss for Year",
            "Brightwater expects to report a loss of $2 million for the year ended September 30, 2004.",
            Kind::Preliminary,
        );
        check(
            "Brightwater Optics to Acquire Amberley; Reiterates Guidance",
            "Brightwater will buy Amberley for $9 a share.",
            Kind::OtherRelease,
        );
        check(
            "Brightwater Optics Buys Lens Maker",
            "Brightwater has bought Amberley, which had revenue of $9 million in its last fiscal year.",
            Kind::OtherRelease,
        );
        check(
            "Brightwater Optics to Delay Form 10-Q for Second Quarter",
            "Brightwater will not file its report for the quarter ended June 30, 2004 on time.",
            Kind::OtherRelease,
        );
        check(
            "Brightwater Optics Names Chief Executive",
            "Brightwater named Ada Quist to the post.",
            Kind::OtherRelease,
        );
    }
}
