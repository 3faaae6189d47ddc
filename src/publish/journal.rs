//! What a run means to do, saved before it changes anything. In: a plan that has been staged
//! whole. Out: the same plan after a crash. A journal that cannot be read whole was never in
//! force: it takes its name only when all of it is on disk.

use serde::{Deserialize, Serialize};

use super::error::PublishError;
use super::manifest::{Manifest, seal, unseal};
use super::places::Places;
use super::staged::Move;
use super::steps::Steps;
use crate::base::OutPath;

/// Name and version of the saved form.
const FORM: &str = "bangvang journal 2";

/// A run that has been staged whole.
#[derive(Debug)]
pub(super) struct Journal {
    /// All outputs once it is done.
    pub(super) manifest: Manifest,
    /// How to get there.
    pub(super) work: Work,
}

/// The two ways to publish; `M` is a new file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Work<M = Move> {
    /// File by file.
    InPlace {
        /// Whether the new files wait beside the published folder.
        is_beside: bool,
        /// Old files in the way, to be removed first.
        clear: Vec<OutPath>,
        /// New files, sorted by path.
        moves: Vec<M>,
        /// Old files to be removed last.
        remove: Vec<OutPath>,
    },
    /// The folder as a whole; the new one is told by its number on the disk, whatever its name.
    Swap {
        /// The disk.
        device: u64,
        /// The folder's number on it.
        number: u64,
    },
}

/// A new file as it is saved: its waiting room, and its place in the manifest, which has its path.
type Noted = (u32, u32);

impl Journal {
    /// Puts the journal in force.
    pub(super) fn save(&self, steps: &Steps, places: &Places) -> Result<(), PublishError> {
        steps.save(&places.journal, &seal(FORM, &(&self.manifest, self.work.noted(&self.manifest))))
    }

    /// The journal in force, if there is one.
    pub(super) fn load(steps: &Steps, places: &Places) -> Result<Option<Self>, PublishError> {
        if steps.look(&places.journal)?.is_none() {
            return Ok(None);
        }
        let saved: Option<(Manifest, Work<Noted>)> = unseal(FORM, &steps.read(&places.journal)?);
        Ok(saved.and_then(|(manifest, work)| {
            let work = work.told(&manifest)?;
            Some(Self { manifest, work })
        }))
    }
}

impl Work {
    /// The work as it is saved; the manifest holds every new file.
    fn noted(&self, manifest: &Manifest) -> Work<Noted> {
        match self {
            Self::InPlace { is_beside, clear, moves, remove } => {
                let mut new = moves.iter().peekable();
                let note =
                    |(at, (path, _)): (u32, (&OutPath, _))| Some((new.next_if(|new| new.path == *path)?.room, at));
                let moves = (0..).zip(manifest.iter()).filter_map(note).collect();
                Work::InPlace { is_beside: *is_beside, clear: clear.clone(), moves, remove: remove.clone() }
            }
            Self::Swap { device, number } => Work::Swap { device: *device, number: *number },
        }
    }
}

impl Work<Noted> {
    /// The work that was saved with this manifest; `None` if that lacks a new file.
    fn told(self, manifest: &Manifest) -> Option<Work> {
        Some(match self {
            Self::InPlace { is_beside, clear, moves, remove } => {
                let told = |(room, at): Noted| Some(Move { room, path: manifest.path(at as usize)?.clone() });
                let moves = moves.into_iter().map(told).collect::<Option<_>>()?;
                Work::InPlace { is_beside, clear, moves, remove }
            }
            Self::Swap { device, number } => Work::Swap { device, number },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest::Made;

    #[test]
    fn new_files_are_told_by_their_places() {
        let path = |name: &str| OutPath::new(name).expect("a name of this test is a path");
        let made =
            ["a.html", "b.html", "c.html"].map(|name| (path(name), Made { fp: crate::base::Fp::default(), size: 1 }));
        let manifest: Manifest = made.into_iter().collect();
        let new = [("a.html", 7), ("c.html", 0)];
        let moves = new.map(|(name, room)| Move { room, path: path(name) }).into();
        let work = Work::InPlace { is_beside: true, clear: vec![path("a")], moves, remove: vec![path("d.html")] };
        let saved = work.noted(&manifest);
        assert!(matches!(&saved, Work::InPlace { moves, .. } if *moves == [(7, 0), (0, 2)]));
        assert!(work.noted(&manifest).told(&Manifest::default()).is_none(), "a manifest that lacks a new file");
        let Some(Work::InPlace { is_beside: true, clear, moves, remove }) = saved.told(&manifest) else {
            panic!("what was saved is read");
        };
        assert_eq!((clear, remove), (vec![path("a")], vec![path("d.html")]));
        assert!(moves.iter().map(|new| (new.path.as_str(), new.room)).eq(new));
    }
}
