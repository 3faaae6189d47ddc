//! The format of GitHub's workflow commands. In: one diagnostic. Out: one `::error …::…` line.
//! Never lets a message or a path end the command it stands in.

use super::{Shown, words};
use crate::diag::{Lang, Level};

/// The command that puts a diagnostic beside its line.
pub(super) fn command(shown: &Shown, lang: Lang) -> String {
    let mut properties = Vec::new();
    if let Some(file) = &shown.at.file {
        properties.push(("file", file.as_str().to_owned()));
    }
    if let Some(span) = &shown.at.span {
        properties.push(("line", span.start.line.to_string()));
        properties.push(("col", span.start.column.to_string()));
    }
    properties.push(("title", shown.diag.problem.code().to_owned()));
    let properties: Vec<_> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    let sentence = words::sentence(&shown.diag, &shown.also, shown.elsewhere.len(), lang);
    format!("::{} {}::{}\n", name(shown.diag.level()), properties.join(","), message(&sentence))
}

fn name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{message, property};

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(property("a,b:c%d\r\ne"), "a%2Cb%3Ac%25d%0D%0Ae");
        assert_eq!(message("100% đạt: a, b\nc"), "100%25 đạt: a, b%0Ac");
    }
}
