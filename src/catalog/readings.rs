//! How often records were read. In: counts by address and the linked records. Out: counts by
//! record, and the most read of each kind. An address that a record had before counts for it;
//! what belongs to no public record is left out.

use std::collections::HashMap;

use super::Catalog;
use crate::base::{Fp, Key};
use crate::record::KindId;
use crate::record::reads::{Count, Counts};

/// How many of the most read are known.
const MOST: usize = 10;

/// The reading counts of public records.
#[derive(Debug, Default)]
pub struct Readings {
    by_key: HashMap<Key, Count>,
    /// Every record that was read, most read first.
    ranked: Vec<(Key, Count)>,
}

impl Readings {
    /// Gives counts to records.
    #[must_use]
    pub fn of(catalog: &Catalog, counts: &Counts) -> Self {
        let mut reads = Self::default();
        if counts.is_empty() {
            return reads;
        }
        for key in catalog.keys().filter(|key| catalog.row(*key).public && !catalog.row(*key).card.url.is_empty()) {
            let record = catalog.record(key);
            let former = record.head.aliases.iter().filter(|alias| alias.starts_with('/'));
            let found = std::iter::once(&record.url).chain(former).filter_map(|address| counts.get(address));
            let sum = found
                .copied()
                .reduce(|a, b| Count { count: a.count.saturating_add(b.count), as_of: a.as_of.max(b.as_of) });
            if let Some(sum) = sum.filter(|sum| sum.count > 0) {
                reads.by_key.insert(key, sum);
                reads.ranked.push((key, sum));
            }
        }
        reads.ranked.sort_by_key(|(key, sum)| (std::cmp::Reverse(sum.count), *key));
        reads
    }

    /// The count of a record.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<Count> {
        self.by_key.get(&key).copied()
    }

    /// The most read records, of one kind or of all.
    #[must_use]
    pub fn most(&self, catalog: &Catalog, kind: Option<KindId>) -> Vec<(Key, Count)> {
        let fits = |key: Key| {
            let of = catalog.record(key).kind();
            kind.map_or(of != KindId::Page, |kind| of == kind)
        };
        self.ranked.iter().filter(|(key, _)| fits(*key)).take(MOST).copied().collect()
    }

    /// The fingerprint of the most read.
    #[must_use]
    pub fn most_fp(&self, catalog: &Catalog, kind: Option<KindId>) -> Fp {
        let rows = self.most(catalog, kind);
        Fp::all(rows.iter().map(|(key, count)| Fp::of(&(catalog.record(*key).kind(), &catalog.record(*key).id, count))))
    }
}
