//! Opens a source file in the reader's editor. In: a file of the site and a place in it. Out: a
//! program that was started. Never opens what is not a source of the site, never through a shell.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Editors that can be told a line, in the order in which they are looked for, and how.
const KNOWN: &[(&str, &[&str])] = &[
    ("code", &["--goto", "{file}:{line}:{column}"]),
    ("codium", &["--goto", "{file}:{line}:{column}"]),
    ("cursor", &["--goto", "{file}:{line}:{column}"]),
    ("zed", &["{file}:{line}:{column}"]),
    ("subl", &["{file}:{line}:{column}"]),
    ("kate", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("gedit", &["{file}", "+{line}:{column}"]),
    ("notepad++", &["-n{line}", "-c{column}", "{file}"]),
];

/// How files are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editor {
    words: Vec<String>,
}

impl Editor {
    /// The editor that the reader named (`code -g {file}:{line}:{column}`), else the first known one
    /// on this machine, else what the system opens such files with; `None` when a quotation mark of
    /// the reader's has no second one.
    pub(super) fn choose(wish: Option<&str>) -> Option<Self> {
        let own = wish.map_or_else(|| Some(Vec::new()), split)?;
        let words = Some(own).filter(|words| !words.is_empty()).or_else(known).unwrap_or_else(system);
        Some(Self { words })
    }

    /// Starts the editor at a place; whether it could be started.
    pub(super) fn open(&self, file: &Path, line: usize, column: usize) -> bool {
        let Some((program, args)) = self.command(file, line, column) else { return false };
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return false };
        // Somebody has to take note of its end.
        std::thread::spawn(move || child.wait());
        true
    }

    fn command(&self, file: &Path, line: usize, column: usize) -> Option<(String, Vec<String>)> {
        let (program, rest) = self.words.split_first()?;
        let file = file.to_string_lossy();
        let fill = |word: &String| {
            let word = word.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
            word.replace("{file}", &file)
        };
        let mut args: Vec<String> = rest.iter().map(fill).collect();
        if !rest.iter().any(|word| word.contains("{file}")) {
            args.push(file.into_owned());
        }
        Some((program.clone(), args))
    }
}

/// The words of a command. What stands between two quotation marks of a kind is taken as it is; a
/// backslash is part of a Windows path and nothing else.
fn split(command: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in command.chars() {
        match quote {
            Some(mark) if mark == letter => quote = None,
            None if matches!(letter, '"' | '\'') => {
                quote = Some(letter);
                // Nothing between two marks is a word, too.
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The first known editor on this machine.
fn known() -> Option<Vec<String>> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let there = |name: &str| {
        let names = [name.to_owned(), format!("{name}.cmd"), format!("{name}.exe")];
        let names = if cfg!(windows) { &names[1..] } else { &names[..1] };
        folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name))).find(|file| file.is_file())
    };
    KNOWN.iter().find_map(|(name, args)| {
        let program = there(name)?.to_string_lossy().into_owned();
        Some(std::iter::once(program).chain(args.iter().map(|arg| (*arg).to_owned())).collect())
    })
}

/// What the system opens files with.
fn system() -> Vec<String> {
    let words: &[&str] = if cfg!(windows) {
        &["explorer"]
    } else if cfg!(target_os = "macos") {
        &["open", "-t"]
    } else {
        &["xdg-open"]
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_the_place() {
        let check = |wish: &str, expect: &[&str]| {
            let editor = Editor::choose(Some(wish)).expect("a command");
            let (program, args) = editor.command(Path::new("/a b/c.md"), 3, 7).expect("a program");
            let all: Vec<&str> = std::iter::once(program.as_str()).chain(args.iter().map(String::as_str)).collect();
            assert_eq!(all, expect, "{wish}");
        };
        check("code -g {file}:{line}:{column}", &["code", "-g", "/a b/c.md:3:7"]);
        check("gvim +{line}", &["gvim", "+3", "/a b/c.md"]);
        check("notepad", &["notepad", "/a b/c.md"]);
        let program = "C:\\Program Files\\Notepad++\\notepad++.exe";
        check(&format!("\"{program}\" -n{{line}} {{file}}"), &[program, "-n3", "/a b/c.md"]);
        check("sh -c 'edit \"$0\"' ''", &["sh", "-c", "edit \"$0\"", "", "/a b/c.md"]);
    }

    #[test]
    fn a_quotation_mark_needs_a_second_one() {
        for wish in ["\"C:\\x.exe {file}", "code '", "a 'b\" c"] {
            assert_eq!(Editor::choose(Some(wish)), None, "{wish}");
        }
    }
}
