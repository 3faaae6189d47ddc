//! Turns places into bytes of files, for showing diagnostics. In: the window to the files.
//! Out: texts and ranges. Only for the few places that a report names.

use std::ops::Range;
use std::sync::Arc;

use crate::base::SrcPath;
use crate::diag::Place;
use crate::diag::show::Sources;
use crate::record::{locate, sound};
use crate::source::Files;

/// The texts of a site's files, read when asked for.
pub struct SiteText<'f> {
    files: &'f dyn Files,
}

impl<'f> SiteText<'f> {
    /// The texts behind a window.
    #[must_use]
    pub fn new(files: &'f dyn Files) -> Self {
        Self { files }
    }
}

impl Sources for SiteText<'_> {
    fn text(&self, file: &SrcPath) -> Option<Arc<str>> {
        sound::decode(&self.files.read(file).ok()?).map(Into::into)
    }

    fn range(&self, place: &Place) -> Option<(SrcPath, Range<usize>)> {
        match place {
            Place::Site => None,
            Place::File(file) => Some((file.clone(), 0..self.text(file)?.len())),
            Place::Span(file, start, end) => Some((file.clone(), *start as usize..*end as usize)),
            Place::Field(file, field) => locate::field(file, field, &|path| self.files.read(path).ok()),
            Place::Cell(file, row, _) => {
                let text = self.text(file)?;
                let row = usize::try_from(*row).ok()?.checked_sub(2)?;
                Some((file.clone(), crate::record::rows::range_of(&text, row, None, &[])?))
            }
        }
    }
}
