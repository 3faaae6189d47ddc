//! The numbers of what pages read, from run to run. In: the traces of the last run, which of its
//! pages were kept, and the pages that were made. Out: how everything looks now under numbers that
//! kept pages know already, and the made pages in these numbers. A number is free again when
//! nothing that is kept reads it; who comes takes the lowest free one. Never touches a disk.

use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::packed::Packed;
use super::trace::{FACETS, Fresh, Made, Pages, Slots, Traces};
use crate::base::{Fp, Key, Named};
use crate::catalog::Catalog;
use crate::record::KindId;
use crate::render::{Reads, World};

/// What stands where a number is free.
const NOBODY: (KindId, &str) = (KindId::ALL[0], "");

/// How everything looks after a run, and the pages that were made in it.
pub(super) struct Numbered<'n> {
    /// Kind and id of each record, by number; without an id when the number is free.
    pub names: Vec<(KindId, &'n str)>,
    /// The facets of each record.
    pub facets: Vec<[Fp; FACETS]>,
    /// Everything else that is read, by number.
    pub named: Vec<Option<Named>>,
    /// How that looks.
    pub looks: Vec<Fp>,
    /// The pages that were made, as they came from the threads: an archive has too many to move them.
    pub fresh: Vec<Vec<Fresh>>,
}

impl<'n> Numbered<'n> {
    /// Numbers what was kept as before, and all else around it.
    #[must_use]
    pub(super) fn of(
        world: &World<'n>,
        before: &Traces<'_>,
        slots: &Slots,
        kept: &[&Made<'_>],
        fresh: Vec<Pages>,
    ) -> Self {
        let catalog = world.catalog;
        let (at, numbers) = records(catalog, slots);
        let (named, looks) = things(world, before, slots, kept, &fresh);
        let places: HashMap<&Named, u32> =
            named.iter().zip(0..).filter_map(|(named, number)| Some((named.as_ref()?, number))).collect();
        let of_pages = |pages: Pages| -> Vec<Fresh> {
            let place = |named: &Named| places.get(named).copied().unwrap_or(u32::MAX);
            let named: Vec<u32> = pages.table.all.iter().map(place).collect();
            pages.made.into_iter().map(|made| renumbered(made, &numbers, &named)).collect()
        };
        let fresh = fresh.into_par_iter().map(of_pages).collect();
        let names = at.iter().map(|key| key.map_or(NOBODY, |key| name(catalog, key))).collect();
        let facets = at.iter().map(|key| key.map(|key| catalog.row(key).facets).unwrap_or_default()).collect();
        Self { names, facets, named, looks, fresh }
    }
}

/// The record behind each number, and the number of each record.
fn records(catalog: &Catalog, slots: &Slots) -> (Vec<Option<Key>>, Vec<u32>) {
    let mut at = slots.now.clone();
    let mut is_known = vec![false; catalog.len()];
    at.iter().flatten().for_each(|key| is_known[key.index()] = true);
    settle(&mut at, catalog.keys().filter(|key| !is_known[key.index()]));
    trim(&mut at);
    let mut numbers = vec![u32::MAX; catalog.len()];
    for (key, number) in at.iter().zip(0..) {
        if let Some(key) = key {
            numbers[key.index()] = number;
        }
    }
    (at, numbers)
}

/// Everything else that is read, and how it looks: what kept pages read stays in its place.
fn things(
    world: &World<'_>,
    before: &Traces<'_>,
    slots: &Slots,
    kept: &[&Made<'_>],
    fresh: &[Pages],
) -> (Vec<Option<Named>>, Vec<Fp>) {
    let used = used(kept, before.named.len());
    let stays = |(named, used): (&Option<Named>, bool)| named.clone().filter(|_| used);
    let mut named: Vec<Option<Named>> = before.named.iter().zip(used).map(stays).collect();
    let mut looks = slots.looks.clone();
    named.iter().zip(&mut looks).filter(|(named, _)| named.is_none()).for_each(|(_, fp)| *fp = Fp::default());
    let there: HashSet<&Named> = named.iter().flatten().collect();
    let read: BTreeSet<&Named> = fresh.iter().flat_map(|pages| &pages.table.all).collect();
    let come: Vec<Named> = read.into_iter().filter(|one| !there.contains(one)).cloned().collect();
    let places = settle(&mut named, come.into_iter());
    trim(&mut named);
    looks.resize(named.len(), Fp::default());
    let looked: Vec<Fp> = places.par_iter().map(|at| look(world, named[*at].as_ref())).collect();
    places.iter().zip(looked).for_each(|(at, fp)| looks[*at] = fp);
    (named, looks)
}

fn look(world: &World<'_>, named: Option<&Named>) -> Fp {
    named.map(|named| world.named_fp(named)).unwrap_or_default()
}

/// Puts those who come where nobody is, lowest first, then behind all; says where they are.
fn settle<T>(all: &mut Vec<Option<T>>, come: impl Iterator<Item = T>) -> Vec<usize> {
    let mut at = 0;
    let mut place = |one: T| {
        while all.get(at).is_some_and(Option::is_some) {
            at += 1;
        }
        match all.get_mut(at) {
            Some(free) => *free = Some(one),
            None => all.push(Some(one)),
        }
        at
    };
    come.map(&mut place).collect()
}

/// Forgets free numbers behind all others.
fn trim<T>(all: &mut Vec<Option<T>>) {
    all.truncate(all.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
}

/// Which things any kept page reads.
fn used(kept: &[&Made<'_>], things: usize) -> Vec<bool> {
    let none = || vec![false; things];
    let mark = |mut used: Vec<bool>, made: &&Made<'_>| {
        for number in made.reads.named() {
            if let Some(used) = used.get_mut(number as usize) {
                *used = true;
            }
        }
        used
    };
    let both = |mut one: Vec<bool>, other: Vec<bool>| {
        one.iter_mut().zip(other).for_each(|(one, other)| *one |= other);
        one
    };
    kept.par_iter().fold(none, mark).reduce(none, both)
}

fn renumbered(made: Fresh, records: &[u32], named: &[u32]) -> Fresh {
    let record = |read: u32| {
        let (key, facet) = Reads::record(read);
        Some(Reads::number(Key(*records.get(key.index())?), facet))
    };
    let named = sorted(made.named.iter().filter_map(|read| named.get(read as usize).copied()));
    Fresh { records: sorted(made.records.iter().filter_map(record)), named, ..made }
}

fn sorted(numbers: impl Iterator<Item = u32>) -> Packed {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    Packed::of(numbers)
}

fn name(catalog: &Catalog, key: Key) -> (KindId, &str) {
    let record = catalog.record(key);
    (record.kind(), &record.id)
}

#[cfg(test)]
mod tests {
    use super::{settle, trim};

    #[test]
    fn who_comes_takes_the_lowest_free_place_and_nobody_moves() {
        let mut all = vec![Some('a'), None, Some('c'), None];
        assert_eq!(settle(&mut all, ['x', 'y', 'z'].into_iter()), [1, 3, 4]);
        assert_eq!(all, [Some('a'), Some('x'), Some('c'), Some('y'), Some('z')]);
        assert!(settle(&mut all, std::iter::empty()).is_empty());
        assert_eq!(settle(&mut Vec::new(), ['q'].into_iter()), [0]);
    }

    #[test]
    fn free_numbers_behind_all_others_are_forgotten() {
        let mut all = vec![None, Some(1), None, None];
        trim(&mut all);
        assert_eq!(all, [None, Some(1)]);
        all.fill(None);
        trim(&mut all);
        assert!(all.is_empty());
    }
}
