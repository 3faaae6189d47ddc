//! Tables as a workbook. In: the tables of a report. Out: one `.xlsx` file with a sheet for each,
//! numbers as numbers, days as days. Never decides what is in a table.

use super::table::{Cell, Table, pick};
use crate::diag::Lang;
use crate::office::xlsx::{self, Book, Column, Sheet};
use crate::office::{Unwritable, Ymd};
use crate::text::date::Day;

/// What a workbook says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Imprint<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who made it.
    pub publisher: &'a str,
    /// The day it was made.
    pub day: Day,
    /// For whom it is, on top of every printed page; nothing when it is for everybody.
    pub notice: Option<&'a str>,
}

/// The bytes of a workbook with a sheet for each table.
///
/// # Errors
/// More rows than the format holds.
pub fn workbook(tables: &[Table], imprint: Imprint<'_>, lang: Lang) -> Result<Vec<u8>, Unwritable> {
    let book = Book::new(imprint.title, imprint.publisher, Ymd::from(imprint.day));
    let book = tables.iter().fold(book, |book, table| book.with(sheet(table, imprint.notice, lang)));
    book.finish()
}

/// The widest column, in letters; longer texts have several lines.
const WIDEST: u16 = 36;

fn sheet(table: &Table, notice: Option<&str>, lang: Lang) -> Sheet {
    let column = |at: usize| {
        let title = pick(table.columns[at].title, lang);
        let cells = || table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| **cell != Cell::None);
        let letters = cells().map(|cell| cell.shown(lang).chars().count()).max().unwrap_or(0);
        let width = u16::try_from(letters.max(title.chars().count()) + 2).unwrap_or(WIDEST).min(WIDEST);
        match cells().next() {
            Some(Cell::Number(_) | Cell::Percent(_)) => Column::number(title, width),
            Some(Cell::Date(_)) => Column::date(title),
            _ => Column::text(title, width),
        }
    };
    let columns: Vec<Column> = (0..table.columns.len()).map(column).collect();
    let mut sheet = Sheet::new(pick(table.title, lang), &columns);
    if let Some(notice) = notice {
        sheet.notice(notice);
    }
    for row in &table.rows {
        sheet.row(row.iter().map(cell));
    }
    sheet
}

fn cell(cell: &Cell) -> xlsx::Cell {
    match cell {
        Cell::None => xlsx::Cell::Empty,
        Cell::Text(text) => xlsx::Cell::Text(text.clone()),
        Cell::Number(number) => xlsx::Cell::Number(*number as f64),
        Cell::Percent(share) => xlsx::Cell::Number((share * 10.0).round() / 10.0),
        Cell::Date(day) => xlsx::Cell::Date(Ymd::from(*day)),
    }
}
