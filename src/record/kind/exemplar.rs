//! Exemplar: an advanced example, a model person or unit with its story. Not an award by itself.

use std::sync::Arc;

use super::{Kind, PHOTO, Spec};
use crate::record::common::{CampaignRef, Head};
use crate::record::fields::{AnyRef, Ref, group};
use crate::text::date::FuzzyDate;

group! {
    /// An advanced example.
    pub struct Exemplar "điển hình tiên tiến" {
        /// The unit or person.
        subject: AnyRef, "Tập thể, cá nhân", "unit:mã hoặc person:mã";
        /// When it was introduced.
        date: Option<FuzzyDate>, "Ngày", "ngày giới thiệu";
        /// For what, beginning with "vì" or a noun.
        citation: Option<Arc<str>>, "Vì sao tiêu biểu", "một câu";
        /// Lines of work.
        fields: Vec<Arc<str>>, "Lĩnh vực", "các lĩnh vực";
        /// How they do it, step by step.
        methods: Vec<Arc<str>>, "Cách làm", "mỗi dòng một việc";
        /// The campaign it belongs to.
        campaign: Option<CampaignRef>, "Đợt thi đua", "mã đợt thi đua";
        /// Photos.
        photos: Vec<Ref<PHOTO>>, "Ảnh", "mã ảnh";
    }
}

impl Kind for Exemplar {
    const SPEC: Spec = Spec {
        name: "exemplar", folder: "dien-hinh", vi: "Điển hình tiên tiến", en: "Exemplar", plural: "Điển hình tiên tiến",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().or_else(|| self.citation.clone()).unwrap_or_else(|| Self::SPEC.vi.into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.date
    }
}
