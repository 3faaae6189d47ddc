//! Recordings: what a sound or moving picture tells of itself. In: the bytes of a file and its
//! name. Out: its format, size and length, or why it is not taken. Only headers are read, nothing
//! is decoded; broken bytes give an answer, never a panic.

use serde::{Deserialize, Serialize};

use crate::base::Fp;

/// The most bytes of one recording: what hosts of static sites still take, and readers still load.
pub const MAX_BYTES: usize = 100 * 1024 * 1024;

/// How a recording is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// MPEG layer 3.
    Mp3,
    /// AAC in an MPEG-4 file.
    M4a,
    /// Vorbis or Opus in Ogg.
    Ogg,
    /// MPEG-4.
    Mp4,
    /// Matroska for the web.
    Webm,
}

impl Format {
    /// The format that a file name promises.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "mp3" => Self::Mp3,
            "m4a" => Self::M4a,
            "ogg" | "oga" | "opus" => Self::Ogg,
            "mp4" => Self::Mp4,
            "webm" => Self::Webm,
            _ => return None,
        })
    }

    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
        }
    }

    /// Whether there is something to see.
    #[must_use]
    pub fn is_video(self) -> bool {
        matches!(self, Self::Mp4 | Self::Webm)
    }
}

/// What is known of a recording without playing it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// The fingerprint of the file.
    pub fp: Fp,
    /// How it is written.
    pub format: Format,
    /// Its length in bytes.
    pub size: usize,
    /// Its length in seconds, rounded, when its header tells.
    pub seconds: Option<u32>,
}

/// Why a recording is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The name has no ending that browsers play.
    Unknown,
    /// The content is not what the name says; what it seems to be.
    Strange(&'static str),
    /// More than [`MAX_BYTES`].
    TooLarge(usize),
    /// The file ends before its own header says so, or holds no recording at all.
    CutOff,
}

/// What a file tells of itself.
///
/// # Errors
/// When it is not what its name says, too large, or cut off.
pub fn look(name: &str, bytes: &[u8]) -> Result<Facts, Refused> {
    let format = Format::named(name).ok_or(Refused::Unknown)?;
    if bytes.len() > MAX_BYTES {
        return Err(Refused::TooLarge(bytes.len()));
    }
    let seems = sort(bytes);
    let fits = match format {
        Format::Mp3 => seems == "MP3",
        Format::M4a | Format::Mp4 => seems == "MP4",
        Format::Ogg => seems == "Ogg",
        Format::Webm => seems == "WebM",
    };
    if !fits {
        return Err(Refused::Strange(seems));
    }
    let length = match format {
        Format::Mp3 => Some(mp3(bytes).ok_or(Refused::CutOff)?),
        Format::M4a | Format::Mp4 => mp4(bytes)?,
        Format::Ogg => ogg(bytes),
        Format::Webm => webm(bytes),
    };
    let seconds = length.map(|Length { units, rate }| rounded(units, rate).max(1));
    Ok(Facts { fp: Fp::of_bytes(bytes), format, size: bytes.len(), seconds })
}

/// A length of time, as headers give it.
#[derive(Clone, Copy)]
struct Length {
    units: u64,
    rate: u64,
}

fn rounded(units: u64, rate: u64) -> u32 {
    let rate = rate.max(1);
    u32::try_from((units.saturating_add(rate / 2)) / rate).unwrap_or(u32::MAX)
}

/// What the first bytes say, in words for people.
fn sort(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "trống/empty",
        [b'I', b'D', b'3', ..] => "MP3",
        [0xFF, second, ..] if second & 0xE0 == 0xE0 && frame(bytes).is_some() => "MP3",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "MP4",
        [b'O', b'g', b'g', b'S', ..] => "Ogg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "WebM",
        [b'R', b'I', b'F', b'F', ..] => "WAV/AVI",
        [b'<', ..] => "HTML/XML",
        _ => "?",
    }
}

/// Bit rates of layer 3, in kbit/s: MPEG 1, then MPEG 2 and 2.5.
const RATES: [[usize; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// One frame of an MP3: its bytes, samples and samples a second.
fn frame(bytes: &[u8]) -> Option<(usize, u64, u64)> {
    let [0xFF, second, third, ..] = *bytes else { return None };
    // Layer 3 only.
    if second & 0xE6 != 0xE2 {
        return None;
    }
    let shift = match (second >> 3) & 3 {
        3 => 0,
        2 => 1,
        0 => 2,
        _ => return None,
    };
    let kbit = *RATES[usize::from(shift > 0)].get(usize::from(third >> 4)).filter(|kbit| **kbit > 0)?;
    let rate = [44_100_usize, 48_000, 32_000].get(usize::from((third >> 2) & 3))? >> shift;
    let samples: usize = if shift > 0 { 576 } else { 1152 };
    let length = samples / 8 * kbit * 1000 / rate + usize::from(third >> 1 & 1);
    Some((length, u64::try_from(samples).ok()?, u64::try_from(rate).ok()?))
}

/// Every frame is counted: so the length is right for changing bit rates, too.
fn mp3(bytes: &[u8]) -> Option<Length> {
    let mut rest = after_id3(bytes)?;
    let (mut units, mut rate) = (0, 0);
    while let Some((length, samples, of)) = frame(rest) {
        // The last frame may be cut by a byte or two in files that were split; less is no frame.
        let Some(next) = rest.get(length..) else { break };
        (units, rate, rest) = (units + samples, of, next);
    }
    (units > 0).then_some(Length { units, rate })
}

/// What follows the tag at the beginning; its length is written in sevens of bits.
fn after_id3(bytes: &[u8]) -> Option<&[u8]> {
    let [b'I', b'D', b'3', _, _, _, a, b, c, d, ..] = *bytes else { return Some(bytes) };
    let size = [a, b, c, d].into_iter().fold(0, |size, part| size << 7 | usize::from(part & 0x7F));
    bytes.get(10 + size..)
}

/// A number in big-endian bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The boxes of an MPEG-4 file must be whole; the length stands in `moov/mvhd`.
fn mp4(bytes: &[u8]) -> Result<Option<Length>, Refused> {
    let moov = part(bytes, *b"moov")?.ok_or(Refused::CutOff)?;
    let Some(head) = part(moov, *b"mvhd")? else { return Ok(None) };
    let (rate, units) = match head.first() {
        Some(1) => (head.get(20..24), head.get(24..32)),
        _ => (head.get(12..16), head.get(16..20)),
    };
    let length = rate.zip(units).map(|(rate, units)| Length { rate: number(rate), units: number(units) });
    Ok(length.filter(|length| length.units > 0 && length.rate > 0))
}

/// The content of the first box of a name.
fn part(mut bytes: &[u8], name: [u8; 4]) -> Result<Option<&[u8]>, Refused> {
    let mut found = None;
    while bytes.len() >= 8 {
        let (mut size, mut head) = (number(&bytes[..4]), 8);
        if size == 1 {
            (size, head) = (number(bytes.get(8..16).ok_or(Refused::CutOff)?), 16);
        }
        let size = if size == 0 { bytes.len() } else { usize::try_from(size).map_err(|_| Refused::CutOff)? };
        let content = bytes.get(head..size).ok_or(Refused::CutOff)?;
        if found.is_none() && bytes[4..8] == name {
            found = Some(content);
        }
        bytes = &bytes[size..];
    }
    Ok(found)
}

/// The last page of an Ogg file counts the samples up to its end.
fn ogg(bytes: &[u8]) -> Option<Length> {
    let first = bytes.get(28..)?;
    let (rate, skip) = if first.starts_with(b"OpusHead") {
        (48_000, u64::from(*first.get(10)?) | u64::from(*first.get(11)?) << 8)
    } else if first.starts_with(b"\x01vorbis") {
        (little(first.get(12..16)?), 0)
    } else {
        return None;
    };
    let last = bytes.windows(4).rposition(|four| four == b"OggS")?;
    let units = little(bytes.get(last + 6..last + 14)?).checked_sub(skip)?;
    (rate > 0 && units < u64::MAX / 2).then_some(Length { units, rate })
}

/// A number in little-endian bytes.
fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// `Segment/Info/Duration`, a float in units of `TimecodeScale` nanoseconds.
fn webm(bytes: &[u8]) -> Option<Length> {
    let segment = element(bytes, 0x1853_8067)?;
    let info = element(segment, 0x1549_A966)?;
    let scale = element(info, 0x002A_D7B1).map_or(1_000_000, number);
    let bits = element(info, 0x4489)?;
    let ticks = match bits.len() {
        4 => f64::from(f32::from_be_bytes(bits.try_into().ok()?)),
        _ => f64::from_be_bytes(bits.try_into().ok()?),
    };
    let millis = std::time::Duration::try_from_secs_f64(ticks / 1e9 * f64::from(u32::try_from(scale).ok()?)).ok()?;
    Some(Length { units: u64::try_from(millis.as_millis()).ok()?, rate: 1000 })
}

/// The content of the first element of an id; one of unknown size reaches to the end.
fn element(mut bytes: &[u8], id: u64) -> Option<&[u8]> {
    loop {
        let name = usize::try_from(bytes.first()?.leading_zeros() + 1).ok()?;
        let found = number(bytes.get(..name)?);
        let wide = usize::try_from(bytes.get(name)?.leading_zeros() + 1).ok().filter(|wide| *wide <= 8)?;
        let mask = (1_u64 << (7 * wide)) - 1;
        let size = number(bytes.get(name..name + wide)?) & mask;
        let content = bytes.get(name + wide..)?;
        let size = if size == mask { content.len() } else { usize::try_from(size).ok()?.min(content.len()) };
        if found == id {
            return content.get(..size);
        }
        bytes = content.get(size..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of 48 kbit/s at 48 kHz: 144 bytes, 24 ms each.
    fn frames(count: usize) -> Vec<u8> {
        let mut one = [0_u8; 144];
        one[..4].copy_from_slice(&[0xFF, 0xFB, 0x34, 0xC4]);
        one.repeat(count)
    }

    fn boxed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap_or(0);
        [&size.to_be_bytes()[..], &name, content].concat()
    }

    fn film(rate: u32, units: u32) -> Vec<u8> {
        let head = [&[0; 12][..], &rate.to_be_bytes(), &units.to_be_bytes(), &[0; 80]].concat();
        [boxed(*b"ftyp", b"isom\0\0\0\0"), boxed(*b"moov", &boxed(*b"mvhd", &head))].concat()
    }

    fn opus(samples: u64) -> Vec<u8> {
        let page = |granule: u64| [&b"OggS\0\0"[..], &granule.to_le_bytes(), &[0; 12], &[1, 19]].concat();
        let head = [&b"OpusHead"[..], &[1, 1], &312_u16.to_le_bytes(), &48_000_u32.to_le_bytes(), &[0; 3]].concat();
        [page(0), head, page(samples + 312), vec![0; 19]].concat()
    }

    fn matroska(millis: f64) -> Vec<u8> {
        let info = [&[0x44, 0x89, 0x88][..], &millis.to_be_bytes()].concat();
        let info = [&[0x15, 0x49, 0xA9, 0x66, 0x8B][..], &info].concat();
        [&[0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x90][..], &info].concat()
    }

    #[test]
    fn lengths_are_those_of_the_header() {
        let check = |name: &str, bytes: &[u8], seconds: Option<u32>| {
            let facts = look(name, bytes).map(|facts| (facts.seconds, facts.size));
            assert_eq!(facts, Ok((seconds, bytes.len())), "{name}");
        };
        check("a.mp3", &frames(500), Some(12));
        check("tag.mp3", &[&b"ID3\x04\0\0\0\0\x01\x02"[..], &[0; 130], &frames(250)].concat(), Some(6));
        check("a.m4a", &film(1000, 61_400), Some(61));
        check("a.mp4", &film(90_000, 90_000 * 125), Some(125));
        check("a.opus", &opus(48_000 * 30), Some(30));
        check("a.webm", &matroska(7_600.0), Some(8));
    }

    #[test]
    fn nothing_else_is_taken() {
        let check = |name: &str, bytes: &[u8], expect: Refused| {
            assert_eq!(look(name, bytes).map(|facts| facts.format), Err(expect), "{name}");
        };
        check("a.wav", b"RIFF", Refused::Unknown);
        check("a.mp3", b"", Refused::Strange("trống/empty"));
        check("a.mp3", b"<html>", Refused::Strange("HTML/XML"));
        check("a.mp3", &film(1, 1), Refused::Strange("MP4"));
        check("a.mp4", &frames(3), Refused::Strange("MP3"));
        check("a.mp3", &frames(1)[..100], Refused::CutOff);
        let whole = film(1000, 5000);
        check("a.mp4", &whole[..whole.len() - 1], Refused::CutOff);
        check("a.mp4", &vec![0; MAX_BYTES + 1], Refused::TooLarge(MAX_BYTES + 1));
    }

    #[test]
    fn cut_anywhere_nothing_panics() {
        for (name, whole) in
            [("a.mp3", frames(2)), ("a.mp4", film(1, 1)), ("a.opus", opus(9)), ("a.webm", matroska(1.0))]
        {
            for end in 0..whole.len() {
                let _ = look(name, &whole[..end]);
                let mut bent = whole.clone();
                bent[end] = 0xFF;
                let _ = look(name, &bent);
            }
        }
    }
}
