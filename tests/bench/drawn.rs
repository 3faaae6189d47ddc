//! What pictures cost. In: words and a made-up photo. Out: cards and photos in all their sizes,
//! so many in one process, and beside them the least that they could cost: packing the same
//! pixels, decoding the same photo. Writes nothing but the photo.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use bangvang::picture::card::{self, Board, Words};
use bangvang::picture::{Note, Source, look};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::measure::{Series, cpu, peak};
use crate::words::{self, Rng};

/// The works: name, how it is called in the table, how many are made, and what it is compared with.
pub const WORKS: [(&str, &str, u64, &[&str]); 5] = [
    ("card", "share card", 2_000, &["card pack", "card alone"]),
    ("card alone", "share card on a board of its own", 200, &[]),
    ("card pack", "floor: pack the pixels of a card", 500, &[]),
    ("photo", "photo of 12 megapixels in all sizes, JPEG and WebP", 3, &["photo decode"]),
    ("photo decode", "floor: decode that photo", 3, &[]),
];

/// The most that one may cost as a part of another.
pub const LIMITS: [(&str, &str, f64); 2] = [("card", "card pack", 1.0), ("card", "card alone", 0.25)];

/// Does one of the works; prints the bytes, so that nothing is left out.
pub fn run(work: &str, count: usize, photo: &Path) -> io::Result<()> {
    let words = cards(count.max(1));
    let bytes: usize = match work {
        "card" => {
            let board = Board::of(&words[0]);
            words.iter().map(|words| board.draw(words).len()).sum()
        }
        "card alone" => words.iter().map(|words| card::draw(words).len()).sum(),
        "card pack" => {
            let png = card::draw(&words[0]);
            let pixels = image::load_from_memory(&png).map_err(io::Error::other)?.into_luma8();
            let rows: Vec<u8> = pixels.as_raw().chunks(2).map(|pair| pair[0] & 0xF0 | pair[1] >> 4).collect();
            (0..count).map(|_| packed(&rows)).sum::<io::Result<usize>>()?
        }
        "photo" | "photo decode" => {
            let bytes = fs::read(photo)?;
            (0..count).map(|_| sized(&bytes, work == "photo")).sum::<io::Result<usize>>()?
        }
        _ => return Err(io::Error::other(format!("không biết việc {work}"))),
    };
    println!("bytes {bytes}");
    Ok(())
}

/// Words as a site has them: a name, an honour, a year.
fn cards(count: usize) -> Vec<Words> {
    let mut rng = Rng::of("card", 1);
    let mut words = |at: usize| Words {
        site: "Bảng Vàng Thử".to_owned(),
        title: match at % 3 {
            0 => words::name(&mut rng),
            1 => format!("{} {}", words::SORTS[at % words::SORTS.len()].0, words::place(at as u64)),
            _ => words::heading(&mut rng),
        },
        line: format!("Bằng khen của Ủy ban nhân dân tỉnh, năm {}", 2000 + at % 26),
        foot: "Thi đua, khen thưởng (dữ liệu hư cấu)".to_owned(),
        host: "thu.example".to_owned(),
    };
    (0..count).map(&mut words).collect()
}

fn packed(rows: &[u8]) -> io::Result<usize> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(5));
    encoder.write_all(rows)?;
    Ok(encoder.finish()?.len())
}

fn sized(bytes: &[u8], is_all: bool) -> io::Result<usize> {
    let broken = |refused| io::Error::other(format!("{refused:?}"));
    let facts = look(bytes).map_err(broken)?;
    let source = Source::decode(bytes).map_err(broken)?;
    let mut made = 1;
    for width in facts.widths().into_iter().filter(|_| is_all) {
        let sized = source.sized(width, facts.height_at(width)).map_err(broken)?;
        made +=
            sized.jpeg(&Note::default()).map_err(broken)?.len() + sized.webp(&Note::default()).map_err(broken)?.len();
    }
    Ok(made)
}

/// A photo that nobody took: slopes, edges and grain.
pub fn photo(path: &Path) -> io::Result<()> {
    let mut grain = 1_u32;
    let pixels = RgbImage::from_fn(4000, 3000, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let light = (x / 20 + y / 30) % 200 + (grain >> 28) + u32::from(x / 250 % 2 == y / 250 % 2) * 30;
        let shade = |by: u32| u8::try_from((light + by).min(255)).unwrap_or(255);
        Rgb([shade(0), shade(x % 13), shade(y / 100)])
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&pixels).map_err(io::Error::other)?;
    fs::write(path, out)
}

/// Prints what one costs.
pub fn table(series: &Series) {
    println!(
        "\n## Pictures, one at a time\n| work | cpu ms each | in a second of CPU | KiB each | peak MiB | cpu ratio |"
    );
    println!("|---|---:|---:|---:|---:|---|");
    for (name, label, count, others) in WORKS {
        let each = each(series, name, count);
        let ratio = |other: &&str| {
            let (_, _, of, _) = WORKS.iter().find(|(name, ..)| name == other)?;
            Some(format!("{:.2} of {other}", each / self::each(series, other, *of)))
        };
        let ratios: Vec<String> = others.iter().filter_map(ratio).collect();
        let kib = series.said(name, "bytes") as f64 / count as f64 / 1024.0;
        let kib = if name.ends_with("decode") { String::new() } else { format!("{kib:.1}") };
        let peak = series.median(name, peak);
        println!("| {label} | {each:.2} | {:.0} | {kib} | {peak:.0} | {} |", 1000.0 / each, ratios.join(", "));
    }
}

/// Fails when a ratio is above its limit.
pub fn limits(series: &Series) -> io::Result<()> {
    let each =
        |wanted: &str| WORKS.iter().find(|(name, ..)| *name == wanted).map(|(name, _, n, _)| each(series, name, *n));
    for (one, other, limit) in LIMITS {
        if let (Some(cost), Some(of)) = (each(one), each(other))
            && cost / of > limit
        {
            return Err(io::Error::other(format!("{one} / {other} = {:.2}, above {limit}", cost / of)));
        }
    }
    Ok(())
}

/// The CPU of one in milliseconds, without that of a process.
fn each(series: &Series, name: &str, count: u64) -> f64 {
    (series.median(name, cpu) - series.median("nothing", cpu)).max(0.0) * 1000.0 / count as f64
}
