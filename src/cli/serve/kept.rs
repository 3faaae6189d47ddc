//! Pages that are remembered. In: pages by the names of their files. Out: the same, as long as they
//! are among those used last. Never grows beyond its bound.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many pages are remembered.
const KEPT: usize = 512;

/// Remembered pages, shared by threads.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<Pages<T>>);

#[derive(Debug)]
struct Pages<T> {
    /// Each with the turn in which it was used last.
    all: HashMap<String, (u64, T)>,
    turn: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(Pages { all: HashMap::new(), turn: 0 }))
    }
}

impl<T: Clone> Kept<T> {
    /// A page, if it is remembered.
    pub(super) fn get(&self, file: &str) -> Option<T> {
        let mut pages = self.pages();
        let turn = pages.next();
        let (used, page) = pages.all.get_mut(file)?;
        *used = turn;
        Some(page.clone())
    }

    /// Remembers a page; the one that was not used for the longest time makes room.
    pub(super) fn put(&self, file: &str, page: T) {
        let mut pages = self.pages();
        if pages.all.len() >= KEPT && !pages.all.contains_key(file) {
            let oldest = pages.all.iter().min_by_key(|(_, (used, _))| *used).map(|(file, _)| file.clone());
            oldest.and_then(|oldest| pages.all.remove(&oldest));
        }
        let turn = pages.next();
        pages.all.insert(file.to_owned(), (turn, page));
    }

    fn pages(&self) -> MutexGuard<'_, Pages<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Pages<T> {
    fn next(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_the_longest_time_makes_room() {
        let kept = Kept::default();
        for at in 0..KEPT {
            kept.put(&at.to_string(), at);
        }
        assert_eq!(kept.get("0"), Some(0));
        kept.put("more", KEPT);
        assert_eq!(["0", "1", "2", "more"].map(|file| kept.get(file)), [Some(0), None, Some(2), Some(KEPT)]);
    }
}
