//! Embeds the default theme and the statutory honours. In: `themes/bang-vang/` and
//! `src/record/honours/` of this package. Out: a table of site paths and bytes, in path order,
//! that `src/source/embedded.rs` includes, and a fingerprint of the sources. Never fails because one of the folders is missing.
#![allow(clippy::disallowed_methods, reason = "runs before there is a program")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut files = Vec::new();
    collect(&root.join("themes/bang-vang"), "themes/bang-vang", &mut files)?;
    collect(&root.join("src/record/honours"), "content/danh-hieu", &mut files)?;
    files.retain(|(path, _)| !path.starts_with("content/") || path.ends_with(".yaml"));
    // The picture of the theme is for readers of the repository.
    files.retain(|(path, _)| !path.ends_with(".png"));
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=BANGVANG_BUILD={:016x}", fingerprint(&root.join("src"))?);
    fs::write(out.join("embedded.rs"), table(&files))
}

/// Finds the files below a folder and gives each its path in a site.
fn collect(folder: &Path, path: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let (entry, place) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let name = place.to_string_lossy();
        // The leftovers of editors are no part of the program.
        if name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") {
            continue;
        }
        let path = format!("{path}/{name}");
        if entry.is_dir() {
            collect(&entry, &path, files)?;
        } else {
            files.push((path, entry));
        }
    }
    Ok(())
}

/// The table as Rust source.
fn table(files: &[(String, PathBuf)]) -> String {
    let mut source = String::from("&[\n");
    for (path, file) in files {
        // Writing to a string cannot fail.
        let _ = writeln!(source, "    ({path:?}, include_bytes!({:?})),", file.display().to_string());
    }
    source + "]\n"
}

/// A number for the program's own text: another program may parse or render otherwise, so it
/// must not trust what this one remembers.
fn fingerprint(folder: &Path) -> io::Result<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut sources = Vec::new();
    collect(folder, "src", &mut sources)?;
    sources.sort();
    let mut hasher = DefaultHasher::new();
    for (path, file) in sources.iter().filter(|(path, _)| path.ends_with(".rs")) {
        (path, fs::read(file)?).hash(&mut hasher);
    }
    Ok(hasher.finish())
}
