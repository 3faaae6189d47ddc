//! Where the time of a run went. In: the stages and files of a run as they end, from any thread.
//! Out: a trace that a browser draws (the JSON of Chromium's `chrome://tracing`, which
//! ui.perfetto.dev and Firefox's profiler open as well). Never measures what nobody asked for.

use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::json;

use super::deliver::deliver;
use super::progress::Bar;
use super::ui::{Exit, Failure, Ui};
use crate::diag::Lang;
use crate::engine::{Progress, Timed};

/// A run's progress that is written down.
pub(super) struct Profile<'b> {
    file: &'b Path,
    bar: &'b Bar,
    begun: Instant,
    events: Mutex<Vec<Event>>,
}

/// One thing that a thread did.
struct Event {
    sort: &'static str,
    name: String,
    /// 0 for the stages, from 1 on for the threads that make files.
    lane: usize,
    since: Duration,
    took: Duration,
}

impl<'b> Profile<'b> {
    /// A profile that begins now.
    pub(super) fn new(file: &'b Path, bar: &'b Bar) -> Self {
        Self { file, bar, begun: Instant::now(), events: Mutex::default() }
    }

    /// Writes the trace.
    pub(super) fn write(self, ui: &Ui) -> Result<Exit, Failure> {
        // A thread that panicked ends the program before this is read.
        let mut events = self.events.into_inner().unwrap_or_default();
        events.sort_by_key(|event| (event.lane, event.since));
        deliver(ui, Some(self.file), trace(&events, ui.lang).as_bytes())
    }
}

impl Progress for Profile<'_> {
    fn stage(&self, name: &str, total: usize) {
        self.bar.begin(name, total);
    }

    fn step(&self, done: usize) {
        self.bar.reach(done);
    }

    fn timed(&self, what: Timed<'_>) {
        let lane = what.output.and(rayon::current_thread_index()).map_or(0, |thread| thread + 1);
        let (since, took) = (what.begun.duration_since(self.begun), what.begun.elapsed());
        let event = Event { sort: what.output.unwrap_or(STAGE), name: what.name.to_owned(), lane, since, took };
        if let Ok(mut events) = self.events.lock() {
            events.push(event);
        }
    }

    fn stopped(&self) -> bool {
        self.bar.is_stopped()
    }
}

/// What sort of thing a stage is.
const STAGE: &str = "stage";

/// The events as a browser reads them: times in microseconds.
fn trace(events: &[Event], lang: Lang) -> String {
    let lanes = events.last().map_or(0, |event| event.lane);
    let names = (0..=lanes).map(|lane| {
        let name = match (lane, lang) {
            (0, Lang::Vi) => "các bước".to_owned(),
            (0, Lang::En) => "stages".to_owned(),
            (lane, Lang::Vi) => format!("luồng {lane}"),
            (lane, Lang::En) => format!("thread {lane}"),
        };
        json!({"ph": "M", "name": "thread_name", "pid": 1, "tid": lane, "args": {"name": name}})
    });
    let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    let spans = events.iter().map(|event| {
        let name = if event.sort == STAGE { super::progress::stage_name(&event.name, lang) } else { &event.name };
        json!({
            "ph": "X", "pid": 1, "tid": event.lane, "cat": event.sort, "name": name,
            "ts": micros(event.since), "dur": micros(event.took),
        })
    });
    let lines: Vec<String> = names.chain(spans).map(|event| event.to_string()).collect();
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n", lines.join(",\n"))
}
