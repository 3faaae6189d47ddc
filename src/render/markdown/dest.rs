//! Targets of links. In: what stands between the brackets. Out: what kind of place it means.
//! Never asks whether the place exists.

use std::ops::Range;

use crate::text::near::nearest;
use crate::text::slug::is_id;

/// Where a link leads, as far as its letters tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Dest<'d> {
    /// Another site.
    Web,
    /// A mailbox or a telephone.
    Contact,
    /// A path of this site, without query and fragment.
    Site(&'d str),
    /// A place on this page, with its `#`.
    Anchor(&'d str),
    /// A record: kind, id, and the rest from `#` on.
    Record(String, &'d str, &'d str),
    /// A path that depends on the page it stands on.
    Relative,
    /// Anything that could run, or lead out of the site unseen.
    Refused,
}

/// Reads a link's target the way a browser would, and refuses what browsers read differently
/// from people: control characters, which they skip, and backslashes, which they turn around.
pub(super) fn classify<'d>(dest: &'d str, kinds: &[&str]) -> Dest<'d> {
    let dest = dest.trim();
    if dest.contains(|c: char| c.is_control() || c == '\\') || dest.starts_with("//") {
        return Dest::Refused;
    }
    let path_end = dest.find(['?', '#']).unwrap_or(dest.len());
    match dest[..path_end].split_once(':') {
        Some((scheme, _)) if !scheme.contains('/') => {
            let scheme = scheme.to_ascii_lowercase();
            match scheme.as_str() {
                "http" | "https" => Dest::Web,
                "mailto" | "tel" => Dest::Contact,
                word if kinds.contains(&word) => {
                    Dest::Record(scheme.clone(), &dest[scheme.len() + 1..path_end], &dest[path_end..])
                }
                _ => Dest::Refused,
            }
        }
        _ if dest.starts_with('/') => Dest::Site(&dest[..path_end]),
        _ if dest.starts_with('#') => Dest::Anchor(dest),
        _ => Dest::Relative,
    }
}

/// The record kind that a target with an unknown word before the colon perhaps means.
pub(super) fn kind_meant(dest: &str, kinds: &[&str]) -> Option<String> {
    let (word, id) = dest.split_once(':')?;
    if word.len() > 40 {
        return None; // No kind is that long, and comparing costs time.
    }
    let kind = nearest(word, kinds.iter().copied())?;
    Some(format!("{kind}:{id}"))
}

/// Kind and id of something that looks like `kind:id`.
pub(super) fn split_reference(dest: &str) -> Option<(String, &str)> {
    let (kind, rest) = dest.trim().split_once(':')?;
    let id = rest.split(['#', '?']).next().unwrap_or(rest);
    let kind = kind.to_ascii_lowercase();
    let web = matches!(kind.as_str(), "http" | "https" | "mailto" | "tel");
    (!web && is_id(&kind) && is_id(id)).then_some((kind, id))
}

/// The bytes of a link's target, or of the whole link when it stands elsewhere. Only the tail
/// is searched: it is where an inline link keeps it, and links can be as long as the body.
pub(super) fn place_of(text: &str, link: &Range<usize>, dest: &str) -> Range<usize> {
    let mut from = link.end.saturating_sub(dest.len() + 1_000).max(link.start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    match text[from..link.end].rfind(dest) {
        Some(at) if !dest.is_empty() => from + at..from + at + dest.len(),
        _ => link.clone(),
    }
}
