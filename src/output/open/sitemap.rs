//! The sitemap (sitemaps.org 0.9): an index, a part for each kind of record with the day on which
//! each last changed, a part for all lists, for the press the news of the last two days; and
//! robots.txt. A page that stands in several languages is listed in each, with its other addresses.

use std::fmt::Write as _;

use super::{fact, xml};
use crate::catalog::book::BOOK;
use crate::catalog::list::{ARCHIVE, SECTION};
use crate::config::{Outputs, Profile};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::state::Audience;
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::Day;

/// `/sitemap.xml` with its parts, and `/robots.txt`.
pub(in crate::output) struct Sitemap;

/// The news of the last two days.
const NEWS: &str = "/sitemap-tin.xml";
/// All lists.
const LISTS: &str = "/sitemap-danh-sach.xml";
/// How many addresses a news sitemap may have.
const NEWS_LIMIT: usize = 1000;
/// Records in one part: a multiple of a list page; in five languages still no more than the limit of 50,000.
const PER_PART: usize = 10_000;

/// How lists are divided: the parent, and its families.
const FAMILIES: &[(&str, &[&str])] = &[
    (BOOK, &["nam", "hinh-thuc", "dia-phuong", "loai-don-vi", "dot", "cap", "nguoi-nhan"]),
    ("don-vi", &["van", "loai", "nganh"]),
    ("ca-nhan", &["van"]),
    ("van-ban", &["theo-so", "nam"]),
    ("quyet-dinh", &["nam", "so"]),
    ("bai-viet", &["nam", SECTION]),
    ("hop-hoi-dong", &["nam"]),
    ("phat-song", &["nam"]),
    ("phong-trao", &["nam"]),
    ("dien-hinh", &["nam"]),
    (ARCHIVE, &["thang"]),
];

/// Whether a site is told to make some of its outputs.
type Made = fn(&Outputs) -> Option<bool>;

/// Pages of their own, which a site may do without.
const PAGES: &[(&str, Made)] = &[
    ("/tim-kiem/", |outputs| outputs.search),
    ("/kiem-tra/", |outputs| outputs.verify),
    ("/thong-ke/", |outputs| outputs.statistics),
    ("/du-lieu/", |outputs| outputs.dataset),
];

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/robots.txt", Subject::Site("robots"));
        if !scope.settings.makes(|outputs| outputs.sitemap) {
            return;
        }
        jobs.add(self, "/sitemap.xml", Subject::Site("sitemap"));
        jobs.add(self, LISTS, Subject::Site("lists"));
        if scope.settings.profile == Profile::Press {
            jobs.add(self, NEWS, Subject::Site("news"));
        }
        for list in scope.catalog.lists().iter().filter(|list| list.is_main() && !list.items.is_empty()) {
            for page in 1..=parts(list.items.len()) {
                jobs.add(self, part_url(&list.path, page), Subject::List(list.path.clone(), page));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let base = fact::base(cx);
        let text = match &job.subject {
            Subject::Site("robots") => robots(cx, &base),
            Subject::Site("news") => news(cx, &base),
            Subject::Site("lists") => lists(cx, &base),
            Subject::Site(_) => index(cx, &base),
            Subject::List(path, page) => part(cx, &base, path, *page),
            _ => return Err(Failed),
        };
        Ok(text.into_bytes())
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const URLSET: &str =
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";

fn parts(items: usize) -> usize {
    items.div_ceil(PER_PART).max(1)
}

fn part_url(path: &str, page: usize) -> String {
    format!("/sitemap-{path}-{page}.xml")
}

fn robots(cx: &mut Cx<'_>, base: &str) -> String {
    if cx.audience() != Audience::Public {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let settings = cx.settings();
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if settings.makes(|outputs| outputs.sitemap) {
        let _ = writeln!(text, "Sitemap: {base}/sitemap.xml");
        if settings.profile == Profile::Press {
            let _ = writeln!(text, "Sitemap: {base}{NEWS}");
        }
    }
    text
}

fn index(cx: &mut Cx<'_>, base: &str) -> String {
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let _ = writeln!(out, "<sitemap><loc>{}{LISTS}</loc></sitemap>", xml(base));
    for kind in KindId::ALL.iter().filter(|kind| kind.spec().paged) {
        let path = kind.spec().folder;
        let Some(list) = cx.list(path, 1).filter(|list| !list.items.is_empty()) else { continue };
        for page in 1..=parts(list.items.len()) {
            let _ = writeln!(out, "<sitemap><loc>{}{}</loc></sitemap>", xml(base), part_url(path, page));
        }
    }
    out.push_str("</sitemapindex>\n");
    out
}

fn part(cx: &mut Cx<'_>, base: &str, path: &str, page: usize) -> String {
    let mut out = format!("{HEAD}{URLSET}");
    let Some(list) = cx.list(path, 1) else { return out };
    let pages = PER_PART / list.per_page();
    for number in (page - 1) * pages + 1..=(page * pages).min(list.pages()) {
        let Some(list) = cx.list(path, number) else { break };
        for key in list.page(number).iter().filter_map(|item| item.record()) {
            let changed = fact::changed(cx, key);
            let url = cx.card(key).url.clone();
            entry(cx, &mut out, base, &url, changed);
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// A page in each of its languages, each time with all of them: so the protocol wants it.
fn entry(cx: &mut Cx<'_>, out: &mut String, base: &str, url: &str, changed: Option<Day>) {
    let tongues = cx.tongues(url);
    let links: String = tongues.iter().map(|(lang, address)| alternate(base, lang, address)).collect();
    let mut addresses: Vec<&str> = tongues.iter().map(|(_, address)| &**address).collect();
    if addresses.is_empty() {
        addresses.push(url);
    }
    for address in addresses {
        let _ = write!(out, "<url><loc>{}{}</loc>", xml(base), xml(address));
        if let Some(day) = changed {
            let _ = write!(out, "<lastmod>{}</lastmod>", day.iso());
        }
        let _ = writeln!(out, "{links}</url>");
    }
}

fn alternate(base: &str, lang: &str, address: &str) -> String {
    format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}{}\"/>", xml(base), xml(address))
}

/// The home page and every list; what divides a list is read as one, so that a new record rewrites
/// this file only when it makes a new list.
fn lists(cx: &mut Cx<'_>, base: &str) -> String {
    let mut out = format!("{HEAD}{URLSET}");
    let mut urls: Vec<String> = ["/", "/tra-cuu/", "/cai-chinh/", "/lien-he/"].map(str::to_owned).to_vec();
    urls.push(format!("/{ARCHIVE}/"));
    let settings = cx.settings();
    urls.extend(PAGES.iter().filter(|(_, made)| settings.makes(*made)).map(|(url, _)| (*url).to_owned()));
    let mains = KindId::ALL.iter().filter(|kind| kind.spec().paged && **kind != KindId::Page);
    for path in mains.map(|kind| kind.spec().folder).chain([BOOK]) {
        if cx.list(path, 1).is_some_and(|list| !list.items.is_empty()) {
            urls.push(format!("/{path}/"));
        }
    }
    for (parent, families) in FAMILIES {
        for family in *families {
            urls.extend(cx.family(parent, family).into_iter().map(|(_, url, _)| url));
        }
    }
    for url in urls {
        entry(cx, &mut out, base, &url, None);
    }
    out.push_str("</urlset>\n");
    out
}

/// Articles of today and yesterday, as news services want them.
fn news(cx: &mut Cx<'_>, base: &str) -> String {
    let mut out = format!(
        "{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"
    );
    let (today, name) = (cx.today(), fact::publisher(cx));
    let path = KindId::Article.spec().folder;
    let mut found = 0;
    let pages = cx.list(path, 1).map_or(0, crate::catalog::List::pages);
    'pages: for number in 1..=pages {
        let Some(list) = cx.list(path, number) else { break };
        for key in list.page(number).iter().filter_map(|item| item.record()) {
            let record = cx.whole(key);
            let Own::Article(article) = &record.own else { continue };
            let age = article.publish.day().days_until(today);
            if age > 1 || found == NEWS_LIMIT {
                break 'pages;
            }
            if age < 0 {
                continue;
            }
            found += 1;
            let lang = record.head.lang.as_deref().unwrap_or("vi");
            let card = cx.card(key);
            let _ = writeln!(
                out,
                "<url><loc>{}{}</loc><news:news><news:publication><news:name>{}</news:name><news:language>{}</news:language></news:publication><news:publication_date>{}</news:publication_date><news:title>{}</news:title></news:news></url>",
                xml(base),
                xml(&card.url),
                xml(&name),
                xml(lang),
                article.publish.rfc3339(),
                xml(&card.title),
            );
        }
    }
    out.push_str("</urlset>\n");
    out
}
