//! The lists of a kit. In: what belongs into it. Out: tables of the honours, of their numbers, of the
//! figures that were published, of what happened when, of the stories. In a kit for the press a column says until when each line
//! is held back.

use std::collections::BTreeMap;

use super::Order;
use super::matter::{Given, Matter, groups_for};
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::record::common::Figure;
use crate::record::kind::decision::HonourGroup;
use crate::record::kind::{Campaign, Person, Unit};
use crate::record::{KindId, Own};
use crate::report::facts::{Honoured, public_title, whole_day, with_subject};
use crate::report::table::{Cell, Table};
use crate::report::words::{counted, honour_of, numbers};
use crate::text::date::{Day, FuzzyDate, Moment};

/// A line of a list, and until when the public must not know of it.
pub(super) type Line = (Vec<Cell>, Option<Moment>);

/// All lists; a list without lines is left out.
pub(super) fn all(order: &Order<'_>, matter: &Matter) -> Vec<Table> {
    let lists = [
        honours(order, matter),
        figures(matter),
        published(order, matter),
        timeline(order, matter),
        stories(order, matter),
    ];
    lists.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

/// A list; for the press with the column that says what is held back.
pub(super) fn list(
    order: &Order<'_>,
    id: &'static str,
    title: &'static str,
    columns: &[(&'static str, &'static str, &'static str)],
    lines: Vec<Line>,
) -> Table {
    let held = [("held_until", "Không công bố trước", "Held until")];
    let columns: Vec<_> = columns.iter().chain(held.iter().filter(|_| order.is_for_press())).copied().collect();
    let mut table = Table::new(id, (title, title), ("", ""), &columns);
    table.rows = lines
        .into_iter()
        .map(|(mut cells, until)| {
            if order.is_for_press() {
                cells.push(Cell::text(until.map(Moment::text).unwrap_or_default()));
            }
            cells
        })
        .collect();
    table
}

fn honours(order: &Order<'_>, matter: &Matter) -> Table {
    let line = |(at, given): (usize, &Given)| {
        let one = &given.words;
        let cells = vec![
            Cell::count(at + 1),
            Cell::text(&*one.name),
            Cell::text(one.sort),
            Cell::text(&*one.post),
            Cell::text(&*one.unit),
            Cell::text(&*one.honour),
            Cell::text(&*one.number),
            date(one.date),
            Cell::text(&*one.issuer),
            Cell::text(&*one.citation),
            Cell::text(&*one.campaign),
            Cell::text(remarks(given)),
            Cell::text(order.address(&one.url)),
        ];
        (cells, order.held_until(given.decision))
    };
    let lines = matter.honours.iter().enumerate().map(line).collect();
    list(
        order,
        "khen-thuong",
        "Khen thưởng",
        &[
            ("no", "STT", "No."),
            ("name", "Tên", "Name"),
            ("sort", "Loại", "Sort"),
            ("post", "Chức vụ", "Post"),
            ("unit", "Đơn vị", "Unit"),
            ("honour", "Hình thức", "Honour"),
            ("number", "Số quyết định", "Decision"),
            ("date", "Ngày", "Date"),
            ("issuer", "Cơ quan quyết định", "Issuer"),
            ("citation", "Thành tích", "Citation"),
            ("campaign", "Đợt thi đua", "Campaign"),
            ("remarks", "Ghi chú", "Remarks"),
            ("address", "Địa chỉ", "Address"),
        ],
        lines,
    )
}

fn remarks(given: &Given) -> String {
    let marks = [
        (given.words.number.is_empty(), "theo báo chí, chưa có số quyết định"),
        (given.words.posthumous, "truy tặng"),
        (!given.words.counts, "công nhận, không tính là khen thưởng"),
        (!given.own, "tập thể, cá nhân thuộc đơn vị"),
    ];
    marks.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect::<Vec<_>>().join("; ")
}

/// A whole day as a day, else as far as it is known: what was only planned says so.
fn date(date: Option<FuzzyDate>) -> Cell {
    match date {
        Some(date) => {
            let day = whole_day(&date).filter(|_| !date.planned);
            day.map_or_else(|| Cell::text(date.text()), Cell::Date)
        }
        None => Cell::None,
    }
}

/// How many honours of each name, year and sort; a recognition is not counted.
fn figures(matter: &Matter) -> Table {
    let columns = [("by", "Theo", "By"), ("what", "Mục", "What"), ("count", "Số lượt", "Count")];
    let mut table = Table::new("so-lieu", ("Số liệu", "Figures"), ("", ""), &columns);
    let counted: Vec<&Given> = matter.honours.iter().filter(|given| given.words.counts).collect();
    let mut add = |by: &str, of: &dyn Fn(&Given) -> String| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for given in &counted {
            *counts.entry(of(given)).or_default() += 1;
        }
        let rows = counts.into_iter().filter(|(what, _)| !what.is_empty());
        table.rows.extend(rows.map(|(what, count)| vec![Cell::text(by), Cell::text(what), Cell::count(count)]));
    };
    add("hình thức", &|given| given.words.honour.clone());
    add("năm", &|given| given.year.map(|year| year.to_string()).unwrap_or_default());
    add("loại người nhận", &|given| given.words.sort.to_owned());
    table
}

/// The figures that the subject, exemplars and stories give, each with its day and its source.
fn published(order: &Order<'_>, matter: &Matter) -> Table {
    let catalog = order.catalog;
    let of = |key: Key| {
        let figures: &[Figure] = match &catalog.record(key).own {
            Own::Campaign(campaign) => &campaign.figures,
            Own::Article(article) => &article.figures,
            _ => &[],
        };
        figures.iter().map(move |figure| (figure, key))
    };
    let line = |(figure, key): (&Figure, Key)| {
        let card = &catalog.row(key).card;
        let value = [Some(&*figure.value), figure.unit.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        let own = figure.source.as_ref().map(|url| &*url.0);
        let cells = vec![
            Cell::text(&*figure.label),
            Cell::text(value.join(" ")),
            Cell::text(figure.as_of.map(FuzzyDate::text).unwrap_or_default()),
            Cell::text(own.map_or(&*card.title, host)),
            Cell::text(own.map_or_else(|| order.address(&card.url), str::to_owned)),
        ];
        (cells, order.held_until(key))
    };
    let keys = [order.subject].into_iter().chain(matter.stories.iter().copied());
    list(
        order,
        "con-so",
        "Con số đã công bố",
        &[
            ("label", "Con số", "Figure"),
            ("value", "Giá trị", "Value"),
            ("as_of", "Thời điểm", "As of"),
            ("source", "Nguồn", "Source"),
            ("address", "Địa chỉ", "Address"),
        ],
        keys.flat_map(of).map(line).collect(),
    )
}

/// Whose address it is: two sources that disagree are told apart by it.
fn host(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.")
}

/// What happened, or is to happen.
struct Happening {
    first: Option<Day>,
    when: String,
    what: String,
    source: String,
    held: Option<Moment>,
}

fn timeline(order: &Order<'_>, matter: &Matter) -> Table {
    let catalog = order.catalog;
    let record = catalog.record(order.subject);
    let mut all = match &record.own {
        Own::Campaign(campaign) => of_campaign(campaign),
        Own::Unit(unit) => of_unit(order, unit),
        Own::Person(person) => of_person(order, person),
        Own::Decision(decision) => {
            let event = decision.event.iter();
            event.map(|event| happening(event.date, with_place(&event.name, event.place.as_deref()))).collect()
        }
        _ => Vec::new(),
    };
    let source = order.address(&record.url);
    for one in &mut all {
        one.source.clone_from(&source);
    }
    all.extend(
        matter
            .documents
            .iter()
            .map(|key| Happening { what: with_subject(order.catalog, *key), ..of_record(order, *key) }),
    );
    all.extend(
        matter
            .decisions()
            .into_iter()
            .map(|key| Happening { what: granted(order, matter, key), ..of_record(order, key) }),
    );
    // What has no date at all has no place in an order of time.
    all.retain(|one| !one.when.is_empty());
    all.sort_by(|a, b| (a.first, &a.what).cmp(&(b.first, &b.what)));
    let lines =
        all.into_iter().map(|one| (vec![Cell::text(one.when), Cell::text(one.what), Cell::text(one.source)], one.held));
    let columns = [("when", "Thời gian", "When"), ("what", "Việc", "What"), ("source", "Địa chỉ", "Address")];
    list(order, "dien-bien", "Diễn biến", &columns, lines.collect())
}

fn happening(date: Option<FuzzyDate>, what: String) -> Happening {
    let when = date.map(FuzzyDate::text).unwrap_or_default();
    Happening { first: date.as_ref().map(day_of), when, what, source: String::new(), held: None }
}

fn of_record(order: &Order<'_>, key: Key) -> Happening {
    let card = &order.catalog.row(key).card;
    let address = order.address(&card.url);
    Happening { source: address, held: order.held_until(key), ..happening(card.date, card.title.to_string()) }
}

/// "Quyết định số …: Bằng khen cho 2 tập thể, 3 cá nhân".
pub(super) fn granted(order: &Order<'_>, matter: &Matter, key: Key) -> String {
    let decision = order.catalog.record(key).own.decision();
    let number = decision.and_then(|decision| decision.number.as_ref());
    let by = number.map_or_else(|| "Theo báo chí".to_owned(), |number| format!("Quyết định số {number}"));
    let mine: Vec<&Given> = matter.honours.iter().filter(|given| given.decision == key).collect();
    let each: Vec<String> = match decision {
        Some(decision) if order.catalog.record(order.subject).kind() == KindId::Campaign => {
            let groups = groups_for(order.catalog, order.subject, decision);
            groups.filter_map(|(at, group)| of_group(order, group, at, &mine)).collect()
        }
        _ => of_recipients(&mine),
    };
    format!("{by}: {}", each.join("; "))
}

/// "Bằng khen cho 2 tập thể" of a group, those included whom its list leaves out.
fn of_group(order: &Order<'_>, group: &HonourGroup, at: usize, mine: &[&Given]) -> Option<String> {
    let honour = honour_of(order.catalog, group)?;
    let of: Vec<&Honoured> = mine.iter().filter(|given| given.group == at).map(|given| &given.words).collect();
    let numbers = numbers(group, &of);
    if numbers.is_empty() {
        return group.recipients.is_empty().then(|| format!("{honour}, chưa rõ số lượng"));
    }
    if of.is_empty() {
        return Some(format!("{honour} cho {numbers} (chưa có danh sách)"));
    }
    let is_whole = numbers == counted(&of);
    Some(format!("{honour} cho {}", named(&of).filter(|_| is_whole).unwrap_or(numbers)))
}

/// The names of a few; of many only their number can stand in a line.
fn named(of: &[&Honoured]) -> Option<String> {
    const FEW: usize = 3;
    let names = of.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
    (names.len() <= FEW && !names.contains(&"")).then(|| names.join("; "))
}

/// "Bằng khen cho 2 tập thể" for each honour of a unit or person and those who belong to it.
fn of_recipients(mine: &[&Given]) -> Vec<String> {
    let mine: Vec<&Honoured> = mine.iter().map(|given| &given.words).collect();
    let mut honours: Vec<&str> = mine.iter().map(|one| one.honour.as_str()).collect();
    honours.sort_unstable();
    honours.dedup();
    let each = honours.into_iter().map(|honour| {
        let of: Vec<&Honoured> = mine.iter().copied().filter(|one| one.honour == honour).collect();
        format!("{honour} cho {}", named(&of).unwrap_or_else(|| counted(&of)))
    });
    each.collect()
}

fn of_campaign(campaign: &Campaign) -> Vec<Happening> {
    let milestones = campaign.milestones.iter().map(|milestone| {
        let name = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
        let what = with_place(name, milestone.place.as_deref());
        let around = milestone.around.as_ref().map(|around| around.span());
        match (milestone.actual, milestone.planned, around) {
            (Some(date), ..) => happening(Some(date), what),
            (None, Some(date), _) => happening(Some(date), format!("{what} (theo kế hoạch)")),
            (None, None, around) => {
                let occasion = milestone.occasion.as_deref().map(str::to_owned);
                let first = around.and_then(|span| span.from.or(span.to)).as_ref().map(day_of);
                let when = occasion.or_else(|| around.map(|span| span.text())).unwrap_or_default();
                Happening { first, when, ..happening(None, format!("{what} (theo kế hoạch)")) }
            }
        }
    });
    let events =
        campaign.events.iter().map(|event| happening(event.date, with_place(&event.name, event.place.as_deref())));
    let phases = campaign.phases.iter().filter(|phase| phase.period.from.is_some()).map(|phase| {
        let text = phase.text.as_deref().map(|text| format!(": {text}")).unwrap_or_default();
        let when = phase.period.span().text();
        Happening { when, ..happening(phase.period.from, format!("{}{text}", phase.name)) }
    });
    milestones.chain(events).chain(phases).collect()
}

fn of_unit(order: &Order<'_>, unit: &Unit) -> Vec<Happening> {
    let born = unit.valid.as_ref().and_then(|valid| valid.from);
    let former = unit.former_names.iter().filter(|name| name.to.is_some());
    let former = former.map(|name| happening(name.to, format!("Thôi mang tên “{}”", name.name)));
    let successors = unit.successors.iter().map(|next| {
        let name = next.unit.as_ref().and_then(|id| public_title(order.catalog, KindId::Unit, &id.0));
        let words = [Some(next.kind.vi().to_owned()), name, next.note.as_deref().map(str::to_owned)];
        happening(Some(next.date), words.into_iter().flatten().collect::<Vec<_>>().join(": "))
    });
    born.map(|from| happening(Some(from), "Thành lập".to_owned())).into_iter().chain(former).chain(successors).collect()
}

fn of_person(order: &Order<'_>, person: &Person) -> Vec<Happening> {
    let posts = person.posts.iter().filter(|post| post.from.is_some());
    let post = |post: &crate::record::kind::person::Post| {
        let unit = post.unit.as_ref().and_then(|id| public_title(order.catalog, KindId::Unit, &id.0));
        happening(post.from, with_place(&post.title, unit.as_deref()))
    };
    posts.map(post).collect()
}

fn with_place(name: &str, place: Option<&str>) -> String {
    place.map_or_else(|| name.to_owned(), |place| format!("{name}, {place}"))
}

fn stories(order: &Order<'_>, matter: &Matter) -> Table {
    let line = |key: &Key| {
        let card = &order.catalog.row(*key).card;
        let cells = vec![
            date(card.date),
            Cell::text(&*card.title),
            Cell::text(&*card.kicker),
            Cell::text(super::texts::outlet(order.catalog, *key)),
            Cell::text(card.summary.as_deref().unwrap_or_default()),
            Cell::text(order.address(&card.url)),
        ];
        (cells, order.held_until(*key))
    };
    let lines = matter.exemplars.iter().chain(&matter.stories).map(line).collect();
    list(
        order,
        "bai-viet",
        "Bài viết, điển hình",
        &[
            ("date", "Ngày", "Date"),
            ("title", "Tên", "Title"),
            ("kind", "Loại", "Kind"),
            ("outlet", "Cơ quan báo chí", "Outlet"),
            ("summary", "Tóm tắt", "Summary"),
            ("address", "Địa chỉ", "Address"),
        ],
        lines,
    )
}
