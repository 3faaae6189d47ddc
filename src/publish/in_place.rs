//! Publishing file by file. In: a journal in force. Out: the published folder as the journal
//! wants it. Every step may be done twice, so a run that broke off is simply run again; each
//! file is whole at any moment, because it only ever comes by a rename.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::PublishError;
use super::journal::{Journal, Work};
use super::manifest::Manifest;
use super::places::Places;
use super::plan::Plan;
use super::staged::Move;
use super::staging::{TREE, by_region, tree, waiting};
use super::steps::Steps;
use crate::base::OutPath;

/// Carries a plan out; `in_tree` is how many files wait as a tree.
pub(super) fn commit(
    steps: &Steps,
    places: &Places,
    is_beside: bool,
    in_tree: usize,
    plan: Plan,
) -> Result<(), PublishError> {
    let Plan { manifest, moves, clear, remove } = plan;
    let journal = Journal { manifest, work: Work::InPlace { is_beside, clear, moves, remove } };
    journal.save(steps, places)?;
    let Work::InPlace { clear, moves, remove, .. } = &journal.work else {
        return Ok(());
    };
    let run = Run { steps, places, staging: places.staging(is_beside) };
    run.clear(clear)?;
    if !run.place_tree(moves, in_tree)? {
        run.place(moves)?;
    }
    run.finish(remove, &journal.manifest)
}

/// A run that broke off, as its journal tells it.
pub(super) struct Broken {
    pub(super) is_beside: bool,
    pub(super) clear: Vec<OutPath>,
    pub(super) moves: Vec<Move>,
    pub(super) remove: Vec<OutPath>,
    pub(super) manifest: Manifest,
}

/// Completes a run that broke off; how many files it had to move.
///
/// After a power cut a file may be shorter than it was written. Such a file is not put in
/// place, and one that is in place already is marked, so that the next build writes it anew.
pub(super) fn redo(steps: &Steps, places: &Places, broken: Broken) -> Result<usize, PublishError> {
    let Broken { is_beside, clear, moves, remove, mut manifest } = broken;
    let run = Run { steps, places, staging: places.staging(is_beside) };
    let found: Vec<_> = moves.par_iter().map(|new| run.found(new, &manifest)).collect::<Result<_, _>>()?;
    // Clearing ends before the first move. Once one file has moved, an old name may be that of
    // a new file on a disk that ignores capitals, and must not be removed again.
    if found.iter().all(|found| *found != Found::Moved) {
        run.clear(&clear)?;
    }
    for (new, _) in moves.iter().zip(&found).filter(|(_, found)| **found == Found::Damaged) {
        manifest.doubt(&new.path);
    }
    let whole = moves.into_iter().zip(&found).filter(|(_, found)| **found == Found::Waiting);
    let whole: Vec<Move> = whole.map(|(new, _)| new).collect();
    run.place(&whole)?;
    run.finish(&remove, &manifest)?;
    Ok(whole.len())
}

/// Where a new file of a broken-off run is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Waiting,
    Moved,
    Damaged,
}

struct Run<'a> {
    steps: &'a Steps,
    places: &'a Places,
    staging: &'a Path,
}

impl Run<'_> {
    fn target(&self, path: &OutPath) -> PathBuf {
        self.places.target.join(path.as_str())
    }

    /// Removes the old files whose names are needed.
    fn clear(&self, old: &[OutPath]) -> Result<(), PublishError> {
        old.iter().try_for_each(|path| self.steps.remove_file(&self.target(path)))?;
        self.steps.prune(&self.places.target, old.iter())
    }

    /// Moves all new files to their places at once, where they wait as a tree of nothing else and
    /// nothing is published yet; whether that was so.
    fn place_tree(&self, moves: &[Move], in_tree: usize) -> Result<bool, PublishError> {
        let is_tree = moves.len() == in_tree && moves.iter().all(|new| new.room == TREE);
        if !is_tree || self.steps.look(&self.places.target)?.is_some() {
            return Ok(false);
        }
        // What cannot come as a whole comes file by file.
        Ok(self.steps.place(&tree(self.staging), &self.places.target).is_ok())
    }

    /// Moves new files to their places.
    fn place(&self, moves: &[Move]) -> Result<(), PublishError> {
        by_region(moves, |new| &new.path).into_par_iter().try_for_each(|region| {
            region.iter().try_for_each(|new| self.steps.place(&waiting(self.staging, new), &self.target(&new.path)))
        })
    }

    /// Removes old files and everything that was only there for this run.
    fn finish(&self, old: &[OutPath], manifest: &Manifest) -> Result<(), PublishError> {
        by_region(old, |path| path)
            .into_par_iter()
            .try_for_each(|region| region.iter().try_for_each(|path| self.steps.remove_file(&self.target(path))))?;
        self.steps.prune(&self.places.target, old.iter())?;
        manifest.save(self.steps, self.places)?;
        self.steps.remove_tree(self.staging)?;
        self.steps.remove_file(&self.places.journal)
    }

    fn found(&self, new: &Move, manifest: &Manifest) -> Result<Found, PublishError> {
        let waiting = waiting(self.staging, new);
        let made = manifest.get(&new.path);
        let is_whole = |bytes: &[u8]| made.is_some_and(|made| made.is_of(bytes));
        if self.steps.look(&waiting)?.is_some() {
            let whole = is_whole(&self.steps.read(&waiting)?);
            return Ok(if whole { Found::Waiting } else { Found::Damaged });
        }
        let target = self.target(&new.path);
        let moved = self.steps.look(&target)?.is_some() && is_whole(&self.steps.read(&target)?);
        Ok(if moved { Found::Moved } else { Found::Damaged })
    }
}
