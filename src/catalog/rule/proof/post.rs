//! Posts in prose. In: a text with a date, and the persons that it links. Out: BV445 where a
//! person is given a post of theirs that they did not hold on that day. Never knows better than
//! the record: a post that the record does not have, or that has no dates, is not judged.

use std::ops::Range;

use super::super::find;
use super::super::span::Span;
use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::kind::Person;
use crate::record::kind::person::Post;
use crate::record::{KindId, Own, Record};
use crate::text::date::{FuzzyDate, Period};
use crate::text::fold;

/// How far from a name its post may stand.
const NEAR: usize = 120;
/// What may stand between a post and a name.
const FORMS: &[&str] = &["ông", "bà", "đồng chí", "Ông", "Bà", "Đồng chí"];
/// What says that a post was held before or will be held later, folded.
const OTHER_TIMES: &[&str] =
    &["nguyen ", "cuu ", "luc do", "khi do", "sau nay", "truoc do", "tung ", "nay la", "nay giu"];

/// BV445: a linked person bears the post of the day.
pub(in super::super) fn of_the_time(catalog: &Catalog, record: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    let Some(day) = day_of(record) else { return };
    let mut linked: Vec<&str> =
        record.links.iter().filter(|link| link.kind == KindId::Person).map(|link| &*link.id).collect();
    linked.sort_unstable();
    linked.dedup();
    let people: Vec<&Person> = linked.into_iter().filter_map(|id| find::person(catalog, id)).collect();
    if people.iter().all(|person| person.posts.is_empty()) {
        return;
    }
    for text in texts {
        for person in &people {
            for (at, _) in text.shown.match_indices(&*person.name) {
                let name = at..at + person.name.len();
                let sentence = text.sentence(&name);
                if let Some((range, post)) = wrong_post(&text.shown, &name, &sentence, person, day) {
                    let held = held(person, day).map_or_else(String::new, |held| format!("; lúc đó là {held}"));
                    let (post, name) = (post.title.to_string(), person.name.to_string());
                    sink.report(Problem::PostOfAnotherTime { post, name, date: day.text(), held }, text.at(range));
                }
            }
        }
    }
}

/// The day of which a text speaks: that of its publication or of what it records.
fn day_of(record: &Record) -> Option<FuzzyDate> {
    match record.own {
        Own::Article(_) | Own::Broadcast(_) | Own::Decision(_) | Own::Session(_) | Own::Exemplar(_) => {
            record.own.date(&record.head)
        }
        _ => None,
    }
}

/// A post of the person that stands right before or after the name, though not of that day.
fn wrong_post<'p>(
    text: &str,
    name: &Range<usize>,
    sentence: &Range<usize>,
    person: &'p Person,
    day: FuzzyDate,
) -> Option<(Range<usize>, &'p Post)> {
    let mut start = name.start.saturating_sub(NEAR).max(sentence.start);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    // Another person's post ends at the comma before the name.
    let before = &text[start..name.start];
    let before = before.trim_end();
    let before = FORMS.iter().find_map(|form| before.strip_suffix(form)).unwrap_or(before).trim_end();
    let mut end = (name.end + NEAR).min(sentence.end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let after = text[name.end..end].trim_start_matches([',', ' ', '(', '-', '–']);
    let other = |side: &str| {
        let folded = fold(side);
        OTHER_TIMES.iter().any(|word| folded.contains(word))
    };
    let fits = |post: &Post| {
        let title = &*post.title;
        if before.ends_with(title) && !other(before) {
            return Some(start + before.len() - title.len()..start + before.len());
        }
        let from = text.len() - (text.len() - name.end - (text[name.end..end].len() - after.len()));
        (after.starts_with(title) && !other(after)).then(|| from..from + title.len())
    };
    // The longest title that fits is the one that is meant.
    let found = person.posts.iter().filter_map(|post| Some((fits(post)?, post)));
    let (range, post) = found.max_by_key(|(range, _)| range.len())?;
    let same: Vec<&Post> = person.posts.iter().filter(|other| other.title == post.title).collect();
    same.iter().all(|post| is_of_another_time(post, day)).then_some((range, post))
}

fn span(post: &Post) -> Span {
    Span::period(Period { from: post.from, to: post.to })
}

fn is_of_another_time(post: &Post, day: FuzzyDate) -> bool {
    Span::of(day).is_apart(span(post))
}

/// The post that the record gives for the day, when it gives one.
fn held(person: &Person, day: FuzzyDate) -> Option<&str> {
    let on = |post: &&Post| post.from.is_some() && !is_of_another_time(post, day);
    person.posts.iter().find(on).map(|post| &*post.title)
}
