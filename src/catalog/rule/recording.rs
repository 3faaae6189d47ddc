//! BV570, BV576, BV577: what a recording owes to those who cannot hear it, and to its own length. In: a
//! broadcast. Out: diagnostics. These are no rules of the field, so no reason outweighs them.

use crate::diag::{Problem, Sink};
use crate::record::{Own, Record};

/// How many seconds a record may be away from its file: titles and silence are counted differently.
const NEAR: u32 = 2;

/// Whatever can be heard can be read, a video has captions, and the length is that of the file.
pub(super) fn told(record: &Record, sink: &mut Sink) {
    let Own::Broadcast(own) = &record.own else { return };
    if own.is_on_record() && own.transcript.as_ref().is_none_or(|words| words.0.trim().is_empty()) {
        sink.report(Problem::TranscriptMissing {}, record.at("transcript"));
    }
    let Some(facts) = &own.file else { return };
    if facts.format.is_video() && own.captions.is_none() {
        sink.report(Problem::VideoWithoutCaptions {}, record.at("media"));
    }
    if let (Some(said), Some(file)) = (own.duration, facts.seconds)
        && said.abs_diff(file) > NEAR
    {
        sink.report(Problem::DurationDiffers { said, file }, record.at("duration"));
    }
}
