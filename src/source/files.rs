//! What a window into the world must offer. In: nothing. Out: the trait [`Files`] and the words
//! it speaks: entries, stamps, problems. Never touches a disk itself; `disk` and `memory` do.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::SrcPath;

/// The largest text source that is read, in bytes.
pub const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// The largest other source (photo, sound, document) that is read, in bytes.
pub const MAX_ASSET: u64 = 256 * 1024 * 1024;

/// A set of source files: the site's folder, an embedded theme, or a test's own.
pub trait Files: Send + Sync {
    /// Lists every source file, sorted by path, with what was wrong with the others.
    ///
    /// # Errors
    /// Only when there is no site to list at all.
    fn list(&self) -> Result<Listing, SourceError>;

    /// Reads one file whole.
    ///
    /// # Errors
    /// When the file has vanished since it was listed, may not be read or is too large.
    fn read(&self, path: &SrcPath) -> Result<Arc<[u8]>, SourceError>;
}

/// One listed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the file lies; always in composed form (NFC), whatever the disk calls it.
    pub path: SrcPath,
    /// What the file system says about it.
    pub stamp: Stamp,
}

/// What changes when a file is written, as far as can be seen without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub size: u64,
    /// Last modification, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Last change of the file's own entry, which copying with `cp -p` cannot set back; 0 where
    /// the system has none.
    pub ctime_ns: i64,
}

/// The answer of [`Files::list`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// All readable files, sorted by path, each path once.
    pub entries: Vec<Entry>,
    /// What could not be listed, sorted by path.
    pub problems: Vec<SourceProblem>,
    /// When the listing began, by the clock that stamps the files.
    pub taken_ns: i64,
}

/// Why one path is not among the sources. The path is shown as the disk has it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceProblem {
    /// A link whose target lies outside the site.
    #[error("{path}: the link leads out of the site, to {target}")]
    OutsideLink {
        /// The link.
        path: String,
        /// Where it leads.
        target: String,
    },
    /// A link whose target does not exist.
    #[error("{path}: the link leads nowhere")]
    BrokenLink {
        /// The link.
        path: String,
    },
    /// A link to a folder that contains it.
    #[error("{path}: the link leads back to a folder above it")]
    Loop {
        /// The link.
        path: String,
    },
    /// A file name that is not UTF-8.
    #[error("{path}: the file name is not UTF-8")]
    NotUtf8Name {
        /// The name, with marks in place of what cannot be shown.
        path: String,
    },
    /// A file name with a character that other systems do not allow.
    #[error("{path}: the file name holds a `:` or a `\\`")]
    BadName {
        /// The name.
        path: String,
    },
    /// A second file of the same name that differs only in how its accents are stored.
    #[error("{path}: another file has the same name, its accents stored differently")]
    Twin {
        /// The name both files have.
        path: String,
    },
    /// A pipe, socket or device.
    #[error("{path}: not a regular file")]
    NotRegular {
        /// The thing.
        path: String,
    },
    /// A file above the limit of its kind.
    #[error("{path}: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its length.
        size: u64,
        /// The most that is read.
        limit: u64,
    },
    /// A file or folder that the system refuses to open.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// A file that was listed, but had gone or changed when it was to be read.
    #[error("{path}: gone or changed while the site was read")]
    Vanished {
        /// The file.
        path: String,
    },
}

impl SourceProblem {
    /// The path the problem is about.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::OutsideLink { path, .. }
            | Self::BrokenLink { path }
            | Self::Loop { path }
            | Self::NotUtf8Name { path }
            | Self::BadName { path }
            | Self::Twin { path }
            | Self::NotRegular { path }
            | Self::TooLarge { path, .. }
            | Self::Unreadable { path, .. }
            | Self::Vanished { path } => path,
        }
    }

    /// Sorts problems by path, whichever thread met them first.
    pub(super) fn sort(problems: &mut [Self]) {
        problems.sort_by(|a, b| a.path().cmp(b.path()));
    }

    /// The problem behind a failed attempt to open or read `path`.
    pub(super) fn from_io(path: impl Into<String>, error: &io::Error) -> Self {
        let path = path.into();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Vanished { path },
            _ => Self::Unreadable { path, reason: error.to_string() },
        }
    }
}

/// Why listing or reading failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The site's folder itself cannot be opened; there is nothing to build.
    #[error("{path}: the site's folder cannot be opened: {reason}")]
    Root {
        /// The folder.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// One file cannot be read; the others can.
    #[error(transparent)]
    File(#[from] SourceProblem),
}

/// Whether a file or folder of this name is a leftover of an editor or of the system, which no
/// listing shows and no watcher reports.
#[must_use]
pub fn is_skipped(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == PROBE
        || LEFTOVERS.iter().any(|end| ends_with_ignoring_case(name, end))
}

/// The most that is read of a file of this name.
#[must_use]
pub fn size_limit(path: &SrcPath) -> u64 {
    let extension = path.extension();
    let is_text = TEXT.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_text { MAX_TEXT } else { MAX_ASSET }
}

/// Ends of names that are never sources.
const LEFTOVERS: &[&str] = &[".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", ".part", "thumbs.db", "desktop.ini"];

/// What Vim makes for a moment, to see whether it may write in a folder.
const PROBE: &str = "4913";

/// Extensions of what is read as text.
const TEXT: &[&str] = &[
    "", "md", "markdown", "yaml", "yml", "csv", "tsv", "txt", "html", "htm", "xml", "json", "css", "js", "svg", "toml",
];

fn ends_with_ignoring_case(name: &str, end: &str) -> bool {
    let (name, end) = (name.as_bytes(), end.as_bytes());
    name.len() >= end.len() && name[name.len() - end.len()..].eq_ignore_ascii_case(end)
}
