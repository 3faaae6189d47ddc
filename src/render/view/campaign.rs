//! What a campaign's page needs beyond its fields: where it stands today.

use crate::record::kind::Campaign;
use crate::render::cx::Cx;
use crate::render::value::{Val, map, text};
use crate::text::date::Day;

/// The state of a campaign on the day of the build.
pub fn status(cx: &mut Cx<'_>, campaign: &Campaign) -> Val {
    let (id, label) = state(campaign, cx.today());
    map([("id", text(id)), ("label", text(label))])
}

fn state(campaign: &Campaign, today: Day) -> (&'static str, &'static str) {
    let from = campaign.period.from.and_then(|d| d.first());
    let to = campaign.period.to.and_then(|d| d.last());
    match (from, to) {
        (Some(from), _) if today < from => ("upcoming", "Sắp bắt đầu"),
        (_, Some(to)) if today > to => ("ended", "Đã hết thời gian theo kế hoạch"),
        (Some(_), Some(_)) => ("running", "Đang diễn ra"),
        _ => ("open", "Chưa rõ ngày kết thúc"),
    }
}
