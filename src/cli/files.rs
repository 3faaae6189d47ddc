//! Files that commands write for people. In: a folder, names and bytes. Out: new files, whole or
//! not at all. Never replaces a file that somebody else wrote, unless told which one.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::ui::Failure;

/// Writes a file that must not be there yet, with the folders above it. `None` when it is there.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<Option<()>, Failure> {
    folder_of(path)?;
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(bytes).map(Some).map_err(|error| Failure::io(path, &error)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(Failure::io(path, &error)),
    }
}

/// Puts a file in place of an earlier one in one step; says whether its bytes are new.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    folder_of(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map(|()| true).map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure::io(path, &error)
    })
}

/// The text of a file; `None` when there is none.
pub(super) fn text(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io(path, &error)),
    }
}

/// Whether a folder can be filled: it is missing or empty.
pub(super) fn is_free(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(Failure::io(folder, &error)),
    }
}

/// All files below a folder, in order; none when the folder is missing.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn folder_of(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))
}
