//! Vietnamese text: what a name, a date, a document number or a heading means and how it is written.
//!
//! In: strings as people type, paste or import them. Out: normalised strings, sort keys, small
//! immutable values that print back what was read, and typed errors that carry a suggestion.
//! Never reads a file, the clock or the locale of the machine; never guesses silently.

pub mod collate;
pub mod fold;
pub mod letter;
pub mod name;
pub mod near;
pub mod nfc;
pub mod slug;
pub mod syllable;

pub use fold::{canonical, fold};
pub use name::Name;
pub use nfc::nfc;
pub use slug::slug;

/// Returns the non-empty pieces of a text between separators, with their places.
fn pieces(text: &str, gap: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(gap).filter_map(move |piece| {
        let at = start;
        let after = text[at + piece.len()..].chars().next();
        start = at + piece.len() + after.map_or(0, char::len_utf8);
        (!piece.is_empty()).then_some((at, piece))
    })
}
