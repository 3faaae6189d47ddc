//! The names of recipients: of a unit in time, and of a person. In: a record, a printed name, the days in
//! question. Out: whether the name fits, and the official one. Compares folded words of units with
//! abbreviations written out, so that "UBND tỉnh" is "Ủy ban nhân dân tỉnh"; of persons every tone counts.

use std::sync::Arc;

use crate::catalog::rule::span::Span;
use crate::record::kind::{Person, Unit};
use crate::text::abbr;
use crate::text::date::Day;
use crate::text::fold::canonical;
use crate::text::letter::is_letter_or_figure;
use crate::text::{fold, name};

/// Types of territory: what follows an official name may be left out when it only says where.
const PLACES: &[&str] = &["tinh", "thanh pho", "tp", "huyen", "thi xa", "xa", "phuong", "thi tran", "dac khu", "quan"];

/// Whether a printed name holds one of the names that the unit had on these days.
pub(super) fn fit(printed: &str, unit: &Unit, aliases: &[Arc<str>], days: Span) -> bool {
    let official = official_names(unit, days);
    if official.contains(&printed) {
        return true;
    }
    let words = words(printed);
    let other = unit.recipient_names.iter().chain(&unit.short).chain(aliases).map(|name| &**name);
    let other = other.filter(|name| !name.starts_with('/'));
    official.iter().any(|name| holds(&words, name) || shortens(&words, name))
        || other.into_iter().any(|name| holds(&words, name))
}

/// Whether a printed name is that of a person, or one of the other names in the record; forms of address
/// and posts may stand around it.
pub(super) fn are_of(printed: &str, person: &Person, aliases: &[Arc<str>]) -> bool {
    // Most are printed just so.
    if *printed == *person.name {
        return true;
    }
    let printed = exact_words(printed);
    let others = aliases.iter().map(|name| &**name).filter(|name| !name.starts_with('/'));
    let initials = name::initials(&person.name);
    let mut names = others.chain([&*person.name, &initials]).map(exact_words).filter(|name| name.len() > 1);
    let has_several = printed.trim().contains(' ');
    names.any(|name| printed.contains(&name) || (has_several && name.contains(&printed)))
}

/// The words of a name with their tones, between single spaces.
fn exact_words(name: &str) -> String {
    let mut out = String::from(" ");
    for word in canonical(name).split(|c: char| !is_letter_or_figure(c)).filter(|word| !word.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// The official name on these days.
pub(super) fn official(unit: &Unit, days: Span) -> &str {
    official_names(unit, days).first().copied().unwrap_or(&unit.name)
}

/// Former names that may have been borne on these days, then today's name if it may have been.
fn official_names(unit: &Unit, days: Span) -> Vec<&str> {
    let spans = unit.former_names.iter().map(|former| {
        let open = |date: Option<crate::text::date::FuzzyDate>| date.map(Span::of).unwrap_or_default();
        (former, Span { first: open(former.from).first, last: open(former.to).last })
    });
    let borne = spans.clone().filter(|(_, span)| !days.is_apart(*span)).map(|(former, _)| &*former.name);
    let renamed: Option<Day> = spans.filter_map(|(_, span)| span.last).max();
    let today = days.last.is_none_or(|last| renamed.is_none_or(|renamed| renamed < last));
    borne.chain(today.then_some(&*unit.name)).collect()
}

/// The words of a name, folded, between single spaces.
fn words(name: &str) -> String {
    let mut out = String::from(" ");
    for word in name.split(|c: char| !is_letter_or_figure(c)).filter(|word| !word.is_empty()) {
        out.push_str(&fold(abbr::expansion(word).unwrap_or(word)));
        out.push(' ');
    }
    out
}

fn holds(printed: &str, name: &str) -> bool {
    let name = words(name);
    name.len() > 1 && printed.contains(&name)
}

/// Whether the printed name is the official one without its place: "Sở Nội vụ".
fn shortens(printed: &str, name: &str) -> bool {
    let name = words(name);
    let rest = name.strip_prefix(printed).filter(|_| printed.len() > 1);
    rest.is_some_and(|rest| PLACES.iter().any(|place| rest.strip_prefix(place).is_some_and(|r| r.starts_with(' '))))
}
