//! Fifty hidden records over every kind and every way of being hidden, and then every byte of the
//! built site, packed files unpacked: none of them shows. And the gate itself: what shows them is
//! caught, wherever it stands and however it is written. All names are fictitious.

use std::fmt::Write as _;
use std::io::{Read, Write};

use bangvang::diag::Problem;
use bangvang::record::KindId;
use bangvang::source::Memory;

use super::sites::{NOW, Scratch, build, every_kind, published, put};

/// The ways of being hidden: a name and the fields that make it so.
const WAYS: &[(&str, &str)] = &[
    ("nhap", "status: draft"),
    ("khong-trang-thai", "lang: vi"),
    ("cho-duyet", "status: review"),
    ("hen-gio", "status: published\npublish_at: 2026-12-01T08:00"),
    ("cam-van", "status: approved\napproved_by: hư cấu\napproved_at: 2026-01-01\nembargo_until: 2026-12-01T08:00"),
    ("het-han", "status: published\nexpires_at: 2026-11-23T08:00"),
    ("rut", "status: withdrawn\nwithdrawal: {date: 2025-01-01}"),
    ("go", "status: removed"),
];

/// The own fields that a record of each kind must have; `@` is its secret name.
fn fields(kind: KindId) -> &'static str {
    match kind {
        KindId::Campaign => "title: \"@\"\nmode: movement\nperiod: {from: 2024-01}\n",
        KindId::Document => "doc_type: thong-bao\nissuer: ubnd-tinh\ndate: 2024-03-01\nsubject: \"@\"\n",
        KindId::Decision => {
            "issuer: ubnd-tinh\ndate: 2024-03-01\nsubject: \"@\"\ngroups:\n  - honour: bk-tinh\n    recipients:\n      - ref: unit:truong-thu\n"
        }
        KindId::Unit => "name: \"@\"\nunit_type: truong\nparent: huyen-cu\n",
        KindId::Person => "name: \"@\"\nposts:\n  - title: Giáo viên\n    unit: truong-thu\n",
        KindId::Exemplar => "title: \"@\"\nsubject: unit:truong-thu\ncitation: vì hư cấu\n",
        KindId::Article => {
            "title: \"@\"\ngenre: tin\npublish: 2024-03-01\nabout: [unit:truong-thu, campaign:dot-thu]\n"
        }
        KindId::Series => "title: \"@\"\nkind: chuyen-de\ncampaigns: [dot-thu]\n",
        KindId::Broadcast => "title: \"@\"\nmedium: tv\naired: [2024-03-01]\ntranscript: Lời.\n",
        KindId::Honour => {
            "name: \"@\"\nname_en: Test recognition\nkind: recognition\nsystem: recognition\nrecipients: [collective]\ngrantors: [ctubt]\nlevel: bo-tinh\nrank: 900\n"
        }
        KindId::Session => "title: \"@\"\ndate: 2024-03-01\ncouncil: ubnd-tinh\nchair: Chủ tịch hư cấu\nitems: []\n",
        KindId::Consultation => {
            "title: \"@\"\nhonour: hc-lao-dong\nasked_by: ubnd-tinh\nopens: 2026-11-20\ncloses: 2026-11-30\nproposed: []\ncontact: Ủy ban\n"
        }
        KindId::Page => "title: \"@\"\norder: 9\n",
        KindId::Photo => "caption: \"@\"\ncredit: hư cấu\nalt: \"@\"\nabout: [unit:truong-thu]\n",
    }
}

/// A planted record.
pub(super) struct Planted {
    pub(super) name: String,
    pub(super) id: String,
    /// Whether a neutral page stands at its address, so that the address is no secret.
    taken_back: bool,
}

/// The site with every kind hidden in every way.
pub(super) fn planted() -> (Memory, Vec<Planted>) {
    let (mut files, mut all) = (every_kind(), Vec::new());
    for (number, kind) in KindId::ALL.iter().enumerate() {
        for (way, (word, state)) in WAYS.iter().enumerate() {
            let name = format!("Quýnh Quàng {} Thứ {}", SYLLABLES[number], SYLLABLES[way + 4]);
            let id = format!("bi-mat-{}-{word}", kind.spec().name);
            let mut text = fields(*kind).replace('@', &name);
            let _ = write!(text, "{state}\nsources:\n  - publisher: hư cấu\n");
            let folder = kind.spec().folder;
            if *kind == KindId::Photo {
                put(&mut files, &format!("content/anh/{id}.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
                put(&mut files, &format!("content/anh/{id}.svg.yaml"), &text);
            } else {
                put(&mut files, &format!("content/{folder}/{id}.yaml"), &text);
            }
            let taken_back = matches!(*word, "rut" | "go");
            all.push(Planted { name, id, taken_back });
        }
    }
    (files, all)
}

/// Words that no other test and no theme uses.
const SYLLABLES: &[&str] = &[
    "Xoắn", "Khuếch", "Ngoằn", "Thoắt", "Quệch", "Huỵch", "Ngoáy", "Khoằm", "Xoèn", "Toáy", "Nguệch", "Loẹt", "Choắt",
    "Hoẵng",
];

#[test]
fn fifty_hidden_records_show_nowhere() {
    let (files, planted) = planted();
    assert!(planted.len() >= 50, "{}", planted.len());
    let scratch = Scratch::new("leaks");
    let outcome = build(&files, &scratch.0, NOW);
    assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
    let mut looked = 0;
    for (path, bytes) in published(&scratch.0) {
        let mut parts = vec![(path.clone(), bytes.clone())];
        parts.extend(unpacked(&path, &bytes));
        for (path, bytes) in parts {
            looked += 1;
            let text = plain(&String::from_utf8_lossy(&bytes));
            for one in &planted {
                assert!(!text.contains(&plain(&one.name)), "{path} shows {}", one.name);
                assert!(
                    one.taken_back || !(text.contains(&one.id) || path.contains(&one.id)),
                    "{path} shows {}",
                    one.id
                );
            }
        }
    }
    assert!(looked > 100, "{looked}");
    // At their hour the scheduled ones come out: the names are such as would be found.
    assert!(build(&files, &scratch.0, "2026-12-01T08:00:00+07:00").report.is_some());
    let pages = published(&scratch.0);
    let shown = planted
        .iter()
        .filter(|one| pages.values().any(|bytes| plain(&String::from_utf8_lossy(bytes)).contains(&plain(&one.name))));
    let count = shown.count();
    assert!(count >= 2 * (KindId::ALL.len() - 2), "{count} of them came out");
}

/// Small letters, ordinary spaces, no marks: what a search index would hold.
pub(super) fn plain(text: &str) -> String {
    bangvang::text::fold(&text.replace("&nbsp;", " "))
}

/// What is inside a packed file, unpacked here by other means than the program's.
fn unpacked(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("gz") => flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).map(drop).expect("gzip"),
        Some("br") => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut out).map(drop).expect("Brotli"),
        Some("zst") => out = zstd::decode_all(bytes).expect("Zstandard"),
        _ if bytes.starts_with(b"PK") => return members(path, bytes),
        _ => return Vec::new(),
    }
    vec![(path.to_owned(), out)]
}

fn members(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a sound archive");
    (0..archive.len())
        .flat_map(|at| {
            let mut out = Vec::new();
            archive.by_index(at).expect("a member").read_to_end(&mut out).expect("a sound member");
            let inner = unpacked("x", &out);
            [(path.to_owned(), out)].into_iter().chain(inner)
        })
        .collect()
}

/// Builds the planted site with a theme of its own whose page template says something.
fn build_saying(words: &str) -> (Vec<Problem>, bool, Vec<String>) {
    let (mut files, _) = planted();
    let settings = String::from_utf8(files.get(&settings()).expect("settings").to_vec()).expect("UTF-8");
    put(&mut files, "content/site.yaml", &settings);
    put(&mut files, "content/trang/lo.md", &format!("---\ntitle: Trang lộ\nstatus: published\n---\n{words}\n"));
    let scratch = Scratch::new("gate");
    let outcome = build(&files, &scratch.0, NOW);
    let leaks = outcome.diags.iter().map(|diag| diag.problem.clone());
    let leaks: Vec<Problem> = leaks.filter(|problem| matches!(problem, Problem::Leak { .. })).collect();
    (leaks, outcome.report.is_some(), published(&scratch.0).into_keys().collect())
}

fn settings() -> bangvang::base::SrcPath {
    bangvang::base::SrcPath::new("content/site.yaml").expect("a sound path")
}

#[test]
fn an_address_of_a_draft_stops_the_build() {
    let (leaks, is_published, files) = build_saying("Xem `bai-viet/bi-mat-article-nhap`.");
    assert!(!is_published && files.is_empty(), "nothing is published beside a leak: {files:?}");
    let told = leaks.iter().any(|leak| {
        matches!(leak, Problem::Leak { output, record, .. }
            if output == "trang/lo/index.html" && record == "article:bi-mat-article-nhap")
    });
    assert!(told, "{leaks:?}");
}

#[test]
fn what_public_records_say_themselves_is_no_leak() {
    let (leaks, is_published, _) = build_saying("Bài này nói về Quýnh Quàng Ngoáy Thứ Quệch.");
    assert!(is_published, "{leaks:?}");
}

#[test]
fn a_leak_keeps_the_last_good_site() {
    let (mut files, _) = planted();
    let scratch = Scratch::new("gate-last");
    assert!(build(&files, &scratch.0, NOW).report.is_some());
    let before = published(&scratch.0);
    put(&mut files, "content/trang/lo.md", "---\ntitle: Trang lộ\nstatus: published\n---\n`bi-mat-unit-cho-duyet`\n");
    let outcome = build(&files, &scratch.0, NOW);
    assert!(outcome.report.is_none());
    assert_eq!(published(&scratch.0), before);
}

#[test]
fn a_page_that_is_kept_is_looked_at_for_new_secrets() {
    let mut files = every_kind();
    let scratch = Scratch::new("gate-kept");
    put(&mut files, "content/trang/cu.md", "---\ntitle: Trang cũ\nstatus: published\n---\n`kin-sau-nay-moi-co`\n");
    assert!(build(&files, &scratch.0, NOW).report.is_some());
    put(&mut files, "content/trang/kin-sau-nay-moi-co.md", "---\ntitle: Chưa ai biết đâu nhé\n---\n");
    let outcome = build(&files, &scratch.0, NOW);
    assert!(outcome.diags.iter().any(|diag| matches!(diag.problem, Problem::Leak { .. })), "{:?}", outcome.diags);
    assert_eq!((outcome.rendered, outcome.report.is_none()), (0, true));
}

#[test]
fn the_command_looks_into_packed_files() {
    let folder = Scratch::new("leak-command");
    let (files, _) = planted();
    for path in files.paths() {
        let file = folder.0.join(path.as_str());
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        std::fs::write(file, files.get(path).expect("listed")).expect("a file");
    }
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bangvang"));
        let args =
            [&["--now", NOW, "--format", "short", "--site"], &[folder.0.to_str().expect("UTF-8")][..], args].concat();
        let output = command.args(args).output().expect("the program runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    assert_eq!(run(&["build"]).0, Some(0));
    assert_eq!(run(&["leak-check"]), (Some(0), String::new()));
    let secret = "<p>Quýnh Quàng Ngoáy Thứ Huỵch</p>".as_bytes();
    let other = folder.0.join("noi-khac");
    std::fs::create_dir_all(&other).expect("a folder");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(secret).expect("memory");
    std::fs::write(other.join("a.html.gz"), gz.finish().expect("memory")).expect("a file");
    std::fs::write(other.join("b.html.zst"), zstd::encode_all(secret, 3).expect("memory")).expect("a file");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("trong.txt", zip::write::SimpleFileOptions::default()).expect("a name");
    zip.write_all(secret).expect("memory");
    std::fs::write(other.join("c.zip"), zip.finish().expect("memory").into_inner()).expect("a file");
    std::fs::write(other.join("bi-mat-article-nhap.jpg"), [0xFF, 0xD8, 0xFF]).expect("a file");
    let (code, out) = run(&["leak-check", other.to_str().expect("UTF-8")]);
    assert_eq!(code, Some(1), "{out}");
    for name in ["a.html", "b.html", "c.zip/trong.txt", "bi-mat-article-nhap.jpg"] {
        assert!(out.contains(name), "{name} is not in {out}");
    }
}
