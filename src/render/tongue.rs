//! The words of another language than the site's own. In: a phrase or a date in the site's language. Out:
//! the same in the other one, if it has words for it. Languages are data: a file of strings and a line
//! in the settings. Never translates anything by itself.

use std::collections::HashMap;
use std::sync::Arc;

use super::marked::said;
use super::value::{Val, capital};
use crate::record::KindId;
use crate::record::fields::{Field, Shape};
use crate::text::date::{Bound, FuzzyDate, find_dates};
use crate::text::number::DocNumber;

/// A language and its words.
pub struct Tongue {
    /// Its code, `en`.
    pub lang: Arc<str>,
    /// The language of what has no words in it.
    pub(super) home: Arc<str>,
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
    pub(super) fn date(&self, iso: &str, words: &str, planned: bool) -> Option<Vec<(&'static str, String)>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Tongue {
        let own = serde_json::json!({ "a": { "b": "Trang nhất" } });
        let theirs = serde_json::json!({ "a": { "b": "Home" }, "words": { "hạng Ba": "Third Class", "Huân chương Thử": "Test Order" } });
        Tongue::new("en", "vi", theirs, &own)
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
