//! The engine: the one place that calls the stages in order. In: files, options and the clock.
//! Out: a published site, or every reason why the last good one stays. Keeps what an earlier run
//! found out, never trusts it further than its fingerprints reach.

mod asked;
mod cache;
mod compare;
mod folios;
mod gate;
mod judge;
mod ledger;
mod linked;
mod living;
mod load;
mod near;
mod numbered;
mod packed;
mod parts;
mod places;
mod progress;
mod reason;
mod run;
mod shelf;
mod site;
mod store;
mod strangers;
mod survey;
mod trace;
mod words;
mod work;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

pub use self::asked::{Asked, Memory, PageRead, Thing, Unanswered, Use};
use self::cache::{Cache, Remembered, Settled};
pub use self::compare::{Comparison, PagesChanged};
pub use self::gate::Gate;
use self::judge::{Judged, Known, split};
use self::ledger::Ledger;
use self::linked::Linked;
pub use self::living::{Living, Refreshed, Seen, Sweeper};
use self::load::Loaded;
use self::numbered::Numbered;
pub use self::places::SiteText;
pub use self::progress::{Progress, Silent, Timed};
pub use self::reason::Reason;
use self::run::Run;
use self::shelf::Kept;
use self::site::Site;
pub use self::survey::{Planned, Survey};
use self::trace::Verdict;
use self::work::{Goal, NOWHERE};
use crate::base::{Fp, OutPath, SrcPath};
use crate::catalog::readings::Readings;
use crate::catalog::{Catalog, Vantage, link, rule};
use crate::config::{self, Settings};
use crate::diag::{Diag, Lang, Level};
use crate::output::{self, OUTPUTS};
use crate::plan::{self, Job, Scope, Weight};
use crate::publish::pack::{self, Packing};
use crate::publish::{Made, Mode, PublishError, Publisher, RealOut, Recovery, Report};
use crate::record::fields::Link;
use crate::record::state::Audience;
use crate::render::{Memo, World, markdown};
use crate::search::Index;
use crate::source::{Files, Snapshot, SourceError, SourceProblem, embedded};
use crate::text::date::Moment;

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The instant of the build.
    pub now: Moment,
    /// For whom the site is built.
    pub audience: Audience,
    /// The language of messages that come from below the diagnostics.
    pub lang: Lang,
    /// Warnings stop the build, too.
    pub strict: bool,
    /// Publish the pages that can be made even when others cannot.
    pub keep_going: bool,
    /// Where the site is published.
    pub out: PathBuf,
    /// Where the engine keeps what it remembers.
    pub state: PathBuf,
    /// How the site is put in place.
    pub mode: Mode,
    /// Read every file again, whatever its stamp says.
    pub verify: bool,
    /// Packed copies to make of text files; `None` leaves it to the site's settings.
    pub precompress: Option<Vec<Packing>>,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every problem of the site.
    pub diags: Vec<Diag>,
    /// How many files the site has.
    pub pages: usize,
    /// How many were rendered in this run.
    pub rendered: usize,
    /// How many were left out: records that cannot be read, files that could not be made or show what must
    /// be hidden.
    pub withheld: usize,
    /// What publishing did; `None` when nothing was published.
    pub report: Option<Report>,
    /// For each rendered file: the first thing it reads that has changed.
    pub why: Vec<(OutPath, Reason)>,
    /// What became of addresses that were published before: advice, whatever the build came to.
    pub moved: Vec<Diag>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
    /// What became of an earlier run that was cut off.
    pub recovery: Option<Recovery>,
    /// Which published files are new, other, gone or taken back.
    pub pages_changed: PagesChanged,
    /// The next instant at which the site changes by itself.
    pub next_change: Option<Moment>,
    /// The run was stopped before its end.
    pub interrupted: bool,
}

impl Outcome {
    /// Whether a problem stops the build under these options.
    #[must_use]
    pub fn failed(&self, strict: bool) -> bool {
        let gravest = self.diags.iter().map(Diag::level).min();
        gravest.is_some_and(|level| level == Level::Error || (strict && level == Level::Warning))
    }
}

/// Why a run could not even say what is wrong with the site.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The site's folder cannot be opened.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The published folder cannot be written, or another run has it.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Builds one site, again and again.
pub struct Engine {
    files: Arc<dyn Files>,
    options: Options,
    cache: Cache,
    last: Option<Remembered>,
    /// What the last look at the files could not read.
    unreadable: Vec<SourceProblem>,
    /// For the preview: the last good records of files that have errors now.
    good: living::Good,
    /// The linked records of the last run.
    linked: Option<Linked>,
    /// For the preview: pages are wanted before the rules are checked and the search index is made.
    is_first: bool,
    /// No other run follows in this process: what only that would need is given back.
    is_only: bool,
    /// What rules found in records.
    findings: Kept<Arc<[Diag]>>,
    /// The last search index of this process, and where what it found out lies.
    search: Option<(Arc<Index>, words::Seals)>,
}

/// Where findings are remembered.
const FINDINGS: &str = "findings";

/// How many reasons are kept, at most.
const MOST_REASONS: usize = 20_000;

impl Engine {
    /// An engine for the site in these files.
    #[must_use]
    pub fn new(files: Arc<dyn Files>, options: Options) -> Self {
        let cache = Cache::at(options.state.join("cache"));
        let (unreadable, good) = (Vec::new(), living::Good::default());
        let (last, linked, search, is_first) = (None, None, None, false);
        let (is_only, findings) = (false, Kept::default());
        Self { files, options, cache, last, unreadable, good, linked, is_first, is_only, findings, search }
    }

    /// The same for a single run, which then needs less memory.
    #[must_use]
    pub fn for_one_run(self) -> Self {
        Self { is_only: true, ..self }
    }

    /// Sets the clock for the next run.
    pub fn set_now(&mut self, now: Moment) {
        self.options.now = now;
    }

    /// The options of the next run.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Text and places of the site's files, for showing diagnostics.
    #[must_use]
    pub fn text(&self) -> SiteText<'_> {
        SiteText::new(&*self.files)
    }

    /// Checks everything and writes nothing.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn check(&mut self, progress: &dyn Progress) -> Result<Outcome, EngineError> {
        let mut run = Run::new(progress);
        let (snapshot, problems) = self.scan(&mut run)?;
        let site = self.prepare(snapshot, problems, &mut run);
        let Some(site) = site.filter(|_| !run.interrupted()) else { return Ok(run.outcome) };
        let (nothing, bytes) = (Memo::default(), self.bytes_of(&site));
        let world = site.world(&nothing, &bytes);
        let jobs = self.to_check(&site, &world);
        let gate = Gate::new(&site.catalog, self.texts(&site.snapshot));
        let goal = Goal { gate: Some(&gate), ..NOWHERE };
        let made = run.timed("render", |run| run.render(&world, &jobs, goal));
        made?;
        finish(&site, &mut run);
        // A record that cannot be read is not one that is gone.
        if !run.outcome.failed(false) {
            run.outcome.diags.extend(self.vanished(&site, &self.cache.ledger()));
        }
        Ok(run.outcome)
    }

    /// What became of addresses that were published before.
    fn vanished(&self, site: &Site, ledger: &Ledger) -> Vec<Diag> {
        ledger.vanished(&site.plan, &site.catalog, &|file| self.files.read(file).ok())
    }

    /// The files that must be made to know whether they can be.
    fn to_check<'s>(&self, site: &'s Site, world: &World<'_>) -> Vec<&'s Job> {
        let jobs = &site.plan.jobs;
        if jobs.iter().all(|job| job.output.weight() == Weight::Page) {
            return jobs.iter().collect();
        }
        let traces = self.cache.traces();
        let before = traces.open();
        let now = trace::Slots::of(world, &before, &site.catalog);
        let wanted = |(job, made): &(&Job, Option<&trace::Made<'_>>)| match job.output.weight() {
            Weight::Page => true,
            Weight::Drawing => false,
            Weight::Picture => matches!(now.verdict(job, *made, &before), Verdict::Changed(_)),
        };
        jobs.iter().zip(before.beside(jobs)).filter(wanted).map(|(job, _)| job).collect()
    }

    /// Builds and publishes.
    ///
    /// # Errors
    /// When the site's folder cannot be opened or the published folder cannot be written.
    pub fn build(&mut self, progress: &dyn Progress) -> Result<Outcome, EngineError> {
        let mut run = Run::new(progress);
        let state = self.options.state.join("publish");
        let (publisher, recovery) = Publisher::open(&self.options.out, &state, self.options.mode, Arc::new(RealOut))?;
        run.outcome.recovery = Some(recovery).filter(|r| *r != Recovery::Clean);
        let (snapshot, problems) = self.scan(&mut run)?;
        if problems.is_empty() && run.timed("settled", |run| self.is_settled(&snapshot, &publisher, run))? {
            return Ok(run.outcome);
        }
        let site = self.prepare(snapshot, problems, &mut run);
        let Some(site) = site.filter(|_| !run.interrupted()) else { return Ok(run.outcome) };
        let stops = run.outcome.failed(self.options.strict) && !self.options.keep_going;
        if stops {
            return Ok(run.outcome);
        }
        self.publish(&site, publisher, &mut run)?;
        Ok(run.outcome)
    }

    fn publish(&mut self, site: &Site, publisher: Publisher, run: &mut Run<'_>) -> Result<(), EngineError> {
        let (nothing, bytes) = (Memo::default(), self.bytes_of(site));
        let world = site.world(&nothing, &bytes);
        let traces = OnceCell::new();
        let before = run.timed("traces", |_| traces.get_or_init(|| self.cache.traces()).open());
        let now = run.timed("verify", |_| trace::Slots::of(&world, &before, &site.catalog));
        let packings = self.packings(site);
        let known = Known { publisher: &publisher, slots: &now, before: &before, packings: &packings };
        let Judged { mut staged, mut kept, todo, .. } = run.timed("keep", |run| split(site, &known, run))?;
        let gate = Gate::new(&site.catalog, self.texts(&site.snapshot));
        let leaking = run.timed("gate", |run| self.recheck(site, &gate, &publisher, &staged, run))?;
        staged.retain(|page| {
            !leaking.contains(page.path()) && !pack::original(page.path()).is_some_and(|of| leaking.contains(&of))
        });
        let leaks: HashSet<&str> = leaking.iter().map(OutPath::as_str).collect();
        kept.retain(|page| !leaks.contains(page.out));
        let take = |path: &OutPath, bytes: &[u8], fp: Fp| publisher.stage(path, bytes, fp).map(Some);
        let goal = Goal { take: &take, packings: &packings, gate: Some(&gate) };
        let fresh = run.timed("render", |run| run.render(&world, &todo, goal))?;
        finish(site, run);
        let withheld = leaking.len() + fresh.iter().map(|chunk| chunk.withheld).sum::<usize>();
        if run.interrupted() {
            return Ok(());
        }
        run.outcome.withheld += withheld;
        let failed = run.outcome.failed(self.options.strict) || withheld > 0;
        if failed && !self.options.keep_going {
            return Ok(());
        }
        let (previous, jobs) = (publisher.previous(), &site.plan.jobs);
        run.outcome.pages_changed = PagesChanged::of(previous, jobs, &before, &fresh);
        let mut pages = Vec::new();
        staged.reserve_exact(fresh.iter().map(|chunk| chunk.staged.len()).sum());
        for chunk in fresh {
            staged.extend(chunk.staged);
            pages.push(chunk.pages);
        }
        let report = run.timed("publish", |_| publisher.commit(staged))?;
        run.outcome.report = Some(report);
        run.timed("remember", |_| {
            let numbered = Numbered::of(&world, &before, &now, &kept, pages);
            self.cache.save_traces(&before, &numbered, &kept);
        });
        self.cache.save_hidden(&gate.marks());
        self.keep_reasons(&run.outcome.why);
        run.timed("remember", |_| self.cache.save_summary(&self.published_name(), &site.catalog));
        if self.options.audience == Audience::Public {
            run.outcome.moved = run.timed("remember", |_| self.keep_addresses(site));
        }
        if !failed {
            self.settle(site, run);
        }
        Ok(())
    }

    /// Keeps the addresses of a published run, and says what became of earlier ones. A run that has the
    /// addresses and titles of the last one, in which nothing was missing, has nothing to add.
    fn keep_addresses(&self, site: &Site) -> Vec<Diag> {
        let of = Ledger::fp_of(&site.plan, &site.catalog);
        if self.cache.ledger_of() == Some(of) {
            return Vec::new();
        }
        let mut ledger = self.cache.ledger();
        let moved = self.vanished(site, &ledger);
        ledger.add(&site.plan, &site.catalog);
        self.cache.save_ledger(&ledger, moved.is_empty().then_some(of));
        moved
    }

    /// Keeps why pages were made anew. Of a run that made nearly all there is nothing to ask.
    fn keep_reasons(&self, why: &[(OutPath, Reason)]) {
        let own = |(path, reason): &(OutPath, Reason)| (path.as_str().to_owned(), reason.clone());
        let mut all: Vec<(String, Reason)> = why.iter().take(MOST_REASONS).map(own).collect();
        all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        self.cache.store.write("reasons", &asked::Reasons { all });
    }

    /// Lists the files and reads those that may have changed.
    fn scan(&mut self, run: &mut Run<'_>) -> Result<(Snapshot, Vec<SourceProblem>), SourceError> {
        run.timed("scan", |_| {
            let before = match &self.last {
                _ if self.options.verify => Snapshot::default(),
                Some(last) => last.snapshot.clone(),
                None => self.cache.snapshot(),
            };
            Snapshot::take(&*self.files, Some(&before))
        })
    }

    /// Reads, links, checks and plans; `None` when there is nothing to plan with.
    fn prepare(&mut self, snapshot: Snapshot, problems: Vec<SourceProblem>, run: &mut Run<'_>) -> Option<Site> {
        let (loaded, snapshot) = self.read(snapshot, problems, run);
        let site = self.lay_out(snapshot.clone(), &loaded, run);
        run.outcome.next_change = site.as_ref().and_then(|site| site.catalog.next_change());
        let last = Remembered { snapshot, parsed: loaded.parsed };
        self.last = Some(last).filter(|_| !self.is_only);
        site
    }

    /// Parses what changed. The records are parsed, pictures are read again one by one where they are
    /// published, and what ships inside the program is there anyway: their bytes need not be kept.
    fn read(&mut self, snapshot: Snapshot, problems: Vec<SourceProblem>, run: &mut Run<'_>) -> (Loaded, Snapshot) {
        let loaded = self.load(&snapshot, problems, run);
        let is_content = |path: &SrcPath| path.as_str().starts_with("content/") && path.as_str() != config::FILE;
        let is_done = |path: &SrcPath| is_content(path) || embedded::has(path);
        (loaded, snapshot.without_bytes(is_done))
    }

    /// Parses what changed and remembers it.
    fn load(&mut self, snapshot: &Snapshot, problems: Vec<SourceProblem>, run: &mut Run<'_>) -> Loaded {
        let last = self.last.take();
        let base = last.as_ref().map(|last| last.snapshot.root());
        let before = run.timed("recall", |_| last.map_or_else(|| self.cache.parsed(), |last| last.parsed));
        let loaded = run.timed("parse", |run| load::load(&*self.files, snapshot, problems, &before, run.progress));
        run.timed("remember", |_| self.cache.save(snapshot, &loaded.parsed, &loaded.changed, base));
        loaded
    }

    /// Whether the last run published these very files and its outcome still holds.
    fn is_settled(&self, snapshot: &Snapshot, publisher: &Publisher, run: &mut Run<'_>) -> Result<bool, PublishError> {
        let now = self.options.now.epoch_seconds();
        let is_of = |s: &Settled| s.root == snapshot.root() && s.options == self.options_fp() && !self.options.verify;
        let Some(settled) = self.cache.settled().filter(is_of) else { return Ok(false) };
        let (from, until) = settled.span;
        if !(from..until).contains(&now) || settled.published != publisher.previous().fp() {
            return Ok(false);
        }
        let paths: Vec<(&OutPath, Made)> = publisher.previous().iter().collect();
        let there: Result<Vec<bool>, PublishError> =
            paths.par_iter().map(|(path, made)| publisher.keep(path, *made).map(|kept| kept.is_some())).collect();
        if !there?.into_iter().all(|kept| kept) {
            return Ok(false);
        }
        run.outcome.pages = settled.pages;
        run.outcome.next_change = settled.next;
        run.outcome.diags = settled.diags;
        run.outcome.moved = settled.moved;
        let published = settled.published;
        run.outcome.report = Some(Report { unchanged: paths.len(), published, ..Report::default() });
        Ok(true)
    }

    /// The options that show in an outcome.
    fn options_fp(&self) -> Fp {
        let Options { out, strict, keep_going, audience, precompress, .. } = &self.options;
        Fp::of(&(out.as_os_str().as_encoded_bytes(), strict, keep_going, audience, precompress))
    }

    /// The packed copies that are made of text files, each way once.
    fn packings(&self, site: &Site) -> Vec<Packing> {
        let settings = || site.settings.precompress.iter().filter_map(|packed| Packing::named(packed.id())).collect();
        let mut packings: Vec<Packing> = self.options.precompress.clone().unwrap_or_else(settings);
        packings.sort_unstable();
        packings.dedup();
        packings
    }

    fn vantage(&self) -> Vantage {
        Vantage { now: self.options.now, audience: self.options.audience }
    }

    fn settle(&self, site: &Site, run: &Run<'_>) {
        let now = self.options.now;
        let midnight = Moment::from(now.day().add_days(1)).epoch_seconds();
        let next = run.outcome.next_change;
        let until = next.map_or(midnight, |at| at.epoch_seconds().min(midnight));
        self.cache.save_settled(&Settled {
            root: site.snapshot.root(),
            options: self.options_fp(),
            span: (now.epoch_seconds(), until),
            next,
            pages: site.plan.jobs.len(),
            published: run.outcome.report.as_ref().map(|report| report.published).unwrap_or_default(),
            diags: run.outcome.diags.clone(),
            moved: run.outcome.moved.clone(),
        });
    }

    /// Links the records without what only pages need; there are no settings when they are broken.
    fn link(&self, snapshot: &Snapshot, loaded: &Loaded, run: &mut Run<'_>) -> (Catalog, Option<Settings>) {
        let settings = self.settings(snapshot, loaded, run);
        let (inputs, broken) = (loaded.inputs.clone(), loaded.broken.clone());
        let (catalog, problems) = run.timed("link", |_| link::unmarked(inputs, broken, self.vantage()));
        run.outcome.diags.extend(problems);
        (catalog, settings)
    }

    /// The settings, and what is wrong with files.
    fn settings(&self, snapshot: &Snapshot, loaded: &Loaded, run: &mut Run<'_>) -> Option<Settings> {
        let diags = &mut run.outcome.diags;
        diags.extend(loaded.diags.iter().cloned());
        let (settings, problems) = load::settings(&*self.files, snapshot);
        diags.extend(problems);
        diags.extend(load::voice(&*self.files, snapshot).1);
        settings
    }

    /// Links, checks the rules, and plans what is to be published.
    fn lay_out(&mut self, snapshot: Snapshot, loaded: &Loaded, run: &mut Run<'_>) -> Option<Site> {
        run.outcome.withheld = loaded.broken.len();
        let settings = self.settings(&snapshot, loaded, run);
        let catalog = self.linked(loaded, run);
        rule::accept(&catalog, !self.is_first, &mut run.outcome.diags);
        let settings = settings?;
        let theme = site::themed(&*self.files, &snapshot, &settings, &catalog);
        let (theme, site_fp) = theme.map_err(|problems| run.outcome.diags.extend(problems)).ok()?;
        run.outcome.diags.extend(theme.notes().iter().cloned());
        run.outcome.diags.extend(output::site::untranslated(&settings, &catalog));
        let is_broken = |link: &Link| loaded.broken.contains(&(link.kind, link.id.clone()));
        run.outcome.diags.extend(output::home::unknown(&settings, &catalog, &is_broken));
        let (owned, files) = load::owned_files(&catalog, &snapshot, &mut run.outcome.diags);
        let search = match settings.makes(|outputs| outputs.search) && !self.is_first {
            true => run.timed("words", |_| self.index(&catalog)),
            false => Arc::default(),
        };
        let scope = Scope { catalog: &catalog, theme: &theme, settings: &settings, files: &owned, search: &search };
        let (plan, problems) = run.timed("plan", |_| plan::plan(OUTPUTS, &scope));
        run.outcome.diags.extend(problems);
        run.outcome.pages = plan.jobs.len();
        let (counts, problems) = load::reads(&*self.files, &snapshot);
        run.outcome.diags.extend(problems);
        let reads = Arc::new(Readings::of(&catalog, &counts));
        let (settings, theme, plan, files) = (Arc::new(settings), Arc::new(theme), Arc::new(plan), Arc::new(files));
        Some(Site { snapshot, catalog, settings, theme, site_fp, plan, files, search, reads })
    }

    fn bytes_of<'s>(&'s self, site: &'s Site) -> impl Fn(&SrcPath) -> Option<Arc<[u8]>> + Sync + 's {
        move |path| site.snapshot.get(path)?.load(&*self.files).ok()
    }
}

/// Accepts what editors accepted among the problems that only showed while rendering.
fn finish(site: &Site, run: &mut Run<'_>) {
    rule::accept(&site.catalog, true, &mut run.outcome.diags);
}

/// Where a site keeps what the engine remembers, below its root.
#[must_use]
pub fn state_folder(site: &Path) -> PathBuf {
    site.join(".bangvang")
}
