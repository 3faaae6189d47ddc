//! Records that stand near each other. In: the linked rows, their lists and who names whom. Out: for
//! each record its neighbours in the list of its kind, and the few that share most with it. Never
//! more than a page can offer: a record that half the site names makes nobody kin.

use rayon::prelude::*;

use super::{Catalog, Grouped, key};
use crate::base::Key;
use crate::record::KindId;

/// How many records are offered as related.
const RELATED: usize = 5;
/// A record named by more others than this says nothing about kinship.
const COMMON: usize = 48;
/// How many records one thread takes at least, as each needs room to count in.
const RUN: usize = 4096;

/// Neighbours of records in their own list, and records that share most with them.
#[derive(Debug, Default)]
pub(crate) struct Kin {
    /// The entries before and after, in list order.
    pub(super) beside: Vec<(Option<Key>, Option<Key>)>,
    /// Records that share most references, per row.
    pub(super) related: Grouped,
}

impl Kin {
    /// The neighbours of all records of a catalogue that is linked and has its lists.
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut beside = vec![(None, None); catalog.rows.len()];
        for list in catalog.lists.iter().filter(|list| list.is_main()) {
            let keys: Vec<Key> = list.items.iter().filter_map(|item| item.record()).collect();
            for pair in keys.windows(2) {
                beside[pair[0].index()].1 = Some(pair[1]);
                beside[pair[1].index()].0 = Some(pair[0]);
            }
        }
        let rows = (0..catalog.rows.len()).into_par_iter().with_min_len(RUN);
        let counted = || Counted { times: vec![0; catalog.rows.len()], met: Vec::new() };
        let related: Vec<Vec<u32>> = rows.map_init(counted, |counted, at| related(catalog, key(at), counted)).collect();
        Self { beside, related: Grouped::ready(related.iter().map(Vec::as_slice)) }
    }
}

/// How often records were met. The room is used again and again: every reference of the site is
/// counted here, many times over.
struct Counted {
    /// By row.
    times: Vec<u32>,
    /// The rows that were met.
    met: Vec<u32>,
}

impl Counted {
    fn add(&mut self, at: Key) {
        let times = &mut self.times[at.index()];
        if *times == 0 {
            self.met.push(at.0);
        }
        *times += 1;
    }

    /// Those that were met most often, the first of equals first; nothing is counted after it.
    fn most(&mut self, is_wanted: impl Fn(Key) -> bool) -> Vec<u32> {
        let mut best = Vec::new();
        for at in self.met.drain(..) {
            let times = std::mem::take(&mut self.times[at as usize]);
            if is_wanted(Key(at)) {
                best.push((std::cmp::Reverse(times), at));
            }
        }
        if best.len() > RELATED {
            best.select_nth_unstable(RELATED);
            best.truncate(RELATED);
        }
        best.sort_unstable();
        // By reference, so that what stays has not the room of all that were met.
        best.iter().map(|(_, at)| *at).collect()
    }
}

/// The records that share most references with a record.
fn related(catalog: &Catalog, of: Key, counted: &mut Counted) -> Vec<u32> {
    let row = catalog.row(of);
    let kind = row.record.kind();
    if !row.public || matches!(kind, KindId::Unit | KindId::Person | KindId::Honour | KindId::Page | KindId::Photo) {
        return Vec::new();
    }
    for target in catalog.named(of).filter(|target| catalog.back.of(*target).len() <= COMMON) {
        catalog.back(target).for_each(|other| counted.add(other));
    }
    // What it names, or what names it, its page shows already.
    let mut shown: Vec<Key> = catalog.named(of).chain(catalog.back(of)).chain([of]).collect();
    shown.sort_unstable();
    let is_kin = |other| !matches!(catalog.kind(other), KindId::Unit | KindId::Photo | KindId::Page);
    counted.most(|other| is_kin(other) && shown.binary_search(&other).is_err())
}
