//! A recording as pages, feeds and programs see it. In: a broadcast's record. Out: the address of the
//! file that is published beside it, its type, size, length and captions. A recording elsewhere is
//! never more than a link: no page asks another site for anything.

use crate::record::fields::FileName;
use crate::record::media::Facts;
use crate::record::{Own, Record};
use crate::render::value::{Val, map};

/// A recording that the site publishes itself.
pub struct Recording<'r> {
    /// Its address on the site.
    pub url: String,
    /// What it tells of itself.
    pub facts: &'r Facts,
    /// The address of its captions.
    pub captions: Option<String>,
}

/// The recording of a record, where it has one of its own.
#[must_use]
pub fn recording(record: &Record) -> Option<Recording<'_>> {
    let Own::Broadcast(own) = &record.own else { return None };
    let folder = record.file.folder().trim_start_matches("content");
    let address = |FileName(name): &FileName| format!("{folder}/{name}");
    let (facts, media) = own.file.as_ref().zip(own.media.as_ref())?;
    let captions = own.captions.as_ref().filter(|_| own.cues.is_some()).map(address);
    Some(Recording { url: address(media), facts, captions })
}

/// The recording as templates see it; `None` without one.
#[must_use]
pub fn view(record: &Record) -> Val {
    let Some(found) = recording(record) else { return Val::none() };
    map([
        ("src", Val::from(found.url)),
        ("type", Val::from(found.facts.format.mime())),
        ("video", Val::from(found.facts.format.is_video())),
        ("size", Val::from(megabytes(found.facts.size))),
        ("captions", found.captions.map_or_else(Val::none, Val::from)),
    ])
}

/// "0,4 MB", "12 MB".
fn megabytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    if tenths < 100 { format!("{},{} MB", tenths / 10, tenths % 10) } else { format!("{} MB", tenths.div_ceil(10)) }
}

#[cfg(test)]
mod tests {
    use super::megabytes;

    #[test]
    fn sizes_are_told_in_megabytes() {
        let check = |bytes: usize, expect: &str| assert_eq!(megabytes(bytes), expect);
        check(1, "0,1 MB");
        check(1 << 20, "1,0 MB");
        check(5 << 19, "2,5 MB");
        check(100 << 20, "100 MB");
    }
}
