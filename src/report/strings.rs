//! What other languages of the site still lack. In: the strings of a theme and the linked catalogue.
//! Out: tables for a translator: each string with the words it stands for, and each page without
//! a translation. Never translates.

use super::table::{Cell, Table};
use crate::catalog::Catalog;
use crate::config::Settings;
use crate::diag::{Place, Problem};
use crate::output::site;
use crate::render::theme::Lacking;

/// The strings and pages that each language lacks, in the order of the settings.
#[must_use]
pub fn of(lacking: &[Lacking], settings: &Settings, catalog: &Catalog) -> Vec<Table> {
    vec![strings(lacking), pages(settings, catalog)]
}

fn strings(lacking: &[Lacking]) -> Table {
    let note = (
        "Thiếu chuỗi nào thì trang in tiếng Việt, có đánh dấu. Viết vào strings.<ngôn ngữ>.yaml của giao diện.",
        "Where one is missing the page says it in Vietnamese, marked as such. They belong into the theme's strings.<language>.yaml.",
    );
    let columns =
        [("language", "Ngôn ngữ", "Language"), ("key", "Khóa", "Key"), ("vietnamese", "Tiếng Việt", "Vietnamese")];
    let mut table = Table::new("missing_strings", ("Chuỗi giao diện còn thiếu", "Missing strings"), note, &columns);
    let row =
        |lang: &str, (key, words): &(String, String)| vec![Cell::text(lang), Cell::text(&**key), Cell::text(&**words)];
    table.rows = lacking.iter().flat_map(|of| of.strings.iter().map(|one| row(&of.lang, one))).collect();
    table
}

fn pages(settings: &Settings, catalog: &Catalog) -> Table {
    let note = ("Trang dịch ghi `translates: mã-trang` và `lang`.", "A translation says `translates: id` and `lang`.");
    let columns = [("language", "Ngôn ngữ", "Language"), ("file", "Tệp", "File")];
    let mut table = Table::new("untranslated_pages", ("Trang chưa có bản dịch", "Untranslated pages"), note, &columns);
    let found = site::untranslated(settings, catalog);
    let row = |(problem, place): (&Problem, &Place)| match (problem, place) {
        (Problem::Untranslated { lang }, Place::File(file)) => {
            Some(vec![Cell::text(&**lang), Cell::text(file.as_str())])
        }
        _ => None,
    };
    table.rows = found.iter().filter_map(|diag| row((&diag.problem, &diag.place))).collect();
    table
}
