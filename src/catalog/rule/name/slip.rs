//! Slips of the keyboard in names. In: a name. Out: the one word that is no Vietnamese syllable
//! though its neighbours are, when a doubled or swapped letter explains it. Never complains of a
//! word that is merely foreign: Khmer, highland and overseas names are names.

use super::pairs::is_one_letter_off;
use super::{FAMILIES, bare};
use crate::text::letter::is_letter;
use crate::text::syllable::is_syllable;
use crate::text::{canonical, fold};

/// A word with a slip, and what was perhaps meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip<'a> {
    pub(super) word: &'a str,
    pub(super) meant: String,
}

/// The slip in a person's name.
pub(super) fn in_person(printed: &str) -> Option<Slip<'_>> {
    let (first, word) = odd_word(bare(printed))?;
    let family = || {
        let key = canonical(word);
        let long = FAMILIES.iter().filter(|family| first && family.chars().count() > 3);
        long.copied().find(|family| is_one_letter_off(&key, &canonical(family))).map(str::to_owned)
    };
    let meant = mended(word).or_else(family)?;
    Some(Slip { word, meant })
}

/// Words with the tone of another word than the family name that they stand for.
const FAMILY_SLIPS: &[(&str, &str)] = &[
    ("Nguyển", "Nguyễn"),
    ("Nguyền", "Nguyễn"),
    ("Nguyến", "Nguyễn"),
    ("Nguyện", "Nguyễn"),
    ("Nguyên", "Nguyễn"),
    ("Trấn", "Trần"),
    ("Trẩn", "Trần"),
    ("Trẫn", "Trần"),
    ("Trận", "Trần"),
    ("Phám", "Phạm"),
    ("Phảm", "Phạm"),
    ("Phãm", "Phạm"),
    ("Huýnh", "Huỳnh"),
    ("Huỷnh", "Huỳnh"),
    ("Vỏ", "Võ"),
    ("Vọ", "Võ"),
    ("Đổ", "Đỗ"),
    ("Bủi", "Bùi"),
    ("Bụi", "Bùi"),
    ("Hoảng", "Hoàng"),
    ("Ngổ", "Ngô"),
    ("Ngỗ", "Ngô"),
];

/// The family name of a person with the tone of another word.
///
/// Only before a middle name that most people have: alone, such a word may be anything.
pub(super) fn in_family(printed: &str) -> Option<Slip<'_>> {
    let mut words = printed.split_whitespace().rev().peekable();
    while let Some(word) = words.next() {
        if let Some(first) = words.peek().filter(|_| is_middle(word)) {
            let slip = FAMILY_SLIPS.iter().find(|(wrong, _)| canonical(wrong) == canonical(first))?;
            return Some(Slip { word: first, meant: slip.1.to_owned() });
        }
    }
    None
}

fn is_middle(word: &str) -> bool {
    matches!(canonical(word).as_str(), "văn" | "thị")
}

/// The slip in the name of a unit.
pub(super) fn in_name(name: &str) -> Option<Slip<'_>> {
    let (_, word) = odd_word(name)?;
    mended(word).map(|meant| Slip { word, meant })
}

/// The only word that is no syllable, when most others are; and whether it is the first.
fn odd_word(name: &str) -> Option<(bool, &str)> {
    let words = || name.split(|c: char| !is_letter(c) && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty());
    let shouted = |word: &str| !word.chars().any(char::is_lowercase);
    // Capitals are an abbreviation, unless the whole name is in capitals.
    let judged = || words().filter(|word| !shouted(word) || shouted(name));
    let mut odd = judged().filter(|word| !is_syllable(word));
    let word = odd.next()?;
    let clear = odd.next().is_none() && judged().count() >= 3;
    clear.then(|| (words().next() == Some(word), word))
}

/// The syllable that a word becomes when a doubled letter is dropped or two neighbours are swapped.
fn mended(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    // Khmer names write Chh; an ASCII word is as likely foreign.
    if word.is_ascii() || fold(word).contains("hh") {
        return None;
    }
    let doubled = |at: &usize| fold(&letters[*at].to_string()) == fold(&letters[*at - 1].to_string());
    let dropped = (2..letters.len()).filter(doubled).flat_map(|at| [without(&letters, at - 1), without(&letters, at)]);
    let swapped = (1..letters.len().saturating_sub(1)).map(|at| {
        let mut swapped = letters.clone();
        swapped.swap(at, at + 1);
        swapped.into_iter().collect()
    });
    dropped.chain(swapped).find(|candidate: &String| is_syllable(candidate))
}

fn without(letters: &[char], at: usize) -> String {
    letters.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let check = |name, word, meant: &str| {
            assert_eq!(in_person(name), Some(Slip { word, meant: meant.to_owned() }), "{name}");
        };
        check("Nguyễn Vănn An", "Vănn", "Văn");
        check("ông Ngyuễn Văn An", "Ngyuễn", "Nguyễn");
        check("Nguễn Văn An", "Nguễn", "Nguyễn");
        check("Lê Thị Hiểển", "Hiểển", "Hiển");
        check("Trươg Thị Hoa", "Trươg", "Trương");
    }

    #[test]
    fn tones_of_family_names() {
        let check = |name: &str, expect: Option<(&str, &str)>| {
            let slip = in_family(name);
            assert_eq!(slip.as_ref().map(|slip| (slip.word, &*slip.meant)), expect, "{name}");
        };
        check("Nguyển Văn An", Some(("Nguyển", "Nguyễn")));
        check("Nguyên Văn An", Some(("Nguyên", "Nguyễn")));
        check("ông Đổ Thị Hoa", Some(("Đổ", "Đỗ")));
        check("VỎ VĂN AN", Some(("VỎ", "Võ")));
        check("Nguyễn Văn An", None);
        check("nguyên Thiếu tướng Lê Văn An", None);
        check("Đoàn Thị Hoàng", None);
        check("Nguyên Hồng", None);
        check("Thị Hoa", None);
    }

    #[test]
    fn foreign_names_are_names() {
        for name in [
            "Danh Sươl",
            "Thị Khmum",
            "Danh Thị Chhêng",
            "Neáng Sóc Khươl",
            "Chau Sóc Thonl",
            "H’Hen Niê",
            "Y Wăn Êban",
            "Lâm Minh Hiển",
            "Nguyễn Văn Jack",
            "Maria Nguyễn Thị Hoa",
            "Hà Thị Mnông",
            "Đinh Văn Brâu",
            "Kpă Văn Krông",
            "Lý A Stiêng",
            "TS. BS CKII Trần Văn K’Brơi",
            "NGUYỄN VĂN AN",
            "Phạm Văn Sĩ",
        ] {
            assert_eq!(in_person(name), None, "{name}");
        }
        for name in [
            "Công ty TNHH Trung Sơn",
            "Đắk Lắk",
            "Báo và Đài Phát thanh, Truyền hình tỉnh Đắk Lắk",
            "KGTV",
            "Hội đồng Thi đua - Khen thưởng tỉnh",
            "Tiểu đoàn U Minh 10",
            "Trường Dân tộc nội trú Hrê và Stiêng",
        ] {
            assert_eq!(in_name(name), None, "{name}");
        }
    }
}
