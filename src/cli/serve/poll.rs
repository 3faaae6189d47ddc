//! A look at the files now and then, where the system tells of no change. In: a site's folder. Out:
//! the paths of which another stamp or other bytes were seen, on a thread of its own. Reads only what
//! its stamp does not prove to be the same; ends when it is dropped.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::source::{Disk, Snapshot};

/// How long the files are left alone between two looks.
const POLL: Duration = Duration::from_millis(800);

/// The same in times of what a look took, so that a large site keeps its machine free.
const REST: u32 = 4;

/// Takes in the paths that changed, or nothing when only a look at everything can tell; says whether
/// anybody still listens.
pub(super) type Tell = Box<dyn Fn(Option<Vec<PathBuf>>) -> bool + Send>;

/// The looks at a site; they end with this value.
pub(super) struct Poll {
    _end: Sender<()>,
}

impl Poll {
    /// Begins: what changes after this call is told, until nobody listens.
    pub(super) fn begin(root: &Path, tell: Tell) -> io::Result<Self> {
        let disk = Disk::new(root);
        let listed = Snapshot::listed(&disk).map_err(io::Error::other)?;
        let (seen, _) = Snapshot::take(&disk, Some(&listed)).map_err(io::Error::other)?;
        let (end, ended) = mpsc::channel();
        std::thread::Builder::new().name("poll".into()).spawn(move || look(&disk, Some(seen), &ended, &*tell))?;
        Ok(Self { _end: end })
    }
}

/// Looks again and again; `seen` is what the last look saw, nothing when the folder was gone.
fn look(disk: &Disk, mut seen: Option<Snapshot>, ended: &Receiver<()>, tell: &dyn Fn(Option<Vec<PathBuf>>) -> bool) {
    let mut rest = POLL;
    while ended.recv_timeout(rest) == Err(RecvTimeoutError::Timeout) {
        let begun = Instant::now();
        let now = Snapshot::take(disk, seen.as_ref()).ok().map(|(now, _)| now.without_bytes(|_| true));
        rest = POLL.max(begun.elapsed() * REST);
        let told = match (&seen, &now) {
            (Some(seen), Some(now)) => Some(paths(seen, now)),
            (None, None) => Some(Vec::new()),
            _ => None,
        };
        seen = now;
        if told.as_ref().is_none_or(|paths| !paths.is_empty()) && !tell(told) {
            return;
        }
    }
}

fn paths(seen: &Snapshot, now: &Snapshot) -> Vec<PathBuf> {
    now.changed_since(seen).into_iter().map(|path| PathBuf::from(path.as_str())).collect()
}
