//! `bangvang rundown`: a programme in order, with times. In: records, or a file that lists them.
//! Out: text, a page for print, CSV or a Word document. Never publishes.

use std::fs;
use std::path::{Path, PathBuf};

use super::deliver::deliver;
use super::options::{ARGUMENTS, OPTIONS};
use super::script::{self, Form, length, made};
use super::subject;
use super::ui::{Exit, Failure, Ui, shown};
use crate::engine::Survey;
use crate::report::rundown::{Rundown, Slot};
use crate::report::script::seconds;
use crate::text::speech::RATE;

/// What is printed below the help: how a programme is listed in a file.
const LISTING: &str = "\
Tệp kê chương trình (a file that lists a programme), mỗi dòng một mục:
    # Bản tin thi đua
    bắt đầu: 18:30
    mục tiêu: 15:00
    Nhạc hiệu | 0:15
    article:le-trao-bang-khen
    broadcast:phong-su-xa-moi | 3:00";

/// `rundown`.
#[derive(clap::Args, Clone, Debug)]
#[command(after_help = LISTING)]
pub(super) struct Args {
    /// Tệp kê chương trình, hoặc các hồ sơ theo thứ tự (a file, or records in order)
    #[arg(value_name = "TỆP|HỒ SƠ", required = true, num_args = 1.., help_heading = ARGUMENTS)]
    items: Vec<String>,
    /// Tên chương trình (title)
    #[arg(long, value_name = "TÊN", help_heading = OPTIONS)]
    title: Option<String>,
    /// Giờ bắt đầu, ví dụ 18:30 (when it begins)
    #[arg(long, value_name = "GIỜ", value_parser = hour, help_heading = OPTIONS)]
    start: Option<u32>,
    /// Thời lượng chương trình, ví dụ 15:00 (target length)
    #[arg(long, value_name = "THỜI LƯỢNG", value_parser = length, help_heading = OPTIONS)]
    target: Option<u32>,
    /// Âm tiết mỗi phút, 200–260; mặc định 230 (syllables a minute)
    #[arg(long, value_name = "SỐ", default_value_t = RATE, hide_default_value = true, value_parser = clap::value_parser!(u32).range(200..=260), help_heading = OPTIONS)]
    rate: u32,
    /// Dạng: txt, html, docx, csv (form)
    #[arg(long, value_name = "DẠNG", default_value = "txt", hide_possible_values = true, hide_default_value = true, help_heading = OPTIONS)]
    form: Form,
    /// Tệp ghi ra; không ghi thì in ra màn hình (output file)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
}

/// Makes a rundown.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let (listing, place) = listing(args)?;
    let survey = match script::desk(ui)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let mut slots = Vec::new();
    let (mut vi, mut en) = (Vec::new(), Vec::new());
    for (line, item) in &listing.items {
        match slot(&survey, item, args.rate) {
            Ok(slot) => slots.push(slot),
            Err(failure) => {
                vi.push(format!("{place}:{line}: {}", failure.vi));
                en.push(format!("{place}:{line}: {}", failure.en));
            }
        }
    }
    if !vi.is_empty() {
        return Err(Failure::usage(vi.join("\n"), en.join("\n")));
    }
    let rundown = Rundown {
        title: args
            .title
            .clone()
            .or(listing.title)
            .unwrap_or_else(|| format!("Kịch bản chương trình {}", survey.catalog.today().text())),
        start: args.start.or(listing.start).unwrap_or(0),
        slots,
        target: args.target.or(listing.target),
    };
    let out = args.out.as_deref();
    match args.form {
        Form::Txt => deliver(ui, out, rundown.text().as_bytes()),
        Form::Html => deliver(ui, out, rundown.html().as_bytes()),
        Form::Csv => deliver(ui, out, rundown.csv().as_bytes()),
        Form::Docx => {
            let bytes = rundown.docx(survey.publisher(), survey.catalog.today().into())?;
            deliver(ui, Some(out.unwrap_or(Path::new("chuong-trinh.docx"))), &bytes)
        }
    }
}

/// What a file says of a programme.
#[derive(Debug, Default, PartialEq, Eq)]
struct Listing {
    title: Option<String>,
    start: Option<u32>,
    target: Option<u32>,
    /// Line and item.
    items: Vec<(usize, Item)>,
}

/// One line: a record or a name, and a planned length in tenths of a second.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    what: String,
    length: Option<u32>,
}

/// The programme from a file, or from the records named on the command line.
fn listing(args: &Args) -> Result<(Listing, String), Failure> {
    if let [only] = &args.items[..] {
        let path = Path::new(only);
        if path.is_file() {
            let text = fs::read_to_string(path).map_err(|error| Failure::io(path, &error))?;
            let listing = parse(&text).map_err(|(line, vi, en)| {
                Failure::usage(format!("{}:{line}: {vi}", shown(path)), format!("{}:{line}: {en}", shown(path)))
            })?;
            return Ok((listing, shown(path)));
        }
    }
    if let [only] = &args.items[..]
        && !only.contains(':')
        && Path::new(only).extension().is_some()
    {
        return Err(Failure::io(Path::new(only), &std::io::ErrorKind::NotFound.into()));
    }
    let items = args.items.iter().enumerate().map(|(at, item)| (at + 1, Item { what: item.clone(), length: None }));
    Ok((Listing { items: items.collect(), ..Listing::default() }, "HỒ SƠ".to_owned()))
}

type Wrong = (usize, &'static str, &'static str);

/// `# Tên`, `bắt đầu: 18:30`, `mục tiêu: 15:00`, then `hồ sơ | thời lượng`, one a line.
fn parse(text: &str) -> Result<Listing, Wrong> {
    let mut listing = Listing::default();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let (at, line) = (at + 1, line.trim());
        let (key, value) = line.split_once(':').map_or(("", ""), |(key, value)| (key.trim(), value.trim()));
        match key.to_lowercase().as_str() {
            _ if line.is_empty() => {}
            _ if line.starts_with('#') => {
                let title = line.trim_start_matches('#').trim();
                listing.title = listing.title.or_else(|| Some(title.to_owned()));
            }
            "bắt đầu" | "start" => {
                let hour = hour(value).map_err(|_| (at, "giờ bắt đầu viết như 18:30", "write the hour as 18:30"))?;
                listing.start = Some(hour);
            }
            "mục tiêu" | "target" => {
                listing.target =
                    Some(tenths(value).ok_or((at, "mục tiêu viết như 15:00", "write the target as 15:00"))?);
            }
            _ => listing.items.push((at, item(line, at)?)),
        }
    }
    if listing.items.is_empty() {
        return Err((1, "tệp không kê mục nào", "the file lists no item"));
    }
    Ok(listing)
}

fn item(line: &str, at: usize) -> Result<Item, Wrong> {
    let Some((what, length)) = line.rsplit_once('|') else {
        return Ok(Item { what: line.to_owned(), length: None });
    };
    let length =
        tenths(length).ok_or((at, "thời lượng sau dấu | viết như 0:45", "write the length behind | as 0:45"))?;
    Ok(Item { what: what.trim().to_owned(), length: Some(length) })
}

fn slot(survey: &Survey, item: &Item, rate: u32) -> Result<Slot, Failure> {
    let is_record = item.what.contains(':') && !item.what.contains(' ') || item.length.is_none();
    if is_record {
        let key = subject::find(&survey.catalog, &item.what)?;
        return Ok(Slot::of(&made(survey, key, rate, None, false), item.length));
    }
    let tenths = item.length.unwrap_or(0);
    Ok(Slot { title: item.what.clone(), kicker: String::new(), reference: String::new(), tenths, hold: None })
}

fn tenths(text: &str) -> Option<u32> {
    seconds(text).map(|seconds| seconds * 10)
}

/// "18:30" or "18:30:15" → seconds after midnight.
fn hour(text: &str) -> Result<u32, String> {
    let parts: Vec<Option<u32>> = text.trim().split(':').map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(h @ 0..24), Some(m @ 0..60)] => Ok(h * 3600 + m * 60),
        [Some(h @ 0..24), Some(m @ 0..60), Some(s @ 0..60)] => Ok(h * 3600 + m * 60 + s),
        _ => Err("giờ viết như 18:30 (write an hour as 18:30)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_lists_a_programme() {
        let text =
            "# Bản tin hư cấu\nbắt đầu: 18:30\ntarget: 15:00\n\nHình hiệu | 0:15\narticle:thu\nbroadcast:thu | 3:00\n";
        let listing = parse(text).unwrap();
        assert_eq!(
            (listing.title.as_deref(), listing.start, listing.target),
            (Some("Bản tin hư cấu"), Some(66_600), Some(9_000))
        );
        let item = |line, what: &str, length| (line, Item { what: what.to_owned(), length });
        assert_eq!(
            listing.items,
            [item(5, "Hình hiệu", Some(150)), item(6, "article:thu", None), item(7, "broadcast:thu", Some(1_800))]
        );
    }

    #[test]
    fn what_is_wrong_is_told_by_line() {
        fn check(text: &str, line: usize) {
            assert_eq!(parse(text).unwrap_err().0, line, "{text}");
        }
        check("# trống", 1);
        check("a | b", 1);
        check("article:x\nbắt đầu: 25:00", 2);
        check("article:x\n\nmục tiêu: lâu", 3);
    }
}
