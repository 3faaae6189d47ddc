//! Honour type: an emulation title, a form of commendation or a recognition, as law defines it.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{Authority, Head, Period, RecipientType, System};
use crate::record::fields::{choice, group};
use crate::text::date::Day;

choice! {
    /// What sort of honour the law makes it.
    pub enum HonourKind "loại vinh dự" {
        Title = "title", "danh hiệu thi đua", "emulation title";
        Form = "form", "hình thức khen thưởng", "form of commendation";
        Recognition = "recognition", "công nhận", "recognition";
        Prize = "prize", "giải thưởng", "prize";
    }
}

choice! {
    /// The level of an honour.
    pub enum HonourLevel "cấp" {
        State = "nha-nuoc", "cấp Nhà nước", "state level";
        Province = "bo-tinh", "cấp bộ, tỉnh", "ministry or province level";
        Base = "co-so", "cấp cơ sở", "grassroots level";
        Commune = "xa", "cấp xã", "commune level";
    }
}

group! {
    /// When an honour may be granted to households.
    pub struct HouseholdRule "hộ gia đình" {
        /// From this day.
        from: Day, "Từ ngày", "hộ gia đình được nhận từ ngày này";
    }
}

group! {
    /// An honour type.
    pub struct Honour "danh hiệu, hình thức khen thưởng" {
        /// The name, with the capitals that the law gives it.
        name: Arc<str>, "Tên", "đúng chữ hoa theo luật";
        /// The English name.
        name_en: Arc<str>, "Tên tiếng Anh", "tên tiếng Anh";
        /// Title, form, prize or recognition.
        kind: HonourKind, "Loại", "danh hiệu, hình thức, giải thưởng, công nhận";
        /// Who may receive it.
        recipients: Vec<RecipientType>, "Đối tượng", "tập thể, cá nhân, hộ gia đình";
        /// Who may grant it.
        grantors: Vec<Authority>, "Thẩm quyền", "ai được tặng";
        /// Its level.
        level: HonourLevel, "Cấp", "cấp khen thưởng";
        /// The order of precedence; smaller is higher.
        rank: u32, "Thứ tự", "số nhỏ đứng trước";
        /// How many classes it has.
        classes: Option<u32>, "Số hạng", "2 hoặc 3; bỏ trống nếu không có hạng";
        /// The system it belongs to.
        system: Option<System>, "Hệ thống", "Nhà nước nếu bỏ trống";
        /// When law knows it.
        valid: Option<Period>, "Hiệu lực", "từ, đến";
        /// When households may receive it.
        households: Option<HouseholdRule>, "Hộ gia đình", "từ khi nào";
        /// The verb of granting.
        verb: Option<Arc<str>>, "Động từ", "tặng, phong tặng, tặng thưởng";
        /// A yearly title.
        yearly: bool, "Hằng năm", "true nếu xét theo năm";
        /// Other names in print, for search and checks.
        also: Vec<Arc<str>>, "Tên khác", "cách viết khác trong báo chí";
        /// The abbreviation.
        abbreviation: Option<Arc<str>>, "Viết tắt", "CSTĐCS, TTLĐXS…";
        /// Articles of law.
        basis: Vec<Arc<str>>, "Căn cứ", "điều luật";
        /// What a reader of old texts should know.
        history: Option<Arc<str>>, "Lịch sử", "thay đổi qua các luật";
    }
}

impl Honour {
    /// Whether it is counted as an honour at all.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.kind != HonourKind::Recognition && self.system != Some(System::Recognition)
    }

    /// The name with its class, such as "Huân chương Lao động hạng Ba".
    #[must_use]
    pub fn with_class(&self, class: Option<u32>) -> Arc<str> {
        let class = match class {
            Some(1) => "Nhất",
            Some(2) => "Nhì",
            Some(3) => "Ba",
            _ => return self.name.clone(),
        };
        format!("{} hạng {class}", self.name).into()
    }
}

impl Kind for Honour {
    const SPEC: Spec = Spec {
        name: "honour", folder: "danh-hieu", vi: "Danh hiệu, hình thức khen thưởng", en: "Honour", plural: "Danh hiệu, hình thức khen thưởng",
        prose: true, sourced: false, paged: true,
    };

    fn title(&self, _head: &Head) -> Arc<str> {
        self.name.clone()
    }

    fn kicker(&self) -> Arc<str> {
        self.kind.vi().into()
    }

    fn names(&self) -> Vec<Arc<str>> {
        self.also.iter().chain(&self.abbreviation).cloned().collect()
    }
}
