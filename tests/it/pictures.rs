//! Pictures, from the original beside a record to the files of the site: sizes, turning, colours,
//! notes, and everything that an original can be but should not. All pictures are made here, all
//! people and units in them are fictitious ("dữ liệu hư cấu").

use std::path::Path;
use std::process::Command;

use bangvang::base::SrcPath;
use bangvang::engine::Outcome;
use bangvang::picture::{Encoding, Facts, Note, Refused, Source, look};
use bangvang::source::Memory;
use image::ImageEncoder as _;

use super::sites::{NOW, Scratch, build, every_kind, jpeg, published, put};

const SIDECAR: &str = "content/anh/anh-chup.jpg.yaml";
const PICTURE: &str = "content/anh/anh-chup.jpg";

/// The site of every kind with another picture in the photo's place.
fn with(bytes: Vec<u8>) -> (Scratch, Outcome) {
    with_sidecar(bytes, |_| {})
}

fn with_sidecar(bytes: Vec<u8>, edit: impl FnOnce(&mut Memory)) -> (Scratch, Outcome) {
    let scratch = Scratch::new("pictures");
    let mut files = every_kind();
    files.insert(SrcPath::new(PICTURE).expect("sound"), bytes);
    edit(&mut files);
    let outcome = build(&files, &scratch.0, NOW);
    (scratch, outcome)
}

/// The files that were made of the photo, by name without the fingerprint, and their bytes.
fn made(scratch: &Path) -> Vec<(String, Vec<u8>)> {
    let photos = published(scratch).into_iter().filter(|(path, _)| path.starts_with("anh/anh-chup"));
    let named = photos.map(|(path, bytes)| {
        let parts: Vec<&str> = path.split('.').collect();
        let name = if parts.len() == 3 { format!("{}.{}", parts[0], parts[2]) } else { path.clone() };
        (name.trim_start_matches("anh/").to_owned(), bytes)
    });
    let mut all: Vec<(String, Vec<u8>)> = named.filter(|(name, _)| !name.ends_with("avif")).collect();
    all.sort();
    all
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.diags.iter().filter(|d| d.problem.code().starts_with("BV47")).map(|d| d.problem.code()).collect()
}

fn pixel(bytes: &[u8], x: u32, y: u32) -> [u8; 3] {
    image::load_from_memory(bytes).expect("a picture").into_rgb8().get_pixel(x, y).0
}

fn near(one: [u8; 3], two: [u8; 3], by: u8) -> bool {
    one.iter().zip(two).all(|(a, b)| a.abs_diff(b) <= by)
}

/// A JPEG file with segments right behind its start.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

/// EXIF that turns the picture and tells a place: orientation, and a GPS latitude.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend_from_slice(&[orientation, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    // The place: reference N, 10 degrees.
    tiff.extend_from_slice(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x44\0\0\0\0");
    tiff.extend_from_slice(&[0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 1]);
    tiff
}

fn png(color: image::ExtendedColorType, pixels: &[u8], (width, height): (u32, u32), icc: Option<Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).expect("PNG takes profiles");
    }
    encoder.write_image(pixels, width, height, color).expect("a sound picture");
    out
}

#[test]
fn a_photo_comes_in_sizes_and_never_larger_than_it_is() {
    let check = |width, height, expect: &[&str]| {
        let (scratch, outcome) = with(jpeg(width, height));
        assert!(outcome.report.is_some(), "{:#?}", outcome.diags);
        let names: Vec<String> = made(&scratch.0).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, expect, "{width}×{height}");
    };
    check(300, 200, &["anh-chup-300.jpg", "anh-chup-300.webp"]);
    check(480, 9, &["anh-chup-480.jpg", "anh-chup-480.webp"]);
    check(500, 375, &["anh-chup-480.jpg", "anh-chup-480.webp", "anh-chup-500.jpg", "anh-chup-500.webp"]);
    #[rustfmt::skip]
    check(1700, 60, &[
        "anh-chup-1600.jpg", "anh-chup-1600.webp", "anh-chup-480.jpg", "anh-chup-480.webp", "anh-chup-960.jpg",
        "anh-chup-960.webp",
    ]);
}

#[test]
fn the_page_offers_every_size_and_keeps_its_room() {
    let (scratch, _) = with(jpeg(1000, 750));
    let files = published(&scratch.0);
    let page = String::from_utf8_lossy(&files["don-vi/truong-thu/index.html"]).into_owned();
    for part in [
        "type=\"image/webp\"",
        "-480.",
        "-960.",
        " 1000w",
        "width=\"1000\" height=\"750\"",
        "loading=\"lazy\"",
        "alt=\"Một dãy nhà, phía trước là sân\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let addresses: Vec<&str> = page.split(['"', ' ', ',']).filter(|word| word.starts_with("/anh/anh-chup-")).collect();
    assert!(addresses.len() >= 8, "{addresses:?}");
    for address in addresses {
        assert!(files.contains_key(&address[1..]), "{address} is named but not there");
    }
    assert!(!files.contains_key("anh/anh-chup.jpg"), "the original was not asked for");
}

#[test]
fn pictures_stand_upright_and_tell_no_place() {
    let lying = with_segment(&jpeg(600, 300), 0xE1, &exif(6));
    assert_eq!(look(&lying).map(|facts| (facts.width, facts.height)), Ok((300, 600)));
    let (scratch, _) = with(lying.clone());
    for (name, bytes) in made(&scratch.0) {
        let picture = image::load_from_memory(&bytes).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (300, 600), "{name}");
        // What grew to the right grows downwards after a quarter turn.
        assert!(pixel(&bytes, 150, 580)[0] > 200 && pixel(&bytes, 150, 20)[0] < 50, "{name}");
        assert!(!bytes.windows(6).any(|w| w == b"Exif\0\0") && !bytes.windows(4).any(|w| w == b"EXIF"), "{name}");
    }
    let (scratch, _) = with_sidecar(lying, |files| {
        let sidecar =
            String::from_utf8_lossy(files.get(&SrcPath::new(SIDECAR).expect("sound")).expect("there")).into_owned();
        put(files, SIDECAR, &format!("{sidecar}original: true\n"));
    });
    let original = &published(&scratch.0)["anh/anh-chup.jpg"];
    assert_eq!(look(original).map(|facts| (facts.width, facts.height)), Ok((300, 600)), "it still says how to turn it");
    assert!(!original.windows(2).any(|w| w == b"N\0"), "the place is gone");
}

#[test]
fn notes_are_the_records_own() {
    let (scratch, _) = with(jpeg(500, 375));
    for (name, bytes) in made(&scratch.0) {
        let facts = look(&bytes).expect("a picture");
        let note = Note {
            credit: Some("Lê Hư Cấu".into()),
            caption: Some("Trường thử ngày khai giảng".into()),
            alt: None,
            rights: Some("Dùng lại tự do, ghi tên tác giả".into()),
            taken: Some("2024-06-01".into()),
        };
        let alt = name.ends_with("webp").then(|| "Một dãy nhà, phía trước là sân".to_owned());
        let read = Note { alt: None, ..facts.note.clone() };
        assert_eq!(read, note, "{name}");
        assert!(facts.note.alt == alt || name.ends_with("jpg"), "{name}: {:?}", facts.note);
    }
}

/// The notes as exiftool sees them; where it must be there (`tests/run` installs it), it is missed.
#[test]
fn exiftool_reads_the_notes() {
    let (scratch, _) = with(with_segment(&jpeg(500, 375), 0xE1, &exif(1)));
    let folder = scratch.0.join("public/anh");
    let run = Command::new("exiftool").args(["-j", "-G1", "-a", "-r", "-charset", "iptc=utf8"]).arg(&folder).output();
    let Ok(run) = run else {
        assert!(std::env::var_os("BANGVANG_FULL").is_none(), "exiftool is missing");
        return;
    };
    let all: serde_json::Value = serde_json::from_slice(&run.stdout).expect("exiftool prints JSON");
    let files: Vec<&serde_json::Value> = all
        .as_array()
        .expect("a list")
        .iter()
        .filter(|f| f["SourceFile"].as_str().is_some_and(|n| n.contains("anh-chup") && !n.ends_with("avif")))
        .collect();
    assert_eq!(files.len(), 4, "{all}");
    for file in files {
        let name = file["SourceFile"].as_str().unwrap_or_default();
        let mut expected = vec![
            ("XMP-dc:Creator", "Lê Hư Cấu"),
            ("XMP-dc:Description", "Trường thử ngày khai giảng"),
            ("XMP-dc:Rights", "Dùng lại tự do, ghi tên tác giả"),
            ("XMP-photoshop:Credit", "Lê Hư Cấu"),
            ("XMP-iptcCore:AltTextAccessibility", "Một dãy nhà, phía trước là sân"),
        ];
        if name.ends_with("jpg") {
            expected.extend([
                ("IPTC:By-line", "Lê Hư Cấu"),
                ("IPTC:Credit", "Lê Hư Cấu"),
                ("IPTC:CopyrightNotice", "Dùng lại tự do, ghi tên tác giả"),
                ("IPTC:Caption-Abstract", "Trường thử ngày khai giảng"),
                ("IPTC:DateCreated", "2024:06:01"),
            ]);
        }
        for (tag, value) in expected {
            assert_eq!(file[tag], value, "{name}: {tag} in {file:#}");
        }
        let private = file.as_object().expect("an object").keys().find(|k| k.contains("GPS") || k.contains("IFD"));
        assert_eq!(private, None, "{name}");
        assert!(file.get("ExifTool:Warning").is_none(), "{name}: {file:#}");
    }
}

/// Only a program that was built for it makes AVIF: `cargo test --features avif`.
#[cfg(feature = "avif")]
#[test]
fn avif_is_offered_first_and_carries_the_note() {
    let (scratch, _) = with(with_segment(&jpeg(500, 375), 0xE1, &exif(1)));
    let files = published(&scratch.0);
    let page = String::from_utf8_lossy(&files["don-vi/truong-thu/index.html"]).into_owned();
    let places = ["type=\"image/avif\"", "type=\"image/webp\"", "<img src="].map(|part| page.find(part));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?} in {page}");
    let avif: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".avif")).collect();
    assert_eq!(avif.len(), 2);
    for (path, bytes) in avif {
        assert_eq!(&bytes[4..12], b"ftypavif", "{path}");
        let has = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
        assert!(has("Lê Hư Cấu") && has("Dùng lại tự do, ghi tên tác giả"), "{path}");
        assert!(!has("N\0\0\0"), "{path}: no place");
    }
}

#[test]
fn what_cannot_be_taken_is_named() {
    let whole = jpeg(500, 375);
    let mut claims = jpeg(64, 48);
    let frame = claims.windows(2).position(|w| w == [0xFF, 0xC0]).expect("a frame header");
    claims[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    let mut corrupt = whole.clone();
    let scan = corrupt.windows(2).position(|w| w == [0xFF, 0xC4]).expect("tables");
    corrupt[scan + 5..scan + 21].fill(0xFF);
    let gray = png(image::ExtendedColorType::L8, &[0; 64], (8, 8), None);
    let check = |what: &str, bytes: Vec<u8>, expect: &[&str]| {
        let (_, outcome) = with(bytes);
        assert_eq!(codes(&outcome), expect, "{what}: {:#?}", outcome.diags);
        assert!(outcome.report.is_none(), "{what}: nothing is published");
    };
    let mut torn = gray.clone();
    let data = torn.windows(4).position(|w| w == b"IDAT").expect("pixels");
    torn[data + 8..data + 11].fill(0xFF);
    assert!(matches!(Source::decode(&torn), Err(Refused::Broken { .. })), "torn pixels");
    check("a PNG by the name of a JPEG", gray.clone(), &["BV479"]);
    check("cut off", whole[..whole.len() / 2].to_vec(), &["BV476"]);
    check("cut off early", whole[..200].to_vec(), &["BV476"]);
    check("a bomb", claims, &["BV474"]);
    check("broken tables", corrupt, &["BV477"]);
    check("another sort of file", b"%PDF-1.7".to_vec(), &["BV473"]);
    check("nothing", Vec::new(), &["BV473"]);
    check("a PNG without its end", gray[..gray.len() - 12].to_vec(), &["BV476"]);
    check("a PNG that claims too much", huge_png(), &["BV474"]);
    check("a PNG that moves", animated_png(), &["BV475"]);
}

/// A PNG file whose head claims 60,000 × 60,000 pixels.
fn huge_png() -> Vec<u8> {
    let mut bytes = png(image::ExtendedColorType::L8, &[0; 64], (8, 8), None);
    bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

/// A PNG file that says it moves.
fn animated_png() -> Vec<u8> {
    let bytes = png(image::ExtendedColorType::L8, &[0; 64], (8, 8), None);
    let body = [&b"acTL"[..], &[0, 0, 0, 2, 0, 0, 0, 0]].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    [&bytes[..33], &[0, 0, 0, 8], &body, &crc.sum().to_be_bytes(), &bytes[33..]].concat()
}

#[test]
fn unusual_pictures_become_usual_ones() {
    let size = (40, 30);
    let rgba: Vec<u8> = [255, 0, 0, 0].repeat(1200);
    let deep: Vec<u8> = [0x80, 0x00, 0x40, 0x00, 0xC0, 0x00].repeat(1200);
    let p3 = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let check = |what: &str, bytes: &[u8], expect: [u8; 3], by: u8| {
        let source = Source::decode(bytes).unwrap_or_else(|refused| panic!("{what}: {refused:?}"));
        let jpeg = source.sized(40, 30).and_then(|size| size.jpeg(&Note::default())).expect("a size");
        let found = pixel(&jpeg, 20, 15);
        assert!(near(found, expect, by), "{what}: {found:?} is not {expect:?}");
    };
    check("transparent", &png(image::ExtendedColorType::Rgba8, &rgba, size, None), [255, 255, 255], 2);
    check("16 bits a channel", &png(image::ExtendedColorType::Rgb16, &deep, size, None), sixteen(), 4);
    check("grey", &png(image::ExtendedColorType::L8, &[90; 1200], size, None), [90, 90, 90], 3);
    // Display P3's (200, 80, 60) is a stronger red than sRGB's.
    let shot: Vec<u8> = [200, 80, 60].repeat(1200);
    check("Display P3", &png(image::ExtendedColorType::Rgb8, &shot, size, Some(p3)), [213, 73, 51], 6);
    // Some kilobytes of file that would be gigabytes of profile are not a profile.
    let swelling = png(image::ExtendedColorType::Rgb8, &shot, size, Some(vec![0; 20 << 20]));
    assert!(swelling.len() < 100_000, "{}", swelling.len());
    check("a profile that swells", &swelling, [200, 80, 60], 4);
    check(
        "a useless profile",
        &png(image::ExtendedColorType::Rgb8, &shot, size, Some(vec![7; 3000])),
        [200, 80, 60],
        4,
    );
    let cmyk =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pictures/cmyk.jpg")).expect("there");
    let source = Source::decode(&cmyk).expect("CMYK");
    let jpeg = source.sized(48, 32).and_then(|size| size.jpeg(&Note::default())).expect("a size");
    let (top, bottom) = (pixel(&jpeg, 24, 1), pixel(&jpeg, 24, 30));
    assert!(
        top[0] > 180 && top[2] < 80 && bottom[2] > 150 && bottom[0] < 110,
        "red above {top:?}, blue below {bottom:?}"
    );
}

/// 16-bit samples are kept in the machine's own order by the encoder.
fn sixteen() -> [u8; 3] {
    [[0x80, 0x00], [0x40, 0x00], [0xC0, 0x00]].map(|pair| u16::from_ne_bytes(pair).to_be_bytes()[0])
}

#[test]
fn a_huge_profile_is_left_alone() {
    let mut bytes = jpeg(64, 48);
    for part in 1..=120_u8 {
        let body = [&b"ICC_PROFILE\0"[..], &[part, 120], &vec![0; 60_000]].concat();
        bytes = with_segment(&bytes, 0xE2, &body);
    }
    assert!(bytes.len() > 7_000_000);
    let source = Source::decode(&bytes).expect("the picture is sound");
    assert!(source.sized(32, 24).is_ok());
}

#[test]
fn words_are_asked_for_when_a_photo_is_published() {
    let check = |sidecar: &str, expect: &[&str]| {
        let (_, outcome) = with_sidecar(jpeg(64, 48), |files| put(files, SIDECAR, sidecar));
        assert_eq!(codes(&outcome), expect, "{sidecar}: {:#?}", outcome.diags);
    };
    check("caption: Lễ\nstatus: published\n", &["BV470", "BV471"]);
    check("caption: Lễ\ncredit: Lê Hư Cấu\nstatus: published\n", &["BV471"]);
    check("caption: Lễ\ncredit: Lê Hư Cấu\nalt: \"\"\nstatus: published\n", &[]);
    check("caption: Lễ trao\ncredit: Lê Hư Cấu\nalt: lễ  trao\nstatus: published\n", &["BV472"]);
    check("caption: Lễ\nstatus: draft\n", &[]);
}

#[test]
fn what_the_file_says_of_itself_is_offered() {
    let note = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0F\x1C\x02\x50\0\x0AL\xC3\xAA Th\xC3\xADch\0";
    let shot = with_segment(&jpeg(64, 48), 0xED, note);
    let (_, outcome) = with_sidecar(shot, |files| put(files, SIDECAR, "caption: Lễ\nalt: Sân\nstatus: published\n"));
    let offered: Vec<_> =
        outcome.diags.iter().filter(|d| d.problem.code() == "BV470").map(|d| d.suggestion.clone()).collect();
    assert_eq!(offered, [Some("Lê Thích".to_owned())]);
}

#[test]
fn an_unchanged_picture_is_never_made_again() {
    let scratch = Scratch::new("pictures-again");
    let mut files = every_kind();
    build(&files, &scratch.0, NOW);
    let pictures = |outcome: &Outcome| outcome.why.iter().filter(|(path, _)| path.as_str().starts_with("anh/")).count();
    put(&mut files, "content/trang/gioi-thieu.md", "---\ntitle: Khác\nstatus: published\n---\nKhác.\n");
    assert_eq!(pictures(&build(&files, &scratch.0, NOW)), 0);
    let names = made(&scratch.0);
    files.insert(SrcPath::new(PICTURE).expect("sound"), jpeg(500, 376));
    assert_eq!(pictures(&build(&files, &scratch.0, NOW)), 2 * Encoding::ALL.len());
    assert_eq!(made(&scratch.0).len(), names.len(), "the old files are gone");
}

#[test]
fn facts_of_odd_sizes_stay_sane() {
    let check = |width, height, at, expect| {
        let facts = Facts { width, height, ..look(&jpeg(8, 8)).expect("a picture") };
        assert_eq!(facts.height_at(at), expect, "{width}×{height} at {at}");
    };
    check(4000, 3000, 1600, 1200);
    check(20_000, 1, 480, 1);
    check(480, 20_000, 480, 20_000);
    assert_eq!(look(b"\xFF\xD8\xFF").err(), Some(Refused::CutOff));
}
