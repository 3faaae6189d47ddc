//! `bangvang init`: starts a site. In: a new or empty folder. Out: settings, one record of each of
//! the first kinds, and a guide for editors, all of it from inside the program. Never writes into
//! a folder that holds something.

use std::path::PathBuf;

use super::files;
use super::options::{ARGUMENTS, OPTIONS};
use super::ui::{Exit, Failure, Ui};
use crate::source::embedded;

/// `init`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Thư mục mới hoặc còn trống (a new or empty folder)
    #[arg(value_name = "THƯ MỤC", help_heading = ARGUMENTS)]
    dir: PathBuf,
    /// Chép cả giao diện vào themes/ để sửa (copy the theme for editing)
    #[arg(long, help_heading = OPTIONS)]
    theme: bool,
}

/// Writes the sample site.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let dir = &args.dir;
    if !files::is_free(dir)? {
        return Err(not_free(&dir.display().to_string()));
    }
    let sample = SAMPLE.iter().map(|(path, text)| (*path, text.as_bytes()));
    let theme = embedded::files().iter().copied().filter(|(path, _)| args.theme && path.starts_with("themes/"));
    let mut written = 0;
    for (path, bytes) in sample.chain(theme) {
        let path = dir.join(path);
        files::create(&path, bytes)?.ok_or_else(|| not_free(&path.display().to_string()))?;
        written += 1;
    }
    let dir = dir.display();
    ui.out(&format!("{dir}\n"));
    ui.tell(
        format!(
            "Đã tạo trang mẫu, {written} tệp. Mọi người và số liệu trong đó là dữ liệu hư cấu.\n\
             Việc tiếp theo:\n  cd {dir}\n  sửa content/site.yaml\n  bangvang serve"
        ),
        format!(
            "A sample site was written, {written} files. All people and figures in it are fictitious.\n\
             Next:\n  cd {dir}\n  edit content/site.yaml\n  bangvang serve"
        ),
    );
    Ok(Exit::Fine)
}

/// The sample, by the path in the new site.
const SAMPLE: &[(&str, &str)] = &[
    (".gitignore", include_str!("sample/gitignore")),
    ("README.vi.md", include_str!("sample/README.vi.md")),
    ("content/site.yaml", include_str!("sample/content/site.yaml")),
    ("content/don-vi/so-mau.md", include_str!("sample/content/don-vi/so-mau.md")),
    ("content/don-vi/to-hu-cau-1.md", include_str!("sample/content/don-vi/to-hu-cau-1.md")),
    ("content/ca-nhan/nguyen-thi-hu-cau.md", include_str!("sample/content/ca-nhan/nguyen-thi-hu-cau.md")),
    ("content/phong-trao/thi-dua-mau-2026.md", include_str!("sample/content/phong-trao/thi-dua-mau-2026.md")),
    ("content/van-ban/2026/01-kh-ubnd-2026.md", include_str!("sample/content/van-ban/2026/01-kh-ubnd-2026.md")),
    ("content/quyet-dinh/2026/02-qd-ubnd-2026.md", include_str!("sample/content/quyet-dinh/2026/02-qd-ubnd-2026.md")),
    (
        "content/bai-viet/2026/le-trao-bang-khen-mau.md",
        include_str!("sample/content/bai-viet/2026/le-trao-bang-khen-mau.md"),
    ),
    ("content/trang/gioi-thieu.md", include_str!("sample/content/trang/gioi-thieu.md")),
];

fn not_free(path: &str) -> Failure {
    Failure::usage(
        format!("{path} đã có nội dung; hãy chọn một thư mục mới hoặc còn trống"),
        format!("{path} is not empty; choose a new or empty folder"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::SrcPath;
    use crate::config;
    use crate::record::doc;
    use crate::record::reader::Beside;

    struct Nothing;

    impl Beside for Nothing {
        fn beside(&self, _name: &str) -> Option<(SrcPath, Arc<[u8]>)> {
            None
        }
    }

    #[test]
    fn the_sample_has_no_problem() {
        for (path, text) in SAMPLE {
            let file = SrcPath::new(path).expect("a sound path");
            if *path == config::FILE {
                let (settings, diags) = config::read(&file, Some(text.as_bytes()));
                assert!(settings.is_some() && diags.is_empty(), "{diags:?}");
            } else if let Some(kind) = doc::kind_of(&file) {
                let parsed = doc::parse(kind, &file, text.as_bytes(), &Nothing);
                assert!(parsed.record.is_some() && parsed.diags.is_empty(), "{path}: {:?}", parsed.diags);
            }
        }
    }

    #[test]
    fn the_settings_name_every_key() {
        let (_, settings) = SAMPLE.iter().find(|(path, _)| *path == config::FILE).expect("settings");
        for key in <config::Settings as crate::record::fields::Group>::KEYS {
            let told = settings.lines().any(|line| line.trim_start_matches(['#', ' ']).starts_with(&format!("{key}:")));
            assert!(told, "{key}");
        }
    }
}
