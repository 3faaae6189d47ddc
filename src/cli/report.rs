//! `bangvang report`: what the newsroom wants to know of the site. In: a site. Out: tables on the
//! terminal, or a file. Never publishes: a report names what is not told yet, so it is refused a
//! place in the published folder.

use std::path::PathBuf;

use super::deliver::deliver;
use super::options::{OPTIONS, ReportFormat, TEMPLATE, day};
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui};
use crate::diag::Lang;
use crate::engine::{self, Survey};
use crate::report::table::Table;
use crate::report::workbook::{Imprint, workbook};
use crate::report::{agenda, coverage, strings, table, wall};
use crate::text::date::Day;
use crate::text::ics;

/// `report`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    #[command(subcommand)]
    what: ReportOf,
}

/// The reports.
#[derive(Clone, Debug, clap::Subcommand)]
enum ReportOf {
    /// Vinh dự, điển hình, đợt thi đua nào chưa có bài; ai được nói đến (what was told, what was not)
    #[command(help_template = TEMPLATE)]
    Coverage(Coverage),
    /// Mốc, phiên họp, lấy ý kiến sắp đến; quyết định tròn 1, 5, 10 … năm (what is due, anniversaries)
    #[command(help_template = TEMPLATE)]
    Calendar(Coverage),
    /// Ngôn ngữ khác của trang còn thiếu chuỗi, bản dịch nào (what other languages lack)
    #[command(help_template = TEMPLATE)]
    Strings(Whole),
}

/// A report that is about no days.
#[derive(clap::Args, Clone, Debug)]
struct Whole {
    /// Ghi vào tệp này; html và xlsx mặc định ghi vào .bangvang/bao-cao/ (the file to write)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
    /// In mọi dòng thay vì mười dòng đầu mỗi bảng (all rows)
    #[arg(long, help_heading = OPTIONS)]
    all: bool,
}

/// `report coverage` and `report calendar`; their `--format` may also be `html` or `xlsx`, that of
/// the calendar `ics` or `wall`, too.
#[derive(clap::Args, Clone, Debug)]
struct Coverage {
    /// Từ ngày, ví dụ 2019-01-01 (from this day)
    #[arg(long, value_name = "NGÀY", help_heading = OPTIONS, value_parser = day)]
    from: Option<Day>,
    /// Đến ngày (to this day)
    #[arg(long, value_name = "NGÀY", help_heading = OPTIONS, value_parser = day)]
    to: Option<Day>,
    /// Ghi vào tệp này; html và xlsx mặc định ghi vào .bangvang/bao-cao/ (the file to write)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
    /// In mọi dòng thay vì mười dòng đầu mỗi bảng (all rows)
    #[arg(long, help_heading = OPTIONS)]
    all: bool,
}

/// How many rows of a table a terminal shows unless asked for all.
const ROWS: usize = 10;

/// Makes the report that was asked for.
pub(super) fn run(ui: &Ui, args: &Args, format: ReportFormat) -> Result<Exit, Failure> {
    match &args.what {
        ReportOf::Coverage(args) => run_coverage(ui, args, format),
        ReportOf::Calendar(args) => run_calendar(ui, args, format),
        ReportOf::Strings(args) => run_strings(ui, args, format),
    }
}

/// What is said when another command is asked for a form that only reports have.
pub(super) fn only_here() -> Failure {
    Failure::usage(
        "--format html, xlsx, ics, wall chỉ dùng với bangvang report",
        "--format html, xlsx, ics and wall are for bangvang report only",
    )
}

fn run_coverage(ui: &Ui, args: &Coverage, format: ReportFormat) -> Result<Exit, Failure> {
    no_calendar(format)?;
    args.from.zip(args.to).map_or(Ok(()), |(from, to)| in_order(from, to))?;
    let survey = match survey(ui)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let days = (args.from, args.to);
    let range = coverage::Range { from: args.from, to: args.to };
    let tables = coverage::of(&survey.catalog, range, ui.lang);
    let title = coverage::title(range, ui.lang);
    let bytes = Made { id: "coverage", title, days, tables }.bytes(ui, args, &survey, format)?;
    hand_over(ui, args, format, "tuyen-truyen", &bytes)
}

/// What the other languages of the site lack.
fn run_strings(ui: &Ui, args: &Whole, format: ReportFormat) -> Result<Exit, Failure> {
    no_calendar(format)?;
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    let survey = match site::survey(ui, &mut engine)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let theme = match engine.theme(&survey) {
        Ok(theme) => theme,
        Err(problems) => {
            site::report(ui, &engine, problems);
            return Ok(Exit::Problems);
        }
    };
    let title = ui.pick("Các ngôn ngữ khác còn thiếu gì", "What the other languages lack").to_owned();
    let tables = strings::of(theme.lacking(), &survey.settings, &survey.catalog);
    let args = Coverage { from: None, to: None, out: args.out.clone(), all: args.all };
    let bytes = Made { id: "strings", title, days: (None, None), tables }.bytes(ui, &args, &survey, format)?;
    hand_over(ui, &args, format, "chuoi-con-thieu", &bytes)
}

fn no_calendar(format: ReportFormat) -> Result<(), Failure> {
    if matches!(format, ReportFormat::Ics | ReportFormat::Wall) {
        return Err(Failure::usage(
            "--format ics và wall chỉ dùng với bangvang report calendar",
            "--format ics and wall are for bangvang report calendar only",
        ));
    }
    Ok(())
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
    in_order(from, to)?;
    let title = match ui.lang {
        Lang::Vi => format!("Lịch tuyên truyền từ {} đến {}", from.padded(), to.padded()),
        Lang::En => format!("Calendar from {} to {}", from.padded(), to.padded()),
    };
    let (catalog, days) = (&survey.catalog, agenda::Days { from, to });
    let bytes = match format {
        ReportFormat::Ics => {
            let events = agenda::events(catalog, days, survey.settings.base(), ui.lang);
            ics::calendar(&title, &events).into_bytes()
        }
        ReportFormat::Wall => {
            // Every month is shown whole.
            let whole = wall::whole_months(days);
            let all = agenda::due(catalog, whole).into_iter().chain(agenda::anniversaries(catalog, whole));
            let line = |entry| wall::Line { headline: agenda::headline(catalog, &entry, ui.lang), entry };
            let lines: Vec<wall::Line> = all.map(line).collect();
            wall::html(&title, &intro(ui, &survey), &lines, whole, catalog.today(), ui.lang).into_bytes()
        }
        _ => {
            let tables = agenda::tables(catalog, days, ui.lang);
            Made { id: "calendar", title, days: (Some(from), Some(to)), tables }.bytes(ui, args, &survey, format)?
        }
    };
    hand_over(ui, args, format, "lich-tuyen-truyen", &bytes)
}

fn in_order(from: Day, to: Day) -> Result<(), Failure> {
    if from <= to {
        return Ok(());
    }
    let (from, to) = (from.iso(), to.iso());
    Err(Failure::usage(format!("--to {to} trước --from {from}"), format!("--to {to} is before --from {from}")))
}

fn survey(ui: &Ui) -> Result<Result<Survey, Exit>, Failure> {
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    site::survey(ui, &mut engine)
}

/// A report that has been made.
struct Made {
    /// Its name in JSON.
    id: &'static str,
    title: String,
    days: (Option<Day>, Option<Day>),
    tables: Vec<Table>,
}

impl Made {
    /// The report in the form that was asked for.
    fn bytes(&self, ui: &Ui, args: &Coverage, survey: &Survey, format: ReportFormat) -> Result<Vec<u8>, Failure> {
        let (title, tables) = (&self.title, &self.tables);
        let today = survey.catalog.today();
        let intro = intro(ui, survey);
        Ok(match format {
            ReportFormat::Html => table::html(title, &intro, tables, ui.lang).into_bytes(),
            ReportFormat::Xlsx => {
                let imprint = Imprint { title, publisher: survey.publisher(), day: today, notice: None };
                workbook(tables, imprint, ui.lang)?
            }
            ReportFormat::Json => {
                let (from, to) = self.days;
                let mut value = serde_json::json!({ "report": self.id, "from": from.map(Day::iso), "to": to.map(Day::iso), "today": today.iso() });
                value["tables"] = table::json(tables);
                format!("{value:#}\n").into_bytes()
            }
            _ => {
                let rows = if args.all { usize::MAX } else { ROWS };
                format!("{title}\n{intro}\n\n{}", table::text(tables, ui.lang, rows, ui.table_width())).into_bytes()
            }
        })
    }
}

/// What stands below the title of a report.
fn intro(ui: &Ui, survey: &Survey) -> String {
    let (title, today) = (&survey.settings.title, survey.catalog.today().padded());
    match ui.lang {
        Lang::Vi => format!("{title}, {today}. Tài liệu nội bộ, không xuất bản."),
        Lang::En => format!("{title}, {today}. Internal, not for publication."),
    }
}

/// Writes a report where it was asked for; forms that no terminal shows have a file of their own.
fn hand_over(ui: &Ui, args: &Coverage, format: ReportFormat, name: &str, bytes: &[u8]) -> Result<Exit, Failure> {
    let file = match format {
        ReportFormat::Html => Some(format!("{name}.html")),
        ReportFormat::Xlsx => Some(format!("{name}.xlsx")),
        ReportFormat::Ics => Some(format!("{name}.ics")),
        ReportFormat::Wall => Some(format!("{name}-treo-tuong.html")),
        _ => None,
    };
    let default = file.map(|file| folder(ui).join(file));
    deliver(ui, args.out.clone().or(default).as_deref(), bytes)
}

/// Where reports go unless a file is named.
fn folder(ui: &Ui) -> PathBuf {
    engine::state_folder(&ui.site()).join("bao-cao")
}
