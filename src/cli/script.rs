//! `bangvang script`: the sheet from which a piece is read on the air. In: a record. Out: the
//! script as text, a page for print or a Word document, or its lower thirds. Never publishes.

use std::path::{Path, PathBuf};

use super::deliver::deliver;
use super::options::{ARGUMENTS, OPTIONS};
use super::site::{self, Wish};
use super::subject;
use super::ui::{Exit, Failure, Ui};
use crate::engine::Survey;
use crate::record::state::Audience;
use crate::report::script::{self, Reading, Script, seconds, sheet};
use crate::text::speech::RATE;

/// `script`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Hồ sơ: loại:mã hoặc mã, ví dụ article:le-trao (the record)
    #[arg(value_name = "HỒ SƠ", help_heading = ARGUMENTS)]
    id: String,
    /// Dạng: txt, html, docx (form)
    #[arg(long, value_name = "DẠNG", default_value = "txt", hide_possible_values = true, hide_default_value = true, help_heading = OPTIONS)]
    form: Form,
    /// Âm tiết mỗi phút, 200–260; mặc định 230 (syllables a minute)
    #[arg(long, value_name = "SỐ", default_value_t = RATE, hide_default_value = true, value_parser = clap::value_parser!(u32).range(200..=260), help_heading = OPTIONS)]
    rate: u32,
    /// Thời lượng mong muốn, ví dụ 45s, 1:30 (target length)
    #[arg(long, value_name = "THỜI LƯỢNG", value_parser = length, help_heading = OPTIONS)]
    target: Option<u32>,
    /// Viết số, ngày, chữ tắt thành lời (write words out as spoken)
    #[arg(long, help_heading = OPTIONS)]
    spoken: bool,
    /// Danh sách chữ tên (CSV): họ tên, chức vụ, đơn vị lúc đó (lower thirds)
    #[arg(long, help_heading = OPTIONS)]
    captions: bool,
    /// Tệp ghi ra; không ghi thì in ra màn hình (output file)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
}

/// The form of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    Txt,
    Html,
    Docx,
    Csv,
}

/// A length on the command line, in tenths of a second.
pub(super) fn length(text: &str) -> Result<u32, String> {
    let seconds = seconds(text).ok_or("thời lượng viết như 45s, 90, 1:30, 1m30s (write a length as 45s or 1:30)")?;
    Ok(seconds * 10)
}

/// Makes the sheet of a record.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let survey = match desk(ui)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let key = subject::find(&survey.catalog, &args.id)?;
    let out = args.out.as_deref();
    if args.captions {
        let lines = script::lower_thirds(&survey.catalog, key);
        return deliver(ui, out, sheet::captions(&lines).as_bytes());
    }
    let script = made(&survey, key, args.rate, args.target, args.spoken);
    if let Some(warning) = sheet::warning(&script) {
        ui.say(format!("{}: {warning}", ui.pick("lưu ý", "note")));
    }
    let name = format!("kich-ban-{}.docx", survey.catalog.record(key).id);
    match args.form {
        Form::Txt => deliver(ui, out, sheet::text(&script).as_bytes()),
        Form::Html => deliver(ui, out, sheet::html(&script).as_bytes()),
        Form::Docx => {
            let bytes = sheet::docx(&script, survey.publisher(), survey.catalog.today().into())?;
            deliver(ui, Some(out.unwrap_or(Path::new(&name))), &bytes)
        }
        Form::Csv => Err(Failure::usage(
            "kịch bản có dạng txt, html, docx; danh sách chữ tên: --captions",
            "a script is txt, html or docx; for lower thirds use --captions",
        )),
    }
}

/// The site as the newsroom sees it, drafts and what waits for its hour included.
pub(super) fn desk(ui: &Ui) -> Result<Result<Survey, Exit>, Failure> {
    let usual = Wish::usual(ui);
    let wish = Wish { audience: Audience::Desk, ..usual };
    let mut engine = site::open(ui, &wish)?;
    site::survey(ui, &mut engine)
}

/// The script of a record.
pub(super) fn made(survey: &Survey, key: crate::base::Key, rate: u32, target: Option<u32>, spoken: bool) -> Script {
    script::of_record(&survey.catalog, key, Reading { voice: &survey.voice, rate, target, spoken })
}
