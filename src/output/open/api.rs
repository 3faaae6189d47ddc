//! The records as JSON, one file each at a predictable address (`/api/don-vi/so-noi-vu.json`),
//! with an index and an `OpenAPI` 3.1 description. Static files: a client needs nothing but GET.

use serde_json::{Map, Value, json};

use super::address::{INDEX, OPENAPI, PACKAGE, api as address};
use super::shape::{self, Home};
use super::{fact, json_file};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;

/// `/api/…`.
pub(in crate::output) struct Api;

impl Output for Api {
    fn name(&self) -> &'static str {
        "api"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.api) {
            return;
        }
        jobs.add(self, INDEX, Subject::Site("api-index"));
        jobs.add(self, OPENAPI, Subject::Site("openapi"));
        for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
            let records = scope.catalog.public_of_kind(kind);
            for key in records.filter(|key| !scope.catalog.record(*key).is_translation()) {
                jobs.add(self, address(kind, &scope.catalog.record(key).id), Subject::Record(key));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        Ok(json_file(&match job.subject {
            Subject::Record(key) => Value::Object(fact::record(cx, key)),
            Subject::Site("api-index") => index(cx),
            Subject::Site(_) => openapi(cx),
            _ => return Err(Failed),
        }))
    }
}

/// The kinds, how many records each has, and where the whole data lies.
fn index(cx: &mut Cx<'_>) -> Value {
    let base = fact::base(cx);
    let mut kinds = Vec::new();
    for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
        let spec = kind.spec();
        let count = cx.list(spec.folder, 1).map_or(0, |list| list.items.len());
        kinds.push(json!({
            "kind": spec.name, "label": spec.vi, "label_en": spec.en, "count": count,
            "record": format!("{base}/api/{}/{{id}}.json", spec.folder), "list": format!("{base}/{}/", spec.folder),
        }));
    }
    let dataset = cx.settings().makes(|outputs| outputs.dataset);
    let mut out = Map::new();
    out.insert("title".into(), json!(&*cx.settings().title));
    out.insert("openapi".into(), json!(format!("{base}{OPENAPI}")));
    if dataset {
        out.insert("dataset".into(), json!(format!("{base}{}", PACKAGE)));
    }
    out.insert("kinds".into(), Value::Array(kinds));
    Value::Object(out)
}

fn openapi(cx: &mut Cx<'_>) -> Value {
    let mut paths = Map::new();
    for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
        paths.insert(format!("/api/{}/{{id}}.json", kind.spec().folder), path(kind));
    }
    paths.insert(INDEX.into(), json!({ "get": {
        "operationId": "getIndex", "summary": "The kinds of records and where the whole data lies",
        "responses": { "200": { "description": "The index", "content": { "application/json": { "schema": { "type": "object" } } } } },
    }}));
    let settings = cx.settings();
    let mut info = Map::new();
    info.insert("title".into(), json!(format!("{}: dữ liệu mở", settings.title)));
    info.insert("version".into(), json!("1.0.0"));
    let about = "Read-only static JSON. The path of a record follows its folder and id; ids are stable. Dates say how precise they are known.";
    info.insert("description".into(), json!(about));
    if let Some(licence) = &settings.data_licence {
        info.insert("license".into(), json!({ "name": &*licence.title, "url": &*licence.url.0 }));
    }
    json!({
        "openapi": "3.1.0",
        "info": info,
        "servers": [{ "url": settings.base() }],
        "paths": paths,
        "components": { "schemas": shape::all(Home("#/components/schemas/")) },
    })
}

fn path(kind: KindId) -> Value {
    let (spec, name) = (kind.spec(), shape::name(kind));
    json!({ "get": {
        "operationId": format!("get{name}"),
        "summary": format!("One {} ({})", spec.en.to_lowercase(), spec.vi),
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": {
            "200": { "description": spec.en, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } } },
            "404": { "description": "No such public record" },
        },
    }})
}
