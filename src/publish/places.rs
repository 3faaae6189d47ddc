//! Where things lie. In: the published folder and the state folder. Out: the paths of lock,
//! manifest, journal and staging, one set for each published folder. Never writes.

use std::io;
use std::path::{Component, Path, PathBuf, absolute};

use crate::base::Fp;

/// The paths that one published folder needs.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The published folder, its links resolved.
    pub(super) target: PathBuf,
    /// The folder the published one lies in.
    pub(super) parent: PathBuf,
    /// What the last complete run has published.
    pub(super) manifest: PathBuf,
    /// What a run that has begun to change things means to do.
    pub(super) journal: PathBuf,
    /// The next generation of the whole folder.
    pub(super) next: PathBuf,
    /// Where new files wait in the state folder.
    near: PathBuf,
    /// Where they wait when the state folder is on another disk.
    beside: PathBuf,
}

impl Places {
    /// Finds the places; the state folder must exist.
    pub(super) fn new(target: &Path, state: &Path) -> io::Result<Self> {
        let (target, state) = (resolve(target)?, resolve(state)?);
        let parent = target.parent().ok_or(io::ErrorKind::InvalidInput)?.to_path_buf();
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The way from one to the other stays the same when the whole site is moved.
        let key = Fp::of_bytes(way(&state, &target).as_bytes()).short(12);
        Ok(Self {
            manifest: state.join(format!("{key}.manifest")),
            journal: state.join(format!("{key}.journal")),
            near: state.join(format!("{key}.staging")),
            beside: parent.join(format!(".{name}.staging")),
            next: parent.join(format!(".{name}.next")),
            target,
            parent,
        })
    }

    /// The folder where new files wait.
    pub(super) fn staging(&self, is_beside: bool) -> &Path {
        if is_beside { &self.beside } else { &self.near }
    }

    /// Everything an unfinished run may leave behind.
    pub(super) fn leftovers(&self) -> [&Path; 3] {
        [&self.near, &self.beside, &self.next]
    }
}

/// An absolute path without links, as far as it exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = absolute(path)?;
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    match (path.parent().and_then(|parent| parent.canonicalize().ok()), path.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.join(name)),
        _ => Ok(path),
    }
}

/// The way from one absolute folder to another.
fn way(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|part: &Component<'_>| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
