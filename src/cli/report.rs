//! `bangvang report`: what the newsroom wants to know of the site. In: a site. Out: tables on the
//! terminal, or a file. Never publishes: a report names what is not told yet, so it is refused a
//! place in the published folder.

use std::path::{Path, PathBuf};

use super::args::{Coverage, Report, ReportFormat, ReportOf};
use super::files;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui, shown};
use crate::diag::Lang;
use crate::engine::{self, Survey};
use crate::office::Ymd;
use crate::office::xlsx::{Book, Cell, Column, Sheet};
use crate::report::table::{Table, pick};
use crate::report::{agenda, coverage, table};
use crate::text::date::Day;

/// How many rows of a table a terminal shows unless asked for all.
const ROWS: usize = 10;

/// Makes the report that was asked for.
pub(super) fn run(ui: &Ui, args: &Report, format: ReportFormat) -> Result<Exit, Failure> {
    match &args.what {
        ReportOf::Coverage(args) => run_coverage(ui, args, format),
        ReportOf::Calendar(args) => run_calendar(ui, args, format),
    }
}

fn run_coverage(ui: &Ui, args: &Coverage, format: ReportFormat) -> Result<Exit, Failure> {
    let survey = match survey(ui)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let range = coverage::Range { from: args.from, to: args.to };
    let tables = coverage::of(&survey.catalog, range, ui.lang);
    let made = Made { id: "coverage", file: "tuyen-truyen", title: coverage::title(range, ui.lang), tables };
    made.write(ui, args, (args.from, args.to), &survey, format)
}

/// How many days a calendar looks ahead unless told.
const AHEAD: i32 = 92;

fn run_calendar(ui: &Ui, args: &Coverage, format: ReportFormat) -> Result<Exit, Failure> {
    let survey = match survey(ui)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let from = args.from.unwrap_or_else(|| survey.catalog.today());
    let to = args.to.unwrap_or_else(|| from.add_days(AHEAD));
    if to < from {
        return Err(Failure::usage(
            format!("--to {} trước --from {}", to.iso(), from.iso()),
            format!("--to {} is before --from {}", to.iso(), from.iso()),
        ));
    }
    let title = match ui.lang {
        Lang::Vi => format!("Lịch tuyên truyền từ {} đến {}", from.padded(), to.padded()),
        Lang::En => format!("Calendar from {} to {}", from.padded(), to.padded()),
    };
    let tables = agenda::of(&survey.catalog, agenda::Days { from, to });
    let made = Made { id: "calendar", file: "lich-tuyen-truyen", title, tables };
    made.write(ui, args, (Some(from), Some(to)), &survey, format)
}

fn survey(ui: &Ui) -> Result<Result<Survey, Exit>, Failure> {
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    site::survey(ui, &mut engine)
}

/// A report that has been made.
struct Made {
    /// Its name in JSON.
    id: &'static str,
    /// Its file without the ending.
    file: &'static str,
    title: String,
    tables: Vec<Table>,
}

impl Made {
    fn write(
        &self,
        ui: &Ui,
        args: &Coverage,
        (from, to): (Option<Day>, Option<Day>),
        survey: &Survey,
        format: ReportFormat,
    ) -> Result<Exit, Failure> {
        let (title, tables) = (&self.title, &self.tables);
        let today = survey.catalog.today();
        let intro = match ui.lang {
            Lang::Vi => format!("{}, {}. Tài liệu nội bộ, không xuất bản.", survey.settings.title, today.padded()),
            Lang::En => format!("{}, {}. Internal, not for publication.", survey.settings.title, today.padded()),
        };
        let bytes = match format {
            ReportFormat::Html => table::html(title, &intro, tables, ui.lang).into_bytes(),
            ReportFormat::Xlsx => spreadsheet(ui, tables, title, survey)?,
            ReportFormat::Json => {
                let mut value = serde_json::json!({ "report": self.id, "from": from.map(Day::iso), "to": to.map(Day::iso), "today": today.iso() });
                value["tables"] = table::json(tables);
                format!("{value:#}\n").into_bytes()
            }
            _ => {
                let rows = if args.all { usize::MAX } else { ROWS };
                format!("{title}\n{intro}\n\n{}", table::text(tables, ui.lang, rows)).into_bytes()
            }
        };
        let ending = match format {
            ReportFormat::Html => Some("html"),
            ReportFormat::Xlsx => Some("xlsx"),
            _ => None,
        };
        let default = ending.map(|ending| folder(ui).join(format!("{}.{ending}", self.file)));
        deliver(ui, args.out.clone().or(default).as_deref(), &bytes)
    }
}

/// Where reports go unless a file is named.
fn folder(ui: &Ui) -> PathBuf {
    engine::state_folder(&ui.site()).join("bao-cao")
}

/// Writes a report into a file, or onto stdout when there is none.
pub(super) fn deliver(ui: &Ui, out: Option<&Path>, bytes: &[u8]) -> Result<Exit, Failure> {
    let Some(out) = out else {
        ui.out(&String::from_utf8_lossy(bytes));
        return Ok(Exit::Fine);
    };
    if is_public(&ui.site(), out) {
        return Err(Failure::usage(
            format!("{}: báo cáo nội bộ không được nằm trong thư mục xuất bản", shown(out)),
            format!("{}: an internal report has no place in the published folder", shown(out)),
        ));
    }
    files::replace(out, bytes)?;
    ui.tell(format!("Đã ghi {}.", shown(out)), format!("Wrote {}.", shown(out)));
    Ok(Exit::Fine)
}

/// Whether a file would lie in the site's published folder or among its records.
fn is_public(site: &Path, out: &Path) -> bool {
    let out = resolved(out);
    ["public", "content", "themes"].iter().any(|own| out.starts_with(resolved(&site.join(own))))
}

/// The true place of a path, whose last parts need not be there yet.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    there.map_or_else(
        || path.clone(),
        |(part, place)| path.strip_prefix(part).map_or_else(|_| path.clone(), |rest| place.join(rest)),
    )
}

/// A workbook with a sheet for each table.
fn spreadsheet(ui: &Ui, tables: &[Table], title: &str, survey: &Survey) -> Result<Vec<u8>, Failure> {
    let publisher = survey.settings.publisher_on(survey.catalog.today()).map_or("", |publisher| &publisher.name);
    let book = Book::new(title, publisher, ymd(survey.catalog.today()));
    let book = tables.iter().fold(book, |book, table| book.with(sheet(ui, table)));
    book.finish().map_err(|error| Failure::new(Exit::Io, error.to_string(), error.to_string()))
}

fn sheet(ui: &Ui, table: &Table) -> Sheet {
    let column = |at: usize| {
        let title = pick(table.columns[at].title, ui.lang);
        let mut cells = table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| **cell != table::Cell::None);
        match cells.next() {
            Some(table::Cell::Number(_) | table::Cell::Percent(_)) => Column::number(title, 12),
            Some(table::Cell::Date(_)) => Column::date(title),
            _ => Column::text(title, 40),
        }
    };
    let columns: Vec<Column> = (0..table.columns.len()).map(column).collect();
    let mut sheet = Sheet::new(pick(table.title, ui.lang), &columns);
    for row in &table.rows {
        sheet.row(row.iter().map(cell));
    }
    sheet
}

fn cell(cell: &table::Cell) -> Cell {
    match cell {
        table::Cell::None => Cell::Empty,
        table::Cell::Text(text) => Cell::Text(text.clone()),
        table::Cell::Number(number) => Cell::Number(*number as f64),
        table::Cell::Percent(share) => Cell::Number((share * 10.0).round() / 10.0),
        table::Cell::Date(day) => Cell::Date(ymd(*day)),
    }
}

fn ymd(day: Day) -> Ymd {
    Ymd { year: u16::try_from(day.year()).unwrap_or(0), month: day.month(), day: day.day() }
}
