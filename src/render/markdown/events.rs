//! A body as a list of elements. In: Markdown. Out: events with their bytes, and where an
//! element ends. Never recurses, so deep nesting costs no stack.

use std::ops::Range;

use pulldown_cmark::{Event, Options as Grammar, Parser, TagEnd, TextMergeWithOffset};

/// An element of a body and its bytes.
pub(super) type Parsed<'a> = (Event<'a>, Range<usize>);

/// The elements of a body, with neighbouring texts joined.
pub(super) fn parse(text: &str) -> impl Iterator<Item = Parsed<'_>> {
    let grammar = Grammar::ENABLE_TABLES | Grammar::ENABLE_FOOTNOTES;
    TextMergeWithOffset::new(Parser::new_ext(text, grammar).into_offset_iter())
}

/// Where the element that begins here is over.
pub(super) fn skip(events: &[Parsed<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

/// The text within the element that begins here, and where the element is over.
pub(super) fn inner_text(events: &[Parsed<'_>], at: usize) -> (String, usize) {
    let next = skip(events, at);
    let mut text = String::new();
    for (event, _) in &events[at..next] {
        match event {
            Event::Text(run) | Event::Code(run) | Event::Html(run) => text.push_str(run),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    (text, next)
}

/// Whether only closing marks part this place from the end of its paragraph or list item.
pub(super) fn ends_block(rest: &[Parsed<'_>]) -> bool {
    let inline = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link));
    // Nobody marks a full stop eight times; the bound keeps crafted texts linear.
    let next = rest.iter().take(8).find(|(event, _)| !inline(event));
    matches!(next, Some((Event::End(TagEnd::Paragraph | TagEnd::Item), _)))
}
