//! Lists in CSV. In: the bytes of a CSV file beside a record. Out: groups read by the same
//! declaration as inline YAML, each cell with its place. Never guesses a column.

use std::ops::Range;
use std::sync::Arc;

use super::doc;
use super::fields::{Field, Group};
use super::reader::Reader;
use super::tree::{Data, Key, Node};
use crate::base::SrcPath;
use crate::diag::{Place, Problem};
use crate::text::fold::fold;
use crate::text::near::nearest;

/// A CSV cell with its place in the file.
struct Cell {
    text: String,
    span: Range<usize>,
}

impl Reader<'_> {
    /// Reads all rows of a CSV file that lies beside the record.
    ///
    /// The first row names the columns, by key or by Vietnamese label; empty cells are absent
    /// fields. Comma, semicolon and tab are taken as separators, whichever the header uses.
    pub fn rows<G: Group>(&mut self, name: &Arc<str>) -> Vec<G> {
        let Some((file, bytes)) = self.beside.beside(name) else { return Vec::new() };
        let Some(text) = doc::decode(&bytes) else {
            let byte = std::str::from_utf8(&bytes).err().map_or(0, |error| error.valid_up_to());
            self.sink.report(Problem::NotUtf8 { byte }, Place::File(file));
            return Vec::new();
        };
        let mut inner = Reader::new(&file, self.sink, self.beside);
        inner.table::<G>(&file, &text)
    }

    fn table<G: Group>(&mut self, file: &SrcPath, text: &str) -> Vec<G> {
        let separator = separator(text);
        let mut rows = split_rows(text, separator).into_iter();
        let Some(header) = rows.next() else { return Vec::new() };
        let Some(columns) = self.columns(file, &header, &G::fields()) else { return Vec::new() };
        let filled = rows.filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
        let nodes: Vec<_> = filled.filter_map(|row| self.row(file, row, &columns)).collect();
        nodes.iter().filter_map(|node| G::read_fields(node, self)).collect()
    }

    fn columns(&mut self, file: &SrcPath, header: &[Cell], fields: &[Field]) -> Option<Vec<&'static str>> {
        let mut sound = true;
        let mut columns = Vec::new();
        for cell in header {
            let wanted = fold(&cell.text);
            let found = fields.iter().find(|f| f.key == cell.text.trim() || fold(f.vi) == wanted);
            if let Some(field) = found {
                columns.push(field.key);
                continue;
            }
            let close = nearest(cell.text.trim(), fields.iter().map(|f| f.key));
            let problem = Problem::CsvHeader { column: cell.text.clone() };
            let diag = self.sink.report(problem, Place::span(file, cell.span.clone()));
            *diag = diag.clone().suggest(close);
            sound = false;
        }
        sound.then_some(columns)
    }

    fn row(&mut self, file: &SrcPath, cells: Vec<Cell>, columns: &[&'static str]) -> Option<Node> {
        let span = cells.first()?.span.start..cells.last()?.span.end;
        if cells.len() != columns.len() {
            let detail = format!("{} ô / {} cột", cells.len(), columns.len());
            self.sink.report(Problem::CsvRow { detail }, Place::span(file, span));
            return None;
        }
        let pairs = columns.iter().zip(cells).filter(|(_, cell)| !cell.text.trim().is_empty());
        let pairs = pairs.map(|(column, cell)| {
            let key = Key { span: cell.span.clone(), name: (*column).to_owned() };
            (key, Node { span: cell.span, data: Data::Scalar { text: cell.text, plain: false } })
        });
        Some(Node { span, data: Data::Map(pairs.collect()) })
    }
}

/// The byte range of a row (counted from 0, without the header) of a CSV text.
#[must_use]
pub fn row_range(text: &str, row: usize) -> Option<Range<usize>> {
    let rows = split_rows(text, separator(text));
    let filled = rows.into_iter().skip(1).filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
    let cells = filled.into_iter().nth(row)?;
    Some(cells.first()?.span.start..cells.last()?.span.end)
}

/// The separator that the header uses most.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|c| (count(*c), *c == b',')).unwrap_or(b',')
}

/// Splits a CSV text by RFC 4180, keeping the place of every cell.
fn split_rows(text: &str, separator: u8) -> Vec<Vec<Cell>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(0);
        rows.push(place_cells(text, start, separator, &record));
    }
    rows
}

/// Gives every cell of a record the range of its raw text.
fn place_cells(text: &str, start: usize, separator: u8, record: &csv::StringRecord) -> Vec<Cell> {
    let bytes = text.as_bytes();
    // The reader's position may point at the line break that ended the row before.
    let mut at = start + bytes[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    record
        .iter()
        .map(|cell| {
            let begin = at;
            let mut quoted = false;
            while at < bytes.len() && (quoted || (bytes[at] != separator && !matches!(bytes[at], b'\r' | b'\n'))) {
                quoted ^= bytes[at] == b'"';
                at += 1;
            }
            let span = begin..at;
            at += 1;
            Cell { text: cell.to_owned(), span }
        })
        .collect()
}
