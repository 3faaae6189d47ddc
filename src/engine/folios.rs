//! The traces of pages on the disk. In: the traces of the last run and what this one made of them.
//! Out: the same in a later run, all or a few. They lie in many small files, each named after the
//! fingerprint of what it holds, and one list says which of them belong together: it is written
//! last, so that a run that is cut off leaves the former traces whole. What is damaged or of
//! another version of the program is not there. Never says whether a page can be kept.

mod form;
mod leafed;
#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test damages what lies on the disk")]
mod tests;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::form::{closed, joined, opened};
pub(super) use self::leafed::Leafed;
use super::numbered::Numbered;
use super::store::{HEAD, Store, read_file, seal, write_file};
use super::trace::{FACETS, Fresh, Made, Part, Seals, Traces, part_of};
use crate::base::{Fp, Named};
use crate::record::KindId;

/// The folder of the files, and the list of them beside it.
const FOLDER: &str = "pages";
const LIST: &str = "traces";

/// What the files hold, by the beginning of their names.
const NAMES: &str = "names";
const FACES: &str = "facets";
const NAMED: &str = "named";
const LOOKS: &str = "looks";
const PAGES: &str = "pages";

/// How many names lie in one file; they change when records come and go.
const SPAN_OF_NAMES: usize = 4096;
/// How many fingerprints lie in one file; some change in every run.
const SPAN_OF_LOOKS: usize = 1024;

/// Which files belong together.
#[derive(Default, Serialize, Deserialize)]
struct List {
    seals: Seals,
    pages: Vec<Fp>,
}

/// The traces as they lie on the disk, in memory.
#[derive(Default)]
pub(super) struct Folios {
    list: List,
    names: Vec<Vec<u8>>,
    facets: Vec<Vec<u8>>,
    named: Vec<Vec<u8>>,
    looks: Vec<Vec<u8>>,
    /// Parts of pages; nothing for a damaged one, whose pages are then made again.
    pages: Vec<Option<Vec<u8>>>,
}

impl Folios {
    /// All that is there; nothing when one of the lists is damaged.
    pub(super) fn read(store: &Store) -> Self {
        Self::all(store).unwrap_or_default()
    }

    fn all(store: &Store) -> Option<Self> {
        let folder = Folder::of(store);
        let list: List = store.read(LIST)?;
        let (names, facets) = (folder.whole(NAMES, &list.seals.names)?, folder.whole(FACES, &list.seals.facets)?);
        let (named, looks) = (folder.whole(NAMED, &list.seals.named)?, folder.whole(LOOKS, &list.seals.looks)?);
        let pages = list.pages.par_iter().enumerate().map(|(at, seal)| folder.read(PAGES, at, *seal)).collect();
        Some(Self { list, names, facets, named, looks, pages })
    }

    /// The traces, to be looked through.
    pub(super) fn open(&self) -> Traces<'_> {
        self.opened().unwrap_or_default()
    }

    fn opened(&self) -> Option<Traces<'_>> {
        let (names, facets): (Vec<(KindId, &str)>, Vec<[Fp; FACETS]>) = (joined(&self.names)?, joined(&self.facets)?);
        let (named, looks): (Vec<Option<Named>>, Vec<Fp>) = (joined(&self.named)?, joined(&self.looks)?);
        let parts = self.pages.par_iter().zip(&self.list.pages).map(|(bytes, seal)| {
            let made = bytes.as_ref().and_then(|bytes| opened(body(bytes)));
            Part { seal: made.as_ref().map(|_| *seal), made: made.unwrap_or_default() }
        });
        let parts = parts.collect();
        let belong = names.len() == facets.len() && named.len() == looks.len();
        belong.then(|| Traces { names, facets, named, looks, parts, seals: self.list.seals.clone() })
    }
}

/// Keeps the traces of a run. Only what differs from `before` is written.
pub(super) fn save(store: &Store, before: &Traces<'_>, now: &Numbered<'_>, kept: &[&Made<'_>]) {
    let folder = Folder::of(store);
    let list = || -> Option<List> {
        let seals = Seals {
            names: folder.spans(NAMES, SPAN_OF_NAMES, (&before.names, &before.seals.names), &now.names)?,
            facets: folder.spans(FACES, SPAN_OF_LOOKS, (&before.facets, &before.seals.facets), &now.facets)?,
            named: folder.spans(NAMED, SPAN_OF_NAMES, (&before.named, &before.seals.named), &now.named)?,
            looks: folder.spans(LOOKS, SPAN_OF_LOOKS, (&before.looks, &before.seals.looks), &now.looks)?,
        };
        Some(List { seals, pages: folder.pages(before, now, kept)? })
    };
    // Without a new list the former one still holds.
    let Some(list) = list() else { return };
    if store.put(LIST, &list).is_some() {
        folder.clear(&list);
    }
}

/// Where the files lie.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn of(store: &Store) -> Self {
        Self { path: store.folder(FOLDER) }
    }

    fn file(&self, of: &str, at: usize, seal: Fp) -> PathBuf {
        self.path.join(file_name(of, at, seal))
    }

    /// The bytes of a file, with the header; nothing when they are not those of the fingerprint.
    fn read(&self, of: &str, at: usize, seal: Fp) -> Option<Vec<u8>> {
        read_file(&self.file(of, at, seal)).filter(|bytes| is_sound(bytes, seal))
    }

    /// All spans of a list; nothing when one of them is damaged.
    fn whole(&self, of: &str, seals: &[Fp]) -> Option<Vec<Vec<u8>>> {
        seals.par_iter().enumerate().map(|(at, seal)| self.read(of, at, *seal)).collect()
    }

    /// The bytes of a file into a buffer that is used again.
    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    fn read_into(&self, of: &str, at: usize, seal: Fp, bytes: &mut Vec<u8>) -> Option<()> {
        use std::io::Read as _;
        bytes.clear();
        std::fs::File::open(self.file(of, at, seal)).ok()?.read_to_end(bytes).ok()?;
        is_sound(bytes, seal).then_some(())
    }

    /// Whether a file is there; what it holds is checked by whoever reads it.
    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    fn has(&self, of: &str, at: usize, seal: Fp) -> bool {
        std::fs::metadata(self.file(of, at, seal)).is_ok_and(|found| found.is_file())
    }

    /// Writes one file and says under which fingerprint it lies.
    fn write(&self, of: &str, at: usize, body: &[u8]) -> Option<Fp> {
        let seal = seal(body);
        let path = self.file(of, at, seal);
        write_file(&self.path, &path, &[seal.to_string().as_bytes(), body]).ok()?;
        Some(seal)
    }

    /// Writes a list in spans, without those that are what they were.
    fn spans<T>(&self, of: &str, span: usize, (before, seals): (&[T], &[Fp]), now: &[T]) -> Option<Vec<Fp>>
    where
        T: Serialize + PartialEq + Sync,
    {
        let one = |(at, now): (usize, &[T])| {
            let before = before.chunks(span).nth(at).filter(|before| *before == now);
            match before.and_then(|_| seals.get(at)).filter(|seal| self.has(of, at, **seal)) {
                Some(seal) => Some(*seal),
                None => self.write(of, at, &postcard::to_stdvec(now).ok()?),
            }
        };
        now.par_chunks(span).enumerate().map(one).collect()
    }

    /// Writes pages in parts, without those of which every page was kept.
    fn pages(&self, before: &Traces<'_>, now: &Numbered<'_>, kept: &[&Made<'_>]) -> Option<Vec<Fp>> {
        let count = parts_for(kept.len() + now.fresh.iter().map(Vec::len).sum::<usize>(), before.parts.len());
        let mut parts: Vec<Vec<Page<'_, '_>>> = vec![Vec::new(); count];
        let mut is_touched = vec![count != before.parts.len(); count];
        for made in kept {
            parts[part_of(made.out, count)].push(Page::Kept(made));
        }
        for made in now.fresh.iter().flatten() {
            let at = part_of(made.out.as_str(), count);
            parts[at].push(Page::Fresh(made));
            is_touched[at] = true;
        }
        let one = |(at, (mut pages, is_touched)): (usize, (Vec<Page<'_, '_>>, bool))| {
            let before = before.parts.get(at).filter(|before| !is_touched && before.made.len() == pages.len());
            if let Some(seal) = before.and_then(|before| before.seal).filter(|seal| self.has(PAGES, at, *seal)) {
                return Some(seal);
            }
            pages.sort_unstable_by_key(|page| page.out());
            let made: Vec<Cow<'_, Made<'_>>> = pages.into_iter().map(Page::made).collect();
            self.write(PAGES, at, &closed(&made)?)
        };
        parts.into_par_iter().zip(is_touched).enumerate().map(one).collect()
    }

    /// Removes what no list names any more.
    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    fn clear(&self, list: &List) {
        let Seals { names, facets, named, looks } = &list.seals;
        let all = [(NAMES, names), (FACES, facets), (NAMED, named), (LOOKS, looks), (PAGES, &list.pages)];
        let names = |(of, seals): (&'static str, &'_ Vec<Fp>)| -> Vec<String> {
            seals.iter().enumerate().map(|(at, seal)| file_name(of, at, *seal)).collect()
        };
        let names: HashSet<String> = all.into_iter().flat_map(names).collect();
        let Ok(found) = std::fs::read_dir(&self.path) else { return };
        for file in found.flatten().filter(|file| file.file_name().to_str().is_none_or(|name| !names.contains(name))) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// A page that goes into a part.
#[derive(Clone, Copy)]
enum Page<'p, 't> {
    Kept(&'p Made<'t>),
    Fresh(&'p Fresh),
}

impl<'p, 't: 'p> Page<'p, 't> {
    fn out(self) -> &'p str {
        match self {
            Self::Kept(made) => made.out,
            Self::Fresh(made) => made.out.as_str(),
        }
    }

    fn made(self) -> Cow<'p, Made<'p>> {
        match self {
            Self::Kept(made) => Cow::Borrowed(made),
            Self::Fresh(made) => Cow::Owned(made.as_made()),
        }
    }
}

fn file_name(of: &str, at: usize, seal: Fp) -> String {
    format!("{of}-{at:03}-{}", seal.short(16))
}

/// Whether bytes with their header are what a fingerprint says.
fn is_sound(bytes: &[u8], expected: Fp) -> bool {
    let said = bytes.split_at_checked(HEAD);
    said.is_some_and(|(head, body)| head == expected.to_string().as_bytes() && seal(body) == expected)
}

/// What follows the header.
fn body(bytes: &[u8]) -> &[u8] {
    bytes.get(HEAD..).unwrap_or_default()
}

/// Into how many parts so many pages are split: about as many as each then has pages. The number
/// stays as long as it is not far off, since another one means that all are written.
fn parts_for(pages: usize, before: usize) -> usize {
    let best = (pages / 4).isqrt().next_power_of_two();
    let is_near = before > 0 && before <= best.saturating_mul(2) && best <= before.saturating_mul(2);
    if is_near { before } else { best }
}
