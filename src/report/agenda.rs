//! What is due and what is worth remembering. In: the linked catalogue and a stretch of days. Out:
//! tables by day: milestones and events of campaigns, council sessions, consultations, and decisions
//! whose first, fifth, tenth … year is full. Never a hidden record, never the clock.

use super::table::{Cell, Table};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::record::{KindId, Own};
use crate::text::date::{Day, FuzzyDate};

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

/// The tables of the report: what is due, then the anniversaries.
#[must_use]
pub fn of(catalog: &Catalog, days: Days) -> Vec<Table> {
    vec![due(catalog, days), anniversaries(catalog, days)]
}

/// Something that happens: its first and last day, what, and whether it is only planned.
struct Due {
    first: Day,
    last: Day,
    what: String,
    planned: bool,
}

fn due(catalog: &Catalog, days: Days) -> Table {
    let mut table = Table::new(
        "due",
        ("Việc đến hạn", "What is due"),
        (
            "Mốc và sự kiện của đợt thi đua, phiên họp hội đồng, thời gian lấy ý kiến.",
            "Milestones and events of campaigns, council sessions, consultations.",
        ),
        &[
            ("first", "Từ ngày", "From"),
            ("last", "Đến ngày", "To"),
            ("what", "Việc", "What"),
            ("record", "Hồ sơ", "Record"),
            ("state", "Trạng thái", "State"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let kinds = [KindId::Campaign, KindId::Session, KindId::Consultation];
    let keys = kinds.into_iter().flat_map(|kind| catalog.public_of_kind(kind));
    let all = keys.flat_map(|key| of_record(catalog, key).into_iter().map(move |due| (key, due)));
    let mut rows: Vec<(Key, Due)> = all.filter(|(_, due)| days.meets(due.first, due.last)).collect();
    rows.sort_by(|(a, left), (b, right)| {
        (left.first, left.last, a, &left.what).cmp(&(right.first, right.last, b, &right.what))
    });
    table.rows = rows
        .into_iter()
        .map(|(key, due)| {
            let card = &catalog.row(key).card;
            let state = if due.planned { "theo kế hoạch" } else { "đã định" };
            vec![
                Cell::Date(due.first),
                Cell::Date(due.last),
                Cell::text(due.what),
                Cell::text(&*card.title),
                Cell::text(state),
                Cell::text(&*card.url),
            ]
        })
        .collect();
    table
}

fn of_record(catalog: &Catalog, key: Key) -> Vec<Due> {
    match &catalog.record(key).own {
        Own::Campaign(campaign) => {
            let milestones = campaign.milestones.iter().filter_map(|milestone| {
                let what = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
                let planned = milestone.actual.is_none();
                match (milestone.actual.or(milestone.planned), &milestone.around) {
                    (Some(date), _) => entry(what, date.first(), date.last(), planned),
                    (None, Some(around)) => {
                        let (from, to) = (around.from.and_then(FuzzyDate::first), around.to.and_then(FuzzyDate::last));
                        entry(what, from, to, planned)
                    }
                    (None, None) => None,
                }
            });
            let events = campaign.events.iter().filter_map(|event| {
                let date = event.date?;
                entry(&event.name, date.first(), date.last(), date.planned)
            });
            milestones.chain(events).collect()
        }
        Own::Session(session) => {
            let date = session.date;
            entry("Họp hội đồng", date.first(), date.last(), date.planned).into_iter().collect()
        }
        Own::Consultation(consultation) => {
            entry("Lấy ý kiến", Some(consultation.opens), Some(consultation.closes), false).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A limit ("before", "after") is the day next to it.
fn entry(what: &str, first: Option<Day>, last: Option<Day>, planned: bool) -> Option<Due> {
    let (first, last) = (first.or(last)?, last.or(first)?);
    Some(Due { first: first.min(last), last: last.max(first), what: what.to_owned(), planned })
}

fn anniversaries(catalog: &Catalog, days: Days) -> Table {
    let mut table = Table::new(
        "anniversaries",
        ("Ngày này năm trước", "On this day"),
        (
            "Quyết định tròn 1, 5, 10, 15 … năm; chỉ tính quyết định có ngày ký chính xác.",
            "Decisions 1, 5, 10, 15 … years ago; only those with an exact date.",
        ),
        &[
            ("day", "Ngày", "Day"),
            ("years", "Tròn năm", "Years"),
            ("decision", "Quyết định", "Decision"),
            ("honours", "Lượt khen", "Honours"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let mut rows: Vec<(Day, i16, Key, usize)> = Vec::new();
    for key in catalog.public_of_kind(KindId::Decision) {
        let date = catalog.record(key).own.decision().and_then(|decision| decision.date);
        let Some(signed) = date.and_then(exact) else { continue };
        let turns = turns(signed, days);
        if turns.is_empty() {
            continue;
        }
        let honours = catalog.awarded(key).filter(|award| award.counts).count();
        if honours > 0 {
            rows.extend(turns.into_iter().map(|(day, years)| (day, years, key, honours)));
        }
    }
    rows.sort_by_key(|(day, years, key, _)| (*day, *years, *key));
    table.rows = rows
        .into_iter()
        .map(|(day, years, key, honours)| {
            let card = &catalog.row(key).card;
            let years = Cell::Number(i64::from(years));
            vec![Cell::Date(day), years, Cell::text(&*card.title), Cell::count(honours), Cell::text(&*card.url)]
        })
        .collect();
    table
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

    #[test]
    fn a_limit_is_the_day_next_to_it() {
        let one = entry("x", None, Some(day(2020, 1, 2)), true).expect("one end is known");
        assert_eq!((one.first, one.last, one.planned), (day(2020, 1, 2), day(2020, 1, 2), true));
        assert!(entry("x", None, None, true).is_none());
    }
}
