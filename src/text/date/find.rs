//! Dates in Vietnamese prose.
//!
//! In: a paragraph. Out: where it names a day, month, quarter or half-year, and which. Never takes
//! a ratio ("10/15 cá nhân"), a document number (24/2018/QĐ-UBND) or a year alone for a date.

use super::{Day, PartialDate, digits};
use crate::text::fold::canonical;
use crate::text::letter::{self, is_letter};
use std::ops::Range;

use memchr::memmem;

/// Finds the dates of a text in their order: "13/9/2019", "18.09.2019", "2-6-2022",
/// "ngày 13 tháng 9 năm 2019", "tháng 6/2019", "quý III/2020", "6 tháng đầu năm 2020".
///
/// A range covers the date itself with its "tháng" or "quý", but not a leading "ngày".
pub fn find_dates(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    let (mut found, mut start) = (Vec::new(), 0);
    // No date goes past the end of a sentence, and most sentences have no figure in them.
    let ends = memmem::find_iter(text.as_bytes(), ". ").map(|at| at + 2).chain([text.len()]);
    for end in ends {
        let sentence = &text[start..end];
        if sentence.bytes().any(|byte| byte.is_ascii_digit()) {
            in_sentence(sentence, start, &mut found);
        }
        start = end;
    }
    found
}

/// Finds what is written as a day and is none in any calendar: "31/6/2026", "30 tháng 2 năm 2020".
///
/// Beside where it stands: the day that was meant, when day and month only changed places.
pub fn find_impossible_days(text: &str) -> Vec<(Range<usize>, Option<Day>)> {
    let mut found = Vec::new();
    if !may_be_impossible(text) {
        return found;
    }
    let tokens = tokens(text);
    for at in (0..tokens.len()).filter(|at| tokens[*at].kind == Kind::Digits) {
        let rest = &tokens[at..];
        let slashed = Written::in_figures(rest).filter(|_| rest[1].text == "/");
        let Some(written) = slashed.or_else(|| Written::in_words(rest)) else { continue };
        if written.is_one_of_now() && written.day().is_none() {
            let turned = Day::new(written.year, written.day, written.month);
            found.push((tokens[at].start..rest[written.taken - 1].end(), turned));
        }
    }
    found
}

/// A year without a 29 February.
const COMMON_YEAR: i16 = 2023;

/// Whether figures stand around a slash or a "tháng" that are day and month of no common year: nearly no
/// text has any, and whole archives are gone through.
fn may_be_impossible(text: &str) -> bool {
    let spaces = [' ', '\u{A0}'];
    let is_doubtful = |at: usize, mark: &str| {
        let (before, after) = (text[..at].trim_end_matches(spaces), text[at + mark.len()..].trim_start_matches(spaces));
        let first = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let second = after.bytes().take_while(u8::is_ascii_digit).count();
        let [day, month] = [&before[before.len() - first..], &after[..second]].map(|figures| figures.parse().ok());
        day.zip(month).is_some_and(|(day, month)| Day::new(COMMON_YEAR, month, day).is_none())
    };
    ["/", "tháng"].iter().any(|mark| memmem::find_iter(text.as_bytes(), mark).any(|at| is_doubtful(at, mark)))
}

/// Finds the dates of a sentence that begins at byte `start` of its text.
fn in_sentence(sentence: &str, start: usize, found: &mut Vec<(Range<usize>, PartialDate)>) {
    let tokens = tokens(sentence);
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens[at..]) {
            Some((taken, date)) => {
                found.push((start + tokens[at].start..start + tokens[at + taken - 1].end(), date));
                at += taken;
            }
            None => at += 1,
        }
    }
}

/// A run of letters, a run of digits, or one other character; runs of spaces are one token.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    start: usize,
    text: &'a str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Digits,
    Space,
    Mark,
    /// A number, letter or separator glued to a run of digits before it: no date starts here.
    Glued,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn number<T: std::str::FromStr>(&self, count: std::ops::RangeInclusive<usize>) -> Option<T> {
        matches!(self.kind, Kind::Digits | Kind::Glued).then(|| digits(self.text, count)).flatten()
    }

    /// Whether it is this word, in any case and spelling.
    fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && letter::alike(self.text, word) && canonical(self.text) == canonical(word)
    }
}

fn kind_of(c: char) -> Kind {
    match c {
        c if c.is_ascii_digit() => Kind::Digits,
        // Loose tone marks belong to their word.
        c if is_letter(c) || ('\u{300}'..='\u{36F}').contains(&c) => Kind::Word,
        c if c.is_whitespace() => Kind::Space,
        _ => Kind::Mark,
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let kind = kind_of(first);
        let length = match kind {
            Kind::Mark => first.len_utf8(),
            _ => text[start..].find(|c| kind_of(c) != kind).unwrap_or(text.len() - start),
        };
        let glued = kind == Kind::Digits && is_glued(&tokens);
        let kind = if glued { Kind::Glued } else { kind };
        tokens.push(Token { start, text: &text[start..start + length], kind });
        start += length;
    }
    tokens
}

/// Digits right after a letter, or after "digits and a separator" as in the middle of 1.2.3.2019.
fn is_glued(before: &[Token<'_>]) -> bool {
    match before {
        [.., number, mark] if mark.kind == Kind::Mark => {
            matches!(number.kind, Kind::Digits | Kind::Glued) && matches!(mark.text, "/" | ".")
        }
        [.., word] => word.kind == Kind::Word,
        [] => false,
    }
}

/// Returns how many tokens the date takes that begins with the first token.
fn date_at(tokens: &[Token<'_>]) -> Option<(usize, PartialDate)> {
    let first = tokens.first()?;
    match first.kind {
        Kind::Digits => {
            let figures = Written::in_figures(tokens).and_then(|written| written.found());
            let words = || Written::in_words(tokens).and_then(|written| written.found());
            figures.or_else(|| half(tokens)).or_else(words)
        }
        Kind::Word if first.is("tháng") => month(tokens),
        Kind::Word if first.is("quý") => quarter(tokens),
        _ => None,
    }
}

/// A day as it is written, be there such a day or not.
struct Written {
    taken: usize,
    year: i16,
    month: u8,
    day: u8,
}

impl Written {
    /// 13/9/2019 with one of / . - used twice, and no further number glued on.
    fn in_figures(tokens: &[Token<'_>]) -> Option<Self> {
        let [day, mark, month, again, year, after @ ..] = tokens else {
            return None;
        };
        let same = mark.text == again.text && matches!(mark.text, "/" | "." | "-");
        let goes_on = matches!(after, [next, ..] if next.kind == Kind::Word)
            || matches!(after, [next, digit, ..] if next.text == mark.text && digit.kind != Kind::Space && digit.kind != Kind::Mark);
        let (year, month, day) = (year.number(4..=4)?, month.number(1..=2)?, day.number(1..=2)?);
        (same && !goes_on).then_some(Self { taken: 5, year, month, day })
    }

    /// 13 tháng 9 năm 2019, also "13 tháng 9, 2019" as translated software prints it.
    fn in_words(tokens: &[Token<'_>]) -> Option<Self> {
        let [day, gap, word, gap2, month, rest @ ..] = tokens else {
            return None;
        };
        let spaced = gap.kind == Kind::Space && gap2.kind == Kind::Space && word.is("tháng");
        let (taken, year) = year_after(rest)?;
        let (month, day) = (month.number(1..=2)?, day.number(1..=2)?);
        spaced.then_some(Self { taken: 5 + taken, year, month, day })
    }

    fn day(&self) -> Option<Day> {
        Day::new(self.year, self.month, self.day)
    }

    /// Whether it is of a time that these texts tell of; other figures may be no date.
    fn is_one_of_now(&self) -> bool {
        (1900..2100).contains(&self.year)
    }

    fn found(&self) -> Option<(usize, PartialDate)> {
        Some((self.taken, PartialDate::Day(self.day()?)))
    }
}

/// tháng 6/2019, tháng 6 năm 2019.
fn month(tokens: &[Token<'_>]) -> Option<(usize, PartialDate)> {
    let [_, gap, month, rest @ ..] = tokens else {
        return None;
    };
    let month: u8 = month.number(1..=2).filter(|m| (1..=12).contains(m))?;
    let (taken, year) = year_after(rest)?;
    (gap.kind == Kind::Space).then_some((3 + taken, PartialDate::Month(year, month)))
}

/// quý III/2020, quý 3 năm 2020.
fn quarter(tokens: &[Token<'_>]) -> Option<(usize, PartialDate)> {
    let [_, gap, number, rest @ ..] = tokens else {
        return None;
    };
    let quarter = match number.text {
        "I" | "1" => 1,
        "II" | "2" => 2,
        "III" | "3" => 3,
        "IV" | "4" => 4,
        _ => return None,
    };
    let (taken, year) = year_after(rest)?;
    (gap.kind == Kind::Space).then_some((3 + taken, PartialDate::Quarter(year, quarter)))
}

/// 6 tháng đầu năm 2020, 6 tháng cuối năm 2020.
fn half(tokens: &[Token<'_>]) -> Option<(usize, PartialDate)> {
    let [six, _, month, _, which, rest @ ..] = tokens else {
        return None;
    };
    let half = match which {
        which if which.is("đầu") => 1,
        which if which.is("cuối") => 2,
        _ => return None,
    };
    let (taken, year) = year_after(rest)?;
    (matches!(six.text, "6" | "06") && month.is("tháng")).then_some((5 + taken, PartialDate::Half(year, half)))
}

/// "/2019", " năm 2019" or ", 2019": how many tokens, and the year.
fn year_after(tokens: &[Token<'_>]) -> Option<(usize, i16)> {
    let (taken, year) = match tokens {
        [mark, year, ..] if matches!(mark.text, "/" | "-") => (2, year),
        [comma, gap, year, ..] if comma.text == "," && gap.kind == Kind::Space => (3, year),
        [gap, word, gap2, year, ..] if gap.kind == Kind::Space && gap2.kind == Kind::Space && word.is("năm") => {
            (4, year)
        }
        _ => return None,
    };
    Some((taken, year.number(4..=4).filter(|&year| year > 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prose() {
        fn check(text: &str, expect: &[(&str, &str)]) {
            let found = find_dates(text);
            let found: Vec<_> = found.iter().map(|(range, date)| (&text[range.clone()], date.iso())).collect();
            let found: Vec<_> = found.iter().map(|(part, iso)| (*part, iso.as_str())).collect();
            assert_eq!(found, expect, "{text}");
        }
        check("Ngày 13/9/2019, UBND tỉnh", &[("13/9/2019", "2019-09-13")]);
        check("Ngày: 18.09.2019", &[("18.09.2019", "2019-09-18")]);
        check("ngày 2-6-2022.", &[("2-6-2022", "2022-06-02")]);
        check("ngày 13 tháng 9 năm 2019", &[("13 tháng 9 năm 2019", "2019-09-13")]);
        check("ngày 05\u{A0}tháng\u{A0}02 năm 2020", &[("05\u{A0}tháng\u{A0}02 năm 2020", "2020-02-05")]);
        check("từ tháng 6/2019 đến 30/6/2020", &[("tháng 6/2019", "2019-06"), ("30/6/2020", "2020-06-30")]);
        check("(dự kiến quý III/2020).", &[("quý III/2020", "2020-Q3")]);
        check("sơ kết 6 tháng đầu năm 2020 của", &[("6 tháng đầu năm 2020", "2020-H1")]);
        check("13-15/9/2019", &[("15/9/2019", "2019-09-15")]);
        check("(11/6/1948-11/6/2018)", &[("11/6/1948", "1948-06-11"), ("11/6/2018", "2018-06-11")]);
        check("10/15 cá nhân, 24/2018/QĐ-UBND, 06/2022/QH15, năm 2019, 15/7", &[]);
        check("31/4/2019, 1.2.3.2019, 10.10.2019.1, 2020 - 2025, v1.2.2019", &[]);
        check("6 tháng", &[]);
        check("tháng 13/2019 quý V/2020", &[]);
    }

    #[test]
    fn impossible_days() {
        fn check(text: &str, expect: &[(&str, Option<&str>)]) {
            let found = find_impossible_days(text);
            let found: Vec<_> = found.iter().map(|(range, day)| (&text[range.clone()], day.map(Day::text))).collect();
            let found: Vec<_> = found.iter().map(|(part, day)| (*part, day.as_deref())).collect();
            assert_eq!(found, expect, "{text}");
        }
        check("Ngày 31/6/2026, UBND tỉnh", &[("31/6/2026", None)]);
        check("từ 29/02/2019 đến 28/2/2020", &[("29/02/2019", None)]);
        check("ngày 30 tháng 2 năm 2020", &[("30 tháng 2 năm 2020", None)]);
        check("12/25/2025", &[("12/25/2025", Some("25/12/2025"))]);
        check("13/9/2019, 29/2/2020, 31 tháng 12 năm 2025", &[]);
        check("24/2018/QĐ-UBND, 45/60/2019/NĐ-CP, 10/15 cá nhân, 99/99/9999, 1.2.32.2019", &[]);
    }

    proptest! {
        #[test]
        fn every_printed_form_is_found(year in 1900i16..2100, ordinal in 0i32..365) {
            let day = Day::first_of(year, 1).add_days(ordinal);
            for form in [day.text(), day.padded(), day.long()] {
                let dates: Vec<_> = find_dates(&format!("Vào {form}, tại")).into_iter().map(|(_, date)| date).collect();
                prop_assert_eq!(dates, vec![PartialDate::Day(day)]);
            }
        }

        #[test]
        fn any_text_gives_ranges_in_order(text in "[0-9/. thángqýnămI-]{0,40}") {
            let mut last = 0;
            for (range, _) in find_dates(&text) {
                prop_assert!(last <= range.start && range.start < range.end && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
