//! Headings. In: levels and texts as written. Out: levels that fit the page and never skip one,
//! ids that occur once. Never changes the words of a heading.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Heading;

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
        let id = self.ids.unique(&slug(&title));
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

/// A heading as an id: lower case, without tones, `đ` as `d`.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' => slug.push('d'),
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if is_combining_mark(c) => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ if slug.len() >= MAX_SLUG => break,
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len().min(2 * MAX_SLUG));
    if slug.is_empty() { "muc".to_owned() } else { slug }
}

/// An id ends with the word that reaches this length.
const MAX_SLUG: usize = 80;
