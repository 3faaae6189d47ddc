//! What became of units. In: units with their successors. Out: names of today, places above.
//! A cycle ends the walk; the rule that reports it is elsewhere.

use std::sync::Arc;

use super::award::Find;
use crate::base::Key;
use crate::record::common::UnitType;
use crate::record::kind::unit::Succession;
use crate::record::kind::{KindId, Unit};
use crate::record::{Own, Record};

/// How far a chain of parents or successors may lead; longer ones are cycles or mistakes.
const MAX_STEPS: usize = 16;

/// The units that continue a unit today, transitively; empty when it still exists.
pub(super) fn today(find: &dyn Find, unit: &Unit) -> Vec<Key> {
    let mut open: Vec<(Arc<str>, usize)> = next_of(unit);
    let (mut seen, mut last) = (Vec::new(), Vec::new());
    while let Some((id, step)) = open.pop() {
        let Some((key, record)) = find.find(KindId::Unit, &id) else { continue };
        if step > MAX_STEPS || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let Own::Unit(successor) = &record.own else { continue };
        let further = next_of(successor);
        if further.is_empty() {
            last.push(key);
        }
        open.extend(further.into_iter().map(|(id, _)| (id, step + 1)));
    }
    // The name of a unit that is not public yet would be told here before its time.
    last.retain(|key| find.is_public(*key));
    last.sort_unstable();
    last
}

/// What pages print after the name of a unit that ended: "nay là …".
pub(super) fn now_text(find: &dyn Find, unit: &Unit) -> Option<Arc<str>> {
    if unit.successors.is_empty() {
        return None;
    }
    let keys = today(find, unit);
    let names: Vec<Arc<str>> = keys.iter().filter_map(|key| find.by_key(*key)).map(|record| record.title()).collect();
    if !names.is_empty() {
        let whole = unit.successors.iter().any(|s| s.unit.is_some() && s.kind != Succession::Partial);
        let lead = if whole { "nay là" } else { "một phần nay là" };
        return Some(format!("{lead} {}", names.join(", ")).into());
    }
    let note = unit.successors.iter().find_map(|s| s.note.clone());
    Some(note.unwrap_or_else(|| format!("kết thúc {}", unit.successors[0].date.text()).into()))
}

/// The localities a unit lies in, itself included, nearest first.
pub(super) fn localities(find: &dyn Find, start: Key) -> Vec<Key> {
    let mut found = Vec::new();
    let mut at = Some(start);
    for _ in 0..MAX_STEPS {
        let Some(key) = at else { break };
        let Some(Own::Unit(unit)) = find.by_key(key).map(|record: &Arc<Record>| &record.own) else { break };
        if matches!(unit.unit_type, UnitType::District | UnitType::Commune | UnitType::Province)
            && find.is_public(key)
            && !found.contains(&key)
        {
            found.push(key);
        }
        let above = unit.territory.as_ref().or(unit.parent.as_ref());
        at = above.and_then(|id| find.find(KindId::Unit, &id.0)).map(|(key, _)| key);
    }
    found
}

fn next_of(unit: &Unit) -> Vec<(Arc<str>, usize)> {
    unit.successors.iter().filter_map(|s| s.unit.as_ref()).map(|id| (id.0.clone(), 1)).collect()
}
