//! Every problem the program can name, in one table: code, level, fields, a message and an
//! explanation, each in Vietnamese and English. In: nothing. Out: text.
//! A problem that is not here cannot be reported. X codes are the rules of the field.

use serde::{Deserialize, Serialize};

use super::lang::Lang;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Nothing is published.
    Error,
    /// Published, but somebody should look (an error under `--strict`).
    Warning,
    /// For information.
    Note,
}

/// A row of the catalogue, for `explain`.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code, such as `BV103` or `X05`.
    pub code: &'static str,
    /// The name in the code base.
    pub name: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What it means and what to do, in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
}

macro_rules! diagnostics {
    ($($code:literal $level:ident $name:ident { $($field:ident: $type:ty),* }
        vi $vi:literal en $en:literal
        why vi $why_vi:literal en $why_en:literal)*) => {
        /// What is wrong. Each variant's text and explanation stand in the catalogue.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the message beside each variant is its documentation")]
        pub enum Problem { $($name { $($field: $type),* }),* }

        impl Problem {
            /// The code by which people look it up.
            #[must_use]
            pub fn code(&self) -> &'static str { match self { $(Self::$name { .. } => $code),* } }

            /// How grave it is.
            #[must_use]
            pub fn level(&self) -> Level { match self { $(Self::$name { .. } => Level::$level),* } }

            /// One sentence for a person.
            #[must_use]
            pub fn message(&self, lang: Lang) -> String {
                #[allow(unused_variables, reason = "a word may be needed in one language only")]
                match (self, lang) { $(
                    (Self::$name { $($field),* }, Lang::Vi) => format!($vi),
                    (Self::$name { $($field),* }, Lang::En) => format!($en),
                )* }
            }
        }

        /// The whole catalogue, in its own order.
        pub const CATALOGUE: &[Entry] = &[$(Entry {
            code: $code, name: stringify!($name), level: Level::$level, vi: $why_vi, en: $why_en,
        }),*];
    };
}

diagnostics! {
    // 0xx: files and the site as a whole
    "BV001" Error NoSettings {}
        vi "không có content/site.yaml" en "there is no content/site.yaml"
        why vi "Mỗi trang web cần tệp content/site.yaml ghi tên trang, cơ quan xuất bản, địa chỉ. Lệnh `bangvang init` tạo sẵn một tệp mẫu."
            en "Every site needs content/site.yaml with its title, publisher and address. `bangvang init` writes a sample."
    "BV002" Error Unreadable { reason: String }
        vi "không đọc được tệp: {reason}" en "the file cannot be read: {reason}"
        why vi "Tệp bị khóa, bị xóa trong lúc đọc, hoặc không có quyền đọc. Các tệp khác vẫn được kiểm tra."
            en "The file is locked, vanished while being read, or may not be read. All other files are still checked."
    "BV003" Error TooLarge { size: String, size_en: String, limit: String, limit_en: String }
        vi "tệp lớn {size} byte, quá giới hạn {limit} byte" en "the file has {size_en} bytes, over the limit of {limit_en}"
        why vi "Tệp văn bản quá lớn thường là nhầm tệp. Danh sách dài để trong CSV và chia theo quyết định."
            en "A text file this large is usually a mistake. Keep long lists in CSV, one per decision."
    "BV004" Error Utf16 {}
        vi "tệp lưu bằng bảng mã UTF-16, cần UTF-8" en "the file is saved as UTF-16; it must be UTF-8"
        why vi "Trong Excel: Lưu dưới dạng → CSV UTF-8. Trong Notepad: chọn Tệp → Lưu thành…, ở ô Mã hóa chọn UTF-8 rồi lưu đè (trong Notepad cũ, “Unicode” nghĩa là UTF-16)."
            en "In Excel: Save As → CSV UTF-8. In Notepad: choose File → Save as…, set Encoding to UTF-8 and save over it (older Notepads say “Unicode” for UTF-16)."
    "BV004" Error NotUtf8 { line: usize, byte: usize }
        vi "tệp không phải UTF-8 (dòng {line}, byte thứ {byte})" en "the file is not UTF-8 (line {line}, at byte {byte})"
        why vi "Lưu lại tệp với bảng mã UTF-8 (Notepad: Lưu thành… → Mã hóa UTF-8)."
            en "Save the file again as UTF-8."
    "BV004" Error Windows1258 { byte: usize }
        vi "tệp lưu theo bảng mã Windows-1258 (ANSI), không phải UTF-8 (byte thứ {byte})" en "the file is in Windows-1258 (ANSI), not UTF-8 (at byte {byte})"
        why vi "Trong Excel: Lưu dưới dạng → CSV UTF-8 (phân tách bằng dấu phẩy). Trong Notepad: Lưu thành… → Mã hóa UTF-8."
            en "In Excel: Save As → CSV UTF-8 (Comma delimited). In Notepad: Save As → Encoding UTF-8."
    "BV004" Error OfficeFile {}
        vi "đây là tệp Excel hoặc Word, không phải văn bản; nếu là danh sách, hãy lưu thành CSV UTF-8" en "this is an Excel or Word file, not text; save a list as CSV UTF-8"
        why vi "Đổi đuôi tệp không đổi nội dung. Trong Excel: Lưu dưới dạng → CSV UTF-8 (phân tách bằng dấu phẩy)."
            en "A new file ending changes nothing inside. In Excel: Save As → CSV UTF-8 (Comma delimited)."
    "BV005" Error LinkOutside { target: String }
        vi "liên kết dẫn ra ngoài trang web: {target}" en "the link leads out of the site: {target}"
        why vi "Nội dung chỉ được lấy trong thư mục của trang web, để không lộ tệp khác trên máy."
            en "Content is taken only from the site's own folder, so that no other file of the machine leaks."
    "BV006" Error FolderLoop {}
        vi "liên kết dẫn vòng về chính nó" en "the link leads back to itself"
        why vi "Bỏ liên kết này; liên kết tệp hay thư mục không được dẫn về chính nó." en "Remove the link; neither a file nor a folder can hold itself."
    "BV007" Error NotAFile {}
        vi "không phải tệp thường" en "not a regular file"
        why vi "Ống dẫn, thiết bị, socket không thể là nội dung." en "Pipes, devices and sockets cannot be content."
    "BV008" Error BadFileName { name: String }
        vi "tên tệp không dùng được: {name}" en "unusable file name: {name}"
        why vi "Tên hồ sơ chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ `so-noi-vu.yaml`."
            en "A record's file name has lower-case letters, digits and hyphens only, such as `so-noi-vu.yaml`."
    "BV009" Warning UnknownFolder { folder: String }
        vi "không biết thư mục `{folder}` chứa loại hồ sơ gì" en "no record kind lives in the folder `{folder}`"
        why vi "Tệp trong thư mục này bị bỏ qua. Xem các thư mục bằng `bangvang explain`."
            en "Files in this folder are ignored. `bangvang explain` lists the folders."
    "BV010" Note RepairedNfd {}
        vi "chữ tiếng Việt trong tệp ở dạng tổ hợp (NFD), đã đọc như dạng dựng sẵn (NFC)" en "decomposed Vietnamese letters (NFD) were read as composed ones (NFC)"
        why vi "Hai dạng nhìn giống nhau nhưng máy coi là khác. `bangvang check --fix` ghi lại tệp ở dạng NFC."
            en "Both forms look alike but differ for machines. `bangvang check --fix` rewrites the file in NFC."
    "BV011" Error LegacyEncoding { encoding: String, encoding_en: String, sample: String }
        vi "chữ chưa phải Unicode – {encoding}: “{sample}”" en "the text is not Unicode yet – {encoding_en}: “{sample}”"
        why vi "Chuyển văn bản sang Unicode trước khi dùng, ví dụ bằng Unikey (Ctrl+Shift+F6). UTF-8 bị đọc như Windows-1252 thì mở lại tệp gốc và chọn bảng mã UTF-8."
            en "Convert the text to Unicode first, for example with Unikey. If UTF-8 was read as Windows-1252, open the original again as UTF-8."
    "BV012" Error EmptySite {}
        vi "trang web không có hồ sơ nào" en "the site has no record"
        why vi "Thư mục content/ trống. Thử `bangvang new campaign ten-dot`." en "The folder content/ is empty. Try `bangvang new campaign some-id`."
    "BV013" Error LossyText { sample: String }
        vi "chữ bị hỏng khi chuyển mã: “{sample}”" en "the text was damaged by a conversion: “{sample}”"
        why vi "Dấu hỏi hoặc chữ mất dấu giữa từ là dấu hiệu chuyển mã sai. Lấy lại bản gốc rồi chuyển sang Unicode."
            en "Question marks inside words show a lossy conversion. Take the original again and convert it to Unicode."
    "BV014" Error FileNameTooLong { bytes: usize, limit: usize }
        vi "tên tệp hoặc thư mục dài {bytes} byte; nhiều nhất là {limit}" en "the name of the file or its folder has {bytes} bytes; the most is {limit}"
        why vi "Tên tệp thành địa chỉ trang và tên các tệp xuất bản, mà ổ đĩa chỉ nhận tên ngắn. Đặt tên ngắn hơn, ví dụ `so-noi-vu.yaml`."
            en "The name becomes the address and the names of published files, and disks take short names only. Choose a shorter one, such as `so-noi-vu.yaml`."
    "BV015" Error DeviceName { name: String }
        vi "`{name}` là tên thiết bị của Windows, không đặt cho tệp được" en "`{name}` is a device to Windows and cannot name a file"
        why vi "Windows không tạo được tệp, thư mục tên con, prn, aux, nul, com1…, lpt1…, kể cả khi thêm đuôi. Thêm một từ vào tên, ví dụ `con-dao`."
            en "Windows makes no file or folder called con, prn, aux, nul, com1…, lpt1…, whatever its ending. Add a word to the name, such as `con-dao`."
    "BV016" Error ForbiddenCharacter { code: String }
        vi "ký tự {code} không được có trong văn bản" en "the character {code} must not be in a text"
        why vi "Trang web và tệp dữ liệu không mang được ký tự này; thường là rác khi chép từ phần mềm khác. Xóa ký tự, hoặc bỏ dấu thoát như `\\0` trong dấu nháy."
            en "Neither pages nor data files can hold it; it is mostly debris of copying. Delete it, or the escape such as `\\0` in quotes."
    "BV017" Note MoreOfTheSame { code: String, count: usize }
        vi "… và {count} chỗ {code} nữa trong tệp này" en "… and {count} more {code} in this file"
        why vi "Chỉ kể 50 chỗ đầu tiên của mỗi loại trong một tệp. Sửa các chỗ ấy rồi kiểm tra lại." en "Of each sort the first 50 in a file are told. Mend them and check again."

    // 1xx: reading a record
    "BV018" Warning NotRead { why: String, why_en: String }
        vi "tệp này không được đọc: {why}" en "this file is not read: {why_en}"
        why vi "Chỉ tệp .md, .yaml trong thư mục của một loại hồ sơ là hồ sơ; tệp khác phải được một hồ sơ dẫn tới. Xem các thư mục bằng `bangvang explain`."
            en "Only .md and .yaml files in the folder of a kind are records; a record must name any other file. `bangvang explain` lists the folders."
    "BV101" Error Yaml { detail: String, detail_en: String }
        vi "YAML không đọc được: {detail}" en "the YAML cannot be read: {detail_en}"
        why vi "Xem lại dấu nháy, dấu hai chấm và thụt dòng ở chỗ này." en "Check quotes, colons and indentation here."
    "BV102" Error NoFrontMatter {}
        vi "tệp Markdown không bắt đầu bằng dòng `---`" en "the Markdown file does not begin with a `---` line"
        why vi "Các trường của hồ sơ đứng giữa hai dòng `---` ở đầu tệp." en "A record's fields stand between two `---` lines at the top."
    "BV103" Error UnclosedFrontMatter {}
        vi "phần đầu tệp không có dòng `---` kết thúc" en "the front matter has no closing `---` line"
        why vi "Thêm một dòng `---` sau trường cuối cùng." en "Add a `---` line after the last field."
    "BV104" Error UnknownKey { key: String, of: String, of_en: String }
        vi "không có trường `{key}` trong {of}" en "there is no field `{key}` in {of_en}"
        why vi "Tên trường viết sai không bao giờ bị lặng lẽ bỏ qua. `bangvang explain LOẠI` liệt kê các trường."
            en "A misspelt field is never silently ignored. `bangvang explain KIND` lists the fields."
    "BV105" Error MissingField { key: String, label: String }
        vi "thiếu trường `{key}` ({label})" en "the field `{key}` is missing"
        why vi "Trường này bắt buộc." en "The field is required."
    "BV106" Error NotText { found: String }
        vi "cần chữ, nhưng `{found}` là số hoặc giá trị riêng của YAML: hãy đặt trong dấu nháy" en "text is needed, but YAML takes `{found}` for something else: put it in quotes"
        why vi "YAML hiểu 136 là số, `no` là sai, `null` là không có. Dấu nháy kép giữ nguyên chữ. `check --fix` tự thêm."
            en "YAML takes 136 for a number and `no` for false. Quotes keep it text; `check --fix` adds them."
    "BV107" Error WrongShape { expected: String, expected_en: String, found: String, found_en: String }
        vi "cần {expected}, nhưng đây là {found}" en "{expected_en} is needed, but this is {found_en}"
        why vi "Xem dạng đúng của trường bằng `bangvang explain LOẠI`." en "`bangvang explain KIND` shows the right shape."
    "BV107" Error SpacedRef { meant: String }
        vi "viết liền, không có dấu cách: {meant}" en "write it without a space: {meant}"
        why vi "Có dấu cách sau dấu hai chấm thì YAML hiểu là một nhóm trường." en "With a space behind the colon YAML takes it for a group of fields."
    "BV108" Error UnknownChoice { value: String, of: String, of_en: String, all: String }
        vi "`{value}` không có trong {of}; chọn một trong: {all}" en "`{value}` is no {of_en}; choose one of: {all}"
        why vi "Trường chỉ nhận các giá trị trong danh sách." en "The field takes only the listed values."
    "BV109" Error BadDate { value: String, detail: String, detail_en: String }
        vi "ngày không đúng: `{value}` ({detail})" en "not a date: `{value}` ({detail_en})"
        why vi "Viết 2019-09-13, 2019-06, 2020-Q3, 2020; trước một ngày: <2019-10-30; dự kiến: thêm dấu ? ở cuối."
            en "Write 2019-09-13, 2019-06, 2020-Q3, 2020; before a day: <2019-10-30; planned: a trailing ?."
    "BV110" Error BadNumber { value: String }
        vi "`{value}` không phải số nguyên" en "`{value}` is not a whole number"
        why vi "Viết số không có dấu chấm ngăn hàng nghìn." en "Write the number without separators."
    "BV111" Error DuplicateKey { key: String }
        vi "trường `{key}` viết hai lần" en "the field `{key}` appears twice"
        why vi "Chỉ giữ một; máy không đoán dòng nào đúng." en "Keep one; the program does not guess which is right."
    "BV112" Error AliasUsed {}
        vi "không dùng neo (&) và bí danh (*) của YAML trong hồ sơ" en "YAML anchors (&) and aliases (*) are not used in records"
        why vi "Bí danh có thể phình to vô hạn. Viết lại giá trị đầy đủ." en "Aliases can grow without bound. Write the value out."
    "BV113" Error TooDeep { limit: usize }
        vi "lồng nhau quá {limit} bậc" en "nested deeper than {limit} levels"
        why vi "Không hồ sơ nào cần lồng sâu đến thế." en "No record needs that depth."
    "BV114" Error TabIndent {}
        vi "thụt dòng bằng phím Tab; YAML chỉ nhận dấu cách" en "a tab is used for indentation; YAML takes spaces only"
        why vi "Thay mỗi Tab bằng hai dấu cách." en "Replace each tab by two spaces."
    "BV115" Error BadUrl { value: String }
        vi "địa chỉ không dùng được: `{value}`" en "unusable address: `{value}`"
        why vi "Địa chỉ nguồn bắt đầu bằng https:// hoặc http://; địa chỉ trong trang bắt đầu bằng /."
            en "A source's address begins with https:// or http://; one inside the site with /."
    "BV116" Error EmptyText { key: String }
        vi "trường `{key}` để trống" en "the field `{key}` is empty"
        why vi "Bỏ hẳn dòng này nếu không có giá trị." en "Leave the line out when there is no value."
    "BV117" Error BadId { value: String }
        vi "mã hồ sơ không đúng dạng: `{value}`" en "not a record id: `{value}`"
        why vi "Mã gồm chữ thường không dấu, chữ số, gạch nối." en "An id has lower-case letters, digits and hyphens."
    "BV118" Error PrivateField { key: String }
        vi "trường `{key}` là dữ liệu riêng tư, không được ghi trong hồ sơ công khai" en "the field `{key}` is private data and has no place in a public record"
        why vi "Ngày sinh, số căn cước, điện thoại, địa chỉ nhà không được công bố (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."
            en "Birth dates, ID numbers, phones and home addresses are not published (Law 91/2025/QH15 on personal data)."
    "BV119" Error YamlTag { tag: String }
        vi "không dùng nhãn kiểu `{tag}` của YAML trong hồ sơ" en "the YAML tag `{tag}` is not used in records"
        why vi "Kiểu của mỗi trường đã định sẵn. Bỏ nhãn; chữ bắt đầu bằng dấu ! thì đặt trong dấu nháy." en "A field's type is known. Remove the tag; put text that begins with ! in quotes."
    "BV120" Error CsvHeader { column: String, known: String, known_en: String }
        vi "không biết cột `{column}`{known}" en "unknown column `{column}`{known_en}"
        why vi "Dòng đầu của CSV ghi tên cột; xem các cột bằng `bangvang explain decision`."
            en "The first CSV row names the columns; see `bangvang explain decision`."
    "BV120" Error CsvTitleRow {}
        vi "dòng đầu phải ghi tên các cột; ô này trống" en "the first row must hold the column names; this cell is empty"
        why vi "Bỏ dòng tiêu đề phía trên bảng và các ô gộp; dòng đầu ghi tên cột, ví dụ `Tên như in`, `Loại`."
            en "Drop the title above the table and merged cells; the first row names the columns, such as `as_printed`, `type`."
    "BV132" Error CsvDitto { mark: String }
        vi "“{mark}” chỉ nhắc lại ô ở dòng trên; hãy chép đầy đủ" en "“{mark}” merely repeats the cell above; write it out"
        why vi "Trong bảng in, “nt”, “//” nghĩa là như dòng trên. Trên trang, mỗi dòng đứng riêng: người đọc sẽ thấy đúng chữ “nt”. Trong Excel: chọn ô ở trên, kéo góc ô xuống."
            en "On paper “nt” and “//” mean the line above. On the site each line stands alone and readers would see just these letters. In Excel drag the corner of the cell above down."
    "BV133" Warning SortOfName { name: String, sort: String, sort_en: String }
        vi "“{name}” ghi là {sort}, nhưng tên cho biết là loại khác" en "“{name}” is given as {sort_en}; the name says otherwise"
        why vi "Loại người nhận quyết định cách đếm và hình thức khen được nhận. Sửa `type` của dòng." en "The type decides how it is counted and which honours it may receive. Correct the row's `type`."
    "BV121" Error CsvQuote {}
        vi "dấu nháy kép mở ở ô này mà không đóng" en "the quote that opens this cell is never closed"
        why vi "Thêm dấu nháy kép ở cuối ô; dấu nháy trong ô viết hai lần (\"\")."
            en "Add a quote at the end of the cell; a quote inside a cell is written twice (\"\")."
    "BV121" Error CsvRow { cells: usize, columns: usize }
        vi "dòng CSV không đọc được: có {cells} ô, dòng đầu có {columns} cột" en "the CSV row cannot be read: it has {cells} cells, the first row {columns} columns"
        why vi "Số ô của dòng phải bằng số cột; ô có dấu phẩy đặt trong dấu nháy kép."
            en "A row has as many cells as there are columns; a cell with a comma stands in quotes."
    "BV122" Error MissingFile { name: String }
        vi "không thấy tệp thường nào tên `{name}` ở bên cạnh" en "there is no regular file `{name}` beside this one"
        why vi "Tệp được nhắc tên phải nằm cùng thư mục với hồ sơ, đọc được, và là tệp thường: thư mục, ống dẫn, thiết bị hay liên kết ra ngoài không tính." en "The named file must lie in the record's folder, be readable and a regular file: folders, pipes, devices and links to elsewhere do not count."
    "BV123" Error BadDocNumber { value: String, detail: String, detail_en: String }
        vi "số văn bản không đúng: `{value}` ({detail})" en "not a document number: `{value}` ({detail_en})"
        why vi "Ví dụ đúng: 136/KH-UBND, 24/2018/QĐ-UBND, 22-CT/TW, 261/UBND-VHXH. (X15; Nghị định 30/2020/NĐ-CP)"
            en "Right forms: 136/KH-UBND, 24/2018/QĐ-UBND, 22-CT/TW, 261/UBND-VHXH. (X15; Decree 30/2020/NĐ-CP)"
    "BV124" Note SpacesInNumber { value: String }
        vi "số văn bản có khoảng trắng thừa: `{value}`" en "stray space in a document number: `{value}`"
        why vi "Đã đọc như không có khoảng trắng." en "Read as if the space were not there."

    "BV124" Note LabelInNumber { value: String, number: String }
        vi "chỉ ghi số văn bản, không ghi chữ đứng trước: `{number}`" en "write the number alone, without the words before it: `{number}`"
        why vi "Đã đọc như không có chữ “Số”." en "Read as if the label were not there."
    "BV125" Error Placeholder { text: String }
        vi "chỗ này còn nguyên lời của bản mẫu: “{text}”" en "this is still what the template says: “{text}”"
        why vi "Hồ sơ không còn là nháp mà chưa điền chỗ này. Viết nội dung thật, hoặc bỏ cả dòng; chưa xong thì để `status: draft`."
            en "The record is no draft any more, and this was never filled in. Write what belongs there, or drop the line; until then keep `status: draft`."

    "BV126" Warning CsvEmpty {}
        vi "danh sách CSV không có dòng nào" en "the CSV list has no rows"
        why vi "Tệp trống, hoặc chỉ có dòng tên cột. Ghi danh sách vào tệp, hoặc bỏ `recipients_csv`."
            en "The file is empty or holds only the column names. Fill in the list, or drop `recipients_csv`."
    "BV127" Warning RecipientTwice { name: String }
        vi "“{name}” có hai dòng trong một danh sách" en "“{name}” has two rows in one list"
        why vi "Hai dòng cùng hồ sơ, hoặc cùng tên, cùng đơn vị, chức vụ: có thể chép trùng, và số người nhận bị đếm thừa. Nếu là hai người, ghi rõ đơn vị hoặc chức vụ của mỗi người, hoặc trỏ `ref` tới hai hồ sơ."
            en "Two rows with one record, or one name, unit and post: perhaps copied twice, and counted twice. If they are two people, give each the unit or the post, or let `ref` lead to two records."
    "BV128" Warning CutByHash { lost: String }
        vi "YAML bỏ phần từ dấu # trở đi: “{lost}”; hãy đặt cả giá trị trong dấu nháy" en "YAML drops everything from the # on: “{lost}”; put the whole value in quotes"
        why vi "Sau dấu cách, # mở đầu lời chú thích. Thẻ # trong tiêu đề phải đứng trong dấu nháy kép; chú thích thật thì viết `# ` có dấu cách. `check --fix` tự thêm dấu nháy."
            en "After a space, # begins a comment. A hashtag in a title stands in quotes; a real comment is written `# `, with a space. `check --fix` adds the quotes."
    "BV129" Error OtherKind { kind: String, kind_en: String, folder: String }
        vi "các trường này là của {kind}: hồ sơ phải nằm trong content/{folder}/" en "these are fields of the kind {kind_en}: the record belongs in content/{folder}/"
        why vi "Thư mục cho biết loại hồ sơ. Chuyển tệp sang thư mục đúng."
            en "The folder tells the kind of a record. Move the file."
    "BV130" Error PaperUnknown { name: String, all: String }
        vi "`{name}` không thuộc loại tệp được công bố; chỉ nhận: {all}" en "`{name}` is of no kind that is published; taken are: {all}"
        why vi "Tệp toàn văn được đăng nguyên vẹn, nên trang HTML, SVG, tệp hồ sơ, danh sách CSV không bao giờ được nhận. Xuất văn bản thành PDF." en "The file is published as it is, so pages, SVG, records and CSV lists are never taken. Export the text as PDF."
    "BV131" Error PaperStrange { name: String, ending: String }
        vi "nội dung của `{name}` không phải {ending}" en "the content of `{name}` is not {ending}"
        why vi "Đuôi tệp không đổi được loại tệp. Mở tệp bằng phần mềm của nó rồi lưu hoặc xuất thành đúng loại, tốt nhất là PDF." en "An ending converts nothing. Open the file with its own program and save or export it, best as PDF."

    // 2xx: the settings and the theme
    "BV210" Error Template { detail: String, detail_en: String, record: String }
        vi "giao diện không dựng được trang {record}: {detail}" en "the theme cannot render {record}: {detail_en}"
        why vi "Mẫu trang có lỗi ở chỗ này; nếu đã có bản đúng trước đó thì bản ấy vẫn được giữ." en "The template fails here; the last good page, if there is one, stays."
    "BV211" Error TemplateLoad { detail: String, detail_en: String }
        vi "giao diện không nạp được: {detail}" en "the theme cannot be loaded: {detail_en}"
        why vi "Sửa mẫu trang; nếu đã có bản đúng trước đó thì bản ấy vẫn được giữ." en "Mend the template; the last good site, if there is one, stays."

    "BV213" Error UnknownTheme { name: String }
        vi "không có giao diện tên `{name}`" en "there is no theme called `{name}`"
        why vi "Giao diện `x` nằm ở themes/x/; bang-vang có sẵn trong chương trình." en "The theme `x` lies in themes/x/; bang-vang is inside the program."
    "BV214" Error ThemeLoop { name: String }
        vi "giao diện `{name}` mở rộng vòng quanh chính nó" en "the theme `{name}` extends itself in a circle"
        why vi "Sửa `extends` trong theme.yaml." en "Mend `extends` in theme.yaml."

    // 3xx: linking and planning
    "BV301" Error DuplicateId { id: String }
        vi "mã `{id}` đã dùng cho một hồ sơ khác cùng loại" en "the id `{id}` is already used by a record of the same kind"
        why vi "Mã là tên tệp; đổi tên một trong hai tệp, ví dụ thêm tên huyện." en "The id is the file name; rename one of the two."
    "BV302" Error OutputCollision { path: String }
        vi "hai trang cùng ghi vào `{path}`" en "two pages want the same output `{path}`"
        why vi "Đổi tên hoặc thư mục của một hồ sơ." en "Rename or move one of the records."
    "BV303" Error BadLinkScheme { target: String }
        vi "liên kết không được phép: `{target}`" en "this kind of link is not allowed: `{target}`"
        why vi "Chỉ nhận http, https, mailto, tel và địa chỉ trong trang." en "Only http, https, mailto, tel and addresses of the site are taken."
    "BV304" Error DeadLink { target: String }
        vi "trong trang không có địa chỉ `{target}`" en "the site has no address `{target}`"
        why vi "Dùng cách viết `loại:mã`, ví dụ [tên](don-vi:so-noi-vu), để liên kết luôn đúng. Ảnh cần hồ sơ (bangvang new photo) và một dòng riêng: {{photo mã-ảnh}}."
            en "Use `kind:id`, such as [name](unit:so-noi-vu), so that the link stays right. A picture needs a record (bangvang new photo) and a line of its own: {{photo ID}}."
    "BV305" Error UnknownBlock { name: String }
        vi "không có khối nội dung tên `{name}`" en "there is no content block `{name}`"
        why vi "Mỗi khối một dòng riêng: {{photo mã-ảnh}}, {{honours unit:mã}}, {{timeline campaign:mã}}, {{statistics honours-by-year}}."
            en "Each block has a line of its own: {{photo ID}}, {{honours unit:ID}}, {{timeline campaign:ID}}, {{statistics honours-by-year}}."
    "BV306" Warning RawHtml {}
        vi "mã HTML trong bài được in ra như chữ" en "raw HTML in the text is printed as text"
        why vi "Dùng Markdown thay cho HTML." en "Use Markdown instead of HTML."
    "BV307" Warning UnusedAccept { rule: String }
        vi "`accept` cho {rule} không còn cần" en "`accept` for {rule} is not needed any more"
        why vi "Quy tắc này không còn báo gì ở hồ sơ; bỏ dòng accept." en "The rule reports nothing here now; remove the line."
    "BV308" Error CannotAccept { rule: String }
        vi "không thể chấp nhận {rule} bằng `accept`" en "{rule} cannot be accepted"
        why vi "Chỉ các quy tắc X (trừ X01, X10, X11, X18, X22) và lời nhắc BV445–BV459 được chấp nhận." en "Only X rules (except X01, X10, X11, X18 and X22) and the hints BV445–BV459 can be accepted."
    "BV309" Error PhotoWithoutFile { file: String }
        vi "không có tệp ảnh `{file}`" en "there is no picture `{file}`"
        why vi "Đặt ảnh cạnh tệp mô tả, hoặc ghi `no_file: true` nếu chỉ có chú thích." en "Put the picture beside its sidecar, or write `no_file: true` when only the caption exists."

    "BV310" Error PathTooLong { path: String, bytes: usize, limit: usize }
        vi "địa chỉ cần một tên tệp dài {bytes} byte, nhiều nhất là {limit}: `{path}`" en "the address needs a file name of {bytes} bytes, the most is {limit}: `{path}`"
        why vi "Ổ đĩa không nhận tên dài hơn, và việc xuất bản sẽ dừng giữa chừng. Rút ngắn tên tệp, địa chỉ cũ (`aliases`, `redirects`) hoặc tên thư mục."
            en "Disks take no longer names, and publishing would stop half-way. Shorten the file's name, the old address (`aliases`, `redirects`) or the folder."

    "BV311" Error TooManyMarks { mark: String, limit: usize }
        vi "quá nhiều dấu `{mark}` (trên {limit} nghìn) trong một văn bản" en "too many `{mark}` (over {limit} thousand) in one text"
        why vi "Mỗi dấu mở phải dò tìm dấu đóng, nên quá nhiều dấu làm máy dựng trang mãi không xong. Xóa phần thừa hoặc chia thành nhiều bài." en "Each opening mark looks for its end, so that very many keep the program busy for ever. Remove what is not needed, or divide the text."

    // The way to the public: states, corrections, withdrawals
    "BV401" Error ApprovalMissing { field: String }
        vi "đã duyệt nhưng thiếu `{field}`" en "approved, but `{field}` is missing"
        why vi "Hồ sơ `status: approved` phải ghi ai duyệt (`approved_by`) và khi nào (`approved_at`); hai trường này không bao giờ xuất bản." en "A record with `status: approved` names who approved it and when; neither is ever published."
    "BV402" Warning ApprovedButNotSo { status: String }
        vi "có ghi việc duyệt nhưng trạng thái vẫn là `{status}`, nên không xuất bản" en "an approval is noted, but the status is still `{status}`, so nothing is published"
        why vi "Đổi thành `status: approved` khi đã duyệt, hoặc bỏ `approved_by`, `approved_at`." en "Write `status: approved` once it is approved, or take the approval out."
    "BV403" Error ExpiresFirst { ends: String, opens: String }
        vi "hết hạn lúc {ends}, không sau giờ xuất bản ({opens})" en "expires at {ends}, which is not after its release ({opens})"
        why vi "Hồ sơ này sẽ không bao giờ hiện ra; sửa một trong hai giờ." en "The record would never show; change one of the two."
    "BV404" Error ReleaseUnderEmbargo { publish: String, embargo: String }
        vi "hẹn xuất bản lúc {publish}, trước khi hết cấm công bố ({embargo})" en "scheduled for {publish}, before its embargo ends ({embargo})"
        why vi "Giờ xuất bản không thể trước `embargo_until`; bỏ một trong hai hoặc sửa cho khớp." en "Nothing can be published under embargo; drop one of the two or make them agree."
    "BV405" Warning ApprovedLate { approved: String, due: String }
        vi "duyệt lúc {approved}, sau giờ đã hẹn ({due}); hồ sơ chỉ ra từ lúc duyệt" en "approved at {approved}, after its hour ({due}); it comes out when approved"
        why vi "Chưa duyệt thì chưa xuất bản, dù đã đến giờ hẹn." en "Nothing comes out before it is approved, whatever its hour."
    "BV406" Error WithdrawalNotSo { status: String }
        vi "có `withdrawal` nhưng trạng thái là `{status}`" en "there is a `withdrawal`, but the status is `{status}`"
        why vi "Ghi `status: withdrawn` nếu đã rút (trang thay thế sẽ đứng ở địa chỉ cũ), hoặc bỏ `withdrawal`." en "Write `status: withdrawn` if it was taken back (a neutral page takes its address), or drop `withdrawal`."
    "BV407" Warning WithdrawalUnsaid {}
        vi "đã rút nhưng không ghi ngày và căn cứ (`withdrawal`)" en "withdrawn, but neither date nor basis is given (`withdrawal`)"
        why vi "Trang thay thế nói ngày rút và văn bản thu hồi, nếu đã công bố." en "The neutral page in its place names the day and the public document."
    "BV408" Warning CorrectionOfDraft {}
        vi "đính chính cho hồ sơ chưa từng xuất bản" en "a correction of something that is not published"
        why vi "Bản nháp thì sửa thẳng vào bài; `corrections` là lời xin lỗi với người đã đọc." en "A draft is simply mended; `corrections` apologise to those who read it."
    "BV409" Warning CorrectionWithoutWrong {}
        vi "đính chính không ghi thông tin sai (`wrong`)" en "the correction does not quote what was wrong (`wrong`)"
        why vi "Luật Báo chí: lời cải chính nêu tên tác phẩm, chuyên mục, ngày đăng, thông tin sai và thông tin đúng." en "The press law wants the work, its section and date, the wrong and the right text."
    "BV410" Warning CorrectionAhead { date: String }
        vi "đính chính ghi ngày chưa đến ({date})" en "the correction is dated in the future ({date})"
        why vi "Kiểm tra lại ngày đính chính." en "Check the date of the correction."
    "BV411" Error Leak { output: String, name: String, record: String, state: String, state_en: String }
        vi "`{output}` lộ “{name}” của {record} ({state})" en "`{output}` shows “{name}” of {record} ({state_en})"
        why vi "Chốt cuối trước khi xuất bản: không tệp nào được chứa tên, số, mã của hồ sơ chưa công bố. Tìm nơi viết tên ấy trong hồ sơ đã xuất bản hoặc giao diện." en "The last gate: no file may hold the name, number or id of a hidden record. Look for it in published records or in the theme."

    "BV412" Error NameInAddress { address: String }
        vi "`{address}` đọc ra tên đầy đủ của người chỉ công bố chữ đầu" en "`{address}` spells the full name of someone who is shown by initials"
        why vi "Mã hồ sơ và địa chỉ cũ hiện trong mọi liên kết. Đổi tên tệp thành mã không gợi tên, ví dụ theo việc và năm: `hoc-sinh-cuu-ban-2024`, `ca-nhan-2024-01`; bỏ địa chỉ cũ có tên."
            en "Ids and old addresses stand in every link. Rename the file after the deed and the year, such as `hoc-sinh-cuu-ban-2024` or `ca-nhan-2024-01`, and drop old addresses that spell the name."
    "BV413" Error NotYet { what: String, what_en: String, date: String, shown: String }
        vi "{what} ({date}) chưa đến khi hồ sơ được công bố ({shown}); muốn hẹn giờ thì thêm `publish_at`" en "the {what_en} ({date}) is still to come when the record is shown ({shown}); to schedule it, add `publish_at`"
        why vi "Xem lại năm, tháng. Nếu ngày đúng, hẹn giờ công bố bằng `publish_at` (bài viết: `publish` chỉ là giờ in trên bài, không giữ bài lại), hoặc để trạng thái `draft`. Văn bản mới là dự kiến: thêm dấu ? sau ngày."
            en "Check year and month. If the day is right, schedule the record with `publish_at` (of an article, `publish` is only the hour that is printed: it holds nothing back), or leave it a `draft`. A document that is merely planned takes a ? after its date."
    "BV413" Error MilestoneAhead { date: String }
        vi "mốc ghi là đã diễn ra ({date}) nhưng ngày ấy chưa đến; mới là dự kiến thì ghi ở `planned`" en "the milestone is told to have taken place on {date}, which is still to come; a plan belongs to `planned`"
        why vi "`actual` là ngày đã diễn ra, có nguồn. Xem lại năm, tháng, hoặc chuyển ngày sang `planned`." en "`actual` is the day on which it took place. Check year and month, or move the date to `planned`."
    "BV414" Warning ToldEarly { name: String, record: String, state: String, state_en: String }
        vi "“{name}” thuộc hồ sơ chưa đến giờ ({record}, {state}), nhưng chỗ này công bố ngay" en "“{name}” belongs to a record that waits for its hour ({record}, {state_en}), but this is public at once"
        why vi "Lệnh cấm công bố giữ hồ sơ, không giữ lời trong bài khác. Hẹn giờ cho cả bài hay ảnh này (`publish_at`, `embargo_until`), hoặc bỏ tên. Nếu tên ấy đã được công bố ở nơi khác thì không phải sửa."
            en "An embargo holds back the record, not the words of another text. Schedule this text or picture as well (`publish_at`, `embargo_until`), or leave the name out. If the name is public already, nothing need be done."

    // How heavy pages are
    "BV510" Warning PageTooHeavy { page: String, kind: String, bytes: usize, budget: usize }
        vi "trang {page} nặng {bytes} byte khi gửi đi, hạn mức của mẫu `{kind}` là {budget}" en "the page {page} weighs {bytes} bytes as sent; the budget of the template `{kind}` is {budget}"
        why vi "Đã tính cả tệp kiểu và tệp lệnh, chưa tính phông và ảnh. Chia bài hoặc danh sách thành phần ngắn hơn, hoặc nâng hạn mức ở `budgets` trong theme.yaml." en "Style sheet and script are counted, fonts and pictures are not. Divide the text or the list, or raise `budgets` in theme.yaml."

    "BV590" Error BaseInFolder { folder: String }
        vi "`base_url` trỏ vào thư mục `{folder}` của máy chủ" en "`base_url` lies in the folder `{folder}` of its host"
        why vi "Mọi liên kết của trang bắt đầu từ gốc tên miền, nên trang phải có tên miền hoặc tên miền con riêng, ví dụ https://bangvang.tinh.gov.vn." en "Every link of the site begins at the root of its host, so the site needs a domain or subdomain of its own."

    // 57x: radio and television
    "BV570" Error TranscriptMissing {}
        vi "có tệp hoặc liên kết để nghe, xem nhưng không có lời (`transcript`)" en "there is something to hear or watch, but no `transcript`"
        why vi "Người khiếm thính và công cụ tìm kiếm cần toàn văn lời đọc. Dán lời vào `transcript: |`, hoặc giữ `status: draft` đến khi có." en "Those who cannot hear, and searches, need the spoken words. Put them into `transcript: |`, or keep `status: draft` until then."
    "BV571" Error MediaUnknown { name: String }
        vi "`{name}` không phải loại tệp trình duyệt phát được" en "`{name}` is of no kind that browsers play"
        why vi "Dùng mp3, m4a, ogg, opus cho âm thanh, mp4 hoặc webm cho video." en "Use mp3, m4a, ogg or opus for sound, mp4 or webm for video."
    "BV572" Error MediaStrange { name: String, seems: String }
        vi "nội dung của `{name}` không như đuôi tệp; có vẻ là: {seems}" en "`{name}` is not what its name says; it seems to be: {seems}"
        why vi "Đổi đuôi tệp cho đúng hoặc xuất lại tệp." en "Give the file its right ending or export it again."
    "BV573" Error MediaTooLarge { megabytes: usize, limit: usize }
        vi "tệp phát nặng {megabytes} MB, nhiều nhất là {limit} MB" en "the recording has {megabytes} MB; the most is {limit} MB"
        why vi "Nén lại (tiếng nói: 64 kbit/s là đủ), chia thành nhiều phần, hoặc ghi liên kết ở `video` hay `audio`." en "Pack it more (64 kbit/s will do for speech), divide it, or give a link in `video` or `audio`."
    "BV574" Error MediaCutOff {}
        vi "tệp phát bị cụt hoặc không có gì để phát" en "the recording is cut off or holds nothing to play"
        why vi "Chép lại tệp từ nguồn." en "Copy the file again from where it came."
    "BV575" Error CaptionsFault { detail: String, detail_en: String }
        vi "phụ đề: {detail}" en "captions: {detail_en}"
        why vi "Phụ đề là tệp WebVTT: dòng `WEBVTT`, rồi từng lời có giờ bắt đầu và kết thúc, theo thứ tự." en "Captions are WebVTT: the line `WEBVTT`, then cues with their beginning and end, in order."
    "BV576" Warning VideoWithoutCaptions {}
        vi "video không có phụ đề (`captions`)" en "the video has no `captions`"
        why vi "WCAG 2.2 mức A yêu cầu phụ đề cho video có tiếng; đặt tệp .vtt cạnh hồ sơ." en "WCAG 2.2 level A wants captions for video with sound; put a .vtt file beside the record."
    "BV577" Warning DurationDiffers { said: u32, file: u32 }
        vi "`duration` ghi {said} giây, tệp dài {file} giây" en "`duration` says {said} seconds; the file has {file}"
        why vi "Trang dùng độ dài của tệp; bỏ `duration` hoặc sửa cho khớp." en "Pages use the length of the file; drop `duration` or make them agree."

    // 44x, 45x: reading counts
    "BV440" Error ReadsHeader { found: String }
        vi "dòng đầu của bảng số lần đọc phải là `address,reads,as_of`, không phải `{found}`" en "the first line of the reading counts must be `address,reads,as_of`, not `{found}`"
        why vi "Tệp content/luot-doc.csv do `bangvang reads import --write` ghi; giữ nguyên dòng đầu." en "`bangvang reads import --write` makes content/luot-doc.csv; keep its first line."
    "BV441" Error ReadsRow { detail: String, detail_en: String }
        vi "dòng số lần đọc không đúng: {detail}" en "a line of the reading counts is wrong: {detail_en}"
        why vi "Mỗi dòng: địa chỉ, số lần, ngày, ví dụ `/phong-trao/,12,2026-11-22`." en "A line is address, count, day, such as `/phong-trao/,12,2026-11-22`."
    "BV442" Error ReadsTwice { address: String }
        vi "địa chỉ `{address}` có hai dòng số lần đọc" en "the address `{address}` has two lines of reading counts"
        why vi "Cộng hai dòng thành một." en "Make one line of the two."

    // 445–459: proof-reading, hints that `accept` silences
    "BV445" Note PostOfAnotherTime { post: String, name: String, date: String, held: String }
        vi "“{post}”: theo hồ sơ, {name} không giữ chức vụ này vào {date}{held}" en "“{post}”: by the record {name} did not hold this post on {date}{held}"
        why vi "Ghi chức vụ lúc đó, hoặc thêm “nguyên”. Nếu hồ sơ sai thì sửa `posts` của cá nhân." en "Give the post of that day, or “nguyên”. If the record is wrong, mend its `posts`."
    "BV446" Note CountInText { number: u32, what: String, known: String }
        vi "bài ghi {number} {what}, quyết định hay phiên họp được liên kết ghi: {known}" en "the text says {number} {what}; the linked decision or session has {known}"
        why vi "So lại với danh sách. Nếu con số nói về việc khác thì ghi `accept` kèm lý do." en "Compare with the list. If the number is of something else, `accept` it with a reason."
    "BV447" Note SumInText { total: u32, sum: u32 }
        vi "tổng số {total} nhưng các phần cộng lại là {sum}" en "the total is {total} but its parts make {sum}"
        why vi "Một trong các con số có lẽ gõ nhầm." en "One of the numbers is perhaps mistyped."
    "BV448" Note DateOutsideCampaign { what: String, date: String, period: String }
        vi "{what} ({date}) nằm ngoài đợt thi đua ({period})" en "the date of this sentence ({date}) lies outside the campaign ({period})"
        why vi "Sơ kết, tổng kết diễn ra trong hoặc không lâu sau đợt thi đua." en "Reviews happen within a campaign or soon after."
    "BV449" Warning NoSuchDay { written: String }
        vi "không có ngày {written}" en "there is no such day: {written}"
        why vi "Lịch không có ngày này; có lẽ gõ nhầm ngày hoặc tháng." en "No calendar has it: the day or the month was perhaps mistyped."
    "BV450" Note CaptionOrder { count: usize }
        vi "ảnh có {count} người nhưng chú thích không nói ai đứng ở đâu" en "there are {count} people in the picture and the caption does not say who is where"
        why vi "Thêm “từ trái qua”, “thứ hai từ phải qua”…" en "Add “from left” or the like."
    "BV451" Note CaptionWithout { name: String }
        vi "“{name}” có trong ảnh nhưng không có trong chú thích" en "“{name}” is in the picture but not in the caption"
        why vi "Chú thích gọi đủ tên người trong ảnh." en "A caption names everybody in the picture."
    "BV452" Note NumberForm { number: String }
        vi "số văn bản viết không đúng thể thức: `{number}`" en "not the form of a document number: `{number}`"
        why vi "Ví dụ đúng: 136/KH-UBND, 24/2018/QĐ-UBND, 22-CT/TW (Nghị định 30/2020/NĐ-CP)." en "Right forms: 136/KH-UBND, 24/2018/QĐ-UBND, 22-CT/TW (Decree 30/2020/NĐ-CP)."
    "BV453" Note ShortForm { short: String }
        vi "chữ viết tắt `{short}` chưa được viết đầy đủ ở chỗ đầu tiên" en "the short form `{short}` is not written out where it is first used"
        why vi "Viết đủ rồi mở ngoặc, ví dụ Hợp tác xã (HTX); hoặc thêm vào `short`, `symbols` của đơn vị." en "Write it out with the short form in brackets, or add it to the unit's `short` or `symbols`."
    "BV454" Note PaperAndGiver { paper: String, giver: String }
        vi "{paper} của “{giver}”: có thể lẫn bằng khen với giấy khen" en "{paper} of “{giver}”: perhaps bằng khen and giấy khen are confused"
        why vi "Bằng khen do cấp tỉnh, bộ trở lên tặng; giấy khen do đơn vị, huyện, xã tặng (Luật 06/2022/QH15)." en "Bằng khen come from provinces and ministries upwards, giấy khen from units, districts and communes (Law 06/2022/QH15)."
    "BV455" Note PartTwice { part: u32, title: String }
        vi "hai bài cùng là kỳ {part} của “{title}”" en "two articles are part {part} of “{title}”"
        why vi "Mỗi kỳ có số riêng." en "Each part has a number of its own."
    "BV456" Note PartBeyond { part: u32, planned: u32, title: String }
        vi "kỳ {part} của “{title}” vượt số kỳ dự kiến ({planned})" en "part {part} of “{title}” is beyond the {planned} planned"
        why vi "Sửa `part` của bài hoặc `planned` của chuyên đề." en "Mend the article's `part` or the series' `planned`."
    "BV457" Warning LinkedNumber { printed: String, number: String }
        vi "chữ của liên kết ghi số {printed}, nhưng liên kết dẫn tới văn bản số {number}" en "the words of the link say number {printed}; it leads to number {number}"
        why vi "Sai số thì sửa chữ; sai văn bản thì sửa mã trong ngoặc. Báo in số khác: ghi cách in ấy vào `printed_as` của văn bản." en "Correct the words, or the id in brackets. If the press printed another number, give it in the document's `printed_as`."
    "BV458" Warning LinkedDate { printed: String, date: String }
        vi "chữ của liên kết ghi ngày {printed}, nhưng văn bản ký ngày {date}" en "the words of the link say {printed}; the document was signed on {date}"
        why vi "Sai ngày thì sửa chữ; sai văn bản thì sửa mã trong ngoặc." en "Correct the date in the words, or the id in brackets."
    "BV459" Warning LinkedPerson { printed: String, name: String }
        vi "chữ của liên kết là “{printed}”, nhưng liên kết dẫn tới “{name}”" en "the words of the link are “{printed}”; it leads to “{name}”"
        why vi "Sai người thì sửa mã trong ngoặc. Nếu là một người có hai tên, thêm tên kia vào `aliases` của hồ sơ cá nhân." en "Correct the id in brackets. If one person has two names, add the other to the record's `aliases`."

    // 47x: pictures
    "BV470" Error PhotoWithoutCredit {}
        vi "ảnh sắp công bố chưa ghi tác giả (`credit`)" en "a photo to be published names no maker (`credit`)"
        why vi "Mỗi ảnh phải ghi người chụp hay người vẽ (Luật Sở hữu trí tuệ). Gợi ý, nếu có, là điều chính tệp ảnh tự ghi; hãy kiểm tra lại."
            en "Every picture names its maker. A suggestion is what the file says of itself; verify it."
    "BV471" Error PhotoWithoutAlt {}
        vi "ảnh sắp công bố chưa có mô tả cho người không nhìn thấy (`alt`)" en "a photo to be published has no text alternative (`alt`)"
        why vi "Viết một câu nói điều người xem nhìn thấy. Ảnh chỉ để trang trí thì ghi `alt: \"\"`."
            en "Write a sentence that says what is seen. For a mere decoration write `alt: \"\"`."
    "BV472" Warning AltIsCaption {}
        vi "mô tả `alt` lặp lại nguyên chú thích" en "the text alternative repeats the caption"
        why vi "Trình đọc màn hình đọc cả hai. `alt` tả hình ảnh; `caption` nói ai, ở đâu, khi nào." en "A screen reader speaks both. `alt` describes the picture; `caption` says who, where and when."
    "BV473" Error NotAPicture { seems: String }
        vi "không phải ảnh JPEG, PNG, WebP hay SVG (có vẻ là {seems})" en "not a JPEG, PNG, WebP or SVG picture (it seems to be {seems})"
        why vi "Đuôi tên tệp không đổi được loại ảnh. Mở ảnh bằng phần mềm xem ảnh rồi lưu thành JPEG (ảnh chụp) hay PNG (hình vẽ)."
            en "Renaming does not convert. Open it in a viewer and save it as JPEG (photos) or PNG (drawings)."
    "BV474" Error PictureTooLarge { size: String, size_en: String, millions: u64, limit: u64 }
        vi "ảnh có {size} điểm, tức {millions} triệu điểm; nhiều nhất là {limit} triệu" en "the picture has {size_en} pixels, {millions} million; the most is {limit} million"
        why vi "Ảnh quá lớn làm cạn bộ nhớ máy. Thu nhỏ trước khi dùng; trang chỉ cần ảnh rộng 1600 điểm." en "Such a picture exhausts the memory. Make it smaller: the site needs 1600 pixels of width."
    "BV474" Error PictureSideTooLong { side: String, side_en: String, limit: String, limit_en: String }
        vi "ảnh có một chiều dài {side} điểm; nhiều nhất là {limit}" en "one side of the picture has {side_en} pixels; the most is {limit_en}"
        why vi "Ảnh quá lớn làm cạn bộ nhớ máy. Thu nhỏ trước khi dùng; trang chỉ cần ảnh rộng 1600 điểm." en "Such a picture exhausts the memory. Make it smaller: the site needs 1600 pixels of width."
    "BV475" Error PictureMoves {}
        vi "ảnh động không dùng được" en "an animated picture cannot be used"
        why vi "Lưu một hình của ảnh động thành PNG hay JPEG." en "Save one frame of it as PNG or JPEG."
    "BV476" Error PictureCutOff {}
        vi "tệp ảnh thiếu phần cuối" en "the end of the picture file is missing"
        why vi "Ảnh bị cắt khi tải về hay sao chép. Chép lại từ bản gốc." en "The file was cut off while being copied. Copy it again."
    "BV477" Error PictureBroken { why: String }
        vi "không giải mã được ảnh: {why}" en "the picture cannot be decoded: {why}"
        why vi "Tệp ảnh hỏng, hoặc viết theo cách hiếm gặp. Mở bằng phần mềm xem ảnh rồi lưu lại." en "The file is damaged or of a rare sort. Open it in a viewer and save it again."

    "BV478" Error DrawingUnsafe { found: String }
        vi "hình vẽ SVG có thứ không chỉ để vẽ: `{found}`" en "the SVG drawing holds more than a drawing: `{found}`"
        why vi "Trình duyệt chạy hoặc tải những gì tệp SVG ghi, nên chỉ nhận hình vẽ thuần: không mã lệnh, không sự kiện `on…`, không liên kết ra ngoài tệp, không DOCTYPE. Trong Inkscape: Lưu bản sao… → Optimized SVG; hoặc xuất thành PNG."
            en "Browsers run or fetch what an SVG file says, so only plain drawings are taken: no scripts, no `on…` attributes, nothing from outside the file, no DOCTYPE. In Inkscape, save a copy as Optimized SVG, or export a PNG."
    "BV479" Error PictureNamedOtherwise { is: String }
        vi "đuôi tên tệp không đúng: nội dung là ảnh {is}" en "the file's ending is wrong: it holds a {is} picture"
        why vi "Máy chủ và trình duyệt tin đuôi tên tệp. Đổi tên ảnh và tệp mô tả cho đúng đuôi, hoặc lưu lại ảnh thành đúng loại." en "Servers and browsers go by the ending. Rename the picture and its sidecar, or save it again as what its name says."

    // 48x: addresses that last
    "BV480" Error BadAlias { address: String }
        vi "`{address}` không phải địa chỉ cũ dùng được" en "`{address}` cannot serve as an old address"
        why vi "Địa chỉ cũ bắt đầu bằng /, không có khoảng trắng, ?, #, % hay dấu nháy, ví dụ /tin-tuc/12-le-trao-co.html." en "An old address begins with / and has no spaces, ?, #, % or quotes, such as /news/12-award.html."
    "BV481" Error AliasTaken { address: String }
        vi "địa chỉ cũ `{address}` đang là một trang của site" en "the old address `{address}` is a page of the site"
        why vi "Bỏ dòng này, hoặc đổi tên hồ sơ đang giữ địa chỉ ấy." en "Take the line out, or rename the record that has the address."
    "BV482" Error RedirectNowhere { address: String }
        vi "địa chỉ cũ dẫn tới `{address}`, trang không có" en "an old address leads to `{address}`, which is no page"
        why vi "Sửa `to` thành địa chỉ một trang của site, hay một địa chỉ https:// khác." en "Let `to` be a page of the site, or an https:// address."
    "BV483" Error RedirectLoop { address: String }
        vi "địa chỉ cũ `{address}` dẫn vòng về chính nó" en "the old address `{address}` leads back to itself"
        why vi "Sửa một trong các dòng `redirects` để chuỗi dẫn tới một trang." en "Change one of the `redirects` so that the chain ends at a page."
    "BV484" Error AliasTwice { address: String }
        vi "địa chỉ cũ `{address}` được ghi ở hai nơi" en "the old address `{address}` is named twice"
        why vi "Một địa chỉ chỉ dẫn tới một trang; giữ lại một dòng." en "An address can lead to one page only; keep one line."
    "BV485" Warning AddressMoved { from: String, to: String }
        vi "trang đã xuất bản ở `{from}` nay ở `{to}`; người đọc theo liên kết cũ sẽ không thấy" en "the page published at `{from}` is now at `{to}`; old links lead nowhere"
        why vi "Thêm địa chỉ cũ vào `aliases` của hồ sơ; `bangvang check --fix` tự thêm." en "Add the old address to the record’s `aliases`; `bangvang check --fix` does it."
    "BV486" Note AddressGone { address: String, count: usize }
        vi "{count} địa chỉ đã xuất bản nay không còn: {address}" en "{count} published addresses are gone: {address}"
        why vi "Trang đã bị xóa hay đưa về nháp. Nếu nội dung ở nơi khác, ghi vào `redirects` của content/site.yaml; nếu đã rút, dùng `status: withdrawn` để lại lời báo." en "A page was deleted or is a draft again. If its content is elsewhere, name it in `redirects` of content/site.yaml; if it was taken back, `status: withdrawn` leaves a note."

    // Rules of the field
    "X01" Error UnknownRef { kind: String, kind_en: String, id: String }
        vi "không có {kind} nào mang mã `{id}`" en "there is no {kind_en} with the id `{id}`"
        why vi "Mỗi tham chiếu phải chỉ đúng một hồ sơ có thật." en "Every reference must lead to a record that exists."
    "X01" Warning HiddenRef { kind: String, kind_en: String, id: String }
        vi "{kind} `{id}` chưa xuất bản, nên không được hiện ở đây" en "the {kind_en} `{id}` is not published, so it is not shown here"
        why vi "Hồ sơ nháp, chờ giờ hoặc đã rút không bao giờ lộ ra trang." en "A draft, scheduled or withdrawn record never shows."
    "BV424" Error UnknownReadings { name: String }
        vi "không có nhóm cách đọc `{name}`" en "there is no group of readings `{name}`"
        why vi "`content/doc-am.yaml` có bốn nhóm: words (chữ viết tắt), units (đơn vị đo), symbols (ký hiệu trong số văn bản), letters (tên chữ cái)." en "`content/doc-am.yaml` has four groups: words, units, symbols, letters."
    "BV425" Error BadReading { written: String }
        vi "cách đọc của “{written}” không dùng được" en "the reading of “{written}” cannot be used"
        why vi "Mỗi dòng là `chữ viết: cách đọc`; chữ viết không có khoảng trắng, cách đọc chỉ gồm chữ, ví dụ `UBND: ủy ban nhân dân`." en "Each line is `written: spoken`; what is written has no spaces, what is spoken is words only."
    "X02" Note UnlinkedRecipient { name: String, count: usize }
        vi "số người nhận chưa liên kết với hồ sơ đơn vị hay cá nhân: {count}, đầu tiên là “{name}”"
        en "recipients not linked to a unit or person yet: {count}, the first is “{name}”"
        why vi "Ghi `ref` để vinh dự hiện trên trang của đơn vị, cá nhân đó." en "Give `ref` so that the honour shows on the recipient's own page."
    "X02" Error RecipientWithoutType { row: String }
        vi "người nhận thứ {row} không có `ref` thì phải có `as_printed` và `type`" en "recipient {row}: without `ref` it needs `as_printed` and `type`"
        why vi "Không rõ là tập thể, cá nhân hay hộ gia đình thì không đếm được." en "Without the type nothing can be counted."
    "X03" Error WrongRecipient { honour: String, allowed: String, got: String }
        vi "{honour} chỉ dành cho {allowed}, không dành cho {got}" en "{honour} is for {allowed}, not for {got}"
        why vi "Luật Thi đua, khen thưởng 06/2022/QH15: cờ thi đua cho tập thể; chiến sĩ thi đua cho cá nhân; hộ gia đình là đối tượng chung từ 1/1/2024."
            en "Law 06/2022/QH15 on emulation and commendation: flags are for collectives, emulation fighters for individuals, households generally from 1/1/2024."
    "X04" Error HonourNotInForce { honour: String, date: String }
        vi "{honour} không có hiệu lực vào {date}" en "{honour} was not in force on {date}"
        why vi "Luật 2003 hết hiệu lực 31/12/2023; Luật 06/2022/QH15 có hiệu lực từ 1/1/2024, bỏ huy hiệu của tỉnh, thêm xã, phường, thị trấn tiêu biểu."
            en "The 2003 law ended on 31/12/2023; Law 06/2022/QH15 is in force from 1/1/2024: no more provincial badges, new exemplary communes."
    "X05" Error WrongAuthority { honour: String, issuer: String }
        vi "{issuer} không có thẩm quyền tặng {honour}" en "{issuer} has no authority to grant {honour}"
        why vi "Thẩm quyền theo Điều 77–80 Luật 06/2022/QH15: Chủ tịch nước, Thủ tướng, bộ trưởng và chủ tịch UBND tỉnh, thủ trưởng đơn vị; chủ tịch UBND huyện chỉ đến 30/6/2025."
            en "Powers under Articles 77–80 of Law 06/2022/QH15; district chairs only until 30/6/2025."
    "X05" Warning QuotedAuthority { honour: String, issuer: String }
        vi "{issuer} không có thẩm quyền tặng {honour}; bài báo có thể ghi nhầm tên hình thức" en "{issuer} has no authority to grant {honour}; the press may have misnamed it"
        why vi "Báo chí hay ghi “bằng khen” cho giấy khen. Giữ nguyên như nguồn nếu cần, kèm `accept`." en "The press often prints “bằng khen” for a giấy khen. Keep it as printed with `accept`."
    "X06" Error ClassMissing { honour: String, classes: String }
        vi "{honour} phải ghi hạng ({classes})" en "{honour} needs its class ({classes})"
        why vi "Huân chương nhiều hạng phải ghi rõ hạng Nhất, Nhì hay Ba." en "Orders with classes need the class."
    "X06" Error ClassUnknown { honour: String, class: u8 }
        vi "{honour} không có hạng {class}" en "{honour} has no class {class}"
        why vi "Xem các hạng bằng `bangvang explain honour`." en "See the classes of the honour type."
    "X07" Error AwardBeforeCampaign { date: String, from: String }
        vi "quyết định ngày {date} trước khi đợt thi đua bắt đầu ({from})" en "the decision of {date} precedes the campaign ({from})"
        why vi "Không thể khen kết quả của đợt chưa bắt đầu." en "A campaign that has not begun has no result to reward."
    "X07" Warning AwardLongAfter { date: String, to: String }
        vi "quyết định ngày {date} sau khi đợt thi đua kết thúc ({to}) hơn 18 tháng" en "the decision of {date} is over 18 months after the campaign's end ({to})"
        why vi "Có thể nhầm đợt thi đua." en "Perhaps the wrong campaign is named."
    "X08" Warning ImplausibleDate { what: String, date: String, period: String }
        vi "{what} ({date}) nằm ngoài đợt thi đua ({period})" en "{what} ({date}) lies outside the campaign ({period})"
        why vi "Sơ kết, tổng kết không thể trước ngày bắt đầu; phát động có thể trước hoặc sau ngày ký kế hoạch." en "A review cannot precede the start; a launch may precede or follow the plan."
    "X08" Warning ArticleBeforeDocument { date: String, document: String }
        vi "bài đăng ngày {date}, trước văn bản được nhắc đến ({document})" en "published on {date}, before the document it cites ({document})"
        why vi "Bài báo không thể đưa tin về văn bản chưa ban hành." en "An article cannot report a document that does not exist yet."
    "X09" Error UnitNotValid { unit: String, date: String, successor: String, successor_en: String }
        vi "{unit} không tồn tại vào {date}{successor}" en "{unit} did not exist on {date}{successor_en}"
        why vi "Vinh dự sau ngày sáp nhập ghi cho đơn vị kế thừa." en "An honour after the merger belongs to the successor."
    "X10" Error CancelledWithoutDocument { name: String }
        vi "vinh dự của “{name}” bị hủy nhưng không ghi văn bản hủy" en "the honour of “{name}” is annulled but no annulling document is named"
        why vi "Ghi `status_doc`. Vinh dự bị hủy, bị tước hoặc không công bố không bao giờ được đếm hay hiện ra (Chương VII Luật 06/2022/QH15)."
            en "Give `status_doc`. An annulled, stripped or withheld honour is never counted or shown (Chapter VII of Law 06/2022/QH15)."
    "X10" Error CancelledBefore { name: String }
        vi "văn bản hủy vinh dự của “{name}” có ngày trước quyết định tặng" en "the document that annuls the honour of “{name}” precedes the decision"
        why vi "Không thể hủy vinh dự chưa tặng." en "What was not granted cannot be annulled."
    "X11" Error ProposalAsHonour { document: String }
        vi "{document} chỉ là đề nghị, lấy ý kiến hoặc công nhận, không phải quyết định khen thưởng" en "{document} is a proposal, consultation or recognition, not a commendation"
        why vi "Đề nghị khen thưởng không phải là khen thưởng." en "A proposed award is not an award."
    "X12" Warning SameMeritTwice { name: String, campaign: String }
        vi "“{name}” được khen hai lần trong cùng đợt {campaign}" en "“{name}” is rewarded twice in the campaign {campaign}"
        why vi "Luật 06/2022/QH15: một thành tích không tặng nhiều hình thức. Kiểm tra lại, hoặc ghi lý do." en "Law 06/2022/QH15: no second form for one achievement. Check, or give a reason."
    "X13" Warning ClusterRank { cluster: String, year: i16, rank: u8 }
        vi "{cluster} năm {year} có hai đơn vị cùng hạng {rank}" en "{cluster} has two units at rank {rank} in {year}"
        why vi "Mỗi cụm, khối thi đua một năm chỉ có một đơn vị mỗi hạng; hạng nhất nhận Cờ thi đua, hạng nhì và ba nhận Bằng khen." en "One unit per rank, cluster and year; the first takes the flag, the next two a certificate."
    "X13" Warning ClusterHonour { cluster: String, rank: u8, honour: String }
        vi "{cluster}: hạng {rank} thường không nhận {honour}" en "{cluster}: rank {rank} does not usually take {honour}"
        why vi "Hạng nhất nhận Cờ thi đua, hạng nhì và ba nhận Bằng khen (Quyết định 24/2018/QĐ-UBND)." en "First takes the flag, second and third a certificate (Decision 24/2018/QĐ-UBND)."
    "BV490" Note MissingStrings { lang: String, count: usize, paths: String }
        vi "giao diện tiếng `{lang}` còn thiếu {count} chuỗi: {paths}" en "the interface in `{lang}` lacks {count} strings: {paths}"
        why vi "Chỗ thiếu hiện chữ tiếng Việt. Thêm các khóa ấy vào tệp strings của ngôn ngữ; `bangvang report strings` liệt kê đủ." en "Where a string is missing the Vietnamese one is shown. Add the keys to the language's strings file; `bangvang report strings` lists them all."
    "BV491" Note Untranslated { lang: String }
        vi "trang chưa có bản dịch tiếng `{lang}`" en "the page has no translation in `{lang}`"
        why vi "Ở ngôn ngữ ấy, liên kết dẫn về bản tiếng Việt. Muốn dịch: thêm một trang trong content/trang/ có `translates` là mã trang này và `lang` là ngôn ngữ." en "In that language, links lead to the Vietnamese page. To translate it, add a page in content/trang/ with `translates` naming this one and `lang` naming the language."
    "X14" Error CountDiffers { what: String, what_en: String, declared: u32, listed: u32 }
        vi "ghi {declared} {what} nhưng danh sách có {listed}" en "{declared} declared ({what_en}), but {listed} listed"
        why vi "Tổng số phải khớp danh sách khi `complete: true`." en "The total must agree with a complete list."
    "X14" Error TooManyListed { what: String, what_en: String, declared: u32, listed: u32 }
        vi "danh sách có {listed} {what}, nhiều hơn số {declared} đã ghi" en "{listed} listed ({what_en}), more than the {declared} declared"
        why vi "Danh sách chưa đủ cũng không thể dài hơn tổng số." en "Even a partial list cannot exceed the total."
    "X14" Error RatioOverOne { approved: u32, proposed: u32 }
        vi "thông qua {approved} trên {proposed} đề nghị" en "{approved} approved of {proposed} proposed"
        why vi "Số được thông qua không thể lớn hơn số đề nghị." en "No more can be approved than were proposed."
    "X15" Error DuplicateNumber { number: String, year: i16 }
        vi "số {number} năm {year} của cùng cơ quan đã dùng" en "number {number} of {year} is already used by the same authority"
        why vi "Khóa của văn bản là (cơ quan, loại, số, năm)." en "A document's key is (issuer, type, number, year)."
    "X15" Error TypeDiffers { number: String, doc_type: String }
        vi "số {number} không phải ký hiệu của {doc_type}" en "the number {number} is not that of a {doc_type}"
        why vi "Ký hiệu loại văn bản trong số phải khớp `doc_type` (Nghị định 30/2020/NĐ-CP)." en "The type in the number must match `doc_type` (Decree 30/2020/NĐ-CP)."
    "X15" Warning OrgDiffers { number: String, issuer: String }
        vi "ký hiệu cơ quan trong {number} không khớp {issuer}" en "the organisation in {number} does not match {issuer}"
        why vi "Thêm ký hiệu vào `symbols` của đơn vị nếu đúng." en "Add the symbol to the unit if it is right."
    "X16" Warning YearDiffers { year: i16, decision: i16 }
        vi "danh hiệu năm {year} nhưng quyết định ký năm {decision}" en "a title for {year} in a decision of {decision}"
        why vi "Danh hiệu của năm Y thường có quyết định trong năm Y hoặc Y+1." en "A yearly title is normally decided in its year or the next."
    "X17" Warning NearNames { one: String, two: String }
        vi "hai cách viết gần giống nhau: “{one}” và “{two}”" en "two nearly equal spellings: “{one}” and “{two}”"
        why vi "Có thể là một người, một đơn vị bị viết sai (dấu, i/y, một chữ cái)." en "Perhaps one name, misspelt (tone, i/y, one letter)."
    "X17" Warning OddSyllable { word: String }
        vi "“{word}” không phải âm tiết tiếng Việt" en "“{word}” is not a Vietnamese syllable"
        why vi "Kiểm tra lỗi gõ; tên Khmer, tên nước ngoài có thể bỏ qua." en "Check for a typo; Khmer and foreign names may stand."
    "X17" Warning OddFamily { word: String }
        vi "“{word}” không phải một họ; có lẽ sai dấu" en "“{word}” is no family name; perhaps a wrong tone mark"
        why vi "Hỏi, ngã, nặng dễ lẫn ở họ: Nguyển, Đổ, Vỏ. Đối chiếu với quyết định; nếu đúng là in thế, ghi `accept` kèm lý do." en "Tones of family names are easily confused. Compare the decision; if it is printed so, accept it with a reason."
    "X17" Warning SmallLetters { name: String }
        vi "tên người viết chữ thường: “{name}”" en "a person's name in small letters: “{name}”"
        why vi "Mỗi âm tiết của tên người viết hoa chữ đầu (Nghị định 30/2020/NĐ-CP, Phụ lục II)." en "Each syllable of a personal name has a capital (Decree 30/2020/NĐ-CP, Appendix II)."
    "X17" Warning StrayMark { name: String }
        vi "tên còn dính số thứ tự hay dấu khi dán: “{name}”" en "something was pasted along with the name: “{name}”"
        why vi "Số thứ tự, gạch đầu dòng, dấu phẩy cuối và dấu nháy cong của Word sẽ in ra cùng tên. Nếu dấu nháy thuộc về tên, ghi `accept` kèm lý do." en "Running numbers, bullets, final commas and the curly quotes of Word would be printed with the name. If the quotes belong to it, accept it with a reason."
    "X18" Error PrivateData { what: String, what_en: String }
        vi "có vẻ là {what}; không được công bố" en "this looks like {what_en}; it must not be published"
        why vi "Số căn cước, điện thoại, thư điện tử cá nhân không được công bố (Luật 91/2025/QH15)." en "ID numbers, phones and private e-mail are not published (Law 91/2025/QH15)."
    "X18" Error MinorWithoutConsent { name: String }
        vi "“{name}” là trẻ em: cần `consent` hoặc `display: initials`" en "“{name}” is a child: `consent` or `display: initials` is needed"
        why vi "Thông tin trẻ em từ 7 tuổi cần sự đồng ý của trẻ và người giám hộ (Điều 24 Luật 91/2025/QH15)." en "Publishing about a child of 7 or over needs the child's and guardian's consent (Article 24, Law 91/2025/QH15)."
    "X19" Warning NameNotOfTheTime { printed: String, official: String }
        vi "ghi “{printed}”, tên đơn vị khi đó là “{official}”" en "printed “{printed}”; the unit was then called “{official}”"
        why vi "Giữ tên như in trong quyết định; nếu đúng là in thế, thêm vào `recipient_names` hoặc `aliases`." en "Keep the printed name; if right, add it to the unit's names."
    "X19" Warning PersonNamedOtherwise { printed: String, id: String, name: String }
        vi "ghi “{printed}”, nhưng hồ sơ `person:{id}` là của “{name}”" en "printed “{printed}”, but the record `person:{id}` is that of “{name}”"
        why vi "Vinh dự sẽ hiện ở trang của người trong hồ sơ. Sai người thì sửa `ref`; nếu bản gốc in tên khác, giữ nguyên và thêm tên ấy vào `aliases` của hồ sơ cá nhân." en "The honour is shown on the page of that person. Correct `ref` if it is another one; if the source prints another name, keep it and add it to the person's `aliases`."
    "X20" Note PressOnly { what: String, missing: String, missing_en: String }
        vi "{what} chưa có {missing}, sẽ ghi “theo báo chí”" en "{what} has no {missing_en} and is labelled “theo báo chí”"
        why vi "Mỗi vinh dự cần số và ngày quyết định, nếu không phải ghi rõ theo báo chí." en "Every honour needs a decision number and date, or the visible label."
    "X20" Warning NoSource {}
        vi "hồ sơ không ghi nguồn" en "the record names no source"
        why vi "Mỗi trang phải dẫn nguồn: thêm `sources`." en "Every page names its source: add `sources`."
    "X21" Warning ConsultationClosed { date: String }
        vi "thời hạn lấy ý kiến đã hết ({date}); trang không còn được xuất bản" en "the consultation closed on {date}; its page is no longer published"
        why vi "Thông báo lấy ý kiến hết hạn tự rời khỏi trang ở lần dựng sau (Nghị định 152/2025/NĐ-CP, Điều 60)." en "A closed consultation drops out at the next build (Decree 152/2025/NĐ-CP, Article 60)."
    "X22" Error Cycle { path: String }
        vi "quan hệ vòng: {path}" en "a cycle: {path}"
        why vi "Cấp trên, đơn vị kế thừa, đợt cha không thể quay về chính nó." en "Parents, successors and parent campaigns cannot lead back."
    "X22" Error ParentOutOfTime { parent: String }
        vi "cấp trên {parent} không tồn tại cùng thời gian" en "the parent {parent} does not exist in the same interval"
        why vi "Đơn vị và cấp trên phải có khoảng thời gian chung." en "A unit and its parent must share some time."
    "X22" Error SuccessorDate { unit: String }
        vi "ngày kế thừa {unit} không nối tiếp ngày kết thúc" en "the succession of {unit} does not follow the end date"
        why vi "Ngày kế thừa bằng ngày kết thúc hoặc ngay sau đó một ngày." en "The succession is on the last day or the day after."
    "X23" Error PeriodReversed {}
        vi "ngày bắt đầu sau ngày kết thúc" en "the start is after the end"
        why vi "Đổi lại hai ngày." en "Swap the two dates."
    "X23" Error CampaignWithoutPlan {}
        vi "đợt thi đua đã xuất bản nhưng chưa ghi kế hoạch phát động (`plans`)" en "a published campaign names no plan (`plans`)"
        why vi "Đợt thi đua được phát động bằng kế hoạch hoặc văn bản tương đương." en "A campaign is launched by a plan or its like."
    "X23" Warning MovementWithoutPlan {}
        vi "phong trào thi đua chưa ghi văn bản phát động (`plans`)" en "the movement names no document that launched it (`plans`)"
        why vi "Phong trào lâu năm có thể không còn giữ văn bản phát động; ghi vào khi tìm thấy." en "A long-lived movement may have lost its plan; name it when it is found."
}
