//! `bangvang serve`: the preview. In: a site and what editors do to it. Out: its pages on this
//! machine, rebuilt and reloaded after every change, with the problems shown on the page.
//! Never touches the published folder, never reachable from another machine.

pub mod http;
mod kept;
mod looks;
mod open;
mod poll;
mod preview;
mod range;
pub mod reload;
pub mod server;
pub mod watch;

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use self::open::Editor;
use self::preview::Preview;
use super::options::OPTIONS;
use super::progress::Bar;
use super::ui::{Exit, Failure, Interrupt, Ui};
use crate::base::SrcPath;

pub use http::{Missing, Page, Pages, Unopened};
pub use reload::{Live, Look, Showing};
pub use server::Server;
pub use watch::{Batch, News, Watch};

/// `serve`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Cổng; nếu bận thì lấy một cổng trống (the port, or a free one when taken)
    #[arg(long, value_name = "CỔNG", default_value_t = 4567, help_heading = OPTIONS)]
    port: u16,
    /// Tự dò thay đổi, dùng cho ổ mạng, USB (poll for changes: network drives)
    #[arg(long, help_heading = OPTIONS)]
    poll: bool,
    /// Lệnh mở tệp nguồn, ví dụ "code -g {file}:{line}:{column}" (how to open sources)
    #[arg(long, value_name = "LỆNH", help_heading = OPTIONS)]
    editor: Option<String>,
    /// Mở trình duyệt (open the browser)
    #[arg(long, help_heading = OPTIONS)]
    open: bool,
}

/// How often the wait for changes looks whether somebody pressed Ctrl-C.
const GLANCE: Duration = Duration::from_millis(100);

/// The same while a look at the whole site goes on, whose end somebody waits for.
const SOON: Duration = Duration::from_millis(20);

/// Serves the site until Ctrl-C.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let editor = Editor::choose(args.editor.as_deref()).ok_or_else(unsplit)?;
    let interrupt = Interrupt::listen();
    // The folder may go and come back; its name stays, whatever becomes of the folder we are in.
    let ui = &ui.clone().at(std::path::absolute(ui.site()).unwrap_or_else(|_| ui.site()));
    let (site, live) = (ui.site(), Live::default());
    let mut preview = Preview::new(ui, live.clone(), editor)?;
    // Watching begins before the first build, so that no change falls between the two.
    let mut watch = watch_over(ui, &site, args.poll)?;
    let server = Server::bind(args.port).map_err(|error| unserved(&error))?;
    preview.begin(ui, &Arc::new(Bar::new(ui, interrupt.clone())))?;
    if !interrupt.stopped() {
        let address = welcome(ui, args, &server);
        server.start(preview.desk(), &live).map_err(|error| unserved(&error))?;
        invite(ui, args, &address);
        follow(ui, &mut watch, &mut preview, &interrupt);
    }
    ui.tell("\nĐã dừng xem thử.", "\nThe preview has ended.");
    Ok(Exit::Fine)
}

/// Takes in every change until Ctrl-C.
fn follow(ui: &Ui, watch: &mut Watch, preview: &mut Preview, interrupt: &Interrupt) {
    while !interrupt.stopped() {
        let news = watch.next(if preview.is_busy() { SOON } else { GLANCE });
        let is_over = news == News::Over;
        guarded(ui, || {
            match news {
                News::Changed(batch) => preview.take_in(sources(&batch).as_deref()),
                News::Nothing => preview.keep_time(ui.now()),
                News::Over => {}
            }
            preview.tend(ui)
        });
        if is_over {
            break;
        }
    }
}

/// The changed files; `None` when anything may have changed.
fn sources(batch: &Batch) -> Option<Vec<SrcPath>> {
    if batch.all {
        return None;
    }
    let paths = batch.paths.iter().map(|path| SrcPath::new(&path.to_string_lossy().replace('\\', "/")));
    paths.collect()
}

/// Does one turn of work; a failure or a bug is told, and the preview goes on with the last good pages.
fn guarded(ui: &Ui, turn: impl FnOnce() -> Result<(), Failure>) {
    if let Ok(Err(failure)) = catch_unwind(AssertUnwindSafe(turn)) {
        // The code is for commands that end; this one goes on.
        let _ = ui.fail(&failure);
    }
}

/// Watches the site; where the system gives no events, by looking now and then.
pub(super) fn watch_over(ui: &Ui, site: &Path, poll: bool) -> Result<Watch, Failure> {
    let polled = || Watch::begin(site, true).map_err(|error| unwatched(site, &error));
    if poll {
        return polled();
    }
    Watch::begin(site, false).or_else(|error| {
        ui.tell(
            format!("Máy không báo thay đổi ({error}); sẽ tự dò như --poll."),
            format!("The system reports no changes ({error}); looking now and then, as with --poll."),
        );
        polled()
    })
}

/// Says which port it is when it is not the one that was wanted; gives back the site's address.
fn welcome(ui: &Ui, args: &Args, server: &Server) -> String {
    let (port, wanted) = (server.port(), args.port);
    match server.refused() {
        None => {}
        Some(ErrorKind::PermissionDenied) => ui.tell(
            format!("Không có quyền dùng cổng {wanted}; dùng cổng {port}."),
            format!("Port {wanted} is not permitted; using {port}."),
        ),
        Some(_) => ui.tell(
            format!("Cổng {wanted} đang bận; dùng cổng {port}."),
            format!("Port {wanted} is taken; using {port}."),
        ),
    }
    format!("http://{}:{port}/", server.host())
}

/// Says where the site is now that it answers.
fn invite(ui: &Ui, args: &Args, address: &str) {
    // The address is what was asked for; editors' tools wait for it on stdout.
    ui.out(&format!("{address}\n"));
    ui.tell(
        "Xem thử ở địa chỉ trên; lưu tệp là trang tự cập nhật. Ctrl-C để dừng.",
        "Preview at this address; it follows every save. Ctrl-C ends it.",
    );
    if args.open && !open(address) {
        ui.tell(
            "Không mở được trình duyệt; hãy tự mở địa chỉ trên.",
            "The browser could not be opened; please open the address yourself.",
        );
    }
}

/// Asks the system to open an address; whether it could be asked.
fn open(address: &str) -> bool {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", "", address]);
        command
    } else {
        let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(address);
        command
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}

fn unsplit() -> Failure {
    Failure::usage(
        "--editor: thiếu một dấu nháy đóng; đường dẫn có dấu cách viết trong nháy kép, ví dụ '\"C:\\Program Files\\x.exe\" {file}:{line}'",
        "--editor: a closing quotation mark is missing; a path with spaces stands in double ones, such as '\"C:\\Program Files\\x.exe\" {file}:{line}'",
    )
}

fn unserved(error: &std::io::Error) -> Failure {
    Failure::io(Path::new("127.0.0.1"), error)
}

fn unwatched(site: &Path, error: &notify::Error) -> Failure {
    Failure::new(
        Exit::Io,
        format!("{}: không theo dõi được thay đổi ({error})", site.display()),
        format!("{}: changes cannot be watched ({error})", site.display()),
    )
}
