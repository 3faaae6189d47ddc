//! Short forms that a reader cannot know. In: a text. Out: BV453 at the first use of one that
//! neither the dictionary nor a linked unit explains and that the text itself does not write out.

use std::collections::HashSet;

use super::super::find;
use super::text::{self, Text};
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::{KindId, Record};
use crate::text::letter::is_letter_or_figure;
use crate::text::{abbr, fold};

/// Shorter ones are initials and marks of series.
const LETTERS: usize = 3;
/// Beyond this it is a shout, not a short form.
const LONGEST: usize = 10;

/// What everybody knows, or knows under no other name.
const COMMON: &[&str] =
    &["PDF", "CSV", "RSS", "USB", "GPS", "URL", "WCAG", "HTML", "DOCX", "XLSX", "HIV", "AIDS", "COVID", "UNESCO"];

/// BV453: a short form is written out where it is first used.
pub(in super::super) fn unexpanded(catalog: &Catalog, record: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    let mut told: HashSet<&str> = HashSet::new();
    for text in texts {
        let shown = &text.shown;
        for word in text::words(shown) {
            let short = &shown[word.clone()];
            if !is_short_form(short)
                || told.contains(short)
                || COMMON.contains(&short)
                || abbr::expansion(short).is_some()
            {
                continue;
            }
            if !stands_alone(shown, &word) || is_written_out(shown, &word) || is_known(catalog, record, short) {
                told.insert(short);
                continue;
            }
            told.insert(short);
            sink.report(Problem::ShortForm { short: short.to_owned() }, text.at(word));
        }
    }
}

fn is_short_form(word: &str) -> bool {
    let letters = word.chars().count();
    (LETTERS..=LONGEST).contains(&letters)
        && word.chars().all(char::is_uppercase)
        && !word.chars().all(|c| "IVXLCDM".contains(c))
}

/// Not a part of a number, an address or a longer name; not in a heading of capitals.
fn stands_alone(text: &str, word: &std::ops::Range<usize>) -> bool {
    let before = text[..word.start].chars().next_back();
    let after = text[word.end..].chars().next();
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '-' | '&' | '@' | '_' | '–'));
    let ends = after != Some('.') || text[word.end + 1..].chars().next().is_none_or(char::is_whitespace);
    let shouted = |side: &str| {
        let near = side.split_whitespace().next().unwrap_or_default();
        near.chars().count() > 1 && near.chars().all(char::is_uppercase)
    };
    let left = text[..word.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    !joins(before) && !joins(after) && ends && !shouted(&text[word.end..]) && !shouted(left)
}

/// "Tổ chức Thương mại (TCTM)" or "TCTM (Tổ chức Thương mại)".
fn is_written_out(text: &str, word: &std::ops::Range<usize>) -> bool {
    let before = text[..word.start].trim_end().ends_with(['(', '“', '"']);
    let after = text[word.end..].trim_start().starts_with('(');
    before || after
}

/// Whether the record says what it stands for: a name of it, of a linked unit, or of an honour.
fn is_known(catalog: &Catalog, record: &Record, short: &str) -> bool {
    let has = |text: &str| text.split(|c: char| !is_letter_or_figure(c)).any(|word| word == short);
    let linked = record.links.iter().filter_map(|link| find::record(catalog, link.kind, &link.id));
    linked.chain([record]).any(|record| {
        let of_unit = record.own.unit().is_some_and(|unit| {
            unit.symbols.iter().chain(&unit.short).any(|own| has(own)) || initials(&unit.name) == fold(short)
        });
        of_unit
            || has(&record.title())
            || record.own.names().iter().any(|name| has(name))
            || (record.kind() != KindId::Article && record.head.aliases.iter().any(|name| has(name)))
    })
}

/// The first letters of a name: "Hợp tác xã" is known as HTX.
fn initials(name: &str) -> String {
    let words = name.split(|c: char| !is_letter_or_figure(c)).filter_map(|word| word.chars().next());
    fold(&words.collect::<String>())
}
