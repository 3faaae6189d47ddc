//! The benchmark: what a build costs beside the least that it could cost. In: nothing but
//! this program and the library. Out: a table of medians, and ratios of runs made side by side;
//! seconds belong to one machine, ratios are what can be compared.
//!
//! `cargo bench` measures 1k and 10k records; `tests/bench/run --help` shows the rest.
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the disk and the machine from outside")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a table is its whole output")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on says so and ends")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of test sites fit every word")]
#![allow(
    clippy::struct_excessive_bools,
    clippy::unused_self,
    clippy::needless_raw_string_hashes,
    clippy::manual_is_multiple_of,
    clippy::assigning_clones,
    reason = "a generator of test sites is read as a list of what it makes"
)]
#![allow(unreachable_pub, reason = "nothing outside of this binary can name anything in it")]

mod child;
mod corpus;
mod drawn;
mod hugo;
mod measure;
mod newsroom;
mod plain;
mod report;
mod rounds;
mod site;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use corpus::Corpus;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "tests/bench/run [--sizes 1k,10k,100k] [--rounds N] [--dir FOLDER] [--hugo PROGRAM] [--limits]
tests/bench/run --generate [--plain] SIZE FOLDER      only writes a site of fictitious records

--sizes    how many records (1k,10k when not given)
--rounds   how often everything is measured, side by side (5 when not given)
--dir      where the sites are built (/dev/shm when there is one)
--hugo     a Hugo to compare with; it gets the same records
--limits   fails when a ratio is above its limit
";

/// What is asked for.
struct Wish {
    sizes: Vec<u64>,
    rounds: usize,
    dir: PathBuf,
    hugo: Option<PathBuf>,
    limits: bool,
}

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--child", work, ..] => child::run(work, &args[2..]),
        ["--generate", size, folder] => generate(size, Path::new(folder), false),
        ["--generate", "--plain", size, folder] => generate(size, Path::new(folder), true),
        ["--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => wish(&args).and_then(|wish| bench(&wish)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn wish(args: &[String]) -> io::Result<Wish> {
    let shm = Path::new("/dev/shm");
    let dir = if shm.is_dir() { shm.to_owned() } else { env::temp_dir() };
    let mut wish = Wish { sizes: vec![1_000, 10_000], rounds: 5, dir, hugo: None, limits: false };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().cloned().ok_or_else(|| io::Error::other(format!("{arg}: thiếu giá trị")));
        match arg.as_str() {
            "--sizes" => wish.sizes = value()?.split(',').map(size).collect::<io::Result<_>>()?,
            "--rounds" => wish.rounds = value()?.parse().map_err(io::Error::other)?,
            "--dir" => wish.dir = value()?.into(),
            "--hugo" => wish.hugo = Some(value()?.into()),
            "--limits" => wish.limits = true,
            _ => return Err(io::Error::other(format!("không hiểu {arg}\n{HELP}"))),
        }
    }
    Ok(wish)
}

/// A size such as `10k`.
fn size(text: &str) -> io::Result<u64> {
    let (digits, unit) = text.strip_suffix('k').map_or((text, 1), |digits| (digits, 1000));
    Ok(digits.parse::<u64>().map_err(|error| io::Error::other(format!("{text}: {error}")))? * unit)
}

fn generate(records: &str, folder: &Path, is_plain: bool) -> io::Result<()> {
    let mut files = site::write(&Corpus::of(size(records)?), folder)?;
    if is_plain {
        plain::write(&mut files, folder)?;
    }
    println!("{} tệp, {} byte", files.count, files.bytes);
    Ok(())
}

fn bench(wish: &Wish) -> io::Result<()> {
    let dir = wish.dir.join(format!("bangvang-bench-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    report::head(&dir);
    let done = wish.sizes.iter().try_for_each(|records| one_size(wish, &dir, *records));
    fs::remove_dir_all(&dir)?;
    done
}

fn one_size(wish: &Wish, dir: &Path, records: u64) -> io::Result<()> {
    let place = rounds::Place::new(dir, records, wish.hugo.as_deref())?;
    let series = place.measure(wish.rounds)?;
    report::table(&place, &series);
    if records <= 1_000 {
        report::long(&place.measure_long(wish.rounds)?);
        let pictures = place.measure_pictures(wish.rounds)?;
        drawn::table(&pictures);
        if wish.limits {
            drawn::limits(&pictures)?;
        }
    }
    place.clear()?;
    if wish.limits { report::limits(&series) } else { Ok(()) }
}
