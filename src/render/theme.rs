//! The theme: templates, strings and assets, loaded and checked once. In: the files of a theme
//! and of those it extends. Out: something that renders a view, and fingerprints of all its
//! parts. The template engine's types do not leave this folder. Templates can look nothing up:
//! their functions and filters are pure.

mod closure;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;
use tera::{ErrorKind, Kwargs, State, Tera};

use self::closure::{Closure, closures};
pub use self::closure::{WHOLE, Words};
use super::tongue::{self, Tongue};
use super::value::{Val, capital, list, map_named, map_of, text};
use super::weight::Budgets;
use crate::base::{Fp, OutPath, SrcPath};
use crate::diag::{Diag, Place, Problem};
use crate::text as vi;

/// The assets that every page loads.
const SHELL: &[&str] = &["bang-vang.css", "bang-vang.js"];

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

/// A loaded theme.
pub struct Theme {
    tera: Tera,
    /// Template name as registered → its file.
    sources: HashMap<String, SrcPath>,
    /// Template name as asked for → all that it is made of.
    closures: HashMap<String, Closure>,
    strings: serde_json::Value,
    /// The other languages of the site.
    tongues: Vec<Tongue>,
    /// Strings that other languages lack.
    lacking: Vec<Lacking>,
    /// The same, told.
    notes: Vec<Diag>,
    assets: Vec<Asset>,
    urls: BTreeMap<String, String>,
    budgets: Budgets,
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

impl Theme {
    /// Loads a theme by name out of all files below `themes/`; the first language is the site's own.
    ///
    /// # Errors
    /// Every template that cannot be read, every string file that is not YAML.
    pub fn load(name: &str, langs: &[&str], files: &[ThemeFile]) -> Result<Self, Vec<Diag>> {
        let chain = chain(name, files)?;
        let mut problems = Vec::new();
        let templates = templates(&chain, files, &mut problems);
        let lang = langs.first().copied().unwrap_or("vi");
        let strings = strings(&chain, lang, files, &mut problems);
        let (mut tongues, mut lack) = (Vec::new(), Vec::new());
        for other in langs.iter().skip(1) {
            tongues.push(Tongue::new(other, lang, self::strings(&chain, other, files, &mut problems), &strings));
            lack.push(lacking(&chain, other, files, &strings));
        }
        let (assets, urls) = assets(&chain, files);
        let mut tera = engine(&chain, &strings);
        let sources: HashMap<_, _> = templates.iter().map(|t| (t.name.clone(), t.path.clone())).collect();
        let added = tera.add_raw_templates(templates.iter().map(|t| (t.name.clone(), t.text.clone())));
        if let Err(error) = added {
            problems.extend(load_errors(&error, &templates));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let closures = closures(&chain, &templates);
        let shell = assets.iter().zip(urls.keys()).filter(|(_, name)| SHELL.contains(&name.as_str()));
        let budgets = Budgets::new(budgets(&chain, files), shell.map(|(asset, _)| &*asset.bytes));
        let notes = lack.iter().filter_map(note).collect();
        Ok(Self { tera, sources, closures, strings, tongues, lacking: lack, notes, assets, urls, budgets })
    }

    /// Whether the theme has a template.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        self.closures.contains_key(template)
    }

    /// The fingerprint of a template with everything it extends, includes or calls.
    #[must_use]
    pub fn template_fp(&self, template: &str) -> Fp {
        self.closures.get(template).map(|closure| closure.fp).unwrap_or_default()
    }

    /// The words of a template, with those of what it extends, includes or calls.
    #[must_use]
    pub fn words(&self, template: &str) -> Words<'_> {
        self.closures.get(template).map_or(Words::None, |closure| Words::Of(&closure.told))
    }

    /// The strings of the interface.
    #[must_use]
    pub fn strings(&self) -> Val {
        Val::from_serializable(&self.strings)
    }

    /// The fingerprint of the strings.
    #[must_use]
    pub fn strings_fp(&self) -> Fp {
        Fp::all(
            std::iter::once(&self.strings)
                .chain(self.tongues.iter().map(Tongue::words))
                .map(|words| Fp::of_bytes(words.to_string().as_bytes())),
        )
    }

    /// One string by its path, such as `home.latest`; the path itself when there is none.
    #[must_use]
    pub fn string(&self, path: &str) -> String {
        let found = path.split('.').try_fold(&self.strings, |at, key| at.get(key));
        found.and_then(|v| v.as_str()).unwrap_or(path).to_owned()
    }

    /// Another language of the site.
    #[must_use]
    pub fn tongue(&self, lang: &str) -> Option<&Tongue> {
        self.tongues.iter().find(|tongue| &*tongue.lang == lang)
    }

    /// The other languages of the site.
    pub fn tongues_mut(&mut self) -> &mut [Tongue] {
        &mut self.tongues
    }

    /// The strings that each of the other languages lacks.
    #[must_use]
    pub fn lacking(&self) -> &[Lacking] {
        &self.lacking
    }

    /// What the other languages lack, told.
    #[must_use]
    pub fn notes(&self) -> &[Diag] {
        &self.notes
    }

    /// The addresses of the style sheet, the script and the fonts to load early.
    #[must_use]
    pub fn asset_urls(&self) -> Val {
        let named = |name: &str| self.urls.get(name).map_or_else(Val::none, text);
        let early = self.urls.iter().filter(|(name, _)| is_early_font(name)).map(|(_, url)| text(url));
        let all = self.urls.iter().map(|(name, url)| (name.clone(), text(url)));
        map_of([
            ("css", named("bang-vang.css")),
            ("js", named("bang-vang.js")),
            ("mark", named("mark.svg")),
            ("code", named("code.css")),
            ("preload", list(early)),
            ("files", map_named(all)),
        ])
    }

    /// The fingerprint of all addresses of assets, and of how heavy a page may be with them.
    #[must_use]
    pub fn assets_fp(&self) -> Fp {
        Fp::of(&(&self.urls, &self.budgets))
    }

    /// How heavy pages may be.
    #[must_use]
    pub fn budgets(&self) -> &Budgets {
        &self.budgets
    }

    /// The files that the theme publishes.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Makes what every page of a generation shares known to all templates.
    pub fn share(&mut self, pairs: impl IntoIterator<Item = (&'static str, Val)>) {
        let context = self.tera.global_context();
        for (key, value) in pairs {
            context.insert_value(key, value);
        }
    }

    /// Renders a view; `room` is how many bytes it may well need.
    ///
    /// # Errors
    /// The place in the template, with the page that was being made.
    pub fn render(
        &self,
        template: &str,
        view: Vec<(&'static str, Val)>,
        page: &str,
        room: usize,
    ) -> Result<Vec<u8>, Box<Diag>> {
        let mut context = tera::Context::new();
        for (key, value) in view {
            context.insert_value(key, value);
        }
        let mut out = Vec::with_capacity(room);
        match self.tera.render_to(template, &context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(Box::new(self.render_error(&error, page))),
        }
    }

    fn render_error(&self, error: &tera::Error, page: &str) -> Diag {
        let record = page.to_owned();
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let detail_en = report.message().to_owned();
                let problem = Problem::Template { detail: in_vietnamese(&detail_en), detail_en, record };
                Diag::new(problem, report_place(report, &self.sources))
            }
            _ => {
                let detail_en = error.to_string();
                let problem = Problem::Template { detail: in_vietnamese(&detail_en), detail_en, record };
                Diag::new(problem, Place::Site)
            }
        }
    }
}

/// A template's text under its registered name.
struct Template {
    name: String,
    short: String,
    path: SrcPath,
    text: String,
}

/// The theme and those it extends, nearest first.
fn chain(name: &str, files: &[ThemeFile]) -> Result<Vec<String>, Vec<Diag>> {
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
fn budgets(chain: &[String], files: &[ThemeFile]) -> BTreeMap<String, u32> {
    let mut all = BTreeMap::new();
    for theme in chain.iter().rev() {
        let manifest = format!("themes/{theme}/theme.yaml");
        let Some(file) = files.iter().find(|f| f.path.as_str() == manifest) else { continue };
        all.extend(serde_yaml::from_str::<Manifest>(&String::from_utf8_lossy(&file.bytes)).unwrap_or_default().budgets);
    }
    all
}

fn templates(chain: &[String], files: &[ThemeFile], problems: &mut Vec<Diag>) -> Vec<Template> {
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
                Err(error) => {
                    let problem = Problem::NotUtf8 { byte: error.valid_up_to() };
                    problems.push(Diag::new(problem, Place::File(file.path.clone())));
                }
            }
        }
    }
    found
}

/// The strings of a language; keys that a nearer theme lacks come from the ones it extends.
fn strings(chain: &[String], lang: &str, files: &[ThemeFile], problems: &mut Vec<Diag>) -> serde_json::Value {
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
fn lacking(chain: &[String], lang: &str, files: &[ThemeFile], own: &serde_json::Value) -> Lacking {
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
fn note(lacking: &Lacking) -> Option<Diag> {
    let Lacking { lang, file, strings } = lacking;
    let paths: Vec<&str> = strings.iter().map(|(path, _)| &**path).take(12).collect();
    let problem = Problem::MissingStrings { lang: lang.clone(), count: strings.len(), paths: paths.join(", ") };
    (!strings.is_empty()).then(|| Diag::new(problem, file.clone().map_or(Place::Site, Place::File)))
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

/// The files below `assets/`; style sheets, scripts and marks get their fingerprint in the name.
fn assets(chain: &[String], files: &[ThemeFile]) -> (Vec<Asset>, BTreeMap<String, String>) {
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

/// Fonts keep their name, because the style sheet calls them by it.
fn public_name(name: &str, fp: Fp) -> String {
    match name.rsplit_once('.') {
        Some((stem, ext @ ("css" | "js" | "svg"))) => format!("{stem}.{}.{ext}", fp.short(8)),
        _ => name.to_owned(),
    }
}

/// Every font shows in the first view of every page; one that comes late would not be used there.
fn is_early_font(name: &str) -> bool {
    name.ends_with(".woff2")
}

fn engine(chain: &[String], strings: &serde_json::Value) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes(chain.iter().map(|theme| format!("{theme}/"))).expect("the engine is still empty");
    tera.register_filter("thousands", |n: i64, _: Kwargs, _: &State| vi::show::thousands(n));
    tera.register_filter("count", |n: i64, _: Kwargs, _: &State| vi::show::count(n));
    tera.register_filter("slug", |s: &str, _: Kwargs, _: &State| vi::slug::slug(s));
    let mark = strings.pointer("/format/thousands").and_then(serde_json::Value::as_str).unwrap_or(".").to_owned();
    tera.register_filter("num", move |n: i64, _: Kwargs, state: &State| {
        // A page in another language brings its own mark.
        let theirs = state.get::<String>("thousands").ok().flatten();
        vi::show::thousands(n).replace('.', theirs.as_deref().unwrap_or(&mark))
    });
    tera.register_filter("cap", |s: &str, _: Kwargs, _: &State| capital(s));
    tera.register_filter("nbsp", |s: &str, _: Kwargs, _: &State| vi::show::nbsp(s));
    tera
}

/// What is wrong with templates: one fault with its place, or several that the engine tells in one
/// text, each as "error: words", "--> name:line:column" and an excerpt.
fn load_errors(error: &tera::Error, templates: &[Template]) -> Vec<Diag> {
    let fault = |detail_en: &str, place: Place| {
        let detail_en = detail_en.trim().to_owned();
        Diag::new(Problem::TemplateLoad { detail: in_vietnamese(&detail_en), detail_en }, place)
    };
    if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
        let sources = templates.iter().map(|template| (template.name.clone(), template.path.clone())).collect();
        return vec![fault(report.message(), report_place(report, &sources))];
    }
    let text = error.to_string();
    let each = text.split("error: ").filter(|part| part.contains("-->"));
    let faults: Vec<Diag> = each
        .map(|part| {
            let (words, rest) = part.split_once("-->").unwrap_or((part, ""));
            let place = rest.lines().next().and_then(|place| told_place(place.trim(), templates));
            fault(words, place.unwrap_or(Place::Site))
        })
        .collect();
    if faults.is_empty() { vec![fault(&text, Place::Site)] } else { faults }
}

/// The place that the engine calls `name:line:column`.
fn told_place(told: &str, templates: &[Template]) -> Option<Place> {
    let mut parts = told.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let (column, line): (usize, usize) = (column.parse().ok()?, line.parse().ok()?);
    let template = templates.iter().find(|template| template.name == name)?;
    let before: usize = template.text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = template.text.get(before..)?.lines().next()?;
    let at = rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
    Some(Place::span(&template.path, before + at..before + rest.len()))
}

fn report_place(report: &tera::ReportError, sources: &HashMap<String, SrcPath>) -> Place {
    match sources.get(report.filename()) {
        Some(path) => Place::span(path, report.span().range.clone()),
        None => Place::Site,
    }
}

/// The engine's commonest complaints in Vietnamese, by a part of its own words; names and fields
/// in them stay as they are.
const COMPLAINTS: &[(&str, &str)] = &[
    ("is not defined in any parent", "khối này không có ở mẫu mẹ"),
    ("is not defined", "tên hoặc trường này không có"),
    ("Math operations", "phép tính cần số"),
    ("not found", "không tìm thấy"),
    ("Unexpected end of input", "mẫu kết thúc giữa chừng; thiếu thẻ đóng"),
    ("expected", "sai cú pháp mẫu"),
];

/// A complaint in Vietnamese, with the engine's own words behind it.
fn in_vietnamese(detail: &str) -> String {
    let known = COMPLAINTS.iter().find(|(part, _)| detail.contains(part)).map(|(_, words)| *words);
    format!("{} ({detail})", known.unwrap_or("lỗi của mẫu"))
}

/// A theme that is not there: named by the settings, or by a theme that extends it.
fn unknown_theme(name: &str, by_settings: bool, files: &[ThemeFile]) -> Diag {
    let themes = files.iter().filter_map(|f| f.path.as_str().split('/').nth(1));
    let near = vi::near::nearest(name, themes).map(str::to_owned);
    let settings = SrcPath::new(crate::config::FILE).filter(|_| by_settings);
    let place = settings.map_or(Place::Site, |file| Place::Field(file, "theme".to_owned()));
    Diag::new(Problem::UnknownTheme { name: name.to_owned() }, place).suggest(near)
}

fn yaml_problem(file: &ThemeFile, error: &serde_yaml::Error) -> Diag {
    let words = error.to_string();
    let first = words.lines().next().unwrap_or_default();
    let detail_en = first.rsplit_once(": ").map_or(first, |(_, last)| last).to_owned();
    let at = error.location().and_then(|at| byte_at(&file.bytes, at.line(), at.column()));
    let place = at.map_or_else(|| Place::File(file.path.clone()), |at| Place::span(&file.path, at..at + 1));
    Diag::new(Problem::Yaml { detail: crate::record::tree::in_vietnamese(&detail_en), detail_en }, place)
}

/// The byte at a line and column, both counted from 1, the column in letters.
fn byte_at(bytes: &[u8], line: u64, column: u64) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (line, column) = (usize::try_from(line).ok()?, usize::try_from(column).ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let inside = text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?.0;
    Some(start + inside)
}
