//! What ships inside the program: the default theme and the statutory honours. In: the table that
//! the build script made. Out: the same as [`Files`], to be laid under a site's own files.
//! Never touches a disk; the bytes are part of the program.

use std::sync::Arc;

use super::{Entry, Files, Listing, SourceError, SourceProblem, Stamp};
use crate::base::{Fp, SrcPath};

/// The files inside the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

/// Every embedded file with its path in a site, in path order.
#[must_use]
pub fn files() -> &'static [(&'static str, &'static [u8])] {
    TABLE
}

/// Whether a path is one of an embedded file.
#[must_use]
pub fn has(path: &SrcPath) -> bool {
    TABLE.binary_search_by_key(&path.as_str(), |(path, _)| path).is_ok()
}

impl Files for Embedded {
    fn list(&self) -> Result<Listing, SourceError> {
        let entries =
            TABLE.iter().filter_map(|(path, bytes)| Some(Entry { path: SrcPath::new(path)?, stamp: stamp(bytes) }));
        // Later than any stamp, so that no file here ever looks freshly written.
        Ok(Listing { entries: entries.collect(), problems: Vec::new(), taken_ns: i64::MAX })
    }

    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        let found = TABLE.binary_search_by_key(&path.as_str(), |(path, _)| path).map(|at| TABLE[at].1);
        found.map(Into::into).map_err(|_| SourceProblem::Vanished { path: path.to_string() }.into())
    }
}

static TABLE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A stamp made of the content, so that a new version of the program is noticed.
fn stamp(bytes: &[u8]) -> Stamp {
    let mtime_ns = i64::from_str_radix(&Fp::of_bytes(bytes).short(13), 16).unwrap_or(0);
    Stamp { size: bytes.len() as u64, mtime_ns, ctime_ns: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_file_can_be_read() {
        let listing = Embedded.list().unwrap_or_default();
        assert_eq!(listing.entries.len(), files().len());
        assert!(listing.entries.is_sorted_by(|a, b| a.path < b.path));
        for (entry, (path, bytes)) in listing.entries.iter().zip(files()) {
            assert_eq!(entry.path.as_str(), *path);
            assert_eq!(Embedded.read(&entry.path).as_deref(), Ok(*bytes));
        }
        let stranger = SrcPath::new("content/stranger.yaml").expect("a sound path");
        assert!(Embedded.read(&stranger).is_err());
    }
}
