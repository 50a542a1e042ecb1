//! What the documents of a stretch can score at most, by what the postings of their words tell of blocks.

use tantivy::{DocId, DocSet, Score, SegmentReader};

use super::{
    leaf::{Leaf, Words},
    matches::{Matches, Part},
    scale::Lacking,
    sweep::marked,
};
use crate::index::{Bits, Docs};

/// What is known of the documents of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prospect {
    /// The last one.
    pub last: DocId,
    /// What they can score.
    pub verdict: Verdict,
}

/// What documents can score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Less than is needed.
    Less,
    /// What is needed, and no more.
    Equal,
    /// More; those alone that have some extras.
    More(Wanted),
}

/// What a document gets that has a word in another place too, by windows of documents.
#[derive(Default)]
pub(super) struct Extras {
    all: Vec<Extra>,
    /// Whether the bits are of the present window.
    is_known: bool,
    /// What was asked for last in this window, and the documents that have it.
    asked: Option<(Wanted, Bits)>,
}

struct Extra {
    /// The part whose score it adds to, and which of its bonuses it is.
    part: usize,
    bonus: usize,
    lists: Vec<Docs>,
    bits: Bits,
}

/// What the documents of a stretch can score at most beside what their first word counts.
#[derive(Default)]
pub(super) struct Hopes {
    /// The last one.
    last: DocId,
    /// By the other words, and neighbours among them.
    others: Score,
}

/// Extras that a document has to have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// All of these, by their numbers.
    all: u32,
    /// One of these, if any are named.
    any: u32,
}

impl Extras {
    /// Adds those of a leaf that is a part.
    pub fn add(&mut self, part: usize, leaf: &Leaf, reader: &SegmentReader) -> tantivy::Result<()> {
        let Words::One(words) = &leaf.words else { return Ok(()) };
        let mut bonuses = 0..;
        for bonus in &leaf.bonuses {
            let mut lists = Vec::new();
            for word in bonus.words.as_ref().unwrap_or(words) {
                lists.extend(leaf.lists.docs(reader, bonus.field, word)?);
            }
            if lists.iter().any(|docs| docs.size() > 0)
                && let Some(bonus) = bonuses.next()
            {
                self.all.push(Extra { part, bonus, lists, bits: Bits::NONE });
            }
        }
        Ok(())
    }

    /// There is another window.
    pub fn forget(&mut self) {
        (self.is_known, self.asked) = (false, None);
    }

    /// Finds out which documents of the window have them.
    #[inline]
    fn know(&mut self, start: DocId) {
        if !self.is_known {
            self.is_known = true;
            self.all.iter_mut().for_each(|extra| extra.bits = marked(&mut extra.lists, start));
        }
    }

    /// Whether a document at a place of the window that is known has a bonus of a part.
    #[inline]
    pub fn has(&self, part: usize, bonus: usize, place: u32) -> bool {
        self.all.iter().any(|extra| (extra.part, extra.bonus) == (part, bonus) && extra.bits.has(place))
    }

    /// The documents of the window that have what is wanted.
    fn bits(&mut self, wanted: Wanted, start: DocId) -> &Bits {
        self.know(start);
        if self.asked.is_none_or(|(asked, _)| asked != wanted) {
            let among = |set: u32| {
                let numbered = (0..32).zip(&self.all);
                numbered.filter(move |(number, _)| set & 1 << number != 0).map(|(_, extra)| &extra.bits)
            };
            let mut bits = if wanted.any > 0 { Bits::NONE } else { Bits::ALL };
            among(wanted.any).for_each(|one| bits.add(one));
            among(wanted.all).for_each(|one| bits.keep(one));
            self.asked = Some((wanted, bits));
        }
        self.asked.as_ref().map_or(&Bits::NONE, |(_, bits)| bits)
    }
}

/// Extras of which a document needs one: those are left out that do not help, even all together. What each adds
/// is told with two roundings, which may hide as much.
fn without_idle(mut helpful: Vec<(Score, usize)>, plain: Score, least: Score) -> u32 {
    helpful.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reached, mut any) = (plain, 0);
    for (adds, number) in helpful {
        reached += adds + 2.0 * GRAIN;
        if reached >= least {
            any |= 1 << number;
        }
    }
    any
}

/// Scores are rounded to this.
const GRAIN: Score = 1.0 / 4096.0;

impl Matches<'_> {
    /// What the documents of the stretch that `doc` is in can score, where `least` is needed.
    pub fn prospect(&mut self, doc: DocId, least: Score) -> Option<Prospect> {
        let (mut last, mut most, mut hopes) = (DocId::MAX, 0.0, Hopes::default());
        for (number, part) in self.parts.iter_mut().enumerate() {
            let Part::Word(scorer) = part else { return None };
            last = last.min(scorer.reach(doc)?);
            let own = scorer.most(Lacking::None);
            most += own;
            hopes.others += if number > 0 { own } else { 0.0 };
        }
        for pair in &self.pairs {
            let shares = pair.words.iter().filter_map(|&word| match self.parts.get(word)? {
                Part::Word(scorer) => Some(scorer.reached()),
                _ => None,
            });
            let ceiling = pair.scale.ceiling(shares.min_by(f32::total_cmp)?);
            most += ceiling;
            hopes.others += if pair.words.contains(&0) { 0.0 } else { ceiling };
        }
        self.hopes = Hopes { last, ..hopes };
        let verdict = match most {
            _ if most < least => Verdict::Less,
            _ if most == least => Verdict::Equal,
            _ => Verdict::More(self.wanted(most, least)),
        };
        Some(Prospect { last, verdict })
    }

    /// The extras without which no document of the stretch reached last scores as much as is needed.
    fn wanted(&self, most: Score, least: Score) -> Wanted {
        let mut wanted = Wanted::default();
        let (mut plain, mut helpful) = (most, Vec::new());
        for (number, extra) in self.extras.all.iter().enumerate() {
            let Some(Part::Word(scorer)) = self.parts.get(extra.part) else { continue };
            let whole = scorer.most(Lacking::None);
            let adds = whole - scorer.most(Lacking::One(extra.bonus));
            helpful.push((adds, number));
            if number < 32 && most - adds < least {
                wanted.all |= 1 << number;
            }
            if extra.bonus == 0 {
                plain -= whole - scorer.most(Lacking::All);
            }
        }
        if plain < least && helpful.len() <= 32 {
            wanted.any = without_idle(helpful, plain, least);
        }
        wanted
    }

    /// The first document of the window from `doc` on that matches and has what is wanted.
    #[inline]
    pub fn next_with(&mut self, wanted: Wanted, doc: DocId) -> Option<DocId> {
        let sweep = self.sweep.as_ref()?;
        if wanted == Wanted::default() {
            return sweep.seek(doc);
        }
        sweep.seek_among(self.extras.bits(wanted, sweep.start()), doc)
    }

    /// No less than the score of the present document; nothing where it is found to be less than `least`
    /// before all words were looked at.
    #[inline]
    pub(super) fn bound_by_stages(&mut self, least: Score) -> Option<Score> {
        let doc = self.doc();
        let Some(sweep) = &self.sweep else { return Some(0.0) };
        self.extras.know(sweep.start());
        let place = doc - sweep.start();
        let mut sum = 0.0;
        for (number, part) in self.parts.iter_mut().enumerate() {
            sum += match part {
                Part::Word(scorer) => {
                    scorer.seek(doc);
                    scorer.score_with(|bonus| self.extras.has(number, bonus, place))
                }
                Part::Counted(scale, form) => scale.score(doc, sweep.frequency(*form, doc)),
                _ => 0.0,
            };
            if number == 0
                && doc <= self.hopes.last
                && let Part::Word(scorer) = part
            {
                let frequency = scorer.frequency();
                let pairs = self.pairs.iter().filter(|pair| pair.words.contains(&0));
                let neighbours: Score = pairs.map(|pair| pair.scale.bound(doc, frequency)).sum();
                if sum + neighbours + self.hopes.others < least {
                    return None;
                }
            }
        }
        self.alone = sum;
        Some(sum + self.bound_of_pairs())
    }
}
