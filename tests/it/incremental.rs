//! The oracle: after every edit, an incremental build must give the same bytes as a clean one,
//! in a new process as in a living engine. Edits are random but reproducible: a failure names
//! its seed. `BANGVANG_EDITS` raises their number.

use std::path::Path;
use std::sync::Arc;

use bangvang::base::SrcPath;
use bangvang::diag::Lang;
use bangvang::engine::{Engine, Options, Outcome, Silent};
use bangvang::source::{Embedded, Layered, Memory};

use super::sites::{NOW, Scratch, build, every_kind, jpeg, options, published, put};

/// Days on which the site is built; some cross the hour of a scheduled article.
const DAYS: &[&str] = &[
    NOW,
    "2026-12-01T07:59:59+07:00",
    "2026-12-01T08:00:00+07:00",
    "2024-02-01T00:00:00+07:00",
    "2026-12-09T00:00:00+07:00",
];

#[test]
fn incremental_equals_clean_after_every_edit() {
    let edits: u64 = std::env::var("BANGVANG_EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(160);
    for seed in 1..=4 {
        walk(seed, edits / 4);
    }
}

/// At random some settings would never be drawn.
#[test]
fn every_setting_shows_wherever_it_is_read() {
    let scratch = Scratch::new("settings");
    let mut files = every_kind();
    build(&files, &scratch.0, NOW);
    let check = |files: &Memory, what: String| {
        let outcome = build(files, &scratch.0, NOW);
        compare(files, &scratch.0, NOW, &outcome, &what);
        assert!(outcome.report.is_some(), "{what}: {:#?}", outcome.diags);
    };
    for pair in SETTINGS {
        let before = files.clone();
        let what = turn(&mut files, *pair);
        assert!(before.get(&settings()) != files.get(&settings()), "{what} changes nothing");
        check(&files, what);
    }
    for left_out in LEFT_OUT {
        let mut some = files.clone();
        change(&mut some, &settings(), |text| format!("{text}outputs: {{{left_out}}}\n"));
        check(&some, (*left_out).to_owned());
    }
    check(&files, "all outputs again".to_owned());
}

fn settings() -> SrcPath {
    SrcPath::new("content/site.yaml").expect("a sound path")
}

/// What a run remembers of what it published is not believed when another run published since.
#[test]
fn what_another_run_published_is_taken_back() {
    let scratch = Scratch::new("back");
    let good = every_kind();
    build(&good, &scratch.0, NOW);
    let cache = scratch.0.join("state/cache");
    let kept = copied(&cache);
    let mut wrong = good.clone();
    let unit = SrcPath::new("content/don-vi/truong-thu.md").expect("sound");
    change(&mut wrong, &unit, |text| {
        format!("{}\n[](unit:khong-co)\n", text.replacen("name: Trường Thử", "name: Trường Kín", 1))
    });
    let options = Options { keep_going: true, ..options(&scratch.0, NOW) };
    let files = Arc::new(Layered::new(wrong, Embedded));
    let forced = Engine::new(files, options).build(&Silent).expect("a sound folder");
    assert!(forced.report.is_some(), "what is sound is published");
    let back = build(&good, &scratch.0, NOW);
    compare(&good, &scratch.0, NOW, &back, "after a run that went on in spite of errors");
    // A run that was cut off behind its last move leaves the memory of the one before.
    let mut other = good.clone();
    change(&mut other, &unit, |text| text.replacen("name: Trường Thử", "name: Trường Kín", 1));
    build(&other, &scratch.0, NOW);
    std::fs::remove_dir_all(&cache).expect("it is there");
    for (path, bytes) in &kept {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("room");
        std::fs::write(path, bytes).expect("room");
    }
    let back = build(&good, &scratch.0, NOW);
    compare(&good, &scratch.0, NOW, &back, "after a run that was cut off");
}

/// All files below a folder, with their bytes.
fn copied(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|it| it.file_type().is_file());
    files.map(|it| (it.path().to_owned(), std::fs::read(it.path()).expect("a file can be read"))).collect()
}

fn walk(seed: u64, edits: u64) {
    let scratch = Scratch::new("oracle");
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut files = every_kind();
    let mut now = NOW;
    build(&files, &scratch.0, now);
    for step in 0..edits {
        let what = edit(&mut files, &mut random, &mut now);
        let outcome = build(&files, &scratch.0, now);
        compare(&files, &scratch.0, now, &outcome, &format!("seed {seed}, step {step}: {what}"));
    }
}

/// Compares with a build that remembers nothing.
fn compare(files: &Memory, scratch: &Path, now: &str, outcome: &Outcome, what: &str) {
    let clean = Scratch::new("clean");
    let expected = build(files, &clean.0, now);
    assert_eq!(outcome.report.is_some(), expected.report.is_some(), "{what}: one build failed, the other did not");
    let (mut mine, mut theirs) = (outcome.diags.clone(), expected.diags.clone());
    mine.sort_by_key(|diag| format!("{diag:?}"));
    theirs.sort_by_key(|diag| format!("{diag:?}"));
    assert_eq!(mine, theirs, "{what}: other problems");
    if expected.report.is_none() {
        return;
    }
    let (mine, theirs) = (published(scratch), published(&clean.0));
    let names = |tree: &std::collections::BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&mine), names(&theirs), "{what}: other files");
    for (path, bytes) in &mine {
        assert!(*bytes == theirs[path], "{what}: {path} differs from a clean build");
    }
}

/// Applies one random edit and says what it was.
fn edit(files: &mut Memory, random: &mut Random, now: &mut &'static str) -> String {
    let paths: Vec<SrcPath> = files.paths().filter(|p| p.as_str().starts_with("content/")).cloned().collect();
    let path = paths[random.below(paths.len())].clone();
    match random.below(19) {
        0 => change(files, &path, |text| format!("{text}\nThêm một câu {}.\n", text.len())),
        1 => change(files, &path, |text| text.replacen("name: ", "name: Đổi ", 1)),
        2 => change(files, &path, |text| text.replacen("title: ", "title: Đổi ", 1)),
        3 => change(files, &path, |text| text.replacen("status: published", "status: draft", 1)),
        4 => change(files, &path, |text| text.replacen("status: draft", "status: published", 1)),
        5 => remove(files, &path),
        6 => rename(files, &path, random),
        7 => {
            *now = DAYS[random.below(DAYS.len())];
            format!("clock {now}")
        }
        8 => theme(files, random),
        9 => restore(files, random),
        11 => change(files, &path, |text| text.replacen("status: published", "status: withdrawn", 1)),
        12 => change(files, &path, |text| text.replacen("status: withdrawn", "status: removed", 1)),
        13 => change(files, &path, |text| text.replacen("status: removed", "status: published", 1)),
        10 => change(files, &path, |text| text.replacen("date: 2024-1", "date: 2023-1", 1)),
        14 => setting(files, random),
        15 => newcomer(files, random),
        16 => photo(files, random),
        17 => merger(files, random),
        _ => csv(files, random),
    }
}

fn change(files: &mut Memory, path: &SrcPath, how: impl Fn(&str) -> String) -> String {
    let Some(bytes) = files.get(path) else { return "nothing".into() };
    let text = String::from_utf8_lossy(bytes).into_owned();
    put(files, path.as_str(), &how(&text));
    format!("change {path}")
}

fn remove(files: &mut Memory, path: &SrcPath) -> String {
    if path.as_str() != "content/site.yaml" {
        files.remove(path);
    }
    format!("remove {path}")
}

fn rename(files: &mut Memory, path: &SrcPath, random: &mut Random) -> String {
    let Some(bytes) = files.get(path).cloned() else { return "nothing".into() };
    let to = format!("{}/{}-{}.{}", path.folder(), path.stem(), random.below(100), path.extension());
    if path.as_str() != "content/site.yaml" && path.stem() != "anh-thu.svg" {
        files.remove(path);
        files.insert(SrcPath::new(&to).expect("a sound path"), bytes);
    }
    format!("rename {path} to {to}")
}

/// Brings back what earlier edits took away or broke.
fn restore(files: &mut Memory, random: &mut Random) -> String {
    let fresh = every_kind();
    let paths: Vec<SrcPath> = fresh.paths().cloned().collect();
    for _ in 0..8 {
        let path = &paths[random.below(paths.len())];
        files.insert(path.clone(), fresh.get(path).expect("listed").clone());
    }
    "restore".into()
}

fn csv(files: &mut Memory, random: &mut Random) -> String {
    let rows: String = (0..random.below(6)).map(|n| format!("Người Hư Cấu {n},individual,\n")).collect();
    put(files, "content/quyet-dinh/2024/10-qd-ubnd.csv", &format!("as_printed,type,post\n{rows}"));
    "csv rows".into()
}

/// Settings, each of which shows in other files.
fn setting(files: &mut Memory, random: &mut Random) -> String {
    turn(files, SETTINGS[random.below(SETTINGS.len())])
}

/// Turns a setting on or off.
fn turn(files: &mut Memory, (one, other): (&str, &str)) -> String {
    let turned = |text: &str| {
        if text.contains(other) { text.replacen(other, one, 1) } else { text.replacen(one, other, 1) }
    };
    change(files, &settings(), turned);
    format!("setting {one:?} / {other:?}")
}

/// Lines of the settings, and what may stand in the place of each.
const SETTINGS: &[(&str, &str)] = &[
    ("title: Thử\n", "title: Thử lại\n"),
    ("profile: noi-bo\n", "profile: bao-chi\n"),
    ("share_cards: [decision]\n", "share_cards: [off]\n"),
    ("precompress: [gz]\n", "precompress: [gz, br]\n"),
    ("languages: [vi, en]\n", "languages: [vi]\n"),
    ("reads: true\n", "reads: false\n"),
    ("    to: /don-vi/\n", "    to: /ca-nhan/\n"),
    ("base_url: https://thu.example\n", "base_url: https://khac.example\n"),
    ("  id: CC-BY-4.0\n", "  id: CC0-1.0\n"),
    ("  title: Ghi công 4.0\n", "  title: Ghi công\n"),
    ("  url: https://giay-phep.example/\n", "  url: https://dieu-kien.example/\n"),
    ("home:\n", "province:\n  - {name: Tỉnh Cũ, to: 2025-06-30}\n  - {name: Tỉnh Mới, from: 2025-07-01}\nhome:\n"),
    ("name: Tỉnh Cũ,", "name: Tỉnh Xưa,"),
];

/// Groups of outputs that are left out, some at a time.
const LEFT_OUT: &[&str] = &[
    "section_feeds: false, calendar: false, ninjs: false, statistics: false",
    "structured: false, tables: false, sitemap: false, api: false, feeds: false",
    "dataset: false, search: false, verify: false, posters: false",
];

/// A record that was not there.
fn newcomer(files: &mut Memory, random: &mut Random) -> String {
    let (sort, number) = (random.below(4), random.below(30));
    let end = "status: published\nsources:\n  - publisher: hư cấu\n";
    let (path, text) = match sort {
        0 => (
            format!("don-vi/to-{number}.yaml"),
            format!("name: Tổ {number}\nunit_type: truong\nparent: truong-thu\n{end}"),
        ),
        1 => (format!("ca-nhan/nguoi-{number}.yaml"), format!("name: Lê Hư Cấu {number}\n{end}")),
        2 => (
            format!("bai-viet/2024/tin-{number}.md"),
            format!(
                "---\ntitle: Tin {number}\ngenre: tin\npublish: 2024-11-{:02}\n{end}---\nVề [](unit:truong-thu).\n",
                number % 28 + 1
            ),
        ),
        _ => (
            format!("quyet-dinh/2024/{}-qd-ubnd.yaml", number + 500),
            format!(
                "number: {}/QĐ-UBND\ndate: 2024-06-{:02}\nissuer: ubnd-tinh\nsubject: tặng Bằng khen\ngroups:\n  - honour: bk-tinh\n    recipients:\n      - ref: unit:truong-thu\n      - as_printed: Ông Hư Cấu {number}\n        type: individual\n{end}",
                number + 500,
                number % 28 + 1
            ),
        ),
    };
    put(files, &format!("content/{path}"), &text);
    format!("new {path}")
}

/// Another picture in the same file.
fn photo(files: &mut Memory, random: &mut Random) -> String {
    let width = u32::try_from(random.below(200)).expect("small") + 300;
    files.insert(SrcPath::new("content/anh/anh-chup.jpg").expect("a sound path"), jpeg(width, 200));
    format!("photo {width} wide")
}

/// Units that become one, or are none again.
fn merger(files: &mut Memory, random: &mut Random) -> String {
    let units = ["truong-thu.md", "huyen-cu.yaml", "ubnd-tinh.yaml"];
    let path = SrcPath::new(&format!("content/don-vi/{}", units[random.below(units.len())])).expect("a sound path");
    let end = "valid:\n  to: 2025-06-30\nsuccessors:\n  - unit: xa-moi\n    kind: merge\n    date: 2025-07-01\n";
    let told = change(files, &path, |text| {
        if text.contains(end) {
            text.replacen(end, "", 1)
        } else {
            text.replacen("status: ", &format!("{end}status: "), 1)
        }
    });
    format!("merger: {told}")
}

/// Edits of a theme that extends the default one: a template, a block, a string, an asset.
fn theme(files: &mut Memory, random: &mut Random) -> String {
    let settings = SrcPath::new("content/site.yaml").expect("a sound path");
    let number = random.below(1000);
    match random.below(6) {
        0 => change(files, &settings, |text| format!("{}theme: rieng\n", text.replace("theme: rieng\n", ""))),
        1 => change(files, &settings, |text| text.replace("theme: rieng\n", "")),
        2 => {
            put(
                files,
                "themes/rieng/templates/page.html",
                &format!("<!doctype html><p>{number} {{{{ card.title }}}}</p>"),
            );
            "template".into()
        }
        3 => {
            put(files, "themes/rieng/strings.vi.yaml", &format!("page:\n  home: Nhà {number}\n"));
            "string".into()
        }
        4 => {
            let block = ["timeline", "statistics", "honours", "photo"][random.below(4)];
            put(files, &format!("themes/rieng/templates/blocks/{block}.html"), &format!("<p>{number}</p>"));
            format!("block {block}")
        }
        _ => {
            put(files, "themes/rieng/assets/bang-vang.css", &format!("p {{ margin: {number}px }}"));
            "asset".into()
        }
    }
}

/// A small generator of numbers; the same seed gives the same edits everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("a small number")
    }
}

/// What is rendered after an edit, and why.
fn why(edit: impl FnOnce(&mut Memory)) -> (Vec<String>, usize) {
    let scratch = Scratch::new("why");
    let mut files = every_kind();
    build(&files, &scratch.0, NOW);
    edit(&mut files);
    let outcome = build(&files, &scratch.0, NOW);
    assert!(outcome.report.is_some(), "the edited site is sound: {:#?}", outcome.diags);
    let report = outcome.report.unwrap_or_default();
    (outcome.why.into_iter().map(|(path, why)| format!("{path}: {}", why.text(Lang::Vi))).collect(), report.written)
}

#[test]
fn nothing_changed_renders_nothing() {
    let (rendered, written) = why(|_| {});
    assert_eq!(rendered, Vec::<String>::new());
    assert_eq!(written, 0);
}

#[test]
fn a_body_edit_renders_its_page_only() {
    let (rendered, written) = why(|files| {
        change(files, &SrcPath::new("content/trang/gioi-thieu.md").expect("sound"), |text| format!("{text}\nThêm.\n"));
    });
    // The word that came is in one part of the search index; its table of contents names the part.
    let (search, rendered): (Vec<String>, Vec<String>) =
        rendered.into_iter().partition(|line| line.starts_with("tim-kiem/"));
    assert!(search.iter().all(|line| line.ends_with("của chỉ mục tìm kiếm đã đổi")), "{search:#?}");
    assert_eq!(search.len(), 2, "{search:#?}");
    // The open data has the facts of each record in one shard, without its prose.
    let named: Vec<&str> = rendered.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(named, ["api/trang/gioi-thieu.json", "du-lieu/trang.jsonl", "trang/gioi-thieu/index.html"]);
    assert!(rendered.iter().all(|line| line.ends_with("nội dung của page:gioi-thieu đã đổi")), "{rendered:#?}");
    // Beside the two parts of the index, two have other bytes, each with a packed copy.
    assert_eq!(written, 6);
}

#[test]
fn an_internal_note_changes_no_file() {
    let (rendered, written) = why(|files| {
        let path = SrcPath::new("content/trang/gioi-thieu.md").expect("sound");
        change(files, &path, |text| text.replacen("order: 1", "order: 1\ninternal: nhớ sửa", 1));
    });
    assert_eq!(rendered.len(), 3);
    assert_eq!(written, 0);
}

#[test]
fn renaming_a_unit_renders_what_names_it() {
    let (rendered, _) = why(|files| {
        let path = SrcPath::new("content/don-vi/truong-thu.md").expect("sound");
        change(files, &path, |text| text.replacen("name: Trường Thử", "name: Trường Thực", 1));
    });
    let named = |part: &str| rendered.iter().any(|line| line.starts_with(part));
    for part in
        ["don-vi/truong-thu/", "bai-viet/2024/bai-thu/", "quyet-dinh/2024/10-qd-ubnd/", "khen-thuong/index.html"]
    {
        assert!(named(part), "{part} is not in {rendered:#?}");
    }
    for part in ["trang/", "hop-hoi-dong/2024/", "don-vi/xa-moi/", "chuyen-de/"] {
        assert!(!named(part), "{part} should not be in {rendered:#?}");
    }
}

/// Files that were made again though they came out the same.
fn in_vain(edit: impl FnOnce(&mut Memory)) -> Vec<String> {
    let scratch = Scratch::new("vain");
    let mut files = every_kind();
    build(&files, &scratch.0, NOW);
    let before = published(&scratch.0);
    edit(&mut files);
    let outcome = build(&files, &scratch.0, NOW);
    assert!(outcome.report.is_some(), "the edited site is sound: {:#?}", outcome.diags);
    let after = published(&scratch.0);
    let is_same = |path: &str| before.get(path) == after.get(path);
    outcome
        .why
        .into_iter()
        .filter(|(path, _)| is_same(path.as_str()))
        .map(|(path, why)| format!("{path}: {}", why.text(Lang::Vi)))
        .collect()
}

#[test]
fn nothing_is_made_in_vain() {
    let unit = |old: &'static str, new: &'static str| {
        in_vain(move |files| {
            let path = SrcPath::new("content/don-vi/truong-thu.md").expect("sound");
            change(files, &path, |text| text.replacen(old, new, 1));
        })
    };
    // A feed asks the summaries of all units in its place whether they are news; a part of the sitemap
    // asks them for address and day.
    let asked: Vec<String> =
        ["don-vi/huyen-cu/feed.json", "don-vi/huyen-cu/feed.xml", "don-vi/huyen-cu/rss.xml", "sitemap-don-vi-1.xml"]
            .map(|path| format!("{path}: phần tóm tắt của unit:truong-thu đã đổi"))
            .into();
    assert_eq!(unit("name: Trường Thử", "name: Trường Thực"), asked);
    // The open data of units that begin alike have all fields of theirs in one file.
    let data = "du-lieu/don-vi-t.jsonl: nội dung của unit:truong-thu đã đổi".to_owned();
    assert_eq!(unit("UBND tỉnh khen.", "UBND tỉnh khen nhiều."), [data]);
}

/// What others made before is used by pages that show the same; it must not hide what they rest on.
#[test]
fn a_page_made_alone_rests_on_the_same() {
    let scratch = Scratch::new("alone");
    let files = every_kind();
    build(&files, &scratch.0, NOW);
    let reads = |page: &str| {
        let engine = Engine::new(Arc::new(Layered::new(files.clone(), Embedded)), options(&scratch.0, NOW));
        let memory = engine.memory().expect("a build is remembered");
        let read = memory.open().expect("it is sound").page(page).expect("the page is known");
        (read.records, read.named)
    };
    let shows_honours = |path: &&String| {
        let is_list = path.starts_with("khen-thuong/") || path.starts_with("quyet-dinh/2024/");
        path.ends_with(".html") && (is_list || path.contains("/bang-vang/") || path.starts_with("don-vi/t"))
    };
    let pages: Vec<String> = published(&scratch.0).keys().filter(shows_honours).cloned().collect();
    assert!(pages.len() > 12 && pages.iter().any(|page| page.contains("/bang-vang/")), "{pages:?}");
    for page in pages {
        let among_others = reads(&page);
        std::fs::remove_file(scratch.0.join("public").join(&page)).expect("it was published");
        let made: Vec<String> =
            build(&files, &scratch.0, NOW).why.into_iter().map(|(path, _)| path.to_string()).collect();
        assert_eq!(made, [page.as_str()], "only the lost page is made again");
        assert_eq!(reads(&page), among_others, "{page}");
    }
}

#[test]
fn a_living_engine_gives_the_same_as_a_new_process() {
    let scratch = Scratch::new("living");
    let files = every_kind();
    let shared = Arc::new(Layered::new(files.clone(), Embedded));
    let mut engine = Engine::new(shared, options(&scratch.0, NOW));
    let first = engine.build(&Silent).expect("a sound folder");
    let second = engine.build(&Silent).expect("a sound folder");
    assert!(first.rendered > 0 && second.rendered == 0, "{} then {}", first.rendered, second.rendered);
    engine.set_now(super::sites::at(DAYS[2]));
    engine.build(&Silent).expect("a sound folder");
    let clean = Scratch::new("living-clean");
    build(&files, &clean.0, DAYS[2]);
    assert_eq!(published(&scratch.0).keys().collect::<Vec<_>>(), published(&clean.0).keys().collect::<Vec<_>>());
}
