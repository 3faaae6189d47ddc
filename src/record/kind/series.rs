//! Series: articles and broadcasts on one theme, in order.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{CampaignRef, Head, UnitRef};
use crate::record::fields::{AnyRef, choice, group};
use crate::text::date::FuzzyDate;

choice! {
    /// What sort of series.
    pub enum SeriesKind "loại chuyên đề" {
        Theme = "chuyen-de", "Chuyên đề", "series";
        Special = "chuyen-trang", "Chuyên trang", "dedicated page";
        Column = "chuyen-muc", "Chuyên mục", "column";
    }
}

group! {
    /// A series.
    pub struct Series "chuyên đề" {
        /// What sort.
        kind: SeriesKind, "Loại", "chuyên đề, chuyên trang, chuyên mục";
        /// Which newspaper or broadcaster.
        outlet: Option<UnitRef>, "Cơ quan báo chí", "mã đơn vị";
        /// When it started.
        date: Option<FuzzyDate>, "Bắt đầu", "ngày mở chuyên đề";
        /// When it appears.
        slot: Option<Arc<str>>, "Lịch", "phát, đăng khi nào";
        /// The campaigns it serves.
        campaigns: Vec<CampaignRef>, "Đợt thi đua", "mã đợt thi đua";
        /// The parts in order; articles that name the series are added behind.
        items: Vec<AnyRef>, "Các kỳ", "article:mã, broadcast:mã theo thứ tự";
        /// How many parts are planned.
        planned: Option<u32>, "Số kỳ dự kiến", "tổng số kỳ";
    }
}

impl Kind for Series {
    const SPEC: Spec = Spec {
        name: "series", folder: "chuyen-de", vi: "Chuyên đề", en: "Series", plural: "Chuyên đề",
        prose: true, sourced: false, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.kind.vi().into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.date
    }

    fn kicker(&self) -> Arc<str> {
        self.kind.vi().into()
    }
}
