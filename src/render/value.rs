//! What templates receive. In: views of records and plain Rust values. Out: template values.
//! The template engine's own types stay inside `render`; everyone else says [`Val`].

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::value::Key as MapKey;

use super::marked::is_mark;

/// A value that a template can show. Cloning is cheap: the parts are shared.
pub type Val = tera::Value;

/// A mapping with keys known at compile time.
#[must_use]
pub fn map<const N: usize>(pairs: [(&'static str, Val); N]) -> Val {
    map_of(pairs)
}

/// A mapping from any pairs.
///
/// The engine copies whatever map it is given into its own, key by key. What it is given here
/// is therefore only a sorted run that costs no hashing, not a map of its own kind.
pub fn map_of(pairs: impl IntoIterator<Item = (&'static str, Val)>) -> Val {
    let pairs = pairs.into_iter().enumerate().map(|(at, (key, value))| (Slot(at, key), value));
    pairs.collect::<BTreeMap<Slot, Val>>().into()
}

/// A key that knows its place: mappings keep the order in which they were written.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Slot(usize, &'static str);

impl From<Slot> for MapKey<'static> {
    fn from(Slot(_, key): Slot) -> Self {
        MapKey::Str(key)
    }
}

/// A mapping whose keys are data.
pub fn map_named(pairs: impl IntoIterator<Item = (String, Val)>) -> Val {
    pairs.into_iter().map(|(key, value)| (MapKey::from(key), value)).collect::<tera::Map>().into()
}

/// A list.
pub fn list(items: impl IntoIterator<Item = Val>) -> Val {
    items.into_iter().collect::<Vec<Val>>().into()
}

/// Text, escaped where it is shown.
pub fn text(value: impl AsRef<str>) -> Val {
    Val::from(value.as_ref())
}

/// HTML that we made ourselves and that is shown as it is.
#[must_use]
pub fn html(value: &str) -> Val {
    Val::safe_string(value)
}

/// A value or nothing.
pub fn maybe<T: Into<Val>>(value: Option<T>) -> Val {
    value.map_or_else(Val::none, Into::into)
}

/// Text or nothing.
#[must_use]
pub fn maybe_text(value: Option<&Arc<str>>) -> Val {
    value.map_or_else(Val::none, text)
}

/// Text with its first letter large.
#[must_use]
pub fn capital(text: &str) -> String {
    // Marks of languages are no letters.
    let start = text.find(|c: char| !is_mark(c)).unwrap_or(0);
    let mut letters = text[start..].chars();
    let Some(first) = letters.next() else { return String::new() };
    text[..start].chars().chain(first.to_uppercase()).chain(letters).collect()
}

/// A title as HTML: a document number in it never breaks; a line begins with a capital.
#[must_use]
pub fn heading(title: &str, number: Option<&str>, at_start: bool) -> String {
    let parts: Vec<&str> = number.map_or_else(|| vec![title], |number| title.split(number).collect());
    let (first, rest) = match parts[..] {
        [first, rest] => (first, Some(rest)),
        _ => (title, None),
    };
    let first = if at_start { capital(first) } else { first.to_owned() };
    let mut out = escape(&first);
    if let (Some(number), Some(rest)) = (number, rest) {
        out.push_str(r#"<span class="nb">"#);
        out.push_str(&escape(number));
        out.push_str("</span>");
        out.push_str(&escape(rest));
    }
    out
}

/// Text as HTML, escaped as the template engine does.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 16);
    match tera::escape_html(text, &mut out) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
