//! Finds where a field stands. In: the text of a record and a field path. Out: a byte range.
//! Records carry no positions; the few that a report needs are looked up here, afterwards.

use std::ops::Range;
use std::sync::Arc;

use super::common::Recipient;
use super::fields::Group;
use super::{rows, sound, tree};
use crate::base::SrcPath;
use crate::diag::Sink;

/// The file and range of a field such as `groups[0].recipients[3].ref`.
///
/// `read` gives the bytes of a file. A field that is not there leads to the nearest one that
/// holds it; recipients beyond the inline ones stand in the group's CSV file.
pub fn field(
    file: &SrcPath,
    path: &str,
    read: &dyn Fn(&SrcPath) -> Option<Arc<[u8]>>,
) -> Option<(SrcPath, Range<usize>)> {
    let text = sound::decode(&read(file)?)?;
    let node = fields_of(file, &text)?;
    if let Some(found) = node.at(path) {
        return Some((file.clone(), found.span.clone()));
    }
    if let Some(found) = in_csv(file, &node, path, read) {
        return Some(found);
    }
    let mut shorter = path;
    while let Some(cut) = shorter.rfind(['.', '[']) {
        shorter = &shorter[..cut];
        if let Some(found) = node.at(shorter) {
            return Some((file.clone(), first_line(&text, found.span.clone())));
        }
    }
    Some((file.clone(), first_line(&text, node.span)))
}

/// The keys that a record's file gives, in order, each with the range of its key and value.
#[must_use]
pub fn given(file: &SrcPath, text: &str) -> Vec<(String, Range<usize>)> {
    match fields_of(file, text).map(|node| node.data) {
        Some(tree::Data::Map(pairs)) => {
            pairs.into_iter().map(|(key, node)| (key.name, key.span.start..node.span.end)).collect()
        }
        _ => Vec::new(),
    }
}

fn fields_of(file: &SrcPath, text: &str) -> Option<tree::Node> {
    let mut sink = Sink::default();
    if file.extension() != "md" {
        return tree::parse(file, text, 0, &mut sink);
    }
    let start = text.find('\n')? + 1;
    let end = text[start..].find("\n---").map_or(text.len(), |at| start + at + 1);
    tree::parse(file, &text[start..end], start, &mut sink)
}

fn in_csv(
    file: &SrcPath,
    node: &tree::Node,
    path: &str,
    read: &dyn Fn(&SrcPath) -> Option<Arc<[u8]>>,
) -> Option<(SrcPath, Range<usize>)> {
    let (group, rest) = path.split_once(".recipients[")?;
    let (index, key) = rest.split_once(']')?;
    let (index, key): (usize, _) = (index.parse().ok()?, key.strip_prefix('.'));
    let group = node.at(group)?;
    let inline = match group.get("recipients").map(|n| &n.data) {
        Some(tree::Data::Seq(items)) => items.len(),
        _ => 0,
    };
    let tree::Data::Scalar { text: name, .. } = &group.get("recipients_csv")?.data else { return None };
    let csv = SrcPath::new(&format!("{}/{name}", file.folder()))?;
    let text = sound::decode(&read(&csv)?)?;
    let range = rows::range_of(&text, index.checked_sub(inline)?, key, &Recipient::fields())?;
    Some((csv, range))
}

fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text.get(range.clone()).and_then(|t| t.find('\n')).map_or(range.end, |at| range.start + at);
    range.start..end
}
