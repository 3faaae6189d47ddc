//! Publishing the folder as a whole. In: a plan. Out: a new generation of the folder beside the
//! old one, then in its place by one exchange. At any moment the published folder is one
//! complete site, the old or the new.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{PublishError, Step};
use super::journal::{Journal, Work};
use super::manifest::Manifest;
use super::out::Shape;
use super::places::Places;
use super::plan::Plan;
use super::staging::{by_region, waiting};
use super::steps::Steps;
use crate::base::OutPath;

/// Carries a plan out; how many files of others came along.
pub(super) fn commit(
    steps: &Steps,
    places: &Places,
    staging: &Path,
    before: &Manifest,
    plan: &Plan,
) -> Result<usize, PublishError> {
    let run = Run { steps, places, before };
    let foreign = run.build(staging, plan)?;
    let Some(next) = steps.look(&places.next)? else {
        return Ok(0);
    };
    let work = Work::Swap { device: next.device, number: next.number };
    let journal = Journal { manifest: plan.manifest.clone(), work };
    journal.save(steps, places)?;
    if let Err(error) = run.exchange() {
        // Nothing has changed yet: without its journal the new generation is a mere leftover.
        steps.remove_file(&places.journal)?;
        return Err(error);
    }
    run.finish(&journal.manifest)?;
    Ok(foreign)
}

/// Ends a run that broke off. If the exchange had been made, what follows it is done now, and
/// the answer is true; if not, the journal is withdrawn. The exchange itself is never made up
/// for: strangers' files may have come since the new generation was built.
pub(super) fn redo(steps: &Steps, places: &Places, before: &Manifest, journal: &Journal) -> Result<bool, PublishError> {
    let seen = steps.look(&places.target)?;
    let is_new = matches!(
        (seen, &journal.work),
        (Some(seen), Work::Swap { device, number })
            if (seen.device, seen.number) == (*device, *number)
    );
    if is_new {
        Run { steps, places, before }.finish(&journal.manifest)?;
    } else {
        steps.remove_file(&places.journal)?;
    }
    Ok(is_new)
}

struct Run<'a> {
    steps: &'a Steps,
    places: &'a Places,
    before: &'a Manifest,
}

/// What comes along from the old generation.
#[derive(Default)]
struct Along {
    files: Vec<PathBuf>,
    foreign: usize,
}

impl Run<'_> {
    /// Builds the new generation: what stays is linked, what is new is moved in.
    fn build(&self, staging: &Path, plan: &Plan) -> Result<usize, PublishError> {
        let (target, next) = (&self.places.target, &self.places.next);
        self.steps.make_folders(next)?;
        let mut along = Along::default();
        if self.steps.look(target)?.is_some() {
            self.copy_rights(target, next)?;
            along = self.along(plan)?;
        }
        along.files.chunk_by(|a, b| above(a) == above(b)).collect::<Vec<_>>().into_par_iter().try_for_each(
            |region| region.iter().try_for_each(|path| self.steps.hard_link(&target.join(path), &next.join(path))),
        )?;
        by_region(&plan.moves, |new| &new.path).into_par_iter().try_for_each(|region| {
            region.iter().try_for_each(|new| self.steps.place(&waiting(staging, new), &next.join(new.path.as_str())))
        })?;
        Ok(along.foreign)
    }

    /// Finds what comes along: outputs that stay, and all that is not the site's. Folders in
    /// which nothing lies are made at once; the others come with their files.
    fn along(&self, plan: &Plan) -> Result<Along, PublishError> {
        let mut along = Along::default();
        let met = self.steps.walk(&self.places.target)?;
        for (at, thing) in met.iter().enumerate() {
            if thing.shape == Shape::Folder {
                let is_empty = met.get(at + 1).is_none_or(|after| !after.path.starts_with(&thing.path));
                if is_empty {
                    self.steps.make_folders(&self.places.next.join(&thing.path))?;
                }
                continue;
            }
            let path = out_path(&thing.path);
            let is_old = path.as_ref().is_some_and(|path| self.before.get(path).is_some());
            let stays = path.is_some_and(|path| plan.manifest.get(&path).is_some() && !plan.is_moved(&path));
            if stays || !is_old {
                along.foreign += usize::from(!stays);
                along.files.push(thing.path.clone());
            }
        }
        Ok(along)
    }

    fn copy_rights(&self, model: &Path, path: &Path) -> Result<(), PublishError> {
        let result = self.steps.out.copy_rights(model, path);
        result.map_err(|error| PublishError::io(Step::Make, path, error))
    }

    /// The one step in which the site changes.
    fn exchange(&self) -> Result<(), PublishError> {
        let Places { target, next, .. } = self.places;
        let result = if self.steps.look(target)?.is_some() {
            self.steps.out.exchange(next, target)
        } else {
            self.steps.out.rename(next, target)
        };
        result.map_err(|error| match error.kind() {
            std::io::ErrorKind::Unsupported => PublishError::SwapUnsupported { target: target.clone() },
            _ => PublishError::io(Step::Move, target, error),
        })
    }

    /// What follows the exchange. The manifest comes after the old generation, because it is
    /// the old manifest that tells which of the old files are strangers'.
    fn finish(&self, manifest: &Manifest) -> Result<(), PublishError> {
        let Places { next, journal, .. } = self.places;
        if self.steps.look(next)?.is_some() {
            self.rescue()?;
            self.steps.remove_tree(next)?;
        }
        manifest.save(self.steps, self.places)?;
        self.steps.remove_file(journal)
    }

    /// Brings over what strangers put into the old generation while the new one was built.
    fn rescue(&self) -> Result<(), PublishError> {
        let Places { target, next, .. } = self.places;
        for thing in self.steps.walk(next)? {
            let is_old = out_path(&thing.path).is_some_and(|path| self.before.get(&path).is_some());
            if is_old || thing.shape == Shape::Folder {
                continue;
            }
            let to = target.join(&thing.path);
            if self.steps.look(&to)?.is_none() {
                self.steps.hard_link(&next.join(&thing.path), &to)?;
            }
        }
        Ok(())
    }
}

/// A path met on disk as an output path, if it could be one.
fn out_path(path: &Path) -> Option<OutPath> {
    OutPath::new(path.to_str()?)
}

/// The folder above the one that holds the file.
fn above(path: &Path) -> Option<&Path> {
    path.parent()?.parent()
}
