//! The grammar of the command line. In: words. Out: one typed command and the options that all
//! commands share. Never acts: each command has a module of its own, which says what it takes.

use clap::{Parser, Subcommand};

use super::options::{ARGUMENTS, GLOBAL, Global, TEMPLATE};
use super::{ask, build, check, diff, explain, host, init, kit, leak, make, next, reads, report, rundown};
use super::{schema, script, serve, watch};

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

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Dựng trang vào public/ (build the site)
    #[command(help_template = TEMPLATE)]
    Build(build::Args),
    /// Kiểm tra mọi hồ sơ, không ghi gì (check all records)
    #[command(help_template = TEMPLATE)]
    Check(check::Args),
    /// Nói một lần dựng sẽ đổi gì trên mạng, chưa dựng (what a build would change online)
    #[command(help_template = TEMPLATE)]
    Diff(diff::Args),
    /// Nói khi nào trang tự thay đổi: hẹn giờ, hết hạn… (when the site changes by itself)
    #[command(help_template = TEMPLATE)]
    NextChange(next::Args),
    /// Canh tệp và canh giờ, tự dựng và xuất bản (build after edits and at every due instant)
    #[command(help_template = TEMPLATE)]
    Watch(watch::Args),
    /// Tìm tên, số, mã của hồ sơ chưa công bố trong thư mục đã dựng (search a built site for secrets)
    #[command(help_template = TEMPLATE)]
    LeakCheck(leak::Args),
    /// Tạo trang mới với vài hồ sơ mẫu (start a new site)
    #[command(help_template = TEMPLATE)]
    Init(init::Args),
    /// Tạo một hồ sơ mới, còn là bản nháp (start a new record)
    #[command(help_template = TEMPLATE)]
    New(make::Args),
    /// Trang được làm từ đâu, vì sao phải dựng lại (what a page is made from)
    #[command(help_template = TEMPLATE)]
    Why(ask::Why),
    /// Những trang dùng một hồ sơ, mẫu, danh sách, tệp (the pages that something stands in)
    #[command(help_template = TEMPLATE)]
    WhoUses(ask::WhoUses),
    /// Từng trường của một hồ sơ từ đâu ra, hồ sơ có ở trang nào (where a record's fields come from)
    #[command(help_template = TEMPLATE)]
    ExplainRecord(ask::ExplainRecord),
    /// Giải thích một mã lỗi hay một loại hồ sơ (explain a code or a kind)
    #[command(help_template = TEMPLATE)]
    Explain(explain::Args),
    /// Kịch bản đọc của một hồ sơ, kèm thời lượng (the script of a broadcast piece)
    #[command(help_template = TEMPLATE)]
    Script(script::Args),
    /// Bộ tư liệu (ZIP) về một đợt thi đua, đơn vị, cá nhân, quyết định (a kit for the press)
    #[command(help_template = TEMPLATE)]
    Kit(kit::Args),
    /// Kịch bản chương trình: thứ tự, giờ, thời lượng (the rundown of a programme)
    #[command(help_template = TEMPLATE)]
    Rundown(rundown::Args),
    /// In hoặc ghi JSON Schema cho trình soạn thảo (JSON Schema for editors)
    #[command(help_template = TEMPLATE)]
    Schema(schema::Args),
    /// Báo cáo nội bộ: coverage, calendar, strings; cả html, xlsx, ics, wall (internal reports)
    #[command(help_template = TEMPLATE)]
    Report(report::Args),
    /// Số lần đọc từ nhật ký máy chủ (reading counts from server logs)
    #[command(help_template = TEMPLATE)]
    Reads(reads::Args),
    /// Xem thử trên máy này, tự dựng lại khi sửa (preview on this machine)
    #[command(help_template = TEMPLATE)]
    Serve(serve::Args),
    /// Tệp cấu hình cho nginx hay Caddy (configuration for a web server)
    #[command(help_template = TEMPLATE)]
    Host(host::Args),
    /// In kịch bản gợi ý lệnh cho bash, zsh, fish… (shell completions)
    #[command(help_template = TEMPLATE)]
    Completions(Completions),
}

/// `completions`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Completions {
    /// bash, zsh, fish, powershell, elvish
    #[arg(value_name = "SHELL", help_heading = ARGUMENTS, hide_possible_values = true)]
    pub(super) shell: clap_complete::Shell,
}
