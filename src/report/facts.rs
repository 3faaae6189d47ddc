//! Honours as plain words, for files that leave the house. In: the catalogue and its awards. Out:
//! who got what, by which decision, when. Only awards come in, so nothing hidden can come out;
//! whoever is shown by initials is so here, too.

use crate::base::Key;
use crate::catalog::{Award, Catalog};
use crate::record::common::RecipientType;
use crate::record::kind::{Person, Unit};
use crate::record::{KindId, Own, Record};
use crate::text::date::{Day, FuzzyDate, PartialDate, Period};

/// One honour of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Honoured {
    /// The name as the decision prints it.
    pub name: String,
    /// "tập thể", "cá nhân", "hộ gia đình".
    pub sort: &'static str,
    /// The post at that time.
    pub post: String,
    /// The unit as printed at that time.
    pub unit: String,
    /// The honour with its class.
    pub honour: String,
    /// The number of the decision; empty where only the press is known.
    pub number: String,
    /// The day of signing, as far as known.
    pub date: Option<FuzzyDate>,
    /// Who decided.
    pub issuer: String,
    /// The grounds.
    pub citation: String,
    /// The campaign.
    pub campaign: String,
    /// Granted after death.
    pub posthumous: bool,
    /// Whether it is an honour; a recognition is not.
    pub counts: bool,
    /// The address of the decision.
    pub url: String,
}

/// The words of one award.
#[must_use]
pub fn honoured(catalog: &Catalog, award: &Award) -> Honoured {
    let decision = award.decision_of(catalog);
    let line = award.line(catalog);
    let group = &decision.groups[usize::from(award.group)];
    let honour = match &catalog.record(award.honour).own {
        Own::Honour(honour) => honour.with_class(group.class).to_string(),
        _ => String::new(),
    };
    let day = award.date.map(|date| date.date.first());
    let text = |value: Option<&std::sync::Arc<str>>| value.map(|text| text.to_string()).unwrap_or_default();
    Honoured {
        name: recipient_name(catalog, award),
        sort: award.sort.map_or("", RecipientType::vi),
        post: text(line.post.as_ref()),
        unit: line
            .unit_printed
            .as_ref()
            .map(|unit| unit.to_string())
            .or_else(|| {
                let (key, day) = (award.unit?, day?);
                Some(name_on(catalog, key, day))
            })
            .unwrap_or_default(),
        honour,
        number: decision.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        date: decision.date.or(award.date),
        issuer: public_title(catalog, KindId::Unit, &decision.issuer.0).unwrap_or_default(),
        citation: text(group.citation.as_ref()),
        campaign: award.campaign.map(|key| catalog.row(key).card.title.to_string()).unwrap_or_default(),
        posthumous: line.posthumous,
        counts: award.counts,
        url: catalog.row(award.decision).card.url.to_string(),
    }
}

/// The recipient as printed, or by initials where the record says so.
fn recipient_name(catalog: &Catalog, award: &Award) -> String {
    let card = award.recipient.map(|key| &catalog.row(key).card);
    match (&award.line(catalog).as_printed, card) {
        (Some(printed), Some(card)) if !card.shortened => printed.to_string(),
        (Some(printed), None) => printed.to_string(),
        (_, Some(card)) => card.title.to_string(),
        (None, None) => String::new(),
    }
}

/// The title of a record that may be shown.
#[must_use]
pub fn public_title(catalog: &Catalog, kind: KindId, id: &str) -> Option<String> {
    catalog.public(kind, id).map(|key| catalog.row(key).card.title.to_string())
}

/// A title that is only a number, with what the document is about: a number alone tells nobody anything.
#[must_use]
pub fn with_subject(catalog: &Catalog, key: Key) -> String {
    let title = &catalog.row(key).card.title;
    let (number, subject) = match &catalog.record(key).own {
        Own::Document(document) => (document.number.as_ref(), &document.subject),
        Own::Decision(decision) => (decision.number.as_ref(), &decision.subject),
        _ => return title.to_string(),
    };
    let is_number = number.is_some_and(|number| title.ends_with(&number.to_string()));
    if is_number { format!("{title}: {subject}") } else { title.to_string() }
}

/// What a unit was called on a day.
#[must_use]
pub fn name_on(catalog: &Catalog, unit: Key, day: Day) -> String {
    match &catalog.record(unit).own {
        Own::Unit(own) => unit_name(own, day),
        _ => catalog.row(unit).card.title.to_string(),
    }
}

fn unit_name(unit: &Unit, day: Day) -> String {
    let former = unit
        .former_names
        .iter()
        .find(|name| holds(name.from, name.to, day) && (name.from.is_some() || name.to.is_some()));
    former.map_or(&unit.name, |former| &former.name).to_string()
}

/// The post and unit of a person on a day: one that covers it, else one that a source saw
/// nearest before it.
#[must_use]
pub fn post_on(catalog: &Catalog, person: &Person, day: Day) -> (String, String) {
    let bounded = person
        .posts
        .iter()
        .rev()
        .find(|post| (post.from.is_some() || post.to.is_some()) && holds(post.from, post.to, day));
    let seen = || {
        let before = person.posts.iter().filter_map(|post| Some((post.seen?.date.first(), post)));
        before.filter(|(seen, _)| *seen <= day).max_by_key(|(seen, _)| *seen).map(|(_, post)| post)
    };
    let unit = |id: &std::sync::Arc<str>| {
        catalog.public(KindId::Unit, id).map(|key| name_on(catalog, key, day)).unwrap_or_default()
    };
    match bounded.or_else(seen) {
        Some(post) => (post.title.to_string(), post.unit.as_ref().map(|id| unit(&id.0)).unwrap_or_default()),
        None => (String::new(), person.unit.as_ref().map(|id| unit(&id.0)).unwrap_or_default()),
    }
}

/// The whole day of a date, when it is one.
#[must_use]
pub fn whole_day(date: &FuzzyDate) -> Option<Day> {
    match date.date {
        PartialDate::Day(day) if date.first() == Some(day) && date.last() == Some(day) => Some(day),
        _ => None,
    }
}

/// The records that belong to a subject, newest first: those that name it and may be shown.
#[must_use]
pub fn told(catalog: &Catalog, subject: Key, kinds: &[KindId]) -> Vec<Key> {
    let mut keys: Vec<Key> = catalog.back(subject).filter(|key| kinds.contains(&catalog.record(*key).kind())).collect();
    keys.sort_by_cached_key(|key| {
        let card = &catalog.row(*key).card;
        (std::cmp::Reverse(card.date.as_ref().map(crate::catalog::list::day_of)), card.title.clone())
    });
    keys.dedup();
    keys
}

/// Where a record's facts come from, one line each.
#[must_use]
pub fn sources(record: &Record) -> Vec<String> {
    let line = |source: &crate::record::common::Source| {
        let parts = [
            source.title.as_ref().map(|title| format!("“{title}”")),
            Some(source.publisher.to_string()),
            source.date.map(|date| date.text()),
            source.url.as_ref().map(|url| url.0.to_string()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    record.head.sources.iter().map(line).collect()
}

fn holds(from: Option<FuzzyDate>, to: Option<FuzzyDate>, day: Day) -> bool {
    Period { from, to }.contains(day)
}
