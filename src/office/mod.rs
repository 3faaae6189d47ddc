//! Files of the office: spreadsheets, Word documents, archives. In: plain texts, numbers, days.
//! Out: bytes, the same for the same input on every machine: no clock, no random name, no order
//! of a hash. Never knows a record, a page or the disk.

pub mod archive;
pub mod docx;
pub mod unpack;
pub mod xlsx;

use std::borrow::Cow;

/// A file that the format cannot hold: too many rows, too long a name.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(String);

impl Unwritable {
    /// With the reason in words.
    pub fn because(reason: impl std::fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

/// A day as office files store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ymd {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// Text that a spreadsheet would calculate, told to be text.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}
