//! What pages say to programs that read them: JSON-LD in the words of schema.org. Each page has its
//! way from the home page; a record has what it is: an organisation, a person, an event, a piece
//! of news, an act, with its honours, sources and corrections. It is data, no script runs.

use serde_json::{Map, Value, json};

use super::address::{DATA, PACKAGE};
use super::fact::{self, Honoured};
use crate::base::Key;
use crate::record::common::{Source, UnitType};
use crate::record::fields::AnyRef;
use crate::record::kind::document::DocumentType;
use crate::record::kind::person::PersonForm;
use crate::record::kind::{Article, Broadcast, Campaign, Decision, Document, Person, Unit};
use crate::record::{KindId, Own, Record};
use crate::render::Cx;
use crate::render::view::broadcast;
use crate::text::date::{Bound, Day, FuzzyDate};

/// How many honours a profile tells.
const AWARDS: usize = 50;

/// What a page of any kind says: itself, and the way to it. `crumbs` are titles and addresses.
pub(in crate::output) fn page(
    cx: &mut Cx<'_>,
    (url, title, description, kind): (&str, &str, &str, &str),
    crumbs: &[(String, String)],
) -> Option<String> {
    if !cx.settings().makes(|outputs| outputs.structured) {
        return None;
    }
    let base = fact::base(cx);
    let address = format!("{base}{url}");
    let mut out = Map::new();
    out.insert("@context".into(), json!("https://schema.org"));
    if kind == "home" {
        out.insert("@type".into(), json!("WebSite"));
        out.insert("publisher".into(), publisher(cx));
    } else {
        let sort = if matches!(kind, "list" | "lookup") { "CollectionPage" } else { "WebPage" };
        out.insert("@type".into(), json!(sort));
        out.insert("isPartOf".into(), json!({ "@id": format!("{base}/") }));
        out.insert("breadcrumb".into(), breadcrumb(&base, crumbs, title));
    }
    out.insert("@id".into(), json!(address));
    out.insert("url".into(), json!(address));
    out.insert("name".into(), json!(title));
    fact::put(&mut out, "description", json!(description));
    out.insert("inLanguage".into(), json!(cx.lang()));
    Some(script(&Value::Object(out)))
}

fn breadcrumb(base: &str, crumbs: &[(String, String)], title: &str) -> Value {
    let mut items: Vec<Value> = Vec::new();
    for (name, url) in crumbs {
        items.push(
            json!({ "@type": "ListItem", "position": items.len() + 1, "name": name, "item": format!("{base}{url}") }),
        );
    }
    items.push(json!({ "@type": "ListItem", "position": items.len() + 1, "name": title }));
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// What the page of a record says besides: the record itself, and what was corrected.
pub(in crate::output) fn record(cx: &mut Cx<'_>, key: Key, record: &Record) -> Option<String> {
    let (settings, card) = (cx.settings(), cx.card(key));
    // Of somebody who is shown by initials nothing is told that programs could put together.
    if !settings.makes(|outputs| outputs.structured) || card.shortened {
        return None;
    }
    let address = format!("{}{}", settings.base(), cx.local(&card.url));
    let mut entity = entity(cx, key, record)?;
    entity.insert("@id".into(), json!(format!("{address}#ho-so")));
    entity.insert("url".into(), json!(address));
    let mut page = Map::new();
    page.insert("@context".into(), json!("https://schema.org"));
    page.insert("@type".into(), json!("WebPage"));
    page.insert("@id".into(), json!(address));
    fact::put(&mut page, "dateModified", json!(fact::changed(cx, key).map(Day::iso)));
    let corrections = corrections(record);
    // News may say itself what was wrong with it; for all else the page does.
    if matches!(record.own, Own::Article(_)) {
        fact::put(&mut entity, "correction", corrections);
    } else {
        fact::put(&mut page, "correction", corrections);
    }
    let sources: Vec<Value> = record.head.sources.iter().filter_map(source).collect();
    fact::put(&mut page, "citation", Value::Array(sources));
    page.insert("mainEntity".into(), Value::Object(entity));
    Some(script(&Value::Object(page)))
}

/// The open data, for data catalogues.
pub(super) fn dataset(cx: &mut Cx<'_>, title: &str, description: &str, files: &[(String, String)]) -> String {
    let base = fact::base(cx);
    let settings = cx.settings();
    let mut out = Map::new();
    out.insert("@context".into(), json!("https://schema.org"));
    out.insert("@type".into(), json!("Dataset"));
    out.insert("@id".into(), json!(format!("{base}{}", PACKAGE)));
    out.insert("name".into(), json!(format!("{title} · {}", settings.title)));
    out.insert("description".into(), json!(description));
    out.insert("url".into(), json!(format!("{base}{}", DATA)));
    out.insert("isAccessibleForFree".into(), json!(true));
    out.insert("inLanguage".into(), json!("vi"));
    if let Some(licence) = &settings.data_licence {
        let url = &licence.url.0;
        let url = if url.starts_with('/') { format!("{base}{url}") } else { url.to_string() };
        out.insert("license".into(), json!(url));
    }
    out.insert("creator".into(), publisher(cx));
    let files: Vec<Value> = files
        .iter()
        .map(|(name, url)| json!({ "@type": "DataDownload", "name": name, "contentUrl": url, "encodingFormat": "text/csv" }))
        .collect();
    out.insert("distribution".into(), Value::Array(files));
    script(&Value::Object(out))
}

/// JSON as it may stand within a page: no mark that could end the element.
fn script(value: &Value) -> String {
    let text = value.to_string();
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

fn publisher(cx: &mut Cx<'_>) -> Value {
    let settings = cx.settings();
    let base = settings.base();
    let mut out = Map::new();
    let kind = if settings.profile == crate::config::Profile::Press { "NewsMediaOrganization" } else { "Organization" };
    out.insert("@type".into(), json!(kind));
    out.insert("name".into(), json!(fact::publisher(cx)));
    out.insert("url".into(), json!(format!("{base}/")));
    if kind == "NewsMediaOrganization" {
        out.insert("correctionsPolicy".into(), json!(format!("{base}/cai-chinh/")));
    }
    Value::Object(out)
}

fn entity(cx: &mut Cx<'_>, key: Key, record: &Record) -> Option<Map<String, Value>> {
    let mut out = Map::new();
    let card = cx.card(key);
    let description = card.summary.clone();
    out.insert("name".into(), json!(&*card.title));
    fact::put(&mut out, "description", json!(description.as_deref()));
    let kind = match &record.own {
        Own::Unit(unit) => organisation(cx, key, unit, &mut out),
        Own::Person(own) => person(cx, key, own, &mut out),
        Own::Campaign(campaign) => event(cx, campaign, &mut out),
        Own::Article(article) => news(cx, article, &mut out),
        Own::Decision(decision) => act(cx, decision, &mut out),
        Own::Document(document) => paper(cx, document, &mut out),
        Own::Broadcast(own) => broadcasting(cx, record, own, &mut out),
        Own::Session(session) => {
            dates(&mut out, Some(session.date), Some(session.date));
            let council = cx.find(KindId::Unit, &session.council.0);
            fact::put(&mut out, "organizer", named(cx, council, "Organization"));
            "Event"
        }
        Own::Consultation(own) => {
            out.insert("startDate".into(), json!(own.opens.iso()));
            out.insert("endDate".into(), json!(own.closes.iso()));
            let by = cx.find(KindId::Unit, &own.asked_by.0);
            fact::put(&mut out, "organizer", named(cx, by, "GovernmentOrganization"));
            "Event"
        }
        Own::Exemplar(own) => {
            out.insert("headline".into(), json!(&*card.title));
            fact::put(&mut out, "datePublished", json!(own.date.as_ref().map(iso)));
            fact::put(&mut out, "about", about(cx, std::slice::from_ref(&own.subject)));
            "Article"
        }
        Own::Honour(honour) => {
            out.insert("alternateName".into(), json!({ "@language": "en", "@value": &*honour.name_en }));
            fact::put(&mut out, "termCode", json!(honour.abbreviation.as_deref()));
            "DefinedTerm"
        }
        Own::Series(series) => {
            fact::put(&mut out, "startDate", json!(series.date.as_ref().map(iso)));
            "CreativeWorkSeries"
        }
        Own::Page(_) | Own::Photo(_) => return None,
    };
    if kind != "Organization" {
        out.insert("@type".into(), json!(kind));
    }
    Some(out)
}

/// A unit; a territory is a place and an organisation at once.
fn organisation(cx: &mut Cx<'_>, key: Key, unit: &Unit, out: &mut Map<String, Value>) -> &'static str {
    let kind: &[&str] = match unit.unit_type {
        UnitType::Central | UnitType::Government | UnitType::Department => &["GovernmentOrganization"],
        UnitType::Province | UnitType::District | UnitType::Commune | UnitType::Hamlet => {
            &["AdministrativeArea", "Organization"]
        }
        UnitType::School => &["EducationalOrganization"],
        UnitType::Health => &["MedicalOrganization"],
        UnitType::Company | UnitType::Cooperative => &["Corporation"],
        UnitType::Press => &["NewsMediaOrganization"],
        _ => &["Organization"],
    };
    out.insert("@type".into(), if let [one] = kind { json!(one) } else { json!(kind) });
    let former = unit.former_names.iter().map(|former| &former.name);
    let names: Vec<&str> = unit.short.iter().chain(former).map(|name| &**name).collect();
    fact::put(out, "alternateName", json!(names));
    let parent = unit.parent.as_ref().and_then(|parent| cx.find(KindId::Unit, &parent.0));
    fact::put(out, "parentOrganization", named(cx, parent, "Organization"));
    if let Some(valid) = &unit.valid {
        fact::put(out, "foundingDate", json!(valid.from.as_ref().map(iso)));
        fact::put(out, "dissolutionDate", json!(valid.to.as_ref().map(iso)));
    }
    fact::put(out, "sameAs", json!(unit.site.as_ref().map(|site| &*site.0)));
    awards(cx, key, out);
    "Organization"
}

fn person(cx: &mut Cx<'_>, key: Key, own: &Person, out: &mut Map<String, Value>) -> &'static str {
    awards(cx, key, out);
    if own.form == Some(PersonForm::Household) {
        out.insert("@type".into(), json!("Organization"));
        return "Organization";
    }
    fact::put(out, "honorificPrefix", json!(own.prefixes.first().map(|prefix| &**prefix)));
    fact::put(out, "jobTitle", json!(own.posts.last().map(|post| &*post.title)));
    let unit = own.posts.last().and_then(|post| post.unit.as_ref()).or(own.unit.as_ref());
    let unit = unit.and_then(|unit| cx.find(KindId::Unit, &unit.0));
    fact::put(out, "affiliation", named(cx, unit, "Organization"));
    "Person"
}

/// Honours as schema.org has them: a text each.
fn awards(cx: &mut Cx<'_>, key: Key, out: &mut Map<String, Value>) {
    let honours = fact::own_honours(cx, key);
    let said: Vec<String> = honours.iter().take(AWARDS).map(award).collect();
    fact::put(out, "award", json!(said));
}

fn award(of: &Honoured) -> String {
    let mut said = of.honour.to_string();
    if let Some(year) = of.year {
        said.push_str(&format!(" ({year})"));
    }
    if let Some(number) = &of.number {
        said.push_str(&format!(", Quyết định {number}"));
    }
    said
}

fn event(cx: &mut Cx<'_>, own: &Campaign, out: &mut Map<String, Value>) -> &'static str {
    dates(out, own.period.from, own.period.to);
    let by = own.launched_by.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
    fact::put(out, "organizer", named(cx, by, "GovernmentOrganization"));
    let parent = own.parent.as_ref().and_then(|parent| cx.find(KindId::Campaign, &parent.0));
    fact::put(out, "superEvent", named(cx, parent, "Event"));
    let day = own.period.span().first().or_else(|| own.period.span().last());
    if let Some(province) = day.and_then(|day| cx.settings().province_on(day)) {
        out.insert("location".into(), json!({ "@type": "AdministrativeArea", "name": &**province }));
    }
    let mut stages = Vec::new();
    for milestone in &own.milestones {
        let date = milestone.actual.or(milestone.planned);
        let around = milestone.around.as_ref().filter(|_| date.is_none());
        if date.is_none() && around.is_none() {
            continue;
        }
        let mut stage = Map::new();
        stage.insert("@type".into(), json!("Event"));
        stage.insert("name".into(), json!(milestone.title.as_deref().unwrap_or(milestone.stage.vi())));
        dates(
            &mut stage,
            date.or_else(|| around.and_then(|around| around.from)),
            date.or_else(|| around.and_then(|around| around.to)),
        );
        let place = milestone.place.as_deref().map(|place| json!({ "@type": "Place", "name": place }));
        fact::put(&mut stage, "location", json!(place));
        stages.push(Value::Object(stage));
    }
    fact::put(out, "subEvent", Value::Array(stages));
    "Event"
}

/// Dates of an event, each as precise as it is known. A limit ("before", "after") is no date: the days next
/// to it are nobody's word.
fn dates(out: &mut Map<String, Value>, from: Option<FuzzyDate>, to: Option<FuzzyDate>) {
    let known = |date: Option<FuzzyDate>| date.filter(|date| date.bound == Bound::On);
    fact::put(out, "startDate", json!(known(from).as_ref().map(iso)));
    fact::put(out, "endDate", json!(known(to).map(|date| iso_of(&date, date.date.last()))));
}

fn news(cx: &mut Cx<'_>, own: &Article, out: &mut Map<String, Value>) -> &'static str {
    let title = out.remove("name").unwrap_or_default();
    out.insert("headline".into(), title);
    out.insert("datePublished".into(), json!(own.publish.rfc3339()));
    out.insert("inLanguage".into(), json!("vi"));
    let authors: Vec<Value> = own.byline.iter().map(|name| json!({ "@type": author(name), "name": &**name })).collect();
    fact::put(out, "author", Value::Array(authors));
    let outlet = own.outlet.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
    let by = if outlet.is_some() { named(cx, outlet, "NewsMediaOrganization") } else { publisher(cx) };
    out.insert("publisher".into(), by);
    fact::put(out, "articleSection", json!(own.section.as_deref()));
    fact::put(out, "about", about(cx, &own.about));
    fact::put(out, "isBasedOn", json!(own.original.as_ref().map(|url| &*url.0)));
    let series = own.series.as_ref().and_then(|series| cx.find(KindId::Series, &series.0));
    fact::put(out, "isPartOf", named(cx, series, "CreativeWorkSeries"));
    "NewsArticle"
}

/// A byline names a person, unless it names an office.
fn author(name: &str) -> &'static str {
    let office = ["ban ", "tòa soạn", "báo ", "đài ", "thông tấn", "phòng ", "sở ", "cổng "];
    let name = name.to_lowercase();
    if office.iter().any(|word| name.starts_with(word)) { "Organization" } else { "Person" }
}

fn act(cx: &mut Cx<'_>, own: &Decision, out: &mut Map<String, Value>) -> &'static str {
    fact::put(out, "legislationIdentifier", json!(own.number.as_ref().map(ToString::to_string)));
    fact::put(out, "legislationDate", json!(own.date.as_ref().and_then(fact::exact).map(Day::iso)));
    out.insert("legislationType".into(), json!("Quyết định khen thưởng"));
    let by = cx.find(KindId::Unit, &own.issuer.0);
    fact::put(out, "legislationPassedBy", named(cx, by, "GovernmentOrganization"));
    let based = about(cx, &own.legal_basis);
    fact::put(out, "isBasedOn", based);
    "Legislation"
}

fn paper(cx: &mut Cx<'_>, own: &Document, out: &mut Map<String, Value>) -> &'static str {
    fact::put(out, "legislationIdentifier", json!(own.number.as_ref().map(ToString::to_string)));
    fact::put(out, "legislationDate", json!(own.date.as_ref().and_then(fact::exact).map(Day::iso)));
    out.insert("legislationType".into(), json!(DocumentType::vi(own.doc_type)));
    let by = cx.find(KindId::Unit, &own.issuer.0);
    fact::put(out, "legislationPassedBy", named(cx, by, "GovernmentOrganization"));
    "Legislation"
}

fn broadcasting(cx: &mut Cx<'_>, record: &Record, own: &Broadcast, out: &mut Map<String, Value>) -> &'static str {
    let base = fact::base(cx);
    let outlet = own.outlet.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
    fact::put(out, "publisher", named(cx, outlet, "NewsMediaOrganization"));
    fact::put(out, "datePublished", json!(own.aired.first().map(iso)));
    fact::put(out, "about", about(cx, &own.about));
    if !own.is_on_record() {
        return "CreativeWork";
    }
    let shown = own.aired.iter().find(|date| !date.planned).and_then(fact::exact);
    fact::put(out, "uploadDate", json!(shown.map(Day::iso)));
    fact::put(out, "duration", json!(own.seconds().map(|seconds| format!("PT{seconds}S"))));
    let words = own.transcript.as_ref().map(|words| cx.plain(&words.0, usize::MAX));
    fact::put(out, "transcript", json!(words));
    if let Some(found) = broadcast::recording(record) {
        out.insert("contentUrl".into(), json!(format!("{base}{}", found.url)));
        out.insert("encodingFormat".into(), json!(found.facts.format.mime()));
        out.insert("contentSize".into(), json!(found.facts.size.to_string()));
        let captions = found.captions.map(|url| {
            let url = format!("{base}{url}");
            json!({ "@type": "MediaObject", "contentUrl": url, "encodingFormat": "text/vtt", "inLanguage": "vi" })
        });
        fact::put(out, "caption", json!(captions));
        return if found.facts.format.is_video() { "VideoObject" } else { "AudioObject" };
    }
    fact::put(out, "sameAs", json!(own.video.as_ref().or(own.audio.as_ref()).map(|url| &*url.0)));
    if own.video.is_some() { "VideoObject" } else { "AudioObject" }
}

fn about(cx: &mut Cx<'_>, refs: &[AnyRef]) -> Value {
    let mut found = Vec::new();
    for one in refs {
        let key = cx.find(one.kind, &one.id);
        let sort = match one.kind {
            KindId::Person => "Person",
            KindId::Unit => "Organization",
            KindId::Campaign | KindId::Session | KindId::Consultation => "Event",
            KindId::Document | KindId::Decision => "Legislation",
            _ => "CreativeWork",
        };
        let value = named(cx, key, sort);
        if !value.is_null() {
            found.push(value);
        }
    }
    Value::Array(found)
}

/// Another record by its name and page.
fn named(cx: &mut Cx<'_>, key: Option<Key>, sort: &str) -> Value {
    let Some(key) = key else { return Value::Null };
    let base = fact::base(cx);
    let card = cx.card(key);
    json!({ "@type": sort, "name": &*card.title, "url": format!("{base}{}", card.url) })
}

fn corrections(record: &Record) -> Value {
    let all = record.head.corrections.iter().map(|correction| {
        let text = match &correction.wrong {
            Some(wrong) => format!("Đã đưa: {wrong}. Đúng là: {}", correction.right),
            None => correction.right.to_string(),
        };
        json!({ "@type": "CorrectionComment", "text": text, "datePublished": iso(&correction.date) })
    });
    Value::Array(all.collect())
}

fn source(source: &Source) -> Option<Value> {
    let url = source.url.as_ref()?;
    let name = source.title.as_deref().unwrap_or(&source.publisher);
    let by = json!({ "@type": "Organization", "name": &*source.publisher });
    Some(json!({ "@type": "CreativeWork", "name": name, "url": &*url.0, "publisher": by }))
}

/// A date in the form of ISO 8601 that schema.org takes: a quarter or half-year is its first month.
fn iso(date: &FuzzyDate) -> String {
    iso_of(date, date.date.first())
}

/// The same with the end of it whose month stands for a quarter or half-year.
fn iso_of(date: &FuzzyDate, end: Day) -> String {
    let iso = date.date.iso();
    if iso.contains(['Q', 'H']) { end.iso()[..7].to_owned() } else { iso }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let made = script(&json!({ "name": "</script><!-- & \u{2028}" }));
        assert_eq!(made, "{\"name\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\"}");
        let back: Value = serde_json::from_str(&made).unwrap_or_default();
        assert_eq!(back["name"], "</script><!-- & \u{2028}");
    }

    #[test]
    fn an_event_has_no_invented_days() {
        let check = |date: &str, expect: &[(&str, &str)]| {
            let (mut out, date) = (Map::new(), FuzzyDate::parse(date).ok());
            dates(&mut out, date, date);
            let made: Vec<(&str, &str)> =
                out.iter().map(|(key, value)| (&**key, value.as_str().unwrap_or_default())).collect();
            assert_eq!(made, expect);
        };
        check("2019-09-13", &[("startDate", "2019-09-13"), ("endDate", "2019-09-13")]);
        check("2019-06", &[("startDate", "2019-06"), ("endDate", "2019-06")]);
        check("2020-Q3?", &[("startDate", "2020-07"), ("endDate", "2020-09")]);
        check("<2019-10-30", &[]);
    }

    #[test]
    fn bylines_name_people_or_offices() {
        let check = |name: &str, expect: &str| assert_eq!(author(name), expect);
        check("Nguyễn Văn Thử", "Person");
        check("Ban biên tập", "Organization");
        check("Báo Thử", "Organization");
    }
}
