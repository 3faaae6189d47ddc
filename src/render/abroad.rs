//! The door's side that knows the language of a page. In: an address, a phrase, a view, a finished
//! page. Out: the same in the page's language. A page in the site's own language passes untouched.

use super::cx::Cx;
use super::markdown::Links;
use super::tongue;
use super::value::{Val, text};
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
            said.push((name, tongue::spoken(self, tongue, &value)));
        }
        said
    }

    /// A finished page with its languages marked.
    pub(super) fn marked(&self, made: Vec<u8>) -> Vec<u8> {
        match self.tongue {
            Some(tongue) => tongue::marked(&String::from_utf8_lossy(&made), tongue).into_bytes(),
            None => made,
        }
    }
}
