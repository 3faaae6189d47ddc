//! Addresses and identifiers: plain ASCII words joined by hyphens.
//!
//! In: a title, name or document number. Out: a slug, or whether a string is an identifier. Never
//! numbers a collision away: two titles with one slug are the caller's error to report.

use super::fold::fold;

/// Returns the ASCII kebab form: `Ủy ban nhân dân tỉnh` → `uy-ban-nhan-dan-tinh`.
///
/// Characters without an ASCII base act as word ends; the result may be empty.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '"') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Tells whether the text is an identifier: `^[a-z0-9]+(-[a-z0-9]+)*$`.
pub fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.split('-').all(|part| !part.is_empty() && part.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs() {
        fn check(input: &str, expect: &str) {
            assert_eq!(slug(input), expect);
        }
        check("Ủy ban nhân dân tỉnh Kiên Giang", "uy-ban-nhan-dan-tinh-kien-giang");
        check("136/KH-UBND", "136-kh-ubnd");
        check("  Thi đua – Khen thưởng!  ", "thi-dua-khen-thuong");
        check("“Đoàn kết, đổi mới”", "doan-ket-doi-moi");
        check("54,7%", "54-7");
        check("…", "");
    }

    #[test]
    fn identifiers() {
        fn check(input: &str, expect: bool) {
            assert_eq!(is_id(input), expect, "{input}");
        }
        check("xa-vinh-phu-giong-rieng", true);
        check("a1", true);
        check("", false);
        check("-a", false);
        check("a--b", false);
        check("Hoa", false);
        check("hòa", false);
    }

    proptest! {
        #[test]
        fn a_slug_is_an_identifier_and_its_own_slug(text in "\\PC*") {
            let made = slug(&text);
            prop_assert!(made.is_empty() || is_id(&made));
            prop_assert_eq!(slug(&made), made.as_str());
        }
    }
}
