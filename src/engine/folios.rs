//! The traces of pages on the disk. In: the traces of the last run and what this one made of them.
//! Out: the same in a later run, all or a few. They lie in many small files, each named after the
//! fingerprint of what it holds, and one list says which of them belong together: it is written
//! last, so that a run that is cut off leaves the former traces whole. What is damaged or of
//! another version of the program is not there. Never says whether a page can be kept.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, HEAD, read_file, seal, write_file};
use super::numbered::Numbered;
use super::trace::{FACETS, Fresh, Made, Part, Read, Traces, part_of};
use crate::base::{Fp, Named};
use crate::record::KindId;
use crate::render::Reads;

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

/// A block in a part of pages begins with its length.
const LENGTH: usize = 4;

/// Under which fingerprints the lists lie.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Seals {
    names: Vec<Fp>,
    facets: Vec<Fp>,
    named: Vec<Fp>,
    looks: Vec<Fp>,
}

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
    pub(super) fn read(cache: &Cache) -> Self {
        Self::all(cache).unwrap_or_default()
    }

    fn all(cache: &Cache) -> Option<Self> {
        let folder = Folder::of(cache);
        let list: List = cache.read(LIST)?;
        let spans = |of: &str, seals: &[Fp]| -> Option<Vec<Vec<u8>>> {
            seals.par_iter().enumerate().map(|(at, seal)| folder.read(of, at, *seal)).collect()
        };
        let (names, facets) = (spans(NAMES, &list.seals.names)?, spans(FACES, &list.seals.facets)?);
        let (named, looks) = (spans(NAMED, &list.seals.named)?, spans(LOOKS, &list.seals.looks)?);
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

/// The traces on the disk, of which only the names are read; pages are read when they are asked for.
pub(super) struct Leafed {
    folder: Folder,
    pages: Vec<Fp>,
    names: Vec<Vec<u8>>,
    named: Vec<Vec<u8>>,
}

impl Leafed {
    /// What is there; nothing when the list or a name is damaged.
    pub(super) fn read(cache: &Cache) -> Option<Self> {
        let folder = Folder::of(cache);
        let List { seals, pages } = cache.read(LIST)?;
        let spans = |of: &str, seals: &[Fp]| -> Option<Vec<Vec<u8>>> {
            seals.par_iter().enumerate().map(|(at, seal)| folder.read(of, at, *seal)).collect()
        };
        let (names, named) = (spans(NAMES, &seals.names)?, spans(NAMED, &seals.named)?);
        Some(Self { folder, pages, names, named })
    }

    /// Kind and id of each record, by number; without an id when the number is free.
    pub(super) fn names(&self) -> Option<Vec<(KindId, &str)>> {
        joined(&self.names)
    }

    /// Everything else that was read, by number.
    pub(super) fn named(&self) -> Option<Vec<Option<Named>>> {
        joined(&self.named)
    }

    /// Looks at the page at a path, or at none; nothing when its part is damaged.
    pub(super) fn page<T>(&self, out: &str, look: impl FnOnce(Option<&Made<'_>>) -> T) -> Option<T> {
        let at = part_of(out, self.pages.len());
        let Some(seal) = self.pages.get(at) else { return Some(look(None)) };
        let bytes = self.folder.read(PAGES, at, *seal)?;
        let made = opened(body(&bytes))?;
        let at = made.binary_search_by(|made| made.out.cmp(out)).ok();
        Some(look(at.map(|at| &made[at])))
    }

    /// What there is to say of pages that read something, by path; nothing when a part is damaged.
    /// When that is of one record, parts whose pages do not read the record are passed over.
    pub(super) fn pages<T: Send + Ord>(
        &self,
        record: Option<u32>,
        of_reads: impl Fn(Read<'_>) -> bool + Sync,
        look: impl Fn(&Made<'_>) -> T + Sync,
    ) -> Option<Vec<T>> {
        let part = |buffer: &mut Vec<u8>, (at, seal): (usize, &Fp)| -> Option<Vec<T>> {
            self.folder.read_into(PAGES, at, *seal, buffer)?;
            let (records, rest) = block(body(buffer))?;
            if record.is_some_and(|record| !is_marked(records, record)) {
                return Some(Vec::new());
            }
            let (reads, rest) = block(rest)?;
            let reads: Vec<Read<'_>> = postcard::from_bytes(reads).ok()?;
            if !reads.iter().any(|read| of_reads(*read)) {
                return Some(Vec::new());
            }
            let made = together(reads, rest)?;
            Some(made.iter().filter(|made| of_reads(made.reads)).map(&look).collect())
        };
        let found: Option<Vec<Vec<T>>> = self.pages.par_iter().enumerate().map_init(Vec::new, part).collect();
        let mut found: Vec<T> = found?.into_iter().flatten().collect();
        found.sort_unstable();
        Some(found)
    }
}

/// Keeps the traces of a run. Only what differs from `before` is written.
pub(super) fn save(cache: &Cache, before: &Traces<'_>, now: &Numbered<'_>, kept: &[&Made<'_>]) {
    let folder = Folder::of(cache);
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
    if cache.put(LIST, &list).is_some() {
        folder.clear(&list);
    }
}

/// Where the files lie.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn of(cache: &Cache) -> Self {
        Self { path: cache.folder(FOLDER) }
    }

    fn file(&self, of: &str, at: usize, seal: Fp) -> PathBuf {
        self.path.join(file_name(of, at, seal))
    }

    /// The bytes of a file, with the header; nothing when they are not those of the fingerprint.
    fn read(&self, of: &str, at: usize, seal: Fp) -> Option<Vec<u8>> {
        read_file(&self.file(of, at, seal)).filter(|bytes| is_sound(bytes, seal))
    }

    /// The same into a buffer that is used again.
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

/// The spans of a list as one.
fn joined<'b, T: Deserialize<'b> + Send>(spans: &'b [Vec<u8>]) -> Option<Vec<T>> {
    let spans = spans.par_iter().map(|bytes| postcard::from_bytes::<Vec<T>>(body(bytes)).ok());
    let spans: Option<Vec<Vec<T>>> = spans.collect();
    Some(spans?.into_iter().flatten().collect())
}

/// Into how many parts so many pages are split: about as many as each then has pages. The number
/// stays as long as it is not far off, since another one means that all are written.
fn parts_for(pages: usize, before: usize) -> usize {
    let best = (pages / 4).isqrt().next_power_of_two();
    let is_near = before > 0 && before <= best.saturating_mul(2) && best <= before.saturating_mul(2);
    if is_near { before } else { best }
}

/// A part of pages as bytes: which records they read, then what each reads, then what they are.
fn closed(pages: &[Cow<'_, Made<'_>>]) -> Option<Vec<u8>> {
    let reads: Vec<Read<'_>> = pages.iter().map(|made| made.reads).collect();
    let blocks = [marks(&reads), postcard::to_stdvec(&reads).ok()?];
    let mut bytes = Vec::new();
    for block in blocks {
        bytes.extend(u32::try_from(block.len()).ok()?.to_le_bytes());
        bytes.extend(block);
    }
    postcard::to_extend(pages, bytes).ok()
}

/// Which records are read at all, a bit for each.
fn marks(reads: &[Read<'_>]) -> Vec<u8> {
    let mut marks = Vec::new();
    for (key, _) in reads.iter().flat_map(|read| read.records()).map(Reads::record) {
        let at = key.index() / 8;
        marks.resize(marks.len().max(at + 1), 0);
        marks[at] |= 1 << (key.index() % 8);
    }
    marks
}

fn is_marked(marks: &[u8], record: u32) -> bool {
    marks.get(record as usize / 8).is_some_and(|marks| marks & (1 << (record % 8)) != 0)
}

/// A block, and what follows it.
fn block(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(LENGTH)?;
    rest.split_at_checked(u32::from_le_bytes(length.try_into().ok()?) as usize)
}

fn opened(bytes: &[u8]) -> Option<Vec<Made<'_>>> {
    let (_, rest) = block(bytes)?;
    let (reads, rest) = block(rest)?;
    together(postcard::from_bytes(reads).ok()?, rest)
}

fn together<'b>(reads: Vec<Read<'b>>, pages: &'b [u8]) -> Option<Vec<Made<'b>>> {
    let mut made: Vec<Made<'b>> = postcard::from_bytes(pages).ok()?;
    if made.len() != reads.len() {
        return None;
    }
    made.iter_mut().zip(reads).for_each(|(made, reads)| made.reads = reads);
    Some(made)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test damages what lies on the disk")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::base::OutPath;
    use crate::engine::packed::Packed;

    /// A folder of the test's own, gone when the test is over.
    struct Own(PathBuf);

    impl Own {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("bangvang-folios-{}-{name}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            Self(folder)
        }

        fn cache(&self) -> Cache {
            Cache::at(self.0.clone())
        }

        fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
            let found = std::fs::read_dir(self.0.join(FOLDER)).expect("the test's own folder");
            let paths = found.map(|file| file.expect("a file").path());
            paths.map(|path| (path.clone(), std::fs::read(path).expect("a file"))).collect()
        }
    }

    impl Drop for Own {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn fresh(number: u32) -> Fresh {
        Fresh {
            out: OutPath::new(&format!("tin/{number}/index.html")).expect("a sound path"),
            output: "page",
            bytes: Fp::of(&number),
            records: Packed::of([number % 7, 400 + number]),
            named: Packed::of([number % 3]),
            besides: None,
        }
    }

    /// A run that made these pages, of a site of many records.
    fn run(names: &[String], pages: impl Iterator<Item = u32>) -> Numbered<'_> {
        Numbered {
            names: names.iter().map(|id| (KindId::ALL[0], id.as_str())).collect(),
            facets: (0..names.len()).map(|at| [0; FACETS].map(|_: u8| Fp::of(&at))).collect(),
            named: vec![Some(Named::Settings), None, Some(Named::Template("a.html".to_owned()))],
            looks: vec![Fp::of("settings"), Fp::default(), Fp::of("a")],
            fresh: vec![pages.map(fresh).collect()],
        }
    }

    fn ids() -> Vec<String> {
        (0..9000).map(|number| format!("thu-{number}")).collect()
    }

    fn told(traces: &Traces<'_>) -> BTreeMap<String, String> {
        let made = traces.parts.iter().flat_map(|part| &part.made);
        made.map(|made| (made.out.to_owned(), format!("{made:?} {:?}", made.reads.records().collect::<Vec<_>>())))
            .collect()
    }

    #[test]
    fn comes_back_whole() {
        let (own, ids) = (Own::new("whole"), ids());
        let now = run(&ids, 0..2000);
        save(&own.cache(), &Traces::default(), &now, &[]);
        let folios = Folios::read(&own.cache());
        let traces = folios.open();
        assert!(traces.names == now.names && traces.facets == now.facets);
        assert!(traces.named == now.named && traces.looks == now.looks);
        assert!(traces.parts.len() > 8, "{}", traces.parts.len());
        let made: Vec<Made<'_>> = now.fresh.iter().flatten().map(Fresh::as_made).collect();
        assert_eq!(told(&traces).len(), 2000);
        assert!(made.iter().all(|made| told_of(&traces, made.out).is_some_and(|there| there == format!("{made:?}"))));
    }

    #[test]
    fn pages_that_read_a_record_are_found_though_other_parts_are_passed_over() {
        let (own, ids) = (Own::new("readers"), ids());
        save(&own.cache(), &Traces::default(), &run(&ids, 0..300), &[]);
        let leafed = Leafed::read(&own.cache()).expect("sound lists");
        for record in [0, 1, 2, 100, 120, 174, 175, 8999] {
            let reads = |read: Read<'_>| read.records().any(|read| Reads::record(read).0.0 == record);
            let out = |made: &Made<'_>| made.out.to_owned();
            let found = leafed.pages(Some(record), reads, out).expect("sound parts");
            assert_eq!(found, leafed.pages(None, reads, out).expect("sound parts"), "{record}");
            assert_eq!(found.is_empty(), matches!(record, 2 | 175 | 8999), "{record}: {found:?}");
        }
    }

    fn told_of(traces: &Traces<'_>, out: &str) -> Option<String> {
        let part = &traces.parts[part_of(out, traces.parts.len())];
        Some(format!("{:?}", part.made.iter().find(|made| made.out == out)?))
    }

    #[test]
    fn one_page_is_one_file_and_the_former_is_gone() {
        let (own, ids) = (Own::new("one"), ids());
        save(&own.cache(), &Traces::default(), &run(&ids, 0..2000), &[]);
        let (before, folios) = (own.files(), Folios::read(&own.cache()));
        let traces = folios.open();
        let page = fresh(7).out;
        let kept: Vec<_> =
            traces.parts.iter().flat_map(|part| &part.made).filter(|made| made.out != page.as_str()).collect();
        let mut now = run(&ids, std::iter::once(7));
        now.facets[4711] = [Fp::of("other"); FACETS];
        now.fresh[0][0].bytes = Fp::of("other");
        save(&own.cache(), &traces, &now, &kept);
        let after = own.files();
        let new: Vec<_> = after.keys().filter(|path| !before.contains_key(*path)).collect();
        let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
        assert_eq!((new.len(), gone.len()), (2, 2), "{new:?} {gone:?}");
        let again = Folios::read(&own.cache());
        let again = again.open();
        assert_eq!(told(&again).len(), 2000);
        let other = told(&again).into_iter().filter(|(out, text)| told(&traces)[out] != *text).count();
        assert!(other == 1 && again.facets == now.facets);
    }

    #[test]
    fn damage_of_a_part_loses_its_pages_and_of_a_list_everything() {
        let (own, ids) = (Own::new("damage"), ids());
        save(&own.cache(), &Traces::default(), &run(&ids, 0..300), &[]);
        let whole = Folios::read(&own.cache());
        let all = told(&whole.open());
        for (path, sound) in own.files() {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name of ours");
            for at in (0..sound.len()).step_by(sound.len() / 16 + 1) {
                let mut bytes = sound.clone();
                bytes[at] ^= 0x41;
                std::fs::write(&path, &bytes).expect("the test's own file");
                let folios = Folios::read(&own.cache());
                let found = told(&folios.open());
                assert!(found.len() < all.len(), "{name}, byte {at} is not missed");
                assert!(found.iter().all(|(out, text)| all[out] == *text), "{name}, byte {at} gives something else");
                assert!(name.starts_with(PAGES) || found.is_empty(), "{name}, byte {at}: lists belong together");
                let asked = Leafed::read(&own.cache())
                    .and_then(|leafed| leafed.pages(None, |_| true, |made| made.out.to_owned()));
                let is_asked = name.starts_with(FACES) || name.starts_with(LOOKS);
                assert!(is_asked || asked.is_none(), "{name}, byte {at}: half an answer");
            }
            std::fs::write(&path, &sound).expect("the test's own file");
        }
        assert_eq!(told(&Folios::read(&own.cache()).open()), all);
    }

    #[test]
    fn a_damaged_part_is_written_again_though_nothing_in_it_changed() {
        let (own, ids) = (Own::new("mend"), ids());
        save(&own.cache(), &Traces::default(), &run(&ids, 0..300), &[]);
        let sound = own.files();
        let spoilt = sound.keys().find(|path| path.to_string_lossy().contains("/pages-000-")).expect("a first part");
        std::fs::write(spoilt, b"nothing").expect("the test's own file");
        let folios = Folios::read(&own.cache());
        let traces = folios.open();
        let kept: Vec<_> = traces.parts.iter().flat_map(|part| &part.made).collect();
        let lost = (0..300).filter(|number| kept.iter().all(|made| made.out != fresh(*number).out.as_str()));
        save(&own.cache(), &traces, &run(&ids, lost), &kept);
        assert_eq!(own.files(), sound);
    }

    #[test]
    fn the_number_of_parts_stays_while_it_is_near() {
        assert_eq!([0, 3, 100, 20_000, 300_000].map(|pages| parts_for(pages, 0)), [1, 1, 8, 128, 512]);
        assert_eq!(parts_for(300_000, 256), 256);
        assert_eq!(parts_for(300_000, 64), 512);
        assert_eq!(parts_for(100, 512), 8);
    }
}
