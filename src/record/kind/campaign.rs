//! Campaign: a bounded emulation campaign or a long-lived movement, as its plan describes it.

use std::sync::Arc;

use super::{DOCUMENT, Kind, Spec};
use crate::record::common::{CampaignRef, Event, Figure, Head, HonourRef, Period, Prose, UnitRef, UnitType};
use crate::record::fields::{AnyRef, Ref, choice, group};
use crate::text::date::FuzzyDate;

choice! {
    /// How a campaign runs.
    pub enum Mode "loại đợt thi đua" {
        Regular = "regular", "Thi đua thường xuyên", "regular yearly emulation";
        Thematic = "thematic", "Thi đua theo chuyên đề", "thematic campaign";
        Special = "special", "Đợt thi đua đặc biệt", "special campaign";
        Movement = "movement", "Phong trào thi đua", "long-lived movement";
    }
}

choice! {
    /// A stage in the life of a campaign.
    pub enum Stage "mốc" {
        Plan = "ke-hoach", "Ban hành kế hoạch", "plan issued";
        Launch = "phat-dong", "Phát động", "launch";
        Registration = "dang-ky", "Đăng ký thi đua", "registration";
        Interim = "so-ket", "Sơ kết", "interim review";
        Review = "tong-ket", "Tổng kết", "final review";
        Ceremony = "le-trao", "Trao thưởng", "award ceremony";
        Congress = "dai-hoi", "Đại hội", "congress";
        Council = "hop-hoi-dong", "Họp hội đồng", "council session";
        News = "dang-tin", "Đăng tin", "announcement";
    }
}

group! {
    /// One of the contents of a plan.
    pub struct Content "nội dung" {
        /// A short heading.
        title: Option<Arc<str>>, "Tiêu đề", "vài chữ";
        /// The content.
        text: Arc<str>, "Nội dung", "nội dung thi đua";
    }
}

group! {
    /// Who may take part.
    pub struct Eligible "đối tượng" {
        /// As the plan says it.
        text: Arc<str>, "Đối tượng", "như kế hoạch ghi";
        /// The unit types this covers.
        types: Vec<UnitType>, "Loại đơn vị", "các loại đơn vị tương ứng";
    }
}

group! {
    /// The standard for one sort of recipient.
    pub struct Standard "tiêu chuẩn" {
        /// For whom.
        who: Arc<str>, "Đối tượng", "loại đơn vị hoặc cá nhân";
        /// The honour.
        honour: HonourRef, "Hình thức", "mã hình thức khen";
        /// The standard itself, when a source gives it.
        text: Option<Arc<str>>, "Tiêu chuẩn", "bỏ trống nếu nguồn không chép";
    }
}

group! {
    /// What an organisation has to do.
    pub struct Duty "trách nhiệm" {
        /// The organisation.
        unit: Option<UnitRef>, "Đơn vị", "mã đơn vị";
        /// Those who have no record of their own.
        who: Option<Arc<str>>, "Ai", "tên gọi chung";
        /// The duties.
        tasks: Vec<Arc<str>>, "Việc phải làm", "mỗi dòng một việc";
        /// A duty of the press.
        press: bool, "Phần việc của báo chí", "true nếu là việc tuyên truyền";
    }
}

group! {
    /// A stage, planned and actual.
    pub struct Milestone "mốc" {
        /// Which stage.
        stage: Stage, "Mốc", "loại mốc";
        /// A name of its own.
        title: Option<Arc<str>>, "Tên", "tên riêng của mốc";
        /// When the plan wants it.
        planned: Option<FuzzyDate>, "Theo kế hoạch", "ngày theo kế hoạch";
        /// The plan's own words, when it gives an occasion and no date.
        occasion: Option<Arc<str>>, "Dịp", "dịp nào, nếu kế hoạch không ghi ngày";
        /// Whether the lane in the chart spans this estimated time.
        around: Option<Period>, "Khoảng ước chừng", "để vẽ khi kế hoạch chỉ ghi dịp";
        /// When it happened, from a source.
        actual: Option<FuzzyDate>, "Thực tế", "ngày diễn ra, có nguồn";
        /// Where.
        place: Option<Arc<str>>, "Nơi", "địa điểm";
        /// A remark.
        note: Option<Arc<str>>, "Ghi chú", "điều cần biết";
        /// Documents of the milestone.
        documents: Vec<AnyRef>, "Văn bản", "văn bản liên quan";
    }
}

group! {
    /// A target of the plan.
    pub struct Target "chỉ tiêu" {
        /// What is to be reached.
        text: Arc<str>, "Chỉ tiêu", "nội dung chỉ tiêu";
        /// The figure, as printed.
        value: Option<Arc<str>>, "Con số", "trong dấu nháy";
        /// By when.
        due: Option<FuzzyDate>, "Hạn", "thời hạn";
    }
}

group! {
    /// A phase of a movement.
    pub struct Phase "giai đoạn" {
        /// Its name.
        name: Arc<str>, "Tên", "tên giai đoạn";
        /// When.
        period: Period, "Thời gian", "từ, đến";
        /// What happened.
        text: Option<Arc<str>>, "Nội dung", "kết quả, ghi chú";
    }
}

group! {
    /// An emulation campaign.
    pub struct Campaign "đợt thi đua" {
        /// How it runs.
        mode: Mode, "Loại", "thường xuyên, chuyên đề, đặc biệt, phong trào";
        /// When it runs.
        period: Period, "Thời gian", "từ, đến";
        /// The plans or directives that launch it.
        plans: Vec<Ref<DOCUMENT>>, "Kế hoạch", "mã văn bản phát động";
        /// Who launches it.
        launched_by: Option<UnitRef>, "Phát động", "mã đơn vị phát động";
        /// The campaign of a higher level that it joins.
        parent: Option<CampaignRef>, "Hưởng ứng", "đợt thi đua cấp trên";
        /// What it celebrates.
        occasion: Option<Arc<str>>, "Dịp", "chào mừng sự kiện nào";
        /// The slogan, word for word.
        slogan: Option<Arc<str>>, "Khẩu hiệu", "nguyên văn";
        /// The rest of the slogan line, word for word.
        slogan_rest: Option<Arc<str>>, "Phần sau khẩu hiệu", "nguyên văn phần tiếp theo";
        /// Why.
        purpose: Prose, "Mục đích", "Markdown";
        /// How it must be carried out.
        requirements: Prose, "Yêu cầu", "Markdown";
        /// What it wants to reach.
        objectives: Vec<Arc<str>>, "Mục tiêu", "mỗi dòng một mục tiêu";
        /// What to compete in, numbered as in the plan.
        contents: Vec<Content>, "Nội dung thi đua", "theo thứ tự trong kế hoạch";
        /// Units that may take part.
        eligible_units: Vec<Eligible>, "Tập thể", "đối tượng tập thể";
        /// Persons who may take part.
        eligible_persons: Vec<Arc<str>>, "Cá nhân", "đối tượng cá nhân";
        /// Standards for the honours.
        standards: Vec<Standard>, "Tiêu chuẩn", "theo loại đối tượng";
        /// A remark on honours and powers.
        standards_note: Option<Arc<str>>, "Ghi chú về khen thưởng", "thẩm quyền khác";
        /// Who does what.
        responsibilities: Vec<Duty>, "Trách nhiệm", "theo từng cơ quan";
        /// Stages, planned and actual.
        milestones: Vec<Milestone>, "Mốc", "các mốc";
        /// Emulation clusters that take part.
        clusters: Vec<UnitRef>, "Cụm, khối", "mã cụm, khối thi đua";
        /// Targets with figures.
        targets: Vec<Target>, "Chỉ tiêu", "các chỉ tiêu";
        /// Phases of a movement.
        phases: Vec<Phase>, "Giai đoạn", "các giai đoạn";
        /// Figures reported.
        figures: Vec<Figure>, "Số liệu", "số liệu đã công bố";
        /// Photos of the campaign.
        photos: Vec<Ref<{ super::PHOTO }>>, "Ảnh", "mã ảnh";
        /// Events outside the plan.
        events: Vec<Event>, "Sự kiện", "sự kiện liên quan";
    }
}

impl Kind for Campaign {
    const SPEC: Spec = Spec {
        name: "campaign", folder: "phong-trao", vi: "Đợt thi đua", en: "Campaign", plural: "Phong trào thi đua",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.mode.vi().into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.period.from.or(self.period.to)
    }

    fn kicker(&self) -> Arc<str> {
        self.mode.vi().into()
    }

    fn names(&self) -> Vec<Arc<str>> {
        self.slogan.iter().cloned().collect()
    }
}
