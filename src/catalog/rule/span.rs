//! Days between which something surely happened. In: dates as precise as their sources. Out:
//! answers that are true whatever the exact day was, so that an unknown day accuses nobody.

use crate::record::kind::Decision;
use crate::text::date::{Day, FuzzyDate, Period};

/// The first and the last possible day; an open end is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// Not before this day.
    pub(super) first: Option<Day>,
    /// Not after this day.
    pub(super) last: Option<Day>,
}

impl Span {
    /// The days that a date may mean.
    pub(super) fn of(date: FuzzyDate) -> Self {
        Self { first: date.first(), last: date.last() }
    }

    /// A stretch of time; an open end is no limit.
    pub(super) fn period(period: Period) -> Self {
        Self { first: period.first(), last: period.last() }
    }

    /// The days on which a decision may have been signed.
    ///
    /// A ceremony or a report says only that it was signed by then.
    pub(super) fn signing(decision: &Decision) -> Self {
        let event = || decision.event.as_ref().and_then(|event| event.date);
        let known = decision.date.map(Self::of).unwrap_or_default();
        let last = known.last.or_else(|| event().or(decision.reported)?.last());
        Self { first: known.first, last }
    }

    /// Whether all of it lies before a day.
    pub(super) fn is_before(self, day: Option<Day>) -> bool {
        matches!((self.last, day), (Some(last), Some(day)) if last < day)
    }

    /// Whether all of it lies after a day.
    pub(super) fn is_after(self, day: Option<Day>) -> bool {
        matches!((self.first, day), (Some(first), Some(day)) if day < first)
    }

    /// Whether the two have no day in common.
    pub(super) fn is_apart(self, other: Self) -> bool {
        self.is_before(other.first) || self.is_after(other.last)
    }

    /// Whether all of it lies more than so many months after a day.
    pub(super) fn is_months_after(self, months: i32, day: Option<Day>) -> bool {
        let count = |day: Day, more: i32| (i32::from(day.year()) * 12 + i32::from(day.month()) + more, day.day());
        matches!((self.first, day), (Some(first), Some(day)) if count(first, 0) > count(day, months))
    }
}
