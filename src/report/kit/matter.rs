//! What belongs into a kit. In: the catalogue and a subject. Out: the honours, stories, exemplars,
//! documents and photos that tell of it, each only if its readers may see it. Never judges.

use crate::base::Key;
use crate::catalog::{Award, Catalog};
use crate::record::{KindId, Own};
use crate::report::facts::{Honoured, honoured, told};

/// All that tells of a subject.
pub(super) struct Matter {
    /// The honours: those of a decision in its order, others newest first.
    pub(super) honours: Vec<Given>,
    /// Articles and broadcasts, newest first.
    pub(super) stories: Vec<Key>,
    /// Exemplars, newest first.
    pub(super) exemplars: Vec<Key>,
    /// Documents, newest first.
    pub(super) documents: Vec<Key>,
    /// Photos, in the order in which the records name them.
    pub(super) photos: Vec<Key>,
}

/// An honour, with the records it comes from.
pub(super) struct Given {
    /// In words.
    pub(super) words: Honoured,
    /// The decision.
    pub(super) decision: Key,
    /// The year it belongs to.
    pub(super) year: Option<i16>,
    /// Whether it went to the subject itself and not to one of its members.
    pub(super) own: bool,
}

impl Matter {
    pub(super) fn of(catalog: &Catalog, subject: Key) -> Self {
        let mut documents = told(catalog, subject, &[KindId::Document]);
        documents.extend(named(catalog, subject, KindId::Document));
        documents.sort_unstable();
        documents.dedup();
        let mut matter = Self {
            honours: honours(catalog, subject),
            stories: told(catalog, subject, &[KindId::Article, KindId::Broadcast]),
            exemplars: told(catalog, subject, &[KindId::Exemplar]),
            documents,
            photos: Vec::new(),
        };
        matter.photos = photos(catalog, subject, &matter);
        matter
    }

    /// Every record of which the kit tells, besides the subject.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        let decisions = self.honours.iter().map(|given| given.decision);
        let rest = [&self.stories, &self.exemplars, &self.documents, &self.photos];
        decisions.chain(rest.into_iter().flatten().copied())
    }

    pub(super) fn has_stories(&self) -> bool {
        !(self.stories.is_empty() && self.exemplars.is_empty())
    }

    /// The decisions of the honours, each once, in the order of the honours.
    pub(super) fn decisions(&self) -> Vec<Key> {
        let mut seen = std::collections::HashSet::new();
        self.honours.iter().map(|given| given.decision).filter(|key| seen.insert(*key)).collect()
    }
}

fn honours(catalog: &Catalog, subject: Key) -> Vec<Given> {
    let given = |award: &Award| Given {
        words: honoured(catalog, award),
        decision: award.decision,
        year: award.year,
        own: award.recipient == Some(subject) || !is_recipient(catalog, subject),
    };
    let mut all: Vec<Given> = catalog.awarded(subject).map(given).collect();
    if catalog.record(subject).kind() != KindId::Decision {
        all.sort_by_key(|one| std::cmp::Reverse(one.words.date.as_ref().map(crate::catalog::list::day_of)));
    }
    all
}

fn is_recipient(catalog: &Catalog, subject: Key) -> bool {
    matches!(catalog.record(subject).own, Own::Unit(_) | Own::Person(_))
}

/// The photos of the subject first, then those of exemplars and stories.
fn photos(catalog: &Catalog, subject: Key, matter: &Matter) -> Vec<Key> {
    let sources = [subject].into_iter().chain(matter.exemplars.iter().chain(&matter.stories).copied());
    let mut seen = std::collections::HashSet::new();
    let all = sources.flat_map(|key| {
        let about = catalog.back(key).filter(|key| catalog.record(*key).kind() == KindId::Photo);
        named(catalog, key, KindId::Photo).into_iter().chain(about).collect::<Vec<_>>()
    });
    all.filter(|key| seen.insert(*key)).collect()
}

/// The records of a kind that a record names.
fn named(catalog: &Catalog, key: Key, kind: KindId) -> Vec<Key> {
    let links = catalog.record(key).links.iter().filter(|link| link.kind == kind);
    links.filter_map(|link| catalog.public(kind, &link.id)).collect()
}
