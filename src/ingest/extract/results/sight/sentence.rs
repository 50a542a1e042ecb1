//! One sentence: which of its amounts measures what, of which period, in which part.

use std::borrow::Cow;

use super::{
    Class, Head, Place, Sighting,
    ago::without_share,
    part::{
        Said, has_own_noun, is_aside, is_aside_after, is_compared, is_delta, is_included, is_of_another_company,
        is_share_of, is_year_gloss, named_end, role,
    },
};
use crate::{
    ingest::{
        extract::{
            money::{self, Per, Quantity, Unit},
            period::Mention,
            results::when::{Scope, When},
            supposed::is_supposed,
        },
        words,
    },
    model::{FactRole, Metric},
};

/// A sentence of a block, with what was found in it.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    /// The sentence itself in lower case.
    pub lower: String,
    pub start: usize,
    pub end: usize,
    pub heads: Vec<Head>,
    pub quantities: Vec<&'a Quantity>,
    pub mentions: Vec<Mention>,
    /// The period of the sentence before.
    pub carried: Option<Mention>,
    pub place: Place<'a>,
}

/// What follows a dateline in brackets, where a flattened page runs the title on into it: `NON-GAAP EARNINGS (ELKO,
/// Nev. - August 1, 2003) Tarnby reported`.
fn behind_dateline(lead: &str) -> &str {
    let at = memchr::memrchr_iter(b')', lead.as_bytes()).filter(|at| lead[*at..].starts_with(") ")).find(|at| {
        let day = at.checked_sub(6).and_then(|from| lead.get(from..*at));
        day.is_some_and(|day| day.starts_with(", ") && day[2..].bytes().all(|byte| byte.is_ascii_digit()))
    });
    at.map_or(lead, |at| &lead[at + 2..])
}

/// A clause without what stands in brackets in it: `up 4.9% (down 2.6% excluding the extra week)`.
fn without_brackets(clause: &str) -> Cow<'_, str> {
    let Some((open, close)) = clause.find('(').zip(clause.rfind(')')).filter(|(open, close)| open < close) else {
        return Cow::Borrowed(clause);
    };
    Cow::Owned(format!("{}{}", &clause[..open], &clause[close + 1..]))
}

impl Sentence<'_> {
    /// Places every amount of the sentence that a metric word goes with.
    pub fn read(&self, scope: &Scope, found: &mut Vec<Sighting>) {
        for index in 0..self.quantities.len() {
            let Some(seen) = self.sighting(index, scope) else { continue };
            let bracketed = self.bracketed_prior(index, &seen);
            found.push(seen);
            found.extend(bracketed);
        }
    }

    fn sighting(&self, index: usize, scope: &Scope) -> Option<Sighting> {
        let quantity = self.quantities[index];
        let figure = quantity.span;
        if !matches!(quantity.unit, Unit::Money(_)) {
            return None;
        }
        if quantity.per == Per::Other || self.is_translation(index) {
            return None;
        }
        let (head, after) = self.head(index)?;
        let metric = self.metric(quantity, &head)?;
        let gap = self.gap(index);
        let lead = self.lower(self.start, figure.start);
        let tail = self.tail(index);
        let clause = self.lower(head.start.min(figure.start), figure.start);
        // entries of a list run together: `-- Adjusted EBITDA was $4 million -- Net loss was`
        let entry = words::last(lead, " -- ").map_or(lead, |at| &lead[at + 4..]);
        let entry = behind_dateline(entry);
        let said = Said::of(entry, gap, &without_brackets(clause));
        if self.is_change(index)
            || self.is_difference(index)
            || metric != Metric::Cash && self.is_included(index)
            || is_aside(&said, metric)
            || is_aside_after(tail, metric)
            || !after && has_own_noun(gap, tail)
            || is_of_another_company(lead)
            || self.is_too_small(metric, quantity)
            || metric == Metric::Revenue && is_supposed(gap, tail)
            || matches!(metric, Metric::NetIncome | Metric::Eps) && self.is_of_a_unit(&head, after, gap)
        {
            return None;
        }
        let share = after && is_share_of(gap);
        let segment = metric == Metric::Revenue && (share || self.is_foreign(&head) || !self.is_total(&head, after));
        let compared = self.is_compared(index);
        let when = self.when(index, scope, tail, compared);
        let end = named_end(gap);
        // `4,100 tonnes of zinc (C$912,300)`: the bracket is none of the figure's
        let bracketed = metric == Metric::Revenue && self.text[figure.range()].starts_with('(');
        let plain = |value: f64| if bracketed { value.abs() } else { value };
        let told = Quantity { low: quantity.low.map(plain), high: quantity.high.map(plain), ..quantity.clone() };
        let role =
            if end.is_some() && !segment { FactRole::Preliminary } else { role(&said, tail, segment, compared, when) };
        // what was is a single figure: a range that another is compared with was promised
        let ranged = quantity.is_range() && !self.lower(figure.start, figure.end).starts_with("from");
        let role = if role == FactRole::Prior && ranged { FactRole::PriorGuidance } else { role };
        let role = if self.goes_on_promising(index) { FactRole::PriorGuidance } else { role };
        let promised = matches!(role, FactRole::Guidance | FactRole::PriorGuidance | FactRole::Analyst);
        let dated = !promised && metric != Metric::Cash;
        Some(Sighting {
            metric,
            role,
            when,
            quantity: end.map_or_else(|| told.clone(), |end| end.of(&told)),
            span: figure.shifted(self.place.offset),
            part: if segment { self.part(&head) } else { None },
            compared,
            expected: said.expects(),
            paired: self.paired(index).is_some(),
            total: metric == Metric::Revenue
                && self.words_before(&head).iter().any(|word| {
                    ["total", "consolidated", "overall"].iter().any(|whole| word.eq_ignore_ascii_case(whole))
                }),
            early: self.place.early,
            diluted: self.is_diluted(index, clause, tail),
            loss: self.is_loss(&head, quantity, clause),
            carried: self.carried.is_some_and(|mention| scope.when(&mention, "") == When::Current),
            headed: self.is_headed(scope),
            label: if when == When::Other && dated { self.label(index, scope) } else { None },
        })
    }

    /// Whether the sentence names no period and the heading above it and the sentences before it name the headline's.
    fn is_headed(&self, scope: &Scope) -> bool {
        let current = |mention: Option<Mention>| mention.is_some_and(|one| scope.when(&one, "") == When::Current);
        self.mentions.is_empty() && current(self.place.heading) && current(self.carried)
    }

    /// Whether an amount in brackets says the one before it in another currency: `$0.05 (US$0.04) per share`.
    fn is_translation(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let money = |index: usize| match self.quantities[index].unit {
            Unit::Money(currency) => Some((currency.code, currency.plain)),
            _ => None,
        };
        self.gap(index).trim() == "("
            && money(index).is_some()
            && money(before).is_some()
            && money(index) != money(before)
    }

    /// Whether an amount per share is said to be diluted: of two that `basic and diluted` names, the second.
    fn is_diluted(&self, index: usize, clause: &str, tail: &str) -> bool {
        let own = |words: &str| words.contains("dilut") && !words.trim_start().starts_with("and ");
        let both = ["basic and diluted", "basic and fully diluted"];
        let lead = self.lower(self.start, self.quantities[index].span.start);
        let paired = |first: usize| {
            first + 1 < self.quantities.len()
                && self.tail(first).trim() == "and"
                && both.iter().any(|words| self.gap(first).contains(words))
        };
        if paired(index) {
            return false;
        }
        index.checked_sub(1).is_some_and(paired) && both.iter().any(|words| lead.contains(words))
            || clause.contains("dilut")
            || self.gap(index).trim_start().starts_with("and diluted")
            || own(tail)
    }

    /// Whether an amount is a part of the one before it, or says such a part again: `including $1 million, or $.07 per
    /// share`.
    fn is_included(&self, index: usize) -> bool {
        let again = index > 0 && self.gap(index).trim_matches([',', ' ']) == "or";
        is_included(self.gap(index)) || again && is_included(self.gap(index - 1))
    }

    /// What makes revenue a part, in lower case: `homebuilding`, `from services`.
    fn part(&self, head: &Head) -> Option<String> {
        let behind = self.lower(head.end, self.end).trim_start();
        if behind.starts_with("from ") && self.is_part(head) {
            return Some(behind.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
        }
        let word = self.words_before(head).last().copied()?;
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (plain && !self.is_part(head)).then(|| word.to_owned())
    }

    /// The words between the amount before, or the start of the sentence, and an amount.
    pub(super) fn gap(&self, index: usize) -> &str {
        let figure = self.quantities[index].span;
        let from = index.checked_sub(1).map_or(self.start, |before| self.quantities[before].span.end).min(figure.start);
        self.lower(from, figure.start)
    }

    /// Whether an amount is what another is compared with: by the words before it, or because it
    /// says in other terms (`, or $.03 per share`) what the amount before it says.
    pub(super) fn is_compared(&self, index: usize) -> bool {
        let gap = self.gap(index);
        if is_compared(gap, self.quantities[index]) || is_year_gloss(gap) {
            return true;
        }
        let again = without_share(gap).trim_start_matches(',').trim();
        // `compared with a loss of $1.2 million on revenues of`
        let beside = gap.trim_start_matches(')').starts_with(" on ") && gap.len() < 48 && !gap.contains([',', ';']);
        // `versus a net loss of $1,900,000, $(.19) per share`
        let apposed = again.is_empty() && self.quantities[index].per == Per::Share;
        // `compared with net sales of $26.4 million and net income of $1.4 million`
        let limb = gap.strip_prefix(" and ").is_some_and(|limb| {
            let plain = |word: &str| {
                word.ends_with(" of")
                    && word.len() < 40
                    && !word.contains([',', ';', '('])
                    && ![" was ", " were ", " to ", " is ", " be "].iter().any(|verb| word.contains(verb))
            };
            plain(limb.trim_end())
        });
        index > 0 && (beside || apposed || limb || matches!(again, "or" | "and" | "(")) && self.is_compared(index - 1)
    }

    /// Whether an amount is a change, or one of a list of changes: `by $3 million, $9 million and $.40`.
    fn is_change(&self, index: usize) -> bool {
        // `increased 73%, or $1.3 million, to a loss of`
        let or_so = self.gap(index).trim_matches([',', ' ']) == "or"
            && self.tail(index).trim_start_matches([',', ' ']).starts_with("to ")
            && index.checked_sub(1).is_some_and(|before| {
                matches!(self.quantities[before].unit, Unit::Percent)
                    && is_delta(self.gap(before), self.quantities[before])
            });
        if or_so {
            return true;
        }
        let told = |at: usize| {
            let gap = self.gap(at);
            let goes_on = || matches!(gap.trim(), "," | ", and" | "and" | ", or" | "or");
            if is_delta(gap, self.quantities[at]) { Some(true) } else { (!goes_on()).then_some(false) }
        };
        (0..=index).rev().find_map(told).unwrap_or(false)
    }

    /// Whether an amount is too small to be the revenue of a company: a price, or one whose unit
    /// was not understood.
    fn is_too_small(&self, metric: Metric, quantity: &Quantity) -> bool {
        let scaled = self.text[quantity.span.range()].contains("illion");
        metric == Metric::Revenue && !scaled && quantity.high.or(quantity.low).is_some_and(|value| value.abs() < 1000.0)
    }

    /// Whether an amount is by how much another is `higher than` a third.
    fn is_difference(&self, index: usize) -> bool {
        const WORDS: [&str; 8] = ["higher", "lower", "more than", "less than", "greater", "above", "below", "better"];
        let tail = self.tail(index);
        let again = tail.trim_start_matches(',').trim() == "or" && index + 1 < self.quantities.len();
        // `$2 million, or 5%, higher`; but `$26 million, lower than forecast` is a figure and a remark
        let behind = if again { self.tail(index + 1) } else { tail };
        // `$26 million, or 5% more than last year`
        let remark = again && tail.starts_with(',') && !behind.starts_with(',');
        let words = if again { behind.trim_start_matches([',', ' ']) } else { behind.trim_start() };
        // `$252 million (16.1 percent) higher than`
        let glossed = tail.trim() == "(" && index + 1 < self.quantities.len();
        let words = if glossed { self.tail(index + 1).trim_start_matches([')', ' ']) } else { words };
        !remark && WORDS.iter().any(|word| words.starts_with(word))
    }

    /// The words after an amount, up to the next one.
    pub(super) fn tail(&self, index: usize) -> &str {
        let from = self.quantities[index].span.end;
        let until = self.quantities.get(index + 1).map_or(self.end, |next| next.span.start).max(from);
        self.lower(from, until)
    }

    /// Words of the sentence in lower case, by their place in the text.
    pub(super) fn lower(&self, from: usize, until: usize) -> &str {
        &self.lower[from.min(until) - self.start..until - self.start]
    }

    /// The metric word that an amount goes with, and whether it stands after the amount.
    fn head(&self, index: usize) -> Option<(Head, bool)> {
        let figure = self.quantities[index].span;
        // $5.2 million in revenue
        let tail = self.tail(index);
        let next = self.heads.iter().find(|head| head.start >= figure.end);
        if let Some(head) = next {
            let between = self.lower(figure.end, head.start).trim_start();
            let joined = between.starts_with("in ") || between.starts_with("of ");
            if joined && between.split_whitespace().count() <= 3 && tail.len() >= head.start - figure.end {
                return Some((*head, true));
            }
        }
        // ($0.26 diluted loss per share
        let named = self.heads.iter().find(|head| head.start >= figure.end && head.class == Class::Share);
        if let Some(head) = named.filter(|head| self.names_before(index, head)) {
            return Some((*head, true));
        }
        // `was $8.3 million, or $0.24 per share`: what goes for the first goes for the second
        let again = index > 0 && matches!(self.gap(index).trim_matches([',', ' ']), "or" | "(");
        let first = if again { self.quantities[index - 1].span.start } else { figure.start };
        let aside = self.aside_before(first);
        let before = |head: &&Head| {
            head.end <= aside.unwrap_or(figure.start)
                && !self.is_closed(head, figure.start)
                && !self.is_parted(head, figure.start)
                && !self.is_whole_of_a_share(head, figure.start)
        };
        let last = *self.heads.iter().rev().find(before)?;
        if last.class == Class::Revenue && !self.is_total(&last, false) {
            // Total revenues, consisting mainly of license revenue, fell to
            let whole = self
                .heads
                .iter()
                .rev()
                .filter(before)
                .skip(1)
                .find(|head| head.class == Class::Revenue && self.is_total(head, false));
            if let Some(head) = whole.filter(|head| self.is_explained(head, &last, figure.start)) {
                return Some((*head, false));
            }
        }
        Some((last, false))
    }

    /// Where an aside begins that closes right before an amount: `The net loss, including a charge of $1
    /// million, was $8 million`. The amount is of the metric before it.
    fn aside_before(&self, figure: usize) -> Option<usize> {
        const OPENS: [&str; 13] = [
            ", including ",
            ", after ",
            ", which includes ",
            ", which included ",
            ", net of ",
            ", inclusive of ",
            ", which include ",
            ", which is ",
            ", which are ",
            ", which consists of ",
            ", which comprises ",
            ", consisting of ",
            ", defined as ",
        ];
        let lead = self.lower(self.start, figure).trim_end();
        let words = lead.strip_suffix("approximately").unwrap_or(lead).trim_end();
        let closes =
            [", was", ", were", ", totaled", ", amounted to", ", of"].iter().find(|verb| words.ends_with(*verb))?;
        let inside = &words[..words.len() - closes.len()];
        let open = OPENS.iter().filter_map(|open| words::last(inside, open)).max()?;
        let clause = inside[..open].rfind([';', '.']).map_or(0, |at| at + 1);
        let headed = self.heads.iter().any(|head| {
            (clause..open).contains(&(head.start - self.start))
                && matches!(head.class, Class::Income | Class::Revenue | Class::Share)
        });
        headed.then_some(self.start + open)
    }

    /// Whether a metric per share stands right behind the amount it names.
    fn names_before(&self, index: usize, head: &Head) -> bool {
        let quantity = self.quantities[index];
        let between = self.lower(quantity.span.end, head.start).trim();
        let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
        let opened = self.gap(index).trim_end();
        small
            && matches!(between, "" | "diluted" | "basic" | "in" | "net" | "of" | "in diluted" | "of diluted")
            && (between.starts_with("in")
                || between.starts_with("of")
                || opened.ends_with(['(', ','])
                || opened.ends_with("or"))
    }

    /// Whether a bracket that holds the head closes before `until`.
    fn is_closed(&self, head: &Head, until: usize) -> bool {
        let between = &self.text[head.end..until.max(head.end)];
        between.find(')').is_some_and(|close| !between[..close].contains('('))
    }

    /// Whether a metric is only what a share is taken of, and another amount is compared: `$66 million, or 35% of net
    /// sales, compared with`.
    fn is_whole_of_a_share(&self, head: &Head, until: usize) -> bool {
        let lead = self.lower(self.start, head.start).trim_end();
        let lead = ["total", "our", "its", "consolidated", "the", "net"]
            .iter()
            .fold(lead, |lead, word| lead.strip_suffix(word).unwrap_or(lead).trim_end());
        ["% of", "percent of", "percentage of"].iter().any(|share| lead.ends_with(share))
            && ["compared", "versus", " from ", " against "]
                .iter()
                .any(|word| self.lower(head.end, until).contains(word))
    }

    /// Whether a dash parts the entry of a metric, its figure told, from the entry of an amount: `Net profit of NOK 75m -
    /// Liquidity of NOK 1,144m`.
    fn is_parted(&self, head: &Head, until: usize) -> bool {
        let told = self.quantities.iter().map(|quantity| quantity.span.end).find(|end| *end > head.end && *end < until);
        told.is_some_and(|told| {
            let between = self.lower(told, until);
            let dash =
                [" - ", " \u{2013} ", " -- "].iter().find_map(|dash| Some(words::last(between, dash)? + dash.len()));
            let capital = |at: usize| self.text[told + at..until].trim_start().starts_with(|c: char| c.is_uppercase());
            dash.is_some_and(|at| between[at..].trim().len() > 3 && capital(at))
        })
    }

    /// Whether the part named by `part` only explains the whole named before it.
    fn is_explained(&self, whole: &Head, part: &Head, figure: usize) -> bool {
        const WORDS: [&str; 8] =
            ["consisting", "including", "comprised", "comprising", "primarily", "principally", "mainly", "which"];
        let between = self.lower(whole.end, part.start);
        between.starts_with(',')
            && WORDS.iter().any(|word| between.contains(word))
            && self.text[part.end..figure].contains(',')
    }

    fn metric(&self, quantity: &Quantity, head: &Head) -> Option<Metric> {
        let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
        if quantity.per == Per::Share {
            return matches!(head.class, Class::Income | Class::Share).then_some(Metric::Eps);
        }
        match head.class {
            Class::Share => small.then_some(Metric::Eps),
            Class::Income if small => {
                let clause = self.lower(head.start, quantity.span.start.max(head.start));
                clause.contains("share").then_some(Metric::Eps)
            }
            Class::Revenue => Some(Metric::Revenue),
            Class::Income => Some(Metric::NetIncome).filter(|_| self.is_net(head) && self.is_result(head, quantity)),
            Class::Cash => self.is_held(quantity, head).then_some(Metric::Cash),
            Class::Other => None,
        }
    }

    /// Whether `lost` and `earned` tell the net result: `lost $845,000, or`, not `earned $2 million in fees`.
    fn is_result(&self, head: &Head, quantity: &Quantity) -> bool {
        if !self.is_earned(head) {
            return true;
        }
        let (from, to) = (head.end.min(quantity.span.start), quantity.span.start);
        let rest = self.lower(quantity.span.end, self.end).trim_start();
        let of_what = ["in ", "of ", "from ", "on "].iter().find_map(|word| rest.strip_prefix(word));
        let period = |words: &str| {
            let first = words.trim_start_matches("the ").trim_start_matches("its ").trim_start_matches("fiscal ");
            first.starts_with(|c: char| c.is_ascii_digit())
                || ["first", "second", "third", "fourth", "quarter", "year", "same", "period", "three", "six", "nine"]
                    .iter()
                    .any(|word| first.starts_with(word))
        };
        let before = self.words_before(head);
        let of_a_part = before.last().is_some_and(|word| {
            [
                "premium",
                "interest",
                "fees",
                "revenue",
                "income",
                "amounts",
                "rent",
                "commission",
                "segment",
                "division",
                "services",
            ]
            .iter()
            .any(|part| word.to_ascii_lowercase().starts_with(part))
        });
        head.end <= quantity.span.start
            && !of_a_part
            && matches!(self.lower(from, to).trim(), "" | "approximately" | "about")
            && of_what.is_none_or(period)
    }

    /// Whether a metric word is a verb that tells the result.
    fn is_earned(&self, head: &Head) -> bool {
        matches!(self.lower(head.start, head.end), "lost" | "earned")
    }

    /// Whether an amount is the second limb of an earlier promise: `exceed its guidance of revenue of $62
    /// million and earnings of $.08 per share`.
    fn goes_on_promising(&self, index: usize) -> bool {
        const MEASURES: [&str; 4] = ["exceed its ", "exceed our ", "exceed the ", "meet its "];
        let lead = self.lower(self.start, self.quantities[index].span.start);
        let gap = self.gap(index);
        gap.starts_with(" and ")
            && gap.len() < 40
            && MEASURES.iter().filter_map(|words| words::last(lead, words)).max().is_some_and(|at| {
                let since = &lead[at..];
                since.contains("guidance of ") && !since.contains([';', ':'])
            })
    }

    fn is_loss(&self, head: &Head, quantity: &Quantity, clause: &str) -> bool {
        let word = self.lower(head.start, head.end);
        let said = (word.contains("loss") || word == "lost") && !word.contains("income");
        said || money::is_called_loss(self.text, quantity)
            || clause.contains("net loss") && !clause.contains("net income")
    }
}
