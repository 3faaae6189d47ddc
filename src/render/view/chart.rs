//! The ladder of honours as plain numbers. In: awards. Out: rungs and points; the theme draws them,
//! and lists them as text.

use std::collections::BTreeMap;

use crate::catalog::Award;
use crate::catalog::list::day_of;
use crate::record::Own;
use crate::render::cx::Cx;
use crate::render::value::{Val, list, map, text};
use crate::text::date::Day;

/// A rung for each level, a point for each honour; nothing below two honours.
pub fn ladder(cx: &mut Cx<'_>, awards: &[&Award]) -> Val {
    let dated: Vec<&&Award> = awards.iter().filter(|a| a.date.is_some() || a.year.is_some()).collect();
    if dated.len() < 2 {
        return Val::none();
    }
    let mut rungs: BTreeMap<(u32, crate::base::Key), Vec<&Award>> = BTreeMap::new();
    for award in &dated {
        rungs.entry((award.rank, award.honour)).or_default().push(award);
    }
    let years: Vec<i16> = dated.iter().filter_map(|a| a.date.map(|d| d.date.year()).or(a.year)).collect();
    let rows: Vec<Val> = rungs
        .into_iter()
        .map(|((_, honour), awards)| {
            let label = cx.card(honour).title.clone();
            let points: Vec<Val> = awards.into_iter().map(|award| point(cx, award)).collect();
            map([("label", text(label)), ("points", list(points))])
        })
        .collect();
    map([
        ("from_year", Val::from(years.iter().min().copied().unwrap_or_default())),
        ("to_year", Val::from(years.iter().max().copied().unwrap_or_default())),
        ("rows", list(rows)),
    ])
}

fn point(cx: &mut Cx<'_>, award: &Award) -> Val {
    let day = award.date.as_ref().map(day_of);
    let year = day.map(Day::year).or(award.year).unwrap_or_default();
    let card = cx.card(award.decision);
    let (sub, url) = (card.number.clone().unwrap_or_default(), card.url.clone());
    let (decision, _) = cx.line(award);
    let class = decision.groups[usize::from(award.group)].class;
    let label = match &cx.honour(award.honour).own {
        Own::Honour(honour) => honour.with_class(class),
        _ => "".into(),
    };
    map([
        ("year", Val::from(year)),
        ("month", Val::from(day.map_or(1, Day::month))),
        ("label", text(label)),
        ("sub", text(sub)),
        ("url", text(url)),
    ])
}
