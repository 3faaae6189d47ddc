//! Smaller copies of files that servers send as they are: gzip, Brotli, Zstandard. In: bytes.
//! Out: fewer bytes, the same on every machine, or nothing when there would not be fewer. Never
//! packs what is packed already.

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::base::OutPath;

/// The file that a packed copy is of; nothing for any other file.
#[must_use]
pub fn original(path: &OutPath) -> Option<OutPath> {
    let (file, extension) = path.as_str().rsplit_once('.')?;
    Packing::named(extension).and_then(|_| OutPath::new(file))
}

/// A way to pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Packing {
    /// For every browser.
    Gzip,
    /// A fifth less than gzip, for browsers of the last ten years over https.
    Brotli,
    /// As small as Brotli for large files, unpacked faster.
    Zstd,
}

/// Files that are text, by their extension.
const TEXT: &[&str] = &[
    "html",
    "htm",
    "css",
    "js",
    "mjs",
    "svg",
    "xml",
    "json",
    "jsonl",
    "csv",
    "txt",
    "ics",
    "vtt",
    "webmanifest",
    "md",
    "map",
    "yaml",
    "ttf",
    "bin",
];

/// Below this a response is as small as its head.
const LEAST: usize = 256;

impl Packing {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Gzip, Self::Brotli, Self::Zstd];

    /// What the packed file's name ends with.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Brotli => "br",
            Self::Zstd => "zst",
        }
    }

    /// The way of an extension.
    #[must_use]
    pub fn named(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|packing| packing.extension() == extension)
    }

    /// Where the packed copy of a file lies.
    #[must_use]
    pub fn path(self, path: &OutPath) -> Option<OutPath> {
        OutPath::new(&format!("{path}.{}", self.extension()))
    }

    /// The packed bytes; `None` when they are not fewer.
    #[must_use]
    pub fn pack(self, bytes: &[u8]) -> Option<Vec<u8>> {
        let packed = match self {
            Self::Gzip => gzip(bytes),
            Self::Brotli => brotli(bytes),
            Self::Zstd => zstd::bulk::compress(bytes, 19).ok(),
        };
        packed.filter(|packed| packed.len() < bytes.len())
    }
}

/// Whether packing a file may be worth it.
#[must_use]
pub fn is_worth(path: &OutPath, bytes: &[u8]) -> bool {
    bytes.len() >= LEAST && TEXT.contains(&path.extension().to_ascii_lowercase().as_str())
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    // No name and no time: the head is always the same.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    // Quality 11 takes ten times as long for three percent.
    let params = brotli::enc::BrotliEncoderParams { quality: 9, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let text = "Bảng Vàng: thi đua, khen thưởng. ".repeat(200).into_bytes();
        for packing in Packing::ALL {
            let packed = packing.pack(&text).expect("repetition packs well");
            assert!(packed.len() * 5 < text.len(), "{packing:?}: {}", packed.len());
            assert_eq!(packing.pack(&text).as_ref(), Some(&packed), "{packing:?} gives the same bytes");
            let mut back = Vec::new();
            match packing {
                Packing::Gzip => flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut back).map(|_| ()),
                Packing::Brotli => brotli::BrotliDecompress(&mut &packed[..], &mut back),
                Packing::Zstd => zstd::stream::copy_decode(&packed[..], &mut back),
            }
            .expect("sound");
            assert!(back == text, "{packing:?}");
            assert_eq!(packing.pack(&packed), None, "{packing:?}: not twice");
            assert_eq!(Packing::named(packing.extension()), Some(packing));
        }
        assert_eq!(Packing::named("lz"), None);
    }

    #[test]
    fn only_text_of_some_length_is_packed() {
        let check = |path: &str, length: usize, expect: bool| {
            assert_eq!(is_worth(&OutPath::new(path).expect("sound"), &vec![b'a'; length]), expect, "{path}");
        };
        check("index.html", 1000, true);
        check("a/B.CSV", 256, true);
        check("index.html", 255, false);
        check("anh.jpg", 9000, false);
        check("a.woff2", 9000, false);
        check("_redirects", 9000, false);
    }
}
