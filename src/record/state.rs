//! Where a record stands on its way to the public. In: its common fields and an instant. Out:
//! one state, and when the next one begins. Never asks another record: that a decision was
//! annulled is for the catalogue to say.

use super::common::{Head, Status};
use super::fields::choice;
use crate::text::date::Moment;

choice! {
    /// Where a record stands at an instant; only the first two are written in files as they are.
    pub enum State "tình trạng" {
        Draft = "draft", "nháp", "draft";
        Review = "review", "chờ duyệt", "in review";
        Approved = "approved", "chờ ngày duyệt", "not approved yet at this instant";
        Scheduled = "scheduled", "hẹn giờ", "scheduled";
        Embargoed = "embargoed", "cấm công bố trước giờ", "under embargo";
        Published = "published", "đã xuất bản", "published";
        Corrected = "corrected", "đã đính chính", "published and corrected";
        Expired = "expired", "hết hạn", "expired";
        Withheld = "withheld", "không công bố", "withheld";
        Withdrawn = "withdrawn", "đã rút", "withdrawn";
        Annulled = "annulled", "đã bị hủy bỏ", "annulled";
        Removed = "removed", "đã gỡ", "removed";
    }
}

choice! {
    /// For whom a site is built.
    pub enum Audience "người đọc" {
        Public = "public", "công chúng", "the public";
        Press = "press", "báo chí, trước giờ công bố", "the press, before release";
        Desk = "desk", "bàn biên tập, chỉ xem thử", "the editors' desk, preview only";
    }
}

impl State {
    /// Whether a record in this state has a page for these readers.
    #[must_use]
    pub fn is_shown(self, audience: Audience) -> bool {
        match self {
            Self::Published | Self::Corrected => true,
            Self::Scheduled | Self::Embargoed => audience != Audience::Public,
            Self::Draft | Self::Review | Self::Approved => audience == Audience::Desk,
            _ => false,
        }
    }

    /// Whether the public sees such a record.
    #[must_use]
    pub fn is_public(self) -> bool {
        self.is_shown(Audience::Public)
    }

    /// Whether a neutral page stands where the record's own page was.
    #[must_use]
    pub fn leaves_tombstone(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Annulled | Self::Removed)
    }
}

impl Head {
    /// Where the record stands at an instant, as far as its own fields tell. A missing status is
    /// a draft.
    #[must_use]
    pub fn state(&self, now: Moment) -> State {
        let ahead = |at: Option<Moment>| at.is_some_and(|at| at > now);
        match self.status {
            None | Some(Status::Draft) => State::Draft,
            Some(Status::Review) => State::Review,
            Some(Status::Withdrawn) => State::Withdrawn,
            Some(Status::Removed) => State::Removed,
            Some(Status::Approved | Status::Published) if self.expires_at.is_some_and(|at| at <= now) => State::Expired,
            Some(Status::Approved | Status::Published) if ahead(self.approved_at) => State::Approved,
            Some(Status::Approved | Status::Published) if ahead(self.embargo_until) => State::Embargoed,
            Some(Status::Approved | Status::Published) if ahead(self.publish_at) => State::Scheduled,
            Some(Status::Approved | Status::Published) if self.corrections.is_empty() => State::Published,
            Some(Status::Approved | Status::Published) => State::Corrected,
        }
    }

    /// Whether somebody approved the record.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        matches!(self.status, Some(Status::Approved | Status::Published))
    }

    /// The instant from which the record is public; none when it was always so.
    #[must_use]
    pub fn released_at(&self) -> Option<Moment> {
        [self.approved_at, self.publish_at, self.embargo_until].into_iter().flatten().max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SrcPath;
    use crate::record::doc;
    use crate::record::kind::KindId;
    use crate::record::reader::Beside;
    use std::sync::Arc;

    struct Nothing;

    impl Beside for Nothing {
        fn beside(&self, _name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
            None
        }
    }

    fn state_at(fields: &str, now: &str) -> State {
        let text = format!("---\ntitle: Thử\n{fields}---\n");
        let file = SrcPath::new("content/trang/thu.md").expect("a sound path");
        let parsed = doc::parse(KindId::Page, &file, text.as_bytes(), &Nothing);
        let record = parsed.record.unwrap_or_else(|| panic!("{fields}: {:?}", parsed.diags));
        record.head.state(now.parse().expect("a sound instant"))
    }

    /// The second before, the second of, and the second after each change, on three clocks.
    #[test]
    fn instants_around_every_change() {
        const APPROVED: &str = "status: approved\napproved_by: hư cấu\napproved_at: 2026-01-01\n";
        let check = |fields: &str, before: State, turn: &str, after: State| {
            let turn: Moment = turn.parse().expect("a sound instant");
            let fields = format!("{APPROVED}{fields}");
            for (shift, expect) in [(-86_400, before), (-1, before), (0, after), (1, after), (86_400, after)] {
                let local = Moment::from_epoch_seconds(turn.epoch_seconds() + shift);
                for offset in [7 * 60, 0, -5 * 60] {
                    let now = on_clock(local, offset);
                    assert_eq!(state_at(&fields, &now), expect, "{fields} at {now}");
                }
            }
        };
        for (offset, hour) in [("+07:00", "08:00"), ("Z", "01:00"), ("-05:00", "20:00")] {
            let day = if offset == "-05:00" { 30 } else { 31 };
            let at = format!("2026-12-{day}T{hour}:00{offset}");
            check(&format!("publish_at: {at}\n"), State::Scheduled, "2026-12-31T08:00+07:00", State::Published);
            check(&format!("embargo_until: {at}\n"), State::Embargoed, "2026-12-31T01:00Z", State::Published);
            check(&format!("expires_at: {at}\n"), State::Published, "2026-12-30T20:00-05:00", State::Expired);
        }
        check("publish_at: 2026-12-31\n", State::Scheduled, "2026-12-30T17:00Z", State::Published);
        let corrected = "corrections:\n  - date: 2026-01-02\n    wrong: a\n    right: b\n";
        check(
            &format!("embargo_until: 2026-12-31T08:00\n{corrected}"),
            State::Embargoed,
            "2026-12-31T08:00",
            State::Corrected,
        );
    }

    /// The same instant as clocks with another offset write it.
    fn on_clock(moment: Moment, offset: i32) -> String {
        let local = Moment::from_epoch_seconds(moment.epoch_seconds() + i64::from(offset - 7 * 60) * 60);
        let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs());
        format!("{}{sign}{:02}:{:02}", local.rfc3339().trim_end_matches("+07:00"), minutes / 60, minutes % 60)
    }

    #[test]
    fn what_is_not_approved_never_comes_out() {
        let late = "2999-01-01";
        let check = |fields: &str, expect: State| assert_eq!(state_at(fields, late), expect, "{fields}");
        check("", State::Draft);
        check("status: draft\npublish_at: 2020-01-01\n", State::Draft);
        check("status: review\nembargo_until: 2020-01-01\n", State::Review);
        check("status: withdrawn\npublish_at: 2020-01-01\n", State::Withdrawn);
        check("status: removed\n", State::Removed);
        check("status: published\n", State::Published);
        check("status: published\nexpires_at: 2020-01-01\n", State::Expired);
        assert_eq!(
            state_at("status: approved\napproved_by: hư cấu\napproved_at: 2026-05-01T10:00\n", "2026-05-01T09:59:59"),
            State::Approved
        );
    }

    #[test]
    fn both_hours_must_have_come() {
        let fields = "status: published\npublish_at: 2026-05-01T08:00\nembargo_until: 2026-05-01T06:00\n";
        let check = |now: &str, expect: State| assert_eq!(state_at(fields, now), expect, "{now}");
        check("2026-05-01T05:59:59", State::Embargoed);
        check("2026-05-01T06:00", State::Scheduled);
        check("2026-05-01T08:00", State::Published);
    }

    #[test]
    fn the_press_sees_what_waits_for_its_hour_only() {
        for state in State::ALL.iter().filter_map(|choice| State::of(choice.id)) {
            let waits = matches!(state, State::Scheduled | State::Embargoed);
            assert_eq!(state.is_shown(Audience::Press) && !state.is_shown(Audience::Public), waits, "{state:?}");
        }
    }
}
