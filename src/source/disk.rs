//! A site on disk. In: the site's folder. Out: the regular files of `content/` and `themes/`
//! below it. Never leaves the site through a link, never reads a file above its limit, never
//! opens a pipe or a device, and never writes.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, char::decompose_canonical, is_nfc};
use walkdir::{DirEntry, WalkDir};

use super::{Entry, Files, Listing, SourceError, SourceProblem, Stamp, is_skipped, size_limit};
use crate::base::SrcPath;

/// The folders of a site that hold sources.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// A site's folder.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The site at `root`; nothing is opened yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The site's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Files for Disk {
    fn list(&self) -> Result<Listing, SourceError> {
        let taken_ns = nanoseconds(SystemTime::now());
        let root = self
            .root
            .canonicalize()
            .map_err(|error| SourceError::Root {
                path: self.root.display().to_string(),
                reason: error.to_string(),
            })?;
        let mut walk = Walk {
            root: &root,
            found: Vec::new(),
            problems: Vec::new(),
        };
        for folder in FOLDERS {
            walk.folder(folder);
        }
        let Walk {
            found, problems, ..
        } = walk;
        let stamped: Vec<_> = found
            .into_par_iter()
            .map(|file| entry(&root, &file))
            .collect();
        Ok(sorted(stamped, problems, taken_ns))
    }

    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        let problem = |error| SourceProblem::from_io(path.as_str(), &error);
        let file = open(&self.root, path).map_err(problem)?;
        let (size, limit) = (file.metadata().map_err(problem)?.len(), size_limit(path));
        check_size(path.as_str(), size, limit)?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // The file may be growing: no more than the limit is read, whatever its size was.
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(problem)?;
        check_size(path.as_str(), bytes.len() as u64, limit)?;
        Ok(bytes.into())
    }
}

/// A walk through the site's folders: which files there are, before anything is asked of them.
struct Walk<'a> {
    root: &'a Path,
    found: Vec<DirEntry>,
    problems: Vec<SourceProblem>,
}

impl Walk<'_> {
    /// Walks one folder of the site; that it is missing is no problem of this stage.
    fn folder(&mut self, name: &str) {
        let start = self.root.join(name);
        if fs::symlink_metadata(&start).is_err() {
            return;
        }
        let mut walk = WalkDir::new(&start).follow_links(true).into_iter();
        while let Some(step) = walk.next() {
            match step {
                Ok(step) if self.is_wanted(&step) => self.take(step),
                Ok(step) if step.file_type().is_dir() => walk.skip_current_dir(),
                Ok(_) => {}
                Err(error) => self.failed(&error),
            }
        }
    }

    fn take(&mut self, step: DirEntry) {
        if !step.file_type().is_dir() {
            self.found.push(step);
        }
    }

    /// Whether the walk should go on with this file or into this folder.
    fn is_wanted(&mut self, step: &DirEntry) -> bool {
        let name = step.file_name().to_string_lossy();
        if is_skipped(&name) {
            return false;
        }
        if !step.path_is_symlink() {
            return true;
        }
        let path = || shown(self.root, step.path());
        let problem = match step.path().canonicalize() {
            Ok(target) if target.starts_with(self.root) => return true,
            Ok(target) => SourceProblem::OutsideLink {
                path: path(),
                target: target.display().to_string(),
            },
            Err(error) => SourceProblem::from_io(path(), &error),
        };
        self.problems.push(problem);
        false
    }

    /// A step that could not be made: a loop of links, a link to nothing, a closed folder.
    fn failed(&mut self, error: &walkdir::Error) {
        let at = error.path().unwrap_or(self.root);
        let name = at
            .file_name()
            .map(std::ffi::OsStr::to_string_lossy)
            .unwrap_or_default();
        if is_skipped(&name) {
            return;
        }
        let path = shown(self.root, at);
        let is_link = fs::symlink_metadata(at).is_ok_and(|meta| meta.is_symlink());
        self.problems.push(match error.io_error() {
            None => SourceProblem::Loop { path },
            // The system's own answer to a link that leads to itself.
            Some(_) if is_link && at.canonicalize().is_err_and(|e| !is_missing(&e)) => {
                SourceProblem::Loop { path }
            }
            Some(_) if is_link => SourceProblem::BrokenLink { path },
            Some(error) => SourceProblem::from_io(path, error),
        });
    }
}

/// Asks the file system about one file found.
fn entry(root: &Path, file: &DirEntry) -> Result<Entry, SourceProblem> {
    let path = src_path(root, file.path())?;
    let shown = || shown(root, file.path());
    let meta = file
        .metadata()
        .map_err(|error| SourceProblem::from_io(shown(), &io::Error::from(error)))?;
    if !meta.is_file() {
        return Err(SourceProblem::NotRegular { path: shown() });
    }
    check_size(path.as_str(), meta.len(), size_limit(&path))?;
    Ok(Entry {
        path,
        stamp: stamp(&meta),
    })
}

/// Sorts what was found and drops the second of two files whose names are the same text.
fn sorted(
    stamped: Vec<Result<Entry, SourceProblem>>,
    mut problems: Vec<SourceProblem>,
    taken_ns: i64,
) -> Listing {
    let mut entries = Vec::with_capacity(stamped.len());
    for result in stamped {
        match result {
            Ok(entry) => entries.push(entry),
            Err(problem) => problems.push(problem),
        }
    }
    entries.par_sort_unstable_by(|a: &Entry, b| a.path.cmp(&b.path));
    entries.dedup_by(|second, first| {
        let twin = second.path == first.path;
        if twin {
            // Which of the two the stamp is of cannot be told: never trust it.
            first.stamp.mtime_ns = i64::MAX;
            problems.push(SourceProblem::Twin {
                path: second.path.to_string(),
            });
        }
        twin
    });
    problems.sort_unstable();
    Listing {
        entries,
        problems,
        taken_ns,
    }
}

/// The path below the site's folder, composed (NFC), with `/` between its parts.
fn src_path(root: &Path, path: &Path) -> Result<SrcPath, SourceProblem> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let Some(text) = below.to_str() else {
        return Err(SourceProblem::NotUtf8Name {
            path: shown(root, path),
        });
    };
    let portable = cfg!(windows) || !text.contains('\\');
    let made = if is_nfc(text) {
        SrcPath::new(text)
    } else {
        SrcPath::new(&text.nfc().collect::<String>())
    };
    made.filter(|_| portable)
        .ok_or_else(|| SourceProblem::BadName {
            path: shown(root, path),
        })
}

/// A path as a message shows it.
fn shown(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if cfg!(windows) {
        below.replace('\\', "/")
    } else {
        below.into_owned()
    }
}

fn check_size(path: &str, size: u64, limit: u64) -> Result<(), SourceProblem> {
    if size > limit {
        return Err(SourceProblem::TooLarge {
            path: path.to_owned(),
            size,
            limit,
        });
    }
    Ok(())
}

/// Opens a source. Most names on disk are the source's own; one that came from another system
/// is found under the spelling it has there.
fn open(root: &Path, path: &SrcPath) -> io::Result<File> {
    match File::open(root.join(path.as_str())) {
        Err(error) if is_missing(&error) && !path.as_str().is_ascii() => {
            File::open(real_path(root, path).ok_or(error)?)
        }
        result => result,
    }
}

/// Finds the file whose composed path is `path`. Nothing is remembered from the listing, so a
/// file renamed in between is found as well; the folder is searched only for spellings that no
/// known system writes, so that a folder full of foreign names stays cheap.
fn real_path(root: &Path, path: &SrcPath) -> Option<PathBuf> {
    let mut real = root.to_path_buf();
    for part in path.as_str().split('/') {
        let guess = spellings(part).into_iter().map(|name| real.join(name));
        let known = guess
            .into_iter()
            .find(|guess| fs::symlink_metadata(guess).is_ok());
        real = known.or_else(|| search(&real, part))?;
    }
    Some(real)
}

/// The ways one Vietnamese name is stored: composed (Windows, Linux), taken apart (macOS), and
/// half apart, letter composed and tone after it (older Vietnamese keyboards: "tổ hợp").
fn spellings(name: &str) -> [String; 3] {
    [name.to_owned(), name.nfd().collect(), half_composed(name)]
}

/// Splits only the tone marks off.
fn half_composed(name: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut half = String::with_capacity(name.len() * 2);
    for letter in name.nfc() {
        let (mut rest, mut tones) = (String::new(), String::new());
        decompose_canonical(letter, |mark| {
            if TONES.contains(&mark) {
                tones.push(mark)
            } else {
                rest.push(mark)
            }
        });
        half.extend(rest.nfc());
        half.push_str(&tones);
    }
    half
}

/// Looks through a folder for a name that composes to `part`.
fn search(folder: &Path, part: &str) -> Option<PathBuf> {
    let names = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut same: Vec<String> = names.filter(|name| name.nfc().eq(part.chars())).collect();
    same.sort_unstable();
    same.first().map(|name| folder.join(name))
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

fn stamp(meta: &Metadata) -> Stamp {
    let mtime_ns = meta.modified().map_or(i64::MAX, nanoseconds);
    Stamp {
        size: meta.len(),
        mtime_ns,
        ctime_ns: ctime_ns(meta),
    }
}

#[cfg(unix)]
fn ctime_ns(meta: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    meta.ctime()
        .saturating_mul(1_000_000_000)
        .saturating_add(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn ctime_ns(_: &Metadata) -> i64 {
    0
}

/// Nanoseconds since 1970, which last until the year 2262.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}
