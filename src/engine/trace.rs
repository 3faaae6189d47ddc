//! Verifying traces: what each page read, and how that looked. In: the world of now and the
//! traces of the last run. Out: for each job, whether it can be kept, or the first read that
//! differs. There is no propagation and no reverse index: it is a scan.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Facet, Fp, Key, Named, OutPath, Read};
use crate::catalog::Catalog;
use crate::diag::Diag;
use crate::plan::Job;
use crate::record::KindId;
use crate::render::World;

/// A page as it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    /// Where it is.
    pub out: OutPath,
    /// Which output made it.
    pub output: Arc<str>,
    /// The fingerprint of its bytes.
    pub bytes: Fp,
    /// What it read.
    pub reads: Vec<Read>,
    /// What was wrong, though it could be made.
    pub diags: Vec<Diag>,
}

impl Made {
    /// A page that was just made.
    #[must_use]
    pub(super) fn new(job: &Job, bytes: Fp, reads: Vec<Read>, diags: Vec<Diag>) -> Self {
        Self { out: job.out.clone(), output: job.output.name().into(), bytes, reads, diags }
    }
}

/// The traces of a run: every page, and how all it read looked then.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Traces {
    /// Kind and id of each record, in the order of the keys in `made`.
    names: Vec<(KindId, Arc<str>)>,
    /// The facets of each record.
    facets: Vec<[Fp; 4]>,
    /// Everything else that was read.
    named: Vec<(Named, Fp)>,
    /// The pages, by path.
    made: Vec<Made>,
}

impl Traces {
    /// The traces of the run that has just ended.
    #[must_use]
    pub(super) fn record(world: &World<'_>, mut made: Vec<Made>) -> Self {
        made.sort_by(|a, b| a.out.cmp(&b.out));
        let catalog = world.catalog;
        let names = catalog.keys().map(|key| name(catalog, key)).collect();
        let facets = catalog.keys().map(|key| catalog.row(key).facets).collect();
        let mut named: Vec<Named> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for read in made.iter().flat_map(|made| &made.reads) {
            if let Read::Named(one) = read
                && seen.insert(one)
            {
                named.push(one.clone());
            }
        }
        named.sort();
        let named = named.into_iter().map(|one| (one.clone(), world.named_fp(&one))).collect();
        Self { names, facets, named, made }
    }

    fn get(&self, out: &OutPath) -> Option<&Made> {
        self.made.binary_search_by(|made| made.out.cmp(out)).ok().map(|at| &self.made[at])
    }
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
    /// The key of now for each record of the last run.
    now: Vec<Option<Key>>,
    /// Which facets of each record of the last run have changed.
    changed: Vec<[bool; 4]>,
    /// Which other things have changed.
    named: HashMap<Named, bool>,
}

impl Slots {
    /// Compares the world with the last run.
    #[must_use]
    pub(super) fn of(world: &World<'_>, before: &Traces, catalog: &Catalog) -> Self {
        let now: Vec<Option<Key>> = before.names.iter().map(|(kind, id)| catalog.find(*kind, id)).collect();
        let changed = now.iter().zip(&before.facets).map(|(key, old)| match key {
            Some(key) => std::array::from_fn(|at| catalog.row(*key).facets[at] != old[at]),
            None => [true; 4],
        });
        let changed = changed.collect();
        let named = before.named.iter().map(|(one, old)| (one.clone(), world.named_fp(one) != *old)).collect();
        Self { now, changed, named }
    }

    /// Whether the page of a job can be kept.
    #[must_use]
    pub(super) fn verdict(&self, job: &Job, before: &Traces) -> Verdict {
        let Some(made) = before.get(&job.out) else { return Verdict::Changed("trang mới".to_owned()) };
        if &*made.output != job.output.name() {
            return Verdict::Changed("loại trang khác".to_owned());
        }
        if let Some(read) = made.reads.iter().find(|read| self.has_changed(read)) {
            return Verdict::Changed(describe(read, before));
        }
        let reads = made.reads.iter().map(|read| self.translate(read)).collect();
        Verdict::Same(Made { reads, ..made.clone() })
    }

    fn has_changed(&self, read: &Read) -> bool {
        match read {
            Read::Record(key, facet) => self.changed[key.index()][*facet as usize],
            Read::Named(named) => self.named.get(named).copied().unwrap_or(true),
        }
    }

    /// A read in the keys of now; only called for reads that have not changed.
    fn translate(&self, read: &Read) -> Read {
        match read {
            Read::Record(key, facet) => Read::Record(self.now[key.index()].unwrap_or(*key), *facet),
            named @ Read::Named(_) => named.clone(),
        }
    }
}

/// A read in words: `card of unit so-y-te changed`.
fn describe(read: &Read, before: &Traces) -> String {
    match read {
        Read::Record(key, facet) => {
            let (kind, id) = &before.names[key.index()];
            let facet = match facet {
                Facet::Whole => "nội dung",
                Facet::Card => "phần tóm tắt",
                Facet::Back => "các hồ sơ nhắc đến",
                Facet::Rows => "phần khen thưởng",
            };
            format!("{facet} của {}:{id} đã đổi", kind.spec().name)
        }
        Read::Named(named) => match named {
            Named::Settings => "cấu hình trang đã đổi".to_owned(),
            Named::Strings => "chuỗi giao diện đã đổi".to_owned(),
            Named::Assets => "tệp giao diện đã đổi".to_owned(),
            Named::Today => "sang ngày khác".to_owned(),
            Named::Template(name) => format!("mẫu {name} đã đổi"),
            Named::List(name) => format!("danh sách {name} đã đổi"),
            Named::Exists(name) => format!("{name} xuất hiện hoặc biến mất"),
            Named::File(name) => format!("tệp {name} đã đổi"),
        },
    }
}

fn name(catalog: &Catalog, key: Key) -> (KindId, Arc<str>) {
    let record = catalog.record(key);
    (record.kind(), record.id.clone())
}
