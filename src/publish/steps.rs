//! The disk's operations as publishing uses them. In: an [`Out`]. Out: the same operations and
//! a few made of several, each failing with the path it failed on. Never decides what to do.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{PublishError, Step};
use super::out::{Out, Seen, Shape, is_absent};
use crate::base::OutPath;

type Done<T = ()> = Result<T, PublishError>;

/// A disk whose errors carry their paths.
#[derive(Clone)]
pub(super) struct Steps {
    pub(super) out: Arc<dyn Out>,
}

/// A file met on a walk, below the folder the walk began in.
pub(super) struct Met {
    pub(super) path: PathBuf,
    pub(super) shape: Shape,
}

impl Steps {
    pub(super) fn look(&self, path: &Path) -> Done<Option<Seen>> {
        self.out.look(path).map_err(|error| PublishError::io(Step::Read, path, error))
    }

    pub(super) fn read(&self, path: &Path) -> Done<Vec<u8>> {
        self.out.read(path).map_err(|error| PublishError::io(Step::Read, path, error))
    }

    pub(super) fn make_folders(&self, path: &Path) -> Done {
        self.out.make_folders(path).map_err(|error| PublishError::io(Step::Make, path, error))
    }

    /// Writes a file, making its folder if that is missing.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Done {
        self.in_folder(path, || self.out.write(path, bytes), Step::Write)
    }

    /// Gives a file a second name, making its folder if that is missing.
    pub(super) fn hard_link(&self, from: &Path, to: &Path) -> Done {
        self.in_folder(to, || self.out.hard_link(from, to), Step::Move)
    }

    /// Writes a file of our own so that it is whole at any moment and outlasts a power cut.
    pub(super) fn save(&self, path: &Path, bytes: &[u8]) -> Done {
        let part = with_ending(path, ".tmp");
        self.write(&part, bytes)?;
        self.sync(&part)?;
        self.out.rename(&part, path).map_err(|error| PublishError::io(Step::Move, path, error))?;
        path.parent().map_or(Ok(()), |folder| self.sync(folder))
    }

    /// Moves a finished file to its place in one step, whatever is or is not there.
    pub(super) fn place(&self, from: &Path, to: &Path) -> Done {
        let step = || match self.out.rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => self.carry(from, to),
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                self.remove_empty(to)?;
                self.out.rename(from, to)
            }
            result => result,
        };
        self.in_folder(to, step, Step::Move)
    }

    /// Removes a file if it is one; what took its place since is not ours.
    pub(super) fn remove_file(&self, path: &Path) -> Done {
        match self.look(path)? {
            Some(seen) if seen.shape == Shape::File => self.remove(path, false),
            _ => Ok(()),
        }
    }

    /// Removes the folders that held the given files and are empty now, and those above them
    /// in turn, up to but without `root`.
    pub(super) fn prune<'a>(&self, root: &Path, gone: impl Iterator<Item = &'a OutPath>) -> Done {
        let mut folders = BTreeSet::new();
        for path in gone {
            let mut folder = path.folder();
            while !folder.is_empty() && folders.insert(folder) {
                folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            }
        }
        // Backwards, a folder comes after all that are in it.
        for folder in folders.into_iter().rev() {
            let path = root.join(folder);
            match self.out.remove_folder(&path) {
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                Err(error) if is_absent(&error) || error.kind() == io::ErrorKind::InvalidFilename => {}
                result => result.map_err(|error| PublishError::io(Step::Remove, &path, error))?,
            }
        }
        Ok(())
    }

    /// Removes a folder with all in it, if it is there; how many files it held.
    pub(super) fn remove_tree(&self, folder: &Path) -> Done<usize> {
        if self.look(folder)?.is_none() {
            return Ok(0);
        }
        let met = self.walk(folder)?;
        let mut files = 0;
        for thing in met.iter().rev() {
            let is_folder = thing.shape == Shape::Folder;
            files += usize::from(!is_folder);
            self.remove(&folder.join(&thing.path), is_folder)?;
        }
        self.remove(folder, true)?;
        Ok(files)
    }

    /// Everything below a folder, each folder before what is in it.
    pub(super) fn walk(&self, folder: &Path) -> Done<Vec<Met>> {
        let mut met = Vec::new();
        self.walk_into(folder, Path::new(""), &mut met)?;
        Ok(met)
    }

    fn walk_into(&self, root: &Path, below: &Path, met: &mut Vec<Met>) -> Done {
        let folder = root.join(below);
        let names = self.out.list(&folder).map_err(|error| PublishError::io(Step::Read, &folder, error))?;
        for (name, shape) in names {
            let path = below.join(name);
            met.push(Met { path: path.clone(), shape });
            if shape == Shape::Folder {
                self.walk_into(root, &path, met)?;
            }
        }
        Ok(())
    }

    /// Runs a step on `path`; if only its folder was missing, makes it and runs the step again.
    /// Most folders are there, so asking first would cost more than the rare failure.
    fn in_folder(&self, path: &Path, step: impl Fn() -> io::Result<()>, name: Step) -> Done {
        let result = match (step(), path.parent()) {
            (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folders(folder)?;
                step()
            }
            (result, _) => result,
        };
        result.map_err(|error| PublishError::io(name, path, error))
    }

    /// Moves a file between disks: a copy beside its place, then the one step.
    fn carry(&self, from: &Path, to: &Path) -> io::Result<()> {
        let part = with_ending(to, ".bangvang-part");
        self.out.write(&part, &self.out.read(from)?)?;
        self.out.rename(&part, to)?;
        self.out.remove_file(from)
    }

    /// Removes a folder in which there are only folders.
    fn remove_empty(&self, folder: &Path) -> io::Result<()> {
        for (name, shape) in self.out.list(folder)? {
            if shape == Shape::Folder {
                self.remove_empty(&folder.join(name))?;
            }
        }
        self.out.remove_folder(folder)
    }

    fn remove(&self, path: &Path, is_folder: bool) -> Done {
        let result = if is_folder { self.out.remove_folder(path) } else { self.out.remove_file(path) };
        result.map_err(|error| PublishError::io(Step::Remove, path, error))
    }

    fn sync(&self, path: &Path) -> Done {
        self.out.sync(path).map_err(|error| PublishError::io(Step::Write, path, error))
    }
}

/// The path with something added to its last name.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
