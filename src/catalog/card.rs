//! What other pages show of a record. In: a record. Out: its card.
//! Never more than a list needs, so that a change below the surface disturbs no other page.

use std::sync::Arc;

use super::list::day_of;
use crate::record::kind::person::Display;
use crate::record::{KindId, Own, Record};
use crate::text::date::{FuzzyDate, Moment};

/// The public face of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// The kind.
    pub kind: KindId,
    /// The id.
    pub id: Arc<str>,
    /// The name.
    pub title: Arc<str>,
    /// The address; empty when the record has no page of its own.
    pub url: Arc<str>,
    /// The date by which lists order it.
    pub date: Option<FuzzyDate>,
    /// What sort of record it is.
    pub kicker: Arc<str>,
    /// One sentence.
    pub summary: Option<Arc<str>>,
    /// Its document number.
    pub number: Option<Arc<str>>,
    /// One line that says where the fact stands.
    pub meta: Option<Arc<str>>,
    /// Whether the name stands in initials, so that the full one may be printed nowhere.
    pub shortened: bool,
    /// For a unit that ended: what it is called now.
    pub now: Option<Arc<str>>,
    /// The name in English, where there is an official one.
    pub english: Option<Arc<str>>,
    /// When it last changed in substance or was corrected, where that is later than its date.
    pub updated: Option<FuzzyDate>,
    /// Which version readers see: 1, and one more for each correction.
    pub version: u32,
    /// In a site for the press: before this instant nobody may publish it.
    pub held: Option<Moment>,
}

impl Card {
    /// The card of a record; what depends on other records is added by the linker.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let kind = record.kind();
        Self {
            kind,
            id: record.id.clone(),
            title: record.title(),
            url: if kind.spec().paged { record.url.clone() } else { "".into() },
            date: record.own.date(&record.head),
            kicker: record.own.kicker(),
            summary: summary(record),
            number: number(record),
            meta: meta(record),
            shortened: matches!(&record.own, Own::Person(person) if person.display == Some(Display::Initials)),
            now: None,
            english: record.own.honour().map(|honour| honour.name_en.clone()),
            updated: updated(record),
            version: 1 + u32::try_from(record.head.corrections.len()).unwrap_or(u32::MAX - 1),
            held: None,
        }
    }

    /// The year by which lists group it.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.date.map(|date| date.date.year())
    }
}

/// The day of the last change that readers should hear of.
fn updated(record: &Record) -> Option<FuzzyDate> {
    let corrected = record.head.corrections.iter().map(|correction| correction.date);
    corrected.chain(record.head.updated).max_by_key(day_of)
}

fn number(record: &Record) -> Option<Arc<str>> {
    let number = match &record.own {
        Own::Document(document) => document.number.as_ref(),
        Own::Decision(decision) => decision.number.as_ref(),
        _ => None,
    };
    number.map(|number| number.to_string().into())
}

fn summary(record: &Record) -> Option<Arc<str>> {
    let own = match &record.own {
        Own::Document(document) if record.title() != document.subject => Some(document.subject.clone()),
        Own::Decision(decision) if record.title() != decision.subject => Some(decision.subject.clone()),
        Own::Exemplar(exemplar) => exemplar.citation.clone(),
        _ => None,
    };
    record.head.summary.clone().or(own)
}

/// The line under an entry: number and date of a document, or whose word it is.
fn meta(record: &Record) -> Option<Arc<str>> {
    match &record.own {
        Own::Decision(decision) => Some(match (&decision.number, decision.date) {
            (Some(number), Some(date)) => format!("Quyết định {number}, {}", date.text()).into(),
            (Some(number), None) => format!("Quyết định {number}, chưa rõ ngày ký").into(),
            (None, _) => "Theo báo chí, chưa có số quyết định".into(),
        }),
        Own::Document(document) => {
            document.date.map(|date| format!("{}, {}", document.doc_type.vi(), date.text()).into())
        }
        Own::Article(article) if !article.byline.is_empty() => Some(article.byline.join(", ").into()),
        _ => None,
    }
}
