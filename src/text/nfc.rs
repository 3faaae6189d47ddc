//! Unicode normal form C, the only form the product keeps.
//!
//! In: any text, such as decomposed file names of macOS or vowels with loose tone marks of the
//! CP1258 kind. Out: the same text in NFC, borrowed when nothing had to change. Never touches
//! compatibility characters (`²`, `ﬁ`), spaces or quotation marks.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns the text in NFC; text that is already normal costs one pass and no allocation.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Tells whether the text is in NFC.
pub fn is_nfc(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => unicode_normalization::is_nfc(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_order_of_marks_becomes_one_letter() {
        fn check(input: &str, expect: &str) {
            assert_eq!(nfc(input), expect);
            assert_eq!(is_nfc(input), input == expect);
        }
        check("Kiên Giang", "Kiên Giang");
        check("Kie\u{302}n", "Kiên");
        check("vi\u{EA}\u{323}t", "việt");
        check("vie\u{323}\u{302}t", "việt");
        check("vie\u{302}\u{323}t", "việt");
        check("đu\u{31B}o\u{31B}\u{323}c", "được");
    }

    #[test]
    fn normal_text_is_borrowed() {
        assert!(matches!(nfc("Ủy ban nhân dân"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC*") {
            let once = nfc(&text).into_owned();
            prop_assert!(is_nfc(&once));
            prop_assert_eq!(nfc(&once), once.as_str());
        }
    }
}
