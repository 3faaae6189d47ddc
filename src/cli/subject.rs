//! Which record a person means. In: `kind:id`, or an id alone. Out: the record, or a failure that
//! names what was perhaps meant. Records that were taken back or whose people are withheld are as
//! good as not there.

use super::ui::Failure;
use crate::base::Key;
use crate::catalog::Catalog;
use crate::record::KindId;
use crate::text::near::nearest;

/// The record that a word means, among those that these readers may see.
pub(super) fn find(catalog: &Catalog, word: &str) -> Result<Key, Failure> {
    match word.split_once(':') {
        Some((kind, id)) => of_kind(catalog, kind, id),
        None => by_id(catalog, word),
    }
}

/// The record of a kind; the kind may be called by its English name or its folder.
pub(super) fn of_kind(catalog: &Catalog, kind: &str, id: &str) -> Result<Key, Failure> {
    let Some(known) = KindId::named(kind) else {
        let names = KindId::ALL.iter().map(|kind| kind.spec().name);
        let near = nearest(kind, names).map(|near| format!(" ({near}?)")).unwrap_or_default();
        return Err(Failure::usage(
            format!("`{kind}` không phải một loại hồ sơ{near}; xem bangvang explain"),
            format!("`{kind}` is no kind of record{near}; see bangvang explain"),
        ));
    };
    if let Some(key) = catalog.public(known, id) {
        return Ok(key);
    }
    let shown = catalog.public_of_kind(known).map(|key| &*catalog.record(key).id);
    let near = nearest(id, shown);
    let (vi, en) = meant(near.map(|near| format!("{kind}:{near}")));
    Err(Failure::usage(
        format!("không có hồ sơ {kind}:{id} cho lệnh này (chưa viết, chưa đến giờ hoặc đã rút).{vi}"),
        format!("there is no record {kind}:{id} for this command (unwritten, not due, or taken back).{en}"),
    ))
}

/// What was perhaps meant, as the end of a message.
pub(super) fn meant(near: Option<String>) -> (String, String) {
    near.map_or_else(Default::default, |near| (format!(" Ý bạn là {near}?"), format!(" Did you mean {near}?")))
}

/// The record of any kind that has this id, if there is only one.
fn by_id(catalog: &Catalog, id: &str) -> Result<Key, Failure> {
    let found: Vec<Key> = KindId::ALL.iter().filter_map(|kind| catalog.public(*kind, id)).collect();
    let name = |key: &Key| format!("{}:{id}", catalog.record(*key).kind().spec().name);
    match found[..] {
        [key] => Ok(key),
        [] => Err(Failure::usage(
            format!("không có hồ sơ nào mã `{id}`; ghi cả loại, ví dụ article:{id}"),
            format!("there is no record `{id}`; name its kind, as in article:{id}"),
        )),
        _ => {
            let names = found.iter().map(name).collect::<Vec<_>>().join(", ");
            Err(Failure::usage(
                format!("có nhiều hồ sơ mã `{id}`: {names}"),
                format!("several records are `{id}`: {names}"),
            ))
        }
    }
}
