//! The outputs: every sort of file the site publishes, one file of code each. In: a job and the
//! door. Out: bytes. Adding a format is one file and one line in [`OUTPUTS`]. An output never
//! knows another one.

mod corrections;
pub mod home;
pub mod host;
mod listing;
mod lookup;
mod open;
mod page;
mod picture;
mod poster;
mod raw;
mod record_page;
mod redirect;
mod search;
mod share_card;
mod single;
pub mod site;
mod statistics;
mod tombstone;
mod verify;

use crate::plan::Output;

/// Every sort of output, in the order in which they are planned.
pub static OUTPUTS: &[&dyn Output] = &[
    &home::Home,
    &record_page::RecordPage,
    &tombstone::Tombstone,
    &listing::Listing,
    &lookup::Lookup,
    &statistics::Statistics,
    &verify::Verify,
    &poster::Poster,
    &corrections::Corrections,
    &single::Single,
    &search::Search,
    &open::feed::Feed,
    &open::podcast::Podcast,
    &open::sitemap::Sitemap,
    &open::calendar::Calendar,
    &open::ninjs::Ninjs,
    &open::api::Api,
    &open::table::Table,
    &open::dataset::Dataset,
    &raw::Assets,
    &picture::Picture,
    &share_card::ShareCard,
    &raw::Files,
    &redirect::Redirects,
];
