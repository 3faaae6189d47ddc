//! The rules of the field, X02–X23: what law, sources and courtesy ask of records, and what no
//! single file can tell. In: the linked catalogue. Out: diagnostics, and which of them an editor
//! accepted. Never changes what is shown, never reads a file or the clock, and never judges a
//! draft: only records on their way to the public are checked.

mod accept;
mod ahead;
mod case;
mod document;
mod find;
mod grant;
mod held;
mod merit;
mod name;
mod picture;
mod privacy;
mod proof;
mod recipient;
mod recording;
mod span;
mod unit;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use accept::accept;
pub use case::Case;
pub use proof::Text;

use super::{Catalog, Row, reach};
use crate::base::Fp;
use crate::diag::{Diag, Sink};
use crate::record::common::Status;
use crate::record::{KindId, Record};

/// One rule: the code under which it reports, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code, as in the catalogue of problems.
    pub code: &'static str,
    /// What it looks at.
    pub scope: Scope,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Every record by itself.
    Record(fn(&Catalog, &Record, &mut Sink)),
    /// The prose of every record.
    Prose(fn(&Catalog, &Record, &[Text<'_>], &mut Sink)),
    /// Every decision by itself.
    Decision(fn(&Case<'_>, &mut Sink)),
    /// All records together.
    Site(fn(&Catalog, &mut Sink)),
}

/// Every rule, in the order in which it speaks. X01 is the linker's.
pub const RULES: &[Rule] = &[
    Rule { code: "X02", scope: Scope::Decision(recipient::linked) },
    Rule { code: "X03", scope: Scope::Decision(recipient::sort) },
    Rule { code: "X04", scope: Scope::Decision(grant::in_force) },
    Rule { code: "X05", scope: Scope::Decision(grant::authority) },
    Rule { code: "X06", scope: Scope::Decision(grant::class) },
    Rule { code: "X07", scope: Scope::Decision(grant::within_campaign) },
    Rule { code: "X08", scope: Scope::Record(document::plausible_dates) },
    Rule { code: "X09", scope: Scope::Decision(recipient::unit_exists) },
    Rule { code: "X10", scope: Scope::Decision(recipient::cancelled) },
    Rule { code: "X11", scope: Scope::Decision(grant::not_a_proposal) },
    Rule { code: "X12", scope: Scope::Site(merit::rewarded_once) },
    Rule { code: "X13", scope: Scope::Site(unit::cluster_ranks) },
    Rule { code: "X13", scope: Scope::Record(unit::cluster_honours) },
    Rule { code: "X14", scope: Scope::Decision(grant::counts) },
    Rule { code: "X14", scope: Scope::Record(document::votes) },
    Rule { code: "X15", scope: Scope::Record(document::number_fits) },
    Rule { code: "X15", scope: Scope::Site(document::numbers_unique) },
    Rule { code: "X16", scope: Scope::Decision(grant::year) },
    Rule { code: "X17", scope: Scope::Record(name::syllables) },
    Rule { code: "X17", scope: Scope::Record(name::pasted) },
    Rule { code: "X17", scope: Scope::Decision(name::near_in_list) },
    Rule { code: "X17", scope: Scope::Record(name::near_in_prose) },
    Rule { code: "X17", scope: Scope::Site(name::near_in_unit) },
    Rule { code: "X17", scope: Scope::Prose(proof::units) },
    Rule { code: "X18", scope: Scope::Record(privacy::patterns) },
    Rule { code: "X18", scope: Scope::Record(privacy::minors) },
    Rule { code: "X19", scope: Scope::Decision(recipient::name_of_the_time) },
    Rule { code: "X19", scope: Scope::Decision(recipient::name_of_the_person) },
    Rule { code: "X20", scope: Scope::Decision(grant::press_only) },
    Rule { code: "X20", scope: Scope::Record(document::sourced) },
    Rule { code: "X21", scope: Scope::Record(document::consultation_open) },
    Rule { code: "X22", scope: Scope::Site(unit::cycles) },
    Rule { code: "X22", scope: Scope::Record(unit::relations_in_time) },
    Rule { code: "X23", scope: Scope::Record(document::periods) },
    Rule { code: "X23", scope: Scope::Record(document::plan) },
    Rule { code: "BV127", scope: Scope::Decision(recipient::once) },
    Rule { code: "BV133", scope: Scope::Decision(recipient::sort_of_name) },
    Rule { code: "BV413", scope: Scope::Site(ahead::nothing_ahead) },
    Rule { code: "BV414", scope: Scope::Site(held::told_early) },
    Rule { code: "BV445", scope: Scope::Prose(proof::of_the_time) },
    Rule { code: "BV446", scope: Scope::Prose(proof::recipients) },
    Rule { code: "BV447", scope: Scope::Prose(proof::sums) },
    Rule { code: "BV448", scope: Scope::Prose(proof::outside_campaign) },
    Rule { code: "BV449", scope: Scope::Prose(proof::days) },
    Rule { code: "BV450", scope: Scope::Record(proof::caption) },
    Rule { code: "BV452", scope: Scope::Prose(proof::forms) },
    Rule { code: "BV453", scope: Scope::Prose(proof::unexpanded) },
    Rule { code: "BV454", scope: Scope::Prose(proof::form_and_giver) },
    Rule { code: "BV455", scope: Scope::Record(proof::parts) },
    Rule { code: "BV457", scope: Scope::Record(proof::links) },
];

/// What the rules found in records, by the fingerprint of all that they may read there; records in
/// which they found nothing are in it, too.
pub type Findings = HashMap<Fp, Arc<[Diag]>>;

/// Checks every rule on every record that is on its way to the public.
///
/// The order is that of the catalogue and of [`RULES`], whatever the threads do.
#[must_use]
pub fn check(catalog: &Catalog) -> Vec<Diag> {
    recheck(catalog, &Findings::new()).0
}

/// Checks every rule as [`check`] does, but reads no record again that is as it was `before` and
/// leads to nothing that is not.
#[must_use]
pub fn recheck(catalog: &Catalog, before: &Findings) -> (Vec<Diag>, Findings) {
    let reach = reach::reach(catalog);
    let judged = |row: &Row, reach: &Fp| {
        let known = before.get(reach).filter(|_| stays(&row.record)).cloned();
        (*reach, known.unwrap_or_else(|| check_record(catalog, &row.record).into()))
    };
    let records: Vec<(Fp, Arc<[Diag]>)> =
        catalog.rows.par_iter().zip(&reach).map(|(row, reach)| judged(row, reach)).collect();
    let site: Vec<Diag> = RULES.par_iter().flat_map_iter(|rule| check_site(catalog, rule)).collect();
    let found = records.iter().flat_map(|(_, diags)| diags.iter().cloned());
    (found.chain(site).collect(), records.into_iter().collect())
}

/// Whether rules find in a record what they found, as long as it and all it leads to stay the same:
/// a consultation closes by itself, and a series is judged by what names it.
fn stays(record: &Record) -> bool {
    !matches!(record.kind(), KindId::Consultation | KindId::Series)
}

/// Whether rules apply to a record: it is approved or waits for approval.
fn due(record: &Record) -> bool {
    record.head.is_approved() || record.head.status == Some(Status::Review)
}

fn check_record(catalog: &Catalog, record: &Record) -> Vec<Diag> {
    let mut sink = Sink::default();
    if !due(record) {
        return Vec::new();
    }
    let case = Case::of(catalog, record);
    let texts = proof::texts(record);
    for rule in RULES {
        match (rule.scope, &case) {
            (Scope::Record(run), _) => run(catalog, record, &mut sink),
            (Scope::Prose(run), _) if !texts.is_empty() => run(catalog, record, &texts, &mut sink),
            (Scope::Decision(run), Some(case)) => run(case, &mut sink),
            _ => {}
        }
    }
    privacy::spelled(record, &mut sink);
    picture::worded(record, &mut sink);
    recording::told(record, &mut sink);
    sink.into_vec()
}

fn check_site(catalog: &Catalog, rule: &Rule) -> Vec<Diag> {
    let mut sink = Sink::default();
    if let Scope::Site(run) = rule.scope {
        run(catalog, &mut sink);
    }
    sink.into_vec()
}
