//! What changes on the site by itself, in words. In: the linked catalogue and the settings. Out:
//! the instants to come, soonest first, each with what happens to which page.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::catalog::change::{Change, Turn};
use crate::config::Settings;
use crate::text::date::{FuzzyDate, Moment};

/// One instant to come.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coming {
    /// When.
    pub at: Moment,
    /// What sort of change, for programs.
    pub turn: &'static str,
    /// The record, `kind:id`; empty when the whole site changes.
    pub record: String,
    /// The title of the record.
    pub title: String,
    /// Its address, if it has a page.
    pub url: String,
    /// What happens, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// Everything to come.
#[must_use]
pub fn coming(catalog: &Catalog, settings: &Settings) -> Vec<Coming> {
    let mut all: Vec<Coming> = catalog.changes().into_iter().map(|change| of_record(catalog, &change)).collect();
    all.extend(of_settings(settings, catalog.now()));
    all.sort();
    all
}

fn of_record(catalog: &Catalog, change: &Change) -> Coming {
    let (record, row) = (catalog.record(change.key), catalog.row(change.key));
    let spec = record.kind().spec();
    let (turn, vi, en) = match &change.turn {
        Turn::Appears => ("appears", "được công bố".to_owned(), "comes out".to_owned()),
        Turn::Vanishes => ("vanishes", "hết hạn, rời khỏi trang".to_owned(), "expires and leaves the site".to_owned()),
        Turn::Opens => ("opens", "bắt đầu nhận ý kiến".to_owned(), "opens for opinions".to_owned()),
        Turn::Begins => ("begins", "bắt đầu".to_owned(), "begins".to_owned()),
        Turn::Ends => ("ends", "hết thời gian theo kế hoạch".to_owned(), "reaches its planned end".to_owned()),
        Turn::Passes(name) => (
            "passes",
            format!("qua mốc “{name}”, không còn là sắp đến hạn"),
            format!("passes “{name}”, which is no longer due"),
        ),
    };
    let title = row.card.title.to_string();
    Coming {
        at: change.at,
        turn,
        record: format!("{}:{}", spec.name, record.id),
        url: row.card.url.to_string(),
        vi: format!("{} “{title}” {vi}", spec.vi.to_lowercase()),
        en: format!("{} “{title}” {en}", spec.en.to_lowercase()),
        title,
    }
}

/// The days on which publisher or province change their names.
fn of_settings(settings: &Settings, now: Moment) -> Vec<Coming> {
    let spans = settings.publisher.iter().map(|one| (one.from, one.to));
    let spans = spans.chain(settings.province.iter().map(|one| (one.from, one.to)));
    let days: BTreeSet<Moment> = spans.flat_map(|(from, to)| turns(from, to)).filter(|at| *at > now).collect();
    let day = |at: Moment| {
        let (before, after) = (at.day().add_days(-1), at.day());
        let publisher = settings.publisher_on(before) != settings.publisher_on(after);
        let province = settings.province_on(before) != settings.province_on(after);
        (publisher || province).then(|| Coming {
            at,
            turn: "publisher",
            record: String::new(),
            title: settings.title.to_string(),
            url: "/".to_owned(),
            vi: "cơ quan xuất bản hoặc tên tỉnh ở đầu, chân mọi trang đổi theo cấu hình".to_owned(),
            en: "publisher or province change on every page, as the settings say".to_owned(),
        })
    };
    days.into_iter().filter_map(day).collect()
}

fn turns(from: Option<FuzzyDate>, to: Option<FuzzyDate>) -> impl Iterator<Item = Moment> {
    let from = from.and_then(|date| date.first()).map(Moment::from);
    let to = to.and_then(|date| date.last()).map(|day| Moment::from(day.add_days(1)));
    from.into_iter().chain(to)
}
