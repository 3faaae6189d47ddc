//! Mistakes in the command line. In: what the argument parser refused. Out: help on stdout, or
//! one sentence on stderr in the reader's language and the way to the help. Never a usage dump.

use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::ui::Exit;
use crate::diag::Lang;

/// Prints help or version, or says what is wrong with the arguments.
pub(super) fn tell(error: &clap::Error, lang: Lang) -> Exit {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return if asked { Exit::Fine } else { Exit::Usage };
    }
    let text = match lang {
        Lang::En => error.to_string(),
        Lang::Vi => vietnamese(error).unwrap_or_else(|| error.to_string()),
    };
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    Exit::Usage
}

/// The sentence in Vietnamese, for the mistakes that people make.
fn vietnamese(error: &clap::Error) -> Option<String> {
    let get = |kind| error.get(kind).map(words);
    let argument = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("không có lệnh `{}`", get(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("không có tùy chọn `{argument}`"),
        ErrorKind::UnknownArgument => format!("thừa `{argument}`; tên có dấu cách thì đặt trong dấu nháy kép"),
        ErrorKind::MissingRequiredArgument => format!("thiếu {argument}"),
        ErrorKind::MissingSubcommand => "thiếu tên lệnh".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` cần một giá trị"),
        ErrorKind::InvalidValue => format!("`{value}` không dùng được cho `{argument}`{}", possible(error)),
        ErrorKind::ValueValidation => format!("`{value}` không dùng được cho `{argument}`{}", reason(error)),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("`{argument}` nhận quá nhiều giá trị"),
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` không đi cùng `{}`", get(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => return None,
    };
    Some(format!("lỗi: {sentence}{}\n\nXem cách dùng: bangvang --help", meant(error)))
}

/// "; chọn một trong: …".
fn possible(error: &clap::Error) -> String {
    let all = error.get(ContextKind::ValidValue).map(words).unwrap_or_default();
    if all.is_empty() { all } else { format!("; chọn một trong: {all}") }
}

/// The reason that a value's own reader gave.
fn reason(error: &clap::Error) -> String {
    let Some(source) = std::error::Error::source(error).map(ToString::to_string) else { return String::new() };
    // The parser's own words on numbers.
    let range = source.split_once(" is not in ").and_then(|(_, range)| range.split_once(".."));
    match range {
        Some((from, to)) => format!(": phải từ {from} đến {}", to.trim_start_matches('=')),
        None if source.contains("invalid digit") => ": phải là một số".to_owned(),
        None => format!(": {source}"),
    }
}

/// "; ý bạn là …?".
fn meant(error: &clap::Error) -> String {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let found = kinds.into_iter().find_map(|kind| error.get(kind)).map(words);
    found.map(|word| format!("; ý bạn là `{word}`?")).unwrap_or_default()
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(list) => list.join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
