//! The book of honours: every honour that counts, and its parts by year, form, campaign, type of unit,
//! place, level and sort of recipient. In: the linked honours. Out: one list of all and one for each
//! part, in one order. A part that nearly everything falls into is no list: nobody leafs through it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::list::{Division, Item, List, day_of};
use super::{Award, Catalog, lineage};
use crate::base::Key;
use crate::record::common::{RecipientType, System};
use crate::record::kind::honour::HonourLevel;
use crate::record::{KindId, Own};
use crate::text::date::Day;

/// The address of the book, and the parent of its parts.
pub const BOOK: &str = "khen-thuong";
/// The family of the levels of honours.
pub const LEVEL: &str = "cap";
/// The family of the sorts of recipients.
pub const SORT: &str = "nguoi-nhan";

/// How many honours a level or a sort of recipients may have to be a list that anybody would leaf
/// through; beyond it the search narrows it down.
const BROAD: usize = 2000;

/// How many honours are divided in one run.
const RUN: usize = 16_384;

/// The book of honours and its divisions.
pub(super) fn all(catalog: &Catalog) -> Vec<List> {
    let mut order: Vec<u32> = (0..u32::try_from(catalog.awards.len()).unwrap_or(u32::MAX)).collect();
    let counted = |at: &u32| catalog.awards[*at as usize].counts;
    order.retain(counted);
    order.par_sort_by_cached_key(|at| award_order(&catalog.awards[*at as usize], *at));
    let mut parts = parts(catalog, &order);
    parts.retain(|part, items: &mut Vec<u32>| !part.is_broad() || items.len() <= BROAD);
    let mut lists = vec![awards_list(BOOK.into(), "Sổ khen thưởng".into(), String::new(), "", order)];
    lists.extend(parts.into_iter().map(|(part, items)| {
        let (family, slug, label) = part.words(catalog);
        let title = match family {
            "nam" => format!("Khen thưởng năm {label}"),
            "hinh-thuc" => format!("Người, đơn vị nhận {label}"),
            "dia-phuong" => format!("Khen thưởng ở {label}"),
            "dot" => format!("Khen thưởng trong {label}"),
            _ => format!("Khen thưởng: {label}"),
        };
        awards_list(format!("{BOOK}/{family}/{slug}"), title, label, family, items)
    }));
    lists
}

/// The last part of the address of the honours of a level; those of other systems stand apart.
#[must_use]
pub fn level_slug(system: System, level: HonourLevel) -> String {
    match system {
        System::State => level.id().to_owned(),
        other => format!("{}-{}", crate::text::slug::slug(other.vi()), level.id()),
    }
}

/// The parts of the book, each with its honours in the order of all.
fn parts(catalog: &Catalog, order: &[u32]) -> BTreeMap<Part, Vec<u32>> {
    let of_run = |run: &[u32]| {
        let (mut parts, mut places) = (HashMap::<Part, Vec<u32>>::new(), HashMap::new());
        for at in run {
            for part in divisions(catalog, &catalog.awards[*at as usize], &mut places) {
                parts.entry(part).or_default().push(*at);
            }
        }
        parts
    };
    let runs: Vec<HashMap<Part, Vec<u32>>> = order.par_chunks(RUN).map(of_run).collect();
    let mut parts: BTreeMap<Part, Vec<u32>> = BTreeMap::new();
    for (part, honours) in runs.into_iter().flatten() {
        parts.entry(part).or_default().extend(honours);
    }
    parts
}

/// A part of the book of honours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Year(i16),
    Honour(Key),
    Campaign(Key),
    UnitType(&'static str, &'static str),
    Place(Key),
    Level(System, HonourLevel),
    Sort(RecipientType),
}

fn level_label(system: System, level: HonourLevel) -> String {
    match system {
        System::State => level.vi().to_owned(),
        other => format!("{}, {}", other.vi(), level.vi()),
    }
}

impl Part {
    /// Whether nearly everything falls into a few such parts.
    fn is_broad(self) -> bool {
        matches!(self, Self::Level(..) | Self::Sort(_))
    }

    /// Family, address and label.
    fn words(self, catalog: &Catalog) -> (&'static str, String, String) {
        let named = |key: Key| (catalog.record(key).id.to_string(), catalog.row(key).card.title.to_string());
        let (family, (slug, label)) = match self {
            Self::Year(year) => ("nam", (year.to_string(), year.to_string())),
            Self::Honour(key) => ("hinh-thuc", named(key)),
            Self::Campaign(key) => ("dot", named(key)),
            Self::UnitType(id, label) => ("loai-don-vi", (id.to_owned(), label.to_owned())),
            Self::Place(key) => ("dia-phuong", named(key)),
            Self::Level(system, level) => (LEVEL, (level_slug(system, level), level_label(system, level))),
            Self::Sort(sort) => (SORT, (crate::text::slug::slug(sort.vi()), sort.vi().to_owned())),
        };
        (family, slug, label)
    }
}

fn awards_list(path: String, title: String, label: String, family: &'static str, items: Vec<u32>) -> List {
    let parent = if family.is_empty() { "" } else { BOOK };
    let division = if family == "nam" { Division::None } else { Division::Year };
    let items = items.into_iter().map(Item::Award).collect();
    List { path, title: title.into(), label: label.into(), parent, family, awards: true, division, items }
}

/// Newest first; within a day by precedence, then in the decision's own order.
fn award_order(award: &Award, at: u32) -> (Reverse<Option<i16>>, Reverse<Option<Day>>, u32, u32) {
    (Reverse(award.year), Reverse(award.date.as_ref().map(day_of)), award.rank, at)
}

/// The parts of the book that an honour stands in. `places` remembers where units lie.
fn divisions(catalog: &Catalog, award: &Award, places: &mut HashMap<Key, Vec<Key>>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(8);
    parts.extend(award.year.map(Part::Year));
    parts.push(Part::Honour(award.honour));
    parts.extend(award.campaign.map(Part::Campaign));
    if let Own::Honour(honour) = &catalog.record(award.honour).own {
        parts.push(Part::Level(award.system, honour.level));
    }
    parts.extend(award.sort.map(Part::Sort));
    let unit = award.recipient.filter(|key| catalog.record(*key).kind() == KindId::Unit).or(award.unit);
    let Some(unit) = unit else { return parts };
    if let Own::Unit(own) = &catalog.record(unit).own {
        parts.push(Part::UnitType(own.unit_type.id(), own.unit_type.vi()));
    }
    let lies = places.entry(unit).or_insert_with(|| lineage::localities(catalog, unit));
    parts.extend(lies.iter().copied().map(Part::Place));
    parts
}
