//! What can be found: every public record with a page, and every recipient that has none. In:
//! the linked catalogue. Out: entries, each with its names, other names, mentions and facets.
//! Only cards, awards and public links are read here, so nothing hidden can be found.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::facet::{self, Facet};
use super::number::{Place, Sort};
use super::word;
use crate::base::{Facet as Side, Fp, Key};
use crate::catalog::{Award, Catalog};
use crate::record::{KindId, Own, Record};
use crate::text as vi;

/// Something that a search can find.
pub(super) enum Entry {
    /// A record.
    Record(Key),
    /// A recipient without a record: its honours in one decision, as numbers of the catalogue.
    Line(Box<[u32]>),
}

/// Takes in what an entry says of itself.
pub(super) trait Texts<'c> {
    /// The words of a record's own text.
    fn own(&mut self, record: Key);
    /// One of its own names.
    fn name(&mut self, text: &'c str);
    /// The same, made here.
    fn made_name(&mut self, text: &str);
    /// A name of what it became, or of what it came from.
    fn alias(&mut self, text: &'c str);
    /// Words that it mentions.
    fn mention(&mut self, text: &'c str);
    /// The same, made here.
    fn made_mention(&mut self, text: &str);
    /// A value of a facet.
    fn facet(&mut self, facet: Facet, value: &str);
}

/// The catalogue, with what many entries need of it.
pub(super) struct Sight<'c> {
    pub(super) catalog: &'c Catalog,
    /// For each unit: the localities it lies in, those of today included, and a fingerprint of its type
    /// and of these.
    localities: HashMap<Key, (Vec<Key>, Fp)>,
    /// For each unit: those that it became, and those that became it.
    kin: HashMap<Key, Vec<Key>>,
    /// Short and long forms, the longest first, small letters.
    forms: Vec<(String, String)>,
    /// For each honour: a fingerprint of all that is said of it.
    honours: Vec<Fp>,
}

/// Every entry of a catalogue, with what its number follows from.
pub(super) fn all(catalog: &Catalog) -> Vec<(Place, Entry)> {
    let public = KindId::ALL.iter().filter(|kind| kind.spec().paged);
    let keys = public.flat_map(|kind| catalog.public_of_kind(*kind));
    let records = keys.map(|key| {
        let record = catalog.record(key);
        let kind = record.kind();
        let name = Fp::of(&(kind.spec().name, &record.id));
        (Place { sort: Sort::Record(kind), year: catalog.row(key).card.year(), name }, Entry::Record(key))
    });
    records.chain(lines(catalog)).collect()
}

/// The recipients without a record; one who is named twice in a decision is one entry.
fn lines(catalog: &Catalog) -> Vec<(Place, Entry)> {
    let mut lines: BTreeMap<(Key, &str), Vec<u32>> = BTreeMap::new();
    for (at, award) in (0..).zip(catalog.awards()) {
        if award.recipient.is_none()
            && let Some(printed) = &award.line(catalog).as_printed
        {
            lines.entry((award.decision, printed)).or_default().push(at);
        }
    }
    let entry = |((decision, printed), awards): ((Key, &str), Vec<u32>)| {
        let name = Fp::of(&(&catalog.record(decision).id, printed));
        let year = catalog.row(decision).card.year();
        (Place { sort: Sort::Line, year, name }, Entry::Line(awards.into()))
    };
    lines.into_iter().map(entry).collect()
}

impl<'c> Sight<'c> {
    pub(super) fn new(catalog: &'c Catalog) -> Self {
        let (mut localities, mut kin) = (HashMap::new(), HashMap::<Key, Vec<Key>>::new());
        for key in catalog.public_of_kind(KindId::Unit) {
            let Own::Unit(unit) = &catalog.record(key).own else { continue };
            for today in catalog.today_units(unit).into_iter().filter(|today| catalog.row(*today).public) {
                kin.entry(key).or_default().push(today);
                kin.entry(today).or_default().push(key);
            }
        }
        for key in catalog.public_of_kind(KindId::Unit) {
            let then: Vec<Key> = catalog.localities(key).into_iter().filter(|key| catalog.row(*key).public).collect();
            let today = then.iter().flat_map(|place| match &catalog.record(*place).own {
                Own::Unit(unit) => catalog.today_units(unit),
                _ => Vec::new(),
            });
            let today: Vec<Key> = today.filter(|key| catalog.row(*key).public).collect();
            let lies: Vec<Key> = then.into_iter().chain(today).collect();
            let ids: Vec<&str> = lies.iter().map(|place| &*catalog.record(*place).id).collect();
            let said = Fp::of(&(facet::unit_type(catalog, key), ids));
            localities.insert(key, (lies, said));
        }
        let sight = Self { catalog, localities, kin, forms: forms(), honours: Vec::new() };
        let honours = catalog.award_fps.par_iter().zip(catalog.awards()).map(|(fp, award)| sight.said_of(*fp, award));
        Self { honours: honours.collect(), ..sight }
    }

    /// The fingerprint of all that an entry says: of its record, and of what follows from others. It may
    /// differ where the words are the same, but never be the same where they differ.
    pub(super) fn said(&self, entry: &Entry) -> Fp {
        let key = match entry {
            Entry::Record(key) => *key,
            Entry::Line(awards) => return Fp::all(awards.iter().map(|at| self.honours[*at as usize])),
        };
        let catalog = self.catalog;
        let kin = self.kin.get(&key).into_iter().flatten().map(|kin| catalog.facet(*kin, Side::Card));
        let links = catalog.named(key).flat_map(|target| [catalog.facet(target, Side::Card), self.lies(target)]);
        let honours = catalog.awarded.of(key).iter().filter(|at| is_mine(&catalog.awards()[**at as usize], key));
        let honours = honours.map(|at| self.honours[*at as usize]);
        let own = [catalog.facet(key, Side::Whole), self.lies(key)];
        Fp::all(own.into_iter().chain([Fp::all(kin), Fp::all(links), Fp::all(honours)]))
    }

    /// The fingerprint of all that is said of an honour.
    fn said_of(&self, identity: Fp, award: &Award) -> Fp {
        let card = |key: Key| self.catalog.facet(key, Side::Card);
        let rows = [award.decision, award.honour].map(|key| self.catalog.facet(key, Side::Rows));
        let others = [award.recipient, award.unit, award.campaign].map(|key| key.map_or_else(Fp::default, card));
        let place = self.unit_of(award).map_or_else(Fp::default, |unit| self.lies(unit));
        let sure = [identity, rows[0], rows[1], card(award.decision), card(award.honour), place];
        Fp::all(sure.into_iter().chain(others))
    }

    /// The fingerprint of the type of a unit and of where it lies; that of nothing for all else.
    fn lies(&self, unit: Key) -> Fp {
        self.localities.get(&unit).map_or_else(Fp::default, |(_, said)| *said)
    }

    /// Tells all that an entry says of itself.
    pub(super) fn read(&self, entry: &Entry, to: &mut dyn Texts<'c>) {
        match entry {
            Entry::Record(key) => self.record(*key, to),
            Entry::Line(awards) => self.line(awards, to),
        }
    }

    fn record(&self, key: Key, to: &mut dyn Texts<'c>) {
        let record: &'c Record = self.catalog.record(key);
        let card = &*self.catalog.row(key).card;
        to.name(&card.title);
        // Whoever is shown by initials has no other name.
        if !card.shortened {
            self.other_names(record, to);
        }
        for kin in self.kin.get(&key).into_iter().flatten() {
            to.alias(&self.catalog.row(*kin).card.title);
        }
        to.own(key);
        to.mention(&card.kicker);
        if let Some(date) = &card.date {
            to.made_mention(&date.text());
            to.facet(Facet::Year, &date.date.year().to_string());
        }
        let units = self.linked(key, record, to);
        self.unit_facets(units, to);
    }

    /// Names besides the title: other names, numbers as they are typed, short and long forms.
    fn other_names(&self, record: &'c Record, to: &mut dyn Texts<'c>) {
        for alias in record.head.aliases.iter().filter(|alias| !alias.starts_with('/')) {
            to.name(alias);
        }
        let names = record.own.names();
        let title = record.title();
        for name in names.iter().filter(|name| **name != title) {
            to.made_name(name);
        }
        let number = match &record.own {
            Own::Document(document) => document.number.as_ref(),
            Own::Decision(decision) => decision.number.as_ref(),
            _ => None,
        };
        if let Some(joined) = number.and_then(|number| joined(&number.to_string())) {
            to.made_name(&joined);
        }
        if matches!(record.kind(), KindId::Unit | KindId::Honour | KindId::Campaign) {
            let title = title.to_lowercase();
            if let Some(name) = without_type(&title) {
                to.made_name(name);
            }
            self.other_forms(&title).iter().for_each(|form| to.made_name(form));
        }
    }

    /// A title with its long forms shortened, and with its short forms written out.
    fn other_forms(&self, title: &str) -> Vec<String> {
        let short =
            self.forms.iter().fold(title.to_owned(), |title, (short, long)| match title.contains(long.as_str()) {
                true => title.replace(long.as_str(), short),
                false => title,
            });
        let long = |word: &str| self.forms.iter().find(|(short, _)| short == word).map(|(_, long)| long.clone());
        let words: Vec<String> = title.split(' ').map(|word| long(word).unwrap_or_else(|| word.to_owned())).collect();
        [short, words.join(" ")].into_iter().filter(|form| form != title).collect()
    }

    /// Tells what a record links to or grants; returns the units that place it.
    fn linked(&self, key: Key, record: &'c Record, to: &mut dyn Texts<'c>) -> BTreeSet<Key> {
        let catalog = self.catalog;
        let mut units = BTreeSet::new();
        let mut named: BTreeSet<Key> = BTreeSet::new();
        let kind = record.kind();
        let recipients = recipients(record);
        for link in record.links.iter().filter(|link| !recipients.contains(&(link.kind, &*link.id))) {
            named.extend(catalog.public(link.kind, &link.id).filter(|target| *target != key));
        }
        match kind {
            KindId::Unit => {
                units.insert(key);
            }
            KindId::Decision => {}
            KindId::Honour => to.facet(Facet::Honour, &record.id),
            KindId::Campaign => to.facet(Facet::Campaign, &record.id),
            _ => units.extend(named.iter().copied().filter(|k| catalog.record(*k).kind() == KindId::Unit)),
        }
        named.iter().filter(|k| catalog.record(**k).kind() == KindId::Campaign).for_each(|campaign| {
            to.facet(Facet::Campaign, &catalog.record(*campaign).id);
        });
        if let Own::Honour(honour) = &record.own {
            to.facet(Facet::Level, honour.level.id());
        }
        for award in catalog.awarded(key).filter(|award| is_mine(award, key)) {
            self.award(award, to);
            units.extend(self.unit_of(award));
            if kind == KindId::Decision {
                named.extend([award.recipient, award.unit].into_iter().flatten());
                self.printed(award, to);
            } else {
                named.insert(award.honour);
            }
        }
        for key in named {
            to.mention(&catalog.row(key).card.title);
        }
        units
    }

    /// The facets of an honour, and its name as a mention.
    fn award(&self, award: &'c Award, to: &mut dyn Texts<'c>) {
        let catalog = self.catalog;
        to.facet(Facet::Honour, &catalog.record(award.honour).id);
        if let Some(level) = facet::level(catalog, award.honour) {
            to.facet(Facet::Level, level);
        }
        if let Some(campaign) = award.campaign {
            to.facet(Facet::Campaign, &catalog.record(campaign).id);
            to.mention(&catalog.row(campaign).card.title);
        }
        if let Some(year) = award.year {
            to.facet(Facet::Year, &year.to_string());
        }
        to.mention(&catalog.row(award.honour).card.title);
    }

    /// What a line of a decision prints, but for the full name of one who is shown by initials.
    fn printed(&self, award: &'c Award, to: &mut dyn Texts<'c>) {
        let line = award.line(self.catalog);
        let short = award.recipient.is_some_and(|key| self.catalog.row(key).card.shortened);
        let name = line.as_printed.as_ref().filter(|_| !short && award.recipient.is_some());
        for text in name.into_iter().chain(&line.unit_printed) {
            to.mention(text);
        }
    }

    fn line(&self, awards: &[u32], to: &mut dyn Texts<'c>) {
        let catalog = self.catalog;
        let mut units = BTreeSet::new();
        let awards = awards.iter().map(|at| &catalog.awards()[*at as usize]);
        for (at, award) in awards.enumerate() {
            let line = award.line(catalog);
            if let Some(name) = line.as_printed.as_ref().filter(|_| at == 0) {
                to.name(name);
            }
            for text in line.unit_printed.iter().chain(&line.post) {
                to.mention(text);
            }
            if let Some(unit) = award.unit {
                to.mention(&catalog.row(unit).card.title);
                units.insert(unit);
            }
            to.mention(&catalog.row(award.decision).card.title);
            self.award(award, to);
        }
        self.unit_facets(units, to);
    }

    /// The unit that an honour belongs to.
    fn unit_of(&self, award: &Award) -> Option<Key> {
        award.recipient.filter(|key| self.catalog.record(*key).kind() == KindId::Unit).or(award.unit)
    }

    fn unit_facets(&self, units: BTreeSet<Key>, to: &mut dyn Texts<'c>) {
        for unit in units {
            if let Some(of) = facet::unit_type(self.catalog, unit) {
                to.facet(Facet::UnitType, of);
            }
            for place in self.localities.get(&unit).into_iter().flat_map(|(lies, _)| lies) {
                to.facet(Facet::Locality, &self.catalog.record(*place).id);
            }
        }
    }
}

/// Whether an honour is one that a record grants or holds: others name it only.
fn is_mine(award: &Award, key: Key) -> bool {
    award.decision == key || award.recipient == Some(key)
}

/// What stands before the name of a locality.
const PLACE_TYPES: &[&str] =
    &["tỉnh ", "thành phố ", "huyện ", "thị xã ", "xã ", "phường ", "thị trấn ", "đặc khu ", "ấp ", "khu phố "];

/// The name of a locality as people say it: `Huyện Vĩnh Thuận` is `vĩnh thuận`.
fn without_type(title: &str) -> Option<&str> {
    PLACE_TYPES.iter().find_map(|of| title.strip_prefix(of))
}

/// The records that a decision names as recipients: whether they may be shown is the awards'
/// to say.
fn recipients(record: &Record) -> HashSet<(KindId, &str)> {
    let Own::Decision(decision) = &record.own else { return HashSet::new() };
    let lines = decision.groups.iter().flat_map(|group| &group.recipients);
    lines.filter_map(|line| line.r#ref.as_ref()).map(|r| (r.kind, &*r.id)).collect()
}

/// A number as some type it: `136/KH-UBND` is `136 khubnd`.
fn joined(number: &str) -> Option<String> {
    let (mut digits, mut letters, mut runs) = (Vec::new(), String::new(), 0);
    word::each(number, |word| match word.starts_with(|c: char| c.is_ascii_digit()) {
        true => digits.push(word),
        false => {
            letters.push_str(word);
            runs += 1;
        }
    });
    (runs > 1).then(|| format!("{} {letters}", digits.join(" ")))
}

/// The dictionary of abbreviations in small letters, the longest long form first.
fn forms() -> Vec<(String, String)> {
    let mut forms: Vec<(String, String)> =
        vi::abbr::all().map(|(short, long)| (short.to_lowercase(), long.to_lowercase())).collect();
    forms.sort_by_key(|(_, long)| std::cmp::Reverse(long.len()));
    forms
}

/// What the part with an entry's result depends on.
pub(super) fn shown_fp(catalog: &Catalog, of: &Entry) -> Fp {
    match of {
        Entry::Record(key) => catalog.facet(*key, Side::Card),
        Entry::Line(_) => Fp::of(&shown(catalog, of)),
    }
}

/// What a result shows: address, title, what it is, date, a line below, what it is called now.
pub(super) fn shown(catalog: &Catalog, of: &Entry) -> [String; 6] {
    match of {
        Entry::Record(key) => {
            let card = &catalog.row(*key).card;
            let below = card.summary.as_deref().unwrap_or_default();
            [
                card.url.to_string(),
                vi::show::nbsp(&card.title),
                card.kicker.to_string(),
                card.date.as_ref().map(short).unwrap_or_default(),
                cut(below, 140),
                card.now.as_deref().unwrap_or_default().to_owned(),
            ]
        }
        Entry::Line(awards) => line_shown(catalog, awards),
    }
}

fn line_shown(catalog: &Catalog, awards: &[u32]) -> [String; 6] {
    let Some(award) = awards.first().map(|at| &catalog.awards()[*at as usize]) else { return Default::default() };
    let line = award.line(catalog);
    let class = award.decision_of(catalog).groups[usize::from(award.group)].class;
    let honour = match &catalog.record(award.honour).own {
        Own::Honour(honour) => honour.with_class(class).to_string(),
        _ => String::new(),
    };
    let decision = &catalog.row(award.decision).card;
    let unit = award.unit.map(|unit| &catalog.row(unit).card.title).or(line.unit_printed.as_ref());
    let below = [Some(honour.as_str()), unit.map(|unit| &**unit)];
    let below: Vec<&str> = below.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    [
        decision.url.to_string(),
        vi::show::nbsp(line.as_printed.as_deref().unwrap_or_default()),
        vi::show::nbsp(&decision.title),
        award.date.as_ref().map(short).unwrap_or_default(),
        vi::show::nbsp(&below.join(", ")),
        String::new(),
    ]
}

/// A date as lists print it.
fn short(date: &vi::date::FuzzyDate) -> String {
    crate::record::fields::short_date(date)
}

/// At most so many letters, cut at a word.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return vi::show::nbsp(text);
    }
    let head: String = text.chars().take(most).collect();
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    vi::show::nbsp(&format!("{}…", whole.trim_end_matches([',', ';', '.', ' '])))
}
