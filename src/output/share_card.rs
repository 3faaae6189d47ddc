//! The pictures beside shared links: one for every record of the kinds that the settings name, and
//! one for all other pages. In: the words of a card. Out: a PNG file. Drawn anew only when a word
//! of it has changed.

use crate::plan::{Job, Jobs, Output, Scope, Subject, Weight};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::view::share::Share;

/// The pictures beside shared links.
pub(super) struct ShareCard;

impl Output for ShareCard {
    fn name(&self) -> &'static str {
        "share-card"
    }

    fn weight(&self) -> Weight {
        Weight::Drawing
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        let Some(site) = Share::of_site(scope.settings) else { return };
        jobs.add(self, site.url, Subject::Site("share-card"));
        for key in scope.catalog.keys().filter(|key| scope.catalog.row(*key).public) {
            if let Some(share) = Share::of_record(scope.catalog, scope.settings, key) {
                jobs.add(self, share.url, Subject::Record(key));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let key = match job.subject {
            Subject::Record(key) => Some(key),
            _ => None,
        };
        cx.share_picture(key).ok_or(Failed)
    }
}
