//! The shape of the source itself: who may know whom, how long a file or a function may get,
//! which words never appear. Reads `src/` as text; what a compiler or clippy can say is left to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The modules, lowest first: one imports only from its left and from itself.
const ORDER: &[&str] = &[
    "base", "text", "office", "picture", "diag", "source", "record", "config", "catalog", "search", "render", "plan",
    "output", "report", "publish", "engine", "cli",
];

/// Neighbours that the order would allow, but that must stay strangers.
const STRANGERS: &[(&str, &[&str])] = &[
    ("catalog", &["source", "config"]),
    ("text", &["diag"]),
    ("record", &["source"]),
    ("office", &["text"]),
    (
        "publish",
        &[
            "text", "office", "picture", "diag", "source", "record", "config", "catalog", "search", "render", "plan",
            "output", "report",
        ],
    ),
];

/// Packages, and the only modules that may name them: changing one stays a matter of one place.
const PACKAGES: &[(&str, &[&str])] = &[
    ("tera", &["src/render/"]),
    ("pulldown_cmark", &["src/render/markdown"]),
    ("syntect", &["src/render/highlight.rs"]),
    ("granit_parser", &["src/record/tree.rs"]),
    ("aho_corasick", &["src/text/sieve.rs"]),
    ("csv", &["src/record/rows.rs", "src/output/"]),
    // What may stand in a drawing is told by the same reader that escapes what is written.
    ("quick_xml", &["src/output/", "src/picture/drawing.rs"]),
    ("jiff", &["src/text/date/", "src/cli/"]),
    ("walkdir", &["src/source/", "src/cli/"]),
    ("notify", &["src/cli/"]),
    ("axum", &["src/cli/"]),
    ("tokio", &["src/cli/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("indicatif", &["src/cli/"]),
    ("annotate_snippets", &["src/diag/show/"]),
    ("postcard", &["src/engine/", "src/publish/"]),
    ("rustix", &["src/publish/"]),
    ("image", &["src/picture/"]),
    ("fast_image_resize", &["src/picture/"]),
    ("webp", &["src/picture/"]),
    ("exif", &["src/picture/"]),
    ("img_parts", &["src/picture/"]),
    ("moxcms", &["src/picture/"]),
    ("ab_glyph", &["src/picture/"]),
    ("fdeflate", &["src/picture/"]),
    ("fast_qr", &["src/picture/"]),
    ("symphonia", &["src/record/media.rs"]),
    ("rust_xlsxwriter", &["src/office/"]),
    ("docx_rs", &["src/office/"]),
    ("zip", &["src/office/"]),
];

/// Modules of `output` that the others share.
const SHARED_OUTPUTS: &[&str] = &["page", "site", "open"];

/// Files that are one table and may be as long as it is.
const TABLES: &[&str] = &["src/diag/catalogue.rs"];

const FILE_LINES: usize = 700;
const FUNCTION_LINES: usize = 80;
const MEAN_FUNCTION_LINES: f64 = 12.0;
const EXPECTS_PER_1000_LINES: f64 = 3.0;

/// Words that code does without, and why.
const FORBIDDEN: &[(&str, &str)] = &[
    ("todo!", "unfinished"),
    ("unimplemented!", "unfinished"),
    ("dbg!", "a trace of debugging"),
    (".unwrap()", "use `expect` with the invariant, or report a problem"),
    ("static mut", "state that all share"),
    ("thread_local!", "state that outlives its stage"),
    ("unsafe ", "nothing here needs it"),
    ("fn main() -> Result", "errors are shown in the reader's language"),
];

/// Endings of type names that say nothing.
const VAGUE: &[&str] = &["Manager", "Helper", "Util", "Utils", "Handler", "Processor"];

/// A source file: as written, and with comments, texts and tests blanked out.
struct Source {
    path: String,
    text: String,
    code: String,
}

#[test]
fn modules_know_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module().is_some()) {
        let from = source.module().unwrap_or_default();
        for (line, to) in source.imports() {
            let Some(rank) = rank(&to) else { continue };
            let strangers = STRANGERS.iter().find(|(module, _)| *module == from).map_or(&[][..], |(_, them)| *them);
            if rank > self::rank(from).unwrap_or(0) || strangers.contains(&to.as_str()) {
                faults.push(format!("{}:{line}: `{from}` must not know `{to}`", source.path));
            }
        }
    }
    hold(&faults);
}

/// What the file of a folder gives to the files within is not counted: they are one.
#[test]
fn files_never_import_in_a_circle() {
    let sources = sources();
    let named: BTreeMap<&str, &str> =
        sources.iter().map(|source| (source.module_path(), source.path.as_str())).collect();
    let arrows: BTreeMap<&str, Vec<&str>> =
        sources.iter().map(|source| (source.path.as_str(), source.files_named(&named))).collect();
    assert!(arrows.values().map(Vec::len).sum::<usize>() > sources.len(), "the scanner sees no imports");
    let (mut open, mut done, mut faults) = (Vec::new(), BTreeSet::new(), Vec::new());
    for path in arrows.keys() {
        follow(path, &arrows, &mut open, &mut done, &mut faults);
    }
    hold(&faults);
}

fn follow<'a>(
    path: &'a str,
    arrows: &BTreeMap<&'a str, Vec<&'a str>>,
    open: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
    faults: &mut Vec<String>,
) {
    if let Some(at) = open.iter().position(|known| *known == path) {
        faults.push(format!("{} → {path}", open[at..].join(" → ")));
    } else if !done.contains(path) {
        open.push(path);
        arrows[path].iter().for_each(|next| follow(next, arrows, open, done, faults));
        open.pop();
        done.insert(path);
    }
}

#[test]
fn every_module_has_a_place_in_the_order() {
    let listed = sources().into_iter().filter_map(|source| source.module().map(str::to_owned));
    let faults: Vec<_> =
        listed.filter(|module| rank(module).is_none()).map(|module| format!("src/{module}: no place")).collect();
    hold(&faults);
}

#[test]
fn outputs_and_kinds_never_import_a_sibling() {
    let mut faults = Vec::new();
    for (folder, shared) in [("src/output/", SHARED_OUTPUTS), ("src/record/kind/", &[][..])] {
        let all = sources();
        let siblings: Vec<String> =
            all.iter().filter_map(|s| s.sibling_in(folder)).filter(|name| *name != "mod").map(str::to_owned).collect();
        let reach = folder.trim_start_matches("src/").trim_end_matches('/').replace('/', "::");
        for source in all.iter().filter(|source| source.sibling_in(folder).is_some_and(|name| name != "mod")) {
            for (line, word) in source.words_after(&["super::", &format!("crate::{reach}::")]) {
                let own = source.sibling_in(folder);
                // `DOCUMENT` is the number of a kind; `document` and `Document` are the kind itself.
                let meant = if word.chars().all(|c| c.is_ascii_uppercase()) { "" } else { &word.to_lowercase() };
                let module = siblings.iter().find(|name| *name == meant && own != Some(name.as_str()));
                if let Some(module) = module.filter(|module| !shared.contains(&module.as_str())) {
                    faults.push(format!(
                        "{}:{line}: `{}` must not know its sibling `{module}`",
                        source.path,
                        own.unwrap_or_default()
                    ));
                }
            }
        }
    }
    hold(&faults);
}

#[test]
fn packages_are_named_in_one_place() {
    let mut faults = Vec::new();
    for source in sources() {
        for (package, allowed) in PACKAGES {
            if allowed.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for (line, code) in source.code.lines().enumerate().filter(|(_, code)| names_package(code, package)) {
                faults.push(format!(
                    "{}:{}: only {allowed:?} may name `{package}`: {}",
                    source.path,
                    line + 1,
                    code.trim()
                ));
            }
        }
    }
    hold(&faults);
}

#[test]
fn files_stay_short() {
    let long = sources().into_iter().filter(|source| !TABLES.contains(&source.path.as_str())).filter_map(|source| {
        let lines = source.lines_without_tests();
        (lines > FILE_LINES).then(|| format!("{}: {lines} lines, at most {FILE_LINES}", source.path))
    });
    hold(&long.collect::<Vec<_>>());
}

#[test]
fn functions_stay_short() {
    let all = sources();
    let functions: Vec<(String, usize)> = all.iter().flat_map(Source::functions).collect();
    let long = functions.iter().filter(|(_, lines)| *lines > FUNCTION_LINES);
    let mut faults: Vec<_> =
        long.map(|(name, lines)| format!("{name}: {lines} lines, at most {FUNCTION_LINES}")).collect();
    let total: usize = functions.iter().map(|(_, lines)| lines).sum();
    let mean = ratio(total, functions.len());
    println!("{} functions, {mean:.1} lines each", functions.len());
    if mean > MEAN_FUNCTION_LINES {
        faults.push(format!("a function has {mean:.1} lines on average, at most {MEAN_FUNCTION_LINES}"));
    }
    hold(&faults);
}

#[test]
fn some_words_never_appear() {
    let mut faults = Vec::new();
    for source in sources() {
        for (line, code) in source.code.lines().enumerate() {
            for (word, why) in FORBIDDEN.iter().filter(|(word, _)| code.contains(word)) {
                faults.push(format!("{}:{}: `{word}`: {why}", source.path, line + 1));
            }
            let named = ["struct ", "enum ", "trait ", "type "]
                .iter()
                .find_map(|word| code.trim_start_matches("pub ").strip_prefix(word));
            let name: String = named.unwrap_or_default().chars().take_while(|c| c.is_alphanumeric()).collect();
            if VAGUE.iter().any(|end| name.ends_with(end)) {
                faults.push(format!("{}:{}: `{name}` says nothing: name the thing itself", source.path, line + 1));
            }
        }
    }
    hold(&faults);
}

#[test]
fn every_expect_names_its_invariant() {
    let (mut faults, mut count, mut lines) = (Vec::new(), 0, 0);
    for source in sources() {
        lines += source.lines_without_tests();
        for (at, _) in source.code.match_indices(".expect(") {
            count += 1;
            let line = source.text[..at].lines().count();
            let message = source.text[at + ".expect(".len()..].trim_start();
            // A text of the code is blanked in `code`, so it is read from what was written.
            let message = message.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or("");
            if message.len() <= 10 || !message.contains(' ') {
                faults.push(format!("{}:{line}: `expect` must say why it holds, not “{message}”", source.path));
            }
        }
    }
    let per_1000 = ratio(count * 1000, lines);
    println!("{count} expects in {lines} lines");
    if per_1000 > EXPECTS_PER_1000_LINES {
        faults.push(format!("{per_1000:.1} expects in 1,000 lines, at most {EXPECTS_PER_1000_LINES}"));
    }
    hold(&faults);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    hold(&silent.map(|source| format!("{}: does not begin with `//!`", source.path)).collect::<Vec<_>>());
}

#[test]
fn no_file_is_forgotten() {
    let mut faults = Vec::new();
    for source in all_sources("src").iter().chain(&all_sources("tests/it")) {
        let Some(parent) = parent_of(&source.path) else { continue };
        let name = module_name(&source.path);
        let known = parent.iter().filter_map(|path| fs::read_to_string(root().join(path)).ok());
        let declared = known.into_iter().any(|text| declares(&text, name));
        if !declared {
            faults.push(format!("{}: no `mod {name};` in {}", source.path, parent.join(" or ")));
        }
    }
    hold(&faults);
}

#[test]
fn the_scanner_sees_code_and_nothing_else() {
    let text = "//! a\nuse crate::b; // crate::c\nfn f<'a>(x: &'a str) -> char {\n    let s = r#\"} crate::d\"#;\n    '}'\n}\n#[cfg(test)]\nmod tests {\n    use crate::e;\n}\n";
    let source = Source::new("src/a/b.rs", text.to_owned());
    assert_eq!(source.imports(), [(2, "b".to_owned())]);
    assert_eq!(source.functions(), [("src/a/b.rs: f".to_owned(), 4)]);
    assert_eq!(source.lines_without_tests(), 6);
    let grouped = Source::new(
        "src/a/b.rs",
        "use crate::{b, c::{d, e}, f::g};\nuse super::super::{h};\nuse super::i;\n".to_owned(),
    );
    let words: Vec<_> = grouped.imports().into_iter().map(|(_, word)| word).collect();
    assert_eq!(words, ["b", "c", "f", "h"]);
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

#[track_caller]
fn hold(faults: &[String]) {
    let list = faults.iter().fold(String::new(), |mut list, fault| {
        let _ = writeln!(list, "{fault}");
        list
    });
    assert!(faults.is_empty(), "{} faults:\n{list}", faults.len());
}

fn ratio(of: usize, to: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(of) / number(to.max(1))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the program but those that hold only tests.
fn sources() -> Vec<Source> {
    let mut all = all_sources("src");
    all.retain(|source| module_name(&source.path) != "tests");
    all
}

fn all_sources(folder: &str) -> Vec<Source> {
    let files = WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ext| ext == "rs"));
    let read = files.map(|entry| {
        let path = entry.path().strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        Source::new(&path, fs::read_to_string(entry.path()).expect("a source file can be read"))
    });
    read.collect()
}

/// `src/a/b.rs` and `src/a/b/mod.rs` are both `b`.
fn module_name(path: &str) -> &str {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.rsplit('/').next().unwrap_or(path)
}

/// Where a file must be declared; `None` for the roots.
fn parent_of(path: &str) -> Option<Vec<String>> {
    let folder = path.trim_end_matches(".rs").trim_end_matches("/mod").rsplit_once('/')?.0;
    match (folder, path.rsplit('/').next()?) {
        ("src" | "tests/it", "main.rs" | "lib.rs") => None,
        ("src", _) => Some(vec!["src/lib.rs".into(), "src/main.rs".into()]),
        ("tests/it", _) => Some(vec!["tests/it/main.rs".into()]),
        ("src/record/kind", _) => Some(vec!["src/record/kinds.rs".into(), "src/record/kind/mod.rs".into()]),
        (folder, _) => Some(vec![format!("{folder}/mod.rs"), format!("{folder}.rs")]),
    }
}

/// Whether a file has `mod name;`, directly or through the list of kinds.
fn declares(text: &str, name: &str) -> bool {
    let line = |line: &str| {
        line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ")
            == format!("mod {name};")
    };
    let listed =
        text.contains("macro_rules! for_each_kind") && text.contains(&format!(" {name} {}", name.to_uppercase()));
    text.lines().any(line) || listed
}

fn names_package(code: &str, package: &str) -> bool {
    code.match_indices(&format!("{package}::"))
        .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

impl Source {
    fn new(path: &str, text: String) -> Self {
        let code = without_tests(&blanked(&text));
        Self { path: path.to_owned(), text, code }
    }

    /// The module that the file belongs to; none for the roots of the crate.
    fn module(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?.trim_end_matches(".rs");
        let module = inside.split('/').next()?;
        (!matches!(module, "lib" | "main")).then_some(module)
    }

    /// The name of the file when it lies right in a folder.
    fn sibling_in(&self, folder: &str) -> Option<&str> {
        let name = self.path.strip_prefix(folder)?.strip_suffix(".rs")?;
        Some(name.split('/').next().unwrap_or(name))
    }

    /// The top modules that the file names, by line: after `crate::`, or after as many `super::`
    /// as lead to the root.
    fn imports(&self) -> Vec<(usize, String)> {
        let depth =
            self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
        self.words_after(&["crate::", &"super::".repeat(depth)])
    }

    /// The file as a path of modules: `a/b` for `src/a/b.rs` and `src/a/b/mod.rs`.
    fn module_path(&self) -> &str {
        self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod")
    }

    /// The files whose contents this one names, by their paths of modules; its own folders are left out.
    fn files_named<'a>(&self, all: &BTreeMap<&str, &'a str>) -> Vec<&'a str> {
        let own = self.module_path();
        let mut found = BTreeSet::new();
        for (base, words) in std::iter::once(("", "crate::".to_owned())).chain(above(own)) {
            let base = if base.is_empty() { String::new() } else { format!("{base}/") };
            for path in self.paths_after(&words) {
                let mut path = format!("{base}{path}");
                while !all.contains_key(path.as_str()) && path.contains('/') {
                    path.truncate(path.rfind('/').unwrap_or(0));
                }
                let is_own = own == path || own.starts_with(&format!("{path}/"));
                found.extend(all.get(path.as_str()).filter(|_| !is_own));
            }
        }
        found.into_iter().collect()
    }

    /// The paths behind a word, singly or in braces, with slashes.
    fn paths_after(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices(word) {
            let before = self.code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                spread(&self.code[at + word.len()..], "", &mut found);
            }
        }
        found
    }

    /// The names right behind a path, singly or in braces.
    fn words_after(&self, paths: &[&str]) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for path in paths {
            for (at, _) in self.code.match_indices(path) {
                let before = self.code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let line = self.code[..at].matches('\n').count() + 1;
                let rest = &self.code[at + path.len()..];
                found.extend(first_names(rest).into_iter().map(|name| (line, name)));
            }
        }
        found
    }

    /// Every function with a body: its name and its lines.
    fn functions(&self) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices("fn ") {
            let before = self.code[..at].chars().next_back();
            let name: String = self.code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') || name.is_empty() {
                continue;
            }
            let Some(open) = body_start(&self.code, at) else { continue };
            let end = matching(&self.code, open);
            found.push((format!("{}: {name}", self.path), self.code[at..=end].matches('\n').count() + 1));
        }
        found
    }

    fn lines_without_tests(&self) -> usize {
        let end = self.code.trim_end().len();
        let test_lines = self.text.lines().count().saturating_sub(self.code[..end].lines().count());
        self.text.lines().count() - test_lines
    }
}

/// For each way up from a file: the path of modules that it leads to, and the words for it.
fn above(own: &str) -> Vec<(&str, String)> {
    let mut all = vec![(own, "self::".to_owned())];
    let (mut rest, mut words) = (own, String::new());
    while let Some((up, _)) = rest.rsplit_once('/') {
        words.push_str("super::");
        all.push((up, words.clone()));
        rest = up;
    }
    all
}

/// Every path that begins here, as written in one or in braces; returns what follows it.
fn spread<'r>(rest: &'r str, before: &str, out: &mut Vec<String>) -> &'r str {
    let rest = rest.trim_start();
    if let Some(mut inner) = rest.strip_prefix('{') {
        loop {
            inner = spread(inner, before, out).trim_start();
            match inner.chars().next() {
                Some(',') => inner = &inner[1..],
                Some('}') => return &inner[1..],
                _ => return inner,
            }
        }
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}/{name}") };
    match after.strip_prefix("::") {
        Some(deeper) if !name.is_empty() => spread(deeper, &path, out),
        _ => {
            out.push(path);
            after
        }
    }
}

/// The first name of a path, or the first names of each in a group.
fn first_names(rest: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut names, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Where a function's body opens; `None` when it has none.
fn body_start(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in code[from..].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ';' if depth == 0 => return None,
            '{' if depth == 0 => return Some(from + at),
            _ => {}
        }
    }
    None
}

/// The place of the brace that closes the one at `open`; the last byte when there is none.
fn matching(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    code.len() - 1
}

/// The code without its `#[cfg(test)]` items, line breaks kept.
fn without_tests(code: &str) -> String {
    let mut code = code.to_owned();
    let mut from = 0;
    let next = |code: &str, from: usize| {
        let found = ["#[cfg(test)]", "#[cfg(all(test"].iter().filter_map(|mark| code[from..].find(mark));
        found.min().map(|at| from + at)
    };
    while let Some(at) = next(&code, from) {
        let item = code[at..].find(']').map_or(code.len(), |bracket| at + bracket + 1);
        let end = match body_start(&code, item) {
            Some(open) => matching(&code, open) + 1,
            None => code[at..].find(';').map_or(code.len(), |semicolon| at + semicolon + 1),
        };
        let blank: String = code[at..end].chars().filter(|c| *c == '\n').collect();
        let fill = " ".repeat(end - at - blank.len());
        code.replace_range(at..end, &format!("{fill}{blank}"));
        from = at;
    }
    code
}

/// The text with comments and the inside of literals blanked, byte for byte.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(text, at);
        for byte in &mut out[at.min(end)..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(out).expect("only whole literals are blanked")
}

/// The end of the comment or literal that begins here; the same place when none does.
fn literal_end(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let word_before = at > 0 && (text.as_bytes()[at - 1].is_ascii_alphanumeric() || text.as_bytes()[at - 1] == b'_');
    let len = match rest {
        [b'/', b'/', ..] => rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => block_comment(rest),
        [b'"', ..] => quoted(rest),
        [b'r', ..] if !word_before => raw(rest, 1),
        [b'b', b'r', ..] if !word_before => raw(rest, 2),
        [b'\'', b'\\', ..] => 2 + rest[2..].iter().skip(1).position(|b| *b == b'\'').map_or(0, |n| n + 2),
        [b'\'', ..] => character(&text[at..]),
        _ => 0,
    };
    at + len
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match &rest[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'"' {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// `r"…"`, `r#"…"#` and so on; 0 when it is only a name, or a raw identifier.
fn raw(rest: &[u8], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|b| **b == b'#').count();
    if rest.get(prefix + hashes) != Some(&b'"') {
        return 0;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let inside = &rest[prefix + hashes + 1..];
    let end = inside.windows(close.len()).position(|window| window == close);
    end.map_or(rest.len(), |end| prefix + hashes + 1 + end + close.len())
}

/// A character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(2);
    chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1)
}

/// How long functions are, for those who want to know: `cargo test --test it tidy -- --nocapture`.
#[test]
fn the_longest_functions_are_known() {
    let mut functions: Vec<(usize, String)> =
        sources().iter().flat_map(Source::functions).map(|(name, lines)| (lines, name)).collect();
    functions.sort();
    let mut spread = BTreeMap::new();
    for (lines, _) in &functions {
        *spread.entry(lines / 20 * 20).or_insert(0) += 1;
    }
    println!("functions by lines: {spread:?}; longest: {:?}", functions.iter().rev().take(5).collect::<Vec<_>>());
    let over_60 = functions.iter().filter(|(lines, _)| *lines > 60).count();
    assert!(ratio(over_60 * 100, functions.len()) <= 2.0, "{over_60} functions are longer than 60 lines");
}
