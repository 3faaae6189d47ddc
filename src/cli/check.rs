//! `bangvang check`: all problems of the site. In: a site. Out: a report, and with `--fix` the
//! records with what a machine can mend mended. Never publishes, never touches a file that it has
//! nothing to mend in.

use std::path::Path;

use super::files;
use super::options::OPTIONS;
use super::progress::Bar;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Interrupt, Ui};
use crate::base::SrcPath;
use crate::diag::show::{self, Sources};
use crate::diag::{Diag, fix};
use crate::engine::{Engine, Outcome};

/// `check`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Tự sửa những lỗi máy sửa được (mend what a machine can mend)
    #[arg(long, help_heading = OPTIONS)]
    fix: bool,
    /// Coi cảnh báo là lỗi (warnings are errors)
    #[arg(long, help_heading = OPTIONS)]
    strict: bool,
}

/// How often mending is tried: some edits only show once others were made.
const ROUNDS: usize = 5;

/// Checks the site, mending first when asked to.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let mut engine = site::open(ui, &Wish { strict: args.strict, ..Wish::usual(ui) })?;
    let bar = Bar::new(ui, Interrupt::listen());
    let checked = check(ui, args, &mut engine, &bar);
    bar.clear();
    let (outcome, mended) = checked?;
    if bar.is_stopped() {
        ui.tell("Đã dừng theo yêu cầu.", "Stopped as asked.");
        return Ok(Exit::Interrupted);
    }
    let failed = outcome.failed(args.strict);
    let problems = site::report(ui, &engine, outcome.diags);
    if args.fix {
        told_mended(ui, &mended);
    }
    ui.say(format!("{}.", capital(&problems.sentence(ui.lang))));
    Ok(if failed { Exit::Problems } else { Exit::Fine })
}

/// What was mended: places, files.
type Mended = (usize, std::collections::BTreeSet<SrcPath>);

fn check(ui: &Ui, args: &Args, engine: &mut Engine, bar: &Bar) -> Result<(Outcome, Mended), Failure> {
    let mut mended = Mended::default();
    let mut outcome = engine.check(bar)?;
    for _ in 0..if args.fix { ROUNDS } else { 0 } {
        if bar.is_stopped() || !mend(&ui.site(), engine, &outcome.diags, &mut mended)? {
            break;
        }
        outcome = engine.check(bar)?;
    }
    Ok((outcome, mended))
}

/// Makes the edits of one round; says whether there were any.
fn mend(site: &Path, engine: &Engine, diags: &[Diag], mended: &mut Mended) -> Result<bool, Failure> {
    let text = engine.text();
    let shown = show::prepare(diags.to_vec(), &text);
    let mut any = false;
    for (file, edits) in show::fixes(&shown) {
        let path = site.join(file.as_str());
        // What ships inside the program cannot be edited.
        let Some(old) = text.text(&file).filter(|_| path.is_file()) else { continue };
        let (new, count) = fix::apply(&old, &edits);
        if count > 0 && files::replace(&path, new.as_bytes())? {
            any = true;
            mended.0 += count;
            mended.1.insert(file);
        }
    }
    Ok(any)
}

fn told_mended(ui: &Ui, (places, files): &Mended) {
    if *places == 0 {
        ui.tell("Không có gì máy tự sửa được.", "There was nothing that a machine can mend.");
        return;
    }
    ui.tell(
        format!("Đã sửa {places} chỗ trong {} tệp:", files.len()),
        format!("Mended (places: {places}, files: {}):", files.len()),
    );
    for file in files {
        ui.say(format!("  {file}"));
    }
}

/// A sentence with its first letter in capitals.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
