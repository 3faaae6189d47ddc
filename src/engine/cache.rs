//! What the engine remembers between runs. In: a folder of its own. Out: parsed files and
//! traces, or nothing when the folder is missing, damaged or of another version. Safe to
//! delete; never the only copy of anything. Split into parts, so that one edit rewrites one.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::folios::{self, Folios};
use super::ledger::Ledger;
use super::load::ParsedFiles;
use super::numbered::Numbered;
use super::parts::{self, Parts};
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

/// A run that published all there was to publish. While the files are the same and the clock
/// has not reached `until`, another run would publish the same.
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
    /// How many files are published, with packed copies.
    pub files: usize,
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

/// A folder of remembered things.
#[derive(Clone)]
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in a folder; nothing is opened yet.
    #[must_use]
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The files as the last run saw them.
    #[must_use]
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot::remembered(self.read::<Vec<Known>>("files").unwrap_or_default())
    }

    /// What the last run parsed.
    #[must_use]
    pub(super) fn parsed(&self) -> ParsedFiles {
        self.parts().all()
    }

    /// What the last run parsed, to be opened one by one.
    #[must_use]
    pub(super) fn parts(&self) -> Parts {
        Parts::at(self.folder.clone())
    }

    /// What the parsed files were parsed from.
    #[must_use]
    pub(super) fn parsed_of(&self) -> Option<ParsedOf> {
        self.read("parsed-of")
    }

    /// The last published run, if nothing stood in its way.
    #[must_use]
    pub(super) fn settled(&self) -> Option<Settled> {
        self.read("settled")
    }

    /// Keeps that a run published everything there was to publish.
    pub(super) fn save_settled(&self, settled: &Settled) {
        self.write("settled", settled);
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
        self.write("files", &known);
        // While parts are exchanged nobody may take them for one generation.
        self.forget("parsed-of");
        let whole = self.parts().save(parsed, changed);
        if whole && (base.is_none() || base == of) {
            self.write("parsed-of", &ParsedOf { root, parts: parts::present(parsed.keys()) });
        }
    }

    /// Every address under which a record was ever published.
    #[must_use]
    pub(super) fn ledger(&self) -> Ledger {
        self.read_body(ADDRESSES).unwrap_or_default()
    }

    /// The run that has nothing to add to the addresses.
    #[must_use]
    pub(super) fn ledger_of(&self) -> Option<Fp> {
        read_head(&self.folder.join(ADDRESSES))?;
        self.read("addresses-of")
    }

    /// Keeps the addresses; unlike all else they are worth keeping when the program changes. `of` is the
    /// run that has nothing to add to them, if there is one.
    pub(super) fn save_ledger(&self, ledger: &Ledger, of: Option<Fp>) {
        self.forget("addresses-of");
        if self.put(ADDRESSES, ledger).is_some()
            && let Some(of) = of
        {
            self.write("addresses-of", &of);
        }
    }

    /// The traces of the last published run.
    #[must_use]
    pub(super) fn traces(&self) -> Folios {
        Folios::read(self)
    }

    /// Keeps the traces of a published run; `kept` are those of `before` that still hold.
    pub(super) fn save_traces(&self, before: &Traces<'_>, now: &Numbered<'_>, kept: &[&Made<'_>]) {
        folios::save(self, before, now, kept);
    }

    /// A folder within.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The fingerprints of what the last published run had to hide.
    #[must_use]
    pub(super) fn hidden(&self) -> Vec<Fp> {
        self.read("hidden").unwrap_or_default()
    }

    /// Keeps what a published run had to hide.
    pub(super) fn save_hidden(&self, marks: &[Fp]) {
        self.write("hidden", &marks);
    }

    /// What the last published run showed, in few words. Outlives a new version of the program.
    #[must_use]
    pub(super) fn summary(&self, of: &str) -> Option<Summary> {
        let records = self.lasting(&format!("summary-{of}"))?;
        let (_, honours): (Fp, Honours) = self.lasting(&format!("honours-{of}"))?;
        Some(Summary { records, honours })
    }

    /// Keeps what a published run showed. Most runs change no honour, of which there are many.
    pub(super) fn save_summary(&self, of: &str, catalog: &Catalog) {
        self.save_lasting(&format!("summary-{of}"), &summary::records(catalog));
        let (name, from) = (format!("honours-{of}"), Fp::all([Fp::of(SUMMARY), summary::honours_fp(catalog)]));
        if self.first_of::<Fp>(&name) != Some(from) {
            self.save_lasting(&name, &(from, summary::honours(catalog)));
        }
    }

    /// What outlives a new version of the program; nothing when it is damaged.
    fn lasting<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = read_file(&self.folder.join(name))?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head == sealed(SUMMARY, body) { postcard::from_bytes(body).ok() } else { None }
    }

    /// What a lasting thing begins with, without reading the rest.
    fn first_of<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let start = read_start(&self.folder.join(name), HEAD + FIRST)?;
        postcard::take_from_bytes(start.get(HEAD..)?).ok().map(|(first, _)| first)
    }

    fn save_lasting<T: Serialize>(&self, name: &str, value: &T) {
        // The honours of an archive are many megabytes: room is made once.
        let room = postcard::experimental::serialized_size(value).map(Vec::with_capacity);
        let Ok(body) = room.and_then(|room| postcard::to_extend(value, room)) else { return };
        let (head, path) = (sealed(SUMMARY, &body), self.folder.join(name));
        if read_head(&path).is_none_or(|there| there != head) {
            let _ = write_file(&self.folder, &path, &[&head, &body]);
        }
    }

    /// A remembered thing by its name; nothing when it is damaged or of another program.
    pub(super) fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        postcard::from_bytes(&self.sound(name)?[HEAD..]).ok()
    }

    /// The bytes of a remembered thing with its header, if they belong together.
    fn sound(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = read_file(&self.folder.join(name))?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let is_sound = head == header(body);
        is_sound.then_some(bytes)
    }

    /// The bytes of a remembered thing; nothing when it is damaged or of another program.
    pub(super) fn raw(&self, name: &str) -> Option<Vec<u8>> {
        self.sound(name).map(|mut bytes| bytes.split_off(HEAD))
    }

    /// A part that another version of the program may have written.
    fn read_body<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        postcard::from_bytes(read_file(&self.folder.join(name))?.get(HEAD..)?).ok()
    }

    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    fn forget(&self, name: &str) {
        let _ = std::fs::remove_file(self.folder.join(name));
    }

    /// Writes a part whole or not at all. That a cache cannot be written is no reason to stop.
    pub(super) fn write<T: Serialize>(&self, name: &str, value: &T) {
        let _ = self.put(name, value);
    }

    /// Writes a part whole or not at all, and says whether it is there.
    pub(super) fn put<T: Serialize>(&self, name: &str, value: &T) -> Option<()> {
        self.put_body(name, &postcard::to_stdvec(value).ok()?)
    }

    /// The same with bytes that are ready.
    pub(super) fn put_body(&self, name: &str, body: &[u8]) -> Option<()> {
        let head = header(body);
        let path = self.folder.join(name);
        if read_head(&path).is_none_or(|there| there != head) {
            write_file(&self.folder, &path, &[&head, body]).ok()?;
        }
        Some(())
    }
}

/// Where the addresses lie.
const ADDRESSES: &str = "addresses";

/// Length of the header of a part.
pub(super) const HEAD: usize = 32;

/// The version of the program and the fingerprint of the part's body, as hexadecimal digits.
pub(super) fn header(body: &[u8]) -> Vec<u8> {
    seal(body).to_string().into_bytes()
}

/// How many bytes a fingerprint takes at most.
const FIRST: usize = 20;

/// What the header says.
pub(super) fn seal(body: &[u8]) -> Fp {
    Fp::all([version(), Fp::of_bytes(body)])
}

/// Name and version of the saved summary.
const SUMMARY: &str = "bangvang summary 3";

fn sealed(form: &str, body: &[u8]) -> Vec<u8> {
    Fp::all([Fp::of(form), Fp::of_bytes(body)]).to_string().into_bytes()
}

/// The program itself: another build may parse or render otherwise.
fn version() -> Fp {
    Fp::of(&(env!("CARGO_PKG_VERSION"), env!("BANGVANG_BUILD")))
}

#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
pub(super) fn read_file(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

pub(super) fn read_head(path: &Path) -> Option<Vec<u8>> {
    read_start(path, HEAD)
}

/// The first bytes of a file, so many at most.
#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
fn read_start(path: &Path, length: usize) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut start = Vec::with_capacity(length);
    std::fs::File::open(path).ok()?.take(length as u64).read_to_end(&mut start).ok()?;
    Some(start)
}

#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
pub(super) fn write_file(folder: &Path, path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    use std::io::Write as _;
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension("tmp");
    let mut file = std::fs::File::create(&beside)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    drop(file);
    std::fs::rename(&beside, path)
}
