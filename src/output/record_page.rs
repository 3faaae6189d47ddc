//! The page of a record: its fields, its prose, what names it. One for every public record of
//! a kind that has pages; the template is `<kind>.html`, else `record.html`.

use super::open::{feed, jsonld};
use super::page::{self, Page};
use crate::base::Key;
use crate::catalog::Award;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::common::Head;
use crate::record::fields::View;
use crate::record::{KindId, Own, Record};
use crate::render::Cx;
use crate::render::cx::{Failed, date};
use crate::render::markdown::Heading;
use crate::render::theme::Words;
use crate::render::value::{Val, capital, html, list, map, map_of, maybe, text};
use crate::render::view::{award, broadcast, campaign, honours, photo, proof, series, stages, timeline, unit};
use crate::text::date::PartialDate;

/// The page of a record.
pub(super) struct RecordPage;

impl Output for RecordPage {
    fn name(&self) -> &'static str {
        "record"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for kind in KindId::ALL.iter().copied().filter(|kind| kind.spec().paged) {
            for key in scope.catalog.public_of_kind(kind) {
                let record = scope.catalog.record(key);
                if record.is_translation() {
                    let mut others = scope.settings.other_languages();
                    let lang = others.find(|lang| record.head.lang.as_deref() == Some(lang));
                    if let Some(lang) = lang {
                        jobs.add_in(self, Some(lang), &record.url, Subject::Record(key));
                    }
                    continue;
                }
                jobs.add(self, &*record.url, Subject::Record(key));
                if ABROAD.contains(&kind) {
                    jobs.add_abroad(self, scope, &record.url, &Subject::Record(key));
                }
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Record(key) = job.subject else { return Err(Failed) };
        let record = cx.whole(key).clone();
        if cx.is_abroad() && record.head.lang.as_deref() == Some(cx.lang()) {
            cx.set_native();
        }
        let template = format!("{}.html", record.kind().spec().name);
        let template = if cx.has_template(&template) { template } else { "record.html".to_owned() };
        cx.telling(|cx| {
            let mut shown = Shown { words: cx.words(&template), view: Vec::new() };
            common(cx, key, &record, &mut shown);
            own(cx, key, &record, &mut shown);
            cx.render(&template, shown.view)
        })
    }
}

/// Fields that are no part of `rec`, because the page has them in a form of its own.
const APART: &[&str] = &["groups"];

/// Kinds whose pages exist in every language of the site: what they show is facts and names, not
/// prose.
const ABROAD: &[KindId] = &[KindId::Campaign, KindId::Decision, KindId::Unit, KindId::Person, KindId::Honour];

/// What a template is told: of what could be said, only what it names.
struct Shown<'a> {
    words: Words<'a>,
    view: Vec<(&'static str, Val)>,
}

impl<'a> Shown<'a> {
    fn add(&mut self, cx: &mut Cx<'a>, name: &'static str, make: impl FnOnce(&mut Cx<'a>) -> Val) {
        if self.words.name(name) {
            self.view.push((name, make(cx)));
        }
    }
}

/// What the page of any record shows.
fn common<'a>(cx: &mut Cx<'a>, key: Key, record: &Record, shown: &mut Shown<'a>) {
    let words = shown.words;
    shown.add(cx, "page", |cx| head_of_page(cx, key, record));
    shown.add(cx, "ld", |cx| maybe(jsonld::record(cx, key, record).map(|ld| html(&ld))));
    shown.add(cx, "feeds", |cx| page::feeds(feed::offered(cx, key)));
    shown.add(cx, "rec", |cx| fields(cx, record, &words));
    shown.add(cx, "head", |cx| head(cx, &record.head, &words));
    shown.add(cx, "card", |cx| cx.card_value(key));
    text_of(cx, record, shown);
    shown.add(cx, "back", |cx| back(cx, key));
    shown.add(cx, "photos", |cx| photos(cx, key, record));
    let (before, after) = cx.beside(key);
    shown.add(cx, "prev", |cx| cx.maybe_card(before));
    shown.add(cx, "next", |cx| cx.maybe_card(after));
    shown.add(cx, "related", |cx| {
        let related = cx.related(key);
        cx.card_values(related)
    });
    shown.add(cx, "reads", |cx| reads(cx, key));
}

/// The prose, with its headings and whether there is code in it.
fn text_of<'a>(cx: &mut Cx<'a>, record: &Record, shown: &mut Shown<'a>) {
    let at = usize::try_from(record.body_at).unwrap_or(0);
    let body = cx.markdown(&record.body, Some((&record.file, at)));
    let heading = |h: &Heading| map([("level", Val::from(h.level)), ("id", text(&h.id)), ("title", text(&h.title))]);
    shown.view.extend([
        ("body", html(&body.html)),
        ("code", Val::from(body.code)),
        ("toc", list(body.toc.iter().map(heading))),
    ]);
}

fn fields(cx: &mut Cx<'_>, record: &Record, words: &Words<'_>) -> Val {
    let keys = record.kind().keys().iter().copied();
    let left_out: Vec<&str> = keys.filter(|key| APART.contains(key) || !words.name(key)).collect();
    let fields = record.own.views_without(&left_out);
    map_of(fields.iter().map(|(key, view)| (*key, field(cx, record, key, view))).collect::<Vec<_>>())
}

fn reads(cx: &mut Cx<'_>, key: Key) -> Val {
    cx.reads(key).map_or_else(Val::none, |count| {
        map([("count", Val::from(count.count)), ("as_of", date(Some(PartialDate::Day(count.as_of).into())))])
    })
}

/// A field as templates see it; the name of a file beside the record becomes its address.
fn field(cx: &mut Cx<'_>, record: &Record, key: &str, view: &View) -> Val {
    match view {
        View::Text(name) if key == "file" => {
            let folder = record.file.folder().trim_start_matches("content");
            Val::from(format!("{folder}/{name}"))
        }
        other => cx.value(other),
    }
}

/// What only the page of one kind shows.
fn own<'a>(cx: &mut Cx<'a>, key: Key, record: &Record, shown: &mut Shown<'a>) {
    let words = shown.words;
    match &record.own {
        Own::Decision(decision) => {
            shown.add(cx, "qr", |cx| code(cx, &record.url));
            shown.add(cx, "groups", |cx| award::groups(cx, key, decision, &words));
            shown.add(cx, "press_only", |_| Val::from(decision.press_only()));
            shown.add(cx, "annulled_by", |cx| annulled_by(cx, key, record));
        }
        Own::Document(_) => shown.add(cx, "annulled_by", |cx| annulled_by(cx, key, record)),
        Own::Unit(own) => {
            profile(cx, key, record, shown);
            shown.add(cx, "children", |cx| unit::children(cx, key, record));
            shown.add(cx, "lineage", |cx| unit::lineage(cx, key, own));
        }
        Own::Person(_) => profile(cx, key, record, shown),
        Own::Campaign(own) => {
            shown.add(cx, "chart", |_| stages::stages(own));
            shown.add(cx, "status", |cx| campaign::status(cx, own));
            shown.add(cx, "honours", |cx| honours::of_campaign(cx, key, &record.id, &words));
        }
        Own::Honour(_) => {
            shown.add(cx, "holders", |cx| honours::holders(cx, key, &record.id, &words));
            shown.add(cx, "precedence", |cx| precedence(cx, key));
        }
        Own::Series(own) => shown.view.extend(series::view(cx, key, own)),
        Own::Broadcast(own) => {
            shown.add(cx, "recording", |_| broadcast::view(record));
            shown.add(cx, "seconds", |_| own.seconds().map_or_else(Val::none, Val::from));
        }
        _ => {}
    }
}

fn head_of_page(cx: &mut Cx<'_>, key: Key, record: &Record) -> Val {
    let kind = record.kind();
    let card = cx.card(key);
    let description = match &card.summary {
        Some(summary) => summary.to_string(),
        None => {
            Some(cx.plain(&record.body, 160)).filter(|body| !body.is_empty()).unwrap_or_else(|| told(cx, key, record))
        }
    };
    let mut crumbs = Vec::new();
    if kind != KindId::Page {
        crumbs.push((page::plural(cx, kind), format!("/{}/", kind.spec().folder)));
    }
    let head = Page {
        url: &card.url,
        title: &card.title,
        description,
        kind: kind.spec().name,
        nav: page::nav_of(kind),
        crumbs,
        noindex: false,
    };
    page::shared(cx, &head, Some(key))
}

/// One sentence about a record that says nothing of itself: what it is, where, how often honoured.
fn told(cx: &mut Cx<'_>, key: Key, record: &Record) -> String {
    let place = match &record.own {
        Own::Unit(unit) => unit.territory.as_ref().or(unit.parent.as_ref()),
        Own::Person(person) => person.posts.last().and_then(|post| post.unit.as_ref()).or(person.unit.as_ref()),
        Own::Honour(_) => None,
        _ => return String::new(),
    };
    let place = place.and_then(|unit| cx.find(KindId::Unit, &unit.0)).map(|unit| cx.card(unit).title.to_string());
    let card = cx.card(key);
    let sort = cx.word(&card.kicker);
    let facts = [Some(sort), place].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let said = page::filled(cx, "meta.facts", &[("name", &capital(&card.title)), ("facts", &facts)]);
    let own = |award: &&Award| award.counts && (award.recipient == Some(key) || award.honour == key);
    match cx.awarded(key).into_iter().filter(own).count() {
        0 => said,
        count => format!("{said} {}", page::filled(cx, "meta.honours", &[("n", &count.to_string())])),
    }
}

/// The common fields, without what is for editors alone.
fn head(cx: &mut Cx<'_>, head: &Head, words: &Words<'_>) -> Val {
    let views = head.public_views_named(|key| words.name(key));
    map_of(views.into_iter().map(|(key, view)| (key, cx.value(&without_addresses(key, view)))).collect::<Vec<_>>())
}

/// Aliases that are old addresses are not names.
fn without_addresses(key: &str, view: View) -> View {
    match view {
        View::List(items) if key == "aliases" => {
            View::List(items.into_iter().filter(|i| !matches!(i, View::Text(t) if t.starts_with('/'))).collect())
        }
        other => other,
    }
}

/// The public records that name this one, by kind, newest first.
fn back(cx: &mut Cx<'_>, key: Key) -> Val {
    let mut all = cx.back(key);
    all.sort_by_cached_key(|k| {
        let card = cx.card(*k);
        (std::cmp::Reverse(card.date.as_ref().map(crate::catalog::list::day_of)), card.title.clone())
    });
    let mut groups: Vec<(&'static str, Val)> = Vec::new();
    for kind in KindId::ALL {
        let of_kind: Vec<Key> = all.iter().copied().filter(|k| cx.card(*k).kind == *kind).collect();
        groups.push((kind.spec().name, cx.card_values(of_kind)));
    }
    map_of(groups)
}

/// The photos that a record names, and those that name it.
fn photos(cx: &mut Cx<'_>, key: Key, record: &Record) -> Val {
    let mut keys: Vec<Key> = Vec::new();
    for link in record.links.iter().filter(|link| link.kind == KindId::Photo) {
        keys.extend(cx.find(KindId::Photo, &link.id));
    }
    for source in cx.back(key) {
        if cx.card(source).kind == KindId::Photo {
            keys.push(source);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let views: Vec<Val> = keys.into_iter().filter_map(|key| photo::view(cx, key)).collect();
    list(views)
}

/// The decisions and documents that annul this one.
fn annulled_by(cx: &mut Cx<'_>, key: Key, record: &Record) -> Val {
    let found = award::annulled_by(cx, key, record);
    cx.card_values(found)
}

/// The QR code of an address of the site, in the language of the page.
fn code(cx: &mut Cx<'_>, url: &str) -> Val {
    let address = format!("{}{}", cx.settings().base(), cx.local(url));
    proof::code(&address)
}

/// A profile: honours, ladder, line of time.
fn profile<'a>(cx: &mut Cx<'a>, key: Key, record: &Record, shown: &mut Shown<'a>) {
    let words = shown.words;
    let profile = honours::Profile::of(cx, key);
    // Whoever was never honoured has nothing to be checked.
    shown.add(cx, "qr", |cx| if profile.is_empty() { Val::none() } else { code(cx, &record.url) });
    shown.add(cx, "honours", |cx| {
        let former = (record.kind() == KindId::Unit).then_some(key);
        profile.view(cx, former, &words)
    });
    shown.add(cx, "ladder", |cx| profile.ladder(cx));
    shown.add(cx, "timeline", |cx| timeline::of(cx, key, record, &profile));
}

/// The honour types of the same system, in order of precedence.
fn precedence(cx: &mut Cx<'_>, key: Key) -> Val {
    let Some(all) = cx.list(KindId::Honour.spec().folder, 1) else { return list([]) };
    let keys: Vec<Key> = all.items.iter().filter_map(|item| item.record()).collect();
    let at = keys.iter().position(|k| *k == key).unwrap_or(0);
    let near = keys.into_iter().skip(at.saturating_sub(3)).take(7);
    let rows: Vec<Val> = near.map(|k| map([("card", cx.card_value(k)), ("current", Val::from(k == key))])).collect();
    list(rows)
}
