//! Which fields of a record are public data, kind by kind. In: a kind. Out: its keys. A field that
//! is not here is in no open format, whatever a page does with it: a new field stays private until
//! somebody decides otherwise.

use crate::record::KindId;

/// The common fields that are public.
pub(in crate::output) const HEAD: &[&str] =
    &["summary", "lang", "updated", "sources", "tags", "aliases", "corrections", "reads"];

/// The own fields of a kind that are public. The names of people and the recipients of a decision
/// are not among them: they come from cards and honours, which know who may be named.
pub(in crate::output) fn public(kind: KindId) -> &'static [&'static str] {
    match kind {
        KindId::Campaign => CAMPAIGN,
        KindId::Document => DOCUMENT,
        KindId::Decision => DECISION,
        KindId::Unit => UNIT,
        KindId::Person => PERSON,
        KindId::Exemplar => EXEMPLAR,
        KindId::Article => ARTICLE,
        KindId::Series => SERIES,
        KindId::Broadcast => BROADCAST,
        KindId::Honour => HONOUR,
        KindId::Session => SESSION,
        KindId::Consultation => CONSULTATION,
        KindId::Page => PAGE,
        KindId::Photo => PHOTO,
    }
}

const CAMPAIGN: &[&str] = &[
    "mode",
    "period",
    "plans",
    "launched_by",
    "parent",
    "occasion",
    "slogan",
    "slogan_rest",
    "purpose",
    "requirements",
    "objectives",
    "contents",
    "eligible_units",
    "eligible_persons",
    "standards",
    "standards_note",
    "responsibilities",
    "milestones",
    "clusters",
    "targets",
    "phases",
    "figures",
    "photos",
    "events",
];
const DOCUMENT: &[&str] = &[
    "doc_type",
    "number",
    "date",
    "issuer",
    "signer",
    "subject",
    "legal_basis",
    "amends",
    "replaces",
    "annuls",
    "campaigns",
    "in_force",
    "file",
    "printed_as",
];
const DECISION: &[&str] = &[
    "number",
    "date",
    "reported",
    "issuer",
    "signer",
    "subject",
    "legal_basis",
    "annuls",
    "replaces",
    "event",
    "proposal",
    "file",
    "printed_as",
];
const UNIT: &[&str] = &[
    "unit_type",
    "short",
    "symbols",
    "authority",
    "parent",
    "former_parents",
    "territory",
    "valid",
    "successors",
    "former_names",
    "recipient_names",
    "clusters",
    "sector",
    "site",
    "press",
];
const PERSON: &[&str] = &["form", "prefixes", "posts", "unit", "head"];
const EXEMPLAR: &[&str] = &["subject", "date", "citation", "fields", "methods", "campaign", "photos"];
const ARTICLE: &[&str] = &[
    "genre", "publish", "byline", "outlet", "section", "series", "part", "about", "hero", "photos", "figures",
    "original",
];
const SERIES: &[&str] = &["kind", "outlet", "date", "slot", "campaigns", "items", "planned"];
const BROADCAST: &[&str] = &["medium", "outlet", "aired", "duration", "video", "audio", "about", "series"];
const HONOUR: &[&str] = &[
    "name_en",
    "kind",
    "recipients",
    "grantors",
    "level",
    "rank",
    "classes",
    "system",
    "valid",
    "households",
    "yearly",
    "also",
    "abbreviation",
    "basis",
    "history",
];
const SESSION: &[&str] = &["date", "council", "number", "chair", "chair_person", "items", "documents"];
const CONSULTATION: &[&str] = &["honour", "asked_by", "opens", "closes", "proposed", "contact"];
const PAGE: &[&str] = &["order"];
const PHOTO: &[&str] = &["caption", "credit", "alt", "taken", "drawn", "licence"];

/// The name of a field in the data: what a record is stands under `kind` already.
pub(in crate::output) fn name(key: &'static str) -> &'static str {
    if key == "kind" { "type" } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::common::Head;
    use crate::record::fields::Group;

    #[test]
    fn every_public_field_is_declared() {
        for kind in KindId::ALL {
            let unknown: Vec<_> = public(*kind).iter().filter(|key| !kind.keys().contains(key)).collect();
            assert!(unknown.is_empty(), "{kind:?} has no {unknown:?}");
        }
        assert!(HEAD.iter().all(|key| Head::KEYS.contains(key)));
    }

    #[test]
    fn what_is_for_editors_or_nobody_is_never_public() {
        for key in ["gender", "minor", "consent", "display", "living", "name", "recipients_csv"] {
            assert!(!public(KindId::Person).contains(&key), "{key}");
        }
        for key in ["internal", "accept", "status", "publish_at", "title"] {
            assert!(!HEAD.contains(&key), "{key}");
        }
        assert!(!public(KindId::Decision).contains(&"groups"));
    }
}
