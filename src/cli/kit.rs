//! `bangvang kit`: everything about one campaign, unit, person or decision in one archive. In: a
//! site and what the kit is about. Out: a ZIP that has passed the same gate as a published site.
//! Never holds what its readers may not know yet; what the press may know is named on each page.

use std::path::PathBuf;

use super::deliver::deliver;
use super::options::{ARGUMENTS, OPTIONS, Readers};
use super::site::{self, Wish};
use super::subject;
use super::ui::{Exit, Failure, Ui};
use crate::diag::Diag;
use crate::engine::{Engine, Survey};
use crate::record::KindId;
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
    fn id(self) -> KindId {
        match self {
            Self::Campaign => KindId::Campaign,
            Self::Unit => KindId::Unit,
            Self::Person => KindId::Person,
            Self::Decision => KindId::Decision,
        }
    }
}

/// Makes the kit.
pub(super) fn run(ui: &Ui, args: &Args) -> Result<Exit, Failure> {
    let audience: Audience = args.audience.into();
    let wish = Wish::of(ui, audience, None)?;
    let mut engine = site::open(ui, &wish)?;
    // Nearly always the records around the subject are enough. Only the whole site can say whether
    // what looks hidden in them is said elsewhere, and what was meant by an unknown id.
    if let Some(near) = site::near(&mut engine, (args.kind.id(), &args.id))?
        && let Some(kit) = Kit::of(ui, &engine, &near, args)?.filter(|kit| kit.leaks.is_empty())
    {
        return kit.deliver(ui, args);
    }
    let survey = match site::survey(ui, &mut engine)? {
        Ok(survey) => survey,
        Err(exit) => return Ok(exit),
    };
    subject::of_kind(&survey.catalog, args.kind.id().spec().name, &args.id)?;
    let Some(kit) = Kit::of(ui, &engine, &survey, args)? else { return Ok(Exit::Problems) };
    if kit.leaks.is_empty() {
        return kit.deliver(ui, args);
    }
    site::report(ui, &engine, kit.leaks);
    ui.tell("Bộ tư liệu lộ hồ sơ chưa công bố: không ghi gì.", "The kit shows hidden records: nothing is written.");
    Ok(Exit::Problems)
}

/// A kit that is made and not yet written.
struct Kit {
    name: String,
    bytes: Vec<u8>,
    leaks: Vec<Diag>,
}

impl Kit {
    /// The kit of the subject; `None` when its readers may not see that.
    fn of(ui: &Ui, engine: &Engine, survey: &Survey, args: &Args) -> Result<Option<Self>, Failure> {
        let Some(subject) = survey.catalog.public(args.kind.id(), &args.id) else { return Ok(None) };
        let order = Order { catalog: &survey.catalog, settings: &survey.settings, voice: &survey.voice, subject };
        let bytes = order.pack(&originals(ui, survey, &order)?)?;
        let name = format!("{}.zip", order.name());
        let leaks = engine.gate(survey).leaks(&name, &bytes);
        Ok(Some(Self { name, bytes, leaks }))
    }

    fn deliver(&self, ui: &Ui, args: &Args) -> Result<Exit, Failure> {
        let out = args.out.clone().unwrap_or_else(|| self.name.as_str().into());
        deliver(ui, Some(&out), &self.bytes)
    }
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
