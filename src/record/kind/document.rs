//! Document: a plan, directive, letter or other text that is not itself a commendation.

use std::sync::Arc;

use super::{Kind, Spec};
use crate::record::common::{CampaignRef, Head, Period, Signer, UnitRef};
use crate::record::fields::{AnyRef, FileName, choice, group};
use crate::record::reader::Reader;
use crate::text::date::FuzzyDate;
use crate::text::number::DocNumber;

choice! {
    /// The type of a document (Decree 30/2020/NĐ-CP, Appendix III; laws and party documents beside it).
    pub enum DocumentType "loại văn bản" {
        Plan = "ke-hoach", "Kế hoạch", "plan";
        Decision = "quyet-dinh", "Quyết định", "decision";
        Directive = "chi-thi", "Chỉ thị", "directive";
        Guidance = "huong-dan", "Hướng dẫn", "guidance";
        Letter = "cong-van", "Công văn", "official letter";
        Submission = "to-trinh", "Tờ trình", "submission";
        Notice = "thong-bao", "Thông báo", "notice";
        Report = "bao-cao", "Báo cáo", "report";
        Programme = "chuong-trinh", "Chương trình", "programme";
        Resolution = "nghi-quyet", "Nghị quyết", "resolution";
        Minutes = "bien-ban", "Biên bản", "minutes";
        Law = "luat", "Luật", "law";
        Decree = "nghi-dinh", "Nghị định", "decree";
        Circular = "thong-tu", "Thông tư", "circular";
        Rules = "quy-dinh", "Quy định", "rules";
        Other = "khac", "Văn bản", "document";
    }
}

group! {
    /// A document.
    pub struct Document "văn bản" {
        /// Its type.
        doc_type: DocumentType, "Loại", "loại văn bản";
        /// Its number.
        number: Option<DocNumber>, "Số", "ví dụ 136/KH-UBND";
        /// The day it was signed.
        date: Option<FuzzyDate>, "Ngày", "ngày ký";
        /// Who issued it.
        issuer: UnitRef, "Cơ quan ban hành", "mã đơn vị";
        /// Who signed it.
        signer: Option<Signer>, "Người ký", "tên, chức vụ";
        /// What it is about ("về việc …").
        subject: Arc<str>, "Trích yếu", "về việc gì";
        /// What it is based on.
        legal_basis: Vec<AnyRef>, "Căn cứ", "văn bản làm căn cứ";
        /// What it amends.
        amends: Vec<AnyRef>, "Sửa đổi", "văn bản được sửa";
        /// What it replaces.
        replaces: Vec<AnyRef>, "Thay thế", "văn bản bị thay";
        /// What it annuls.
        annuls: Vec<AnyRef>, "Hủy bỏ", "văn bản bị hủy";
        /// The campaigns it belongs to.
        campaigns: Vec<CampaignRef>, "Đợt thi đua", "mã đợt thi đua";
        /// When it is in force.
        in_force: Option<Period>, "Hiệu lực", "từ, đến";
        /// The text itself, as a file.
        file: Option<FileName>, "Tệp", "tệp toàn văn ở bên cạnh";
        /// How the press printed the number, when differently.
        printed_as: Vec<Arc<str>>, "Cách in khác", "số in khác trong nguồn";
    }
}

impl Kind for Document {
    const SPEC: Spec = Spec {
        name: "document", folder: "van-ban", vi: "Văn bản", en: "Document", plural: "Văn bản",
        prose: true, sourced: true, paged: true,
    };

    fn title(&self, head: &Head) -> Arc<str> {
        head.title.clone().unwrap_or_else(|| match &self.number {
            Some(number) => format!("{} số {number}", self.doc_type.vi()).into(),
            None => self.subject.clone(),
        })
    }

    fn date(&self, _head: &Head) -> Option<FuzzyDate> {
        self.date
    }

    fn kicker(&self) -> Arc<str> {
        self.doc_type.vi().into()
    }

    fn complete(&mut self, r: &mut Reader<'_>) {
        self.file = self.file.take().filter(|FileName(name)| r.is_paper(name));
    }

    fn names(&self) -> Vec<Arc<str>> {
        let numbers = self.number.iter().map(|n| n.to_string().into());
        numbers.chain([self.subject.clone()]).chain(self.printed_as.iter().cloned()).collect()
    }
}
