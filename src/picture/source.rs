//! An original at work: decoded once, then made into all its sizes. In: its bytes. Out: JPEG and
//! WebP files, upright, in sRGB, with nothing in them but the pixels and the given note. Never
//! enlarges, never keeps anything between two pictures.

use std::sync::Arc;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, Rgb, RgbImage, RgbaImage};
use img_parts::{Bytes, ImageEXIF, jpeg::Jpeg, png::Png, webp::WebP};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

use super::{Encoding, Format, Note, Refused, frame, look};

/// The quality of JPEG files.
const JPEG_QUALITY: u8 = 80;

/// The quality of WebP files: it looks like JPEG at 80 in half the bytes.
const WEBP_QUALITY: f32 = 78.0;

/// The quality of AVIF files, and how much time is taken for it (0 takes the most, 10 the least).
#[cfg(feature = "avif")]
const AVIF: (u8, u8) = (65, 6);

/// The largest colour profile that is looked at.
const MAX_PROFILE: usize = 4 << 20;

/// A decoded original.
pub struct Source {
    pixels: RgbImage,
    turn: Orientation,
    to_srgb: Option<Arc<Transform8BitExecutor>>,
}

impl Source {
    /// Decodes an original.
    ///
    /// # Errors
    /// When it is broken or too large.
    pub fn decode(bytes: &[u8]) -> Result<Self, Refused> {
        let format = look::format(bytes)?;
        let mut decoder = look::open(bytes, format)?;
        let turn = look::turn(&mut *decoder);
        let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= MAX_PROFILE);
        let decoded = DynamicImage::from_decoder(decoder).map_err(look::broken)?;
        let to_srgb = profile.and_then(|profile| to_srgb(&profile));
        Ok(Self { pixels: flat(decoded), turn, to_srgb })
    }

    /// The picture at a width and height, as it is to be seen.
    ///
    /// # Errors
    /// When the size is beyond all measure.
    pub fn sized(&self, width: u32, height: u32) -> Result<Sized, Refused> {
        let (across, down) = look::upright((width, height), self.turn);
        let small = resized(&self.pixels, across, down)?;
        let mut image = DynamicImage::ImageRgb8(match &self.to_srgb {
            Some(transform) => converted(small, &**transform),
            None => small,
        });
        image.apply_orientation(self.turn);
        Ok(Sized(image.into_rgb8()))
    }
}

/// A picture at one of its sizes, ready to be written.
pub struct Sized(RgbImage);

impl Sized {
    /// The picture as a file with the note in it.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn encoded(&self, encoding: Encoding, note: &Note) -> Result<Vec<u8>, Refused> {
        match encoding {
            #[cfg(feature = "avif")]
            Encoding::Avif => self.avif(note),
            Encoding::Webp => self.webp(note),
            Encoding::Jpeg => self.jpeg(note),
        }
    }

    /// The picture as an AVIF file; its note is EXIF, which has room for maker, caption and rights.
    #[cfg(feature = "avif")]
    fn avif(&self, note: &Note) -> Result<Vec<u8>, Refused> {
        use image::ImageEncoder as _;
        let mut out = Vec::new();
        let (quality, speed) = AVIF;
        // Several pictures are made at once already.
        let encoder = image::codecs::avif::AvifEncoder::new_with_speed_quality(&mut out, speed, quality);
        let mut encoder = encoder.with_num_threads(Some(1));
        encoder.set_exif_metadata(note.to_exif()).map_err(|error| Refused::Broken { why: format!("AVIF: {error}") })?;
        let (width, height) = self.0.dimensions();
        encoder.write_image(self.0.as_raw(), width, height, ExtendedColorType::Rgb8).map_err(look::broken)?;
        Ok(out)
    }

    /// The picture as a JPEG file with the note in it.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn jpeg(&self, note: &Note) -> Result<Vec<u8>, Refused> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
        let (width, height) = self.0.dimensions();
        encoder.encode(self.0.as_raw(), width, height, ExtendedColorType::Rgb8).map_err(look::broken)?;
        Ok(frame::with_segments(&out, &note.to_segments()))
    }

    /// The picture as a WebP file with the note in it.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn webp(&self, note: &Note) -> Result<Vec<u8>, Refused> {
        let (width, height) = self.0.dimensions();
        let encoder = webp::Encoder::from_rgb(self.0.as_raw(), width, height);
        let encoded = encoder.encode_simple(false, WEBP_QUALITY);
        let encoded = encoded.map_err(|error| Refused::Broken { why: format!("WebP: {error:?}") })?;
        Ok(frame::with_xmp(&encoded, (width, height), note.to_xmp().as_bytes()))
    }
}

/// An original for those who may have it: the pixels as they were, without place, camera and
/// thumbnail; the way to turn it and its colours stay, the note is the record's.
///
/// # Errors
/// When it is broken.
pub fn clean(bytes: &[u8], note: &Note) -> Result<Vec<u8>, Refused> {
    let format = look::format(bytes)?;
    let turn = look::turn(&mut *look::open(bytes, format)?);
    let turned = (turn != Orientation::NoTransforms).then(|| Bytes::from(orientation_only(turn)));
    let data = Bytes::copy_from_slice(bytes);
    let broken = |error: img_parts::Error| Refused::Broken { why: error.to_string() };
    let mut out = Vec::new();
    let written = match format {
        Format::Jpeg => {
            let mut jpeg = Jpeg::from_bytes(data).map_err(broken)?;
            jpeg.segments_mut().retain(|segment| {
                matches!(segment.marker(), 0xE0 | 0xE2 | 0xEE) || !(0xE0..=0xFE).contains(&segment.marker())
            });
            jpeg.set_exif(turned);
            jpeg.encoder().write_to(&mut out)
        }
        Format::Png => {
            let mut png = Png::from_bytes(data).map_err(broken)?;
            png.chunks_mut().retain(|chunk| !matches!(&chunk.kind(), b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME"));
            png.set_exif(turned);
            png.encoder().write_to(&mut out)
        }
        Format::Webp => {
            let mut webp = WebP::from_bytes(data).map_err(broken)?;
            webp.chunks_mut().retain(|chunk| !matches!(&chunk.id(), b"XMP " | b"EXIF"));
            webp.set_exif(turned);
            webp.encoder().write_to(&mut out)
        }
        Format::Svg => return Ok(bytes.to_vec()),
    };
    written.map_err(|error| Refused::Broken { why: error.to_string() })?;
    Ok(if format == Format::Jpeg { frame::with_segments(&out, &note.to_segments()) } else { out })
}

/// EXIF that says how to turn the picture and nothing else.
fn orientation_only(turn: Orientation) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend_from_slice(&[turn.to_exif(), 0, 0, 0, 0, 0, 0]);
    tiff
}

/// Three bytes a pixel; what is transparent lies on white paper.
fn flat(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image: RgbaImage = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut out = Vec::with_capacity(image.as_raw().len() / 4 * 3);
    for pixel in image.as_raw().chunks_exact(4) {
        let alpha = u16::from(pixel[3]);
        let over =
            |value: u8| u8::try_from((u16::from(value) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255);
        out.extend(pixel[..3].iter().map(|value| over(*value)));
    }
    RgbImage::from_raw(width, height, out).unwrap_or_else(|| RgbImage::from_pixel(width, height, Rgb([255; 3])))
}

fn resized(source: &RgbImage, width: u32, height: u32) -> Result<RgbImage, Refused> {
    let refused = |why: String| Refused::Broken { why };
    let view = TypedImageRef::<U8x3>::from_buffer(source.width(), source.height(), source.as_raw())
        .map_err(|error| refused(error.to_string()))?;
    let mut room = vec![0; width as usize * height as usize * 3];
    let mut target =
        TypedImage::<U8x3>::from_buffer(width, height, &mut room).map_err(|error| refused(error.to_string()))?;
    Resizer::new()
        .resize_typed(&view, &mut target, &ResizeOptions::new())
        .map_err(|error| refused(error.to_string()))?;
    drop(target);
    RgbImage::from_raw(width, height, room).ok_or_else(|| refused(format!("{width}×{height}")))
}

/// How colours become sRGB; `None` when they are, or when the profile cannot be used: the decoder
/// has turned CMYK into RGB by then, and a profile of something else says nothing about it.
fn to_srgb(profile: &[u8]) -> Option<Arc<Transform8BitExecutor>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default()).ok()
}

fn converted(image: RgbImage, transform: &Transform8BitExecutor) -> RgbImage {
    let mut out = vec![0; image.as_raw().len()];
    let (width, height) = image.dimensions();
    match transform.transform(image.as_raw(), &mut out) {
        Ok(()) => RgbImage::from_raw(width, height, out).unwrap_or(image),
        Err(_) => image,
    }
}
