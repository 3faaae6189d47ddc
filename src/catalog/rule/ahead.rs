//! Days that have not come. In: all records and the instant at which each is shown. Out: BV413 where
//! one tells as done what lies after that instant: a signing, a publication, a milestone. Never asks
//! of a plan, nor of what still waits for approval.
//!
//! A date of the future is a slip of the keyboard, or somebody took it for the hour of release.

use super::find;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::kind::{Article, Campaign};
use crate::record::{KindId, Own, Record};
use crate::text::date::{FuzzyDate, Moment};

/// The kinds that tell of a day on which something was done.
const KINDS: [KindId; 4] = [KindId::Campaign, KindId::Document, KindId::Decision, KindId::Article];

/// BV413: what a record tells as done has been done when the record is shown.
///
/// Asked of the site and not of each record, because it is answered by the clock.
pub(super) fn nothing_ahead(catalog: &Catalog, sink: &mut Sink) {
    let approved = |record: &&Record| record.head.is_approved();
    for record in KINDS.into_iter().flat_map(|kind| find::due(catalog, kind)).filter(approved) {
        let now = catalog.from.now;
        let shown = record.head.released_at().map_or(now, |released| released.max(now));
        match &record.own {
            Own::Document(document) => signed(record, document.date, shown, sink),
            Own::Decision(decision) => signed(record, decision.date, shown, sink),
            Own::Article(article) => published(record, article, shown, sink),
            Own::Campaign(campaign) => took_place(record, campaign, shown, sink),
            _ => {}
        }
    }
}

fn signed(record: &Record, date: Option<FuzzyDate>, shown: Moment, sink: &mut Sink) {
    if let Some(date) = date.filter(|date| is_ahead(*date, shown)) {
        let what = ("ngày ký", "day of signing");
        sink.report(not_yet(what, date.text(), shown), record.at("date"));
    }
}

fn published(record: &Record, article: &Article, shown: Moment, sink: &mut Sink) {
    if shown < article.publish {
        let what = ("giờ đăng", "hour of publication");
        sink.report(not_yet(what, article.publish.text(), shown), record.at("publish"));
    }
}

fn not_yet((what, what_en): (&str, &str), date: String, shown: Moment) -> Problem {
    Problem::NotYet { what: what.to_owned(), what_en: what_en.to_owned(), date, shown: shown.text() }
}

fn took_place(record: &Record, campaign: &Campaign, shown: Moment, sink: &mut Sink) {
    for (at, milestone) in campaign.milestones.iter().enumerate() {
        if let Some(date) = milestone.actual.filter(|date| is_ahead(*date, shown)) {
            sink.report(Problem::MilestoneAhead { date: date.text() }, record.at(format!("milestones[{at}].actual")));
        }
    }
}

/// Whether all of a date lies after an instant, and it is no plan.
fn is_ahead(date: FuzzyDate, shown: Moment) -> bool {
    !date.planned && date.first().is_some_and(|first| shown.day() < first)
}
