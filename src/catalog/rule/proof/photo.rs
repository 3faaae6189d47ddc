//! Captions. In: a photo's record. Out: BV450 where several people are in the picture and the
//! caption does not say who stands where, BV451 where it leaves one out. Never looks at the picture.

use super::super::find;
use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::kind::person::Display;
use crate::record::{KindId, Record};
use crate::text::fold;

/// Words that say who stands where, folded.
const ORDER: &[&str] = &[
    "tu trai",
    "tu phai",
    "ben trai",
    "ben phai",
    "o giua",
    "dung giua",
    "ngoi giua",
    "thu hai",
    "thu nhat",
    "hang dau",
    "bia trai",
    "bia phai",
];

/// BV450, BV451: a caption tells who is in the picture, and where.
pub(in super::super) fn caption(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(photo) = record.own.photo() else { return };
    let people: Vec<_> = photo.people.iter().enumerate().filter(|(_, r)| r.kind == KindId::Person).collect();
    let caption = fold(&photo.caption);
    if people.len() > 1 && !ORDER.iter().any(|word| caption.contains(word)) {
        sink.report(Problem::CaptionOrder { count: people.len() }, record.at("caption"));
    }
    for (at, reference) in people {
        let Some(person) = find::person(catalog, &reference.id) else { continue };
        // Whoever is shown without the full name is not to be named.
        if matches!(person.display, None | Some(Display::Full)) && !caption.contains(&fold(&person.name)) {
            let problem = Problem::CaptionWithout { name: person.name.to_string() };
            sink.report(problem, record.at(format!("people[{at}]")));
        }
    }
}
