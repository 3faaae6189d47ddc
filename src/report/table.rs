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

/// Tables as lines of text; a table longer than `limit` says how many rows it leaves out.
#[must_use]
pub fn text(tables: &[Table], lang: Lang, limit: usize) -> String {
    let mut out = String::new();
    for table in tables {
        out.push_str(&format!("{} ({})\n", pick(table.title, lang), table.rows.len()));
        let note = pick(table.note, lang);
        if !note.is_empty() {
            out.push_str(&format!("  {note}\n"));
        }
        lines(table, lang, limit, &mut out);
        out.push('\n');
    }
    out
}

/// The widest cell that a terminal shows whole.
const WIDEST: usize = 44;

fn lines(table: &Table, lang: Lang, limit: usize, out: &mut String) {
    if table.rows.is_empty() {
        out.push_str(match lang {
            Lang::Vi => "  không có\n",
            Lang::En => "  none\n",
        });
        return;
    }
    let head: Vec<String> = table.columns.iter().map(|column| pick(column.title, lang).to_owned()).collect();
    let shown: Vec<Vec<String>> =
        table.rows.iter().take(limit).map(|row| row.iter().map(|cell| cut(&cell.shown(lang))).collect()).collect();
    let wide = |at: usize| {
        let cells = shown.iter().filter_map(|row| row.get(at)).chain(head.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(wide).collect();
    let right: Vec<bool> =
        (0..head.len()).map(|at| table.rows.iter().any(|row| row.get(at).is_some_and(Cell::is_number))).collect();
    for row in std::iter::once(&head).chain(&shown) {
        out.push_str(&line(row, &widths, &right));
    }
    if table.rows.len() > limit {
        let left = table.rows.len() - limit;
        out.push_str(&match lang {
            Lang::Vi => format!("  … còn {left} dòng (--all, hoặc --format xlsx)\n"),
            Lang::En => format!("  … {left} more (--all, or --format xlsx)\n"),
        });
    }
}

fn line(row: &[String], widths: &[usize], right: &[bool]) -> String {
    let mut line = String::new();
    for ((cell, width), right) in row.iter().zip(widths).zip(right) {
        let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
        let (before, after) = if *right { (gap.as_str(), "") } else { ("", gap.as_str()) };
        line.push_str(&format!("  {before}{cell}{after}"));
    }
    format!("{}\n", line.trim_end())
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= WIDEST {
        return cell.to_owned();
    }
    let short: String = cell.chars().take(WIDEST - 1).collect();
    format!("{}…", short.trim_end())
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
            text(&[table()], Lang::Vi, 9),
            "Bảng (2)\n  Tên            Số\n  Tổ “A” <b>  1.234\n              33,3%\n\n"
        );
        assert!(text(&[table()], Lang::Vi, 1).contains("còn 1 dòng"));
        assert_eq!(json(&[table()]).to_string(), r#"{"b":[{"ten":"Tổ “A” <b>","so":1234},{"ten":null,"so":33.3}]}"#);
        let page = html("Báo cáo", "hư cấu", &[table()], Lang::En);
        assert!(page.contains("Tổ “A” &lt;b&gt;") && page.contains("1,234") && !page.contains("<b>"));
    }
}
