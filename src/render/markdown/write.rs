//! Letters on their way into HTML. In: text, addresses, raw HTML. Out: what may stand in a
//! page. Never lets a character through that could open a tag or close a quote.

use crate::diag::Lang;

/// Text up to the mark `./.` that closes official texts, of which the full stop is kept.
pub(super) fn without_end_mark(text: &str) -> &str {
    text.trim_end().strip_suffix("/.").filter(|kept| kept.ends_with('.')).unwrap_or(text)
}

/// HTML without its comments; one that is never closed stays, lest the rest vanish with it.
pub(super) fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        // `<!-->` is a whole comment, so its end may share the dashes.
        let Some(end) = rest[start + 2..].find("-->") else { break };
        kept.push_str(&rest[..start]);
        rest = &rest[start + 2 + end + "-->".len()..];
    }
    kept + rest
}

/// Writes text for HTML, between tags or within quotes; control characters are dropped.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\t' | b'\n' => continue,
            0..=0x1f | 0x7f => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Writes an address within quotes, with everything but plain address letters encoded.
pub(super) fn escape_url(out: &mut String, url: &str) {
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.~:/?#@!$()*+,;=%".contains(&byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// The few words that the renderer adds.
pub(super) struct Words {
    pub(super) table: &'static str,
    pub(super) note: &'static str,
    pub(super) notes: &'static str,
    pub(super) back: &'static str,
}

impl Words {
    /// The words of a language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Vi => &Self { table: "Bảng", note: "Chú thích", notes: "Chú thích", back: "Về bài" },
            Lang::En => &Self { table: "Table", note: "Note", notes: "Notes", back: "Back" },
        }
    }
}
