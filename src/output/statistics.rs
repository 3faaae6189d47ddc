//! The honours in numbers: by year, level and form, unit type, place, campaign. Every number
//! leads to the list behind it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::page::{self, Page, year_id};
use crate::catalog::List;
use crate::catalog::book::{BOOK, LEVEL, SORT, level_slug};
use crate::catalog::tally::YearTally;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::common::System;
use crate::record::fields::Value;
use crate::record::kind::honour::HonourLevel;
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::{Failed, plain};
use crate::render::value::{Val, list, map, map_of, maybe, text};
use crate::text::collate;

/// `/thong-ke/`.
pub(super) struct Statistics;

impl Output for Statistics {
    fn name(&self) -> &'static str {
        "statistics"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if scope.settings.makes(|outputs| outputs.statistics) {
            jobs.add(self, "/thong-ke/", Subject::Site("statistics"));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let title = cx.string("page.statistics");
        let head = Page {
            url: &job.url(),
            title: &title,
            description: cx.string("page.statistics_description"),
            kind: "statistics",
            nav: "award",
            crumbs: vec![(cx.string("page.book"), format!("/{BOOK}/"))],
            noindex: false,
        };
        let tally = cx.tally();
        let undated = page::undated(cx, BOOK);
        let view = vec![
            ("page", page::value(cx, &head)),
            ("totals", totals(cx, &tally.years, (tally.units, tally.people))),
            ("years", years(cx, &tally.years)),
            ("undated_url", maybe(undated.map(|(url, _)| url))),
            ("undated", maybe(tally.years.iter().find(|y| y.year.is_none()).map(YearTally::all))),
            ("levels", levels(cx)),
            ("unit_types", ranked(cx, "loai-don-vi")),
            ("places", ranked(cx, "dia-phuong")),
            ("campaigns", ranked(cx, "dot")),
        ];
        cx.render("statistics.html", view)
    }
}

fn totals(cx: &mut Cx<'_>, years: &[YearTally], (units, people): (usize, usize)) -> Val {
    let sum = |of: fn(&YearTally) -> usize| Val::from(years.iter().map(of).sum::<usize>());
    let lists = addresses(cx, SORT);
    let url = |slug: &str| maybe(lists.get(slug).map(text));
    map([
        ("collectives_url", url("tap-the")),
        ("individuals_url", url("ca-nhan")),
        ("households_url", url("ho-gia-dinh")),
        ("honours", sum(YearTally::all)),
        ("collectives", sum(|y| y.collectives)),
        ("individuals", sum(|y| y.individuals)),
        ("households", sum(|y| y.households)),
        ("unsaid", sum(|y| y.unsaid)),
        ("units", Val::from(units)),
        ("people", Val::from(people)),
    ])
}

/// A sort of recipients: the name of its address in a row, its list, and how many honours it has.
type Sort = (&'static str, &'static str, fn(&YearTally) -> usize);

/// Year by year, oldest first. The numbers lead to where the year begins in the list of a sort of
/// recipients; such a list begins with the newest year.
fn years(cx: &mut Cx<'_>, years: &[YearTally]) -> Val {
    let sorts: [Sort; 3] = [
        ("collectives_url", "tap-the", |year| year.collectives),
        ("individuals_url", "ca-nhan", |year| year.individuals),
        ("households_url", "ho-gia-dinh", |year| year.households),
    ];
    let lists: BTreeMap<String, &List> =
        cx.family(BOOK, SORT).into_iter().map(|(list, ..)| (slug(list), list)).collect();
    let mut before = [0; 3];
    let mut rows = Vec::new();
    for (tally, year) in years.iter().rev().filter_map(|tally| Some((tally, tally.year?))) {
        let mut row = numbers(tally, year);
        for ((name, sort, count), before) in sorts.iter().zip(&mut before) {
            let place = lists.get(*sort).filter(|_| count(tally) > 0);
            let url = place.map(|list| format!("{}#{}", list.url(*before / list.per_page() + 1), year_id(year)));
            row.push((name, maybe(url)));
            *before += count(tally);
        }
        rows.push(map_of(row));
    }
    rows.reverse();
    list(rows)
}

fn numbers(tally: &YearTally, year: i16) -> Vec<(&'static str, Val)> {
    vec![
        ("year", Val::from(year)),
        ("count", Val::from(tally.all())),
        ("collectives", Val::from(tally.collectives)),
        ("individuals", Val::from(tally.individuals)),
        ("households", Val::from(tally.households)),
        ("unsaid", Val::from(tally.unsaid)),
        ("url", Val::from(format!("/{BOOK}/nam/{year}/"))),
    ]
}

/// The last part of a list's address.
fn slug(list: &List) -> String {
    list.path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The lists of a family of the book, by the last part of their addresses.
fn addresses(cx: &mut Cx<'_>, family: &str) -> BTreeMap<String, String> {
    cx.family(BOOK, family).into_iter().map(|(list, url, _)| (slug(list), url)).collect()
}

/// The honours of one level of one system.
struct Level {
    system: System,
    level: HonourLevel,
    count: usize,
    /// Its forms with their precedence.
    forms: Vec<(u32, Val)>,
}

/// The forms of each level, highest first; other systems stand apart from the state's.
fn levels(cx: &mut Cx<'_>) -> Val {
    let mut levels: BTreeMap<(u8, u8), Level> = BTreeMap::new();
    for (form, url, count) in cx.family(BOOK, "hinh-thuc") {
        let id = form.path.rsplit('/').next().unwrap_or_default();
        let Some(key) = cx.find(KindId::Honour, id) else { continue };
        let Own::Honour(honour) = &cx.honour(key).own else { continue };
        let (system, level) = (honour.system.unwrap_or(System::State), honour.level);
        let empty = || Level { system, level, count: 0, forms: Vec::new() };
        let entry = levels.entry((system as u8, level as u8)).or_insert_with(empty);
        entry.count += count;
        entry.forms.push((honour.rank, item(&form.label, &url, count)));
    }
    let lists = addresses(cx, LEVEL);
    list(levels.into_values().map(|mut of| {
        of.forms.sort_by_key(|(rank, _)| *rank);
        map([
            ("system", plain(&of.system.view())),
            ("level", plain(&of.level.view())),
            ("count", Val::from(of.count)),
            ("url", maybe(lists.get(&level_slug(of.system, of.level)).map(text))),
            ("items", list(of.forms.into_iter().map(|(_, item)| item))),
        ])
    }))
}

/// The parts of the book of honours in one respect, the fullest first.
fn ranked(cx: &mut Cx<'_>, family: &str) -> Val {
    let mut found = cx.family(BOOK, family);
    found.sort_by_cached_key(|(list, _, count)| (Reverse(*count), collate::key(&list.label)));
    list(found.into_iter().map(|(list, url, count)| item(&list.label, &url, count)))
}

fn item(title: &str, url: &str, count: usize) -> Val {
    map([("title", text(title)), ("url", text(url)), ("count", Val::from(count))])
}
