//! The plan: every file the site will have, each once. In: the catalogue and the registered
//! outputs. Out: jobs, and a diagnostic for two that want one path. Never renders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Key, OutPath, SrcPath};
use crate::catalog::Catalog;
use crate::config::Settings;
use crate::diag::{Diag, Place, Problem};
use crate::render::cx::Failed;
use crate::render::redirect::Redirect;
use crate::render::{Cx, Theme};
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
    /// Its address on the site.
    pub url: String,
    /// What it is about.
    pub subject: Subject,
    /// Its language, when that is not the site's own.
    pub lang: Option<Arc<str>>,
    /// Who makes it.
    pub output: &'static dyn Output,
}

/// Collects jobs.
#[derive(Default)]
pub struct Jobs {
    jobs: BTreeMap<OutPath, Job>,
    collisions: Vec<(String, Subject, Option<Subject>)>,
    taken_folded: BTreeMap<String, OutPath>,
    addresses: BTreeSet<String>,
    redirects: Vec<Redirect>,
    diags: Vec<Diag>,
}

impl Jobs {
    /// Adds a page by its address: `/a/b/` becomes `a/b/index.html`, others are taken as they are.
    pub fn add(&mut self, output: &'static dyn Output, url: impl Into<String>, subject: Subject) {
        self.add_in(output, None, url.into(), subject);
    }

    /// Adds a page to every other language of the site, below the address of that language.
    pub fn add_abroad(&mut self, output: &'static dyn Output, scope: &Scope<'_>, url: &str, subject: &Subject) {
        for lang in scope.settings.other_languages() {
            self.add_in(output, Some(lang), format!("/{lang}{url}"), subject.clone());
        }
    }

    /// Adds a page in a language.
    pub fn add_in(&mut self, output: &'static dyn Output, lang: Option<&str>, url: String, subject: Subject) {
        let path = match url.trim_start_matches('/') {
            "" => "index.html".to_owned(),
            page if page.ends_with('/') => format!("{page}index.html"),
            file => file.to_owned(),
        };
        let Some(out) = OutPath::new(&path) else {
            self.collisions.push((path, subject, None));
            return;
        };
        // Two names that differ in case only are one file on many disks.
        if let Some(first) = self.taken_folded.insert(out.as_str().to_lowercase(), out.clone()) {
            let other = self.jobs.get(&first).map(|job| job.subject.clone());
            self.collisions.push((first.to_string(), subject, other));
            return;
        }
        self.addresses.insert(url.clone());
        self.jobs.insert(out.clone(), Job { out, url, subject, lang: lang.map(Arc::from), output });
    }

    /// Whether an output planned before has this address.
    #[must_use]
    pub fn has(&self, url: &str) -> bool {
        self.addresses.contains(url)
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

/// Everything that is to be made.
pub struct Plan {
    /// The jobs, by output path.
    pub jobs: Vec<Job>,
    /// The address of every job.
    pub addresses: BTreeSet<String>,
    /// Old addresses and where they lead, by address.
    pub redirects: Vec<Redirect>,
}

/// Plans all outputs.
#[must_use]
pub fn plan(outputs: &'static [&'static dyn Output], scope: &Scope<'_>) -> (Plan, Vec<Diag>) {
    let mut jobs = Jobs::default();
    for output in outputs {
        output.plan(scope, &mut jobs);
    }
    let Jobs { jobs, collisions, addresses, redirects, mut diags, .. } = jobs;
    diags.extend(collisions.iter().map(|collision| told(collision, scope.catalog)));
    (Plan { jobs: jobs.into_values().collect(), addresses, redirects }, diags)
}

/// A collision at the record or file that wants the path second, with the first beside it.
fn told((path, subject, other): &(String, Subject, Option<Subject>), catalog: &Catalog) -> Diag {
    let place = |subject: &Subject| match subject {
        Subject::Record(key) | Subject::Picture(key, _) | Subject::Old(Some(key)) => {
            Place::File(catalog.record(*key).file.clone())
        }
        Subject::File(file) => Place::File(file.clone()),
        _ => Place::Site,
    };
    let problem = Problem::OutputCollision { path: path.clone() };
    let places: Vec<Place> = other.iter().map(place).chain([place(subject)]).collect();
    let at = places.iter().find(|place| **place != Place::Site).cloned().unwrap_or(Place::Site);
    let also: Vec<Place> = places.into_iter().filter(|place| *place != at).collect();
    also.into_iter().fold(Diag::new(problem, at), Diag::also)
}
