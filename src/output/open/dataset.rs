//! The open data as a whole: every record and every honour as CSV and JSON Lines, one file for each
//! kind and year or letter, so that an edit rewrites one of them; a Frictionless data package with
//! schemas and licence, and the page `/du-lieu/` that explains it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::address::{DATA, INDEX, OPENAPI, PACKAGE};
use super::shape::{self, Home};
use super::table::{self, Cell, Column, Heads, Sort};
use super::{fact, json_file, jsonld};
use crate::catalog::book::BOOK;
use crate::catalog::{Item, List};
use crate::output::page::{self, Page};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, html, list, map, maybe, text};

/// `/du-lieu/` and its files.
pub(in crate::output) struct Dataset;

/// The schemas, below [`DATA`].
const SCHEMAS: &[&str] = &["schema-ho-so.json", "schema-khen-thuong.json", "schema.json"];
/// The part of a list that has no year.
const REST: &str = "khac";

impl Output for Dataset {
    fn name(&self) -> &'static str {
        "dataset"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.dataset) {
            return;
        }
        jobs.add(self, DATA, Subject::Site("data"));
        jobs.add(self, PACKAGE, Subject::Site("datapackage"));
        for schema in SCHEMAS {
            jobs.add(self, format!("{DATA}{schema}"), Subject::Site(schema));
        }
        for path in mains() {
            let Some(of) = scope.catalog.list(path) else { continue };
            let parts = scope.catalog.siblings(path, family(path));
            let sizes = parts.iter().map(|part| (*part, part.items.len())).collect::<Vec<_>>();
            for shard in shards(of, &sizes) {
                for ending in ["csv", "jsonl"] {
                    jobs.add(self, shard.url(ending), Subject::List(shard.path.clone(), 1));
                }
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        match &job.subject {
            Subject::Site("data") => page(job, cx),
            Subject::Site("datapackage") => Ok(json_file(&package(cx))),
            Subject::Site("schema-ho-so.json") => Ok(json_file(&schema(table::columns(false)))),
            Subject::Site("schema-khen-thuong.json") => Ok(json_file(&schema(table::columns(true)))),
            Subject::Site(_) => Ok(json_file(&json_schema(cx))),
            Subject::List(path, _) => {
                let of = cx.list(path, 1).ok_or(Failed)?;
                let is_rest = of.family.is_empty() && job.out.as_str().contains(REST_MARK);
                let items = if is_rest { rest(cx, of) } else { table::items(cx, of) };
                if job.out.extension() == "csv" {
                    let (columns, rows) = (table::columns(of.awards), table::rows(cx, &items));
                    return table::csv(columns, Heads::Programs, rows);
                }
                Ok(lines(cx, of, &items))
            }
            _ => Err(Failed),
        }
    }
}

/// How the address of a rest ends.
const REST_MARK: &str = "-khac.";

/// The lists that together hold everything.
fn mains() -> impl Iterator<Item = &'static str> {
    let kinds = KindId::ALL.iter().filter(|kind| kind.spec().paged).map(|kind| kind.spec().folder);
    kinds.chain([BOOK])
}

/// What divides a main list into files.
fn family(path: &str) -> &'static str {
    if matches!(path, "don-vi" | "ca-nhan") { "van" } else { "nam" }
}

/// One part of the data.
struct Shard {
    /// The list that it is.
    path: String,
    /// The name of its files.
    name: String,
    part: Part,
    /// How many entries it has.
    count: usize,
    awards: bool,
}

/// What a file holds of its main list.
enum Part {
    /// A year or a letter, by its label.
    Of(Arc<str>),
    /// What stands in no year.
    Rest,
    All,
}

impl Part {
    /// What readers call it, below the title of the list.
    fn title(&self, cx: &mut Cx<'_>, path: &str) -> String {
        let form = if family(path) == "van" { "data.letter" } else { "list.year" };
        match self {
            Self::Of(label) => page::filled(cx, form, &[("n", label)]),
            Self::Rest => cx.string("list.no_year"),
            Self::All => cx.string("data.all"),
        }
    }
}

impl Shard {
    fn url(&self, ending: &str) -> String {
        format!("{DATA}{}.{ending}", self.name)
    }
}

/// The parts of a main list: those that divide it, and the rest that has no year.
fn shards(of: &List, parts: &[(&List, usize)]) -> Vec<Shard> {
    let flat = |path: &str| path.replace(&format!("/{}/", family(&of.path)), "-").replace('/', "-");
    let shard = |path: &str, name: String, part: Part, count: usize| Shard {
        path: path.to_owned(),
        name,
        part,
        count,
        awards: of.awards,
    };
    let own =
        |(part, count): &(&List, usize)| shard(&part.path, flat(&part.path), Part::Of(part.label.clone()), *count);
    let mut all: Vec<Shard> = parts.iter().map(own).collect();
    let left = left(of, parts.iter().map(|part| part.1));
    match (parts.is_empty(), left) {
        (_, 0) => {}
        (true, count) => all.push(shard(&of.path, of.path.clone(), Part::All, count)),
        (false, count) => all.push(shard(&of.path, format!("{}-{REST}", of.path), Part::Rest, count)),
    }
    all
}

/// How many entries of a list stand in no part of it.
fn left(of: &List, parts: impl Iterator<Item = usize>) -> usize {
    of.items.len().saturating_sub(parts.sum())
}

/// The entries of a main list that stand in no part: undated ones come last.
fn rest(cx: &mut Cx<'_>, of: &List) -> Vec<Item> {
    let parts = cx.family(&of.path, family(&of.path));
    let left = left(of, parts.iter().map(|part| part.2));
    let start = of.items.len() - left;
    for number in start / of.per_page() + 1..=of.pages() {
        cx.list(&of.path, number);
    }
    of.items[start..].to_vec()
}

/// The parts of a main list, as a page knows them.
fn known(cx: &mut Cx<'_>, path: &str) -> Vec<Shard> {
    let Some(of) = cx.list(path, 1) else { return Vec::new() };
    let parts = cx.family(path, family(path));
    let sizes = parts.iter().map(|(part, _, count)| (*part, *count)).collect::<Vec<_>>();
    shards(of, &sizes)
}

/// Entries as JSON, a line each. Prose is left to the record's own file.
fn lines(cx: &mut Cx<'_>, of: &List, items: &[Item]) -> Vec<u8> {
    let mut out = Vec::new();
    if of.awards {
        let columns = table::columns(true);
        for row in table::rows(cx, items) {
            out.extend(json_file(&Value::Object(award(columns, &row))));
        }
        return out;
    }
    for key in items.iter().filter_map(|item| item.record()) {
        out.extend(json_file(&Value::Object(fact::facts(cx, key))));
    }
    out
}

fn award(columns: &[Column], row: &[Cell]) -> Map<String, Value> {
    let mut out = Map::new();
    for (column, cell) in columns.iter().zip(row) {
        let value = match cell {
            _ if column.sort == Sort::Flag => json!(*cell != Cell::Empty),
            Cell::Empty => Value::Null,
            Cell::Text(text) => json!(text),
            Cell::Number(number) => json!(number),
            Cell::Day(day) => json!(day.iso()),
        };
        fact::put(&mut out, column.name, value);
    }
    out
}

/// A Frictionless table schema.
fn schema(columns: &[Column]) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| {
            let mut field = Map::new();
            field.insert("name".into(), json!(column.name));
            field.insert("title".into(), json!(column.title));
            field.insert("description".into(), json!(column.about));
            let kind = match column.sort {
                Sort::Text(_) | Sort::Date => "string",
                Sort::Number => "integer",
                Sort::Day => "date",
                Sort::Flag => "boolean",
            };
            field.insert("type".into(), json!(kind));
            if column.sort == Sort::Flag {
                field.insert("trueValues".into(), json!(["x"]));
                field.insert("falseValues".into(), json!(["-"]));
            }
            Value::Object(field)
        })
        .collect();
    json!({ "fields": fields, "missingValues": [""] })
}

/// The JSON Schema of a line.
fn json_schema(cx: &mut Cx<'_>) -> Value {
    let base = fact::base(cx);
    let kinds = KindId::ALL.iter().copied().filter(|kind| kind.spec().paged);
    let any: Vec<Value> = kinds.map(|kind| json!({ "$ref": format!("#/$defs/{}", shape::name(kind)) })).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{base}{DATA}schema.json"),
        "title": "One public record",
        "oneOf": any,
        "$defs": shape::all(Home("#/$defs/")),
    })
}

fn package(cx: &mut Cx<'_>) -> Value {
    let base = fact::base(cx);
    let mut resources = Vec::new();
    for path in mains() {
        for shard in known(cx, path) {
            let schema = if shard.awards { SCHEMAS[1] } else { SCHEMAS[0] };
            resources.push(json!({
                "name": shard.name, "path": format!("{}.csv", shard.name), "type": "table", "profile": "tabular-data-resource",
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema, "rows": shard.count,
            }));
            resources.push(json!({
                "name": format!("{}-jsonl", shard.name), "path": format!("{}.jsonl", shard.name), "type": "file",
                "format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8",
            }));
        }
    }
    let mut out = Map::new();
    let settings = cx.settings();
    out.insert("profile".into(), json!("data-package"));
    out.insert("name".into(), json!(crate::text::slug::slug(&settings.title)));
    out.insert("id".into(), json!(format!("{base}{PACKAGE}")));
    out.insert("title".into(), json!(&*settings.title));
    fact::put(&mut out, "description", json!(settings.about.as_deref()));
    out.insert("homepage".into(), json!(format!("{base}{DATA}")));
    if let Some(licence) = &settings.data_licence {
        let name = licence.id.as_deref().unwrap_or(&licence.title);
        let url = &licence.url.0;
        let path = if url.starts_with('/') { format!("{base}{url}") } else { url.to_string() };
        out.insert("licenses".into(), json!([{ "name": name, "title": &*licence.title, "path": path }]));
    }
    out.insert("contributors".into(), json!([{ "title": fact::publisher(cx), "role": "publisher" }]));
    out.insert("resources".into(), Value::Array(resources));
    Value::Object(out)
}

fn page(job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
    let title = cx.string("page.data");
    let description = cx.string("page.data_description");
    let head = Page {
        url: &job.url(),
        title: &title,
        description: description.clone(),
        kind: "data",
        nav: "",
        crumbs: Vec::new(),
        noindex: false,
    };
    let (mut groups, mut distribution) = (Vec::new(), Vec::new());
    let base = fact::base(cx);
    for path in mains() {
        let shards = known(cx, path);
        if shards.is_empty() {
            continue;
        }
        let title = cx.list(path, 1).map_or_else(String::new, |of| of.title.to_string());
        for shard in &shards {
            distribution.push((title.clone(), format!("{base}{}", shard.url("csv"))));
        }
        let count: usize = shards.iter().map(|shard| shard.count).sum();
        let files: Vec<Val> = shards.iter().map(|shard| file(cx, path, shard)).collect();
        groups.push(map([("title", text(title)), ("count", Val::from(count)), ("files", list(files))]));
    }
    let ld = jsonld::dataset(cx, &title, &description, &distribution);
    let settings = cx.settings();
    let api = settings.makes(|outputs| outputs.api);
    let calendar = settings.makes(|outputs| outputs.calendar);
    let licence = settings.data_licence.as_ref();
    let data = map([
        ("groups", list(groups)),
        ("package", text(PACKAGE)),
        ("schemas", list(SCHEMAS.iter().map(|name| text(format!("{DATA}{name}"))))),
        ("openapi", maybe(api.then_some(OPENAPI))),
        ("api", maybe(api.then_some(INDEX))),
        ("calendar", maybe(calendar.then_some("/lich.ics"))),
        ("licence", licence.map_or_else(Val::none, |of| map([("title", text(&of.title)), ("url", text(&of.url.0))]))),
    ]);
    let view = vec![("page", page::value(cx, &head)), ("data", data), ("ld", html(&ld))];
    cx.render("data.html", view)
}

fn file(cx: &mut Cx<'_>, path: &str, shard: &Shard) -> Val {
    map([
        ("title", Val::from(shard.part.title(cx, path))),
        ("name", text(&shard.name)),
        ("count", Val::from(shard.count)),
        ("csv", Val::from(shard.url("csv"))),
        ("jsonl", Val::from(shard.url("jsonl"))),
    ])
}
