//! Series: articles and broadcasts on one theme, in order.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{CampaignRef, Head, UnitRef};
use crate::record::fields::{AnyRef, choice, group};
use crate::text::date::{Day, FuzzyDate};

choice! {
    /// What sort of series.
    pub enum SeriesKind "loại chuyên đề" {
        Theme = "chuyen-de", "Chuyên đề", "series";
        Special = "chuyen-trang", "Chuyên trang", "dedicated page";
        Column = "chuyen-muc", "Chuyên mục", "column";
    }
}

choice! {
    /// How often a part appears.
    pub enum Rhythm "nhịp ra kỳ" {
        Daily = "hang-ngay", "hằng ngày", "daily";
        Weekly = "hang-tuan", "hằng tuần", "weekly";
        Fortnightly = "hai-tuan", "hai tuần một kỳ", "fortnightly";
        Monthly = "hang-thang", "hằng tháng", "monthly";
        Quarterly = "hang-quy", "hằng quý", "quarterly";
    }
}

group! {
    /// A series.
    pub struct Series "chuyên đề" {
        /// What sort.
        kind: SeriesKind, "Loại", "chuyên đề, chuyên trang, chuyên mục";
        /// Which newspaper or broadcaster.
        outlet: Option<UnitRef>, "Cơ quan báo chí", "mã đơn vị";
        /// When it started.
        date: Option<FuzzyDate>, "Bắt đầu", "ngày mở chuyên đề";
        /// When it appears.
        slot: Option<Arc<str>>, "Lịch", "phát, đăng khi nào";
        /// The campaigns it serves.
        campaigns: Vec<CampaignRef>, "Đợt thi đua", "mã đợt thi đua";
        /// The parts in order; articles that name the series are added behind.
        items: Vec<AnyRef>, "Các kỳ", "article:mã, broadcast:mã theo thứ tự";
        /// How many parts are planned.
        planned: Option<u32>, "Số kỳ dự kiến", "tổng số kỳ";
        /// How often a part appears.
        every: Option<Rhythm>, "Nhịp ra kỳ", "hằng tuần, hằng tháng…";
        /// When the next part is due, where it does not follow from the rhythm.
        next: Option<Day>, "Kỳ tới", "ngày ra kỳ tới";
    }
}

impl Series {
    /// When the next part is due: what the record says, else the rhythm counted from the last part.
    /// A series that has all its parts waits for none.
    #[must_use]
    pub fn due(&self, parts: usize, last: Option<Day>) -> Option<Day> {
        if self.planned.is_some_and(|planned| parts >= planned as usize) {
            return None;
        }
        let told = self.next.filter(|next| last.is_none_or(|last| last < *next));
        told.or_else(|| Some(self.every?.after(last.or_else(|| self.date?.first())?)))
    }
}

impl Rhythm {
    /// The day of the part after one.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        match self {
            Self::Daily => day.add_days(1),
            Self::Weekly => day.add_days(7),
            Self::Fortnightly => day.add_days(14),
            Self::Monthly => months_after(day, 1),
            Self::Quarterly => months_after(day, 3),
        }
    }
}

/// The same day so many months later, or the last one of a shorter month.
fn months_after(day: Day, months: u8) -> Day {
    let month = day.month() - 1 + months;
    let (year, month) = (day.year() + i16::from(month / 12), month % 12 + 1);
    (1..=day.day()).rev().find_map(|day| Day::new(year, month, day)).unwrap_or(day)
}

impl Kind for Series {
    const SPEC: Spec = Spec {
        name: "series", folder: "chuyen-de", vi: "Chuyên đề", en: "Series", plural: "Chuyên đề",
        prose: true, sourced: false, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| self.kind.vi().into())
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.date
    }

    fn kicker(&self) -> Arc<str> {
        self.kind.vi().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_part() {
        let check = |every: &str, last: &str, expect: &str| {
            let day: Day = last.parse().expect("a day");
            assert_eq!(Rhythm::of(every).map(|rhythm| rhythm.after(day).iso()).as_deref(), Some(expect), "{every} {last}");
        };
        check("hang-ngay", "2024-12-31", "2025-01-01");
        check("hang-tuan", "2024-02-26", "2024-03-04");
        check("hai-tuan", "2024-02-26", "2024-03-11");
        check("hang-thang", "2024-01-31", "2024-02-29");
        check("hang-thang", "2024-12-05", "2025-01-05");
        check("hang-quy", "2024-11-30", "2025-02-28");
    }
}
