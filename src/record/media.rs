//! Recordings: what a sound or moving picture tells of itself. In: the bytes of a file and its
//! name. Out: its format, size and length, or why it is not taken. Sound and picture are walked
//! through from packet to packet, so that a file cut off on its way is known, but never decoded.

use std::io::Cursor;

use serde::{Deserialize, Serialize};
use symphonia::core::errors::Result;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::Time;
use symphonia::default::get_probe;

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

    /// What [`sort`] calls it.
    fn sort(self) -> &'static str {
        match self {
            Self::Mp3 => "MP3",
            Self::M4a | Self::Mp4 => "MP4",
            Self::Ogg => "Ogg",
            Self::Webm => "WebM",
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
    /// Its length in seconds, rounded; nothing when less than half a second can be heard.
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
    /// The file ends before its own head says so, or holds no recording at all.
    CutOff,
}

/// What a file tells of itself.
///
/// # Errors
/// When it is not what its name says, too large, or cut off.
pub fn look(name: &str, bytes: &[u8]) -> std::result::Result<Facts, Refused> {
    let format = Format::named(name).ok_or(Refused::Unknown)?;
    if bytes.len() > MAX_BYTES {
        return Err(Refused::TooLarge(bytes.len()));
    }
    let seems = sort(bytes);
    if seems != format.sort() {
        return Err(Refused::Strange(seems));
    }
    let (told, heard) = lengths(bytes).map_err(|_| Refused::CutOff)?;
    if heard.saturating_add(CUT_MILLIS) < told || heard == 0 {
        return Err(Refused::CutOff);
    }
    let seconds = u32::try_from((heard + 500) / 1000).ok().filter(|seconds| *seconds > 0);
    Ok(Facts { fp: Fp::of_bytes(bytes), format, size: bytes.len(), seconds })
}

/// How much may be missing of what the head of a file promises; players round differently.
const CUT_MILLIS: u64 = 2000;

/// What the first bytes say, in words for people.
fn sort(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "trống/empty",
        [b'I', b'D', b'3', ..] | [0xFF, 0xE0..=0xFF, ..] => "MP3",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "MP4",
        [b'O', b'g', b'g', b'S', ..] => "Ogg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "WebM",
        [b'R', b'I', b'F', b'F', ..] => "WAV/AVI",
        [b'<', ..] => "HTML/XML",
        _ => "?",
    }
}

/// The length that the head of a recording tells and that of what is there, in milliseconds.
fn lengths(bytes: &[u8]) -> Result<(u64, u64)> {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), MediaSourceStreamOptions::default());
    let mut reader = get_probe().probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())?;
    let info = reader.media_info();
    let told = info.time_base.zip(info.duration).and_then(|(base, length)| base.calc_duration(length));
    Ok((told.map_or(0, millis), heard(&mut *reader)?))
}

/// Where the last packet ends.
fn heard(reader: &mut dyn FormatReader) -> Result<u64> {
    let bases: Vec<_> = reader.tracks().iter().map(|track| (track.id, track.time_base)).collect();
    let mut last = 0;
    while let Some(packet) = reader.next_packet()? {
        let base = bases.iter().find(|(id, _)| *id == packet.track_id).and_then(|(_, base)| *base);
        let end = packet.pts.checked_add(packet.dur).zip(base).and_then(|(end, base)| base.calc_time(end));
        last = last.max(end.map_or(0, millis));
    }
    Ok(last)
}

fn millis(time: Time) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three seconds of a tone, and of a test picture.
    const RECORDINGS: [(&str, &[u8]); 7] = [
        ("tone.mp3", include_bytes!("../../tests/data/recordings/tone.mp3")),
        ("tone-vbr.mp3", include_bytes!("../../tests/data/recordings/tone-vbr.mp3")),
        ("tone.m4a", include_bytes!("../../tests/data/recordings/tone.m4a")),
        ("tone.ogg", include_bytes!("../../tests/data/recordings/tone.ogg")),
        ("tone.opus", include_bytes!("../../tests/data/recordings/tone.opus")),
        ("film.mp4", include_bytes!("../../tests/data/recordings/film.mp4")),
        ("film.webm", include_bytes!("../../tests/data/recordings/film.webm")),
    ];

    #[test]
    fn a_recording_tells_its_length() {
        for (name, bytes) in RECORDINGS {
            let facts = look(name, bytes).map(|facts| (facts.seconds, facts.size));
            assert_eq!(facts, Ok((Some(3), bytes.len())), "{name}");
        }
    }

    #[test]
    fn nothing_else_is_taken() {
        let check = |name: &str, bytes: &[u8], expect: Refused| {
            assert_eq!(look(name, bytes).map(|facts| facts.format), Err(expect), "{name}");
        };
        let [(_, tone), .., (_, film), _] = RECORDINGS;
        check("a.wav", b"RIFF", Refused::Unknown);
        check("a.mp3", b"", Refused::Strange("trống/empty"));
        check("a.mp3", b"<html>", Refused::Strange("HTML/XML"));
        check("a.mp3", film, Refused::Strange("MP4"));
        check("a.mp4", tone, Refused::Strange("MP3"));
        check("a.mp3", &[0xFF; 4000], Refused::CutOff);
        check("a.mp4", &vec![0; MAX_BYTES + 1], Refused::TooLarge(MAX_BYTES + 1));
    }

    #[test]
    fn what_is_cut_off_on_its_way_is_known() {
        for (name, bytes) in RECORDINGS {
            let cut = look(name, &bytes[..bytes.len() / 4]);
            assert_eq!(cut.map(|facts| facts.seconds), Err(Refused::CutOff), "{name}");
        }
    }

    #[test]
    fn bent_anywhere_nothing_panics() {
        for (name, whole) in RECORDINGS {
            for at in (0..whole.len()).step_by(3) {
                let mut bent = whole.to_vec();
                bent[at] = 0xFF;
                let _ = (look(name, &whole[..at]), look(name, &bent));
            }
        }
    }
}
