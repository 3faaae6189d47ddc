//! The part of a file that a browser wants. In: the headers of a request and how long the file is.
//! Out: where that part begins and ends. Never more than one part.

use axum::http::{HeaderMap, header};

/// The part of a file that is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// The first byte and the one behind the last.
    Of(usize, usize),
    /// Nothing that the file has.
    Outside,
}

/// Reads `Range`. Several ranges at once, and what is not understood, are answered with the whole.
pub(super) fn range(headers: &HeaderMap, tag: &str, length: usize) -> Part {
    let same = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).filter(|_| same);
    let asked = asked.and_then(|asked| asked.trim().split_once('=')).filter(|(unit, _)| is_bytes(unit));
    let Some((first, last)) = asked.and_then(|(_, bounds)| bounds.split_once('-')) else { return Part::Whole };
    let (first, last) = (first.trim(), last.trim());
    let (from, to) = match (number(first), number(last)) {
        (Some(from), Some(last)) if from <= last => (from, last.saturating_add(1).min(length)),
        (Some(from), None) if last.is_empty() => (from, length),
        (None, Some(count)) if first.is_empty() => (length.saturating_sub(count), length),
        _ => return Part::Whole,
    };
    if from < to { Part::Of(from, to) } else { Part::Outside }
}

fn is_bytes(unit: &str) -> bool {
    unit.trim_end().eq_ignore_ascii_case("bytes")
}

/// A number of digits alone; one beyond all files is as good as the largest.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn ranges() {
        let check = |asked: &'static str, expect: Part| {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(asked))]);
            assert_eq!(range(&headers, "\"t\"", 10), expect, "{asked}");
        };
        check("bytes=0-3", Part::Of(0, 4));
        check("Bytes=0-3", Part::Of(0, 4));
        check("bytes=4-", Part::Of(4, 10));
        check("bytes=-3", Part::Of(7, 10));
        check("bytes=-30", Part::Of(0, 10));
        check("bytes=8-99", Part::Of(8, 10));
        check("bytes=0-99999999999999999999", Part::Of(0, 10));
        check("bytes=-99999999999999999999", Part::Of(0, 10));
        check("bytes=10-", Part::Outside);
        check("bytes=99999999999999999999-", Part::Outside);
        check("bytes=-0", Part::Outside);
        check("bytes=5-2", Part::Whole);
        check("bytes=+0-3", Part::Whole);
        check("bytes=0-+3", Part::Whole);
        check("bytes=0-1,3-4", Part::Whole);
        check("items=0-1", Part::Whole);
    }

    #[test]
    fn an_old_tag_voids_the_range() {
        let headers = HeaderMap::from_iter([
            (header::RANGE, HeaderValue::from_static("bytes=0-3")),
            (header::IF_RANGE, HeaderValue::from_static("\"old\"")),
        ]);
        assert_eq!(range(&headers, "\"new\"", 10), Part::Whole);
    }
}
