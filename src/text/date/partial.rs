//! A date without more precision than its source has.
//!
//! In: `2019-09-13`, `2019-06`, `2020-Q3`, `2020-H1`, `2019`. Out: the span of days it means and the
//! words for it. Never pretends that a month is its first day.

use super::day::{checked, dmy, month_en, month_short_en};
use super::{DateError, Day, digits};
use crate::text::{as_scalar, show};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A day, month, quarter, half-year or year; ordered by first day, then by last.
///
/// Values made by [`PartialDate::from_str`] are valid; numbers out of range put in by hand are
/// treated as the nearest valid ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum PartialDate {
    /// One day.
    Day(Day),
    /// Year and month 1–12.
    Month(i16, u8),
    /// Year and quarter 1–4.
    Quarter(i16, u8),
    /// Year and half 1–2.
    Half(i16, u8),
    /// A whole year.
    Year(i16),
}

as_scalar!(PartialDate, DateError);

impl PartialDate {
    /// Reads a scalar of a record; see [`DateError`] for what a refusal tells.
    ///
    /// # Errors
    /// When the text is none of its forms, or a day that no calendar has.
    pub fn parse(text: &str) -> Result<PartialDate, DateError> {
        text.parse()
    }

    /// Returns the first day of the span.
    pub fn first(self) -> Day {
        match self {
            PartialDate::Day(day) => day,
            span => Day::first_of(span.year(), span.months().0),
        }
    }

    /// Returns the last day of the span.
    pub fn last(self) -> Day {
        match self {
            PartialDate::Day(day) => day,
            span => Day::last_of(span.year(), span.months().1),
        }
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        match self {
            PartialDate::Day(day) => day.year(),
            PartialDate::Month(year, _)
            | PartialDate::Quarter(year, _)
            | PartialDate::Half(year, _)
            | PartialDate::Year(year) => year.clamp(1, 9999),
        }
    }

    /// Returns the scalar: "2019-09-13", "2020-Q3".
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// Returns the words of running text: "13/9/2019", "tháng 6/2019", "quý III/2020",
    /// "6 tháng đầu năm 2020", "năm 2019".
    pub fn text(self) -> String {
        match self {
            PartialDate::Day(day) => day.text(),
            PartialDate::Month(year, month) => format!("tháng {month}/{year}"),
            PartialDate::Quarter(year, quarter) => {
                format!("quý {}/{year}", show::roman(quarter.into()))
            }
            PartialDate::Half(year, 1) => format!("6 tháng đầu năm {year}"),
            PartialDate::Half(year, _) => format!("6 tháng cuối năm {year}"),
            PartialDate::Year(year) => format!("năm {year}"),
        }
    }

    /// Returns the words in English: "13 September 2019", "June 2019", "third quarter of 2020".
    pub fn text_en(self) -> String {
        const NTH: [&str; 4] = ["first", "second", "third", "fourth"];
        let nth = |n: u8| NTH[usize::from(n.clamp(1, 4)) - 1];
        match self {
            PartialDate::Day(day) => day.text_en(),
            PartialDate::Month(year, month) => format!("{} {year}", month_en(month)),
            PartialDate::Quarter(year, quarter) => format!("{} quarter of {year}", nth(quarter)),
            PartialDate::Half(year, half) => format!("{} half of {year}", nth(half)),
            PartialDate::Year(year) => year.to_string(),
        }
    }

    /// Returns the short form of tables: "13/09/2019", "06/2019", "quý III/2020", "2019".
    pub fn short(self) -> String {
        match self {
            PartialDate::Day(day) => day.padded(),
            PartialDate::Month(year, month) => format!("{month:02}/{year}"),
            PartialDate::Year(year) => year.to_string(),
            span => span.text(),
        }
    }

    /// Returns the short form of tables in English: "13 Sep 2019", "Jun 2019", "Q3 2020", "H1 2020", "2019".
    pub fn short_en(self) -> String {
        match self {
            PartialDate::Day(day) => day.short_en(),
            PartialDate::Month(year, month) => format!("{} {year}", month_short_en(month)),
            PartialDate::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            PartialDate::Half(year, half) => format!("H{half} {year}"),
            PartialDate::Year(year) => year.to_string(),
        }
    }

    /// Returns what a table prints below the year: "13/09", "tháng 6", "quý III"; nothing when only the
    /// year is known.
    pub fn in_year(self) -> Option<String> {
        match self {
            PartialDate::Day(day) => Some(format!("{:02}/{:02}", day.day(), day.month())),
            PartialDate::Month(_, month) => Some(format!("tháng {month}")),
            PartialDate::Quarter(_, quarter) => Some(format!("quý {}", show::roman(quarter.into()))),
            PartialDate::Half(_, 1) => Some("6 tháng đầu năm".to_owned()),
            PartialDate::Half(..) => Some("6 tháng cuối năm".to_owned()),
            PartialDate::Year(_) => None,
        }
    }

    /// Returns the same in English: "13 Sep", "Jun", "Q3", "H1".
    pub fn in_year_en(self) -> Option<String> {
        let short = self.short_en();
        short.rsplit_once(' ').map(|(within, _)| within.to_owned())
    }

    /// First and last month of the span.
    fn months(self) -> (u8, u8) {
        match self {
            PartialDate::Day(day) => (day.month(), day.month()),
            PartialDate::Month(_, month) => (month.clamp(1, 12), month.clamp(1, 12)),
            PartialDate::Quarter(_, quarter) => (quarter.clamp(1, 4) * 3 - 2, quarter.clamp(1, 4) * 3),
            PartialDate::Half(_, half) => (half.clamp(1, 2) * 6 - 5, half.clamp(1, 2) * 6),
            PartialDate::Year(_) => (1, 12),
        }
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The raw form comes last so that order agrees with equality even for values made by hand.
        let key = |date: &Self| (date.first(), date.last());
        key(self).cmp(&key(other)).then_with(
            || {
                if self == other { Ordering::Equal } else { self.iso().cmp(&other.iso()) }
            },
        )
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> PartialDate {
        PartialDate::Day(day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Day(day) => day.fmt(f),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            PartialDate::Half(year, half) => write!(f, "{year:04}-H{half}"),
            PartialDate::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<PartialDate, DateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DateError::Empty);
        }
        match strict(text) {
            Some(result) => result,
            None => Err(hint(text).unwrap_or_else(|| DateError::not_a_date(text))),
        }
    }
}

/// Reads the accepted forms; `None` when the text has none of them.
fn strict(text: &str) -> Option<Result<PartialDate, DateError>> {
    let parts: Vec<&str> = text.split('-').collect();
    let year: i16 = digits(parts[0], 4..=4).filter(|&year| year > 0)?;
    Some(match parts[1..] {
        [] => Ok(PartialDate::Year(year)),
        [part] => match (part.strip_prefix('Q'), part.strip_prefix('H')) {
            (Some(n), _) => Ok(PartialDate::Quarter(year, digits(n, 1..=1).filter(|n| (1..=4).contains(n))?)),
            (_, Some(n)) => Ok(PartialDate::Half(year, digits(n, 1..=1).filter(|n| (1..=2).contains(n))?)),
            _ => month(year, digits(part, 2..=2)?),
        },
        [month, day] => checked(year, digits(month, 2..=2)?, digits(day, 2..=2)?).map(PartialDate::Day),
        _ => return None,
    })
}

fn month(year: i16, month: u8) -> Result<PartialDate, DateError> {
    match month {
        1..=12 => Ok(PartialDate::Month(year, month)),
        _ => Err(DateError::NoSuchMonth { month }),
    }
}

/// Recognises what people write instead: 13/9/2019, 13.9.2019, 9/2019, 2019-9-13, 2019/09/13, and the
/// words of documents.
fn hint(text: &str) -> Option<DateError> {
    let found = ['/', '.', '-'].into_iter().find_map(|sep| loose(text, sep)).or_else(|| worded(text))?;
    Some(match found {
        Ok(date) => DateError::Dmy { iso: date.iso() },
        Err(error) => error,
    })
}

/// Reads "ngày 13 tháng 9 năm 2019", "tháng 9 năm 2019", "tháng 9/2019", "quý III/2020", "năm 2020".
fn worded(text: &str) -> Option<Result<PartialDate, DateError>> {
    let small = text.to_lowercase().replace('/', " / ");
    let words: Vec<&str> = small.split_whitespace().filter(|word| *word != ",").collect();
    let words = words.strip_prefix(&["ngày"]).unwrap_or(&words);
    let year = |word: &str| digits::<i16>(word, 4..=4).filter(|year| *year > 0);
    Some(match words {
        [d, "tháng", m, "năm" | "/", y] => {
            checked(year(y)?, digits(m, 1..=2)?, digits(d, 1..=2)?).map(PartialDate::Day)
        }
        [d, "/", m, "/", y] => checked(year(y)?, digits(m, 1..=2)?, digits(d, 1..=2)?).map(PartialDate::Day),
        ["tháng", m, "năm" | "/", y] => month(year(y)?, digits(m, 1..=2)?),
        ["quý", q, "năm" | "/", y] => {
            let quarter = (1..=4).find(|n| *q == n.to_string() || q.to_uppercase() == show::roman(*n))?;
            Ok(PartialDate::Quarter(year(y)?, u8::try_from(quarter).ok()?))
        }
        ["năm", y] => Ok(PartialDate::Year(year(y)?)),
        _ => return None,
    })
}

fn loose(text: &str, separator: char) -> Option<Result<PartialDate, DateError>> {
    if let Some((y, m, d)) = dmy(text, separator) {
        return Some(checked(y, m, d).map(PartialDate::Day));
    }
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    match parts.as_slice() {
        [m, y] if y.len() == 4 => Some(month(digits(y, 4..=4)?, digits(m, 1..=2)?)),
        [y, m] => Some(month(digits(y, 4..=4)?, digits(m, 1..=2)?)),
        [y, m, d] if y.len() == 4 => {
            Some(checked(digits(y, 4..=4)?, digits(m, 1..=2)?, digits(d, 1..=2)?).map(PartialDate::Day))
        }
        [d, m, y] => Some(checked(digits(y, 4..=4)?, digits(m, 1..=2)?, digits(d, 1..=2)?).map(PartialDate::Day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        fn check(iso: &str, text: &str, short: &str, first: &str, last: &str) {
            let date = PartialDate::parse(iso).expect("a date");
            assert_eq!((date.iso().as_str(), date.text().as_str(), date.short().as_str()), (iso, text, short));
            assert_eq!((date.first().iso().as_str(), date.last().iso().as_str()), (first, last));
        }
        check("2019-09-13", "13/9/2019", "13/09/2019", "2019-09-13", "2019-09-13");
        check("2019-06", "tháng 6/2019", "06/2019", "2019-06-01", "2019-06-30");
        check("2020-02", "tháng 2/2020", "02/2020", "2020-02-01", "2020-02-29");
        check("2020-Q3", "quý III/2020", "quý III/2020", "2020-07-01", "2020-09-30");
        check("2020-H1", "6 tháng đầu năm 2020", "6 tháng đầu năm 2020", "2020-01-01", "2020-06-30");
        check("2020-H2", "6 tháng cuối năm 2020", "6 tháng cuối năm 2020", "2020-07-01", "2020-12-31");
        check("2019", "năm 2019", "2019", "2019-01-01", "2019-12-31");
    }

    #[test]
    fn english() {
        let text = |iso: &str| PartialDate::parse(iso).map(PartialDate::text_en);
        assert_eq!(text("2020-Q3").as_deref(), Ok("third quarter of 2020"));
        assert_eq!(text("2019-06").as_deref(), Ok("June 2019"));
    }

    #[test]
    fn refusals() {
        fn check(text: &str, expect: DateError) {
            assert_eq!(PartialDate::parse(text), Err(expect), "{text}");
        }
        let dmy = |iso: &str| DateError::Dmy { iso: iso.to_owned() };
        check("", DateError::Empty);
        check("13/9/2019", dmy("2019-09-13"));
        check("13.9.2019", dmy("2019-09-13"));
        check("2-6-2022", dmy("2022-06-02"));
        check("9/2019", dmy("2019-09"));
        check("2019-9-3", dmy("2019-09-03"));
        check("2019/09/13", dmy("2019-09-13"));
        check("ngày 13 tháng 9 năm 2019", dmy("2019-09-13"));
        check("13 Tháng 09 năm 2019", dmy("2019-09-13"));
        check("ngày 13/9/2019", dmy("2019-09-13"));
        check("tháng 9 năm 2019", dmy("2019-09"));
        check("tháng 9/2019", dmy("2019-09"));
        check("quý III/2020", dmy("2020-Q3"));
        check("Quý 2 năm 2020", dmy("2020-Q2"));
        check("năm 2020", dmy("2020"));
        check("ngày 31 tháng 6 năm 2019", DateError::NoSuchDay { year: 2019, month: 6, day: 31 });
        check("tháng 13/2020", DateError::NoSuchMonth { month: 13 });
        check("ngày 13 tháng 9", DateError::not_a_date("ngày 13 tháng 9"));
        check("31/4/2019", DateError::NoSuchDay { year: 2019, month: 4, day: 31 });
        check("2019-02-29", DateError::NoSuchDay { year: 2019, month: 2, day: 29 });
        check("2019-13", DateError::NoSuchMonth { month: 13 });
        for text in ["hôm nay", "2020-Q5", "2020-H3", "0000", "+201-01", "20190913", "2019-09-13-1", "10/15"] {
            check(text, DateError::not_a_date(text));
        }
    }

    #[test]
    fn order_is_by_first_day_then_last() {
        let order = ["2019-01-01", "2019-01", "2019-Q1", "2019-H1", "2019", "2019-01-02", "2019-02"];
        let dates: Vec<_> = order.iter().map(|iso| PartialDate::parse(iso).expect("a date")).collect();
        assert!(dates.is_sorted());
    }

    #[test]
    fn the_message_names_the_remedy() {
        let error = PartialDate::parse("13/9/2019").expect_err("day first");
        assert_eq!(error.suggestion(), Some("2019-09-13"));
        assert_eq!(error.to_string(), "viết ngày theo dạng năm-tháng-ngày: 2019-09-13");
        assert_eq!(error.text_en(), "write the date year first: 2019-09-13");
    }
}
