//! Questions to the last build. In: what the engine remembers of it. Out: what a page was made from
//! and why it was last made anew, and which pages a record, template, list or file stands in.
//! Nothing is parsed, linked or rendered; the traces are looked through where they lie in memory.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Engine;
use super::packed;
use crate::base::{Facet, Fp, Named, SrcPath};
use crate::record::reader::Beside;
use crate::record::{KindId, Record, doc};
use crate::render::Reads;
use crate::source::{Files, Stamp};

/// What a page was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRead {
    /// The output that made it.
    pub output: String,
    /// Kind and id of each record, with what was read of it.
    pub records: Vec<(KindId, String, Vec<Facet>)>,
    /// What else was read.
    pub named: Vec<Named>,
    /// Why it was made anew in the last build that made any page; nothing when it was kept then.
    pub why: Option<String>,
}

/// Something that pages are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A record.
    Record(KindId, String),
    /// Something of the whole site.
    Named(Named),
}

/// A page that something stands in, with what it reads of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The file.
    pub out: String,
    /// What it reads of a record; nothing for anything else.
    pub facets: Vec<Facet>,
}

/// Why pages were made anew in a build. New pages of a whole new site are not kept one by one.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Reasons {
    /// Pages and reasons, by path.
    pub(super) all: Vec<(String, String)>,
}

/// What is remembered of the last build, as it lies on disk.
pub struct Memory {
    traces: Vec<u8>,
    reasons: Reasons,
}

/// What is remembered of the last build, ready to be asked.
pub struct Asked<'a> {
    traces: Traces<'a>,
    reasons: &'a Reasons,
}

/// The traces as they lie in memory; [`super::trace::Traces`] writes them.
#[derive(Deserialize)]
struct Traces<'a> {
    #[serde(borrow)]
    names: Vec<(KindId, &'a str)>,
    _facets: Vec<[Fp; Facet::ALL.len()]>,
    named: Vec<(Named, Fp)>,
    #[serde(borrow)]
    made: Vec<Made<'a>>,
}

/// A page as it lies in memory.
#[derive(Deserialize)]
struct Made<'a> {
    out: &'a str,
    output: &'a str,
    _bytes: Fp,
    records: &'a [u8],
    named: &'a [u8],
    _diags: Vec<crate::diag::Diag>,
    _packed: Vec<(crate::publish::pack::Packing, Option<Fp>)>,
}

impl Engine {
    /// What the last build remembers; `None` when there was none, or another version made it.
    #[must_use]
    pub fn memory(&self) -> Option<Memory> {
        let reasons = self.cache.read("reasons").unwrap_or_default();
        Some(Memory { traces: self.cache.raw("traces")?, reasons })
    }

    /// A record as its file says it now, found by kind and id among the files of the last build.
    #[must_use]
    pub fn record(&self, kind: KindId, id: &str) -> Option<Arc<Record>> {
        let path = self.cache.raw("files").and_then(|bytes| file_of(&bytes, kind, id))?;
        let bytes = self.files.read(&path).ok()?;
        doc::parse(kind, &path, &bytes, &Folder { files: &*self.files, path: &path }).record
    }
}

impl Memory {
    /// Opens it for questions; `None` when it is damaged.
    #[must_use]
    pub fn open(&self) -> Option<Asked<'_>> {
        Some(Asked { traces: postcard::from_bytes(&self.traces).ok()?, reasons: &self.reasons })
    }
}

impl Asked<'_> {
    /// What a page was made from.
    #[must_use]
    pub fn page(&self, out: &str) -> Option<PageRead> {
        let traces = &self.traces;
        let at = traces.made.binary_search_by(|made| made.out.cmp(out)).ok()?;
        let made = &traces.made[at];
        let mut records: Vec<(KindId, String, Vec<Facet>)> = Vec::new();
        for (key, facet) in packed::numbers(made.records).map(Reads::record) {
            let Some((kind, id)) = traces.names.get(key.index()) else { continue };
            match records.last_mut().filter(|(last, name, _)| last == kind && name == id) {
                Some((.., facets)) => facets.push(facet),
                None => records.push((*kind, (*id).to_owned(), vec![facet])),
            }
        }
        let named = packed::numbers(made.named).filter_map(|number| Some(traces.named.get(number as usize)?.0.clone()));
        let why = self.reasons.all.binary_search_by(|(page, _)| page.as_str().cmp(out)).ok();
        Some(PageRead {
            output: made.output.to_owned(),
            records,
            named: named.collect(),
            why: why.map(|at| self.reasons.all[at].1.clone()),
        })
    }

    /// The pages that something stands in; `None` when the last build did not know it at all.
    #[must_use]
    pub fn users(&self, thing: &Thing) -> Option<Vec<Use>> {
        let traces = &self.traces;
        match thing {
            Thing::Record(kind, id) => {
                let at = traces.names.iter().position(|(of, name)| of == kind && name == id)?;
                let reads = u32::try_from(at).ok()?;
                Some(traces.made.iter().filter_map(|made| read_of(made, reads)).collect())
            }
            Thing::Named(named) => {
                let at = traces.named.binary_search_by(|(one, _)| one.cmp(named)).ok()?;
                let number = u32::try_from(at).ok()?;
                let uses = traces.made.iter().filter(|made| packed::numbers(made.named).any(|read| read == number));
                Some(uses.map(|made| Use { out: made.out.to_owned(), facets: Vec::new() }).collect())
            }
        }
    }

    /// The ids of all records of a kind, for suggestions.
    #[must_use]
    pub fn ids(&self, kind: KindId) -> Vec<String> {
        self.traces.names.iter().filter(|(of, _)| *of == kind).map(|(_, id)| (*id).to_owned()).collect()
    }

    /// The kinds that have a record of this id.
    #[must_use]
    pub fn kinds(&self, id: &str) -> Vec<KindId> {
        self.traces.names.iter().filter(|(_, name)| *name == id).map(|(kind, _)| *kind).collect()
    }

    /// All pages, for suggestions.
    #[must_use]
    pub fn pages(&self) -> Vec<String> {
        self.traces.made.iter().map(|made| made.out.to_owned()).collect()
    }

    /// All things of the whole site that any page reads, for suggestions.
    #[must_use]
    pub fn named(&self) -> Vec<Named> {
        self.traces.named.iter().map(|(named, _)| named.clone()).collect()
    }
}

/// What a page reads of the record with this number.
fn read_of(made: &Made<'_>, record: u32) -> Option<Use> {
    let mut facets = Vec::new();
    for (key, facet) in packed::numbers(made.records).map(Reads::record) {
        match key.0.cmp(&record) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => facets.push(facet),
            std::cmp::Ordering::Greater => break,
        }
    }
    (!facets.is_empty()).then(|| Use { out: made.out.to_owned(), facets })
}

/// A file as it is remembered; [`crate::source::Known`] writes it.
#[derive(Deserialize)]
struct Known<'a> {
    path: &'a str,
    _fp: Fp,
    _stamp: Stamp,
    _settled: bool,
}

/// The file of a record among those of the last build.
fn file_of(files: &[u8], kind: KindId, id: &str) -> Option<SrcPath> {
    let files: Vec<Known<'_>> = postcard::from_bytes(files).ok()?;
    let paths = files.iter().filter(|known| known.path.contains(id)).filter_map(|known| SrcPath::new(known.path));
    let mut mine = paths.filter(|path| doc::kind_of(path) == Some(kind));
    mine.find(|path| doc::identity(path).is_some_and(|(own, _)| &*own == id))
}

/// What lies beside a record.
struct Folder<'a> {
    files: &'a dyn Files,
    path: &'a SrcPath,
}

impl Beside for Folder<'_> {
    fn beside(&self, name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
        let path = SrcPath::new(&format!("{}/{name}", self.path.folder()))?;
        let bytes = self.files.read(&path).ok()?;
        Some((path, bytes))
    }
}
