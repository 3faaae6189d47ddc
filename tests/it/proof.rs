//! The hints of the proof-reader: what each finds, and the near miss that it must leave alone.
//! All people, units and decisions are fictitious ("dữ liệu hư cấu").

use std::collections::BTreeSet;

use bangvang::diag::catalogue::CATALOGUE;

use crate::rules::{File, lines};

const PERSON: File = (
    "ca-nhan/an.yaml",
    "name: Nguyễn Văn An\nposts:\n- {title: Chủ tịch Hội, from: 2015-01-01, to: 2018-12-31}\n- {title: Giám đốc Sở Thử, from: 2019-01-01}\n",
);
const DECISION: File = (
    "quyet-dinh/qd.yaml",
    "number: 12/QĐ-UBND\ndate: 2019-05-01\nissuer: ubnd-tinh\nsubject: Khen thưởng\ngroups:\n- honour: bk-tinh\n  declared: {collectives: 8, individuals: 40}\n  recipients: []\n",
);
const CAMPAIGN: File =
    ("phong-trao/dot.yaml", "title: Đợt thử\nmode: movement\nperiod: {from: 2019-01-01, to: 2019-12-31}\n");
const SERIES: File = ("chuyen-de/cd.yaml", "title: Chuyên đề thử\nkind: chuyen-de\nplanned: 2\n");

/// An article of June 2019 about some records.
fn article(about: &str, body: &str) -> File {
    let text = format!("---\ntitle: Bài thử\ngenre: tin\npublish: 2019-06-01\nabout: [{about}]\n---\n{body}\n");
    ("bai-viet/bai.md", Box::leak(text.into_boxed_str()))
}

fn check(code: &str, files: &[File], expect: &[&str]) {
    let told: Vec<String> = lines(files, code).into_iter().filter(|line| line.starts_with(code)).collect();
    assert_eq!(told, expect, "{code}: {files:#?}");
}

#[test]
fn posts_of_the_day() {
    let with = |body: &str, expect: &[&str]| check("BV445", &[PERSON, article("person:an", body)], expect);
    let found = &["BV445 PostOfAnotherTime bai:body"][..];
    with("Chủ tịch Hội Nguyễn Văn An phát biểu.", found);
    with("Ông Nguyễn Văn An, Chủ tịch Hội, phát biểu.", found);
    with("Giám đốc Sở Thử Nguyễn Văn An phát biểu.", &[]);
    with("Nguyên Chủ tịch Hội Nguyễn Văn An phát biểu.", &[]);
    with("Chủ tịch Hội và ông Nguyễn Văn An phát biểu.", &[]);
    with("Trưởng ban Nguyễn Văn An phát biểu.", &[]);
}

#[test]
fn numbers_of_recipients() {
    let with = |body: &str, expect: &[&str]| check("BV446", &[DECISION, article("decision:qd", body)], expect);
    with("UBND tỉnh khen 9 tập thể.", &["BV446 CountInText bai:body"]);
    with("UBND tỉnh khen 08 tập thể và 40 cá nhân.", &[]);
    with("Toàn tỉnh khen 5.500 tập thể.", &[]);
    with("Có 9 tập thể tham gia.", &[]);
    let sum = |body: &str, expect: &[&str]| check("BV447", &[article("", body)], expect);
    sum("Khen 64 tập thể, cá nhân, gồm 30 tập thể và 33 cá nhân.", &["BV447 SumInText bai:body"]);
    sum("Khen 63 tập thể, cá nhân, gồm 30 tập thể và 33 cá nhân.", &[]);
}

#[test]
fn dates_numbers_and_papers() {
    let day = |body: &str, expect: &[&str]| check("BV449", &[article("", body)], expect);
    day("Hội thi mở ngày 31/6/2019.", &["BV449 NoSuchDay bai:body"]);
    day("Hội thi mở ngày 29/2/2020; xem [ảnh](/tep/31/6/2019.jpg).", &[]);
    let date = |body: &str, expect: &[&str]| check("BV448", &[CAMPAIGN, article("campaign:dot", body)], expect);
    date("Đợt thi đua tổng kết ngày 5/12/2018.", &["BV448 DateOutsideCampaign bai:body"]);
    date("Đợt thi đua tổng kết ngày 5/1/2020. Năm 2018, ngày 2/9/2018, mưa.", &[]);
    let number = |body: &str, expect: &[&str]| check("BV452", &[article("", body)], expect);
    number("Theo Quyết định 12/QD-UBND và 669/ QĐ-TTg.", &["BV452 NumberForm bai:body"; 2]);
    number("Theo Quyết định 12/QĐ-UBND, xem [bản gốc](https://a.example/12/QD-UBND).", &[]);
    let paper = |body: &str, expect: &[&str]| check("BV454", &[article("", body)], expect);
    paper("Ông nhận Bằng khen của Chủ tịch UBND huyện.", &["BV454 PaperAndGiver bai:body"]);
    paper("Ông nhận Bằng khen của Chủ tịch UBND tỉnh.", &[]);
}

#[test]
fn words_of_links() {
    let with = |code: &str, body: &str, expect: &[&str]| {
        check(code, &[PERSON, DECISION, article("", body)], expect);
    };
    let number = &["BV457 LinkedNumber bai:body"][..];
    with("BV457", "Theo [Quyết định số 21/QĐ-UBND](decision:qd), ông An được khen.", number);
    with("BV457", "Theo [Quyết định số 12/QĐ-UBND](decision:qd) và [quyết định này](decision:qd).", &[]);
    with("BV457", "Theo Quyết định số 21/QĐ-UBND ([xem](decision:qd)).", &[]);
    let date = &["BV458 LinkedDate bai:body"][..];
    with("BV458", "Theo [Quyết định số 12/QĐ-UBND ngày 10/5/2019](decision:qd).", date);
    with("BV458", "Theo [Quyết định số 12/QĐ-UBND](decision:qd) ngày 10 tháng 5 năm 2019.", date);
    with("BV458", "Theo [Quyết định số 12/QĐ-UBND](decision:qd) ngày 1/5/2019; ngày 10/5/2019, mưa.", &[]);
    with("BV458", "[Quyết định](decision:qd) trao ở xã. Ngày 10/5/2019, mưa.", &[]);
    with("BV458", "[Quyết định số 12/QĐ-UBND](decision:qd) ngày 10/5/2019", date);
    with("BV458", "Theo [Quyết định số 12/QĐ-UBND](decision:qd), ngày 10/5/2019, sở họp.", &[]);
    with("BV458", "Xem [bài báo ngày 10/5/2019](decision:qd).", &[]);
    let person = &["BV459 LinkedPerson bai:body"][..];
    with("BV459", "[Trần Văn Khác](person:an) phát biểu.", person);
    with("BV459", "[Ông Nguyễn Văn An](person:an), [Chủ tịch Hội](person:an), [ông An](person:an).", &[]);
    with("BV459", "[Nguyễn Vănn An](person:an) phát biểu.", &[]);
}

#[test]
fn short_forms() {
    let with = |body: &str, expect: &[&str]| check("BV453", &[article("", body)], expect);
    with("Mô hình XYZ hay. XYZ lan rộng.", &["BV453 ShortForm bai:body"]);
    with("Mô hình xanh (XYZ) hay; UBND tỉnh khen; thời Lê XVIII; 12/QĐ-XYZ; TIN MỚI NHẤT.", &[]);
}

#[test]
fn captions() {
    let photo = |more: &str| -> File {
        let text = format!("caption: Nguyễn Văn An và bà Lê Thị Bình\ncredit: Thử\n{more}");
        ("anh/anh.jpg.yaml", Box::leak(text.into_boxed_str()))
    };
    let other: File = ("ca-nhan/binh.yaml", "name: Lê Thị Bình\n");
    let third: File = ("ca-nhan/cuc.yaml", "name: Trần Thị Cúc\n");
    let with = |code: &str, more: &str, expect: &[&str]| check(code, &[PERSON, other, third, photo(more)], expect);
    with("BV450", "people: [person:an, person:binh]\n", &["BV450 CaptionOrder anh.jpg:caption"]);
    with("BV450", "people: [person:an]\n", &[]);
    with("BV451", "people: [person:an, person:cuc]\n", &["BV451 CaptionWithout anh.jpg:people[1]"]);
    with("BV451", "people: [person:an, person:binh]\n", &[]);
}

#[test]
fn parts_of_a_series() {
    let part = |name: &'static str, number: u32| -> File {
        let text = format!("---\ntitle: Kỳ\ngenre: bai\npublish: 2019-06-01\nseries: cd\npart: {number}\n---\nKỳ.\n");
        (name, Box::leak(text.into_boxed_str()))
    };
    check("BV455", &[SERIES, part("bai-viet/a.md", 1), part("bai-viet/b.md", 1)], &["BV455 PartTwice b:part"]);
    check("BV455", &[SERIES, part("bai-viet/a.md", 1), part("bai-viet/b.md", 2)], &[]);
    check("BV456", &[SERIES, part("bai-viet/a.md", 3)], &["BV456 PartBeyond a:part"]);
    check("BV456", &[SERIES, part("bai-viet/a.md", 2)], &[]);
}

#[test]
fn a_hint_is_silenced_with_a_reason() {
    let text = "---\naccept: [{rule: BV454, reason: Nguồn in thế}]\ntitle: Bài thử\ngenre: tin\npublish: 2019-06-01\n---\nÔng nhận Bằng khen của UBND xã.\n";
    assert_eq!(lines(&[("bai-viet/bai.md", text)], "BV454"), [""; 0]);
}

#[test]
fn every_hint_is_tested_here() {
    let tests = include_str!("proof.rs");
    let hints = CATALOGUE.iter().map(|row| row.code).filter(|code| ("BV445"..="BV459").contains(code));
    let untested: BTreeSet<&str> = hints.filter(|code| !tests.contains(&format!("\"{code}"))).collect();
    assert!(untested.is_empty(), "{untested:?}");
}
