//! What many pages show alike, made once for a generation: cards as values, their entries in
//! lists, the rows of honours. In: what the door asks for, and how to make it. Out: the same for
//! every page. Says nothing of what was read: whoever takes a thing from here has noted the
//! reads that it rests on, whether it was there already or not.

use std::sync::{Arc, OnceLock};

use super::cx::Shared;
use super::value::Val;
use crate::base::Key;
use crate::picture::card::{Board, Words};

/// A card as templates see it, and the two parts of it that rows of honours show by themselves.
pub struct Shown {
    /// The whole card.
    pub card: Val,
    /// Its title.
    pub title: Val,
    /// Its day.
    pub date: Val,
}

/// The things of one generation that are made when they are first shown.
#[derive(Default)]
pub struct Memo {
    cards: Vec<OnceLock<Shown>>,
    entries: Vec<[OnceLock<Arc<str>>; 2]>,
    rows: Vec<OnceLock<Arc<str>>>,
    groups: Vec<OnceLock<Arc<Shared>>>,
    board: OnceLock<Board>,
}

impl Memo {
    /// Room for so many records and honours.
    #[must_use]
    pub fn of(records: usize, awards: usize) -> Self {
        let mut memo = Self::default();
        memo.cards.resize_with(records, OnceLock::new);
        memo.entries.resize_with(records, Default::default);
        memo.rows.resize_with(awards, OnceLock::new);
        memo.groups.resize_with(records, OnceLock::new);
        memo
    }

    /// The card of a record as templates see it.
    pub(super) fn card(&self, key: Key, make: impl FnOnce() -> Shown) -> &Shown {
        self.cards[key.index()].get_or_init(make)
    }

    /// The entry of a record under a heading of the second or the third level.
    pub(super) fn entry(&self, key: Key, level: u8) -> &OnceLock<Arc<str>> {
        &self.entries[key.index()][usize::from(level > 2)]
    }

    /// What the honours of the first group of a decision have in common; few have a second.
    pub(super) fn group(&self, decision: Key) -> &OnceLock<Arc<Shared>> {
        &self.groups[decision.index()]
    }

    /// The picture of a card: all of a site stand on one board, which is drawn with the first.
    pub(super) fn picture(&self, words: &Words) -> Vec<u8> {
        let board = self.board.get_or_init(|| Board::of(words));
        if board.is_for(words) { board.draw(words) } else { Board::of(words).draw(words) }
    }

    /// The row of an honour.
    pub(super) fn row(&self, at: u32) -> &OnceLock<Arc<str>> {
        &self.rows[at as usize]
    }
}
