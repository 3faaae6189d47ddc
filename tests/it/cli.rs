//! The commands as a person or a script meets them: the real program in folders of its own, and
//! the preview's server over plain sockets.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bangvang::cli::serve::{Live, Server};
use bangvang::publish::{Mode, Publisher, RealOut};

/// A folder that vanishes with the test.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("bangvang-cli-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Runs the program in this folder.
    pub(super) fn run(&self, args: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        command.args(args).current_dir(&self.0).env_remove("BANGVANG_LANG").env("COLUMNS", "100");
        Done::of(command.output().expect("the program runs"))
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn read_bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Done {
    code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Done {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Asserts the exit code.
    pub(super) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// Asserts that something was said.
    pub(super) fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text) || self.out.contains(text), "{text:?} is not in {self:?}");
        self
    }
}

/// The calendar names what is due and what is full years old, and nothing that is a draft.
#[test]
fn the_calendar_tells_of_public_records_only() {
    let folder = Folder::new();
    for (path, text) in [
        ("site.yaml", include_str!("../cases/base/content/site.yaml")),
        ("don-vi/ubnd-tinh.yaml", include_str!("../cases/base/content/don-vi/ubnd-tinh.yaml")),
    ] {
        folder.write(&format!("content/{path}"), text);
    }
    let end = |status| format!("status: {status}\nsources:\n  - publisher: \"hư cấu\"\n---\n");
    for (number, status) in [(10, "published"), (11, "draft")] {
        let text = format!(
            "---\nnumber: {number}/QĐ-UBND\ndate: 2020-02-29\nissuer: ubnd-tinh\nsubject: \"tặng Bằng khen\"\ngroups:\n  - honour: bk-tinh\n    recipients:\n      - ref: unit:ubnd-tinh\n{}",
            end(status)
        );
        folder.write(&format!("content/quyet-dinh/2020/{number}-qd-ubnd.md"), &text);
        let text = format!(
            "---\ntitle: \"Đợt thi đua thử {number}\"\nmode: special\nperiod:\n  from: 2025-01\n  to: 2025-12-31\nmilestones:\n  - stage: tong-ket\n    planned: 2025-Q1?\n{}",
            end(status)
        );
        folder.write(&format!("content/phong-trao/2025/dot-{number}.md"), &text);
    }
    let asked = |from: &str, to: &str| {
        let args = ["report", "calendar", "--format", "json", "--now", "2026-11-23T08:00:00+07:00", "--from", from];
        let done = folder.run(&[&args[..], &["--to", to]].concat()).ends(0);
        assert!(!done.out.contains("dot-11") && !done.out.contains("11-qd-ubnd"), "a draft: {}", done.out);
        let value: serde_json::Value = serde_json::from_str(&done.out).expect("nothing but JSON");
        value["tables"].clone()
    };
    let tables = asked("2025-02-28", "2025-03-01");
    assert_eq!(tables["due"].as_array().map(Vec::len), Some(1), "{tables}");
    assert_eq!(tables["due"][0]["first"], "2025-01-01");
    assert_eq!(tables["due"][0]["last"], "2025-03-31");
    assert_eq!(tables["anniversaries"].as_array().map(Vec::len), Some(1), "{tables}");
    assert_eq!(tables["anniversaries"][0]["day"], "2025-02-28");
    assert_eq!(tables["anniversaries"][0]["years"], 5);
    let tables = asked("2025-04-01", "2025-12-31");
    assert_eq!(tables, serde_json::json!({ "due": [], "anniversaries": [] }));
    folder.run(&["report", "calendar", "--from", "2025-02-01", "--to", "2025-01-01"]).ends(2).says("trước --from");
    let public = ["report", "calendar", "--format", "xlsx", "--out", "public/lich.xlsx"];
    folder.run(&public).ends(2).says("không được nằm trong thư mục xuất bản");
    assert!(!folder.has("public/lich.xlsx"));
    folder.run(&public[..4]).ends(0).says("lich-tuyen-truyen.xlsx");
    assert!(folder.has(".bangvang/bao-cao/lich-tuyen-truyen.xlsx"));
}

#[test]
fn a_kit_is_written_whole_or_not_at_all() {
    let here = Folder::new();
    here.run(&["init", "trang"]).ends(0);
    let units = fs::read_dir(here.0.join("trang/content/don-vi")).expect("units").filter_map(Result::ok);
    let unit = units.map(|entry| entry.path().file_stem().expect("a name").to_string_lossy().into_owned()).min();
    let unit = unit.expect("a first unit");
    let site = ["--site", "trang", "kit", "unit"];
    here.run(&[&site[..], &[&unit]].concat()).ends(0).says(&format!("bo-tu-lieu-don-vi-{unit}.zip"));
    assert!(here.read_bytes(&format!("bo-tu-lieu-don-vi-{unit}.zip")).starts_with(b"PK"));
    here.run(&[&site[..], &[&unit[..unit.len() - 1]]].concat()).ends(2).says(&format!("unit:{unit}?"));
    here.run(&[&site[..], &[&unit, "--out", "trang/public/kit.zip"]].concat()).ends(2).says("nội bộ");
    here.run(&["--site", "trang", "kit", "article", "a"]).ends(2);
    assert!(!here.has("trang/public"));
    fs::create_dir_all(here.0.join("thu-muc/kit.zip")).expect("a folder in the way");
    here.run(&[&site[..], &[&unit, "--out", "thu-muc/kit.zip"]].concat()).ends(3);
    assert_eq!(fs::read_dir(here.0.join("thu-muc")).expect("the folder").count(), 1, "nothing half is left");
}

#[test]
fn the_last_build_can_be_asked() {
    let here = Folder::new();
    let settings = "title: Thử\nbase_url: https://thu.example\nprofile: noi-bo\nshare_cards: [off]\n";
    here.write("content/site.yaml", settings);
    let tail = "status: published\nsources:\n  - publisher: hư cấu\n";
    here.write("content/don-vi/so-thu.yaml", &format!("name: Sở Thử\nunit_type: so-ban-nganh\n{tail}"));
    here.write(
        "content/bai-viet/2024/bai-thu.md",
        &format!("---\ntitle: Bài thử\ngenre: tin\npublish: 2024-01-02\n{tail}---\nVề [sở](unit:so-thu).\n"),
    );
    here.run(&["why", "/"]).ends(2).says("chạy bangvang build trước");
    here.run(&["build", "--now", "2026-11-23T08:00+07:00"]).ends(0);
    let all = ["--all"];
    here.run(&["why", "/bai-viet/2024/bai-thu/", "--all"]).ends(0).says("unit:so-thu").says("template:");
    here.run(&[&["who-uses", "unit:so-thu"][..], &all].concat()).ends(0).says("bai-viet/2024/bai-thu/index.html");
    here.run(&["who-uses", "so-tha"]).ends(2).says("Ý bạn là so-thu?");
    here.run(&["who-uses", "template:article.html"]).ends(0).says("bai-viet/2024/bai-thu/index.html");
    here.run(&["explain-record", "so-thu"]).ends(0).says("content/don-vi/so-thu.yaml:2:1").says("parent (Cấp trên)");
    let told = here.run(&["explain-record", "so-thu", "--format", "json"]).ends(0);
    let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(told["fields"][0]["text"], "Sở Thử");
    assert_eq!(told["url"], "/don-vi/so-thu/");
    let here_again = fs::canonicalize(here.0.join("public")).expect("the published folder");
    for out in ["public/", "./content/../public", &here_again.to_string_lossy()] {
        here.run(&["build", "--now", "2026-11-23T08:00+07:00", "--out", out]).ends(0).says("Không có gì thay đổi");
    }
    // A renamed unit: its own page and what names it are made anew, and say why.
    here.write("content/don-vi/so-thu.yaml", &format!("name: Sở Thử Mới\nunit_type: so-ban-nganh\n{tail}"));
    here.run(&["build", "--now", "2026-11-23T08:00+07:00"]).ends(0);
    here.run(&["why", "bai-viet/2024/bai-thu"]).ends(0).says("phần tóm tắt của unit:so-thu đã đổi");
    here.run(&["why", "/trang/khong-co/"]).ends(2);
    here.run(&["why", "404.html"]).ends(0).says("giữ nguyên");
}

#[test]
fn a_site_begins_from_the_bare_program() {
    let folder = Folder::new();
    folder.run(&["init", "trang"]).ends(0).says("dữ liệu hư cấu");
    for path in ["README.vi.md", ".gitignore", "content/site.yaml", "content/quyet-dinh/2026/02-qd-ubnd-2026.md"] {
        assert!(folder.has(&format!("trang/{path}")), "{path}");
    }
    assert!(!folder.has("trang/themes"), "the theme stays in the program");
    folder.write("trang/content/site.yaml", "của tôi");
    folder.run(&["init", "trang"]).ends(2).says("đã có nội dung");
    assert_eq!(folder.read("trang/content/site.yaml"), "của tôi");
    folder.run(&["init", "--theme", "co-giao-dien"]).ends(0);
}

#[test]
fn the_record_of_a_picture_goes_beside_it() {
    let folder = Folder::new();
    folder.write("content/site.yaml", "title: x\n");
    folder.write("content/bai-viet/2026/canh-hoi.png", "");
    folder.write("content/bai-viet/2026/Lễ trao.JPG", "");
    folder.run(&["new", "photo", "canh-hoi"]).ends(0).says("content/bai-viet/2026/canh-hoi.png.yaml");
    folder.run(&["new", "photo", "canh-hoi"]).ends(2).says("đã có ở content/bai-viet/2026/canh-hoi.png.yaml");
    let record = folder.run(&["new", "photo", "le-trao"]).ends(0).says("le-trao.jpg.yaml");
    record.says("Đổi tên ảnh `Lễ trao.JPG` thành `le-trao.jpg`");
    folder.run(&["new", "photo", "khac"]).ends(0).says("content/anh/khac.jpg.yaml");
}

#[test]
fn a_new_record_is_written_once() {
    let folder = Folder::new();
    folder.run(&["new", "unit", "so-y-te"]).ends(2).says("không có trang web nào ở đây");
    assert!(!folder.has("content"), "nothing is written where there is no site");
    folder.write("content/site.yaml", "title: x\n");
    let path = "content/quyet-dinh/2019/455-qd-ctn-2019.md";
    folder.run(&["new", "decision", "455-qd-ctn-2019"]).ends(0).says(path);
    assert_eq!(folder.run(&["-q", "new", "unit", "so-y-te"]).ends(0).out, "content/don-vi/so-y-te.md\n");
    assert!(folder.read(path).contains("\nstatus: draft\n"));
    folder.write(path, "giữ nguyên");
    folder.run(&["new", "quyet-dinh", "455-qd-ctn-2019"]).ends(2).says("đã có ở");
    assert_eq!(folder.read(path), "giữ nguyên");
    folder.run(&["--now", "2031-02-03T00:00+07:00", "new", "decision", "455-qd-ctn-2019"]).ends(2);
    folder.run(&["--now", "2031-02-03", "new", "bai-viet", "le-trao"]).ends(0).says("content/bai-viet/2031/le-trao.md");
}

#[test]
fn a_wrong_kind_or_id_gets_the_right_one_offered() {
    let folder = Folder::new();
    folder.write("content/site.yaml", "title: x\n");
    folder.run(&["new", "decison", "a"]).ends(2).says("ý bạn là `decision`?");
    folder.run(&["new", "Quyết định", "a"]).ends(0);
    folder.run(&["new", "unit", "Sở Nội vụ"]).ends(2).says("ý bạn là `so-noi-vu`?");
    folder.run(&["--lang", "en", "new", "unit", "../x"]).ends(2).says("did you mean `x`?");
    assert!(!folder.has("content/don-vi"));
}

#[test]
fn the_site_is_found_from_within() {
    let folder = Folder::new();
    folder.write("content/site.yaml", "title: x\n");
    folder.write("content/don-vi/sau/a.txt", "");
    let inside = Folder(folder.0.join("content/don-vi/sau"));
    inside.run(&["new", "unit", "so-y-te"]).ends(0);
    assert!(folder.has("content/don-vi/so-y-te.md"));
    std::mem::forget(inside);
    folder.write("khac/content/site.yaml", "title: y\n");
    folder.run(&["--site", "khac", "new", "unit", "so-y-te"]).ends(0);
    assert!(folder.has("khac/content/don-vi/so-y-te.md"));
}

#[test]
fn codes_and_kinds_are_explained() {
    let folder = Folder::new();
    folder.run(&["explain"]).ends(0).says("content/quyet-dinh/").says("BV104").says("X05");
    folder.run(&["explain", "bv104"]).ends(0).says("Tên trường viết sai");
    folder.run(&["explain", "BV104", "--lang=en"]).ends(0).says("never silently ignored");
    folder.run(&["explain", "BV99999"]).ends(2).says("không có mã");
    let table = folder.run(&["explain", "quyet-dinh"]).ends(0).says("người nhận").out;
    let at = |key: &str| {
        let line = table.lines().find(|line| line.trim_start().starts_with(key)).expect("a row");
        let cell = line.find("mã đơn vị có").or(line.find("tên, chức vụ")).expect("the help");
        line[..cell].chars().count()
    };
    assert_eq!(at("issuer "), at("signer "), "columns are aligned by letters");
}

#[test]
fn schemas_reach_vs_code_and_leave_the_rest_alone() {
    let folder = Folder::new();
    let schema: serde_json::Value = serde_json::from_str(&folder.run(&["schema", "unit"]).ends(0).out).expect("JSON");
    assert_eq!(schema["properties"]["unit_type"]["title"], "Loại");
    folder.run(&["schema", "unti"]).ends(2).says("ý bạn là `unit`?");
    folder.write(".vscode/settings.json", "{ \"files.eol\": \"\\n\" }");
    folder.run(&["schema", "--write"]).ends(0).says("Red Hat");
    let settings: serde_json::Value = serde_json::from_str(&folder.read(".vscode/settings.json")).expect("JSON");
    assert_eq!(settings["files.eol"], "\n");
    assert_eq!(settings["yaml.schemas"][".bangvang/schema/site.json"][0], "content/site.yaml");
    assert!(folder.has(".bangvang/schema/site.json") && folder.has(".bangvang/schema/decision.json"));
    let commented = "{ // của tôi\n}";
    folder.write(".vscode/settings.json", commented);
    folder.run(&["schema", "--write"]).ends(0).says("được giữ nguyên");
    assert_eq!(folder.read(".vscode/settings.json"), commented);
}

#[test]
fn words_that_are_no_command_are_refused_in_the_readers_language() {
    let folder = Folder::new();
    folder.run(&[]).ends(2);
    folder.run(&["--help"]).ends(0).says("130").says("Cách dùng");
    folder.run(&["help", "new"]).ends(0).says("<LOẠI> <MÃ>");
    folder.run(&["--version"]).ends(0).says("bangvang ");
    folder.run(&["buld"]).ends(2).says("ý bạn là `build`?");
    folder.run(&["--lang", "en", "buld"]).ends(2).says("similar subcommand");
    folder.run(&["check", "--format", "xml"]).ends(2).says("chọn một trong: human, short, json, github");
    folder.run(&["check", "--now", "hôm nay"]).ends(2).says("--now");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        folder.run(&["completions", shell]).ends(0).says("bangvang");
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = Folder::new();
    folder.write("content/don-vi", "một tệp, không phải thư mục");
    folder.run(&["new", "unit", "a"]).ends(3).says("lỗi:");
}

#[test]
fn pages_never_go_among_the_sources() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    for out in ["content", "content/don-vi/x", ".", "..", "themes/x", ".bangvang"] {
        folder.run(&["build", "--out", out]).ends(2).says("sẽ lẫn với thư mục");
        folder.run(&["build", "--swap", "--out", out]).ends(2);
    }
    assert!(!folder.has("content/index.html") && !folder.has("index.html"));
}

#[test]
fn a_site_is_built_checked_and_kept_when_something_is_wrong() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    assert_eq!(folder.run(&["check", "--strict"]).ends(0).says("Không có lỗi.").out, "", "the sample is an example");
    folder.run(&["build"]).ends(0).says("Đã dựng").says("vào public/ trong");
    folder.run(&["build", "--lang", "en"]).ends(0).says("Nothing changed");
    let page = folder.read("public/trang/gioi-thieu/index.html");
    let file = "content/trang/gioi-thieu.md";
    let sound = folder.read(file);
    folder.write(file, &sound.replace("order: 1", "order: một\nsumary: 136"));
    let failed = folder.run(&["build", "--format", "short"]).ends(1).says("còn nguyên");
    assert!(failed.out.starts_with(&format!("{file}:4:8: lỗi[")), "{failed:?}");
    assert!(failed.out.contains("ý bạn là `summary`?"), "{failed:?}");
    assert_eq!(folder.read("public/trang/gioi-thieu/index.html"), page);
    let report = folder.run(&["check", "--format", "json"]).ends(1);
    let report: serde_json::Value = serde_json::from_str(&report.out).expect("nothing but JSON");
    assert_eq!(report["summary"]["errors"], 2);
    let codes = report["diagnostics"].as_array().expect("a list").iter().map(|one| &one["code"]).collect::<Vec<_>>();
    assert!(!codes.iter().any(|code| *code == "BV486"), "what cannot be read is not gone: {codes:?}");
    folder.run(&["build", "--keep-going"]).ends(1).says("không được xuất bản");
    folder.write(file, &sound.replace("order: 1", "summary: 136"));
    folder.run(&["check", "--fix"]).ends(0).says("Đã sửa 1 chỗ");
    assert_eq!(folder.read(file), sound.replace("order: 1", "summary: \"136\""));
    folder
        .run(&["build", "--why=/trang/gioi-thieu/", "--timings"])
        .ends(0)
        .says("trang/gioi-thieu/index.html: ")
        .says(" ms");
    folder.run(&["build", "--out", "noi-khac"]).ends(0);
    assert!(folder.has("noi-khac/index.html"));
}

#[test]
fn where_the_time_of_a_build_went_can_be_drawn() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    folder.run(&["build", "--profile", "public/vet.json"]).ends(2).says("tài liệu nội bộ");
    assert!(!folder.has("public/index.html"), "nothing was built");
    folder.run(&["build", "--profile", "vet.json"]).ends(0).says("Đã ghi vet.json");
    let trace: serde_json::Value = serde_json::from_str(&folder.read("vet.json")).expect("JSON");
    let events = trace["traceEvents"].as_array().expect("a list of events");
    let spans: Vec<&serde_json::Value> = events.iter().filter(|event| event["ph"] == "X").collect();
    let named = |name: &str| spans.iter().find(|span| span["name"] == name).copied();
    let stage = named("dựng trang").expect("the stage of rendering");
    let page = named("trang/gioi-thieu/index.html").expect("the page");
    assert_eq!((&stage["cat"], &page["cat"]), (&"stage".into(), &"record".into()));
    let time = |of: &serde_json::Value, what: &str| of[what].as_u64().expect("microseconds");
    assert!(time(page, "ts") >= time(stage, "ts"));
    assert!(time(page, "ts") + time(page, "dur") <= time(stage, "ts") + time(stage, "dur"));
}

#[test]
fn nothing_is_written_where_there_is_no_site() {
    let folder = Folder::new();
    for command in ["build", "check", "serve"] {
        folder.run(&[command]).ends(2).says("bangvang init");
        folder.run(&["--site", "khong-co", command, "--lang", "en"]).ends(3);
    }
    assert_eq!(fs::read_dir(&folder.0).expect("the folder").count(), 0);
}

#[test]
fn two_builds_do_not_meet() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let (out, state) = (folder.0.join("public"), folder.0.join(".bangvang/publish"));
    fs::create_dir_all(folder.0.join(".bangvang")).expect("a folder");
    let held = Publisher::open(&out, &state, Mode::Journal, Arc::new(RealOut)).expect("the lock");
    folder.run(&["build"]).ends(4);
    drop(held);
    folder.run(&["build"]).ends(0);
}

#[test]
fn the_preview_follows_every_save() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let (_child, preview) = serving(&folder);
    let page = preview.get("/trang/gioi-thieu/", "");
    let look = attribute(&page, "data-look");
    assert_eq!(attribute(&page, "data-source"), "content/trang/gioi-thieu.md");
    assert!(!folder.has("public") && !folder.has(".bangvang/preview/public"), "looking publishes nothing");
    let events = format!("/__bangvang/events?file=trang%2Fgioi-thieu%2Findex.html&look={look}");
    let file = "content/trang/gioi-thieu.md";
    let sound = folder.read(file);
    let mut id = String::new();
    let mut next = |has: &str| preview.news(&events, &mut id, has);
    next("event: css");
    folder.write(file, &sound.replace("order: 1", "oder: 1"));
    let news = next("BV104");
    assert!(news.contains("\"line\":4") && news.contains("\"excerpt\":\"oder: 1\""), "{news}");
    assert!(!news.contains("event: reload"), "{news}");
    assert!(preview.get("/trang/gioi-thieu/", "").starts_with("HTTP/1.1 200"), "the last good page stays");
    folder.write(file, &sound.replace("title: Giới thiệu", "title: Giới thiệu mới"));
    let news = next("event: reload");
    assert!(news.contains("\"diagnostics\":[]"), "{news}");
    assert!(preview.get("/trang/gioi-thieu/", "").contains("Giới thiệu mới"));
    // A browser that shows another page is told of no reload.
    let home = preview.get("/lien-he/", "");
    let events = format!("/__bangvang/events?file=lien-he/index.html&look={}", attribute(&home, "data-look"));
    folder.write(file, &sound.replace("order: 1", "order: 2"));
    assert!(!preview.get(&events, "").contains("event: reload"));
}

#[test]
fn a_site_that_was_never_sound_stands_still_until_it_is_mended() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let sound = folder.read("content/site.yaml");
    folder.write("content/site.yaml", "title: [\n");
    let (_child, preview) = serving(&folder);
    let page = preview.get("/", "");
    assert!(page.starts_with("HTTP/1.1 503") && page.contains("Chưa dựng được trang web"), "{page}");
    assert!(!page.contains("Không có trang này"), "{page}");
    let events = format!("/__bangvang/events?file=index.html&look={}", attribute(&page, "data-look"));
    let mut id = String::new();
    let news = preview.news(&events, &mut id, "content/site.yaml");
    assert!(!news.contains("event: reload") && !news.contains("bản đúng gần nhất"), "{news}");
    folder.write("content/site.yaml", &sound);
    preview.news(&events, &mut id, "event: reload");
    assert!(preview.get("/", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_page_that_comes_back_is_shown_by_itself() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let (_child, preview) = serving(&folder);
    let sound = folder.read("content/trang/gioi-thieu.md");
    for address in ["/trang/moi/", "/trang/moi"] {
        let page = preview.get(address, "");
        assert!(page.starts_with("HTTP/1.1 404"), "{page}");
        let (file, look) = (attribute(&page, "data-file"), attribute(&page, "data-look"));
        let (events, mut id) = (format!("/__bangvang/events?file={file}&look={look}"), String::new());
        let news = preview.news(&events, &mut id, "event: problems");
        assert!(!news.contains("event: reload"), "{news}");
        folder.write("content/trang/moi.md", &sound.replace("title: Giới thiệu", "title: Mới"));
        preview.news(&events, &mut id, "event: reload");
        fs::remove_file(folder.0.join("content/trang/moi.md")).expect("it is there");
        preview.news(&events, &mut id, "event: css");
    }
    let page = preview.get("/trang/gioi-thie/", "");
    assert_eq!(attribute(&page, "data-near"), "/trang/gioi-thieu/");
}

#[test]
fn a_record_that_cannot_be_read_keeps_its_last_good_page() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let (_child, preview) = serving(&folder);
    let file = "content/trang/gioi-thieu.md";
    let sound = folder.read(file);
    let page = preview.get("/trang/gioi-thieu/", "");
    let look = attribute(&page, "data-look");
    let events = format!("/__bangvang/events?file=trang/gioi-thieu/index.html&look={look}");
    let mut id = String::new();
    // Comes in whole: half of it might be small enough to be read.
    folder.write("beside.tmp", &(sound.clone() + &"x".repeat(17 << 20)));
    fs::rename(folder.0.join("beside.tmp"), folder.0.join(file)).expect("one disk");
    let news = preview.news(&events, &mut id, file);
    assert!(!news.contains("event: reload"), "{news}");
    assert_eq!(attribute(&preview.get("/trang/gioi-thieu/", ""), "data-look"), look);
    folder.write(file, &sound);
    let news = preview.news(&events, &mut id, "\"diagnostics\":[]");
    assert!(!news.contains("event: reload"), "{news}");
}

#[test]
fn the_gravest_problem_is_told_first() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let file = "content/trang/gioi-thieu.md";
    folder.write("content/a-la/x.md", "---\ntitle: x\n---\n");
    folder.write(file, &folder.read(file).replace("order: 1", "oder: 1"));
    let (_child, preview) = serving(&folder);
    let news = preview.news("/__bangvang/events?file=index.html&look=", &mut String::new(), "BV104");
    let problems = news.lines().find_map(|line| line.strip_prefix("data: {")).expect("the problems");
    let problems: serde_json::Value = serde_json::from_str(&format!("{{{problems}")).expect("JSON");
    let levels: Vec<_> = ["/diagnostics/0/level", "/diagnostics/1/level"].map(|at| problems.pointer(at)).into();
    assert_eq!(levels, [Some(&"error".into()), Some(&"warning".into())], "{problems}");
}

#[test]
fn an_editor_whose_quotation_mark_is_open_is_told_at_the_start() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    folder.run(&["serve", "--port", "0", "--editor", "\"C:\\x.exe {file}"]).ends(2).says("--editor");
}

/// The preview of a folder's site, and the program that gives it.
fn serving(folder: &Folder) -> (Child, Preview) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["serve", "--port", "0"]).current_dir(&folder.0).env_remove("BANGVANG_LANG");
    let mut child = Child(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs"));
    let mut address = String::new();
    BufReader::new(child.0.stdout.take().expect("stdout")).read_line(&mut address).expect("an address");
    let port = address.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
    (child, Preview(port.expect("a port"), Live::default()))
}

/// The value of an attribute in a page.
fn attribute(page: &str, name: &str) -> String {
    let found = page.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_else(|| panic!("no {name}: {page}")).to_owned()
}

/// A running program that ends with the test.
struct Child(std::process::Child);

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running preview of three files.
struct Preview(u16, Live);

impl Preview {
    fn new() -> Self {
        let pages = |path: &str| {
            let bytes: &[u8] = match path {
                "index.html" => b"<body>trang</body>",
                "don-vi/a/index.html" => b"<body>a</body>",
                "so.txt" => b"0123456789",
                _ => return None,
            };
            Some(bytes.to_vec())
        };
        let (server, live) = (Server::bind(0).expect("a port"), Live::default());
        let port = server.port();
        server.start(Arc::new(pages), &live).expect("a server");
        Self(port, live)
    }

    /// Sends a request whose headers hold `{}` where the port belongs.
    fn send(&self, request: &str) -> String {
        self.post(request, "")
    }

    fn post(&self, request: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.0)).expect("a connection");
        let request = request.replace("{}", &self.0.to_string()).replace('\n', "\r\n");
        write!(stream, "{request}\r\nConnection: close\r\n\r\n{body}").expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits for news that say something; `id` is that of the last ones.
    fn news(&self, events: &str, id: &mut String, has: &str) -> String {
        loop {
            let news = self.get(events, &format!("\nLast-Event-ID: {id}"));
            if let Some(new) = header(&news, "id") {
                new.clone_into(id);
            }
            if news.contains(has) {
                return news;
            }
        }
    }

    fn get(&self, path: &str, headers: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\nHost: localhost:{{}}{headers}"))
    }
}

/// The value of a header in an answer.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn the_preview_answers_only_its_own_name() {
    let preview = Preview::new();
    let check = |request: &str, status: &str| {
        let answer = preview.send(request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {answer}");
    };
    check("GET / HTTP/1.1\nHost: localhost:{}", "200");
    check("GET / HTTP/1.1\nHost: 127.0.0.1:{}", "200");
    check("GET / HTTP/1.1\nHost: [::1]:{}", "200");
    check("GET / HTTP/1.1\nHost: evil.example:{}", "403");
    check("GET / HTTP/1.1\nHost: localhost", "403");
    check("GET / HTTP/1.1\nHost: localhost.evil.example:{}", "403");
    check("GET / HTTP/1.1\nHost: localhost:{}\nHost: evil.example", "40");
    check("GET / HTTP/1.1\nX: y", "40");
    check("GET / HTTP/1.1\nHost: localhost:{}\nOrigin: http://localhost:{}", "200");
    check("GET / HTTP/1.1\nHost: localhost:{}\nOrigin: https://evil.example", "403");
    check("GET / HTTP/1.1\nHost: localhost:{}\nOrigin: null", "403");
    check("GET http://localhost:{}/ HTTP/1.1\nHost: localhost:{}", "200");
    check("GET http://evil.example/ HTTP/1.1\nHost: localhost:{}", "403");
    check("POST / HTTP/1.1\nHost: localhost:{}\nContent-Length: 0", "405");
}

#[test]
fn the_preview_stays_in_its_folder() {
    let preview = Preview::new();
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/don-vi/..%2f..%2fx",
        "//evil.example",
        "/%5c..%5cx",
        "/.git/config",
        "/khong-co",
    ] {
        let answer = preview.get(path, "");
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(answer.contains("Không có trang này"));
    }
    let answer = preview.get("/don-vi/a?x=1", "");
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert_eq!(header(&answer, "location"), Some("/don-vi/a/?x=1"));
    assert!(preview.get("/don-vi/a/", "").contains("<body>a"));
}

#[test]
fn the_preview_sends_parts_and_knows_what_the_browser_has() {
    let preview = Preview::new();
    let whole = preview.get("/so.txt", "");
    assert_eq!(header(&whole, "content-type"), Some("text/plain; charset=utf-8"));
    assert!(whole.ends_with("\r\n\r\n0123456789"), "files other than pages are sent as they are");
    let tag = header(&whole, "etag").expect("a tag").to_owned();
    let known = preview.get("/so.txt", &format!("\nIf-None-Match: \"x\", W/{tag}"));
    assert!(known.starts_with("HTTP/1.1 304") && known.ends_with("\r\n\r\n"), "{known}");
    let part = preview.get("/so.txt", "\nRange: bytes=2-4");
    assert!(part.starts_with("HTTP/1.1 206") && part.ends_with("\r\n\r\n234"), "{part}");
    assert_eq!(header(&part, "content-range"), Some("bytes 2-4/10"));
    let outside = preview.get("/so.txt", "\nRange: bytes=10-");
    assert!(outside.starts_with("HTTP/1.1 416"), "{outside}");
    assert_eq!(header(&outside, "content-range"), Some("bytes */10"));
    let head = preview.send("HEAD /so.txt HTTP/1.1\nHost: localhost:{}");
    assert_eq!(header(&head, "content-length"), Some("10"));
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let head = preview.send("HEAD /so.txt HTTP/1.1\nHost: localhost:{}\nRange: bytes=2-4");
    assert!(head.starts_with("HTTP/1.1 200"), "only what is sent has parts: {head}");
}

#[test]
fn browsers_are_told_once_and_miss_nothing() {
    let preview = Preview::new();
    let page = preview.get("/", "");
    let events = |look: &str| format!("/__bangvang/events?file=index.html&look={look}");
    let same = events(&attribute(&page, "data-look"));
    preview.1.tell("{\"diagnostics\":\n[]}");
    let news = preview.get(&same, "");
    assert_eq!(header(&news, "content-type"), Some("text/event-stream"));
    assert!(news.contains("event: css\n") && news.contains("data: {\"diagnostics\":\ndata: []}\n"), "{news}");
    assert!(preview.get(&events("0"), "").contains("event: reload\n"), "another look is another page");
    let id = header(&news, "id").expect("an id").to_owned();
    let live = preview.1.clone();
    let later = std::thread::spawn(move || {
        let begun = std::time::Instant::now();
        while live.open_pages() != ["index.html"] {
            assert!(begun.elapsed() < std::time::Duration::from_secs(10), "nobody waits");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        live.tell("{}");
    });
    let news = preview.get(&same, &format!("\nLast-Event-ID: {id}"));
    later.join().expect("a thread");
    assert!(news.contains("event: problems\n") && !news.contains("event: reload"), "{news}");
    assert!(preview.1.open_pages().is_empty(), "who has an answer waits no more");
    assert!(preview.get("/__bangvang/live.js", "").contains("EventSource"));
}

#[test]
fn sources_are_opened_for_our_own_pages_only() {
    let preview = Preview::new();
    let check = |headers: &str, status: &str| {
        let body = "{\"file\":\"content/x.md\"}";
        let request =
            format!("POST /__bangvang/open HTTP/1.1\nHost: localhost:{{}}{headers}\nContent-Length: {}", body.len());
        let answer = preview.post(&request, body);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{headers}: {answer}");
    };
    let ours = "\nOrigin: http://localhost:{}";
    // The preview of three files has no sources: what passes every gate is not found.
    check(&format!("{ours}\nContent-Type: application/json"), "404");
    check(ours, "403");
    check("\nContent-Type: application/json", "403");
    check("\nOrigin: https://evil.example\nContent-Type: application/json", "403");
    check(&format!("{ours}\nContent-Type: text/plain"), "403");
}

#[test]
fn silent_callers_keep_nobody_out() {
    let preview = Preview::new();
    let silent: Vec<TcpStream> =
        (0..150).map(|_| TcpStream::connect(("127.0.0.1", preview.0)).expect("a connection")).collect();
    assert!(preview.get("/so.txt", "").starts_with("HTTP/1.1 200"), "they were sent away");
    drop(silent);
}

#[test]
fn the_address_leads_to_no_other_server() {
    let Ok(other) = TcpListener::bind(("::1", 0)) else { return };
    let port = other.local_addr().expect("an address").port();
    let server = Server::bind(port).expect("a port");
    if server.port() == port {
        assert_eq!(server.host(), "127.0.0.1");
    }
    drop(other);
    let server = Server::bind(0).expect("a port");
    if server.host() == "localhost" {
        assert!(TcpStream::connect(("::1", server.port())).is_ok());
    }
}

#[test]
fn a_taken_port_is_no_obstacle() {
    let first = Server::bind(0).expect("a port");
    let second = Server::bind(first.port()).expect("another port");
    assert_ne!(first.port(), second.port());
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_records_is_named_and_never_waited_for() {
    let folder = Folder::new();
    folder.run(&["init", ".", "-q"]).ends(0);
    let pipe = folder.0.join("content/don-vi/ong.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    let found = folder.run(&["check", "--format", "short"]).ends(1);
    assert!(found.out.starts_with("content/don-vi/ong.yaml:1:1: lỗi[BV007]"), "{found:?}");
}
