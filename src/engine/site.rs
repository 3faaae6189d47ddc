//! A site before its first page is made. In: what the stages made of the files. Out: one value that is
//! cheap to copy, and the world that pages see of it. Never changes: what is looked at anew is
//! another site.

use std::collections::HashMap;
use std::sync::Arc;

use super::load;
use crate::base::{Fp, SrcPath};
use crate::catalog::Catalog;
use crate::catalog::readings::Readings;
use crate::config::Settings;
use crate::diag::Diag;
use crate::output;
use crate::plan::Plan;
use crate::render::{Memo, Theme, World};
use crate::search::Index;
use crate::source::{Files, Snapshot};

/// Everything known before the first page is made.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) snapshot: Snapshot,
    pub(super) catalog: Arc<Catalog>,
    pub(super) settings: Arc<Settings>,
    pub(super) theme: Arc<Theme>,
    pub(super) site_fp: Fp,
    pub(super) plan: Arc<Plan>,
    pub(super) files: Arc<HashMap<String, Fp>>,
    pub(super) search: Arc<Index>,
    pub(super) reads: Arc<Readings>,
}

impl Site {
    /// What pages show alike, nothing of it made yet.
    pub(super) fn memo(&self) -> Memo {
        Memo::of(self.catalog.len(), self.catalog.awards().len())
    }

    /// What pages see.
    pub(super) fn world<'a>(
        &'a self,
        memo: &'a Memo,
        bytes: &'a (dyn Fn(&SrcPath) -> Option<Arc<[u8]>> + Sync),
    ) -> World<'a> {
        World {
            catalog: &self.catalog,
            theme: &self.theme,
            settings: &self.settings,
            addresses: &*self.plan,
            redirects: &self.plan.redirects,
            files: &self.files,
            search: &self.search,
            bytes,
            site_fp: self.site_fp,
            memo,
            reads: &self.reads,
        }
    }
}

/// The theme with what every template knows without being told, and the fingerprint of what that says
/// of the site.
pub(super) fn themed(
    files: &dyn Files,
    snapshot: &Snapshot,
    settings: &Settings,
    catalog: &Catalog,
) -> Result<(Theme, Fp), Vec<Diag>> {
    let mut theme = load::theme(files, snapshot, settings)?;
    let site = output::site::value(settings, &theme, catalog);
    let abroad = output::site::abroad(settings, &mut theme, catalog);
    let site_fp = Fp::of_bytes(format!("{site}{abroad}").as_bytes());
    let site_fp = Fp::all([site_fp, settings.fp()]);
    let (strings, assets) = (theme.strings(), theme.asset_urls());
    theme.share([("site", site), ("t", strings), ("assets", assets)]);
    Ok((theme, site_fp))
}
