//! The words of each record's own text, for the search index. In: the linked records and what an
//! earlier run found. Out: the words by key, and what is worth remembering. Prose is read again
//! only where a record changed.

use std::sync::Arc;

use rayon::prelude::*;

use super::shelf::Shelf;
use crate::base::{Facet, Key};
use crate::catalog::Catalog;
use crate::render::markdown;
use crate::search;

/// Words by the fingerprint of their record.
pub(super) type Words = Shelf<Arc<str>>;

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
