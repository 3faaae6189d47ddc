//! How the program speaks. In: the common options and the terminal. Out: lines on stdout and
//! stderr, exit codes, failures in both languages. Stdout carries what was asked for (reports,
//! explanations, schemas), stderr what is said about it. Never panics when a pipe closes.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::options::{Colour, Global};
use crate::diag::Lang;
use crate::diag::show::{Format, Style};
use crate::text::date::Moment;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Fine = 0,
    /// The content has problems.
    Problems = 1,
    /// The command was not understood.
    Usage = 2,
    /// Something could not be read or written.
    Io = 3,
    /// Another build holds the site.
    Busy = 4,
    /// The program itself is wrong.
    Bug = 101,
    /// Somebody pressed Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command stopped, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The code that the program ends with.
    pub exit: Exit,
    /// What happened and what to do, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

impl Failure {
    /// A failure with its words.
    pub fn new(exit: Exit, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { exit, vi: vi.into(), en: en.into() }
    }

    /// A command that asks for something that does not exist or may not be.
    pub fn usage(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Exit::Usage, vi, en)
    }

    /// A file or folder that the system refused.
    #[must_use]
    pub fn io(path: &Path, error: &io::Error) -> Self {
        let path = shown(path);
        let vi = match error.kind() {
            io::ErrorKind::NotFound => "không tìm thấy".to_owned(),
            io::ErrorKind::PermissionDenied => "không có quyền; tệp có đang mở ở chương trình khác không?".to_owned(),
            io::ErrorKind::StorageFull => "đĩa đã đầy".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".to_owned(),
            _ => error.to_string(),
        };
        Self::new(Exit::Io, format!("{path}: {vi}"), format!("{path}: {error}"))
    }
}

/// Whether somebody pressed Ctrl-C. A stage that takes long asks now and then.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Starts to listen for Ctrl-C (or a request to end). The first one asks the work to stop at
    /// a sound place; the second one ends the program at once.
    #[must_use]
    pub fn listen() -> Self {
        let flag = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&flag);
        // Without a handler Ctrl-C still ends the program, only less gently.
        let _ = ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(Exit::Interrupted as u8));
            }
        });
        Self(flag)
    }

    /// Whether the work shall stop.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The common options, resolved.
#[derive(Clone, Debug)]
pub struct Ui {
    /// The language of messages.
    pub lang: Lang,
    /// The form of reports.
    pub format: Format,
    /// The number of threads, when the reader has a wish.
    pub threads: Option<usize>,
    /// Say more.
    pub verbose: bool,
    now: Option<Moment>,
    site: Option<PathBuf>,
    colour: Colour,
    quiet: bool,
}

impl Ui {
    /// Resolves the common options.
    pub(super) fn new(global: &Global, lang: Lang) -> Self {
        Self {
            lang: global.lang.map_or(lang, Into::into),
            format: global.format.into(),
            threads: global.threads.map(usize::from),
            verbose: global.verbose,
            now: global.now,
            site: global.site.clone(),
            colour: global.color,
            quiet: global.quiet,
        }
    }

    /// The one of two texts that is in the reader's language.
    #[must_use]
    pub fn pick<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// Writes what was asked for, as it is, to stdout.
    pub fn out(&self, text: &str) {
        // A closed pipe (`| head`) is the reader's wish and no failure.
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }

    /// Writes a text, as it is, to stderr.
    pub fn err(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Says a line on stderr, unless the reader wants quiet.
    pub fn say(&self, line: impl Display) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    /// Says a line on stderr in the reader's language, unless they want quiet.
    pub fn tell(&self, vi: impl Display, en: impl Display) {
        match self.lang {
            Lang::Vi => self.say(vi),
            Lang::En => self.say(en),
        }
    }

    /// Tells why a command stopped; returns the exit code.
    #[must_use]
    pub fn fail(&self, failure: &Failure) -> Exit {
        let (word, text) = (self.pick("lỗi", "error"), self.pick(&failure.vi, &failure.en));
        let word = if self.coloured(io::stderr().is_terminal()) {
            format!("\x1b[1;31m{word}\x1b[0m")
        } else {
            word.to_owned()
        };
        let _ = writeln!(io::stderr(), "{word}: {text}");
        failure.exit
    }

    /// How reports are written on stdout.
    #[must_use]
    pub fn style(&self) -> Style {
        let colour = self.coloured(io::stdout().is_terminal());
        Style { lang: self.lang, format: self.format, colour, width: self.width() }
    }

    /// The columns of the terminal, as far as the shell tells them.
    #[must_use]
    pub fn width(&self) -> usize {
        told_columns().unwrap_or(100).clamp(40, 400)
    }

    /// The columns for tables, whose lines must never break over the edge: no more than any terminal has,
    /// unless the shell tells of more.
    #[must_use]
    pub fn table_width(&self) -> usize {
        told_columns().unwrap_or(80).clamp(40, 400)
    }

    /// Whether a progress bar has a place to be drawn.
    #[must_use]
    pub fn draws(&self) -> bool {
        !self.quiet && self.format == Format::Human && io::stderr().is_terminal()
    }

    /// The moment of this run: what `--now` says, else the machine's clock.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Moment::from_epoch_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
        })
    }

    /// What `--now` says, if anything.
    #[must_use]
    pub fn fixed_now(&self) -> Option<Moment> {
        self.now
    }

    /// The site's folder: what `--site` says, else the nearest one upwards that has
    /// `content/site.yaml`, else this folder.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.site.clone().or_else(nearest_site).unwrap_or_else(|| PathBuf::from("."))
    }

    /// The same for the site at another path.
    #[must_use]
    pub fn at(self, site: PathBuf) -> Self {
        Self { site: Some(site), ..self }
    }

    fn coloured(&self, terminal: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }
}

/// A path as a person writes it: without a `./` in front.
#[must_use]
pub fn shown(path: &Path) -> String {
    let short = path.strip_prefix(".").ok().filter(|path| !path.as_os_str().is_empty());
    short.unwrap_or(path).display().to_string()
}

fn told_columns() -> Option<usize> {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok())
}

/// The nearest folder upwards that holds a site.
fn nearest_site() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let above = here.ancestors().find(|folder| folder.join("content/site.yaml").is_file())?;
    // The short name keeps messages short in the usual case.
    Some(if above == here { PathBuf::from(".") } else { above.to_owned() })
}
