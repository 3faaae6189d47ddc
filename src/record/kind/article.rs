//! Article: a story, brief, interview or long-form piece, linked to the records it is about.

use std::sync::Arc;

use super::{Kind, PHOTO, SERIES, Spec};
use crate::record::common::{Figure, Head, UnitRef};
use crate::record::fields::{AnyRef, Ref, Url, choice, group};
use crate::text::date::{FuzzyDate, Moment, PartialDate};

choice! {
    /// The genre of an article.
    pub enum Genre "thể loại" {
        News = "tin", "Tin", "news brief";
        Story = "bai", "Bài", "article";
        Interview = "phong-van", "Phỏng vấn", "interview";
        Reportage = "phong-su", "Phóng sự", "reportage";
        Photos = "anh", "Ảnh", "photo story";
        Longform = "e-magazine", "E-magazine", "long-form";
        Portrait = "guong-nguoi-tot", "Gương người tốt, việc tốt", "good people, good deeds";
    }
}

group! {
    /// An article.
    pub struct Article "bài viết" {
        /// The genre.
        genre: Genre, "Thể loại", "tin, bài, phỏng vấn…";
        /// When it was published.
        publish: Moment, "Ngày đăng", "giờ in trên bài, ví dụ 2019-09-18T08:00; muốn hẹn giờ thì ghi publish_at";
        /// Who wrote it.
        byline: Vec<Arc<str>>, "Tác giả", "tên hoặc bút danh";
        /// Which newspaper or broadcaster.
        outlet: Option<UnitRef>, "Cơ quan báo chí", "mã đơn vị";
        /// The section of the paper.
        section: Option<Arc<str>>, "Chuyên mục", "tên chuyên mục";
        /// The series it belongs to.
        series: Option<Ref<SERIES>>, "Chuyên đề", "mã chuyên đề";
        /// The part in the series.
        part: Option<u32>, "Kỳ", "số thứ tự trong chuyên đề";
        /// The records it is about.
        about: Vec<AnyRef>, "Nói về", "các hồ sơ được nói đến";
        /// The lead picture.
        hero: Option<Ref<PHOTO>>, "Ảnh chính", "mã ảnh";
        /// Other pictures.
        photos: Vec<Ref<PHOTO>>, "Ảnh", "mã ảnh";
        /// Figures worth pulling out.
        figures: Vec<Figure>, "Số liệu", "số liệu nổi bật";
        /// The original, when this is our own summary of it.
        original: Option<Url>, "Bài gốc", "địa chỉ bài gốc";
    }
}

impl Kind for Article {
    const SPEC: Spec = Spec {
        name: "article", folder: "bai-viet", vi: "Bài viết", en: "Article", plural: "Bài viết",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.genre.vi().into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        Some(FuzzyDate::from(PartialDate::Day(self.publish.day())))
    }

    fn kicker(&self) -> Arc<str> {
        self.section.clone().unwrap_or_else(|| self.genre.vi().into())
    }
}
