//! The words of some entries. In: entries as they tell what they say, and what makes prose plain.
//! Out: each word once, and where it stands. Never orders or writes anything.

use std::collections::HashMap;

use super::entry::{Entry, Sight, Texts};
use super::facet::Facet;
use super::lists::MENTION;
use super::own::{Shown, words_of};
use super::word::{self, Word};
use crate::base::Key;

/// Positions of one name; a longer one takes the room of the next as well.
const NAME: usize = 32;
/// Where the names of kin begin.
const KIN: usize = 512 * NAME;
/// Where positions end.
const END: usize = 1023 * NAME;
/// The longest text, in bytes, whose words are remembered as a whole: a title, no prose.
const TITLE: usize = 200;

/// The words of some entries.
pub(super) struct Words {
    /// Each word once, in the order in which it was met.
    pub all: Vec<Word>,
    /// Where they stand.
    pub hits: Hits,
}

/// Where words stand, each word by its place. They are by far the most of an index, and apart, because
/// a mention takes less room.
#[derive(Default)]
pub(super) struct Hits {
    /// Parts of names: the word, the number of the entry, the position.
    pub names: Vec<(u32, u32, u16)>,
    /// Mentions: the word and the number of the entry.
    pub mentions: Vec<(u32, u32)>,
}

/// Gathers the words of entries that are told one after the other.
struct Run<'c> {
    words: Vec<Word>,
    by_word: HashMap<Word, u32>,
    /// The same by how it is written: most words are met again and again.
    by_text: HashMap<&'c str, Option<u32>>,
    /// The words of titles, by where they lie: the same few are mentioned again and again.
    titles: HashMap<(usize, usize), Vec<u32>>,
    /// The words of facets' values.
    values: HashMap<Facet, HashMap<String, u32>>,
    hits: Hits,
    /// The entry at work: the words of its own text, its words so far, its names so far.
    own: &'c str,
    open: Vec<(u32, u16)>,
    own_end: usize,
    kin_end: usize,
}

/// The words of some entries.
pub(super) fn words(sight: &Sight<'_>, shown: Shown<'_>, entries: &[&(u32, Entry)]) -> Words {
    let own_words = |entry: &Entry| match entry {
        Entry::Record(key) => words_of(sight.catalog.record(*key), shown),
        Entry::Line(_) => String::new(),
    };
    let own: Vec<String> = entries.iter().map(|(_, entry)| own_words(entry)).collect();
    let mut run = Run::new();
    for ((number, entry), own) in entries.iter().zip(&own) {
        run.own = own;
        sight.read(entry, &mut run);
        run.close(*number);
    }
    Words { all: run.words, hits: run.hits }
}

impl<'c> Run<'c> {
    fn new() -> Self {
        Self {
            words: Vec::new(),
            by_word: HashMap::new(),
            by_text: HashMap::new(),
            titles: HashMap::new(),
            values: HashMap::new(),
            hits: Hits::default(),
            own: "",
            open: Vec::new(),
            own_end: 0,
            kin_end: KIN,
        }
    }

    /// Ends an entry: each word once at each position, a mention only where it is no name.
    fn close(&mut self, entry: u32) {
        self.open.sort_unstable();
        self.open.dedup();
        let mut before = None;
        for (word, at) in self.open.drain(..) {
            if at == MENTION && before == Some(word) {
                continue;
            }
            before = Some(word);
            match at {
                MENTION => self.hits.mentions.push((word, entry)),
                _ => self.hits.names.push((word, entry, at)),
            }
        }
        (self.own_end, self.kin_end) = (0, KIN);
    }

    fn known(&mut self, text: &'c str) -> Option<u32> {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let known = self.new_word(text);
        self.by_text.insert(text, known);
        known
    }

    fn new_word(&mut self, text: &str) -> Option<u32> {
        word::keys(text).map(|word| self.number(word))
    }

    fn number(&mut self, word: Word) -> u32 {
        if let Some(number) = self.by_word.get(&word) {
            return *number;
        }
        let number = super::codec::length(self.words.len());
        self.words.push(word.clone());
        self.by_word.insert(word, number);
        number
    }

    /// Takes the words of one name; the last bit of a position says that it ends there.
    fn place(&mut self, words: &[Option<u32>], kin: bool) {
        let words: Vec<u32> = words.iter().copied().flatten().collect();
        let (start, end) = if kin { (self.kin_end, END) } else { (self.own_end, KIN) };
        if start + words.len() > end {
            self.open.extend(words.into_iter().map(|word| (word, MENTION)));
            return;
        }
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter().enumerate() {
            let position = u16::try_from((start + at) * 2 + usize::from(at == last)).unwrap_or(MENTION);
            self.open.push((*word, position));
        }
        let next = start + words.len().div_ceil(NAME).max(1) * NAME;
        if kin { self.kin_end = next } else { self.own_end = next }
    }
}

impl<'c: 'r, 'r> Texts<'c> for Run<'r> {
    fn own(&mut self, _record: Key) {
        self.mention(self.own);
    }

    fn name(&mut self, text: &'c str) {
        let mut words = Vec::new();
        word::each(text, |word| words.push(self.known(word)));
        self.place(&words, false);
    }

    fn made_name(&mut self, text: &str) {
        let mut words = Vec::new();
        word::each(text, |word| words.push(self.new_word(word)));
        self.place(&words, false);
    }

    fn alias(&mut self, text: &'c str) {
        let mut words = Vec::new();
        word::each(text, |word| words.push(self.known(word)));
        self.place(&words, true);
    }

    fn mention(&mut self, text: &'c str) {
        // What lies in the catalogue stays there as long as this run: its place stands for it.
        let place = (text.as_ptr().addr(), text.len());
        if let Some(words) = self.titles.get(&place) {
            self.open.extend(words.iter().map(|word| (*word, MENTION)));
            return;
        }
        let mut words = Vec::new();
        word::each(text, |word| words.extend(self.known(word)));
        self.open.extend(words.iter().map(|word| (*word, MENTION)));
        if text.len() <= TITLE {
            self.titles.insert(place, words);
        }
    }

    fn made_mention(&mut self, text: &str) {
        word::each(text, |word| {
            if let Some(word) = self.new_word(word) {
                self.open.push((word, MENTION));
            }
        });
    }

    fn facet(&mut self, facet: Facet, value: &str) {
        let known = self.values.get(&facet).and_then(|values| values.get(value)).copied();
        let word = known.unwrap_or_else(|| {
            let word = self.number(Word { folded: facet.word(value), exact: String::new() });
            self.values.entry(facet).or_default().insert(value.to_owned(), word);
            word
        });
        self.open.push((word, MENTION));
    }
}
