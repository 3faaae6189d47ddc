//! Days that no calendar has. In: a text. Out: BV449 where it tells of the thirty-first of June. Never asks
//! about figures that may be no date.

use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::Record;
use crate::text::date::{Day, find_impossible_days};

/// BV449: the days of a text are days.
pub(in super::super) fn days(_: &Catalog, _: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    for text in texts {
        for (range, meant) in find_impossible_days(&text.shown) {
            let written = text.shown[range.clone()].to_owned();
            sink.report(Problem::NoSuchDay { written }, text.at(range)).suggestion = meant.map(Day::text);
        }
    }
}
