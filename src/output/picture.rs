//! The pictures of the site: every photo in a few sizes, as WebP and as JPEG (and as AVIF
//! when built for it), and its original
//! where the record allows it. In: a photo's record and its file. Out: files with nothing in them
//! but the pixels and what the record says. The sizes of one photo are made together, so that it
//! is decoded once.

use crate::base::Key;
use crate::diag::{Diag, Place};
use crate::picture::{self, Refused, Source};
use crate::plan::{Job, Jobs, Output, Scope, Subject, Weight};
use crate::record::kind::photo::problem;
use crate::record::{KindId, Own, Record};
use crate::render::Cx;
use crate::render::cx::Failed;
use crate::render::view::photo::{self, Version};

/// The pictures that are made of photos.
pub(super) struct Picture;

impl Output for Picture {
    fn name(&self) -> &'static str {
        "picture"
    }

    fn weight(&self) -> Weight {
        Weight::Picture
    }

    fn plan(&'static self, scope: &Scope<'_>, jobs: &mut Jobs) {
        for key in scope.catalog.public_of_kind(KindId::Photo) {
            let record = scope.catalog.record(key);
            let versions = photo::versions(record);
            if versions.is_empty() {
                continue;
            }
            for (at, version) in versions.iter().enumerate() {
                jobs.add(self, &*version.url, Subject::Picture(key, Some(at)));
            }
            if let Some(address) = photo::address(record).filter(|_| allows_original(record)) {
                jobs.add(self, address, Subject::Picture(key, None));
            }
        }
    }

    fn render(&self, job: &Job, cx: &mut Cx<'_>) -> Result<Vec<u8>, Failed> {
        self.render_all(&[job], cx).pop().unwrap_or(Err(Failed))
    }

    fn render_all(&self, jobs: &[&Job], cx: &mut Cx<'_>) -> Vec<Result<Vec<u8>, Failed>> {
        let Some(key) = jobs.first().and_then(|job| key_of(job)) else { return Vec::new() };
        let made = make(cx, key, jobs);
        made.unwrap_or_else(|Failed| jobs.iter().map(|_| Err(Failed)).collect())
    }
}

/// All the files of one photo that are asked for.
fn make(cx: &mut Cx<'_>, key: Key, jobs: &[&Job]) -> Result<Vec<Result<Vec<u8>, Failed>>, Failed> {
    let record = cx.whole(key);
    let Own::Photo(own) = &record.own else { return Err(Failed) };
    let file = photo::file(record).ok_or(Failed)?;
    let bytes = cx.original(key, &file).ok_or(Failed)?;
    let (versions, note) = (photo::versions(record), photo::note(own));
    let mut complain = |refused: Refused| {
        cx.push(Diag::new(problem(refused), Place::File(file.clone())));
        Failed
    };
    let sized = |job: &Job| matches!(job.subject, Subject::Picture(_, Some(_)));
    let source = match jobs.iter().any(|job| sized(job)) {
        true => Some(Source::decode(&bytes).map_err(&mut complain)?),
        false => None,
    };
    // All files of one width come from the same pixels.
    let mut last: Option<(u32, picture::Sized)> = None;
    let mut made: Vec<Option<Vec<u8>>> = jobs.iter().map(|_| None).collect();
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|at| version(&versions, jobs[*at]).map(|version| version.width));
    for at in order {
        let file = match (version(&versions, jobs[at]), &source) {
            (Some(version), Some(source)) => encoded(source, version, &note, &mut last),
            _ => picture::clean(&bytes, &note),
        };
        made[at] = Some(file.map_err(&mut complain)?);
    }
    Ok(made.into_iter().map(|file| file.ok_or(Failed)).collect())
}

/// One file, from the pixels that were resized last when they are of its width.
fn encoded(
    source: &Source,
    version: &Version,
    note: &picture::Note,
    last: &mut Option<(u32, picture::Sized)>,
) -> Result<Vec<u8>, Refused> {
    let size = match last.take().filter(|(width, _)| *width == version.width) {
        Some((_, size)) => size,
        None => source.sized(version.width, version.height)?,
    };
    let file = size.encoded(version.encoding, note);
    *last = Some((version.width, size));
    file
}

/// The version that a job is for; none for the original.
fn version<'v>(versions: &'v [Version], job: &Job) -> Option<&'v Version> {
    let Subject::Picture(_, Some(at)) = job.subject else { return None };
    versions.get(at)
}

fn key_of(job: &Job) -> Option<Key> {
    let Subject::Picture(key, _) = job.subject else { return None };
    Some(key)
}

fn allows_original(record: &Record) -> bool {
    record.own.photo().is_some_and(|photo| photo.original)
}
