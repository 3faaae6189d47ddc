//! Marks around words that are in another language than their page. In: a finished page with marks that
//! no text of a record can hold. Out: the page in which what was marked has its language, in elements of
//! its own or in those that are there. Never leaves a mark.

/// Around text that stays in the site's own language.
pub(super) const TEXT: [char; 2] = ['\u{e000}', '\u{e001}'];
/// Around HTML that stays in the site's own language.
pub(super) const HTML: [char; 2] = ['\u{e002}', '\u{e003}'];
/// In text that is in the page's language already.
pub(super) const SPOKEN: char = '\u{e004}';

/// Text that is in the page's language already.
#[must_use]
pub fn said(text: &str) -> String {
    format!("{SPOKEN}{text}")
}

/// Whether a letter is one of ours: a finished page has none.
#[must_use]
pub fn is_mark(c: char) -> bool {
    TEXT.contains(&c) || HTML.contains(&c) || c == SPOKEN
}

/// Elements without an end.
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements in which no other element may stand.
const BARE: &[&str] = &["title", "script", "style", "textarea", "option"];

/// The finished page: what was marked gets its language, in elements of its own or in those that
/// are there.
pub(super) fn marked(page: &str, home: &str) -> String {
    Marker {
        out: String::with_capacity(page.len() + page.len() / 8),
        lang: home,
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

    #[track_caller]
    fn check(page: &str, expect: &str) {
        let marks = [('[', TEXT[0]), (']', TEXT[1]), ('{', HTML[0]), ('}', HTML[1]), ('!', SPOKEN)];
        let page = marks.iter().fold(page.to_owned(), |page, (plain, mark)| page.replace(*plain, &mark.to_string()));
        assert_eq!(marked(&page, "vi"), expect);
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
}
