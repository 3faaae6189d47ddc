//! Records by the references that rules follow. In: an id. Out: the record's own fields.
//! A reference that leads nowhere gives nothing: reporting it is the linker's business.

use crate::catalog::Catalog;
use crate::record::common::{Recipient, RecipientType};
use crate::record::fields::AnyRef;
use crate::record::kind::person::PersonForm;
use crate::record::kind::{Campaign, Honour, Person, Unit};
use crate::record::{KindId, Record};

/// The record behind a reference.
pub(super) fn record<'c>(catalog: &'c Catalog, kind: KindId, id: &str) -> Option<&'c Record> {
    catalog.find(kind, id).map(|key| &**catalog.record(key))
}

/// The record behind a reference of any kind.
pub(super) fn any<'c>(catalog: &'c Catalog, r: &AnyRef) -> Option<&'c Record> {
    record(catalog, r.kind, &r.id)
}

/// A unit.
pub(super) fn unit<'c>(catalog: &'c Catalog, id: &str) -> Option<&'c Unit> {
    record(catalog, KindId::Unit, id)?.own.unit()
}

/// A person or household.
pub(super) fn person<'c>(catalog: &'c Catalog, id: &str) -> Option<&'c Person> {
    record(catalog, KindId::Person, id)?.own.person()
}

/// An honour type.
pub(super) fn honour<'c>(catalog: &'c Catalog, id: &str) -> Option<&'c Honour> {
    record(catalog, KindId::Honour, id)?.own.honour()
}

/// A campaign.
pub(super) fn campaign<'c>(catalog: &'c Catalog, id: &str) -> Option<&'c Campaign> {
    record(catalog, KindId::Campaign, id)?.own.campaign()
}

/// The records of a kind to which rules apply, in catalogue order.
pub(super) fn due(catalog: &Catalog, kind: KindId) -> impl Iterator<Item = &Record> {
    let range = catalog.range(kind);
    catalog.rows[range].iter().map(|row| &*row.record).filter(|record| super::due(record))
}

/// What sort of recipient a line names: as written, else what its record is.
pub(super) fn sort(catalog: &Catalog, line: &Recipient) -> Option<RecipientType> {
    let household = || {
        let reference = line.r#ref.as_ref().filter(|r| r.kind == KindId::Person)?;
        let form = person(catalog, &reference.id)?.form;
        (form == Some(PersonForm::Household)).then_some(RecipientType::Household)
    };
    line.r#type.or_else(household).or_else(|| line.sort())
}

/// The name of a recipient for a message: as printed, else the title of its record.
pub(super) fn name(catalog: &Catalog, line: &Recipient) -> String {
    let title = || line.r#ref.as_ref().and_then(|r| any(catalog, r)).map(Record::title);
    line.as_printed.clone().or_else(title).as_deref().unwrap_or("?").to_owned()
}
