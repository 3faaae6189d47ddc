//! Rows that are mostly zero, packed as one block of deflate (RFC 1951). In: bytes and runs of
//! zeros, in order. Out: the block, ending at a whole byte so that another may follow, and the
//! checksum of what is in it. Looks for nothing but runs of zeros: that is what makes it fast,
//! and the rows of a drawing, told as differences from the row above, hold little else that repeats.

/// The longest run that one word of the format can say.
const LONGEST: usize = 258;

/// The shortest.
const SHORTEST: usize = 3;

/// Says that the block ends.
const END: usize = 256;

/// Literals, the end, and the words for lengths.
const SYMBOLS: usize = 286;

/// The largest sum of a checksum, less one.
const MODULE: u64 = 65_521;

/// So many bytes are summed up before the next remainder is taken.
const PART: usize = 1024;

/// How often each of them counts: once for itself and each one after it.
const WEIGHTS: [u32; PART] = {
    let mut weights = [0; PART];
    let (mut at, mut weight) = (PART, 0);
    while at > 0 {
        (at, weight) = (at - 1, weight + 1);
        weights[at] = weight;
    }
    weights
};

/// The Adler-32 checksum of some bytes, which can be joined to that of the bytes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    low: u64,
    high: u64,
    length: u64,
}

impl Sum {
    /// The checksum of nothing.
    pub(super) const EMPTY: Self = Self { low: 1, high: 0, length: 0 };

    /// The checksum of bytes.
    #[must_use]
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut sum = Self::EMPTY;
        sum.add(bytes);
        sum
    }

    /// The checksum of these bytes and then those.
    #[must_use]
    pub(super) fn then(self, next: Self) -> Self {
        let high = self.high + next.high + (self.low + MODULE - 1) % MODULE * (next.length % MODULE);
        Self {
            low: (self.low + next.low + MODULE - 1) % MODULE,
            high: high % MODULE,
            length: self.length + next.length,
        }
    }

    /// As it stands at the end of a stream.
    #[must_use]
    pub(super) fn to_bytes(self) -> [u8; 4] {
        u32::try_from(self.high << 16 | self.low).unwrap_or(0).to_be_bytes()
    }

    fn add(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(PART) {
            let (mut low, mut high) = (0, 0);
            for (byte, weight) in part.iter().zip(&WEIGHTS[PART - part.len()..]) {
                low += u32::from(*byte);
                high += u32::from(*byte) * weight;
            }
            self.high = (self.high + self.low * part.len() as u64 + u64::from(high)) % MODULE;
            self.low = (self.low + u64::from(low)) % MODULE;
        }
        self.length += bytes.len() as u64;
    }

    fn add_zeros(&mut self, count: usize) {
        self.high = (self.high + self.low * (count as u64 % MODULE)) % MODULE;
        self.length += count as u64;
    }
}

/// A block that is being filled.
pub(super) struct Block {
    /// A literal as itself, a run of zeros as its length above it.
    words: Vec<u16>,
    /// Zeros that are not words yet: more may follow.
    zeros: usize,
    sum: Sum,
}

impl Block {
    /// An empty block.
    pub(super) fn new() -> Self {
        Self { words: Vec::with_capacity(1 << 14), zeros: 0, sum: Sum::EMPTY }
    }

    /// Adds zeros.
    pub(super) fn zeros(&mut self, count: usize) {
        self.sum.add_zeros(count);
        self.zeros += count;
    }

    /// Adds bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.sum.add(bytes);
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.eight(*eight, 8);
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.eight(last, rest.len());
    }

    /// Adds so many of eight bytes; the others are zero. Zeros between two that are not are never
    /// enough to be worth a run of their own.
    fn eight(&mut self, bytes: [u8; 8], count: usize) {
        let all = u64::from_le_bytes(bytes);
        if all == 0 {
            self.zeros += count;
            return;
        }
        let (from, to) = (all.trailing_zeros() as usize / 8, 8 - all.leading_zeros() as usize / 8);
        self.zeros += from;
        self.end_run();
        self.words.extend(bytes[from..to].iter().map(|byte| u16::from(*byte)));
        self.zeros = count - to;
    }

    /// A run repeats the byte before it, so its first zero stands for itself.
    fn end_run(&mut self) {
        let mut left = std::mem::take(&mut self.zeros);
        if left > SHORTEST {
            self.words.push(0);
            left -= 1;
            while left >= SHORTEST {
                let run = left.min(LONGEST);
                self.words.push(u16::try_from(END + run).unwrap_or(0));
                left -= run;
            }
        }
        self.words.extend(std::iter::repeat_n(0, left));
    }

    /// The packed block and the checksum of what is in it.
    #[must_use]
    pub(super) fn finish(mut self) -> (Vec<u8>, Sum) {
        self.end_run();
        let mut counts = [0; SYMBOLS];
        for (word, count) in counted(&self.words).into_iter().enumerate() {
            counts[said(word).symbol] += count;
        }
        counts[END] = 1;
        let lengths = code_lengths(&counts, 15);
        let codes = codes(&lengths);
        let mut bits = Bits { out: Vec::with_capacity(self.words.len() + 128), held: 0, count: 0 };
        head(&mut bits, &lengths);
        let spelled: Vec<(u64, u32)> = (0..=END + LONGEST)
            .map(|word| {
                let Said { symbol, more, more_bits } = said(word);
                let (code, length) = (codes[symbol], u32::from(lengths[symbol]));
                // The only distance is one byte back, and its code is one zero.
                (code | more << length, length + more_bits + u32::from(symbol > END))
            })
            .collect();
        for word in &self.words {
            let (code, length) = spelled[usize::from(*word)];
            bits.push(code, length);
        }
        bits.push(codes[END], u32::from(lengths[END]));
        (bits.aligned(), self.sum)
    }
}

/// How often each word stands there.
fn counted(words: &[u16]) -> Vec<u32> {
    let mut counts = vec![0; END + LONGEST + 1];
    for word in words {
        counts[usize::from(*word)] += 1;
    }
    counts
}

/// How a word is said: a symbol, and what follows it.
struct Said {
    symbol: usize,
    more: u64,
    more_bits: u32,
}

/// The shortest run of each symbol for a length, and how many bits say how much longer it is.
const RUNS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

fn said(word: usize) -> Said {
    let Some(run) = word.checked_sub(END + SHORTEST) else { return Said { symbol: word, more: 0, more_bits: 0 } };
    let run = run + SHORTEST;
    let at = RUNS.partition_point(|(shortest, _)| *shortest <= run) - 1;
    let (shortest, more_bits) = RUNS[at];
    Said { symbol: END + 1 + at, more: (run - shortest) as u64, more_bits }
}

/// How long the code of each symbol is, none longer than the limit (Huffman's rule: the two
/// rarest become one, again and again). Where a code would be too long, rare and common are
/// brought nearer to each other.
fn code_lengths(counts: &[u32], limit: u8) -> Vec<u8> {
    let mut counts = counts.to_vec();
    loop {
        let lengths = free_lengths(&counts);
        if lengths.iter().all(|length| *length <= limit) {
            return lengths;
        }
        for count in counts.iter_mut().filter(|count| **count > 0) {
            *count = count.div_ceil(2);
        }
    }
}

fn free_lengths(counts: &[u32]) -> Vec<u8> {
    let mut lengths = vec![0; counts.len()];
    let mut leaves: Vec<(u32, usize)> =
        counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(symbol, count)| (*count, symbol)).collect();
    leaves.sort_unstable();
    // Leaves come first, then the joints in the order in which they are made, which is that of
    // their weight: the rarest is always the first of one of the two.
    let mut weights: Vec<u32> = leaves.iter().map(|(count, _)| *count).collect();
    let mut above = vec![0; (2 * leaves.len()).saturating_sub(1)];
    let (mut leaf, mut joint) = (0, leaves.len());
    for made in leaves.len()..above.len() {
        let mut weight = 0;
        for _ in 0..2 {
            let is_leaf = leaf < leaves.len() && (joint >= made || weights[leaf] <= weights[joint]);
            let next = if is_leaf { &mut leaf } else { &mut joint };
            weight += weights[*next];
            above[*next] = made;
            *next += 1;
        }
        weights.push(weight);
    }
    let mut depths = vec![0_u8; above.len()];
    for at in (0..above.len().saturating_sub(1)).rev() {
        depths[at] = depths[above[at]].saturating_add(1);
    }
    for ((_, symbol), depth) in leaves.iter().zip(depths) {
        // A single symbol needs a bit too.
        lengths[*symbol] = depth.max(1);
    }
    lengths
}

/// The codes of these lengths, as the format orders them, first bit lowest.
fn codes(lengths: &[u8]) -> Vec<u64> {
    let mut codes = vec![0; lengths.len()];
    let mut next = 0_u16;
    for length in 1..=15_u8 {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, of)| **of == length) {
            *code = u64::from(next.reverse_bits() >> (16 - length));
            next += 1;
        }
    }
    codes
}

/// The order in which the lengths of the codes for lengths are told.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The head of a block: not the last, and how long its codes are.
fn head(bits: &mut Bits, lengths: &[u8]) {
    let told = told(&[lengths, &[1]].concat());
    let mut counts = [0; ORDER.len()];
    for (symbol, ..) in &told {
        counts[*symbol] += 1;
    }
    let of_lengths = code_lengths(&counts, 7);
    let codes = codes(&of_lengths);
    let last = ORDER.iter().rposition(|symbol| of_lengths[*symbol] > 0).unwrap_or(3).max(3);
    bits.push(0b100, 3);
    bits.push(SYMBOLS as u64 - 257, 5);
    bits.push(0, 5);
    bits.push(last as u64 - 3, 4);
    for symbol in &ORDER[..=last] {
        bits.push(u64::from(of_lengths[*symbol]), 3);
    }
    for (symbol, more, more_bits) in told {
        bits.push(codes[symbol], u32::from(of_lengths[symbol]));
        bits.push(more, more_bits);
    }
}

/// Lengths as they are told: symbol, what follows and its bits. Runs of zeros are told at once.
fn told(lengths: &[u8]) -> Vec<(usize, u64, u32)> {
    let mut told = Vec::new();
    for run in lengths.chunk_by(|one, two| one == two) {
        let (mut left, length) = (run.len(), usize::from(run[0]));
        while length == 0 && left >= SHORTEST {
            let now = left.min(138);
            let (symbol, least, bits) = if now > 10 { (18, 11, 7) } else { (17, 3, 3) };
            told.push((symbol, (now - least) as u64, bits));
            left -= now;
        }
        told.extend(std::iter::repeat_n((length, 0, 0), left));
    }
    told
}

/// Bits on their way into bytes, first bit lowest.
struct Bits {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    fn push(&mut self, bits: u64, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        if self.count >= 32 {
            self.out.extend_from_slice(&self.held.to_le_bytes()[..4]);
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// An empty block without codes, which ends at a whole byte.
    fn aligned(mut self) -> Vec<u8> {
        self.push(0, 3);
        let left = self.count.div_ceil(8) as usize;
        self.out.extend_from_slice(&self.held.to_le_bytes()[..left]);
        self.out.extend_from_slice(&[0, 0, 0xFF, 0xFF]);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    /// What a decoder makes of blocks, with the empty block that ends a stream; it looks at the
    /// checksum too.
    fn unpacked(blocks: &[u8], sum: Sum) -> Vec<u8> {
        let stream = [&[0x78, 0xDA], blocks, &[3, 0], &sum.to_bytes()].concat();
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(&*stream).read_to_end(&mut out).expect("a sound stream");
        out
    }

    /// Bytes, or so many zeros.
    fn parts() -> impl Strategy<Value = Vec<(Vec<u8>, usize)>> {
        let bytes = prop_oneof![
            prop::collection::vec(prop_oneof![3 => Just(0), 1 => any::<u8>()], 0..60),
            prop::collection::vec(any::<u8>(), 0..3000),
        ];
        let zeros = prop_oneof![0..8_usize, 250..270_usize, 0..9000_usize];
        prop::collection::vec((bytes, zeros), 0..12)
    }

    fn packed(parts: &[(Vec<u8>, usize)]) -> (Vec<u8>, Vec<u8>, Sum) {
        let (mut block, mut plain) = (Block::new(), Vec::new());
        for (bytes, zeros) in parts {
            block.bytes(bytes);
            block.zeros(*zeros);
            plain.extend_from_slice(bytes);
            plain.resize(plain.len() + zeros, 0);
        }
        let (bytes, sum) = block.finish();
        (plain, bytes, sum)
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out(one in parts(), two in parts()) {
            let (plain, block, sum) = packed(&one);
            let (next, other, next_sum) = packed(&two);
            prop_assert_eq!(sum, Sum::of(&plain));
            prop_assert_eq!(unpacked(&block, sum), &plain[..]);
            let all = [plain, next].concat();
            prop_assert_eq!(sum.then(next_sum), Sum::of(&all));
            prop_assert_eq!(unpacked(&[block, other].concat(), sum.then(next_sum)), all);
        }

        /// A decoder refuses codes that leave room or have too little of it.
        #[test]
        fn codes_fill_their_room(counts in prop::collection::vec(prop_oneof![Just(0), 1..9_u32, any::<u16>().prop_map(u32::from)], 2..286)) {
            let lengths = code_lengths(&counts, 15);
            let used = counts.iter().filter(|count| **count > 0).count();
            let room: u32 = lengths.iter().filter(|length| **length > 0).map(|length| 1 << (15 - length)).sum();
            prop_assert_eq!(lengths.iter().filter(|length| **length > 0).count(), used);
            prop_assert_eq!(room, [0, 1 << 14].get(used).copied().unwrap_or(1 << 15));
        }
    }

    #[test]
    fn no_code_is_too_long() {
        // Each as rare as the two before it together: the deepest tree there is.
        let mut counts = vec![1, 1];
        while counts.len() < 40 {
            counts.push(counts[counts.len() - 1] + counts[counts.len() - 2]);
        }
        for limit in [7, 15] {
            let lengths = code_lengths(&counts, limit);
            assert!(lengths.iter().all(|length| (1..=limit).contains(length)), "{lengths:?}");
        }
    }
}
