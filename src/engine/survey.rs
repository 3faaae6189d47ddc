//! The site for commands that report instead of publishing. In: the files. Out: the linked records
//! with the settings, or with the plan of all that is to be published. Never renders, never writes
//! but what the engine remembers.

use std::sync::Arc;

use super::load;
use super::site::Site;
use super::{Engine, EngineError, Outcome, Progress, Remembered, Run};
use crate::base::SrcPath;
use crate::catalog::Catalog;
use crate::config::Settings;
use crate::diag::Diag;
use crate::plan::Plan;
use crate::render::Theme;
use crate::source::Snapshot;
use crate::text::speech::Voice;

/// The linked records of a site, for commands that report instead of publishing.
pub struct Survey {
    /// The records, linked.
    pub catalog: Catalog,
    /// The settings of the site.
    pub settings: Settings,
    /// Every file of the site.
    pub snapshot: Snapshot,
    /// How the newsroom says what is written short.
    pub voice: Voice,
    /// Whether every record is in it, and not only those around one.
    pub is_whole: bool,
}

/// A site with all that is to be published of it, for commands that tell of addresses.
pub struct Planned {
    /// The records, linked.
    pub catalog: Arc<Catalog>,
    /// The settings of the site.
    pub settings: Arc<Settings>,
    /// What is to be published, and where.
    pub plan: Arc<Plan>,
}

impl Survey {
    /// Who publishes the site today.
    #[must_use]
    pub fn publisher(&self) -> &str {
        let publisher = self.settings.publisher_on(self.catalog.today());
        publisher.map_or(&self.settings.title, |publisher| &publisher.name)
    }
}

impl Engine {
    /// Reads and links everything; checks no rule, plans and makes no page. `None` when the settings
    /// are broken, or the run was stopped: then `diags` say what is wrong.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn survey(&mut self, progress: &dyn Progress) -> Result<(Option<Survey>, Outcome), EngineError> {
        let mut run = Run::new(progress);
        let (snapshot, problems) = self.scan(&mut run)?;
        let (loaded, snapshot) = self.read(snapshot, problems, &mut run);
        let (catalog, settings) = self.link(&snapshot, &loaded, &mut run);
        self.last = Some(Remembered { snapshot: snapshot.clone(), parsed: loaded.parsed });
        let Some(settings) = settings.filter(|_| !run.interrupted()) else { return Ok((None, run.outcome)) };
        let (voice, _) = load::voice(&*self.files, &snapshot);
        Ok((Some(Survey { catalog, settings, snapshot, voice, is_whole: true }), run.outcome))
    }

    /// Reads, links and plans everything and makes no page; `None` when the settings or the theme are
    /// broken, or the run was stopped. Says in `diags` what is wrong.
    ///
    /// # Errors
    /// When the site's folder cannot be opened.
    pub fn planned(&mut self, progress: &dyn Progress) -> Result<(Option<Planned>, Outcome), EngineError> {
        let mut run = Run::new(progress);
        let (snapshot, problems) = self.scan(&mut run)?;
        let site = self.prepare(snapshot, problems, &mut run).filter(|_| !run.interrupted());
        let planned = site.map(|Site { catalog, settings, plan, .. }| Planned { catalog, settings, plan });
        Ok((planned, run.outcome))
    }

    /// The theme of a site.
    ///
    /// # Errors
    /// Every template and every file of strings that cannot be read.
    pub fn theme(&self, survey: &Survey) -> Result<Theme, Vec<Diag>> {
        load::theme(&*self.files, &survey.snapshot, &survey.settings)
    }

    /// The bytes of a file of the site, as it is now.
    #[must_use]
    pub fn bytes(&self, survey: &Survey, path: &SrcPath) -> Option<Arc<[u8]>> {
        survey.snapshot.get(path)?.load(&*self.files).ok()
    }
}
