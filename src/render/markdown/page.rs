//! The body itself. In: its elements, one by one. Out: HTML in the order of the elements, with
//! problems at their bytes. Never looks back at what it has written, but for an open link or
//! heading.

mod link;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use self::link::OpenLink;
use super::call::{Call, calls};
use super::dest::{Dest, classify};
use super::events::{Parsed, ends_block, inner_text, skip};
use super::heading::Headings;
use super::note::Notes;
use super::table::Tables;
use super::write::{Words, escape, without_comments, without_end_mark};
use super::{Block, Links, Options, Rendered};
use crate::diag::Problem;
use crate::render::highlight::highlight;

/// How much code of one body is coloured; the grammars are slow, and a body may be all code.
const MAX_COLOURED: usize = 128 * 1024;

/// A body on its way to HTML.
pub(super) struct Page<'p> {
    text: &'p str,
    links: &'p mut dyn Links,
    options: &'p Options<'p>,
    words: &'static Words,
    out: String,
    /// What was being written when a footnote's text began.
    parked: Vec<(String, String)>,
    made: Rendered,
    headings: Headings,
    open_links: Vec<OpenLink>,
    tables: Tables,
    notes: Notes,
    /// How many bytes of code may still be coloured.
    colours: usize,
    explained: BTreeSet<String>,
    anchors: Vec<(Range<usize>, String)>,
}

impl<'p> Page<'p> {
    /// Nothing written yet.
    pub(super) fn new(text: &'p str, links: &'p mut dyn Links, options: &'p Options<'p>) -> Self {
        Self {
            text,
            links,
            options,
            words: Words::of(options.lang),
            out: String::with_capacity(text.len() + text.len() / 4),
            parked: Vec::new(),
            made: Rendered::default(),
            headings: Headings::new(options.heading_shift, options.taken),
            open_links: Vec::new(),
            tables: Tables::default(),
            notes: Notes::default(),
            colours: MAX_COLOURED,
            explained: BTreeSet::new(),
            anchors: Vec::new(),
        }
    }

    /// Writes what begins at this event and returns where the next begins.
    pub(super) fn step(&mut self, events: &[Parsed<'_>], at: usize) -> usize {
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, events, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(run) => self.run(run, ends_block(&events[at + 1..])),
            Event::Code(code) => self.code_span(code),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, range),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(name) => self.notes.mention(&mut self.out, name, self.words),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'_>, events: &[Parsed<'_>], at: usize) -> usize {
        let range = &events[at].1;
        match tag {
            Tag::Paragraph => return self.paragraph(events, at),
            Tag::CodeBlock(kind) => return self.code_block(kind, events, at),
            Tag::HtmlBlock => return self.html_block(events, at),
            Tag::Image { .. } => return self.image(events, at, false),
            Tag::TableCell => {
                let is_empty = matches!(events.get(at + 1), Some((Event::End(_), _)));
                self.tables.cell(&mut self.out, is_empty);
            }
            Tag::Heading { level, .. } => self.headings.open(&self.out, *level as u8),
            Tag::Link { link_type, dest_url, title, .. } => {
                let email = *link_type == LinkType::Email;
                let dest = if email { format!("mailto:{dest_url}").into() } else { dest_url.clone() };
                self.open_link(&dest, title, range);
                let named = matches!(classify(&dest, self.options.kinds), Dest::Record(..));
                if named && *link_type == LinkType::Autolink {
                    // The text of `<unit:x>` is no text: only the end of the link is left.
                    return skip(events, at) - 1;
                }
            }
            Tag::Table(aligns) => {
                let under = self.made.toc.last().map(|heading| heading.title.as_str());
                self.tables.open(&mut self.out, aligns, self.words.table, under);
            }
            Tag::TableHead => self.tables.row(&mut self.out, true),
            Tag::TableRow => self.tables.row(&mut self.out, false),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::FootnoteDefinition(name) => {
                self.parked.push((std::mem::take(&mut self.out), name.to_string()));
            }
            // The grammar is not asked for the rest.
            _ => {}
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(_) => self.made.toc.extend(self.headings.close(&mut self.out)),
            TagEnd::Link => self.close_link(),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => self.out.push_str("</tr></thead><tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.tables.close_cell(&mut self.out),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::FootnoteDefinition => self.close_note(),
            _ => {}
        }
    }

    fn report(&mut self, range: &Range<usize>, problem: Problem, suggestion: Option<String>) {
        self.made.problems.push((range.clone(), problem, suggestion));
    }

    // Running text

    fn run(&mut self, run: &str, last: bool) {
        let run = if last { without_end_mark(run) } else { run };
        let run = if self.out.ends_with("<p>") { run.trim_start() } else { run };
        self.made.words += run.split_whitespace().count();
        self.headings.say(run);
        let spaced = (self.options.nbsp)(run);
        if self.headings.is_open() || !self.open_links.is_empty() {
            escape(&mut self.out, &spaced);
        } else {
            self.explained_run(&spaced);
        }
    }

    /// Writes a run with the first of each abbreviation spelt out.
    fn explained_run(&mut self, run: &str) {
        let mut from = 0;
        for (range, meaning) in (self.options.abbr)(run) {
            let (Some(before), Some(short)) = (run.get(from..range.start), run.get(range.clone())) else {
                continue;
            };
            if !self.explained.insert(short.to_owned()) {
                continue;
            }
            escape(&mut self.out, before);
            self.out.push_str("<abbr title=\"");
            escape(&mut self.out, meaning);
            self.out.push_str("\">");
            escape(&mut self.out, short);
            self.out.push_str("</abbr>");
            from = range.end;
        }
        escape(&mut self.out, &run[from..]);
    }

    /// Writes words that stand in the running text but must stay as they are.
    fn verbatim(&mut self, text: &str) {
        self.headings.say(text);
        escape(&mut self.out, text);
    }

    fn code_span(&mut self, code: &str) {
        self.made.words += code.split_whitespace().count();
        self.out.push_str("<code>");
        self.verbatim(code);
        self.out.push_str("</code>");
    }

    fn line_break(&mut self, html: &str) {
        self.headings.say(" ");
        self.out.push_str(html);
    }

    fn raw(&mut self, html: &str, range: &Range<usize>) {
        let html = without_comments(html);
        if !html.trim().is_empty() {
            self.report(range, Problem::RawHtml {}, None);
            self.verbatim(&html);
        }
    }

    // Blocks

    fn html_block(&mut self, events: &[Parsed<'_>], at: usize) -> usize {
        let (html, next) = inner_text(events, at);
        let html = without_comments(&html);
        if !html.trim().is_empty() {
            self.report(&events[at].1, Problem::RawHtml {}, None);
            self.out.push_str("<p>");
            escape(&mut self.out, html.trim());
            self.out.push_str("</p>\n");
        }
        next
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, events: &[Parsed<'_>], at: usize) -> usize {
        let (code, next) = inner_text(events, at);
        let lang = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        // Code scrolls by itself, so it must be within reach of the keyboard.
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !lang.is_empty() {
            self.out.push_str(" class=\"language-");
            escape(&mut self.out, lang);
            self.out.push('"');
        }
        self.out.push('>');
        match self.coloured(&code, lang) {
            Some(html) => self.out.push_str(&html),
            None => escape(&mut self.out, &code),
        }
        self.out.push_str("</code></pre>\n");
        next
    }

    fn coloured(&mut self, code: &str, lang: &str) -> Option<String> {
        let left = self.colours.checked_sub(code.len())?;
        let html = highlight(code, lang)?;
        self.colours = left;
        self.made.code = true;
        Some(html)
    }

    fn paragraph(&mut self, events: &[Parsed<'_>], at: usize) -> usize {
        if let Some(calls) = calls(self.text, &events[at].1) {
            for call in calls {
                self.call(&call);
            }
            return skip(events, at);
        }
        if let Some((Event::Start(Tag::Image { .. }), _)) = events.get(at + 1)
            && let Some((Event::End(TagEnd::Paragraph), _)) = events.get(skip(events, at + 1))
        {
            return self.image(events, at + 1, true) + 1;
        }
        self.out.push_str("<p>");
        at + 1
    }

    fn close_paragraph(&mut self) {
        if self.out.ends_with("<p>") {
            self.out.truncate(self.out.len() - "<p>".len());
        } else {
            self.out.push_str("</p>\n");
        }
    }

    fn call(&mut self, call: &Call<'_>) {
        match self.links.block(call.name, call.args) {
            Block::Html(html) => {
                self.out.push_str(html.trim_end());
                self.out.push('\n');
            }
            Block::UnknownName => {
                self.report(&call.range, Problem::UnknownBlock { name: call.name.to_owned() }, None);
            }
            Block::Failed => {}
        }
    }

    // The end

    fn close_note(&mut self) {
        if let Some((out, name)) = self.parked.pop() {
            let note = std::mem::replace(&mut self.out, out);
            self.notes.define(name, note);
        }
    }

    /// Writes what stands at the end and hands everything over.
    pub(super) fn finish(mut self) -> Rendered {
        std::mem::take(&mut self.notes).write(&mut self.out, self.words);
        self.check_anchors();
        self.made.html = self.out;
        self.made.problems.sort_by_key(|(range, ..)| (range.start, range.end));
        self.made
    }

    /// A heading may follow the link to it, so this waits for all of them.
    fn check_anchors(&mut self) {
        for (range, target) in std::mem::take(&mut self.anchors) {
            let is_here = target == "#" || self.headings.has(&target[1..]);
            if !is_here && !self.links.address(&target) {
                self.report(&range, Problem::DeadLink { target }, None);
            }
        }
    }
}
