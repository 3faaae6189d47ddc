//! Proof-reading: what a careful reader would ask about a text. In: the prose of records and what
//! their links say. Out: BV445–BV459, hints with the place of the words, each silenced by an
//! `accept` with a reason. Never asks where the text may be right: a rule looks only at words whose record is
//! linked from the same text.

mod abbreviation;
mod calendar;
mod count;
mod giver;
mod linked;
mod milestone;
mod number;
mod photo;
mod post;
mod series;
mod spelling;
mod text;

pub(super) use abbreviation::unexpanded;
pub(super) use calendar::days;
pub(super) use count::{recipients, sums};
pub(super) use giver::form_and_giver;
pub(super) use linked::links;
pub(super) use milestone::outside_campaign;
pub(super) use number::forms;
pub(super) use photo::caption;
pub(super) use post::of_the_time;
pub(super) use series::parts;
pub(super) use spelling::units;
pub use text::Text;
pub(super) use text::of as texts;
