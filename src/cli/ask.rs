//! `bangvang why`, `who-uses`, `explain-record`: what pages are made from, and what stands where. In:
//! what the last build remembers. Out: words, or JSON for programs. Never builds, never looks for
//! changes: the answers are those of the last build.

use serde_json::{Value, json};

use super::build::file_of;
use super::options::{ARGUMENTS, OPTIONS};
use super::site::{self, Wish};
use super::subject::meant;
use super::ui::{Exit, Failure, Ui};
use crate::base::{Facet, Named};
use crate::diag::Place;
use crate::diag::show::{Format, Sources, Spot, spots};
use crate::engine::{Asked, Engine, Memory, PageRead, Thing, Unanswered, Use};
use crate::record::common::Head;
use crate::record::fields::{Field, Group};
use crate::record::{KindId, Record, locate};
use crate::text::near::nearest;

/// `why`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Why {
    /// Trang: địa chỉ hoặc tệp, ví dụ /don-vi/so-y-te/ (the page)
    #[arg(value_name = "TRANG", help_heading = ARGUMENTS)]
    page: String,
    /// Kể hết mọi thứ trang đã đọc (everything that was read)
    #[arg(long, help_heading = OPTIONS)]
    all: bool,
}

/// `who-uses`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct WhoUses {
    /// Hồ sơ (loại:mã hoặc mã), template:tên, list:…, file:…, settings, strings (what)
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS)]
    what: String,
    /// Kể hết mọi trang (all pages)
    #[arg(long, help_heading = OPTIONS)]
    all: bool,
}

/// `explain-record`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct ExplainRecord {
    /// Hồ sơ: loại:mã hoặc mã (the record)
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS)]
    id: String,
}

/// How many lines of a list are shown unless asked for all.
const SHOWN: usize = 20;

/// Tells what a page was made from.
pub(super) fn why(ui: &Ui, args: &Why) -> Result<Exit, Failure> {
    let (_, memory) = open(ui)?;
    let asked = memory.open().ok_or_else(nothing)?;
    let out = file_of(&args.page);
    let page = asked.page(&out).map_err(|why| unanswered(why, || no_page(&asked, &out)))?;
    if ui.format == Format::Json {
        ui.out(&format!("{:#}\n", page_json(ui, &out, &page)));
        return Ok(Exit::Fine);
    }
    let reason = match &page.why {
        Some(reason) => {
            let reason = reason.text(ui.lang);
            format!("{} {reason}", ui.pick("lần dựng gần nhất phải làm lại:", "last made anew:"))
        }
        None => ui.pick("lần dựng gần nhất giữ nguyên trang này", "kept as it was in the last build").to_owned(),
    };
    ui.out(&format!("{out} ({})\n  {reason}\n", page.output));
    let records =
        page.records.iter().map(|(kind, id, facets)| format!("{}:{id} – {}", kind.spec().name, facets_in(ui, facets)));
    list(ui, ("Hồ sơ đã đọc", "Records read"), records.collect(), args.all);
    let named = page.named.iter().map(name_of);
    list(ui, ("Thứ khác đã đọc", "Other things read"), named.collect(), args.all);
    Ok(Exit::Fine)
}

/// Tells which pages something stands in.
pub(super) fn who_uses(ui: &Ui, args: &WhoUses) -> Result<Exit, Failure> {
    let (_, memory) = open(ui)?;
    let asked = memory.open().ok_or_else(nothing)?;
    let thing = thing(&asked, &args.what)?;
    let uses = asked.users(&thing).map_err(|why| unanswered(why, || unknown(&asked, &args.what)))?;
    if ui.format == Format::Json {
        let pages: Vec<Value> = uses.iter().map(use_json).collect();
        ui.out(&format!("{:#}\n", json!({ "what": args.what, "count": uses.len(), "pages": pages })));
        return Ok(Exit::Fine);
    }
    tell_uses(ui, &uses, args.all);
    Ok(Exit::Fine)
}

/// Tells where each field of a record comes from, and which pages the record stands in.
pub(super) fn explain_record(ui: &Ui, args: &ExplainRecord) -> Result<Exit, Failure> {
    let (engine, memory) = open(ui)?;
    let asked = memory.open().ok_or_else(nothing)?;
    let Thing::Record(kind, id) = record_named(&asked, &args.id)? else { return Err(unknown(&asked, &args.id)) };
    let record = engine.record(kind, &id).ok_or_else(|| unreadable(&args.id))?;
    let given = given(&engine, &record);
    let empty: Vec<Field> =
        declared(kind).into_iter().filter(|field| given.iter().all(|one| one.key != field.key)).collect();
    let uses = asked.users(&Thing::Record(kind, id));
    let uses = uses.map_err(|why| unanswered(why, || unknown(&asked, &args.id)))?;
    if ui.format == Format::Json {
        ui.out(&format!("{:#}\n", record_json(&record, &given, &empty, &uses)));
        return Ok(Exit::Fine);
    }
    let state = record.head.state(ui.now());
    let state = match ui.lang {
        crate::diag::Lang::Vi => state.vi(),
        crate::diag::Lang::En => state.en(),
    };
    let (spec, title) = (kind.spec(), record.title());
    ui.out(&format!("{}:{} – {title}\n  {} · {} · {state}\n", spec.name, record.id, record.file, record.url));
    ui.out(&format!("\n{}\n", ui.pick("Trường có trong tệp:", "Fields that the file gives:")));
    let width = given.iter().map(|one| one.key.len()).max().unwrap_or(0);
    for one in &given {
        ui.out(&format!("  {:width$}  {}  ({})\n", one.key, one.excerpt, one.place));
    }
    let empty = empty.iter().map(|field| format!("{} ({})", field.key, field.vi)).collect::<Vec<_>>().join(", ");
    ui.out(&format!("\n{}\n  {empty}\n\n", ui.pick("Bỏ trống, lấy giá trị ngầm định:", "Left out, so as by default:")));
    tell_uses(ui, &uses, false);
    Ok(Exit::Fine)
}

/// The engine, and what it remembers.
fn open(ui: &Ui) -> Result<(Engine, Memory), Failure> {
    let engine = site::open(ui, &Wish::usual(ui))?;
    let memory = engine.memory().ok_or_else(nothing)?;
    Ok((engine, memory))
}

fn nothing() -> Failure {
    Failure::usage(
        "chưa có lần dựng nào để hỏi (hoặc do bản bangvang khác dựng): chạy bangvang build trước",
        "there is no build to ask yet, or another version made it: run bangvang build first",
    )
}

/// What is damaged cannot be asked until the next build.
fn unanswered(why: Unanswered, unknown: impl FnOnce() -> Failure) -> Failure {
    match why {
        Unanswered::Unknown => unknown(),
        Unanswered::Damaged => nothing(),
    }
}

/// A field of a record's file.
struct Given {
    key: String,
    /// The first line of the value.
    excerpt: String,
    place: String,
}

/// The longest excerpt, in letters.
const EXCERPT: usize = 60;

fn given(engine: &Engine, record: &Record) -> Vec<Given> {
    let text = engine.text();
    let Some(source) = text.text(&record.file) else { return Vec::new() };
    let given = locate::given(&record.file, &source);
    let places: Vec<Place> = given.iter().map(|(_, range)| Place::span(&record.file, range.clone())).collect();
    let found = spots(&places, &text);
    let one = |((key, range), spot): ((String, std::ops::Range<usize>), Spot)| {
        let value = source.get(range).unwrap_or_default();
        let value = value.split_once(':').map_or(value, |(_, value)| value).trim();
        // The range of a list in brackets ends with its last item.
        let value = closed(value);
        Given { key, excerpt: excerpt(&value), place: shown(&record.file.to_string(), &spot) }
    };
    given.into_iter().zip(found).map(one).collect()
}

/// A list or group in brackets with the bracket that closes it.
fn closed(value: &str) -> String {
    let close = match value.chars().next() {
        Some('[') if !value.ends_with(']') => "]",
        Some('{') if !value.ends_with('}') => "}",
        _ => "",
    };
    format!("{value}{close}")
}

fn excerpt(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    let short: String = line.chars().take(EXCERPT).collect();
    if short.len() < value.trim_end().len() { format!("{short} …") } else { short }
}

fn shown(file: &str, spot: &Spot) -> String {
    match &spot.span {
        Some(span) => format!("{file}:{}:{}", span.start.line, span.start.column),
        None => file.to_owned(),
    }
}

fn declared(kind: KindId) -> Vec<Field> {
    kind.fields().into_iter().chain(Head::fields()).collect()
}

fn tell_uses(ui: &Ui, uses: &[Use], all: bool) {
    let lines = uses.iter().map(|one| match one.facets.is_empty() {
        true => one.out.clone(),
        false => format!("{} – {}", one.out, facets_in(ui, &one.facets)),
    });
    list(ui, ("Trang dùng đến", "Pages that use it"), lines.collect(), all);
}

fn list(ui: &Ui, (vi, en): (&str, &str), lines: Vec<String>, all: bool) {
    ui.out(&format!("{} ({})\n", ui.pick(vi, en), lines.len()));
    let shown = if all { lines.len() } else { SHOWN };
    for line in lines.iter().take(shown) {
        ui.out(&format!("  {line}\n"));
    }
    if lines.len() > shown {
        ui.out(&format!("  … (+{}, --all)\n", lines.len() - shown));
    }
}

fn facets_in(ui: &Ui, facets: &[Facet]) -> String {
    let words = facets.iter().map(|facet| match facet {
        Facet::Whole => ui.pick("toàn bộ", "all of it"),
        Facet::Card => ui.pick("phần tóm tắt", "its card"),
        Facet::Back => ui.pick("các hồ sơ nhắc đến", "what names it"),
        Facet::Rows => ui.pick("phần khen thưởng", "its honours"),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Whole => "whole",
        Facet::Card => "card",
        Facet::Back => "back",
        Facet::Rows => "rows",
    }
}

/// A thing of the whole site as it is asked for: `template:base.html`.
fn name_of(named: &Named) -> String {
    match named {
        Named::Settings => "settings".to_owned(),
        Named::Strings => "strings".to_owned(),
        Named::Assets => "assets".to_owned(),
        Named::Today => "today".to_owned(),
        Named::Template(name) => format!("template:{name}"),
        Named::List(name) => format!("list:{name}"),
        Named::Exists(name) => format!("exists:{name}"),
        Named::File(name) => format!("file:{name}"),
        Named::Search(name) => format!("search:{name}"),
    }
}

/// What a word means: something of the whole site, else a record.
fn thing(asked: &Asked<'_>, word: &str) -> Result<Thing, Failure> {
    match named_of(word).filter(|named| asked.reads(named)) {
        Some(named) => Ok(Thing::Named(named)),
        None => record_named(asked, word),
    }
}

/// The thing of the whole site that is asked for so, if there is one; see [`name_of`].
fn named_of(word: &str) -> Option<Named> {
    let (of, name) = word.split_once(':').unwrap_or((word, ""));
    let of: fn(String) -> Named = match of {
        "template" => Named::Template,
        "list" => Named::List,
        "exists" => Named::Exists,
        "file" => Named::File,
        "search" => Named::Search,
        _ => {
            let whole = [Named::Settings, Named::Strings, Named::Assets, Named::Today];
            return whole.into_iter().find(|named| name_of(named) == word);
        }
    };
    Some(of(name.to_owned()))
}

fn record_named(asked: &Asked<'_>, word: &str) -> Result<Thing, Failure> {
    if let Some((kind, id)) = word.split_once(':') {
        let kind = KindId::named(kind).ok_or_else(|| unknown(asked, word))?;
        return match asked.has(kind, id) {
            true => Ok(Thing::Record(kind, id.to_owned())),
            false => Err(unknown(asked, word)),
        };
    }
    match asked.kinds(word)[..] {
        [kind] => Ok(Thing::Record(kind, word.to_owned())),
        [] => Err(unknown(asked, word)),
        ref kinds => {
            let names = kinds.iter().map(|kind| format!("{}:{word}", kind.spec().name)).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(
                format!("có nhiều hồ sơ mã `{word}`: {names}"),
                format!("several records are `{word}`: {names}"),
            ))
        }
    }
}

/// Nothing of this name was in the last build; something near may be meant.
fn unknown(asked: &Asked<'_>, word: &str) -> Failure {
    let named = asked.named().iter().map(name_of).collect::<Vec<_>>();
    let kinds = match word.split_once(':').and_then(|(kind, _)| KindId::named(kind)) {
        Some(kind) => vec![kind],
        None => KindId::ALL.to_vec(),
    };
    let with_kind = word.contains(':');
    let ids = kinds.into_iter().flat_map(|kind| {
        let name = kind.spec().name;
        asked.ids(kind).into_iter().map(move |id| if with_kind { format!("{name}:{id}") } else { id })
    });
    let all: Vec<String> = named.into_iter().chain(ids).collect();
    let near = nearest(word, all.iter().map(String::as_str));
    let (vi, en) = meant(near.map(str::to_owned));
    Failure::usage(
        format!("lần dựng gần nhất không có `{word}`; hồ sơ vừa tạo thì chạy bangvang build trước.{vi}"),
        format!("the last build knew nothing of `{word}`; for a new record run bangvang build first.{en}"),
    )
}

fn no_page(asked: &Asked<'_>, out: &str) -> Failure {
    let pages = asked.pages();
    let near = nearest(out, pages.iter().map(String::as_str));
    let (vi, en) = meant(near.map(str::to_owned));
    Failure::usage(
        format!("lần dựng gần nhất không có trang {out}.{vi}"),
        format!("the last build has no page {out}.{en}"),
    )
}

fn unreadable(id: &str) -> Failure {
    Failure::usage(
        format!("tệp của `{id}` không còn, hoặc có lỗi: chạy bangvang check"),
        format!("the file of `{id}` is gone, or has errors: run bangvang check"),
    )
}

fn page_json(ui: &Ui, out: &str, page: &PageRead) -> Value {
    let records: Vec<Value> = page
        .records
        .iter()
        .map(|(kind, id, facets)| {
            let facets: Vec<&str> = facets.iter().map(|facet| facet_name(*facet)).collect();
            json!({ "record": format!("{}:{id}", kind.spec().name), "read": facets })
        })
        .collect();
    let named: Vec<String> = page.named.iter().map(name_of).collect();
    json!({ "page": out, "output": page.output, "why": page.why.as_ref().map(|why| why.text(ui.lang)), "records": records, "other": named })
}

fn use_json(one: &Use) -> Value {
    let facets: Vec<&str> = one.facets.iter().map(|facet| facet_name(*facet)).collect();
    json!({ "page": one.out, "read": facets })
}

fn record_json(record: &Record, given: &[Given], empty: &[Field], uses: &[Use]) -> Value {
    let fields: Vec<Value> =
        given.iter().map(|one| json!({ "key": one.key, "text": one.excerpt, "place": one.place })).collect();
    let empty: Vec<&str> = empty.iter().map(|field| field.key).collect();
    json!({
        "record": format!("{}:{}", record.kind().spec().name, record.id), "file": record.file.as_str(), "url": &*record.url,
        "title": &*record.title(), "fields": fields, "left_out": empty, "pages": uses.iter().map(use_json).collect::<Vec<_>>(),
    })
}
