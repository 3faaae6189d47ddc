//! What a site shows, in few words: its public records and honours by name. In: the linked
//! catalogue. Out: a summary to be kept beside the manifest, and what differs from an earlier
//! one. Kept in the engine's own folder, never published.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use serde::{Deserialize, Serialize};

use crate::base::{Facet, Fp};
use crate::catalog::Catalog;
use crate::record::{KindId, Own};

/// The public records and honours of a published site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The records.
    pub records: Records,
    /// The honours.
    pub honours: Honours,
}

/// Records by kind and id.
pub type Records = BTreeMap<(KindId, String), Entry>;

/// A public record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its address; empty without a page of its own.
    pub url: String,
    /// The fingerprint of all of it.
    pub whole: Fp,
}

/// Honours: what makes each one itself, and its words.
pub type Honours = BTreeMap<String, String>;

impl Summary {
    /// The summary of a linked site.
    #[must_use]
    pub fn of(catalog: &Catalog) -> Self {
        Self { records: records(catalog), honours: honours(catalog) }
    }
}

/// The public records of a linked site.
#[must_use]
pub fn records(catalog: &Catalog) -> Records {
    let public = catalog.keys().filter(|key| catalog.row(*key).public);
    let records = public.map(|key| {
        let (row, record) = (catalog.row(key), catalog.record(key));
        let entry = Entry { title: row.card.title.to_string(), url: row.card.url.to_string(), whole: row.facets[0] };
        ((record.kind(), record.id.to_string()), entry)
    });
    records.collect()
}

/// The fingerprint of all that [`honours`] is made from.
#[must_use]
pub fn honours_fp(catalog: &Catalog) -> Fp {
    let awards = catalog.awards().iter().filter(|award| award.counts);
    Fp::all(awards.flat_map(|award| {
        let decision = [Facet::Rows, Facet::Card].map(|facet| catalog.facet(award.decision, facet));
        let who = award.recipient.map_or_else(Fp::default, |key| catalog.facet(key, Facet::Card));
        let at =
            Fp::of(&(&catalog.record(award.decision).id, &catalog.record(award.honour).id, award.group, award.row));
        [at, decision[0], decision[1], catalog.facet(award.honour, Facet::Rows), who]
    }))
}

/// The honours of a linked site that count.
#[must_use]
pub fn honours(catalog: &Catalog) -> Honours {
    let mut honours = BTreeMap::new();
    for award in catalog.awards().iter().filter(|award| award.counts) {
        let line = award.line(catalog);
        let (decision, honour) = (catalog.record(award.decision), catalog.record(award.honour));
        let recipient = award.recipient.map(|key| catalog.row(key).card.title.clone());
        let name = recipient.or_else(|| line.as_printed.clone()).unwrap_or_default();
        let class = award.decision_of(catalog).groups[usize::from(award.group)].class;
        let full = match &honour.own {
            Own::Honour(own) => own.with_class(class),
            _ => honour.title(),
        };
        let who = match &line.r#ref {
            Some(r) => [r.kind.spec().name, ":", &r.id].concat(),
            None => name.to_string(),
        };
        let class = class.unwrap_or(0).to_string();
        let id = [&decision.id, "/", &honour.id, "/", &class, "/", &who].concat();
        let words = [&name, ": ", &full, " (", &catalog.row(award.decision).card.title, ")"].concat();
        match honours.entry(id) {
            Slot::Vacant(free) => {
                free.insert(words);
            }
            Slot::Occupied(taken) => {
                let id = taken.key().clone();
                honours.insert(again(&honours, &id), words);
            }
        }
    }
    honours
}

/// The next free name of one who is named again in a group: then these are two honours.
fn again(honours: &BTreeMap<String, String>, id: &str) -> String {
    let mut names = (2..).map(|more: u32| format!("{id}#{more}"));
    names.find(|name| !honours.contains_key(name)).unwrap_or_default()
}

/// What differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New records.
    pub added: Vec<((KindId, String), Entry)>,
    /// Records that say something else.
    pub changed: Vec<((KindId, String), Entry)>,
    /// Records that are public no more.
    pub gone: Vec<((KindId, String), Entry)>,
    /// New honours, in words.
    pub honours_added: Vec<String>,
    /// Honours that count no more, in words.
    pub honours_gone: Vec<String>,
}

impl Difference {
    /// What an earlier site and a later one have not in common.
    #[must_use]
    pub fn between(before: &Summary, after: &Summary) -> Self {
        let pair = |(name, entry): (&(KindId, String), &Entry)| (name.clone(), entry.clone());
        let missing = |of: &Summary, from: &Summary| {
            of.records.iter().filter(|(name, _)| !from.records.contains_key(*name)).map(pair).collect()
        };
        let lost = |of: &Summary, from: &Summary| {
            of.honours
                .iter()
                .filter(|(id, _)| !from.honours.contains_key(*id))
                .map(|(_, words)| words.clone())
                .collect()
        };
        let changed = after.records.iter().filter(|(name, entry)| {
            before.records.get(*name).is_some_and(|old| (old.whole, &old.url) != (entry.whole, &entry.url))
        });
        Self {
            added: missing(after, before),
            changed: changed.map(pair).collect(),
            gone: missing(before, after),
            honours_added: lost(after, before),
            honours_gone: lost(before, after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(records: &[(&str, u8)], honours: &[&str]) -> Summary {
        let entry = |(id, text): &(&str, u8)| {
            let entry = Entry { title: (*id).into(), url: format!("/{id}/"), whole: Fp::of(text) };
            ((KindId::Article, (*id).to_owned()), entry)
        };
        let honours = honours.iter().map(|id| ((*id).to_owned(), format!("lượt {id}"))).collect();
        Summary { records: records.iter().map(entry).collect(), honours }
    }

    #[test]
    fn differences() {
        let before = summary(&[("a", 1), ("b", 1), ("c", 1)], &["x", "y"]);
        let after = summary(&[("a", 1), ("b", 2), ("d", 1)], &["y", "z"]);
        let found = Difference::between(&before, &after);
        let ids = |list: &[((KindId, String), Entry)]| list.iter().map(|(name, _)| name.1.clone()).collect::<Vec<_>>();
        assert_eq!(
            (ids(&found.added), ids(&found.changed), ids(&found.gone)),
            (vec!["d".into()], vec!["b".into()], vec!["c".into()])
        );
        assert_eq!((found.honours_added, found.honours_gone), (vec!["lượt z".to_owned()], vec!["lượt x".to_owned()]));
        assert_eq!(Difference::between(&after, &after), Difference::default());
    }
}
