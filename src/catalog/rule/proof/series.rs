//! Numbered parts of a series. In: a series and the articles that name it. Out: BV455 where two
//! parts bear one number, BV456 where a number is beyond the planned ones. Never asks about a gap: the missing
//! part may be a draft.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::diag::{Problem, Sink};
use crate::record::{KindId, Record};

/// BV455, BV456: each part has a number of its own, within what is planned.
pub(in super::super) fn parts(catalog: &Catalog, record: &Record, sink: &mut Sink) {
    let Some(series) = record.own.series() else { return };
    let Some(key) = catalog.find(KindId::Series, &record.id) else { return };
    let mut first: BTreeMap<u32, &Record> = BTreeMap::new();
    for source in catalog.back(key) {
        let source = &**catalog.record(source);
        let Some(article) = source.own.article() else { continue };
        let ours = article.series.as_ref().is_some_and(|named| named.0 == record.id);
        let Some(part) = article.part.filter(|_| ours) else { continue };
        let title = record.title().to_string();
        if let Some(planned) = series.planned.filter(|planned| part > *planned) {
            let problem = Problem::PartBeyond { part, planned, title: title.clone() };
            sink.report(problem, source.at("part")).also.push(record.at("planned"));
        }
        if let Some(other) = first.insert(part, source) {
            sink.report(Problem::PartTwice { part, title }, source.at("part")).also.push(other.at("part"));
        }
    }
}
