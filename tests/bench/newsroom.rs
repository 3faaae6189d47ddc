//! What the newsroom waits for: a kit, a report, a log that is counted. In: a site that was built
//! before, so that what can be remembered is. Out: costs, and the bytes that were worked through.

use std::fmt::Write as _;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, iter};

use bangvang::diag::Lang;
use bangvang::engine::{Silent, Survey};
use bangvang::record::KindId;
use bangvang::report::coverage::{self, Range};
use bangvang::report::kit::Order;
use bangvang::report::reads::{Counter, Pages};

use crate::child;
use crate::corpus::Corpus;
use crate::words::Rng;

/// Lines of the log that is counted.
const LINES: u64 = 400_000;

/// What kits are made of: one of each kind that has any.
pub fn subjects(corpus: &Corpus) -> [(&'static str, KindId, String); 3] {
    [
        ("kit unit", KindId::Unit, corpus.unit(corpus.units / 2).id),
        ("kit person", KindId::Person, corpus.person(corpus.people / 2).id),
        ("kit decision", KindId::Decision, corpus.decision(corpus.decisions / 2).id),
    ]
}

/// Makes a kit as the program does: from what lies around its subject, through the gate.
pub fn kit(site: &Path, kind: &str, id: &str) -> io::Result<()> {
    let kind = KindId::named(kind).ok_or_else(|| io::Error::other(format!("không có loại {kind}")))?;
    let mut engine = child::engine(site)?;
    let near = engine.near((kind, id), &Silent).map_err(io::Error::other)?;
    let near = near.ok_or_else(|| io::Error::other("không còn nhớ gì của lần dựng trước"))?;
    let subject = near.catalog.public(kind, id).ok_or_else(|| io::Error::other(format!("không có {id}")))?;
    let order = Order { catalog: &near.catalog, settings: &near.settings, voice: &near.voice, subject };
    let bytes = order.pack(&[]).map_err(io::Error::other)?;
    if !engine.gate(&near).leaks("kit.zip", &bytes).is_empty() {
        return Err(io::Error::other("bộ tư liệu bị chốt bảo mật giữ lại"));
    }
    println!("records {}\nbytes {}", near.catalog.len(), bytes.len());
    Ok(())
}

/// Makes the report on what was told of all honours.
pub fn coverage(site: &Path) -> io::Result<()> {
    let survey = survey(site)?;
    let tables = coverage::of(&survey.catalog, Range { from: None, to: None }, Lang::Vi);
    println!("rows {}", tables.iter().map(|table| table.rows.len()).sum::<usize>());
    Ok(())
}

/// Counts the readings of a log, which lies in memory beforehand; tells how long the counting took.
pub fn reads(site: &Path, log: &Path) -> io::Result<()> {
    let survey = survey(site)?;
    let mut pages = Pages::default();
    for key in survey.catalog.keys().filter(|key| survey.catalog.row(*key).public) {
        pages.add(&survey.catalog.row(key).card.url);
    }
    let log = fs::read(log)?;
    let started = Instant::now();
    let mut counter = Counter::new(&pages, survey.catalog.now().epoch_seconds());
    counter.log(&mut BufReader::new(&log[..]), &[])?;
    println!("stage.count {}\nbytes {}\nreads {}", started.elapsed().as_micros(), log.len(), counter.tally.reads);
    Ok(())
}

/// Writes a log such as nginx writes: readers, machines, and what readers load besides pages.
pub fn write_log(corpus: &Corpus, at: &Path) -> io::Result<PathBuf> {
    let mut rng = Rng::of("log", 0);
    let mut log = String::new();
    for line in 0..LINES {
        let (minute, second) = (line / 60 % 1440, line % 60);
        let address = match rng.below(4) {
            0 => "/assets/bang-vang.css".to_owned(),
            1 => format!("/ca-nhan/{}/", corpus.person(rng.below(corpus.people)).id),
            _ => format!("/don-vi/{}/", corpus.unit(rng.below(corpus.units)).id),
        };
        let agent = ["Mozilla/5.0 (Linux; Android 13) Chrome/131.0 Mobile", "Googlebot/2.1"][rng.below(8) as usize / 7];
        let who: Vec<String> = iter::repeat_with(|| rng.below(250).to_string()).take(2).collect();
        let hour = (minute / 60, minute % 60);
        let _ = writeln!(
            log,
            "198.51.{}.{} - - [22/Nov/2026:{:02}:{:02}:{second:02} +0700] \"GET {address} HTTP/1.1\" 200 5120 \"-\" \"{agent}\"",
            who[0], who[1], hour.0, hour.1
        );
    }
    fs::write(at, log)?;
    Ok(at.to_owned())
}

fn survey(site: &Path) -> io::Result<Survey> {
    let (survey, _) = child::engine(site)?.survey(&Silent).map_err(io::Error::other)?;
    survey.ok_or_else(|| io::Error::other("trang không đọc được"))
}
