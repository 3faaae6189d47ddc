//! The sitemap (sitemaps.org 0.9), in parts below the protocol's limit, and robots.txt.

use std::fmt::Write as _;

use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::record::state::Audience;
use crate::render::Cx;
use crate::render::cx::Failed;

/// `/sitemap.xml` with one part per kind, and `/robots.txt`.
pub(super) struct Sitemap;

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/robots.txt", Subject::Site("robots"));
        jobs.add(self, "/sitemap.xml", Subject::Site("sitemap"));
        for list in scope.catalog.lists().iter().filter(|list| list.is_main() && !list.items.is_empty()) {
            for page in 1..=parts(list.items.len()) {
                jobs.add(self, part_url(&list.path, page), Subject::List(list.path.clone(), page));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let base = cx.settings().base().to_owned();
        let text = match &job.subject {
            Subject::Site("robots") if cx.audience() != Audience::Public => "User-agent: *\nDisallow: /\n".to_owned(),
            Subject::Site("robots") => format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"),
            Subject::Site(_) => index(cx, &base),
            Subject::List(path, page) => part(cx, &base, path, *page),
            _ => return Err(Failed),
        };
        Ok(text.into_bytes())
    }
}

/// Addresses in one part: a multiple of a list page, below the limit of 50,000.
const PER_PART: usize = 10_000;

fn parts(items: usize) -> usize {
    items.div_ceil(PER_PART).max(1)
}

fn part_url(path: &str, page: usize) -> String {
    format!("/sitemap-{path}-{page}.xml")
}

fn index(cx: &mut Cx<'_>, base: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for kind in KindId::ALL.iter().filter(|kind| kind.spec().paged) {
        let path = kind.spec().folder;
        let Some(list) = cx.list(path, 1).filter(|list| !list.items.is_empty()) else { continue };
        for page in 1..=parts(list.items.len()) {
            let _ = writeln!(xml, "<sitemap><loc>{base}{}</loc></sitemap>", part_url(path, page));
        }
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn part(cx: &mut Cx<'_>, base: &str, path: &str, page: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let Some(list) = cx.list(path, 1) else { return xml };
    let pages = PER_PART / list.per_page();
    for number in (page - 1) * pages + 1..=(page * pages).min(list.pages()) {
        let Some(list) = cx.list(path, number) else { break };
        for key in list.page(number).iter().filter_map(|item| item.record()) {
            let url = &cx.card(key).url;
            let _ = writeln!(xml, "<url><loc>{base}{url}</loc></url>");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}
