//! A paper in two forms. In: its parts in order. Out: a Word document, and a page that stands
//! alone, both for A4, with the same words. Never adds or leaves out a part.

use std::fmt::Write as _;

use super::Order;
use crate::office::docx::{Document, Size};
use crate::office::{Unwritable, Ymd};
use crate::report::print::{self, Sheet, escaped};

/// A part of a paper.
pub(super) enum Part {
    /// The title.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// What something is called, and what it is.
    Fact(&'static str, String),
    /// An item of a list.
    Item(String),
    /// Somebody's words, and whose they are.
    Quote(String, String),
    /// A table: titles with their share of the width, and rows.
    Table(Vec<(&'static str, u32)>, Vec<Vec<String>>),
}

/// The paper for Word.
pub(super) fn docx(order: &Order<'_>, parts: &[Part], notice: Option<&str>) -> Result<Vec<u8>, Unwritable> {
    let day = Ymd::from(order.catalog.today());
    let document = Document::new(&order.title(), order.publisher(), day, Size::Text);
    let mut document = match notice {
        Some(notice) => document.with_header(notice),
        None => document,
    };
    for part in parts {
        match part {
            Part::Title(text) => document.heading(1, text),
            Part::Heading(text) => document.heading(2, text),
            Part::Text(text) => document.text(text),
            Part::Fact(label, text) => document.labelled(label, text),
            Part::Item(text) => document.item(text),
            Part::Quote(words, by) => document.quote(&format!("“{words}”"), by),
            Part::Table(columns, rows) => document.table(columns, rows.iter().map(Vec::as_slice)),
        }
    }
    document.finish()
}

const STYLE: &str = "\
h1{border-bottom:3px solid #8f0f17;padding-bottom:.2em}h2{color:#8f0f17}\
dl{display:grid;grid-template-columns:minmax(7em,max-content) 1fr;gap:.2em 1em;margin:.5em 0}dt{font-weight:bold}dd{margin:0}\
ul{margin:.3em 0;padding-left:1.3em}footer{font-style:normal;font-size:.9em}table{font-size:.9em;margin:.5em 0}\
@media(max-width:30em){dl{display:block}dd{margin:0 0 .4em}body{padding:4mm}}";

/// The paper as a page.
pub(super) fn html(order: &Order<'_>, parts: &[Part], notice: Option<&str>) -> String {
    let mut body = String::from("<main>\n");
    let mut open = "";
    for part in parts {
        let around = match part {
            Part::Fact(..) => "dl",
            Part::Item(..) => "ul",
            _ => "",
        };
        if around != open {
            turn(&mut body, open, around);
            open = around;
        }
        body.push_str(&element(part));
    }
    turn(&mut body, open, "");
    body.push_str("</main>\n");
    Sheet { title: &order.title(), style: STYLE, notice, body }.html()
}

/// Ends one list and begins another.
fn turn(body: &mut String, from: &str, to: &str) {
    if !from.is_empty() {
        let _ = writeln!(body, "</{from}>");
    }
    if !to.is_empty() {
        let _ = writeln!(body, "<{to}>");
    }
}

fn element(part: &Part) -> String {
    match part {
        Part::Title(text) => format!("<h1>{}</h1>\n", escaped(text)),
        Part::Heading(text) => format!("<h2>{}</h2>\n", escaped(text)),
        Part::Text(text) => format!("<p>{}</p>\n", escaped(text)),
        Part::Fact(label, text) => format!("<dt>{}</dt><dd>{}</dd>\n", escaped(label), escaped(text)),
        Part::Item(text) => format!("<li>{}</li>\n", escaped(text)),
        Part::Quote(words, by) => {
            format!("<blockquote><p>“{}”</p><footer>— {}</footer></blockquote>\n", escaped(words), escaped(by))
        }
        Part::Table(columns, rows) => {
            let heads: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
            print::table(&heads, rows)
        }
    }
}
