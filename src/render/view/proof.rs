//! What a printed profile carries to be checked by: a QR code of its own address. In: an address.
//! Out: the drawing as templates take it, with the address to print beside it.

use crate::picture::qr;
use crate::render::value::{Val, map, text};

/// The code of an address; nothing when it is too long for one.
#[must_use]
pub fn code(address: &str) -> Val {
    let Some(drawn) = qr::draw(address) else { return Val::none() };
    map([("size", Val::from(drawn.size)), ("path", text(drawn.path)), ("address", text(address))])
}
