//! Full looks at the site behind the preview. In: which files changed. Out: generations in which
//! everything is linked, one after the other, from a thread of their own: whoever writes on is not
//! kept waiting, and what a glance has shown is looked at beside the pages, not before them. Never shows
//! anything itself.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::base::SrcPath;
use crate::cli::progress::Bar;
use crate::engine::{Engine, EngineError, Refreshed, Silent};
use crate::text::date::Moment;

/// How long nobody must have written before all is looked at that a glance has shown already.
const PAUSE: Duration = Duration::from_millis(600);

/// How long a full look is put off at most while somebody writes on.
const LATEST: Duration = Duration::from_secs(6);

/// How often the first look is asked whether it has ended.
const BLINK: Duration = Duration::from_millis(2);

/// What a full look came to.
pub(super) type Ended = Result<Refreshed, EngineError>;

/// The looks, one at a time, and what the next one has to take in.
pub(super) struct Looks {
    engine: Arc<Mutex<Engine>>,
    due: Option<Due>,
    under_way: Option<(Instant, JoinHandle<Ended>)>,
    behind: Behind,
}

/// Where work goes on that nobody waits for: it leaves a processor to the pages and the browser.
#[derive(Clone)]
pub(super) struct Behind(Option<Arc<ThreadPool>>);

/// What no look has taken in yet.
struct Due {
    /// The changed files; `None` when anything may have changed.
    changed: Option<BTreeSet<SrcPath>>,
    since: Instant,
    at: Instant,
    /// A glance has shown all of it.
    is_shown: bool,
}

impl Looks {
    /// No look yet.
    pub(super) fn new(engine: Engine) -> Self {
        Self { engine: Arc::new(Mutex::new(engine)), due: None, under_way: None, behind: Behind::new() }
    }

    /// The engine; waits for the look that is under way.
    pub(super) fn engine(&self) -> MutexGuard<'_, Engine> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wishes for a look at what changed: at once, or when the writer pauses if a glance has shown it.
    pub(super) fn wish(&mut self, changed: Option<&[SrcPath]>, is_shown: bool) {
        let now = Instant::now();
        let changed: Option<BTreeSet<SrcPath>> = changed.map(|changed| changed.iter().cloned().collect());
        let at = if is_shown { now + PAUSE } else { now };
        self.due = Some(match self.due.take() {
            None => Due { changed, since: now, at, is_shown },
            Some(due) => {
                // What waits for no pause goes on not to wait.
                let is_urgent = due.at <= now;
                let at = if is_urgent { due.at } else { at.min(due.since + LATEST) };
                let changed = due.changed.zip(changed).map(|(mut all, more)| {
                    all.extend(more);
                    all
                });
                Due { changed, since: due.since, at, is_shown: due.is_shown && is_shown }
            }
        });
    }

    /// Looks for the first time, so far that pages can be shown; nothing when Ctrl-C cut that short or it
    /// broke down.
    pub(super) fn first(&self, bar: &Arc<Bar>) -> Option<Ended> {
        let (engine, progress) = (self.engine.clone(), bar.clone());
        let work = move || {
            let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
            engine.first_look(&*progress)
        };
        let look = std::thread::Builder::new().name("look".into()).spawn(work).ok()?;
        while !look.is_finished() {
            if bar.is_stopped() {
                return None;
            }
            std::thread::sleep(BLINK);
        }
        look.join().ok()
    }

    /// Begins the look that is due, unless another is under way.
    pub(super) fn begin(&mut self, now: Moment) {
        if self.under_way.is_some() || self.due.as_ref().is_none_or(|due| due.at > Instant::now()) {
            return;
        }
        let Some(due) = self.due.take() else { return };
        let engine = self.engine.clone();
        let behind = self.behind.clone();
        let work = move || {
            let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
            let engine = &mut *engine;
            engine.set_now(now);
            let changed: Option<Vec<SrcPath>> = due.changed.map(|changed| changed.into_iter().collect());
            let mut look = || engine.refresh(changed.as_deref(), &Silent);
            if due.is_shown { behind.run(look) } else { look() }
        };
        // Without the thread the next change tries again.
        self.under_way =
            std::thread::Builder::new().name("look".into()).spawn(work).ok().map(|at| (Instant::now(), at));
    }

    /// When the look that has come to its end began, and what it came to; nothing came of it if it broke
    /// down.
    pub(super) fn ended(&mut self) -> Option<(Instant, Option<Ended>)> {
        let (began, look) = self.under_way.take_if(|(_, look)| look.is_finished())?;
        Some((began, look.join().ok()))
    }

    /// The files that changed since the last look began; nothing when none did or none is known.
    pub(super) fn waiting(&self) -> Option<Vec<SrcPath>> {
        let changed = self.due.as_ref()?.changed.as_ref().filter(|changed| !changed.is_empty())?;
        Some(changed.iter().cloned().collect())
    }

    /// Where work goes on that nobody waits for.
    pub(super) fn behind(&self) -> Behind {
        self.behind.clone()
    }

    /// Whether a look is under way or due.
    pub(super) fn is_busy(&self) -> bool {
        self.under_way.is_some() || self.due.is_some()
    }
}

impl Behind {
    fn new() -> Self {
        let threads = rayon::current_num_threads().saturating_sub(1).max(1);
        let name = |at| format!("behind-{at}");
        Self(ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build().ok().map(Arc::new))
    }

    /// Does the work there, or where everything is done if there are no threads for it. A lock that it
    /// needs is taken before: threads that wait take up other work of the same sort.
    pub(super) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}
