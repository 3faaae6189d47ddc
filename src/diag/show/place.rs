//! Places as lines and columns. In: a [`Place`] and the [`Sources`]. Out: a [`Spot`].
//! Never fails: what cannot be found is a spot without a span, what is too long is clipped.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Edit, Sources, letters};
use crate::base::SrcPath;
use crate::diag::{Fix, Place};

/// A line and a column, both counted from 1; columns count letters, whatever form they are
/// stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The line.
    pub line: usize,
    /// The letter of the line.
    pub column: usize,
}

/// A part of a file that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The bytes, clipped to the file and widened to whole letters.
    pub bytes: Range<usize>,
    /// Where it begins.
    pub start: Point,
    /// Where it ends (the letter after the last one).
    pub end: Point,
    /// The line in which it begins; of a very long one, the part around it.
    pub line: Arc<str>,
    /// The column of the first letter of that.
    pub line_from: usize,
}

/// A place that was looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The file; none for the site as a whole.
    pub file: Option<SrcPath>,
    /// The part of the file; none for the file as a whole, or when the part was not found.
    pub span: Option<Span>,
}

/// Where places are, in the order in which they were asked for.
#[must_use]
pub fn spots(places: &[Place], sources: &dyn Sources) -> Vec<Spot> {
    let mut resolver = Resolver::new(sources);
    places.iter().map(|place| resolver.spot(place)).collect()
}

/// The most characters of a line that a span keeps.
const LINE: usize = 400;

/// How many of them stand before the span when the line is cut there.
const BEFORE: usize = 100;

/// Looks places up, reading each file once.
pub(super) struct Resolver<'a> {
    sources: &'a dyn Sources,
    files: BTreeMap<SrcPath, Option<Lines>>,
}

impl<'a> Resolver<'a> {
    /// A resolver that has read nothing yet.
    pub(super) fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, files: BTreeMap::new() }
    }

    /// Where a place is. A file as a whole has no span, whatever the sources know of it.
    pub(super) fn spot(&mut self, place: &Place) -> Spot {
        match (place, self.range(place)) {
            (Place::Site | Place::File(_), _) | (_, None) => Spot { file: place.file().cloned(), span: None },
            (_, Some((file, range))) => self.spot_of(&file, range),
        }
    }

    /// The bytes that a fix replaces; here a whole file is a range like any other.
    pub(super) fn edit(&mut self, fix: &Fix) -> Option<Edit> {
        let (file, bytes) = self.range(&fix.place)?;
        let at = self.spot_of(&file, bytes.clone());
        Some(Edit { file, bytes, at, text: fix.text.clone() })
    }

    fn range(&self, place: &Place) -> Option<(SrcPath, Range<usize>)> {
        self.sources.range(place).or_else(|| match place {
            Place::Span(file, start, end) => Some((file.clone(), *start as usize..*end as usize)),
            _ => None,
        })
    }

    fn spot_of(&mut self, file: &SrcPath, range: Range<usize>) -> Spot {
        let sources = self.sources;
        let lines = self.files.entry(file.clone()).or_insert_with(|| sources.text(file).map(Lines::new));
        Spot { file: Some(file.clone()), span: lines.as_ref().map(|lines| lines.span(range)) }
    }
}

/// A text and where its lines begin.
struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
}

impl Lines {
    fn new(text: Arc<str>) -> Self {
        let starts = std::iter::once(mark_len(&text)).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let bytes = letters::snap(&self.text, range);
        let (line, line_from) = self.line(bytes.start);
        Span { start: self.point(bytes.start), end: self.point(bytes.end), bytes, line, line_from }
    }

    /// The line around an offset, or the part of a long one that the offset is in, and the column in
    /// which that begins.
    fn line(&self, at: usize) -> (Arc<str>, usize) {
        let start = line_start(&self.text, at);
        let line = self.text.get(start..line_end(&self.text, start)).unwrap_or_default();
        if line.chars().nth(LINE).is_none() {
            return (line.into(), 1);
        }
        let before = line.get(..at.saturating_sub(start)).unwrap_or(line);
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(from, _)| from);
        let to = line[from..].char_indices().nth(LINE).map_or(line.len(), |(to, _)| from + to);
        // Of a letter that is cut, all is kept.
        let part = letters::snap(line, from..to);
        (line[part.clone()].into(), letters::count(&line[..part.start]) + 1)
    }

    fn point(&self, at: usize) -> Point {
        let line = self.starts.partition_point(|&start| start <= at).max(1);
        let start = self.starts[line - 1];
        let content = &self.text[start..line_end(&self.text, start)];
        let before = content.get(..at.saturating_sub(start)).unwrap_or(content);
        Point { line, column: letters::count(before) + 1 }
    }
}

/// Where the line around an offset begins: after the byte-order mark in the first line.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or_else(|| mark_len(text), |newline| newline + 1)
}

/// Where the line around an offset ends, without `\r\n` or `\n`.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(newline) = rest.find('\n') else { return text.len() };
    let end = at + newline;
    // The `\r` may be the byte just before the offset.
    if text[..end].ends_with('\r') { end - 1 } else { end }
}

/// The length of a leading byte-order mark, which is no letter of the first line.
fn mark_len(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn columns_count_letters() {
        let nfd: String = "tên: Trường".nfd().collect();
        check(&nfd, nfd.find('T').unwrap_or(0)..nfd.len(), (1, 6), (1, 12));
        check("tên: Trường", 6..15, (1, 6), (1, 12));
        check("\ta: 表彰", 4..10, (1, 5), (1, 7));
        check("a\r\nbc\r\n", 3..5, (2, 1), (2, 3));
        check("a\r\nbc\r\n", 1..2, (1, 2), (1, 2));
        check("a\r\nbc\r\n", 7..7, (3, 1), (3, 1));
        check("a\nb\nc", 0..3, (1, 1), (2, 2));
        check("\u{FEFF}số: 1", 3..6, (1, 1), (1, 3));
        check("\u{FEFF}số: 1", 0..3, (1, 1), (1, 1));
        check("", 0..0, (1, 1), (1, 1));
        check("abc", 9..12, (1, 4), (1, 4));
    }

    fn check(text: &str, range: Range<usize>, start: (usize, usize), end: (usize, usize)) {
        let span = Lines::new(text.into()).span(range);
        let pair = |point: Point| (point.line, point.column);
        assert_eq!((pair(span.start), pair(span.end)), (start, end), "{text:?}");
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_kept() {
        let text = format!("a\n{}ĐÂY{}\n", "ớ".repeat(1000), "ờ".repeat(1000));
        let at = text.find('Đ').unwrap_or(0);
        let span = Lines::new(text.into()).span(at..at + 4);
        let letter = span.line.chars().nth(span.start.column - span.line_from);
        assert_eq!((span.line.chars().count(), span.line_from, letter), (LINE, 901, Some('Đ')));
        let span = Lines::new("x".repeat(LINE).into()).span(390..391);
        assert_eq!((span.line.len(), span.line_from), (LINE, 1));
    }
}
