//! Walks through the fields of a record. In: a record that tells its fields. Out: its references or
//! its texts, each with the path of its field. Never reads a file, never changes a record.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::SrcPath;
use crate::diag::Place;
use crate::record::kind::KindId;

/// A reference found in a record: to what, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The kind that is meant.
    pub kind: KindId,
    /// The id that is meant.
    pub id: Arc<str>,
    /// Where it stands.
    pub at: Place,
}

/// Collects references while it walks the fields of a record.
#[derive(Debug)]
pub struct Links<'a> {
    file: &'a SrcPath,
    path: Steps,
    found: Vec<Link>,
}

impl<'a> Links<'a> {
    /// Starts at the root of a record.
    #[must_use]
    pub fn new(file: &'a SrcPath) -> Self {
        Self { file, path: Steps::default(), found: Vec::new() }
    }

    /// Adds a reference that stands at the present field.
    pub fn add(&mut self, kind: KindId, id: &Arc<str>) {
        let at = Place::Field(self.file.clone(), self.path.0.clone());
        self.found.push(Link { kind, id: id.clone(), at });
    }

    /// Walks into a field.
    pub fn within(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        let here = self.path.field(key);
        walk(self);
        self.path.back(here);
    }

    /// Walks into an item of a list.
    pub fn item(&mut self, at: usize, walk: impl FnOnce(&mut Self)) {
        let here = self.path.item(at);
        walk(self);
        self.path.back(here);
    }

    /// All references found.
    #[must_use]
    pub fn finish(self) -> Vec<Link> {
        self.found
    }
}

/// Visits every text of a record as it is written, with the path of its field.
pub struct Texts<'t> {
    path: Steps,
    left_out: &'t [&'t str],
    visit: &'t mut dyn FnMut(&str, &str),
}

impl<'t> Texts<'t> {
    /// Starts at the root of a record; fields of these names are passed by, wherever they stand.
    pub fn new(left_out: &'t [&'t str], visit: &'t mut dyn FnMut(&str, &str)) -> Self {
        Self { path: Steps::default(), left_out, visit }
    }

    /// Visits a text that stands at the present field.
    pub fn add(&mut self, text: &str) {
        (self.visit)(&self.path.0, text);
    }

    /// Walks into a field.
    pub fn within(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        if self.left_out.contains(&key) {
            return;
        }
        let here = self.path.field(key);
        walk(self);
        self.path.back(here);
    }

    /// Walks into an item of a list.
    pub fn item(&mut self, at: usize, walk: impl FnOnce(&mut Self)) {
        let here = self.path.item(at);
        walk(self);
        self.path.back(here);
    }
}

/// The path of a field, step by step: `groups[0].recipients[3].ref`.
#[derive(Debug, Default)]
struct Steps(String);

impl Steps {
    /// Goes into a field; where it went from.
    fn field(&mut self, key: &str) -> usize {
        let here = self.0.len();
        if here > 0 {
            self.0.push('.');
        }
        self.0.push_str(key);
        here
    }

    /// Goes into an item of a list; where it went from.
    fn item(&mut self, at: usize) -> usize {
        let here = self.0.len();
        write!(self.0, "[{at}]").expect("writing to a string cannot fail");
        here
    }

    fn back(&mut self, here: usize) {
        self.0.truncate(here);
    }
}
