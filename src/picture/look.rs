//! A first look at a picture. In: its bytes. Out: format, size and what it says of itself, or why
//! it is not taken. Reads heads and marks only: pixels are never decoded here. A drawing is read whole,
//! because it is published as it is.

use std::io::Cursor;

use image::ImageDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;

use super::{Facts, Format, MAX_ALLOC, MAX_BESIDE, MAX_PIXELS, MAX_SIDE, Note, Refused};
use super::{drawing, frame};
use crate::base::Fp;

/// A decoder that has read the head of a picture.
pub(super) type Decoder<'b> = Box<dyn ImageDecoder + 'b>;

/// What is known of a picture without decoding it.
///
/// # Errors
/// When it is not a picture that the site can take.
pub fn look(bytes: &[u8]) -> Result<Facts, Refused> {
    let format = format(bytes)?;
    if format == Format::Svg {
        let text = std::str::from_utf8(bytes).map_err(|error| Refused::Broken { why: error.to_string() })?;
        drawing::check(text)?;
        let (width, height) = drawn_size(bytes);
        return Ok(Facts { fp: Fp::of_bytes(bytes), format, width, height, note: Note::default() });
    }
    let mut decoder = open(bytes, format)?;
    let turned = turn(&mut *decoder);
    let (width, height) = upright(decoder.dimensions(), turned);
    let note = Note::read(&mut *decoder);
    Ok(Facts { fp: Fp::of_bytes(bytes), format, width, height, note })
}

/// How a picture is written; its name does not matter.
pub(super) fn format(bytes: &[u8]) -> Result<Format, Refused> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::Webp),
        _ if root(bytes).is_some() => Ok(Format::Svg),
        _ => Err(Refused::Strange { seems: seems(bytes) }),
    }
}

/// A decoder that has read the head, found it sound and knows its limits.
pub(super) fn open(bytes: &[u8], format: Format) -> Result<Decoder<'_>, Refused> {
    frame::check(bytes, format)?;
    let cursor = Cursor::new(bytes);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    let mut decoder: Decoder<'_> = match format {
        Format::Jpeg => Box::new(JpegDecoder::new(cursor).map_err(broken)?),
        Format::Png => {
            // What stands beside the pixels is inflated while the head is read.
            let mut beside = image::Limits::default();
            beside.max_alloc = Some(MAX_BESIDE);
            let decoder = PngDecoder::with_limits(cursor, beside).map_err(broken)?;
            if decoder.is_apng().map_err(broken)? {
                return Err(Refused::Animated);
            }
            Box::new(decoder)
        }
        Format::Webp => {
            let decoder = WebPDecoder::new(cursor).map_err(broken)?;
            if decoder.has_animation() {
                return Err(Refused::Animated);
            }
            Box::new(decoder)
        }
        Format::Svg => return Err(Refused::Strange { seems: "SVG" }),
    };
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refused::TooLarge { width, height });
    }
    if width == 0 || height == 0 {
        return Err(Refused::Broken { why: format!("{width}×{height}") });
    }
    decoder.set_limits(limits).map_err(broken)?;
    Ok(decoder)
}

/// How the picture must be turned to stand upright.
pub(super) fn turn(decoder: &mut dyn ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// Width and height after turning.
pub(super) fn upright((width, height): (u32, u32), turn: Orientation) -> (u32, u32) {
    let lies = matches!(
        turn,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    if lies { (height, width) } else { (width, height) }
}

/// An error of a decoder, in its own words.
pub(super) fn broken(error: image::ImageError) -> Refused {
    Refused::Broken { why: error.to_string() }
}

/// What a file that is no picture of ours seems to be.
fn seems(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "tệp rỗng",
        [b'G', b'I', b'F', b'8', ..] => "GIF",
        [b'B', b'M', ..] => "BMP",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => "TIFF",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => "AVIF",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "HEIC",
        [b'P', b'K', 3, 4, ..] => "ZIP, DOCX",
        _ if bytes.trim_ascii_start().starts_with(b"<") => "HTML",
        _ => "?",
    }
}

/// The root tag of a drawing: what stands between `<svg` and `>`.
fn root(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(4096)];
    let head = std::str::from_utf8(head).or_else(|e| std::str::from_utf8(&head[..e.valid_up_to()])).ok()?;
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let (before, rest) = head.split_once("<svg")?;
    // Before the root stand at most a declaration, comments and a document type.
    let only_prolog = before.is_empty() || before.starts_with("<?xml") || before.starts_with("<!");
    let tag = rest.split_once('>').map_or(rest, |(tag, _)| tag);
    (only_prolog && tag.starts_with([' ', '\n', '\t', '\r', '/']) || tag.is_empty()).then_some(tag)
}

/// The size that a drawing states, in whole pixels; 0 where it does not.
fn drawn_size(bytes: &[u8]) -> (u32, u32) {
    let tag = root(bytes).unwrap_or_default();
    let value = |name: &str| {
        let at = tag.find(&format!(" {name}=")).or_else(|| tag.find(&format!("\n{name}=")))?;
        let rest = &tag[at + name.len() + 2..];
        let quote = rest.chars().next()?;
        rest[1..].split(quote).next()
    };
    let number = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| *n >= 1.0);
    let sides = match (value("width").and_then(number), value("height").and_then(number)) {
        (Some(width), Some(height)) => Some((width, height)),
        _ => value("viewBox").and_then(|list| {
            let mut numbers = list.split([' ', ',']).filter(|word| !word.is_empty()).skip(2).map(number);
            Some((numbers.next()??, numbers.next()??))
        }),
    };
    let whole = |n: f64| format!("{:.0}", n.min(1e6)).parse().unwrap_or(0);
    sides.map_or((0, 0), |(width, height)| (whole(width), whole(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_state_their_size() {
        let check = |svg: &str, expect: (u32, u32)| {
            let facts = look(svg.as_bytes()).expect("a drawing");
            assert_eq!((facts.width, facts.height), expect, "{svg}");
            assert!(facts.widths().is_empty(), "{svg}");
        };
        check("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0\"/></svg>", (4, 3));
        check("<?xml version=\"1.0\"?>\n<svg width='640px' height='480' viewBox=\"0 0 4 3\"/>", (640, 480));
        check("<!-- hình -->\n<svg width=\"100%\" viewBox=\"0,0,12.4,30\"/>", (12, 30));
        check("\u{feff}<svg/>", (0, 0));
    }

    #[test]
    fn what_is_no_picture_is_named() {
        let check = |bytes: &[u8], expect: &'static str| {
            assert_eq!(look(bytes), Err(Refused::Strange { seems: expect }), "{expect}");
        };
        check(b"", "tệp rỗng");
        check(b"GIF89a.....", "GIF");
        check(b"%PDF-1.7", "PDF");
        check(b"\0\0\0\x18ftypheic", "HEIC");
        check(b"\0\0\0\x18ftypavif", "AVIF");
        check(b"<!doctype html><svg-like>", "HTML");
        check(b"PK\x03\x04", "ZIP, DOCX");
        check("chữ".as_bytes(), "?");
    }
}
