//! Numbers of official documents: `136/KH-UBND`, `24/2018/QĐ-UBND`, `05-CT/TW`, `06/2022/QH15`.
//!
//! In: a number as written in a record or on a page. Out: its parts and one normal spelling, or an
//! error that names the right spelling. Never treats the number as unique: issuers start again at 01
//! each January, so the key of a document is issuer, form, type, number and year.
//!
//! The forms follow Decree 30/2020/NĐ-CP (and Circular 01/2011/TT-BNV before it), the Law on the
//! promulgation of normative documents, and party practice. Grammar:
//! law `6/2022/QH15` · normative `24/2018/QĐ-UBND` · admin `136/KH-UBND` · letter `261/UBND-VHXH` ·
//! party `05-CT/TW` · legacy `2033/QĐ/CTN`.

mod doc_type;
mod error;

pub use doc_type::DocType;
pub use error::NumberError;

use super::as_scalar;
use super::date::digits;
use super::nfc::nfc;
use super::slug::slug;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which grammar a number follows. Different forms are different series of the same issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Of the National Assembly or its Standing Committee: `06/2022/QH15`.
    Law,
    /// With the year inside: `24/2018/QĐ-UBND`.
    Normative,
    /// The common form: `136/KH-UBND`.
    Admin,
    /// An official letter (công văn), which has no type: `261/UBND-VHXH`.
    Letter,
    /// Of a party organisation: `05-CT/TW`.
    Party,
    /// Older decisions of the State President: `2033/QĐ/CTN`.
    Legacy,
}

/// A document number in normal spelling, with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DocNumber {
    /// The number as normalised: no spaces, at least two digits (Decree 30/2020/NĐ-CP, Appendix I).
    pub text: String,
    /// The grammar it follows.
    pub form: Form,
    /// The running number.
    pub number: u32,
    /// The year, only where the number itself has it.
    pub year: Option<i16>,
    /// The type; unknown for [`Form::Law`], where laws and resolutions look alike.
    pub doc_type: Option<DocType>,
    /// The symbol of the issuer: "UBND", "TW", "QH15".
    pub org: String,
    /// The drafting unit of a letter: "VHXH".
    pub unit: Option<String>,
}

as_scalar!(DocNumber, NumberError);

impl DocNumber {
    /// Reads a number; a leading "số", stray spaces and look-alikes of Đ are put right.
    ///
    /// # Errors
    /// When the text has no form of a number.
    pub fn parse(text: &str) -> Result<DocNumber, NumberError> {
        text.parse()
    }

    /// Returns the slug; the year is added where the number does not have it:
    /// `136-kh-ubnd-2019`, `24-2018-qd-ubnd`.
    pub fn slug(&self, year: i16) -> String {
        match self.year {
            Some(_) => slug(&self.text),
            None => format!("{}-{year}", slug(&self.text)),
        }
    }

    /// Tells whether a letter looks like a mistyped number: `29/CN-UBND` names an issuer second.
    pub fn is_doubtful(&self) -> bool {
        let unit = self.unit.as_deref().unwrap_or("");
        self.form == Form::Letter && ISSUERS.contains(&unit) && !ISSUERS.contains(&self.org.as_str())
    }
}

/// Tells whether a number was printed with spaces inside, as in "669/ QĐ-TTg".
pub fn has_stray_spaces(text: &str) -> bool {
    strip_so(text.trim()).contains(char::is_whitespace)
}

impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for DocNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<DocNumber, NumberError> {
        let clean = clean(text);
        if clean.is_empty() {
            return Err(NumberError::Empty);
        }
        let not_a_number = || NumberError::NotANumber { text: text.trim().to_owned() };
        let (number, rest) = leading_number(&clean).ok_or_else(not_a_number)?;
        if let Some(restored) = restore_d(rest) {
            let suggestion = format!("{number:02}{restored}");
            return Err(NumberError::LostD { text: clean, suggestion });
        }
        let found = match rest.split_at(1) {
            ("/", rest) => slashed(number, rest),
            (_, rest) => party(number, rest),
        };
        check_order(found.ok_or_else(not_a_number)?, clean)
    }
}

/// Issuers of state documents whose symbols are the same everywhere.
const ISSUERS: [&str; 8] = ["UBND", "HĐND", "TTg", "CP", "CTN", "VPCP", "HĐTĐKT", "BNV"];

/// Symbols that exist only with Đ, and how they look without.
const LOST_D: [(&str, &str); 9] = [
    ("QD", "QĐ"),
    ("ND", "NĐ"),
    ("CD", "CĐ"),
    ("QyD", "QyĐ"),
    ("HDND", "HĐND"),
    ("HDTDKT", "HĐTĐKT"),
    ("HĐTDKT", "HĐTĐKT"),
    ("BTDKT", "BTĐKT"),
    ("LDTBXH", "LĐTBXH"),
];

/// Removes "số", spaces and the final stop; unifies dashes and the look-alikes of Đ.
fn clean(text: &str) -> String {
    let text = nfc(text);
    let kept = strip_so(text.trim()).trim_end_matches(['.', ',', ';']).chars().filter(|c| !c.is_whitespace());
    kept.map(|c| match c {
        'Ð' | 'Ɖ' => 'Đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    })
    .collect()
}

fn strip_so(text: &str) -> &str {
    let stripped = ["số", "Số", "SỐ"].iter().find_map(|so| text.strip_prefix(so));
    stripped.map_or(text, |rest| rest.trim_start_matches(':').trim_start())
}

/// The running number and what follows it, a slash or hyphen first.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(['/', '-'])?;
    let number = digits(&text[..end], 1..=6)?;
    (number > 0).then_some((number, &text[end..]))
}

/// Puts lost Đ back into the symbols; `None` when none was lost.
fn restore_d(rest: &str) -> Option<String> {
    let part = |symbol: &str| LOST_D.iter().find(|(lost, _)| *lost == symbol).map(|(_, right)| *right);
    let mut out = String::with_capacity(rest.len() + 2);
    for piece in rest.split_inclusive(['/', '-']) {
        let symbol = piece.trim_end_matches(['/', '-']);
        out.push_str(part(symbol).unwrap_or(symbol));
        out.push_str(&piece[symbol.len()..]);
    }
    (out != rest).then_some(out)
}

/// Everything whose number is followed by a slash.
fn slashed(number: u32, rest: &str) -> Option<DocNumber> {
    match rest.split_once('/') {
        Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) => with_year(number, digits(year, 4..=4)?, rest),
        Some((code, org)) => typed(Form::Legacy, number, DocType::of_code(code)?, org).spelled(),
        None => admin_or_letter(number, rest),
    }
}

/// QĐ-UBND after a year is normative, QH15 a law.
fn with_year(number: u32, year: i16, rest: &str) -> Option<DocNumber> {
    let found = match rest.split_once('-') {
        Some((code, org)) => typed(Form::Normative, number, DocType::of_code(code)?, org),
        None => {
            let assembly = rest.strip_prefix("UBTVQH").or_else(|| rest.strip_prefix("QH"))?;
            digits::<u8>(assembly, 1..=2)?;
            bare(Form::Law, number, rest)
        }
    };
    DocNumber { year: Some(year), ..found }.spelled()
}

/// KH-UBND is a plan of UBND; UBND-VHXH, whose first part is no type, is a letter.
fn admin_or_letter(number: u32, rest: &str) -> Option<DocNumber> {
    let (first, second) = rest.split_once('-')?;
    let found = match DocType::of_code(first) {
        Some(kind) => typed(Form::Admin, number, kind, second),
        None => {
            let letter = typed(Form::Letter, number, DocType::CongVan, first);
            DocNumber { unit: is_org(second).then(|| Some(second.to_owned()))?, ..letter }
        }
    };
    found.spelled()
}

/// Party letters have a symbol of their own, CV.
fn party(number: u32, rest: &str) -> Option<DocNumber> {
    let (code, org) = rest.split_once('/')?;
    let kind = if code == PARTY_LETTER { DocType::CongVan } else { DocType::of_code(code)? };
    typed(Form::Party, number, kind, org).spelled()
}

const PARTY_LETTER: &str = "CV";

fn typed(form: Form, number: u32, kind: DocType, org: &str) -> DocNumber {
    DocNumber { doc_type: Some(kind), ..bare(form, number, org) }
}

fn bare(form: Form, number: u32, org: &str) -> DocNumber {
    DocNumber { text: String::new(), form, number, year: None, doc_type: None, org: org.to_owned(), unit: None }
}

impl DocNumber {
    /// Fills in the text from the parts; refuses a symbol that names no organisation.
    fn spelled(mut self) -> Option<DocNumber> {
        let (number, org) = (self.number, &self.org);
        let (year, unit) = (self.year.unwrap_or(0), self.unit.as_deref().unwrap_or(""));
        let code = match (self.form, self.doc_type) {
            (Form::Party, Some(DocType::CongVan)) => PARTY_LETTER,
            (_, kind) => kind.map_or("", DocType::code),
        };
        self.text = match self.form {
            Form::Law => format!("{number:02}/{year}/{org}"),
            Form::Normative => format!("{number:02}/{year}/{code}-{org}"),
            Form::Admin => format!("{number:02}/{code}-{org}"),
            Form::Letter => format!("{number:02}/{org}-{unit}"),
            Form::Party => format!("{number:02}-{code}/{org}"),
            Form::Legacy => format!("{number:02}/{code}/{org}"),
        };
        is_org(&self.org).then_some(self)
    }
}

/// A symbol of an organisation: a capital, then letters and digits; several joined by hyphens or `&`.
fn is_org(text: &str) -> bool {
    let symbol =
        |part: &str| part.chars().next().is_some_and(char::is_uppercase) && part.chars().all(char::is_alphanumeric);
    text.split(['-', '&', '.']).all(symbol)
}

/// Refuses a party symbol in state order and the other way round.
fn check_order(found: DocNumber, text: String) -> Result<DocNumber, NumberError> {
    let of_party = ["TW", "TU", "TƯ"].iter().any(|end| found.org.ends_with(end));
    let as_form = |form: Form| DocNumber { form, ..found.clone() }.spelled().map_or(String::new(), |n| n.text);
    match found.form {
        Form::Admin if of_party => Err(NumberError::PartyOrder { text, suggestion: as_form(Form::Party) }),
        Form::Party if ISSUERS.contains(&found.org.as_str()) => {
            Err(NumberError::StateOrder { text, suggestion: as_form(Form::Admin) })
        }
        _ => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form() {
        fn check(text: &str, form: Form, number: u32, kind: Option<DocType>, org: &str, slug: &str) {
            let found = DocNumber::parse(text).expect(text);
            assert_eq!((found.text.as_str(), found.form, found.number), (text, form, number));
            assert_eq!((found.doc_type, found.org.as_str()), (kind, org), "{text}");
            assert_eq!(found.slug(2019), slug);
        }
        check("136/KH-UBND", Form::Admin, 136, Some(DocType::KeHoach), "UBND", "136-kh-ubnd-2019");
        check("669/QĐ-TTg", Form::Admin, 669, Some(DocType::QuyetDinh), "TTg", "669-qd-ttg-2019");
        check("27/HD-HĐTĐKT", Form::Admin, 27, Some(DocType::HuongDan), "HĐTĐKT", "27-hd-hdtdkt-2019");
        check("05/TTr-SNV", Form::Admin, 5, Some(DocType::ToTrinh), "SNV", "05-ttr-snv-2019");
        check("1654/NQ-UBTVQH15", Form::Admin, 1654, Some(DocType::NghiQuyet), "UBTVQH15", "1654-nq-ubtvqh15-2019");
        check("24/2018/QĐ-UBND", Form::Normative, 24, Some(DocType::QuyetDinh), "UBND", "24-2018-qd-ubnd");
        check("30/2020/NĐ-CP", Form::Normative, 30, Some(DocType::NghiDinh), "CP", "30-2020-nd-cp");
        check(
            "01/2012/TTLT-BNV-BTC",
            Form::Normative,
            1,
            Some(DocType::ThongTuLienTich),
            "BNV-BTC",
            "01-2012-ttlt-bnv-btc",
        );
        check("06/2022/QH15", Form::Law, 6, None, "QH15", "06-2022-qh15");
        check("76/2025/UBTVQH15", Form::Law, 76, None, "UBTVQH15", "76-2025-ubtvqh15");
        check("05-CT/TW", Form::Party, 5, Some(DocType::ChiThi), "TW", "05-ct-tw-2019");
        check("60-NQ/TW", Form::Party, 60, Some(DocType::NghiQuyet), "TW", "60-nq-tw-2019");
        check("2033/QĐ/CTN", Form::Legacy, 2033, Some(DocType::QuyetDinh), "CTN", "2033-qd-ctn-2019");
        check("261/UBND-VHXH", Form::Letter, 261, Some(DocType::CongVan), "UBND", "261-ubnd-vhxh-2019");
    }

    #[test]
    fn parts_of_a_number() {
        let number = DocNumber::parse("24/2018/QĐ-UBND").expect("a number");
        assert_eq!((number.year, number.unit), (Some(2018), None));
        assert_eq!(DocNumber::parse("261/UBND-VHXH").expect("a letter").unit.as_deref(), Some("VHXH"));
        let doubtful = |text: &str| DocNumber::parse(text).expect("a letter").is_doubtful();
        assert!(doubtful("29/CN-UBND") && !doubtful("261/UBND-VHXH") && !doubtful("136/KH-UBND"));
    }

    #[test]
    fn small_faults_are_put_right() {
        fn check(input: &str, expect: &str) {
            assert_eq!(DocNumber::parse(input).map(|n| n.text).as_deref(), Ok(expect), "{input}");
        }
        check("669/ QĐ-TTg", "669/QĐ-TTg");
        check("số 136/KH-UBND", "136/KH-UBND");
        check("Số: 136 /KH–UBND.", "136/KH-UBND");
        check("25/QÐ-UBND", "25/QĐ-UBND");
        check("5/KH-UBND", "05/KH-UBND");
        check("12/TTR-SNV", "12/TTr-SNV");
        assert!(has_stray_spaces("669/ QĐ-TTg") && !has_stray_spaces("số 669/QĐ-TTg"));
    }

    #[test]
    fn faults_are_named() {
        fn check(input: &str, suggestion: Option<&str>) {
            let error = DocNumber::parse(input).expect_err(input);
            assert_eq!(error.suggestion(), suggestion, "{input}: {error}");
            assert!(!error.text_en().is_empty());
            if let Some(right) = suggestion {
                assert_eq!(DocNumber::parse(right).map(|n| n.text).as_deref(), Ok(right));
            }
        }
        check("25/QD-UBND", Some("25/QĐ-UBND"));
        check("7/2018/QD-UBND", Some("07/2018/QĐ-UBND"));
        check("12/NQ-HDND", Some("12/NQ-HĐND"));
        check("22/CT-TW", Some("22-CT/TW"));
        check("136-KH/UBND", Some("136/KH-UBND"));
        for text in [
            "",
            "136",
            "KH-UBND",
            "136/KH",
            "136/kh-ubnd",
            "0/KH-UBND",
            "136/2019",
            "136/KH-",
            "/",
            "13/9/2019",
            "12-3",
        ] {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn the_normal_spelling_reads_back(number in 1u32..99_999, kind in 0..DocType::ALL.len(), org in "(UBND|SNV|TW|BNV-BTC|HĐND)") {
            let code = DocType::ALL[kind].code();
            for text in [format!("{number}/{code}-{org}"), format!("{number}/2018/{code}-{org}"), format!("{number}-{code}/{org}")] {
                if let Ok(found) = DocNumber::parse(&text) {
                    prop_assert_eq!(DocNumber::parse(&found.text), Ok(found));
                }
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = DocNumber::parse(&text);
        }
    }
}
