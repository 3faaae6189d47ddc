//! Letters as people count them. In: text in any Unicode form and byte ranges of it. Out: ranges
//! that cut no letter, composed (NFC) text, counts of letters. Never knows files or lines.
//!
//! A decomposed `ế` is three characters and one letter. Composing a text before it is drawn puts
//! the carets under the letters; composing a prefix of it gives the same bytes as long as the
//! prefix ends between two letters, and [`snap`] sees to that.

use std::iter::once;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The range, clipped to the text and widened until it cuts no letter.
pub(super) fn snap(text: &str, range: Range<usize>) -> Range<usize> {
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    let before = (0..=start).rev().find(|&at| is_between(text, at)).unwrap_or(0);
    let after = (end..=text.len()).find(|&at| is_between(text, at)).unwrap_or(text.len());
    before..after
}

/// How many letters the text has.
pub(super) fn count(text: &str) -> usize {
    text.nfc().count()
}

/// The text in composed form, with `\n` alone at the ends of lines.
pub(super) fn composed(text: &str) -> String {
    text.nfc().collect::<String>().replace("\r\n", "\n")
}

/// Whether the offset lies between two letters.
fn is_between(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    // A mark at the start of a line has no letter to join.
    before.is_empty() || before.ends_with('\n') || !after.starts_with(joins_the_letter_before)
}

/// Whether a character can melt into the one before it when text is composed.
fn joins_the_letter_before(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfc_quick(once(c)) == IsNormalized::Maybe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_grow_to_whole_letters() {
        let nfd: String = "Tế".nfd().collect();
        assert_eq!(nfd.len(), 6);
        let check = |text: &str, range: Range<usize>, expect: Range<usize>| {
            assert_eq!(snap(text, range.clone()), expect, "{text:?} {range:?}");
        };
        check(&nfd, 1..2, 1..6);
        check(&nfd, 4..4, 1..6);
        check(&nfd, 0..1, 0..1);
        check("Tế", 2..3, 1..4);
        check("ab", 1..1, 1..1);
        check("ab", 7..9, 2..2);
        check("", 0..3, 0..0);
        check("a\n\u{301}b", 2..4, 2..4);
    }

    #[test]
    fn a_prefix_composes_like_the_whole() {
        for text in ["Trường Tiểu học", "khen thưởng 表彰", "각", "\u{301}", "ở\r\nđây"] {
            let nfd: String = text.nfd().collect();
            let whole = composed(&nfd);
            for at in (0..=nfd.len()).filter(|&at| is_between(&nfd, at) && !nfd[at..].starts_with('\n')) {
                let (head, tail) = nfd.split_at(at);
                assert_eq!(composed(head) + &composed(tail), whole, "{text} at {at}");
            }
        }
    }
}
