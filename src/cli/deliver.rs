//! What a command has made for people inside the house: reports, scripts, kits. In: bytes and where
//! they shall go. Out: a file or stdout. Never into the published folder or among the records: such
//! files know what the public does not.

use std::path::Path;

use super::files;
use super::site::{PUBLIC, SOURCES, real};
use super::ui::{Exit, Failure, Ui, shown};

/// Writes into a file, or onto stdout when there is none.
pub(super) fn deliver(ui: &Ui, out: Option<&Path>, bytes: &[u8]) -> Result<Exit, Failure> {
    let Some(out) = out else {
        ui.out(&String::from_utf8_lossy(bytes));
        return Ok(Exit::Fine);
    };
    allow(ui, out)?;
    files::replace(out, bytes)?;
    ui.tell(format!("Đã ghi {}.", shown(out)), format!("Wrote {}.", shown(out)));
    Ok(Exit::Fine)
}

/// Whether an internal file may go there.
pub(super) fn allow(ui: &Ui, out: &Path) -> Result<(), Failure> {
    if !is_public(&ui.site(), out) {
        return Ok(());
    }
    Err(Failure::usage(
        format!("{}: tài liệu nội bộ không được nằm trong thư mục xuất bản hay giữa các hồ sơ", shown(out)),
        format!("{}: an internal file has no place in the published folder or among the records", shown(out)),
    ))
}

/// Whether a file would lie in the site's published folder or among its records.
fn is_public(site: &Path, out: &Path) -> bool {
    let out = real(out);
    SOURCES.iter().chain(&[PUBLIC]).any(|own| out.starts_with(real(&site.join(own))))
}
