//! The program's entrance: hands the words of the command line to [`bangvang::cli::run`] and
//! returns its exit code. Never decides anything.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bangvang::cli::run(std::env::args_os()).into()
}
