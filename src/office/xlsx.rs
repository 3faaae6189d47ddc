//! Spreadsheets. In: typed columns and rows. Out: an `.xlsx` workbook whose sheets have a header
//! that stays in view, filters, and print on A4 with the header on every page. Numbers are
//! numbers and days are days, so that a reader can sort and sum. Never computes anything.
//!
//! ```
//! use bangvang::office::Ymd;
//! use bangvang::office::xlsx::{Book, Cell, Column, Sheet};
//!
//! let mut sheet = Sheet::new("Danh sách", &[Column::number("STT", 6), Column::text("Tên", 40), Column::date("Ngày ký")]);
//! sheet.row([1.into(), "Đơn vị hư cấu".into(), Ymd { year: 2019, month: 9, day: 13 }.into()]);
//! sheet.row([2.into(), "Đơn vị hư cấu 2".into(), Cell::Empty]);
//! let bytes = Book::new("Khen thưởng", "Sở Mẫu", Ymd { year: 2026, month: 11, day: 25 }).with(sheet).finish().unwrap();
//! assert_eq!(&bytes[..2], b"PK");
//! ```

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Unwritable, Ymd};

/// The longest name of a sheet, in UTF-16 units.
const NAME_UNITS: usize = 31;
/// The longest text of a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;
/// The first year that the format can count from.
const FIRST_YEAR: u16 = 1900;
/// How hard a workbook is packed: the usual 6 takes longer and makes our tables no smaller.
const LEVEL: u8 = 5;
/// A4 in the format's list of papers.
const A4: u8 = 9;

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Text,
    Number,
    Date,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    title: String,
    sort: Sort,
    width: u16,
}

impl Column {
    /// A column of text, so many letters wide.
    #[must_use]
    pub fn text(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), sort: Sort::Text, width }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), sort: Sort::Number, width }
    }

    /// A column of days.
    #[must_use]
    pub fn date(title: &str) -> Self {
        Self { title: title.to_owned(), sort: Sort::Date, width: 13 }
    }
}

/// A value of a cell. What does not fit the sort of its column is written as what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, also those of a day that is only partly known.
    Text(String),
    /// A number.
    Number(f64),
    /// A whole day.
    Date(Ymd),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Ymd> for Cell {
    fn from(day: Ymd) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A sheet: its rows are written as they come.
pub struct Sheet {
    sheet: Worksheet,
    name: String,
    sorts: Vec<Sort>,
    next: u32,
    text: Format,
    number: Format,
    date: Format,
    wrong: Option<XlsxError>,
}

impl Sheet {
    /// An empty sheet with its header.
    #[must_use]
    pub fn new(name: &str, columns: &[Column]) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let mut new = Self {
            sheet: Worksheet::new(),
            name: sheet_name(name),
            sorts: Vec::with_capacity(columns.len()),
            next: 1,
            text: cell.clone().set_text_wrap(),
            number: cell.clone().set_align(FormatAlign::Right),
            date: cell.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Right),
            wrong: None,
        };
        let headed = new.head(columns);
        new.note(headed);
        new
    }

    /// Adds a row, one cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let row = self.next;
        self.next = self.next.saturating_add(1);
        for (at, cell) in cells.into_iter().enumerate() {
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            let written = self.write(row, column, cell);
            self.note(written);
        }
    }

    /// How many rows there are below the header.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.next - 1
    }

    /// The form of a column's cells. Those of words and numbers take it from the column: who writes
    /// on in the table finds the same form, and no cell has to say it.
    fn form(&self, sort: Sort) -> &Format {
        match sort {
            Sort::Text => &self.text,
            Sort::Number => &self.number,
            Sort::Date => &self.date,
        }
    }

    fn head(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let head = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x008F_0F17))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        for (at, column) in (0_u16..).zip(columns) {
            let format =
                if column.sort == Sort::Text { head.clone() } else { head.clone().set_align(FormatAlign::Right) };
            self.sheet.write_string_with_format(0, at, cut(&column.title, CELL_UNITS), &format)?;
            self.sheet.set_column_width(at, column.width)?;
            let form = self.form(column.sort).clone();
            self.sheet.set_column_format(at, &form)?;
            self.sorts.push(column.sort);
        }
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        self.sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn write(&mut self, row: u32, column: u16, cell: Cell) -> Result<(), XlsxError> {
        let sort = self.sorts.get(usize::from(column));
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if sort == Some(&Sort::Text) => {
                self.sheet.write_string(row, column, fitting(text))?;
            }
            Cell::Number(number) if sort == Some(&Sort::Number) => {
                self.sheet.write_number(row, column, number)?;
            }
            Cell::Text(text) => {
                self.sheet.write_string_with_format(row, column, fitting(text), &self.text)?;
            }
            Cell::Number(number) => {
                self.sheet.write_number_with_format(row, column, number, &self.number)?;
            }
            Cell::Date(day) if day.year < FIRST_YEAR => {
                let text = format!("{:02}/{:02}/{:04}", day.day, day.month, day.year);
                self.sheet.write_string_with_format(row, column, text, &self.text)?;
            }
            Cell::Date(day) => {
                let date = ExcelDateTime::from_ymd(day.year, day.month, day.day)?;
                self.sheet.write_datetime_with_format(row, column, &date, &self.date)?;
            }
        }
        Ok(())
    }

    /// A line on top of every printed page.
    pub fn notice(&mut self, line: &str) {
        self.sheet.set_header(format!("&C&B{}", line.replace('&', "&&")));
    }

    /// Keeps the first reason why the sheet cannot be written.
    fn note(&mut self, written: Result<(), XlsxError>) {
        self.wrong = self.wrong.take().or(written.err());
    }

    fn finish(mut self, name: &str) -> Result<Worksheet, XlsxError> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        self.sheet.set_name(name)?;
        if let Some(last) = self.sorts.len().checked_sub(1) {
            let last = u16::try_from(last).unwrap_or(u16::MAX);
            self.sheet.autofilter(0, 0, self.next.saturating_sub(1).max(1), last)?;
        }
        Ok(self.sheet)
    }
}

/// A workbook.
pub struct Book {
    properties: DocProperties,
    day: Ymd,
    sheets: Vec<Sheet>,
}

impl Book {
    /// An empty workbook. The day stands in its properties instead of the moment of writing.
    #[must_use]
    pub fn new(title: &str, publisher: &str, day: Ymd) -> Self {
        let properties = DocProperties::new().set_title(title).set_author(publisher).set_company(publisher);
        Self { properties, day, sheets: Vec::new() }
    }

    /// The workbook with one more sheet.
    #[must_use]
    pub fn with(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// More rows or columns than the format holds, or a day that is none.
    pub fn finish(self) -> Result<Vec<u8>, Unwritable> {
        self.bytes().map_err(Unwritable::because)
    }

    fn bytes(self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_zip_compression_level(LEVEL);
        let made = ExcelDateTime::from_ymd(self.day.year.max(FIRST_YEAR), self.day.month, self.day.day)?;
        book.set_properties(&self.properties.set_creation_datetime(&made));
        let mut names: Vec<String> = Vec::new();
        for sheet in self.sheets {
            let name = free_name(&sheet.name, &names);
            book.push_worksheet(sheet.finish(&name)?);
            names.push(name);
        }
        if names.is_empty() {
            book.add_worksheet();
        }
        book.save_to_buffer()
    }
}

/// A name that the format takes: short, without its own marks.
fn sheet_name(name: &str) -> String {
    let allowed: String =
        name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '-' } else { c }).collect();
    let name = cut(&allowed, NAME_UNITS);
    let name = name.trim().trim_matches('\'');
    if name.is_empty() { "Sheet".to_owned() } else { name.to_owned() }
}

/// The name, numbered when another sheet has it; the format takes no note of case.
fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &str| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    if is_free(name) {
        return name.to_owned();
    }
    let numbered = (2..).map(|n| {
        let tail = format!(" ({n})");
        format!("{}{tail}", cut(name, NAME_UNITS - tail.len()))
    });
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
}

/// A text that a cell can hold.
fn fitting(text: String) -> String {
    match cut(&text, CELL_UNITS) {
        cut if cut.len() < text.len() => cut.to_owned(),
        _ => text,
    }
}

/// The beginning of a text that takes at most so many UTF-16 units.
fn cut(text: &str, units: usize) -> &str {
    // A letter takes no more units than bytes.
    if text.len() <= units {
        return text;
    }
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Ymd = Ymd { year: 2026, month: 11, day: 25 };

    fn book(name: &str) -> Book {
        let mut sheet = Sheet::new(name, &[Column::text("Tên", 30), Column::number("Số", 8), Column::date("Ngày")]);
        sheet.row(["Đơn vị hư cấu".into(), 12.into(), DAY.into()]);
        sheet.row([Cell::Empty, 1.5.into(), Ymd { year: 1890, month: 5, day: 19 }.into()]);
        assert_eq!(sheet.rows(), 2);
        Book::new("Bảng", "Sở Mẫu", DAY).with(sheet)
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the clock must move on between the two")]
    fn the_same_rows_give_the_same_bytes() {
        let one = book("a").finish().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(one, book("a").finish().unwrap());
    }

    #[test]
    fn sheets_have_names_that_the_format_takes() {
        let check = |name: &str, expect: &str| assert_eq!(sheet_name(name), expect);
        check("Danh sách", "Danh sách");
        check("136/KH-UBND: tập thể", "136-KH-UBND- tập thể");
        check("", "Sheet");
        check("một cái tên dài hơn ba mươi mốt chữ thì phải cắt", "một cái tên dài hơn ba mươi mốt");
        assert_eq!(free_name("A", &["a".into()]), "A (2)");
        let long = "một cái tên dài hơn ba mươi mốt";
        assert_eq!(free_name(long, &[long.into()]), "một cái tên dài hơn ba mươi (2)");
        assert!(Book::new("", "", DAY).finish().is_ok());
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        let mut sheet = Sheet::new("a", &[Column::date("Ngày")]);
        sheet.row([Ymd { year: 2026, month: 2, day: 30 }.into()]);
        assert!(Book::new("", "", DAY).with(sheet).finish().is_err());
    }
}
