//! Files that are published as they are: the theme's assets, pictures and documents that
//! public records own.

use crate::plan::{Job, Jobs, Output, Scope, Subject};
use crate::render::Cx;
use crate::render::cx::Failed;

/// The theme's style sheet, script, fonts and marks.
pub(super) struct Assets;

/// Pictures and documents that lie beside public records.
pub(super) struct Files;

impl Output for Assets {
    fn name(&self) -> &'static str {
        "asset"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for (at, asset) in scope.theme.assets().iter().enumerate() {
            jobs.add(self, format!("/{}", asset.out), Subject::Asset(at));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::Asset(at) = job.subject else { return Err(Failed) };
        Ok(cx.asset(at).to_vec())
    }
}

impl Output for Files {
    fn name(&self) -> &'static str {
        "file"
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for file in scope.files {
            let address = file.as_str().trim_start_matches("content");
            jobs.add(self, address, Subject::File(file.clone()));
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        let Subject::File(file) = &job.subject else { return Err(Failed) };
        cx.bytes(file, &job.url()).map(|bytes| bytes.to_vec()).ok_or(Failed)
    }
}
