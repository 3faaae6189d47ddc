//! Person: someone (or a household) who is honoured or acts. No private field exists here.

use std::sync::Arc;

use super::{Kind, PHOTO, Spec};
use crate::record::common::{Head, PersonRef, UnitRef};
use crate::record::fields::{Ref, choice, group};
use crate::text::date::FuzzyDate;

choice! {
    /// One person or a household.
    pub enum PersonForm "dạng hồ sơ" {
        Individual = "individual", "cá nhân", "individual";
        Household = "household", "hộ gia đình", "household";
    }
}

choice! {
    /// How much of a person is shown (Law 91/2025/QH15).
    pub enum Display "mức công bố" {
        Full = "full", "đầy đủ", "full";
        Initials = "initials", "chỉ chữ đầu", "initials only";
        Withheld = "withheld", "không công bố tên", "name withheld";
        Removed = "removed", "đã gỡ", "removed";
    }
}

choice! {
    /// Whether a person lives.
    pub enum Living "còn sống" {
        Yes = "yes", "còn sống", "living";
        No = "no", "đã mất", "deceased";
        Unknown = "unknown", "không rõ", "unknown";
    }
}

choice! {
    /// Used for balance reports only, never shown.
    pub enum Gender "giới tính" {
        Female = "nu", "nữ", "female";
        Male = "nam", "nam", "male";
    }
}

group! {
    /// A post held for a time.
    pub struct Post "chức vụ" {
        /// The post.
        title: Arc<str>, "Chức vụ", "tên chức vụ";
        /// The unit.
        unit: Option<UnitRef>, "Đơn vị", "mã đơn vị";
        /// From.
        from: Option<FuzzyDate>, "Từ", "ngày";
        /// To.
        to: Option<FuzzyDate>, "Đến", "ngày";
        /// A day on which a source shows it, when the ends are not known.
        seen: Option<FuzzyDate>, "Ngày nguồn ghi", "khi chưa rõ từ, đến";
    }
}

group! {
    /// A person or household.
    pub struct Person "cá nhân" {
        /// The name, family name first, exactly as printed.
        name: Arc<str>, "Họ tên", "họ trước, tên sau, như in";
        /// A person or a household.
        form: Option<PersonForm>, "Dạng", "bỏ trống là cá nhân";
        /// Forms of address, ranks and degrees; not part of the name.
        prefixes: Vec<Arc<str>>, "Danh xưng", "ông, bà, Thiếu tướng, BS CKII…";
        /// Female or male.
        gender: Option<Gender>, "Giới", "chỉ dùng để thống kê";
        /// Posts in time.
        posts: Vec<Post>, "Chức vụ", "kèm thời gian";
        /// The unit, when no post says it.
        unit: Option<UnitRef>, "Đơn vị", "mã đơn vị";
        /// The head of a household.
        head: Option<PersonRef>, "Chủ hộ", "mã hồ sơ chủ hộ";
        /// Whether they live.
        living: Option<Living>, "Còn sống", "yes, no, unknown";
        /// A child under 16.
        minor: bool, "Trẻ em", "true nếu dưới 16 tuổi";
        /// The consent to publish, in words.
        consent: Option<Arc<str>>, "Đồng ý công bố", "ai đồng ý, ngày nào";
        /// How much is shown.
        display: Option<Display>, "Mức công bố", "bỏ trống là đầy đủ";
        /// A portrait.
        photo: Option<Ref<PHOTO>>, "Ảnh", "mã ảnh";
    }
}

impl Person {
    /// Whether nothing of the person may be shown.
    #[must_use]
    pub fn hidden(&self) -> bool {
        matches!(self.display, Some(Display::Withheld | Display::Removed))
    }

    /// The name as it may be shown.
    #[must_use]
    pub fn shown_name(&self) -> Arc<str> {
        match self.display {
            Some(Display::Initials) => crate::text::name::initials(&self.name).into(),
            _ => self.name.clone(),
        }
    }
}

impl Kind for Person {
    const SPEC: Spec = Spec {
        name: "person", folder: "ca-nhan", vi: "Cá nhân", en: "Person", plural: "Cá nhân",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, _head: &Head) -> Arc<str> {
        self.shown_name()
    }

    fn kicker(&self) -> Arc<str> {
        let last = self.posts.last().map(|post| post.title.clone());
        last.unwrap_or_else(|| self.form.unwrap_or(PersonForm::Individual).vi().into())
    }
}
