//! A photo as templates see it. In: the key of a photo. Out: address, caption, credit, alt.

use crate::base::Key;
use crate::record::doc::is_picture;
use crate::record::{Own, Record};
use crate::render::cx::{Cx, date};
use crate::render::value::{Val, map, text};
use crate::text as vi;

/// The address of the picture that a sidecar describes: `anh.jpg.yaml` lies beside `anh.jpg`.
#[must_use]
pub fn address(record: &Record) -> Option<String> {
    let picture = record.file.as_str().strip_prefix("content/")?.rsplit_once('.')?.0;
    is_picture(picture).then(|| format!("/{picture}"))
}

/// A photo; `None` when the key is that of another record.
pub fn view(cx: &mut Cx<'_>, key: Key) -> Option<Val> {
    let record = cx.whole(key);
    let Own::Photo(photo) = &record.own else { return None };
    let src = address(record).filter(|address| cx.file(address).is_some());
    let alt = photo.alt.as_ref().unwrap_or(&photo.caption);
    Some(map([
        ("no_file", Val::from(src.is_none())),
        ("src", src.map_or_else(Val::none, Val::from)),
        ("width", Val::none()),
        ("height", Val::none()),
        ("alt", text(alt)),
        ("caption", text(vi::show::nbsp(&photo.caption))),
        ("credit", text(&photo.credit)),
        ("drawn", Val::from(photo.drawn)),
        ("taken", date(photo.taken)),
    ]))
}
