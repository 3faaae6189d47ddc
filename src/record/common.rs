//! Fields that several kinds share: the head of every record, sources, periods, people who
//! sign, recipients. In: nodes. Out: typed groups. Never knows which kind it stands in.

use std::sync::Arc;

use super::fields::{AnyRef, Group, Markdown, Ref, Url, View, choice, group};
use super::kinds::{CAMPAIGN, HONOUR, KindId, PERSON, UNIT};
use crate::text::date::{FuzzyDate, Moment, Period as Span};

/// A unit's id.
pub type UnitRef = Ref<UNIT>;
/// A person's id.
pub type PersonRef = Ref<PERSON>;
/// An honour type's id.
pub type HonourRef = Ref<HONOUR>;
/// A campaign's id.
pub type CampaignRef = Ref<CAMPAIGN>;

choice! {
    /// How far editors have brought a record. A missing status is a draft.
    pub enum Status "trạng thái" {
        Draft = "draft", "nháp", "draft";
        Review = "review", "chờ duyệt", "in review";
        Approved = "approved", "đã duyệt", "approved";
        Published = "published", "đã xuất bản", "published";
        Withdrawn = "withdrawn", "đã rút", "withdrawn";
        Removed = "removed", "đã gỡ", "removed";
    }
}

choice! {
    /// What sort of recipient an honour goes to.
    pub enum RecipientType "loại người nhận" {
        Collective = "collective", "tập thể", "collective";
        Individual = "individual", "cá nhân", "individual";
        Household = "household", "hộ gia đình", "household";
    }
}

choice! {
    /// What became of an honour after it was granted (Law 06/2022/QH15, Chapter VII).
    pub enum HonourStatus "tình trạng vinh dự" {
        Granted = "granted", "đã tặng", "granted";
        Annulled = "annulled", "bị hủy bỏ", "annulled";
        Stripped = "stripped", "bị tước", "stripped";
        Restored = "restored", "được phục hồi", "restored";
        Withheld = "withheld", "không công bố", "withheld";
    }
}

choice! {
    /// Who may grant an honour (Law 06/2022/QH15, Articles 77–80; parallel systems beside it).
    pub enum Authority "thẩm quyền" {
        President = "ctn", "Chủ tịch nước", "State President";
        PrimeMinister = "ttg", "Thủ tướng Chính phủ", "Prime Minister";
        Minister = "bt", "Bộ trưởng, thủ trưởng ngành trung ương", "minister or head of a central agency";
        Province = "ctubt", "Chủ tịch UBND tỉnh", "chair of a provincial People's Committee";
        Head = "ttdv", "thủ trưởng cơ quan, đơn vị", "head of a legal-entity unit";
        Enterprise = "dn", "giám đốc doanh nghiệp, hợp tác xã", "director of an enterprise or cooperative";
        District = "cth", "Chủ tịch UBND cấp huyện (đến 30/6/2025)", "district chair (until 30/6/2025)";
        Commune = "ctx", "Chủ tịch UBND cấp xã", "commune chair";
        Party = "dang", "cấp ủy Đảng", "party committee";
        Union = "cong-doan", "tổ chức Công đoàn", "trade union body";
        Organisation = "to-chuc", "tổ chức chính trị - xã hội, ban tổ chức giải", "mass organisation or prize committee";
    }
}

choice! {
    /// The system that an honour belongs to.
    pub enum System "hệ thống khen thưởng" {
        State = "state", "Nhà nước", "state";
        Party = "party", "Đảng", "party";
        Union = "union", "Công đoàn", "trade union";
        Organisation = "organisation", "đoàn thể", "mass organisation";
        Press = "press", "giải báo chí", "press prize";
        Recognition = "recognition", "công nhận (không phải khen thưởng)", "recognition, not an honour";
    }
}

choice! {
    /// What sort of unit it is.
    pub enum UnitType "loại đơn vị" {
        Central = "trung-uong", "cơ quan trung ương", "central authority";
        Province = "tinh", "tỉnh", "province";
        Government = "chinh-quyen", "chính quyền", "people's committee";
        Department = "so-ban-nganh", "sở, ban, ngành", "department";
        Party = "dang", "cơ quan Đảng", "party body";
        Organisation = "doan-the", "đoàn thể", "mass organisation";
        Company = "doanh-nghiep", "doanh nghiệp", "enterprise";
        Cooperative = "hop-tac-xa", "hợp tác xã", "cooperative";
        School = "truong", "trường học", "school";
        Health = "y-te", "bệnh viện, trung tâm y tế", "hospital or health centre";
        Armed = "luc-luong-vu-trang", "lực lượng vũ trang", "armed forces";
        District = "huyen", "huyện, thành phố", "district or city";
        Commune = "xa", "xã, phường, thị trấn, đặc khu", "commune";
        Hamlet = "ap-khu-pho", "ấp, khu phố", "hamlet or neighbourhood";
        Team = "to-doi-phong", "tổ, đội, phòng", "team or section";
        Press = "bao-chi", "cơ quan báo chí", "press agency";
        Cluster = "cum-khoi", "cụm, khối thi đua", "emulation cluster or bloc";
        Council = "hoi-dong", "hội đồng, ban chỉ đạo", "council or steering board";
        Religious = "ton-giao", "cơ sở tôn giáo", "religious establishment";
        Other = "khac", "đơn vị khác", "other unit";
    }
}

group! {
    /// Where a fact comes from.
    pub struct Source "nguồn" {
        /// The address of the page.
        url: Option<Url>, "Địa chỉ", "địa chỉ trang nguồn";
        /// A document or decision of this site.
        doc: Option<AnyRef>, "Văn bản", "văn bản trong trang này, ví dụ document:136-kh-ubnd-2019";
        /// Who published it.
        publisher: Arc<str>, "Nơi công bố", "tên báo, cổng thông tin, cơ quan";
        /// When it was published.
        date: Option<FuzzyDate>, "Ngày", "ngày công bố";
        /// What the source says, when its title matters.
        title: Option<Arc<str>>, "Tên bài", "tên bài hay văn bản ở nguồn";
        /// A stored copy.
        archived: Option<Url>, "Bản lưu", "địa chỉ bản lưu trữ";
    }
}

group! {
    /// A rule that an editor accepts for this record, and why.
    pub struct Accept "chấp nhận" {
        /// The rule's code, such as X05.
        rule: Arc<str>, "Quy tắc", "mã quy tắc, ví dụ X05";
        /// The reason, for those who read the report.
        reason: Arc<str>, "Lý do", "vì sao chấp nhận";
    }
}

group! {
    /// A correction of something that was published (press law: work, section and date, the wrong
    /// and the right text).
    pub struct Correction "đính chính" {
        /// When it was corrected.
        date: FuzzyDate, "Ngày", "ngày đính chính";
        /// The work that was wrong, when it was not called what the record is called.
        work: Option<Arc<str>>, "Tác phẩm", "tên bài, tin đã đăng; bỏ trống nếu như tên hồ sơ";
        /// The section in which it stood.
        section: Option<Arc<str>>, "Chuyên mục", "trang, chuyên mục đã đăng";
        /// When the wrong text was published.
        published: Option<FuzzyDate>, "Ngày đăng", "ngày đăng thông tin sai; bỏ trống nếu là ngày của hồ sơ";
        /// What was wrong.
        wrong: Option<Arc<str>>, "Thông tin sai", "nguyên văn chỗ sai";
        /// What is right.
        right: Arc<str>, "Thông tin đúng", "nội dung đúng";
        /// Why, or at whose request.
        note: Option<Arc<str>>, "Ghi chú", "lý do, nơi đề nghị";
    }
}

group! {
    /// What the public may know of a record that was taken back.
    pub struct Withdrawal "thu hồi" {
        /// When it was taken back.
        date: Option<FuzzyDate>, "Ngày", "ngày thu hồi; hiện trên trang thay thế";
        /// The decision or document by which it was taken back.
        basis: Option<AnyRef>, "Căn cứ", "quyết định, văn bản thu hồi; chỉ hiện nếu đã công bố";
    }
}

group! {
    /// How often a page was read, with the day of the count.
    pub struct Reads "số lần đọc" {
        /// The count.
        count: u32, "Số lần", "số lần đọc";
        /// The day of the count or of the page that showed it.
        as_of: Option<FuzzyDate>, "Đến ngày", "ngày đếm";
        /// Where the count stood.
        source: Option<Arc<str>>, "Nơi đếm", "trang đã ghi con số này";
    }
}

group! {
    /// The fields that every record may have.
    pub struct Head "phần chung" {
        /// The title, where the kind has no name of its own.
        title: Option<Arc<str>>, "Tên", "tên hiển thị";
        /// One sentence for lists.
        summary: Option<Arc<str>>, "Tóm tắt", "một câu cho danh sách";
        /// How far the record is on its way to the public.
        status: Option<Status>, "Trạng thái", "thiếu trường này nghĩa là nháp";
        /// Who approved it; for editors alone.
        approved_by: Option<Arc<str>>, "Người duyệt", "họ tên, chức vụ; không bao giờ xuất bản";
        /// When it was approved; not public before.
        approved_at: Option<Moment>, "Giờ duyệt", "ngày giờ duyệt, ví dụ 2026-12-01T08:00";
        /// Not public before this instant.
        publish_at: Option<Moment>, "Giờ xuất bản", "chưa đến giờ thì không xuất hiện ở đâu";
        /// Known to the press before, but not public before this instant.
        embargo_until: Option<Moment>, "Cấm công bố đến", "trước giờ này chỉ có trong bản cho báo chí";
        /// Not public from this instant on.
        expires_at: Option<Moment>, "Giờ hết hạn", "từ giờ này không còn trên trang";
        /// What the public may know when it was taken back.
        withdrawal: Option<Withdrawal>, "Thu hồi", "ngày và căn cứ, khi trạng thái là withdrawn";
        /// The language of the prose.
        lang: Option<Arc<str>>, "Ngôn ngữ", "vi nếu bỏ trống";
        /// When the record was made.
        created: Option<FuzzyDate>, "Ngày tạo", "ngày lập hồ sơ";
        /// When it last changed in substance.
        updated: Option<FuzzyDate>, "Ngày sửa", "ngày sửa nội dung gần nhất";
        /// Where the facts come from.
        sources: Vec<Source>, "Nguồn", "mỗi sự việc phải có nguồn";
        /// Words to group by.
        tags: Vec<Arc<str>>, "Thẻ", "từ khóa";
        /// Former addresses and spellings.
        aliases: Vec<Arc<str>>, "Tên khác", "cách gọi khác, địa chỉ cũ (bắt đầu bằng /)";
        /// Rules accepted for this record.
        accept: Vec<Accept>, "Chấp nhận", "quy tắc được chấp nhận, kèm lý do";
        /// Corrections, newest last.
        corrections: Vec<Correction>, "Đính chính", "thông tin cải chính, xin lỗi";
        /// A reading counter, where one is known.
        reads: Option<Reads>, "Số lần đọc", "con số và ngày đếm";
        /// A note for editors that never leaves the file.
        internal: Option<Arc<str>>, "Ghi chú nội bộ", "không bao giờ xuất bản";
    }
}

/// Fields of the head that are for editors, or that pages show in other words.
const EDITORS: &[&str] = &[
    "internal",
    "accept",
    "status",
    "approved_by",
    "approved_at",
    "publish_at",
    "embargo_until",
    "expires_at",
    "withdrawal",
];

impl Head {
    /// The fields that the public may see.
    pub fn public_views(&self) -> Vec<(&'static str, View)> {
        self.views_without(EDITORS)
    }

    /// Those of them whose names pass.
    pub fn public_views_named(&self, passes: impl Fn(&str) -> bool) -> Vec<(&'static str, View)> {
        let left_out: Vec<&str> =
            Self::KEYS.iter().copied().filter(|key| EDITORS.contains(key) || !passes(key)).collect();
        self.views_without(&left_out)
    }
}

group! {
    /// A stretch of time.
    pub struct Period "khoảng thời gian" {
        /// The start.
        from: Option<FuzzyDate>, "Từ", "ngày bắt đầu";
        /// The end.
        to: Option<FuzzyDate>, "Đến", "ngày kết thúc";
    }
}

impl Period {
    /// The period as the text module knows it.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from: self.from, to: self.to }
    }
}

group! {
    /// Who signed a document.
    pub struct Signer "người ký" {
        /// The person's record.
        person: Option<PersonRef>, "Hồ sơ", "mã hồ sơ cá nhân";
        /// The name as printed.
        name: Option<Arc<str>>, "Tên", "tên như in";
        /// The post in which they signed.
        role: Option<Arc<str>>, "Chức vụ", "chức vụ khi ký";
    }
}

group! {
    /// Where and when something was handed over or held.
    pub struct Event "sự kiện" {
        /// What it was.
        name: Arc<str>, "Tên", "tên lễ, hội nghị";
        /// When.
        date: Option<FuzzyDate>, "Ngày", "ngày diễn ra";
        /// Where.
        place: Option<Arc<str>>, "Nơi", "địa điểm";
        /// A remark.
        note: Option<Arc<str>>, "Ghi chú", "điều cần biết thêm";
    }
}

group! {
    /// A figure with its meaning.
    pub struct Figure "số liệu" {
        /// What it counts.
        label: Arc<str>, "Tên số liệu", "số liệu nói về cái gì";
        /// The figure as printed, such as 54,7.
        value: Arc<str>, "Giá trị", "viết như in, trong dấu nháy";
        /// Its unit.
        unit: Option<Arc<str>>, "Đơn vị tính", "%, tỷ đồng, xã…";
        /// The day or period it holds for.
        as_of: Option<FuzzyDate>, "Thời điểm", "ngày hay kỳ của số liệu";
        /// Where it comes from, when not from the record's own sources.
        source: Option<Url>, "Nguồn", "địa chỉ nguồn riêng";
    }
}

group! {
    /// How many recipients the document itself names.
    pub struct Declared "số lượng ghi trong văn bản" {
        /// Collectives.
        collectives: Option<u32>, "Tập thể", "số tập thể";
        /// Individuals.
        individuals: Option<u32>, "Cá nhân", "số cá nhân";
        /// Households.
        households: Option<u32>, "Hộ gia đình", "số hộ";
    }
}

group! {
    /// One recipient in a list, in the decision's own order.
    pub struct Recipient "người nhận" {
        /// The recipient's record.
        r#ref: Option<AnyRef>, "Hồ sơ", "unit:mã hoặc person:mã";
        /// The name exactly as the decision prints it.
        as_printed: Option<Arc<str>>, "Tên như in", "chép đúng tên trong quyết định";
        /// What sort of recipient.
        r#type: Option<RecipientType>, "Loại", "cần khi không có ref";
        /// The unit the recipient belonged to.
        unit: Option<UnitRef>, "Đơn vị", "mã đơn vị công tác";
        /// The unit as printed, when it has no record.
        unit_printed: Option<Arc<str>>, "Đơn vị như in", "tên đơn vị trong quyết định";
        /// The post at that time.
        post: Option<Arc<str>>, "Chức vụ", "chức vụ khi được khen";
        /// Granted after death.
        posthumous: bool, "Truy tặng", "true nếu truy tặng";
        /// What became of the honour.
        status: Option<HonourStatus>, "Tình trạng", "bỏ trống nếu vẫn giữ";
        /// The document that changed it.
        status_doc: Option<AnyRef>, "Văn bản hủy", "văn bản hủy, tước, phục hồi";
        /// A remark.
        note: Option<Arc<str>>, "Ghi chú", "ghi chú của dòng";
    }
}

impl Declared {
    /// How many of a sort, if the document says.
    #[must_use]
    pub fn of(&self, sort: RecipientType) -> Option<u32> {
        match sort {
            RecipientType::Collective => self.collectives,
            RecipientType::Individual => self.individuals,
            RecipientType::Household => self.households,
        }
    }
}

impl Recipient {
    /// Whether the honour still stands and may be shown.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self.status, None | Some(HonourStatus::Granted | HonourStatus::Restored))
    }

    /// What sort of recipient it is, from the type or else from the reference.
    #[must_use]
    pub fn sort(&self) -> Option<RecipientType> {
        let by_record = |reference: &AnyRef| match reference.kind {
            KindId::Unit => Some(RecipientType::Collective),
            KindId::Person => Some(RecipientType::Individual),
            _ => None,
        };
        self.r#type.or_else(|| self.r#ref.as_ref().and_then(by_record))
    }
}

/// Markdown in a field, or none.
pub type Prose = Option<Markdown>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_record_has_the_sort_it_names() {
        let line = r#"{"ref":null,"as_printed":"Tổ hư cấu","type":"Collective","unit":null,"unit_printed":null,"post":null,"posthumous":false,"status":null,"status_doc":null,"note":null}"#;
        let sort = serde_json::from_str::<Recipient>(line).ok().and_then(|line| line.sort());
        assert_eq!(sort, Some(RecipientType::Collective));
    }
}
