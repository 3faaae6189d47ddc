//! What every page shows of the site: names, navigation, publisher, footer. In: settings,
//! theme strings and the site's own pages. Out: the `site` value, made once a generation.

use crate::base::Key;
use crate::catalog::Catalog;
use crate::config::{Outputs, Publisher, Settings};
use crate::record::fields::{Value, View};
use crate::record::{KindId, Own};
use crate::render::Theme;
use crate::render::cx::plain;
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
    let today = catalog.today();
    let has = |group: fn(&Outputs) -> Option<bool>| settings.outputs.as_ref().and_then(group).unwrap_or(true);
    map([
        ("title", text(&settings.title)),
        ("subtitle", maybe_text(settings.subtitle.as_ref())),
        ("base_url", text(settings.base())),
        ("lang", text(settings.lang.as_deref().unwrap_or("vi"))),
        ("profile", text(settings.profile.id())),
        ("audience", text(catalog.audience().id())),
        ("province", maybe_text(settings.province_on(today))),
        ("publisher", settings.publisher_on(today).map_or_else(Val::none, publisher)),
        ("about", maybe_text(settings.about.as_ref())),
        ("note", plain(&settings.note.as_ref().map_or(View::Null, Value::view))),
        ("nav", links(NAV, theme)),
        ("index_links", links(LOOKUP, theme)),
        ("pages", pages(catalog)),
        ("feed_url", maybe(has(|outputs| outputs.feeds).then_some("/feed.xml"))),
        ("data_url", maybe(has(|outputs| outputs.dataset).then_some("/du-lieu/"))),
        ("search_url", text("/tim-kiem/")),
        ("generator", Val::from(concat!("Bảng Vàng ", env!("CARGO_PKG_VERSION")))),
    ])
}

fn links(table: &[(&str, &str, &str)], theme: &Theme) -> Val {
    list(table.iter().map(|(key, label, url)| {
        let path = format!("nav.{key}");
        let title = Some(theme.string(&path)).filter(|found| *found != path);
        map([("key", text(key)), ("title", text(title.as_deref().unwrap_or(label))), ("url", text(url))])
    }))
}

/// The publisher under the names of the theme's contract.
fn publisher(publisher: &Publisher) -> Val {
    map([
        ("name", text(&publisher.name)),
        ("governing_body", maybe_text(publisher.governing_body.as_ref())),
        ("head", maybe_text(publisher.head.as_ref())),
        ("responsible", maybe_text(publisher.responsible.as_ref())),
        ("licence", plain(&publisher.licence.view())),
        ("address", maybe_text(publisher.office.as_ref())),
        ("phone", maybe_text(publisher.office_phone.as_ref())),
        ("fax", maybe_text(publisher.fax.as_ref())),
        ("email", maybe_text(publisher.office_email.as_ref())),
        ("domain", maybe_text(publisher.domain.as_ref())),
    ])
}

/// The site's own pages that have a place in the footer.
fn pages(catalog: &Catalog) -> Val {
    let order = |key: &Key| match &catalog.record(*key).own {
        Own::Page(page) => page.order,
        _ => None,
    };
    let mut keys: Vec<Key> = catalog.public_of_kind(KindId::Page).filter(|key| order(key).is_some()).collect();
    keys.sort_by_key(|key| (order(key), *key));
    list(keys.iter().map(|key| {
        let card = &catalog.row(*key).card;
        map([("title", text(&card.title)), ("url", text(&card.url)), ("summary", maybe(card.summary.as_deref()))])
    }))
}
