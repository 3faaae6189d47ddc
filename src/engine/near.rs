//! The records around one of them, without the rest. In: the files and what the engine remembers of
//! them. Out: a linked site in which that record, all that names it, and all that these name are as
//! in the whole one, or nothing when a file has changed since. Never parses; what it leaves out is
//! never taken for hidden, because whatever hides something is in it.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::load::{Entry, Loaded, ParsedFiles};
use super::parts::{Listed, Spot, number};
use super::survey::Survey;
use super::{Engine, EngineError, Progress, Run, load};
use crate::catalog::link::Input;
use crate::record::KindId;
use crate::source::Snapshot;

/// The list of every part, opened.
type Lists<'a> = Vec<(Listed<'a>, Spot)>;

impl Engine {
    /// The records around one; `None` when a file has changed since they were last read, or nobody
    /// knows the record: then only [`Engine::survey`] can tell.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn near(&mut self, (kind, id): (KindId, &str), progress: &dyn Progress) -> Result<Option<Survey>, EngineError> {
        let mut run = Run::new(progress);
        let (snapshot, problems) = self.scan(&mut run)?;
        let entries = if problems.is_empty() { self.around(&snapshot, number(kind, id)) } else { None };
        let Some(entries) = entries.filter(|_| !run.interrupted()) else { return Ok(None) };
        let loaded = loaded(entries);
        let (catalog, settings) = self.link(&snapshot, &loaded, &mut run);
        if catalog.find(kind, id).is_none() {
            return Ok(None);
        }
        let (voice, _) = load::voice(&*self.files, &snapshot);
        Ok(settings.map(|settings| Survey { catalog, settings, snapshot, voice, is_whole: false }))
    }

    /// What is remembered of the files around a record.
    fn around(&self, snapshot: &Snapshot, record: u64) -> Option<Vec<Entry>> {
        let of = self.cache.parsed_of().filter(|of| of.root == snapshot.root())?;
        let parts = self.cache.parts();
        let contents = parts.contents(of.parts)?;
        let lists: Option<Vec<Lists<'_>>> = contents.par_iter().map(|part| part.open()).collect();
        let lists: Lists<'_> = lists?.into_iter().flatten().collect();
        let now = self.options.now.epoch_seconds();
        let wanted = Ties { lists: &lists, now }.around(record)?;
        wanted.par_iter().map(|at| parts.entry(lists[*at].1)).collect()
    }
}

/// Who names whom.
struct Ties<'a> {
    lists: &'a Lists<'a>,
    now: i64,
}

impl Ties<'_> {
    /// The record, what names it, what names that, and all that these name, whatever is hidden or
    /// annuls another included; `None` when there is no such record.
    fn around(&self, record: u64) -> Option<Vec<usize>> {
        let by_name: HashMap<u64, usize> =
            self.lists.iter().enumerate().filter_map(|(at, (one, _))| Some((one.name?, at))).collect();
        let start = *by_name.get(&record)?;
        let guarded: Vec<usize> = (0..self.lists.len()).filter(|at| self.is_guarded(*at)).collect();
        let first = self.naming(&[start]);
        let second = self.naming(&first);
        let of_guarded = self.naming(&guarded);
        let mut open: Vec<usize> = [vec![start], guarded, first, second, of_guarded].concat();
        let mut wanted: HashSet<usize> = HashSet::new();
        while let Some(at) = open.pop() {
            if wanted.insert(at) {
                open.extend(self.lists[at].0.names().filter_map(|name| by_name.get(&name)).copied());
            }
        }
        let mut wanted: Vec<usize> = wanted.into_iter().collect();
        wanted.sort_unstable();
        Some(wanted)
    }

    /// Whether a record hides something now or may change what others are.
    fn is_guarded(&self, at: usize) -> bool {
        let one = &self.lists[at].0;
        one.annuls || one.open.is_none_or(|(from, until)| !(from..until).contains(&self.now))
    }

    /// The records that name one of these.
    fn naming(&self, named: &[usize]) -> Vec<usize> {
        let named: HashSet<u64> = named.iter().filter_map(|at| self.lists[*at].0.name).collect();
        if named.is_empty() {
            return Vec::new();
        }
        let all = self.lists.par_iter().enumerate();
        all.filter(|(_, (one, _))| one.names().any(|name| named.contains(&name))).map(|(at, _)| at).collect()
    }
}

fn loaded(entries: Vec<Entry>) -> Loaded {
    let inputs = entries.into_iter().filter_map(|entry| {
        let record = entry.parsed.record?;
        Some(Input { record, whole: entry.parsed.whole })
    });
    Loaded {
        inputs: inputs.collect(),
        broken: HashSet::new(),
        diags: Vec::new(),
        parsed: ParsedFiles::new(),
        changed: HashSet::new(),
    }
}
