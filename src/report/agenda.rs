//! What the newsroom has to think of. In: the linked catalogue and a range of days. Out: what is due
//! in it (stages, targets and events of campaigns, council sessions, consultations, the next part
//! of a series), and what is one, five, ten … years old: decisions, campaigns, units. As tables, or
//! as events of a calendar. Never a hidden record, never the clock.

use super::facts::with_subject;
use super::table::{Cell, Table, Words};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::catalog::list::day_of;
use crate::diag::Lang;
use crate::record::happening::{self, Sort};
use crate::record::kind::Decision;
use crate::record::{KindId, Own};
use crate::text::date::{Day, FuzzyDate};
use crate::text::ics::Event;

/// The days of a report, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Days {
    fn meets(self, first: Day, last: Day) -> bool {
        first <= self.to && last >= self.from
    }

    fn has(self, day: Day) -> bool {
        self.meets(day, day)
    }
}

/// Something to think of.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// What sort, in words.
    pub sort: Words,
    /// What it is.
    pub what: String,
    /// The record.
    pub key: Key,
    /// Only planned.
    pub planned: bool,
    /// How many years ago, for an anniversary.
    pub years: Option<i16>,
    /// Honours, for the anniversary of a decision.
    honours: usize,
    /// A name that is unique in its record.
    name: String,
    /// Where.
    place: Option<String>,
}

impl Entry {
    /// Something certain that is due on some days.
    #[must_use]
    pub fn new((first, last): (Day, Day), sort: Words, what: &str, key: Key) -> Self {
        let (what, name) = (what.to_owned(), String::new());
        Self { first, last, sort, what, key, planned: false, years: None, honours: 0, name, place: None }
    }
}

/// What is due, in order of time.
#[must_use]
pub fn due(catalog: &Catalog, days: Days) -> Vec<Entry> {
    let kinds = [KindId::Campaign, KindId::Session, KindId::Consultation];
    let keys = kinds.into_iter().flat_map(|kind| catalog.public_of_kind(kind));
    let mut all: Vec<Entry> = keys.flat_map(|key| of_record(catalog, key)).collect();
    all.extend(catalog.public_of_kind(KindId::Series).filter_map(|key| next_part(catalog, key)));
    in_order(all, days)
}

/// What is one year old, or a multiple of five, in order of time.
#[must_use]
pub fn anniversaries(catalog: &Catalog, days: Days) -> Vec<Entry> {
    let decisions = catalog.public_of_kind(KindId::Decision).filter_map(|key| {
        let signed = catalog.record(key).own.decision()?.date.and_then(exact)?;
        // Counting is left for those that are in the range at all.
        (!turns(signed, days).is_empty()).then_some((key, signed, ("Quyết định", "decision")))
    });
    let campaigns = catalog.public_of_kind(KindId::Campaign).filter_map(|key| {
        let began = catalog.record(key).own.campaign()?.period.from.and_then(exact)?;
        Some((key, began, ("Bắt đầu đợt thi đua", "campaign began")))
    });
    let units = catalog.public_of_kind(KindId::Unit).filter_map(|key| match &catalog.record(key).own {
        Own::Unit(unit) => {
            let founded = unit.valid.as_ref()?.from.and_then(exact)?;
            Some((key, founded, ("Thành lập đơn vị", "unit founded")))
        }
        _ => None,
    });
    let all = decisions.chain(campaigns).chain(units);
    in_order(all.flat_map(|(key, day, sort)| remembered(catalog, key, day, sort, days)).collect(), days)
}

fn remembered(catalog: &Catalog, key: Key, day: Day, sort: Words, days: Days) -> Vec<Entry> {
    let decision = catalog.record(key).own.decision();
    let honours = decision.map_or(0, |_| catalog.awarded(key).filter(|award| award.counts).count());
    if decision.is_some_and(|decision| !stands(catalog, key, decision)) {
        return Vec::new();
    }
    let title = &with_subject(catalog, key);
    let entry = |(day, years): (Day, i16)| Entry {
        years: Some(years),
        honours,
        name: format!("tron-{years}-nam"),
        ..Entry::new((day, day), sort, title, key)
    };
    turns(day, days).into_iter().map(entry).collect()
}

/// Whether anything of a decision is left to remember: somebody who may be shown, or an honour of which
/// nobody is named. A decision whose every line was annulled is not celebrated.
fn stands(catalog: &Catalog, key: Key, decision: &Decision) -> bool {
    catalog.awarded(key).next().is_some() || decision.unlisted().next().is_some()
}

fn in_order(mut all: Vec<Entry>, days: Days) -> Vec<Entry> {
    all.retain(|one| days.meets(one.first, one.last));
    all.sort_by(|a, b| (a.first, a.last, a.key, &a.what).cmp(&(b.first, b.last, b.key, &b.what)));
    all
}

fn of_record(catalog: &Catalog, key: Key) -> Vec<Entry> {
    let entry = |one: happening::Happening| {
        let entry = Entry::new(one.days()?, (one.sort.vi(), one.sort.en()), &one.what, key);
        Some(Entry { planned: one.planned, name: one.name, place: one.place, ..entry })
    };
    happening::of(&catalog.record(key).own).into_iter().filter_map(entry).collect()
}

/// The next part of a series, late ones included: they are due until they are there.
fn next_part(catalog: &Catalog, key: Key) -> Option<Entry> {
    let record = catalog.record(key);
    let series = record.own.series()?;
    let mut parts: Vec<Key> = series.items.iter().filter_map(|item| catalog.public(item.kind, &item.id)).collect();
    parts.extend(catalog.back(key).filter(|part| catalog.record(*part).is_part_of(&record.id)));
    parts.sort_unstable();
    parts.dedup();
    let last = parts.iter().filter_map(|part| catalog.row(*part).card.date.as_ref().map(day_of)).max();
    let day = series.due(parts.len(), last)?;
    let today = catalog.today();
    let late = if day < today { " (quá hạn)" } else { "" };
    let what = format!("Kỳ {}{late}", parts.len() + 1);
    let sort = ("Kỳ tới của chuyên đề", "next part of a series");
    let name = format!("ky-{}", parts.len() + 1);
    Some(Entry { planned: true, name, ..Entry::new((day, day.max(today)), sort, &what, key) })
}

/// The tables of the report: what is due, then the anniversaries.
#[must_use]
pub fn tables(catalog: &Catalog, days: Days, lang: Lang) -> Vec<Table> {
    vec![due_table(catalog, days, lang), anniversary_table(catalog, days, lang)]
}

fn due_table(catalog: &Catalog, days: Days, lang: Lang) -> Table {
    let mut table = Table::new(
        "due",
        ("Việc đến hạn", "What is due"),
        (
            "Mốc, chỉ tiêu, sự kiện của đợt thi đua, phiên họp hội đồng, lấy ý kiến, kỳ tới của chuyên đề.",
            "Stages, targets, events of campaigns, council sessions, consultations, next parts of series.",
        ),
        &[
            ("first", "Từ ngày", "From"),
            ("last", "Đến ngày", "To"),
            ("sort", "Loại", "Sort"),
            ("what", "Việc", "What"),
            ("record", "Hồ sơ", "Record"),
            ("state", "Trạng thái", "State"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let today = catalog.today();
    let row = |one: Entry| {
        let card = &catalog.row(one.key).card;
        let state = match (one.planned, one.last < today) {
            (true, true) => ("theo kế hoạch, đã qua", "planned, past"),
            (true, false) => ("theo kế hoạch", "planned"),
            (false, _) => ("đã định", "fixed"),
        };
        vec![
            Cell::Date(one.first),
            Cell::Date(one.last),
            Cell::text(super::table::pick(one.sort, lang)),
            Cell::text(one.what),
            Cell::text(&*card.title),
            Cell::text(super::table::pick(state, lang)),
            Cell::text(&*card.url),
        ]
    };
    table.rows = due(catalog, days).into_iter().map(row).collect();
    table
}

fn anniversary_table(catalog: &Catalog, days: Days, lang: Lang) -> Table {
    let mut table = Table::new(
        "anniversaries",
        ("Ngày này năm trước", "On this day"),
        (
            "Quyết định, đợt thi đua, đơn vị tròn 1, 5, 10, 15 … năm; chỉ tính khi biết chính xác ngày. Lượt khen chỉ đếm người có tên.",
            "Decisions, campaigns, units 1, 5, 10, 15 … years ago; only those with an exact date. Honours: with a name.",
        ),
        &[
            ("day", "Ngày", "Day"),
            ("years", "Tròn năm", "Years"),
            ("sort", "Loại", "Sort"),
            ("record", "Hồ sơ", "Record"),
            ("honours", "Lượt khen", "Honours"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let row = |one: Entry| {
        let years = one.years.map_or(Cell::None, |years| Cell::Number(i64::from(years)));
        let honours = if one.honours == 0 { Cell::None } else { Cell::count(one.honours) };
        let url = Cell::text(&*catalog.row(one.key).card.url);
        vec![
            Cell::Date(one.first),
            years,
            Cell::text(super::table::pick(one.sort, lang)),
            Cell::text(one.what),
            honours,
            url,
        ]
    };
    table.rows = anniversaries(catalog, days).into_iter().map(row).collect();
    table
}

/// The same as events of a calendar; `base` is the site's address.
#[must_use]
pub fn events(catalog: &Catalog, days: Days, base: &str, lang: Lang) -> Vec<Event> {
    let host = base.split("://").nth(1).unwrap_or(base);
    let event = |one: Entry| {
        let (record, card) = (catalog.record(one.key), &catalog.row(one.key).card);
        let changed = card.updated.as_ref().or(card.date.as_ref()).map(day_of);
        Event {
            uid: format!("{}-{}-{}@{host}", record.kind().spec().name, record.id, one.name),
            stamp: changed.unwrap_or(one.first),
            first: one.first,
            last: one.last,
            title: headline(catalog, &one, lang),
            text: None,
            place: one.place,
            url: format!("{base}{}", card.url),
            tentative: one.planned,
            sequence: record.head.corrections.len(),
        }
    };
    due(catalog, days).into_iter().chain(anniversaries(catalog, days)).map(event).collect()
}

/// An entry in one line: "5 năm: Quyết định …", "Đăng ký: Đợt thi đua …".
#[must_use]
pub fn headline(catalog: &Catalog, one: &Entry, lang: Lang) -> String {
    let years = one.years.map(|years| match lang {
        Lang::Vi => format!("{years} năm trước: {}", one.what),
        Lang::En => format!("{years} years ago: {}", one.what),
    });
    let title = &catalog.row(one.key).card.title;
    years.unwrap_or_else(|| {
        let council = one.sort.0 == Sort::Council.vi() || one.sort.0 == Sort::Opinions.vi();
        if council { title.to_string() } else { format!("{}: {title}", one.what) }
    })
}

fn exact(date: FuzzyDate) -> Option<Day> {
    date.first().filter(|first| Some(*first) == date.last() && !date.planned)
}

/// The days on which something of that day is one year old, or a multiple of five.
fn turns(day: Day, days: Days) -> Vec<(Day, i16)> {
    let years = (days.from.year()..=days.to.year()).map(|year| (year, year - day.year()));
    let full = years.filter(|(_, years)| *years == 1 || (*years > 0 && years % 5 == 0));
    // What happened on 29 February is remembered on the 28th in common years.
    let on = |year| Day::new(year, day.month(), day.day()).or_else(|| Day::new(year, day.month(), 28));
    full.filter_map(|(year, years)| Some((on(year)?, years))).filter(|(day, _)| days.has(*day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).expect("a day of the calendar")
    }

    #[track_caller]
    fn check(signed: Day, from: Day, to: Day, expect: &[(&str, i16)]) {
        let found = turns(signed, Days { from, to });
        let found: Vec<(String, i16)> = found.into_iter().map(|(day, years)| (day.iso(), years)).collect();
        let expect: Vec<(String, i16)> = expect.iter().map(|(day, years)| ((*day).to_owned(), *years)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn anniversaries_are_the_first_and_every_fifth() {
        let signed = day(2019, 9, 13);
        check(signed, day(2019, 1, 1), day(2030, 1, 1), &[("2020-09-13", 1), ("2024-09-13", 5), ("2029-09-13", 10)]);
        check(signed, day(2024, 9, 13), day(2024, 9, 13), &[("2024-09-13", 5)]);
        check(signed, day(2024, 9, 14), day(2025, 9, 12), &[]);
        check(signed, day(2010, 1, 1), day(2019, 12, 31), &[]);
        check(day(2020, 2, 29), day(2021, 1, 1), day(2021, 12, 31), &[("2021-02-28", 1)]);
    }
}
