//! The site behind the preview. In: the records as they are. Out: pages made when somebody looks
//! at them, the last good page where one cannot be made, and news for open browsers. Never
//! publishes: what is half-written is seen here and nowhere else.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

use super::http::{Page, Pages};
use super::looks::Looks;
use super::open::Editor;
use super::reload::Live;
use crate::base::SrcPath;
use crate::cli::progress::Bar;
use crate::cli::site::{self, Wish};
use crate::cli::ui::{Failure, Ui};
use crate::diag::show::{self, Format, Style, Summary};
use crate::diag::{Diag, Lang, Level};
use crate::engine::{self, Living, Progress, Refreshed, Seen, Sweeper};
use crate::record::state::Audience;

/// How many pages are remembered, those of this generation and the last good ones.
const KEPT: usize = 512;

/// How many problems browsers are told, the gravest first.
const TOLD: usize = 100;

/// A site that is looked at while it is written.
pub(super) struct Preview {
    looks: Looks,
    live: Live,
    desk: Arc<Desk>,
    sweeps: Sweeps,
    /// The last report, so that nothing is said twice.
    told: String,
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
    good: Mutex<HashMap<String, Page>>,
}

/// One generation and the pages of it that were looked at.
#[derive(Default)]
struct Generation {
    living: Option<Arc<Living>>,
    made: Mutex<HashMap<String, Made>>,
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
        let desk = Desk { site, lang: ui.lang, editor, shown: Mutex::default(), good: Mutex::default() };
        let (looks, desk) = (Looks::new(engine), Arc::new(desk));
        Ok(Self { looks, live, desk, sweeps, told: String::new(), problems: "{}".to_owned() })
    }

    /// What the server shows.
    pub(super) fn desk(&self) -> Arc<Desk> {
        self.desk.clone()
    }

    /// Looks at the site for the first time: what pages show first, all else behind them.
    pub(super) fn begin(&mut self, ui: &Ui, bar: &Bar) -> Result<(), Failure> {
        let started = Instant::now();
        let ended = self.looks.engine().first_look(bar)?;
        bar.clear();
        if !bar.is_stopped() {
            self.looks.wish(Some(&[]), true);
            self.take(ui, ended, started);
        }
        Ok(())
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
        match ended {
            Refreshed::Same => self.sweep(),
            Refreshed::Living(living) => {
                let living = Arc::new(*living);
                // Who wrote on meanwhile sees that.
                let later = self.looks.waiting().and_then(|changed| living.glance(&changed));
                let before = self.desk.show(later.map_or_else(|| living.clone(), Arc::new));
                // What is open in a browser first: it is what the editor waits for.
                let open = self.live.open_pages();
                let open: Vec<Diag> = open.iter().flat_map(|file| self.desk.problems_of(file)).collect();
                self.tell(ui, living.with(open), false, Some(started));
                drop(before);
                self.sweep();
            }
            Refreshed::Broken(outcome) => self.tell(ui, outcome.diags, true, Some(started)),
        }
    }

    /// Says what a sweep found that has come to its end.
    fn listen(&mut self, ui: &Ui) {
        let found = self.sweeps.found.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((found, living)) = found.zip(self.desk.generation().living.clone()) {
            self.tell(ui, living.with(found), false, None);
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

    fn tell(&mut self, ui: &Ui, mut diags: Vec<Diag>, kept: bool, started: Option<Instant>) {
        // Notes are for `check`: whoever writes is told what must be mended, again and again.
        diags.retain(|diag| diag.level() != Level::Note);
        // Stdout has the address and nothing else.
        let (report, summary) = site::worded(ui, &self.looks.engine(), diags.clone());
        let news = report != self.told;
        if news {
            ui.err(&report);
        }
        if let Some(started) = started {
            let took = started.elapsed().as_millis();
            let (vi, en) =
                if kept { ("giữ bản trước", "last good pages kept") } else { ("đã cập nhật", "updated") };
            let (left_vi, left_en) = (summary.sentence(Lang::Vi), summary.sentence(Lang::En));
            ui.tell(format!("{left_vi}; {vi} ({took} ms)"), format!("{left_en}; {en} ({took} ms)"));
        }
        self.told = report;
        self.problems = self.as_json(ui, diags, &summary, kept);
        self.live.tell(&self.problems);
    }

    /// The problems as the panel in the browser takes them.
    fn as_json(&self, ui: &Ui, mut diags: Vec<Diag>, of: &Summary, kept: bool) -> String {
        let more = diags.len().saturating_sub(TOLD);
        diags.sort_by_key(Diag::level);
        diags.truncate(TOLD);
        let engine = self.looks.engine();
        let text = engine.text();
        let shown = show::prepare(diags, &text);
        let style = Style { format: Format::Json, colour: false, ..ui.style() };
        let mut report: Value = serde_json::from_str(&show::show(&shown, &text, &style)).unwrap_or_else(|_| json!({}));
        report["lang"] = json!(ui.pick("vi", "en"));
        report["more"] = json!(more);
        report["summary"]["text"] = json!(of.sentence(ui.lang));
        if kept {
            let words = ui.pick(
                "Trang này là bản đúng gần nhất; sửa xong, trang tự cập nhật.",
                "This page is the last good one; it follows as soon as all is mended.",
            );
            report["kept"] = json!(words);
        }
        report.to_string()
    }
}

impl Desk {
    fn generation(&self) -> Arc<Generation> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows a generation; the one before is given back when the caller has told of the new one, because
    /// that takes a while with a large site.
    #[must_use]
    fn show(&self, living: Arc<Living>) -> Arc<Generation> {
        let generation = Arc::new(Generation { living: Some(living), made: Mutex::default() });
        std::mem::replace(&mut *self.shown.lock().unwrap_or_else(PoisonError::into_inner), generation)
    }

    /// What is wrong with a page.
    fn problems_of(&self, file: &str) -> Vec<Diag> {
        self.made(file).map(|(_, diags)| diags).unwrap_or_default()
    }

    /// A page of this generation, made once; `None` when the site has no such page.
    fn made(&self, file: &str) -> Option<Made> {
        let generation = self.generation();
        let living = generation.living.as_ref()?;
        if let Some(made) = generation.made.lock().unwrap_or_else(PoisonError::into_inner).get(file) {
            return Some(made.clone());
        }
        let Seen { bytes, diags } = living.page(file)?;
        let source = living.source(file).map(|source| source.as_str().to_owned());
        let hidden =
            living.hidden(file).map(|state| (if self.lang == Lang::Vi { state.vi() } else { state.en() }).to_owned());
        let page = bytes.map(|bytes| Page { bytes: bytes.into(), source, hidden });
        remember(&generation.made, file, (page.clone(), diags.clone()));
        Some((page, diags))
    }
}

impl Pages for Desk {
    fn page(&self, file: &str) -> Option<Page> {
        let (page, _) = self.made(file)?;
        if let Some(page) = page {
            remember(&self.good, file, page.clone());
            return Some(page);
        }
        let good = self.good.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned();
        Some(good.unwrap_or_else(|| Page { bytes: UNMADE.as_bytes().into(), ..Page::default() }))
    }

    fn open(&self, file: &str, line: usize, column: usize) -> bool {
        let Some(path) = SrcPath::new(file) else { return false };
        let is_source = self.generation().living.as_ref().is_none_or(|living| living.has_source(&path));
        let on_disk = self.site.join(path.as_str());
        is_source && on_disk.is_file() && self.editor.open(&on_disk, line, column)
    }
}

/// What stands in for a page that could never be made yet.
const UNMADE: &str = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Chưa dựng được trang</title>\
    <body><h1>Chưa dựng được trang này</h1><p>Lỗi nêu ở khung bên dưới; sửa xong, trang tự hiện.</p></body></html>";

/// Keeps a page, and not ever more of them.
fn remember<T>(kept: &Mutex<HashMap<String, T>>, file: &str, page: T) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT && !kept.contains_key(file) {
        kept.clear();
    }
    kept.insert(file.to_owned(), page);
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
