//! Calendars as text (RFC 5545). In: events of whole days. Out: one calendar that any calendar
//! program subscribes to or opens: lines folded at 75 octets, never within a letter, marks escaped.
//! Never looks at a clock: the stamp of an event is the day of its record's last change.

use std::fmt::Write as _;

use super::date::Day;

/// How many octets a line may have.
const LINE: usize = 75;

/// Something that takes one or several whole days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What makes it itself, for ever: `name@host`.
    pub uid: String,
    /// The day of its last change.
    pub stamp: Day,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// What it is.
    pub title: String,
    /// More about it.
    pub text: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The address of its page.
    pub url: String,
    /// Planned, and not yet certain.
    pub tentative: bool,
    /// How often it was corrected.
    pub sequence: usize,
}

/// A calendar of events.
#[must_use]
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    for (property, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Bang Vang//bangvang//VI"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut out, property, value);
    }
    line(&mut out, "X-WR-CALNAME", &escaped(name));
    line(&mut out, "X-WR-TIMEZONE", "Asia/Ho_Chi_Minh");
    for event in events {
        event.write(&mut out);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

impl Event {
    fn write(&self, out: &mut String) {
        line(out, "BEGIN", "VEVENT");
        line(out, "UID", &self.uid);
        line(out, "DTSTAMP", &format!("{}T000000Z", compact(self.stamp)));
        line(out, "SEQUENCE", &self.sequence.to_string());
        line(out, "DTSTART;VALUE=DATE", &compact(self.first));
        line(out, "DTEND;VALUE=DATE", &compact(self.last.add_days(1)));
        line(out, "SUMMARY", &escaped(&self.title));
        if let Some(text) = &self.text {
            line(out, "DESCRIPTION", &escaped(text));
        }
        if let Some(place) = &self.place {
            line(out, "LOCATION", &escaped(place));
        }
        line(out, "URL", &self.url);
        line(out, "STATUS", if self.tentative { "TENTATIVE" } else { "CONFIRMED" });
        line(out, "TRANSP", "TRANSPARENT");
        line(out, "END", "VEVENT");
    }
}

fn compact(day: Day) -> String {
    day.iso().replace('-', "")
}

/// Text as a value: the format's own marks escaped, no control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded where it has more octets than the format allows, never within a letter.
fn line(out: &mut String, property: &str, value: &str) {
    let mut whole = String::with_capacity(property.len() + value.len() + 1);
    let _ = write!(whole, "{property}:{value}");
    let mut room = LINE;
    for c in whole.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(property: &str, value: &str, expect: &str) {
        let mut out = String::new();
        line(&mut out, property, value);
        assert_eq!(out, expect);
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(out.replace("\r\n ", ""), format!("{property}:{value}\r\n"), "unfolding gives it back");
    }

    #[test]
    fn lines_fold_at_75_octets_between_letters() {
        check("SUMMARY", "ngắn", "SUMMARY:ngắn\r\n");
        check("X", &"a".repeat(73), &format!("X:{}\r\n", "a".repeat(73)));
        check("X", &"a".repeat(74), &format!("X:{}\r\n a\r\n", "a".repeat(73)));
        check("X", &"ệ".repeat(30), &format!("X:{}\r\n {}\r\n", "ệ".repeat(24), "ệ".repeat(6)));
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }
}
