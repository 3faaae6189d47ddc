//! Captions of a moving picture, in `WebVTT`. In: the text of a `.vtt` file. Out: every fault with
//! its place. Never changes a file: what is sound is published as it is.

use std::ops::Range;

/// What is wrong with captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file does not begin with `WEBVTT`.
    Header,
    /// A line with `-->` that gives no two times.
    Times,
    /// A cue that ends before it begins.
    Backwards,
    /// A cue that begins before the one above it.
    Order,
    /// A cue that begins before the one above it has ended.
    Overlap,
    /// A cue that says nothing.
    Silent,
    /// No cue at all.
    None,
}

impl Fault {
    /// The fault in words, in both languages.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Header => ("dòng đầu phải là `WEBVTT`", "the first line must be `WEBVTT`"),
            Self::Times => {
                ("giờ phải có dạng `00:01.000 --> 00:04.500`", "times have the form `00:01.000 --> 00:04.500`")
            }
            Self::Backwards => ("lời kết thúc trước khi bắt đầu", "the cue ends before it begins"),
            Self::Order => ("lời bắt đầu trước lời ở trên nó", "the cue begins before the one above it"),
            Self::Overlap => ("lời bắt đầu khi lời trước chưa hết", "the cue begins before the one above it has ended"),
            Self::Silent => ("lời không có chữ nào", "the cue has no words"),
            Self::None => ("không có lời nào", "there is no cue"),
        }
    }
}

/// All faults of a file, each with its bytes.
#[must_use]
pub fn faults(text: &str) -> Vec<(Fault, Range<usize>)> {
    let mut found = Vec::new();
    let mut lines = lines(text).into_iter().peekable();
    let first = lines.next().unwrap_or((0..0, ""));
    let sound = first.1.trim_start_matches('\u{feff}').strip_prefix("WEBVTT");
    if !sound.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        found.push((Fault::Header, first.0));
    }
    let (mut before, mut cues) = (None, 0_usize);
    while let Some((at, line)) = lines.next() {
        if line.starts_with("NOTE") || line.starts_with("STYLE") {
            while lines.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
            continue;
        }
        if !line.contains("-->") {
            continue;
        }
        cues += 1;
        let Some((from, to)) = times(line) else {
            found.push((Fault::Times, at));
            continue;
        };
        if let Some(fault) = misplaced(from, to, before) {
            found.push((fault, at.clone()));
        }
        before = Some((from, to));
        if lines.peek().is_none_or(|(_, line)| line.trim().is_empty()) {
            found.push((Fault::Silent, at));
        }
    }
    if cues == 0 && found.is_empty() {
        found.push((Fault::None, 0..text.len().min(6)));
    }
    found
}

fn misplaced(from: u64, to: u64, before: Option<(u64, u64)>) -> Option<Fault> {
    match before {
        _ if to <= from => Some(Fault::Backwards),
        Some((first, _)) if from < first => Some(Fault::Order),
        Some((_, last)) if from < last => Some(Fault::Overlap),
        _ => None,
    }
}

/// The lines of a text with their bytes.
fn lines(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut at = 0;
    let whole = text.split_inclusive('\n').map(|line| {
        let from = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        (from..from + line.len(), line)
    });
    whole.collect()
}

/// The two times of a cue, in milliseconds; settings may follow.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, rest) = line.split_once("-->")?;
    Some((time(from.trim())?, time(rest.split_whitespace().next()?)?))
}

/// `01:02.345` or `00:01:02.345`.
fn time(text: &str) -> Option<u64> {
    let (clock, millis) = text.split_once('.')?;
    let mut parts: Vec<u64> = clock.split(':').map(|part| digits(part, 2)).collect::<Option<_>>()?;
    if !(2..=3).contains(&parts.len()) || parts[parts.len() - 2..].iter().any(|part| *part > 59) {
        return None;
    }
    let hours = if parts.len() == 3 { parts.remove(0) } else { 0 };
    Some(((hours * 60 + parts[0]) * 60 + parts[1]) * 1000 + digits(millis, 3).filter(|_| millis.len() == 3)?)
}

fn digits(text: &str, least: usize) -> Option<u64> {
    let sound = (least..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_line() {
        let check = |text: &str, expect: &[(usize, Fault)]| {
            let line = |at: &Range<usize>| text[..at.start].lines().count() + 1;
            let found: Vec<_> = faults(text).iter().map(|(fault, at)| (line(at), *fault)).collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("WEBVTT\n\n1\n00:00.000 --> 00:02.000\nChào\n\n00:02.000 --> 01:00:03.500 line:0\nHai\n", &[]);
        check("\u{feff}WEBVTT - thử\r\n\r\nNOTE a --> b\r\n\r\n00:00.000 --> 00:02.000\r\nChào\r\n", &[]);
        check("00:00.000 --> 00:02.000\nChào\n", &[(1, Fault::Header)]);
        check("WEBVTTX\n\n00:00.000 --> 00:02.000\nChào\n", &[(1, Fault::Header)]);
        check("WEBVTT\n\n00:00,000 --> 00:02,000\nSRT\n", &[(3, Fault::Times)]);
        check("WEBVTT\n\n00:61.000 --> 00:62.000\nA\n", &[(3, Fault::Times)]);
        check("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", &[(3, Fault::Backwards)]);
        check("WEBVTT\n\n00:02.000 --> 00:04.000\nA\n\n00:01.000 --> 00:05.000\nB\n", &[(6, Fault::Order)]);
        check("WEBVTT\n\n00:02.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.000\nB\n", &[(6, Fault::Overlap)]);
        check("WEBVTT\n\n00:02.000 --> 00:04.000\n\n", &[(3, Fault::Silent)]);
        check("WEBVTT\n", &[(1, Fault::None)]);
        check("", &[(1, Fault::Header)]);
    }
}
