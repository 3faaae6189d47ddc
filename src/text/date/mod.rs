//! Dates as precise as they are known: a day, a month, a quarter, a half-year, a year, or a limit.
//!
//! In: ISO-like scalars from records and dates in Vietnamese prose. Out: small ordered values that
//! print the scalar they came from and the words a reader expects. Never asks what day it is today
//! and never guesses the order of `9/10/2019`: a record that says so is refused with the ISO form.

mod day;
mod find;
mod fuzzy;
mod hand;
mod moment;
mod partial;

pub use day::Day;
pub use find::{find_dates, find_impossible_days};
pub use fuzzy::{Bound, FuzzyDate, Period};
pub use moment::Moment;
pub use partial::PartialDate;

use thiserror::Error;

/// Why a scalar is not a date; [`DateError::suggestion`] gives the form to write when it is clear.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Error)]
pub enum DateError {
    /// Nothing was written.
    #[error("chưa ghi ngày")]
    Empty,
    /// The text has no form of a date.
    #[error("“{text}” không phải là ngày; viết như 2019-09-13, 2019-06, 2020-Q3, 2020-H1 hoặc 2019")]
    NotADate {
        /// What was written.
        text: String,
    },
    /// The form is right, but the calendar has no such day.
    #[error("lịch không có ngày {day}/{month}/{year}")]
    NoSuchDay {
        /// Year as written.
        year: i16,
        /// Month as written.
        month: u8,
        /// Day as written.
        day: u8,
    },
    /// The form is right, but a year has no such month.
    #[error("không có tháng {month}; tháng từ 01 đến 12")]
    NoSuchMonth {
        /// Month as written.
        month: u8,
    },
    /// A day-month-year form where the record wants the ISO form.
    #[error("viết ngày theo dạng năm-tháng-ngày: {iso}")]
    Dmy {
        /// The same date, to be copied.
        iso: String,
    },
    /// A day and an hour as people write them, where the record wants one form.
    #[error("viết ngày trước, giờ sau: {iso}")]
    Hand {
        /// The same moment, to be copied.
        iso: String,
    },
    /// The time of day cannot be read.
    #[error("“{text}” không phải là giờ; viết như 2019-09-18T08:00")]
    NotATime {
        /// What was written.
        text: String,
    },
}

impl DateError {
    /// Returns the message in English.
    pub fn text_en(&self) -> String {
        match self {
            DateError::Empty => "no date given".to_owned(),
            DateError::NotADate { text } => {
                format!("“{text}” is not a date; write 2019-09-13, 2019-06, 2020-Q3, 2020-H1 or 2019")
            }
            DateError::NoSuchMonth { month } => format!("there is no month {month}"),
            DateError::NoSuchDay { year, month, day } => {
                format!("the calendar has no {year:04}-{month:02}-{day:02}")
            }
            DateError::Dmy { iso } => format!("write the date year first: {iso}"),
            DateError::Hand { iso } => format!("write the day first, then the hour: {iso}"),
            DateError::NotATime { text } => {
                format!("“{text}” is not a time; write 2019-09-18T08:00")
            }
        }
    }

    /// Returns the text to write instead, when there is only one meaning.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            DateError::Dmy { iso } | DateError::Hand { iso } => Some(iso),
            _ => None,
        }
    }

    fn not_a_date(text: &str) -> DateError {
        DateError::NotADate { text: text.to_owned() }
    }
}

/// Reads digits only: no sign, no spaces, within the given count of digits.
pub(super) fn digits<T: std::str::FromStr>(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<T> {
    let fits = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
