//! One merit, one reward. In: all decisions. Out: X12 where a recipient holds two different
//! honours for one campaign. Never compares names alone: two people of one name in two units are
//! two people.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rayon::prelude::*;

use super::case::{Case, Line};
use super::find;
use crate::catalog::Catalog;
use crate::diag::{Place, Problem, Sink};
use crate::record::common::RecipientType;
use crate::record::{KindId, Record};
use crate::text::canonical;

/// A reward that counts.
struct Merit<'c> {
    campaign: &'c str,
    who: Who<'c>,
    honour: &'c str,
    record: &'c Record,
    line: Line<'c>,
}

impl Merit<'_> {
    fn place(&self) -> Place {
        self.record.at(self.line.path())
    }
}

/// Who was rewarded.
#[derive(PartialEq, Eq, Hash)]
enum Who<'c> {
    /// A recipient with a record.
    Record(KindId, &'c str),
    /// A collective, by its printed name.
    Collective(String),
    /// A person or household, by printed name and unit.
    Member(String, String),
}

/// X12: nobody is given a second form for one achievement (Law 06/2022/QH15).
///
/// A unit and its superior may both reward, so this asks rather than forbids.
pub(super) fn rewarded_once(catalog: &Catalog, sink: &mut Sink) {
    let mut decisions: Vec<&Record> = find::due(catalog, KindId::Decision).collect();
    // The later decision is the one to ask about.
    decisions.sort_by_key(|record| record.own.date(&record.head).map(|date| date.sort_key()));
    let merits: Vec<Merit<'_>> = decisions.par_iter().flat_map_iter(|record| merits(catalog, record)).collect();
    let mut first: HashMap<(&str, &Who<'_>), &Merit<'_>> = HashMap::new();
    for merit in &merits {
        match first.entry((merit.campaign, &merit.who)) {
            Entry::Vacant(entry) => {
                entry.insert(merit);
            }
            Entry::Occupied(entry) if entry.get().honour != merit.honour => {
                let title = find::record(catalog, KindId::Campaign, merit.campaign).map(Record::title);
                let campaign = title.as_deref().unwrap_or(merit.campaign).to_owned();
                let problem = Problem::SameMeritTwice { name: find::name(catalog, merit.line.fields), campaign };
                sink.report(problem, merit.place()).also.push(entry.get().place());
            }
            Entry::Occupied(_) => {}
        }
    }
}

fn merits<'c>(catalog: &'c Catalog, record: &'c Record) -> Vec<Merit<'c>> {
    let Some(case) = Case::of(catalog, record) else { return Vec::new() };
    let mut merits = Vec::new();
    for (group, honour) in case.honours() {
        let Some(campaign) = group.fields.campaign.as_ref().filter(|_| honour.counts()) else { continue };
        for line in group.lines().filter(|line| line.fields.counts()) {
            let Some(who) = who(&case, line) else { continue };
            merits.push(Merit { campaign: &campaign.0, who, honour: &group.fields.honour.0, record, line });
        }
    }
    merits
}

fn who<'c>(case: &Case<'c>, line: Line<'c>) -> Option<Who<'c>> {
    if let Some(reference) = &line.fields.r#ref {
        return Some(Who::Record(reference.kind, &reference.id));
    }
    let name = canonical(line.fields.as_printed.as_deref()?);
    if case.sort(line) == Some(RecipientType::Collective) {
        return Some(Who::Collective(name));
    }
    Some(Who::Member(name, home(line)?))
}

/// The unit of a person, by record or else by printed name.
pub(super) fn home(line: Line<'_>) -> Option<String> {
    let record = line.fields.unit.as_ref().map(|unit| unit.0.to_string());
    record.or_else(|| line.fields.unit_printed.as_deref().map(canonical))
}
