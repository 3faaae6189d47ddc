//! `bangvang kit`: everything about one campaign, unit, person or decision in one archive. In: a
//! site and what the kit is about. Out: a ZIP that has passed the same gate as a published site.
//! Never holds what its readers may not know yet; what the press may know is named on each page.

use std::path::PathBuf;

use super::args::{ARGUMENTS, OPTIONS, Readers};
use super::deliver::deliver;
use super::site::{self, Wish};
use super::subject;
use super::ui::{Exit, Failure, Ui};
use crate::engine::Survey;
use crate::record::state::Audience;
use crate::report::kit::{Order, Original};
use crate::source::{Disk, Files};

/// `kit`.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// Về gì: campaign, unit, person, decision (about what)
    #[arg(value_name = "LOẠI", hide_possible_values = true, help_heading = ARGUMENTS, display_order = 1)]
    kind: About,
    /// Mã hồ sơ, ví dụ dot-thi-dua-dai-hoi-dang-2020-2025 (the record)
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS, display_order = 2)]
    id: String,
    /// Cho ai: public, hay press để có cả hồ sơ chờ giờ công bố, ghi rõ trên từng trang (for whom)
    #[arg(long, value_name = "public|press", default_value = "public", hide_possible_values = true, hide_default_value = true, help_heading = OPTIONS)]
    audience: Readers,
    /// Tệp ghi ra; mặc định bo-tu-lieu-….zip ở thư mục hiện tại (output file)
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    out: Option<PathBuf>,
}

/// What a kit can be about.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum About {
    #[value(alias = "phong-trao")]
    Campaign,
    #[value(alias = "don-vi")]
    Unit,
    #[value(alias = "ca-nhan")]
    Person,
    #[value(alias = "quyet-dinh")]
    Decision,
}

impl About {
    fn name(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Unit => "unit",
            Self::Person => "person",
            Self::Decision => "decision",
        }
    }
}

/// Makes the kit.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let audience: Audience = args.audience.into();
    let wish = Wish::of(ui, audience, None)?;
    let mut engine = site::open(ui, &wish)?;
    let survey = match site::survey(ui, &mut engine)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    let subject = subject::of_kind(&survey.catalog, args.kind.name(), &args.id)?;
    let order = Order { catalog: &survey.catalog, settings: &survey.settings, voice: &survey.voice, subject };
    let originals = originals(ui, &survey, &order)?;
    let bytes = order.pack(&originals)?;
    let name = format!("{}.zip", order.name());
    let leaks = engine.gate(&survey).leaks(&name, &bytes);
    if !leaks.is_empty() {
        site::report(ui, &engine, leaks);
        ui.tell("Bộ tư liệu lộ hồ sơ chưa công bố: không ghi gì.", "The kit shows hidden records: nothing is written.");
        return Ok(Exit::Problems);
    }
    deliver(ui, Some(&args.out.clone().unwrap_or_else(|| name.into())), &bytes)
}

/// The photos' originals, read from the site.
fn originals(ui: &Ui, survey: &Survey, order: &Order<'_>) -> Result<Vec<Original>, Failure> {
    let disk = Disk::new(ui.site());
    let read = |(key, path)| {
        let source = survey.snapshot.get(&path)?;
        Some(source.load(&disk as &dyn Files).map(|bytes| (key, bytes)).map_err(|error| site::unreadable(&error)))
    };
    order.photos().into_iter().filter_map(read).collect()
}
