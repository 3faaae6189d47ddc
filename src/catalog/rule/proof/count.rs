//! Numbers of recipients in prose. In: a text and the decisions and sessions that it links. Out:
//! BV446 where the text names a number that is near one of theirs and none of them, BV447 where its own parts do not
//! add up. Never counts what the text does not say was rewarded.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::case::Case;
use super::super::{find, grant};
use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::common::RecipientType;
use crate::record::{KindId, Own, Record};
use crate::text::fold;
use crate::text::letter::is_letter_or_figure;

/// Words without which a number of people has nothing to do with a decision, folded.
const REWARDED: &[&str] = &["khen", "trao", "tang", "tuyen duong", "bieu duong", "ton vinh", "de nghi", "thong qua"];

/// A number with what it counts: "09 tập thể".
#[derive(Debug, PartialEq, Eq)]
struct Counted {
    at: Range<usize>,
    number: u32,
    sort: RecipientType,
}

/// BV446: a number of recipients is one that a linked decision or session knows.
///
/// Judged only where every linked decision has a full list or says its numbers.
pub(in super::super) fn recipients(catalog: &Catalog, record: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    let Some(known) = Known::of(catalog, record) else { return };
    for text in texts {
        for counted in counts(&text.shown) {
            let sentence = fold(&text.shown[text.sentence(&counted.at)]);
            if !REWARDED.iter().any(|word| sentence.contains(word)) {
                continue;
            }
            let numbers = &known.0[counted.sort as usize];
            if !numbers.contains(&counted.number) && numbers.iter().any(|known| is_slip(counted.number, *known)) {
                report(text, &counted, numbers, sink);
            }
        }
    }
}

/// Whether a number is so near a known one that it is perhaps meant; others count other things.
fn is_slip(number: u32, known: u32) -> bool {
    known > 1 && number.abs_diff(known) <= (known / 5).max(2)
}

fn report(text: &Text<'_>, counted: &Counted, numbers: &BTreeSet<u32>, sink: &mut Sink) {
    let known = numbers.iter().take(6).map(u32::to_string).collect::<Vec<_>>().join(", ");
    let what = counted.sort.vi().to_owned();
    sink.report(Problem::CountInText { number: counted.number, what, known }, text.at(counted.at.clone()));
}

/// Every number that the linked decisions know, by sort of recipient.
struct Known([BTreeSet<u32>; 3]);

impl Known {
    fn of(catalog: &Catalog, record: &Record) -> Option<Self> {
        let linked = record.links.iter().filter(|link| matches!(link.kind, KindId::Decision | KindId::Session));
        let mut records: Vec<&Record> =
            linked.filter_map(|link| find::record(catalog, link.kind, &link.id)).chain([record]).collect();
        records.retain(|record| matches!(record.own, Own::Decision(_) | Own::Session(_)));
        records.sort_by_key(|record| (record.kind(), &record.id));
        records.dedup_by_key(|record| (record.kind(), &record.id));
        if records.is_empty() {
            return None;
        }
        let mut known = Self([BTreeSet::new(), BTreeSet::new(), BTreeSet::new()]);
        let mut sums = [0; 3];
        for record in records {
            known.add(catalog, record, &mut sums)?;
        }
        for (numbers, sum) in known.0.iter_mut().zip(sums) {
            numbers.extend((sum > 0).then_some(sum));
        }
        Some(known)
    }

    /// Adds the numbers of one record; nothing when it does not know them all.
    fn add(&mut self, catalog: &Catalog, record: &Record, sums: &mut [u32; 3]) -> Option<()> {
        let mut own = [0; 3];
        if let Some(case) = Case::of(catalog, record) {
            for group in case.groups() {
                let mut listed = [0; 3];
                for line in group.lines() {
                    if let Some(sort) = case.sort(line) {
                        listed[sort as usize] += 1;
                    }
                }
                let declared = group.fields.declared.as_ref().map(grant::by_sort);
                if group.fields.has_lost || (declared.is_none() && !group.fields.complete) {
                    return None;
                }
                for (at, listed) in listed.into_iter().enumerate() {
                    let said = declared.as_ref().and_then(|declared| declared[at].2);
                    let number = said.unwrap_or(listed).max(listed);
                    self.0[at].extend([number, listed].into_iter().filter(|n| *n > 0));
                    own[at] += number;
                }
            }
        }
        if let Own::Session(session) = &record.own {
            for item in &session.items {
                let both = [Some(&item.proposed), item.approved.as_ref()];
                for numbers in both.into_iter().flatten() {
                    for (at, (.., number)) in grant::by_sort(numbers).into_iter().enumerate() {
                        self.0[at].extend(number);
                    }
                }
                for (at, (.., number)) in grant::by_sort(&item.proposed).into_iter().enumerate() {
                    own[at] += number.unwrap_or(0);
                }
            }
        }
        for at in 0..3 {
            self.0[at].extend((own[at] > 0).then_some(own[at]));
            sums[at] += own[at];
        }
        Some(())
    }
}

/// BV447: "64 tập thể, cá nhân, gồm 30 tập thể và 33 cá nhân" adds up.
pub(in super::super) fn sums(_: &Catalog, _: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    for text in texts {
        for (at, total, sum) in wrong_sums(&text.shown) {
            sink.report(Problem::SumInText { total, sum }, text.at(at));
        }
    }
}

fn wrong_sums(text: &str) -> Vec<(Range<usize>, u32, u32)> {
    let all = counts(text);
    let mut found = Vec::new();
    for (at, whole) in all.iter().enumerate() {
        // The whole counts two sorts at once: "64 tập thể, cá nhân".
        let rest = &text[whole.at.end..];
        let Some(more) = [",", " và", " -", " –"].iter().find_map(|joint| rest.strip_prefix(joint)) else {
            continue;
        };
        let Some((_, second)) = sort_at(more.trim_start()) else { continue };
        let Some(gap) = rest.find("gồm").filter(|gap| *gap < 60 && !rest[..*gap].contains(['.', ';', '\n'])) else {
            continue;
        };
        let start = whole.at.end + gap;
        let end = text[start..].find(['.', ';', '\n']).map_or(text.len(), |end| start + end);
        let parts: Vec<&Counted> = all[at + 1..].iter().filter(|part| (start..end).contains(&part.at.start)).collect();
        let one_each = parts.len() == 2 && parts[0].sort == whole.sort && parts[1].sort == second;
        if one_each && parts[0].number + parts[1].number != whole.number {
            found.push((whole.at.clone(), whole.number, parts[0].number + parts[1].number));
        }
    }
    found
}

/// Every "N tập thể", "N cá nhân", "N hộ gia đình" of a text.
fn counts(text: &str) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let length = text[at..].find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len() - at);
        let end = at + length;
        from = end;
        let part_of_more = text[..at].chars().next_back().is_some_and(|c| matches!(c, '/' | ',' | '-' | '+'));
        let digits = text[at..end].replace('.', "");
        let Ok(number) = digits.parse::<u32>() else { continue };
        let Some(rest) = text[end..].strip_prefix([' ', '\u{a0}']) else { continue };
        if let Some((length, sort)) = sort_at(rest).filter(|_| !part_of_more) {
            found.push(Counted { at: at..end + (text.len() - end - rest.len()) + length, number, sort });
        }
    }
    found
}

/// The sort of recipient that a text begins with.
fn sort_at(text: &str) -> Option<(usize, RecipientType)> {
    const WORDS: [(&str, RecipientType); 3] = [
        ("tập thể", RecipientType::Collective),
        ("cá nhân", RecipientType::Individual),
        ("hộ gia đình", RecipientType::Household),
    ];
    WORDS.into_iter().find_map(|(word, sort)| {
        let rest = text.strip_prefix(word)?;
        (!rest.starts_with(is_letter_or_figure)).then_some((word.len(), sort))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_recipients() {
        let check = |text: &str, expect: &[(&str, u32)]| {
            let found: Vec<(&str, u32)> = counts(text).iter().map(|c| (&text[c.at.clone()], c.number)).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("khen 09 tập thể và 1.205 cá nhân", &[("09 tập thể", 9), ("1.205 cá nhân", 1205)]);
        check("10/15 cá nhân, 2019 tập thểx, 5 hộ gia đình", &[("5 hộ gia đình", 5)]);
        check("3, 4 cá nhân; 99999999999 tập thể", &[("4 cá nhân", 4)]);
    }

    #[test]
    fn parts_of_a_sum() {
        let check = |text: &str, expect: &[(u32, u32)]| {
            let found: Vec<(u32, u32)> = wrong_sums(text).into_iter().map(|(_, total, sum)| (total, sum)).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("khen 64 tập thể, cá nhân (gồm 30 tập thể và 33 cá nhân).", &[(64, 63)]);
        check("khen 63 tập thể và cá nhân, gồm 30 tập thể, 33 cá nhân.", &[]);
        check("khen 64 tập thể. Gồm 30 tập thể, 33 cá nhân", &[]);
        check("khen 64 tập thể, cá nhân, trong đó 30 tập thể", &[]);
    }
}
