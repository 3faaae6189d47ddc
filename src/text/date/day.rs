//! A day of the civil calendar.
//!
//! In: year, month, day. Out: an ordered value that is always a real day, with its Vietnamese
//! forms. Never holds a time or a zone.

use super::{DateError, PartialDate, digits};
use crate::text::as_scalar;
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A real day of the years 1–9999, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

as_scalar!(Day, DateError);

impl Day {
    /// Returns the day if the calendar has it.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Day> {
        let (m, d) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let real = year >= 1 && civil::Date::new(year, m, d).is_ok();
        real.then_some(Day { year, month, day })
    }

    /// Returns the first day of a month that the caller knows to be 1–12.
    pub(super) fn first_of(year: i16, month: u8) -> Day {
        Day { year, month, day: 1 }
    }

    /// Returns the last day of a month that the caller knows to be 1–12.
    pub(super) fn last_of(year: i16, month: u8) -> Day {
        let days = Day::first_of(year, month).civil().days_in_month();
        Day { year, month, day: days.unsigned_abs() }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Returns the day of the week, 1 for Monday to 7 for Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        self.civil().weekday().to_monday_one_offset().unsigned_abs()
    }

    /// Returns the day of the week in Vietnamese: "Thứ Sáu".
    pub fn weekday_text(self) -> &'static str {
        ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"][usize::from(self.weekday() - 1)]
    }

    /// Returns the day of the week in English: "Friday".
    pub fn weekday_text_en(self) -> &'static str {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][usize::from(self.weekday() - 1)]
    }

    /// Returns the day so many days later (earlier if negative); the calendar's ends hold it.
    #[must_use]
    pub fn add_days(self, days: i32) -> Day {
        let first = Day { year: 1, month: 1, day: 1 };
        let moved = self.civil().saturating_add(jiff::Span::new().days(days.clamp(-3_650_000, 3_650_000)));
        Day::from_civil(moved).max(first)
    }

    /// Counts the days from this day to another; negative when the other is earlier.
    pub fn days_until(self, other: Day) -> i32 {
        self.civil().duration_until(other.civil()).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
    }

    /// Returns "2019-09-13".
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// Returns "13/9/2019", the form of running text.
    pub fn text(self) -> String {
        format!("{}/{}/{}", self.day, self.month, self.year)
    }

    /// Returns "13 September 2019".
    pub fn text_en(self) -> String {
        format!("{} {} {}", self.day, month_en(self.month), self.year)
    }

    /// Returns "13 Sep 2019", the form of tables in English: readers of `3/11` do not agree on its month.
    pub fn short_en(self) -> String {
        format!("{} {} {}", self.day, month_short_en(self.month), self.year)
    }

    /// Returns "13/09/2019", the form of tables.
    pub fn padded(self) -> String {
        format!("{:02}/{:02}/{}", self.day, self.month, self.year)
    }

    /// Returns "ngày 13 tháng 9 năm 2019", the form of documents: days under 10 and the months 1
    /// and 2 take a leading zero (Decree 30/2020/NĐ-CP, Appendix I).
    pub fn long(self) -> String {
        let month = if self.month < 3 { format!("{:02}", self.month) } else { self.month.to_string() };
        format!("ngày {:02} tháng {month} năm {}", self.day, self.year)
    }

    pub(super) fn civil(self) -> civil::Date {
        civil::date(self.year, self.month.cast_signed(), self.day.cast_signed())
    }

    pub(super) fn from_civil(date: civil::Date) -> Day {
        Day { year: date.year(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Day, DateError> {
        match text.parse() {
            Ok(PartialDate::Day(day)) => Ok(day),
            // A month or a year is no day, in whatever form; to copy it would not help.
            Err(DateError::Dmy { iso }) if !matches!(iso.parse(), Ok(PartialDate::Day(_))) => {
                Err(DateError::not_a_date(text))
            }
            Ok(_) => Err(DateError::not_a_date(text)),
            Err(error) => Err(error),
        }
    }
}

/// Builds a day from three written numbers, or says that the calendar has none such.
pub(super) fn checked(year: i16, month: u8, day: u8) -> Result<Day, DateError> {
    Day::new(year, month, day).ok_or(DateError::NoSuchDay { year, month, day })
}

/// Reads day, month and year parted by one separator; the year has four digits.
pub(super) fn dmy(text: &str, separator: char) -> Option<(i16, u8, u8)> {
    let mut parts = text.split(separator);
    let (day, month) = (digits(parts.next()?, 1..=2)?, digits(parts.next()?, 1..=2)?);
    let year = digits(parts.next()?, 4..=4)?;
    parts.next().is_none().then_some((year, month, day))
}

/// Returns the English name of a month 1–12.
pub(super) fn month_short_en(month: u8) -> &'static str {
    &month_en(month)[..3]
}

pub(super) fn month_en(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn forms() {
        fn check(iso: &str, text: &str, padded: &str, long: &str) {
            let d = day(iso);
            assert_eq!((d.iso().as_str(), d.text().as_str(), d.padded().as_str()), (iso, text, padded));
            assert_eq!(d.long(), long);
        }
        check("2019-09-13", "13/9/2019", "13/09/2019", "ngày 13 tháng 9 năm 2019");
        check("2020-02-05", "5/2/2020", "05/02/2020", "ngày 05 tháng 02 năm 2020");
        check("2020-03-01", "1/3/2020", "01/03/2020", "ngày 01 tháng 3 năm 2020");
    }

    #[test]
    fn calendar() {
        assert_eq!(Day::new(2019, 2, 29), None);
        assert_eq!(Day::new(2020, 13, 1), None);
        assert_eq!(Day::new(2020, 200, 200), None);
        assert_eq!((day("2019-09-13").weekday(), day("2019-09-13").weekday_text()), (5, "Thứ Sáu"));
        assert_eq!(day("2020-02-28").add_days(2), day("2020-03-01"));
        assert_eq!(day("0001-01-02").add_days(-9), day("0001-01-01"));
        assert_eq!(day("2019-12-31").days_until(day("2020-01-02")), 2);
        assert_eq!(day("2020-01-02").days_until(day("2019-12-31")), -2);
        assert_eq!(day("2019-09-13").text_en(), "13 September 2019");
        assert!(day("2019-09-13") < day("2019-10-01"));
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(year in 1i16..=9999, ordinal in 0i32..365) {
            let d = Day::first_of(year, 1).add_days(ordinal);
            prop_assert_eq!(day(&d.iso()), d);
            prop_assert_eq!(Day::first_of(year, 1).days_until(d), ordinal);
        }
    }
}
