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
    if text.is_ascii() || text.chars().all(is_plain) {
        return true;
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => unicode_normalization::is_nfc(text),
    }
}

/// Whether a character is normal whatever stands before it, as nearly all of a Vietnamese text are.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2002}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_characters_are_always_normal() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{:x}", c as u32);
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0, "{:x}", c as u32);
        }
    }

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
