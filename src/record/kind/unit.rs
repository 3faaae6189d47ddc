//! Unit: an organisation, an authority or a territory, with its names and successors in time.

use std::sync::Arc;

use super::{DOCUMENT, Kind, Spec};
use crate::record::common::{Authority, Head, Period, UnitRef, UnitType};
use crate::record::fields::{Ref, Url, choice, group};
use crate::text::date::FuzzyDate;

choice! {
    /// How one unit became another.
    pub enum Succession "cách kế thừa" {
        Merge = "merge", "sáp nhập", "merged";
        Split = "split", "chia tách", "split";
        Rename = "rename", "đổi tên", "renamed";
        Upgrade = "upgrade", "nâng cấp", "upgraded";
        Partial = "partial", "kế thừa một phần", "partly continued";
        Abolished = "abolished", "kết thúc hoạt động", "abolished";
    }
}

group! {
    /// What a unit became.
    pub struct Successor "đơn vị kế thừa" {
        /// The successor; none when the unit was abolished.
        unit: Option<UnitRef>, "Đơn vị", "mã đơn vị kế thừa";
        /// How.
        kind: Succession, "Cách", "sáp nhập, đổi tên…";
        /// When.
        date: FuzzyDate, "Ngày", "ngày có hiệu lực";
        /// The legal basis.
        basis: Option<Ref<DOCUMENT>>, "Căn cứ", "mã văn bản";
        /// In words.
        note: Option<Arc<str>>, "Ghi chú", "nói rõ bằng lời";
    }
}

group! {
    /// A former parent.
    pub struct FormerParent "cấp trên trước đây" {
        /// The parent.
        unit: UnitRef, "Đơn vị", "mã đơn vị";
        /// From.
        from: Option<FuzzyDate>, "Từ", "ngày";
        /// To.
        to: Option<FuzzyDate>, "Đến", "ngày";
    }
}

group! {
    /// A former name.
    pub struct FormerName "tên trước đây" {
        /// The name.
        name: Arc<str>, "Tên", "tên khi đó";
        /// From.
        from: Option<FuzzyDate>, "Từ", "ngày";
        /// To.
        to: Option<FuzzyDate>, "Đến", "ngày";
    }
}

group! {
    /// A place in an emulation cluster in one year.
    pub struct ClusterYear "cụm, khối thi đua" {
        /// The cluster or bloc.
        cluster: UnitRef, "Cụm, khối", "mã cụm, khối";
        /// The year.
        year: u32, "Năm", "năm thi đua";
        /// The rank reached.
        rank: Option<u32>, "Hạng", "1 là dẫn đầu";
        /// The honour that came with it.
        honour: Option<crate::record::common::HonourRef>, "Hình thức", "hình thức được nhận";
    }
}

group! {
    /// An organisation or territory.
    pub struct Unit "đơn vị" {
        /// The official name.
        name: Arc<str>, "Tên", "tên chính thức";
        /// What sort of unit.
        unit_type: UnitType, "Loại", "loại đơn vị";
        /// Short names.
        short: Vec<Arc<str>>, "Tên tắt", "tên gọi tắt";
        /// Symbols in document numbers.
        symbols: Vec<Arc<str>>, "Ký hiệu", "ký hiệu trong số văn bản: UBND, SNV";
        /// What honours its head may grant.
        authority: Option<Authority>, "Thẩm quyền khen thưởng", "thẩm quyền của người đứng đầu";
        /// The unit above.
        parent: Option<UnitRef>, "Cấp trên", "mã đơn vị cấp trên";
        /// Units above in former times.
        former_parents: Vec<FormerParent>, "Cấp trên trước đây", "kèm thời gian";
        /// The territory it lies in.
        territory: Option<UnitRef>, "Địa bàn", "mã địa phương";
        /// When it existed.
        valid: Option<Period>, "Thời gian tồn tại", "từ, đến";
        /// What it became.
        successors: Vec<Successor>, "Kế thừa", "đơn vị kế thừa";
        /// Former names.
        former_names: Vec<FormerName>, "Tên trước đây", "kèm thời gian";
        /// Names under which it receives honours ("Nhân dân và cán bộ …").
        recipient_names: Vec<Arc<str>>, "Tên khi nhận khen", "ví dụ Nhân dân và cán bộ xã …";
        /// Places in clusters by year.
        clusters: Vec<ClusterYear>, "Cụm, khối thi đua", "theo năm";
        /// The line of work.
        sector: Option<Arc<str>>, "Ngành", "lĩnh vực hoạt động";
        /// Its own site.
        site: Option<Url>, "Trang web", "địa chỉ";
        /// A press agency.
        press: bool, "Cơ quan báo chí", "true nếu là cơ quan báo chí";
    }
}

impl Unit {
    /// What a place is, where its type stands for several sorts ("huyện, thành phố") and its name says which.
    fn own_sort(&self) -> Option<&'static str> {
        let sorts: &[&str] = match self.unit_type {
            UnitType::District => &["huyện", "thành phố", "thị xã", "quận"],
            UnitType::Commune => &["xã", "phường", "thị trấn", "đặc khu"],
            UnitType::Hamlet => &["ấp", "khu phố"],
            _ => return None,
        };
        let name = self.name.to_lowercase();
        let is_said = |sort: &&str| name.strip_prefix(*sort).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        sorts.iter().copied().find(is_said)
    }
}

impl Kind for Unit {
    const SPEC: Spec = Spec {
        name: "unit", folder: "don-vi", vi: "Đơn vị", en: "Unit", plural: "Đơn vị",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, _head: &Head) -> Arc<str> {
        self.name.clone()
    }

    fn kicker(&self) -> Arc<str> {
        self.own_sort().unwrap_or_else(|| self.unit_type.vi()).into()
    }

    fn names(&self) -> Vec<Arc<str>> {
        let former = self.former_names.iter().map(|f| &f.name);
        self.short.iter().chain(former).chain(&self.recipient_names).chain(&self.symbols).cloned().collect()
    }
}
