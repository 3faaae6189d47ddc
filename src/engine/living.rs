//! A site held in memory for the preview. In: the files and what changed among them. Out: a
//! generation whose pages are made when somebody looks at them, and a sweep through the others
//! for their problems. Never publishes, so that looking at a half-written record tells nobody.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::asked::Folder;
use super::cache::{Cache, Remembered};
use super::folios::Folios;
use super::load::{Entry, Loaded, ParsedFiles};
use super::numbered::Numbered;
use super::site::{Site, themed};
use super::trace::{Slots, Verdict};
use super::work::NOWHERE;
use super::{Engine, EngineError, Outcome, Progress, Run};
use crate::base::{OutPath, SrcPath};
use crate::catalog::link::{Input, Name};
use crate::catalog::rule;
use crate::diag::{Diag, Level};
use crate::plan::{Job, Subject, Weight};
use crate::record::doc;
use crate::record::state::State;
use crate::render::{Cx, Memo};
use crate::source::{Files, Snapshot, SourceError, SourceProblem};
use crate::text::date::Moment;
use crate::text::near::nearest;

/// One generation of a site in memory. Every page is a pure function of it.
pub struct Living {
    files: Arc<dyn Files>,
    site: Site,
    memo: Memo,
    diags: Arc<[Diag]>,
    /// The rules were not checked.
    is_first: bool,
}

/// A page that was looked at.
#[derive(Debug, Default)]
pub struct Seen {
    /// Its bytes; `None` when it cannot be made.
    pub bytes: Option<Vec<u8>>,
    /// What is wrong with it.
    pub diags: Vec<Diag>,
}

/// What became of the files that changed.
pub enum Refreshed {
    /// The bytes are the same: nothing to do.
    Same,
    /// A new generation.
    Living(Box<Living>),
    /// The settings or the theme are broken; the last generation stays.
    Broken(Box<Outcome>),
}

impl Engine {
    /// Takes in everything so far that pages can be shown: no rule is checked, and there is no search.
    /// The next [`Engine::refresh`] does the rest.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn first_look(&mut self, progress: &dyn Progress) -> Result<Refreshed, EngineError> {
        self.look(None, true, progress)
    }

    /// Takes in what changed and makes no page. `changed` are the files that an editor saved;
    /// `None` means that anything may have changed.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn refresh(&mut self, changed: Option<&[SrcPath]>, progress: &dyn Progress) -> Result<Refreshed, EngineError> {
        self.look(changed, false, progress)
    }

    fn look(
        &mut self,
        changed: Option<&[SrcPath]>,
        is_first: bool,
        progress: &dyn Progress,
    ) -> Result<Refreshed, EngineError> {
        let was_first = std::mem::replace(&mut self.is_first, is_first);
        let mut run = Run::new(progress);
        let before = self.last.as_ref().map(|last| last.snapshot.root());
        let (snapshot, problems) = self.look_again(changed, &mut run)?;
        if changed.is_some() && before == Some(snapshot.root()) && !was_first {
            return Ok(Refreshed::Same);
        }
        self.unreadable.clone_from(&problems);
        // A folder that cannot be opened hides files that nobody named.
        let before = self.before(changed.filter(|_| problems.is_empty()));
        let mut loaded = self.load(&snapshot, problems, &mut run);
        self.good.stand_in(&mut loaded, &before, &self.unreadable);
        let site = self.lay_out(snapshot.clone(), &loaded, &mut run);
        self.last = Some(Remembered { snapshot, parsed: loaded.parsed });
        let interrupted = run.interrupted();
        Ok(match site.filter(|_| !interrupted) {
            Some(site) => {
                let (files, memo, diags) = (self.files.clone(), site.memo(), run.outcome.diags.into());
                Refreshed::Living(Box::new(Living { files, site, memo, diags, is_first }))
            }
            None => Refreshed::Broken(Box::new(run.outcome)),
        })
    }

    /// What goes through generations for their problems; it remembers the last sweep on disk.
    #[must_use]
    pub fn sweeper(&self) -> Sweeper {
        let cache = Cache::at(self.options.state.join("cache"));
        Sweeper { last: None, cache }
    }

    /// What was parsed last of the files that may have changed.
    fn before(&self, changed: Option<&[SrcPath]>) -> ParsedFiles {
        let Some(last) = &self.last else { return ParsedFiles::default() };
        let one = |path: &SrcPath| Some((path.clone(), last.parsed.get(path)?.clone()));
        changed.map_or_else(|| last.parsed.clone(), |changed| changed.iter().filter_map(one).collect())
    }

    /// The files as they are: only the changed ones are read when nothing else can have changed.
    fn look_again(
        &mut self,
        changed: Option<&[SrcPath]>,
        run: &mut Run<'_>,
    ) -> Result<(Snapshot, Vec<SourceProblem>), SourceError> {
        let last = self.last.as_ref().filter(|_| self.unreadable.is_empty());
        let applied = changed.zip(last).and_then(|(changed, last)| last.snapshot.apply(&*self.files, changed));
        applied.map_or_else(|| self.scan(run), |snapshot| Ok((snapshot, Vec::new())))
    }
}

/// The last good records of files that have errors now or cannot be read: while an editor types, the
/// page shows what it showed before, with the problems beside it.
#[derive(Default)]
pub(super) struct Good {
    records: BTreeMap<SrcPath, Input>,
}

impl Good {
    /// Puts the last good record in the place of each one whose file has errors or cannot be read.
    fn stand_in(&mut self, loaded: &mut Loaded, before: &ParsedFiles, unreadable: &[SourceProblem]) {
        let is_unread = |path: &SrcPath| unreadable.iter().any(|problem| covers(problem, path));
        let is_broken =
            |path: &SrcPath| loaded.parsed.get(path).map_or_else(|| is_unread(path), |entry| has_errors(entry));
        self.records.retain(|path, _| is_broken(path));
        self.records.extend(before.iter().filter(|(path, entry)| !has_errors(entry) && is_broken(path)).filter_map(
            |(path, entry)| {
                let record = entry.parsed.record.clone()?;
                Some((path.clone(), Input { record, whole: entry.parsed.whole }))
            },
        ));
        if self.records.is_empty() {
            return;
        }
        loaded.inputs.retain(|input| !self.records.contains_key(&input.record.file));
        loaded.inputs.extend(self.records.values().cloned());
        let standing: HashSet<Name> =
            self.records.values().map(|input| (input.record.kind(), input.record.id.clone())).collect();
        loaded.broken.retain(|name| !standing.contains(name));
    }
}

/// Whether a file is the one that could not be read, or lies in a folder that could not.
fn covers(problem: &SourceProblem, path: &SrcPath) -> bool {
    path.as_str().strip_prefix(problem.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn has_errors(entry: &Entry) -> bool {
    entry.parsed.diags.iter().any(|diag| diag.level() == Level::Error)
}

impl Living {
    /// This generation with some records and templates as their files are now, before all is linked
    /// anew: lists, the search and the problems stay what they are. `None` when only a full look can
    /// tell: a file is new, gone, broken or just mended, neither a record's nor a template's, or a
    /// record has another address or standing.
    #[must_use]
    pub fn glance(&self, changed: &[SrcPath]) -> Option<Self> {
        let (templates, records): (Vec<SrcPath>, Vec<SrcPath>) = changed.iter().cloned().partition(is_template);
        let mut site = self.site.clone();
        if !records.is_empty() {
            let records: Option<Vec<Input>> = records.iter().map(|path| self.read(path)).collect();
            site.catalog = Arc::new(site.catalog.glance(records?)?);
        }
        if !templates.is_empty() {
            site = self.with_templates(site, &templates)?;
        }
        let memo = site.memo();
        let (files, diags) = (self.files.clone(), self.diags.clone());
        Some(Self { files, site, memo, diags, is_first: self.is_first })
    }

    /// The same as far as a glance goes: of changed files that are neither records nor templates only a
    /// full look can tell.
    #[must_use]
    pub fn glance_partly(&self, changed: &[SrcPath]) -> Option<Self> {
        let is_seen = |path: &&SrcPath| is_template(path) || doc::kind_of(path).is_some();
        let seen: Vec<SrcPath> = changed.iter().filter(is_seen).cloned().collect();
        self.glance(&seen)
    }

    /// A site with templates as their files are now; `None` when the theme cannot be loaded with them,
    /// or says anything else of the site.
    fn with_templates(&self, site: Site, changed: &[SrcPath]) -> Option<Site> {
        let is_known = changed.iter().all(|path| site.snapshot.get(path).is_some());
        let snapshot = site.snapshot.apply(&*self.files, changed).filter(|_| is_known)?;
        let (theme, site_fp) = themed(&*self.files, &snapshot, &site.settings, &site.catalog).ok()?;
        let is_as_before = site_fp == site.site_fp
            && theme.strings_fp() == site.theme.strings_fp()
            && theme.assets_fp() == site.theme.assets_fp();
        is_as_before.then(|| Site { snapshot, theme: Arc::new(theme), ..site })
    }

    /// A record of this generation as its file is now; `None` when it has errors.
    fn read(&self, path: &SrcPath) -> Option<Input> {
        self.site.snapshot.get(path)?;
        let is_here = |diag: &&Diag| diag.level() == Level::Error && diag.place.file() == Some(path);
        if self.diags.iter().any(|diag| is_here(&diag)) {
            return None;
        }
        let (kind, bytes) = (doc::kind_of(path)?, self.files.read(path).ok()?);
        let parsed = doc::parse(kind, path, &bytes, &Folder { files: &*self.files, path });
        let is_sound = parsed.diags.iter().all(|diag| diag.level() != Level::Error);
        Some(Input { record: parsed.record.filter(|_| is_sound)?, whole: parsed.whole })
    }

    /// Makes one file of the site; `None` when the site has no such file.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<Seen> {
        let job = self.job(path)?;
        let bytes_of = |file: &SrcPath| self.site.snapshot.get(file)?.load(&*self.files).ok();
        let world = self.site.world(&self.memo, &bytes_of);
        let mut cx = Cx::new(&world, job.url()).speaking(job.lang.as_deref());
        let bytes = job.output.render(job, &mut cx).ok();
        Some(Seen { bytes, diags: cx.finish().diags })
    }

    /// The source behind a file of the site: the record of a page, the original of a copy.
    #[must_use]
    pub fn source(&self, path: &str) -> Option<&SrcPath> {
        match &self.job(path)?.subject {
            Subject::Record(key) | Subject::Picture(key, _) | Subject::Old(Some(key)) => {
                Some(&self.site.catalog.record(*key).file)
            }
            Subject::File(file) => Some(file),
            _ => None,
        }
    }

    /// The state of the record behind a page that the public does not see (yet).
    #[must_use]
    pub fn hidden(&self, path: &str) -> Option<State> {
        let Subject::Record(key) = self.job(path)?.subject else { return None };
        Some(self.site.catalog.row(key).state).filter(|state| !state.is_public())
    }

    /// Whether a file is one of the site's sources.
    #[must_use]
    pub fn has_source(&self, file: &SrcPath) -> bool {
        self.site.snapshot.get(file).is_some()
    }

    /// Whether the rules were checked, too.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.is_first
    }

    /// The next instant at which the site changes by itself.
    #[must_use]
    pub fn next_change(&self) -> Option<Moment> {
        self.site.catalog.next_change()
    }

    /// The address of a page that was perhaps meant by a file that the site does not have: folder by
    /// folder the nearest name.
    #[must_use]
    pub fn near(&self, file: &str) -> Option<String> {
        let wanted = file.strip_suffix("index.html").unwrap_or(file);
        let mut folder = String::new();
        for part in wanted.split('/').filter(|part| !part.is_empty()) {
            let names = self.folders(&folder);
            let name = names.iter().find(|name| **name == part).copied();
            folder = folder + name.or_else(|| nearest(part, names))? + "/";
        }
        self.job(&format!("{folder}index.html")).filter(|_| !folder.is_empty()).map(|_| format!("/{folder}"))
    }

    /// The folders in a folder of the site; all files below each are leapt over.
    fn folders(&self, folder: &str) -> Vec<&str> {
        let jobs = &self.site.plan.jobs;
        let mut names = Vec::new();
        let mut at = jobs.partition_point(|job| job.out.as_str() < folder);
        while let Some(rest) = jobs.get(at).and_then(|job| job.out.as_str().strip_prefix(folder)) {
            at += 1;
            if let Some((name, _)) = rest.split_once('/') {
                names.push(name);
                let below = format!("{folder}{name}/");
                at += jobs[at..].partition_point(|job| job.out.as_str().starts_with(&below));
            }
        }
        names
    }

    /// What is wrong with the records, as far as it shows without making a page.
    #[must_use]
    pub fn diags(&self) -> &[Diag] {
        &self.diags
    }

    /// These problems and those that pages showed, with what editors accepted among them.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = Diag>) -> Vec<Diag> {
        let mut diags = self.diags.to_vec();
        diags.extend(more);
        rule::accept(&self.site.catalog, !self.is_first, &mut diags);
        diags
    }

    fn job(&self, path: &str) -> Option<&Job> {
        let out = OutPath::new(path)?;
        let jobs = &self.site.plan.jobs;
        jobs.binary_search_by(|job| job.out.cmp(&out)).ok().map(|at| &jobs[at])
    }
}

fn is_template(path: &SrcPath) -> bool {
    path.as_str().starts_with("themes/") && path.extension() == "html"
}

/// Goes through all pages of a generation and makes those that no earlier sweep made alike.
pub struct Sweeper {
    cache: Cache,
    /// What the last sweep left, once it was read.
    last: Option<Folios>,
}

impl Sweeper {
    /// The problems of all pages; `None` when the sweep was stopped.
    pub fn sweep(&mut self, living: &Living, progress: &dyn Progress) -> Option<Vec<Diag>> {
        let site = &living.site;
        let bytes_of = |file: &SrcPath| site.snapshot.get(file)?.load(&*living.files).ok();
        let nothing = Memo::default();
        let world = site.world(&nothing, &bytes_of);
        let last = self.last.get_or_insert_with(|| self.cache.traces()).open();
        let slots = Slots::of(&world, &last, &site.catalog);
        let jobs = site.plan.jobs.par_iter().zip(last.beside(&site.plan.jobs));
        let judged: Vec<Verdict<'_, '_>> = jobs.map(|(job, made)| slots.verdict(job, made, &last)).collect();
        let (mut kept, mut todo) = (Vec::new(), Vec::new());
        for (job, verdict) in site.plan.jobs.iter().zip(judged) {
            match verdict {
                // Nothing can be wrong with what is only drawn.
                _ if job.output.weight() == Weight::Drawing => {}
                Verdict::Same(made) => kept.push(made),
                Verdict::Changed(_) => todo.push(job),
            }
        }
        let mut run = Run::new(progress);
        run.outcome.diags.extend(kept.iter().flat_map(|made| made.diags().iter().cloned()));
        let chunks = run.render(&world, &todo, NOWHERE).expect("nothing is staged, so nothing fails");
        if progress.stopped() {
            return None;
        }
        let pages = chunks.into_iter().map(|chunk| chunk.pages).collect();
        self.cache.save_traces(&last, &Numbered::of(&world, &last, &slots, &kept, pages), &kept);
        self.last = Some(self.cache.traces());
        Some(run.outcome.diags)
    }
}
