//! What a query means, names and values resolved against the table of fields.

use super::pattern::Slot;
use crate::{
    index::{name_of, schema::Text},
    model::{Date, SectionKind},
};

/// A resolved query.
#[derive(Debug, Clone)]
pub enum Plan {
    /// Every record.
    All,
    /// Words of the text.
    Text(TextMatch),
    /// A condition on a field; of no weight in the order of hits.
    Filter(Filter),
    /// All of them.
    And(Vec<Plan>),
    /// At least one.
    Or(Vec<Plan>),
    /// What does not match it.
    Not(Box<Plan>),
    /// The same with another weight.
    Boost(Box<Plan>, f32),
}

/// Where words are looked for, and what of them.
#[derive(Debug, Clone)]
pub struct TextMatch {
    /// In which text.
    pub target: Target,
    /// What has to stand there.
    pub shape: Shape,
    /// The trading symbol that the word may be too: its company's releases come first.
    pub symbol: Option<String>,
}

/// A text that words can be looked for in.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Parts of the document's text; in some kinds of section only, where any are named.
    Document {
        /// The parts.
        texts: Vec<Text>,
        /// The kinds of section; empty: all of these parts.
        sections: Vec<SectionKind>,
    },
    /// The names of the company.
    Company,
    /// Telling phrases, of one polarity where one is named.
    Phrases(Option<crate::model::Polarity>),
}

/// Words and their places to each other.
#[derive(Debug, Clone)]
pub enum Shape {
    /// One word.
    Word(Slot),
    /// Words at fixed distances from the first.
    Sequence(Vec<(u32, Slot)>),
    /// Words in any order with at most so many other words among them.
    Window(Vec<Slot>, u32),
    /// Two shapes at most so many words apart, 1 for neighbours.
    Near {
        /// The one.
        left: Box<Shape>,
        /// The other.
        right: Box<Shape>,
        /// The greatest distance.
        distance: u32,
        /// Whether the left one comes first.
        ordered: bool,
    },
    /// Any of several shapes.
    Any(Vec<Shape>),
}

/// The ends of a range; infinite where open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lower end.
    pub low: f64,
    /// Whether it is in.
    pub low_in: bool,
    /// Upper end.
    pub high: f64,
    /// Whether it is in.
    pub high_in: bool,
}

impl Bounds {
    /// Whether a range shares a value with these bounds.
    #[must_use]
    pub fn overlaps(&self, low: f64, high: f64) -> bool {
        let above = if self.low_in { high >= self.low } else { high > self.low };
        let below = if self.high_in { low <= self.high } else { low < self.high };
        above && below && low <= high
    }
}

/// What guidance is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Money, or shares.
    Amount,
    /// Percent: growth, margins, rates.
    Percent,
}

/// A condition on a field.
#[derive(Debug, Clone)]
pub enum Filter {
    /// A term of the field is one of these.
    Terms(&'static str, Vec<String>),
    /// A term of the field matches a pattern.
    Pattern(&'static str, Slot),
    /// The field's column has a value.
    Exists(String),
    /// The day lies in this range, both ends in.
    Days(&'static str, Option<Date>, Option<Date>),
    /// The amount overlaps.
    Amount(&'static str, Bounds),
    /// Guidance for this metric overlaps, in this measure.
    Guidance(crate::model::Metric, Measure, Bounds),
    /// A trading symbol of the issuer is one of these, or the filer is one whose records print it.
    Issuer(Vec<String>),
    /// The tone's score lies in this range.
    Score(Bounds),
    /// There is a section of one of these kinds.
    HasSection(Vec<SectionKind>),
    /// There is a telling phrase of this polarity.
    HasPhrase(crate::model::Polarity),
}

impl Plan {
    /// The names of the fields and texts it looks at, each once, in order.
    #[must_use]
    pub fn searched(&self) -> Vec<String> {
        let mut names = std::collections::BTreeSet::new();
        self.gather(&mut names);
        names.into_iter().collect()
    }

    fn gather(&self, names: &mut std::collections::BTreeSet<String>) {
        match self {
            Self::All => {}
            Self::Text(text) => names.extend(text.target.names()),
            Self::Filter(filter) => {
                names.insert(filter.name());
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.gather(names)),
            Self::Not(inner) | Self::Boost(inner, _) => inner.gather(names),
        }
    }
}

impl Target {
    fn names(&self) -> Vec<String> {
        match self {
            Self::Document { sections, .. } if !sections.is_empty() => {
                sections.iter().map(|kind| format!("section.{}", name_of(kind))).collect()
            }
            Self::Document { texts, .. } => texts.iter().map(|text| format!("{text:?}").to_lowercase()).collect(),
            Self::Company => vec!["company".to_owned()],
            Self::Phrases(_) => vec!["phrase".to_owned()],
        }
    }
}

impl Filter {
    fn name(&self) -> String {
        match self {
            Self::Terms(name, _) | Self::Pattern(name, _) | Self::Days(name, ..) | Self::Amount(name, _) => {
                name.trim_start_matches('_').trim_end_matches("_family").to_owned()
            }
            Self::Exists(column) => column.trim_end_matches("_column").to_owned(),
            Self::Guidance(metric, ..) => format!("guidance.{}", name_of(metric)),
            Self::Issuer(_) => "ticker".to_owned(),
            Self::Score(_) => "tone".to_owned(),
            Self::HasSection(_) => "section".to_owned(),
            Self::HasPhrase(_) => "phrase".to_owned(),
        }
    }
}
