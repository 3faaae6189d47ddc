//! Old addresses that still lead to their page. In: aliases of records and the settings. Out: a
//! small page at every old address, for any host, and one list for hosts that redirect by
//! themselves (`_redirects`, as Netlify and Cloudflare read it).

use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::redirect::{self, Origin, Redirect};
use crate::render::value::text;

/// The file that some hosts read.
const LIST: &str = "/_redirects";

/// Old addresses: each gives way to a page.
pub(super) struct Redirects;

impl Output for Redirects {
    fn name(&self) -> &'static str {
        "redirect"
    }

    fn gives_way(&self) -> bool {
        true
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        let mut written = redirect::written(scope.catalog, scope.settings);
        let resolved = written.resolve(scope.catalog, &|address| jobs.has(address));
        for diag in std::mem::take(&mut written.diags) {
            jobs.complain(diag);
        }
        if !resolved.is_empty() {
            jobs.add(self, LIST, Subject::Site("redirects"));
        }
        for Redirect { from, .. } in &resolved {
            let key = match written.all.get(from) {
                Some((Origin::Alias(key, _), _)) => Some(*key),
                _ => None,
            };
            // A page at `a.aspx` would be sent as something else; that is for the host's list.
            if from.ends_with('/') || from.ends_with(".html") || from.ends_with(".htm") {
                jobs.add(self, &**from, Subject::Old(key));
            }
        }
        jobs.redirect(resolved);
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Old(key) = job.subject else { return Ok(list(cx.redirects()).into_bytes()) };
        let to = cx.redirect(&job.url()).ok_or(Failed)?;
        let title = key.map_or_else(|| to.to_owned(), |key| cx.card(key).title.to_string());
        let base = cx.settings().base().to_owned();
        let canonical = if to.starts_with('/') { format!("{base}{to}") } else { to.to_owned() };
        let lang = cx.settings().lang.as_deref().unwrap_or("vi").to_owned();
        let view = [("to", to), ("canonical", &*canonical), ("title", &*title), ("lang", &*lang)];
        cx.render("redirect.html", view.into_iter().map(|(name, value)| (name, text(value))).collect())
    }
}

/// One line for each old address; a folder is matched with and without its slash.
fn list(all: &[Redirect]) -> String {
    let mut out = String::new();
    for Redirect { from, to } in all {
        out.push_str(&format!("{from} {to} 301\n"));
        let bare = from.trim_end_matches('/');
        if bare != from && !bare.is_empty() {
            out.push_str(&format!("{bare} {to} 301\n"));
        }
    }
    out
}
