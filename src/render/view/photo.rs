//! A photo as templates see it, and the files that are made of it. In: a photo's record. Out: its
//! addresses at every size, caption, credit, alt. The addresses hold a fingerprint of all that
//! shows in the files, so that browsers may keep them for ever.

use crate::base::{Fp, Key, SrcPath};
use crate::picture::{self, Encoding, Note};
use crate::record::doc::is_picture;
use crate::record::kind::Photo;
use crate::record::{Own, Record};
use crate::render::cx::{Cx, date};
use crate::render::value::{Val, map, maybe_text, text};
use crate::text as vi;

/// The width of the file for browsers that choose none themselves.
const USUAL: u32 = 960;

/// One of the files that are made of a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// How it is written.
    pub encoding: Encoding,
    /// Its address.
    pub url: String,
}

/// The file that a sidecar describes: `anh.jpg.yaml` lies beside `anh.jpg`.
#[must_use]
pub fn file(record: &Record) -> Option<SrcPath> {
    let picture = record.file.as_str().rsplit_once('.')?.0;
    SrcPath::new(picture).filter(|_| is_picture(picture))
}

/// The address of the original, where it is published.
#[must_use]
pub fn address(record: &Record) -> Option<String> {
    Some(file(record)?.as_str().trim_start_matches("content").to_owned())
}

/// The files that are made of a photo, in the order of their formats and sizes; none for a
/// drawing, which is published as it is.
#[must_use]
pub fn versions(record: &Record) -> Vec<Version> {
    let Own::Photo(photo) = &record.own else { return Vec::new() };
    let Some(facts) = &photo.file else { return Vec::new() };
    let mark = Fp::of(&(picture::VERSION, facts.fp, note(photo))).short(10);
    let place = record.url.trim_end_matches('/');
    let of = |encoding: Encoding, width: u32| Version {
        width,
        height: facts.height_at(width),
        encoding,
        url: format!("{place}-{width}.{mark}.{}", encoding.ending()),
    };
    let sizes = |encoding: &Encoding| facts.widths().into_iter().map(|width| of(*encoding, width)).collect::<Vec<_>>();
    Encoding::ALL.iter().flat_map(sizes).collect()
}

/// The address of the photo at its largest, for those who link to one file; `None` without one.
pub fn largest(cx: &mut Cx<'_>, record: &Record) -> Option<String> {
    let made = versions(record).into_iter().rfind(|version| version.encoding == Encoding::Jpeg);
    made.map(|version| version.url).or_else(|| address(record).filter(|address| cx.file(address).is_some()))
}

/// What the record says of the photo, for the files themselves.
#[must_use]
pub fn note(photo: &Photo) -> Note {
    let words = |text: &std::sync::Arc<str>| text.to_string();
    Note {
        credit: photo.credit.as_ref().map(words),
        caption: Some(words(&photo.caption)),
        alt: photo.alt.as_ref().map(|alt| words(&alt.0)).filter(|alt| !alt.is_empty()),
        rights: photo.licence.as_ref().map(words),
        taken: photo
            .taken
            .and_then(|taken| taken.first().filter(|day| taken.last() == Some(*day)))
            .map(|day| day.iso()),
    }
}

/// A photo; `None` when the key is that of another record.
pub fn view(cx: &mut Cx<'_>, key: Key) -> Option<Val> {
    let record = cx.whole(key);
    let Own::Photo(photo) = &record.own else { return None };
    let versions = versions(record);
    let of = |encoding: Encoding| versions.iter().filter(move |version| version.encoding == encoding);
    #[cfg(feature = "avif")]
    let avif = srcset(of(Encoding::Avif));
    #[cfg(not(feature = "avif"))]
    let avif = Val::none();
    let usual = of(Encoding::Jpeg).rfind(|v| v.width <= USUAL).or_else(|| of(Encoding::Jpeg).next());
    let drawn_as_it_is = || address(record).filter(|address| cx.file(address).is_some());
    let src = usual.map(|version| version.url.clone()).or_else(drawn_as_it_is);
    let size = photo.file.as_ref().filter(|facts| facts.width > 0 && facts.height > 0);
    let largest = of(Encoding::Jpeg).next_back().map(|version| version.url.clone());
    let original = photo.original.then(|| address(record)).flatten().filter(|_| usual.is_some());
    Some(map([
        ("no_file", Val::from(src.is_none())),
        ("width", size.map_or_else(Val::none, |facts| Val::from(facts.width))),
        ("height", size.map_or_else(Val::none, |facts| Val::from(facts.height))),
        ("tall", Val::from(size.is_some_and(|facts| facts.height > facts.width))),
        ("avif", avif),
        ("webp", srcset(of(Encoding::Webp))),
        ("jpeg", srcset(of(Encoding::Jpeg))),
        ("full", original.or(largest).or_else(|| src.clone()).map_or_else(Val::none, Val::from)),
        ("src", src.map_or_else(Val::none, Val::from)),
        ("alt", text(photo.alt.as_ref().map_or("", |alt| &*alt.0))),
        ("caption", text(vi::show::nbsp(&photo.caption))),
        ("credit", maybe_text(photo.credit.as_ref())),
        ("licence", maybe_text(photo.licence.as_ref())),
        ("drawn", Val::from(photo.drawn)),
        ("taken", date(photo.taken)),
    ]))
}

/// The addresses with their widths, as `srcset` takes them; nothing when there are none.
fn srcset<'v>(versions: impl Iterator<Item = &'v Version>) -> Val {
    let all: Vec<String> = versions.map(|version| format!("{} {}w", version.url, version.width)).collect();
    if all.is_empty() { Val::none() } else { Val::from(all.join(", ")) }
}
