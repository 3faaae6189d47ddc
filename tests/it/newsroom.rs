//! What a newsroom asks before and after it publishes: what would change online, what changes by
//! itself and when, who builds then. The real program in folders of its own; all data is fictitious.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::cli::Folder;

const NOW: &str = "2026-11-23T08:00+07:00";
const PUBLISHED: &str = "status: published\nsources:\n  - publisher: hư cấu\n";

/// A decision that gives one honour to each unit.
fn decision(number: u32, units: &[&str], state: &str) -> String {
    let recipients: String = units.iter().map(|unit| format!("      - ref: unit:{unit}\n")).collect();
    format!(
        "number: {number}/QĐ-UBND\ndate: 2024-12-20\nissuer: ubnd-tinh\nsubject: tặng Bằng khen\ngroups:\n  - honour: bk-tinh\n    recipients:\n{recipients}{state}"
    )
}

/// A published site with two units and one decision.
fn site() -> Folder {
    let here = Folder::new();
    here.write("content/site.yaml", "title: Thử\nbase_url: https://thu.example\nprofile: noi-bo\nshare_cards: [off]\n");
    let unit = |name: &str, rest: &str| format!("name: {name}\n{rest}{PUBLISHED}");
    let authority = "unit_type: chinh-quyen\nauthority: ctubt\nsymbols: [UBND]\n";
    here.write("content/don-vi/ubnd-tinh.yaml", &unit("Ủy ban nhân dân tỉnh Thử", authority));
    here.write("content/don-vi/truong-thu.yaml", &unit("Trường Thử", "unit_type: truong\n"));
    here.write("content/don-vi/truong-hai.yaml", &unit("Trường Thử Hai", "unit_type: truong\n"));
    here.write("content/quyet-dinh/2024/10-qd-ubnd.yaml", &decision(10, &["truong-thu"], PUBLISHED));
    here.run(&["build", "--now", NOW]).ends(0);
    here
}

#[test]
fn what_would_change_is_told_before_it_is_published() {
    let here = site();
    here.run(&["diff", "--now", NOW]).ends(0).says("Không có gì thay đổi.");
    here.write("content/quyet-dinh/2024/11-qd-ubnd.yaml", &decision(11, &["truong-thu", "truong-hai"], PUBLISHED));
    let withdrawn = PUBLISHED.replace("status: published", "status: withdrawn\nwithdrawal: {date: 2026-11-22}");
    here.write("content/quyet-dinh/2024/10-qd-ubnd.yaml", &decision(10, &["truong-thu"], &withdrawn));
    let told = here.run(&["diff", "--now", NOW, "--format", "json"]).ends(0);
    let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(told["known"], true);
    assert_eq!(told["honours"]["added"].as_array().map(Vec::len), Some(2), "{told:#}");
    assert_eq!(told["honours"]["withdrawn"].as_array().map(Vec::len), Some(1), "{told:#}");
    let added = told["files"]["added"].as_array().expect("files");
    assert!(added.iter().any(|file| file == "quyet-dinh/2024/11-qd-ubnd/index.html"), "{told:#}");
    here.run(&["diff", "--now", NOW]).ends(0).says("Trường Thử Hai");
    assert!(!here.has("public/quyet-dinh/2024/11-qd-ubnd/index.html"), "nothing is published by asking");
    here.run(&["build", "--now", NOW]).ends(0);
    here.run(&["diff", "--now", NOW]).ends(0).says("Không có gì thay đổi.");
}

/// A story that waits for its hour.
fn waiting(until: &str) -> String {
    format!(
        "---\ntitle: Bài chờ giờ\ngenre: tin\npublish: 2026-11-20\nstatus: approved\napproved_by: hư cấu\napproved_at: 2026-11-21\nembargo_until: {until}\nsources:\n  - publisher: hư cấu\n---\nChờ.\n"
    )
}

#[test]
fn the_next_changes_are_known_and_who_builds_then() {
    let here = site();
    here.run(&["next-change", "--now", NOW]).ends(0).says("Không có gì tự thay đổi");
    here.write("content/bai-viet/2026/bai-cho.md", &waiting("2026-11-25T09:00"));
    let told = here.run(&["next-change", "--now", NOW, "--format", "json"]).ends(0);
    let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(told["changes"][0]["at"], "2026-11-25T09:00:00+07:00");
    assert_eq!(told["changes"][0]["record"], "article:bai-cho");
    // The same instant on other clocks.
    for (now, count) in [("2026-11-25T01:59:59Z", 1), ("2026-11-25T02:00:00Z", 0), ("2026-11-24T21:00:00-05:00", 0)] {
        let told = here.run(&["next-change", "--now", now, "--format", "json"]).ends(0);
        let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
        assert_eq!(told["total"], count, "{now}");
    }
    here.run(&["watch", "--print", "systemd"]).ends(0).says("[Timer]").says("ReadWritePaths=");
    here.run(&["watch", "--print", "cron"]).ends(0).says("* * * * * ");
}

#[test]
fn the_press_reads_elsewhere_and_every_page_says_so() {
    let here = site();
    here.write("content/bai-viet/2026/bai-cho.md", &waiting("2026-11-25T09:00"));
    let press = ["build", "--now", NOW, "--audience", "press"];
    for out in ["public", "public/bao-chi", ".", "./content/../public/x"] {
        here.run(&[&press[..], &["--out", out]].concat()).ends(2).says("là nơi công chúng đọc");
    }
    here.run(&press).ends(0);
    let page = here.read("public-bao-chi/bai-viet/2026/bai-cho/index.html");
    assert!(page.contains("Bài chờ giờ") && page.contains("09:00, 25/11/2026"), "{page}");
    assert!(here.read("public-bao-chi/index.html").contains("báo chí"), "every page is marked");
    here.run(&["build", "--now", NOW]).ends(0);
    assert!(!here.has("public/bai-viet/2026/bai-cho/index.html"));
    here.run(&["leak-check", "--now", NOW]).ends(0);
    here.run(&["leak-check", "public-bao-chi", "--now", NOW]).ends(1);
}

/// A story of a day, already out.
fn story(title: &str, publish: &str) -> String {
    format!("---\ntitle: \"{title}\"\ngenre: tin\npublish: {publish}\n{PUBLISHED}---\nChuyện.\n")
}

/// The addresses in a news sitemap, as a parser reads it, each with its title and instant.
fn news(xml: &str) -> Vec<[String; 3]> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut open, mut found) = (String::new(), Vec::<[String; 3]>::new());
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) => {
                tag.name().as_ref().clone_into(&mut open);
                if open == "url" {
                    found.push(Default::default());
                }
            }
            quick_xml::events::Event::Text(text) => {
                let at = ["loc", "news:title", "news:publication_date"].iter().position(|name| *name == open);
                if let Some((at, last)) = at.zip(found.last_mut()) {
                    last[at].push_str(&text);
                }
            }
            quick_xml::events::Event::GeneralRef(name) if open == "news:title" => {
                found.last_mut().expect("within an address")[1].push_str(&format!("&{};", &*name));
            }
            quick_xml::events::Event::End(_) => open.clear(),
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn news_services_hear_of_the_last_two_days() {
    let here = site();
    assert!(!here.has("public/sitemap-tin.xml"), "only newspapers have one");
    let settings = here.read("content/site.yaml").replace("noi-bo", "bao-chi");
    here.write("content/site.yaml", &settings);
    let stories = [
        ("nay", "2026-11-23T07:00"),
        ("qua", "2026-11-22T00:10"),
        ("kia", "2026-11-21T23:50"),
        ("mai", "2026-11-24T07:00"),
    ];
    for (name, publish) in stories {
        let text = story(&format!("Tin & ảnh: {name}"), publish);
        let text = text.replace("publish: ", &format!("publish_at: {publish}\npublish: "));
        here.write(&format!("content/bai-viet/2026/{name}.md"), &text);
    }
    here.write("content/bai-viet/2026/nhap.md", &story("Bản nháp", "2026-11-23T06:00").replace("published", "draft"));
    let told = |now: &str| {
        here.run(&["build", "--now", now]);
        news(&here.read("public/sitemap-tin.xml"))
    };
    let row = |name: &str, publish: &str| {
        [
            format!("https://thu.example/bai-viet/2026/{name}/"),
            format!("Tin &amp; ảnh: {name}"),
            format!("{publish}:00+07:00"),
        ]
    };
    assert_eq!(told(NOW), [row("nay", stories[0].1), row("qua", stories[1].1)]);
    assert!(here.read("public/robots.txt").contains("Sitemap: https://thu.example/sitemap-tin.xml"));
    assert_eq!(told("2026-11-24T07:00+07:00"), [row("mai", stories[3].1), row("nay", stories[0].1)]);
    assert_eq!(told("2026-11-26T00:00+07:00"), <[[String; 3]; 0]>::default());
}

/// The clock of this test is the real one: what is due in three seconds is published by then, and
/// not before.
#[test]
fn watch_publishes_at_the_hour() {
    let here = site();
    // Files tell whole seconds.
    let due = jiff::Timestamp::from_second(jiff::Timestamp::now().as_second() + 6).expect("an instant");
    let until = due.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    here.write("content/bai-viet/2026/bai-cho.md", &waiting(&until));
    let mut program = Command::new(env!("CARGO_BIN_EXE_bangvang"))
        .args(["watch", "--poll"])
        .current_dir(&here.0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let page = "public/bai-viet/2026/bai-cho/index.html";
    let started = Instant::now();
    while !here.has(page) && started.elapsed() < Duration::from_secs(120) {
        pause();
    }
    let (came, at) = (here.has(page), jiff::Timestamp::now());
    let _ = program.kill();
    let _ = program.wait();
    assert!(came, "what was due is published");
    assert!(at >= due, "published before its hour");
}

#[expect(clippy::disallowed_methods, reason = "another process is waited for")]
fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}
