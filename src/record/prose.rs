//! References in prose. In: Markdown. Out: every reference and where it stands. Never looks into code:
//! what is shown as it is typed refers to nothing.

use std::ops::Range;

use memchr::memmem;

use super::fields::walk::Link;
use super::kinds::KindId;

/// The most bytes of what stands between the brackets of a link.
const LINK: usize = 2_000;

/// References in prose, and where: `[text](unit:id)` and `{{ honours unit:id }}`.
pub(super) fn prose_links(body: &str) -> impl Iterator<Item = (Link, Range<usize>)> {
    let code = code(body);
    let behind = |mark: &'static str| memmem::find_iter(body.as_bytes(), mark).map(|at| at + mark.len());
    let opened = behind("](").map(|at| (at, b')'));
    let blocks = behind("{{").map(|at| (at, b'}'));
    let read = opened.chain(blocks).filter(move |(at, _)| !code.iter().any(|range| range.contains(at)));
    read.filter_map(move |(start, close)| {
        // No address is longer; what is never closed must not be looked through to its end each time.
        let end = body.as_bytes()[start..].iter().take(LINK).position(|byte| *byte == close || *byte == b'\n')?;
        let inside = &body[start..start + end];
        let word = inside.split_whitespace().find(|word| word.contains(':'))?;
        let (kind, id) = word.split_once(':')?;
        let kind = KindId::named(kind)?;
        let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
        Some((Link { kind, id: id.into() }, at..at + word.len()))
    })
}

/// A reference with the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// What it leads to.
    pub to: Link,
    /// The words between the brackets.
    pub words: Range<usize>,
    /// Where the whole link ends.
    pub end: usize,
}

/// The references of prose that have words of their own: `[Sở Nội vụ](unit:so-noi-vu)`.
#[must_use]
pub fn worded_links(body: &str) -> Vec<Worded> {
    let worded = |(to, at): (Link, Range<usize>)| {
        let before = body[..at.start].trim_end_matches(' ').strip_suffix("](")?;
        let words = opening(before)? + 1..before.len();
        let end = at.end + body[at.end..].find(')')? + 1;
        (!body[words.clone()].trim().is_empty()).then_some(Worded { to, words, end })
    };
    prose_links(body).filter_map(worded).collect()
}

/// Where the bracket opens that closes at the end of a text.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (back, byte) in text.bytes().rev().take(LINK).enumerate() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(text.len() - back - 1),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Fenced blocks and code spans; most texts have none.
fn code(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !body.contains(['`', '~']) {
        return found;
    }
    let (mut at, mut prose) = (0, 0);
    let mut fence: Option<(&str, usize)> = None;
    for line in body.split_inclusive('\n') {
        let mark = fence_of(line);
        match fence {
            Some((open, from)) if mark.is_some_and(|mark| closes(line, mark, open)) => {
                found.push(from..at + line.len());
                (fence, prose) = (None, at + line.len());
            }
            Some(_) => {}
            None => {
                if let Some(mark) = mark {
                    spans(body, prose..at, &mut found);
                    fence = Some((mark, at));
                }
            }
        }
        at += line.len();
    }
    match fence {
        // A block that is never closed reaches to the end.
        Some((_, from)) => found.push(from..body.len()),
        None => spans(body, prose..body.len(), &mut found),
    }
    found
}

/// The fence with which a line begins: three or more of one mark, at most three spaces before them.
fn fence_of(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(' ');
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    let is_span = mark == '`' && text[length..].contains('`');
    (length >= 3 && line.len() - text.len() <= 3 && !is_span).then(|| &text[..length])
}

/// Whether a fence closes an open one: the same mark, as long, and nothing behind it.
fn closes(line: &str, mark: &str, open: &str) -> bool {
    mark.starts_with(open) && line.trim().len() == mark.len()
}

/// Code spans: between two runs of as many backticks, within one paragraph.
fn spans(body: &str, within: Range<usize>, found: &mut Vec<Range<usize>>) {
    for paragraph in body[within].split("\n\n") {
        let start = paragraph.as_ptr() as usize - body.as_ptr() as usize;
        let runs = runs(paragraph);
        let mut at = 0;
        while let Some(open) = runs.get(at) {
            let close = runs[at + 1..].iter().position(|run| run.len() == open.len());
            if let Some(skip) = close {
                at += skip + 1;
                found.push(start + open.start..start + runs[at].end);
            }
            at += 1;
        }
    }
}

/// The runs of backticks of a text.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn code_refers_to_nothing() {
        let check = |body: &str, ids: &[&str]| {
            let found: Vec<String> = prose_links(body).map(|(link, _)| link.id.to_string()).collect();
            assert_eq!(found, ids, "{body}");
        };
        check("[a](unit:x) `[b](unit:y)` [c](unit:z)", &["x", "z"]);
        check("``[b](unit:y) ` `` {{ honours unit:z }}", &["z"]);
        check("```\n[b](unit:y)\n```\n[c](unit:z)", &["z"]);
        check("~~~ md\n[b](unit:y)\n```\n~~~~\n[c](unit:z)", &["z"]);
        check("```\n[b](unit:y)", &[]);
        check("một ` dấu [a](unit:x)\n\nhai ` dấu", &["x"]);
        check("một ` dấu\n```\n[b](unit:y)\n```\nhai ` dấu [a](unit:x)", &["x"]);
    }

    #[test]
    fn links_have_words() {
        let check = |body: &str, expect: &[(&str, &str)]| {
            let links = worded_links(body);
            let found: Vec<(&str, &str)> =
                links.iter().map(|link| (&body[link.words.clone()], &body[link.end..])).collect();
            assert_eq!(found, expect, "{body}");
        };
        check("xem [Sở [A]](unit:a) ngày", &[("Sở [A]", " ngày")]);
        check("[](unit:a) {{ honours unit:b }} [x]( unit:c \"y\")", &[("x", "")]);
        check("](unit:a) `[b](unit:b)` [c](https://c.example)", &[]);
    }

    proptest! {
        #[test]
        fn no_text_panics(body in "[`~\n a\\[\\](){}:x]{0,40}") {
            let _ = prose_links(&body).count();
            let _ = worded_links(&format!("[{body}](unit:a)"));
        }
    }
}
