//! Content addresses. In: bytes or any hashable value. Out: a 128-bit fingerprint that is the
//! same on every machine. Never used against an adversary: names of public files and the
//! comparison of our own values are all it decides.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// The fingerprint of some bytes or of a value (XXH3, 128 bits).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fp(u128);

impl Fp {
    /// The fingerprint of raw bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The fingerprint of a value, through its [`Hash`] implementation.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut state = Portable::new();
        value.hash(&mut state);
        Self(state.whole().digest128())
    }

    /// One fingerprint for an ordered run of others.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut state = Xxh3::new();
        for part in parts {
            state.update(&part.0.to_le_bytes());
        }
        Self(state.digest128())
    }

    /// The fingerprint as bytes, the lowest first.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// Into which of so many buckets it falls.
    #[must_use]
    pub fn bucket(self, buckets: usize) -> usize {
        let buckets = buckets.max(1) as u128;
        usize::try_from(self.0 % buckets).unwrap_or_default()
    }

    /// The first `len` hexadecimal digits, for names of public files.
    #[must_use]
    pub fn short(self, len: usize) -> String {
        let mut hex = format!("{:032x}", self.0);
        hex.truncate(len);
        hex
    }
}

impl fmt::Display for Fp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Fp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fp({})", self.short(8))
    }
}

/// A hasher whose integers are little-endian and whose lengths are 64 bits everywhere.
///
/// A value is hashed in many small parts, and the state is dear to ask: so they are gathered first.
struct Portable {
    state: Xxh3,
    gathered: [u8; GATHERED],
    length: usize,
}

/// How many bytes are gathered.
const GATHERED: usize = 512;

impl Portable {
    fn new() -> Self {
        Self { state: Xxh3::new(), gathered: [0; GATHERED], length: 0 }
    }

    /// The state of all that was written.
    fn whole(&self) -> Xxh3 {
        let mut state = self.state.clone();
        state.update(&self.gathered[..self.length]);
        state
    }
}

impl Hasher for Portable {
    fn finish(&self) -> u64 {
        self.whole().digest()
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.length + bytes.len() > GATHERED {
            self.state.update(&self.gathered[..self.length]);
            self.length = 0;
        }
        match self.gathered.get_mut(self.length..self.length + bytes.len()) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.length += bytes.len();
            }
            None => self.state.update(bytes),
        }
    }

    fn write_u8(&mut self, i: u8) {
        self.write(&[i]);
    }

    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_le_bytes());
    }

    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_le_bytes());
    }

    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write(&(i as u64).to_le_bytes());
    }
}
