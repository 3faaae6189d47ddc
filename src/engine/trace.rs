//! Verifying traces: what each page read, and how that looked. In: the world of now and the
//! traces of the last run. Out: for each job, whether it can be kept, or the first read that
//! differs. There is no propagation and no reverse index: it is a scan, and a trace is small.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::packed::{self, Packed};
use super::reason::Reason;
use crate::base::{Facet, Fp, Key, Named, OutPath};
use crate::catalog::Catalog;
use crate::diag::Diag;
use crate::plan::Job;
use crate::publish::pack::Packing;
use crate::record::KindId;
use crate::render::{Reads, World};

/// How many facets a record has.
pub(super) const FACETS: usize = Facet::ALL.len();

/// A page that was just made. What it read is numbered: records by the keys of now and facet, all
/// else by its place in a table that lies beside.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    /// Where it is.
    pub out: OutPath,
    /// Which output made it.
    pub output: &'static str,
    /// The fingerprint of its bytes.
    pub bytes: Fp,
    /// Which facets of records it read.
    pub records: Packed,
    /// What else it read.
    pub named: Packed,
    /// What few pages have.
    pub besides: Option<Box<Besides>>,
}

/// What few pages have: an archive has too many to make room for it in each.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Besides {
    /// What was wrong, though the page could be made.
    diags: Vec<Diag>,
    /// The packings that were asked for, each with the copy's fingerprint when one was made.
    packed: Vec<Copied>,
}

/// A packing, and the fingerprint of the copy when one was made.
pub(super) type Copied = (Packing, Option<Fp>);

impl Besides {
    /// What a page has of it; nothing when that is nothing.
    pub(super) fn of(diags: Vec<Diag>, packed: Vec<Copied>) -> Option<Box<Self>> {
        (!diags.is_empty() || !packed.is_empty()).then(|| Box::new(Self { diags, packed }))
    }
}

/// A page of the last run, as it lies in memory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made<'t> {
    /// Where it is.
    pub out: &'t str,
    /// Which output made it.
    pub output: &'t str,
    /// The fingerprint of its bytes.
    bytes: Fp,
    /// What few pages have.
    besides: Option<Box<Besides>>,
    /// What it read; lies apart, so that it can be looked through alone.
    #[serde(skip)]
    pub reads: Read<'t>,
}

/// What a page read, as packed numbers that stay the same from run to run.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Read<'t> {
    /// Facets of records.
    records: &'t [u8],
    /// Places in the table of what else is read.
    named: &'t [u8],
}

impl Fresh {
    /// The page as it will lie in memory.
    pub(super) fn as_made(&self) -> Made<'_> {
        let reads = Read { records: self.records.bytes(), named: self.named.bytes() };
        let (out, besides) = (self.out.as_str(), self.besides.clone());
        Made { out, output: self.output, bytes: self.bytes, besides, reads }
    }
}

impl Made<'_> {
    /// Whether just these packings were asked for when it was made.
    #[must_use]
    pub(super) fn is_packed(&self, packings: &[Packing]) -> bool {
        self.packed().iter().map(|(packing, _)| packing).eq(packings)
    }

    /// What was wrong, though it could be made.
    pub(super) fn diags(&self) -> &[Diag] {
        self.besides.as_ref().map_or(&[], |besides| &besides.diags)
    }

    fn packed(&self) -> &[Copied] {
        self.besides.as_ref().map_or(&[], |besides| &besides.packed)
    }

    /// The file, which is at this path, and its packed copies.
    pub(super) fn files(&self, out: &OutPath) -> impl Iterator<Item = (OutPath, Fp)> {
        let copies = self.packed().iter().filter_map(|(packing, fp)| Some((packing.path(out)?, (*fp)?)));
        std::iter::once((out.clone(), self.bytes)).chain(copies)
    }
}

impl<'t> Read<'t> {
    /// Facets of records, by number.
    pub(super) fn records(self) -> impl Iterator<Item = u32> + 't {
        packed::numbers(self.records)
    }

    /// What else was read, by number.
    pub(super) fn named(self) -> impl Iterator<Item = u32> + 't {
        packed::numbers(self.named)
    }
}

/// Gives a number to each thing of the whole site that pages read.
#[derive(Default)]
pub(super) struct Table {
    numbers: HashMap<Named, u32>,
    /// The things, by number.
    pub all: Vec<Named>,
}

impl Table {
    fn number(&mut self, named: Named) -> u32 {
        if let Some(number) = self.numbers.get(&named) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(named.clone());
        self.numbers.insert(named, number);
        number
    }

    /// A page that was just made.
    pub(super) fn made(&mut self, job: &Job, bytes: Fp, reads: Reads, besides: Option<Box<Besides>>) -> Fresh {
        let mut named: Vec<u32> = reads.named.into_iter().map(|named| self.number(named)).collect();
        named.sort_unstable();
        let (records, named) = (Packed::of(reads.records), Packed::of(named));
        let (out, output) = (job.out.clone(), job.output.name());
        Fresh { out, output, bytes, records, named, besides }
    }
}

/// Pages with the table by which their traces are numbered.
#[derive(Default)]
pub(super) struct Pages {
    /// The table.
    pub table: Table,
    /// The pages.
    pub made: Vec<Fresh>,
}

/// The traces of a run: every page, and how all it read looked then.
#[derive(Default)]
pub(super) struct Traces<'t> {
    /// Kind and id of each record, by number; without an id when the number is free.
    pub names: Vec<(KindId, &'t str)>,
    /// The facets of each record.
    pub facets: Vec<[Fp; FACETS]>,
    /// Everything else that was read, by number; nothing when the number is free.
    pub named: Vec<Option<Named>>,
    /// How that looked.
    pub looks: Vec<Fp>,
    /// The pages, in parts by the path of each.
    pub parts: Vec<Part<'t>>,
    /// Under which fingerprints the four lists lie on the disk.
    pub seals: Seals,
}

/// Under which fingerprints the four lists of traces lie on the disk.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Seals {
    pub names: Vec<Fp>,
    pub facets: Vec<Fp>,
    pub named: Vec<Fp>,
    pub looks: Vec<Fp>,
}

/// Some of the pages, by path.
pub(super) struct Part<'t> {
    /// Under which fingerprint it lies on the disk; nothing when it is damaged there.
    pub seal: Option<Fp>,
    /// The pages.
    pub made: Vec<Made<'t>>,
}

impl<'t> Traces<'t> {
    /// Which output made a page in the last run.
    pub(super) fn output_of(&self, out: &OutPath) -> Option<&str> {
        let made = &self.parts.get(part_of(out.as_str(), self.parts.len()))?.made;
        let at = made.binary_search_by(|made| made.out.cmp(out.as_str())).ok()?;
        Some(made[at].output)
    }

    /// For each job, the page of the last run at its path; both are sorted by path.
    #[must_use]
    pub(super) fn beside<'s>(&'s self, jobs: &[Job]) -> Vec<Option<&'s Made<'t>>> {
        let mut parts: Vec<_> = self.parts.iter().map(|part| part.made.iter().peekable()).collect();
        let same = |job: &Job| {
            let out = job.out.as_str();
            let made = parts.get_mut(part_of(out, self.parts.len()))?;
            while made.next_if(|made| made.out.cmp(out) == Ordering::Less).is_some() {}
            made.next_if(|made| made.out == out)
        };
        jobs.iter().map(same).collect()
    }
}

/// In which of so many parts the page at a path is.
pub(super) fn part_of(out: &str, parts: usize) -> usize {
    let number = xxhash_rust::xxh3::xxh3_64(out.as_bytes());
    usize::try_from(number % parts.max(1) as u64).unwrap_or_default()
}

/// Whether a page can be kept.
pub(super) enum Verdict<'m, 't> {
    /// Nothing it read has changed since it was made so.
    Same(&'m Made<'t>),
    /// It must be made again, and why.
    Changed(Reason),
}

/// How everything looks now, compared with the last run.
pub(super) struct Slots {
    /// The key of now for each record of the last run, by number.
    pub now: Vec<Option<Key>>,
    /// How all other things look now, by number.
    pub looks: Vec<Fp>,
    /// Which facets of which records have changed, by the number of the read.
    changed: Vec<bool>,
    /// Which other things have changed, by number.
    named: Vec<bool>,
}

impl Slots {
    /// Compares the world with the last run.
    #[must_use]
    pub(super) fn of(world: &World<'_>, before: &Traces<'_>, catalog: &Catalog) -> Self {
        let now = keys(before, catalog);
        let changed = now.iter().zip(&before.facets).flat_map(|(key, old)| match key {
            Some(key) => std::array::from_fn::<bool, FACETS, _>(|at| catalog.row(*key).facets[at] != old[at]),
            None => [true; FACETS],
        });
        let changed = changed.collect();
        let look = |named: &Option<Named>| named.as_ref().map(|named| world.named_fp(named)).unwrap_or_default();
        let looks: Vec<Fp> = before.named.par_iter().map(look).collect();
        let differs = |((named, old), new): ((&Option<Named>, &Fp), &Fp)| named.is_none() || old != new;
        let named = before.named.iter().zip(&before.looks).zip(&looks).map(differs).collect();
        Self { now, looks, changed, named }
    }

    /// Whether the page of a job can be kept; `made` is how it was made in the last run.
    #[must_use]
    pub(super) fn verdict<'m, 't>(
        &self,
        job: &Job,
        made: Option<&'m Made<'t>>,
        before: &Traces<'_>,
    ) -> Verdict<'m, 't> {
        let Some(made) = made else { return Verdict::Changed(Reason::New) };
        if made.output != job.output.name() {
            return Verdict::Changed(Reason::OtherSort);
        }
        let has = |changed: &[bool], number: u32| changed.get(number as usize).copied().unwrap_or(true);
        if let Some(read) = made.reads.records().find(|read| has(&self.changed, *read)) {
            return Verdict::Changed(of_record(read, before));
        }
        // Numbers say nothing of what is graver: the first by name is told.
        let changed = made.reads.named().filter(|read| has(&self.named, *read));
        match changed.map(|read| before.named.get(read as usize).and_then(Option::as_ref)).min() {
            Some(named) => Verdict::Changed(named.map_or(Reason::Forgotten, |named| Reason::Named(named.clone()))),
            None => Verdict::Same(made),
        }
    }
}

/// The keys of now for the records of the last run. They mostly follow one another as they did then.
fn keys(before: &Traces<'_>, catalog: &Catalog) -> Vec<Option<Key>> {
    let mut next = 0;
    let key_of = |(kind, id): &(KindId, &str)| {
        let guess = (next < catalog.len()).then(|| crate::catalog::key(next));
        let found = match guess.filter(|key| is_named(catalog, *key, *kind, id)) {
            Some(key) => Some(key),
            None if id.is_empty() => None,
            None => catalog.find(*kind, id),
        };
        next = found.map_or(next, |key| key.index() + 1);
        found
    };
    before.names.iter().map(key_of).collect()
}

/// A read of a record that has changed.
fn of_record(read: u32, before: &Traces<'_>) -> Reason {
    let (key, facet) = Reads::record(read);
    let name = before.names.get(key.index());
    name.map_or(Reason::Forgotten, |(kind, id)| Reason::Record(facet, *kind, (*id).to_owned()))
}

fn is_named(catalog: &Catalog, key: Key, kind: KindId, id: &str) -> bool {
    let record = catalog.record(key);
    record.kind() == kind && *record.id == *id
}
