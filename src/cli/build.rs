//! `bangvang build`: publishes the site. In: a site. Out: the published folder, whole and new, or
//! as it was with every reason why. Never publishes half of it, never wipes what it did not make.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::deliver;
use super::options::{OPTIONS, Readers};
use super::profile::Profile;
use super::progress::Bar;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Interrupt, Ui, shown};
use crate::base::OutPath;
use crate::diag::Lang;
use crate::diag::show::{Format, Summary};
use crate::engine::{Engine, Outcome};
use crate::publish::pack::Packing;
use crate::publish::{Recovery, Report};
use crate::text::date::Moment;
use crate::text::show;

/// `build`.
#[derive(clap::Args, Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Args {
    /// Dựng cho ai: public, hay press (báo chí, trước giờ công bố) (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    audience: Readers,
    /// Dựng trọn bản mới rồi mới đổi chỗ với bản cũ (exchange the whole folder at the end)
    #[arg(long, help_heading = OPTIONS)]
    swap: bool,
    /// Nói vì sao từng trang, hay trang này, phải dựng lại (why pages were made anew)
    #[arg(long, value_name = "TRANG", num_args = 0..=1, require_equals = true, default_missing_value = "", help_heading = OPTIONS)]
    why: Option<String>,
    /// Coi cảnh báo là lỗi (warnings are errors)
    #[arg(long, help_heading = OPTIONS)]
    strict: bool,
    /// Vẫn xuất bản phần không có lỗi (publish what is sound)
    #[arg(long, help_heading = OPTIONS)]
    keep_going: bool,
    /// Thư mục xuất bản thay cho public/ (the published folder)
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    out: Option<PathBuf>,
    /// Nén sẵn các tệp chữ: gz, br, zst; off để không nén (packed copies of text files)
    #[arg(long, value_name = "gz,br,zst", value_delimiter = ',', value_parser = ["gz", "br", "zst", "off"], help_heading = OPTIONS, hide_possible_values = true)]
    precompress: Vec<String>,
    /// Đọc lại mọi tệp thay vì tin ngày giờ của tệp (trust no time stamp)
    #[arg(long, help_heading = OPTIONS)]
    verify: bool,
    /// In thời gian từng bước (time of each stage)
    #[arg(long, help_heading = OPTIONS)]
    timings: bool,
    /// Ghi thời gian từng bước, từng tệp để xem trong trình duyệt (a trace for a browser)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    profile: Option<PathBuf>,
}

/// Builds the site and says what came of it.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let wish = wish(ui, args)?;
    if let Some(file) = &args.profile {
        deliver::allow(ui, file)?;
    }
    let mut engine = site::open(ui, &wish)?.for_one_run();
    let built = once(ui, &wish, &mut engine, &Interrupt::listen(), Some(args)).map(|(exit, _)| exit);
    // The program ends here, and the system takes the memory back faster than piece by piece.
    std::mem::forget(engine);
    built
}

/// One build, told to its end; and when the next one is due though nobody edits anything.
pub(super) fn once(
    ui: &Ui,
    wish: &Wish,
    engine: &mut Engine,
    interrupt: &Interrupt,
    args: Option<&Args>,
) -> Result<(Exit, Option<Moment>), Failure> {
    let started = Instant::now();
    let bar = Bar::new(ui, interrupt.clone());
    let profile = args.and_then(|args| args.profile.as_deref()).map(|file| Profile::new(file, &bar));
    let built = match &profile {
        Some(profile) => engine.build(profile),
        None => engine.build(&bar),
    };
    bar.clear();
    if let Some(profile) = profile {
        profile.write(ui)?;
    }
    let mut outcome = built?;
    recovered(ui, outcome.recovery);
    if bar.is_stopped() && outcome.report.is_none() {
        // What a broken-off run found wrong may only be what it had not read yet.
        return Ok((stopped(ui), None));
    }
    let problems = site::report_build(ui, engine, std::mem::take(&mut outcome.diags));
    // Old links that lead nowhere are advice: they fail no build.
    if matches!(ui.format, Format::Human | Format::Short) {
        site::report_build(ui, engine, std::mem::take(&mut outcome.moved));
    }
    if let Some(page) = args.and_then(|args| args.why.as_ref()) {
        why(ui, &outcome, page);
    }
    if ui.verbose || args.is_some_and(|args| args.timings) {
        timings(ui, &outcome);
    }
    let next = outcome.next_change;
    Ok((Ending { ui, wish, outcome: &outcome, problems, took: started.elapsed() }.tell(), next))
}

fn wish(ui: &Ui, args: &Args) -> Result<Wish, Failure> {
    let wish = Wish::of(ui, args.audience.into(), args.out.as_deref())?;
    Ok(Wish {
        strict: args.strict,
        keep_going: args.keep_going,
        swap: args.swap,
        verify: args.verify,
        precompress: packings(&args.precompress),
        ..wish
    })
}

/// The packings that were named on the command line; `off` names none.
fn packings(names: &[String]) -> Option<Vec<Packing>> {
    (!names.is_empty()).then(|| names.iter().filter_map(|name| Packing::named(name)).collect())
}

/// How many addresses are named without `--verbose`.
const ADDRESSES: usize = 20;

/// How a build ended.
struct Ending<'a> {
    ui: &'a Ui,
    wish: &'a Wish,
    outcome: &'a Outcome,
    problems: Summary,
    took: Duration,
}

impl Ending<'_> {
    fn tell(&self) -> Exit {
        let exit = match &self.outcome.report {
            Some(report) => self.published(report),
            None => self.withheld(),
        };
        let failed = self.problems.errors > 0 || (self.wish.strict && self.problems.warnings > 0);
        if failed { Exit::Problems } else { exit }
    }

    fn published(&self, report: &Report) -> Exit {
        let out = folder(&self.wish.out);
        let (vi, en) = (seconds(self.took, Lang::Vi), seconds(self.took, Lang::En));
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let (pages, new, kept, gone) =
            (count(self.outcome.pages), count(report.written), count(report.unchanged), count(report.removed));
        if report.written + report.removed == 0 {
            let (pages_vi, pages_en) = (show::thousands(pages), show::thousands_en(pages));
            self.say(
                &format!("Không có gì thay đổi: {pages_vi} trang trong {out} vẫn đúng ({vi} giây)."),
                &format!("Nothing changed: {pages_en} files in {out} are right ({en} s)."),
            );
        } else {
            let t = show::thousands;
            let vi = format!(
                "Đã dựng {} trang ({} tệp mới, {} giữ nguyên, {} gỡ) vào {out} trong {vi} giây.",
                t(pages),
                t(new),
                t(kept),
                t(gone)
            );
            let t = show::thousands_en;
            let en = format!(
                "Built {} files ({} written, {} kept, {} removed) into {out} in {en} s.",
                t(pages),
                t(new),
                t(kept),
                t(gone)
            );
            self.say(&vi, &en);
        }
        self.taken_away();
        if self.problems != Summary::default() {
            let (vi, en) = match self.outcome.withheld {
                0 => (String::new(), String::new()),
                count => (
                    format!("; {count} tệp có lỗi không được xuất bản"),
                    format!("; {count} faulty files were withheld"),
                ),
            };
            let (left_vi, left_en) = (self.problems.sentence(Lang::Vi), self.problems.sentence(Lang::En));
            self.say(&format!("Còn lại: {left_vi}{vi}."), &format!("Left: {left_en}{en}."));
        }
        Exit::Fine
    }

    /// Tells which addresses readers knew that are gone now, or say only that they were.
    fn taken_away(&self) {
        let pages = &self.outcome.pages_changed;
        self.addresses(&pages.tombstones, "Nay chỉ còn trang báo đã rút", "Now only say that they were taken back");
        let gone: Vec<OutPath> =
            pages.removed.iter().filter(|path| path.as_str().ends_with(".html")).cloned().collect();
        self.addresses(&gone, "Địa chỉ không còn", "Addresses that are gone");
    }

    fn addresses(&self, paths: &[OutPath], vi: &str, en: &str) {
        if paths.is_empty() {
            return;
        }
        self.say(&format!("{vi} ({}):", paths.len()), &format!("{en} ({}):", paths.len()));
        let shown = if self.ui.verbose { paths.len() } else { ADDRESSES };
        for path in paths.iter().take(shown) {
            self.ui.say(format!("  /{}", path.as_str().trim_end_matches("index.html")));
        }
        if paths.len() > shown {
            self.ui.say(format!("  … (+{}, --verbose)", paths.len() - shown));
        }
    }

    fn withheld(&self) -> Exit {
        let strict = |words: &'static str| if self.wish.strict && self.problems.errors == 0 { words } else { "" };
        self.say(
            &format!(
                "Chưa xuất bản: {}{}. Bản cũ trong {} còn nguyên.",
                self.problems.sentence(Lang::Vi),
                strict(" (--strict)"),
                folder(&self.wish.out)
            ),
            &format!(
                "Not published: {}{}. The last site in {} is as it was.",
                self.problems.sentence(Lang::En),
                strict(" (--strict)"),
                folder(&self.wish.out)
            ),
        );
        Exit::Problems
    }

    fn say(&self, vi: &str, en: &str) {
        self.ui.tell(vi, en);
    }
}

fn stopped(ui: &Ui) -> Exit {
    ui.tell(
        "Đã dừng theo yêu cầu; chưa thay đổi gì ở nơi xuất bản.",
        "Stopped as asked; nothing was published or removed.",
    );
    Exit::Interrupted
}

/// Tells what became of an earlier run that was cut off.
fn recovered(ui: &Ui, recovery: Option<Recovery>) {
    match recovery {
        Some(Recovery::Completed { files }) => ui.tell(
            format!("Lần xuất bản trước bị ngắt giữa chừng; đã làm nốt ({files} tệp)."),
            format!("An earlier build was cut off while publishing; it was completed ({files} files)."),
        ),
        Some(Recovery::Undone { files }) => ui.tell(
            format!("Lần dựng trước bị ngắt, chưa đổi gì; đã dọn {files} tệp tạm."),
            format!("An earlier build was cut off before it changed anything; its {files} files were removed."),
        ),
        Some(Recovery::Clean) | None => {}
    }
}

/// Tells why pages were made anew: all of them, or one.
fn why(ui: &Ui, outcome: &Outcome, page: &str) {
    let wanted = file_of(page);
    let mut found = false;
    for (path, reason) in outcome.why.iter().filter(|(path, _)| page.is_empty() || path.as_str() == wanted) {
        found = true;
        site::list(ui, &format!("{path}: {}", reason.text(ui.lang)));
    }
    if !found && page.is_empty() {
        ui.tell("Không trang nào phải dựng lại.", "No page had to be made anew.");
    } else if !found {
        ui.tell(
            format!("{wanted}: không dựng lại, hoặc không có tệp này."),
            format!("{wanted}: not made anew, or no such file."),
        );
    }
}

/// The file that an address or a path means.
pub(super) fn file_of(page: &str) -> String {
    let path = page.trim_start_matches('/');
    let is_folder = path.is_empty() || path.ends_with('/') || !path.rsplit('/').next().unwrap_or(path).contains('.');
    if is_folder {
        format!("{}/index.html", path.trim_end_matches('/')).trim_start_matches('/').to_owned()
    } else {
        path.to_owned()
    }
}

fn timings(ui: &Ui, outcome: &Outcome) {
    for (stage, took) in &outcome.timings {
        let stage = super::progress::stage_name(stage, ui.lang);
        let pad = " ".repeat(24_usize.saturating_sub(stage.chars().count()));
        ui.say(format!("  {stage}{pad}{:>8.1} ms", took.as_secs_f64() * 1000.0));
    }
}

fn seconds(took: Duration, lang: Lang) -> String {
    match lang {
        Lang::Vi => show::decimal(took.as_secs_f64(), 1),
        Lang::En => format!("{:.1}", took.as_secs_f64()),
    }
}

/// A folder as a person writes it.
fn folder(path: &Path) -> String {
    format!("{}/", shown(path).trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_as_people_name_them() {
        let check = |page: &str, expect: &str| assert_eq!(file_of(page), expect, "{page}");
        check("/don-vi/so-noi-vu/", "don-vi/so-noi-vu/index.html");
        check("don-vi/so-noi-vu", "don-vi/so-noi-vu/index.html");
        check("/", "index.html");
        check("feed.xml", "feed.xml");
    }
}
