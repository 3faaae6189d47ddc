//! What a reader does with declared fields. In: a mapping or a word. Out: a field, a group, a reference,
//! and what is wrong with a word that is none of a list. Never reads a plain value: that is the
//! reader's own.

use super::{AnyRef, Choice, Group, Value, english, labels};
use crate::diag::{Place, Problem};
use crate::record::kinds::KindId;
use crate::record::reader::{Expected, Reader, only_pair};
use crate::record::tree::{Data, Node};
use crate::text;
use crate::text::near::nearest;

/// What people say for a word of a choice that is an English one.
const SPOKEN: &[(&str, &str)] = &[("co", "yes"), ("khong", "no")];

/// The word of a choice that is written as its id or its Vietnamese label, with or without marks.
pub fn named(word: &str, all: &'static [Choice]) -> Option<&'static str> {
    let wanted = text::slug::slug(word);
    let spoken = SPOKEN.iter().find(|(said, _)| *said == wanted).map(|(_, id)| *id);
    let labelled = all.iter().find(|c| c.id == wanted || text::slug::slug(c.vi) == wanted);
    labelled.or_else(|| all.iter().find(|c| Some(c.id) == spoken)).map(|c| c.id)
}

impl Reader<'_> {
    /// Reads a field of a mapping; a missing required one is a problem.
    pub fn field<T: Value>(&mut self, node: &Node, key: &'static str, label: &'static str) -> Option<T> {
        match node.get(key) {
            Some(value) if value.is_null() => {
                self.report(Problem::EmptyText { key: key.to_owned() }, value);
                T::absent()
            }
            Some(value) => T::read(value, self),
            None => T::absent().or_else(|| {
                self.missing(node, key, label);
                None
            }),
        }
    }

    /// Reads a nested group and refuses unknown keys.
    pub fn group<G: Group>(&mut self, node: &Node) -> Option<G> {
        if !matches!(node.data, Data::Map(_)) {
            return self
                .wrong_shape(node, (&format!("nhóm trường {}", G::LABEL), &format!("the group {}", english(G::TYPE))));
        }
        self.reject_unknown(node, &[G::KEYS], &|| labels(&G::fields()), (G::LABEL, &english(G::TYPE)));
        G::read_fields(node, self)
    }

    /// A reference `kind:id`.
    pub fn any_ref(&mut self, node: &Node) -> Option<AnyRef> {
        if let Some((kind, id)) = only_pair(node)
            && KindId::named(kind).is_some()
        {
            let meant = format!("{kind}:{id}");
            let diag = self.report(Problem::SpacedRef { meant: meant.clone() }, node);
            *diag = diag.clone().fix(meant);
            return None;
        }
        let word = self.word(node)?;
        let Some((kind, id)) = word.split_once(':') else {
            return self.wrong_shape(
                node,
                ("tham chiếu dạng loại:mã, ví dụ unit:so-noi-vu", "a reference kind:id, such as unit:so-noi-vu"),
            );
        };
        let Some(kind) = KindId::named(kind) else {
            let close = nearest(kind, KindId::ALL.iter().map(|k| k.spec().name));
            let all = KindId::ALL.iter().map(|k| k.spec().name).collect::<Vec<_>>().join(", ");
            let problem = Problem::UnknownChoice {
                value: kind.to_owned(),
                of: "các loại hồ sơ".to_owned(),
                of_en: "kind of record".to_owned(),
                all,
            };
            let diag = self.report(problem, node);
            *diag = diag.clone().suggest(close);
            return None;
        };
        if text::slug::is_id(id.trim()) && id != id.trim() {
            let meant = format!("{}:{}", kind.spec().name, id.trim());
            let diag = self.report(Problem::SpacedRef { meant: meant.clone() }, node);
            *diag = diag.clone().fix(meant);
            return None;
        }
        if !text::slug::is_id(id) {
            self.report(Problem::BadId { value: id.to_owned() }, node);
            return None;
        }
        Some(AnyRef { kind, id: id.into() })
    }

    /// Reports a word that is not in a list; always `None`.
    pub fn unknown_choice<T>(
        &mut self,
        node: &Node,
        word: &str,
        of: Expected<'_>,
        all: &'static [Choice],
    ) -> Option<T> {
        let meant = named(word, all);
        let close = meant.or_else(|| nearest(word, all.iter().map(|c| c.id)));
        let names = all.iter().map(|c| c.id).collect::<Vec<_>>().join(", ");
        let (value, of, of_en) = (word.to_owned(), of.0.to_owned(), english(of.1));
        let diag = self.report(Problem::UnknownChoice { value, of, of_en, all: names }, node);
        *diag = diag.clone().suggest(close);
        if let Some(id) = meant {
            *diag = diag.clone().fix(id);
        }
        None
    }

    fn missing(&mut self, node: &Node, key: &'static str, label: &'static str) {
        let start = node.span.start;
        let problem = Problem::MissingField { key: key.to_owned(), label: label.to_owned() };
        self.sink.report(problem, Place::span(self.file, start..start));
    }
}
