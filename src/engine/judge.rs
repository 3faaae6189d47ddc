//! Which pages stay. In: the plan, the traces of the last run, what is published. Out: the pages that
//! are kept as they are, and those that must be made, each with the reason. Never makes one.

use rayon::prelude::*;

use super::run::Run;
use super::site::Site;
use super::trace::{self, Made, Traces, Verdict};
use crate::plan::Job;
use crate::publish::pack::Packing;
use crate::publish::{PublishError, Publisher, Staged};

/// What is known of the last run when pages are judged.
pub(super) struct Known<'k, 't> {
    pub(super) publisher: &'k Publisher,
    pub(super) slots: &'k trace::Slots,
    pub(super) before: &'t Traces<'t>,
    pub(super) packings: &'k [Packing],
}

/// The pages that are kept as published, and those that must be made.
#[allow(clippy::type_complexity, reason = "a pair of lists, taken apart at once")]
pub(super) fn split<'s, 't>(
    site: &'s Site,
    known: &Known<'_, 't>,
    run: &mut Run<'_>,
) -> (Result<(Vec<Staged>, Vec<&'t Made<'t>>), PublishError>, Vec<&'s Job>) {
    let jobs = site.plan.jobs.par_iter().zip(known.before.beside(&site.plan.jobs));
    let judged: Vec<_> = jobs.map(|(job, made)| known.judge(job, made)).collect();
    let (mut staged, mut made, mut todo) = (Vec::new(), Vec::new(), Vec::new());
    for (job, verdict) in site.plan.jobs.iter().zip(judged) {
        match verdict {
            Ok(Judged::Kept(files, trace)) => {
                run.outcome.diags.extend(trace.diags.iter().cloned());
                staged.extend(files);
                made.push(trace);
            }
            Ok(Judged::Make(reason)) => {
                run.outcome.why.push((job.out.clone(), reason));
                todo.push(job);
            }
            Err(error) => return (Err(error), todo),
        }
    }
    (Ok((staged, made)), todo)
}

enum Judged<'t> {
    /// The page and its packed copies, and its trace.
    Kept(Vec<Staged>, &'t Made<'t>),
    Make(String),
}

impl<'t> Known<'_, 't> {
    fn judge(&self, job: &Job, made: Option<&'t Made<'t>>) -> Result<Judged<'t>, PublishError> {
        let made = match self.slots.verdict(job, made, self.before) {
            Verdict::Same(made) => made,
            Verdict::Changed(reason) => return Ok(Judged::Make(reason)),
        };
        if !made.is_packed(self.packings) {
            return Ok(Judged::Make("cách nén sẵn đã đổi".to_owned()));
        }
        let mut files = Vec::new();
        for (path, fp) in made.files(&job.out) {
            let published = self.publisher.previous().get(&path).is_some_and(|there| there.fp == fp);
            match if published { self.publisher.keep(&path)? } else { None } {
                Some(file) => files.push(file),
                None => return Ok(Judged::Make("chưa có ở nơi xuất bản".to_owned())),
            }
        }
        Ok(Judged::Kept(files, made))
    }
}
