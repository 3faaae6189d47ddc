//! What open browsers are told. In: that something may have changed, the problems of the site, and
//! what each browser shows. Out: events (`reload`, `css`, `problems`) that no browser misses and that
//! reach only those whose own page changed, and the script that obeys them, put into served pages
//! only. Never writes anything into the published site.
//!
//! Events follow the server-sent events format, but each answer ends after it was given: the
//! browser comes back at once with the id of the last event it saw. So a closed lid or a slow
//! network loses nothing, and the server keeps no list of listeners but the names of their pages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

use crate::base::Fp;

/// Where browsers ask for events.
pub(super) const EVENTS: &str = "/__bangvang/events";

/// Where the script is.
pub(super) const SCRIPT: &str = "/__bangvang/live.js";

/// The script.
pub(super) const CLIENT: &str = include_str!("live.js");

/// How long a browser is kept waiting for an event.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a page looks: all of it but the addresses of its style sheets, and these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The fingerprint of the page without the addresses of its style sheets.
    pub page: Fp,
    /// The addresses of its style sheets.
    pub styles: Vec<String>,
}

impl Look {
    /// The look of a page's bytes.
    #[must_use]
    pub fn of(page: &[u8]) -> Self {
        let text = String::from_utf8_lossy(page);
        let (mut rest, mut kept, mut styles) = (&*text, String::with_capacity(text.len()), Vec::new());
        while let Some((before, after)) = rest.split_once(STYLES) {
            let Some((href, tail)) = after.split_once('"') else { break };
            kept += before;
            styles.push(href.to_owned());
            rest = tail;
        }
        kept += rest;
        Self { page: Fp::of_bytes(kept.as_bytes()), styles }
    }
}

/// How the theme names a style sheet; what follows is its address.
const STYLES: &str = "<link rel=\"stylesheet\" href=\"";

/// What a browser shows when it asks for news.
#[derive(Clone, Debug, Default)]
pub struct Showing {
    /// The file of its page.
    pub file: String,
    /// The fingerprint of the page's look, as its script was told.
    pub look: String,
}

/// The news for browsers. Clones share it.
#[derive(Clone, Debug)]
pub struct Live {
    /// Tells this run of the program from earlier ones.
    run: Arc<str>,
    news: Arc<watch::Sender<News>>,
    open: Arc<Mutex<BTreeMap<String, usize>>>,
}

/// The present state.
#[derive(Clone, Debug)]
struct News {
    version: u64,
    /// The problems of the site, as JSON.
    problems: Arc<str>,
}

impl Default for Live {
    fn default() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let run = format!("{:x}", since.as_nanos()).into();
        let news = News { version: 0, problems: "{}".into() };
        Self { run, news: Arc::new(watch::Sender::new(news)), open: Arc::default() }
    }
}

impl Live {
    /// Tells all browsers to compare their page, and which problems there are now, as JSON.
    pub fn tell(&self, problems: &str) {
        self.news.send_modify(|news| {
            news.version += 1;
            news.problems = problems.into();
        });
    }

    /// The files of the pages that browsers have open.
    #[must_use]
    pub fn open_pages(&self) -> Vec<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Waits until there is something to say to a browser that saw the event `last`; a browser that
    /// saw none, or that comes from another run of the program, need not wait.
    pub(super) async fn wait(&self, last: Option<&str>, file: &str) -> bool {
        let Some(seen) = last.and_then(|id| self.version(id)) else { return true };
        let _listening = Listening::at(self, file);
        let mut news = self.news.subscribe();
        let later = news.wait_for(|news| news.version > seen);
        tokio::time::timeout(PATIENCE, later).await.is_ok()
    }

    /// The answer to a browser: whether its page is another one by now, and the problems. `now` is
    /// the look of what stands at its address in the present generation.
    pub(super) fn events(&self, showing: &Showing, now: &Look) -> String {
        let news = self.news.borrow().clone();
        let mut text = format!("retry: 20\nid: {}-{}\n", self.run, news.version);
        if showing.look.is_empty() || now.page.to_string() == showing.look {
            text = text + "event: css\ndata: " + &serde_json::json!(now.styles).to_string() + "\n\n";
        } else {
            text += "event: reload\ndata: {}\n\n";
        }
        text += "event: problems\n";
        for line in news.problems.lines() {
            text = text + "data: " + line + "\n";
        }
        text + "\n"
    }

    /// The answer when nothing happened for a while.
    pub(super) fn quiet() -> String {
        "retry: 20\n: không có gì mới (nothing new)\n\n".to_owned()
    }

    /// Puts the script into an HTML page, with what the page is, how it looks, and what else there is
    /// to say of it.
    pub(super) fn inject(page: &[u8], file: &str, said: &[(&str, Option<&str>)]) -> Vec<u8> {
        let said = said.iter().filter_map(|(name, value)| Some(format!(" data-{name}=\"{}\"", escaped((*value)?))));
        let said: String = said.collect();
        let tag = format!(
            "<script defer src=\"{SCRIPT}\" data-file=\"{}\" data-look=\"{}\"{said}></script>",
            escaped(file),
            Look::of(page).page
        );
        let at = end_of_body(page).unwrap_or(page.len());
        [&page[..at], tag.as_bytes(), &page[at..]].concat()
    }

    fn version(&self, id: &str) -> Option<u64> {
        let (run, version) = id.split_once('-')?;
        if run == &*self.run { version.parse().ok() } else { None }
    }
}

/// A browser that waits with a page open; it is forgotten when the wait ends.
struct Listening<'a> {
    live: &'a Live,
    file: &'a str,
}

impl<'a> Listening<'a> {
    fn at(live: &'a Live, file: &'a str) -> Self {
        *live.open.lock().unwrap_or_else(PoisonError::into_inner).entry(file.to_owned()).or_default() += 1;
        Self { live, file }
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(self.file) {
            *count -= 1;
            if *count == 0 {
                open.remove(self.file);
            }
        }
    }
}

/// A text inside of a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// Where the last `</body>` stands.
fn end_of_body(page: &[u8]) -> Option<usize> {
    let tag = b"</body>";
    page.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_is_swapped_and_a_page_reloaded() {
        let live = Live::default();
        let page = |css: &str, text: &str| format!("<link rel=\"stylesheet\" href=\"{css}\"><body>{text}</body>");
        let (old, css, new) = (page("/a.1.css", "một"), page("/a.2.css", "một"), page("/a.1.css", "hai"));
        let look = |page: &str| Look::of(page.as_bytes());
        let showing = Showing { file: "index.html".into(), look: look(&old).page.to_string() };
        let check = |now: &str, event: &str| {
            let events = live.events(&showing, &look(now));
            let first = events.lines().find_map(|line| line.strip_prefix("event: "));
            assert_eq!(first, Some(event), "{now:?}");
            assert!(events.contains("event: problems"));
        };
        check(&old, "css");
        check(&css, "css");
        check(&new, "reload");
        assert!(live.events(&showing, &look(&css)).contains("data: [\"/a.2.css\"]"));
    }

    #[test]
    fn the_script_goes_before_the_end_of_the_body() {
        let check = |page: &str, before: &str, after: &str| {
            let made = String::from_utf8(Live::inject(
                page.as_bytes(),
                "a\"b.html",
                &[("source", Some("content/x.md")), ("hidden", None)],
            ))
            .unwrap_or_default();
            assert!(
                made.starts_with(&format!("{before}<script")) && made.ends_with(&format!("</script>{after}")),
                "{made}"
            );
            assert!(made.contains("data-file=\"a&quot;b.html\"") && made.contains("data-source=\"content/x.md\""));
        };
        check("<p>đ</p></BODY></html>", "<p>đ</p>", "</BODY></html>");
        check("<p>", "<p>", "");
    }
}
