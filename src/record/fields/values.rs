//! The values that stand in fields: references, texts, numbers, dates, and lists of them. In: a YAML
//! node. Out: each as it is read, told in schemas and shown to templates.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Links, Shape, Texts, Value, View};
use crate::record::kinds::KindId;
use crate::record::prose::prose_links;
use crate::record::reader::Reader;
use crate::record::tree::{Data, Node};
use crate::text::date::{Bound, Day, FuzzyDate, Moment, PartialDate};
use crate::text::number::DocNumber;

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
        r.id(node, Self::kind()).map(Self)
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

impl Value for Markdown {
    fn read(node: &Node, r: &mut Reader<'_>) -> Option<Self> {
        r.markdown(node).map(|text| Self(text.into()))
    }

    fn shape() -> Shape {
        Shape::Markdown
    }

    fn view(&self) -> View {
        View::Markdown(self.0.clone())
    }

    /// What its prose names: a reader of the page sees no difference between it and the body.
    fn links(&self, out: &mut Links<'_>) {
        for (link, _) in prose_links(&self.0) {
            out.add(link.kind, &link.id);
        }
    }

    fn texts(&self, out: &mut Texts<'_>) {
        out.add(&self.0);
    }
}

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
