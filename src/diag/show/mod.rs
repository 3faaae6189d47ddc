//! Reports for people and programs. In: diagnostics and the texts they speak of. Out: one text
//! in the chosen language and format, and the explanation behind each code.
//! Never prints, never reads a file, never decides what is an error.

mod explain;
mod github;
mod human;
mod json;
mod letters;
mod place;
mod prepare;
mod short;
mod summary;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;
use std::sync::Arc;

pub use explain::{explain, unknown_code};
pub use place::{Point, Span, Spot, spots};
pub use prepare::{fixes, prepare, prepare_told};
pub use summary::{Summary, summary};

use super::{Diag, Lang, Place};
use crate::base::SrcPath;

/// The texts of a site, as far as a report needs them.
pub trait Sources {
    /// The text of a file, when it could be read.
    fn text(&self, file: &SrcPath) -> Option<Arc<str>>;

    /// The bytes of a place (for a file: all of it), when they can be found. A span may be left
    /// to its own numbers by answering `None`.
    fn range(&self, place: &Place) -> Option<(SrcPath, Range<usize>)>;
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the lines of the source and carets below them.
    #[default]
    Human,
    /// One line for each problem: `file:line:column: level[code]: message`.
    Short,
    /// One JSON object, for editors.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
}

/// The wishes of the reader.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of all words.
    pub lang: Lang,
    /// The format.
    pub format: Format,
    /// Whether the human format is coloured.
    pub colour: bool,
    /// The columns of the terminal; longer source lines are cut around the caret.
    pub width: usize,
}

/// A diagnostic that was looked up, and the doubles that it stands for.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The diagnostic.
    pub diag: Diag,
    /// Where it is.
    pub at: Spot,
    /// The other places that belong to it.
    pub also: Vec<Spot>,
    /// The edit that mends it.
    pub fix: Option<Edit>,
    /// Further places where the very same problem was found.
    pub elsewhere: Vec<Spot>,
    /// The pages that a template fails, the first one leading.
    pub pages: Vec<String>,
}

/// A fix that was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The file to edit.
    pub file: SrcPath,
    /// The bytes to replace, exactly as the fix names them.
    pub bytes: Range<usize>,
    /// Where these bytes are.
    pub at: Spot,
    /// What stands there afterwards.
    pub text: String,
}

/// Writes a whole report. Only JSON carries the summary; elsewhere it is a line of its own that
/// the caller adds with [`summary()`].
#[must_use]
pub fn show(diags: &[Shown], sources: &dyn Sources, style: &Style) -> String {
    match style.format {
        Format::Human => human::report(diags, sources, style),
        Format::Short => diags.iter().map(|shown| short::line(shown, style.lang)).collect(),
        Format::Json => json::report(diags, style.lang),
        Format::Github => diags.iter().map(|shown| github::command(shown, style.lang)).collect(),
    }
}
