//! The one door between a page and the site. In: what a page asks for. Out: the value, and a
//! note that it was read. Because there is no other way in, the notes are exactly what the page
//! depends upon. Never changes anything it shows.

mod card;
mod make;

pub use card::CardParts;
pub use make::ROW;

use std::sync::Arc;

use super::memo::Shared;
use super::redirect::Redirect;
use super::theme::Words;
use super::tongue::Tongue;
use super::value::{Val, list, map_of, text};
use super::view::share::{self, Share};
use super::world::{EXTENT, HOME, READS, TALLY, World};
use crate::base::{Facet, Fp, Key, Named, SrcPath};
use crate::catalog::{Award, Card, Gone, List, Tally};
use crate::config::{HomePage, Settings};
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::common::RecipientType;
use crate::record::fields::{View, date_view};
use crate::record::kind::unit::Successor;
use crate::record::reads::Count;
use crate::record::state::{Audience, State};
use crate::record::{KindId, Record};
use crate::text::date::{Day, FuzzyDate};

/// A page at work: what it may read, and what it has read.
pub struct Cx<'a> {
    pub(super) world: &'a World<'a>,
    reads: Reads,
    sink: Sink,
    /// The address of the page, for messages.
    page: String,
    depth: usize,
    /// Whether templates are told all there is, because one of them failed.
    tells_all: bool,
    /// The language of the page, when it is not the site's own.
    pub(super) tongue: Option<&'a Tongue>,
    /// Whether the record itself is written in that language.
    pub(super) native: bool,
    /// What the honours of the group that was shown last have in common.
    group: Option<((Key, u16), Arc<Shared>)>,
    /// The card of the decision whose honour was shown last.
    decision: Option<((Key, CardParts), Val)>,
    /// The sorts of recipients, as templates see them, where they were shown.
    sorts: [Option<Val>; 4],
}

/// What a finished page leaves behind.
pub struct Trace {
    /// Everything it read.
    pub reads: Reads,
    /// What was wrong.
    pub diags: Vec<Diag>,
}

/// What a page read, in the end sorted, each once.
#[derive(Clone, Default)]
pub struct Reads {
    /// Facets of records, by number.
    pub records: Vec<u32>,
    /// Things of the whole site.
    pub named: Vec<Named>,
}

impl Reads {
    /// The number of a facet of a record.
    #[must_use]
    pub fn number(key: Key, facet: Facet) -> u32 {
        key.0 * FACETS + facet as u32
    }

    /// The facet of a record that a number stands for.
    #[must_use]
    pub fn record(number: u32) -> (Key, Facet) {
        (Key(number / FACETS), Facet::ALL[(number % FACETS) as usize])
    }
}

/// How many facets a record has.
#[allow(clippy::cast_possible_truncation, reason = "a record has a handful of facets")]
const FACETS: u32 = Facet::ALL.len() as u32;

/// A page could not be made; the reason is in the diagnostics.
#[derive(Debug)]
pub struct Failed;

impl<'a> Cx<'a> {
    /// A page that has read nothing yet.
    #[must_use]
    pub fn new(world: &'a World<'a>, page: impl Into<String>) -> Self {
        Self {
            world,
            reads: Reads::default(),
            sink: Sink::default(),
            page: page.into(),
            depth: 0,
            tells_all: false,
            tongue: None,
            native: false,
            group: None,
            decision: None,
            sorts: [const { None }; 4],
        }
    }

    /// The trace, when the page is done.
    #[must_use]
    pub fn finish(mut self) -> Trace {
        self.reads.records.sort_unstable();
        self.reads.records.dedup();
        self.reads.named.sort_unstable();
        self.reads.named.dedup();
        Trace { reads: self.reads, diags: self.sink.into_vec() }
    }

    fn read(&mut self, key: Key, facet: Facet) {
        let read = Reads::number(key, facet);
        if self.reads.records.last() != Some(&read) {
            self.reads.records.push(read);
        }
    }

    pub(super) fn named(&mut self, named: Named) {
        // The nearest reads are mostly the same again: settings and strings, a word at a time.
        if !self.reads.named.iter().rev().take(4).any(|read| *read == named) {
            self.reads.named.push(named);
        }
    }

    /// All of a record.
    pub fn whole(&mut self, key: Key) -> &'a Arc<Record> {
        self.read(key, Facet::Whole);
        self.world.catalog.record(key)
    }

    /// What other pages show of a record.
    pub fn card(&mut self, key: Key) -> &'a Card {
        self.read(key, Facet::Card);
        &self.world.catalog.row(key).card
    }

    /// The public records that name a record.
    pub fn back(&mut self, key: Key) -> Vec<Key> {
        self.read(key, Facet::Back);
        self.world.catalog.back(key).collect()
    }

    /// The honours that a record has part in.
    pub fn awarded(&mut self, key: Key) -> Vec<&'a Award> {
        self.read(key, Facet::Back);
        self.world.catalog.awarded(key).collect()
    }

    /// An honour of a list, by its number.
    pub fn award_at(&mut self, at: u32) -> &'a Award {
        &self.world.catalog.awards()[at as usize]
    }

    /// The recipient's line of an honour, with the decision's own facts.
    pub fn line(&mut self, award: &Award) -> (&'a crate::record::kind::Decision, &'a crate::record::common::Recipient) {
        self.read(award.decision, Facet::Rows);
        (award.decision_of(self.world.catalog), award.line(self.world.catalog))
    }

    /// What an honour shows alike with the others of its group. Lists keep a group together, so
    /// remembering the last one is nearly always enough; what it read is in the trace already.
    /// The first group of a decision is remembered for all pages: whoever shows it must note
    /// what it rests on.
    pub fn shared(&mut self, award: &Award, make: impl FnOnce(&mut Self) -> Shared) -> Arc<Shared> {
        if award.group == 0 {
            let memo = self.world.memo;
            return memo.group(award.decision).get_or_init(|| Arc::new(make(self))).clone();
        }
        let group = (award.decision, award.group);
        if let Some((last, shared)) = &self.group
            && *last == group
        {
            return shared.clone();
        }
        let shared = Arc::new(make(self));
        self.group = Some((group, shared.clone()));
        shared
    }

    /// A sort of recipient as templates see it, made once for a page.
    pub fn sort(&mut self, sort: Option<RecipientType>, make: impl FnOnce() -> Val) -> Val {
        let at = sort.map_or(0, |sort| 1 + sort as usize);
        self.sorts[at].get_or_insert_with(make).clone()
    }

    /// An honour type: the parts that its honours show.
    pub fn honour(&mut self, key: Key) -> &'a Arc<Record> {
        self.read(key, Facet::Rows);
        self.world.catalog.record(key)
    }

    /// What a unit became; nothing for a record of another kind.
    pub fn successors(&mut self, key: Key) -> &'a [Successor] {
        match &self.world.catalog.record(key).own {
            crate::record::Own::Unit(unit) => {
                self.read(key, Facet::Rows);
                &unit.successors
            }
            _ => &[],
        }
    }

    /// The id of the unit above a unit.
    pub fn parent(&mut self, key: Key) -> Option<&'a str> {
        let crate::record::Own::Unit(unit) = &self.world.catalog.record(key).own else { return None };
        self.read(key, Facet::Rows);
        unit.parent.as_ref().map(|parent| &*parent.0)
    }

    /// A unit with its lineage and names: the parts that profiles of others show.
    pub fn lineage(&mut self, key: Key) -> Vec<Key> {
        self.read(key, Facet::Card);
        match &self.world.catalog.record(key).own {
            crate::record::Own::Unit(unit) => self.world.catalog.today_units(unit),
            _ => Vec::new(),
        }
    }

    /// The entries before and after a record in the list of its kind.
    pub fn beside(&mut self, key: Key) -> (Option<Key>, Option<Key>) {
        self.read(key, Facet::Back);
        self.world.catalog.beside(key)
    }

    /// The records that share most references with a record.
    pub fn related(&mut self, key: Key) -> impl Iterator<Item = Key> + use<'a> {
        self.read(key, Facet::Back);
        self.world.catalog.related(key)
    }

    /// A record that may be shown, by kind and id; that there is none is remembered, too.
    pub fn find(&mut self, kind: KindId, id: &str) -> Option<Key> {
        let key = self.world.catalog.public(kind, id);
        match key {
            Some(key) => self.read(key, Facet::Card),
            None => self.named(Named::Exists(format!("{}:{id}", kind.spec().name))),
        }
        key
    }

    /// One page of a list, counted from 1.
    pub fn list(&mut self, path: &str, page: usize) -> Option<&'a List> {
        self.named(Named::List(format!("{path}#{page}")));
        self.world.catalog.list(path)
    }

    /// How many entries a list has, and the address of the page on which the one at a place stands; of the
    /// entries themselves nothing is read.
    pub fn extent(&mut self, path: &str, at: usize) -> Option<(usize, String)> {
        self.named(Named::List(format!("{path}{EXTENT}")));
        let list = self.world.catalog.list(path)?;
        Some((list.items.len(), list.url(at / list.per_page() + 1)))
    }

    /// The lists that divide another: label, address, number of entries.
    pub fn family(&mut self, parent: &str, family: &str) -> Vec<(&'a List, String, usize)> {
        self.named(Named::List(format!("{parent}|{family}")));
        let lists = self.world.catalog.siblings(parent, family);
        lists.into_iter().map(|list| (list, list.url(1), list.items.len())).collect()
    }

    /// The settings.
    pub fn settings(&mut self) -> &'a Settings {
        self.named(Named::Settings);
        self.world.settings
    }

    /// What the settings say of the home page.
    pub fn home(&mut self) -> Option<&'a HomePage> {
        self.named(Named::List(HOME.to_owned()));
        self.world.settings.home.as_ref()
    }

    /// How often a record was read, where the site wants to show it.
    pub fn reads(&mut self, key: Key) -> Option<Count> {
        // A site that shows no counts need not remember this of every page: the settings decide.
        if !self.settings().reads {
            return None;
        }
        let record = self.world.catalog.record(key);
        self.named(Named::List(format!("{READS}{}/{}", record.kind().spec().name, record.id)));
        self.world.reads.get(key)
    }

    /// The most read records, of one kind or of all, where the site wants to show them.
    pub fn most_read(&mut self, kind: Option<KindId>) -> Vec<(Key, Count)> {
        self.named(Named::List(format!("{READS}{}", kind.map_or("", |kind| kind.spec().name))));
        if self.world.settings.reads { self.world.reads.most(self.world.catalog, kind) } else { Vec::new() }
    }

    /// A string of the interface.
    pub fn string(&mut self, path: &str) -> String {
        self.named(Named::Strings);
        self.tongue.map_or_else(|| self.world.theme.string(path), |tongue| tongue.string(path))
    }

    /// The day of the build.
    pub fn today(&mut self) -> Day {
        self.named(Named::Today);
        self.world.catalog.today()
    }

    /// Whether a file lies among the records, by its address.
    pub fn file(&mut self, address: &str) -> Option<Fp> {
        self.named(Named::File(address.to_owned()));
        self.world.files.get(address).copied()
    }

    /// The bytes of a file that lies among the records.
    pub fn bytes(&mut self, file: &SrcPath, address: &str) -> Option<Arc<[u8]>> {
        self.file(address)?;
        (self.world.bytes)(file)
    }

    /// The bytes of the file beside a record that is part of it: its fingerprint is in the record.
    pub fn original(&mut self, key: Key, file: &SrcPath) -> Option<Arc<[u8]>> {
        self.read(key, Facet::Whole);
        (self.world.bytes)(file)
    }

    /// The bytes of a file of the theme, by its number.
    pub fn asset(&mut self, at: usize) -> &'a [u8] {
        self.named(Named::Assets);
        &self.world.theme.assets()[at].bytes
    }

    /// A part of the search index.
    pub fn search(&mut self, part: &str) -> Option<Vec<u8>> {
        self.named(Named::Search(part.to_owned()));
        self.world.search.bytes(self.world.catalog, part)
    }

    /// Every correction of a public record, with the record.
    pub fn corrections(&mut self) -> Vec<(Key, crate::record::common::Correction)> {
        self.named(Named::List("corrections".to_owned()));
        let catalog = self.world.catalog;
        let public = catalog.keys().filter(|key| catalog.row(*key).public);
        let each = public.flat_map(|key| catalog.record(key).head.corrections.iter().map(move |c| (key, c.clone())));
        each.collect()
    }

    /// What the public may know of a record that was taken back, on the page in its place.
    pub fn gone(&mut self, key: Key) -> Gone {
        self.read(key, Facet::Whole);
        self.world.catalog.row(key).gone.unwrap_or_default()
    }

    /// Whether a record was withdrawn, annulled or removed; nothing else of it may be shown.
    pub fn state(&mut self, key: Key) -> State {
        self.read(key, Facet::Whole);
        self.world.catalog.row(key).state
    }

    /// For whom the site is built.
    pub fn audience(&mut self) -> Audience {
        // Everything that pages share of the site says it, so it is part of that fingerprint.
        self.named(Named::Settings);
        self.world.catalog.audience()
    }

    /// All honours in numbers.
    pub fn tally(&mut self) -> Tally {
        self.named(Named::List(TALLY.to_owned()));
        self.world.catalog.tally()
    }

    /// The picture beside a link to a record, or to any page that is no record's.
    pub fn share(&mut self, key: Option<Key>) -> Option<Share> {
        self.named(Named::Settings);
        let (catalog, settings) = (self.world.catalog, self.world.settings);
        let Some(key) = key else { return Share::of_site(settings) };
        let kind = self.card(key).kind;
        if !settings.has_share_card(kind) {
            return Share::of_site(settings);
        }
        self.read(key, Facet::Back);
        for award in share::awards(catalog, key, kind) {
            self.read(award.decision, Facet::Rows);
            self.read(award.honour, Facet::Rows);
        }
        Share::of_record(catalog, settings, key).or_else(|| Share::of_site(settings))
    }

    /// What is drawn in that picture.
    pub fn share_picture(&mut self, key: Option<Key>) -> Option<Vec<u8>> {
        self.share(key).map(|share| self.world.memo.picture(&share.words))
    }

    /// Every old address and where it leads.
    pub fn redirects(&mut self) -> &'a [Redirect] {
        self.named(Named::List("redirects".to_owned()));
        self.world.redirects
    }

    /// Where an old address leads.
    pub fn redirect(&mut self, address: &str) -> Option<&'a str> {
        self.named(Named::List(format!("redirects:{address}")));
        self.world.redirect(address)
    }

    /// Reports a problem that only showed while rendering.
    pub fn report(&mut self, problem: Problem, place: Place) {
        self.sink.report(problem, place);
    }

    /// Reports a finished diagnostic.
    pub fn push(&mut self, diag: Diag) {
        self.sink.push(diag);
    }

    /// Whether the theme has a template.
    pub fn has_template(&mut self, template: &str) -> bool {
        self.named(Named::Template(template.to_owned()));
        self.world.theme.has(template)
    }

    /// The words of a template and of all that it is made of: what it never names need not be made.
    pub fn words(&mut self, template: &str) -> Words<'a> {
        self.named(Named::Template(template.to_owned()));
        if self.tells_all { Words::All } else { self.world.theme.words(template) }
    }

    /// Does work that a template may fail. Then it is done again with all that can be told, so that
    /// the message names every field there is and not only those that the template names.
    ///
    /// # Errors
    /// Those of the work.
    pub fn telling<T>(&mut self, mut work: impl FnMut(&mut Self) -> Result<T, Failed>) -> Result<T, Failed> {
        let before = std::mem::take(&mut self.sink);
        let mut made = work(self);
        if made.is_err() && !self.tells_all {
            self.tells_all = true;
            self.sink = Sink::default();
            made = work(self);
        }
        let told = std::mem::replace(&mut self.sink, before);
        for diag in told.into_vec() {
            self.sink.push(diag);
        }
        made
    }
}

/// A date as templates see it, or nothing.
#[must_use]
pub fn date(date: Option<FuzzyDate>) -> Val {
    date.map_or_else(Val::none, |date| plain(&date_view(&date)))
}

/// A view without references or Markdown.
#[must_use]
pub fn plain(view: &View) -> Val {
    match view {
        View::Null | View::Ref(..) => Val::none(),
        View::Bool(value) => Val::from(*value),
        View::Int(value) => Val::from(*value),
        View::Text(value) | View::Markdown(value) => text(value),
        View::List(items) => list(items.iter().map(plain)),
        View::Map(pairs) => map_of(pairs.iter().map(|(key, value)| (*key, plain(value)))),
    }
}
