//! Problems as data. In: what a stage found and where. Out: diagnostics that can be sorted,
//! counted, shown in Vietnamese or English, turned into JSON, or applied as a fix.
//! Never stops a stage and never prints.

pub mod catalogue;
pub mod fix;
pub mod lang;
pub mod report;
pub mod show;

pub use catalogue::{Level, Problem};
pub use lang::Lang;
pub use report::{Diag, Fix, Place, Sink};
