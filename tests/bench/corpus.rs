//! Fictitious sites. In: a number of records. Out: the same records, byte for byte, every time.
//! The shape is that of a province: a few big lists of recipients and very many small pages.
//! Every name is made of words that no person, place or firm bears; nothing here is real.

use bangvang::text::slug::slug;

use crate::words::{self, Rng};

/// The years that the records are about.
const YEARS: std::ops::RangeInclusive<u64> = 2015..=2024;
/// How many decisions name the unit that the bench renames.
const NAMED: u64 = 100;
/// The unit that the bench renames.
pub const RENAMED: &str = "tap-the-doi-ten-hu-cau";
/// One decision in so many has a long list.
const LONG: u64 = 500;

/// A day; no month has more than 28.
#[derive(Clone, Copy)]
pub struct Day {
    pub year: u64,
    pub month: u64,
    pub day: u64,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    fn draw(rng: &mut Rng) -> Self {
        let year = YEARS.start() + rng.below(YEARS.end() - YEARS.start() + 1);
        Self { year, month: 1 + rng.below(12), day: 1 + rng.below(28) }
    }

    fn month_later(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1, ..self },
            _ => Self { month: self.month + 1, ..self },
        }
    }
}

/// A record that another one names: kind, folder, id and title.
#[derive(Clone)]
pub struct Target {
    pub kind: &'static str,
    pub folder: String,
    pub id: String,
    pub title: String,
}

/// A unit.
pub struct Unit {
    pub id: String,
    pub name: String,
    pub unit_type: &'static str,
    pub symbol: Option<&'static str>,
    pub authority: Option<&'static str>,
    pub parent: Option<String>,
}

/// A person.
pub struct Person {
    pub id: String,
    pub name: String,
    pub prefix: &'static str,
    pub post: &'static str,
    pub unit: String,
    pub since: u64,
}

/// A campaign, with the plan that launches it.
pub struct Campaign {
    pub id: String,
    pub title: String,
    pub year: u64,
    pub plan: String,
}

/// Someone who is honoured.
pub struct Recipient {
    pub target: Option<Target>,
    pub name: String,
    pub collective: bool,
    pub unit: String,
    pub post: &'static str,
}

/// A decision.
pub struct Decision {
    pub id: String,
    pub number: String,
    pub date: Day,
    pub issuer: String,
    pub subject: String,
    pub honour: &'static Honour,
    pub class: Option<u64>,
    pub campaign: Option<Campaign>,
    pub recipients: Vec<Recipient>,
    pub csv: bool,
}

/// An article; its prose is made by [`Corpus::prose`].
pub struct Article {
    pub id: String,
    pub title: String,
    pub date: Day,
    pub about: Vec<Target>,
    number: u64,
}

/// An honour of the embedded catalogue, as far as a decision must respect it.
pub struct Honour {
    pub id: &'static str,
    pub name: &'static str,
    collectives: bool,
    people: bool,
    pub classes: bool,
    pub yearly: bool,
}

const fn honour(id: &'static str, name: &'static str, who: (bool, bool), more: (bool, bool)) -> Honour {
    Honour { id, name, collectives: who.0, people: who.1, classes: more.0, yearly: more.1 }
}

const ALL: (bool, bool) = (true, true);
const UNITS: (bool, bool) = (true, false);
const PEOPLE: (bool, bool) = (false, true);
const PLAIN: (bool, bool) = (false, false);
const CLASSES: (bool, bool) = (true, false);
const YEARLY: (bool, bool) = (false, true);

/// What each authority grants.
static HONOURS: [(&str, &[Honour]); 6] = [
    (
        "ctn",
        &[
            honour("hc-lao-dong", "Huân chương Lao động", ALL, CLASSES),
            honour("hc-chien-cong", "Huân chương Chiến công", ALL, CLASSES),
        ],
    ),
    (
        "ttg",
        &[
            honour("bk-ttg", "Bằng khen của Thủ tướng Chính phủ", ALL, PLAIN),
            honour("co-chinh-phu", "Cờ thi đua của Chính phủ", UNITS, YEARLY),
            honour("cstd-toan-quoc", "Chiến sĩ thi đua toàn quốc", PEOPLE, PLAIN),
        ],
    ),
    (
        "ctubt",
        &[
            honour("bk-tinh", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", ALL, PLAIN),
            honour("co-tinh", "Cờ thi đua của Ủy ban nhân dân tỉnh", UNITS, YEARLY),
            honour("cstd-tinh", "Chiến sĩ thi đua cấp tỉnh", PEOPLE, PLAIN),
            honour("tt-ld-xuat-sac", "Tập thể Lao động xuất sắc", UNITS, YEARLY),
        ],
    ),
    (
        "ttdv",
        &[
            honour("giay-khen", "Giấy khen", ALL, PLAIN),
            honour("ld-tien-tien", "Lao động tiên tiến", PEOPLE, YEARLY),
            honour("tt-ld-tien-tien", "Tập thể Lao động tiên tiến", UNITS, YEARLY),
            honour("cstd-co-so", "Chiến sĩ thi đua cơ sở", PEOPLE, YEARLY),
        ],
    ),
    (
        "cth",
        &[
            honour("giay-khen", "Giấy khen", ALL, PLAIN),
            honour("tt-ld-tien-tien", "Tập thể Lao động tiên tiến", UNITS, YEARLY),
        ],
    ),
    (
        "ctx",
        &[honour("giay-khen", "Giấy khen", ALL, PLAIN), honour("ld-tien-tien", "Lao động tiên tiến", PEOPLE, YEARLY)],
    ),
];

/// Of a hundred decisions, how many each authority signs.
const SIGNED: [u64; 6] = [2, 4, 40, 24, 15, 15];

/// The records of a site of some size; each is made when it is asked for, from its number alone.
pub struct Corpus {
    pub campaigns: u64,
    pub units: u64,
    pub people: u64,
    pub decisions: u64,
    pub articles: u64,
}

impl Corpus {
    /// The corpus of about so many records.
    pub fn of(records: u64) -> Self {
        let share = |per_mille: u64| (records * per_mille / 1000).max(1);
        // Each campaign has the document that launches it.
        let campaigns = share(10);
        Self {
            campaigns,
            units: share(80).max(40),
            people: share(220),
            articles: share(140),
            decisions: records.saturating_sub(2 * campaigns + share(80) + share(220) + share(140)).max(1),
        }
    }

    fn departments(&self) -> u64 {
        (self.units / 10).clamp(4, 20)
    }

    fn districts(&self) -> u64 {
        (self.units / 20).clamp(3, 15)
    }

    fn communes(&self) -> u64 {
        (self.units / 4).clamp(6, 140)
    }

    /// The units, top down: every parent has a smaller number.
    pub fn unit(&self, at: u64) -> Unit {
        let place = words::place(at);
        let (departments, districts) = (5 + self.departments(), 5 + self.departments() + self.districts());
        let communes = districts + self.communes();
        let top = "ubnd-tinh-hu-cau".to_owned();
        let unit = |id: String, name: String, unit_type| Unit {
            id,
            name,
            unit_type,
            symbol: None,
            authority: None,
            parent: None,
        };
        let by = |mut unit: Unit, symbol, authority, parent: Option<String>| {
            (unit.symbol, unit.authority, unit.parent) = (symbol, authority, parent);
            unit
        };
        match at {
            0 => by(
                unit("chu-tich-nuoc-hu-cau".into(), "Chủ tịch nước (hư cấu)".into(), "trung-uong"),
                Some("CTN"),
                Some("ctn"),
                None,
            ),
            1 => by(
                unit("thu-tuong-hu-cau".into(), "Thủ tướng Chính phủ (hư cấu)".into(), "trung-uong"),
                Some("TTg"),
                Some("ttg"),
                None,
            ),
            2 => by(unit(top, "Ủy ban nhân dân tỉnh Hư Cấu".into(), "chinh-quyen"), Some("UBND"), Some("ctubt"), None),
            3 => by(unit("bao-hu-cau".into(), "Báo Hư Cấu".into(), "bao-chi"), None, None, Some(top)),
            4 => by(unit(RENAMED.into(), "Tập thể Đổi tên Hư Cấu".into(), "to-doi-phong"), None, None, Some(top)),
            _ if at < departments => by(
                unit(format!("so-{}-{at}", slug(place)), format!("Sở {place} {at} tỉnh Hư Cấu"), "so-ban-nganh"),
                Some("SHC"),
                Some("ttdv"),
                Some(top),
            ),
            _ if at < districts => by(
                unit(format!("huyen-{}-{at}", slug(place)), format!("Huyện {place} {at}"), "huyen"),
                Some("UBND"),
                Some("cth"),
                Some(top),
            ),
            _ if at < communes => {
                let district = self.unit(departments + at % self.districts()).id;
                let commune = unit(format!("xa-{}-{at}", slug(place)), format!("Xã {place} {at}"), "xa");
                by(commune, Some("UBND"), Some("ctx"), Some(district))
            }
            _ => {
                let (label, unit_type) = words::SORTS[(at % words::SORTS.len() as u64) as usize];
                let parent = self.unit(districts + at % self.communes()).id;
                let name = format!("{label} {place} {at}");
                by(unit(slug(&name), name, unit_type), None, None, Some(parent))
            }
        }
    }

    fn unit_target(&self, at: u64) -> Target {
        let unit = self.unit(at);
        Target { kind: "unit", folder: "don-vi".into(), id: unit.id, title: unit.name }
    }

    /// The people.
    pub fn person(&self, at: u64) -> Person {
        let mut rng = Rng::of("person", at);
        let name = words::name(&mut rng);
        Person {
            id: format!("{}-{at}", slug(&name)),
            name,
            prefix: rng.pick(&["ông", "bà"]),
            post: rng.pick(words::POSTS),
            unit: self.unit(5 + rng.below(self.units - 5)).id,
            since: 2010 + rng.below(10),
        }
    }

    fn person_target(&self, at: u64) -> Target {
        let person = self.person(at);
        Target { kind: "person", folder: "ca-nhan".into(), id: person.id, title: person.name }
    }

    /// The campaigns, so many in each year.
    pub fn campaign(&self, at: u64) -> Campaign {
        let year = YEARS.start() + at % 10;
        let title = format!("Đợt thi đua {} {at} năm {year}", words::place(at + 7));
        Campaign { id: slug(&title), title, year, plan: format!("{}-kh-ubnd-{year}", at + 1) }
    }

    fn campaign_of(&self, year: u64, rng: &mut Rng) -> Option<Campaign> {
        let first = year - YEARS.start();
        let there = (self.campaigns + 9).saturating_sub(first) / 10;
        (there > 0).then(|| self.campaign(first + 10 * rng.below(there)))
    }

    /// The decisions. Those whose number the renamed unit falls on name it first.
    pub fn decision(&self, at: u64) -> Decision {
        let mut rng = Rng::of("decision", at);
        let date = Day::draw(&mut rng);
        let named = at.is_multiple_of((self.decisions / NAMED).max(1)) && at / (self.decisions / NAMED).max(1) < NAMED;
        let rank = if named { 2 } else { rng.weighted(&SIGNED) };
        let (authority, honours) = HONOURS[rank];
        let honour = if named { &honours[0] } else { &honours[rng.below(honours.len() as u64) as usize] };
        let issuer = self.unit(self.issuer(rank, &mut rng));
        let long = at % LONG == LONG / 2;
        let rows = if long { 200 + rng.below(801) } else { 1 + rng.skewed(20) };
        let campaign = if rng.below(10) == 0 { self.campaign_of(date.year, &mut rng) } else { None };
        let symbol = issuer.symbol.unwrap_or("UBND");
        debug_assert_eq!(issuer.authority, Some(authority), "the issuer may grant it");
        Decision {
            id: format!("{}-qd-{}-{}", at + 1, symbol.to_ascii_lowercase(), date.year),
            number: format!("{}/QĐ-{symbol}", at + 1),
            date,
            issuer: issuer.id,
            subject: format!(
                "Về việc khen thưởng {} {}",
                words::OBJECTS[rng.below(words::OBJECTS.len() as u64) as usize],
                date.year
            ),
            class: honour.classes.then(|| 1 + rng.below(3)),
            recipients: self.recipients(honour, rows, named, long || at % 10 == 3, &mut rng),
            honour,
            campaign,
            csv: !named && ((long && at % (2 * LONG) < LONG) || (!long && at % 25 == 7)),
        }
    }

    fn issuer(&self, rank: usize, rng: &mut Rng) -> u64 {
        let districts = 5 + self.departments();
        match rank {
            0..=2 => rank as u64,
            3 => 5 + rng.below(self.departments()),
            4 => districts + rng.below(self.districts()),
            _ => districts + self.districts() + rng.below(self.communes()),
        }
    }

    /// Recipients, none twice; where `strangers`, some have no record of their own.
    pub fn recipients(
        &self,
        honour: &Honour,
        rows: u64,
        named: bool,
        strangers: bool,
        rng: &mut Rng,
    ) -> Vec<Recipient> {
        let (units, people) = (rng.below(self.units), rng.below(self.people));
        let row = |at: u64, rng: &mut Rng| {
            let collective = honour.collectives && (!honour.people || at % 3 == 0);
            let known = if collective { self.units - 5 } else { self.people };
            let unit = self.unit(5 + rng.below(self.units - 5)).id;
            let post = if collective { "" } else { rng.pick(words::POSTS) };
            if at >= known || (strangers && at % 3 != 0) {
                let name =
                    if collective { format!("Tổ {} {at}", words::place(rng.next())) } else { words::name(rng) };
                return Recipient { target: None, name, collective, unit, post };
            }
            let target = match (named && at == 0, collective) {
                (true, _) => self.unit_target(4),
                (_, true) => self.unit_target(5 + (units + at) % known),
                (_, false) => self.person_target((people + at) % known),
            };
            Recipient { name: target.title.clone(), target: Some(target), collective, unit, post }
        };
        (0..rows).map(|at| row(at, rng)).collect()
    }

    /// The articles; each appears a month after the decision it is about.
    pub fn article(&self, at: u64) -> Article {
        let mut rng = Rng::of("article", at);
        let decision = self.decision(rng.below(self.decisions));
        let folder = format!("quyet-dinh/{}", decision.date.year);
        let title = format!("Quyết định số {}", decision.number);
        let mut about = vec![Target { kind: "decision", folder, id: decision.id, title }];
        if let Some(campaign) = self.campaign_of(decision.date.year, &mut rng) {
            let folder = format!("phong-trao/{}", campaign.year);
            about.push(Target { kind: "campaign", folder, id: campaign.id, title: campaign.title });
        }
        about.push(self.unit_target(5 + rng.below(self.units - 5)));
        about.extend((0..rng.below(3)).map(|_| self.person_target(rng.below(self.people))).collect::<Vec<_>>());
        about.dedup_by(|a, b| a.id == b.id);
        let object = rng.pick(words::OBJECTS);
        let title = format!("{} {object}", rng.pick(&["Chuyện thi đua:", "Lan tỏa", "Dấu ấn", "Cùng nhau chăm lo"]));
        Article { id: format!("{}-{at}", slug(&title)), title, date: decision.date.month_later(), about, number: at }
    }

    /// The prose of an article: 330 to 1,080 words, with links, a list and a table.
    pub fn prose(&self, article: &Article, link: &dyn Fn(&Target) -> String) -> String {
        let mut rng = Rng::of("prose", article.number);
        let wanted = 280 + rng.below(701);
        let (mut text, mut written, mut block) = (String::new(), 0, 0);
        let mut links = article.about.iter();
        while written < wanted {
            let mut part = match block % 7 {
                2 => format!("## {}\n", words::heading(&mut rng)),
                4 => words::list(&mut rng),
                6 if block == 6 => words::table(&mut rng),
                _ => words::paragraph(&mut rng),
            };
            if block % 7 != 2
                && block % 7 != 6
                && let Some(target) = links.next()
            {
                part = format!("Trong dịp này, {} được nhắc đến.\n\n{part}", link(target));
            }
            written += part.split_whitespace().count() as u64;
            text.push_str(&part);
            text.push('\n');
            block += 1;
        }
        text
    }
}
