//! The sources at one moment. In: [`Files`] and, where there is one, the snapshot before. Out:
//! every source with its fingerprint, sorted by path, in an immutable value.
//!
//! Reads only what may have changed. Never holds a file it could not read; that is a
//! [`SourceProblem`].

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Entry, Files, Listing, SourceError, SourceProblem, Stamp};
use crate::base::{Fp, SrcPath};

/// All sources at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: Arc<Vec<Source>>,
    root: Fp,
}

/// One source file.
#[derive(Clone, Debug)]
pub struct Source {
    known: Known,
    bytes: Option<Arc<[u8]>>,
}

/// What may be remembered of a source from one run of the program to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Where the file lies.
    pub path: SrcPath,
    /// Fingerprint of its bytes.
    pub fp: Fp,
    /// What the file system said when it was read.
    pub stamp: Stamp,
    /// Whether an equal stamp proves equal bytes. A file written moments before it was read
    /// may be written again within the same tick of the file system's clock.
    pub settled: bool,
}

impl Snapshot {
    /// Takes a snapshot. What is unchanged since `before` is shared with it and not read again;
    /// see [`Known::settled`] for the one exception.
    ///
    /// # Errors
    /// Only when the site's folder itself cannot be listed.
    pub fn take(files: &dyn Files, before: Option<&Self>) -> Result<(Self, Vec<SourceProblem>), SourceError> {
        let Listing { entries, mut problems, taken_ns } = files.list()?;
        let pairs = pair(entries, before.map_or(&[], |snapshot| snapshot.files()));
        let read: Vec<_> = pairs.into_par_iter().map(|(entry, old)| settle(files, entry, old, taken_ns)).collect();
        let mut sources = Vec::with_capacity(read.len());
        for source in read {
            match source {
                Ok(source) => sources.push(source),
                Err(SourceError::File(problem)) => problems.push(problem),
                Err(fatal) => return Err(fatal),
            }
        }
        SourceProblem::sort(&mut problems);
        Ok((Self::of(sources), problems))
    }

    /// This snapshot with some files as they are now; `None` when one of the paths is new or no plain
    /// file, so that only [`Snapshot::take`] can tell what is there and whether it may be read.
    ///
    /// What is read so is read again by the next full snapshot: nobody has looked at its stamp.
    #[must_use]
    pub fn apply(&self, files: &dyn Files, changed: &[SrcPath]) -> Option<Self> {
        let mut sources = Vec::clone(&self.files);
        for path in changed {
            let at = sources.binary_search_by(|source| source.path().cmp(path));
            match (files.read(path), at) {
                (Ok(bytes), Ok(at)) => {
                    let (fp, stamp) = (Fp::of_bytes(&bytes), Stamp::default());
                    let known = Known { path: path.clone(), fp, stamp, settled: false };
                    sources[at] = Source { known, bytes: Some(bytes) };
                }
                (Err(SourceError::File(SourceProblem::Vanished { .. })), Ok(at)) => drop(sources.remove(at)),
                // Came and went between two looks, as the temporary files of editors do; unless it
                // was a folder, whose files are then still listed.
                (Err(SourceError::File(SourceProblem::Vanished { .. })), Err(_))
                    if self.under(path.as_str()).is_empty() => {}
                _ => return None,
            }
        }
        Some(Self::of(sources))
    }

    /// A snapshot remembered from an earlier run. It holds no bytes: it is there to be the
    /// `before` of [`Snapshot::take`], which then reads only what has changed since.
    #[must_use]
    pub fn remembered(mut known: Vec<Known>) -> Self {
        known.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        known.dedup_by(|a, b| a.path == b.path);
        Self::of(known.into_iter().map(|known| Source { known, bytes: None }).collect())
    }

    /// What the file system says of each file, none of them read: a `before` for [`Snapshot::take`].
    ///
    /// # Errors
    /// Only when the site's folder itself cannot be listed.
    pub fn listed(files: &dyn Files) -> Result<Self, SourceError> {
        let Listing { entries, taken_ns, .. } = files.list()?;
        let known = entries.into_iter().map(|Entry { path, stamp }| {
            let settled = is_settled(stamp, taken_ns);
            Known { path, fp: Fp::default(), stamp, settled }
        });
        Ok(Self::remembered(known.collect()))
    }

    /// The paths that are new, gone or other than in an earlier snapshot, in their order.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Vec<SrcPath> {
        let other = |of: &Self, source: &Source| of.get(source.path()).is_none_or(|same| same.fp() != source.fp());
        let fresh = self.files.iter().filter(|source| other(before, source));
        let gone = before.files.iter().filter(|source| self.get(source.path()).is_none());
        let mut paths: Vec<SrcPath> = fresh.chain(gone).map(|source| source.path().clone()).collect();
        paths.sort();
        paths
    }

    /// The same without the bytes of sources that need not be at hand any more: they are read
    /// again where they are wanted, and are then the same or an error.
    #[must_use]
    pub fn without_bytes(mut self, done: impl Fn(&SrcPath) -> bool) -> Self {
        for source in Arc::make_mut(&mut self.files).iter_mut().filter(|source| done(&source.known.path)) {
            source.bytes = None;
        }
        self
    }

    /// The source at `path`.
    #[must_use]
    pub fn get(&self, path: &SrcPath) -> Option<&Source> {
        let at = self.files.binary_search_by(|source| source.path().cmp(path)).ok()?;
        self.files.get(at)
    }

    /// All sources, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// The sources in a folder and below it (`content/bai-viet`), in the order of their paths.
    #[must_use]
    pub fn under(&self, folder: &str) -> &[Source] {
        let folder = folder.trim_end_matches('/');
        if folder.is_empty() {
            return &self.files;
        }
        let prefix = format!("{folder}/");
        let start = self.files.partition_point(|source| source.path().as_str() < prefix.as_str());
        let tail = &self.files[start..];
        &tail[..tail.partition_point(|source| source.path().as_str().starts_with(&prefix))]
    }

    /// One fingerprint for all paths and bytes: equal roots are equal sites.
    #[must_use]
    pub fn root(&self) -> Fp {
        self.root
    }

    fn of(files: Vec<Source>) -> Self {
        let parts = files.iter().flat_map(|source| [Fp::of_bytes(source.path().as_str().as_bytes()), source.fp()]);
        let root = Fp::all(parts);
        Self { files: Arc::new(files), root }
    }
}

impl Source {
    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &SrcPath {
        &self.known.path
    }

    /// Fingerprint of the bytes.
    #[must_use]
    pub fn fp(&self) -> Fp {
        self.known.fp
    }

    /// All that is worth remembering for the next run.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The bytes, if they were read in this run. They were not if the file is unchanged since
    /// the run that a [`Snapshot::remembered`] comes from; then [`Source::load`] gets them.
    #[must_use]
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        self.bytes.as_ref()
    }

    /// The bytes, read now if need be. They are those of the fingerprint or an error: a file
    /// that has changed since the snapshot is not slipped into it.
    ///
    /// # Errors
    /// When the file cannot be read any more, or is another one by now.
    pub fn load(&self, files: &dyn Files) -> Result<Arc<[u8]>, SourceError> {
        if let Some(bytes) = &self.bytes {
            return Ok(Arc::clone(bytes));
        }
        let bytes = files.read(self.path())?;
        if Fp::of_bytes(&bytes) != self.fp() {
            return Err(SourceProblem::Vanished { path: self.path().to_string() }.into());
        }
        Ok(bytes)
    }
}

/// The coarsest clock a site is likely to lie on: FAT counts in steps of two seconds.
const TICK_NS: i64 = 2_000_000_000;

/// Puts each entry beside the source of the same path; both lists are sorted, so once through.
fn pair(entries: Vec<Entry>, before: &[Source]) -> Vec<(Entry, Option<&Source>)> {
    let mut old = before.iter().peekable();
    let find = |entry: Entry| {
        while old.next_if(|source| source.path() < &entry.path).is_some() {}
        let same = old.peek().filter(|source| source.path().cmp(&entry.path) == Ordering::Equal);
        let same = same.copied();
        (entry, same)
    };
    entries.into_iter().map(find).collect()
}

/// The source of an entry: the old one if it is proven unchanged, else read anew.
fn settle(files: &dyn Files, entry: Entry, old: Option<&Source>, taken_ns: i64) -> Result<Source, SourceError> {
    let same = old.filter(|old| old.known.stamp == entry.stamp);
    if let Some(old) = same.filter(|old| old.known.settled) {
        return Ok(old.clone());
    }
    let bytes = files.read(&entry.path)?;
    let fp = Fp::of_bytes(&bytes);
    let settled = is_settled(entry.stamp, taken_ns);
    // Equal bytes keep the old allocation, so that a new generation shares it.
    let held = same.filter(|old| old.fp() == fp).and_then(|old| old.bytes.clone());
    let known = Known { path: entry.path, fp, stamp: entry.stamp, settled };
    Ok(Source { known, bytes: Some(held.unwrap_or(bytes)) })
}

/// Whether any later write must leave another stamp: the file's clock had moved on by a whole
/// tick before we read it. A time in the future never proves anything.
fn is_settled(stamp: Stamp, taken_ns: i64) -> bool {
    stamp.mtime_ns.max(stamp.ctime_ns) < taken_ns.saturating_sub(TICK_NS)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    use super::super::Memory;
    use super::*;

    /// Files that count how often they are read, listed at a moment of one's choice.
    struct Counted {
        files: Memory,
        reads: AtomicUsize,
        stamp: Stamp,
        taken_ns: i64,
    }

    impl Files for Counted {
        fn list(&self) -> Result<Listing, SourceError> {
            let mut listing = self.files.list()?;
            listing.taken_ns = self.taken_ns;
            for entry in &mut listing.entries {
                entry.stamp = self.stamp;
            }
            Ok(listing)
        }

        fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
            self.reads.fetch_add(1, Relaxed);
            self.files.read(path)
        }
    }

    fn path(path: &str) -> SrcPath {
        SrcPath::new(path).expect("a relative path")
    }

    fn memory(files: &[(&str, &str)]) -> Memory {
        files.iter().map(|(name, text)| (path(name), text.as_bytes())).collect()
    }

    fn take(files: &dyn Files, before: Option<&Snapshot>) -> Snapshot {
        let (snapshot, problems) = Snapshot::take(files, before).expect("memory lists");
        assert_eq!(problems, []);
        snapshot
    }

    #[test]
    fn reads_again_only_what_changed() {
        let mut files = memory(&[("content/a", "1"), ("content/b", "2"), ("content/c", "3")]);
        let first = take(&files, None);
        files.insert(path("content/b"), *b"hai");
        files.remove(&path("content/a"));
        let second = take(&files, Some(&first));
        let same = |name| {
            let bytes = |snapshot: &Snapshot| snapshot.get(&path(name))?.bytes().cloned();
            Arc::ptr_eq(&bytes(&first).expect("read"), &bytes(&second).expect("read"))
        };
        assert!(same("content/c") && !same("content/b"));
        assert!(second.get(&path("content/a")).is_none());
        assert_eq!(second.root(), take(&files, None).root());
        assert_ne!(second.root(), first.root());
    }

    #[test]
    fn reads_again_what_was_written_a_moment_before_it_was_read() {
        let check = |age_ns: i64, expected: usize| {
            let stamp = Stamp { size: 1, mtime_ns: 100 * TICK_NS, ctime_ns: 0 };
            let files = memory(&[("content/a", "1")]);
            let taken_ns = stamp.mtime_ns + age_ns;
            let mut files = Counted { files, reads: AtomicUsize::new(0), stamp, taken_ns };
            let first = take(&files, None);
            files.files.insert(path("content/a"), *b"2");
            let second = take(&files, Some(&first));
            assert_eq!(files.reads.load(Relaxed), expected, "{age_ns}");
            assert_eq!(second.root() == first.root(), expected == 1);
        };
        check(0, 2);
        check(TICK_NS, 2);
        check(TICK_NS + 1, 1);
        check(-5 * TICK_NS, 2);
    }

    #[test]
    fn what_is_remembered_is_not_read_until_it_is_wanted() {
        let mut files = memory(&[("content/a", "1"), ("content/b", "2")]);
        let first = take(&files, None);
        let known = first.files().iter().map(|source| source.known().clone()).collect();
        let second = take(&files, Some(&Snapshot::remembered(known)));
        assert_eq!(second.root(), first.root());
        let source = second.get(&path("content/a")).expect("it is there");
        assert!(source.bytes().is_none());
        assert_eq!(&*source.load(&files).expect("it is readable"), b"1");
        files.insert(path("content/a"), *b"x");
        let gone = SourceProblem::Vanished { path: "content/a".to_owned() };
        assert_eq!(source.load(&files), Err(SourceError::File(gone)));
    }

    #[test]
    fn applying_changes_gives_what_a_new_look_gives() {
        let mut files = memory(&[("content/a", "1"), ("content/b", "2"), ("content/d/e", "3")]);
        let first = take(&files, None);
        files.insert(path("content/b"), *b"hai");
        files.remove(&path("content/a"));
        let changed: Vec<SrcPath> = ["content/a", "content/b", "content/x"].map(path).into();
        let applied = first.apply(&files, &changed).expect("only plain files changed");
        assert_eq!(applied.root(), take(&files, None).root());
        files.insert(path("content/c"), *b"ba");
        for new in ["content/d", "content/c"] {
            assert!(first.apply(&files, &[path(new)]).is_none(), "{new} needs a new look");
        }
    }

    #[test]
    fn what_changed_between_two_looks() {
        let mut files = memory(&[("content/a", "1"), ("content/b", "2"), ("content/c", "3")]);
        let first = take(&files, Some(&Snapshot::listed(&files).expect("memory lists")));
        files.insert(path("content/b"), *b"hai");
        files.insert(path("content/d"), *b"4");
        files.remove(&path("content/a"));
        let second = take(&files, Some(&first));
        assert_eq!(second.changed_since(&first), ["content/a", "content/b", "content/d"].map(path));
        assert_eq!(second.changed_since(&second), []);
    }

    #[test]
    fn a_folder_is_a_range() {
        let files = memory(&[("a", ""), ("a-b/c", ""), ("a/b", ""), ("a/c/d", ""), ("ab", "")]);
        let snapshot = take(&files, None);
        let under = |folder| -> Vec<_> { snapshot.under(folder).iter().map(|source| source.path().as_str()).collect() };
        assert_eq!(under("a"), ["a/b", "a/c/d"]);
        assert_eq!(under("a/"), ["a/b", "a/c/d"]);
        assert_eq!(under("").len(), 5);
        assert!(under("z").is_empty());
    }
}
