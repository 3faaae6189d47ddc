//! A small site with a record of every kind, held in memory, and the means to build it. All
//! people, units and decisions in it are fictitious ("dữ liệu hư cấu").

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bangvang::base::SrcPath;
use bangvang::diag::Lang;
use bangvang::engine::{Engine, Options, Outcome, Silent};
use bangvang::publish::Mode;
use bangvang::source::{Embedded, Layered, Memory};

/// A folder that is removed when the test is done with it.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let unique = format!("bangvang-{name}-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(unique);
        std::fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The instant of a test's build.
pub fn at(now: &str) -> bangvang::text::date::Moment {
    now.parse().expect("a test's instant is sound")
}

/// Options for a build into a scratch folder.
pub fn options(scratch: &Path, now: &str) -> Options {
    Options {
        now: at(now),
        audience: bangvang::record::state::Audience::Public,
        lang: Lang::Vi,
        strict: false,
        keep_going: false,
        out: scratch.join("public"),
        state: scratch.join("state"),
        mode: Mode::Journal,
        verify: false,
        precompress: None,
    }
}

/// Builds a site held in memory.
pub fn build(files: &Memory, scratch: &Path, now: &str) -> Outcome {
    let files = Arc::new(Layered::new(files.clone(), Embedded));
    Engine::new(files, options(scratch, now)).build(&Silent).expect("the scratch folder can be written")
}

/// Every published file and its bytes.
pub fn published(scratch: &Path) -> BTreeMap<String, Vec<u8>> {
    let root = scratch.join("public");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
        files.insert(path, std::fs::read(entry.path()).expect("a published file can be read"));
    }
    files
}

/// Puts a file into a site held in memory.
pub fn put(files: &mut Memory, path: &str, text: &str) {
    files.insert(SrcPath::new(path).expect("a test's path is sound"), text.as_bytes().to_vec());
}

/// A site with a record of every kind.
pub fn every_kind() -> Memory {
    let mut files = Memory::new();
    for (path, text) in EVERY_KIND {
        put(&mut files, path, text);
    }
    files.insert(SrcPath::new("content/anh/anh-chup.jpg").expect("a sound path"), jpeg(500, 375));
    files.insert(SrcPath::new("content/phat-song/2024/phong-su-thu.mp4").expect("a sound path"), FILM.to_vec());
    files
}

/// Three seconds of a test picture and a tone.
pub const FILM: &[u8] = include_bytes!("../data/recordings/film.mp4");

/// A JPEG file with a slope of colours: red grows to the right, green downwards.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).expect("at most 255");
    let pixels = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([shade(x, width), shade(y, height), 40]));
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 90).encode_image(&pixels).expect("a sound picture");
    out
}

pub const NOW: &str = "2026-11-23T08:00:00+07:00";

const EVERY_KIND: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Thử\nsubtitle: Dữ liệu hư cấu\nbase_url: https://thu.example\nprofile: noi-bo\nlanguages: [vi, en]\ntranslations:\n  - lang: en\n    title: Test site\nshare_cards: [decision]\nprecompress: [gz]\nredirects:\n  - from: /cu/danh-sach.html\n    to: /don-vi/\ndata_licence:\n  id: CC-BY-4.0\n  title: Ghi công 4.0\n  url: https://giay-phep.example/\npublisher:\n  - name: Cơ quan thử\n    to: 2025-06-30\n  - name: Cơ quan thử mới\n    from: 2025-07-01\nreads: true\nhome:\n  choice:\n    - {record: unit:truong-thu, from: 2026-11-01, to: 2026-12-01, why: Tiêu biểu}\n  banners:\n    - {campaign: dot-thu, to: 2026-11-30}\n",
    ),
    (
        "content/luot-doc.csv",
        "address,reads,as_of\n/bai-viet/2024/bai-thu/,12,2026-11-20\n/don-vi/truong-thu/,3,2026-11-21\n",
    ),
    (
        "content/don-vi/ubnd-tinh.yaml",
        "name: Ủy ban nhân dân tỉnh Thử\nunit_type: chinh-quyen\nauthority: ctubt\nsymbols: [UBND]\nstatus: published\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/don-vi/huyen-cu.yaml",
        "name: Huyện Cũ\nunit_type: huyen\nstatus: published\nvalid:\n  to: 2025-06-30\nsuccessors:\n  - unit: xa-moi\n    kind: merge\n    date: 2025-07-01\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/don-vi/xa-moi.yaml",
        "name: Xã Mới\naliases: [/xa-cu/moi]\nunit_type: xa\nstatus: published\nvalid:\n  from: 2025-07-01\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/don-vi/truong-thu.md",
        "---\nname: Trường Thử\nunit_type: truong\nparent: huyen-cu\nsector: Giáo dục\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n## Giới thiệu\n\nThuộc [](unit:huyen-cu). UBND tỉnh khen.\n",
    ),
    (
        "content/ca-nhan/hoang-thi-thu.yaml",
        "name: Hoàng Thị Thử\nposts:\n  - title: Giáo viên\n    unit: truong-thu\nstatus: published\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/ca-nhan/an-danh.yaml",
        "name: Đặng Văn Kín\ndisplay: withheld\nstatus: published\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/van-ban/2024/01-kh-ubnd.md",
        "---\ndoc_type: ke-hoach\nnumber: 01/KH-UBND\ndate: 2024-01-05\nissuer: ubnd-tinh\nsubject: phát động đợt thi đua thử\ncampaigns: [dot-thu]\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/van-ban/2025/05-qd-ubnd.yaml",
        "doc_type: quyet-dinh\nnumber: 05/QĐ-UBND\ndate: 2025-02-03\nissuer: ubnd-tinh\nsubject: hủy bỏ một khen thưởng\nstatus: published\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/ca-nhan/tre-em.yaml",
        "name: Trần Thị Bé Thử\nminor: true\ndisplay: initials\nstatus: published\nsources:\n  - publisher: hư cấu\n",
    ),
    (
        "content/phong-trao/2024/dot-thu.md",
        "---\ntitle: Đợt thi đua thử\nmode: special\nperiod:\n  from: 2024-01\n  to: 2024-12-31\nplans: [01-kh-ubnd]\nlaunched_by: ubnd-tinh\nslogan: Thử, thật, bền\ncontents:\n  - text: Làm thử cho tốt.\nmilestones:\n  - stage: phat-dong\n    planned: <2024-02-01\n    actual: 2024-01-20\n  - stage: tong-ket\n    planned: 2024-Q4?\nresponsibilities:\n  - unit: truong-thu\n    tasks: [Thử nghiệm]\nstatus: published\nsources:\n  - publisher: hư cấu\n---\nĐợt thử.\n\n{{ timeline campaign:dot-thu }}\n",
    ),
    (
        "content/quyet-dinh/2024/10-qd-ubnd.md",
        "---\nnumber: 10/QĐ-UBND\ndate: 2024-12-20\nissuer: ubnd-tinh\nsubject: tặng Bằng khen trong đợt thử\ngroups:\n  - honour: bk-tinh\n    campaign: dot-thu\n    citation: đã có thành tích thử\n    declared:\n      collectives: 1\n      individuals: 4\n    recipients:\n      - ref: unit:truong-thu\n      - ref: person:hoang-thi-thu\n        unit: truong-thu\n      - ref: person:an-danh\n        as_printed: Đặng Văn Kín\n      - ref: person:tre-em\n        as_printed: Trần Thị Bé Thử\n    recipients_csv: 10-qd-ubnd.csv\nstatus: published\nsources:\n  - publisher: hư cấu\n---\nToàn văn.\n",
    ),
    ("content/quyet-dinh/2024/10-qd-ubnd.csv", "as_printed,type,post\nLê Văn Hư Cấu,individual,Công nhân\n"),
    (
        "content/quyet-dinh/2024/11-qd-ubnd.md",
        "---\nnumber: 11/QĐ-UBND\ndate: 2024-05-20\nissuer: ubnd-tinh\nsubject: tặng Cờ thi đua\ngroups:\n  - honour: co-tinh\n    year: 2023\n    recipients:\n      - ref: unit:huyen-cu\n      - ref: unit:truong-thu\n        status: annulled\n        status_doc: document:05-qd-ubnd\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/dien-hinh/truong-diem.md",
        "---\ntitle: Trường điểm\nsubject: unit:truong-thu\ndate: 2024-06\ncitation: vì dạy tốt\nstatus: published\nsources:\n  - publisher: hư cấu\n---\nChuyện về [trường](unit:truong-thu).\n",
    ),
    (
        "content/bai-viet/2024/bai-thu.md",
        "---\ntitle: Bài thử về trường\ngenre: bai\npublish: 2024-06-02T08:00\nbyline: [Ban biên tập]\nsection: Chuyện thử\nabout: [unit:truong-thu, campaign:dot-thu]\nseries: chuyen-de-thu\npart: 1\nstatus: published\nsources:\n  - publisher: hư cấu\ncorrections:\n  - date: 2024-06-05\n    wrong: Trường Thừ\n    right: Trường Thử\n---\n## Mở đầu\n\nBài về [](unit:truong-thu) và [quyết định](decision:10-qd-ubnd).\n\n{{ honours unit:truong-thu }}\n\n{{ statistics honours-by-year }}\n\n{{ photo anh-thu }}\n\n```yaml\nso: 1\n```\n",
    ),
    (
        "content/bai-viet/2024/bai-nhap.md",
        "---\ntitle: Bài nháp bí mật\ngenre: tin\npublish: 2024-07-01\nstatus: draft\n---\nChưa công bố.\n",
    ),
    (
        "content/bai-viet/2026/bai-hen.md",
        "---\ntitle: Bài hẹn giờ kín\ngenre: tin\npublish: 2026-12-01\npublish_at: 2026-12-01T08:00\nstatus: published\nsources:\n  - publisher: hư cấu\n---\nHẹn giờ.\n",
    ),
    (
        "content/chuyen-de/chuyen-de-thu.md",
        "---\ntitle: Chuyên đề thử\nkind: chuyen-de\nevery: hang-thang\nnext: 2026-12-20\ncampaigns: [dot-thu]\nstatus: published\n---\n",
    ),
    ("content/phat-song/2024/phong-su-thu.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nLời bình thử.\n"),
    (
        "content/phat-song/2024/phong-su-thu.md",
        "---\ntitle: Phóng sự thử\nmedium: tv\naired: [2024-06-10]\nmedia: phong-su-thu.mp4\ncaptions: phong-su-thu.vtt\ntranscript: Lời bình thử.\nabout: [campaign:dot-thu]\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/hop-hoi-dong/2024/phien-thu.md",
        "---\ndate: 2024-11-11\ncouncil: ubnd-tinh\nchair: Chủ tịch hư cấu\nitems:\n  - honour: bk-ttg\n    proposed:\n      collectives: 2\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/lay-y-kien/lay-y-kien-thu.md",
        "---\ntitle: Lấy ý kiến thử\nhonour: hc-lao-dong\nasked_by: ubnd-tinh\nopens: 2026-11-20\ncloses: 2026-11-30\nproposed:\n  - name: Trường Thử\ncontact: Ủy ban nhân dân tỉnh Thử\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/danh-hieu/cong-nhan-thu.yaml",
        "name: Công nhận thử\nname_en: Test recognition\nkind: recognition\nsystem: recognition\nrecipients: [collective]\ngrantors: [ctubt]\nlevel: bo-tinh\nrank: 900\nstatus: published\n",
    ),
    (
        "content/trang/gioi-thieu.md",
        "---\ntitle: Giới thiệu\norder: 1\nstatus: published\n---\nTrang thử, dữ liệu hư cấu. Xem [phong trào](/phong-trao/).\n",
    ),
    (
        "content/trang/about.md",
        "---\ntitle: About\nlang: en\ntranslates: gioi-thieu\nstatus: published\n---\nA test site, fictitious data. See [campaigns](/phong-trao/).\n",
    ),
    (
        "content/anh/anh-thu.svg.yaml",
        "caption: Hình vẽ trường\ncredit: Ban biên tập\nalt: Một ngôi trường\ndrawn: true\nabout: [unit:truong-thu]\nstatus: published\n",
    ),
    (
        "content/anh/anh-thu.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0h4v3H0z\"/></svg>",
    ),
    (
        "content/bai-viet/2026/bai-cam-van.md",
        "---\ntitle: Bài cấm vận kín\ngenre: tin\npublish: 2026-11-01\nembargo_until: 2026-12-01T08:00\nexpires_at: 2026-12-09\nstatus: published\nabout: [unit:truong-thu]\nsources:\n  - publisher: hư cấu\n---\nCấm vận.\n",
    ),
    (
        "content/bai-viet/2024/bai-rut.md",
        "---\ntitle: Bài đã rút kín\ngenre: tin\npublish: 2024-07-01\nstatus: withdrawn\nwithdrawal:\n  date: 2024-08-01\n  basis: document:05-qd-ubnd\nsources:\n  - publisher: hư cấu\n---\nĐã rút.\n",
    ),
    ("content/ca-nhan/da-go.yaml", "name: Mai Đã Gỡ Kín\nstatus: removed\nsources:\n  - publisher: hư cấu\n"),
    (
        "content/quyet-dinh/2023/07-qd-ubnd.md",
        "---\nnumber: 07/QĐ-UBND\ndate: 2023-05-20\nissuer: ubnd-tinh\nsubject: tặng Cờ thi đua rồi hủy kín\ngroups:\n  - honour: co-tinh\n    year: 2023\n    recipients:\n      - ref: unit:truong-thu\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/quyet-dinh/2024/12-qd-ubnd.md",
        "---\nnumber: 12/QĐ-UBND\ndate: 2024-06-20\nissuer: ubnd-tinh\nsubject: hủy bỏ một quyết định\nannuls: [decision:07-qd-ubnd]\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n",
    ),
    (
        "content/anh/anh-chup.jpg.yaml",
        "caption: Trường thử ngày khai giảng\ncredit: Lê Hư Cấu\nalt: Một dãy nhà, phía trước là sân\nlicence: Dùng lại tự do, ghi tên tác giả\ntaken: 2024-06-01\nabout: [unit:truong-thu]\nstatus: published\n",
    ),
    // Its pages may weigh nothing, so that a warning of a page is remembered with it.
    ("themes/rieng/theme.yaml", "name: rieng\nextends: bang-vang\nbudgets:\n  page: 0\n"),
];
