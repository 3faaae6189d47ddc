//! The one test binary: every module is a family of tests.

mod cli;
mod incremental;
mod publish;
mod purity;
mod rules;
mod sites;
