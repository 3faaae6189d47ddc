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
    files: Vec<Source>,
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
    pub fn take(
        files: &dyn Files,
        before: Option<&Self>,
    ) -> Result<(Self, Vec<SourceProblem>), SourceError> {
        let Listing {
            entries,
            mut problems,
            taken_ns,
        } = files.list()?;
        let pairs = pair(entries, before.map_or(&[], |snapshot| &snapshot.files));
        let read: Vec<_> = pairs
            .into_par_iter()
            .map(|(entry, old)| settle(files, entry, old, taken_ns))
            .collect();
        let mut sources = Vec::with_capacity(read.len());
        for source in read {
            match source {
                Ok(source) => sources.push(source),
                Err(SourceError::File(problem)) => problems.push(problem),
                Err(fatal) => return Err(fatal),
            }
        }
        problems.sort_unstable();
        Ok((Self::of(sources), problems))
    }

    /// A snapshot remembered from an earlier run. It holds no bytes: it is there to be the
    /// `before` of [`Snapshot::take`], which then reads only what has changed since.
    #[must_use]
    pub fn remembered(mut known: Vec<Known>) -> Self {
        known.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        known.dedup_by(|a, b| a.path == b.path);
        Self::of(
            known
                .into_iter()
                .map(|known| Source { known, bytes: None })
                .collect(),
        )
    }

    /// The source at `path`.
    #[must_use]
    pub fn get(&self, path: &SrcPath) -> Option<&Source> {
        let at = self
            .files
            .binary_search_by(|source| source.path().cmp(path))
            .ok()?;
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
        let start = self
            .files
            .partition_point(|source| source.path().as_str() < prefix.as_str());
        let tail = &self.files[start..];
        &tail[..tail.partition_point(|source| source.path().as_str().starts_with(&prefix))]
    }

    /// One fingerprint for all paths and bytes: equal roots are equal sites.
    #[must_use]
    pub fn root(&self) -> Fp {
        self.root
    }

    fn of(files: Vec<Source>) -> Self {
        let parts = files
            .iter()
            .flat_map(|source| [Fp::of_bytes(source.path().as_str().as_bytes()), source.fp()]);
        let root = Fp::all(parts);
        Self { files, root }
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
            return Err(SourceProblem::Vanished {
                path: self.path().to_string(),
            }
            .into());
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
        let same = old
            .peek()
            .filter(|source| source.path().cmp(&entry.path) == Ordering::Equal);
        let same = same.copied();
        (entry, same)
    };
    entries.into_iter().map(find).collect()
}

/// The source of an entry: the old one if it is proven unchanged, else read anew.
fn settle(
    files: &dyn Files,
    entry: Entry,
    old: Option<&Source>,
    taken_ns: i64,
) -> Result<Source, SourceError> {
    let same = old.filter(|old| old.known.stamp == entry.stamp);
    if let Some(old) = same.filter(|old| old.known.settled) {
        return Ok(old.clone());
    }
    let bytes = files.read(&entry.path)?;
    let fp = Fp::of_bytes(&bytes);
    let settled = is_settled(entry.stamp, taken_ns);
    // Equal bytes keep the old allocation, so that a new generation shares it.
    let held = same
        .filter(|old| old.fp() == fp)
        .and_then(|old| old.bytes.clone());
    let known = Known {
        path: entry.path,
        fp,
        stamp: entry.stamp,
        settled,
    };
    Ok(Source {
        known,
        bytes: Some(held.unwrap_or(bytes)),
    })
}

/// Whether any later write must leave another stamp: the file's clock had moved on by a whole
/// tick before we read it. A time in the future never proves anything.
fn is_settled(stamp: Stamp, taken_ns: i64) -> bool {
    stamp.mtime_ns.max(stamp.ctime_ns) < taken_ns.saturating_sub(TICK_NS)
}
