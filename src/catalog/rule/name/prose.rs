//! Names in prose. In: a text and the names of people it is about. Out: where a name of the text
//! is one of them but for one word that is nearly equal. Never looks for other people's names.

use std::collections::BTreeSet;
use std::ops::Range;

use super::pairs::is_one_letter_off;
use crate::text::canonical;
use crate::text::letter::is_letter;

/// A name this short has too many neighbours.
const WORDS: usize = 3;

/// Places in a text that spell a name in another way, with the name.
pub(super) fn near<'n>(text: &str, names: &BTreeSet<&'n str>) -> Vec<(Range<usize>, &'n str)> {
    let wanted = names.iter().map(|name| (*name, name.split_whitespace().collect::<Vec<_>>()));
    let wanted: Vec<(&str, Vec<&str>)> = wanted.filter(|(_, words)| words.len() >= WORDS).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for run in capitalised_runs(text) {
        for (name, words) in &wanted {
            // A name ends where its run of capitals ends; "Ông" may stand before it.
            let Some(start) = run.len().checked_sub(words.len()) else { continue };
            let window = &run[start..];
            let range = window[0].start..window[window.len() - 1].end;
            let differing =
                || words.iter().zip(window).map(|(word, at)| (*word, &text[at.clone()])).filter(|(a, b)| a != b);
            let near = differing().count() == 1 && differing().all(|(a, b)| is_variant(a, b));
            if near && !names.contains(&text[range.clone()]) {
                found.push((range, *name));
            }
        }
    }
    found
}

fn is_variant(a: &str, b: &str) -> bool {
    let (a, b) = (canonical(a), canonical(b));
    a == b || is_one_letter_off(&a, &b)
}

/// Runs of words that begin with a capital and stand one space apart.
fn capitalised_runs(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut runs: Vec<Vec<Range<usize>>> = Vec::new();
    for word in words(text) {
        if !text[word.clone()].starts_with(char::is_uppercase) {
            continue;
        }
        let last = runs
            .last_mut()
            .filter(|run| run.last().is_some_and(|last| matches!(&text[last.end..word.start], " " | "\u{a0}")));
        match last {
            Some(run) => run.push(word),
            None => runs.push(vec![word]),
        }
    }
    runs
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    words.map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], expect: &[&str]) {
        let found = near(text, &names.iter().copied().collect());
        let found: Vec<&str> = found.into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn one_word_off() {
        let hieu = ["Lâm Minh Hiểu"];
        check("Thượng tá Lâm Minh Hiển trao. Ông Lâm Minh Hiểu nói.", &hieu, &["Lâm Minh Hiển"]);
        check("Ông Lâm Minh Hiển và bà Lâm Minh Hiền.", &hieu, &["Lâm Minh Hiển"]);
        check("Lâm Minh Hiển", &["Lâm Minh Hiểu", "Lâm Minh Hiển"], &[]);
        check("Trần Minh Hoàng Long", &["Trần Minh Hoàn"], &[]);
        check("ấp Hòa An, Lâm Minh\nHiển", &hieu, &[]);
        check("Nguyễn Văn Hoà", &["Nguyễn Văn Hòa"], &["Nguyễn Văn Hoà"]);
        check("Danh Út", &["Danh Úc"], &[]);
    }
}
