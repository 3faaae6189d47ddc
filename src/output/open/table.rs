//! Lists as tables: CSV (RFC 4180, UTF-8 with a mark for spreadsheets) and XLSX with typed dates,
//! one of each for every list of bounded length; longer lists have them for their parts. In: the
//! entries of a list. Out: columns and cells, the same for people and for the open data. A text
//! that a spreadsheet would take for a formula is preceded by an apostrophe.

use std::borrow::Cow;

use super::address::DATA;
use super::fact::{self, Entry, Honoured};
use crate::base::Key;
use crate::catalog::{Item, List};
use crate::config::Settings;
use crate::office::xlsx::{self, Book, Sheet};
use crate::office::{Ymd, guarded};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::common::RecipientType;
use crate::record::kind::honour::HonourLevel;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, list, map, text};
use crate::text::date::{Day, FuzzyDate};

/// `danh-sach.csv` and `danh-sach.xlsx` beside a list.
pub(in crate::output) struct Table;

/// How many entries a table may have. Longer lists are divided by year, letter and honour, and the
/// whole is in the open data.
const ROWS: usize = 5_000;
const CSV: &str = "danh-sach.csv";
const XLSX: &str = "danh-sach.xlsx";
/// What spreadsheets need to know that a file is UTF-8. The open data has it too: people open it with a double
/// click, and readers of data packages take it off.
const MARK: &[u8] = "\u{feff}".as_bytes();
/// The day in the properties of a workbook whose entries have none.
const NO_DAY: Ymd = Ymd { year: 2000, month: 1, day: 1 };

impl Output for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for of in scope.catalog.lists().iter().filter(|list| has_table(scope.settings, list)) {
            for file in [CSV, XLSX] {
                jobs.add(self, format!("/{}/{file}", of.path), Subject::List(of.path.clone(), 1));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::List(path, _) = &job.subject else { return Err(Failed) };
        let of = cx.list(path, 1).ok_or(Failed)?;
        let items = items(cx, of);
        let columns = columns(of.awards);
        if job.out.file_name() == CSV {
            return csv(columns, Heads::People, rows(cx, &items));
        }
        let publisher = fact::publisher(cx);
        workbook(&of.title, &publisher, columns, rows(cx, &items).collect())
    }
}

fn has_table(settings: &Settings, of: &List) -> bool {
    let size = of.items.len();
    settings.makes(|outputs| outputs.tables) && of.path != "trang" && (1..=ROWS).contains(&size)
}

/// What a list's page offers for download: title and address.
pub(in crate::output) fn downloads(cx: &mut Cx<'_>, of: &List) -> Val {
    let mut found = Vec::new();
    if has_table(cx.settings(), of) {
        found.push((cx.string("list.csv"), format!("/{}/{CSV}", of.path)));
        found.push((cx.string("list.xlsx"), format!("/{}/{XLSX}", of.path)));
    }
    if of.family.is_empty() && cx.settings().makes(|outputs| outputs.dataset) {
        found.push((cx.string("list.data"), DATA.to_owned()));
    }
    list(found.into_iter().map(|(title, url)| map([("title", Val::from(title)), ("url", text(url))])))
}

/// All entries of a list, page by page, so that each page is a read of its own.
pub(in crate::output) fn items(cx: &mut Cx<'_>, of: &List) -> Vec<Item> {
    let mut all = Vec::with_capacity(of.items.len());
    for number in 1..=of.pages() {
        if let Some(of) = cx.list(&of.path, number) {
            all.extend_from_slice(of.page(number));
        }
    }
    all
}

/// A value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::output) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(Day),
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::output) enum Sort {
    /// Words, so many letters wide.
    Text(u16),
    /// Numbers.
    Number,
    /// A date as precise as it is known.
    Date,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
}

/// A column: its name for programs, its heading for people, and what it means.
pub(in crate::output) struct Column {
    /// For programs.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// What the cells are.
    pub sort: Sort,
    /// What it means, in English.
    pub about: &'static str,
}

const fn column(name: &'static str, title: &'static str, sort: Sort, about: &'static str) -> Column {
    Column { name, title, sort, about }
}

/// The columns of a list of records or of honours.
pub(in crate::output) fn columns(awards: bool) -> &'static [Column] {
    if awards { AWARDS } else { RECORDS }
}

const RECORDS: &[Column] = &[
    column("title", "Tên", Sort::Text(48), "The name"),
    column("sort", "Loại", Sort::Text(22), "What sort of record"),
    column("number", "Số", Sort::Text(18), "The document number"),
    column(
        "date",
        "Ngày",
        Sort::Date,
        "The date by which lists order it (of a decision the day of signing, else of the ceremony, else of the report), as precise as it is known: 2019-09-13, 2019-06, 2020-Q3, 2019; ? planned, < before, > after",
    ),
    column("date_first", "Từ ngày", Sort::Day, "The first day the date can mean"),
    column("date_last", "Đến ngày", Sort::Day, "The last day the date can mean"),
    column("summary", "Tóm tắt", Sort::Text(60), "One sentence"),
    column("updated", "Sửa ngày", Sort::Day, "The day of the last change in substance or correction"),
    column("version", "Bản", Sort::Number, "1, and one more for each correction"),
    column("url", "Địa chỉ", Sort::Text(40), "The page of the record"),
    column("kind", "Loại hồ sơ", Sort::Text(12), "The kind of record"),
    column("id", "Mã", Sort::Text(28), "The id, stable within its kind"),
];

const AWARDS: &[Column] = &[
    column("name", "Tập thể, cá nhân", Sort::Text(40), "The recipient as the decision prints the name"),
    column("type", "Loại", Sort::Text(12), "collective, individual or household"),
    column("post", "Chức vụ", Sort::Text(24), "The post at that time"),
    column("unit", "Đơn vị", Sort::Text(32), "The unit at that time"),
    column("honour", "Danh hiệu, hình thức", Sort::Text(36), "The honour with its class"),
    column("honour_en", "Tên tiếng Anh", Sort::Text(36), "The honour in English"),
    column("level", "Cấp", Sort::Text(16), "The level of the honour"),
    column("system", "Hệ thống", Sort::Text(14), "The system of the honour"),
    column("year", "Năm", Sort::Number, "The year the honour belongs to"),
    column("number", "Số quyết định", Sort::Text(18), "The number of the decision"),
    column("date", "Ngày ký", Sort::Date, "The day of signing as precise as it is known; empty when it is not known"),
    column(
        "ceremony_date",
        "Ngày trao",
        Sort::Date,
        "The day it was handed over, as far as known; never the day of signing",
    ),
    column(
        "reported",
        "Ngày báo đưa",
        Sort::Date,
        "The day the press reported it, when the day of signing is not known",
    ),
    column("citation", "Thành tích", Sort::Text(48), "The grounds"),
    column("campaign", "Đợt thi đua", Sort::Text(36), "The campaign"),
    column("posthumous", "Truy tặng", Sort::Flag, "Granted after death"),
    column("press_only", "Theo báo chí", Sort::Flag, "No decision number or day is known, only press reports"),
    column("url", "Địa chỉ quyết định", Sort::Text(40), "The page of the decision"),
    column("recipient_ref", "Mã người nhận", Sort::Text(28), "kind:id of the recipient's record"),
    column("unit_ref", "Mã đơn vị", Sort::Text(28), "kind:id of the unit"),
    column("honour_ref", "Mã hình thức", Sort::Text(20), "kind:id of the honour"),
    column("decision_ref", "Mã quyết định", Sort::Text(28), "kind:id of the decision"),
    column("campaign_ref", "Mã đợt thi đua", Sort::Text(28), "kind:id of the campaign"),
];

/// The rows of some entries, one after the other: a whole list of them is many times its file.
pub(in crate::output) fn rows<'r>(cx: &'r mut Cx<'_>, items: &'r [Item]) -> impl Iterator<Item = Vec<Cell>> {
    let base = fact::base(cx);
    items.iter().map(move |item| match item {
        Item::Record(key) => record(fact::brief(cx, *key)),
        Item::Award(at) => {
            let award = cx.award_at(*at);
            let honoured = fact::honoured(cx, award);
            award_row(cx, &base, honoured)
        }
    })
}

fn record(entry: Entry) -> Vec<Cell> {
    vec![
        words(&entry.title),
        words(&entry.sort),
        entry.number.map_or(Cell::Empty, |number| words(&number)),
        date(entry.date),
        entry.date.and_then(FuzzyDate::first).map_or(Cell::Empty, Cell::Day),
        entry.date.and_then(FuzzyDate::last).map_or(Cell::Empty, Cell::Day),
        words(&entry.summary),
        entry.updated.map_or(Cell::Empty, |moment| Cell::Day(moment.day())),
        Cell::Number(i64::from(entry.version)),
        words(&entry.url),
        words(entry.kind.spec().name),
        words(&entry.id),
    ]
}

fn award_row(cx: &mut Cx<'_>, base: &str, of: Honoured) -> Vec<Cell> {
    let (campaign, url) = (of.campaign.map(|key| cx.card(key).title.clone()), &cx.card(of.decision).url);
    let some = |text: Option<&str>| text.map_or(Cell::Empty, words);
    let flag = |yes: bool| if yes { words("x") } else { Cell::Empty };
    let url = format!("{base}{url}");
    vec![
        words(&of.name),
        some(of.sort.map(RecipientType::id)),
        some(of.post.as_deref()),
        some(of.unit_name.as_deref()),
        words(&of.honour),
        words(&of.honour_en),
        some(of.level.map(HonourLevel::vi)),
        words(of.system.vi()),
        of.year.map_or(Cell::Empty, |year| Cell::Number(i64::from(year))),
        some(of.number.as_deref()),
        date(of.date),
        date(of.ceremony),
        date(of.reported),
        some(of.citation.as_deref()),
        some(campaign.as_deref()),
        flag(of.posthumous),
        flag(of.press_only),
        words(&url),
        named(cx, of.recipient),
        named(cx, of.unit),
        named(cx, Some(of.honour_key)),
        named(cx, Some(of.decision)),
        named(cx, of.campaign),
    ]
}

fn words(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn named(cx: &mut Cx<'_>, key: Option<Key>) -> Cell {
    let Some(key) = key else { return Cell::Empty };
    let card = cx.card(key);
    Cell::Text(format!("{}:{}", card.kind.spec().name, card.id))
}

/// A day is a day; what is less precise, bounded or planned stays in words.
fn date(date: Option<FuzzyDate>) -> Cell {
    match date {
        Some(date) => fact::exact(&date).map_or_else(|| Cell::Text(date.to_string()), Cell::Day),
        None => Cell::Empty,
    }
}

/// Which heads a table has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Heads {
    /// Vietnamese words.
    People,
    /// Names for programs.
    Programs,
}

/// A table as CSV.
pub(in crate::output) fn csv(
    columns: &[Column],
    heads: Heads,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<Vec<u8>, Failed> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    let head = columns.iter().map(|column| if heads == Heads::People { column.title } else { column.name });
    writer.write_record(head).map_err(|_| Failed)?;
    for row in rows {
        for cell in &row {
            writer.write_field(&*printed(cell)).map_err(|_| Failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(|_| Failed)?;
    }
    writer.into_inner().map_err(|_| Failed)
}

fn printed(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string().into(),
        Cell::Day(day) => day.iso().into(),
    }
}

fn workbook(title: &str, publisher: &str, columns: &[Column], rows: Vec<Vec<Cell>>) -> Result<Vec<u8>, Failed> {
    let heads: Vec<xlsx::Column> = columns
        .iter()
        .map(|column| match column.sort {
            Sort::Text(width) => xlsx::Column::text(column.title, width),
            Sort::Flag => xlsx::Column::text(column.title, 8),
            Sort::Number => xlsx::Column::number(column.title, 8),
            Sort::Date | Sort::Day => xlsx::Column::date(column.title),
        })
        .collect();
    let days = rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Day(day) => Some(*day),
        _ => None,
    });
    let day = days.max().map_or(NO_DAY, ymd);
    let mut sheet = Sheet::new(title, &heads);
    // A long list is there once, not twice: each row is handed over.
    for row in rows {
        sheet.row(row.into_iter().map(|cell| match cell {
            Cell::Empty => xlsx::Cell::Empty,
            Cell::Text(text) => xlsx::Cell::Text(text),
            Cell::Number(number) => xlsx::Cell::Number(number as f64),
            Cell::Day(day) => xlsx::Cell::Date(ymd(day)),
        }));
    }
    Book::new(title, publisher, day).with(sheet).finish().map_err(|_| Failed)
}

fn ymd(day: Day) -> Ymd {
    Ymd { year: u16::try_from(day.year()).unwrap_or(1900), month: day.month(), day: day.day() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        let check = |text: &str, expect: &str| assert_eq!(guarded(text), expect);
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-2", "'-2");
        check("+84", "'+84");
        check("\tx", "'\tx");
        check("Trường Thử", "Trường Thử");
        check("", "");
    }

    #[test]
    fn quotes_and_lines_are_kept_by_rfc_4180() {
        const TWO: &[Column] = &[column("a", "Tên", Sort::Text(9), ""), column("b", "Năm", Sort::Number, "")];
        let rows =
            vec![vec![Cell::Text("một, \"hai\"\nba".into()), Cell::Number(2019)], vec![Cell::Empty, Cell::Empty]];
        let made = csv(TWO, Heads::People, rows.into_iter()).map(String::from_utf8);
        assert_eq!(
            made.ok().and_then(Result::ok).as_deref(),
            Some("\u{feff}Tên,Năm\r\n\"một, \"\"hai\"\"\nba\",2019\r\n,\r\n")
        );
    }

    #[test]
    fn a_row_has_as_many_cells_as_there_are_columns() {
        assert_eq!((RECORDS.len(), AWARDS.len()), (12, 23));
    }
}
