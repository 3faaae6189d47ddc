//! The lists of one word: the entries that it names, with positions, and those that mention it.
//! In: where each spelling of the word stands. Out: bytes for the parts, and for a long list the
//! same once more in blocks of entries that stand side by side, so that a reader who knows which
//! entries matter need not fetch the whole list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::codec::{self, Reader};
use super::divide::{self, Part};

/// A mention, in place of a position.
pub(super) const MENTION: u16 = u16::MAX;

/// Which lists a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    /// Where words are part of a name.
    Names,
    /// Where words are mentioned.
    Mentions,
}

impl Tier {
    /// How the names of its parts begin.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Names => "tu",
            Self::Mentions => "nhac",
        }
    }

    fn takes(self, position: u16) -> bool {
        (position == MENTION) == (self == Self::Mentions)
    }
}

/// Where a spelling stands: numbers of entries with positions, sorted.
pub(super) type Places = Vec<(u32, u16)>;

/// A spelling of a word, and where it stands.
pub(super) type Spelled<'s> = (&'s str, &'s [(u32, u16)]);

/// A word with its lists of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// The folded word.
    pub word: String,
    /// The whole.
    pub(super) bytes: Vec<u8>,
    /// The same in blocks, if it is long.
    pub(super) blocks: Vec<Block>,
    /// How the room of numbers is halved into these blocks.
    pub(super) shape: Vec<bool>,
}

/// What a word has in a range of entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Block {
    /// The path to the range.
    pub node: String,
    /// Its lists.
    pub bytes: Vec<u8>,
}

impl Lists {
    /// The lists of a word in one tier; `None` if it has none there.
    pub(super) fn of(tier: Tier, word: &str, spellings: &[Spelled<'_>]) -> Option<Self> {
        let own: Vec<(&str, Places)> = spellings.iter().map(|(exact, places)| (*exact, kept(tier, places))).collect();
        let slices: Vec<Spelled<'_>> = own.iter().map(|(exact, places)| (*exact, &places[..])).collect();
        let bytes = written(tier, &slices)?;
        let mut lists = Self { word: word.to_owned(), bytes, blocks: Vec::new(), shape: Vec::new() };
        if lists.weight() > divide::WORD_BYTES {
            lists.divide(tier, &slices);
        }
        Some(lists)
    }

    /// What it adds to the part that holds it.
    pub(super) fn weight(&self) -> usize {
        self.word.len() + self.bytes.len() + 3
    }

    /// The lists without some entries and with others, which the word had not; `None` if none is left.
    pub(super) fn with(&self, tier: Tier, gone: &[u32], come: &[Spelled<'_>]) -> Option<Self> {
        let mut spellings: BTreeMap<String, Places> = self.spellings(tier).into_iter().collect();
        for places in spellings.values_mut() {
            places.retain(|(number, _)| gone.binary_search(number).is_err());
        }
        for (exact, places) in come {
            spellings.entry((*exact).to_owned()).or_default().extend(kept(tier, places));
        }
        for places in spellings.values_mut() {
            places.sort_unstable();
        }
        let spellings: Vec<Spelled<'_>> = spellings.iter().map(|(exact, all)| (&**exact, &all[..])).collect();
        Self::of(tier, &self.word, &spellings)
    }

    /// Whether one of these entries is in the lists.
    pub(super) fn has_any(&self, tier: Tier, entries: &[u32]) -> bool {
        let mut reader = Reader::of(&self.bytes);
        for _ in 0..reader.varint() {
            reader.text();
            let count = reader.varint();
            let mut number = 0;
            for _ in 0..count {
                number += reader.varint();
                if entries.binary_search(&number).is_ok() {
                    return true;
                }
            }
            if tier == Tier::Names {
                (0..count).for_each(|_| while reader.varint() & 1 == 1 {});
            }
        }
        false
    }

    /// The spellings with their places, as they were when the bytes were written.
    fn spellings(&self, tier: Tier) -> Vec<(String, Places)> {
        let mut reader = Reader::of(&self.bytes);
        let spelling = |reader: &mut Reader<'_>| {
            let exact = reader.text().to_owned();
            let mut number = 0;
            let numbers: Vec<u32> = (0..reader.varint()).map(|_| reader.varint()).collect();
            let numbers = numbers.into_iter().map(|step| {
                number += step;
                number
            });
            let places = numbers.flat_map(|number| match tier {
                Tier::Mentions => vec![(number, MENTION)],
                Tier::Names => positions(reader).into_iter().map(|at| (number, at)).collect(),
            });
            (exact, places.collect())
        };
        (0..reader.varint()).map(|_| spelling(&mut reader)).collect()
    }

    fn divide(&mut self, tier: Tier, spellings: &[Spelled<'_>]) {
        let mut numbers: Vec<u32> =
            spellings.iter().flat_map(|(_, places)| places.iter().map(|(number, _)| *number)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let (parts, shape) = divide::entries(&numbers, divide::BLOCK);
        let block = |part: Part| {
            let (first, last) = (numbers[part.range.start], numbers[part.range.end - 1]);
            let within: Vec<_> =
                spellings.iter().map(|(exact, places)| (*exact, between(places, first, last))).collect();
            written(tier, &within).map(|bytes| Block { node: part.name, bytes })
        };
        self.blocks = parts.into_iter().filter_map(block).collect();
        self.shape = shape;
    }
}

fn kept(tier: Tier, places: &[(u32, u16)]) -> Places {
    places.iter().copied().filter(|(_, position)| tier.takes(*position)).collect()
}

fn between(places: &[(u32, u16)], first: u32, last: u32) -> &[(u32, u16)] {
    let start = places.partition_point(|(number, _)| *number < first);
    let end = places.partition_point(|(number, _)| *number <= last);
    &places[start..end]
}

/// How many spellings there are and each with its list; `None` when all are empty.
fn written(tier: Tier, spellings: &[Spelled<'_>]) -> Option<Vec<u8>> {
    let filled = || spellings.iter().filter(|(_, places)| !places.is_empty());
    let mut out = Vec::new();
    codec::varint(&mut out, codec::length(filled().count()));
    for (exact, places) in filled() {
        codec::text(&mut out, exact);
        spelling(&mut out, tier, places);
    }
    // An index holds hundreds of thousands of lists.
    out.shrink_to_fit();
    filled().next().map(|_| out)
}

/// The entries of one spelling; for names, after them, the positions within each.
fn spelling(out: &mut Vec<u8>, tier: Tier, places: &[(u32, u16)]) {
    let mut numbers: Vec<u32> = places.iter().map(|(number, _)| *number).collect();
    numbers.dedup();
    deltas(out, &numbers);
    if tier == Tier::Mentions {
        return;
    }
    for (at, (number, position)) in places.iter().enumerate() {
        let next_is_same = places.get(at + 1).is_some_and(|(next, _)| next == number);
        codec::varint(out, u32::from(*position) << 1 | u32::from(next_is_same));
    }
}

/// The positions within one entry.
fn positions(reader: &mut Reader<'_>) -> Vec<u16> {
    let mut found = Vec::new();
    loop {
        let written = reader.varint();
        found.push(u16::try_from(written >> 1).unwrap_or(MENTION));
        if written & 1 == 0 {
            return found;
        }
    }
}

/// A sorted list: how many, then the distance of each from the one before.
fn deltas(out: &mut Vec<u8>, numbers: &[u32]) {
    codec::varint(out, codec::length(numbers.len()));
    let mut before = 0;
    for number in numbers {
        codec::varint(out, number - before);
        before = *number;
    }
}

/// A part of words: how many, then each with its length, then what each holds.
pub(super) fn part<'w>(words: impl ExactSizeIterator<Item = (&'w str, &'w [u8])> + Clone) -> Vec<u8> {
    let mut out = Vec::new();
    codec::varint(&mut out, codec::length(words.len()));
    for (word, bytes) in words.clone() {
        codec::text(&mut out, word);
        codec::varint(&mut out, codec::length(bytes.len()));
    }
    for (_, bytes) in words {
        out.extend_from_slice(bytes);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Entries with the spelling and the position that each has of a word.
    type Hits = BTreeSet<(u32, usize, u16)>;

    const SPELLINGS: [&str; 3] = ["hoa", "hoa2", "hoa5"];

    fn spelled(hits: &Hits) -> [Places; 3] {
        let of = |spelling: usize| hits.iter().filter(move |(_, own, _)| *own == spelling);
        std::array::from_fn(|spelling| of(spelling).map(|(entry, _, at)| (*entry, *at)).collect())
    }

    fn with_words(all: &[Places; 3]) -> [Spelled<'_>; 3] {
        std::array::from_fn(|at| (SPELLINGS[at], &all[at][..]))
    }

    proptest! {
        /// Lists that take leave of some entries and take in others are those that are made anew.
        #[test]
        fn lists_follow_their_entries(
            before in prop::collection::btree_set((0..400_u32, 0..3_usize, 0..5_u16), 0..60),
            come in prop::collection::btree_set((0..400_u32, 0..3_usize, 0..5_u16), 0..8),
            gone in prop::collection::btree_set(0..400_u32, 0..8),
        ) {
            let as_hits = |hits: &Hits| -> Hits {
                hits.iter().map(|(entry, spelling, at)| (*entry, *spelling, if *at == 4 { MENTION } else { *at })).collect()
            };
            let (before, come) = (as_hits(&before), as_hits(&come));
            // What comes again is gone first.
            let gone: Vec<u32> = gone.into_iter().chain(come.iter().map(|(entry, ..)| *entry)).collect::<BTreeSet<_>>().into_iter().collect();
            let after: Hits = before.iter().filter(|(entry, ..)| !gone.contains(entry)).chain(&come).copied().collect();
            let [before_by, come_by, after_by] = [&before, &come, &after].map(spelled);
            for tier in [Tier::Names, Tier::Mentions] {
                let Some(lists) = Lists::of(tier, "hoa", &with_words(&before_by)) else { continue };
                let held = before.iter().filter(|(.., at)| tier.takes(*at)).any(|(entry, ..)| gone.contains(entry));
                prop_assert_eq!(lists.has_any(tier, &gone), held);
                prop_assert_eq!(lists.with(tier, &gone, &with_words(&come_by)), Lists::of(tier, "hoa", &with_words(&after_by)));
            }
        }
    }

    #[test]
    fn names_and_mentions_lie_apart() {
        let spellings = [("hoa2", &[(3, 0), (3, 4), (9, MENTION)][..]), ("hoa", &[(5, MENTION)][..])];
        let bytes = |tier| Lists::of(tier, "hoa", &spellings).map(|lists| lists.bytes);
        let names = [&[1, 4][..], b"hoa2", &[1, 3, 1, 8]].concat();
        let mentions = [&[2, 4][..], b"hoa2", &[1, 9, 3], b"hoa", &[1, 5]].concat();
        assert_eq!((bytes(Tier::Names), bytes(Tier::Mentions)), (Some(names), Some(mentions)));
        assert!(Lists::of(Tier::Names, "hoa", &spellings[1..]).is_none());
    }

    #[test]
    fn a_long_list_is_there_in_blocks_too() {
        let places: Places = (0..20_000u32).map(|number| (number * 100_000, MENTION)).collect();
        let lists = Lists::of(Tier::Mentions, "so", &[("sô1", &places)]).expect("it has mentions");
        assert!(lists.blocks.len() > 20_000 / divide::BLOCK);
        let held: usize = lists.blocks.iter().map(|block| block.bytes.len()).sum();
        assert!(held > lists.bytes.len(), "every block begins anew");
        let few = Lists::of(Tier::Mentions, "so", &[("sô1", &[(1, MENTION)])]).expect("it has a mention");
        assert!(few.blocks.is_empty() && few.shape.is_empty());
    }
}
