//! Broadcast: a radio, television or online piece, readable through its transcript.

use std::sync::Arc;

use super::{Kind, SERIES, Spec};
use crate::base::Fp;
use crate::diag::{Diag, Place, Problem};
use crate::record::captions;
use crate::record::common::{Head, Prose, UnitRef};
use crate::record::fields::{AnyRef, FileName, Ref, Url, choice, group};
use crate::record::media::{self, Facts, MAX_BYTES, Refused};
use crate::record::reader::Reader;
use crate::text::date::{FuzzyDate, PartialDate};

choice! {
    /// Where it is heard or seen.
    pub enum Medium "loại sóng" {
        Television = "tv", "Truyền hình", "television";
        Radio = "radio", "Phát thanh", "radio";
        Online = "online", "Trực tuyến", "online";
    }
}

group! {
    /// A broadcast.
    pub struct Broadcast "tác phẩm phát sóng" {
        /// Where.
        medium: Medium, "Loại", "truyền hình, phát thanh, trực tuyến";
        /// Which broadcaster.
        outlet: Option<UnitRef>, "Đài", "mã đơn vị";
        /// When it was or will be on the air; a trailing ? means planned.
        aired: Vec<FuzzyDate>, "Ngày phát", "ngày phát, dự kiến thêm ?";
        /// Seconds.
        duration: Option<u32>, "Thời lượng", "số giây";
        /// The recording itself, as a file.
        media: Option<FileName>, "Tệp phát", "tệp mp3, m4a, ogg, opus, mp4 hoặc webm ở bên cạnh";
        /// Captions of the recording, as a .vtt file.
        captions: Option<FileName>, "Phụ đề", "tệp .vtt ở bên cạnh";
        /// Where the video can be watched elsewhere.
        video: Option<Url>, "Video", "địa chỉ xem video ở trang khác";
        /// Where the audio can be heard elsewhere.
        audio: Option<Url>, "Âm thanh", "địa chỉ nghe ở trang khác";
        /// The spoken text.
        transcript: Prose, "Lời", "toàn văn lời đọc";
        /// The records it is about.
        about: Vec<AnyRef>, "Nói về", "các hồ sơ được nói đến";
        /// The series it belongs to.
        series: Option<Ref<SERIES>>, "Chuyên đề", "mã chuyên đề";
        => beside {
            /// What the recording tells of itself; nothing when there is none or it is not taken.
            file: Option<Facts>;
            /// The fingerprint of the captions, when they are sound.
            cues: Option<Fp>;
        }
    }
}

impl Kind for Broadcast {
    const SPEC: Spec = Spec {
        name: "broadcast", folder: "phat-song", vi: "Phát sóng", en: "Broadcast", plural: "Phát thanh, truyền hình",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.medium.vi().into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.aired.first().copied().filter(|date| matches!(date.date, PartialDate::Day(_))).or(self.aired.first().copied())
    }

    fn kicker(&self) -> Arc<str> {
        self.medium.vi().into()
    }

    fn complete(&mut self, r: &mut Reader<'_>) {
        if let Some(FileName(name)) = &self.media
            && let Some((file, bytes)) = r.beside.beside(name)
        {
            match media::look(name, &bytes) {
                Ok(facts) => self.file = Some(facts),
                Err(refused) => {
                    r.sink.push(Diag::new(problem(name, refused), Place::File(file)));
                }
            }
        }
        if let Some(FileName(name)) = &self.captions
            && let Some((file, bytes)) = r.beside.beside(name)
        {
            self.cues = sound_captions(r, &file, &bytes);
        }
    }
}

impl Broadcast {
    /// Its length in seconds: what the recording says, else what the record says.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        self.file.as_ref().and_then(|facts| facts.seconds).or(self.duration)
    }

    /// Whether there is anything to hear or see, here or elsewhere.
    #[must_use]
    pub fn is_on_record(&self) -> bool {
        self.media.is_some() || self.audio.is_some() || self.video.is_some()
    }
}

/// The fingerprint of captions without a fault; each fault is reported at its line.
fn sound_captions(r: &mut Reader<'_>, file: &crate::base::SrcPath, bytes: &[u8]) -> Option<Fp> {
    if file.extension() != "vtt" {
        let (detail, detail_en) = ("tên tệp phải kết thúc bằng `.vtt`", "the file's name must end with `.vtt`");
        let problem = Problem::CaptionsFault { detail: detail.to_owned(), detail_en: detail_en.to_owned() };
        r.sink.report(problem, Place::File(file.clone()));
        return None;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        r.sink.report(Problem::not_utf8(bytes), Place::File(file.clone()));
        return None;
    };
    let faults = captions::faults(text);
    let sound = faults.is_empty().then(|| Fp::of_bytes(bytes));
    for (fault, at) in faults {
        let (detail, detail_en) = fault.words();
        let problem = Problem::CaptionsFault { detail: detail.to_owned(), detail_en: detail_en.to_owned() };
        r.sink.push(Diag::new(problem, Place::span(file, at)));
    }
    sound
}

/// Why a recording is not taken, as a problem that editors can read.
fn problem(name: &str, refused: Refused) -> Problem {
    match refused {
        Refused::Unknown => Problem::MediaUnknown { name: name.to_owned() },
        Refused::Strange(seems) => Problem::MediaStrange { name: name.to_owned(), seems: seems.to_owned() },
        Refused::TooLarge(bytes) => Problem::MediaTooLarge { megabytes: bytes >> 20, limit: MAX_BYTES >> 20 },
        Refused::CutOff => Problem::MediaCutOff {},
    }
}
