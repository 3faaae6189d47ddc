//! News in JSON (IPTC ninjs 3.1): one item beside each article, and the newest articles as one
//! composite item. A correction is a new version of the same item.

use serde_json::{Map, Value, json};

use super::fact::{self, Entry};
use super::json_file;
use crate::base::Key;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::kind::Article;
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::Moment;

/// `ninjs.json` beside each article and beside their list.
pub(in crate::output) struct Ninjs;

/// The name of the file.
const FILE: &str = "ninjs.json";
/// How many articles the composite item has.
const ITEMS: usize = 50;

impl Output for Ninjs {
    fn name(&self) -> &'static str {
        "ninjs"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.ninjs) {
            return;
        }
        let path = KindId::Article.spec().folder;
        if scope.catalog.list(path).is_some_and(|list| !list.items.is_empty()) {
            jobs.add(self, format!("/{path}/{FILE}"), Subject::List(path.to_owned(), 1));
        }
        for key in scope.catalog.public_of_kind(KindId::Article) {
            jobs.add(self, format!("{}{FILE}", scope.catalog.record(key).url), Subject::Record(key));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let item = match &job.subject {
            Subject::Record(key) => article(cx, *key),
            Subject::List(path, _) => composite(cx, path, &job.url()),
            _ => return Err(Failed),
        };
        Ok(json_file(&Value::Object(item)))
    }
}

/// One article, whole.
fn article(cx: &mut Cx<'_>, key: Key) -> Map<String, Value> {
    let entry = fact::entry(cx, key);
    let record = cx.whole(key).clone();
    let mut out = brief(cx, &entry);
    let Own::Article(own) = &record.own else { return out };
    credits(cx, own, &mut out);
    out.insert("genres".into(), json!([{ "name": own.genre.en(), "literal": own.genre.id() }]));
    let tags: Vec<Value> = record.head.tags.iter().map(|tag| json!({ "name": &**tag })).collect();
    fact::put(&mut out, "subjects", Value::Array(tags));
    about(cx, own, &mut out);
    let sources = record.head.sources.iter().map(|source| json!({ "name": &*source.publisher }));
    let mut seen = Vec::new();
    for source in sources {
        if !seen.contains(&source) {
            seen.push(source);
        }
    }
    fact::put(&mut out, "infoSources", Value::Array(seen));
    let html = cx.markdown(&record.body, None);
    if !html.html.trim().is_empty() {
        let plain = cx.plain(&record.body, 1_000_000);
        out.insert(
            "bodies".into(),
            json!([
                { "role": "main", "contentType": "text/html", "wordCount": html.words, "value": html.html },
                { "role": "text", "contentType": "text/plain", "value": plain },
            ]),
        );
    }
    out
}

/// What every item says.
fn brief(cx: &mut Cx<'_>, entry: &Entry) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("uri".into(), json!(entry.url));
    out.insert("standard".into(), standard());
    out.insert("type".into(), json!("text"));
    out.insert("version".into(), json!(entry.version.to_string()));
    fact::put(&mut out, "firstCreated", json!(entry.published.map(Moment::rfc3339)));
    fact::put(&mut out, "versionCreated", json!(entry.updated.map(Moment::rfc3339)));
    out.insert("pubStatus".into(), json!("usable"));
    out.insert("language".into(), json!("vi"));
    out.insert("title".into(), json!(&*entry.title));
    out.insert("headlines".into(), json!([{ "role": "main", "value": &*entry.title }]));
    out.insert(
        "descriptions".into(),
        json!([{ "role": "summary", "contentType": "text/plain", "value": &*entry.summary }]),
    );
    if let Some(last) = entry.corrections.last() {
        out.insert("edNote".into(), json!(format!("Đính chính {}: {}", last.date.text(), last.right)));
    }
    let publisher = fact::publisher(cx);
    out.insert("copyrightHolder".into(), json!(publisher));
    if let Some(terms) = cx.settings().data_licence.as_ref() {
        out.insert("usageTerms".into(), json!(&*terms.title));
        out.insert("rightsInfo".into(), json!({ "linkedRights": &*terms.url.0 }));
    }
    out
}

fn standard() -> Value {
    json!({ "name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#" })
}

fn credits(cx: &mut Cx<'_>, own: &Article, out: &mut Map<String, Value>) {
    fact::put(out, "by", json!(own.byline.join(", ")));
    if let Some(original) = &own.original {
        let outlet = own.outlet.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
        let name = outlet.map_or_else(|| "bài gốc".to_owned(), |key| cx.card(key).title.to_string());
        out.insert(
            "associations".into(),
            json!([{ "uri": absolute(cx, &original.0), "name": name, "rel": "original" }]),
        );
    }
}

/// The records that an article is about: people, organisations, campaigns as events.
fn about(cx: &mut Cx<'_>, own: &Article, out: &mut Map<String, Value>) {
    let base = fact::base(cx);
    let (mut people, mut organisations, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for about in &own.about {
        let Some(key) = cx.find(about.kind, &about.id) else { continue };
        let card = cx.card(key);
        let named = json!({ "name": &*card.title, "rel": "about", "uri": format!("{base}{}", card.url) });
        match card.kind {
            KindId::Person => people.push(named),
            KindId::Unit => organisations.push(named),
            KindId::Campaign | KindId::Session => events.push(named),
            _ => {}
        }
    }
    fact::put(out, "people", Value::Array(people));
    fact::put(out, "organisations", Value::Array(organisations));
    fact::put(out, "events", Value::Array(events));
}

fn absolute(cx: &mut Cx<'_>, url: &str) -> String {
    if url.starts_with('/') { format!("{}{url}", fact::base(cx)) } else { url.to_owned() }
}

/// The newest articles as one item; each is told in brief and whole at its own address.
fn composite(cx: &mut Cx<'_>, path: &str, url: &str) -> Map<String, Value> {
    let list = cx.list(path, 1);
    let title = list.map_or_else(String::new, |list| list.title.to_string());
    let keys: Vec<Key> = list.map_or_else(Vec::new, |l| l.page(1).iter().filter_map(|item| item.record()).collect());
    let entries: Vec<Entry> = keys.into_iter().take(ITEMS).map(|key| fact::entry(cx, key)).collect();
    let updated = entries.iter().filter_map(|entry| entry.updated).max_by_key(|moment| moment.epoch_seconds());
    let mut items = Vec::new();
    for entry in &entries {
        let mut item = brief(cx, entry);
        item.remove("standard");
        item.insert("name".into(), json!(&*entry.title));
        item.insert("representationType".into(), json!("partial"));
        let whole =
            json!([{ "name": "ninjs", "href": format!("{}{FILE}", entry.url), "contentType": "application/json" }]);
        item.insert("renditions".into(), whole);
        items.push(Value::Object(item));
    }
    let mut out = Map::new();
    out.insert("uri".into(), json!(format!("{}{url}", fact::base(cx))));
    out.insert("standard".into(), standard());
    out.insert("type".into(), json!("composite"));
    fact::put(&mut out, "versionCreated", json!(updated.map(Moment::rfc3339)));
    out.insert("language".into(), json!("vi"));
    out.insert("title".into(), json!(title));
    out.insert("associations".into(), Value::Array(items));
    out
}
