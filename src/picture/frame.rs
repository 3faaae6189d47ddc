//! The frame of a picture file: segments and chunks. In: bytes. Out: whether the file has its
//! end, or the file with other notes in it. Never looks at pixels.

use super::{Format, Refused};

/// Whether a file is whole: decoders fill what is missing with grey and say nothing.
///
/// # Errors
/// When its end is missing, or it claims a size beyond all measure.
pub(super) fn check(bytes: &[u8], format: Format) -> Result<(), Refused> {
    let whole = match format {
        Format::Jpeg => scan_start(bytes).is_some_and(|at| has(&bytes[at..], &[0xFF, 0xD9])),
        Format::Png => has(bytes, b"IEND"),
        Format::Webp => riff_end(bytes).is_some_and(|end| end <= bytes.len()),
        Format::Svg => true,
    };
    if whole { Ok(()) } else { Err(Refused::CutOff) }
}

/// A JPEG file with segments put behind its first one (JFIF wants to be the first).
pub(super) fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut at = 2;
    if let [0xFF, 0xE0, high, low, ..] = jpeg[2..] {
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    let (head, tail) = jpeg.split_at(at.min(jpeg.len()));
    let mut out = Vec::with_capacity(jpeg.len() + segments.iter().map(|(_, body)| body.len() + 4).sum::<usize>());
    out.extend_from_slice(head);
    for (marker, body) in segments {
        // What does not fit into a segment is left out: it is a note, not the picture.
        if let Ok(length) = u16::try_from(body.len() + 2) {
            out.extend_from_slice(&[0xFF, *marker]);
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(body);
        }
    }
    out.extend_from_slice(tail);
    out
}

/// A simple WebP file in its extended form, with an XMP packet behind the picture.
pub(super) fn with_xmp(webp: &[u8], (width, height): (u32, u32), xmp: &[u8]) -> Vec<u8> {
    let picture = webp.get(12..).unwrap_or_default();
    let mut body = b"WEBP".to_vec();
    let mut extended = vec![0x04, 0, 0, 0];
    for side in [width, height] {
        extended.extend_from_slice(&(side.saturating_sub(1)).to_le_bytes()[..3]);
    }
    chunk(&mut body, *b"VP8X", &extended);
    body.extend_from_slice(picture);
    chunk(&mut body, *b"XMP ", xmp);
    let mut out = Vec::with_capacity(body.len() + 8);
    chunk(&mut out, *b"RIFF", &body);
    out
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&name);
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

/// Where the entropy-coded data of the main picture begin: a thumbnail in a segment has an end
/// of its own, which must not be taken for that of the picture.
fn scan_start(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xFF, marker, rest @ ..] = bytes.get(at..)? else { return None };
        match marker {
            0xFF => at += 1,
            0xD9 => return None,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
                at += 2 + length.max(2);
                if *marker == 0xDA {
                    return (at <= bytes.len()).then_some(at);
                }
            }
        }
    }
}

fn riff_end(bytes: &[u8]) -> Option<usize> {
    let size: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(size)).ok()?.checked_add(8)
}

/// Whether a mark stands in the bytes; looked for from the end, where it usually is.
fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).rev().any(|window| window == mark)
}
