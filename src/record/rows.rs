//! Lists in CSV. In: the bytes of a CSV file beside a record. Out: groups read by the same
//! declaration as inline YAML, each cell with its place. Never guesses a column: a running number is
//! passed over, because it says nothing; of any other heading it is asked what it means.

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

/// What was read of a list.
pub struct Rows<G> {
    /// The rows that could be read, in their order.
    pub read: Vec<G>,
    /// Whether there were others, which have their own problems: the list is longer than what was read.
    pub has_lost: bool,
}

impl<G> Rows<G> {
    /// A list of which nothing can be read.
    fn lost() -> Self {
        Self { read: Vec::new(), has_lost: true }
    }
}

/// A CSV cell with its place in the file.
struct Cell {
    text: String,
    span: Range<usize>,
}

/// What a column holds: a field, or running numbers.
type Column<'f> = Option<&'f Field>;

impl Reader<'_> {
    /// Reads all rows of a CSV file that lies beside the record.
    ///
    /// The first row names the columns, by key or by Vietnamese label; empty cells are absent
    /// fields. Comma, semicolon and tab are taken as separators, whichever the header uses.
    pub fn rows<G: Group>(&mut self, name: &Arc<str>) -> Rows<G> {
        let Some((file, bytes)) = self.beside.beside(name) else { return Rows::lost() };
        let Some(text) = sound::text(&file, &bytes, self.sink) else { return Rows::lost() };
        let mut inner = Reader::new(&file, self.sink, self.beside);
        inner.table::<G>(&file, &text)
    }

    fn table<G: Group>(&mut self, file: &SrcPath, text: &str) -> Rows<G> {
        let rows = filled_rows(text);
        if !self.is_sound(file, text, &rows) {
            return Rows::lost();
        }
        let mut rows = without_empty_columns(rows).into_iter();
        let Some(header) = rows.next() else { return Rows::lost() };
        let fields = G::fields();
        let Some(columns) = self.columns(file, &header, &fields) else { return Rows::lost() };
        let wanted = rows.len();
        let rows = self.written_out(file, rows, &columns);
        let nodes: Vec<_> = rows.into_iter().filter_map(|row| self.row(file, row, &columns)).collect();
        let read: Vec<G> = nodes.iter().filter_map(|node| G::read_fields(node, self)).collect();
        Rows { has_lost: read.len() < wanted, read }
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

    fn columns<'f>(&mut self, file: &SrcPath, header: &[Cell], fields: &'f [Field]) -> Option<Vec<Column<'f>>> {
        let found: Vec<_> = header.iter().map(|cell| column(cell, fields)).collect();
        let is_unknown = |(cell, found): &(&Cell, &Column<'_>)| found.is_none() && !is_running(cell);
        if let Some(empty) = header.iter().find(|cell| cell.text.is_empty()) {
            self.sink.report(Problem::CsvTitleRow {}, Place::span(file, empty.span.clone()));
            // Where no cell is a column the row is the title of the list, and no cell was meant as one.
            if found.iter().all(Option::is_none) {
                return None;
            }
        }
        // The list of all columns is told once, with the first that is unknown.
        let list = |name: fn(&Field) -> &str| fields.iter().map(name).collect::<Vec<_>>().join(", ");
        let (all, all_en) = (list(|field| field.vi), list(|field| field.key));
        let mut told = (format!("; các cột là: {all}"), format!("; the columns are: {all_en}"));
        let mut is_known = true;
        for (cell, _) in header.iter().zip(&found).filter(is_unknown) {
            is_known = false;
            if cell.text.is_empty() {
                continue;
            }
            let (known, known_en) = std::mem::take(&mut told);
            let problem = Problem::CsvHeader { column: cell.text.clone(), known, known_en };
            let diag = self.sink.report(problem, Place::span(file, cell.span.clone()));
            *diag = diag.clone().suggest(meant(&cell.text, fields));
        }
        is_known.then_some(found)
    }

    /// Reports every cell that only repeats the one above it.
    fn written_out(
        &mut self,
        file: &SrcPath,
        rows: impl Iterator<Item = Vec<Cell>>,
        columns: &[Column<'_>],
    ) -> Vec<Vec<Cell>> {
        let mut above: Vec<String> = vec![String::new(); columns.len()];
        let mut sound = Vec::new();
        for row in rows {
            let before = self.sink.len();
            for (cell, above) in row.iter().zip(&mut above) {
                if is_ditto(&cell.text) {
                    let problem = Problem::CsvDitto { mark: cell.text.clone() };
                    let diag = self.sink.report(problem, Place::span(file, cell.span.clone()));
                    *diag = diag.clone().suggest(Some(above.clone()).filter(|above| !above.is_empty()));
                } else {
                    above.clone_from(&cell.text);
                }
            }
            if self.sink.len() == before {
                sound.push(row);
            }
        }
        sound
    }

    fn row(&mut self, file: &SrcPath, cells: Vec<Cell>, columns: &[Column<'_>]) -> Option<Node> {
        let span = cells.first()?.span.start..cells.last()?.span.end;
        if cells.len() != columns.len() {
            let problem = Problem::CsvRow { cells: cells.len(), columns: columns.len() };
            self.sink.report(problem, Place::span(file, span));
            return None;
        }
        let pairs = columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
        let pairs = pairs.filter(|(_, cell)| !cell.text.is_empty());
        let pairs = pairs.map(|(field, cell)| {
            let key = Key { span: cell.span.clone(), name: field.key.to_owned() };
            (key, Node { span: cell.span, data: Data::Scalar { text: value(field, cell.text), plain: false } })
        });
        Some(Node { span, data: Data::Map(pairs.collect()) })
    }
}

/// The field that a cell of the first row names.
fn column<'f>(cell: &Cell, fields: &'f [Field]) -> Option<&'f Field> {
    let wanted = fold(&cell.text);
    fields.iter().find(|field| field.key == cell.text || fold(field.vi) == wanted)
}

/// Headings of printed lists, folded, with the field that each of them most likely means.
const HEADINGS: &[(&str, &str)] = &[
    ("ten", "as_printed"),
    ("ho ten", "as_printed"),
    ("ho va ten", "as_printed"),
    ("ten don vi", "as_printed"),
    ("ten tap the", "as_printed"),
    ("ten ca nhan", "as_printed"),
    ("ten tap the, ca nhan", "as_printed"),
    ("tap the, ca nhan", "as_printed"),
    ("doi tuong", "type"),
    ("loai doi tuong", "type"),
    ("don vi cong tac", "unit_printed"),
    ("noi cong tac", "unit_printed"),
    ("co quan", "unit_printed"),
    ("co quan, don vi", "unit_printed"),
    ("chuc danh", "post"),
    ("chuc vu, don vi", "post"),
    ("chuc vu, don vi cong tac", "post"),
    ("chuc vu, noi cong tac", "post"),
    ("ma", "ref"),
    ("ma ho so", "ref"),
];

/// What a heading that names no column was perhaps meant to be: a label, or a key where a key is near.
fn meant<'f>(heading: &str, fields: &'f [Field]) -> Option<&'f str> {
    let wanted = fold(heading);
    let key = HEADINGS.iter().find(|(heading, _)| *heading == wanted).map(|(_, key)| *key);
    let label = key.and_then(|key| fields.iter().find(|field| field.key == key)).map(|field| field.vi);
    let near_label = || nearest(heading, fields.iter().map(|field| field.vi));
    label.or_else(|| nearest(heading, fields.iter().map(|field| field.key))).or_else(near_label)
}

/// Whether a column holds the running numbers of a printed list.
fn is_running(heading: &Cell) -> bool {
    matches!(fold(&heading.text).trim_end_matches('.'), "stt" | "tt" | "so tt" | "so thu tu")
}

/// Whether a cell says "as above": `nt`, `-nt-`, `//`, `″`.
fn is_ditto(cell: &str) -> bool {
    // Most cells are longer than any such mark.
    if cell.is_empty() || cell.len() > 16 {
        return false;
    }
    let bare = cell.trim_matches(['-', '–', '.', ' ']);
    let marks = || !bare.is_empty() && bare.chars().all(|c| matches!(c, '"' | '″' | '”' | '〃' | '\'' | '’'));
    matches!(fold(bare).as_str(), "nt" | "n.t" | "//" | "nhu tren") || marks()
}

/// The rows without the columns at the right that Excel writes and nobody filled.
fn without_empty_columns(mut rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let filled = |row: &Vec<Cell>| row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let width = rows.iter().map(filled).max().unwrap_or(0);
    for row in &mut rows {
        row.truncate(width);
    }
    rows
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
