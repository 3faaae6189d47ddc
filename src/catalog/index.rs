//! Which record an id means. In: kinds and ids, in the order of the catalogue. Out: keys, found
//! by one look: every reference of the site is resolved here, several times over. Never walks
//! its own tables, so that no order of a hash can show.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::key;
use crate::base::Key;
use crate::record::KindId;

/// The ids of each kind.
#[derive(Debug, Default)]
pub(crate) struct Index {
    kinds: Vec<HashMap<Arc<str>, Key, BuildHasherDefault<IdHasher>>>,
}

impl Index {
    /// The index of records that stand in the order of the catalogue.
    pub(crate) fn of<'r>(records: impl Iterator<Item = (KindId, &'r Arc<str>)>) -> Self {
        let mut kinds = Vec::new();
        kinds.resize_with(KindId::ALL.len(), HashMap::default);
        for (at, (kind, id)) in records.enumerate() {
            kinds[kind as usize].insert(Arc::clone(id), key(at));
        }
        Self { kinds }
    }

    /// The record with this id.
    pub(crate) fn find(&self, kind: KindId, id: &str) -> Option<Key> {
        self.kinds.get(kind as usize)?.get(id).copied()
    }
}

/// Hashes one short text at once. Ids come from the site's own files: there is no adversary.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64_with_seed(bytes, self.0);
    }

    /// The mark that ends a text adds nothing to one text.
    fn write_u8(&mut self, _mark: u8) {}
}
