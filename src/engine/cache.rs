//! What the engine remembers between runs. In: a folder of its own. Out: parsed files and
//! traces, or nothing when the folder is missing, damaged or of another version. Safe to
//! delete; never the only copy of anything. Split into parts, so that one edit rewrites one.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::folios::{self, Folios};
use super::ledger::Ledger;
use super::load::ParsedFiles;
use super::numbered::Numbered;
use super::parts::{self, Parts};
use super::store::{LASTING, Store};
use super::trace::{Made, Traces};
use crate::base::{Fp, SrcPath};
use crate::catalog::Catalog;
use crate::diag::Diag;
use crate::report::summary::{self, Honours, Summary};
use crate::source::{Known, Snapshot};
use crate::text::date::Moment;

/// What a run hands to the next.
#[derive(Default)]
pub(super) struct Remembered {
    /// The files as they were.
    pub snapshot: Snapshot,
    /// What was parsed from them.
    pub parsed: ParsedFiles,
}

/// A run that published all there was to publish. While the sources and what is published are the same
/// and the clock has not reached `until`, another run would publish the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Settled {
    /// The fingerprint of all source files.
    pub root: Fp,
    /// The fingerprint of the options that show in the outcome.
    pub options: Fp,
    /// When the run was, and until when it holds, in seconds since 1970.
    pub span: (i64, i64),
    /// The next instant at which the site changes by itself.
    pub next: Option<Moment>,
    /// How many pages and files the site has.
    pub pages: usize,
    /// The fingerprint of all published files, with packed copies.
    pub published: Fp,
    /// The problems that did not stop it.
    pub diags: Vec<Diag>,
    /// What it said of addresses that were published before.
    pub moved: Vec<Diag>,
}

/// What the parsed files were parsed from.
#[derive(Serialize, Deserialize)]
pub(super) struct ParsedOf {
    /// The fingerprint of all source files.
    pub root: Fp,
    /// Which parts hold a file, as a set of bits.
    pub parts: u64,
}

/// A folder of remembered things, each as what it is.
#[derive(Clone)]
pub(super) struct Cache {
    /// The same by name.
    pub(super) store: Store,
}

impl Cache {
    /// The cache in a folder; nothing is opened yet.
    #[must_use]
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { store: Store::at(folder) }
    }

    /// The files as the last run saw them.
    #[must_use]
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot::remembered(self.store.read::<Vec<Known>>("files").unwrap_or_default())
    }

    /// What the last run parsed.
    #[must_use]
    pub(super) fn parsed(&self) -> ParsedFiles {
        self.parts().all()
    }

    /// What the last run parsed, to be opened one by one.
    #[must_use]
    pub(super) fn parts(&self) -> Parts {
        Parts::at(self.store.root())
    }

    /// What the parsed files were parsed from.
    #[must_use]
    pub(super) fn parsed_of(&self) -> Option<ParsedOf> {
        self.store.read("parsed-of")
    }

    /// The last published run, if nothing stood in its way.
    #[must_use]
    pub(super) fn settled(&self) -> Option<Settled> {
        self.store.read("settled")
    }

    /// Keeps that a run published everything there was to publish.
    pub(super) fn save_settled(&self, settled: &Settled) {
        self.store.write("settled", settled);
    }

    /// Keeps what this run read; what did not change is not written. `base` is the fingerprint of the
    /// files of which `changed` tells the difference; nothing when they were just read from here.
    pub(super) fn save(&self, snapshot: &Snapshot, parsed: &ParsedFiles, changed: &HashSet<SrcPath>, base: Option<Fp>) {
        let of = self.parsed_of().map(|of| of.root);
        let root = snapshot.root();
        if of == Some(root) && changed.is_empty() {
            return;
        }
        let known: Vec<&Known> = snapshot.files().iter().map(|source| source.known()).collect();
        self.store.write("files", &known);
        // While parts are exchanged nobody may take them for one generation.
        self.store.forget("parsed-of");
        let whole = self.parts().save(parsed, changed);
        if whole && (base.is_none() || base == of) {
            self.store.write("parsed-of", &ParsedOf { root, parts: parts::present(parsed.keys()) });
        }
    }

    /// Every address under which a record was ever published.
    #[must_use]
    pub(super) fn ledger(&self) -> Ledger {
        self.store.read_body(ADDRESSES).unwrap_or_default()
    }

    /// The run that has nothing to add to the addresses.
    #[must_use]
    pub(super) fn ledger_of(&self) -> Option<Fp> {
        self.store.read("addresses-of").filter(|_| self.store.has(ADDRESSES))
    }

    /// Keeps the addresses; unlike all else they are worth keeping when the program changes. `of` is the
    /// run that has nothing to add to them, if there is one.
    pub(super) fn save_ledger(&self, ledger: &Ledger, of: Option<Fp>) {
        self.store.forget("addresses-of");
        if self.store.put(ADDRESSES, ledger).is_some()
            && let Some(of) = of
        {
            self.store.write("addresses-of", &of);
        }
    }

    /// The traces of the last published run.
    #[must_use]
    pub(super) fn traces(&self) -> Folios {
        Folios::read(&self.store)
    }

    /// Keeps the traces of a published run; `kept` are those of `before` that still hold.
    pub(super) fn save_traces(&self, before: &Traces<'_>, now: &Numbered<'_>, kept: &[&Made<'_>]) {
        folios::save(&self.store, before, now, kept);
    }

    /// The fingerprints of what the last published run had to hide.
    #[must_use]
    pub(super) fn hidden(&self) -> Vec<Fp> {
        self.store.read("hidden").unwrap_or_default()
    }

    /// Keeps what a published run had to hide.
    pub(super) fn save_hidden(&self, marks: &[Fp]) {
        self.store.write("hidden", &marks);
    }

    /// What the last published run showed, in few words. Outlives a new version of the program.
    #[must_use]
    pub(super) fn summary(&self, of: &str) -> Option<Summary> {
        let records = self.store.lasting(&format!("summary-{of}"))?;
        let (_, honours): (Fp, Honours) = self.store.lasting(&format!("honours-{of}"))?;
        Some(Summary { records, honours })
    }

    /// Keeps what a published run showed. Most runs change no honour, of which there are many.
    pub(super) fn save_summary(&self, of: &str, catalog: &Catalog) {
        self.store.save_lasting(&format!("summary-{of}"), &summary::records(catalog));
        let (name, from) = (format!("honours-{of}"), Fp::all([Fp::of(LASTING), summary::honours_fp(catalog)]));
        if self.store.first_of::<Fp>(&name) != Some(from) {
            self.store.save_lasting(&name, &(from, summary::honours(catalog)));
        }
    }
}

/// Where the addresses lie.
const ADDRESSES: &str = "addresses";
