//! The pages of all lists: records or honours, in parts of bounded length, with their siblings.

use super::open::table;
use super::page::{self, Page};
use crate::base::Key;
use crate::catalog::book::{BOOK, LEVEL};
use crate::catalog::list::{ARCHIVE, Division, SECTION};
use crate::catalog::{Item, List};
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, list, map, maybe, text};
use crate::render::view::award;

/// A page of a list.
pub(super) struct Listing;

impl Output for Listing {
    fn name(&self) -> &'static str {
        "list"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for list in scope.catalog.lists().iter().filter(|list| has_page(list)) {
            for page in 1..=list.pages() {
                let subject = Subject::List(list.path.clone(), page);
                if is_abroad(list) {
                    jobs.add_abroad(self, scope, &list.url(page), &subject);
                }
                jobs.add(self, list.url(page), subject);
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::List(path, number) = &job.subject else { return Err(Failed) };
        let list = cx.list(path, *number).ok_or(Failed)?;
        let head = head(cx, list, *number);
        if list.family == "van" {
            let body = body(cx, list, *number, Val::from(Vec::<Val>::new()));
            let view = vec![("page", head), ("az", az(cx, list, *number)), ("list", body)];
            return cx.render("az.html", view);
        }
        let groups = groups(cx, list, *number)?;
        let mut view = vec![("page", head), ("list", body(cx, list, *number, groups))];
        if list.path == KindId::Article.spec().folder {
            let most = cx.most_read(Some(KindId::Article));
            view.push(("most_read", page::most_read(cx, &most)));
        }
        cx.render("list.html", view)
    }
}

/// Lists that every page links to exist even when they are empty; the site's own pages stand in
/// the footer and need no list.
fn has_page(list: &List) -> bool {
    let always =
        ["phong-trao", BOOK, "don-vi", "ca-nhan", "dien-hinh", "van-ban", "quyet-dinh", "danh-hieu", "bai-viet"];
    list.path != KindId::Page.spec().folder && (!list.items.is_empty() || always.contains(&list.path.as_str()))
}

/// Lists that exist in every language of the site: those of the kinds whose pages do, and their
/// parts by year, letter and honour.
fn is_abroad(list: &List) -> bool {
    let main = if list.family.is_empty() { list.path.as_str() } else { list.parent };
    let kinds = ["phong-trao", "quyet-dinh", "don-vi", "ca-nhan", "danh-hieu", BOOK];
    kinds.contains(&main) && matches!(list.family, "" | "nam" | "van" | "hinh-thuc")
}

/// The heading of a list in the language of the page.
fn title(cx: &mut Cx<'_>, list: &List) -> String {
    if !cx.is_abroad() {
        return list.title.to_string();
    }
    let main = if list.family.is_empty() { list.path.as_str() } else { list.parent };
    let main = match KindId::of_folder(main) {
        Some(kind) => page::plural(cx, kind),
        None => cx.string("page.book"),
    };
    let form = match list.family {
        "nam" => "list.of_year",
        "van" => "list.of_letter",
        "hinh-thuc" => "list.of_honour",
        _ => return main,
    };
    let label = cx.word(&list.label);
    page::filled(cx, form, &[("list", &main), ("label", &label)])
}

fn head(cx: &mut Cx<'_>, list: &List, number: usize) -> Val {
    let kind = KindId::of_folder(list.path.split('/').next().unwrap_or_default());
    let mut crumbs = Vec::new();
    match KindId::of_folder(list.parent) {
        Some(kind) => crumbs.push((page::plural(cx, kind), format!("/{}/", list.parent))),
        None if list.parent == BOOK => crumbs.push((cx.string("page.book"), format!("/{BOOK}/"))),
        None if list.parent == ARCHIVE => crumbs.push((cx.string("page.archive"), format!("/{ARCHIVE}/"))),
        None => {}
    }
    let name = title(cx, list);
    let (page_no, count) = (number.to_string(), list.items.len().to_string());
    let form = if list.items.len() == 1 { "list.description_one" } else { "list.description" };
    let title =
        if number > 1 { page::filled(cx, "list.page_of", &[("list", &name), ("n", &page_no)]) } else { name.clone() };
    let page = Page {
        url: &list.url(number),
        title: &title,
        description: page::filled(cx, form, &[("list", &name), ("n", &count)]),
        kind: "list",
        nav: kind.map_or("award", page::nav_of),
        crumbs,
        noindex: false,
    };
    page::value(cx, &page)
}

fn body(cx: &mut Cx<'_>, list: &List, number: usize, groups: Val) -> Val {
    let siblings = siblings(cx, list);
    map([
        ("title", Val::from(title(cx, list))),
        ("intro", Val::none()),
        ("count", Val::from(list.items.len())),
        ("unit_word", Val::from(cx.string(unit_word(list)))),
        ("mode", text(if list.awards { "awards" } else { "cards" })),
        ("groups", groups),
        ("siblings", siblings),
        ("sections", sections(cx, list)),
        ("pager", pager(list, number)),
        ("search_url", search_url(cx, list)),
        ("downloads", table::downloads(cx, list)),
    ])
}

/// What the entries of a list are called, one or many.
fn unit_word(list: &List) -> &'static str {
    match (list.awards, list.items.len()) {
        (true, 1) => "list.award",
        (true, _) => "list.awards",
        (false, 1) => "list.record",
        (false, _) => "list.records",
    }
}

/// Where a list of several pages can be searched and filtered as a whole: the search page with
/// the list's own facet set.
fn search_url(cx: &mut Cx<'_>, of: &List) -> Val {
    if of.pages() < 2 || !cx.settings().makes(|outputs| outputs.search) {
        return Val::none();
    }
    let folder = of.path.split('/').next().unwrap_or_default();
    let value = of.path.rsplit('/').next().unwrap_or_default();
    let kind = format!("loai={folder}");
    let facets = match of.family {
        "nam" if of.awards => format!("nam={value}"),
        "nam" => format!("{kind}&nam={value}"),
        "loai" => format!("{kind}&don-vi={value}"),
        "loai-don-vi" => format!("don-vi={value}"),
        "hinh-thuc" | "dia-phuong" | "dot" => format!("{}={value}", of.family),
        LEVEL => ["nha-nuoc", "bo-tinh", "co-so", "xa"]
            .iter()
            .find(|level| value.ends_with(*level))
            .map_or_else(String::new, |level| format!("cap={level}")),
        _ if KindId::of_folder(folder).is_some() => kind,
        _ => String::new(),
    };
    Val::from(format!("/tim-kiem/?{facets}"))
}

/// The entries of a page, under a heading for each year where the list has them.
fn groups(cx: &mut Cx<'_>, of: &List, number: usize) -> Result<Val, Failed> {
    let mut groups: Vec<(Option<i16>, Vec<Item>)> = Vec::new();
    for item in of.page(number) {
        let year = if of.division == Division::Year { year_of(cx, *item) } else { None };
        match groups.last_mut() {
            Some((last, items)) if *last == year => items.push(*item),
            _ => groups.push((year, vec![*item])),
        }
    }
    let made = groups.into_iter().map(|(year, items)| {
        let title = match (year, of.division) {
            (Some(year), _) => Val::from(page::filled(cx, "list.year", &[("n", &year.to_string())])),
            (None, Division::Year) => Val::from(cx.string("list.no_year")),
            (None, Division::None) => Val::none(),
        };
        group(cx, title, year, &items)
    });
    Ok(list(made.collect::<Result<Vec<Val>, Failed>>()?))
}

fn group(cx: &mut Cx<'_>, title: Val, year: Option<i16>, items: &[Item]) -> Result<Val, Failed> {
    let keys: Vec<Key> = items.iter().filter_map(|item| item.record()).collect();
    let awards: Vec<u32> = items
        .iter()
        .filter_map(|item| match item {
            Item::Award(at) => Some(*at),
            Item::Record(_) => None,
        })
        .collect();
    let level = if title.is_none() { 2 } else { 3 };
    let served = award::served(cx, &awards);
    let entries = cx.entries(&keys, level)?;
    let rows = award::sheet(cx, &awards, served)?;
    let id = year.map(page::year_id).or_else(|| (!title.is_none()).then(|| page::NO_YEAR.to_owned()));
    Ok(map([("title", title), ("id", maybe(id)), ("entries", entries), ("rows", rows), ("served", Val::from(served))]))
}

fn year_of(cx: &mut Cx<'_>, item: Item) -> Option<i16> {
    match item {
        Item::Record(key) => cx.card(key).year(),
        Item::Award(at) => cx.award_at(at).year,
    }
}

/// The parts of a main list, or the lists beside a part.
fn siblings(cx: &mut Cx<'_>, of: &List) -> Val {
    let (parent, family) = match (of.family, of.path.as_str()) {
        ("", BOOK) => (BOOK, "nam"),
        ("", path) if matches!(path, "don-vi" | "ca-nhan") => (path, "van"),
        ("", path) => (path, "nam"),
        (family, _) => (of.parent, family),
    };
    links(cx, of, parent, family)
}

/// The sections of the paper, above the list of all articles and of each year.
fn sections(cx: &mut Cx<'_>, of: &List) -> Val {
    let folder = KindId::Article.spec().folder;
    let wanted = of.path == folder || (of.parent == folder && of.family != SECTION);
    if wanted { links(cx, of, folder, SECTION) } else { list([]) }
}

fn links(cx: &mut Cx<'_>, of: &List, parent: &str, family: &str) -> Val {
    let found = cx.family(parent, family);
    let link = |title: Val, url: String, count: usize, current: bool| {
        map([("title", title), ("url", Val::from(url)), ("count", Val::from(count)), ("current", Val::from(current))])
    };
    let mut links: Vec<Val> = found
        .into_iter()
        .map(|(sibling, url, count)| link(text(&sibling.label), url, count, sibling.path == of.path))
        .collect();
    if family == "nam"
        && let Some((url, count)) = page::undated(cx, parent)
    {
        links.push(link(Val::from(cx.string("list.no_year")), url, count, false));
    }
    list(links)
}

/// How many neighbours of a page are offered on each side.
const NEAR: usize = 3;
/// Up to how many pages the first page of a list offers all of them.
const ALL: usize = 120;

/// The pages of a list: neighbours on every page, and on the first one all of them, so that each
/// is one click away. A longer list is reached through its parts; there each tenth is enough.
fn pager(of: &List, number: usize) -> Val {
    let total = of.pages();
    if total < 2 {
        return Val::none();
    }
    let url = |n: usize| Val::from(of.url(n));
    let page = |n: usize| map([("n", Val::from(n)), ("url", url(n)), ("current", Val::from(n == number))]);
    let near = |n: &usize| *n == 1 || *n == total || n.abs_diff(number) <= NEAR;
    let step = if total <= ALL { 1 } else { 10 };
    let all = if number == 1 { (1..=total).step_by(step).map(page).collect() } else { Vec::new() };
    map([
        ("current", Val::from(number)),
        ("total", Val::from(total)),
        ("prev", if number > 1 { url(number - 1) } else { Val::none() }),
        ("next", if number < total { url(number + 1) } else { Val::none() }),
        ("pages", list((1..=total).filter(near).map(page))),
        ("all", list(all)),
    ])
}

/// The 29 letters of the alphabet, in order; `#` for what begins otherwise.
const LETTERS: &[&str] = &[
    "A", "Ă", "Â", "B", "C", "D", "Đ", "E", "Ê", "G", "H", "I", "K", "L", "M", "N", "O", "Ô", "Ơ", "P", "Q", "R", "S",
    "T", "U", "Ư", "V", "X", "Y", "#",
];

fn az(cx: &mut Cx<'_>, of: &List, number: usize) -> Val {
    let found = cx.family(of.parent, "van");
    let letters = LETTERS.iter().map(|letter| {
        let list = found.iter().find(|(list, ..)| &*list.label == *letter);
        map([
            ("letter", text(letter)),
            ("url", list.map_or_else(Val::none, |(_, url, _)| text(url))),
            ("count", Val::from(list.map_or(0, |(_, _, count)| *count))),
            ("current", Val::from(&*of.label == *letter)),
        ])
    });
    let keys: Vec<Key> = of.page(number).iter().filter_map(|item| item.record()).collect();
    let cards = cx.card_values(keys);
    map([
        ("title", text(&of.title)),
        ("letters", list(letters)),
        ("cards", cards),
        ("count", Val::from(of.items.len())),
    ])
}
