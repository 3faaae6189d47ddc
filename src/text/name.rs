//! Names of people and what stands before them: address, ranks, degrees, honorary titles.
//!
//! In: a name as printed in a list ("PGS.TS. Nguyễn Văn An"). Out: the prefixes and the bare name,
//! the given name, the initials. Never splits family from middle names for display (double surnames
//! exist) and never cuts the last word: a text that is all prefix is a name.

use super::fold::canonical;
use super::{letter, pieces};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A printed name taken apart; all parts are slices of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The prefixes in their order, as printed.
    pub prefixes: Vec<&'a str>,
    /// What remains, without outer spaces.
    pub name: &'a str,
}

/// Cuts the known prefixes off a printed name.
///
/// The list is `data/prefixes.txt`; spelling variants (`Thượng toạ`, `Bác sỹ`) are recognised.
pub fn split(text: &str) -> Name<'_> {
    let words = words(text);
    let (mut at, mut prefixes) = (0, Vec::new());
    while let Some(len) = prefix_at(&words[at..]) {
        let ((start, _), (last, word)) = (words[at], words[at + len - 1]);
        prefixes.push(&text[start..last + word.len()]);
        at += len;
    }
    let start = words.get(at).map_or(0, |(start, _)| *start);
    Name { prefixes, name: text[start..].trim() }
}

/// Returns the given name: the last word ("Danh Út" → "Út"). An alias in brackets does not count.
pub fn given(text: &str) -> &str {
    without_alias(split(text).name).split_whitespace().last().unwrap_or("")
}

/// Returns the initials that stand for a name that must not be shown: `Đ.T.H.`.
pub fn initials(text: &str) -> String {
    let name = without_alias(split(text).name);
    let firsts = name.split_whitespace().filter_map(|word| super::nfc(word).chars().find(|c| c.is_alphabetic()));
    firsts.flat_map(|c| letter::split(c).0.to_uppercase().chain(['.'])).collect()
}

/// Drops a nickname in brackets: "Nguyễn Văn Bé (Tám Bé)" → "Nguyễn Văn Bé".
pub(super) fn without_alias(name: &str) -> &str {
    match name.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before.trim(),
        _ => name,
    }
}

/// Words of a text; a full stop or comma ends a word like a space, so that `PGS.TS.` is two.
fn words(text: &str) -> Vec<(usize, &str)> {
    pieces(text, |c| c.is_whitespace() || matches!(c, '.' | ',')).collect()
}

/// Returns how many words the longest prefix takes here; at least one word must remain after it.
fn prefix_at(words: &[(usize, &str)]) -> Option<usize> {
    let (_, first) = words.first()?;
    let fits = |rest: &&Vec<String>| {
        rest.len() + 1 < words.len() && rest.iter().zip(&words[1..]).all(|(part, (_, word))| *part == canonical(word))
    };
    PREFIXES.get(&canonical(first))?.iter().find(fits).map(|rest| rest.len() + 1)
}

/// Canonical first word of the prefixes → the words that may follow it, longest first.
static PREFIXES: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut list: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    let lines = include_str!("data/prefixes.txt").lines().filter(|line| !line.starts_with('#'));
    for phrase in lines.flat_map(|line| line.split(',')) {
        let mut words = phrase.split_whitespace().map(canonical);
        if let Some(first) = words.next() {
            list.entry(first).or_default().push(words.collect());
        }
    }
    #[allow(clippy::needless_for_each, reason = "the order of the map does not matter here")]
    list.values_mut().for_each(|rests| rests.sort_by_key(|rest| Reverse(rest.len())));
    list
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prefixes_come_off() {
        fn check(text: &str, prefixes: &[&str], name: &str) {
            assert_eq!(split(text), Name { prefixes: prefixes.to_vec(), name }, "{text}");
        }
        check("Mai Văn Huỳnh", &[], "Mai Văn Huỳnh");
        check("ông Phạm Văn Sĩ", &["ông"], "Phạm Văn Sĩ");
        check("Đồng chí Đỗ Thanh Bình", &["Đồng chí"], "Đỗ Thanh Bình");
        check("Đại tá Cao Minh Tâm", &["Đại tá"], "Cao Minh Tâm");
        check("PGS.TS. Nguyễn Văn An", &["PGS", "TS"], "Nguyễn Văn An");
        check("BS CKII, TTƯT Lê Thị Bé", &["BS CKII", "TTƯT"], "Lê Thị Bé");
        check("Thượng toạ Danh Đổng", &["Thượng toạ"], "Danh Đổng");
        check("nguyên Thiếu tướng, GS. Trần Văn A", &["nguyên", "Thiếu tướng", "GS"], "Trần Văn A");
        check("Bác sỹ Hòa", &["Bác sỹ"], "Hòa");
        check("Nguyên Hồng", &["Nguyên"], "Hồng");
        check("Ông", &[], "Ông");
        check("", &[], "");
    }

    #[test]
    fn given_names_and_initials() {
        fn check(text: &str, last: &str, letters: &str) {
            assert_eq!((given(text), initials(text).as_str()), (last, letters), "{text}");
        }
        check("Đặng Thúy Hằng", "Hằng", "Đ.T.H.");
        check("ông Danh Út", "Út", "D.U.");
        check("Thị Sa Rây", "Rây", "T.S.R.");
        check("Nguyễn Văn Bé (Tám Bé)", "Bé", "N.V.B.");
        check("Sơn", "Sơn", "S.");
        check("", "", "");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[A-Za-zĐđôốà., ]{0,24}") {
            let parts = split(&text);
            prop_assert!(text.trim_end().ends_with(parts.name));
            prop_assert!(parts.prefixes.iter().all(|p| text.contains(p)));
        }
    }
}
