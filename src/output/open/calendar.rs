//! Calendars (RFC 5545): every campaign's stages, council sessions and consultations, for one
//! campaign or for all. A date that is known to the month, quarter or year is an event over all
//! its days; what is only planned is tentative. Ids are stable, stamps come from the records.

use super::fact;
use crate::base::Key;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::happening::{self, Happening};
use crate::record::{KindId, Record};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::Day;
use crate::text::ics::{self, Event};

/// `/lich.ics` and one beside each campaign's page.
pub(in crate::output) struct Calendar;

/// The name of the file beside a campaign's page.
pub(in crate::output) const FILE: &str = "lich.ics";

impl Output for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.calendar) {
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
        let events: Vec<Event> = keys.into_iter().flat_map(|key| events(cx, key)).collect();
        Ok(ics::calendar(&name, &events).into_bytes())
    }
}

/// Whether anything of a campaign has a date.
fn has_events(record: &Record) -> bool {
    !happening::of(&record.own).is_empty()
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

fn events(cx: &mut Cx<'_>, key: Key) -> Vec<Event> {
    let base = fact::base(cx);
    let changed = fact::changed(cx, key);
    let record = cx.whole(key).clone();
    let card = cx.card(key);
    let found = happening::of(&record.own);
    let host = base.split("://").nth(1).unwrap_or(&base).to_owned();
    let about = Context { base: &base, host: &host, record: &record, title: &card.title, changed };
    found.into_iter().filter_map(|one| about.event(one)).collect()
}

/// The record that events come from.
struct Context<'a> {
    base: &'a str,
    host: &'a str,
    record: &'a Record,
    title: &'a str,
    changed: Option<Day>,
}

impl Context<'_> {
    /// A stage is called after its campaign; a session or consultation has a title of its own. A calendar
    /// shows days alone, so a limit or a month stands in the title.
    fn title(&self, one: &Happening) -> String {
        let when = one.when.as_ref().map_or_else(String::new, |when| format!(", {when}"));
        match self.record.kind() {
            KindId::Campaign => format!("{}{when}: {}", one.what, self.title),
            _ => format!("{}{when}", self.title),
        }
    }

    fn event(&self, one: Happening) -> Option<Event> {
        let (first, last) = one.days()?;
        let record = self.record;
        Some(Event {
            uid: format!("{}-{}-{}@{}", record.kind().spec().name, record.id, one.name, self.host),
            stamp: self.changed.unwrap_or(first),
            first,
            last,
            title: self.title(&one),
            text: one.text,
            place: one.place,
            url: format!("{}{}", self.base, record.url),
            tentative: one.planned,
            sequence: record.head.corrections.len(),
        })
    }
}
