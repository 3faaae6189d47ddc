//! What belongs into a kit. In: the catalogue and a subject. Out: the honours, stories, exemplars,
//! documents and photos that tell of it, each only if its readers may see it. Never judges.

use crate::base::Key;
use crate::catalog::{Award, Catalog};
use crate::record::kind::Decision;
use crate::record::kind::decision::HonourGroup;
use crate::record::{KindId, Own};
use crate::report::facts::{Honoured, honoured, told};

/// All that tells of a subject.
pub(super) struct Matter {
    /// The honours: those of a decision in its order, others newest first.
    pub(super) honours: Vec<Given>,
    /// Decisions for the subject, a campaign, that name nobody: only the honour and perhaps a number are known.
    pub(super) unlisted: Vec<Key>,
    /// Campaigns whose plan asks something of the subject, a unit; newest first.
    pub(super) asking: Vec<Key>,
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
    /// Which group of the decision.
    pub(super) group: usize,
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
            unlisted: unlisted(catalog, subject),
            asking: asking(catalog, subject),
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
        let decisions = self.honours.iter().map(|given| given.decision).chain(self.unlisted.iter().copied());
        let rest = [&self.asking, &self.stories, &self.exemplars, &self.documents, &self.photos];
        decisions.chain(rest.into_iter().flatten().copied())
    }

    pub(super) fn has_stories(&self) -> bool {
        !(self.stories.is_empty() && self.exemplars.is_empty())
    }

    /// The decisions of the honours, each once, in the order of the honours; then those without a list.
    pub(super) fn decisions(&self) -> Vec<Key> {
        let mut seen = std::collections::HashSet::new();
        let all = self.honours.iter().map(|given| given.decision).chain(self.unlisted.iter().copied());
        all.filter(|key| seen.insert(*key)).collect()
    }
}

fn asking(catalog: &Catalog, subject: Key) -> Vec<Key> {
    let asks = |key: &Key| duties(catalog, *key, subject).next().is_some();
    told(catalog, subject, &[KindId::Campaign]).into_iter().filter(asks).collect()
}

/// What the plan of a campaign asks of a unit.
pub(super) fn duties(catalog: &Catalog, campaign: Key, unit: Key) -> impl Iterator<Item = &str> {
    let unit = catalog.record(unit);
    let id = (unit.kind() == KindId::Unit).then_some(&unit.id);
    let duties = catalog.record(campaign).own.campaign().map_or(&[][..], |campaign| &campaign.responsibilities);
    let mine = duties.iter().filter(move |duty| duty.unit.as_ref().map(|unit| &unit.0) == id && id.is_some());
    mine.flat_map(|duty| duty.tasks.iter().map(|task| &**task))
}

/// The decisions that have a group for a campaign in which nobody is named.
fn unlisted(catalog: &Catalog, subject: Key) -> Vec<Key> {
    if catalog.record(subject).kind() != KindId::Campaign {
        return Vec::new();
    }
    let is_for = |key: &Key| {
        let decision = catalog.record(*key).own.decision();
        decision.is_some_and(|decision| {
            groups_for(catalog, subject, decision).any(|(_, group)| group.recipients.is_empty())
        })
    };
    told(catalog, subject, &[KindId::Decision]).into_iter().filter(is_for).collect()
}

/// The groups of a decision that are for a campaign, each with its number.
pub(super) fn groups_for<'d>(
    catalog: &Catalog,
    campaign: Key,
    decision: &'d Decision,
) -> impl Iterator<Item = (usize, &'d HonourGroup)> {
    let id = catalog.record(campaign).id.clone();
    let groups = decision.groups.iter().enumerate();
    groups.filter(move |(_, group)| group.campaign.as_ref().is_some_and(|campaign| campaign.0 == id))
}

fn honours(catalog: &Catalog, subject: Key) -> Vec<Given> {
    let given = |award: &Award| Given {
        words: honoured(catalog, award),
        decision: award.decision,
        group: usize::from(award.group),
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
