//! The text of an act as a file: which kinds are published as they are. In: a file's name and bytes.
//! Out: nothing, or why it is not taken. What is published so is what browsers show or save as a
//! document; pages, scripts and drawings would speak in the site's name, and the sources and lists
//! beside a record are nobody's but the newsroom's.

use crate::diag::Problem;

/// The kinds that are taken, as messages list them.
const KINDS: &str = "pdf, docx, xlsx, pptx, odt, ods, doc, xls, jpg, png, webp";

/// What is wrong with a file.
#[must_use]
pub fn fault(name: &str, bytes: &[u8]) -> Option<Problem> {
    if crate::text::slug::is_device(name) {
        return Some(Problem::DeviceName { name: name.to_owned() });
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match is_of(&ending, bytes) {
        None => Some(Problem::PaperUnknown { name: name.to_owned(), all: KINDS.to_owned() }),
        Some(false) => Some(Problem::PaperStrange { name: name.to_owned(), ending }),
        Some(true) => None,
    }
}

/// Whether bytes are what an ending says; `None` for endings that are not taken.
fn is_of(ending: &str, bytes: &[u8]) -> Option<bool> {
    Some(match ending {
        "pdf" => bytes.starts_with(b"%PDF-"),
        "docx" => is_office(bytes, b"word/"),
        "xlsx" => is_office(bytes, b"xl/"),
        "pptx" => is_office(bytes, b"ppt/"),
        "odt" => is_open_document(bytes, b"application/vnd.oasis.opendocument.text"),
        "ods" => is_open_document(bytes, b"application/vnd.oasis.opendocument.spreadsheet"),
        "doc" | "xls" => bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        "jpg" | "jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1A\n"),
        "webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        _ => return None,
    })
}

/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Whether an archive is one of Microsoft's: it lists its types and has the folder of its kind. Names
/// of members are never packed.
fn is_office(bytes: &[u8], folder: &[u8]) -> bool {
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    bytes.starts_with(ARCHIVE) && has(b"[Content_Types].xml") && has(folder)
}

/// Whether an archive is an open document: its first member says so, unpacked.
fn is_open_document(bytes: &[u8], kind: &[u8]) -> bool {
    let first = bytes.get(30..).unwrap_or_default();
    bytes.starts_with(ARCHIVE) && first.strip_prefix(b"mimetype").is_some_and(|rest| rest.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_are_taken() {
        fn check(name: &str, bytes: &[u8], expect: &str) {
            assert_eq!(fault(name, bytes).map_or("", |problem| problem.code()), expect, "{name}");
        }
        let word = b"PK\x03\x04..........................[Content_Types].xml....word/document.xml";
        let open = b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.textPK";
        check("10-qd.pdf", b"%PDF-1.7", "");
        check("10-qd.PDF", b"%PDF-1.7", "");
        check("a.docx", word, "");
        check("a.xlsx", word, "BV131");
        check("a.odt", open, "");
        check("a.ods", open, "BV131");
        check("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "");
        check("a.pdf", b"<!doctype html>", "BV131");
        check("a.png", b"<svg/>", "BV131");
        check("index.html", b"<!doctype html>", "BV130");
        check("a.svg", b"<svg/>", "BV130");
        check("10-qd.md", b"---", "BV130");
        check("ds.csv", b"as_printed", "BV130");
        check("pdf", b"%PDF-", "BV130");
        check("nul.pdf", b"%PDF-", "BV015");
    }
}
