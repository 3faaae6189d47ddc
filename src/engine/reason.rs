//! Why a page is made again. In: the first thing that differed from the last run. Out: the same as a
//! value that can be kept, and in words. Never decides whether a page stays.

use serde::{Deserialize, Serialize};

use crate::base::{Facet, Named};
use crate::diag::Lang;
use crate::record::KindId;

/// Why a page is made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There was no such page.
    New,
    /// Another output makes it now.
    OtherSort,
    /// A record that it reads has changed: what was read of it, its kind and id.
    Record(Facet, KindId, String),
    /// Something of the whole site that it reads has changed.
    Named(Named),
    /// Other packed copies are wanted.
    Packing,
    /// Its file is not where it was published, or another one is.
    Unpublished,
    /// What it read is not known any more.
    Forgotten,
}

impl Reason {
    /// The reason in words: `phần tóm tắt của unit:so-y-te đã đổi`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.in_vietnamese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_vietnamese(&self) -> String {
        match self {
            Self::New => "trang mới".into(),
            Self::OtherSort => "loại trang khác".into(),
            Self::Record(facet, kind, id) => {
                let part = match facet {
                    Facet::Whole => "nội dung",
                    Facet::Card => "phần tóm tắt",
                    Facet::Back => "các hồ sơ nhắc đến",
                    Facet::Rows => "phần khen thưởng",
                };
                format!("{part} của {}:{id} đã đổi", kind.spec().name)
            }
            Self::Named(named) => match named {
                Named::Settings => "cấu hình trang đã đổi".into(),
                Named::Strings => "chuỗi giao diện đã đổi".into(),
                Named::Assets => "tệp giao diện đã đổi".into(),
                Named::Today => "sang ngày khác".into(),
                Named::Template(name) => format!("mẫu {name} đã đổi"),
                Named::List(name) => format!("danh sách {name} đã đổi"),
                Named::Exists(name) => format!("{name} xuất hiện hoặc biến mất"),
                Named::File(name) => format!("tệp {name} đã đổi"),
                Named::Search(name) => format!("phần {name} của chỉ mục tìm kiếm đã đổi"),
            },
            Self::Packing => "cách nén sẵn đã đổi".into(),
            Self::Unpublished => "chưa có ở nơi xuất bản".into(),
            Self::Forgotten => "không còn biết trang này đọc gì".into(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::New => "a new page".into(),
            Self::OtherSort => "another sort of page".into(),
            Self::Record(facet, kind, id) => {
                let part = match facet {
                    Facet::Whole => "the contents",
                    Facet::Card => "the card",
                    Facet::Back => "the list of what refers",
                    Facet::Rows => "the honours",
                };
                let to = if *facet == Facet::Back { "to" } else { "of" };
                format!("{part} {to} {}:{id} changed", kind.spec().name)
            }
            Self::Named(named) => match named {
                Named::Settings => "the settings changed".into(),
                Named::Strings => "the theme's words changed".into(),
                Named::Assets => "the theme's files changed".into(),
                Named::Today => "another day".into(),
                Named::Template(name) => format!("the template {name} changed"),
                Named::List(name) => format!("the list {name} changed"),
                Named::Exists(name) => format!("{name} came or went"),
                Named::File(name) => format!("the file {name} changed"),
                Named::Search(name) => format!("the part {name} of the search index changed"),
            },
            Self::Packing => "other packed copies are wanted".into(),
            Self::Unpublished => "not published as it was".into(),
            Self::Forgotten => "what it read is not known any more".into(),
        }
    }
}
