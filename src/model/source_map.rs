//! Where each byte of a text came from in the bytes it was made of.
//!
//! A text made by decoding, unescaping or reflowing is a sequence of runs. Inside a copied run byte
//! `i` of the text is byte `i` of the source; a replaced run (an entity, a line break that became a
//! space) stands for its source as a whole; a run with no source was put in by us.

use super::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: u32,
    source: u32,
    source_len: u32,
}

/// A map from byte ranges of a text to byte ranges of its source. Empty: the two are the same.
///
/// ```
/// use filings::model::{SourceMap, Span};
/// // "a&amp;b" became "a&b"
/// let mut map = SourceMap::default();
/// map.copied(0, 0, 1);
/// map.replaced(1, 1, 5);
/// map.copied(2, 6, 1);
/// assert_eq!(map.source(Span::new(1, 2)), Span::new(1, 6));
/// assert_eq!(map.source(Span::new(0, 3)), Span::new(0, 7));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    runs: Vec<Run>,
}

/// Marks a copied run: its source is as long as its text.
const COPIED: u32 = u32::MAX;

impl SourceMap {
    /// Whether text and source are the same bytes.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// From `text` on, `len` bytes were copied from `source`. Runs are added in the order of the
    /// text; one that goes on where the run before it stopped costs nothing.
    #[inline]
    pub fn copied(&mut self, text: usize, source: usize, len: usize) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.runs.last()
            && last.source_len == COPIED
            && text.wrapping_sub(last.text as usize) == source.wrapping_sub(last.source as usize)
        {
            return;
        }
        self.push(text, source, COPIED);
    }

    /// From `text` on, up to the next run, the text stands for `source_len` bytes from `source`;
    /// none of them for text that we put in.
    #[inline]
    pub fn replaced(&mut self, text: usize, source: usize, source_len: usize) {
        self.push(text, source, source_len as u32);
    }

    /// Forgets the runs that begin at `text` or later.
    pub fn truncate(&mut self, text: usize) {
        let kept = self.runs.partition_point(|run| (run.text as usize) < text);
        self.runs.truncate(kept);
    }

    /// Appends, for `len` bytes of text from `text` on, the map `inner` of a text whose source is
    /// itself the text of `outer`.
    pub fn append(&mut self, text: usize, len: usize, inner: &Self, outer: &Self) {
        let whole = [Run { text: 0, source: 0, source_len: COPIED }];
        let runs = if inner.is_identity() { &whole[..] } else { &inner.runs };
        for (index, run) in runs.iter().enumerate() {
            let end = runs.get(index + 1).map_or(len, |next| next.text as usize);
            let (start, source) = (run.text as usize, run.source as usize);
            if run.source_len == COPIED {
                self.append_copied(text + start, source, end.saturating_sub(start), outer);
            } else {
                let span = outer.source(Span::new(source, source + run.source_len as usize));
                self.replaced(text + start, span.start, span.len());
            }
        }
    }

    /// Appends `len` bytes from `text` on, copied from `source` in the text of `outer`.
    fn append_copied(&mut self, text: usize, source: usize, len: usize, outer: &Self) {
        if outer.is_identity() {
            return self.copied(text, source, len);
        }
        let first = outer.runs.partition_point(|run| run.text as usize <= source).saturating_sub(1);
        for (index, run) in outer.runs.iter().enumerate().skip(first) {
            let next = outer.runs.get(index + 1).map_or(usize::MAX, |next| next.text as usize);
            let start = source.max(run.text as usize);
            let end = next.min(source + len);
            if start >= source + len {
                return;
            }
            let into = start - run.text as usize;
            match run.source_len {
                COPIED => self.copied(text + start - source, run.source as usize + into, end - start),
                len => self.replaced(text + start - source, run.source as usize, len as usize),
            }
        }
    }

    fn push(&mut self, text: usize, source: usize, source_len: u32) {
        self.runs.push(Run { text: text as u32, source: source as u32, source_len });
    }

    /// The smallest range of the source that holds every byte `span` came from.
    #[must_use]
    pub fn source(&self, span: Span) -> Span {
        if self.is_identity() {
            return span;
        }
        let start = self.first(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.last(span.end - 1).max(start))
    }

    fn run_at(&self, offset: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.text as usize <= offset);
        after.checked_sub(1).map(|index| self.runs[index])
    }

    fn first(&self, offset: usize) -> usize {
        self.run_at(offset).map_or(offset, |run| match run.source_len {
            COPIED => run.source as usize + (offset - run.text as usize),
            _ => run.source as usize,
        })
    }

    fn last(&self, offset: usize) -> usize {
        self.run_at(offset).map_or(offset + 1, |run| match run.source_len {
            COPIED => run.source as usize + (offset - run.text as usize) + 1,
            len => run.source as usize + len as usize,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text `x&y z` made from `x&amp;y<br>z`, and `y z` made from that.
    fn maps() -> (SourceMap, SourceMap) {
        let mut outer = SourceMap::default();
        outer.copied(0, 0, 1);
        outer.replaced(1, 1, 5);
        outer.copied(2, 6, 1);
        outer.replaced(3, 7, 4);
        outer.copied(4, 11, 1);
        let mut inner = SourceMap::default();
        inner.copied(0, 1, 4);
        (inner, outer)
    }

    #[test]
    fn appended_maps_lead_through_both() {
        let (inner, outer) = maps();
        let mut map = SourceMap::default();
        map.copied(0, 0, 1);
        map.append(1, 4, &inner, &outer);
        for (text, source) in [((1, 2), (1, 6)), ((2, 3), (6, 7)), ((3, 4), (7, 11)), ((4, 5), (11, 12))] {
            assert_eq!(map.source(Span::new(text.0, text.1)), Span::new(source.0, source.1), "{text:?}");
        }
    }

    #[test]
    fn a_truncated_map_goes_on_from_there() {
        let (_, mut map) = maps();
        map.truncate(2);
        map.copied(2, 11, 1);
        assert_eq!(map.source(Span::new(0, 3)), Span::new(0, 12));
    }
}
