//! The report of a bug. In: a panic. Out: a few lines on stderr that say, in the reader's
//! language, that the published site is still there and what to send to whom. Never a backtrace
//! unless `RUST_BACKTRACE` asks for one.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::PanicHookInfo;

use crate::diag::Lang;

/// Replaces the report that Rust itself would print.
pub(super) fn install(lang: Lang) {
    std::panic::set_hook(Box::new(move |info| {
        let _ = std::io::stderr().write_all(report(info, lang).as_bytes());
    }));
}

fn report(info: &PanicHookInfo<'_>, lang: Lang) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    let details = format!("bangvang {}: {}{place}", env!("CARGO_PKG_VERSION"), text.unwrap_or("?"));
    let words = match lang {
        Lang::Vi => {
            "Bảng Vàng gặp lỗi của chính chương trình, không phải của hồ sơ.\n\
             Bản đã xuất bản gần nhất vẫn còn; lần dựng sau sẽ làm tiếp.\n\
             Xin gửi dòng dưới đây cho người phụ trách kỹ thuật:"
        }
        Lang::En => {
            "Bảng Vàng has met a bug of its own, not of your records.\n\
             The last published site is still there; the next build goes on from it.\n\
             Please send the line below to whoever looks after the program:"
        }
    };
    let trace = Backtrace::capture();
    let trace = if trace.status() == BacktraceStatus::Captured { format!("{trace}\n") } else { String::new() };
    format!("\n{words}\n\n  {details}\n{trace}")
}
