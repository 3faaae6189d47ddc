//! One output on its way. In: what staging found and did. Out: a value that says so, to be
//! handed to the commit. Never touches a disk.

use super::manifest::Made;
use super::out::Shape;
use crate::base::OutPath;

/// One output of the site: made or kept in this run, not yet published.
#[derive(Clone, Debug)]
#[must_use = "an output that is not committed is removed from the site"]
pub struct Staged {
    pub(super) path: OutPath,
    pub(super) made: Made,
    pub(super) state: State,
}

/// How an output compares with what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Published already, byte for byte.
    Unchanged,
    /// New bytes, waiting in a room; `over` is what lies in their place now.
    Written { room: u32, over: Option<Shape> },
    /// A stranger's file lies in its place.
    Foreign,
}

/// A new file that waits.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// The waiting room it was put into.
    pub(super) room: u32,
    /// Where it goes.
    pub(super) path: OutPath,
}

impl Staged {
    /// Where the output goes.
    #[must_use]
    pub fn path(&self) -> &OutPath {
        &self.path
    }

    /// Whether its bytes differ from the published ones.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.state != State::Unchanged
    }

    pub(super) fn into_move(self) -> Option<Move> {
        match self.state {
            State::Written { room, .. } => Some(Move { room, path: self.path }),
            State::Unchanged | State::Foreign => None,
        }
    }
}
