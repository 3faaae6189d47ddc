//! Remembered things by name. In: values. Out: the same in a later run, or nothing when they are
//! damaged or of another build of the program. Each lies in a file of its own that begins with a
//! fingerprint of the rest, and is written whole or not at all. Never knows what the things are.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::Fp;

/// A folder of remembered things.
#[derive(Clone)]
pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    /// The things in a folder; nothing is opened yet.
    #[must_use]
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder itself.
    pub(super) fn root(&self) -> PathBuf {
        self.folder.clone()
    }

    /// A folder within.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether there is anything of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        read_head(&self.folder.join(name)).is_some()
    }

    /// What outlives a new version of the program; nothing when it is damaged.
    pub(super) fn lasting<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = read_file(&self.folder.join(name))?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head == sealed(LASTING, body) { postcard::from_bytes(body).ok() } else { None }
    }

    /// What a lasting thing begins with, without reading the rest.
    pub(super) fn first_of<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let start = read_start(&self.folder.join(name), HEAD + FIRST)?;
        postcard::take_from_bytes(start.get(HEAD..)?).ok().map(|(first, _)| first)
    }

    /// Keeps what outlives a new version of the program.
    pub(super) fn save_lasting<T: Serialize>(&self, name: &str, value: &T) {
        // The honours of an archive are many megabytes: room is made once.
        let room = postcard::experimental::serialized_size(value).map(Vec::with_capacity);
        let Ok(body) = room.and_then(|room| postcard::to_extend(value, room)) else { return };
        let (head, path) = (sealed(LASTING, &body), self.folder.join(name));
        if read_head(&path).is_none_or(|there| there != head) {
            let _ = write_file(&self.folder, &path, &[&head, &body]);
        }
    }

    /// A remembered thing by its name; nothing when it is damaged or of another program.
    pub(super) fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        postcard::from_bytes(&self.sound(name)?[HEAD..]).ok()
    }

    /// The bytes of a remembered thing with its header, if they belong together.
    fn sound(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = read_file(&self.folder.join(name))?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let is_sound = head == header(body);
        is_sound.then_some(bytes)
    }

    /// The bytes of a remembered thing; nothing when it is damaged or of another program.
    pub(super) fn raw(&self, name: &str) -> Option<Vec<u8>> {
        self.sound(name).map(|mut bytes| bytes.split_off(HEAD))
    }

    /// A part that another version of the program may have written.
    pub(super) fn read_body<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        postcard::from_bytes(read_file(&self.folder.join(name))?.get(HEAD..)?).ok()
    }

    /// Removes a thing.
    #[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
    pub(super) fn forget(&self, name: &str) {
        let _ = std::fs::remove_file(self.folder.join(name));
    }

    /// Writes a part whole or not at all. That a cache cannot be written is no reason to stop.
    pub(super) fn write<T: Serialize>(&self, name: &str, value: &T) {
        let _ = self.put(name, value);
    }

    /// Writes a part whole or not at all, and says whether it is there.
    pub(super) fn put<T: Serialize>(&self, name: &str, value: &T) -> Option<()> {
        self.put_body(name, &postcard::to_stdvec(value).ok()?)
    }

    /// The same with bytes that are ready.
    pub(super) fn put_body(&self, name: &str, body: &[u8]) -> Option<()> {
        let head = header(body);
        let path = self.folder.join(name);
        if read_head(&path).is_none_or(|there| there != head) {
            write_file(&self.folder, &path, &[&head, body]).ok()?;
        }
        Some(())
    }
}

/// Length of the header of a part.
pub(super) const HEAD: usize = 32;

/// The version of the program and the fingerprint of the part's body, as hexadecimal digits.
pub(super) fn header(body: &[u8]) -> Vec<u8> {
    seal(body).to_string().into_bytes()
}

/// How many bytes a fingerprint takes at most.
const FIRST: usize = 20;

/// What the header says.
pub(super) fn seal(body: &[u8]) -> Fp {
    Fp::all([version(), Fp::of_bytes(body)])
}

/// Name and version of what outlives the program.
pub(super) const LASTING: &str = "bangvang summary 3";

fn sealed(form: &str, body: &[u8]) -> Vec<u8> {
    Fp::all([Fp::of(form), Fp::of_bytes(body)]).to_string().into_bytes()
}

/// The program itself: another build may parse or render otherwise.
fn version() -> Fp {
    Fp::of(&(env!("CARGO_PKG_VERSION"), env!("BANGVANG_BUILD")))
}

#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
pub(super) fn read_file(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

pub(super) fn read_head(path: &Path) -> Option<Vec<u8>> {
    read_start(path, HEAD)
}

/// The first bytes of a file, so many at most.
#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
fn read_start(path: &Path, length: usize) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let mut start = Vec::with_capacity(length);
    std::fs::File::open(path).ok()?.take(length as u64).read_to_end(&mut start).ok()?;
    Some(start)
}

#[allow(clippy::disallowed_methods, reason = "the cache is the engine's own folder, not content")]
pub(super) fn write_file(folder: &Path, path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    use std::io::Write as _;
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension("tmp");
    let mut file = std::fs::File::create(&beside)?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    drop(file);
    std::fs::rename(&beside, path)
}
