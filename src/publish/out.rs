//! The few things publishing does to a disk. In: absolute paths and bytes. Out: the trait
//! [`Out`] with the real disk behind it; tests put a failing one there. Never decides anything.

use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Write};
use std::path::Path;

/// A disk to write to. Each operation is one step that may fail by itself.
pub trait Out: Send + Sync {
    /// What lies at `path`, without following a link; `None` if nothing does.
    ///
    /// # Errors
    /// Any but the path's absence.
    fn look(&self, path: &Path) -> io::Result<Option<Seen>>;
    /// The names in a folder with what they are, sorted.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<(std::ffi::OsString, Shape)>>;
    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Writes a file, in place of one of that name; its folder must exist.
    ///
    /// # Errors
    /// When the disk is full, read-only or failing.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes sure a file's bytes or a folder's names outlast a power cut.
    ///
    /// # Errors
    /// When the disk fails.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// When a file is in the way or the disk refuses.
    fn make_folders(&self, path: &Path) -> io::Result<()>;
    /// Gives `path` the access rights of `model`.
    ///
    /// # Errors
    /// When the disk refuses.
    fn copy_rights(&self, model: &Path, path: &Path) -> io::Result<()>;
    /// Moves a file or folder, in place of a file of the new name.
    ///
    /// # Errors
    /// When the disk refuses, or the two lie on different disks.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name.
    ///
    /// # Errors
    /// When the new name is taken or the disk refuses.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two folders in one step.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] where the system cannot; else as `rename`.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// When it is missing or the disk refuses.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    ///
    /// # Errors
    /// When it is missing, not empty, or the disk refuses.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// What [`Out::look`] sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// File, folder or something else.
    pub shape: Shape,
    /// Length in bytes.
    pub size: u64,
    /// The disk it lies on; 0 where the system does not tell.
    pub device: u64,
    /// Its number on that disk; 0 where the system does not tell.
    pub number: u64,
}

/// What kind of thing has a name in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe or a device.
    Other,
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealOut;

impl Out for RealOut {
    fn look(&self, path: &Path) -> io::Result<Option<Seen>> {
        match fs::symlink_metadata(path) {
            Ok(meta) => Ok(Some(seen(&meta))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(std::ffi::OsString, Shape)>> {
        let entries = fs::read_dir(folder)?.map(|entry| {
            let entry = entry?;
            Ok((entry.file_name(), shape(entry.file_type()?)))
        });
        let mut names = entries.collect::<io::Result<Vec<_>>>()?;
        names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create(path)?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let is_folder = path.is_dir();
        // Only Unix lets a folder be opened; elsewhere its names are safe without.
        if is_folder && !cfg!(unix) {
            return Ok(());
        }
        match File::open(path)?.sync_all() {
            // Some network shares cannot do it for folders, and need not.
            Err(error) if is_folder && is_beyond(&error) => Ok(()),
            result => result,
        }
    }

    fn make_folders(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn copy_rights(&self, model: &Path, path: &Path) -> io::Result<()> {
        fs::set_permissions(path, fs::metadata(model)?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|error| match error {
            // An older kernel or a file system without the operation.
            rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS => io::ErrorKind::Unsupported.into(),
            other => other.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// Whether an error says that there is nothing at a path: no such name, or a file where a
/// folder of the path should be.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether an error says that the file system does not know the operation.
fn is_beyond(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

fn seen(meta: &Metadata) -> Seen {
    let (device, number) = identity(meta);
    Seen { shape: shape(meta.file_type()), size: meta.len(), device, number }
}

fn shape(kind: FileType) -> Shape {
    if kind.is_file() {
        Shape::File
    } else if kind.is_dir() {
        Shape::Folder
    } else {
        Shape::Other
    }
}

#[cfg(unix)]
fn identity(meta: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
