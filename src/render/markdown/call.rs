//! Blocks that a body asks the site for. In: a paragraph. Out: names and arguments, as slices
//! of the body. Never knows which blocks there are.

use std::ops::Range;

use super::dest::split_reference;
use crate::text::slug::is_id;

/// A `{{ name args }}` line; both parts are slices of the body.
pub(super) struct Call<'t> {
    pub(super) name: &'t str,
    pub(super) args: &'t str,
    pub(super) range: Range<usize>,
}

impl Call<'_> {
    /// The records that the block is given, each with its bytes.
    pub(super) fn references(&self, text: &str) -> Vec<(Range<usize>, String, String)> {
        let mut found = Vec::new();
        for word in self.args.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let range = at..at + word.len();
            if let Some((kind, id)) = split_reference(word) {
                found.push((range, kind, id.to_owned()));
            } else if self.name == "photo" && is_id(word) {
                found.push((range, self.name.to_owned(), word.to_owned()));
            }
        }
        found
    }
}

/// The blocks that a paragraph asks for; `None` when any of its lines is something else.
pub(super) fn calls<'t>(text: &'t str, paragraph: &Range<usize>) -> Option<Vec<Call<'t>>> {
    let source = text.get(paragraph.clone())?;
    if !source.trim_start().starts_with("{{") {
        return None;
    }
    let mut at = paragraph.start;
    let mut found = Vec::new();
    for line in source.split_inclusive('\n') {
        let inner = line.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
        if inner.is_empty() || inner.contains(['{', '}']) {
            return None;
        }
        let (name, args) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let start = at + (line.len() - line.trim_start().len());
        found.push(Call { name, args: args.trim(), range: start..start + line.trim().len() });
        at += line.len();
    }
    Some(found)
}
