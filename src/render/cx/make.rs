//! What a page makes of what it has read. In: keys, fields, Markdown, the view of a template. Out:
//! values and HTML, remembered for all pages where all show the same. Never reads past the door.

use std::sync::Arc;

use super::card::CardParts;
use super::{Cx, Failed};
use crate::base::{Facet, Key, Named, SrcPath};
use crate::diag::{Diag, Place, Problem};
use crate::record::KindId;
use crate::record::fields::View;
use crate::render::markdown::{self, Block, Links, Resolved};
use crate::render::marked;
use crate::render::value::{Val, html, list, map_of, text};
use crate::text as vi;

/// The template of a record's entry in a list.
const ENTRY: &str = "pieces/entry.html";
/// The template of an honour's row in a list.
pub const ROW: &str = "pieces/award_row.html";
/// How much room a page is given at first, in bytes.
const PAGE: usize = 24 * 1024;
/// How much room a piece of a page is given at first.
const PIECE: usize = 1024;

impl Cx<'_> {
    /// The running text of a body, with the names of records to which it refers without words.
    pub fn plain(&mut self, text: &str, max_chars: usize) -> String {
        let mut name = |kind: &str, id: &str| {
            let key = self.find(KindId::named(kind)?, id)?;
            Some(self.card(key).title.to_string())
        };
        markdown::plain(text, max_chars, &mut name)
    }

    /// Records as entries of a list, ready as HTML; each entry is made once for all lists.
    ///
    /// # Errors
    /// The place in the template is reported.
    pub fn entries(&mut self, keys: &[Key], level: u8) -> Result<Val, Failed> {
        self.named(Named::Template(ENTRY.to_owned()));
        let parts = CardParts::named(&self.words(ENTRY));
        let mut all = String::new();
        for key in keys {
            self.read(*key, Facet::Card);
            // What is made for all pages is in the site's own language.
            let slot = Some(self.world.memo.entry(*key, level)).filter(|_| self.tongue.is_none());
            if let Some(made) = slot.and_then(|slot| slot.get()) {
                all.push_str(made);
                continue;
            }
            let view = vec![("c", self.card_parts(*key, parts)), ("level", level.into()), ("kinds", false.into())];
            let made = self.piece(ENTRY, view)?;
            all.push_str(&made);
            if let Some(slot) = slot {
                slot.get_or_init(|| made);
            }
        }
        Ok(html(&all))
    }

    /// The rows of honours, by their numbers, ready as HTML; each row is made once for all lists.
    /// `view` gives what the row's template sees and must note all that it reads, every time.
    ///
    /// # Errors
    /// The place in the template is reported.
    pub fn rows(
        &mut self,
        awards: &[u32],
        is_shared: bool,
        mut view: impl FnMut(&mut Self, u32) -> Vec<(&'static str, Val)>,
    ) -> Result<Val, Failed> {
        self.named(Named::Template(ROW.to_owned()));
        let mut all = String::new();
        // What is made for all pages is in the site's own language.
        let is_shared = is_shared && self.tongue.is_none();
        for at in awards {
            match self.world.memo.row(*at).filter(|_| is_shared) {
                Some(made) => made.write(&mut all),
                None => {
                    let view = view(self, *at);
                    let made = self.piece(ROW, view)?;
                    all.push_str(&made);
                    if is_shared {
                        self.world.memo.keep_row(*at, self.award_at(*at).decision, made);
                    }
                }
            }
        }
        Ok(html(&all))
    }

    fn piece(&mut self, template: &str, view: Vec<(&'static str, Val)>) -> Result<Arc<str>, Failed> {
        let view = self.spoken(view);
        let made = self.world.theme.render(template, view, &self.page, PIECE).map_err(|diag| self.sink.push(*diag));
        let made = made.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let made = made.map(|made| if self.tongue.is_some() { marked::said(&made) } else { made });
        made.map(Arc::from).ok_or(Failed)
    }

    /// Cards as templates see them.
    pub fn card_values(&mut self, keys: impl IntoIterator<Item = Key>) -> Val {
        list(keys.into_iter().map(|key| self.card_value(key)).collect::<Vec<_>>())
    }

    /// A card, or nothing.
    pub fn maybe_card(&mut self, key: Option<Key>) -> Val {
        key.map_or_else(Val::none, |key| self.card_value(key))
    }

    /// A view of a record's fields as templates see it: references become cards, Markdown HTML.
    pub fn value(&mut self, view: &View) -> Val {
        match view {
            View::Null => Val::none(),
            View::Bool(value) => Val::from(*value),
            View::Int(value) => Val::from(*value),
            View::Text(value) => text(vi::show::nbsp(value)),
            View::Markdown(value) => html(&self.markdown(value, None).html),
            View::Ref(kind, id) => match self.find(*kind, id) {
                Some(key) => self.card_value(key),
                None => Val::none(),
            },
            View::List(items) => self.list_value(items),
            View::Map(pairs) => map_of(pairs.iter().map(|(key, value)| (*key, self.value(value))).collect::<Vec<_>>()),
        }
    }

    /// A list without the references that may not be shown.
    fn list_value(&mut self, items: &[View]) -> Val {
        let values: Vec<Val> = items.iter().map(|item| self.value(item)).collect();
        list(
            items
                .iter()
                .zip(values)
                .filter(|(item, value)| !matches!(item, View::Ref(..)) || !value.is_none())
                .map(|p| p.1),
        )
    }

    /// Renders Markdown; `at` says where it stands, so that problems find their place.
    pub fn markdown(&mut self, source: &str, at: Option<(&SrcPath, usize)>) -> markdown::Rendered {
        let kinds: Vec<&str> = KindId::ALL.iter().flat_map(|k| [k.spec().name, k.spec().folder]).collect();
        let options = markdown::Options {
            heading_shift: 1,
            abbr: &vi::abbr::marks,
            nbsp: &vi::show::nbsp,
            kinds: &kinds,
            taken: &["noi-dung"],
            lang: crate::diag::Lang::Vi,
        };
        // Prose stays in its own language, and so do the blocks in it.
        let tongue = self.tongue.take_if(|_| !self.native);
        let mut rendered = markdown::render(source, self, &options);
        self.tongue = tongue.or(self.tongue);
        let problems = std::mem::take(&mut rendered.problems);
        if let Some((file, offset)) = at {
            for (range, problem, suggestion) in problems {
                // References are judged once, when the site is linked.
                if !matches!(problem, Problem::UnknownRef { .. } | Problem::HiddenRef { .. }) {
                    let place = Place::span(file, range.start + offset..range.end + offset);
                    let suggestion = suggestion.or_else(|| near_block(&problem));
                    self.sink.push(Diag::new(problem, place).suggest(suggestion));
                }
            }
        }
        rendered
    }

    /// Renders a template.
    ///
    /// # Errors
    /// The place in the template is reported.
    pub fn render(&mut self, template: &str, view: Vec<(&'static str, Val)>) -> Result<Vec<u8>, Failed> {
        for named in [Named::Template(template.to_owned()), Named::Settings, Named::Strings, Named::Assets] {
            self.named(named);
        }
        let view = self.spoken(view);
        let made = self.world.theme.render(template, view, &self.page, PAGE).map_err(|diag| {
            self.sink.push(*diag);
            Failed
        })?;
        if let Some(weight) = self.world.theme.budgets().exceeded(template, &made) {
            let (page, kind) = (self.page.clone(), template.trim_end_matches(".html").to_owned());
            let problem = Problem::PageTooHeavy { page, kind, bytes: weight.bytes, budget: weight.budget };
            self.sink.report(problem, Place::Site);
        }
        Ok(self.marked(made))
    }

    /// The nesting of blocks within blocks; more than one level is refused.
    pub fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth > 0 {
            return None;
        }
        self.depth += 1;
        let made = work(self);
        self.depth -= 1;
        Some(made)
    }
}

impl Links for Cx<'_> {
    fn record(&mut self, kind: &str, id: &str) -> Resolved {
        let Some(kind) = KindId::named(kind) else { return Resolved::Unknown { suggestion: None } };
        if let Some(key) = self.find(kind, id) {
            let card = self.card(key);
            return Resolved::Card { title: card.title.clone(), url: card.url.clone() };
        }
        match self.world.catalog.find(kind, id) {
            Some(_) => Resolved::Hidden,
            None => Resolved::Unknown { suggestion: None },
        }
    }

    fn address(&mut self, path: &str) -> bool {
        self.named(Named::Exists(path.to_owned()));
        self.world.exists(path)
    }

    fn block(&mut self, name: &str, args: &str) -> Block {
        let made = self.nested(|cx| crate::render::block::render(cx, name, args));
        made.unwrap_or(Block::Failed)
    }
}

/// The block that a misspelt one was perhaps meant to be.
fn near_block(problem: &Problem) -> Option<String> {
    let Problem::UnknownBlock { name } = problem else { return None };
    vi::near::nearest(name, crate::render::block::BLOCKS.iter().copied()).map(str::to_owned)
}
