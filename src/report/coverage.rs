//! What was told and what was not. In: the linked catalogue. Out: tables for the newsroom and the
//! propaganda department: honours, decisions, exemplars, campaigns and milestones without a story,
//! stories without a record, days until the first story, who is told of, what the plans asked of the
//! press. One pass over honours and one over stories; never a page, never a hidden record.

mod balance;
mod gaps;
mod honours;
mod press;
mod story;

use self::honours::Honours;
use self::story::Stories;
use super::table::{Cell, Table, Words, pick};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::diag::Lang;
use crate::text::date::{Day, FuzzyDate};

/// The stretch of time that a report is about; an open end is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Range {
    fn has(self, date: Option<FuzzyDate>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(date) = date else { return false };
        let (first, last) = (date.first(), date.last());
        self.from.is_none_or(|from| last.is_none_or(|last| last >= from))
            && self.to.is_none_or(|to| first.is_none_or(|first| first <= to))
    }

    fn meets(self, first: Day, last: Day) -> bool {
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }
}

/// The tables of the report, the figures first.
#[must_use]
pub fn of(catalog: &Catalog, range: Range, lang: Lang) -> Vec<Table> {
    let stories = Stories::of(catalog);
    let honours = Honours::of(&stories, range);
    let days = honours.days(catalog);
    let mut tables = vec![Table::new("figures", ("Số chung", "Figures"), NO_NOTE, FIGURE)];
    tables.push(honours.untold(catalog, range));
    tables.push(gaps::unlisted(&stories, range));
    tables.push(gaps::exemplars(&stories, range));
    tables.push(gaps::campaigns(&stories, range));
    tables.push(gaps::milestones(&stories, range));
    tables.push(gaps::without_record(&stories, range));
    tables.push(press::duties(&stories, range));
    tables[0].rows = figures(&stories, &honours, &days, &tables, range, lang);
    tables.push(days);
    tables.extend(balance::tables(&honours, &stories));
    tables.push(press::media(&stories, range));
    tables
}

/// The heading of the report.
#[must_use]
pub fn title(range: Range, lang: Lang) -> String {
    let day = |day: Option<Day>| day.map(Day::padded);
    match (lang, day(range.from), day(range.to)) {
        (Lang::Vi, None, None) => "Báo cáo tuyên truyền".to_owned(),
        (Lang::Vi, Some(from), None) => format!("Báo cáo tuyên truyền từ {from}"),
        (Lang::Vi, None, Some(to)) => format!("Báo cáo tuyên truyền đến {to}"),
        (Lang::Vi, Some(from), Some(to)) => format!("Báo cáo tuyên truyền {from} - {to}"),
        (Lang::En, None, None) => "Coverage".to_owned(),
        (Lang::En, Some(from), None) => format!("Coverage since {from}"),
        (Lang::En, None, Some(to)) => format!("Coverage until {to}"),
        (Lang::En, Some(from), Some(to)) => format!("Coverage {from} - {to}"),
    }
}

const NO_NOTE: Words = ("", "");
const FIGURE: &[(&str, &str, &str)] = &[("what", "Mục", "Item"), ("count", "Số", "Count")];

/// The figures at the head of the report.
fn figures(
    stories: &Stories<'_>,
    honours: &Honours<'_>,
    days: &Table,
    tables: &[Table],
    range: Range,
    lang: Lang,
) -> Vec<Vec<Cell>> {
    let row = |what: Words, count: Cell| vec![Cell::text(pick(what, lang)), count];
    let of = |id: &str| Cell::count(tables.iter().find(|table| table.id == id).map_or(0, |table| table.rows.len()));
    let told = honours.told();
    let in_range = stories.all.iter().filter(|story| range.has(stories.catalog.row(story.key).card.date)).count();
    let number = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Number(days)) => *days,
        _ => 0,
    };
    let mut spread: Vec<i64> = days.rows.iter().map(number).collect();
    spread.sort_unstable();
    let median = spread.get(spread.len() / 2).map(|upper| match spread.len() % 2 {
        0 => i64::midpoint(spread[spread.len() / 2 - 1], *upper),
        _ => *upper,
    });
    vec![
        row(("Vinh dự có tên người nhận", "Honours with a named recipient"), Cell::count(honours.all.len())),
        row(("Vinh dự có bài", "Honours with a story"), Cell::count(told)),
        row(("Tỷ lệ có bài", "Share with a story"), Cell::share(told, honours.all.len())),
        row(("Vinh dự chưa có bài", "Honours without a story"), of("untold_honours")),
        row(
            ("Quyết định chưa có danh sách, chưa có bài", "Decisions without a list and without a story"),
            of("untold_decisions"),
        ),
        row(("Điển hình chưa có bài", "Exemplars without a story"), of("untold_exemplars")),
        row(("Đợt thi đua chưa có bài", "Campaigns without a story"), of("untold_campaigns")),
        row(("Mốc đã qua chưa có bài", "Past milestones without a story"), of("untold_milestones")),
        row(("Bài viết, tác phẩm phát sóng", "Articles and broadcasts"), Cell::count(in_range)),
        row(("Bài không gắn với hồ sơ", "Stories without a record"), of("stories_without_record")),
        row(
            ("Số ngày đến bài đầu tiên (trung vị)", "Days to the first story (median)"),
            median.map_or(Cell::None, Cell::Number),
        ),
    ]
}

/// A day as a day, a vaguer date in words.
fn dated(date: FuzzyDate) -> Cell {
    exact(date).map_or_else(|| Cell::text(date.text()), Cell::Date)
}

fn exact(date: FuzzyDate) -> Option<Day> {
    date.first().filter(|first| Some(*first) == date.last() && !date.planned)
}

fn named(catalog: &Catalog, key: Key) -> [Cell; 2] {
    let card = &catalog.row(key).card;
    [Cell::text(&*card.title), Cell::text(&*card.url)]
}

const RECORD: &[(&str, &str, &str)] =
    &[("date", "Ngày", "Date"), ("title", "Hồ sơ", "Record"), ("address", "Địa chỉ", "Address")];

fn record_row(catalog: &Catalog, key: Key) -> Vec<Cell> {
    let [title, address] = named(catalog, key);
    vec![catalog.row(key).card.date.map_or(Cell::None, dated), title, address]
}
