//! The only window out. In: the bytes of outputs, by path. Out: the published folder, whole.
//!
//! New files wait aside until all are there; then a journal is saved and they are moved in, or
//! the folder is exchanged as a whole. A run that breaks off is completed or undone by the
//! next. Never knows a record, never touches a file it has not made, never empties the folder,
//! and writes nothing at all when nothing has changed.
#![allow(clippy::disallowed_methods, reason = "the one door through which files go out")]

mod error;
mod in_place;
mod journal;
mod lock;
mod manifest;
mod out;
pub mod pack;
mod places;
mod plan;
mod staged;
mod staging;
mod steps;
mod swap;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use error::{PublishError, Step};
pub use manifest::{Made, Manifest, Walk};
pub use out::{Out, RealOut, Seen, Shape};
pub use staged::Staged;

use crate::base::{Fp, OutPath};
use journal::{Journal, Work};
use lock::Lock;
use places::Places;
use plan::Plan;
use staged::State;
use steps::Steps;

/// A run that publishes to one folder, alone while it lasts.
///
/// Outputs are [staged](Self::stage) or [kept](Self::keep) from any thread; the values that
/// come back are handed to [`commit`](Self::commit). Dropped before that, the run leaves no
/// trace.
pub struct Publisher {
    steps: Steps,
    places: Places,
    mode: Mode,
    /// Whether new files wait beside the published folder, not in the state folder.
    is_beside: bool,
    /// Whether there is no published folder yet.
    is_new: bool,
    /// How many files wait as a tree.
    in_tree: AtomicUsize,
    previous: Manifest,
    /// Nothing for one that only looks.
    lock: Option<Lock>,
}

/// How the published folder changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// File by file, each whole at any moment. Cheap, and works everywhere.
    Journal,
    /// The folder as a whole: visitors see all of the old site or all of the new. Needs
    /// Linux or macOS, and a step for each file of the site.
    Swap,
}

/// What became of an earlier run that broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// There was none.
    Clean,
    /// It was completed: the published folder is as it meant it to be.
    Completed {
        /// How many files were still to be moved.
        files: usize,
    },
    /// It had changed nothing, and what it left was removed.
    Undone {
        /// How many files it left.
        files: usize,
    },
}

/// What a run has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files written, new or changed.
    pub written: usize,
    /// Outputs that were published already.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
    /// Files of others in the folder. Counted only when the whole folder is gone through: by
    /// each change in [`Mode::Swap`], by the first run in [`Mode::Journal`].
    pub kept_foreign: usize,
    /// The fingerprint of what is published now, see [`Manifest::fp`].
    pub published: Fp,
}

impl Publisher {
    /// Opens the published folder `target`; `state` is a folder of the publisher's own. Ends
    /// an earlier run that broke off and says how.
    ///
    /// # Errors
    /// [`PublishError::Busy`] while another run lasts; else what the disk refuses.
    pub fn open(target: &Path, state: &Path, mode: Mode, out: Arc<dyn Out>) -> Result<(Self, Recovery), PublishError> {
        let steps = Steps { out };
        if steps.look(state)?.is_none() {
            steps.make_folders(state)?;
        }
        let lock = Lock::take(state)?;
        let places = Places::new(target, state).map_err(|error| PublishError::io(Step::Read, target, error))?;
        let seen = steps.look(&places.target)?;
        if seen.is_some_and(|seen| seen.shape != Shape::Folder) {
            return Err(PublishError::NotAFolder { target: places.target });
        }
        let recovery = recover(&steps, &places)?;
        let previous = Manifest::load(&steps, &places)?;
        let is_beside = is_beside(&steps, &places, state, mode)?;
        let is_new = mode == Mode::Journal && steps.look(&places.target)?.is_none();
        let in_tree = AtomicUsize::new(0);
        Ok((Self { steps, places, mode, is_beside, is_new, in_tree, previous, lock: Some(lock) }, recovery))
    }

    /// Looks at what is published without a lock and without ending a run that broke off: for who
    /// compares and never commits.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn look(target: &Path, state: &Path, out: Arc<dyn Out>) -> Result<Self, PublishError> {
        let steps = Steps { out };
        let places = Places::new(target, state).map_err(|error| PublishError::io(Step::Read, target, error))?;
        let previous = Manifest::load(&steps, &places)?;
        let (in_tree, mode) = (AtomicUsize::new(0), Mode::Journal);
        Ok(Self { steps, places, mode, is_beside: false, is_new: false, in_tree, previous, lock: None })
    }

    /// What the last complete run has published.
    #[must_use]
    pub fn previous(&self) -> &Manifest {
        &self.previous
    }

    /// Takes one output. If it is published already, nothing is written; else its bytes wait
    /// beside the published folder. `fp` is the fingerprint of `bytes`. May be called from many
    /// threads at once.
    ///
    /// # Errors
    /// What the disk refuses; the published folder is untouched.
    pub fn stage(&self, path: &OutPath, bytes: &[u8], fp: Fp) -> Result<Staged, PublishError> {
        let made = Made { fp, size: bytes.len() as u64 };
        let there = self.places.target.join(path.as_str());
        let seen = self.steps.look(&there)?;
        let state = match (self.previous.get(path), seen) {
            (Some(before), Some(seen)) if before == made && is_file_of(seen, made) => State::Unchanged,
            // Equal bytes may be adopted: then the file is the site's from now on.
            (None, Some(seen)) if is_file_of(seen, made) && self.steps.read(&there)? == bytes => State::Unchanged,
            (None, Some(seen)) if seen.shape != Shape::Folder => State::Foreign,
            (_, seen) => {
                let put = if self.is_new { staging::put_in_tree } else { staging::put };
                let room = put(&self.steps, self.staging(), path, bytes)?;
                self.in_tree.fetch_add(usize::from(room == staging::TREE), Ordering::Relaxed);
                State::Written { room, over: seen.map(|seen| seen.shape) }
            }
        };
        Ok(Staged { path: path.clone(), made, state })
    }

    /// Keeps an output that was not made in this run as it was published: `made` is what
    /// [`Publisher::previous`] says of it. `None` if its file is gone or of another length: then it must
    /// be made and staged.
    ///
    /// # Errors
    /// When the disk cannot be asked.
    pub fn keep(&self, path: &OutPath, made: Made) -> Result<Option<Staged>, PublishError> {
        let seen = self.steps.look(&self.places.target.join(path.as_str()))?;
        let is_there = seen.is_some_and(|seen| is_file_of(seen, made));
        Ok(is_there.then(|| Staged { path: path.clone(), made, state: State::Unchanged }))
    }

    /// The bytes of an output as it is published.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub fn read(&self, path: &OutPath) -> Result<Vec<u8>, PublishError> {
        self.steps.read(&self.places.target.join(path.as_str()))
    }

    /// Publishes: `outputs` are all outputs of the site, in any order. What the last run has
    /// published and this one does not name is removed.
    ///
    /// # Errors
    /// [`PublishError::Conflict`] and [`PublishError::Foreign`] before anything is changed. An
    /// error of the disk may come later; then the next [`Publisher::open`] ends what was begun.
    pub fn commit(self, mut outputs: Vec<Staged>) -> Result<Report, PublishError> {
        outputs.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if plan::is_published(&self.previous, &outputs) {
            let published = self.previous.fp();
            return Ok(Report { unchanged: outputs.len(), published, ..Report::default() });
        }
        let plan = Plan::new(&self.steps, &self.places.target, &self.previous, outputs)?;
        let mut report = report(&plan);
        if plan.is_idle() {
            if plan.manifest != self.previous {
                plan.manifest.save(&self.steps, &self.places)?;
            }
            return Ok(report);
        }
        match self.mode {
            Mode::Journal => {
                report.kept_foreign = self.count_foreign(&plan)?;
                let in_tree = self.in_tree.load(Ordering::Relaxed);
                in_place::commit(&self.steps, &self.places, self.is_beside, in_tree, plan)?;
            }
            Mode::Swap => {
                let staging = self.staging();
                report.kept_foreign = swap::commit(&self.steps, &self.places, staging, &self.previous, &plan)?;
            }
        }
        Ok(report)
    }

    fn staging(&self) -> &Path {
        self.places.staging(self.is_beside)
    }

    /// Counts the files of others when the site first comes to a folder; see [`Report`].
    fn count_foreign(&self, plan: &Plan) -> Result<usize, PublishError> {
        let target = &self.places.target;
        if !self.previous.is_empty() || self.steps.look(target)?.is_none() {
            return Ok(0);
        }
        let met = self.steps.walk(target)?;
        let files = met.iter().filter(|met| met.shape != Shape::Folder);
        let is_ours =
            |path: &Path| path.to_str().and_then(OutPath::new).is_some_and(|path| plan.manifest.get(&path).is_some());
        Ok(files.filter(|met| !is_ours(&met.path)).count())
    }
}

impl Drop for Publisher {
    /// Removes what waits, unless a journal is in force: then the next run needs it. That it
    /// cannot be removed is no reason to fail; the next run tries again. Who only looked leaves all
    /// as it is: it may be another's.
    fn drop(&mut self) {
        if self.lock.is_some() && self.steps.look(&self.places.journal).is_ok_and(|journal| journal.is_none()) {
            let _ = sweep(&self.steps, &self.places);
        }
    }
}

/// Ends a run that broke off.
fn recover(steps: &Steps, places: &Places) -> Result<Recovery, PublishError> {
    let completed = match Journal::load(steps, places)? {
        None => None,
        Some(Journal { manifest, work: Work::InPlace { is_beside, clear, moves, remove } }) => {
            let broken = in_place::Broken { is_beside, clear, moves, remove, manifest };
            Some(in_place::redo(steps, places, broken)?)
        }
        Some(journal) => {
            let before = Manifest::load(steps, places)?;
            swap::redo(steps, places, &before, &journal)?.then_some(0)
        }
    };
    let files = sweep(steps, places)?;
    // Only a journal of another version can still be there.
    steps.remove_file(&places.journal)?;
    Ok(match (completed, files) {
        (Some(files), _) => Recovery::Completed { files },
        (None, 0) => Recovery::Clean,
        (None, files) => Recovery::Undone { files },
    })
}

/// Removes what a run leaves behind that came to nothing; how many files that were.
fn sweep(steps: &Steps, places: &Places) -> Result<usize, PublishError> {
    places.leftovers().into_iter().try_fold(0, |files, folder| Ok(files + steps.remove_tree(folder)?))
}

/// Whether new files must wait beside the published folder, because the state folder is on
/// another disk, from which nothing can be moved in one step.
fn is_beside(steps: &Steps, places: &Places, state: &Path, mode: Mode) -> Result<bool, PublishError> {
    let goal = match (mode, steps.look(&places.target)?) {
        (Mode::Journal, Some(seen)) => Some(seen),
        _ => steps.look(&places.parent)?,
    };
    let state = steps.look(state)?;
    Ok(goal.zip(state).is_some_and(|(goal, state)| goal.device != state.device))
}

fn is_file_of(seen: Seen, made: Made) -> bool {
    seen.shape == Shape::File && seen.size == made.size
}

fn report(plan: &Plan) -> Report {
    Report {
        written: plan.moves.len(),
        unchanged: plan.manifest.len() - plan.moves.len(),
        removed: plan.clear.len() + plan.remove.len(),
        kept_foreign: 0,
        published: plan.manifest.fp(),
    }
}
