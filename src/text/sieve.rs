//! Finds names in bytes of any sort, however they are written there. In: names and exact words to
//! look for, once; then bytes of pages, feeds, indexes, file names. Out: which of them occur, and
//! whether with their marks. Capitals, composed or combining marks, non-breaking spaces, hyphens,
//! HTML entities, JSON and percent escapes and tags inside a name make no difference. One pass
//! over the bytes for all names. Never keeps what it has read.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::letter::{self, is_letter_or_figure};

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A name: the same words in any spelling of the machine.
    Name(String),
    /// An id or address: these very characters, not a part of a longer id.
    Exact(String),
}

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// As it was wanted, marks and all.
    Same,
    /// Without any mark, as in an address or a search index.
    Plain,
    /// The same letters with other marks: most likely another name.
    Other,
}

/// A set of names to look for.
pub struct Sieve {
    wanted: Vec<Wanted>,
    /// For each name: its words with their marks.
    marked: Vec<String>,
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton: who wants it.
    owners: Vec<Vec<usize>>,
    table: Table,
}

impl Sieve {
    /// Makes a sieve; an empty one finds nothing and costs nothing.
    #[must_use]
    pub fn new(wanted: Vec<Wanted>) -> Self {
        let table = Table::new();
        let mut by_words: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
        for (at, one) in wanted.iter().enumerate() {
            let words = table.folded(one.text().as_bytes());
            if words.len() > 2 {
                by_words.entry(words).or_default().push(at);
            }
        }
        let (patterns, owners): (Vec<Vec<u8>>, Vec<Vec<usize>>) = by_words.into_iter().unzip();
        let automaton = (!patterns.is_empty()).then(|| AhoCorasick::new(&patterns).ok()).flatten();
        let marked = wanted.iter().map(|one| marked(one.text())).collect();
        Self { wanted, marked, automaton, owners, table }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// What is looked for, by the numbers that [`find`](Self::find) gives.
    #[must_use]
    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// Everything that occurs in the bytes, by number, each in the best way it was found.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Vec<(usize, Found)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut streams = Streams::<u8>::default();
        read(bytes, |sort, c, _| streams.of(sort).push(&self.table, c));
        let hit = |stream: &Stream<u8>| automaton.find_overlapping_iter(&stream.bytes).next().is_some();
        if !streams.all().iter_mut().map(|stream| stream.close()).any(hit) {
            return Vec::new();
        }
        self.look_closer(automaton, bytes)
    }

    /// Reads the bytes again with the place of each letter, and judges every find.
    fn look_closer(&self, automaton: &AhoCorasick, bytes: &[u8]) -> Vec<(usize, Found)> {
        let mut streams = Streams::<(u8, usize)>::default();
        read(bytes, |sort, c, at| streams.of(sort).push(&self.table, c, at));
        let mut best: BTreeMap<usize, Found> = BTreeMap::new();
        for stream in streams.all() {
            let (letters, places) = stream.close(bytes.len());
            for hit in automaton.find_overlapping_iter(letters) {
                // A pattern begins and ends with the space between words.
                let place = places[hit.start() + 1]..places[hit.end() - 1];
                for owner in &self.owners[hit.pattern().as_usize()] {
                    if let Some(found) = self.judge(*owner, bytes, place.clone()) {
                        let known = best.entry(*owner).or_insert(found);
                        *known = found.min(*known);
                    }
                }
            }
        }
        best.into_iter().collect()
    }

    fn judge(&self, owner: usize, bytes: &[u8], place: std::ops::Range<usize>) -> Option<Found> {
        let region = bytes.get(place.clone())?;
        if let Wanted::Exact(text) = &self.wanted[owner] {
            let inside = region.windows(text.len()).position(|part| part == text.as_bytes())? + place.start;
            let joins = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
            let before = inside.checked_sub(1).and_then(|at| bytes.get(at));
            return (!joins(before) && !joins(bytes.get(inside + text.len()))).then_some(Found::Same);
        }
        let mut words = Words::default();
        read(region, |sort, c, _| {
            if sort == Sort::Text {
                words.push(c);
            }
        });
        let words = words.finish();
        Some(match words {
            _ if words == self.marked[owner] => Found::Same,
            _ if words.is_ascii() => Found::Plain,
            _ => Found::Other,
        })
    }
}

impl Wanted {
    /// What is looked for, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Exact(text) => text,
        }
    }
}

/// How many words a text has, and how many letters and digits.
#[must_use]
pub fn weight(text: &str) -> (usize, usize) {
    let words = marked(text);
    (words.split(' ').filter(|word| !word.is_empty()).count(), words.chars().filter(|c| *c != ' ').count())
}

/// The words of a text in small letters with their marks, one space between them.
fn marked(text: &str) -> String {
    let mut words = Words::default();
    text.chars().for_each(|c| words.push(c));
    words.finish()
}

/// Words with their marks, in the making.
#[derive(Default)]
struct Words(String);

impl Words {
    fn push(&mut self, c: char) {
        if is_letter_or_figure(c) || is_mark(c) {
            self.0.extend(c.to_lowercase());
        } else if !is_invisible(c) && !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }

    fn finish(self) -> String {
        self.0.trim_end().nfc().collect()
    }
}

/// What a stretch of bytes is in a page: what is read, or what stands inside a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Text,
    Tag,
}

/// Gives every character of some bytes with its sort and place; escapes are resolved, and what
/// only divides words is a space.
fn read(bytes: &[u8], mut put: impl FnMut(Sort, char, usize)) {
    let mut base = 0;
    let mut sort = Sort::Text;
    for chunk in bytes.utf8_chunks() {
        let text = chunk.valid();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let (given, length) = match c {
                '&' => entity(rest),
                '\\' => escape(rest),
                '%' => percent(rest),
                '<' if sort == Sort::Text && opens_tag(rest) => {
                    sort = Sort::Tag;
                    (' ', 1)
                }
                '>' if sort == Sort::Tag => {
                    put(Sort::Tag, ' ', base + at);
                    sort = Sort::Text;
                    (' ', 1)
                }
                _ => (c, c.len_utf8()),
            };
            put(sort, given, base + at);
            if c == '<' {
                put(Sort::Text, ' ', base + at);
            }
            at += length;
        }
        base += text.len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            put(sort, ' ', base.saturating_sub(1));
        }
    }
}

fn opens_tag(rest: &str) -> bool {
    rest.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

/// `&#7879;`, `&amp;` and the like: the character it means, and its length.
fn entity(rest: &str) -> (char, usize) {
    let Some(end) = rest.as_bytes().iter().take(12).position(|byte| *byte == b';') else { return (' ', 1) };
    let name = &rest[1..end];
    let number = name.strip_prefix("#x").or(name.strip_prefix("#X")).map(|hex| u32::from_str_radix(hex, 16));
    let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
    match number {
        Some(Ok(code)) => (char::from_u32(code).unwrap_or(' '), end + 1),
        // The named ones that our pages use are all signs, none is a letter.
        None if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => (' ', end + 1),
        _ => (' ', 1),
    }
}

/// `\u1ec7` and `\n` of JSON and scripts.
fn escape(rest: &str) -> (char, usize) {
    let code = rest.strip_prefix("\\u").and_then(|rest| rest.get(..4));
    if let Some(c) = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
        return (c, 6);
    }
    let divides = matches!(rest.as_bytes().get(1), Some(b'n' | b'r' | b't' | b'"' | b'\\' | b'/'));
    (' ', if divides { 2 } else { 1 })
}

/// `%E1%BB%87` of addresses: one character of up to four bytes.
fn percent(rest: &str) -> (char, usize) {
    let byte = |at: usize| {
        let part = rest.get(at * 3..at * 3 + 3)?.strip_prefix('%')?;
        u8::from_str_radix(part, 16).ok()
    };
    let Some(first) = byte(0) else { return (' ', 1) };
    let length = match first {
        0..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => return (' ', 3),
    };
    let bytes: Option<Vec<u8>> = (0..length).map(byte).collect();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| text.chars().next()).map_or((' ', 3), |c| (c, length * 3))
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The folded letter of each character of the alphabets that Vietnamese text is written with.
struct Table(Vec<u8>);

/// The first character that is not in the table.
const TABLE_END: u32 = 0x1F00;

/// A character that divides words, and one that is passed over.
const GAP: u8 = b' ';
const NOTHING: u8 = 0;

impl Table {
    fn new() -> Self {
        let folded = |code: u32| {
            let Some(c) = char::from_u32(code) else { return GAP };
            if is_mark(c) || is_invisible(c) {
                return NOTHING;
            }
            let base = letter::base(c).to_ascii_lowercase();
            // Letters of other alphabets are told apart by a few bits; a find is looked at closer.
            match base {
                'a'..='z' | '0'..='9' => base as u8,
                _ if is_letter_or_figure(c) => 0x80 | u8::try_from(code & 0x7F).unwrap_or(0),
                _ => GAP,
            }
        };
        Self((0..TABLE_END).map(folded).collect())
    }

    fn fold(&self, c: char) -> u8 {
        let code = c as u32;
        match self.0.get(code as usize) {
            Some(folded) => *folded,
            None if is_invisible(c) => NOTHING,
            None if is_letter_or_figure(c) => 0x80 | u8::try_from(code & 0x7F).unwrap_or(0),
            None => GAP,
        }
    }

    /// The folded words of some bytes, a space before and after each.
    fn folded(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = Stream::<u8>::default();
        read(bytes, |_, c, _| stream.push(self, c));
        stream.close();
        stream.bytes
    }
}

/// Folded words, in the making; with a place for each letter when `T` has room for it.
struct Stream<T> {
    bytes: Vec<u8>,
    places: Vec<usize>,
    marker: std::marker::PhantomData<T>,
}

impl<T> Default for Stream<T> {
    fn default() -> Self {
        Self { bytes: vec![GAP], places: vec![0], marker: std::marker::PhantomData }
    }
}

impl Stream<u8> {
    fn push(&mut self, table: &Table, c: char) {
        let folded = table.fold(c);
        if folded != NOTHING && (folded != GAP || self.bytes.last() != Some(&GAP)) {
            self.bytes.push(folded);
        }
    }

    fn close(&mut self) -> &Self {
        if self.bytes.last() != Some(&GAP) {
            self.bytes.push(GAP);
        }
        self
    }
}

impl Stream<(u8, usize)> {
    fn push(&mut self, table: &Table, c: char, at: usize) {
        let folded = table.fold(c);
        if folded != NOTHING && (folded != GAP || self.bytes.last() != Some(&GAP)) {
            self.bytes.push(folded);
            self.places.push(at);
        }
    }

    fn close(&mut self, end: usize) -> (&[u8], &[usize]) {
        if self.bytes.last() != Some(&GAP) {
            self.bytes.push(GAP);
            self.places.push(end);
        }
        (&self.bytes, &self.places)
    }
}

/// What is read and what stands inside tags, apart: a name goes on across a tag.
struct Streams<T> {
    text: Stream<T>,
    tag: Stream<T>,
}

impl<T> Default for Streams<T> {
    fn default() -> Self {
        Self { text: Stream::default(), tag: Stream::default() }
    }
}

impl<T> Streams<T> {
    fn of(&mut self, sort: Sort) -> &mut Stream<T> {
        match sort {
            Sort::Text => &mut self.text,
            Sort::Tag => &mut self.tag,
        }
    }

    fn all(&mut self) -> [&mut Stream<T>; 2] {
        [&mut self.text, &mut self.tag]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(wanted: Wanted, text: &str) -> Option<Found> {
        Sieve::new(vec![wanted]).find(text.as_bytes()).first().map(|(_, found)| *found)
    }

    #[test]
    fn names_in_any_dress() {
        let check = |text: &str, expect: Option<Found>| {
            assert_eq!(found(Wanted::Name("Nguyễn Văn Kín".into()), text), expect, "{text}");
        };
        for same in [
            "Nguyễn Văn Kín",
            "<td>Nguyễn\u{a0}Văn Kín</td>",
            "NGUYỄN VĂN KÍN",
            "Nguye\u{302}\u{303}n Va\u{306}n Ki\u{301}n",
            "Nguy&#7877;n&nbsp;V&#x103;n K&#xED;n",
            "{\"a\":\"Nguy\\u1ec5n V\\u0103n K\\u00edn\"}",
            "?u=Nguy%E1%BB%85n%20V%C4%83n%20K%C3%ADn",
            "<b>Nguyễn</b> <span class=\"x\">Văn</span> Kín",
            "<img alt=\"Nguyễn Văn Kín\">",
            "Nguyễn-Văn_Kín",
            "Nguyễn\u{200b} Văn\r\n  Kín.",
        ] {
            check(same, Some(Found::Same));
        }
        check("/ca-nhan/nguyen-van-kin/", Some(Found::Plain));
        check("nguyen van kin", Some(Found::Plain));
        check("Nguyễn Vân Kìn", Some(Found::Other));
        for none in ["Nguyễn Văn Kính", "Nguyễn Văn", "anguyễn văn kín", "Nguyễn Văn A Kín", ""] {
            check(none, None);
        }
        check("Nguyễn Vân Kìn và nguyen van kin", Some(Found::Plain));
    }

    #[test]
    fn ids_stand_by_themselves() {
        let check = |text: &str, expect: bool| {
            assert_eq!(found(Wanted::Exact("bai-viet/2024/bai-kin".into()), text).is_some(), expect, "{text}");
        };
        check("href=\"/bai-viet/2024/bai-kin/\"", true);
        check("<a href=/bai-viet/2024/bai-kin>", true);
        check("bai-viet/2024/bai-kin/index.html", true);
        check("bai-viet/2024/bai-kin-hai/", false);
        check("bài viết 2024 bài kín", false);
        assert_eq!(found(Wanted::Exact("article:bai-kin".into()), "[x](article:bai-kin)"), Some(Found::Same));
    }

    #[test]
    fn nothing_is_missed_between_binary_bytes() {
        let sieve = Sieve::new(vec![Wanted::Name("Trần Thị Bé".into()), Wanted::Name("12/QĐ-UBND".into())]);
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0x00];
        bytes.extend("Trần Thị Bé".as_bytes());
        bytes.extend([0xFE, 0x80]);
        bytes.extend(b"so 12/QD-UBND");
        assert_eq!(sieve.find(&bytes), [(0, Found::Same), (1, Found::Plain)]);
        assert!(Sieve::new(Vec::new()).is_empty());
        assert_eq!(weight("Lê  Thị – Kín"), (3, 8));
    }

    proptest! {
        #[test]
        fn a_name_is_found_wherever_it_stands(before in "\\PC{0,20}", after in "\\PC{0,20}") {
            // A tag left open swallows what follows into the other stream, where it is found as well.
            let text = format!("{before} Nguyễn Văn Kín {after}");
            prop_assert_eq!(found(Wanted::Name("Nguyễn Văn Kín".into()), &text), Some(Found::Same), "{}", text);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let sieve = Sieve::new(vec![Wanted::Name("a b".into()), Wanted::Exact("a-b".into())]);
            let _ = sieve.find(&bytes);
        }
    }
}
