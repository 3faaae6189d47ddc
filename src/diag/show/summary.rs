//! The closing line of a report. In: its diagnostics. Out: counts, and a sentence of them.
//! Never counts a fold: a problem in 38 places is 38 problems to mend.

use super::{Shown, words::pick};
use crate::diag::{Diag, Lang, Level};

/// How many problems of each level there are. What an editor accepted is counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Rules that an editor accepted with a reason.
    pub accepted: usize,
}

impl Summary {
    /// Counts the problems of a report.
    #[must_use]
    pub fn of(diags: &[Shown]) -> Self {
        let mut sum = Self::default();
        for shown in diags {
            *sum.counter(&shown.diag) += 1 + shown.elsewhere.len();
        }
        sum
    }

    /// The same with one more problem.
    #[must_use]
    pub fn with(mut self, diag: &Diag) -> Self {
        *self.counter(diag) += 1;
        self
    }

    fn counter(&mut self, diag: &Diag) -> &mut usize {
        match (&diag.accepted, diag.level()) {
            (Some(_), _) => &mut self.accepted,
            (None, Level::Error) => &mut self.errors,
            (None, Level::Warning) => &mut self.warnings,
            (None, Level::Note) => &mut self.notes,
        }
    }

    /// What there is, without a word on what there is not: for a look that has not seen all yet.
    #[must_use]
    pub fn found(&self, lang: Lang) -> Option<String> {
        let parts = [
            counted(self.errors, lang, "lỗi", "error"),
            counted(self.warnings, lang, "cảnh báo", "warning"),
            counted(self.notes, lang, "ghi chú", "note"),
        ];
        let found: Vec<String> = parts.into_iter().flatten().collect();
        (!found.is_empty()).then(|| found.join(", "))
    }

    /// The counts as one line without its end: `2 lỗi, 1 cảnh báo; 1 quy tắc đã được chấp nhận`.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let found = match (self.errors, self.found(lang)) {
            (1.., Some(found)) => found,
            (_, found) => std::iter::once(pick(lang, "không có lỗi", "no errors").to_owned())
                .chain(found)
                .collect::<Vec<_>>()
                .join(", "),
        };
        match counted(self.accepted, lang, "quy tắc đã được", "rule") {
            Some(rules) => format!("{found}; {rules} {}", pick(lang, "chấp nhận", "accepted")),
            None => found,
        }
    }
}

/// The closing line of a report, without its end.
#[must_use]
pub fn summary(diags: &[Shown], lang: Lang) -> String {
    Summary::of(diags).sentence(lang)
}

/// The count with its word; nothing when there is nothing to count.
fn counted(count: usize, lang: Lang, vi: &str, en: &str) -> Option<String> {
    match (lang, count) {
        (_, 0) => None,
        (Lang::Vi, _) => Some(format!("{count} {vi}")),
        (Lang::En, 1) => Some(format!("1 {en}")),
        (Lang::En, _) => Some(format!("{count} {en}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        check(
            [2, 1, 3, 1],
            "2 lỗi, 1 cảnh báo, 3 ghi chú; 1 quy tắc đã được chấp nhận",
            "2 errors, 1 warning, 3 notes; 1 rule accepted",
        );
        check([0, 0, 0, 0], "không có lỗi", "no errors");
        check([0, 2, 0, 0], "không có lỗi, 2 cảnh báo", "no errors, 2 warnings");
        check([1, 0, 0, 2], "1 lỗi; 2 quy tắc đã được chấp nhận", "1 error; 2 rules accepted");
    }

    fn check([errors, warnings, notes, accepted]: [usize; 4], vi: &str, en: &str) {
        let sum = Summary { errors, warnings, notes, accepted };
        assert_eq!((sum.sentence(Lang::Vi).as_str(), sum.sentence(Lang::En).as_str()), (vi, en));
    }
}
