//! Headings. In: levels and texts as written. Out: levels that fit the page and never skip one,
//! ids that occur once. Never changes the words of a heading.

use std::collections::HashMap;

use super::Heading;
use crate::text::slug;

/// The headings of a body while it is written.
pub(super) struct Headings {
    shift: u8,
    /// Levels, as written, of the headings that enclose this place.
    outline: Vec<u8>,
    open: Option<Open>,
    ids: Ids,
}

/// A heading whose end has not come: its text decides its id.
struct Open {
    start: usize,
    level: u8,
    title: String,
}

impl Headings {
    /// No heading yet; `taken` are the ids of the page around the body.
    pub(super) fn new(shift: u8, taken: &[&str]) -> Self {
        Self { shift, outline: Vec::new(), open: None, ids: Ids::new(taken) }
    }

    /// Whether this place is within a heading.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether an id is in use.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.used.contains_key(id)
    }

    /// Begins a heading. Its level on the page is its depth in the outline: depths skip none.
    pub(super) fn open(&mut self, out: &str, written: u8) {
        while self.outline.last().is_some_and(|&enclosing| enclosing >= written) {
            self.outline.pop();
        }
        self.outline.push(written);
        let depth = u8::try_from(self.outline.len()).unwrap_or(6);
        let level = self.shift.saturating_add(depth).min(6);
        self.open = Some(Open { start: out.len(), level, title: String::new() });
    }

    /// Adds words to the heading that is open, if one is.
    pub(super) fn say(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.title.push_str(text);
        }
    }

    /// Ends a heading; one without anything in it is taken back.
    pub(super) fn close(&mut self, out: &mut String) -> Option<Heading> {
        let Open { start, level, title } = self.open.take()?;
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() && out[start..].trim().is_empty() {
            out.truncate(start);
            self.outline.pop();
            return None;
        }
        let id = self.ids.unique(&id_of(&title));
        out.insert_str(start, &format!("<h{level} id=\"{id}\">"));
        // Hidden from readers of the page's structure: it says nothing that the heading does not.
        out.push_str(&format!(
            "<a class=\"anchor\" href=\"#{id}\" aria-hidden=\"true\" tabindex=\"-1\">#</a></h{level}>\n"
        ));
        Some(Heading { level, id, title })
    }
}

/// The ids of a page, each given once.
struct Ids {
    /// How many times each id was asked for.
    used: HashMap<String, usize>,
}

impl Ids {
    fn new(taken: &[&str]) -> Self {
        Self { used: taken.iter().map(|&id| (id.to_owned(), 1)).collect() }
    }

    #[allow(clippy::maybe_infinite_iter, reason = "a body has fewer headings than there are numbers")]
    fn unique(&mut self, id: &str) -> String {
        let Some(&times) = self.used.get(id) else {
            self.used.insert(id.to_owned(), 1);
            return id.to_owned();
        };
        let free = (times + 1..).find(|n| !self.used.contains_key(&format!("{id}-{n}")));
        let free = free.unwrap_or(times + 1);
        self.used.insert(id.to_owned(), free);
        let id = format!("{id}-{free}");
        self.used.insert(id.clone(), 1);
        id
    }
}

/// The id that a heading asks for; one without a letter or digit is just “a section”.
fn id_of(title: &str) -> String {
    let mut id = slug(title);
    // The id of a very long heading ends with the word that reaches the limit.
    let end = id.match_indices('-').map(|(at, _)| at).find(|&at| at >= MAX_ID).unwrap_or(id.len());
    id.truncate(end.min(2 * MAX_ID));
    if id.is_empty() { "muc".to_owned() } else { id }
}

/// Ids are rarely longer than this.
const MAX_ID: usize = 80;
