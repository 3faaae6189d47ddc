//! Old addresses and where they lead. In: the aliases of public records and the settings. Out:
//! each old address once, with the page that it leads to in the end, and what is wrong with the
//! others. Never leads to a page that is not there, never in circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Key, SrcPath};
use crate::catalog::Catalog;
use crate::config::{self, Settings};
use crate::diag::{Diag, Place, Problem};

/// Who named an old address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// An alias of a record, by its number.
    Alias(Key, usize),
    /// A line of the settings, by its number.
    Settings(usize),
}

impl Origin {
    /// Where it is written.
    #[must_use]
    pub fn place(self, catalog: &Catalog) -> Place {
        match self {
            Self::Alias(key, at) => catalog.record(key).at(format!("aliases[{at}]")),
            Self::Settings(at) => settings_place(&format!("redirects[{at}]")),
        }
    }
}

/// An old address and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// The old address: `/chuyen-muc/12-sngv/`.
    pub from: String,
    /// Where it leads: an address of the site, or of another site.
    pub to: String,
}

/// Old addresses as they were written, before it is known where they lead.
pub struct Written {
    /// Each old address, who named it first, and where it leads next.
    pub all: BTreeMap<String, (Origin, String)>,
    /// What is wrong.
    pub diags: Vec<Diag>,
}

/// Every old address that is written anywhere.
#[must_use]
pub fn written(catalog: &Catalog, settings: &Settings) -> Written {
    let mut found = Written { all: BTreeMap::new(), diags: Vec::new() };
    for key in catalog.keys() {
        let row = catalog.row(key);
        if !row.public || row.card.url.is_empty() {
            continue;
        }
        for (at, alias) in row.record.head.aliases.iter().enumerate().filter(|(_, alias)| alias.starts_with('/')) {
            found.add(catalog, alias, Origin::Alias(key, at), row.card.url.to_string());
        }
    }
    for (at, moved) in settings.redirects.iter().enumerate() {
        found.add(catalog, &moved.from.0, Origin::Settings(at), moved.to.0.to_string());
    }
    found
}

impl Written {
    fn add(&mut self, catalog: &Catalog, from: &str, origin: Origin, to: String) {
        if !is_address(from) {
            let problem = Problem::BadAlias { address: from.to_owned() };
            self.diags.push(Diag::new(problem, origin.place(catalog)));
            return;
        }
        let from = tidy(from);
        if let Some((first, _)) = self.all.get(&from) {
            let problem = Problem::AliasTwice { address: from };
            self.diags.push(Diag::new(problem, origin.place(catalog)).also(first.place(catalog)));
            return;
        }
        self.all.insert(from, (origin, to));
    }

    /// Where each old address leads in the end; `is_page` knows the pages of the site.
    pub fn resolve(&mut self, catalog: &Catalog, is_page: &dyn Fn(&str) -> bool) -> Vec<Redirect> {
        let mut resolved = Vec::new();
        for (from, (origin, _)) in &self.all {
            let place = || origin.place(catalog);
            if is_page(from) {
                self.diags.push(Diag::new(Problem::AliasTaken { address: from.clone() }, place()));
                continue;
            }
            match self.end(from, is_page) {
                Ok(to) => resolved.push(Redirect { from: from.clone(), to }),
                Err(problem) => self.diags.push(Diag::new(problem, place())),
            }
        }
        resolved
    }

    /// The page at the end of the chain that begins here.
    fn end(&self, from: &str, is_page: &dyn Fn(&str) -> bool) -> Result<String, Problem> {
        let (mut at, mut seen) = (from.to_owned(), BTreeSet::new());
        loop {
            if at.starts_with("https://") || at.starts_with("http://") || is_page(at.split('#').next().unwrap_or(&at)) {
                return Ok(at);
            }
            if !seen.insert(at.clone()) {
                return Err(Problem::RedirectLoop { address: from.to_owned() });
            }
            match self.all.get(&tidy(&at)) {
                Some((_, next)) => at.clone_from(next),
                None => return Err(Problem::RedirectNowhere { address: at }),
            }
        }
    }
}

/// The place of a field of the settings.
fn settings_place(field: &str) -> Place {
    SrcPath::new(config::FILE).map_or(Place::Site, |file| Place::Field(file, field.to_owned()))
}

/// An address as files are named: a folder ends with a slash, and its page is the folder's.
fn tidy(address: &str) -> String {
    let address = address.strip_suffix("/index.html").map_or(address, |folder| &address[..=folder.len()]);
    let last = address.rsplit('/').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') { address.to_owned() } else { format!("{address}/") }
}

/// Whether every server can match it: a path, nothing that a server would cut off or take apart.
fn is_address(address: &str) -> bool {
    let parts = address.trim_start_matches('/').trim_end_matches('/').split('/');
    address.starts_with('/')
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"'\\<>{};$%*^|`".contains(c))
        && !address.contains("//")
        && (address == "/" || parts.into_iter().all(|part| !matches!(part, "" | "." | "..")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)], expect: &[&str]) {
        let all = pairs
            .iter()
            .enumerate()
            .map(|(at, (from, to))| ((*from).to_owned(), (Origin::Settings(at), (*to).to_owned())));
        let written = Written { all: all.collect(), diags: Vec::new() };
        let is_page = |address: &str| matches!(address, "/p/" | "/q/" | "/");
        let ends: Vec<String> = pairs
            .iter()
            .map(|(from, _)| match written.end(from, &is_page) {
                Ok(to) => format!("{from} → {to}"),
                Err(problem) => format!("{from} {}", problem.code()),
            })
            .collect();
        assert_eq!(ends, expect);
    }

    #[test]
    fn chains_lead_to_their_end_and_circles_nowhere() {
        check(&[("/a/", "/p/")], &["/a/ → /p/"]);
        check(&[("/a/", "/b/"), ("/b/", "/c"), ("/c/", "/q/#x")], &["/a/ → /q/#x", "/b/ → /q/#x", "/c/ → /q/#x"]);
        check(&[("/a/", "/b/"), ("/b/", "/a/")], &["/a/ BV483", "/b/ BV483"]);
        check(&[("/a/", "/a/")], &["/a/ BV483"]);
        check(&[("/a/", "/x/"), ("/b/", "/a/")], &["/a/ BV482", "/b/ BV482"]);
        check(&[("/a.html", "https://thu.example/x")], &["/a.html → https://thu.example/x"]);
    }

    #[test]
    fn addresses_are_paths() {
        let check = |address: &str, expect: bool| assert_eq!(is_address(address), expect, "{address}");
        check("/cu/trang-12.html", true);
        check("/đơn-vị/cũ", true);
        check("/", true);
        for bad in
            ["cu/", "//x.example/", "/a?id=1", "/a b", "/a/../b", "/./a", "/a//b", "/a#b", "/a\"b", "/$x", "/%2e%2e/"]
        {
            check(bad, false);
        }
        assert_eq!((tidy("/a"), tidy("/a/"), tidy("/a.aspx")), ("/a/".into(), "/a/".into(), "/a.aspx".into()));
        assert_eq!((tidy("/a/index.html"), tidy("/index.html")), ("/a/".into(), "/".into()));
    }
}
