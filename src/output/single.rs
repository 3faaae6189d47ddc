//! Pages that need nothing but the site itself: contact and legal block, page not found.

use super::page::{self, Page};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::render::Cx;
use crate::render::cx::Failed;

/// `/lien-he/` and `/404.html`.
pub(super) struct Single;

impl Output for Single {
    fn name(&self) -> &'static str {
        "single"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/lien-he/", Subject::Site("contact"));
        jobs.add_abroad(self, scope, "/lien-he/", &Subject::Site("contact"));
        jobs.add(self, "/404.html", Subject::Site("404"));
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Site(name) = job.subject else { return Err(Failed) };
        let missing = name == "404";
        let title = cx.string(if missing { "page.not_found" } else { "page.contact" });
        let head = Page {
            url: &job.url(),
            title: &title,
            description: title.clone(),
            kind: if missing { "404" } else { "contact" },
            nav: "",
            crumbs: Vec::new(),
            noindex: missing,
        };
        let view = vec![("page", page::value(cx, &head))];
        cx.render(if missing { "404.html" } else { "contact.html" }, view)
    }
}
