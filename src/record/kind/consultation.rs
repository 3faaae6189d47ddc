//! Consultation: the public is asked about a proposed honour for some days. Never an honour.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{Head, HonourRef, UnitRef};
use crate::record::fields::group;
use crate::text::date::{Day, FuzzyDate, PartialDate};

group! {
    /// Someone who is proposed.
    pub struct Proposed "người được đề nghị" {
        /// The name as printed.
        name: Arc<str>, "Tên", "tên như in";
        /// The unit or place.
        unit: Option<Arc<str>>, "Đơn vị", "đơn vị như in";
    }
}

group! {
    /// A public consultation before a state award (Decree 152/2025/NĐ-CP, Article 60).
    pub struct Consultation "lấy ý kiến Nhân dân" {
        /// The honour proposed.
        honour: HonourRef, "Hình thức", "mã danh hiệu, hình thức";
        /// Who asks.
        asked_by: UnitRef, "Cơ quan lấy ý kiến", "mã đơn vị";
        /// The first day.
        opens: Day, "Từ ngày", "ngày đầu";
        /// The last day.
        closes: Day, "Đến hết ngày", "ngày cuối";
        /// Who is proposed.
        proposed: Vec<Proposed>, "Được đề nghị", "danh sách";
        /// Where to write: an office, not a person.
        contact: Arc<str>, "Nơi nhận ý kiến", "cơ quan, không ghi số cá nhân";
    }
}

impl Kind for Consultation {
    const SPEC: Spec = Spec {
        name: "consultation", folder: "lay-y-kien", vi: "Lấy ý kiến Nhân dân", en: "Public consultation", plural: "Lấy ý kiến Nhân dân",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| Self::SPEC.vi.into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        Some(FuzzyDate::from(PartialDate::Day(self.opens)))
    }
}
