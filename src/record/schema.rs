//! Schemas for editors. In: the declared fields of a kind. Out: a JSON Schema (draft-07) that
//! completes keys, explains them in Vietnamese and English, and underlines what the reader would
//! refuse. Never stricter than the reader: what it refuses, a build refuses too.

use serde_json::{Map, Value, json};

use super::common::Head;
use super::fields::{Choice, Field, Group, Shape};
use super::kind::KindId;

/// The schema of one kind's files: the common fields and its own.
#[must_use]
pub fn of_kind(kind: KindId) -> Value {
    let spec = kind.spec();
    let fields: Vec<Field> = kind.fields().into_iter().chain(Head::fields()).collect();
    let about = format!("{} — {} (content/{}/)", spec.vi, spec.en, spec.folder);
    of_fields(spec.vi, &about, &fields)
}

/// The schema of a file with the given fields.
#[must_use]
pub fn of_fields(title: &str, about: &str, fields: &[Field]) -> Value {
    let mut schema = object(fields);
    let head = [("$schema", "http://json-schema.org/draft-07/schema#"), ("title", title), ("description", about)];
    let mut whole: Map<String, Value> = head.into_iter().map(|(key, text)| (key.to_owned(), json!(text))).collect();
    whole.append(&mut schema);
    Value::Object(whole)
}

/// An id, as [`crate::text::slug::is_id`] takes it.
const ID: &str = "[a-z0-9]+(-[a-z0-9]+)*";

const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

/// A mapping that knows these keys and no others.
fn object(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> = fields.iter().map(|field| (field.key.to_owned(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut object = Map::new();
    object.insert("type".into(), json!("object"));
    object.insert("additionalProperties".into(), json!(false));
    object.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    object
}

/// A field: its form, with the words that an editor shows beside it.
fn property(field: &Field) -> Value {
    let mut schema = form(&field.shape);
    let english = field.en.trim();
    schema.insert("title".into(), json!(field.vi));
    schema.insert("description".into(), json!(format!("{}: {}\n{english}", field.vi, field.help)));
    schema.insert("markdownDescription".into(), json!(format!("**{}** — {}\n\n_{english}_", field.vi, field.help)));
    Value::Object(schema)
}

/// The schema of a form alone.
fn form(shape: &Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text | Shape::Markdown => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Int => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Day => json!({ "type": "string", "pattern": format!("^{DAY}$"), "examples": ["2019-09-13"] }),
        Shape::Moment => json!({
            "type": "string",
            "pattern": format!("^{DAY}([Tt ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]+)?)?([Zz]|[+-][0-9]{{2}}:?[0-9]{{2}})?)?$"),
            "examples": ["2019-09-18T08:00", "2019-09-18"],
        }),
        // YAML takes a bare year for a number; the pattern is only asked of text.
        Shape::Fuzzy => json!({
            "type": ["string", "integer"], "minimum": 1, "maximum": 9999,
            "pattern": format!("^[<>]?({DAY}|[0-9]{{4}}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?)[?]?$"),
            "examples": ["2019-09-13", "2019-06", "2020-Q3?", "<2019-10-30"],
        }),
        Shape::Number => json!({
            "type": "string", "pattern": "^\\s*([Ss]ố|SỐ)?:?\\s*[0-9]{1,6}\\s*[/-].*\\S", "examples": ["136/KH-UBND", "24/2018/QĐ-UBND"],
        }),
        Shape::Url => {
            json!({ "type": "string", "pattern": "^(https?://[^ \"<>\\\\]*[.][^ \"<>\\\\]*|/([^/ \"<>\\\\][^ \"<>\\\\]*)?)$" })
        }
        Shape::File => json!({ "type": "string", "pattern": "^[^./\\\\][^/\\\\]*$" }),
        Shape::Choice(_, words) => json!({ "enum": ids(words), "markdownEnumDescriptions": meanings(words) }),
        Shape::Ref(Some(kind)) => reference(*kind),
        Shape::Ref(None) => {
            json!({ "type": "string", "pattern": format!("^({}):{ID}$", kinds()), "examples": ["unit:so-noi-vu"] })
        }
        Shape::List(item) => json!({ "type": "array", "items": form(item) }),
        Shape::Group(_, fields) => Value::Object(object(&fields())),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// The id of a record of one kind. An id of digits only is a number to YAML.
fn reference(kind: KindId) -> Value {
    let spec = kind.spec();
    let comment = format!("{}: content/{}/", spec.vi, spec.folder);
    json!({ "type": ["string", "integer"], "pattern": format!("^{ID}$"), "$comment": comment })
}

fn ids(words: &[Choice]) -> Vec<&'static str> {
    words.iter().map(|word| word.id).collect()
}

fn meanings(words: &[Choice]) -> Vec<String> {
    words.iter().map(|word| format!("{} — _{}_", word.vi, word.en)).collect()
}

/// Every word that may stand before the colon of a reference.
fn kinds() -> String {
    let specs = || KindId::ALL.iter().map(|kind| kind.spec());
    let words: Vec<&str> = specs().map(|spec| spec.name).chain(specs().map(|spec| spec.folder)).collect();
    words.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_field_is_in_the_schema_of_its_kind() {
        for kind in KindId::ALL {
            let schema = of_kind(*kind);
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            let keys: Vec<&str> = kind.keys().iter().chain(Head::KEYS).copied().collect();
            assert!(keys.iter().all(|key| properties.contains_key(*key)), "{kind:?}");
            assert!(properties.keys().all(|key| keys.contains(&key.as_str())), "{kind:?}");
            assert_eq!(schema["additionalProperties"], false);
            assert!(properties.values().all(|property| property["title"].is_string()));
        }
    }

    #[test]
    fn required_fields_and_words_are_told() {
        let schema = of_kind(KindId::Decision);
        assert_eq!(schema["required"], json!(["issuer", "subject"]));
        assert_eq!(schema["properties"]["status"]["enum"][0], "draft");
        let group = &schema["properties"]["groups"]["items"];
        assert_eq!((&group["additionalProperties"], &group["required"]), (&json!(false), &json!(["honour"])));
    }
}
