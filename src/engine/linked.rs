//! The linked records of one generation, kept for the next. In: loaded records and the viewpoint.
//! Out: the catalogue with all that links and rules found wrong; the one of before while neither a
//! record nor what the clock decides has changed. Never patched: it is the same or made anew.

use std::sync::Arc;

use super::load::Loaded;
use super::run::Run;
use super::shelf::Kept;
use super::{Engine, FINDINGS, markdown, words};
use crate::base::Fp;
use crate::catalog::{Catalog, link, rule};
use crate::diag::Diag;
use crate::search::Index;

/// Linked records, and what they were linked from.
pub(super) struct Linked {
    of: Fp,
    catalog: Arc<Catalog>,
    problems: Vec<Diag>,
    /// What the rules found; nothing while they were not asked.
    findings: Option<Vec<Diag>>,
    /// The index of these records, once one was asked for.
    search: Option<Arc<Index>>,
}

impl Engine {
    /// Links the records, and checks the rules unless this is only a first look.
    pub(super) fn linked(&mut self, loaded: &Loaded, run: &mut Run<'_>) -> Arc<Catalog> {
        let of = fp_of(loaded);
        let kept = self.linked.take().filter(|last| last.of == of && self.is_same_time(&last.catalog));
        let mut linked = kept.unwrap_or_else(|| self.link_anew(of, loaded, run));
        if linked.findings.is_none() && !self.is_first {
            linked.findings = Some(run.timed("rules", |_| self.recheck_rules(&linked.catalog)));
        }
        run.outcome.diags.extend(linked.problems.iter().chain(linked.findings.iter().flatten()).cloned());
        let catalog = linked.catalog.clone();
        self.linked = Some(linked);
        catalog
    }

    fn link_anew(&mut self, of: Fp, loaded: &Loaded, run: &mut Run<'_>) -> Linked {
        let (inputs, broken) = (loaded.inputs.clone(), loaded.broken.clone());
        let (catalog, problems) = run.timed("link", |_| link::link(inputs, broken, self.vantage()));
        Linked { of, catalog: Arc::new(catalog), problems, findings: None, search: None }
    }

    fn recheck_rules(&mut self, catalog: &Catalog) -> Vec<Diag> {
        let (problems, findings) = rule::recheck(catalog, &self.findings.get(&self.cache.store, FINDINGS));
        self.findings.put(&self.cache.store, FINDINGS, findings);
        if self.is_only {
            self.findings = Kept::default();
        }
        problems
    }

    /// Whether the clock decides now what it decided when these records were linked.
    fn is_same_time(&self, catalog: &Catalog) -> bool {
        let (then, now) = (catalog.now(), self.options.now);
        let is_due = catalog.next_change().is_some_and(|at| at <= now);
        catalog.audience() == self.options.audience && then <= now && then.day() == now.day() && !is_due
    }

    /// The search index of the linked records; entries that say what they said are not read again.
    pub(super) fn index(&mut self, catalog: &Catalog) -> Arc<Index> {
        if let Some(index) = self.linked.as_ref().and_then(|linked| linked.search.clone()) {
            return index;
        }
        let last = self.search.take();
        let read = if last.is_none() { words::read(&self.cache.store) } else { Default::default() };
        let (before, seals) = last.as_ref().map_or((&read.0, &read.1), |(last, seals)| (last.known(), seals));
        let index = Arc::new(Index::of(catalog, &markdown::shown, before));
        let seals = words::write(&self.cache.store, (before, seals), index.known());
        self.search = Some((index.clone(), seals));
        if let Some(linked) = &mut self.linked {
            linked.search = Some(index.clone());
        }
        index
    }
}

/// The fingerprint of all that is linked.
fn fp_of(loaded: &Loaded) -> Fp {
    let mut broken: Vec<Fp> = loaded.broken.iter().map(Fp::of).collect();
    broken.sort_unstable();
    Fp::all(loaded.inputs.iter().map(|input| input.whole).chain(broken))
}
