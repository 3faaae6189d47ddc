//! The fixed words of a report in both languages, and the cleaning of words that come from a
//! site. In: a level, a count, a raw text. Out: text fit for one line. Never knows a format.

use super::Spot;
use crate::diag::{Diag, Lang, Level, Problem};

/// The one of two texts that is in the reader's language.
pub(super) fn pick<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// The word for a level.
pub(super) fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Error => pick(lang, "lỗi", "error"),
        Level::Warning => pick(lang, "cảnh báo", "warning"),
        Level::Note => pick(lang, "ghi chú", "note"),
    }
}

/// The question that goes with a suggested word.
pub(super) fn did_you_mean(word: &str, lang: Lang) -> String {
    format!("{} `{}`?", pick(lang, "ý bạn là", "did you mean"), one_line(word))
}

/// What is said of a second place: a clash points at the first use, other problems at context.
pub(super) fn second_place(problem: &Problem, lang: Lang) -> &'static str {
    match problem {
        Problem::DuplicateKey { .. } | Problem::DuplicateId { .. } | Problem::DuplicateNumber { .. } => {
            pick(lang, "đã dùng ở đây", "first used here")
        }
        _ => pick(lang, "xem cả chỗ này", "see also here"),
    }
}

/// The number of further places of one problem.
pub(super) fn other_places(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Vi, _) => format!("và {count} chỗ khác"),
        (Lang::En, 1) => "and 1 other place".to_owned(),
        (Lang::En, _) => format!("and {count} other places"),
    }
}

/// The sentence of a diagnostic with its suggestion and other places in brackets: all that a
/// format without an excerpt can say.
pub(super) fn sentence(diag: &Diag, also: &[Spot], elsewhere: usize, lang: Lang) -> String {
    let seconds: Vec<String> = also.iter().filter_map(address).collect();
    let seconds = (!seconds.is_empty()).then(|| seconds.join(", "));
    let notes = [
        diag.suggestion.as_ref().map(|word| did_you_mean(word, lang)),
        seconds.map(|places| format!("{} {places}", pick(lang, "xem", "see"))),
        (elsewhere > 0).then(|| other_places(elsewhere, lang)),
    ];
    let message = one_line(&diag.problem.message(lang));
    notes.into_iter().flatten().fold(message, |text, note| format!("{text} ({note})"))
}

/// `file:line:column`, or the file alone when the place inside it is not known.
pub(super) fn address(spot: &Spot) -> Option<String> {
    let file = one_line(spot.file.as_ref()?.as_str());
    Some(match &spot.span {
        Some(span) => format!("{file}:{}:{}", span.start.line, span.start.column),
        None => file,
    })
}

/// The text on one line: line breaks become spaces; control characters and marks that turn the
/// direction of writing, with which a record could garble a terminal, become `�`.
pub(super) fn one_line(text: &str) -> String {
    let text = text.trim_end().replace("\r\n", "\n");
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { harmless(c) }).collect()
}

fn harmless(c: char) -> char {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    if c.is_control() || turns { char::REPLACEMENT_CHARACTER } else { c }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn one_line_is_one_line() {
        let check = |text: &str, expect: &str| assert_eq!(one_line(text), expect, "{text:?}");
        check("a\r\nb\nc\n", "a b c");
        check("thừa\tcột", "thừa cột");
        check("\u{1b}[31mđỏ", "�[31mđỏ");
        check("abc\u{202E}cba", "abc�cba");
        check("", "");
    }
}
