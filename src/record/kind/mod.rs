//! The record kinds, one file each. Adding a kind is one file and one line in the list of [`super::kinds`].
//! In: fields. Out: typed records. A kind never imports another kind's file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::common::Head;
use super::fields::{Field, Group, Links, Texts, View};
use super::kinds::for_each_kind;
pub use super::kinds::*;
use super::reader::Reader;
use super::tree::Node;
use crate::text::date::FuzzyDate;

/// What a kind says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The English word used in commands, references and templates.
    pub name: &'static str,
    /// The folder below `content/`; the public address follows it.
    pub folder: &'static str,
    /// One record of the kind, in Vietnamese.
    pub vi: &'static str,
    /// One record of the kind, in English.
    pub en: &'static str,
    /// All records of the kind, in Vietnamese: the heading of its list.
    pub plural: &'static str,
    /// Whether a record has prose below its fields (Markdown) or none (YAML).
    pub prose: bool,
    /// Whether every record must name a source.
    pub sourced: bool,
    /// Whether each record has a page of its own.
    pub paged: bool,
}

/// What a kind must be able to say of one record.
pub trait Kind: Group {
    /// The kind itself.
    const SPEC: Spec;

    /// The record's name, as lists show it.
    fn title(&self, head: &Head) -> Arc<str>;

    /// The date by which lists order it.
    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        None
    }

    /// A few words that say what sort of record it is.
    fn kicker(&self) -> Arc<str> {
        Self::SPEC.vi.into()
    }

    /// Other names by which people look for it.
    fn names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    /// Takes in what lies in files beside the record.
    fn complete(&mut self, _r: &mut Reader<'_>) {}
}

macro_rules! declare_kinds {
    ($($type:ident $module:ident $constant:ident,)*) => {
        $( pub mod $module; pub use $module::$type; )*

        impl KindId {
            /// What the kind says of itself.
            #[must_use]
            pub fn spec(self) -> &'static Spec {
                match self { $(Self::$type => &<$type as Kind>::SPEC),* }
            }

            /// The fields of the kind, without the common ones.
            #[must_use]
            pub fn fields(self) -> Vec<Field> {
                match self { $(Self::$type => <$type as Group>::fields()),* }
            }

            /// The keys of the kind, without the common ones.
            #[must_use]
            pub fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$type => <$type as Group>::KEYS),* }
            }
        }

        /// The own fields of a record of any kind, each in the room that its kind needs.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "one variant per kind")]
        pub enum Own { $($type(Box<$type>)),* }

        impl Own {
            /// Reads the own fields of a kind.
            pub fn read(kind: KindId, node: &Node, r: &mut Reader<'_>) -> Option<Self> {
                match kind { $(KindId::$type => {
                    let mut own = $type::read_fields(node, r)?;
                    own.complete(r);
                    Some(Self::$type(Box::new(own)))
                }),* }
            }

            /// The kind.
            #[must_use]
            pub fn kind(&self) -> KindId {
                match self { $(Self::$type(_) => KindId::$type),* }
            }

            /// The fields as templates see them.
            #[must_use]
            pub fn views(&self) -> Vec<(&'static str, View)> {
                match self { $(Self::$type(own) => own.views()),* }
            }

            /// The fields as templates see them, but for those that are left out.
            #[must_use]
            pub fn views_without(&self, left_out: &[&str]) -> Vec<(&'static str, View)> {
                match self { $(Self::$type(own) => own.views_without(left_out)),* }
            }

            /// The references in the fields.
            pub fn links(&self, out: &mut Links<'_>) {
                match self { $(Self::$type(own) => own.links_in(out)),* }
            }

            /// The texts in the fields.
            pub fn texts(&self, out: &mut Texts<'_>) {
                match self { $(Self::$type(own) => own.texts_in(out)),* }
            }

            /// The record's name.
            #[must_use]
            pub fn title(&self, head: &Head) -> Arc<str> {
                match self { $(Self::$type(own) => own.title(head)),* }
            }

            /// The date by which lists order it.
            #[must_use]
            pub fn date(&self, head: &Head) -> Option<FuzzyDate> {
                match self { $(Self::$type(own) => own.date(head)),* }
            }

            /// What sort of record it is.
            #[must_use]
            pub fn kicker(&self) -> Arc<str> {
                match self { $(Self::$type(own) => own.kicker()),* }
            }

            /// Other names by which people look for it.
            #[must_use]
            pub fn names(&self) -> Vec<Arc<str>> {
                match self { $(Self::$type(own) => own.names()),* }
            }
        }

        $( impl Own {
            /// The record as this kind, when it is one.
            #[must_use]
            pub fn $module(&self) -> Option<&$type> {
                match self { Self::$type(own) => Some(own), _ => None }
            }
        } )*
    };
}
for_each_kind!(declare_kinds);

impl KindId {
    /// The kind by its English name or by its content folder.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.spec().name == word || kind.spec().folder == word)
    }

    /// The kind whose records lie in a folder below `content/`.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.spec().folder == folder)
    }
}
