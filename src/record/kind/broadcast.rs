//! Broadcast: a radio, television or online piece, readable through its transcript.

use std::sync::Arc;

use super::{Kind, SERIES, Spec};
use crate::record::common::{Head, Prose, UnitRef};
use crate::record::fields::{AnyRef, Ref, Url, choice, group};
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
        /// The video.
        video: Option<Url>, "Video", "địa chỉ video";
        /// The audio.
        audio: Option<Url>, "Âm thanh", "địa chỉ âm thanh";
        /// The spoken text.
        transcript: Prose, "Lời", "toàn văn lời đọc";
        /// The records it is about.
        about: Vec<AnyRef>, "Nói về", "các hồ sơ được nói đến";
        /// The series it belongs to.
        series: Option<Ref<SERIES>>, "Chuyên đề", "mã chuyên đề";
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
}
