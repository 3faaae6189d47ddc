//! YAML with places. In: the text of a record. Out: a tree of nodes, each with its byte range,
//! or every problem found on the way. Never decides what a scalar means: the field's type does.
//! Aliases are refused and depth is capped, so a hostile file costs no more than its size.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span};

use super::slip::{self, Edit, Slip};
use crate::base::SrcPath;
use crate::diag::{Fix, Place, Problem, Sink};

/// How deep a record may nest; the deepest real one needs seven levels.
const MAX_DEPTH: usize = 32;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Byte range in the file.
    pub span: Range<usize>,
    /// The value.
    pub data: Data,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Data {
    /// A scalar; `plain` when it stood without quotes, so that YAML would guess its type.
    Scalar {
        /// The text, unescaped.
        text: String,
        /// Written without quotes and not as a block.
        plain: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// A mapping, in file order.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping and where it stands.
#[derive(Clone, Debug)]
pub struct Key {
    /// Byte range in the file.
    pub span: Range<usize>,
    /// The key.
    pub name: String,
}

impl Node {
    /// The value of a key, when the node is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.data {
            Data::Map(pairs) => pairs.iter().find(|(k, _)| k.name == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The node at a field path such as `groups[0].recipients[3].ref`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split(['.', '[']).filter(|step| !step.is_empty()).try_fold(self, |node, step| {
            match step.strip_suffix(']') {
                Some(index) => match &node.data {
                    Data::Seq(items) => items.get(index.parse::<usize>().ok()?),
                    _ => None,
                },
                None => node.get(step),
            }
        })
    }

    /// Whether this is an empty plain scalar, `~` or `null`: a key without a value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }
}

/// Reads one YAML document that starts at byte `offset` of its file.
///
/// An empty document is an empty mapping. `None` when the text is not YAML; the reasons are in
/// the sink.
pub fn parse(file: &SrcPath, text: &str, offset: usize, sink: &mut Sink) -> Option<Node> {
    if let Some(slip) = slip::unbroken_indent(text) {
        report(file, offset, slip, sink);
        return None;
    }
    let mut options = Options::default();
    options.emit_comments = false;
    let mut builder = Builder { parser: Parser::new_from_str_with_options(text, options), file, offset, text, sink };
    builder.document()
}

/// The parser's commonest complaints in Vietnamese and English, by a part of its own words.
const COMPLAINTS: &[(&str, &str, &str)] = &[
    ("unclosed quote", QUOTE.0, QUOTE.1),
    ("quoted scalar", QUOTE.0, QUOTE.1),
    ("unclosed bracket", BRACKET.0, BRACKET.1),
    ("unclosed brace", BRACKET.0, BRACKET.1),
    ("simple key", "thiếu dấu hai chấm sau tên trường", "a colon is missing behind the field's name"),
    (
        "mapping values are not allowed",
        "có dấu hai chấm thừa; đặt cả câu trong dấu nháy",
        "a colon too many; put the whole sentence in quotes",
    ),
    (
        "block mapping",
        "thụt dòng không đều, hoặc thiếu dấu hai chấm",
        "the indentation is uneven, or a colon is missing",
    ),
    ("block collection", INDENT.0, INDENT.1),
    ("block sequence", "thụt dòng không đều trong danh sách", "the indentation of the list is uneven"),
    ("flow", BRACKET.0, BRACKET.1),
    ("indent", INDENT.0, INDENT.1),
    ("escape", "dấu \\ trong dấu nháy kép không hợp lệ", "a \\ in double quotes is not valid"),
    ("anchor", "không dùng neo (&) và bí danh (*)", "anchors (&) and aliases (*) are not used"),
    ("document", "chỉ được có một phần giữa hai dòng ---", "there can be only one part between two --- lines"),
];

const QUOTE: (&str, &str) = ("dấu nháy mở mà không đóng", "a quote is opened and never closed");
const BRACKET: (&str, &str) =
    ("dấu ngoặc [ ] hoặc { } mở mà không đóng", "a bracket [ ] or { } is opened and never closed");
const INDENT: (&str, &str) = ("thụt dòng không đều", "the indentation is uneven");

/// A complaint in Vietnamese and English: the parser's own words say nothing to an editor.
pub(crate) fn complaint(detail: &str) -> (String, String) {
    let known = COMPLAINTS.iter().find(|(part, ..)| detail.contains(part));
    let (vi, en) = known.map_or(("sai cú pháp ở chỗ này", "the syntax is wrong here"), |(_, vi, en)| (*vi, *en));
    (vi.to_owned(), en.to_owned())
}

fn report(file: &SrcPath, offset: usize, slip: Slip, sink: &mut Sink) {
    let Slip { at, words: (detail, detail_en), meant, fix: edit } = slip;
    let place = Place::span(file, offset + at.start..offset + at.end);
    let diag = sink.report(Problem::Yaml { detail, detail_en }, place);
    diag.suggestion = meant;
    diag.fix = edit.map(|edit| fix(file, offset, edit));
}

fn fix(file: &SrcPath, offset: usize, (range, text): (Range<usize>, String)) -> Fix {
    Fix { place: Place::span(file, offset + range.start..offset + range.end), text }
}

/// Whether a text can be read to the end, or at least beyond an edit.
fn reads_on(text: &str, (range, new): &Edit) -> bool {
    let mut mended = text.to_owned();
    mended.replace_range(range.clone(), new);
    let line_end = mended[range.start..].find('\n').map_or(mended.len(), |end| range.start + end);
    first_error(&mended).is_none_or(|at| at > line_end + 1)
}

/// Where a parser gives up.
pub(super) fn first_error(text: &str) -> Option<usize> {
    let mut parser = Parser::new_from_str(text);
    std::iter::from_fn(|| parser.next_event())
        .find_map(Result::err)
        .map(|error| error.marker().byte_offset().unwrap_or(0))
}

struct Builder<'a, 't> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    file: &'a SrcPath,
    offset: usize,
    text: &'t str,
    sink: &'a mut Sink,
}

/// Up to so many keys are compared each with each.
const FEW: usize = 24;

impl<'t> Builder<'_, 't> {
    fn document(&mut self) -> Option<Node> {
        loop {
            match self.event()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => {
                    return Some(Node {
                        span: self.offset..self.offset + self.text.len(),
                        data: Data::Map(Vec::new()),
                    });
                }
                (event, span) => {
                    let root = self.node(event, span, 0)?;
                    return self.rest_is_sound().then_some(root);
                }
            }
        }
    }

    /// Reads on to the end, so that an error after the first node is not missed.
    fn rest_is_sound(&mut self) -> bool {
        loop {
            match self.event() {
                None => return false,
                Some((Event::StreamEnd, _)) => return true,
                Some(_) => {}
            }
        }
    }

    fn event(&mut self) -> Option<(Event<'t>, Span)> {
        match self.parser.next_event()? {
            Ok(pair) => Some(pair),
            Err(error) => {
                self.refuse(error.marker().byte_offset().unwrap_or(0), &error.info().clone());
                None
            }
        }
    }

    /// Says why the text is not YAML: what slip lies near, else what the parser complains of.
    fn refuse(&mut self, at: usize, detail: &str) {
        if detail.contains("tab") {
            let (tab, edit) = slip::tab(self.text, at);
            let place = Place::span(self.file, self.offset + tab.start..self.offset + tab.end);
            let fix = edit.filter(|edit| reads_on(self.text, edit)).map(|edit| fix(self.file, self.offset, edit));
            self.sink.report(Problem::TabIndent {}, place).fix = fix;
        } else if let Some(mut slip) = slip::find(self.text, at) {
            slip.fix = slip.fix.filter(|edit| reads_on(self.text, edit));
            report(self.file, self.offset, slip, self.sink);
        } else {
            let (detail, detail_en) = complaint(detail);
            let place = Place::span(self.file, self.offset + at..self.offset + at);
            self.sink.report(Problem::Yaml { detail, detail_en }, place);
        }
    }

    /// A hashtag that YAML takes for a comment: what stands from it on is lost without a word.
    fn tell_cut(&mut self, value: &Range<usize>) {
        let start = value.start - self.offset;
        let rest = self.text.get(value.end - self.offset..).unwrap_or_default();
        // Behind nearly every value the line ends.
        if !rest.starts_with([' ', '\t']) {
            return;
        }
        let rest = rest.lines().next().unwrap_or_default().trim_end();
        let hash = rest.trim_start();
        let is_tag = hash.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphanumeric));
        if value.is_empty() || !is_tag || hash.len() == rest.len() {
            return;
        }
        let end = value.end + rest.len();
        let whole = self.text.get(start..end - self.offset).unwrap_or_default().trim_start();
        let diag = self
            .sink
            .report(Problem::CutByHash { lost: hash.to_owned() }, Place::span(self.file, end - whole.len()..end));
        // `#chưa chắc` may be a remark that no reader should see: only a person may put it into the text.
        let quoted = slip::quoted(whole);
        *diag = match hash[1..].starts_with(char::is_lowercase) {
            true => diag.clone().suggest(Some(quoted)),
            false => diag.clone().fix(quoted),
        };
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Option<Node> {
        let span = self.range(span);
        if depth > MAX_DEPTH {
            self.sink.report(Problem::TooDeep { limit: MAX_DEPTH }, Place::span(self.file, span));
            return None;
        }
        self.refuse_tag(&event, &span);
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = matches!(style, ScalarStyle::Plain);
                // The file has none; an escape in quotes may make one.
                if let Some((_, c)) = (!plain).then(|| crate::text::letter::forbidden(&text)).flatten() {
                    self.sink.report(super::sound::forbidden(c), Place::span(self.file, span.clone()));
                }
                // A value of several lines is none of a title.
                if plain && !self.text[span.start - self.offset..span.end - self.offset].contains('\n') {
                    self.tell_cut(&span);
                }
                Some(Node { span, data: Data::Scalar { text: text.into_owned(), plain } })
            }
            Event::SequenceStart(..) => self.sequence(span, depth),
            Event::MappingStart(..) => self.mapping(span, depth),
            _ => {
                self.sink.report(Problem::AliasUsed {}, Place::span(self.file, span));
                None
            }
        }
    }

    /// Refuses a tag that is none of YAML's own: it would be ignored.
    fn refuse_tag(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let (Event::Scalar(.., tag) | Event::SequenceStart(.., tag) | Event::MappingStart(.., tag)) = event else {
            return;
        };
        if let Some(tag) = tag.as_ref().filter(|tag| !tag.is_yaml_core_schema()) {
            self.sink.report(Problem::YamlTag { tag: tag.original() }, Place::span(self.file, span.clone()));
        }
    }

    fn sequence(&mut self, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.event()?;
            if matches!(event, Event::SequenceEnd) {
                let end = items.last().map_or(start.end, |n: &Node| n.span.end);
                return Some(Node { span: start.start..end.max(start.start), data: Data::Seq(items) });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn mapping(&mut self, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut pairs: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, span) = self.event()?;
            if matches!(event, Event::MappingEnd) {
                let end = pairs.last().map_or(start.end, |(_, n)| n.span.end);
                let pairs = self.without_doubles(pairs);
                return Some(Node { span: start.start..end.max(start.start), data: Data::Map(pairs) });
            }
            let key = self.key(event, span, depth)?;
            let (event, span) = self.event()?;
            let value = self.node(event, span, depth + 1)?;
            pairs.push((key, value));
        }
    }

    /// Of several keys of one name the first stays. They are sorted, so that a mapping with very many
    /// keys takes no longer than its size.
    fn without_doubles(&mut self, pairs: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
        let is_met = |at: usize| pairs[..at].iter().any(|(key, _)| key.name == pairs[at].0.name);
        if pairs.len() <= FEW && !(1..pairs.len()).any(is_met) {
            return pairs;
        }
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by(|a, b| pairs[*a].0.name.cmp(&pairs[*b].0.name));
        let mut doubles = Vec::new();
        for same in order.chunk_by(|a, b| pairs[*a].0.name == pairs[*b].0.name) {
            doubles.extend(same[1..].iter().map(|double| (*double, same[0])));
        }
        if doubles.is_empty() {
            return pairs;
        }
        doubles.sort_unstable();
        for (double, first) in &doubles {
            let [here, first] = [double, first].map(|at| Place::span(self.file, pairs[*at].0.span.clone()));
            let key = pairs[*double].0.name.clone();
            self.sink.report(Problem::DuplicateKey { key }, here).also.push(first);
        }
        let mut doubles = doubles.into_iter().map(|(double, _)| double).peekable();
        let stays = |(at, pair)| doubles.next_if_eq(&at).is_none().then_some(pair);
        pairs.into_iter().enumerate().filter_map(stays).collect()
    }

    fn key(&mut self, event: Event<'t>, span: Span, depth: usize) -> Option<Key> {
        let node = self.node(event, span, depth + 1)?;
        match node.data {
            Data::Scalar { text, .. } => Some(Key { span: node.span, name: text }),
            _ => {
                let problem = Problem::Yaml {
                    detail: "khóa phải là một từ".into(),
                    detail_en: "a key must be a word".into(),
                };
                self.sink.report(problem, Place::span(self.file, node.span));
                None
            }
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.offset + range.start..self.offset + range.end
    }
}
