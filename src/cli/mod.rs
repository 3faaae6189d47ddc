//! The command line. In: the words that a person typed, the environment, the terminal. Out: one
//! exit code, and all that the program ever prints. Nothing else in the program prints, reads
//! the arguments or the environment; a command here only calls the stages and words the outcome.
#![allow(
    clippy::disallowed_methods,
    reason = "the one place that knows the environment, the clock and the site's own folder"
)]

mod args;
mod ask;
mod build;
mod check;
mod deliver;
mod diff;
mod explain;
mod files;
mod host;
mod init;
mod kit;
mod leak;
mod make;
mod next;
mod options;
mod panic;
mod profile;
mod progress;
mod reads;
mod report;
mod rundown;
mod schema;
mod script;
pub mod serve;
mod site;
mod subject;
pub mod ui;
mod usage;
mod vscode;
mod watch;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::Parser;

use crate::diag::Lang;
use args::{Cli, Command};
pub use ui::{Exit, Failure, Interrupt, Ui};

/// Runs the program for the given arguments (the first is its own name).
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let args = options::with_help_word(args.into_iter().collect());
    let lang = options::language_of(&args, std::env::var("BANGVANG_LANG").ok().as_deref());
    panic::install(lang);
    match Cli::try_parse_from(&args) {
        Ok(cli) => catch_unwind(AssertUnwindSafe(|| obey(cli, lang))).unwrap_or(Exit::Bug),
        Err(error) => usage::tell(&error, lang),
    }
}

/// Carries out one command and says what went wrong, if anything did.
fn obey(cli: Cli, lang: Lang) -> Exit {
    let ui = Ui::new(&cli.global, lang);
    let done = match cli.command {
        Command::Report(args) => report::run(&ui, &args, cli.global.format),
        _ if cli.global.format.is_of_reports() => Err(report::only_here()),
        Command::Build(args) => build::run(&ui, &args),
        Command::Check(args) => check::run(&ui, &args),
        Command::Diff(args) => diff::run(&ui, &args),
        Command::NextChange(args) => next::run(&ui, &args),
        Command::Watch(args) => watch::run(&ui, &args),
        Command::LeakCheck(args) => leak::run(&ui, &args),
        Command::Host(args) => host::run(&ui, &args),
        Command::Init(args) => init::run(&ui, &args),
        Command::New(args) => make::run(&ui, &args),
        Command::Why(args) => ask::why(&ui, &args),
        Command::WhoUses(args) => ask::who_uses(&ui, &args),
        Command::ExplainRecord(args) => ask::explain_record(&ui, &args),
        Command::Explain(args) => explain::run(&ui, &args),
        Command::Script(args) => script::run(&ui, &args),
        Command::Kit(args) => kit::run(&ui, &args),
        Command::Rundown(args) => rundown::run(&ui, &args),
        Command::Schema(args) => schema::run(&ui, &args),
        Command::Reads(args) => reads::run(&ui, &args),
        Command::Serve(args) => serve::run(&ui, &args),
        Command::Completions(args) => Ok(completions(&ui, &args)),
    };
    done.unwrap_or_else(|failure| ui.fail(&failure))
}

/// Writes the completion script of a shell.
fn completions(ui: &Ui, args: &args::Completions) -> Exit {
    let mut script = Vec::new();
    let mut command = <Cli as clap::CommandFactory>::command();
    clap_complete::generate(args.shell, &mut command, "bangvang", &mut script);
    ui.out(&String::from_utf8_lossy(&script));
    Exit::Fine
}
