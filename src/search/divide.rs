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

/// The heaviest part of several words, in bytes before they are deflated. A heavier word stands
/// alone.
pub(super) const WORD_BYTES: usize = 8 * 1024;
/// The most entries of one part of results.
pub(super) const ENTRIES: usize = 20;
/// The most entries of one block of a heavy word.
pub(super) const BLOCK: usize = 2048;

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
pub(super) fn file_name(prefix: &str) -> String {
    prefix.chars().fold(String::new(), |mut name, c| {
        match c {
            'a'..='z' | '0'..='9' | '-' => name.push(c),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
        name
    })
}

/// Divides sorted numbers by halves of the room of all numbers, until no half holds more than
/// `most`. The second value tells the reader how, for each half in the order in which they are
/// met: 1 where it was halved again; else 0, and then 1 if it holds anything.
pub(super) fn entries(numbers: &[u32], most: usize) -> (Vec<Part>, Vec<bool>) {
    let mut halves = Halves { numbers, most, parts: Vec::new(), shape: Vec::new() };
    halves.split(0..numbers.len(), 0, 1);
    (halves.parts, halves.shape)
}

struct Halves<'n> {
    numbers: &'n [u32],
    most: usize,
    parts: Vec<Part>,
    shape: Vec<bool>,
}

impl Halves<'_> {
    /// `node` is the path to this half: a 1, then a bit for each step.
    fn split(&mut self, range: Range<usize>, depth: u32, node: u64) {
        let halve = range.len() > self.most && depth < 32;
        self.shape.push(halve);
        if !halve {
            self.shape.push(!range.is_empty());
            if !range.is_empty() {
                self.parts.push(Part { name: format!("{node:x}"), range });
            }
            return;
        }
        let within = &self.numbers[range.clone()];
        let middle = within.partition_point(|number| number >> (31 - depth) & 1 == 0) + range.start;
        self.split(range.start..middle, depth + 1, node * 2);
        self.split(middle..range.end, depth + 1, node * 2 + 1);
    }
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
        let parts = words(&all, &[6_000, 6_000, 10, 10, 10]);
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["gi__", "gia", "h", "_3d_"]);
        assert_eq!(parts[1].range, 1..3);
    }

    #[test]
    fn every_number_is_in_one_part() {
        let numbers: Vec<u32> = (0..1000u32).map(|n| n * 77_777).collect();
        let (parts, shape) = entries(&numbers, ENTRIES);
        let held: usize = parts.iter().map(|part| part.range.len()).sum();
        assert_eq!(held, 1000);
        assert!(parts.iter().all(|part| part.range.len() <= ENTRIES));
        let (none, one) = (entries(&[], 1).1, entries(&[7, 1 << 31], 1).1);
        assert_eq!((none, one), (vec![false, false], vec![true, false, true, false, true]));
        assert!(shape.len() > parts.len() * 2);
        assert_eq!(as_letters(&[true, false, true, false, false, false, true]), "FB");
    }
}
