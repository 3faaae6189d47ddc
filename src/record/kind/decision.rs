//! Decision: an act that grants honours (or recognises), with its recipients in its own order.

use std::sync::Arc;

use super::{DOCUMENT, Kind, Spec};
use crate::record::common::{
    CampaignRef, Declared, Event, Head, HonourRef, Period, Recipient, RecipientType, Signer, UnitRef,
};
use crate::record::fields::{AnyRef, FileName, Ref, group};
use crate::record::reader::Reader;
use crate::text::date::FuzzyDate;
use crate::text::number::DocNumber;

group! {
    /// One honour of a decision and those who receive it.
    pub struct HonourGroup "nhóm khen thưởng" {
        /// The honour.
        honour: HonourRef, "Hình thức", "mã danh hiệu, hình thức";
        /// The class, where the honour has classes.
        class: Option<u32>, "Hạng", "1, 2 hoặc 3";
        /// The grounds ("đã có thành tích …").
        citation: Option<Arc<str>>, "Thành tích", "đã có thành tích gì";
        /// The period of the merit.
        period: Option<Period>, "Giai đoạn thành tích", "từ, đến";
        /// The year of a yearly title.
        year: Option<u32>, "Năm", "danh hiệu của năm nào";
        /// The campaign.
        campaign: Option<CampaignRef>, "Đợt thi đua", "mã đợt thi đua";
        /// How many the document names.
        declared: Option<Declared>, "Số lượng", "số ghi trong văn bản";
        /// Whether the list below is complete.
        complete: bool, "Danh sách đủ", "true khi danh sách đủ";
        /// How a source printed the form, when it differs.
        printed_as: Option<Arc<str>>, "Cách in ở nguồn", "tên hình thức như nguồn in";
        /// The recipients.
        recipients: Vec<Recipient>, "Người nhận", "danh sách";
        /// The recipients as a CSV file beside the record.
        recipients_csv: Option<FileName>, "Danh sách CSV", "tệp CSV ở bên cạnh";
        => beside {
            /// Whether there are rows in the CSV file that could not be read: nothing can be counted then.
            has_lost: bool;
        }
    }
}

group! {
    /// A commendation or recognition decision.
    pub struct Decision "quyết định khen thưởng" {
        /// Its number; without one it is labelled as reported by the press.
        number: Option<DocNumber>, "Số", "ví dụ 455/QĐ-CTN";
        /// The day it was signed.
        date: Option<FuzzyDate>, "Ngày ký", "ngày ký quyết định";
        /// The day the press reported it, when the signing day is not known.
        reported: Option<FuzzyDate>, "Ngày báo đưa", "khi chưa rõ ngày ký";
        /// Who decided.
        issuer: UnitRef, "Cơ quan quyết định", "mã đơn vị có thẩm quyền";
        /// Who signed.
        signer: Option<Signer>, "Người ký", "tên, chức vụ";
        /// What it is about.
        subject: Arc<str>, "Trích yếu", "về việc gì";
        /// What it is based on.
        legal_basis: Vec<AnyRef>, "Căn cứ", "văn bản làm căn cứ";
        /// The decisions it annuls.
        annuls: Vec<AnyRef>, "Hủy bỏ", "quyết định bị hủy";
        /// The decision it replaces.
        replaces: Vec<AnyRef>, "Thay thế", "quyết định bị thay";
        /// The honours.
        groups: Vec<HonourGroup>, "Nhóm khen thưởng", "mỗi hình thức một nhóm";
        /// Where it was handed over.
        event: Option<Event>, "Lễ trao", "nơi, ngày trao";
        /// The submission that preceded it.
        proposal: Option<Ref<DOCUMENT>>, "Tờ trình", "mã tờ trình";
        /// The text itself, as a file.
        file: Option<FileName>, "Tệp", "tệp toàn văn ở bên cạnh";
        /// How the press printed the number, when differently.
        printed_as: Vec<Arc<str>>, "Cách in khác", "số in khác trong nguồn";
    }
}

impl HonourGroup {
    /// How many of a sort receive it, as far as anybody knows: those of the list who may be shown, and those
    /// whom the document counts beyond its lines. Whose line is hidden is in neither.
    #[must_use]
    pub fn granted(&self, sort: RecipientType, shown: usize) -> usize {
        let declared = self.declared.as_ref().and_then(|declared| declared.of(sort)).unwrap_or(0);
        let lines = self.recipients.iter().filter(|line| line.sort() == Some(sort)).count();
        shown + usize::try_from(declared).unwrap_or(usize::MAX).saturating_sub(lines)
    }
}

impl Decision {
    /// Whether the honour rests on the press alone: no number or no day of signing.
    #[must_use]
    pub fn press_only(&self) -> bool {
        self.number.is_none() || self.date.is_none()
    }

    /// The groups of which nobody is named: only the honour is known, and perhaps how many received it.
    pub fn unlisted(&self) -> impl Iterator<Item = &HonourGroup> {
        self.groups.iter().filter(|group| group.recipients.is_empty())
    }

    /// The day of signing, else of the ceremony, else of the report.
    #[must_use]
    pub fn when(&self) -> Option<FuzzyDate> {
        self.date.or_else(|| self.event.as_ref().and_then(|event| event.date)).or(self.reported)
    }
}

impl Kind for Decision {
    const SPEC: Spec = Spec {
        name: "decision", folder: "quyet-dinh", vi: "Quyết định", en: "Decision", plural: "Quyết định khen thưởng",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| match &self.number {
            Some(number) => format!("Quyết định số {number}").into(),
            None => self.subject.clone(),
        })
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.when()
    }

    fn complete(&mut self, r: &mut Reader<'_>) {
        self.file = self.file.take().filter(|FileName(name)| r.is_paper(name));
        for group in &mut self.groups {
            if let Some(FileName(name)) = &group.recipients_csv {
                let rows = r.rows::<Recipient>(name);
                group.has_lost = rows.has_lost;
                group.recipients.extend(rows.read);
                group.recipients.shrink_to_fit();
            }
        }
    }

    fn names(&self) -> Vec<Arc<str>> {
        let numbers = self.number.iter().map(|n| n.to_string().into());
        numbers.chain([self.subject.clone()]).chain(self.printed_as.iter().cloned()).collect()
    }
}
