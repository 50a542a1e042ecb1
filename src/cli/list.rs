//! Lists from files: tickers, central index keys, terms.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    diag::{Error, Result},
    query,
};

/// What the words of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Trading symbols.
    Tickers,
    /// Central index keys.
    Ciks,
}

impl Listed {
    const fn plural(self) -> &'static str {
        match self {
            Self::Tickers => "tickers",
            Self::Ciks => "central index keys",
        }
    }

    /// The word as the language has it, if it is one of these: `$ACME` and `NYSE:ACME` are `ACME`.
    fn read(self, word: &str) -> Option<&str> {
        const LONGEST: usize = 10;
        match self {
            Self::Tickers => {
                let bare = word.split_once(':').filter(|(market, _)| query::is_exchange(market));
                let bare = bare.map_or(word, |(_, symbol)| symbol);
                let bare = bare.strip_prefix('$').unwrap_or(bare);
                let is_symbol = (1..=LONGEST).contains(&bare.len())
                    && bare.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/'));
                is_symbol.then_some(bare)
            }
            Self::Ciks => {
                let digits = word.strip_prefix("CIK").or(word.strip_prefix("cik")).unwrap_or(word);
                let is_key = (1..=LONGEST).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
                is_key.then_some(digits)
            }
        }
    }
}

/// The words of files: one a line or parted by commas, remarks after `#` left out.
///
/// # Errors
/// A file cannot be read, is no list of such words, or there is nothing in it.
pub fn read(paths: &[PathBuf], listed: Listed) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for path in paths {
        let text = text(path)?;
        if text.contains('\0') {
            return Err(Error::message(format!("`{}` is no list of {}", path.display(), listed.plural())));
        }
        let before = all.len();
        for (number, line) in (1..).zip(text.lines()) {
            for word in words(line) {
                let value = listed.read(word).ok_or_else(|| no_such(path, number, word, listed))?;
                all.push(value.to_owned());
            }
        }
        if all.len() == before {
            return Err(Error::message(format!("there are no {} in `{}`", listed.plural(), path.display())));
        }
    }
    Ok(all)
}

fn no_such(path: &Path, line: usize, word: &str, listed: Listed) -> Error {
    let shown: String = crate::print::one_line(word).chars().take(40).collect();
    let name = if listed == Listed::Tickers { "ticker" } else { "central index key" };
    Error::message(format!("`{}`, line {line}: `{shown}` is no {name}", path.display()))
        .hint("one a line or parted by commas; `#` begins a remark")
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

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split('#')
        .next()
        .unwrap_or_default()
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .map(|word| word.trim_matches(['"', '\'']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_lines_commas_and_remarks() {
        let folder = tempfile::tempdir().unwrap();
        let list = |text: &str| {
            let path = folder.path().join("list");
            fs::write(&path, text).unwrap();
            [path]
        };
        let tickers = |text: &str| read(&list(text), Listed::Tickers).map_err(|error| error.to_string());
        let found = tickers("ACME, CSCO # two\r\n\n# none\n\"BRK.B\"\n$ACMX NYSE:ACMY").unwrap();
        assert_eq!(found, ["ACME", "CSCO", "BRK.B", "ACMX", "ACMY"]);
        assert!(tickers("ACME\n*!\n").unwrap_err().ends_with("line 2: `*!` is no ticker"));
        assert!(tickers("\u{7f}ELF\0\0").unwrap_err().ends_with("is no list of tickers"));
        assert_eq!(read(&list("CIK0000320193;19617"), Listed::Ciks).unwrap(), ["0000320193", "19617"]);
        assert!(read(&list("acme"), Listed::Ciks).is_err());
    }
}
