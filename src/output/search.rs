//! The search page and the parts of the index that it fetches. In: the index, through the door.
//! Out: `/tim-kiem/` and below it one file for each part.

use super::page::{self, Page};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::render::Cx;
use crate::render::cx::Failed;

/// The search page and the index.
pub(super) struct Search;

/// Where both are.
const FOLDER: &str = "/tim-kiem/";

impl Output for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.search) {
            return;
        }
        jobs.add(self, FOLDER, Subject::Site("search"));
        for part in scope.search.parts() {
            jobs.add(self, format!("{FOLDER}{part}.bin"), Subject::Search(part.to_owned()));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        if let Subject::Search(part) = &job.subject {
            return cx.search(part).ok_or(Failed);
        }
        let title = cx.string("search.title");
        let head = Page {
            url: &job.url(),
            title: &title,
            description: cx.string("search.description"),
            kind: "search",
            nav: "",
            crumbs: Vec::new(),
            noindex: false,
        };
        let view = vec![("page", page::value(cx, &head))];
        cx.render("search.html", view)
    }
}
