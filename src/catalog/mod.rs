//! The catalogue: every record of the site, linked both ways, ordered and counted once.
//! In: parsed records. Out: one immutable value that pages read through the traced door.
//! Never reads a file, never renders; what may not be shown is told apart here, once.

pub mod award;
pub mod book;
pub mod card;
pub mod change;
mod index;
mod kin;
pub mod lineage;
pub mod link;
pub mod list;
mod reach;
pub mod readings;
pub mod rule;
pub mod secret;
pub mod standing;
pub mod tally;

use std::ops::Range;
use std::sync::Arc;

pub use award::Award;
pub use card::Card;
pub use list::{Item, List};
pub use standing::{Gone, Vantage};
pub use tally::Tally;

use crate::base::{Facet, Fp, Key};
use crate::record::state::{Audience, State};
use crate::record::{KindId, Record};
use crate::text::date::{Day, Moment};

/// A record with what the catalogue knows of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record.
    pub record: Arc<Record>,
    /// Where it stands, for the readers of this build.
    pub state: State,
    /// Whether it may be shown at all.
    pub public: bool,
    /// What the public may know of it, if it was taken back.
    pub gone: Option<Gone>,
    /// What other pages show of it.
    pub card: Arc<Card>,
    /// Fingerprints of its facets, in the order of [`Facet::ALL`].
    pub facets: [Fp; 4],
}

/// The linked site. What links the records is shared with the catalogues that come from this one.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// All records, by kind and id.
    pub(crate) rows: Vec<Row>,
    /// Where each kind begins in `rows`.
    pub(crate) starts: Vec<usize>,
    /// Which row an id means.
    pub(crate) index: Arc<index::Index>,
    /// Records that a record names, public or not, per row.
    pub(crate) leads: Arc<Grouped>,
    /// Public records that name a record, per row.
    pub(crate) back: Arc<Grouped>,
    /// Every honour that counts and may be shown, in the order of the decisions.
    pub(crate) awards: Arc<Vec<Award>>,
    /// Honours by recipient, unit, honour type, campaign and decision: indexes into `awards`.
    pub(crate) awarded: Arc<Grouped>,
    /// Every list of the site, by address.
    pub(crate) lists: Arc<Vec<List>>,
    /// Which lists stand beside each other.
    pub(crate) families: Arc<Vec<list::Family>>,
    /// The instant of the build, and its readers.
    pub(crate) from: Vantage,
    /// Neighbours and relatives of records.
    pub(crate) kin: Arc<kin::Kin>,
    /// Fingerprints of the records' names.
    pub(crate) names: Arc<Vec<Fp>>,
    /// Fingerprints of the honours' identities: each stands in many lists and on many pages.
    pub(crate) award_fps: Arc<Vec<Fp>>,
}

/// Numbers grouped by row, packed.
#[derive(Debug, Default)]
pub struct Grouped {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Grouped {
    /// Groups pairs (row, item) for `rows` rows; each group keeps the order of the pairs, once each.
    #[must_use]
    pub fn new(rows: usize, pairs: &[(u32, u32)]) -> Self {
        // Counted, not sorted: there are as many pairs as references on the whole site.
        let mut ends = vec![0_usize; rows + 1];
        for (row, _) in pairs {
            ends[*row as usize + 1] += 1;
        }
        for row in 0..rows {
            ends[row + 1] += ends[row];
        }
        let mut placed = vec![0; pairs.len()];
        for (row, item) in pairs {
            let next = &mut ends[*row as usize];
            placed[*next] = *item;
            *next += 1;
        }
        let (mut starts, mut items, mut from) = (Vec::with_capacity(rows + 1), Vec::with_capacity(placed.len()), 0);
        for end in &ends[..rows] {
            starts.push(u32::try_from(items.len()).unwrap_or(u32::MAX));
            items.extend(placed[from..*end].chunk_by(|a, b| a == b).map(|same| same[0]));
            from = *end;
        }
        starts.push(u32::try_from(items.len()).unwrap_or(u32::MAX));
        Self { starts, items }
    }

    /// Groups that are there already, one for each row.
    fn ready<'g>(groups: impl Iterator<Item = &'g [u32]>) -> Self {
        let (mut starts, mut items) = (vec![0], Vec::new());
        for group in groups {
            items.extend_from_slice(group);
            starts.push(u32::try_from(items.len()).unwrap_or(u32::MAX));
        }
        Self { starts, items }
    }

    /// The group of a row.
    #[must_use]
    pub fn of(&self, key: Key) -> &[u32] {
        let at = |i: usize| self.starts.get(i).map_or(0, |n| *n as usize);
        &self.items[at(key.index())..at(key.index() + 1)]
    }
}

impl Catalog {
    /// The row of a record.
    #[must_use]
    pub fn row(&self, key: Key) -> &Row {
        &self.rows[key.index()]
    }

    /// The record behind a key.
    #[must_use]
    pub fn record(&self, key: Key) -> &Arc<Record> {
        &self.row(key).record
    }

    /// The key of a record, public or not.
    #[must_use]
    pub fn find(&self, kind: KindId, id: &str) -> Option<Key> {
        self.index.find(kind, id)
    }

    /// The key of a record that may be shown.
    #[must_use]
    pub fn public(&self, kind: KindId, id: &str) -> Option<Key> {
        self.find(kind, id).filter(|key| self.row(*key).public)
    }

    /// The keys of all records of a kind, public or not.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = Key> + use<> {
        self.range(kind).map(key)
    }

    /// The keys of all public records of a kind.
    pub fn public_of_kind(&self, kind: KindId) -> impl Iterator<Item = Key> + '_ {
        self.of_kind(kind).filter(|key| self.row(*key).public)
    }

    /// The keys of all records.
    pub fn keys(&self) -> impl Iterator<Item = Key> + use<> {
        (0..self.rows.len()).map(key)
    }

    /// How many records there are, hidden ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The public records that a record names, each once.
    pub fn named(&self, key: Key) -> impl Iterator<Item = Key> + '_ {
        self.leads.of(key).iter().map(|k| Key(*k)).filter(|key| self.row(*key).public)
    }

    /// The public records that name a record.
    pub fn back(&self, key: Key) -> impl Iterator<Item = Key> + '_ {
        self.back.of(key).iter().map(|k| Key(*k))
    }

    /// Every honour that counts and may be shown.
    #[must_use]
    pub fn awards(&self) -> &[Award] {
        &self.awards
    }

    /// The honours that a record has part in: as recipient, unit, honour type, campaign, decision.
    pub fn awarded(&self, key: Key) -> impl Iterator<Item = &Award> + '_ {
        self.awarded.of(key).iter().map(|at| &self.awards[*at as usize])
    }

    /// Every list, by address.
    #[must_use]
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// A list by its address (`khen-thuong/nam/2019`).
    #[must_use]
    pub fn list(&self, path: &str) -> Option<&List> {
        self.lists.binary_search_by(|list| list.path.as_str().cmp(path)).ok().map(|at| &self.lists[at])
    }

    /// A facet's fingerprint.
    #[must_use]
    pub fn facet(&self, key: Key, facet: Facet) -> Fp {
        self.row(key).facets[facet as usize]
    }

    /// The instant of the build.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.from.now
    }

    /// For whom the site is built.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.from.audience
    }

    /// The day of the build.
    #[must_use]
    pub fn today(&self) -> Day {
        self.from.now.day()
    }

    /// The records whose pages were taken back, in the order of their keys.
    pub fn tombstones(&self) -> impl Iterator<Item = Key> + '_ {
        self.keys().filter(|key| self.row(*key).gone.is_some())
    }

    /// The kind of a record, without looking at the record.
    fn kind(&self, key: Key) -> KindId {
        KindId::ALL[self.starts.partition_point(|start| *start <= key.index()) - 1]
    }

    fn range(&self, kind: KindId) -> Range<usize> {
        self.starts[kind as usize]..self.starts[kind as usize + 1]
    }
}

/// A row's number as a key.
pub(crate) fn key(index: usize) -> Key {
    Key(u32::try_from(index).expect("a site has fewer than 2^32 records"))
}
