//! How heavy a page is for the one who reads it: its bytes as a server sends them, with the style
//! sheet and the script that every page needs. In: budgets of a theme, rendered pages. Out: which
//! page is over its budget, and by how much. Never changes a page.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// One KB of a budget, in bytes.
const KB: usize = 1024;
/// Under the name of no template: what holds for all that are not named.
const DEFAULT: &str = "default";
/// Our pages are marked-up text and shrink at least by this; a test holds every page of a site
/// against it. Only a page that would be too heavy even so is really compressed.
pub const SHRINKS: usize = 2;

/// How heavy pages may be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Budgets {
    /// KB by template, without its ending.
    kb: BTreeMap<String, u32>,
    /// What style sheet and script weigh.
    shell: usize,
}

/// A page that is over its budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// What it weighs.
    pub bytes: usize,
    /// What it may weigh.
    pub budget: usize,
}

impl Budgets {
    /// Budgets in KB by template, and the files that every page loads.
    pub fn new<'a>(kb: BTreeMap<String, u32>, shell: impl Iterator<Item = &'a [u8]>) -> Self {
        let shell = if kb.is_empty() { 0 } else { shell.map(|bytes| compressed(bytes, Compression::default())).sum() };
        Self { kb, shell }
    }

    /// What a page weighs, when that is more than its template may.
    #[must_use]
    pub fn exceeded(&self, template: &str, page: &[u8]) -> Option<Weight> {
        let kb = self.kb.get(template.trim_end_matches(".html")).or_else(|| self.kb.get(DEFAULT))?;
        let budget = usize::try_from(*kb).ok()?.saturating_mul(KB);
        let room = budget.saturating_sub(self.shell);
        if page.len() / SHRINKS <= room || compressed(page, Compression::fast()) <= room {
            return None;
        }
        let bytes = compressed(page, Compression::default()) + self.shell;
        (bytes > budget).then_some(Weight { bytes, budget })
    }
}

/// How many bytes are sent for these.
fn compressed(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    // Writing to memory cannot fail; if it did, the page would count as it is.
    let sent = encoder.write_all(bytes).and_then(|()| encoder.finish());
    sent.map_or(bytes.len(), |sent| sent.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budgets(pairs: &[(&str, u32)]) -> Budgets {
        Budgets::new(pairs.iter().map(|(name, kb)| ((*name).to_owned(), *kb)).collect(), [&b"body{}"[..]].into_iter())
    }

    /// Letters that hardly shrink.
    fn noise(len: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let next = |state: &mut u64| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        };
        (0..len).map(|_| next(&mut state)).collect()
    }

    #[test]
    fn a_page_over_its_budget_is_told_with_its_bytes() {
        let page = noise(30 * KB);
        let weight = budgets(&[("unit", 10)]).exceeded("unit.html", &page).expect("30 KB are more than 10");
        assert_eq!(weight.budget, 10 * KB);
        assert!(weight.bytes > 29 * KB, "{weight:?}");
    }

    #[test]
    fn what_shrinks_enough_is_within_its_budget() {
        let page = b"<li><a href=\"/don-vi/\">Unit</a></li>".repeat(3000);
        assert!(page.len() > 100 * KB);
        assert_eq!(budgets(&[("default", 10)]).exceeded("list.html", &page), None);
    }

    #[test]
    fn the_nearest_name_counts_and_without_budgets_nothing_is_too_heavy() {
        let page = noise(30 * KB);
        assert_eq!(budgets(&[("unit", 40), ("default", 1)]).exceeded("unit.html", &page), None);
        assert!(budgets(&[("unit", 40), ("default", 1)]).exceeded("list.html", &page).is_some());
        assert_eq!(budgets(&[]).exceeded("unit.html", &page), None);
    }
}
