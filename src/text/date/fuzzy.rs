//! Dates with a limit or a plan in them, and periods between two of them.
//!
//! In: `2019-06`, `<2019-10-30` (before that day), `>2020-01-01` (after it), `2020-Q3?` (planned).
//! Out: values that print the same scalar and the words of a plan. Never turns a plan into a fact.

use super::{DateError, Day, PartialDate};
use crate::text::as_scalar;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// On which side of its date something happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Before the date begins ("trước ngày").
    Before,
    /// Within the date.
    #[default]
    On,
    /// After the date ends ("sau ngày").
    After,
}

/// A date as a plan states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FuzzyDate {
    /// Before, on or after [`FuzzyDate::date`].
    pub bound: Bound,
    /// The date itself.
    pub date: PartialDate,
    /// Planned, not yet confirmed ("dự kiến").
    pub planned: bool,
}

as_scalar!(FuzzyDate, DateError);

impl FuzzyDate {
    /// Reads a scalar of a record.
    ///
    /// # Errors
    /// When the text is none of its forms, or a day that no calendar has.
    pub fn parse(text: &str) -> Result<FuzzyDate, DateError> {
        text.parse()
    }

    /// Returns the first possible day; unknown for "before".
    pub fn first(self) -> Option<Day> {
        match self.bound {
            Bound::Before => None,
            Bound::On => Some(self.date.first()),
            Bound::After => Some(self.date.last().add_days(1)),
        }
    }

    /// Returns the last possible day; unknown for "after".
    pub fn last(self) -> Option<Day> {
        match self.bound {
            Bound::Before => Some(self.date.first().add_days(-1)),
            Bound::On => Some(self.date.last()),
            Bound::After => None,
        }
    }

    /// Returns the key of a timeline: the written date's nearer end, "before" first, "after" last.
    pub fn sort_key(self) -> (Day, Bound, Day) {
        let edge = if self.bound == Bound::After { self.date.last() } else { self.date.first() };
        (edge, self.bound, self.date.last())
    }

    /// Returns the words: "trước ngày 30/10/2019", "dự kiến quý III/2020".
    pub fn text(self) -> String {
        let planned = if self.planned { "dự kiến " } else { "" };
        format!("{planned}{}", self.text_of_bound())
    }

    /// Returns the words in English: "before 30 October 2019", "planned for the third quarter of 2020".
    pub fn text_en(self) -> String {
        let planned = match (self.planned, self.bound) {
            (true, Bound::On) => "planned for ",
            (true, _) => "planned ",
            (false, _) => "",
        };
        format!("{planned}{}", self.text_of_bound_en())
    }

    fn text_of_bound(self) -> String {
        let side = match self.bound {
            Bound::On => return self.date.text(),
            Bound::Before => "trước",
            Bound::After => "sau",
        };
        let day = if matches!(self.date, PartialDate::Day(_)) { "ngày " } else { "" };
        format!("{side} {day}{}", self.date.text())
    }

    fn text_of_bound_en(self) -> String {
        let the = if matches!(self.date, PartialDate::Quarter(..) | PartialDate::Half(..)) { "the " } else { "" };
        let side = match self.bound {
            Bound::On => "",
            Bound::Before => "before ",
            Bound::After => "after ",
        };
        format!("{side}{the}{}", self.date.text_en())
    }
}

impl From<PartialDate> for FuzzyDate {
    fn from(date: PartialDate) -> FuzzyDate {
        FuzzyDate { bound: Bound::On, date, planned: false }
    }
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.bound {
            Bound::Before => "<",
            Bound::On => "",
            Bound::After => ">",
        };
        write!(f, "{side}{}{}", self.date, if self.planned { "?" } else { "" })
    }
}

impl FromStr for FuzzyDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<FuzzyDate, DateError> {
        let text = text.trim();
        let (bound, rest) = match text.chars().next() {
            Some('<') => (Bound::Before, &text[1..]),
            Some('>') => (Bound::After, &text[1..]),
            _ => (Bound::On, text),
        };
        let (rest, planned) = rest.strip_suffix('?').map_or((rest, false), |rest| (rest, true));
        match PartialDate::parse(rest) {
            Ok(date) => Ok(FuzzyDate { bound, date, planned }),
            Err(DateError::Dmy { iso }) => {
                // The suggestion must keep the marks, or copying it would change the meaning.
                let date = PartialDate::parse(&iso)?;
                Err(DateError::Dmy { iso: FuzzyDate { bound, date, planned }.to_string() })
            }
            Err(error) => Err(error),
        }
    }
}

/// From one date to another; either end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Period {
    /// When it begins.
    pub from: Option<FuzzyDate>,
    /// When it ends, that date included.
    pub to: Option<FuzzyDate>,
}

impl Period {
    /// Returns the first possible day.
    pub fn first(self) -> Option<Day> {
        self.from.and_then(FuzzyDate::first)
    }

    /// Returns the last possible day.
    pub fn last(self) -> Option<Day> {
        self.to.and_then(FuzzyDate::last)
    }

    /// Tells whether the day may lie within; an open end has no limit.
    pub fn contains(self, day: Day) -> bool {
        self.first().is_none_or(|first| first <= day) && self.last().is_none_or(|last| day <= last)
    }

    /// Tells whether the period certainly ends before it begins.
    pub fn is_reversed(self) -> bool {
        matches!((self.first(), self.last()), (Some(first), Some(last)) if last < first)
    }

    /// Returns the words: "từ tháng 6/2019 đến 30/6/2020"; empty when both ends are open.
    pub fn text(self) -> String {
        join(self, ["từ ", "đến ", "dự kiến "], FuzzyDate::text_of_bound, FuzzyDate::text)
    }

    /// Returns the words in English: "from June 2019 to 30 June 2020".
    pub fn text_en(self) -> String {
        join(self, ["from ", "to ", "planned "], FuzzyDate::text_of_bound_en, FuzzyDate::text_en)
    }
}

/// Joins the two ends of a period; "planned" stands before the preposition it belongs to.
fn join(
    period: Period,
    [from_word, to_word, planned]: [&str; 3],
    bound: fn(FuzzyDate) -> String,
    whole: fn(FuzzyDate) -> String,
) -> String {
    let end = |word: &str, date: FuzzyDate| format!("{}{word}{}", if date.planned { planned } else { "" }, bound(date));
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => whole(from),
        (Some(from), Some(to)) => format!("{} {}", end(from_word, from), end(to_word, to)),
        (Some(from), None) => end(from_word, from),
        (None, Some(to)) => end(to_word, to),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fuzzy(text: &str) -> FuzzyDate {
        FuzzyDate::parse(text).expect("a date")
    }

    #[test]
    fn forms() {
        fn check(scalar: &str, text: &str, english: &str, first: Option<&str>, last: Option<&str>) {
            let date = fuzzy(scalar);
            assert_eq!(
                (date.to_string().as_str(), date.text().as_str(), date.text_en().as_str()),
                (scalar, text, english)
            );
            assert_eq!(date.first().map(Day::iso).as_deref(), first, "{scalar}");
            assert_eq!(date.last().map(Day::iso).as_deref(), last, "{scalar}");
        }
        check("2019-06", "tháng 6/2019", "June 2019", Some("2019-06-01"), Some("2019-06-30"));
        check("<2019-10-30", "trước ngày 30/10/2019", "before 30 October 2019", None, Some("2019-10-29"));
        check(">2020-01-01", "sau ngày 1/1/2020", "after 1 January 2020", Some("2020-01-02"), None);
        check("<2020", "trước năm 2020", "before 2020", None, Some("2019-12-31"));
        check(
            "2020-Q3?",
            "dự kiến quý III/2020",
            "planned for the third quarter of 2020",
            Some("2020-07-01"),
            Some("2020-09-30"),
        );
        check("<2020-06?", "dự kiến trước tháng 6/2020", "planned before June 2020", None, Some("2020-05-31"));
    }

    #[test]
    fn a_suggestion_keeps_the_marks() {
        assert_eq!(FuzzyDate::parse("<30/10/2019?"), Err(DateError::Dmy { iso: "<2019-10-30?".to_owned() }));
        assert_eq!(FuzzyDate::parse("<"), Err(DateError::Empty));
        assert_eq!(FuzzyDate::parse("?"), Err(DateError::Empty));
    }

    #[test]
    fn timelines() {
        let order = ["<2019-10-30", "2019-10-30", ">2019-10-30", "2019-11", "2019-Q4?", "2020"];
        let keys: Vec<_> =
            ["<2019-10-30", "2019-10-30", ">2019-10-30", "2019-11", "2020"].map(|s| fuzzy(s).sort_key()).into();
        assert!(keys.is_sorted() && order.len() == 6);
        assert!(fuzzy("2019-Q4?").sort_key() < fuzzy("<2019-10-30").sort_key());
    }

    #[test]
    fn periods() {
        fn check(from: &str, to: &str, text: &str, english: &str) {
            let end = |text: &str| (!text.is_empty()).then(|| fuzzy(text));
            let period = Period { from: end(from), to: end(to) };
            assert_eq!((period.text().as_str(), period.text_en().as_str()), (text, english));
        }
        check("2019-06", "2020-06-30", "từ tháng 6/2019 đến 30/6/2020", "from June 2019 to 30 June 2020");
        check("2019-06", "", "từ tháng 6/2019", "from June 2019");
        check("", "2020", "đến năm 2020", "to 2020");
        check(
            "2019-06",
            "2020-Q3?",
            "từ tháng 6/2019 dự kiến đến quý III/2020",
            "from June 2019 planned to the third quarter of 2020",
        );
        check("2019", "2019", "năm 2019", "2019");
        check("", "", "", "");
    }

    #[test]
    fn days_within() {
        let period = Period { from: Some(fuzzy("2019-06")), to: Some(fuzzy("2020-06-30")) };
        let within = |text: &str| period.contains(text.parse().expect("a day"));
        assert!(within("2019-06-01") && within("2020-06-30"));
        assert!(!within("2019-05-31") && !within("2020-07-01"));
        assert!(Period { from: period.to, to: period.from }.is_reversed() && !period.is_reversed());
    }

    proptest! {
        #[test]
        fn the_scalar_round_trips(side in "[<>]?", year in 1i16..=9999, rest in "(-0[1-9](-0[1-9])?|-Q[1-4]|-H[12])?", plan in "\\??") {
            let scalar = format!("{side}{year:04}{rest}{plan}");
            prop_assert_eq!(fuzzy(&scalar).to_string(), scalar);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = FuzzyDate::parse(&text);
        }
    }
}
