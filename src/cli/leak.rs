//! `bangvang leak-check`: whether a built folder shows anything of a hidden record. In: the site
//! and a folder, wherever it came from. Out: each leak with the file and the record. Looks at every
//! byte, packed files included. Never changes anything.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files;
use super::options::{ARGUMENTS, OPTIONS, Readers};
use super::site::{self, Wish};
use super::ui::{Exit, Failure, Ui, shown};
use crate::diag::Diag;
use crate::engine::Gate;
use crate::record::state::Audience;

/// `leak-check`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Thư mục đã dựng; mặc định public/ (the built folder)
    #[arg(value_name = "THƯ MỤC", help_heading = ARGUMENTS)]
    folder: Option<PathBuf>,
    /// Thư mục ấy dành cho ai: public hay press (for whom it was built)
    #[arg(long, value_name = "public|press", default_value = "public", help_heading = OPTIONS, hide_possible_values = true, hide_default_value = true)]
    audience: Readers,
}

/// Searches the folder and tells what it found.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let audience: Audience = args.audience.into();
    let wish = Wish::of(ui, audience, None)?;
    let folder = args.folder.clone().unwrap_or_else(|| wish.out.clone());
    if !folder.is_dir() {
        return Err(Failure::io(&folder, &std::io::ErrorKind::NotFound.into()));
    }
    let mut engine = site::open(ui, &wish)?;
    let survey = match site::survey(ui, &mut engine)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let gate = engine.gate(&survey);
    let all = files::below(&folder);
    let looked: Result<Vec<Vec<Diag>>, Failure> = all.par_iter().map(|file| look(&gate, &folder, file)).collect();
    let leaks: Vec<Diag> = looked?.into_iter().flatten().collect();
    let (files, place) = (all.len(), shown(&folder));
    let count = leaks.len();
    site::report(ui, &engine, leaks);
    if count == 0 {
        ui.tell(
            format!("Đã soát {files} tệp trong {place}: không lộ hồ sơ nào."),
            format!("Searched {files} files in {place}: nothing hidden shows."),
        );
        return Ok(Exit::Fine);
    }
    ui.tell(
        format!("{place}: {count} chỗ lộ hồ sơ chưa công bố."),
        format!("{place}: hidden records show in {count} places."),
    );
    Ok(Exit::Problems)
}

fn look(gate: &Gate<'_>, folder: &Path, file: &Path) -> Result<Vec<Diag>, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::io(file, &error))?;
    let path = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
    Ok(gate.leaks(&path, &bytes))
}
