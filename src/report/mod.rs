//! Reports for editors: pure functions over the linked site. In: the catalogue, the settings, an
//! earlier summary. Out: rows and words. Never prints, never reads a file, never published.

pub mod coming;
pub mod summary;
