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
use crate::diag::Diag;
use crate::report::summary::Summary;
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
        self.read_body("addresses").unwrap_or_default()
    }

    /// Keeps the addresses; unlike all else they are worth keeping when the program changes.
    pub(super) fn save_ledger(&self, ledger: &Ledger) {
        self.write("addresses", ledger);
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
        let bytes = read_file(&self.folder.join(format!("summary-{of}")))?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let sound = head == sealed(SUMMARY, body);
        if sound { postcard::from_bytes(body).ok() } else { None }
    }

    /// Keeps what a published run showed.
    pub(super) fn save_summary(&self, of: &str, summary: &Summary) {
        let Ok(body) = postcard::to_stdvec(summary) else { return };
        let (head, path) = (sealed(SUMMARY, &body), self.folder.join(format!("summary-{of}")));
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
        let body = postcard::to_stdvec(value).ok()?;
        let head = header(&body);
        let path = self.folder.join(name);
        if read_head(&path).is_none_or(|there| there != head) {
            write_file(&self.folder, &path, &[&head, &body]).ok()?;
        }
        Some(())
    }
}

/// Length of the header of a part.
pub(super) const HEAD: usize = 32;

/// The version of the program and the fingerprint of the part's body, as hexadecimal digits.
pub(super) fn header(body: &[u8]) -> Vec<u8> {
    seal(body).to_string().into_bytes()
}

/// What the header says.
pub(super) fn seal(body: &[u8]) -> Fp {
    Fp::all([version(), Fp::of_bytes(body)])
}

/// Name and version of the saved summary.
const SUMMARY: &str = "bangvang summary 1";

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

#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
pub(super) fn read_head(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut head = vec![0; HEAD];
    std::fs::File::open(path).ok()?.read_exact(&mut head).ok()?;
    Some(head)
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
