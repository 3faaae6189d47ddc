//! The photos of a kit. In: the photos' records and the bytes of their originals. Out: files in
//! print size that carry credit and caption and nothing else, and the list of captions. Whoever
//! keeps the original to themselves gives the largest size that the site shows.

use std::sync::Arc;

use super::lists::{Line, list};
use super::matter::Matter;
use super::{Order, Original};
use crate::base::{Key, SrcPath};
use crate::catalog::Catalog;
use crate::office::Unwritable;
use crate::picture::{Facts, Format, Refused, Source, clean};
use crate::record::kind::Photo;
use crate::render::view::photo;
use crate::report::table::{Cell, Table};

/// A photo as it goes into the kit.
pub(super) struct Shot {
    /// Its record.
    key: Key,
    /// The name of its file.
    pub(super) name: String,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// The photos that have a file, and where it lies.
pub(super) fn files(catalog: &Catalog, matter: &Matter) -> Vec<(Key, SrcPath)> {
    let known = matter.photos.iter().filter(|key| own(catalog, **key).is_some());
    known.filter_map(|key| Some((*key, photo::file(catalog.record(*key))?))).collect()
}

/// The files for print.
pub(super) fn made(order: &Order<'_>, originals: &[Original]) -> Result<Vec<Shot>, Unwritable> {
    let shot = |(key, bytes): &Original| {
        let (own, facts) = own(order.catalog, *key)?;
        let id = &order.catalog.record(*key).id;
        let made = for_print(own, facts, bytes);
        let made = made.map_err(|refused| Unwritable::because(format!("{id}: {refused:?}")));
        Some(made.map(|(bytes, ending)| Shot { key: *key, name: format!("{id}.{ending}"), bytes }))
    };
    originals.iter().filter_map(shot).collect()
}

fn for_print(own: &Photo, facts: &Facts, bytes: &[u8]) -> Result<(Vec<u8>, &'static str), Refused> {
    let note = photo::note(own);
    let widest = facts.widths().last().copied();
    if let Some(width) = widest.filter(|_| !own.original) {
        let sized = Source::decode(bytes)?.sized(width, facts.height_at(width))?;
        return Ok((sized.jpeg(&note)?, "jpg"));
    }
    Ok(match facts.format {
        Format::Jpeg => (clean(bytes, &note)?, "jpg"),
        Format::Png => (clean(bytes, &note)?, "png"),
        Format::Webp => (clean(bytes, &note)?, "webp"),
        // A drawing has nothing to be cleaned of; the site publishes it as it is.
        Format::Svg => (bytes.to_vec(), "svg"),
    })
}

/// The photo of a record that has one.
fn own(catalog: &Catalog, key: Key) -> Option<(&Photo, &Facts)> {
    let photo = catalog.record(key).own.photo()?;
    photo.file.as_ref().map(|facts| (photo, facts))
}

/// Which file shows what, by whom, under which terms.
pub(super) fn captions(order: &Order<'_>, shots: &[Shot]) -> Table {
    let text = |text: Option<&Arc<str>>| Cell::text(text.map(|text| text.to_string()).unwrap_or_default());
    let line = |shot: &Shot| -> Option<Line> {
        let (photo, _) = own(order.catalog, shot.key)?;
        let cells = vec![
            Cell::text(&*shot.name),
            Cell::text(&*photo.caption),
            text(photo.credit.as_ref()),
            text(photo.alt.as_ref().map(|alt| &alt.0)),
            Cell::text(photo.taken.map(|taken| taken.text()).unwrap_or_default()),
            text(photo.licence.as_ref()),
        ];
        Some((cells, order.held_until(shot.key)))
    };
    let lines = shots.iter().filter_map(line).collect();
    let columns = [
        ("file", "Tệp", "File"),
        ("caption", "Chú thích", "Caption"),
        ("credit", "Tác giả", "Credit"),
        ("alt", "Mô tả", "Alternative"),
        ("taken", "Ngày chụp", "Taken"),
        ("licence", "Điều kiện sử dụng", "Terms"),
    ];
    list(order, "chu-thich", "Chú thích ảnh", &columns, lines)
}
