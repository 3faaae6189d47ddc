//! Reports for people: what an editor, a newsreader or the propaganda department takes away. In:
//! the linked catalogue, and values that a command has opened. Out: tables, sheets, archives, words.
//! Never reads a file or the clock, never prints, never published.

pub mod agenda;
pub mod coming;
pub mod coverage;
pub mod facts;
pub mod kit;
pub mod posts;
pub mod print;
pub mod reads;
pub mod rundown;
pub mod script;
pub mod strings;
pub mod summary;
pub mod table;
pub mod wall;
pub mod words;
pub mod workbook;

use crate::office::Ymd;
use crate::text::date::Day;

impl From<Day> for Ymd {
    fn from(day: Day) -> Self {
        Self { year: u16::try_from(day.year()).unwrap_or(1), month: day.month(), day: day.day() }
    }
}
