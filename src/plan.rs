//! The plan: every file the site will have, each once. In: the catalogue and the registered
//! outputs. Out: jobs, and a diagnostic for two that want one path. Never renders.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Key, OutPath, SrcPath};
use crate::catalog::Catalog;
use crate::config::Settings;
use crate::diag::{Diag, Place, Problem};
use crate::render::cx::Failed;
use crate::render::redirect::Redirect;
use crate::render::{Addresses, Cx, Theme};
use crate::search::Index;

/// What one file is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A record.
    Record(Key),
    /// A page of a list: its address, and the page counted from 1.
    List(String, usize),
    /// The site as a whole, or a part of it known by name.
    Site(&'static str),
    /// A file of the theme, by its number.
    Asset(usize),
    /// A file among the records.
    File(SrcPath),
    /// A part of the search index, by its name.
    Search(String),
    /// An old address, and the record it was of, if it was one's.
    Old(Option<Key>),
    /// A size of a photo, by its number among the photo's versions; without one, the original.
    Picture(Key, Option<usize>),
}

/// How much work the files of an output are, and whether they can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A page or its like: quickly made, and whatever is wrong with it must be found.
    Page,
    /// Drawn from what pages show already: nothing can be wrong with it that is not elsewhere.
    Drawing,
    /// Hard work on a file that may be broken. Those of one record are made together, few at
    /// once, after all else; what was made before need not be made to know that it is sound.
    Picture,
}

/// A sort of file the site publishes. Its unit struct is one line in the registry.
pub trait Output: Sync {
    /// Its name, for reports.
    fn name(&self) -> &'static str;

    /// Adds a job for each file.
    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs);

    /// Whether its files give way to those of all other outputs, which it must know.
    fn gives_way(&self) -> bool {
        false
    }

    /// Makes one file. Everything it reads goes through `cx`.
    ///
    /// # Errors
    /// When the file cannot be made; the reason is reported through `cx`.
    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed>;

    /// How much work its files are.
    fn weight(&self) -> Weight {
        Weight::Page
    }

    /// Makes the files of one record that are wanted, so that what they share is done once.
    fn render_all(&self, jobs: &[&Job], cx: &mut Cx<'_>) -> Vec<Result<Vec<u8>, Failed>> {
        jobs.iter().map(|job| self.render(job, cx)).collect()
    }
}

/// What a plan may look at.
pub struct Scope<'a> {
    /// The linked records.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Theme,
    /// The settings.
    pub settings: &'a Settings,
    /// Pictures and documents among the records that may be published.
    pub files: &'a [SrcPath],
    /// The search index.
    pub search: &'a Index,
}

/// One file to make.
#[derive(Clone)]
pub struct Job {
    /// Where it goes.
    pub out: OutPath,
    /// What it is about.
    pub subject: Subject,
    /// Its language, when that is not the site's own.
    pub lang: Option<Arc<str>>,
    /// Who makes it.
    pub output: &'static dyn Output,
}

impl Job {
    /// Its address on the site: that of `a/b/index.html` is `/a/b/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/{}", self.address())
    }

    /// Whether it is a page at an address of its own: `/a/b/`.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.address().is_empty() || self.address().ends_with('/')
    }

    /// Its address without the slash before it. A site has many files, so it is kept once.
    fn address(&self) -> &str {
        let path = self.out.as_str();
        match path.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        }
    }
}

/// The file of a page in its folder.
const INDEX: &str = "index.html";

/// Collects the jobs of one output.
#[derive(Default)]
pub struct Jobs {
    jobs: Vec<Job>,
    /// Paths that lead out of the published folder or are longer than disks take, with what they are
    /// about.
    unsound: Vec<(String, Subject)>,
    redirects: Vec<Redirect>,
    diags: Vec<Diag>,
    /// What outputs before have planned, for one that gives way to them.
    before: Arc<Vec<Job>>,
}

impl Jobs {
    /// Adds a page by its address: `/a/b/` becomes `a/b/index.html`, others are taken as they are.
    pub fn add(&mut self, output: &'static dyn Output, url: impl AsRef<str>, subject: Subject) {
        self.add_in(output, None, url.as_ref(), subject);
    }

    /// Adds a page to every other language of the site, below the address of that language.
    pub fn add_abroad(&mut self, output: &'static dyn Output, scope: &Scope<'_>, url: &str, subject: &Subject) {
        for lang in scope.settings.other_languages() {
            self.add_in(output, Some(lang), &format!("/{lang}{url}"), subject.clone());
        }
    }

    /// Adds a page in a language.
    pub fn add_in(&mut self, output: &'static dyn Output, lang: Option<&str>, url: &str, subject: Subject) {
        let path = path_of(url);
        match OutPath::new(&path).filter(|_| too_long(&path).is_none()) {
            Some(out) => self.jobs.push(Job { out, subject, lang: lang.map(Arc::from), output }),
            None => self.unsound.push((path.into_owned(), subject)),
        }
    }

    /// Whether an output to which this one gives way has planned this address.
    #[must_use]
    pub fn has(&self, url: &str) -> bool {
        has(&self.before, url)
    }

    /// Tells where the old addresses lead, by address.
    pub fn redirect(&mut self, redirects: Vec<Redirect>) {
        self.redirects = redirects;
    }

    /// Reports what is wrong with something that was to be planned.
    pub fn complain(&mut self, diag: Diag) {
        self.diags.push(diag);
    }
}

/// The most bytes of a name in a path, and of a whole path. Disks take 255 and some thousand; packed
/// copies and files on their way have longer names than what is published.
const LIMITS: (usize, usize) = (200, 1_000);

/// How long a path or its longest name is, and how long it may be, where that is too long.
fn too_long(path: &str) -> Option<(usize, usize)> {
    let name = path.split('/').map(str::len).max().unwrap_or_default();
    [(name, LIMITS.0), (path.len(), LIMITS.1)].into_iter().find(|(bytes, limit)| bytes > limit)
}

/// The file at an address of the site.
fn path_of(url: &str) -> Cow<'_, str> {
    match url.trim_start_matches('/') {
        "" => INDEX.into(),
        page if page.ends_with('/') => [page, INDEX].concat().into(),
        file => file.into(),
    }
}

/// Whether one of these jobs, which are sorted by path, has this address.
fn has(jobs: &[Job], url: &str) -> bool {
    let path = path_of(url);
    jobs.binary_search_by(|job| job.out.as_str().cmp(&path))
        .is_ok_and(|at| url.strip_prefix('/') == Some(jobs[at].address()))
}

/// Everything that is to be made.
#[derive(Default)]
pub struct Plan {
    /// The jobs, by output path.
    pub jobs: Vec<Job>,
    /// Old addresses and where they lead, by address.
    pub redirects: Vec<Redirect>,
}

impl Addresses for Plan {
    fn has(&self, address: &str) -> bool {
        has(&self.jobs, address)
    }
}

/// Plans all outputs, side by side; those that give way to others come after them.
#[must_use]
pub fn plan(outputs: &'static [&'static dyn Output], scope: &Scope<'_>) -> (Plan, Vec<Diag>) {
    let (late, early): (Vec<&dyn Output>, Vec<&dyn Output>) =
        outputs.iter().copied().partition(|output| output.gives_way());
    let planned = |output: &&'static dyn Output, before: &Arc<Vec<Job>>| {
        let mut jobs = Jobs { before: before.clone(), ..Jobs::default() };
        output.plan(scope, &mut jobs);
        Jobs { before: Arc::default(), ..jobs }
    };
    let nothing = Arc::default();
    let mut diags = Vec::new();
    let all: Vec<Jobs> = early.par_iter().map(|output| planned(output, &nothing)).collect();
    let mut plan = Plan::default();
    plan.take(all, scope.catalog, &mut diags);
    for output in late {
        let before = Arc::new(std::mem::take(&mut plan.jobs));
        let more = planned(&output, &before);
        plan.jobs = Arc::unwrap_or_clone(before);
        plan.take(vec![more], scope.catalog, &mut diags);
    }
    (plan, diags)
}

impl Plan {
    /// Takes in what outputs planned. Of two files at one path the first stays; two names that differ
    /// in case only are one file on many disks.
    fn take(&mut self, planned: Vec<Jobs>, catalog: &Catalog, diags: &mut Vec<Diag>) {
        let (mut come, mut collisions) = (Vec::new(), Vec::new());
        for Jobs { jobs, unsound, redirects, diags: complaints, .. } in planned {
            come.extend(jobs.into_iter().map(Some));
            collisions.extend(unsound.into_iter().map(|(path, subject)| (path, subject, None)));
            self.redirects.extend(redirects);
            diags.extend(complaints);
        }
        if !come.is_empty() {
            let mut all: Vec<Option<Job>> = std::mem::take(&mut self.jobs).into_iter().map(Some).collect();
            all.append(&mut come);
            self.jobs = sorted(all, &mut collisions);
        }
        diags.extend(collisions.iter().map(|collision| told(collision, catalog)));
    }
}

/// A path that two files want, or that leads nowhere: the second file, and the first if there is one.
type Collision = (String, Subject, Option<Subject>);

/// Jobs by path, without those whose path an earlier one has.
fn sorted(mut all: Vec<Option<Job>>, collisions: &mut Vec<Collision>) -> Vec<Job> {
    let (order, doubles) = ordered(&all);
    for (first, second) in doubles {
        let first = all[first].as_ref().map(|job| (job.out.to_string(), job.subject.clone()));
        if let Some(((path, other), job)) = first.zip(all[second].take()) {
            collisions.push((path, job.subject, Some(other)));
        }
    }
    let mut jobs: Vec<Job> = order.into_iter().filter_map(|at| all[at].take()).collect();
    jobs.sort_by(|a, b| a.out.cmp(&b.out));
    jobs
}

/// The places of jobs by path in small letters, and those that want the path of an earlier one.
fn ordered(all: &[Option<Job>]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let jobs = all.par_iter().enumerate().filter_map(|(at, job)| Some((at, job.as_ref()?)));
    let mut paths: Vec<(Cow<'_, str>, usize)> = jobs.map(|(at, job)| (folded(job.out.as_str()), at)).collect();
    paths.par_sort();
    let mut doubles = Vec::new();
    for same in paths.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        doubles.extend(same[1..].iter().map(|second| (same[0].1, second.1)));
    }
    doubles.sort_unstable_by_key(|(_, second)| *second);
    (paths.into_iter().map(|(_, at)| at).collect(), doubles)
}

/// A path in small letters; nearly all are.
fn folded(path: &str) -> Cow<'_, str> {
    let is_small = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_small { path.into() } else { path.to_lowercase().into() }
}

/// A collision at the record or file that wants the path second, with the first beside it.
fn told((path, subject, other): &Collision, catalog: &Catalog) -> Diag {
    let place = |subject: &Subject| match subject {
        Subject::Record(key) | Subject::Picture(key, _) | Subject::Old(Some(key)) => {
            Place::File(catalog.record(*key).file.clone())
        }
        Subject::File(file) => Place::File(file.clone()),
        _ => Place::Site,
    };
    let problem = match too_long(path) {
        Some((bytes, limit)) => Problem::PathTooLong { path: shortened(path), bytes, limit },
        None => Problem::OutputCollision { path: path.clone() },
    };
    let places: Vec<Place> = other.iter().map(place).chain([place(subject)]).collect();
    let at = places.iter().find(|place| **place != Place::Site).cloned().unwrap_or(Place::Site);
    let also: Vec<Place> = places.into_iter().filter(|place| *place != at).collect();
    also.into_iter().fold(Diag::new(problem, at), Diag::also)
}

/// The beginning of a path that is too long to read.
fn shortened(path: &str) -> String {
    path.chars().take(80).chain(['…']).collect()
}
