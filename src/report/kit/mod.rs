//! The kit of a subject: everything about one campaign, unit, person or decision in one archive,
//! for whoever writes about it. In: the linked catalogue as its readers may see it, the settings,
//! the originals of the photos. Out: the bytes of a ZIP, the same for the same input and day. What
//! is not public yet comes in only for the press, and then every file says so.

mod lists;
mod matter;
mod overview;
mod paper;
mod photos;
mod texts;

use std::sync::Arc;

use self::matter::Matter;
use super::print;
use super::script::{self, Reading, sheet};
use super::table::{self, Table};
use super::workbook::{Imprint, workbook};
use crate::base::{Key, SrcPath};
use crate::catalog::Catalog;
use crate::config::Settings;
use crate::diag::Lang;
use crate::office::Unwritable;
use crate::office::archive::Archive;
use crate::record::state::Audience;
use crate::text::date::Moment;
use crate::text::speech::{RATE, Voice};

/// The original of a photo: the photo's record, and the bytes of its file.
pub type Original = (Key, Arc<[u8]>);

/// What a kit is made of.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The records, as the readers of the kit may see them.
    pub catalog: &'a Catalog,
    /// Who publishes, where, under which terms.
    pub settings: &'a Settings,
    /// How words are said aloud.
    pub voice: &'a Voice,
    /// What the kit is about.
    pub subject: Key,
}

impl Order<'_> {
    /// The name of the archive, without its ending, and of the folder inside it.
    #[must_use]
    pub fn name(&self) -> String {
        let record = self.catalog.record(self.subject);
        let readers = if self.is_for_press() { "bao-chi-" } else { "" };
        format!("bo-tu-lieu-{readers}{}-{}", record.kind().spec().folder, record.id)
    }

    /// The photos that belong into the kit, and the files that hold their originals.
    #[must_use]
    pub fn photos(&self) -> Vec<(Key, SrcPath)> {
        photos::files(self.catalog, &Matter::of(self.catalog, self.subject))
    }

    /// The archive.
    ///
    /// # Errors
    /// When a list is too long for a spreadsheet, or an original is no picture any more.
    pub fn pack(&self, originals: &[Original]) -> Result<Vec<u8>, Unwritable> {
        let matter = Matter::of(self.catalog, self.subject);
        let notice = self.notice(&matter);
        let mut kit = Kit { folder: self.name(), notice, archive: Archive::new() };
        kit.text("DOC-TRUOC.txt", &texts::read_first(self, &matter));
        let pages = overview::parts(self, &matter);
        kit.file("tong-quan.docx", &paper::docx(self, &pages, kit.notice.as_deref())?);
        kit.file("tong-quan.html", paper::html(self, &pages, kit.notice.as_deref()).as_bytes());
        let lists = lists::all(self, &matter);
        let title = self.title();
        let day = self.catalog.today();
        let imprint = Imprint { title: &title, publisher: self.publisher(), day, notice: kit.notice.as_deref() };
        kit.file("danh-sach.xlsx", &workbook(&lists, imprint, Lang::Vi)?);
        for list in &lists {
            kit.list(&format!("{}.csv", list.id), list);
        }
        kit.text("trich-dan.txt", &texts::quotes(self, &matter));
        let reading = Reading { voice: self.voice, rate: RATE, target: None, spoken: true };
        kit.text("loi-doc.txt", &sheet::text(&script::of_record(self.catalog, self.subject, reading)));
        for (name, text) in texts::stories(self, &matter) {
            kit.text(&format!("bai-viet/{name}.txt"), &text);
        }
        let shots = photos::made(self, originals)?;
        if !shots.is_empty() {
            kit.list("anh/chu-thich.csv", &photos::captions(self, &shots));
        }
        for shot in &shots {
            kit.file(&format!("anh/{}", shot.name), &shot.bytes);
        }
        kit.archive.finish()
    }

    /// What the kit is called.
    fn title(&self) -> String {
        format!("Bộ tư liệu: {}", self.catalog.row(self.subject).card.title)
    }

    fn is_for_press(&self) -> bool {
        self.catalog.audience() != Audience::Public
    }

    fn publisher(&self) -> &str {
        let publisher = self.settings.publisher_on(self.catalog.today());
        publisher.map_or(&self.settings.title, |publisher| &publisher.name)
    }

    /// The instant before which the public must not know of a record; none when it does.
    fn held_until(&self, key: Key) -> Option<Moment> {
        let at = self.catalog.record(key).head.released_at();
        at.filter(|at| *at > self.catalog.now())
    }

    /// The instant before which something in the kit must not be made public.
    fn held(&self, matter: &Matter) -> Option<Moment> {
        let all = matter.keys().chain([self.subject]);
        all.filter_map(|key| self.held_until(key)).max().filter(|_| self.is_for_press())
    }

    /// The line on every page of a kit that is not for everybody.
    fn notice(&self, matter: &Matter) -> Option<String> {
        self.is_for_press().then(|| match self.held(matter) {
            Some(at) => format!("BẢN DÀNH CHO BÁO CHÍ – KHÔNG CÔNG BỐ TRƯỚC {}", at.text()),
            None => "BẢN DÀNH CHO BÁO CHÍ".to_owned(),
        })
    }

    /// The full address of a page.
    fn address(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.settings.base()) } else { url.to_owned() }
    }
}

/// A kit at work.
struct Kit {
    folder: String,
    notice: Option<String>,
    archive: Archive,
}

impl Kit {
    fn file(&mut self, name: &str, bytes: &[u8]) {
        self.archive.file(&format!("{}/{name}", self.folder), bytes);
    }

    /// A text that any editor on any desk opens: marked as UTF-8, lines as Windows ends them.
    fn text(&mut self, name: &str, text: &str) {
        let notice = self.notice.as_ref().map(|notice| format!("*** {notice} ***\n\n")).unwrap_or_default();
        let text = format!("\u{feff}{notice}{}\n", text.trim_end()).replace('\n', "\r\n");
        self.file(name, text.as_bytes());
    }

    /// A list as CSV; in a kit for the press each line says so.
    fn list(&mut self, name: &str, list: &Table) {
        let mut heads: Vec<&str> = list.columns.iter().map(|column| column.title.0).collect();
        let words = |cell: &table::Cell| cell.shown(Lang::Vi);
        let mut rows: Vec<Vec<String>> = list.rows.iter().map(|row| row.iter().map(words).collect()).collect();
        if let Some(notice) = &self.notice {
            heads.push("Dành cho");
            for row in &mut rows {
                row.push(notice.clone());
            }
        }
        self.file(name, print::csv(&heads, &rows).as_bytes());
    }
}
