//! A site on disk. In: the site's folder. Out: the regular files of `content/` and `themes/`
//! below it. Never leaves the site through a link, never reads a file above its limit, never
//! opens a pipe or a device, and never writes.
#![allow(clippy::disallowed_methods, reason = "the one door through which files come in")]

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
            .map_err(|error| SourceError::Root { path: self.root.display().to_string(), reason: error.to_string() })?;
        let mut walk = Walk { root: &root, found: Vec::new(), problems: Vec::new() };
        for folder in FOLDERS {
            walk.folder(folder);
        }
        let Walk { found, problems, .. } = walk;
        let stamped: Vec<_> = found.into_par_iter().map(|file| entry(&root, &file)).collect();
        Ok(sorted(stamped, problems, taken_ns))
    }

    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        let problem = |error| SourceProblem::from_io(path.as_str(), &error);
        let file = open(&self.root, path).map_err(problem)?;
        let (size, limit) = (file.metadata().map_err(problem)?.len(), size_limit(path));
        check_size(path.as_str(), size, limit)?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // The file may be growing: no more than the limit is read, whatever its size was.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(problem)?;
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
            Ok(target) => SourceProblem::OutsideLink { path: path(), target: target.display().to_string() },
            Err(error) => SourceProblem::from_io(path(), &error),
        };
        self.problems.push(problem);
        false
    }

    /// A step that could not be made: a loop of links, a link to nothing, a closed folder.
    fn failed(&mut self, error: &walkdir::Error) {
        let at = error.path().unwrap_or(self.root);
        let name = at.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        if is_skipped(&name) {
            return;
        }
        let path = shown(self.root, at);
        let is_link = fs::symlink_metadata(at).is_ok_and(|meta| meta.is_symlink());
        self.problems.push(match error.io_error() {
            None => SourceProblem::Loop { path },
            // The system's own answer to a link that leads to itself.
            Some(_) if is_link && at.canonicalize().is_err_and(|e| !is_missing(&e)) => SourceProblem::Loop { path },
            Some(_) if is_link => SourceProblem::BrokenLink { path },
            Some(error) => SourceProblem::from_io(path, error),
        });
    }
}

/// Asks the file system about one file found.
fn entry(root: &Path, file: &DirEntry) -> Result<Entry, SourceProblem> {
    let path = src_path(root, file.path())?;
    let shown = || shown(root, file.path());
    let meta = file.metadata().map_err(|error| SourceProblem::from_io(shown(), &io::Error::from(error)))?;
    if !meta.is_file() {
        return Err(SourceProblem::NotRegular { path: shown() });
    }
    check_size(path.as_str(), meta.len(), size_limit(&path))?;
    Ok(Entry { path, stamp: stamp(&meta) })
}

/// Sorts what was found and drops the second of two files whose names are the same text.
fn sorted(stamped: Vec<Result<Entry, SourceProblem>>, mut problems: Vec<SourceProblem>, taken_ns: i64) -> Listing {
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
            problems.push(SourceProblem::Twin { path: second.path.to_string() });
        }
        twin
    });
    SourceProblem::sort(&mut problems);
    Listing { entries, problems, taken_ns }
}

/// The path below the site's folder, composed (NFC), with `/` between its parts.
fn src_path(root: &Path, path: &Path) -> Result<SrcPath, SourceProblem> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let Some(text) = below.to_str() else {
        return Err(SourceProblem::NotUtf8Name { path: shown(root, path) });
    };
    let portable = cfg!(windows) || !text.contains('\\');
    let made = if is_nfc(text) { SrcPath::new(text) } else { SrcPath::new(&text.nfc().collect::<String>()) };
    made.filter(|_| portable).ok_or_else(|| SourceProblem::BadName { path: shown(root, path) })
}

/// A path as a message shows it.
fn shown(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { below.replace('\\', "/") } else { below.into_owned() }
}

fn check_size(path: &str, size: u64, limit: u64) -> Result<(), SourceProblem> {
    if size > limit {
        return Err(SourceProblem::TooLarge { path: path.to_owned(), size, limit });
    }
    Ok(())
}

/// Opens a source. Most names on disk are the source's own; one that came from another system
/// is found under the spelling it has there.
fn open(root: &Path, path: &SrcPath) -> io::Result<File> {
    match open_file(root, &root.join(path.as_str())) {
        Err(error) if is_missing(&error) && !path.as_str().is_ascii() => {
            open_file(root, &real_path(root, path).ok_or(error)?)
        }
        result => result,
    }
}

/// Opens a regular file only: opening a pipe would wait for somebody to write into it. A link that
/// took a file's place since the site was listed must not lead out of it either.
fn open_file(root: &Path, path: &Path) -> io::Result<File> {
    let refused = |why| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    let meta = fs::symlink_metadata(path)?;
    if meta.is_symlink() && !path.canonicalize()?.starts_with(root.canonicalize()?) {
        return refused("a link out of the site");
    }
    if !meta.is_file() && !fs::metadata(path)?.is_file() {
        return refused("not a regular file");
    }
    File::open(path)
}

/// Finds the file whose composed path is `path`. Nothing is remembered from the listing, so a
/// file renamed in between is found as well; the folder is searched only for spellings that no
/// known system writes, so that a folder full of foreign names stays cheap.
fn real_path(root: &Path, path: &SrcPath) -> Option<PathBuf> {
    let mut real = root.to_path_buf();
    for part in path.as_str().split('/') {
        let guess = spellings(part).into_iter().map(|name| real.join(name));
        let known = guess.into_iter().find(|guess| fs::symlink_metadata(guess).is_ok());
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
                tones.push(mark);
            } else {
                rest.push(mark);
            }
        });
        half.extend(rest.nfc());
        half.push_str(&tones);
    }
    half
}

/// Looks through a folder for a name that composes to `part`.
fn search(folder: &Path, part: &str) -> Option<PathBuf> {
    let names = fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut same: Vec<String> = names.filter(|name| name.nfc().eq(part.chars())).collect();
    same.sort_unstable();
    same.first().map(|name| folder.join(name))
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

fn stamp(meta: &Metadata) -> Stamp {
    let mtime_ns = meta.modified().map_or(i64::MAX, nanoseconds);
    Stamp { size: meta.len(), mtime_ns, ctime_ns: ctime_ns(meta) }
}

#[cfg(unix)]
fn ctime_ns(meta: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec())
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

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A site of one test, removed after it.
    struct Site(PathBuf);

    impl Site {
        fn new(files: &[&str]) -> Self {
            static NEXT: AtomicUsize = AtomicUsize::new(0);
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("bangvang-disk-{}-{number}", std::process::id());
            let site = Self(std::env::temp_dir().join(name).join("site"));
            fs::create_dir_all(site.0.join("content")).expect("a temporary folder");
            for file in files {
                site.put(OsStr::new(file), b"x");
            }
            site
        }

        fn put(&self, name: &OsStr, bytes: &[u8]) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }

        fn link(&self, target: &str, link: &str) {
            symlink(target, self.0.join(link)).expect("a link");
        }

        fn check(&self, entries: &[&str], problems: &[&str]) {
            let disk = Disk::new(&self.0);
            let listing = disk.list().expect("the site is there");
            let paths: Vec<_> = listing.entries.iter().map(|entry| entry.path.as_str()).collect();
            assert_eq!(paths, entries);
            let root = self.0.parent().expect("it has a folder").canonicalize().expect("it exists");
            let problems_found =
                listing.problems.iter().map(|problem| problem.to_string().replace(&root.display().to_string(), "…"));
            assert_eq!(problems_found.collect::<Vec<_>>(), problems);
            for entry in &listing.entries {
                disk.read(&entry.path).expect("what is listed can be read");
            }
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.parent().expect("it has a folder"));
        }
    }

    #[test]
    fn lists_sources_and_no_leftovers() {
        let site = Site::new(&[
            "content/b.md",
            "content/a/c.md",
            "themes/t/page.html",
            "public/x",
            "content/.git/x",
            "content/b.md~",
            "content/.b.md.swp",
            "content/b.swp",
            "content/b.tmp",
            "content/b.md.bak",
            "content/b.md.orig",
            "content/b.jpg.part",
            "content/#b.md#",
            "content/4913",
            "content/.#b.md",
            "content/Thumbs.db",
            "content/~$b.docx",
        ]);
        site.check(&["content/a/c.md", "content/b.md", "themes/t/page.html"], &[]);
    }

    #[test]
    fn follows_links_only_inside_the_site() {
        let site = Site::new(&["content/a/x.md", "../ngoai/y.md"]);
        site.link("a", "content/trong");
        site.link("../../ngoai", "content/ngoai");
        site.link("../../ngoai/y.md", "content/y.md");
        site.link("..", "content/a/vong");
        site.link("tu-no", "content/tu-no");
        site.link("khong-co", "content/gay");
        site.check(
            &["content/a/x.md", "content/trong/x.md"],
            &[
                "content/a/vong: the link leads back to a folder above it",
                "content/gay: the link leads nowhere",
                "content/ngoai: the link leads out of the site, to …/ngoai",
                "content/trong/vong: the link leads back to a folder above it",
                "content/tu-no: the link leads back to a folder above it",
                "content/y.md: the link leads out of the site, to …/ngoai/y.md",
            ],
        );
    }

    #[test]
    fn composes_names_however_they_are_stored() {
        let (apart, half) = ("content/ye\u{302}\u{301}t/tie\u{302}\u{301}ng.md", "content/vi\u{ea}\u{323}t.md");
        let odd = "content/vie\u{323}\u{302}n/o\u{323}\u{302}\u{ea}.md";
        let site = Site::new(&[apart, half, odd]);
        site.check(&["content/viện/ộê.md", "content/việt.md", "content/yết/tiếng.md"], &[]);
        site.put(OsStr::new("content/việt.md"), b"twin");
        let twin = "content/việt.md: another file has the same name, its accents stored differently";
        site.check(&["content/viện/ộê.md", "content/việt.md", "content/yết/tiếng.md"], &[twin]);
    }

    #[test]
    fn names_what_it_cannot_take() {
        let site = Site::new(&["content/ok.md", "content/a:b.md"]);
        site.put(OsStr::from_bytes(b"content/\xff.md"), b"");
        let _socket = std::os::unix::net::UnixListener::bind(site.0.join("content/o-cam"));
        let large = File::create(site.0.join("content/lon.md")).expect("a file");
        large.set_len(1 << 30).expect("a file with a hole");
        site.check(
            &["content/ok.md"],
            &[
                "content/a:b.md: the file name holds a `:` or a `\\`",
                "content/lon.md: 1073741824 bytes, the limit is 16777216",
                "content/o-cam: not a regular file",
                "content/\u{fffd}.md: the file name is not UTF-8",
            ],
        );
        let path = SrcPath::new("content/lon.md").expect("a relative path");
        let error = Disk::new(&site.0).read(&path);
        assert!(matches!(error, Err(SourceError::File(SourceProblem::TooLarge { .. }))));
    }

    #[test]
    fn a_site_that_is_not_there_is_an_error() {
        let error = Disk::new("/khong/co/trang/nay").list();
        assert!(matches!(error, Err(SourceError::Root { .. })));
    }
}
