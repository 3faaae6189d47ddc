//! Photo: a picture's sidecar (`anh.jpg.yaml` beside `anh.jpg`): caption, credit, people.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::Head;
use crate::record::fields::{AnyRef, group};
use crate::text::date::FuzzyDate;

group! {
    /// A photo or a drawn illustration.
    pub struct Photo "ảnh" {
        /// What the picture shows; who stands where.
        caption: Arc<str>, "Chú thích", "ai, làm gì, ở đâu, thứ tự";
        /// Who made it.
        credit: Arc<str>, "Tác giả ảnh", "Ảnh: tên";
        /// What a blind reader should hear; not the caption.
        alt: Option<Arc<str>>, "Mô tả cho người không nhìn thấy", "khác chú thích";
        /// When it was taken.
        taken: Option<FuzzyDate>, "Ngày chụp", "ngày chụp";
        /// People, from left to right.
        people: Vec<AnyRef>, "Người trong ảnh", "từ trái qua: person:mã";
        /// The records it belongs to.
        about: Vec<AnyRef>, "Nói về", "các hồ sơ liên quan";
        /// Only the caption is known; there is no picture.
        no_file: bool, "Không có tệp ảnh", "true nếu chỉ có chú thích";
        /// An illustration that we drew, labelled as such.
        drawn: bool, "Hình vẽ minh họa", "true nếu là hình vẽ";
        /// The consent of those shown.
        consent: Option<Arc<str>>, "Đồng ý", "ai đồng ý";
        /// Under which terms it may be used.
        licence: Option<Arc<str>>, "Giấy phép", "điều kiện sử dụng";
    }
}

impl Kind for Photo {
    const SPEC: Spec = Spec {
        name: "photo", folder: "anh", vi: "Ảnh", en: "Photo", plural: "Ảnh",
        prose: false, sourced: false, paged: false,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.caption.clone())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.taken
    }
}
