//! Help for Markdown records in VS Code, whose YAML extension does not look into the head of a
//! `.md` file. In: the declared fields. Out: a snippet for each field, and a task that shows
//! what `check` finds among the editor's problems. Never overwrites a file that is not ours.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::files;
use super::ui::Failure;
use crate::record::KindId;
use crate::record::common::Head;
use crate::record::fields::{Field, Group, Shape};

/// Our own file of snippets; made anew each time.
const SNIPPETS: &str = ".vscode/bangvang.code-snippets";
/// The editor's tasks; written only when there are none.
const TASKS: &str = ".vscode/tasks.json";

/// Writes the snippets, and the task where there is no file of tasks yet.
pub(super) fn write(site: &Path) -> Result<(), Failure> {
    files::replace(&site.join(SNIPPETS), format!("{:#}\n", snippets()).as_bytes())?;
    if files::text(&site.join(TASKS))?.is_none() {
        files::replace(&site.join(TASKS), format!("{:#}\n", tasks()).as_bytes())?;
    }
    Ok(())
}

/// One snippet for each field of each kind that has prose, and for each common field.
fn snippets() -> Value {
    let mut all: Map<String, Value> = Map::new();
    for field in Head::fields() {
        all.insert(format!("{} (phần chung)", field.key), snippet(&field, "Phần chung"));
    }
    for kind in KindId::ALL.iter().filter(|kind| kind.spec().prose) {
        for field in kind.fields() {
            all.insert(format!("{} ({})", field.key, kind.spec().name), snippet(&field, kind.spec().vi));
        }
    }
    Value::Object(all)
}

fn snippet(field: &Field, of: &str) -> Value {
    let required = if field.required { " (bắt buộc)" } else { "" };
    json!({
        "scope": "markdown",
        "prefix": field.key,
        "body": [body(field)],
        "description": format!("{of}: {}{required}. {}", field.vi, field.help),
    })
}

/// What the snippet writes: words of a choice to choose from, items of a list on their own line.
fn body(field: &Field) -> String {
    let key = field.key;
    match &field.shape {
        Shape::Choice(_, choices) => {
            let words: Vec<&str> = choices.iter().map(|choice| choice.id).collect();
            format!("{key}: ${{1|{}|}}", words.join(","))
        }
        Shape::Bool => format!("{key}: true"),
        Shape::List(_) => format!("{key}:\n  - $0"),
        Shape::Group(..) => format!("{key}:\n  $0"),
        Shape::Text | Shape::Markdown => format!("{key}: \"$0\""),
        _ => format!("{key}: $0"),
    }
}

/// A task whose lines become problems with their places.
fn tasks() -> Value {
    let matcher = |word: &str, severity: &str| {
        json!({
            "owner": format!("bangvang-{severity}"),
            "fileLocation": ["relative", "${workspaceFolder}"],
            "severity": severity,
            "pattern": {
                "regexp": format!("^(.*):(\\d+):(\\d+): {word}\\[([A-Z0-9]+)\\]: (.*)$"),
                "file": 1, "line": 2, "column": 3, "code": 4, "message": 5
            }
        })
    };
    json!({
        "version": "2.0.0",
        "tasks": [{
            "label": "bangvang check",
            "type": "shell",
            "command": "bangvang check --format short",
            "group": { "kind": "build", "isDefault": true },
            "presentation": { "reveal": "silent" },
            "problemMatcher": [matcher("lỗi", "error"), matcher("cảnh báo", "warning"), matcher("ghi chú", "info")]
        }]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_write_sound_lines() {
        let all = snippets();
        let unit = &all["unit_type (unit)"];
        assert_eq!(unit["prefix"], "unit_type");
        let line = unit["body"][0].as_str().unwrap_or_default();
        assert!(line.starts_with("unit_type: ${1|trung-uong,tinh,"), "{line}");
        assert_eq!(all["status (phần chung)"]["scope"], "markdown");
        assert_eq!(all["sources (phần chung)"]["body"][0], "sources:\n  - $0");
    }

    #[test]
    fn the_task_reads_what_check_prints() {
        let tasks = tasks();
        let pattern = tasks["tasks"][0]["problemMatcher"][0]["pattern"]["regexp"].as_str().unwrap_or_default();
        assert_eq!(pattern, r"^(.*):(\d+):(\d+): lỗi\[([A-Z0-9]+)\]: (.*)$");
    }
}
