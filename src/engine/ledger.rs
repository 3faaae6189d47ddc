//! Every address under which a record was ever published. In: what each run publishes. Out: which
//! of those addresses are gone, and where the record is now. Kept beside the cache and never
//! trusted for more than advice; what a reader may find at an old address is said by the records.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Fp, Key, SrcPath};
use crate::catalog::Catalog;
use crate::diag::{Diag, Fix, Place, Problem};
use crate::plan::{Plan, Subject};
use crate::record::{KindId, locate, sound};
use crate::render::Addresses as _;

/// How many vanished addresses are named.
const NAMED: usize = 5;

/// The addresses, each with the record that it was of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ledger(BTreeMap<String, Entry>);

/// A record as it was when it was published last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    kind: KindId,
    id: Arc<str>,
    /// The title, as a fingerprint: a name that was taken back must not be kept.
    title: Fp,
}

impl Ledger {
    /// Adds the addresses of a run that was published.
    pub(super) fn add(&mut self, plan: &Plan, catalog: &Catalog) {
        for (address, key) in pages(plan) {
            let record = catalog.record(key);
            let entry = Entry { kind: record.kind(), id: record.id.clone(), title: title(catalog, key) };
            self.0.insert(address, entry);
        }
    }

    /// The fingerprint of all that [`Ledger::add`] adds, and of the addresses that count as being there.
    pub(super) fn fp_of(plan: &Plan, catalog: &Catalog) -> Fp {
        let pages = pages(plan).map(|(address, key)| {
            let record = catalog.record(key);
            Fp::of(&(address, record.kind(), &record.id, record.title()))
        });
        Fp::all(pages.chain(plan.jobs.iter().map(|job| Fp::of_bytes(job.out.as_str().as_bytes()))))
    }

    /// What became of addresses that are no longer there.
    pub(super) fn vanished(&self, plan: &Plan, catalog: &Catalog, read: Read<'_>) -> Vec<Diag> {
        let gone: Vec<(&String, &Entry)> = self.0.iter().filter(|(address, _)| !plan.has(address)).collect();
        if gone.is_empty() {
            return Vec::new();
        }
        let titles = by_title(catalog);
        let (mut diags, mut lost) = (Vec::new(), Vec::new());
        for (address, entry) in gone {
            let same = catalog.public(entry.kind, &entry.id);
            // Pages of a record in other languages, and those below its own, come and go by the settings.
            if same.is_some_and(|key| is_beside(address, &catalog.record(key).url)) {
                continue;
            }
            match same.or_else(|| titles.get(&(entry.kind, entry.title)).copied().flatten()) {
                Some(key) => diags.push(moved(catalog, key, address, read)),
                None => lost.push(address.as_str()),
            }
        }
        if !lost.is_empty() {
            let more = if lost.len() > NAMED { ", …" } else { "" };
            let address = format!("{}{more}", lost[..lost.len().min(NAMED)].join(", "));
            diags.push(Diag::new(Problem::AddressGone { address, count: lost.len() }, Place::Site));
        }
        diags
    }
}

/// Whether an address lies below that of a page, or is its address in another language.
fn is_beside(address: &str, page: &str) -> bool {
    address.starts_with(page) || address.ends_with(page)
}

/// The addresses of records' pages.
fn pages(plan: &Plan) -> impl Iterator<Item = (String, Key)> {
    plan.jobs.iter().filter(|job| job.is_page()).filter_map(|job| match job.subject {
        Subject::Record(key) => Some((job.url(), key)),
        _ => None,
    })
}

/// The public records by kind and title; none for a title that several have.
fn by_title(catalog: &Catalog) -> HashMap<(KindId, Fp), Option<Key>> {
    let mut found = HashMap::new();
    for key in catalog.keys().filter(|key| catalog.row(*key).public) {
        let one = found.entry((catalog.record(key).kind(), title(catalog, key)));
        one.and_modify(|known| *known = None).or_insert(Some(key));
    }
    found
}

/// The bytes of a file.
type Read<'r> = &'r dyn Fn(&SrcPath) -> Option<Arc<[u8]>>;

fn title(catalog: &Catalog, key: Key) -> Fp {
    Fp::of(&catalog.record(key).title())
}

/// A record that lives elsewhere now, with the line that keeps its old address alive.
fn moved(catalog: &Catalog, key: Key, from: &str, read: Read<'_>) -> Diag {
    let record = catalog.record(key);
    let problem = Problem::AddressMoved { from: from.to_owned(), to: record.url.to_string() };
    let mut diag = Diag::new(problem, record.at("aliases")).suggest(Some(format!("aliases: [{from}]")));
    diag.fix = line(&record.file, from, read);
    diag
}

/// The edit that adds an old address to a record's aliases.
fn line(file: &SrcPath, from: &str, read: Read<'_>) -> Option<Fix> {
    let text = sound::decode(&read(file)?)?;
    let has_aliases = text.lines().any(|line| line.starts_with("aliases:"));
    let (at, text) = if has_aliases {
        let (_, range) = locate::field(file, "aliases", read)?;
        added(&text, range, from)?
    } else {
        let at = if file.extension() == "md" { text.find('\n')? + 1 } else { 0 };
        (at, format!("aliases: [{from}]\n"))
    };
    Some(Fix { place: Place::span(file, at..at), text })
}

/// Where an old address joins those that stand at a place, and the text for it.
fn added(text: &str, range: Range<usize>, from: &str) -> Option<(usize, String)> {
    let written = text.get(range.clone())?.trim_end();
    let end = range.start + written.len();
    if written.starts_with('[') {
        // The place of a list in brackets may end before the last one.
        let inside = written.trim_end_matches(|c: char| c == ']' || c == ',' || c.is_whitespace());
        let at = range.start + inside.len();
        let next = text[at..].chars().find(|c| !c.is_whitespace() && *c != ',');
        let before = if inside == "[" { "" } else { ", " };
        return (next == Some(']')).then(|| (at, format!("{before}{from}")));
    }
    let column = range.start - text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    Some((end, format!("\n{}- {from}", " ".repeat(column))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with one address more.
    fn joined(text: &str) -> Option<String> {
        let file = SrcPath::new("content/don-vi/a.yaml").expect("a sound path");
        let fix = line(&file, "/b/", &|_| Some(text.as_bytes().into()))?;
        let Place::Span(_, from, to) = fix.place else { return None };
        Some(format!("{}{}{}", &text[..from as usize], fix.text, &text[to as usize..]))
    }

    #[test]
    fn an_address_joins_those_that_are_there() {
        let check = |text: &str, expected: &str| assert_eq!(joined(text).as_deref(), Some(expected));
        check("name: A\n", "aliases: [/b/]\nname: A\n");
        check("aliases: [/a/]\nname: A\n", "aliases: [/a/, /b/]\nname: A\n");
        check(
            "aliases: [ \"/a/\", /c/ ]  # ghi chú\nname: A\n",
            "aliases: [ \"/a/\", /c/, /b/ ]  # ghi chú\nname: A\n",
        );
        check("aliases:\n  - /a/\nname: A\n", "aliases:\n  - /a/\n  - /b/\nname: A\n");
    }
}
