//! Pages that people print: one file each, without anything around it. In: a title, style and
//! body. Out: HTML that stands alone. Never asks for another file, never runs a script.

use std::fmt::Write as _;

use crate::office::guarded;

/// A page on its own.
pub struct Sheet<'s> {
    /// The title.
    pub title: &'s str,
    /// Style beyond the common one.
    pub style: &'s str,
    /// A line at the top of every printed page: the audience, an embargo, that it is a draft.
    pub notice: Option<&'s str>,
    /// The body, HTML.
    pub body: String,
}

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:13pt/1.5 'Noto Serif','Times New Roman',serif;color:#1f1a17;background:#fff;margin:0 auto;padding:12mm;max-width:190mm;overflow-wrap:break-word;hyphens:none}\
h1{font-size:1.5em;line-height:1.3;margin:.2em 0}h2{font-size:1.2em;margin:1.2em 0 .3em;break-after:avoid}h3{font-size:1em;margin:1em 0 .2em;break-after:avoid}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a7a70;padding:.3em .5em;text-align:left;vertical-align:top}\
th{background:#f3ede2}thead{display:table-header-group}tr{break-inside:avoid}\
.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.muted{color:#5a4a42}\
.notice{border:2px solid #8f0f17;color:#8f0f17;font-weight:bold;text-align:center;padding:.4em;margin:0 0 1em}\
blockquote{margin:.5em 0 .5em 2em;font-style:italic}\
@media print{body{padding:0;max-width:none}.notice{position:running(notice)}}\
@page{size:A4;margin:20mm 15mm 20mm 25mm;@bottom-center{content:counter(page)}}";

impl Sheet<'_> {
    /// The bytes of the file.
    #[must_use]
    pub fn html(&self) -> String {
        let title = escaped(self.title);
        let notice = self.notice.map(|line| format!("<p class=\"notice\">{}</p>\n", escaped(line))).unwrap_or_default();
        format!(
            "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}{}</style>\n</head>\n\
             <body>\n{notice}{}</body>\n</html>\n",
            self.style, self.body
        )
    }
}

/// Text inside HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A table with a header; cells are texts.
#[must_use]
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut html = String::from("<table>\n<thead><tr>");
    for head in heads {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(head));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", lines(cell))).collect();
        let _ = writeln!(html, "<tr>{cells}</tr>");
    }
    html.push_str("</tbody>\n</table>\n");
    html
}

/// Text with its line breaks.
#[must_use]
pub fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// Rows as CSV that Excel opens in Vietnamese: a byte order mark, CRLF, and no cell that a
/// spreadsheet would take for a formula.
#[must_use]
pub fn csv(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    let head: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    for row in std::iter::once(&head).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn csv_cell(text: &str) -> String {
    let text = guarded(text);
    if text.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_only_cells() {
        fn check(cell: &str, expect: &str) {
            assert_eq!(csv_cell(cell), expect);
        }
        check("Sở Mẫu", "Sở Mẫu");
        check("a,b", "\"a,b\"");
        check("nói \"a\"", "\"nói \"\"a\"\"\"");
        check("=1+1", "'=1+1");
        check("-3", "'-3");
    }

    #[test]
    fn text_stays_text() {
        let sheet =
            Sheet {
                title: "<hư cấu>", style: "", notice: Some("a & b"), body: table(&["<"], &[vec!["x\ny".into()]])
            };
        let html = sheet.html();
        assert!(
            html.contains("<title>&lt;hư cấu&gt;</title>") && html.contains("a &amp; b") && html.contains("x<br>y")
        );
    }
}
