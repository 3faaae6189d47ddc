//! The declarations of fields: `group!` for a mapping, `choice!` for a closed list of words. In: names,
//! types and words. Out: the type with its reader, its schema, its view and its references.

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
