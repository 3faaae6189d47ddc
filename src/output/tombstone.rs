//! The page in the place of one that was taken back: neutral words, the day and the public
//! document if there is one, and for removed personal data nothing at all of the record, not even
//! the address that the page itself has. Never listed, never indexed.

use super::page::{self, Page};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::state::State;
use crate::render::Cx;
use crate::render::cx::{Failed, date};
use crate::render::value::text;

/// A tombstone at the address of each withdrawn, annulled or removed record.
pub(super) struct Tombstone;

impl Output for Tombstone {
    fn name(&self) -> &'static str {
        "tombstone"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for key in scope.catalog.tombstones() {
            jobs.add(self, &*scope.catalog.record(key).url, Subject::Record(key));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Record(key) = job.subject else { return Err(Failed) };
        let (state, gone) = (cx.state(key), cx.gone(key));
        let words = if state == State::Annulled { "annulled" } else { "withdrawn" };
        let words = if state == State::Removed { "removed" } else { words };
        let title = cx.string("tombstone.title");
        let head = Page {
            url: "",
            title: &title,
            description: cx.string(&format!("tombstone.{words}")),
            kind: "tombstone",
            nav: "",
            crumbs: Vec::new(),
            noindex: true,
        };
        let view = vec![
            ("page", page::value(cx, &head)),
            ("state", text(words)),
            ("date", date(gone.date)),
            ("basis", cx.maybe_card(gone.basis)),
        ];
        cx.render("tombstone.html", view)
    }
}
