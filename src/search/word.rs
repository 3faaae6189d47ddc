//! What counts as one word, and when two words are the same. In: text. Out: words with an exact
//! and a folded key. The browser does the same in `tim-kiem.js`; `tests/data/search-words.json`
//! holds both to it. Never for display.

use crate::text::letter::is_letter;
use unicode_normalization::UnicodeNormalization;

/// The longest word that is kept, in bytes of its folded key.
const LONGEST: usize = 40;

/// The two keys of a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// Small letters without any mark: `hoa`, `dua`, `136`.
    pub folded: String,
    /// Small letters with their own marks, the tone as a digit behind them: `hoa2`, `đua`.
    /// So `hòa` and `hoà` agree.
    pub exact: String,
}

/// Calls `take` with each word of a text, as written: a run of letters or a run of digits.
pub fn each<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let mut start = None;
    let mut last = Class::Gap;
    for (at, c) in text.char_indices() {
        let class = class(c);
        if class == last {
            continue;
        }
        if let Some(start) = start.take() {
            take(&text[start..at]);
        }
        start = (class != Class::Gap).then_some(at);
        last = class;
    }
    if let Some(start) = start {
        take(&text[start..]);
    }
}

/// The keys of one word as written; `None` for what nobody types.
#[must_use]
pub fn keys(word: &str) -> Option<Word> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let short = word.trim_start_matches('0');
        let digits = if short.is_empty() { "0" } else { short };
        return (digits.len() <= LONGEST).then(|| Word { folded: digits.to_owned(), exact: digits.to_owned() });
    }
    let (mut letters, mut tone) = (String::with_capacity(word.len()), None);
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        match tone_of(c) {
            Some(mark) => tone = Some(mark),
            None => letters.push(if c == 'ð' { 'đ' } else { c }),
        }
    }
    unify_i_y(&mut letters);
    let folded: String = letters.chars().filter(|c| !is_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect();
    let mut exact: String = letters.nfc().collect();
    exact.extend(tone);
    (!folded.is_empty() && folded.len() <= LONGEST).then_some(Word { folded, exact })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Gap,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        c if is_letter(c) || is_mark(c) => Class::Letter,
        _ => Class::Gap,
    }
}

/// A mark above, below or through a Latin letter; one that NFC could not join stays in its word.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// The digit of a tone mark.
fn tone_of(c: char) -> Option<char> {
    match c {
        '\u{301}' => Some('1'),
        '\u{300}' => Some('2'),
        '\u{309}' => Some('3'),
        '\u{303}' => Some('4'),
        '\u{323}' => Some('5'),
        _ => None,
    }
}

/// One of i and y at the end: `sỹ` is `sĩ`, `quí` is `quý`.
fn unify_i_y(letters: &mut String) {
    let mut chars = letters.chars();
    match (chars.next(), chars.next(), chars.next(), chars.next()) {
        (Some('h' | 'k' | 'l' | 'm' | 's' | 't'), Some('y'), None, None) => letters.replace_range(1.., "i"),
        (Some('q'), Some('u'), Some('i'), None) => letters.replace_range(2.., "y"),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_keys() {
        fn check(text: &str, expect: &[(&str, &str)]) {
            let mut found = Vec::new();
            each(text, |word| found.extend(keys(word)));
            let found: Vec<(&str, &str)> = found.iter().map(|w| (w.folded.as_str(), w.exact.as_str())).collect();
            assert_eq!(found, expect, "{text}");
        }
        check("Thi đua", &[("thi", "thi"), ("dua", "đua")]);
        check("hòa hoà HOÀ", &[("hoa", "hoa2"), ("hoa", "hoa2"), ("hoa", "hoa2")]);
        check("ho\u{300}a", &[("hoa", "hoa2")]);
        check("136/KH-UBND", &[("136", "136"), ("kh", "kh"), ("ubnd", "ubnd")]);
        check("136khubnd", &[("136", "136"), ("khubnd", "khubnd")]);
        check("Chiến sỹ", &[("chien", "chiên1"), ("si", "si4")]);
        check("quí, quý", &[("quy", "quy1"), ("quy", "quy1")]);
        check("005 0", &[("5", "5"), ("0", "0")]);
        check("— … !", &[]);
    }

    /// The same table runs in the browser, against `tim-kiem.js`.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "the table that both sides share lies beside the tests")]
    fn the_browser_and_the_index_agree() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/search-words.json");
        let table: Vec<(String, Vec<(String, String)>)> =
            serde_json::from_str(&std::fs::read_to_string(path).expect("the table is there"))
                .expect("the table is sound");
        for (text, expect) in table {
            let mut found = Vec::new();
            each(&text, |word| found.extend(keys(word).map(|w| (w.folded, w.exact))));
            assert_eq!(found, expect, "{text}");
        }
    }
}
