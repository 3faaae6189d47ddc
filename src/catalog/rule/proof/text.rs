//! The prose of a record as a proof-reader sees it. In: a record. Out: its texts with their
//! places, without what readers do not see: link targets, blocks, code. Never moves a byte.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::Place;
use crate::record::{Own, Record};
use crate::text::letter::is_letter_or_figure;

/// One text of a record, as it is read.
pub struct Text<'r> {
    record: &'r Record,
    /// The field it stands in; the body has none.
    field: Option<&'static str>,
    /// What is read, byte for byte where it stands.
    pub(super) shown: Cow<'r, str>,
}

impl Text<'_> {
    /// What readers see of it.
    pub(in super::super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The place of some words.
    pub(in super::super) fn at(&self, range: Range<usize>) -> Place {
        match self.field {
            Some(field) => self.record.at(field),
            None => {
                let start = self.record.body_at as usize;
                Place::span(&self.record.file, start + range.start..start + range.end)
            }
        }
    }

    /// The sentence around some words.
    pub(super) fn sentence(&self, range: &Range<usize>) -> Range<usize> {
        let text = &self.shown;
        let before = text[..range.start].char_indices().rev();
        let start = before
            .scan(' ', |next, (at, c)| {
                let ends = is_end(c, *next);
                *next = c;
                Some((at + c.len_utf8(), ends))
            })
            .find(|(_, ends)| *ends)
            .map_or(0, |(at, _)| at);
        let mut after = text[range.end..].char_indices().peekable();
        while let Some((at, c)) = after.next() {
            let next = after.peek().map_or(' ', |(_, next)| *next);
            if is_end(c, next) {
                return start..range.end + at;
            }
        }
        start..text.len()
    }
}

/// Whether a sentence ends here: not at a point inside a number or a short form.
fn is_end(c: char, next: char) -> bool {
    matches!(c, '\n' | ';' | '!' | '?') || (c == '.' && next.is_whitespace())
}

/// The texts of a record that are read as prose: its body, its summary, a transcript.
pub(in super::super) fn of(record: &Record) -> Vec<Text<'_>> {
    let body = (!record.body.is_empty()).then(|| Text { record, field: None, shown: shown(&record.body) });
    let summary = record.head.summary.as_deref().map(|text| (text, "summary"));
    let transcript = match &record.own {
        Own::Broadcast(broadcast) => broadcast.transcript.as_ref().map(|text| (&*text.0, "transcript")),
        _ => None,
    };
    let fields = summary.into_iter().chain(transcript);
    body.into_iter()
        .chain(fields.map(|(text, field)| Text { record, field: Some(field), shown: shown(text) }))
        .collect()
}

/// What is hidden: from what begins it to what ends it.
const HIDDEN: [(&str, &str); 5] = [("](", ")"), ("{{", "}}"), ("```", "```"), ("`", "`"), ("<", ">")];

/// The text with everything blanked that is not read; most texts are read as they are.
fn shown(text: &str) -> Cow<'_, str> {
    let mut bytes: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(|byte| matches!(byte, b']' | b'{' | b'`' | b'<')) {
        at += next;
        match hidden(&text[at..]) {
            Some(length) => {
                // The bracket that closes a link's words belongs to what is read.
                let bytes = bytes.get_or_insert_with(|| text.as_bytes().to_vec());
                bytes[at..at + length].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
                at += length;
            }
            None => at += 1,
        }
    }
    // Only whole characters were blanked.
    bytes.map_or(Cow::Borrowed(text), |bytes| Cow::Owned(String::from_utf8(bytes).unwrap_or_default()))
}

/// How many bytes are hidden that begin here.
fn hidden(rest: &str) -> Option<usize> {
    let (open, close) = HIDDEN.iter().find(|(open, _)| rest.starts_with(open))?;
    let inside = &rest[open.len()..];
    let end = if *open == "```" { inside.find(close) } else { near(inside, close) }?;
    Some(open.len() + end + close.len())
}

/// The most bytes between two marks in a line; what is never closed is not looked through to its end.
const REACH: usize = 2_000;

/// Where a closing mark stands in the line that begins here.
fn near(inside: &str, close: &str) -> Option<usize> {
    let within = &inside.as_bytes()[..inside.len().min(REACH)];
    let line = within.split(|byte| *byte == b'\n').next().unwrap_or(within);
    line.windows(close.len()).position(|part| part == close.as_bytes())
}

/// The words of a text, with their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = text.split(|c: char| !is_letter_or_figure(c)).filter(|word| !word.is_empty());
    words.map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read() {
        let check = |text: &str, expect: &str| {
            let got = shown(text);
            assert_eq!((&*got, got.len()), (expect, text.len()), "{text}");
        };
        check("xem [tên](unit:a) và `mã`", "xem [tên          và      ");
        check("{{ honours unit:a }} rồi <b>", "                     rồi    ");
        check("```\nsố 1\n``` hết", "   \n      \n    hết");
        check("a ]( chưa đóng\n) {{ mở", "a ]( chưa đóng\n) {{ mở");
    }
}
