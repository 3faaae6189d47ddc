//! The site's Atom feed (RFC 4287): the newest decisions, articles and campaigns.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::Key;
use crate::catalog::Card;
use crate::catalog::list::day_of;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::KindId;
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::text::date::{Day, Moment};

/// How many entries a feed has.
const ENTRIES: usize = 50;

/// `/feed.xml`.
pub(super) struct Feed;

impl Output for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn plan(&'static self, _scope: &Scope<'_>, jobs: &mut Jobs) {
        jobs.add(self, "/feed.xml", Subject::Site("feed"));
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let cards = newest(cx);
        let settings = cx.settings();
        let base = settings.base();
        let updated = cards.iter().filter_map(|card| card.date.as_ref().map(day_of)).max();
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
        let author = settings.publisher.last().map_or(&settings.title, |publisher| &publisher.name);
        let written = (|| -> std::io::Result<()> {
            xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
            let feed = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
            feed.with_attribute(("xml:lang", "vi")).write_inner_content(|xml| {
                leaf(xml, "id", &format!("{base}/"))?;
                leaf(xml, "title", &settings.title)?;
                link(xml, "self", &format!("{base}{}", job.url))?;
                link(xml, "alternate", &format!("{base}/"))?;
                leaf(xml, "updated", &stamp(updated))?;
                xml.create_element("author").write_inner_content(|xml| leaf(xml, "name", author))?;
                cards.iter().try_for_each(|card| entry(xml, base, card))
            })?;
            Ok(())
        })();
        written.map_err(|_| Failed)?;
        Ok(xml.into_inner())
    }
}

type Xml = Writer<Vec<u8>>;

fn newest<'a>(cx: &mut Cx<'a>) -> Vec<&'a Card> {
    let mut keys: Vec<Key> = Vec::new();
    for kind in [KindId::Decision, KindId::Article, KindId::Campaign, KindId::Session] {
        let list = cx.list(kind.spec().folder, 1);
        keys.extend(list.into_iter().flat_map(|l| l.page(1).iter().filter_map(|item| item.record())).take(ENTRIES));
    }
    keys.sort_by_cached_key(|k| std::cmp::Reverse(cx.card(*k).date.as_ref().map(day_of)));
    keys.into_iter().take(ENTRIES).map(|k| cx.card(k)).collect()
}

fn entry(xml: &mut Xml, base: &str, card: &Card) -> std::io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        leaf(xml, "id", &format!("{base}{}", card.url))?;
        leaf(xml, "title", &card.title)?;
        link(xml, "alternate", &format!("{base}{}", card.url))?;
        leaf(xml, "updated", &stamp(card.date.as_ref().map(day_of)))?;
        leaf(xml, "summary", card.summary.as_deref().unwrap_or(&card.kicker))
    })?;
    Ok(())
}

fn leaf(xml: &mut Xml, name: &str, text: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, href: &str) -> std::io::Result<()> {
    xml.create_element("link").with_attribute(("rel", rel)).with_attribute(("href", href)).write_empty()?;
    Ok(())
}

/// Atom wants an instant; an undated record gets the beginning of the calendar, never the clock.
fn stamp(day: Option<Day>) -> String {
    day.map_or_else(|| "1970-01-01T00:00:00+07:00".to_owned(), |day| Moment::from(day).rfc3339())
}
