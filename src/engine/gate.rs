//! The last gate: no byte of an output may show a name, number or address of a hidden record. In:
//! the linked site, and outputs as they come. Out: a problem for each leak, at the record whose
//! secret it is. Looks into archives and compressed files. Costs one pass over the bytes; what
//! public records, settings or theme say themselves is looked up only when something is found.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::site::Site;
use super::{Engine, Run, Survey};
use crate::base::{Fp, OutPath, SrcPath};
use crate::catalog::Catalog;
use crate::catalog::secret::{Said, Secret};
use crate::diag::{Diag, Place, Problem};
use crate::office::unpack;
use crate::publish::{PublishError, Publisher, Staged, pack};
use crate::record::{KindId, Record};
use crate::source::Snapshot;
use crate::text::sieve::{Found, Sieve, Wanted};

/// Reads all texts of the site that are public by themselves: settings and theme.
pub(super) type Texts<'a> = Box<dyn Fn() -> Vec<std::sync::Arc<[u8]>> + Sync + 'a>;

/// A gate for the outputs of one site.
pub struct Gate<'a> {
    catalog: &'a Catalog,
    texts: Texts<'a>,
    secrets: Vec<Secret>,
    sieve: Sieve,
    exempt: OnceLock<HashSet<(usize, Found)>>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(catalog: &'a Catalog, texts: Texts<'a>) -> Self {
        Self::of(catalog, texts, catalog.secrets())
    }

    /// A gate for some of the secrets.
    pub(super) fn of(catalog: &'a Catalog, texts: Texts<'a>, secrets: Vec<Secret>) -> Self {
        let sieve = Sieve::new(secrets.iter().map(|secret| secret.wanted.clone()).collect());
        Self { catalog, texts, secrets, sieve, exempt: OnceLock::new() }
    }

    /// Whether there is nothing to hide.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.sieve.is_empty()
    }

    /// The fingerprints of what is hidden.
    pub(super) fn marks(&self) -> Vec<Fp> {
        let mut marks: Vec<Fp> = self.secrets.iter().map(mark).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// Everything that an output, its name included, shows of hidden records.
    #[must_use]
    pub fn leaks(&self, path: &str, bytes: &[u8]) -> Vec<Diag> {
        if self.is_open() {
            return Vec::new();
        }
        let mut found: Vec<(usize, String)> = Vec::new();
        let outer = path;
        let mut look = |path: &str, bytes: &[u8]| {
            let named = self.sieve.find(path.as_bytes()).into_iter().filter(|(at, _)| !self.is_tombstone_of(*at, path));
            let hits = named.chain(self.sieve.find(bytes));
            let leaks = hits.filter(|hit| hit.1 != Found::Other && !self.exempt().contains(hit));
            // A member of an archive is named; what is only unpacked or unfolded is the file itself.
            let shown = if path.starts_with(outer) { path } else { outer };
            found.extend(leaks.map(|(at, _)| (at, shown.to_owned())));
        };
        look(path, bytes);
        unpack::each(path, bytes, &mut look);
        found.sort();
        found.dedup();
        found.into_iter().map(|(at, output)| self.told(at, output)).collect()
    }

    /// Whether a path is that of the neutral page in the place of a secret's record, which cannot
    /// but have the old address.
    fn is_tombstone_of(&self, at: usize, path: &str) -> bool {
        let secret = &self.secrets[at];
        let address = self.catalog.record(secret.key).url.trim_start_matches('/');
        secret.state.leaves_tombstone() && path.strip_prefix(address).is_some_and(|rest| rest.starts_with("index.html"))
    }

    fn told(&self, at: usize, output: String) -> Diag {
        let secret = &self.secrets[at];
        let record = self.catalog.record(secret.key);
        let problem = Problem::Leak {
            output,
            name: secret.wanted.text().to_owned(),
            record: format!("{}:{}", record.kind().spec().name, record.id),
            state: secret.state.vi().to_owned(),
            state_en: secret.state.en().to_owned(),
        };
        Diag::new(problem, self.place(at, record))
    }

    /// Where a record says its own secret: the line of its prose, if it is one.
    fn place(&self, at: usize, record: &Record) -> Place {
        let mut start = record.body_at as usize;
        for line in record.body.split_inclusive('\n') {
            let end = start + line.len();
            if self.sieve.find(line.as_bytes()).iter().any(|hit| hit.0 == at && hit.1 != Found::Other) {
                return Place::span(&record.file, start..start + line.trim_end().len());
            }
            start = end;
        }
        Place::File(record.file.clone())
    }

    /// What is no secret, because something public says it: as it is, or at least without marks.
    fn exempt(&self) -> &HashSet<(usize, Found)> {
        self.exempt.get_or_init(|| {
            let words: Vec<String> = KindId::ALL
                .iter()
                .flat_map(|kind| [kind.spec().vi, kind.spec().plural, kind.spec().en])
                .map(str::to_owned)
                .collect();
            let site = (self.texts)();
            let texts = site.iter().map(|bytes| self.sieve.find(bytes));
            let words = words.iter().map(|text| self.sieve.find(text.as_bytes()));
            let said = self.catalog.said().map(|Said { text, but }| {
                let mut found = self.sieve.find(text.as_bytes());
                found.retain(|(at, _)| Some(self.secrets[*at].key) != but);
                found
            });
            let mut exempt = HashSet::new();
            for (at, found) in texts.chain(words).chain(said).flatten() {
                // An id in public prose is a reference, which pages do not print.
                if matches!(self.secrets[at].wanted, Wanted::Exact(_)) {
                    continue;
                }
                exempt.insert((at, Found::Plain));
                if found == Found::Same {
                    exempt.insert((at, Found::Same));
                }
            }
            exempt
        })
    }
}

impl Engine {
    /// Looks at the pages that are kept for what was not hidden when they were made; pages made
    /// now are looked at as they come. The leaking ones.
    pub(super) fn recheck(
        &self,
        site: &Site,
        gate: &Gate<'_>,
        publisher: &Publisher,
        kept: &[Staged],
        run: &mut Run<'_>,
    ) -> Result<BTreeSet<OutPath>, PublishError> {
        let known: HashSet<Fp> = self.cache.hidden().into_iter().collect();
        if kept.is_empty() || gate.marks().iter().all(|mark| known.contains(mark)) {
            return Ok(BTreeSet::new());
        }
        let new = site.catalog.secrets().into_iter().filter(|secret| !known.contains(&mark(secret)));
        let gate = Gate::of(&site.catalog, self.texts(&site.snapshot), new.collect());
        // A packed copy shows what its file shows.
        let paths: BTreeSet<&OutPath> = kept.iter().map(Staged::path).collect();
        let looked: Result<Vec<(OutPath, Vec<Diag>)>, PublishError> = kept
            .par_iter()
            .filter(|page| pack::original(page.path()).is_none_or(|of| !paths.contains(&of)))
            .map(|page| Ok((page.path().clone(), gate.leaks(page.path().as_str(), &publisher.read(page.path())?))))
            .collect();
        let mut leaking = BTreeSet::new();
        for (path, diags) in looked?.into_iter().filter(|(_, diags)| !diags.is_empty()) {
            run.outcome.diags.extend(diags);
            leaking.insert(path);
        }
        Ok(leaking)
    }

    /// The last gate for the outputs of a site.
    #[must_use]
    pub fn gate<'a>(&'a self, survey: &'a Survey) -> Gate<'a> {
        Gate::new(&survey.catalog, self.texts(&survey.snapshot))
    }

    /// The texts of the site that are public by themselves: the settings and the theme's words.
    pub(super) fn texts<'a>(&'a self, snapshot: &'a Snapshot) -> Texts<'a> {
        let is_text = |source: &&crate::source::Source| {
            matches!(source.path().extension(), "html" | "yaml" | "js" | "css" | "svg" | "txt")
        };
        Box::new(move || {
            let settings = SrcPath::new(crate::config::FILE).and_then(|path| snapshot.get(&path));
            let theme = snapshot.under("themes").iter().filter(is_text);
            theme.chain(settings).filter_map(|source| source.load(&*self.files).ok()).collect()
        })
    }
}

/// The fingerprint of a secret.
pub(super) fn mark(secret: &Secret) -> Fp {
    Fp::of(&secret.wanted)
}
