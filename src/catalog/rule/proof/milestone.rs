//! Dates of a campaign's reviews in prose. In: a text and the one campaign that it links. Out:
//! BV448 where a review of the campaign is given a day before the campaign began or long after it
//! ended. Never judges other dates: a text about a campaign tells of many years.

use super::super::find;
use super::super::span::Span;
use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::kind::Campaign;
use crate::record::{KindId, Own, Record};
use crate::text::date::{FuzzyDate, PartialDate, find_dates};
use crate::text::fold;

/// Words of a campaign's own life, folded; each needs "đợt thi đua" in the same sentence.
const STAGES: &[&str] = &["so ket", "tong ket", "ket thuc"];
/// How long after its end a campaign is still wound up.
const MONTHS_AFTER: i32 = 18;

/// BV448: the review of a campaign lies within it, or soon after.
pub(in super::super) fn outside_campaign(catalog: &Catalog, record: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    let Some(campaign) = only_campaign(catalog, record) else { return };
    let period = campaign.period.span();
    let life = Span::period(period);
    if life.first.is_none() && life.last.is_none() {
        return;
    }
    for text in texts {
        for (range, date) in find_dates(&text.shown) {
            if !matches!(date, PartialDate::Day(_)) {
                continue;
            }
            let day = Span::of(FuzzyDate::from(date));
            if !day.is_before(life.first) && !day.is_months_after(MONTHS_AFTER, life.last) {
                continue;
            }
            let sentence = fold(&text.shown[text.sentence(&range)]);
            let own = sentence.contains("dot thi dua") || sentence.contains("phong trao thi dua");
            if own && STAGES.iter().any(|stage| sentence.contains(stage)) {
                let (date, period) = (date.text(), period.text());
                let what = "ngày trong câu này".to_owned();
                sink.report(Problem::DateOutsideCampaign { what, date, period }, text.at(range));
            }
        }
    }
}

/// The campaign itself, or the one that a text links and no other.
fn only_campaign<'c>(catalog: &'c Catalog, record: &'c Record) -> Option<&'c Campaign> {
    if let Own::Campaign(campaign) = &record.own {
        return Some(campaign);
    }
    let mut linked: Vec<&str> =
        record.links.iter().filter(|link| link.kind == KindId::Campaign).map(|link| &*link.id).collect();
    linked.sort_unstable();
    linked.dedup();
    match linked.as_slice() {
        [only] => find::campaign(catalog, only),
        _ => None,
    }
}
