//! Vietnamese text: what a name, a date, a document number or a heading means and how it is written.
//!
//! In: strings as people type, paste or import them. Out: normalised strings, sort keys, small
//! immutable values that print back what was read, and typed errors that carry a suggestion.
//! Never reads a file, the clock or the locale of the machine; never guesses silently.

pub mod abbr;
pub mod collate;
pub mod date;
pub mod fold;
pub mod legacy;
pub mod letter;
pub mod name;
pub mod near;
pub mod nfc;
pub mod number;
pub mod show;
pub mod slug;
pub mod syllable;

pub use date::{Bound, DateError, Day, FuzzyDate, Moment, PartialDate, Period, find_dates};
pub use fold::{canonical, fold};
pub use legacy::Legacy;
pub use name::Name;
pub use nfc::nfc;
pub use number::{DocNumber, DocType, NumberError};
pub use slug::slug;

/// Ties a type to its one-line written form, so that serde reads and writes it as a string.
macro_rules! as_scalar {
    ($type:ty, $error:ty) => {
        impl TryFrom<String> for $type {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }
        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.to_string()
            }
        }
    };
}
use as_scalar;
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
