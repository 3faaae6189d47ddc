//! The podcast: every recording that the site publishes itself, as RSS 2.0 with enclosures, the words
//! of podcast directories and those of the open podcast namespace. In: the list of broadcasts,
//! through the door. Out: one file at [`URL`] and its cover, square as directories want it. An
//! episode's id is its page and never changes.

use std::fmt::Write as _;

use super::{fact, xml};
use crate::base::Key;
use crate::picture::card;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::view::broadcast;
use crate::render::view::photo;
use crate::render::view::share::Share;

/// Its address.
pub(in crate::output) const URL: &str = "/phat-song/podcast.xml";

/// How many episodes it has.
const EPISODES: usize = 300;

/// The podcast.
pub(in crate::output) struct Podcast;

impl Output for Podcast {
    fn name(&self) -> &'static str {
        "podcast"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        let mut all = scope.catalog.public_of_kind(KindId::Broadcast);
        let heard = all.any(|key| broadcast::recording(scope.catalog.record(key)).is_some());
        if heard && scope.settings.makes(|outputs| outputs.feeds) {
            jobs.add(self, URL, Subject::Site("podcast"));
            jobs.add(self, Share::cover(scope.settings).url, Subject::Site("podcast"));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        if job.url() != URL {
            return Ok(card::cover(&Share::cover(cx.settings()).words));
        }
        let episodes: Vec<String> =
            broadcasts(cx).into_iter().filter_map(|key| episode(cx, key)).take(EPISODES).collect();
        let mut out = channel(cx);
        out.extend(episodes);
        out.push_str("</channel>\n</rss>\n");
        Ok(out.into_bytes())
    }
}

/// The podcast of the list of broadcasts, for the head of its page; `None` when nothing is heard.
pub(in crate::output) fn offered(cx: &mut Cx<'_>) -> Option<(&'static str, String)> {
    let heard = broadcasts(cx).into_iter().any(|key| broadcast::recording(cx.whole(key)).is_some());
    heard.then(|| ("application/rss+xml", URL.to_owned()))
}

/// All broadcasts, newest first.
fn broadcasts(cx: &mut Cx<'_>) -> Vec<Key> {
    let folder = KindId::Broadcast.spec().folder;
    let pages = cx.list(folder, 1).map_or(0, |list| list.pages());
    let mut all = Vec::new();
    for page in 1..=pages {
        all.extend(cx.list(folder, page).into_iter().flat_map(|list| list.page(page)).filter_map(|item| item.record()));
    }
    all
}

fn channel(cx: &mut Cx<'_>) -> String {
    let publisher = fact::publisher(cx);
    let settings = cx.settings();
    let cover = Share::cover(settings).url;
    let base = settings.base();
    let title = format!("{} · {}", KindId::Broadcast.spec().plural, settings.title);
    let about = settings.about.as_deref().or(settings.subtitle.as_deref()).unwrap_or(&settings.title);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">\n<channel>\n<title>{}</title>\n<link>{base}/{}/</link>\n<description>{}</description>\n<language>{}</language>\n<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{base}{URL}\"/>\n<itunes:author>{author}</itunes:author>\n<itunes:owner><itunes:name>{author}</itunes:name></itunes:owner>\n<itunes:explicit>false</itunes:explicit>\n<itunes:category text=\"Government\"/>\n<itunes:image href=\"{base}{cover}\"/>\n",
        xml(&title),
        KindId::Broadcast.spec().folder,
        xml(about),
        xml(settings.lang.as_deref().unwrap_or("vi")),
        base = xml(base),
        author = xml(&publisher),
    )
}

/// One recording; `None` when the record has none of its own.
fn episode(cx: &mut Cx<'_>, key: Key) -> Option<String> {
    let record = cx.whole(key).clone();
    let Own::Broadcast(own) = &record.own else { return None };
    let found = broadcast::recording(&record)?;
    let (entry, base) = (fact::entry(cx, key), fact::base(cx));
    let outlet = own.outlet.as_ref().and_then(|unit| cx.find(KindId::Unit, &unit.0));
    let author = match outlet {
        Some(unit) => cx.card(unit).title.to_string(),
        None => fact::publisher(cx),
    };
    let page = xml(&entry.url);
    let mut out = format!(
        "<item><title>{}</title><link>{page}</link><guid isPermaLink=\"true\">{page}</guid><description>{}</description><enclosure url=\"{}\" length=\"{}\" type=\"{}\"/><itunes:author>{}</itunes:author><itunes:explicit>false</itunes:explicit>",
        xml(&entry.title),
        xml(&entry.summary),
        xml(&format!("{base}{}", found.url)),
        found.facts.size,
        found.facts.format.mime(),
        xml(&author),
    );
    if let Some(at) = entry.published {
        let _ = write!(out, "<pubDate>{}</pubDate>", at.rfc2822());
    }
    if let Some(seconds) = own.seconds() {
        let _ = write!(out, "<itunes:duration>{seconds}</itunes:duration>");
    }
    if own.transcript.is_some() {
        let _ = write!(out, "<podcast:transcript url=\"{page}#loi\" type=\"text/html\" language=\"vi\"/>");
    }
    if let Some(captions) = found.captions {
        let url = xml(&format!("{base}{captions}"));
        let _ = write!(out, "<podcast:transcript url=\"{url}\" type=\"text/vtt\" language=\"vi\" rel=\"captions\"/>");
    }
    if let Some(image) = picture(cx, key) {
        let _ = write!(out, "<itunes:image href=\"{}\"/>", xml(&format!("{base}{image}")));
    }
    out.push_str("</item>\n");
    Some(out)
}

/// The first photo that names the record.
fn picture(cx: &mut Cx<'_>, key: Key) -> Option<String> {
    let photo = cx.back(key).into_iter().find(|other| cx.card(*other).kind == KindId::Photo)?;
    let record = cx.whole(photo).clone();
    photo::largest(cx, &record)
}
