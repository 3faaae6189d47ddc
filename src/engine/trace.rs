//! Verifying traces: what each page read, and how that looked. In: the world of now and the
//! traces of the last run. Out: for each job, whether it can be kept, or the first read that
//! differs. There is no propagation and no reverse index: it is a scan, and a trace is small.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::packed::Packed;
use crate::base::{Facet, Fp, Key, Named, OutPath};
use crate::catalog::Catalog;
use crate::diag::Diag;
use crate::plan::Job;
use crate::publish::pack::Packing;
use crate::record::KindId;
use crate::render::{Reads, World};

/// How many facets a record has.
const FACETS: usize = Facet::ALL.len();

/// A page as it was made. What it read is numbered: records by key and facet, all else by its
/// place in a table that lies beside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    /// Where it is.
    pub out: OutPath,
    /// Which output made it.
    output: Arc<str>,
    /// The fingerprint of its bytes.
    pub bytes: Fp,
    /// Which facets of records it read.
    records: Packed,
    /// What else it read.
    named: Packed,
    /// What was wrong, though it could be made.
    pub diags: Vec<Diag>,
    /// The packings that were asked for, each with the copy's fingerprint when one was made.
    pub packed: Vec<(Packing, Option<Fp>)>,
}

impl Made {
    /// Whether just these packings were asked for when it was made.
    #[must_use]
    pub(super) fn is_packed(&self, packings: &[Packing]) -> bool {
        self.packed.iter().map(|(packing, _)| packing).eq(packings)
    }

    /// The file and its packed copies.
    pub(super) fn files(&self) -> impl Iterator<Item = (OutPath, Fp)> + '_ {
        let copies = self.packed.iter().filter_map(|(packing, fp)| Some((packing.path(&self.out)?, (*fp)?)));
        std::iter::once((self.out.clone(), self.bytes)).chain(copies)
    }
}

/// Gives a number to each thing of the whole site that pages read.
#[derive(Default)]
pub(super) struct Table {
    numbers: HashMap<Named, u32>,
    all: Vec<Named>,
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
    pub(super) fn made(&mut self, job: &Job, bytes: Fp, reads: Reads, diags: Vec<Diag>) -> Made {
        let mut named: Vec<u32> = reads.named.into_iter().map(|named| self.number(named)).collect();
        named.sort_unstable();
        let (records, named) = (Packed::of(reads.records), Packed::of(named));
        Made {
            out: job.out.clone(),
            output: job.output.name().into(),
            bytes,
            records,
            named,
            diags,
            packed: Vec::new(),
        }
    }
}

/// Pages with the table by which their traces are numbered.
#[derive(Default)]
pub(super) struct Pages {
    /// The table.
    pub table: Table,
    /// The pages.
    pub made: Vec<Made>,
}

/// The traces of a run: every page, and how all it read looked then.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Traces {
    /// Kind and id of each record, in the order of the keys in `made`.
    names: Vec<(KindId, Arc<str>)>,
    /// The facets of each record.
    facets: Vec<[Fp; FACETS]>,
    /// Everything else that was read.
    named: Vec<(Named, Fp)>,
    /// The pages, by path.
    made: Vec<Made>,
}

impl Traces {
    /// The traces of the run that has just ended: pages that were kept, numbered as `before`,
    /// and pages that were made.
    #[must_use]
    pub(super) fn record(world: &World<'_>, before: Self, kept: Vec<Made>, fresh: Vec<Pages>) -> Self {
        let catalog = world.catalog;
        let named = before.named.into_iter().map(|(named, _)| named).collect();
        let old = Pages { table: Table { numbers: HashMap::new(), all: named }, made: kept };
        let parts: Vec<Pages> = std::iter::once(old).chain(fresh).collect();
        let (named, numbers) = common(&parts);
        let mut made: Vec<Made> = Vec::with_capacity(parts.iter().map(|part| part.made.len()).sum());
        for (part, numbers) in parts.into_iter().zip(numbers) {
            made.extend(part.made.into_iter().map(|made| renumbered(made, &numbers)));
        }
        made.sort_unstable_by(|a, b| a.out.cmp(&b.out));
        let looked = |one: Named| {
            let fp = world.named_fp(&one);
            (one, fp)
        };
        let named = named.into_iter().map(looked).collect();
        let names = catalog.keys().map(|key| name(catalog, key)).collect();
        let facets = catalog.keys().map(|key| catalog.row(key).facets).collect();
        Self { names, facets, named, made }
    }

    /// Which output made a page in the last run.
    pub(super) fn output_of(&self, out: &OutPath) -> Option<&str> {
        let at = self.made.binary_search_by(|made| made.out.cmp(out)).ok()?;
        Some(&*self.made[at].output)
    }

    /// For each job, the page of the last run at its path; both are sorted by path.
    #[must_use]
    pub(super) fn beside<'t>(&'t self, jobs: &[Job]) -> Vec<Option<&'t Made>> {
        let mut made = self.made.iter().peekable();
        let same = |job: &Job| {
            while made.next_if(|made| made.out < job.out).is_some() {}
            made.peek().copied().filter(|made| made.out == job.out)
        };
        jobs.iter().map(same).collect()
    }
}

/// One table for all parts, sorted, with what is read by no page left out; and for each part, the
/// numbers in it by the numbers of its own.
fn common(parts: &[Pages]) -> (Vec<Named>, Vec<Vec<u32>>) {
    let mut used: Vec<Vec<bool>> = parts.iter().map(|part| vec![false; part.table.all.len()]).collect();
    for (part, used) in parts.iter().zip(&mut used) {
        for number in part.made.iter().flat_map(|made| made.named.iter()) {
            if let Some(used) = used.get_mut(number as usize) {
                *used = true;
            }
        }
    }
    let used_of = |(part, used): (&'_ Pages, &Vec<bool>)| -> Vec<Named> {
        part.table.all.iter().zip(used).filter(|(_, used)| **used).map(|(named, _)| named.clone()).collect()
    };
    let mut all: Vec<Named> = parts.iter().zip(&used).flat_map(used_of).collect();
    all.sort_unstable();
    all.dedup();
    let number = |named: &Named| u32::try_from(all.binary_search(named).unwrap_or_default()).unwrap_or(u32::MAX);
    let numbers = parts.iter().map(|part| part.table.all.iter().map(number).collect()).collect();
    (all, numbers)
}

fn renumbered(made: Made, numbers: &[u32]) -> Made {
    let mut named: Vec<u32> = made.named.iter().filter_map(|old| numbers.get(old as usize).copied()).collect();
    named.sort_unstable();
    Made { named: Packed::of(named), ..made }
}

/// Whether a page can be kept.
pub(super) enum Verdict {
    /// Nothing it read has changed; its trace, in the keys of now.
    Same(Made),
    /// It must be made again, and why.
    Changed(String),
}

/// How everything looks now, compared with the last run.
pub(super) struct Slots {
    /// The key of now for each record of the last run; empty when all keys are as they were.
    now: Vec<Option<Key>>,
    /// Which facets of which records have changed, by the number of the read.
    changed: Vec<bool>,
    /// Which other things have changed, by number.
    named: Vec<bool>,
}

impl Slots {
    /// Compares the world with the last run.
    #[must_use]
    pub(super) fn of(world: &World<'_>, before: &Traces, catalog: &Catalog) -> Self {
        let same = before.names.len() == catalog.len()
            && catalog.keys().zip(&before.names).all(|(key, (kind, id))| is_named(catalog, key, *kind, id));
        let now: Vec<Option<Key>> = match same {
            true => Vec::new(),
            false => before.names.iter().map(|(kind, id)| catalog.find(*kind, id)).collect(),
        };
        let found = |at: usize| if same { Some(crate::catalog::key(at)) } else { now[at] };
        let changed = before.facets.iter().enumerate().flat_map(|(at, old)| match found(at) {
            Some(key) => std::array::from_fn::<bool, FACETS, _>(|at| catalog.row(key).facets[at] != old[at]),
            None => [true; FACETS],
        });
        let changed = changed.collect();
        let named = before.named.iter().map(|(one, old)| world.named_fp(one) != *old).collect();
        Self { now, changed, named }
    }

    /// Whether the page of a job can be kept; `made` is how it was made in the last run.
    #[must_use]
    pub(super) fn verdict(&self, job: &Job, made: Option<&Made>, before: &Traces) -> Verdict {
        let Some(made) = made else { return Verdict::Changed("trang mới".to_owned()) };
        if &*made.output != job.output.name() {
            return Verdict::Changed("loại trang khác".to_owned());
        }
        let has = |changed: &[bool], number: u32| changed.get(number as usize).copied().unwrap_or(true);
        if let Some(read) = made.records.iter().find(|read| has(&self.changed, *read)) {
            return Verdict::Changed(describe_record(read, before));
        }
        if let Some(read) = made.named.iter().find(|read| has(&self.named, *read)) {
            let named = before.named.get(read as usize).map(|(named, _)| named);
            return Verdict::Changed(named.map_or_else(String::new, describe));
        }
        let mut made = made.clone();
        if !self.now.is_empty() {
            made.records = self.translated(&made.records);
        }
        Verdict::Same(made)
    }

    /// Reads in the keys of now; only called for reads that have not changed.
    fn translated(&self, records: &Packed) -> Packed {
        let now = |read: u32| {
            let (key, facet) = Reads::record(read);
            let key = self.now.get(key.index()).copied().flatten().unwrap_or(key);
            Reads::number(key, facet)
        };
        let mut records: Vec<u32> = records.iter().map(now).collect();
        records.sort_unstable();
        Packed::of(records)
    }
}

/// A read of a record in words: `card of unit so-y-te changed`.
fn describe_record(read: u32, before: &Traces) -> String {
    let (key, facet) = Reads::record(read);
    let Some((kind, id)) = before.names.get(key.index()) else { return String::new() };
    let facet = match facet {
        Facet::Whole => "nội dung",
        Facet::Card => "phần tóm tắt",
        Facet::Back => "các hồ sơ nhắc đến",
        Facet::Rows => "phần khen thưởng",
    };
    format!("{facet} của {}:{id} đã đổi", kind.spec().name)
}

/// A read of something of the whole site in words.
fn describe(named: &Named) -> String {
    match named {
        Named::Settings => "cấu hình trang đã đổi".to_owned(),
        Named::Strings => "chuỗi giao diện đã đổi".to_owned(),
        Named::Assets => "tệp giao diện đã đổi".to_owned(),
        Named::Today => "sang ngày khác".to_owned(),
        Named::Template(name) => format!("mẫu {name} đã đổi"),
        Named::List(name) => format!("danh sách {name} đã đổi"),
        Named::Exists(name) => format!("{name} xuất hiện hoặc biến mất"),
        Named::File(name) => format!("tệp {name} đã đổi"),
        Named::Search(name) => format!("phần {name} của chỉ mục tìm kiếm đã đổi"),
    }
}

fn name(catalog: &Catalog, key: Key) -> (KindId, Arc<str>) {
    let record = catalog.record(key);
    (record.kind(), record.id.clone())
}

fn is_named(catalog: &Catalog, key: Key, kind: KindId, id: &str) -> bool {
    let record = catalog.record(key);
    record.kind() == kind && *record.id == *id
}
