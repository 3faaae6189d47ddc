//! How the newsroom says what is written short: `content/doc-am.yaml`. In: the file's bytes. Out:
//! the program's dictionary with the site's readings laid over it, or what is wrong with them.

use crate::base::SrcPath;
use crate::diag::{Diag, Place, Problem, Sink};
use crate::record::tree::{Data, Node};
use crate::record::{sound, tree};
use crate::text::speech::{Section, Voice};

/// Where the readings stand.
pub const FILE: &str = "content/doc-am.yaml";

/// The sections of the file.
const SECTIONS: &[&str] = &["words", "units", "symbols", "letters"];

/// Reads the file; without one the program's own dictionary holds.
#[must_use]
pub fn read(file: &SrcPath, bytes: Option<&[u8]>) -> (Voice, Vec<Diag>) {
    let (mut voice, mut sink) = (Voice::default(), Sink::default());
    let Some(bytes) = bytes else { return (voice, Vec::new()) };
    let Some(text) = sound::text(file, bytes, &mut sink) else {
        return (voice, sink.into_vec());
    };
    let Some(node) = tree::parse(file, &text, 0, &mut sink) else { return (voice, sink.into_vec()) };
    let Data::Map(sections) = &node.data else {
        sink.report(Problem::BadReading { written: String::new() }, Place::span(file, node.span.clone()));
        return (voice, sink.into_few());
    };
    for (key, value) in sections {
        match Section::of(&key.name) {
            Some(section) => teach(file, section, value, &mut voice, &mut sink),
            None => {
                let near = crate::text::near::nearest(&key.name, SECTIONS.iter().copied());
                let problem = Problem::UnknownReadings { name: key.name.clone() };
                sink.push(Diag::new(problem, Place::span(file, key.span.clone())).suggest(near));
            }
        }
    }
    (voice, sink.into_few())
}

/// One section: written and spoken, a pair a line.
fn teach(file: &SrcPath, section: Section, node: &Node, voice: &mut Voice, sink: &mut Sink) {
    let Data::Map(pairs) = &node.data else {
        if !node.is_null() {
            sink.report(Problem::BadReading { written: String::new() }, Place::span(file, node.span.clone()));
        }
        return;
    };
    for (written, spoken) in pairs {
        let sound = match &spoken.data {
            Data::Scalar { text, .. } => Some(text.trim()).filter(|text| is_spoken(text)),
            _ => None,
        };
        match sound.filter(|_| !written.name.contains(char::is_whitespace)) {
            Some(spoken) => voice.teach(section, &written.name, spoken),
            None => {
                let problem = Problem::BadReading { written: written.name.clone() };
                sink.report(problem, Place::span(file, written.span.clone()));
            }
        }
    }
}

/// Whether a reading is all words: digits and signs would have to be read themselves.
fn is_spoken(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | ','))
}
