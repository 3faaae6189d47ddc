//! The languages of messages. In: nothing. Out: their names. Never says anything itself.

use serde::{Deserialize, Serialize};

/// The language that a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}
