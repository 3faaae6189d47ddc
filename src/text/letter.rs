//! One Vietnamese letter taken apart: the letter itself and the tone it carries.
//!
//! In: single characters in NFC. Out: the toneless letter (`ậ` → `â`), its tone, or its ASCII base
//! (`ậ` → `a`, `đ` → `d`). Never looks at neighbours; syllables are the business of
//! [`syllable`](super::syllable).

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

/// The six tones in dictionary order: a à ả ã á ạ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Không dấu (ngang): no mark.
    #[default]
    Ngang,
    /// Dấu huyền: `à`.
    Huyen,
    /// Dấu hỏi: `ả`.
    Hoi,
    /// Dấu ngã: `ã`.
    Nga,
    /// Dấu sắc: `á`.
    Sac,
    /// Dấu nặng: `ạ`.
    Nang,
}

impl Tone {
    /// Returns the tone a combining mark stands for.
    pub fn of_mark(mark: char) -> Option<Tone> {
        Some(match mark {
            '\u{300}' => Tone::Huyen,
            '\u{309}' => Tone::Hoi,
            '\u{303}' => Tone::Nga,
            '\u{301}' => Tone::Sac,
            '\u{323}' => Tone::Nang,
            _ => return None,
        })
    }

    /// Returns the combining mark of the tone; the level tone has none.
    pub fn mark(self) -> Option<char> {
        Some(match self {
            Tone::Ngang => return None,
            Tone::Huyen => '\u{300}',
            Tone::Hoi => '\u{309}',
            Tone::Nga => '\u{303}',
            Tone::Sac => '\u{301}',
            Tone::Nang => '\u{323}',
        })
    }
}

/// The first character that neither XML nor HTML can hold, and where it stands: a control character
/// that is no break, or one that Unicode keeps for nobody.
#[must_use]
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    // Whole archives are read by it: letters are looked at only where a byte of one is met.
    let is_suspect = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7F | 0xEF);
    let are_suspect = |some: &[u8]| some.iter().fold(false, |before, byte| before | is_suspect(*byte));
    if !text.as_bytes().chunks(ONCE).any(are_suspect) {
        return None;
    }
    let is_control = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    text.char_indices().find(|(_, c)| is_control(*c) || matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}'))
}

/// How many bytes are looked at without stopping at the first find, which lets the processor take many in
/// one step.
const ONCE: usize = 256;

/// Whether a character is a letter, as [`char::is_alphabetic`] says, but without its tables for the
/// letters that this language and its neighbours write: whole archives are read by it.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\u{7F}' => false,
        '×' | '÷' => false,
        'À'..='ɏ' | 'Ḁ'..='ỿ' => true,
        _ => c.is_alphabetic(),
    }
}

/// Whether a character is a letter or a figure, as [`char::is_alphanumeric`] says.
#[must_use]
pub fn is_letter_or_figure(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c) || (!c.is_ascii() && c.is_numeric())
}

/// What the standard's tables say of one character.
struct Known {
    lower: char,
    base: char,
    letter: char,
    tone: Tone,
}

/// The end of the first letters that are known by heart, and the beginning of the others.
const KNOWN: (char, char) = ('ɏ', 'Ḁ');

/// Latin letters by heart: whole archives are read letter by letter, and the standard's tables are
/// slow to ask.
static LATIN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let know = |c: char| {
        let (letter, tone) = split_by_table(c);
        Known { lower: lower_by_table(c), base: base_by_table(c), letter, tone }
    };
    ('\0'..=KNOWN.0).chain(KNOWN.1..='ỿ').map(know).collect()
});

fn known(c: char) -> Option<&'static Known> {
    let (last, first) = KNOWN;
    let at = match c {
        c if c <= last => u32::from(c),
        c if c >= first => u32::from(c) - u32::from(first) + u32::from(last) + 1,
        _ => return None,
    };
    LATIN.get(at as usize)
}

/// Splits a character into its toneless letter and its tone, keeping the case.
///
/// Only Vietnamese vowels have a tone: `ñ` is a letter of its own, not an n with a tilde.
pub fn split(c: char) -> (char, Tone) {
    known(c).map_or_else(|| split_by_table(c), |known| (known.letter, known.tone))
}

fn split_by_table(c: char) -> (char, Tone) {
    if c.is_ascii() {
        return (c, Tone::Ngang);
    }
    let (mut letter, mut tone) = (None, Tone::Ngang);
    decompose_canonical(c, |part| match (letter, Tone::of_mark(part)) {
        (None, _) => letter = Some(part),
        (Some(_), Some(mark)) => tone = mark,
        (Some(before), None) => letter = compose(before, part).or(Some(part)),
    });
    match letter {
        Some(letter) if is_vowel(letter) => (letter, tone),
        _ => (c, Tone::Ngang),
    }
}

/// Puts a tone on a toneless letter.
pub fn join(letter: char, tone: Tone) -> char {
    let marked = std::iter::once(letter).chain(tone.mark()).nfc();
    marked.into_iter().next().unwrap_or(letter)
}

/// Tells whether the toneless letter is one of the twelve vowels, in either case.
pub fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
        || matches!(letter, 'A' | 'Ă' | 'Â' | 'E' | 'Ê' | 'I' | 'O' | 'Ô' | 'Ơ' | 'U' | 'Ư' | 'Y')
}

/// Returns the letter without any mark, keeping the case: `Ậ` → `A`, `đ` and its look-alike `ð` → `d`.
pub fn base(c: char) -> char {
    known(c).map_or_else(|| base_by_table(c), |known| known.base)
}

fn base_by_table(c: char) -> char {
    match c {
        c if c.is_ascii() => c,
        'đ' | 'ð' => 'd',
        'Đ' | 'Ð' => 'D',
        c => {
            let mut first = None;
            decompose_canonical(c, |part| first = first.or(Some(part)));
            first.unwrap_or(c)
        }
    }
}

/// Whether two words have the same letters when case, marks and the choice of i or y are left aside. Cheap to
/// ask: spellings of one word are alike, and nearly all others are not.
pub fn alike(one: &str, other: &str) -> bool {
    fn plain(word: &str) -> impl Iterator<Item = char> {
        let letters = word.chars().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).map(|c| base(lower(c)));
        letters.map(|c| if c == 'y' { 'i' } else { c })
    }
    plain(one).eq(plain(other))
}

/// Returns the small letter; the few that become two characters keep the first.
pub fn lower(c: char) -> char {
    known(c).map_or_else(|| lower_by_table(c), |known| known.lower)
}

fn lower_by_table(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_the_standard_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{:x}", c as u32);
            assert_eq!(is_letter_or_figure(c), c.is_alphanumeric(), "{:x}", c as u32);
        }
    }

    #[test]
    fn what_is_known_by_heart_is_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            assert_eq!(lower(c), lower_by_table(c), "{:x}", c as u32);
            assert_eq!(base(c), base_by_table(c), "{:x}", c as u32);
            assert_eq!(split(c), split_by_table(c), "{:x}", c as u32);
        }
    }

    #[test]
    fn letters_come_apart_and_together() {
        fn check(c: char, letter: char, tone: Tone, ascii: char) {
            assert_eq!(split(c), (letter, tone), "{c}");
            assert_eq!(join(letter, tone), c, "{c}");
            assert_eq!(base(c), ascii, "{c}");
        }
        check('a', 'a', Tone::Ngang, 'a');
        check('ậ', 'â', Tone::Nang, 'a');
        check('Ớ', 'Ơ', Tone::Sac, 'O');
        check('ỹ', 'y', Tone::Nga, 'y');
        check('ự', 'ư', Tone::Nang, 'u');
        check('đ', 'đ', Tone::Ngang, 'd');
        check('ñ', 'ñ', Tone::Ngang, 'n');
        check('ü', 'ü', Tone::Ngang, 'u');
    }

    #[test]
    fn words_with_the_same_letters_are_alike() {
        let check = |one: &str, other: &str, expect: bool| assert_eq!(alike(one, other), expect, "{one} / {other}");
        check("Quí", "quý", true);
        check("HOÀ", "hòa", true);
        check("ho\u{300}a", "hoà", true);
        check("đất", "dat", true);
        check("tháng", "than", false);
        check("", "a", false);
    }

    #[test]
    fn all_146_letters_with_tones_are_single_characters() {
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for tone in [Tone::Huyen, Tone::Hoi, Tone::Nga, Tone::Sac, Tone::Nang] {
                assert_eq!(split(join(vowel, tone)), (vowel, tone));
            }
        }
    }
}
