//! Addresses and identifiers: plain ASCII words joined by hyphens.
//!
//! In: a title, name or document number. Out: a slug, or whether a string is an identifier and can
//! name a file on every system. Never numbers a collision away: two titles with one slug are the
//! caller's error to report.

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

/// The most bytes of a slug that becomes a part of an address.
const PART: usize = 100;

/// Returns the slug of free text as a part of an address, cut after a word so that it is no longer
/// than a file's name may be.
pub fn part(text: &str) -> String {
    let mut out = slug(text);
    if out.len() > PART {
        let whole = if out.as_bytes()[PART] == b'-' { PART } else { out[..PART].rfind('-').unwrap_or(PART) };
        out.truncate(whole);
    }
    out
}

/// The most bytes of an identifier: its file's name is longer by what is made of the record.
pub const LONGEST: usize = 150;

/// Tells whether Windows takes a name for a device, whatever its ending: such a file cannot be made.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// Tells whether the text is an identifier: `^[a-z0-9]+(-[a-z0-9]+)*$`.
pub fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.split('-').all(|part| !part.is_empty() && part.chars().all(plain))
}

/// Tells whether a record, or a folder of records, may be called so on every system.
pub fn is_name(text: &str) -> bool {
    is_id(text) && text.len() <= LONGEST && !is_device(text)
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
    fn parts_of_addresses_end_with_a_word() {
        fn check(input: &str, expect: &str) {
            assert_eq!(part(input), expect);
        }
        check("Y tế", "y-te");
        check(&"giáo dục ".repeat(20), &["giao-duc"; 11].join("-"));
        check(&format!("{} b", "a".repeat(100)), &"a".repeat(100));
        check(&"a".repeat(300), &"a".repeat(100));
    }

    #[test]
    fn devices() {
        fn check(input: &str, expect: bool) {
            assert_eq!(is_device(input), expect, "{input}");
        }
        check("con", true);
        check("NUL.pdf", true);
        check("com1", true);
        check("com10", false);
        check("con-dao", false);
        check("com", false);
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
