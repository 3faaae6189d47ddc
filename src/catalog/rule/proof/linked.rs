//! The words of a link and what it leads to. In: a record's prose and the records it links. Out:
//! BV457–BV459 where the words name another number, another day or another person. Never judges words
//! that only describe: most links say “quyết định này” or “ông”.

use std::ops::Range;

use super::super::span::Span;
use super::super::{find, name, recipient};
use super::number::candidates;
use crate::catalog::Catalog;
use crate::diag::{Place, Problem, Sink};
use crate::record::prose::{Worded, worded_links};
use crate::record::{Own, Record};
use crate::text::date::{FuzzyDate, PartialDate, find_dates};
use crate::text::fold;
use crate::text::number::DocNumber;

/// How far behind a link its date stands: `[Quyết định số 2/QĐ-UBND](decision:a) ngày 15/6/2026`.
const BEHIND: usize = 40;

/// BV457, BV458, BV459: the words of a link agree with the record behind it.
pub(in super::super) fn links(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let start = record.body_at as usize;
    for link in worded_links(&record.body) {
        let Some(target) = find::record(catalog, link.to.kind, &link.to.id) else { continue };
        if let Some(Slip { at, problem, meant }) = disagreement(&record.body, &link, target) {
            let place = Place::span(&record.file, start + at.start..start + at.end);
            sink.report(problem, place).suggestion = meant;
        }
    }
}

/// Where words and record disagree, and what was perhaps meant.
struct Slip {
    at: Range<usize>,
    problem: Problem,
    meant: Option<String>,
}

fn disagreement(body: &str, link: &Worded, target: &Record) -> Option<Slip> {
    match &target.own {
        Own::Document(document) => {
            let act = Act { number: document.number.as_ref(), printed: &document.printed_as, days: &[document.date] };
            act.disagrees(body, link)
        }
        Own::Decision(decision) => {
            let event = decision.event.as_ref().and_then(|event| event.date);
            let days = [decision.date, event, decision.reported];
            let act = Act { number: decision.number.as_ref(), printed: &decision.printed_as, days: &days };
            act.disagrees(body, link)
        }
        Own::Person(person) if !person.hidden() => {
            let words = &body[link.words.clone()];
            let problem = Problem::LinkedPerson { printed: words.to_owned(), name: person.shown_name().to_string() };
            let is_other =
                name::is_full(words) && !recipient::is_named(words, target) && !name::is_near(words, &person.name);
            is_other.then(|| Slip { at: link.words.clone(), problem, meant: None })
        }
        _ => None,
    }
}

/// What a document or decision is called by.
struct Act<'r> {
    number: Option<&'r DocNumber>,
    printed: &'r [std::sync::Arc<str>],
    /// The day of signing, and others that may be told with it.
    days: &'r [Option<FuzzyDate>],
}

impl Act<'_> {
    fn disagrees(&self, body: &str, link: &Worded) -> Option<Slip> {
        let words = &body[link.words.clone()];
        let numbers = numbers(words);
        self.other_number(link, &numbers).or_else(|| {
            let is_cited = !numbers.is_empty() || CITED.iter().any(|word| fold(words).starts_with(word));
            let day = is_cited.then(|| only_day(body, link))??;
            self.other_day(day)
        })
    }

    fn other_number(&self, link: &Worded, numbers: &[(Range<usize>, DocNumber)]) -> Option<Slip> {
        let own = self.number?;
        let is_own = |number: &DocNumber| {
            *number == *own || self.printed.iter().any(|printed| DocNumber::parse(printed).as_ref() == Ok(number))
        };
        let (at, printed) = numbers.first().filter(|_| !numbers.iter().any(|(_, number)| is_own(number)))?;
        let at = link.words.start + at.start..link.words.start + at.end;
        let problem = Problem::LinkedNumber { printed: printed.to_string(), number: own.to_string() };
        Some(Slip { at, problem, meant: Some(own.to_string()) })
    }

    fn other_day(&self, (at, day): (Range<usize>, PartialDate)) -> Option<Slip> {
        let signed = (*self.days.first()?)?;
        let told = Span::of(day.into());
        let is_known = self.days.iter().flatten().any(|known| !told.is_apart(Span::of(*known)));
        let problem = Problem::LinkedDate { printed: day.text(), date: signed.text() };
        (!is_known).then(|| Slip { at, problem, meant: Some(signed.text()) })
    }
}

/// How the words of a link begin that cite an act, folded.
const CITED: &[&str] =
    &["quyet dinh", "ke hoach", "chi thi", "cong van", "to trinh", "thong bao", "nghi quyet", "huong dan"];

/// The numbers that can be read, with their places.
fn numbers(words: &str) -> Vec<(Range<usize>, DocNumber)> {
    let read = |at: Range<usize>| DocNumber::parse(&words[at.clone()]).ok().map(|number| (at, number));
    candidates(words).into_iter().filter_map(read).collect()
}

/// The one day that the words of a link tell, or that follows the link at once.
fn only_day(body: &str, link: &Worded) -> Option<(Range<usize>, PartialDate)> {
    let within = days(&body[link.words.clone()], link.words.start);
    match within.as_slice() {
        [only] => Some(only.clone()),
        [] => {
            let behind = &body[link.end..];
            // Behind a comma another sentence may begin: "Thực hiện [Kế hoạch](…), ngày 2/9/2019, sở …".
            let rest = behind.trim_start_matches([' ', '\u{a0}']);
            let rest = rest.strip_prefix("ngày").or_else(|| rest.strip_prefix("ký ngày"))?;
            let start = link.end + behind.len() - rest.len();
            let near = rest.char_indices().map(|(at, _)| at).find(|at| *at > BEHIND).unwrap_or(rest.len());
            let day = days(&rest[..near], start).into_iter().next()?;
            body[start..day.0.start].trim().is_empty().then_some(day)
        }
        _ => None,
    }
}

fn days(text: &str, start: usize) -> Vec<(Range<usize>, PartialDate)> {
    let all = find_dates(text).into_iter().filter(|(_, date)| matches!(date, PartialDate::Day(_)));
    all.map(|(at, date)| (start + at.start..start + at.end, date)).collect()
}
