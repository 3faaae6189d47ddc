//! A unit in time. In: a unit's key. Out: its names, what it was before and what it became.

use crate::base::Key;
use crate::record::Record;
use crate::record::fields::Value;
use crate::record::kind::Unit;
use crate::record::kind::unit::Successor;
use crate::render::cx::{Cx, date, plain};
use crate::render::value::{Val, list, map, maybe_text, text};

/// Names, predecessors and successors of a unit.
pub fn lineage(cx: &mut Cx<'_>, key: Key, unit: &Unit) -> Val {
    let names = unit
        .former_names
        .iter()
        .map(|former| map([("name", text(&former.name)), ("from", date(former.from)), ("to", date(former.to))]));
    let now = cx.lineage(key);
    let ended = unit.valid.as_ref().and_then(|valid| valid.to).or(unit.successors.first().map(|s| s.date));
    map([
        ("names", list(names)),
        ("before", before(cx, key)),
        ("after", after(cx, unit)),
        ("now", cx.card_values(now)),
        ("ended", date(ended)),
    ])
}

/// The units that name this one as their successor, each with how.
pub fn predecessors<'a>(cx: &mut Cx<'a>, key: Key) -> Vec<(Key, &'a Successor)> {
    let id = cx.card(key).id.clone();
    let mut found = Vec::new();
    for source in cx.back(key) {
        let successors = cx.successors(source);
        let named = successors.iter().filter(|s| s.unit.as_ref().is_some_and(|unit| unit.0 == id));
        found.extend(named.map(|succession| (source, succession)));
    }
    found
}

/// The predecessors as templates see them.
fn before(cx: &mut Cx<'_>, key: Key) -> Val {
    let found = predecessors(cx, key);
    let view = |(former, succession): (Key, &Successor)| {
        map([
            ("card", cx.card_value(former)),
            ("kind", plain(&succession.kind.view())),
            ("date", date(Some(succession.date))),
        ])
    };
    list(found.into_iter().map(view).collect::<Vec<_>>())
}

fn after(cx: &mut Cx<'_>, unit: &Unit) -> Val {
    let mut found = Vec::new();
    for successor in &unit.successors {
        found.push(map([
            ("card", cx.value(&successor.unit.view())),
            ("kind", plain(&successor.kind.view())),
            ("date", date(Some(successor.date))),
            ("note", maybe_text(successor.note.as_ref())),
            ("basis", cx.value(&successor.basis.view())),
        ]));
    }
    list(found)
}

/// The units directly below a unit.
pub fn children(cx: &mut Cx<'_>, key: Key, record: &Record) -> Val {
    let mut found = Vec::new();
    for source in cx.back(key) {
        if cx.parent(source).is_some_and(|parent| parent == &*record.id) {
            found.push(source);
        }
    }
    found.sort_by_cached_key(|k| crate::text::collate::key(&cx.card(*k).title));
    cx.card_values(found)
}
