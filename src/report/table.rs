//! A report as tables. In: rows of cells. Out: the same tables as lines for a terminal, as one
//! HTML page that stands alone, or as JSON with the keys of the columns. Never sorts or counts.

use serde_json::{Map, Value, json};

use super::print::escaped;
use crate::diag::Lang;
use crate::text::date::Day;

/// Words in Vietnamese and English.
pub type Words = (&'static str, &'static str);

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    None,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A share in hundredths.
    Percent(f64),
    /// A day.
    Date(Day),
}

impl Cell {
    /// Words, or nothing when there are none.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::None } else { Self::Text(words) }
    }

    /// A count.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A day that may be unknown.
    #[must_use]
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::None, Self::Date)
    }

    /// A part of a whole; nothing when there is no whole.
    #[must_use]
    pub fn share(part: usize, whole: usize) -> Self {
        if whole == 0 { Self::None } else { Self::Percent(part as f64 * 100.0 / whole as f64) }
    }

    /// As people read it.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => match lang {
                Lang::Vi => crate::text::show::thousands(*number),
                Lang::En => crate::text::show::thousands_en(*number),
            },
            Self::Percent(share) => match lang {
                Lang::Vi => format!("{}%", crate::text::show::decimal(*share, 1)),
                Lang::En => format!("{share:.1}%"),
            },
            Self::Date(day) => day.padded(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::None => Value::Null,
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Percent(share) => json!((share * 10.0).round() / 10.0),
            Self::Date(day) => json!(day.iso()),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Percent(_))
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its heading.
    pub title: Words,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its key in JSON and the name of its sheet.
    pub id: &'static str,
    /// Its heading.
    pub title: Words,
    /// What it counts and how.
    pub note: Words,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table: columns are key, Vietnamese and English heading.
    #[must_use]
    pub fn new(
        id: &'static str,
        title: Words,
        note: Words,
        columns: &[(&'static str, &'static str, &'static str)],
    ) -> Self {
        let columns = columns.iter().map(|(key, vi, en)| Column { key, title: (vi, en) }).collect();
        Self { id, title, note, columns, rows: Vec::new() }
    }
}

/// The words of a language.
#[must_use]
pub fn pick(words: Words, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => words.0,
        Lang::En => words.1,
    }
}

/// Tables as lines of text no longer than `width`; a table longer than `limit` says how many rows it
/// leaves out.
#[must_use]
pub fn text(tables: &[Table], lang: Lang, limit: usize, width: usize) -> String {
    let mut out = String::new();
    for table in tables {
        out.push_str(&format!("{} ({})\n", pick(table.title, lang), table.rows.len()));
        let note = pick(table.note, lang);
        if !note.is_empty() {
            let lines = wrapped(note, width.saturating_sub(2));
            out.extend(lines.iter().map(|line| format!("  {line}\n")));
        }
        lines(table, lang, limit, width, &mut out);
        out.push('\n');
    }
    out
}

/// No column is made narrower to fit; what is still too long breaks over the edge.
const NARROWEST: usize = 8;

/// The column that is of use only when it is whole, so it gets a line of its own.
const ADDRESS: &str = "address";

fn lines(table: &Table, lang: Lang, limit: usize, width: usize, out: &mut String) {
    if table.rows.is_empty() {
        out.push_str(pick(("  không có\n", "  none\n"), lang));
        return;
    }
    let head: Vec<String> = table.columns.iter().map(|column| pick(column.title, lang).to_owned()).collect();
    // To say that one row is left out takes a line, too.
    let limit = if table.rows.len() == limit.saturating_add(1) { table.rows.len() } else { limit };
    let rows = table.rows.iter().take(limit).map(|row| row.iter().map(|cell| cell.shown(lang)).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    let sheet = Layout::of(table, &head, &rows, width);
    out.push_str(&sheet.line(&head));
    for row in &rows {
        out.push_str(&sheet.line(row));
        if let Some(address) = sheet.below.and_then(|at| row.get(at)).filter(|address| !address.is_empty()) {
            out.push_str(&format!("    {address}\n"));
        }
    }
    if table.rows.len() > limit {
        let left = table.rows.len() - limit;
        out.push_str(&match lang {
            Lang::Vi => format!("  … còn {left} dòng (--all, hoặc --format xlsx)\n"),
            Lang::En => format!("  … {left} more (--all, or --format xlsx)\n"),
        });
    }
}

/// How the columns of a table stand beside one another.
struct Layout {
    /// Each column that is shown: its number, its width, whether it holds numbers.
    columns: Vec<(usize, usize, bool)>,
    /// The column that stands below each row instead.
    below: Option<usize>,
}

impl Layout {
    fn of(table: &Table, head: &[String], rows: &[Vec<String>], width: usize) -> Self {
        let wide = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let is_number = |at: usize| table.rows.iter().any(|row| row.get(at).is_some_and(Cell::is_number));
        let mut columns: Vec<(usize, usize, bool)> = (0..head.len()).map(|at| (at, wide(at), is_number(at))).collect();
        let fits =
            |columns: &[(usize, usize, bool)]| columns.iter().map(|(_, wide, _)| wide + 2).sum::<usize>() <= width;
        let address = table.columns.iter().position(|column| column.key == ADDRESS);
        let below = address.filter(|_| !fits(&columns));
        columns.retain(|(at, ..)| Some(*at) != below);
        while !fits(&columns) {
            let Some(widest) = columns.iter_mut().max_by_key(|(_, wide, _)| *wide) else { break };
            if widest.1 <= NARROWEST {
                break;
            }
            widest.1 -= 1;
        }
        Self { columns, below }
    }

    /// A row, over as many lines as its longest cell needs.
    fn line(&self, row: &[String]) -> String {
        let cell =
            |(at, wide, _): &(usize, usize, bool)| row.get(*at).map(|cell| wrapped(cell, *wide)).unwrap_or_default();
        let cells: Vec<Vec<String>> = self.columns.iter().map(cell).collect();
        let mut out = String::new();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0).max(1) {
            let mut line = String::new();
            for (cell, (_, wide, right)) in cells.iter().zip(&self.columns) {
                let words = cell.get(at).map_or("", String::as_str);
                let gap = " ".repeat(wide.saturating_sub(words.chars().count()));
                let (before, after) = if *right { (gap.as_str(), "") } else { ("", gap.as_str()) };
                line.push_str(&format!("  {before}{words}{after}"));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// A text in lines of so many characters, broken between words where they allow it.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut left = 0;
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < left && !lines.is_empty() {
            left -= letters.len() + 1;
            let line = lines.last_mut().expect("a line was begun before anything is left of it");
            line.push(' ');
            line.push_str(word);
            continue;
        }
        for part in letters.chunks(width.max(1)) {
            lines.push(part.iter().collect());
            left = width.saturating_sub(part.len());
        }
    }
    lines
}

/// The style of a report's page: it stands alone and is never published.
const STYLE: &str = "body{font:16px/1.5 'Noto Sans',system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c1b1a;background:#fff}h1,h2{line-height:1.32}nav ul{columns:2;padding-left:1.2rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}@media print{nav{display:none}body{margin:0;max-width:none;font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}}";

/// One HTML page with all tables.
#[must_use]
pub fn html(title: &str, intro: &str, tables: &[Table], lang: Lang) -> String {
    let code = if lang == Lang::Vi { "vi" } else { "en" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{0}</title><style>{STYLE}</style></head><body><main><h1>{0}</h1><p>{1}</p><nav aria-label=\"{2}\"><ul>\n",
        escaped(title),
        escaped(intro),
        pick(("Các bảng", "Tables"), lang),
    );
    for table in tables {
        let (id, title) = (table.id, escaped(pick(table.title, lang)));
        out.push_str(&format!("<li><a href=\"#{id}\">{title}</a> ({})</li>\n", table.rows.len()));
    }
    out.push_str("</ul></nav>\n");
    for table in tables {
        section(table, lang, &mut out);
    }
    out.push_str("</main></body></html>\n");
    out
}

fn section(table: &Table, lang: Lang, out: &mut String) {
    let (id, title, note) = (table.id, escaped(pick(table.title, lang)), escaped(pick(table.note, lang)));
    out.push_str(&format!("<section id=\"{id}\"><h2>{title}</h2>\n"));
    if !note.is_empty() {
        out.push_str(&format!("<p>{note}</p>\n"));
    }
    if table.rows.is_empty() {
        out.push_str(&format!("<p>{}</p></section>\n", pick(("Không có.", "None."), lang)));
        return;
    }
    out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    out.push_str(&format!("{title}\"><table><thead><tr>"));
    for column in &table.columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(pick(column.title, lang))));
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            let class = if cell.is_number() { " class=\"n\"" } else { "" };
            out.push_str(&format!("<td{class}>{}</td>", escaped(&cell.shown(lang))));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div></section>\n");
}

/// All tables by their keys, each a list of rows by the keys of the columns.
#[must_use]
pub fn json(tables: &[Table]) -> Value {
    let row = |table: &Table, row: &Vec<Cell>| {
        let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), cell.json()));
        Value::Object(cells.collect::<Map<_, _>>())
    };
    let all = tables.iter().map(|table| {
        let rows: Vec<Value> = table.rows.iter().map(|cells| row(table, cells)).collect();
        (table.id.to_owned(), Value::Array(rows))
    });
    Value::Object(all.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("b", ("Bảng", "Table"), ("", ""), &[("ten", "Tên", "Name"), ("so", "Số", "Count")]);
        table.rows.push(vec![Cell::text("Tổ “A” <b>"), Cell::Number(1234)]);
        table.rows.push(vec![Cell::text(""), Cell::share(1, 3)]);
        table
    }

    #[test]
    fn a_table_in_every_form() {
        assert_eq!(
            text(&[table()], Lang::Vi, 9, 80),
            "Bảng (2)\n  Tên            Số\n  Tổ “A” <b>  1.234\n              33,3%\n\n"
        );
        assert!(text(&[table()], Lang::Vi, 0, 80).contains("còn 2 dòng"));
        assert!(text(&[table()], Lang::Vi, 1, 80).contains("33,3%"));
        assert_eq!(json(&[table()]).to_string(), r#"{"b":[{"ten":"Tổ “A” <b>","so":1234},{"ten":null,"so":33.3}]}"#);
        let page = html("Báo cáo", "hư cấu", &[table()], Lang::En);
        assert!(page.contains("Tổ “A” &lt;b&gt;") && page.contains("1,234") && !page.contains("<b>"));
    }

    #[test]
    fn a_wide_table_keeps_its_words_and_addresses_within_the_edge() {
        let columns = [("day", "Ngày", "Day"), ("what", "Hồ sơ", "Record"), ("address", "Địa chỉ", "Address")];
        let mut table = Table::new("r", ("Bảng", "Table"), ("", ""), &columns);
        let url = "/quyet-dinh/2024/mot-dia-chi-hu-cau-dai-hon-ca-dong/";
        table.rows.push(vec![
            Cell::text("năm 2024"),
            Cell::text("Bằng khen cho tập thể hư cấu, khu vực một"),
            Cell::text(url),
        ]);
        let narrow = text(&[table.clone()], Lang::Vi, 9, 40);
        let expect = "Bảng (1)\n  Ngày      Hồ sơ\n  năm 2024  Bằng khen cho tập thể hư\n            cấu, khu vực một\n    /quyet";
        assert!(narrow.starts_with(expect), "{narrow}");
        assert!(narrow.contains(&format!("\n    {url}\n")), "an address that is cut leads nowhere: {narrow}");
        let wide = text(&[table], Lang::Vi, 9, 200);
        assert_eq!(wide.lines().count(), 4, "where there is room, a row is a line: {wide}");
    }

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(wrapped("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrapped("một hai ba", 6), ["một", "hai ba"]);
        assert_eq!(wrapped("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert!(wrapped("  ", 3).is_empty());
    }
}
