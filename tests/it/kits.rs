//! Kits: what is inside, that it is the same twice, that nothing hidden is, and that what the press
//! may know is named as such in every file. All data is fictitious ("dữ liệu hư cấu").

use std::io::Read;
use std::sync::Arc;

use bangvang::base::Key;
use bangvang::diag::Lang;
use bangvang::engine::{Engine, Options, Silent, Survey};
use bangvang::record::KindId;
use bangvang::record::state::Audience;
use bangvang::report::agenda::{self, Days};
use bangvang::report::coverage::{self, Range};
use bangvang::report::kit::Order;
use bangvang::report::table;
use bangvang::source::{Embedded, Layered, Memory};

use super::leaks::{plain, planted};
use super::sites::{NOW, Scratch, every_kind, options, put};

/// The site, read and linked for some readers.
fn survey(files: &Memory, audience: Audience, now: &str) -> (Engine, Survey) {
    let scratch = Scratch::new("kits");
    let options = Options { audience, ..options(&scratch.0, now) };
    let mut engine = Engine::new(Arc::new(Layered::new(files.clone(), Embedded)), options);
    let (survey, outcome) = engine.survey(&Silent).expect("the site can be read");
    (engine, survey.unwrap_or_else(|| panic!("{:#?}", outcome.diags)))
}

/// The kit of a subject and whether the gate lets it pass.
fn packed(files: &Memory, engine: &Engine, survey: &Survey, subject: Key) -> (Vec<u8>, bool) {
    let order = Order { catalog: &survey.catalog, settings: &survey.settings, voice: &survey.voice, subject };
    let originals = order.photos().into_iter().map(|(key, path)| (key, files.get(&path).expect("a photo").clone()));
    let bytes = order.pack(&originals.collect::<Vec<_>>()).expect("the kit can be packed");
    let passes = engine.gate(survey).leaks("kit.zip", &bytes).is_empty();
    (bytes, passes)
}

/// The kit of a record, packed.
fn kit(files: &Memory, audience: Audience, now: &str, kind: KindId, id: &str) -> Vec<u8> {
    let (engine, survey) = survey(files, audience, now);
    let subject = survey.catalog.public(kind, id).unwrap_or_else(|| panic!("{kind:?} {id}"));
    let (bytes, passes) = packed(files, &engine, &survey, subject);
    assert!(passes, "the gate holds");
    bytes
}

/// The files of an archive, by name.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a sound archive");
    let mut out = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).expect("a member");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("a sound member");
        out.push((member.name().expect("a name").into_owned(), bytes));
    }
    out
}

/// The files of a kit: name below its one folder, and bytes.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let below = |name: String| name.split_once('/').expect("a folder").1.to_owned();
    unpacked(bytes).into_iter().map(|(name, bytes)| (below(name), bytes)).collect()
}

/// All words of a file, those of office files unpacked.
fn words(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    unpacked(bytes).iter().map(|(_, part)| String::from_utf8_lossy(part)).collect()
}

fn file<'m>(members: &'m [(String, Vec<u8>)], name: &str) -> &'m [u8] {
    let found = members.iter().find(|(path, _)| path == name);
    &found.unwrap_or_else(|| panic!("{name} in {:?}", members.iter().map(|(path, _)| path).collect::<Vec<_>>())).1
}

const SUBJECTS: [(KindId, &str); 4] = [
    (KindId::Campaign, "dot-thu"),
    (KindId::Unit, "truong-thu"),
    (KindId::Person, "hoang-thi-thu"),
    (KindId::Decision, "10-qd-ubnd"),
];

#[test]
fn a_kit_holds_what_belongs_to_it() {
    let files = every_kind();
    let of = |kind, id| members(&kit(&files, Audience::Public, NOW, kind, id));
    let unit = of(KindId::Unit, "truong-thu");
    let list = words(file(&unit, "khen-thuong.csv"));
    assert!(list.contains("Trường Thử") && list.contains("10/QĐ-UBND") && list.contains("20/12/2024"), "{list}");
    assert!(!list.contains("07/QĐ-UBND") && !list.contains("hủy kín"), "an annulled honour is none: {list}");
    assert!(list.contains("Hoàng Thị Thử") && list.contains("thuộc đơn vị"), "members stand apart: {list}");
    assert!(words(file(&unit, "bai-viet/bai-viet-bai-thu.txt")).contains("Bài thử về trường"));
    assert!(words(file(&unit, "tong-quan.docx")).contains("Huyện Cũ"));
    assert!(words(file(&unit, "DOC-TRUOC.txt")).contains("Cơ quan thử mới"));
    let campaign = of(KindId::Campaign, "dot-thu");
    let line = words(file(&campaign, "dien-bien.csv"));
    assert!(
        line.contains("20/1/2024") && line.contains("01/KH-UBND") && line.contains("Quyết định số 10/QĐ-UBND"),
        "{line}"
    );
    let decision = of(KindId::Decision, "10-qd-ubnd");
    let list = words(file(&decision, "khen-thuong.csv"));
    let rows = list.trim_end().lines().count() - 1;
    let shown = words(file(&decision, "danh-sach.xlsx")).matches("Trường Thử").count();
    assert!(rows >= 2 && shown >= 1 && !list.contains("Đặng Văn Kín"), "{list}");
}

/// What the press reported without names, figures with their sources, phases and requirements: a writer
/// who has only the kit must not take them for missing.
#[test]
fn a_kit_tells_what_has_no_list_of_names() {
    let mut files = every_kind();
    let decision = |fields: &str, group: &str| {
        format!(
            "title: Khen thưởng hư cấu {fields}issuer: ubnd-tinh\nsubject: tặng Bằng khen hư cấu\ngroups:\n  - honour: bk-tinh\n    campaign: dot-thu\n{group}status: published\nsources:\n  - publisher: hư cấu\n"
        )
    };
    let short = "    declared: {individuals: 26}\n    recipients:\n      - {as_printed: Lê Hư Cấu, type: individual}\n";
    let given = [
        (
            "khong-ten",
            decision("A\nreported: 2024-08-09\n", "    citation: Vì dạy tốt\n    declared: {collectives: 3}\n"),
        ),
        ("khong-so", decision("B\nreported: 2024-08-10\n", "")),
        ("con-thieu", decision("C\nreported: 2024-08-11\n", short)),
        (
            "mot-noi",
            decision(
                "D\nreported: 2024-08-12\n",
                "    recipients:\n      - {as_printed: Trường Hư Cấu, type: collective}\n",
            ),
        ),
    ];
    for (id, text) in &given {
        put(&mut files, &format!("content/quyet-dinh/2024/{id}.yaml"), text);
    }
    let campaign = "---\ntitle: Đợt thi đua thử\nmode: movement\nperiod: {from: 2024}\nrequirements: Gọn, thật.\nstandards:\n  - {who: Sở hư cấu, honour: bk-tinh}\n  - {who: Xã hư cấu, honour: bk-tinh, text: đủ điểm}\nstandards_note: Nguồn không chép tiêu chuẩn.\nphases:\n  - {name: Giai đoạn I, period: {from: 2024, to: 2025}, text: Mở đầu.}\nfigures:\n  - {label: Xã đạt, value: \"54,7\", unit: \"%\", as_of: 2024-Q3, source: \"https://nguon.example/a\"}\nphotos: [anh-cu]\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n";
    put(&mut files, "content/phong-trao/2024/dot-thu.md", campaign);
    let photo = "caption: Ảnh chỉ còn lời\ncredit: hư cấu\nalt: Không có tệp\nno_file: true\nstatus: published\nsources:\n  - publisher: hư cấu\n";
    put(&mut files, "content/anh/anh-cu.yaml", photo);
    let of = |kind, id| members(&kit(&files, Audience::Public, NOW, kind, id));
    let said = |members: &[(String, Vec<u8>)], name: &str, all: &[&str]| {
        let text = words(file(members, name));
        for one in all {
            assert!(text.contains(one), "{name}: {one} in {text}");
        }
    };
    let campaign = of(KindId::Campaign, "dot-thu");
    said(
        &campaign,
        "dien-bien.csv",
        &[
            "Theo báo chí: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho 3 tập thể (chưa có danh sách)",
            "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, chưa rõ số lượng",
            "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho 26 cá nhân,",
            "Giai đoạn I: Mở đầu.",
            "tỉnh cho Trường Hư Cấu,",
            "Kế hoạch số 01/KH-UBND: phát động đợt thi đua thử",
        ],
    );
    said(&campaign, "con-so.csv", &["Xã đạt,\"54,7 %\",quý III/2024,nguon.example,https://nguon.example/a"]);
    said(
        &campaign,
        "tong-quan.html",
        &[
            "Gọn, thật.",
            "Chưa có danh sách tên:",
            "tỉnh cho: Sở hư cấu; Xã hư cấu (đủ điểm)",
            "Nguồn không chép tiêu chuẩn.",
        ],
    );
    said(&campaign, "khen-thuong.csv", &["Lê Hư Cấu", "\"theo báo chí, chưa có số quyết định\""]);
    assert!(!words(file(&campaign, "DOC-TRUOC.txt")).contains("anh/:"), "no photo has a file");
    let unnamed = of(KindId::Decision, "khong-ten");
    said(&unnamed, "tong-quan.html", &["Chủ tịch Ủy ban nhân dân tỉnh: 3 tập thể, vì dạy tốt."]);
    let duty = "Đợt giao việc (hư cấu): Thử nghiệm";
    let plan = "---\ntitle: Đợt giao việc (hư cấu)\nmode: special\nperiod: {from: 2024}\nresponsibilities:\n  - {unit: truong-thu, tasks: [Thử nghiệm]}\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n";
    let mut with_plan = files.clone();
    put(&mut with_plan, "content/phong-trao/2024/giao-viec.md", plan);
    let unit = members(&kit(&with_plan, Audience::Public, NOW, KindId::Unit, "truong-thu"));
    said(&unit, "tong-quan.html", &["Phần việc trong các kế hoạch", duty]);
    said(&of(KindId::Decision, "con-thieu"), "tong-quan.html", &["cho 26 cá nhân", "Trong đó có:"]);
}

/// What was only planned is never given out as what happened.
#[test]
fn a_planned_day_says_so_in_a_kit() {
    let mut files = every_kind();
    let planned = "title: Buổi truyền hình hư cấu\nmedium: tv\naired: [\"2024-07-14?\"]\nsummary: Chưa rõ đã phát.\nabout: [campaign:dot-thu]\nstatus: published\nsources:\n  - publisher: hư cấu\n";
    put(&mut files, "content/phat-song/2024/du-kien.yaml", planned);
    let campaign = members(&kit(&files, Audience::Public, NOW, KindId::Campaign, "dot-thu"));
    let list = words(file(&campaign, "bai-viet.csv"));
    assert!(list.contains("dự kiến 14/7/2024,Buổi truyền hình hư cấu"), "{list}");
}

#[test]
fn a_kit_is_the_same_twice_and_unpacks_on_any_system() {
    let files = every_kind();
    for (kind, id) in SUBJECTS {
        let one = kit(&files, Audience::Public, NOW, kind, id);
        assert_eq!(one, kit(&files, Audience::Public, NOW, kind, id), "{id}");
        for (name, _) in members(&one) {
            assert!(name.is_ascii() && !name.contains(' '), "{name}");
        }
    }
}

#[test]
fn photos_carry_credit_and_caption_and_no_place() {
    let files = every_kind();
    let unit = members(&kit(&files, Audience::Public, NOW, KindId::Unit, "truong-thu"));
    let photo = file(&unit, "anh/anh-chup.jpg");
    let inside = String::from_utf8_lossy(photo).into_owned();
    assert!(inside.contains("Lê Hư Cấu") && inside.contains("Trường thử ngày khai giảng"));
    assert!(!inside.contains("GPS"));
    image::load_from_memory(photo).expect("a sound picture");
    let captions = words(file(&unit, "anh/chu-thich.csv"));
    assert!(captions.contains("anh-chup.jpg") && captions.contains("Dùng lại tự do, ghi tên tác giả"), "{captions}");
}

#[test]
fn nothing_hidden_is_in_a_kit_for_everybody() {
    let (files, planted) = planted();
    for (kind, id) in SUBJECTS {
        for (path, bytes) in members(&kit(&files, Audience::Public, NOW, kind, id)) {
            let text = plain(&words(&bytes));
            for one in &planted {
                assert!(!text.contains(&plain(&one.name)), "{id}: {path} shows {}", one.name);
                assert!(!path.contains(&one.id) && !text.contains(&one.id), "{id}: {path} shows {}", one.id);
            }
        }
    }
}

#[test]
fn a_kit_for_the_press_says_so_in_every_file() {
    let (mut files, planted) = planted();
    put(
        &mut files,
        "content/quyet-dinh/99-qd-kin.yaml",
        "number: 99/QĐ-UBND\ndate: 2026-11-20\nissuer: ubnd-tinh\nsubject: tặng Bằng khen chờ giờ\ngroups:\n  - honour: bk-tinh\n    campaign: dot-thu\n    recipients:\n      - ref: unit:truong-thu\nstatus: approved\napproved_by: hư cấu\napproved_at: 2026-11-21\nembargo_until: 2026-12-02T09:30\nsources:\n  - publisher: hư cấu\n",
    );
    let press = members(&kit(&files, Audience::Press, NOW, KindId::Unit, "truong-thu"));
    let notice = "DÀNH CHO BÁO CHÍ – KHÔNG CÔNG BỐ TRƯỚC 09:30, 2/12/2026";
    for (path, bytes) in press.iter().filter(|(path, _)| !path.starts_with("anh/") || path.ends_with(".csv")) {
        assert!(words(bytes).contains(notice), "{path}");
    }
    let list = words(file(&press, "khen-thuong.csv"));
    let held = list.lines().filter(|line| line.contains("99/QĐ-UBND")).collect::<Vec<_>>();
    assert!(held.iter().all(|line| line.contains("09:30, 2/12/2026")) && held.len() == 1, "{list}");
    let all: String = press.iter().map(|(_, bytes)| plain(&words(bytes))).collect();
    let out: Vec<&str> = planted.iter().filter(|one| all.contains(&plain(&one.name))).map(|one| &*one.id).collect();
    assert!(out.iter().any(|id| id.contains("cam-van")), "the press sees what waits: {out:?}");
    for way in ["nhap", "cho-duyet", "het-han", "rut", "go", "khong-trang-thai"] {
        assert!(!out.iter().any(|id| id.ends_with(way)), "{way}: {out:?}");
    }
    // At its hour it is in the kit for everybody, without a mark.
    let now = "2026-12-02T09:30:00+07:00";
    let public = members(&kit(&files, Audience::Public, now, KindId::Unit, "truong-thu"));
    let list = words(file(&public, "khen-thuong.csv"));
    assert!(list.contains("99/QĐ-UBND") && !list.contains("Không công bố trước"), "{list}");
}

#[test]
fn no_report_tells_of_a_hidden_record() {
    let (files, planted) = planted();
    let (_, survey) = survey(&files, Audience::Public, NOW);
    let day = |iso: &str| iso.parse().expect("a day");
    let days = Days { from: day("2020-01-01"), to: day("2035-12-31") };
    let catalog = &survey.catalog;
    let mut told = table::json(&agenda::tables(catalog, days, Lang::Vi)).to_string();
    for event in agenda::events(catalog, days, "https://thu.example", Lang::Vi) {
        told.push_str(&format!("{event:?}"));
    }
    told.push_str(&table::json(&coverage::of(catalog, Range { from: None, to: None }, Lang::Vi)).to_string());
    assert!(told.contains("01/KH-UBND") || told.contains("Đợt thi đua thử"), "{told}");
    assert!(told.contains("tron-5-nam"), "anniversaries are in it: {told}");
    let told = plain(&told);
    for one in &planted {
        assert!(!told.contains(&plain(&one.name)) && !told.contains(&one.id), "{}", one.name);
    }
}

/// What lies around a record gives the same kit as the whole site, for everybody who may ask and at
/// any time; what its gate lets pass, the gate of the whole site does.
#[test]
fn what_lies_around_the_subject_is_enough() {
    let (mut files, _) = planted();
    // A document that only the prose of a field names.
    let document = "doc_type: nghi-quyet\ntitle: Nghị quyết hư cấu chỉ được nhắc trong mục đích\nissuer: ubnd-tinh\nsubject: hư cấu\nstatus: published\nsources:\n  - publisher: hư cấu\n";
    put(&mut files, "content/van-ban/chi-nhac-ten.yaml", document);
    let purpose = "---\ntitle: Đợt có mục đích (hư cấu)\nmode: special\nperiod: {from: 2024}\npurpose: Thực hiện [](document:chi-nhac-ten).\nstatus: published\nsources:\n  - publisher: hư cấu\n---\n";
    put(&mut files, "content/phong-trao/2024/co-muc-dich.md", purpose);
    let mut compared = 0;
    for audience in [Audience::Public, Audience::Press, Audience::Desk] {
        for now in [NOW, "2021-01-01T08:00:00+07:00", "2031-01-01T08:00:00+07:00"] {
            let scratch = Scratch::new("kits-around");
            let options = Options { audience, ..options(&scratch.0, now) };
            let mut engine = Engine::new(Arc::new(Layered::new(files.clone(), Embedded)), options);
            let whole = engine.survey(&Silent).expect("the site can be read").0.expect("sound settings");
            for kind in [KindId::Campaign, KindId::Unit, KindId::Person, KindId::Decision] {
                for key in whole.catalog.public_of_kind(kind) {
                    let id = whole.catalog.record(key).id.clone();
                    let near = engine.near((kind, &id), &Silent).expect("can be read").expect("it is remembered");
                    let subject = near.catalog.public(kind, &id).unwrap_or_else(|| panic!("{kind:?} {id}"));
                    let (near, passes) = packed(&files, &engine, &near, subject);
                    let (full, full_passes) = packed(&files, &engine, &whole, key);
                    assert!(near == full, "{kind:?} {id} at {now} for {audience:?}");
                    assert!(full_passes || !passes, "{kind:?} {id} at {now} for {audience:?}: the gate");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 50, "{compared} kits");
}

#[test]
fn nobody_trusts_what_was_remembered_of_other_files() {
    let mut files = every_kind();
    let scratch = Scratch::new("kits-near");
    let open = |files: &Memory| Engine::new(Arc::new(Layered::new(files.clone(), Embedded)), options(&scratch.0, NOW));
    let near = |mut engine: Engine, id: &str| engine.near((KindId::Unit, id), &Silent).expect("can be read");
    assert!(near(open(&files), "truong-thu").is_none(), "nothing is remembered yet");
    open(&files).survey(&Silent).expect("can be read");
    let around = near(open(&files), "truong-thu").expect("it is remembered");
    let whole = open(&files).survey(&Silent).expect("can be read").0.expect("sound settings");
    assert!(!around.is_whole && around.catalog.len() < whole.catalog.len());
    assert!(near(open(&files), "khong-co").is_none(), "nobody knows it");
    put(&mut files, "content/trang/them.md", "---\ntitle: Thêm (dữ liệu hư cấu)\nstatus: published\n---\n");
    assert!(near(open(&files), "truong-thu").is_none(), "a file has come");
    open(&files).survey(&Silent).expect("can be read");
    assert!(near(open(&files), "truong-thu").is_some());
}
