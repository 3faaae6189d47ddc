//! Where each word stands. In: entries, and what an earlier index found out. Out: for each word of a
//! tier its lists. Entries that say what they said are not read again: their places stay as they
//! are, and the lists of all other words with them. Never names a part.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Sight};
use super::lists::{Lists, MENTION, Places, Spelled, Tier};
use super::own::Shown;
use super::run::{self, Hits, Words};
use super::word::Word;
use crate::base::Fp;

/// Into how many runs the entries are divided; their number decides no byte.
const RUNS: usize = 16;

/// When more than one of so many entries says something else, all are read again.
const MANY: usize = 8;

/// What an index found out, for the next one: what each entry said, and the lists of all words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Entries by number, each with the fingerprint of all that it says.
    pub said: Vec<(u32, Fp)>,
    /// Every word that names something, sorted.
    pub names: Vec<Arc<Lists>>,
    /// Every word that something mentions, sorted.
    pub mentions: Vec<Arc<Lists>>,
}

/// Where a folded word stands, by its spellings.
struct Found {
    word: String,
    spellings: Vec<(String, Stands)>,
}

/// A spelling, and where it stands in a tier.
type Placed<'f> = (&'f str, Cow<'f, [(u32, u16)]>);

/// Where a spelling stands: as a part of names, and in which entries besides.
struct Stands {
    names: Places,
    mentions: Vec<u32>,
}

impl Known {
    /// Reads the entries that say something else than `before`.
    pub(super) fn of(sight: &Sight<'_>, shown: Shown<'_>, entries: &[(u32, Entry)], before: &Self) -> Self {
        let said: Vec<(u32, Fp)> = entries.par_iter().map(|(number, entry)| (*number, sight.said(entry))).collect();
        let (gone, come) = before.changes(&said);
        if before.said.is_empty() || gone.len() + come.len() > entries.len() / MANY {
            let all: Vec<&(u32, Entry)> = entries.iter().collect();
            return Self::anew(said, &found(sight, shown, &all));
        }
        let come: Vec<&(u32, Entry)> = come.into_iter().map(|at| &entries[at]).collect();
        let found = found(sight, shown, &come);
        let names = merged(Tier::Names, &before.names, &gone, &found);
        let mentions = merged(Tier::Mentions, &before.mentions, &gone, &found);
        Self { said, names, mentions }
    }

    fn anew(said: Vec<(u32, Fp)>, found: &[Found]) -> Self {
        let tier = |tier| found.par_iter().filter_map(|found| found.lists(tier)).map(Arc::new).collect();
        Self { said, names: tier(Tier::Names), mentions: tier(Tier::Mentions) }
    }

    /// The numbers of entries that are gone or say something else, and the places of those that are
    /// new or do.
    fn changes(&self, said: &[(u32, Fp)]) -> (Vec<u32>, Vec<usize>) {
        let is_in = |all: &[(u32, Fp)], one: &(u32, Fp)| all.binary_search(one).is_ok();
        let gone = self.said.iter().filter(|one| !is_in(said, one)).map(|(number, _)| *number).collect();
        let come = (0..said.len()).filter(|at| !is_in(&self.said, &said[*at])).collect();
        (gone, come)
    }

    /// The lists of a tier, sorted by word.
    pub(super) fn words(&self, tier: Tier) -> &[Arc<Lists>] {
        match tier {
            Tier::Names => &self.names,
            Tier::Mentions => &self.mentions,
        }
    }
}

impl Stands {
    fn places(&self, tier: Tier) -> Cow<'_, [(u32, u16)]> {
        match tier {
            Tier::Names => Cow::Borrowed(&self.names),
            Tier::Mentions => self.mentions.iter().map(|entry| (*entry, MENTION)).collect(),
        }
    }
}

impl Found {
    fn lists(&self, tier: Tier) -> Option<Lists> {
        Lists::of(tier, &self.word, &slices(&self.spelled(tier)))
    }

    fn spelled(&self, tier: Tier) -> Vec<Placed<'_>> {
        self.spellings.iter().map(|(exact, stands)| (exact.as_str(), stands.places(tier))).collect()
    }
}

/// The words of entries, sorted by folded word.
fn found(sight: &Sight<'_>, shown: Shown<'_>, entries: &[&(u32, Entry)]) -> Vec<Found> {
    let run = entries.len().div_ceil(RUNS).max(256);
    let runs: Vec<Words> = entries.par_chunks(run).map(|chunk| run::words(sight, shown, chunk)).collect();
    let (words, hits): (Vec<Vec<Word>>, Vec<Hits>) = runs.into_iter().map(|run| (run.all, run.hits)).unzip();
    let mut all: Vec<&Word> = words.iter().flatten().collect();
    all.par_sort_unstable();
    all.dedup();
    let number = |word: &Word| all.partition_point(|other| *other < word);
    let known: Vec<Vec<usize>> = words.par_iter().map(|of| of.iter().map(number).collect()).collect();
    let places = placed(all.len(), &known, hits);
    let mut found: Vec<Found> = Vec::new();
    for (word, places) in all.into_iter().zip(places) {
        let spelling = (word.exact.clone(), places);
        match found.last_mut().filter(|last| last.word == word.folded) {
            Some(last) => last.spellings.push(spelling),
            None => found.push(Found { word: word.folded.clone(), spellings: vec![spelling] }),
        }
    }
    found
}

/// Where each word stands. No word gets more room than it needs, and each run is given back when it is
/// through.
fn placed(words: usize, known: &[Vec<usize>], hits: Vec<Hits>) -> Vec<Stands> {
    let mut counts = vec![(0, 0); words];
    for (known, hits) in known.iter().zip(&hits) {
        for (word, ..) in &hits.names {
            counts[known[*word as usize]].0 += 1;
        }
        for (word, _) in &hits.mentions {
            counts[known[*word as usize]].1 += 1;
        }
    }
    let room = |(names, mentions)| Stands { names: Vec::with_capacity(names), mentions: Vec::with_capacity(mentions) };
    let mut places: Vec<Stands> = counts.into_iter().map(room).collect();
    for (known, hits) in known.iter().zip(hits) {
        for (word, entry, at) in hits.names {
            places[known[word as usize]].names.push((entry, at));
        }
        for (word, entry) in hits.mentions {
            places[known[word as usize]].mentions.push(entry);
        }
    }
    places
}

fn slices<'s>(spelled: &'s [Placed<'_>]) -> Vec<Spelled<'s>> {
    spelled.iter().map(|(exact, places)| (*exact, &**places)).collect()
}

/// The lists of a tier without the entries that are gone, and with what was found; both are sorted by
/// word.
fn merged(tier: Tier, before: &[Arc<Lists>], gone: &[u32], found: &[Found]) -> Vec<Arc<Lists>> {
    let mut pairs: Vec<(Option<&Arc<Lists>>, Option<&Found>)> = Vec::with_capacity(before.len());
    let mut found = found.iter().peekable();
    for lists in before {
        while let Some(new) = found.next_if(|found| found.word.cmp(&lists.word) == Ordering::Less) {
            pairs.push((None, Some(new)));
        }
        pairs.push((Some(lists), found.next_if(|found| found.word == lists.word)));
    }
    pairs.extend(found.map(|new| (None, Some(new))));
    let one = |(lists, found): (Option<&Arc<Lists>>, Option<&Found>)| match (lists, found) {
        (Some(lists), None) if !lists.has_any(tier, gone) => Some(lists.clone()),
        (Some(lists), found) => {
            let come = found.map(|found| found.spelled(tier)).unwrap_or_default();
            lists.with(tier, gone, &slices(&come)).map(Arc::new)
        }
        (None, found) => found?.lists(tier).map(Arc::new),
    };
    pairs.into_par_iter().filter_map(one).collect()
}
