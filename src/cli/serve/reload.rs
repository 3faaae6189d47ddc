//! What open browsers are told. In: the outcome of each rebuild. Out: events (`reload`, `css`,
//! `problems`) that no browser misses, and the script that obeys them, put into served pages only.
//! Never writes anything into the published site.
//!
//! Events follow the server-sent events format, but each answer ends after it was given: the
//! browser comes back at once with the id of the last event it saw. So a closed lid or a slow
//! network loses nothing, and the server keeps no list of listeners.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// Where browsers ask for events.
pub(super) const EVENTS: &str = "/__bangvang/events";

/// Where the script is.
pub(super) const SCRIPT: &str = "/__bangvang/live.js";

/// The script.
pub(super) const CLIENT: &str = include_str!("live.js");

/// How long a browser is kept waiting for an event.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a rebuild changed for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing that is published.
    Nothing,
    /// Style sheets only: the page can stay.
    Styles,
    /// Pages.
    Pages,
}

/// The news for browsers. Clones share it.
#[derive(Clone, Debug)]
pub struct Live {
    /// Tells this run of the program from earlier ones.
    run: Arc<str>,
    news: Arc<watch::Sender<News>>,
}

/// The present state, with the versions at which things last changed.
#[derive(Clone, Debug)]
struct News {
    version: u64,
    pages: u64,
    styles: u64,
    /// The problems of the last rebuild, as JSON.
    problems: Arc<str>,
}

impl Default for Live {
    fn default() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let run = format!("{:x}", since.as_nanos()).into();
        let news = News { version: 0, pages: 0, styles: 0, problems: "{}".into() };
        Self { run, news: Arc::new(watch::Sender::new(news)) }
    }
}

impl Live {
    /// Tells all browsers what a rebuild changed and which problems there are now, as JSON.
    pub fn tell(&self, change: Change, problems: &str) {
        self.news.send_modify(|news| {
            news.version += 1;
            match change {
                Change::Pages => news.pages = news.version,
                Change::Styles => news.styles = news.version,
                Change::Nothing => {}
            }
            news.problems = problems.into();
        });
    }

    /// The answer to a browser: what happened since the last event it saw, or, on its first call,
    /// since its page was served. Waits until there is something to say.
    pub(super) async fn next(&self, last: Option<&str>, since: Option<&str>) -> String {
        let seen = last.or(since).and_then(|id| self.version(id));
        let mut news = self.news.subscribe();
        if let (Some(_), Some(seen)) = (last, seen) {
            let later = news.wait_for(|news| news.version > seen);
            if tokio::time::timeout(PATIENCE, later).await.is_err() {
                return "retry: 100\n: không có gì mới (nothing new)\n\n".to_owned();
            }
        }
        let news = self.news.borrow().clone();
        self.events(&news, seen)
    }

    /// Puts the script into an HTML page, with the version that the page shows.
    pub(super) fn inject(&self, page: &[u8]) -> Vec<u8> {
        let id = self.id(self.news.borrow().version);
        let tag = format!("<script defer src=\"{SCRIPT}\" data-since=\"{id}\"></script>");
        let at = end_of_body(page).unwrap_or(page.len());
        [&page[..at], tag.as_bytes(), &page[at..]].concat()
    }

    /// All that happened after a version; after an earlier run of the program, anything may have.
    fn events(&self, news: &News, seen: Option<u64>) -> String {
        let mut text = format!("retry: 100\nid: {}\n", self.id(news.version));
        match seen {
            Some(seen) if news.pages <= seen && news.styles > seen => text += "event: css\ndata: {}\n\n",
            Some(seen) if news.pages <= seen => {}
            _ => text += "event: reload\ndata: {}\n\n",
        }
        text += "event: problems\n";
        for line in news.problems.lines() {
            text = text + "data: " + line + "\n";
        }
        text + "\n"
    }

    fn id(&self, version: u64) -> String {
        format!("{}-{version}", self.run)
    }

    fn version(&self, id: &str) -> Option<u64> {
        let (run, version) = id.split_once('-')?;
        if run == &*self.run { version.parse().ok() } else { None }
    }
}

/// Where the last `</body>` stands.
fn end_of_body(page: &[u8]) -> Option<usize> {
    let tag = b"</body>";
    page.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser hears that saw `seen` versions.
    fn heard(live: &Live, seen: u64) -> Vec<String> {
        let news = live.news.borrow().clone();
        let text = live.events(&news, Some(seen));
        text.lines().filter_map(|line| line.strip_prefix("event: ")).map(str::to_owned).collect()
    }

    #[test]
    fn browsers_hear_what_they_missed() {
        let live = Live::default();
        live.tell(Change::Styles, "{}");
        assert_eq!(heard(&live, 0), ["css", "problems"]);
        live.tell(Change::Pages, "{\n}");
        live.tell(Change::Nothing, "{}");
        assert_eq!(heard(&live, 0), ["reload", "problems"]);
        assert_eq!(heard(&live, 2), ["problems"]);
        assert_eq!(live.version("other-3"), None);
    }

    #[test]
    fn the_script_goes_before_the_end_of_the_body() {
        let live = Live::default();
        let check = |page: &str, before: &str, after: &str| {
            let made = String::from_utf8(live.inject(page.as_bytes())).unwrap_or_default();
            assert!(
                made.starts_with(&format!("{before}<script")) && made.ends_with(&format!("</script>{after}")),
                "{made}"
            );
        };
        check("<p>đ</p></BODY></html>", "<p>đ</p>", "</BODY></html>");
        check("<p>", "<p>", "");
    }
}
