//! The work that is measured, each in a process of its own. In: a hidden argument. Out: what
//! was done, in words that the parent reads. Nothing but the work itself happens here.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::newsroom;
use bangvang::diag::{Diag, Lang, Level};
use bangvang::engine::{Engine, Options, Outcome, Silent, state_folder};
use bangvang::publish::Mode;
use bangvang::source::{Disk, Embedded, Layered};

use crate::drawn;

/// Does the work that the hidden argument names.
pub fn run(work: &str, args: &[String]) -> io::Result<()> {
    match (work, args) {
        ("build", [site]) => build(Path::new(site)),
        ("write", [pack, out]) => write(Path::new(pack), Path::new(out)),
        ("walk", roots) => walk(roots),
        ("kit", [site, kind, id]) => newsroom::kit(Path::new(site), kind, id),
        ("coverage", [site]) => newsroom::coverage(Path::new(site)),
        ("reads", [site, log]) => newsroom::reads(Path::new(site), Path::new(log)),
        ("nothing", []) => Ok(()),
        ("draw", [work, count, photo]) => drawn::run(work, count.parse().map_err(io::Error::other)?, Path::new(photo)),
        _ => Err(io::Error::other(format!("không biết việc {work} {args:?}"))),
    }
}

/// An engine for a site, as the program opens it.
pub fn engine(site: &Path) -> io::Result<Engine> {
    let files = Layered::new(Disk::new(site), Embedded);
    let options = Options {
        now: "2026-11-23T08:00:00+07:00".parse().map_err(io::Error::other)?,
        audience: bangvang::record::state::Audience::Public,
        lang: Lang::Vi,
        strict: false,
        keep_going: false,
        out: site.join("public"),
        state: state_folder(site),
        mode: Mode::Journal,
        verify: false,
        precompress: None,
    };
    Ok(Engine::new(Arc::new(files), options))
}

/// Builds a site through the library, as the program does.
fn build(site: &Path) -> io::Result<()> {
    let outcome = engine(site)?.build(&Silent).map_err(io::Error::other)?;
    tell(&outcome);
    if outcome.report.is_none() {
        let errors = outcome.diags.iter().filter(|diag| diag.level() == Level::Error);
        errors.take(20).for_each(|diag| eprintln!("{diag:?}"));
        return Err(io::Error::other("trang không dựng được"));
    }
    Ok(())
}

fn tell(outcome: &Outcome) {
    let count = |level| outcome.diags.iter().filter(|diag: &&Diag| diag.level() == level).count();
    println!("pages {}", outcome.pages);
    println!("rendered {}", outcome.rendered);
    println!("written {}", outcome.report.map_or(0, |report| report.written));
    println!("errors {}", count(Level::Error));
    println!("warnings {}", count(Level::Warning));
    for (stage, time) in &outcome.timings {
        println!("stage.{stage} {}", Duration::as_micros(time));
    }
}

/// Packs all files of a folder into one, so that writing them needs one read.
pub fn pack(from: &Path, pack: &Path) -> io::Result<(u64, u64)> {
    let mut files = Vec::new();
    collect(from, &mut files)?;
    files.sort();
    let (mut index, mut bytes) = (String::new(), Vec::new());
    for file in &files {
        let content = fs::read(file)?;
        let path = file.strip_prefix(from).map_err(io::Error::other)?;
        index.push_str(&format!("{}\t{}\n", content.len(), path.display()));
        bytes.extend(content);
    }
    let mut all = format!("{}\n", index.len()).into_bytes();
    let size = bytes.len() as u64;
    all.extend(index.into_bytes());
    all.extend(bytes);
    fs::write(pack, all)?;
    Ok((files.len() as u64, size))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// The floor of a cold build: two threads that write the same files, and do nothing else.
/// No two of them write below one parent: that would contend for the folder's lock.
fn write(pack: &Path, out: &Path) -> io::Result<()> {
    let mut all = Vec::new();
    fs::File::open(pack)?.read_to_end(&mut all)?;
    let end = all.iter().position(|b| *b == b'\n').unwrap_or(0);
    let length: usize =
        std::str::from_utf8(&all[..end]).map_err(io::Error::other)?.parse().map_err(io::Error::other)?;
    let index = std::str::from_utf8(&all[end + 1..=end + length]).map_err(io::Error::other)?;
    let (mut at, mut halves) = (end + 1 + length, [Vec::new(), Vec::new()]);
    let (mut loads, mut turn, mut last) = ([0, 0], 0, None);
    for entry in index.lines() {
        let (size, path) = entry.split_once('\t').ok_or_else(|| io::Error::other("gói hỏng"))?;
        let size: usize = size.parse().map_err(io::Error::other)?;
        let path = Path::new(path);
        let parent = path.parent().and_then(Path::parent).map(Path::to_owned);
        if parent != last {
            (turn, last) = (usize::from(loads[0] > loads[1]), parent);
        }
        loads[turn] += size;
        halves[turn].push((path, &all[at..at + size]));
        at += size;
    }
    fs::create_dir_all(out)?;
    let [one, two] = &halves;
    std::thread::scope(|scope| {
        let other = scope.spawn(|| write_all(out, two));
        write_all(out, one).and(other.join().unwrap_or_else(|_| Err(io::Error::other("luồng hỏng"))))
    })
}

fn write_all(out: &Path, files: &[(&Path, &[u8])]) -> io::Result<()> {
    let mut last = None;
    for (path, content) in files {
        if path.parent() != last {
            last = path.parent();
            fs::create_dir_all(out.join(last.unwrap_or(Path::new(""))))?;
        }
        fs::write(out.join(path), content)?;
    }
    Ok(())
}

/// The floor of a build without changes: one walk that stats every source file.
fn walk(roots: &[String]) -> io::Result<()> {
    let (mut files, mut bytes) = (0, 0);
    for entry in roots.iter().flat_map(walkdir::WalkDir::new) {
        let entry = entry.map_err(io::Error::other)?;
        if entry.file_type().is_file() {
            files += 1;
            bytes += entry.metadata().map_err(io::Error::other)?.len();
        }
    }
    println!("files {files}\nbytes {bytes}");
    Ok(())
}
