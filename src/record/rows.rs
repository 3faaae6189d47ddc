//! Lists in CSV. In: the bytes of a CSV file beside a record. Out: groups read by the same
//! declaration as inline YAML, each cell with its place. Never guesses a column.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::fields::{Field, Group, Shape, named};
use super::reader::Reader;
use super::tree::{Data, Key, Node};
use super::{doc, sound};
use crate::base::SrcPath;
use crate::diag::{Place, Problem};
use crate::text::fold::fold;
use crate::text::legacy::Judge;
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
        let Some(text) = sound::text(&file, &bytes, self.sink) else { return Vec::new() };
        let mut inner = Reader::new(&file, self.sink, self.beside);
        inner.table::<G>(&file, &text)
    }

    fn table<G: Group>(&mut self, file: &SrcPath, text: &str) -> Vec<G> {
        let rows = filled_rows(text);
        if !self.is_sound(file, text, &rows) {
            return Vec::new();
        }
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else { return Vec::new() };
        let fields = G::fields();
        let Some(columns) = self.columns(file, &header, &fields) else { return Vec::new() };
        let nodes: Vec<_> = rows.filter_map(|row| self.row(file, row, &columns)).collect();
        self.tell_twice(file, &nodes);
        nodes.iter().filter_map(|node| G::read_fields(node, self)).collect()
    }

    /// Whether a table can be read at all: it has rows, every quote is closed, its letters are letters.
    fn is_sound(&mut self, file: &SrcPath, text: &str, rows: &[Vec<Cell>]) -> bool {
        let open = rows.last().and_then(|row| row.last()).filter(|cell| is_open(&text[cell.span.clone()]));
        if let Some(cell) = open {
            self.sink.report(Problem::CsvQuote {}, Place::span(file, cell.span.start..cell.span.start + 1));
            return false;
        }
        if rows.len() < 2 {
            self.sink.report(Problem::CsvEmpty {}, Place::File(file.clone()));
        }
        let judge = Judge::of(text);
        let damaged = rows.iter().flatten().filter_map(|cell| Some((cell, doc::damage(judge, &cell.text)?)));
        let before = self.sink.len();
        for (cell, problem) in damaged.take(doc::DAMAGED) {
            self.sink.report(problem, Place::span(file, cell.span.clone()));
        }
        self.sink.len() == before
    }

    fn columns<'f>(&mut self, file: &SrcPath, header: &[Cell], fields: &'f [Field]) -> Option<Vec<&'f Field>> {
        let found: Vec<_> = header.iter().map(|cell| column(cell, fields)).collect();
        if let Some(empty) = header.iter().find(|cell| cell.text.is_empty()) {
            self.sink.report(Problem::CsvTitleRow {}, Place::span(file, empty.span.clone()));
            // Where no cell is a column the row is the title of the list, and no cell was meant as one.
            if found.iter().all(Option::is_none) {
                return None;
            }
        }
        // The list of all columns is told once, with the first that is unknown.
        let all = fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
        let mut told = (format!("; các cột là: {all}"), format!("; the columns are: {all}"));
        for (cell, _) in header.iter().zip(&found).filter(|(cell, found)| found.is_none() && !cell.text.is_empty()) {
            let close = nearest(&cell.text, fields.iter().map(|f| f.key));
            let (known, known_en) = std::mem::take(&mut told);
            let problem = Problem::CsvHeader { column: cell.text.clone(), known, known_en };
            let diag = self.sink.report(problem, Place::span(file, cell.span.clone()));
            *diag = diag.clone().suggest(close);
        }
        found.into_iter().collect()
    }

    fn row(&mut self, file: &SrcPath, cells: Vec<Cell>, columns: &[&Field]) -> Option<Node> {
        let span = cells.first()?.span.start..cells.last()?.span.end;
        if cells.len() != columns.len() {
            let problem = Problem::CsvRow { cells: cells.len(), columns: columns.len() };
            self.sink.report(problem, Place::span(file, span));
            return None;
        }
        let pairs = columns.iter().zip(cells).filter(|(_, cell)| !cell.text.is_empty());
        let pairs = pairs.map(|(field, cell)| {
            let key = Key { span: cell.span.clone(), name: field.key.to_owned() };
            (key, Node { span: cell.span, data: Data::Scalar { text: value(field, cell.text), plain: false } })
        });
        Some(Node { span, data: Data::Map(pairs.collect()) })
    }

    /// Two rows of one list that name one recipient.
    fn tell_twice(&mut self, file: &SrcPath, rows: &[Node]) {
        let mut seen: HashMap<Vec<Option<&str>>, &Node> = HashMap::new();
        for row in rows {
            let said: Vec<Option<&str>> = WHO.iter().map(|key| scalar(row, key)).collect();
            let Some(name) = said.iter().flatten().next() else { continue };
            match seen.get(&said) {
                Some(first) => {
                    let problem = Problem::CsvTwice { name: (*name).to_owned() };
                    let diag = self.sink.report(problem, Place::span(file, row.span.clone()));
                    diag.also.push(Place::span(file, first.span.clone()));
                }
                None => {
                    seen.insert(said, row);
                }
            }
        }
    }
}

/// The columns that say who is meant.
const WHO: [&str; 4] = ["as_printed", "ref", "unit", "unit_printed"];

fn scalar<'n>(row: &'n Node, key: &str) -> Option<&'n str> {
    match &row.get(key)?.data {
        Data::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

/// The field that a cell of the first row names.
fn column<'f>(cell: &Cell, fields: &'f [Field]) -> Option<&'f Field> {
    let wanted = fold(&cell.text);
    fields.iter().find(|field| field.key == cell.text || fold(field.vi) == wanted)
}

/// What a cell says: as the columns may be named in Vietnamese, so may the words of a choice.
fn value(field: &Field, text: String) -> String {
    match &field.shape {
        Shape::Choice(_, words) => named(&text, words).map_or(text, str::to_owned),
        _ => text,
    }
}

/// The byte range of a row (counted from 0, without the header) of a CSV text, or of one of its cells.
#[must_use]
pub fn range_of(text: &str, row: usize, key: Option<&str>, fields: &[Field]) -> Option<Range<usize>> {
    let mut rows = filled_rows(text).into_iter();
    let header = rows.next()?;
    let cells = rows.nth(row)?;
    let is_key = |cell: &Cell| column(cell, fields).is_some_and(|field| Some(field.key) == key);
    let cell = header.iter().position(is_key).and_then(|at| cells.get(at)).filter(|cell| !cell.text.is_empty());
    cell.map(|cell| cell.span.clone()).or_else(|| Some(cells.first()?.span.start..cells.last()?.span.end))
}

/// The rows that say something, the names of the columns first.
fn filled_rows(text: &str) -> Vec<Vec<Cell>> {
    let (separator, told) = separator(text);
    let rows = split_rows(text, separator).into_iter().skip(usize::from(told));
    rows.filter(|row| row.iter().any(|cell| !cell.text.is_empty())).collect()
}

/// The separator that the header uses most, or the one that Excel tells in a line of its own, `sep=;`.
fn separator(text: &str) -> (u8, bool) {
    let header = text.lines().next().unwrap_or("");
    if let Some([told]) = header.trim().strip_prefix("sep=").map(str::as_bytes) {
        return (*told, true);
    }
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    ([b',', b';', b'\t'].into_iter().max_by_key(|c| (count(*c), *c == b',')).unwrap_or(b','), false)
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

/// Gives every cell of a record the range of its raw text. Spaces in it are taken as one, whatever
/// sort Excel or Word wrote.
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
                // Only a cell that begins with a quote is a quoted one.
                quoted ^= bytes[at] == b'"' && bytes[begin] == b'"';
                at += 1;
            }
            let span = begin..at;
            at += 1;
            Cell { text: cell.split_whitespace().collect::<Vec<_>>().join(" "), span }
        })
        .collect()
}

/// Whether a cell begins with a quote that is never closed.
fn is_open(raw: &str) -> bool {
    raw.starts_with('"') && raw.matches('"').count() % 2 == 1
}
