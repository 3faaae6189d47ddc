//! The one test binary: every module is a family of tests.

mod cases;
mod cli;
mod commonmark;
mod incremental;
mod publish;
mod purity;
mod real;
mod rules;
mod sites;
mod tidy;
