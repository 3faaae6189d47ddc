//! Vietnamese text: what a name, a date, a document number or a heading means and how it is written.
//!
//! In: strings as people type, paste or import them. Out: normalised strings, sort keys, small
//! immutable values that print back what was read, and typed errors that carry a suggestion.
//! Never reads a file, the clock or the locale of the machine; never guesses silently.

pub mod abbr;
pub mod collate;
pub mod date;
pub mod fold;
pub mod ics;
pub mod legacy;
pub mod letter;
pub mod name;
pub mod near;
pub mod nfc;
pub mod number;
pub mod show;
pub mod sieve;
pub mod slug;
pub mod speech;
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Serialize, de::DeserializeOwned};
    use std::fmt::Debug;

    /// Asserts that a value is one JSON scalar and survives both JSON and the cache's format.
    fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
        let value: T = serde_json::from_str(json).expect(json);
        assert_eq!(serde_json::to_string(&value).expect(json), json);
        let bytes = postcard::to_stdvec(&value).expect(json);
        assert_eq!(postcard::from_bytes::<T>(&bytes).expect(json), value);
    }

    #[test]
    fn values_are_written_as_scalars() {
        check::<Day>("\"2019-09-13\"");
        check::<Moment>("\"2019-09-18T08:00:00+07:00\"");
        check::<PartialDate>("\"2020-Q3\"");
        check::<FuzzyDate>("\"<2019-10-30?\"");
        check::<Period>("{\"from\":\"2019-06\",\"to\":null}");
        check::<DocNumber>("\"136/KH-UBND\"");
        check::<DocType>("\"ke-hoach\"");
        let error = serde_json::from_str::<Day>("\"13/9/2019\"").expect_err("day first");
        assert!(error.to_string().contains("2019-09-13"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|[ \u{A0}/.?()-]|[à-ỹ]|[0-9]){0,32}") {
            for (range, _) in find_dates(&text) {
                prop_assert!(text.get(range).is_some());
            }
            for (range, _) in abbr::marks(&text) {
                prop_assert!(text.get(range).is_some());
            }
            let _ = (show::nbsp(&text), show::clean_title(&text), syllable::place_all(&text));
            let _ = (name::initials(&text), name::given(&text), collate::initial(&text));
            let _ = (collate::key(&text), collate::person_key(&text), near::distance(&text, "thi đua"));
        }
    }
}
