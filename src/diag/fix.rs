//! Machine edits of one file. In: its text and byte ranges with what shall stand there.
//! Out: the mended text and how many edits took part. Never guesses: an edit that overlaps an
//! earlier one, or whose range does not fit the text, is left for the next run.

use std::ops::Range;

/// Applies the edits that do not overlap and says how many those were.
///
/// Of overlapping edits the one that begins first is taken (then the shorter, then the one whose
/// text sorts first), so the order in which the edits are given is of no importance.
#[must_use]
pub fn apply(text: &str, fixes: &[(Range<usize>, String)]) -> (String, usize) {
    let chosen = choose(text, fixes);
    let mut mended = text.to_owned();
    for (range, new) in chosen.iter().rev() {
        mended.replace_range(range.clone(), new);
    }
    (mended, chosen.len())
}

/// An edit, borrowed from the caller's list.
type Edit<'a> = &'a (Range<usize>, String);

/// The edits that fit the text and each other, from front to back.
fn choose<'a>(text: &str, fixes: &'a [(Range<usize>, String)]) -> Vec<Edit<'a>> {
    // `get` refuses ranges that are reversed, too long, or cut a letter's bytes.
    let mut fitting: Vec<_> = fixes.iter().filter(|(range, _)| text.get(range.clone()).is_some()).collect();
    fitting.sort_by_key(|(range, new)| (range.start, range.end, new));
    let mut chosen: Vec<Edit<'a>> = Vec::new();
    for edit in fitting {
        if chosen.last().is_none_or(|last| follows(&edit.0, &last.0)) {
            chosen.push(edit);
        }
    }
    chosen
}

/// Whether a range begins after another one. Two insertions at one point do not follow each
/// other: nothing says which of the texts comes first.
fn follows(range: &Range<usize>, last: &Range<usize>) -> bool {
    range.start >= last.end && range != last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_fit_or_wait() {
        check("một hai", &[(0..5, "MỘT"), (6..9, "HAI")], "MỘT HAI", 2);
        check("abcdef", &[(2..4, "X"), (0..3, "Y")], "Ydef", 1);
        check("abc", &[(1..2, "X"), (1..2, "X")], "aXc", 1);
        check("abc", &[(1..1, "Y"), (1..1, "X"), (1..2, "Z")], "aXZc", 2);
        check("abc", &[(2..9, "X"), (0..1, "")], "bc", 1);
        check("ế", &[(1..2, "X")], "ế", 0);
        check("", &[(0..0, "đầu")], "đầu", 1);
        check("", &[], "", 0);
    }

    fn check(text: &str, fixes: &[(Range<usize>, &str)], mended: &str, applied: usize) {
        let fixes: Vec<_> = fixes.iter().map(|(r, s)| (r.clone(), (*s).to_owned())).collect();
        assert_eq!(apply(text, &fixes), (mended.to_owned(), applied), "{text:?} {fixes:?}");
    }

    type Edits = Vec<(Range<usize>, String)>;

    /// Distinct letters of two and three bytes, so that each can be found again.
    fn letters(len: usize) -> String {
        (0u32..).filter_map(|n| char::from_u32(if n % 2 == 0 { 0xC0 + n } else { 0x4E00 + n })).take(len).collect()
    }

    fn edits() -> impl Strategy<Value = Edits> {
        let edit = (0..70usize, 0..12usize, "[X-Z]{0,3}").prop_map(|(at, len, new)| (at..at + len, new));
        proptest::collection::vec(edit, 0..12)
    }

    fn two_orders(edits: Edits) -> impl Strategy<Value = (Edits, Edits)> {
        (Just(edits.clone()), Just(edits).prop_shuffle())
    }

    proptest! {
        #[test]
        fn order_is_of_no_importance((fixes, shuffled) in edits().prop_flat_map(two_orders)) {
            let text = letters(24);
            prop_assert_eq!(apply(&text, &fixes), apply(&text, &shuffled));
        }

        #[test]
        fn what_no_edit_covers_stays(fixes in edits()) {
            let text = letters(24);
            let (mended, applied) = apply(&text, &fixes);
            let free = |at: usize| !fixes.iter().any(|(range, _)| range.contains(&at));
            let kept: String = mended.chars().filter(|c| text.find(*c).is_some_and(free)).collect();
            let untouched: String = text.char_indices().filter(|(at, _)| free(*at)).map(|(_, c)| c).collect();
            prop_assert_eq!(kept, untouched);
            let known = |c: char| ('X'..='Z').contains(&c) || text.contains(c);
            prop_assert!(mended.chars().all(known), "{}", mended);
            prop_assert!(applied <= fixes.len());
        }
    }
}
