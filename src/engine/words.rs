//! The words of each record's own text, for the search index. In: the linked records and what an
//! earlier run found. Out: the words by key, and what is worth remembering. Prose is read again
//! only where a record changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::cache::Cache;
use crate::base::{Facet, Fp, Key};
use crate::catalog::Catalog;
use crate::render::markdown;
use crate::search;

/// Words by the fingerprint of their record.
pub(super) type Words = BTreeMap<Fp, Arc<str>>;

/// In how many parts words are remembered: a run writes only those that changed.
const PARTS: u8 = 32;

/// The words of every public record by key, taken from `before` where they are known.
pub(super) fn gather(catalog: &Catalog, before: &Words) -> (Vec<Arc<str>>, Words) {
    let keys: Vec<Key> = catalog.keys().collect();
    let nothing: Arc<str> = "".into();
    let own: Vec<Arc<str>> = keys
        .par_iter()
        .map(|key| {
            if !catalog.row(*key).public {
                return nothing.clone();
            }
            let known = before.get(&catalog.facet(*key, Facet::Whole));
            known.cloned().unwrap_or_else(|| search::words_of(catalog.record(*key), &markdown::shown).into())
        })
        .collect();
    let public = keys.iter().zip(&own).filter(|(key, _)| catalog.row(**key).public);
    let words = public.map(|(key, words)| (catalog.facet(*key, Facet::Whole), words.clone())).collect();
    (own, words)
}

/// What an earlier run remembered.
pub(super) fn remembered(cache: &Cache) -> Words {
    let parts: Vec<Words> = (0..PARTS).into_par_iter().filter_map(|part| cache.read(&name(part))).collect();
    parts.into_iter().flatten().collect()
}

/// Remembers words for the next run.
pub(super) fn remember(cache: &Cache, words: &Words) {
    let mut parts: Vec<BTreeMap<Fp, &str>> = (0..PARTS).map(|_| BTreeMap::new()).collect();
    for (fp, words) in words {
        let part = u8::from_str_radix(&fp.short(2), 16).unwrap_or(0) % PARTS;
        parts[usize::from(part)].insert(*fp, words);
    }
    parts.par_iter().zip(0..PARTS).for_each(|(words, part)| cache.write(&name(part), words));
}

fn name(part: u8) -> String {
    format!("words-{part:02}")
}
