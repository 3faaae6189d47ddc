//! The typed fields of a record. In: a YAML node. Out: a value, or every problem with it.
//! One declaration (`group!`, `choice!`) gives the struct, its reader, its schema, its view for
//! templates and its references; nothing about a field is written twice.

mod declare;
mod read;
mod values;
pub(super) mod walk;

use std::sync::Arc;

pub(crate) use self::declare::{choice, group};
pub use self::read::named;
pub use self::values::{AnyRef, FileName, Markdown, Ref, Url, date_view, short_date};
pub use self::walk::{Link, Links, Texts};
use super::kinds::KindId;
use super::reader::{Label, Reader};
use super::tree::Node;

/// What a template may see of a value. References stay names here; rendering turns them into
/// cards and records that it did.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Nothing was given.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, to be escaped.
    Text(Arc<str>),
    /// Markdown, to be rendered where it is shown.
    Markdown(Arc<str>),
    /// A reference to a record.
    Ref(KindId, Arc<str>),
    /// A list.
    List(Vec<View>),
    /// A mapping with keys known at compile time.
    Map(Vec<(&'static str, View)>),
}

impl View {
    /// Text from anything that prints.
    pub fn text(value: impl Into<Arc<str>>) -> Self {
        Self::Text(value.into())
    }
}

/// The form of a value, for schemas, explanations and skeletons.
#[derive(Clone, Debug)]
pub enum Shape {
    /// One line of text.
    Text,
    /// Markdown over several lines.
    Markdown,
    /// A whole number.
    Int,
    /// `true` or `false`.
    Bool,
    /// A day, `2019-09-13`.
    Day,
    /// An instant, `2019-09-18T08:00`.
    Moment,
    /// A date as precise as it is known, `2020-Q3?`.
    Fuzzy,
    /// A document number, `136/KH-UBND`.
    Number,
    /// A web address.
    Url,
    /// The name of a file beside the record.
    File,
    /// One of a list of words.
    Choice(&'static str, &'static [Choice]),
    /// The id of a record of one kind, or `kind:id` when several kinds are allowed.
    Ref(Option<KindId>),
    /// A list.
    List(Box<Shape>),
    /// A mapping with its own fields.
    Group(&'static str, fn() -> Vec<Field>),
}

/// One word of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// As written in a file.
    pub id: &'static str,
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

/// One field of a group, as declared.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key in the file.
    pub key: &'static str,
    /// The Vietnamese label.
    pub vi: &'static str,
    /// What to write, in Vietnamese.
    pub help: &'static str,
    /// What it means, in English.
    pub en: &'static str,
    /// Its form.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
}

/// A value that can stand in a record.
pub trait Value: Sized {
    /// Reads it, reporting what is wrong.
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self>;

    /// The value when the key is not there; `None` makes the field required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Its form.
    fn shape() -> Shape;

    /// What templates see.
    fn view(&self) -> View;

    /// The references in it.
    fn links(&self, _out: &mut Links<'_>) {}

    /// The texts in it that somebody wrote; the words of a choice or of a date are none.
    fn texts(&self, _out: &mut Texts<'_>) {}
}

/// A mapping with declared fields.
pub trait Group: Sized {
    /// What the group is called in Vietnamese.
    const LABEL: &'static str;

    /// The name of its type, from which its English name is made.
    const TYPE: &'static str;

    /// The keys it knows.
    const KEYS: &'static [&'static str];

    /// Its fields, in declared order.
    fn fields() -> Vec<Field>;

    /// Reads the declared fields; unknown keys are the caller's business.
    fn read_fields(node: &Node, r: &mut Reader<'_>) -> Option<Self>;

    /// Every field with its view, but for those that are left out.
    fn views_without(&self, left_out: &[&str]) -> Vec<(&'static str, View)>;

    /// Every field with its view.
    fn views(&self) -> Vec<(&'static str, View)> {
        self.views_without(&[])
    }

    /// The references in all fields.
    fn links_in(&self, out: &mut Links<'_>);

    /// The texts in all fields.
    fn texts_in(&self, out: &mut Texts<'_>);
}

/// The keys of fields with their Vietnamese labels.
#[must_use]
pub fn labels(fields: &[Field]) -> Vec<Label> {
    fields.iter().map(|field| (field.key, field.vi)).collect()
}

/// The English name of a group or choice, from the name of its type: `HonourGroup` → `honour group`.
#[must_use]
pub fn english(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// The key of a field named by a raw identifier.
#[must_use]
pub const fn key_of(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
