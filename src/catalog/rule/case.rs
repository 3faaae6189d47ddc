//! A decision as the rules see it: with its honour types found and its day narrowed down.
//! In: a decision's record. Out: its groups and lines with their field paths. Judges nothing.

use super::find;
use super::span::Span;
use crate::catalog::Catalog;
use crate::diag::Place;
use crate::record::Record;
use crate::record::common::{Recipient, RecipientType};
use crate::record::kind::decision::HonourGroup;
use crate::record::kind::{Decision, Honour};

/// A decision that is being checked.
#[derive(Debug)]
pub struct Case<'c> {
    pub(super) catalog: &'c Catalog,
    pub(super) record: &'c Record,
    pub(super) decision: &'c Decision,
    /// The days on which it may have been signed.
    pub(super) signed: Span,
}

/// A group of a decision.
#[derive(Clone, Copy)]
pub(super) struct Group<'c> {
    at: usize,
    pub(super) fields: &'c HonourGroup,
}

/// A line of a group.
#[derive(Clone, Copy)]
pub(super) struct Line<'c> {
    group: usize,
    at: usize,
    pub(super) fields: &'c Recipient,
}

impl<'c> Case<'c> {
    /// The case of a record that is a decision.
    pub(super) fn of(catalog: &'c Catalog, record: &'c Record) -> Option<Self> {
        let decision = record.own.decision()?;
        Some(Self { catalog, record, decision, signed: Span::signing(decision) })
    }

    /// The groups, in the decision's order.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'c>> + use<'c> {
        self.decision.groups.iter().enumerate().map(|(at, fields)| Group { at, fields })
    }

    /// The groups whose honour type is known, with it.
    pub(super) fn honours(&self) -> impl Iterator<Item = (Group<'c>, &'c Honour)> + use<'c> {
        let catalog = self.catalog;
        self.groups().filter_map(move |group| Some((group, find::honour(catalog, &group.fields.honour.0)?)))
    }

    /// The lines of all groups, in the decision's order.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'c>> + use<'c> {
        self.groups().flat_map(Group::lines)
    }

    /// What sort of recipient a line names.
    pub(super) fn sort(&self, line: Line<'_>) -> Option<RecipientType> {
        find::sort(self.catalog, line.fields)
    }

    /// The place of a field.
    pub(super) fn at(&self, field: impl Into<String>) -> Place {
        self.record.at(field)
    }

    /// The day of the decision, in words.
    pub(super) fn date(&self) -> String {
        self.decision.when().map_or_else(|| "?".to_owned(), |date| date.text())
    }
}

impl<'c> Group<'c> {
    /// The path of one of its fields.
    pub(super) fn field(self, key: &str) -> String {
        format!("groups[{}].{key}", self.at)
    }

    /// Its lines; none when some could not be read: the others have lost their places, and an
    /// error is told already.
    pub(super) fn lines(self) -> impl Iterator<Item = Line<'c>> + use<'c> {
        let lines = if self.fields.has_lost { &[] } else { &*self.fields.recipients };
        lines.iter().enumerate().map(move |(at, fields)| Line { group: self.at, at, fields })
    }

    /// The honour with its class, in words.
    pub(super) fn honour_name(self, honour: &Honour) -> String {
        honour.with_class(self.fields.class).to_string()
    }
}

impl Line<'_> {
    /// The path of one of its fields.
    pub(super) fn field(self, key: &str) -> String {
        format!("groups[{}].recipients[{}].{key}", self.group, self.at)
    }

    /// The path of the line itself.
    pub(super) fn path(self) -> String {
        format!("groups[{}].recipients[{}]", self.group, self.at)
    }

    /// Its number in its group, as people count.
    pub(super) fn number(self) -> String {
        (self.at + 1).to_string()
    }
}
