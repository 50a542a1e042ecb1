//! Which files are taken: the globs of `--include` and `--exclude`.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::diag::{Error, Result};

/// Globs that choose files. A pattern without `/` is held against the file's name, one with `/`
/// against the end of its path; the name of a `.gz` or `.zst` file counts without that ending too.
///
/// ```
/// use filings::ingest::walk::Filter;
/// let filter = Filter::new(&["*.txt".into()], &["old/**".into()]).unwrap();
/// assert!(filter.takes("corpus/a.txt"));
/// assert!(filter.takes("corpus/a.txt.gz"));
/// assert!(!filter.takes("corpus/a.htm"));
/// assert!(!filter.takes("corpus/old/a.txt"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl Filter {
    /// Takes what matches any of `include` (everything, if there is none) and none of `exclude`.
    ///
    /// # Errors
    /// When a pattern is no glob.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self> {
        Ok(Self { include: globs(include)?, exclude: globs(exclude)? })
    }

    /// Whether a file, or the member of an archive (`archive.tar!member`), is taken.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        self.included(path) && !self.excluded(path)
    }

    /// Whether a file is to be opened: archives are, for the members they may hold.
    pub(super) fn takes_file(&self, path: &str) -> bool {
        !self.excluded(path) && (is_named_archive(path) || self.included(path))
    }

    fn included(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|globs| matches(globs, path))
    }

    fn excluded(&self, path: &str) -> bool {
        self.exclude.as_ref().is_some_and(|globs| matches(globs, path))
    }
}

fn matches(globs: &GlobSet, path: &str) -> bool {
    let path = path.replace('!', "/");
    let unpacked = path.strip_suffix(".gz").or(path.strip_suffix(".zst"));
    globs.is_match(&path) || unpacked.is_some_and(|path| globs.is_match(path))
}

fn is_named_archive(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".tar", ".zip", ".tgz", ".tar.gz", ".tar.zst", ".tzst"].iter().any(|ending| path.ends_with(ending))
}

fn globs(patterns: &[String]) -> Result<Option<GlobSet>> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        for anywhere in [pattern.clone(), format!("**/{pattern}")] {
            let glob = GlobBuilder::new(&anywhere).literal_separator(true).build();
            set.add(glob.map_err(|error| unreadable(pattern, &error))?);
        }
    }
    set.build().map(Some).map_err(|error| unreadable(&patterns.join(" "), &error))
}

fn unreadable(pattern: &str, error: &globset::Error) -> Error {
    Error::message(format!("`{pattern}` is no glob: {}", error.kind())).hint("write `*.txt` or `2005/**`, in quotes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_opened_for_their_members_unless_excluded() {
        let filter = Filter::new(&["*.txt".to_owned()], &["b.tar".to_owned()]).expect("globs");
        assert!(filter.takes_file("x/a.tar.gz"));
        assert!(!filter.takes_file("x/b.tar"));
        assert!(filter.takes("x/a.tar.gz!in/8k.txt"));
        assert!(!filter.takes("x/a.tar.gz!in/8k.htm"));
    }

    #[test]
    fn a_broken_glob_is_named() {
        let error = Filter::new(&["a[".to_owned()], &[]).expect_err("no glob");
        assert!(error.to_string().starts_with("`a[` is no glob"), "{error}");
    }
}
