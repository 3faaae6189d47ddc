//! Waiting rooms for new files. In: bytes, from any thread. Out: files on the disk of the
//! published folder, ready to be moved. Never touches the published folder.
//!
//! Each thread has its own room: two threads that make files in one folder wait for each
//! other. For the same reason moves are parted by region, which no two threads share. Where
//! nothing is published yet, files wait as the tree that they will be, and come in one move.

use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::staged::Move;
use super::steps::Steps;
use crate::base::{Fp, OutPath};

/// The room of files that wait as a tree.
pub(super) const TREE: u32 = u32::MAX;

/// Puts the bytes for `path` into the tree, or where that cannot be, into this thread's room; which
/// room that is. That something stands in the way in the tree is for the plan to tell.
pub(super) fn put_in_tree(steps: &Steps, staging: &Path, path: &OutPath, bytes: &[u8]) -> Result<u32, PublishError> {
    let there = waiting(staging, &Move { room: TREE, path: path.clone() });
    // Most pages have a folder of their own, which is never there yet.
    let made = match there.parent().filter(|_| path.as_str().ends_with("/index.html")) {
        Some(folder) => steps.make_folders(folder),
        None => Ok(()),
    };
    match made.and_then(|()| steps.write(&there, bytes)) {
        Ok(()) => Ok(TREE),
        Err(_) => put(steps, staging, path, bytes),
    }
}

/// The tree in which files wait.
pub(super) fn tree(staging: &Path) -> PathBuf {
    staging.join("tree")
}

/// Puts the bytes for `path` into this thread's room; which one that is.
pub(super) fn put(steps: &Steps, staging: &Path, path: &OutPath, bytes: &[u8]) -> Result<u32, PublishError> {
    let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
    let room = u32::try_from(thread).unwrap_or(0);
    let new = Move { room, path: path.clone() };
    steps.write(&waiting(staging, &new), bytes)?;
    Ok(room)
}

/// Where a new file waits.
pub(super) fn waiting(staging: &Path, new: &Move) -> PathBuf {
    if new.room == TREE {
        return tree(staging).join(new.path.as_str());
    }
    let name = Fp::of_bytes(new.path.as_str().as_bytes());
    staging.join(new.room.to_string()).join(name.to_string())
}

/// Parts sorted items so that pages side by side, each in a folder of its own, stay together:
/// making those folders is what threads would wait for.
pub(super) fn by_region<T>(items: &[T], path: impl Fn(&T) -> &OutPath) -> Vec<&[T]> {
    items.chunk_by(|a, b| region(path(a)) == region(path(b))).collect()
}

/// The folder above the one that holds the file.
fn region(path: &OutPath) -> &str {
    path.folder().rsplit_once('/').map_or("", |(above, _)| above)
}
