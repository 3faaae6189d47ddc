//! What editors do to the files. In: the events of the file system, or a look at it now and then
//! where there are none (network drives). Out: batches of changed paths. Never tells of reading,
//! of leftovers of editors, or of anything outside `content/` and `themes/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::poll::Poll;
use crate::source::is_skipped;

/// How long nothing must happen before a batch is complete.
const QUIET: Duration = Duration::from_millis(30);

/// How long a batch may grow while files keep changing.
const CAP: Duration = Duration::from_millis(300);

/// The folders that hold sources.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// A site under watch.
pub struct Watch {
    root: PathBuf,
    eyes: Eyes,
    sender: Sender<Heard>,
    heard: Receiver<Heard>,
    /// The site's folder is not the one that is watched any more.
    is_lost: bool,
}

/// Who looks at the files.
enum Eyes {
    System(RecommendedWatcher),
    Poll { _until_dropped: Poll },
}

/// What was told of the files.
enum Heard {
    /// By the system.
    Event(notify::Result<Event>),
    /// By a look at them; `None` means that anything may have changed.
    Paths(Option<Vec<PathBuf>>),
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
        let (sender, heard) = mpsc::channel();
        let eyes = if poll {
            let teller = sender.clone();
            let tell = Box::new(move |paths| teller.send(Heard::Paths(paths)).is_ok());
            Eyes::Poll { _until_dropped: Poll::begin(&root, tell)? }
        } else {
            Eyes::System(watcher(&root, sender.clone())?)
        };
        Ok(Self { root, eyes, sender, heard, is_lost: false })
    }

    /// Waits for the next batch, but no longer than `patience`.
    pub fn next(&mut self, patience: Duration) -> News {
        let mut batch = Batch::default();
        match self.heard.recv_timeout(patience) {
            Ok(heard) => self.add(heard, &mut batch),
            Err(RecvTimeoutError::Timeout) if self.is_found_again() => batch.all = true,
            Err(RecvTimeoutError::Timeout) => return News::Nothing,
            Err(RecvTimeoutError::Disconnected) => return News::Over,
        }
        let begun = Instant::now();
        while let Some(left) = CAP.checked_sub(begun.elapsed()) {
            match self.heard.recv_timeout(QUIET.min(left)) {
                Ok(heard) => self.add(heard, &mut batch),
                Err(_) => break,
            }
        }
        if batch.all || !batch.paths.is_empty() { News::Changed(batch) } else { News::Nothing }
    }

    fn add(&mut self, heard: Heard, batch: &mut Batch) {
        match heard {
            Heard::Event(Ok(event)) => self.add_event(&event, batch),
            Heard::Paths(Some(paths)) => batch.paths.extend(paths),
            Heard::Event(Err(_)) | Heard::Paths(None) => batch.all = true,
        }
    }

    fn add_event(&mut self, event: &Event, batch: &mut Batch) {
        batch.all |= event.need_rescan();
        // Our own reading of a file must not start another build.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let goes = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        self.is_lost |= goes && event.paths.contains(&self.root);
        for path in &event.paths {
            let Some(path) = path.strip_prefix(&self.root).ok().filter(|path| is_source(path)) else { continue };
            if let (Some(folder), Eyes::System(watcher)) =
                (FOLDERS.iter().find(|folder| path == Path::new(folder)), &mut self.eyes)
            {
                // A folder that has just appeared, or was replaced, needs a watch of its own.
                batch.all = true;
                let _ = take_in(watcher, &self.root, folder);
            }
            batch.paths.insert(path.to_owned());
        }
    }

    /// Whether the site's folder was gone and is there again: it is watched anew then, because a watch
    /// ends with the folder and not with its name.
    fn is_found_again(&mut self) -> bool {
        let Eyes::System(watched) = &mut self.eyes else { return false };
        let is_there = self.root.is_dir();
        self.is_lost |= !is_there;
        if !self.is_lost || !is_there {
            return false;
        }
        // One that is being copied just now may not be all there; the next turn tries again.
        let Ok(anew) = watcher(&self.root, self.sender.clone()) else { return false };
        *watched = anew;
        self.is_lost = false;
        true
    }
}

/// The system's watch over the site's folder and those in it that hold sources.
fn watcher(root: &Path, sender: Sender<Heard>) -> notify::Result<RecommendedWatcher> {
    let tell = move |event| drop(sender.send(Heard::Event(event)));
    let mut watcher = RecommendedWatcher::new(tell, Config::default())?;
    // The root itself tells when one of the folders appears.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS {
        take_in(&mut watcher, root, folder)?;
    }
    Ok(watcher)
}

fn take_in(watcher: &mut RecommendedWatcher, root: &Path, folder: &str) -> notify::Result<()> {
    let path = root.join(folder);
    if path.is_dir() { watcher.watch(&path, RecursiveMode::Recursive) } else { Ok(()) }
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
    use std::fs;
    use std::time::SystemTime;

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
            "content/a.md.bak",
            "content/#a.md#",
            "content/4913",
            "content/.git/x",
            "a.md",
            "",
        ] {
            check(path, false);
        }
    }

    /// A site of one test, removed after it.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let site = Self(std::env::temp_dir().join(format!("bangvang-watch-{name}-{}", std::process::id())));
            let _ = fs::remove_dir_all(&site.0);
            site.make("một");
            site
        }

        fn make(&self, text: &str) {
            fs::create_dir_all(self.0.join("content")).expect("a folder");
            fs::write(self.0.join(FILE), text).expect("a file");
        }

        /// Waits until the watch tells of the file, or of everything.
        fn is_heard(watch: &mut Watch) -> bool {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(8) {
                if let News::Changed(batch) = watch.next(Duration::from_millis(50))
                    && (batch.all || batch.paths.contains(Path::new(FILE)))
                {
                    return true;
                }
            }
            false
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const FILE: &str = "content/a.md";

    #[test]
    fn a_site_that_comes_back_is_watched_again() {
        let site = Site::new("back");
        let mut watch = Watch::begin(&site.0, false).expect("a watch");
        fs::remove_dir_all(&site.0).expect("it is there");
        while watch.next(Duration::from_millis(50)) != News::Nothing {}
        site.make("hai");
        assert!(Site::is_heard(&mut watch), "it is there again");
        while watch.next(Duration::from_millis(200)) != News::Nothing {}
        site.make("ba");
        assert!(Site::is_heard(&mut watch), "a save after that");
    }

    #[cfg(unix)]
    #[test]
    fn polling_sees_an_older_copy_and_one_with_the_same_time() {
        let site = Site::new("poll");
        let (file, old) = (site.0.join(FILE), SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000));
        let set = |time: SystemTime| {
            let opened = fs::File::options().write(true).open(&file).expect("the file");
            opened.set_modified(time).expect("a time");
        };
        set(old + Duration::from_secs(60));
        let mut watch = Watch::begin(&site.0, true).expect("a watch");
        for (text, time) in [("hai", old), ("bốn", old), ("năm", old + Duration::from_millis(3))] {
            site.make(text);
            set(time);
            assert!(Site::is_heard(&mut watch), "{text}");
        }
    }
}
