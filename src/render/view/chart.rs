//! Charts as plain numbers: a ladder of honours, the stages of a campaign. In: awards or
//! milestones. Out: columns, rows and words; the theme draws them, and lists them as text.

use std::collections::BTreeMap;

use crate::catalog::Award;
use crate::catalog::list::day_of;
use crate::record::Own;
use crate::record::kind::campaign::{Campaign, Milestone};
use crate::render::cx::Cx;
use crate::render::value::{Val, list, map, text};
use crate::text::date::{Bound, Day, FuzzyDate};

/// The longest axis of a stage chart, in months; longer campaigns have no chart.
const MAX_MONTHS: i32 = 36;
/// How many months wide the words below a bar are.
const ROOM: i32 = 3;

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

/// The stages of a campaign on an axis of months: what was planned, what is on record.
#[must_use]
pub fn stages(campaign: &Campaign) -> Val {
    let Some((start, months)) = axis(campaign) else { return Val::none() };
    let mut planned = Lane::new(start, months);
    let (from, to) = (campaign.period.from, campaign.period.to);
    if let (Some(a), Some(b)) = (from.as_ref().map(day_of), to.as_ref().and_then(|d| d.last())) {
        planned.add(a, b, "Thời gian thi đua", &campaign.period.span().text(), "plan");
    }
    let mut actual = Lane::new(start, months);
    for milestone in &campaign.milestones {
        let title = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
        add_planned(&mut planned, milestone, title, start);
        if let Some(date) = milestone.actual {
            actual.add(day_of(&date), day_of(&date), title, &with_note(&date.text(), milestone), "real");
        }
    }
    map([
        ("cols", Val::from(months)),
        ("months", list((0..months).map(|at| month_label(start, at)))),
        ("planned", list(planned.bars)),
        ("actual", list(actual.bars)),
    ])
}

fn add_planned(lane: &mut Lane, milestone: &Milestone, title: &str, start: Day) {
    let occasion = milestone.occasion.as_deref();
    if let Some(date) = milestone.planned {
        let first = if date.bound == Bound::Before { start } else { day_of(&date) };
        let last = date.last().unwrap_or(first);
        let words = occasion.map_or_else(|| date.text(), |o| format!("{o}, {}", date.text()));
        lane.add(first, last, title, &words, "plan");
    } else if let (Some(words), Some(around)) = (occasion, &milestone.around) {
        let first = around.from.as_ref().map_or(start, day_of);
        let last = around.to.as_ref().and_then(|d| d.last()).unwrap_or(first);
        lane.add(first, last, title, words, "loose");
    }
}

fn with_note(date: &str, milestone: &Milestone) -> String {
    milestone.note.as_ref().map_or_else(|| date.to_owned(), |note| format!("{date}; {note}"))
}

/// One lane of bars; a bar takes the first row in which it overlaps none.
struct Lane {
    start: Day,
    months: i32,
    rows: Vec<i32>,
    bars: Vec<Val>,
}

impl Lane {
    fn new(start: Day, months: i32) -> Self {
        Self { start, months, rows: Vec::new(), bars: Vec::new() }
    }

    fn add(&mut self, first: Day, last: Day, title: &str, words: &str, style: &str) {
        let from = months_between(self.start, first).clamp(0, self.months - 1);
        let to = months_between(self.start, last).clamp(from, self.months - 1);
        // Words need room: a bar keeps some columns to itself, and so does a point in time.
        let reach = to.max(from + ROOM - 1);
        let row = self.rows.iter().position(|end| *end < from).unwrap_or_else(|| {
            self.rows.push(-1);
            self.rows.len() - 1
        });
        self.rows[row] = reach;
        self.bars.push(map([
            ("title", text(title)),
            ("text", text(words)),
            ("from_col", Val::from(from + 1)),
            ("span", Val::from(to - from + 1)),
            ("row", Val::from(row + 1)),
            ("style", text(style)),
        ]));
    }
}

/// The first month and the number of months that all dates of a campaign need.
fn axis(campaign: &Campaign) -> Option<(Day, i32)> {
    let of = |date: &Option<FuzzyDate>| date.map(|d| (day_of(&d), d.last().unwrap_or_else(|| day_of(&d))));
    let stages = campaign.milestones.iter().flat_map(|m| [of(&m.planned), of(&m.actual)]);
    let around = campaign.milestones.iter().filter_map(|m| m.around.as_ref()).flat_map(|p| [of(&p.from), of(&p.to)]);
    let period = [of(&campaign.period.from), of(&campaign.period.to)];
    let days: Vec<(Day, Day)> = stages.chain(around).chain(period).flatten().collect();
    let first = days.iter().map(|d| d.0).min()?;
    let last = days.iter().map(|d| d.1).max()?;
    let months = months_between(first, last) + 1;
    (2..=MAX_MONTHS).contains(&months).then_some((first, months))
}

fn months_between(from: Day, to: Day) -> i32 {
    let count = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
    count(to) - count(from)
}

fn month_label(start: Day, at: i32) -> Val {
    let month = i32::from(start.month()) - 1 + at;
    let (year, month) = (i32::from(start.year()) + month / 12, month % 12 + 1);
    let year_start = at == 0 || month == 1;
    let label = if year_start { format!("{month}/{year}") } else { month.to_string() };
    map([("label", text(label)), ("year_start", Val::from(year_start))])
}
