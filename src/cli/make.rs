//! `bangvang new`: starts a record. In: a kind and an id as a person types them. Out: one new
//! file below `content/`, and what to do next. Never replaces a file, never takes an id twice.

use std::path::Path;

use super::files;
use super::options::ARGUMENTS;
use super::site::no_site;
use super::ui::{Exit, Failure, Ui, shown};
use crate::record::kind::KindId;
use crate::record::{doc, skeleton};
use crate::text::near::nearest;
use crate::text::slug::{LONGEST, slug};

/// `new`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Loại hồ sơ: unit, decision… hoặc tên thư mục: don-vi, quyet-dinh… (the kind)
    #[arg(value_name = "LOẠI", help_heading = ARGUMENTS, display_order = 1)]
    kind: String,
    /// Mã hồ sơ: chữ thường không dấu, chữ số, gạch nối, ví dụ 455-qd-ctn-2019 (the id)
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS, display_order = 2)]
    id: String,
}

/// Writes the new record.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let kind = kind(&args.kind)?;
    let today = ui.now().day();
    let path = skeleton::path(kind, &args.id, today).ok_or_else(|| bad_id(&args.id))?;
    let site = ui.site();
    if !site.join("content").is_dir() {
        return Err(no_site(&site));
    }
    not_taken(&site, kind, &args.id)?;
    let file = site.join(path.as_str());
    let text = skeleton::text(kind, today);
    files::create(&file, text.as_bytes())?.ok_or_else(|| taken(&args.id, path.as_str()))?;
    ui.out(&format!("{}\n", shown(&file)));
    ui.tell(
        "Đã tạo bản nháp. Mở tệp, sửa những dòng có dấu ←, rồi chạy: bangvang check",
        "A draft was made. Open the file, change the lines marked ←, then run: bangvang check",
    );
    if kind == KindId::Photo {
        ui.tell(
            "Đặt ảnh cùng tên, bỏ đuôi .yaml, vào cùng thư mục.",
            "Put the picture beside it, with the same name without .yaml.",
        );
    }
    Ok(Exit::Fine)
}

/// The kind that a word means: its name, its folder, or its Vietnamese label.
pub(super) fn kind(word: &str) -> Result<KindId, Failure> {
    let labelled = || KindId::ALL.iter().copied().find(|kind| slug(kind.spec().vi) == slug(word));
    KindId::named(word).or_else(labelled).ok_or_else(|| no_kind(word))
}

/// A word that is no kind, with the one that was perhaps meant.
fn no_kind(word: &str) -> Failure {
    let names = KindId::ALL.iter().flat_map(|kind| [kind.spec().name, kind.spec().folder]);
    let all: Vec<&str> = KindId::ALL.iter().map(|kind| kind.spec().name).collect();
    let all = all.join(", ");
    match nearest(word, names) {
        Some(near) => Failure::usage(
            format!("không có loại hồ sơ `{word}`; ý bạn là `{near}`?"),
            format!("there is no kind `{word}`; did you mean `{near}`?"),
        ),
        None => Failure::usage(
            format!("không có loại hồ sơ `{word}`; các loại: {all}"),
            format!("there is no kind `{word}`; the kinds are: {all}"),
        ),
    }
}

fn bad_id(id: &str) -> Failure {
    let meant = slug(id);
    let (vi, en) = if meant.is_empty() || meant == id {
        (String::new(), String::new())
    } else {
        (format!("; ý bạn là `{meant}`?"), format!("; did you mean `{meant}`?"))
    };
    Failure::usage(
        format!(
            "mã `{id}` không dùng được: chỉ chữ thường không dấu, chữ số và gạch nối, nhiều nhất {LONGEST} chữ, không là tên thiết bị như con, nul{vi}"
        ),
        format!(
            "the id `{id}` cannot be used: lower-case letters, digits and hyphens only, at most {LONGEST} of them, no device such as con, nul{en}"
        ),
    )
}

/// Looks whether a record of the kind has the id already, in whatever folder of its kind.
fn not_taken(site: &Path, kind: KindId, id: &str) -> Result<(), Failure> {
    let folder = site.join("content").join(kind.spec().folder);
    for file in files::below(&folder) {
        let Some(path) = file.strip_prefix(site).ok().and_then(Path::to_str).and_then(crate::base::SrcPath::new) else {
            continue;
        };
        let same = doc::kind_of(&path) == Some(kind) && doc::identity(&path).is_some_and(|(other, _)| &*other == id);
        if same {
            return Err(taken(id, path.as_str()));
        }
    }
    Ok(())
}

fn taken(id: &str, path: &str) -> Failure {
    Failure::usage(
        format!("mã `{id}` đã có ở {path}; không ghi đè"),
        format!("the id `{id}` is already used by {path}; nothing was overwritten"),
    )
}
