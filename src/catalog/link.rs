//! Links records to each other. In: the parsed records of all files. Out: an immutable
//! [`Catalog`] and what was wrong with the references. Always the whole simple function: nothing
//! here is patched. A broken link is a diagnostic, not an error.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::award::{self, Find};
use super::card::Card;
use super::index::Index;
use super::kin::Kin;
use super::standing::{self, Gone, Standings, Vantage};
use super::{Award, Catalog, Grouped, List, Row, book, key, lineage, list};
use crate::base::{Fp, Key};
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::common::Status;
use crate::record::state::State;
use crate::record::{KindId, Own, Record};
use crate::text::slug::slug;

/// A parsed record with its fingerprint.
#[derive(Clone, Debug)]
pub struct Input {
    /// The record.
    pub record: Arc<Record>,
    /// The fingerprint of all of it.
    pub whole: Fp,
}

/// The name of a record: its kind and id.
pub type Name = (KindId, Arc<str>);

/// Links all records, seen from an instant and by some readers. `broken` names the records whose
/// files could not be read.
#[must_use]
pub fn link(inputs: Vec<Input>, broken: HashSet<Name>, from: impl Into<Vantage>) -> (Catalog, Vec<Diag>) {
    let (mut catalog, diags) = unmarked(inputs, broken, from);
    catalog.mark();
    (catalog, diags)
}

/// Links all records without the fingerprints and neighbours that only pages need.
#[must_use]
pub fn unmarked(inputs: Vec<Input>, broken: HashSet<Name>, from: impl Into<Vantage>) -> (Catalog, Vec<Diag>) {
    let mut sink = Sink::default();
    let sorted = Sorted::new(inputs, broken, from.into(), &mut sink);
    let cards: Vec<Arc<Card>> = sorted.inputs.par_iter().map(|input| Arc::new(sorted.card(&input.record))).collect();
    let (pairs, leads) = sorted.resolve(&mut sink);
    let awards = sorted.awards();
    let awarded = awarded(sorted.inputs.len(), &awards);
    let back = Grouped::new(sorted.inputs.len(), &pairs);
    let mut catalog = sorted.into_catalog(cards, leads, back, awards, awarded);
    catalog.lists = Arc::new(lists(&catalog));
    (catalog, sink.into_vec())
}

/// All lists of a catalogue, sorted by address.
fn lists(catalog: &Catalog) -> Vec<List> {
    let (mut lists, mut book) = rayon::join(|| list::all(catalog), || book::all(catalog));
    lists.append(&mut book);
    lists.par_sort_by(|a, b| a.path.cmp(&b.path));
    lists
}

impl Catalog {
    /// This catalogue with other records in the place of some, while all that links them stays as it
    /// is: a glance at what is being written, before all is linked anew. `None` when a record has
    /// another address or standing, or when others rest on the order of what is in it.
    #[must_use]
    pub fn glance(&self, records: Vec<Input>) -> Option<Self> {
        let mut catalog = self.clone();
        for Input { record, whole } in records {
            let key = self.find(record.kind(), &record.id)?;
            let row = &mut catalog.rows[key.index()];
            let now = self.from.now;
            let is_as_before = row.record.url == record.url
                && row.record.file == record.file
                && standing::alone(&row.record, now) == standing::alone(&record, now)
                && (row.record.own == record.own || !is_counted(record.kind()));
            if !is_as_before {
                return None;
            }
            let Card { now, held, .. } = &*row.card;
            row.card = Arc::new(Card { now: now.clone(), held: *held, ..Card::of(&record) });
            (row.record, row.facets[0]) = (record, whole);
            catalog.rows[key.index()].facets = catalog.facets_of(key);
        }
        Some(catalog)
    }

    /// Works out what pages need besides: the neighbours of each record, and the fingerprints by
    /// which a page sees that something it shows has changed.
    fn mark(&mut self) {
        self.families = Arc::new(list::families(&self.lists));
        self.names = Arc::new(self.names());
        self.award_fps = Arc::new(self.awards.par_iter().map(|award| award_fp(award, &self.names)).collect());
        self.kin = Arc::new(Kin::of(self));
        let facets = (0..self.rows.len()).into_par_iter().map(|at| self.facets_of(key(at))).collect::<Vec<_>>();
        for (row, facets) in self.rows.iter_mut().zip(facets) {
            row.facets = facets;
        }
    }

    /// The fingerprints of a record's facets; the first is that of its file until then.
    fn facets_of(&self, of: Key) -> [Fp; 4] {
        let Row { record, state, public, gone, card, facets: [file, ..] } = self.row(of);
        // The basis is a key, which shifts between generations; its name does not.
        let basis = gone.and_then(|gone| gone.basis).map(|key| self.record(key)).map(|by| (by.kind(), &by.id));
        let whole = Fp::of(&(file, public, state, gone.and_then(|gone| gone.date), basis));
        let rows = match &record.own {
            Own::Decision(d) => Fp::of(&(&d.number, d.date, d.reported, &d.event, &d.groups)),
            Own::Honour(h) => Fp::of(&(&h.name, h.level, h.system, h.rank, h.kind, h.yearly)),
            Own::Unit(u) => Fp::of(&(&u.successors, &u.parent)),
            _ => Fp::default(),
        };
        [whole, Fp::of(&(&**card, public)), self.back_fp(of), rows]
    }
}

/// Records in catalogue order, before they are linked.
struct Sorted {
    inputs: Vec<Input>,
    broken: HashSet<Name>,
    starts: Vec<usize>,
    index: Index,
    from: Vantage,
    standings: Standings,
    /// Which record bears a name, written as an id; none when several do. Only a broken reference asks.
    named: OnceLock<HashMap<(KindId, String), Option<usize>>>,
}

impl Find for Sorted {
    fn is_public(&self, key: Key) -> bool {
        self.standings.states[key.index()].is_shown(self.from.audience)
    }

    fn find(&self, kind: KindId, id: &str) -> Option<(Key, &Arc<Record>)> {
        let key = self.index.find(kind, id)?;
        Some((key, &self.inputs[key.index()].record))
    }

    fn by_key(&self, key: Key) -> Option<&Arc<Record>> {
        self.inputs.get(key.index()).map(|input| &input.record)
    }
}

impl Sorted {
    fn new(mut inputs: Vec<Input>, broken: HashSet<Name>, from: Vantage, sink: &mut Sink) -> Self {
        inputs.par_sort_by(|a, b| {
            let (a, b) = (&a.record, &b.record);
            (a.kind(), &a.id, &a.file).cmp(&(b.kind(), &b.id, &b.file))
        });
        inputs.dedup_by(|second, first| {
            let same = first.record.kind() == second.record.kind() && first.record.id == second.record.id;
            if same {
                let problem = Problem::DuplicateId { id: second.record.id.to_string() };
                let place = Place::File(second.record.file.clone());
                sink.report(problem, place).also.push(Place::File(first.record.file.clone()));
            }
            same
        });
        let mut starts = vec![0; KindId::ALL.len() + 1];
        for input in &inputs {
            starts[input.record.kind() as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let index = Index::of(inputs.iter().map(|input| (input.record.kind(), &input.record.id)));
        let standings = Standings { states: Vec::new(), annulled_by: BTreeMap::new() };
        let mut sorted = Self { inputs, broken, starts, index, from, standings, named: OnceLock::new() };
        let records: Vec<&Record> = sorted.inputs.iter().map(|input| &*input.record).collect();
        let find = |kind: KindId, id: &str| sorted.find(kind, id).map(|(key, _)| key);
        sorted.standings = standing::judge(&records, find, from);
        sorted
    }

    fn state(&self, key: Key) -> State {
        self.standings.states[key.index()]
    }

    /// What the public may know of a record that was taken back.
    fn gone(&self, key: Key) -> Option<Gone> {
        let record = &self.inputs[key.index()].record;
        match self.state(key) {
            _ if !record.kind().spec().paged => None,
            State::Annulled => {
                let by = self.standings.annulled_by.get(&key).copied();
                let date = by.and_then(|by| self.by_key(by)).and_then(|by| by.own.date(&by.head));
                Some(Gone { date, basis: by })
            }
            State::Withdrawn => {
                let said = record.head.withdrawal.as_ref();
                let basis =
                    said.and_then(|said| said.basis.as_ref()).and_then(|basis| self.find(basis.kind, &basis.id));
                let basis = basis.map(|(key, _)| key).filter(|key| self.is_public(*key));
                Some(Gone { date: said.and_then(|said| said.date), basis })
            }
            // Of personal data that was removed nothing is said, not even when.
            State::Removed => Some(Gone::default()),
            _ => None,
        }
    }

    fn card(&self, record: &Record) -> Card {
        let mut card = Card::of(record);
        card.held = record.head.released_at().filter(|at| *at > self.from.now);
        if let Own::Unit(unit) = &record.own {
            card.now = lineage::now_text(self, unit);
        }
        card
    }

    /// Checks every reference. The pairs (named, namer) of public records, and what each record leads to,
    /// public or not.
    fn resolve(&self, sink: &mut Sink) -> (Vec<(u32, u32)>, Grouped) {
        let found: Vec<Resolved> =
            self.inputs.par_iter().enumerate().map(|(at, input)| self.resolve_one(key(at), &input.record)).collect();
        let leads = Grouped::ready(found.iter().map(|of| &*of.leads));
        let mut pairs = Vec::new();
        for of in found {
            pairs.extend(of.pairs);
            sink.extend(of.diags);
        }
        (pairs, leads)
    }

    fn resolve_one(&self, source: Key, record: &Record) -> Resolved {
        let (mut pairs, mut leads, mut sink) = (Vec::new(), Vec::new(), Sink::default());
        let public = self.is_public(source);
        standing::check(record, self.from.now, &mut sink);
        let mut places = None;
        let mut place = |at: usize| places.get_or_insert_with(|| record.link_places())[at].clone();
        for (at, link) in record.links.iter().enumerate() {
            // Only a broken reference needs its kind in words.
            let words = || (link.kind.spec().vi.to_lowercase(), link.kind.spec().en.to_lowercase());
            let found = self.find(link.kind, &link.id);
            leads.extend(found.map(|(target, _)| target.0));
            match found {
                Some((target, _)) if self.is_public(target) => {
                    if public && target != source {
                        pairs.push((target.0, source.0));
                    }
                }
                // To name what it annuls is the point of an annulling document.
                Some((target, _)) if self.state(target) == State::Annulled && is_annulment(&place(at)) => {}
                Some(_) if public => {
                    let (kind, kind_en) = words();
                    let problem = Problem::HiddenRef { kind, kind_en, id: link.id.to_string() };
                    sink.report(problem, place(at));
                }
                Some(_) => {}
                // A file that could not be read tells its own problem; its readers need no second.
                None if self.broken.contains(&(link.kind, link.id.clone())) => {}
                None if record.head.status.is_none_or(|status| status == Status::Draft) => {}
                None => {
                    let (kind, kind_en) = words();
                    let problem = Problem::UnknownRef { kind, kind_en, id: link.id.to_string() };
                    sink.push(Diag::new(problem, place(at)).suggest(self.near(source, link.kind, &link.id)));
                }
            }
        }
        leads.sort_unstable();
        leads.dedup();
        Resolved { pairs, leads, diags: sink.into_vec() }
    }

    /// The id that was perhaps meant by a word: of the record with this name, else one that is spelled
    /// most like it. Never the record that asks: nothing leads to itself.
    fn near(&self, source: Key, kind: KindId, word: &str) -> Option<String> {
        let bearer = *self.named.get_or_init(|| self.names()).get(&(kind, slug(word))).unwrap_or(&None);
        if let Some(at) = bearer.filter(|at| *at != source.index()) {
            return Some(self.inputs[at].record.id.to_string());
        }
        let range = self.starts[kind as usize]..self.starts[kind as usize + 1];
        let slack = 1 + word.len() / 3;
        let ends = |s: &str| (s.as_bytes().first().copied(), s.as_bytes().last().copied());
        let (first, last) = ends(word);
        let others = range.filter(|at| *at != source.index());
        let ids = others.map(|at| &*self.inputs[at].record.id);
        let close =
            ids.filter(|id| id.len().abs_diff(word.len()) <= slack && (ends(id).0 == first || ends(id).1 == last));
        crate::text::near::nearest(word, close).map(str::to_owned)
    }

    /// Every name of every record, written as an id, with the only record that bears it.
    fn names(&self) -> HashMap<(KindId, String), Option<usize>> {
        let mut named = HashMap::new();
        for (at, Input { record, .. }) in self.inputs.iter().enumerate() {
            let aliases = record.head.aliases.iter().filter(|alias| !alias.starts_with('/')).cloned();
            for name in record.own.names().into_iter().chain([record.title()]).chain(aliases) {
                match named.entry((record.kind(), slug(&name))) {
                    Entry::Vacant(entry) => {
                        entry.insert(Some(at));
                    }
                    Entry::Occupied(mut entry) if *entry.get() != Some(at) => {
                        entry.insert(None);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        named
    }

    fn awards(&self) -> Vec<Award> {
        let range = self.starts[KindId::Decision as usize]..self.starts[KindId::Decision as usize + 1];
        let lists: Vec<Vec<Award>> = range
            .into_par_iter()
            .map(|at| {
                let mut out = Vec::new();
                let record = &self.inputs[at].record;
                if self.is_public(key(at)) {
                    award::of_decision(self, key(at), record, &mut out);
                }
                out
            })
            .collect();
        // Just so much room as is needed: an archive has hundreds of thousands of honours.
        lists.concat()
    }

    fn row(&self, key: Key, card: Arc<Card>) -> Row {
        let Input { record, whole } = &self.inputs[key.index()];
        let (state, public, gone) = (self.state(key), self.is_public(key), self.gone(key));
        let facets = [*whole, Fp::default(), Fp::default(), Fp::default()];
        Row { record: record.clone(), state, public, gone, card, facets }
    }

    fn into_catalog(
        self,
        cards: Vec<Arc<Card>>,
        leads: Grouped,
        back: Grouped,
        awards: Vec<Award>,
        awarded: Grouped,
    ) -> Catalog {
        let rows: Vec<Row> = cards.into_par_iter().enumerate().map(|(at, card)| self.row(key(at), card)).collect();
        Catalog {
            rows,
            starts: self.starts,
            index: Arc::new(self.index),
            leads: Arc::new(leads),
            back: Arc::new(back),
            awards: Arc::new(awards),
            awarded: Arc::new(awarded),
            lists: Arc::default(),
            families: Arc::default(),
            from: self.from,
            kin: Arc::default(),
            names: Arc::default(),
            award_fps: Arc::default(),
        }
    }
}

/// What became of a record's references.
struct Resolved {
    /// Public records that are named, with the namer, when that is public.
    pairs: Vec<(u32, u32)>,
    /// All that are named, each once, in the order of the catalogue.
    leads: Vec<u32>,
    diags: Vec<Diag>,
}

/// Whether others know parts of a record by their number.
fn is_counted(kind: KindId) -> bool {
    matches!(kind, KindId::Decision | KindId::Photo | KindId::Broadcast)
}

/// Whether a reference at this place says what a document annuls.
fn is_annulment(at: &Place) -> bool {
    matches!(at, Place::Field(_, path) if path.starts_with("annuls"))
}

fn awarded(rows: usize, awards: &[Award]) -> Grouped {
    let pairs = awards.iter().enumerate().flat_map(|(at, award)| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        award.parties().map(move |key| (key.0, at))
    });
    Grouped::new(rows, &pairs.collect::<Vec<_>>())
}

impl Catalog {
    /// The fingerprints of all records' names; keys shift between generations, names do not.
    fn names(&self) -> Vec<Fp> {
        self.rows.par_iter().map(|row| Fp::of(&(row.record.kind().spec().name, &row.record.id))).collect()
    }

    fn back_fp(&self, of: Key) -> Fp {
        let name = |key: Key| self.names[key.index()];
        let back = self.back(of).map(name);
        let awards = self.awarded.of(of).iter().map(|at| self.award_fps[*at as usize]);
        let (before, after) = self.kin.beside[of.index()];
        let kin = self.related(of).map(name);
        let beside = [before.map_or(Fp::default(), name), after.map_or(Fp::default(), name)];
        Fp::all(back.chain(awards).chain(kin).chain(beside))
    }
}

/// An honour's identity, in names.
fn award_fp(award: &Award, names: &[Fp]) -> Fp {
    let parties: Vec<Fp> = award.parties().map(|key| names[key.index()]).collect();
    Fp::of(&(parties, award.group, award.row, award.year, award.counts))
}
