//! What a run will change. In: the staged outputs and what was published before. Out: the moves
//! and removals that lead from one to the other, and the manifest after them.
//!
//! Refuses here, before anything is changed, what could not be carried out or would overwrite
//! a stranger's file. Never changes anything itself.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::error::PublishError;
use super::manifest::{Made, Manifest};
use super::out::Shape;
use super::staged::{Move, Staged, State};
use super::steps::Steps;
use crate::base::OutPath;

/// The way from the last site to the next.
#[derive(Debug)]
pub(super) struct Plan {
    /// All outputs after the run.
    pub(super) manifest: Manifest,
    /// New files and where they wait, sorted by path; the manifest has each of them.
    pub(super) moves: Vec<Move>,
    /// Old files in the way of new ones, to be removed first.
    pub(super) clear: Vec<OutPath>,
    /// All other old files, to be removed last.
    pub(super) remove: Vec<OutPath>,
}

impl Plan {
    /// Makes the plan for sorted outputs, or says all that stands against it.
    pub(super) fn new(
        steps: &Steps,
        target: &Path,
        before: &Manifest,
        outputs: Vec<Staged>,
    ) -> Result<Self, PublishError> {
        refuse_conflicts(before, &outputs)?;
        refuse_foreign(steps, target, before, &outputs)?;
        let manifest: Manifest = outputs.iter().map(|out| (out.path.clone(), out.made)).collect();
        let mut after = manifest.walk();
        let stale = before.iter().filter(|(path, _)| after.find(path).is_none());
        let stale = stale.map(|(path, _)| path.clone()).collect();
        let moves: Vec<Move> = outputs.into_iter().filter_map(Staged::into_move).collect();
        let (clear, remove) = part_stale(stale, &moves);
        Ok(Self { manifest, moves, clear, remove })
    }

    /// Whether a new file goes to `path`.
    pub(super) fn is_moved(&self, path: &OutPath) -> bool {
        self.moves.binary_search_by(|new| new.path.cmp(path)).is_ok()
    }

    /// Whether no file is to be written or removed.
    pub(super) fn is_idle(&self) -> bool {
        self.moves.is_empty() && self.clear.is_empty() && self.remove.is_empty()
    }
}

/// Whether sorted outputs are exactly what was published before. Asked first, because of most
/// runs of an editor's day that is all there is to know.
pub(super) fn is_published(before: &Manifest, outputs: &[Staged]) -> bool {
    let same = |(out, (path, made)): (&Staged, (&OutPath, Made))| {
        out.state == State::Unchanged && out.made == made && out.path == *path
    };
    outputs.len() == before.len() && outputs.iter().zip(before.iter()).all(same)
}

/// A path as a file system sees it that ignores capitals and how accents are stored.
fn fold(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    let lower = path.to_lowercase();
    Cow::Owned(if is_nfc(&lower) { lower } else { lower.nfc().collect() })
}

/// The folders above a path, nearest first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// Refuses outputs that would be one file on some disk, or a file and a folder of one name.
fn refuse_conflicts(before: &Manifest, outputs: &[Staged]) -> Result<(), PublishError> {
    let same_paths = outputs.iter().zip(before.iter());
    if outputs.len() == before.len() && same_paths.into_iter().all(|(out, (path, _))| out.path == *path) {
        return Ok(());
    }
    let folded: Vec<_> = outputs.iter().map(|out| fold(out.path.as_str())).collect();
    let mut owner: HashMap<&str, usize> = HashMap::with_capacity(outputs.len());
    let mut pairs = Vec::new();
    let pair = |a: usize, b: usize| (outputs[a].path.to_string(), outputs[b].path.to_string());
    for (at, path) in folded.iter().enumerate() {
        if let Some(first) = owner.insert(path, at) {
            pairs.push(pair(first, at));
        }
    }
    let mut checked = HashSet::new();
    for (at, path) in folded.iter().enumerate() {
        for folder in folders(path).take_while(|folder| checked.insert(*folder)) {
            pairs.extend(owner.get(folder).map(|&file| pair(file, at)));
        }
    }
    if pairs.is_empty() {
        return Ok(());
    }
    pairs.sort_unstable();
    Err(PublishError::Conflict { pairs })
}

/// Refuses to write where something lies that the site did not make.
fn refuse_foreign(steps: &Steps, target: &Path, before: &Manifest, outputs: &[Staged]) -> Result<(), PublishError> {
    let mut foreign = Vec::new();
    let mut checked = HashSet::new();
    let has_target = steps.look(target)?.is_some();
    for out in outputs {
        match out.state {
            State::Foreign => foreign.push(out.path.to_string()),
            State::Written { over: Some(Shape::Folder), .. } => {
                foreign.extend(strangers(steps, target, before, &out.path)?);
            }
            State::Written { over: None, .. } if has_target => {
                let above = folders(out.path.as_str()).take_while(|above| checked.insert(*above));
                for folder in above {
                    foreign.extend(in_the_way(steps, target, before, folder)?);
                }
            }
            _ => {}
        }
    }
    if foreign.is_empty() {
        return Ok(());
    }
    foreign.sort_unstable();
    foreign.dedup();
    Err(PublishError::Foreign { target: target.to_path_buf(), paths: foreign })
}

/// The files in a folder, where a file must go, that are not the site's.
fn strangers(steps: &Steps, target: &Path, before: &Manifest, folder: &OutPath) -> Result<Vec<String>, PublishError> {
    let met = steps.walk(&target.join(folder.as_str()))?;
    let files = met.iter().filter(|met| met.shape != Shape::Folder);
    let paths = files.map(|met| format!("{folder}/{}", met.path.display()));
    Ok(paths.filter(|path| !is_ours(before, path)).collect())
}

/// Something that is not a folder and not the site's, where a folder must be.
fn in_the_way(steps: &Steps, target: &Path, before: &Manifest, folder: &str) -> Result<Option<String>, PublishError> {
    let seen = steps.look(&target.join(folder))?;
    let blocks = seen.is_some_and(|seen| match seen.shape {
        Shape::Folder => false,
        Shape::File => !is_ours(before, folder),
        // Through a link the site would write into a folder that is not its own.
        Shape::Other => true,
    });
    Ok(blocks.then(|| folder.to_owned()))
}

fn is_ours(before: &Manifest, path: &str) -> bool {
    OutPath::new(path).is_some_and(|path| before.get(&path).is_some())
}

/// Parts the old files into those whose names new files need and the others. Only the first
/// must go before the new ones come; the others stay until the new site is whole.
fn part_stale(stale: Vec<OutPath>, moves: &[Move]) -> (Vec<OutPath>, Vec<OutPath>) {
    if stale.is_empty() || moves.is_empty() {
        return (Vec::new(), stale);
    }
    let new: Vec<_> = moves.iter().map(|new| fold(new.path.as_str())).collect();
    let files: HashSet<&str> = new.iter().map(AsRef::as_ref).collect();
    let mut above = HashSet::new();
    for path in &new {
        folders(path).take_while(|folder| above.insert(*folder)).for_each(drop);
    }
    stale.into_iter().partition(|old| {
        let old = fold(old.as_str());
        files.contains(&*old) || above.contains(&*old) || folders(&old).any(|folder| files.contains(folder))
    })
}
