//! `bangvang new`: starts a record. In: a kind and an id as a person types them. Out: one new
//! file below `content/`, and what to do next. Never replaces a file, never takes an id twice. The
//! record of a picture that is there already goes beside it.

use std::path::{Path, PathBuf};

use super::files;
use super::options::ARGUMENTS;
use super::site::no_site;
use super::ui::{Exit, Failure, Ui, shown};
use crate::base::SrcPath;
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
    let picture = (kind == KindId::Photo).then(|| picture(&site, &args.id)).flatten();
    let path = picture.as_ref().and_then(|picture| beside(&site, picture, &args.id)).unwrap_or(path);
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
        tell_picture(ui, &path, picture.as_deref());
    }
    Ok(Exit::Fine)
}

/// The picture without a record that has this id as its name, or would have it in small letters without
/// marks.
fn picture(site: &Path, id: &str) -> Option<PathBuf> {
    let name = |file: &Path| file.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let stem = |file: &Path| file.file_stem().and_then(|stem| stem.to_str()).map(slug);
    let is_free = |file: &Path| !file.with_file_name(format!("{}.yaml", name(file).unwrap_or_default())).exists();
    let mut found = files::below(&site.join("content")).into_iter().filter(|file| {
        name(file).is_some_and(|name| doc::is_picture(&name)) && stem(file).as_deref() == Some(id) && is_free(file)
    });
    found.next()
}

/// Where the record of a picture goes.
fn beside(site: &Path, picture: &Path, id: &str) -> Option<SrcPath> {
    let ending = picture.extension()?.to_str()?.to_lowercase();
    let record = picture.with_file_name(format!("{id}.{ending}.yaml"));
    record.strip_prefix(site).ok().and_then(Path::to_str).and_then(SrcPath::new)
}

/// Says where the picture of a new record belongs, or what it must be called.
fn tell_picture(ui: &Ui, record: &SrcPath, picture: Option<&Path>) {
    let wanted = record.stem();
    match picture.and_then(Path::file_name).and_then(|name| name.to_str()) {
        Some(name) if name == wanted => {}
        Some(name) => ui.tell(
            format!("Đổi tên ảnh `{name}` thành `{wanted}`, để nguyên trong thư mục ấy."),
            format!("Rename the picture `{name}` to `{wanted}`, in the same folder."),
        ),
        None => ui.tell(
            "Đặt ảnh cùng tên, bỏ đuôi .yaml, vào cùng thư mục.",
            "Put the picture beside it, with the same name without .yaml.",
        ),
    }
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
    // A picture may lie in the folder of any kind.
    let folder = if kind == KindId::Photo { "" } else { kind.spec().folder };
    for file in files::below(&site.join("content").join(folder)) {
        let Some(path) = file.strip_prefix(site).ok().and_then(Path::to_str).and_then(SrcPath::new) else {
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
