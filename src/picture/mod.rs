//! Pictures: bytes in, bytes out. In: the bytes of an original, or words and numbers to draw.
//! Out: pictures for the site and what is known of them. Never reads a file, never knows a
//! record; a picture that cannot be taken is a [`Refused`], never a panic and never gigabytes.

mod canvas;
pub mod card;
mod drawing;
mod frame;
mod letters;
mod look;
mod note;
mod palette;
pub mod qr;
mod setting;
mod source;

pub use look::look;
pub use note::Note;
pub use source::{Sized, Source, clean};

use serde::{Deserialize, Serialize};

use crate::base::Fp;

/// The longest side that is taken, in pixels.
pub const MAX_SIDE: u32 = 20_000;

/// The most pixels that are taken: 120 million, the most that a camera of today makes of one shot.
pub const MAX_PIXELS: u64 = 120_000_000;

/// The most memory that a decoder may take.
const MAX_ALLOC: u64 = 512 << 20;

/// The most memory for colour profiles and notes within a picture.
const MAX_BESIDE: u64 = 16 << 20;

/// The widths of the pictures for the site; none is ever wider than its original.
pub const WIDTHS: [u32; 3] = [480, 960, 1600];

/// Raised when the same original would give other bytes.
pub const VERSION: u32 = 1;

/// How a file is written, told by its content and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// A photo as cameras write it.
    Jpeg,
    /// Exact pixels.
    Png,
    /// A photo in a third less bytes.
    Webp,
    /// A drawing.
    Svg,
}

impl Format {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Svg => "SVG",
        }
    }

    /// Whether the name of a file ends as those of the format do.
    #[must_use]
    pub fn is_name_of(self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match self {
            Self::Jpeg => matches!(&*ending, "jpg" | "jpeg"),
            Self::Png => ending == "png",
            Self::Webp => ending == "webp",
            Self::Svg => ending == "svg",
        }
    }
}

/// How a file that is made of a photo is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The fewest bytes; takes long to make, so only a program built for it does (feature `avif`).
    #[cfg(feature = "avif")]
    Avif,
    /// For every browser of today.
    Webp,
    /// For everybody else.
    Jpeg,
}

impl Encoding {
    /// All of them, those with the fewest bytes first: browsers take the first one they know.
    pub const ALL: &[Self] = &[
        #[cfg(feature = "avif")]
        Self::Avif,
        Self::Webp,
        Self::Jpeg,
    ];

    /// How the names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            #[cfg(feature = "avif")]
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }
}

/// What is known of a picture without decoding it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// The fingerprint of the file.
    pub fp: Fp,
    /// How it is written.
    pub format: Format,
    /// Its width as it is to be seen; 0 when a drawing does not say.
    pub width: u32,
    /// Its height as it is to be seen; 0 when a drawing does not say.
    pub height: u32,
    /// What the file itself says of its maker and content.
    pub note: Note,
}

impl Facts {
    /// The widths of the pictures that are made of it, smallest first; none for a drawing.
    #[must_use]
    pub fn widths(&self) -> Vec<u32> {
        if self.format == Format::Svg {
            return Vec::new();
        }
        let largest = self.width.min(WIDTHS[WIDTHS.len() - 1]);
        WIDTHS.into_iter().filter(|width| *width < largest).chain([largest]).collect()
    }

    /// The height of the picture at a width.
    #[must_use]
    pub fn height_at(&self, width: u32) -> u32 {
        let exact =
            (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width.max(1));
        u32::try_from(exact).unwrap_or(u32::MAX).max(1)
    }
}

/// Why a picture is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is something else, as far as its first bytes tell.
    Strange {
        /// What it seems to be.
        seems: &'static str,
    },
    /// It has, or claims to have, more pixels than are taken.
    TooLarge {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// It is a drawing with something in it that browsers would run or fetch.
    Unsafe {
        /// What was found.
        found: String,
        /// Where, in bytes.
        at: usize,
    },
    /// It moves.
    Animated,
    /// Its end is missing.
    CutOff,
    /// It cannot be decoded, in the decoder's words.
    Broken {
        /// The words.
        why: String,
    },
}
