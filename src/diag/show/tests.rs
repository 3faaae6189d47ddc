//! Whole reports over texts in memory, so that the formats are seen as a reader sees them.

use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::diag::{Level, Problem};

/// Files by name; a field stands where its path, taken as a word, is first found.
struct Texts(Vec<(SrcPath, Arc<str>)>);

impl Texts {
    fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(name, text)| (path(name), Arc::from(*text))).collect())
    }
}

impl Sources for Texts {
    fn text(&self, file: &SrcPath) -> Option<Arc<str>> {
        self.0.iter().find(|(name, _)| name == file).map(|(_, text)| Arc::clone(text))
    }

    fn range(&self, place: &Place) -> Option<(SrcPath, Range<usize>)> {
        let file = place.file()?.clone();
        let text = self.text(&file)?;
        match place {
            Place::File(_) => Some((file, 0..text.len())),
            Place::Field(_, word) => text.find(word.as_str()).map(|at| (file, at..at + word.len())),
            _ => None,
        }
    }
}

fn path(name: &str) -> SrcPath {
    SrcPath::new(name).expect("the tests name files inside the site")
}

fn choice(value: &str) -> Problem {
    Problem::UnknownChoice {
        value: value.into(),
        of: "hình thức".into(),
        of_en: "form".into(),
        all: "bang-khen".into(),
    }
}

fn missing(id: &str) -> Problem {
    Problem::UnknownRef { kind: "đơn vị".into(), kind_en: "unit".into(), id: id.into() }
}

fn used() -> Problem {
    Problem::DuplicateNumber { number: "136".into(), year: 2019 }
}

fn word(file: &str, word: &str) -> Place {
    Place::Field(path(file), word.to_owned())
}

fn at(file: &str, range: Range<usize>) -> Place {
    Place::span(&path(file), range)
}

fn report(files: &[(&str, &str)], diags: Vec<Diag>, lang: Lang, format: Format) -> String {
    let texts = Texts::new(files);
    let style = Style { lang, format, colour: false, width: 72 };
    show(&prepare(diags, &texts), &texts, &style)
}

/// Draws one diagnostic over `a.yaml` and compares all but the title and the last help line.
fn draws(text: &str, diag: Diag, expect: &str) {
    draws_files(&[("a.yaml", text)], diag, expect);
}

fn draws_files(files: &[(&str, &str)], diag: Diag, expect: &str) {
    let help = format!("= trợ giúp: bangvang explain {}", diag.problem.code());
    let shown = report(files, vec![diag], Lang::Vi, Format::Human);
    let lines: Vec<&str> = shown.trim_end().lines().collect();
    let [_title, body @ .., last] = lines.as_slice() else { panic!("too short: {shown}") };
    assert_eq!(last.trim(), help);
    assert_eq!(body.join("\n"), expect.trim_matches('\n'), "\n{shown}");
}

#[test]
fn a_whole_diagnostic() {
    let text = "recipients:\n  - form: bang-khenn\n";
    let diag = Diag::new(choice("bang-khenn"), word("a.yaml", "bang-khenn"));
    let diag = diag.suggest(Some("bang-khen")).fix("bang-khen");
    let vi = "\
lỗi[BV108]: `bang-khenn` không có trong hình thức; chọn một trong: bang-khen
 --> a.yaml:2:11
  |
2 |   - form: bang-khenn
  |           ^^^^^^^^^^ ý bạn là `bang-khen`?
  |
  = trợ giúp: sửa: `bang-khen`
  = trợ giúp: bangvang explain BV108

";
    let files = [("a.yaml", text)];
    assert_eq!(report(&files, vec![diag.clone()], Lang::Vi, Format::Human), vi);
    let en = report(&files, vec![diag], Lang::En, Format::Human);
    for part in ["error[BV108]: ", "did you mean `bang-khen`?", "= help: fix: `bang-khen`"] {
        assert!(en.contains(part), "{en}");
    }
}

#[test]
fn carets_stand_under_the_letters() {
    let expect = "
 --> a.yaml:1:14
  |
1 | name: Trường Tiểu học Mỹ Hội
  |              ^^^^^^^^^^^
  |";
    let nfc = "name: Trường Tiểu học Mỹ Hội";
    let nfd: String = nfc.nfd().collect();
    let part: String = "Tiểu học Mỹ".nfd().collect();
    draws(nfc, Diag::new(choice("x"), word("a.yaml", "Tiểu học Mỹ")), expect);
    draws(&nfd, Diag::new(choice("x"), word("a.yaml", &part)), expect);
    // A range that cuts the last letter of a decomposed word still underlines the letter.
    let cut = nfd.find(&part).unwrap_or(0);
    draws(&nfd, Diag::new(choice("x"), at("a.yaml", cut..cut + part.len() - 2)), expect);
}

#[test]
fn tabs_wide_letters_and_line_ends() {
    let expect = "
 --> a.yaml:2:10
  |
2 |     Tên    表彰: khen
  |                  ^^^^
  |";
    for text in ["a: 1\r\n\tTên\t表彰: khen\r\n", "a: 1\n\tTên\t表彰: khen", "\u{FEFF}a: 1\n\tTên\t表彰: khen"]
    {
        draws(text, Diag::new(choice("x"), word("a.yaml", "khen")), expect);
    }
    let mark = "\n --> a.yaml:1:4\n  |\n1 | a: 1\n  |    ^\n  |";
    draws("\u{FEFF}a: 1\n", Diag::new(choice("x"), word("a.yaml", "1")), mark);
}

#[test]
fn edges_of_a_file() {
    for (text, range, expect) in [
        ("", 0..0, " --> a.yaml:1:1\n  |\n1 |\n  | ^\n  |"),
        ("", 5..9, " --> a.yaml:1:1\n  |\n1 |\n  | ^\n  |"),
        ("a: 1", 4..4, " --> a.yaml:1:5\n  |\n1 | a: 1\n  |     ^\n  |"),
        ("a: 1\n", 5..5, " --> a.yaml:2:1\n  |\n2 |\n  | ^\n  |"),
        ("a: 1\nb: 2", 800..900, " --> a.yaml:2:5\n  |\n2 | b: 2\n  |     ^\n  |"),
        ("a: 1\r\nb: 2", 3..900, " --> a.yaml:1:4\n  |\n1 | a: 1\n  |    ^\n  |"),
    ] {
        draws(text, Diag::new(choice("x"), at("a.yaml", range)), expect);
    }
}

#[test]
fn places_without_lines() {
    draws("a: 1", Diag::new(choice("x"), Place::File(path("a.yaml"))), "--> a.yaml");
    draws("a: 1", Diag::new(choice("x"), word("a.yaml", "không có")), "--> a.yaml");
    draws("a: 1", Diag::new(choice("x"), word("gone.yaml", "a")), "--> gone.yaml");
    draws("a: 1", Diag::new(Problem::EmptySite {}, Place::Site), " |");
    let asked = Diag::new(choice("x"), Place::File(path("a.yaml"))).suggest(Some("y"));
    draws("a: 1", asked, "--> a.yaml\n = ghi chú: ý bạn là `y`?");
    let second = "
 --> c.yaml
  |
 ::: a.yaml:1:1
  |
1 | a: 1
  | - xem cả chỗ này
  |";
    draws("a: 1", Diag::new(choice("x"), Place::File(path("c.yaml"))).also(word("a.yaml", "a")), second);
}

#[test]
fn second_places() {
    let text = "số: 1\na: 2\nb: 3\nc: 4\nd: 5\nsố: 6\n";
    let near = "
 --> a.yaml:6:5
  |
1 | số: 1
  |     - đã dùng ở đây
...
6 | số: 6
  |     ^
  |";
    draws(text, Diag::new(used(), word("a.yaml", "6")).also(word("a.yaml", "1")), near);
    let apart = "
 --> a.yaml:6:5
  |
6 | số: 6
  |     ^
  |
 ::: b.yaml:1:5
  |
1 | số: 1
  |     - đã dùng ở đây
  |
  = ghi chú: đã dùng ở đây: c.yaml";
    let diag = Diag::new(used(), word("a.yaml", "6")).also(word("b.yaml", "1"));
    draws_files(&[("a.yaml", text), ("b.yaml", "số: 1\n")], diag.also(Place::File(path("c.yaml"))), apart);
}

#[test]
fn fixes_and_reasons_in_words() {
    let diag = || Diag::new(choice("x"), word("a.yaml", "x"));
    let head = " --> a.yaml:1:4\n  |\n1 | a: x\n  |    ^\n  |\n  = ";
    for (text, expect) in [
        ("y\n", "trợ giúp: sửa: `y`"),
        ("", "trợ giúp: sửa: bỏ đoạn này"),
        ("y\nz", "trợ giúp: sửa: bangvang check --fix"),
    ] {
        draws("a: x", diag().fix(text), &format!("{head}{expect}"));
    }
    let elsewhere = Diag { fix: Some(crate::diag::Fix { place: word("a.yaml", "a"), text: "b".into() }), ..diag() };
    draws("a: x", elsewhere, &format!("{head}trợ giúp: sửa: `b` (a.yaml:1:1)"));
    let accepted = Diag { accepted: Some("in đúng\nnhư nguồn".into()), ..diag() };
    draws("a: x", accepted, &format!("{head}ghi chú: đã chấp nhận: in đúng như nguồn"));
}

#[test]
fn long_lines_are_cut_around_the_caret() {
    let text = format!("{}ĐÂY {}\n", "chữ ".repeat(300), "nữa ".repeat(300));
    let first = word("a.yaml", "chữ");
    for place in [word("a.yaml", "ĐÂY"), first, word("a.yaml", &"nữa ".repeat(300)), at("a.yaml", 0..9000)] {
        let diag = Diag::new(choice("x"), place).also(word("a.yaml", "nữa")).suggest(Some("đây"));
        let shown = report(&[("a.yaml", &text)], vec![diag], Lang::Vi, Format::Human);
        assert!(shown.lines().all(|line| line.chars().count() <= 90), "{shown}");
        assert!(shown.contains('^') && shown.contains("ý bạn là `đây`?") && shown.contains("---"), "{shown}");
    }
}

#[test]
fn nothing_from_a_record_reaches_the_terminal_raw() {
    let text = "a: \u{1b}[31mđỏ\u{202E}\n";
    let diag = Diag::new(choice("\u{1b}[31m\n\u{202E}"), word("a.yaml", "đỏ"));
    for format in [Format::Human, Format::Short, Format::Github] {
        let shown = report(&[("a.yaml", text)], vec![diag.clone()], Lang::Vi, format);
        assert!(!shown.contains(['\u{1b}', '\u{202E}']), "{shown}");
    }
}

#[test]
fn colour_is_a_choice() {
    let texts = Texts::new(&[("a.yaml", "a: x")]);
    let diags = prepare(vec![Diag::new(choice("x"), word("a.yaml", "x"))], &texts);
    for colour in [true, false] {
        let style = Style { lang: Lang::Vi, format: Format::Human, colour, width: 80 };
        assert_eq!(show(&diags, &texts, &style).contains('\u{1b}'), colour);
    }
}

#[test]
fn one_line_each() {
    let nfd: String = "tên: Tiểu học".nfd().collect();
    let detail = Problem::Yaml { detail: "dòng một\ndòng hai".into(), detail_en: "dòng một\ndòng hai".into() };
    let diags = vec![
        Diag::new(choice("y"), word("a.yaml", "học")).suggest(Some("x")),
        Diag::new(detail, Place::File(path("a.yaml"))),
        Diag::new(Problem::EmptySite {}, Place::Site),
        Diag::new(used(), word("b.yaml", "1")).also(word("b.yaml", "a")),
        Diag::new(Problem::RawHtml {}, word("b.yaml", "a")),
    ];
    let nfd = nfd.replace(&"học".nfd().collect::<String>(), "học");
    let shown = report(&[("a.yaml", &nfd), ("b.yaml", "a: 1")], diags, Lang::Vi, Format::Short);
    let expect = "\
.:1:1: lỗi[BV012]: trang web không có hồ sơ nào
a.yaml:1:1: lỗi[BV101]: YAML không đọc được: dòng một dòng hai
a.yaml:1:11: lỗi[BV108]: `y` không có trong hình thức; chọn một trong: bang-khen (ý bạn là `x`?)
b.yaml:1:1: cảnh báo[BV306]: mã HTML trong bài được in ra như chữ
b.yaml:1:4: lỗi[X15]: số 136 năm 2019 của cùng cơ quan đã dùng (xem b.yaml:1:1)
";
    assert_eq!(shown, expect);
}

#[test]
fn workflow_commands() {
    let diags = vec![
        Diag::new(choice("100%"), word("a,b.yaml", "x")).suggest(Some("y")),
        Diag::new(Problem::RepairedNfd {}, Place::File(path("c.yaml"))),
        Diag::new(Problem::EmptySite {}, Place::Site),
    ];
    let expect = "\
::error title=BV012::the site has no record
::error file=a%2Cb.yaml,line=2,col=4,title=BV108::`100%25` is no form; choose one of: bang-khen (did you mean `y`?)
::notice file=c.yaml,title=BV010::decomposed Vietnamese letters (NFD) were read as composed ones (NFC)
";
    assert_eq!(report(&[("a,b.yaml", "\na: x")], diags, Lang::En, Format::Github), expect);
}

#[test]
fn json_has_all_keys_in_order() {
    let diag = Diag::new(used(), word("a.yaml", "hai")).also(Place::Site).fix("ba");
    let text = report(&[("a.yaml", "ồ: hai\n")], vec![diag], Lang::Vi, Format::Json);
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    let first = &value["diagnostics"][0];
    let keys: Vec<_> = first.as_object().into_iter().flat_map(|object| object.keys()).map(String::as_str).collect();
    let expect = "code level message message_en file line column end_line end_column byte_start byte_end \
                  excerpt excerpt_column suggestion fix also elsewhere pages accepted explain";
    assert_eq!(keys.join(" "), expect);
    for (pointer, expect) in [
        ("/diagnostics/0/level", "\"error\""),
        ("/diagnostics/0/column", "4"),
        ("/diagnostics/0/end_column", "7"),
        ("/diagnostics/0/byte_start", "5"),
        ("/diagnostics/0/excerpt", "\"ồ: hai\""),
        ("/diagnostics/0/excerpt_column", "1"),
        ("/diagnostics/0/suggestion", "null"),
        ("/diagnostics/0/fix", r#"{"file":"a.yaml","byte_start":5,"byte_end":8,"text":"ba"}"#),
        ("/diagnostics/0/also/0/file", "null"),
        ("/diagnostics/0/explain", "\"Khóa của văn bản là (cơ quan, loại, số, năm).\""),
        ("/summary", r#"{"errors":1,"warnings":0,"notes":0,"accepted":0,"text":"1 lỗi"}"#),
    ] {
        assert_eq!(value.pointer(pointer).map(Value::to_string).as_deref(), Some(expect), "{pointer}\n{text}");
    }
    assert_eq!(report(&[], vec![], Lang::En, Format::Json).lines().count(), 10);
}

#[test]
fn what_is_passed_over_is_counted_all_the_same() {
    let accepted =
        |file: &str| Diag { accepted: Some("như nguồn".into()), ..Diag::new(choice("x"), word(file, "x")) };
    let all = || {
        vec![
            accepted("a.yaml"),
            Diag::new(choice("x"), word("b.yaml", "x")),
            accepted("c.yaml"),
            accepted("b.yaml"),
            accepted("a.yaml"),
            Diag::new(Problem::RawHtml {}, word("a.yaml", "a")),
            Diag::new(used(), Place::Site),
        ]
    };
    let texts = Texts::new(&[("a.yaml", "a: x"), ("b.yaml", "a: x"), ("c.yaml", "a: x")]);
    for levels in [&[Level::Note][..], &[Level::Note, Level::Warning], &[]] {
        let is_told = |diag: &Diag| !levels.contains(&diag.level());
        let whole = prepare(all(), &texts);
        let (told, sum) = prepare_told(all(), &texts, is_told);
        assert_eq!(sum, Summary::of(&whole));
        assert_eq!(told.len(), whole.iter().filter(|shown| is_told(&shown.diag)).count());
    }
}

#[test]
fn order_and_doubles() {
    let diags = || {
        vec![
            Diag::new(choice("x"), word("b.yaml", "x")),
            Diag::new(used(), word("a.yaml", "x")).also(Place::Site),
            Diag::new(choice("x"), word("a.yaml", "x")),
            Diag::new(choice("x"), at("a.yaml", 3..4)).fix("y"),
            Diag::new(choice("x"), word("a.yaml", "x")).suggest(Some("y")),
            Diag::new(choice("x"), word("a.yaml", "x")).also(word("a.yaml", "a")),
            Diag::new(choice("x"), word("a.yaml", "không có")),
            Diag::new(choice("x"), word("a.yaml", "cũng không")),
            Diag::new(choice("x"), Place::Site),
        ]
    };
    let texts = Texts::new(&[("a.yaml", "a: x"), ("b.yaml", "a: x")]);
    let view = |shown: &Shown| {
        let file = shown.at.file.as_ref().map_or("", |file| file.as_str()).to_owned();
        (file, shown.diag.problem.code(), shown.also.len(), shown.fix.is_some(), shown.diag.suggestion.is_some())
    };
    let row = |file: &str, code, also, fix, suggestion| (file.to_owned(), code, also, fix, suggestion);
    let expect = vec![
        row("", "BV108", 0, false, false),
        row("a.yaml", "BV108", 0, false, false),
        row("a.yaml", "BV108", 0, false, false),
        row("a.yaml", "BV108", 1, true, true),
        row("a.yaml", "X15", 1, false, false),
        row("b.yaml", "BV108", 0, false, false),
    ];
    for turn in 0..diags().len() {
        let mut turned = diags();
        turned.rotate_left(turn);
        let shown = prepare(turned, &texts);
        assert_eq!(shown.iter().map(view).collect::<Vec<_>>(), expect);
        assert_eq!(fixes(&shown).into_iter().collect::<Vec<_>>(), [(path("a.yaml"), vec![(3..4, "y".to_owned())])]);
    }
}

#[test]
fn one_missing_record_is_told_once() {
    let files: Vec<String> = (10..48).map(|n| format!("d{n}.yaml")).collect();
    let texts: Vec<(&str, &str)> = files.iter().map(|name| (name.as_str(), "ref: so-x")).collect();
    let mut diags: Vec<Diag> = files.iter().rev().map(|name| Diag::new(missing("so-x"), word(name, "so-x"))).collect();
    diags.extend(files.iter().take(3).map(|name| Diag::new(missing("so-y"), word(name, "so-x"))));
    let shown = prepare(diags.clone(), &Texts::new(&texts));
    assert_eq!(shown.iter().map(|one| one.elsewhere.len()).collect::<Vec<_>>(), [37, 0, 0, 0]);
    assert_eq!(summary(&shown, Lang::Vi), "41 lỗi");
    let human = report(&texts, diags.clone(), Lang::Vi, Format::Human);
    assert!(human.contains("và 37 chỗ khác: d11.yaml:1:6, d12.yaml:1:6, d13.yaml:1:6, …"), "{human}");
    let short = report(&texts, diags, Lang::Vi, Format::Short);
    assert!(
        short.starts_with("d10.yaml:1:6: lỗi[X01]: không có đơn vị nào mang mã `so-x` (và 37 chỗ khác)\n"),
        "{short}"
    );
}

#[test]
fn a_template_that_fails_many_pages_names_them() {
    let fails = |page: &str| {
        let problem = Problem::Template { detail: "x".into(), detail_en: "x".into(), record: page.into() };
        Diag::new(problem, word("a.html", "x"))
    };
    let diags: Vec<Diag> = ["/a/", "/b/", "/c/", "/d/", "/e/"].map(fails).into();
    let texts = [("a.html", "x")];
    let human = report(&texts, diags.clone(), Lang::Vi, Format::Human);
    assert!(human.contains("và 4 chỗ khác: /b/, /c/, /d/, …"), "{human}");
    let json: Value = serde_json::from_str(&report(&texts, diags, Lang::Vi, Format::Json)).unwrap_or_default();
    assert_eq!(json["diagnostics"][0]["pages"], serde_json::json!(["/a/", "/b/", "/c/", "/d/", "/e/"]));
}

/// Takes `file:line:column: level[code]: message` apart, as an editor would.
fn is_short_line(line: &str) -> bool {
    let levels = ["lỗi[", "cảnh báo[", "ghi chú["];
    let split = levels.iter().find_map(|level| line.split_once(&format!(": {level}")));
    let Some((place, rest)) = split else { return false };
    let numbers: Vec<_> = place.rsplitn(3, ':').take(2).map(str::parse::<usize>).collect();
    numbers.len() == 2 && numbers.iter().all(|n| matches!(n, Ok(1..))) && rest.contains("]: ")
}

proptest! {
    #[test]
    fn no_text_and_no_range_is_too_odd(
        text in "[aế表\u{301}\u{323}\t\r\n\u{FEFF}\u{1b}각 ]{0,40}",
        nfd in any::<bool>(),
        ranges in proptest::collection::vec((0..90usize, 0..90usize), 1..5),
    ) {
        let text = if nfd { text.nfd().collect() } else { text };
        let places = ranges.iter().map(|&(from, to)| at("a.yaml", from..to));
        let diag = places.fold(Diag::new(choice(&text), at("a.yaml", 0..1)), Diag::also);
        let twin = Diag::new(choice(&text), at("a.yaml", ranges[0].0..ranges[0].1)).fix("x");
        let write = |format| report(&[("a.yaml", &text)], vec![diag.clone(), twin.clone()], Lang::Vi, format);
        prop_assert!(write(Format::Human).contains('^'));
        prop_assert!(write(Format::Short).lines().all(is_short_line), "{}", write(Format::Short));
        prop_assert!(write(Format::Github).lines().all(|line| line.starts_with("::error file=a.yaml,line=")));
        prop_assert!(serde_json::from_str::<Value>(&write(Format::Json)).is_ok());
    }
}
