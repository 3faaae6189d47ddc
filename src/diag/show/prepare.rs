//! From a heap of diagnostics to a report's list. In: diagnostics in any order. Out: the same,
//! looked up, each cause once, by path, then offset, then code. Never drops a fix.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::place::Resolver;
use super::{Shown, Sources, Summary};
use crate::base::SrcPath;
use crate::diag::{Diag, Lang, Place, Problem};

/// From how many places on one wrong reference is told once.
const MANY: usize = 4;

/// Looks up all places, sorts, and folds what has one cause.
///
/// The order does not depend on the order of arrival, so that threads cannot change a report.
#[must_use]
pub fn prepare(diags: Vec<Diag>, sources: &dyn Sources) -> Vec<Shown> {
    let mut resolver = Resolver::new(sources);
    let mut all: Vec<Shown> = diags.into_iter().map(|diag| look_up(diag, &mut resolver)).collect();
    all.sort_by_cached_key(order);
    group(fold_doubles(all))
}

/// The same for a report that passes over some, which are only counted: a big archive has thousands of
/// notes, and where each stands in its file is much work. What is passed over in a file of which
/// something is told is looked up all the same, because it may be the same once more.
#[must_use]
pub fn prepare_told(diags: Vec<Diag>, sources: &dyn Sources, is_told: impl Fn(&Diag) -> bool) -> (Vec<Shown>, Summary) {
    let files: HashSet<Option<SrcPath>> =
        diags.iter().filter(|diag| is_told(diag)).map(|diag| diag.place.file().cloned()).collect();
    let (near, silent): (Vec<Diag>, Vec<Diag>) =
        diags.into_iter().partition(|diag| files.contains(&diag.place.file().cloned()));
    let shown = prepare(near, sources);
    let mut once: HashMap<(&Place, &Problem), &Diag> = HashMap::new();
    for diag in &silent {
        let kept = once.entry((&diag.place, &diag.problem)).or_insert(diag);
        if kept.accepted.is_none() {
            *kept = diag;
        }
    }
    #[allow(clippy::iter_over_hash_type, reason = "a count has no order")]
    let summary = once.values().fold(Summary::of(&shown), |sum, diag| sum.with(diag));
    (shown.into_iter().filter(|shown| is_told(&shown.diag)).collect(), summary)
}

/// The machine edits of a report by file, as [`crate::diag::fix::apply`] takes them.
#[must_use]
pub fn fixes(diags: &[Shown]) -> BTreeMap<SrcPath, Vec<(Range<usize>, String)>> {
    let mut by_file: BTreeMap<SrcPath, Vec<_>> = BTreeMap::new();
    for edit in diags.iter().filter_map(|shown| shown.fix.as_ref()) {
        by_file.entry(edit.file.clone()).or_default().push((edit.bytes.clone(), edit.text.clone()));
    }
    by_file
}

fn look_up(diag: Diag, resolver: &mut Resolver<'_>) -> Shown {
    let at = resolver.spot(&diag.place);
    let also = diag.also.iter().map(|place| resolver.spot(place)).collect();
    let fix = diag.fix.as_ref().and_then(|fix| resolver.edit(fix));
    let pages = match &diag.problem {
        Problem::Template { record, .. } => vec![record.clone()],
        _ => Vec::new(),
    };
    Shown { diag, at, also, fix, elsewhere: Vec::new(), pages }
}

/// What a report is sorted by.
type Order = (Option<SrcPath>, usize, &'static str, usize, String, Place, Ties);

/// What decides between doubles: the one that knows most is kept, and nothing is left to chance.
type Ties = Reverse<(Option<String>, Option<String>, Option<String>, Vec<Place>)>;

fn order(shown: &Shown) -> Order {
    let Diag { problem, place, .. } = &shown.diag;
    let bytes = shown.at.span.as_ref().map_or(0..0, |span| span.bytes.clone());
    let message = problem.message(Lang::Vi);
    let file = shown.at.file.clone();
    (file, bytes.start, problem.code(), bytes.end, message, place.clone(), ties(shown))
}

fn ties(shown: &Shown) -> Ties {
    let Diag { accepted, suggestion, also, .. } = &shown.diag;
    let fix = shown.fix.as_ref().map(|edit| edit.text.clone());
    Reverse((fix, accepted.clone(), suggestion.clone(), also.clone()))
}

/// Tells each problem of a place once, with all the second places that the doubles name.
///
/// Doubles are neighbours after sorting, for the message is part of the order.
fn fold_doubles(all: Vec<Shown>) -> Vec<Shown> {
    let mut kept: Vec<Shown> = Vec::with_capacity(all.len());
    for shown in all {
        match kept.last_mut().filter(|last| is_double(last, &shown)) {
            Some(last) => absorb(last, shown),
            None => kept.push(shown),
        }
    }
    kept
}

/// Whether two diagnostics say the same of the same place. Two fields of a file whose bytes were
/// not found are different places.
fn is_double(one: &Shown, two: &Shown) -> bool {
    let same_place = one.diag.place == two.diag.place || (one.at.span.is_some() && one.at == two.at);
    same_place && one.diag.problem == two.diag.problem
}

fn absorb(kept: &mut Shown, double: Shown) {
    kept.diag.suggestion = kept.diag.suggestion.take().or(double.diag.suggestion);
    kept.diag.accepted = kept.diag.accepted.take().or(double.diag.accepted);
    if kept.fix.is_none() {
        (kept.fix, kept.diag.fix) = (double.fix, double.diag.fix);
    }
    for (place, spot) in double.diag.also.into_iter().zip(double.also) {
        if !kept.diag.also.contains(&place) {
            kept.diag.also.push(place);
            kept.also.push(spot);
        }
    }
}

/// Lets the first of many references to one missing record stand for all of them, and the first
/// of many pages that one template fails.
fn group(all: Vec<Shown>) -> Vec<Shown> {
    let counts = count(&all);
    let mut first: HashMap<Cause, usize> = HashMap::new();
    let mut kept: Vec<Shown> = Vec::with_capacity(all.len());
    for shown in all {
        let cause = cause(&shown).filter(|cause| counts.get(cause).is_some_and(|&n| n >= MANY));
        match cause.map(|cause| first.entry(cause)) {
            Some(Entry::Occupied(at)) => {
                let first = &mut kept[*at.get()];
                first.elsewhere.push(shown.at);
                first.pages.extend(shown.pages);
            }
            Some(Entry::Vacant(free)) => {
                free.insert(kept.len());
                kept.push(shown);
            }
            None => kept.push(shown),
        }
    }
    kept
}

/// How often each cause that can be grouped was found.
fn count(all: &[Shown]) -> HashMap<Cause, usize> {
    let mut counts = HashMap::new();
    for cause in all.iter().filter_map(cause) {
        *counts.entry(cause).or_default() += 1;
    }
    counts
}

/// What many diagnostics have in common: a missing record, or a place in a template.
type Cause = (Problem, Option<Place>);

/// The cause behind which a diagnostic may vanish: it has nothing of its own to say.
fn cause(shown: &Shown) -> Option<Cause> {
    let Diag { problem, place, fix, accepted, .. } = &shown.diag;
    if fix.is_some() || accepted.is_some() || !shown.also.is_empty() {
        return None;
    }
    match problem {
        Problem::UnknownRef { .. } | Problem::HiddenRef { .. } => Some((problem.clone(), None)),
        Problem::Template { detail, detail_en, .. } => {
            let (detail, detail_en) = (detail.clone(), detail_en.clone());
            let problem = Problem::Template { detail, detail_en, record: String::new() };
            Some((problem, Some(place.clone())))
        }
        _ => None,
    }
}
