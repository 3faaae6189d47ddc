//! Room for one page. In: what a template writes. Out: its bytes, or an error beyond what any page
//! needs: a loop that never ends must not take all memory of the machine.

use std::io::{Error, ErrorKind, Result, Write};

/// The most bytes of one page.
const MOST: usize = 64 << 20;

/// A page that is being written.
pub(super) struct Bounded(Vec<u8>);

impl Bounded {
    /// An empty page; `room` is how many bytes it may well need.
    pub(super) fn new(room: usize) -> Self {
        Self(Vec::with_capacity(room))
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> Result<usize> {
        if self.0.len() + part.len() > MOST {
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        self.0.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_end_is_refused() {
        let mut page = Bounded::new(0);
        let part = vec![b' '; MOST / 4];
        assert!((0..4).all(|_| page.write(&part).is_ok()));
        assert_eq!(page.write(b"x").map_err(|error| error.kind()), Err(ErrorKind::FileTooLarge));
        assert_eq!(page.into_bytes().len(), MOST);
    }
}
