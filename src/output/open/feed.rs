//! Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 for the site, each section, and every unit,
//! campaign and honour type that has news. An entry's id is the record's address and never
//! changes; a correction moves `updated` and says what was wrong.

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::fact::{self, Entry};
use super::{json_file, xml};
use crate::base::Key;
use crate::catalog::book::BOOK;
use crate::catalog::list::day_of;
use crate::catalog::{Catalog, Item};
use crate::config::Settings;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::Moment;

/// How many entries a feed has.
const ENTRIES: usize = 50;

/// The files of one feed, below the address of what it is about.
const FILES: &[(&str, &str)] =
    &[("feed.xml", "application/atom+xml"), ("rss.xml", "application/rss+xml"), ("feed.json", "application/feed+json")];

/// Kinds whose records are news, newest first in their lists.
const NEWS: &[KindId] = &[
    KindId::Campaign,
    KindId::Document,
    KindId::Decision,
    KindId::Exemplar,
    KindId::Article,
    KindId::Broadcast,
    KindId::Session,
    KindId::Consultation,
];

/// What the feed of the whole site tells.
const SITE: &[KindId] =
    &[KindId::Decision, KindId::Article, KindId::Campaign, KindId::Session, KindId::Exemplar, KindId::Broadcast];

/// All feeds.
pub(in crate::output) struct Feed;

impl Output for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.feeds) {
            return;
        }
        let mut add = |at: &str, subject: Subject| {
            for (file, _) in FILES {
                jobs.add(self, format!("{at}{file}"), subject.clone());
            }
        };
        add("/", Subject::Site("feed"));
        if !scope.settings.makes(|outputs| outputs.section_feeds) {
            return;
        }
        for kind in NEWS {
            let path = kind.spec().folder;
            if scope.catalog.list(path).is_some_and(|list| !list.items.is_empty()) {
                add(&format!("/{path}/"), Subject::List(path.to_owned(), 1));
            }
        }
        for kind in [KindId::Unit, KindId::Campaign, KindId::Honour] {
            for key in scope.catalog.public_of_kind(kind).filter(|key| has_news(scope.catalog, *key)) {
                add(&scope.catalog.record(key).url, Subject::Record(key));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let feed = match &job.subject {
            Subject::Record(key) => of_record(cx, *key),
            Subject::List(path, _) => of_list(cx, path),
            _ => of_site(cx),
        };
        Ok(match job.out.file_name() {
            "feed.json" => json_file(&feed.json(&job.url())),
            "rss.xml" => feed.rss(&job.url()).into_bytes(),
            _ => feed.atom(&job.url()).into_bytes(),
        })
    }
}

/// Whether a unit, campaign or honour type has a feed.
fn has_news(catalog: &Catalog, key: Key) -> bool {
    match catalog.record(key).kind() {
        KindId::Honour => catalog.list(&holders(&catalog.record(key).id)).is_some_and(|list| !list.items.is_empty()),
        _ => catalog.back(key).any(|other| NEWS.contains(&catalog.record(other).kind())),
    }
}

/// The feeds of a page, for its head: media type and address. `named` are the kinds of the records
/// that name its record.
pub(in crate::output) fn offered(cx: &mut Cx<'_>, key: Key) -> Vec<(&'static str, String)> {
    if !has_sections(cx.settings()) {
        return Vec::new();
    }
    let (kind, id, url) = {
        let card = cx.card(key);
        (card.kind, card.id.clone(), card.url.clone())
    };
    let has_news = match kind {
        KindId::Unit | KindId::Campaign => cx.back(key).into_iter().any(|other| NEWS.contains(&cx.card(other).kind)),
        KindId::Honour => cx.list(&holders(&id), 1).is_some_and(|list| !list.items.is_empty()),
        _ => false,
    };
    if has_news { files(&url) } else { Vec::new() }
}

/// Whether there are feeds beside those of the whole site.
fn has_sections(settings: &Settings) -> bool {
    settings.makes(|outputs| outputs.feeds) && settings.makes(|outputs| outputs.section_feeds)
}

/// The feeds of a page that is about no record: of a section, or of the site.
pub(in crate::output) fn offered_at(cx: &mut Cx<'_>, url: &str) -> Vec<(&'static str, String)> {
    if !cx.settings().makes(|outputs| outputs.feeds) {
        return Vec::new();
    }
    let section = has_sections(cx.settings())
        && KindId::of_folder(url.trim_matches('/')).is_some_and(|kind| NEWS.contains(&kind));
    let has_news = section && cx.list(url.trim_matches('/'), 1).is_some_and(|list| !list.items.is_empty());
    let mut found = if url == "/" || has_news { files(url) } else { Vec::new() };
    if has_news && url.trim_matches('/') == KindId::Broadcast.spec().folder {
        found.extend(super::podcast::offered(cx));
    }
    found
}

fn files(at: &str) -> Vec<(&'static str, String)> {
    FILES.iter().map(|(file, media)| (*media, format!("{at}{file}"))).collect()
}

/// The list of those who hold an honour.
fn holders(id: &str) -> String {
    format!("{BOOK}/hinh-thuc/{id}")
}

/// A feed before it has a form.
struct Feeding {
    base: String,
    /// The page it accompanies.
    home: String,
    title: String,
    description: String,
    author: String,
    lang: String,
    updated: Option<Moment>,
    entries: Vec<Entry>,
}

fn of_site(cx: &mut Cx<'_>) -> Feeding {
    let mut keys = Vec::new();
    for kind in SITE {
        let list = cx.list(kind.spec().folder, 1);
        keys.extend(list.into_iter().flat_map(|l| l.page(1).iter().filter_map(|item| item.record())).take(ENTRIES));
    }
    let settings = cx.settings();
    let description = settings.about.as_deref().or(settings.subtitle.as_deref()).unwrap_or(&settings.title).to_owned();
    feeding(cx, keys, "/", None, description)
}

fn of_list(cx: &mut Cx<'_>, path: &str) -> Feeding {
    let list = cx.list(path, 1);
    let title = list.map_or_else(String::new, |list| list.title.to_string());
    let keys = list.map_or_else(Vec::new, |list| list.page(1).iter().filter_map(|item| item.record()).collect());
    feeding(cx, keys, &format!("/{path}/"), Some(title.clone()), title)
}

fn of_record(cx: &mut Cx<'_>, key: Key) -> Feeding {
    let (kind, id, url, title, summary) = {
        let card = cx.card(key);
        let summary = card.summary.as_deref().unwrap_or(&card.title).to_owned();
        (card.kind, card.id.clone(), card.url.clone(), card.title.to_string(), summary)
    };
    let keys = if kind == KindId::Honour {
        let list = cx.list(&holders(&id), 1);
        let awards: Vec<Item> = list.map_or_else(Vec::new, |list| list.page(1).to_vec());
        let mut decisions: Vec<Key> = Vec::new();
        for at in awards {
            if let Item::Award(at) = at {
                let decision = cx.award_at(at).decision;
                if !decisions.contains(&decision) {
                    decisions.push(decision);
                }
            }
        }
        decisions
    } else {
        cx.back(key).into_iter().filter(|other| NEWS.contains(&cx.card(*other).kind)).collect()
    };
    feeding(cx, keys, &url, Some(title), summary)
}

/// A feed of the newest of some records.
fn feeding(cx: &mut Cx<'_>, mut keys: Vec<Key>, home: &str, title: Option<String>, description: String) -> Feeding {
    keys.sort_by_cached_key(|key| {
        let card = cx.card(*key);
        (Reverse(card.date.as_ref().map(day_of)), card.kind, card.id.clone())
    });
    keys.dedup();
    let entries: Vec<Entry> = keys.into_iter().take(ENTRIES).map(|key| fact::entry(cx, key)).collect();
    let updated = entries.iter().filter_map(|entry| entry.updated).max_by_key(|moment| moment.epoch_seconds());
    let author = fact::publisher(cx);
    let settings = cx.settings();
    let title = title.map_or_else(|| settings.title.to_string(), |title| format!("{title} · {}", settings.title));
    let lang = settings.lang.as_deref().unwrap_or("vi").to_owned();
    let base = settings.base().to_owned();
    Feeding { home: format!("{base}{home}"), base, title, description, author, lang, updated, entries }
}

/// Where a feed must give an instant and nothing is known, it gives the calendar's beginning, never
/// the clock.
fn stamp(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "1970-01-01T00:00:00+07:00".to_owned(), |moment| moment.rfc3339())
}

impl Feeding {
    fn atom(&self, url: &str) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
            xml(&self.lang),
            xml(&self.home),
            xml(&self.title),
            xml(&self.description),
            xml(&self.base),
            xml(url),
            xml(&self.home),
            stamp(self.updated),
            xml(&self.author),
        );
        for entry in &self.entries {
            let _ = writeln!(
                out,
                "<entry><id>{url}</id><title>{}</title><link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>{}<updated>{}</updated><category term=\"{}\" label=\"{}\"/><summary>{}</summary></entry>",
                xml(&entry.title),
                entry.published.map_or_else(String::new, |at| format!("<published>{}</published>", at.rfc3339())),
                stamp(entry.updated),
                entry.kind.spec().name,
                xml(&entry.sort),
                xml(&told(entry)),
                url = xml(&entry.url),
            );
        }
        out.push_str("</feed>\n");
        out
    }

    fn rss(&self, url: &str) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}{}\"/>\n",
            xml(&self.title),
            xml(&self.home),
            xml(&self.description),
            xml(&self.lang),
            xml(&self.base),
            xml(url),
        );
        if let Some(updated) = self.updated {
            let _ = writeln!(out, "<lastBuildDate>{}</lastBuildDate>", updated.rfc2822());
        }
        for entry in &self.entries {
            let _ = writeln!(
                out,
                "<item><title>{}</title><link>{url}</link><guid isPermaLink=\"true\">{url}</guid>{}{}<category>{}</category><description>{}</description></item>",
                xml(&entry.title),
                entry.published.map_or_else(String::new, |at| format!("<pubDate>{}</pubDate>", at.rfc2822())),
                entry.updated.map_or_else(String::new, |at| format!("<atom:updated>{}</atom:updated>", at.rfc3339())),
                xml(&entry.sort),
                xml(&told(entry)),
                url = xml(&entry.url),
            );
        }
        out.push_str("</channel>\n</rss>\n");
        out
    }

    fn json(&self, url: &str) -> Value {
        let items: Vec<Value> = self.entries.iter().map(item).collect();
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.home,
            "feed_url": format!("{}{url}", self.base),
            "description": self.description,
            "language": self.lang,
            "authors": [{ "name": self.author }],
            "items": items,
        })
    }
}

fn item(entry: &Entry) -> Value {
    let mut out = serde_json::Map::new();
    out.insert("id".into(), json!(entry.url));
    out.insert("url".into(), json!(entry.url));
    out.insert("title".into(), json!(&*entry.title));
    out.insert("content_text".into(), json!(told(entry)));
    fact::put(&mut out, "date_published", json!(entry.published.map(Moment::rfc3339)));
    fact::put(&mut out, "date_modified", json!(entry.updated.map(Moment::rfc3339)));
    out.insert("tags".into(), json!([&*entry.sort]));
    out.insert("language".into(), json!("vi"));
    Value::Object(out)
}

/// What an entry says: one sentence, and what was corrected.
fn told(entry: &Entry) -> String {
    let mut text = entry.summary.to_string();
    for correction in &entry.corrections {
        let _ = write!(text, " — Đính chính ({}): {}", correction.date.text(), correction.right);
    }
    text
}
