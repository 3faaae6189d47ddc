//! What is wrong with a theme. In: errors of the template engine and of YAML. Out: diagnostics at their
//! place in the file, the commonest complaints in Vietnamese with the engine's own words behind them.

use std::collections::HashMap;

use tera::ErrorKind;

use super::ThemeFile;
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

/// A file of a theme that is not YAML.
pub(super) fn yaml_problem(file: &ThemeFile, error: &serde_yaml::Error) -> Diag {
    let words = error.to_string();
    let first = words.lines().next().unwrap_or_default();
    let detail_en = first.rsplit_once(": ").map_or(first, |(_, last)| last).to_owned();
    let at = error.location().and_then(|at| byte_at(&file.bytes, at.line(), at.column()));
    let place = at.map_or_else(|| Place::File(file.path.clone()), |at| Place::span(&file.path, at..at + 1));
    Diag::new(Problem::Yaml { detail: crate::record::tree::in_vietnamese(&detail_en), detail_en }, place)
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
    ("Unexpected end of input", "mẫu kết thúc giữa chừng; thiếu thẻ đóng"),
    ("expected", "sai cú pháp mẫu"),
];

/// A complaint in Vietnamese, with the engine's own words behind it.
fn in_vietnamese(detail: &str) -> String {
    let known = COMPLAINTS.iter().find(|(part, _)| detail.contains(part)).map(|(_, words)| *words);
    format!("{} ({detail})", known.unwrap_or("lỗi của mẫu"))
}

/// The byte at a line and column, both counted from 1, the column in letters.
fn byte_at(bytes: &[u8], line: u64, column: u64) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (line, column) = (usize::try_from(line).ok()?, usize::try_from(column).ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let inside = text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    Some(start + inside)
}
