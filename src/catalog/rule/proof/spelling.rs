//! Names of units in prose. In: a text and the units that it links. Out: X17 where a unit's name
//! is written with another placement of tones or another i or y than in its record. Never compares letters:
//! names of places differ by one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::find;
use super::text::{self, Text};
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::{KindId, Record};
use crate::text::{canonical, letter};

/// A shorter name is a common word.
const WORDS: usize = 2;

/// X17: a linked unit is spelled as in its record.
pub(in super::super) fn units(catalog: &Catalog, record: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    let linked: BTreeSet<&str> =
        record.links.iter().filter(|link| link.kind == KindId::Unit).map(|link| &*link.id).collect();
    let units = linked.into_iter().filter_map(|id| find::unit(catalog, id));
    let names: Vec<Name<'_>> = units
        .flat_map(|unit| unit.former_names.iter().map(|former| &*former.name).chain([&*unit.name]))
        .filter_map(Name::of)
        .collect();
    if names.is_empty() {
        return;
    }
    for text in texts {
        for (range, name) in variants(&text.shown, &names) {
            let two = text.shown[range.clone()].to_owned();
            sink.report(Problem::NearNames { one: name.to_owned(), two }, text.at(range));
        }
    }
}

/// A name by its words.
struct Name<'n> {
    written: &'n str,
    words: Vec<&'n str>,
    /// The first letter without its marks.
    first: char,
}

impl<'n> Name<'n> {
    /// Names of one word need no search.
    fn of(name: &'n str) -> Option<Self> {
        let words: Vec<&str> = text::words(name).map(|range| &name[range]).collect();
        let first = first(words.first()?)?;
        (words.len() >= WORDS).then_some(Self { written: name, words, first })
    }
}

fn first(word: &str) -> Option<char> {
    word.chars().next().map(|c| letter::base(letter::lower(c)))
}

/// Whether two words have the same letters, large or small.
fn is_same(one: &str, other: &str) -> bool {
    one.chars().map(letter::lower).eq(other.chars().map(letter::lower))
}

/// Whether two words are spellings of one.
fn is_spelling(one: &str, other: &str) -> bool {
    letter::alike(one, other) && canonical(one) == canonical(other)
}

/// Places where a name stands in another spelling. Only what begins with the letter of a name is
/// looked at closely.
fn variants<'n>(text: &str, names: &[Name<'n>]) -> Vec<(Range<usize>, &'n str)> {
    let places: Vec<Range<usize>> = text::words(text).collect();
    let word = |at: usize| &text[places[at].clone()];
    let stands = |at: usize, name: &Name<'_>, is_word: fn(&str, &str) -> bool| {
        let end = at + name.words.len();
        end <= places.len() && (at..end).zip(&name.words).all(|(at, wanted)| is_word(word(at), wanted))
    };
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for at in 0..places.len() {
        let initial = first(word(at));
        for name in names.iter().filter(|name| Some(name.first) == initial && stands(at, name, is_spelling)) {
            let end = at + name.words.len();
            let joined = (at + 1..end).all(|next| text[places[next - 1].end..places[next].start].chars().count() <= 3);
            let right = || names.iter().any(|other| other.words.len() >= end - at && stands(at, other, is_same));
            if joined && !stands(at, name, is_same) && !right() {
                found.push((places[at].start..places[end - 1].end, name.written));
            }
        }
    }
    found.dedup_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let check = |text: &str, names: &[&str], expect: &[&str]| {
            let names: Vec<Name<'_>> = names.iter().filter_map(|name| Name::of(name)).collect();
            let found: Vec<&str> = variants(text, &names).into_iter().map(|(range, _)| &text[range]).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("xã Thạnh Hoà được khen", &["Xã Thạnh Hòa"], &["xã Thạnh Hoà"]);
        check("XÃ THẠNH HÒA được khen", &["Xã Thạnh Hòa"], &[]);
        check("xã Thạnh Hóa được khen", &["Xã Thạnh Hòa"], &[]);
        check("xã Mỹ Thái", &["Xã Mĩ Thái", "Xã Mỹ Thái"], &[]);
        check("Uỷ ban nhân dân tỉnh", &["Ủy ban nhân dân tỉnh"], &["Uỷ ban nhân dân tỉnh"]);
        check("Uỷ ban nhân dân huyện", &["Ủy ban nhân dân tỉnh"], &[]);
    }
}
