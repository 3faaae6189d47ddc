//! What a printed profile carries to be checked by: a QR code of its own address. In: an address.
//! Out: the drawing as one path whose line is as thick as a module, half as long as an outline.

use crate::picture::qr;
use crate::render::value::{Val, map, text};

/// The code of an address; nothing when it is too long for one.
#[must_use]
pub fn code(address: &str) -> Val {
    let Some(drawn) = qr::draw(address) else { return Val::none() };
    map([("size", Val::from(drawn.size)), ("path", text(runs(&drawn.path)))])
}

/// The runs of dark modules as lines: of `M4 5h7v1h-7z` the first two steps.
fn runs(outline: &str) -> String {
    let runs = outline.split('M').skip(1).filter_map(|run| run.split_once('v'));
    runs.map(|(run, _)| format!("M{run}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_becomes_a_line() {
        assert_eq!(runs("M4 4h7v1h-7zM13 5h1v1h-1z"), "M4 4h7M13 5h1");
        let drawn = qr::draw("https://thu.example/don-vi/truong-thu/").expect("short enough");
        assert_eq!(runs(&drawn.path).matches('M').count(), drawn.path.matches('M').count());
        assert!(runs(&drawn.path).len() * 10 < drawn.path.len() * 7);
    }
}
