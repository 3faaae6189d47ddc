//! What commands take alike: the common options, words for readers, languages, forms and colours, and
//! the headings of the help. In: words. Out: typed values. Knows no command.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::diag::Lang;
use crate::diag::show::Format;
use crate::record::state::Audience;
use crate::text::date::{Day, Moment};

/// How a page of help is laid out.
pub(super) const TEMPLATE: &str = "{about-with-newline}\nCách dùng (usage): {usage}\n\n{all-args}{after-help}";
/// The heading of a command's own options.
pub(super) const OPTIONS: &str = "Tùy chọn (options)";
/// The heading of the options of all commands.
pub(super) const GLOBAL: &str = "Tùy chọn chung (common options)";
/// The heading of what a command takes without a name.
pub(super) const ARGUMENTS: &str = "Tham số (arguments)";

/// The options that every command takes.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Global {
    #[allow(clippy::doc_markdown, reason = "the comment is what the help prints")]
    /// Ngôn ngữ của thông báo; biến BANGVANG_LANG cũng được (language of messages)
    #[arg(long, global = true, value_name = "vi|en", help_heading = GLOBAL, hide_possible_values = true, ignore_case = true)]
    pub(super) lang: Option<Language>,
    /// Coi như bây giờ là lúc này, ví dụ 2026-11-23T08:00+07:00 (the clock)
    #[arg(long, global = true, value_name = "RFC3339", help_heading = GLOBAL, value_parser = moment)]
    pub(super) now: Option<Moment>,
    /// Thư mục của trang; mặc định: thư mục gần nhất có content/site.yaml (the site's folder)
    #[arg(long, global = true, value_name = "THƯ MỤC", help_heading = GLOBAL)]
    pub(super) site: Option<PathBuf>,
    /// Dạng báo cáo: human, short, json, github (form of reports)
    #[arg(long, global = true, value_name = "DẠNG", default_value = "human", help_heading = GLOBAL, hide_possible_values = true, hide_default_value = true)]
    pub(super) format: ReportFormat,
    /// Số luồng; mặc định: theo máy (number of threads)
    #[arg(long, global = true, value_name = "SỐ", help_heading = GLOBAL, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Chỉ nói khi có lỗi (only speak of errors)
    #[arg(short, long, global = true, help_heading = GLOBAL, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Nói kỹ hơn, kèm thời gian từng bước (say more)
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub(super) verbose: bool,
    /// Tô màu: auto, always, never (colour)
    #[arg(long, global = true, value_name = "KHI", default_value = "auto", help_heading = GLOBAL, hide_possible_values = true, hide_default_value = true)]
    pub(super) color: Colour,
    /// In phần trợ giúp này (print this help)
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = GLOBAL)]
    help: Option<bool>,
}

/// Which site is meant: for whom, and where it is published.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Edition {
    /// Bản dành cho ai: public hay press (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    pub(super) audience: Readers,
    /// Thư mục xuất bản thay cho public/ (the published folder)
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
}

/// The word for the readers of a site.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Readers {
    Public,
    Press,
}

impl From<Readers> for Audience {
    fn from(readers: Readers) -> Self {
        match readers {
            Readers::Public => Self::Public,
            Readers::Press => Self::Press,
        }
    }
}

/// The word for a language.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Language {
    Vi,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Vi => Self::Vi,
            Language::En => Self::En,
        }
    }
}

/// The word for a report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Short,
    Json,
    Github,
    /// One page; reports only.
    Html,
    /// A spreadsheet; reports only.
    Xlsx,
    /// Events for a calendar program; `report calendar` only.
    Ics,
    /// A month a page, to hang up; `report calendar` only.
    Wall,
}

impl ReportFormat {
    /// Whether only reports have this form.
    pub(super) fn is_of_reports(self) -> bool {
        matches!(self, Self::Html | Self::Xlsx | Self::Ics | Self::Wall)
    }
}

impl From<ReportFormat> for Format {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Human | ReportFormat::Html | ReportFormat::Xlsx | ReportFormat::Ics | ReportFormat::Wall => {
                Self::Human
            }
            ReportFormat::Short => Self::Short,
            ReportFormat::Json => Self::Json,
            ReportFormat::Github => Self::Github,
        }
    }
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

/// The language before the arguments are parsed, so that even a mistake is told in it.
pub(super) fn language_of(args: &[OsString], env: Option<&str>) -> Lang {
    let words = || args.iter().filter_map(|word| word.to_str());
    let joined = words().find_map(|word| word.strip_prefix("--lang="));
    let apart = words().skip_while(|word| *word != "--lang").nth(1);
    match joined.or(apart).or(env) {
        Some(word) if word.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")) => Lang::En,
        _ => Lang::Vi,
    }
}

/// Takes `help` and `help build` for `--help` and `build --help`, as people try them.
pub(super) fn with_help_word(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.get(1).is_some_and(|word| word == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    args
}

/// An instant as it is typed.
pub(super) fn moment(word: &str) -> Result<Moment, String> {
    Moment::parse(word).map_err(|error| error.to_string())
}

/// A day as it is typed.
pub(super) fn day(word: &str) -> Result<Day, String> {
    word.parse::<Day>().map_err(|error| error.to_string())
}
