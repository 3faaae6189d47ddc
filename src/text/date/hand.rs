//! A day and an hour as people write them: `01/12/2026 17:00`, `8h00 ngày 1/12/2026`.
//!
//! In: a text that is no moment. Out: why, with the form to write when there is one meaning. Never
//! drops the hour: what tells a time that is not understood gets no form at all, because an embargo
//! without its hour ends at midnight.

use super::{DateError, Day, Moment, digits};

/// Says what is wrong with a text that is no moment, and what it means if that is clear.
pub(super) fn meant(text: &str) -> DateError {
    // `13 / 9 / 2019` has spaces and no time.
    if let Err(error) = text.parse::<Day>()
        && !matches!(error, DateError::NotADate { .. })
    {
        return error;
    }
    let spaced = apart(text);
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
    let Some((at, day)) = words.iter().enumerate().find_map(|(at, word)| Some((at, day(word)?))) else {
        return DateError::NotATime { text: text.to_owned() };
    };
    let time = [&words[..at], &words[at + 1..]].concat().concat();
    match day {
        Ok(day) => clock(day, &time).map_or_else(|| DateError::NotATime { text: text.to_owned() }, form),
        Err(error) => error,
    }
}

/// Words that stand beside an hour or a day and say nothing.
const FILLERS: &[&str] = &["ngày", "lúc", "hồi", "vào"];

/// The text in small letters, with a space where a `T`, a comma or the name of a day parts day and hour.
fn apart(text: &str) -> String {
    let small = text.to_lowercase();
    let mut out = String::with_capacity(small.len());
    let mut before = ' ';
    for c in small.chars() {
        out.push(if c == ',' || (c == 't' && before.is_ascii_digit()) { ' ' } else { c });
        before = c;
    }
    out
}

/// The day of a word, in whichever order its numbers stand.
fn day(word: &str) -> Option<Result<Day, DateError>> {
    match word.parse::<Day>() {
        Ok(day) => Some(Ok(day)),
        // A month or a year is no day.
        Err(DateError::Dmy { iso }) => iso.parse::<Day>().ok().map(Ok),
        Err(error @ (DateError::NoSuchDay { .. } | DateError::NoSuchMonth { .. })) => Some(Err(error)),
        Err(_) => None,
    }
}

/// Reads `8:00`, `17:30:15`, `8h`, `8h05`, `17g30`, `17 giờ 30 phút`.
fn clock(day: Day, time: &str) -> Option<Moment> {
    let time = time.strip_suffix("phút").unwrap_or(time);
    if let Some((hour, rest)) = time.split_once(':') {
        let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
        return Moment::new(day, digits(hour, 1..=2)?, digits(minute, 2..=2)?, digits(second, 2..=2)?);
    }
    let (hour, minute) = ["giờ", "h", "g"].iter().find_map(|mark| time.split_once(mark))?;
    let minute = if minute.is_empty() { "00" } else { minute };
    Moment::new(day, digits(hour, 1..=2)?, digits(minute, 2..=2)?, 0)
}

/// The form to write: without seconds when there are none.
fn form(moment: Moment) -> DateError {
    let (hour, minute, second) = moment.time();
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    DateError::Hand { iso: format!("{}T{hour:02}:{minute:02}{seconds}", moment.day()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_hour_is_kept() {
        let check = |text: &str, iso: &str| {
            let error = Moment::parse(text).expect_err("another form");
            assert_eq!(error.suggestion(), Some(iso), "{text}");
            assert!(Moment::parse(iso).is_ok(), "{iso}");
        };
        for text in ["01/12/2026 17:00", "1.12.2026, 17h", "17h00 ngày 1/12/2026", "2026-12-1T17:00", "17g00 1-12-2026"]
        {
            check(text, "2026-12-01T17:00");
        }
        check("2026-12-01T8:00", "2026-12-01T08:00");
        check("2026-12-01 8h", "2026-12-01T08:00");
        check("8h00 ngày 1/12/2026", "2026-12-01T08:00");
        check("17h30 1/12/2026", "2026-12-01T17:30");
        check("lúc 17 giờ 30 phút, ngày 01/12/2026", "2026-12-01T17:30");
        check("1/12/2026 8:00:30", "2026-12-01T08:00:30");
        check("01/12/2026", "2026-12-01");
        check("1 / 12 / 2026", "2026-12-01");
    }

    #[test]
    fn an_hour_that_is_not_understood_gets_no_form() {
        for text in [
            "01/12/2026 17",
            "01/12/2026 5h chiều",
            "01/12/2026 sáng",
            "01/12/2026 25:00",
            "01/12/2026 17:00Z",
            "01/12/2026 17:00 - 18:00",
            "12/2026 17:00",
            "17:00 hôm nay",
        ] {
            let error = Moment::parse(text).expect_err("no moment");
            assert_eq!(error, DateError::NotATime { text: text.to_owned() });
            assert_eq!(error.suggestion(), None);
        }
        let error = Moment::parse("31/4/2026 17:00").expect_err("no such day");
        assert_eq!(error, DateError::NoSuchDay { year: 2026, month: 4, day: 31 });
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9/:.hgtT ngàyờ-]{0,24}") {
            let _ = Moment::parse(&text);
        }
    }
}
