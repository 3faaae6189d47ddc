//! `/cai-chinh/`: every correction of the site, newest first (press law: correction and apology).

use super::page::{self, Page};
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::common::Correction;
use crate::render::Cx;
use crate::render::cx::{Failed, date};
use crate::render::value::{Val, list, map, maybe_text, text};

/// The page of corrections.
pub(super) struct Corrections;

impl Output for Corrections {
    fn name(&self) -> &'static str {
        "corrections"
    }

    fn plan(&'static self, _scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/cai-chinh/", Subject::Site("corrections"));
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let title = cx.string("page.corrections");
        let head = Page {
            url: &job.url(),
            title: &title,
            description: cx.string("page.corrections_description"),
            kind: "corrections",
            nav: "",
            crumbs: Vec::new(),
            noindex: false,
        };
        let mut found: Vec<(Key, Correction)> = cx.corrections();
        found.sort_by_key(|(key, correction)| (std::cmp::Reverse(day_of(&correction.date)), *key));
        let items: Vec<Val> = found.iter().map(|(key, correction)| item(cx, *key, correction)).collect();
        let view = vec![("page", page::value(cx, &head)), ("items", list(items))];
        cx.render("corrections.html", view)
    }
}

/// One correction as the press law wants it: work, section and date, the wrong and the right text.
fn item(cx: &mut Cx<'_>, key: Key, correction: &Correction) -> Val {
    let card = cx.card(key);
    map([
        ("card", cx.card_value(key)),
        ("date", date(Some(correction.date))),
        ("work", text(correction.work.as_ref().unwrap_or(&card.title))),
        ("section", text(correction.section.as_deref().unwrap_or(card.kind.spec().plural))),
        ("published", date(correction.published.or(card.date))),
        ("wrong", maybe_text(correction.wrong.as_ref())),
        ("right", text(&correction.right)),
        ("note", maybe_text(correction.note.as_ref())),
    ])
}
