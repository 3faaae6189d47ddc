//! `bangvang host`: a configuration for the web server. In: a site. Out: a file for nginx or
//! Caddy, on stdout or where it is wanted. Never touches a server.

use super::args::{Host as Args, Server};
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui, shown};
use crate::output::host::Host;

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
