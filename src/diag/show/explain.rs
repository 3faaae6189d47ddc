//! What stands behind a code. In: a code as a person types it. Out: every entry of the catalogue
//! with that code, or the codes that are nearest to it. Never knows where a problem was found.

use std::fmt::Write;

use super::words::{level, one_line, pick};
use crate::diag::catalogue::{CATALOGUE, Entry};
use crate::diag::{Lang, Problem};

/// The width of the explanation's lines, short enough for any terminal.
const WIDTH: usize = 78;

/// Explains a code; `x3`, `X03` and `bv-104` are understood. `None` when there is no such code.
#[must_use]
pub fn explain(code: &str, lang: Lang) -> Option<String> {
    let wanted = Code::read(code)?;
    let entries: Vec<&Entry> = CATALOGUE.iter().filter(|entry| Code::read(entry.code) == Some(wanted)).collect();
    let mut text = format!("{}\n", heading(entries.first()?, lang));
    for entry in entries {
        let why = pick(lang, entry.vi, entry.en);
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{} ({})\n{}", level(entry.level, lang), entry.name, wrapped(why));
    }
    Some(text)
}

/// The sentence for a code that does not exist, with the codes that were perhaps meant.
#[must_use]
pub fn unknown_code(code: &str, lang: Lang) -> String {
    let code = one_line(code);
    let near = nearest(&code).join(", ");
    match (lang, near.is_empty()) {
        (Lang::Vi, true) => format!("không có mã `{code}`"),
        (Lang::Vi, false) => format!("không có mã `{code}`; ý bạn là: {near}?"),
        (Lang::En, true) => format!("there is no code `{code}`"),
        (Lang::En, false) => format!("there is no code `{code}`; did you mean: {near}?"),
    }
}

/// The explanation of the very entry that a problem belongs to.
pub(super) fn reason(problem: &Problem, lang: Lang) -> Option<&'static str> {
    // Several entries share a code; the name tells them apart, and serde writes it as the key.
    let value = serde_json::to_value(problem).ok()?;
    let name = value.as_object()?.keys().next()?;
    CATALOGUE.iter().find(|entry| entry.name == name).map(|entry| pick(lang, entry.vi, entry.en))
}

/// A code without its dress: the letters in capitals and the number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Code {
    rule: bool,
    number: u16,
}

impl Code {
    fn read(code: &str) -> Option<Self> {
        let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        let digits = bare.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = bare.split_at(digits);
        let rule = letters.eq_ignore_ascii_case("X");
        let known = rule || letters.eq_ignore_ascii_case("BV");
        known.then_some(Self { rule, number: number.parse().ok()? })
    }
}

fn heading(entry: &Entry, lang: Lang) -> String {
    let rule = entry.code.starts_with('X');
    let word = if rule { pick(lang, "Quy tắc", "Rule") } else { pick(lang, "Mã", "Code") };
    format!("{word} {}", entry.code)
}

/// The text in indented lines.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let width = word.chars().count() + 1;
        if used == 0 || used + width > WIDTH {
            lines.push_str(if used == 0 { " " } else { "\n " });
            used = 1;
        }
        lines.push(' ');
        lines.push_str(word);
        used += width;
    }
    lines + "\n"
}

/// At most three codes, the nearest first.
fn nearest(code: &str) -> Vec<&'static str> {
    let typed: Vec<char> = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    let mut near: Vec<(usize, &str)> =
        CATALOGUE.iter().map(|entry| (distance(&typed, entry.code), entry.code)).collect();
    near.retain(|(steps, _)| *steps <= 2);
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, code)| code).collect()
}

/// How many letters must be added, dropped or changed.
fn distance(typed: &[char], code: &str) -> usize {
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (at, letter) in code.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in typed.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[typed.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let heading = |code| explain(code, Lang::Vi).and_then(|text| text.lines().next().map(str::to_owned));
        for (typed, expect) in [
            ("x3", Some("Quy tắc X03")),
            ("X03", Some("Quy tắc X03")),
            ("bv104", Some("Mã BV104")),
            (" BV-104 ", Some("Mã BV104")),
            ("bv1", Some("Mã BV001")),
            ("BV999", None),
            ("X99", None),
            ("", None),
            ("X", None),
            ("X99999999", None),
            ("đề 5", None),
        ] {
            assert_eq!(heading(typed).as_deref(), expect, "{typed:?}");
        }
    }

    #[test]
    fn all_entries_of_a_code_are_told() {
        let text = explain("x23", Lang::En).unwrap_or_default();
        let expect = "Rule X23\n\n\
            error (PeriodReversed)\n  Swap the two dates.\n\n\
            error (CampaignWithoutPlan)\n  A campaign is launched by a plan or its like.\n\n\
            warning (MovementWithoutPlan)\n  A long-lived movement may have lost its plan; name it when it is found.\n";
        assert_eq!(text, expect);
    }

    #[test]
    fn every_entry_has_an_explanation_that_fits() {
        for entry in CATALOGUE {
            for lang in [Lang::Vi, Lang::En] {
                let text = explain(entry.code, lang).unwrap_or_default();
                assert!(text.contains(entry.name), "{}", entry.code);
                assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            }
        }
    }

    #[test]
    fn near_codes_are_offered() {
        let check = |typed: &str, expect: &str| assert_eq!(unknown_code(typed, Lang::Vi), expect);
        check("BV10", "không có mã `BV10`; ý bạn là: BV010, BV101, BV102?");
        check("tên-hồ-sơ-dài", "không có mã `tên-hồ-sơ-dài`");
        assert_eq!(distance(&['B', 'V'], "BV01"), 2);
        assert_eq!(distance(&[], "X05"), 3);
    }

    #[test]
    fn a_problem_finds_its_own_entry() {
        let problem = Problem::CampaignWithoutPlan {};
        assert_eq!(reason(&problem, Lang::En), Some("A campaign is launched by a plan or its like."));
    }
}
