//! Pages in other languages than the site's own. In: the view of a page, in the site's language,
//! and the words of another. Out: the same view in that language, as far as there are words; all
//! else keeps the words it has and is marked with its language in the finished page. Languages are
//! data: a file of strings and a line in the settings. Never translates anything by itself.

use std::collections::HashMap;
use std::sync::Arc;

use super::cx::Cx;
use super::value::{Val, capital, html, map_named, text};
use crate::record::KindId;
use crate::record::fields::{Field, Shape};
use crate::text::date::{Bound, FuzzyDate, find_dates};
use crate::text::number::DocNumber;

/// Around text that stays in the site's own language.
const TEXT: [char; 2] = ['\u{e000}', '\u{e001}'];
/// Around HTML that stays in the site's own language.
const HTML: [char; 2] = ['\u{e002}', '\u{e003}'];
/// In text that is in the page's language already.
const SPOKEN: char = '\u{e004}';

/// A language and its words.
pub struct Tongue {
    /// Its code, `en`.
    pub lang: Arc<str>,
    /// The language of what has no words in it.
    home: Arc<str>,
    /// The strings of the interface.
    strings: serde_json::Value,
    /// What templates know without being told.
    shared: Vec<(&'static str, Val)>,
    /// Phrases of the site's own language that have words in this one.
    words: HashMap<String, String>,
}

impl Tongue {
    /// A language with its strings; those of the site's own language are phrases it knows.
    #[must_use]
    pub(super) fn new(lang: &str, home: &str, strings: serde_json::Value, own: &serde_json::Value) -> Self {
        let mut words = HashMap::new();
        if lang == "en" {
            for kind in KindId::ALL {
                let spec = kind.spec();
                learn(&mut words, spec.vi, spec.en);
                for field in kind.fields() {
                    choices(&field, &mut words);
                }
            }
        }
        pairs(own, &strings, &mut words);
        if let Some(serde_json::Value::Object(more)) = strings.get("words") {
            let more = more.iter().filter_map(|(phrase, said)| Some((phrase.clone(), said.as_str()?.to_owned())));
            words.extend(more);
        }
        Self { lang: lang.into(), home: home.into(), strings, shared: Vec::new(), words }
    }

    /// Makes what every page shares known to the pages in this language.
    pub fn share(&mut self, pairs: impl IntoIterator<Item = (&'static str, Val)>) {
        self.shared.extend(pairs);
    }

    /// Teaches phrases and their words.
    pub fn teach(&mut self, pairs: impl IntoIterator<Item = (String, String)>) {
        self.words.extend(pairs);
    }

    /// The strings of the interface, for templates.
    #[must_use]
    pub fn strings(&self) -> Val {
        Val::from_serializable(&self.strings)
    }

    /// The strings of the interface as they were read.
    pub(super) fn words(&self) -> &serde_json::Value {
        &self.strings
    }

    /// A string of the interface by its path, marked as being in this language.
    #[must_use]
    pub fn string(&self, path: &str) -> String {
        let found = path.split('.').try_fold(&self.strings, |at, key| at.get(key));
        said(found.and_then(|v| v.as_str()).unwrap_or(path))
    }

    /// What stands between the thousands of a number.
    pub(super) fn thousands(&self) -> &str {
        self.strings.pointer("/format/thousands").and_then(serde_json::Value::as_str).unwrap_or(".")
    }

    /// What is shared with every page.
    pub(super) fn shared(&self) -> &[(&'static str, Val)] {
        &self.shared
    }

    /// The words for a phrase; a class of an order is named by itself.
    pub(super) fn word(&self, phrase: &str) -> Option<String> {
        let phrase = phrase.replace('\u{a0}', " ");
        if let Some(found) = self.words.get(phrase.as_str()) {
            return Some(found.clone());
        }
        if let Some(at) = phrase.rfind(" hạng ") {
            let (name, class) = (self.words.get(&phrase[..at])?, self.words.get(&phrase[at + 1..])?);
            return Some(format!("{name} {class}"));
        }
        self.composed(&phrase)
    }

    /// A date in this language, from its parts as templates see them: the value of each part.
    fn date(&self, iso: &str, words: &str, planned: bool) -> Option<Vec<(&'static str, String)>> {
        if &*self.lang != "en" {
            return None;
        }
        let bound = if words.contains("trước ") {
            "<"
        } else if words.contains("sau ") {
            ">"
        } else {
            ""
        };
        // An instant is printed with its day.
        let day = iso.split_once('T').map_or(iso, |(day, _)| day);
        let date = FuzzyDate::parse(&format!("{bound}{day}{}", if planned { "?" } else { "" })).ok()?;
        let is_plain = !date.planned && date.bound == Bound::On;
        let short = if is_plain { date.date.short_en() } else { date.text_en() };
        let mut said = vec![("text", date.text_en()), ("short", short)];
        said.extend(date.date.in_year_en().map(|within| ("in_year", within)));
        Some(said)
    }

    /// What the program puts together: a known word with a number of a document, a date, or both
    /// behind it, as in `Quyết định 670/QĐ-TTg, 26/3/2025`.
    fn composed(&self, phrase: &str) -> Option<String> {
        let (head, tail) = phrase.rsplit_once(", ").map_or((phrase, None), |(head, tail)| (head, Some(tail)));
        let head = self.words.get(head).cloned().or_else(|| {
            let (word, number) = head.rsplit_once(' ').filter(|(_, number)| DocNumber::parse(number).is_ok())?;
            Some(format!("{} {number}", self.words.get(word)?))
        })?;
        let head = capital(&head);
        let Some(tail) = tail else { return Some(head) };
        let date = || {
            let found = find_dates(tail).into_iter().next().filter(|(span, _)| *span == (0..tail.len()));
            found.filter(|_| &*self.lang == "en").map(|(_, date)| date.text_en())
        };
        Some(format!("{head}, {}", self.words.get(tail).cloned().or_else(date)?))
    }
}

/// Text that is in the page's language already.
#[must_use]
pub fn said(text: &str) -> String {
    format!("{SPOKEN}{text}")
}

fn learn(words: &mut HashMap<String, String>, phrase: &str, said: &str) {
    words.entry(phrase.to_owned()).or_insert_with(|| said.to_owned());
}

/// The choices of a field, however deep.
fn choices(field: &Field, words: &mut HashMap<String, String>) {
    let mut open = vec![field.shape.clone()];
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Choice(_, all) => all.iter().for_each(|one| learn(words, one.vi, one.en)),
            Shape::List(item) => open.push(*item),
            Shape::Group(_, fields) => open.extend(fields().into_iter().map(|field| field.shape)),
            _ => {}
        }
    }
}

/// Strings that stand at the same place in both languages are phrases and their words.
fn pairs(own: &serde_json::Value, theirs: &serde_json::Value, words: &mut HashMap<String, String>) {
    match (own, theirs) {
        (serde_json::Value::Object(own), serde_json::Value::Object(theirs)) => {
            for (key, value) in own {
                if let Some(other) = theirs.get(key) {
                    pairs(value, other, words);
                }
            }
        }
        (serde_json::Value::String(own), serde_json::Value::String(theirs)) if own != theirs => {
            learn(words, own, theirs);
        }
        _ => {}
    }
}

/// The strings that a language lacks: path, and the words of the site's own language.
pub(super) fn missing(
    own: &serde_json::Value,
    theirs: Option<&serde_json::Value>,
    at: &str,
    out: &mut Vec<(String, String)>,
) {
    match (own, theirs) {
        (serde_json::Value::Object(own), _) => {
            for (key, value) in own {
                let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                missing(value, theirs.and_then(|theirs| theirs.get(key)), &path, out);
            }
        }
        (_, Some(_)) => {}
        (serde_json::Value::String(words), None) => out.push((at.to_owned(), words.clone())),
        (other, None) => out.push((at.to_owned(), other.to_string())),
    }
}

/// A value in the language of the page. `key` is its name in the view.
pub(super) fn spoken(cx: &mut Cx<'_>, tongue: &Tongue, value: &Val) -> Val {
    if let Some(map) = value.as_map() {
        let get = |key: &'static str| value.get_from_path(key).and_then(Val::as_str);
        let mut known: Vec<(&str, Val)> = Vec::new();
        if let (Some(label), Some(english)) = (get("label"), get("label_en")) {
            let word = tongue.word(label).or_else(|| (&*tongue.lang == "en").then(|| english.to_owned()));
            known.extend(word.map(|word| ("label", text(word))));
        }
        if let (Some(iso), Some(words)) = (get("iso"), get("text")) {
            let planned = value.get_from_path("planned").and_then(Val::as_bool) == Some(true);
            let date = tongue.date(iso, words, planned).into_iter().flatten();
            known.extend(date.map(|(part, said)| (part, text(said))));
        }
        if let (Some(english), "en") = (get("english"), &*tongue.lang) {
            known.extend([("title", text(english)), ("name", text(english)), ("heading", text(english))]);
        }
        let pairs = map.iter().map(|(key, value)| {
            let key = key.to_string();
            let said = known.iter().find(|(name, _)| *name == key).map(|(_, said)| said.clone());
            let said = said.unwrap_or_else(|| spoken(cx, tongue, value));
            (key, said)
        });
        return map_named(pairs.collect::<Vec<_>>());
    }
    if let Some(items) = value.as_array() {
        let items: Vec<Val> = items.iter().map(|item| spoken(cx, tongue, item)).collect();
        return items.into();
    }
    match value.as_str() {
        Some(words) if value.is_safe() => markup(words),
        Some(words) => phrase(cx, tongue, words),
        None => value.clone(),
    }
}

/// HTML: our own data and what is spoken already stay as they are.
fn markup(words: &str) -> Val {
    if words.starts_with('{') || words.contains(SPOKEN) || !words.chars().any(char::is_alphabetic) {
        return html(words);
    }
    html(&format!("{}{words}{}", HTML[0], HTML[1]))
}

/// Text: an address, a phrase with words, or something that stays as it is. Ids and codes are
/// single words without marks, and templates compare them.
fn phrase(cx: &mut Cx<'_>, tongue: &Tongue, words: &str) -> Val {
    if words.contains(SPOKEN) {
        return text(words);
    }
    if words.starts_with('/') {
        return text(cx.local(words));
    }
    if let Some(said) = tongue.word(words) {
        return text(said);
    }
    let marked = words.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let several = words.contains([' ', '\u{a0}']) && words.chars().any(char::is_alphabetic);
    if cx.is_native() || !(marked || several) || words.contains("://") {
        return text(words);
    }
    // What a template cuts off or adds stands at the end.
    let core = words.trim_end_matches([',', '.', ';', ':']);
    text(format!("{}{core}{}{}", TEXT[0], TEXT[1], &words[core.len()..]))
}

/// Elements without an end.
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements in which no other element may stand.
const BARE: &[&str] = &["title", "script", "style", "textarea", "option"];

/// The finished page: what was marked gets its language, in elements of its own or in those that
/// are there.
pub(super) fn marked(page: &str, tongue: &Tongue) -> String {
    Marker {
        out: String::with_capacity(page.len() + page.len() / 8),
        lang: &tongue.home,
        depth: 0,
        span: None,
        region: None,
        drawing: 0,
    }
    .page(page)
}

struct Marker<'a> {
    out: String,
    lang: &'a str,
    /// How many elements are open.
    depth: usize,
    /// The depth at which our own element stands open.
    span: Option<usize>,
    /// The depth of the HTML that is being marked.
    region: Option<usize>,
    /// How many elements are open within a drawing.
    drawing: usize,
}

impl Marker<'_> {
    fn page(mut self, page: &str) -> String {
        let mut rest = page;
        while let Some(at) = rest.find(|c: char| c == '<' || is_mark(c)) {
            self.words(&rest[..at]);
            rest = &rest[at..];
            let c = rest.chars().next().unwrap_or('<');
            if c == '<' {
                rest = self.tag(rest);
            } else {
                self.mark(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        self.words(rest);
        self.out
    }

    /// Running text; within marked HTML it needs an element only where it has none.
    fn words(&mut self, words: &str) {
        let bare = self.region == Some(self.depth) && self.drawing == 0 && words.chars().any(char::is_alphabetic);
        if bare {
            self.open();
        }
        self.out.push_str(words);
        if bare {
            self.out.push_str("</span>");
        }
    }

    fn open(&mut self) {
        self.out.push_str("<span lang=\"");
        self.out.push_str(self.lang);
        self.out.push_str("\">");
    }

    fn mark(&mut self, c: char) {
        match c {
            _ if self.drawing > 0 => {}
            c if c == TEXT[0] && self.region.is_none() && self.span.is_none() => {
                self.open();
                self.span = Some(self.depth);
            }
            c if c == TEXT[1] => self.close(),
            c if c == HTML[0] && self.span.is_none() => self.region = Some(self.depth),
            c if c == HTML[1] => self.region = None,
            _ => {}
        }
    }

    fn close(&mut self) {
        if self.span.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    /// Takes a tag, and what no element may stand in; returns what follows.
    fn tag<'p>(&mut self, rest: &'p str) -> &'p str {
        let end = tag_end(rest);
        let (tag, after) = rest.split_at(end);
        let clean: String = tag.chars().filter(|c| !is_mark(*c)).collect();
        let name: String = clean[1..].chars().take_while(|c| c.is_alphanumeric()).collect();
        if let Some(closed) = clean.strip_prefix("</") {
            // An element that ends takes ours with it, when a template cut the text short.
            if self.span == Some(self.depth) {
                self.close();
            }
            self.depth = self.depth.saturating_sub(1);
            if closed.starts_with("svg") || self.drawing > 0 {
                self.drawing = self.drawing.saturating_sub(1);
            }
            self.out.push_str(&clean);
            return after;
        }
        let is_element = !name.is_empty();
        if is_element && self.region == Some(self.depth) && self.drawing == 0 && !clean.contains(" lang=") {
            self.out.push_str(&format!("<{name} lang=\"{}\"{}", self.lang, &clean[1 + name.len()..]));
        } else {
            self.out.push_str(&clean);
        }
        if !is_element || VOID.contains(&name.as_str()) || clean.ends_with("/>") {
            return after;
        }
        if BARE.contains(&name.as_str()) {
            let inside = after.find(&format!("</{name}")).unwrap_or(after.len());
            self.out.extend(after[..inside].chars().filter(|c| !is_mark(*c)));
            let end = inside + tag_end(&after[inside..]);
            self.out.push_str(&after[inside..end]);
            return &after[end..];
        }
        self.depth += 1;
        if name == "svg" || self.drawing > 0 {
            self.drawing += 1;
        }
        after
    }
}

/// Whether a letter is one of ours: a finished page has none.
#[must_use]
pub fn is_mark(c: char) -> bool {
    TEXT.contains(&c) || HTML.contains(&c) || c == SPOKEN
}

/// Where the tag that begins here ends; a `>` within quotes does not end it.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Tongue {
        let own = serde_json::json!({ "a": { "b": "Trang nhất" } });
        let theirs = serde_json::json!({ "a": { "b": "Home" }, "words": { "hạng Ba": "Third Class", "Huân chương Thử": "Test Order" } });
        Tongue::new("en", "vi", theirs, &own)
    }

    #[track_caller]
    fn check(page: &str, expect: &str) {
        let marks = [('[', TEXT[0]), (']', TEXT[1]), ('{', HTML[0]), ('}', HTML[1]), ('!', SPOKEN)];
        let page = marks.iter().fold(page.to_owned(), |page, (plain, mark)| page.replace(*plain, &mark.to_string()));
        assert_eq!(marked(&page, &english()), expect);
    }

    #[test]
    fn what_stays_is_marked_where_it_stands() {
        check("<p>[Xã Mới]</p>", "<p><span lang=\"vi\">Xã Mới</span></p>");
        check("<a title=\"[Xã > Mới]\">!More</a>", "<a title=\"Xã > Mới\">More</a>");
        check("<title>[Xã] · x</title>", "<title>Xã · x</title>");
        check("<script>{\"a\":\"!b\"}</script>".replace(['{', '}'], "").as_str(), "<script>\"a\":\"b\"</script>");
        check(
            "<h1>[Số <span class=\"nb\">1</span> nữa]</h1>",
            "<h1><span lang=\"vi\">Số <span class=\"nb\">1</span> nữa</span></h1>",
        );
        check("<p>[cắt</p><p>x]</p>", "<p><span lang=\"vi\">cắt</span></p><p>x</p>");
        check("<svg><text>[Xã]</text></svg>[a]", "<svg><text>Xã</text></svg><span lang=\"vi\">a</span>");
        check(
            "<div>{<p>Một</p>\n<img src=\"a\"><p lang=\"km\">b</p>}</div>",
            "<div><p lang=\"vi\">Một</p>\n<img lang=\"vi\" src=\"a\"><p lang=\"km\">b</p></div>",
        );
        check("<div>{Một <b>hai</b>}</div>", "<div><span lang=\"vi\">Một </span><b lang=\"vi\">hai</b></div>");
    }

    #[test]
    fn words_are_found_by_phrase_and_class() {
        let check = |phrase: &str, expect: Option<&str>| assert_eq!(english().word(phrase).as_deref(), expect);
        check("Trang nhất", Some("Home"));
        check("Huân chương Thử\u{a0}hạng Ba", Some("Test Order Third Class"));
        check("sở, ban, ngành", Some("department"));
        check("Xã Mới", None);
        check("Quyết định 670/QĐ-TTg, 26/3/2025", Some("Decision 670/QĐ-TTg, 26 March 2025"));
        check("Kế hoạch, 13/9/2019", Some("Plan, 13 September 2019"));
        check("Xã Mới, 13/9/2019", None);
    }

    #[test]
    fn dates_say_how_precise_they_are() {
        let check = |iso: &str, words: &str, planned: bool, [text, short]: [&str; 2]| {
            let said = english().date(iso, words, planned).expect("a date");
            assert_eq!(said[..2], [("text", text.to_owned()), ("short", short.to_owned())]);
        };
        check("2019-09-13", "13/9/2019", false, ["13 September 2019", "13 Sep 2019"]);
        check("2019-09-13T08:00:00+07:00", "13/9/2019", false, ["13 September 2019", "13 Sep 2019"]);
        check("2019-09", "tháng 9/2019", false, ["September 2019", "Sep 2019"]);
        check("2019-10-30", "trước ngày 30/10/2019", false, ["before 30 October 2019"; 2]);
        check("2020-Q3", "dự kiến quý III/2020", true, ["planned for the third quarter of 2020"; 2]);
    }

    #[test]
    fn missing_strings_are_named() {
        let mut out = Vec::new();
        let own = serde_json::json!({ "a": { "b": "x", "c": "y" }, "d": { "e": "z", "f": [1] } });
        missing(&own, Some(&serde_json::json!({ "a": { "b": "x" } })), "", &mut out);
        let out: Vec<(&str, &str)> = out.iter().map(|(path, words)| (&**path, &**words)).collect();
        assert_eq!(out, [("a.c", "y"), ("d.e", "z"), ("d.f", "[1]")]);
    }
}
