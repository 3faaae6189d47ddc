//! Who may see a record, decided once. In: all records and the viewpoint of a build. Out: the
//! state of each, what annulled it, and the fields that contradict each other. Everything else
//! in the catalogue asks here; nothing below has to remember what must stay hidden.

use std::collections::BTreeMap;

use crate::base::Key;
use crate::diag::{Problem, Sink};
use crate::record::common::Status;
use crate::record::kind::person::Display;
use crate::record::state::{Audience, State};
use crate::record::{KindId, Own, Record};
use crate::text::date::{FuzzyDate, Moment};

/// From where a site is looked at: the instant and the readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Vantage {
    /// The instant of the build.
    pub now: Moment,
    /// For whom it is built.
    pub audience: Audience,
}

impl From<Moment> for Vantage {
    fn from(now: Moment) -> Self {
        Self { now, audience: Audience::Public }
    }
}

/// What the public may know of a record that was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Gone {
    /// When.
    pub date: Option<FuzzyDate>,
    /// The public record by which it was taken back.
    pub basis: Option<Key>,
}

/// The state of a record by itself: its head, and what its own fields forbid.
pub(super) fn alone(record: &Record, now: Moment) -> State {
    let state = record.head.state(now);
    match &record.own {
        _ if !matches!(
            state,
            State::Published | State::Corrected | State::Scheduled | State::Embargoed | State::Expired
        ) =>
        {
            state
        }
        Own::Person(person) => match person.display {
            Some(Display::Withheld) => State::Withheld,
            Some(Display::Removed) => State::Removed,
            _ => state,
        },
        Own::Consultation(consultation) if consultation.closes < now.day() => State::Expired,
        _ => state,
    }
}

/// The state of every record, and what annulled those that were annulled.
pub(super) struct Standings {
    pub(super) states: Vec<State>,
    pub(super) annulled_by: BTreeMap<Key, Key>,
}

/// Judges all records in their order; `find` tells the place of a record by kind and id.
pub(super) fn judge(records: &[&Record], find: impl Fn(KindId, &str) -> Option<Key>, from: Vantage) -> Standings {
    let mut states: Vec<State> = records.iter().map(|record| alone(record, from.now)).collect();
    let claims: Vec<(Key, Key)> = (0..records.len())
        .flat_map(|at| annuls(records[at]).filter_map(|(kind, id)| find(kind, id)).map(move |of| (super::key(at), of)))
        .filter(|(by, of)| by != of && states[by.index()].is_shown(from.audience))
        .collect();
    let mut annulled_by: BTreeMap<Key, Key> = BTreeMap::new();
    // What was annulled itself annuls nothing. Chains are short; a circle annuls nothing.
    for _ in 0..ROUNDS {
        let stands = claims.iter().filter(|(by, _)| !annulled_by.contains_key(by));
        let next: BTreeMap<Key, Key> = stands.map(|(by, of)| (*of, *by)).collect();
        if next == annulled_by {
            break;
        }
        annulled_by = next;
    }
    // A document that was annulled stays to be read, with the fact on its page; an honour does not.
    annulled_by
        .retain(|of, _| records[of.index()].kind() == KindId::Decision && states[of.index()].is_shown(from.audience));
    for of in annulled_by.keys() {
        states[of.index()] = State::Annulled;
    }
    Standings { states, annulled_by }
}

/// How long a chain of annulments may be; even, so that a circle ends with nothing annulled.
const ROUNDS: usize = 8;

/// When a record hides nothing, as far as it tells itself: from the first instant until before the
/// second, in seconds since 1970; `None` when it always hides something.
#[must_use]
pub fn open_span(record: &Record) -> Option<(i64, i64)> {
    let head = &record.head;
    let hides = match &record.own {
        Own::Person(person) => person.display.is_some(),
        Own::Decision(decision) => {
            decision.groups.iter().flat_map(|group| &group.recipients).any(|line| !line.counts())
        }
        _ => false,
    };
    if hides || !head.is_approved() {
        return None;
    }
    let closes = match &record.own {
        Own::Consultation(consultation) => Some(Moment::from(consultation.closes.add_days(1))),
        _ => None,
    };
    let ends = [head.expires_at, closes].into_iter().flatten().min();
    let seconds = |at: Moment| at.epoch_seconds();
    Some((head.released_at().map_or(i64::MIN, seconds), ends.map_or(i64::MAX, seconds)))
}

/// The records that a decision or document annuls.
pub fn annuls(record: &Record) -> impl Iterator<Item = (KindId, &str)> {
    let annuls = match &record.own {
        Own::Decision(decision) => &decision.annuls[..],
        Own::Document(document) => &document.annuls[..],
        _ => &[],
    };
    annuls.iter().map(|link| (link.kind, &*link.id))
}

/// Reports what the common fields of a record say against each other.
pub(super) fn check(record: &Record, now: Moment, sink: &mut Sink) {
    let mut fault = |problem: Problem, field: &str| {
        sink.report(problem, record.at(field));
    };
    let head = &record.head;
    let status = head.status.unwrap_or(Status::Draft);
    if status == Status::Approved {
        if head.approved_by.is_none() {
            fault(Problem::ApprovalMissing { field: "approved_by".into() }, "status");
        }
        if head.approved_at.is_none() {
            fault(Problem::ApprovalMissing { field: "approved_at".into() }, "status");
        }
    }
    let approval = if head.approved_by.is_some() { "approved_by" } else { "approved_at" };
    if matches!(status, Status::Draft | Status::Review) && (head.approved_by.is_some() || head.approved_at.is_some()) {
        fault(Problem::ApprovedButNotSo { status: status.id().into() }, approval);
    }
    if let (Some(publish), Some(embargo)) = (head.publish_at, head.embargo_until)
        && publish < embargo
    {
        fault(Problem::ReleaseUnderEmbargo { publish: publish.text(), embargo: embargo.text() }, "publish_at");
    }
    if let (Some(approved), Some(due)) = (head.approved_at, head.publish_at.max(head.embargo_until))
        && approved > due
    {
        fault(Problem::ApprovedLate { approved: approved.text(), due: due.text() }, "approved_at");
    }
    if let (Some(ends), Some(opens)) = (head.expires_at, head.released_at())
        && ends <= opens
    {
        fault(Problem::ExpiresFirst { ends: ends.text(), opens: opens.text() }, "expires_at");
    }
    match (&head.withdrawal, status) {
        (Some(_), Status::Withdrawn | Status::Removed) => {}
        (Some(_), _) => fault(Problem::WithdrawalNotSo { status: status.id().into() }, "withdrawal"),
        (None, Status::Withdrawn) => fault(Problem::WithdrawalUnsaid {}, "status"),
        (None, _) => {}
    }
    corrections(record, status, now, &mut fault);
}

fn corrections(record: &Record, status: Status, now: Moment, fault: &mut impl FnMut(Problem, &str)) {
    if !record.head.corrections.is_empty() && matches!(status, Status::Draft | Status::Review) {
        fault(Problem::CorrectionOfDraft {}, "corrections");
    }
    for (at, correction) in record.head.corrections.iter().enumerate() {
        if correction.wrong.is_none() {
            fault(Problem::CorrectionWithoutWrong {}, &format!("corrections[{at}]"));
        }
        if correction.date.first().is_some_and(|day| day > now.day()) {
            let date = correction.date.text();
            fault(Problem::CorrectionAhead { date }, &format!("corrections[{at}].date"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records by number; `(by, of)` says which annuls which, and all are decisions.
    fn annulled(count: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
        let texts: Vec<String> = (0..count)
            .map(|n| {
                let annuls: Vec<String> =
                    pairs.iter().filter(|(by, _)| *by == n).map(|(_, of)| format!("decision:q{of}")).collect();
                format!(
                    "---\nnumber: {}/QĐ-UBND\ndate: 2024-01-01\nissuer: u\nsubject: hư cấu\nannuls: [{}]\nstatus: published\n---\n",
                    n + 1,
                    annuls.join(", ")
                )
            })
            .collect();
        let records: Vec<_> = texts.iter().enumerate().map(|(n, text)| parse(n, text)).collect();
        let all: Vec<&Record> = records.iter().map(|record| &**record).collect();
        let find = |_: KindId, id: &str| id[1..].parse::<usize>().ok().map(super::super::key);
        let from = Vantage::from("2026-01-01".parse::<Moment>().expect("an instant"));
        judge(&all, find, from).annulled_by.keys().map(|key| key.index()).collect()
    }

    fn parse(n: usize, text: &str) -> std::sync::Arc<Record> {
        struct Nothing;
        impl crate::record::reader::Beside for Nothing {
            fn beside(&self, _: &str) -> Option<(crate::base::SrcPath, std::sync::Arc<[u8]>)> {
                None
            }
        }
        let file = crate::base::SrcPath::new(&format!("content/quyet-dinh/q{n}.md")).expect("a sound path");
        let parsed = crate::record::doc::parse(KindId::Decision, &file, text.as_bytes(), &Nothing);
        parsed.record.unwrap_or_else(|| panic!("{:?}", parsed.diags))
    }

    #[test]
    fn annulments_in_a_row() {
        let check = |pairs: &[(usize, usize)], expect: &[usize]| assert_eq!(annulled(4, pairs), expect, "{pairs:?}");
        check(&[], &[]);
        check(&[(1, 0)], &[0]);
        check(&[(2, 1), (1, 0)], &[1]);
        check(&[(3, 2), (2, 1), (1, 0)], &[0, 2]);
        check(&[(0, 1), (1, 0)], &[]);
        check(&[(0, 0)], &[]);
        check(&[(1, 0), (2, 0)], &[0]);
    }
}
