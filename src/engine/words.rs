//! What search indexes found out, on the disk. In: what one found out, and what the one before it
//! did. Out: the same in a later run. Lies in parts, so that one edit writes a few of them; a list
//! says under which fingerprint each lies, so that parts of two runs are never taken for one.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::store::{Store, seal};
use crate::base::Fp;
use crate::search::{Known, Lists};

/// Into how many parts it is split.
const PARTS: usize = 256;

/// The list of the parts.
const LIST: &str = "words";

/// A part: entries with what they said, then words of names, then of mentions.
type Part<L> = (Vec<(u32, Fp)>, Vec<L>, Vec<L>);

/// Under which fingerprints the parts lie on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seals(Vec<Fp>);

/// What the last index found out, and where it lies; nothing when a part of it is missing or damaged.
pub(super) fn read(store: &Store) -> (Known, Seals) {
    let whole = || {
        let Seals(seals) = store.read(LIST)?;
        let one = |(at, expected): (usize, &Fp)| -> Option<Part<Arc<Lists>>> {
            let body = store.raw(&name(at))?;
            if seal(&body) == *expected { postcard::from_bytes(&body).ok() } else { None }
        };
        let parts: Option<Vec<_>> = seals.par_iter().enumerate().map(one).collect();
        Some((joined(parts?), Seals(seals)))
    };
    whole().unwrap_or_default()
}

/// Keeps what an index found out; `before` is what lies under these fingerprints. When something else
/// lies there, because a run was cut off or another wrote there, all is written.
pub(super) fn write(store: &Store, (before, seals): (&Known, &Seals), after: &Known) -> Seals {
    let is_there = seals.0.len() == PARTS && store.read::<Seals>(LIST).as_ref() == Some(seals);
    let touched: BTreeSet<usize> = if is_there { touched(before, after) } else { (0..PARTS).collect() };
    if touched.is_empty() {
        return seals.clone();
    }
    let parts = divided(after, &touched);
    let one = |(at, part): (usize, Part<&Lists>)| -> Option<Fp> {
        if is_there && !touched.contains(&at) {
            return seals.0.get(at).copied();
        }
        let body = postcard::to_stdvec(&part).ok()?;
        store.put_body(&name(at), &body).map(|()| seal(&body))
    };
    let seals: Option<Vec<Fp>> = parts.into_par_iter().enumerate().map(one).collect();
    // Without a new list the parts are not taken for one whole.
    let seals = seals.map(Seals).filter(|seals| store.put(LIST, seals).is_some());
    seals.unwrap_or_default()
}

/// The parts in which anything came or went.
fn touched(before: &Known, after: &Known) -> BTreeSet<usize> {
    let mut touched = BTreeSet::new();
    differing(&before.said, &after.said, Ord::cmp, |(number, _)| touched.extend([of_entry(*number)]));
    for (before, after) in [(&before.names, &after.names), (&before.mentions, &after.mentions)] {
        // The same lists are the same value; another value of the same word is another list.
        let order = |a: &Arc<Lists>, b: &Arc<Lists>| {
            let is_same = || if Arc::ptr_eq(a, b) { Ordering::Equal } else { Ordering::Less };
            a.word.cmp(&b.word).then_with(is_same)
        };
        differing(before, after, order, |lists| touched.extend([of_word(&lists.word)]));
    }
    touched
}

/// Calls `take` with what is in only one of two sorted lists.
fn differing<T>(one: &[T], other: &[T], order: impl Fn(&T, &T) -> Ordering, mut take: impl FnMut(&T)) {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match order(left, right) {
            Ordering::Less => one.next().into_iter().for_each(&mut take),
            Ordering::Greater => other.next().into_iter().for_each(&mut take),
            Ordering::Equal => {
                one.next();
                other.next();
            }
        }
    }
    one.chain(other).for_each(take);
}

/// What goes into those parts that are touched; the others stay empty.
fn divided<'k>(known: &'k Known, touched: &BTreeSet<usize>) -> Vec<Part<&'k Lists>> {
    let mut parts: Vec<Part<&Lists>> = (0..PARTS).map(|_| Part::default()).collect();
    for said in known.said.iter().filter(|(number, _)| touched.contains(&of_entry(*number))) {
        parts[of_entry(said.0)].0.push(*said);
    }
    let lies = |lists: &'k Arc<Lists>| (of_word(&lists.word), &**lists);
    for (at, lists) in known.names.iter().map(lies).filter(|(at, _)| touched.contains(at)) {
        parts[at].1.push(lists);
    }
    for (at, lists) in known.mentions.iter().map(lies).filter(|(at, _)| touched.contains(at)) {
        parts[at].2.push(lists);
    }
    parts
}

fn joined(parts: Vec<Part<Arc<Lists>>>) -> Known {
    let mut known = Known::default();
    for (said, names, mentions) in parts {
        known.said.extend(said);
        known.names.extend(names);
        known.mentions.extend(mentions);
    }
    known.said.par_sort_unstable();
    known.names.par_sort_unstable_by(|a, b| a.word.cmp(&b.word));
    known.mentions.par_sort_unstable_by(|a, b| a.word.cmp(&b.word));
    known
}

fn of_entry(number: u32) -> usize {
    number as usize % PARTS
}

fn of_word(word: &str) -> usize {
    Fp::of_bytes(word.as_bytes()).bucket(PARTS)
}

fn name(part: usize) -> String {
    format!("{LIST}-{part:03}")
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test damages what lies on the disk")]
mod tests {
    use super::*;

    fn known(entries: &[u32]) -> Known {
        let said = entries.iter().map(|number| (*number, Fp::of(number))).collect();
        Known { said, ..Known::default() }
    }

    #[test]
    fn what_was_cut_off_or_written_by_another_is_never_mixed_in() {
        let folder = std::env::temp_dir().join(format!("bangvang-words-{}", std::process::id()));
        let (store, list) = (Store::at(folder.clone()), folder.join(LIST));
        let (first, second) = (known(&[1, 2, 300]), known(&[1, 2, 77]));
        let nothing = (Known::default(), Seals::default());
        assert_eq!(read(&store), nothing);
        let of_first = write(&store, (&nothing.0, &nothing.1), &first);
        assert_eq!(read(&store), (first.clone(), of_first.clone()));
        // A run that is cut off after its parts and before its list.
        let former = std::fs::read(&list).expect("the list is there");
        write(&store, (&first, &of_first), &second);
        std::fs::write(&list, former).expect("it can be written");
        assert_eq!(read(&store), nothing);
        // The next knows nothing, and leaves nothing of either.
        let of_second = write(&store, (&nothing.0, &nothing.1), &second);
        assert_eq!(read(&store), (second.clone(), of_second.clone()));
        // Who still holds the first is told apart from what lies there.
        write(&store, (&first, &of_first), &first);
        assert_eq!(read(&store).0, first);
        let _ = std::fs::remove_dir_all(folder);
    }
}
