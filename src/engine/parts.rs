//! Parsed files between runs. In: what was parsed, and whose files that is new of. Out: all of it in
//! a later run, or a few records without the rest. Lies in parts, so that one edit rewrites one
//! part; each begins with a list of what it holds and whom that names. What is damaged or of
//! another version of the program is not there.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::load::{Entry, ParsedFiles};
use super::store::{HEAD, header, read_file, read_head, write_file};
use crate::base::{Fp, SrcPath};
use crate::catalog::standing;
use crate::record::{KindId, Record};

/// Into how many parts the parsed files are split.
const PARTS: usize = 64;

/// Length of the number that follows the header: how many bytes the list takes.
const LENGTH: usize = 4;

/// A folder of parts.
pub(super) struct Parts {
    folder: PathBuf,
}

/// What the list of a part says of one file, so that few of them need be opened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed<'a> {
    path: &'a str,
    size: u32,
    sum: Fp,
    /// Kind and id, as a number; nothing when the file could not be read.
    pub(super) name: Option<u64>,
    /// The names of all it refers to, as numbers of eight bytes.
    names: &'a [u8],
    /// When it hides nothing, see [`standing::open_span`].
    pub(super) open: Option<(i64, i64)>,
    /// Whether it annuls another.
    pub(super) annuls: bool,
}

/// A part's list as it lies in memory.
pub(super) struct Contents {
    part: usize,
    bytes: Vec<u8>,
}

/// Where the bytes of a remembered file are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    part: usize,
    at: u64,
    size: u32,
    sum: Fp,
}

impl Listed<'_> {
    /// The names of all it refers to.
    pub(super) fn names(&self) -> impl Iterator<Item = u64> + '_ {
        self.names.as_chunks().0.iter().map(|bytes| u64::from_le_bytes(*bytes))
    }
}

/// A record's name as a number. Two names with one number are taken for one, which opens a record
/// too many and none too few.
pub(super) fn number(kind: KindId, id: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), kind as u64)
}

impl Parts {
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Everything that was parsed.
    pub(super) fn all(&self) -> ParsedFiles {
        let parts: Vec<Vec<(SrcPath, Arc<Entry>)>> =
            (0..PARTS).into_par_iter().map(|part| self.read(part).unwrap_or_default()).collect();
        let mut all = ParsedFiles::with_capacity(parts.iter().map(Vec::len).sum());
        all.extend(parts.into_iter().flatten());
        all
    }

    fn read(&self, part: usize) -> Option<Vec<(SrcPath, Arc<Entry>)>> {
        let bytes = read_file(&self.path(part))?;
        let (list, mut bodies) = sound(&bytes)?;
        let mut found = Vec::with_capacity(list.len());
        for one in list {
            let (body, rest) = bodies.split_at_checked(one.size as usize)?;
            bodies = rest;
            let entry = (Fp::of_bytes(body) == one.sum).then(|| postcard::from_bytes::<Entry>(body).ok()).flatten();
            found.extend(SrcPath::new(one.path).zip(entry.map(Arc::new)));
        }
        Some(found)
    }

    /// Keeps what was parsed; only parts with a file that changed are written. Returns whether all of
    /// them were.
    pub(super) fn save(&self, parsed: &ParsedFiles, changed: &HashSet<SrcPath>) -> bool {
        let touched: HashSet<usize> = changed.iter().map(part_of).collect();
        let mut parts: BTreeMap<usize, BTreeMap<&SrcPath, &Entry>> =
            touched.iter().map(|part| (*part, BTreeMap::new())).collect();
        #[allow(clippy::iter_over_hash_type, reason = "each part is sorted by path")]
        for (path, entry) in parsed {
            if let Some(part) = parts.get_mut(&part_of(path)) {
                part.insert(path, entry);
            }
        }
        parts.par_iter().map(|(part, entries)| self.write(*part, entries)).all(|written| written.is_some())
    }

    fn write(&self, part: usize, entries: &BTreeMap<&SrcPath, &Entry>) -> Option<()> {
        let (mut rows, mut bodies) = (Vec::new(), Vec::new());
        for (path, entry) in entries {
            let from = bodies.len();
            bodies = postcard::to_extend(entry, bodies).ok()?;
            rows.push((*path, entry.parsed.record.as_deref(), from..bodies.len()));
        }
        let ties: Vec<Vec<u8>> = rows.iter().map(|(_, record, _)| record.map(ties).unwrap_or_default()).collect();
        let list: Vec<Listed<'_>> = rows
            .iter()
            .zip(&ties)
            .map(|((path, record, range), names)| Listed {
                path: path.as_str(),
                size: u32::try_from(range.len()).unwrap_or(u32::MAX),
                sum: Fp::of_bytes(&bodies[range.clone()]),
                name: record.map(|record| number(record.kind(), &record.id)),
                names,
                open: record.and_then(standing::open_span),
                annuls: record.is_some_and(|record| standing::annuls(record).next().is_some()),
            })
            .collect();
        let list = postcard::to_stdvec(&list).ok()?;
        let length = u32::try_from(list.len()).unwrap_or(u32::MAX).to_le_bytes();
        let (head, path) = (header(&list), self.path(part));
        // The list holds the fingerprints of the bodies.
        if read_head(&path).is_none_or(|there| there != head) {
            write_file(&self.folder, &path, &[&head, &length, &list, &bodies]).ok()?;
        }
        Some(())
    }

    /// The lists of those parts that hold one of these files; nothing when one is damaged.
    pub(super) fn contents(&self, present: u64) -> Option<Vec<Contents>> {
        let parts: Vec<usize> = (0..PARTS).filter(|part| present & (1 << part) != 0).collect();
        parts.into_par_iter().map(|part| self.list(part)).collect()
    }

    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    fn list(&self, part: usize) -> Option<Contents> {
        use std::io::Read as _;
        let mut file = std::fs::File::open(self.path(part)).ok()?;
        let mut head = [0; HEAD + LENGTH];
        file.read_exact(&mut head).ok()?;
        let (head, length) = head.split_at(HEAD);
        let length = u32::from_le_bytes(length.try_into().ok()?);
        let mut bytes = Vec::new();
        file.take(u64::from(length)).read_to_end(&mut bytes).ok()?;
        (header(&bytes) == head).then_some(Contents { part, bytes })
    }

    /// One remembered file.
    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    pub(super) fn entry(&self, spot: Spot) -> Option<Entry> {
        use std::io::{Read as _, Seek as _, SeekFrom};
        let mut file = std::fs::File::open(self.path(spot.part)).ok()?;
        file.seek(SeekFrom::Start(spot.at)).ok()?;
        let mut bytes = Vec::new();
        file.take(u64::from(spot.size)).read_to_end(&mut bytes).ok()?;
        (Fp::of_bytes(&bytes) == spot.sum).then(|| postcard::from_bytes(&bytes).ok()).flatten()
    }

    fn path(&self, part: usize) -> PathBuf {
        self.folder.join(format!("parsed-{part:02}"))
    }
}

impl Contents {
    /// What the part holds, with the place of each.
    pub(super) fn open(&self) -> Option<Vec<(Listed<'_>, Spot)>> {
        let list: Vec<Listed<'_>> = postcard::from_bytes(&self.bytes).ok()?;
        let mut at = (HEAD + LENGTH + self.bytes.len()) as u64;
        let placed = list.into_iter().map(|one| {
            let spot = Spot { part: self.part, at, size: one.size, sum: one.sum };
            at += u64::from(one.size);
            (one, spot)
        });
        Some(placed.collect())
    }
}

/// Which parts hold any of these files, as a set of bits.
pub(super) fn present<'p>(paths: impl Iterator<Item = &'p SrcPath>) -> u64 {
    paths.fold(0, |set, path| set | 1 << part_of(path))
}

fn sound(bytes: &[u8]) -> Option<(Vec<Listed<'_>>, &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let (length, rest) = rest.split_at_checked(LENGTH)?;
    let (list, bodies) = rest.split_at_checked(u32::from_le_bytes(length.try_into().ok()?) as usize)?;
    (header(list) == head).then(|| Some((postcard::from_bytes(list).ok()?, bodies))).flatten()
}

fn ties(record: &Record) -> Vec<u8> {
    let mut all: Vec<u64> = record.links.iter().map(|link| number(link.kind, &link.id)).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().flat_map(u64::to_le_bytes).collect()
}

fn part_of(path: &SrcPath) -> usize {
    Fp::of(path).bucket(PARTS)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test damages what lies on the disk")]
mod tests {
    use super::*;
    use crate::record::Parsed;

    fn path(text: &str) -> SrcPath {
        SrcPath::new(text).expect("a sound path")
    }

    fn some(count: usize) -> ParsedFiles {
        let parsed = || Parsed { record: None, whole: Fp::default(), diags: Vec::new(), asked: Vec::new() };
        let entry = |n: usize| Arc::new(Entry { fp: Fp::of(&n), beside: Vec::new(), parsed: parsed() });
        (0..count).map(|n| (path(&format!("content/trang/thu-{n}.md")), entry(n))).collect()
    }

    fn fps(files: &ParsedFiles) -> BTreeMap<String, Fp> {
        files.iter().map(|(path, entry)| (path.to_string(), entry.fp)).collect()
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("bangvang-parts-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn comes_back_whole_and_one_by_one() {
        let (folder, files) = (folder("whole"), some(300));
        let parts = Parts::at(folder.clone());
        parts.save(&files, &files.keys().cloned().collect());
        assert_eq!(fps(&parts.all()), fps(&files));
        let contents = parts.contents(present(files.keys())).expect("sound lists");
        let mut alone = BTreeMap::new();
        for part in &contents {
            for (one, spot) in part.open().expect("a sound list") {
                alone.insert(one.path.to_owned(), parts.entry(spot).expect("a sound entry").fp);
            }
        }
        assert_eq!(alone, fps(&files));
        std::fs::remove_dir_all(folder).expect("the test's own folder");
    }

    #[test]
    fn only_parts_with_changes_are_written() {
        let (folder, mut files) = (folder("change"), some(300));
        let parts = Parts::at(folder.clone());
        parts.save(&files, &files.keys().cloned().collect());
        let gone = path("content/trang/thu-7.md");
        files.remove(&gone);
        let old = |part: usize| std::fs::read(parts.path(part)).ok();
        let before: Vec<_> = (0..PARTS).map(old).collect();
        parts.save(&files, &[gone.clone()].into());
        let differ: Vec<usize> = (0..PARTS).filter(|part| old(*part) != before[*part]).collect();
        assert_eq!(differ, [part_of(&gone)]);
        assert_eq!(fps(&parts.all()), fps(&files));
        std::fs::remove_dir_all(folder).expect("the test's own folder");
    }

    #[test]
    fn damage_is_never_read() {
        let (folder, files) = (folder("damage"), some(300));
        let parts = Parts::at(folder.clone());
        parts.save(&files, &files.keys().cloned().collect());
        let (all, spoilt) = (fps(&files), parts.path(5));
        let sound = std::fs::read(&spoilt).expect("a part");
        for at in 0..sound.len() {
            let mut bytes = sound.clone();
            bytes[at] ^= 0x41;
            std::fs::write(&spoilt, &bytes).expect("the test's own file");
            let found = fps(&parts.all());
            assert!(found.len() < all.len(), "byte {at} is not missed");
            assert!(found.iter().all(|(path, fp)| all[path] == *fp), "byte {at} gives something else");
        }
        std::fs::write(&spoilt, &sound[..sound.len() / 2]).expect("the test's own file");
        assert!(parts.all().len() < all.len());
        std::fs::remove_dir_all(folder).expect("the test's own folder");
    }
}
