//! Links to files, on terminals that know them (OSC 8).

use std::{fmt::Write, path::Path, sync::LazyLock};

/// The shown words as a link to the file of a path (`archive!member` leads to the archive), where
/// standard output is a terminal that knows links; else the words alone.
#[must_use]
pub fn file(path: &str, shown: &str) -> String {
    static KNOWN: LazyLock<bool> = LazyLock::new(|| supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout));
    if !*KNOWN {
        return shown.to_owned();
    }
    let on_disk = path.split_once('!').map_or(path, |(archive, _)| archive);
    match std::path::absolute(Path::new(on_disk)) {
        Ok(absolute) => format!("\u{1b}]8;;{}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\", url(&absolute.to_string_lossy())),
        Err(_) => shown.to_owned(),
    }
}

/// A path as a `file:` address.
fn url(path: &str) -> String {
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}

#[cfg(test)]
mod tests {
    #[test]
    fn odd_bytes_of_a_path_are_escaped() {
        assert_eq!(super::url("/a b/\u{e9}\u{1b}.txt"), "file:///a%20b/%C3%A9%1B.txt");
    }
}
