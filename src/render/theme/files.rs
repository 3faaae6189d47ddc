//! What the files of a theme say. In: all files below `themes/`, and the name of a theme. Out: the themes
//! it rests on, nearest first, and of all of them together templates, strings, assets and budgets; the
//! nearer one has the last word. Never runs a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::base::{Fp, OutPath, SrcPath};
use crate::diag::{Diag, Place, Problem};
use crate::render::tongue;
use crate::text::near::nearest;

/// How many themes may extend one another.
const MAX_CHAIN: usize = 8;

/// One file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Where it lies, `themes/bang-vang/templates/unit.html`.
    pub path: SrcPath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A file that the theme publishes.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is published.
    pub out: OutPath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their fingerprint.
    pub fp: Fp,
}

/// What a language lacks of the site's own strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The language, `en`.
    pub lang: String,
    /// The file that has its strings; nothing when there is none yet.
    pub file: Option<SrcPath>,
    /// Paths such as `site.skip`, with the words of the site's own language.
    pub strings: Vec<(String, String)>,
}

/// The manifest of a theme, `theme.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// The theme's own name; informative.
    #[serde(default)]
    #[allow(dead_code, reason = "read so that a misspelt key is refused")]
    name: Option<String>,
    /// Its version; informative.
    #[serde(default)]
    #[allow(dead_code, reason = "read so that a misspelt key is refused")]
    version: Option<String>,
    /// What it is; informative.
    #[serde(default)]
    #[allow(dead_code, reason = "read so that a misspelt key is refused")]
    description: Option<String>,
    /// The oldest program it works with; informative.
    #[serde(default)]
    #[allow(dead_code, reason = "read so that a misspelt key is refused")]
    engine: Option<String>,
    /// The licence; informative.
    #[serde(default)]
    #[allow(dead_code, reason = "read so that a misspelt key is refused")]
    licence: Option<String>,
    /// The theme whose files stand in where this one has none.
    #[serde(default)]
    extends: Option<String>,
    /// How heavy a page of each template may be, in KB over the wire with style sheet and script.
    #[serde(default)]
    budgets: BTreeMap<String, u32>,
}

/// A template's text under its registered name.
pub(super) struct Template {
    pub(super) name: String,
    pub(super) short: String,
    pub(super) path: SrcPath,
    pub(super) text: String,
}

/// The theme and those it extends, nearest first.
pub(super) fn chain(name: &str, files: &[ThemeFile]) -> Result<Vec<String>, Vec<Diag>> {
    let mut chain = vec![name.to_owned()];
    loop {
        let current = chain.last().expect("the chain begins with one theme").clone();
        let prefix = format!("themes/{current}/");
        if !files.iter().any(|f| f.path.as_str().starts_with(&prefix)) {
            return Err(vec![unknown_theme(&current, chain.len() == 1, files)]);
        }
        let manifest = format!("{prefix}theme.yaml");
        let Some(file) = files.iter().find(|f| f.path.as_str() == manifest) else { return Ok(chain) };
        let read = serde_yaml::from_str::<Manifest>(&String::from_utf8_lossy(&file.bytes));
        let manifest = read.map_err(|e| vec![yaml_problem(file, &e)])?;
        match manifest.extends {
            Some(next) if chain.len() < MAX_CHAIN && !chain.contains(&next) => chain.push(next),
            Some(next) => {
                return Err(vec![Diag::new(
                    Problem::ThemeLoop { name: next },
                    Place::Field(file.path.clone(), "extends".into()),
                )]);
            }
            None => return Ok(chain),
        }
    }
}

/// What the themes allow pages to weigh; the nearest theme has the last word.
pub(super) fn budgets(chain: &[String], files: &[ThemeFile]) -> BTreeMap<String, u32> {
    let mut all = BTreeMap::new();
    for theme in chain.iter().rev() {
        let manifest = format!("themes/{theme}/theme.yaml");
        let Some(file) = files.iter().find(|f| f.path.as_str() == manifest) else { continue };
        all.extend(serde_yaml::from_str::<Manifest>(&String::from_utf8_lossy(&file.bytes)).unwrap_or_default().budgets);
    }
    all
}

/// The templates of the theme and of those it extends.
pub(super) fn templates(chain: &[String], files: &[ThemeFile], problems: &mut Vec<Diag>) -> Vec<Template> {
    let mut found = Vec::new();
    for theme in chain {
        let prefix = format!("themes/{theme}/templates/");
        for file in files {
            let Some(short) = file.path.as_str().strip_prefix(&prefix) else { continue };
            match std::str::from_utf8(&file.bytes) {
                Ok(text) => found.push(Template {
                    name: format!("{theme}/{short}"),
                    short: short.to_owned(),
                    path: file.path.clone(),
                    text: text.to_owned(),
                }),
                Err(_) => {
                    problems.push(Diag::new(Problem::not_utf8(&file.bytes), Place::File(file.path.clone())));
                }
            }
        }
    }
    found
}

/// The strings of a language; keys that a nearer theme lacks come from the ones it extends.
pub(super) fn strings(
    chain: &[String],
    lang: &str,
    files: &[ThemeFile],
    problems: &mut Vec<Diag>,
) -> serde_json::Value {
    let mut all = serde_json::Value::Object(serde_json::Map::new());
    for theme in chain.iter().rev() {
        for lang in ["vi", lang] {
            let path = format!("themes/{theme}/strings.{lang}.yaml");
            let Some(file) = files.iter().find(|f| f.path.as_str() == path) else { continue };
            match serde_yaml::from_str::<serde_json::Value>(&String::from_utf8_lossy(&file.bytes)) {
                Ok(read) => merge(&mut all, read),
                Err(error) => problems.push(yaml_problem(file, &error)),
            }
        }
    }
    all
}

/// What a language's own files lack of the site's strings.
pub(super) fn lacking(chain: &[String], lang: &str, files: &[ThemeFile], own: &serde_json::Value) -> Lacking {
    let mut theirs = serde_json::Value::Object(serde_json::Map::new());
    let mut at = None;
    for theme in chain.iter().rev() {
        let path = format!("themes/{theme}/strings.{lang}.yaml");
        let Some(file) = files.iter().find(|f| f.path.as_str() == path) else { continue };
        at = Some(file.path.clone());
        merge(&mut theirs, serde_yaml::from_str(&String::from_utf8_lossy(&file.bytes)).unwrap_or_default());
    }
    let mut missing = Vec::new();
    tongue::missing(own, Some(&theirs), "", &mut missing);
    Lacking { lang: lang.to_owned(), file: at, strings: missing }
}

/// Says how many strings a language lacks, and some of them.
pub(super) fn note(lacking: &Lacking) -> Option<Diag> {
    let Lacking { lang, file, strings } = lacking;
    let paths: Vec<&str> = strings.iter().map(|(path, _)| &**path).take(12).collect();
    let problem = Problem::MissingStrings { lang: lang.clone(), count: strings.len(), paths: paths.join(", ") };
    (!strings.is_empty()).then(|| Diag::new(problem, file.clone().map_or(Place::Site, Place::File)))
}

/// The files below `assets/`; style sheets, scripts and marks get their fingerprint in the name.
pub(super) fn assets(chain: &[String], files: &[ThemeFile]) -> (Vec<Asset>, BTreeMap<String, String>) {
    let mut names: BTreeMap<String, &ThemeFile> = BTreeMap::new();
    for theme in chain.iter().rev() {
        let prefix = format!("themes/{theme}/assets/");
        for file in files {
            if let Some(name) = file.path.as_str().strip_prefix(&prefix) {
                names.insert(name.to_owned(), file);
            }
        }
    }
    let (mut assets, mut urls) = (Vec::new(), BTreeMap::new());
    for (name, file) in names {
        let fp = Fp::of_bytes(&file.bytes);
        let Some(out) = OutPath::new(&format!("assets/{}", public_name(&name, fp))) else { continue };
        urls.insert(name, format!("/{out}"));
        assets.push(Asset { out, bytes: file.bytes.clone(), fp });
    }
    (assets, urls)
}

/// Every font shows in the first view of every page; one that comes late would not be used there.
pub(super) fn is_early_font(name: &str) -> bool {
    name.ends_with(".woff2")
}

fn merge(into: &mut serde_json::Value, from: serde_json::Value) {
    match (into, from) {
        (serde_json::Value::Object(into), serde_json::Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(serde_json::Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

/// Fonts keep their name, because the style sheet calls them by it.
fn public_name(name: &str, fp: Fp) -> String {
    match name.rsplit_once('.') {
        Some((stem, ext @ ("css" | "js" | "svg"))) => format!("{stem}.{}.{ext}", fp.short(8)),
        _ => name.to_owned(),
    }
}

/// A theme that is not there: named by the settings, or by a theme that extends it.
fn unknown_theme(name: &str, by_settings: bool, files: &[ThemeFile]) -> Diag {
    let themes = files.iter().filter_map(|f| f.path.as_str().split('/').nth(1));
    let near = nearest(name, themes).map(str::to_owned);
    let settings = SrcPath::new(crate::config::FILE).filter(|_| by_settings);
    let place = settings.map_or(Place::Site, |file| Place::Field(file, "theme".to_owned()));
    Diag::new(Problem::UnknownTheme { name: name.to_owned() }, place).suggest(near)
}

/// A file of a theme that is not YAML.
fn yaml_problem(file: &ThemeFile, error: &serde_yaml::Error) -> Diag {
    let words = error.to_string();
    let first = words.lines().next().unwrap_or_default();
    let detail_en = first.rsplit_once(": ").map_or(first, |(_, last)| last).to_owned();
    let at = error.location().and_then(|at| byte_at(&file.bytes, at.line(), at.column()));
    let place = at.map_or_else(|| Place::File(file.path.clone()), |at| Place::span(&file.path, at..at + 1));
    Diag::new(Problem::Yaml { detail: crate::record::tree::complaint(&detail_en).0, detail_en }, place)
}

/// The byte at a line and column, both counted from 1, the column in letters.
fn byte_at(bytes: &[u8], line: u64, column: u64) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (line, column) = (usize::try_from(line).ok()?, usize::try_from(column).ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let inside = text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    Some(start + inside)
}
