//! Tells the program which rules it reads filings by: a fingerprint of the sources that decide what
//! becomes of a file. An index whose files were read by other rules is brought up to date.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What decides how a file is read and kept.
const SOURCES: [&str; 3] = ["src/model", "src/ingest", "src/index"];

fn main() {
    let mut files = Vec::new();
    for folder in SOURCES {
        println!("cargo:rerun-if-changed={folder}");
        gather(Path::new(folder), &mut files);
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in files.iter().filter_map(|file| fs::read(file).ok()).flatten() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    println!("cargo:rustc-env=FILINGS_RULES={hash:016x}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}
