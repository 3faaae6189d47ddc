//! The lists of one word: the entries that it names, with positions, and those that mention it.
//! In: where each spelling of the word stands. Out: bytes for the parts, and for a long list the
//! same once more in blocks of entries that stand side by side, so that a reader who knows which
//! entries matter need not fetch the whole list.

use super::codec;
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

/// A word with its lists of one tier.
pub(super) struct Lists {
    /// The folded word.
    pub word: String,
    /// The whole.
    pub bytes: Vec<u8>,
    /// The same in blocks, if it is long.
    pub blocks: Vec<Block>,
    /// How the room of numbers is halved into these blocks.
    pub shape: Vec<bool>,
}

/// What a word has in a range of entries.
pub(super) struct Block {
    /// The path to the range.
    pub node: String,
    /// Its lists.
    pub bytes: Vec<u8>,
}

impl Lists {
    /// The lists of a word in one tier; `None` if it has none there.
    pub(super) fn of(tier: Tier, word: &str, spellings: &[(&str, Places)]) -> Option<Self> {
        let own: Vec<(&str, Places)> = spellings.iter().map(|(exact, places)| (*exact, kept(tier, places))).collect();
        let slices: Vec<(&str, &[(u32, u16)])> = own.iter().map(|(exact, places)| (*exact, &places[..])).collect();
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

    fn divide(&mut self, tier: Tier, spellings: &[(&str, &[(u32, u16)])]) {
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

fn kept(tier: Tier, places: &Places) -> Places {
    places.iter().copied().filter(|(_, position)| tier.takes(*position)).collect()
}

fn between(places: &[(u32, u16)], first: u32, last: u32) -> &[(u32, u16)] {
    let start = places.partition_point(|(number, _)| *number < first);
    let end = places.partition_point(|(number, _)| *number <= last);
    &places[start..end]
}

/// How many spellings there are and each with its list; `None` when all are empty.
fn written(tier: Tier, spellings: &[(&str, &[(u32, u16)])]) -> Option<Vec<u8>> {
    let filled = || spellings.iter().filter(|(_, places)| !places.is_empty());
    let mut out = Vec::new();
    codec::varint(&mut out, codec::length(filled().count()));
    for (exact, places) in filled() {
        codec::text(&mut out, exact);
        spelling(&mut out, tier, places);
    }
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
    use super::*;

    #[test]
    fn names_and_mentions_lie_apart() {
        let spellings = [("hoa2", vec![(3, 0), (3, 4), (9, MENTION)]), ("hoa", vec![(5, MENTION)])];
        let bytes = |tier| Lists::of(tier, "hoa", &spellings).map(|lists| lists.bytes);
        let names = [&[1, 4][..], b"hoa2", &[1, 3, 1, 8]].concat();
        let mentions = [&[2, 4][..], b"hoa2", &[1, 9, 3], b"hoa", &[1, 5]].concat();
        assert_eq!((bytes(Tier::Names), bytes(Tier::Mentions)), (Some(names), Some(mentions)));
        assert!(Lists::of(Tier::Names, "hoa", &spellings[1..]).is_none());
    }

    #[test]
    fn a_long_list_is_there_in_blocks_too() {
        let places: Places = (0..20_000u32).map(|number| (number * 100_000, MENTION)).collect();
        let lists = Lists::of(Tier::Mentions, "so", &[("sô1", places)]).expect("it has mentions");
        assert!(lists.blocks.len() > 20_000 / divide::BLOCK);
        let held: usize = lists.blocks.iter().map(|block| block.bytes.len()).sum();
        assert!(held > lists.bytes.len(), "every block begins anew");
        let few = Lists::of(Tier::Mentions, "so", &[("sô1", vec![(1, MENTION)])]).expect("it has a mention");
        assert!(few.blocks.is_empty() && few.shape.is_empty());
    }
}
