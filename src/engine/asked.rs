//! Questions to the last build. In: what the engine remembers of it. Out: what a page was made from
//! and why it was last made anew, and which pages a record, template, list or file stands in.
//! Nothing is parsed, linked or rendered; of the traces only those parts are read that can tell.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Engine;
use super::folios::Leafed;
use super::reason::Reason;
use super::store::Store;
use super::trace::{Made, Read};
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
    pub why: Option<Reason>,
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub(super) all: Vec<(String, Reason)>,
}

/// What is remembered of the last build, as it lies on disk.
pub struct Memory {
    leafed: Leafed,
    store: Store,
}

/// What is remembered of the last build, ready to be asked.
pub struct Asked<'a> {
    memory: &'a Memory,
    names: Vec<(KindId, &'a str)>,
    named: Vec<Option<Named>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The last build did not know it at all.
    Unknown,
    /// What is remembered of it is damaged.
    Damaged,
}

impl Engine {
    /// What the last build remembers; `None` when there was none, or another version made it.
    #[must_use]
    pub fn memory(&self) -> Option<Memory> {
        Some(Memory { leafed: Leafed::read(&self.cache.store)?, store: self.cache.store.clone() })
    }

    /// A record as its file says it now, found by kind and id among the files of the last build.
    #[must_use]
    pub fn record(&self, kind: KindId, id: &str) -> Option<Arc<Record>> {
        let path = self.cache.store.raw("files").and_then(|bytes| file_of(&bytes, kind, id))?;
        let bytes = self.files.read(&path).ok()?;
        doc::parse(kind, &path, &bytes, &Folder { files: &*self.files, path: &path }).record
    }
}

impl Memory {
    /// Opens it for questions; `None` when it is damaged.
    #[must_use]
    pub fn open(&self) -> Option<Asked<'_>> {
        Some(Asked { memory: self, names: self.leafed.names()?, named: self.leafed.named()? })
    }
}

impl Asked<'_> {
    /// What a page was made from.
    ///
    /// # Errors
    /// When the last build made no such page, or what is remembered of it is damaged.
    pub fn page(&self, out: &str) -> Result<PageRead, Unanswered> {
        let page = self.memory.leafed.page(out, |made| made.map(|made| self.read_by(made)));
        let reasons: Reasons = self.memory.store.read("reasons").unwrap_or_default();
        let why = reasons.all.binary_search_by(|(page, _)| page.as_str().cmp(out)).ok();
        let why = why.map(|at| reasons.all[at].1.clone());
        let page = page.ok_or(Unanswered::Damaged)?.ok_or(Unanswered::Unknown)?;
        Ok(PageRead { why, ..page })
    }

    /// What a page read, by name.
    fn read_by(&self, made: &Made<'_>) -> PageRead {
        let mut records: Vec<(KindId, String, Vec<Facet>)> = Vec::new();
        for (key, facet) in made.reads.records().map(Reads::record) {
            let Some((kind, id)) = self.names.get(key.index()) else { continue };
            match records.last_mut().filter(|(last, name, _)| last == kind && name == id) {
                Some((.., facets)) => facets.push(facet),
                None => records.push((*kind, (*id).to_owned(), vec![facet])),
            }
        }
        let named = made.reads.named().filter_map(|number| self.named.get(number as usize)?.clone());
        let mut named: Vec<Named> = named.collect();
        records.sort_unstable();
        named.sort_unstable();
        PageRead { output: made.output.to_owned(), records, named, why: None }
    }

    /// The pages that something stands in.
    ///
    /// # Errors
    /// When the last build did not know it at all, or what is remembered of it is damaged.
    pub fn users(&self, thing: &Thing) -> Result<Vec<Use>, Unanswered> {
        let leafed = &self.memory.leafed;
        let found = match thing {
            Thing::Record(kind, id) => {
                let number = place(&self.names, |(of, name)| of == kind && name == id)?;
                let facets = move |read: Read<'_>| facets_of(read, number);
                let tell = move |made: &Made<'_>| Use { out: made.out.to_owned(), facets: facets(made.reads) };
                leafed.pages(Some(number), move |read| !facets(read).is_empty(), tell)
            }
            Thing::Named(named) => {
                let number = place(&self.named, |one| one.as_ref() == Some(named))?;
                let tell = |made: &Made<'_>| Use { out: made.out.to_owned(), facets: Vec::new() };
                leafed.pages(None, move |read| read.named().any(|read| read == number), tell)
            }
        };
        found.ok_or(Unanswered::Damaged)
    }

    /// The ids of all records of a kind, for suggestions.
    #[must_use]
    pub fn ids(&self, kind: KindId) -> Vec<String> {
        let own = self.names.iter().filter(|(of, id)| *of == kind && !id.is_empty());
        let mut ids: Vec<String> = own.map(|(_, id)| (*id).to_owned()).collect();
        ids.sort_unstable();
        ids
    }

    /// Whether the last build had this record.
    #[must_use]
    pub fn has(&self, kind: KindId, id: &str) -> bool {
        !id.is_empty() && self.names.contains(&(kind, id))
    }

    /// The kinds that have a record of this id.
    #[must_use]
    pub fn kinds(&self, id: &str) -> Vec<KindId> {
        let own = self.names.iter().filter(|(_, name)| *name == id && !id.is_empty());
        let mut kinds: Vec<KindId> = own.map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        kinds
    }

    /// All pages, for suggestions; none when what is remembered of them is damaged.
    #[must_use]
    pub fn pages(&self) -> Vec<String> {
        self.memory.leafed.pages(None, |_| true, |made| made.out.to_owned()).unwrap_or_default()
    }

    /// Whether any page of the last build reads this thing of the whole site.
    #[must_use]
    pub fn reads(&self, named: &Named) -> bool {
        self.named.iter().flatten().any(|one| one == named)
    }

    /// All things of the whole site that any page reads, for suggestions.
    #[must_use]
    pub fn named(&self) -> Vec<Named> {
        let mut named: Vec<Named> = self.named.iter().flatten().cloned().collect();
        named.sort_unstable();
        named
    }
}

/// The number of something.
fn place<T>(all: &[T], is: impl Fn(&T) -> bool) -> Result<u32, Unanswered> {
    let at = all.iter().position(is).and_then(|at| u32::try_from(at).ok());
    at.ok_or(Unanswered::Unknown)
}

/// What of the record with this number is read.
fn facets_of(read: Read<'_>, record: u32) -> Vec<Facet> {
    let all = read.records().map(Reads::record).skip_while(|(key, _)| key.0 < record);
    all.take_while(|(key, _)| key.0 == record).map(|(_, facet)| facet).collect()
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
pub(super) struct Folder<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) path: &'a SrcPath,
}

impl Beside for Folder<'_> {
    fn beside(&self, name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
        let path = SrcPath::new(&format!("{}/{name}", self.path.folder()))?;
        let bytes = self.files.read(&path).ok()?;
        Some((path, bytes))
    }
}
