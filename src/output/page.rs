//! What every page says of itself: address, title, description, crumbs. In: a few words. Out:
//! the `page` value of the theme's contract.

use super::open::{feed, jsonld};
use crate::base::Key;
use crate::picture::card;
use crate::record::KindId;
use crate::record::reads::Count;
use crate::record::state::Audience;
use crate::render::Cx;
use crate::render::cx::date;
use crate::render::marked::{is_mark, said};
use crate::render::value::{Val, html, list, map, maybe, text};
use crate::render::view::share::Share;
use crate::text::date::PartialDate;

/// The head of a page.
pub(super) struct Page<'p> {
    /// The address.
    pub url: &'p str,
    /// The title.
    pub title: &'p str,
    /// One sentence for search engines and shares.
    pub description: String,
    /// The kind of page.
    pub kind: &'static str,
    /// The item of the main navigation that it belongs to.
    pub nav: &'static str,
    /// The way to it: title and address of each page above.
    pub crumbs: Vec<(String, String)>,
    /// Whether search engines should leave it out.
    pub noindex: bool,
}

/// The `page` value of a page that is no record's.
pub(super) fn value(cx: &mut Cx<'_>, page: &Page<'_>) -> Val {
    shared(cx, page, None)
}

/// The `page` value, with the picture that links to it show: a record's own, or the site's.
pub(super) fn shared(cx: &mut Cx<'_>, page: &Page<'_>, key: Option<Key>) -> Val {
    let base = cx.settings().base().to_owned();
    let here = cx.local(page.url);
    let home = (cx.string("page.home"), "/".to_owned());
    let way: Vec<(String, String)> =
        Some(home).filter(|_| page.url != "/").into_iter().chain(page.crumbs.iter().cloned()).collect();
    let way: Vec<(String, String)> = way.into_iter().map(|(title, url)| (title, cx.local(&url))).collect();
    let crumbs = list(way.iter().map(|(title, url)| map([("title", text(title)), ("url", text(url))])));
    let (lang, abroad) = (cx.lang(), cx.is_abroad());
    let tongues = if page.noindex { Vec::new() } else { cx.tongues(page.url) };
    let ld =
        if page.noindex { None } else { jsonld::page(cx, (&here, page.title, &page.description, page.kind), &way) };
    let feeds = feeds(feed::offered_at(cx, &here));
    map([
        ("url", text(&here)),
        ("canonical", Val::from(format!("{base}{here}"))),
        ("title", text(page.title)),
        ("description", text(&page.description)),
        ("kind", text(page.kind)),
        ("nav", text(page.nav)),
        ("crumbs", crumbs),
        ("noindex", Val::from(page.noindex || cx.audience() != Audience::Public)),
        ("ld", maybe(ld.map(|ld| html(&ld)))),
        ("feeds", feeds),
        ("image", image(cx, &base, key)),
        ("updated", Val::none()),
        ("lang", text(lang)),
        ("tongues", list(tongues.iter().map(|tongue| switch(&base, lang, abroad, tongue)))),
    ])
}

/// A language of a page as templates see it.
fn switch(base: &str, lang: &str, abroad: bool, (other, url): &(String, String)) -> Val {
    // The way back leads to the page in the other language, not to this one.
    let url = if abroad { said(url) } else { url.clone() };
    map([
        ("lang", text(other)),
        ("href", Val::from(format!("{base}{}", url.trim_start_matches(is_mark)))),
        ("url", Val::from(url)),
        ("current", Val::from(other == lang)),
    ])
}

/// What all records of a kind are called in the language of the page.
pub(super) fn plural(cx: &mut Cx<'_>, kind: KindId) -> String {
    if cx.is_abroad() { cx.string(&format!("kinds.{}", kind.spec().name)) } else { kind.spec().plural.to_owned() }
}

/// A string of the interface with its gaps filled: `{n}`, `{list}`.
pub(super) fn filled(cx: &mut Cx<'_>, path: &str, gaps: &[(&str, &str)]) -> String {
    gaps.iter().fold(cx.string(path), |words, (name, value)| words.replace(&format!("{{{name}}}"), value))
}

/// The feeds of a page as templates see them.
pub(super) fn feeds(offered: Vec<(&'static str, String)>) -> Val {
    list(offered.into_iter().map(|(media, url)| map([("type", text(media)), ("url", Val::from(url))])))
}

/// The picture that links show.
fn image(cx: &mut Cx<'_>, base: &str, key: Option<Key>) -> Val {
    let value = |share: Share| {
        map([
            ("url", Val::from(format!("{base}{}", share.url))),
            ("width", Val::from(card::WIDTH)),
            ("height", Val::from(card::HEIGHT)),
            ("alt", Val::from(share.alt())),
        ])
    };
    cx.share(key).map_or_else(Val::none, value)
}

/// How many of the most read are shown.
const MOST_READ: usize = 5;

/// The most read: cards with counts, and the day up to which the counts are known.
pub(super) fn most_read(cx: &mut Cx<'_>, most: &[(Key, Count)]) -> Val {
    let Some(as_of) = most.iter().map(|(_, count)| count.as_of).max() else { return Val::none() };
    let rows: Vec<Val> = most
        .iter()
        .take(MOST_READ)
        .map(|(key, count)| map([("card", cx.card_value(*key)), ("count", Val::from(count.count))]))
        .collect();
    map([("rows", list(rows)), ("as_of", date(Some(PartialDate::Day(as_of).into())))])
}

/// The item of the main navigation that a kind belongs to.
#[must_use]
pub(super) fn nav_of(kind: KindId) -> &'static str {
    match kind {
        KindId::Campaign | KindId::Series | KindId::Broadcast | KindId::Article => "campaign",
        KindId::Decision | KindId::Honour | KindId::Session | KindId::Consultation => "award",
        KindId::Unit => "unit",
        KindId::Person => "person",
        KindId::Exemplar => "exemplar",
        KindId::Document => "document",
        KindId::Page | KindId::Photo => "",
    }
}

/// The place of a year on a page of a list.
pub(super) fn year_id(year: i16) -> String {
    format!("nam-{year}")
}

/// The place of what has no year, at the end of a list.
pub(super) const NO_YEAR: &str = "chua-ro-nam";

/// What a list holds that stands in none of its years: where it begins, and how much it is.
pub(super) fn undated(cx: &mut Cx<'_>, parent: &str) -> Option<(String, usize)> {
    let dated: usize = cx.family(parent, "nam").into_iter().map(|(_, _, count)| count).sum();
    let (all, url) = cx.extent(parent, dated)?;
    let left = all.checked_sub(dated).filter(|left| dated > 0 && *left > 0)?;
    Some((format!("{url}#{NO_YEAR}"), left))
}
