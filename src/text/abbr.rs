//! The one dictionary of abbreviations: `<abbr>` on pages and synonyms in search.
//!
//! In: an abbreviation or a text. Out: expansions, or where a text first uses each known one. Never
//! marks a part of a document number (136/KH-UBND) and never guesses by context.

use super::pieces;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Returns what an abbreviation stands for; case counts ("`TTg`", not "TTG").
pub fn expansion(short: &str) -> Option<&'static str> {
    TABLE.get(short).copied()
}

/// Returns all abbreviations with their expansions, in the order of the dictionary.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("data/abbr.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('=')).map(|(short, long)| (short.trim(), long.trim()))
}

/// Finds the first use of every known abbreviation that stands as a word of its own.
pub fn marks(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for (start, chunk) in chunks(text) {
        // A digit makes the chunk a document number or a code; parts of those are not words.
        // Every abbreviation has a capital.
        if !chunk.bytes().any(|b| b.is_ascii_uppercase()) || chunk.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        for (at, word) in words(chunk) {
            let range = start + at..start + at + word.len();
            let seen = found.iter().any(|(earlier, _)| text[earlier.clone()] == *word);
            if let Some(long) = expansion(word).filter(|_| !seen) {
                found.push((range, long));
            }
        }
    }
    found
}

/// Runs without spaces and brackets, with their places.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    pieces(text, |c| c.is_whitespace() || "()[]{}<>“”‘’\"'".contains(c))
}

/// The chunk itself without outer punctuation if it is known, else its parts around slashes.
fn words(chunk: &str) -> Vec<(usize, &str)> {
    let outer = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '…' | '–' | '-');
    let before = chunk.len() - chunk.trim_start_matches(outer).len();
    let core = chunk.trim_matches(outer);
    if expansion(core).is_some() {
        return vec![(before, core)];
    }
    pieces(core, |c| matches!(c, '/' | ',' | ';')).map(|(at, word)| (before + at, word)).collect()
}

static TABLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| all().collect());

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_abbreviation_has_a_plain_capital() {
        for (short, _) in all() {
            assert!(short.bytes().any(|b| b.is_ascii_uppercase()), "{short}");
        }
    }

    #[test]
    fn first_uses_are_marked() {
        fn check(text: &str, expect: &[&str]) {
            let found = marks(text);
            let found: Vec<&str> = found.iter().map(|(range, _)| &text[range.clone()]).collect();
            assert_eq!(found, expect, "{text}");
        }
        check("UBND tỉnh giao Sở Nội vụ (Ban TĐKT); UBND huyện", &["UBND", "TĐKT"]);
        check("Kế hoạch số 136/KH-UBND và Chỉ thị 05-CT/TW", &[]);
        check("nhiệm vụ KTXH, QP-AN.", &["KTXH", "QP-AN"]);
        check("Sở GD&ĐT, trường THCS/THPT", &["GD&ĐT", "THCS", "THPT"]);
        check("XUBND UBNDX ubnd /KH-UBND", &[]);
        check("“NTM”", &["NTM"]);
        check("", &[]);
    }

    #[test]
    fn the_dictionary_is_sound() {
        let shorts: Vec<_> = all().map(|(short, _)| short).collect();
        assert_eq!(shorts.iter().collect::<HashSet<_>>().len(), shorts.len());
        assert!(all().all(|(short, long)| !short.is_empty() && !long.is_empty() && !short.contains(' ')));
        assert_eq!(expansion("CBCCVC"), Some("cán bộ, công chức, viên chức"));
        assert_eq!(expansion("xyz"), None);
    }
}
