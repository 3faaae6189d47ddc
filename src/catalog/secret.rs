//! What must not be published. In: the linked catalogue. Out: the names, numbers and addresses of
//! every hidden record and recipient, and all that public records say, which is no secret. Never
//! reads an output.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use crate::base::Key;
use crate::record::fields::View;
use crate::record::kind::person::Display;
use crate::record::state::State;
use crate::record::{KindId, Own, Record};
use crate::text::sieve::{Wanted, weight};

/// Something that no published byte may show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Secret {
    /// The record that it belongs to.
    pub key: Key,
    /// The record's state.
    pub state: State,
    /// What to look for.
    pub wanted: Wanted,
}

/// What public records say.
pub struct Said {
    /// The words.
    pub text: String,
    /// The record whose own secrets they leave secret.
    pub but: Option<Key>,
}

impl Catalog {
    /// Everything that must not be published, in the order of the records.
    #[must_use]
    pub fn secrets(&self) -> Vec<Secret> {
        let mut found = Vec::new();
        for key in self.keys() {
            let row = self.row(key);
            let mut add = |state: State, wanted: Wanted| found.push(Secret { key, state, wanted });
            if !row.public {
                for name in names(&row.record).into_iter().chain(self.hidden_lines(key)) {
                    add(row.state, Wanted::Name(name));
                }
                self.addresses(&row.record, row.state).into_iter().for_each(|text| add(row.state, Wanted::Exact(text)));
                continue;
            }
            match &row.record.own {
                Own::Person(person) if person.display == Some(Display::Initials) => {
                    add(State::Withheld, Wanted::Name(person.name.to_string()));
                }
                Own::Decision(_) => {
                    self.hidden_lines(key).into_iter().for_each(|name| add(State::Withheld, Wanted::Name(name)));
                }
                _ => {}
            }
        }
        found.sort_by(|a, b| (a.key, a.wanted.text()).cmp(&(b.key, b.wanted.text())));
        found.dedup();
        found
    }

    /// What public records say: nobody can hide it by a draft that says the same.
    pub fn said(&self) -> impl Iterator<Item = Said> + '_ {
        self.keys().filter(|key| self.row(*key).public).flat_map(|key| self.said_by(key))
    }

    /// What a record says, and what a decision says of those whom it shows. The same name may stand in
    /// its list twice, once to be shown; but nothing that a record says elsewhere makes public whom it
    /// hides itself.
    fn said_by(&self, key: Key) -> Vec<Said> {
        let (record, mut text, mut shown) = (self.record(key), String::new(), String::new());
        for (field, view) in record.head.public_views().into_iter().chain(record.own.views()) {
            match (field, &record.own) {
                ("name", Own::Person(person)) if person.display == Some(Display::Initials) => {}
                ("groups", Own::Decision(_)) => self.say_groups(key, &view, &mut shown),
                _ => say(&view, &mut text),
            }
        }
        for part in [&record.title(), &record.body] {
            text.push('\n');
            text.push_str(part);
        }
        let shown = (!shown.is_empty()).then_some(Said { text: shown, but: None });
        [Said { text, but: Some(key) }].into_iter().chain(shown).collect()
    }

    /// The groups of a decision without the recipients that nobody may see.
    fn say_groups(&self, key: Key, groups: &View, text: &mut String) {
        let View::List(groups) = groups else { return };
        let lines = self.shown_lines(key);
        for (at, group) in groups.iter().enumerate() {
            let View::Map(fields) = group else { continue };
            for (field, view) in fields {
                let (View::List(rows), "recipients") = (view, *field) else {
                    say(view, text);
                    continue;
                };
                let shown = rows.iter().enumerate().filter(|(row, _)| lines.contains(&(at, *row)));
                shown.for_each(|(_, view)| say(view, text));
            }
        }
    }

    /// The lines of a decision that are shown: group and row.
    fn shown_lines(&self, key: Key) -> BTreeSet<(usize, usize)> {
        let own = self.awarded(key).filter(|award| award.decision == key);
        own.map(|award| (usize::from(award.group), award.row as usize)).collect()
    }

    /// The names, as printed, of the recipients of a decision that nobody may see: of one that is hidden
    /// itself, all.
    fn hidden_lines(&self, key: Key) -> Vec<String> {
        let Some(decision) = self.record(key).own.decision() else { return Vec::new() };
        let shown = self.shown_lines(key);
        let mut names = Vec::new();
        for (at, group) in decision.groups.iter().enumerate() {
            let lines = group.recipients.iter().enumerate().filter(|(row, _)| !shown.contains(&(at, *row)));
            names
                .extend(lines.filter_map(|(_, line)| line.as_printed.as_deref()).filter(|name| is_telling(name, true)));
        }
        names.into_iter().map(str::to_owned).collect()
    }

    /// The address and the written names of a hidden record. What was taken back keeps its
    /// address, so that is no secret.
    fn addresses(&self, record: &Record, state: State) -> Vec<String> {
        if state.leaves_tombstone() {
            return Vec::new();
        }
        let address = record.url.trim_matches('/').to_owned();
        let taken = self
            .lists
            .iter()
            .any(|list| list.path.strip_prefix(&*address).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        let id = &*record.id;
        let long = id.len() >= 12 || id.matches('-').count() >= 2;
        let other = KindId::ALL.iter().any(|kind| self.public(*kind, id).is_some());
        let bare = (long && !other).then(|| id.to_owned());
        let address = (!taken).then_some(address);
        address.into_iter().chain(bare).chain([format!("{}:{id}", record.kind().spec().name)]).collect()
    }
}

/// The names by which a hidden record would be recognised.
fn names(record: &Record) -> Vec<String> {
    let is_person = matches!(record.own, Own::Person(_));
    let own: Arc<str> = match &record.own {
        Own::Person(person) => person.name.clone(),
        _ => record.title(),
    };
    let head = [record.head.title.clone(), record.head.summary.clone()].into_iter().flatten();
    let aliases = record.head.aliases.iter().filter(|alias| !alias.starts_with('/')).cloned();
    let all = [own].into_iter().chain(record.own.names()).chain(head).chain(aliases);
    let mut names: Vec<String> = all.filter(|name| is_telling(name, is_person)).map(|name| name.to_string()).collect();
    names.sort();
    names.dedup();
    names
}

/// Whether a name is long enough to be nobody else's: a person has two words, a title needs more.
/// A document number has few letters but always figures.
fn is_telling(name: &str, is_person: bool) -> bool {
    let (words, letters) = weight(name);
    let is_number = name.contains('/') && name.bytes().any(|byte| byte.is_ascii_digit());
    match is_person || is_number {
        true => words >= 2 && letters >= 6,
        false => (words >= 3 && letters >= 9) || (words >= 2 && letters >= 12),
    }
}

/// Adds every text of a view.
fn say(view: &View, text: &mut String) {
    match view {
        View::Text(part) | View::Markdown(part) => {
            text.push('\n');
            text.push_str(part);
        }
        View::List(items) => items.iter().for_each(|item| say(item, text)),
        View::Map(pairs) => pairs.iter().for_each(|(_, item)| say(item, text)),
        View::Null | View::Bool(_) | View::Int(_) | View::Ref(..) => {}
    }
}
