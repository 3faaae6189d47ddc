//! What no story tells of, and stories that tell of no record. In: stories and the range of a report.
//! Out: a table for each gap, newest first. What is still to come is no gap.

use super::story::Stories;
use super::{NO_NOTE, RECORD, Range, dated, named, record_row};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::catalog::list::day_of;
use crate::record::kind::Honour;
use crate::record::kind::decision::HonourGroup;
use crate::record::{KindId, happening};
use crate::report::table::{Cell, Table};
use crate::report::words;

/// How many days before and after a milestone a story about the campaign tells of it.
const AROUND: (i32, i32) = (-7, 30);

/// Decisions of which no story tells and nobody is named: the table of honours cannot have them.
pub(super) fn unlisted(stories: &Stories<'_>, range: Range) -> Table {
    let mut table = Table::new(
        "untold_decisions",
        ("Quyết định chưa có danh sách, chưa có bài", "Decisions without a list and without a story"),
        (
            "Chỉ biết hình thức, số lượng; chưa có tên ai nên không nằm trong bảng trên. Không bài nào nêu quyết định.",
            "Only the honour and a number are known, so the table above has no line of it. No story names it.",
        ),
        &[
            ("date", "Ngày", "Date"),
            ("decision", "Quyết định", "Decision"),
            ("honours", "Hình thức", "Honours"),
            ("count", "Số lượng", "Number"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let catalog = stories.catalog;
    let mut rows = Vec::new();
    for key in catalog.public_of_kind(KindId::Decision) {
        let date = catalog.row(key).card.date;
        let Some(decision) = catalog.record(key).own.decision().filter(|_| range.has(date)) else { continue };
        let honours: Vec<(String, String)> = decision.unlisted().filter_map(|group| honour(catalog, group)).collect();
        let is_named = || catalog.awarded(key).any(|award| award.counts);
        if honours.is_empty() || is_named() || stories.is_told(key) {
            continue;
        }
        let [title, address] = named(catalog, key);
        let joined =
            |words: Vec<&str>| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("; ");
        let (names, counts) = honours.iter().map(|(name, count)| (name.as_str(), count.as_str())).unzip();
        let cells =
            vec![date.map_or(Cell::None, dated), title, Cell::text(joined(names)), Cell::text(joined(counts)), address];
        rows.push((std::cmp::Reverse(date.as_ref().map(day_of)), key, cells));
    }
    rows.sort_by_key(|(day, key, _)| (*day, *key));
    table.rows = rows.into_iter().map(|(_, _, cells)| cells).collect();
    table
}

/// The honour of a group that counts as one, and how many receive it.
fn honour(catalog: &Catalog, group: &HonourGroup) -> Option<(String, String)> {
    let key = catalog.public(KindId::Honour, &group.honour.0)?;
    let counts = catalog.record(key).own.honour().is_some_and(Honour::counts);
    counts.then(|| Some((words::honour_of(catalog, group)?, words::numbers(group, &[])))).flatten()
}

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
            "Có bài: bài về đợt thi đua từ 7 ngày trước đến 30 ngày sau mốc; với hạn chót, tính từ ngày cuối của hạn.",
            "A story about the campaign from 7 days before to 30 days after; of a limit, the last day that it allows.",
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
        for milestone in happening::milestones(campaign) {
            let Some((first, last)) = milestone.days().filter(|(first, last)| range.meets(*first, *last)) else {
                continue;
            };
            let around = first.add_days(AROUND.0)..=last.add_days(AROUND.1);
            let told = stories.telling(key).any(|story| story.day.is_some_and(|day| around.contains(&day)));
            if last < catalog.today() && !told {
                let when = milestone.when.map_or(Cell::Date(first), Cell::Text);
                let [title, address] = named(catalog, key);
                rows.push((first, vec![when, Cell::text(milestone.what), title, address]));
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
