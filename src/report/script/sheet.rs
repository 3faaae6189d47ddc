//! The sheet of a script: for print, for a terminal, for Word. In: a script. Out: one file of each
//! form, in large type, no word divided, no row broken over a page.

use std::fmt::Write as _;

use super::{LowerThird, Row, Script, Speaker, clock};
use crate::office::docx::{Document, Size};
use crate::office::{Unwritable, Ymd};
use crate::report::print::{self, Sheet, escaped, lines};

/// The columns of the plain form.
const PICTURE: usize = 26;
const WORDS: usize = 56;

const STYLE: &str = "\
body{font-family:'Noto Sans',Arial,sans-serif;font-size:15pt;line-height:1.6;max-width:270mm}\
td.w{font-size:17pt}td.p{width:28%;color:#5a4a42}td.n{width:12%}th{font-size:11pt}\
tr.bite td.w{background:#f3ede2;border-left:6px solid #8f0f17}.who{display:block;font-size:12pt;font-weight:bold;color:#8f0f17}\
.sum{font-size:12pt}@page{size:A4 landscape;margin:12mm}";

/// The script as a page for print.
#[must_use]
pub fn html(script: &Script) -> String {
    let mut body = format!("<h1>{}</h1>\n<p class=\"sum\">{}</p>\n", escaped(&script.title), escaped(&head(script)));
    if let Some(off) = warning(script) {
        let _ = writeln!(body, "<p class=\"notice\">{}</p>", escaped(&off));
    }
    body.push_str("<table>\n<thead><tr><th scope=\"col\">Hình ảnh</th><th scope=\"col\">Lời bình</th><th scope=\"col\">Thời lượng</th></tr></thead>\n<tbody>\n");
    let lead = Row { picture: "LỜI DẪN\n(người dẫn chương trình)".to_owned(), ..script.lead.clone() };
    for row in std::iter::once(&lead).chain(&script.rows) {
        let (class, who) = match &row.speaker {
            Speaker::Bite(by) => (" class=\"bite\"", format!("<span class=\"who\">▌PHÁT BIỂU: {}</span>", escaped(by))),
            Speaker::Voice => ("", String::new()),
        };
        let _ = writeln!(
            body,
            "<tr{class}><td class=\"p\">{}</td><td class=\"w\">{who}{}</td><td class=\"n num\">{}<br><span class=\"muted\">{}</span></td></tr>",
            lines(&row.picture),
            lines(&row.words),
            clock(row.tenths),
            clock(row.until)
        );
    }
    body.push_str("</tbody>\n</table>\n");
    Sheet { title: &format!("Kịch bản: {}", script.title), style: STYLE, notice: script.hold.as_deref(), body }.html()
}

/// The script as plain text in two columns.
#[must_use]
pub fn text(script: &Script) -> String {
    let mut out = format!("{}\n{}\n", script.title.to_uppercase(), head(script));
    for line in [script.hold.clone(), warning(script)].into_iter().flatten() {
        let _ = writeln!(out, "*** {line} ***");
    }
    let rule = "─".repeat(PICTURE + WORDS + 14);
    let _ = writeln!(out, "{rule}\n{}", columns("HÌNH ẢNH", "LỜI BÌNH", "DÀI    TỔNG"));
    let lead = Row { picture: "LỜI DẪN".to_owned(), ..script.lead.clone() };
    for row in std::iter::once(&lead).chain(&script.rows) {
        let _ = writeln!(out, "{rule}");
        out.push_str(&text_row(row));
    }
    let _ = writeln!(out, "{rule}\n{}", sum(script));
    out
}

/// The script for Word.
///
/// # Errors
/// When the file cannot be made.
pub fn docx(script: &Script, publisher: &str, day: Ymd) -> Result<Vec<u8>, Unwritable> {
    let document = Document::new(&script.title, publisher, day, Size::Large);
    let mut document = match &script.hold {
        Some(hold) => document.with_header(hold),
        None => document,
    };
    document.heading(1, &script.title);
    document.text(&head(script));
    if let Some(off) = warning(script) {
        document.labelled("Lưu ý", &off);
    }
    document.labelled("Lời dẫn", &script.lead.words);
    document.text(&format!("({})", clock(script.lead.until)));
    let rows: Vec<Vec<String>> = script
        .rows
        .iter()
        .map(|row| {
            let words = match &row.speaker {
                Speaker::Bite(by) => format!("▌PHÁT BIỂU: {by}\n{}", row.words),
                Speaker::Voice => row.words.clone(),
            };
            vec![row.picture.clone(), words, format!("{}\n({})", clock(row.tenths), clock(row.until))]
        })
        .collect();
    document.table(&[("Hình ảnh", 26), ("Lời bình", 60), ("Dài (tổng)", 14)], rows.iter().map(Vec::as_slice));
    document.labelled("Tổng cộng", &sum(script));
    document.finish()
}

/// The lower thirds as CSV.
#[must_use]
pub fn captions(lines: &[LowerThird]) -> String {
    let rows: Vec<Vec<String>> =
        lines.iter().map(|line| vec![line.name.clone(), line.post.clone(), line.unit.clone()]).collect();
    print::csv(&["Họ tên", "Chức vụ", "Đơn vị"], &rows)
}

/// What stands below the title.
fn head(script: &Script) -> String {
    let date = if script.date.is_empty() { String::new() } else { format!(" · {}", script.date) };
    format!("{}{date} · {} · {}", script.kicker, script.reference, sum(script))
}

/// "1:05 (230 âm tiết/phút; 0:58–1:15 theo người đọc) · 245 âm tiết".
fn sum(script: &Script) -> String {
    let (short, long) = script.span();
    let target = script.target.map(|target| format!(" · mục tiêu {}", clock(target))).unwrap_or_default();
    format!(
        "{} ({} âm tiết/phút; từ {} đến {} tùy người đọc) · {} âm tiết{target}",
        clock(script.total()),
        script.rate,
        clock(short),
        clock(long),
        script.syllables()
    )
}

/// How the script misses its target, in words.
#[must_use]
pub fn warning(script: &Script) -> Option<String> {
    let off = script.off_target()?;
    let by = clock(u32::try_from(off.unsigned_abs()).unwrap_or(u32::MAX));
    let target = clock(script.target.unwrap_or_default());
    let syllables = off.unsigned_abs() * u64::from(script.rate) / 600;
    Some(if off > 0 {
        format!("Dài hơn mục tiêu {target} là {by}: cần bớt chừng {syllables} âm tiết")
    } else {
        format!("Ngắn hơn mục tiêu {target} là {by}: còn chỗ cho chừng {syllables} âm tiết")
    })
}

fn text_row(row: &Row) -> String {
    let mut words = Vec::new();
    if let Speaker::Bite(by) = &row.speaker {
        words.extend(wrapped(&format!("▌PHÁT BIỂU: {by}"), WORDS));
        words.extend(wrapped(&row.words, WORDS - 2).into_iter().map(|line| format!("▌ {line}")));
    } else {
        words = wrapped(&row.words, WORDS);
    }
    let picture = wrapped(&row.picture, PICTURE);
    let mut out = String::new();
    for at in 0..picture.len().max(words.len()).max(1) {
        let time = if at == 0 { format!("{:>5} {:>6}", clock(row.tenths), clock(row.until)) } else { String::new() };
        let cell = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
        let _ = writeln!(out, "{}", columns(&cell(&picture), &cell(&words), &time));
    }
    out
}

fn columns(picture: &str, words: &str, time: &str) -> String {
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.chars().count())));
    format!("{} {} {time}", pad(picture, PICTURE), pad(words, WORDS)).trim_end().to_owned()
}

/// Lines of at most so many letters, broken between words only.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut now = String::new();
        for word in line.split(' ') {
            if !now.is_empty() && now.chars().count() + 1 + word.chars().count() > width {
                out.push(std::mem::take(&mut now));
            }
            if !now.is_empty() {
                now.push(' ');
            }
            now.push_str(word);
        }
        out.push(now);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_divided() {
        let lines = wrapped("Kế hoạch số\u{a0}136/KH-UBND ngày\u{a0}13/9/2019", 14);
        assert_eq!(lines, ["Kế hoạch", "số\u{a0}136/KH-UBND", "ngày\u{a0}13/9/2019"]);
    }
}
