//! One set of files laid over another. In: two [`Files`]. Out: one, in which the upper layer
//! wins wherever both have a path. Never copies a byte.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Entry, Files, Listing, SourceError, SourceProblem};
use crate::base::SrcPath;

/// `over` laid on `under`: the site's own files on those that ship with the program.
#[derive(Clone, Debug)]
pub struct Layered<A, B> {
    over: A,
    under: B,
}

impl<A: Files, B: Files> Layered<A, B> {
    /// Lays `over` on `under`.
    pub fn new(over: A, under: B) -> Self {
        Self { over, under }
    }

    /// The upper layer.
    pub fn over(&self) -> &A {
        &self.over
    }
}

impl<A: Files, B: Files> Files for Layered<A, B> {
    fn list(&self) -> Result<Listing, SourceError> {
        let (over, under) = (self.over.list()?, self.under.list()?);
        let mut problems = over.problems;
        problems.extend(under.problems);
        SourceProblem::sort(&mut problems);
        Ok(Listing {
            entries: merge(over.entries, under.entries),
            problems,
            // The earlier moment is the careful one: a file stamped after it is read again.
            taken_ns: over.taken_ns.min(under.taken_ns),
        })
    }

    /// A file of the upper layer that cannot be read stays unread: falling through to the lower
    /// one would publish bytes the editor has replaced. Only a path the upper layer does not
    /// have at all is looked for below.
    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError> {
        match self.over.read(path) {
            Err(SourceError::File(SourceProblem::Vanished { .. })) => self.under.read(path),
            found => found,
        }
    }
}

/// Joins two sorted lists into one; of equal paths the first list's entry stays.
fn merge(over: Vec<Entry>, under: Vec<Entry>) -> Vec<Entry> {
    let mut merged = Vec::with_capacity(over.len() + under.len());
    let (mut over, mut under) = (over.into_iter().peekable(), under.into_iter().peekable());
    while let (Some(a), Some(b)) = (over.peek(), under.peek()) {
        match a.path.cmp(&b.path) {
            Ordering::Less => merged.extend(over.next()),
            Ordering::Greater => merged.extend(under.next()),
            Ordering::Equal => {
                merged.extend(over.next());
                under.next();
            }
        }
    }
    merged.extend(over);
    merged.extend(under);
    merged
}

#[cfg(test)]
mod tests {
    use super::super::Memory;
    use super::*;

    fn memory(files: &[(&str, &str)]) -> Memory {
        let path = |path| SrcPath::new(path).expect("a relative path");
        files.iter().map(|(name, text)| (path(name), text.as_bytes())).collect()
    }

    #[test]
    fn the_upper_layer_wins() {
        let over = memory(&[("b", "trên"), ("d", "trên")]);
        let under = memory(&[("a", "dưới"), ("b", "dưới"), ("c", "dưới")]);
        let files = Layered::new(over, under);
        let entries = files.list().expect("memory lists").entries;
        let texts = entries.iter().map(|entry| {
            let bytes = files.read(&entry.path).expect("listed files are read");
            format!("{} {}", entry.path, String::from_utf8_lossy(&bytes))
        });
        assert_eq!(texts.collect::<Vec<_>>(), ["a dưới", "b trên", "c dưới", "d trên"]);
    }
}
