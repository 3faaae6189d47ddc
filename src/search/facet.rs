//! By what results can be narrowed: honour, level, unit type, place, campaign, year. In: an
//! entry's records. Out: a value of a facet as a word that nobody can type (`=h:bang-khen`), so
//! that it lies in the parts like any other word. Kind needs no such word: numbers hold it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::Key;
use crate::catalog::Catalog;
use crate::record::common::UnitType;
use crate::record::kind::honour::HonourLevel;
use crate::record::{KindId, Own};

/// A facet, by the letter that stands for it in the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Facet {
    /// The honour type.
    Honour,
    /// Its level.
    Level,
    /// The type of unit.
    UnitType,
    /// The locality, of then and of today.
    Locality,
    /// The campaign.
    Campaign,
    /// The year of the record or of its honours.
    Year,
}

impl Facet {
    /// The letter.
    fn letter(self) -> char {
        match self {
            Self::Honour => 'h',
            Self::Level => 'c',
            Self::UnitType => 'u',
            Self::Locality => 'l',
            Self::Campaign => 'p',
            Self::Year => 'n',
        }
    }

    /// A value of it as a word.
    pub(super) fn word(self, value: &str) -> String {
        format!("={}:{value}", self.letter())
    }
}

/// The part with the label of every value that some entry has.
pub(super) fn labels<'w>(catalog: &Catalog, words: impl Iterator<Item = &'w str>) -> Vec<u8> {
    let mut facets: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for word in words {
        let Some((facet, value)) = word.strip_prefix('=').and_then(|rest| rest.split_once(':')) else { continue };
        facets.entry(facet).or_default().insert(value, label(catalog, facet, value));
    }
    let facets: BTreeMap<&str, Value> = facets.into_iter().map(|(facet, values)| (facet, json!(values))).collect();
    json!(facets).to_string().into_bytes()
}

fn label(catalog: &Catalog, facet: &str, value: &str) -> String {
    let title = |kind| catalog.public(kind, value).map(|key: Key| catalog.row(key).card.title.to_string());
    let found = match facet {
        "h" => title(KindId::Honour),
        "l" => title(KindId::Unit),
        "p" => title(KindId::Campaign),
        "c" => HonourLevel::of(value).map(|level| level.vi().to_owned()),
        "u" => UnitType::of(value).map(|of| of.vi().to_owned()),
        _ => None,
    };
    found.unwrap_or_else(|| value.to_owned())
}

/// The level of an honour type.
pub(super) fn level(catalog: &Catalog, honour: Key) -> Option<&'static str> {
    match &catalog.record(honour).own {
        Own::Honour(honour) => Some(honour.level.id()),
        _ => None,
    }
}

/// The type of a unit.
pub(super) fn unit_type(catalog: &Catalog, unit: Key) -> Option<&'static str> {
    match &catalog.record(unit).own {
        Own::Unit(unit) => Some(unit.unit_type.id()),
        _ => None,
    }
}
