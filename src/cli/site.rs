//! Between the commands and the engine. In: the options of a command. Out: an engine for the
//! site, its failures with an exit code, its reports on stdout. Never decides what is an error.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::progress::Bar;
use super::ui::{Exit, Failure, Interrupt, Ui};
use crate::diag::show::{self, Format, Shown, Summary};
use crate::diag::{Diag, Level};
use crate::engine::{self, Engine, EngineError, Options, Outcome, Planned, Progress, Silent, Survey};
use crate::office::Unwritable;
use crate::publish::pack::Packing;
use crate::publish::{Mode, PublishError};
use crate::record::KindId;
use crate::record::state::Audience;
use crate::source::{Disk, Embedded, Layered, SourceError};

/// Where the site is published.
pub(super) const PUBLIC: &str = "public";
/// Where the site for the press is made.
pub(super) const PRESS: &str = "public-bao-chi";

/// What a command wants of the engine.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Wish {
    /// Where the site is published.
    pub(super) out: PathBuf,
    /// Where the engine keeps what it remembers.
    pub(super) state: PathBuf,
    /// For whom the site is built.
    pub(super) audience: Audience,
    /// Warnings stop the build, too.
    pub(super) strict: bool,
    /// Publish what is sound.
    pub(super) keep_going: bool,
    /// Exchange the whole folder at the end.
    pub(super) swap: bool,
    /// Read every file again.
    pub(super) verify: bool,
    /// Packed copies to make; `None` leaves it to the settings.
    pub(super) precompress: Option<Vec<Packing>>,
}

impl Wish {
    /// The usual wish: publish into the site's `public/`, all or nothing.
    pub(super) fn usual(ui: &Ui) -> Self {
        let site = ui.site();
        let (out, state) = (site.join(PUBLIC), engine::state_folder(&site));
        let audience = Audience::Public;
        Self { out, state, audience, strict: false, keep_going: false, swap: false, verify: false, precompress: None }
    }

    /// The usual wish for some readers, into a folder that they may choose. What the press sees
    /// before its hour has a folder and a memory of its own and never goes where the public reads.
    pub(super) fn of(ui: &Ui, audience: Audience, out: Option<&Path>) -> Result<Self, Failure> {
        let usual = Self::usual(ui);
        if audience == Audience::Public {
            let out = out.map_or(usual.out, Path::to_owned);
            apart(&ui.site(), &out)?;
            return Ok(Self { out, ..usual });
        }
        let public = usual.out;
        let out = out.map_or_else(|| ui.site().join(PRESS), Path::to_owned);
        if same_or_inside(&out, &public) || same_or_inside(&public, &out) {
            return Err(press_in_public(&out));
        }
        apart(&ui.site(), &out)?;
        Ok(Self { out, state: usual.state.join("press"), audience, ..Self::usual(ui) })
    }
}

/// An engine for the site, with the program's own files laid under it.
pub(super) fn open(ui: &Ui, wish: &Wish) -> Result<Engine, Failure> {
    let site = ui.site();
    if !site.join("content").is_dir() {
        return Err(no_site(&site));
    }
    if let Some(threads) = ui.threads {
        // Only the first wish of a run counts; there is no second one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let files = Layered::new(Disk::new(site), Embedded);
    let options = Options {
        now: ui.now(),
        audience: wish.audience,
        lang: ui.lang,
        strict: wish.strict,
        keep_going: wish.keep_going,
        // However it is written, it is one folder.
        out: real(&wish.out),
        state: wish.state.clone(),
        mode: if wish.swap { Mode::Swap } else { Mode::Journal },
        verify: wish.verify,
        precompress: wish.precompress.clone(),
    };
    Ok(Engine::new(Arc::new(files), options))
}

/// Reads and links the site for a command that reports on it. A site whose settings are broken is
/// told as `check` tells it.
pub(super) fn survey(ui: &Ui, engine: &mut Engine) -> Result<Result<Survey, Exit>, Failure> {
    looked(ui, engine, Engine::survey)
}

/// Reads and links the records around one; `None` when only the whole site can tell.
pub(super) fn near(engine: &mut Engine, record: (KindId, &str)) -> Result<Option<Survey>, Failure> {
    Ok(engine.near(record, &Silent)?)
}

/// Plans the site for a command that tells of its addresses.
pub(super) fn planned(ui: &Ui, engine: &mut Engine) -> Result<Result<Planned, Exit>, Failure> {
    looked(ui, engine, Engine::planned)
}

/// A look at the site: what it gives, or the engine's problems.
type Look<T> = fn(&mut Engine, &dyn Progress) -> Result<(Option<T>, Outcome), EngineError>;

fn looked<T>(ui: &Ui, engine: &mut Engine, look: Look<T>) -> Result<Result<T, Exit>, Failure> {
    let bar = Bar::new(ui, Interrupt::listen());
    let found = look(engine, &bar);
    bar.clear();
    let (found, outcome) = found?;
    if bar.is_stopped() {
        return Ok(Err(Exit::Interrupted));
    }
    Ok(found.ok_or_else(|| {
        report(ui, engine, outcome.diags);
        Exit::Problems
    }))
}

/// Prints the problems of a run on stdout; returns their number by level.
pub(super) fn report(ui: &Ui, engine: &Engine, diags: Vec<Diag>) -> Summary {
    let (report, summary) = worded(ui, engine, diags);
    ui.out(&report);
    summary
}

/// Shows what a build has to say. Notes were there yesterday and will be tomorrow: they are
/// counted, and shown by `check` or on request.
pub(super) fn report_build(ui: &Ui, engine: &Engine, diags: Vec<Diag>) -> Summary {
    let text = engine.text();
    let for_people = matches!(ui.format, Format::Human | Format::Short);
    let is_told = |diag: &Diag| !for_people || ui.verbose || diag.level() != Level::Note;
    let (shown, summary) = show::prepare_told(diags, &text, is_told);
    ui.out(&show::show(&shown, &text, &ui.style()));
    summary
}

/// The report of a run, and the number of its problems by level.
pub(super) fn worded(ui: &Ui, engine: &Engine, diags: Vec<Diag>) -> (String, Summary) {
    let text = engine.text();
    let shown: Vec<Shown> = show::prepare(diags, &text);
    (show::show(&shown, &text, &ui.style()), Summary::of(&shown))
}

/// Says a line about a run where it cannot spoil a report for programs.
pub(super) fn list(ui: &Ui, line: &str) {
    match ui.format {
        Format::Human | Format::Short => ui.out(&format!("{line}\n")),
        Format::Json | Format::Github => ui.say(line),
    }
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::new(Exit::Io, format!("không tạo được tệp: {error}"), format!("the file cannot be made: {error}"))
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Source(error) => unreadable(&error),
            EngineError::Publish(error) => {
                let exit = if matches!(error, PublishError::Busy { .. }) { Exit::Busy } else { Exit::Io };
                Self::new(exit, error.message(true), error.message(false))
            }
        }
    }
}

/// The folders from which a site is made.
pub(super) const SOURCES: &[&str] = &["content", "themes"];

/// Whether pages may go into a folder: not where they would be mixed with the site's own.
fn apart(site: &Path, out: &Path) -> Result<(), Failure> {
    let is_mixed = |own: &&&str| {
        let own = site.join(own);
        same_or_inside(out, &own) || same_or_inside(&own, out)
    };
    let mixed = SOURCES.iter().chain(&[".bangvang"]).find(is_mixed);
    mixed.map_or(Ok(()), |own| Err(among_sources(out, own)))
}

fn among_sources(out: &Path, own: &str) -> Failure {
    let out = out.display();
    Failure::usage(
        format!("{out}: trang dựng ra sẽ lẫn với thư mục {own}/ của trang; hãy chọn một thư mục riêng, ví dụ public"),
        format!(
            "{out}: pages would be mixed with the site's folder {own}/; choose a folder of their own, such as public"
        ),
    )
}

/// Whether a folder is another one, or lies in it, whatever links lead there.
fn same_or_inside(folder: &Path, other: &Path) -> bool {
    real(folder).starts_with(real(other))
}

/// The folder itself, as far as it exists.
pub(super) fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in path.ancestors() {
        if let (Ok(there), Ok(rest)) = (above.canonicalize(), path.strip_prefix(above)) {
            // Joined with nothing, a path would end in a slash and be another one.
            return there.components().chain(rest.components()).collect();
        }
    }
    path
}

fn press_in_public(out: &Path) -> Failure {
    let out = out.display();
    Failure::usage(
        format!("{out}: là nơi công chúng đọc; bản cho báo chí có hồ sơ chưa đến giờ, phải ở thư mục khác"),
        format!(
            "{out}: this is where the public reads; the press edition holds embargoed records and needs another folder"
        ),
    )
}

/// Nothing is written into a folder that holds no site.
pub(super) fn no_site(site: &Path) -> Failure {
    if !site.is_dir() {
        return Failure::io(site, &std::io::ErrorKind::NotFound.into());
    }
    let site = site.display();
    Failure::usage(
        format!(
            "{site}: không có trang web nào ở đây (thiếu thư mục content/). Dùng --site THƯ-MỤC, hoặc tạo trang mới: bangvang init THƯ-MỤC"
        ),
        format!(
            "{site}: there is no site here (no folder content/). Use --site FOLDER, or start one: bangvang init FOLDER"
        ),
    )
}

pub(super) fn unreadable(error: &SourceError) -> Failure {
    let vi = match error {
        SourceError::Root { path, reason } => format!("không mở được thư mục của trang {path}: {reason}"),
        SourceError::File(problem) => format!("{}: không đọc được ({problem})", problem.path()),
    };
    Failure::new(Exit::Io, vi, error.to_string())
}

impl Progress for Bar {
    fn stage(&self, name: &str, total: usize) {
        self.begin(name, total);
    }

    fn step(&self, done: usize) {
        self.reach(done);
    }

    fn stopped(&self) -> bool {
        self.is_stopped()
    }
}
