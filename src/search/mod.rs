//! The search index: every public entry by the syllables that name or mention it, in parts that
//! a browser fetches one by one. In: the linked catalogue and what makes prose plain. Out:
//! parts of bounded size, each with an exact fingerprint. Never renders, never knows the theme.
//!
//! # What the parts are
//!
//! | part | what is in it |
//! |---|---|
//! | `muc-luc` | the version, all words, the names of the other parts, the abbreviations |
//! | `nhan` | the values of the facets with their labels |
//! | `tu-…` | words of one beginning, each with the entries that it names, and where in the name |
//! | `nhac-…` | words of one beginning, each with the entries that mention it; the facets' values |
//! | `tu-…__…`, `nhac-…__…` | a block of a heavy word: what it has among some entries that stand side by side |
//! | `muc-…` | what a result shows of some entries that stand side by side |
//!
//! All are JSON or bytes, deflated (zlib), so that a plain file server sends few bytes.
//!
//! A word with a long list (`quyết`, `số`) stands in a part of its own, `tu-quyet__`, and is there
//! a second time in blocks. A query begins with its rarest word; of the heavy ones it then fetches
//! only the blocks that hold one of the entries left, or the whole where those are many. Which
//! words have blocks, and which ranges of numbers those are, is in `muc-luc` under `chia`.
//!
//! Mentions stand apart because most of what is looked for is called by its name: when names
//! answer a query and its mentions would be heavy, they are fetched only once the reader asks.
//!
//! # Numbers of entries
//!
//! An entry's number says its kind, its year and a place that follows from its name. Numbers
//! therefore sort as results are best read (people, units, honours first; newest first), and a
//! record that comes or goes hardly moves another one: editing one record rewrites the parts
//! of its own words and nothing else.

mod codec;
mod divide;
mod entry;
mod facet;
mod gather;
mod index;
mod lists;
mod number;
mod own;
mod run;
pub mod word;

pub use gather::Known;
pub use index::Index;
pub use lists::Lists;
pub use own::Shown;
