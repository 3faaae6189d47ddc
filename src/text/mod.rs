//! Vietnamese text: what a name, a date, a document number or a heading means and how it is written.
//!
//! In: strings as people type, paste or import them. Out: normalised strings, sort keys, small
//! immutable values that print back what was read, and typed errors that carry a suggestion.
//! Never reads a file, the clock or the locale of the machine; never guesses silently.

pub mod fold;
pub mod letter;
pub mod nfc;
pub mod slug;
pub mod syllable;

pub use fold::{canonical, fold};
pub use nfc::nfc;
pub use slug::slug;
