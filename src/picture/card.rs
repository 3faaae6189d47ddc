//! The picture that stands beside a shared link: the lacquer board with a name on it. In: words.
//! Out: a PNG file of 1200 × 630 pixels. The name stands in the middle and, where it can, within
//! the middle square, because some places show only that. Never measures by guess: type is set
//! with the font that it is drawn in.

use ab_glyph::FontRef;

use super::canvas::{Canvas, Ink, Type};

/// The width of a card.
pub const WIDTH: u32 = 1200;

/// The height of a card.
pub const HEIGHT: u32 = 630;

/// Raised when the same words would give another picture.
pub const VERSION: u32 = 1;

/// What a card says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    /// The name of the site.
    pub site: String,
    /// The name of the record.
    pub title: String,
    /// The honour and the year, or what else it is.
    pub line: String,
    /// What the site is.
    pub foot: String,
    /// Where it is.
    pub host: String,
}

const SERIF: &[u8] = include_bytes!("fonts/noto-serif-700.ttf");
const SANS: &[u8] = include_bytes!("fonts/noto-sans-400.ttf");

/// The width that shows in a square crop, with a margin.
const SQUARE: f32 = 590.0;

/// The width between the frames.
const FULL: f32 = 1008.0;

/// Sizes of the name, the width it may take and the lines: the first in which it fits is taken.
const SIZES: &[(f32, f32, usize)] =
    &[(72.0, SQUARE, 3), (60.0, SQUARE, 3), (50.0, SQUARE, 3), (60.0, 800.0, 3), (50.0, FULL, 3), (42.0, FULL, 4)];

/// Draws a card.
#[must_use]
pub fn draw(words: &Words) -> Vec<u8> {
    let fonts = (FontRef::try_from_slice(SERIF), FontRef::try_from_slice(SANS));
    let (Ok(serif), Ok(sans)) = fonts else { return Vec::new() };
    let mut board = Canvas::new(1200, 630, [0x7A, 0x0C, 0x12]);
    let rule = board.ink([0xD9, 0xB2, 0x4A], 1);
    let gilt = board.ink([0xFF, 0xE0, 0x8A], 7);
    let cream = board.ink([0xFF, 0xF6, 0xE0], 7);
    board.frame(28, 2, rule);
    board.frame(38, 1, rule);
    head(&mut board, &words.site, &serif, gilt);
    let (size, lines) = set(&words.title, &serif, SIZES);
    let type_ = Type { font: &serif, size };
    let leading = size * 1.3;
    let count = f32::from(u8::try_from(lines.len()).unwrap_or(u8::MAX));
    let has_line = !words.line.is_empty();
    let tall = leading * count + if has_line { 60.0 } else { 0.0 };
    // The name and its line stand together in the middle between the head and the rule.
    let mut base = 160.0 + (350.0 - tall).max(0.0) / 2.0 + size;
    for line in &lines {
        centred(&mut board, &type_, line, base, gilt);
        base += leading;
    }
    if has_line {
        let type_ = Type { font: &sans, size: 32.0 };
        centred(&mut board, &type_, &shortened(&type_, &words.line, FULL), base - leading + size * 0.35 + 48.0, cream);
    }
    foot(&mut board, words, &sans, (rule, cream));
    board.png()
}

/// The side of a podcast's cover; directories want 1400 to 3000 pixels, square.
pub const COVER: u32 = 1500;

/// Sizes of the name on a cover, the width it may take and the lines.
const COVER_SIZES: &[(f32, f32, usize)] = &[(170.0, 1180.0, 2), (130.0, 1180.0, 3), (100.0, 1180.0, 4)];

/// Draws the cover of a podcast: the board with the mark and the name of the site, square.
#[must_use]
pub fn cover(words: &Words) -> Vec<u8> {
    let fonts = (FontRef::try_from_slice(SERIF), FontRef::try_from_slice(SANS));
    let (Ok(serif), Ok(sans)) = fonts else { return Vec::new() };
    let mut board = Canvas::new(1500, 1500, [0x7A, 0x0C, 0x12]);
    let rule = board.ink([0xD9, 0xB2, 0x4A], 1);
    let gilt = board.ink([0xFF, 0xE0, 0x8A], 7);
    let cream = board.ink([0xFF, 0xF6, 0xE0], 7);
    board.frame(48, 4, rule);
    board.frame(66, 2, rule);
    let star: Vec<(f32, f32)> = STAR.iter().map(|(x, y)| (590.0 + x * 16.0, 200.0 + y * 16.0)).collect();
    board.polygon(&star, gilt);
    let (size, lines) = set(&words.site, &serif, COVER_SIZES);
    let count = f32::from(u8::try_from(lines.len()).unwrap_or(u8::MAX));
    let mut base = 940.0 - size * 1.25 * (count - 1.0) / 2.0;
    let mut middle = |type_: &Type<'_>, text: &str, base: f32, ink: Ink| {
        board.write(type_, text, ((1500.0 - type_.width(text)) / 2.0, base), ink);
    };
    for line in &lines {
        middle(&Type { font: &serif, size }, line, base, gilt);
        base += size * 1.25;
    }
    let type_ = Type { font: &sans, size: 56.0 };
    middle(&type_, &shortened(&type_, &words.foot, 1260.0), 1340.0, cream);
    board.png()
}

/// The mark and the name of the site, in the middle above.
fn head(board: &mut Canvas, site: &str, serif: &FontRef<'_>, ink: Ink) {
    let type_ = Type { font: serif, size: 34.0 };
    let site = shortened(&type_, site, FULL - 80.0);
    let left = (1200.0 - (58.0 + type_.width(&site))) / 2.0;
    let star: Vec<(f32, f32)> = STAR.iter().map(|(x, y)| (left + x * 2.1, 75.0 + y * 2.1)).collect();
    board.polygon(&star, ink);
    board.write(&type_, &site, (left + 58.0, 113.0), ink);
}

/// The star of the site's mark, in a square of twenty.
const STAR: &[(f32, f32)] = &[
    (10.0, 0.8),
    (12.4, 7.3),
    (19.2, 7.6),
    (13.9, 11.8),
    (15.7, 18.4),
    (10.0, 14.6),
    (4.3, 18.4),
    (6.1, 11.8),
    (0.8, 7.6),
    (7.6, 7.3),
];

/// What the site is and where, below the rule.
fn foot(board: &mut Canvas, words: &Words, sans: &FontRef<'_>, (rule, ink): (Ink, Ink)) {
    board.fill((96, 520, 1008, 1), rule);
    let type_ = Type { font: sans, size: 28.0 };
    let host = shortened(&type_, &words.host, 420.0);
    let host_width = type_.width(&host);
    board.write(&type_, &shortened(&type_, &words.foot, FULL - host_width - 40.0), (96.0, 564.0), ink);
    board.write(&type_, &host, (1104.0 - host_width, 564.0), ink);
}

fn centred(board: &mut Canvas, type_: &Type<'_>, text: &str, base: f32, ink: Ink) {
    board.write(type_, text, ((1200.0 - type_.width(text)) / 2.0, base), ink);
}

/// A text that fits, cut at a word where it must be.
fn shortened(type_: &Type<'_>, text: &str, width: f32) -> String {
    if type_.width(text) <= width {
        return text.to_owned();
    }
    let mut words: Vec<&str> = text.split(' ').collect();
    while words.pop().is_some() {
        let shorter = format!("{}…", words.join(" ").trim_end_matches([',', ';', ':']));
        if type_.width(&shorter) <= width {
            return shorter;
        }
    }
    String::new()
}

/// The name in lines, at the largest size in which it fits; else cut at the smallest.
fn set(title: &str, serif: &FontRef<'_>, sizes: &[(f32, f32, usize)]) -> (f32, Vec<String>) {
    for (size, width, most) in sizes {
        let type_ = Type { font: serif, size: *size };
        if let Some(lines) = broken(title, &type_, *width, *most) {
            return (*size, lines);
        }
    }
    let Some((size, width, most)) = sizes.last().copied() else { return (0.0, Vec::new()) };
    let type_ = Type { font: serif, size };
    let mut words: Vec<&str> = title.split(' ').filter(|word| !word.is_empty()).collect();
    while words.pop().is_some() {
        if let Some(lines) = broken(&format!("{}…", words.join(" ")), &type_, width, most) {
            return (size, lines);
        }
    }
    (size, Vec::new())
}

/// The best way to break a text into as few lines as hold it; `None` when it does not fit.
fn broken(text: &str, type_: &Type<'_>, width: f32, most: usize) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    let widths: Vec<f32> = words.iter().map(|word| type_.width(word)).collect();
    let setting = Setting { words: &words, widths: &widths, space: type_.width(" "), width };
    let (_, ends) = (1..=most).find_map(|lines| setting.best(0, lines))?;
    let mut from = 0;
    let mut lines = Vec::new();
    for end in ends {
        lines.push(words[from..end].join(" "));
        from = end;
    }
    Some(lines)
}

/// Words to be broken into lines.
struct Setting<'w> {
    words: &'w [&'w str],
    widths: &'w [f32],
    space: f32,
    width: f32,
}

impl Setting<'_> {
    /// The cheapest way to set the words from one on in so many lines: its cost and line ends.
    fn best(&self, from: usize, lines: usize) -> Option<(f32, Vec<usize>)> {
        let left = self.words.len() - from;
        if left == 0 || lines == 0 {
            return None;
        }
        let mut best: Option<(f32, Vec<usize>)> = None;
        let mut width = 0.0;
        for end in from + 1..=self.words.len() {
            width += self.widths[end - 1] + if end - 1 > from { self.space } else { 0.0 };
            if width > self.width {
                break;
            }
            let slack = ((self.width - width) / self.width).powi(2);
            let found = match (end == self.words.len(), lines) {
                (true, 1) => Some((slack, vec![end])),
                (true, _) | (false, 1) => None,
                (false, _) => self.best(end, lines - 1).map(|(cost, mut ends)| {
                    ends.insert(0, end);
                    (slack + cost + seam(self.words[end - 1], self.words[end]), ends)
                }),
            };
            if let Some((cost, ends)) = found
                && best.as_ref().is_none_or(|(least, _)| cost < *least)
            {
                best = Some((cost, ends));
            }
        }
        best
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(title: &str) -> (f32, Vec<String>) {
        set(title, &FontRef::try_from_slice(SERIF).expect("the font is sound"), SIZES)
    }

    #[test]
    fn names_break_at_their_joints() {
        let check = |title: &str, size: f32, expect: &[&str]| {
            assert_eq!(lines(title), (size, expect.iter().map(|s| (*s).to_owned()).collect()), "{title}");
        };
        check("Đặng Thị Thử", 72.0, &["Đặng Thị Thử"]);
        check("Sở Nội vụ tỉnh Thử", 72.0, &["Sở Nội vụ", "tỉnh Thử"]);
        check("Quyết định số 136/QĐ-TTg", 72.0, &["Quyết định", "số 136/QĐ-TTg"]);
        check("Trường Trung học phổ thông Nguyễn Văn Thử", 60.0, &["Trường Trung học", "phổ thông", "Nguyễn Văn Thử"]);
    }

    #[test]
    fn every_letter_of_vietnamese_is_in_both_fonts() {
        use ab_glyph::Font;
        for data in [SERIF, SANS] {
            let font = FontRef::try_from_slice(data).expect("the font is sound");
            for letter in "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ".chars()
            {
                for form in std::iter::once(letter).chain(letter.to_uppercase()) {
                    assert_ne!(font.glyph_id(form).0, 0, "{form} is missing");
                }
            }
            for letter in "0123456789/–-“”…₫()&.,;:'\u{a0}".chars() {
                assert_ne!(font.glyph_id(letter).0, 0, "{letter:?} is missing");
            }
        }
    }

    #[test]
    fn a_card_is_a_small_picture() {
        let words = Words {
            site: "Bảng Vàng".into(),
            title: "Phong trào thi đua “Thử nghiệm”, chào mừng ".repeat(9),
            line: "Bằng khen của Ủy ban nhân dân tỉnh, năm 2019 ".repeat(5),
            foot: "Thi đua, khen thưởng".into(),
            host: "thu.example".into(),
        };
        for words in [words, Words::default()] {
            let png = draw(&words);
            let facts = crate::picture::look(&png).expect("a picture");
            assert_eq!((facts.width, facts.height), (WIDTH, HEIGHT));
            assert!(png.len() < 100_000, "{} bytes", png.len());
            assert!(crate::picture::Source::decode(&png).is_ok());
            assert_eq!(png, draw(&words), "the same words give the same bytes");
        }
    }

    #[test]
    fn a_cover_is_square_and_holds_any_name() {
        for site in ["Bảng Vàng", "Cổng thông tin thi đua, khen thưởng của tỉnh có tên rất dài ".repeat(3).as_str(), ""]
        {
            let words = Words { site: site.to_owned(), foot: "Dữ liệu hư cấu".into(), ..Words::default() };
            let facts = crate::picture::look(&cover(&words)).expect("a picture");
            assert_eq!((facts.width, facts.height), (COVER, COVER), "{site}");
        }
    }
}
