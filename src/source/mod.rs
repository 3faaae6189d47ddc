//! The only window in. In: a site's folder, or files held in memory. Out: a [`Snapshot`] of all
//! sources with their fingerprints, and the [`SourceProblem`]s met on the way.
//!
//! Never interprets a byte, never writes, and never stops at one bad file: what cannot be read
//! is named and left out.

mod disk;
pub mod embedded;
mod files;
mod layered;
mod memory;
mod snapshot;

pub use disk::Disk;
pub use embedded::Embedded;
pub use files::{Entry, Files, Listing, MAX_ASSET, MAX_TEXT, SourceError, SourceProblem, Stamp};
pub use files::{is_skipped, size_limit};
pub use layered::Layered;
pub use memory::Memory;
pub use snapshot::{Known, Snapshot, Source};
