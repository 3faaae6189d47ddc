//! The numbers of entries. In: what each entry is and a fingerprint of its name. Out: a number
//! that holds kind, year and a place of its own. A newcomer takes a free place and leaves nearly
//! all others where they are, so that hardly any part changes.

use std::collections::BTreeMap;

use crate::base::Fp;
use crate::record::KindId;

/// The sorts of entries, in the order in which equal results stand.
pub(super) const SORTS: &[Sort] = &[
    Sort::Record(KindId::Person),
    Sort::Record(KindId::Unit),
    Sort::Record(KindId::Honour),
    Sort::Record(KindId::Campaign),
    Sort::Line,
    Sort::Record(KindId::Decision),
    Sort::Record(KindId::Document),
    Sort::Record(KindId::Exemplar),
    Sort::Record(KindId::Series),
    Sort::Record(KindId::Article),
    Sort::Record(KindId::Broadcast),
    Sort::Record(KindId::Session),
    Sort::Record(KindId::Consultation),
    Sort::Record(KindId::Page),
];

/// A sort of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A record of a kind.
    Record(KindId),
    /// A recipient that has no record: the entry leads to the decision.
    Line,
}

/// What decides an entry's number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The sort.
    pub sort: Sort,
    /// The year, if it has one.
    pub year: Option<i16>,
    /// The fingerprint of its name.
    pub name: Fp,
}

/// Bits of the place within one sort and year.
const PLACE_BITS: u32 = 21;
/// Bits of the year.
const YEAR_BITS: u32 = 7;
/// The year that stands first; 0 is the code of the latest.
const LATEST: i32 = 2060;
/// How many places there are at least, so that small years do not shift.
const FEWEST: usize = 64;

/// The number of each entry. Entries beyond the places of one sort and year (two million) have
/// none.
pub(super) fn numbers(places: &[Place]) -> Vec<Option<u32>> {
    let mut cells: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        cells.entry(cell(place)).or_default().push(at);
    }
    let mut numbers = vec![None; places.len()];
    for (cell, mut members) in cells {
        members.sort_unstable_by_key(|at| places[*at].name);
        let room = (members.len() * 2).next_power_of_two().clamp(FEWEST, 1 << PLACE_BITS);
        let mut taken = vec![false; room];
        for at in members {
            let wish = hash(places[at].name) % room;
            let Some(free) = (wish..room).chain(0..wish).find(|slot| !taken[*slot]) else { break };
            taken[free] = true;
            numbers[at] = Some(cell << PLACE_BITS | u32::try_from(free).unwrap_or(0));
        }
    }
    numbers
}

/// Kind and year, as the upper bits of a number.
fn cell(place: &Place) -> u32 {
    let sort = SORTS.iter().position(|sort| *sort == place.sort).unwrap_or(SORTS.len());
    let last = (1 << YEAR_BITS) - 1;
    let year = place.year.map_or(last, |year| (LATEST - i32::from(year)).clamp(0, last - 1));
    super::codec::length(sort) << YEAR_BITS | u32::try_from(year).unwrap_or(0)
}

/// The place that a name asks for.
fn hash(name: Fp) -> usize {
    usize::from_str_radix(&name.short(8), 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(names: std::ops::Range<u32>) -> Vec<Place> {
        let place = |n: u32| Place { sort: Sort::Line, year: Some(2019), name: Fp::of(&n) };
        names.map(place).collect()
    }

    #[test]
    fn numbers_are_unique_and_hardly_move() {
        let before = numbers(&places(0..600));
        let after = numbers(&places(0..601));
        let mut seen: Vec<_> = after.iter().flatten().collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 601);
        let moved = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert!(moved <= 4, "{moved} entries moved for one newcomer");
    }

    #[test]
    fn kinds_and_years_sort() {
        let number = |sort, year| numbers(&[Place { sort, year, name: Fp::of(&1) }])[0];
        let unit = Sort::Record(KindId::Unit);
        assert!(number(unit, Some(2020)) < number(unit, Some(2019)));
        assert!(number(unit, Some(1900)) < number(unit, None));
        assert!(number(unit, None) < number(Sort::Line, Some(2024)));
    }
}
