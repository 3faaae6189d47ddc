//! Markdown as texts and what comes of them.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// A site with one unit, one hidden unit, two addresses and one block.
struct Site;

impl Links for Site {
    fn record(&mut self, kind: &str, id: &str) -> Resolved {
        match (kind, id) {
            ("unit" | "don-vi", "so") => {
                Resolved::Card { title: "Sở <Nội vụ>".into(), url: "/don-vi/so/".into() }
            }
            ("unit", "kin") => Resolved::Hidden,
            _ => Resolved::Unknown { suggestion: Some("so".to_owned()) },
        }
    }

    fn address(&mut self, path: &str) -> bool {
        matches!(path, "/tin/" | "/đợt/" | "/a.jpg" | "#nguon")
    }

    fn block(&mut self, name: &str, args: &str) -> Block {
        match name {
            "honours" => Block::Html(format!("<ul data-of=\"{args}\"></ul>\n")),
            "photo" => Block::Failed,
            _ => Block::UnknownName,
        }
    }
}

fn abbreviations(text: &str) -> Vec<(Range<usize>, &'static str)> {
    text.match_indices("UBND").map(|(at, word)| (at..at + word.len(), "Ủy ban nhân dân")).collect()
}

fn made(text: &str) -> Rendered {
    let options = Options {
        heading_shift: 1,
        abbr: &abbreviations,
        nbsp: &|text| text.replace("số 1", "số\u{a0}1"),
        kinds: &["unit", "don-vi"],
        taken: &["moc"],
        lang: Lang::Vi,
    };
    render(text, &mut Site, &options)
}

/// Compares the HTML, and the problems as `CODE source` lines.
fn check(text: &str, html: &str, problems: &[&str]) {
    let made = made(text);
    assert_eq!(made.html.trim_end(), html, "of {text:?}");
    let found: Vec<_> =
        made.problems.iter().map(|(at, problem, _)| format!("{} {}", problem.code(), &text[at.clone()])).collect();
    assert_eq!(found, problems, "in {text:?}");
}

#[test]
fn plain_markdown() {
    for (text, html) in [
        ("", ""),
        ("a *b* **c** `d<e`\n\n---", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>\n<hr>"),
        ("> a\nb\\\nc", "<blockquote>\n<p>a\nb<br>\nc</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>"),
        ("~~a~~ - [ ] \"b\"...", "<p>~~a~~ - [ ] &quot;b&quot;...</p>"),
        ("a\r\nb\r\n\r\n    c\r\n    d", "<p>a\nb</p>\n<pre tabindex=\"0\"><code>c\nd</code></pre>"),
        (" \u{a0} \u{a0}a\u{a0}b", "<p>a\u{a0}b</p>"),
        ("- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>"),
        ("a &amp; &lt;b&gt; \u{1}&#1;c", "<p>a &amp; &lt;b&gt; c</p>"),
        ("văn bản số 1 `số 1`", "<p>văn bản số\u{a0}1 <code>số 1</code></p>"),
    ] {
        check(text, html, &[]);
    }
}

#[test]
fn end_marks_become_full_stops() {
    for (text, html) in [
        ("Xong./.", "<p>Xong.</p>"),
        ("**Xong./.** ", "<p><strong>Xong.</strong></p>"),
        ("- Xong./.", "<ul>\n<li>Xong.</li>\n</ul>"),
        ("Xong./. Chưa", "<p>Xong./. Chưa</p>"),
        ("`./.`", "<p><code>./.</code></p>"),
        ("a/.", "<p>a/.</p>"),
    ] {
        check(text, html, &[]);
    }
}

#[test]
fn records() {
    for (text, html, problems) in [
        ("[sở](unit:so)", "<p><a href=\"/don-vi/so/\">sở</a></p>", &[][..]),
        ("[](don-vi:so)", "<p><a href=\"/don-vi/so/\">Sở &lt;Nội vụ&gt;</a></p>", &[]),
        ("<unit:so>", "<p><a href=\"/don-vi/so/\">Sở &lt;Nội vụ&gt;</a></p>", &[]),
        ("[a <unit:so>](/tin/)", "<p><a href=\"/tin/\">a Sở &lt;Nội vụ&gt;</a></p>", &[]),
        ("[a](Unit:so#x)", "<p><a href=\"/don-vi/so/#x\">a</a></p>", &[]),
        ("[a][r]\n\n[r]: unit:so", "<p><a href=\"/don-vi/so/\">a</a></p>", &[]),
        ("a [b *c*](unit:kin)", "<p>a b <em>c</em></p>", &[]),
        ("[](unit:kin)", "", &["X01 unit:kin"]),
        ("a [](unit:kin)", "<p>a </p>", &["X01 unit:kin"]),
        ("[a](unit:xa)", "<p>a</p>", &["X01 unit:xa"]),
    ] {
        check(text, html, problems);
    }
    assert_eq!(made("[a](unit:xa)").problems[0].2.as_deref(), Some("so"));
    assert_eq!(made("[](unit:so) và một").words, 5);
}

#[test]
fn addresses() {
    for (text, html, problems) in [
        ("[a](https://x.vn/?a=1&b)", "<p><a href=\"https://x.vn/?a=1&amp;b\" rel=\"noopener\">a</a></p>", &[][..]),
        ("<https://x.vn>", "<p><a href=\"https://x.vn\" rel=\"noopener\">https://x.vn</a></p>", &[]),
        ("<a@x.vn>", "<p><a href=\"mailto:a@x.vn\">a@x.vn</a></p>", &[]),
        ("[](tel:113)", "<p><a href=\"tel:113\">tel:113</a></p>", &[]),
        ("[a](/tin/?x#y \"b\")", "<p><a href=\"/tin/?x#y\" title=\"b\">a</a></p>", &[]),
        ("[a](/đợt/)", "<p><a href=\"/%C4%91%E1%BB%A3t/\">a</a></p>", &[]),
        (
            "[a](#nguon) [b](#moc) [c](#)",
            "<p><a href=\"#nguon\">a</a> <a href=\"#moc\">b</a> <a href=\"#\">c</a></p>",
            &[],
        ),
        ("[a](#x)", "<p><a href=\"#x\">a</a></p>", &["BV304 #x"]),
        ("[a](/khong/)", "<p>a</p>", &["BV304 /khong/"]),
        ("[a](b.md)", "<p>a</p>", &["BV304 b.md"]),
        ("[](b.md)", "", &["BV304 b.md"]),
        ("[a]()", "<p>a</p>", &["BV304 [a]()"]),
    ] {
        check(text, html, problems);
    }
}

#[test]
fn nothing_runs() {
    for dest in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "< javascript:alert(1)>",
        "&nbsp;javascript:alert(1)",
        "\u{200b}javascript:alert(1)",
        "java%0ascript:alert(1)",
        "data:text/html;base64,x",
        "vbscript:x",
        "VBSCRIPT&#58;x",
        "file:///etc/passwd",
        "//x.vn",
        "/\\x.vn",
        "/&Tab;/x.vn",
        "uint:so",
    ] {
        for text in [format!("[a]({dest})"), format!("![a]({dest})"), format!("[a][b]\n\n[b]: {dest}")] {
            let made = made(&text);
            assert_eq!(made.html, "<p>a</p>\n", "of {text:?}");
            assert!(matches!(made.problems[..], [(_, Problem::BadLinkScheme { .. }, _)]), "in {text:?}");
        }
    }
    check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>", &["BV303 javascript:alert(1)"]);
}

#[test]
fn raw_html_is_text() {
    for (text, html, problems) in [
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>", &["BV306 <b>", "BV306 </b>"][..]),
        ("<div>\n*a*\n</div>\n\nb", "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n<p>b</p>", &["BV306 <div>\n*a*\n</div>\n"]),
        ("a<!-- b -->c\n\n<!-- d\n\ne -->\n\nf", "<p>ac</p>\n<p>f</p>", &[]),
        (
            "<!-- a --><script>b</script>",
            "<p>&lt;script&gt;b&lt;/script&gt;</p>",
            &["BV306 <!-- a --><script>b</script>"],
        ),
        ("<!-- a", "<p>&lt;!-- a</p>", &["BV306 <!-- a"]),
        ("<!--> a -->", "<p>a --&gt;</p>", &["BV306 <!--> a -->"]),
    ] {
        check(text, html, problems);
    }
}

#[test]
fn headings_fit_the_page() {
    for (text, toc) in [
        ("# Đợt 1\n## Ước **mơ**\n# B", "2 dot-1 Đợt 1|3 uoc-mo Ước mơ|2 b B"),
        ("### A\n# A\n#### A\n#### A", "2 a A|2 a-2 A|3 a-3 A|3 a-4 A"),
        ("# A-2\n# A\n# A", "2 a-2 A-2|2 a A|2 a-3 A"),
        ("# Mốc\n# ???\n# `x` [](unit:so) <b>", "2 moc-2 Mốc|2 muc ???|2 x-so-noi-vu-b x Sở <Nội vụ> <b>"),
        ("#\n# <!-- -->\n## A", "2 a A"),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", "2 1 1|3 2 2|4 3 3|5 4 4|6 5 5|6 6 6"),
    ] {
        let toc_of = |h: &Heading| format!("{} {} {}", h.level, h.id, h.title);
        let found: Vec<_> = made(text).toc.iter().map(toc_of).collect();
        assert_eq!(found.join("|"), toc, "of {text:?}");
    }
    let anchor = "<a class=\"anchor\" href=\"#a-ubnd\" aria-hidden=\"true\" tabindex=\"-1\">#</a>";
    check(
        "[x](#a-ubnd)\n# A UBND",
        &format!("<p><a href=\"#a-ubnd\">x</a></p>\n<h2 id=\"a-ubnd\">A UBND{anchor}</h2>"),
        &[],
    );
}

#[test]
fn images_and_figures() {
    let img = "<img src=\"/a.jpg\" alt=\"b\" loading=\"lazy\" decoding=\"async\">";
    for (text, html, problems) in [
        ("![b](/a.jpg)", format!("<figure>{img}</figure>"), &[][..]),
        (
            "![*b*](/a.jpg \"Lễ <trao> | Ảnh: A & B\")",
            format!(
                "<figure>{img}<figcaption>Lễ &lt;trao&gt; <span class=\"credit\">Ảnh: A &amp; B</span></figcaption></figure>"
            ),
            &[],
        ),
        ("![b](/a.jpg \"Lễ\")", format!("<figure>{img}<figcaption>Lễ</figcaption></figure>"), &[]),
        ("a ![b](/a.jpg)", format!("<p>a {img}</p>"), &[]),
        ("[![b](/a.jpg)](/tin/)", format!("<p><a href=\"/tin/\">{img}</a></p>"), &[]),
        ("![b](c.jpg)", "<p>b</p>".to_owned(), &["BV304 c.jpg"]),
        ("![b](unit:so)", "<p>b</p>".to_owned(), &["BV303 unit:so"]),
    ] {
        check(text, &html, problems);
    }
}

#[test]
fn tables_scroll_and_name_their_columns() {
    check(
        "|| Tên | Số |\n|-|:-:|-:|\n|1|a|2|",
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Bảng 1\"><table>\n\
         <thead><tr><td></td><th scope=\"col\" class=\"mid\">Tên</th><th scope=\"col\" class=\"num\">Số</th></tr></thead><tbody>\n\
         <tr><td>1</td><td class=\"mid\">a</td><td class=\"num\">2</td></tr>\n</tbody></table></div>",
        &[],
    );
    assert!(made("# Kết \"quả\"\n\n|a|\n|-|\n\n|a|\n|-|").html.contains("aria-label=\"Bảng 2: Kết &quot;quả&quot;\""));
}

#[test]
fn footnotes_lead_there_and_back() {
    let mark = |id: &str, n: u8| {
        format!(
            "<sup class=\"note\" id=\"fnref:{id}\"><a href=\"#fn:{n}\" role=\"doc-noteref\" aria-label=\"Chú thích {n}\">{n}</a></sup>"
        )
    };
    let back = |id: &str, text: &str, n: u8| {
        format!(
            "<a class=\"back\" href=\"#fnref:{id}\" role=\"doc-backlink\" aria-label=\"{text}: Chú thích {n}\">{text}</a>"
        )
    };
    let notes = "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Chú thích\">\n<ol>\n";
    check(
        "[^z]: Z.\n\na[^b] c[^a] d[^b]\n\n[^a]: A.\n[^b]: B.\n[^b]: C.",
        &format!(
            "<p>a{} c{} d{}</p>\n{notes}<li id=\"fn:1\"><p>B. {} {}</p></li>\n<li id=\"fn:2\"><p>A. {}</p></li>\n\
             <li id=\"fn:3\"><p>Z.</p></li>\n</ol>\n</section>",
            mark("1", 1),
            mark("2", 2),
            mark("1-2", 1),
            back("1", "Về bài", 1),
            back("1-2", "Về bài (2)", 1),
            back("2", "Về bài", 2),
        ),
        &[],
    );
    assert!(is_well_formed(&made("[a[^b]](/tin/) [c[^b]][d]\n\n[^b]: x\n\n[d]: /tin/").html));
    check("a[^b]", "<p>a[^b]</p>", &[]);
}

#[test]
fn blocks() {
    for (text, html, problems) in [
        ("{{ honours unit:so }}", "<ul data-of=\"unit:so\"></ul>", &[][..]),
        ("{{honours a_b_c *}}\n{{ photo x }}", "<ul data-of=\"a_b_c *\"></ul>", &[]),
        ("> {{ honours }}", "<blockquote>\n<ul data-of=\"\"></ul>\n</blockquote>", &[]),
        ("a\n\n{{ honor x }}", "<p>a</p>", &["BV305 {{ honor x }}"]),
        ("a {{ honours }}", "<p>a {{ honours }}</p>", &[]),
        ("\\{{ honours }}", "<p>{{ honours }}</p>", &[]),
        ("{{ }}", "<p>{{ }}</p>", &[]),
    ] {
        check(text, html, problems);
    }
}

#[test]
fn the_first_abbreviation_is_spelt_out() {
    let abbr = "<abbr title=\"Ủy ban nhân dân\">UBND</abbr>";
    check(
        "`UBND` [UBND](/tin/) UBND, UBND\n\nUBND",
        &format!("<p><code>UBND</code> <a href=\"/tin/\">UBND</a> {abbr}, UBND</p>\n<p>UBND</p>"),
        &[],
    );
}

#[test]
fn code_is_coloured_only_when_tagged() {
    let pre = "<pre tabindex=\"0\"><code";
    for (text, html) in [
        ("    a<b", format!("{pre}>a&lt;b</code></pre>")),
        ("```khong-co \"x\nUBND số 1\n```", format!("{pre} class=\"language-khong-co\">UBND số 1\n</code></pre>")),
        ("```\"><b>\nx\n```", format!("{pre} class=\"language-&quot;&gt;&lt;b&gt;\">x\n</code></pre>")),
    ] {
        check(text, &html, &[]);
        assert!(!made(text).code);
    }
    let yaml = made("```yaml\na: 1\n```");
    assert!(yaml.code && yaml.html.contains("hl-yaml"));
}

#[test]
fn references_come_with_their_bytes() {
    let text = "Đợt [a](unit:so) <don-vi:b> [c](https://x.vn) [d](javascript:alert(1))\n\n{{ honours unit:e }}\n{{ photo f }}\n\n`[x](unit:y)`";
    let found: Vec<_> =
        references(text).into_iter().map(|(at, kind, id)| format!("{kind}:{id}={}", &text[at])).collect();
    assert_eq!(found, ["unit:so=unit:so", "don-vi:b=don-vi:b", "unit:e=unit:e", "photo:f=f"]);
}

#[test]
fn descriptions() {
    let body = "# Đề mục\n\n{{ photo x }}\n\n![ảnh](/a.jpg)\n\nMột **hai**\nba[^1], bốn<b>./.\n\n|a|\n|-|\n\n- năm\n\n```\nx\n```\n\n[^1]: chú";
    for (max, expect) in [
        (99, "Một hai ba, bốn. năm"),
        (20, "Một hai ba, bốn. năm"),
        (19, "Một hai ba, bốn.…"),
        (12, "Một hai ba…"),
        (5, "Một…"),
        (2, "M…"),
        (1, "…"),
        (0, ""),
    ] {
        assert_eq!(plain(body, max, &mut |_, _| None), expect, "{max}");
        assert!(expect.chars().count() <= max);
    }
}

#[test]
fn a_reference_without_words_says_a_name() {
    let said = plain("Thuộc [](unit:xa) và [tổ](unit:to).", 40, &mut |kind, id| Some(format!("{kind} {id}")));
    assert_eq!(said, "Thuộc unit xa và tổ.");
}

#[test]
fn crafted_bodies_take_linear_time() {
    let n = 10_000;
    for (name, text) in [
        ("quotes", "> ".repeat(n)),
        ("quotes tight", ">".repeat(n)),
        ("brackets", "[".repeat(n)),
        ("links", "[a](".repeat(n)),
        ("images", "![".repeat(n) + &"](/a.jpg)".repeat(n)),
        ("bullets", "- ".repeat(n)),
        ("stars", "*a _".repeat(n)),
        ("strong", "**a".repeat(n) + &"**".repeat(n)),
        ("ticks", (1..300).map(|i| "`".repeat(i) + " ").collect()),
        ("comments", "<!-- a ".repeat(n)),
        ("braces", "{{ a ".repeat(n)),
        ("calls", "{{ a }}\n".repeat(n)),
        ("headings", "# a\n".repeat(n)),
        ("notes", "[^a] ".repeat(n) + "\n\n[^a]: b"),
        ("columns", "|a".repeat(n) + "\n" + &"|-".repeat(n)),
        ("entities", "&#x26;".repeat(n)),
        ("one line", "Ủy ban nhân dân UBND ".repeat(40_000)),
        ("one word", "ư".repeat(500_000)),
        ("code", "```rust\n".to_owned() + &"(".repeat(1_000_000)),
        ("grammars", ("```yaml\n".to_owned() + &"- a: {b: [\n".repeat(5_000) + "```\n").repeat(20)),
        ("schemes", format!("[a]({}:b)\n\n", "x".repeat(5_000)).repeat(100)),
        ("targets", format!("[a](/{})\n\n", "x".repeat(100)).repeat(5_000)),
    ] {
        let start = Instant::now();
        let made = made(&text);
        let _ = (references(&text), plain(&text, 160, &mut |_, _| None));
        // A generous bound: quadratic time on these takes minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{name}: {:?}", start.elapsed());
        assert!(made.html.len() < 200 * text.len() + 1_000, "{name}: {}", made.html.len());
    }
}

/// Nothing but our own tags, each closed in its place.
fn is_well_formed(html: &str) -> bool {
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else { return false };
        let name = tag.split(' ').next().unwrap_or(tag);
        match name.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(_) => return false,
            None if ["img", "br", "hr"].contains(&name) => {}
            // A link cannot hold another.
            None if name == "a" && open.contains(&name) => return false,
            None if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) => open.push(name),
            None => return false,
        }
    }
    open.is_empty()
}

fn holds(text: &str) {
    let made = made(text);
    assert!(is_well_formed(&made.html), "{text:?} gives {}", made.html);
    let ids: Vec<_> = made.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "{text:?}");
    for (range, ..) in &made.problems {
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
    }
    for (range, ..) in references(text) {
        assert!(text.get(range).is_some(), "{text:?}");
    }
    assert!(plain(text, 40, &mut |_, _| None).chars().count() <= 40, "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_render(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mixture_of_marks_renders(parts in proptest::collection::vec(proptest::sample::select(vec![
        "# ", "\n", "\n\n", "> ", "- ", "1. ", "    ", "*", "**", "_", "`", "```yaml\n", "|", "|-|\n", "[", "]",
        "](unit:so)", "](unit:kin)", "](/a.jpg \"a|b\")", "](#x)", "![", "[^a]", "[^a]: ", "<", ">", "<b>", "<!--",
        "-->", "{{ honours }}", "{{", "}}", "./.", "UBND", "đ", "\u{301}", "&amp;", "\\", "<unit:so>", "a", " ",
    ]), 0..40)) {
        holds(&parts.concat());
    }

    #[test]
    fn the_rest_is_commonmark(parts in proptest::collection::vec(proptest::sample::select(vec![
        "\n", "\n\n", "> ", "- ", "+ ", "1. ", "7) ", "    ", "\t", "*", "**", "_", "__", "`", "``", "***\n",
        "~~~\n", "[", "]", "&amp;", "&#35;", "\\", "\\*", "  \n", "ư", "b", " ", ".", "\"",
    ]), 0..40)) {
        let text = parts.concat();
        let mut expect = String::new();
        pulldown_cmark::html::push_html(&mut expect, parse(&text).map(|(event, _)| event));
        // Underlined headings get an id of ours, and a code's language ends at any space.
        prop_assume!(!["<h1", "<h2", "language-"].iter().any(|ours| expect.contains(ours)));
        let bare = |html: &str| html.replace(" />", ">").replace(" tabindex=\"0\"", "").replace("&quot;", "\"").replace('\n', "");
        prop_assert_eq!(bare(&made(&text).html), bare(&expect), "of {:?}", text);
    }
}
