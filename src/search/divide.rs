//! How many words or entries make one part. In: sorted words with their weight, or sorted
//! numbers. Out: parts, each with all that begins alike. Which part something lies in depends on
//! its neighbours only, so that parts far away never change with it.

use std::ops::Range;

/// A part of a sorted list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name, safe as a file name on every disk.
    pub name: String,
    /// Which of the sorted things it holds.
    pub range: Range<usize>,
}

/// The heaviest part of several words, in bytes before they are deflated.
const WORD_BYTES: usize = 12 * 1024;
/// The most entries of one part.
const ENTRIES: usize = 20;

/// Divides sorted words by their beginning.
pub(super) fn words(words: &[&str], weights: &[usize]) -> Vec<Part> {
    let mut parts = Vec::new();
    split_words(words, weights, 0..words.len(), 0, &mut parts);
    parts
}

fn split_words(words: &[&str], weights: &[usize], range: Range<usize>, depth: usize, out: &mut Vec<Part>) {
    let Some(first) = words[range.clone()].first() else { return };
    let weight: usize = weights[range.clone()].iter().sum();
    let prefix: String = first.chars().take(depth).collect();
    if weight <= WORD_BYTES && depth > 0 {
        out.push(Part { name: file_name(&prefix), range });
        return;
    }
    let next = |at: usize| words[at].chars().nth(depth);
    let mut at = range.start;
    while at < range.end {
        let letter = next(at);
        let end = (at..range.end).find(|other| next(*other) != letter).unwrap_or(range.end);
        match letter {
            // The word that is the beginning itself.
            None => out.push(Part { name: format!("{}__", file_name(&prefix)), range: at..end }),
            Some(_) => split_words(words, weights, at..end, depth + 1, out),
        }
        at = end;
    }
}

/// Letters and digits as they are, everything else by its number.
fn file_name(prefix: &str) -> String {
    prefix.chars().fold(String::new(), |mut name, c| {
        match c {
            'a'..='z' | '0'..='9' | '-' => name.push(c),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
        name
    })
}

/// Divides sorted numbers by halves of the room of all numbers. The second value tells the
/// reader how: one bit for each half, in the order in which they are met, 1 where it was halved
/// again.
pub(super) fn entries(numbers: &[u32]) -> (Vec<Part>, Vec<bool>) {
    let (mut parts, mut shape) = (Vec::new(), Vec::new());
    split_entries(numbers, 0..numbers.len(), 0, 1, &mut parts, &mut shape);
    (parts, shape)
}

/// `node` is the path to this half: a 1, then a bit for each step.
fn split_entries(
    numbers: &[u32],
    range: Range<usize>,
    depth: u32,
    node: u64,
    out: &mut Vec<Part>,
    shape: &mut Vec<bool>,
) {
    let halve = range.len() > ENTRIES && depth < 32;
    shape.push(halve);
    if !halve {
        if !range.is_empty() {
            out.push(Part { name: format!("{node:x}"), range });
        }
        return;
    }
    let middle = numbers[range.clone()].partition_point(|number| number >> (31 - depth) & 1 == 0) + range.start;
    split_entries(numbers, range.start..middle, depth + 1, node * 2, out, shape);
    split_entries(numbers, middle..range.end, depth + 1, node * 2 + 1, out, shape);
}

/// Bits as letters, six to a letter.
pub(super) fn as_letters(bits: &[bool]) -> String {
    let value = |six: &[bool]| six.iter().enumerate().map(|(at, bit)| u8::from(*bit) << at).sum::<u8>();
    bits.chunks(6).map(|six| char::from(LETTERS[usize::from(value(six))])).collect()
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_words_stand_alone() {
        let all = ["gi", "gia", "giang", "h", "=h:a"];
        let parts = words(&all, &[9_000, 9_000, 10, 10, 10]);
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["gi__", "gia", "h", "_3d_"]);
        assert_eq!(parts[1].range, 1..3);
    }

    #[test]
    fn every_number_is_in_one_part() {
        let numbers: Vec<u32> = (0..1000u32).map(|n| n * 77_777).collect();
        let (parts, shape) = entries(&numbers);
        let held: usize = parts.iter().map(|part| part.range.len()).sum();
        assert_eq!(held, 1000);
        assert!(parts.iter().all(|part| part.range.len() <= ENTRIES));
        assert_eq!(shape.iter().filter(|halved| !**halved).count(), shape.iter().filter(|halved| **halved).count() + 1);
        assert_eq!(as_letters(&[true, false, true, false, false, false, true]), "FB");
    }
}
