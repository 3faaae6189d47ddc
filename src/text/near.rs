//! "Did you mean …?": the nearest of some words to one that is unknown.
//!
//! In: a word and the words that exist. Out: a distance, or the best suggestion if one is close.
//! Never corrects anything by itself.

use super::fold::fold;

/// Counts the edits (insert, drop, change, swap neighbours) between two texts after folding.
pub fn distance(a: &str, b: &str) -> usize {
    edits(&folded(a), &folded(b))
}

/// Returns the word nearest to `word`, the first of equals, when it is at most a third away.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(word);
    let limit = (wanted.len() / 3).max(1);
    // Of a word of two letters so little would be left that it must at least begin alike: `co` is not `no`.
    let is_alike = |candidate: &[char]| wanted.len() > 2 || wanted.first() == candidate.first();
    let near = among.into_iter().filter_map(|other| {
        let candidate = folded(other);
        let fits = candidate.len().abs_diff(wanted.len()) <= limit && is_alike(&candidate);
        fits.then(|| (edits(&wanted, &candidate), other))
    });
    near.filter(|(far, _)| *far <= limit).min_by_key(|(far, _)| *far).map(|(_, other)| other)
}

fn folded(text: &str) -> Vec<char> {
    fold(text).chars().collect()
}

/// Damerau-Levenshtein distance (optimal string alignment), three rows at a time.
fn edits(a: &[char], b: &[char]) -> usize {
    let (mut before, mut row) = (vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>());
    for i in 0..a.len() {
        let mut next = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let change = row[j] + usize::from(a[i] != b[j]);
            next[j + 1] = change.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances() {
        fn check(a: &str, b: &str, expect: usize) {
            assert_eq!(distance(a, b), expect, "{a} / {b}");
        }
        check("Kiên Giang", "kien giang", 0);
        check("huong", "huogn", 1);
        check("Hiểu", "Hiển", 1);
        check("", "abc", 3);
        check("bk-tinh", "bk-tin", 1);
    }

    #[test]
    fn suggestions() {
        let known = ["bk-tinh", "co-tinh", "cstd-tinh", "giay-khen"];
        let check = |word: &str, expect: Option<&str>| assert_eq!(nearest(word, known), expect, "{word}");
        check("bk-tih", Some("bk-tinh"));
        check("Giấy khen", Some("giay-khen"));
        check("xyz", None);
        assert_eq!(nearest("có", ["yes", "no"]), None);
        assert_eq!(nearest("No", ["yes", "no"]), Some("no"));
        assert_eq!(nearest("X5", ["X05", "X15"]), Some("X05"));
        check("", None);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_zero_on_itself(a in "[a-eđ]{0,8}", b in "[a-eđ]{0,8}") {
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert_eq!(distance(&a, &a), 0);
        }
    }
}
