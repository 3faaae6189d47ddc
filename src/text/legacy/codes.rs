//! The codes of old encodings. In: text in which old bytes appear as U+0080–U+00FF, or the bytes. Out: the
//! text as it was meant. Says nothing of whether it was: whoever asks has judged.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Legacy;

/// Decodes a text, whatever it looks like; `None` when that damage cannot be undone.
///
/// TCVN3 has no own codes for most toned capitals: text from a `.Vn…H` font comes out in small
/// letters and the caller, who knows the font, must capitalise it.
pub fn decode(text: &str, kind: Legacy) -> Option<String> {
    match kind {
        Legacy::Tcvn3 => Some(TABLES.tcvn3.apply(text, |_, _| true)),
        Legacy::Vni => Some(TABLES.vni.apply(text, |_, _| true)),
        Legacy::Viqr => Some(TABLES.viqr.apply(text, is_mark_not_stop).replace('\\', "")),
        Legacy::Mojibake => {
            let bytes = text.chars().map(byte_1252).collect::<Option<Vec<u8>>>()?;
            String::from_utf8(bytes).ok()
        }
        Legacy::Lossy => None,
    }
}

/// The codes of one encoding; the longest matching run of characters wins.
struct Codes {
    letters: HashMap<String, char>,
    longest: usize,
}

struct Tables {
    tcvn3: Codes,
    vni: Codes,
    viqr: Codes,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let (mut tcvn3, mut vni, mut viqr) = (Codes::new(), Codes::new(), Codes::new());
    for line in include_str!("../data/legacy.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let letter = cells.next().and_then(|cell| cell.chars().next()).unwrap_or(' ');
        for (codes, cell) in [&mut tcvn3, &mut vni, &mut viqr].into_iter().zip(cells) {
            cell.split('|').for_each(|hex| codes.add(hex, letter));
        }
    }
    viqr.add("4464", 'Đ');
    Tables { tcvn3, vni, viqr }
});

impl Codes {
    fn new() -> Codes {
        Codes { letters: HashMap::new(), longest: 1 }
    }

    /// Adds a code as it looks in Latin-1 and as it looks in Windows-1252.
    fn add(&mut self, hex: &str, letter: char) {
        let bytes = (0..hex.len()).step_by(2).filter_map(|i| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok());
        let bytes: Vec<u8> = bytes.collect();
        self.longest = self.longest.max(bytes.len());
        self.letters.insert(bytes.iter().map(|&b| char::from(b)).collect(), letter);
        self.letters.insert(bytes.iter().map(|&b| char_1252(b)).collect(), letter);
    }

    /// Replaces every code; `accept` may refuse one, given the code and the text after it.
    fn apply(&self, text: &str, accept: fn(&str, &str) -> bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (letter, taken) = self.longest_at(rest, accept).unwrap_or((first, first.len_utf8()));
            out.push(letter);
            rest = &rest[taken..];
        }
        out
    }

    fn longest_at(&self, text: &str, accept: fn(&str, &str) -> bool) -> Option<(char, usize)> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        let found = ends.filter_map(|end| {
            let (code, after) = text.split_at(end);
            let letter = *self.letters.get(code)?;
            accept(code, after).then_some((letter, end))
        });
        found.last()
    }
}

/// In VIQR a stop or question mark after a vowel at the end of a sentence is punctuation.
fn is_mark_not_stop(code: &str, after: &str) -> bool {
    let ends_sentence = match after.trim_start().chars().next() {
        None => true,
        Some(next) => after.starts_with(char::is_whitespace) && next.is_uppercase(),
    };
    !(code.ends_with(['.', '?']) && ends_sentence)
}

/// Characters of Windows-1252 at 80–9F; the five unused bytes keep their control characters.
const HIGH_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// What a byte is in Windows-1252.
pub(super) fn char_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH_1252[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

/// Windows-1258 is 1252 but for these letters and tones.
pub(super) fn char_1258(byte: u8) -> char {
    match byte {
        0xC3 => 'Ă',
        0xE3 => 'ă',
        0xD0 => 'Đ',
        0xF0 => 'đ',
        0xD5 => 'Ơ',
        0xF5 => 'ơ',
        0xDD => 'Ư',
        0xFD => 'ư',
        0xCC => '\u{300}',
        0xEC => '\u{301}',
        0xD2 => '\u{309}',
        0xDE => '\u{303}',
        0xF2 => '\u{323}',
        _ => char_1252(byte),
    }
}

fn byte_1252(c: char) -> Option<u8> {
    let high = HIGH_1252.iter().position(|&h| h == c).and_then(|at| u8::try_from(at + 0x80).ok());
    high.or_else(|| u8::try_from(u32::from(c)).ok())
}
