//! The site behind the preview. In: the records as they are. Out: the last good pages, in a folder
//! of the preview's own, and news for open browsers. Never the published folder, so that looking
//! at a half-written record publishes nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::http::Pages;
use super::reload::{Change, Live};
use crate::cli::progress::Bar;
use crate::cli::site::{self, Wish};
use crate::cli::ui::{Failure, Ui};
use crate::diag::show::{self, Format, Style};
use crate::diag::{Diag, Lang};
use crate::engine::{self, Engine, Outcome};

/// A site that is rebuilt again and again.
pub(super) struct Preview {
    engine: Engine,
    wish: Wish,
    live: Live,
    /// The last report, so that nothing is said twice.
    told: String,
}

impl Preview {
    /// The preview of the site; nothing is built yet.
    pub(super) fn new(ui: &Ui, live: Live) -> Result<Self, Failure> {
        let state = engine::state_folder(&ui.site()).join("preview");
        let wish = Wish { out: state.join("public"), state, ..Wish::usual(ui) };
        Ok(Self { engine: site::open(ui, &wish)?, wish, live, told: String::new() })
    }

    /// The pages, as the last good build left them.
    pub(super) fn pages(&self) -> Pages {
        let out: PathBuf = self.wish.out.clone();
        Arc::new(move |path| std::fs::read(out.join(path)).ok())
    }

    /// Builds what changed, prints the problems and tells the browsers.
    pub(super) fn rebuild(&mut self, ui: &Ui, bar: &Bar) -> Result<(), Failure> {
        let started = Instant::now();
        let outcome = self.build(ui, bar);
        bar.clear();
        let outcome = outcome?;
        if bar.is_stopped() {
            return Ok(());
        }
        let change = change(&outcome);
        let kept = outcome.report.is_none();
        // Stdout has the address and nothing else.
        let (report, summary) = site::worded(ui, &self.engine, outcome.diags.clone());
        let news = report != self.told;
        if news {
            ui.err(&report);
        }
        if news || change != Change::Nothing {
            let took = started.elapsed().as_millis();
            let (vi, en) =
                if kept { ("giữ bản trước", "last good pages kept") } else { ("đã cập nhật", "updated") };
            let (left_vi, left_en) = (summary.sentence(Lang::Vi), summary.sentence(Lang::En));
            ui.tell(format!("{left_vi}; {vi} ({took} ms)"), format!("{left_en}; {en} ({took} ms)"));
        }
        self.told = report;
        self.live.tell(change, &self.problems(ui, outcome.diags, kept));
        Ok(())
    }

    /// All or nothing; but when there is nothing yet, what is sound is better than an empty page.
    fn build(&mut self, ui: &Ui, bar: &Bar) -> Result<Outcome, Failure> {
        self.engine.set_now(ui.now());
        let outcome = self.engine.build(bar)?;
        if outcome.report.is_some() || self.wish.out.join("index.html").is_file() {
            return Ok(outcome);
        }
        let wish = Wish { keep_going: true, ..self.wish.clone() };
        Ok(site::open(ui, &wish)?.build(bar)?)
    }

    /// The problems as the panel in the browser takes them.
    fn problems(&self, ui: &Ui, diags: Vec<Diag>, kept: bool) -> String {
        let text = self.engine.text();
        let shown = show::prepare(diags, &text);
        let style = Style { format: Format::Json, colour: false, ..ui.style() };
        let mut report: Value = serde_json::from_str(&show::show(&shown, &text, &style)).unwrap_or_else(|_| json!({}));
        report["lang"] = json!(ui.pick("vi", "en"));
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

/// What a rebuild changed for the reader.
fn change(outcome: &Outcome) -> Change {
    match &outcome.report {
        Some(report) if report.written + report.removed > 0 => {
            let styles = report.removed == 0 && outcome.why.iter().all(|(path, _)| path.extension() == "css");
            if styles { Change::Styles } else { Change::Pages }
        }
        _ => Change::Nothing,
    }
}
