//! "Check this honour": a page that leads from the number of a decision to the decision, and the
//! little files by which its script does so at once. In: the lists of decisions by number. Out:
//! one page, and for each list its decisions as JSON. Without a script the lists do the same.

use serde_json::json;

use super::page::{self, Page};
use crate::base::Key;
use crate::catalog::List;
use crate::catalog::list::NUMBERS_PER_LIST;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, list, map, text};
use crate::render::view::award;

/// `/kiem-tra/` and its files.
pub(super) struct Verify;

/// The lists of decisions by number: what they divide, and how.
const PARENT: &str = "quyet-dinh";
const FAMILY: &str = "so";

impl Output for Verify {
    fn name(&self) -> &'static str {
        "verify"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.verify) {
            return;
        }
        jobs.add(self, "/kiem-tra/", Subject::Site("verify"));
        for list in scope.catalog.siblings(PARENT, FAMILY) {
            jobs.add(self, format!("/kiem-tra/{}.json", part(&list.path)), Subject::List(list.path.clone(), 1));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        match &job.subject {
            Subject::List(path, _) => numbers(cx, path),
            _ => page(cx, &job.url()),
        }
    }
}

/// The last part of a list's address: the first number in it.
fn part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn page(cx: &mut Cx<'_>, url: &str) -> Result<Vec<u8>, Failed> {
    let title = cx.string("page.verify");
    let head = Page {
        url,
        title: &title,
        description: cx.string("page.verify_description"),
        kind: "verify",
        nav: "award",
        crumbs: Vec::new(),
        noindex: false,
    };
    let numbers = list(cx.family(PARENT, FAMILY).into_iter().map(item));
    let mut years: Vec<Val> = cx.family(PARENT, "nam").into_iter().map(item).collect();
    if let Some((url, count)) = page::undated(cx, PARENT) {
        let title = Val::from(cx.string("list.no_year"));
        years.push(map([("title", title), ("url", Val::from(url)), ("count", Val::from(count))]));
    }
    let view = vec![
        ("page", page::value(cx, &head)),
        ("numbers", numbers),
        ("years", list(years)),
        ("span", Val::from(NUMBERS_PER_LIST)),
    ];
    cx.render("verify.html", view)
}

fn item((list, url, count): (&List, String, usize)) -> Val {
    map([
        ("title", text(&list.label)),
        ("url", Val::from(url)),
        ("count", Val::from(count)),
        ("part", text(part(&list.path))),
    ])
}

/// The decisions of a list: number, day, title, address, honours, names listed.
fn numbers(cx: &mut Cx<'_>, path: &str) -> Result<Vec<u8>, Failed> {
    let pages = cx.list(path, 1).ok_or(Failed)?.pages();
    let mut rows = Vec::new();
    for number in 1..=pages {
        let keys: Vec<Key> =
            cx.list(path, number).ok_or(Failed)?.page(number).iter().filter_map(|i| i.record()).collect();
        rows.extend(keys.into_iter().filter_map(|key| row(cx, key)));
    }
    let mut bytes = serde_json::to_vec(&rows).map_err(|_| Failed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn row(cx: &mut Cx<'_>, key: Key) -> Option<serde_json::Value> {
    let record = cx.whole(key).clone();
    let Own::Decision(decision) = &record.own else { return None };
    let mut honours = Vec::new();
    for group in &decision.groups {
        let honour = cx.find(KindId::Honour, &group.honour.0);
        if let Some(Own::Honour(honour)) = honour.map(|key| &cx.honour(key).own) {
            honours.push(honour.with_class(group.class));
        }
    }
    honours.dedup();
    let annulled = !award::annulled_by(cx, key, &record).is_empty();
    let names = cx.awarded(key).len();
    let card = cx.card(key);
    let day = card.date.map(|date| date.text());
    Some(json!({
        "number": card.number, "date": day, "title": &*card.title, "url": &*card.url,
        "honours": honours, "names": names, "annulled": annulled,
    }))
}
