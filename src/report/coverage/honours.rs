//! Honours and the stories about them. In: stories, and the range of a report. Out: the honours that no
//! story tells of, and how long each decision waited for its first. Names are printed as they stand on
//! the site, in initials where it shows no more.

use std::collections::BTreeMap;

use super::story::Stories;
use super::{Range, dated, exact, named};
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::catalog::{Award, Catalog};
use crate::report::table::{Cell, Table};
use crate::text::date::Day;

/// The honours of the range, each with whether a story tells of it.
pub(super) struct Honours<'c> {
    pub(super) all: Vec<(&'c Award, bool)>,
    /// The first story after each decision that has an exact day.
    first: BTreeMap<Key, (Day, Option<Day>)>,
}

impl<'c> Honours<'c> {
    pub(super) fn of(stories: &Stories<'c>, range: Range) -> Self {
        let mut honours = Self { all: Vec::new(), first: BTreeMap::new() };
        for award in stories.catalog.awards().iter().filter(|award| award.counts && range.has(award.date)) {
            let (mut told, mut earliest) = (false, None::<Day>);
            let signed = stories.catalog.record(award.decision).own.decision().and_then(|d| d.date).and_then(exact);
            for day in stories.of_award(award) {
                told = true;
                let day = day.filter(|day| signed.is_none_or(|signed| signed <= *day));
                earliest = [earliest, day].into_iter().flatten().min();
            }
            if let Some(signed) = signed {
                let first = honours.first.entry(award.decision).or_insert((signed, None));
                first.1 = [first.1, earliest].into_iter().flatten().min();
            }
            honours.all.push((award, told));
        }
        honours
    }

    pub(super) fn told(&self) -> usize {
        self.all.iter().filter(|(_, told)| *told).count()
    }

    pub(super) fn untold(&self, catalog: &Catalog, range: Range) -> Table {
        let mut table = Table::new(
            "untold_honours",
            ("Vinh dự chưa có bài", "Honours without a story"),
            (
                "Có bài: bài nêu quyết định, hoặc nêu người nhận trong vòng một năm sau ngày ký.",
                "A story names the decision, or the recipient within a year of it.",
            ),
            &[
                ("date", "Ngày", "Date"),
                ("recipient", "Người nhận", "Recipient"),
                ("honour", "Hình thức", "Honour"),
                ("decision", "Quyết định", "Decision"),
                ("address", "Địa chỉ", "Address"),
            ],
        );
        let mut untold: Vec<&Award> = self.all.iter().filter(|(_, told)| !told).map(|(award, _)| *award).collect();
        untold.sort_by_key(|award| std::cmp::Reverse(award.date.as_ref().map(day_of)));
        debug_assert!(untold.iter().all(|award| range.has(award.date)));
        table.rows = untold.into_iter().map(|award| award_row(catalog, award)).collect();
        table
    }

    /// Days from each decision to its first story, the slowest first.
    pub(super) fn days(&self, catalog: &Catalog) -> Table {
        let mut table = Table::new(
            "days",
            ("Số ngày từ quyết định đến bài đầu tiên", "Days from decision to first story"),
            ("Chỉ tính quyết định có ngày ký chính xác.", "Only decisions with an exact date."),
            &[
                ("days", "Số ngày", "Days"),
                ("date", "Ký", "Signed"),
                ("first", "Bài đầu", "First story"),
                ("decision", "Quyết định", "Decision"),
                ("address", "Địa chỉ", "Address"),
            ],
        );
        let told = self.first.iter().filter_map(|(key, (signed, first))| Some((key, *signed, (*first)?)));
        let mut rows: Vec<(i32, Day, Day, Key)> =
            told.map(|(key, signed, first)| (signed.days_until(first), signed, first, *key)).collect();
        rows.sort_by_key(|(days, signed, _, key)| (std::cmp::Reverse(*days), *signed, *key));
        table.rows = rows
            .into_iter()
            .map(|(days, signed, first, key)| {
                let [title, address] = named(catalog, key);
                vec![Cell::Number(i64::from(days)), Cell::Date(signed), Cell::Date(first), title, address]
            })
            .collect();
        table
    }
}

fn award_row(catalog: &Catalog, award: &Award) -> Vec<Cell> {
    let line = award.line(catalog);
    let card = award.recipient.map(|key| &catalog.row(key).card);
    // A name in initials is printed in full nowhere, not even here.
    let name = match card {
        Some(card) if card.shortened => Some(card.title.clone()),
        _ => line.as_printed.clone().or_else(|| card.map(|card| card.title.clone())),
    };
    let decision = award.decision_of(catalog);
    let class = decision.groups.get(usize::from(award.group)).and_then(|group| group.class);
    let honour = catalog.record(award.honour).own.honour().map(|honour| honour.with_class(class));
    let number = decision.number.as_ref().map(ToString::to_string);
    vec![
        award.date.map_or(Cell::None, dated),
        Cell::text(name.as_deref().unwrap_or_default()),
        Cell::text(honour.as_deref().unwrap_or_default()),
        number.map_or_else(|| Cell::text(&*catalog.row(award.decision).card.title), Cell::text),
        Cell::text(&*catalog.row(award.decision).card.url),
    ]
}
