//! Why a site could not be published. In: what was attempted and what the system said. Out: a
//! message with a hint, in Vietnamese or English. Never prints.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// A reason why nothing, or not all, was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Another run is publishing with the same state folder.
    #[error("{}", self.message(false))]
    Busy {
        /// The lock that is held.
        lock: PathBuf,
        /// The process that holds it, where the system tells.
        pid: Option<u32>,
    },
    /// The system refused an operation.
    #[error("{}", self.message(false))]
    Io {
        /// What was attempted.
        step: Step,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Files that are not the site's lie where it wants to write. Nothing was changed.
    #[error("{}", self.message(false))]
    Foreign {
        /// The published folder.
        target: PathBuf,
        /// The paths below it, sorted.
        paths: Vec<String>,
    },
    /// Outputs that cannot stand in one folder on every system. Nothing was changed.
    #[error("{}", self.message(false))]
    Conflict {
        /// Pairs of output paths, sorted.
        pairs: Vec<(String, String)>,
    },
    /// This system or disk cannot exchange two folders in one step.
    #[error("{}", self.message(false))]
    SwapUnsupported {
        /// The published folder.
        target: PathBuf,
    },
    /// The published folder's path is that of something else.
    #[error("{}", self.message(false))]
    NotAFolder {
        /// The path.
        target: PathBuf,
    },
}

/// An operation that publishing attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Looking, listing or reading.
    Read,
    /// Writing a file.
    Write,
    /// Making a folder.
    Make,
    /// Moving, linking or exchanging.
    Move,
    /// Removing.
    Remove,
}

impl PublishError {
    /// The message and its hint, in Vietnamese if `vi`, else in English.
    #[must_use]
    pub fn message(&self, vi: bool) -> String {
        if vi { self.vietnamese() } else { self.english() }
    }

    pub(super) fn io(step: Step, path: &Path, source: io::Error) -> Self {
        Self::Io { step, path: path.to_path_buf(), source }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::Busy { lock, pid } => format!(
                "một lần dựng khác đang xuất bản{} (khóa: {}). Hãy đợi lần đó xong rồi chạy lại.",
                pid.map_or(String::new(), |pid| format!(", tiến trình {pid}")),
                lock.display()
            ),
            Self::Io { step, path, source } => {
                let (reason, hint) = explain(source).vi;
                format!("không {} được {}: {reason} ({source}). {hint}", step.vi(), path.display())
            }
            Self::Foreign { target, paths } => format!(
                "trong {} có tệp không do trang này tạo ra, nằm đúng chỗ cần ghi; chưa thay đổi gì:{}\n\
                 Hãy chuyển các tệp đó đi nơi khác, hoặc chọn một thư mục xuất bản trống.",
                target.display(),
                lines(paths.iter().map(String::as_str))
            ),
            Self::Conflict { pairs } => format!(
                "có đường dẫn trùng nhau (kể cả chỉ khác chữ hoa, chữ thường, hoặc vừa là tệp vừa là \
                 thư mục); chưa thay đổi gì:{}\nHãy đổi tên một trong hai bài của mỗi cặp.",
                lines(pairs.iter().map(|(a, b)| format!("{a}  ↔  {b}")))
            ),
            Self::SwapUnsupported { target } => format!(
                "hệ thống hoặc ổ đĩa này không tráo được thư mục {} trong một bước. \
                 Hãy dùng cách xuất bản từng tệp (journal).",
                target.display()
            ),
            Self::NotAFolder { target } => format!(
                "{} không phải là thư mục. Hãy chuyển tệp đó đi hoặc chọn thư mục xuất bản khác.",
                target.display()
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Busy { lock, pid } => format!(
                "another build is publishing{} (lock: {}). Wait until it is done, then run again.",
                pid.map_or(String::new(), |pid| format!(", process {pid}")),
                lock.display()
            ),
            Self::Io { step, path, source } => {
                let (reason, hint) = explain(source).en;
                format!("cannot {} {}: {reason} ({source}). {hint}", step.en(), path.display())
            }
            Self::Foreign { target, paths } => format!(
                "{} holds files that this site did not make, where it has to write; nothing was \
                 changed:{}\nMove them elsewhere, or choose an empty folder to publish to.",
                target.display(),
                lines(paths.iter().map(String::as_str))
            ),
            Self::Conflict { pairs } => format!(
                "outputs collide (the same path, one that differs only in capitals, or a file where \
                 a folder must be); nothing was changed:{}\nRename one page of each pair.",
                lines(pairs.iter().map(|(a, b)| format!("{a}  ↔  {b}")))
            ),
            Self::SwapUnsupported { target } => format!(
                "this system or disk cannot exchange the folder {} in one step. \
                 Publish file by file (journal) instead.",
                target.display()
            ),
            Self::NotAFolder { target } => {
                format!("{} is not a folder. Move it away, or choose another folder to publish to.", target.display())
            }
        }
    }
}

impl Step {
    fn vi(self) -> &'static str {
        match self {
            Self::Read => "đọc",
            Self::Write => "ghi",
            Self::Make => "tạo thư mục",
            Self::Move => "chuyển",
            Self::Remove => "xóa",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Make => "make the folder",
            Self::Move => "move",
            Self::Remove => "remove",
        }
    }
}

/// A reason and a hint, in both languages.
struct Explained {
    vi: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

/// Puts a system error into an editor's words.
fn explain(error: &io::Error) -> Explained {
    use io::ErrorKind as Kind;
    let (vi, en) = match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => (
            ("ổ đĩa đã đầy", "Hãy giải phóng chỗ trống rồi chạy lại; trang đang phát hành không hỏng."),
            ("the disk is full", "Free some space and run again; the published site is not damaged."),
        ),
        Kind::ReadOnlyFilesystem => (
            ("ổ đĩa chỉ cho đọc", "Hãy chọn thư mục xuất bản trên một ổ đĩa ghi được."),
            ("the disk is read-only", "Choose a folder on a disk that can be written to."),
        ),
        Kind::PermissionDenied => (
            ("không có quyền", "Hãy kiểm tra quyền của thư mục, hoặc đóng chương trình đang mở tệp này."),
            ("permission denied", "Check the folder's rights, or close the program that holds the file."),
        ),
        Kind::InvalidFilename | Kind::InvalidInput => (
            (
                "hệ thống không nhận tên này (quá dài hoặc có ký tự lạ)",
                "Hãy rút ngắn tên hồ sơ hoặc tên mục rồi chạy lại.",
            ),
            (
                "the system takes no such name (too long, or odd characters)",
                "Shorten the record's or section's name and run again.",
            ),
        ),
        Kind::NotFound | Kind::NotADirectory | Kind::IsADirectory | Kind::DirectoryNotEmpty => (
            ("thư mục đã bị thay đổi trong khi xuất bản", "Hãy chạy lại lệnh dựng."),
            ("the folder was changed while it was published", "Run the build again."),
        ),
        _ => (
            ("hệ thống báo lỗi", "Hãy kiểm tra ổ đĩa rồi chạy lại; lần chạy sau sẽ làm nốt hoặc hoàn lại."),
            ("the system reports an error", "Check the disk and run again; the next run completes or undoes this one."),
        ),
    };
    Explained { vi, en }
}

/// At most this many paths are listed; a folder full of foreign files needs no more.
const SHOWN: usize = 20;

/// One line an item, the rest counted.
fn lines<T: std::fmt::Display>(items: impl ExactSizeIterator<Item = T>) -> String {
    let total = items.len();
    let mut text = String::new();
    for item in items.take(SHOWN) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {item}");
    }
    if total > SHOWN {
        let _ = write!(text, "\n  … (+{})", total - SHOWN);
    }
    text
}
