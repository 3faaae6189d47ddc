//! Rules of units: ranks in clusters, parents and successors in time, no loops. In: units and
//! campaigns. Out: X13, X22. Walks every relation once, without recursion, so that neither a loop
//! nor a long chain can hang it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::find;
use super::span::Span;
use crate::base::Key;
use crate::catalog::{Catalog, key};
use crate::diag::{Problem, Sink};
use crate::record::common::Period;
use crate::record::kind::Unit;
use crate::record::kind::unit::{Succession, Successor};
use crate::record::{KindId, Own, Record};

/// The flags that go to the first of a cluster (Decision 24/2018/QĐ-UBND).
const FLAGS: &[&str] = &["co-tinh", "co-chinh-phu"];
/// The certificate that goes to the second and third.
const CERTIFICATE: &str = "bk-tinh";

/// X13: one unit per cluster, year and rank.
pub(super) fn cluster_ranks(catalog: &Catalog, sink: &mut Sink) {
    let mut first: HashMap<(&str, u32, u32), crate::diag::Place> = HashMap::new();
    for record in find::due(catalog, KindId::Unit) {
        let Some(unit) = record.own.unit() else { continue };
        for (at, entry) in unit.clusters.iter().enumerate() {
            let Some(rank) = entry.rank else { continue };
            let place = record.at(format!("clusters[{at}].rank"));
            match first.entry((&entry.cluster.0, entry.year, rank)) {
                Entry::Vacant(slot) => {
                    slot.insert(place);
                }
                Entry::Occupied(slot) => {
                    let year = i16::try_from(entry.year).unwrap_or(i16::MAX);
                    let problem =
                        Problem::ClusterRank { cluster: cluster(catalog, &entry.cluster.0), year, rank: small(rank) };
                    sink.report(problem, place).also.push(slot.get().clone());
                }
            }
        }
    }
}

/// X13: the first takes a flag, the second and third a certificate, and nobody else a flag.
pub(super) fn cluster_honours(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(unit) = record.own.unit() else { return };
    for (at, entry) in unit.clusters.iter().enumerate() {
        let (Some(rank), Some(honour)) = (entry.rank, &entry.honour) else { continue };
        let usual = match rank {
            1 => FLAGS.contains(&&*honour.0),
            2 | 3 => &*honour.0 == CERTIFICATE,
            _ => !FLAGS.contains(&&*honour.0),
        };
        if !usual {
            let name = find::honour(catalog, &honour.0).map_or(&*honour.0, |honour| &*honour.name).to_owned();
            let problem =
                Problem::ClusterHonour { cluster: cluster(catalog, &entry.cluster.0), rank: small(rank), honour: name };
            sink.report(problem, record.at(format!("clusters[{at}].honour")));
        }
    }
}

fn cluster(catalog: &Catalog, id: &str) -> String {
    find::unit(catalog, id).map_or(id, |unit| &*unit.name).to_owned()
}

fn small(rank: u32) -> u8 {
    u8::try_from(rank).unwrap_or(u8::MAX)
}

/// X22: parents share time with their units; a succession follows the unit's end.
pub(super) fn relations_in_time(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(unit) = record.own.unit() else { return };
    let own = life(unit.valid.as_ref());
    let now = unit.parent.iter().map(|parent| ("parent".to_owned(), &parent.0, own));
    let former = unit.former_parents.iter().enumerate().map(|(at, former)| {
        let period = Period { from: former.from, to: former.to };
        (format!("former_parents[{at}].unit"), &former.unit.0, life(Some(&period)))
    });
    for (field, id, needed) in now.chain(former) {
        let Some(parent) = find::unit(catalog, id) else { continue };
        if needed.is_apart(life(parent.valid.as_ref())) {
            sink.report(Problem::ParentOutOfTime { parent: parent.name.to_string() }, record.at(field));
        }
    }
    for (at, successor) in unit.successors.iter().enumerate().filter(|(_, s)| !follows(s, unit)) {
        let name = successor.unit.as_ref().and_then(|id| find::unit(catalog, &id.0)).map(|unit| unit.name.to_string());
        let problem = Problem::SuccessorDate { unit: name.unwrap_or_else(|| successor.kind.vi().to_owned()) };
        sink.report(problem, record.at(format!("successors[{at}].date"))).also.push(record.at("valid.to"));
    }
}

fn life(valid: Option<&Period>) -> Span {
    valid.map(|valid| Span::period(valid.span())).unwrap_or_default()
}

/// Whether a succession may lie on the last day of the unit or the day after; a part may leave
/// before.
fn follows(successor: &Successor, unit: &Unit) -> bool {
    let Some(end) = unit.valid.as_ref().and_then(|valid| valid.to).map(Span::of) else { return true };
    let leaves_part = matches!(successor.kind, Succession::Partial | Succession::Split);
    let allowed = Span { first: end.first.filter(|_| !leaves_part), last: end.last.map(|last| last.add_days(1)) };
    !Span::of(successor.date).is_apart(allowed)
}

/// A relation that must not lead back: which kind it is on, and what it leads to.
type Relation = (KindId, fn(&Own) -> Vec<(String, &str)>);

const RELATIONS: &[Relation] =
    &[(KindId::Unit, parent_unit), (KindId::Unit, successors), (KindId::Campaign, parent_campaign)];

fn parent_unit(own: &Own) -> Vec<(String, &str)> {
    let parent = own.unit().and_then(|unit| unit.parent.as_ref());
    parent.map(|id| ("parent".to_owned(), &*id.0)).into_iter().collect()
}

fn parent_campaign(own: &Own) -> Vec<(String, &str)> {
    let parent = own.campaign().and_then(|campaign| campaign.parent.as_ref());
    parent.map(|id| ("parent".to_owned(), &*id.0)).into_iter().collect()
}

fn successors(own: &Own) -> Vec<(String, &str)> {
    let Some(unit) = own.unit() else { return Vec::new() };
    let named = unit.successors.iter().enumerate().filter_map(|(at, s)| Some((at, s.unit.as_ref()?)));
    named.map(|(at, id)| (format!("successors[{at}].unit"), &*id.0)).collect()
}

/// X22: parents, successors and parent campaigns never lead back to where they began.
pub(super) fn cycles(catalog: &Catalog, sink: &mut Sink) {
    for relation in RELATIONS {
        Walk { catalog, relation, state: vec![State::New; catalog.len()], path: Vec::new() }.all(sink);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the path that is being walked.
    Open,
    Done,
}

/// A record on the path, with its edges not yet followed.
struct Step<'c> {
    at: Key,
    rest: std::vec::IntoIter<(String, &'c str)>,
}

/// A depth-first walk along one relation.
struct Walk<'c> {
    catalog: &'c Catalog,
    relation: &'c Relation,
    state: Vec<State>,
    path: Vec<Step<'c>>,
}

impl Walk<'_> {
    fn all(mut self, sink: &mut Sink) {
        for start in self.catalog.range(self.relation.0) {
            self.enter(key(start));
            while let Some(step) = self.path.last_mut() {
                match step.rest.next() {
                    Some((field, id)) => self.follow(&field, id, sink),
                    None => self.leave(),
                }
            }
        }
    }

    fn enter(&mut self, at: Key) {
        let record = self.catalog.record(at);
        if self.state[at.index()] == State::New && super::due(record) {
            self.state[at.index()] = State::Open;
            self.path.push(Step { at, rest: (self.relation.1)(&record.own).into_iter() });
        }
    }

    fn leave(&mut self) {
        if let Some(step) = self.path.pop() {
            self.state[step.at.index()] = State::Done;
        }
    }

    fn follow(&mut self, field: &str, id: &str, sink: &mut Sink) {
        let Some(target) = self.catalog.find(self.relation.0, id) else { return };
        if self.state[target.index()] != State::Open {
            return self.enter(target);
        }
        let Some(here) = self.path.last() else { return };
        let round = self.path.iter().skip_while(|step| step.at != target).map(|step| step.at);
        let names: Vec<String> = round.chain([target]).map(|at| self.catalog.record(at).title().to_string()).collect();
        sink.report(Problem::Cycle { path: names.join(" → ") }, self.catalog.record(here.at).at(field));
    }
}
