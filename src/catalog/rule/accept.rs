//! What editors accepted, with their reasons. In: all diagnostics of the site. Out: the same, some
//! marked as accepted, and a complaint about every `accept` that cannot be or is not needed.
//! Never hides a diagnostic: an accepted one becomes a note.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::due;
use crate::catalog::Catalog;
use crate::diag::catalogue::CATALOGUE;
use crate::diag::{Diag, Problem};
use crate::record::Record;
use crate::text::near::nearest;

/// Rules that protect people or the truth of counts; no reason outweighs them.
const NEVER: &[&str] = &["X01", "X10", "X11", "X18", "X22"];

/// The hints of the proof-reader.
const HINTS: std::ops::RangeInclusive<&str> = "BV445"..="BV459";

/// Marks what the records accept and reports what they cannot or need not accept.
///
/// To be called on the diagnostics of all stages. Unless the rules `were_asked`, nothing is said of what
/// need not be accepted: that shows only then.
pub fn accept(catalog: &Catalog, were_asked: bool, diags: &mut Vec<Diag>) {
    let (entries, mut found) = entries(catalog);
    if !were_asked {
        marked(entries, diags);
        return;
    }
    let mut unused: Vec<Entry<'_>> = marked(entries, diags).into_values().filter(|entry| !entry.used).collect();
    unused.sort_by_key(|entry| (&entry.record.file, entry.at));
    found.extend(unused.iter().map(Entry::unused));
    diags.append(&mut found);
}

fn marked<'e>(mut entries: Entries<'e>, diags: &'e mut [Diag]) -> Entries<'e> {
    for diag in diags {
        let Some(file) = diag.place.file() else { continue };
        if let Some(entry) = entries.get_mut(&(file.as_str(), diag.problem.code())) {
            entry.used = true;
            diag.accepted = Some(entry.reason.to_owned());
        }
    }
    entries
}

/// An accepted rule of a record.
struct Entry<'c> {
    record: &'c Record,
    at: usize,
    rule: &'c str,
    reason: &'c str,
    used: bool,
}

impl Entry<'_> {
    fn unused(&self) -> Diag {
        let problem = Problem::UnusedAccept { rule: self.rule.to_owned() };
        Diag::new(problem, self.record.at(format!("accept[{}]", self.at)))
    }
}

type Entries<'c> = HashMap<(&'c str, &'c str), Entry<'c>>;

/// The entries that may be used, by file and rule, and complaints about the others.
fn entries(catalog: &Catalog) -> (Entries<'_>, Vec<Diag>) {
    let (mut entries, mut refused) = (Entries::new(), Vec::new());
    for record in catalog.rows.iter().map(|row| &*row.record).filter(|record| due(record)) {
        for (at, accepted) in record.head.accept.iter().enumerate() {
            let (rule, reason) = (accepted.rule.trim(), accepted.reason.trim());
            let entry = Entry { record, at, rule, reason, used: false };
            if !may_be_accepted(rule) {
                refused.push(refuse(&entry));
                continue;
            }
            match entries.entry((record.file.as_str(), rule)) {
                Slot::Occupied(_) => refused.push(entry.unused()),
                Slot::Vacant(slot) => {
                    slot.insert(entry);
                }
            }
        }
    }
    (entries, refused)
}

fn rules() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.code).filter(|code| code.starts_with('X') || HINTS.contains(code))
}

fn may_be_accepted(rule: &str) -> bool {
    rules().any(|code| code == rule) && !NEVER.contains(&rule)
}

fn refuse(entry: &Entry<'_>) -> Diag {
    let known = CATALOGUE.iter().any(|row| row.code == entry.rule);
    let meant = nearest(entry.rule, rules()).filter(|_| !known);
    let problem = Problem::CannotAccept { rule: entry.rule.to_owned() };
    Diag::new(problem, entry.record.at(format!("accept[{}].rule", entry.at))).suggest(meant)
}
