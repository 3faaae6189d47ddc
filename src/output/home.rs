//! The home page: the campaign on the board, what is new, the ways in.

use super::page::{self, Page};
use crate::base::{Key, SrcPath};
use crate::catalog::Catalog;
use crate::catalog::book::BOOK;
use crate::catalog::list::day_of;
use crate::config::{self, Settings, is_on};
use crate::diag::{Diag, Problem};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::fields::{Group as _, Link, Links};
use crate::record::kind::Campaign;
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::{Failed, date};
use crate::render::marked::said;
use crate::render::value::{Val, list, map, maybe, maybe_text, text};
use crate::text::near::nearest;

/// How many new entries the home page shows.
const LATEST: usize = 7;
/// How many stories stand below.
const STORIES: usize = 3;
/// How many years the chart shows without leaving one out.
const AXIS: usize = 20;

/// The home page.
pub(super) struct Home;

impl Output for Home {
    fn name(&self) -> &'static str {
        "home"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/", Subject::Site("home"));
        jobs.add_abroad(self, scope, "/", &Subject::Site("home"));
    }

    fn render(&self, _job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let settings = cx.settings();
        let head = Page {
            url: "/",
            title: &settings.title,
            description: settings.about.as_deref().or(settings.subtitle.as_deref()).unwrap_or_default().to_owned(),
            kind: "home",
            nav: "home",
            crumbs: Vec::new(),
            noindex: false,
        };
        let latest = latest(cx);
        let undated = page::undated(cx, BOOK);
        let view = vec![
            ("page", page::value(cx, &head)),
            ("banners", banners(cx)),
            ("campaign", board(cx)),
            ("choice", choice(cx)),
            ("stories", stories(cx, &latest)),
            ("latest", cx.card_values(latest)),
            ("honour_links", family(cx, "hinh-thuc")),
            ("tally", tally(cx)),
            ("undated", maybe(undated.as_ref().map(|(_, count)| *count))),
            ("undated_url", maybe(undated.map(|(url, _)| url))),
            ("most_read", most_read(cx)),
            ("counts", counts(cx)),
            ("due", due(cx)),
        ];
        cx.render("home.html", view)
    }
}

/// What the settings name and nobody has: it would be passed over in silence. A record that could not
/// be read `is_broken`: it tells its own problem.
#[must_use]
pub fn unknown(settings: &Settings, catalog: &Catalog, is_broken: &dyn Fn(&Link) -> bool) -> Vec<Diag> {
    let Some(file) = SrcPath::new(config::FILE) else { return Vec::new() };
    let (mut found, mut placed) = (Links::default(), Links::placed(&file));
    settings.links_in(&mut found);
    settings.links_in(&mut placed);
    let all = found.finish().into_iter().zip(placed.finish_places());
    let lost = all.filter(|(link, _)| catalog.find(link.kind, &link.id).is_none() && !is_broken(link));
    let told = lost.map(|(link, place)| {
        let (kind, kind_en) = (link.kind.spec().vi.to_lowercase(), link.kind.spec().en.to_lowercase());
        let ids: Vec<&str> = catalog.of_kind(link.kind).map(|key| &*catalog.record(key).id).collect();
        let near = nearest(&link.id, ids).map(str::to_owned);
        Diag::new(Problem::UnknownRef { kind, kind_en, id: link.id.to_string() }, place).suggest(near)
    });
    told.collect()
}

/// The campaign that the settings put on the board, else the newest.
fn board(cx: &mut Cx<'_>) -> Val {
    let chosen = cx.home().and_then(|home| home.campaign.clone());
    let key = match chosen {
        Some(campaign) => cx.find(KindId::Campaign, &campaign.0),
        None => keys(cx, KindId::Campaign).first().copied(),
    };
    let Some(key) = key else { return Val::none() };
    let record = cx.whole(key).clone();
    let Own::Campaign(campaign) = &record.own else { return Val::none() };
    let plan = campaign.plans.first().and_then(|plan| cx.find(KindId::Document, &plan.0));
    let number = plan.and_then(|plan| cx.card(plan).number.clone());
    let launched_by = campaign.launched_by.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
    let span = campaign.period.span();
    let period = if cx.lang() == "en" { said(&span.text_en()) } else { span.text() };
    map([
        ("card", cx.card_value(key)),
        ("slogan", maybe_text(campaign.slogan.as_ref())),
        ("slogan_parts", slogan_parts(campaign)),
        ("plan", cx.maybe_card(plan)),
        ("number", maybe_text(number.as_ref())),
        ("period_text", Val::from(period)),
        ("launched_by", cx.maybe_card(launched_by)),
    ])
}

/// The campaigns that are announced today; the one on the board needs no second line.
fn banners(cx: &mut Cx<'_>) -> Val {
    let Some(home) = cx.home().filter(|home| !home.banners.is_empty()) else { return list([]) };
    let today = cx.today();
    let on_board = home.campaign.as_ref();
    let on = home.banners.iter().filter(|banner| is_on(banner.from, banner.to, today));
    let keys: Vec<Key> = on
        .filter(|banner| Some(&banner.campaign) != on_board)
        .filter_map(|banner| cx.find(KindId::Campaign, &banner.campaign.0))
        .collect();
    cx.card_values(keys)
}

/// What the editors put forward today.
fn choice(cx: &mut Cx<'_>) -> Val {
    let Some(home) = cx.home().filter(|home| !home.choice.is_empty()) else { return list([]) };
    let today = cx.today();
    let mut chosen = Vec::new();
    for choice in home.choice.iter().filter(|choice| is_on(choice.from, choice.to, today)) {
        if let Some(key) = cx.find(choice.record.kind, &choice.record.id) {
            chosen.push(map([("card", cx.card_value(key)), ("why", maybe_text(choice.why.as_ref()))]));
        }
    }
    list(chosen)
}

/// What was read most, with the day up to which that is known.
fn most_read(cx: &mut Cx<'_>) -> Val {
    let most = cx.most_read(None);
    page::most_read(cx, &most)
}

/// A slogan breaks at its commas only.
fn slogan_parts(campaign: &Campaign) -> Val {
    let parts = campaign.slogan.as_deref().unwrap_or_default().split_inclusive(',');
    list(parts.map(str::trim).filter(|part| !part.is_empty()).map(text))
}

fn keys(cx: &mut Cx<'_>, kind: KindId) -> Vec<Key> {
    let list = cx.list(kind.spec().folder, 1);
    list.map_or_else(Vec::new, |list| list.page(1).iter().filter_map(|item| item.record()).collect())
}

/// The newest of everything that happens.
fn latest(cx: &mut Cx<'_>) -> Vec<Key> {
    let kinds = [KindId::Decision, KindId::Session, KindId::Campaign, KindId::Exemplar, KindId::Article];
    newest(cx, &kinds, LATEST, &[])
}

/// The newest stories that do not stand among the newest of everything.
fn stories(cx: &mut Cx<'_>, without: &[Key]) -> Val {
    let keys = newest(cx, &[KindId::Exemplar, KindId::Article], STORIES, without);
    cx.card_values(keys)
}

/// The newest records of some kinds.
fn newest(cx: &mut Cx<'_>, kinds: &[KindId], count: usize, without: &[Key]) -> Vec<Key> {
    let enough = count + without.len();
    let mut all: Vec<Key> = kinds.iter().flat_map(|kind| keys(cx, *kind).into_iter().take(enough)).collect();
    all.retain(|key| !without.contains(key));
    all.sort_by_cached_key(|k| std::cmp::Reverse(cx.card(*k).date.as_ref().map(day_of)));
    all.truncate(count);
    all
}

fn family(cx: &mut Cx<'_>, family: &str) -> Val {
    let mut found = cx.family(BOOK, family);
    found.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    list(found.into_iter().take(8).map(|(list, url, count)| {
        map([("title", text(&list.label)), ("url", Val::from(url)), ("count", Val::from(count))])
    }))
}

/// Honours by year, oldest first; the years between that have none stand in their place, unless
/// they are too many for one axis.
fn tally(cx: &mut Cx<'_>) -> Val {
    let mut found: Vec<(i16, usize, Val)> = cx
        .family(BOOK, "nam")
        .into_iter()
        .filter_map(|(list, url, count)| Some((list.label.parse().ok()?, count, Val::from(url))))
        .collect();
    found.sort_by_key(|(year, ..)| *year);
    let span = found.first().zip(found.last()).map(|(first, last)| first.0..=last.0);
    if let Some(span) = span.filter(|span| span.clone().count() <= AXIS) {
        let missing = span.filter(|year| !found.iter().any(|(has, ..)| has == year)).collect::<Vec<_>>();
        found.extend(missing.into_iter().map(|year| (year, 0, Val::none())));
        found.sort_by_key(|(year, ..)| *year);
    }
    list(
        found
            .into_iter()
            .map(|(year, count, url)| map([("year", Val::from(year)), ("count", Val::from(count)), ("url", url)])),
    )
}

fn counts(cx: &mut Cx<'_>) -> Val {
    let mut count = |path: &str| Val::from(cx.list(path, 1).map_or(0, |list| list.items.len()));
    map([
        ("decisions", count("quyet-dinh")),
        ("units", count("don-vi")),
        ("people", count("ca-nhan")),
        ("campaigns", count("phong-trao")),
        ("honours", count(BOOK)),
    ])
}

/// Milestones that are still to come, soonest first.
fn due(cx: &mut Cx<'_>) -> Val {
    let today = cx.today();
    let mut found = Vec::new();
    for key in keys(cx, KindId::Campaign) {
        let record = cx.whole(key).clone();
        let Own::Campaign(campaign) = &record.own else { continue };
        for milestone in campaign.milestones.iter().filter(|m| m.actual.is_none()) {
            let Some(planned) = milestone.planned.filter(|d| d.last().is_some_and(|last| last >= today)) else {
                continue;
            };
            found.push((day_of(&planned), planned, milestone.stage, milestone.title.clone(), key));
        }
    }
    found.sort_by_key(|a| (a.0, a.4));
    let rows: Vec<Val> = found
        .into_iter()
        .take(5)
        .map(|(_, planned, stage, title, key)| {
            let title = title.as_deref().unwrap_or(stage.vi()).to_owned();
            map([("title", maybe(Some(title))), ("date", date(Some(planned))), ("campaign", cx.card_value(key))])
        })
        .collect();
    list(rows)
}
