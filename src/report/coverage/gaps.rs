//! What no story tells of, and stories that tell of no record. In: stories and the range of a report.
//! Out: a table for each gap, newest first. What is still to come is no gap.

use super::story::Stories;
use super::{NO_NOTE, RECORD, Range, dated, named, record_row};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::catalog::list::day_of;
use crate::record::KindId;
use crate::report::table::{Cell, Table};

/// How many days before and after a milestone a story about the campaign tells of it.
const AROUND: (i32, i32) = (-7, 30);

/// Exemplars of which no story tells.
pub(super) fn exemplars(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Điển hình chưa có bài", "Exemplars without a story");
    let note = ("Không bài nào nêu điển hình hay chủ thể của nó.", "No story names the exemplar or its subject.");
    let mut table = Table::new("untold_exemplars", title, note, RECORD);
    table.rows = records(stories.catalog, KindId::Exemplar, range, |key| {
        let exemplar = stories.catalog.record(key).own.exemplar();
        let subject = exemplar.and_then(|own| stories.catalog.public(own.subject.kind, &own.subject.id));
        !stories.is_told(key) && !subject.is_some_and(|subject| stories.is_told(subject))
    });
    table
}

/// Campaigns of which no story tells.
pub(super) fn campaigns(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Đợt thi đua chưa có bài", "Campaigns without a story");
    let mut table = Table::new("untold_campaigns", title, NO_NOTE, RECORD);
    table.rows = records(stories.catalog, KindId::Campaign, range, |key| !stories.is_told(key));
    table
}

/// Milestones that are past and that no story about the campaign followed.
pub(super) fn milestones(stories: &Stories<'_>, range: Range) -> Table {
    let mut table = Table::new(
        "untold_milestones",
        ("Mốc đã qua chưa có bài", "Past milestones without a story"),
        (
            "Có bài: bài về đợt thi đua từ 7 ngày trước đến 30 ngày sau mốc.",
            "A story about the campaign from 7 days before to 30 days after.",
        ),
        &[
            ("date", "Ngày", "Date"),
            ("milestone", "Mốc", "Milestone"),
            ("campaign", "Đợt thi đua", "Campaign"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let catalog = stories.catalog;
    let mut rows = Vec::new();
    for key in catalog.public_of_kind(KindId::Campaign) {
        let Some(campaign) = catalog.record(key).own.campaign() else { continue };
        for milestone in &campaign.milestones {
            let Some(date) = milestone.actual.or(milestone.planned).filter(|date| range.has(Some(*date))) else {
                continue;
            };
            let (Some(first), Some(last)) = (date.first(), date.last()) else { continue };
            let around = first.add_days(AROUND.0)..=last.add_days(AROUND.1);
            let told = stories.telling(key).any(|story| story.day.is_some_and(|day| around.contains(&day)));
            if last < catalog.today() && !told {
                let name = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
                let [title, address] = named(catalog, key);
                rows.push((first, vec![dated(date), Cell::text(name), title, address]));
            }
        }
    }
    rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table
}

/// Stories that name no record.
pub(super) fn without_record(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Bài không gắn với hồ sơ nào", "Stories without a record");
    let note = ("Thêm `about` để bài hiện ở trang của đơn vị, cá nhân, đợt thi đua.", "Give `about`.");
    let mut table = Table::new("stories_without_record", title, note, RECORD);
    let catalog = stories.catalog;
    let alone = stories.all.iter().filter(|story| !story.about && range.has(catalog.row(story.key).card.date));
    let mut keys: Vec<Key> = alone.map(|story| story.key).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(catalog.row(*key).card.date.as_ref().map(day_of)), *key));
    table.rows = keys.into_iter().map(|key| record_row(catalog, key)).collect();
    table
}

/// Records of a kind of the range, newest first, that pass a test.
fn records(catalog: &Catalog, kind: KindId, range: Range, keep: impl Fn(Key) -> bool) -> Vec<Vec<Cell>> {
    let in_range = |key: &Key| range.has(catalog.row(*key).card.date);
    let mut keys: Vec<Key> = catalog.public_of_kind(kind).filter(in_range).filter(|key| keep(*key)).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(catalog.row(*key).card.date.as_ref().map(day_of)), *key));
    keys.into_iter().map(|key| record_row(catalog, key)).collect()
}
