//! Types of official documents and their symbols.
//!
//! In: a symbol, a name or an identifier. Out: one value that knows all three. Never decides which
//! type a number without a symbol has.

use super::NumberError;
use crate::text::fold::canonical;
use crate::text::slug::slug;
use serde::{Deserialize, Serialize};

/// Defines the document types and the one table that names them.
macro_rules! doc_types {
    ($($variant:ident $code:literal $vi:literal $en:literal;)*) => {
        /// A type of document, with its symbol of Decree 30/2020/NĐ-CP, Appendix III, where it has one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub enum DocType { $(#[doc = concat!($vi, " (", $code, ")")] $variant,)* }

        impl DocType {
            /// Every type in the order of the table.
            pub const ALL: &[DocType] = &[$(DocType::$variant),*];

            /// Returns the symbol ("KH"); empty for types whose numbers carry none.
            pub fn code(self) -> &'static str {
                match self { $(DocType::$variant => $code,)* }
            }

            /// Returns the Vietnamese name ("Kế hoạch").
            pub fn text(self) -> &'static str {
                match self { $(DocType::$variant => $vi,)* }
            }

            /// Returns the English name ("Plan").
            pub fn text_en(self) -> &'static str {
                match self { $(DocType::$variant => $en,)* }
            }
        }
    };
}

doc_types! {
    Luat "" "Luật" "Law";
    PhapLenh "" "Pháp lệnh" "Ordinance";
    NghiQuyet "NQ" "Nghị quyết" "Resolution";
    NghiDinh "NĐ" "Nghị định" "Decree";
    QuyetDinh "QĐ" "Quyết định" "Decision";
    ChiThi "CT" "Chỉ thị" "Directive";
    ThongTu "TT" "Thông tư" "Circular";
    ThongTuLienTich "TTLT" "Thông tư liên tịch" "Joint circular";
    VanBanHopNhat "VBHN" "Văn bản hợp nhất" "Consolidated text";
    KetLuan "KL" "Kết luận" "Conclusion";
    QuyChe "QC" "Quy chế" "Regulation";
    QuyDinh "QyĐ" "Quy định" "Rules";
    ThongCao "TC" "Thông cáo" "Communiqué";
    ThongBao "TB" "Thông báo" "Notice";
    HuongDan "HD" "Hướng dẫn" "Guidance";
    ChuongTrinh "CTr" "Chương trình" "Programme";
    KeHoach "KH" "Kế hoạch" "Plan";
    PhuongAn "PA" "Phương án" "Scheme";
    DeAn "ĐA" "Đề án" "Project proposal";
    DuAn "DA" "Dự án" "Project";
    BaoCao "BC" "Báo cáo" "Report";
    BienBan "BB" "Biên bản" "Minutes";
    ToTrinh "TTr" "Tờ trình" "Submission";
    HopDong "HĐ" "Hợp đồng" "Contract";
    CongVan "" "Công văn" "Official letter";
    CongDien "CĐ" "Công điện" "Official telegram";
    BanGhiNho "BGN" "Bản ghi nhớ" "Memorandum";
    BanThoaThuan "BTT" "Bản thỏa thuận" "Agreement";
    GiayUyQuyen "GUQ" "Giấy ủy quyền" "Authorisation";
    GiayMoi "GM" "Giấy mời" "Invitation";
    GiayGioiThieu "GGT" "Giấy giới thiệu" "Letter of introduction";
    GiayNghiPhep "GNP" "Giấy nghỉ phép" "Leave permit";
    PhieuGui "PG" "Phiếu gửi" "Dispatch slip";
    PhieuChuyen "PC" "Phiếu chuyển" "Transfer slip";
    PhieuBao "PB" "Phiếu báo" "Notification slip";
}

impl DocType {
    /// Returns the type of a symbol; capitals alone (`TTR` in a heading) are understood.
    pub fn of_code(code: &str) -> Option<DocType> {
        let named = || DocType::ALL.iter().copied().filter(|kind| !kind.code().is_empty());
        let capitals = || named().find(|kind| kind.code().to_uppercase() == code);
        named().find(|kind| kind.code() == code).or_else(capitals)
    }

    /// Reads a type by name, slug or symbol: "Kế hoạch", "ke-hoach", "KH".
    pub fn parse(text: &str) -> Option<DocType> {
        let (name, id) = (canonical(text), text.trim());
        let is = |kind: &DocType| canonical(kind.text()) == name || kind.id() == id;
        DocType::ALL.iter().copied().find(is).or_else(|| DocType::of_code(id))
    }

    /// Returns the identifier in records: "ke-hoach".
    pub fn id(self) -> String {
        slug(self.text())
    }
}

impl TryFrom<String> for DocType {
    type Error = NumberError;

    fn try_from(text: String) -> Result<DocType, NumberError> {
        DocType::parse(&text).ok_or(NumberError::UnknownType { text })
    }
}

impl From<DocType> for String {
    fn from(kind: DocType) -> String {
        kind.id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_one_name_and_one_symbol() {
        for &kind in DocType::ALL {
            assert_eq!(DocType::parse(kind.text()), Some(kind));
            assert_eq!(DocType::parse(&kind.id()), Some(kind));
            assert!(kind.code().is_empty() || DocType::parse(kind.code()) == Some(kind));
        }
        assert_eq!(DocType::parse("nghị quyết"), Some(DocType::NghiQuyet));
        assert_eq!(DocType::parse("XYZ"), None);
    }
}
