//! The same records for Hugo: record pages with their recipients, lists of every kind in parts
//! of a hundred, terms by year, honour and campaign, one feed, a site map.
//!
//! In Hugo's favour: what a unit or person has received stands ready in its front matter, no
//! reference is checked, and there are no lists of single honours, only of decisions.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::corpus::{Article, Corpus, Decision, Target};
use crate::site::Files;

const CONFIG: &str = "baseURL: https://bench.example/
languageCode: vi
title: Bảng Vàng đo tốc độ (dữ liệu hư cấu)
titleCaseStyle: none
pluralizeListTitles: false
pagination:
  pagerSize: 100
taxonomies:
  nam: nam
  hinh-thuc: hinh-thuc
  dot: dot
outputs:
  home: [html, rss]
  section: [html]
  taxonomy: [html]
  term: [html]
markup:
  goldmark:
    renderer:
      unsafe: false
";

const BASE: &str = r##"<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title><meta name="description" content="{{ with .Params.summary }}{{ . }}{{ else }}{{ .Title }}{{ end }}">
<link rel="canonical" href="{{ .Permalink }}"><meta property="og:title" content="{{ .Title }}"><meta property="og:url" content="{{ .Permalink }}">
<link rel="alternate" type="application/rss+xml" href="/index.xml"></head>
<body><a class="skip" href="#main">Đến nội dung</a><header><p><a href="/">{{ site.Title }}</a></p>
<nav><ul><li><a href="/phong-trao/">Phong trào</a></li><li><a href="/quyet-dinh/">Khen thưởng</a></li><li><a href="/don-vi/">Đơn vị</a></li>
<li><a href="/ca-nhan/">Cá nhân</a></li><li><a href="/bai-viet/">Bài viết</a></li><li><a href="/van-ban/">Văn bản</a></li></ul></nav></header>
<nav class="crumbs"><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol></nav>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer><p>Toàn bộ là dữ liệu hư cấu.</p></footer></body></html>
"##;

const SINGLE: &str = r##"{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ with .Params.summary }}<p class="lead">{{ . }}</p>{{ end }}
<dl>{{ with .Params.number }}<dt>Số</dt><dd>{{ . }}</dd>{{ end }}{{ with .Params.signed }}<dt>Ngày ký</dt><dd>{{ . }}</dd>{{ end }}
{{ with .Params.issuer }}<dt>Cơ quan</dt><dd><a href="/don-vi/{{ . }}/">{{ . }}</a></dd>{{ end }}{{ with .Params.parent }}<dt>Cấp trên</dt><dd><a href="/don-vi/{{ . }}/">{{ . }}</a></dd>{{ end }}
{{ with .Params.post }}<dt>Chức vụ</dt><dd>{{ . }}</dd>{{ end }}</dl>
{{ with .Params.recipients }}<h2>Danh sách</h2><table><thead><tr><th>STT</th><th>Người nhận</th><th>Chức vụ</th><th>Loại</th></tr></thead><tbody>
{{ range $i, $r := . }}<tr><td>{{ add $i 1 }}</td><td>{{ if .url }}<a href="{{ .url }}">{{ .name }}</a>{{ else }}{{ .name }}{{ end }}</td><td>{{ .post }}</td><td>{{ .sort }}</td></tr>
{{ end }}</tbody></table>{{ end }}
{{ .Content }}
{{ with .Params.honours }}<h2>Khen thưởng</h2><table><tbody>{{ range . }}<tr><td>{{ .year }}</td><td>{{ .honour }}</td><td><a href="{{ .url }}">{{ .number }}</a></td></tr>
{{ end }}</tbody></table>{{ end }}
<p>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }} {{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
</article>{{ end }}
"##;

const LIST: &str = r##"{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .RegularPagesRecursive }}<p>{{ len .RegularPagesRecursive }} hồ sơ</p>
<ul class="cards">{{ range $p.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <span>{{ .Params.signed }}</span>{{ with .Params.summary }}<p>{{ . }}</p>{{ end }}</li>
{{ end }}</ul><nav class="pager">{{ with $p.Prev }}<a rel="prev" href="{{ .URL }}">Trước</a>{{ end }} {{ $p.PageNumber }}/{{ $p.TotalPages }} {{ with $p.Next }}<a rel="next" href="{{ .URL }}">Sau</a>{{ end }}</nav>{{ end }}
"##;

/// What somebody has received: the front matter of each, by id.
type Received = HashMap<String, String>;

/// Writes the site of a corpus.
pub fn write(corpus: &Corpus, root: &Path) -> io::Result<()> {
    let mut files = Files::below(root);
    files.put("hugo.yaml", CONFIG)?;
    files.put("layouts/_default/baseof.html", BASE)?;
    files.put("layouts/_default/single.html", SINGLE)?;
    files.put("layouts/_default/list.html", LIST)?;
    files.put("layouts/index.html", LIST)?;
    let mut received = Received::new();
    for at in 0..corpus.decisions {
        let it = corpus.decision(at);
        files.put(&format!("content/quyet-dinh/{}/{}.md", it.date.year, it.id), &decision(&it, &mut received))?;
    }
    let honours = |id: &str| received.get(id).map_or_else(String::new, |rows| format!("honours:\n{rows}"));
    for at in 0..corpus.units {
        let it = corpus.unit(at);
        let parent = it.parent.map_or_else(String::new, |parent| format!("parent: {parent}\n"));
        files.put(
            &format!("content/don-vi/{}.md", it.id),
            &format!("---\ntitle: \"{}\"\n{parent}{}---\n", it.name, honours(&it.id)),
        )?;
    }
    for at in 0..corpus.people {
        let it = corpus.person(at);
        let head = format!("title: \"{}\"\npost: \"{}\"\nissuer: {}\n", it.name, it.post, it.unit);
        files.put(&format!("content/ca-nhan/{}.md", it.id), &format!("---\n{head}{}---\n", honours(&it.id)))?;
    }
    for at in 0..corpus.campaigns {
        let it = corpus.campaign(at);
        let text = crate::words::paragraph(&mut crate::words::Rng::of("campaign", at));
        files.put(
            &format!("content/phong-trao/{}/{}.md", it.year, it.id),
            &format!("---\ntitle: \"{}\"\n---\n{text}", it.title),
        )?;
        let head = format!(
            "title: \"Kế hoạch số {}/KH-UBND\"\nsigned: \"{}-01-04\"\nissuer: ubnd-tinh-hu-cau",
            at + 1,
            it.year
        );
        files.put(&format!("content/van-ban/{}/{}.md", it.year, it.plan), &format!("---\n{head}\n---\n"))?;
    }
    for at in 0..corpus.articles {
        let it = corpus.article(at);
        files.put(&format!("content/bai-viet/{}/{}.md", it.date.year, it.id), &article(corpus, &it))?;
    }
    Ok(())
}

fn decision(it: &Decision, received: &mut Received) -> String {
    let url = format!("/quyet-dinh/{}/{}/", it.date.year, it.id);
    let mut text = format!(
        "---\ntitle: \"Quyết định số {}\"\nsummary: \"{}\"\ndate: {}\nnumber: \"{}\"\nsigned: \"{}\"\nissuer: {}\nnam: [\"{}\"]\nhinh-thuc: [\"{}\"]\n",
        it.number, it.subject, it.date, it.number, it.date, it.issuer, it.date.year, it.honour.name,
    );
    if let Some(campaign) = &it.campaign {
        line(&mut text, format_args!("dot: [\"{}\"]", campaign.title));
    }
    text.push_str("recipients:\n");
    for row in &it.recipients {
        let sort = if row.collective { "tập thể" } else { "cá nhân" };
        let target = row.target.as_ref().map_or_else(String::new, address);
        line(
            &mut text,
            format_args!("  - {{name: \"{}\", url: \"{target}\", post: \"{}\", sort: {sort}}}", row.name, row.post),
        );
        if let Some(target) = &row.target {
            let (year, honour) = (it.date.year, it.honour.name);
            let honours = received.entry(target.id.clone()).or_default();
            line(
                honours,
                format_args!("  - {{year: {year}, honour: \"{honour}\", url: \"{url}\", number: \"{}\"}}", it.number),
            );
        }
    }
    text + "---\nQuyết định hư cấu, chỉ dùng để đo tốc độ.\n"
}

fn article(corpus: &Corpus, it: &Article) -> String {
    let link = |target: &Target| format!("[{}]({})", target.title, address(target));
    let prose = corpus.prose(it, &link);
    format!("---\ntitle: \"{}\"\nsummary: \"Bài viết hư cấu để đo tốc độ.\"\ndate: {}\n---\n{prose}", it.title, it.date)
}

fn address(target: &Target) -> String {
    format!("/{}/{}/", target.folder, target.id)
}

fn line(text: &mut String, parts: std::fmt::Arguments<'_>) {
    writeln!(text, "{parts}").expect("writing to a string cannot fail");
}
