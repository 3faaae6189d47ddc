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
const FORM: &str = "bangvang journal 1";

/// A run that has been staged whole.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// All outputs once it is done.
    pub(super) manifest: Manifest,
    /// How to get there.
    pub(super) work: Work,
}

/// The two ways to publish.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Work {
    /// File by file.
    InPlace {
        /// Whether the new files wait beside the published folder.
        is_beside: bool,
        /// Old files in the way, to be removed first.
        clear: Vec<OutPath>,
        /// New files.
        moves: Vec<Move>,
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

impl Journal {
    /// Puts the journal in force.
    pub(super) fn save(&self, steps: &Steps, places: &Places) -> Result<(), PublishError> {
        steps.save(&places.journal, &seal(FORM, self))
    }

    /// The journal in force, if there is one.
    pub(super) fn load(steps: &Steps, places: &Places) -> Result<Option<Self>, PublishError> {
        if steps.look(&places.journal)?.is_none() {
            return Ok(None);
        }
        Ok(unseal(FORM, &steps.read(&places.journal)?))
    }
}
