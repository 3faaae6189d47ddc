//! What a build changes. In: the files that are published and those that would be. Out: which are
//! new, other, gone, or only say now that they were taken back. Never publishes.

use std::sync::Arc;

use super::gate::Gate;
use super::trace::{Fresh, Slots, Traces};
use super::work::{Chunk, Goal, NOWHERE};
use super::{Engine, EngineError, Known, Outcome, Progress, Run, finish, split};
use crate::base::{Fp, OutPath};
use crate::plan::Job;
use crate::publish::pack;
use crate::publish::{Manifest, Publisher, RealOut};
use crate::render::Memo;
use crate::report::summary::{Difference, Summary};

/// What differs between the published files and those of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagesChanged {
    /// New files.
    pub added: Vec<OutPath>,
    /// Files with other bytes.
    pub changed: Vec<OutPath>,
    /// Files that are gone.
    pub removed: Vec<OutPath>,
    /// Pages that were there and are a tombstone now.
    pub tombstones: Vec<OutPath>,
}

/// A site beside the one that was published last.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was published, if that is known.
    pub before: Option<Summary>,
    /// What would be.
    pub after: Summary,
    /// What differs in files.
    pub pages: PagesChanged,
}

impl Comparison {
    /// What differs in records and honours; nothing when the earlier ones are not known.
    #[must_use]
    pub fn difference(&self) -> Difference {
        self.before.as_ref().map(|before| Difference::between(before, &self.after)).unwrap_or_default()
    }
}

impl PagesChanged {
    /// What became of the published files; `made` are those whose bytes may be new.
    pub(super) fn of(previous: &Manifest, jobs: &[Job], before: &Traces<'_>, made: &[Chunk]) -> Self {
        let removed = removed(previous, jobs);
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        for Fresh { out, bytes, .. } in made.iter().flat_map(|chunk| &chunk.pages.made) {
            match previous.get(out) {
                None => added.push(out.clone()),
                Some(there) if there.fp != *bytes => changed.push(out.clone()),
                Some(_) => {}
            }
        }
        let taken_back = jobs.iter().filter(|job| {
            job.output.name() == TOMBSTONE
                && previous.get(&job.out).is_some()
                && before.output_of(&job.out).is_some_and(|output| output != TOMBSTONE)
        });
        let tombstones = taken_back.map(|job| job.out.clone()).collect();
        added.sort();
        changed.sort();
        Self { added, changed, removed, tombstones }
    }
}

/// Published files that are not planned any more. Both lists are sorted by path and mostly alike.
fn removed(previous: &Manifest, jobs: &[Job]) -> Vec<OutPath> {
    let mut next = jobs.iter().map(|job| &job.out).peekable();
    let mut is_next = |path: &OutPath| {
        while next.next_if(|planned| *planned < path).is_some() {}
        next.peek() == Some(&path)
    };
    let is_planned = |path: &OutPath| jobs.binary_search_by(|job| job.out.cmp(path)).is_ok();
    let is_there = |path: &OutPath| pack::original(path).is_some_and(|of| is_planned(&of));
    previous.iter().map(|(path, _)| path).filter(|path| !is_next(path) && !is_there(path)).cloned().collect()
}

impl Engine {
    /// What a build would change of the published site; `None` when it cannot even be planned.
    ///
    /// # Errors
    /// When the site's folder or what is published cannot be read.
    pub fn compare(&mut self, progress: &dyn Progress) -> Result<(Option<Comparison>, Outcome), EngineError> {
        let mut run = Run::new(progress);
        let state = self.options.state.join("publish");
        let publisher = Publisher::look(&self.options.out, &state, Arc::new(RealOut))?;
        let (snapshot, problems) = self.scan(&mut run)?;
        let site = self.prepare(snapshot, problems, &mut run);
        let Some(site) = site.filter(|_| !run.interrupted()) else { return Ok((None, run.outcome)) };
        let nothing = Memo::default();
        let bytes = self.bytes_of(&site);
        let world = site.world(&nothing, &bytes);
        let traces = self.cache.traces();
        let before = traces.open();
        let slots = Slots::of(&world, &before, &site.catalog);
        let packings = self.packings(&site);
        let known = Known { publisher: &publisher, slots: &slots, before: &before, packings: &packings };
        let todo = split(&site, &known, &mut run)?.todo;
        let gate = Gate::new(&site.catalog, self.texts(&site.snapshot));
        let made = run.render(&world, &todo, Goal { gate: Some(&gate), ..NOWHERE })?;
        finish(&site, &mut run);
        let pages = PagesChanged::of(publisher.previous(), &site.plan.jobs, &before, &made);
        let earlier = self.cache.summary(&self.published_name()).filter(|_| !publisher.previous().is_empty());
        let after = Summary::of(&site.catalog);
        Ok((Some(Comparison { before: earlier, after, pages }), run.outcome))
    }

    /// A short name for the published folder, as each has a manifest and a summary of its own.
    pub(super) fn published_name(&self) -> String {
        Fp::of_bytes(self.options.out.as_os_str().as_encoded_bytes()).short(12)
    }
}

/// The output that stands in the place of what was taken back.
const TOMBSTONE: &str = "tombstone";
