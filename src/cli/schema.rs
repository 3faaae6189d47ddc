//! `bangvang schema`: what editors need to complete and check records. In: the declared fields.
//! Out: JSON Schemas on stdout, or below `.bangvang/schema/` and known to VS Code.
//! Never replaces settings that somebody else wrote: only its own keys are put in.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::files;
use super::make;
use super::options::{ARGUMENTS, OPTIONS};
use super::ui::{Exit, Failure, Ui, shown};
use super::vscode;
use crate::config::Settings;
use crate::record::fields::Group;
use crate::record::kind::KindId;
use crate::record::schema;

/// `schema`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Loại hồ sơ, hoặc site cho content/site.yaml (a kind, or site)
    #[arg(value_name = "LOẠI|site", help_heading = ARGUMENTS)]
    kind: Option<String>,
    /// Ghi vào .bangvang/schema/ và nối với VS Code (write them and tell VS Code)
    #[arg(long, help_heading = OPTIONS)]
    write: bool,
}

/// Prints or writes the schemas.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let chosen = match args.kind.as_deref() {
        None => None,
        Some(word) => Some(subject(word)?),
    };
    if args.write {
        return write(ui, chosen);
    }
    let all = || Value::Object(Subject::all().map(|one| (one.name().to_owned(), one.schema())).collect());
    let schema = chosen.map_or_else(all, Subject::schema);
    ui.out(&format!("{schema:#}\n"));
    Ok(Exit::Fine)
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Site,
    Kind(KindId),
}

impl Subject {
    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Site).chain(KindId::ALL.iter().copied().map(Self::Kind))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Kind(kind) => kind.spec().name,
        }
    }

    fn schema(self) -> Value {
        match self {
            Self::Site => {
                let about = "Thiết lập của trang — site settings (content/site.yaml)";
                schema::of_fields(Settings::LABEL, about, &Settings::fields())
            }
            Self::Kind(kind) => schema::of_kind(kind),
        }
    }

    /// The YAML files that it speaks of, as VS Code names them; `!` takes files out again.
    fn globs(self) -> Vec<String> {
        let kind = match self {
            Self::Site => return vec!["content/site.yaml".to_owned()],
            Self::Kind(kind) => kind,
        };
        let pictures = ["jpg", "jpeg", "png", "webp", "svg", "gif"];
        let folder = format!("content/{}/**/*.yaml", kind.spec().folder);
        match kind {
            KindId::Photo => {
                std::iter::once(folder).chain(pictures.map(|ext| format!("content/**/*.{ext}.yaml"))).collect()
            }
            _ => std::iter::once(folder).chain(pictures.map(|ext| format!("!content/**/*.{ext}.yaml"))).collect(),
        }
    }
}

fn subject(word: &str) -> Result<Subject, Failure> {
    if word == "site" { Ok(Subject::Site) } else { make::kind(word).map(Subject::Kind) }
}

/// Writes the schemas and tells VS Code where they are.
fn write(ui: &Ui, chosen: Option<Subject>) -> Result<Exit, Failure> {
    let site = ui.site();
    let subjects: Vec<Subject> = Subject::all().filter(|one| chosen.is_none_or(|chosen| chosen == *one)).collect();
    for one in &subjects {
        let path = site.join(place(*one));
        files::replace(&path, format!("{:#}\n", one.schema()).as_bytes())?;
        ui.out(&format!("{}\n", shown(&path)));
    }
    settings(ui, &site, &subjects)?;
    vscode::write(&site)?;
    ui.tell(
        "VS Code: cài tiện ích “YAML” (Red Hat) để được gợi ý và báo lỗi trong tệp .yaml.\n\
         Tệp .md: gõ tên trường rồi Ctrl+Space để được gợi ý; Ctrl+Shift+B chạy bangvang check và đưa lỗi vào bảng Problems.",
        "VS Code: install the extension “YAML” (Red Hat) for completion and checks in .yaml files.\n\
         In .md files: type a field's name and press Ctrl+Space; Ctrl+Shift+B runs bangvang check and lists its problems.",
    );
    Ok(Exit::Fine)
}

fn place(one: Subject) -> String {
    format!(".bangvang/schema/{}.json", one.name())
}

/// Puts our schemas into `.vscode/settings.json`, beside whatever else it says.
fn settings(ui: &Ui, site: &Path, subjects: &[Subject]) -> Result<(), Failure> {
    let path = site.join(".vscode/settings.json");
    let old = files::text(&path)?;
    let shown = shown(&path);
    if let Some(new) = merged(old.as_deref(), subjects) {
        let changed = files::replace(&path, new.as_bytes())?;
        let (vi, en) = if changed { ("đã ghi", "written") } else { ("đã đúng sẵn", "already right") };
        ui.tell(format!("{shown}: {vi}"), format!("{shown}: {en}"));
        return Ok(());
    }
    let ours = format!("{:#}", json!({ "yaml.schemas": ours(subjects) }));
    ui.tell(
        format!("{shown} có ghi chú hoặc viết khác thường nên được giữ nguyên. Hãy tự thêm:\n{ours}"),
        format!("{shown} has comments or is unusual and was left alone. Please add:\n{ours}"),
    );
    Ok(())
}

/// The settings with our keys in them; `None` when they are not plain JSON and must not be touched.
fn merged(old: Option<&str>, subjects: &[Subject]) -> Option<String> {
    let text = old.map(str::trim).filter(|text| !text.is_empty());
    let mut settings: Map<String, Value> = text.map_or(Some(Map::new()), |text| serde_json::from_str(text).ok())?;
    let schemas = settings.entry("yaml.schemas").or_insert_with(|| json!({})).as_object_mut()?;
    let before = schemas.clone();
    schemas.extend(ours(subjects));
    match old {
        // Nothing to change: not even the spaces.
        Some(old) if before == *schemas => Some(old.to_owned()),
        _ => Some(format!("{:#}\n", Value::Object(settings))),
    }
}

fn ours(subjects: &[Subject]) -> Map<String, Value> {
    subjects.iter().map(|one| (place(*one), json!(one.globs()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_settings_are_kept() {
        let units = [Subject::Kind(KindId::Unit)];
        let old = r#"{"editor.tabSize": 2, "yaml.schemas": {"x.json": "y.yaml"}}"#;
        let new = merged(Some(old), &units).unwrap_or_default();
        let value: Value = serde_json::from_str(&new).unwrap_or_default();
        assert_eq!(value["editor.tabSize"], 2);
        assert_eq!(value["yaml.schemas"]["x.json"], "y.yaml");
        assert_eq!(value["yaml.schemas"][".bangvang/schema/unit.json"][0], "content/don-vi/**/*.yaml");
        assert_eq!(merged(Some(&new), &units).as_deref(), Some(&*new), "a second run changes nothing");
    }

    #[test]
    fn what_is_not_plain_json_is_not_touched() {
        let check = |old: &str| assert_eq!(merged(Some(old), &[Subject::Site]), None, "{old}");
        check("{ // ghi chú\n}");
        check("[]");
        check(r#"{"yaml.schemas": 1}"#);
        assert!(merged(None, &[Subject::Site]).is_some());
        assert!(merged(Some("  "), &[Subject::Site]).is_some());
    }
}
