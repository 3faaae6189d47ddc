//! The plain texts of a kit. In: what belongs into it. Out: what to read first (for whom, until
//! when held back, whom to ask, under which terms), quotations with their sources, and each story
//! as words. Never changes a word of a record.

use std::fmt::Write as _;

use super::Order;
use super::matter::Matter;
use crate::base::Key;
use crate::catalog::Catalog;
use crate::config::Publisher;
use crate::record::{KindId, Own};
use crate::render::markdown::prose::Piece;
use crate::report::facts::{public_title, sources};
use crate::report::words;

/// Somebody's words.
pub(super) struct Quotation {
    /// The words.
    pub(super) words: String,
    /// Who said them.
    pub(super) by: String,
    /// Where they stand.
    pub(super) source: String,
}

/// What is in a kit.
const CONTENTS: [(&str, &str); 6] = [
    ("tong-quan.docx, tong-quan.html", "tổng quan, in được trên giấy A4"),
    ("danh-sach.xlsx và các tệp .csv", "khen thưởng, số liệu, con số đã công bố, diễn biến, bài viết (mở bằng Excel)"),
    ("trich-dan.txt", "lời phát biểu kèm nguồn"),
    ("loi-doc.txt", "lời đọc, số và chữ tắt đã viết thành chữ"),
    ("bai-viet/", "toàn văn bài viết, điển hình"),
    ("anh/", "ảnh cỡ in và chu-thich.csv (chú thích, tác giả, điều kiện sử dụng)"),
];

/// What to read first.
pub(super) fn read_first(order: &Order<'_>, matter: &Matter) -> String {
    let mut out = format!("{}\n\n", order.title().to_uppercase());
    for (label, text) in terms(order, matter) {
        let _ = writeln!(out, "{label}: {text}");
    }
    out.push_str("\nTrong bộ này:\n");
    let has = [true, true, true, true, matter.has_stories(), !order.photos().is_empty()];
    for ((name, what), _) in CONTENTS.iter().zip(has).filter(|(_, has)| *has) {
        let _ = writeln!(out, "- {name}: {what}");
    }
    out.push_str(
        "\nTên đơn vị, chức vụ ghi như lúc được khen. Mỗi dòng khen thưởng có số quyết định, hoặc ghi “theo báo chí”\n\
         khi chưa thấy quyết định, kèm địa chỉ để đối chiếu; bộ tư liệu không thay cho quyết định.\n",
    );
    out
}

/// For whom, until when, from whom, under which terms.
pub(super) fn terms(order: &Order<'_>, matter: &Matter) -> Vec<(&'static str, String)> {
    let held = order.held(matter).map(|at| format!("không công bố trước {}", at.text()));
    let mut terms = vec![
        ("Dành cho", if order.is_for_press() { "báo chí, trước giờ công bố" } else { "mọi người" }.to_owned()),
        ("Giờ công bố", held.unwrap_or_else(|| "mọi thông tin trong bộ này đã được công bố".to_owned())),
        ("Lập ngày", order.catalog.today().text()),
        ("Nguồn", order.address(&order.catalog.record(order.subject).url)),
        ("Liên hệ", contact(order)),
    ];
    let licence = order.settings.data_licence.as_ref();
    let licence = licence.map(|licence| format!("{} ({})", licence.title, licence.url.0));
    terms.push((
        "Điều kiện sử dụng",
        licence.unwrap_or_else(|| "ghi nguồn khi sử dụng; ảnh theo điều kiện ghi ở chú thích".to_owned()),
    ));
    terms
}

/// The office that publishes, as the foot of the site names it.
fn contact(order: &Order<'_>) -> String {
    let Some(publisher) = order.settings.publisher_on(order.catalog.today()) else {
        return format!("{}, {}", order.settings.title, order.settings.base());
    };
    let Publisher { name, office, office_phone, office_email, .. } = publisher;
    let phone = office_phone.as_ref().map(|phone| format!("ĐT {phone}"));
    let parts = [
        Some(name.to_string()),
        office.as_deref().map(str::to_owned),
        phone,
        office_email.as_deref().map(str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The quotations as a text.
pub(super) fn quotes(order: &Order<'_>, matter: &Matter) -> String {
    let all = quotations(order, matter);
    if all.is_empty() {
        return "Chưa có lời phát biểu nào trong các hồ sơ của bộ này.".to_owned();
    }
    let each = all.iter().map(|one| format!("“{}”\n{}\nNguồn: {}", one.words, one.by, one.source));
    each.collect::<Vec<_>>().join("\n\n")
}

/// All that somebody is quoted with, in the subject, exemplars and stories.
pub(super) fn quotations(order: &Order<'_>, matter: &Matter) -> Vec<Quotation> {
    let keys = [order.subject].into_iter().chain(matter.exemplars.iter().chain(&matter.stories).copied());
    let of = |key: Key| {
        let card = &order.catalog.row(key).card;
        let day = card.date.map(|date| format!(", {}", date.text())).unwrap_or_default();
        let source = format!("{}{day}, {}", card.title, order.address(&card.url));
        words::of_record(order.catalog, key).into_iter().filter_map(move |piece| match piece {
            Piece::Quote(words, Some(by)) => Some(Quotation { words, by, source: source.clone() }),
            _ => None,
        })
    };
    keys.flat_map(of).collect()
}

/// Each exemplar and story: the name of its file, and its words.
pub(super) fn stories(order: &Order<'_>, matter: &Matter) -> Vec<(String, String)> {
    let keys = matter.exemplars.iter().chain(&matter.stories).copied();
    keys.map(|key| {
        let record = order.catalog.record(key);
        (format!("{}-{}", record.kind().spec().folder, record.id), story(order, key))
    })
    .collect()
}

fn story(order: &Order<'_>, key: Key) -> String {
    let card = &order.catalog.row(key).card;
    let mut out = format!("{}\n", card.title);
    let day = card.date.map(|date| date.text());
    let head = [Some(card.kicker.to_string()), Some(outlet(order.catalog, key)), day];
    let head: Vec<String> = head.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(out, "{}\n{}", head.join(" · "), order.address(&card.url));
    if let Some(until) = order.held_until(key) {
        let _ = writeln!(out, "Không công bố trước {}", until.text());
    }
    if let Some(summary) = &card.summary {
        let _ = writeln!(out, "\n{summary}");
    }
    let body = words::plain(&words::of_record(order.catalog, key));
    let _ = writeln!(out, "\n{body}");
    let sources = sources(order.catalog.record(key));
    if !sources.is_empty() {
        let _ = writeln!(out, "\nNguồn:\n- {}", sources.join("\n- "));
    }
    out
}

/// The newspaper or broadcaster of a story.
pub(super) fn outlet(catalog: &Catalog, key: Key) -> String {
    let unit = match &catalog.record(key).own {
        Own::Article(article) => article.outlet.as_ref(),
        Own::Broadcast(broadcast) => broadcast.outlet.as_ref(),
        _ => None,
    };
    unit.and_then(|id| public_title(catalog, KindId::Unit, &id.0)).unwrap_or_default()
}
