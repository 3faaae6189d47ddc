//! Honours as single facts. In: decisions and honour types. Out: one [`Award`] for each
//! recipient whose honour stands. Annulled, stripped and withheld honours never become awards,
//! nor do those of recipients who may not be shown; so no list or count can ever hold them.

use std::sync::Arc;

use super::Catalog;
use crate::base::Key;
use crate::record::common::{Recipient, RecipientType, System};
use crate::record::kind::person::PersonForm;
use crate::record::kind::{Decision, KindId};
use crate::record::{Own, Record};
use crate::text::date::FuzzyDate;

/// One honour of one recipient.
#[derive(Clone, Debug)]
pub struct Award {
    /// The decision.
    pub decision: Key,
    /// Which group of the decision.
    pub group: u16,
    /// Which recipient of the group.
    pub row: u32,
    /// The honour type.
    pub honour: Key,
    /// The recipient's record.
    pub recipient: Option<Key>,
    /// The unit the recipient belonged to.
    pub unit: Option<Key>,
    /// The campaign.
    pub campaign: Option<Key>,
    /// What sort of recipient.
    pub sort: Option<RecipientType>,
    /// The year it belongs to.
    pub year: Option<i16>,
    /// The day of the decision, as far as known.
    pub date: Option<FuzzyDate>,
    /// Whether it is counted as an honour; a recognition is not.
    pub counts: bool,
    /// The system of the honour.
    pub system: System,
    /// The order of precedence of the honour.
    pub rank: u32,
}

impl Award {
    /// The recipient's line in its decision.
    #[must_use]
    pub fn line<'c>(&self, catalog: &'c Catalog) -> &'c Recipient {
        let decision = self.decision_of(catalog);
        &decision.groups[usize::from(self.group)].recipients[self.row as usize]
    }

    /// The decision it comes from.
    #[must_use]
    pub fn decision_of<'c>(&self, catalog: &'c Catalog) -> &'c Decision {
        catalog.record(self.decision).own.decision().expect("an award's key leads to a decision")
    }

    /// The records that have part in it.
    pub(super) fn parties(&self) -> impl Iterator<Item = Key> {
        [Some(self.decision), Some(self.honour), self.recipient, self.unit, self.campaign].into_iter().flatten()
    }
}

/// Finds keys by kind and id; the part of the catalogue that exists before it is linked.
pub(super) trait Find {
    /// The record, public or not.
    fn find(&self, kind: KindId, id: &str) -> Option<(Key, &Arc<Record>)>;

    /// Whether the record behind a key may be shown.
    fn is_public(&self, key: Key) -> bool;

    /// The record behind a key.
    fn by_key(&self, key: Key) -> Option<&Arc<Record>>;
}

/// All awards of a decision.
pub(super) fn of_decision(find: &dyn Find, key: Key, record: &Record, out: &mut Vec<Award>) {
    let Own::Decision(decision) = &record.own else { return };
    for (at, group) in decision.groups.iter().enumerate() {
        let Some(honour_key) = shown(find, KindId::Honour, &group.honour.0) else { continue };
        let Some(honour) = find.by_key(honour_key) else { continue };
        let Own::Honour(honour) = &honour.own else { continue };
        let campaign = group.campaign.as_ref().and_then(|c| shown(find, KindId::Campaign, &c.0));
        let year = group.year.and_then(|y| i16::try_from(y).ok()).or_else(|| decision.when().map(|d| d.date.year()));
        for (row, line) in group.recipients.iter().enumerate() {
            let found = line.r#ref.as_ref().and_then(|reference| find.find(reference.kind, &reference.id));
            let Some(recipient) = recipient(find, line, found) else { continue };
            out.push(Award {
                decision: key,
                group: u16::try_from(at).unwrap_or(u16::MAX),
                row: u32::try_from(row).unwrap_or(u32::MAX),
                honour: honour_key,
                recipient,
                unit: line.unit.as_ref().and_then(|u| shown(find, KindId::Unit, &u.0)),
                campaign,
                sort: sort(line, found),
                year,
                date: decision.when(),
                counts: honour.counts(),
                system: honour.system.unwrap_or(System::State),
                rank: honour.rank,
            });
        }
    }
}

/// What sort of recipient a line names; a person's record may be that of a household.
fn sort(line: &Recipient, found: Option<(Key, &Arc<Record>)>) -> Option<RecipientType> {
    match found.map(|(_, record)| &record.own) {
        Some(Own::Person(person)) if line.r#type.is_none() && person.form == Some(PersonForm::Household) => {
            Some(RecipientType::Household)
        }
        _ => line.sort(),
    }
}

/// The recipient's record, if any; `None` when the line must not be shown at all.
#[allow(clippy::option_option, reason = "outer: may the line be shown; inner: has it a record")]
fn recipient(find: &dyn Find, line: &Recipient, found: Option<(Key, &Arc<Record>)>) -> Option<Option<Key>> {
    if !line.counts() {
        return None;
    }
    let Some((key, record)) = found else { return Some(None) };
    if find.is_public(key) {
        return Some(Some(key));
    }
    // A draft profile hides only itself; a person who must not be shown hides the line.
    let must_hide = matches!(&record.own, Own::Person(person) if person.hidden());
    let removed = record.head.status == Some(crate::record::common::Status::Removed);
    (!must_hide && !removed && line.as_printed.is_some()).then_some(None)
}

fn shown(find: &dyn Find, kind: KindId, id: &str) -> Option<Key> {
    find.find(kind, id).map(|(key, _)| key).filter(|key| find.is_public(*key))
}
