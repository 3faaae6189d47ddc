//! Who is honoured, and who of them is told of. In: the honours of a report. Out: a table for each
//! question: by place, type of unit, level, recipient, sex and work. What cannot be said of an honour
//! is counted as unknown, never guessed.

use std::collections::{BTreeMap, HashMap};

use super::NO_NOTE;
use super::honours::Honours;
use super::story::Stories;
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::catalog::{Award, Catalog};
use crate::record::KindId;
use crate::record::common::RecipientType;
use crate::record::kind::person::Gender;
use crate::report::posts::{self, Work};
use crate::report::table::{Cell, Table, Words};
use crate::text::date::FuzzyDate;

/// Who is honoured and who of them is told of, in several ways.
pub(super) fn tables(honours: &Honours<'_>, stories: &Stories<'_>) -> Vec<Table> {
    let places = Places::of(stories.catalog);
    let mut counts: Vec<BTreeMap<(u32, String), (usize, usize)>> = vec![BTreeMap::new(); BALANCE.len()];
    for (award, told) in &honours.all {
        for (at, label) in labels(stories.catalog, award, &places).into_iter().enumerate() {
            let Some(label) = label else { continue };
            let count = counts[at].entry(label).or_default();
            count.0 += 1;
            count.1 += usize::from(*told);
        }
    }
    let tables = BALANCE.iter().zip(counts).map(|((id, title), counts)| {
        let mut table = Table::new(id, *title, NO_NOTE, BALANCE_COLUMNS);
        let mut rows: Vec<_> = counts.into_iter().collect();
        rows.sort_by(|((a, left), (x, _)), ((b, right), (y, _))| (a, y, left).cmp(&(b, x, right)));
        table.rows = rows
            .into_iter()
            .map(|((_, label), (all, told))| {
                vec![Cell::text(label), Cell::count(all), Cell::count(told), Cell::share(told, all)]
            })
            .collect();
        table
    });
    tables.collect()
}

const BALANCE: &[(&str, Words)] = &[
    ("by_place", ("Theo địa phương", "By locality")),
    ("by_unit_type", ("Theo loại đơn vị", "By type of unit")),
    ("by_level", ("Theo cấp khen thưởng", "By level")),
    ("by_recipient", ("Theo loại người nhận", "By sort of recipient")),
    ("by_sex", ("Cá nhân theo giới (chỉ từ hồ sơ)", "Individuals by sex (from records only)")),
    ("by_work", ("Cá nhân theo công việc khi được khen", "Individuals by work at that time")),
];
const BALANCE_COLUMNS: &[(&str, &str, &str)] = &[
    ("group", "Nhóm", "Group"),
    ("honours", "Vinh dự", "Honours"),
    ("told", "Có bài", "Told"),
    ("share", "Tỷ lệ", "Share"),
];

/// What cannot be said of an honour comes last.
fn unknown(words: &str) -> (u32, String) {
    (1, words.to_owned())
}

fn known(words: &str) -> (u32, String) {
    (0, words.to_owned())
}

/// The group of an honour in each table of [`BALANCE`]; nothing where the question does not arise.
fn labels(catalog: &Catalog, award: &Award, places: &Places) -> [Option<(u32, String)>; 6] {
    let person = award.recipient.and_then(|key| catalog.record(key).own.person());
    let of_person = person.and_then(|person| catalog.public(KindId::Unit, &person.unit.as_ref()?.0));
    let is_unit = |key: &Key| catalog.record(*key).kind() == KindId::Unit;
    let unit = award.recipient.filter(is_unit).or(award.unit).or(of_person);
    let place = unit.and_then(|key| places.of_unit(key));
    let unit_type = unit.and_then(|key| catalog.record(key).own.unit()).map(|unit| unit.unit_type.vi());
    let level = catalog.record(award.honour).own.honour().map(|honour| honour.level.vi());
    let individual = award.sort == Some(RecipientType::Individual);
    let sex = individual.then(|| match person.and_then(|person| person.gender) {
        Some(Gender::Female) => known("nữ"),
        Some(Gender::Male) => known("nam"),
        None => unknown("hồ sơ không ghi"),
    });
    let work = individual.then(|| match work(catalog, award) {
        Some(Work::Direct) => known("trực tiếp lao động, sản xuất, công tác"),
        Some(Work::Leads) => known("lãnh đạo, quản lý"),
        None => unknown("không rõ chức vụ"),
    });
    [
        Some(place.map_or_else(|| unknown("chưa rõ địa phương"), |key| known(&catalog.row(key).card.title))),
        Some(unit_type.map_or_else(|| unknown("chưa có hồ sơ đơn vị"), known)),
        Some(level.map_or_else(|| unknown("chưa rõ cấp"), known)),
        Some(award.sort.map_or_else(|| unknown("chưa rõ"), |sort| known(sort.vi()))),
        sex,
        work,
    ]
}

/// The work of a recipient: the post of the line, else the post that the record gives for the day.
fn work(catalog: &Catalog, award: &Award) -> Option<Work> {
    if let Some(post) = award.line(catalog).post.as_deref() {
        return posts::work(post);
    }
    let day = award.date.as_ref().map(day_of)?;
    let person = catalog.record(award.recipient?).own.person()?;
    let mut held = person.posts.iter().filter(|post| {
        let (first, last) = (post.from.and_then(FuzzyDate::first), post.to.and_then(FuzzyDate::last));
        (first.is_some() || last.is_some())
            && first.is_none_or(|first| first <= day)
            && last.is_none_or(|last| day <= last)
    });
    held.find_map(|post| posts::work(&post.title))
}

/// The district or commune of each unit, found once.
struct Places(HashMap<Key, Key>);

impl Places {
    fn of(catalog: &Catalog) -> Self {
        let units = catalog.public_of_kind(KindId::Unit);
        Self(units.filter_map(|key| Some((key, catalog.localities(key).first().copied()?))).collect())
    }

    fn of_unit(&self, unit: Key) -> Option<Key> {
        self.0.get(&unit).copied()
    }
}
