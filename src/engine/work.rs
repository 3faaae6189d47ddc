//! Making files in parallel. In: jobs and the world. Out: their bytes, handed on as soon as they
//! are there, with a trace each. Pages come first; pictures last and few at once, so that their
//! pixels never fill the memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use super::gate::Gate;
use super::progress::{Progress, Timed};
use super::trace::{Besides, Copied, Pages};
use crate::base::{Fp, Key, OutPath};
use crate::catalog::List;
use crate::diag::{Diag, Place, Problem};
use crate::plan::{Job, Subject, Weight};
use crate::publish::pack::{self, Packing};
use crate::publish::{PublishError, Staged};
use crate::render::{Cx, Memo, World};

/// How many pictures are worked on at once, on however many processors.
const AT_ONCE: usize = 4;

/// Takes the bytes of a finished file.
pub(super) type Take<'t> = &'t (dyn Fn(&OutPath, &[u8], Fp) -> Result<Option<Staged>, PublishError> + Sync);

/// Where finished files go, how text is packed beside it, and who looks at them before.
#[derive(Clone, Copy)]
pub(super) struct Goal<'t> {
    /// Takes the bytes.
    pub take: Take<'t>,
    /// The copies that are packed beside each file.
    pub packings: &'t [Packing],
    /// Refuses what shows a hidden record.
    pub gate: Option<&'t Gate<'t>>,
}

/// Nowhere: files are made for what is wrong with them.
pub(super) const NOWHERE: Goal<'static> = Goal { take: &|_, _, _| Ok(None), packings: &[], gate: None };

/// Files that one thread made, or tried to make, one after the other.
#[derive(Default)]
pub(super) struct Chunk {
    /// Where their bytes and those of their packed copies wait, when they were taken.
    pub staged: Vec<Staged>,
    /// Their traces.
    pub pages: Pages,
    /// What was wrong.
    pub diags: Vec<Diag>,
    /// How many were tried.
    pub tried: usize,
    /// How many could not be made.
    pub withheld: usize,
}

/// Rendering as it goes on.
pub(super) struct Work<'w> {
    world: &'w World<'w>,
    goal: Goal<'w>,
    progress: &'w dyn Progress,
    done: AtomicUsize,
}

impl<'w> Work<'w> {
    /// Work that has not begun. What pages show alike is remembered here, not by this world.
    pub(super) fn new(world: &'w World<'w>, goal: Goal<'w>, progress: &'w dyn Progress, jobs: usize) -> Self {
        progress.stage("render", jobs);
        Self { world, goal, progress, done: AtomicUsize::new(0) }
    }

    /// Makes all files; those that were not begun when the run was stopped are left out. What takes much
    /// memory comes first, while little else is there: tables and other files of whole lists. Pages of
    /// lists show the same rows and entries again and again: all that they share is given back before
    /// others are made.
    pub(super) fn all(&self, jobs: &[&Job]) -> Result<Vec<Chunk>, PublishError> {
        let (pictures, pages): (Vec<&Job>, Vec<&Job>) =
            jobs.iter().partition(|job| job.output.weight() == Weight::Picture);
        let (of_lists, others): (Vec<&Job>, Vec<&Job>) =
            pages.iter().partition(|job| matches!(job.subject, Subject::List(..)));
        let (lists, wholes): (Vec<&Job>, Vec<&Job>) = of_lists.iter().partition(|job| self.list(job).is_some());
        let (of_honours, of_records): (Vec<&Job>, Vec<&Job>) =
            lists.iter().partition(|job| self.list(job).is_some_and(|list| list.awards));
        let mut chunks = Vec::new();
        for jobs in [wholes, of_honours, of_records, others].iter().filter(|jobs| !jobs.is_empty()) {
            chunks.extend(self.side_by_side(jobs)?);
        }
        if !pictures.is_empty() {
            chunks.extend(self.in_lanes(&by_record(&pictures))?);
        }
        Ok(chunks)
    }

    /// The list of which a job makes a page.
    fn list(&self, job: &Job) -> Option<&'w List> {
        let Subject::List(path, _) = &job.subject else { return None };
        self.world.catalog.list(path).filter(|_| job.is_page())
    }

    fn side_by_side(&self, jobs: &[&Job]) -> Result<Vec<Chunk>, PublishError> {
        let memo = self.memo();
        let world = World { memo: &memo, ..*self.world };
        let one = |chunk: Chunk, job: &&Job| self.together(&world, chunk, &[*job]);
        jobs.par_iter().try_fold(Chunk::default, one).collect()
    }

    fn in_lanes(&self, groups: &[Vec<&Job>]) -> Result<Vec<Chunk>, PublishError> {
        let memo = self.memo();
        let world = World { memo: &memo, ..*self.world };
        let lanes = rayon::current_num_threads().clamp(1, AT_ONCE);
        let lane = |lane: usize| {
            let mut mine = groups.iter().skip(lane).step_by(lanes);
            mine.try_fold(Chunk::default(), |chunk, group| self.together(&world, chunk, group))
        };
        (0..lanes).into_par_iter().map(lane).collect()
    }

    fn memo(&self) -> Memo {
        Memo::of(self.world.catalog.len(), self.world.catalog.awards().len())
    }

    /// Makes files that belong together: with one trace, which is that of each of them.
    fn together(&self, world: &World<'_>, mut chunk: Chunk, jobs: &[&Job]) -> Result<Chunk, PublishError> {
        let Some(first) = jobs.first().filter(|_| !self.progress.stopped()) else { return Ok(chunk) };
        let begun = Instant::now();
        let mut cx = Cx::new(world, first.url()).speaking(first.lang.as_deref());
        let rendered = match jobs {
            [job] => vec![job.output.render(job, &mut cx)],
            _ => first.output.render_all(jobs, &mut cx),
        };
        let mut trace = cx.finish();
        chunk.diags.extend(trace.diags.iter().cloned());
        if trace.diags.is_empty() && rendered.iter().any(Result::is_err) {
            chunk.diags.push(unexplained(first));
        }
        chunk.tried += jobs.len();
        for (job, bytes) in jobs.iter().zip(rendered) {
            let Ok(bytes) = bytes else {
                chunk.withheld += 1;
                continue;
            };
            let leaks = self.goal.gate.map_or_else(Vec::new, |gate| gate.leaks(job.out.as_str(), &bytes));
            if !leaks.is_empty() {
                chunk.withheld += 1;
                chunk.diags.extend(leaks);
                continue;
            }
            // What is wrong with files that belong together is said once.
            let diags = std::mem::take(&mut trace.diags);
            let fp = Fp::of_bytes(&bytes);
            let packed = self.hand_on(&job.out, (&bytes, fp), &mut chunk.staged)?;
            chunk.pages.made.push(chunk.pages.table.made(job, fp, trace.reads.clone(), Besides::of(diags, packed)));
        }
        self.progress.timed(Timed { output: Some(first.output.name()), name: first.out.as_str(), begun });
        self.progress.step(self.done.fetch_add(jobs.len(), Ordering::Relaxed) + jobs.len());
        Ok(chunk)
    }

    /// Hands on a file and its packed copies; says which copies were asked for.
    fn hand_on(
        &self,
        out: &OutPath,
        (bytes, fp): (&[u8], Fp),
        staged: &mut Vec<Staged>,
    ) -> Result<Vec<Copied>, PublishError> {
        let Goal { take, packings, .. } = self.goal;
        staged.extend(take(out, bytes, fp)?);
        let is_worth = pack::is_worth(out, bytes);
        let mut packed = Vec::with_capacity(packings.len());
        for packing in packings {
            let copy = if is_worth { packing.pack(bytes) } else { None };
            let copy = copy.and_then(|bytes| Some((packing.path(out)?, Fp::of_bytes(&bytes), bytes)));
            packed.push((*packing, copy.as_ref().map(|(_, fp, _)| *fp)));
            if let Some((path, fp, bytes)) = copy {
                staged.extend(take(&path, &bytes, fp)?);
            }
        }
        Ok(packed)
    }
}

/// The jobs of each record together, in the order of the plan.
fn by_record<'j>(jobs: &[&'j Job]) -> Vec<Vec<&'j Job>> {
    let mut groups: BTreeMap<(&str, Option<Key>), Vec<&'j Job>> = BTreeMap::new();
    for job in jobs {
        let key = match job.subject {
            Subject::Picture(key, _) | Subject::Record(key) => Some(key),
            _ => None,
        };
        groups.entry((job.output.name(), key)).or_default().push(job);
    }
    groups.into_values().collect()
}

/// An output that failed without a word.
fn unexplained(job: &Job) -> Diag {
    let name = job.output.name();
    let (detail, detail_en) = (format!("đầu ra {name} không dựng được"), format!("the output {name} failed"));
    Diag::new(Problem::Template { detail, detail_en, record: job.url() }, Place::Site)
}
