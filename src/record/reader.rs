//! Reads typed values out of nodes and collects every problem on the way. In: nodes of one
//! file. Out: values and diagnostics. Never stops at the first problem, never opens a file: what
//! lies beside the record comes through [`Beside`].

use std::sync::Arc;

use super::kinds::KindId;
use super::tree::{Data, Node};
use crate::base::SrcPath;
use crate::diag::report::TOLD;
use crate::diag::{Place, Problem, Sink};
use crate::text;
use crate::text::date::{DateError, Day, FuzzyDate, Moment};
use crate::text::near::nearest;
use crate::text::number::{DocNumber, NumberError};

/// The files in a record's own folder.
pub trait Beside {
    /// The bytes of a file by its name; `None` when there is none.
    fn beside(&self, name: &str) -> Option<(SrcPath, Arc<[u8]>)>;
}

/// Reads one file.
pub struct Reader<'a> {
    /// The file.
    pub file: &'a SrcPath,
    /// Where problems go.
    pub sink: &'a mut Sink,
    /// What lies beside it.
    pub beside: &'a dyn Beside,
    /// Names of the files beside it that were asked for; they are part of the record.
    pub asked: Vec<Arc<str>>,
    /// How many unknown keys were met; the nearest known one is looked for as long as it is told.
    unknown: usize,
}

/// Keys that hold private data; a record has no place for them.
const PRIVATE: &[&str] = &[
    "birth",
    "date_of_birth",
    "dob",
    "birth_date",
    "birthday",
    "born",
    "ngay_sinh",
    "nam_sinh",
    "cccd",
    "can_cuoc",
    "so_can_cuoc",
    "can_cuoc_cong_dan",
    "so_cccd",
    "so_cmnd",
    "cmnd",
    "id_number",
    "phone",
    "mobile",
    "dien_thoai",
    "so_dien_thoai",
    "dien_thoai_di_dong",
    "sdt",
    "address",
    "home_address",
    "dia_chi",
    "dia_chi_nha",
    "noi_o",
    "thu_dien_tu",
    "email",
    "bank",
    "tai_khoan",
    "so_tai_khoan",
];

/// The endings of files that records are kept in or beside.
const FILES: &[&str] = &["md", "yaml", "yml", "jpg", "jpeg", "png", "webp", "svg"];

/// A key and its Vietnamese label.
pub type Label = (&'static str, &'static str);

/// What a value should have been, in Vietnamese and English.
pub(super) type Expected<'e> = (&'e str, &'e str);

impl<'a> Reader<'a> {
    /// A reader for one file.
    pub fn new(file: &'a SrcPath, sink: &'a mut Sink, beside: &'a dyn Beside) -> Self {
        Self { file, sink, beside, asked: Vec::new(), unknown: 0 }
    }

    /// Reports every key that is not in the list; `labels` tells what those are called, if it comes to that.
    pub fn reject_unknown(
        &mut self,
        node: &Node,
        known: &[&[&'static str]],
        labels: &dyn Fn() -> Vec<Label>,
        of: Expected<'_>,
    ) {
        let Data::Map(pairs) = &node.data else { return };
        for (key, _) in pairs.iter().filter(|(key, _)| !known.iter().any(|keys| keys.contains(&key.name.as_str()))) {
            let place = Place::span(self.file, key.span.clone());
            let called = called(&key.name, &labels());
            if PRIVATE.contains(&key.name.as_str()) || (called.is_none() && is_private(&key.name)) {
                self.sink.report(Problem::PrivateField { key: key.name.clone() }, place);
                continue;
            }
            self.unknown += 1;
            let keys = known.iter().flat_map(|keys| keys.iter().copied()).filter(|_| self.unknown <= TOLD);
            let close = called.or_else(|| alike(&key.name, known)).or_else(|| nearest(&key.name, keys));
            let problem = Problem::UnknownKey { key: key.name.clone(), of: of.0.to_owned(), of_en: of.1.to_owned() };
            let diag = self.sink.report(problem, place);
            *diag = diag.clone().suggest(close);
        }
    }

    /// Text. A bare number or a word that YAML takes for something else must be quoted.
    pub fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let Data::Scalar { text, plain } = &node.data else {
            return self.wrong_shape(node, ("chữ", "text"));
        };
        if *plain && is_yaml_special(text) {
            let quoted = format!("\"{text}\"");
            let diag =
                self.sink.report(Problem::NotText { found: text.clone() }, Place::span(self.file, node.span.clone()));
            *diag = diag.clone().fix(quoted);
            return None;
        }
        let trimmed = text.trim();
        (!trimmed.is_empty()).then_some(trimmed).or_else(|| self.wrong_shape(node, ("chữ", "text")))
    }

    /// Text with marks, no more of them than can be read in time.
    pub fn markdown<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = self.text(node)?;
        match super::sound::crowded(text) {
            Some((_, problem)) => {
                self.report(problem, node);
                None
            }
            None => Some(text),
        }
    }

    /// A bare word, quoted or not.
    pub fn word<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.data {
            Data::Scalar { text, .. } => Some(text.trim()),
            _ => self.wrong_shape(node, ("một từ", "a word")),
        }
    }

    /// The id of a record of a kind.
    pub fn id(&mut self, node: &Node, kind: KindId) -> Option<Arc<str>> {
        if let Some((named, id)) = only_pair(node)
            && KindId::named(named) == Some(kind)
        {
            let diag = self.report(Problem::BadId { value: format!("{named}: {id}") }, node);
            *diag = diag.clone().suggest(Some(id)).fix(id);
            return None;
        }
        let word = self.word(node)?;
        if text::slug::is_id(word) {
            return Some(word.into());
        }
        let (of, id) = word.split_once(':').map_or((None, word), |(named, id)| (KindId::named(named), id.trim()));
        let stem = id.rsplit_once('.').filter(|(_, ending)| FILES.contains(ending)).map(|(stem, _)| stem);
        let meant = stem.or(of.map(|_| id)).filter(|id| text::slug::is_id(id));
        let diag = self.report(Problem::BadId { value: word.to_owned() }, node);
        let slug = || Some(text::slug::slug(word)).filter(|slug| !slug.is_empty());
        *diag = diag.clone().suggest(meant.map(str::to_owned).or_else(slug));
        // Of another kind the same id is hardly meant.
        if let Some(id) = meant.filter(|_| of.is_none_or(|of| of == kind)) {
            *diag = diag.clone().fix(id);
        }
        None
    }

    /// A whole number.
    pub fn integer(&mut self, node: &Node) -> Option<u32> {
        let word = self.word(node)?;
        word.parse().ok().or_else(|| {
            let diag = self.report(Problem::BadNumber { value: word.to_owned() }, node);
            *diag = diag.clone().suggest(number_in_words(word));
            None
        })
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        match self.word(node)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                // Of any other word it is not known which it means, and the wrong one would be believed.
                let meant = match text::fold::fold(other).as_str() {
                    "yes" | "co" | "on" | "y" | "1" | "x" | "dung" | "true" => Some("true"),
                    "no" | "khong" | "off" | "n" | "0" | "sai" | "chua" | "false" => Some("false"),
                    _ => None,
                };
                let problem = Problem::UnknownChoice {
                    value: other.to_owned(),
                    of: "có/không".into(),
                    of_en: "truth value".into(),
                    all: "true, false".into(),
                };
                let diag = self.report(problem, node);
                *diag = diag.clone().suggest(meant);
                None
            }
        }
    }

    /// A day.
    pub fn day(&mut self, node: &Node) -> Option<Day> {
        let word = self.word(node)?;
        word.parse::<Day>().map_err(|error| self.bad_date(node, word, &error)).ok()
    }

    /// A date as precise as it is known.
    pub fn date(&mut self, node: &Node) -> Option<FuzzyDate> {
        let word = self.word(node)?;
        FuzzyDate::parse(word).map_err(|error| self.bad_date(node, word, &error)).ok()
    }

    /// An instant.
    pub fn moment(&mut self, node: &Node) -> Option<Moment> {
        let word = self.word(node)?;
        Moment::parse(word).map_err(|error| self.bad_date(node, word, &error)).ok()
    }

    /// A document number.
    pub fn doc_number(&mut self, node: &Node) -> Option<DocNumber> {
        let word = self.word(node)?;
        match DocNumber::parse(word) {
            Ok(number) => {
                if word.contains(char::is_whitespace) {
                    self.untidy_number(node, word, number.to_string());
                }
                Some(number)
            }
            Err(error) => self.bad_number(node, word, &error),
        }
    }

    /// A number that was read although more stands there: spaces, or a label such as `Số:`.
    fn untidy_number(&mut self, node: &Node, word: &str, number: String) {
        let value = word.to_owned();
        let bare: String = word.split_whitespace().collect();
        let is_spaced = bare.chars().count() == number.chars().count();
        let problem = match is_spaced {
            true => Problem::SpacesInNumber { value },
            false => Problem::LabelInNumber { value, number: number.clone() },
        };
        let diag = self.report(problem, node);
        *diag = diag.clone().fix(number);
    }

    /// A web address or an address of the site.
    pub fn url(&mut self, node: &Node) -> Option<Arc<str>> {
        let word = self.word(node)?;
        let web = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
        let sound = !word.contains([' ', '"', '<', '>', '\\']) && !word.contains(char::is_control);
        if sound && (web.is_some_and(|rest| rest.contains('.')) || (word.starts_with('/') && !word.starts_with("//"))) {
            return Some(word.into());
        }
        let whole = (sound && word.starts_with("www.")).then(|| format!("https://{word}"));
        let diag = self.report(Problem::BadUrl { value: word.to_owned() }, node);
        *diag = diag.clone().suggest(whole);
        None
    }

    /// The name of a file that lies beside the record.
    pub fn file_name(&mut self, node: &Node) -> Option<Arc<str>> {
        let name = self.text(node)?;
        let name: Arc<str> = name.into();
        // A file that is not there is remembered, too: its arrival changes the record.
        self.asked.push(name.clone());
        if name.contains(['/', '\\']) || name.starts_with('.') || self.beside.beside(&name).is_none() {
            self.report(Problem::MissingFile { name: name.to_string() }, node);
            return None;
        }
        Some(name)
    }

    /// Whether the file in the field `file` may be published as the text of an act; if not, it is said
    /// why.
    pub fn is_paper(&mut self, name: &str) -> bool {
        let Some((_, bytes)) = self.beside.beside(name) else { return false };
        let fault = super::paper::fault(name, &bytes);
        let is_sound = fault.is_none();
        if let Some(problem) = fault {
            self.sink.report(problem, Place::Field(self.file.clone(), "file".to_owned()));
        }
        is_sound
    }

    /// Reports a wrong shape; always `None`.
    pub fn wrong_shape<T>(&mut self, node: &Node, expected: Expected<'_>) -> Option<T> {
        self.report(shape_problem(node, expected), node);
        None
    }

    /// Reports a problem at a node.
    pub fn report(&mut self, problem: Problem, node: &Node) -> &mut crate::diag::Diag {
        self.sink.report(problem, Place::span(self.file, node.span.clone()))
    }

    fn bad_date(&mut self, node: &Node, word: &str, error: &DateError) {
        let (detail, detail_en) = (error.to_string(), error.text_en());
        let meant = error.suggestion().map(str::to_owned);
        let diag = self.report(Problem::BadDate { value: word.to_owned(), detail, detail_en }, node);
        if let Some(iso) = meant {
            *diag = diag.clone().suggest(Some(iso.clone())).fix(iso);
        }
    }

    fn bad_number<T>(&mut self, node: &Node, word: &str, error: &NumberError) -> Option<T> {
        let (detail, detail_en) = (error.to_string(), error.text_en());
        let meant = error.suggestion().map(str::to_owned);
        let diag = self.report(Problem::BadDocNumber { value: word.to_owned(), detail, detail_en }, node);
        *diag = diag.clone().suggest(meant);
        None
    }
}

/// The key of the field that has this Vietnamese label, with or without marks.
fn called(name: &str, labels: &[Label]) -> Option<&'static str> {
    let name = folded(name);
    labels.iter().find(|(_, label)| folded(label) == name).map(|(key, _)| *key)
}

/// Keys that say one thing, each in the kinds that have it.
const ALIKE: &[&[&str]] = &[
    &["as_printed", "name", "title", "ten", "ho_ten", "ho_va_ten", "ten_don_vi"],
    &["byline", "author", "authors", "tac_gia"],
    &["post", "posts", "position", "chuc_danh"],
    &["unit_printed", "don_vi_cong_tac", "noi_cong_tac"],
];

/// The key of these fields that says what an unknown one says.
fn alike(name: &str, known: &[&[&'static str]]) -> Option<&'static str> {
    let name = folded(name);
    let row = ALIKE.iter().find(|row| row.contains(&name.as_str()))?;
    row.iter().find_map(|key| known.iter().flat_map(|keys| keys.iter()).find(|known| *known == key)).copied()
}

/// The figures of a number with words around it: `hạng Nhất`, `hạng II`, `02 tập thể`.
fn number_in_words(text: &str) -> Option<String> {
    let word = text::fold::fold(text);
    let class = match word.strip_prefix("hang ").unwrap_or(&word) {
        "nhat" | "mot" | "i" => Some(1),
        "nhi" | "hai" | "ii" => Some(2),
        "ba" | "iii" => Some(3),
        _ => None,
    };
    let counted = || {
        let end = word.find(|c: char| !c.is_ascii_digit())?;
        word[end..].starts_with(' ').then(|| word[..end].parse::<u32>().ok())?
    };
    class.or_else(counted).map(|number| number.to_string())
}

/// Whether a key names private data, however it is written: `ngày_sinh`, `Số điện thoại`.
fn is_private(name: &str) -> bool {
    PRIVATE.contains(&folded(name).as_str())
}

/// A name as a key would be written: without marks, with underscores.
fn folded(name: &str) -> String {
    text::fold::fold(name).replace([' ', '-'], "_")
}

/// Whether YAML (1.1 or 1.2) would take a bare scalar for a number, a truth value or nothing.
fn is_yaml_special(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
    ) || text.parse::<f64>().is_ok()
}

/// The key and value of a mapping that has just one: `unit: so-noi-vu`, where `unit:so-noi-vu` is meant.
pub(super) fn only_pair(node: &Node) -> Option<(&str, &str)> {
    let Data::Map(pairs) = &node.data else { return None };
    let [(key, value)] = pairs.as_slice() else { return None };
    let Data::Scalar { text, .. } = &value.data else { return None };
    text::slug::is_id(text.trim()).then(|| (key.name.as_str(), text.trim()))
}

/// A wrong shape, reported at the node.
fn shape_problem(node: &Node, expected: Expected<'_>) -> Problem {
    let (found, found_en) = match &node.data {
        Data::Scalar { text, .. } if text.is_empty() => ("chỗ trống".to_owned(), "nothing".to_owned()),
        Data::Scalar { text, .. } => (format!("`{text}`"), format!("`{text}`")),
        Data::Seq(_) => ("một danh sách".to_owned(), "a list".to_owned()),
        Data::Map(_) => ("một nhóm trường".to_owned(), "a group of fields".to_owned()),
    };
    let (expected, expected_en) = (expected.0.to_owned(), expected.1.to_owned());
    Problem::WrongShape { expected, expected_en, found, found_en }
}
