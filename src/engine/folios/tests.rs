//! Tests of the traces on the disk: what comes back, what is written again, and what damage costs.

use std::collections::BTreeMap;

use super::*;
use crate::base::OutPath;
use crate::engine::packed::Packed;
use crate::engine::trace::Read;
use crate::render::Reads;

/// A folder of the test's own, gone when the test is over.
struct Own(PathBuf);

impl Own {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("bangvang-folios-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn store(&self) -> Store {
        Store::at(self.0.clone())
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
    made.map(|made| (made.out.to_owned(), format!("{made:?} {:?}", made.reads.records().collect::<Vec<_>>()))).collect()
}

#[test]
fn comes_back_whole() {
    let (own, ids) = (Own::new("whole"), ids());
    let now = run(&ids, 0..2000);
    save(&own.store(), &Traces::default(), &now, &[]);
    let folios = Folios::read(&own.store());
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
    save(&own.store(), &Traces::default(), &run(&ids, 0..300), &[]);
    let leafed = Leafed::read(&own.store()).expect("sound lists");
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
    save(&own.store(), &Traces::default(), &run(&ids, 0..2000), &[]);
    let (before, folios) = (own.files(), Folios::read(&own.store()));
    let traces = folios.open();
    let page = fresh(7).out;
    let kept: Vec<_> =
        traces.parts.iter().flat_map(|part| &part.made).filter(|made| made.out != page.as_str()).collect();
    let mut now = run(&ids, std::iter::once(7));
    now.facets[4711] = [Fp::of("other"); FACETS];
    now.fresh[0][0].bytes = Fp::of("other");
    save(&own.store(), &traces, &now, &kept);
    let after = own.files();
    let new: Vec<_> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert_eq!((new.len(), gone.len()), (2, 2), "{new:?} {gone:?}");
    let again = Folios::read(&own.store());
    let again = again.open();
    assert_eq!(told(&again).len(), 2000);
    let other = told(&again).into_iter().filter(|(out, text)| told(&traces)[out] != *text).count();
    assert!(other == 1 && again.facets == now.facets);
}

#[test]
fn damage_of_a_part_loses_its_pages_and_of_a_list_everything() {
    let (own, ids) = (Own::new("damage"), ids());
    save(&own.store(), &Traces::default(), &run(&ids, 0..300), &[]);
    let whole = Folios::read(&own.store());
    let all = told(&whole.open());
    for (path, sound) in own.files() {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name of ours");
        for at in (0..sound.len()).step_by(sound.len() / 16 + 1) {
            let mut bytes = sound.clone();
            bytes[at] ^= 0x41;
            std::fs::write(&path, &bytes).expect("the test's own file");
            let folios = Folios::read(&own.store());
            let found = told(&folios.open());
            assert!(found.len() < all.len(), "{name}, byte {at} is not missed");
            assert!(found.iter().all(|(out, text)| all[out] == *text), "{name}, byte {at} gives something else");
            assert!(name.starts_with(PAGES) || found.is_empty(), "{name}, byte {at}: lists belong together");
            let asked =
                Leafed::read(&own.store()).and_then(|leafed| leafed.pages(None, |_| true, |made| made.out.to_owned()));
            let is_asked = name.starts_with(FACES) || name.starts_with(LOOKS);
            assert!(is_asked || asked.is_none(), "{name}, byte {at}: half an answer");
        }
        std::fs::write(&path, &sound).expect("the test's own file");
    }
    assert_eq!(told(&Folios::read(&own.store()).open()), all);
}

#[test]
fn a_damaged_part_is_written_again_though_nothing_in_it_changed() {
    let (own, ids) = (Own::new("mend"), ids());
    save(&own.store(), &Traces::default(), &run(&ids, 0..300), &[]);
    let sound = own.files();
    let spoilt = sound.keys().find(|path| path.to_string_lossy().contains("/pages-000-")).expect("a first part");
    std::fs::write(spoilt, b"nothing").expect("the test's own file");
    let folios = Folios::read(&own.store());
    let traces = folios.open();
    let kept: Vec<_> = traces.parts.iter().flat_map(|part| &part.made).collect();
    let lost = (0..300).filter(|number| kept.iter().all(|made| made.out != fresh(*number).out.as_str()));
    save(&own.store(), &traces, &run(&ids, lost), &kept);
    assert_eq!(own.files(), sound);
}

#[test]
fn the_number_of_parts_stays_while_it_is_near() {
    assert_eq!([0, 3, 100, 20_000, 300_000].map(|pages| parts_for(pages, 0)), [1, 1, 8, 128, 512]);
    assert_eq!(parts_for(300_000, 256), 256);
    assert_eq!(parts_for(300_000, 64), 512);
    assert_eq!(parts_for(100, 512), 8);
}
