//! What happens, and when: the stages, targets and events of a campaign, a council session, the time
//! in which opinions are asked for. In: a record's own fields. Out: each happening with its sort,
//! its days as far as they are known, and whether it is only planned. Never looks at a clock.

use super::Own;
use super::common::Period;
use super::fields::choice;
use super::kind::campaign::{Milestone, Stage};
use super::kind::{Campaign, Consultation, Session};
use crate::text::date::{Bound, Day, FuzzyDate, PartialDate};

choice! {
    /// What sort of happening.
    pub enum Sort "loại việc" {
        Launch = "launch", "Phát động", "launch";
        Registration = "registration", "Hạn đăng ký", "registration deadline";
        Review = "review", "Sơ kết, tổng kết", "review";
        Ceremony = "ceremony", "Trao thưởng", "ceremony";
        Council = "council", "Họp hội đồng", "council session";
        Opinions = "opinions", "Lấy ý kiến", "consultation";
        Target = "target", "Hạn chỉ tiêu", "target due";
        Event = "event", "Sự kiện", "event";
    }
}

/// What happens, before it stands in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// A name that is unique in its record.
    pub name: String,
    /// What sort.
    pub sort: Sort,
    /// What it is called, without its record.
    pub what: String,
    /// The first and the last day, as far as known.
    pub span: (Option<Day>, Option<Day>),
    /// Planned, and not known to have happened.
    pub planned: bool,
    /// The date in words, where whole days alone would say more than is known: a limit, a month.
    pub when: Option<String>,
    /// More about it.
    pub text: Option<String>,
    /// Where.
    pub place: Option<String>,
}

impl Happening {
    /// The first and the last day; a limit ("before", "after") is the day next to it.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        let (first, last) = (self.span.0.or(self.span.1)?, self.span.1.or(self.span.0)?);
        Some((first.min(last), last.max(first)))
    }

    fn on(name: String, sort: Sort, what: &str, date: FuzzyDate) -> Self {
        let (span, when) = ((date.first(), date.last()), words(date));
        Self { name, sort, what: what.to_owned(), span, planned: date.planned, when, text: None, place: None }
    }
}

/// The words of a date that is no single day.
fn words(date: FuzzyDate) -> Option<String> {
    let is_day = date.bound == Bound::On && matches!(date.date, PartialDate::Day(_));
    (!is_day).then(|| date.text())
}

/// All that has a date.
#[must_use]
pub fn of(own: &Own) -> Vec<Happening> {
    match own {
        Own::Campaign(campaign) => of_campaign(campaign),
        Own::Session(session) => of_session(session),
        Own::Consultation(consultation) => of_consultation(consultation),
        _ => Vec::new(),
    }
}

/// The stages of a campaign that have a date, were it only an estimated one.
#[must_use]
pub fn milestones(campaign: &Campaign) -> Vec<Happening> {
    let milestones = campaign.milestones.iter().enumerate().filter_map(|(at, milestone)| {
        let before = campaign.milestones[..at].iter().filter(|other| other.stage == milestone.stage).count();
        of_milestone(milestone, before + 1)
    });
    milestones.collect()
}

fn of_campaign(campaign: &Campaign) -> Vec<Happening> {
    let targets = campaign.targets.iter().zip(1..).filter_map(|(target, number)| {
        let due = target.due?;
        Some(Happening {
            planned: true,
            ..Happening::on(format!("chi-tieu-{number}"), Sort::Target, &target.text, due)
        })
    });
    let events = campaign.events.iter().zip(1..).filter_map(|(event, number)| {
        let (text, place) =
            (event.note.as_ref().map(ToString::to_string), event.place.as_ref().map(ToString::to_string));
        let happening = Happening::on(format!("su-kien-{number}"), Sort::Event, &event.name, event.date?);
        Some(Happening { text, place, ..happening })
    });
    milestones(campaign).into_iter().chain(targets).chain(events).collect()
}

fn of_milestone(milestone: &Milestone, number: usize) -> Option<Happening> {
    // A limit stays one; a month that is only planned says so.
    let planned = milestone.planned.map(|date| FuzzyDate { planned: date.planned || date.bound == Bound::On, ..date });
    let (span, when) = match (milestone.actual.or(planned), &milestone.around) {
        (Some(date), _) => ((date.first(), date.last()), words(date)),
        (None, Some(around)) => (ends(around), Some(meant(around))),
        (None, None) => return None,
    };
    let said = milestone.occasion.iter().chain(&milestone.note).map(|text| text.to_string()).collect::<Vec<_>>();
    Some(Happening {
        name: format!("{}-{number}", milestone.stage.id()),
        sort: sort(milestone.stage),
        what: milestone.title.as_deref().unwrap_or(milestone.stage.vi()).to_owned(),
        span,
        planned: milestone.actual.is_none(),
        when,
        text: Some(said.join(". ")).filter(|text| !text.is_empty()),
        place: milestone.place.as_ref().map(ToString::to_string),
    })
}

fn sort(stage: Stage) -> Sort {
    match stage {
        Stage::Plan | Stage::Launch => Sort::Launch,
        Stage::Registration => Sort::Registration,
        Stage::Interim | Stage::Review => Sort::Review,
        Stage::Ceremony => Sort::Ceremony,
        Stage::Council => Sort::Council,
        Stage::Congress | Stage::News => Sort::Event,
    }
}

/// The words of a time that is no more than meant.
fn meant(around: &Period) -> String {
    let words = around.span().text();
    if words.contains("dự kiến") { words } else { format!("dự kiến {words}") }
}

fn ends(period: &Period) -> (Option<Day>, Option<Day>) {
    (period.from.and_then(FuzzyDate::first), period.to.and_then(FuzzyDate::last))
}

fn of_session(session: &Session) -> Vec<Happening> {
    vec![Happening::on("phien-hop".to_owned(), Sort::Council, Sort::Council.vi(), session.date)]
}

fn of_consultation(consultation: &Consultation) -> Vec<Happening> {
    vec![Happening {
        name: "lay-y-kien".to_owned(),
        sort: Sort::Opinions,
        what: Sort::Opinions.vi().to_owned(),
        span: (Some(consultation.opens), Some(consultation.closes)),
        planned: false,
        when: None,
        text: Some(consultation.contact.to_string()),
        place: None,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_the_day_next_to_it() {
        let date: FuzzyDate = "<2019-10-30".parse().expect("a date");
        let one = Happening::on("a".to_owned(), Sort::Registration, "Đăng ký", date);
        let (first, last) = one.days().expect("one end is known");
        assert_eq!((first.iso(), last.iso()), ("2019-10-29".to_owned(), "2019-10-29".to_owned()));
        assert_eq!(one.when.as_deref(), Some("trước ngày 30/10/2019"));
        assert_eq!(Happening { span: (None, None), ..one }.days(), None);
    }
}
