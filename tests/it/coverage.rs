//! The report on what was told, against numbers counted by hand. Six honours in three decisions, three
//! stories; all data is fictitious ("dữ liệu hư cấu").

use serde_json::{Value, json};

use super::cli::Folder;

const NOW: &str = "2026-11-23T08:00+07:00";
const SOURCE: &str = "status: published\nsources:\n  - publisher: hư cấu\n";

fn decision(number: u32, date: &str, recipients: &str) -> String {
    format!(
        "number: {number}/QĐ-UBND\ndate: {date}\nissuer: ubnd-tinh\nsubject: tặng Bằng khen\ngroups:\n  - honour: bk-tinh\n    recipients:\n{recipients}{SOURCE}"
    )
}

fn story(title: &str, day: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ngenre: tin\npublish: {day}\n{more}{SOURCE}---\nBài hư cấu.\n")
}

/// Decision 1 is told of after 5 days by a story that names it; of decision 3 a story tells after 335
/// days that names its only recipient; of decision 2 nobody tells.
fn site() -> Folder {
    let here = Folder::new();
    let put = |path: &str, text: &str| here.write(&format!("content/{path}"), text);
    put("site.yaml", "title: Thử\nbase_url: https://thu.example\nprofile: noi-bo\nshare_cards: [off]\n");
    let units = [
        ("ubnd-tinh", "Ủy ban nhân dân tỉnh Thử", "unit_type: chinh-quyen\nauthority: ctubt\nsymbols: [UBND]\n"),
        ("huyen-mot", "Huyện Một", "unit_type: huyen\n"),
        ("huyen-hai", "Huyện Hai", "unit_type: huyen\n"),
        ("truong-thu", "Trường Thử", "unit_type: truong\nterritory: huyen-mot\n"),
        ("cong-ty-thu", "Công ty Thử", "unit_type: doanh-nghiep\nterritory: huyen-hai\n"),
        ("bao-thu", "Báo Thử", "unit_type: bao-chi\npress: true\n"),
    ];
    for (id, name, fields) in units {
        put(&format!("don-vi/{id}.yaml"), &format!("name: {name}\n{fields}{SOURCE}"));
    }
    for (id, name, sex) in [("nguyen-thi-hu", "Nguyễn Thị Hư", "nu"), ("tran-van-cau", "Trần Văn Cấu", "nam")]
    {
        put(&format!("ca-nhan/{id}.yaml"), &format!("name: {name}\ngender: {sex}\n{SOURCE}"));
    }
    let first = "      - ref: unit:truong-thu\n      - ref: unit:cong-ty-thu\n      - {ref: person:nguyen-thi-hu, unit: truong-thu, post: Công nhân}\n      - {ref: person:tran-van-cau, unit: cong-ty-thu, post: Giám đốc}\n";
    put("quyet-dinh/2024/1-qd-ubnd.yaml", &decision(1, "2024-01-10", first));
    put("quyet-dinh/2024/2-qd-ubnd.yaml", &decision(2, "2024-06-01", "      - ref: unit:truong-thu\n"));
    put("quyet-dinh/2023/3-qd-ubnd.yaml", &decision(3, "2023-06-01", "      - ref: unit:cong-ty-thu\n"));
    let names = "outlet: bao-thu\nabout:\n  - decision:1-qd-ubnd\n  - campaign:dot-thu\n";
    put("bai-viet/2024/bai-mot.md", &story("Bài một", "2024-01-15", names));
    put("bai-viet/2024/bai-hai.md", &story("Bài hai", "2024-05-01", "about: [unit:cong-ty-thu]\n"));
    put("bai-viet/2024/bai-ba.md", &story("Bài ba", "2024-07-01", ""));
    put(
        "phong-trao/2023/dot-thu.md",
        &format!(
            "---\ntitle: Đợt thi đua thử\nmode: special\nperiod: {{from: 2023-01-01, to: 2025-12-31}}\nmilestones:\n  - {{stage: tong-ket, planned: 2024-03-01}}\n  - {{stage: so-ket, actual: 2024-01-20}}\nresponsibilities:\n  - unit: bao-thu\n    tasks: [Đưa tin về đợt thi đua]\n{SOURCE}---\n"
        ),
    );
    here
}

fn tables(here: &Folder, args: &[&str]) -> Value {
    let args = [&["report", "coverage", "--now", NOW, "--format", "json"], args].concat();
    let told: Value = serde_json::from_str(&here.run(&args).ends(0).out).expect("JSON");
    told["tables"].clone()
}

/// Group, honours and told of each row.
fn balance(table: &Value) -> Vec<(String, u64, u64)> {
    let rows = table.as_array().expect("rows").iter();
    let count = |row: &Value, key: &str| row[key].as_u64().expect("a number");
    rows.map(|row| (row["group"].as_str().expect("a name").to_owned(), count(row, "honours"), count(row, "told")))
        .collect()
}

#[test]
fn every_figure_is_what_a_hand_counts() {
    let here = site();
    let tables = tables(&here, &[]);
    let figures: Vec<Value> =
        tables["figures"].as_array().expect("rows").iter().map(|row| row["count"].clone()).collect();
    // Honours, told, their share, untold; decisions without names, exemplars, campaigns, milestones
    // untold; stories, those without a record; the median of days.
    assert_eq!(json!(figures), json!([6, 5, 83.3, 1, 0, 0, 0, 1, 3, 1, 170]));
    assert_eq!(tables["untold_honours"][0]["address"], "/quyet-dinh/2024/2-qd-ubnd/");
    let days = tables["days"].as_array().expect("rows").iter().map(|row| (row["days"].clone(), row["first"].clone()));
    assert_eq!(days.collect::<Vec<_>>(), [(json!(335), json!("2024-05-01")), (json!(5), json!("2024-01-15"))]);
    assert_eq!(tables["stories_without_record"][0]["title"], "Bài ba");
    // The review of 20/1 is told of five days before; nobody tells of the end on 1/3.
    assert_eq!(tables["untold_milestones"].as_array().map(Vec::len), Some(1));
    assert_eq!(tables["untold_milestones"][0]["date"], "2024-03-01");
    let duty = &tables["press_duties"][0];
    assert_eq!((&duty["unit"], &duty["stories"], &duty["first"]), (&json!("Báo Thử"), &json!(1), &json!("2024-01-15")));
}

/// What is known only by its number, and what a plan dates only by a limit or an occasion, is no less
/// untold.
#[test]
fn what_has_no_names_and_no_day_is_still_missed() {
    let here = site();
    let group = |more: &str| format!("groups:\n  - honour: bk-tinh\n{more}");
    let put = |id: &str, day: &str, groups: &str| {
        let text = format!("title: {id}\nreported: {day}\nissuer: ubnd-tinh\nsubject: tặng\n{groups}{SOURCE}");
        here.write(&format!("content/quyet-dinh/2024/{id}.yaml"), &text);
    };
    put("khong-ten", "2024-08-09", &group("    declared: {individuals: 26}\n"));
    put("khong-so", "2024-09-01", &group(""));
    put("da-ke", "2024-08-10", &group("    declared: {collectives: 3}\n"));
    put(
        "giu-kin",
        "2024-08-11",
        &group("    recipients:\n      - {as_printed: Ông Hư, type: individual, status: withheld}\n"),
    );
    here.write("content/bai-viet/2024/bai-ke.md", &story("Bài kể", "2024-08-12", "about: [decision:da-ke]\n"));
    let campaign = "---\ntitle: Đợt có hạn\nmode: special\nperiod: {from: 2025-01-01}\nmilestones:\n  - {stage: dang-ky, planned: <2025-10-30}\n  - {stage: so-ket, occasion: Dịp tổng kết năm, around: {from: 2025-12, to: 2026-Q1}}\n  - {stage: tong-ket, planned: <2027-01-01}\n";
    here.write("content/phong-trao/2025/dot-han.md", &format!("{campaign}{SOURCE}---\n"));
    let all = tables(&here, &[]);
    let of = |table: &str, key: &str| -> Vec<Value> {
        all[table].as_array().expect("rows").iter().map(|row| row[key].clone()).collect()
    };
    assert_eq!(of("untold_decisions", "decision"), [json!("khong-so"), json!("khong-ten")]);
    assert_eq!(of("untold_decisions", "count"), [Value::Null, json!("26 cá nhân")]);
    let dates = of("untold_milestones", "date");
    assert_eq!(
        dates[..2],
        [json!("dự kiến từ tháng 12/2025 đến quý I/2026"), json!("trước ngày 30/10/2025")],
        "{dates:?}"
    );
    assert_eq!(dates.len(), 3, "what is still to come is no gap: {dates:?}");
    let none = tables(&here, &["--from", "2026-05-01"]);
    assert_eq!((&none["untold_decisions"], &none["untold_milestones"]), (&json!([]), &json!([])));
}

/// A decision is remembered by its day, whether or not anybody knows the names; never one of which nothing
/// is left.
#[test]
fn anniversaries_need_no_list_of_names() {
    let here = site();
    let put = |number: u32, more: &str| {
        let text = format!(
            "number: {number}/QĐ-UBND\ndate: 2016-12-{number}\nissuer: ubnd-tinh\nsubject: tặng\ngroups:\n  - honour: bk-tinh\n{more}{SOURCE}"
        );
        here.write(&format!("content/quyet-dinh/2016/{number}-qd-ubnd.yaml"), &text);
    };
    put(11, "");
    put(12, "    recipients:\n      - {ref: unit:truong-thu, status: annulled}\n");
    put(13, "    recipients:\n      - {ref: unit:truong-thu}\n");
    let args = ["report", "calendar", "--now", NOW, "--format", "json"];
    let told: Value = serde_json::from_str(&here.run(&args).ends(0).out).expect("JSON");
    let rows = told["tables"]["anniversaries"].as_array().expect("rows").iter();
    let rows: Vec<_> = rows.map(|row| (row["day"].clone(), row["years"].clone(), row["honours"].clone())).collect();
    let ten = json!(10);
    let expect = [(json!("2026-12-11"), ten.clone(), Value::Null), (json!("2026-12-13"), ten, json!(1))];
    assert_eq!(rows, expect);
}

#[test]
fn the_balance_is_what_a_hand_counts() {
    let here = site();
    let tables = tables(&here, &[]);
    let check = |table: &str, expect: &[(&str, u64, u64)]| {
        let expect: Vec<_> = expect.iter().map(|(group, all, told)| ((*group).to_owned(), *all, *told)).collect();
        assert_eq!(balance(&tables[table]), expect, "{table}");
    };
    check("by_place", &[("Huyện Hai", 3, 3), ("Huyện Một", 3, 2)]);
    check("by_unit_type", &[("doanh nghiệp", 3, 3), ("trường học", 3, 2)]);
    check("by_level", &[("cấp bộ, tỉnh", 6, 5)]);
    check("by_recipient", &[("tập thể", 4, 3), ("cá nhân", 2, 2)]);
    check("by_sex", &[("nam", 1, 1), ("nữ", 1, 1)]);
    check("by_work", &[("lãnh đạo, quản lý", 1, 1), ("trực tiếp lao động, sản xuất, công tác", 1, 1)]);
    let media = tables["by_medium"].as_array().expect("rows").iter();
    let media: Vec<_> =
        media.map(|row| (row["outlet"].clone(), row["stories"].clone(), row["share"].clone())).collect();
    assert_eq!(media, [(Value::Null, json!(2), json!(50.0)), (json!("Báo Thử"), json!(1), json!(100.0))]);
}

#[test]
fn a_range_of_days_counts_what_was_signed_in_it() {
    let here = site();
    let of_2023 = tables(&here, &["--from", "2023-01-01", "--to", "2023-12-31"]);
    assert_eq!(balance(&of_2023["by_recipient"]), [("tập thể".to_owned(), 1, 1)]);
    let later = tables(&here, &["--from", "2024-02-01"]);
    assert_eq!(balance(&later["by_recipient"]), [("tập thể".to_owned(), 1, 0)]);
    for form in ["html", "xlsx"] {
        let out = format!("bao-cao.{form}");
        here.run(&["report", "coverage", "--now", NOW, "--format", form, "--out", &out]).ends(0);
        assert!(here.has(&out));
    }
}

/// The newsroom's own readings of short forms.
#[test]
fn short_forms_are_read_as_the_newsroom_says() {
    let here = site();
    let text = story("Bài bốn", "2024-08-01", "").replace("Bài hư cấu.", "Cụm TTVH nhận 36/KH-UBND.");
    here.write("content/bai-viet/2024/bai-bon.md", &text);
    let spoken = ["script", "article:bai-bon", "--spoken", "--now", NOW];
    let own = here.run(&spoken).ends(0).out;
    assert!(own.contains("ba mươi sáu"), "{own}");
    here.write("content/doc-am.yaml", "words:\n  TTVH: trung tâm văn hóa\nsymbols:\n  KH: kế hoạch số\n");
    let taught = here.run(&spoken).ends(0).says("trung tâm văn hóa").out;
    assert!(!own.contains("trung tâm văn hóa") && taught.contains("kế hoạch số"), "{taught}");
    here.write("content/doc-am.yaml", "words:\n  TTVH: 7 chữ\n");
    here.run(&["check", "--now", NOW]).ends(1).says("doc-am.yaml:2:3");
}

/// What a translator still has to do: every string, not only how many.
#[test]
fn what_another_language_lacks_is_listed() {
    let here = site();
    here.write(
        "content/site.yaml",
        "title: Thử\nbase_url: https://thu.example\nprofile: noi-bo\nshare_cards: [off]\nlanguages: [vi, en, km]\ntheme: cua-toi\n",
    );
    here.write("themes/cua-toi/theme.yaml", "extends: bang-vang\n");
    here.write("themes/cua-toi/strings.km.yaml", "site:\n  skip: ទៅមាតិកា\n");
    here.write("content/trang/gioi-thieu.md", &format!("---\ntitle: Giới thiệu\n{SOURCE}---\nHư cấu.\n"));
    let args = ["report", "strings", "--now", NOW, "--format", "json"];
    let told: Value = serde_json::from_str(&here.run(&args).ends(0).out).expect("JSON");
    let strings = told["tables"]["missing_strings"].as_array().expect("rows");
    let has = |lang: &str, key: &str| strings.iter().any(|row| row["language"] == lang && row["key"] == key);
    assert!(strings.len() > 300 && has("km", "site.nav") && has("km", "date.day"), "{}", strings.len());
    assert!(!has("km", "site.skip"), "that one is there");
    assert!(!strings.iter().any(|row| row["language"] == "en"), "English lacks none");
    let pages = &told["tables"]["untranslated_pages"];
    assert_eq!(pages.as_array().map(Vec::len), Some(2), "{pages}");
    here.run(&["report", "strings", "--now", NOW]).ends(0).says("Chuỗi giao diện còn thiếu").says("date.day");
    here.run(&["report", "strings", "--now", NOW, "--format", "ics"]).ends(2);
    // One file of strings is a language: what it says is said, the rest is marked Vietnamese.
    here.run(&["build", "--now", NOW, "--keep-going"]);
    let home = here.read("public/km/index.html");
    assert!(home.contains("<html lang=\"km\"") && home.contains("ទៅមាតិកា") && home.contains("lang=\"vi\""), "{home}");
}
