//! `bangvang watch`: builds after every edit and at every instant at which the site changes by
//! itself, so that an embargo ends to the minute. Or prints what a machine needs to do so: a
//! systemd service and timer, a line for cron. Never serves, never stops at a problem: the last
//! good site stays and the next edit is awaited.

use std::path::Path;
use std::time::{Duration, Instant};

use super::build;
use super::options::{Edition, OPTIONS};
use super::serve::{News, watch_over};
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Interrupt, Ui};
use crate::text::date::Moment;

/// `watch`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    #[command(flatten)]
    edition: Edition,
    /// Tự dò thay đổi, dùng cho ổ mạng, USB (poll for changes: network drives)
    #[arg(long, help_heading = OPTIONS)]
    poll: bool,
    /// Chỉ in tệp cấu hình cho máy chủ: systemd hay cron (print what a server needs)
    #[arg(long, value_name = "systemd|cron", help_heading = OPTIONS, hide_possible_values = true)]
    print: Option<Clockwork>,
}

/// What a server starts things by.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Clockwork {
    Systemd,
    Cron,
}

/// How often the wait looks at the clock and for Ctrl-C.
const GLANCE: Duration = Duration::from_millis(200);

/// Watches until Ctrl-C, or prints what was asked for.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let wish = Wish::of(ui, args.edition.audience.into(), args.edition.out.as_deref())?;
    if let Some(clockwork) = args.print {
        ui.out(&printed(clockwork, &std::path::absolute(ui.site()).unwrap_or_else(|_| ui.site())));
        return Ok(Exit::Fine);
    }
    let interrupt = Interrupt::listen();
    let clock = Clock::of(ui);
    let mut engine = site::open(ui, &wish)?;
    // Watching begins before the first build, so that no change falls between the two.
    let mut watch = watch_over(ui, &ui.site(), args.poll)?;
    let mut due = Some(clock.now());
    let mut day = clock.now().day();
    while !interrupt.stopped() {
        let now = clock.now();
        // A new day may change pages that say "today".
        if due.is_some_and(|due| due <= now) || now.day() != day {
            day = now.day();
            engine.set_now(now);
            due = match build::once(ui, &wish, &mut engine, &interrupt, None) {
                Ok((_, next)) => next,
                Err(failure) => {
                    // Another build may hold the site for a moment; this one comes again.
                    let _ = ui.fail(&failure);
                    Some(Moment::from_epoch_seconds(now.epoch_seconds() + RETRY))
                }
            };
            told(ui, due);
        }
        match watch.next(GLANCE) {
            News::Changed(_) => due = Some(clock.now()),
            News::Nothing => {}
            News::Over => break,
        }
    }
    ui.tell("\nĐã dừng.", "\nStopped.");
    Ok(Exit::Fine)
}

/// After how many seconds a build that could not write is tried again.
const RETRY: i64 = 10;

fn told(ui: &Ui, due: Option<Moment>) {
    if let Some(due) = due {
        ui.tell(format!("Lần đổi tiếp theo: {}.", due.text()), format!("Next change: {}.", due.text_en()));
    }
}

/// The machine's clock; with `--now` one that begins there and goes on.
struct Clock<'u> {
    ui: &'u Ui,
    begun: Instant,
}

impl<'u> Clock<'u> {
    fn of(ui: &'u Ui) -> Self {
        Self { ui, begun: Instant::now() }
    }

    fn now(&self) -> Moment {
        let gone = if self.ui.fixed_now().is_some() { self.begun.elapsed().as_secs() } else { 0 };
        Moment::from_epoch_seconds(self.ui.now().epoch_seconds() + i64::try_from(gone).unwrap_or(0))
    }
}

/// Files for the machine that keeps the site up to date.
fn printed(clockwork: Clockwork, site: &Path) -> String {
    let program = std::env::current_exe().map_or_else(|_| "bangvang".to_owned(), |path| path.display().to_string());
    let site = site.display();
    match clockwork {
        Clockwork::Systemd => format!(
            "# Cách 1: một tiến trình canh giờ và canh tệp. (One process that watches clock and files.)
# /etc/systemd/system/bangvang.service
[Unit]
Description=Bảng Vàng: {site}

[Service]
ExecStart=\"{program}\" watch --site \"{site}\"
Restart=on-failure
RestartSec=10
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=true
ReadWritePaths=\"{site}\"

[Install]
WantedBy=multi-user.target

# Cách 2: mỗi phút một lần dựng; không có gì đổi thì chỉ mất vài mili giây. (A build every minute.)
# /etc/systemd/system/bangvang-build.service
[Unit]
Description=Bảng Vàng: dựng một lần

[Service]
Type=oneshot
ExecStart=\"{program}\" build --quiet --site \"{site}\"

# /etc/systemd/system/bangvang-build.timer
[Unit]
Description=Bảng Vàng: mỗi phút

[Timer]
OnCalendar=*-*-* *:*:00
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target

# systemctl daemon-reload; systemctl enable --now bangvang.service   # hoặc bangvang-build.timer
"
        ),
        Clockwork::Cron => {
            let (program, site) = (program.replace('%', "\\%"), site.to_string().replace('%', "\\%"));
            format!("* * * * * \"{program}\" build --quiet --site \"{site}\"\n")
        }
    }
}
