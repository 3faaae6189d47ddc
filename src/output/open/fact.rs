//! The facts that all open formats share. In: records and honours, read through the door. Out:
//! one typed value for a record in a list ([`Entry`]), one for an honour ([`Honoured`]), and a
//! whole record as JSON. Addresses are absolute, ids stable, only public fields ever appear.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{address, field};
use crate::base::Key;
use crate::catalog::Award;
use crate::catalog::list::day_of;
use crate::record::common::{Correction, RecipientType, System};
use crate::record::fields::{Group, View};
use crate::record::kind::honour::HonourLevel;
use crate::record::{KindId, Own, Record};
use crate::render::Cx;
use crate::render::view::photo;
use crate::text::date::{Day, FuzzyDate, Moment};

/// A record as lists of any format show it.
pub(in crate::output) struct Entry {
    /// The kind.
    pub kind: KindId,
    /// The id.
    pub id: Arc<str>,
    /// The address, absolute: also its lasting id.
    pub url: String,
    /// The name.
    pub title: Arc<str>,
    /// One sentence, else what sort of record it is.
    pub summary: Arc<str>,
    /// The document number.
    pub number: Option<Arc<str>>,
    /// What sort of record.
    pub sort: Arc<str>,
    /// The date, as precise as it is known.
    pub date: Option<FuzzyDate>,
    /// The day or instant from which it counts as published.
    pub published: Option<Moment>,
    /// When it last changed in substance, corrections included; never before it was published.
    pub updated: Option<Moment>,
    /// Which version readers see: 1, and one more for each correction.
    pub version: u32,
    /// What was corrected, oldest first.
    pub corrections: Vec<Correction>,
}

/// A record as an entry, with the instant at which an article came out and what was corrected.
pub(in crate::output) fn entry(cx: &mut Cx<'_>, key: Key) -> Entry {
    let mut entry = brief(cx, key);
    if entry.kind == KindId::Article
        && let Own::Article(article) = &cx.whole(key).own
    {
        let at = article.publish;
        entry.published = Some(at);
        let later = |updated: &Moment| updated.epoch_seconds() > at.epoch_seconds();
        entry.updated = entry.updated.filter(later).or(Some(at));
    }
    if entry.version > 1 {
        entry.corrections.clone_from(&cx.whole(key).head.corrections);
    }
    entry
}

/// A record as an entry, as far as its card says it: so a change of its text disturbs no list.
pub(in crate::output) fn brief(cx: &mut Cx<'_>, key: Key) -> Entry {
    let base = base(cx);
    let card = cx.card(key);
    let moment = |date: &FuzzyDate| Moment::from(day_of(date));
    let published = card.date.as_ref().map(moment);
    let later = |at: &Moment| published.is_none_or(|published| published.epoch_seconds() < at.epoch_seconds());
    Entry {
        kind: card.kind,
        id: card.id.clone(),
        url: format!("{base}{}", card.url),
        title: card.title.clone(),
        summary: card.summary.clone().unwrap_or_else(|| card.kicker.clone()),
        number: card.number.clone(),
        sort: card.kicker.clone(),
        date: card.date,
        published,
        updated: card.updated.as_ref().map(moment).filter(later).or(published),
        version: card.version,
        corrections: Vec::new(),
    }
}

/// The day on which a record last changed in substance, else its own date.
pub(in crate::output) fn changed(cx: &mut Cx<'_>, key: Key) -> Option<Day> {
    brief(cx, key).updated.map(Moment::day)
}

/// The address of the site, without a slash at its end.
pub(in crate::output) fn base(cx: &mut Cx<'_>) -> String {
    cx.settings().base().to_owned()
}

/// The name of whoever publishes the site now.
pub(in crate::output) fn publisher(cx: &mut Cx<'_>) -> String {
    let settings = cx.settings();
    settings.publisher.last().map_or(&settings.title, |publisher| &publisher.name).to_string()
}

/// One honour of one recipient.
pub(in crate::output) struct Honoured {
    /// The recipient's name, as it may be shown.
    pub name: Arc<str>,
    /// The recipient's record.
    pub recipient: Option<Key>,
    /// What sort of recipient.
    pub sort: Option<RecipientType>,
    /// The post at that time.
    pub post: Option<Arc<str>>,
    /// The unit the recipient belonged to.
    pub unit: Option<Key>,
    /// Its name, as printed when it has no record.
    pub unit_name: Option<Arc<str>>,
    /// The honour with its class.
    pub honour: Arc<str>,
    /// The honour's record.
    pub honour_key: Key,
    /// The honour's name in English.
    pub honour_en: Arc<str>,
    /// The level.
    pub level: Option<HonourLevel>,
    /// The system.
    pub system: System,
    /// The year it belongs to.
    pub year: Option<i16>,
    /// The day of signing; no other day stands in for it.
    pub date: Option<FuzzyDate>,
    /// The day it was handed over.
    pub ceremony: Option<FuzzyDate>,
    /// The day the press reported it.
    pub reported: Option<FuzzyDate>,
    /// The decision's number.
    pub number: Option<String>,
    /// The decision.
    pub decision: Key,
    /// The campaign.
    pub campaign: Option<Key>,
    /// The grounds.
    pub citation: Option<Arc<str>>,
    /// Granted after death.
    pub posthumous: bool,
    /// Whether only the press is known as a source.
    pub press_only: bool,
}

/// An honour as data.
pub(in crate::output) fn honoured(cx: &mut Cx<'_>, award: &Award) -> Honoured {
    let (decision, line) = cx.line(award);
    let group = &decision.groups[usize::from(award.group)];
    // Someone who is shown by initials is so everywhere, whatever the decision prints.
    let name = match (&line.as_printed, award.recipient.map(|key| cx.card(key))) {
        (Some(printed), None) => printed.clone(),
        (Some(printed), Some(card)) if !card.shortened => printed.clone(),
        (_, Some(card)) => card.title.clone(),
        (None, None) => "".into(),
    };
    let (honour, honour_en, level) = match &cx.honour(award.honour).own {
        Own::Honour(honour) => (honour.with_class(group.class), honour.name_en.clone(), Some(honour.level)),
        _ => ("".into(), "".into(), None),
    };
    Honoured {
        name,
        recipient: award.recipient,
        sort: award.sort,
        post: line.post.clone(),
        unit: award.unit,
        unit_name: award.unit.map(|key| cx.card(key).title.clone()).or_else(|| line.unit_printed.clone()),
        honour,
        honour_key: award.honour,
        honour_en,
        level,
        system: award.system,
        year: award.year,
        date: decision.date,
        ceremony: decision.event.as_ref().and_then(|event| event.date),
        reported: decision.reported,
        number: decision.number.as_ref().map(ToString::to_string),
        decision: award.decision,
        campaign: award.campaign,
        citation: group.citation.clone(),
        posthumous: line.posthumous,
        press_only: decision.press_only(),
    }
}

/// A whole public record as JSON, its prose included.
pub(in crate::output) fn record(cx: &mut Cx<'_>, key: Key) -> Map<String, Value> {
    let mut out = facts(cx, key);
    let record = cx.whole(key).clone();
    if !record.body.trim().is_empty() {
        out.insert("body_html".into(), json!(cx.markdown(&record.body, None).html));
    }
    out
}

/// A public record as JSON without its prose: its card, its public fields, its honours.
pub(in crate::output) fn facts(cx: &mut Cx<'_>, key: Key) -> Map<String, Value> {
    let base = base(cx);
    let record = cx.whole(key).clone();
    let mut out = card(cx, key, &base);
    let shortened = cx.card(key).shortened;
    for (name, view) in record.head.views() {
        // Another spelling of a name that may only stand in initials is that name again.
        if field::HEAD.contains(&name) && !(shortened && name == "aliases") {
            put(&mut out, name, json_of(cx, &names_only(name, view)));
        }
    }
    for (name, view) in record.own.views() {
        if field::public(record.kind()).contains(&name) {
            let value = if name == "file" { file(&record, &view, &base) } else { json_of(cx, &view) };
            put(&mut out, field::name(name), value);
        }
    }
    if record.own.decision().is_some() {
        out.insert("groups".into(), groups(cx, key, &record));
    } else if matches!(record.own, Own::Unit(_) | Own::Person(_)) {
        let own: Vec<Value> = own_honours(cx, key).iter().map(|honoured| honour(cx, honoured)).collect();
        put(&mut out, "honours", Value::Array(own));
    }
    out
}

/// The honours that a unit or person received itself, in the order of their decisions.
pub(in crate::output) fn own_honours(cx: &mut Cx<'_>, key: Key) -> Vec<Honoured> {
    let awards = cx.awarded(key);
    awards.into_iter().filter(|award| award.recipient == Some(key)).map(|award| honoured(cx, award)).collect()
}

/// What every record says of itself.
fn card(cx: &mut Cx<'_>, key: Key, base: &str) -> Map<String, Value> {
    let card = cx.card(key);
    let mut out = Map::new();
    out.insert("kind".into(), json!(card.kind.spec().name));
    out.insert("id".into(), json!(&*card.id));
    out.insert("title".into(), json!(&*card.title));
    out.insert("url".into(), json!(format!("{base}{}", card.url)));
    out.insert("api".into(), json!(format!("{base}{}", address::api(card.kind, &card.id))));
    put(&mut out, "sort_date", card.date.map_or(Value::Null, |date| date_of(&date)));
    out
}

/// A reference to another record; `null` when that may not be shown.
pub(in crate::output) fn reference(cx: &mut Cx<'_>, key: Option<Key>) -> Value {
    let Some(key) = key else { return Value::Null };
    let base = base(cx);
    let card = cx.card(key);
    if card.kind == KindId::Photo {
        return picture(cx, key, &base);
    }
    json!({ "kind": card.kind.spec().name, "id": &*card.id, "title": &*card.title, "url": format!("{base}{}", card.url) })
}

fn picture(cx: &mut Cx<'_>, key: Key, base: &str) -> Value {
    let record = cx.whole(key).clone();
    let Own::Photo(own) = &record.own else { return Value::Null };
    let src = photo::largest(cx, &record);
    let mut out = Map::new();
    out.insert("kind".into(), json!("photo"));
    out.insert("id".into(), json!(&*record.id));
    put(&mut out, "src", src.map_or(Value::Null, |src| json!(format!("{base}{src}"))));
    out.insert("caption".into(), json!(&*own.caption));
    out.insert("credit".into(), json!(own.credit.as_deref().unwrap_or_default()));
    put(&mut out, "alt", json!(own.alt.as_ref().map(|alt| &*alt.0)));
    put(&mut out, "licence", json!(own.licence.as_deref()));
    Value::Object(out)
}

/// The groups of a decision with the recipients who may be shown.
fn groups(cx: &mut Cx<'_>, key: Key, record: &Record) -> Value {
    let Own::Decision(decision) = &record.own else { return Value::Null };
    let awards: Vec<&Award> = cx.awarded(key).into_iter().filter(|award| award.decision == key).collect();
    let mut all = Vec::new();
    for (at, group) in decision.groups.iter().enumerate() {
        let mine = awards.iter().filter(|award| usize::from(award.group) == at);
        let rows: Vec<Value> =
            mine.map(|award| honoured(cx, award)).collect::<Vec<_>>().iter().map(|h| recipient(cx, h)).collect();
        let mut out = Map::new();
        let honour = cx.find(KindId::Honour, &group.honour.0);
        put(&mut out, "honour", reference(cx, honour));
        for (name, view) in group.views() {
            if matches!(
                name,
                "class" | "citation" | "period" | "year" | "campaign" | "declared" | "complete" | "printed_as"
            ) {
                put(&mut out, name, json_of(cx, &view));
            }
        }
        out.insert("recipients".into(), Value::Array(rows));
        all.push(Value::Object(out));
    }
    Value::Array(all)
}

/// An honour where the recipient is known: on a profile.
fn honour(cx: &mut Cx<'_>, of: &Honoured) -> Value {
    let mut out = Map::new();
    put(&mut out, "honour", reference(cx, Some(of.honour_key)));
    out.insert("honour_name".into(), json!(&*of.honour));
    put(&mut out, "year", json!(of.year));
    for (name, date) in [("date", of.date), ("ceremony_date", of.ceremony), ("reported", of.reported)] {
        put(&mut out, name, date.map_or(Value::Null, |date| date_of(&date)));
    }
    put(&mut out, "decision", reference(cx, Some(of.decision)));
    put(&mut out, "number", json!(of.number));
    put(&mut out, "campaign", reference(cx, of.campaign));
    put(&mut out, "citation", json!(of.citation.as_deref()));
    served(cx, of, &mut out);
    Value::Object(out)
}

/// A recipient where the honour is known: in a decision.
fn recipient(cx: &mut Cx<'_>, of: &Honoured) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), json!(&*of.name));
    put(&mut out, "record", reference(cx, of.recipient));
    put(&mut out, "type", json!(of.sort.map(RecipientType::id)));
    served(cx, of, &mut out);
    Value::Object(out)
}

fn served(cx: &mut Cx<'_>, of: &Honoured, out: &mut Map<String, Value>) {
    put(out, "post", json!(of.post.as_deref()));
    put(out, "unit", reference(cx, of.unit));
    put(out, "unit_name", json!(of.unit_name.as_deref()));
    if of.posthumous {
        out.insert("posthumous".into(), json!(true));
    }
    if of.press_only {
        out.insert("press_only".into(), json!(true));
    }
}

/// Adds a value unless it says nothing.
pub(in crate::output) fn put(out: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    if !empty {
        out.insert(name.to_owned(), value);
    }
}

/// A view of a field as JSON: dates say how precise they are, references are resolved, Markdown is
/// HTML, what may not be shown is left out.
fn json_of(cx: &mut Cx<'_>, view: &View) -> Value {
    match view {
        View::Null => Value::Null,
        View::Bool(value) => json!(value),
        View::Int(value) => json!(value),
        View::Text(text) => json!(&**text),
        View::Markdown(text) => json!(cx.markdown(text, None).html),
        View::Ref(kind, id) => {
            let found = cx.find(*kind, id);
            reference(cx, found)
        }
        View::List(items) => {
            let items = items.iter().map(|item| json_of(cx, item)).filter(|item| !item.is_null());
            Value::Array(items.collect())
        }
        View::Map(pairs) => {
            let mut out = Map::new();
            let is_date = pairs.iter().any(|(name, _)| *name == "iso");
            for (name, view) in pairs {
                // The forms in which pages print a date are the pages' own.
                if !(is_date && matches!(*name, "short" | "long" | "year" | "in_year")) {
                    put(&mut out, name, json_of(cx, view));
                }
            }
            Value::Object(out)
        }
    }
}

/// A date as JSON, in the same form as a field's.
pub(in crate::output) fn date_of(date: &FuzzyDate) -> Value {
    let mut out = Map::new();
    out.insert("iso".into(), json!(date.date.iso()));
    out.insert("text".into(), json!(date.text()));
    out.insert("planned".into(), json!(date.planned));
    out.insert("exact".into(), json!(exact(date).is_some()));
    put(&mut out, "first", json!(date.first().map(Day::iso)));
    put(&mut out, "last", json!(date.last().map(Day::iso)));
    Value::Object(out)
}

/// The day, when it is known to the day and not only planned or bounded.
pub(in crate::output) fn exact(date: &FuzzyDate) -> Option<Day> {
    use crate::text::date::{Bound, PartialDate};
    match date.date {
        PartialDate::Day(day) if date.bound == Bound::On && !date.planned => Some(day),
        _ => None,
    }
}

/// Aliases that are old addresses are not names.
fn names_only(name: &str, view: View) -> View {
    match view {
        View::List(items) if name == "aliases" => {
            View::List(items.into_iter().filter(|i| !matches!(i, View::Text(t) if t.starts_with('/'))).collect())
        }
        other => other,
    }
}

/// The address of a file beside the record.
fn file(record: &Record, view: &View, base: &str) -> Value {
    let View::Text(name) = view else { return Value::Null };
    json!(format!("{base}{}/{name}", record.file.folder().trim_start_matches("content")))
}
