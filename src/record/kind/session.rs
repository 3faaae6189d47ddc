//! Council session: what was put to the vote and how much was approved. Never an honour.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{Declared, Head, HonourRef, PersonRef, UnitRef};
use crate::record::fields::{AnyRef, group};
use crate::text::date::FuzzyDate;

group! {
    /// One item of the agenda.
    pub struct SessionItem "nội dung xét" {
        /// The honour that was proposed.
        honour: HonourRef, "Hình thức", "mã danh hiệu, hình thức";
        /// Its class.
        class: Option<u32>, "Hạng", "1, 2 hoặc 3";
        /// How many were proposed.
        proposed: Declared, "Đề nghị", "số đề nghị";
        /// How many were approved, when known.
        approved: Option<Declared>, "Thông qua", "số được thông qua";
        /// For what.
        text: Option<Arc<str>>, "Nội dung", "về thành tích gì";
    }
}

group! {
    /// A session of an emulation and commendation council.
    pub struct Session "phiên họp hội đồng" {
        /// The day.
        date: FuzzyDate, "Ngày", "ngày họp";
        /// The council.
        council: UnitRef, "Hội đồng", "mã hội đồng";
        /// The number of the session.
        number: Option<Arc<str>>, "Lần họp", "ví dụ lần 3 năm 2018";
        /// Who chaired it, as printed.
        chair: Arc<str>, "Chủ trì", "tên, chức vụ như in";
        /// The record of the chair.
        chair_person: Option<PersonRef>, "Hồ sơ chủ trì", "mã hồ sơ cá nhân";
        /// What was decided upon.
        items: Vec<SessionItem>, "Nội dung xét", "mỗi hình thức một mục";
        /// Documents named there.
        documents: Vec<AnyRef>, "Văn bản", "văn bản liên quan";
    }
}

impl Kind for Session {
    const SPEC: Spec = Spec {
        name: "session", folder: "hop-hoi-dong", vi: "Phiên họp hội đồng", en: "Council session", plural: "Phiên họp Hội đồng Thi đua - Khen thưởng",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| format!("Phiên họp {}", self.date.text()).into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        Some(self.date)
    }
}
