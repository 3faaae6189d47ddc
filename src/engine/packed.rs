//! The reads of a page, small. In: sorted numbers. Out: bytes, and the numbers again. Each
//! number is kept as its distance from the one before, so most take one byte or two.

/// Rising numbers, packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    /// Packs numbers that rise.
    pub(super) fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        let (mut bytes, mut last) = (Vec::new(), 0);
        for number in numbers {
            let mut rest = number - last;
            last = number;
            while rest >= 0x80 {
                bytes.push(u8::try_from(rest & 0x7f).unwrap_or_default() | 0x80);
                rest >>= 7;
            }
            bytes.push(u8::try_from(rest).unwrap_or_default());
        }
        Self(bytes.into_boxed_slice())
    }

    /// The packed bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The numbers, rising. Damaged bytes give other numbers, never a panic.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        numbers(&self.0)
    }
}

/// The numbers in packed bytes, rising.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut bytes, mut last) = (bytes.iter(), 0_u32);
    std::iter::from_fn(move || {
        let (mut distance, mut shift) = (0_u32, 0);
        loop {
            let byte = u32::from(*bytes.next()?);
            distance |= (byte & 0x7f).checked_shl(shift).unwrap_or_default();
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        last = last.wrapping_add(distance);
        Some(last)
    })
}

#[cfg(test)]
mod tests {
    use super::Packed;

    #[test]
    fn packs_and_unpacks() {
        let check = |numbers: &[u32], bytes: usize| {
            let packed = Packed::of(numbers.iter().copied());
            assert_eq!(packed.iter().collect::<Vec<_>>(), numbers);
            assert_eq!(packed.0.len(), bytes, "{numbers:?}");
        };
        check(&[], 0);
        check(&[0], 1);
        check(&[127, 128, 255, 256], 4);
        check(&[0, 128, 20_000, u32::MAX], 1 + 2 + 3 + 5);
        check(&[7, 7], 2);
    }

    #[test]
    fn damage_is_no_panic() {
        for bytes in [&[0xff; 9][..], &[0x80], &[0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1]] {
            assert!(Packed(bytes.into()).iter().count() < 3);
        }
    }
}
