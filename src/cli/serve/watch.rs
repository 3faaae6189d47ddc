//! What editors do to the files. In: the events of the file system, or a look at it now and then
//! where there are none (network drives). Out: batches of changed paths. Never tells of reading,
//! of leftovers of editors, or of anything outside `content/` and `themes/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::EventKind;
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::is_skipped;

/// How long nothing must happen before a batch is complete.
const QUIET: Duration = Duration::from_millis(30);

/// How long a batch may grow while files keep changing.
const CAP: Duration = Duration::from_millis(300);

/// How often a polled folder is looked at.
const POLL: Duration = Duration::from_millis(800);

/// The folders that hold sources.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// A site under watch.
pub struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The changed files and folders, below the site's folder.
    pub paths: BTreeSet<PathBuf>,
    /// Events were lost: everything may have changed.
    pub all: bool,
}

/// Why the wait ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Files changed.
    Changed(Batch),
    /// Nothing happened for a while.
    Nothing,
    /// The watch is over.
    Over,
}

impl Watch {
    /// Begins to watch a site, by looking now and then when `poll` is set.
    ///
    /// # Errors
    /// When the system allows no (further) watch.
    pub fn begin(root: &Path, poll: bool) -> notify::Result<Self> {
        let root = root.canonicalize()?;
        let (sender, events) = mpsc::channel();
        let watcher: Box<dyn Watcher + Send> = if poll {
            Box::new(PollWatcher::new(sender, Config::default().with_poll_interval(POLL))?)
        } else {
            Box::new(RecommendedWatcher::new(sender, Config::default())?)
        };
        let mut watch = Self { root, watcher, events };
        // The root itself tells when one of the folders appears.
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            watch.take_in(folder)?;
        }
        Ok(watch)
    }

    /// Waits for the next batch, but no longer than `patience`.
    pub fn next(&mut self, patience: Duration) -> News {
        let mut batch = Batch::default();
        match self.events.recv_timeout(patience) {
            Ok(event) => self.add(event, &mut batch),
            Err(RecvTimeoutError::Timeout) => return News::Nothing,
            Err(RecvTimeoutError::Disconnected) => return News::Over,
        }
        let begun = Instant::now();
        while let Some(left) = CAP.checked_sub(begun.elapsed()) {
            match self.events.recv_timeout(QUIET.min(left)) {
                Ok(event) => self.add(event, &mut batch),
                Err(_) => break,
            }
        }
        if batch.all || !batch.paths.is_empty() { News::Changed(batch) } else { News::Nothing }
    }

    fn add(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        let Ok(event) = event else {
            batch.all = true;
            return;
        };
        batch.all |= event.need_rescan();
        // Our own reading of a file must not start another build.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in &event.paths {
            let Some(path) = path.strip_prefix(&self.root).ok().filter(|path| is_source(path)) else { continue };
            if let Some(folder) = FOLDERS.iter().find(|folder| path == Path::new(folder)) {
                // A folder that has just appeared, or was replaced, needs a watch of its own.
                batch.all = true;
                let _ = self.take_in(folder);
            }
            batch.paths.insert(path.to_owned());
        }
    }

    fn take_in(&mut self, folder: &str) -> notify::Result<()> {
        let path = self.root.join(folder);
        if path.is_dir() { self.watcher.watch(&path, RecursiveMode::Recursive) } else { Ok(()) }
    }
}

/// Whether a path below the site is one that a build reads.
fn is_source(path: &Path) -> bool {
    let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    let inside =
        path.components().next().is_some_and(|first| FOLDERS.iter().any(|folder| first.as_os_str() == *folder));
    inside && parts.all(|part| !is_skipped(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sources_matter() {
        let check = |path: &str, expect: bool| assert_eq!(is_source(Path::new(path)), expect, "{path}");
        check("content/don-vi/a.md", true);
        check("themes/bang-vang/base.html", true);
        check("content", true);
        for path in [
            "public/index.html",
            ".bangvang/x",
            ".git/HEAD",
            "content/.a.md.swp",
            "content/a.md~",
            "content/a.tmp",
            "content/.git/x",
            "a.md",
            "",
        ] {
            check(path, false);
        }
    }
}
