//! Lists from files: tickers, central index keys, terms.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::diag::{Error, Result};

/// The words of files: one a line or parted by commas, remarks after `#` left out.
///
/// # Errors
/// A file cannot be read, or there is nothing in it; `what` says what was looked for.
pub fn read(paths: &[PathBuf], what: &str) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for path in paths {
        let text = text(path)?;
        let before = all.len();
        all.extend(words(&text));
        if all.len() == before {
            return Err(Error::message(format!("there are no {what} in `{}`", path.display())));
        }
    }
    Ok(all)
}

/// The text of a file, of standard input where it is named `-`.
///
/// # Errors
/// It cannot be read.
pub fn text(path: &Path) -> Result<String> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|cause| Error::io(path, cause))?;
        bytes
    } else {
        fs::read(path).map_err(|cause| Error::io(path, cause))?
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')))
        .map(|word| word.trim_matches(['"', '\'']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_have_lines_commas_and_remarks() {
        let words: Vec<_> = super::words("SONS, CSCO # two\r\n\n# none\n\"BRK.B\"\n").collect();
        assert_eq!(words, ["SONS", "CSCO", "BRK.B"]);
    }
}
