//! The open outputs: what programs, readers of feeds and researchers get beside the pages. In: the
//! same traced reads as a page. Out: feeds, sitemaps, calendars, JSON, tables, all made from the
//! typed facts of [`fact`], so that no format can show what another may not. Never reads a
//! record's raw fields but through the list of public ones.

mod address;
pub(super) mod api;
pub(super) mod calendar;
pub(super) mod dataset;
pub(super) mod fact;
pub(super) mod feed;
pub(super) mod field;
pub(super) mod jsonld;
pub(super) mod ninjs;
pub(super) mod podcast;
pub(super) mod shape;
pub(super) mod sitemap;
pub(super) mod table;

/// Text as XML: marked characters escaped, those that XML cannot hold left out.
fn xml(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect();
    quick_xml::escape::escape(clean).into_owned()
}

/// JSON with an end of line, as files have it. Wherever it ends up, it is never taken for markup.
fn json_file(value: &serde_json::Value) -> Vec<u8> {
    let mut text = value.to_string().replace('<', "\\u003c");
    text.push('\n');
    text.into_bytes()
}
