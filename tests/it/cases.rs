//! Cases that editors can read and write: `tests/cases/**/*.md`. Each holds the files of a small
//! site, a command, and what it must say and publish. They run in memory, on top of the program's
//! own theme and honours. `BLESS=1 cargo test --test it cases` writes what the program says now.
//!
//! `tests/cases/README.md` tells how a case is written.

mod book;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bangvang::base::SrcPath;
use bangvang::diag::catalogue::CATALOGUE;
use bangvang::diag::show::{self, Format, Shown, Sources, Style};
use bangvang::diag::{Lang, fix};
use bangvang::engine::{Engine, Options, Outcome, Silent};
use bangvang::record::state::Audience;
use bangvang::source::{Embedded, Layered, Memory};
use rayon::prelude::*;
use walkdir::WalkDir;

use self::book::{Block, Case, Role};
use crate::sites::{NOW, Scratch, at, options, published};

/// Codes that no case can show, and why.
const NOT_IN_CASES: &[(&str, &str)] = &[
    ("BV002", "needs a file that the system refuses to open; `source::disk` tests it"),
    ("BV003", "needs a file of 16 MiB; `source::disk` tests it"),
    ("BV005", "needs a link on a disk; `source::disk` tests it"),
    ("BV006", "needs a link on a disk; `source::disk` tests it"),
    ("BV007", "needs a pipe or device; `source::disk` tests it"),
];

#[test]
fn every_case_holds() {
    let files = case_files();
    let bless = std::env::var_os("BLESS").is_some();
    let told: Vec<(usize, Vec<String>)> = files.par_iter().map(|file| run_file(file, bless)).collect();
    let count: usize = told.iter().map(|(count, _)| count).sum();
    let faults: Vec<String> = told.into_iter().flat_map(|(_, faults)| faults).collect();
    println!("{count} cases in {} files", files.len());
    assert!(faults.is_empty(), "{} of {count} cases differ:\n\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 60, "only {count} cases were found");
}

#[test]
fn every_code_is_shown_by_a_case() {
    let shown: BTreeSet<String> = case_files().iter().flat_map(|file| codes_of(file)).collect();
    let known = CATALOGUE
        .iter()
        .map(|entry| entry.code)
        .filter(|code| ["BV0", "BV1", "BV2", "BV3"].iter().any(|part| code.starts_with(part)));
    let known: BTreeSet<&str> = known.collect();
    let excused: BTreeSet<&str> = NOT_IN_CASES.iter().map(|(code, _)| *code).collect();
    let unseen: Vec<_> = known.iter().filter(|code| !shown.contains(**code) && !excused.contains(*code)).collect();
    let stale: Vec<_> = excused.iter().filter(|code| shown.contains(**code) || !known.contains(*code)).collect();
    assert!(unseen.is_empty(), "no case shows {unseen:?}");
    assert!(stale.is_empty(), "{stale:?} need no excuse");
}

#[test]
fn no_case_is_forgotten() {
    for file in case_files() {
        let cases = book::read(&file, &text_of(&file)).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(!cases.is_empty(), "{}: holds no case", file.display());
    }
    let strangers =
        WalkDir::new(folder()).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let strangers: Vec<_> =
        strangers.filter(|entry| !entry.path().starts_with(base())).map(walkdir::DirEntry::into_path).collect();
    let strangers: Vec<_> = strangers.iter().filter(|path| path.extension().is_none_or(|ext| ext != "md")).collect();
    assert!(strangers.is_empty(), "no case, so never run: {strangers:?}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The site that every case stands on.
fn base() -> PathBuf {
    folder().join("base")
}

fn case_files() -> Vec<PathBuf> {
    let all =
        WalkDir::new(folder()).sort_by_file_name().into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let cases = all.filter(|path| path.extension().is_some_and(|ext| ext == "md") && !path.starts_with(base()));
    cases.filter(|path| path.file_name().is_some_and(|name| name != "README.md")).collect()
}

fn text_of(file: &Path) -> String {
    fs::read_to_string(file).expect("a case can be read")
}

/// The codes that the expected reports of a file name.
fn codes_of(file: &Path) -> Vec<String> {
    let cases = book::read(file, &text_of(file)).unwrap_or_default();
    let reports = cases.into_iter().flat_map(|case| case.blocks).filter(|block| block.role == Role::Console);
    let codes = reports.flat_map(|block| {
        block.text.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0.to_owned())).collect::<Vec<_>>()
    });
    codes.collect()
}

/// Runs all cases of a file; how many there are, and what differs.
fn run_file(file: &Path, bless: bool) -> (usize, Vec<String>) {
    let text = text_of(file);
    let cases = match book::read(file, &text) {
        Ok(cases) => cases,
        Err(fault) => return (1, vec![fault]),
    };
    let mut faults = Vec::new();
    let mut blessed = Vec::new();
    for case in &cases {
        let mut run = Run::new(case);
        let mut wrong = Vec::new();
        for block in &case.blocks {
            match run.block(block) {
                Ok(()) => {}
                Err(Differs::Text(found)) if bless => blessed.push((block.at.clone(), found)),
                Err(Differs::Text(found)) => wrong.push(difference(block, &found)),
                Err(Differs::Told(fault)) => wrong.push(fault),
            }
        }
        if !wrong.is_empty() {
            faults.push(format!(
                "== {}:{} {}\n{}",
                file.strip_prefix(folder()).unwrap_or(file).display(),
                case.line,
                case.title,
                wrong.join("\n")
            ));
        }
    }
    if !blessed.is_empty() {
        let mut text = text;
        for (at, found) in blessed.into_iter().rev() {
            text.replace_range(at, &found);
        }
        fs::write(file, text).expect("a case can be written");
    }
    (cases.len(), faults)
}

fn difference(block: &Block, found: &str) -> String {
    let (expected, found_lines): (Vec<&str>, Vec<&str>) = (block.text.lines().collect(), found.lines().collect());
    let gone = expected.iter().filter(|line| !found_lines.contains(line)).map(|line| format!("  - {line}"));
    let new = found_lines.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}"));
    let lines: Vec<String> = gone.chain(new).collect();
    if lines.is_empty() { format!("  the order of lines differs:\n{found}") } else { lines.join("\n") }
}

/// Why a block does not hold.
enum Differs {
    /// The program says something else, which could be blessed.
    Text(String),
    /// Something that nobody can bless.
    Told(String),
}

/// A case while it runs.
struct Run {
    files: Memory,
    scratch: Scratch,
    /// What was published, once something was built.
    made: Option<BTreeMap<String, Vec<u8>>>,
    /// The files as `--fix` left them.
    mended: BTreeMap<String, String>,
}

impl Run {
    /// Lays the files of a case over the base; wherever they stand in it, they are there from the start.
    fn new(case: &Case) -> Self {
        let mut files = base_site();
        for block in &case.blocks {
            match &block.role {
                Role::File { path, bytes } => files.insert(path.clone(), bytes.clone()),
                Role::NoFile(path) => drop(files.remove(path)),
                _ => {}
            }
        }
        Self { files, scratch: Scratch::new("case"), made: None, mended: BTreeMap::new() }
    }

    fn block(&mut self, block: &Block) -> Result<(), Differs> {
        match &block.role {
            Role::Console => self.command(&block.text),
            Role::Output(path) => self.excerpt(path, &block.text),
            Role::Nowhere => self.nowhere(&block.text),
            Role::After(path) => match self.mended.get(path.as_str()) {
                Some(text) if *text == block.text => Ok(()),
                Some(text) => Err(Differs::Text(text.clone())),
                None => Err(Differs::Told(format!("  {path}: nothing was mended"))),
            },
            Role::File { .. } | Role::NoFile(_) => Ok(()),
        }
    }

    /// Runs `$ bangvang …` and compares what it prints and its exit code.
    fn command(&mut self, block: &str) -> Result<(), Differs> {
        let line = block.lines().next().unwrap_or_default();
        let wish = Wish::read(line).map_err(Differs::Told)?;
        let options = Options {
            strict: wish.strict,
            keep_going: wish.keep_going,
            lang: wish.lang,
            audience: wish.audience,
            ..options(&self.scratch.0, NOW)
        };
        let options = Options { now: at(&wish.now), ..options };
        let strict = options.strict;
        let mut engine = Engine::new(Arc::new(Layered::new(self.files.clone(), Embedded)), options);
        let outcome = if wish.build { engine.build(&Silent) } else { engine.check(&Silent) };
        let outcome = outcome.map_err(|error| Differs::Told(format!("  {error}")))?;
        if wish.build {
            self.made = Some(published(&self.scratch.0));
        }
        let code = u8::from(outcome.failed(strict));
        let text = engine.text();
        let shown = show::prepare(outcome.diags.clone(), &text);
        if wish.fix {
            self.mended = mended(&shown, &text);
        }
        let style = Style { lang: wish.lang, format: wish.format, colour: false, width: 100 };
        let report = show::show(&shown, &text, &style);
        let found = format!("{line}\n{}{}? {code}\n", report.trim_end(), if report.is_empty() { "" } else { "\n" });
        check_build(&outcome, wish.build)?;
        if found == block { Ok(()) } else { Err(Differs::Text(found)) }
    }

    fn outputs(&self) -> Result<&BTreeMap<String, Vec<u8>>, Differs> {
        self.made.as_ref().ok_or_else(|| Differs::Told("  nothing was built before this block".to_owned()))
    }

    /// The lines of the block stand in the output in this order; lines between them do not matter.
    fn excerpt(&self, path: &str, lines: &str) -> Result<(), Differs> {
        let outputs = self.outputs()?;
        let Some(bytes) = outputs.get(path) else {
            return Err(Differs::Told(format!("  {path} was not published; there are {:?}", near(outputs, path))));
        };
        let text = plain_spaces(&String::from_utf8_lossy(bytes));
        let mut from = 0;
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match text[from..].find(line) {
                Some(found) => from += found + line.len(),
                None if text.contains(line) => return Err(Differs::Told(format!("  {path}: too early: {line}"))),
                None => return Err(Differs::Told(format!("  {path}: not there: {line}\n{}", around(&text)))),
            }
        }
        Ok(())
    }

    /// No line of the block stands anywhere in what was published.
    fn nowhere(&self, lines: &str) -> Result<(), Differs> {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            // A table is no markup, whatever stands in its cells.
            let is_table = |path: &str| line.starts_with('<') && path.ends_with(".csv");
            let holds = |bytes: &[u8]| plain_spaces(&String::from_utf8_lossy(bytes)).contains(line);
            let mut outputs = self.outputs()?.iter().filter(|(path, _)| !is_table(path));
            if let Some((path, _)) = outputs.find(|(path, bytes)| path.contains(line) || holds(bytes)) {
                return Err(Differs::Told(format!("  {path} holds “{line}”")));
            }
        }
        Ok(())
    }
}

/// The text with ordinary spaces where the program keeps words together.
fn plain_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A sound build has published; one with errors has not, unless it was told to go on.
fn check_build(outcome: &Outcome, build: bool) -> Result<(), Differs> {
    let silent = build && outcome.report.is_none() && !outcome.failed(true);
    if silent { Err(Differs::Told("  nothing was published, and nobody says why".to_owned())) } else { Ok(()) }
}

fn mended(shown: &[Shown], text: &dyn Sources) -> BTreeMap<String, String> {
    let edits = show::fixes(shown).into_iter();
    edits.filter_map(|(file, edits)| Some((file.to_string(), fix::apply(&text.text(&file)?, &edits).0))).collect()
}

fn base_site() -> Memory {
    let files = WalkDir::new(base()).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(base()).expect("below the base").to_string_lossy().replace('\\', "/");
        (SrcPath::new(&path).expect("a sound path"), fs::read(entry.path()).expect("a file of the base can be read"))
    });
    files.collect()
}

/// Published files in the same folder, for the message that one is missing.
fn near<'a>(outputs: &'a BTreeMap<String, Vec<u8>>, path: &str) -> Vec<&'a str> {
    let folder = path.split('/').next().unwrap_or_default();
    outputs.keys().map(String::as_str).filter(|name| name.starts_with(folder)).take(8).collect()
}

/// The part of a page that people read, for the message that something is missing from it.
fn around(text: &str) -> String {
    let main = text.split_once("<main").map_or(text, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    main.lines().filter(|line| !line.trim().is_empty()).take(40).map(|line| format!("    | {line}\n")).collect()
}

/// What a case asks of the program.
struct Wish {
    build: bool,
    format: Format,
    lang: Lang,
    strict: bool,
    keep_going: bool,
    fix: bool,
    audience: Audience,
    now: String,
}

impl Wish {
    fn read(line: &str) -> Result<Self, String> {
        let unknown = |word: &str| format!("  cannot run `{line}`: `{word}`");
        let mut words = line.strip_prefix("$ bangvang ").ok_or_else(|| unknown("$ bangvang …"))?.split_whitespace();
        let command = words.next().unwrap_or_default();
        let build = match command {
            "build" => true,
            "check" => false,
            other => return Err(unknown(other)),
        };
        let mut wish = Self {
            build,
            format: Format::Human,
            lang: Lang::Vi,
            strict: false,
            keep_going: false,
            fix: false,
            audience: Audience::Public,
            now: NOW.to_owned(),
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_default();
            match word {
                "--strict" => wish.strict = true,
                "--keep-going" => wish.keep_going = true,
                "--fix" => wish.fix = true,
                "--audience" => wish.audience = Audience::of(value()).ok_or_else(|| unknown(word))?,
                "--now" => value().clone_into(&mut wish.now),
                "--lang" => wish.lang = if value() == "en" { Lang::En } else { Lang::Vi },
                "--format" => match value() {
                    "human" => wish.format = Format::Human,
                    "short" => wish.format = Format::Short,
                    "json" => wish.format = Format::Json,
                    "github" => wish.format = Format::Github,
                    other => return Err(unknown(other)),
                },
                other => return Err(unknown(other)),
            }
        }
        Ok(wish)
    }
}
