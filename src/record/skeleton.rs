//! New records. In: a kind, an id, today. Out: where the file goes and a text in which required
//! fields hold a placeholder of the right form and all others wait behind a `#`. The text always
//! parses: what is left to do is marked, not broken. Never writes a file.

use std::ops::Range;

use super::common::Head;
use super::fields::{Choice, Field, Group, Shape};
use super::kind::KindId;
use crate::base::SrcPath;
use crate::text::date::Day;
use crate::text::fold::fold;
use crate::text::slug::slug;

/// Where a new record goes: `content/quyet-dinh/2019/455-qd-ctn-2019.md`. `None` when the id has
/// letters that an address cannot have.
///
/// A kind of dated papers has a folder for each year; a year in the id is taken before today's.
#[must_use]
pub fn path(kind: KindId, id: &str, today: Day) -> Option<SrcPath> {
    if !crate::text::slug::is_name(id) {
        return None;
    }
    let spec = kind.spec();
    let year = if is_dated(kind) { format!("{:04}/", year_of(id).unwrap_or(today.year())) } else { String::new() };
    let ext = match kind {
        KindId::Photo => "jpg.yaml",
        _ if spec.prose => "md",
        _ => "yaml",
    };
    SrcPath::new(&format!("content/{}/{year}{id}.{ext}", spec.folder))
}

/// The text of a new record.
#[must_use]
pub fn text(kind: KindId, today: Day) -> String {
    let mut draft = Draft { text: String::new(), today };
    let spec = kind.spec();
    if spec.prose {
        draft.line("---");
    }
    draft.line(&format!("# {}: bản nháp. Sửa những dòng có dấu ←.", spec.vi));
    draft.line(&format!("# Giải thích từng trường: bangvang explain {}", spec.name));
    draft.required(kind);
    draft.line("");
    draft.line("# Không bắt buộc: bỏ dấu # ở đầu dòng để dùng.");
    draft.optional(kind);
    if spec.prose {
        draft.line("---");
        draft.line("");
        draft.line(BODY);
    }
    draft.text
}

/// Where a text still says what the skeleton put there.
#[must_use]
pub fn placeholder_in(text: &str) -> Option<Range<usize>> {
    // Every text of an archive comes by here, and few have a bracket or a colon.
    let asked: &[&str] = match (text.contains('('), text.contains(':')) {
        (true, _) => &[BODY, TO_FILL, ADDRESS],
        (false, true) => &[ADDRESS],
        (false, false) => return None,
    };
    let (at, words) = asked.iter().find_map(|words| Some((text.find(words)?, words)))?;
    let end =
        if *words == TO_FILL { text[at..].find(')').map_or(text.len(), |end| at + end + 1) } else { at + words.len() };
    Some(at..end)
}

/// What stands where the prose goes.
const BODY: &str = "(viết phần lời ở đây, hoặc bỏ trống)";

/// How a text begins that says what to write in its place.
const TO_FILL: &str = "(điền:";

/// What stands where a web address goes.
const ADDRESS: &str = "https://example.com/dia-chi";

/// The mark behind a line that has to be changed.
const MARK: &str = "  # ←";

/// The common fields that a new record shows, besides those that it must have.
const COMMON: &[&str] = &[
    "title",
    "summary",
    "approved_by",
    "approved_at",
    "publish_at",
    "embargo_until",
    "expires_at",
    "sources",
    "tags",
    "aliases",
    "internal",
];

/// How deep a field is unfolded; what lies deeper is left to `explain`.
const DEPTH: usize = 3;

/// Whether the records of a kind are papers of a day, kept by year.
fn is_dated(kind: KindId) -> bool {
    kind.keys().iter().any(|key| matches!(*key, "number" | "publish" | "aired" | "opens"))
}

/// The last part of an id that looks like a year.
fn year_of(id: &str) -> Option<i16> {
    let years = id.rsplit('-').filter(|part| part.len() == 4).filter_map(|part| part.parse().ok());
    years.into_iter().find(|year| (1900..=2100).contains(year))
}

/// A text in the making.
struct Draft {
    text: String,
    today: Day,
}

impl Draft {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The fields that the editor must fill in.
    fn required(&mut self, kind: KindId) {
        let own = kind.fields();
        for field in Head::fields() {
            let wanted = match field.key {
                "title" => !has_name(&own),
                "sources" => kind.spec().sourced,
                _ => false,
            };
            if wanted {
                self.field(&field, false);
            }
        }
        for field in own.iter().filter(|field| field.required) {
            self.field(field, false);
        }
        self.line("");
        self.line("# Trạng thái: draft = nháp; đổi thành published khi được duyệt");
        self.line("status: draft");
    }

    /// The fields that wait behind a `#`.
    fn optional(&mut self, kind: KindId) {
        let own = kind.fields();
        for field in own.iter().filter(|field| !field.required) {
            self.field(field, true);
        }
        for field in Head::fields().iter().filter(|field| COMMON.contains(&field.key)) {
            if !self.text.contains(&format!("\n{}:", field.key)) {
                self.field(field, true);
            }
        }
    }

    /// A field with a line that says what it is.
    fn field(&mut self, field: &Field, asleep: bool) {
        let mut lines = Vec::new();
        self.unfold(field, 0, !asleep, &mut lines);
        if lines.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("# {}: {}", field.vi, field.help));
        for line in words(&field.shape) {
            self.line(&format!("# {line}"));
        }
        for line in lines {
            self.line(&if asleep { format!("#{line}") } else { line });
        }
    }

    /// The lines of a field: `key: value`, or the key and its fields or items below it.
    fn unfold(&self, field: &Field, depth: usize, marked: bool, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let mark = if marked { MARK } else { "" };
        if let Some(value) = self.example(field, &field.shape) {
            lines.push(format!("{indent}{}: {value}{}", field.key, remark(mark, &note(field, depth))));
            return;
        }
        let mut inner = match &field.shape {
            Shape::List(item) => match self.example(field, item) {
                Some(value) => vec![format!("{indent}  - {value}{mark}")],
                None => bulleted(self.fields(item, depth + 2, marked), depth + 1),
            },
            group => self.fields(group, depth + 1, marked),
        };
        if !inner.is_empty() {
            lines.push(format!("{indent}{}:{}", field.key, remark("", &note(field, depth))));
            lines.append(&mut inner);
        }
    }

    /// The fields of a group; deep down only those that must be there.
    fn fields(&self, shape: &Shape, depth: usize, marked: bool) -> Vec<String> {
        let Shape::Group(_, fields) = shape else { return Vec::new() };
        let mut lines = Vec::new();
        let fields = fields();
        let any = fields.iter().any(|field| field.required);
        for (place, field) in fields.iter().enumerate() {
            let shown = if depth > DEPTH || marked { field.required || (!any && place < 2) } else { true };
            if shown && depth <= DEPTH + 2 {
                self.unfold(field, depth, marked, &mut lines);
            }
        }
        lines
    }

    /// A value of the right form, as it is written in YAML; `None` for groups and lists.
    fn example(&self, field: &Field, shape: &Shape) -> Option<String> {
        Some(match shape {
            Shape::Markdown => to_fill(field.vi),
            Shape::Text => to_fill(field.help),
            Shape::Int if field.key == "year" => self.today.year().to_string(),
            Shape::Int => "1".to_owned(),
            Shape::Bool => "true".to_owned(),
            Shape::Day | Shape::Fuzzy => self.today.iso(),
            Shape::Moment => format!("{}T08:00", self.today.iso()),
            Shape::Number => number(field.help),
            Shape::Url => ADDRESS.to_owned(),
            Shape::File => match field.key {
                "media" => "ten-tep.mp3".to_owned(),
                "captions" => "ten-tep.vtt".to_owned(),
                "recipients_csv" => "ten-tep.csv".to_owned(),
                _ => "ten-tep.pdf".to_owned(),
            },
            Shape::Choice(_, words) => words.first()?.id.to_owned(),
            Shape::Ref(Some(kind)) => placeholder(*kind),
            Shape::Ref(None) => any_reference(field.help),
            Shape::List(_) | Shape::Group(..) => return None,
        })
    }
}

/// A text that says what to write in its place.
fn to_fill(what: &str) -> String {
    format!("\"{TO_FILL} {})\"", what.replace('"', "'"))
}

/// Whether one of the kind's own fields gives the record its name.
fn has_name(own: &[Field]) -> bool {
    let names = |field: &&Field| matches!(field.key, "name" | "subject" | "caption" | "citation");
    own.iter().filter(names).any(|field| field.required && matches!(field.shape, Shape::Text))
}

/// An id that nobody uses, but that says what belongs there: `ma-don-vi`.
fn placeholder(kind: KindId) -> String {
    format!("ma-{}", slug(kind.spec().vi.split(',').next().unwrap_or_default()))
}

/// The comment behind a line.
fn remark(mark: &str, note: &str) -> String {
    match (mark, note) {
        (mark, "") => mark.to_owned(),
        ("", note) => format!("  # {note}"),
        (mark, note) => format!("{mark} {note}"),
    }
}

/// The first number of the sort that the help shows.
fn number(help: &str) -> String {
    let shown = help.split("ví dụ ").nth(1).and_then(|example| example.split_once('/'));
    format!("01/{}", shown.map_or("KH-UBND", |(_, rest)| rest))
}

/// A reference to a record of the kind that the help speaks of.
fn any_reference(help: &str) -> String {
    let named = KindId::ALL.iter().find(|kind| help.contains(&format!("{}:", kind.spec().name)));
    let paper = ["văn bản", "quyết định"].iter().any(|word| help.contains(word));
    let kind = named.copied().unwrap_or(if paper { KindId::Document } else { KindId::Unit });
    format!("{}:{}", kind.spec().name, placeholder(kind))
}

/// The label of an inner line; the outermost has a line of its own.
fn note(field: &Field, depth: usize) -> String {
    match (depth, &field.shape) {
        (0, _) => String::new(),
        (_, Shape::Choice(_, words)) if words.len() <= 6 => format!("{}: {}", field.vi, ids(words)),
        _ if fold(field.vi) == fold(field.help) => field.vi.to_owned(),
        _ => format!("{}: {}", field.vi, field.help),
    }
}

/// Turns the first line of an item into one that begins with `- `.
fn bulleted(mut lines: Vec<String>, depth: usize) -> Vec<String> {
    if let Some(first) = lines.first_mut() {
        *first = format!("{}- {}", "  ".repeat(depth), first.trim_start());
    }
    lines
}

/// The words of a choice with their meaning, on lines that fit a screen.
fn words(shape: &Shape) -> Vec<String> {
    let words = match shape {
        Shape::Choice(_, words) => words,
        Shape::List(item) => return words(item),
        _ => return Vec::new(),
    };
    let mut lines = vec!["Chọn một trong:".to_owned()];
    for (at, word) in words.iter().enumerate() {
        let end = if at + 1 == words.len() { "" } else { "," };
        let told = format!(" {} ({}){end}", word.id, word.vi);
        match lines.last_mut() {
            Some(line) if line.chars().count() + told.chars().count() < 100 => line.push_str(&told),
            _ => lines.push(told.trim_start().to_owned()),
        }
    }
    lines
}

fn ids(words: &[Choice]) -> String {
    words.iter().map(|word| word.id).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::record::doc;
    use crate::record::reader::Beside;

    /// A folder that has every file one asks for.
    struct Any;

    impl Beside for Any {
        fn beside(&self, name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
            let bytes = match name.rsplit_once('.')?.1 {
                "mp3" => include_bytes!("../../tests/data/recordings/tone.mp3").to_vec(),
                "vtt" => b"WEBVTT\n\n00:00.000 --> 00:01.000\nA\n".to_vec(),
                "csv" => b"as_printed,type\nA,individual\n".to_vec(),
                _ if doc::is_picture(name) => include_bytes!("../../tests/data/pictures/cmyk.jpg").to_vec(),
                _ => b"%PDF-".to_vec(),
            };
            Some((SrcPath::new(name)?, Arc::from(bytes)))
        }
    }

    /// Parses a text as a record and returns what is wrong with it.
    fn problems(kind: KindId, text: &str) -> Vec<String> {
        let file = path(kind, "thu-2019", today()).expect("a sound id");
        assert_eq!(doc::kind_of(&file), Some(kind), "{file}");
        let parsed = doc::parse(kind, &file, text.as_bytes(), &Any);
        let found: Vec<String> =
            parsed.diags.iter().map(|diag| format!("{:?} {:?}", diag.problem, diag.place)).collect();
        assert!(parsed.record.is_some() || !found.is_empty(), "{kind:?}");
        found
    }

    fn today() -> Day {
        Day::new(2026, 11, 23).expect("a day")
    }

    #[test]
    fn every_kind_parses_as_it_is_written() {
        for kind in KindId::ALL {
            assert_eq!(problems(*kind, &text(*kind, today())), Vec::<String>::new(), "{kind:?}");
        }
    }

    #[test]
    fn every_kind_parses_once_the_marked_values_are_replaced() {
        let sound = |line: &str| match (line.find(&format!("\"{TO_FILL}")), line.split_once(MARK)) {
            (Some(at), Some(_)) => format!("{}\"Nội dung thật\"", &line[..at]),
            (None, Some((kept, _))) => kept.replace("ma-", "mot-").replace("2026", "2019"),
            _ => line.to_owned(),
        };
        for kind in KindId::ALL {
            let filled: Vec<String> = text(*kind, today()).lines().map(sound).collect();
            let filled = filled.join("\n");
            assert_eq!(problems(*kind, &filled), Vec::<String>::new(), "{kind:?}");
            assert!(!filled.contains(MARK.trim()) || filled.matches('←').count() == 1, "{filled}");
        }
    }

    #[test]
    fn what_the_skeleton_wrote_is_found_again() {
        assert_eq!(placeholder_in("Tặng (điền: tên (đủ)) x"), Some("Tặng ".len().."Tặng (điền: tên (đủ)".len()));
        assert_eq!(placeholder_in(&format!("{BODY}\n")), Some(0..BODY.len()));
        assert_eq!(placeholder_in("(điền kinh) và https://example.com/"), None);
    }

    #[test]
    fn no_kind_is_published_as_it_is_written() {
        for kind in KindId::ALL {
            let published = text(*kind, today()).replace("status: draft", "status: published");
            let found = problems(*kind, &published);
            assert!(found.iter().any(|problem| problem.starts_with("Placeholder")), "{kind:?}: {found:?}");
        }
    }

    #[test]
    fn every_optional_field_parses_once_it_is_awake() {
        let is_field = |line: &str| !line.starts_with(' ') || line.starts_with("  ");
        let wake = |line: &str| line.strip_prefix('#').filter(|line| is_field(line)).unwrap_or(line).to_owned();
        for kind in KindId::ALL {
            let awake: Vec<String> = text(*kind, today()).lines().map(wake).collect();
            let awake = awake.join("\n");
            assert_eq!(problems(*kind, &awake), Vec::<String>::new(), "{kind:?}\n{awake}");
            let own = kind.keys().iter().filter(|key| !awake.contains(&format!("\n{key}:")));
            assert_eq!(own.count(), 0, "{kind:?}\n{awake}");
        }
    }

    #[test]
    fn papers_lie_in_the_folder_of_their_year() {
        let check = |kind, id, expect: Option<&str>| {
            assert_eq!(path(kind, id, today()).as_ref().map(SrcPath::as_str), expect);
        };
        check(KindId::Decision, "455-qd-ctn-2019", Some("content/quyet-dinh/2019/455-qd-ctn-2019.md"));
        check(KindId::Decision, "455-qd-ctn", Some("content/quyet-dinh/2026/455-qd-ctn.md"));
        check(KindId::Document, "1234-kh-ubnd", Some("content/van-ban/2026/1234-kh-ubnd.md"));
        check(KindId::Unit, "so-noi-vu", Some("content/don-vi/so-noi-vu.md"));
        check(KindId::Photo, "le-trao-2019", Some("content/anh/le-trao-2019.jpg.yaml"));
        check(KindId::Unit, "Sở Nội vụ", None);
        check(KindId::Unit, "../x", None);
    }
}
