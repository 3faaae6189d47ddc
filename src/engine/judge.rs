//! Which pages stay. In: the plan, the traces of the last run, what is published. Out: the pages that
//! are kept as they are, and those that must be made, each with the reason. Never makes one.

use rayon::prelude::*;

use super::reason::Reason;
use super::run::Run;
use super::site::Site;
use super::trace::{self, Made, Traces, Verdict};
use crate::plan::Job;
use crate::publish::pack::Packing;
use crate::publish::{PublishError, Publisher, Staged, Walk};

/// What is known of the last run when pages are judged.
pub(super) struct Known<'k, 't> {
    pub(super) publisher: &'k Publisher,
    pub(super) slots: &'k trace::Slots,
    pub(super) before: &'t Traces<'t>,
    pub(super) packings: &'k [Packing],
}

/// The pages of a plan, told apart.
#[derive(Default)]
pub(super) struct Judged<'s, 't> {
    /// Those that are kept as published, with their packed copies.
    pub(super) staged: Vec<Staged>,
    /// Their traces.
    pub(super) kept: Vec<&'t Made<'t>>,
    /// Those that must be made.
    pub(super) todo: Vec<&'s Job>,
    /// For each of these: why.
    why: Vec<Reason>,
}

/// How many pages are judged in one run.
const RUN: usize = 4096;

/// The pages that are kept as published, and those that must be made.
pub(super) fn split<'s, 't>(
    site: &'s Site,
    known: &Known<'_, 't>,
    run: &mut Run<'_>,
) -> Result<Judged<'s, 't>, PublishError> {
    let jobs = &site.plan.jobs;
    let made = known.before.beside(jobs);
    let runs = jobs.par_chunks(RUN).zip(made.par_chunks(RUN)).map(|(jobs, made)| known.judge(jobs, made));
    let runs = runs.collect::<Result<Vec<_>, _>>()?;
    let todo = runs.iter().map(|judged| judged.todo.len()).sum();
    let mut all = Judged { todo: Vec::with_capacity(todo), ..Judged::default() };
    run.outcome.why.reserve_exact(todo);
    for judged in runs {
        let reasons = judged.todo.iter().map(|job| job.out.clone()).zip(judged.why);
        run.outcome.why.extend(reasons);
        run.outcome.diags.extend(judged.kept.iter().flat_map(|trace| trace.diags()).cloned());
        all.staged.extend(judged.staged);
        all.kept.extend(judged.kept);
        all.todo.extend(judged.todo);
    }
    Ok(all)
}

impl<'t> Known<'_, 't> {
    /// Judges pages that stand side by side in the plan; `made` is how each was made in the last run.
    fn judge<'s>(&self, jobs: &'s [Job], made: &[Option<&'t Made<'t>>]) -> Result<Judged<'s, 't>, PublishError> {
        let mut judged = Judged::default();
        let mut published = self.publisher.previous().walk();
        for (job, made) in jobs.iter().zip(made) {
            match self.verdict(job, *made, &mut published, &mut judged.staged)? {
                Verdict::Same(trace) => judged.kept.push(trace),
                Verdict::Changed(reason) => {
                    judged.todo.push(job);
                    judged.why.push(reason);
                }
            }
        }
        Ok(judged)
    }

    /// Whether a page can be kept as published; its files are then staged.
    fn verdict(
        &self,
        job: &Job,
        made: Option<&'t Made<'t>>,
        published: &mut Walk<'_>,
        staged: &mut Vec<Staged>,
    ) -> Result<Verdict<'t, 't>, PublishError> {
        let made = match self.slots.verdict(job, made, self.before) {
            Verdict::Same(made) => made,
            changed @ Verdict::Changed(_) => return Ok(changed),
        };
        if !made.is_packed(self.packings) {
            return Ok(Verdict::Changed(Reason::Packing));
        }
        let before = staged.len();
        for (path, fp) in made.files(&job.out) {
            let there = published.find(&path).filter(|there| there.fp == fp);
            match there.map(|there| self.publisher.keep(&path, there)).transpose()?.flatten() {
                Some(file) => staged.push(file),
                None => {
                    staged.truncate(before);
                    return Ok(Verdict::Changed(Reason::Unpublished));
                }
            }
        }
        Ok(Verdict::Same(made))
    }
}
