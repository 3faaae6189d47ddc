//! Honours counted: by year and by sort of recipient. In: the linked honours. Out: numbers, the
//! same for every order of the records. Recognitions are no honours and are not counted.

use std::collections::{BTreeMap, BTreeSet};

use super::Catalog;
use crate::base::Key;
use crate::record::KindId;
use crate::record::common::RecipientType;

/// The honours of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct YearTally {
    /// The year; `None` gathers those whose year is not known.
    pub year: Option<i16>,
    /// To collectives.
    pub collectives: usize,
    /// To individuals.
    pub individuals: usize,
    /// To households.
    pub households: usize,
    /// To recipients of whom the decision does not say what they are.
    pub unsaid: usize,
}

impl YearTally {
    /// All honours of the year.
    #[must_use]
    pub fn all(&self) -> usize {
        self.collectives + self.individuals + self.households + self.unsaid
    }
}

/// All honours of the site in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Year by year, oldest first; an unknown year comes first of all.
    pub years: Vec<YearTally>,
    /// How many units with a record received an honour of their own.
    pub units: usize,
    /// How many people with a record received one.
    pub people: usize,
}

impl Catalog {
    /// Counts all honours.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut years: BTreeMap<Option<i16>, YearTally> = BTreeMap::new();
        let (mut units, mut people) = (BTreeSet::<Key>::new(), BTreeSet::<Key>::new());
        for award in self.awards().iter().filter(|award| award.counts) {
            let year = years.entry(award.year).or_insert_with(|| YearTally { year: award.year, ..Default::default() });
            *match award.sort {
                Some(RecipientType::Collective) => &mut year.collectives,
                Some(RecipientType::Individual) => &mut year.individuals,
                Some(RecipientType::Household) => &mut year.households,
                None => &mut year.unsaid,
            } += 1;
            match award.recipient.map(|key| (key, self.record(key).kind())) {
                Some((key, KindId::Unit)) => units.insert(key),
                Some((key, KindId::Person)) => people.insert(key),
                _ => false,
            };
        }
        Tally { years: years.into_values().collect(), units: units.len(), people: people.len() }
    }
}
