//! What was told and what was not. In: the linked catalogue. Out: tables for the newsroom and the
//! propaganda department: honours, exemplars, campaigns and milestones without a story, stories
//! without a record, days until the first story, who is told of, what the plans asked of the
//! press. One pass over honours and one over stories; never a page, never a hidden record.

use std::collections::{BTreeMap, HashMap};

use super::posts::{self, Work};
use super::table::{Cell, Table, Words, pick};
use crate::base::Key;
use crate::catalog::list::day_of;
use crate::catalog::{Award, Catalog, Grouped};
use crate::diag::{Lang, Place};
use crate::record::common::RecipientType;
use crate::record::kind::person::Gender;
use crate::record::{KindId, Own, Record};
use crate::text::date::{Day, FuzzyDate};

/// How many days after a decision a story about its recipient still tells of the honour.
const YEAR: i32 = 365;
/// How many days before and after a milestone a story about the campaign tells of it.
const AROUND: (i32, i32) = (-7, 30);

/// The stretch of time that a report is about; an open end is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Range {
    fn has(self, date: Option<FuzzyDate>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(date) = date else { return false };
        let (first, last) = (date.first(), date.last());
        self.from.is_none_or(|from| last.is_none_or(|last| last >= from))
            && self.to.is_none_or(|to| first.is_none_or(|first| first <= to))
    }
}

/// One article or broadcast.
struct Story {
    key: Key,
    day: Option<Day>,
    outlet: Option<Key>,
    /// Whether it names any record at all.
    about: bool,
}

/// All stories, and which of them tell of a record.
struct Stories<'c> {
    catalog: &'c Catalog,
    all: Vec<Story>,
    /// Numbers of stories by the record that they tell of.
    telling: Grouped,
}

/// The tables of the report, the figures first.
#[must_use]
pub fn of(catalog: &Catalog, range: Range, lang: Lang) -> Vec<Table> {
    let stories = Stories::of(catalog);
    let honours = Honours::of(&stories, range);
    let days = honours.days(catalog);
    let mut tables = vec![Table::new("figures", ("Số chung", "Figures"), NO_NOTE, FIGURE)];
    tables.push(honours.untold(catalog, range));
    tables.push(exemplars(&stories, range));
    tables.push(campaigns(&stories, range));
    tables.push(milestones(&stories, range));
    tables.push(without_record(&stories, range));
    tables.push(press(&stories, range));
    tables[0].rows = figures(&stories, &honours, &days, &tables, range, lang);
    tables.push(days);
    tables.extend(honours.balance(&stories));
    tables.push(media(&stories, range));
    tables
}

const NO_NOTE: Words = ("", "");
const FIGURE: &[(&str, &str, &str)] = &[("what", "Mục", "Item"), ("count", "Số", "Count")];

impl<'c> Stories<'c> {
    fn of(catalog: &'c Catalog) -> Self {
        let keys = catalog.public_of_kind(KindId::Article).chain(catalog.public_of_kind(KindId::Broadcast));
        let serving = serving(catalog);
        let (mut all, mut pairs) = (Vec::new(), Vec::new());
        for key in keys {
            let record = catalog.record(key);
            let at = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let targets = targets(catalog, record);
            pairs.extend(targets.iter().map(|target| (target.0, at)));
            pairs.extend(serving.of(key).iter().map(|campaign| (*campaign, at)));
            let day = record.own.date(&record.head).map(|date| day_of(&date));
            all.push(Story { key, day, outlet: outlet(catalog, record), about: !targets.is_empty() });
        }
        Self { catalog, all, telling: Grouped::new(catalog.len(), &pairs) }
    }

    /// The stories that tell of a record.
    fn telling(&self, key: Key) -> impl Iterator<Item = &Story> {
        self.telling.of(key).iter().map(|at| &self.all[*at as usize])
    }

    fn is_told(&self, key: Key) -> bool {
        !self.telling.of(key).is_empty()
    }

    /// The days of the stories that tell of an honour: those that name its decision, and those
    /// that name its recipient within a year of it.
    fn of_award(&self, award: &Award) -> impl Iterator<Item = Option<Day>> {
        let signed = award.date;
        let after = move |day: Day| {
            let first = signed.and_then(FuzzyDate::first);
            let last = signed.and_then(FuzzyDate::last);
            first.is_some_and(|first| first <= day) && last.is_some_and(|last| last.days_until(day) <= YEAR)
        };
        let named = self.telling(award.decision).map(|story| story.day);
        let of_recipient = award.recipient.into_iter().flat_map(|key| self.telling(key));
        named.chain(of_recipient.map(|story| story.day).filter(move |day| day.is_some_and(after)))
    }
}

/// The campaigns that a story serves through its series.
fn serving(catalog: &Catalog) -> Grouped {
    let mut pairs = Vec::new();
    for key in catalog.public_of_kind(KindId::Series) {
        let Some(series) = catalog.record(key).own.series() else { continue };
        let campaigns: Vec<Key> =
            series.campaigns.iter().filter_map(|campaign| catalog.public(KindId::Campaign, &campaign.0)).collect();
        let parts = series.items.iter().filter_map(|item| catalog.public(item.kind, &item.id));
        let naming = catalog.back(key).filter(|part| catalog.record(*part).is_part_of(&catalog.record(key).id));
        for part in parts.chain(naming) {
            pairs.extend(campaigns.iter().map(|campaign| (part.0, campaign.0)));
        }
    }
    Grouped::new(catalog.len(), &pairs)
}

/// The records that a story tells of: all it names but its outlet, pictures and series.
fn targets(catalog: &Catalog, record: &Record) -> Vec<Key> {
    let places = record.link_places();
    let told = record.links.iter().zip(&places).filter(|(link, at)| {
        let by = matches!(at, Place::Field(_, path) if path == "outlet" || path.starts_with("sources"));
        !by && !matches!(link.kind, KindId::Photo | KindId::Series)
    });
    let mut keys: Vec<Key> = told.filter_map(|(link, _)| catalog.public(link.kind, &link.id)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn outlet(catalog: &Catalog, record: &Record) -> Option<Key> {
    let unit = match &record.own {
        Own::Article(article) => article.outlet.as_ref()?,
        Own::Broadcast(broadcast) => broadcast.outlet.as_ref()?,
        _ => return None,
    };
    catalog.public(KindId::Unit, &unit.0)
}

/// The honours of the range, each with whether a story tells of it.
struct Honours<'c> {
    all: Vec<(&'c Award, bool)>,
    /// The first story after each decision that has an exact day.
    first: BTreeMap<Key, (Day, Option<Day>)>,
}

impl<'c> Honours<'c> {
    fn of(stories: &Stories<'c>, range: Range) -> Self {
        let mut honours = Self { all: Vec::new(), first: BTreeMap::new() };
        for award in stories.catalog.awards().iter().filter(|award| award.counts && range.has(award.date)) {
            let (mut told, mut earliest) = (false, None::<Day>);
            let signed = stories.catalog.record(award.decision).own.decision().and_then(|d| d.date).and_then(exact);
            for day in stories.of_award(award) {
                told = true;
                let day = day.filter(|day| signed.is_none_or(|signed| signed <= *day));
                earliest = [earliest, day].into_iter().flatten().min();
            }
            if let Some(signed) = signed {
                let first = honours.first.entry(award.decision).or_insert((signed, None));
                first.1 = [first.1, earliest].into_iter().flatten().min();
            }
            honours.all.push((award, told));
        }
        honours
    }

    fn told(&self) -> usize {
        self.all.iter().filter(|(_, told)| *told).count()
    }

    fn untold(&self, catalog: &Catalog, range: Range) -> Table {
        let mut table = Table::new(
            "untold_honours",
            ("Vinh dự chưa có bài", "Honours without a story"),
            (
                "Có bài: bài nêu quyết định, hoặc nêu người nhận trong vòng một năm sau ngày ký.",
                "A story names the decision, or the recipient within a year of it.",
            ),
            &[
                ("date", "Ngày", "Date"),
                ("recipient", "Người nhận", "Recipient"),
                ("honour", "Hình thức", "Honour"),
                ("decision", "Quyết định", "Decision"),
                ("address", "Địa chỉ", "Address"),
            ],
        );
        let mut untold: Vec<&Award> = self.all.iter().filter(|(_, told)| !told).map(|(award, _)| *award).collect();
        untold.sort_by_key(|award| std::cmp::Reverse(award.date.as_ref().map(day_of)));
        debug_assert!(untold.iter().all(|award| range.has(award.date)));
        table.rows = untold.into_iter().map(|award| award_row(catalog, award)).collect();
        table
    }

    /// Days from each decision to its first story, the slowest first.
    fn days(&self, catalog: &Catalog) -> Table {
        let mut table = Table::new(
            "days",
            ("Số ngày từ quyết định đến bài đầu tiên", "Days from decision to first story"),
            ("Chỉ tính quyết định có ngày ký chính xác.", "Only decisions with an exact date."),
            &[
                ("days", "Số ngày", "Days"),
                ("date", "Ký", "Signed"),
                ("first", "Bài đầu", "First story"),
                ("decision", "Quyết định", "Decision"),
                ("address", "Địa chỉ", "Address"),
            ],
        );
        let told = self.first.iter().filter_map(|(key, (signed, first))| Some((key, *signed, (*first)?)));
        let mut rows: Vec<(i32, Day, Day, Key)> =
            told.map(|(key, signed, first)| (signed.days_until(first), signed, first, *key)).collect();
        rows.sort_by_key(|(days, signed, _, key)| (std::cmp::Reverse(*days), *signed, *key));
        table.rows = rows
            .into_iter()
            .map(|(days, signed, first, key)| {
                let [title, address] = named(catalog, key);
                vec![Cell::Number(i64::from(days)), Cell::Date(signed), Cell::Date(first), title, address]
            })
            .collect();
        table
    }

    /// Who is honoured and who of them is told of, in several ways.
    fn balance(&self, stories: &Stories<'_>) -> Vec<Table> {
        let places = Places::of(stories.catalog);
        let mut counts: Vec<BTreeMap<(u32, String), (usize, usize)>> = vec![BTreeMap::new(); BALANCE.len()];
        for (award, told) in &self.all {
            for (at, label) in labels(stories.catalog, award, &places).into_iter().enumerate() {
                let Some(label) = label else { continue };
                let count = counts[at].entry(label).or_default();
                count.0 += 1;
                count.1 += usize::from(*told);
            }
        }
        let tables = BALANCE.iter().zip(counts).map(|((id, title), counts)| {
            let mut table = Table::new(id, *title, NO_NOTE, BALANCE_COLUMNS);
            let mut rows: Vec<_> = counts.into_iter().collect();
            rows.sort_by(|((a, left), (x, _)), ((b, right), (y, _))| (a, y, left).cmp(&(b, x, right)));
            table.rows = rows
                .into_iter()
                .map(|((_, label), (all, told))| {
                    vec![Cell::text(label), Cell::count(all), Cell::count(told), Cell::share(told, all)]
                })
                .collect();
            table
        });
        tables.collect()
    }
}

const BALANCE: &[(&str, Words)] = &[
    ("by_place", ("Theo địa phương", "By locality")),
    ("by_unit_type", ("Theo loại đơn vị", "By type of unit")),
    ("by_level", ("Theo cấp khen thưởng", "By level")),
    ("by_recipient", ("Theo loại người nhận", "By sort of recipient")),
    ("by_sex", ("Cá nhân theo giới (chỉ từ hồ sơ)", "Individuals by sex (from records only)")),
    ("by_work", ("Cá nhân theo công việc khi được khen", "Individuals by work at that time")),
];
const BALANCE_COLUMNS: &[(&str, &str, &str)] = &[
    ("group", "Nhóm", "Group"),
    ("honours", "Vinh dự", "Honours"),
    ("told", "Có bài", "Told"),
    ("share", "Tỷ lệ", "Share"),
];

/// What cannot be said of an honour comes last.
fn unknown(words: &str) -> (u32, String) {
    (1, words.to_owned())
}

fn known(words: &str) -> (u32, String) {
    (0, words.to_owned())
}

/// The group of an honour in each table of [`BALANCE`]; nothing where the question does not arise.
fn labels(catalog: &Catalog, award: &Award, places: &Places) -> [Option<(u32, String)>; 6] {
    let person = award.recipient.and_then(|key| catalog.record(key).own.person());
    let of_person = person.and_then(|person| catalog.public(KindId::Unit, &person.unit.as_ref()?.0));
    let is_unit = |key: &Key| catalog.record(*key).kind() == KindId::Unit;
    let unit = award.recipient.filter(is_unit).or(award.unit).or(of_person);
    let place = unit.and_then(|key| places.of_unit(key));
    let unit_type = unit.and_then(|key| catalog.record(key).own.unit()).map(|unit| unit.unit_type.vi());
    let level = catalog.record(award.honour).own.honour().map(|honour| honour.level.vi());
    let individual = award.sort == Some(RecipientType::Individual);
    let sex = individual.then(|| match person.and_then(|person| person.gender) {
        Some(Gender::Female) => known("nữ"),
        Some(Gender::Male) => known("nam"),
        None => unknown("hồ sơ không ghi"),
    });
    let work = individual.then(|| match work(catalog, award) {
        Some(Work::Direct) => known("trực tiếp lao động, sản xuất, công tác"),
        Some(Work::Leads) => known("lãnh đạo, quản lý"),
        None => unknown("không rõ chức vụ"),
    });
    [
        Some(place.map_or_else(|| unknown("chưa rõ địa phương"), |key| known(&catalog.row(key).card.title))),
        Some(unit_type.map_or_else(|| unknown("chưa có hồ sơ đơn vị"), known)),
        Some(level.map_or_else(|| unknown("chưa rõ cấp"), known)),
        Some(award.sort.map_or_else(|| unknown("chưa rõ"), |sort| known(sort.vi()))),
        sex,
        work,
    ]
}

/// The work of a recipient: the post of the line, else the post that the record gives for the day.
fn work(catalog: &Catalog, award: &Award) -> Option<Work> {
    if let Some(post) = award.line(catalog).post.as_deref() {
        return posts::work(post);
    }
    let day = award.date.as_ref().map(day_of)?;
    let person = catalog.record(award.recipient?).own.person()?;
    let mut held = person.posts.iter().filter(|post| {
        let (first, last) = (post.from.and_then(FuzzyDate::first), post.to.and_then(FuzzyDate::last));
        (first.is_some() || last.is_some())
            && first.is_none_or(|first| first <= day)
            && last.is_none_or(|last| day <= last)
    });
    held.find_map(|post| posts::work(&post.title))
}

/// The district or commune of each unit, found once.
struct Places(HashMap<Key, Key>);

impl Places {
    fn of(catalog: &Catalog) -> Self {
        let units = catalog.public_of_kind(KindId::Unit);
        Self(units.filter_map(|key| Some((key, catalog.localities(key).first().copied()?))).collect())
    }

    fn of_unit(&self, unit: Key) -> Option<Key> {
        self.0.get(&unit).copied()
    }
}

fn award_row(catalog: &Catalog, award: &Award) -> Vec<Cell> {
    let line = award.line(catalog);
    let card = award.recipient.map(|key| &catalog.row(key).card);
    // A name in initials is printed in full nowhere, not even here.
    let name = match card {
        Some(card) if card.shortened => Some(card.title.clone()),
        _ => line.as_printed.clone().or_else(|| card.map(|card| card.title.clone())),
    };
    let decision = award.decision_of(catalog);
    let class = decision.groups.get(usize::from(award.group)).and_then(|group| group.class);
    let honour = catalog.record(award.honour).own.honour().map(|honour| honour.with_class(class));
    let number = decision.number.as_ref().map(ToString::to_string);
    vec![
        award.date.map_or(Cell::None, dated),
        Cell::text(name.as_deref().unwrap_or_default()),
        Cell::text(honour.as_deref().unwrap_or_default()),
        number.map_or_else(|| Cell::text(&*catalog.row(award.decision).card.title), Cell::text),
        Cell::text(&*catalog.row(award.decision).card.url),
    ]
}

/// A day as a day, a vaguer date in words.
fn dated(date: FuzzyDate) -> Cell {
    exact(date).map_or_else(|| Cell::text(date.text()), Cell::Date)
}

fn exact(date: FuzzyDate) -> Option<Day> {
    date.first().filter(|first| Some(*first) == date.last() && !date.planned)
}

fn named(catalog: &Catalog, key: Key) -> [Cell; 2] {
    let card = &catalog.row(key).card;
    [Cell::text(&*card.title), Cell::text(&*card.url)]
}

const RECORD: &[(&str, &str, &str)] =
    &[("date", "Ngày", "Date"), ("title", "Hồ sơ", "Record"), ("address", "Địa chỉ", "Address")];

fn record_row(catalog: &Catalog, key: Key) -> Vec<Cell> {
    let [title, address] = named(catalog, key);
    vec![catalog.row(key).card.date.map_or(Cell::None, dated), title, address]
}

/// Records of a kind of the range, newest first, that pass a test.
fn records(catalog: &Catalog, kind: KindId, range: Range, keep: impl Fn(Key) -> bool) -> Vec<Vec<Cell>> {
    let in_range = |key: &Key| range.has(catalog.row(*key).card.date);
    let mut keys: Vec<Key> = catalog.public_of_kind(kind).filter(in_range).filter(|key| keep(*key)).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(catalog.row(*key).card.date.as_ref().map(day_of)), *key));
    keys.into_iter().map(|key| record_row(catalog, key)).collect()
}

fn exemplars(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Điển hình chưa có bài", "Exemplars without a story");
    let note = ("Không bài nào nêu điển hình hay chủ thể của nó.", "No story names the exemplar or its subject.");
    let mut table = Table::new("untold_exemplars", title, note, RECORD);
    table.rows = records(stories.catalog, KindId::Exemplar, range, |key| {
        let exemplar = stories.catalog.record(key).own.exemplar();
        let subject = exemplar.and_then(|own| stories.catalog.public(own.subject.kind, &own.subject.id));
        !stories.is_told(key) && !subject.is_some_and(|subject| stories.is_told(subject))
    });
    table
}

fn campaigns(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Đợt thi đua chưa có bài", "Campaigns without a story");
    let mut table = Table::new("untold_campaigns", title, NO_NOTE, RECORD);
    table.rows = records(stories.catalog, KindId::Campaign, range, |key| !stories.is_told(key));
    table
}

/// Milestones that are past and that no story about the campaign followed.
fn milestones(stories: &Stories<'_>, range: Range) -> Table {
    let mut table = Table::new(
        "untold_milestones",
        ("Mốc đã qua chưa có bài", "Past milestones without a story"),
        (
            "Có bài: bài về đợt thi đua từ 7 ngày trước đến 30 ngày sau mốc.",
            "A story about the campaign from 7 days before to 30 days after.",
        ),
        &[
            ("date", "Ngày", "Date"),
            ("milestone", "Mốc", "Milestone"),
            ("campaign", "Đợt thi đua", "Campaign"),
            ("address", "Địa chỉ", "Address"),
        ],
    );
    let catalog = stories.catalog;
    let mut rows = Vec::new();
    for key in catalog.public_of_kind(KindId::Campaign) {
        let Some(campaign) = catalog.record(key).own.campaign() else { continue };
        for milestone in &campaign.milestones {
            let Some(date) = milestone.actual.or(milestone.planned).filter(|date| range.has(Some(*date))) else {
                continue;
            };
            let (Some(first), Some(last)) = (date.first(), date.last()) else { continue };
            let around = first.add_days(AROUND.0)..=last.add_days(AROUND.1);
            let told = stories.telling(key).any(|story| story.day.is_some_and(|day| around.contains(&day)));
            if last < catalog.today() && !told {
                let name = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
                let [title, address] = named(catalog, key);
                rows.push((first, vec![dated(date), Cell::text(name), title, address]));
            }
        }
    }
    rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table
}

fn without_record(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Bài không gắn với hồ sơ nào", "Stories without a record");
    let note = ("Thêm `about` để bài hiện ở trang của đơn vị, cá nhân, đợt thi đua.", "Give `about`.");
    let mut table = Table::new("stories_without_record", title, note, RECORD);
    let catalog = stories.catalog;
    let alone = stories.all.iter().filter(|story| !story.about && range.has(catalog.row(story.key).card.date));
    let mut keys: Vec<Key> = alone.map(|story| story.key).collect();
    keys.sort_by_key(|key| (std::cmp::Reverse(catalog.row(*key).card.date.as_ref().map(day_of)), *key));
    table.rows = keys.into_iter().map(|key| record_row(catalog, key)).collect();
    table
}

/// What each plan asked of the press, and what was done.
fn press(stories: &Stories<'_>, range: Range) -> Table {
    let mut table = Table::new(
        "press_duties",
        ("Phần việc của báo chí trong kế hoạch", "What the plans asked of the press"),
        (
            "Cơ quan báo chí: bài của chính cơ quan ấy về đợt thi đua. Đơn vị khác: bài của mọi nơi.",
            "A press unit: its own stories about the campaign. Others: all stories.",
        ),
        &[
            ("campaign", "Đợt thi đua", "Campaign"),
            ("unit", "Đơn vị", "Unit"),
            ("stories", "Số bài", "Stories"),
            ("first", "Bài đầu", "First"),
            ("last", "Bài cuối", "Last"),
            ("tasks", "Việc phải làm", "Tasks"),
        ],
    );
    let catalog = stories.catalog;
    for key in catalog.public_of_kind(KindId::Campaign).filter(|key| range.has(catalog.row(*key).card.date)) {
        let Some(campaign) = catalog.record(key).own.campaign() else { continue };
        for duty in &campaign.responsibilities {
            let unit = duty.unit.as_ref().and_then(|unit| catalog.public(KindId::Unit, &unit.0));
            let is_press = unit.and_then(|key| catalog.record(key).own.unit()).is_some_and(|unit| unit.press);
            if !duty.press && !is_press {
                continue;
            }
            let about = stories.telling(key).filter(|story| !is_press || story.outlet == unit);
            let days: Vec<Option<Day>> = about.map(|story| story.day).collect();
            let named_days = || days.iter().flatten().copied();
            let who = unit.map(|key| catalog.row(key).card.title.clone()).or_else(|| duty.who.clone());
            table.rows.push(vec![
                named(catalog, key)[0].clone(),
                Cell::text(who.as_deref().unwrap_or_default()),
                Cell::count(days.len()),
                Cell::day(named_days().min()),
                Cell::day(named_days().max()),
                Cell::text(duty.tasks.join(" ")),
            ]);
        }
    }
    table
}

/// Stories by medium and outlet.
fn media(stories: &Stories<'_>, range: Range) -> Table {
    let title = ("Bài theo loại hình và cơ quan báo chí", "Stories by medium and outlet");
    let columns = &[
        ("medium", "Loại hình", "Medium"),
        ("outlet", "Cơ quan", "Outlet"),
        ("stories", "Số bài", "Stories"),
        ("with_record", "Gắn hồ sơ", "With a record"),
        ("share", "Tỷ lệ", "Share"),
    ];
    let mut table = Table::new("by_medium", title, NO_NOTE, columns);
    let catalog = stories.catalog;
    let mut counts: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    for story in stories.all.iter().filter(|story| range.has(catalog.row(story.key).card.date)) {
        let medium = match &catalog.record(story.key).own {
            Own::Broadcast(broadcast) => broadcast.medium.vi(),
            Own::Article(article) => article.genre.vi(),
            _ => continue,
        };
        let outlet = story.outlet.map_or_else(String::new, |key| catalog.row(key).card.title.to_string());
        let count = counts.entry((medium, outlet)).or_default();
        count.0 += 1;
        count.1 += usize::from(story.about);
    }
    let row = |((medium, outlet), (all, about)): ((&str, String), (usize, usize))| {
        vec![Cell::text(medium), Cell::text(outlet), Cell::count(all), Cell::count(about), Cell::share(about, all)]
    };
    table.rows = counts.into_iter().map(row).collect();
    table
}

/// The figures at the head of the report.
fn figures(
    stories: &Stories<'_>,
    honours: &Honours<'_>,
    days: &Table,
    tables: &[Table],
    range: Range,
    lang: Lang,
) -> Vec<Vec<Cell>> {
    let row = |what: Words, count: Cell| vec![Cell::text(pick(what, lang)), count];
    let of = |id: &str| Cell::count(tables.iter().find(|table| table.id == id).map_or(0, |table| table.rows.len()));
    let told = honours.told();
    let in_range = stories.all.iter().filter(|story| range.has(stories.catalog.row(story.key).card.date)).count();
    let number = |row: &Vec<Cell>| match row.first() {
        Some(Cell::Number(days)) => *days,
        _ => 0,
    };
    let mut spread: Vec<i64> = days.rows.iter().map(number).collect();
    spread.sort_unstable();
    let median = spread.get(spread.len() / 2).map(|upper| match spread.len() % 2 {
        0 => i64::midpoint(spread[spread.len() / 2 - 1], *upper),
        _ => *upper,
    });
    vec![
        row(("Vinh dự", "Honours"), Cell::count(honours.all.len())),
        row(("Vinh dự có bài", "Honours with a story"), Cell::count(told)),
        row(("Tỷ lệ có bài", "Share with a story"), Cell::share(told, honours.all.len())),
        row(("Vinh dự chưa có bài", "Honours without a story"), of("untold_honours")),
        row(("Điển hình chưa có bài", "Exemplars without a story"), of("untold_exemplars")),
        row(("Đợt thi đua chưa có bài", "Campaigns without a story"), of("untold_campaigns")),
        row(("Mốc đã qua chưa có bài", "Past milestones without a story"), of("untold_milestones")),
        row(("Bài viết, tác phẩm phát sóng", "Articles and broadcasts"), Cell::count(in_range)),
        row(("Bài không gắn với hồ sơ", "Stories without a record"), of("stories_without_record")),
        row(
            ("Số ngày đến bài đầu tiên (trung vị)", "Days to the first story (median)"),
            median.map_or(Cell::None, Cell::Number),
        ),
    ]
}

/// The heading of the report.
#[must_use]
pub fn title(range: Range, lang: Lang) -> String {
    let day = |day: Option<Day>| day.map(Day::padded);
    match (lang, day(range.from), day(range.to)) {
        (Lang::Vi, None, None) => "Báo cáo tuyên truyền".to_owned(),
        (Lang::Vi, Some(from), None) => format!("Báo cáo tuyên truyền từ {from}"),
        (Lang::Vi, None, Some(to)) => format!("Báo cáo tuyên truyền đến {to}"),
        (Lang::Vi, Some(from), Some(to)) => format!("Báo cáo tuyên truyền {from} - {to}"),
        (Lang::En, None, None) => "Coverage".to_owned(),
        (Lang::En, Some(from), None) => format!("Coverage since {from}"),
        (Lang::En, None, Some(to)) => format!("Coverage until {to}"),
        (Lang::En, Some(from), Some(to)) => format!("Coverage {from} - {to}"),
    }
}
