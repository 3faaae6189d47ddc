//! Numbers of documents in prose. In: a text. Out: BV452 where one is spelled in a form that no
//! document has (Decree 30/2020/NĐ-CP). Never judges what is perhaps another sort of number.

use std::ops::Range;

use super::text::Text;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::Record;
use crate::text::letter::is_letter_or_figure;
use crate::text::number::{DocNumber, NumberError, has_stray_spaces};

/// BV452: a document's number in the text has the form of its kind.
pub(in super::super) fn forms(_: &Catalog, _: &Record, texts: &[Text<'_>], sink: &mut Sink) {
    for text in texts {
        for range in candidates(&text.shown) {
            let printed = &text.shown[range.clone()];
            if let Some(meant) = meant(printed) {
                let problem = Problem::NumberForm { number: printed.to_owned() };
                sink.report(problem, text.at(range)).suggestion = Some(meant);
            }
        }
    }
}

/// What a number should look like; nothing when it is right or no document's number at all.
fn meant(printed: &str) -> Option<String> {
    match DocNumber::parse(printed) {
        Ok(number) => has_stray_spaces(printed).then(|| number.to_string()),
        Err(NumberError::LostD { suggestion, .. }) => Some(suggestion),
        Err(error) => error.suggestion().map(str::to_owned),
    }
}

/// Runs such as `136/KH-UBND`, `669/ QĐ-TTg`, `22-CT/TW`: digits, then groups of capitals joined
/// by slashes and hyphens, at least two of them.
pub(super) fn candidates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = at + text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - at);
        let glued =
            text[..at].chars().next_back().is_some_and(|c| is_letter_or_figure(c) || matches!(c, '/' | '-' | '.'));
        match symbols(text, end).filter(|_| !glued && end - at <= 6) {
            Some(stop) => {
                found.push(at..stop);
                from = stop;
            }
            None => from = end,
        }
    }
    found
}

/// The end of the symbols behind a running number.
fn symbols(text: &str, mut at: usize) -> Option<usize> {
    let mut groups = 0;
    let mut end = at;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(' ');
        let Some(after) = trimmed.strip_prefix(['/', '-']) else { break };
        let after = after.trim_start_matches(' ');
        let start = text.len() - after.len();
        // A space on both sides is a dash between two things.
        let spaced = rest.len() != trimmed.len() && !trimmed[1..].starts_with(after);
        let length = after.find(|c: char| !is_letter_or_figure(c)).unwrap_or(after.len());
        let group = &after[..length];
        let year = groups == 0 && group.len() == 4 && group.bytes().all(|b| b.is_ascii_digit());
        if spaced || !(year || is_symbol(group)) {
            break;
        }
        groups += usize::from(!year);
        at = start + length;
        end = at;
    }
    (groups >= 2).then_some(end)
}

/// `QĐ`, `UBND`, `TTg`, `HĐND`, `VHXH`; a name in capitals is longer.
fn is_symbol(group: &str) -> bool {
    let capitals = group.chars().filter(|c| c.is_uppercase()).count();
    group.starts_with(char::is_uppercase) && capitals >= 2 && group.chars().count() <= 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, Option<&str>)]) {
        let found = candidates(text);
        let found: Vec<(&str, Option<String>)> =
            found.into_iter().map(|range| (&text[range.clone()], meant(&text[range]))).collect();
        let found: Vec<(&str, Option<&str>)> =
            found.iter().map(|(number, meant)| (*number, meant.as_deref())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn numbers_in_prose() {
        check("Kế hoạch số 136/KH-UBND ngày 13/9/2019", &[("136/KH-UBND", None)]);
        check(
            "Quyết định 669/ QĐ-TTg, 24/2018/QĐ-UBND",
            &[("669/ QĐ-TTg", Some("669/QĐ-TTg")), ("24/2018/QĐ-UBND", None)],
        );
        check("Quyết định 809/QD-UBND", &[("809/QD-UBND", Some("809/QĐ-UBND"))]);
        check("Chỉ thị 22-CT/TW", &[("22-CT/TW", None)]);
        check("Chỉ thị 22/CT-TW", &[("22/CT-TW", Some("22-CT/TW"))]);
        check("10/15 cá nhân, 2018 - 2019, 54,7%, 9/9 tiêu chí, km 12/QL-80, A4/B5-C6", &[]);
        check("8/8 xã - UBND huyện - HĐND", &[]);
    }
}
