//! What every page shows of the site: names, navigation, publisher, footer. In: settings,
//! theme strings and the site's own pages. Out: the `site` value, made once a generation.

use std::sync::Arc;

use crate::base::Key;
use crate::catalog::Catalog;
use crate::config::{Outputs, Publisher, Settings, SiteWords};
use crate::diag::{Diag, Place, Problem};
use crate::record::fields::{Value, View};
use crate::record::{KindId, Own};
use crate::render::Theme;
use crate::render::cx::plain;
use crate::render::marked::said;
use crate::render::tongue::Tongue;
use crate::render::value::{Val, list, map, maybe, maybe_text, text};

/// The main navigation: key, label, address.
const NAV: &[(&str, &str, &str)] = &[
    ("campaign", "Phong trào", "/phong-trao/"),
    ("award", "Khen thưởng", "/khen-thuong/"),
    ("unit", "Đơn vị", "/don-vi/"),
    ("person", "Cá nhân", "/ca-nhan/"),
    ("exemplar", "Điển hình", "/dien-hinh/"),
    ("document", "Văn bản", "/van-ban/"),
];

/// Lists that the footer offers.
const LOOKUP: &[(&str, &str, &str)] = &[
    ("lookup", "Tra cứu", "/tra-cuu/"),
    ("verify", "Kiểm tra khen thưởng", "/kiem-tra/"),
    ("statistics", "Khen thưởng qua con số", "/thong-ke/"),
    ("decisions", "Quyết định", "/quyet-dinh/"),
    ("honours", "Danh hiệu, hình thức khen thưởng", "/danh-hieu/"),
    ("articles", "Bài viết", "/bai-viet/"),
    ("archive", "Lưu trữ theo tháng", "/luu-tru/"),
    ("corrections", "Đính chính", "/cai-chinh/"),
    ("contact", "Liên hệ", "/lien-he/"),
];

/// The `site` value.
#[must_use]
pub fn value(settings: &Settings, theme: &Theme, catalog: &Catalog) -> Val {
    in_language(settings, theme, catalog, None)
}

/// Teaches the theme's other languages what their pages share, and returns all of it as text.
pub fn abroad(settings: &Settings, theme: &mut Theme, catalog: &Catalog) -> String {
    let values: Vec<Val> =
        settings.other_languages().map(|lang| in_language(settings, theme, catalog, theme.tongue(lang))).collect();
    let told = values.iter().map(ToString::to_string).collect();
    let honours = || catalog.of_kind(KindId::Honour).filter_map(|key| catalog.record(key).own.honour());
    for (tongue, value) in theme.tongues_mut().iter_mut().zip(values) {
        tongue.share([("site", value)]);
        if &*tongue.lang == "en" {
            tongue.teach(honours().map(|honour| (honour.name.to_string(), honour.name_en.to_string())));
        }
    }
    told
}

/// The site's own pages that other languages lack.
#[must_use]
pub fn untranslated(settings: &Settings, catalog: &Catalog) -> Vec<Diag> {
    let mut found = Vec::new();
    for lang in settings.other_languages() {
        for key in catalog.public_of_kind(KindId::Page).filter(|key| !catalog.record(*key).is_translation()) {
            if translation(catalog, key, lang).is_none() {
                let place = Place::File(catalog.record(key).file.clone());
                found.push(Diag::new(Problem::Untranslated { lang: lang.to_owned() }, place));
            }
        }
    }
    found
}

/// The translation of a page.
fn translation(catalog: &Catalog, page: Key, lang: &str) -> Option<Key> {
    let id = &catalog.record(page).id;
    catalog.public_of_kind(KindId::Page).find(|key| {
        let record = catalog.record(*key);
        let of = record.own.page().and_then(|page| page.translates.as_ref());
        of.is_some_and(|of| of.0 == *id) && record.head.lang.as_deref() == Some(lang)
    })
}

fn in_language(settings: &Settings, theme: &Theme, catalog: &Catalog, tongue: Option<&Tongue>) -> Val {
    let today = catalog.today();
    let theirs = tongue.and_then(|tongue| settings.words_in(&tongue.lang));
    let has = |group: fn(&Outputs) -> Option<bool>| settings.makes(group);
    map([
        ("title", words(tongue, theirs.and_then(|w| w.title.as_ref()), Some(&settings.title))),
        ("subtitle", words(tongue, theirs.and_then(|w| w.subtitle.as_ref()), settings.subtitle.as_ref())),
        ("base_url", text(settings.base())),
        ("lang", text(tongue.map_or(settings.lang.as_deref().unwrap_or("vi"), |tongue| &tongue.lang))),
        ("home_url", maybe(tongue.map(|tongue| format!("/{}/", tongue.lang)))),
        ("profile", text(settings.profile.id())),
        ("audience", text(catalog.audience().id())),
        ("province", maybe_text(settings.province_on(today))),
        ("publisher", settings.publisher_on(today).map_or_else(Val::none, |of| publisher(of, tongue, theirs))),
        ("about", words(tongue, theirs.and_then(|w| w.about.as_ref()), settings.about.as_ref())),
        ("note", plain(&settings.note.as_ref().map_or(View::Null, Value::view))),
        ("nav", links(NAV, theme, tongue)),
        ("index_links", links(&lookup(settings), theme, tongue)),
        ("pages", pages(catalog, tongue)),
        ("feed_url", maybe(has(|outputs| outputs.feeds).then_some("/feed.xml"))),
        ("data_url", maybe(has(|outputs| outputs.dataset).then_some("/du-lieu/"))),
        ("search_url", maybe(has(|outputs| outputs.search).then_some("/tim-kiem/"))),
        ("verify_url", maybe(has(|outputs| outputs.verify).then_some("/kiem-tra/"))),
        ("statistics_url", maybe(has(|outputs| outputs.statistics).then_some("/thong-ke/"))),
        ("posters", Val::from(has(|outputs| outputs.posters))),
        ("generator", Val::from(concat!("Bảng Vàng ", env!("CARGO_PKG_VERSION")))),
    ])
}

/// The lists that the footer offers of those that are made.
fn lookup(settings: &Settings) -> Vec<(&'static str, &'static str, &'static str)> {
    let is_made = |key: &str| match key {
        "verify" => settings.makes(|outputs| outputs.verify),
        "statistics" => settings.makes(|outputs| outputs.statistics),
        _ => true,
    };
    LOOKUP.iter().copied().filter(|(key, ..)| is_made(key)).collect()
}

/// A text of the settings: in the other language where they have it, else as it is.
fn words(tongue: Option<&Tongue>, theirs: Option<&Arc<str>>, own: Option<&Arc<str>>) -> Val {
    match (tongue, theirs) {
        (Some(_), Some(theirs)) => Val::from(said(theirs)),
        _ => maybe_text(own),
    }
}

fn links(table: &[(&str, &str, &str)], theme: &Theme, tongue: Option<&Tongue>) -> Val {
    list(table.iter().map(|(key, label, url)| {
        let path = format!("nav.{key}");
        let found = tongue.map_or_else(|| theme.string(&path), |tongue| tongue.string(&path));
        let title = Some(found).filter(|found| !found.ends_with(&path));
        map([("key", text(key)), ("title", text(title.as_deref().unwrap_or(label))), ("url", text(url))])
    }))
}

/// The publisher under the names of the theme's contract.
fn publisher(publisher: &Publisher, tongue: Option<&Tongue>, theirs: Option<&SiteWords>) -> Val {
    map([
        ("name", words(tongue, theirs.and_then(|w| w.publisher.as_ref()), Some(&publisher.name))),
        ("governing_body", maybe_text(publisher.governing_body.as_ref())),
        ("head", maybe_text(publisher.head.as_ref())),
        ("responsible", maybe_text(publisher.responsible.as_ref())),
        ("licence", plain(&publisher.licence.view())),
        ("address", words(tongue, theirs.and_then(|w| w.office.as_ref()), publisher.office.as_ref())),
        ("phone", maybe_text(publisher.office_phone.as_ref())),
        ("fax", maybe_text(publisher.fax.as_ref())),
        ("email", maybe_text(publisher.office_email.as_ref())),
        ("domain", maybe_text(publisher.domain.as_ref())),
    ])
}

/// The site's own pages that have a place in the footer.
fn pages(catalog: &Catalog, tongue: Option<&Tongue>) -> Val {
    let order = |key: &Key| match &catalog.record(*key).own {
        Own::Page(page) => page.order,
        _ => None,
    };
    let mut keys: Vec<Key> = catalog
        .public_of_kind(KindId::Page)
        .filter(|key| order(key).is_some() && !catalog.record(*key).is_translation())
        .collect();
    keys.sort_by_key(|key| (order(key), *key));
    list(keys.iter().map(|key| {
        let there = tongue.and_then(|tongue| translation(catalog, *key, &tongue.lang));
        if let Some(there) = there {
            let card = &catalog.row(there).card;
            let summary = card.summary.as_deref().map(said);
            return map([("title", text(said(&card.title))), ("url", text(&card.url)), ("summary", maybe(summary))]);
        }
        let card = &catalog.row(*key).card;
        map([("title", text(&card.title)), ("url", text(&card.url)), ("summary", maybe(card.summary.as_deref()))])
    }))
}
