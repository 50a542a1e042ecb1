//! The configuration file: saved queries.
//!
//! ```toml
//! [queries]
//! warnings = "kind:preliminary tone:negative"
//! ```

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    diag::{Error, Result},
    query::Saved,
};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    #[serde(default)]
    queries: BTreeMap<String, String>,
}

/// The saved queries of the file that was named, else of the user's own, which need not be there.
pub fn saved(named: Option<&Path>) -> Result<Saved> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match usual().filter(|path| path.is_file()) {
            Some(path) => path,
            None => return Ok(Saved::default()),
        },
    };
    let text = fs::read_to_string(&path).map_err(|cause| Error::io(&path, cause))?;
    let config: Config = toml::from_str(&text).map_err(|error| {
        Error::message(format!("`{}` cannot be understood: {}", path.display(), error.to_string().trim_end()))
            .hint("saved queries stand under `[queries]`, as in `warnings = \"tone:negative\"`")
    })?;
    Ok(config.queries.into_iter().collect())
}

/// `$XDG_CONFIG_HOME/filings/config.toml`, else `~/.config/filings/config.toml`.
fn usual() -> Option<PathBuf> {
    let folder = match env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env::var_os("HOME")?).join(".config"),
    };
    Some(folder.join("filings/config.toml"))
}
