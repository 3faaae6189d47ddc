//! YAML with places. In: the text of a record. Out: a tree of nodes, each with its byte range,
//! or every problem found on the way. Never decides what a scalar means: the field's type does.
//! Aliases are refused and depth is capped, so a hostile file costs no more than its size.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span};

use crate::base::SrcPath;
use crate::diag::{Place, Problem, Sink};

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
    let mut options = Options::default();
    options.emit_comments = false;
    let mut builder =
        Builder { parser: Parser::new_from_str_with_options(text, options), file, offset, end: text.len(), sink };
    builder.document()
}

/// The parser's commonest complaints in Vietnamese, by a part of its own words.
const COMPLAINTS: &[(&str, &str)] = &[
    ("unclosed quote", "dấu nháy mở mà không đóng"),
    ("quoted scalar", "dấu nháy mở mà không đóng"),
    ("unclosed bracket", "dấu ngoặc [ ] hoặc { } mở mà không đóng"),
    ("unclosed brace", "dấu ngoặc [ ] hoặc { } mở mà không đóng"),
    ("simple key", "thiếu dấu hai chấm sau tên trường"),
    ("mapping values are not allowed", "có dấu hai chấm thừa; đặt cả câu trong dấu nháy"),
    ("block mapping", "thụt dòng không đều, hoặc thiếu dấu hai chấm"),
    ("block collection", "thụt dòng không đều"),
    ("block sequence", "thụt dòng không đều trong danh sách"),
    ("flow", "dấu ngoặc [ ] hoặc { } mở mà không đóng"),
    ("indent", "thụt dòng không đều"),
    ("escape", "dấu \\ trong dấu nháy kép không hợp lệ"),
    ("anchor", "không dùng neo (&) và bí danh (*)"),
    ("document", "chỉ được có một phần giữa hai dòng ---"),
];

/// A complaint in Vietnamese; the parser's own words follow when there is none.
pub(crate) fn in_vietnamese(detail: &str) -> String {
    let known = COMPLAINTS.iter().find(|(part, _)| detail.contains(part));
    known.map_or_else(|| format!("sai cú pháp: {detail}"), |(_, words)| (*words).to_owned())
}

struct Builder<'a, 't> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    file: &'a SrcPath,
    offset: usize,
    end: usize,
    sink: &'a mut Sink,
}

impl<'t> Builder<'_, 't> {
    fn document(&mut self) -> Option<Node> {
        loop {
            match self.event()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => {
                    return Some(Node { span: self.offset..self.offset + self.end, data: Data::Map(Vec::new()) });
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
                let at = error.marker().byte_offset().unwrap_or(0);
                let place = Place::span(self.file, self.offset + at..self.offset + at);
                let detail = error.info().clone();
                if detail.contains("tab") {
                    self.sink.report(Problem::TabIndent {}, place);
                } else {
                    let problem = Problem::Yaml { detail: in_vietnamese(&detail), detail_en: detail };
                    self.sink.report(problem, place);
                }
                None
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Option<Node> {
        let span = self.range(span);
        if depth > MAX_DEPTH {
            self.sink.report(Problem::TooDeep { limit: MAX_DEPTH }, Place::span(self.file, span));
            return None;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = matches!(style, ScalarStyle::Plain);
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
                return Some(Node { span: start.start..end.max(start.start), data: Data::Map(pairs) });
            }
            let key = self.key(event, span, depth)?;
            let (event, span) = self.event()?;
            let value = self.node(event, span, depth + 1)?;
            match pairs.iter().find(|(k, _)| k.name == key.name) {
                Some((first, _)) => {
                    let (here, first) = (Place::span(self.file, key.span), Place::span(self.file, first.span.clone()));
                    self.sink.report(Problem::DuplicateKey { key: key.name }, here).also.push(first);
                }
                None => pairs.push((key, value)),
            }
        }
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
