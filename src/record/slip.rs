//! What is really wrong with YAML that a parser refuses. In: the text and where the parser gave up, which
//! is often the line behind the slip. Out: the slip's place, its cause, and an edit that may
//! mend it: whether the text reads on with it is for the caller to see. Never changes what a sound line says.

use std::ops::Range;

/// A slip of the pen.
pub(super) struct Slip {
    /// Where it is.
    pub(super) at: Range<usize>,
    /// What it is, in Vietnamese and English.
    pub(super) words: (String, String),
    /// What the line should perhaps be.
    pub(super) meant: Option<String>,
    /// An edit that mends it.
    pub(super) fix: Option<Edit>,
}

/// What stands in the place of some bytes.
pub(super) type Edit = (Range<usize>, String);

/// The slip for which a parser gave up at a byte.
pub(super) fn find(text: &str, at: usize) -> Option<Slip> {
    let lines = lines_before(text, at);
    lines.into_iter().rev().take(LOOK_BACK).find_map(|line| of_line(text, line))
}

/// No-break spaces with which a line is indented; YAML takes them for letters of the key.
pub(super) fn unbroken_indent(text: &str) -> Option<Slip> {
    // Every file comes by here, and few have one.
    if !text.contains(|c: char| !c.is_ascii() && c.is_whitespace()) {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        let indent = start..start + line.len() - body.len();
        let is_field = body.starts_with("- ") || key_length(body).is_some_and(|length| body[length..].starts_with(':'));
        if is_field && !text[indent.clone()].is_ascii() {
            let words = (
                "dòng thụt bằng dấu cách không ngắt (chép từ Word); YAML chỉ nhận dấu cách thường".to_owned(),
                "the line is indented with no-break spaces (as Word writes them); YAML takes plain spaces only"
                    .to_owned(),
            );
            let spaces = " ".repeat(text[indent.clone()].chars().count());
            return Some(Slip { at: indent.clone(), words, meant: None, fix: Some((indent, spaces)) });
        }
        start += line.len();
    }
    None
}

/// The tab that indents a line near a byte, and the edit that turns all such tabs into spaces.
pub(super) fn tab(text: &str, at: usize) -> (Range<usize>, Option<Edit>) {
    let line = lines_before(text, at).pop().unwrap_or(at..at);
    let tab = text[line.clone()].find('\t').map_or(at, |tab| line.start + tab);
    let indents: Vec<Range<usize>> = tabbed(text);
    let edit = indents.first().zip(indents.last()).map(|(first, last)| {
        let all = first.start..last.end;
        let mut spaced = String::new();
        let mut done = all.start;
        for indent in &indents {
            spaced.push_str(&text[done..indent.start]);
            spaced.push_str(&text[indent.clone()].replace('\t', "  "));
            done = indent.end;
        }
        (all, spaced)
    });
    (tab..(tab + 1).min(text.len()), edit)
}

/// The indents that hold a tab.
fn tabbed(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indent].contains('\t') {
            found.push(start..start + indent);
        }
        start += line.len();
    }
    found
}

/// How many lines back a slip may lie.
const LOOK_BACK: usize = 3;

/// The lines that say something, up to the one of a byte.
fn lines_before(text: &str, at: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        let said = line.trim_end();
        if !said.trim_start().is_empty() && !said.trim_start().starts_with('#') {
            lines.push(start..start + said.len());
        }
        start += line.len();
    }
    lines
}

/// The slip of a line, if it has one.
fn of_line(text: &str, line: Range<usize>) -> Option<Slip> {
    let written = &text[line.clone()];
    let body = written.trim_start_matches([' ', '-']);
    let start = line.start + written.len() - body.len();
    let length = key_length(body)?;
    let (key, rest) = body.split_at(length);
    let colon = start + length;
    let slip = match rest.strip_prefix(':') {
        Some(value) if value.starts_with(' ') => {
            let value = value.trim_start_matches(' ');
            return of_value(text, line.end - value.len()..line.end);
        }
        Some(value) => behind_colon(key, value, colon)?,
        None if rest.starts_with('：') => wide_colon(key, rest, colon),
        None => no_colon(key, rest, start..line.end)?,
    };
    Some(slip)
}

/// How long the key is with which a line begins.
fn key_length(body: &str) -> Option<usize> {
    let length = body.bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_').count();
    (length > 0 && body.as_bytes()[0].is_ascii_lowercase()).then_some(length)
}

/// A value that stands behind the colon without a plain space.
fn behind_colon(key: &str, value: &str, colon: usize) -> Option<Slip> {
    let space = value.chars().next()?;
    if value.starts_with("//") {
        return None;
    }
    let (words, end) = if space.is_whitespace() {
        let words = (
            format!("sau dấu hai chấm của `{key}` là dấu cách không ngắt; cần dấu cách thường"),
            format!("a no-break space stands behind the colon of `{key}`; a plain space is needed"),
        );
        (words, colon + 1 + space.len_utf8())
    } else {
        let words = (
            format!("thiếu dấu cách sau dấu hai chấm của `{key}`"),
            format!("a space is missing behind the colon of `{key}`"),
        );
        (words, colon + 1)
    };
    let fix = Some(with_colon(key, value.trim_start(), colon - key.len()..colon + 1 + value.len()));
    Some(Slip { at: colon..end, words, meant: None, fix })
}

/// The whole line as it should be: a colon alone would tell an editor nothing.
fn with_colon(key: &str, value: &str, line: Range<usize>) -> Edit {
    (line, format!("{key}: {value}"))
}

fn wide_colon(key: &str, rest: &str, colon: usize) -> Slip {
    let value = rest.trim_start_matches('：').trim_start();
    let end = colon + rest.len() - value.len();
    let words = (
        "dấu hai chấm rộng “：”; cần dấu hai chấm thường và một dấu cách".to_owned(),
        "a full-width colon “：”; a plain colon and a space are needed".to_owned(),
    );
    let fix = Some(with_colon(key, value, colon - key.len()..colon + rest.len()));
    Slip { at: colon..end, words, meant: None, fix }
}

fn no_colon(key: &str, rest: &str, line: Range<usize>) -> Option<Slip> {
    if !rest.starts_with(' ') || rest.contains(": ") || rest.ends_with(':') {
        return None;
    }
    let words = (format!("thiếu dấu hai chấm sau `{key}`"), format!("a colon is missing behind `{key}`"));
    Some(Slip { at: line, words, meant: Some(format!("{key}: {}", rest.trim())), fix: None })
}

/// The slip of a value: text behind its closing quote, or letters that YAML keeps for itself.
fn of_value(text: &str, at: Range<usize>) -> Option<Slip> {
    let value = &text[at.clone()];
    let (vi, en, place) = match value.chars().next()? {
        quote @ ('"' | '\'') => return behind_quote(value, quote, at),
        // A bracket that is not closed, or at the end, is a list that is wrong inside.
        '[' | '{' if value.ends_with([']', '}']) || !value.contains([']', '}']) => return None,
        first @ ('[' | '{' | '@' | '%' | '`') => (
            format!("giá trị bắt đầu bằng {first} phải đặt trong dấu nháy"),
            format!("a value that begins with {first} must be in quotes"),
            at.clone(),
        ),
        _ => {
            let inner = at.start + value.find(": ")?;
            let vi = "trong giá trị có dấu hai chấm; đặt cả câu trong dấu nháy".to_owned();
            (vi, "the value has a colon in it; put it all in quotes".to_owned(), inner..inner + 1)
        }
    };
    Some(Slip { at: place, words: (vi, en), meant: None, fix: Some((at, quoted(value))) })
}

fn behind_quote(value: &str, quote: char, at: Range<usize>) -> Option<Slip> {
    let close = 1 + value[1..].find(quote)?;
    let behind = value[close + 1..].trim_start();
    // A doubled or escaped quote is a letter, and a comment is none of the value.
    if behind.is_empty() || behind.starts_with(['#', quote]) || value[..close].ends_with('\\') {
        return None;
    }
    let words =
        (format!("sau dấu nháy đóng còn chữ: {behind}"), format!("text stands behind the closing quote: {behind}"));
    Some(Slip { at: at.end - behind.len()..at.end, words, meant: None, fix: None })
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::tree::first_error;

    /// The text at the slip, its cause, and the text as it is mended.
    fn slip(text: &str) -> (String, String, Option<String>) {
        let found = unbroken_indent(text).or_else(|| find(text, first_error(text)?)).expect(text);
        let mended = found.fix.map(|(range, new)| {
            let mut mended = text.to_owned();
            mended.replace_range(range, &new);
            mended
        });
        (text[found.at].to_owned(), found.words.0, mended)
    }

    #[test]
    fn the_line_that_is_wrong_is_blamed() {
        let check = |text: &str, at: &str, cause: &str, mended: Option<&str>| {
            let (found_at, words, fix) = slip(text);
            assert!(words.contains(cause), "{text}: {words}");
            assert_eq!((found_at.as_str(), fix.as_deref()), (at, mended), "{text}");
        };
        check("title:Thử\nstatus: draft\n", ":", "thiếu dấu cách", Some("title: Thử\nstatus: draft\n"));
        check("status: draft\ntitle:Thử\n", ":", "thiếu dấu cách", Some("status: draft\ntitle: Thử\n"));
        check("title Thử\n\n# x\nstatus: draft\n", "title Thử", "thiếu dấu hai chấm", None);
        check("title：Thử\nstatus: draft\n", "：", "rộng", Some("title: Thử\nstatus: draft\n"));
        check("title:\u{A0}Thử\nstatus: draft\n", ":\u{A0}", "không ngắt", Some("title: Thử\nstatus: draft\n"));
        check("title: \"Lễ trao\" thưởng\n", "thưởng", "nháy đóng", None);
        check("title: 'Lễ d'Or'\n", "Or'", "nháy đóng", None);
        check(
            "title: [Ảnh] Lễ trao\na: b\n",
            "[Ảnh] Lễ trao",
            "bắt đầu bằng [",
            Some("title: \"[Ảnh] Lễ trao\"\na: b\n"),
        );
        check("title: @tinh\n", "@tinh", "bắt đầu bằng @", Some("title: \"@tinh\"\n"));
        check("title: %a \"b\"\n", "%a \"b\"", "bắt đầu bằng %", Some("title: \"%a \\\"b\\\"\"\n"));
        check("title: Lễ: trao\n", ":", "dấu hai chấm", Some("title: \"Lễ: trao\"\n"));
        check("valid:\n\u{A0}\u{A0}from: 2024\n", "\u{A0}\u{A0}", "không ngắt", Some("valid:\n  from: 2024\n"));
    }

    #[test]
    fn tabs_become_spaces_if_that_helps() {
        let text = "valid:\n\tfrom: 2024\n\tto: 2025\n";
        assert_eq!(tab(text, 8), (7..8, Some((7..20, "  from: 2024\n  ".to_owned()))));
    }
}
