//! The program's entrance: hands the words of the command line to [`bangvang::cli::run`] and
//! returns its exit code. Never decides anything.
#![allow(clippy::disallowed_methods, reason = "the words of the command line are handed on from here")]

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bangvang::cli::run(std::env::args_os()).into()
}
