//! Rules of recipients: who they are, whether the honour may be theirs, whether their unit existed
//! and under which name. In: one decision. Out: X02, X03, X09, X10, X19, BV127, BV133.
//! Never corrects a printed name: the decision is quoted, the link may be wrong.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::case::{Case, Line};
use super::find;
use super::span::Span;
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::common::{HonourStatus, Recipient, RecipientType};
use crate::record::fields::AnyRef;
use crate::record::kind::unit::Succession;
use crate::record::kind::{Honour, Unit};
use crate::record::{KindId, Record};
use crate::text::date::Day;

mod names;
mod typed;

/// How many more lines of one mistake are pointed at.
const POINTED: usize = 4;

/// X02: a recipient is linked or at least named and typed; unlinked ones are told once.
pub(super) fn linked(case: &Case<'_>, sink: &mut Sink) {
    let mut unlinked: Vec<Line<'_>> = Vec::new();
    for line in case.lines() {
        let fields = line.fields;
        let named = fields.r#ref.is_some() || fields.as_printed.is_some();
        if !named || case.sort(line).is_none() {
            sink.report(Problem::RecipientWithoutType { row: line.number() }, case.at(line.path()));
        } else if fields.r#ref.is_none() && fields.counts() {
            unlinked.push(line);
        }
    }
    if let Some(first) = unlinked.first() {
        let (name, count) = (find::name(case.catalog, first.fields), unlinked.len());
        sink.report(Problem::UnlinkedRecipient { name, count }, case.at(first.path()));
    }
}

/// BV127: nobody stands twice in one group, unless one of the honours was taken back.
pub(super) fn once(case: &Case<'_>, sink: &mut Sink) {
    for group in case.groups() {
        let mut first: HashMap<Who<'_>, Line<'_>> = HashMap::new();
        for line in group.lines().filter(|line| line.fields.counts()) {
            let Some(who) = who(line.fields) else { continue };
            match first.entry(who) {
                Entry::Vacant(entry) => {
                    entry.insert(line);
                }
                Entry::Occupied(entry) => {
                    let problem = Problem::RecipientTwice { name: find::name(case.catalog, line.fields) };
                    sink.report(problem, case.at(line.path())).also.push(case.at(entry.get().path()));
                }
            }
        }
    }
}

/// Who is meant by a line: a record, or else a name with its unit and post.
#[derive(PartialEq, Eq, Hash)]
enum Who<'l> {
    Record(&'l AnyRef),
    Named { name: &'l str, unit: Option<&'l str>, printed: Option<&'l str>, post: Option<&'l str> },
}

fn who(line: &Recipient) -> Option<Who<'_>> {
    let named = || {
        let (unit, post) = (line.unit.as_ref().map(|unit| &*unit.0), line.post.as_deref());
        Some(Who::Named { name: line.as_printed.as_deref()?, unit, printed: line.unit_printed.as_deref(), post })
    };
    line.r#ref.as_ref().map(Who::Record).or_else(named)
}

/// BV133: a name does not say that it is of another sort than its line.
pub(super) fn sort_of_name(case: &Case<'_>, sink: &mut Sink) {
    for line in case.lines() {
        let (Some(name), Some(sort)) = (line.fields.as_printed.as_deref(), line.fields.r#type) else { continue };
        let Some(told) = typed::belies(name, sort) else { continue };
        let (sort, sort_en) = (sort.vi().to_owned(), sort.en().to_owned());
        let problem = Problem::SortOfName { name: name.to_owned(), sort, sort_en };
        sink.report(problem, case.at(line.field("type"))).suggestion = Some(told.id().to_owned());
    }
}

/// X03: the honour is for this sort of recipient on the day of the decision.
///
/// Told once for all lines of a sort in a group: the honour is then as likely wrong as they are.
pub(super) fn sort(case: &Case<'_>, sink: &mut Sink) {
    for (group, honour) in case.honours().filter(|(_, honour)| !honour.recipients.is_empty()) {
        for sort in [RecipientType::Collective, RecipientType::Individual, RecipientType::Household] {
            if may_receive(honour, sort, case.signed) {
                continue;
            }
            let mut lines = group.lines().filter(|line| case.sort(*line) == Some(sort));
            let Some(first) = lines.next() else { continue };
            let (honour_name, got) = (group.honour_name(honour), sort.vi().to_owned());
            let problem = Problem::WrongRecipient { honour: honour_name, allowed: allowed(honour), got };
            let diag = sink.report(problem, case.at(first.path()));
            diag.also.extend(lines.take(POINTED).map(|line| case.at(line.path())));
        }
    }
}

fn may_receive(honour: &Honour, sort: RecipientType, signed: Span) -> bool {
    match (&honour.households, sort) {
        (Some(rule), RecipientType::Household) => !signed.is_before(Some(rule.from)),
        _ => honour.recipients.contains(&sort),
    }
}

/// Who may receive an honour, in words.
fn allowed(honour: &Honour) -> String {
    let plain =
        honour.recipients.iter().filter(|sort| honour.households.is_none() || **sort != RecipientType::Household);
    let mut words: Vec<String> = plain.map(|sort| sort.vi().to_owned()).collect();
    if let Some(rule) = &honour.households {
        words.push(format!("{} (từ {})", RecipientType::Household.vi(), rule.from.text()));
    }
    words.join(", ")
}

/// X09: every unit that decides, receives or is named exists on the day of the decision.
pub(super) fn unit_exists(case: &Case<'_>, sink: &mut Sink) {
    let mut seen: HashSet<&str> = HashSet::new();
    let issuer = Named { id: &case.decision.issuer.0, prefix: "", field: None };
    let named = std::iter::once(issuer).chain(case.lines().flat_map(units_of));
    for named in named {
        if seen.insert(named.id) {
            sink.extend(not_of_the_time(case, &named));
        }
    }
}

/// A unit where it is named.
struct Named<'c> {
    id: &'c str,
    /// What a reference of this field begins with.
    prefix: &'static str,
    /// The line and its field; none for the issuer.
    field: Option<(Line<'c>, &'static str)>,
}

fn units_of(line: Line<'_>) -> impl Iterator<Item = Named<'_>> {
    let own = line.fields.r#ref.as_ref().filter(|r| r.kind == KindId::Unit);
    let own = own.map(|r| Named { id: &r.id, prefix: "unit:", field: Some((line, "ref")) });
    let of = line.fields.unit.as_ref().map(|u| Named { id: &u.0, prefix: "", field: Some((line, "unit")) });
    own.into_iter().chain(of)
}

fn not_of_the_time(case: &Case<'_>, named: &Named<'_>) -> Option<Diag> {
    let key = case.catalog.find(KindId::Unit, named.id)?;
    let row = case.catalog.row(key);
    let unit = row.record.own.unit()?;
    let life = life(unit);
    if !case.signed.is_apart(life) {
        return None;
    }
    let ended = case.signed.is_after(life.last);
    let now = row.card.now.as_deref().filter(|_| ended);
    let heir = only_successor(unit).filter(|_| ended);
    let problem = Problem::UnitNotValid {
        unit: unit.name.to_string(),
        date: case.date(),
        successor: now.map_or_else(String::new, |now| format!("; {now}")),
        successor_en: heir
            .and_then(|id| find::unit(case.catalog, id))
            .map_or_else(String::new, |unit| format!("; now {}", unit.name)),
    };
    let meant = heir.map(|id| format!("{}{id}", named.prefix));
    Some(Diag::new(problem, place(case, named)).suggest(meant))
}

fn place(case: &Case<'_>, named: &Named<'_>) -> Place {
    match named.field {
        Some((line, key)) => case.at(line.field(key)),
        None => case.at("issuer"),
    }
}

/// When a unit existed: as written, else until its last succession.
///
/// A unit of which a part left may go on; only its own dates end it.
fn life(unit: &Unit) -> Span {
    let written = unit.valid.as_ref().map(|valid| Span::period(valid.span())).unwrap_or_default();
    let ending = unit.successors.iter().filter(|s| !matches!(s.kind, Succession::Partial | Succession::Split));
    let succession = || -> Option<Day> { ending.filter_map(|s| s.date.last()).max() };
    Span { first: written.first, last: written.last.or_else(succession) }
}

fn only_successor(unit: &Unit) -> Option<&str> {
    match unit.successors.as_slice() {
        [only] => only.unit.as_ref().map(|id| &*id.0),
        _ => None,
    }
}

/// X10: a cancelled honour names the document that cancels it, and that is not the older one
/// (Chapter VII, Law 06/2022/QH15).
pub(super) fn cancelled(case: &Case<'_>, sink: &mut Sink) {
    let lost = |line: &Line<'_>| matches!(line.fields.status, Some(HonourStatus::Annulled | HonourStatus::Stripped));
    for line in case.lines().filter(lost) {
        let name = find::name(case.catalog, line.fields);
        let Some(reference) = &line.fields.status_doc else {
            sink.report(Problem::CancelledWithoutDocument { name }, case.at(line.field("status")));
            continue;
        };
        let document = find::any(case.catalog, reference);
        let date = document.and_then(|record| record.own.date(&record.head)).map(Span::of);
        if date.is_some_and(|date| date.is_before(case.signed.first)) {
            sink.report(Problem::CancelledBefore { name }, case.at(line.field("status_doc")));
        }
    }
}

/// X19: a unit is printed under a name that it bore on the day of the decision.
pub(super) fn name_of_the_time(case: &Case<'_>, sink: &mut Sink) {
    for (line, printed, record) in printed(case, KindId::Unit) {
        let Some(unit) = record.own.unit() else { continue };
        if !names::fit(printed, unit, &record.head.aliases, case.signed) {
            let official = names::official(unit, case.signed).to_owned();
            let problem = Problem::NameNotOfTheTime { printed: printed.to_owned(), official };
            sink.report(problem, case.at(line.field("as_printed")));
        }
    }
}

/// Whether words name this person.
pub(super) fn is_named(words: &str, record: &Record) -> bool {
    record.own.person().is_some_and(|person| names::are_of(words, person, &record.head.aliases))
}

/// X19: a person is printed under a name of the record to which the line leads: the honour is shown there.
pub(super) fn name_of_the_person(case: &Case<'_>, sink: &mut Sink) {
    for (line, printed, record) in printed(case, KindId::Person) {
        let Some(person) = record.own.person() else { continue };
        if !names::are_of(printed, person, &record.head.aliases) {
            let (id, name) = (record.id.to_string(), person.shown_name().to_string());
            let problem = Problem::PersonNamedOtherwise { printed: printed.to_owned(), id, name };
            sink.report(problem, case.at(line.field("as_printed")));
        }
    }
}

/// The lines that name a record of a kind, each with the name that is printed there and the record.
fn printed<'c>(case: &Case<'c>, kind: KindId) -> impl Iterator<Item = (Line<'c>, &'c str, &'c Record)> {
    let catalog = case.catalog;
    case.lines().filter_map(move |line| {
        let id = line.fields.r#ref.as_ref().filter(|r| r.kind == kind)?;
        Some((line, line.fields.as_printed.as_deref()?, find::any(catalog, id)?))
    })
}
