//! One run of the engine as it goes on. In: stages of work. Out: what they came to and how long
//! each took, told to whoever listens. Never decides what is done.

use std::time::Instant;

use super::Outcome;
use super::progress::{Progress, Timed};
use super::work::{Chunk, Goal, Work};
use crate::plan::Job;
use crate::publish::PublishError;
use crate::render::World;

/// One run: its progress and what it has come to so far.
pub(super) struct Run<'p> {
    pub(super) progress: &'p dyn Progress,
    pub(super) outcome: Outcome,
}

impl<'p> Run<'p> {
    pub(super) fn new(progress: &'p dyn Progress) -> Self {
        Self { progress, outcome: Outcome::default() }
    }

    /// Whether the run was asked to stop; what half a run found out is then no result.
    pub(super) fn interrupted(&mut self) -> bool {
        if self.progress.stopped() {
            self.outcome.interrupted = true;
            self.outcome.diags.clear();
        }
        self.outcome.interrupted
    }

    pub(super) fn timed<T>(&mut self, stage: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        let begun = Instant::now();
        self.progress.stage(stage, 0);
        let done = work(self);
        self.progress.timed(Timed { output: None, name: stage, begun });
        self.outcome.timings.push((stage, begun.elapsed()));
        done
    }

    /// Renders jobs in parallel; each finished page goes straight to its goal.
    pub(super) fn render(
        &mut self,
        world: &World<'_>,
        jobs: &[&Job],
        goal: Goal<'_>,
    ) -> Result<Vec<Chunk>, PublishError> {
        let mut chunks = Work::new(world, goal, self.progress, jobs.len()).all(jobs)?;
        self.outcome.rendered = chunks.iter().map(|chunk| chunk.tried).sum();
        self.outcome.diags.extend(chunks.iter_mut().flat_map(|chunk| std::mem::take(&mut chunk.diags)));
        Ok(chunks)
    }
}
