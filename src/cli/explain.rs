//! `bangvang explain`: what stands behind a code or a kind. In: a word. Out: the explanation of a
//! code, the fields of a kind as a table, or, without a word, what there is to explain.
//! Never reads the site.

use super::make;
use super::options::ARGUMENTS;
use super::ui::{Exit, Failure, Ui};
use crate::config::{self, Settings};
use crate::diag::Lang;
use crate::diag::catalogue::{CATALOGUE, Level};
use crate::diag::show;
use crate::record::common::Head;
use crate::record::fields::{Choice, Field, Group, Shape};
use crate::record::kind::KindId;

/// `explain`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Mã lỗi (BV104, X05), loại hồ sơ, hoặc site; bỏ trống để xem danh sách (a code, a kind, or site)
    #[arg(value_name = "MÃ|LOẠI|site", help_heading = ARGUMENTS)]
    what: Option<String>,
}

/// Explains what was asked.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let text = match args.what.as_deref() {
        None => overview(ui),
        Some(word) => match show::explain(word, ui.lang) {
            Some(text) => text,
            None if word == "site" => of_site(ui),
            None if looks_like_code(word) => return Err(no_code(word)),
            None => of_kind(ui, make::kind(word)?),
        },
    };
    ui.out(&text);
    Ok(Exit::Fine)
}

/// Letters, then digits: somebody meant a code.
fn looks_like_code(word: &str) -> bool {
    word.starts_with(['b', 'B', 'x', 'X']) && word.ends_with(|c: char| c.is_ascii_digit())
}

fn no_code(word: &str) -> Failure {
    Failure::usage(show::unknown_code(word, Lang::Vi), show::unknown_code(word, Lang::En))
}

/// All kinds with their folders, and all codes with what they say.
fn overview(ui: &Ui) -> String {
    let mut kinds = Table::new(&[ui.pick("Loại", "Kind"), ui.pick("Thư mục", "Folder"), ui.pick("Nghĩa", "Meaning")]);
    for spec in KindId::ALL.iter().map(|kind| kind.spec()) {
        kinds.row([spec.name.into(), format!("content/{}/", spec.folder), ui.pick(spec.vi, spec.en).into()]);
    }
    let mut codes =
        Table::new(&[ui.pick("Mã", "Code"), ui.pick("Mức", "Level"), ui.pick("Việc cần làm", "What to do")]);
    for entry in CATALOGUE {
        codes.row([entry.code.into(), level(ui, entry.level).into(), ui.pick(entry.vi, entry.en).into()]);
    }
    let more = ui.pick(
        "Xem kỹ: bangvang explain MÃ, hoặc bangvang explain LOẠI",
        "More: bangvang explain CODE, or bangvang explain KIND",
    );
    format!("{}\n{}\n{more}\n", kinds.text(ui.width()), codes.text(ui.width()))
}

/// The fields of a kind, then the groups and word lists that they use.
fn of_kind(ui: &Ui, kind: KindId) -> String {
    let spec = kind.spec();
    let title = match ui.lang {
        Lang::Vi => format!("{} ({}) — content/{}/", spec.vi, spec.name, spec.folder),
        Lang::En => format!("{} ({}) — content/{}/", spec.en, spec.name, spec.folder),
    };
    let mut parts = Parts::default();
    let own = fields(ui, &kind.fields(), &mut parts);
    let common = fields(ui, &Head::fields(), &mut parts);
    let inner = ui.pick("Trường chung", "Common fields");
    format!("{title}\n\n{own}\n{inner}\n\n{common}{}", parts.text(ui))
}

/// The settings of the site, then the groups and word lists that they use.
fn of_site(ui: &Ui) -> String {
    let mut parts = Parts::default();
    let own = fields(ui, &Settings::fields(), &mut parts);
    format!("{} — {}\n\n{own}{}", ui.pick("Thiết lập của trang", "Settings of the site"), config::FILE, parts.text(ui))
}

/// A table of fields; what stands inside them is put on the list of parts.
fn fields(ui: &Ui, fields: &[Field], parts: &mut Parts) -> String {
    let heads =
        [("Khóa", "Key"), ("Nhãn", "Label"), ("Dạng", "Form"), ("Bắt buộc", "Required"), ("Cách ghi", "Meaning")];
    let mut table = Table::new(&heads.map(|(vi, en)| ui.pick(vi, en)));
    for field in fields {
        parts.add(&field.shape);
        let required = if field.required { ui.pick("có", "yes") } else { "" };
        let help = ui.pick(field.help, field.en.trim());
        table.row([field.key.into(), field.vi.into(), form(ui, &field.shape), required.into(), help.into()]);
    }
    table.text(ui.width())
}

/// The form of a value in words.
fn form(ui: &Ui, shape: &Shape) -> String {
    let word = match shape {
        Shape::Text => ui.pick("chữ", "text"),
        Shape::Markdown => "Markdown",
        Shape::Int => ui.pick("số nguyên", "whole number"),
        Shape::Bool => "true/false",
        Shape::Day => ui.pick("ngày", "day"),
        Shape::Moment => ui.pick("ngày giờ", "date and time"),
        Shape::Fuzzy => ui.pick("ngày, tháng, quý, năm", "day, month, quarter, year"),
        Shape::Number => ui.pick("số văn bản", "document number"),
        Shape::Url => ui.pick("địa chỉ web", "web address"),
        Shape::File => ui.pick("tên tệp", "file name"),
        Shape::Choice(label, _) => return format!("{}: {label}", ui.pick("chọn", "one of")),
        Shape::Ref(Some(kind)) => return format!("{} {}", ui.pick("mã", "id:"), kind.spec().name),
        Shape::Ref(None) => ui.pick("loại:mã", "kind:id"),
        Shape::List(item) => return list(ui, item),
        Shape::Group(label, _) => return format!("{}: {label}", ui.pick("nhóm", "group")),
    };
    word.to_owned()
}

fn list(ui: &Ui, item: &Shape) -> String {
    match item {
        Shape::Group(label, _) => format!("{}: {label}", ui.pick("danh sách", "list")),
        item => format!("{} {}", ui.pick("danh sách", "list of"), form(ui, item)),
    }
}

fn level(ui: &Ui, level: Level) -> &'static str {
    let (vi, en) = match level {
        Level::Error => ("lỗi", "error"),
        Level::Warning => ("cảnh báo", "warning"),
        Level::Note => ("ghi chú", "note"),
    };
    if ui.lang == Lang::Vi { vi } else { en }
}

/// The groups and word lists met on the way, each once, in the order of meeting.
#[derive(Default)]
struct Parts {
    groups: Vec<(&'static str, Vec<Field>)>,
    choices: Vec<(&'static str, &'static [Choice])>,
}

impl Parts {
    fn add(&mut self, shape: &Shape) {
        match shape {
            Shape::List(item) => self.add(item),
            Shape::Choice(label, words) if self.choices.iter().all(|(known, _)| known != label) => {
                self.choices.push((label, words));
            }
            Shape::Group(label, fields) if self.groups.iter().all(|(known, _)| known != label) => {
                self.groups.push((label, fields()));
            }
            _ => {}
        }
    }

    /// The parts in full. A group may name further parts, which come behind it.
    fn text(&mut self, ui: &Ui) -> String {
        let mut text = String::new();
        let mut next = 0;
        while next < self.groups.len() {
            let (label, inner) = self.groups[next].clone();
            let table = fields(ui, &inner, self);
            text = text + "\n" + ui.pick("Nhóm", "Group") + " " + label + "\n\n" + &table;
            next += 1;
        }
        for (label, words) in &self.choices {
            let mut table = Table::new(&[ui.pick("Ghi", "Write"), ui.pick("Nghĩa", "Meaning")]);
            for word in *words {
                table.row([word.id.to_owned(), ui.pick(word.vi, word.en).to_owned()]);
            }
            text = text + "\n" + ui.pick("Chọn", "One of") + ": " + label + "\n\n" + &table.text(ui.width());
        }
        text
    }
}

/// Rows of text in columns as wide as their widest cell; the last column is wrapped.
struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new(heads: &[&str]) -> Self {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Self { rows: vec![heads] }
    }

    fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    fn text(&self, width: usize) -> String {
        let widths = self.widths();
        let (last, left) = widths.split_last().map_or((0, 0), |(last, left)| (*last, left.iter().map(|w| w + 2).sum()));
        let room = width.saturating_sub(left + 2).max(24);
        let rule = widths
            .iter()
            .enumerate()
            .map(|(at, w)| "─".repeat(if at + 1 == widths.len() { last.min(room) } else { *w }));
        let rule: Vec<String> = rule.collect();
        let (head, body) = self.rows.split_at(1);
        head.iter().chain([&rule]).chain(body).map(|row| line(row, &widths, room)).collect()
    }

    /// The display width of each column.
    fn widths(&self) -> Vec<usize> {
        let columns = self.rows[0].len();
        (0..columns).map(|column| self.rows.iter().map(|row| columns_of(&row[column])).max().unwrap_or(0)).collect()
    }
}

/// One row, its last cell on as many lines as it needs.
fn line(row: &[String], widths: &[usize], room: usize) -> String {
    let Some((last, cells)) = row.split_last() else { return String::new() };
    let mut left = String::from("  ");
    for (cell, width) in cells.iter().zip(widths) {
        left += cell;
        left += &" ".repeat(width - columns_of(cell) + 2);
    }
    let below = format!("\n{}", " ".repeat(columns_of(&left)));
    format!("{left}{}", wrapped(last, room).join(&below)).trim_end().to_owned() + "\n"
}

/// The lines of a text that is at most `room` columns wide.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if columns_of(line) + 1 + columns_of(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How many columns a text takes: composed Vietnamese letters take one each.
fn columns_of(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_letters_not_bytes() {
        let mut table = Table::new(&["Khóa", "Nhãn", "Cách ghi"]);
        table.row(["a".into(), "Đơn vị".into(), "một hai ba bốn năm sáu bảy tám".into()]);
        let expect = "  Khóa  Nhãn    Cách ghi\n  \
            ────  ──────  ────────────────────────\n  \
            a     Đơn vị  một hai ba bốn năm sáu\n                \
            bảy tám\n";
        assert_eq!(table.text(40), expect);
    }
}
