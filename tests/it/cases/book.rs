//! Reads case files. In: Markdown. Out: cases, each with its blocks in order and their bytes.
//! Refuses what it does not understand, so that a slip of the pen is never a case that always holds.

use std::ops::Range;
use std::path::Path;

use bangvang::base::SrcPath;
use unicode_normalization::UnicodeNormalization;

/// A case: the part of a file below one `##` heading.
pub(super) struct Case {
    pub(super) title: String,
    pub(super) line: usize,
    pub(super) blocks: Vec<Block>,
}

/// A fenced block: what it is for, its text, and the bytes of that text in the file.
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// What a block is for, by the words behind its fence.
#[derive(PartialEq, Eq)]
pub(super) enum Role {
    /// `yaml content/a.yaml`: a file of the site. Further words change its bytes: `bom`, `crlf`,
    /// `nfd`, `repeat 1000` (the last line, with `{n}` counted). `hex content/a.md` gives bytes,
    /// `copy content/a.mp3` those of a file named below `tests/`.
    File { path: SrcPath, bytes: Vec<u8> },
    /// `none content/site.yaml`: the base has this file, the case does not.
    NoFile(SrcPath),
    /// `console`: a command and what it prints.
    Console,
    /// `html public/a/index.html`: lines that stand in a published file, in this order.
    Output(String),
    /// `nowhere`: lines that no published byte holds.
    Nowhere,
    /// `yaml content/a.yaml after`: the file as `check --fix` leaves it.
    After(SrcPath),
}

/// Reads the cases of a file.
pub(super) fn read(file: &Path, text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(usize, &str, usize)> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (start, line_at) = (at, line.trim_end());
        at += line.len();
        let ticks = line_at.bytes().take_while(|byte| *byte == b'`').count();
        match open {
            Some((fence, info, from)) if ticks >= fence && line_at.len() == ticks => {
                open = None;
                let fault = |why: String| format!("{}:{}: {why}", file.display(), number + 1);
                let block = block(info, text, from..start).map_err(fault)?;
                cases
                    .last_mut()
                    .ok_or_else(|| fault("a block before the first `##` heading".to_owned()))?
                    .blocks
                    .push(block);
            }
            Some(_) => {}
            None if ticks >= 3 => open = Some((ticks, &line_at[ticks..], at)),
            None => cases.extend(line_at.strip_prefix("## ").map(|title| Case {
                title: title.to_owned(),
                line: number + 1,
                blocks: Vec::new(),
            })),
        }
    }
    if open.is_some() {
        return Err(format!("{}: the last block is never closed", file.display()));
    }
    match cases.iter().find(|case| !case.blocks.iter().any(|block| block.role == Role::Console)) {
        Some(case) => Err(format!("{}:{}: “{}” runs no command", file.display(), case.line, case.title)),
        None => Ok(cases),
    }
}

fn block(info: &str, text: &str, at: Range<usize>) -> Result<Block, String> {
    let inside = text[at.clone()].to_owned();
    let mut words = info.split_whitespace();
    let lang = words.next().ok_or("a block needs words behind its fence")?;
    let Some(path) = words.next() else {
        let role = match lang {
            "console" => Role::Console,
            "nowhere" => Role::Nowhere,
            other => return Err(format!("a block `{other}` needs a path")),
        };
        return Ok(Block { role, text: inside, at });
    };
    let role = match path.strip_prefix("public/") {
        Some(output) => Role::Output(output.to_owned()),
        None => source(lang, path, &words.collect::<Vec<_>>(), &inside)?,
    };
    Ok(Block { role, text: inside, at })
}

fn source(lang: &str, path: &str, words: &[&str], inside: &str) -> Result<Role, String> {
    let known = ["content/", "themes/"].iter().any(|root| path.starts_with(root));
    let path = SrcPath::new(path).filter(|_| known).ok_or_else(|| format!("`{path}` is no path of a site"))?;
    if lang == "none" {
        return Ok(Role::NoFile(path));
    }
    let mut text = inside.to_owned();
    match words {
        [] => {}
        ["after"] => return Ok(Role::After(path)),
        ["bom"] => text.insert(0, '\u{feff}'),
        ["crlf"] => text = text.replace('\n', "\r\n"),
        ["nfd"] => text = text.nfd().collect(),
        ["repeat", count] => text = repeated(&text, count.parse().map_err(|_| format!("`{count}` is no number"))?),
        other => return Err(format!("cannot make a file `{}`", other.join(" "))),
    }
    let bytes = match lang {
        "hex" => hex(&text)?,
        "copy" => copied(text.trim())?,
        _ => text.into_bytes(),
    };
    Ok(Role::File { path, bytes })
}

/// The text with its last line written so many times; `{n}` is the number of each.
fn repeated(text: &str, count: usize) -> String {
    let (head, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    let lines = (1..=count).map(|n| last.replace("{n}", &n.to_string()) + "\n");
    format!("{head}\n{}", lines.collect::<String>())
}

/// The bytes of a file below `tests/`.
fn copied(path: &str) -> Result<Vec<u8>, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Bytes as pairs of hexadecimal digits; text in quotes stands for itself.
fn hex(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            bytes.extend(part.replace("\\n", "\n").bytes());
            continue;
        }
        for pair in part.split_whitespace() {
            bytes.push(u8::from_str_radix(pair, 16).map_err(|_| format!("`{pair}` is no byte"))?);
        }
    }
    Ok(bytes)
}
