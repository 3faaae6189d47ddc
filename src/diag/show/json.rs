//! The format for editors and the preview in the browser. In: a report's list. Out: one object
//! whose keys are always there and always in the same order.
//! Never depends on colour or width; codes and levels are the same in both languages.

use serde_json::{Map, Value, json};

use super::{Edit, Shown, Span, Spot, Summary, explain};
use crate::base::SrcPath;
use crate::diag::{Lang, Level};

/// The whole report, indented, with a line end.
pub(super) fn report(diags: &[Shown], lang: Lang) -> String {
    let list: Vec<Value> = diags.iter().map(|shown| diagnostic(shown, lang)).collect();
    let sum = Summary::of(diags);
    let summary = json!({
        "errors": sum.errors, "warnings": sum.warnings, "notes": sum.notes, "accepted": sum.accepted,
        "text": sum.sentence(lang),
    });
    let mut text = format!("{:#}", json!({ "diagnostics": list, "summary": summary }));
    text.push('\n');
    text
}

fn diagnostic(shown: &Shown, lang: Lang) -> Value {
    let Shown { diag, at, .. } = shown;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("code", json!(diag.problem.code()));
    put("level", json!(level(diag.level())));
    put("message", json!(diag.problem.message(lang)));
    if lang != Lang::En {
        put("message_en", json!(diag.problem.message(Lang::En)));
    }
    for (key, value) in place(at) {
        put(&key, value);
    }
    put("excerpt", json!(at.span.as_ref().map(|span| &*span.line)));
    put("excerpt_column", json!(at.span.as_ref().map(|span| span.line_from)));
    put("suggestion", json!(diag.suggestion));
    put("fix", shown.fix.as_ref().map_or(Value::Null, fix));
    put("also", places(&shown.also));
    put("elsewhere", places(&shown.elsewhere));
    put("pages", json!(shown.pages));
    put("accepted", json!(diag.accepted));
    put("explain", json!(explain::reason(&diag.problem, lang)));
    Value::Object(object)
}

fn places(spots: &[Spot]) -> Value {
    spots.iter().map(|spot| Value::Object(place(spot))).collect()
}

/// File, lines, columns (in letters, from 1) and bytes; null where unknown.
fn place(spot: &Spot) -> Map<String, Value> {
    let number = |of: fn(&Span) -> usize| spot.span.as_ref().map_or(Value::Null, |span| json!(of(span)));
    let pairs = [
        ("file", json!(spot.file.as_ref().map(SrcPath::as_str))),
        ("line", number(|span| span.start.line)),
        ("column", number(|span| span.start.column)),
        ("end_line", number(|span| span.end.line)),
        ("end_column", number(|span| span.end.column)),
        ("byte_start", number(|span| span.bytes.start)),
        ("byte_end", number(|span| span.bytes.end)),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn fix(edit: &Edit) -> Value {
    json!({
        "file": edit.file.as_str(),
        "byte_start": edit.bytes.start, "byte_end": edit.bytes.end,
        "text": edit.text,
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}
