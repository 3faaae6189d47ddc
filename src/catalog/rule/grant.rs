//! Rules of granting: may this authority give this honour on this day, in this class, for this
//! campaign, to so many? In: one decision. Out: X04–X07, X11, X14, X16, X20.
//! A day that is not known exactly accuses nobody: only what is wrong on every possible day is.

use super::case::{Case, Group};
use super::find;
use super::span::Span;
use crate::diag::{Problem, Sink};
use crate::record::KindId;
use crate::record::Record;
use crate::record::common::{Authority, Declared, RecipientType, System};
use crate::record::kind::document::DocumentType;
use crate::text::date::Day;
use crate::text::number::DocType;

/// How long after the end of a campaign its awards are usual.
const MONTHS_AFTER: i32 = 18;

/// Types of documents that propose, announce or report, and never grant.
const NO_GRANT: &[DocType] = &[
    DocType::ToTrinh,
    DocType::ThongBao,
    DocType::BaoCao,
    DocType::BienBan,
    DocType::KeHoach,
    DocType::HuongDan,
    DocType::ChuongTrinh,
];

/// X04: the honour is in force on the day of the decision (Laws of 2003 and 06/2022/QH15).
pub(super) fn in_force(case: &Case<'_>, sink: &mut Sink) {
    for (group, honour) in case.honours() {
        let valid = honour.valid.as_ref().map(|valid| Span::period(valid.span()));
        if valid.is_some_and(|valid| case.signed.is_apart(valid)) {
            let problem = Problem::HonourNotInForce { honour: group.honour_name(honour), date: case.date() };
            sink.report(problem, case.at(group.field("honour")));
        }
    }
}

/// X05: the issuer's head has the power to grant the honour (Articles 77–80, Law 06/2022/QH15).
///
/// An error for an honour of the state in a numbered decision; else the press may have misnamed
/// it. An issuer whose powers are not recorded is not judged.
pub(super) fn authority(case: &Case<'_>, sink: &mut Sink) {
    let Some(issuer) = find::unit(case.catalog, &case.decision.issuer.0) else { return };
    let Some(authority) = issuer.authority else { return };
    let ended = authority == Authority::District && case.signed.is_after(last_day_of_districts());
    for (group, honour) in case.honours() {
        let grantors = &honour.grantors;
        if grantors.is_empty() || (grantors.contains(&authority) && !ended) {
            continue;
        }
        let (honour_name, issuer) = (group.honour_name(honour), issuer.name.to_string());
        let of_state = matches!(honour.system, None | Some(System::State));
        let problem = match of_state && case.decision.number.is_some() {
            true => Problem::WrongAuthority { honour: honour_name, issuer },
            false => Problem::QuotedAuthority { honour: honour_name, issuer },
        };
        sink.report(problem, case.at(group.field("honour"))).also.push(case.at("issuer"));
    }
}

/// Districts ended nationwide with this day (Law 72/2025/QH15 on local government).
fn last_day_of_districts() -> Option<Day> {
    Day::new(2025, 6, 30)
}

/// X06: a class is given if, and only if, the honour has classes.
pub(super) fn class(case: &Case<'_>, sink: &mut Sink) {
    for (group, honour) in case.honours() {
        let classes = honour.classes.unwrap_or(0);
        let name = honour.name.to_string();
        match group.fields.class {
            None if classes > 0 => {
                let classes = (1..=classes).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
                sink.report(Problem::ClassMissing { honour: name, classes }, case.at(group.field("honour")));
            }
            Some(class) if !(1..=classes).contains(&class) => {
                let class = u8::try_from(class).unwrap_or(u8::MAX);
                sink.report(Problem::ClassUnknown { honour: name, class }, case.at(group.field("class")));
            }
            _ => {}
        }
    }
}

/// X07: an award follows the start of its campaign, and its end by at most 18 months.
pub(super) fn within_campaign(case: &Case<'_>, sink: &mut Sink) {
    for group in case.groups() {
        let Some(id) = &group.fields.campaign else { continue };
        let Some(campaign) = find::campaign(case.catalog, &id.0) else { continue };
        let (period, date) = (Span::period(campaign.period.span()), case.date());
        let words = |date: Option<crate::text::date::FuzzyDate>| date.map_or_else(String::new, |d| d.text());
        let problem = if case.signed.is_before(period.first) {
            Problem::AwardBeforeCampaign { date, from: words(campaign.period.from) }
        } else if case.signed.is_months_after(MONTHS_AFTER, period.last) {
            Problem::AwardLongAfter { date, to: words(campaign.period.to) }
        } else {
            continue;
        };
        sink.report(problem, case.at(group.field("campaign")));
    }
}

/// X11: a decision is a decision: neither a submission nor a vote or consultation.
pub(super) fn not_a_proposal(case: &Case<'_>, sink: &mut Sink) {
    match &case.decision.number {
        Some(number) if number.doc_type.is_some_and(|kind| NO_GRANT.contains(&kind)) => {
            sink.report(Problem::ProposalAsHonour { document: number.to_string() }, case.at("number"));
        }
        None => {
            if let Some(source) = only_proposed(case) {
                let document = source.title().to_string();
                sink.report(Problem::ProposalAsHonour { document }, case.at("sources"));
            }
        }
        Some(_) => {}
    }
}

/// The first source of a decision without a number that rests on nothing but proposals.
fn only_proposed<'c>(case: &Case<'c>) -> Option<&'c Record> {
    let sources = &case.record.head.sources;
    let found = sources.iter().map(|source| find::any(case.catalog, source.doc.as_ref()?));
    let proposals = found.map(|record| record.filter(|record| is_proposal(record)));
    proposals.collect::<Option<Vec<_>>>()?.first().copied()
}

fn is_proposal(record: &Record) -> bool {
    match record.kind() {
        KindId::Session | KindId::Consultation => true,
        _ => record.own.document().is_some_and(|document| document.doc_type == DocumentType::Submission),
    }
}

/// X14: as many recipients of each sort are listed as the decision declares; at most as many
/// while the list is not complete. A list of which rows could not be read is not counted.
pub(super) fn counts(case: &Case<'_>, sink: &mut Sink) {
    for group in case.groups().filter(|group| !group.fields.has_lost) {
        let Some(all) = &group.fields.declared else { continue };
        for (sort, key, declared) in by_sort(all) {
            let Some(declared) = declared else { continue };
            let listed = listed(case, group, sort);
            let (what, what_en) = (sort.vi().to_owned(), sort.en().to_owned());
            let problem = match group.fields.complete {
                true if listed != declared => Problem::CountDiffers { what, what_en, declared, listed },
                false if listed > declared => Problem::TooManyListed { what, what_en, declared, listed },
                _ => continue,
            };
            sink.report(problem, case.at(group.field(&format!("declared.{key}"))));
        }
    }
}

/// The numbers of a declaration with their sorts and keys.
pub(super) fn by_sort(declared: &Declared) -> [(RecipientType, &'static str, Option<u32>); 3] {
    [
        (RecipientType::Collective, "collectives", declared.collectives),
        (RecipientType::Individual, "individuals", declared.individuals),
        (RecipientType::Household, "households", declared.households),
    ]
}

fn listed(case: &Case<'_>, group: Group<'_>, sort: RecipientType) -> u32 {
    let lines = group.lines().filter(|line| case.sort(*line) == Some(sort));
    u32::try_from(lines.count()).unwrap_or(u32::MAX)
}

/// X16: a yearly title is decided in its year or the next.
pub(super) fn year(case: &Case<'_>, sink: &mut Sink) {
    for (group, _) in case.honours().filter(|(_, honour)| honour.yearly) {
        let Some(year) = group.fields.year.and_then(|year| i16::try_from(year).ok()) else { continue };
        let early = case.signed.last.filter(|day| day.year() < year);
        let late = case.signed.first.filter(|day| day.year() > year.saturating_add(1));
        if let Some(day) = early.or(late) {
            let problem = Problem::YearDiffers { year, decision: day.year() };
            sink.report(problem, case.at(group.field("year"))).also.push(case.at("date"));
        }
    }
}

/// X20: an honour without a decision's number and day is labelled as told by the press.
pub(super) fn press_only(case: &Case<'_>, sink: &mut Sink) {
    if case.decision.press_only() {
        let (field, missing, missing_en) = match (&case.decision.number, &case.decision.date) {
            (None, None) => ("number", "số và ngày ký quyết định", "decision number and no date"),
            (None, _) => ("number", "số quyết định", "decision number"),
            _ => ("date", "ngày ký quyết định", "date of signing"),
        };
        let what = format!("“{}”", case.record.title());
        let (missing, missing_en) = (missing.to_owned(), missing_en.to_owned());
        sink.report(Problem::PressOnly { what, missing, missing_en }, case.at(field));
    }
}
