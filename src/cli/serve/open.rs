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
    /// on this machine, else what the system opens such files with.
    pub(super) fn choose(wish: Option<&str>) -> Self {
        let own = wish.map(|wish| wish.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let words = own.filter(|words| !words.is_empty()).or_else(known).unwrap_or_else(system);
        Self { words }
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
            let (program, args) = Editor::choose(Some(wish)).command(Path::new("/a b/c.md"), 3, 7).expect("a program");
            let all: Vec<&str> = std::iter::once(program.as_str()).chain(args.iter().map(String::as_str)).collect();
            assert_eq!(all, expect, "{wish}");
        };
        check("code -g {file}:{line}:{column}", &["code", "-g", "/a b/c.md:3:7"]);
        check("gvim +{line}", &["gvim", "+3", "/a b/c.md"]);
        check("notepad", &["notepad", "/a b/c.md"]);
    }
}
