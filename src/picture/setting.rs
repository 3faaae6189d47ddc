//! A name broken into lines. In: a text, the sizes in which it may stand and how wide it is at
//! size one. Out: the first size in which it fits and its lines, broken where a reader of
//! Vietnamese would pause. Never draws, never parts a word.

/// A size, the width that it may take and the most lines.
pub(super) type Size = (f32, f32, usize);

/// How wide a text is at size one.
pub(super) type Measure<'m> = &'m dyn Fn(&str) -> f32;

/// The text in lines, at the first size in which it fits, told by its place among the sizes; else
/// cut at the last.
pub(super) fn set(text: &str, sizes: &[Size], ems: Measure<'_>) -> (usize, Vec<String>) {
    let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    let widths: Vec<f32> = words.iter().map(|word| ems(word)).collect();
    let space = ems(" ");
    for (at, size) in sizes.iter().enumerate() {
        if let Some(lines) = broken(&words, &widths, space, *size) {
            return (at, lines);
        }
    }
    let last = sizes.len().saturating_sub(1);
    let cut = (1..words.len()).rev().find_map(|count| {
        let end = format!("{}…", words[count - 1]);
        let words = [&words[..count - 1], &[&end]].concat();
        broken(&words, &[&widths[..count - 1], &[ems(&end)]].concat(), space, sizes[last])
    });
    let nothing = || if words.is_empty() { Vec::new() } else { vec!["…".to_owned()] };
    (last, cut.unwrap_or_else(nothing))
}

/// The best way to break words into as few lines as hold them; `None` when they do not fit.
fn broken(words: &[&str], widths: &[f32], space: f32, (size, width, most): Size) -> Option<Vec<String>> {
    let setting = Setting { words, widths, space, width: width / size };
    let ends = setting.ends(most)?;
    let mut from = 0;
    let lines = ends.into_iter().map(|end| words[std::mem::replace(&mut from, end)..end].join(" "));
    Some(lines.collect())
}

/// Words to be broken into lines; all widths are at size one.
struct Setting<'w> {
    words: &'w [&'w str],
    widths: &'w [f32],
    space: f32,
    width: f32,
}

/// What the best way from a word on costs, and where its first line ends.
type Way = Option<(f32, usize)>;

impl Setting<'_> {
    /// Where the lines end, in as few lines as can be.
    fn ends(&self, most: usize) -> Option<Vec<usize>> {
        if self.words.is_empty() || self.least() > self.width * most as f32 {
            return None;
        }
        let mut ways: Vec<Vec<Way>> = Vec::with_capacity(most);
        for _ in 0..most {
            let below = ways.last();
            let row: Vec<Way> = (0..self.words.len()).map(|from| self.best(from, below)).collect();
            let is_found = row[0].is_some();
            ways.push(row);
            if is_found {
                let mut from = 0;
                let end = |row: &Vec<Way>| {
                    from = row[from].map_or(from, |(_, end)| end);
                    from
                };
                return Some(ways.iter().rev().map(end).collect());
            }
        }
        None
    }

    /// The best first line from a word on, with the ways from each word on in one line less below
    /// it; without those it is the last.
    fn best(&self, from: usize, below: Option<&Vec<Way>>) -> Way {
        let mut best: Way = None;
        let mut width = 0.0;
        for end in from + 1..=self.words.len() {
            width += self.widths[end - 1] + if end - 1 > from { self.space } else { 0.0 };
            if width > self.width {
                break;
            }
            let slack = ((self.width - width) / self.width).powi(2);
            let cost = match (below, self.words.get(end)) {
                (None, None) => Some(slack),
                (None, Some(_)) | (Some(_), None) => None,
                (Some(below), Some(next)) => below[end].map(|(cost, _)| slack + cost + seam(self.words[end - 1], next)),
            };
            if let Some(cost) = cost
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, end));
            }
        }
        best
    }

    /// The width of all words without spaces: what does not fit so does not fit at all.
    fn least(&self) -> f32 {
        self.widths.iter().sum()
    }
}

/// What it costs to part two words. Vietnamese writes compounds as separate syllables, so a
/// break is best where the writing itself shows a joint: after a comma, before a name.
fn seam(before: &str, after: &str) -> f32 {
    let starts = |word: &str| word.trim_start_matches(['“', '"', '(']).chars().next();
    let upper = |word: &str| starts(word).is_some_and(char::is_uppercase);
    let digit = |word: &str| starts(word).is_some_and(|c| c.is_ascii_digit());
    match () {
        () if before.ends_with([',', ';', ':', '.', '”', ')']) => -0.3,
        () if matches!(after, "và" | "của" | "trong" | "cho" | "giai" | "tỉnh" | "huyện" | "xã") => -0.05,
        () if digit(after)
            || matches!(before, "số" | "năm" | "thứ" | "hạng" | "và" | "của" | "tỉnh" | "huyện" | "xã") =>
        {
            0.5
        }
        () if upper(before) && upper(after) => 0.35,
        () if upper(after) => 0.0,
        () if upper(before) => 0.7,
        () => 0.2,
    }
}
