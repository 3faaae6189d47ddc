//! The overview of all lists, and the archive's own overview.

use super::page::{self, Page};
use crate::catalog::book::BOOK;
use crate::catalog::list::ARCHIVE;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, list, map, maybe, text};

/// `/tra-cuu/` and `/luu-tru/`.
pub(super) struct Lookup;

/// The sections of the overview: heading, parent list, family.
const SECTIONS: &[(&str, &str, &str)] = &[
    ("page.by_year", BOOK, "nam"),
    ("page.by_honour", BOOK, "hinh-thuc"),
    ("page.by_place", BOOK, "dia-phuong"),
    ("page.by_unit_type", BOOK, "loai-don-vi"),
    ("page.by_campaign", BOOK, "dot"),
    ("page.units_by_letter", "don-vi", "van"),
    ("page.units_by_type", "don-vi", "loai"),
    ("page.units_by_sector", "don-vi", "nganh"),
    ("page.people_by_letter", "ca-nhan", "van"),
    ("page.documents", "van-ban", "theo-so"),
    ("page.documents_by_year", "van-ban", "nam"),
    ("page.decisions_by_year", "quyet-dinh", "nam"),
    ("page.decisions_by_number", "quyet-dinh", "so"),
];

impl Output for Lookup {
    fn name(&self) -> &'static str {
        "lookup"
    }

    fn plan(&'static self, _scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/tra-cuu/", Subject::Site("lookup"));
        jobs.add(self, format!("/{ARCHIVE}/"), Subject::Site("archive"));
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let archive = job.subject == Subject::Site("archive");
        let title = cx.string(if archive { "page.archive" } else { "page.lookup" });
        let description = cx.string(if archive { "page.archive_description" } else { "page.lookup_description" });
        let head = Page {
            url: &job.url(),
            title: &title,
            description: description.clone(),
            kind: "lookup",
            nav: "",
            crumbs: Vec::new(),
            noindex: false,
        };
        let sections = if archive { vec![section(cx, "page.archive", ARCHIVE, "thang")] } else { all(cx) };
        let view = vec![
            ("page", page::value(cx, &head)),
            ("lede", maybe(archive.then_some(description))),
            ("sections", list(sections.into_iter().flatten())),
        ];
        cx.render("index.html", view)
    }
}

fn all(cx: &mut Cx<'_>) -> Vec<Option<Val>> {
    let mut sections: Vec<Option<Val>> = vec![kinds(cx)];
    sections.extend(SECTIONS.iter().map(|(heading, parent, family)| section(cx, heading, parent, family)));
    sections
}

/// The list of each kind.
#[allow(clippy::unnecessary_wraps, reason = "a section like the others, which may be missing")]
fn kinds(cx: &mut Cx<'_>) -> Option<Val> {
    let mut items = Vec::new();
    for kind in KindId::ALL.iter().filter(|kind| kind.spec().paged && **kind != KindId::Page) {
        let Some(found) = cx.list(kind.spec().folder, 1).filter(|l| !l.items.is_empty()) else { continue };
        items.push(item(&found.title, &found.url(1), found.items.len()));
    }
    let title = cx.string("page.kinds");
    Some(map([("title", Val::from(title)), ("items", list(items))]))
}

fn section(cx: &mut Cx<'_>, heading: &str, parent: &str, family: &str) -> Option<Val> {
    let found = cx.family(parent, family);
    if found.is_empty() {
        return None;
    }
    let mut items: Vec<Val> = found.iter().map(|(list, url, count)| item(&list.label, url, *count)).collect();
    if family == "nam"
        && let Some((url, count)) = page::undated(cx, parent)
    {
        items.push(item(&cx.string("list.no_year"), &url, count));
    }
    Some(map([("title", Val::from(cx.string(heading))), ("items", list(items))]))
}

fn item(title: &str, url: &str, count: usize) -> Val {
    map([("title", text(title)), ("url", text(url)), ("count", Val::from(count))])
}
