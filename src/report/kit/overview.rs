//! The overview of a kit: what a journalist reads before anything else. In: the subject and what
//! belongs to it. Out: the parts of a paper in order, in words. Long lists stand here in part; the
//! spreadsheet has them whole.

use super::Order;
use super::lists;
use super::matter::{Given, Matter, duties};
use super::paper::Part;
use super::texts::{quotations, terms};
use crate::base::Key;
use crate::catalog::Catalog;
use crate::diag::Lang;
use crate::record::kind::campaign::Duty;
use crate::record::kind::{Campaign, Decision, Person, Unit};
use crate::record::{KindId, Own};
use crate::render::markdown::prose::Piece;
use crate::report::facts::{post_on, public_title, sources};
use crate::report::table::Table;
use crate::report::words::{self, with_post};

/// How many lines of a list stand in the overview.
const LINES: usize = 60;

/// A fact: what it is called, and what it is.
type Fact = (&'static str, String);

/// The parts of the overview.
pub(super) fn parts(order: &Order<'_>, matter: &Matter) -> Vec<Part> {
    let (catalog, subject) = (order.catalog, order.subject);
    let card = &catalog.row(subject).card;
    let mut parts = vec![Part::Title(card.title.to_string()), Part::Text(card.kicker.to_string())];
    parts.extend(card.summary.as_ref().map(|summary| Part::Text(summary.to_string())));
    section(&mut parts, "Thông tin chính", facts(order).into_iter().map(|(label, text)| Part::Fact(label, text)));
    section(&mut parts, "Diễn biến", lists(order, matter, "dien-bien", &[("Thời gian", 3), ("Việc", 8)]));
    section(&mut parts, "Nội dung", words::beside_facts(catalog, subject).into_iter().filter_map(piece));
    section(&mut parts, "Số liệu", lists(order, matter, "so-lieu", &[("Theo", 3), ("Mục", 7), ("Số lượt", 2)]));
    section(
        &mut parts,
        "Con số đã công bố",
        lists(order, matter, "con-so", &[("Con số", 6), ("Giá trị", 3), ("Thời điểm", 3), ("Nguồn", 5)]),
    );
    section(&mut parts, "Khen thưởng", honours(matter).into_iter().chain(unlisted(order, matter)));
    section(&mut parts, "Phần việc của báo chí", press_duties(order));
    section(&mut parts, "Phần việc trong các kế hoạch", own_duties(order, matter));
    section(
        &mut parts,
        "Lời phát biểu",
        quotations(order, matter)
            .into_iter()
            .map(|one| Part::Quote(one.words, format!("{} (nguồn: {})", one.by, one.source))),
    );
    section(
        &mut parts,
        "Bài viết, điển hình",
        lists(order, matter, "bai-viet", &[("Ngày", 3), ("Tên", 8), ("Loại", 3), ("Cơ quan báo chí", 4)]),
    );
    section(&mut parts, "Nguồn", sources(catalog.record(subject)).into_iter().map(Part::Item));
    section(
        &mut parts,
        "Liên hệ, sử dụng",
        terms(order, matter).into_iter().map(|(label, text)| Part::Fact(label, text)),
    );
    parts
}

/// A heading with its parts; without parts there is no heading.
fn section(parts: &mut Vec<Part>, title: &str, of: impl IntoIterator<Item = Part>) {
    let mut of = of.into_iter().peekable();
    if of.peek().is_some() {
        parts.push(Part::Heading(title.to_owned()));
        parts.extend(of);
    }
}

/// A piece of prose as a part; headings inside it and pictures are left out.
fn piece(piece: Piece) -> Option<Part> {
    Some(match piece {
        Piece::Heading(_, text) => Part::Text(text),
        Piece::Text(text) => Part::Text(text),
        Piece::Item(text) => Part::Item(text),
        Piece::Head(cells) | Piece::Row(cells) => Part::Item(cells.join(" – ")),
        Piece::Quote(words, by) => Part::Quote(words, by.unwrap_or_default()),
        Piece::Picture(..) => return None,
    })
}

/// The first columns of a list of the kit.
fn lists(order: &Order<'_>, matter: &Matter, id: &str, columns: &[(&'static str, u32)]) -> Vec<Part> {
    let all = lists::all(order, matter);
    let Some(list) = all.iter().find(|list| list.id == id) else { return Vec::new() };
    let row = |row: &Vec<_>| {
        row.iter().take(columns.len()).map(|cell: &crate::report::table::Cell| cell.shown(Lang::Vi)).collect()
    };
    let rows = list.rows.iter().take(LINES).map(row).collect();
    let mut parts = vec![Part::Table(columns.to_vec(), rows)];
    parts.extend(more(list));
    parts
}

fn more(list: &Table) -> Option<Part> {
    left_out(list.rows.len(), list.id)
}

/// Where the rest of a long list stands.
fn left_out(lines: usize, list: &str) -> Option<Part> {
    (lines > LINES).then(|| {
        Part::Text(format!("Trên đây là {LINES} trong {lines} dòng; danh sách đủ ở danh-sach.xlsx và {list}.csv."))
    })
}

fn honours(matter: &Matter) -> Vec<Part> {
    if matter.honours.is_empty() {
        return Vec::new();
    }
    let row = |(at, given): (usize, &Given)| {
        let one = &given.words;
        let number = if one.number.is_empty() { "theo báo chí" } else { &one.number };
        let by = one.date.map_or_else(|| number.to_owned(), |date| format!("{number}, {}", date.text()));
        vec![(at + 1).to_string(), with_post(one), one.honour.clone(), by]
    };
    let rows = matter.honours.iter().take(LINES).enumerate().map(row).collect();
    let columns = vec![("STT", 1), ("Tập thể, cá nhân", 7), ("Hình thức", 5), ("Quyết định", 4)];
    let mut parts = vec![Part::Table(columns, rows)];
    parts.extend(left_out(matter.honours.len(), "khen-thuong"));
    parts
}

/// The decisions of which only the honour and perhaps a number are known.
fn unlisted(order: &Order<'_>, matter: &Matter) -> Vec<Part> {
    let line = |key: &Key| {
        let date = order.catalog.row(*key).card.date;
        let when = date.map(|date| format!(", {}", date.text())).unwrap_or_default();
        Part::Item(format!("{}{when}", lists::granted(order, matter, *key)))
    };
    let head = (!matter.unlisted.is_empty()).then(|| Part::Text("Chưa có danh sách tên:".to_owned()));
    head.into_iter().chain(matter.unlisted.iter().map(line)).collect()
}

/// What the plan asks of the press.
fn press_duties(order: &Order<'_>) -> Vec<Part> {
    let Own::Campaign(campaign) = &order.catalog.record(order.subject).own else { return Vec::new() };
    let duties = campaign.responsibilities.iter().filter(|duty| duty.press);
    let of = |duty: &Duty| {
        let unit = duty.unit.as_ref().and_then(|id| public_title(order.catalog, KindId::Unit, &id.0));
        let who = unit.or_else(|| duty.who.as_deref().map(str::to_owned)).unwrap_or_default();
        duty.tasks.iter().map(move |task| Part::Item(format!("{who}: {task}"))).collect::<Vec<_>>()
    };
    duties.flat_map(of).collect()
}

/// What the plans ask of the unit that the kit is about.
fn own_duties(order: &Order<'_>, matter: &Matter) -> Vec<Part> {
    let catalog = order.catalog;
    let of = |campaign: &Key| {
        let title = &catalog.row(*campaign).card.title;
        let tasks = duties(catalog, *campaign, order.subject);
        tasks.map(|task| Part::Item(format!("{title}: {task}"))).collect::<Vec<_>>()
    };
    matter.asking.iter().flat_map(of).collect()
}

/// What is to be known first; what is not known has no line.
fn facts(order: &Order<'_>) -> Vec<Fact> {
    let catalog = order.catalog;
    let all = match &catalog.record(order.subject).own {
        Own::Campaign(campaign) => of_campaign(catalog, campaign),
        Own::Unit(unit) => of_unit(catalog, unit),
        Own::Person(person) => of_person(catalog, person),
        Own::Decision(decision) => of_decision(catalog, decision),
        _ => Vec::new(),
    };
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn of_campaign(catalog: &Catalog, campaign: &Campaign) -> Vec<Fact> {
    let plan = |id: &str| {
        let key = catalog.public(KindId::Document, id)?;
        let Own::Document(document) = &catalog.record(key).own else { return None };
        let number = document.number.as_ref().map(|number| format!(" số {number}")).unwrap_or_default();
        let day = document.date.map(|date| format!(" ngày {}", date.text())).unwrap_or_default();
        Some(format!("{}{number}{day}", document.doc_type.vi()))
    };
    let plans: Vec<String> = campaign.plans.iter().filter_map(|id| plan(&id.0)).collect();
    let slogan = campaign.slogan.as_deref().map(|slogan| {
        let rest = campaign.slogan_rest.as_deref().map(|rest| format!(" {rest}")).unwrap_or_default();
        format!("“{slogan}”{rest}")
    });
    let units = campaign.eligible_units.iter().map(|one| one.text.to_string()).collect::<Vec<_>>();
    vec![
        ("Văn bản phát động", plans.join("; ")),
        ("Cơ quan phát động", unit_name(catalog, campaign.launched_by.as_ref().map(|id| &*id.0))),
        ("Thời gian", campaign.period.span().text()),
        ("Dịp", text(campaign.occasion.as_deref())),
        ("Khẩu hiệu", slogan.unwrap_or_default()),
        ("Tập thể", units.join("; ")),
        ("Cá nhân", campaign.eligible_persons.join("; ")),
        ("Tiêu chuẩn khen", standards(catalog, campaign)),
        ("Về tiêu chuẩn", text(campaign.standards_note.as_deref())),
        ("Chỉ tiêu", campaign.targets.iter().map(|target| target.text.to_string()).collect::<Vec<_>>().join("; ")),
    ]
}

/// "Bằng khen cho: sở, ban, ngành; huyện, thành phố", each honour once.
fn standards(catalog: &Catalog, campaign: &Campaign) -> String {
    let mut each: Vec<(String, Vec<String>)> = Vec::new();
    for one in &campaign.standards {
        let honour = public_title(catalog, KindId::Honour, &one.honour.0).unwrap_or_default();
        let text = one.text.as_deref().map(|text| format!(" ({text})")).unwrap_or_default();
        let who = format!("{}{text}", one.who);
        match each.iter_mut().find(|(known, _)| *known == honour) {
            Some((_, all)) => all.push(who),
            None => each.push((honour, vec![who])),
        }
    }
    let words = each.into_iter().map(|(honour, who)| format!("{honour} cho: {}", who.join("; ")));
    words.collect::<Vec<_>>().join(". ")
}

fn of_unit(catalog: &Catalog, unit: &Unit) -> Vec<Fact> {
    let former = unit.former_names.iter().map(|name| {
        let until = name.to.map(|to| format!(" (đến {})", to.text())).unwrap_or_default();
        format!("{}{until}", name.name)
    });
    vec![
        ("Loại", unit.unit_type.vi().to_owned()),
        ("Cấp trên", unit_name(catalog, unit.parent.as_ref().map(|id| &*id.0))),
        ("Địa bàn", unit_name(catalog, unit.territory.as_ref().map(|id| &*id.0))),
        ("Ngành", text(unit.sector.as_deref())),
        ("Tên trước đây", former.collect::<Vec<_>>().join("; ")),
        ("Trang web", unit.site.as_ref().map(|site| site.0.to_string()).unwrap_or_default()),
    ]
}

fn of_person(catalog: &Catalog, person: &Person) -> Vec<Fact> {
    let (post, unit) = post_on(catalog, person, catalog.today());
    vec![("Danh xưng", person.prefixes.join(", ")), ("Chức vụ", post), ("Đơn vị", unit)]
}

fn of_decision(catalog: &Catalog, decision: &Decision) -> Vec<Fact> {
    let signer = decision.signer.as_ref().map(|signer| {
        let person = signer.person.as_ref().and_then(|id| public_title(catalog, KindId::Person, &id.0));
        let name = signer.name.as_deref().map(str::to_owned).or(person);
        [name, signer.role.as_deref().map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    vec![
        ("Số", decision.number.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("Ngày ký", decision.date.map(|date| date.text()).unwrap_or_default()),
        ("Báo đưa ngày", decision.reported.map(|date| date.text()).unwrap_or_default()),
        ("Cơ quan quyết định", unit_name(catalog, Some(&decision.issuer.0))),
        ("Người ký", signer.unwrap_or_default()),
        ("Về việc", decision.subject.to_string()),
    ]
}

fn unit_name(catalog: &Catalog, id: Option<&str>) -> String {
    id.and_then(|id| public_title(catalog, KindId::Unit, id)).unwrap_or_default()
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}
