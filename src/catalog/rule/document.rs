//! Rules of documents, dates and sources: numbers, order in time, periods, plans. In: records of
//! every kind. Out: X08, X14 (votes), X15, X20 (sources), X21, X23.
//! Never asks that a launch follow its plan: the first campaign of this site began before its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::span::Span;
use super::{find, grant};
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::common::{Period, UnitRef};
use crate::record::kind::campaign::{Mode, Stage};
use crate::record::kind::document::DocumentType;
use crate::record::kind::{Article, Campaign, Document};
use crate::record::{KindId, Own, Record};
use crate::text::date::{Day, PartialDate};
use crate::text::fold;
use crate::text::number::{DocNumber, DocType, Form};

/// X08: a review does not precede its campaign, an article not the document it is about.
pub(super) fn plausible_dates(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    match &record.own {
        Own::Campaign(campaign) => reviews(record, campaign, sink),
        Own::Article(article) => cited(catalog, record, article, sink),
        _ => {}
    }
}

fn reviews(record: &Record, campaign: &Campaign, sink: &mut Sink) {
    let period = campaign.period.span();
    let stages = campaign.milestones.iter().enumerate();
    for (at, milestone) in stages.filter(|(_, m)| matches!(m.stage, Stage::Interim | Stage::Review)) {
        for (key, date) in [("planned", milestone.planned), ("actual", milestone.actual)] {
            let Some(date) = date.filter(|date| Span::of(*date).is_before(period.first())) else { continue };
            let what = milestone.title.as_deref().unwrap_or(milestone.stage.vi()).to_owned();
            let problem = Problem::ImplausibleDate { what, date: date.text(), period: period.text() };
            sink.report(problem, record.at(format!("milestones[{at}].{key}")));
        }
    }
}

fn cited(catalog: &Catalog, record: &Record, article: &Article, sink: &mut Sink) {
    let published = article.publish.day();
    for (at, about) in article.about.iter().enumerate() {
        let Some(document) = find::any(catalog, about) else { continue };
        let Some(signed) = signed_on(document).filter(|signed| published < *signed) else { continue };
        let named = format!("{}, {}", document.title(), signed.text());
        let problem = Problem::ArticleBeforeDocument { date: published.text(), document: named };
        sink.report(problem, record.at(format!("about[{at}]")));
    }
}

/// The exact day on which a document or decision was signed.
fn signed_on(record: &Record) -> Option<Day> {
    let date = match &record.own {
        Own::Document(document) => document.date?,
        Own::Decision(decision) => decision.date?,
        _ => return None,
    };
    match date.date {
        PartialDate::Day(_) => date.first().filter(|first| Some(*first) == date.last()),
        _ => None,
    }
}

/// X14: a council approves no more than was proposed to it.
pub(super) fn votes(_: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(session) = record.own.session() else { return };
    for (at, item) in session.items.iter().enumerate() {
        let Some(approved) = &item.approved else { continue };
        let pairs = grant::by_sort(approved).into_iter().zip(grant::by_sort(&item.proposed));
        for ((_, key, approved), (_, _, proposed)) in pairs {
            let (Some(approved), Some(proposed)) = (approved, proposed) else { continue };
            if approved > proposed {
                let place = record.at(format!("items[{at}].approved.{key}"));
                sink.report(Problem::RatioOverOne { approved, proposed }, place);
            }
        }
    }
}

/// X15: the number names the record's own type and its issuer (Decree 30/2020/NĐ-CP).
pub(super) fn number_fits(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let Some((number, issuer)) = numbered(record) else { return };
    if let Some(document) = record.own.document().filter(|document| !type_fits(document, number)) {
        let doc_type = document.doc_type.vi().to_lowercase();
        sink.report(Problem::TypeDiffers { number: number.to_string(), doc_type }, record.at("number"));
    }
    let Some(unit) = find::unit(catalog, &issuer.0) else { return };
    if !unit.symbols.is_empty() && !unit.symbols.iter().any(|symbol| is_symbol(symbol, &number.org)) {
        let problem = Problem::OrgDiffers { number: number.to_string(), issuer: unit.name.to_string() };
        sink.report(problem, record.at("number")).also.push(record.at("issuer"));
    }
}

/// The number and issuer of a document or decision that has a number.
fn numbered(record: &Record) -> Option<(&DocNumber, &UnitRef)> {
    match &record.own {
        Own::Document(document) => Some((document.number.as_ref()?, &document.issuer)),
        Own::Decision(decision) => Some((decision.number.as_ref()?, &decision.issuer)),
        _ => None,
    }
}

fn type_fits(document: &Document, number: &DocNumber) -> bool {
    let doc_type = document.doc_type;
    match (number.doc_type, doc_type) {
        (_, DocumentType::Other) | (Some(DocType::VanBanHopNhat), _) => true,
        (Some(DocType::ThongTuLienTich), DocumentType::Circular) => true,
        // Party rules share the symbol of decisions: 37-QĐ/TW.
        (Some(DocType::QuyetDinh), DocumentType::Rules) => number.form == Form::Party,
        (Some(of_number), _) => of_number.id() == doc_type.id(),
        // Numbers of the National Assembly do not tell a law from a resolution.
        (None, _) => matches!(doc_type, DocumentType::Law | DocumentType::Resolution),
    }
}

/// Whether a symbol stands for the organisation in a number; joint numbers name several, and the
/// National Assembly counts its terms (QH15).
fn is_symbol(symbol: &str, org: &str) -> bool {
    let symbol = fold(symbol);
    let same = |part: &str| fold(part) == symbol || fold(part.trim_end_matches(|c: char| c.is_ascii_digit())) == symbol;
    same(org) || org.split('-').any(same)
}

/// X15: no two documents of one issuer bear one number in one year.
pub(super) fn numbers_unique(catalog: &Catalog, sink: &mut Sink) {
    let both = [KindId::Document, KindId::Decision];
    let mut records: Vec<&Record> = both.into_iter().flat_map(|kind| find::due(catalog, kind)).collect();
    records.sort_by(|a, b| a.file.cmp(&b.file));
    let mut first: HashMap<(&str, &str, i16), &Record> = HashMap::new();
    for record in records {
        let Some((number, issuer)) = numbered(record) else { continue };
        let Some(year) = number.year.or_else(|| year_signed(record)) else { continue };
        match first.entry((&issuer.0, &number.text, year)) {
            Entry::Vacant(entry) => {
                entry.insert(record);
            }
            Entry::Occupied(entry) => {
                let problem = Problem::DuplicateNumber { number: number.to_string(), year };
                sink.report(problem, record.at("number")).also.push(entry.get().at("number"));
            }
        }
    }
}

fn year_signed(record: &Record) -> Option<i16> {
    let date = match &record.own {
        Own::Document(document) => document.date,
        Own::Decision(decision) => decision.date,
        _ => None,
    };
    date.map(|date| date.date.year())
}

/// X20: a record of a kind that needs sources names one.
pub(super) fn sourced(_: &Catalog, record: &Record, sink: &mut Sink) {
    if record.kind().spec().sourced && record.head.sources.is_empty() {
        sink.report(Problem::NoSource {}, record.at("sources"));
    }
}

/// X21: a consultation that is over leaves the site (Decree 152/2025/NĐ-CP, Article 60).
pub(super) fn consultation_open(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    if let Some(consultation) = record.own.consultation().filter(|c| c.closes < catalog.today()) {
        let problem = Problem::ConsultationClosed { date: consultation.closes.text() };
        sink.report(problem, record.at("closes"));
    }
}

/// X23: no stretch of time ends before it begins.
pub(super) fn periods(_: &Catalog, record: &Record, sink: &mut Sink) {
    for (field, period) in periods_of(record) {
        if period.span().is_reversed() {
            sink.report(Problem::PeriodReversed {}, record.at(field));
        }
    }
}

/// Every stretch of time in a record, with its field.
fn periods_of(record: &Record) -> Vec<(String, Period)> {
    let mut found: Vec<(String, Period)> = Vec::new();
    let mut add = |field: String, from, to| found.push((field, Period { from, to }));
    match &record.own {
        Own::Campaign(campaign) => {
            add("period".into(), campaign.period.from, campaign.period.to);
            for (at, phase) in campaign.phases.iter().enumerate() {
                add(format!("phases[{at}].period"), phase.period.from, phase.period.to);
            }
            let around = campaign.milestones.iter().enumerate().filter_map(|(at, m)| Some((at, m.around.as_ref()?)));
            around.for_each(|(at, around)| add(format!("milestones[{at}].around"), around.from, around.to));
        }
        Own::Decision(decision) => {
            let periods = decision.groups.iter().enumerate().filter_map(|(at, g)| Some((at, g.period.as_ref()?)));
            periods.for_each(|(at, period)| add(format!("groups[{at}].period"), period.from, period.to));
        }
        Own::Unit(unit) => {
            unit.valid.iter().for_each(|valid| add("valid".into(), valid.from, valid.to));
            for (at, former) in unit.former_names.iter().enumerate() {
                add(format!("former_names[{at}]"), former.from, former.to);
            }
            for (at, former) in unit.former_parents.iter().enumerate() {
                add(format!("former_parents[{at}]"), former.from, former.to);
            }
        }
        Own::Person(person) => {
            for (at, post) in person.posts.iter().enumerate() {
                add(format!("posts[{at}]"), post.from, post.to);
            }
        }
        Own::Document(document) => document.in_force.iter().for_each(|p| add("in_force".into(), p.from, p.to)),
        Own::Honour(honour) => honour.valid.iter().for_each(|valid| add("valid".into(), valid.from, valid.to)),
        Own::Consultation(asked) => {
            let date = |day: Day| Some(PartialDate::Day(day).into());
            add("closes".into(), date(asked.opens), date(asked.closes));
        }
        _ => {}
    }
    found
}

/// X23: a campaign names the plan that launched it; of an old movement it may be lost.
pub(super) fn plan(_: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(campaign) = record.own.campaign().filter(|campaign| campaign.plans.is_empty()) else { return };
    let problem = match campaign.mode {
        Mode::Movement => Problem::MovementWithoutPlan {},
        _ => Problem::CampaignWithoutPlan {},
    };
    sink.report(problem, record.at("plans"));
}
