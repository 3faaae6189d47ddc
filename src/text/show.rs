//! How numbers and running text look in print.
//!
//! In: values, or plain running text. Out: Vietnamese number forms and text whose lines do not break
//! between a number and its unit. Never changes a letter, a capital or a quotation mark; code, links
//! and HTML must not be passed in.

use super::letter;
use super::nfc::nfc;

/// Writes an integer with a stop every three digits: 68436 → "68.436".
pub fn thousands(value: i64) -> String {
    group(value, '.')
}

/// Writes an integer the English way: 68436 → "68,436".
pub fn thousands_en(value: i64) -> String {
    group(value, ',')
}

/// Writes a number with a decimal comma and so many decimals, thousands grouped: "1.536,5".
pub fn decimal(value: f64, places: usize) -> String {
    let plain = format!("{value:.places$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = whole.starts_with('-') && plain.contains(|c: char| ('1'..='9').contains(&c));
    let whole = whole.trim_start_matches('-').parse().map_or_else(|_| whole.to_owned(), thousands);
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{}{whole}{comma}{fraction}", if negative { "-" } else { "" })
}

/// Writes a count as official texts do, at least two digits: 2 → "02", 1536 → "1.536".
pub fn count(value: i64) -> String {
    if (0..10).contains(&value) { format!("0{value}") } else { thousands(value) }
}

/// Writes a percentage: 54.7 → "54,7%".
pub fn percent(value: f64, places: usize) -> String {
    format!("{}%", decimal(value, places))
}

/// Writes a Roman number; 0 and numbers above 3999 stay in digits.
pub fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&value) {
        return value.to_string();
    }
    let (mut rest, mut out) = (value, String::new());
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    out
}

/// Puts a no-break space where a line must not break: "02 tập thể", "Điều 5", "lần thứ V",
/// "ngày 13/9/2019", "quý III/2020", "số 136/KH-UBND", before a dash, and before the number at the end
/// of a name: "Trường Tiểu học Kiên Lương 1".
///
/// Applying it again changes nothing.
pub fn nbsp(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut copied, mut before, mut left) = (0, "", "");
    for (start, right) in words(text) {
        // A gap that must not break already stays as it is.
        let is_plain = start > 0 && text.as_bytes()[start - 1] == b' ';
        let ends = || start + right.len() == text.len() && numbers_a_name(left, right);
        if is_plain && (ends() || holds_together(before, left, right)) {
            out.push_str(&text[copied..start - 1]);
            out.push('\u{A0}');
            copied = start;
        }
        (before, left) = (left, right);
    }
    out.push_str(&text[copied..]);
    out
}

/// The words of a text, between plain and no-break spaces, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    // In UTF-8 a no-break space is C2 A0, and C2 begins a character wherever it stands.
    let is_gap = |at: &usize| bytes[*at] == b' ' || bytes[at - 1] == 0xC2;
    let gaps = memchr::memchr2_iter(b' ', 0xA0, bytes).filter(is_gap);
    let gaps = gaps.map(|at| if bytes[at] == b' ' { (at, at + 1) } else { (at - 1, at + 1) });
    let mut start = 0;
    gaps.chain([(bytes.len(), bytes.len())]).map(move |(end, next)| {
        let from = std::mem::replace(&mut start, next);
        (from, &text[from..end])
    })
}

/// Cleans a title: NFC, single plain spaces, no final stop or "./."; nothing else changes.
pub fn clean_title(text: &str) -> String {
    let text = nfc(text);
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = joined.strip_suffix("./.").unwrap_or(&joined);
    match trimmed.strip_suffix('.') {
        Some(short) if !short.ends_with('.') => short.trim_end().to_owned(),
        _ => trimmed.trim_end().to_owned(),
    }
}

fn group(value: i64, mark: char) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// Words after which a number or ordinal follows that belongs to them.
const BEFORE_NUMBER: [&str; 18] = [
    "ngày", "tháng", "năm", "quý", "thứ", "điều", "khoản", "điểm", "số", "chương", "mục", "trang", "khóa", "khoá",
    "hạng", "hàng", "trên", "gần",
];

/// Words of units; of units of two words the first is enough.
const UNITS: [&str; 52] = [
    "%",
    "người",
    "tập",
    "cá",
    "đồng",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "ha",
    "km",
    "m",
    "m²",
    "m2",
    "kg",
    "tấn",
    "tháng",
    "năm",
    "ngày",
    "giờ",
    "phút",
    "tuần",
    "xã",
    "phường",
    "huyện",
    "tỉnh",
    "thị",
    "ấp",
    "hộ",
    "gia",
    "căn",
    "đơn",
    "lượt",
    "điểm",
    "suất",
    "em",
    "học",
    "cán",
    "cơ",
    "công",
    "mô",
    "tiêu",
    "nội",
    "phần",
    "cờ",
    "bằng",
    "giấy",
    "lần",
    "giải",
    "bài",
    "cụm",
];

/// Abbreviated titles that a name must follow on the same line.
const BEFORE_NAME: [&str; 9] = ["TP.", "Tp.", "TX.", "TT.", "TS.", "ThS.", "BS.", "GS.", "PGS."];

/// Decides on the gap between two words, given the word before them. Nearly every gap of a text
/// comes by here, so what is cheap to see is looked at first.
fn holds_together(before: &str, left: &str, right: &str) -> bool {
    !are_plain(left, right) && holds(before, left, right)
}

/// Whether two words are plain enough, by their bytes, to hold together in no case: letters alone, and
/// the second too long for an ordinal and not the name of a class.
fn are_plain(left: &str, right: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80 && !matches!(byte, 0xC2 | 0xE2 | 0xE3);
    let is_late = match right.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z', ..] if right.len() < 2 => false,
        [first @ (b'a'..=b'z' | b'A'..=b'Z'), ..] => !b"IVXLCNBHTnbht".contains(first),
        [0x80..=0xFF, ..] => right.len() > 4,
        _ => false,
    };
    is_late && !left.is_empty() && left.bytes().chain(right.bytes()).all(is_letter)
}

fn holds(before: &str, left: &str, right: &str) -> bool {
    // A "word" may hold a line break; only its end or beginning at this gap matters.
    let left = if may_break(left) { left.rsplit(char::is_whitespace).next().unwrap_or("") } else { left };
    let right = if may_break(right) { right.split(char::is_whitespace).next().unwrap_or("") } else { right };
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let before_name = || left.ends_with('.') && BEFORE_NAME.contains(&left.trim_start_matches('('));
    if matches!(right, "–" | "—" | "-") || before_name() {
        return true;
    }
    if left.ends_with([',', ';', ':', '.', '!', '?', ')', '”']) {
        return false;
    }
    if is_number(left) {
        return UNITS.contains(&bare(right).as_str()) && !names_a_date(&bare(before), left);
    }
    let head = || bare(left);
    may_be_ordinal(right) && is_ordinal_after(&head(), right)
        || right.starts_with(['t', 'T', '“', '"', '(']) && reads(right, "thứ") && reads(left, "lần")
}

/// Whether there may be a line break or a rare space in a word: by the bytes that such a character
/// begins with.
fn may_break(word: &str) -> bool {
    word.bytes().any(|byte| matches!(byte, 0x09..=0x0D | 0xC2 | 0xE2 | 0xE3))
}

/// Whether the last word of a text is the number or the letter of the name before it.
fn numbers_a_name(left: &str, right: &str) -> bool {
    let is_name = left.chars().next().is_some_and(char::is_uppercase) && left.chars().all(char::is_alphabetic);
    let is_short = right.len() <= 2 && right.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    is_name && is_short && !right.is_empty()
}

fn is_ordinal_after(head: &str, right: &str) -> bool {
    BEFORE_NUMBER.contains(&head) && is_ordinal(head, right)
}

/// A word in small letters, without the marks around it.
fn bare(word: &str) -> String {
    core(word).to_lowercase()
}

/// A word without the marks around it.
fn core(word: &str) -> &str {
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '“' | '”' | '"');
    word.trim_matches(is_mark)
}

/// Whether a word without the marks around it is another in small letters.
fn reads(word: &str, small: &str) -> bool {
    core(word).chars().map(letter::lower).eq(small.chars())
}

/// Whether a word can be an ordinal at all, whatever stands before it: it begins with a digit or
/// a Roman one, is short enough for a letter, or is the name of a class.
fn may_be_ordinal(word: &str) -> bool {
    let core = word.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '”');
    core.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c))
        || core.starts_with(['n', 'N', 'b', 'B', 'h', 'H', 't', 'T']) && is_class(core)
        || core.chars().nth(1).is_none()
}

/// The names of classes and of the first in a row.
const CLASSES: [&str; 5] = ["nhất", "nhì", "ba", "hai", "tư"];

fn is_class(word: &str) -> bool {
    // A small letter takes as many bytes as its capital.
    let mut classes = CLASSES.iter().filter(|class| class.len() == word.len());
    classes.any(|class| word.chars().map(letter::lower).eq(class.chars()))
}

/// A number that is a date or an ordinal counts nothing: lines may break in "ngày 13 | tháng 9" and
/// "năm 2020 | tỉnh".
fn names_a_date(before: &str, number: &str) -> bool {
    let about = matches!(before, "trên" | "gần");
    let named = BEFORE_NUMBER.contains(&before) && !about || matches!(before, "-" | "–");
    named || number.matches('/').count() > 1
}

fn is_number(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '"']);
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || ".,/%-–".contains(c))
}

/// What may follow "điều", "thứ", "hạng", "điểm": digits, a Roman number, a class, one letter.
fn is_ordinal(head: &str, word: &str) -> bool {
    let core = word.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '”');
    let roman = core.split('/').next().unwrap_or("");
    let is_roman = !roman.is_empty() && roman.chars().all(|c| "IVXLC".contains(c));
    let class = matches!(head, "hạng" | "thứ") && is_class(core);
    let letter = head == "điểm" && core.chars().count() == 1 && core.chars().all(char::is_alphabetic);
    core.starts_with(|c: char| c.is_ascii_digit()) || is_roman || class || letter
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_that_look_plain_hold_together_in_no_case(
            before in "(ngày|-|trên)?", left in "[aAáđĐlầnsốViII0-9.,“(–\u{A0}\n]{0,5}", right in "[aáắđĐtThứnhấtbaiVIC0-9.“\u{A0}\n]{0,5}"
        ) {
            prop_assert!(!are_plain(&left, &right) || !holds(&before, &left, &right), "{left:?} {right:?}");
        }
    }

    #[test]
    fn most_gaps_look_plain() {
        assert!(are_plain("Trường", "Mẫu") && are_plain("và", "đoàn") && are_plain("xã", "Kiên"));
        assert!(
            !are_plain("điểm", "đ")
                && !are_plain("lần", "thứ")
                && !are_plain("giải", "nhất")
                && !are_plain("quý", "IV")
        );
    }

    #[test]
    fn numbers() {
        fn check(actual: String, expect: &str) {
            assert_eq!(actual, expect);
        }
        check(thousands(68_436), "68.436");
        check(thousands(-1_000_000), "-1.000.000");
        check(thousands(999), "999");
        check(thousands(i64::MIN), "-9.223.372.036.854.775.808");
        check(thousands_en(68_436), "68,436");
        check(decimal(186.4, 1), "186,4");
        check(decimal(1536.0, 0), "1.536");
        check(decimal(-0.04, 1), "0,0");
        check(decimal(-0.5, 1), "-0,5");
        check(percent(54.7, 1), "54,7%");
        check(count(2), "02");
        check(count(15), "15");
        check(count(1536), "1.536");
        check(roman(3), "III");
        check(roman(2019), "MMXIX");
        check(roman(0), "0");
    }

    /// `~` stands for the no-break space.
    #[test]
    fn lines_hold_together() {
        fn check(expect: &str) {
            let plain = expect.replace('~', " ");
            assert_eq!(nbsp(&plain).replace('\u{A0}', "~"), expect);
        }
        check("Trường Tiểu học Kiên Lương~1");
        check("Trường Mầm non A");
        check("Khu phố Minh An, 12");
        check("Ngày~13/9/2019, UBND tỉnh ban hành Kế hoạch số~136/KH-UBND");
        check("tặng Bằng khen cho 02~tập thể và 15~cá nhân");
        check("Đại hội lần~thứ~V, năm~2020 (dự kiến quý~III/2020)");
        check("theo Điều~5, khoản~2, điểm~a của Luật");
        check("Huân chương Lao động hạng~Ba, hạng~nhì");
        check("nhiệm kỳ 2020~- 2025 và Thi đua~– Khen thưởng");
        check("ngày~13 tháng~9 năm~2019");
        check("6~tháng đầu năm~2020 tỉnh; đến 30/6/2020 tỉnh; 2016~- 2020 tỉnh; 10/15~cá nhân");
        check("trên~186,4~tỷ đồng, đạt 54,7~%");
        check("TP.~Rạch Giá");
        check("năm nay, các tập thể và cá nhân; số lượng: 5. Năm");
        check("năm~2020.\nNgày~13/9/2019\nvà");
        check("một  hai");
        check("");
        check(" ");
    }

    #[test]
    fn titles() {
        fn check(input: &str, expect: &str) {
            assert_eq!(clean_title(input), expect);
        }
        check("  Đề nghị\u{A0} khen thưởng./. ", "Đề nghị khen thưởng");
        check("Khẩu hiệu “Đoàn kết”.", "Khẩu hiệu “Đoàn kết”");
        check("Còn nữa...", "Còn nữa...");
        check("UBND tỉnh KIÊN GIANG", "UBND tỉnh KIÊN GIANG");
    }

    proptest! {
        #[test]
        fn gluing_twice_changes_nothing(text in "(ngày|năm|số|lần|thứ|V|9|02|tập thể|–|-|TP\\.|tháng|,| |\u{A0}){0,16}") {
            let once = nbsp(&text);
            prop_assert_eq!(nbsp(&once), once.clone());
            prop_assert_eq!(once.replace('\u{A0}', " "), text.replace('\u{A0}', " "));
        }
    }
}
