//! What can be depended upon. In: nothing. Out: the names of the facets that pages read.
//! Never knows what stands behind a name.

use serde::{Deserialize, Serialize};

/// A record of the present catalogue, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(pub u32);

impl Key {
    /// The place as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A side of a record that can change by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Facet {
    /// Every field and the prose.
    Whole,
    /// What other pages show of it: name, address, date, one line.
    Card,
    /// Which records and honours name it.
    Back,
    /// What an honour shows of its decision or of its honour type, and what kin show of a unit.
    Rows,
}

impl Facet {
    /// Every facet, in order.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Card, Self::Back, Self::Rows];
}

/// The things of the whole site that a page can read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Named {
    /// The settings of the site.
    Settings,
    /// The strings of the theme.
    Strings,
    /// The addresses of style sheet, script and fonts.
    Assets,
    /// The day of the build.
    Today,
    /// A template with everything it extends and includes.
    Template(String),
    /// A list, or one page of it (`khen-thuong/nam/2019#2`).
    List(String),
    /// Whether a record with this name exists at all (`unit:so-noi-vu`).
    Exists(String),
    /// A file that is copied as it is.
    File(String),
    /// A part of the search index, by its name.
    Search(String),
}
