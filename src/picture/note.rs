//! What a picture says of itself. In: the notes of an original (EXIF, IPTC, XMP), or what the
//! record says. Out: maker, caption and terms as words, or the notes for a derivative. Never
//! carries on a place, a camera's number or anything else that the record does not state.

use image::ImageDecoder;
use serde::{Deserialize, Serialize};

/// What is said of a picture, each where known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// Who made it.
    pub credit: Option<String>,
    /// What it shows.
    pub caption: Option<String>,
    /// What a blind reader should hear.
    pub alt: Option<String>,
    /// Whose it is, and under which terms.
    pub rights: Option<String>,
    /// The day it was taken: `2019-09-13`.
    pub taken: Option<String>,
}

/// The most bytes of a note that are looked at.
const MAX_NOTE: usize = 1 << 20;

/// The longest text that is taken over from a note, in letters.
const MAX_TEXT: usize = 500;

impl Note {
    /// What an original says of itself: IPTC before XMP before EXIF.
    pub(super) fn read(decoder: &mut dyn ImageDecoder) -> Self {
        let small = |bytes: Option<Vec<u8>>| bytes.filter(|bytes| bytes.len() <= MAX_NOTE).unwrap_or_default();
        let iptc = iptc(&small(decoder.iptc_metadata().ok().flatten()));
        let xmp = xmp(&small(decoder.xmp_metadata().ok().flatten()));
        let exif = exif(small(decoder.exif_metadata().ok().flatten()));
        iptc.or(xmp).or(exif)
    }

    fn or(self, other: Self) -> Self {
        Self {
            credit: self.credit.or(other.credit),
            caption: self.caption.or(other.caption),
            alt: self.alt.or(other.alt),
            rights: self.rights.or(other.rights),
            taken: self.taken.or(other.taken),
        }
    }

    /// The note as IPTC datasets in the frame that JPEG files keep them in (APP13).
    #[must_use]
    pub(super) fn to_iptc(&self) -> Vec<u8> {
        let mut sets = Vec::new();
        // "What follows is UTF-8", and the version of the standard.
        set(&mut sets, (1, 90), b"\x1b%G");
        set(&mut sets, (2, 0), &[0, 4]);
        let taken = self.taken.as_ref().map(|day| day.replace('-', ""));
        for (number, text) in [(80, &self.credit), (110, &self.credit), (116, &self.rights), (120, &self.caption)] {
            if let Some(text) = text {
                set(&mut sets, (2, number), text.as_bytes());
            }
        }
        if let Some(day) = taken.filter(|day| day.len() == 8) {
            set(&mut sets, (2, 55), day.as_bytes());
        }
        let mut out = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
        out.extend_from_slice(&u32::try_from(sets.len()).unwrap_or(0).to_be_bytes());
        out.extend_from_slice(&sets);
        if sets.len() % 2 == 1 {
            out.push(0);
        }
        out
    }

    /// The note as an XMP packet.
    #[must_use]
    pub(super) fn to_xmp(&self) -> String {
        let mut fields = String::new();
        let mut add = |open: &str, close: &str, text: &Option<String>| {
            if let Some(text) = text {
                fields.push_str(&format!("{open}{}{close}", escaped(text)));
            }
        };
        let lang = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
        add("<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>", &self.credit);
        add(&format!("<dc:description>{lang}"), "</rdf:li></rdf:Alt></dc:description>", &self.caption);
        add(&format!("<dc:rights>{lang}"), "</rdf:li></rdf:Alt></dc:rights>", &self.rights);
        add("<photoshop:Credit>", "</photoshop:Credit>", &self.credit);
        add("<photoshop:DateCreated>", "</photoshop:DateCreated>", &self.taken);
        let alt = "Iptc4xmpCore:AltTextAccessibility";
        add(&format!("<{alt}>{lang}"), &format!("</rdf:li></rdf:Alt></{alt}>"), &self.alt);
        format!(
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" \
             xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\">{fields}</rdf:Description></rdf:RDF></x:xmpmeta>"
        )
    }

    /// The note as EXIF.
    #[cfg(feature = "avif")]
    #[must_use]
    pub(super) fn to_exif(&self) -> Vec<u8> {
        use exif::{Field, In, Tag, Value};
        let field = |tag: Tag, text: &Option<String>| {
            let value = Value::Ascii(vec![text.as_ref()?.clone().into_bytes()]);
            Some(Field { tag, ifd_num: In::PRIMARY, value })
        };
        let fields =
            [(Tag::ImageDescription, &self.caption), (Tag::Artist, &self.credit), (Tag::Copyright, &self.rights)];
        let fields: Vec<Field> = fields.into_iter().filter_map(|(tag, text)| field(tag, text)).collect();
        let mut writer = exif::experimental::Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut out = std::io::Cursor::new(Vec::new());
        // Nothing can go wrong in memory; a picture without its note would still be the picture.
        let _ = writer.write(&mut out, false);
        out.into_inner()
    }

    /// The note in the segments of a JPEG file.
    #[must_use]
    pub(super) fn to_segments(&self) -> Vec<(u8, Vec<u8>)> {
        let xmp = [b"http://ns.adobe.com/xap/1.0/\0", self.to_xmp().as_bytes()].concat();
        vec![(0xE1, xmp), (0xED, self.to_iptc())]
    }
}

/// Adds one IPTC dataset, cut at a letter where it is too long for one.
fn set(out: &mut Vec<u8>, (record, number): (u8, u8), value: &[u8]) {
    let mut end = value.len().min(2000);
    while end < value.len() && end > 0 && value[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    let length = u16::try_from(end).unwrap_or(0);
    out.extend_from_slice(&[0x1C, record, number]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&value[..end]);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Reads the IPTC datasets of an APP13 segment.
fn iptc(bytes: &[u8]) -> Note {
    let mark = b"8BIM\x04\x04";
    let mut rest = match bytes.windows(mark.len()).position(|window| window == mark) {
        Some(at) => bytes.get(at + mark.len() + 6..).unwrap_or_default(),
        None => bytes,
    };
    let (mut note, mut utf8) = (Note::default(), false);
    while let [0x1C, record, number, high, low, tail @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((value, next)) = tail.split_at_checked(length) else { break };
        let text = || words(value, utf8);
        match (record, number) {
            (1, 90) => utf8 = value == b"\x1b%G",
            (2, 80) => note.credit = note.credit.take().or_else(text),
            (2, 110) => note.credit = text().or(note.credit.take()),
            (2, 116) => note.rights = text(),
            (2, 120) => note.caption = text(),
            (2, 55) => note.taken = text().as_deref().and_then(day),
            _ => {}
        }
        rest = next;
    }
    note
}

/// Text of a dataset: UTF-8 when it says so or is so, else Latin-1, which all old tools wrote.
fn words(value: &[u8], utf8: bool) -> Option<String> {
    let text = match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(value).into_owned(),
        Err(_) => value.iter().map(|byte| char::from(*byte)).collect(),
    };
    sound(&text)
}

/// A text without line breaks and control letters, of bounded length; `None` when nothing is left.
fn sound(text: &str) -> Option<String> {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = clean.chars().take(MAX_TEXT).collect();
    (!clean.is_empty()).then_some(clean)
}

/// The day at the beginning of a date in any of the notations: `20190913`, `2019:09:13 08:00:00`.
fn day(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    let day = (digits.len() == 8).then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))?;
    day.parse::<crate::text::date::Day>().ok().map(|_| day)
}

/// Reads an XMP packet: the few properties that matter, as elements or as attributes.
fn xmp(bytes: &[u8]) -> Note {
    let text = String::from_utf8_lossy(bytes);
    let value = |name: &str| property(&text, name).as_deref().and_then(sound);
    Note {
        credit: value("photoshop:Credit").or_else(|| value("dc:creator")),
        caption: value("dc:description"),
        alt: value("Iptc4xmpCore:AltTextAccessibility"),
        rights: value("dc:rights"),
        taken: value("photoshop:DateCreated").as_deref().and_then(day),
    }
}

fn property(xmp: &str, name: &str) -> Option<String> {
    let inner = if let Some((_, rest)) = xmp.split_once(&format!("<{name}>")) {
        let inner = rest.split_once(&format!("</{name}>"))?.0;
        match inner.split_once("<rdf:li") {
            Some((_, item)) => item.split_once('>')?.1.split_once("</rdf:li>")?.0,
            None => inner,
        }
    } else {
        xmp.split_once(&format!("{name}=\""))?.1.split_once('"')?.0
    };
    let plain = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(plain.replace("&amp;", "&"))
}

/// Reads EXIF: who, what and when, never where.
fn exif(bytes: Vec<u8>) -> Note {
    if bytes.is_empty() {
        return Note::default();
    }
    let Ok(exif) = exif::Reader::new().read_raw(bytes) else { return Note::default() };
    let value = |tag: exif::Tag| match &exif.get_field(tag, exif::In::PRIMARY)?.value {
        exif::Value::Ascii(parts) => words(parts.first()?, false),
        _ => None,
    };
    Note {
        credit: value(exif::Tag::Artist),
        caption: value(exif::Tag::ImageDescription),
        alt: None,
        rights: value(exif::Tag::Copyright),
        taken: value(exif::Tag::DateTimeOriginal).as_deref().and_then(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        Note {
            credit: Some("Lê Hư Cấu".into()),
            caption: Some("Trao cờ \"nhất\" & bằng khen".into()),
            alt: Some("Hai người bắt tay".into()),
            rights: Some("© Báo thử, CC BY".into()),
            taken: Some("2019-09-13".into()),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(iptc(&note().to_iptc()), Note { alt: None, ..note() });
        assert_eq!(xmp(note().to_xmp().as_bytes()), note());
    }

    #[test]
    fn broken_notes_say_nothing() {
        for bytes in [
            &b"8BIM\x04\x04"[..],
            b"\x1C\x02\x78\xFF\xFF",
            b"8BIM\x04\x04\0\0\0\0\0\x05\x1C\x02\x78\0\x09ab",
            b"\xFF\xFE",
        ] {
            assert_eq!(iptc(bytes), Note::default(), "{bytes:?}");
            assert_eq!(xmp(bytes), Note::default(), "{bytes:?}");
            assert_eq!(exif(bytes.to_vec()), Note::default(), "{bytes:?}");
        }
    }

    #[test]
    fn days_come_in_many_notations() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(day(text).as_deref(), expect, "{text}");
        check("20190913", Some("2019-09-13"));
        check("2019:09:13 08:01:02", Some("2019-09-13"));
        check("2019-09-13T08:01:02+07:00", Some("2019-09-13"));
        check("2019-13-45", None);
        check("0000:00:00 00:00:00", None);
    }
}
