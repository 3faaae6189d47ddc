//! What the site has published. In: the outputs of a complete run. Out: the same, next time.
//! Decides which files of the published folder are the site's: never one that is not in here.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error::PublishError;
use super::places::Places;
use super::steps::Steps;
use crate::base::{Fp, OutPath};

/// Name and version of the saved form.
const FORM: &str = "bangvang manifest 1";

/// The outputs of the last complete run, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Sorted by path, each once.
    made: Vec<(OutPath, Made)>,
}

/// Finds outputs by paths that mostly rise: the next one is mostly the one that is asked for.
pub struct Walk<'m> {
    made: &'m [(OutPath, Made)],
    next: usize,
}

impl Walk<'_> {
    /// What was published at `path`.
    pub fn find(&mut self, path: &OutPath) -> Option<Made> {
        let is_next = self.made.get(self.next).is_some_and(|(there, _)| there == path);
        if !is_next {
            self.next = self.made.partition_point(|(there, _)| there < path);
        }
        let (_, made) = self.made.get(self.next).filter(|(there, _)| is_next || there == path)?;
        self.next += 1;
        Some(*made)
    }
}

/// One published file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Made {
    /// Fingerprint of its bytes.
    pub fp: Fp,
    /// Length in bytes.
    pub size: u64,
}

impl Made {
    /// What is known of a file that is the site's but may hold anything: a length no file has,
    /// so that the next run writes it anew.
    fn doubtful() -> Self {
        Self { fp: Fp::default(), size: u64::MAX }
    }

    /// Whether these are the bytes.
    pub(super) fn is_of(self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.fp == Fp::of_bytes(bytes)
    }
}

impl Manifest {
    /// What was published at `path`.
    #[must_use]
    pub fn get(&self, path: &OutPath) -> Option<Made> {
        self.walk().find(path)
    }

    /// What was published at one path after the other.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk { made: &self.made, next: 0 }
    }

    /// All published files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&OutPath, Made)> {
        self.made.iter().map(|(path, made)| (path, *made))
    }

    /// The path at a place in the order of all.
    pub(super) fn path(&self, at: usize) -> Option<&OutPath> {
        self.made.get(at).map(|(path, _)| path)
    }

    /// How many files are published.
    #[must_use]
    pub fn len(&self) -> usize {
        self.made.len()
    }

    /// The fingerprint of all paths and bytes: equal ones are equal sites.
    #[must_use]
    pub fn fp(&self) -> Fp {
        Fp::of(&self.made)
    }

    /// Whether nothing is published yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// The manifest of the last complete run. A damaged one counts as none: then every file in
    /// the published folder is a stranger's until it proves equal, and none is lost.
    pub(super) fn load(steps: &Steps, places: &Places) -> Result<Self, PublishError> {
        if steps.look(&places.manifest)?.is_none() {
            return Ok(Self::default());
        }
        Ok(unseal(FORM, &steps.read(&places.manifest)?).unwrap_or_default())
    }

    pub(super) fn save(&self, steps: &Steps, places: &Places) -> Result<(), PublishError> {
        steps.save(&places.manifest, &seal(FORM, self))
    }

    /// Takes `path` out: nothing of the site lies there.
    pub(super) fn forget(&mut self, path: &OutPath) {
        self.made.retain(|(there, _)| there != path);
    }

    /// Keeps `path` as the site's own, but trusts its bytes no more.
    pub(super) fn doubt(&mut self, path: &OutPath) {
        let one = (path.clone(), Made::doubtful());
        match self.made.binary_search_by(|(there, _)| there.cmp(path)) {
            Ok(at) => self.made[at] = one,
            Err(at) => self.made.insert(at, one),
        }
    }
}

impl FromIterator<(OutPath, Made)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (OutPath, Made)>>(made: I) -> Self {
        let mut made: Vec<(OutPath, Made)> = made.into_iter().collect();
        made.sort_by(|a, b| a.0.cmp(&b.0));
        made.dedup_by(|second, first| second.0 == first.0);
        Self { made }
    }
}

/// Length of the fingerprint that closes a saved value, in hexadecimal digits.
const SEAL: usize = 32;

/// A value as bytes, closed by a fingerprint over them and over `form`, the name and version
/// of what is saved.
pub(super) fn seal<T: Serialize>(form: &str, value: &T) -> Vec<u8> {
    // An archive's manifest is many megabytes: room is made once.
    let room = postcard::experimental::serialized_size(value).map(|size| Vec::with_capacity(size + SEAL));
    let made = room.and_then(|room| postcard::to_extend(value, room));
    let mut bytes: Vec<u8> = made.expect("maps, numbers and strings serialise");
    let seal = seal_of(form, &bytes);
    bytes.extend_from_slice(seal.as_bytes());
    bytes
}

/// The value in sealed bytes; `None` if they are cut short, damaged or of another version.
pub(super) fn unseal<T: DeserializeOwned>(form: &str, sealed: &[u8]) -> Option<T> {
    let (bytes, seal) = sealed.split_at_checked(sealed.len().checked_sub(SEAL)?)?;
    (seal == seal_of(form, bytes).as_bytes()).then(|| postcard::from_bytes(bytes).ok())?
}

fn seal_of(form: &str, bytes: &[u8]) -> String {
    Fp::all([Fp::of_bytes(form.as_bytes()), Fp::of_bytes(bytes)]).to_string()
}
