//! Pairs of nearly equal names. In: names with the unit of each. Out: pairs that are perhaps one
//! person. Looks only at names that agree in all words but one, so the work grows with the list
//! and not with its square.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::bare;
use crate::text::{canonical, fold};

/// In a list without units one letter tells people apart; only a short one is worth asking about.
const SHORT_LIST: usize = 30;
/// How many names of one key are compared; a longer row is a crowd of homonyms.
const CROWD: usize = 16;
/// Shorter words that differ in a letter are different words: Vũ and Võ, Lê and Lý.
const LONG_WORD: usize = 3;

/// A person's name as written, with what tells spellings apart.
#[derive(Debug)]
pub(super) struct Spelling {
    /// Small letters, single spaces.
    written: String,
    /// The same for all spellings of a name.
    canonical: String,
    /// The unit, when known.
    home: Option<String>,
}

impl Spelling {
    /// A name of a list; prefixes such as "ông" do not count.
    pub(super) fn new(printed: &str, home: Option<String>) -> Self {
        let written = bare(printed).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        Self { canonical: canonical(&written), written, home }
    }

    /// The keys under which near names meet: the name itself, and the name without each word.
    ///
    /// Hashes will do: whatever meets is compared.
    fn keys(&self, crowd: usize) -> Vec<u64> {
        let mut keys = vec![key(&self.canonical)];
        let words: Vec<&str> = self.canonical.split(' ').collect();
        if words.len() < 3 || (self.home.is_none() && crowd > SHORT_LIST) {
            return keys;
        }
        for left_out in (0..words.len()).filter(|at| words[*at].chars().count() >= LONG_WORD) {
            keys.push(key(&(&self.home, left_out, &words[..left_out], &words[left_out + 1..])));
        }
        keys
    }

    fn is_near(&self, other: &Self) -> bool {
        if self.written == other.written {
            return false;
        }
        if self.canonical == other.canonical {
            return self.home == other.home || self.home.is_none() || other.home.is_none();
        }
        let count = |name: &Self| name.canonical.split(' ').count();
        let differing = || self.canonical.split(' ').zip(other.canonical.split(' ')).filter(|(a, b)| a != b);
        let one_word = self.home == other.home && count(self) == count(other) && differing().count() == 1;
        one_word && differing().all(|(a, b)| is_one_letter_off(a, b))
    }
}

/// Pairs of near names, each later name at most once, with the earliest one it resembles.
pub(super) fn near(names: &[Spelling], may_be_one: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let keys = name.keys(names.len());
        let earlier = keys.iter().filter_map(|key| seen.get(key)).flatten().copied();
        let mut near = earlier.filter(|other| names[*other].is_near(name) && may_be_one(*other, at));
        found.extend(near.next().map(|other| (other, at)));
        for key in keys {
            let row = seen.entry(key).or_default();
            if row.len() < CROWD {
                row.push(at);
            }
        }
    }
    found
}

fn key(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Whether two words differ by one letter (changed, added, dropped) after an equal first one.
pub(super) fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let first = |word: &[char]| word.first().map(|c| fold(&c.to_string()));
    if a == b || a.len().min(b.len()) < LONG_WORD || first(&a) != first(&b) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal => rest_a[1..] == rest_b[1..],
        std::cmp::Ordering::Less => *rest_a == rest_b[1..],
        std::cmp::Ordering::Greater => rest_a[1..] == *rest_b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter() {
        let check = |a, b, expect| assert_eq!(is_one_letter_off(a, b), expect, "{a} {b}");
        check("hiểu", "hiển", true);
        check("thanh", "thành", true);
        check("hương", "hươn", true);
        check("hươn", "hương", true);
        check("minh", "ninh", false);
        check("vũ", "võ", false);
        check("hùng", "hùng", false);
        check("hùng", "dũng", false);
        check("nguyễn", "nguễn", true);
        check("hải", "hạnh", false);
    }

    #[test]
    fn a_crowd_costs_no_square() {
        let names: Vec<Spelling> =
            (0..20_000).map(|n| Spelling::new(["Nguyễn Văn Hoà", "Nguyễn Văn Hòa"][n % 2], None)).collect();
        let found = near(&names, |_, _| true);
        assert_eq!(found.len(), 19_999);
        assert_eq!(found[0], (0, 1));
    }
}
