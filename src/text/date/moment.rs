//! A moment: a day and a time of day, kept on the clock of Vietnam.
//!
//! In: RFC 3339, `2019-09-18T08:00`, or a plain day (midnight). Out: an ordered value with the forms
//! of pages, feeds and calendars. Never reads the machine's clock or zone: Vietnam has kept +07:00
//! without summer time since 1975, so the offset is a constant.

use super::day::month_en;
use super::{DateError, Day, digits, hand};
use crate::text::as_scalar;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Offset of `Asia/Ho_Chi_Minh` in minutes.
const OFFSET: i32 = 7 * 60;
const DAY_SECONDS: i64 = 86_400;

/// A moment to the second, held as Vietnamese time; other offsets are converted when read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Moment {
    day: Day,
    second: u32,
}

as_scalar!(Moment, DateError);

impl Moment {
    /// Returns the moment of a day at a time, if there is such a time.
    pub fn new(day: Day, hour: u8, minute: u8, second: u8) -> Option<Moment> {
        let real = hour < 24 && minute < 60 && second < 60;
        let second = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
        real.then_some(Moment { day, second })
    }

    /// Reads a moment; see the module for the forms.
    ///
    /// # Errors
    /// When the text is none of its forms, or a day that no calendar has.
    pub fn parse(text: &str) -> Result<Moment, DateError> {
        text.parse()
    }

    /// Returns the day on the Vietnamese calendar.
    pub fn day(self) -> Day {
        self.day
    }

    /// Returns hour, minute and second on the Vietnamese clock.
    pub fn time(self) -> (u8, u8, u8) {
        let part = |n: u32| u8::try_from(n).unwrap_or(0);
        (part(self.second / 3600), part(self.second / 60 % 60), part(self.second % 60))
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    pub fn epoch_seconds(self) -> i64 {
        let days = epoch().days_until(self.day);
        i64::from(days) * DAY_SECONDS + i64::from(self.second) - i64::from(OFFSET) * 60
    }

    /// Returns the moment of a Unix time; years outside 1–9999 stop at the calendar's ends.
    pub fn from_epoch_seconds(seconds: i64) -> Moment {
        let local = seconds.saturating_add(i64::from(OFFSET) * 60);
        let days = i32::try_from(local.div_euclid(DAY_SECONDS)).unwrap_or(if local < 0 { i32::MIN } else { i32::MAX });
        let second = u32::try_from(local.rem_euclid(DAY_SECONDS)).unwrap_or(0);
        Moment { day: epoch().add_days(days), second }
    }

    /// Returns "2019-09-18T08:00:00+07:00" (RFC 3339), the form of Atom, sitemaps and JSON.
    pub fn rfc3339(self) -> String {
        self.to_string()
    }

    /// Returns "Wed, 18 Sep 2019 08:00:00 +0700" (RFC 5322), the form of RSS.
    pub fn rfc2822(self) -> String {
        let (h, m, s) = self.time();
        let (weekday, month) = (&self.day.weekday_text_en()[..3], &month_en(self.day.month())[..3]);
        format!("{weekday}, {:02} {month} {:04} {h:02}:{m:02}:{s:02} +0700", self.day.day(), self.day.year())
    }

    /// Returns "08:00, 18/9/2019".
    pub fn text(self) -> String {
        let (h, m, _) = self.time();
        format!("{h:02}:{m:02}, {}", self.day.text())
    }

    /// Returns "08:00, 18 September 2019".
    pub fn text_en(self) -> String {
        let (h, m, _) = self.time();
        format!("{h:02}:{m:02}, {}", self.day.text_en())
    }
}

impl From<Day> for Moment {
    fn from(day: Day) -> Moment {
        Moment { day, second: 0 }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m, s) = self.time();
        write!(f, "{}T{h:02}:{m:02}:{s:02}+07:00", self.day)
    }
}

impl FromStr for Moment {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Moment, DateError> {
        let text = text.trim();
        let Some(at) = text.find(['T', 't', ' ']) else {
            return text.parse::<Day>().map(Moment::from);
        };
        strict(&text[..at], &text[at + 1..]).ok_or_else(|| hand::meant(text))
    }
}

/// Reads a day and a time in the accepted form.
fn strict(day: &str, time: &str) -> Option<Moment> {
    let (time, offset) = split_offset(time)?;
    let local = clock(day.parse().ok()?, time)?;
    // A clock elsewhere is ahead of ours by the difference of the offsets.
    Some(Moment::from_epoch_seconds(local.epoch_seconds() + i64::from(OFFSET - offset) * 60))
}

/// Parts the time from its offset in minutes; without one the time is Vietnamese.
fn split_offset(text: &str) -> Option<(&str, i32)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    let Some(at) = text.find(['+', '-']) else {
        return Some((text, OFFSET));
    };
    let (time, offset) = text.split_at(at);
    let (hours, minutes) = offset[1..].split_once(':')?;
    let minutes =
        digits::<i32>(hours, 2..=2).filter(|h| *h < 24)? * 60 + digits::<i32>(minutes, 2..=2).filter(|m| *m < 60)?;
    Some((time, if offset.starts_with('-') { -minutes } else { minutes }))
}

/// Reads `08:00`, `08:00:00` or `08:00:00.5`; fractions of a second are dropped.
fn clock(day: Day, time: &str) -> Option<Moment> {
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    digits::<u64>(fraction, 1..=18)?;
    let mut parts = time.split(':');
    let (hour, minute) = (digits(parts.next()?, 2..=2)?, digits(parts.next()?, 2..=2)?);
    let second = parts.next().map_or(Some(0), |s| digits(s, 2..=2))?;
    parts.next().is_none().then(|| Moment::new(day, hour, minute, second)).flatten()
}

fn epoch() -> Day {
    Day::first_of(1970, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms() {
        fn check(input: &str, rfc3339: &str, text: &str) {
            let moment = Moment::parse(input).expect("a moment");
            assert_eq!((moment.rfc3339().as_str(), moment.text().as_str()), (rfc3339, text), "{input}");
        }
        check("2019-09-18T08:00", "2019-09-18T08:00:00+07:00", "08:00, 18/9/2019");
        check("2019-09-18 08:00", "2019-09-18T08:00:00+07:00", "08:00, 18/9/2019");
        check("2019-09-18", "2019-09-18T00:00:00+07:00", "00:00, 18/9/2019");
        check("2019-09-17T20:30:15Z", "2019-09-18T03:30:15+07:00", "03:30, 18/9/2019");
        check("2019-09-18T00:00:00.25-05:00", "2019-09-18T12:00:00+07:00", "12:00, 18/9/2019");
        let moment = Moment::parse("2019-09-18T08:00").expect("a moment");
        assert_eq!(moment.epoch_seconds(), 1_568_768_400);
        assert_eq!(moment.rfc2822(), "Wed, 18 Sep 2019 08:00:00 +0700");
        assert_eq!(moment.text_en(), "08:00, 18 September 2019");
    }

    #[test]
    fn refusals() {
        for text in ["2019-09-18T24:00", "2019-09-18T08", "2019-09-18T08:00+7", "2019-09-18Tđ"] {
            assert_eq!(Moment::parse(text), Err(DateError::NotATime { text: text.to_owned() }), "{text}");
        }
        assert_eq!(Moment::parse("18/9/2019"), Err(DateError::Dmy { iso: "2019-09-18".to_owned() }));
        assert!(Moment::parse("2019").is_err());
    }

    proptest! {
        #[test]
        fn unix_time_and_text_round_trip(seconds in -60_000_000_000i64..250_000_000_000) {
            let moment = Moment::from_epoch_seconds(seconds);
            prop_assert_eq!(moment.epoch_seconds(), seconds);
            prop_assert_eq!(Moment::parse(&moment.rfc3339()), Ok(moment));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = Moment::parse(&text);
        }
    }
}
