//! Markdown bodies. In: a body and a door to the site. Out: HTML, its headings, and what is
//! wrong with it, each problem at its bytes. Never passes raw HTML through, never stops at a
//! problem, and knows about other records only what it asks [`Links`].
//!
//! The grammar is `CommonMark` with tables and footnotes. It deviates on purpose where a public
//! record must be safe, accessible and in step with the site:
//!
//! - raw HTML is printed as text (comments vanish), and so are links with an odd scheme;
//! - links to nowhere keep their text only; `[chữ](unit:ma)` leads to a record, and without
//!   text it shows the record's current title;
//! - headings move below the page's own title, never skip a level, and carry an id and an anchor;
//!   a heading without text is left out;
//! - an image alone in its paragraph is a figure: `![alt](/a.jpg "Chú thích | Ảnh: TÊN")`;
//! - a paragraph of `{{ name args }}` lines is what the site puts there;
//! - the end mark `./.` of official texts becomes a full stop;
//! - indents of no-break spaces, which word processors leave, vanish, and so do empty paragraphs;
//! - code with a language is coloured, tables scroll by themselves, and the first of each known
//!   abbreviation in running text is spelt out in its `title`.

mod call;
mod dest;
mod events;
mod heading;
mod note;
mod page;
pub mod prose;
mod table;
mod write;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use self::call::calls;
use self::dest::{place_of, split_reference};
use self::events::parse;
use self::page::Page;
use self::write::without_end_mark;
use crate::diag::{Lang, Problem};

/// What rendering asks of the site; reading through it is declaring the dependency.
pub trait Links {
    /// Title and address of the record `kind:id`; the kind is written as in the body, in lower
    /// case (`unit`, `don-vi`).
    fn record(&mut self, kind: &str, id: &str) -> Resolved;

    /// Whether the site has this address: a path (`/phong-trao/a/`, without query and fragment),
    /// or `#ten` for an anchor of the page that is none of the body's own headings.
    fn address(&mut self, path: &str) -> bool;

    /// The HTML of a block: `honours unit:x`, `timeline campaign:y`, `statistics name`,
    /// `photo id`. It is printed as it comes.
    fn block(&mut self, name: &str, args: &str) -> Block;
}

/// What became of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// The record may be shown.
    Card {
        /// Its title as of now.
        title: Arc<str>,
        /// Its address.
        url: Arc<str>,
    },
    /// There is such a record, but nothing of it may be shown.
    Hidden,
    /// There is no such record.
    Unknown {
        /// An id that was perhaps meant.
        suggestion: Option<String>,
    },
}

/// What became of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Finished HTML.
    Html(String),
    /// There is no block of this name.
    UnknownName,
    /// The site has reported why there is nothing to show.
    Failed,
}

/// A finder of abbreviations: where each stands in a run of text, and its meaning.
pub type Abbreviations<'a> = dyn Fn(&str) -> Vec<(Range<usize>, &'static str)> + 'a;

/// What rendering takes from the settings and the theme.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How far headings move down: with 1, the highest of a body is an `h2`.
    pub heading_shift: u8,
    /// Finds abbreviations in a run of text, in order, each with its meaning.
    pub abbr: &'a Abbreviations<'a>,
    /// Puts no-break spaces into a run of text.
    pub nbsp: &'a dyn Fn(&str) -> String,
    /// The words that name a record kind in a link, Vietnamese folder names included.
    pub kinds: &'a [&'a str],
    /// Ids that the page around the body already uses.
    pub taken: &'a [&'a str],
    /// The language of the few words that the renderer adds.
    pub lang: Lang,
}

/// A rendered body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The body as HTML.
    pub html: String,
    /// Its headings, in order.
    pub toc: Vec<Heading>,
    /// Whether some code is coloured, so that the page needs [`super::highlight::css`].
    pub code: bool,
    /// How many words of running text there are.
    pub words: usize,
    /// What is wrong, by bytes of the body and in its order, each with a word that was perhaps meant.
    pub problems: Vec<(Range<usize>, Problem, Option<String>)>,
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level on the page.
    pub level: u8,
    /// Its id, unique on the page.
    pub id: String,
    /// Its text without markup.
    pub title: String,
}

/// Renders a body.
#[must_use]
pub fn render(text: &str, links: &mut dyn Links, options: &Options<'_>) -> Rendered {
    let events: Vec<_> = parse(text).collect();
    let mut page = Page::new(text, links, options);
    let mut at = 0;
    while at < events.len() {
        at = page.step(&events, at);
    }
    page.finish()
}

/// Every `kind:id` that a body links to or gives to a block, with its bytes; `{{ photo x }}`
/// counts as `photo:x`. Words that are no record kind are the caller's to sift.
#[must_use]
pub fn references(text: &str) -> Vec<(Range<usize>, String, String)> {
    let mut found = Vec::new();
    for (event, range) in parse(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some((kind, id)) = split_reference(&dest_url) {
                    found.push((place_of(text, &range, &dest_url), kind, id.to_owned()));
                }
            }
            Event::Start(Tag::Paragraph) => {
                let calls = calls(text, &range).unwrap_or_default();
                found.extend(calls.iter().flat_map(|call| call.references(text)));
            }
            _ => {}
        }
    }
    found
}

/// Tells the name of a record by kind and id.
pub type Name<'n> = &'n mut dyn FnMut(&str, &str) -> Option<String>;

/// The running text of a body for descriptions: no markup, headings, tables, code or notes,
/// cut after a word with “…” so that it has at most `max_chars` characters. A reference without words
/// says what `name` tells of its kind and id.
#[must_use]
pub fn plain(text: &str, max_chars: usize, name: Name<'_>) -> String {
    let mut words = String::new();
    let mut concealed = 0_usize;
    let mut open = None;
    for (event, range) in parse(text) {
        match event {
            Event::Start(tag) if concealed > 0 || conceals(&tag, text, &range) => concealed += 1,
            Event::End(_) if concealed > 0 => concealed -= 1,
            Event::Text(run) | Event::Code(run) if concealed == 0 => words.push_str(&run),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => open = Some((dest_url, words.len())),
            Event::End(TagEnd::Link) => {
                let bare = open.take().filter(|(_, at)| *at == words.len());
                let said = bare.and_then(|(dest, _)| split_reference(&dest).and_then(|(kind, id)| name(&kind, id)));
                words.push_str(&said.unwrap_or_default());
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                words.truncate(without_end_mark(&words).len());
                words.push(' ');
                // A character has at most four bytes, so this much is enough to cut from.
                if words.len() > max_chars.saturating_mul(4).saturating_add(1024) {
                    break;
                }
            }
            _ => {}
        }
    }
    cut(&words.split_whitespace().collect::<Vec<_>>().join(" "), max_chars)
}

/// All words that a body shows, without what stands in links to records: those say the record's
/// own name, or nothing when it is hidden. For searching.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut words = String::new();
    let mut concealed = 0_usize;
    for (event, range) in parse(text) {
        match event {
            Event::Start(tag) if concealed > 0 || is_silent(&tag, text, &range) => concealed += 1,
            Event::End(_) if concealed > 0 => concealed -= 1,
            Event::Text(run) | Event::Code(run) if concealed == 0 => words.push_str(&run),
            // Within a word nothing begins but emphasis, so anything else parts words.
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
    }
    words
}

/// Whether nothing within this element is text of the page itself.
fn is_silent(tag: &Tag<'_>, text: &str, range: &Range<usize>) -> bool {
    match tag {
        Tag::Paragraph => calls(text, range).is_some(),
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } => true,
        Tag::Link { dest_url, .. } => split_reference(dest_url).is_some(),
        _ => false,
    }
}

/// Whether nothing within this element belongs to a description.
fn conceals(tag: &Tag<'_>, text: &str, range: &Range<usize>) -> bool {
    match tag {
        Tag::Paragraph => calls(text, range).is_some(),
        Tag::Heading { .. }
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::Table(_)
        | Tag::Image { .. }
        | Tag::FootnoteDefinition(_) => true,
        _ => false,
    }
}

/// Cuts after the last whole word that leaves room for “…”.
fn cut(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let end = text.char_indices().nth(max_chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    let room = &text[..end];
    let whole = match text[end..].starts_with(' ') {
        true => room,
        false => room.rfind(' ').map_or(room, |space| &room[..space]),
    };
    let whole = whole.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-(“".contains(c));
    if max_chars == 0 { String::new() } else { format!("{whole}…") }
}

#[cfg(test)]
mod tests;
