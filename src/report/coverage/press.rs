//! The press and what it did. In: stories and the range of a report. Out: what each plan asked of the
//! press beside what was told, and stories by medium and outlet.

use std::collections::BTreeMap;

use super::story::Stories;
use super::{NO_NOTE, Range, named};
use crate::record::{KindId, Own};
use crate::report::table::{Cell, Table};
use crate::text::date::Day;

/// What each plan asked of the press, and what was done.
pub(super) fn duties(stories: &Stories<'_>, range: Range) -> Table {
    let mut table = Table::new(
        "press_duties",
        ("Phần việc của báo chí trong kế hoạch", "What the plans asked of the press"),
        (
            "Cơ quan báo chí: bài của chính cơ quan ấy về đợt thi đua. Đơn vị khác: bài của mọi nơi.",
            "A press unit: its own stories about the campaign. Others: all stories.",
        ),
        &[
            ("campaign", "Đợt thi đua", "Campaign"),
            ("unit", "Đơn vị", "Unit"),
            ("stories", "Số bài", "Stories"),
            ("first", "Bài đầu", "First"),
            ("last", "Bài cuối", "Last"),
            ("tasks", "Việc phải làm", "Tasks"),
        ],
    );
    let catalog = stories.catalog;
    for key in catalog.public_of_kind(KindId::Campaign).filter(|key| range.has(catalog.row(*key).card.date)) {
        let Some(campaign) = catalog.record(key).own.campaign() else { continue };
        for duty in &campaign.responsibilities {
            let unit = duty.unit.as_ref().and_then(|unit| catalog.public(KindId::Unit, &unit.0));
            let is_press = unit.and_then(|key| catalog.record(key).own.unit()).is_some_and(|unit| unit.press);
            if !duty.press && !is_press {
                continue;
            }
            let about = stories.telling(key).filter(|story| !is_press || story.outlet == unit);
            let days: Vec<Option<Day>> = about.map(|story| story.day).collect();
            let named_days = || days.iter().flatten().copied();
            let who = unit.map(|key| catalog.row(key).card.title.clone()).or_else(|| duty.who.clone());
            table.rows.push(vec![
                named(catalog, key)[0].clone(),
                Cell::text(who.as_deref().unwrap_or_default()),
                Cell::count(days.len()),
                Cell::day(named_days().min()),
                Cell::day(named_days().max()),
                Cell::text(duty.tasks.join(" ")),
            ]);
        }
    }
    table
}

/// Stories by medium and outlet.
pub(super) fn media(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Bài theo loại hình và cơ quan báo chí", "Stories by medium and outlet");
    let columns = &[
        ("medium", "Loại hình", "Medium"),
        ("outlet", "Cơ quan", "Outlet"),
        ("stories", "Số bài", "Stories"),
        ("with_record", "Gắn hồ sơ", "With a record"),
        ("share", "Tỷ lệ", "Share"),
    ];
    let mut table = Table::new("by_medium", title, NO_NOTE, columns);
    let catalog = stories.catalog;
    let mut counts: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    for story in stories.all.iter().filter(|story| range.has(catalog.row(story.key).card.date)) {
        let medium = match &catalog.record(story.key).own {
            Own::Broadcast(broadcast) => broadcast.medium.vi(),
            Own::Article(article) => article.genre.vi(),
            _ => continue,
        };
        let outlet = story.outlet.map_or_else(String::new, |key| catalog.row(key).card.title.to_string());
        let count = counts.entry((medium, outlet)).or_default();
        count.0 += 1;
        count.1 += usize::from(story.about);
    }
    let row = |((medium, outlet), (all, about)): ((&str, String), (usize, usize))| {
        vec![Cell::text(medium), Cell::text(outlet), Cell::count(all), Cell::count(about), Cell::share(about, all)]
    };
    table.rows = counts.into_iter().map(row).collect();
    table
}
