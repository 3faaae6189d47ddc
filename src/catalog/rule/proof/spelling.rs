//! Names of units in prose. In: a text and the units that it links. Out: X17 where a unit's name
//! is written with another placement of tones or another i or y than in its record. Never compares letters:
//! names of places differ by one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::find;
use super::text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::{KindId, Record};
use crate::text::canonical;

/// A shorter name is a common word.
const WORDS: usize = 2;

/// X17: a linked unit is spelled as in its record.
pub(in super::super) fn units(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let linked: BTreeSet<&str> =
        record.links.iter().filter(|link| link.kind == KindId::Unit).map(|link| &*link.id).collect();
    let units = linked.into_iter().filter_map(|id| find::unit(catalog, id));
    let former = |unit: &'_ crate::record::kind::Unit| {
        unit.former_names.iter().map(|former| former.name.clone()).collect::<Vec<_>>()
    };
    let names: Vec<Name> = units
        .flat_map(|unit| former(unit).into_iter().chain([unit.name.clone()]))
        .filter_map(|name| Name::of(&name))
        .collect();
    if names.is_empty() {
        return;
    }
    for text in text::of(record) {
        for (range, name) in variants(&text.shown, &names) {
            let two = text.shown[range.clone()].to_owned();
            sink.report(Problem::NearNames { one: name.to_owned(), two }, text.at(range));
        }
    }
}

/// A name by its words.
struct Name {
    written: String,
    words: Vec<String>,
    keys: Vec<String>,
}

impl Name {
    /// Names without a letter that can be spelled in two ways need no search.
    fn of(name: &str) -> Option<Self> {
        let words: Vec<String> = text::words(name).map(|range| name[range].to_lowercase()).collect();
        let keys: Vec<String> = words.iter().map(|word| canonical(word)).collect();
        (words.len() >= WORDS).then(|| Self { written: name.to_owned(), words, keys })
    }
}

/// Places where a name stands in another spelling.
fn variants<'n>(text: &str, names: &'n [Name]) -> Vec<(Range<usize>, &'n str)> {
    let places: Vec<Range<usize>> = text::words(text).collect();
    let lower: Vec<String> = places.iter().map(|place| text[place.clone()].to_lowercase()).collect();
    let keys: Vec<String> = lower.iter().map(|word| canonical(word)).collect();
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for at in 0..places.len() {
        for name in names.iter().filter(|name| name.keys[0] == keys[at]) {
            let end = at + name.keys.len();
            let same = end <= keys.len() && keys[at..end] == name.keys[..];
            let joined =
                same && (at + 1..end).all(|next| text[places[next - 1].end..places[next].start].chars().count() <= 3);
            let right =
                || names.iter().any(|other| other.words.len() >= end - at && lower[at..].starts_with(&other.words));
            if joined && lower[at..end] != name.words[..] && !right() {
                found.push((places[at].start..places[end - 1].end, &name.written));
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
            let names: Vec<Name> = names.iter().filter_map(|name| Name::of(name)).collect();
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
