//! What a shared link shows: the card of a record or of the site. In: a record, its honours and
//! the settings. Out: the words of its card and the address of the picture, which holds a
//! fingerprint of the words, so that a changed card is fetched anew. Knows what a plan and a page
//! need alike, so that both name the same picture.

use crate::base::{Fp, Key};
use crate::catalog::{Award, Card, Catalog};
use crate::config::Settings;
use crate::picture::card::{self, Words};
use crate::record::{KindId, Own};
use crate::render::value::capital;

/// The picture of a shared link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its address.
    pub url: String,
    /// What it says.
    pub words: Words,
}

impl Share {
    /// The picture of a record; `None` when records of its kind have none.
    #[must_use]
    pub fn of_record(catalog: &Catalog, settings: &Settings, key: Key) -> Option<Self> {
        let card = &catalog.row(key).card;
        if card.url.is_empty() || !settings.has_share_card(card.kind) {
            return None;
        }
        let honour = honour(catalog, key, card.kind);
        let words = Words { title: capital(&card.title), line: line(card, honour), ..about(settings) };
        Some(Self::at(card.url.trim_matches('/'), words))
    }

    /// The picture of all other pages; `None` when the site has no cards.
    #[must_use]
    pub fn of_site(settings: &Settings) -> Option<Self> {
        let words = Words { title: settings.title.to_string(), ..about(settings) };
        settings.has_share_cards().then(|| Self::at("trang", words))
    }

    /// The cover of the podcast.
    #[must_use]
    pub fn cover(settings: &Settings) -> Self {
        Self::at("podcast", about(settings))
    }

    fn at(place: &str, words: Words) -> Self {
        let mark = Fp::of(&(card::VERSION, &words)).short(10);
        Self { url: format!("/chia-se/{place}.{mark}.png"), words }
    }

    /// What the picture says, for those who cannot see it.
    #[must_use]
    pub fn alt(&self) -> String {
        let parts = [&self.words.title, &self.words.line].into_iter().filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join(". ")
    }
}

/// What stands on every card.
fn about(settings: &Settings) -> Words {
    let host = settings.base().split("//").nth(1).unwrap_or_default();
    Words {
        site: settings.title.to_string(),
        foot: settings.subtitle.as_ref().map(ToString::to_string).unwrap_or_default(),
        host: host.to_owned(),
        ..Words::default()
    }
}

/// The honours that a card may name: those that a decision grants, or a recipient's own.
#[must_use]
pub fn awards(catalog: &Catalog, key: Key, kind: KindId) -> Vec<&Award> {
    let own = |award: &&Award| kind == KindId::Decision || award.recipient == Some(key);
    let has = matches!(kind, KindId::Decision | KindId::Unit | KindId::Person);
    catalog.awarded(key).filter(|award| has && award.counts).filter(own).collect()
}

/// The highest honour and its year; of equal ones the latest.
fn honour(catalog: &Catalog, key: Key, kind: KindId) -> Option<String> {
    let awards = awards(catalog, key, kind);
    let honour = |award: &Award| match &catalog.record(award.honour).own {
        Own::Honour(honour) => Some(honour),
        _ => None,
    };
    let rank =
        |award: &&Award| (honour(award).map_or(u32::MAX, |h| h.rank), std::cmp::Reverse(award.year), award.decision);
    let first = awards.into_iter().min_by_key(rank)?;
    let class = first.decision_of(catalog).groups[usize::from(first.group)].class;
    let name = honour(first)?.with_class(class);
    Some(match first.year {
        Some(year) => format!("{name}, năm {year}"),
        None => name.to_string(),
    })
}

/// The line below the name.
fn line(card: &Card, honour: Option<String>) -> String {
    let date = || card.date.map(|date| date.text());
    let plain = || match (&card.meta, date()) {
        (Some(meta), _) if card.kind != KindId::Article => meta.to_string(),
        (_, Some(date)) => format!("{}, {date}", card.kicker),
        (_, None) if card.kind == KindId::Unit => sort_of(&card.title, &card.kicker),
        (_, None) => card.kicker.to_string(),
    };
    honour.unwrap_or_else(plain)
}

/// What sort of unit one is: a name that says it itself needs no second word, and a word for several sorts
/// ("huyện, thành phố") fits none of them.
fn sort_of(name: &str, sorts: &str) -> String {
    let name = name.to_lowercase();
    let is_said = sorts.split(", ").any(|sort| name.starts_with(&sort.to_lowercase()));
    if is_said || sorts.contains(", ") { String::new() } else { sorts.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_called_by_a_word_that_fits_it() {
        let check = |name: &str, sorts: &str, expect: &str| assert_eq!(sort_of(name, sorts), expect);
        check("huyện Thử", "huyện, thành phố", "");
        check("Khối thi đua thử", "cụm, khối thi đua", "");
        check("Đảng bộ và Nhân dân huyện Thử", "huyện, thành phố", "");
        check("Báo Thử", "cơ quan báo chí", "cơ quan báo chí");
    }
}
