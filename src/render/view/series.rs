//! What a series' page needs beyond its fields: its parts in order and the next one due.

use crate::base::Key;
use crate::catalog::list::day_of;
use crate::record::Own;
use crate::record::kind::Series;
use crate::render::cx::{Cx, date};
use crate::render::value::{Val, list, map, text};
use crate::text::date::{Day, PartialDate};

/// A part: the number it bears, its day, the record.
struct Part {
    number: Option<u32>,
    day: Option<Day>,
    key: Key,
}

/// `parts` and `next_part` of a series' page.
pub fn view(cx: &mut Cx<'_>, key: Key, series: &Series) -> Vec<(&'static str, Val)> {
    let parts = parts(cx, key, series);
    let next = next(cx, series, &parts);
    let rows: Vec<Val> = parts
        .iter()
        .zip(1_u32..)
        .map(|(part, place)| {
            let number = part.number.unwrap_or(place);
            map([("card", cx.card_value(part.key)), ("no", Val::from(number))])
        })
        .collect();
    vec![("parts", list(rows)), ("next_part", next)]
}

/// The parts of a series: those it names, in order, then those that name it, by number and date.
fn parts(cx: &mut Cx<'_>, key: Key, series: &Series) -> Vec<Part> {
    let named: Vec<Key> = series.items.iter().filter_map(|item| cx.find(item.kind, &item.id)).collect();
    let mut more: Vec<Part> = Vec::new();
    let mut numbers: Vec<(Key, u32)> = Vec::new();
    for source in cx.back(key) {
        let number = match &cx.whole(source).own {
            Own::Article(article) if article.series.is_some() => article.part,
            Own::Broadcast(broadcast) if broadcast.series.is_some() => None,
            _ => continue,
        };
        numbers.extend(number.map(|number| (source, number)));
        if !named.contains(&source) {
            more.push(Part { number, day: cx.card(source).date.as_ref().map(day_of), key: source });
        }
    }
    more.sort_unstable_by_key(|part| (part.number.is_none(), part.number, part.day, part.key));
    let mut parts: Vec<Part> = Vec::new();
    for key in named {
        let number = numbers.iter().find(|(numbered, _)| *numbered == key).map(|(_, number)| *number);
        parts.push(Part { number, day: cx.card(key).date.as_ref().map(day_of), key });
    }
    parts.extend(more);
    parts
}

/// The next part, while it is still to come.
fn next(cx: &mut Cx<'_>, series: &Series, parts: &[Part]) -> Val {
    let last = parts.iter().filter_map(|part| part.day).max();
    let Some(due) = series.due(parts.len(), last) else { return Val::none() };
    if due < cx.today() {
        return Val::none();
    }
    let number = parts
        .iter()
        .filter_map(|part| part.number)
        .max()
        .unwrap_or(0)
        .max(u32::try_from(parts.len()).unwrap_or(u32::MAX))
        + 1;
    let rhythm = series.every.map_or_else(Val::none, |every| text(every.vi()));
    map([("date", date(Some(PartialDate::Day(due).into()))), ("no", Val::from(number)), ("every", rhythm)])
}
