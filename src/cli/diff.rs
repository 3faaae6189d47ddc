//! `bangvang diff`: what a build would change online. In: a site and what was published last. Out:
//! honours, records and pages that would come, change or go, in words or as JSON. Never publishes.

use serde_json::{Value, json};

use super::options::Edition;
use super::progress::Bar;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Interrupt, Ui};
use crate::base::OutPath;
use crate::diag::Lang;
use crate::diag::show::Format;
use crate::engine::Comparison;
use crate::record::KindId;
use crate::report::summary::{Difference, Named};
use crate::text::show;

/// `diff`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    edition: Edition,
}

/// How many names of a sort are printed without `--verbose`.
const NAMED: usize = 20;

/// Compares and prints.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let wish = Wish::of(ui, args.edition.audience.into(), args.edition.out.as_deref())?;
    let mut engine = site::open(ui, &wish)?;
    let bar = Bar::new(ui, Interrupt::listen());
    let compared = engine.compare(&bar);
    bar.clear();
    let (comparison, outcome) = compared?;
    if bar.is_stopped() {
        return Ok(Exit::Interrupted);
    }
    let failed = outcome.failed(false);
    if failed {
        site::report_build(ui, &engine, outcome.diags);
    }
    let Some(comparison) = comparison else { return Ok(Exit::Problems) };
    let difference = comparison.difference();
    if ui.format == Format::Json {
        ui.out(&format!("{:#}\n", as_json(&comparison, &difference)));
    } else {
        in_words(ui, &comparison, &difference);
    }
    if failed {
        ui.tell("Còn lỗi, nên build sẽ không xuất bản gì.", "There are errors, so a build would publish nothing.");
        return Ok(Exit::Problems);
    }
    Ok(Exit::Fine)
}

fn in_words(ui: &Ui, comparison: &Comparison, difference: &Difference) {
    ui.out(&format!("{}\n", sentence(ui.lang, comparison, difference)));
    if comparison.before.is_none() {
        ui.tell("Chưa có lần xuất bản nào để so tên hồ sơ.", "There is no earlier publication to compare names with.");
    }
    let lines = |sign: char, records: &[Named]| -> Vec<String> {
        records
            .iter()
            .map(|((kind, _), entry)| format!("{sign} {}: {}  {}", kind.spec().vi, entry.title, entry.url))
            .collect()
    };
    let honours = |sign: char, all: &[String]| all.iter().map(|words| format!("{sign} {words}")).collect::<Vec<_>>();
    for list in [
        honours('+', &difference.honours_added),
        honours('-', &difference.honours_gone),
        lines('+', &difference.added),
        lines('~', &difference.changed),
        lines('-', &difference.gone),
    ] {
        let shown = if ui.verbose { list.len() } else { NAMED };
        list.iter().take(shown).for_each(|line| ui.out(&format!("  {}\n", line.trim_end())));
        if list.len() > shown {
            ui.out(&format!("  … (+{})\n", list.len() - shown));
        }
    }
}

/// "3 lượt khen thưởng thêm, 1 rút; 214 trang đổi".
fn sentence(lang: Lang, comparison: &Comparison, difference: &Difference) -> String {
    let mut parts = Vec::new();
    let number = |count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        if lang == Lang::Vi { show::thousands(count) } else { show::thousands_en(count) }
    };
    let mut add = |what: (&str, &str), counts: [(usize, &str, &str); 3]| {
        let told: Vec<(usize, &str, &str)> = counts.into_iter().filter(|count| count.0 > 0).collect();
        if told.is_empty() {
            return;
        }
        let noun = if lang == Lang::Vi { what.0 } else { what.1 };
        let words = told.iter().enumerate().map(|(at, (count, vi, en))| {
            let verb = if lang == Lang::Vi { vi } else { en };
            if at == 0 { format!("{} {noun} {verb}", number(*count)) } else { format!("{} {verb}", number(*count)) }
        });
        parts.push(words.collect::<Vec<_>>().join(", "));
    };
    let (more, gone) = (difference.honours_added.len(), difference.honours_gone.len());
    add(("lượt khen thưởng", "honours"), [(more, "thêm", "added"), (gone, "rút", "withdrawn"), (0, "", "")]);
    for kind in KindId::ALL {
        let count = |records: &[Named]| records.iter().filter(|((of, _), _)| of == kind).count();
        let (vi, en) = (kind.spec().vi.to_lowercase(), kind.spec().en.to_lowercase());
        add(
            (&vi, &en),
            [
                (count(&difference.added), "thêm", "added"),
                (count(&difference.changed), "đổi", "changed"),
                (count(&difference.gone), "rút", "withdrawn"),
            ],
        );
    }
    let pages = &comparison.pages;
    add(
        ("tệp", "files"),
        [
            (pages.changed.len(), "đổi", "changed"),
            (pages.added.len(), "thêm", "added"),
            (pages.removed.len(), "gỡ", "removed"),
        ],
    );
    match (parts.is_empty(), lang) {
        (true, Lang::Vi) => "Không có gì thay đổi.".to_owned(),
        (true, Lang::En) => "Nothing changes.".to_owned(),
        _ => format!("{}.", parts.join("; ")),
    }
}

fn as_json(comparison: &Comparison, difference: &Difference) -> Value {
    let records = |records: &[Named]| -> Vec<Value> {
        let one = |((kind, id), entry): &Named| json!({ "kind": kind.spec().name, "id": id, "title": entry.title, "url": entry.url });
        records.iter().map(one).collect()
    };
    let paths = |paths: &[OutPath]| paths.iter().map(|path| json!(path.as_str())).collect::<Vec<_>>();
    let pages = &comparison.pages;
    json!({
        "known": comparison.before.is_some(),
        "honours": { "added": difference.honours_added, "withdrawn": difference.honours_gone },
        "records": {
            "added": records(&difference.added),
            "changed": records(&difference.changed),
            "withdrawn": records(&difference.gone),
        },
        "files": {
            "added": paths(&pages.added),
            "changed": paths(&pages.changed),
            "removed": paths(&pages.removed),
            "tombstones": paths(&pages.tombstones),
        },
    })
}
