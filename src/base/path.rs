//! Paths that cannot be mixed up. In: strings. Out: a source path (relative to the site's
//! root) or an output path (relative to the published folder), both with `/` on every system
//! and without any way out of their root. Never touches a disk.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file of the site, relative to its root: `content/phong-trao/a.md`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SrcPath(Arc<str>);

/// A file of the published folder, relative to it: `phong-trao/a/index.html`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutPath(Arc<str>);

macro_rules! path_type {
    ($name:ident) => {
        impl $name {
            /// Takes a relative path; `None` when it is empty, absolute or leads out of its root.
            #[must_use]
            pub fn new(path: &str) -> Option<Self> {
                let clean = path.replace('\\', "/");
                is_inside(&clean).then(|| Self(clean.into()))
            }

            /// The path as text, with `/` between its parts.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The last part of the path.
            #[must_use]
            pub fn file_name(&self) -> &str {
                self.0.rsplit('/').next().unwrap_or(&self.0)
            }

            /// The folder that holds the file; empty at the root.
            #[must_use]
            pub fn folder(&self) -> &str {
                self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
            }

            /// The file name without its last extension.
            #[must_use]
            pub fn stem(&self) -> &str {
                let name = self.file_name();
                name.rsplit_once('.').map_or(name, |(stem, _)| stem)
            }

            /// The last extension, as written; empty without one.
            #[must_use]
            pub fn extension(&self) -> &str {
                self.file_name().rsplit_once('.').map_or("", |(_, ext)| ext)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}

path_type!(SrcPath);
path_type!(OutPath);

/// Whether a cleaned path stays below its root: no empty, `.` or `..` part, no drive.
fn is_inside(path: &str) -> bool {
    !path.contains(['\0', ':']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
