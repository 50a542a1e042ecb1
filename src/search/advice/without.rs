//! Which parts of a query to leave out so that something is found.

use super::{Advisor, is_function_word, joined, named, narrows, releases};
use crate::{diag::Result, query::Ast};

/// Ways to leave a part out that are named at most.
const WAYS: usize = 3;

impl Advisor<'_> {
    /// Names single parts without which there are hits; where none is enough, several.
    pub(super) fn without(&self, parts: &[Ast], absent: &[usize], said: &mut Vec<String>) -> Result<()> {
        let content: Vec<usize> = (0..parts.len()).filter(|&place| !is_function_word(&parts[place])).collect();
        if parts.len() < 2 || content.is_empty() {
            return Ok(());
        }
        let those = |places: &[usize]| places.iter().map(|&place| parts[place].clone()).collect::<Vec<_>>();
        let left_out = |kept: &[usize]| {
            let gone = (0..parts.len()).filter(|place| !kept.contains(place));
            gone.map(|place| named(&parts[place].to_string())).collect::<Vec<_>>().join(", ")
        };
        if content.len() < parts.len() {
            let found = self.count(&joined(&those(&content)))?;
            if found > 0 {
                said.push(format!("without {}: {}", left_out(&content), releases(found)));
                return Ok(());
            }
        }
        let mut ways = Vec::new();
        for &gone in &content {
            if !absent.is_empty() && absent != [gone] && !narrows(&parts[gone]) {
                continue;
            }
            let kept: Vec<usize> = content.iter().copied().filter(|&place| place != gone).collect();
            if kept.is_empty() {
                continue;
            }
            let found = self.count(&joined(&those(&kept)))?;
            if found > 0 {
                ways.push((found, gone, left_out(&kept)));
            }
        }
        ways.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        if !ways.is_empty() {
            let ways = ways.iter().take(WAYS).map(|(found, _, text)| format!("without {text}: {}", releases(*found)));
            said.push(ways.collect::<Vec<_>>().join("; "));
            return Ok(());
        }
        self.without_several(parts, &content, absent, said)
    }

    /// Leaves out what nothing has and then the rarest parts, until the rest has hits.
    fn without_several(
        &self,
        parts: &[Ast],
        content: &[usize],
        absent: &[usize],
        said: &mut Vec<String>,
    ) -> Result<()> {
        let mut kept = Vec::new();
        for &place in content.iter().filter(|place| !absent.contains(place)) {
            kept.push((self.count(&parts[place].to_string())?, place));
        }
        kept.sort_unstable();
        while kept.len() > 1 || (kept.len() == 1 && !absent.is_empty()) {
            let mut places: Vec<usize> = kept.iter().map(|(_, place)| *place).collect();
            places.sort_unstable();
            let rest: Vec<Ast> = places.iter().map(|&place| parts[place].clone()).collect();
            let text = joined(&rest);
            let found = self.count(&text)?;
            if found > 0 {
                said.push(format!("{} has {}", named(&text), releases(found)));
                return Ok(());
            }
            kept.remove(0);
        }
        Ok(())
    }
}
