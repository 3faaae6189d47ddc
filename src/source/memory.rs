//! A site held in memory. In: paths and bytes, put there by a test, a draft or the program
//! itself. Out: the same through [`Files`]. Never touches a disk and never reads a clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Files, Listing, SourceError, SourceProblem, Stamp};
use crate::base::{Fp, SrcPath};

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<SrcPath, Arc<[u8]>>,
}

impl Memory {
    /// An empty set of files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file, in place of any earlier one at `path`.
    pub fn insert(&mut self, path: SrcPath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// Takes a file away; whether it was there.
    pub fn remove(&mut self, path: &SrcPath) -> bool {
        self.files.remove(path).is_some()
    }

    /// The bytes at `path`.
    #[must_use]
    pub fn get(&self, path: &SrcPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// Every path held, in order.
    pub fn paths(&self) -> impl Iterator<Item = &SrcPath> {
        self.files.keys()
    }
}

impl Files for Memory {
    fn list(&self) -> Result<Listing, SourceError> {
        let entries = self.files.iter().map(|(path, bytes)| Entry { path: path.clone(), stamp: stamp(bytes) });
        // Later than any stamp, so that no file here ever looks freshly written.
        Ok(Listing { entries: entries.collect(), problems: Vec::new(), taken_ns: i64::MAX })
    }

    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        let found = self.files.get(path).cloned();
        found.ok_or_else(|| SourceProblem::Vanished { path: path.to_string() }.into())
    }
}

impl<B: Into<Arc<[u8]>>> FromIterator<(SrcPath, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (SrcPath, B)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect() }
    }
}

/// A stamp made of the content: the same bytes have the same one at any time, other bytes
/// another. Only 52 bits are taken, some fifty days' worth of nanoseconds.
fn stamp(bytes: &[u8]) -> Stamp {
    let digits = Fp::of_bytes(bytes).short(13);
    let mtime_ns = i64::from_str_radix(&digits, 16).expect("13 hexadecimal digits fit an i64");
    Stamp { size: bytes.len() as u64, mtime_ns, ctime_ns: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_the_content_and_only_with_it() {
        let path = SrcPath::new("content/a.md").expect("a relative path");
        let stamp_of = |text: &str| {
            let memory: Memory = [(path.clone(), text.as_bytes())].into_iter().collect();
            memory.list().expect("memory lists").entries[0].stamp
        };
        assert_eq!(stamp_of("một"), stamp_of("một"));
        assert_ne!(stamp_of("một"), stamp_of("hai"));
    }
}
