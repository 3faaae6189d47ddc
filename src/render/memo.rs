//! What many pages show alike, made once for a generation: cards as values, their entries in
//! lists, the rows of honours. In: what the door asks for, and how to make it. Out: the same for
//! every page. Says nothing of what was read: whoever takes a thing from here has noted the
//! reads that it rests on, whether it was there already or not.

use std::sync::{Arc, OnceLock};

use super::value::Val;
use crate::base::Key;
use crate::picture::card::{Board, Words};
use crate::record::KindId;
use crate::record::common::System;
use crate::record::kind::honour::HonourLevel;
use crate::text::date::{FuzzyDate, PartialDate};

/// Kinds of which a site has very many records, each of whose cards a few pages show: a card takes
/// more room than its record, and these are made anew each time.
const MANY: &[KindId] = &[KindId::Decision, KindId::Article, KindId::Person, KindId::Photo];

/// The first year whose days are remembered, and how many years are.
const YEARS: (i16, usize) = (1945, 150);
/// Room for the days of a year, with 31 in every month.
const DAYS: usize = 12 * 31;

/// What every honour of one group of a decision shows alike.
pub struct Shared {
    /// The honour's card.
    pub honour: Val,
    /// The honour with its class.
    pub honour_name: Val,
    /// The honour's level.
    pub level: Val,
    /// The honour's system.
    pub system: Val,
    /// The decision's number.
    pub number: Val,
    /// The day.
    pub date: Val,
    /// The grounds.
    pub citation: Val,
    /// The campaign's card.
    pub campaign: Val,
    /// Whether only the press is known.
    pub press_only: Val,
}

/// The things of one generation that are made when they are first shown.
#[derive(Default)]
pub struct Memo {
    cards: Vec<OnceLock<Val>>,
    titles: Vec<OnceLock<Val>>,
    entries: Vec<[OnceLock<Arc<str>>; 2]>,
    rows: Vec<OnceLock<Row>>,
    /// For each decision the row that was made first.
    patterns: Vec<OnceLock<Arc<str>>>,
    groups: Vec<OnceLock<Arc<Shared>>>,
    /// Days by year: a site of ten years has a few thousand, and everything has one.
    years: Vec<OnceLock<Vec<OnceLock<Val>>>>,
    levels: Vec<OnceLock<Val>>,
    systems: Vec<OnceLock<Val>>,
    board: OnceLock<Board>,
}

impl Memo {
    /// Room for so many records and honours.
    #[must_use]
    pub fn of(records: usize, awards: usize) -> Self {
        let mut memo = Self::default();
        memo.cards.resize_with(records, OnceLock::new);
        memo.titles.resize_with(records, OnceLock::new);
        memo.entries.resize_with(records, Default::default);
        memo.rows.resize_with(awards, OnceLock::new);
        memo.patterns.resize_with(records, OnceLock::new);
        memo.groups.resize_with(records, OnceLock::new);
        memo.years.resize_with(YEARS.1, OnceLock::new);
        memo.levels.resize_with(HonourLevel::ALL.len(), OnceLock::new);
        memo.systems.resize_with(System::ALL.len(), OnceLock::new);
        memo
    }

    /// The card of a record of a kind as templates see it; nothing for those that are made anew.
    pub(super) fn card(&self, key: Key, kind: KindId) -> Option<&OnceLock<Val>> {
        (!MANY.contains(&kind)).then(|| &self.cards[key.index()])
    }

    /// The title of a record as templates see it.
    pub(super) fn title(&self, key: Key) -> &OnceLock<Val> {
        &self.titles[key.index()]
    }

    /// A date as templates see it; nothing for one that is no plain day of our times.
    pub(super) fn date(&self, date: FuzzyDate) -> Option<&OnceLock<Val>> {
        let PartialDate::Day(day) = date.date else { return None };
        let year = self.years.get(usize::try_from(day.year() - YEARS.0).ok()?)?;
        let days = || year.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(DAYS).collect());
        let at = usize::from(day.month() - 1) * 31 + usize::from(day.day() - 1);
        if date == FuzzyDate::from(date.date) { days().get(at) } else { None }
    }

    /// The level of an honour as templates see it.
    pub(super) fn level(&self, level: HonourLevel) -> &OnceLock<Val> {
        &self.levels[level as usize]
    }

    /// The system of an honour as templates see it.
    pub(super) fn system(&self, system: System) -> &OnceLock<Val> {
        &self.systems[system as usize]
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

    /// The row of an honour, if it was made already.
    pub(super) fn row(&self, at: u32) -> Option<&Row> {
        self.rows[at as usize].get()
    }

    /// Keeps the row of an honour of a decision.
    pub(super) fn keep_row(&self, at: u32, decision: Key, made: Arc<str>) {
        let pattern = self.patterns[decision.index()].get_or_init(|| made.clone());
        self.rows[at as usize].get_or_init(|| Row::of(&made, pattern));
    }
}

/// A row as it is kept. The rows of a decision end alike, with honour, decision and year, and are by
/// far the most of what lists share: each is kept up to where it goes on as the first of them does.
pub struct Row {
    own: Box<str>,
    pattern: Arc<str>,
    /// Where the row goes on in the pattern.
    from: u32,
}

impl Row {
    fn of(made: &str, pattern: &Arc<str>) -> Self {
        let alike = made.bytes().rev().zip(pattern.bytes().rev()).take_while(|(a, b)| a == b).count();
        let ends = made.len() - alike;
        let ends = (ends..made.len()).find(|at| made.is_char_boundary(*at)).unwrap_or(made.len());
        let from = pattern.len() - (made.len() - ends);
        Self { own: made[..ends].into(), pattern: pattern.clone(), from: u32::try_from(from).unwrap_or(u32::MAX) }
    }

    /// Writes the row.
    pub(super) fn write(&self, to: &mut String) {
        to.push_str(&self.own);
        to.push_str(&self.pattern[self.from as usize..]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_is_kept_whole(first in "[aáăậ<>/]{0,12}", second in "[aáăậ<>/]{0,12}", end in "[đaáậ]{0,6}") {
            let (first, second): (Arc<str>, String) = ((first + &end).into(), second + &end);
            for row in [&*first, &second] {
                let mut written = String::new();
                Row::of(row, &first).write(&mut written);
                prop_assert_eq!(&written, row);
            }
        }
    }
}
