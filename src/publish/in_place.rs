//! Publishing file by file. In: a journal in force. Out: the published folder as the journal
//! wants it. Every step may be done twice, so a run that broke off is simply run again; each
//! file is whole at any moment, because it only ever comes by a rename. Whether the disk takes
//! every name is tried before the first file moves.

use std::io::ErrorKind;
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
    let is_tree = run.is_tree(moves, in_tree)?;
    if !is_tree {
        run.make_room(moves)?;
    }
    run.clear(clear)?;
    if !is_tree || !run.place_tree() {
        first(run.place(moves))?;
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
/// place, and one that is in place already is marked, so that the next build writes it anew. So is
/// one that the disk will never take: the next build must be able to go on without it.
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
    let (lasting, passing) = run.place(&whole).into_iter().partition(|(_, error)| is_lasting(error));
    first(passing)?;
    for (path, _) in &lasting {
        match steps.look(&run.target(path)) {
            Ok(Some(_)) => manifest.doubt(path),
            _ => manifest.forget(path),
        }
    }
    run.finish(&remove, &manifest)?;
    Ok(whole.len() - lasting.len())
}

/// New files that could not be moved, and why.
type Unplaced = Vec<(OutPath, PublishError)>;

/// Fails with the first of some errors.
fn first(unplaced: Unplaced) -> Result<(), PublishError> {
    unplaced.into_iter().next().map_or(Ok(()), |(_, error)| Err(error))
}

/// Whether trying again would fail again: the disk has no such names, or something that is not the
/// site's has come to stand there.
fn is_lasting(error: &PublishError) -> bool {
    let PublishError::Io { source, .. } = error else { return false };
    matches!(
        source.kind(),
        ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
            | ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::DirectoryNotEmpty
    )
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

    /// Whether new files wait as a tree of nothing else and nothing is published yet.
    fn is_tree(&self, moves: &[Move], in_tree: usize) -> Result<bool, PublishError> {
        let is_tree = moves.len() == in_tree && moves.iter().all(|new| new.room == TREE);
        Ok(is_tree && self.steps.look(&self.places.target)?.is_none())
    }

    /// Moves the tree of new files to its place at once; whether it came. What cannot come as a
    /// whole comes file by file.
    fn place_tree(&self) -> bool {
        self.steps.place(&tree(self.staging), &self.places.target).is_ok()
    }

    /// Makes the folders of new files and asks for each file's name. If the disk refuses one, all is
    /// as before and the journal is withdrawn: a site is never left half exchanged for a name.
    fn make_room(&self, moves: &[Move]) -> Result<(), PublishError> {
        let regions = by_region(moves, |new| &new.path);
        let refused = regions.into_par_iter().find_map_any(|region| self.make_room_in(region).err());
        let Some(error) = refused else { return Ok(()) };
        self.steps.prune(&self.places.target, moves.iter().map(|new| &new.path))?;
        self.steps.remove_file(&self.places.journal)?;
        Err(error)
    }

    fn make_room_in(&self, region: &[Move]) -> Result<(), PublishError> {
        for same in region.chunk_by(|a, b| a.path.folder() == b.path.folder()) {
            self.make_folder(&self.places.target.join(same[0].path.folder()))?;
            same.iter().try_for_each(|new| self.steps.look(&self.target(&new.path)).map(drop))?;
        }
        Ok(())
    }

    /// Makes a folder, unless an old file has its name that is yet to be cleared.
    fn make_folder(&self, folder: &Path) -> Result<(), PublishError> {
        if self.steps.look(folder)?.is_some() {
            return Ok(());
        }
        match self.steps.make_folders(folder) {
            Err(PublishError::Io { source, .. })
                if matches!(source.kind(), ErrorKind::NotADirectory | ErrorKind::AlreadyExists) =>
            {
                Ok(())
            }
            result => result,
        }
    }

    /// Moves new files to their places, as many as the disk takes.
    fn place(&self, moves: &[Move]) -> Unplaced {
        let regions = by_region(moves, |new| &new.path);
        let tried = regions.into_par_iter().flat_map_iter(|region| {
            region.iter().filter_map(|new| {
                let error = self.steps.place(&waiting(self.staging, new), &self.target(&new.path)).err()?;
                Some((new.path.clone(), error))
            })
        });
        tried.collect()
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
