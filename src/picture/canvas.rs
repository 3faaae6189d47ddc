//! A drawing in sixteen colours. In: rectangles, a polygon and letters in their places. Out: rows
//! of a PNG file with four bits a pixel. Colours are steps from the ground to an ink, so that type
//! has smooth edges. Never mixes two inks in one pixel: the stronger one wins.

use std::ops::Range;

use fdeflate::Compressor;

use super::letters::Placed;
use super::palette::{Ink, Palette};

/// Pixels that are packed at once; left and right edges are multiples of it.
const STEP: usize = 8;

/// Pixels, each one of sixteen colours: a whole drawing or a part of it.
pub(super) struct Canvas {
    left: usize,
    top: usize,
    width: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    /// A part of a drawing, all ground.
    pub(super) fn new(columns: &Range<usize>, rows: &Range<usize>) -> Self {
        let (left, width) = (columns.start, columns.len());
        Self { left, top: rows.start, width, pixels: vec![0; width * rows.len()] }
    }

    /// The least part of a drawing that holds all these letters and lies within bounds.
    pub(super) fn around(letters: &[Placed<'_>], columns: &Range<usize>, rows: &Range<usize>) -> Self {
        let within = |bounds: &Range<usize>, from: Option<i32>, to: Option<i32>| {
            let cut = |at: i32| usize::try_from(at).unwrap_or(0).clamp(bounds.start, bounds.end);
            from.zip(to).map_or(bounds.start..bounds.start, |(from, to)| cut(from)..cut(to))
        };
        let lefts = letters.iter().map(|letter| letter.x + letter.cover.left);
        let rights = letters.iter().map(|letter| letter.x + letter.cover.left + long(letter.cover.width));
        let tops = letters.iter().map(|letter| letter.y + letter.cover.top);
        let bottoms = letters.iter().map(|letter| letter.y + letter.cover.top + long(letter.cover.height()));
        let across = within(columns, lefts.min(), rights.max());
        let whole = across.start / STEP * STEP..across.end.next_multiple_of(STEP);
        let mut canvas = Self::new(&whole, &within(rows, tops.min(), bottoms.max()));
        canvas.lay(letters);
        canvas
    }

    /// Fills a rectangle: left, top, width, height.
    pub(super) fn fill(&mut self, (left, top, width, height): (usize, usize, usize, usize), ink: Ink) {
        let right = (left + width).min(self.width);
        for row in self.pixels.chunks_exact_mut(self.width).skip(top).take(height) {
            row[left.min(right)..right].fill(ink.at(1.0));
        }
    }

    /// Draws the outline of a rectangle, `inset` pixels from the edge of the canvas.
    pub(super) fn frame(&mut self, inset: usize, thick: usize, ink: Ink) {
        let (width, height) = (self.width - 2 * inset, self.height() - 2 * inset);
        self.fill((inset, inset, width, thick), ink);
        self.fill((inset, self.height() - inset - thick, width, thick), ink);
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
        for y in top..bottom.min(self.height()) {
            for x in left..right.min(self.width) {
                let samples = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                let inside = samples.iter().filter(|(dx, dy)| is_inside(corners, side(x) + dx, side(y) + dy)).count();
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = (*pixel).max(ink.at([0.0, 0.25, 0.5, 0.75, 1.0][inside]));
            }
        }
    }

    /// Lays letters in their places. Where two touch, the stronger colour stays.
    pub(super) fn lay(&mut self, letters: &[Placed<'_>]) {
        for Placed { x, y, cover } in letters {
            let height = self.height();
            let Some((skip, columns)) = overlap(x + cover.left - long(self.left), cover.width, self.width) else {
                continue;
            };
            let Some((above, rows)) = overlap(y + cover.top - long(self.top), cover.height(), height) else { continue };
            let from = cover.pixels.chunks_exact(cover.width).skip(above);
            let to = self.pixels.chunks_exact_mut(self.width).skip(rows.start).take(rows.len());
            for (row, of_letter) in to.zip(from) {
                for (pixel, colour) in row[columns.clone()].iter_mut().zip(&of_letter[skip..]) {
                    *pixel = (*pixel).max(*colour);
                }
            }
        }
    }

    /// Rows of a drawing that is so many pixels wide, as they stand in a PNG file: each behind a byte
    /// that says so, as its difference from the one above. What this canvas does not hold is as the
    /// row above it.
    pub(super) fn differences(&self, width: usize, rows: Range<usize>) -> Vec<u8> {
        let (left, span, line) = (self.left / 2, self.width / 2, width / 2 + 1);
        let mut out = vec![0; rows.len() * line];
        let (mut above, mut now) = (vec![0; span], vec![0; span]);
        self.pack_row(rows.start.checked_sub(1), &mut above);
        for (y, out) in rows.zip(out.chunks_exact_mut(line)) {
            out[0] = 2;
            // One row below the last the letters end.
            if span == 0 || y < self.top || y > self.top + self.height() {
                continue;
            }
            self.pack_row(Some(y), &mut now);
            for ((change, now), above) in out[1 + left..].iter_mut().zip(&now).zip(&above) {
                *change = now.wrapping_sub(*above);
            }
            std::mem::swap(&mut above, &mut now);
        }
        out
    }

    /// A row of the drawing, two pixels in a byte; ground where this canvas has none.
    fn pack_row(&self, y: Option<usize>, bytes: &mut [u8]) {
        bytes.fill(0);
        let at = y.and_then(|y| y.checked_sub(self.top)).filter(|_| self.width > 0);
        if let Some(row) = at.and_then(|at| self.pixels.chunks_exact(self.width).nth(at)) {
            pack(row, bytes);
        }
    }

    /// Some rows, two pixels in a byte.
    #[cfg(test)]
    pub(super) fn packed_rows(&self, rows: Range<usize>) -> Vec<Vec<u8>> {
        let one = |y| {
            let mut bytes = vec![0; self.width / 2];
            self.pack_row(Some(y), &mut bytes);
            bytes
        };
        rows.map(one).collect()
    }

    /// Red, green and blue of all pixels.
    #[cfg(test)]
    pub(super) fn seen(&self, palette: &Palette) -> Vec<u8> {
        self.pixels.iter().flat_map(|pixel| palette.0[usize::from(*pixel)]).collect()
    }

    fn height(&self) -> usize {
        self.pixels.len().checked_div(self.width).unwrap_or(0)
    }
}

/// A PNG file of four bits a pixel, of rows as [`Canvas::differences`] gives them.
pub(super) fn png((width, height): (u32, u32), palette: &Palette, rows: &[&[u8]]) -> Vec<u8> {
    let rows = packed(rows).unwrap_or_default();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[4, 3, 0, 0, 0]].concat();
    let mut out = Vec::with_capacity(rows.len() + 160);
    out.extend_from_slice(b"\x89PNG\r\n\x1A\n");
    chunk(&mut out, *b"IHDR", &head);
    chunk(&mut out, *b"PLTE", &palette.0.concat());
    chunk(&mut out, *b"IDAT", &rows);
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// Rows as one zlib stream. Writing to memory cannot fail; a picture without rows would be seen by
/// the first test.
fn packed(rows: &[&[u8]]) -> std::io::Result<Vec<u8>> {
    let mut stream = Compressor::new(Vec::with_capacity(1 << 15))?;
    rows.iter().try_for_each(|rows| stream.write_data(rows))?;
    stream.finish()
}

/// Puts two pixels into a byte, the first above the second.
fn pack(row: &[u8], bytes: &mut [u8]) {
    let ((eights, last), (fours, rest)) = (row.as_chunks::<8>(), bytes.as_chunks_mut::<4>());
    for (byte, pair) in rest.iter_mut().zip(last.chunks(2)) {
        *byte = pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
    }
    for (bytes, eight) in fours.iter_mut().zip(eights) {
        let pixels = u64::from_le_bytes(*eight);
        if pixels != 0 {
            let [one, _, two, _, three, _, last, _] = (pixels << 4 | pixels >> 8).to_le_bytes();
            *bytes = [one, two, three, last];
        }
    }
}

/// Where something of a length that begins at a place lies within a side, and what of it is cut
/// off before that.
fn overlap(at: i32, length: usize, side: usize) -> Option<(usize, Range<usize>)> {
    let skip = usize::try_from(-at).unwrap_or(0);
    let start = usize::try_from(at).unwrap_or(0);
    let end = usize::try_from(at + long(length)).ok()?.min(side);
    (start < end).then_some((skip, start..end))
}

fn long(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX / 4)
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

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
    let at = out.len();
    out.extend_from_slice(&name);
    out.extend_from_slice(body);
    let mut crc = flate2::Crc::new();
    crc.update(&out[at..]);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}
