//! The theme: templates, strings and assets, loaded and checked once. In: the files of a theme
//! and of those it extends. Out: something that renders a view, and fingerprints of all its
//! parts. The template engine's types do not leave this folder. Templates can look nothing up:
//! their functions and filters are pure.

mod bounded;
mod closure;
mod fault;
mod files;

use std::collections::{BTreeMap, HashMap};

use tera::{Kwargs, State, Tera};

use self::bounded::Bounded;
use self::closure::{Closure, closures};
pub use self::closure::{WHOLE, Words};
pub use self::files::{Asset, Lacking, ThemeFile};
use super::tongue::Tongue;
use super::value::{Val, capital, list, map_named, map_of, text};
use super::weight::Budgets;
use crate::base::{Fp, SrcPath};
use crate::diag::Diag;
use crate::text as vi;

/// The assets that every page loads.
const SHELL: &[&str] = &["bang-vang.css", "bang-vang.js"];

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

impl Theme {
    /// Loads a theme by name out of all files below `themes/`; the first language is the site's own.
    ///
    /// # Errors
    /// Every template that cannot be read, every string file that is not YAML.
    pub fn load(name: &str, langs: &[&str], files: &[ThemeFile]) -> Result<Self, Vec<Diag>> {
        let chain = files::chain(name, files)?;
        let mut problems = Vec::new();
        let templates = files::templates(&chain, files, &mut problems);
        let lang = langs.first().copied().unwrap_or("vi");
        let strings = files::strings(&chain, lang, files, &mut problems);
        let (mut tongues, mut lack) = (Vec::new(), Vec::new());
        for other in langs.iter().skip(1) {
            tongues.push(Tongue::new(other, lang, files::strings(&chain, other, files, &mut problems), &strings));
            lack.push(files::lacking(&chain, other, files, &strings));
        }
        let (assets, urls) = files::assets(&chain, files);
        let mut tera = engine(&chain, &strings);
        let sources: HashMap<_, _> = templates.iter().map(|t| (t.name.clone(), t.path.clone())).collect();
        let added = tera.add_raw_templates(templates.iter().map(|t| (t.name.clone(), t.text.clone())));
        if let Err(error) = added {
            problems.extend(fault::of_templates(&error, &templates));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let closures = closures(&chain, &templates);
        let shell = assets.iter().zip(urls.keys()).filter(|(_, name)| SHELL.contains(&name.as_str()));
        let budgets = Budgets::new(files::budgets(&chain, files), shell.map(|(asset, _)| &*asset.bytes));
        let notes = lack.iter().filter_map(files::note).collect();
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
        let early = self.urls.iter().filter(|(name, _)| files::is_early_font(name)).map(|(_, url)| text(url));
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
        let mut out = Bounded::new(room);
        match self.tera.render_to(template, &context, &mut out) {
            Ok(()) => Ok(out.into_bytes()),
            Err(error) => Err(Box::new(fault::of_page(&error, page, &self.sources))),
        }
    }
}

/// The template engine with what templates may call.
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
