//! The real site, as it lies in this repository, is built whole: into the folder that
//! `BANGVANG_SITE_OUT` names, where the checks of its pages go on, or else into one that is
//! thrown away.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, process};

use bangvang::diag::Lang;
use bangvang::diag::show::{self, Format, Style};
use bangvang::engine::{Engine, Options, Outcome, Silent};
use bangvang::publish::Mode;
use bangvang::render::weight::SHRINKS;
use bangvang::source::{Disk, Embedded, Layered};

#[test]
fn the_real_site_is_published_without_an_error() {
    let work = env::temp_dir().join(format!("bangvang-site-{}", process::id()));
    let out = env::var_os("BANGVANG_SITE_OUT").map_or_else(|| work.join("site"), PathBuf::from);
    let outcome = build(&out, &work.join("state"));
    let written = outcome.report.map_or(0, |report| report.written + report.unchanged);
    assert_eq!(written, outcome.pages, "every planned file is published");
    assert!(out.join("index.html").is_file(), "the site has a home page");
    every_page_shrinks(&out);
    fs::remove_dir_all(&work).expect("the work folder was made by this test");
}

/// Budgets compress a page only when it would be too heavy even if it shrank no more than this.
fn every_page_shrinks(out: &Path) {
    let pages = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
    for page in pages.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "html")) {
        let whole = fs::read(page.path()).expect("a published page can be read");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&whole).expect("memory can be written");
        let sent = encoder.finish().expect("memory can be written").len();
        assert!(sent * SHRINKS <= whole.len(), "{}: {} bytes shrink to {sent}", page.path().display(), whole.len());
    }
}

fn build(out: &Path, state: &Path) -> Outcome {
    let options = Options {
        now: "2026-11-23T08:00:00+07:00".parse().expect("a moment with its zone"),
        audience: bangvang::record::state::Audience::Public,
        lang: Lang::Vi,
        strict: false,
        keep_going: false,
        out: out.to_owned(),
        state: state.to_owned(),
        mode: Mode::Journal,
        verify: false,
        precompress: None,
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut engine = Engine::new(Arc::new(Layered::new(Disk::new(root), Embedded)), options);
    let outcome = engine.build(&Silent).expect("folders of this machine can be read and written");
    let text = engine.text();
    let shown = show::prepare(outcome.diags.clone(), &text);
    let style = Style { lang: Lang::Vi, format: Format::Short, colour: false, width: 120 };
    let report = show::show(&shown, &text, &style);
    let errors = report.lines().filter(|line| line.contains(" lỗi[")).collect::<Vec<_>>().join("\n");
    assert!(errors.is_empty(), "the site has errors:\n{errors}");
    outcome
}
