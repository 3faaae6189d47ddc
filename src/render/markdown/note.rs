//! Footnotes. In: mentions and texts, in any order. Out: numbered marks, and at the end a list
//! with a way back to each mention. Never loses a text, even one that nothing mentions.

use std::collections::{BTreeMap, HashMap};

use super::write::Words;

/// The footnotes of a body, numbered by their first mention.
#[derive(Default)]
pub(super) struct Notes {
    numbers: HashMap<String, usize>,
    order: Vec<(String, usize)>,
    texts: BTreeMap<String, String>,
}

impl Notes {
    /// Writes the mark of a mention. Markdown lets none stand in a link, so it can be one.
    pub(super) fn mention(&mut self, out: &mut String, name: &str, words: &Words) {
        let (number, mention) = self.count(name);
        let id = mention_id(number, mention);
        let label = words.note;
        out.push_str(&format!(
            "<sup class=\"note\" id=\"{id}\"><a href=\"#fn:{number}\" role=\"doc-noteref\" \
             aria-label=\"{label} {number}\">{number}</a></sup>"
        ));
    }

    /// Keeps the text of a note. As for any name in Markdown, the first definition holds.
    pub(super) fn define(&mut self, name: String, html: String) {
        self.texts.entry(name).or_insert(html);
    }

    /// Writes the notes by their numbers, and those without a mention after them.
    pub(super) fn write(self, out: &mut String, words: &Words) {
        let unmentioned = self.texts.keys().filter(|name| !self.numbers.contains_key(*name));
        let mut rows: Vec<_> = self.order.iter().map(|(name, mentions)| (name, *mentions)).collect();
        rows.extend(unmentioned.map(|name| (name, 0)));
        if rows.is_empty() {
            return;
        }
        let label = words.notes;
        out.push_str(&format!("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"{label}\">\n<ol>\n"));
        for (index, (name, mentions)) in rows.into_iter().enumerate() {
            let text = self.texts.get(name).map_or("", String::as_str);
            out.push_str(&item(index + 1, text, mentions, words));
        }
        out.push_str("</ol>\n</section>\n");
    }

    /// The number of a note and how many times it has been mentioned by now.
    fn count(&mut self, name: &str) -> (usize, usize) {
        let next = self.order.len();
        let index = *self.numbers.entry(name.to_owned()).or_insert(next);
        if index == next {
            self.order.push((name.to_owned(), 0));
        }
        self.order[index].1 += 1;
        (index + 1, self.order[index].1)
    }
}

/// The id of a place that mentions a note. Ids of headings have no colon, so they never meet.
fn mention_id(number: usize, mention: usize) -> String {
    if mention == 1 { format!("fnref:{number}") } else { format!("fnref:{number}-{mention}") }
}

/// A note as a list item, with a way back to each place that mentions it.
fn item(number: usize, text: &str, mentions: usize, words: &Words) -> String {
    let mut item = format!("<li id=\"fn:{number}\">");
    let (text, close) = match text.trim_end().strip_suffix("</p>") {
        Some(open) => (open, "</p>"),
        None => (text.trim_end(), ""),
    };
    item.push_str(text);
    for mention in 1..=mentions {
        let id = mention_id(number, mention);
        let nth = if mention == 1 { String::new() } else { format!(" ({mention})") };
        let Words { back, note, .. } = words;
        item.push_str(&format!(
            " <a class=\"back\" href=\"#{id}\" role=\"doc-backlink\" \
             aria-label=\"{back}{nth}: {note} {number}\">{back}{nth}</a>"
        ));
    }
    item.push_str(close);
    item.push_str("</li>\n");
    item
}
