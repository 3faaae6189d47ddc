//! One file becomes one record. In: a path and its bytes. Out: the record, its references and
//! every problem of the file. Repairs NFD, refuses legacy encodings, splits front matter from
//! prose. Never looks at another record; files beside it come through [`Beside`].

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::common::{Head, Status};
use super::fields::{Group, Link, Links, Texts, Value, labels};
use super::kind::{KindId, Own, Spec};
use super::prose::prose_links;
use super::reader::{Beside, Reader};
use super::{skeleton, sound, tree};
use crate::base::{Fp, SrcPath};
use crate::diag::{Diag, Fix, Place, Problem, Sink};
use crate::text;
use crate::text::legacy::Judge;

/// A record: what one file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Record {
    /// The id, unique in its kind: the file's name.
    pub id: Arc<str>,
    /// The file.
    pub file: SrcPath,
    /// The public address, `/quyet-dinh/2022/669-qd-ttg/`.
    pub url: Arc<str>,
    /// The common fields.
    pub head: Head,
    /// The fields of its kind.
    pub own: Own,
    /// The prose, in Markdown.
    pub body: Arc<str>,
    /// Where the prose begins in the file, in bytes.
    pub body_at: u32,
    /// All references, in fields and prose. They follow from both, and are kept nowhere.
    #[serde(skip_serializing)]
    pub links: Vec<Link>,
}

/// A record as it is kept.
#[derive(Deserialize)]
struct Written {
    id: Arc<str>,
    file: SrcPath,
    url: Arc<str>,
    head: Head,
    own: Own,
    body: Arc<str>,
    body_at: u32,
}

impl From<Written> for Record {
    fn from(written: Written) -> Self {
        let Written { id, file, url, head, own, body, body_at } = written;
        let links = links(&head, &own, &body);
        Self { id, file, url, head, own, body, body_at, links }
    }
}

/// References follow from all else that is said.
impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, file, url, head, own, body, body_at, links: _ } = self;
        (id, file, url, head, own, body, body_at).hash(state);
    }
}

impl Record {
    /// Where its references stand, in their order.
    #[must_use]
    pub fn link_places(&self) -> Vec<Place> {
        let mut links = Links::placed(&self.file);
        self.head.links(&mut links);
        self.own.links(&mut links);
        let mut places = links.finish_places();
        let in_prose = prose_links(&self.body).map(|(_, at)| {
            let start = self.body_at as usize + at.start;
            Place::span(&self.file, start..self.body_at as usize + at.end)
        });
        places.extend(in_prose);
        places
    }

    /// Whether it is a part of the series with this id, as it says itself.
    #[must_use]
    pub fn is_part_of(&self, series: &str) -> bool {
        let named = match &self.own {
            Own::Article(article) => article.series.as_ref(),
            Own::Broadcast(broadcast) => broadcast.series.as_ref(),
            _ => None,
        };
        named.is_some_and(|named| &*named.0 == series)
    }

    /// Whether it is the translation of another page and stands beside it, in no list.
    #[must_use]
    pub fn is_translation(&self) -> bool {
        self.own.page().is_some_and(|page| page.translates.is_some())
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> KindId {
        self.own.kind()
    }

    /// The name, as lists show it.
    #[must_use]
    pub fn title(&self) -> Arc<str> {
        self.own.title(&self.head)
    }

    /// The place of one of its fields.
    #[must_use]
    pub fn at(&self, field: impl Into<String>) -> Place {
        Place::Field(self.file.clone(), field.into())
    }
}

/// What came of one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parsed {
    /// The record, when it could be read at all.
    pub record: Option<Arc<Record>>,
    /// Its fingerprint: every field and the prose.
    pub whole: Fp,
    /// The problems of the file.
    pub diags: Vec<Diag>,
    /// Files beside it that are part of it.
    pub asked: Vec<Arc<str>>,
}

/// Whose record a file below `content/` is; `None` for settings, pictures, lists and strangers.
#[must_use]
pub fn kind_of(file: &SrcPath) -> Option<KindId> {
    let inside = file.as_str().strip_prefix("content/")?;
    if !matches!(file.extension(), "md" | "yaml" | "yml") {
        return None;
    }
    if is_picture(file.stem()) {
        return Some(KindId::Photo);
    }
    let (folder, _) = inside.split_once('/')?;
    KindId::of_folder(folder)
}

/// Whether a file name is that of a picture.
#[must_use]
pub fn is_picture(name: &str) -> bool {
    let ext = name.rsplit_once('.').map_or("", |(_, ext)| ext);
    matches!(ext.to_ascii_lowercase().as_str(), "jpg" | "jpeg" | "png" | "webp" | "svg" | "gif")
}

/// The id and address that a file's name gives its record.
#[must_use]
pub fn identity(file: &SrcPath) -> Option<(Arc<str>, Arc<str>)> {
    let inside = file.as_str().strip_prefix("content/")?;
    let path = inside.rsplit_once('.').map_or(inside, |(path, _)| path);
    let path = if is_picture(path) { path.rsplit_once('.').map_or(path, |(path, _)| path) } else { path };
    let id = path.rsplit('/').next()?;
    path.split('/').all(text::slug::is_name).then(|| (id.into(), format!("/{path}/").into()))
}

/// What is wrong with the path of a file that can be no record's.
fn unfit(file: &SrcPath) -> Problem {
    let name = if is_picture(file.stem()) { file.stem() } else { file.file_name() };
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let mut parts = file.folder().split('/').chain([name]);
    let limit = text::slug::LONGEST;
    if let Some(part) = parts.clone().find(|part| part.len() > limit) {
        return Problem::FileNameTooLong { bytes: part.len(), limit };
    }
    match parts.find(|part| text::slug::is_device(part)) {
        Some(part) => Problem::DeviceName { name: part.to_owned() },
        None => Problem::BadFileName { name: file.file_name().to_owned() },
    }
}

/// Reads one file of a kind.
#[must_use]
pub fn parse(kind: KindId, file: &SrcPath, bytes: &[u8], beside: &dyn Beside) -> Parsed {
    let mut sink = Sink::default();
    let mut asked = Vec::new();
    let record = read(kind, file, bytes, beside, &mut sink, &mut asked).map(Arc::new);
    let whole = record.as_ref().map_or_else(Fp::default, |record| Fp::of(&**record));
    Parsed { record, whole, diags: sink.into_few(), asked }
}

fn read(
    kind: KindId,
    file: &SrcPath,
    bytes: &[u8],
    beside: &dyn Beside,
    sink: &mut Sink,
    asked: &mut Vec<Arc<str>>,
) -> Option<Record> {
    let Some((id, url)) = identity(file) else {
        let diag = sink.report(unfit(file), Place::File(file.clone()));
        *diag = diag.clone().suggest(sound_name(file.file_name()));
        return None;
    };
    let text = checked_text(file, bytes, sink)?;
    let parts = split(file, &text, sink)?;
    let node = tree::parse(file, parts.yaml, parts.yaml_at, sink)?;
    if !matches!(node.data, tree::Data::Map(_)) {
        return Reader::new(file, sink, beside).wrong_shape(&node, ("các trường của hồ sơ", "the fields of a record"));
    }
    if let Some(other) = misplaced(kind, &node) {
        let Spec { vi, en, folder, .. } = *other.spec();
        let problem = Problem::OtherKind { kind: vi.to_owned(), kind_en: en.to_owned(), folder: folder.to_owned() };
        sink.report(problem, Place::File(file.clone()));
        return None;
    }
    let mut reader = Reader::new(file, sink, beside);
    let labels = || labels(&[Head::fields(), kind.fields()].concat());
    reader.reject_unknown(&node, &[Head::KEYS, kind.keys()], &labels, (kind.spec().vi, kind.spec().en));
    let head = Head::read_fields(&node, &mut reader);
    let own = Own::read(kind, &node, &mut reader);
    asked.append(&mut reader.asked);
    let (head, own) = (head?, own?);
    if let Some((at, problem)) = sound::crowded(parts.body) {
        let start = parts.body_at + at;
        sink.report(problem, Place::span(file, start..start + 1));
        return None;
    }
    let links = links(&head, &own, parts.body);
    let url = abroad(&head, &own, &url).unwrap_or(url);
    placeholders(file, &head, &own, &parts, sink);
    let body_at = u32::try_from(parts.body_at).unwrap_or(u32::MAX);
    Some(Record { id, file: file.clone(), url, head, own, body: parts.body.into(), body_at, links })
}

/// A file name that an address can have.
fn sound_name(name: &str) -> Option<String> {
    let (stem, ending) = name.split_once('.')?;
    let sound = format!("{}.{}", text::slug::slug(stem), ending.to_lowercase());
    (sound != name && !sound.starts_with('.')).then_some(sound)
}

/// The one other kind to which all fields belong that this kind does not know; one field says nothing.
fn misplaced(kind: KindId, node: &tree::Node) -> Option<KindId> {
    let tree::Data::Map(pairs) = &node.data else { return None };
    let names = pairs.iter().map(|(key, _)| key.name.as_str());
    let strange: Vec<&str> = names.filter(|name| !Head::KEYS.contains(name) && !kind.keys().contains(name)).collect();
    let mut others = KindId::ALL.iter().filter(|other| strange.iter().all(|name| other.keys().contains(name)));
    let only = others.next().filter(|_| strange.len() >= 2)?;
    others.next().is_none().then_some(*only)
}

/// Refuses what the skeleton put there in a record that is no draft any more.
fn placeholders(file: &SrcPath, head: &Head, own: &Own, parts: &Parts<'_>, sink: &mut Sink) {
    if matches!(head.status, None | Some(Status::Draft)) {
        return;
    }
    let problem = |text: &str, at: Range<usize>| Problem::Placeholder { text: text[at].to_owned() };
    let mut look = |path: &str, text: &str| {
        if let Some(at) = skeleton::placeholder_in(text) {
            sink.report(problem(text, at), Place::Field(file.clone(), path.to_owned()));
        }
    };
    let mut texts = Texts::new(&[], &mut look);
    head.texts_in(&mut texts);
    own.texts(&mut texts);
    if let Some(at) = skeleton::placeholder_in(parts.body) {
        let place = Place::span(file, parts.body_at + at.start..parts.body_at + at.end);
        sink.report(problem(parts.body, at), place);
    }
}

/// The address of a translation: that of the page it translates, below its language.
fn abroad(head: &Head, own: &Own, url: &str) -> Option<Arc<str>> {
    let target = own.page()?.translates.as_ref()?;
    let lang = head.lang.as_deref()?;
    let folder = url.trim_end_matches('/').rsplit_once('/')?.0;
    Some(format!("/{lang}{folder}/{}/", target.0).into())
}

/// Decodes a file and says what had to be repaired or cannot be.
fn checked_text<'b>(file: &SrcPath, bytes: &'b [u8], sink: &mut Sink) -> Option<Cow<'b, str>> {
    let text = sound::text(file, bytes, sink)?;
    if let Cow::Owned(repaired) = &text {
        let place = Place::File(file.clone());
        let mut diag = Diag::new(Problem::RepairedNfd {}, place.clone());
        diag.fix = Some(Fix { place, text: repaired.clone() });
        sink.push(diag);
    }
    if is_damaged(file, &text, sink) {
        return None;
    }
    Some(text)
}

/// How many damaged lines of a file are told: whoever mends one mends them all at once.
pub(super) const DAMAGED: usize = 5;

/// Reports the lines of a file whose letters are those of an old encoding, or lost.
///
/// Each line is judged by itself, and each value of it: sound words around a damaged one hide it.
fn is_damaged(file: &SrcPath, text: &str, sink: &mut Sink) -> bool {
    let before = sink.len();
    let judge = Judge::of(text);
    for (piece, problem) in pieces(text).filter_map(|piece| Some((piece, damage(judge, piece)?))).take(DAMAGED) {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        sink.report(problem, Place::span(file, start..start + piece.len()));
    }
    sink.len() > before
}

/// What is wrong with the letters of a line or a cell.
pub(super) fn damage(judge: Judge, piece: &str) -> Option<Problem> {
    let legacy = judge.detect(piece)?;
    let sample = piece.chars().take(60).collect();
    Some(match legacy {
        text::legacy::Legacy::Lossy => Problem::LossyText { sample },
        other => {
            let (encoding, encoding_en) = (other.text().to_owned(), other.text_en().to_owned());
            Problem::LegacyEncoding { encoding, encoding_en, sample }
        }
    })
}

/// The parts of a text that are judged by themselves: lines, and in them a value without its key and
/// the comment behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let is_cut = |at: &usize| match bytes[*at] {
        b'#' => *at > 0 && bytes[at - 1] == b' ',
        b':' => bytes.get(at + 1) == Some(&b' '),
        _ => true,
    };
    let cuts = memchr::memchr3_iter(b'\n', b'#', b':', bytes).filter(is_cut).chain([text.len()]);
    let mut from = 0;
    let all = cuts.map(move |at| std::mem::replace(&mut from, at + 1)..at);
    all.map(|range| text[range].trim()).filter(|piece| !piece.is_empty())
}

struct Parts<'t> {
    yaml: &'t str,
    yaml_at: usize,
    body: &'t str,
    body_at: usize,
}

/// Splits a Markdown file into its fields and its prose; a YAML file is all fields.
fn split<'t>(file: &SrcPath, text: &'t str, sink: &mut Sink) -> Option<Parts<'t>> {
    if file.extension() != "md" {
        return Some(Parts { yaml: text, yaml_at: 0, body: "", body_at: text.len() });
    }
    let first = text.split_inclusive('\n').next().unwrap_or("");
    if first.trim_end() != "---" {
        sink.report(Problem::NoFrontMatter {}, Place::span(file, 0..first.trim_end().len()));
        return None;
    }
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let next = at + line.len();
        if line.trim_end() == "---" {
            return Some(Parts { yaml: &text[start..at], yaml_at: start, body: &text[next..], body_at: next });
        }
        at = next;
    }
    sink.report(Problem::UnclosedFrontMatter {}, Place::span(file, 0..3));
    None
}

/// All references of a record, those in its prose included.
fn links(head: &Head, own: &Own, body: &str) -> Vec<Link> {
    let mut links = Links::default();
    head.links(&mut links);
    own.links(&mut links);
    let mut all = links.finish();
    all.extend(prose_links(body).map(|(link, _)| link));
    all.shrink_to_fit();
    all
}
