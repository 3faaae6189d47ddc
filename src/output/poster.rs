//! The roll of a campaign as a poster: one page to print and hang up, with every name that was
//! honoured in it. One for each campaign that has honours; a roll too long for a wall says so.

use super::page::{self, Page};
use crate::base::Key;
use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::record::{KindId, Own};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::value::{Val, list, maybe_text, text};
use crate::render::view::{honours, proof};

/// How many names a poster holds.
const NAMES: usize = 600;

/// `/phong-trao/…/bang-vang/`.
pub(super) struct Poster;

impl Output for Poster {
    fn name(&self) -> &'static str {
        "poster"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        if !scope.settings.makes(|outputs| outputs.posters) {
            return;
        }
        for key in scope.catalog.public_of_kind(KindId::Campaign) {
            if scope.catalog.awarded(key).any(|award| award.counts) {
                jobs.add(self, format!("{}bang-vang/", scope.catalog.record(key).url), Subject::Record(key));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Record(key) = job.subject else { return Err(Failed) };
        let view = view(cx, key, &job.url()).ok_or(Failed)?;
        cx.render("poster.html", view)
    }
}

fn view(cx: &mut Cx<'_>, key: Key, url: &str) -> Option<Vec<(&'static str, Val)>> {
    let record = cx.whole(key).clone();
    let Own::Campaign(campaign) = &record.own else { return None };
    let card = cx.card(key);
    let title = format!("{}: {}", cx.string("page.poster"), card.title);
    let folder = KindId::Campaign.spec();
    let head = Page {
        url,
        title: &title,
        description: title.clone(),
        kind: "poster",
        nav: "campaign",
        crumbs: vec![
            (folder.plural.to_owned(), format!("/{}/", folder.folder)),
            (card.title.to_string(), card.url.to_string()),
        ],
        noindex: true,
    };
    let parts = campaign.slogan.as_deref().unwrap_or_default().split_inclusive(',').map(str::trim);
    Some(vec![
        ("page", page::value(cx, &head)),
        ("card", cx.card_value(key)),
        ("slogan_parts", list(parts.filter(|part| !part.is_empty()).map(text))),
        ("slogan_rest", maybe_text(campaign.slogan_rest.as_ref())),
        ("period_text", text(campaign.period.span().text())),
        ("roll", honours::roll(cx, key, NAMES)),
        ("qr", proof::code(&format!("{}{}", cx.settings().base(), card.url))),
    ])
}
