//! One publisher at a time. In: the path of a lock file. Out: the lock, held until it is
//! dropped or its process dies. Waits no longer than a
//! moment, and writes nothing into the file.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::{PublishError, Step};

/// How often the lock is tried again.
const TRIES: u32 = 5;
/// How long to wait between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, while it is held.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a state folder, or says who holds it.
    pub(super) fn take(state: &Path) -> Result<Self, PublishError> {
        let path = state.join("lock");
        let file = open(&path).map_err(|error| PublishError::io(Step::Write, &path, error))?;
        match patiently(&file) {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(busy(path, &file)),
            // A network share without locks: going on is better than never publishing there.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { _file: file }),
            Err(TryLockError::Error(error)) => Err(PublishError::io(Step::Write, &path, error)),
        }
    }
}

/// Tries for a moment: a process that another one has just started may still hold the lock it
/// inherited, until it begins to run.
fn patiently(file: &File) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            decided => return decided,
        }
    }
    file.try_lock()
}

fn open(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

fn busy(lock: PathBuf, file: &File) -> PublishError {
    PublishError::Busy { pid: holder(file), lock }
}

/// The process that holds the lock, from the kernel's own list: a number written into the file
/// would outlive its process, and writing it would be a write in a run that changes nothing.
#[cfg(target_os = "linux")]
fn holder(file: &File) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let end = format!(":{}", file.metadata().ok()?.ino());
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    // 1: FLOCK  ADVISORY  WRITE 1234 fd:01:5678 0 EOF
    let held = locks.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mut held = held.filter(|part| part.get(1) == Some(&"FLOCK"));
    held.find(|part| part.get(5).is_some_and(|id| id.ends_with(&end)))?.get(4)?.parse().ok()
}

#[cfg(not(target_os = "linux"))]
fn holder(_: &File) -> Option<u32> {
    None
}
