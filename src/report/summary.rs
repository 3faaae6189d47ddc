//! What a site shows, in few words: its public records and honours by name. In: the linked
//! catalogue. Out: a summary to be kept beside the manifest, and what differs from an earlier
//! one. Kept in the engine's own folder, never published.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Facet, Fp};
use crate::catalog::{Award, Catalog};
use crate::record::{KindId, Own};

/// The public records and honours of a published site. An archive has honours by the hundred thousand,
/// so what the catalogue says is shared, and nothing is said twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The records.
    pub records: Records,
    /// The honours.
    pub honours: Honours,
}

/// Records by kind and id.
pub type Records = BTreeMap<(KindId, Arc<str>), Entry>;

/// A record with its kind and id.
pub type Named = ((KindId, Arc<str>), Entry);

/// A public record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its title.
    pub title: Arc<str>,
    /// Its address; empty without a page of its own.
    pub url: Arc<str>,
    /// The fingerprint of all of it.
    pub whole: Fp,
}

/// Honours by decision and honour type, with class; 0 where it has none.
pub type Honours = BTreeMap<(Arc<str>, Arc<str>, u32), Granted>;

/// What a decision grants in one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// The name of the honour with its class.
    pub honour: Arc<str>,
    /// To whom, in order; who is named twice has two honours.
    pub to: Vec<Recipient>,
}

/// Who holds an honour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The record that the decision names, public or not.
    pub record: Option<(KindId, Arc<str>)>,
    /// The name as the decision prints it, where no public record says it.
    pub printed: Option<Arc<str>>,
}

impl Recipient {
    /// What makes it the same: its record, which may be published later, else its name.
    fn who(&self) -> (Option<(KindId, &str)>, Option<&str>) {
        let record = self.record.as_ref().map(|(kind, id)| (*kind, &**id));
        (record, self.printed.as_deref().filter(|_| record.is_none()))
    }
}

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
        let entry = Entry { title: row.card.title.clone(), url: row.card.url.clone(), whole: row.facets[0] };
        ((record.kind(), record.id.clone()), entry)
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
    let mut honours = Honours::new();
    for award in catalog.awards().iter().filter(|award| award.counts) {
        let (decision, honour) = (catalog.record(award.decision), catalog.record(award.honour));
        let class = award.decision_of(catalog).groups[usize::from(award.group)].class;
        let full = || match &honour.own {
            Own::Honour(own) => own.with_class(class),
            _ => honour.title(),
        };
        let of = (decision.id.clone(), honour.id.clone(), class.unwrap_or(0));
        let granted = honours.entry(of).or_insert_with(|| Granted { honour: full(), to: Vec::new() });
        granted.to.push(recipient(catalog, award));
    }
    for granted in honours.values_mut() {
        granted.to.sort_by(|a, b| a.who().cmp(&b.who()));
    }
    honours
}

fn recipient(catalog: &Catalog, award: &Award) -> Recipient {
    let line = award.line(catalog);
    let record = line.r#ref.as_ref().map(|of| (of.kind, of.id.clone()));
    Recipient { record, printed: line.as_printed.clone().filter(|_| award.recipient.is_none()) }
}

/// What differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New records.
    pub added: Vec<Named>,
    /// Records that say something else.
    pub changed: Vec<Named>,
    /// Records that are public no more.
    pub gone: Vec<Named>,
    /// New honours, in words.
    pub honours_added: Vec<String>,
    /// Honours that count no more, in words.
    pub honours_gone: Vec<String>,
}

impl Difference {
    /// What an earlier site and a later one have not in common.
    #[must_use]
    pub fn between(before: &Summary, after: &Summary) -> Self {
        let pair = |(name, entry): (&(KindId, Arc<str>), &Entry)| (name.clone(), entry.clone());
        let missing = |of: &Summary, from: &Summary| {
            of.records.iter().filter(|(name, _)| !from.records.contains_key(*name)).map(pair).collect()
        };
        let changed = after.records.iter().filter(|(name, entry)| {
            before.records.get(*name).is_some_and(|old| (old.whole, &old.url) != (entry.whole, &entry.url))
        });
        Self {
            added: missing(after, before),
            changed: changed.map(pair).collect(),
            gone: missing(before, after),
            honours_added: after.honours_without(before),
            honours_gone: before.honours_without(after),
        }
    }
}

impl Summary {
    /// The honours that another summary has not, in words.
    fn honours_without(&self, other: &Self) -> Vec<String> {
        let lost = self.honours.iter().flat_map(|(of, granted)| {
            let there = other.honours.get(of).map_or(&[][..], |granted| &granted.to);
            without(&granted.to, there).into_iter().map(move |to| self.words(&of.0, &granted.honour, to))
        });
        lost.collect()
    }

    fn words(&self, decision: &Arc<str>, honour: &str, to: &Recipient) -> String {
        let title = |kind: KindId, id: &Arc<str>| {
            let entry = self.records.get(&(kind, id.clone()));
            entry.map_or_else(|| id.clone(), |entry| entry.title.clone())
        };
        let of_record = || to.record.as_ref().map(|(kind, id)| title(*kind, id));
        let name = to.printed.clone().or_else(of_record).unwrap_or_default();
        format!("{name}: {honour} ({})", title(KindId::Decision, decision))
    }
}

/// Who is in a sorted list more often than in another.
fn without<'a>(all: &'a [Recipient], other: &[Recipient]) -> Vec<&'a Recipient> {
    let mut other = other.iter().peekable();
    let is_lost = |one: &&Recipient| {
        while other.next_if(|there| there.who() < one.who()).is_some() {}
        other.next_if(|there| there.who() == one.who()).is_none()
    };
    all.iter().filter(is_lost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(records: &[(&str, u8)], honours: &[&str]) -> Summary {
        let named = |name: &str| Recipient { record: None, printed: Some(name.into()) };
        let granted =
            |to: &[&str]| Granted { honour: "Bằng khen".into(), to: to.iter().map(|name| named(name)).collect() };
        let entry = |(id, text): &(&str, u8)| {
            let entry = Entry { title: (*id).into(), url: format!("/{id}/").into(), whole: Fp::of(text) };
            ((KindId::Article, Arc::from(*id)), entry)
        };
        let honours = [(("qd".into(), "bk".into(), 0), granted(honours))].into();
        Summary { records: records.iter().map(entry).collect(), honours }
    }

    #[test]
    fn differences() {
        let before = summary(&[("a", 1), ("b", 1), ("c", 1)], &["x", "y", "y"]);
        let after = summary(&[("a", 1), ("b", 2), ("d", 1)], &["y", "z"]);
        let found = Difference::between(&before, &after);
        let ids = |list: &[Named]| list.iter().map(|(name, _)| name.1.clone()).collect::<Vec<_>>();
        assert_eq!(
            (ids(&found.added), ids(&found.changed), ids(&found.gone)),
            (vec!["d".into()], vec!["b".into()], vec!["c".into()])
        );
        let words = |names: &[&str]| names.iter().map(|name| format!("{name}: Bằng khen (qd)")).collect::<Vec<_>>();
        assert_eq!((found.honours_added, found.honours_gone), (words(&["z"]), words(&["x", "y"])));
        assert_eq!(Difference::between(&after, &after), Difference::default());
    }

    #[test]
    fn who_is_published_later_holds_no_other_honour() {
        let (mut before, mut after) = (summary(&[], &["x"]), summary(&[], &["x"]));
        let held = |printed: Option<&str>| Recipient {
            record: Some((KindId::Person, "thu".into())),
            printed: printed.map(Arc::from),
        };
        for (summary, printed) in [(&mut before, Some("Người Thử")), (&mut after, None)] {
            summary.honours.values_mut().for_each(|granted| granted.to = vec![held(printed)]);
        }
        assert_eq!(Difference::between(&before, &after), Difference::default());
        let found = Difference::between(&before, &summary(&[], &["x"]));
        assert_eq!((found.honours_added.len(), found.honours_gone), (1, vec!["Người Thử: Bằng khen (qd)".to_owned()]));
    }
}
