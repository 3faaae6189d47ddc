//! Private numbers and addresses in a text. In: any text. Out: where they are and of what sort.
//! Never takes money, years, document numbers or web addresses for them: a wrong alarm here
//! cannot be accepted by an editor.

mod life;

use crate::text::letter::{is_letter, is_letter_or_figure};
use std::ops::Range;

/// The digits of the longest phone number.
const LONGEST: usize = 11;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Private {
    /// A citizen's identity number: 12 digits, or the 9 of former cards.
    Identity,
    /// A mobile phone.
    Mobile,
    /// A fixed phone.
    Landline,
    /// An e-mail address.
    Email,
    /// The day on which somebody was born who may live.
    Birth,
    /// The number of a house in which somebody lives.
    Home,
}

impl Private {
    /// The name of the sort.
    pub(super) fn vi(self) -> &'static str {
        match self {
            Self::Identity => "số căn cước hoặc chứng minh nhân dân",
            Self::Mobile => "số điện thoại di động",
            Self::Landline => "số điện thoại",
            Self::Email => "địa chỉ thư điện tử",
            Self::Birth => "ngày sinh",
            Self::Home => "địa chỉ nhà",
        }
    }

    /// The same in English.
    pub(super) fn en(self) -> &'static str {
        match self {
            Self::Identity => "an identity number",
            Self::Mobile => "a mobile phone number",
            Self::Landline => "a phone number",
            Self::Email => "an e-mail address",
            Self::Birth => "a day of birth",
            Self::Home => "a home address",
        }
    }
}

/// A find and its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) what: Private,
}

/// Everything private in a text.
pub(super) fn find(text: &str) -> Vec<Found> {
    let digits = text.bytes().filter(u8::is_ascii_digit).take(9).count();
    let emails = text.contains('@');
    // Neither a day nor a house is told without a figure, or in one word.
    let told = if digits > 0 && text.contains(' ') { life::find(text) } else { Vec::new() };
    if digits < 9 && !emails {
        return told;
    }
    let masked = addresses(text);
    let numbers = runs(text).into_iter().flat_map(|run| run.private(text));
    let emails = text.match_indices('@').filter_map(|(at, _)| email(text, at));
    let all = numbers.chain(emails).chain(told);
    all.filter(|found| !masked.iter().any(|range| range.contains(&found.at.start))).collect()
}

/// Web addresses and link targets: what a browser reads and a person does not.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let close = |from: usize, ends: &[char]| {
        text[from..].find(|c: char| c.is_whitespace() || ends.contains(&c)).map_or(text.len(), |at| from + at)
    };
    let web = text.match_indices("://").map(|(at, _)| {
        let scheme = text[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        at - scheme..close(at, &[')', '>', '"', '<'])
    });
    let targets = text.match_indices("](").map(|(at, _)| at + 2..close(at, &[')']));
    let spoken =
        |range: &Range<usize>| text[range.start..].starts_with("tel:") || text[range.start..].starts_with("mailto:");
    web.chain(targets.filter(|range| !spoken(range))).collect()
}

/// Groups of digits with single separators between them.
struct Run {
    groups: Vec<Range<usize>>,
}

/// All runs of a text that stand by themselves, not in a word or a document number.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let run = Run::at(text, start);
        let end = run.groups.last().map_or(start + 1, |group| group.end);
        let inside = |c: char| is_letter_or_figure(c) || matches!(c, '_' | '/');
        let before = text[..start].chars().next_back().is_some_and(|c| inside(c) || matches!(c, '#' | '=' | '-'));
        let after = text[end..].chars().next().is_some_and(|c| inside(c) || c == '%');
        if !before && !after {
            runs.push(run);
        }
        at = end;
    }
    runs
}

impl Run {
    fn at(text: &str, start: usize) -> Self {
        let mut groups = Vec::new();
        let mut from = start;
        loop {
            let length = text[from..].bytes().take_while(u8::is_ascii_digit).count();
            groups.push(from..from + length);
            let rest = &text[from + length..];
            let gap = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            if gap == rest.len() || !matches!(&rest[..gap], " " | "." | "-" | "\u{a0}" | ")" | ") " | ")\u{a0}") {
                return Self { groups };
            }
            from += length + gap;
        }
    }

    fn private(&self, text: &str) -> Vec<Found> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.groups.len() {
            match self.phone(text, at).or_else(|| self.identity(text, at)) {
                Some((what, groups)) => {
                    let last = at + groups - 1;
                    found.push(Found { at: self.groups[at].start..self.groups[last].end, what });
                    at += groups;
                }
                None => at += 1,
            }
        }
        found
    }

    /// A phone number that begins with a group, and how many groups it takes.
    fn phone(&self, text: &str, at: usize) -> Option<(Private, usize)> {
        let abroad = at == 0 && text[..self.groups[0].start].ends_with('+');
        let mut digits = String::new();
        for (taken, group) in self.groups[at..].iter().enumerate() {
            digits.push_str(&text[group.clone()]);
            // A first group of two digits is a day: 09.10.2019.
            let national = match abroad {
                true => digits.strip_prefix("84").map(|rest| format!("0{rest}"))?,
                false if taken == 0 && digits.len() < 3 => return None,
                false => digits.clone(),
            };
            if let Some(what) = dialled(&national) {
                return Some((what, taken + 1));
            }
            if national.len() > LONGEST {
                return None;
            }
        }
        None
    }

    /// An identity number that begins with a group, and how many groups it takes.
    fn identity(&self, text: &str, at: usize) -> Option<(Private, usize)> {
        let group = self.groups[at].clone();
        let joined = |range: Range<usize>| matches!(&text[range], "." | "-");
        let before = at.checked_sub(1).is_some_and(|other| joined(self.groups[other].end..group.start));
        let after = self.groups.get(at + 1).is_some_and(|other| joined(group.end..other.start));
        let zero = text[group.clone()].starts_with('0');
        let spaced = self.groups.len() == 4 && at == 0 && zero && self.groups.iter().all(|group| group.len() == 3);
        if spaced {
            return Some((Private::Identity, 4));
        }
        let identity = match group.len() {
            9 => is_announced(text, group.start) || !counts_something(&text[group.end..]),
            // Every citizen's number begins with the 0 of a province's code.
            12 => zero || is_announced(text, group.start),
            _ => false,
        };
        (identity && !before && !after).then_some((Private::Identity, 1))
    }
}

/// The sort of phone of a national number: 10 digits, or 11 of fixed lines and old mobiles.
fn dialled(digits: &str) -> Option<Private> {
    match (digits.len(), digits.as_bytes()) {
        (10, [b'0', b'3' | b'5' | b'7'..=b'9', ..]) | (11, [b'0', b'1', ..]) => Some(Private::Mobile),
        (11, [b'0', b'2', ..]) => Some(Private::Landline),
        _ => None,
    }
}

/// Whether the words before a number say that it is one of identity.
fn is_announced(text: &str, start: usize) -> bool {
    let before: String = text[..start].chars().rev().take(30).collect();
    let before = crate::text::fold(&before.chars().rev().collect::<String>());
    ["cccd", "cmnd", "can cuoc", "chung minh", "dinh danh", "ho chieu"].iter().any(|word| before.contains(word))
}

/// Whether the word after a number makes it a sum or a count.
fn counts_something(after: &str) -> bool {
    let word: String = after.trim_start().chars().take_while(|c| is_letter(*c)).collect();
    !word.is_empty() && UNITS.contains(&crate::text::fold(&word).as_str())
}

/// Units of money, measure and people, folded.
const UNITS: &[&str] = &[
    "dong", "d", "vnd", "usd", "do", "euro", "trieu", "ty", "ti", "nghin", "ngan", "nguoi", "tan", "kg", "m", "ha",
    "km", "kwh", "luot", "cay", "con", "san", "ban", "lit",
];

/// The address around an @.
fn email(text: &str, at: usize) -> Option<Found> {
    let local = text[..at].bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    let host = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.')?;
    let sound = local > 0 && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    sound.then(|| Found { at: at - local..at + 1 + host.len(), what: Private::Email })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_texts() {
        let check = |text: &str, expect: &[(Private, &str)]| {
            let found: Vec<_> = find(text).into_iter().map(|found| (found.what, &text[found.at])).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("CCCD 091085001234, cấp", &[(Private::Identity, "091085001234")]);
        check("số 091 085 001 234", &[(Private::Identity, "091 085 001 234")]);
        check("CMND: 371234567.", &[(Private::Identity, "371234567")]);
        check("căn cước số 123456789012", &[(Private::Identity, "123456789012")]);
        check("gọi 0918123456", &[(Private::Mobile, "0918123456")]);
        check("ĐT: 0918.123.456;", &[(Private::Mobile, "0918.123.456")]);
        check("0918 123 456 - 0918 123 457", &[(Private::Mobile, "0918 123 456"), (Private::Mobile, "0918 123 457")]);
        check("năm 2019 0918123456", &[(Private::Mobile, "0918123456")]);
        check("+84 918 123 456", &[(Private::Mobile, "84 918 123 456")]);
        check("(+84) 918123456", &[(Private::Mobile, "84) 918123456")]);
        check("(0297) 3812 345", &[(Private::Landline, "0297) 3812 345")]);
        check("02973812345", &[(Private::Landline, "02973812345")]);
        check("thư an.nguyen@gmail.com.", &[(Private::Email, "an.nguyen@gmail.com")]);
        check("[thư](mailto:an@gmail.com)", &[(Private::Email, "an@gmail.com")]);
        check("[gọi 0918123456](https://a.vn/x)", &[(Private::Mobile, "0918123456")]);
        check("Bà sinh ngày 13/9/1970 tại Rạch Giá", &[(Private::Birth, "13/9/1970")]);
        check("Ngày sinh: 13-9-1970.", &[(Private::Birth, "13-9-1970")]);
        check("thường trú tại số 12 đường Nguyễn Trãi", &[(Private::Home, "12")]);
        check("Địa chỉ nhà: 12/5 Nguyễn Trãi", &[(Private::Home, "12/5")]);
    }

    #[test]
    fn public_texts() {
        for text in [
            "500000000 đồng",
            "150.000.000.000 đồng, 68.436 tỷ đồng",
            "1.091.812.345.600 đồng",
            "186.400.000",
            "136/KH-UBND, 24/2018/QĐ-UBND, 123456789/QĐ-UBND",
            "giai đoạn 2016 - 2020, 2020 - 2025, 2015-2020",
            "từ 09.10.2019 - 30.10.2019, ngày 05.10.2018 08.30",
            "2018-2019 2020-2021 2022-2023",
            "https://baokiengiang.vn/a-123456789.html?id=091085001234",
            "https://www.sggp.org.vn/phu-quoc-post821425.html và post0918123456.html",
            "[bài](/bai-viet/0918123456/)",
            "anh_371234567.jpg, IMG-0918123456",
            "202009131200",
            "anh hùng hy sinh ngày 9/1/1962",
            "Chủ tịch Hồ Chí Minh, ngày sinh 19/5/1890",
            "chị sinh ngày 1/2/1937, hy sinh ngày 9/1/1962",
            "sinh năm 1970, sinh ngày hội non sông 30/4/1975",
            "ngụ ấp 5, thường trú tại ấp 12, xã Vĩnh Thuận",
            "10/15 cá nhân, 9.112 bài, 10,374 doanh nghiệp",
            "@kiengiang và a@b",
            "CSGT 113 114 115",
            "(1) 2 (3) 4",
            "",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
