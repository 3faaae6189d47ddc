//! Keys for "is it the same?": one forgiving key for search and one strict key for spelling variants.
//!
//! In: any text. Out: a key to compare, index or look up. Never for display: both keys lose what a
//! reader needs (case, and in [`fold`] every mark).

use std::borrow::Cow;

use super::letter;
use super::nfc::{is_plain, nfc};
use super::syllable;
use unicode_normalization::UnicodeNormalization;

/// Folds a text for search and identity: small letters, no marks, `đ` → `d`, plain dashes, quotes
/// and single spaces, nothing invisible.
///
/// Folding is lossy (about seven syllables share one key), so matches must be ranked. Marks of other
/// scripts stay: a Khmer vowel sign is a letter.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.chars().all(is_plain) {
        text.chars().for_each(|c| push(&mut out, letter::base(letter::lower(c))));
    } else {
        fold_marks(text, &mut out);
    }
    finish(out)
}

/// Folds a text that may have loose marks.
fn fold_marks(text: &str, out: &mut String) {
    for c in text.nfd().flat_map(char::to_lowercase) {
        if !('\u{300}'..='\u{36F}').contains(&c) {
            push(out, letter::base(c));
        }
    }
}

/// Returns the key under which spellings of one name agree, marks kept: small letters, one tone
/// placement (`hoà` = `hòa`), one of i and y (`tỷ` = `tỉ`, `sỹ` = `sĩ`, `quí` = `quý`).
pub fn canonical(text: &str) -> String {
    let text = nfc(text);
    let mut cleaned = String::with_capacity(text.len());
    if text.chars().all(is_plain) && !text.contains(DOTTED) {
        text.chars().for_each(|c| push(&mut cleaned, letter::lower(c)));
    } else {
        text.to_lowercase().chars().for_each(|c| push(&mut cleaned, c));
    }
    let cleaned = finish(cleaned);
    let mut out = String::with_capacity(cleaned.len());
    syllable::each_run(&cleaned, |run, is_word| match is_word {
        true if run.is_ascii() => out.push_str(&unify_i_y(run)),
        true => out.push_str(&unify_i_y(&syllable::place(run))),
        false => out.push_str(run),
    });
    out
}

/// The only plain letter that becomes two small ones.
const DOTTED: char = 'İ';

/// Appends a character, or the plain one it stands for; spaces collapse, invisible ones vanish.
fn push(out: &mut String, c: char) {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
        c if c.is_whitespace() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '‘' | '’' | 'ʼ' => out.push('\''),
        '“' | '”' | '„' | '«' | '»' => out.push('"'),
        'ð' => out.push('đ'),
        c => out.push(c),
    }
}

/// Drops the last space and restores NFC, which dropped invisible characters may have broken.
fn finish(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    match nfc(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(normal) => normal,
    }
}

/// Writes the final vowel as `i` after one of h k l m s t, and as `y` after `qu`.
fn unify_i_y(word: &str) -> Cow<'_, str> {
    let mut letters = word.chars();
    let three = [letters.next(), letters.next(), letters.next()];
    let (head, last) = match (three, letters.next()) {
        ([Some(onset), Some(vowel), None], None) if "hklmst".contains(onset) => match letter::split(vowel) {
            ('y', tone) => (onset.len_utf8(), letter::join('i', tone)),
            _ => return word.into(),
        },
        ([Some('q'), Some('u'), Some(vowel)], None) => match letter::split(vowel) {
            ('i', tone) => (2, letter::join('y', tone)),
            _ => return word.into(),
        },
        _ => return word.into(),
    };
    Cow::Owned(format!("{}{last}", &word[..head]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::nfc::is_nfc;
    use proptest::prelude::*;

    #[test]
    fn folding() {
        fn check(input: &str, expect: &str) {
            assert_eq!(fold(input), expect);
        }
        check("Tỉnh Kiên Giang", "tinh kien giang");
        check("ĐOÀN KẾT, đổi mới", "doan ket, doi moi");
        check("Ðoàn ðổi", "doan doi");
        check(" Thi\u{A0}\u{A0} đua – Khen\u{200B} thưởng ", "thi dua - khen thuong");
        check("“Hạ Long”", "\"ha long\"");
        check("Kie\u{302}n", "kien");
        check("ស្រី", "ស្រី");
    }

    #[test]
    fn plain_letters_need_no_tables() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            let (mut one, mut other) = (String::new(), String::new());
            push(&mut one, letter::base(letter::lower(c)));
            fold_marks(&c.to_string(), &mut other);
            assert_eq!(one, other, "{:x}", c as u32);
            assert!(c == DOTTED || c.to_lowercase().count() == 1, "{:x}", c as u32);
        }
    }

    #[test]
    fn spellings_of_one_name() {
        fn check(a: &str, b: &str, same: bool) {
            assert_eq!(canonical(a) == canonical(b), same, "{a} / {b}");
        }
        check("Hoà", "hòa", true);
        check("Thuý Kiều", "THÚY  KIỀU", true);
        check("Chiến sỹ thi đua", "Chiến sĩ thi đua", true);
        check("Phú Mỹ", "Phú Mĩ", true);
        check("quí III", "quý III", true);
        check("tỷ", "tỉ", true);
        check("Tỉnh ủy", "Tỉnh uỷ", true);
        check("Hoa", "Hòa", false);
        check("Thy", "Thi", false);
        check("tay", "tai", false);
        check("Lâm Minh Hiểu", "Lâm Minh Hiển", false);
    }

    proptest! {
        #[test]
        fn both_keys_are_stable_and_normal(text in "[a-zA-ZÀ-ỹđĐ\u{300}-\u{323}\u{AD}\u{A0} .–’-]{0,24}") {
            for key in [fold, canonical] {
                let once = key(&text);
                prop_assert!(is_nfc(&once), "{once:?}");
                prop_assert_eq!(key(&once), once);
            }
        }

        #[test]
        fn folding_any_text_is_stable(text in "\\PC{0,32}") {
            let once = fold(&text);
            prop_assert!(is_nfc(&once));
            prop_assert_eq!(fold(&once), once);
        }
    }
}
