//! Files become records. In: a snapshot and what was parsed before. Out: parsed records, the
//! settings, the theme, and every problem of the files. Parses only what changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Progress, strangers};
use crate::base::{Fp, SrcPath};
use crate::catalog::Catalog;
use crate::catalog::link::{Input, Name};
use crate::config::{self, Settings};
use crate::diag::{Diag, Place, Problem, Sink};
use crate::picture::Format;
use crate::record::fields::FileName;
use crate::record::reader::Beside;
use crate::record::reads::Counts;
use crate::record::{self, KindId, Own, Parsed, Record, doc};
use crate::render::Theme;
use crate::render::theme::ThemeFile;
use crate::source::{Files, Snapshot, Source, SourceProblem, embedded};
use crate::text::show::{thousands, thousands_en};
use crate::text::speech::Voice;

/// What is remembered of a parsed file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The fingerprint of the file.
    pub fp: Fp,
    /// The files beside it that are part of the record, as they were.
    pub beside: Vec<(SrcPath, Option<Fp>)>,
    /// What came of it.
    pub parsed: Parsed,
}

/// All parsed files, by path.
pub(super) type ParsedFiles = HashMap<SrcPath, Arc<Entry>>;

/// What loading gives.
pub(super) struct Loaded {
    /// The records.
    pub inputs: Vec<Input>,
    /// The names of the records whose files could not be read.
    pub broken: HashSet<Name>,
    /// What was wrong with files.
    pub diags: Vec<Diag>,
    /// All parsed files, for the next time.
    pub parsed: ParsedFiles,
    /// The files that were parsed anew or are gone.
    pub changed: HashSet<SrcPath>,
}

/// Parses every record file, taking over what has not changed.
pub(super) fn load(
    files: &dyn Files,
    snapshot: &Snapshot,
    problems: Vec<SourceProblem>,
    before: &ParsedFiles,
    progress: &dyn Progress,
) -> Loaded {
    let records = record_files(snapshot);
    progress.stage("parse", records.len());
    let done = AtomicUsize::new(0);
    let parsed: Vec<(SrcPath, Arc<Entry>)> = records
        .par_iter()
        .filter(|_| !progress.stopped())
        .map(|(path, kind)| {
            let entry = match before.get(path) {
                Some(entry) if is_current(entry, path, snapshot) => entry.clone(),
                _ => Arc::new(parse(files, snapshot, path, *kind)),
            };
            progress.step(done.fetch_add(1, Ordering::Relaxed) + 1);
            (path.clone(), entry)
        })
        .collect();
    let mut diags: Vec<Diag> = problems.iter().map(source_problem).collect();
    diags.extend(strangers::told(snapshot, &asked(&parsed)));
    if parsed.iter().all(|(path, _)| embedded::has(path)) {
        diags.push(Diag::new(Problem::EmptySite {}, Place::Site));
    }
    diags.extend(parsed.iter().flat_map(|(_, entry)| entry.parsed.diags.iter().cloned()));
    let inputs = inputs(&parsed);
    let broken = broken(&parsed);
    let changed = changed(before, &parsed);
    Loaded { inputs, broken, diags, parsed: parsed.into_iter().collect(), changed }
}

/// Reads the settings.
pub(super) fn settings(files: &dyn Files, snapshot: &Snapshot) -> (Option<Settings>, Vec<Diag>) {
    let file = SrcPath::new(config::FILE).expect("the settings' path is sound");
    let bytes = snapshot.get(&file).and_then(|source| source.load(files).ok());
    config::read(&file, bytes.as_deref())
}

/// Reads how the newsroom says what is written short.
pub(super) fn voice(files: &dyn Files, snapshot: &Snapshot) -> (Voice, Vec<Diag>) {
    let file = SrcPath::new(config::voice::FILE).expect("the readings' path is sound");
    let bytes = snapshot.get(&file).and_then(|source| source.load(files).ok());
    config::voice::read(&file, bytes.as_deref())
}

/// Reads the reading counts, if there are any.
pub(super) fn reads(files: &dyn Files, snapshot: &Snapshot) -> (Counts, Vec<Diag>) {
    let file = SrcPath::new(record::reads::FILE).expect("the path of the counts is sound");
    let mut sink = Sink::default();
    let bytes = snapshot.get(&file).and_then(|source| source.load(files).ok());
    let counts = bytes.map(|bytes| record::reads::read(&file, &bytes, &mut sink)).unwrap_or_default();
    (counts, sink.into_few())
}

/// Loads the theme that the settings name.
pub(super) fn theme(files: &dyn Files, snapshot: &Snapshot, settings: &Settings) -> Result<Theme, Vec<Diag>> {
    let sources = snapshot.under("themes");
    let all: Vec<ThemeFile> = sources
        .par_iter()
        .filter_map(|source| Some(ThemeFile { path: source.path().clone(), bytes: source.load(files).ok()? }))
        .collect();
    let own = settings.lang.as_deref().unwrap_or("vi");
    let langs: Vec<&str> = std::iter::once(own).chain(settings.other_languages()).collect();
    Theme::load(settings.theme_name(), &langs, &all)
}

/// The pictures and documents that public records own, and their fingerprints by address.
pub(super) fn owned_files(
    catalog: &Catalog,
    snapshot: &Snapshot,
    diags: &mut Vec<Diag>,
) -> (Vec<SrcPath>, HashMap<String, Fp>) {
    let mut owned = Vec::new();
    let mut by_address = HashMap::new();
    for key in catalog.keys().filter(|key| catalog.row(*key).public) {
        let record = catalog.record(key);
        let files = owned_by(record);
        let sources: Vec<&Source> = files.iter().filter_map(|file| snapshot.get(file)).collect();
        if !sources.is_empty() && is_worked_on(record) {
            continue;
        }
        for source in &sources {
            by_address.insert(source.path().as_str().trim_start_matches("content").to_owned(), source.fp());
            owned.push(source.path().clone());
        }
        if let Own::Photo(photo) = &record.own
            && sources.is_empty()
            && !photo.no_file
        {
            let name = files.first().map_or_else(|| record.id.to_string(), |file| file.file_name().to_owned());
            diags.push(Diag::new(Problem::PhotoWithoutFile { file: name }, Place::File(record.file.clone())));
        }
    }
    owned.sort();
    owned.dedup();
    (owned, by_address)
}

/// Whether other files are made of a record's picture, so that it is not published as it is.
fn is_worked_on(record: &Record) -> bool {
    record.own.photo().is_some_and(|photo| photo.file.as_ref().is_none_or(|facts| facts.format != Format::Svg))
}

/// The record files of a snapshot; an honour type of the site replaces the built-in one.
fn record_files(snapshot: &Snapshot) -> Vec<(SrcPath, KindId)> {
    let all = snapshot.under("content").iter().map(Source::path);
    let records: Vec<(SrcPath, KindId)> = all.filter_map(|path| Some((path.clone(), doc::kind_of(path)?))).collect();
    let own: HashSet<&str> = records
        .iter()
        .filter(|(path, kind)| *kind == KindId::Honour && !embedded::has(path))
        .map(|(path, _)| path.stem())
        .collect();
    let replaced =
        |path: &SrcPath, kind: KindId| kind == KindId::Honour && embedded::has(path) && own.contains(path.stem());
    records.iter().filter(|(path, kind)| !replaced(path, *kind)).cloned().collect()
}

fn is_current(entry: &Entry, path: &SrcPath, snapshot: &Snapshot) -> bool {
    let fp = |path: &SrcPath| snapshot.get(path).map(Source::fp);
    fp(path) == Some(entry.fp) && entry.beside.iter().all(|(path, before)| fp(path) == *before)
}

fn parse(files: &dyn Files, snapshot: &Snapshot, path: &SrcPath, kind: KindId) -> Entry {
    let folder = Folder { files, snapshot, path };
    let source = snapshot.get(path).expect("record files come from this snapshot");
    let parsed = match source.load(files) {
        Ok(bytes) => doc::parse(kind, path, &bytes, &folder),
        Err(error) => {
            let problem = Problem::Unreadable { reason: error.to_string() };
            let diags = vec![Diag::new(problem, Place::File(path.clone()))];
            Parsed { record: None, whole: Fp::default(), diags, asked: Vec::new() }
        }
    };
    let fp_of = |name: &Arc<str>| {
        let beside = SrcPath::new(&format!("{}/{name}", path.folder()))?;
        let fp = snapshot.get(&beside).map(Source::fp);
        Some((beside, fp))
    };
    Entry { fp: source.fp(), beside: parsed.asked.iter().filter_map(fp_of).collect(), parsed }
}

/// The files of a record's own folder.
struct Folder<'a> {
    files: &'a dyn Files,
    snapshot: &'a Snapshot,
    path: &'a SrcPath,
}

impl Beside for Folder<'_> {
    fn beside(&self, name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
        let path = SrcPath::new(&format!("{}/{name}", self.path.folder()))?;
        let bytes = self.snapshot.get(&path)?.load(self.files).ok()?;
        Some((path, bytes))
    }
}

fn inputs(parsed: &[(SrcPath, Arc<Entry>)]) -> Vec<Input> {
    let inputs = parsed.iter().filter_map(|(_, entry)| {
        let record = entry.parsed.record.clone()?;
        Some(Input { record, whole: entry.parsed.whole })
    });
    inputs.collect()
}

/// The files beside records that these ask for.
fn asked(parsed: &[(SrcPath, Arc<Entry>)]) -> HashSet<&SrcPath> {
    parsed.iter().flat_map(|(_, entry)| entry.beside.iter().map(|(path, _)| path)).collect()
}

fn broken(parsed: &[(SrcPath, Arc<Entry>)]) -> HashSet<Name> {
    let unread = parsed.iter().filter(|(_, entry)| entry.parsed.record.is_none());
    unread.filter_map(|(path, _)| Some((doc::kind_of(path)?, doc::identity(path)?.0))).collect()
}

/// The files that were parsed anew, and those that are gone.
fn changed(before: &ParsedFiles, after: &[(SrcPath, Arc<Entry>)]) -> HashSet<SrcPath> {
    let now: HashMap<&SrcPath, &Arc<Entry>> = after.iter().map(|(path, entry)| (path, entry)).collect();
    let is_same =
        |path: &SrcPath, entry: &Arc<Entry>| before.get(path).is_some_and(|before| Arc::ptr_eq(before, entry));
    let fresh = after.iter().filter(|(path, entry)| !is_same(path, entry)).map(|(path, _)| path);
    let gone = before.keys().filter(|path| !now.contains_key(path));
    fresh.chain(gone).cloned().collect()
}

fn source_problem(problem: &SourceProblem) -> Diag {
    let place = SrcPath::new(problem.path()).map_or(Place::Site, Place::File);
    let described = match problem {
        SourceProblem::OutsideLink { .. } => Problem::LinkOutside { target: problem.path().to_owned() },
        SourceProblem::Loop { .. } => Problem::FolderLoop {},
        SourceProblem::NotRegular { .. } => Problem::NotAFile {},
        SourceProblem::TooLarge { size, limit, .. } => too_large(*size, *limit),
        SourceProblem::NotUtf8Name { .. } | SourceProblem::BadName { .. } => {
            Problem::BadFileName { name: problem.path().to_owned() }
        }
        SourceProblem::Unreadable { reason, .. } => Problem::Unreadable { reason: reason.clone() },
        other => Problem::Unreadable { reason: other.to_string() },
    };
    Diag::new(described, place)
}

fn too_large(size: u64, limit: u64) -> Problem {
    let [size, limit] = [size, limit].map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let (size_en, limit_en) = (thousands_en(size), thousands_en(limit));
    Problem::TooLarge { size: thousands(size), size_en, limit: thousands(limit), limit_en }
}

/// The picture, document or recording that a public record owns, and what belongs to it.
fn owned_by(record: &Record) -> Vec<SrcPath> {
    let named: Vec<&FileName> = match &record.own {
        Own::Document(document) => document.file.iter().collect(),
        Own::Decision(decision) => decision.file.iter().collect(),
        // What was refused is not published, either.
        Own::Broadcast(own) => {
            let media = own.media.iter().filter(|_| own.file.is_some());
            media.chain(own.captions.iter().filter(|_| own.cues.is_some())).collect()
        }
        Own::Photo(_) => return crate::render::view::photo::file(record).into_iter().collect(),
        _ => Vec::new(),
    };
    named.into_iter().filter_map(|name| SrcPath::new(&format!("{}/{}", record.file.folder(), name.0))).collect()
}
