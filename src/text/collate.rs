//! Vietnamese dictionary order as keys that compare byte by byte.
//!
//! In: titles and names. Out: sort keys and index letters. Never follows the locale of the machine.
//! The order goes syllable by syllable: letters first (a ă â b c d đ e ê …), then the tone
//! (a à ả ã á ạ), then the next syllable. ICU weighs tones only after all letters of the whole
//! string, which puts `ba con` after `bà ba`; a dictionary does not.

use super::letter::{self, Tone};
use super::{name, syllable};

const END: u8 = 0;
const FIELD: u8 = 1;
const TONE: u8 = 2;
const DIGITS: u8 = 0x10;
const FIRST_LETTER: u8 = 0x20;
const FOREIGN: u8 = 0xF0;

/// The 29 letters of the alphabet with f j w z, which only foreign words use, in their Latin places.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Returns the sort key of a title.
///
/// Numbers compare by value, punctuation and spaces part words, and small letters come before
/// capitals as the last difference. Spellings that differ only in tone placement share a key.
pub fn key(text: &str) -> Vec<u8> {
    key_of(&[syllable::place_all(text)])
}

/// Returns the sort key of a person: given name, then middle names, then family name.
///
/// Titles before the name do not count; equal names with different titles still differ by case.
pub fn person_key(text: &str) -> Vec<u8> {
    let placed = syllable::place_all(name::without_alias(name::split(text).name));
    let words: Vec<&str> = placed.split_whitespace().collect();
    match words.as_slice() {
        [family, middle @ .., given] => key_of(&[(*given).to_owned(), middle.join(" "), (*family).to_owned()]),
        given => key_of(&[given.concat(), String::new(), String::new()]),
    }
}

/// Returns the letter of the alphabet under which a title stands in an index, or `#`.
pub fn initial(text: &str) -> char {
    let first = super::nfc(text).chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    let (letter, _) = letter::split(first);
    let small = letter::lower(letter);
    if LETTERS.contains(small) && !"fjwz".contains(small) { small.to_uppercase().next().unwrap_or('#') } else { '#' }
}

/// Returns the letter under which a person stands in an index: that of the given name.
pub fn person_initial(text: &str) -> char {
    initial(name::given(text))
}

/// Joins the fields' weights, then what only breaks ties: case, then the text itself.
fn key_of(fields: &[String]) -> Vec<u8> {
    let mut key = Vec::with_capacity(4 * fields.iter().map(String::len).sum::<usize>());
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            key.push(FIELD);
        }
        weigh(&mut key, field);
    }
    key.push(END);
    let letters = fields.iter().flat_map(|f| f.chars()).filter(|c| c.is_alphabetic());
    key.extend(letters.map(|c| if c.is_uppercase() { 2 } else { 1 }));
    for field in fields {
        key.push(END);
        key.extend(field.split_whitespace().flat_map(|w| [" ", w]).skip(1).flat_map(str::bytes));
    }
    key
}

/// Appends the weights of every word and number of a text.
fn weigh(key: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (run, after) = if c.is_ascii_digit() {
            run_of(rest, |c| c.is_ascii_digit())
        } else if c.is_alphabetic() {
            run_of(rest, char::is_alphabetic)
        } else {
            rest.split_at(c.len_utf8())
        };
        match c {
            c if c.is_ascii_digit() => weigh_number(key, run.trim_start_matches('0')),
            c if c.is_alphabetic() => weigh_word(key, run),
            _ => {}
        }
        rest = after;
    }
}

fn run_of(text: &str, same: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !same(c)).unwrap_or(text.len()))
}

/// A longer number is a larger one, so the length goes before the digits.
fn weigh_number(key: &mut Vec<u8>, digits: &str) {
    key.push(DIGITS);
    key.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
    key.extend(digits.bytes());
}

/// Letters, an end that sorts before every letter, then the tones in order.
fn weigh_word(key: &mut Vec<u8>, word: &str) {
    let mut tones = [Tone::Ngang; 4];
    let mut used = 0;
    for c in word.chars() {
        let (letter, tone) = letter::split(c);
        if tone != Tone::Ngang && used < tones.len() {
            tones[used] = tone;
            used += 1;
        }
        weigh_letter(key, letter::lower(letter));
    }
    key.push(TONE);
    key.extend(tones[..used.max(1)].iter().map(|&tone| TONE + 1 + tone as u8));
}

/// Letters outside the alphabet count as their base letter, other scripts come last.
fn weigh_letter(key: &mut Vec<u8>, small: char) {
    match weight(small).or_else(|| weight(letter::base(small))) {
        Some(weight) => key.push(weight),
        None => {
            key.push(FOREIGN);
            key.extend(small.encode_utf8(&mut [0; 4]).bytes());
        }
    }
}

/// The weight of a letter of [`LETTERS`]; ASCII letters, the great majority, are looked up directly.
fn weight(small: char) -> Option<u8> {
    const ASCII: [u8; 26] =
        [0, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 32];
    let at = match small {
        'a'..='z' => usize::from(ASCII[small as usize - 'a' as usize]),
        _ => LETTERS.chars().position(|letter| letter == small)?,
    };
    u8::try_from(at).ok().map(|at| FIRST_LETTER + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_collator::{Collator, options::CollatorOptions};
    use proptest::prelude::*;

    /// Asserts that the words, parted by `<`, stand in strict order.
    fn in_order(list: &str, key: fn(&str) -> Vec<u8>) {
        let words: Vec<&str> = list.split('<').map(str::trim).collect();
        for pair in words.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn titles() {
        in_order(
            "a < A < à < ả < ã < á < ạ < an < ă < ằ < â < ba < ca < da < đa < e < ê < ma < o < ô < ơ < u < ư < y",
            key,
        );
        in_order("ba ba < ba con < ba cô < bà ba < bà cô", key);
        in_order("An < Ao < Ăn < Ân", key);
        in_order("Cụm 2 < Cụm 10 < Cụm 10A < Cụm A", key);
        in_order("xã Tân Hiệp A < xã Tân Hiệp B < xã Tân Hội", key);
        in_order("Ánh < Đạt < Zin < ស្រី", key);
        in_order("hòa < Hòa < hóa < họa", key);
        assert_eq!(key("Hoà"), key("Hòa"));
        assert_eq!(key("Hoa\u{300}"), key("Hòa"));
    }

    #[test]
    fn people() {
        in_order("Danh An < Lê Văn An < Nguyễn Văn An < Lê Thị Bé < Mai Văn Huỳnh < Đỗ Thanh Bình An Z", person_key);
        in_order("An < Trần An < Lê Ái An", person_key);
        in_order("ông Trần An < bà Lê Bé", person_key);
    }

    #[test]
    fn the_two_tables_of_letters_agree() {
        for (at, letter) in LETTERS.chars().enumerate() {
            assert_eq!(weight(letter).map(usize::from), Some(usize::from(FIRST_LETTER) + at));
        }
    }

    #[test]
    fn index_letters() {
        fn check(text: &str, expect: char) {
            assert_eq!(initial(text), expect, "{text}");
        }
        check("ấp Bình Hòa", 'Â');
        check("Đỗ", 'Đ');
        check("ong", 'O');
        check("Ủy ban", 'U');
        check("“Vĩnh”", 'V');
        check("William", '#');
        check("12 năm", '#');
        check("", '#');
        assert_eq!(person_initial("Thiếu tướng Nguyễn Văn Ân"), 'Â');
    }

    proptest! {
        #[test]
        fn one_syllable_sorts_as_icu_sorts_it(a in "[bcdđghklmnt]{0,1}[aăâeêioôơuưyàảãáạậếởứỷ][cmnpt]{0,1}", b in "[bcdđghklmnt]{0,1}[aăâeêioôơuưyàảãáạậếởứỷ][cmnpt]{0,1}") {
            let icu = Collator::try_new(icu_locale::locale!("vi").into(), CollatorOptions::default()).expect("vi is compiled in");
            prop_assert_eq!(key(&a).cmp(&key(&b)), icu.compare(&a, &b));
        }

        #[test]
        fn a_longer_title_follows_its_beginning(a in "[a-zđáạ ]{1,8}", b in "[a-z]{1,4}") {
            let longer = format!("{a} {b}");
            prop_assert!(key(&a) < key(&longer));
        }
    }
}
