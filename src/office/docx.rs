//! Word documents. In: headings, paragraphs, lists, quotations, tables, in order. Out: a `.docx`
//! of A4 pages in the look of official texts (Times New Roman, margins of Decree 30/2020/NĐ-CP,
//! page numbers), whose tables repeat their header and break no row. Never the moment of writing.

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, Header, LineSpacing, LineSpacingType, PageMargin, PageNum,
    PageOrientationType, Paragraph, Run, RunFonts, Shading, Style, StyleType, Table, TableCell, TableLayoutType,
    TableRow, WidthType, XMLDocx,
};

use super::archive::Archive;
use super::{Unwritable, Ymd};

/// Twentieths of a point in a millimetre.
const MILLIMETRE: f64 = 1440.0 / 25.4;
const FONT: &str = "Times New Roman";
/// The colour of rules and header rows, as in the theme's print style.
const SHADE: &str = "F3EDE2";

/// How large the letters are, in half points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 13 points: letters and lists.
    Text,
    /// 16 points: to be read aloud from a desk.
    Large,
}

/// A document at work.
pub struct Document {
    docx: Docx,
    title: String,
    publisher: String,
    day: Ymd,
    size: usize,
    /// The width between the margins, in twentieths of a point.
    width: usize,
}

impl Document {
    /// An empty document. The day stands in its properties instead of the moment of writing.
    #[must_use]
    pub fn new(title: &str, publisher: &str, day: Ymd, size: Size) -> Self {
        let half_points = if size == Size::Large { 32 } else { 26 };
        let margin = PageMargin {
            top: twips(20.0),
            bottom: twips(20.0),
            left: twips(30.0),
            right: twips(15.0),
            header: twips(10.0),
            footer: twips(10.0),
            gutter: 0,
        };
        let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
        let docx = Docx::new()
            .page_size(11_906, 16_838)
            .page_orient(PageOrientationType::Portrait)
            .page_margin(margin)
            .default_fonts(fonts)
            .default_size(half_points)
            .footer(
                Footer::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new())),
            );
        let docx = (1..=3).fold(docx, |docx, level| docx.add_style(heading_style(level, half_points)));
        Self { docx, title: title.to_owned(), publisher: publisher.to_owned(), day, size: half_points, width: 9_354 }
    }

    /// A line that stands on top of every page.
    #[must_use]
    pub fn with_header(mut self, line: &str) -> Self {
        let run = Run::new().add_text(line).bold().size(20);
        self.docx =
            self.docx.header(Header::new().add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(run)));
        self
    }

    /// A heading of level 1 to 3.
    pub fn heading(&mut self, level: usize, text: &str) {
        let level = level.clamp(1, 3);
        let run = Run::new().add_text(text);
        let paragraph = Paragraph::new().style(&format!("Heading{level}")).keep_next(true).add_run(run);
        self.add(paragraph.line_spacing(spacing(240, 120)));
    }

    /// A paragraph; `*` to `*` is not read as a mark.
    pub fn text(&mut self, text: &str) {
        self.add(Paragraph::new().line_spacing(spacing(0, 120)).add_run(Run::new().add_text(text)));
    }

    /// A paragraph that begins with a label in bold.
    pub fn labelled(&mut self, label: &str, text: &str) {
        let paragraph = Paragraph::new().line_spacing(spacing(0, 120));
        let label = Run::new().add_text(format!("{label}: ")).bold();
        self.add(paragraph.add_run(label).add_run(Run::new().add_text(text)));
    }

    /// An item of a list.
    pub fn item(&mut self, text: &str) {
        let paragraph = Paragraph::new().line_spacing(spacing(0, 60)).indent(Some(360), None, None, None);
        self.add(paragraph.add_run(Run::new().add_text(format!("• {text}"))));
    }

    /// Words of somebody, with who said them.
    pub fn quote(&mut self, words: &str, by: &str) {
        let indented = || Paragraph::new().indent(Some(720), None, None, None);
        self.add(indented().line_spacing(spacing(60, 60)).add_run(Run::new().add_text(words).italic()));
        if !by.is_empty() {
            self.add(indented().line_spacing(spacing(0, 120)).add_run(Run::new().add_text(format!("— {by}")).bold()));
        }
    }

    /// A table: titles with their share of the width, then rows. A cell may have several lines.
    pub fn table<'r>(&mut self, columns: &[(&str, u32)], rows: impl IntoIterator<Item = &'r [String]>) {
        let all: u32 = columns.iter().map(|(_, share)| share).sum::<u32>().max(1);
        let widths: Vec<usize> = columns
            .iter()
            .map(|(_, share)| self.width * usize::try_from(*share).unwrap_or(0) / usize::try_from(all).unwrap_or(1))
            .collect();
        let head = columns
            .iter()
            .zip(&widths)
            .map(|((title, _), width)| cell(title, *width, self.size, true).shading(Shading::new().fill(SHADE)));
        let mut table_rows = vec![TableRow::new(head.collect()).cant_split()];
        for row in rows {
            let cells = row.iter().zip(&widths).map(|(text, width)| cell(text, *width, self.size, false));
            table_rows.push(TableRow::new(cells.collect()).cant_split());
        }
        let table =
            Table::new(table_rows).set_grid(widths).layout(TableLayoutType::Fixed).width(self.width, WidthType::Dxa);
        self.docx = std::mem::take(&mut self.docx).add_table(table).add_paragraph(Paragraph::new());
    }

    /// What follows stands on a new page.
    pub fn page_break(&mut self) {
        self.add(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)));
    }

    /// The bytes of the document.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn finish(self) -> Result<Vec<u8>, Unwritable> {
        let core = core(&self.title, &self.publisher, self.day);
        let mut xml = self.docx.build();
        xml.doc_props.core = core.into_bytes();
        xml.document = with_repeated_headers(&String::from_utf8_lossy(&xml.document)).into_bytes();
        xml.styles = String::from_utf8_lossy(&xml.styles)
            .replacen("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:lang w:val=\"vi-VN\" />", 1)
            .into_bytes();
        packed(&xml)
    }

    fn add(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }
}

/// The parts of the document under the names that its relations give them.
fn packed(xml: &XMLDocx) -> Result<Vec<u8>, Unwritable> {
    let mut archive = Archive::new();
    let parts: [(&str, &[u8]); 14] = [
        ("[Content_Types].xml", &xml.content_type),
        ("_rels/.rels", &xml.rels),
        ("docProps/app.xml", &xml.doc_props.app),
        ("docProps/core.xml", &xml.doc_props.core),
        ("docProps/custom.xml", &xml.doc_props.custom),
        ("word/_rels/document.xml.rels", &xml.document_rels),
        ("word/document.xml", &xml.document),
        ("word/styles.xml", &xml.styles),
        ("word/settings.xml", &xml.settings),
        ("word/fontTable.xml", &xml.font_table),
        ("word/comments.xml", &xml.comments),
        ("word/numbering.xml", &xml.numberings),
        ("word/commentsExtended.xml", &xml.comments_extended),
        ("word/footnotes.xml", &xml.footnotes),
    ];
    for (name, bytes) in parts {
        archive.file(name, bytes);
    }
    for (name, all, rels) in [("header", &xml.headers, &xml.header_rels), ("footer", &xml.footers, &xml.footer_rels)] {
        for (at, bytes) in all.iter().enumerate() {
            archive.file(&format!("word/{name}{}.xml", at + 1), bytes);
            if let Some(rels) = rels.get(at) {
                archive.file(&format!("word/_rels/{name}{}.xml.rels", at + 1), rels);
            }
        }
    }
    archive.finish()
}

fn heading_style(level: usize, half_points: usize) -> Style {
    let size = half_points + [8, 4, 0][level - 1];
    Style::new(format!("Heading{level}"), StyleType::Paragraph).name(format!("heading {level}")).size(size).bold()
}

fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after).line_rule(LineSpacingType::Auto).line(276)
}

/// A cell; each line of its text is a paragraph.
fn cell(text: &str, width: usize, size: usize, bold: bool) -> TableCell {
    let small = if size > 26 { size } else { 22 };
    let lines = text.split('\n').map(|line| {
        let run = Run::new().add_text(line).size(small);
        Paragraph::new().line_spacing(spacing(20, 20)).add_run(if bold { run.bold() } else { run })
    });
    lines.fold(TableCell::new().width(width, WidthType::Dxa), TableCell::add_paragraph)
}

/// The first row of each table is repeated on every page; the package has no word for it.
fn with_repeated_headers(document: &str) -> String {
    let mut out = String::with_capacity(document.len() + 64);
    for (at, part) in document.split("<w:tbl>").enumerate() {
        if at > 0 {
            out.push_str("<w:tbl>");
            out.push_str(&part.replacen("<w:trPr>", "<w:trPr><w:tblHeader />", 1));
        } else {
            out.push_str(part);
        }
    }
    out
}

fn core(title: &str, publisher: &str, day: Ymd) -> String {
    let (title, publisher) = (escaped(title), escaped(publisher));
    let stamp = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>{publisher}</dc:creator><dc:language>vi-VN</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:modified></cp:coreProperties>"
    )
}

fn escaped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().replace('&', "&amp;").replace('<', "&lt;")
}

#[expect(clippy::cast_possible_truncation, reason = "margins are a few centimetres")]
fn twips(millimetres: f64) -> i32 {
    (millimetres * MILLIMETRE).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Ymd = Ymd { year: 2026, month: 11, day: 25 };

    fn made() -> Vec<u8> {
        let mut document =
            Document::new("Kịch bản <hư cấu> & thử", "Sở Mẫu", DAY, Size::Large).with_header("DÀNH CHO BÁO CHÍ");
        document.heading(1, "Phần một");
        document.text("Lời <dẫn>");
        document.labelled("Thời lượng", "45 giây");
        document.item("một việc");
        document.quote("Lời phát biểu hư cấu", "Ông Hư Cấu");
        document.page_break();
        let rows = [vec!["1".to_owned(), "hai\ndòng".to_owned()]];
        document.table(&[("Hình ảnh", 1), ("Lời bình", 2)], rows.iter().map(Vec::as_slice));
        document.finish().unwrap()
    }

    #[test]
    fn the_same_words_give_the_same_bytes() {
        let one = made();
        let other = std::thread::spawn(|| (made(), made()).1).join().unwrap();
        assert_eq!(one, other, "neither the thread nor an earlier document shows");
    }

    #[test]
    fn headers_repeat() {
        let xml = with_repeated_headers("a<w:tbl>x<w:trPr><w:cantSplit />b<w:trPr>c<w:tbl><w:trPr>");
        assert_eq!(xml, "a<w:tbl>x<w:trPr><w:tblHeader /><w:cantSplit />b<w:trPr>c<w:tbl><w:trPr><w:tblHeader />");
    }
}
