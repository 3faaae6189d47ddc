//! `bangvang next-change`: when the site changes by itself. In: a site. Out: the next instants and
//! what happens then, so that a build can be due at the right minute. Never builds.

use serde_json::json;

use super::options::OPTIONS;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui};
use crate::diag::Lang;
use crate::diag::show::Format;
use crate::report::coming::{self, Coming};

/// `next-change`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Nói mấy lần tiếp theo (how many)
    #[arg(long, value_name = "SỐ", default_value_t = 10, help_heading = OPTIONS)]
    count: usize,
}

/// Prints what is to come.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    let survey = match site::survey(ui, &mut engine)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let now = survey.catalog.now();
    let mut all = coming::coming(&survey.catalog, &survey.settings);
    let total = all.len();
    all.truncate(args.count);
    if ui.format == Format::Json {
        let rows: Vec<serde_json::Value> = all.iter().map(row).collect();
        ui.out(&format!("{:#}\n", json!({ "now": now.rfc3339(), "total": total, "changes": rows })));
        return Ok(Exit::Fine);
    }
    for one in &all {
        let (when, what) = match ui.lang {
            Lang::Vi => (one.at.text(), &one.vi),
            Lang::En => (one.at.text_en(), &one.en),
        };
        let url = if one.url.is_empty() { String::new() } else { format!("  {}", one.url) };
        ui.out(&format!("{when}: {what}{url}\n"));
    }
    if total == 0 {
        ui.tell("Không có gì tự thay đổi sau lúc này.", "Nothing changes by itself after this instant.");
    } else if total > all.len() {
        let more = total - all.len();
        ui.tell(format!("… và {more} lần nữa (--count)."), format!("… and {more} more (--count)."));
    }
    Ok(Exit::Fine)
}

fn row(one: &Coming) -> serde_json::Value {
    json!({
        "at": one.at.rfc3339(), "turn": one.turn, "record": one.record, "title": one.title, "url": one.url,
        "vi": one.vi, "en": one.en,
    })
}
