//! When the site changes by itself. In: the linked records and their hours. Out: every instant
//! to come at which some page changes though nobody edits anything, with what changes then.
//! Never reads a clock: what is to come begins at the instant of the build.

use std::sync::Arc;

use super::Catalog;
use crate::base::Key;
use crate::record::kind::Campaign;
use crate::record::state::State;
use crate::record::{Own, Record};
use crate::text::date::{Day, Moment};

/// What happens to a record's page at an instant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It comes out.
    Appears,
    /// It goes.
    Vanishes,
    /// The public may send its opinion from now on.
    Opens,
    /// A campaign begins.
    Begins,
    /// The time of a campaign is over.
    Ends,
    /// The last day of a milestone that was planned is over: it is no longer due.
    Passes(Arc<str>),
}

/// One change to come.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// To which record.
    pub key: Key,
    /// What happens.
    pub turn: Turn,
}

impl Catalog {
    /// All changes to come, soonest first.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut all: Vec<Change> = self.keys().flat_map(|key| self.changes_of(key)).collect();
        all.sort();
        all
    }

    /// The changes to come of one record's page.
    #[must_use]
    pub fn changes_of(&self, key: Key) -> Vec<Change> {
        let row = self.row(key);
        let mut turns = Vec::new();
        if matches!(
            row.state,
            State::Approved | State::Scheduled | State::Embargoed | State::Published | State::Corrected
        ) {
            turns = release(&row.record);
            turns.extend(own(&row.record));
        }
        // What ends before it begins never shows.
        let gone = turns.iter().filter(|(_, turn)| *turn == Turn::Vanishes).map(|(at, _)| *at).min();
        let now = self.now();
        turns.retain(|(at, turn)| {
            *at > now && gone.is_none_or(|gone| *at < gone || (*at == gone && *turn == Turn::Vanishes))
        });
        if row.record.head.released_at().zip(gone).is_some_and(|(out, gone)| out >= gone) {
            turns.clear();
        }
        let mut changes: Vec<Change> = turns.into_iter().map(|(at, turn)| Change { at, key, turn }).collect();
        changes.sort();
        changes.dedup();
        changes
    }

    /// The next instant at which the page of a record changes by itself.
    #[must_use]
    pub fn next_change_of(&self, key: Key) -> Option<Moment> {
        self.changes_of(key).first().map(|change| change.at)
    }

    /// The next instant at which anything changes by itself.
    #[must_use]
    pub fn next_change(&self) -> Option<Moment> {
        self.keys().filter_map(|key| self.next_change_of(key)).min()
    }
}

/// When a record comes and goes by its common fields.
fn release(record: &Record) -> Vec<(Moment, Turn)> {
    let appears = record.head.released_at().map(|at| (at, Turn::Appears));
    appears.into_iter().chain(record.head.expires_at.map(|at| (at, Turn::Vanishes))).collect()
}

/// What the fields of its kind add.
fn own(record: &Record) -> Vec<(Moment, Turn)> {
    match &record.own {
        Own::Consultation(asked) => {
            vec![(Moment::from(asked.opens), Turn::Opens), (after(asked.closes), Turn::Vanishes)]
        }
        Own::Campaign(campaign) => of_campaign(campaign),
        _ => Vec::new(),
    }
}

fn of_campaign(campaign: &Campaign) -> Vec<(Moment, Turn)> {
    let begins = campaign.period.from.and_then(|date| date.first()).map(|day| (Moment::from(day), Turn::Begins));
    let ends = campaign.period.to.and_then(|date| date.last()).map(|day| (after(day), Turn::Ends));
    let open = campaign.milestones.iter().filter(|milestone| milestone.actual.is_none());
    let passes = open.filter_map(|milestone| {
        let last = milestone.planned?.last()?;
        let name = milestone.title.clone().unwrap_or_else(|| milestone.stage.vi().into());
        Some((after(last), Turn::Passes(name)))
    });
    begins.into_iter().chain(ends).chain(passes).collect()
}

/// The first instant after a day.
fn after(day: Day) -> Moment {
    Moment::from(day.add_days(1))
}
