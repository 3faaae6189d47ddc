//! The progress bar. In: stages and steps of a run, from any thread. Out: one line on a terminal's
//! stderr that appears when the run takes longer than a blink. Never draws elsewhere.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::ui::{Interrupt, Ui};
use crate::diag::Lang;

/// How long a run may take before it shows a bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// One run's progress.
#[derive(Debug)]
pub(super) struct Bar {
    line: ProgressBar,
    begun: Instant,
    shown: AtomicBool,
    interrupt: Interrupt,
    lang: Lang,
}

impl Bar {
    /// A bar that is not yet seen; outside a terminal it never is.
    #[must_use]
    pub(super) fn new(ui: &Ui, interrupt: Interrupt) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { line: bar, begun: Instant::now(), shown: AtomicBool::new(!ui.draws()), interrupt, lang: ui.lang }
    }

    /// A stage of the run begins.
    pub(super) fn begin(&self, name: &str, total: usize) {
        let style = ProgressStyle::with_template(look(total > 0, self.lang));
        self.line.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.line.reset();
        self.line.set_length(total as u64);
        self.line.set_message(stage_name(name, self.lang).to_owned());
        self.show_when_late();
    }

    /// This much of the stage is done.
    pub(super) fn reach(&self, done: usize) {
        // Threads report in any order; the bar never goes back.
        self.line.set_position(self.line.position().max(done as u64));
        self.show_when_late();
    }

    /// Whether the run shall stop.
    #[must_use]
    pub(super) fn is_stopped(&self) -> bool {
        self.interrupt.stopped()
    }

    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        self.line.finish_and_clear();
    }

    fn show_when_late(&self) {
        if !self.shown.load(Ordering::Relaxed)
            && self.begun.elapsed() >= PATIENCE
            && !self.shown.swap(true, Ordering::Relaxed)
        {
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

/// A stage of unknown length has a name, but neither a bar nor an end in sight.
fn look(is_counted: bool, lang: Lang) -> &'static str {
    match (is_counted, lang) {
        (false, _) => "{msg}…",
        (true, Lang::Vi) => "{msg} {wide_bar} {pos}/{len}, còn {eta}",
        (true, Lang::En) => "{msg} {wide_bar} {pos}/{len}, {eta} left",
    }
}

/// What a person calls a stage of the engine.
pub(super) fn stage_name(stage: &str, lang: Lang) -> &str {
    let (vi, en) = match stage {
        "scan" => ("tìm tệp", "finding files"),
        "parse" => ("đọc hồ sơ", "reading records"),
        "settled" => ("xem có gì đổi không", "looking for changes"),
        "recall" => ("nhớ lại hồ sơ", "recalling records"),
        "traces" => ("nhớ lại trang", "recalling pages"),
        "words" => ("chỉ mục tìm kiếm", "search index"),
        "link" => ("nối hồ sơ", "linking records"),
        "plan" => ("lên danh sách trang", "planning pages"),
        "rules" => ("kiểm tra", "checking"),
        "verify" => ("so với lần trước", "comparing"),
        "keep" => ("giữ trang không đổi", "keeping pages"),
        "gate" => ("chốt bảo mật", "the last gate"),
        "render" => ("dựng trang", "rendering pages"),
        "publish" => ("xuất bản", "publishing"),
        "remember" => ("ghi nhớ", "remembering"),
        other => (other, other),
    };
    if lang == Lang::Vi { vi } else { en }
}
