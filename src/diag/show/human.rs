//! The format with excerpts. In: a report's list and the texts. Out: what a person reads in a
//! terminal, drawn by annotate-snippets. Never shows a decomposed letter, a control character or
//! more of a line than fits.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level as Word, Origin, Renderer, Snippet};

use super::place::{line_end, line_start};
use super::{Edit, Shown, Sources, Spot, Style, letters, words};
use crate::base::SrcPath;
use crate::diag::{Diag, Lang, Level};

/// Places of one file that are nearer than this many bytes share an excerpt.
const NEAR: usize = 4096;
/// How many further places of one problem are named.
const NAMED: usize = 3;
/// Terminals that claim to be narrower are drawn as if they were this wide.
const NARROWEST: usize = 40;

/// All diagnostics, with an empty line after each.
pub(super) fn report(diags: &[Shown], sources: &dyn Sources, style: &Style) -> String {
    let width = style.width.max(NARROWEST);
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width);
    let page = Page { sources, lang: style.lang, width };
    diags.iter().map(|shown| renderer.render(&[page.group(shown)]) + "\n\n").collect()
}

/// What all diagnostics of a report are drawn with.
struct Page<'a> {
    sources: &'a dyn Sources,
    lang: Lang,
    width: usize,
}

impl Page<'_> {
    fn group(&self, shown: &Shown) -> Group<'static> {
        let Diag { problem, .. } = &shown.diag;
        let message = words::one_line(&problem.message(self.lang));
        let title = word(shown.diag.level(), self.lang).primary_title(message);
        Group::with_title(title.id(problem.code())).elements(self.excerpts(shown)).elements(footers(shown, self.lang))
    }

    /// The drawn places, the first one leading; a file without a span is named alone.
    fn excerpts(&self, shown: &Shown) -> Vec<Element<'static>> {
        let mut drawn: Vec<Excerpt> = Vec::new();
        for mark in self.marks(shown) {
            let mut fitting = drawn
                .iter_mut()
                .filter_map(|excerpt| excerpt.room_for(&mark, self.width).map(|region| (excerpt, region)));
            match fitting.next() {
                Some((excerpt, region)) => excerpt.add(mark, region),
                None => drawn.push(Excerpt::around(mark)),
            }
        }
        let alone = shown.at.file.as_ref().filter(|_| shown.at.span.is_none());
        let origin = alone.map(|file| Origin::path(words::one_line(file.as_str())).into());
        origin.into_iter().chain(drawn.into_iter().map(|excerpt| excerpt.draw().into())).collect()
    }

    /// The places that can be drawn: the diagnostic's own, then the second ones.
    fn marks(&self, shown: &Shown) -> Vec<Mark> {
        let suggestion = shown.diag.suggestion.as_ref();
        let suggestion = suggestion.map(|word| words::did_you_mean(word, self.lang));
        let second = words::second_place(&shown.diag.problem, self.lang).to_owned();
        let own = self.mark(&shown.at, AnnotationKind::Primary, suggestion);
        let also = shown.also.iter().filter(|spot| **spot != shown.at);
        let also = also.filter_map(|spot| self.mark(spot, AnnotationKind::Context, Some(second.clone())));
        own.into_iter().chain(also).collect()
    }

    fn mark(&self, spot: &Spot, kind: AnnotationKind, label: Option<String>) -> Option<Mark> {
        let (file, span) = (spot.file.clone()?, spot.span.as_ref()?);
        let text = self.sources.text(&file)?;
        // The file may have changed since it was looked up.
        let bytes = letters::snap(&text, span.bytes.clone());
        let start = line_start(&text, bytes.start);
        let line = start..line_end(&text, start);
        let clip = |at: usize| at.clamp(line.start, line.end);
        // The renderer shows an underlined part whole, however long it is.
        let bytes = first_letters(&text, clip(bytes.start)..clip(bytes.end), self.width / 2);
        Some(Mark { file, number: span.start.line, line, bytes, kind, label, text })
    }
}

fn word(level: Level, lang: Lang) -> Word<'static> {
    let base = match level {
        Level::Error => Word::ERROR,
        Level::Warning => Word::WARNING,
        Level::Note => Word::NOTE,
    };
    base.with_name(words::level(level, lang))
}

/// A place to underline, cut to its first line.
struct Mark {
    file: SrcPath,
    text: Arc<str>,
    /// The whole line.
    line: Range<usize>,
    number: usize,
    /// What is underlined of it.
    bytes: Range<usize>,
    kind: AnnotationKind,
    label: Option<String>,
}

/// The part of a range that holds its first so many characters.
fn first_letters(text: &str, bytes: Range<usize>, limit: usize) -> Range<usize> {
    match text[bytes.clone()].char_indices().nth(limit) {
        Some((at, _)) => letters::snap(text, bytes.start..bytes.start + at),
        None => bytes,
    }
}

/// Some lines of a file and what is underlined in them.
struct Excerpt {
    region: Range<usize>,
    number: usize,
    marks: Vec<Mark>,
    file: SrcPath,
    text: Arc<str>,
}

impl Excerpt {
    fn around(mark: Mark) -> Self {
        let (file, text) = (mark.file.clone(), Arc::clone(&mark.text));
        Self { region: mark.line.clone(), number: mark.number, file, text, marks: vec![mark] }
    }

    /// The lines to show when the mark is to be in them too; `None` when it is far away or a line
    /// will be cut, since two marks cannot both stay in sight then.
    fn room_for(&self, mark: &Mark, width: usize) -> Option<Range<usize>> {
        let region = self.region.start.min(mark.line.start)..self.region.end.max(mark.line.end);
        let near = self.file == mark.file && region.len() <= NEAR;
        (near && self.text[region.clone()].lines().all(|line| line.chars().count() <= width)).then_some(region)
    }

    fn add(&mut self, mark: Mark, region: Range<usize>) {
        self.number = self.number.min(mark.number);
        self.region = region;
        self.marks.push(mark);
    }

    fn draw(self) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let text = &self.text[self.region.clone()];
        let at = |byte: usize| letters::composed(&text[..byte - self.region.start]).len();
        let annotations = self
            .marks
            .into_iter()
            .map(|mark| mark.kind.span(at(mark.bytes.start)..at(mark.bytes.end)).label(mark.label));
        Snippet::source(letters::composed(text))
            .path(words::one_line(self.file.as_str()))
            .line_start(self.number)
            .annotations(annotations.collect::<Vec<_>>())
    }
}

/// The lines below the excerpt: what could not be drawn, the fix, and where to read more.
fn footers(shown: &Shown, lang: Lang) -> Vec<Element<'static>> {
    let note = |text: String| Word::NOTE.with_name(words::level(Level::Note, lang)).message(text).into();
    let help = |text: String| Word::HELP.with_name(words::pick(lang, "trợ giúp", "help")).message(text).into();
    let mut lines: Vec<Element<'static>> = Vec::new();
    lines.extend(undrawn(shown, lang).into_iter().map(note));
    lines.extend(elsewhere(shown, lang).map(note));
    if let Some(reason) = &shown.diag.accepted {
        let accepted = words::pick(lang, "đã chấp nhận", "accepted");
        lines.push(note(format!("{accepted}: {}", words::one_line(reason))));
    }
    lines.extend(shown.fix.as_ref().map(|edit| help(mend(edit, shown, lang))));
    lines.push(help(format!("bangvang explain {}", shown.diag.problem.code())));
    lines
}

/// Second places that are a whole file, and a suggestion that has no caret to stand beside.
fn undrawn(shown: &Shown, lang: Lang) -> Vec<String> {
    let word = shown.diag.suggestion.as_ref().filter(|_| shown.at.span.is_none());
    let second = words::second_place(&shown.diag.problem, lang);
    let files = shown.also.iter().filter(|spot| spot.span.is_none()).filter_map(words::address);
    let files = files.map(|file| format!("{second}: {file}"));
    word.map(|word| words::did_you_mean(word, lang)).into_iter().chain(files).collect()
}

fn elsewhere(shown: &Shown, lang: Lang) -> Option<String> {
    let places = shown.elsewhere.iter().filter(|spot| **spot != shown.at).filter_map(words::address);
    // The place in a template is always the same; the pages are not.
    let pages = shown.pages.iter().skip(1).map(|page| words::one_line(page));
    let named: Vec<String> = places.chain(pages).take(NAMED).collect();
    let rest = if named.len() < shown.elsewhere.len() { ", …" } else { "" };
    let count = words::other_places(shown.elsewhere.len(), lang);
    (!shown.elsewhere.is_empty()).then(|| format!("{count}: {}{rest}", named.join(", ")))
}

/// The edit in words; a long one is left to the command that makes it.
fn mend(edit: &Edit, shown: &Shown, lang: Lang) -> String {
    let short = edit.text.chars().count() <= 60 && !edit.text.trim_end().contains('\n');
    let what = match (short, edit.text.is_empty()) {
        (_, true) => words::pick(lang, "bỏ đoạn này", "remove this").to_owned(),
        (true, _) => format!("`{}`", words::one_line(&edit.text)),
        (false, _) => "bangvang check --fix".to_owned(),
    };
    let place = words::address(&edit.at).filter(|_| edit.at != shown.at && shown.at.span.is_some());
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("{}: {what}{place}", words::pick(lang, "sửa", "fix"))
}
