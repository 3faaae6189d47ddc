//! Records: files become typed values. In: the bytes of one file. Out: a record with its links
//! and its problems. Never reads another record, never knows what a page looks like.

pub mod captions;
pub mod common;
pub mod doc;
pub mod fields;
pub mod happening;
pub mod kind;
pub mod kinds;
pub mod locate;
pub mod media;
pub mod paper;
pub mod prose;
pub mod reader;
pub mod reads;
pub mod rows;
pub mod schema;
pub mod skeleton;
mod slip;
pub mod sound;
pub mod state;
pub mod tree;

pub use doc::{Parsed, Record};
pub use kind::{KindId, Own};
