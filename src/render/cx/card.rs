//! Cards as templates see them, and the small things that many of them share. In: keys, and the words
//! of a template. Out: values. What a template never names is left out where a card is made for it
//! alone. Never reads past the door.

use super::{Cx, date, plain};
use crate::base::Key;
use crate::catalog::Card;
use crate::record::common::System;
use crate::record::fields::Value;
use crate::record::kind::honour::HonourLevel;
use crate::render::theme::{WHOLE, Words};
use crate::render::value::{Val, heading, html, map_of, maybe, maybe_text, text};
use crate::text as vi;
use crate::text::date::{FuzzyDate, Moment};

/// A part of a card: its name in templates, and how it is made.
type Part = (&'static str, fn(&mut Cx<'_>, &Face<'_>) -> Val);

/// All parts of a card.
const PARTS: &[Part] = &[
    ("kind", |_, of| text(of.card.kind.spec().name)),
    ("kind_label", |_, of| text(of.card.kind.spec().vi)),
    ("id", |_, of| text(&of.card.id)),
    ("title", |_, of| of.title.clone()),
    ("heading", |_, of| html(&heading(of.written(), of.card.number.as_deref(), true))),
    ("name", |_, of| html(&heading(of.written(), of.card.number.as_deref(), false))),
    ("url", |_, of| text(&of.card.url)),
    ("date", |cx, of| cx.date_value(of.card.date)),
    ("kicker", |_, of| text(&of.card.kicker)),
    ("summary", |_, of| maybe(of.card.summary.as_deref().map(vi::show::nbsp))),
    ("number", |_, of| maybe_text(of.card.number.as_ref())),
    ("meta", |_, of| maybe(of.card.meta.as_deref().map(vi::show::nbsp))),
    ("now", |_, of| maybe_text(of.card.now.as_ref())),
    ("english", |_, of| maybe_text(of.card.english.as_ref())),
    ("updated", |cx, of| cx.date_value(of.card.updated)),
    ("version", |_, of| Val::from(of.card.version)),
    ("held", |_, of| maybe(of.card.held.map(Moment::text))),
];

/// How many parts of a card are few.
const FEW: u32 = 3;

/// A card on its way to a template.
struct Face<'c> {
    card: &'c Card,
    title: Val,
}

impl Face<'_> {
    /// The title as it is shown.
    fn written(&self) -> &str {
        self.title.as_str().unwrap_or_default()
    }
}

/// Which parts of cards are told, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardParts(u32);

impl CardParts {
    /// The parts that these words name.
    #[must_use]
    pub fn named(words: &Words<'_>) -> Self {
        Self::which(|name| words.name(name))
    }

    /// The parts that these words name of a card in a field.
    #[must_use]
    pub fn of_field(words: &Words<'_>, field: &str) -> Self {
        if words.step(field, WHOLE) { Self::named(words) } else { Self::which(|name| words.step(field, name)) }
    }

    fn which(is_told: impl Fn(&str) -> bool) -> Self {
        let told = PARTS.iter().enumerate().filter(|(_, (name, _))| is_told(name));
        Self(told.fold(0, |set, (at, _)| set | 1 << at))
    }

    /// Whether they are so few that making them costs less than to remember all parts of a card.
    fn are_few(self) -> bool {
        self.0.count_ones() <= FEW
    }

    fn parts(self) -> impl Iterator<Item = &'static Part> {
        PARTS.iter().enumerate().filter(move |(at, _)| self.0 & (1 << at) != 0).map(|(_, part)| part)
    }
}

impl Cx<'_> {
    /// A card as templates see it.
    pub fn card_value(&mut self, key: Key) -> Val {
        self.card_parts(key, CardParts::which(|_| true))
    }

    /// A card as a template sees it that names some parts of cards. One of those that many pages show
    /// is made whole, once for all, unless a template wants next to nothing of it. Which of the two never
    /// depends on what other pages have made already.
    pub fn card_parts(&mut self, key: Key, parts: CardParts) -> Val {
        let memo = self.world.memo;
        match memo.card(key, self.card(key).kind) {
            Some(slot) if !parts.are_few() => {
                slot.get_or_init(|| self.card_made(key, CardParts::which(|_| true))).clone()
            }
            _ => self.card_made(key, parts),
        }
    }

    /// The card of a decision as its honours show it: rows of one decision stand together.
    pub fn decision_value(&mut self, key: Key, parts: CardParts) -> Val {
        self.card(key);
        let of = (key, parts);
        if let Some((_, card)) = self.decision.as_ref().filter(|(last, _)| *last == of) {
            return card.clone();
        }
        let card = self.card_parts(key, parts);
        self.decision = Some((of, card.clone()));
        card
    }

    fn card_made(&mut self, key: Key, parts: CardParts) -> Val {
        let face = Face { title: self.title_value(key), card: self.card(key) };
        map_of(parts.parts().map(|(name, make)| (*name, make(self, &face))))
    }

    /// The title of a card as templates see it.
    pub fn title_value(&mut self, key: Key) -> Val {
        let card = self.card(key);
        self.world.memo.title(key).get_or_init(|| text(vi::show::nbsp(&card.title))).clone()
    }

    /// A date as templates see it, or nothing.
    pub fn date_value(&mut self, on: Option<FuzzyDate>) -> Val {
        let made = || date(on);
        let slot = on.and_then(|on| self.world.memo.date(on));
        slot.map_or_else(made, |slot| slot.get_or_init(made).clone())
    }

    /// The level of an honour as templates see it.
    pub fn level_value(&mut self, level: HonourLevel) -> Val {
        self.world.memo.level(level).get_or_init(|| plain(&level.view())).clone()
    }

    /// The system of an honour as templates see it.
    pub fn system_value(&mut self, system: System) -> Val {
        self.world.memo.system(system).get_or_init(|| plain(&system.view())).clone()
    }
}
