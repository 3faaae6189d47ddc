//! A drawing in sixteen colours. In: rectangles and lines of type. Out: a PNG file of a few
//! kilobytes. Colours are steps from the ground to an ink, so that type has smooth edges. Never
//! mixes two inks in one pixel: the later one wins.

use std::io::Write;

use ab_glyph::{Font, FontRef, Glyph, ScaleFont, point};
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// An ink: how many steps it has from the ground to itself, and where they begin.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    first: u8,
    steps: u8,
}

/// Pixels, each one of sixteen colours.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    palette: Vec<Colour>,
}

impl Canvas {
    /// A canvas of one colour.
    pub(super) fn new(width: usize, height: usize, ground: Colour) -> Self {
        Self { width, height, pixels: vec![0; width * height], palette: vec![ground] }
    }

    /// Adds an ink with some steps.
    pub(super) fn ink(&mut self, colour: Colour, steps: u8) -> Ink {
        let first = u8::try_from(self.palette.len()).unwrap_or(u8::MAX);
        let ground = self.palette[0];
        for step in 1..=u16::from(steps) {
            let mix = |at: usize| {
                let (from, to, all) = (u16::from(ground[at]), u16::from(colour[at]), u16::from(steps));
                u8::try_from((from * (all - step) + to * step) / all).unwrap_or(u8::MAX)
            };
            self.palette.push([mix(0), mix(1), mix(2)]);
        }
        Ink { first, steps }
    }

    /// Fills a rectangle: left, top, width, height.
    pub(super) fn fill(&mut self, (left, top, width, height): (usize, usize, usize, usize), ink: Ink) {
        let (right, bottom) = ((left + width).min(self.width), (top + height).min(self.height));
        let colour = ink.first + ink.steps - 1;
        for y in top.min(bottom)..bottom {
            self.pixels[y * self.width + left.min(right)..y * self.width + right].fill(colour);
        }
    }

    /// Draws the outline of a rectangle, `inset` pixels from the edge of the canvas.
    pub(super) fn frame(&mut self, inset: usize, thick: usize, ink: Ink) {
        let (width, height) = (self.width - 2 * inset, self.height - 2 * inset);
        self.fill((inset, inset, width, thick), ink);
        self.fill((inset, self.height - inset - thick, width, thick), ink);
        self.fill((inset, inset, thick, height), ink);
        self.fill((self.width - inset - thick, inset, thick, height), ink);
    }

    /// Draws a polygon, its inside by the even-odd rule; good for a star.
    pub(super) fn polygon(&mut self, corners: &[(f32, f32)], ink: Ink) {
        let side = |value: usize| f32::from(u16::try_from(value).unwrap_or(u16::MAX));
        let far = |pick: fn(&(f32, f32)) -> f32| {
            let all = || corners.iter().map(pick);
            (whole(all().fold(f32::MAX, f32::min)).unwrap_or(0), whole(all().fold(0.0, f32::max)).unwrap_or(0) + 1)
        };
        let ((left, right), (top, bottom)) = (far(|corner| corner.0), far(|corner| corner.1));
        for y in top..bottom.min(self.height) {
            for x in left..right.min(self.width) {
                let samples = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                let inside = samples.iter().filter(|(dx, dy)| is_inside(corners, side(x) + dx, side(y) + dy)).count();
                self.put(x, y, [0.0, 0.25, 0.5, 0.75, 1.0][inside], ink);
            }
        }
    }

    /// Writes a line of type; `left` and `base` are where its baseline begins.
    pub(super) fn write(&mut self, type_: &Type<'_>, text: &str, (left, base): (f32, f32), ink: Ink) {
        for glyph in type_.glyphs(text, left, base) {
            let Some(outline) = type_.font.outline_glyph(glyph) else { continue };
            let bounds = outline.px_bounds();
            let (from_x, from_y) = (whole(bounds.min.x), whole(bounds.min.y));
            outline.draw(|x, y, cover| {
                let at = |from: Option<usize>, by: u32| Some(from? + usize::try_from(by).ok()?);
                if let (Some(x), Some(y)) = (at(from_x, x), at(from_y, y)) {
                    self.put(x, y, cover, ink);
                }
            });
        }
    }

    fn put(&mut self, x: usize, y: usize, cover: f32, ink: Ink) {
        let step = nearest(cover * f32::from(ink.steps));
        if step > 0 && x < self.width && y < self.height {
            let pixel = &mut self.pixels[y * self.width + x];
            // Where glyphs touch, the stronger colour stays.
            *pixel = (*pixel).max(ink.first + step.min(ink.steps) - 1);
        }
    }

    /// The canvas as a PNG file with four bits a pixel.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.height * (self.width / 2 + 2));
        let ground = vec![0; self.width];
        let packed = vec![0; self.width.div_ceil(2) + 1];
        for row in self.pixels.chunks_exact(self.width) {
            // Much of a card is ground.
            if row == ground {
                rows.extend_from_slice(&packed);
                continue;
            }
            rows.push(0);
            rows.extend(row.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)));
        }
        let side = |value: usize| u32::try_from(value).unwrap_or(0).to_be_bytes();
        let head = [&side(self.width)[..], &side(self.height), &[4, 3, 0, 0, 0]].concat();
        let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
        chunk(&mut out, *b"IHDR", &head);
        chunk(&mut out, *b"PLTE", &self.palette.concat());
        chunk(&mut out, *b"IDAT", &deflated(&rows));
        chunk(&mut out, *b"IEND", &[]);
        out
    }
}

/// A font at a size.
pub(super) struct Type<'f> {
    /// The font.
    pub font: &'f FontRef<'f>,
    /// The size of the letter square, in pixels.
    pub size: f32,
}

impl Type<'_> {
    /// How wide a text is.
    pub(super) fn width(&self, text: &str) -> f32 {
        let scaled = self.font.as_scaled(self.scale());
        text.chars().map(|letter| scaled.h_advance(scaled.glyph_id(letter))).sum()
    }

    fn glyphs<'t>(&'t self, text: &'t str, left: f32, base: f32) -> impl Iterator<Item = Glyph> + 't {
        let scaled = self.font.as_scaled(self.scale());
        let mut x = left;
        text.chars().map(move |letter| {
            let id = scaled.glyph_id(letter);
            let glyph = id.with_scale_and_position(self.scale(), point(x, base));
            x += scaled.h_advance(id);
            glyph
        })
    }

    /// The font's own measure is the height of a line; type is set by the letter square.
    fn scale(&self) -> f32 {
        let square = self.font.units_per_em().unwrap_or(1000.0);
        self.size * self.font.height_unscaled() / square
    }
}

/// The nearest whole number of a few steps.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a few steps")]
fn nearest(steps: f32) -> u8 {
    (steps + 0.5) as u8
}

/// A place on the canvas; none left of or above it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small positive number")]
fn whole(value: f32) -> Option<usize> {
    (0.0..65_536.0).contains(&value).then_some(value as usize)
}

fn is_inside(corners: &[(f32, f32)], x: f32, y: f32) -> bool {
    let mut inside = false;
    for (at, (x1, y1)) in corners.iter().enumerate() {
        let (x2, y2) = corners[(at + 1) % corners.len()];
        if (*y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}

fn deflated(rows: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(5));
    // Writing to memory cannot fail; a card without pixels would be seen by the first test.
    let _ = encoder.write_all(rows);
    encoder.finish().unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
    let at = out.len();
    out.extend_from_slice(&name);
    out.extend_from_slice(body);
    let mut crc = flate2::Crc::new();
    crc.update(&out[at..]);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}
