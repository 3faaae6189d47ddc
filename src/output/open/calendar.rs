//! Calendars (RFC 5545): every campaign's stages, council sessions and consultations, for one
//! campaign or for all. A date that is known to the month, quarter or year is an event over all
//! its days; what is only planned is tentative. Ids are stable, stamps come from the records.

use std::fmt::Write as _;

use super::{fact, wanted};
use crate::base::Key;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::common::Period;
use crate::record::kind::{Campaign, Consultation, Session};
use crate::record::{KindId, Own, Record};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::{Day, FuzzyDate};

/// `/lich.ics` and one beside each campaign's page.
pub(in crate::output) struct Calendar;

/// The name of the file beside a campaign's page.
pub(in crate::output) const FILE: &str = "lich.ics";

/// How many octets a line may have.
const LINE: usize = 75;

impl Output for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !wanted(scope.settings.outputs.as_ref(), |outputs| outputs.calendar) {
            return;
        }
        jobs.add(self, format!("/{FILE}"), Subject::Site("calendar"));
        let campaigns = scope.catalog.public_of_kind(KindId::Campaign);
        for key in campaigns.filter(|key| has_events(scope.catalog.record(*key))) {
            jobs.add(self, format!("{}{FILE}", scope.catalog.record(key).url), Subject::Record(key));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let (name, keys) = match job.subject {
            Subject::Record(key) => (cx.card(key).title.to_string(), vec![key]),
            _ => (cx.settings().title.to_string(), all(cx)),
        };
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
        line(&mut out, "X-WR-CALNAME", &escaped(&name));
        line(&mut out, "X-WR-TIMEZONE", "Asia/Ho_Chi_Minh");
        for key in keys {
            for event in events(cx, key) {
                event.write(&mut out);
            }
        }
        line(&mut out, "END", "VCALENDAR");
        Ok(out.into_bytes())
    }
}

/// Whether anything of a campaign has a date.
fn has_events(record: &Record) -> bool {
    record.own.campaign().is_some_and(|campaign| !of_campaign(campaign, "").is_empty())
}

/// Everything that has a place in the site's calendar.
fn all(cx: &mut Cx<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    for kind in [KindId::Campaign, KindId::Session, KindId::Consultation] {
        let path = kind.spec().folder;
        let pages = cx.list(path, 1).map_or(0, crate::catalog::List::pages);
        for number in 1..=pages {
            let list = cx.list(path, number);
            keys.extend(list.into_iter().flat_map(|list| list.page(number).iter().filter_map(|item| item.record())));
        }
    }
    keys
}

/// One event.
struct Event {
    uid: String,
    /// The day of the record's last change.
    stamp: Day,
    first: Day,
    last: Day,
    title: String,
    text: Option<String>,
    place: Option<String>,
    url: String,
    tentative: bool,
    sequence: usize,
}

fn events(cx: &mut Cx<'_>, key: Key) -> Vec<Event> {
    let base = fact::base(cx);
    let changed = fact::changed(cx, key);
    let record = cx.whole(key).clone();
    let card = cx.card(key);
    let found = match &record.own {
        Own::Campaign(campaign) => of_campaign(campaign, &card.title),
        Own::Session(session) => of_session(session, &card.title),
        Own::Consultation(consultation) => of_consultation(consultation, &card.title),
        _ => Vec::new(),
    };
    let host = base.split("://").nth(1).unwrap_or(&base).to_owned();
    let about = Context { base: &base, host: &host, record: &record, changed };
    found.into_iter().filter_map(|one| about.event(one)).collect()
}

/// What happens, before it is an event: a name that is unique in its record, and when.
struct Happening {
    name: String,
    title: String,
    span: (Option<Day>, Option<Day>),
    planned: bool,
    text: Option<String>,
    place: Option<String>,
}

/// The record that events come from.
struct Context<'a> {
    base: &'a str,
    host: &'a str,
    record: &'a Record,
    changed: Option<Day>,
}

impl Context<'_> {
    fn event(&self, one: Happening) -> Option<Event> {
        // A limit ("before", "after") is the day next to it.
        let first = one.span.0.or(one.span.1)?;
        let last = one.span.1.or(one.span.0)?;
        let record = self.record;
        Some(Event {
            uid: format!("{}-{}-{}@{}", record.kind().spec().name, record.id, one.name, self.host),
            stamp: self.changed.unwrap_or(first),
            first: first.min(last),
            last: last.max(first),
            title: one.title,
            text: one.text,
            place: one.place,
            url: format!("{}{}", self.base, record.url),
            tentative: one.planned,
            sequence: record.head.corrections.len(),
        })
    }
}

fn of_campaign(campaign: &Campaign, title: &str) -> Vec<Happening> {
    let mut found = Vec::new();
    for (at, milestone) in campaign.milestones.iter().enumerate() {
        let date = milestone.actual.or(milestone.planned);
        let span = date.map(ends).or_else(|| milestone.around.as_ref().map(period));
        let Some(span) = span else { continue };
        let before = campaign.milestones[..at].iter().filter(|other| other.stage == milestone.stage).count();
        let stage = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
        let said = milestone.occasion.iter().chain(&milestone.note).map(|text| text.to_string()).collect::<Vec<_>>();
        found.push(Happening {
            name: format!("{}-{}", milestone.stage.id(), before + 1),
            title: format!("{stage}: {title}"),
            span,
            planned: milestone.actual.is_none(),
            text: Some(said.join(". ")).filter(|text| !text.is_empty()),
            place: milestone.place.as_ref().map(ToString::to_string),
        });
    }
    for (at, event) in campaign.events.iter().enumerate() {
        let Some(date) = event.date else { continue };
        found.push(Happening {
            name: format!("su-kien-{}", at + 1),
            title: format!("{}: {title}", event.name),
            span: ends(date),
            planned: date.planned,
            text: event.note.as_ref().map(ToString::to_string),
            place: event.place.as_ref().map(ToString::to_string),
        });
    }
    found
}

fn of_session(session: &Session, title: &str) -> Vec<Happening> {
    vec![Happening {
        name: "phien-hop".to_owned(),
        title: title.to_owned(),
        span: ends(session.date),
        planned: session.date.planned,
        text: None,
        place: None,
    }]
}

fn of_consultation(consultation: &Consultation, title: &str) -> Vec<Happening> {
    vec![Happening {
        name: "lay-y-kien".to_owned(),
        title: title.to_owned(),
        span: (Some(consultation.opens), Some(consultation.closes)),
        planned: false,
        text: Some(consultation.contact.to_string()),
        place: None,
    }]
}

fn ends(date: FuzzyDate) -> (Option<Day>, Option<Day>) {
    (date.first(), date.last())
}

fn period(period: &Period) -> (Option<Day>, Option<Day>) {
    (period.from.and_then(FuzzyDate::first), period.to.and_then(FuzzyDate::last))
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
