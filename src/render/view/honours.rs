//! The honours on a profile. In: the awards of a unit, person, campaign or honour type. Out:
//! its own, its members', those of other systems, recognitions, and the ladder drawn from them.

use std::collections::BTreeMap;

use super::{award, chart};
use crate::base::Key;
use crate::catalog::Award;
use crate::record::common::System;
use crate::render::cx::Cx;
use crate::render::value::{Val, list, map};

/// How many honours a profile shows before it points at the full list.
const SHOWN: usize = 200;

/// The honours of a unit or person.
pub fn profile(cx: &mut Cx<'_>, key: Key) -> (Val, Val) {
    let mut awards = cx.awarded(key);
    newest_first(&mut awards);
    let is_mine = |a: &&&Award| a.recipient == Some(key);
    let state = |a: &&&Award| a.counts && a.system == System::State;
    let pick = |keep: &dyn Fn(&&&Award) -> bool| awards.iter().filter(|a| keep(a)).copied().collect::<Vec<_>>();
    let own = pick(&|a| is_mine(a) && state(a));
    let members = pick(&|a| !is_mine(a) && a.unit == Some(key) && a.counts);
    let other = pick(&|a| is_mine(a) && a.counts && a.system != System::State);
    let recognitions = pick(&|a| is_mine(a) && !a.counts);
    let ladder = chart::ladder(cx, &own);
    let honours = map([
        ("own", award_rows(cx, &own)),
        ("members", award_rows(cx, &members)),
        ("other", award_rows(cx, &other)),
        ("recognitions", award_rows(cx, &recognitions)),
        ("count", Val::from(own.len() + other.len())),
    ]);
    (honours, ladder)
}

/// The honours granted in a campaign.
pub fn of_campaign(cx: &mut Cx<'_>, key: Key) -> Val {
    let mut awards: Vec<&Award> = cx.awarded(key).into_iter().filter(|a| a.counts).collect();
    newest_first(&mut awards);
    let mut counts: BTreeMap<(u32, Key), usize> = BTreeMap::new();
    for award in &awards {
        *counts.entry((award.rank, award.honour)).or_default() += 1;
    }
    let by_honour: Vec<Val> = counts
        .into_iter()
        .map(|((_, honour), count)| map([("honour", cx.card_value(honour)), ("count", Val::from(count))]))
        .collect();
    map([("rows", award_rows(cx, &awards)), ("count", Val::from(awards.len())), ("by_honour", list(by_honour))])
}

/// The holders of an honour type: the newest, how many a year, and where the rest is.
pub fn holders(cx: &mut Cx<'_>, key: Key, id: &str) -> Val {
    let mut awards = cx.awarded(key);
    newest_first(&mut awards);
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for year in awards.iter().filter_map(|a| a.year) {
        *years.entry(year).or_default() += 1;
    }
    let counted = awards.first().is_some_and(|a| a.counts);
    let by_year: Vec<Val> = years
        .into_iter()
        .rev()
        .map(|(year, count)| {
            let url = if counted { Val::from(format!("/khen-thuong/nam/{year}/")) } else { Val::none() };
            map([("year", Val::from(year)), ("count", Val::from(count)), ("url", url)])
        })
        .collect();
    let more = (counted && awards.len() > SHOWN).then(|| format!("/khen-thuong/hinh-thuc/{id}/"));
    map([
        ("rows", award_rows(cx, &awards)),
        ("count", Val::from(awards.len())),
        ("by_year", list(by_year)),
        ("more_url", more.map_or_else(Val::none, Val::from)),
    ])
}

fn award_rows(cx: &mut Cx<'_>, awards: &[&Award]) -> Val {
    let rows: Vec<Val> = awards.iter().take(SHOWN).enumerate().map(|(at, a)| award::row(cx, a, at + 1)).collect();
    list(rows)
}

/// Newest first, then by precedence, then in the decision's own order.
pub fn newest_first(awards: &mut [&Award]) {
    awards.sort_by_key(|a| {
        let day = a.date.as_ref().map(crate::catalog::list::day_of);
        (std::cmp::Reverse((a.year, day)), a.rank, a.decision, a.group, a.row)
    });
}
