//! Markdown, held to `CommonMark`'s own examples. Where a public record must differ (raw HTML is
//! text, a picture is a figure, a link must lead somewhere) an example is left out, by a reason
//! that is found in the example itself; the rest must give the very HTML of the specification.

use std::collections::BTreeMap;
use std::ops::Range;

use bangvang::diag::Lang;
use bangvang::render::markdown::{self, Block, Links, Options, Resolved};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};

const SPEC: &str = include_str!("../data/commonmark/spec.txt");

/// At least so many examples must be compared; more is better.
const COMPARED: usize = 520;

/// Examples whose result differs on purpose, and why.
const ON_PURPOSE: &[(usize, &str)] = &[
    (25, "a paragraph does not begin with the no-break spaces that word processors leave"),
    (40, "a paragraph does not begin with the no-break spaces that word processors leave"),
    (79, "a heading without text is left out"),
];

/// An example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// A site that has every address and no record.
struct Everywhere;

impl Links for Everywhere {
    fn record(&mut self, _kind: &str, _id: &str) -> Resolved {
        Resolved::Unknown { suggestion: None }
    }

    fn address(&mut self, _path: &str) -> bool {
        true
    }

    fn block(&mut self, _name: &str, _args: &str) -> Block {
        Block::UnknownName
    }
}

#[test]
fn the_examples_of_the_specification_hold() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "version 0.31.2 has so many examples");
    let (mut left_out, mut compared, mut faults) = (BTreeMap::<&str, usize>::new(), 0, Vec::new());
    for example in &examples {
        // Every example is rendered, compared or not: none may panic.
        let ours = normal(&render(&example.markdown));
        let known = ON_PURPOSE.iter().find(|(number, _)| *number == example.number);
        let theirs = normal(&example.html);
        if let Some(reason) = reason(&example.markdown).or(known.map(|(_, why)| *why)) {
            *left_out.entry(reason).or_default() += 1;
            assert!(known.is_none() || ours != theirs, "example {} needs no excuse", example.number);
            continue;
        }
        compared += 1;
        if ours != theirs {
            faults.push(format!("{:>3}: {:?}\n  spec {theirs:?}\n  ours {ours:?}", example.number, example.markdown));
        }
    }
    println!("{compared} examples compared, left out: {left_out:#?}");
    assert!(faults.is_empty(), "{} of {compared} examples differ:\n{}", faults.len(), faults.join("\n"));
    assert!(compared >= COMPARED, "only {compared} examples were compared");
}

#[test]
fn what_is_left_out_is_still_safe() {
    for example in examples() {
        let html = render(&example.markdown).to_lowercase();
        for word in ["<script", "<style", "<iframe", "<textarea", "javascript:", " onclick", "<!--", "<?", "<![cdata"] {
            let text_only = html.replace("&lt;", "‹");
            assert!(!opens(&text_only, word), "example {}: {html}", example.number);
        }
    }
}

/// Whether a tag or an attribute of this name is there, not only its letters as text.
fn opens(html: &str, word: &str) -> bool {
    let mut tags = html.split('<').skip(1).map(|rest| format!("<{}", rest.split('>').next().unwrap_or_default()));
    tags.any(|tag| tag.contains(word))
}

/// Why an example cannot be compared; found in what it uses, not in what it gives.
fn reason(text: &str) -> Option<&'static str> {
    for event in Parser::new(text) {
        let why = match event {
            Event::Html(_) | Event::InlineHtml(_) => Some("raw HTML is printed as text"),
            Event::Start(Tag::Image { .. }) => Some("a picture is a figure, and has a caption"),
            Event::Start(Tag::Link { ref dest_url, link_type, .. }) => leads_nowhere(dest_url, link_type)
                .then_some("a link leads to a site, a path or an anchor, or it is text"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) => {
                (!info.is_empty()).then_some("code with a language is coloured")
            }
            _ => None,
        };
        if why.is_some() {
            return why;
        }
    }
    None
}

fn leads_nowhere(target: &str, link_type: LinkType) -> bool {
    let plain =
        ["http://", "https://", "mailto:", "/", "#"].iter().any(|start| target.to_lowercase().starts_with(start));
    !plain && link_type != LinkType::Email
        || target.contains(|c: char| c == '\\' || c.is_control())
        || target.starts_with("//")
}

fn render(text: &str) -> String {
    let none = |_: &str| -> Vec<(Range<usize>, &'static str)> { Vec::new() };
    let same = str::to_owned;
    let options = Options { heading_shift: 0, abbr: &none, nbsp: &same, kinds: &[], taken: &[], lang: Lang::En };
    markdown::render(text, &mut Everywhere, &options).html
}

/// HTML without what may differ: void tags' slashes, quotes as entities, the level, id and anchor
/// of headings, the hint on links to other sites, line breaks around blocks.
fn normal(html: &str) -> String {
    let mut html = html
        .replace(" />", ">")
        .replace("&quot;", "\"")
        .replace(" rel=\"noopener\"", "")
        .replace("<pre tabindex=\"0\">", "<pre>");
    for level in 1..=6 {
        html = html.replace(&format!("<h{level}"), "<h").replace(&format!("</h{level}>"), "</h>");
    }
    let html = html.replace("<hr>", "<rule>");
    let parts = html.split("<h ").enumerate().map(|(at, part)| match part.split_once('>') {
        Some((_, rest)) if at > 0 => format!("<h>{}", without_anchor(rest)),
        _ => part.to_owned(),
    });
    let mut html = parts.collect::<String>().trim_end().to_owned();
    // Code holds no tags of its own, so its line breaks are never touched.
    for tag in BLOCKS {
        html =
            html.replace(&format!("\n<{tag}"), &format!("<{tag}")).replace(&format!("<{tag}>\n"), &format!("<{tag}>"));
    }
    html
}

/// Elements around which line breaks mean nothing.
const BLOCKS: &[&str] = &["ul", "/ul", "ol", "/ol", "li", "/li", "p", "blockquote", "/blockquote", "pre", "h", "rule"];

/// The rest of a heading without the link to itself.
fn without_anchor(rest: &str) -> String {
    let Some((heading, after)) = rest.split_once("</h>") else { return rest.to_owned() };
    let heading = heading.split("<a class=\"anchor\"").next().unwrap_or(heading);
    format!("{}</h>{after}", heading.trim_end())
}

/// The examples: fenced by 32 backticks, a dot between Markdown and HTML, tabs as arrows.
fn examples() -> Vec<Example> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let blocks = SPEC.split(&opening).skip(1);
    let read = blocks.enumerate().filter_map(|(at, block)| {
        let block = block.split(&format!("{fence}\n")).next()?.replace('→', "\t");
        let (markdown, html) =
            block.strip_prefix(".\n").map(|html| ("", html)).or_else(|| block.split_once("\n.\n"))?;
        let markdown = if markdown.is_empty() { String::new() } else { format!("{markdown}\n") };
        Some(Example { number: at + 1, markdown, html: html.to_owned() })
    });
    read.collect()
}
