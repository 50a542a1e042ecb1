//! Relative paths: they start from the folder that the first run was started in, wherever others are.

use std::path::{Path, PathBuf};

use super::Payload;

/// Where relative paths of an index start from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Base {
    folder: PathBuf,
    /// Whether the process was started elsewhere.
    is_elsewhere: bool,
}

impl Base {
    /// The base that a commit tells of, seen from `here`; one that is gone, since all was moved, counts for nothing.
    pub fn of(payload: Option<&Payload>, here: Option<&Path>) -> Self {
        let folder = PathBuf::from(payload.map(|payload| payload.base.clone()).unwrap_or_default());
        let is_elsewhere = here.is_some_and(|here| here != folder) && folder.is_absolute() && folder.is_dir();
        Self { folder, is_elsewhere }
    }

    /// The path as the process can open it.
    pub fn located(&self, path: &str) -> String {
        match self.is_elsewhere && Path::new(path).is_relative() {
            true => self.folder.join(path).to_string_lossy().into_owned(),
            false => path.to_owned(),
        }
    }

    /// Roots of a walk, so that what lies below the base can be told: whole where the process is elsewhere.
    pub fn reached(&self, roots: &[PathBuf]) -> Vec<PathBuf> {
        let whole = |root: &PathBuf| root.canonicalize().unwrap_or_else(|_| root.clone());
        if self.is_elsewhere { roots.iter().map(whole).collect() } else { roots.to_vec() }
    }

    /// The path as the index keeps it, where that is another: what was met from elsewhere below the base.
    pub fn kept(&self, path: &str) -> Option<String> {
        let below = Path::new(path).strip_prefix(&self.folder).ok().filter(|_| self.is_elsewhere)?;
        below.to_str().map(str::to_owned)
    }

    /// How the index may keep a path that somebody typed.
    pub fn typed(&self, path: &str) -> Option<String> {
        let whole = std::path::absolute(path).ok()?;
        whole.strip_prefix(&self.folder).ok()?.to_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_found_from_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().to_str().unwrap();
        let seen = |base: &str, here: &Path| {
            let payload = Payload { base: base.to_owned(), ..Payload::default() };
            Base::of(Some(&payload), Some(here))
        };
        let whole = format!("{base}/a/b.txt");
        let (here, elsewhere) = (seen(base, folder.path()), seen(base, Path::new("/")));
        assert_eq!((here.located("a/b.txt").as_str(), here.kept(&whole)), ("a/b.txt", None));
        assert_eq!(elsewhere.located("a/b.txt"), whole);
        assert_eq!(elsewhere.located("/other/b.txt"), "/other/b.txt");
        assert_eq!(elsewhere.kept(&whole).as_deref(), Some("a/b.txt"));
        assert_eq!(elsewhere.kept("/other/b.txt"), None);
        assert_eq!(here.typed(&whole).as_deref(), Some("a/b.txt"));
        assert_eq!(seen("/no/such/folder", Path::new("/")).located("a/b.txt"), "a/b.txt");
        assert_eq!(Base::of(None, Some(Path::new("/"))).located("a/b.txt"), "a/b.txt");
    }
}
