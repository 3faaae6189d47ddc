//! A QR code as one path of an SVG. In: a text, usually an address. Out: the size of the drawing
//! in modules and the path of its dark ones, whose line is as thick as a module: half as long as
//! an outline. Never chooses colours: the page does.

use fast_qr::{ECL, QRBuilder};

/// Modules that stay empty around the code, as the standard (ISO/IEC 18004) demands.
pub const QUIET: usize = 4;

/// A QR code to be drawn as `<svg viewBox="0 -.5 {size} {size}"><path stroke d="{path}"/></svg>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules along one side, with the quiet zone.
    pub size: usize,
    /// The dark modules: one line, `M4 5h7`, for every row's neighbours.
    pub path: String,
}

/// Draws a text as a QR code that survives a smudge of 15 %; `None` when it is longer than a
/// code can hold (about 2,300 bytes).
#[must_use]
pub fn draw(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let width = code.size;
    let mut path = String::new();
    for y in 0..width {
        let row = &code[y][..width];
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                for (step, number) in [('M', x + QUIET), (' ', y + QUIET), ('h', run)] {
                    path.push(step);
                    digits(&mut path, number);
                }
            }
            x += run.max(1);
        }
    }
    Some(Qr { size: width + 2 * QUIET, path })
}

/// Writes a number below a thousand: every page has hundreds of them.
fn digits(to: &mut String, number: usize) {
    let digit = |number: usize| char::from(b'0' + u8::try_from(number % 10).unwrap_or_default());
    if number > 99 {
        to.push(digit(number / 100));
    }
    if number > 9 {
        to.push(digit(number / 10));
    }
    to.push(digit(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a path fills, read back from its runs.
    fn filled(qr: &Qr) -> Vec<Vec<bool>> {
        let mut modules = vec![vec![false; qr.size]; qr.size];
        for run in qr.path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').expect("a run has a width");
            let (x, y) = at.split_once(' ').expect("a run has a place");
            let (x, y): (usize, usize) = (x.parse().expect("a number"), y.parse().expect("a number"));
            let width: usize = rest.parse().expect("a number");
            modules[y][x..x + width].fill(true);
        }
        modules
    }

    #[test]
    fn the_path_fills_exactly_the_dark_modules() {
        for text in ["a", "https://thu.example/don-vi/truong-thu/", "Trường Thử – đ ₫", &"x".repeat(2000)] {
            let qr = draw(text).expect("short enough");
            let code = QRBuilder::new(text).ecl(ECL::M).build().expect("short enough");
            let modules = filled(&qr);
            for (y, row) in modules.iter().enumerate() {
                for (x, dark) in row.iter().enumerate() {
                    let inside = (QUIET..qr.size - QUIET).contains(&x) && (QUIET..qr.size - QUIET).contains(&y);
                    let expected = inside && code[y - QUIET][x - QUIET].value();
                    assert_eq!(*dark, expected, "{text}: module {x},{y}");
                }
            }
        }
    }

    #[test]
    fn an_address_makes_a_small_drawing() {
        let qr = draw("https://bangvang.kiengiang.gov.vn/don-vi/so-giao-duc-va-dao-tao/").expect("short enough");
        assert_eq!(qr.size, 37 + 2 * QUIET);
        assert!(qr.path.len() < 5_000, "{} bytes", qr.path.len());
        assert!(qr.path.starts_with("M4 4h7M"), "{}", qr.path);
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert_eq!(draw(&"x".repeat(3000)), None);
    }
}
