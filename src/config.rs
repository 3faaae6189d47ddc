//! The settings of the site, `content/site.yaml`. In: the file's bytes. Out: typed settings or
//! every problem with them. Stands above `record` because it is declared with the same fields:
//! so settings have the same schema, the same suggestions and the same places as records.

pub mod voice;

use std::sync::Arc;

use crate::base::{Fp, SrcPath};
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::common::CampaignRef;
use crate::record::fields::{AnyRef, Group, Url, choice, group, labels};
use crate::record::reader::{Beside, Reader};
use crate::record::{KindId, sound, tree};
use crate::text::date::{Day, FuzzyDate, Period};

/// Where the settings stand.
pub const FILE: &str = "content/site.yaml";

choice! {
    /// The class of the site (Decree 147/2024/NĐ-CP, Article 20), which decides its legal block.
    pub enum Profile "hồ sơ pháp lý của trang" {
        Press = "bao-chi", "báo điện tử", "online newspaper";
        Portal = "cong-ttdt", "cổng thông tin điện tử", "state portal";
        Internal = "noi-bo", "trang thông tin nội bộ", "internal information site";
        Aggregator = "tong-hop", "trang thông tin tổng hợp", "news aggregator";
    }
}

choice! {
    /// A kind of record whose shared links show a card of their own.
    pub enum ShareCard "trang có thẻ chia sẻ" {
        Off = "off", "không trang nào", "no page at all";
        Campaign = "campaign", "phong trào", "campaigns";
        Document = "document", "văn bản", "documents";
        Decision = "decision", "quyết định", "decisions";
        Unit = "unit", "đơn vị", "units";
        Person = "person", "cá nhân", "people";
        Exemplar = "exemplar", "điển hình", "exemplars";
        Article = "article", "bài viết", "articles";
        Series = "series", "chuyên đề", "series";
        Broadcast = "broadcast", "phát sóng", "broadcasts";
        Honour = "honour", "danh hiệu", "honours";
        Session = "session", "phiên họp hội đồng", "council sessions";
        Consultation = "consultation", "lấy ý kiến", "consultations";
        Page = "page", "trang", "pages";
    }
}

choice! {
    /// A way to pack text files for servers that send them as they are.
    pub enum Packed "cách nén sẵn" {
        Gzip = "gz", "gzip", "gzip";
        Brotli = "br", "Brotli", "Brotli";
        Zstd = "zst", "Zstandard", "Zstandard";
    }
}

/// The kinds that have cards when the settings name none: what people share.
const SHARED: &[ShareCard] = &[
    ShareCard::Campaign,
    ShareCard::Decision,
    ShareCard::Unit,
    ShareCard::Person,
    ShareCard::Exemplar,
    ShareCard::Article,
    ShareCard::Series,
    ShareCard::Broadcast,
];

group! {
    /// A licence.
    pub struct Licence "giấy phép" {
        /// Its number.
        number: Arc<str>, "Số", "số giấy phép, trong dấu nháy";
        /// When it was granted.
        date: Option<FuzzyDate>, "Ngày", "ngày cấp";
        /// By whom.
        issuer: Option<Arc<str>>, "Nơi cấp", "cơ quan cấp";
    }
}

group! {
    /// Who publishes the site, for a time (press law, Article 46).
    pub struct Publisher "cơ quan xuất bản" {
        /// The name.
        name: Arc<str>, "Tên", "tên cơ quan";
        /// From when.
        from: Option<FuzzyDate>, "Từ", "ngày";
        /// Until when.
        to: Option<FuzzyDate>, "Đến", "ngày";
        /// The governing body.
        governing_body: Option<Arc<str>>, "Cơ quan chủ quản", "tên cơ quan chủ quản";
        /// The head.
        head: Option<Arc<str>>, "Người đứng đầu", "họ tên, chức vụ";
        /// Who answers for the content.
        responsible: Option<Arc<str>>, "Chịu trách nhiệm nội dung", "họ tên, chức vụ";
        /// The licence.
        licence: Option<Licence>, "Giấy phép", "số, ngày, nơi cấp";
        /// The office's address.
        office: Option<Arc<str>>, "Trụ sở", "địa chỉ cơ quan";
        /// The office's telephone.
        office_phone: Option<Arc<str>>, "Điện thoại cơ quan", "trong dấu nháy";
        /// The office's fax.
        fax: Option<Arc<str>>, "Fax", "trong dấu nháy";
        /// The office's e-mail.
        office_email: Option<Arc<str>>, "Thư điện tử cơ quan", "địa chỉ thư của cơ quan";
        /// The domain.
        domain: Option<Arc<str>>, "Tên miền", "tên miền";
    }
}

group! {
    /// A name that holds for a time.
    pub struct Dated "tên theo thời gian" {
        /// The name.
        name: Arc<str>, "Tên", "tên";
        /// From when.
        from: Option<FuzzyDate>, "Từ", "ngày";
        /// Until when.
        to: Option<FuzzyDate>, "Đến", "ngày";
    }
}

group! {
    /// An address that leads elsewhere, where no record can name it as its alias.
    pub struct Moved "địa chỉ cũ" {
        /// The old address.
        from: Url, "Từ", "địa chỉ cũ, bắt đầu bằng /";
        /// Where it leads.
        to: Url, "Đến", "địa chỉ mới: /… hoặc https://…";
    }
}

group! {
    /// A notice on the home page.
    pub struct Notice "lời nhắc" {
        /// The heading.
        title: Arc<str>, "Tiêu đề", "vài chữ";
        /// The text.
        text: Arc<str>, "Nội dung", "một, hai câu";
    }
}

group! {
    /// Something that the editors put forward, for a time.
    pub struct Choice "tin chọn" {
        /// The record.
        record: AnyRef, "Hồ sơ", "loại:mã";
        /// The first day.
        from: Option<Day>, "Từ ngày", "bỏ trống là từ đầu";
        /// The last day.
        to: Option<Day>, "Đến ngày", "hết ngày này";
        /// Why, in a few words.
        why: Option<Arc<str>>, "Vì sao", "vài chữ, hiện trên trang";
    }
}

group! {
    /// A campaign announced on the home page, for a time.
    pub struct Banner "băng giới thiệu" {
        /// The campaign.
        campaign: CampaignRef, "Đợt thi đua", "mã đợt thi đua";
        /// The first day.
        from: Option<Day>, "Từ ngày", "bỏ trống là từ đầu";
        /// The last day.
        to: Option<Day>, "Đến ngày", "hết ngày này";
    }
}

/// Whether a day lies between two days; an open end is no limit.
#[must_use]
pub fn is_on(from: Option<Day>, to: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

group! {
    /// What the home page shows.
    pub struct HomePage "trang nhất" {
        /// The campaign on the board.
        campaign: Option<CampaignRef>, "Đợt thi đua trên bảng", "mã đợt thi đua";
        /// What the editors put forward.
        choice: Vec<Choice>, "Tin chọn", "hồ sơ, từ ngày, đến ngày, vì sao";
        /// Campaigns announced above everything else.
        banners: Vec<Banner>, "Băng giới thiệu đợt thi đua", "đợt thi đua, từ ngày, đến ngày";
    }
}

group! {
    /// What the site is called in another language.
    pub struct SiteWords "tên trang bằng ngôn ngữ khác" {
        /// The language.
        lang: Arc<str>, "Ngôn ngữ", "ví dụ en";
        /// The name of the site.
        title: Option<Arc<str>>, "Tên trang", "bỏ trống thì giữ tên gốc";
        /// What stands below it.
        subtitle: Option<Arc<str>>, "Dòng phụ", "dưới tên trang";
        /// What the site is, in two sentences.
        about: Option<Arc<str>>, "Giới thiệu", "hai câu ở chân trang";
        /// Who publishes it.
        publisher: Option<Arc<str>>, "Cơ quan xuất bản", "tên cơ quan bằng ngôn ngữ ấy";
        /// The office's address.
        office: Option<Arc<str>>, "Trụ sở", "địa chỉ cơ quan bằng ngôn ngữ ấy";
    }
}

group! {
    /// Under which terms the open data may be used.
    pub struct DataLicence "giấy phép dữ liệu" {
        /// A short name known to data catalogues, such as CC-BY-4.0.
        id: Option<Arc<str>>, "Mã", "ví dụ CC-BY-4.0";
        /// Its name.
        title: Arc<str>, "Tên", "tên giấy phép, điều kiện sử dụng";
        /// Where its text stands.
        url: Url, "Địa chỉ", "địa chỉ toàn văn";
    }
}

group! {
    /// Which groups of outputs the site has besides its pages and lists; what is not mentioned is made.
    pub struct Outputs "đầu ra" {
        /// Atom, RSS and JSON feeds.
        feeds: Option<bool>, "Nguồn cấp tin", "false để không làm Atom, RSS, JSON Feed";
        /// Feeds of a section, a unit, a campaign, an honour, beside those of the whole site.
        section_feeds: Option<bool>, "Nguồn cấp tin từng mục", "false để chỉ làm nguồn cấp tin của cả trang";
        /// Sitemaps.
        sitemap: Option<bool>, "Sơ đồ trang", "false để không làm sitemap";
        /// Calendars.
        calendar: Option<bool>, "Lịch", "false để không làm tệp lịch .ics";
        /// News in JSON for news systems.
        ninjs: Option<bool>, "Tin cho hệ thống tòa soạn", "false để không làm ninjs";
        /// A JSON file for each record.
        api: Option<bool>, "JSON từng hồ sơ", "false để không làm /api/";
        /// Lists as CSV and XLSX.
        tables: Option<bool>, "Bảng tải về", "false để không làm CSV, XLSX của danh sách";
        /// The open data as a whole.
        dataset: Option<bool>, "Dữ liệu mở", "false để không làm /du-lieu/";
        /// JSON-LD within pages.
        structured: Option<bool>, "Dữ liệu có cấu trúc", "false để không ghi JSON-LD vào trang";
        /// The search page and its index.
        search: Option<bool>, "Tìm kiếm", "false để không làm trang tìm kiếm và chỉ mục";
        /// The page that checks an honour by the number of its decision.
        verify: Option<bool>, "Kiểm tra khen thưởng", "false để không làm /kiem-tra/";
        /// The honours in numbers.
        statistics: Option<bool>, "Thống kê", "false để không làm /thong-ke/";
        /// The roll of each campaign, to print and hang up.
        posters: Option<bool>, "Bảng vàng để in", "false để không làm tờ bảng vàng của từng phong trào";
    }
}

group! {
    /// The settings of a site.
    pub struct Settings "cấu hình trang" {
        /// The name of the site.
        title: Arc<str>, "Tên trang", "ví dụ Bảng Vàng";
        /// What stands below it.
        subtitle: Option<Arc<str>>, "Dòng phụ", "ví dụ Thi đua, khen thưởng tỉnh Kiên Giang";
        /// The address under which it is published.
        base_url: Url, "Địa chỉ", "https://…";
        /// The language of the interface.
        lang: Option<Arc<str>>, "Ngôn ngữ", "vi hoặc en";
        /// The languages in which the site is published; its own is always among them.
        languages: Vec<Arc<str>>, "Các ngôn ngữ", "ví dụ [vi, en]; mỗi ngôn ngữ cần một tệp chữ của giao diện";
        /// What it is called in other languages.
        translations: Vec<SiteWords>, "Tên bằng ngôn ngữ khác", "tên trang, giới thiệu theo từng ngôn ngữ";
        /// The legal class.
        profile: Profile, "Hồ sơ pháp lý", "quyết định phần thông tin bắt buộc ở chân trang";
        /// The theme.
        theme: Option<Arc<str>>, "Giao diện", "bang-vang nếu bỏ trống";
        /// Which outputs it has besides pages and lists.
        outputs: Option<Outputs>, "Đầu ra", "bỏ trống là làm tất cả";
        /// Under which terms the open data may be used.
        data_licence: Option<DataLicence>, "Giấy phép dữ liệu", "điều kiện dùng dữ liệu mở";
        /// What the site is, in two sentences.
        about: Option<Arc<str>>, "Giới thiệu", "hai câu ở chân trang";
        /// Who publishes it, in time.
        publisher: Vec<Publisher>, "Cơ quan xuất bản", "theo thời gian";
        /// The province, in time.
        province: Vec<Dated>, "Tỉnh", "tên tỉnh theo thời gian";
        /// A notice on the home page.
        note: Option<Notice>, "Lời nhắc", "ở trang nhất";
        /// Whether pages show how often they were read, from content/luot-doc.csv.
        reads: bool, "Hiện số lần đọc", "true: lấy từ content/luot-doc.csv";
        /// The home page.
        home: Option<HomePage>, "Trang nhất", "đợt thi đua trên bảng, tin chọn, băng giới thiệu";
        /// Old addresses that are no record's aliases.
        redirects: Vec<Moved>, "Địa chỉ cũ", "địa chỉ cũ không thuộc hồ sơ nào: from, to";
        /// Packed copies that are made of text files, for servers that send them as they are.
        precompress: Vec<Packed>, "Nén sẵn", "gz, br, zst; bỏ trống nếu máy chủ tự nén";
        /// The kinds whose shared links show a card of their own.
        share_cards: Vec<ShareCard>, "Thẻ chia sẻ", "loại hồ sơ có ảnh riêng khi chia sẻ; [off] nếu không cần";
    }
}

impl Settings {
    /// Whether a group of outputs is made; what the settings do not mention is.
    #[must_use]
    pub fn makes(&self, group: fn(&Outputs) -> Option<bool>) -> bool {
        self.outputs.as_ref().and_then(group).unwrap_or(true)
    }

    /// Whether shared links show cards at all.
    #[must_use]
    pub fn has_share_cards(&self) -> bool {
        !self.share_cards.contains(&ShareCard::Off)
    }

    /// Whether links to records of a kind show a card of their own.
    #[must_use]
    pub fn has_share_card(&self, kind: KindId) -> bool {
        let kinds = if self.share_cards.is_empty() { SHARED } else { &self.share_cards };
        self.has_share_cards() && kinds.iter().any(|shared| shared.id() == kind.spec().name)
    }

    /// The publisher of a day; the last one when none fits.
    #[must_use]
    pub fn publisher_on(&self, day: Day) -> Option<&Publisher> {
        self.publisher.iter().find(|p| holds(p.from, p.to, day)).or(self.publisher.last())
    }

    /// The province's name on a day.
    #[must_use]
    pub fn province_on(&self, day: Day) -> Option<&Arc<str>> {
        self.province.iter().find(|p| holds(p.from, p.to, day)).or(self.province.last()).map(|p| &p.name)
    }

    /// The languages of the site besides its own.
    pub fn other_languages(&self) -> impl Iterator<Item = &str> {
        let own = self.lang.as_deref().unwrap_or("vi");
        self.languages.iter().map(|lang| &**lang).filter(move |lang| *lang != own)
    }

    /// What the site is called in another language.
    #[must_use]
    pub fn words_in(&self, lang: &str) -> Option<&SiteWords> {
        self.translations.iter().find(|words| &*words.lang == lang)
    }

    /// The address without a slash at its end.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base_url.0.trim_end_matches('/')
    }

    /// The folder of a host in which the site would lie, if its address names one.
    fn folder(&self) -> Option<&str> {
        let (_, host) = self.base().split_once("://")?;
        host.split_once('/').map(|(_, folder)| folder)
    }

    /// The theme's name.
    #[must_use]
    pub fn theme_name(&self) -> &str {
        self.theme.as_deref().unwrap_or("bang-vang")
    }

    /// The fingerprint of what pages read of the settings under one name. What has a name of its own, or
    /// shows in files and not in them, is left out.
    #[must_use]
    pub fn fp(&self) -> Fp {
        let (home, redirects, precompress) = (None, Vec::new(), Vec::new());
        Fp::of(&Self { home, redirects, precompress, ..self.clone() })
    }
}

/// Reads the settings.
#[must_use]
pub fn read(file: &SrcPath, bytes: Option<&[u8]>) -> (Option<Settings>, Vec<Diag>) {
    let mut sink = Sink::default();
    let Some(bytes) = bytes else {
        sink.report(Problem::NoSettings {}, Place::Site);
        return (None, sink.into_vec());
    };
    let Some(text) = sound::text(file, bytes, &mut sink) else {
        return (None, sink.into_vec());
    };
    let settings = tree::parse(file, &text, 0, &mut sink).and_then(|node| {
        let mut reader = Reader::new(file, &mut sink, &Nothing);
        reader.reject_unknown(
            &node,
            &[Settings::KEYS],
            &|| labels(&Settings::fields()),
            (Settings::LABEL, "the settings"),
        );
        Settings::read_fields(&node, &mut reader)
    });
    if let Some(folder) = settings.as_ref().and_then(|settings: &Settings| settings.folder()) {
        sink.report(
            Problem::BaseInFolder { folder: folder.to_owned() },
            Place::Field(file.clone(), "base_url".to_owned()),
        );
    }
    (settings, sink.into_few())
}

struct Nothing;

impl Beside for Nothing {
    fn beside(&self, _name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
        None
    }
}

fn holds(from: Option<FuzzyDate>, to: Option<FuzzyDate>, day: Day) -> bool {
    Period { from, to }.contains(day)
}
