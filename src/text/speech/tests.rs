//! What a newsreader says, row by row; the syllables were counted by hand.

use super::*;

/// Written, spoken, syllables.
const TABLE: &[(&str, &str, usize)] = &[
    // Counts
    ("9 tập thể", "chín tập thể", 3),
    ("02 tập thể", "hai tập thể", 3),
    ("10 cá nhân", "mười cá nhân", 3),
    ("15 hộ", "mười lăm hộ", 3),
    ("21 xã", "hai mươi mốt xã", 4),
    ("24 ấp", "hai mươi tư ấp", 4),
    ("55 khu phố", "năm mươi lăm khu phố", 5),
    ("101 xã", "một trăm linh một xã", 5),
    ("110 hộ", "một trăm mười hộ", 4),
    ("167 Bà mẹ", "một trăm sáu mươi bảy Bà mẹ", 7),
    ("917 nhà giáo", "chín trăm mười bảy nhà giáo", 6),
    ("1.005 hộ", "một nghìn không trăm linh năm hộ", 7),
    ("2.000 lượt", "hai nghìn lượt", 3),
    ("68.436 tỷ đồng", "sáu mươi tám nghìn bốn trăm ba mươi sáu tỷ đồng", 11),
    ("1.000.500 đồng", "một triệu không nghìn năm trăm đồng", 7),
    ("3.000.000.000 đồng", "ba tỷ đồng", 3),
    ("0", "không", 1),
    // Decimals, shares, units
    ("54,7%", "năm mươi tư phẩy bảy phần trăm", 7),
    ("54,7 %", "năm mươi tư phẩy bảy phần trăm", 7),
    ("7.7%", "bảy phẩy bảy phần trăm", 5),
    ("12,25 ha", "mười hai phẩy hai mươi lăm héc ta", 8),
    ("0,05%", "không phẩy không năm phần trăm", 6),
    ("186,4 tỷ", "một trăm tám mươi sáu phẩy bốn tỷ", 8),
    ("1.536,5 km", "một nghìn năm trăm ba mươi sáu phẩy năm ki lô mét", 12),
    ("5km đường", "năm ki lô mét đường", 5),
    ("6.348 km2", "sáu nghìn ba trăm bốn mươi tám ki lô mét vuông", 11),
    ("15-20%", "mười lăm đến hai mươi phần trăm", 7),
    ("9/9 tiêu chí", "chín trên chín tiêu chí", 5),
    ("2/3 số hộ", "hai phần ba số hộ", 5),
    ("7/15 huyện", "bảy trên mười lăm huyện", 5),
    // Dates
    ("Ngày 13/9/2019", "Ngày mười ba tháng chín năm hai nghìn không trăm mười chín", 12),
    ("ngày 05/9/2019", "ngày mùng năm tháng chín năm hai nghìn không trăm mười chín", 12),
    ("từ tháng 6/2019", "từ tháng sáu năm hai nghìn không trăm mười chín", 10),
    ("đến 30/6/2020", "đến ngày ba mươi tháng sáu năm hai nghìn không trăm hai mươi", 13),
    ("lễ 30/4", "lễ ngày ba mươi tháng tư", 6),
    ("sáng 2/9", "sáng mùng hai tháng chín", 5),
    ("từ 1/6 đến 30/6", "từ ngày mùng một tháng sáu đến ngày ba mươi tháng sáu", 12),
    (
        "11/6/1948 - 11/6/2018",
        "ngày mười một tháng sáu năm một nghìn chín trăm bốn mươi tám đến ngày mười một tháng sáu năm hai nghìn không trăm mười tám",
        26,
    ),
    ("tháng 4 năm 2023", "tháng tư năm hai nghìn không trăm hai mươi ba", 10),
    ("quý III/2020", "quý ba năm hai nghìn không trăm hai mươi", 9),
    ("nhiệm kỳ 2020 - 2025", "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm", 16),
    ("giai đoạn 2016-2020", "giai đoạn hai nghìn không trăm mười sáu đến hai nghìn không trăm hai mươi", 15),
    ("13.09.2019", "ngày mười ba tháng chín năm hai nghìn không trăm mười chín", 12),
    ("8h30", "tám giờ ba mươi", 4),
    ("14:00 ngày 27/7", "mười bốn giờ ngày hai mươi bảy tháng bảy", 9),
    // Numbers of documents
    ("136/KH-UBND", "một trăm ba mươi sáu trên ca hát u bê en dê", 12),
    ("455/QĐ-CTN", "bốn trăm năm mươi lăm trên quy đê xê tê en", 11),
    ("05-CT/TW", "không năm xê tê trên trung ương", 7),
    ("24/2018/QĐ-UBND", "hai mươi tư trên hai nghìn không trăm mười tám trên quy đê u bê en dê", 17),
    ("06/2022/QH15", "không sáu trên hai nghìn không trăm hai mươi hai trên quy hát mười lăm", 15),
    ("261/UBND-VHXH", "hai trăm sáu mươi mốt trên u bê en dê vê hát ích hát", 14),
    ("05/TTr-SNV", "không năm trên tê tê e rờ ét en vê", 10),
    // Abbreviations, ordinals, classes, mixed
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh", 5),
    ("Hội đồng TĐKT", "Hội đồng Thi đua, khen thưởng", 6),
    ("phát triển KTXH", "phát triển kinh tế - xã hội", 6),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", 6),
    ("TP. Rạch Giá", "thành phố Rạch Giá", 4),
    ("trường THCS/THPT", "trường trung học cơ sở trên trung học phổ thông", 10),
    ("lần thứ X", "lần thứ mười", 3),
    ("lần thứ XII của Đảng", "lần thứ mười hai của Đảng", 6),
    ("lần thứ 1", "lần thứ nhất", 3),
    ("lần thứ IV", "lần thứ tư", 3),
    ("khóa XIII", "khóa mười ba", 3),
    ("hạng Ba", "hạng Ba", 2),
    ("hạng 2", "hạng nhì", 2),
    ("QL61", "quốc lộ sáu mươi mốt", 5),
    ("lớp 6A", "lớp sáu A", 3),
    ("VNPT Kiên Giang", "vê en pê tê Kiên Giang", 6),
    ("Covid-19", "cô vít mười chín", 4),
    ("THI ĐUA, KHEN THƯỞNG", "THI ĐUA, KHEN THƯỞNG", 4),
    ("HÀNH VI", "HÀNH VI", 2),
    ("kinh tế - xã hội", "kinh tế - xã hội", 4),
    ("xe máy, ghe, v.v.", "xe máy, ghe, vân vân", 5),
    ("Gọi 0297", "Gọi không hai chín bảy", 5),
    ("Thực hiện./.", "Thực hiện.", 2),
    ("“Đoàn kết” (2 lần)", "“Đoàn kết” (hai lần)", 4),
    ("", "", 0),
];

#[test]
fn texts_are_spoken_and_counted() {
    let voice = Voice::default();
    let wrong: Vec<String> = TABLE
        .iter()
        .filter_map(|(written, spoken, syllables)| {
            let (said, counted) = (voice.say(written), voice.syllables(written));
            let right = said == *spoken && counted == *syllables;
            (!right).then(|| format!("{written}: said “{said}” ({counted}), expected “{spoken}” ({syllables})"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TABLE.len(), wrong.join("\n"));
    assert!(TABLE.len() >= 60);
}

#[test]
fn a_site_may_say_it_otherwise() {
    let mut voice = Voice::default();
    voice.teach(Section::Words, "TTg", "Thủ tướng");
    voice.teach(Section::Symbols, "KH", "kế hoạch");
    voice.teach(Section::Symbols, "/", "xuyệt");
    voice.teach(Section::Letters, "Đ", "đờ");
    assert_eq!(voice.say("TTg ký"), "Thủ tướng ký");
    assert_eq!(voice.say("9/KH-LĐLĐ"), "chín xuyệt kế hoạch e lờ đờ e lờ đờ");
}

#[test]
fn time_follows_the_rate() {
    fn check(syllables: usize, rate: u32, expect: u32) {
        assert_eq!(tenths(syllables, rate), expect, "{syllables} at {rate}");
    }
    check(230, 230, 600);
    check(115, 230, 300);
    check(1, 200, 3);
    check(0, 230, 0);
    check(usize::MAX, 230, 18_673_769);
}

#[test]
fn the_dictionary_is_sound() {
    let voice = Voice::default();
    for ((section, written), spoken) in &voice.readings {
        assert!(!written.contains(' ') && !spoken.is_empty(), "{section:?} {written}");
    }
    for letter in "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ".chars() {
        assert!(voice.read(Section::Letters, &letter.to_string()).is_some(), "{letter}");
    }
}

#[test]
fn no_text_panics_and_foreign_words_count() {
    let voice = Voice::default();
    for odd in [
        "9/",
        "/9",
        "1//2",
        "1..2",
        "1,",
        ",1",
        "9-",
        "--",
        "12:",
        "99h99",
        "٣/٤",
        "½",
        "1/2/3/4",
        "a/b/c",
        "℃",
        "é",
        "99999999999999999999",
        "1.23.456",
        "0/0",
    ] {
        let _ = voice.syllables(odd);
    }
    assert_eq!(count("Singapore"), 4);
    assert_eq!(count("Đắk Lắk"), 2);
}
