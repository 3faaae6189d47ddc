//! The grammar of the command line. In: words. Out: one typed command and the options that all
//! commands share. Never acts: each command has a module of its own.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::ui::Failure;
use crate::diag::Lang;
use crate::diag::show::Format;
use crate::record::state::Audience;
use crate::text::date::{Day, Moment};

const TEMPLATE: &str = "{about-with-newline}\nCách dùng (usage): {usage}\n\n{all-args}{after-help}";
pub(super) const OPTIONS: &str = "Tùy chọn (options)";
const GLOBAL: &str = "Tùy chọn chung (common options)";
pub(super) const ARGUMENTS: &str = "Tham số (arguments)";

/// What is printed below the help: the codes on which scripts can rely.
pub(super) const EXIT_CODES: &str = "\
Mã thoát (exit codes):
    0  xong (done)
    1  nội dung có lỗi (problems in the content)
    2  gõ lệnh sai (wrong usage)
    3  không đọc hoặc không ghi được (could not read or write)
    4  đang có lần dựng khác (another build is running)
  101  lỗi của chương trình (a bug)
  130  bị ngắt bằng Ctrl-C (interrupted)";

/// Bảng Vàng: dựng trang thi đua, khen thưởng từ hồ sơ (the golden board, a site generator).
#[derive(Debug, Parser)]
#[command(
    name = "bangvang", version, help_template = TEMPLATE, after_help = EXIT_CODES,
    subcommand_help_heading = "Lệnh (commands)", subcommand_value_name = "LỆNH",
    disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true,
    arg_required_else_help = true, max_term_width = 100
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
    /// In phiên bản (print the version)
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = GLOBAL)]
    version: (),
}

/// The options that every command takes.
#[derive(Args, Clone, Debug)]
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

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Dựng trang vào public/ (build the site)
    #[command(help_template = TEMPLATE)]
    Build(Build),
    /// Kiểm tra mọi hồ sơ, không ghi gì (check all records)
    #[command(help_template = TEMPLATE)]
    Check(Check),
    /// Nói một lần dựng sẽ đổi gì trên mạng, chưa dựng (what a build would change online)
    #[command(help_template = TEMPLATE)]
    Diff(Diff),
    /// Nói khi nào trang tự thay đổi: hẹn giờ, hết hạn… (when the site changes by itself)
    #[command(help_template = TEMPLATE)]
    NextChange(NextChange),
    /// Canh tệp và canh giờ, tự dựng và xuất bản (build after edits and at every due instant)
    #[command(help_template = TEMPLATE)]
    Watch(WatchArgs),
    /// Tìm tên, số, mã của hồ sơ chưa công bố trong thư mục đã dựng (search a built site for secrets)
    #[command(help_template = TEMPLATE)]
    LeakCheck(LeakCheck),
    /// Tạo trang mới với vài hồ sơ mẫu (start a new site)
    #[command(help_template = TEMPLATE)]
    Init(Init),
    /// Tạo một hồ sơ mới, còn là bản nháp (start a new record)
    #[command(help_template = TEMPLATE)]
    New(New),
    /// Trang được làm từ đâu, vì sao phải dựng lại (what a page is made from)
    #[command(help_template = TEMPLATE)]
    Why(super::ask::Why),
    /// Những trang dùng một hồ sơ, mẫu, danh sách, tệp (the pages that something stands in)
    #[command(help_template = TEMPLATE)]
    WhoUses(super::ask::WhoUses),
    /// Từng trường của một hồ sơ từ đâu ra, hồ sơ có ở trang nào (where a record's fields come from)
    #[command(help_template = TEMPLATE)]
    ExplainRecord(super::ask::ExplainRecord),
    /// Giải thích một mã lỗi hay một loại hồ sơ (explain a code or a kind)
    #[command(help_template = TEMPLATE)]
    Explain(Explain),
    /// Kịch bản đọc của một hồ sơ, kèm thời lượng (the script of a broadcast piece)
    #[command(help_template = TEMPLATE)]
    Script(super::script::Args),
    /// Bộ tư liệu (ZIP) về một đợt thi đua, đơn vị, cá nhân, quyết định (a kit for the press)
    #[command(help_template = TEMPLATE)]
    Kit(super::kit::Args),
    /// Kịch bản chương trình: thứ tự, giờ, thời lượng (the rundown of a programme)
    #[command(help_template = TEMPLATE)]
    Rundown(super::rundown::Args),
    /// In hoặc ghi JSON Schema cho trình soạn thảo (JSON Schema for editors)
    #[command(help_template = TEMPLATE)]
    Schema(Schema),
    /// Báo cáo nội bộ về trang: coverage (internal reports)
    #[command(help_template = TEMPLATE)]
    Report(Report),
    /// Số lần đọc từ nhật ký máy chủ (reading counts from server logs)
    #[command(help_template = TEMPLATE)]
    Reads(Reads),
    /// Xem thử trên máy này, tự dựng lại khi sửa (preview on this machine)
    #[command(help_template = TEMPLATE)]
    Serve(Serve),
    /// Tệp cấu hình cho nginx hay Caddy (configuration for a web server)
    #[command(help_template = TEMPLATE)]
    Host(Host),
    /// In kịch bản gợi ý lệnh cho bash, zsh, fish… (shell completions)
    #[command(help_template = TEMPLATE)]
    Completions(Completions),
}

/// `build`.
#[derive(Args, Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Build {
    /// Dựng cho ai: public, hay press (báo chí, trước giờ công bố) (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    pub(super) audience: Readers,
    /// Dựng trọn bản mới rồi mới đổi chỗ với bản cũ (exchange the whole folder at the end)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) swap: bool,
    /// Nói vì sao từng trang, hay trang này, phải dựng lại (why pages were made anew)
    #[arg(long, value_name = "TRANG", num_args = 0..=1, require_equals = true, default_missing_value = "", help_heading = OPTIONS)]
    pub(super) why: Option<String>,
    /// Coi cảnh báo là lỗi (warnings are errors)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) strict: bool,
    /// Vẫn xuất bản phần không có lỗi (publish what is sound)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) keep_going: bool,
    /// Thư mục xuất bản thay cho public/ (the published folder)
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
    /// Nén sẵn các tệp chữ: gz, br, zst; off để không nén (packed copies of text files)
    #[arg(long, value_name = "gz,br,zst", value_delimiter = ',', value_parser = ["gz", "br", "zst", "off"], help_heading = OPTIONS, hide_possible_values = true)]
    pub(super) precompress: Vec<String>,
    /// Đọc lại mọi tệp thay vì tin ngày giờ của tệp (trust no time stamp)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) verify: bool,
    /// In thời gian từng bước (time of each stage)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) timings: bool,
    /// Ghi thời gian từng bước, từng tệp để xem trong trình duyệt (a trace for a browser)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) profile: Option<PathBuf>,
}

/// `host`.
#[derive(Args, Clone, Debug)]
pub(super) struct Host {
    /// Máy chủ web: nginx hay caddy (which server)
    #[arg(value_name = "MÁY CHỦ", hide_possible_values = true)]
    pub(super) server: Server,
    /// Thư mục của trang trên máy chủ (where the site lies on the server)
    #[arg(long, value_name = "THƯ MỤC", default_value = "/srv/www/bangvang", help_heading = OPTIONS)]
    pub(super) root: String,
    /// Ghi vào tệp này thay vì in ra (write to a file)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
}

/// A web server.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Server {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// `check`.
#[derive(Args, Clone, Debug)]
pub(super) struct Check {
    /// Tự sửa những lỗi máy sửa được (mend what a machine can mend)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) fix: bool,
    /// Coi cảnh báo là lỗi (warnings are errors)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) strict: bool,
}

/// `diff`.
#[derive(Args, Clone, Debug)]
pub(super) struct Diff {
    /// Bản dành cho ai: public hay press (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    pub(super) audience: Readers,
    /// Thư mục xuất bản thay cho public/ (the published folder)
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
}

/// `next-change`.
#[derive(Args, Clone, Debug)]
pub(super) struct NextChange {
    /// Nói mấy lần tiếp theo (how many)
    #[arg(long, value_name = "SỐ", default_value_t = 10, help_heading = OPTIONS)]
    pub(super) count: usize,
}

/// `watch`.
#[derive(Args, Clone, Debug)]
pub(super) struct WatchArgs {
    /// Bản dành cho ai: public hay press (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    pub(super) audience: Readers,
    /// Thư mục xuất bản thay cho public/ (the published folder)
    #[arg(long, value_name = "THƯ MỤC", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
    /// Tự dò thay đổi, dùng cho ổ mạng, USB (poll for changes: network drives)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) poll: bool,
    /// Chỉ in tệp cấu hình cho máy chủ: systemd hay cron (print what a server needs)
    #[arg(long, value_name = "systemd|cron", help_heading = OPTIONS, hide_possible_values = true)]
    pub(super) print: Option<Clockwork>,
}

/// What a server starts things by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Clockwork {
    Systemd,
    Cron,
}

/// `leak-check`.
#[derive(Args, Clone, Debug)]
pub(super) struct LeakCheck {
    /// Thư mục đã dựng; mặc định public/ (the built folder)
    #[arg(value_name = "THƯ MỤC", help_heading = ARGUMENTS)]
    pub(super) folder: Option<PathBuf>,
    /// Thư mục ấy dành cho ai: public hay press (for whom it was built)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    pub(super) audience: Readers,
}

/// `init`.
#[derive(Args, Clone, Debug)]
pub(super) struct Init {
    /// Thư mục mới hoặc còn trống (a new or empty folder)
    #[arg(value_name = "THƯ MỤC", help_heading = ARGUMENTS)]
    pub(super) dir: PathBuf,
    /// Chép cả giao diện vào themes/ để sửa (copy the theme for editing)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) theme: bool,
}

/// `new`.
#[derive(Args, Clone, Debug)]
pub(super) struct New {
    /// Loại hồ sơ: unit, decision… hoặc tên thư mục: don-vi, quyet-dinh… (the kind)
    #[arg(value_name = "LOẠI", help_heading = ARGUMENTS, display_order = 1)]
    pub(super) kind: String,
    /// Mã hồ sơ: chữ thường không dấu, chữ số, gạch nối, ví dụ 455-qd-ctn-2019 (the id)
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS, display_order = 2)]
    pub(super) id: String,
}

/// `explain`.
#[derive(Args, Clone, Debug)]
pub(super) struct Explain {
    /// Mã lỗi (BV104, X05), loại hồ sơ, hoặc site; bỏ trống để xem danh sách (a code, a kind, or site)
    #[arg(value_name = "MÃ|LOẠI|site", help_heading = ARGUMENTS)]
    pub(super) what: Option<String>,
}

/// `schema`.
#[derive(Args, Clone, Debug)]
pub(super) struct Schema {
    /// Loại hồ sơ, hoặc site cho content/site.yaml (a kind, or site)
    #[arg(value_name = "LOẠI|site", help_heading = ARGUMENTS)]
    pub(super) kind: Option<String>,
    /// Ghi vào .bangvang/schema/ và nối với VS Code (write them and tell VS Code)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) write: bool,
}

/// `report`.
#[derive(Args, Clone, Debug)]
pub(super) struct Report {
    #[command(subcommand)]
    pub(super) what: ReportOf,
}

/// The reports.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum ReportOf {
    /// Vinh dự, điển hình, đợt thi đua nào chưa có bài; ai được nói đến (what was told, what was not)
    #[command(help_template = TEMPLATE)]
    Coverage(Coverage),
    /// Mốc, phiên họp, lấy ý kiến sắp đến; quyết định tròn 1, 5, 10 … năm (what is due, anniversaries)
    #[command(help_template = TEMPLATE)]
    Calendar(Coverage),
    /// Ngôn ngữ khác của trang còn thiếu chuỗi, bản dịch nào (what other languages lack)
    #[command(help_template = TEMPLATE)]
    Strings(Whole),
}

/// A report that is about no days.
#[derive(Args, Clone, Debug)]
pub(super) struct Whole {
    /// Ghi vào tệp này; html và xlsx mặc định ghi vào .bangvang/bao-cao/ (the file to write)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
    /// In mọi dòng thay vì mười dòng đầu mỗi bảng (all rows)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) all: bool,
}

/// `report coverage` and `report calendar`; their `--format` may also be `html` or `xlsx`, that of
/// the calendar `ics` or `wall`, too.
#[derive(Args, Clone, Debug)]
pub(super) struct Coverage {
    /// Từ ngày, ví dụ 2019-01-01 (from this day)
    #[arg(long, value_name = "NGÀY", help_heading = OPTIONS, value_parser = day)]
    pub(super) from: Option<Day>,
    /// Đến ngày (to this day)
    #[arg(long, value_name = "NGÀY", help_heading = OPTIONS, value_parser = day)]
    pub(super) to: Option<Day>,
    /// Ghi vào tệp này; html và xlsx mặc định ghi vào .bangvang/bao-cao/ (the file to write)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    pub(super) out: Option<PathBuf>,
    /// In mọi dòng thay vì mười dòng đầu mỗi bảng (all rows)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) all: bool,
}

/// `reads`.
#[derive(Args, Clone, Debug)]
pub(super) struct Reads {
    #[command(subcommand)]
    pub(super) what: ReadsOf,
}

/// What is done with reading counts.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum ReadsOf {
    /// Cộng số lần đọc từ nhật ký nginx, Caddy; không có --write thì chỉ xem trước (count readings)
    #[command(help_template = TEMPLATE)]
    Import(ReadsImport),
}

/// `reads import`.
#[derive(Args, Clone, Debug)]
pub(super) struct ReadsImport {
    /// Các tệp nhật ký, cả .gz và .zst; - là đầu vào chuẩn (log files)
    #[arg(value_name = "NHẬT KÝ", required = true, help_heading = ARGUMENTS)]
    pub(super) logs: Vec<PathBuf>,
    /// Ghi vào content/luot-doc.csv (write the sums)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) write: bool,
}

/// `serve`.
#[derive(Args, Clone, Debug)]
pub(super) struct Serve {
    /// Cổng; nếu bận thì lấy một cổng trống (the port, or a free one when taken)
    #[arg(long, value_name = "CỔNG", default_value_t = 4567, help_heading = OPTIONS)]
    pub(super) port: u16,
    /// Tự dò thay đổi, dùng cho ổ mạng, USB (poll for changes: network drives)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) poll: bool,
    /// Lệnh mở tệp nguồn, ví dụ "code -g {file}:{line}:{column}" (how to open sources)
    #[arg(long, value_name = "LỆNH", help_heading = OPTIONS)]
    pub(super) editor: Option<String>,
    /// Mở trình duyệt (open the browser)
    #[arg(long, help_heading = OPTIONS)]
    pub(super) open: bool,
}

/// `completions`.
#[derive(Args, Clone, Debug)]
pub(super) struct Completions {
    /// bash, zsh, fish, powershell, elvish
    #[arg(value_name = "SHELL", help_heading = ARGUMENTS, hide_possible_values = true)]
    pub(super) shell: clap_complete::Shell,
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

/// What is said when another command is asked for a form that only reports have.
pub(super) fn only_of_reports() -> Failure {
    Failure::usage(
        "--format html, xlsx, ics, wall chỉ dùng với bangvang report",
        "--format html, xlsx, ics and wall are for bangvang report only",
    )
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
        Some(word) if word.eq_ignore_ascii_case("en") => Lang::En,
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

fn moment(word: &str) -> Result<Moment, String> {
    Moment::parse(word).map_err(|error| error.to_string())
}

fn day(word: &str) -> Result<Day, String> {
    word.parse::<Day>().map_err(|error| error.to_string())
}
