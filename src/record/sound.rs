//! Text that can be read and shown. In: the bytes of a file. Out: its text in the form that the reader
//! works with, or why there is none: another encoding, characters that no page can hold, marks beyond
//! all measure. Never repairs what it would have to guess.

use std::borrow::Cow;
use std::str::Utf8Error;

use crate::base::SrcPath;
use crate::diag::{Place, Problem, Sink};
use crate::text::{letter, nfc};

/// The text of a file as the reader sees it: UTF-8, without a byte order mark, in NFC.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    normal(bytes).ok().map(Cow::into_owned)
}

/// The same for a file that is no record; what is wrong with it is reported.
pub fn text<'b>(file: &SrcPath, bytes: &'b [u8], sink: &mut Sink) -> Option<Cow<'b, str>> {
    let Ok(text) = normal(bytes) else {
        sink.report(Problem::not_utf8(bytes), Place::File(file.clone()));
        return None;
    };
    match letter::forbidden(&text) {
        Some((at, c)) => {
            sink.report(forbidden(c), Place::span(file, at..at + c.len_utf8()));
            None
        }
        None => Some(text),
    }
}

/// A character that no page can hold.
pub(super) fn forbidden(c: char) -> Problem {
    Problem::ForbiddenCharacter { code: format!("U+{:04X}", u32::from(c)) }
}

/// The same, borrowed where nothing had to change.
fn normal(bytes: &[u8]) -> Result<Cow<'_, str>, Utf8Error> {
    let text = std::str::from_utf8(bytes)?;
    Ok(nfc(text.strip_prefix('\u{feff}').unwrap_or(text)))
}

/// The most marks of one sort that open something in a text. Each looks for its end, so that very many
/// take the square of their number to read; the longest story has some hundred.
const MARKS: usize = 10_000;

/// Where a text has too many opening marks to be read in time.
pub(super) fn crowded(text: &str) -> Option<(usize, Problem)> {
    let limit = MARKS;
    if text.len() <= limit {
        return None;
    }
    ['[', '<', '{'].into_iter().find_map(|mark| {
        let (at, _) = text.match_indices(mark).nth(limit)?;
        Some((at, Problem::TooManyMarks { mark: mark.to_string(), limit: limit / 1_000 }))
    })
}
