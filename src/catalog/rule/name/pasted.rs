//! What was pasted along with a name. In: a name. Out: the name alone, or with its capitals. Never
//! touches what may belong to it: a nickname in brackets, a number inside, a name all in capitals.

use super::{FAMILIES, bare};
use crate::text::canonical;
use crate::text::letter::is_letter;

/// Marks that lists and sentences put behind a name.
const BEHIND: [char; 4] = [',', ';', ':', '\u{2026}'];
/// Marks that lists put before a name.
const BULLETS: [char; 7] = ['-', '–', '—', '•', '+', '*', '·'];
/// The quotes that Word makes of straight ones, in pairs.
const QUOTES: [(char, char); 3] = [('“', '”'), ('‘', '’'), ('"', '"')];
/// Small words that stand in a printed name and have no capital.
const SMALL: &[&str] = &["và", "vợ", "chồng", "con", "em", "gia", "đình", "cùng", "của", "các", "tự", "bí", "danh"];

/// The name alone, when something was pasted along.
pub(super) fn alone(name: &str) -> Option<&str> {
    let bare = unquoted(without_number(name).trim_end_matches(BEHIND).trim());
    (bare != name.trim() && !bare.is_empty()).then_some(bare)
}

/// A name without the number or the bullet of its line: "1. Nguyễn Văn An", "- Nguyễn Văn An".
fn without_number(name: &str) -> &str {
    let name = name.trim();
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = name[digits..].strip_prefix(['.', ')']).filter(|_| (1..=4).contains(&digits));
    let bulleted = || name.strip_prefix(BULLETS);
    let rest = numbered.or_else(bulleted).filter(|rest| rest.starts_with([' ', '\u{a0}']));
    rest.map_or(name, str::trim_start)
}

/// A name without the quotes around all of it.
fn unquoted(name: &str) -> &str {
    let inside = QUOTES.iter().find_map(|(open, close)| {
        let inside = name.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inside.contains([*open, *close])).then_some(inside.trim())
    });
    inside.unwrap_or(name)
}

/// A person's name with its capitals, when a word has none.
pub(super) fn capitalised(printed: &str) -> Option<String> {
    // Nearly every name of an archive has its capitals, and is done with here.
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    if !printed.split_whitespace().any(is_small) {
        return None;
    }
    let words: Vec<&str> = bare(printed).split_whitespace().collect();
    let first = canonical(words.first()?);
    let is_name = FAMILIES.iter().any(|family| canonical(family) == first)
        && (2..=5).contains(&words.len())
        && words.iter().all(|word| word.chars().all(is_letter) && !SMALL.contains(word));
    (is_name && words.iter().copied().any(is_small)).then(|| {
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
        };
        words.into_iter().filter_map(capital).collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone() {
        let check = |name: &str, expect: Option<&str>| assert_eq!(alone(name), expect, "{name}");
        check("1. Nguyễn Văn An", Some("Nguyễn Văn An"));
        check("12) Tổ thợ số 1;", Some("Tổ thợ số 1"));
        check("- Nguyễn Văn An", Some("Nguyễn Văn An"));
        check("• Nguyễn Văn An,", Some("Nguyễn Văn An"));
        check("“Trường THCS Nguyễn Trãi”", Some("Trường THCS Nguyễn Trãi"));
        check("Câu lạc bộ “Nông dân giỏi”", None);
        check("“Sao Mai” và “Sao Hôm”", None);
        check("30 Tháng 4", None);
        check("Nguyễn Văn Bé (Tám Bé)", None);
        check("N.V.A.", None);
        check("Tổ 2.", None);
    }

    #[test]
    fn names_in_capitals() {
        let check = |name: &str, expect: Option<&str>| assert_eq!(capitalised(name).as_deref(), expect, "{name}");
        check("nguyễn văn an", Some("Nguyễn Văn An"));
        check("ông Nguyễn Văn ạnh", Some("Nguyễn Văn Ạnh"));
        check("NGUYỄN VĂN AN", None);
        check("Nguyễn Văn An và vợ", None);
        check("Lê Văn A, công nhân", None);
        check("Danh Út", None);
        check("tổ thợ số 1", None);
    }
}
