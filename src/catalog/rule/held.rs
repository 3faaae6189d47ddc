//! Names that wait for their hour. In: records that are scheduled or under embargo, and what public
//! records say. Out: BV414 where a public text tells who or what is to come. Never asks about a name
//! that another public record bears: somebody honoured again is known already.
//!
//! The search of the output cannot tell this: what an editor wrote into a public text is no leak of
//! the program.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::{find, proof};
use crate::catalog::{Catalog, Row};
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::common::RecipientType;
use crate::record::state::{Audience, State};
use crate::record::{Own, Record};
use crate::text::name;
use crate::text::sieve::{Found, Sieve, Wanted};

/// BV414: no public text names whom or what an embargo holds back.
pub(super) fn told_early(catalog: &Catalog, sink: &mut Sink) {
    let seen = catalog.rows.iter().filter(|row| row.state.is_public() || waits(row));
    let (waiting, public): (Vec<&Row>, Vec<&Row>) = seen.partition(|row| waits(row));
    if waiting.is_empty() || catalog.from.audience != Audience::Public {
        return;
    }
    let all = |row: &&Row| names(catalog, &row.record);
    let mut held: BTreeMap<String, &Row> =
        waiting.iter().flat_map(|row| all(row).into_iter().map(|name| (name, *row))).collect();
    for known in public.iter().flat_map(all) {
        held.remove(&known);
    }
    let sieve = Sieve::new(held.keys().cloned().map(Wanted::Name).collect());
    let held: Vec<(String, &Row)> = held.into_iter().collect();
    let told: Vec<Diag> = public.par_iter().flat_map_iter(|row| told_in(&row.record, &sieve, &held)).collect();
    sink.extend(told);
}

/// What one record tells before its hour.
fn told_in(record: &Record, sieve: &Sieve, held: &[(String, &Row)]) -> Vec<Diag> {
    let mut found = Vec::new();
    let mut look = |text: &str, place: &dyn Fn(Range<usize>) -> Place| {
        for (at, _) in sieve.find(text.as_bytes()).into_iter().filter(|(_, how)| *how == Found::Same) {
            let (name, by) = &held[at];
            let start = text.find(name.as_str()).unwrap_or(0);
            let end = if text[start..].starts_with(name.as_str()) { start + name.len() } else { start };
            found.push(Diag::new(told(name, by), place(start..end)));
        }
    };
    for text in proof::texts(record) {
        look(text.shown(), &|at| text.at(at));
    }
    if let Some(title) = &record.head.title {
        look(title, &|_| record.at("title"));
    }
    if let Own::Photo(photo) = &record.own {
        look(&photo.caption, &|_| record.at("caption"));
    }
    found
}

fn told(name: &str, by: &Row) -> Problem {
    let record = format!("{}:{}", by.record.kind().spec().name, by.record.id);
    let (state, state_en) = (by.state.vi().to_owned(), by.state.en().to_owned());
    Problem::ToldEarly { name: name.to_owned(), record, state, state_en }
}

fn waits(row: &Row) -> bool {
    matches!(row.state, State::Scheduled | State::Embargoed)
}

/// What a record makes known: a person, the number of a document, those who are honoured.
fn names(catalog: &Catalog, record: &Record) -> Vec<String> {
    let bare = |name: &str| Some(name::split(name).name.to_owned()).filter(|name| name.contains(' '));
    match &record.own {
        Own::Person(person) => bare(&person.name).into_iter().collect(),
        Own::Document(document) => document.number.iter().map(ToString::to_string).collect(),
        Own::Decision(decision) => {
            let lines = decision.groups.iter().flat_map(|group| &group.recipients);
            let people = lines.filter(|line| find::sort(catalog, line) == Some(RecipientType::Individual));
            let printed = people.filter_map(|line| bare(line.as_printed.as_deref()?));
            decision.number.iter().map(ToString::to_string).chain(printed).collect()
        }
        _ => Vec::new(),
    }
}
