//! Rules of names: slips of the keyboard, what was pasted along, and one name in two spellings. In:
//! persons, units, lists and prose. Out: X17. Never compares names across the whole site: homonyms and near
//! homonyms are normal, so two names must share a unit, a list or a page to be asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Line};
use super::{find, merit};
use crate::catalog::Catalog;
use crate::diag::{Place, Problem, Sink};
use crate::record::common::{RecipientType, UnitType};
use crate::record::{KindId, Own, Record};
use crate::text::letter::is_letter;
use crate::text::name;

mod pairs;
mod pasted;
mod prose;
mod slip;

use pairs::Spelling;

/// The commonest family names: no prefix begins with one, and a first word one letter off is a slip.
const FAMILIES: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Phan", "Trương", "Bùi", "Đặng", "Đỗ", "Ngô", "Hồ", "Dương", "Danh",
    "Thị", "Lâm", "Hoàng", "Lương", "Đinh", "Đoàn", "Lý",
];

/// X17: a name has no syllable that looks like a slip of the keyboard.
///
/// Names of religious places are left alone: many are Khmer or Pali.
pub(super) fn syllables(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    match &record.own {
        Own::Person(person) => {
            odd_syllable(slip::in_person(&person.name), record.at("name"), sink);
            odd_family(&person.name, record.at("name"), sink);
        }
        Own::Unit(unit) if unit.unit_type != UnitType::Religious => {
            odd_syllable(slip::in_name(&unit.name), record.at("name"), sink);
        }
        Own::Decision(_) => {
            for (line, printed) in Case::of(catalog, record).iter().flat_map(people) {
                odd_syllable(slip::in_person(printed), record.at(line.field("as_printed")), sink);
                odd_family(printed, record.at(line.field("as_printed")), sink);
            }
        }
        _ => {}
    }
}

fn odd_syllable(found: Option<slip::Slip<'_>>, place: Place, sink: &mut Sink) {
    if let Some(slip) = found {
        let problem = Problem::OddSyllable { word: slip.word.to_owned() };
        sink.report(problem, place).suggestion = Some(slip.meant);
    }
}

fn odd_family(printed: &str, place: Place, sink: &mut Sink) {
    if let Some(slip) = slip::in_family(printed) {
        let problem = Problem::OddFamily { word: slip.word.to_owned() };
        sink.report(problem, place).suggestion = Some(slip.meant);
    }
}

/// X17: a name is the name alone, and a person's has its capitals.
pub(super) fn pasted(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    match &record.own {
        Own::Person(person) => {
            stray_mark(&person.name, record.at("name"), sink);
            small_letters(&person.name, record.at("name"), sink);
        }
        Own::Unit(unit) => stray_mark(&unit.name, record.at("name"), sink),
        Own::Decision(_) => {
            let Some(case) = Case::of(catalog, record) else { return };
            for line in case.lines() {
                let Some(printed) = line.fields.as_printed.as_deref() else { continue };
                stray_mark(printed, case.at(line.field("as_printed")), sink);
            }
            for (line, printed) in people(&case) {
                small_letters(printed, case.at(line.field("as_printed")), sink);
            }
        }
        _ => {}
    }
}

fn stray_mark(name: &str, place: Place, sink: &mut Sink) {
    if let Some(meant) = pasted::alone(name) {
        let problem = Problem::StrayMark { name: name.to_owned() };
        sink.report(problem, place).suggestion = Some(meant.to_owned());
    }
}

fn small_letters(name: &str, place: Place, sink: &mut Sink) {
    if let Some(meant) = pasted::capitalised(name) {
        let problem = Problem::SmallLetters { name: name.to_owned() };
        sink.report(problem, place).suggestion = Some(meant);
    }
}

/// The lines that name a person, with the printed name.
fn people<'c>(case: &Case<'c>) -> impl Iterator<Item = (Line<'c>, &'c str)> + use<'c> {
    let catalog = case.catalog;
    let people = case.lines().filter(move |line| find::sort(catalog, line.fields) == Some(RecipientType::Individual));
    people.filter_map(|line| Some((line, line.fields.as_printed.as_deref()?)))
}

/// X17: one decision does not spell one person in two ways.
///
/// Lines that are linked tell by themselves who is who.
pub(super) fn near_in_list(case: &Case<'_>, sink: &mut Sink) {
    let people: Vec<(Line<'_>, &str)> = people(case).collect();
    if people.len() < 2 {
        return;
    }
    let spellings: Vec<Spelling> =
        people.iter().map(|(line, printed)| Spelling::new(printed, merit::home(*line))).collect();
    let unlinked = |at: usize| people[at].0.fields.r#ref.is_none();
    for (one, two) in pairs::near(&spellings, |one, two| unlinked(one) || unlinked(two)) {
        let place = |at: usize| case.at(people[at].0.field("as_printed"));
        report(sink, [people[one].1, people[two].1], place(two), Some(place(one)));
    }
}

/// X17: two persons of one unit do not have nearly one name.
pub(super) fn near_in_unit(catalog: &Catalog, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for (unit, members) in members(catalog) {
        let spelling = |(_, name): &(&Record, &str)| Spelling::new(name, Some(unit.to_owned()));
        let spellings: Vec<Spelling> = members.iter().map(spelling).collect();
        for (one, two) in pairs::near(&spellings, |_, _| true) {
            let ((first, one), (second, two)) = (members[one], members[two]);
            if told.insert((&first.id, &second.id)) {
                report(sink, [one, two], second.at("name"), Some(first.at("name")));
            }
        }
    }
}

/// The persons of each unit, by present unit and by posts.
fn members(catalog: &Catalog) -> BTreeMap<&str, Vec<(&Record, &str)>> {
    let mut members: BTreeMap<&str, Vec<(&Record, &str)>> = BTreeMap::new();
    for record in find::due(catalog, KindId::Person) {
        let Some(person) = record.own.person() else { continue };
        let posts = person.posts.iter().filter_map(|post| post.unit.as_ref());
        let units: BTreeSet<&str> = posts.chain(&person.unit).map(|unit| &*unit.0).collect();
        for unit in units {
            members.entry(unit).or_default().push((record, &person.name));
        }
    }
    members
}

/// X17: prose does not spell a person whom the record names in another way.
pub(super) fn near_in_prose(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    if record.body.is_empty() {
        return;
    }
    let linked = record.links.iter().filter(|link| link.kind == KindId::Person);
    let own = record.own.person().map(|person| &*person.name);
    let linked = linked.filter_map(|link| find::person(catalog, &link.id)).map(|person| &*person.name);
    let names: BTreeSet<&str> = own.into_iter().chain(linked).map(bare).collect();
    for (range, name) in prose::near(&record.body, &names) {
        let start = record.body_at as usize;
        let place = Place::span(&record.file, start + range.start..start + range.end);
        report(sink, [name, &record.body[range]], place, None);
    }
}

/// Whether words are a person's whole name: a common family name and others behind it, all in capitals.
pub(super) fn is_full(words: &str) -> bool {
    let name = bare(words.trim());
    let parts: Vec<&str> = name.split_whitespace().collect();
    let is_family = parts.first().is_some_and(|first| is_family(first));
    let is_part = |part: &&str| part.starts_with(char::is_uppercase) && part.chars().all(is_letter);
    is_family && (2..=5).contains(&parts.len()) && parts.iter().all(is_part)
}

/// Whether a word is one of the common family names.
pub(super) fn is_family(word: &str) -> bool {
    FAMILIES.contains(&word)
}

/// Whether words spell a name nearly, which X17 tells already.
pub(super) fn is_near(words: &str, name: &str) -> bool {
    !prose::near(words, &BTreeSet::from([bare(name)])).is_empty()
}

/// A printed name without what stands before it.
fn bare(printed: &str) -> &str {
    // Taking prefixes off is the dearest step of these rules, and most names have none.
    match printed.split_whitespace().next() {
        Some(first) if FAMILIES.contains(&first) => printed,
        _ => name::split(printed).name,
    }
}

fn report(sink: &mut Sink, [one, two]: [&str; 2], place: Place, also: Option<Place>) {
    let problem = Problem::NearNames { one: one.to_owned(), two: two.to_owned() };
    sink.report(problem, place).also.extend(also);
}
