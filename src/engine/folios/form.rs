//! Traces as bytes. In: pages, or the bytes of a part or a list. Out: the other of the two, or nothing
//! when bytes are damaged. A part begins with a bit for each record, so that one record's pages are found
//! without the rest. Never touches a disk.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Deserialize;

use super::body;
use crate::engine::trace::{Made, Read};
use crate::render::Reads;

/// A block in a part of pages begins with its length.
const LENGTH: usize = 4;

/// A part of pages as bytes: which records they read, then what each reads, then what they are.
pub(super) fn closed(pages: &[Cow<'_, Made<'_>>]) -> Option<Vec<u8>> {
    let reads: Vec<Read<'_>> = pages.iter().map(|made| made.reads).collect();
    let blocks = [marks(&reads), postcard::to_stdvec(&reads).ok()?];
    let mut bytes = Vec::new();
    for block in blocks {
        bytes.extend(u32::try_from(block.len()).ok()?.to_le_bytes());
        bytes.extend(block);
    }
    postcard::to_extend(pages, bytes).ok()
}

/// Which records are read at all, a bit for each.
fn marks(reads: &[Read<'_>]) -> Vec<u8> {
    let mut marks = Vec::new();
    for (key, _) in reads.iter().flat_map(|read| read.records()).map(Reads::record) {
        let at = key.index() / 8;
        marks.resize(marks.len().max(at + 1), 0);
        marks[at] |= 1 << (key.index() % 8);
    }
    marks
}

pub(super) fn is_marked(marks: &[u8], record: u32) -> bool {
    marks.get(record as usize / 8).is_some_and(|marks| marks & (1 << (record % 8)) != 0)
}

/// A block, and what follows it.
pub(super) fn block(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(LENGTH)?;
    rest.split_at_checked(u32::from_le_bytes(length.try_into().ok()?) as usize)
}

pub(super) fn opened(bytes: &[u8]) -> Option<Vec<Made<'_>>> {
    let (_, rest) = block(bytes)?;
    let (reads, rest) = block(rest)?;
    together(postcard::from_bytes(reads).ok()?, rest)
}

pub(super) fn together<'b>(reads: Vec<Read<'b>>, pages: &'b [u8]) -> Option<Vec<Made<'b>>> {
    let mut made: Vec<Made<'b>> = postcard::from_bytes(pages).ok()?;
    if made.len() != reads.len() {
        return None;
    }
    made.iter_mut().zip(reads).for_each(|(made, reads)| made.reads = reads);
    Some(made)
}

/// The spans of a list as one.
pub(super) fn joined<'b, T: Deserialize<'b> + Send>(spans: &'b [Vec<u8>]) -> Option<Vec<T>> {
    let spans = spans.par_iter().map(|bytes| postcard::from_bytes::<Vec<T>>(body(bytes)).ok());
    let spans: Option<Vec<Vec<T>>> = spans.collect();
    Some(spans?.into_iter().flatten().collect())
}
