//! Every list of records: by kind, year, unit type, sector, section, letter, month and number; what a
//! list is, and how its pages are told apart. In: the linked records. Out: ordered items with an
//! address each. Each list is bounded in depth: home, list, part (year, letter), page, record.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Catalog, award, lineage};
use crate::base::{Fp, Key};
use crate::record::kind::{KindId, Unit};
use crate::record::{Own, Record};
use crate::text::collate;
use crate::text::date::Day;

/// How many records stand on one page of a list.
const CARDS_PER_PAGE: usize = 100;
/// How many honours stand on one page of a list.
const AWARDS_PER_PAGE: usize = 200;

/// How many numbers of decisions stand in one list.
pub const NUMBERS_PER_LIST: u32 = 100;

/// One entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A record.
    Record(Key),
    /// An honour, by its number in the catalogue.
    Award(u32),
}

impl Item {
    /// The record, when the entry is one.
    #[must_use]
    pub fn record(self) -> Option<Key> {
        match self {
            Self::Record(key) => Some(key),
            Self::Award(_) => None,
        }
    }
}

/// How a list's page is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Division {
    /// One run.
    None,
    /// A heading for each year.
    Year,
}

/// A list of records or honours.
#[derive(Debug)]
pub struct List {
    /// The address without slashes around it: `khen-thuong/nam/2019`.
    pub path: String,
    /// The heading.
    pub title: Arc<str>,
    /// The short name beside its siblings; empty for a list without any.
    pub label: Arc<str>,
    /// The list it is a part of; lists of one parent are siblings by family.
    pub parent: &'static str,
    /// What divides the parent: "nam", "van", "hinh-thuc"; empty for a main list.
    pub family: &'static str,
    /// Whether entries are honours.
    pub awards: bool,
    /// How a page is divided.
    pub division: Division,
    /// The entries, in order.
    pub items: Vec<Item>,
}

impl List {
    /// Whether it is the list of all records of a kind.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.family.is_empty() && !self.awards
    }

    /// How many entries stand on a page.
    #[must_use]
    pub fn per_page(&self) -> usize {
        if self.awards { AWARDS_PER_PAGE } else { CARDS_PER_PAGE }
    }

    /// How many pages it has; an empty list has one.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.items.len().div_ceil(self.per_page()).max(1)
    }

    /// The entries of a page, counted from 1.
    #[must_use]
    pub fn page(&self, number: usize) -> &[Item] {
        let start = (number - 1) * self.per_page();
        &self.items[start.min(self.items.len())..(start + self.per_page()).min(self.items.len())]
    }

    /// The address of a page, counted from 1.
    #[must_use]
    pub fn url(&self, page: usize) -> String {
        if page <= 1 { format!("/{}/", self.path) } else { format!("/{}/trang-{page}/", self.path) }
    }
}

/// The lists of award type, their parent and the kinds whose year lists exist.
const BY_YEAR: &[KindId] = &[
    KindId::Decision,
    KindId::Document,
    KindId::Article,
    KindId::Campaign,
    KindId::Session,
    KindId::Broadcast,
    KindId::Exemplar,
];

/// The family of the sections of a newspaper.
pub const SECTION: &str = "chuyen-muc";
/// The archive by month.
pub const ARCHIVE: &str = "luu-tru";

/// All lists of a catalogue but those of the book of honours.
pub(super) fn all(catalog: &Catalog) -> Vec<List> {
    let kinds = KindId::ALL.par_iter().copied().filter(|kind| kind.spec().paged);
    let kinds = kinds.flat_map_iter(|kind| of_kind(catalog, kind));
    let others = OTHERS.par_iter().flat_map_iter(|make| make(catalog));
    others.chain(kinds).collect()
}

/// What makes the lists that are not of one kind, the longest work first.
const OTHERS: &[fn(&Catalog) -> Vec<List>] = &[
    |catalog| decisions_by_number(catalog).collect(),
    |catalog| numbers(catalog).into_iter().collect(),
    archive,
    unit_divisions,
    |catalog| sections(catalog).collect(),
];

/// Lists of one parent that divide it in the same way: parent, family, and which lists.
pub(super) type Family = (&'static str, &'static str, Vec<usize>);

/// The families of lists that are sorted by address; every list page shows one.
pub(super) fn families(lists: &[List]) -> Vec<Family> {
    let mut families: BTreeMap<(&'static str, &'static str), Vec<usize>> = BTreeMap::new();
    for (at, list) in lists.iter().enumerate().filter(|(_, list)| !list.family.is_empty()) {
        families.entry((list.parent, list.family)).or_default().push(at);
    }
    let ordered = |((parent, family), mut members): ((&'static str, &'static str), Vec<usize>)| {
        match family {
            "nam" | "thang" => members.reverse(),
            "so" => members.sort_by_key(|at| {
                let start = lists[*at].path.rsplit('/').next().and_then(|start| start.parse::<u32>().ok());
                start.unwrap_or(u32::MAX)
            }),
            "van" => members.sort_by_cached_key(|at| (&*lists[*at].label == "#", collate::key(&lists[*at].label))),
            _ => members.sort_by_cached_key(|at| collate::key(&lists[*at].label)),
        }
        (parent, family, members)
    };
    families.into_iter().map(ordered).collect()
}

/// The list of a kind, with its parts by year or letter.
fn of_kind(catalog: &Catalog, kind: KindId) -> Vec<List> {
    let spec = kind.spec();
    let mut keys: Vec<Key> =
        catalog.public_of_kind(kind).filter(|key| !catalog.record(*key).is_translation()).collect();
    sort(catalog, kind, &mut keys);
    let dated = BY_YEAR.contains(&kind);
    let main = List {
        path: spec.folder.into(),
        title: spec.plural.into(),
        label: "".into(),
        parent: "",
        family: "",
        awards: false,
        division: if dated { Division::Year } else { Division::None },
        items: keys.iter().copied().map(Item::Record).collect(),
    };
    let mut parts: BTreeMap<String, Vec<Key>> = BTreeMap::new();
    for key in keys {
        if let Some(part) = part_of(catalog, kind, key, dated) {
            parts.entry(part).or_default().push(key);
        }
    }
    let family = if dated { "nam" } else { "van" };
    let title = |label: &str| match family {
        "nam" => format!("{} năm {label}", spec.plural),
        _ => format!("{}: vần {label}", spec.plural),
    };
    let parts = parts.into_iter().map(|(label, keys)| List {
        path: format!("{}/{family}/{}", spec.folder, letter_slug(&label)),
        title: title(&label).into(),
        label: label.as_str().into(),
        parent: spec.folder,
        family,
        awards: false,
        division: Division::None,
        items: keys.into_iter().map(Item::Record).collect(),
    });
    std::iter::once(main).chain(parts).collect()
}

/// The part of a kind's list that a record stands in.
fn part_of(catalog: &Catalog, kind: KindId, key: Key, dated: bool) -> Option<String> {
    let card = &catalog.row(key).card;
    match kind {
        _ if dated => card.year().map(|year| year.to_string()),
        KindId::Person => Some(collate::person_initial(&card.title).to_string()),
        KindId::Unit => Some(collate::initial(&card.title).to_string()),
        _ => None,
    }
}

/// The address of a letter: the 29 letters must not fall together when their marks go.
fn letter_slug(label: &str) -> String {
    match label {
        "Ă" => "aw".into(),
        "Â" => "aa".into(),
        "Đ" => "dd".into(),
        "Ê" => "ee".into(),
        "Ô" => "oo".into(),
        "Ơ" => "ow".into(),
        "Ư" => "uw".into(),
        "#" => "khac".into(),
        other => other.to_lowercase(),
    }
}

/// Orders the records of a kind as its list shows them.
fn sort(catalog: &Catalog, kind: KindId, keys: &mut [Key]) {
    match kind {
        KindId::Unit | KindId::Page | KindId::Series => {
            keys.sort_by_cached_key(|k| collate::key(&catalog.row(*k).card.title));
        }
        KindId::Person => keys.sort_by_cached_key(|k| collate::person_key(&catalog.row(*k).card.title)),
        KindId::Honour => keys.sort_by_cached_key(|k| match &catalog.record(*k).own {
            Own::Honour(honour) => (honour.system.map_or(0, |s| s as u8), honour.rank, *k),
            _ => (0, u32::MAX, *k),
        }),
        _ => newest_first(catalog, keys),
    }
}

/// Newest first; undated last; then by name.
pub(super) fn newest_first(catalog: &Catalog, keys: &mut [Key]) {
    keys.sort_by_cached_key(|k| {
        let card = &catalog.row(*k).card;
        (Reverse(card.date.map(|date| day_of(&date))), card.title.clone(), *k)
    });
}

/// The day by which a date is ordered.
#[must_use]
pub fn day_of(date: &crate::text::date::FuzzyDate) -> Day {
    date.first().or_else(|| date.last()).unwrap_or_else(|| date.date.first())
}

/// Units by type and by sector.
fn unit_divisions(catalog: &Catalog) -> Vec<List> {
    let mut types: BTreeMap<(String, String), Vec<Key>> = BTreeMap::new();
    let mut sectors: BTreeMap<(String, String), Vec<Key>> = BTreeMap::new();
    for (key, unit) in units(catalog) {
        types.entry((unit.unit_type.id().into(), unit.unit_type.vi().into())).or_default().push(key);
        if let Some(sector) = &unit.sector {
            sectors.entry((crate::text::slug::part(sector), sector.to_string())).or_default().push(key);
        }
    }
    let make = |family: &'static str, parts: BTreeMap<(String, String), Vec<Key>>| {
        parts.into_iter().map(move |((slug, label), mut keys)| {
            sort(catalog, KindId::Unit, &mut keys);
            List {
                path: format!("don-vi/{family}/{slug}"),
                title: format!("Đơn vị: {label}").into(),
                label: label.into(),
                parent: "don-vi",
                family,
                awards: false,
                division: Division::None,
                items: keys.into_iter().map(Item::Record).collect(),
            }
        })
    };
    make("loai", types).chain(make("nganh", sectors)).collect()
}

/// Articles by the section of the paper in which they stood.
fn sections(catalog: &Catalog) -> impl Iterator<Item = List> {
    let mut sections: BTreeMap<String, (Arc<str>, Vec<Key>)> = BTreeMap::new();
    for key in catalog.public_of_kind(KindId::Article) {
        let section = catalog.record(key).own.article().and_then(|article| article.section.as_ref());
        let Some((section, slug)) = section.map(|name| (name, crate::text::slug::part(name))) else { continue };
        if !slug.is_empty() {
            sections.entry(slug).or_insert_with(|| (section.clone(), Vec::new())).1.push(key);
        }
    }
    let folder = KindId::Article.spec().folder;
    sections.into_iter().map(move |(slug, (name, mut keys))| {
        newest_first(catalog, &mut keys);
        List {
            path: format!("{folder}/{SECTION}/{slug}"),
            title: format!("Chuyên mục {name}").into(),
            label: name,
            parent: folder,
            family: SECTION,
            awards: false,
            division: Division::Year,
            items: keys.into_iter().map(Item::Record).collect(),
        }
    })
}

fn units(catalog: &Catalog) -> impl Iterator<Item = (Key, &Unit)> {
    catalog.public_of_kind(KindId::Unit).filter_map(|key| Some((key, catalog.record(key).own.unit()?)))
}

/// Documents and decisions by number, year by year.
fn numbers(catalog: &Catalog) -> Option<List> {
    let kinds = catalog.public_of_kind(KindId::Document).chain(catalog.public_of_kind(KindId::Decision));
    let mut keys: Vec<Key> = kinds.filter(|key| catalog.row(*key).card.number.is_some()).collect();
    keys.sort_by_cached_key(|key| {
        let card = &catalog.row(*key).card;
        (Reverse(card.year()), number_of(catalog.record(*key)), card.number.clone(), *key)
    });
    (!keys.is_empty()).then(|| List {
        path: "van-ban/theo-so".into(),
        title: "Văn bản, quyết định theo số".into(),
        label: "theo số".into(),
        parent: "van-ban",
        family: "theo-so",
        awards: false,
        division: Division::Year,
        items: keys.into_iter().map(Item::Record).collect(),
    })
}

/// Decisions by number, a hundred numbers to a list, so that whoever holds one finds it by hand
/// in two steps; those whose number is not known stand apart.
fn decisions_by_number(catalog: &Catalog) -> impl Iterator<Item = List> {
    let mut parts: BTreeMap<Option<u32>, Vec<Key>> = BTreeMap::new();
    for key in catalog.public_of_kind(KindId::Decision) {
        let number = number_of(catalog.record(key));
        parts.entry(number.map(|n| n - n % NUMBERS_PER_LIST)).or_default().push(key);
    }
    parts.into_iter().map(|(start, mut keys)| {
        keys.sort_by_cached_key(|key| {
            let card = &catalog.row(*key).card;
            (number_of(catalog.record(*key)), Reverse(card.year()), card.number.clone(), *key)
        });
        let label = start.map_or_else(
            || "chưa có số".to_owned(),
            |start| format!("{}–{}", start.max(1), start + NUMBERS_PER_LIST - 1),
        );
        List {
            path: format!("quyet-dinh/so/{}", start.map_or_else(|| "chua-co".to_owned(), |start| start.to_string())),
            title: format!("Quyết định {}{label}", if start.is_some() { "số " } else { "" }).into(),
            label: label.into(),
            parent: "quyet-dinh",
            family: "so",
            awards: false,
            division: Division::None,
            items: keys.into_iter().map(Item::Record).collect(),
        }
    })
}

fn number_of(record: &Record) -> Option<u32> {
    match &record.own {
        Own::Document(document) => document.number.as_ref().map(|n| n.number),
        Own::Decision(decision) => decision.number.as_ref().map(|n| n.number),
        _ => None,
    }
}

/// Everything dated, month by month.
fn archive(catalog: &Catalog) -> Vec<List> {
    let mut months: BTreeMap<(i16, u8), Vec<Key>> = BTreeMap::new();
    let dated = catalog.keys().filter(|key| {
        let row = catalog.row(*key);
        row.public && BY_YEAR.contains(&row.record.kind())
    });
    for key in dated {
        let Some(date) = catalog.row(key).card.date.filter(|d| matches!(d.date.iso().len(), 7 | 10)) else { continue };
        let day = day_of(&date);
        months.entry((day.year(), day.month())).or_default().push(key);
    }
    let part = |((year, month), mut keys): ((i16, u8), Vec<Key>)| {
        newest_first(catalog, &mut keys);
        List {
            path: format!("{ARCHIVE}/thang/{year}-{month:02}"),
            title: format!("Lưu trữ tháng {month}/{year}").into(),
            label: format!("{month}/{year}").into(),
            parent: ARCHIVE,
            family: "thang",
            awards: false,
            division: Division::None,
            items: keys.into_iter().map(Item::Record).collect(),
        }
    };
    months.into_iter().map(part).collect()
}

impl award::Find for Catalog {
    fn find(&self, kind: KindId, id: &str) -> Option<(Key, &Arc<Record>)> {
        let key = self.find(kind, id)?;
        Some((key, self.record(key)))
    }

    fn is_public(&self, key: Key) -> bool {
        self.row(key).public
    }

    fn by_key(&self, key: Key) -> Option<&Arc<Record>> {
        self.rows.get(key.index()).map(|row| &row.record)
    }
}

impl Catalog {
    /// The fingerprint of one page of a list: its heading, its length and the names on it.
    #[must_use]
    pub fn list_page_fp(&self, list: &List, number: usize) -> Fp {
        let head = Fp::of(&(&list.title, list.items.len(), list.division));
        let items = list.page(number).iter().map(|item| match item {
            Item::Record(key) => self.names[key.index()],
            Item::Award(at) => self.award_fps[*at as usize],
        });
        Fp::all(std::iter::once(head).chain(items))
    }

    /// The lists that divide the same parent in the same way, in the order in which they are shown.
    #[must_use]
    pub fn siblings(&self, parent: &str, family: &str) -> Vec<&List> {
        let found = self.families.iter().find(|(of, divides, _)| *of == parent && *divides == family);
        found.map_or_else(Vec::new, |(.., lists)| lists.iter().map(|at| &self.lists[*at]).collect())
    }

    /// The fingerprint of a family of lists: names, addresses and counts.
    #[must_use]
    pub fn family_fp(&self, parent: &str, family: &str) -> Fp {
        Fp::all(self.siblings(parent, family).iter().map(|list| Fp::of(&(&list.path, &list.label, list.items.len()))))
    }

    /// The entries before and after a record in the list of its kind.
    #[must_use]
    pub fn beside(&self, key: Key) -> (Option<Key>, Option<Key>) {
        self.kin.beside.get(key.index()).copied().unwrap_or_default()
    }

    /// The records that share most references with a record.
    pub fn related(&self, key: Key) -> impl Iterator<Item = Key> + use<'_> {
        self.kin.related.of(key).iter().map(|k| Key(*k))
    }

    /// The units that continue a unit today.
    #[must_use]
    pub fn today_units(&self, unit: &Unit) -> Vec<Key> {
        lineage::today(self, unit)
    }

    /// The localities that a unit lies in, itself included, nearest first.
    #[must_use]
    pub fn localities(&self, unit: Key) -> Vec<Key> {
        lineage::localities(self, unit)
    }

    /// The fingerprint of all corrections of public records.
    #[must_use]
    pub fn corrections_fp(&self) -> Fp {
        let rows = self
            .rows
            .iter()
            .zip(self.names.iter())
            .filter(|(row, _)| row.public && !row.record.head.corrections.is_empty());
        Fp::all(rows.map(|(row, name)| Fp::of(&(name, &row.record.head.corrections))))
    }
}
