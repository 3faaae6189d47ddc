//! `bangvang host`: a configuration for the web server. In: a site. Out: a file for nginx or
//! Caddy, on stdout or where it is wanted. Never touches a server.

use std::path::PathBuf;

use super::options::OPTIONS;
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui, shown};
use crate::output::host::Host;

/// `host`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Máy chủ web: nginx hay caddy (which server)
    #[arg(value_name = "MÁY CHỦ", hide_possible_values = true)]
    server: Server,
    /// Thư mục của trang trên máy chủ (where the site lies on the server)
    #[arg(long, value_name = "THƯ MỤC", default_value = "/srv/www/bangvang", help_heading = OPTIONS)]
    root: String,
    /// Ghi vào tệp này thay vì in ra (write to a file)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
}

/// A web server.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Server {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// Prints or writes the configuration.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let mut engine = site::open(ui, &Wish::usual(ui))?;
    let planned = match site::planned(ui, &mut engine)? {
        Ok(planned) => planned,
        Err(exit) => return Ok(exit),
    };
    let host = Host { settings: &planned.settings, redirects: &planned.plan.redirects, root: &args.root };
    let text = match args.server {
        Server::Nginx => host.nginx(),
        Server::Caddy => host.caddy(),
    };
    let Some(out) = &args.out else {
        ui.out(&text);
        return Ok(Exit::Fine);
    };
    super::files::replace(out, text.as_bytes())?;
    ui.tell(format!("Đã ghi {}.", shown(out)), format!("Wrote {}.", shown(out)));
    Ok(Exit::Fine)
}
