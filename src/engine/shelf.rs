//! Results that stay true as long as their fingerprint does, between runs. In: results by what they
//! depend upon. Out: the same in a later run. Lies in parts, so that one edit rewrites a few of
//! them; what nobody asked for in a run is forgotten after it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::store::Store;
use crate::base::Fp;

/// Into how many parts results are split.
const PARTS: usize = 32;

/// Results by fingerprint.
pub(super) type Shelf<T> = HashMap<Fp, T>;

/// What a run left for the next one in this process, or the last one on disk.
#[derive(Default)]
pub(super) struct Kept<T>(Option<Arc<Shelf<T>>>);

impl<T: Serialize + DeserializeOwned + Send + Sync> Kept<T> {
    /// What the last run left.
    pub(super) fn get(&mut self, store: &Store, name: &str) -> Arc<Shelf<T>> {
        self.0.get_or_insert_with(|| Arc::new(read(store, name))).clone()
    }

    /// Leaves results for the next run.
    pub(super) fn put(&mut self, store: &Store, name: &str, after: Shelf<T>) {
        let before = self.get(store, name);
        write(store, name, &before, &after);
        self.0 = Some(Arc::new(after));
    }
}

fn read<T: DeserializeOwned + Send>(store: &Store, name: &str) -> Shelf<T> {
    let parts: Vec<Vec<(Fp, T)>> =
        (0..PARTS).into_par_iter().filter_map(|part| store.read(&part_name(name, part))).collect();
    parts.into_iter().flatten().collect()
}

/// Writes the parts in which results came or went; those that stayed are what they were.
fn write<T: Serialize + Sync>(store: &Store, name: &str, before: &Shelf<T>, after: &Shelf<T>) {
    let came = after.keys().filter(|fp| !before.contains_key(fp));
    let went = before.keys().filter(|fp| !after.contains_key(fp));
    let touched: BTreeSet<usize> = came.chain(went).map(|fp| part_of(*fp)).collect();
    let mut parts: Vec<BTreeMap<Fp, &T>> = (0..PARTS).map(|_| BTreeMap::new()).collect();
    #[allow(clippy::iter_over_hash_type, reason = "each part is sorted by fingerprint")]
    for (fp, result) in after.iter().filter(|(fp, _)| touched.contains(&part_of(**fp))) {
        parts[part_of(*fp)].insert(*fp, result);
    }
    touched.par_iter().for_each(|part| store.write(&part_name(name, *part), &parts[*part]));
}

fn part_of(fp: Fp) -> usize {
    fp.bucket(PARTS)
}

fn part_name(name: &str, part: usize) -> String {
    format!("{name}-{part:02}")
}
