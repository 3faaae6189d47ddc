//! What is inside packed files. In: a name and bytes. Out: every file inside, as it is unpacked:
//! gzip, Brotli and Zstandard by their endings, ZIP archives and Office files by their first
//! bytes, the compressed texts of PNG pictures. Never unpacks more than a bound, so that a file
//! made to swell cannot fill the memory; what is damaged is passed over.

use std::io::{Cursor, Read};

/// At most this much is unpacked of one file.
const LIMIT: u64 = 256 << 20;

/// How deep packed files are looked for in packed files.
const DEPTH: usize = 3;

/// Shows every file inside of a packed one, by its path.
pub fn each(path: &str, bytes: &[u8], look: &mut dyn FnMut(&str, &[u8])) {
    into(path, bytes, DEPTH, look);
}

fn into(path: &str, bytes: &[u8], depth: usize, look: &mut dyn FnMut(&str, &[u8])) {
    if depth == 0 {
        return;
    }
    let mut inner = |path: &str, bytes: Vec<u8>| {
        look(path, &bytes);
        into(path, &bytes, depth - 1, look);
    };
    match path.rsplit_once('.') {
        Some((name, "gz")) => inner(name, all(flate2::read::MultiGzDecoder::new(bytes))),
        Some((name, "br")) => inner(name, all(brotli::Decompressor::new(bytes, 4096))),
        Some((name, "zst")) => {
            inner(name, zstd::stream::read::Decoder::new(bytes).map_or_else(|_| Vec::new(), all));
        }
        Some((_, "ics" | "vcf")) => inner(path.trim_end_matches(['s', 'f']), unfolded(bytes)),
        _ if bytes.starts_with(b"PK\x03\x04") => members(path, bytes, &mut inner),
        _ if bytes.starts_with(b"\x89PNG") => texts(bytes).into_iter().for_each(|text| inner(path, text)),
        _ => {}
    }
}

/// All that a reader gives, up to the bound.
fn all(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was unpacked before the damage is looked at all the same.
    let _ = reader.take(LIMIT).read_to_end(&mut bytes);
    bytes
}

fn members(path: &str, bytes: &[u8], inner: &mut dyn FnMut(&str, Vec<u8>)) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return };
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else { continue };
        let name = format!("{path}/{}", file.name().unwrap_or_default());
        inner(&name, all(file));
    }
}

/// Calendar lines are folded anywhere, in the middle of a word as well.
fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let fold = [&b"\r\n "[..], b"\r\n\t", b"\n ", b"\n\t"].into_iter().find(|fold| rest.starts_with(fold));
        if let Some(fold) = fold {
            rest = &rest[fold.len()..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

/// The compressed text chunks of a PNG picture.
fn texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = head[..4].iter().fold(0, |n: usize, byte| n << 8 | usize::from(*byte));
        let Some(data) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
        if matches!(&head[4..], b"zTXt" | b"iTXt") {
            // The compressed part begins behind the keyword and its flags with the mark of zlib.
            let packed = data.iter().position(|byte| *byte == 0x78);
            found.extend(packed.map(|start| all(flate2::read::ZlibDecoder::new(&data[start..]))));
        }
        at += 12 + length;
    }
    found
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn inside(path: &str, bytes: &[u8]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        each(path, bytes, &mut |path, bytes| {
            found.push((path.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
        });
        found
    }

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a sound name");
        writer.write_all(bytes).expect("memory takes all");
        writer.finish().expect("memory takes all").into_inner()
    }

    #[test]
    fn packed_files_are_unpacked() {
        let check = |path: &str, bytes: &[u8], expect: &str| {
            let found = inside(path, bytes);
            assert!(found.iter().any(|(_, text)| text == expect), "{path}: {found:?}");
        };
        check("a.html.gz", &gz(b"secret"), "secret");
        check("a.zip", &zip("b.txt", b"secret"), "secret");
        check("a.zip", &zip("b.docx", &zip("c.xml", b"secret")), "secret");
        check("a.html.zst", &zstd::encode_all(&b"secret"[..], 3).expect("memory takes all"), "secret");
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(b"secret").expect("memory takes all");
        check("a.html.br", &brotli, "secret");
        check("a.ics", b"SUMMARY:sec\r\n ret", "SUMMARY:secret");
        assert_eq!(inside("a.html", b"secret"), []);
        assert_eq!(inside("a.zip", b"PK\x03\x04broken"), []);
    }

    #[test]
    fn picture_texts_are_unpacked() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"secret").expect("memory takes all");
        let data = [b"Comment\0\0".to_vec(), zlib.finish().expect("memory takes all")].concat();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
        png.extend(b"zTXt");
        png.extend(&data);
        png.extend([0; 4]);
        assert_eq!(inside("a.png", &png), [("a.png".to_owned(), "secret".to_owned())]);
    }
}
