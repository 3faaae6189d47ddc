//! Everything of one generation that pages can read, and how each thing of it looks. In: the stages'
//! values. Out: fingerprints by name. Pages reach it through the door alone, which notes the reads.

use std::collections::HashMap;
use std::sync::Arc;

use super::memo::Memo;
use super::redirect::Redirect;
use super::theme::Theme;
use crate::base::{Fp, Named, SrcPath};
use crate::catalog::Catalog;
use crate::catalog::readings::Readings;
use crate::config::Settings;
use crate::record::KindId;
use crate::search::Index;

/// The name under which the numbers of all honours are read.
pub(super) const TALLY: &str = "tally";
/// The name of what the settings say of the home page.
pub(super) const HOME: &str = "home:";
/// Before the name of a record, or of a kind for its most read, among the reading counts.
pub(super) const READS: &str = "reads:";
/// What the name of a list ends with where only its length was read.
pub(super) const EXTENT: &str = "#";

/// The addresses of a site.
pub trait Addresses: Sync {
    /// Whether a page or another file of the site has this address.
    fn has(&self, address: &str) -> bool;
}

/// Everything of one generation that pages can read.
pub struct World<'a> {
    /// The linked records.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Theme,
    /// The settings.
    pub settings: &'a Settings,
    /// Every address that the site will have.
    pub addresses: &'a dyn Addresses,
    /// Old addresses and where they lead, by address.
    pub redirects: &'a [Redirect],
    /// Pictures and other files that lie among the records: address → fingerprint.
    pub files: &'a HashMap<String, Fp>,
    /// The bytes of a file among the records.
    pub bytes: &'a (dyn Fn(&SrcPath) -> Option<Arc<[u8]>> + Sync),
    /// The search index.
    pub search: &'a Index,
    /// The fingerprint of what every page shows of the site.
    pub site_fp: Fp,
    /// What many pages show alike.
    pub memo: &'a Memo,
    /// How often records were read.
    pub reads: &'a Readings,
}

impl World<'_> {
    /// The fingerprint of something of the whole site.
    #[must_use]
    pub fn named_fp(&self, named: &Named) -> Fp {
        match named {
            Named::Settings => self.site_fp,
            Named::Strings => self.theme.strings_fp(),
            Named::Assets => self.theme.assets_fp(),
            Named::Today => Fp::of(&self.catalog.today()),
            Named::Template(name) => self.theme.template_fp(name),
            Named::List(name) => self.list_fp(name),
            Named::Exists(name) => Fp::of(&self.exists(name)),
            Named::File(name) => Fp::of(&self.files.get(name)),
            Named::Search(name) => self.search.part_fp(name),
        }
    }

    /// Where an old address leads.
    pub(super) fn redirect(&self, address: &str) -> Option<&str> {
        let at = self.redirects.binary_search_by(|redirect| redirect.from.as_str().cmp(address)).ok()?;
        Some(&self.redirects[at].to)
    }

    /// Whether a record (`kind:id`) or an address of the site exists.
    pub(super) fn exists(&self, name: &str) -> bool {
        match name.split_once(':') {
            Some((kind, id)) => KindId::named(kind).is_some_and(|kind| self.catalog.public(kind, id).is_some()),
            None => self.addresses.has(name) || self.files.contains_key(name),
        }
    }

    /// `path#page` is a page of a list, `path#` only how long it is, `parent|family` the lists that divide
    /// another, `home:` and `reads:` what the settings and the reading counts say.
    fn list_fp(&self, name: &str) -> Fp {
        if name == HOME {
            return Fp::of(&self.settings.home);
        }
        if let Some(whose) = name.strip_prefix(READS) {
            return self.reads_fp(whose);
        }
        if let Some((parent, family)) = name.split_once('|') {
            return self.catalog.family_fp(parent, family);
        }
        if let Some(rest) = name.strip_prefix("redirects") {
            return rest.strip_prefix(':').map_or_else(|| Fp::of(self.redirects), |from| Fp::of(&self.redirect(from)));
        }
        if name == "corrections" {
            return self.catalog.corrections_fp();
        }
        if name == TALLY {
            return Fp::of(&self.catalog.tally());
        }
        if let Some(path) = name.strip_suffix(EXTENT) {
            return Fp::of(&self.catalog.list(path).map(|list| list.items.len()));
        }
        let (path, page) = name.rsplit_once('#').unwrap_or((name, "1"));
        let page = page.parse().unwrap_or(1);
        self.catalog.list(path).map_or_else(Fp::default, |list| self.catalog.list_page_fp(list, page))
    }

    /// `kind/id` is the count of a record, `kind` the most read of a kind, empty that of all.
    fn reads_fp(&self, whose: &str) -> Fp {
        if !self.settings.reads {
            return Fp::default();
        }
        match whose.split_once('/') {
            Some((kind, id)) => {
                let key = KindId::named(kind).and_then(|kind| self.catalog.public(kind, id));
                Fp::of(&key.and_then(|key| self.reads.get(key)))
            }
            None => self.reads.most_fp(self.catalog, KindId::named(whose)),
        }
    }
}
