//! Files below `content/` that nothing reads: an editor who saved one there waits for a page that never
//! comes. In: the files, and those that records ask for. Out: a word on each. Never opens one.

use std::collections::HashSet;

use crate::base::SrcPath;
use crate::config;
use crate::diag::{Diag, Place, Problem};
use crate::record::{self, KindId, doc};
use crate::source::{Snapshot, Source};
use crate::text::near::nearest;
use crate::text::slug::slug;

/// Why a file is not read, in Vietnamese and English, and what was perhaps meant.
type Why = (String, String, Option<String>);

/// Endings of files in which people write texts and tables.
const WRITTEN: &[&str] = &["doc", "docx", "odt", "rtf", "pages", "pdf", "xls", "xlsx", "ods", "numbers"];

/// A word on every file that nothing reads; `asked` are those that records ask for.
pub(super) fn told(snapshot: &Snapshot, asked: &HashSet<&SrcPath>) -> Vec<Diag> {
    let mut folders = HashSet::new();
    let mut diags = Vec::new();
    for path in snapshot.under("content").iter().map(Source::path).filter(|path| is_unknown(path)) {
        let Some((folder, _)) = path.as_str().strip_prefix("content/").and_then(|inside| inside.split_once('/')) else {
            diags.extend(lies_bare(path).map(|why| not_read(path, why)));
            continue;
        };
        if KindId::of_folder(folder).is_some() {
            let why = if asked.contains(path) { None } else { unread(snapshot, path) };
            diags.extend(why.map(|why| not_read(path, why)));
        } else if is_record_like(path) && folders.insert(folder.to_owned()) {
            let near = nearest(folder, KindId::ALL.iter().map(|kind| kind.spec().folder)).map(str::to_owned);
            let problem = Problem::UnknownFolder { folder: folder.to_owned() };
            diags.push(Diag::new(problem, Place::File(path.clone())).suggest(near));
        }
    }
    diags
}

fn is_unknown(path: &SrcPath) -> bool {
    let own = [config::FILE, config::voice::FILE, record::reads::FILE];
    doc::kind_of(path).is_none() && !own.contains(&path.as_str())
}

fn is_record_like(path: &SrcPath) -> bool {
    matches!(path.extension(), "md" | "yaml" | "yml")
}

fn not_read(path: &SrcPath, (why, why_en, meant): Why) -> Diag {
    Diag::new(Problem::NotRead { why, why_en }, Place::File(path.clone())).suggest(meant)
}

/// A file right in `content/`.
fn lies_bare(path: &SrcPath) -> Option<Why> {
    let is_text = is_record_like(path) || meant(path).is_some() || WRITTEN.contains(&lower(path).as_str());
    let why = ("nó nằm ngay trong content/, không trong thư mục của một loại hồ sơ", "it lies right in content/");
    is_text.then(|| (why.0.to_owned(), why.1.to_owned(), None))
}

/// Why a file in the folder of a kind is not read; nothing for what nobody takes for a record.
fn unread(snapshot: &Snapshot, path: &SrcPath) -> Option<Why> {
    let ending = lower(path);
    if let Some(meant) = meant(path) {
        let why = ("đuôi tệp không phải .md hay .yaml".to_owned(), "its name does not end in .md or .yaml".to_owned());
        return Some((why.0, why.1, Some(meant)));
    }
    if WRITTEN.contains(&ending.as_str()) {
        let vi = "hồ sơ là tệp chữ .md, .yaml; hãy tạo bằng `bangvang new` rồi chép nội dung vào, hoặc dẫn tới tệp này bằng `file`";
        let en = "a record is a text file .md or .yaml: make one with `bangvang new` and copy the text, or name this file as `file`";
        return Some((vi.to_owned(), en.to_owned(), None));
    }
    if ending == "csv" {
        let (vi, en) = ("không hồ sơ nào dẫn tới bằng `recipients_csv`", "no record names it as `recipients_csv`");
        return Some((vi.to_owned(), en.to_owned(), None));
    }
    let sidecar = SrcPath::new(&format!("{path}.yaml"));
    let has_record = sidecar.is_some_and(|sidecar| snapshot.get(&sidecar).is_some());
    (doc::is_picture(path.file_name()) && !has_record).then(|| {
        let id = slug(path.stem());
        (
            format!("ảnh chưa có hồ sơ; tạo bằng `bangvang new photo {id}`"),
            format!("the picture has no record; make one with `bangvang new photo {id}`"),
            None,
        )
    })
}

/// The name that a record in a file with a strange ending was perhaps meant to have.
fn meant(path: &SrcPath) -> Option<String> {
    let (name, ending) = (path.stem(), lower(path));
    match ending.as_str() {
        // Editors of Windows put their own ending behind one that they do not know.
        "txt" if [".md", ".yaml"].iter().any(|end| name.to_lowercase().ends_with(end)) => Some(name.to_lowercase()),
        "txt" | "markdown" => Some(format!("{name}.md")),
        "md" | "yaml" | "yml" if path.extension() != ending => Some(format!("{name}.{ending}")),
        "" => Some(format!("{}.md", path.file_name())),
        _ => None,
    }
}

fn lower(path: &SrcPath) -> String {
    path.extension().to_ascii_lowercase()
}
