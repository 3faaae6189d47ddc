//! Rules of privacy (Law 91/2025/QH15): no identity numbers, phones or private addresses in any
//! text, no child without consent. In: every record. Out: X18. Never repeats what it found: the
//! message names the sort of number, not the number.

use super::find;
use crate::catalog::Catalog;
use crate::diag::{Place, Problem, Sink};
use crate::record::fields::{Group, Texts};
use crate::record::kind::person::Display;
use crate::record::kind::{Person, Photo};
use crate::record::{KindId, Own, Record};
use crate::text::fold::fold;

mod scan;

use scan::Private;

/// Fields that hold addresses and file names, or never leave the editors' desk.
const NOT_PROSE: &[&str] =
    &["url", "archived", "site", "original", "video", "audio", "file", "recipients_csv", "internal", "accept"];

/// X18: no text holds an identity number, a phone number or an e-mail address.
///
/// A page of the site about itself may say how to reach the office, and so may the contact of a
/// consultation, but for mobile phones.
pub(super) fn patterns(_: &Catalog, record: &Record, sink: &mut Sink) {
    for found in scan::find(&record.body) {
        let start = record.body_at as usize;
        let place = Place::span(&record.file, start + found.at.start..start + found.at.end);
        report(record, "", found.what, place, sink);
    }
    let mut look = |path: &str, text: &str| {
        for found in scan::find(text) {
            report(record, path, found.what, record.at(path), sink);
        }
    };
    let mut texts = Texts::new(NOT_PROSE, &mut look);
    record.head.texts_in(&mut texts);
    record.own.texts(&mut texts);
}

fn report(record: &Record, path: &str, what: Private, place: Place, sink: &mut Sink) {
    let allowed = match record.kind() {
        KindId::Page => what != Private::Identity,
        KindId::Consultation if path == "contact" => matches!(what, Private::Landline | Private::Email),
        _ => false,
    };
    if !allowed {
        sink.report(Problem::PrivateData { what: what.vi().to_owned(), what_en: what.en().to_owned() }, place);
    }
}

/// X18: a child is named, or shown in a photo, only with consent (Article 24, Law 91/2025/QH15).
pub(super) fn minors(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    match &record.own {
        Own::Person(person) if is_open_child(person) => {
            let named = !matches!(person.display, Some(Display::Initials | Display::Withheld | Display::Removed));
            if named {
                let problem = Problem::MinorWithoutConsent { name: person.name.to_string() };
                sink.report(problem, record.at("minor"));
            }
        }
        Own::Photo(photo) if photo.consent.is_none() => children(catalog, record, photo, sink),
        _ => {}
    }
}

/// Whoever is shown by initials is not named by an address, either: the id stands in every link.
pub(super) fn spelled(record: &Record, sink: &mut Sink) {
    let Own::Person(person) = &record.own else { return };
    if person.display != Some(Display::Initials) {
        return;
    }
    if spells(&record.id, &person.name) {
        sink.report(Problem::NameInAddress { address: record.id.to_string() }, record.at("display"));
    }
    for (at, alias) in record.head.aliases.iter().enumerate().filter(|(_, alias)| spells(alias, &person.name)) {
        sink.report(Problem::NameInAddress { address: alias.to_string() }, record.at(format!("aliases[{at}]")));
    }
}

/// Whether all words of a name stand in an address, with or without their marks.
fn spells(address: &str, name: &str) -> bool {
    let (address, name) = (fold(address), fold(name));
    let parts: Vec<&str> = address.split(|c: char| !c.is_alphanumeric()).collect();
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| parts.contains(&word))
}

/// A face has no initials: whoever shows a child in a photo needs consent, however it is named.
fn children(catalog: &Catalog, record: &Record, photo: &Photo, sink: &mut Sink) {
    for (at, reference) in photo.people.iter().enumerate().filter(|(_, r)| r.kind == KindId::Person) {
        if let Some(person) = find::person(catalog, &reference.id).filter(|person| is_open_child(person)) {
            let problem = Problem::MinorWithoutConsent { name: person.name.to_string() };
            sink.report(problem, record.at(format!("people[{at}]")));
        }
    }
}

fn is_open_child(person: &Person) -> bool {
    person.minor && person.consent.is_none()
}
