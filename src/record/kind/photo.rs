//! Photo: a picture's sidecar (`anh.jpg.yaml` beside `anh.jpg`): caption, credit, people.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Kind, Spec};
use crate::diag::{Diag, Place, Problem};
use crate::picture::{self, Facts, MAX_PIXELS, MAX_SIDE, Refused};
use crate::record::common::Head;
use crate::record::doc::is_picture;
use crate::record::fields::{AnyRef, Shape, Texts, Value, View, group};
use crate::record::reader::Reader;
use crate::record::tree::{Data, Node};
use crate::text::date::FuzzyDate;
use crate::text::show::{thousands, thousands_en};

group! {
    /// A photo or a drawn illustration.
    pub struct Photo "ảnh" {
        /// What the picture shows; who stands where.
        caption: Arc<str>, "Chú thích", "ai, làm gì, ở đâu, thứ tự";
        /// Who made it.
        credit: Option<Arc<str>>, "Tác giả ảnh", "Ảnh: tên";
        /// What a blind reader should hear; not the caption.
        alt: Option<Alt>, "Mô tả cho người không nhìn thấy", "khác chú thích; \"\" nếu ảnh chỉ để trang trí";
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
        /// Whether the original may be had, too; without it only smaller pictures are published.
        original: bool, "Công bố bản gốc", "true nếu cho tải bản gốc";
        => beside {
            /// What the picture itself tells; nothing when there is none or it is not taken.
            file: Option<Facts>;
        }
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

    fn complete(&mut self, r: &mut Reader<'_>) {
        let name = r.file.stem();
        if self.no_file || !is_picture(name) {
            return;
        }
        // A picture that is not there is remembered, too: its arrival changes the record.
        let name: Arc<str> = name.into();
        r.asked.push(name.clone());
        let Some((file, bytes)) = r.beside.beside(&name) else { return };
        match picture::look(&bytes) {
            Ok(facts) if facts.format.is_name_of(&name) => self.file = Some(facts),
            Ok(Facts { format, .. }) => {
                r.sink.report(Problem::PictureNamedOtherwise { is: format.name().to_owned() }, Place::File(file));
            }
            Err(refused) => {
                let place = match &refused {
                    Refused::Unsafe { at, .. } => Place::span(&file, *at..*at + 1),
                    _ => Place::File(file),
                };
                r.sink.push(Diag::new(problem(refused), place));
            }
        }
    }
}

/// Why a picture is not taken, as a problem that editors can read.
#[must_use]
pub fn problem(refused: Refused) -> Problem {
    match refused {
        Refused::Strange { seems } => Problem::NotAPicture { seems: seems.to_owned() },
        Refused::TooLarge { width, height } => too_large(width, height),
        Refused::Unsafe { found, .. } => Problem::DrawingUnsafe { found },
        Refused::Animated => Problem::PictureMoves {},
        Refused::CutOff => Problem::PictureCutOff {},
        Refused::Broken { why } => Problem::PictureBroken { why },
    }
}

/// A picture beyond a limit: the one that it passes, a side or all pixels.
fn too_large(width: u32, height: u32) -> Problem {
    let (side, limit) = (i64::from(width.max(height)), i64::from(MAX_SIDE));
    if side > limit {
        let (side_en, limit_en) = (thousands_en(side), thousands_en(limit));
        return Problem::PictureSideTooLong { side: thousands(side), side_en, limit: thousands(limit), limit_en };
    }
    let size = |show: fn(i64) -> String| format!("{} × {}", show(width.into()), show(height.into()));
    let millions = u64::from(width) * u64::from(height) / 1_000_000;
    let (size, size_en) = (size(thousands), size(thousands_en));
    Problem::PictureTooLarge { size, size_en, millions, limit: MAX_PIXELS / 1_000_000 }
}

/// The words for those who cannot see a picture; empty words say that it only decorates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Alt(pub Arc<str>);

impl Value for Alt {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        match &node.data {
            Data::Scalar { text, plain: false } if text.trim().is_empty() => Some(Self("".into())),
            _ => r.text(node).map(|text| Self(text.into())),
        }
    }

    fn shape() -> Shape {
        Shape::Text
    }

    fn view(&self) -> View {
        View::Text(self.0.clone())
    }

    fn texts(&self, out: &mut Texts<'_>) {
        out.add(&self.0);
    }
}
