//! What happened to a unit or a person, in the order of time. In: a profile's honours, its own
//! fields, the stories that name it. Out: events with a day; the theme finds the words. Only
//! what has a day is told, and nothing at all where the page says it already in one list.

use super::award;
use super::honours::Profile;
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::record::kind::{KindId, Unit};
use crate::record::{Own, Record};
use crate::render::cx::{Cx, date};
use crate::render::value::{Val, list, map, text};
use crate::text::date::{Day, FuzzyDate};

/// How many events a profile tells; the newest, when there are more.
const SHOWN: usize = 24;
/// How many events make a line of time.
const FEWEST: usize = 3;

/// One event.
struct Event {
    day: Day,
    /// What sort of event: `honour`, `recognition`, `story`, `post`, `named`, `before`, `after`.
    sort: &'static str,
    view: Val,
}

impl Event {
    fn new(sort: &'static str, at: FuzzyDate, title: Val, url: Val) -> Self {
        let view = map([("sort", text(sort)), ("date", date(Some(at))), ("title", title), ("url", url)]);
        Self { day: day_of(&at), sort, view }
    }
}

/// The line of time of a unit or a person, oldest first; `None` where it would say nothing new.
pub fn of(cx: &mut Cx<'_>, key: Key, record: &Record, profile: &Profile<'_>) -> Val {
    let mut events = honours(cx, profile);
    events.extend(stories(cx, key));
    match &record.own {
        Own::Unit(unit) => events.extend(life(cx, key, unit)),
        Own::Person(person) => events.extend(person.posts.iter().filter_map(|post| {
            let title = text(&post.title);
            Some(Event::new("post", post.from?, title, Val::none()))
        })),
        _ => {}
    }
    let one_sort = events.windows(2).all(|pair| pair[0].sort == pair[1].sort);
    if events.len() < FEWEST || one_sort {
        return Val::none();
    }
    events.sort_by_key(|event| event.day);
    let left_out = events.len().saturating_sub(SHOWN);
    let years = events[left_out..].chunk_by(|a, b| a.day.year() == b.day.year()).map(|year| {
        let events = year.iter().map(|event| event.view.clone());
        map([("year", Val::from(year[0].day.year())), ("events", list(events))])
    });
    map([("years", list(years)), ("left_out", Val::from(left_out))])
}

fn honours(cx: &mut Cx<'_>, profile: &Profile<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let sorts = [("honour", &profile.own), ("honour", &profile.other), ("recognition", &profile.recognitions)];
    for (sort, awards) in sorts {
        events.extend(awards.iter().take(SHOWN).filter_map(|award| {
            let at = award.date?;
            Some(Event::new(sort, at, award::name(cx, award), text(&cx.card(award.decision).url)))
        }));
    }
    events
}

/// The stories that name it.
fn stories(cx: &mut Cx<'_>, key: Key) -> Vec<Event> {
    let mut events = Vec::new();
    for source in cx.back(key) {
        let card = cx.card(source);
        if matches!(card.kind, KindId::Exemplar | KindId::Article | KindId::Broadcast)
            && let Some(at) = card.date
        {
            events.push(Event::new("story", at, text(crate::text::show::nbsp(&card.title)), text(&card.url)));
        }
    }
    events
}

/// What a unit grew out of, how it was called, what it became.
fn life(cx: &mut Cx<'_>, key: Key, unit: &Unit) -> Vec<Event> {
    let mut events = Vec::new();
    for (former, succession) in super::unit::predecessors(cx, key) {
        let card = cx.card(former);
        events.push(Event::new("before", succession.date, text(&card.title), text(&card.url)));
    }
    for former in &unit.former_names {
        events.extend(former.to.map(|at| Event::new("named", at, text(&former.name), Val::none())));
    }
    for successor in &unit.successors {
        let heir = successor.unit.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
        if let Some(heir) = heir {
            let card = cx.card(heir);
            events.push(Event::new("after", successor.date, text(&card.title), text(&card.url)));
        }
    }
    events
}
