//! Walks through the fields of a record. In: a record that tells its fields. Out: its references or
//! its texts, each with the path of its field. Never reads a file, never changes a record.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::base::SrcPath;
use crate::diag::Place;
use crate::record::kinds::KindId;

/// A reference found in a record. Where it stands is found again when somebody asks: a site has
/// hundreds of thousands, and tells the places of a few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The kind that is meant.
    pub kind: KindId,
    /// The id that is meant.
    pub id: Arc<str>,
}

/// Collects references while it walks the fields of a record.
#[derive(Debug, Default)]
pub struct Links<'a> {
    found: Vec<Link>,
    /// Where each stands, when that was asked for.
    places: Option<Places<'a>>,
}

/// The places of references, in the order in which they were found.
#[derive(Debug)]
struct Places<'a> {
    file: &'a SrcPath,
    path: Steps,
    found: Vec<Place>,
}

impl<'a> Links<'a> {
    /// Starts at the root of a record, to say of each reference where it stands.
    #[must_use]
    pub fn placed(file: &'a SrcPath) -> Self {
        Self { found: Vec::new(), places: Some(Places { file, path: Steps::default(), found: Vec::new() }) }
    }

    /// Adds a reference that stands at the present field.
    pub fn add(&mut self, kind: KindId, id: &Arc<str>) {
        self.found.push(Link { kind, id: id.clone() });
        if let Some(places) = &mut self.places {
            places.found.push(Place::Field(places.file.clone(), places.path.0.clone()));
        }
    }

    /// Walks into a field.
    pub fn within(&mut self, key: &str, walk: impl FnOnce(&mut Self)) {
        self.step(|path| path.field(key), walk);
    }

    /// Walks into an item of a list.
    pub fn item(&mut self, at: usize, walk: impl FnOnce(&mut Self)) {
        self.step(|path| path.item(at), walk);
    }

    fn step(&mut self, into: impl FnOnce(&mut Steps) -> usize, walk: impl FnOnce(&mut Self)) {
        let here = self.places.as_mut().map(|places| into(&mut places.path));
        walk(self);
        if let Some((places, here)) = self.places.as_mut().zip(here) {
            places.path.back(here);
        }
    }

    /// All references found.
    #[must_use]
    pub fn finish(self) -> Vec<Link> {
        self.found
    }

    /// The places of all references found; none when they were not asked for.
    #[must_use]
    pub fn finish_places(self) -> Vec<Place> {
        self.places.map(|places| places.found).unwrap_or_default()
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
