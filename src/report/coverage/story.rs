//! Stories and what they tell of. In: the linked catalogue. Out: every article and broadcast that the
//! public may see, and for each record those that tell of it. Never judges what should be told.

use crate::base::Key;
use crate::catalog::list::day_of;
use crate::catalog::{Award, Catalog, Grouped};
use crate::diag::Place;
use crate::record::{KindId, Own, Record};
use crate::text::date::{Day, FuzzyDate};

/// How many days after a decision a story about its recipient still tells of the honour.
const YEAR: i32 = 365;

/// One article or broadcast.
pub(super) struct Story {
    pub(super) key: Key,
    pub(super) day: Option<Day>,
    pub(super) outlet: Option<Key>,
    /// Whether it names any record at all.
    pub(super) about: bool,
}

/// All stories, and which of them tell of a record.
pub(super) struct Stories<'c> {
    pub(super) catalog: &'c Catalog,
    pub(super) all: Vec<Story>,
    /// Numbers of stories by the record that they tell of.
    telling: Grouped,
}

impl<'c> Stories<'c> {
    pub(super) fn of(catalog: &'c Catalog) -> Self {
        let keys = catalog.public_of_kind(KindId::Article).chain(catalog.public_of_kind(KindId::Broadcast));
        let serving = serving(catalog);
        let (mut all, mut pairs) = (Vec::new(), Vec::new());
        for key in keys {
            let record = catalog.record(key);
            let at = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let targets = targets(catalog, record);
            pairs.extend(targets.iter().map(|target| (target.0, at)));
            pairs.extend(serving.of(key).iter().map(|campaign| (*campaign, at)));
            let day = record.own.date(&record.head).map(|date| day_of(&date));
            all.push(Story { key, day, outlet: outlet(catalog, record), about: !targets.is_empty() });
        }
        Self { catalog, all, telling: Grouped::new(catalog.len(), &pairs) }
    }

    /// The stories that tell of a record.
    pub(super) fn telling(&self, key: Key) -> impl Iterator<Item = &Story> {
        self.telling.of(key).iter().map(|at| &self.all[*at as usize])
    }

    pub(super) fn is_told(&self, key: Key) -> bool {
        !self.telling.of(key).is_empty()
    }

    /// The days of the stories that tell of an honour: those that name its decision, and those
    /// that name its recipient within a year of it.
    pub(super) fn of_award(&self, award: &Award) -> impl Iterator<Item = Option<Day>> {
        let signed = award.date;
        let after = move |day: Day| {
            let first = signed.and_then(FuzzyDate::first);
            let last = signed.and_then(FuzzyDate::last);
            first.is_some_and(|first| first <= day) && last.is_some_and(|last| last.days_until(day) <= YEAR)
        };
        let named = self.telling(award.decision).map(|story| story.day);
        let of_recipient = award.recipient.into_iter().flat_map(|key| self.telling(key));
        named.chain(of_recipient.map(|story| story.day).filter(move |day| day.is_some_and(after)))
    }
}

/// The campaigns that a story serves through its series.
fn serving(catalog: &Catalog) -> Grouped {
    let mut pairs = Vec::new();
    for key in catalog.public_of_kind(KindId::Series) {
        let Some(series) = catalog.record(key).own.series() else { continue };
        let campaigns: Vec<Key> =
            series.campaigns.iter().filter_map(|campaign| catalog.public(KindId::Campaign, &campaign.0)).collect();
        let parts = series.items.iter().filter_map(|item| catalog.public(item.kind, &item.id));
        let naming = catalog.back(key).filter(|part| catalog.record(*part).is_part_of(&catalog.record(key).id));
        for part in parts.chain(naming) {
            pairs.extend(campaigns.iter().map(|campaign| (part.0, campaign.0)));
        }
    }
    Grouped::new(catalog.len(), &pairs)
}

/// The records that a story tells of: all it names but its outlet, pictures and series.
fn targets(catalog: &Catalog, record: &Record) -> Vec<Key> {
    let places = record.link_places();
    let told = record.links.iter().zip(&places).filter(|(link, at)| {
        let by = matches!(at, Place::Field(_, path) if path == "outlet" || path.starts_with("sources"));
        !by && !matches!(link.kind, KindId::Photo | KindId::Series)
    });
    let mut keys: Vec<Key> = told.filter_map(|(link, _)| catalog.public(link.kind, &link.id)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn outlet(catalog: &Catalog, record: &Record) -> Option<Key> {
    let unit = match &record.own {
        Own::Article(article) => article.outlet.as_ref()?,
        Own::Broadcast(broadcast) => broadcast.outlet.as_ref()?,
        _ => return None,
    };
    catalog.public(KindId::Unit, &unit.0)
}
