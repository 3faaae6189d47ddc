//! The door's side that knows the language of a page. In: an address, a phrase, a view, a finished
//! page. Out: the same in the page's language, as far as there are words; all else keeps the words it
//! has and is marked with its language. A page in the site's own language passes untouched.

use super::cx::Cx;
use super::markdown::Links;
use super::marked::{self, HTML, SPOKEN, TEXT};
use super::tongue::Tongue;
use super::value::{Val, html, map_named, text};
use crate::base::Named;

impl<'a> Cx<'a> {
    /// The words for a phrase in the language of the page, or the phrase itself.
    pub fn word(&mut self, phrase: &str) -> String {
        self.named(Named::Strings);
        let said = self.tongue.and_then(|tongue| tongue.word(phrase));
        said.unwrap_or_else(|| phrase.to_owned())
    }

    /// The page in another language of the site.
    #[must_use]
    pub fn speaking(mut self, lang: Option<&str>) -> Self {
        self.tongue = lang.and_then(|lang| self.world.theme.tongue(lang));
        self
    }

    /// The language of the page.
    #[must_use]
    pub fn lang(&self) -> &'a str {
        let own = self.world.settings.lang.as_deref().unwrap_or("vi");
        self.tongue.map_or(own, |tongue| &tongue.lang)
    }

    /// Whether the page is in another language than the site.
    #[must_use]
    pub fn is_abroad(&self) -> bool {
        self.tongue.is_some()
    }

    /// Says that the record of the page is written in the page's language.
    pub fn set_native(&mut self) {
        self.native = true;
    }

    /// Whether the record of the page is written in the page's language.
    #[must_use]
    pub fn is_native(&self) -> bool {
        self.native
    }

    /// An address of the site in the page's language, where the page exists in it.
    pub fn local(&mut self, url: &str) -> String {
        let Some(tongue) = self.tongue else { return url.to_owned() };
        if url.starts_with(&format!("/{}/", tongue.lang)) {
            return url.to_owned();
        }
        let there = format!("/{}{url}", tongue.lang);
        let page = there.split('#').next().unwrap_or(&there).to_owned();
        if page.ends_with('/') && self.address(&page) { there } else { url.to_owned() }
    }

    /// The addresses of a page in all its languages; none when it has only one.
    pub fn tongues(&mut self, url: &str) -> Vec<(String, String)> {
        let settings = self.settings();
        let mut found = Vec::new();
        let others: Vec<&str> = settings.other_languages().collect();
        if others.is_empty() {
            return found;
        }
        let own = others.iter().find_map(|lang| url.strip_prefix(&format!("/{lang}"))).unwrap_or(url).to_owned();
        if self.address(&own) {
            found.push((settings.lang.as_deref().unwrap_or("vi").to_owned(), own.clone()));
        }
        for lang in others {
            let there = format!("/{lang}{own}");
            if self.address(&there) {
                found.push((lang.to_owned(), there));
            }
        }
        if found.len() < 2 { Vec::new() } else { found }
    }

    /// A view in the language of the page.
    pub(super) fn spoken(&mut self, view: Vec<(&'static str, Val)>) -> Vec<(&'static str, Val)> {
        let Some(tongue) = self.tongue else { return view };
        let shared = tongue.shared().iter().cloned();
        let mut said = vec![("t", tongue.strings()), ("thousands", text(tongue.thousands()))];
        for (name, value) in shared.chain(view) {
            said.push((name, spoken(self, tongue, &value)));
        }
        said
    }

    /// A finished page with its languages marked.
    pub(super) fn marked(&self, made: Vec<u8>) -> Vec<u8> {
        match self.tongue {
            Some(tongue) => marked::marked(&String::from_utf8_lossy(&made), &tongue.home).into_bytes(),
            None => made,
        }
    }
}

/// A value in the language of the page. `key` is its name in the view.
fn spoken(cx: &mut Cx<'_>, tongue: &Tongue, value: &Val) -> Val {
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
