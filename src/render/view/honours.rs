//! The honours on a profile. In: the awards of a unit, person, campaign or honour type. Out:
//! its own, its members', those of other systems, recognitions, what it inherited from the units
//! it grew out of, runs of years, and the ladder drawn from them.

use std::collections::{BTreeMap, BTreeSet};

use super::award::{self, Columns};
use super::{chart, unit};
use crate::base::Key;
use crate::catalog::Award;
use crate::record::Own;
use crate::record::common::System;
use crate::record::fields::Value;
use crate::render::cx::{Cx, date, plain};
use crate::render::theme::Words;
use crate::render::value::{Val, list, map, map_of};

/// How many honours a profile shows before it points at the full list.
const SHOWN: usize = 200;
/// How many honours a campaign's page shows before it points at their list.
const FIRST: usize = 30;
/// How many honours of one former unit its successor shows.
const INHERITED: usize = 8;
/// How many years in a row are worth saying.
const RUN: usize = 3;
/// From how many honours of members on a profile counts them by year.
const COUNTED: usize = 8;

/// The honours of a unit or person, told apart.
pub struct Profile<'a> {
    /// Its own, of the state's system.
    pub own: Vec<&'a Award>,
    /// Its own, of other systems.
    pub other: Vec<&'a Award>,
    /// Its own recognitions, which are no honours.
    pub recognitions: Vec<&'a Award>,
    /// Those of its members.
    pub members: Vec<&'a Award>,
}

impl<'a> Profile<'a> {
    /// Reads the honours of a unit or person, newest first.
    pub fn of(cx: &mut Cx<'a>, key: Key) -> Self {
        let mut awards = cx.awarded(key);
        newest_first(&mut awards);
        let mut profile = Self { own: Vec::new(), other: Vec::new(), recognitions: Vec::new(), members: Vec::new() };
        for award in awards {
            match (award.recipient == Some(key), award.counts, award.system) {
                (true, true, System::State) => profile.own.push(award),
                (true, true, _) => profile.other.push(award),
                (true, false, _) => profile.recognitions.push(award),
                (false, true, _) if award.unit == Some(key) => profile.members.push(award),
                _ => {}
            }
        }
        profile
    }

    /// Whether there is nothing of its own.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.other.is_empty() && self.recognitions.is_empty()
    }

    /// As templates see it; `former` is the unit whose predecessors' honours are told, too. Rows
    /// that the template never names are not made.
    pub fn view(&self, cx: &mut Cx<'a>, former: Option<Key>, words: &Words<'_>) -> Val {
        let columns = Columns::named(words);
        let mut view = Vec::new();
        let mut rows = |name: &'static str, awards: &[&'a Award], view: &mut Vec<(&'static str, Val)>| {
            if words.name(name) {
                view.push((name, award_rows(cx, awards, &columns)));
            }
        };
        rows("own", &self.own, &mut view);
        rows("members", &self.members, &mut view);
        let years = if self.members.len() >= COUNTED { by_year(&self.members) } else { list([]) };
        view.extend([("members_count", Val::from(self.members.len())), ("members_years", years)]);
        rows("other", &self.other, &mut view);
        rows("recognitions", &self.recognitions, &mut view);
        view.push(("count", Val::from(self.own.len() + self.other.len())));
        if words.name("streaks") {
            view.push(("streaks", list(self.streaks(cx))));
        }
        if words.name("inherited") {
            view.push(("inherited", former.map_or_else(|| list([]), |key| inherited(cx, key, &columns))));
        }
        map_of(view)
    }

    /// The ladder of its own honours.
    pub fn ladder(&self, cx: &mut Cx<'_>) -> Val {
        chart::ladder(cx, &self.own)
    }

    /// The longest run of years in a row of each yearly title, the latest of equal ones. A title
    /// belongs to one system, so a run never crosses systems.
    fn streaks(&self, cx: &mut Cx<'_>) -> Vec<Val> {
        let mut years: BTreeMap<(u32, Key), BTreeSet<i16>> = BTreeMap::new();
        for award in self.own.iter().chain(&self.other) {
            let Some(year) = award.year else { continue };
            let yearly = matches!(&cx.honour(award.honour).own, Own::Honour(honour) if honour.yearly);
            if yearly {
                years.entry((award.rank, award.honour)).or_default().insert(year);
            }
        }
        let runs = years.into_iter().filter_map(|((_, honour), years)| Some((honour, longest_run(&years)?)));
        let runs: Vec<(Key, (i16, i16))> = runs.collect();
        let view = |(honour, (from, to)): (Key, (i16, i16))| {
            map([
                ("honour", cx.card_value(honour)),
                ("from", Val::from(from)),
                ("to", Val::from(to)),
                ("count", Val::from(to - from + 1)),
            ])
        };
        runs.into_iter().map(view).collect()
    }
}

/// The first and last year of the longest run that is long enough.
fn longest_run(years: &BTreeSet<i16>) -> Option<(i16, i16)> {
    let mut best: Option<(i16, i16)> = None;
    let mut run: Option<(i16, i16)> = None;
    for year in years {
        run = match run {
            Some((from, to)) if to + 1 == *year => Some((from, *year)),
            _ => Some((*year, *year)),
        };
        let length = |run: Option<(i16, i16)>| run.map_or(0, |(from, to)| to - from + 1);
        if length(run) >= length(best) {
            best = run;
        }
    }
    best.filter(|(from, to)| usize::try_from(to - from + 1).is_ok_and(|years| years >= RUN))
}

/// The honours of the units that a unit grew out of, each under the name it was given to. They
/// stay the former unit's and are not counted again.
fn inherited(cx: &mut Cx<'_>, key: Key, columns: &Columns) -> Val {
    let mut seen = BTreeSet::from([key]);
    let mut open = vec![key];
    let mut found = Vec::new();
    while let Some(heir) = open.pop() {
        for (former, succession) in unit::predecessors(cx, heir) {
            if !seen.insert(former) {
                continue;
            }
            open.push(former);
            let mut awards: Vec<&Award> = cx.awarded(former);
            awards.retain(|award| award.recipient == Some(former) && award.counts);
            newest_first(&mut awards);
            if !awards.is_empty() {
                found.push(map([
                    ("card", cx.card_value(former)),
                    ("kind", plain(&succession.kind.view())),
                    ("date", date(Some(succession.date))),
                    ("count", Val::from(awards.len())),
                    ("rows", award_rows(cx, &awards[..awards.len().min(INHERITED)], columns)),
                ]));
            }
        }
    }
    list(found)
}

/// The honours granted in a campaign.
pub fn of_campaign(cx: &mut Cx<'_>, key: Key, id: &str, words: &Words<'_>) -> Val {
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
    let more = (awards.len() > FIRST).then(|| format!("/khen-thuong/dot/{id}/"));
    map([
        ("rows", award_rows(cx, &awards[..awards.len().min(FIRST)], &Columns::named(words))),
        ("count", Val::from(awards.len())),
        ("by_honour", list(by_honour)),
        ("more_url", more.map_or_else(Val::none, Val::from)),
    ])
}

/// The roll of a campaign: honour by honour in order of precedence, within one the decisions in
/// order of time and each in its own order. At most `most` names; the rest is counted.
pub fn roll(cx: &mut Cx<'_>, key: Key, most: usize) -> Val {
    let mut classed = Vec::new();
    for award in cx.awarded(key).into_iter().filter(|a| a.counts) {
        let class = cx.line(award).0.groups[usize::from(award.group)].class;
        classed.push(((award.rank, award.honour, class), award));
    }
    classed.sort_by_key(|(group, a)| {
        let day = a.date.as_ref().map(crate::catalog::list::day_of);
        (*group, day, a.decision, a.group, a.row)
    });
    let (all, mut left) = (classed.len(), most);
    let mut groups = Vec::new();
    for group in classed.chunk_by(|a, b| a.0 == b.0) {
        let shown: Vec<&Award> = group.iter().take(left).map(|(_, award)| *award).collect();
        left -= shown.len();
        let rows: Vec<Val> = shown.into_iter().map(|award| award::line(cx, award)).collect();
        let name = award::name(cx, group[0].1);
        groups.push(map([("honour_name", name), ("count", Val::from(group.len())), ("rows", list(rows))]));
    }
    map([("groups", list(groups)), ("count", Val::from(all)), ("left_out", Val::from(all.saturating_sub(most)))])
}

/// The holders of an honour type: the newest, how many a year, and where the rest is.
pub fn holders(cx: &mut Cx<'_>, key: Key, id: &str, words: &Words<'_>) -> Val {
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
        ("rows", award_rows(cx, &awards, &Columns::named(words))),
        ("count", Val::from(awards.len())),
        ("by_year", list(by_year)),
        ("more_url", more.map_or_else(Val::none, Val::from)),
    ])
}

/// Honours by year, oldest first.
fn by_year(awards: &[&Award]) -> Val {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for year in awards.iter().filter_map(|a| a.year) {
        *years.entry(year).or_default() += 1;
    }
    list(
        years
            .into_iter()
            .map(|(year, count)| map([("year", Val::from(year)), ("count", Val::from(count)), ("url", Val::none())])),
    )
}

fn award_rows<'a>(cx: &mut Cx<'a>, awards: &[&'a Award], columns: &Columns) -> Val {
    award::rows(cx, awards.iter().take(SHOWN).copied(), 1, columns)
}

/// Newest first, then by precedence, then in the decision's own order.
pub fn newest_first(awards: &mut [&Award]) {
    awards.sort_by_key(|a| {
        let day = a.date.as_ref().map(crate::catalog::list::day_of);
        (std::cmp::Reverse((a.year, day)), a.rank, a.decision, a.group, a.row)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(years: &[i16], expect: Option<(i16, i16)>) {
        assert_eq!(longest_run(&years.iter().copied().collect()), expect, "{years:?}");
    }

    #[test]
    fn runs_of_years() {
        check(&[], None);
        check(&[2018, 2019], None);
        check(&[2018, 2019, 2020], Some((2018, 2020)));
        check(&[2010, 2011, 2012, 2013, 2018, 2019, 2020], Some((2010, 2013)));
        check(&[2010, 2011, 2012, 2018, 2019, 2020], Some((2018, 2020)));
        check(&[2010, 2012, 2014, 2016], None);
    }
}
