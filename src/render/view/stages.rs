//! The stages of a campaign: what was planned beside what is on record. In: a campaign. Out: rows of
//! words, and the place of each date on one axis in percent of its length; the theme draws the marks
//! into the rows, so that the table reads the same without them.

use crate::catalog::list::day_of;
use crate::record::kind::campaign::{Campaign, Milestone};
use crate::render::cx::date;
use crate::render::value::{Val, list, map, maybe_text, text};
use crate::text::date::{Bound, Day, FuzzyDate, Period};

/// The longest axis, in months; longer campaigns have rows without a drawing.
const MAX_MONTHS: i32 = 36;
/// The least distance between two words on the axis, in percent of its length.
const ROOM: f64 = 13.0;

/// From how many months on only quarters have words.
const QUARTERS: i32 = 9;

/// The rows in the order in which the stages end; nothing for a campaign without a date.
#[must_use]
pub fn stages(campaign: &Campaign) -> Val {
    let axis = Axis::of(campaign);
    let mut rows = Vec::new();
    let period = campaign.period.span();
    if period.from.is_some() || period.to.is_some() {
        rows.push((None, course(&period, axis.as_ref())));
    }
    for milestone in &campaign.milestones {
        let end = milestone.actual.or(milestone.planned).and_then(FuzzyDate::last);
        let around = milestone.around.as_ref().and_then(|around| around.to.or(around.from)).and_then(FuzzyDate::last);
        rows.push((Some(end.or(around)).map(|end| (end.is_none(), end)), row(milestone, axis.as_ref())));
    }
    if rows.is_empty() {
        return Val::none();
    }
    // The whole comes first, stages without any date last.
    rows.sort_by_key(|(end, _)| *end);
    let ticks = axis.as_ref().map_or_else(Val::none, |axis| list(axis.ticks()));
    map([("ticks", ticks), ("rows", list(rows.into_iter().map(|(_, row)| row)))])
}

/// The time of the whole campaign.
fn course(period: &Period, axis: Option<&Axis>) -> Val {
    let ends = (period.from.map(|from| day_of(&from)), period.to.and_then(FuzzyDate::last));
    let mark = axis.zip(ends.0.zip(ends.1)).map(|(axis, (first, last))| axis.mark("plan", first, last));
    map([
        ("title", text("Thời gian thi đua")),
        ("period", map([("from", date(period.from)), ("to", date(period.to))])),
        ("marks", list(mark)),
    ])
}

fn row(milestone: &Milestone, axis: Option<&Axis>) -> Val {
    map([
        ("title", text(milestone.title.as_deref().unwrap_or(milestone.stage.vi()))),
        ("planned", date(milestone.planned)),
        ("occasion", maybe_text(milestone.occasion.as_ref())),
        ("actual", date(milestone.actual)),
        ("note", maybe_text(milestone.note.as_ref())),
        ("marks", list(axis.map_or_else(Vec::new, |axis| marks(milestone, axis)))),
    ])
}

fn marks(milestone: &Milestone, axis: &Axis) -> Vec<Val> {
    let mut marks = Vec::new();
    if let Some(planned) = milestone.planned {
        let first = if planned.bound == Bound::Before { axis.first } else { day_of(&planned) };
        marks.push(axis.mark("plan", first, planned.last().unwrap_or(first)));
    } else if let Some(around) = milestone.around.as_ref().filter(|_| milestone.occasion.is_some()) {
        let first = around.from.as_ref().map_or(axis.first, day_of);
        marks.push(axis.mark("loose", first, around.to.and_then(FuzzyDate::last).unwrap_or(first)));
    }
    marks.extend(milestone.actual.map(|actual| axis.mark("real", day_of(&actual), day_of(&actual))));
    marks
}

/// Whole months, from the first date of a campaign to its last.
struct Axis {
    first: Day,
    months: i32,
    /// In days.
    length: f64,
}

impl Axis {
    fn of(campaign: &Campaign) -> Option<Self> {
        let of = |date: &Option<FuzzyDate>| date.map(|d| (day_of(&d), d.last().unwrap_or_else(|| day_of(&d))));
        let stages = campaign.milestones.iter().flat_map(|m| [of(&m.planned), of(&m.actual)]);
        let around = campaign.milestones.iter().filter_map(|m| m.around.as_ref());
        let around = around.flat_map(|period| [of(&period.from), of(&period.to)]);
        let period = [of(&campaign.period.from), of(&campaign.period.to)];
        let days: Vec<(Day, Day)> = stages.chain(around).chain(period).flatten().collect();
        Self::between(days.iter().map(|day| day.0).min()?, days.iter().map(|day| day.1).max()?)
    }

    fn between(first: Day, last: Day) -> Option<Self> {
        let months = month(last) - month(first) + 1;
        if !(2..=MAX_MONTHS).contains(&months) {
            return None;
        }
        let first = month_start(month(first))?;
        let length = first.days_until(month_start(month(first) + months)?);
        Some(Self { first, months, length: f64::from(length) })
    }

    /// Where a day begins, in percent.
    fn place(&self, day: Day) -> f64 {
        (f64::from(self.first.days_until(day)) * 100.0 / self.length).clamp(0.0, 100.0)
    }

    fn mark(&self, sort: &str, first: Day, last: Day) -> Val {
        let (from, to) = (self.place(first), self.place(last.add_days(1)));
        map([("sort", text(sort)), ("x", percent(from)), ("width", percent((to - from).max(0.0)))])
    }

    /// A line for each month; words where there is room, first for the years.
    fn ticks(&self) -> Vec<Val> {
        let start = month(self.first);
        let days: Vec<(i32, f64)> =
            (0..self.months).filter_map(|at| Some((start + at, self.place(month_start(start + at)?)))).collect();
        let rank = |(month, _): &&(i32, f64)| match month % 12 {
            0 => 0,
            _ if *month == start => 1,
            6 => 2,
            3 | 9 => 3,
            _ => 4,
        };
        // Quarters are enough where there are several.
        let is_wanted = |day: &&(i32, f64)| self.months < QUARTERS || rank(day) < 4;
        let mut wanted: Vec<&(i32, f64)> = days.iter().filter(is_wanted).collect();
        wanted.sort_by_key(rank);
        let mut named: Vec<f64> = Vec::new();
        for (_, place) in wanted {
            let is_free = named.iter().all(|other| (other - place).abs() >= ROOM);
            if is_free && *place <= 100.0 - ROOM / 2.0 {
                named.push(*place);
            }
        }
        let tick = |(at, place): &(i32, f64)| {
            let (year, number) = (at / 12, at % 12 + 1);
            let is_named = named.contains(place);
            let in_full = number == 1 || *at == start;
            let label = if in_full { format!("{number}/{year}") } else { number.to_string() };
            map([
                ("x", percent(*place)),
                ("label", if is_named { text(label) } else { Val::none() }),
                ("year_start", Val::from(number == 1)),
            ])
        };
        days.iter().map(tick).collect()
    }
}

/// The number of a month since the year 0.
fn month(day: Day) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// The first day of a month by its number.
fn month_start(month: i32) -> Option<Day> {
    Day::new(i16::try_from(month / 12).ok()?, u8::try_from(month % 12 + 1).ok()?, 1)
}

/// A share of the axis, as drawings write it.
fn percent(share: f64) -> Val {
    text(format!("{share:.1}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(first: &str, last: &str) -> Axis {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        Axis::between(day(first), day(last)).expect("a short campaign")
    }

    #[test]
    fn days_have_places() {
        let check = |day: &str, expect: f64| {
            let found = axis("2019-06-13", "2020-09-30").place(day.parse().expect("a day"));
            assert!((found - expect).abs() < 0.05, "{day}: {found}");
        };
        check("2019-06-01", 0.0);
        check("2020-10-01", 100.0);
        check("2019-01-01", 0.0);
        check("2020-01-01", 43.85);
        let day = |text: &str| text.parse::<Day>().expect("a day");
        assert!(Axis::between(day("2019-01-01"), day("2022-01-01")).is_none(), "37 months");
    }

    #[test]
    fn words_keep_their_distance() {
        let named = |first: &str, last: &str| -> Vec<String> {
            let ticks = axis(first, last).ticks();
            let label = |tick: &Val| tick.get_from_path("label").and_then(|label| label.as_str()).map(str::to_owned);
            ticks.iter().filter_map(label).collect()
        };
        assert_eq!(named("2019-06-01", "2020-09-30"), ["6/2019", "10", "1/2020", "4", "7"]);
        assert_eq!(named("2019-12-01", "2020-12-31"), ["1/2020", "4", "7", "10"]);
        assert_eq!(named("2017-07-01", "2020-06-30"), ["7/2017", "1/2018", "7", "1/2019", "7", "1/2020"]);
        assert_eq!(named("2024-02-05", "2024-03-05"), ["2/2024", "3"]);
    }
}
