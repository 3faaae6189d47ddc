//! `bangvang reads`: reading counts from server logs. In: logs, plain, gzip or zstd. Out: sums in
//! `content/luot-doc.csv` and, below `.bangvang/`, how far each log was read. Without `--write`
//! it only shows what would be counted. All logs are read before anything is written.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::files;
use super::options::{ARGUMENTS, OPTIONS, TEMPLATE};
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui, shown};
use crate::base::{Fp, SrcPath};
use crate::diag::{Lang, Level, Sink};
use crate::engine::{self, Planned};
use crate::record::reads::{self, Count, Counts};
use crate::report::reads::{Counter, Mark, Outcome, Pages, Tally};
use crate::report::table::{Cell, Table, text};
use crate::text::date::Moment;

/// `reads`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Task,
}

/// What is done with reading counts.
#[derive(Clone, Debug, clap::Subcommand)]
enum Task {
    /// Cộng số lần đọc từ nhật ký nginx, Caddy; không có --write thì chỉ xem trước (count readings)
    #[command(help_template = TEMPLATE)]
    Import(Import),
}

/// `reads import`.
#[derive(clap::Args, Clone, Debug)]
struct Import {
    /// Các tệp nhật ký, cả .gz và .zst; - là đầu vào chuẩn (log files)
    #[arg(value_name = "NHẬT KÝ", required = true, help_heading = ARGUMENTS)]
    logs: Vec<PathBuf>,
    /// Ghi vào content/luot-doc.csv (write the sums)
    #[arg(long, help_heading = OPTIONS)]
    write: bool,
}

/// How many marks of logs are kept; older ones belong to logs long gone.
const MARKS: usize = 1000;
/// How many pages are named.
const NAMED: usize = 15;

/// Does what was asked for.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    match &args.what {
        Task::Import(args) => import(ui, args),
    }
}

fn import(ui: &Ui, args: &Import) -> Result<Exit, Failure> {
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    let planned = match site::planned(ui, &mut engine)? {
        Ok(planned) => planned,
        Err(exit) => return Ok(exit),
    };
    let file = ui.site().join(reads::FILE);
    let (before, sound) = counts(ui, &engine, &file)?;
    if !sound {
        return Ok(Exit::Problems);
    }
    let pages = pages(&planned);
    let mut state = State::open(&ui.site(), &file)?;
    let started = Instant::now();
    let mut counter = Counter::new(&pages, ui.now().epoch_seconds());
    for log in &args.logs {
        read(log, &mut counter, &mut state)?;
    }
    let after = merged(&before, &pages, &counter);
    tell(ui, &counter.tally, started.elapsed().as_secs_f64(), &before, &after);
    if args.write {
        state.write(&file, &reads::write(&after))?;
        ui.tell(format!("Đã ghi {}.", shown(&file)), format!("Wrote {}.", shown(&file)));
        if !planned.settings.reads {
            ui.tell(
                "Trang chưa hiện số lần đọc; muốn hiện thì ghi `reads: true` trong content/site.yaml.",
                "The site does not show reading counts; `reads: true` in content/site.yaml does that.",
            );
        }
    } else {
        ui.tell("Chưa ghi gì; thêm --write để ghi.", "Nothing was written; --write does that.");
    }
    Ok(Exit::Fine)
}

/// The counts as they are, and whether they could be read.
fn counts(ui: &Ui, engine: &engine::Engine, file: &Path) -> Result<(Counts, bool), Failure> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Counts::new(), true)),
        Err(error) => return Err(Failure::io(file, &error)),
    };
    let mut sink = Sink::default();
    let path = SrcPath::new(reads::FILE).expect("the path of the counts is sound");
    let counts = reads::read(&path, &bytes, &mut sink);
    let sound = sink.is_empty();
    let diags = sink.into_vec();
    debug_assert!(sound || diags.iter().any(|diag| diag.level() == Level::Error));
    site::report(ui, engine, diags);
    Ok((counts, sound))
}

/// Every page of the site, with the addresses that its record had before.
fn pages(Planned { catalog, plan, .. }: &Planned) -> Pages {
    let mut pages = Pages::default();
    for job in plan.jobs.iter().filter(|job| job.is_page()) {
        pages.add(&job.url());
    }
    for key in catalog.keys().filter(|key| catalog.row(*key).public) {
        let record = catalog.record(key);
        if pages.present(&record.url).is_none() {
            continue;
        }
        for alias in record.head.aliases.iter().filter(|alias| alias.starts_with('/')) {
            pages.rename(alias, &record.url);
        }
    }
    pages
}

fn read(log: &Path, counter: &mut Counter<'_>, state: &mut State) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::io(log, &error);
    // Standard input cannot be read twice; it is never taken for a log that was read before.
    let mut marks = if log == Path::new("-") { Vec::new() } else { state.marks.clone() };
    loop {
        match counter.log(&mut *open(log)?, &marks).map_err(failed)? {
            Outcome::Stranger(mark) => marks.retain(|other| *other != mark),
            Outcome::Read(mark, of) => {
                state.marks.retain(|other| Some(other) != of.as_ref());
                state.marks.extend(mark);
                let surplus = state.marks.len().saturating_sub(MARKS);
                state.marks.drain(..surplus);
                return Ok(());
            }
        }
    }
}

/// Opens a log; what is packed is unpacked while it is read.
fn open(log: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let failed = |error: io::Error| Failure::io(log, &error);
    let input: Box<dyn Read> = match log == Path::new("-") {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(log).map_err(failed)?),
    };
    let mut input = BufReader::with_capacity(1 << 17, input);
    Ok(match input.fill_buf().map_err(failed)? {
        [0x1f, 0x8b, ..] => Box::new(BufReader::with_capacity(1 << 17, flate2::bufread::MultiGzDecoder::new(input))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let unpacked = zstd::stream::read::Decoder::with_buffer(input).map_err(failed)?;
            Box::new(BufReader::with_capacity(1 << 17, unpacked))
        }
        _ => Box::new(input),
    })
}

/// The sums of before with the new readings, each under its present address.
fn merged(before: &Counts, pages: &Pages, counter: &Counter<'_>) -> Counts {
    let mut after = Counts::new();
    let add = |after: &mut Counts, address: &str, new: Count| {
        let address = pages.present(address).unwrap_or(address);
        let sum = after.entry(address.into()).or_insert(Count { count: 0, as_of: new.as_of });
        sum.count = sum.count.saturating_add(new.count);
        sum.as_of = sum.as_of.max(new.as_of);
    };
    for (address, count) in before {
        add(&mut after, address, *count);
    }
    let (sums, newest) = counter.sums();
    if let Some(as_of) = newest.map(|at| Moment::from_epoch_seconds(at).day()) {
        for (address, count) in sums {
            add(&mut after, address, Count { count, as_of });
        }
    }
    after
}

fn tell(ui: &Ui, tally: &Tally, seconds: f64, before: &Counts, after: &Counts) {
    let title = ("Số lần đọc thêm", "New readings");
    let columns = [("address", "Địa chỉ", "Address"), ("new", "Thêm", "New"), ("reads", "Tổng", "Sum")];
    let mut table = Table::new("reads", title, ("", ""), &columns);
    let new = |address: &str, count: &Count| count.count - before.get(address).map_or(0, |c| c.count.min(count.count));
    let mut rows: Vec<(&str, u32, u32)> =
        after.iter().map(|(address, count)| (&**address, new(address, count), count.count)).collect();
    rows.retain(|(_, new, _)| *new > 0);
    rows.sort_by_key(|(address, new, _)| (std::cmp::Reverse(*new), *address));
    table.rows = rows
        .into_iter()
        .map(|(address, new, sum)| vec![Cell::text(address), Cell::Number(new.into()), Cell::Number(sum.into())])
        .collect();
    let speed = tally.bytes as f64 / 1e6 / seconds.max(1e-6);
    if ui.format == crate::diag::show::Format::Json {
        let value = serde_json::json!({ "tally": tally, "reads": crate::report::table::json(&[table])["reads"] });
        ui.out(&format!("{value:#}\n"));
        return;
    }
    ui.out(&text(&[table], ui.lang, if ui.verbose { usize::MAX } else { NAMED }, ui.table_width()));
    let Tally { lines, known, reads, reloads, machines, others, broken, bytes } = tally;
    let megabytes = *bytes as f64 / 1e6;
    ui.out(&match ui.lang {
        Lang::Vi => format!(
            "{lines} dòng mới ({known} dòng đã đếm lần trước): {reads} lượt đọc, {reloads} lần tải lại, {machines} lần máy tự động, {others} yêu cầu khác, {broken} dòng hỏng.\n"
        ),
        Lang::En => format!(
            "{lines} new lines ({known} counted before): {reads} readings, {reloads} reloads, {machines} by machines, {others} other requests, {broken} broken lines.\n"
        ),
    });
    if ui.verbose {
        ui.tell(
            format!("{megabytes:.1} MB trong {seconds:.2} giây, {speed:.0} MB/giây."),
            format!("{megabytes:.1} MB in {seconds:.2} s, {speed:.0} MB/s."),
        );
    }
}

/// How far logs were read, and for which counts that is true.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    /// The fingerprint of the counts that were written with it.
    counts: Fp,
    /// The marks, the newest last.
    marks: Vec<Mark>,
    #[serde(skip)]
    file: PathBuf,
}

impl State {
    /// Opens the state. A run that was cut off between its two files left a state that waits: it
    /// holds if its counts are in place.
    fn open(site: &Path, counts: &Path) -> Result<Self, Failure> {
        let file = engine::state_folder(site).join("luot-doc.json");
        let known = Fp::of_bytes(&std::fs::read(counts).unwrap_or_default());
        let waiting = Self::read(&file.with_extension("json.next"))?.filter(|state| state.counts == known);
        let state = match waiting {
            Some(state) => Some(state),
            None => Self::read(&file)?,
        };
        Ok(Self { file, ..state.unwrap_or_default() })
    }

    fn read(file: &Path) -> Result<Option<Self>, Failure> {
        let Some(text) = files::text(file)? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|error| {
            let file = shown(file);
            Failure::new(
                Exit::Io,
                format!("{file}: không hiểu tệp này ({error}); xóa nó thì nhật ký cũ sẽ bị đếm lại"),
                format!("{file}: cannot be understood ({error}); without it old logs would be counted again"),
            )
        })
    }

    /// Writes counts and state so that at no instant the one is taken without the other.
    fn write(&mut self, counts: &Path, text: &str) -> Result<(), Failure> {
        self.counts = Fp::of_bytes(text.as_bytes());
        let state = serde_json::to_vec_pretty(self).map_err(|error| Failure::io(&self.file, &error.into()))?;
        let next = self.file.with_extension("json.next");
        files::replace(&next, &state)?;
        files::replace(counts, text.as_bytes())?;
        std::fs::rename(&next, &self.file).map_err(|error| Failure::io(&self.file, &error))
    }
}
