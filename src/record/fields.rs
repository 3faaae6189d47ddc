//! The typed fields of a record. In: a YAML node. Out: a value, or every problem with it.
//! One declaration (`group!`, `choice!`) gives the struct, its reader, its schema, its view for
//! templates and its references; nothing about a field is written twice.

mod walk;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::walk::{Link, Links, Texts};
use super::kind::KindId;
use super::reader::Reader;
use super::tree::{Data, Node};
use crate::diag::Problem;
use crate::text::date::{Bound, Day, FuzzyDate, Moment, PartialDate};
use crate::text::number::DocNumber;

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

/// Declares a group of fields: `name: Type "Nhãn" "giải thích",` below an English doc comment.
/// What `=> beside { … }` lists is nothing that anybody writes: the kind finds it in files beside
/// the record, when the fields are complete.
macro_rules! group {
    ($(#[doc = $about:literal])* pub struct $name:ident $label:literal {
        $( $(#[doc = $en:literal])* $field:ident: $type:ty, $vi:literal, $help:literal; )*
        $( => beside { $( $(#[doc = $found:literal])* $file:ident: $facts:ty; )* } )?
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $( $(#[doc = $en])* pub $field: $type, )*
            $( $( $(#[doc = $found])* pub $file: $facts, )* )?
        }

        impl $crate::record::fields::Group for $name {
            const LABEL: &'static str = $label;

            const TYPE: &'static str = stringify!($name);

            const KEYS: &'static [&'static str] = &[$($crate::record::fields::key_of(stringify!($field))),*];

            fn fields() -> Vec<$crate::record::fields::Field> {
                vec![$( $crate::record::fields::Field {
                    key: $crate::record::fields::key_of(stringify!($field)),
                    vi: $vi, help: $help, en: concat!($($en),*),
                    shape: <$type as $crate::record::fields::Value>::shape(),
                    required: <$type as $crate::record::fields::Value>::absent().is_none(),
                } ),*]
            }

            fn read_fields(node: &$crate::record::tree::Node, r: &mut $crate::record::reader::Reader<'_>) -> Option<Self> {
                $( let $field = r.field::<$type>(node, $crate::record::fields::key_of(stringify!($field)), $vi); )*
                Some(Self { $( $field: $field?, )* $( $( $file: <$facts>::default(), )* )? })
            }

            fn views_without(&self, left_out: &[&str]) -> Vec<(&'static str, $crate::record::fields::View)> {
                let mut views = Vec::with_capacity(Self::KEYS.len());
                $( let key = const { $crate::record::fields::key_of(stringify!($field)) };
                   if !left_out.contains(&key) {
                       views.push((key, $crate::record::fields::Value::view(&self.$field)));
                   } )*
                views
            }

            fn links_in(&self, out: &mut $crate::record::fields::Links<'_>) {
                $( out.within($crate::record::fields::key_of(stringify!($field)), |out| $crate::record::fields::Value::links(&self.$field, out)); )*
            }

            fn texts_in(&self, out: &mut $crate::record::fields::Texts<'_>) {
                $( out.within($crate::record::fields::key_of(stringify!($field)), |out| $crate::record::fields::Value::texts(&self.$field, out)); )*
            }
        }

        impl $crate::record::fields::Value for $name {
            fn read(node: &$crate::record::tree::Node, r: &mut $crate::record::reader::Reader<'_>) -> Option<Self> {
                r.group::<Self>(node)
            }

            fn shape() -> $crate::record::fields::Shape {
                $crate::record::fields::Shape::Group($label, <Self as $crate::record::fields::Group>::fields)
            }

            fn view(&self) -> $crate::record::fields::View {
                $crate::record::fields::View::Map($crate::record::fields::Group::views(self))
            }

            fn links(&self, out: &mut $crate::record::fields::Links<'_>) {
                $crate::record::fields::Group::links_in(self, out);
            }

            fn texts(&self, out: &mut $crate::record::fields::Texts<'_>) {
                $crate::record::fields::Group::texts_in(self, out);
            }
        }
    };
}
pub(crate) use group;

/// Declares a closed list of words: `Variant = "id", "tiếng Việt", "English";`.
macro_rules! choice {
    ($(#[doc = $about:literal])* pub enum $name:ident $label:literal {
        $( $variant:ident = $id:literal, $vi:literal, $en:literal; )*
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( #[doc = $en] $variant ),* }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [$crate::record::fields::Choice] =
                &[$( $crate::record::fields::Choice { id: $id, vi: $vi, en: $en } ),*];

            /// As written in a file.
            #[must_use]
            pub fn id(self) -> &'static str { Self::ALL[self as usize].id }

            /// In Vietnamese.
            #[must_use]
            pub fn vi(self) -> &'static str { Self::ALL[self as usize].vi }

            /// In English.
            #[must_use]
            pub fn en(self) -> &'static str { Self::ALL[self as usize].en }

            /// The value of a word.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                match word { $( $id => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::record::fields::Value for $name {
            fn read(node: &$crate::record::tree::Node, r: &mut $crate::record::reader::Reader<'_>) -> Option<Self> {
                let word = r.word(node)?;
                Self::of(word).or_else(|| r.unknown_choice(node, word, ($label, stringify!($name)), Self::ALL))
            }

            fn shape() -> $crate::record::fields::Shape {
                $crate::record::fields::Shape::Choice($label, Self::ALL)
            }

            fn view(&self) -> $crate::record::fields::View {
                $crate::record::fields::View::Map(vec![
                    ("id", $crate::record::fields::View::text(self.id())),
                    ("label", $crate::record::fields::View::text(self.vi())),
                    ("label_en", $crate::record::fields::View::text(self.en())),
                ])
            }
        }
    };
}
pub(crate) use choice;

/// A reference to a record of one kind, written as its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ref<const KIND: u8>(pub Arc<str>);

impl<const KIND: u8> Ref<KIND> {
    /// The kind that is meant.
    #[must_use]
    pub fn kind() -> KindId {
        KindId::ALL[KIND as usize]
    }
}

impl<const KIND: u8> Value for Ref<KIND> {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        r.id(node).map(Self)
    }

    fn shape() -> Shape {
        Shape::Ref(Some(Self::kind()))
    }

    fn view(&self) -> View {
        View::Ref(Self::kind(), self.0.clone())
    }

    fn links(&self, out: &mut Links<'_>) {
        out.add(Self::kind(), &self.0);
    }
}

/// A reference to a record of any kind, written `kind:id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AnyRef {
    /// The kind that is meant.
    pub kind: KindId,
    /// The id that is meant.
    pub id: Arc<str>,
}

impl Value for AnyRef {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        r.any_ref(node)
    }

    fn shape() -> Shape {
        Shape::Ref(None)
    }

    fn view(&self) -> View {
        View::Ref(self.kind, self.id.clone())
    }

    fn links(&self, out: &mut Links<'_>) {
        out.add(self.kind, &self.id);
    }
}

/// Markdown inside a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Markdown(pub Arc<str>);

/// A web address, or an address of the site that begins with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Url(pub Arc<str>);

/// The name of a file in the record's own folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileName(pub Arc<str>);

/// Declares how a scalar type is read, shaped and shown, and which text it is if it is one.
macro_rules! scalar {
    ($type:ty, $shape:expr, |$node:ident, $r:ident| $read:expr, |$value:ident| $view:expr $(, $text:expr)?) => {
        impl Value for $type {
            fn read($node: &Node, $r: &mut Reader<'_>) -> Option<Self> {
                $read
            }

            fn shape() -> Shape {
                $shape
            }

            fn view(&self) -> View {
                let $value = self;
                $view
            }

            $(fn texts(&self, out: &mut Texts<'_>) {
                let $value = self;
                out.add($text);
            })?
        }
    };
}

scalar!(Arc<str>, Shape::Text, |node, r| r.text(node).map(Into::into), |v| View::Text(v.clone()), v);
scalar!(
    Markdown,
    Shape::Markdown,
    |node, r| r.text(node).map(|t| Self(t.into())),
    |v| View::Markdown(v.0.clone()),
    &v.0
);
scalar!(Url, Shape::Url, |node, r| r.url(node).map(Self), |v| View::Text(v.0.clone()), &v.0);
scalar!(FileName, Shape::File, |node, r| r.file_name(node).map(Self), |v| View::Text(v.0.clone()), &v.0);
scalar!(u32, Shape::Int, |node, r| r.integer(node), |v| View::Int(i64::from(*v)));
scalar!(Day, Shape::Day, |node, r| r.day(node), |v| date_view(&FuzzyDate::from(PartialDate::Day(*v))));
scalar!(FuzzyDate, Shape::Fuzzy, |node, r| r.date(node), |v| date_view(v));
scalar!(Moment, Shape::Moment, |node, r| r.moment(node), |v| View::Map(vec![
    ("iso", View::text(v.rfc3339())),
    ("text", View::text(v.day().text())),
    ("short", View::text(v.day().padded())),
    ("long", View::text(v.text())),
    ("year", View::Int(i64::from(v.day().year()))),
]));
scalar!(DocNumber, Shape::Number, |node, r| r.doc_number(node), |v| View::text(v.to_string()), &v.to_string());

impl Value for bool {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        r.boolean(node)
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn shape() -> Shape {
        Shape::Bool
    }

    fn view(&self) -> View {
        View::Bool(*self)
    }
}

impl<T: Value> Value for Option<T> {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        T::read(node, r).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn shape() -> Shape {
        T::shape()
    }

    fn view(&self) -> View {
        self.as_ref().map_or(View::Null, Value::view)
    }

    fn links(&self, out: &mut Links<'_>) {
        if let Some(value) = self {
            value.links(out);
        }
    }

    fn texts(&self, out: &mut Texts<'_>) {
        if let Some(value) = self {
            value.texts(out);
        }
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        let Data::Seq(items) = &node.data else {
            return r
                .wrong_shape(node, ("danh sách (mỗi dòng bắt đầu bằng `- `)", "a list (each line begins with `- `)"));
        };
        let read: Vec<_> = items.iter().map(|item| T::read(item, r)).collect();
        // Just so much room as is needed: an archive has hundreds of thousands of lists with one item.
        let mut all = Self::with_capacity(read.len());
        for one in read {
            all.push(one?);
        }
        Some(all)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn view(&self) -> View {
        View::List(self.iter().map(Value::view).collect())
    }

    fn links(&self, out: &mut Links<'_>) {
        for (index, item) in self.iter().enumerate() {
            out.item(index, |out| item.links(out));
        }
    }

    fn texts(&self, out: &mut Texts<'_>) {
        for (index, item) in self.iter().enumerate() {
            out.item(index, |out| item.texts(out));
        }
    }
}

/// What templates see of a date: machine form, running text, ledger form, year.
#[must_use]
pub fn date_view(date: &FuzzyDate) -> View {
    View::Map(vec![
        ("iso", View::text(date.date.iso())),
        ("text", View::text(date.text())),
        ("short", View::text(short_date(date))),
        ("year", View::Int(i64::from(date.date.year()))),
        ("in_year", date.date.in_year().map_or(View::Null, View::text)),
        ("planned", View::Bool(date.planned)),
        ("exact", View::Bool(matches!(date.date, PartialDate::Day(_)))),
        ("first", date.first().map_or(View::Null, |day| View::text(day.iso()))),
        ("last", date.last().map_or(View::Null, |day| View::text(day.iso()))),
    ])
}

/// The form of a date in a ledger's narrow column; a bound or a plan is said in words.
pub fn short_date(date: &FuzzyDate) -> String {
    if date.planned || date.bound != Bound::On { date.text() } else { date.date.short() }
}

/// Tells an editor that a problem is one of spelling.
pub(super) fn near(word: &str, among: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    crate::text::near::nearest(word, among)
}

/// What a value should have been, in Vietnamese and English.
pub(super) type Expected<'e> = (&'e str, &'e str);

/// A wrong shape, reported at the node.
pub(super) fn shape_problem(node: &Node, expected: Expected<'_>) -> Problem {
    let (found, found_en) = match &node.data {
        Data::Scalar { text, .. } if text.is_empty() => ("chỗ trống".to_owned(), "nothing".to_owned()),
        Data::Scalar { text, .. } => (format!("`{text}`"), format!("`{text}`")),
        Data::Seq(_) => ("một danh sách".to_owned(), "a list".to_owned()),
        Data::Map(_) => ("một nhóm trường".to_owned(), "a group of fields".to_owned()),
    };
    let (expected, expected_en) = (expected.0.to_owned(), expected.1.to_owned());
    Problem::WrongShape { expected, expected_en, found, found_en }
}
