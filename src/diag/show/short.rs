//! The short format. In: one diagnostic. Out: one line that editors and `grep` can take apart.
//! Never spans lines, whatever a message quotes.

use super::{Shown, words};
use crate::diag::Lang;

/// `file:line:column: level[code]: message`. A file as a whole is `file:1:1`; the site as a
/// whole is `.:1:1`, so that every line has one shape.
pub(super) fn line(shown: &Shown, lang: Lang) -> String {
    let Shown { diag, at, .. } = shown;
    let place = match (words::address(at), &at.span) {
        (Some(address), Some(_)) => address,
        (Some(file), None) => format!("{file}:1:1"),
        (None, _) => ".:1:1".to_owned(),
    };
    let level = words::level(diag.level(), lang);
    let sentence = words::sentence(diag, &shown.also, shown.elsewhere.len(), lang);
    format!("{place}: {level}[{}]: {sentence}\n", diag.problem.code())
}
