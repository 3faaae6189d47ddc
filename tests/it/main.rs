//! The one test binary: every module is a family of tests.
#![allow(clippy::disallowed_methods, reason = "tests look at the disk from outside")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on says so and ends"
)]
#![allow(
    clippy::unchecked_time_subtraction,
    clippy::struct_excessive_bools,
    reason = "clocks run forward; switches are switches"
)]
#![allow(unreachable_pub, reason = "nothing outside of this binary can name anything in it")]

mod addresses;
mod broadcasts;
mod cases;
mod cli;
mod commonmark;
mod coverage;
mod glances;
mod incremental;
mod killed;
mod kits;
mod leaks;
mod newsroom;
mod pictures;
mod proof;
mod publish;
mod purity;
mod real;
mod rules;
mod sites;
mod tidy;
