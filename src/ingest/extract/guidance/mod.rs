//! What is promised for periods to come, and what is done to earlier promises.
//!
//! Sentences that look ahead are taken apart into amounts, what they are about and which period
//! they are for ([`promise`]); tables of promises are read by row ([`table`]). Figures of a period
//! already over are results, however they are worded.

mod action;
mod base;
mod compared;
mod cue;
mod finished;
mod forecast;
mod gate;
mod metric;
mod promise;
mod table;
mod when;
mod whole;
mod year;

use std::sync::LazyLock;

use super::{
    Facts, Input,
    money::{self, Quantity, Unit},
    period::{Mention, mentions},
    results::currency::dollar,
    sentence::kind_at,
};
use crate::{
    ingest::words::{Parts, Phrases},
    model::{Block, BlockKind, Fact, FactRole, Guidance, GuidanceAction, Kind, Metric, Role, SectionKind, Span},
};
use base::{Base, keep_reported};
use promise::{Context, Recalled, joined, may_replace, promises};
use when::Clock;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    let reference = facts.released.or(input.header.filed).or(input.identity.filed);
    let year_end = input.header.filers.iter().find_map(|filer| filer.fiscal_year_end);
    finished::read(input, &Clock::of(facts.period.as_ref(), reference, year_end), facts);
    let figures = [&facts.amounts.revenue, &facts.amounts.net_income, &facts.amounts.eps];
    let preliminary = figures.into_iter().flatten().next().is_some_and(|amount| amount.role == Role::Preliminary);
    let clock = Clock::of(facts.period.as_ref(), reference, year_end).closing(preliminary);
    let clock = if facts.period.is_none() {
        let (named, words) = opening(input);
        let pending: Vec<Mention> = named.iter().copied().filter(|mention| mention.end.is_some()).collect();
        clock.called(&named, &words).towards(&pending).in_year(&named)
    } else {
        clock
    };
    let mut reader = Reader {
        input,
        clock,
        found: Vec::new(),
        earlier: Vec::new(),
        speaking: Vec::new(),
        context: Context::default(),
        above: "",
        section: None,
        carried: None,
        metric: None,
        recalled: Vec::new(),
        headline: facts.period.as_ref().map(|period| period.label.clone()),
        source: whole::source(input, facts),
    };
    for block in &input.content.blocks {
        reader.block(block);
    }
    let told = facts.amounts.revenue.as_ref().filter(|amount| amount.role == Role::Preliminary);
    if let Some(span) = told.and_then(|amount| amount.evidence.span) {
        let of_it = |one: &Guidance| one.evidence.span.is_some_and(|own| own.overlaps(span));
        let announced = facts.period.as_ref().map(|period| period.label.as_str());
        reader.found.retain(|one| {
            (one.metric != Metric::Revenue || !of_it(one))
                && (one.period.is_none() || one.period.as_deref() != announced)
        });
    }
    let figures = [&facts.amounts.net_income, &facts.amounts.eps, &facts.amounts.cash].into_iter().flatten();
    let told: Vec<Span> = figures.filter_map(|amount| amount.evidence.span).collect();
    reader.found.retain(|one| !one.evidence.span.is_some_and(|own| told.iter().any(|span| own.overlaps(*span))));
    let mut guidance = settle(reader.found);
    if let Some(own) = dollar(&facts.amounts) {
        in_dollars(&mut guidance, own, input);
    }
    let before = action::Before { speaking: &reader.speaking, earlier: &reader.earlier };
    action::read(input, &clock, &guidance, &before, facts);
    keep_reported(&mut guidance);
    if guidance.is_empty() {
        facts.lack("guidance", "no_forward_amount");
    }
    date_facts(&guidance, facts);
    facts.guidance = guidance;
}

/// Of a company whose figures are in Canadian dollars, takes a bare `$` for one.
fn in_dollars(guidance: &mut [Guidance], own: &str, input: Input<'_>) {
    let text = |one: &Guidance| one.evidence.span.map_or("", |span| input.content.slice(span));
    let plain = |one: &&mut Guidance| {
        let words = text(one);
        one.currency.as_deref() == Some("USD") && words.contains('$') && !words.contains("US")
    };
    guidance.iter_mut().filter(plain).for_each(|one| one.currency = Some(own.to_owned()));
}

/// Gives the amounts that are kept as guidance the period that was read for them, and those that they replace too.
fn date_facts(guidance: &[Guidance], facts: &mut Facts) {
    let replaced =
        |fact: &&mut Fact| fact.role == FactRole::PriorGuidance && fact.period.is_none() && fact.low.is_some();
    for fact in facts.facts.iter_mut().filter(replaced) {
        let was = |one: &&Guidance| one.metric == fact.metric && (one.was_low, one.was_high) == (fact.low, fact.high);
        fact.period = guidance.iter().find(was).and_then(|one| one.period.clone());
    }
    let open = |fact: &&mut Fact| {
        let ahead = matches!(fact.role, FactRole::Guidance | FactRole::Actual | FactRole::Preliminary);
        ahead && (fact.period.is_none() || fact.evidence.rule == "prose_amount")
    };
    for fact in facts.facts.iter_mut().filter(open) {
        let same = |one: &&Guidance| {
            let spans = one.evidence.span.zip(fact.evidence.span);
            one.metric == fact.metric
                && (one.low, one.high) == (fact.low, fact.high)
                && spans.is_some_and(|(own, told)| own.overlaps(told))
        };
        let mut periods = guidance.iter().filter(same).map(|one| one.period.clone());
        let Some(first) = periods.next() else { continue };
        fact.role = FactRole::Guidance;
        fact.period = first.filter(|_| periods.next().is_none());
    }
}

/// The periods that the opening names, and in lower case the texts that say in words which fiscal year they are of.
fn opening(input: Input<'_>) -> (Vec<Mention>, String) {
    const BLOCKS: usize = 12;
    let opening = input.content.blocks.iter().take(BLOCKS).filter(|block| !matches!(block.kind, BlockKind::Table(_)));
    let named: Vec<Mention> = opening.clone().flat_map(|block| mentions(input.content.slice(block.span))).collect();
    let winter = named.iter().any(|mention| mention.end.is_some_and(|day| day.month < 3));
    let texts = opening.filter(|_| winter).map(|block| input.content.slice(block.span).to_ascii_lowercase());
    (named, texts.collect::<Vec<_>>().join("\n"))
}

/// Takes back what looks like a promise in agreements, reports and the like: only releases, and
/// what is filed as an exhibit 99 or in the body of a current report, promise anything.
pub fn withhold(input: Input<'_>, facts: &mut Facts) {
    let speaks = ["EX-99", "8-K", "6-K"].iter().any(|name| input.document.document_type.starts_with(name));
    if facts.kind != Kind::NotRelease
        || speaks
        || facts.guidance.is_empty() && facts.guidance_action == GuidanceAction::None
    {
        return;
    }
    facts.guidance.clear();
    facts.guidance_action = GuidanceAction::None;
    facts.evidence.remove("guidance_action");
    facts.lack("guidance", "not_a_release");
    facts.lack("guidance_action", "not_a_release");
}

struct Reader<'a> {
    input: Input<'a>,
    clock: Clock,
    found: Vec<Guidance>,
    /// Amounts that sentences of their own say were promised before.
    earlier: Vec<Quantity>,
    /// The sentences that may speak of promises, with their sections.
    speaking: Vec<(SectionKind, Span)>,
    /// What a heading or a lead says of the blocks after it.
    context: Context,
    /// The block before, which may say what the figures of a table are multiplied by.
    above: &'a str,
    /// The section that was read last.
    section: Option<SectionKind>,
    /// The period that the sentence before spoke of.
    carried: Option<String>,
    /// What the sentence before promised or recalled.
    metric: Option<Metric>,
    /// What was promised before, waiting for the promise that replaces it.
    recalled: Vec<Recalled>,
    /// The label of the headline period.
    headline: Option<String>,
    /// What all revenue is called by: ` from services`.
    source: Option<String>,
}

impl<'a> Reader<'a> {
    fn block(&mut self, block: &Block) {
        let text: &'a str = self.input.content.slice(block.span);
        let is_table = matches!(block.kind, BlockKind::Table(_));
        let section = match kind_at(self.input.sections, block.span.start) {
            // a note below it on measures outside GAAP takes no table of promises with it
            SectionKind::NonGaap if is_table && self.may_promise(text) => Some(SectionKind::Tables),
            kind => speaks(kind).then_some(kind),
        };
        // a table of promises, or what leads to it, may pass for a section of its own
        let leads = is_table || text.ends_with(':') && text.len() < LONGEST_LEAD;
        let tabled = leads && section == Some(SectionKind::Tables);
        let goes_on = block.kind == BlockKind::Heading && self.divides_outlook(text);
        if !goes_on && (block.kind == BlockKind::Heading || section != self.section && !tabled) {
            self.context = Context::default();
        }
        self.section = section;
        let Some(section) = section else { return };
        match block.kind {
            BlockKind::Table(table) => {
                let forward = self.context.forward || section == SectionKind::Outlook;
                let period = self.context.period.clone().or_else(|| self.carried.clone());
                let context = Context { forward, period, metric: None, titled: self.context.titled };
                let scale = if self.above.len() < LONGEST_LEAD { table::scale_of(self.above) } else { 1.0 };
                let above = table::Above { context, scale };
                self.found.extend(table::promises(self.input.content, table, &self.clock, &above));
            }
            BlockKind::Heading => self.heading(text, block.span),
            BlockKind::Paragraph if is_title_of_outlook(text) || self.is_title_of_time(text) => {
                if !self.divides_outlook(text) {
                    self.context = Context::default();
                }
                self.heading(text, block.span);
            }
            BlockKind::Paragraph | BlockKind::ListItem => self.prose(text, block, section),
        }
        self.above = text;
    }

    /// Whether a table among measures outside GAAP is one of promises: it stands under an outlook, or its first row says so.
    fn may_promise(&self, text: &str) -> bool {
        static HEADS: LazyLock<Parts> = LazyLock::new(|| Parts::new(["guidance", "outlook", "forecast"]));
        static STANDINGS: LazyLock<Parts> =
            LazyLock::new(|| Parts::new(["previous", "prior", "revised", "updated", "current"]));
        let head = text.lines().next().unwrap_or_default();
        self.context.forward || head.len() < LONGEST_LEAD && HEADS.any(head) && STANDINGS.any(head)
    }

    /// Whether a heading below that of an outlook names one of its periods or metrics, and no more.
    fn divides_outlook(&self, text: &str) -> bool {
        self.context.forward && (self.is_title_of_time(text) || titled(&text.to_ascii_lowercase()).is_some())
    }

    /// A heading sets the context of what follows, and may itself promise.
    fn heading(&mut self, text: &str, span: Span) {
        let lower = text.to_ascii_lowercase();
        let forward = AHEAD.any(text);
        self.sentences(text, span.start, &Context::default());
        if text.trim_end().ends_with(':') {
            self.lead(text);
        }
        if self.section == Some(SectionKind::Headline) {
            return;
        }
        let named = self.clock.named(text, &lower);
        let last = named.last().map(|named| named.ahead);
        let period = named.into_iter().rev().find(|named| named.ahead).map(|named| named.label);
        // `2008 Preliminary View`: what is below is of that year, or of none before
        match last {
            Some(true) => self.carried.clone_from(&period),
            Some(false) => self.carried = None,
            None => {}
        }
        let titled = titled(&lower);
        if forward {
            self.context = Context { forward, period, metric: None, titled };
        } else if self.context.forward {
            let period = period.or_else(|| self.context.period.take());
            self.context = Context { forward: true, period, metric: None, titled };
        }
    }

    /// Whether a short line only names a period to come: `2008`, `Fiscal 2008`.
    fn is_title_of_time(&self, text: &str) -> bool {
        const LONGEST: usize = 36;
        let words = text.trim();
        let plain = words.len() < LONGEST && !words.contains(['$', '%', ',']) && !words.ends_with('.');
        plain && self.clock.named(words, &words.to_ascii_lowercase()).iter().any(|named| named.ahead)
    }

    /// Whether a line begins with a period to come, as `Third quarter 2008: $40 million` does.
    fn is_of_time_ahead(&self, text: &str) -> bool {
        const LONGEST: usize = 160;
        text.len() < LONGEST
            && self
                .clock
                .named(text, &text.to_ascii_lowercase())
                .first()
                .is_some_and(|named| named.ahead && named.span.start < 12)
    }

    fn prose(&mut self, text: &str, block: &Block, section: SectionKind) {
        let list = block.kind == BlockKind::ListItem;
        let forward = self.context.forward && (list || section == SectionKind::Outlook);
        let titled = self.context.titled.filter(|_| self.context.forward && self.is_of_time_ahead(text));
        let forward = forward || titled.is_some();
        let context = Context { forward, period: self.context.period.clone(), metric: None, titled };
        self.sentences(text, block.span.start, &context);
        if text.trim_end().ends_with(':') || (!list && opens_list(text)) {
            self.lead(text);
        } else if !list && section != SectionKind::Outlook && !self.context.forward {
            self.context = Context::default();
        }
    }

    /// "For the first quarter the Company expects:" speaks for the list after it.
    fn lead(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase();
        let forward = cue::cues(&lower).iter().any(|found| found.cue == cue::Cue::Forward);
        let named = self.clock.named(text, &lower);
        let period = named.into_iter().rev().find(|named| named.ahead && !named.compared).map(|named| named.label);
        if forward || (self.context.forward && period.is_some()) {
            self.context = Context {
                forward: true,
                period: period.or_else(|| self.carried.clone()).or_else(|| self.context.period.clone()),
                metric: None,
                titled: None,
            };
        }
    }

    /// Takes the amounts of a sentence that recalls a promise for what the promises before it replace.
    fn recalls(&mut self, sentence: &str) {
        let lower = sentence.to_ascii_lowercase();
        let named = self.clock.named(sentence, &lower);
        let own = named.iter().rev().find(|named| !named.compared);
        let period = own.or(named.last()).map(|named| named.label.clone());
        let told: Vec<Metric> = metric::metrics(&lower).into_iter().filter_map(|named| named.metric).collect();
        let per_share = |one: &Guidance| one.metric == Metric::Eps && told.contains(&Metric::NetIncome);
        let of_it = |one: &Guidance| {
            (period.is_none() || one.period.is_none() || one.period == period)
                && (told.is_empty() || told.contains(&one.metric) || per_share(one))
        };
        for amount in money::amounts(sentence).into_iter().filter(|amount| matches!(amount.unit, Unit::Money(_))) {
            let replaced = self.found.iter_mut().rev().find(|one| {
                let open = one.was_low.is_none() && one.was_high.is_none();
                let chief = matches!(one.metric, Metric::Revenue | Metric::Eps) || action::is_per_share(one);
                open && chief && of_it(one) && one.low.or(one.high).is_some() && may_replace(one, &amount)
            });
            match replaced {
                Some(one) => (one.was_low, one.was_high) = (amount.low, amount.high),
                None => self.earlier.push(amount),
            }
        }
    }

    fn sentences(&mut self, text: &str, offset: usize, context: &Context) {
        for (start, end) in sentences(text) {
            let look = gate::look(&text[start..end]);
            let span = Span::new(offset + start, offset + end);
            self.speaking.extend(self.section.filter(|_| look.promises).map(|section| (section, span)));
            if !look.counts && !look.names_time {
                continue;
            }
            let sentence = &*whole::masked(&text[start..end], self.source.as_deref());
            let period = context.period.clone().or_else(|| self.carried.clone());
            let context = Context { forward: context.forward, period, metric: self.metric, titled: context.titled };
            let mut told = promises(sentence, look, &self.clock, &context);
            for guidance in &mut told.promises {
                guidance.evidence.span = guidance.evidence.span.map(|span| span.shifted(offset + start));
            }
            self.recalled.retain(|earlier| !earlier.take_place(told.promises.iter_mut()));
            if told.promises.is_empty() && told.recalled.is_empty() && look.counts && look.recalls {
                self.recalls(sentence);
            }
            let recalled = || told.recalled.last().and_then(|last| last.metric);
            self.metric = told.promises.last().map(|last| last.metric).or_else(recalled);
            self.remember(told.recalled);
            // of `2005 expenses of $9 million and 2006 expenses of $8 million` neither year goes on
            let years = |one: &Guidance| one.period.clone().filter(|label| label.ends_with("FY"));
            let mut costs = told.promises.iter().filter(|one| one.metric == Metric::Expenses).filter_map(years);
            let torn = costs.next().is_some_and(|first| costs.any(|other| other != first));
            let told_of = told.promises.is_empty();
            self.found.append(&mut told.promises);
            if torn {
                self.carried = None;
                continue;
            }
            let tells = || [" was ", " were "].iter().any(|verb| sentence.contains(verb));
            let reports = || !told.forward || told_of && tells() || sentence.contains("report");
            let closed = told.period.is_none() && look.names_time && self.is_of_headline(sentence) && reports();
            self.carried = told.period.or_else(|| self.carried.take().filter(|_| !closed));
        }
    }

    /// Keeps what was promised before: for the promises read already, else for those to come.
    fn remember(&mut self, recalled: Vec<Recalled>) {
        for earlier in recalled {
            self.earlier.push(earlier.quantity.clone());
            if !earlier.take_place(self.found.iter_mut().rev()) {
                self.recalled.push(earlier);
            }
        }
    }

    /// Whether a sentence speaks of the headline period, so that no period to come holds for the next.
    fn is_of_headline(&self, sentence: &str) -> bool {
        let Some(headline) = self.headline.as_ref().filter(|_| self.carried.is_some()) else { return false };
        let named = self.clock.named(sentence, &sentence.to_ascii_lowercase());
        named.iter().any(|named| named.label == *headline && !named.ahead && !named.compared)
    }
}

/// Longer text above a table is no caption of it.
const LONGEST_LEAD: usize = 240;

/// The one metric that a short heading names.
fn titled(lower: &str) -> Option<Metric> {
    const LONGEST: usize = 40;
    if lower.len() > LONGEST || lower.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match metric::metrics(lower)[..] {
        [metric::Named { metric, .. }] => metric,
        _ => None,
    }
}

/// Whether a short line can only be the title of what is promised below it: `2011 Outlook`.
fn is_title_of_outlook(text: &str) -> bool {
    static TITLES: LazyLock<Parts> =
        LazyLock::new(|| Parts::new(["outlook", "guidance", "forecast", "targets", "expectations"]));
    let words = text.trim();
    words.len() < 100 && words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | ')')) && TITLES.any(words)
}

/// Words of headings over what is promised.
static AHEAD: LazyLock<Parts> = LazyLock::new(|| {
    Parts::new([
        "outlook",
        "guidance",
        "expectations",
        "forecast",
        "what we expect",
        "what we see for",
        "looking ahead",
        "projections",
        "financial targets",
    ])
});

/// Whether a paragraph ends with the mention of an outlook, whose points may be listed after it.
fn opens_list(text: &str) -> bool {
    static OPENS: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(["outlook for", "guidance for", "forecast for", "targets for", "following"]));
    sentences(text).last().is_some_and(|&(start, end)| OPENS.any(&text[start..end]))
}

/// Whether promises may stand in a section.
const fn speaks(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Headline
            | SectionKind::Body
            | SectionKind::Outlook
            | SectionKind::Other
            | SectionKind::ConferenceCall
            | SectionKind::Tables
    )
}

/// Cuts after a full stop that a capital follows, short words excepted.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut cuts = Vec::new();
    let mut start = 0;
    for at in memchr::memchr2_iter(b'.', b'?', bytes) {
        let spaced = bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
        let next = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        let word = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let short = word < 5 && is_short_form(&text[at - word..at]);
        if spaced && !short && next.is_none_or(|byte| !byte.is_ascii_lowercase()) {
            cuts.push((start, at + 1));
            start = at + 1;
        }
    }
    if start < text.len() {
        cuts.push((start, text.len()));
    }
    cuts
}

/// Whether a stop behind a word may only shorten it: `Inc.`, but not `June.` or `EPS.`
fn is_short_form(word: &str) -> bool {
    const WHOLE: [&str; 10] = ["May", "June", "July", "EPS", "FFO", "AFFO", "GAAP", "Asia", "Year", "Ohio"];
    word.starts_with(|first: char| first.is_ascii_uppercase()) && !WHOLE.contains(&word)
}

/// An amount and a growth within so many bytes are one promise.
const TOGETHER: usize = 400;

/// One promise for each metric and period: repeated ones are dropped, halves put together; of
/// contradicting amounts of revenue the first counts.
fn settle(found: Vec<Guidance>) -> Vec<Guidance> {
    let mut kept: Vec<Guidance> = Vec::new();
    // where two growths are told, as of all earnings and of core earnings, an amount goes with neither
    let mut rivals: Vec<Guidance> = Vec::new();
    for next in found {
        let told = |one: &Guidance| {
            (one.metric, &one.period, one.low, one.high) == (next.metric, &next.period, next.low, next.high)
        };
        let again = matches!(next.metric, Metric::Other | Metric::Expenses) && kept.iter().any(told);
        let same = kept.iter_mut().find(|kept| {
            kept.metric == next.metric && kept.period == next.period && Base::told(kept) == Base::told(&next)
        });
        let Some(kept_one) = same else {
            kept.push(next);
            continue;
        };
        let amount = |one: &Guidance| one.low.is_some() || one.high.is_some();
        let growth = |one: &Guidance| one.pct_low.is_some() || one.pct_high.is_some();
        let rate = |one: &Guidance| (!amount(one) && growth(one)).then_some((one.pct_low, one.pct_high));
        if rate(kept_one).zip(rate(&next)).is_some_and(|(own, other)| own != other) {
            rivals.push(next.clone());
        }
        let was = |one: &Guidance| one.was_low.is_some() || one.was_high.is_some();
        let equal = amount(&next) && (kept_one.low, kept_one.high) == (next.low, next.high);
        if equal && growth(&next) && !growth(kept_one) || equal && was(&next) && !was(kept_one) && !growth(kept_one) {
            // said again, and more of it
            let was = (kept_one.was_low, kept_one.was_high);
            *kept_one = next;
            if kept_one.was_low.is_none() && kept_one.was_high.is_none() {
                (kept_one.was_low, kept_one.was_high) = was;
            }
            continue;
        }
        if amount(&next) && !amount(kept_one) {
            let spans = kept_one.evidence.span.zip(next.evidence.span);
            let both = spans.map(|(one, other)| joined(one, other)).filter(|both| both.len() <= TOGETHER);
            let rival = rivals.iter().any(|one| (one.metric, &one.period) == (next.metric, &next.period));
            let both = both.filter(|_| !rival);
            if both.is_none() {
                (kept_one.pct_low, kept_one.pct_high) = (next.pct_low, next.pct_high);
            }
            (kept_one.low, kept_one.high, kept_one.currency) = (next.low, next.high, next.currency);
            kept_one.evidence = next.evidence;
            kept_one.evidence.span = both.or(kept_one.evidence.span);
        } else if growth(&next) && !growth(kept_one) && next.metric != Metric::Other {
            // proof of both is one quotation, where they stand close by
            let spans = kept_one.evidence.span.zip(next.evidence.span);
            if let Some(both) = spans.map(|(one, other)| joined(one, other)).filter(|both| both.len() <= TOGETHER) {
                (kept_one.pct_low, kept_one.pct_high) = (next.pct_low, next.pct_high);
                kept_one.evidence.span = Some(both);
            }
        } else if matches!(next.metric, Metric::Other | Metric::Expenses) && !again {
            kept.push(next);
        } else if !was(kept_one) && (equal || !amount(&next) || is_of_like_size(kept_one, &next)) {
            (kept_one.was_low, kept_one.was_high) = (next.was_low, next.was_high);
        }
    }
    kept
}

/// Whether what one promise replaces may be what another does, told in other figures.
fn is_of_like_size(kept: &Guidance, next: &Guidance) -> bool {
    let middle = |low: Option<f64>, high: Option<f64>| Some(f64::midpoint(low.or(high)?, high.or(low)?));
    let now = middle(kept.low, kept.high).zip(middle(next.low, next.high));
    now.is_none_or(|(own, other)| (own - other).abs() <= 0.5 * own.abs().max(other.abs()))
}

#[cfg(test)]
mod tests;
