//! The words of a record that follow from its file alone: its summary, fields and prose. In: a
//! record and what makes prose plain. Out: each word once, as written, small. Never a word that no
//! page shows: what is for editors, what stands behind references, who may not be named.

use std::collections::BTreeSet;

use super::word;
use crate::record::fields::View;
use crate::record::{Own, Record};

/// Fields whose text is no running text of a page, or that are read elsewhere.
const SILENT: &[&str] = &[
    "name",
    "number",
    "file",
    "recipients_csv",
    "consent",
    "gender",
    "living",
    "form",
    "groups",
    "site",
    "url",
    "video",
    "audio",
    "original",
    "source",
    "archived",
    "internal",
    "symbols",
    "grantors",
    "system",
];

/// Makes prose plain: what a reader sees of Markdown.
pub type Shown<'s> = &'s (dyn Fn(&str) -> String + Sync);

/// The words of a record's own text, each once, in order, with one space between.
#[must_use]
pub(super) fn words_of(record: &Record, shown: Shown<'_>) -> String {
    let mut words = Words { found: BTreeSet::new(), shown };
    let texts = record.head.summary.iter().chain(&record.head.tags);
    texts.for_each(|text| words.take(text));
    for (key, view) in record.own.views() {
        words.view(key, &view);
    }
    if let Own::Decision(decision) = &record.own {
        for group in &decision.groups {
            group.citation.iter().chain(&group.printed_as).for_each(|text| words.take(text));
        }
    }
    if !record.body.is_empty() {
        words.take(&shown(&record.body));
    }
    words.found.into_iter().collect::<Vec<_>>().join(" ")
}

struct Words<'s> {
    found: BTreeSet<String>,
    shown: Shown<'s>,
}

impl Words<'_> {
    fn take(&mut self, text: &str) {
        let text = text.to_lowercase();
        word::each(&text, |word| {
            if !self.found.contains(word) {
                self.found.insert(word.to_owned());
            }
        });
    }

    fn view(&mut self, key: &str, view: &View) {
        match view {
            _ if SILENT.contains(&key) => {}
            View::Text(text) if text.starts_with("http") || text.starts_with('/') => {}
            View::Text(text) => self.take(text),
            View::Markdown(text) => {
                let text = (self.shown)(text);
                self.take(&text);
            }
            View::List(items) => items.iter().for_each(|item| self.view(key, item)),
            // A date or a choice is a mapping, too; its words are the program's, not the record's.
            View::Map(pairs) if pairs.iter().any(|(key, _)| matches!(*key, "iso" | "label_en")) => {}
            View::Map(pairs) => {
                // A name within a group is that of an event or of who is proposed, and is shown.
                for (key, view) in pairs {
                    self.view(if *key == "name" { "title" } else { key }, view);
                }
            }
            View::Null | View::Bool(_) | View::Int(_) | View::Ref(..) => {}
        }
    }
}
