//! The picture that stands beside a shared link: the lacquer board with a name on it. In: words.
//! Out: a PNG file of 1200 × 630 pixels. The name stands in the middle and, where it can, within
//! the middle square, because some places show only that. What is the same on all cards of a site
//! is drawn once. Never measures by guess: type is set with the font that it is drawn in.

use std::ops::Range;

use super::canvas::{Canvas, png};
use super::letters::{Face, Letters, Placed, ems};
use super::palette::{Ink, Palette};
use super::setting::{Size, set};

/// The width of a card.
pub const WIDTH: u32 = 1200;

/// The height of a card.
pub const HEIGHT: u32 = 630;

/// Raised when the same words would give another picture.
pub const VERSION: u32 = 2;

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
const SIZES: &[Size] =
    &[(72.0, SQUARE, 3), (60.0, SQUARE, 3), (50.0, SQUARE, 3), (60.0, 800.0, 3), (50.0, FULL, 3), (42.0, FULL, 4)];

/// The columns of a card.
const COLUMNS: Range<usize> = 0..1200;

/// The rows of a card.
const ROWS: Range<usize> = 0..630;

/// The rows that are not the same on all cards; without letters all of them are alike.
const MIDDLE: Range<usize> = 130..515;

/// Draws a card.
#[must_use]
pub fn draw(words: &Words) -> Vec<u8> {
    Board::of(words).draw(words)
}

/// The side of a podcast's cover; directories want 1400 to 3000 pixels, square.
pub const COVER: u32 = 1500;

/// Sizes of the name on a cover, the width it may take and the lines.
const COVER_SIZES: &[Size] = &[(170.0, 1180.0, 2), (130.0, 1180.0, 3), (100.0, 1180.0, 4)];

/// Draws the cover of a podcast: the board with the mark and the name of the site, square.
#[must_use]
pub fn cover(words: &Words) -> Vec<u8> {
    let (serif, sans) = (face(SERIF), face(SANS));
    let (palette, inks) = colours();
    let side = 0..1500;
    let mut board = Canvas::new(&side, &side);
    board.frame(48, 4, inks.rule);
    board.frame(66, 2, inks.rule);
    let star: Vec<(f32, f32)> = STAR.iter().map(|(x, y)| (590.0 + x * 16.0, 200.0 + y * 16.0)).collect();
    board.polygon(&star, inks.gilt);
    let (at, lines) = set(&words.site, COVER_SIZES, &|text| ems(&serif, text));
    let size = COVER_SIZES[at].0;
    let name = Letters::new(&serif, size, inks.gilt);
    let count = f32::from(u8::try_from(lines.len()).unwrap_or(u8::MAX));
    let mut base = 940.0 - size * 1.25 * (count - 1.0) / 2.0;
    let mut middle = |letters: &Letters, text: &str, base: f32| {
        board.lay(&letters.line(text, ((1500.0 - letters.width(text)) / 2.0, base)));
    };
    for line in &lines {
        middle(&name, line, base);
        base += size * 1.25;
    }
    let foot = Letters::new(&sans, 56.0, inks.cream);
    middle(&foot, &shortened(&foot, &words.foot, 1260.0), 1340.0);
    png((COVER, COVER), &palette, &[&board.differences(side.len(), side)])
}

/// The board on which all cards of a site are drawn: what is the same on all of them, and the
/// letters that were needed so far.
pub struct Board {
    site: String,
    foot: String,
    host: String,
    palette: Palette,
    serif: Face,
    /// One for every size of the name.
    names: Vec<Letters>,
    line: Letters,
    /// The rows above what is drawn, and those below it.
    above: Vec<u8>,
    below: Vec<u8>,
}

impl Board {
    /// The board for the name of a site, what it is and where.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        let (serif, sans) = (face(SERIF), face(SANS));
        let (palette, inks) = colours();
        let board = plain(words, (&serif, &sans), inks);
        Self {
            site: words.site.clone(),
            foot: words.foot.clone(),
            host: words.host.clone(),
            names: SIZES.iter().map(|(size, ..)| Letters::new(&serif, *size, inks.gilt)).collect(),
            line: Letters::new(&sans, 32.0, inks.cream),
            above: board.differences(COLUMNS.len(), ROWS.start..MIDDLE.start),
            below: board.differences(COLUMNS.len(), MIDDLE.end..ROWS.end),
            palette,
            serif,
        }
    }

    /// Whether a card with these words stands on this board.
    #[must_use]
    pub fn is_for(&self, words: &Words) -> bool {
        (&self.site, &self.foot, &self.host) == (&words.site, &words.foot, &words.host)
    }

    /// Draws a card: the name and the line of the words.
    #[must_use]
    pub fn draw(&self, words: &Words) -> Vec<u8> {
        let drawing = Canvas::around(&self.letters(words), &COLUMNS, &MIDDLE);
        let middle = drawing.differences(COLUMNS.len(), MIDDLE);
        png((WIDTH, HEIGHT), &self.palette, &[&self.above, &middle, &self.below])
    }

    /// The name and its line, which stand together in the middle between the head and the rule.
    fn letters(&self, words: &Words) -> Vec<Placed<'_>> {
        let (at, lines) = set(&words.title, SIZES, &|text| ems(&self.serif, text));
        let name = &self.names[at];
        let (size, leading) = (name.size(), name.size() * 1.3);
        let count = f32::from(u8::try_from(lines.len()).unwrap_or(u8::MAX));
        let has_line = !words.line.is_empty();
        let tall = leading * count + if has_line { 60.0 } else { 0.0 };
        let mut base = 160.0 + (350.0 - tall).max(0.0) / 2.0 + size;
        let mut letters = Vec::new();
        for line in &lines {
            letters.extend(name.line(line, (centred(name, line), base)));
            base += leading;
        }
        if has_line {
            let line = shortened(&self.line, &words.line, FULL);
            let place = (centred(&self.line, &line), base - leading + size * 0.35 + 48.0);
            letters.extend(self.line.line(&line, place));
        }
        letters
    }
}

/// The inks of a card.
#[derive(Clone, Copy)]
struct Inks {
    rule: Ink,
    gilt: Ink,
    cream: Ink,
}

fn colours() -> (Palette, Inks) {
    let mut palette = Palette::new([0x7A, 0x0C, 0x12]);
    let rule = palette.ink([0xD9, 0xB2, 0x4A], 1);
    let gilt = palette.ink([0xFF, 0xE0, 0x8A], 7);
    let cream = palette.ink([0xFF, 0xF6, 0xE0], 7);
    (palette, Inks { rule, gilt, cream })
}

fn face(data: &'static [u8]) -> Face {
    Face::try_from_slice(data).expect("the fonts are part of the program, and a test reads them")
}

/// What is the same on all cards of a site.
fn plain(words: &Words, (serif, sans): (&Face, &Face), inks: Inks) -> Canvas {
    let mut board = Canvas::new(&COLUMNS, &ROWS);
    board.frame(28, 2, inks.rule);
    board.frame(38, 1, inks.rule);
    head(&mut board, &words.site, serif, inks.gilt);
    foot(&mut board, words, sans, inks);
    board
}

/// The mark and the name of the site, in the middle above.
fn head(board: &mut Canvas, site: &str, serif: &Face, ink: Ink) {
    let type_ = Letters::new(serif, 34.0, ink);
    let site = shortened(&type_, site, FULL - 80.0);
    let left = (1200.0 - (58.0 + type_.width(&site))) / 2.0;
    let star: Vec<(f32, f32)> = STAR.iter().map(|(x, y)| (left + x * 2.1, 75.0 + y * 2.1)).collect();
    board.polygon(&star, ink);
    board.lay(&type_.line(&site, (left + 58.0, 113.0)));
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
fn foot(board: &mut Canvas, words: &Words, sans: &Face, inks: Inks) {
    board.fill((96, 520, 1008, 1), inks.rule);
    let type_ = Letters::new(sans, 28.0, inks.cream);
    let host = shortened(&type_, &words.host, 420.0);
    let host_width = type_.width(&host);
    let foot = shortened(&type_, &words.foot, FULL - host_width - 40.0);
    board.lay(&type_.line(&foot, (96.0, 564.0)));
    board.lay(&type_.line(&host, (1104.0 - host_width, 564.0)));
}

/// Where a line in the middle begins.
fn centred(type_: &Letters, text: &str) -> f32 {
    (1200.0 - type_.width(text)) / 2.0
}

/// A text that fits, cut at a word where it must be.
fn shortened(type_: &Letters, text: &str, width: f32) -> String {
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

#[cfg(test)]
mod tests {
    use ab_glyph::Font;
    use proptest::prelude::*;

    use super::*;

    const VOWELS: &str = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ";

    fn words(title: &str, line: &str) -> Words {
        Words {
            site: "Bảng Vàng".into(),
            title: title.into(),
            line: line.into(),
            foot: "Thi đua, khen thưởng".into(),
            host: "thu.example".into(),
        }
    }

    /// The pixels of a file, red, green and blue.
    fn seen(png: &[u8]) -> Vec<u8> {
        image::load_from_memory(png).expect("a whole picture").into_rgb8().into_raw()
    }

    /// The same card drawn at once, on a canvas that holds all of it.
    fn drawn_whole(board: &Board, words: &Words) -> Vec<u8> {
        let (palette, inks) = colours();
        let mut canvas = plain(words, (&face(SERIF), &face(SANS)), inks);
        canvas.lay(&board.letters(words));
        canvas.seen(&palette)
    }

    #[test]
    fn names_break_at_their_joints() {
        let check = |title: &str, size: f32, expect: &[&str]| {
            let (at, lines) = set(title, SIZES, &|text| ems(&face(SERIF), text));
            assert_eq!((SIZES[at].0, lines), (size, expect.iter().map(|s| (*s).to_owned()).collect()), "{title}");
        };
        check("Đặng Thị Thử", 72.0, &["Đặng Thị Thử"]);
        check("Sở Nội vụ tỉnh Thử", 72.0, &["Sở Nội vụ", "tỉnh Thử"]);
        check("Quyết định số 136/QĐ-TTg", 72.0, &["Quyết định", "số 136/QĐ-TTg"]);
        check("Trường Trung học phổ thông Nguyễn Văn Thử", 60.0, &["Trường Trung học", "phổ thông", "Nguyễn Văn Thử"]);
    }

    #[test]
    fn every_letter_of_vietnamese_is_in_both_fonts() {
        for font in [face(SERIF), face(SANS)] {
            for letter in VOWELS.chars().chain('a'..='z').chain(['đ']) {
                for form in std::iter::once(letter).chain(letter.to_uppercase()) {
                    assert_ne!(font.glyph_id(form).0, 0, "{form} is missing");
                }
            }
            for letter in "0123456789/–-“”…₫()&.,;:'\u{a0}".chars() {
                assert_ne!(font.glyph_id(letter).0, 0, "{letter:?} is missing");
            }
        }
    }

    /// The rows that change must be free for it: no letter of the head or the foot reaches them.
    #[test]
    fn no_letter_of_the_board_reaches_its_middle() {
        let all: String = VOWELS.chars().chain(VOWELS.to_uppercase().chars()).chain("ĐQgjpqy(),;".chars()).collect();
        let long = |from: usize| all.chars().skip(from).take(20).collect::<String>();
        for from in (0..all.chars().count()).step_by(20) {
            let words = Words { site: long(from), foot: long(from), host: long(from), ..Words::default() };
            let board = plain(&words, (&face(SERIF), &face(SANS)), colours().1);
            let rows = board.packed_rows(MIDDLE.start - 1..MIDDLE.end + 1);
            assert!(rows.iter().all(|row| *row == rows[0]), "{}", words.site);
            assert_ne!(board.packed_rows(100..101)[0], rows[0], "the head is there");
            assert_ne!(board.packed_rows(550..551)[0], rows[0], "the foot is there");
        }
    }

    #[test]
    fn a_card_is_a_small_picture() {
        let long = words(
            &"Phong trào thi đua “Thử nghiệm”, chào mừng ".repeat(9),
            &"Bằng khen của Ủy ban nhân dân tỉnh, năm 2019 ".repeat(5),
        );
        for words in [long, Words::default(), words("", "Bằng khen"), words("Ỗ g", "")] {
            let png = draw(&words);
            let facts = crate::picture::look(&png).expect("a picture");
            assert_eq!((facts.width, facts.height), (WIDTH, HEIGHT));
            assert!(png.len() < 100_000, "{} bytes", png.len());
            assert!(crate::picture::Source::decode(&png).is_ok());
            assert!(seen(&png) == drawn_whole(&Board::of(&words), &words), "{words:?}");
        }
    }

    #[test]
    fn a_cover_is_square_and_holds_any_name() {
        for site in ["Bảng Vàng", "Cổng thông tin thi đua, khen thưởng của tỉnh có tên rất dài ".repeat(3).as_str(), ""]
        {
            let words = Words { site: site.to_owned(), foot: "Dữ liệu hư cấu".into(), ..Words::default() };
            let png = cover(&words);
            let facts = crate::picture::look(&png).expect("a picture");
            assert_eq!((facts.width, facts.height), (COVER, COVER), "{site}");
            let pixels = seen(&png);
            // The frame is on all four sides, to the last pixel.
            for at in [50 * 1500 + 750, 1449 * 1500 + 750, 750 * 1500 + 50, 750 * 1500 + 1449] {
                assert_eq!(pixels[at * 3..at * 3 + 3], [0xD9, 0xB2, 0x4A], "{site} {at}");
            }
        }
    }

    /// Names as they are and as they should not be: known words, long ones, strange letters.
    fn names() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => prop::sample::select(vec!["Nguyễn", "Ủy", "ban", "nhân", "dân", "tỉnh", "số", "136/QĐ-TTg", "“Ấp", "mới”,", "năm", "2021–2025"]),
            1 => Just("Ngườinàoviếtliềnkhôngcáchmộttiếngnàohếtthìchữrấtdàivàkhôngngắtđượcởđâucả"),
            1 => Just("ẰẾỖỰ\u{301}漢字🎖"),
        ];
        prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn packed_in_parts_is_the_same_picture(title in names(), line in names()) {
            let words = words(&title, &line);
            let board = Board::of(&words);
            prop_assert!(seen(&board.draw(&words)) == drawn_whole(&board, &words));
        }

        #[test]
        fn cards_do_not_depend_on_those_before(titles in prop::collection::vec(names(), 1..4)) {
            let board = Board::of(&words("", ""));
            let cards: Vec<Vec<u8>> = titles.iter().map(|title| board.draw(&words(title, title))).collect();
            for (title, card) in titles.iter().zip(&cards).rev() {
                prop_assert!(&board.draw(&words(title, title)) == card, "{}", title);
                prop_assert!(&draw(&words(title, title)) == card, "{}", title);
            }
        }

        #[test]
        fn letters_stay_between_the_frames(title in names(), line in names()) {
            let board = Board::of(&words("", ""));
            for letter in board.letters(&words(&title, &line)) {
                let (left, right) = (letter.x + letter.cover.left, letter.x + letter.cover.left + i32::try_from(letter.cover.width).unwrap_or(0));
                let (top, bottom) = (letter.y + letter.cover.top, letter.y + letter.cover.top + i32::try_from(letter.cover.height()).unwrap_or(0));
                // A letter may lean a little out of its own width.
                prop_assert!(left >= 90 && right <= 1110, "{left}..{right}");
                prop_assert!(top >= 130 && bottom <= 515, "{top}..{bottom}");
            }
        }

        #[test]
        fn a_name_loses_only_its_end(title in names()) {
            let measure = |text: &str| ems(&face(SERIF), text);
            let (at, lines) = set(&title, SIZES, &measure);
            let (size, width, most) = SIZES[at];
            prop_assert!(lines.len() <= most);
            for line in &lines {
                prop_assert!(measure(line) * size <= width + 0.01, "{line}");
            }
            let shown = lines.join(" ");
            prop_assert!(shown == title || shown.strip_suffix('…').is_some_and(|start| title.starts_with(start)), "{shown}");
        }
    }
}
