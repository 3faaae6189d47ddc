//! What is wrong with templates. In: errors of the template engine. Out: diagnostics at their place in
//! the file, the commonest complaints in Vietnamese with the engine's own words behind them.

use std::collections::HashMap;

use tera::ErrorKind;

use super::files::Template;
use crate::base::SrcPath;
use crate::diag::{Diag, Place, Problem};

/// What went wrong while a page was made; `sources` are the files of templates by name.
pub(super) fn of_page(error: &tera::Error, page: &str, sources: &HashMap<String, SrcPath>) -> Diag {
    let (detail_en, place) = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            (report.message().to_owned(), report_place(report, sources))
        }
        _ => (error.to_string(), Place::Site),
    };
    Diag::new(Problem::Template { detail: in_vietnamese(&detail_en), detail_en, record: page.to_owned() }, place)
}

/// What is wrong with templates: one fault with its place, or several that the engine tells in one
/// text, each as "error: words", "--> name:line:column" and an excerpt.
pub(super) fn of_templates(error: &tera::Error, templates: &[Template]) -> Vec<Diag> {
    let fault = |detail_en: &str, place: Place| {
        let detail_en = detail_en.trim().to_owned();
        Diag::new(Problem::TemplateLoad { detail: in_vietnamese(&detail_en), detail_en }, place)
    };
    if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
        let sources = templates.iter().map(|template| (template.name.clone(), template.path.clone())).collect();
        return vec![fault(report.message(), report_place(report, &sources))];
    }
    let text = error.to_string();
    let each = text.split("error: ").filter(|part| part.contains("-->"));
    let faults: Vec<Diag> = each
        .map(|part| {
            let (words, rest) = part.split_once("-->").unwrap_or((part, ""));
            let place = rest.lines().next().and_then(|place| told_place(place.trim(), templates));
            fault(words, place.unwrap_or(Place::Site))
        })
        .collect();
    if faults.is_empty() { vec![fault(&text, Place::Site)] } else { faults }
}

/// The place that the engine calls `name:line:column`.
fn told_place(told: &str, templates: &[Template]) -> Option<Place> {
    let mut parts = told.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let (column, line): (usize, usize) = (column.parse().ok()?, line.parse().ok()?);
    let template = templates.iter().find(|template| template.name == name)?;
    let before: usize = template.text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = template.text.get(before..)?.lines().next()?;
    let at = rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
    Some(Place::span(&template.path, before + at..before + rest.len()))
}

fn report_place(report: &tera::ReportError, sources: &HashMap<String, SrcPath>) -> Place {
    match sources.get(report.filename()) {
        Some(path) => Place::span(path, report.span().range.clone()),
        None => Place::Site,
    }
}

/// The engine's commonest complaints in Vietnamese, by a part of its own words; names and fields
/// in them stay as they are.
const COMPLAINTS: &[(&str, &str)] = &[
    ("is not defined in any parent", "khối này không có ở mẫu mẹ"),
    ("is not defined", "tên hoặc trường này không có"),
    ("Math operations", "phép tính cần số"),
    ("not found", "không tìm thấy"),
    ("FileTooLarge", "trang dài quá 64 MiB, có lẽ vì một vòng lặp"),
    ("Unexpected end of input", "mẫu kết thúc giữa chừng; thiếu thẻ đóng"),
    ("expected", "sai cú pháp mẫu"),
];

/// A complaint in Vietnamese, with the engine's own words behind it.
fn in_vietnamese(detail: &str) -> String {
    let known = COMPLAINTS.iter().find(|(part, _)| detail.contains(part)).map(|(_, words)| *words);
    format!("{} ({detail})", known.unwrap_or("lỗi của mẫu"))
}
