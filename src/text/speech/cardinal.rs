//! Numbers as they are spoken. In: digits. Out: words, one syllable each, in the northern reading
//! of national broadcasters ("linh", "nghìn"). Never decides what a number means.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// A cardinal number: 2019 → "hai nghìn không trăm mười chín".
pub(super) fn cardinal(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    let (above, below) = (number / BILLION, number % BILLION);
    if above > 0 {
        words.push(format!("{} tỷ", cardinal(above)));
    }
    let groups = [(below / 1_000_000, "triệu"), (below / 1000 % 1000, "nghìn"), (below % 1000, "")];
    for (at, (group, name)) in groups.iter().enumerate() {
        let rest_below = groups[at + 1..].iter().any(|(group, _)| *group > 0);
        match (*group, words.is_empty()) {
            (0, true) => {}
            // A gap is spoken where something smaller follows, so that nothing is misheard.
            (0, false) if rest_below && !name.is_empty() => words.push(format!("không {name}")),
            (0, false) => {}
            (group, first) => words.push(format!("{} {name}", below_thousand(group, first))),
        }
    }
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Digit by digit: telephone numbers, decimals.
pub(super) fn digit_by_digit(digits: &str) -> String {
    let spoken = digits.bytes().filter(u8::is_ascii_digit).map(|digit| DIGITS[usize::from(digit - b'0')]);
    spoken.collect::<Vec<_>>().join(" ")
}

/// What stands behind a decimal comma: "7" → "bảy", "25" → "hai mươi lăm", "05" → "không năm".
pub(super) fn decimals(digits: &str) -> String {
    match digits.len() {
        2 if !digits.starts_with('0') => cardinal(digits.parse().unwrap_or(0)),
        _ => digit_by_digit(digits),
    }
}

/// An ordinal behind "thứ" or "hạng"; only some have a word of their own.
pub(super) fn ordinal(number: u64, after: &str) -> String {
    match (number, after) {
        (1, _) => "nhất".to_owned(),
        (2, "hạng") => "nhì".to_owned(),
        (4, "thứ") => "tư".to_owned(),
        _ => cardinal(number),
    }
}

/// The name of a month: April is "tư".
pub(super) fn month(number: u64) -> String {
    if number == 4 { "tư".to_owned() } else { cardinal(number) }
}

/// The value of a Roman numeral up to 89 in its usual spelling; no other.
pub(super) fn roman(text: &str) -> Option<u64> {
    (1..90).find(|number| written_roman(*number) == text)
}

fn written_roman(mut number: u64) -> String {
    const SIGNS: [(u64, &str); 9] =
        [(90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"), (0, "")];
    let mut text = String::new();
    for (value, sign) in SIGNS.into_iter().filter(|(value, _)| *value > 0) {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// A number below 1,000; inside a larger one all places are spoken.
fn below_thousand(number: u64, first: bool) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let full = hundreds > 0 || !first;
    let tail = match rest {
        0 => String::new(),
        1..10 if full => format!("linh {}", digit(rest)),
        _ => below_hundred(rest),
    };
    if full { format!("{} trăm {tail}", digit(hundreds)) } else { tail }
}

fn below_hundred(number: u64) -> String {
    let (tens, unit) = (number / 10, number % 10);
    let last = match (tens, unit) {
        (_, 0) => "",
        (2.., 1) => "mốt",
        (2.., 4) => "tư",
        (1.., 5) => "lăm",
        _ => digit(unit),
    };
    match tens {
        0 => last.to_owned(),
        1 => format!("mười {last}"),
        _ => format!("{} mươi {last}", digit(tens)),
    }
}

fn digit(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or("")
}
