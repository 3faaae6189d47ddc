//! A corpus as the files of a site. In: records. Out: files below a folder, and the few edits
//! that the bench makes. Valid: `bangvang check` finds no error in it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::corpus::{Article, Campaign, Corpus, Decision, Person, RENAMED, Recipient, Target, Unit};

/// What every record says of its source.
const SOURCE: &str = "sources:\n  - publisher: \"Dữ liệu hư cấu để đo tốc độ\"\n    date: 2025-01-15\n";

const SETTINGS: &str = "title: \"Bảng Vàng đo tốc độ (dữ liệu hư cấu)\"
subtitle: \"Mọi tên người, đơn vị, quyết định ở đây đều là hư cấu\"
base_url: \"https://bench.example\"
lang: vi
profile: noi-bo
about: \"Trang sinh tự động để đo tốc độ. Toàn bộ là dữ liệu hư cấu.\"
publisher:
  - name: \"Máy sinh dữ liệu hư cấu\"
province:
  - name: \"tỉnh Hư Cấu\"
";

/// Writes files below a folder.
pub struct Files {
    root: PathBuf,
    last: PathBuf,
    /// How many files were written.
    pub count: u64,
    /// How many bytes they have.
    pub bytes: u64,
}

impl Files {
    /// Files below this folder.
    pub fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), last: PathBuf::new(), count: 0, bytes: 0 }
    }

    /// Writes one.
    pub fn put(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        let folder = path.parent().unwrap_or(&self.root);
        if folder != self.last {
            fs::create_dir_all(folder)?;
            self.last = folder.to_owned();
        }
        fs::write(&path, text)?;
        self.count += 1;
        self.bytes += text.len() as u64;
        Ok(())
    }
}

/// Writes the whole site.
pub fn write(corpus: &Corpus, root: &Path) -> io::Result<Files> {
    let mut files = Files::below(root);
    let home = corpus.campaign(0).id;
    files.put("content/site.yaml", &format!("{SETTINGS}home:\n  campaign: {home}\n"))?;
    for at in 0..corpus.campaigns {
        let it = corpus.campaign(at);
        files.put(&format!("content/phong-trao/{}/{}.md", it.year, it.id), &campaign(corpus, &it, at))?;
        files.put(&format!("content/van-ban/{}/{}.yaml", it.year, it.plan), &plan(&it, at))?;
    }
    for at in 0..corpus.units {
        let it = corpus.unit(at);
        files.put(&format!("content/don-vi/{}.yaml", it.id), &unit(&it))?;
    }
    for at in 0..corpus.people {
        let it = corpus.person(at);
        files.put(&format!("content/ca-nhan/{}.yaml", it.id), &person(&it))?;
    }
    for at in 0..corpus.decisions {
        let it = corpus.decision(at);
        put_decision(&mut files, &it)?;
    }
    for at in 0..corpus.articles {
        let it = corpus.article(at);
        files.put(&article_path(&it), &article(corpus, &it))?;
    }
    Ok(files)
}

/// Writes one decision, and its list where that is a file of its own.
pub fn put_decision(files: &mut Files, it: &Decision) -> io::Result<()> {
    let folder = format!("content/quyet-dinh/{}", it.date.year);
    if it.csv {
        files.put(&format!("{folder}/{}.csv", it.id), &table(&it.recipients))?;
    }
    files.put(&format!("{folder}/{}.md", it.id), &decision(it))
}

/// The file of the article that the bench edits, and its text at some turn.
pub fn edited_article(corpus: &Corpus, turn: usize) -> (String, String) {
    let it = corpus.article(0);
    (article_path(&it), format!("{}\nĐã sửa lần thứ {turn}.\n", article(corpus, &it)))
}

/// The file of the unit that the bench renames, and its text at some turn.
pub fn renamed_unit(corpus: &Corpus, turn: usize) -> (String, String) {
    let mut it = corpus.unit(4);
    write!(it.name, " lần {turn}").expect("writing to a string cannot fail");
    (format!("content/don-vi/{RENAMED}.yaml"), unit(&it))
}

/// A decision with a list of some length, apart from the corpus, and a remark to edit.
pub fn long_decision(corpus: &Corpus, rows: u64, turn: usize) -> (String, String) {
    let mut it = corpus.decision(0);
    it.id = "danh-sach-dai".to_owned();
    it.number = format!("{}/QĐ-UBND", corpus.decisions + 1);
    it.recipients = corpus.recipients(it.honour, rows, false, true, &mut crate::words::Rng::of("long", rows));
    it.csv = false;
    let path = format!("content/quyet-dinh/{}/{}.md", it.date.year, it.id);
    (path, format!("{}\nĐã sửa lần thứ {turn}.\n", decision(&it)))
}

fn campaign(corpus: &Corpus, it: &Campaign, at: u64) -> String {
    let mut rng = crate::words::Rng::of("campaign", at);
    let launched = corpus.unit(2).id;
    let year = it.year;
    let mut text = format!(
        "---\nstatus: published\ntitle: \"{}\"\nsummary: \"Đợt thi đua hư cấu trong năm {year}.\"\nmode: thematic\nperiod:\n  from: {year}-01-01\n  \
         to: {year}-12-31\nplans: [{}]\nlaunched_by: {launched}\nslogan: \"Đoàn kết, sáng tạo (hư cấu)\"\npurpose: |\n  {}objectives:\n",
        it.title,
        it.plan,
        crate::words::paragraph(&mut rng),
    );
    for _ in 0..3 {
        line(&mut text, format_args!("  - \"{}\"", crate::words::heading(&mut rng)));
    }
    text.push_str("contents:\n");
    for _ in 0..4 {
        let (title, body) = (crate::words::heading(&mut rng), crate::words::paragraph(&mut rng));
        line(&mut text, format_args!("  - title: \"{title}\"\n    text: \"{}\"", body.trim_end()));
    }
    line(&mut text, format_args!("standards:\n  - who: \"Tập thể, cá nhân\"\n    honour: bk-tinh"));
    line(
        &mut text,
        format_args!(
            "responsibilities:\n  - unit: bao-hu-cau\n    press: true\n    tasks:\n      - \"Mở chuyên mục về đợt thi đua.\""
        ),
    );
    line(
        &mut text,
        format_args!(
            "milestones:\n  - stage: ke-hoach\n    actual: {year}-01-04\n    documents: [\"document:{}\"]",
            it.plan
        ),
    );
    line(&mut text, format_args!("  - stage: phat-dong\n    planned: {year}-02-01\n    actual: {year}-02-03"));
    line(&mut text, format_args!("  - stage: tong-ket\n    planned: {year}-12-20"));
    format!("{text}{SOURCE}---\n{}\n{{{{ timeline campaign:{} }}}}\n", crate::words::paragraph(&mut rng), it.id)
}

fn plan(it: &Campaign, at: u64) -> String {
    format!(
        "status: published\ndoc_type: ke-hoach\nnumber: \"{}/KH-UBND\"\ndate: {}-01-04\nissuer: ubnd-tinh-hu-cau\nsubject: \"Tổ chức {}\"\n\
         campaigns: [{}]\n{SOURCE}",
        at + 1,
        it.year,
        it.title,
        it.id,
    )
}

fn unit(it: &Unit) -> String {
    let mut text = format!("status: published\nname: \"{}\"\nunit_type: {}\n", it.name, it.unit_type);
    if let Some(symbol) = it.symbol {
        line(&mut text, format_args!("symbols: [{symbol}]"));
    }
    if let Some(authority) = it.authority {
        line(&mut text, format_args!("authority: {authority}"));
    }
    if let Some(parent) = &it.parent {
        line(&mut text, format_args!("parent: {parent}"));
    }
    if it.unit_type == "bao-chi" {
        text.push_str("press: true\n");
    }
    text + SOURCE
}

fn person(it: &Person) -> String {
    format!(
        "status: published\nname: \"{}\"\nprefixes: [\"{}\"]\nposts:\n  - title: \"{}\"\n    unit: {}\n    from: {}\n{SOURCE}",
        it.name, it.prefix, it.post, it.unit, it.since,
    )
}

fn decision(it: &Decision) -> String {
    let collectives = it.recipients.iter().filter(|r| r.collective).count();
    let people = it.recipients.len() - collectives;
    let mut text = format!(
        "---\nstatus: published\nnumber: \"{}\"\ndate: {}\nissuer: {}\nsubject: \"{}\"\nsummary: \"Khen thưởng {collectives} tập thể, {people} cá nhân.\"\n\
         groups:\n  - honour: {}\n",
        it.number, it.date, it.issuer, it.subject, it.honour.id,
    );
    if let Some(class) = it.class {
        line(&mut text, format_args!("    class: {class}"));
    }
    if it.honour.yearly {
        line(&mut text, format_args!("    year: {}", it.date.year));
    }
    if let Some(campaign) = &it.campaign {
        line(&mut text, format_args!("    campaign: {}", campaign.id));
    }
    text.push_str("    citation: \"Đã có thành tích xuất sắc trong phong trào thi đua (hư cấu)\"\n");
    line(
        &mut text,
        format_args!("    declared: {{collectives: {collectives}, individuals: {people}}}\n    complete: true"),
    );
    if it.csv {
        line(&mut text, format_args!("    recipients_csv: {}.csv", it.id));
    } else {
        text.push_str("    recipients:\n");
        it.recipients.iter().for_each(|row| recipient(&mut text, row));
    }
    if it.recipients.iter().any(|row| row.target.is_none()) {
        text.push_str("accept:\n  - rule: X02\n    reason: \"Người nhận hư cấu không có hồ sơ riêng.\"\n");
    }
    format!("{text}{SOURCE}---\nQuyết định hư cấu, chỉ dùng để đo tốc độ.\n")
}

fn recipient(text: &mut String, row: &Recipient) {
    match &row.target {
        // The renamed unit is shown by the name it has now, so that the pages that name it change.
        Some(target) if target.id == RENAMED => line(text, format_args!("      - ref: \"unit:{RENAMED}\"")),
        Some(target) => line(
            text,
            format_args!("      - ref: \"{}:{}\"\n        as_printed: \"{}\"", target.kind, target.id, row.name),
        ),
        None => line(
            text,
            format_args!(
                "      - as_printed: \"{}\"\n        type: {}\n        unit: {}",
                row.name,
                sort(row),
                row.unit
            ),
        ),
    }
    if !row.post.is_empty() {
        line(text, format_args!("        post: \"{}\"", row.post));
    }
}

fn table(rows: &[Recipient]) -> String {
    let mut text = "ref,as_printed,type,unit,post\n".to_owned();
    for row in rows {
        let named = row.target.as_ref().map_or_else(String::new, |target| format!("{}:{}", target.kind, target.id));
        let unit = if row.target.is_some() { "" } else { &row.unit };
        line(&mut text, format_args!("{named},{},{},{unit},{}", row.name, sort(row), row.post));
    }
    text
}

fn sort(row: &Recipient) -> &'static str {
    if row.collective { "collective" } else { "individual" }
}

fn article_path(it: &Article) -> String {
    format!("content/bai-viet/{}/{}.md", it.date.year, it.id)
}

fn article(corpus: &Corpus, it: &Article) -> String {
    let about: Vec<_> = it.about.iter().map(|target| format!("\"{}:{}\"", target.kind, target.id)).collect();
    let link = |target: &Target| format!("[{}]({}:{})", target.title, target.kind, target.id);
    format!(
        "---\nstatus: published\ntitle: \"{}\"\nsummary: \"Bài viết hư cấu để đo tốc độ.\"\ngenre: bai\npublish: {}\nbyline: [\"Người viết hư cấu\"]\n\
         outlet: bao-hu-cau\nabout: [{}]\n{SOURCE}---\n{}",
        it.title,
        it.date,
        about.join(", "),
        corpus.prose(it, &link),
    )
}

fn line(text: &mut String, parts: std::fmt::Arguments<'_>) {
    writeln!(text, "{parts}").expect("writing to a string cannot fail");
}
