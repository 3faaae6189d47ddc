//! BV470–BV472: who made a picture, and what it says to those who cannot see it. In: a photo.
//! Out: diagnostics, with what the file says of itself as a suggestion. A photo of which only the
//! caption survives has nothing to describe; who made a lost photo may be unknown. These are no
//! rules of the field, so no reason outweighs them.

use crate::diag::{Problem, Sink};
use crate::record::{Own, Record};
use crate::text::fold::fold;

/// A photo names its maker and speaks to the blind; a caption is no description.
pub(super) fn worded(record: &Record, sink: &mut Sink) {
    let Own::Photo(photo) = &record.own else { return };
    if photo.no_file {
        return;
    }
    let note = photo.file.as_ref().map(|facts| &facts.note);
    if photo.credit.is_none() {
        let diag = sink.report(Problem::PhotoWithoutCredit {}, record.at("credit"));
        *diag = diag.clone().suggest(note.and_then(|note| note.credit.clone()));
    }
    match &photo.alt {
        None => {
            let diag = sink.report(Problem::PhotoWithoutAlt {}, record.at("alt"));
            *diag = diag.clone().suggest(note.and_then(|note| note.alt.clone()));
        }
        Some(alt) if fold(&alt.0) == fold(&photo.caption) => {
            sink.report(Problem::AltIsCaption {}, record.at("alt"));
        }
        Some(_) => {}
    }
}
