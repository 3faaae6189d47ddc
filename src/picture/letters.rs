//! A font at one size in one ink. In: texts, and where their baselines begin. Out: how wide they
//! are, and their letters as pixels. A letter is drawn once for each quarter of a pixel at which
//! it can begin and then only laid down again; baselines lie on whole pixels. Never rounds the
//! place of a letter by that of the one before, so a line is as wide as it was measured.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, GlyphId, point};

use super::palette::Ink;

/// The places within a pixel at which a letter can begin.
const PLACES: i32 = 4;

/// A font, which also measures before a size is chosen.
pub(super) type Face = FontRef<'static>;

/// How wide a text is in a font, in sizes of the letter square.
#[must_use]
pub(super) fn ems(face: &Face, text: &str) -> f32 {
    text.chars().map(|letter| face.h_advance_unscaled(face.glyph_id(letter))).sum::<f32>() / square(face)
}

/// A font at a size in an ink.
pub(super) struct Letters {
    face: Face,
    size: f32,
    ink: Ink,
    /// By glyph and place within the pixel, drawn when they are first needed.
    covers: Vec<OnceLock<Cover>>,
}

/// The pixels of a letter, where its pen stands at the start of the baseline.
#[derive(Default)]
pub(super) struct Cover {
    /// Pixels from the pen to the left edge.
    pub left: i32,
    /// Pixels from the baseline down to the top; below zero for most.
    pub top: i32,
    /// Pixels in a row.
    pub width: usize,
    /// Colours, row by row.
    pub pixels: Vec<u8>,
}

impl Cover {
    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.pixels.len().checked_div(self.width).unwrap_or(0)
    }
}

/// A letter in its place: pixels from the left and the top.
pub(super) struct Placed<'l> {
    /// The column of the pen.
    pub x: i32,
    /// The row of the baseline.
    pub y: i32,
    /// The letter.
    pub cover: &'l Cover,
}

impl Letters {
    /// A font at a size in an ink.
    pub(super) fn new(face: &Face, size: f32, ink: Ink) -> Self {
        let mut covers = Vec::new();
        covers.resize_with(face.glyph_count() * usize::try_from(PLACES).unwrap_or(1), OnceLock::new);
        Self { face: face.clone(), size, ink, covers }
    }

    /// The size of the letter square, in pixels.
    pub(super) fn size(&self) -> f32 {
        self.size
    }

    /// How wide a text is, in pixels.
    pub(super) fn width(&self, text: &str) -> f32 {
        ems(&self.face, text) * self.size
    }

    /// A line of type; `left` and `base` are where its baseline begins.
    pub(super) fn line<'l>(&'l self, text: &str, (left, base): (f32, f32)) -> Vec<Placed<'l>> {
        let by = self.size / square(&self.face);
        let (y, mut pen) = (nearest(base), left);
        let placed = text.chars().filter_map(|letter| {
            let glyph = self.face.glyph_id(letter);
            let at = nearest(pen * 4.0);
            pen += self.face.h_advance_unscaled(glyph) * by;
            let cover = self.cover(glyph, at.rem_euclid(PLACES))?;
            (cover.width > 0).then_some(Placed { x: at.div_euclid(PLACES), y, cover })
        });
        placed.collect()
    }

    fn cover(&self, glyph: GlyphId, place: i32) -> Option<&Cover> {
        let at = i32::from(glyph.0) * PLACES + place;
        Some(self.covers.get(usize::try_from(at).ok()?)?.get_or_init(|| self.drawn(glyph, place)))
    }

    fn drawn(&self, glyph: GlyphId, place: i32) -> Cover {
        // The font's own measure is the height of a line; type is set by the letter square.
        let scale = self.size * self.face.height_unscaled() / square(&self.face);
        let quarters = f32::from(i16::try_from(place).unwrap_or(0)) / 4.0;
        let glyph = glyph.with_scale_and_position(scale, point(quarters, 0.0));
        let Some(outline) = self.face.outline_glyph(glyph) else { return Cover::default() };
        let bounds = outline.px_bounds();
        let side = |length: f32| usize::try_from(nearest(length)).unwrap_or(0);
        let (width, height) = (side(bounds.width()), side(bounds.height()));
        let mut pixels = vec![0; width * height];
        outline.draw(|x, y, cover| {
            let at = |by: u32| usize::try_from(by).unwrap_or(usize::MAX);
            if let Some(pixel) = pixels.get_mut(at(y).saturating_mul(width).saturating_add(at(x))) {
                *pixel = self.ink.at(cover);
            }
        });
        Cover { left: nearest(bounds.min.x), top: nearest(bounds.min.y), width, pixels }
    }
}

fn square(face: &Face) -> f32 {
    face.units_per_em().unwrap_or(1000.0)
}

/// The nearest whole number; what is beyond all pictures is at their edge.
#[allow(clippy::cast_possible_truncation, reason = "rounded, and a float beyond the range becomes its end")]
pub(super) fn nearest(value: f32) -> i32 {
    value.round() as i32
}
