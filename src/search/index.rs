//! The index itself. In: the catalogue, what makes prose plain, and what an earlier index found out.
//! Out: named parts, each with a fingerprint of exactly what is in it; their bytes are made when
//! asked for.

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use super::divide::{self, Part};
use super::entry::{self, Entry, Sight};
use super::facet;
use super::gather::Known;
use super::lists::{self, Lists, Tier};
use super::own::Shown;
use super::{codec, number};
use crate::base::Fp;
use crate::catalog::Catalog;
use crate::text::abbr;
use crate::text::letter::is_letter;

/// The search index of a generation.
#[derive(Default)]
pub struct Index {
    /// Every entry, by number.
    entries: Vec<(u32, Entry)>,
    /// The lists of all words.
    known: Known,
    /// Every part, by name.
    parts: Vec<Named>,
    /// The part that names the others.
    directory: Vec<u8>,
    /// The part with the facets' labels.
    labels: Vec<u8>,
}

/// A part and what is in it.
struct Named {
    name: String,
    what: What,
    fp: Fp,
}

enum What {
    Directory,
    Labels,
    Words(Tier, std::ops::Range<usize>),
    /// A word, by its place, and one of its blocks.
    Block(Tier, usize, usize),
    Entries(std::ops::Range<usize>),
}

impl Index {
    /// The index of a catalogue; `before` is what an earlier one found out, of whatever catalogue.
    #[must_use]
    pub fn of(catalog: &Catalog, shown: Shown<'_>, before: &Known) -> Self {
        let entries = numbered(entry::all(catalog));
        let known = Known::of(&Sight::new(catalog), shown, &entries, before);
        let labels = facet::labels(catalog, known.mentions.iter().map(|lists| lists.word.as_str()));
        let typed = typed(&known);
        let mut index = Self { entries, known, labels, ..Self::default() };
        index.divide(catalog, &typed);
        index
    }

    /// What it found out, for the next one.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The names of all parts.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// The fingerprint of a part; that of nothing when there is no such part.
    #[must_use]
    pub fn part_fp(&self, name: &str) -> Fp {
        self.part(name).map_or_else(Fp::default, |part| part.fp)
    }

    /// The bytes of a part.
    #[must_use]
    pub fn bytes(&self, catalog: &Catalog, name: &str) -> Option<Vec<u8>> {
        let raw = match &self.part(name)?.what {
            What::Directory => self.directory.clone(),
            What::Labels => self.labels.clone(),
            What::Words(tier, range) => {
                let words = self.words(*tier)[range.clone()].iter();
                lists::part(words.map(|lists| (lists.word.as_str(), &lists.bytes[..])))
            }
            What::Block(tier, word, block) => {
                let lists = &self.words(*tier)[*word];
                lists::part(std::iter::once((lists.word.as_str(), &lists.blocks[*block].bytes[..])))
            }
            What::Entries(range) => cards(catalog, &self.entries[range.clone()]),
        };
        Some(codec::deflate(&raw))
    }

    fn part(&self, name: &str) -> Option<&Named> {
        self.parts.binary_search_by(|part| part.name.as_str().cmp(name)).ok().map(|at| &self.parts[at])
    }

    fn words(&self, tier: Tier) -> &[Arc<Lists>] {
        self.known.words(tier)
    }

    /// Divides words and entries into parts and writes the directory of them.
    fn divide(&mut self, catalog: &Catalog, typed: &[String]) {
        let of_names = self.of_words(Tier::Names);
        let of_mentions = self.of_words(Tier::Mentions);
        let numbers: Vec<u32> = self.entries.iter().map(|(number, _)| *number).collect();
        let (of_entries, shape) = divide::entries(&numbers, divide::ENTRIES);
        let mut parts = self.words_parts(Tier::Names, &of_names);
        parts.extend(self.words_parts(Tier::Mentions, &of_mentions));
        let entries: Vec<Named> = of_entries.par_iter().map(|part| self.entries_part(catalog, part)).collect();
        parts.extend(entries);
        parts.push(Named { name: "nhan".into(), what: What::Labels, fp: Fp::of_bytes(&self.labels) });
        let version = Fp::all(parts.iter().map(|part| Fp::of(&(&part.name, part.fp)))).short(8);
        let names = |parts: &[Part]| codec::front_coded(parts.iter().map(|part| part.name.as_str()));
        let forms: Vec<(&str, &str)> = abbr::all().collect();
        let directory = json!({
            "v": version,
            "n": self.entries.len(),
            "tu": names(&of_names),
            "nhac": names(&of_mentions),
            "chia": { "tu": self.divided(Tier::Names), "nhac": self.divided(Tier::Mentions) },
            "w": codec::front_coded(typed.iter().map(String::as_str)),
            "muc": divide::as_letters(&shape),
            "viet": forms,
        });
        self.directory = directory.to_string().into_bytes();
        parts.push(Named { name: "muc-luc".into(), what: What::Directory, fp: Fp::of_bytes(&self.directory) });
        parts.sort_by(|a, b| a.name.cmp(&b.name));
        self.parts = parts;
    }

    fn of_words(&self, tier: Tier) -> Vec<Part> {
        let words: Vec<&str> = self.words(tier).iter().map(|lists| lists.word.as_str()).collect();
        let weights: Vec<usize> = self.words(tier).iter().map(|lists| lists.weight()).collect();
        divide::words(&words, &weights)
    }

    /// The words that are there in blocks too, and the shape of each.
    fn divided(&self, tier: Tier) -> [String; 2] {
        let divided = || self.words(tier).iter().filter(|lists| !lists.blocks.is_empty());
        let shapes: Vec<String> = divided().map(|lists| divide::as_letters(&lists.shape)).collect();
        [codec::front_coded(divided().map(|lists| lists.word.as_str())), shapes.join(" ")]
    }

    fn words_parts(&self, tier: Tier, parts: &[Part]) -> Vec<Named> {
        let whole = parts.par_iter().map(|part| {
            let words = self.words(tier)[part.range.clone()].iter();
            let fp = Fp::all(words.map(|lists| Fp::of(&(&lists.word, &lists.bytes))));
            Named { name: format!("{}-{}", tier.name(), part.name), what: What::Words(tier, part.range.clone()), fp }
        });
        let blocks = self.words(tier).par_iter().enumerate().flat_map_iter(|(at, lists)| {
            let name = divide::file_name(&lists.word);
            lists.blocks.iter().enumerate().map(move |(block, of)| Named {
                name: format!("{}-{name}__{}", tier.name(), of.node),
                what: What::Block(tier, at, block),
                fp: Fp::of_bytes(&of.bytes),
            })
        });
        whole.chain(blocks).collect()
    }

    fn entries_part(&self, catalog: &Catalog, part: &Part) -> Named {
        let shown = self.entries[part.range.clone()].iter();
        let fp = Fp::all(shown.map(|(number, entry)| Fp::of(&(number, entry::shown_fp(catalog, entry)))));
        Named { name: format!("muc-{}", part.name), what: What::Entries(part.range.clone()), fp }
    }
}

/// All words that begin with a letter, each once, in order.
fn typed(known: &Known) -> Vec<String> {
    let words = known.names.iter().chain(&known.mentions).map(|lists| &lists.word);
    let mut typed: Vec<String> = words.filter(|word| word.starts_with(is_letter)).cloned().collect();
    typed.sort_unstable();
    typed.dedup();
    typed
}

/// Entries with their numbers, sorted by them.
fn numbered(entries: Vec<(number::Place, Entry)>) -> Vec<(u32, Entry)> {
    let places: Vec<number::Place> = entries.iter().map(|(place, _)| *place).collect();
    let numbers = number::numbers(&places);
    let mut entries: Vec<(u32, Entry)> =
        entries.into_iter().zip(numbers).filter_map(|((_, entry), number)| Some((number?, entry))).collect();
    entries.sort_unstable_by_key(|(number, _)| *number);
    entries
}

/// The part of some entries: number and what a result shows, without what is empty at the end.
fn cards(catalog: &Catalog, entries: &[(u32, Entry)]) -> Vec<u8> {
    let rows = entries.iter().map(|(number, entry)| {
        let shown = entry::shown(catalog, entry);
        let filled = shown.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
        let texts = shown.into_iter().take(filled).map(serde_json::Value::from);
        serde_json::Value::from(std::iter::once(json!(number)).chain(texts).collect::<Vec<_>>())
    });
    serde_json::Value::from(rows.collect::<Vec<_>>()).to_string().into_bytes()
}
