//! The site behind the preview. In: the records as they are. Out: pages made when somebody looks
//! at them, the last good page where one cannot be made, and news for open browsers. Never
//! publishes: what is half-written is seen here and nowhere else.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

use super::http::{Missing, Page, Pages, Unopened};
use super::kept::Kept;
use super::looks::Looks;
use super::open::Editor;
use super::reload::Live;
use crate::base::SrcPath;
use crate::cli::progress::Bar;
use crate::cli::site::{self, Wish};
use crate::cli::ui::{Failure, Ui};
use crate::diag::show::{self, Format, Shown, Style, Summary};
use crate::diag::{Diag, Lang, Level};
use crate::engine::{self, Living, Progress, Refreshed, Seen, Sweeper};
use crate::record::state::Audience;
use crate::text::date::Moment;

/// How many problems browsers are told, the gravest first.
const TOLD: usize = 100;

/// How many further places of one problem browsers are told.
const ELSEWHERE: usize = 3;

/// How many pages that one template fails are named, so that each finds itself among them.
const NAMED: usize = 1000;

/// A site that is looked at while it is written.
pub(super) struct Preview {
    looks: Looks,
    live: Live,
    desk: Arc<Desk>,
    sweeps: Sweeps,
    /// The last report, so that nothing is said twice.
    told: String,
    /// The last count of problems, likewise.
    counted: String,
    /// The whole site was looked at once.
    is_begun: bool,
    /// When the site changes by itself.
    due: Option<Moment>,
    /// The problems that browsers were told last, as JSON.
    problems: String,
}

/// What the server's threads and the preview share.
pub(super) struct Desk {
    site: PathBuf,
    lang: Lang,
    editor: Editor,
    shown: Mutex<Arc<Generation>>,
    /// The pages as they last could be made.
    good: Kept<Page>,
    /// The files of which a problem is told.
    faulty: Mutex<BTreeSet<SrcPath>>,
}

/// One generation and the pages of it that were looked at.
#[derive(Default)]
struct Generation {
    living: Option<Arc<Living>>,
    made: Kept<Made>,
}

/// A page as it could be made, and what is wrong with it.
type Made = (Option<Page>, Vec<Diag>);

/// The sweep that goes on behind the pages, one at a time.
struct Sweeps {
    sweeper: Arc<Mutex<Sweeper>>,
    stop: Arc<AtomicBool>,
    /// What the last sweep that came to its end found on pages.
    found: Arc<Mutex<Option<Vec<Diag>>>>,
}

impl Preview {
    /// The preview of the site; nothing is read yet.
    pub(super) fn new(ui: &Ui, live: Live, editor: Editor) -> Result<Self, Failure> {
        let site = ui.site();
        let state = engine::state_folder(&site).join("preview");
        let wish = Wish { out: state.join("public"), state, audience: Audience::Desk, ..Wish::usual(ui) };
        let engine = site::open(ui, &wish)?;
        let sweeper = Arc::new(Mutex::new(engine.sweeper()));
        let sweeps = Sweeps { sweeper, stop: Arc::default(), found: Arc::default() };
        let (shown, good, faulty) = (Mutex::default(), Kept::default(), Mutex::default());
        let desk = Arc::new(Desk { site, lang: ui.lang, editor, shown, good, faulty });
        let (looks, problems) = (Looks::new(engine), "{}".to_owned());
        let (told, counted, is_begun, due) = (String::new(), String::new(), false, None);
        Ok(Self { looks, live, desk, sweeps, told, counted, is_begun, due, problems })
    }

    /// What the server shows.
    pub(super) fn desk(&self) -> Arc<Desk> {
        self.desk.clone()
    }

    /// Looks at the site for the first time: what pages show first, all else behind them. Ctrl-C need
    /// not wait for the end.
    pub(super) fn begin(&mut self, ui: &Ui, bar: &Arc<Bar>) -> Result<(), Failure> {
        let started = Instant::now();
        let ended = self.looks.first(bar);
        bar.clear();
        match ended {
            _ if bar.is_stopped() => {}
            // What broke down is tried once more, behind the server.
            None => self.looks.wish(None, false),
            Some(ended) => {
                self.looks.wish(Some(&[]), true);
                self.take(ui, ended?, started);
            }
        }
        Ok(())
    }

    /// Has the site looked at anew when it changes by itself at this hour.
    pub(super) fn keep_time(&mut self, now: Moment) {
        if self.due.take_if(|due| *due <= now).is_some() {
            self.take_in(None);
        }
    }

    /// Takes in what changed: shows the changed records at once where a glance can, and has the whole
    /// site looked at. `None` means that anything may have changed.
    pub(super) fn take_in(&mut self, changed: Option<&[SrcPath]>) {
        self.sweeps.end();
        let living = self.desk.generation().living.clone();
        let glanced = changed.zip(living).and_then(|(changed, living)| living.glance(changed));
        self.looks.wish(changed, glanced.is_some());
        if let Some(living) = glanced {
            let before = self.desk.show(Arc::new(living));
            self.live.tell(&self.problems);
            drop(before);
        }
    }

    /// Shows what a full look came to, begins the next that is due, and says what a sweep found.
    pub(super) fn tend(&mut self, ui: &Ui) -> Result<(), Failure> {
        match self.looks.ended() {
            Some((began, Some(ended))) => self.take(ui, ended?, began),
            Some((_, None)) => {}
            None if self.looks.is_busy() => {}
            None => self.listen(ui),
        }
        // Not before: what was found is told with the engine's texts.
        self.looks.begin(ui.now());
        Ok(())
    }

    /// Whether a look is under way or due.
    pub(super) fn is_busy(&self) -> bool {
        self.looks.is_busy()
    }

    fn take(&mut self, ui: &Ui, ended: Refreshed, started: Instant) {
        // What nobody's save caused is told without how long it took.
        let since = Some(started).filter(|_| self.is_begun);
        match ended {
            Refreshed::Same => self.sweep(),
            Refreshed::Living(living) => {
                let living = Arc::new(*living);
                self.is_begun |= living.is_whole();
                self.due = Some(self.due_after(&living));
                // Who wrote on meanwhile sees that, and never an older page again.
                let later = self.looks.waiting().and_then(|changed| living.glance_partly(&changed));
                let before = self.desk.show(later.map_or_else(|| living.clone(), Arc::new));
                // What is open in a browser first: it is what the editor waits for.
                let open = self.live.open_pages();
                let open: Vec<Diag> = open.iter().flat_map(|file| self.desk.problems_of(file)).collect();
                self.tell(ui, living.with(open), &Told::Updated(since));
                drop(before);
                self.sweep();
            }
            Refreshed::Broken(outcome) => self.tell(ui, outcome.diags, &Told::Broken(since)),
        }
    }

    /// When a generation shows something else by itself; a new day may bring pages and take pages away.
    fn due_after(&self, living: &Living) -> Moment {
        let midnight = Moment::from(self.looks.engine().options().now.day().add_days(1));
        living.next_change().map_or(midnight, |next| next.min(midnight))
    }

    /// Says what a sweep found that has come to its end.
    fn listen(&mut self, ui: &Ui) {
        let found = self.sweeps.found.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((found, living)) = found.zip(self.desk.generation().living.clone()) {
            self.tell(ui, living.with(found), &Told::Whole);
        }
    }

    /// Looks through all pages of the present generation on a thread of its own.
    fn sweep(&mut self) {
        let Some(living) = self.desk.generation().living.clone().filter(|_| !self.looks.is_busy()) else { return };
        let stop = Arc::new(AtomicBool::new(false));
        self.sweeps.stop = stop.clone();
        let (sweeper, found, behind) = (self.sweeps.sweeper.clone(), self.sweeps.found.clone(), self.looks.behind());
        let work = move || {
            let mut sweeper = sweeper.lock().unwrap_or_else(PoisonError::into_inner);
            let sweeper = &mut *sweeper;
            let swept = behind.run(|| sweeper.sweep(&living, &Stop(&stop)));
            // Whoever wrote on meanwhile is not told of what was.
            if let Some(diags) = swept.filter(|_| !stop.load(Ordering::Relaxed)) {
                *found.lock().unwrap_or_else(PoisonError::into_inner) = Some(diags);
            }
        };
        // Without the thread the preview still shows every page that is looked at.
        let _ = std::thread::Builder::new().name("sweep".into()).spawn(work);
    }

    fn tell(&mut self, ui: &Ui, mut diags: Vec<Diag>, of: &Told) {
        // Notes are for `check`: whoever writes is told what must be mended, again and again.
        diags.retain(|diag| diag.level() != Level::Note);
        self.desk.set_faulty(&diags);
        let engine = self.looks.engine();
        let text = engine.text();
        let shown = show::prepare(diags, &text);
        // Stdout has the address and nothing else.
        let report = show::show(&shown, &text, &ui.style());
        let summary = Summary::of(&shown);
        let problems = as_json(ui, shown, &text, self.desk.kept(of));
        drop(engine);
        if report != self.told {
            ui.err(&report);
        }
        self.told = report;
        self.count(ui, &summary, of);
        self.problems = problems;
        self.live.tell(&self.problems);
    }

    /// Says how much there is to mend. That there is nothing is said when all was looked at, and once.
    fn count(&mut self, ui: &Ui, summary: &Summary, of: &Told) {
        let all = summary.sentence(ui.lang);
        let is_broken = self.desk.generation().living.is_none();
        let verb = match of {
            Told::Broken(_) if is_broken => ui.pick("chưa có gì để xem", "nothing to show yet"),
            Told::Broken(_) => ui.pick("giữ bản trước", "last good pages kept"),
            Told::Updated(_) | Told::Whole => ui.pick("đã cập nhật", "updated"),
        };
        match of {
            Told::Updated(Some(since)) | Told::Broken(Some(since)) => {
                let found = summary.found(ui.lang).map(|found| found + "; ").unwrap_or_default();
                ui.say(format_args!("{found}{verb} ({} ms)", since.elapsed().as_millis()));
                if summary.errors > 0 {
                    self.counted = all;
                }
            }
            Told::Updated(None) => {}
            Told::Whole | Told::Broken(None) if all == self.counted => {}
            Told::Whole | Told::Broken(None) => {
                ui.say(&all);
                self.counted = all;
            }
        }
    }
}

/// What problems are told of.
enum Told {
    /// A new generation, of whose pages only those were made that are open; since when it was awaited.
    Updated(Option<Instant>),
    /// Settings or a theme of which no generation could be made.
    Broken(Option<Instant>),
    /// A generation of which all pages were looked at.
    Whole,
}

/// The problems as the panel in the browser takes them, the gravest first.
fn as_json(ui: &Ui, mut shown: Vec<Shown>, text: &dyn show::Sources, kept: bool) -> String {
    let summary = Summary::of(&shown).sentence(ui.lang);
    let more = shown.len().saturating_sub(TOLD);
    shown.sort_by_key(|shown| shown.diag.level());
    shown.truncate(TOLD);
    let others: Vec<usize> = shown.iter().map(|shown| shown.elsewhere.len()).collect();
    for shown in &mut shown {
        // The place in a template is always the same: its pages are named instead.
        let at = &shown.at;
        shown.elsewhere.retain(|spot| spot != at);
        shown.elsewhere.truncate(ELSEWHERE);
        shown.pages.truncate(NAMED);
    }
    let style = Style { format: Format::Json, colour: false, ..ui.style() };
    let mut report: Value = serde_json::from_str(&show::show(&shown, text, &style)).unwrap_or_else(|_| json!({}));
    for (at, others) in others.into_iter().enumerate() {
        report["diagnostics"][at]["others"] = json!(others);
    }
    report["lang"] = json!(ui.pick("vi", "en"));
    report["more"] = json!(more);
    report["summary"]["text"] = json!(summary);
    if kept {
        let words = ui.pick(
            "Trang này là bản đúng gần nhất; sửa xong, trang tự cập nhật.",
            "This page is the last good one; it follows as soon as all is mended.",
        );
        report["kept"] = json!(words);
    }
    report.to_string()
}

impl Desk {
    fn generation(&self) -> Arc<Generation> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows a generation; the one before is given back when the caller has told of the new one, because
    /// that takes a while with a large site.
    #[must_use]
    fn show(&self, living: Arc<Living>) -> Arc<Generation> {
        let generation = Arc::new(Generation { living: Some(living), made: Kept::default() });
        std::mem::replace(&mut *self.shown.lock().unwrap_or_else(PoisonError::into_inner), generation)
    }

    /// What is wrong with a page.
    fn problems_of(&self, file: &str) -> Vec<Diag> {
        self.made(file).map(|(_, diags)| diags).unwrap_or_default()
    }

    /// Whether an earlier generation is shown, because no new one could be made.
    fn kept(&self, told: &Told) -> bool {
        matches!(told, Told::Broken(_)) && self.generation().living.is_some()
    }

    fn set_faulty(&self, diags: &[Diag]) {
        let files = diags.iter().filter_map(|diag| diag.place.file().cloned()).collect();
        *self.faulty.lock().unwrap_or_else(PoisonError::into_inner) = files;
    }

    /// Whether the browser may have a file opened: a source, or a file that is no source because
    /// something is wrong with it.
    fn is_ours(&self, path: &SrcPath) -> bool {
        let is_source = self.generation().living.as_ref().is_some_and(|living| living.has_source(path));
        is_source || self.faulty.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// A page of this generation, made once; `None` when the site has no such page.
    fn made(&self, file: &str) -> Option<Made> {
        let generation = self.generation();
        let living = generation.living.as_ref()?;
        if let Some(made) = generation.made.get(file) {
            return Some(made);
        }
        let Seen { bytes, diags } = living.page(file)?;
        let source = living.source(file).map(|source| source.as_str().to_owned());
        let hidden = living.hidden(file).map(|state| [state.vi(), state.en()]);
        let page = bytes.map(|bytes| Page { bytes: bytes.into(), source, hidden });
        generation.made.put(file, (page.clone(), diags.clone()));
        Some((page, diags))
    }
}

impl Pages for Desk {
    fn page(&self, file: &str) -> Option<Page> {
        let (page, _) = self.made(file)?;
        if let Some(page) = page {
            self.good.put(file, page.clone());
            return Some(page);
        }
        let unmade = || Page { bytes: stand_in(self.lang, &UNMADE), ..Page::default() };
        Some(self.good.get(file).unwrap_or_else(unmade))
    }

    fn missing(&self, file: &str) -> Missing {
        let generation = self.generation();
        let Some(living) = &generation.living else {
            return Missing { bytes: stand_in(self.lang, &UNBUILT), is_all: true, near: None };
        };
        let own = self.page("404.html").map(|page| page.bytes);
        let bytes = own.unwrap_or_else(|| stand_in(self.lang, &NO_PAGE));
        Missing { bytes, is_all: false, near: living.near(file) }
    }

    fn open(&self, file: &str, line: usize, column: usize) -> Result<(), Unopened> {
        let path = SrcPath::new(file).filter(|path| self.is_ours(path)).ok_or(Unopened::Foreign)?;
        let on_disk = self.site.join(path.as_str());
        let real = on_disk.canonicalize().map_err(|_| Unopened::Gone)?;
        let is_inside =
            site::SOURCES.iter().any(|own| real.starts_with(site::real(&self.site.join(own)))) && real.is_file();
        if !is_inside {
            return Err(Unopened::Foreign);
        }
        self.editor.open(&on_disk, line, column).then_some(()).ok_or(Unopened::NoEditor)
    }
}

/// A title and a sentence, each in Vietnamese and English.
type Words = [[&'static str; 2]; 2];

/// What stands in for a page that could never be made yet.
const UNMADE: Words = [
    ["Chưa dựng được trang này", "This page cannot be made yet"],
    [
        "Lỗi nêu ở khung bên dưới; sửa xong, trang tự hiện.",
        "The panel below tells what is wrong; the page appears as soon as it is mended.",
    ],
];

/// What stands in for all pages as long as the site was never sound.
const UNBUILT: Words = [
    ["Chưa dựng được trang web", "The site cannot be shown yet"],
    [
        "Phần thiết lập hay giao diện có lỗi, nêu ở khung bên dưới; sửa xong, trang tự hiện.",
        "The settings or the theme are broken; the panel below tells where. The page appears as soon as that is mended.",
    ],
];

/// What stands in for the site's own page of what is not there.
const NO_PAGE: Words = [
    ["Không có trang này", "There is no such page"],
    ["Trang chưa được dựng, hoặc địa chỉ viết sai.", "It was not made yet, or the address is wrong."],
];

fn stand_in(lang: Lang, words: &Words) -> Arc<[u8]> {
    let (at, lang) = if lang == Lang::Vi { (0, "vi") } else { (1, "en") };
    let [title, text] = words.map(|words| words[at]);
    let page = format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <body><h1>{title}</h1><p>{text}</p></body></html>"
    );
    page.into_bytes().into()
}

/// Stops a sweep; it shows nothing, for nobody waits for it.
struct Stop<'a>(&'a AtomicBool);

impl Progress for Stop<'_> {
    fn stage(&self, _name: &str, _total: usize) {}
    fn step(&self, _done: usize) {}
    fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Sweeps {
    /// Ends the sweep that is under way, and forgets what was found but not told yet.
    fn end(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.found.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Ends the sweep that is under way when the preview ends.
impl Drop for Sweeps {
    fn drop(&mut self) {
        self.end();
    }
}
