//! The words every stage shares: fingerprints, paths and what a page can depend upon.
//!
//! In: nothing. Out: small immutable values. Never reads a file, never knows a record.

pub mod dep;
pub mod fp;
pub mod path;

pub use dep::{Facet, Key, Named};
pub use fp::Fp;
pub use path::{OutPath, SrcPath};
