//! Bằng khen and giấy khen. In: a text. Out: BV454 where the paper does not fit the level of the
//! one who is said to give it: bằng khen come from a province or ministry upwards, giấy khen from
//! units, districts and communes (Law 06/2022/QH15). Never judges what is quoted.

use std::ops::Range;

use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::Record;
use crate::text::fold;
use crate::text::letter::{self, is_letter, is_letter_or_figure};

/// Givers as texts name them, folded, the longest first; whether they give bằng khen.
const GIVERS: &[(&str, bool)] = &[
    ("chu tich uy ban nhan dan tinh", true),
    ("chu tich uy ban nhan dan huyen", false),
    ("chu tich uy ban nhan dan xa", false),
    ("chu tich uy ban nhan dan phuong", false),
    ("uy ban nhan dan tinh", true),
    ("uy ban nhan dan huyen", false),
    ("uy ban nhan dan xa", false),
    ("uy ban nhan dan phuong", false),
    ("chu tich ubnd tinh", true),
    ("chu tich ubnd huyen", false),
    ("chu tich ubnd xa", false),
    ("chu tich ubnd phuong", false),
    ("ubnd tinh", true),
    ("ubnd huyen", false),
    ("ubnd xa", false),
    ("ubnd phuong", false),
    ("thu tuong chinh phu", true),
    ("thu tuong", true),
    ("bo truong", true),
    ("giam doc so", false),
    ("giam doc cong an", false),
    ("cong an tinh", false),
    ("cong an huyen", false),
    ("truong phong", false),
    ("hieu truong", false),
];

/// The two papers, folded; whether they come from a province upwards.
const PAPERS: &[(&str, bool, &str)] = &[("bang khen", true, "bằng khen"), ("giay khen", false, "giấy khen")];

/// BV454: the paper fits the level of its giver.
pub(in super::super) fn form_and_giver(_: &Catalog, _: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    for text in texts {
        for (range, paper, giver) in misfits(&text.shown) {
            let giver = giver.to_owned();
            sink.report(Problem::PaperAndGiver { paper: paper.to_owned(), giver }, text.at(range));
        }
    }
}

/// Places where a paper stands beside a giver of another level.
fn misfits(text: &str) -> Vec<(Range<usize>, &'static str, &str)> {
    // Every text comes by here, and few speak of a paper.
    if !["khen", "Khen", "KHEN"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let mut found = Vec::new();
    for (paper, high, name) in PAPERS {
        for (at, _) in folded.text.match_indices(paper) {
            let end = at + paper.len();
            let quoted = text[..folded.place(at)].ends_with(['“', '"', '‘', '*', '_']);
            if quoted || !folded.is_word(at, end) {
                continue;
            }
            let giver = after(&folded, end).or_else(|| before(&folded, at));
            if let Some((giver, of_high)) = giver.filter(|(_, of_high)| of_high != high) {
                debug_assert!(of_high != *high);
                found.push((
                    folded.place(at)..folded.place(end),
                    *name,
                    &text[folded.place(giver.start)..folded.place(giver.end)],
                ));
            }
        }
    }
    found.sort_by_key(|(range, ..)| range.start);
    found
}

/// "bằng khen của Chủ tịch UBND huyện"
fn after(folded: &Folded, end: usize) -> Option<(Range<usize>, bool)> {
    let rest = &folded.text[end..];
    let of = rest.strip_prefix(" cua ").or_else(|| rest.strip_prefix(" do "))?;
    giver(of).map(|(length, high)| {
        let start = folded.text.len() - of.len();
        (start..start + length, high)
    })
}

/// "UBND huyện tặng bằng khen", "… trao 3 bằng khen"
fn before(folded: &Folded, at: usize) -> Option<(Range<usize>, bool)> {
    let head = folded.text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let verbs = ["tang", "trao tang", "trao", "da tang", "da trao", "da trao tang"];
    let left =
        verbs.iter().filter_map(|verb| head.strip_suffix(verb)?.strip_suffix(' ')).min_by_key(|left| left.len())?;
    let found = GIVERS.iter().filter(|(name, _)| left.ends_with(name)).max_by_key(|(name, _)| name.len())?;
    Some((left.len() - found.0.len()..left.len(), found.1))
}

fn giver(text: &str) -> Option<(usize, bool)> {
    let fits =
        |(name, _): &&(&str, bool)| text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_letter_or_figure));
    GIVERS.iter().filter(fits).max_by_key(|(name, _)| name.len()).map(|(name, high)| (name.len(), *high))
}

/// A folded text that knows where its letters stood.
struct Folded {
    text: String,
    places: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for (at, c) in text.char_indices() {
            let before = folded.len();
            push(&mut folded, c);
            places.extend(std::iter::repeat_n(at, folded.len() - before));
        }
        places.push(text.len());
        Self { text: folded, places }
    }

    fn place(&self, at: usize) -> usize {
        self.places[at]
    }

    fn is_word(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].chars().next_back();
        let after = self.text[end..].chars().next();
        !before.is_some_and(is_letter_or_figure) && !after.is_some_and(is_letter_or_figure)
    }
}

/// Adds a character as [`fold()`] writes it; a letter at a time that costs next to nothing.
fn push(folded: &mut String, c: char) {
    match c {
        c if c.is_ascii_alphanumeric() => folded.push(c.to_ascii_lowercase()),
        c if c.is_whitespace() => folded.push(' '),
        c if c.is_ascii() => folded.push(c),
        c if is_letter(c) => folded.push(letter::base(letter::lower(c))),
        c => folded.push_str(&fold(c.encode_utf8(&mut [0; 4]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> =
            misfits(text).into_iter().map(|(range, _, giver)| (&text[range], giver)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn papers_and_givers() {
        check("nhận Bằng khen của Chủ tịch UBND huyện An Biên", &[("Bằng khen", "Chủ tịch UBND huyện")]);
        check("Bằng khen của Chủ tịch UBND tỉnh; giấy khen của Chủ tịch UBND huyện", &[]);
        check("được tặng Giấy khen của Thủ tướng Chính phủ", &[("Giấy khen", "Thủ tướng Chính phủ")]);
        check("Giám đốc Sở Y tế tặng bằng khen; UBND tỉnh đã trao tặng 12 giấy khen", &[("giấy khen", "UBND tỉnh")]);
        check("Công an tỉnh tặng bằng khen cho ông", &[("bằng khen", "Công an tỉnh")]);
        check("Công an tỉnh tặng “bằng khen” như báo in", &[]);
        check("Bằng khen của Tổng Liên đoàn, giấy khen của Liên đoàn Lao động tỉnh", &[]);
    }
}
