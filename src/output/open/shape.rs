//! The shape of the open data: a JSON Schema (2020-12) for the record of each kind, made from the
//! same declared fields that read the files. In: kinds. Out: schemas. Never looser than the data:
//! a key that is not public is not in it.

use serde_json::{Map, Value, json};

use super::field;
use crate::record::KindId;
use crate::record::common::Head;
use crate::record::fields::{Choice, Field, Group, Shape};

/// Where a set of schemas keeps the shared ones.
#[derive(Clone, Copy)]
pub(in crate::output) struct Home(pub &'static str);

impl Home {
    fn to(self, name: &str) -> Value {
        json!({ "$ref": format!("{}{name}", self.0) })
    }
}

/// The name of a kind's schema: `Campaign`.
pub(in crate::output) fn name(kind: KindId) -> String {
    let mut letters = kind.spec().name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The schemas of all kinds that have pages, and of what they share, by name.
pub(in crate::output) fn all(home: Home) -> Map<String, Value> {
    let mut out = shared(home);
    for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
        out.insert(name(kind), of_kind(kind, home));
    }
    out
}

/// What the day is by which lists order a record.
const SORT_DATE: &str = "the day by which lists order the record; of a decision whose day of signing is unknown, the day of the ceremony, else of the report";

/// A date that says what day it is.
fn dated(home: Home, about: &str) -> Value {
    let mut schema = home.to("Date");
    schema["description"] = json!(about);
    schema
}

/// The schema of a record.
fn of_kind(kind: KindId, home: Home) -> Value {
    let spec = kind.spec();
    let mut properties = Map::new();
    let text = json!({ "type": "string" });
    properties.insert("kind".into(), json!({ "const": spec.name }));
    properties.insert(
        "id".into(),
        json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "stable within its kind" }),
    );
    properties.insert("title".into(), text.clone());
    properties.insert("url".into(), json!({ "type": "string", "format": "uri", "description": "the page" }));
    properties.insert("api".into(), json!({ "type": "string", "format": "uri", "description": "this record as JSON" }));
    properties.insert("sort_date".into(), dated(home, SORT_DATE));
    let public = field::public(kind);
    let fields = Head::fields().into_iter().filter(|one| field::HEAD.contains(&one.key));
    let own = kind.fields().into_iter().filter(|one| public.contains(&one.key));
    for one in fields.chain(own) {
        properties.insert(field::name(one.key).to_owned(), of_field(&one, home));
    }
    match kind {
        KindId::Decision => {
            properties.insert("groups".into(), json!({ "type": "array", "items": home.to("HonourGroup") }));
        }
        KindId::Unit | KindId::Person => {
            properties.insert("honours".into(), json!({ "type": "array", "items": home.to("Award") }));
        }
        _ => {}
    }
    properties.insert("body_html".into(), text);
    json!({
        "type": "object",
        "title": spec.en,
        "description": format!("{} ({})", spec.en, spec.vi),
        "required": ["kind", "id", "title", "url", "api"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn of_field(field: &Field, home: Home) -> Value {
    let mut schema = of_shape(&field.shape, home);
    if let Value::Object(schema) = &mut schema
        && !schema.contains_key("$ref")
    {
        schema.insert("description".into(), json!(format!("{} ({})", field.en.trim(), field.vi)));
    }
    schema
}

fn of_shape(shape: &Shape, home: Home) -> Value {
    match shape {
        Shape::Text | Shape::Url | Shape::Number => json!({ "type": "string" }),
        Shape::Markdown => json!({ "type": "string", "contentMediaType": "text/html" }),
        Shape::Int => json!({ "type": "integer" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Day | Shape::Fuzzy => home.to("Date"),
        Shape::Moment => home.to("Moment"),
        Shape::File => json!({ "type": "string", "format": "uri" }),
        Shape::Choice(_, words) => choice(words),
        Shape::Ref(Some(KindId::Photo)) => home.to("Picture"),
        Shape::Ref(Some(_)) => home.to("Reference"),
        Shape::Ref(None) => json!({ "anyOf": [home.to("Reference"), home.to("Picture")] }),
        Shape::List(item) => json!({ "type": "array", "items": of_shape(item, home) }),
        Shape::Group(_, fields) => {
            let properties: Map<String, Value> =
                fields().iter().map(|one| (one.key.to_owned(), of_field(one, home))).collect();
            json!({ "type": "object", "properties": properties, "additionalProperties": false })
        }
    }
}

fn choice(words: &[Choice]) -> Value {
    let ids: Vec<&str> = words.iter().map(|word| word.id).collect();
    json!({
        "type": "object",
        "required": ["id", "label", "label_en"],
        "properties": { "id": { "enum": ids }, "label": { "type": "string" }, "label_en": { "type": "string" } },
        "additionalProperties": false,
    })
}

/// What records share.
fn shared(home: Home) -> Map<String, Value> {
    let text = || json!({ "type": "string" });
    let uri = || json!({ "type": "string", "format": "uri" });
    let mut out = Map::new();
    let mut add = |name: &str, required: &[&str], properties: Value| {
        let schema =
            json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false });
        out.insert(name.to_owned(), schema);
    };
    let day = || json!({ "type": "string", "format": "date" });
    add(
        "Date",
        &["iso", "text", "planned", "exact"],
        json!({
            "iso": { "type": "string", "description": "2019-09-13, 2019-06, 2020-Q3, 2020-H1 or 2019", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4]|-H[12])?$" },
            "text": text(), "planned": { "type": "boolean" },
            "exact": { "type": "boolean", "description": "known to the day" },
            "first": day(), "last": day(),
        }),
    );
    add("Moment", &["iso", "text"], json!({ "iso": { "type": "string", "format": "date-time" }, "text": text() }));
    add(
        "Reference",
        &["kind", "id", "title", "url"],
        json!({ "kind": text(), "id": text(), "title": text(), "url": uri() }),
    );
    add(
        "Picture",
        &["kind", "id", "caption", "credit"],
        json!({
            "kind": { "const": "photo" }, "id": text(), "src": uri(), "caption": text(), "credit": text(), "alt": text(), "licence": text(),
        }),
    );
    let served = json!({
        "post": text(), "unit": home.to("Reference"), "unit_name": text(),
        "posthumous": { "type": "boolean" }, "press_only": { "type": "boolean", "description": "known from the press alone" },
    });
    let with = |more: Value| {
        let mut all = served.as_object().cloned().unwrap_or_default();
        all.extend(more.as_object().cloned().unwrap_or_default());
        Value::Object(all)
    };
    add(
        "Recipient",
        &["name"],
        with(json!({
            "name": text(), "record": home.to("Reference"), "type": { "enum": ["collective", "individual", "household"] },
        })),
    );
    add(
        "Award",
        &["honour", "honour_name", "decision"],
        with(json!({
            "honour": home.to("Reference"), "honour_name": text(), "year": { "type": "integer" },
            "date": dated(home, "the day of signing"), "ceremony_date": dated(home, "the day it was handed over"),
            "reported": dated(home, "the day the press reported it"),
            "decision": home.to("Reference"), "number": text(), "campaign": home.to("Reference"), "citation": text(),
        })),
    );
    let counts = json!({ "collectives": { "type": "integer" }, "individuals": { "type": "integer" }, "households": { "type": "integer" } });
    add(
        "HonourGroup",
        &["honour", "recipients"],
        json!({
            "honour": home.to("Reference"), "class": { "type": "integer" }, "citation": text(),
            "period": { "type": "object", "properties": { "from": home.to("Date"), "to": home.to("Date") }, "additionalProperties": false },
            "year": { "type": "integer" }, "campaign": home.to("Reference"),
            "declared": { "type": "object", "properties": counts, "additionalProperties": false },
            "complete": { "type": "boolean" }, "printed_as": text(),
            "recipients": { "type": "array", "items": home.to("Recipient") },
        }),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_public_field_is_in_the_schema_and_no_other() {
        let all = all(Home("#/"));
        for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
            let schema = &all[&name(kind)];
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            assert!(
                field::public(kind).iter().chain(field::HEAD).all(|key| properties.contains_key(field::name(key))),
                "{kind:?}"
            );
            assert!(!properties.contains_key("internal") && !properties.contains_key("gender"));
        }
    }
}
