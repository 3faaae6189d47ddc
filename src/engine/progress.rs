//! How far a run is. In: stages and steps as they are done. Out: what somebody else makes of them: a
//! bar, a trace, nothing. Never changes what a run does, but may ask it to end.

use std::time::Instant;

/// Hears how far a run is, and may stop it.
pub trait Progress: Sync {
    /// A stage begins; it has this many steps, or 0 when that is not known.
    fn stage(&self, name: &str, total: usize);
    /// This many steps of the stage are done.
    fn step(&self, done: usize);
    /// Something of the run is done. Called from any thread, for every stage and every file.
    fn timed(&self, _what: Timed<'_>) {}
    /// Whether the run should end now.
    fn stopped(&self) -> bool;
}

/// Something that a run did, and how long it took.
#[derive(Clone, Copy, Debug)]
pub struct Timed<'t> {
    /// The output that made a file; `None` for a stage.
    pub output: Option<&'static str>,
    /// The stage, or the file.
    pub name: &'t str,
    /// When it began.
    pub begun: Instant,
}

/// A progress that nobody hears.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str, _total: usize) {}
    fn step(&self, _done: usize) {}
    fn stopped(&self) -> bool {
        false
    }
}
