//! `bangvang report`: what the newsroom wants to know of the site. In: a site. Out: tables on the
//! terminal, or a file. Never publishes: a report names what is not told yet, so it is refused a
//! place in the published folder.

use std::path::PathBuf;

use super::args::{Coverage, Report, ReportFormat, ReportOf};
use super::deliver::deliver;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui};
use crate::diag::Lang;
use crate::engine::{self, Survey};
use crate::report::table::Table;
use crate::report::workbook::{Imprint, workbook};
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
            ReportFormat::Xlsx => {
                let imprint = Imprint { title, publisher: survey.publisher(), day: today, notice: None };
                workbook(tables, imprint, ui.lang)?
            }
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
