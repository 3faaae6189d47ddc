//! Bytes of the parts. In: sorted numbers and positions. Out: short bytes, deflated. The reader
//! of all this is `tim-kiem.js`.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Appends a number in groups of seven bits, the lowest first.
pub(super) fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(low_bits(value) | 0x80);
        value >>= 7;
    }
    out.push(low_bits(value));
}

fn low_bits(value: u32) -> u8 {
    u8::try_from(value & 0x7F).unwrap_or(0)
}

/// Appends text with its length before it.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    varint(out, length(text.len()));
    out.extend_from_slice(text.as_bytes());
}

/// Reads what this module wrote; past its end there is nothing but zeros.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// A reader at the beginning of some bytes.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A number.
    pub(super) fn varint(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            value |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 || shift > 28 {
                break;
            }
        }
        value
    }

    /// Text with its length before it.
    pub(super) fn text(&mut self) -> &'b str {
        let length = self.varint() as usize;
        let (text, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        std::str::from_utf8(text).unwrap_or_default()
    }
}

/// A length as it is written.
pub(super) fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Deflates a part. The level is fixed: it decides the bytes.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(9));
    // A vector takes all that it is given.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

/// Writes a sorted list of words, each as the number of letters that it shares with the one
/// before (`a` for none) and the rest.
pub(super) fn front_coded<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in words {
        let shared = word.chars().zip(before.chars()).take_while(|(a, b)| a == b).count().min(25);
        let cut: usize = word.chars().take(shared).map(char::len_utf8).sum();
        out.push(char::from(b'A' + u8::try_from(shared).unwrap_or(0)));
        out.push_str(&word[cut..]);
        before = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        fn check(value: u32, expect: &[u8]) {
            let mut out = Vec::new();
            varint(&mut out, value);
            assert_eq!(out, expect);
        }
        check(0, &[0]);
        check(127, &[127]);
        check(128, &[0x80, 1]);
        check(u32::MAX, &[0xFF, 0xFF, 0xFF, 0xFF, 0x0F]);
    }

    #[test]
    fn words_share_their_beginning() {
        assert_eq!(front_coded(["giang", "giao", "hoa"]), "AgiangDoAhoa");
        assert_eq!(front_coded([]), "");
    }
}
