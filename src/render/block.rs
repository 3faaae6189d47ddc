//! Blocks that prose can call by name. In: a name and its argument. Out: HTML made by the
//! theme's own small templates. Adding a block is one line in the match and one template.

use super::cx::{Cx, Failed};
use super::markdown::Block;
use super::value::{Val, list, map, text};
use super::view::{award, honours, photo};
use crate::base::Key;
use crate::catalog::book::BOOK;
use crate::record::{KindId, Own};

/// The names of all blocks.
pub const BLOCKS: &[&str] = &["honours", "timeline", "statistics", "photo"];

/// The template of the block of honours.
const HONOURS: &str = "blocks/honours.html";

/// Renders a block.
pub fn render(cx: &mut Cx<'_>, name: &str, args: &str) -> Block {
    let made = match name {
        "honours" => honours_block(cx, args),
        "timeline" => timeline(cx, args),
        "statistics" => statistics(cx, args),
        "photo" => photo_block(cx, args),
        _ => return Block::UnknownName,
    };
    made.map_or(Block::Failed, Block::Html)
}

fn honours_block(cx: &mut Cx<'_>, args: &str) -> Result<String, Failed> {
    let key = subject(cx, args)?;
    let mut awards: Vec<_> = cx.awarded(key).into_iter().filter(|a| a.counts).collect();
    honours::newest_first(&mut awards);
    let title = text(&cx.card(key).title);
    cx.telling(|cx| {
        let columns = award::Columns::named(&cx.words(HONOURS));
        let rows = award::rows(cx, awards.iter().copied(), 1, &columns);
        finish(cx, HONOURS, vec![("awards", rows), ("title", title.clone())])
    })
}

fn timeline(cx: &mut Cx<'_>, args: &str) -> Result<String, Failed> {
    let key = subject(cx, args)?;
    let record = cx.whole(key);
    let mut items = Vec::new();
    if let Own::Campaign(campaign) = &record.own {
        for milestone in &campaign.milestones {
            let title = milestone.title.as_deref().unwrap_or(milestone.stage.vi());
            let when = milestone.actual.or(milestone.planned);
            let words = milestone.note.as_deref().or(milestone.occasion.as_deref()).unwrap_or_default();
            items.push(item(super::cx::date(when), title, words, ""));
        }
    } else {
        let mut sources: Vec<Key> = cx.back(key);
        sources.retain(|k| cx.card(*k).date.is_some());
        sources.sort_by_cached_key(|k| cx.card(*k).date.as_ref().map(crate::catalog::list::day_of));
        for source in sources {
            let card = cx.card(source);
            items.push(item(
                super::cx::date(card.date),
                &card.title,
                card.meta.as_deref().unwrap_or_default(),
                &card.url,
            ));
        }
    }
    let title = text(&cx.card(key).title);
    finish(cx, "blocks/timeline.html", vec![("items", list(items)), ("title", title)])
}

fn item(date: Val, title: &str, words: &str, url: &str) -> Val {
    map([("date", date), ("title", text(title)), ("text", text(words)), ("url", text(url))])
}

/// `honours-by-year`, `honours-by-type`, `honours-by-unit-type`, `honours-by-place`.
fn statistics(cx: &mut Cx<'_>, args: &str) -> Result<String, Failed> {
    let family = match args.trim() {
        "honours-by-year" => "nam",
        "honours-by-type" => "hinh-thuc",
        "honours-by-unit-type" => "loai-don-vi",
        "honours-by-place" => "dia-phuong",
        _ => return Err(Failed),
    };
    let row = |(list, url, count): (&crate::catalog::List, String, usize)| {
        map([("label", text(&list.label)), ("count", Val::from(count)), ("url", Val::from(url))])
    };
    let rows: Vec<Val> = cx.family(BOOK, family).into_iter().map(row).collect();
    let title = cx.string(&format!("page.{}", args.trim().replace('-', "_")));
    finish(cx, "blocks/statistics.html", vec![("rows", list(rows)), ("title", Val::from(title))])
}

fn photo_block(cx: &mut Cx<'_>, args: &str) -> Result<String, Failed> {
    let id = args.trim().trim_start_matches("photo:");
    let key = cx.find(KindId::Photo, id).ok_or(Failed)?;
    let photo = photo::view(cx, key).ok_or(Failed)?;
    finish(cx, "blocks/photo.html", vec![("photo", photo)])
}

/// The record that a block speaks of, `kind:id`.
fn subject(cx: &mut Cx<'_>, args: &str) -> Result<Key, Failed> {
    let (kind, id) = args.trim().split_once(':').ok_or(Failed)?;
    let kind = KindId::named(kind).ok_or(Failed)?;
    cx.find(kind, id).ok_or(Failed)
}

fn finish(cx: &mut Cx<'_>, template: &str, view: Vec<(&'static str, Val)>) -> Result<String, Failed> {
    let bytes = cx.render(template, view)?;
    String::from_utf8(bytes).map_err(|_| Failed)
}
