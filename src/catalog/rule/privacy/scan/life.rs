//! What a text tells of a private life: the day of a birth, the number of a house. In: a text. Out: where
//! each stands. Only a whole date right behind the word is a birth, and nobody's who died or was born a
//! hundred years ago; only a house's number is a home, since a hamlet and a commune are told in public.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Found, Private};
use crate::text::date::{PartialDate, find_dates};

/// What stands before a day of birth and before the place where somebody lives, without the first letter,
/// which may be a capital.
const WORDS: &[(&str, Private)] = &[
    ("inh ngày", Private::Birth),
    ("gày sinh", Private::Birth),
    ("gày, tháng, năm sinh", Private::Birth),
    ("gày tháng năm sinh", Private::Birth),
    ("hường trú", Private::Home),
    ("ạm trú", Private::Home),
    ("ịa chỉ nhà", Private::Home),
    ("hà riêng", Private::Home),
    ("gụ tại", Private::Home),
    ("ư trú", Private::Home),
    ("rú tại", Private::Home),
];
/// The same, ready to be looked for: every text of an archive comes by here.
static SOUGHT: LazyLock<Vec<(Finder<'static>, Private)>> =
    LazyLock::new(|| WORDS.iter().map(|(word, what)| (Finder::new(word), *what)).collect());
/// Who was born before may be told of: nobody lives who was.
const OLDEST: i16 = 1926;
/// What may stand between that and the number.
const BETWEEN: &[&str] = &["tại", "ở", "số nhà", "nhà số", "số", ":", ","];
/// How far a date, or the word of a death, is looked for, in bytes.
const NEAR: usize = 80;

/// Every day of birth and every house in a text.
pub(super) fn find(text: &str) -> Vec<Found> {
    let told = SOUGHT.iter().flat_map(|(word, what)| {
        let places = word.find_iter(text.as_bytes()).map(|at| (at, at + word.needle().len()));
        places.filter_map(|(at, end)| if *what == Private::Birth { birth(text, at, end) } else { home(text, end) })
    });
    let mut found: Vec<Found> = told.collect();
    found.sort_by_key(|found| found.at.start);
    found.dedup_by_key(|found| found.at.start);
    found
}

fn birth(text: &str, at: usize, from: usize) -> Option<Found> {
    // To give one's life is told in the same words.
    let before = text[..at].to_lowercase();
    if ["hy s", "hi s"].iter().any(|gave| before.ends_with(gave)) {
        return None;
    }
    let rest = near(text, from);
    let (range, date) = find_dates(rest).into_iter().next()?;
    let is_right_behind = rest[..range.start].chars().all(|c| !c.is_alphanumeric());
    let is_day = matches!(date, PartialDate::Day(_)) && date.year() >= OLDEST;
    let after = near(text, from + range.end);
    let has_died = ["hy sinh", "hi sinh", "mất", "từ trần", "qua đời"].iter().any(|word| after.contains(word));
    (is_right_behind && is_day && !has_died).then(|| Found { at: moved(range, from), what: Private::Birth })
}

fn home(text: &str, from: usize) -> Option<Found> {
    let mut rest = near(text, from);
    loop {
        rest = rest.trim_start_matches([' ', '\u{a0}']);
        match BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => break,
        }
    }
    let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'/').count();
    let start = from + near(text, from).len() - rest.len();
    (length > 0 && rest.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| Found { at: start..start + length, what: Private::Home })
}

/// The text from a place on, as far as is looked.
fn near(text: &str, from: usize) -> &str {
    let last = (from + NEAR).min(text.len());
    let end = (from..=last).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
    &text[from..end]
}

fn moved(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
