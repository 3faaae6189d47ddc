//! A look into the traces without opening them all. In: the folder of the traces. Out: the page at a
//! path, or the pages that read a thing; only parts that can tell are read. Nothing when one of them is
//! damaged, so that half an answer is never taken for one.

use rayon::prelude::*;

use super::form::{block, is_marked, joined, opened, together};
use super::{Folder, LIST, List, NAMED, NAMES, PAGES, body};
use crate::base::{Fp, Named};
use crate::engine::store::Store;
use crate::engine::trace::{Made, Read, part_of};
use crate::record::KindId;

/// The traces on the disk, of which only the names are read; pages are read when they are asked for.
pub(in crate::engine) struct Leafed {
    folder: Folder,
    pages: Vec<Fp>,
    names: Vec<Vec<u8>>,
    named: Vec<Vec<u8>>,
}

impl Leafed {
    /// What is there; nothing when the list or a name is damaged.
    pub(in crate::engine) fn read(store: &Store) -> Option<Self> {
        let folder = Folder::of(store);
        let List { seals, pages } = store.read(LIST)?;
        let (names, named) = (folder.whole(NAMES, &seals.names)?, folder.whole(NAMED, &seals.named)?);
        Some(Self { folder, pages, names, named })
    }

    /// Kind and id of each record, by number; without an id when the number is free.
    pub(in crate::engine) fn names(&self) -> Option<Vec<(KindId, &str)>> {
        joined(&self.names)
    }

    /// Everything else that was read, by number.
    pub(in crate::engine) fn named(&self) -> Option<Vec<Option<Named>>> {
        joined(&self.named)
    }

    /// Looks at the page at a path, or at none; nothing when its part is damaged.
    pub(in crate::engine) fn page<T>(&self, out: &str, look: impl FnOnce(Option<&Made<'_>>) -> T) -> Option<T> {
        let at = part_of(out, self.pages.len());
        let Some(seal) = self.pages.get(at) else { return Some(look(None)) };
        let bytes = self.folder.read(PAGES, at, *seal)?;
        let made = opened(body(&bytes))?;
        let at = made.binary_search_by(|made| made.out.cmp(out)).ok();
        Some(look(at.map(|at| &made[at])))
    }

    /// What there is to say of pages that read something, by path; nothing when a part is damaged.
    /// When that is of one record, parts whose pages do not read the record are passed over.
    pub(in crate::engine) fn pages<T: Send + Ord>(
        &self,
        record: Option<u32>,
        of_reads: impl Fn(Read<'_>) -> bool + Sync,
        look: impl Fn(&Made<'_>) -> T + Sync,
    ) -> Option<Vec<T>> {
        let part = |buffer: &mut Vec<u8>, (at, seal): (usize, &Fp)| -> Option<Vec<T>> {
            self.folder.read_into(PAGES, at, *seal, buffer)?;
            let (records, rest) = block(body(buffer))?;
            if record.is_some_and(|record| !is_marked(records, record)) {
                return Some(Vec::new());
            }
            let (reads, rest) = block(rest)?;
            let reads: Vec<Read<'_>> = postcard::from_bytes(reads).ok()?;
            if !reads.iter().any(|read| of_reads(*read)) {
                return Some(Vec::new());
            }
            let made = together(reads, rest)?;
            Some(made.iter().filter(|made| of_reads(made.reads)).map(&look).collect())
        };
        let found: Option<Vec<Vec<T>>> = self.pages.par_iter().enumerate().map_init(Vec::new, part).collect();
        let mut found: Vec<T> = found?.into_iter().flatten().collect();
        found.sort_unstable();
        Some(found)
    }
}
