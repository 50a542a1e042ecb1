//! Phrases and distances: where in a document a shape of words stands.

use tantivy::{DocId, TERMINATED};

use super::{pattern::Slot, plan::Shape, postings::Union};

/// First and last position of a match.
pub(super) type Match = (u32, u32);

/// From the marker of any section to that of its kind: one position, and tantivy's gap between values.
pub(super) const KIND_AFTER_ANY: u32 = 2;

/// Keeps the matches, in order, that begin in a section of a kind that counts: `starts` are the markers of all
/// sections, `kinds` those of the kinds.
pub(super) fn in_sections(found: &mut Vec<Match>, starts: &[u32], kinds: &[u32]) {
    let (mut at, mut counts) = (0, false);
    found.retain(|&(start, _)| {
        while let Some(next) = starts.get(at).filter(|next| **next <= start) {
            counts = kinds.binary_search(&(next + KIND_AFTER_ANY)).is_ok();
            at += 1;
        }
        counts
    });
}

/// The matches of a shape in one text, `positions` giving those of each slot, in order.
pub(crate) fn matches_among(shape: &Shape, positions: &dyn Fn(&Slot) -> Vec<u32>) -> Vec<Match> {
    let mut found = Vec::new();
    match shape {
        Shape::Word(slot) => found.extend(positions(slot).into_iter().map(|at| (at, at))),
        Shape::Sequence(slots) => {
            let last = slots.iter().map(|(offset, _)| *offset).max().unwrap_or(0);
            let mut starts: Option<Vec<u32>> = None;
            for (offset, slot) in slots {
                let here = positions(slot).into_iter().filter_map(|at| at.checked_sub(*offset));
                starts = Some(match starts {
                    None => here.collect(),
                    Some(before) => common(&before, here),
                });
            }
            found.extend(starts.unwrap_or_default().into_iter().map(|start| (start, start + last)));
        }
        Shape::Window(slots, slop) => {
            let lists: Vec<_> = slots.iter().map(positions).collect();
            window(&lists, *slop, &mut found);
        }
        Shape::Near { left, right, distance, ordered } => {
            let (left, right) = (matches_among(left, positions), matches_among(right, positions));
            near(&left, &right, *distance, *ordered, &mut found);
        }
        Shape::Any(parts) => {
            found.extend(parts.iter().flat_map(|part| matches_among(part, positions)));
            found.sort_unstable();
            found.dedup();
        }
    }
    found
}

/// A shape of words over the postings of one segment.
pub(super) enum Tree {
    Word(Union, Vec<u32>),
    /// Words at fixed distances from the first.
    Sequence(Vec<(u32, Union)>, Scratch),
    /// Words in any order, with at most so many others among them.
    Window(Vec<Union>, u32, Vec<Vec<u32>>),
    Near {
        left: Box<Tree>,
        right: Box<Tree>,
        distance: u32,
        ordered: bool,
        /// Where each of them matches.
        found: (Vec<Match>, Vec<Match>),
    },
    Any(Vec<Tree>),
}

impl Tree {
    /// The first document at or after `target` that has all the words; their places are not looked at.
    pub fn align(&mut self, target: DocId) -> DocId {
        match self {
            Self::Word(union, _) => union.seek(target),
            Self::Sequence(slots, _) => aligned(slots, target),
            Self::Window(slots, ..) => leapfrog(slots, target, Union::seek),
            Self::Near { left, right, .. } => {
                let mut doc = target;
                loop {
                    doc = left.align(doc);
                    let other = right.align(doc);
                    if other == doc {
                        return doc;
                    }
                    doc = other;
                }
            }
            Self::Any(trees) => trees.iter_mut().map(|tree| tree.align(target)).min().unwrap_or(TERMINATED),
        }
    }

    /// An upper bound on the number of documents.
    pub fn size(&self) -> u32 {
        match self {
            Self::Word(union, _) => union.size(),
            Self::Sequence(slots, _) => slots.iter().map(|(_, union)| union.size()).min().unwrap_or(0),
            Self::Window(slots, ..) => slots.iter().map(Union::size).min().unwrap_or(0),
            Self::Near { left, right, .. } => left.size().min(right.size()),
            Self::Any(trees) => trees.iter().fold(0, |sum, tree| sum.saturating_add(tree.size())),
        }
    }

    /// The matches in document `doc`, which [`Tree::align`] has given, in order.
    pub fn matches(&mut self, doc: DocId, found: &mut Vec<Match>) {
        found.clear();
        match self {
            Self::Word(union, positions) => {
                union.positions(positions);
                found.extend(positions.iter().map(|&at| (at, at)));
            }
            Self::Sequence(slots, scratch) => sequence(slots, scratch, found),
            Self::Window(slots, slop, lists) => {
                lists.resize_with(slots.len(), Vec::new);
                slots.iter_mut().zip(lists.iter_mut()).for_each(|(slot, list)| slot.positions(list));
                window(lists, *slop, found);
            }
            Self::Near { left, right, distance, ordered, found: (before, after) } => {
                left.matches(doc, before);
                right.matches(doc, after);
                near(before, after, *distance, *ordered, found);
            }
            Self::Any(trees) => {
                let mut matches = Vec::new();
                for tree in trees {
                    if tree.align(doc) == doc {
                        tree.matches(doc, &mut matches);
                        found.extend_from_slice(&matches);
                    }
                }
                found.sort_unstable();
                found.dedup();
            }
        }
    }
}

/// The first document at or after `target` that all slots have; the first slot leads.
fn aligned(slots: &mut [(u32, Union)], target: DocId) -> DocId {
    let Some(((_, lead), others)) = slots.split_first_mut() else { return TERMINATED };
    let mut doc = lead.seek(target);
    'next: while doc < TERMINATED {
        for (_, other) in others.iter_mut() {
            let found = other.find(doc);
            if found != doc {
                doc = lead.seek(found);
                continue 'next;
            }
        }
        return doc;
    }
    TERMINATED
}

fn leapfrog<T>(lists: &mut [T], target: DocId, mut seek: impl FnMut(&mut T, DocId) -> DocId) -> DocId {
    let mut doc = target;
    'again: loop {
        for list in lists.iter_mut() {
            let at = seek(list, doc);
            if at > doc {
                doc = at;
                if doc == TERMINATED {
                    return TERMINATED;
                }
                continue 'again;
            }
        }
        return doc;
    }
}

/// Lists that are filled anew for each document.
#[derive(Default)]
pub(super) struct Scratch {
    starts: Vec<u32>,
    positions: Vec<u32>,
    marks: Marks,
}

fn sequence(slots: &mut [(u32, Union)], scratch: &mut Scratch, found: &mut Vec<Match>) {
    let Scratch { starts, positions, marks } = scratch;
    let mut last = 0;
    for (index, (offset, union)) in slots.iter_mut().enumerate() {
        last = last.max(*offset);
        if index == 0 {
            union.positions(starts);
            if *offset > 0 {
                starts.retain_mut(|at| {
                    let start = at.checked_sub(*offset);
                    *at = start.unwrap_or_default();
                    start.is_some()
                });
            }
        } else {
            union.positions(positions);
            marks.keep_common(starts, positions, *offset);
        }
        if starts.is_empty() {
            return;
        }
    }
    found.extend(starts.iter().map(|&start| (start, start + last)));
}

/// A mark for each position of a text, as far as texts usually reach. Marks of texts before are other
/// numbers, so that nothing is wiped.
#[derive(Default)]
pub(super) struct Marks {
    of: Vec<u32>,
    mark: u32,
}

/// Positions past this are not marked.
const REACH: u32 = 1 << 16;

impl Marks {
    /// Keeps the starts that have a position `offset` after them. Two ordered lists are laid side by side
    /// where one is short; else the one is marked and the other looks, so that no step waits for another.
    pub(super) fn keep_common(&mut self, starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
        let (Some(&start), Some(&position)) = (starts.last(), positions.last()) else { return starts.clear() };
        let last = (start + offset).max(position);
        if starts.len().min(positions.len()) < 3 || last >= REACH {
            return keep_common(starts, positions, offset);
        }
        if self.of.len() <= last as usize {
            self.of.resize((last as usize + 1).next_power_of_two(), 0);
        }
        self.mark = match self.mark.checked_add(1) {
            Some(mark) => mark,
            None => {
                self.of.fill(0);
                1
            }
        };
        let (of, mark) = (self.of.as_mut_slice(), self.mark);
        for &position in positions {
            of[position as usize] = mark;
        }
        let mut kept = 0;
        for at in 0..starts.len() {
            let start = starts[at];
            starts[kept] = start;
            kept += usize::from(of[(start + offset) as usize] == mark);
        }
        starts.truncate(kept);
    }
}

/// Keeps the starts that have a position `offset` after them. Which list goes on is hard to guess for a
/// processor, so that it is no branch.
fn keep_common(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let (mut from, mut at, mut kept) = (0, 0, 0);
    while let (Some(&start), Some(&position)) = (starts.get(from), positions.get(at)) {
        let wanted = start + offset;
        starts[kept] = start;
        kept += usize::from(wanted == position);
        from += usize::from(wanted <= position);
        at += usize::from(wanted >= position);
    }
    starts.truncate(kept);
}

/// What two ordered lists share.
fn common(left: &[u32], right: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut left = left.iter().copied().peekable();
    let mut both = Vec::new();
    for at in right {
        while left.next_if(|&other| other < at).is_some() {}
        if left.peek() == Some(&at) {
            both.push(at);
        }
    }
    both.dedup();
    both
}

/// Stretches of at most `lists.len() + slop` words that hold a word of every list, each its own;
/// the shortest from each start.
pub(super) fn window(lists: &[impl AsRef<[u32]>], slop: u32, found: &mut Vec<Match>) {
    let mut events: Vec<(u32, u32)> = Vec::new();
    for (slot, list) in lists.iter().enumerate() {
        events.extend(list.as_ref().iter().map(|&at| (at, 1_u32 << (slot % 32))));
    }
    events.sort_unstable();
    events.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        earlier.1 |= if same { later.1 } else { 0 };
        same
    });
    let widest = lists.len() as u32 + slop;
    for (index, &(start, _)) in events.iter().enumerate() {
        let inside = events[index..].iter().take_while(|(at, _)| at - start < widest).count();
        let words = &events[index..index + inside];
        let shortest = (lists.len()..=inside).find(|&count| assigned(&words[..count], lists.len()));
        if let Some(count) = shortest.filter(|&count| count > 0) {
            found.push((start, words[count - 1].0));
        }
    }
}

/// Whether every list can have a word of its own (a perfect matching).
fn assigned(words: &[(u32, u32)], lists: usize) -> bool {
    fn place(slot: usize, words: &[(u32, u32)], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
        for index in 0..words.len() {
            if words[index].1 & (1 << (slot % 32)) == 0 || seen[index] {
                continue;
            }
            seen[index] = true;
            let free = match taken[index] {
                None => true,
                Some(other) => place(other, words, taken, seen),
            };
            if free {
                taken[index] = Some(slot);
                return true;
            }
        }
        false
    }
    let mut taken = vec![None; words.len()];
    (0..lists).all(|slot| place(slot, words, &mut taken, &mut vec![false; words.len()]))
}

/// Pairs of matches at most `distance` words apart that do not overlap.
pub(super) fn near(left: &[Match], right: &[Match], distance: u32, ordered: bool, found: &mut Vec<Match>) {
    let longest = right.iter().map(|(start, end)| end - start).max().unwrap_or(0);
    for &(start, end) in left {
        let from = if ordered { end } else { start.saturating_sub(distance + longest) };
        let first = right.partition_point(|&(other, _)| other < from);
        for &(other_start, other_end) in &right[first..] {
            if other_start > end + distance {
                break;
            }
            let after = other_start > end;
            let before = !ordered && other_end < start && start - other_end <= distance;
            if after || before {
                found.push((start.min(other_start), end.max(other_end)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_every_word_once() {
        let matches = |lists: &[Vec<u32>], slop| {
            let mut found = Vec::new();
            window(lists, slop, &mut found);
            found
        };
        assert_eq!(matches(&[vec![1, 9], vec![4, 10]], 0), [(9, 10)]);
        assert_eq!(matches(&[vec![1, 9], vec![4, 10]], 2), [(1, 4), (9, 10)]);
        assert_eq!(matches(&[vec![3], vec![3]], 5), [], "one word is not two");
        assert_eq!(matches(&[vec![3, 5], vec![3, 5]], 1), [(3, 5)]);
    }

    #[test]
    fn near_counts_words_between_ends() {
        let matches = |left: &[Match], right: &[Match], distance, ordered| {
            let mut found = Vec::new();
            near(left, right, distance, ordered, &mut found);
            found
        };
        assert_eq!(matches(&[(5, 6)], &[(2, 2), (8, 8)], 2, false), [(5, 8)]);
        assert_eq!(matches(&[(5, 6)], &[(2, 2), (8, 8)], 3, false), [(2, 6), (5, 8)]);
        assert_eq!(matches(&[(5, 6)], &[(2, 2), (8, 8)], 3, true), [(5, 8)]);
        assert_eq!(matches(&[(5, 6)], &[(6, 7)], 3, false), []);
    }

    #[test]
    fn marks_keep_what_two_lists_keep() {
        let mut dice = crate::dice::Dice(5);
        let mut marks = Marks::default();
        for round in 0..400 {
            let mut list = || {
                let reach = [40, 3000, 200_000][round % 3];
                let mut list: Vec<_> = (0..1 + dice.roll(30)).map(|_| dice.roll(reach) as u32).collect();
                list.sort_unstable();
                list.dedup();
                list
            };
            let (starts, positions) = (list(), list());
            let (mut marked, mut merged) = (starts.clone(), starts);
            marks.keep_common(&mut marked, &positions, 2);
            keep_common(&mut merged, &positions, 2);
            assert_eq!(marked, merged);
        }
    }
}
