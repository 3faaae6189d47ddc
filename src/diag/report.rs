//! One diagnostic and the list it goes into. In: a [`Problem`] and a [`Place`]. Out: a [`Sink`]
//! in the order the file order gives, with doubles folded. Never formats a message.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::catalogue::{Level, Problem};
use crate::base::SrcPath;
use crate::text::legacy::is_1258;

/// Where a problem lies. Field and cell places are turned into byte ranges only when shown,
/// so that records carry no positions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The site as a whole.
    Site,
    /// A file as a whole.
    File(SrcPath),
    /// A range of bytes in a file.
    Span(SrcPath, u32, u32),
    /// A field of a record, by its path: `groups[0].recipients[3].ref`.
    Field(SrcPath, String),
    /// A cell of a CSV file: row and column, counted from 1 (row 1 is the header).
    Cell(SrcPath, u32, u32),
}

impl Place {
    /// A byte range of a file.
    #[must_use]
    pub fn span(file: &SrcPath, range: Range<usize>) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::Span(file.clone(), clip(range.start), clip(range.end))
    }

    /// The file that the place is in, if it is in one.
    #[must_use]
    pub fn file(&self) -> Option<&SrcPath> {
        match self {
            Self::Site => None,
            Self::File(f) | Self::Span(f, ..) | Self::Field(f, _) | Self::Cell(f, ..) => Some(f),
        }
    }
}

/// An edit of one file that mends the problem: these bytes become this text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What the edit replaces.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// One problem of the site, with all that is needed to show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diag {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
    /// Other places that belong to it, such as the first of two definitions.
    pub also: Vec<Place>,
    /// A word that was perhaps meant.
    pub suggestion: Option<String>,
    /// An edit that mends it without asking.
    pub fix: Option<Fix>,
    /// The written reason with which an editor accepted it.
    pub accepted: Option<String>,
}

impl Diag {
    /// A diagnostic at one place.
    #[must_use]
    pub fn new(problem: Problem, place: Place) -> Self {
        Self { problem, place, also: Vec::new(), suggestion: None, fix: None, accepted: None }
    }

    /// Names a second place.
    #[must_use]
    pub fn also(mut self, place: Place) -> Self {
        self.also.push(place);
        self
    }

    /// Offers a word that was perhaps meant.
    #[must_use]
    pub fn suggest(mut self, word: Option<impl Into<String>>) -> Self {
        self.suggestion = word.map(Into::into);
        self
    }

    /// Offers an edit at the diagnostic's own place.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { place: self.place.clone(), text: text.into() });
        self
    }

    /// How grave it is: the catalogue's level, or a note once an editor accepted it.
    #[must_use]
    pub fn level(&self) -> Level {
        if self.accepted.is_some() { Level::Note } else { self.problem.level() }
    }
}

impl Problem {
    /// Why bytes are no text: the encoding where it tells itself, else the first byte that is wrong.
    #[must_use]
    pub fn not_utf8(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Self::OfficeFile {};
        }
        let zeros = bytes.iter().take(200).filter(|byte| **byte == 0).count();
        if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || zeros > 20 {
            return Self::Utf16 {};
        }
        let byte = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
        let line = bytes[..byte].split(|byte| *byte == b'\n').count();
        // Excel writes in this code page what it calls CSV, without more, on a Vietnamese Windows.
        if is_1258(bytes) { Self::Windows1258 { byte } } else { Self::NotUtf8 { line, byte } }
    }
}

/// How many problems of one sort are told of one file: nobody reads more before mending some.
pub const TOLD: usize = 50;

/// The list that a stage writes its problems to.
#[derive(Debug, Default)]
pub struct Sink(Vec<Diag>);

impl Sink {
    /// Adds a problem at a place and hands it back for a suggestion or a fix.
    pub fn report(&mut self, problem: Problem, place: Place) -> &mut Diag {
        self.push(Diag::new(problem, place))
    }

    /// Adds a finished diagnostic.
    pub fn push(&mut self, diag: Diag) -> &mut Diag {
        self.0.push(diag);
        self.0.last_mut().expect("a diagnostic was just pushed")
    }

    /// Adds all of another list.
    pub fn extend(&mut self, diags: impl IntoIterator<Item = Diag>) {
        self.0.extend(diags);
    }

    /// The diagnostics as they came.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diag> {
        self.0
    }

    /// The diagnostics as they came, of one sort in one file no more than [`TOLD`]; the others are
    /// counted. What mends itself stays: it need not be read.
    #[must_use]
    pub fn into_few(self) -> Vec<Diag> {
        let mut counts: HashMap<(Discriminant<Problem>, Option<SrcPath>), usize> = HashMap::new();
        let mut count = |diag: &Diag| {
            let count = counts.entry((discriminant(&diag.problem), diag.place.file().cloned())).or_default();
            *count += usize::from(diag.fix.is_none());
            *count
        };
        let (few, many): (Vec<Diag>, Vec<Diag>) =
            self.0.into_iter().partition(|diag| count(diag) <= TOLD || diag.fix.is_some());
        let mut more: Vec<Diag> = Vec::new();
        for Diag { problem, place, .. } in many {
            let (code, place) = (problem.code().to_owned(), place.file().cloned().map_or(Place::Site, Place::File));
            let same = more.iter_mut().find_map(|diag| match &mut diag.problem {
                Problem::MoreOfTheSame { code: told, count } if *told == code && diag.place == place => Some(count),
                _ => None,
            });
            match same {
                Some(count) => *count += 1,
                None => more.push(Diag::new(Problem::MoreOfTheSame { code, count: 1 }, place)),
            }
        }
        few.into_iter().chain(more).collect()
    }

    /// How many there are now.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_one_sort_are_counted() {
        let file = SrcPath::new("content/don-vi/a.yaml").expect("a sound path");
        let mut sink = Sink::default();
        for _ in 0..TOLD + 7 {
            sink.report(Problem::BadUrl { value: "x".into() }, Place::File(file.clone()));
        }
        sink.report(Problem::BadId { value: "X".into() }, Place::File(file.clone()));
        let told = sink.into_few();
        assert_eq!(told.len(), TOLD + 2);
        let more = Problem::MoreOfTheSame { code: "BV115".into(), count: 7 };
        assert_eq!(told.last(), Some(&Diag::new(more, Place::File(file))));
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(Problem::not_utf8(b"\xFF\xFEa\0"), Problem::Utf16 {});
        assert_eq!(Problem::not_utf8(b"a\nb\xE3"), Problem::NotUtf8 { line: 2, byte: 3 });
    }
}
