//! A body for readers without a page: newsreaders, office files, archives. In: Markdown and how
//! references are called. Out: its headings, paragraphs, items, quotations, pictures and table
//! rows as plain words. What is not prose (code, HTML, blocks that the site fills) is left out.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::call::calls;
use super::dest::split_reference;
use super::events::parse;
use super::write::without_end_mark;

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading and its level, 1 to 6.
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// An item of a list.
    Item(String),
    /// Somebody's words; who said them stands in a last line that begins with a dash.
    Quote(String, Option<String>),
    /// A picture: what it shows, as the body says it, and its address or the id of its record.
    Picture(String, String),
    /// The heads of a table's columns.
    Head(Vec<String>),
    /// A row of a table.
    Row(Vec<String>),
}

/// The pieces of a body; `title` names a record by kind and id, if it may be named.
pub fn pieces(text: &str, title: &mut dyn FnMut(&str, &str) -> Option<String>) -> Vec<Piece> {
    let mut walk = Walk {
        text,
        title,
        out: Vec::new(),
        words: String::new(),
        quote: Vec::new(),
        row: Vec::new(),
        depth: Depth::default(),
    };
    let mut silent = 0_usize;
    for (event, range) in parse(text) {
        match &event {
            Event::Start(_) if silent > 0 => silent += 1,
            Event::End(_) if silent > 0 => silent -= 1,
            _ if silent > 0 => {}
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => silent = 1,
            Event::Start(Tag::Paragraph) if walk.is_call(&range) => silent = 1,
            _ => walk.take(&event),
        }
    }
    walk.out
}

#[derive(Default)]
struct Depth {
    quotes: usize,
    items: usize,
    /// How long the words were when a link or picture began, and where it leads.
    links: Vec<(usize, String, bool)>,
}

struct Walk<'t> {
    text: &'t str,
    title: &'t mut dyn FnMut(&str, &str) -> Option<String>,
    out: Vec<Piece>,
    words: String,
    quote: Vec<String>,
    row: Vec<String>,
    depth: Depth,
}

impl Walk<'_> {
    /// Whether a paragraph asks the site for something; a photo is kept.
    fn is_call(&mut self, range: &std::ops::Range<usize>) -> bool {
        let Some(calls) = calls(self.text, range) else { return false };
        for call in calls.iter().filter(|call| call.name == "photo") {
            let id = call.args.trim_start_matches("photo:");
            self.out.push(Piece::Picture(String::new(), id.to_owned()));
        }
        true
    }

    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(run) | Event::Code(run) => self.words.push_str(run),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Start(tag) => self.open(tag),
            Event::End(end) => self.close(end),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.flush();
                self.depth.quotes += 1;
            }
            Tag::Item => {
                self.flush();
                self.depth.items += 1;
            }
            Tag::Link { link_type, dest_url, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.depth.links.push((self.words.len(), dest_url.to_string(), bare));
            }
            Tag::Image { dest_url, .. } => self.depth.links.push((self.words.len(), dest_url.to_string(), false)),
            _ => {}
        }
    }

    fn close(&mut self, end: &TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::List(_) => self.flush(),
            TagEnd::Item => {
                self.flush();
                self.depth.items = self.depth.items.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let words = self.taken();
                if !words.is_empty() {
                    self.out.push(Piece::Heading(depth_of(*level), words));
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.depth.quotes = self.depth.quotes.saturating_sub(1);
                if self.depth.quotes == 0 {
                    self.end_quote();
                }
            }
            TagEnd::TableCell => {
                let words = self.taken();
                self.row.push(words);
            }
            TagEnd::TableHead => {
                let heads = std::mem::take(&mut self.row);
                self.out.push(Piece::Head(heads));
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                self.out.push(Piece::Row(row));
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    /// A link without words of its own is called by the title of what it leads to.
    fn end_link(&mut self) {
        let Some((start, dest, bare)) = self.depth.links.pop() else { return };
        let named = split_reference(&dest).and_then(|(kind, id)| (self.title)(&kind, id));
        if bare || self.words[start..].trim().is_empty() {
            self.words.truncate(start);
            self.words.push_str(named.as_deref().unwrap_or(if split_reference(&dest).is_some() { "" } else { &dest }));
        }
    }

    fn end_image(&mut self) {
        let Some((start, dest, _)) = self.depth.links.pop() else { return };
        let alt = self.words[start..].trim().to_owned();
        self.words.truncate(start);
        self.out.push(Piece::Picture(alt, dest));
    }

    fn flush(&mut self) {
        let words = self.taken();
        if words.is_empty() {
            return;
        }
        if self.depth.quotes > 0 {
            self.quote.push(words);
        } else if self.depth.items > 0 {
            self.out.push(Piece::Item(words));
        } else {
            self.out.push(Piece::Text(words));
        }
    }

    fn taken(&mut self) -> String {
        let words = std::mem::take(&mut self.words);
        let lines = words.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        without_end_mark(&joined).to_owned()
    }

    fn end_quote(&mut self) {
        let mut parts = std::mem::take(&mut self.quote);
        let Some(last) = parts.pop() else { return };
        let (before, tail) = last.rsplit_once('\n').map_or(("", last.as_str()), |(before, tail)| (before, tail));
        let by = ["— ", "– ", "-- ", "—", "–"].iter().find_map(|dash| tail.strip_prefix(dash)).map(str::trim);
        match by {
            Some(_) if !before.is_empty() => parts.push(before.to_owned()),
            Some(_) => {}
            None => parts.push(last.clone()),
        }
        self.out.push(Piece::Quote(parts.join("\n"), by.map(str::to_owned)));
    }
}

fn depth_of(level: HeadingLevel) -> usize {
    level as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_become_pieces() {
        fn check(body: &str, expect: &[Piece]) {
            let mut title = |kind: &str, id: &str| (id == "so").then(|| format!("Sở Mẫu ({kind})"));
            assert_eq!(pieces(body, &mut title), expect, "{body}");
        }
        let text = |words: &str| Piece::Text(words.to_owned());
        check("## Đầu *đề*\n\nMột **hai**\nba./.", &[Piece::Heading(2, "Đầu đề".into()), text("Một hai ba.")]);
        check("Giao [](unit:so) và [sở](unit:an) [](unit:an).", &[text("Giao Sở Mẫu (unit) và sở .")]);
        check("- a\n- b\n\n1. c", &[Piece::Item("a".into()), Piece::Item("b".into()), Piece::Item("c".into())]);
        check(
            "> Lời nói.\n>\n> — Ông Hư Cấu, Giám đốc (0:25)",
            &[Piece::Quote("Lời nói.".into(), Some("Ông Hư Cấu, Giám đốc (0:25)".into()))],
        );
        check("> Lời nói.\\\n> – Bà Hư Cấu", &[Piece::Quote("Lời nói.".into(), Some("Bà Hư Cấu".into()))]);
        check("> Trích văn bản.", &[Piece::Quote("Trích văn bản.".into(), None)]);
        check(
            "![Lễ trao](/a.jpg)\n\n{{ photo le-trao }}",
            &[Piece::Picture("Lễ trao".into(), "/a.jpg".into()), Piece::Picture(String::new(), "le-trao".into())],
        );
        check("{{ honours unit:so }}\n\n<div>x</div>\n\n```\ncode\n```\n\nmột <b>hai</b>", &[text("một hai")]);
        check(
            "|a|b|\n|-|-|\n|1|2|",
            &[Piece::Head(vec!["a".into(), "b".into()]), Piece::Row(vec!["1".into(), "2".into()])],
        );
        check("", &[]);
    }
}
