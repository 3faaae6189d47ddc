//! ZIP archives. In: names and bytes, in the order in which they shall stand. Out: one archive,
//! the same bytes every time: each file bears the first day that the format knows, never the
//! moment of packing. Refuses names that would lead out of the folder of whoever unpacks it.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Unwritable;

/// Names of files that are packed already.
const PACKED: &[&str] = &["docx", "xlsx", "jpg", "jpeg", "png", "webp", "gif", "mp3", "mp4", "m4a", "zip"];

/// An archive at work.
pub struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    wrong: Option<Unwritable>,
}

impl Default for Archive {
    fn default() -> Self {
        Self::new()
    }
}

impl Archive {
    /// An empty archive.
    #[must_use]
    pub fn new() -> Self {
        Self { writer: ZipWriter::new(Cursor::new(Vec::new())), wrong: None }
    }

    /// Adds a file. What went wrong is told at the end.
    pub fn file(&mut self, name: &str, bytes: &[u8]) {
        if self.wrong.is_some() {
            return;
        }
        if !is_safe(name) {
            self.wrong = Some(Unwritable::because(format!("{name}: not a name inside an archive")));
            return;
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let method =
            if PACKED.contains(&ending.as_str()) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let written = self.writer.start_file(name, options).map_err(Unwritable::because);
        let written = written.and_then(|()| self.writer.write_all(bytes).map_err(Unwritable::because));
        self.wrong = written.err();
    }

    /// The bytes of the archive.
    ///
    /// # Errors
    /// A name twice, or one that leads out of the archive.
    pub fn finish(self) -> Result<Vec<u8>, Unwritable> {
        match self.wrong {
            Some(wrong) => Err(wrong),
            None => self.writer.finish().map(Cursor::into_inner).map_err(Unwritable::because),
        }
    }
}

/// Whether a name stays below the folder into which it is unpacked, on any system.
fn is_safe(name: &str) -> bool {
    let part =
        |part: &str| !matches!(part, "" | "." | "..") && !part.contains([':', '\\']) && !part.ends_with([' ', '.']);
    name.split('/').all(part) && !name.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the clock must move on between the two")]
    fn the_same_files_give_the_same_bytes() {
        let made = || {
            let mut archive = Archive::new();
            archive.file("a/đơn vị.txt", "dữ liệu hư cấu".repeat(100).as_bytes());
            archive.file("b.docx", b"PK");
            archive.finish().unwrap()
        };
        let one = made();
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert_eq!(one, made());
        assert!(one.len() < 700, "text is packed");
    }

    #[test]
    fn names_stay_inside() {
        fn check(name: &str, safe: bool) {
            let mut archive = Archive::new();
            archive.file(name, b"");
            assert_eq!(archive.finish().is_ok(), safe, "{name}");
        }
        check("anh/1.jpg", true);
        check("../a", false);
        check("/a", false);
        check("a//b", false);
        check("C:/a", false);
        check("a\\b", false);
        check("a\nb", false);
        check("", false);
    }

    #[test]
    fn a_name_twice_is_refused() {
        let mut archive = Archive::new();
        archive.file("a", b"1");
        archive.file("a", b"2");
        assert!(archive.finish().is_err());
    }
}
