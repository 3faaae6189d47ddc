//! Where the open outputs stand, for those that name one another. In: a kind and an id. Out:
//! addresses. Never knows what stands there.

use crate::record::KindId;

/// The page of the whole as data.
pub(super) const DATA: &str = "/du-lieu/";
/// The data package.
pub(super) const PACKAGE: &str = "/du-lieu/datapackage.json";
/// The index of all JSON.
pub(super) const INDEX: &str = "/api/index.json";
/// The description for programs.
pub(super) const OPENAPI: &str = "/api/openapi.json";

/// A record's JSON.
pub(super) fn api(kind: KindId, id: &str) -> String {
    format!("/api/{}/{id}.json", kind.spec().folder)
}
